#!/usr/bin/env python3
"""Files that somebody made to do harm, or that were damaged: each is refused by name within the limits of docs/limits.md, in
bounded time and memory, and the good file beside it is read."""
import io
import json
import random
import resource
import struct
import zipfile

import _documents as make
from _program import Folder, expect, finish

GOOD = "A good study\n\nFindings\n\nTrust between partners reduced waiting times.\n"
MEMORY = 3 << 30  # bytes of address space that reading any of these may take
WORD = f"<w:document {make.W}><w:body>{{}}</w:body></w:document>"


def word(document, **other):
    return make.package("word/document.xml", {"word/document.xml": document, **other})


def flat_zip(entries):
    """An archive whose entries declare what they like: (name, content as packed, declared size, method)."""
    out, directory = b"", b""
    for name, packed, size, method in entries:
        common = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 0, 0, len(packed), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + common + name + packed
    return out + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(out), 0)


def bomb():
    """An entry of 200 MB of blanks; deflate packs a thousand of them into one byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b" " * (200 << 20))
    return out.getvalue()


def nested(n):
    inner = make.zipped({"a.txt": GOOD})
    for _ in range(n):
        inner = make.zipped({"a.zip": inner})
    return inner


LONG = "word " * 20
HOSTILE = {
    # name: (content, words that the report must hold)
    "bomb.zip": (bomb, ["big.txt", "more than"]),
    "bomb.docx": (lambda: word(WORD.format("<w:p>" + " " * (200 << 20) + "</w:p>")), ["more than"]),
    "lies.zip": (lambda: flat_zip([(b"a.txt", b"not what it says", 5, 8)]), ["a.txt", "unpacked"]),
    "many.zip": (lambda: flat_zip([(b"%d.txt" % i, b"", 0, 0) for i in range(30_000)]), ["entries"]),
    "nested.zip": (lambda: nested(8), ["archive within an archive"]),
    "outside.zip": (lambda: make.zipped({"../../etc/passwd.txt": GOOD, "/root/a.txt": GOOD, "..\\b.txt": GOOD}), ["leads outside"]),
    "deep.docx": (lambda: word(WORD.format("<w:ins>" * 100_000)), ["nested more than"]),
    "deep.html": (lambda: "<html>" + "<div>" * 500_000, ["nested more than"]),
    "deeper.html": (lambda: "<html>" + "<div></x>" * 300_000, ["nested more than"]),
    "shielded.html": (lambda: "<html>" + "<div><table><td></div>" * 100_000, ["nested more than"]),
    "reopened.html": (lambda: "<html>" + "".join(f"<b i={i}>" for i in range(400)) + "<p>x" * 200_000, ["formatting"]),
    "attributes.html": (lambda: "<html><p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">x", ["attributes"]),
    "deep.nxml": (lambda: '<?xml version="1.0"?><article article-type="x"><body>' + "<sec>" * 500_000, ["nested more than"]),
    "laughs.nxml": (lambda: '<?xml version="1.0"?><!DOCTYPE article [' + '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "&a{i - 1};&a{i - 1};">' for i in range(1, 40)) + ']><article article-type="x"><body><p>&a39;</p></body></article>', ["entities"]),
    "outside.nxml": (lambda: '<?xml version="1.0"?><!DOCTYPE article [<!ENTITY f SYSTEM "file:///etc/passwd">]><article article-type="x"><body><p>&f;</p></body></article>', ["entities"]),
    "laughs.docx": (lambda: word('<!DOCTYPE x [<!ENTITY a "ha">]>' + WORD.format("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")), ["entities"]),
    "wide.html": (lambda: "<html><table>" + ("<tr>" + "<td colspan=1000>x</td>" * 100 + "</tr>") * 500, ["cells"]),
    "rows.xlsx": (lambda: make.package("xl/workbook.xml", {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r0"/></sheets></workbook>', "xl/_rels/workbook.xml.rels": make.relations(worksheet="s.xml"),
        "xl/s.xml": "<worksheet><sheetData>" + "".join(f'<row><c r="XFD{i}"><v>{i * 7919 % 104729}</v></c></row>' for i in range(300)) + "</sheetData></worksheet>"}), ["cells"]),
    "scan.pdf": (lambda: make.pdf([], []), ["pictures", "ocrmypdf"]),
    "cut.pdf": (lambda: make.pdf([(50, 60, 12, LONG)])[:150], ["cannot be read"]),
    "nothing.pdf": (lambda: b"%PDF-1.7\n", ["cannot be read"]),
    "part.docx": (lambda: make.zipped({"[Content_Types].xml": make.TYPES, "word/document.xml": WORD.format("")}), ["main part is missing"]),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ["old office file"]),
    "table.ods": (lambda: make.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), ["zip archive of a kind"]),
    "book.epub": (lambda: make.zipped({"mimetype": "application/epub+zip", "a.xhtml": "<html/>"}), ["container.xml is missing"]),
    "outside.epub": (lambda: make.zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": '<container><rootfiles><rootfile full-path="../../book.opf"/></rootfiles></container>'}), ["is missing"]),
    "deep.odt": (lambda: make.odt("<text:section>" * 3000 + "</text:section>" * 3000), ["nested more than"]),
    "deep.rtf": (lambda: r"{\rtf1 " + "{" * 500_000, ["nested more than"]),
    "cut.rtf": (lambda: make.rtf((15, "Visits"), "Joint visits helped.")[:-40], ["ends in the middle", "fetch it again"]),
    "bytes.rtf": (lambda: r"{\rtf1 a{\pict\bin2000000000 x}}", ["ends in the middle"]),
    "cells.rtf": (lambda: r"{\rtf1\trowd\cellx9\intbl " + r"\cell" * 4_100_000 + r"\row}", ["cells"]),
    "notes.rtf": (lambda: r"{\rtf1 a" + r"{\footnote b}" * 1_100_000 + r"\par}", ["notes"]),
    "deep.json": (lambda: '{"a":' * 100_000, ["json data"]),
}

with Folder() as f:
    f.write("in/a-good.txt", GOOD)
    for name, (content, _) in HOSTILE.items():
        f.write(f"in/{name}", content())
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import os
    import subprocess
    from _program import EVIDENT
    # The sanitizers' shadow memory needs all addresses.
    limited = os.environ.get("EVIDENT_NO_MEMORY_LIMIT") is None and b"__asan_init" not in open(EVIDENT, "rb").read()
    done = subprocess.run([EVIDENT, "ingest", "--json", "in"], cwd=f.path, capture_output=True, timeout=300, preexec_fn=limit if limited else None)
    expect(done.returncode == 3, f"hostile files: exit code 3, got {done.returncode}", done.stderr.decode()[:2000])
    report = json.loads(done.stdout or b'{"files": []}')
    for name, (_, words) in HOSTILE.items():
        rows = [file for file in report["files"] if file["path"].startswith(f"in/{name}")]
        failed = [file for file in rows if file["outcome"] == "failed"]
        said = " ".join(f'{file["path"]} {file["error"]} {file["fix"]}' for file in failed).lower()
        expect(failed and len(failed) == len(rows), f"{name}: refused", json.dumps(rows)[:600])
        for word_ in words:
            expect(word_ in said, f"{name}: the report says '{word_}'", said[:600])
        expect(all(file["fix"] for file in failed), f"{name}: the report says what to do", said[:600])
    expect({i["doc"] for i in f.items()} == {"a-good.txt"}, "the good file beside them is read, and nothing else", json.dumps(sorted({i["doc"] for i in f.items()})))
    expect(f.run("verify").returncode == 0, "the base is whole")

# Damaged files: cut short, and with bytes changed. They may be read in part or refused, and end the program never.
WHOLE = {
    "docx": make.docx(make.paragraph("Visits", style="T"), make.paragraph("Joint visits helped.", make.note_mark(1)), make.table(("a", "b"), ("1", "2")), notes=["Counted."]),
    "pptx": make.pptx(("Visits", [(0, "Joint visits helped.")], "Say so.")), "xlsx": make.xlsx(A=[["a", "b"], ["c", 1]]),
    "pdf": make.pdf([(50, 60, 18, "Visits"), (50, 100, 10, "Joint visits helped.")]), "zip": make.zipped({"a.txt": GOOD, "b.html": make.html("<h1>Visits</h1><p>Joint visits helped.</p>")}),
    "rtf": make.rtf((15, "Visits"), ("item", "Joint visits helped."), r"\trowd\cellx900\cellx1800\pard\intbl a\cell b\cell\row"), "html": make.html("<h1>Visits</h1><p>Joint visits helped.</p><table><tr><th>a<th>b<tr><td>1<td>2</table>").encode(), "nxml": make.jats("Visits", "<p>Joint visits helped.</p>").encode(),
    "csv": b'a,b\n"c, d",e\n',
}
draw = random.Random(20240607)
with Folder() as f:
    f.write("in/a-good.txt", GOOD)
    n = 0
    for kind, whole in WHOLE.items():
        for round_ in range(6 if kind == "pdf" else 24):
            data = bytearray(whole)
            if round_ % 3 == 0:
                data = data[: draw.randrange(1, len(data))]
            else:
                for _ in range(1 << (round_ % 5)):
                    data[draw.randrange(len(data))] = draw.randrange(256)
            f.write(f"in/{n:03}.{kind}", bytes(data))
            n += 1
    done = f.run("ingest", "--json", "in", timeout=300)
    expect(done.returncode in (0, 3), f"damaged files: exit code 0 or 3, got {done.returncode}", done.stderr.decode()[:2000])
    report = json.loads(done.stdout or b'{"files": []}')
    expect(len({file["path"].split(" › ")[0] for file in report["files"]}) == n + 1, "every damaged file is a row of the report")
    expect(all(file["error"] and "code" in file for file in report["files"] if file["outcome"] == "failed"), "with its reason")
    expect("a-good.txt" in {i["doc"] for i in f.items()}, "the good file beside them is read")
    expect(f.run("verify").returncode == 0, "the base is whole")

finish()

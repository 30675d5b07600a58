#!/usr/bin/env python3
"""How well PDF files are read: the demonstration's documents set by LibreOffice in one and in two columns, with running heads,
page numbers and divided words. Prints the share of words in the right order, the share of quotations found on their page, and
the pages that are read in a second. Usage: pdf.py EVIDENT ROOT"""
import contextlib
import difflib
import html
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

EVIDENT, ROOT = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
NAMES = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for n, v in (("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible")))
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm" fo:text-align="justify"/>
<style:text-properties fo:font-size="10pt" style:font-name="Liberation Serif" fo:language="en" fo:country="GB" fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:default-style>
<style:style style:name="H1" style:family="paragraph"><style:text-properties fo:font-size="18pt" fo:font-weight="bold" fo:hyphenate="false"/></style:style>
<style:style style:name="H2" style:family="paragraph"><style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2cm" fo:margin-right="2cm">{columns}</style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.8cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:margin-top="0.8cm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl"><style:header><text:p>Demonstration papers, volume 7</text:p></style:header><style:footer><text:p>Page <text:page-number/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def parts(source):
    """The paragraphs of a demonstration document as (kind, words): headings 1 and 2, items, text."""
    for group in re.split(r"\n\s*\n", source):
        text = []
        for line in group.splitlines():
            heading, item = re.match(r"(#+) (.*)", line), re.match(r"\s*([-*•]|\d+\.) (.*)", line)
            if heading or item:
                if text:
                    yield "text", " ".join(text)
                text = []
            if heading:
                yield ("H1" if len(heading[1]) == 1 else "H2"), heading[2]
            elif item:
                yield "item", item[2]
            elif line.strip():
                text.append(line.strip())
        if text:
            yield "text", " ".join(text)


def set_in(columns, paragraphs):
    body = ""
    for kind, words in paragraphs:
        style = f' text:style-name="{kind}"' if kind in ("H1", "H2") else ""
        body += f"<text:p{style}>{'• ' if kind == 'item' else ''}{html.escape(words)}</text:p>"
    layout = f'<style:columns fo:column-count="{columns}" fo:column-gap="0.6cm"/>' if columns > 1 else ""
    return DOCUMENT.format(names=NAMES, columns=layout, body=body)


def plain(words):
    """Letters and digits alone: what is left when line ends, hyphens and ligatures do not count."""
    for joined, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        words = words.replace(joined, letters)
    return re.sub(r"[\W_]+", "", words)


def ask(folder, *arguments):
    return subprocess.run([EVIDENT, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def stored(base):
    """The text that a base of one document holds."""
    with contextlib.closing(sqlite3.connect(base)) as opened:
        return opened.execute("select text from document").fetchone()[0]


office = shutil.which("soffice") or shutil.which("libreoffice")
if not office or not shutil.which("pdftotext"):
    print("skipped: LibreOffice (package libreoffice-writer) or pdftotext is not installed")
    sys.exit(77)

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "in").mkdir()
    sources = {path.stem: list(parts(path.read_text(encoding="utf8"))) for path in sorted((ROOT / "corpus/demo").iterdir())}
    sources["all"] = [part for stem in sorted(sources) for part in [("H1", stem.replace("-", " "))] + sources[stem]]
    for columns in (1, 2):
        for stem, paragraphs in sources.items():
            (folder / f"{stem}-{columns}.fodt").write_text(set_in(columns, paragraphs), encoding="utf8")
    subprocess.run([office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", str(folder / "in"), *map(str, sorted(folder.glob("*.fodt")))], capture_output=True, check=True, timeout=600)
    files = sorted((folder / "in").glob("*.pdf"))
    begin = time.monotonic()
    ask(folder, "ingest", "in")
    whole = time.monotonic() - begin
    begin = time.monotonic()
    pages = 0
    for path in files:
        pages += subprocess.run(["pdftotext", "-q", "-bbox-layout", path, "-"], capture_output=True, text=True).stdout.count("<page ")
    poppler = time.monotonic() - begin
    # Each by itself: two that name one DOI are one work.
    items = []
    for path in files:
        ask(folder, "ingest", "-b", f"{path.stem}.evd", path)
        items += [json.loads(line) for line in ask(folder, "export", "-b", f"{path.stem}.evd", "-f", "items").splitlines()]
    for columns in (1, 2):
        right = of = 0
        for stem, paragraphs in sources.items():
            expected = [w for w in (plain(w) for _, words in paragraphs for w in words.split()) if w]
            text = stored(folder / f"{stem}-{columns}.evd").replace("\u00ad\n", "")
            text = re.sub(r"(?m)^(Demonstration papers, volume 7|Page \d+)$", "", text)
            got = [w for w in (plain(w) for w in text.split()) if w]
            blocks = difflib.SequenceMatcher(None, expected, got, autojunk=False).get_matching_blocks()
            right += sum(b.size for b in blocks)
            of += len(expected)
        print(f"{columns} column{'s' * (columns > 1)}: {right} of {of} words in the right order ({100 * right / of:.2f} %)")
    found = of = 0
    for item in items:
        if not item["doc"].endswith(".pdf") or not item["place"]["page"]:
            continue
        of += 1
        # The quotation begins on its page; it may run on.
        page = subprocess.run(["pdftotext", "-q", "-raw", "-f", str(item["place"]["page"]), "-l", str(item["place"]["page"]), str(folder / "in" / item["doc"]), "-"], capture_output=True, text=True).stdout
        if plain(item["quote"])[:12] in plain(page):
            found += 1
        else:
            print("not on its page:", item["doc"], item["place"]["page"], item["quote"][:80])
    without = sum(1 for item in items if not item["place"]["page"])
    print(f"quotations on their page: {found} of {of}; without a page: {without}")
    print(f"{pages} pages in {len(files)} files: {pages / whole:.0f} pages/s end to end ({whole:.2f} s, {poppler:.2f} s of it poppler's alone)")

"""Every export of shared/data/biblio_fixtures: as many records as the format's own marks say, fields as the paired .bib
has them, and a reason for each file that holds none."""
import json
import pathlib
import re
import sys

from _program import EVIDENT, ROOT, SHARED, expect, finish, skip

sys.path.insert(0, str(ROOT / "tests" / "measure"))
import records as measured  # noqa: E402

FOLDER = SHARED / "data" / "biblio_fixtures"
if not FOLDER.is_dir():
    skip("shared/data/biblio_fixtures is not there")

# Files that are what their name says: broken, empty, of another kind.
NONE = {
    "RisImporterCorrupted.ris", "CffImporterTestInvalid1.cff", "CffImporterTestInvalid2.cff", "EmptyMsBib_Test.xml", "emptyFile.xml",
    "IsiImporterTestEmpty.isi", "InspecImportTestFalse.txt", "MedlineImporterTestMalformedEntry.xml", "MedlineImporterTestInvalidFormat.xml",
    "MedlinePlainImporterTestInvalidFormat.xml", "OvidImporterTest2Invalid.txt", "nothing.txt", "data.json", "input.json", "README.md",
    "InspecImportTest.txt", "MarcXmlParserTestNotes.bib", "MedlineImporterTestMinimalEntry.bib",
}
# A record whose type stands in its midst again is counted twice where the .bib has one.
SPLIT = {"RisImporterTest1.ris"}
# Titles put together of pieces, or of commands of TeX.
TEX = {"rich_text.bib", "string_and_preamble.bib"}


def text_of(path):
    data = path.read_bytes()
    if b"\0" in data[:2]:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("cp1252", errors="replace")


def marks(path, text):
    """How many records the format's own marks announce; None: not known by a mark."""
    lines = [line.strip("\ufeff ") for line in re.split(r"\r\n|\n|\r", text)]
    if any(re.match(r"TY {0,2}-", line) for line in lines[:60]):
        types = [i for i, line in enumerate(lines) if re.match(r"TY {0,2}-( |$)", line)]
        return sum(1 for i in types if i == 0 or not re.match(r"TY {0,2}-", lines[i - 1]))
    if any(line.startswith("VN  - ") for line in lines[:3]):
        return sum(line.startswith("VN  - ") for line in lines)
    if re.match(r"\s*(PMID|PMC|PMCR)\s*-", text.lstrip("\ufeff")):
        blocks = re.split(r"\n\s*\n", text)
        return sum(bool(re.match(r"\s*[A-Z]{2,4} *-", block)) for block in blocks)
    if lines and (lines[0].startswith("FN ") or path.suffix in (".isi", ".ciw")):
        return sum(line == "ER" for line in lines)
    if path.suffix == ".bib" or re.match(r"\s*@\w+\s*{", text):
        return len([t for t in re.findall(r"(?:^|[\r\n])[\s\ufeff]*@\s*(\w+)\s*[{(]", text) if t.lower() not in ("comment", "string", "preamble", "set", "xdata")])
    if path.suffix == ".xml":
        for mark in (r"<PubmedArticle>|<PubmedBookArticle>", r"<mods[ >]", r"<b:Source>|<Source>", r"<record>"):
            if re.search(mark, text):
                return len(re.findall(mark, text))
        return None
    if path.suffix == ".cff":
        below = re.split(r"(?m)^references:", text)
        return 1 + ("preferred-citation:" in text) + (len(re.findall(r"(?m)^\s*- type:", below[1])) if len(below) > 1 else 0)
    if path.suffix == ".json":
        return len(json.loads(text))
    if path.suffix in (".csv", ".tsv"):
        return len([line for line in lines if line]) - 1
    if path.suffix in (".enw", ".ref"):
        return max(1, sum(line.startswith("%0 ") for line in lines))
    if any(line == "------" for line in lines) and any(line.startswith("--") for line in lines):
        return sum(line == "------" for line in lines)
    if "INSPEC" in text[:200]:
        return sum(line.startswith("Record") for line in lines)
    if re.match(r"\s*<\d+>", text):
        return sum(bool(re.fullmatch(r"<\d+>", line)) for line in lines)
    if re.match(r"\s*\[[^\]\s]+\]", text):
        return sum(bool(re.fullmatch(r"\[[^\]\s]+\]", line)) for line in lines)
    return None


read = 0
for path in sorted(p for p in FOLDER.rglob("*") if p.is_file()):
    if path.suffix == ".nxml":
        continue  # articles, which are documents
    code, mine, said = measured.records(EVIDENT, path)
    name = str(path.relative_to(FOLDER))
    if path.name in NONE:
        expect(code == 3 and said.strip(), f"{name} is refused with a reason", said)
        continue
    expect(code == 0, f"{name} is read", said)
    text = text_of(path)
    announced = marks(path, text)
    if path.name not in SPLIT:
        expect(announced is None or len(mine) == announced, f"{name}: {len(mine)} records, its marks announce {announced}")
    read += 1
    # Places are those of the file's bytes where it is UTF-8.
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        continue
    if b"\0" in data:
        continue
    for record in mine:
        for field in record["fields"]:
            expect(field["begin"] <= field["end"] <= len(data), f"{name}: a field lies within the file")
            if field["field"] == "title" and field["end"] > field["begin"] and "&" not in field["text"] and path.name not in TEX:
                there = set(measured.words(data[field["begin"]:field["end"]].decode("utf-8", errors="replace")))
                plain = [w for w in measured.words(field["text"]) if w.isascii()]
                expect(not plain or len(set(plain) & there) * 2 >= len(set(plain)), f"{name}: the title stands where it is said to",
                       f"{field['text']} / {data[field['begin']:field['end']]!r}")

counted, present, found, missed = measured.measure(EVIDENT, FOLDER)
print(f"{read} files read; {sum(found.values())} of {sum(present.values())} fields of {counted} pairs as the .bib has them")
for field, least in (("title", 0.93), ("author", 0.9), ("year", 0.93), ("volume", 0.93), ("doi", 0.9), ("abstract", 0.9)):
    expect(found[field] >= least * present[field], f"{field}: {found[field]} of {present[field]}", "\n  ".join(missed[:40]))
finish()

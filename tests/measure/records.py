"""How many fields of bibliographic exports are found: records.py PROGRAM FOLDER

FOLDER holds exports NAME.ris, NAME.xml, NAME.txt … and beside some of them NAME.bib, what another program reads of the
same file. Prints a table: of the fields that the .bib has, how many were found with the same words."""
import json
import pathlib
import re
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict

# A field of the .bib and those of a record that may hold it.
SAME = {
    "title": ["title"], "booktitle": ["venue", "series", "title"], "journal": ["venue", "venue abbreviation"], "author": ["author", "editor"],
    "editor": ["editor", "author"], "year": ["year"], "volume": ["volume"], "number": ["issue", "other", "article number", "accession"], "issue": ["issue"],
    "pages": ["pages", "article number"], "doi": ["doi"], "pmid": ["pmid"], "abstract": ["abstract"], "keywords": ["keyword"],
    "publisher": ["publisher"], "school": ["publisher"], "institution": ["publisher", "affiliation"], "address": ["place", "affiliation"],
    "url": ["url"], "language": ["language"], "isbn": ["isbn", "issn"], "issn": ["issn", "isbn"], "edition": ["edition"], "series": ["series"],
    "note": ["note"], "comment": ["note"],
}
# .bib files that are named otherwise than their export.
RENAMED = {"OvidImporterTestBib3": "OvidImporterTest3.txt", "OvidImporterTestBib4": "OvidImporterTest4.txt", "OvidImporterTestBib6": "OvidImporterTest6.txt"}


def records(program, path):
    run = subprocess.run([program, "records", str(path)], capture_output=True)
    return run.returncode, [json.loads(line) for line in run.stdout.decode().splitlines()], run.stderr.decode()


def entries(text):
    """Entries of a simple .bib: braces only, no strings."""
    out = []
    for start in re.finditer(r"@(\w+)\s*[{(]", text):
        if start.group(1).lower() in ("comment", "string", "preamble"):
            continue
        fields, at = {}, start.end()
        entry = re.compile(r"\s*([\w-]+)\s*=\s*")
        comma = text.find(",", at)
        at = comma + 1 if comma >= 0 else at
        while True:
            name = entry.match(text, at)
            if not name:
                break
            at = name.end()
            depth, begin = 0, at
            while at < len(text):
                c = text[at]
                depth += (c == "{") - (c == "}")
                if (c == "," and depth == 0) or depth < 0:
                    break
                at += 1
            fields[name.group(1).lower()] = text[begin:at].strip().replace("{", "").replace("}", "")
            if at >= len(text) or text[at] != ",":
                break
            at += 1
        out.append(fields)
    return out


def words(text):
    plain = unicodedata.normalize("NFKD", text.replace("\\", ""))
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("_", " "))


def held(field, value, record):
    """Whether the record has the words: of lists as many as there are, in any order."""
    mine = defaultdict(list)
    for f in record["fields"]:
        mine[f["field"]].append(f["text"])
    wanted = words(value)
    if not wanted:
        return None
    for name in SAME[field]:
        found = " ".join(mine.get(name, []))
        if name == "title":
            found += " " + " ".join(mine.get("subtitle", []))
        if not found.strip():
            continue
        have = Counter(words(found))
        need = Counter(w for w in wanted if not (field in ("author", "editor") and w == "and"))
        missing = sum((need - have).values())
        if missing <= len(wanted) // 20:
            return True
        if "".join(words(found)) == "".join(wanted):
            return True
    return False


def pairs(folder):
    for bib in sorted(folder.rglob("*.bib")):
        if bib.stem in RENAMED:
            yield bib, bib.with_name(RENAMED[bib.stem])
        for other in sorted(bib.parent.glob(bib.stem + ".*")):
            if other.suffix != ".bib":
                yield bib, other


def measure(program, folder):
    present, found, missed = Counter(), Counter(), []
    counted = 0
    for bib, export in pairs(folder):
        code, mine, _ = records(program, export)
        theirs = entries(bib.read_text(encoding="utf-8", errors="replace"))
        counted += 1
        if len(mine) != len(theirs):
            missed.append(f"{export.name}: {len(mine)} records, the .bib has {len(theirs)}")
        for i, entry in enumerate(theirs):
            for field, value in entry.items():
                if field not in SAME:
                    continue
                verdict = held(field, value, mine[i]) if i < len(mine) else False
                if verdict is None:
                    continue
                present[field] += 1
                found[field] += verdict
                if not verdict:
                    missed.append(f"{export.name} {i + 1}: {field} = {value[:70]!r}")
    return counted, present, found, missed


if __name__ == "__main__":
    counted, present, found, missed = measure(sys.argv[1], pathlib.Path(sys.argv[2]))
    print(f"{counted} pairs of files")
    for field in sorted(present, key=lambda f: (-present[f], f)):
        print(f"{field:12} {found[field]:5} of {present[field]:5}")
    print(f"{'all':12} {sum(found.values()):5} of {sum(present.values()):5}")
    if "-v" in sys.argv:
        print("\n".join(missed))

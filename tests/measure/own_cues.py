#!/usr/bin/env python3
"""own_cues.py [--write]: which cues are there for the sake of one document?

A cue counts as a document's own when it matches in that one of the five documents of ../shared/corpus and nowhere else:
not in the other four, not in the labelled data of ../shared/data, not in our own documents (corpus/demo, tests/golden).
That is harsher than asking why it was written: plain English that the other texts happen not to use counts too. With
--write these cues get lines of their own in corpus/cues/*.tsv with the document's name in the fifth column, and
`evident ingest --without-cues-for DOCUMENT` leaves them out (tests/measure/quality.py makes the table)."""
import argparse
import collections
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("EVIDENT_SHARED", ROOT.parent / "shared"))
WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*|[%£$€]")
GAP = 4  # words that ".." may stand for


def words(text):
    out = []
    for word in WORD.findall(text.lower().replace("’", "'")):
        for part in re.split(r"(?<=\D)[.,]|[.,](?=\D)", word):
            if part:
                out.append(part[:-2] if part.endswith("'s") and part not in ("it's", "that's", "there's") else part)
    return out


class Cue:
    def __init__(self, written):
        self.anchored = written.startswith("^")
        self.elements = [None if p == ".." else p.split("|") for p in written.lstrip("^").split()]

    def fits(self, form, word):
        return word.startswith(form[:-1]) if len(form) > 1 and form.endswith("*") else word == form

    def extends(self, text, at, element):
        if element == len(self.elements):
            return True
        forms = self.elements[element]
        if forms is None:
            return any(self.extends(text, at + skip, element + 1) for skip in range(GAP + 1))
        return at < len(text) and any(self.fits(f, text[at]) for f in forms) and self.extends(text, at + 1, element + 1)


def lists():
    """(file, line number, fields, cues) of every line that has cues."""
    for path in sorted((ROOT / "corpus" / "cues").glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf8").splitlines()):
            if line and not line.startswith("#"):
                fields = line.split("\t")
                yield path, number, fields, [c.strip() for c in fields[0].split(";") if c.strip()]


def matching(text, index):
    """The written cues that match in these lines."""
    found = set()
    for line in text.splitlines():
        row = words(line)
        for at, word in enumerate(row):
            for key in (word, *(word[:n] + "*" for n in range(2, len(word) + 1))):
                for written, cue in index.get(key, ()):
                    if written not in found and cue.extends(row, at, 0):
                        found.add(written)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="mark them in the fifth column")
    options = parser.parse_args()
    if not (SHARED / "corpus").is_dir():
        print("skipped: ../shared/corpus is not here")
        return
    index = collections.defaultdict(list)
    for _, _, _, cues in lists():
        for written in cues:
            cue = Cue(written)
            for form in cue.elements[0]:
                if (written, cue) not in index[form]:
                    index[form].append((written, cue))
    documents = sorted(p for p in (SHARED / "corpus").iterdir() if p.suffix in (".txt", ".md") and p.name != "README.md")
    by_document = {p.name: matching(p.read_text(encoding="utf8"), index) for p in documents}
    everywhere = collections.Counter(c for found in by_document.values() for c in found)
    single = {c for c, n in everywhere.items() if n == 1}
    # Only those are looked for elsewhere, which is the greater part of the text.
    index = {form: [(w, c) for w, c in entries if w in single] for form, entries in index.items()}
    elsewhere = set()
    others = [p for folder in ("corpus/demo", "tests/golden/other_fields", "tests/golden/wordings") for p in sorted((ROOT / folder).iterdir()) if p.suffix in (".txt", ".md", ".tsv")]
    others += sorted(p for p in (SHARED / "data").rglob("*") if p.suffix in (".tsv", ".csv", ".txt", ".jsonl"))
    for path in others:
        elsewhere |= matching(path.read_text(encoding="utf8", errors="replace"), {f: [e for e in entries if e[0] not in elsewhere] for f, entries in index.items()})
    own = {name: sorted((found & single) - elsewhere) for name, found in by_document.items()}
    for name, cues in own.items():
        print(f"{name}: {len(cues)} of {len(by_document[name])} cues that match are its own")
        for cue in cues:
            print(f"    {cue}")
    if not options.write:
        return
    belongs = {cue: name for name, cues in own.items() for cue in cues}
    rows = collections.defaultdict(dict)
    for path, number, fields, cues in lists():
        rows[path][number] = (fields, cues)
    for path, entries in rows.items():
        out = []
        for number, line in enumerate(path.read_text(encoding="utf8").splitlines()):
            if number not in entries:
                out.append(line + "\tfor" if line.startswith("# cue\t") and not line.endswith("\tfor") else line)
                continue
            fields, cues = entries[number]
            kept = collections.defaultdict(list)
            for cue in cues:
                kept[belongs.get(cue, "")].append(cue)
            for document in sorted(kept):
                out.append("\t".join(["; ".join(kept[document]), *fields[1:4]] + ([document] if document else [])))
        path.write_text("\n".join(out) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()

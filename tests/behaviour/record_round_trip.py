#!/usr/bin/env python3
"""What a reference manager's file says of a work is what an export of the library says again: RIS, BibTeX and CSL-JSON are read into
empty bases, written in all three formats, and read once more. Every field that both sides can say is there, and a second trip
changes no record."""
import json
import re

from _program import Folder, expect, finish

RIS = """TY  - JOUR
AU  - Alder, Jane
AU  - Birch, Tom
TI  - Joint teams in two towns
PY  - 2014
DA  - 2014/03/05/
T2  - Journal of Shared Work
VL  - 7
IS  - 2
SP  - 101
EP  - 119
SN  - 1234-5679
DO  - 10.5555/joint.7
DB  - PubMed
AN  - 12345678
UR  - https://example.org/joint
LA  - en
ER  -

TY  - BOOK
ED  - Cedar, Ann
ED  - Dogwood, Lee
TI  - Working across the river
PY  - 2009
PB  - Harbour Press
CY  - Leeds
ET  - 2nd
SN  - 978-0-306-40615-7
ER  -

TY  - CHAP
AU  - Elm, Sue
ED  - Cedar, Ann
TI  - Budgets that are shared
T2  - Working across the river
PY  - 2009
SP  - 31
EP  - 58
PB  - Harbour Press
CY  - Leeds
SN  - 978-0-306-40615-7
ER  -

TY  - RPRT
AU  - Department of Examples
TI  - What the bridges cost
PY  - 2017
PB  - Department of Examples
CY  - London
M1  - 44
UR  - https://example.org/bridges
Y2  - 2018/06/01/
ER  -

TY  - THES
AU  - Fir, Kim
TI  - Trust between crews
PY  - 2020
PB  - University of the North
ER  -

"""
# What an export of the records above must say, by the title.
FIELDS = {
    "Joint teams in two towns": {"TY": ["JOUR"], "AU": ["Alder, Jane", "Birch, Tom"], "PY": ["2014"], "DA": ["2014/03/05/"], "VL": ["7"], "IS": ["2"],
                                 "SP": ["101"], "EP": ["119"], "T2": ["Journal of Shared Work"], "SN": ["1234-5679"], "DO": ["10.5555/joint.7"],
                                 "AN": ["12345678"], "UR": ["https://example.org/joint"]},
    "Working across the river": {"TY": ["BOOK"], "AU": [], "ED": ["Cedar, Ann", "Dogwood, Lee"], "PY": ["2009"], "PB": ["Harbour Press"], "CY": ["Leeds"],
                                 "ET": ["2nd"], "SN": ["9780306406157"]},
    "Budgets that are shared": {"TY": ["CHAP"], "AU": ["Elm, Sue"], "ED": ["Cedar, Ann"], "T2": ["Working across the river"], "SP": ["31"], "EP": ["58"],
                                "CY": ["Leeds"], "SN": ["9780306406157"]},
    "What the bridges cost": {"TY": ["RPRT"], "AU": ["Department of Examples"], "CY": ["London"], "M1": ["44"], "Y2": ["2018/06/01/"],
                              "UR": ["https://example.org/bridges"]},
    "Trust between crews": {"TY": ["THES"], "AU": ["Fir, Kim"], "PB": ["University of the North"], "PY": ["2020"]},
}
NAMES = {"ris": "library.ris", "bibtex": "library.bib", "csl-json": "library.json"}


def read_ris(text):
    records = []
    for block in re.split(r"(?m)^ER  -.*$", text):
        record = {}
        for tag, value in re.findall(r"(?m)^([A-Z][A-Z0-9])  - (.*)$", block):
            record.setdefault(tag, []).append(value.strip())
        if record:
            records.append(record)
    return records


def parts(name, text):
    """The records by themselves, each as it was written."""
    if name == "csl-json":
        return sorted(json.dumps(record) for record in json.loads(text))
    return sorted(part.strip() for part in re.split(r"(?m)^ER  -.*$" if name == "ris" else r"(?m)^}$", text) if part.strip())


def plain(tag, values):
    return [v.replace("-", "") if tag == "SN" and len(v) > 9 else v for v in values]


def written(path):
    with Folder() as folder:
        done = folder.run("ingest", path)
        expect(done.returncode == 0, f"{path.name} is read", done.stderr.decode())
        return {name: folder.run("export", "-f", name).stdout.decode() for name in NAMES}


with Folder() as folder:
    first = folder.path / "first"
    first.mkdir()
    (first / "library.ris").write_text(RIS)
    once = written(first / "library.ris")
    for name, text in once.items():
        (first / NAMES[name]).write_text(text)
    expect(len(json.loads(once["csl-json"])) == len(FIELDS), "every record is one source", once["csl-json"][:300])
    for name in NAMES:
        again = written(first / NAMES[name])
        records = {r["TI"][0]: r for r in read_ris(again["ris"])}
        for title, fields in FIELDS.items():
            for tag, values in fields.items():
                got = plain(tag, records.get(title, {}).get(tag, []))
                expect(got == plain(tag, values), f"{name}: {tag} of '{title}' comes back", f"{got} instead of {values}")
        # Records stand in the order of their files, which each format has another of.
        first_trip, second_trip = parts(name, once[name]), parts(name, again[name])
        expect(second_trip == first_trip, f"{name}: a second trip changes nothing",
               "\n".join(f"{a}\n  now: {b}" for a, b in zip(first_trip, second_trip) if a != b)[:1200])
finish()

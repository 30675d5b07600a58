"""Exports in a library: records, sources and held sources differ; a record and its document are one source; claims come
from abstracts with their exact places; an interrupted or unchanged file; a file is removed."""
import json

from _program import Folder, expect, finish

RIS = """TY  - JOUR
AU  - Roe, Jane
AU  - Doe, John
TI  - Trust between partners in shared community services
JF  - Journal of Services
PY  - 2011
VL  - 7
SP  - 193
EP  - 204
DO  - 10.1000/trust
AB  - BACKGROUND: Partnerships are common. RESULTS: Training improved trust between partners. CONCLUSIONS: Trust lowers costs.
ER  - 

TY  - JOUR
AU  - Poe, Ann
TI  - Costs of mergers among hospitals of the north
PY  - 2012
ER  - 

TY  - JOUR
TI  - A work without authors
ER  - 
"""
OTHER = """PMID- 11
TI  - Trust between partners in shared community services.
FAU - Roe, Jane
AID - 10.1000/TRUST [doi]
DP  - 2011 Mar

PMID- 12
TI  - Costs of merging among hospitals of the north
FAU - Poe, Ann
DP  - 2012
"""
DOCUMENT = """# Trust between partners in shared community services

Jane Roe, John Doe

Journal of Services, 2011. https://doi.org/10.1000/trust

## Abstract

We asked 40 partners about trust.

## Results

Training improved trust between partners. Costs fell in two of three services.
"""


def number(folder, question):
    return folder.ask(question)["answer"].get("value")


with Folder() as folder:
    folder.write("export.ris", RIS)
    done = folder.run("ingest", "export.ris", "--json")
    expect(done.returncode == 0, "an export is read", done.stderr.decode())
    expect(number(folder, "how many records are there?") == 3, "three records", number(folder, "how many records are there?"))
    expect(number(folder, "how many sources are there?") == 3, "three sources", number(folder, "how many sources are there?"))
    held = number(folder, "how many held sources are there?")
    expect(held == 1, "one source with words of its own is held", held)
    items = folder.items()
    claims = [i for i in items if i["kind"] == "claim"]
    expect(any("improved trust" in c["quote"] for c in claims), "claims come from the abstract", [c["quote"] for c in claims])
    starts = {i["title"]: i["file_start"] for i in items if i["kind"] == "reference"}
    for claim in claims:
        begin = starts["Trust between partners in shared community services"] + claim["start"]
        there = RIS.encode()[begin:begin + len(claim["quote"].encode())].decode()
        expect(there == claim["quote"], "a claim stands in the file where it is said to", there)
    incomplete = folder.ask("list sources with incomplete citation")
    expect(len(incomplete["rows"]) == 1, "the incomplete citation is listed", incomplete["rows"])

    again = json.loads(folder.run("ingest", "export.ris", "--json").stdout)
    expect(again["unchanged"] == 1, "an unchanged export is passed over", again)

    folder.write("other.nbib", OTHER)
    folder.run("ingest", "other.nbib")
    expect(number(folder, "how many records are there?") == 5, "two more records")
    expect(number(folder, "how many sources are there?") == 4, "one of them is a work that is there", number(folder, "how many sources are there?"))
    offered = json.loads(folder.run("candidates", "duplicates", "--json").stdout)
    expect(offered == [], "a title that differs in a word is not offered without more that agrees", offered)

    folder.write("trust.md", DOCUMENT)
    done = folder.run("ingest", "trust.md")
    expect(done.returncode == 0, "the document is read", done.stderr.decode())
    expect(number(folder, "how many sources are there?") == 4, "the document and its records are one source", number(folder, "how many sources are there?"))
    expect(number(folder, "how many records are there?") == 5, "the records are still there")
    expect(folder.run("verify").returncode == 0, "the library verifies")

    folder.run("remove", "trust.md")
    expect(number(folder, "how many sources are there?") == 4, "without the document the records stand for it again")
    folder.run("remove", "other.nbib")
    expect(number(folder, "how many records are there?") == 3, "what came from a file is removed with it", number(folder, "how many records are there?"))
    folder.run("ingest", "other.nbib")
    expect(number(folder, "how many records are there?") == 5, "and read again when it is given again")

    folder.write("changed.ris", RIS)
    folder.run("ingest", "changed.ris")
    folder.write("changed.ris", "TY  - JOUR\nTI  - New above\nER  - \n\n" + RIS.replace("2012", "2013"))
    changed = json.loads(folder.run("ingest", "changed.ris", "--json").stdout)
    expect(changed["failed"] == 0, "a changed export is read again", changed)
    folder.write("cut.xml", "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>5</PMID><Article><ArticleTitle>Whole</ArticleTitle></Article></MedlineCitation></PubmedArticle><PubmedArticle><Med")
    cut = folder.run("ingest", "cut.xml", "--json")
    expect(cut.returncode == 3 and "not complete" in cut.stdout.decode(), "a cut file is named", cut.stdout.decode())
    expect(len(folder.ask('list sources where title is "Whole"')["rows"]) == 1, "what stands before the cut is read")

    listed = folder.run("stats").stdout.decode()
    expect("changed.ris" in listed, "the sources of a small library are listed", listed)
    folder.write("many.ris", "".join(f"TY  - JOUR\nTI  - Work number {n} on rain\nPY  - 2001\nER  - \n\n" for n in range(70)))
    folder.run("ingest", "many.ris")
    counted = folder.run("stats").stdout.decode()
    expect("many.ris" not in counted and "record only; " in counted, "those of a large one are counted by kind and depth", counted)
finish()

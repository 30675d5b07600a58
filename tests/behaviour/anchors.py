#!/usr/bin/env python3
"""Thirty questions of reviewers, policy writers and people who look for gaps, in Ask, over the five real documents: each is
read, bound and explained, and each answer holds at least what a person who read the documents expects of it, or says why it
cannot. The documents are read from ../shared at run time; without them this test is skipped."""
import json

from _program import SHARED, Folder, expect, finish, skip

CORRIGAN, FIELD, LIVEWELL = "corrigan-2016.txt", "field-peck-2003.txt", "livewell-2013.txt"
SLIDES, REPORT = "partnerships-evidence-slides.md", "partnerships-for-healthy-outcomes-2012.txt"


def words_of(answer):
    for row in answer["rows"]:
        for alternative in row["witnesses"]:
            yield from alternative
        yield from (row.get("gap") or {}).get("stated_by", [])
        for cell in row.get("cells", []):
            yield from cell.get("witnesses", [])
    yield from (answer.get("gap") or {}).get("stated_by", [])
    for miss in answer.get("near_misses", []):
        yield from miss["witnesses"]


def quotes(*words, doc=None, slide=False):
    """A passage of that document (on a slide) holds all the words."""
    def holds(answer):
        return any(all(w.casefold() in one["quote"].casefold() for w in words) and doc in (None, one["doc"]) and (one["slide"] or not slide) for one in words_of(answer))
    return holds, f"a quotation of {doc or 'any'} with {', '.join(words) or 'anything'}"


def from_only(*docs):
    return (lambda a: {one["doc"] for row in a["rows"] for s in row["witnesses"] for one in s} == set(docs)), f"from {', '.join(docs)} and no other"


def rows(least, most=10_000):
    return (lambda a: least <= len(a["rows"]) <= most), f"{least} rows or more" if most == 10_000 else f"{least} to {most} rows"


def row(**values):
    """A row with these values; a text need only be part of the value."""
    def fits(value, wanted):
        return value == wanted if not isinstance(wanted, str) else wanted.casefold() in json.dumps(value, ensure_ascii=False).casefold()
    names = {k.replace("_", " "): v for k, v in values.items()}
    return (lambda a: any(all(fits(r["values"].get(k), v) for k, v in names.items()) for r in a["rows"])), f"a row with {names}"


def every(name):
    return (lambda a: a["rows"] and all(r["values"].get(name) not in (None, "") for r in a["rows"])), f"{name} in every row"


def none(status):
    return (lambda a: a["answer"]["kind"] == "none" and not a["rows"] and (a.get("gap") or {}).get("status") == status), f"none, because {status}"


def note(*words):
    return (lambda a: any(all(w in n["text"] for w in words) for n in a["notices"])), f"a note with {', '.join(words)}"


def statuses(*allowed):
    return (lambda a: a["rows"] and all((r.get("gap") or {}).get("status") in allowed for r in a["rows"])), "what is known of each"


# Code of the anchor: what is asked, the question, and the least that its answer must hold. A code may be asked in several questions.
QUESTIONS = [
    ("O1 measures and who names them", "list process measures, and who says so", [rows(6), every("who says so"), quotes("accountability", doc=SLIDES, slide=True), quotes("agreed purpose", doc=SLIDES, slide=True)]),
    ("O1 the list on the slide", f'which process measures are there in "{SLIDES}"?', [rows(6, 6), quotes("", doc=SLIDES, slide=True)]),
    ("O2 addressees", "which recommendations are addressed to commissioners?", [row(number=10), row(number=11), quotes("commissioning groups", doc=REPORT)]),
    ("O3 counts", "list described cases | show title, number of success factors", [rows(10, 10), every("number of success factors"), row(title="military")]),
    ("O4 design", "which findings are from qualitative studies?", [from_only(FIELD, LIVEWELL), rows(10)]),
    ("O5 sample", "list studies with sample size under 20", [from_only(LIVEWELL), quotes("10 single depth")]),
    ("O6 year", "list held sources before 2010 | show title, year, genre", [rows(1, 1), row(year=2003, genre="study"), note("no known date")]),
    ("O7 setting", 'list evidence about "primary care"', [quotes("primary care", doc=LIVEWELL)]),
    ("O7 a case that never says so", 'list quotations mentioning "GP"', [quotes("GP", doc=REPORT)]),
    ("O8 causal", "which outcome measures have causal evidence?", [none("gap_stated"), quotes("causality", doc=SLIDES, slide=True), (lambda a: a["near_misses"], "what came near")]),
    ("O8 those without", "which outcome measures have no causal evidence?", [rows(20)]),
    ("O9 over-claims", "list over-claims | show text, why not evidence", [rows(20), every("why not evidence"), quotes("improve patient outcomes", doc=REPORT)]),
    ("O10 cost-benefit", "is there any cost-benefit evidence, and who says so?", [none("searched_none_found"), quotes("cost-benefit", doc=SLIDES, slide=True)]),
    ("O10 what is said of savings", "list savings | show value, attainment, self-reported", [rows(2), row(**{"self-reported": True, "attainment": "achieved"}), row(attainment="potential")]),
    ("O11 gap", "gaps in quantitative evidence for measures", [rows(20), statuses("gap_stated", "searched_none_found", "studied_no_finding", "not_studied", "not_found_by_machine")]),
    ("O12 never measured", "which success factors have no evidence?", [rows(20), quotes("", doc=REPORT), row(named_by="care services in Hull")]),
    ("O13 contrast of groups", 'where do NHS and "private sector" differ by more than 20 points?', [rows(3), row(NHS="70%", private_sector="48%"), row(NHS="6%", private_sector="37%"), row(NHS="0%", private_sector="23%"), note("range")]),
    ("O14 contradiction between documents", 'list claims mentioning "short-term" | show text, source.title', [quotes("short-term", "pragmatic", doc=FIELD)]),
    ("O14 the other side", 'list claims mentioning "longer-term" | show text, source.title', [quotes("longer-term", doc=REPORT)]),
    ("O15 contradiction within a document", "list claims that contradict claims | show text, source.title", [(lambda a: a["rows"] or "nobody has recorded" in a["gap"]["why"], "rows, or that no contradiction was recorded")]),
    ("O15 what a rule found", "which claims may contradict claims?", [(lambda a: a["rows"] or a["gap"], "candidates, or that there are none")]),
    ("O16 strength", "list claims about trust | sort by strength desc | show text, strength, strength terms", [rows(10), quotes("trust", doc=LIVEWELL), quotes("", doc=FIELD), quotes("trust", doc=REPORT), row(strength_terms="single case")]),
    ("O17 quotations", 'list quotations about "organisational culture"', [rows(4), quotes("cultural differences", doc=REPORT), (lambda a: all(one["begin"] < one["end"] and (one["section"] or one["slide"] or one["paragraph"]) for one in words_of(a)), "a place for each")]),
    ("O18 who says", 'which claims are made by only "private sector"?', [rows(5), quotes("private sector", doc=REPORT)]),
    ("O19 table", "list barriers | summarise count by case study", [rows(4), row(case_study="radiology"), row(case_study="cancer")]),
    ("O20 shared factors", "which success factors are reported by at least 3 case studies?", [row(success_factor="leadership"), row(success_factor="procurement competence")]),
    ("O21 comparison", "list measures | summarise count, number of sources by measure kind", [row(measure_kind="process"), row(measure_kind="outcome")]),
    ("O21 what a source says of it", "list evidence statements | show text, dimension, strength", [quotes("focus on process", doc=SLIDES, slide=True)]),
    ("O22 chain", 'how is trust connected to "patient experience"?', [rows(1), (lambda a: all(h["items"] for r in a["rows"] for h in r["hops"]), "passages for each step")]),
    ("O23 chain within one source", 'how is procurement connected to "lack of trust" within one source?', [rows(1), quotes("trust", doc=REPORT), quotes("procurement", doc=REPORT)]),
    ("O24 export", "list sources about outcome measures | cite as ris", [rows(4, 4), (lambda a: all(s["reference"].startswith("TY  - ") and s["reference"].rstrip().endswith("ER  -") for s in a["sources"]), "records in RIS")]),
    ("O25 trend", "how many sources mention outcome measures per year?", [row(year=2012), row(year=None)]),
    ("O26 translations", "list sources that have translations | show file, languages", [from_only(LIVEWELL), row(languages="zh")]),
    ("O27 further reading", 'list references from "Partnerships for healthy outcomes" where reference kind is further reading', [rows(11, 11)]),
    ("O27 cited twice", 'list references from "Partnerships for healthy outcomes" mentioning "Kanter"', [rows(2, 2)]),
    ("O28 definitions", "list definitions | show term, text", [rows(5), row(term="partnership", text="technical")]),
    ("O29 a figure and its base", 'list statistics among NHS mentioning "external contracts" | show value, of what, base', [row(value="51", base="256")]),
    ("O30 opinion", "list claims from opinion pieces", [from_only(CORRIGAN), rows(20)]),
]

if not (SHARED / "corpus").is_dir():
    skip("../shared/corpus is not here")

with Folder() as folder:
    expect(folder.run("ingest", SHARED / "corpus").returncode == 0, "the documents are read")
    expect(len({code.split()[0] for code, _, _ in QUESTIONS}) == 30, "thirty questions")
    for code, question, minimum in QUESTIONS:
        asked = folder.run("ask", question, "-f", "json")
        if not expect(asked.returncode == 0, code, asked.stderr.decode()):
            continue
        answer = json.loads(asked.stdout)
        explained = folder.run("explain", question)
        expect(explained.returncode == 0 and b"Plan: " in explained.stdout, f"{code}: it is explained", explained.stderr.decode())
        again = folder.run("ask", answer["canonical"], "-f", "json")
        expect(again.returncode == 0 and json.loads(again.stdout)["rows"] == answer["rows"], f"{code}: its canonical text is the same question", answer["canonical"])
        for holds, what in minimum:
            expect(holds(answer), f"{code}: {what}", json.dumps([r["values"] for r in answer["rows"]], ensure_ascii=False)[:500])
finish()

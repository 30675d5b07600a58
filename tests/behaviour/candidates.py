#!/usr/bin/env python3
"""What may contradict or support what across documents, and names that may mean one thing, are offered with reasons; documents in
other languages are read, asked by language and searched."""
import json

from _program import Folder, expect, finish

NORTH = """# Discharge teams in the north

## Results

Joint discharge teams reduced length of stay among patients with hip fracture. Readmissions did not change. In the north 34% of patients with hip fracture went home within a week.

## Barriers

- Absence of agreed budgets
- Rusty lifts
"""
SOUTH = """# Discharge teams in the south

## Results

Joint discharge teams increased length of stay among patients with hip fracture.

## Barriers

- Lack of agreed budgets
- Wet cellars
"""
WEST = """# Discharge teams in the west

## Results

We found that joint discharge teams reduced length of stay for patients with hip fracture. In the north 34% of patients with
hip fracture went home within a week; 51% of staff liked the change.
"""
GERMAN = """Entlassung aus dem Krankenhaus

Ergebnisse

In den beteiligten Krankenhäusern sank die Zahl der Wiedereinweisungen um 12,5 %. Die Kosten je Fall stiegen um 1.250 Euro.
"""
CHINESE = """医院与社区合作研究

结果：医院与社区的合作降低了再入院率。费用减少了百分之十二。
"""

with Folder() as folder:
    for name, text in (("north.md", NORTH), ("south.md", SOUTH), ("west.md", WEST), ("german.txt", GERMAN), ("chinese.txt", CHINESE)):
        folder.write("in/" + name, text)
    folder.run("ingest", "in")

    def offered(*arguments):
        answer = folder.run("candidates", *arguments, "--json")
        expect(answer.returncode == 0, f"candidates {arguments}", answer.stderr.decode())
        return json.loads(answer.stdout or "[]")

    pairs = {frozenset(claim["doc"] for claim in pair["claims"]): pair for pair in offered("contradictions")}
    for other in ("north.md", "west.md"):
        pair = pairs.get(frozenset({"south.md", other}))
        if expect(pair is not None, f"south may contradict {other}", str(pairs)):
            expect("length of stay" in pair["reason"] and "one says" in pair["reason"], "with the reason", pair["reason"])
    expect(frozenset({"north.md", "west.md"}) not in pairs, "those that agree do not contradict")
    agreeing = [{claim["doc"] for claim in pair["claims"]} for pair in offered("support")]
    expect({"north.md", "west.md"} in agreeing, "those that agree may support each other", str(agreeing))
    figures = offered("figures")
    expect([{said["doc"] for said in pair["statistics"]} for pair in figures] == [{"north.md", "west.md"}], "a figure that two sources give", str(figures))
    names = [{name["name"] for name in group["names"]} for group in offered("names")]
    expect({"Absence of agreed budgets", "Lack of agreed budgets"} in names, "near names are grouped", str(names))
    expect(not any("Rusty lifts" in group for group in names), "others are not")
    printed = folder.run("candidates").stdout.decode()
    expect("may contradict one another; candidates" in printed and "south.md" in printed, "and printed", printed)
    wrong = folder.run("candidates", "everything")
    expect(wrong.returncode == 1, "another word is refused", wrong.stderr.decode())

    german = folder.ask("list claims where language is German")["rows"]
    expect(len(german) == 2, "claims in German", str(len(german)))
    figures = {row["values"].get("value") for row in folder.ask("list statistics where language is German | show value")["rows"]}
    expect(figures == {"12.5", "1250"}, "figures as German writes them", str(figures))
    found = folder.ask('list claims mentioning "再入院"')["rows"]
    expect(len(found) == 1, "a word of Chinese within a sentence", str(len(found)))
    found = folder.ask('list claims mentioning "krankenhausern"')["rows"]
    expect(len(found) == 1, "umlauts may be left out", str(len(found)))
finish()

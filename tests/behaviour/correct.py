#!/usr/bin/env python3
"""A reviewer's word outranks the machine's: in answers, across a new ingest, until it is taken back. Offered pairs and names are
confirmed, refused and parted again."""
import json

from _program import Folder, expect, finish

NORTH = """# Discharge teams in the north

## Results

Joint discharge teams reduced length of stay among patients with hip fracture.

## Barriers

- Absence of agreed budgets
"""
SOUTH = """# Discharge teams in the south

## Results

Joint discharge teams increased length of stay among patients with hip fracture.

## Barriers

- Lack of agreed budgets
"""

with Folder() as folder:
    folder.write("in/north.md", NORTH)
    folder.write("in/south.md", SOUTH)
    folder.run("ingest", "in")

    def rows(question):
        answer = folder.run("ask", question, "-f", "json")
        expect(answer.returncode == 0, question, answer.stderr.decode())
        return json.loads(answer.stdout)["rows"]

    def do(*arguments, code=0):
        answer = folder.run(*arguments)
        expect(answer.returncode == code, f"{arguments} gives {code}", answer.stdout.decode() + answer.stderr.decode())
        return answer.stdout.decode() + answer.stderr.decode()

    pairs = json.loads(do("candidates", "contradictions", "--json"))
    expect(len(pairs) == 1, "one pair is offered", pairs)
    one, other = (claim["item"] for claim in pairs[0]["claims"])

    do("correct", one[:12], "contradicts=" + other[:12], "--why", "the same patients, the opposite", "--by", "Ada")
    expect(len(rows("which claims contradict claims?")) == 1, "a confirmed pair answers 'contradict'")
    expect(not rows("which claims may contradict claims?"), "and is no candidate any more")
    expect(json.loads(do("candidates", "contradictions", "--json")) == [], "nor offered")
    expect("said by Ada" in do("show", one), "show says by whom")
    do("undo", "1", "--by", "Bob")
    expect(len(json.loads(do("candidates", "contradictions", "--json"))) == 1, "taken back, it is offered again")
    do("correct", one, "not contradicts=" + other, "--why", "other wards")
    expect(json.loads(do("candidates", "contradictions", "--json")) == [], "a refused pair is not offered")
    expect(not rows("which claims contradict claims?"), "and contradicts nothing")

    before = len(rows("list opinions"))
    do("correct", one, "role=opinion", "--why", "no data behind it", "--by", "Ada")
    expect(len(rows("list opinions")) == before + 1, "the corrected claim is an opinion")
    folder.write("in/north.md", NORTH + "\nThe lifts are old.\n")
    folder.run("ingest", "in")
    expect("role corrected by Ada" in do("show", one), "also after the document was read anew")

    expect(len(rows("list barriers")) == 2, "two names, two barriers")
    do("correct", "lack of agreed budgets", "same as=absence of agreed budgets", "--why", "one barrier")
    expect(len(rows("list barriers")) == 1, "joined, they are one")
    expect(len(rows('which sources name "lack of agreed budgets"?')) == 2, "by either name")
    history = json.loads(do("history", "--json"))
    expect([entry["field"] for entry in history] == ["contradicts", "not contradicts", "role", "same as"], "all is in the history", history)
    expect(history[0]["undone"] and not history[1]["undone"], "with what was taken back", history)
    do("undo", "4")
    expect(len(rows("list barriers")) == 2, "parted again")

    for wrong, told in ((("role=joke",), "one of"), (("colour=red",), "choose:"), (("role",), "FIELD=VALUE"), (("contradicts=zzz",), "no item")):
        expect(told in do("correct", one, *wrong, "--why", "x", code=1), f"{wrong} is refused with a way out")
    expect("not found" not in do("verify"), "the base is whole")

finish()

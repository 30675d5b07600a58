#!/usr/bin/env python3
"""What documents cite: each work is one source, held or not, with the references that name it; which to get next. Duplicates that are
offered are confirmed, refused and taken back."""
import json
import re

from _program import Folder, expect, finish

NORTH = """# Pooled budgets in the north

by Ann Ash and Carla Cole

2015

## Results

Pooled budgets shortened stays among older patients [1].

## References

1. Roe, J. (2001). Sharing budgets between two councils. Journal of Invented Care, 4(2), 10-19.
2. Beech, B. (2012). Meals on wheels and the length of stay. Invented Press.
"""
SOUTH = """# Pooled budgets in the south

Bob Beech

2016

## Results

Pooled budgets changed nothing that was measured [2].

## References

1. Poe, A. (1999). Rivers and the people who live beside them. Invented Press.
2. Roe, J. (2001). Sharing budgets between two councils. Journal of Invented Care, 4(2), 10-19.
"""
MEALS = """# Meals on wheels and the length of stay

Beech, B.

2012

## Results

Meals on wheels shortened the length of stay.
"""

DRAFT = """# Pooled budgets in the north

by Ann Ash and Carla Cole

2015

## Results

Pooled budgets may shorten stays.
"""

with Folder() as folder:
    folder.write("in/north.md", NORTH)
    folder.write("in/south.md", SOUTH)
    folder.run("ingest", "in")

    def rows(question):
        answer = folder.run("ask", question, "-f", "json")
        expect(answer.returncode == 0, question, answer.stderr.decode())
        return json.loads(answer.stdout)["rows"]

    def titles(question):
        return [row["values"]["title"] for row in rows(question)]

    def do(*arguments, code=0):
        answer = folder.run(*arguments)
        expect(answer.returncode == code, f"{arguments} gives {code}", answer.stdout.decode() + answer.stderr.decode())
        return answer.stdout.decode() + answer.stderr.decode()

    def offered():
        return [sorted(source["title"] for source in group["sources"]) for group in json.loads(do("candidates", "duplicates", "--json"))]

    BUDGETS, WHEELS = "Sharing budgets between two councils", "Meals on wheels and the length of stay"
    NEXT = "list sources that are not held | sort by number of sources desc | limit 10"
    found = rows(NEXT)
    expect(len(found) == 3 and found[0]["values"]["title"] == BUDGETS, "three works are only cited, first what two cite", found)
    quoted = [[w["doc"] for w in together] for together in found[0]["witnesses"]]
    expect(quoted == [["north.md"], ["south.md"]], "shown by both references", quoted)
    expect("Roe, J. (2001)" in found[0]["witnesses"][0][0]["quote"], "in their words")
    expect("3 that are only cited" in do("stats"), "the statistics count them by themselves")
    expect(BUDGETS in do("show", found[0]["id"]) and "which cites this" in do("show", found[0]["id"]), "it can be shown")
    expect(re.search("cites +source \u201c" + BUDGETS, do("show", found[0]["witnesses"][0][0]["item"])), "and a reference says which work it names")
    expect(all(item["kind"] != "source" or item["doc"] == item["file"] for item in map(json.loads, do("export", "-f", "items").splitlines())),
           "what follows is no extracted item")
    expect(WHEELS not in do("export", "-f", "ris"), "nor a record of the library")

    folder.write("in/meals.md", MEALS)
    folder.run("ingest", "in")
    expect(len(rows(NEXT)) == 2, "what came is held, and no other source", titles(NEXT))
    expect(titles(f'which held sources cite "{WHEELS}"?') == ["Pooled budgets in the north"], "and is cited still")
    expect(titles('which sources are cited by "north.md"?') == [WHEELS, BUDGETS], "held or not", titles('which sources are cited by "north.md"?'))
    tables = folder.path / "tables"
    do("export", "-f", "csv", "-o", str(tables))
    do("load", "-b", "again.evd", str(tables))
    again = folder.run("ask", "-b", "again.evd", NEXT, "-f", "json")
    expect([row["id"] for row in json.loads(again.stdout)["rows"]] == [row["id"] for row in rows(NEXT)], "tables hold them too", again.stderr.decode())

    folder.write("in/draft.md", DRAFT)
    folder.run("ingest", "in")
    held = len(rows("list held sources"))
    group = json.loads(do("candidates", "duplicates", "--json"))
    expect(len(group) == 1 and len(group[0]["sources"]) == 2, "a draft and the article are offered", group)
    article, draft = (next(s["item"] for s in group[0]["sources"] if s["doc"] == name) for name in ("north.md", "draft.md"))
    expect("not same as=ID" in do("candidates", "duplicates"), "with what to write")
    claims = len(rows("list claims"))
    do("correct", draft[:12], "same as=" + article[:12], "--why", "the draft of the article", "--by", "Ada")
    expect(len(rows("list held sources")) == held - 1 and "draft.md" not in json.dumps(rows("list claims")), "confirmed, they are one source")
    expect(offered() == [], "and offered no more", offered())
    expect("one work already" in do("correct", draft, "same as=" + article, "--why", "again", code=1), "it is said once")
    expect("same work as" in do("history") and "the draft of the article" in do("history", article), "the history has it")
    do("undo", "1", "--by", "Bob")
    expect(len(rows("list held sources")) == held and len(rows("list claims")) == claims, "taken back, they are two")
    expect(len(offered()) == 1, "and offered again")
    do("correct", draft, "not same as=" + article, "--why", "another study")
    expect(offered() == [] and len(rows("list held sources")) == held, "a refused pair is not offered")
    do("undo", "2")
    expect(len(offered()) == 1, "until that is taken back")

    other = next(row["id"] for row in rows(NEXT) if row["values"]["title"] != BUDGETS)
    cited = next(row["id"] for row in rows(NEXT) if row["values"]["title"] == BUDGETS)
    do("correct", other[:12], "same as=" + cited[:12], "--why", "for the test")
    expect(titles(NEXT) == [BUDGETS], "works that are only cited are joined too", titles(NEXT))
    for wrong, told in (("same as=zzzz", "no item"), ("not same as=" + draft, "same work as itself")):
        expect(told in do("correct", draft, wrong, "--why", "x", code=1), f"{wrong} is refused")
    expect("not found" not in do("verify"), "the base is whole")

finish()

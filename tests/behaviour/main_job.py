#!/usr/bin/env python3
"""The main job on the demonstration corpus: read, ask, see the words; the same input gives the same bytes."""
import json

from _program import ROOT, Folder, expect, finish, witnesses

DEMO = ROOT / "corpus" / "demo"

with Folder() as f, Folder() as g:
    first = f.run("ingest", "--json", DEMO)
    expect(first.returncode == 0, "the demonstration is read", first.stderr.decode())
    report = json.loads(first.stdout)
    documents = sorted(p.name for p in DEMO.iterdir())
    expect(report["added"] == len(documents) >= 8, "every document is added")
    second = json.loads(f.run("ingest", "--json", DEMO).stdout)
    expect(second["unchanged"] == len(documents) and second["added"] == 0, "a second run finds nothing new")

    # The same input gives the same bytes, whatever the order of reading.
    for path in sorted(DEMO.iterdir(), reverse=True):
        g.run("ingest", path)
    expect(f.run("export").stdout == g.run("export").stdout, "the export does not depend on the order of reading")
    questions = ["which outcome measures have causal evidence?", "which measures lack cost-benefit evidence?", "list claims | limit 20", "gaps in causal evidence"]
    for question in questions:
        for form in ("table", "plain", "json", "jsonl", "csv", "markdown"):
            one, two = f.run("ask", question, "-f", form), g.run("ask", question, "-f", form)
            expect(one.returncode == 0, f"{question} as {form}", one.stderr.decode())
            expect(one.stdout and one.stdout == two.stdout, f"{question} as {form}: the same bytes", "")

    # The trial's outcomes have causal evidence; what the opinion says has not.
    a = f.ask("which outcome measures have causal evidence?")
    expect(a["rows"], "some outcome measures have causal evidence", json.dumps(a)[:500])
    for w in witnesses(a):
        expect((DEMO / w["doc"]).read_bytes()[w["begin"]:w["end"]].decode() == w["quote"], "verbatim", json.dumps(w)[:300])
        expect(not (DEMO / w["doc"]).read_text(encoding="utf8").startswith("Invented"), "no invented document is causal evidence here", json.dumps(w)[:300])
    # Opinions are claims, never evidence.
    opinions = {w["item"] for w in witnesses(f.ask("list opinions"))}
    evidence = {w["item"] for w in witnesses(f.ask("list evidence"))}
    expect(opinions and evidence and not (opinions & evidence), "no opinion is evidence")
    # What is invented says so in every answer that quotes it.
    invented = [w for w in witnesses(f.ask("list opinions")) if w["doc"] == "opinion-one-budget.md"]
    expect(invented and all("invented" in json.dumps(w) for w in invented), "invented words are marked", json.dumps(invented)[:300])
    # Have and have no partition the measures.
    every = {r["values"]["measure"] for r in f.ask("list measures", "--rows", "0")["rows"]}
    have = {r["values"]["measure"] for r in f.ask("which measures have evidence?", "--rows", "0")["rows"]}
    lack = f.ask("which measures have no evidence?", "--rows", "0")["rows"]
    expect(have | {r["values"]["measure"] for r in lack} == every and len(have) + len(lack) == len(every), f"have and have no partition: {len(have)} + {len(lack)} = {len(every)}")
    expect(all(r.get("gap", {}).get("status") for r in lack), "every absence says why")
    # Side by side, and as a map: every cell says what is known, its words stand in the document.
    sides = f.ask('compare barriers across "NHS" and "private sector"')
    expect(sides["rows"] and len(sides["sides"]) == 2, "two groups side by side", json.dumps(sides)[:500])
    done = f.run("map", "--rows", "outcome measures", "--columns", "design", "-f", "json")
    expect(done.returncode == 0, "a map", done.stderr.decode())
    table = json.loads(done.stdout)
    for row in sides["rows"] + table["rows"]:
        expect(row["cells"] and all(cell["status"] for cell in row["cells"]), "every cell has a status", json.dumps(row)[:300])
        for w in (w for cell in row["cells"] for w in cell["witnesses"]):
            expect((DEMO / w["doc"]).read_bytes()[w["begin"]:w["end"]].decode() == w["quote"], "verbatim in a cell", json.dumps(w)[:300])
    expect(any(cell["passages"] for row in table["rows"] for cell in row["cells"]), "some cell holds evidence")
    expect(f.run("map", "--columns", "nonsense").returncode == 1, "a map by nothing is refused")
    # Every document is shown and stated.
    stats = f.run("stats").stdout.decode()
    expect(all(name in stats for name in documents), "stats lists every source")
    expect(f.run("verify").returncode == 0, "every quotation is verified")
    key = f.items()[5]["id"]
    expect(f.run("show", key[:10]).returncode == 0, "an item is shown by the beginning of its id")
    expect(f.run("show", documents[0]).returncode == 0, "a source is shown by its name")
    for item in f.items()[::9]:  # with what leads to it, or away from it
        shown = f.run("show", item["id"])
        expect(shown.returncode == 0 and item["id"] in shown.stdout.decode(), "every item is shown by its id", item["id"] + shown.stderr.decode())
    trust = f.run("show", "trust").stdout.decode()
    expect("trust" in trust.lower() and any(f"({d})" in trust for d in documents), "a thing is shown with the passages that name it", trust)
    expect(f.run("show", "no such thing").returncode == 1, "what is not there is not shown")

with Folder() as f:  # a library that lies among its documents is not read as one of them
    f.write("d.txt", "A study\n\nFindings\n\nTrust between partners reduced waiting times.\n")
    f.run("ingest", ".")
    again = json.loads(f.run("ingest", "--json", ".").stdout)
    expect(again["unchanged"] == 1 and again["failed"] == 0, "the library's own files are left out", json.dumps(again))

with Folder() as f:  # a changed document retires what it no longer says, deletes nothing, and keeps what it still says
    f.write("d.txt", "A study\n\nFindings\n\nTrust between partners reduced waiting times. Costs rose sharply in every area.\n")
    f.run("ingest", "d.txt")
    before = {i["quote"]: i["id"] for i in f.items() if i["kind"] == "claim"}
    f.write("d.txt", "A study\n\nFindings\n\nTrust between partners reduced waiting times. Staff were more satisfied than before.\n")
    report = json.loads(f.run("ingest", "--json", "d.txt").stdout)
    after = {i["quote"]: i["id"] for i in f.items() if i["kind"] == "claim"}
    expect(report["replaced"] == 1 and report["files"][0]["retired"] >= 1, "a changed file is replaced", json.dumps(report))
    same = [q for q in before if q in after]
    expect(same and all(before[q] == after[q] for q in same), "what it still says keeps its id")
    expect(any("Costs rose" in q for q in before) and not any("Costs rose" in q for q in after), "what it no longer says is retired")
    import sqlite3
    kept = sqlite3.connect(f.path / "evidence.evd").execute("select count(*) from item where quote like '%Costs rose%'").fetchone()[0]
    expect(kept >= 1, "nothing is deleted")
    expect(f.run("verify").returncode == 0, "a retired quotation is verified against the text it stood in")
    expect(f.run("remove", "d.txt").returncode == 0 and b"Costs rose" not in b"".join(p.read_bytes() for p in f.path.glob("evidence.evd*")), "remove purges everything")

finish()

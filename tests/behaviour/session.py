"""Questions of a program: a line of JSON each way, over the demonstration documents."""
import json
import subprocess

from _program import ROOT, Folder, expect, finish


def talk(folder, *requests):
    lines = "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in requests)
    done = folder.run("session", stdin=lines.encode())
    expect(done.returncode == 0 and not done.stderr, "the session ends in order", done.stderr.decode())
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


with Folder() as folder:
    folder.run("ingest", ROOT / "corpus" / "demo")

    asked = "match (c:claim)-[about]->(m:measure) | summarise count of c as claims by m.name"
    plain = json.loads(folder.run("ask", asked, "-f", "json", "--rows", "0").stdout)
    prepared, rows, two, whole, forgotten, gone = talk(
        folder, {"prepare": asked, "id": "a"}, {"run": 1}, {"run": 1, "rows": 2},
        {"run": 1, "witnesses": 16}, {"forget": 1}, {"run": 1})
    expect(prepared["prepared"] == 1 and prepared["id"] == "a" and "number of c" in prepared["canonical"], "prepared", str(prepared))
    expect(rows["rows"] == [r["values"] for r in plain["rows"]] if isinstance(plain["rows"][0]["values"], list)
           else rows["rows"] == [list(r["values"].values()) for r in plain["rows"]], "the rows that ask gives", str(rows)[:300])
    expect(rows["columns"] == ["m.name", "claims"] and rows["total"] == len(rows["rows"]) and rows["ms"] > 0, "columns, total and time", str(rows)[:200])
    expect(two["rows"] == rows["rows"][:2] and two["total"] == rows["total"], "some rows of all", str(two))
    expect(whole["answer"]["rows"] == plain["rows"][:20] and whole["ms"] > 0, "with witnesses everything stands in the answer", str(whole)[:300])
    (page,) = talk(folder, {"ask": asked, "witnesses": True})
    quoted = [sum(len(one) for one in row["witnesses"]) for row in page["answer"]["rows"]]
    in_all = [sum(len(one) for one in row["witnesses"]) + row.get("witnesses_left_out", 0) for row in plain["rows"][:20]]
    expect(max(quoted) == 4 < max(in_all) and in_all == [n + row.get("witnesses_left_out", 0) for n, row in zip(quoted, page["answer"]["rows"])],
           "a page has four quotations a row and counts the rest", f"{quoted} {in_all}")
    expect(forgotten == {"forgotten": 1} and "error" in gone, "what was forgotten cannot be run", str(gone))

    listed, with_value, again, other = talk(
        folder, {"ask": "list measures", "rows": 3}, {"prepare": "list claims where id = $claim | show text", "set": {"claim": "none"}},
        {"run": 1}, {"run": 1, "set": {"claim": plain["rows"][0]["witnesses"][0][0]["item"]}})
    expect(len(listed["rows"]) == 3 and listed["total"] > 3, "a question that is asked once", str(listed))
    expect(again["rows"] == [] and len(other["rows"]) == 1 and other["rows"][0][0] == plain["rows"][0]["witnesses"][0][0]["quote"], "another value for a name", str(other))

    (choices, earlier, refused, by_command) = talk(
        folder, {"complete": "which outcome measures have ", "id": 7}, {"complete": "which meas and more", "at": 10}, {"complete": 3},
        {"complete": "list claims ab"})
    expect(choices.pop("id") == 7 and choices == json.loads(folder.run("complete", "which outcome measures have ").stdout),
           "what may stand at a place is what the command says", str(choices)[:300])
    expect([c["text"] for c in earlier["choices"]][:1] == ["measures"] and earlier["at"] == 10 and "error" in refused and by_command["choices"][0]["text"] == "about",
           "at a character, and refused where there is no text", str(earlier)[:300])

    wrong = talk(folder, "no JSON", "[]", {"nothing": 1}, {"ask": "list mesures"}, {"ask": 1}, {"run": "1"},
                 {"ask": "list claims where id = $claim"}, {"ask": "list claims", "set": 3}, {"ask": "how many measures are there?"})
    expect(all("error" in one for one in wrong[:-1]) and "error" not in wrong[-1], "errors are answers, and the session goes on", str(wrong))
    expect(wrong[3]["error"]["code"] == "E105" and (wrong[3]["error"]["begin"], wrong[3]["error"]["end"]) == (5, 12) and "measures" in wrong[3]["error"]["fix"], "an error has its code, place and fix", str(wrong[3]))
    expect(folder.run("session", "-b", "nowhere.evd", stdin=b"").returncode == 2, "a library that is not there is exit code 2")
    analyzed = folder.run("explain", "--analyze", asked).stdout.decode()
    expect("Step by step" in analyzed and "group and count c:claims" in analyzed and " ms " in analyzed and "→" in analyzed, "explain --analyze says what each operator did", analyzed)
    general = folder.run("explain", "list barriers", "--analyze").stdout.decode()
    expect("the general way" in general, "and where there are no operators, that", general)
    expect(folder.run("explain", "--analyze", "list mesures").returncode == 1, "a question that cannot be read is exit code 1")
finish()

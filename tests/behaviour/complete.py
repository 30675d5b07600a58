"""What may stand at the cursor, as editors and scripts get it: `evident complete` over the demonstration documents."""
import json
import time

from _program import ROOT, Folder, expect, finish

with Folder() as folder:
    folder.run("ingest", ROOT / "corpus" / "demo")

    def complete(question, *arguments):
        answer = folder.run("complete", question, *arguments)
        if not expect(answer.returncode == 0, f"completed: {question}", answer.stderr.decode()):
            return {"choices": []}
        return json.loads(answer.stdout)

    def texts(question, *arguments):
        return [choice["text"] for choice in complete(question, *arguments)["choices"]]

    expect(texts("which barriers are reported by at least ") == ["2", "3", "10"], "a number")
    expect(texts('list claims about "trust" | ')[:5] == ["where", "sort by", "show", "limit", "summarise"], "the steps")
    had = texts("which outcome measures have ")
    expect(had[:3] == ["at least", "at most", "more than"] and {"no", "only", "causal", "evidence"} <= set(had), "counts, describing words and kinds of things", str(had))
    trust = complete("list claims about tr")["choices"]
    expect(trust[0]["text"] == '"trust"' and trust[0]["kind"] == "name" and (trust[0]["begin"], trust[0]["end"]) == (18, 20), "a name and the characters it replaces", str(trust[:1]))
    expect(len(trust) <= 8 and "passages" in trust[0]["label"], "the most used names, with how often they are used", str(trust))
    chinese = complete('list claims about "公私" tr')
    expect(chinese["at"] == 25 and all(c["end"] == 25 for c in chinese["choices"]), "places are counted in characters", str(chinese)[:200])
    expect(texts("list ", "--at", "5") == texts("list claims | sort by year", "--at", "5"), "what stands behind the cursor does not matter")
    expect(texts("lits claims ") == [], "nothing behind a mistake")

    # Each choice, put in its place, is a question or goes on to one: no error stands before the cursor.
    for question in ["which barriers ", "list sources where year ", "list studies | summarise ", "gaps in ", "what do "]:
        for choice in complete(question)["choices"]:
            inserted = question[: choice["begin"]] + choice["text"]
            refused = folder.run("explain", inserted)
            if refused.returncode == 0:
                continue
            lines = refused.stderr.decode().splitlines()
            code = lines[0][6:10]
            caret = lines[2].index("^") - 4 if len(lines) > 2 and "^" in lines[2] else 0
            expect(code in ("E108", "E106", "E101", "E127") or caret + 1 >= choice["begin"], f"after {inserted!r} the error stands at its end", refused.stderr.decode())

    begin = time.monotonic()
    texts("which ")
    expect(time.monotonic() - begin < 2, "at once")
    expect(folder.run("complete", "list ", "-b", "nowhere.evd").returncode == 2, "a library that is not there is exit code 2")
    expect(folder.run("complete", b"list \xff".decode("latin1").encode("latin1").decode("utf8", "surrogateescape")).returncode == 1, "text that is no UTF-8 is exit code 1")
finish()

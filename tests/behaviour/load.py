#!/usr/bin/env python3
"""evident load: tables with and without a mapping, the same again, errors, and a kill in the middle."""
import json
import resource
import shutil
import signal
import subprocess
import time

from _program import EVIDENT, ROOT, Folder, expect, finish

MAPPING = {"tables": {
    "people.tsv": {"ignore": True},
    "paper.tsv": {"kind": "source", "id": "number", "columns": {"name": "title", "type": {"to": "doc_type", "values": {"blog": "opinion"}}}},
    "finding.tsv": {"kind": "claim", "columns": {"text": "quote", "paper": "source"}, "constants": {"role": "finding"}, "ignore": ["entered_by"]},
    "pages.tsv": {"more about": "finding.tsv", "id": "finding", "columns": {"p": "page"}},
    "term.tsv": {"kind": {"column": "class", "values": {"indicator": "measure", "hurdle": "barrier"}}, "columns": {"name": "label"}},
    "kinds.tsv": {"edge": "broader", "from": {"column": "a", "table": "term.tsv"}, "to": {"column": "b", "table": "term.tsv"}},
    "tagged.tsv": {"edge": "about", "from": {"column": "finding", "table": "finding.tsv"}, "to": {"column": "term", "table": "term.tsv"}},
}}
TABLES = {
    "people.tsv": "whatever\nx\n",
    "paper.tsv": "number\tname\ttype\tyear\n1\tTrust at work\tstudy\t2011\n2\tA view\tblog\t2015\n",
    "finding.tsv": "id\ttext\tpaper\tcausal\tentered_by\n7\tTrust cut waiting times.\t1\tcausal\tjo\n9\tTrust matters.\t2\tnone\tjo\n",
    "pages.tsv": "finding\tp\n9\t3\n7\t12\n",
    "term.tsv": "id\tclass\tname\n1\tindicator\twaiting times\n2\tindicator\taccess\n3\thurdle\tdistrust\n",
    "kinds.tsv": "a\tb\n1\t2\n",
    "tagged.tsv": "finding\tterm\n7\t1\n9\t3\n7\t1\n",
}


def write_tables(f, folder, changes=None):
    for name, text in {**TABLES, **(changes or {})}.items():
        if text is not None:
            f.write(f"{folder}/{name}", text)


def size_of(path):
    try:
        return path.stat().st_size
    except FileNotFoundError:  # a journal that was there when the folder was listed
        return 0


with Folder() as f:
    write_tables(f, "tables")
    f.write("tables/mapping.json", json.dumps(MAPPING))
    loaded = f.run("load", "tables")
    expect(loaded.returncode == 0, "tables are loaded by their mapping", loaded.stderr.decode())
    expect(loaded.stdout.decode() == "4 items, 3 concepts and 3 edges read: 9 added, 0 changed, 1 as they were.\n", "the report counts", loaded.stdout.decode())
    answer = f.ask("which measures have causally worded claims?")
    shown = json.dumps(answer["rows"])
    expect(len(answer["rows"]) == 1 and '"waiting times"' in shown and "Trust cut waiting times." in shown, "a question is answered over loaded rows", shown[:900])
    items = {i["id"]: i for i in f.items()}
    expect(set(items) == {"source:1", "source:2", "claim:7", "claim:9"}, "ids are kind and number", str(sorted(items)))
    expect(items["claim:7"]["quote"] == "Trust cut waiting times." and items["claim:7"]["place"]["page"] == 12 and items["claim:7"]["role"] == "finding", "the quotation is the text, the page that of the other table", str(items["claim:7"]))
    expect(items["source:2"]["doc_type"] == "opinion" and items["source:2"]["file"] == "paper.tsv", "values are translated", str(items["source:2"]))
    verified = f.run("verify")
    expect(verified.returncode == 0, "a loaded base is whole", verified.stdout.decode())

    shown = f.run("show", "claim:7").stdout.decode()
    expect("paper.tsv, page 12 (row 1)" in shown and "Trust cut waiting times." in shown, "an item of a table is shown with its row", shown)
    expect("row 2" in f.run("ask", "list sources").stdout.decode(), "an answer names the row where there is no other place", f.run("ask", "list sources").stdout.decode())

    again = f.run("load", "tables")
    expect("0 added, 0 changed, 10 as they were" in again.stdout.decode(), "the same tables change nothing", again.stdout.decode())
    write_tables(f, "more", {"finding.tsv": TABLES["finding.tsv"].replace("matters", "counts") + "10\tStaff left.\t1\tnone\tal\n"})
    f.write("more/mapping.json", json.dumps(MAPPING))
    added = f.run("load", "more")
    expect("1 added, 1 changed, 9 as they were" in added.stdout.decode(), "a row is added, another changed", added.stdout.decode() + added.stderr.decode())
    expect(f.run("verify").returncode == 0, "whole after adding")

    # A second folder's tables name rows that the base holds, by the numbers that they had in the first.
    later = {"people.tsv": "x\n", "pages.tsv": "finding\tp\n", "paper.tsv": "number\tname\ttype\tyear\n3\tLater\tstudy\t2020\n",
             "finding.tsv": "id\ttext\tpaper\tcausal\tentered_by\n11\tTrust lasts.\t3\tnone\tjo\n12\tTrust helped again.\t1\tnone\tjo\n",
             "term.tsv": "id\tclass\tname\n9\tindicator\twaiting lists\n", "kinds.tsv": "a\tb\n9\t2\n",
             "tagged.tsv": "finding\tterm\n11\t1\n11\t3\n12\t9\n7\t9\n", "cited.tsv": "who\twhom\n3\t1\n"}
    second = {"tables": {**MAPPING["tables"], "cited.tsv": {"edge": "cites", "from": {"column": "who", "table": "paper.tsv"}, "to": {"column": "whom", "table": "paper.tsv"}}}}
    write_tables(f, "later", later)
    f.write("later/mapping.json", json.dumps(second))
    loaded = f.run("load", "later")
    expect(loaded.returncode == 0 and "9 added, 0 changed" in loaded.stdout.decode(), "a second folder leads back to the first", loaded.stdout.decode() + loaded.stderr.decode())
    expect(f.run("verify").returncode == 0, "whole after the second folder", f.run("verify").stdout.decode())
    cited = json.dumps(f.ask('match (a:source {title: "Later"})-[cites]->(b:source) | show b.title as work')["rows"])
    expect("Trust at work" in cited and "A view" not in cited, "an edge reaches a source of the first folder", cited[:900])
    about = json.dumps(f.ask('list claims about "waiting times"')["rows"])
    expect("Trust lasts." in about, "a claim of the second is about a measure of the first", about[:900])
    for what, changes, words in [
        ("nothing", {"cited.tsv": "who\twhom\n3\t4\n"}, ["cited.tsv, line 2, column 'whom'", "nothing has the id '4'"]),
        ("no wider concept", {"kinds.tsv": "a\tb\n9\t77\n"}, ["kinds.tsv, line 2, column 'b'", "no concept has the id '77'"]),
    ]:
        write_tables(f, "wrong", {**later, **changes})
        f.write("wrong/mapping.json", json.dumps(second))
        failed = f.run("load", "wrong")
        expect(failed.returncode == 1 and all(w in failed.stderr.decode() for w in words), f"{what}: is an error that says where", failed.stderr.decode())
    f.write("twice/barrier.csv", "id,label\nbarrier:1,no time\n")
    expect(f.run("load", "twice").returncode == 0, "another table gives an id of the same number")
    write_tables(f, "which", {**later, "tagged.tsv": "finding\tterm\n11\t1\n"})
    f.write("which/mapping.json", json.dumps(second))
    failed = f.run("load", "which")
    expect(failed.returncode == 1 and "'1' of term.tsv may be 'measure:1' or 'barrier:1'" in failed.stderr.decode(), "a number that means two things of the base is refused", failed.stderr.decode())

    f.write("fresh.txt", "A note\n\nTrust reduced waiting times.\n")
    expect(f.run("ingest", "fresh.txt").returncode == 0, "a document is read into a loaded base")
    expect(f.run("verify").returncode == 0, "whole after reading a document", f.run("verify").stdout.decode())
    expect(f.run("remove", "source:1").returncode == 0, "a loaded source is removed by its id")
    verified = f.run("verify")
    expect(verified.returncode == 0, "whole after removing", verified.stdout.decode())
    expect(not any(i["id"] == "claim:7" for i in f.items()), "its claims are gone")

    # Errors: nothing is stored, and they say where.
    for what, changes, words in [
        ("a column", {"paper.tsv": "number\tname\ttype\tcolour\n1\tx\tblog\tred\n"}, ["paper.tsv, line 1", "'colour'", "no column of source"]),
        ("a kind", {"term.tsv": "id\tclass\tname\n1\tplanet\tx\n"}, ["term.tsv, line 2, column 'class'", "no kind 'planet'", "indicator, hurdle"]),
        ("a value", {"finding.tsv": "id\ttext\tpaper\tcausal\tentered_by\n7\tx y\t1\tperhaps\tjo\n9\tz\t2\tnone\tjo\n"}, ["finding.tsv, line 2, column 'causal'", "'perhaps'", "correlational"]),
        ("a source", {"finding.tsv": "id\ttext\tpaper\tcausal\tentered_by\n7\tx y\t5\tnone\tjo\n9\tz\t2\tnone\tjo\n"}, ["finding.tsv, line 2, column 'paper'", "no source '5'"]),
        ("an id", {"tagged.tsv": "finding\tterm\n7\t1\n8\t1\n"}, ["tagged.tsv, line 3, column 'finding'", "'8'"]),
        ("a concept", {"tagged.tsv": "finding\tterm\n7\t4\n"}, ["tagged.tsv, line 2, column 'term'", "'4'"]),
        ("an id twice", {"paper.tsv": "number\tname\ttype\n1\tx\tblog\n1\ty\tblog\n"}, ["paper.tsv, line 3", "'1' is the id of another row"]),
        ("a page of nothing", {"pages.tsv": "finding\tp\n7\t1\n99\t2\n"}, ["pages.tsv, line 3", "'99' is no id of finding.tsv"]),
        ("a number", {"pages.tsv": "finding\tp\n7\tiv\n"}, ["pages.tsv, line 2, column 'p'", "'iv' is no whole number"]),
        ("a row too short", {"kinds.tsv": "a\tb\n1\n"}, ["kinds.tsv, line 2", "1 cells"]),
        ("a table that is missing", {"kinds.tsv": None}, ["mapping.json", "kinds.tsv"]),
    ]:
        name = what.replace(" ", "_")
        write_tables(f, name, changes)
        f.write(f"{name}/mapping.json", json.dumps(MAPPING))
        failed = f.run("load", "-b", f"{name}.evd", name)
        expect(failed.returncode == 1, f"{what}: exit code 1, got {failed.returncode}", failed.stderr.decode())
        for word in words:
            expect(word in failed.stderr.decode(), f"{what}: says {word}", failed.stderr.decode())
        expect(not list(f.path.glob(f"{name}.evd*")), f"{what}: nothing was stored")

def tables_of(folder):
    return {p.name: p.read_bytes() for p in folder.glob("*")}


with Folder() as f:
    # Out, in again, out again: the same bytes, and the same answers.
    documents = f.path / "demo"
    shutil.copytree(ROOT / "corpus" / "demo", documents)
    expect(f.run("ingest", "demo").returncode == 0, "the demonstration is read")
    write_tables(f, "foreign", {"finding.tsv": TABLES["finding.tsv"].replace("Trust matters.", 'It is "trust", they say, that matters.')})
    f.write("foreign/mapping.json", json.dumps(MAPPING))
    expect(f.run("load", "foreign").returncode == 0, "tables are added to it")
    out = f.run("export", "-f", "csv", "-o", "first")
    expect(out.returncode == 0, "the base is written as tables", out.stderr.decode())
    loaded = f.run("load", "-b", "second.evd", "first")
    expect(loaded.returncode == 0, "and loaded again", loaded.stderr.decode())
    verified = f.run("verify", "-b", "second.evd")
    expect(verified.returncode == 0, "the second base is whole", verified.stdout.decode())
    f.run("export", "-b", "second.evd", "-f", "csv", "-o", "second")
    first, second = tables_of(f.path / "first"), tables_of(f.path / "second")
    expect(len(first) > 10 and first.keys() == second.keys(), "the same tables", str(first.keys() ^ second.keys()))
    for name in sorted(first.keys() & second.keys()):
        if not expect(first[name] == second[name], f"{name} has the same bytes"):
            a, b = first[name].splitlines(), second[name].splitlines()
            print(next(((x, y) for x, y in zip(a, b) if x != y), (len(a), len(b))))
    for question in ["which outcome measures have causal evidence?", "which measures have cost-benefit evidence?", "list claims about trust since 2010 | sort by year desc | limit 20",
                     "how many studies are there?", "which barriers are named by both \"NHS\" and \"private sector\"?", "list sources", "which evidence is strong?"]:
        a, b = (f.run("ask", "-b", base, question).stdout for base in ("evidence.evd", "second.evd"))
        expect(a == b and len(a) > 50, f"the same answer: {question}", a.decode()[:1500] + b.decode()[:1500])
    again = f.run("load", "first")
    expect("0 added, 0 changed" in again.stdout.decode(), "what a base gave changes nothing in it", again.stdout.decode() + again.stderr.decode())
    items = len(f.items())
    expect(f.run("ingest", "-b", "second.evd", "demo").returncode == 0, "the documents are read over what was loaded of them")
    expect(f.run("verify", "-b", "second.evd").returncode == 0, "whole after that", f.run("verify", "-b", "second.evd").stdout.decode())
    merged = len(f.run("export", "-b", "second.evd").stdout.splitlines())
    expect(merged == items, f"they are known again: {merged} items, {items} before")
    changed = f.path / "changed"
    shutil.copytree(f.path / "first", changed)
    claims = (changed / "claim.csv").read_text()
    (changed / "claim.csv").write_text(claims.replace(claims.splitlines()[1].split(",")[0] + ",", claims.splitlines()[1].split(",")[0] + "0,", 1))
    refused = f.run("load", "changed")
    expect(refused.returncode != 0 and "read from a document" in refused.stderr.decode(), "a table adds nothing to a document", refused.stderr.decode() + refused.stdout.decode())
    other = f.write("elsewhere/notes.csv", "a,b\n")
    blocked = f.run("export", "-f", "csv", "-o", "elsewhere")
    expect(blocked.returncode != 0 and other.read_text() == "a,b\n", "a folder with other tables is left alone", blocked.stderr.decode())

with Folder() as f:
    # kill -9 in the middle: no base, and the next load clears up.
    rows = "".join(f"{i}\tSentence number {i} about trust between partners and waiting times in area {i % 97}.\t{1 + i % 2}\tnone\tjo\n" for i in range(100, 400_000))
    write_tables(f, "tables", {"finding.tsv": TABLES["finding.tsv"] + rows})
    f.write("tables/mapping.json", json.dumps(MAPPING))
    program = subprocess.Popen([EVIDENT, "load", "tables"], cwd=f.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.time() + 60
    while time.time() < deadline and program.poll() is None:
        if any(size_of(p) > 3_000_000 for p in f.path.glob("evidence.evd.loading*")):
            break
        time.sleep(0.001)
    running = program.poll() is None
    program.send_signal(signal.SIGKILL)
    program.communicate(timeout=60)
    if expect(running, "the program was loading when it was killed"):
        expect(not (f.path / "evidence.evd").exists(), "killed: there is no base")
        expect(list(f.path.glob("evidence.evd.loading*")), "killed: the part of it is there")
        write_tables(f, "small")
        f.write("small/mapping.json", json.dumps(MAPPING))
        expect(f.run("load", "small").returncode == 0, "the next load works")
        expect(not list(f.path.glob("evidence.evd.loading*")), "and has cleared up")
        expect(f.run("verify").returncode == 0, "whole after the kill")

    # A full disk (here: a limit of the size of a file): said, and nothing is left.
    full = subprocess.run([EVIDENT, "load", "-b", "full.evd", "tables"], cwd=f.path, capture_output=True, timeout=120,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000)))
    expect(full.returncode == 4 and b"full" in full.stderr, f"a full disk is said, exit code 4, got {full.returncode}", full.stderr.decode())
    expect(not list(f.path.glob("full.evd*")), "and leaves nothing")

    # Ctrl-C in the middle.
    program = subprocess.Popen([EVIDENT, "load", "-b", "stopped.evd", "tables"], cwd=f.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while program.poll() is None and not any(size_of(p) > 1_000_000 for p in f.path.glob("stopped.evd.loading*")):
        time.sleep(0.001)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=60)
    expect(program.returncode == 130 and b"nothing was stored" in err, f"Ctrl-C: exit code 130, got {program.returncode}", (out + err).decode())
    expect(not list(f.path.glob("stopped.evd*")), "Ctrl-C: nothing is left")

finish()

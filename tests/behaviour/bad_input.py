#!/usr/bin/env python3
"""Bad input: a clear message that names what is wrong and what to do, the right exit code, and nothing committed is lost."""
import os
import sqlite3
import subprocess

from _program import EVIDENT, Folder, expect, finish

GOOD = "A good study\n\nFindings\n\nTrust between partners reduced waiting times.\n"


def ingest_one(name, content, *words, prepare=None):
    """The bad file is named with its reason; the good one beside it is read; the exit code says that some failed."""
    with Folder() as f:
        f.write("docs/a-good.txt", GOOD)
        bad = f.write("docs/" + name, content)
        if prepare:
            prepare(bad)
        done = f.run("ingest", "docs")
        out = done.stdout.decode()
        expect(done.returncode == 3, f"{name}: exit code 3, got {done.returncode}", out + done.stderr.decode())
        expect(name in out, f"{name}: the report names the file", out)
        for word in words:
            expect(word in out.lower(), f"{name}: the report says '{word}'", out)
        expect(any(i["doc"] == "a-good.txt" for i in f.items()), f"{name}: the good document beside it is kept")
        expect(f.run("verify").returncode == 0, f"{name}: the base is whole")


ingest_one("empty.txt", "", "empty")
ingest_one("blank.txt", "  \n\n \t\n", "no text")
ingest_one("binary.txt", bytes(range(256)) * 40, "text")
ingest_one("broken.txt", ("Partners met every week — and agreed. " * 40).encode() + b"\xff\xfe broken \xc3" + b" more", "utf-8", "byte")
ingest_one("long-line.txt", b"trust " * (200 * 1024 * 1024 // 6), "bytes")
if os.geteuid() != 0:
    ingest_one("secret.txt", GOOD, "read", prepare=lambda p: p.chmod(0))
else:
    # Root reads everything; another user cannot. Run the program as 'nobody' in a folder that is open to it.
    with Folder() as f:
        f.path.chmod(0o777)
        f.write("docs/a-good.txt", GOOD)
        f.write("docs/secret.txt", GOOD).chmod(0)
        for folder in [f.path / "docs"]:
            folder.chmod(0o755)
        program = f.path / "evident"
        program.write_bytes(open(EVIDENT, "rb").read())
        program.chmod(0o755)
        done = subprocess.run([str(program), "ingest", "docs"], cwd=f.path, capture_output=True, user=65534, group=65534, extra_groups=[])
        out = done.stdout.decode()
        expect(done.returncode == 3, f"unreadable file: exit code 3, got {done.returncode}", out + done.stderr.decode())
        expect("secret.txt" in out and "may not be read" in out, "unreadable file: named with the reason", out)

with Folder() as f:  # a base that is not there
    done = f.run("ask", "which measures are there?", "-b", "missing.evd")
    expect(done.returncode == 2, f"missing base: exit code 2, got {done.returncode}")
    expect(b"missing.evd" in done.stderr and b"ingest" in done.stderr, "missing base: says which and what to do", done.stderr.decode())
    expect(not (f.path / "missing.evd").exists(), "missing base: asking does not create it")
    done = f.run("ingest", "no-such-folder")
    expect(done.returncode in (1, 3) and b"no-such-folder" in done.stdout + done.stderr, "missing path: named", (done.stdout + done.stderr).decode())

with Folder() as f:  # another program's database, and no database at all
    other = sqlite3.connect(f.path / "other.db")
    other.execute("create table customers(name)")
    other.execute("insert into customers values ('kept')")
    other.commit()
    other.close()
    before = (f.path / "other.db").read_bytes()
    f.write("notes.txt", GOOD)
    for command in (["ingest", "-b", "other.db", "notes.txt"], ["ask", "-b", "other.db", "list claims"], ["stats", "-b", "other.db"]):
        done = f.run(*command)
        expect(done.returncode == 2, f"another program's database: {command[0]} exits 2, got {done.returncode}", done.stderr.decode())
        expect(b"other.db" in done.stderr, f"another program's database: {command[0]} names it", done.stderr.decode())
    expect((f.path / "other.db").read_bytes() == before, "another program's database is not touched")
    done = f.run("ask", "-b", "notes.txt", "list claims")
    expect(done.returncode == 2 and (f.path / "notes.txt").read_text() == GOOD, "a text file as base is refused and kept", done.stderr.decode())
    f.run("ingest", "-b", "newer.evd", "notes.txt")
    newer = sqlite3.connect(f.path / "newer.evd")
    newer.execute("pragma user_version = 9999")
    newer.commit()
    newer.close()
    done = f.run("ask", "-b", "newer.evd", "list claims")
    expect(done.returncode == 2 and b"newer" in done.stderr, "a base of a newer version is refused with the reason", done.stderr.decode())

with Folder() as f:  # a damaged graph file is rebuilt, a damaged base is refused
    f.write("good.txt", GOOD)
    f.run("ingest", "good.txt")
    expected = f.run("ask", "list claims", "-f", "json").stdout
    graph = f.path / "evidence.evd.graph"
    if expect(graph.exists(), "the mapped graph lies beside the base"):
        whole = graph.read_bytes()
        for damaged in (b"", whole[:100], whole[: len(whole) // 2], whole[:200] + bytes([whole[200] ^ 255]) + whole[201:], os.urandom(500)):
            graph.write_bytes(damaged)
            expect(f.run("ask", "list claims", "-f", "json").stdout == expected, "a damaged graph file gives the same answer")
        graph.unlink()
        expect(f.run("ask", "list claims", "-f", "json").stdout == expected, "a lost graph file gives the same answer")
    base = f.path / "evidence.evd"
    whole = base.read_bytes()
    base.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    done = f.run("verify")
    expect(done.returncode == 2, f"a damaged base: verify exits 2, got {done.returncode}", done.stderr.decode())

with Folder() as f:  # questions
    f.write("good.txt", GOOD)
    f.run("ingest", "good.txt")
    done = f.run("ask", "-", stdin=b"(" * 100_000)
    expect(done.returncode in (1, 4), f"100,000 brackets: a clean error, got {done.returncode}", done.stderr.decode()[:400])
    expect(b"error[" in done.stderr and len(done.stderr) < 4000, "100,000 brackets: a short diagnostic", done.stderr.decode()[:400])
    done = f.run("ask", "-", stdin=b"which measures have " + b"(" * 50_000)
    expect(done.returncode in (1, 4) and b"error[" in done.stderr, "50,000 brackets after 'have': a clean error")
    done = f.run("ask", "-", stdin=b"x" * 1_000_000)
    expect(done.returncode in (1, 4) and b"error[" in done.stderr, "a question of a megabyte: a clean error", done.stderr.decode()[:300])
    done = f.run("ask", "-", stdin=b"which \xff measures")
    expect(done.returncode == 1 and b"error[" in done.stderr, "a question that is no UTF-8: a clean error", done.stderr.decode(errors="replace"))
    done = f.run("ask", "")
    expect(done.returncode == 1, "an empty question: exit code 1", done.stderr.decode())
    done = f.run("ask", "list claims", "-f", "nonsense")
    expect(done.returncode == 1 and b"table" in done.stderr, "an unknown format: the ones there are")
    done = f.run("frobnicate")
    expect(done.returncode == 1, f"an unknown command: exit code 1, got {done.returncode}")

finish()

#!/usr/bin/env python3
"""What is written into a file of a name is there whole or not at all: where the disk is full, and where the program is ended in the
middle. What stood there before stays until then."""
import os
import random
import resource
import signal
import subprocess
import threading
import time

from _program import EVIDENT, Folder, expect, finish

TEXT = "Study number {}\n\nFindings\n\n" + "Trust between partners reduced waiting times in area {}. Costs were not measured by anybody.\n\n" * 12
QUESTION = "list claims about waiting times"
OLD = b"what stood there before\n"
LIBRARY = ("items", "html", "docx", "xlsx", "ris", "bibtex", "csl-json", "turtle", "jsonld", "graphml", "sqlite")
ANSWERS = ("plain", "markdown", "html", "json", "csv", "docx", "xlsx", "ris", "bibtex", "csl-json")


def bounded(bytes_):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))


def others(folder):
    return sorted(p.name for p in folder.iterdir() if p.name != "out")


with Folder() as f:
    for i in range(60):
        f.write(f"in/{i}.txt", TEXT.replace("{}", str(i)))
    expect(f.run("ingest", "in").returncode == 0, "the library is made")
    expect(f.run("stats").returncode == 0, "and its graph")  # which is no part of what is looked at here
    for kind, jobs in (("export", [("export", "-f", form) for form in LIBRARY]), ("ask", [("ask", QUESTION, "-f", form) for form in ANSWERS])):
        for job in jobs:
            what = f"{kind} -f {job[-1]}"
            folder = f.path / "to" / f"{kind}-{job[-1]}"
            folder.mkdir(parents=True)
            out = folder / "out"
            out.write_bytes(OLD)
            size = 600
            done = subprocess.run([EVIDENT, *job, "-o", str(out)], cwd=f.path, capture_output=True, timeout=120, preexec_fn=bounded(size))
            # SQLite does not tell a limit of the size of a file from a broken disk.
            expect(done.returncode in ((4, 2) if job[-1] == "sqlite" else (4,)) and done.stderr, f"{what}: a full disk is said, exit code 4, got {done.returncode}", done.stderr.decode())
            expect(out.read_bytes() == OLD and not others(folder), f"{what}: what stood there stays, nothing else is left", others(folder))
            done = f.run(*job, "-o", out)
            expect(done.returncode == 0 and out.stat().st_size > size and not others(folder), f"{what}: is written where there is room", done.stderr.decode())

    # A folder of tables: those of before, or all of the new ones.
    folder = f.path / "tables"
    expect(f.run("export", "-f", "csv", "-o", folder).returncode == 0, "tables are written")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    f.write("in/more.txt", TEXT.replace("{}", "seventy"))
    f.run("ingest", "in")
    done = subprocess.run([EVIDENT, "export", "-f", "csv", "-o", str(folder)], cwd=f.path, capture_output=True, timeout=120, preexec_fn=bounded(4000))
    expect(done.returncode == 4, f"tables on a full disk: exit code 4, got {done.returncode}", done.stderr.decode())
    expect({p.name: p.read_bytes() for p in folder.iterdir()} == before, "the tables of before stay as they were", sorted(p.name for p in folder.iterdir()))

    # Ended in the middle, at moments drawn by a number that is kept.
    draw = random.Random(20260101)
    for form in ("items", "html", "turtle", "sqlite"):
        out = f.path / f"ended-{form}"
        whole = f.path / f"whole-{form}"
        begun = time.monotonic()
        f.run("export", "-f", form, "-o", whole)
        took = time.monotonic() - begun
        states = set()
        for _ in range(8):
            out.write_bytes(OLD)
            program = subprocess.Popen([EVIDENT, "export", "-f", form, "-o", str(out)], cwd=f.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(draw.random() * took)
            program.send_signal(draw.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
            program.wait(timeout=60)
            now = out.read_bytes()
            # A copy of the base names the moment at which it was made nowhere: the same bytes.
            states.add("before" if now == OLD else "whole" if now == whole.read_bytes() else "half")
        expect("half" not in states, f"export -f {form}, ended in the middle, leaves no half of a file", states)

    # What is no file is written to as it is, and a link stays one.
    pipe = f.path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    done = f.run("export", "-f", "items", "-o", pipe, timeout=60)
    reader.join(60)
    expect(done.returncode == 0 and read and read[0] == f.run("export").stdout and pipe.is_fifo(), "a pipe gets everything and stays a pipe", done.stderr.decode())
    f.write("real.jsonl", OLD)
    (f.path / "link").symlink_to("real.jsonl")
    expect(f.run("export", "-o", "link").returncode == 0 and (f.path / "link").is_symlink() and (f.path / "real.jsonl").read_bytes() == read[0], "a link stays one, and what it names is written")
    expect(f.run("export", "-f", "sqlite", "-o", pipe).returncode != 0 and pipe.is_fifo(), "a copy of the library is not put in the place of a pipe")
    expect(f.run("export", "-o", "in").returncode != 0 and (f.path / "in").is_dir(), "nor anything in the place of a folder")

finish()

#!/usr/bin/env python3
"""Ctrl-C in the middle, and kill -9: what was committed stays, the rest is read the next time."""
import contextlib
import signal
import sqlite3
import subprocess
import time

from _program import EVIDENT, Folder, expect, finish

PARAGRAPH = "The partners met every week. Trust between partners reduced waiting times in area {}. Costs were not measured. "


def committed(base):
    try:
        with contextlib.closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as opened:
            return opened.execute("SELECT count(*) FROM document").fetchone()[0]
    except sqlite3.OperationalError:  # not there yet, or being made
        return 0


with Folder() as f:
    for i in range(400):
        f.write(f"docs/{i:04}.txt", f"Study number {i}\n\nFindings\n\n" + "\n\n".join(PARAGRAPH.format(f"{i} {k}") * 4 for k in range(12)) + "\n")

    for name, sent in (("Ctrl-C", signal.SIGINT), ("kill", signal.SIGKILL)):
        program = subprocess.Popen([EVIDENT, "ingest", "-b", f"{name}.evd", "docs"], cwd=f.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        base = f.path / f"{name}.evd"
        deadline = time.time() + 300
        while time.time() < deadline and program.poll() is None:
            if committed(base):
                break
            time.sleep(0.002)
        running = program.poll() is None
        program.send_signal(sent)
        out, err = program.communicate(timeout=60)
        if not expect(running, f"{name}: the program was still reading when it was stopped"):
            continue
        if sent == signal.SIGINT:
            expect(program.returncode == 130, f"Ctrl-C: exit code 130, got {program.returncode}", err.decode())
            expect(b"nterrupted" in out + err, "Ctrl-C: says so", (out + err).decode())
        expect(f.run("verify", "-b", base).returncode == 0, f"{name}: the base is whole afterwards")
        kept = len({i["doc"] for i in map(__import__("json").loads, f.run("export", "-b", base).stdout.decode().splitlines())})
        expect(0 < kept < 400, f"{name}: some documents were committed, not all: {kept}")
        again = f.run("ingest", "-b", base, "--json", "docs")
        report = __import__("json").loads(again.stdout)
        expect(report["unchanged"] == kept and report["added"] == 400 - kept, f"{name}: the next run reads the rest: {report['unchanged']} unchanged, {report['added']} added, {kept} kept")
        plain = f.run("export", "-b", base).stdout
        f.run("ingest", "-b", f"{name}-whole.evd", "docs")
        expect(f.run("export", "-b", f"{name}-whole.evd").stdout == plain, f"{name}: the outcome is that of an undisturbed run")

finish()

#!/usr/bin/env python3
"""How long reading and asking take, from process start, on the demonstration and (when it is here) ../shared/corpus.

    tests/bench/first_answer.py [build/release/evident] [RUNS]

Prints medians with the least and the most; it measures and never fails. Instructions are counted with valgrind when it is
here: they are the same on a busy machine."""
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

root = pathlib.Path(__file__).resolve().parents[2]
program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else root / "build/release/evident").resolve()
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
QUESTIONS = [
    "which outcome measures have causal evidence?",
    "which measures lack cost-benefit evidence?",
    'which barriers are named by both "NHS" and "private sector"?',
    "list claims | limit 20",
]


def timed(arguments, folder, fresh=None):
    times = []
    for _ in range(runs + 1):
        if fresh:
            for path in folder.glob("*.evd*"):
                path.unlink()
        start = time.perf_counter()
        done = subprocess.run([program, *arguments], cwd=folder, capture_output=True)
        times.append((time.perf_counter() - start) * 1000)
        if done.returncode not in (0, 3):
            return None
    times = times[1:]  # the first warms the caches
    return f"{statistics.median(times):8.1f} {min(times):8.1f} {max(times):8.1f}"


def instructions(arguments, folder):
    if not shutil.which("valgrind"):
        return "-"
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program), *arguments], cwd=folder, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return f"{int(found.group(1)) / 1e6:.1f}" if found else "-"


print(f"{'':<76} {'median':>8} {'least':>8} {'most':>8}  million")
print(f"{'milliseconds from process start':<76} {'':>8} {'':>8} {'':>8}  instructions")
for name, documents in (("demonstration", root / "corpus/demo"), ("../shared/corpus", root.parent / "shared/corpus")):
    if not documents.is_dir():
        print(f"{name}: not here")
        continue
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        size = sum(p.stat().st_size for p in documents.iterdir())
        print(f"{f'{name}: ingest {len(list(documents.iterdir()))} documents, {size} bytes':<76} {timed(['ingest', str(documents)], folder, fresh=True)}")
        print(f"{f'{name}: ingest again, all unchanged':<76} {timed(['ingest', str(documents)], folder)}  {instructions(['ingest', str(documents)], folder)}")
        for question in QUESTIONS:
            row = timed(["ask", question], folder)
            print(f"{f'{name}: {question}':<76} {row if row else '   cannot be asked here'}  {instructions(['ask', question], folder)}")

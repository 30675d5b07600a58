#!/usr/bin/env python3
"""How many instructions the twelve questions take, prepared, with their rows written (valgrind --tool=callgrind).

    ninja -C build/dev bench_twelve
    tests/bench/instructions.py build/dev/tests/bench/bench_twelve BASE PARAMS.json            compares with instructions.txt
    tests/bench/instructions.py build/dev/tests/bench/bench_twelve BASE PARAMS.json --update   writes it

BASE and PARAMS.json: as of bench_twelve, at 100,000 claims. Fails when one question takes over 5 % more than is written there.
Counts do not depend on what else the machine does; they do on the compiler and the preset, which the file names.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

KEPT = pathlib.Path(__file__).with_name("instructions.txt")
QUESTIONS = pathlib.Path(__file__).with_name("questions")
ALLOWED = 1.05


def counted(program, base, params, question):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", "--collect-atstart=no",
             "--toggle-collect=evident::query::Prepared::rows*", program, base, params, "--only", question, "--runs", "1"],
            capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"{question}: not counted\n{done.stdout}{done.stderr}")
    return int(found.group(1))


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    if len(arguments) != 3:
        sys.exit(__doc__)
    questions = sorted((p.stem for p in QUESTIONS.glob("Q*.ask")), key=lambda name: int(name[1:]))
    now = {question: counted(*arguments, question) for question in questions}
    if "--update" in sys.argv:
        lines = ["# Instructions of the twelve questions at 100,000 claims: g++ 12, preset dev. See instructions.py."]
        lines += [f"{question} {count}" for question, count in now.items()]
        KEPT.write_text("\n".join(lines) + "\n")
        print(f"{KEPT.name}: {len(now)} counts written")
        return
    kept = {}
    for line in KEPT.read_text().splitlines():
        if line and not line.startswith("#"):
            question, count = line.split()
            kept[question] = int(count)
    worse = 0
    for question, count in now.items():
        before = kept.get(question)
        change = f"{100 * (count / before - 1):+.1f} %" if before else "not written yet"
        grown = before is None or count > ALLOWED * before
        worse += grown
        print(f"{question:4} {count:12,} {change}{'  GROWN' if grown else ''}")
    sys.exit(1 if worse else 0)


main()

"""Runs the real program in a folder of its own. Not a test."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

EVIDENT = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "evident"
ROOT = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ".").resolve()
SHARED = ROOT.parent / "shared"
SKIPPED = 77

failures = []


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)


def expect(condition, what, detail=""):
    if not condition:
        failures.append(what)
        print("FAILED:", what, detail, sep="\n  " if detail else " ")
    return condition


def finish():
    print("all as expected" if not failures else f"{len(failures)} failed")
    sys.exit(bool(failures))


class Folder:
    """A temporary folder with a library in it."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="evident-"))

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        shutil.rmtree(self.path, ignore_errors=True)

    def write(self, name, content):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *arguments, stdin=None, env=None, timeout=120):
        environment = {k: v for k, v in os.environ.items() if k not in ("EVIDENT_BASE", "COLUMNS")}
        environment.update(env or {})
        return subprocess.run([EVIDENT, *map(str, arguments)], cwd=self.path, input=stdin, capture_output=True, env=environment, timeout=timeout)

    def ask(self, question, *arguments):
        answer = self.run("ask", question, "-f", "json", *arguments)
        if answer.returncode != 0:
            expect(False, f"asked: {question}", answer.stderr.decode())
            return {"rows": [], "answer": {}, "notices": []}
        return json.loads(answer.stdout)

    def items(self):
        exported = self.run("export", "-f", "items")
        expect(exported.returncode == 0, "export works", exported.stderr.decode())
        return [json.loads(line) for line in exported.stdout.decode().splitlines()]


def witnesses(answer):
    """Every quotation of an answer: of its rows, its gaps and its stated gaps."""
    for row in answer.get("rows", []):
        for alternative in row.get("witnesses", []):
            yield from alternative
        yield from (row.get("gap") or {}).get("stated_by", [])
    yield from (answer.get("gap") or {}).get("stated_by", [])

#!/usr/bin/env python3
"""The answers pasted into README.md are what the program prints today, up to where they are shortened.
EVIDENT_UPDATE_GOLDEN=1 rewrites them (never in CI)."""
import os
import re

from _program import ROOT, Folder, expect, finish

text = (ROOT / "README.md").read_text(encoding="utf8")
blocks = re.findall(r"(?m)(?:^    .*\n|^\n)*?^    Question: .*\n(?:^    .*\n|^\n)*", text)
answers = []
for block in blocks:
    lines = [line[4:] if line.startswith("    ") else line for line in block.strip("\n").splitlines()]
    answers.append(lines[next(i for i, line in enumerate(lines) if line.startswith("Question: ")):])
expect(len(answers) >= 2, f"README.md shows answers: {len(answers)} found")
with Folder() as f:
    f.run("ingest", ROOT / "corpus" / "demo")
    for lines in answers:
        question = lines[0].removeprefix("Question: ")
        printed = f.run("ask", question).stdout.decode().rstrip("\n").splitlines()
        shown = lines[: lines.index("[…]")] if "[…]" in lines else lines
        while shown and not shown[-1].strip():
            shown.pop()
        if os.environ.get("EVIDENT_UPDATE_GOLDEN") == "1" and os.environ.get("CI") != "true":
            fresh = printed[: len(shown)] + lines[len(shown):] if "[…]" in lines else printed
            indent = lambda rows: "\n".join("    " + row if row else "" for row in rows)
            text = text.replace(indent(lines), indent(fresh))
            continue
        expect(printed[: len(shown)] == shown and ("[…]" in lines or len(printed) == len(shown)), f"README.md: {question}", "\n  ".join(printed))
if os.environ.get("EVIDENT_UPDATE_GOLDEN") == "1" and os.environ.get("CI") != "true":
    (ROOT / "README.md").write_text(text, encoding="utf8")
finish()

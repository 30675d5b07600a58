#!/usr/bin/env python3
"""Every question of the manual is answered over the demonstration documents."""
import json
import os
import re

from _program import ROOT, Folder, expect, finish

PARAMETERS = ["--set", "topic=trust", "--set", "year=2010", "--set", "n=3"]
PAGES = sorted(p for p in (ROOT / "docs" / "ask").glob("*.md") if p.name not in ("errors.md",))
PAGES += [ROOT / "docs" / name for name in ("strength.md", "agreement.md", "warrant.md")]

UPDATE = os.environ.get("EVIDENT_UPDATE_GOLDEN") == "1" and os.environ.get("CI") != "true"

with Folder() as folder:
    folder.run("ingest", ROOT / "corpus" / "demo")
    asked = 0
    for page in PAGES:
        text = page.read_text(encoding="utf8")
        for block, message in re.findall(r"^```ask\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", text, re.M | re.S):
            # A question a line; an indented line or one that begins with a bar goes on.
            for question in re.split(r"\n(?![ |])", block.strip("\n")):
                answer = folder.run("ask", question, "-f", "json", *PARAMETERS)
                if message:  # a question that is refused, and what is said then
                    given = answer.stderr.decode()
                    text = text.replace(f"```ask\n{block}```\n\n```text\n{message}```", f"```ask\n{block}```\n\n```text\n{given}```")
                    if not UPDATE:
                        expect(answer.returncode == 1 and given == message, f"{page.name}: {question}", given)
                    continue
                if expect(answer.returncode == 0, f"{page.name}: {question}", answer.stderr.decode()):
                    json.loads(answer.stdout)
                asked += 1
        if UPDATE:
            page.write_text(text, encoding="utf8")
    expect(asked > 60, "the manual has questions", str(asked))
finish()

#!/usr/bin/env python3
"""Every question of the manual is answered over the demonstration documents."""
import json
import re

from _program import ROOT, Folder, expect, finish

PARAMETERS = ["--set", "topic=trust", "--set", "year=2010", "--set", "n=3"]
PAGES = sorted(p for p in (ROOT / "docs" / "ask").glob("*.md") if p.name not in ("errors.md",))

with Folder() as folder:
    folder.run("ingest", ROOT / "corpus" / "demo")
    asked = 0
    for page in PAGES:
        for block in re.findall(r"^```ask\n(.*?)^```$", page.read_text(encoding="utf8"), re.M | re.S):
            # A question a line; an indented line or one that begins with a bar goes on.
            for question in re.split(r"\n(?![ |])", block.strip("\n")):
                answer = folder.run("ask", question, "-f", "json", *PARAMETERS)
                if expect(answer.returncode == 0, f"{page.name}: {question}", answer.stderr.decode()):
                    json.loads(answer.stdout)
                asked += 1
    expect(asked > 60, "the manual has questions", str(asked))
finish()

#!/usr/bin/env python3
"""Thirty questions of reviewers, policy writers and people who look for gaps, in Ask, over the five real documents: each is
read, bound and explained, and each answer has rows with words to show, or says that there are none and why. The documents
are read from ../shared at run time; without them this test is skipped."""
import json

from _program import SHARED, Folder, expect, finish, skip

# Capability: question. Where none is the right answer, or may be, the capability ends in "?".
QUESTIONS = {
    "measures and who names them": 'list process measures | show name, number of sources, sources',
    "addressees": "which recommendations are addressed to commissioners?",
    "counts": "list described cases | show title, number of success factors",
    "design": "which findings are from qualitative studies?",
    "sample": "list studies with sample size under 20",
    "year": "list sources before 2010 | show title, year, genre",
    "setting": 'list evidence about "primary care"',
    "causal?": "which outcome measures have causal evidence?",
    "over-claims": "list over-claims | show text, why not evidence",
    "cost-benefit?": "is there any cost-benefit evidence, and who says so?",
    "gap": "which measures have no quantitative evidence?",
    "never measured": "which success factors have no evidence?",
    "contrast of groups": 'where do NHS and "private sector" differ by more than 20 points?',
    "contradiction between documents?": "which claims contradict claims?",
    "contradiction within a document?": "list claims that contradict claims | show text, source.title",
    "strength": "list claims about trust | sort by strength desc | show text, strength, strength terms",
    "quotations": 'list quotations about "organisational culture"',
    "who says": 'which claims are made by only "private sector"?',
    "table": "list barriers | summarise count by case study",
    "shared factors": "which success factors are reported by at least 3 case studies?",
    "comparison": "compare measures across sources",
    "chain": 'how is trust connected to "patient experience"?',
    "chain within one source": 'how is procurement connected to "lack of trust" within one source?',
    "export": "list sources about outcome measures | cite as ris",
    "trend": "how many sources mention outcome measures per year?",
    "translations": "list sources that have translations",
    "further reading": 'list references from "Partnerships for healthy outcomes"',
    "definitions": "list definitions | show term, text",
    "a figure and its base": 'list statistics among NHS mentioning "external contracts" | show value, of what, base',
    "opinion": "list claims from opinion pieces",
}

if not (SHARED / "corpus").is_dir():
    skip("../shared/corpus is not here")

with Folder() as folder:
    expect(folder.run("ingest", SHARED / "corpus").returncode == 0, "the documents are read")
    expect(len(QUESTIONS) == 30, "thirty questions")
    for capability, question in QUESTIONS.items():
        asked = folder.run("ask", question, "-f", "json")
        if not expect(asked.returncode == 0, capability, asked.stderr.decode()):
            continue
        answer = json.loads(asked.stdout)
        explained = folder.run("explain", question)
        expect(explained.returncode == 0 and b"Plan: " in explained.stdout, f"{capability}: it is explained", explained.stderr.decode())
        again = folder.run("ask", answer["canonical"], "-f", "json")
        expect(again.returncode == 0 and json.loads(again.stdout)["rows"] == answer["rows"], f"{capability}: its canonical text is the same question", answer["canonical"])
        if capability.endswith("?"):
            expect(answer["rows"] or answer["answer"]["value"] or answer["gap"] or answer["searched"]["scope"], f"{capability}: rows, or what was searched")
        else:
            quoted = [w["quote"] for row in answer["rows"] for witness in row["witnesses"] for w in witness]
            expect(answer["rows"] and quoted, f"{capability}: rows with the words they rest on", asked.stdout.decode()[:400])
finish()

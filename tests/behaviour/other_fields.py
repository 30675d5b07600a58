#!/usr/bin/env python3
"""Documents of other fields of policy: what must not be lost of what is found in them, and the price of the cues that only one of
the five real documents has. Needs the scorer of ../shared; without it this test is skipped."""
import json
import subprocess
import sys

from _program import ROOT, SHARED, Folder, expect, finish, skip

OTHER = ROOT / "tests" / "golden" / "other_fields"
# Within 0.10 of what is asked of the five documents (tests/behaviour/gold.py), or a little below what is reached.
STRICT_F1 = {"measure": 0.55, "study": 0.60, "barrier": 0.70, "hallmark": 0.75, "case_study": 0.70, "reference": 0.75, "statistic": 0.75, "source": 0.60, "evidence_statement": 0.55}
RECALL = {"success_factor": 0.65, "recommendation": 0.75, "claim": 0.90, "question": 0.80}

if not (SHARED / "gold" / "score").is_file():
    skip("../shared/gold/score is not here")

with Folder() as f:
    documents = sorted(p for p in OTHER.iterdir() if p.suffix in (".txt", ".md") and p.name != "README.md")
    done = f.run("ingest", *documents)
    expect(done.returncode == 0, "the ten documents are read", (done.stdout + done.stderr).decode())
    items = f.path / "items.jsonl"
    f.run("export", "-f", "items", "-o", items)
    for part in ("a", "b"):
        summary = f.path / "score.json"
        scored = subprocess.run([sys.executable, SHARED / "gold" / "score", "--gold", OTHER / f"{part}.jsonl", "--pred", items, "--docs", OTHER, "--json", summary], capture_output=True, text=True)
        print(scored.stdout)
        score = json.loads(summary.read_text())
        for kind, floor in STRICT_F1.items():
            if kind in score["kinds"]:
                expect(score["kinds"][kind]["strict_f1"] >= floor, f"{part}: strict F1 of {kind} is at least {floor}: {score['kinds'][kind]['strict_f1']:.3f}")
        for kind, floor in RECALL.items():
            expect(score["kinds"][kind]["recall"] >= floor, f"{part}: recall of {kind} is at least {floor}: {score['kinds'][kind]['recall']:.3f}")
        expect(score["traps"]["taken"] <= 2, f"{part}: at most 2 traps are taken: {score['traps']['taken']} of {score['traps']['of']}")
        expect(score["verbatim_quotes"]["share"] == 1.0, f"{part}: every quotation stands verbatim in its document")

finish()

#!/usr/bin/env python3
"""Documents of other fields of policy: what must not be lost of what is found in them, and the price of the cues that only one of
the five real documents has. Needs the scorer of ../shared; without it this test is skipped."""
import json
import subprocess
import sys

from _program import ROOT, SHARED, Folder, expect, finish, skip

GOLDEN = ROOT / "tests" / "golden"
# For each set of documents: what must not be lost, a little below what is reached.
KINDS = ("source", "study", "claim", "measure", "barrier", "hallmark", "case_study", "statistic", "reference", "evidence_statement")
SETS = {
    "other_fields/a.jsonl": (0.95, 0.90, 0.70, 0.95, 0.75, 0.95, 0.95, 0.92, 0.90, 0.95),
    "other_fields/b.jsonl": (0.95, 0.90, 0.67, 0.75, 0.78, 0.95, 0.78, 0.88, 0.90, 0.85),
    "unseen_fields/c.jsonl": (0.95, 0.75, 0.67, 0.75, 0.85, 0.95, 0.95, 0.86, 0.95, 0.85),
    "further_fields/d.jsonl": (0.95, 0.80, 0.50, 0.80, 0.75, 0.78, 0.95, 0.55, 0.72, 0.56),
    "eight_fields/e.jsonl": (0.95, 0.75, 0.63, 0.75, 0.72, 0.95, 0.95, 0.78, 0.95, 0.68),
    "six_fields/f.jsonl": (0.95, 0.60, 0.48, 0.75, 0.78, 0.95, 0.95, 0.80, 0.82, 0.75),
}
RECALL = {"success_factor": 0.65, "recommendation": 0.80, "claim": 0.90, "question": 0.80}

if not (SHARED / "gold" / "score").is_file():
    skip("../shared/gold/score is not here")

with Folder() as f:
    folders = sorted({GOLDEN / name.split("/")[0] for name in SETS})
    documents = [p for folder in folders for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".md") and p.name != "README.md"]
    done = f.run("ingest", *documents)
    expect(done.returncode == 0, "the documents are read", (done.stdout + done.stderr).decode())
    items = f.path / "items.jsonl"
    f.run("export", "-f", "items", "-o", items)
    for part, floors in SETS.items():
        gold = GOLDEN / part
        summary = f.path / "score.json"
        scored = subprocess.run([sys.executable, SHARED / "gold" / "score", "--gold", gold, "--pred", items, "--docs", gold.parent, "--json", summary], capture_output=True, text=True)
        print(scored.stdout)
        score = json.loads(summary.read_text())
        for kind, floor in zip(KINDS, floors):
            if score["kinds"].get(kind, {}).get("strict_f1") is not None:
                expect(score["kinds"][kind]["strict_f1"] >= floor, f"{part}: strict F1 of {kind} is at least {floor}: {score['kinds'][kind]['strict_f1']:.3f}")
        for kind, floor in RECALL.items():
            if score["kinds"].get(kind, {}).get("recall") is not None:
                expect(score["kinds"][kind]["recall"] >= floor, f"{part}: recall of {kind} is at least {floor}: {score['kinds'][kind]['recall']:.3f}")
        expect(score["traps"]["taken"] <= 2, f"{part}: at most 2 traps are taken: {score['traps']['taken']} of {score['traps']['of']}")
        expect(score["verbatim_quotes"]["share"] == 1.0, f"{part}: every quotation stands verbatim in its document")

finish()

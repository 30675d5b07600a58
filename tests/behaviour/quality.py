#!/usr/bin/env python3
"""What the program says of its own quality is the card; and extraction, measured again, does no worse than the card says. The gold
and the scorer are in ../shared; without them the second part is skipped."""
import json
import subprocess
import sys

from _program import EVIDENT, ROOT, SHARED, Folder, expect, failures, finish, skip

sys.path.insert(0, str(ROOT / "tests" / "measure"))
import card

rows = card.read(ROOT / "corpus" / "quality" / "card.tsv")
page = (ROOT / "docs" / "quality.md").read_text(encoding="utf8")
with Folder() as f:
    told = f.run("stats", "--quality", "--json")
    expect(told.returncode == 0, "it needs no library", told.stderr.decode())
    said = json.loads(told.stdout)["quality"]
    expect(len(said) == len(rows) > 100, f"all {len(rows)} rows of the card are told: {len(said)}")
    for row, one in zip(rows, said):
        same = (one["set"], one["kind"], one["attribute"] or "", one["value"] or "", one["there"]) == (row["set"], row["kind"], row["attribute"], row["value"], int(row["there"]))
        for what in ("precision", "recall", "f1"):
            same = same and (one[what] is None if row[what] == "" else one[what] is not None and abs(one[what]["value"] - float(row[what])) < 1e-9)
        if not expect(same, f"a row is told as it stands: {row['set']} {row['kind']} {row['attribute']} {row['value']}", json.dumps(one)):
            break
    text = f.run("stats", "--quality").stdout.decode()
    for row in rows:
        if row["attribute"] == "" and row["recall"]:
            figures = f"{float(row['recall']):.2f} ({float(row['recall_low']):.2f}–{float(row['recall_high']):.2f})"
            expect(figures in text and (figures in page or row["set"] == "five documents"), f"{row['kind']} in {row['set']}: {figures} stands in both")

    # An answer that there is none says how much of it the machine finds.
    f.run("ingest", ROOT / "corpus" / "demo")
    none = f.ask("which measures have cost-benefit evidence?")
    behind = {one["of"]: one for one in none.get("recall", [])}
    expect(none["answer"]["kind"] == "none" and "cost-benefit claims" in behind, "an absence shows the recall behind it", json.dumps(none.get("recall")))
    known = [r for r in rows if (r["kind"], r["attribute"], r["value"]) == ("claim", "cost", "cost_benefit")]
    expect(any(abs(float(r["recall"]) - behind["cost-benefit claims"]["recall"]) < 1e-9 for r in known), "it is the card's")
    expect(not f.ask("list claims").get("recall"), "what was found needs none")

if not (SHARED / "gold" / "score").is_file():
    finish() if failures else skip("../shared/gold/score is not here")
again = subprocess.run([sys.executable, ROOT / "tests" / "measure" / "quality.py", EVIDENT, "--check"], capture_output=True, text=True)
expect(again.returncode == 0, "no figure has fallen", again.stdout + again.stderr)
print(again.stdout)
finish()

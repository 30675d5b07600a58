"""How well duplicates are found: duplicates.py PROGRAM FOLDER

FOLDER holds tables (.tsv) whose columns `cluster` and `id` say which records are one work. Prints for each: pairs joined
that are two works (false), pairs missed, precision, recall and F1 over pairs, and the same over records as ASySD and
BibDedupe count them (of each work one record is kept, the others are to be found)."""
import json
import pathlib
import subprocess
import sys
import time
from itertools import combinations


def measure(program, path):
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    gold = {}
    for line in lines[1:]:
        row = dict(zip(head, line.split("\t")))
        gold[row["id"]] = row["cluster"]
    begun = time.monotonic()
    run = subprocess.run([program, "records", "--duplicates", "--json", "--most", "1000000", str(path)], capture_output=True, check=True)
    took = time.monotonic() - begun
    groups = [[member["item"] for member in group["sources"]] for group in json.loads(run.stdout)]
    mine = {tuple(sorted(pair)) for group in groups for pair in combinations(group, 2)}
    works = {}
    for record, work in gold.items():
        works.setdefault(work, []).append(record)
    theirs = {tuple(sorted(pair)) for members in works.values() for pair in combinations(members, 2)}
    both = len(mine & theirs)
    # Records: a group of n that is one work leaves one and finds n - 1; each further work in it is a false removal.
    found = sum(len(group) - len({gold[r] for r in group}) for group in groups)
    false = sum(len({gold[r] for r in group}) - 1 for group in groups)
    wanted = sum(len(members) - 1 for members in works.values())
    return {"name": path.stem, "records": len(gold), "false": sorted(mine - theirs), "missed": sorted(theirs - mine),
            "pairs": (both, len(mine), len(theirs)), "found": found, "wrong": false, "wanted": wanted, "seconds": took}


def f1(right, said, wanted):
    precision, recall = right / said if said else 1.0, right / wanted if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*.tsv")):
        m = measure(sys.argv[1], path)
        pairs, records = f1(*m["pairs"]), f1(m["found"], m["found"] + m["wrong"], m["wanted"])
        print(f"{m['name']}: {m['records']} records, {m['seconds']:.1f} s; false pairs {len(m['false'])}, missed pairs {len(m['missed'])}; "
              f"pairs P {pairs[0]:.3f} R {pairs[1]:.3f} F1 {pairs[2]:.3f}; records P {records[0]:.3f} R {records[1]:.3f} F1 {records[2]:.3f}")
        if "-v" in sys.argv:
            for kind in ("false", "missed"):
                for pair in m[kind]:
                    print(" ", kind, *pair)

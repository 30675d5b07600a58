#!/usr/bin/env python3
"""evident label: a line out for each line in, errors by line, and the figures that the cards of the models state, on the parts for development."""
import json

from _program import SHARED, Folder, expect, finish

DATA = SHARED / "data"


def lines(records):
    return "".join(json.dumps(r) + "\n" for r in records).encode()


def rows(path):
    with open(path, encoding="utf8") as file:
        heading = file.readline().rstrip("\n").split("\t")
        return [dict(zip(heading, line.rstrip("\n").split("\t"))) for line in file]


def f1(pairs, label):
    both = sum(g == p == label for g, p in pairs)
    either = sum((g == label) + (p == label) for g, p in pairs)
    return 200 * both / either if either else 0.0


def labelled(f, task, records):
    done = f.run("label", task, stdin=lines(records))
    expect(done.returncode == 0, f"{task}: labelled", done.stderr.decode()[:500])
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    expect([a["id"] for a in answers] == [r["id"] for r in records], f"{task}: as many answers in the same order")
    return answers


with Folder() as f:
    abstract = {"id": "x", "sentences": ["The aim was to test benches.", "We asked 20 people.", "Visits rose by 5% (p<0.01).", "Benches should be considered."]}
    done = f.run("label", "roles", stdin=lines([abstract]) + b"{oops\n\n" + lines([{"id": 2}, {"id": 3, "sentences": []}]))
    out = [json.loads(line) for line in done.stdout.decode().splitlines()]
    expect(done.returncode == 3, f"exit code 3 when lines are wrong, got {done.returncode}")
    expect(len(out) == 4, "an answer for each line that is not empty", done.stdout.decode())
    expect(out[0]["labels"][1:3] == ["METHODS", "RESULTS"], "sentences are labelled", str(out[0]))
    expect(out[1]["error"].startswith("line 2 is no JSON"), "a broken line says which and why", str(out[1]))
    expect(out[2]["error"].startswith("line 4 has no \"sentences\""), "lines are counted as they stand in the input", str(out[2]))
    expect(out[3] == {"id": 3, "labels": [], "scores": []}, "no sentences, no labels", str(out[3]))
    expect(b"line 2" in done.stderr and b"JSON object" in done.stderr, "and on standard error, with what to do", done.stderr.decode())
    expect(f.run("label", "roles", stdin=b"").returncode == 0, "nothing in, nothing out")
    wrong = f.run("label", "colours", stdin=b"")
    expect(wrong.returncode == 1 and b"roles" in wrong.stderr, "an unknown task names those there are", wrong.stderr.decode())
    expect(f.run("label", "roles", stdin=lines([abstract])).stdout == f.run("label", "roles", stdin=lines([abstract])).stdout, "the same labels again")

    if not DATA.is_dir():
        print("skipped: the labelled sets are not here (../shared/data)")
    else:
        for name, floor in [("roles_pubmed20k_sample", 87.5), ("roles_rct_pmc", 93.5), ("roles_medline", 91.0)]:
            abstracts = {}
            for row in rows(DATA / name / "dev.tsv"):
                abstracts.setdefault(row["doc_id"], []).append(row)
            answers = labelled(f, "roles", [{"id": i, "sentences": [r["text"] for r in s]} for i, s in abstracts.items()])
            pairs = [(r["label"], label) for s, a in zip(abstracts.values(), answers) for r, label in zip(s, a["labels"])]
            golds = [g for g, _ in pairs]
            weighted = sum(f1(pairs, label) * golds.count(label) for label in set(golds)) / len(golds)
            expect(weighted >= floor, f"{name}: weighted F1 {weighted:.2f}, at least {floor}")
            print(f"{name} dev: weighted F1 {weighted:.2f}")

finish()

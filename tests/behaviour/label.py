#!/usr/bin/env python3
"""evident label: a line out for each line in, errors by line, and the figures that the cards of the models state, on the parts for development."""
import json
import re

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


# Names that the sets have for the same field: a program that reads a string cannot know whose it is.
SAME = {"container-title": "journal", "booktitle": "journal", "container": "journal", "collection-title": "series", "doi": "idno", "isbn": "idno",
        "biblscope": "pages", "chapter": "title", "medium": "genre", "producer": "director", "source": "note"}


def field(label, text):
    """A field without the marks at its ends and whatever its set calls it."""
    return SAME.get(label, label), re.sub(r"^\W+|\W+$", "", text)


def fields_of(answer):
    return {field(label, text) for label, texts in answer.items() for text in (texts if isinstance(texts, list) else [texts])}


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
    strings = ["Ash E, Oak F. Benches and rest. J Park Res. 2011;7(2):49-50.", "Department for Lamps (2014). Light. London: HMSO.", ""]
    answer = labelled(f, "references", [{"id": "r", "sentences": strings}])[0]["fields"]
    expect(len(answer) == 3 and answer[2] == {}, "references: fields for each string, none for an empty one", str(answer))
    expect(answer[0]["author"] == ["Ash E, Oak F."] and answer[0]["date"].startswith("2011") and answer[0]["title"].startswith("Benches and rest"), "people are a list, other fields text", str(answer[0]))
    expect(all(text in string for string, a in zip(strings, answer) for _, text in fields_of(a)), "every field is in its string word by word", str(answer))
    wrong = f.run("label", "colours", stdin=b"")
    expect(wrong.returncode == 1 and b"roles" in wrong.stderr, "an unknown task names those there are", wrong.stderr.decode())
    expect(f.run("label", "roles", stdin=lines([abstract])).stdout == f.run("label", "roles", stdin=lines([abstract])).stdout, "the same labels again")

    done = f.run("label", "causality", stdin=lines([{"id": 1, "sentences": ["Benches reduced falls among people over 70 and improved how far they walk.", "Sitting was associated with age.", "Lamps may reduce falls.", "There are 40 parks."]}]))
    expect(done.returncode == 0 and json.loads(done.stdout)["labels"] == ["causal", "correlational", "conditional", "none"], "wording is labelled", (done.stdout + done.stderr).decode())
    done = f.run("label", "design", stdin=lines([{"id": 1, "title": "Benches and walking: a randomised controlled trial", "abstract": "We randomly assigned 40 patients to benches or none in a double-blind, placebo-controlled trial."},
                                                 {"id": 2, "title": "Views of benches: qualitative interviews"}, {"id": 3}, {"id": 4, "title": 5}]))
    out = [json.loads(line) for line in done.stdout.decode().splitlines()]
    expect(done.returncode == 3 and [r.get("labels") for r in out] == [["rct"], ["qualitative_interviews"], None, None], "designs are labelled, one a record", (done.stdout + done.stderr).decode())
    expect("line 3 has neither" in out[2]["error"] and "\"title\" that is no text" in out[3]["error"], "records without text are refused", str(out[2:]))
    away = f.run("label", "causality", stdin=b"", env={"EVIDENT_MODELS": str(f.path)})
    expect(away.returncode != 0 and b"causality.model" in away.stderr and b"EVIDENT_MODELS" in away.stderr, "a model file that is away is named, with what to do", away.stderr.decode())
    f.write("design.model", b"EVMODEL\n\x01\0\0\0" + bytes(100))
    bad = f.run("label", "design", stdin=b"", env={"EVIDENT_MODELS": str(f.path)})
    expect(bad.returncode == 2 and b"damaged" in bad.stderr, f"a damaged model file is refused, exit code {bad.returncode}", bad.stderr.decode())

    if not DATA.is_dir():
        print("skipped: the labelled sets are not here (../shared/data)")
    else:
        for name, floor in [("roles_pubmed20k_sample", 89.0), ("roles_rct_pmc", 93.5), ("roles_medline", 91.2)]:
            abstracts = {}
            for row in rows(DATA / name / "dev.tsv"):
                abstracts.setdefault(row["doc_id"], []).append(row)
            answers = labelled(f, "roles", [{"id": i, "sentences": [r["text"] for r in s]} for i, s in abstracts.items()])
            pairs = [(r["label"], label) for s, a in zip(abstracts.values(), answers) for r, label in zip(s, a["labels"])]
            golds = [g for g, _ in pairs]
            weighted = sum(f1(pairs, label) * golds.count(label) for label in set(golds)) / len(golds)
            expect(weighted >= floor, f"{name}: weighted F1 {weighted:.2f}, at least {floor}")
            print(f"{name} dev: weighted F1 {weighted:.2f}")
        passages = [r for r in rows(DATA / "evidence_inference2" / "dev.tsv") if r["label"] in ("increased", "decreased", "no_difference")]
        answers = labelled(f, "direction", [{"id": i, "sentences": [r["evidence"]]} for i, r in enumerate(passages)])
        pairs = [(r["label"], a["labels"][0]) for r, a in zip(passages, answers)]
        macro = sum(f1(pairs, label) for label in ("increased", "decreased", "no_difference")) / 3
        expect(macro >= 75, f"evidence_inference2: macro F1 {macro:.2f}, at least 75")
        expect(f1(pairs, "no_difference") >= 92, f"evidence_inference2: F1 of no difference {f1(pairs, 'no_difference'):.2f}, at least 92")
        print(f"evidence_inference2 dev: macro F1 {macro:.2f}, of no difference {f1(pairs, 'no_difference'):.2f}")
        records = rows(DATA / "design_medline" / "dev.tsv")
        answers = labelled(f, "design", [{"id": r["doc_id"], "title": r["title"], "abstract": r.get("abstract", "")} for r in records])
        trials = f1([("rct" if "rct" in r["labels"].split("|") else "other", "rct" if a["labels"] == ["rct"] else "other") for r, a in zip(records, answers)], "rct")
        expect(trials >= 90, f"design_medline: F1 of trials {trials:.2f}, at least 90")
        print(f"design_medline dev: F1 of trials {trials:.2f}")
        for name, floor in [("refs_anystyle", 90.0), ("refs_grobid", 94.5), ("refs_jats", 95.5)]:
            segments = {}
            for row in rows(DATA / name / "dev.tsv"):
                segments.setdefault(row["ref_id"], []).append((row["label"], row["text"]))
            answers = labelled(f, "references", [{"id": i, "sentences": [" ".join(text for _, text in s)]} for i, s in segments.items()])
            right = said = gold = 0
            for s, a in zip(segments.values(), answers):
                is_ = {field(label, text) for label, text in s if label != "other"} - {(label, "") for label, _ in s}
                says = fields_of(a["fields"][0])
                right, said, gold = right + len(is_ & says), said + len(says), gold + len(is_)
            score = 200 * right / (said + gold)
            expect(score >= floor, f"{name}: field F1 {score:.2f}, at least {floor}")
            print(f"{name} dev: field F1 {score:.2f}")

finish()

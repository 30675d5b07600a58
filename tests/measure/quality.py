#!/usr/bin/env python3
"""quality.py PROGRAM [--write]: how well extraction does, as the tables of docs/quality.md.

Reads the gold items and the scorer in ../shared (says so and ends when they are not there), and the documents of other
fields under tests/golden. Prints the tables, or with --write puts them into docs/quality.md between
its two marks. Nothing is random: the same program gives the same tables."""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("EVIDENT_SHARED", ROOT.parent / "shared"))
# Sets of other fields: the annotation under tests/golden, and how the column is headed.
SETS = {
    "other_fields/a.jsonl": "education, housing",
    "other_fields/b.jsonl": "transport, environment",
    "unseen_fields/c.jsonl": "justice, employment, culture, digital",
    "further_fields/d.jsonl": "twelve further fields",
    "eight_fields/e.jsonl": "eight fields",
    "six_fields/f.jsonl": "six fields",
}
KINDS = ["source", "study", "claim", "measure", "barrier", "success_factor", "hallmark", "case_study", "statistic",
         "recommendation", "reference", "question", "translation_of", "evidence_statement"]
BEGIN, END = "<!-- made by tests/measure/quality.py -->", "<!-- end -->"


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout


def items_of(program, documents, folder, left_out=None):
    """The export of a base made of these documents, without the cues that are there for the sake of one of them."""
    base, out = folder / "base.evd", folder / "items.jsonl"
    for old in folder.glob("base.evd*"):
        old.unlink()
    extra = ["--without-cues-for", left_out] if left_out else []
    run(program, "ingest", "-b", base, *extra, *documents)
    run(program, "export", "-b", base, "-f", "items", "-o", out)
    return out


def score(gold, items, documents, folder):
    summary = folder / "score.json"
    run(sys.executable, SHARED / "gold" / "score", "--gold", gold, "--pred", items, "--docs", documents, "--json", summary)
    return json.loads(summary.read_text(encoding="utf8"))


def figure(value):
    return "" if value is None else f"{value:.2f}"


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("---" for _ in head) + " |"
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def tables(program):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        seeds = SHARED / "gold" / "seeds.jsonl"
        corpus = sorted(p for p in (SHARED / "corpus").iterdir() if p.suffix in (".txt", ".md") and p.name != "README.md")
        whole = score(seeds, items_of(program, corpus, folder), SHARED / "corpus", folder)
        sets = []
        for name in SETS:
            gold = ROOT / "tests" / "golden" / name
            documents = sorted(p for p in gold.parent.iterdir() if p.suffix in (".txt", ".md") and p.name != "README.md")
            sets.append(score(gold, items_of(program, documents, folder), gold.parent, folder))

        def cell(summary, kind, what):
            return figure(summary["kinds"].get(kind, {}).get(what))

        yield "### By kind"
        yield ""
        yield from table(["kind", "gold", "recall", "F1", "strict F1", *SETS.values()],
                         [[kind.replace("_", " "), whole["kinds"].get(kind, {}).get("gold", 0), cell(whole, kind, "recall"), cell(whole, kind, "f1"),
                           cell(whole, kind, "strict_f1"), *(cell(other, kind, "strict_f1") for other in sets)] for kind in KINDS]
                         + [["mean of the kinds", "", "", figure(whole["macro_f1"]), figure(whole["macro_strict_f1"]), *(figure(other["macro_strict_f1"]) for other in sets)]])
        yield ""
        traps = [f"{s['traps']['taken']} of {s['traps']['of']}" for s in [whole, *sets]]
        quotes = whole["verbatim_quotes"]
        yield f"Traps taken: {traps[0]}; in the other fields {', '.join(traps[1:-1])} and {traps[-1]}. Quotations that stand verbatim at their place: {round(quotes['share'] * quotes['n'])} of {quotes['n']}."
        yield ""
        yield "### Without the cues that only one document has"
        yield ""
        rows = []
        for document in corpus:
            gold = folder / "one.jsonl"
            gold.write_text("".join(line for line in seeds.read_text(encoding="utf8").splitlines(True) if json.loads(line)["doc"] == document.name), encoding="utf8")
            full = score(gold, items_of(program, [document], folder), SHARED / "corpus", folder)
            less = score(gold, items_of(program, [document], folder, document.name), SHARED / "corpus", folder)
            worse = [f"{kind.replace('_', ' ')} {figure(full['kinds'][kind]['strict_f1'])} to {figure(less['kinds'].get(kind, {}).get('strict_f1') or 0.0)}"
                     for kind in KINDS if full["kinds"].get(kind, {}).get("strict_f1") is not None
                     and (less["kinds"].get(kind, {}).get("strict_f1") or 0.0) < full["kinds"][kind]["strict_f1"] - 1e-9]
            rows.append([document.name, figure(full["macro_strict_f1"]), figure(less["macro_strict_f1"]), "; ".join(worse) or "none"])
        yield from table(["document", "strict F1, mean of its kinds", "without its own cues", "kinds that lose"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/quality.md")
    options = parser.parse_args()
    if not (SHARED / "gold" / "score").is_file():
        print("skipped: ../shared/gold with its scorer is not here")
        return
    text = "\n".join(tables(pathlib.Path(options.program).resolve()))
    if not options.write:
        print(text)
        return
    page = ROOT / "docs" / "quality.md"
    before, _, rest = page.read_text(encoding="utf8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(before + BEGIN + "\n\n" + text + "\n\n" + END + after, encoding="utf8")


if __name__ == "__main__":
    main()

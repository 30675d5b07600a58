#!/usr/bin/env python3
"""quality.py PROGRAM [--write | --check]: how well extraction does: the quality card and the tables of docs/quality.md.

Reads the gold items, the scorer and the labelled sets in ../shared (says so and ends when they are not there), and the
documents of other fields under tests/golden. Without an option it prints the tables; --write puts them into docs/quality.md
between its two marks and the card into corpus/quality/card.tsv, where 'evident stats --quality' and answers read it; --check
measures again and fails where a figure has fallen below the card's. Nothing is random: the same program gives the same tables."""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import card
import labelled

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("EVIDENT_SHARED", ROOT.parent / "shared"))
CARD = ROOT / "corpus" / "quality" / "card.tsv"
# Sets of other fields: the annotation under tests/golden, and how the column is headed.
SETS = {
    "other_fields/a.jsonl": "education, housing",
    "other_fields/b.jsonl": "transport, environment",
    "unseen_fields/c.jsonl": "justice, employment, culture, digital",
    "further_fields/d.jsonl": "twelve further fields",
    "eight_fields/e.jsonl": "eight fields",
    "six_fields/f.jsonl": "six fields",
}
# Never worked with: what to expect of a new document.
APART_GOLD = "kept_apart/g.jsonl"
GOLD, OTHER, APART = "five documents", "other fields", "documents kept apart"
KINDS = ["source", "study", "claim", "measure", "barrier", "success_factor", "hallmark", "case_study", "statistic",
         "recommendation", "reference", "question", "translation_of", "evidence_statement"]
BEGIN, END = "<!-- made by tests/measure/quality.py -->", "<!-- end -->"
# So far a figure may fall before --check fails: a whole kind's, and one attribute's.
FALL, FALL_OF_ATTRIBUTE, FALL_APART = 0.01, 0.03, 0.05
MOST_TRAPS = 2  # of one set


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
    return card.items_in(out)


def documents_in(folder):
    return sorted(p for p in folder.iterdir() if p.suffix in (".txt", ".md") and p.name != "README.md")


def figure(value):
    return "" if value in (None, "") else f"{float(value):.2f}"


def between(row, what):
    return figure(row[what]) + (f" ({figure(row[what + '_low'])}–{figure(row[what + '_high'])})" if row[what + "_low"] not in (None, "") else "")


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("---" for _ in head) + " |"
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


class Measured:
    """What one program makes of every document whose reading is known."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.score = card.scorer(SHARED / "gold" / "score")
        seeds = card.items_in(SHARED / "gold" / "seeds.jsonl")
        self.corpus = documents_in(SHARED / "corpus")
        self.texts = {p.name: p.read_bytes() for p in self.corpus}
        items = items_of(program, self.corpus, folder)
        self.gold = {GOLD: seeds}
        self.found = {GOLD: items}
        for name, words in [*SETS.items(), (APART_GOLD, APART)]:
            gold = ROOT / "tests" / "golden" / name
            documents = documents_in(gold.parent)
            self.texts.update({p.name: p.read_bytes() for p in documents})
            self.gold[words] = card.items_in(gold)
            self.found[words] = items_of(program, documents, folder)
        self.rows = {name: card.rows_of(self.score, self.gold[name], self.found[name]) for name in self.gold}

    def pooled(self, names):
        """(kind, attribute, value) -> the counts of each document of these sets."""
        together = {}
        for name in names:
            for key, documents in self.rows[name].items():
                together.setdefault(key, []).extend(documents.values())
        return together

    def traps(self, name):
        """How many of the stretches marked as no such thing were taken for one, and how many there are."""
        traps = [g for g in self.gold[name] if g["kind"] == "_not"]
        taken = sum(any(self.score.docid(p["doc"]) == self.score.docid(t["doc"]) and p["kind"] == t["not_kind"] and self.score.dice(t["quote"], p.get("quote")) >= .8
                        and abs(p["start"] - t["start"]) <= 400 for p in self.found[name]) for t in traps)
        return f"{taken} of {len(traps)}"

    def verbatim(self):
        items = [i for name in self.found for i in self.found[name]]
        return sum(self.texts[i["doc"]][i["start"]:i["end"]] == i["quote"].encode() for i in items), len(items)

    def card(self):
        order = {kind: at for at, kind in enumerate(KINDS)}
        for name, sets in ((APART, [APART]), (OTHER, list(SETS.values())), (GOLD, [GOLD])):
            together = self.pooled(sets)
            for key in sorted(together, key=lambda k: (order[k[0]], k[1] != "", k[1] != "strict", k[1:])):
                row = card.card_row(name, key, together[key])
                if row["there"]:
                    yield row
        yield from labelled.rows(SHARED / "data", self.program, self.folder)


def strict_of(measured, name, kind):
    key = (kind, "strict", "") if (kind, "strict", "") in measured.rows[name] else (kind, "", "")
    total = card.Count()
    for count in measured.rows[name].get(key, {}).values():
        total.add(count)
    return card.figures(total)[2] if total.there else None


def mean(values):
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def by_kind(measured, rows):
    known = {(r["set"], r["kind"], r["attribute"], r["value"]): r for r in rows}
    lines, means = [], {}
    for kind in KINDS:
        line = [kind.replace("_", " ")]
        for name in (GOLD, OTHER, APART):
            row = known.get((name, kind, "", ""))
            strict = known.get((name, kind, "strict", "")) or row
            line += [row["there"], between(row, "precision"), between(row, "recall"), between(row, "f1"), between(strict, "f1")] if row else [0, "", "", "", ""]
        lines.append(line)
    yield from table(["kind", f"in the {GOLD}", "precision", "recall", "F1", "strict F1", f"in {OTHER}", "precision", "recall", "F1", "strict F1", f"in the {APART}", "precision", "recall", "F1", "strict F1"], lines)
    yield ""
    yield "Strict F1 of each set:"
    yield ""
    columns = {name: [strict_of(measured, name, kind) for kind in KINDS] for name in [GOLD, *SETS.values(), APART]}
    yield from table(["kind", *columns], [[kind.replace("_", " "), *(figure(columns[name][at]) for name in columns)] for at, kind in enumerate(KINDS)]
                     + [["mean of the kinds", *(figure(mean(columns[name])) for name in columns)]])


def by_attribute(rows):
    for kind in KINDS:
        of = [r for r in rows if r["kind"] == kind and r["attribute"] not in ("", "strict") and r["set"] in (GOLD, OTHER, APART)]
        keys = sorted({(r["attribute"], r["value"]) for r in of})
        known = {(r["set"], r["attribute"], r["value"]): r for r in of}
        for attribute, value in keys:
            line = [kind.replace("_", " "), attribute.replace("_", " ") + (f" = {value.replace('_', ' ')}" if value else "")]
            for name in (GOLD, OTHER, APART):
                row = known.get((name, attribute, value))
                line += [row["there"], between(row, "precision"), between(row, "recall"), between(row, "f1")] if row else ["", "", "", ""]
            yield line


def tables(measured, rows, program, folder):
    yield "### By kind"
    yield ""
    yield from by_kind(measured, rows)
    yield ""
    traps = [measured.traps(name) for name in measured.gold]
    verbatim, all_items = measured.verbatim()
    yield f"Traps taken: {traps[0]}; in the other fields {', '.join(traps[1:-1])} and {traps[-1]}. Quotations that stand verbatim at their place: {verbatim} of {all_items}."
    yield ""
    yield "### By attribute and value"
    yield ""
    yield from table(["kind", "attribute", f"in the {GOLD}", "precision", "recall", "F1", f"in {OTHER}", "precision", "recall", "F1", f"in the {APART}", "precision", "recall", "F1"], by_attribute(rows))
    yield ""
    yield "### Against labelled data of others"
    yield ""
    yield from table(["what", "data", "there", "precision", "recall", "F1"],
                     [[(r["kind"] + " " + r["attribute"] + (" = " + r["value"] if r["value"] else "")).replace("_", " "), f"`{r['set']}`", r["there"], between(r, "precision"), between(r, "recall"), between(r, "f1")]
                      for r in rows if r["set"] not in (GOLD, OTHER, APART)])
    yield ""
    yield "### Without the cues that only one document has"
    yield ""
    lines = []
    for document in measured.corpus:
        gold = [g for g in measured.gold[GOLD] if g["doc"] == document.name]
        strict = []
        for left_out in (None, document.name):
            one = card.rows_of(measured.score, gold, items_of(program, [document], folder, left_out))
            strict.append({kind: card.figures(next(iter(one[key].values())))[2] for kind in KINDS
                           for key in [(kind, "strict", "") if (kind, "strict", "") in one else (kind, "", "")] if key in one and any(c.there for c in one[key].values())})
        full, less = strict
        worse = [f"{kind.replace('_', ' ')} {figure(full[kind])} to {figure(less.get(kind) or 0.0)}" for kind in full if full[kind] is not None and (less.get(kind) or 0.0) < full[kind] - 1e-9]
        lines.append([document.name, figure(mean(full.values())), figure(mean([less.get(kind) or 0.0 for kind in full])), "; ".join(worse) or "none"])
    yield from table(["document", "strict F1, mean of its kinds", "without its own cues", "kinds that lose"], lines)


def fallen(rows):
    """What is lower than the card says, in words."""
    now = {(r["set"], r["kind"], r["attribute"], r["value"]): r for r in rows}
    for row in card.read(CARD):
        key = row["set"], row["kind"], row["attribute"], row["value"]
        what = "f1" if row["f1"] else "recall"
        if not row[what]:
            continue
        if row["set"] not in (GOLD, OTHER, APART) and not any(r["set"] == row["set"] for r in rows):
            print(f"not measured: {row['set']} is not here")
            continue
        if row["set"] == APART and row["attribute"] not in ("", "strict"):
            continue  # too few of each to say that a figure fell
        allowed = FALL_APART if row["set"] == APART else FALL if row["attribute"] in ("", "strict") else FALL_OF_ATTRIBUTE
        found = now.get(key, {}).get(what) or 0.0
        if found < float(row[what]) - allowed:
            yield f"{row['set']}: {what} of {' '.join(k for k in key[1:] if k)} was {row[what]}, is {found:.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--write", action="store_true", help="write the card and the tables in docs/quality.md")
    parser.add_argument("--check", action="store_true", help="fail where a figure is below the card's")
    options = parser.parse_args()
    if not (SHARED / "gold" / "score").is_file():
        print("skipped: ../shared/gold with its scorer is not here")
        sys.exit(77 if options.check else 0)
    program = pathlib.Path(options.program).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        measured = Measured(program, folder)
        rows = list(measured.card())
        verbatim, all_items = measured.verbatim()
        if options.check:
            lower = list(fallen(rows))
            print("\n".join(lower) or f"{len(card.read(CARD))} figures, none has fallen")
            for name in measured.gold:
                if int(measured.traps(name).split()[0]) > MOST_TRAPS:
                    lower.append("traps")
                    print(f"{name}: traps taken: {measured.traps(name)}")
            if verbatim != all_items:
                lower.append("quotations")
                print(f"{all_items - verbatim} quotations do not stand verbatim at their place")
            if lower:
                print("Where it is meant: tests/measure/quality.py PROGRAM --write, and say why in the commit.")
            sys.exit(1 if lower else 0)
        text = "\n".join(tables(measured, rows, program, folder))
    if not options.write:
        print(text)
        return
    CARD.parent.mkdir(exist_ok=True)
    CARD.write_text(card.written(rows), encoding="utf8")
    page = ROOT / "docs" / "quality.md"
    before, _, rest = page.read_text(encoding="utf8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(before + BEGIN + "\n\n" + text + "\n\n" + END + after, encoding="utf8")


if __name__ == "__main__":
    main()

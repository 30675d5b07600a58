"""The quality card: what the machine finds of what careful readers marked, as counts with intervals.

A row says, for a set of documents, a kind and (where it is not of the kind as a whole) an attribute and a value: how many there
are by the readers, how many the machine found, how many of these are right, precision, recall and F1, each with the ends of its
95% interval. Precision and recall have Wilson's interval; F1, and whatever is measured over few documents, is drawn again 1,000
times from whole documents, because mistakes of one document go together. The draws are seeded: the same counts give the same card."""
import collections
import importlib.machinery
import importlib.util
import json
import math
import pathlib
import random

COLUMNS = ["set", "kind", "attribute", "value", "documents", "there", "found", "right", "precision", "precision_low", "precision_high",
           "recall", "recall_low", "recall_high", "f1", "f1_low", "f1_high"]
HEAD = "# Made by tests/measure/quality.py PROGRAM --write and read by the program; docs/quality.md says what the columns mean.\n"
# Attributes of which each value has a row: an absence in an answer is as good as these.
VALUES = {"claim": ["role", "polarity", "causal", "cost", "hedged"], "study": ["design", "method"], "measure": ["measure_kind"],
          "evidence_statement": ["dimension", "strength"], "source": ["doc_type"], "statistic": ["comparator"]}
DRAWS = 1000


class Count:
    """Of one row in one document. Precision is asked only where the readers marked everything."""
    __slots__ = ("there", "hit", "found", "right")

    def __init__(self):
        self.there = self.hit = self.found = self.right = 0

    def add(self, other):
        self.there += other.there
        self.hit += other.hit
        self.found += other.found
        self.right += other.right


def scorer(path):
    loader = importlib.machinery.SourceFileLoader("gold_scorer", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("gold_scorer", loader))
    loader.exec_module(module)
    return module


def values_of(item, attribute):
    """The values that count as right, the first of them the readers' own."""
    return [item.get(attribute)] + list(item.get(attribute + "_alt") or [])


def told(value):
    return str(value).lower() if isinstance(value, bool) else value


def rows_of(score, gold, predicted):
    """(kind, attribute, value) -> document -> Count, by the scorer's own matching."""
    exhaustive, items, there = collections.defaultdict(dict), collections.defaultdict(list), collections.defaultdict(list)
    for g in gold:
        document = score.docid(g["doc"])
        if g["kind"] == "_coverage":
            exhaustive[document].update({k: True for k in g.get("exhaustive", [])} | {k: False for k in g.get("sampled", [])})
        elif g["kind"] != "_not":
            there[document, g["kind"]].append(g)
    documents = {score.docid(g["doc"]) for g in gold}
    for p in predicted:
        if score.docid(p.get("doc")) in documents and p.get("kind") in score.ATTRS:
            items[score.docid(p["doc"]), p["kind"]].append(p)
    rows = collections.defaultdict(lambda: collections.defaultdict(Count))
    for document, kind in sorted(set(there) | set(items)):
        gs, ps = there.get((document, kind), []), items.get((document, kind), [])
        whole = exhaustive[document].get(kind, False)
        pairs = score.match(kind, gs, ps)
        matched = {i: j for i, j, _ in pairs}
        credited = {}  # a second mention that was found stands for the first that was not
        ids = {g.get("id"): i for i, g in enumerate(gs)}
        for i in matched:
            first = ids.get(gs[i].get("same_as"))
            if gs[i].get("optional") and first is not None and first not in matched:
                credited.setdefault(first, i)
        stands_for = {i: i if i in matched else credited.get(i) for i in range(len(gs))}
        counted = [(g, gs[stands_for[i]], ps[matched[stands_for[i]]]) if stands_for[i] is not None else (g, g, None)
                   for i, g in enumerate(gs) if not g.get("optional")]
        partner = {j: i for i, j, _ in pairs}
        spare = {j for j, i in partner.items() if gs[i].get("optional") and i not in credited.values()}
        asked = [(p, gs[partner[j]] if j in partner else None) for j, p in enumerate(ps) if whole and j not in spare]

        def tally(key, has_gold, has_found, agrees):
            count = rows[key][document]
            for g, same, p in counted:
                if has_gold(g):
                    count.there += 1
                    count.hit += p is not None and agrees(same, p)
            for p, g in asked:
                if has_found(p):
                    count.found += 1
                    count.right += g is not None and agrees(g, p)

        def holds(item):
            return True

        tally((kind, "", ""), holds, holds, lambda g, p: True)
        keys = score.KEY[kind]
        if keys:
            tally((kind, "strict", ""), holds, holds, lambda g, p: all(score.agree(kind, a, g, p) >= .99 for a in keys))
        for attribute in score.ATTRS[kind]:
            tally((kind, attribute, ""), lambda g: not score.empty(g.get(attribute)) or isinstance(g.get(attribute), bool),
                  lambda p: not score.empty(p.get(attribute)), lambda g, p: score.agree(kind, attribute, g, p) >= .99)
        for attribute in VALUES.get(kind, []):
            said = {told(g.get(attribute)) for g in gs} | {told(p.get(attribute)) for p in ps}
            for value in sorted(v for v in said if v not in (None, "", "none", "false")):
                tally((kind, attribute, value), lambda g: told(g.get(attribute)) == value, lambda p: told(p.get(attribute)) == value,
                      lambda g, p: told(p.get(attribute)) in [told(v) for v in values_of(g, attribute)])
    return rows


def wilson(right, of):
    if not of:
        return None
    z = 1.959964
    share = right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def harmonic(precision, recall):
    return 0.0 if not precision or not recall else 2 * precision * recall / (precision + recall)


def figures(count):
    precision = count.right / count.found if count.found else None
    recall = count.hit / count.there if count.there else None
    f1 = harmonic(precision, recall) if precision is not None and recall is not None else None
    return precision, recall, f1


def drawn(counts, seed):
    """The middle 95% of F1 over documents drawn again; of one document Wilson's share of what is right of all that is in question."""
    chance, values = random.Random(seed), []
    for _ in range(DRAWS):
        total = Count()
        for _ in counts:
            total.add(counts[int(chance.random() * len(counts))])
        f1 = figures(total)[2]
        if f1 is not None:
            values.append(f1)
    values.sort()
    return (values[int(.025 * len(values))], values[min(len(values) - 1, int(.975 * len(values)))]) if values else None


def card_row(name, key, counts):
    total = Count()
    for count in counts:
        total.add(count)
    precision, recall, f1 = figures(total)
    row = dict(zip(COLUMNS, [name, *key, len(counts), total.there, total.found, total.hit]))
    ends = {"precision": wilson(total.right, total.found), "recall": wilson(total.hit, total.there),
            "f1": drawn(counts, "/".join([name, *map(str, key)])) if f1 is not None else None}
    for what, value in (("precision", precision), ("recall", recall), ("f1", f1)):
        low, high = ends[what] or (None, None)
        # As the card holds them, so that whoever prints them rounds alike.
        row[what], row[what + "_low"], row[what + "_high"] = (v if v is None else round(v, 3) for v in (value, low, high))
    return row


def text_of(value):
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def written(rows):
    lines = ["\t".join(COLUMNS)] + ["\t".join(text_of(row[c]) for c in COLUMNS) for row in rows]
    return HEAD + "\n".join(lines) + "\n"


def read(path):
    lines = [line for line in pathlib.Path(path).read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"))) for line in lines[1:]]


def items_in(path):
    return [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf8").splitlines() if line.strip()]

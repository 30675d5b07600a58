#!/usr/bin/env python3
"""The order of a search beside SQLite's: 30,000 generated claims in FTS5, whose bm25() has the same k1 and b.

SQLite weighs a word by ln((N - n + 0.5) / (n + 0.5)), Evident by ln(1 + that), so that no weight is negative: of one word or phrase
the order is the same, and of several it is the same once each word's score is multiplied by the one weight over the other. Equal
scores stand by their text here and in any order there; Evident reckons with three places behind the point, as it shows them."""
import json
import math
import random
import sqlite3

from _program import Folder, expect, finish, skip

CLAIMS, SHOWN = 30_000, 200

database = sqlite3.connect(":memory:")
try:
    database.execute("CREATE VIRTUAL TABLE said USING fts5(text, id UNINDEXED)")
except sqlite3.OperationalError as problem:
    skip(f"SQLite has no FTS5: {problem}")

# Words that no stemmer shortens; the first are frequent, the last rare.
words = [a + b + c + "om" for a in "bdfgkmnpt" for b in "aiou" for c in "bdgkmpt"]
chance = random.Random(20240601)
weights = [1 / (1 + i) for i in range(len(words))]
claims = [" ".join(chance.choices(words, weights, k=chance.randint(3, 40))) for _ in range(CLAIMS)]
claims[17] = claims[4711]  # two that fit equally well
titles = [f"paper {words[i]}" for i in range(50)]

with Folder() as f:
    f.write("tables/source.tsv", "id\ttitle\tyear\n" + "".join(f"s{i}\t{title}\t2001\n" for i, title in enumerate(titles)))
    f.write("tables/claim.tsv", "id\tquote\tsource\n" + "".join(f"c{i}\t{text}\ts{i % len(titles)}\n" for i, text in enumerate(claims)))
    loaded = f.run("load", "tables")
    expect(loaded.returncode == 0, "the claims are loaded", loaded.stderr.decode())
    # Every quotation of a library is a passage to both: titles too.
    database.executemany("INSERT INTO said VALUES (?, ?)", [*((text, f"c{i}") for i, text in enumerate(claims)),
                                                           *((title, f"s{i}") for i, title in enumerate(titles))])
    passages = CLAIMS + len(titles)

    def found_by_sqlite(term):
        """Each claim's score, as Evident would weigh the term."""
        rows = database.execute("SELECT id, -bm25(said) FROM said WHERE said MATCH ?", (f'"{term}"',)).fetchall()
        odds = (passages - len(rows) + 0.5) / (len(rows) + 0.5)
        theirs = math.log(odds) if odds > 1 else 1e-6  # SQLite's floor
        return {id_: score / theirs * math.log(1 + odds) for id_, score in rows if id_[0] == "c"}

    rare, middle, frequent = words[150], words[40], words[0]
    pair = " ".join(claims[100].split()[:2])
    for what, terms in [("a rare word", [rare]), ("a word of middling frequency", [middle]), ("the most frequent word", [frequent]),
                        ("a phrase", [pair]), ("two words", [rare, middle]), ("a rare and the most frequent word", [rare, frequent]),
                        ("three words and a phrase", [words[60], words[90], words[120], pair])]:
        scores = {}
        for term in terms:
            for id_, score in found_by_sqlite(term).items():
                scores[id_] = scores.get(id_, 0) + score
        wanted = sorted(scores, key=lambda id_: (-round(scores[id_], 3), claims[int(id_[1:])], int(id_[1:])))
        question = "list claims mentioning " + " or ".join(f'"{term}"' for term in terms)
        asked = json.dumps({"ask": f"{question} | sort by relevance | show id", "rows": SHOWN})
        answer = json.loads(f.run("session", stdin=asked.encode() + b"\n").stdout)
        got = [row[0] for row in answer.get("rows", [])]
        expect(got == wanted[:SHOWN], f"{what}: the first {SHOWN} of {len(wanted)} stand as SQLite has them", f"{str(answer)[:300]}\n{got[:8]}\n{wanted[:8]}")

finish()

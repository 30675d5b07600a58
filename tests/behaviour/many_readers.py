#!/usr/bin/env python3
"""Eight processes ask while one ingests, over a library large enough that new documents stand behind its graph:
every answer is of one state of the library, no state is missed backwards, and no words are torn."""
import concurrent.futures
import json
import threading

from _program import Folder, expect, finish

CLAIMS = 60_000  # above the size from which new documents are put behind the graph
DOCUMENTS = 12
READERS = 8
CLAIM = "Claim number {n} of the tables says that partnership {n} went on."
DOCUMENT = """# Quokka report {n}

## Findings

We interviewed 40 managers of quokka service {n}. Shared quokka records in place {n} reduced delays.
The quokka managers of place {n} reported that trust increased.

## Barriers

- quokka shortages in place {n}
- lack of trust
"""

stop = threading.Event()


def read_on(f, reader):
    """Asks until told to stop; returns what it saw wrong, and the numbers that it was told."""
    wrong, seen = [], []
    while not (stop.is_set() and len(seen) > 1):
        found = f.run("ask", 'list claims mentioning "quokka"', "-f", "json", "--rows", "0")
        if found.returncode != 0:
            return [f"exit {found.returncode}: {found.stderr.decode()[:300]}"], seen
        answer = json.loads(found.stdout)
        documents = {}
        for row in answer["rows"]:
            for witness in (w for one in row["witnesses"] for w in one):
                if "quokka" not in witness["quote"].lower():
                    wrong.append("a quotation is torn: " + witness["quote"][:100])
            documents.setdefault(row["witnesses"][0][0]["doc"], []).append(row)
        sizes = {len(rows) for rows in documents.values()}
        if len(sizes) > 1:
            wrong.append(f"documents have {sorted(sizes)} claims each: part of one was seen")
        if seen and len(documents) < seen[-1]:
            wrong.append(f"{len(documents)} documents after {seen[-1]}")
        seen.append(len(documents))
        n = 1 + (reader * 7919 + len(seen) * 104729) % CLAIMS
        looked_up = f.run("ask", f'list claims where id = "claim:{n}" | show id, text', "-f", "json")
        if looked_up.returncode != 0 or CLAIM.format(n=n) not in looked_up.stdout.decode():
            wrong.append(f"claim {n} is not itself: {looked_up.stdout.decode()[:300]} {looked_up.stderr.decode()[:300]}")
    return wrong, seen


with Folder() as f:
    f.write("tables/source.csv", "id,title,year\n" + "".join(f"source:{s},Source {s},2001\n" for s in range(1, CLAIMS // 100 + 1)))
    f.write("tables/claim.csv", "id,source,quote\n" + "".join(f"claim:{n},source:{(n - 1) // 100 + 1},{CLAIM.format(n=n)}\n" for n in range(1, CLAIMS + 1)))
    loaded = f.run("load", "tables")
    expect(loaded.returncode == 0, "the tables are loaded", loaded.stderr.decode())
    f.write("documents/0.md", DOCUMENT.format(n=0))
    expect(f.run("ingest", "documents/0.md").returncode == 0, "the first document is read")
    with concurrent.futures.ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read_on, f, r) for r in range(READERS)]
        for n in range(1, DOCUMENTS):
            f.write(f"documents/{n}.md", DOCUMENT.format(n=n))
            ingested = f.run("ingest", f"documents/{n}.md")
            expect(ingested.returncode == 0, f"document {n} is read while others ask", ingested.stderr.decode()[:500])
        stop.set()
        results = [r.result() for r in readers]
    for wrong, seen in results:
        expect(not wrong, "every answer is of one state", "; ".join(wrong[:3]))
    expect(any(seen[0] < DOCUMENTS for _, seen in results), "somebody asked before the end", str([seen for _, seen in results])[:300])
    expect((f.path / "evidence.evd.graph.added").exists(), "new documents stood behind the graph")
    # More tables: what they say of rows that were there before leads back to them.
    f.write("more/source.csv", "id,title\nsource:new,A new source\n")
    f.write("more/claim.csv", "id,source,quote\nclaim:new,source:new,This contradicts what the tables say.\n")
    f.write("more/contradicts.csv", f"from,to\nclaim:new,claim:{CLAIMS // 2}\n")
    expect(f.run("load", "more").returncode == 0, "more tables are loaded")
    expect((f.path / "evidence.evd.graph.added").exists(), "they too stand behind the graph")
    against = f.run("ask", f'match (a:claim)-[contradicts]->(b:claim) | show a.id, b.id', "-f", "csv").stdout.decode()
    expect(f"claim:new,claim:{CLAIMS // 2}" in against, "and lead back to it", against)
    last = f.ask('list claims mentioning "quokka"', "--rows", "0")
    expect(len({row["witnesses"][0][0]["doc"] for row in last["rows"]}) == DOCUMENTS, "in the end all are there")
    verified = f.run("verify")
    expect(verified.returncode == 0, "and the library is whole", verified.stdout.decode()[:500])

finish()

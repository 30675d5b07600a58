#!/usr/bin/env python3
"""What an ingest of bibliographic records takes in memory: made files of two sizes, the most memory of each, and what a record more costs.

    tests/bench/record_memory.py EVIDENT [--new-authors] [MEGABYTES MEGABYTES]

Sizes: 60 and 200 MB of RIS without them. --new-authors: nobody wrote two of them. It measures and never fails. The files and bases are made in a folder for temporary files and removed.
"""
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

new_authors = "--new-authors" in sys.argv
evident, *sizes = [a for a in sys.argv[1:] if a != "--new-authors"]
sizes = [int(s) for s in sizes] or [60, 200]


def make(path, megabytes):
    made = random.Random(12345)
    words = lambda n: " ".join(f"w{made.randrange(20000)}" for _ in range(n))
    records = written = 0
    with open(path, "w") as out:
        while written < megabytes << 20:
            doi = made.randrange(1 << 30)
            f, g, h = (records * 3 + i if new_authors else made.randrange(9000) for i in range(3))
            written += out.write(
                f"TY  - JOUR\nAU  - F{f}, A. B.\nAU  - G{g}, C.\nAU  - H{h}, D. E.\n"
                f"TI  - {words(12)}\nJF  - Journal of {words(2)}\nPY  - {1990 + made.randrange(30)}\nVL  - {made.randrange(90)}\nIS  - {made.randrange(12)}\n"
                f"SP  - {made.randrange(900)}\nEP  - {900 + made.randrange(90)}\nDO  - 10.1000/{doi}\nKW  - {words(1)}\nAB  - {words(180)}\n"
                f"UR  - https://example.org/{doi}\nER  - \n\n")
            records += 1
    return records


def most_memory(*arguments):
    """Bytes of the largest process so far: sizes go up, so that it is the last one's."""
    subprocess.run([evident, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


before = None
for megabytes in sizes:
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "made.ris")
        records = make(file, megabytes)
        begun = time.monotonic()
        memory = most_memory("ingest", "-b", pathlib.Path(folder, "made.evd"), file)
        print(f"{megabytes} MB, {records} records: at most {memory / 1e6:.0f} MB, {records / (time.monotonic() - begun):.0f} records a second")
        if before:
            print(f"a record more: {(memory - before[1]) / (records - before[0]):.0f} bytes")
        before = records, memory

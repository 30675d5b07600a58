#!/usr/bin/env python3
"""What the five real documents say again is found: restatements, translations, a digest. Only numbers are kept here."""
import json

from _program import SHARED, Folder, expect, finish, skip

CORPUS = SHARED / "corpus"
if not CORPUS.is_dir():
    skip("../shared/corpus is not here")

with Folder() as folder:
    folder.run("ingest", CORPUS)

    def rows(question):
        answer = folder.run("ask", question, "-f", "json", "--rows", "0")
        expect(answer.returncode == 0, question, answer.stderr.decode())
        return json.loads(answer.stdout)["rows"]

    again = rows("match (a)-[restates]->(b) | show a.id, b.id")
    expect(len(again) >= 15, "restatements are linked", str(len(again)))
    digests = rows("match (a:source)-[summary_of]->(b) | show a.id, b.id")
    expect(len(digests) == 1, "the one digest is linked to the entry of the work it digests", str(len(digests)))
    translated = rows("match (a)-[translates]->(b) | show a.id, b.id")
    translations = {row["values"]["a.id"] for row in translated}
    expect(len(translations) >= 1, "translations are linked to what they translate", str(len(translated)))

    counted = json.loads(folder.run("ask", "how many statistics are there?", "-f", "json").stdout)
    listed = json.loads(folder.run("export", "-f", "items").stdout.decode().join(["[", "]"]).replace("}\n{", "},{"))
    all_of_them = sum(item["kind"] == "statistic" for item in listed)
    expect(counted["total_rows"] < all_of_them, "what is said again is counted once",
           f"{counted['total_rows']} of {all_of_them}")
    expect(any(note["code"] == "N17" for note in counted["notices"]), "and a note says so")
finish()

#!/usr/bin/env python3
"""Every rule and keyword of the grammar, word of the vocabulary, relation, error, note and gap status is exercised.

coverage.py PROGRAM SOURCE [MOST]: PROGRAM is conformance_coverage; more than MOST (0) that is not exercised fails. What there is to exercise is read from the program (rules,
keywords, words, relations) and from the sources (codes and statuses), never from a list kept here.
"""
import collections
import pathlib
import re
import subprocess
import sys

# What no scenario can reach, with the reason.
UNREACHABLE = {
    ("error", "E205"): "the reader lets no word through that is no kind of thing; tests/unit/query has it",
    ("rule", "bare_number"): "read only to say that it could mean two things: PHRASE-004",
    ("rule", "before_noun"): "only looks ahead",
    ("rule", "by_property"): "only looks ahead",
    ("rule", "before_ranked"): "only looks ahead",
    ("rule", "before_are_ranked"): "only looks ahead",
    ("rule", "end_of_claim"): "only looks ahead",
}


def literals(source, pattern):
    found = set()
    for path in sorted((source / "query").rglob("*.cpp")):
        found.update(re.findall(pattern, path.read_text(encoding="utf-8")))
    return found


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    counts = collections.Counter()
    for line in subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines():
        count, what, name = line.split("\t")
        counts[what, name] += int(count)
    for code in literals(source, r'"(E[1-3]\d\d)"'):
        counts["error", code] += 0
    for code in literals(source, r'"(N\d\d)"'):
        counts["note", code] += 0
    for status in literals(source, r'status = "(\w+)"'):
        counts["status", status] += 0
    scenarios = outlines = 0
    for path in sorted((source / "tests/conformance").rglob("*.askt")):
        text = path.read_text(encoding="utf-8")
        scenarios += len(re.findall(r"^scenario:", text, re.M))
        outlines += len(re.findall(r"^examples:", text, re.M))
        for code in re.findall(r"^expect error (E\d\d\d)", text, re.M):
            counts["error", code] += 1
        for line in re.findall(r"^notices: (.*)$", text, re.M):
            for code in line.split(", "):
                counts["note", code] += 1
        counts["note", "N10"] += len(re.findall(r"^N10:", text, re.M))
        for status in re.findall(r"\b([a-z]+(?:_[a-z]+)+|mixed)\b", text):
            if ("status", status) in counts:
                counts["status", status] += 1
    by_kind = collections.defaultdict(lambda: [0, 0])
    missing = []
    for key in sorted(counts):
        if key in UNREACHABLE:
            continue
        by_kind[key[0]][1] += 1
        if counts[key]:
            by_kind[key[0]][0] += 1
        else:
            missing.append(key)
    print(f"{scenarios} scenarios, {outlines} of them with examples")
    for kind, (covered, all_of_them) in sorted(by_kind.items()):
        print(f"{kind}: {covered} of {all_of_them}")
    for (kind, name), reason in UNREACHABLE.items():
        if counts[kind, name]:
            print(f"{kind} {name} is exercised: take it from UNREACHABLE")
            return 1
        print(f"left out: {kind} {name}: {reason}")
    for kind, name in missing:
        print(f"NOT EXERCISED: {kind} {name}")
    print(f"{len(missing)} not exercised, at most {most} may be")
    return 1 if len(missing) > most else 0


if __name__ == "__main__":
    sys.exit(main())

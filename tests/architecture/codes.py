#!/usr/bin/env python3
"""Every code of an error or note that the sources can give is explained in docs/ask, and none that they cannot; every error is in the
index of errors.md and is given in a test."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[2])
given = set()
for path in sorted((root / "query").rglob("*.cpp")):
    given |= set(re.findall(r'"([EN]\d{2,3})"', path.read_text(encoding="utf8")))
explained = set()
for page in ("errors.md", "meaning.md"):
    for line in (root / "docs" / "ask" / page).read_text(encoding="utf8").splitlines():
        found = re.match(r"(?:## |\| )([EN]\d{2,3})\b", line)
        if found:
            explained.add(found.group(1))
wrong = [f"{code} is given but not explained in docs/ask" for code in sorted(given - explained)]
wrong += [f"{code} is explained in docs/ask but never given" for code in sorted(explained - given)]
errors = {code for code in given if code.startswith("E")}
index = set(re.findall(r"\bE\d{3}\b", (root / "docs" / "ask" / "errors.md").read_text(encoding="utf8").split("\n## ")[0]))
wrong += [f"{code} is not in the index of docs/ask/errors.md" for code in sorted(errors - index)]
tested = set()
for path in sorted((root / "tests" / "conformance").rglob("*.askt")):
    tested |= set(re.findall(r"^expect error (E\d{3})", path.read_text(encoding="utf8"), re.M))
for path in sorted((root / "tests" / "unit").rglob("*.cpp")):
    tested |= set(re.findall(r'"(E\d{3})', path.read_text(encoding="utf8")))
wrong += [f"{code} is given in no test" for code in sorted(errors - tested)]
if len(given) < 20:
    wrong.append(f"only {len(given)} codes found: this test looked in the wrong place")
print("\n".join(wrong) if wrong else f"{len(given)} codes are explained, {len(errors)} errors are tested")
sys.exit(bool(wrong))

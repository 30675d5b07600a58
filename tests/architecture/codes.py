#!/usr/bin/env python3
"""Every code of an error or note that the sources can give is explained in docs/ask, and none that they cannot."""
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
if len(given) < 20:
    wrong.append(f"only {len(given)} codes found: this test looked in the wrong place")
print("\n".join(wrong) if wrong else f"{len(given)} codes are explained")
sys.exit(bool(wrong))

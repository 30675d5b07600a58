#!/usr/bin/env python3
"""Reads every #include: a folder sees only the folders it may, and a heavy library is seen by one source file."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[2])
MAY = {
    "support": set(),
    "graph": {"support"},
    "ingest": {"support", "graph", "corpus"},
    "query": {"support", "graph"},
    "corpus": set(),
    "training": {"support", "ingest"},
    "app": {"support", "graph", "ingest", "query", "corpus"},
}
# library -> folders that may see it, and in how many files (PEGTL: the grammar, its actions and its diagnostics)
GENERATED = {"graph_choices.hpp", "graph_code_version.hpp", "ingest_code_version.hpp"}
HEAVY = {
    r"rapidjson/": 1,
    r"sqlite3\.h": 1,
    r"unicode/": 1,
    r"serd/": 2,  # one file reads Turtle, one writes it
    r"CLI/": 1,
    r"openssl/": 1,
    r"tao/pegtl": 3,
    r"zip\.h": 3,  # one file loads the library, one reads archives, one writes them
}
wrong, seen, files = [], {}, 0
for folder, allowed in MAY.items():
    for path in sorted((root / folder).rglob("*")):
        if path.suffix not in {".cpp", ".hpp"}:
            continue
        files += 1
        name = path.relative_to(root)
        for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s*([<"])([^">]+)[>"]', line)
            if not include:
                continue
            target = include.group(2)
            top = target.split("/")[0]
            if top in MAY and top != folder and top not in allowed:
                wrong.append(f"{name}:{number}: {folder}/ must not include {target}")
            if include.group(1) == '"' and top not in MAY and target not in GENERATED:
                wrong.append(f"{name}:{number}: {target} is not named from the root")
            for library in HEAVY:
                if re.match(library, target):
                    seen.setdefault(library, set()).add(str(name))
            if target.startswith("boost/") and folder != "graph":
                wrong.append(f"{name}:{number}: Boost is for graph/ alone")
for library, where in seen.items():
    if len(where) > HEAVY[library]:
        wrong.append(f"{library} is seen by {len(where)} files, at most {HEAVY[library]} may: {', '.join(sorted(where))}")
if files < 20:
    wrong.append(f"only {files} source files found: this test looked in the wrong place")
print("\n".join(wrong) if wrong else f"{files} files keep to the architecture")
sys.exit(bool(wrong))

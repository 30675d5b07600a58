#!/usr/bin/env python3
"""Every format of an answer and of the library, read back by something that is not Evident: XML and ZIP as the office reads them,
records by small parsers of their own, linked data by rdflib, networks by networkx (each where it is installed), tables by loading
them into an empty base, which then answers every question of the manual the same."""
import csv
import hashlib
import html.parser
import io
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

from _program import ROOT, Folder, expect, finish

QUESTION = "which outcome measures have causal evidence?"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def python_with(module):
    """An interpreter that has the module, or None."""
    for python in (sys.executable, "/usr/bin/python3"):
        if pathlib.Path(python).exists() and subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            return python
    print(f"skipped: no {module} here")
    return None


class Page(html.parser.HTMLParser):
    """Checks that tags are closed; gathers what is where."""
    VOID = {"meta", "br", "input"}

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.quotes, self.wrong = [], [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "blockquote":
            self.quotes.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if "blockquote" in self.open:
            self.quotes[-1] += data


def squeeze(text):
    return " ".join(text.split())


def quotations(answer):
    return [w["quote"] for row in answer["rows"] for one in row["witnesses"] for w in one]


def check_page(f, answer):
    text = f.run("ask", QUESTION, "-f", "html").stdout.decode()
    page = Page()
    page.feed(text)
    expect(not page.wrong and not page.open, "html: every tag is closed", str((page.wrong, page.open)))
    names = [tag for tag, _ in page.tags]
    expect(names.count("h1") == 1 and "table" in names and "script" not in names, "html: one title, a table, no script")
    expect(("html", {"lang": "en"}) in page.tags, "html: the language is set")
    expect(all(a.get("scope") in ("col", "row") for tag, a in page.tags if tag == "th"), "html: every head says of what")
    expect(not re.search(r"(src|href)=\"(?!#)", text), "html: nothing outside of it is needed")
    ids = {a["id"] for _, a in page.tags if "id" in a}
    links = {a["href"][1:] for tag, a in page.tags if tag == "a"}
    expect(links and links <= ids, "html: every link leads somewhere", str(links - ids))
    shown = {squeeze(q).strip("“”") for q in page.quotes}
    missing = {squeeze(q) for q in quotations(answer)} - shown
    expect(not missing, "html: every quotation is there", str(missing)[:500])


def check_word(f, answer):
    f.run("ask", QUESTION, "-f", "docx", "-o", "a.docx")
    f.run("ask", QUESTION, "-f", "docx", "-o", "b.docx")
    expect((f.path / "a.docx").read_bytes() == (f.path / "b.docx").read_bytes(), "docx: the same bytes twice")
    book = zipfile.ZipFile(f.path / "a.docx")
    expect(book.testzip() is None, "docx: the archive is whole")
    expect({i.date_time for i in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}, "docx: no clock", str({i.date_time for i in book.infolist()}))
    parts = {name: ET.fromstring(book.read(name)) for name in book.namelist()}
    types = {o.get("PartName") for o in parts["[Content_Types].xml"] if o.get("PartName")}
    expect(types <= {"/" + n for n in parts}, "docx: every part that is named is there", str(types))
    body = parts["word/document.xml"]
    styles = {s.get(W + "styleId") for s in parts["word/styles.xml"].iter(W + "style")}
    used = {p.get(W + "val") for p in body.iter(W + "pStyle")}
    expect(used <= styles and {"Title", "Heading1", "Quote", "Bibliography"} <= used, "docx: headings and quotations have styles", str(used - styles))
    expect(body.find(f".//{W}tblHeader") is not None, "docx: the head of the table is repeated")
    refs = [r.get(W + "id") for r in body.iter(W + "footnoteReference")]
    notes = {n.get(W + "id"): "".join(t.text or "" for t in n.iter(W + "t")) for n in parts["word/footnotes.xml"]}
    expect(refs == [str(i + 1) for i in range(len(refs))] and set(refs) == set(notes) - {"-1", "0"}, "docx: footnotes are numbered through", str(refs))
    every = " ".join(notes.values())
    missing = [q for q in map(squeeze, quotations(answer)) if q not in every]
    expect(not missing, "docx: a footnote has the words of every quotation", str(missing)[:500])
    expect(all(re.search(r"\(.*(\d{4}|no date).*\)", notes[r]) for r in refs), "docx: and how it is cited")
    expect(any(l.get(W + "val") == "en-GB" for l in parts["word/styles.xml"].iter(W + "lang")), "docx: the language is set")
    grid = len(list(body.find(f".//{W}tblGrid")))
    for row in body.iter(W + "tr"):
        cells = sum(int((c.find(f"./{W}tcPr/{W}gridSpan") if c.find(f"./{W}tcPr/{W}gridSpan") is not None else ET.Element("x", {W + "val": "1"})).get(W + "val")) for c in row.findall(W + "tc"))
        if cells != grid:
            expect(False, "docx: every row fills the grid", f"{cells} of {grid}")
            break


def sheets(path):
    book = zipfile.ZipFile(path)
    names = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter(S + "sheet")]
    return {name: ET.fromstring(book.read(f"xl/worksheets/sheet{i + 1}.xml")) for i, name in enumerate(names)}


def rows_of(sheet):
    rows = []
    for row in sheet.iter(S + "row"):
        cells = {}
        for c in row.findall(S + "c"):
            value = c.find(S + "v")
            cells[re.sub(r"\d", "", c.get("r"))] = float(value.text) if value is not None else "".join(t.text or "" for t in c.iter(S + "t"))
        rows.append(cells)
    return rows


def check_workbook(f, answer):
    f.run("ask", QUESTION, "-f", "xlsx", "-o", "a.xlsx")
    f.run("ask", QUESTION, "-f", "xlsx", "-o", "b.xlsx")
    expect((f.path / "a.xlsx").read_bytes() == (f.path / "b.xlsx").read_bytes(), "xlsx: the same bytes twice")
    found = sheets(f.path / "a.xlsx")
    expect(list(found) == ["Answer", "Quotations", "Sources", "About"], "xlsx: four sheets", str(list(found)))
    for name, sheet in found.items():
        expect(sheet.find(f".//{S}pane").get("state") == "frozen", f"xlsx: {name}: the head stays")
        expect(sheet.find(f".//{S}f") is None, f"xlsx: {name}: no formula")
    rows = rows_of(found["Answer"])
    expect(len(rows) == len(answer["rows"]) + 1, "xlsx: a row a row")
    column = next(k for k, v in rows[0].items() if v == "sources")
    expect(all(isinstance(r[column], float) for r in rows[1:]), "xlsx: numbers are numbers")
    words = {r.get("C") for r in rows_of(found["Quotations"])}
    missing = set(quotations(answer)) - words
    expect(not missing, "xlsx: every quotation is there, word for word", str(missing)[:300])


def check_markdown(f, answer):
    text = f.run("ask", QUESTION, "-f", "markdown").stdout.decode()
    head = text.split("---\n")[1]
    keys = {json.loads(line[2:])["id"] for line in head.splitlines() if line.startswith("- ")}
    cited = set(re.findall(r"\[@([^\],]+)", text))
    expect(cited and cited <= keys, "markdown: every key has its record", str(cited - keys))


# ---- records -------------------------------------------------------------------------------------------------------

def read_ris(text):
    records = []
    for line in text.splitlines():
        found = re.match(r"([A-Z][A-Z0-9])  - (.*)$", line)
        if not found:
            continue
        tag, value = found.groups()
        if tag == "TY":
            records.append({})
        if tag != "ER":
            records[-1].setdefault(tag, []).append(value)
    return records


def unlatex(text):
    text = re.sub(r"\\text(backslash|asciitilde|asciicircum)\{\}", lambda m: {"backslash": "\\", "asciitilde": "~", "asciicircum": "^"}[m.group(1)], text)
    return re.sub(r"\\([{}$&%#_])", r"\1", text)


def read_bibtex(text):
    """@type{key, name = {value}, …} with braces that are balanced or escaped."""
    records, at = [], 0
    while (start := text.find("@", at)) >= 0:
        kind, rest = text[start + 1:].split("{", 1)
        at = len(text) - len(rest)
        end = text.index(",", at)
        record = {"type": [kind], "key": [text[at:end].strip()]}
        at = end + 1
        while True:
            found = re.compile(r"\s*(\w+) = \{").match(text, at)
            if not found:
                break
            depth, here = 1, found.end()
            while depth:
                if text[here] == "\\":
                    here += 1
                elif text[here] == "{":
                    depth += 1
                elif text[here] == "}":
                    depth -= 1
                here += 1
            record[found.group(1)] = [text[found.end():here - 1]]
            at = here + (text[here] == ",")
        records.append(record)
        at = text.index("}", at) + 1
    return records


def bib_names(field):
    names, depth, word = [], 0, ""
    for part in re.split(r"( and |[{}])", field):
        depth += part == "{"
        depth -= part == "}"
        if part == " and " and depth == 0:
            names.append(word)
            word = ""
        else:
            word += part
    return [unlatex(n) for n in names + [word]]


def ris_name(name):
    if "literal" in name:
        return name["literal"]
    family = " ".join(filter(None, [name.get("non-dropping-particle"), name["family"]]))
    return ", ".join(filter(None, [family, name.get("given"), name.get("suffix")]))


SOURCES = [
    # title, subtitle, authors, year, date, venue, publisher, doi, url, doc_type
    ("Shared budgets & 50% of _beds_", "", ["Able, Anne B.", "van der Berg, Jan", "Miller, Tom, Jr"], "2003", "2003-05-03", "Journal of #Care", "", "10.5555/a_b", "", "study"),
    ("Working together", "a review {of} $5 ~ ^", ["Department of Examples"], "2012", "", "", "Department of Examples", "", "https://example.org/x?a=1&b={2}", "report"),
    ("公私合作", "", ["王小明"], "", "", "", "", "", "", "slides"),
    ("=Formula", "", [], "2007", "", "Town \"Gazette\"", "", "", "", "opinion"),
    ("Two of one year", "", ["Able, Anne B."], "2003", "", "", "", "", "", "study"),
]


def sources_table():
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["id", "title", "subtitle", "authors", "year", "date", "venue", "publisher", "doi", "url", "doc_type"])
    for i, (title, subtitle, authors, *rest) in enumerate(SOURCES):
        title = "'" + title if title.startswith("=") else title
        rows.writerow([f"source:{i + 1}", title, subtitle, json.dumps(authors, ensure_ascii=False) if authors else "", *rest])
    return out.getvalue()


def check_records():
    with Folder() as f:
        f.write("t/source.csv", sources_table())
        loaded = f.run("load", "t")
        expect(loaded.returncode == 0, "sources are loaded", loaded.stderr.decode())
        written = {name: f.run("export", "-f", name).stdout.decode() for name in ("ris", "bibtex", "csl-json")}
        csl, ris, bib = json.loads(written["csl-json"]), read_ris(written["ris"]), read_bibtex(written["bibtex"])
        expect(len(csl) == len(ris) == len(bib) == len(SOURCES), "every source has its record", str((len(csl), len(ris), len(bib))))
        by_title = {r["title"]: r for r in csl}
        for title, subtitle, authors, year, date, venue, publisher, doi, url, _ in SOURCES:
            full = title + (": " + subtitle if subtitle else "")
            record = by_title.get(full)
            if not expect(record, f"CSL-JSON: {full}", str(list(by_title))):
                continue
            expect([ris_name(n) for n in record.get("author", [])] == authors or authors == ["Miller, Tom, Jr"], f"CSL-JSON: the authors of {full}", str(record.get("author")))
            parts = record.get("issued", {}).get("date-parts", [[]])[0]
            expect(parts == ([int(p) for p in date.split("-")] if date else [int(year)] if year else []), f"CSL-JSON: the date of {full}", str(parts))
            for name, value in (("container-title", venue), ("publisher", publisher), ("DOI", doi), ("URL", url)):
                expect(record.get(name, "") == value, f"CSL-JSON: {name} of {full}", str(record.get(name)))
        expect(len({r["id"] for r in csl}) == len(csl), "every record has a key of its own")
        # The three say the same, each in its own way.
        for a, b, c in zip(csl, ris, bib):
            names = [ris_name(n) for n in a.get("author", [])]
            expect(b.get("AU", []) == names, f"RIS: authors of {a['title']}", str(b.get("AU")))
            in_bib = bib_names(c["author"][0]) if "author" in c else []
            turned = [n[1:-1] if n.startswith("{") else n for n in in_bib]
            swapped = [", ".join([p[0], p[2], p[1]]) if len(p := n.split(", ")) == 3 else n for n in turned]
            expect(swapped == names, f"BibTeX: authors of {a['title']}", str(in_bib))
            expect(b["TI"] == [a["title"]] and unlatex(c["title"][0]) == a["title"], f"the title of {a['title']}", str((b["TI"], c["title"])))
            expect(b["ID"] == [a["id"]] == c["key"], f"the key of {a['title']}", str((b["ID"], c["key"])))
            year = str(a["issued"]["date-parts"][0][0]) if "issued" in a else ""
            expect(b.get("PY", [""]) == [year] == c.get("year", [""]), f"the year of {a['title']}")
            venue = next((unlatex(c[n][0]) for n in ("journal", "booktitle", "series", "howpublished") if n in c), "")
            expect(b.get("T2", [""]) == [a.get("container-title", "")] == [venue], f"where {a['title']} appeared", str((b.get("T2"), venue)))
            issuer = next((unlatex(c[n][0]) for n in ("publisher", "institution", "school") if n in c), "")
            expect(b.get("PB", [""]) == [a.get("publisher", "")] == [issuer], f"who issued {a['title']}", str((b.get("PB"), issuer)))
            expect(b.get("DO", [""]) == [a.get("DOI", "")] == c.get("doi", [""]), f"the DOI of {a['title']}")
            expect(b.get("UR", [""]) == [a.get("URL", "")], f"the address of {a['title']}")
            expect(c.get("url", [""])[0].replace("%7B", "{").replace("%7D", "}") == a.get("URL", ""), f"BibTeX: the address of {a['title']}", str(c.get("url")))


# ---- everything ----------------------------------------------------------------------------------------------------

RDF = """
import json, sys, rdflib
from rdflib.compare import isomorphic
turtle, ld = rdflib.Graph().parse(sys.argv[1], format="turtle"), rdflib.Graph().parse(sys.argv[2], format="json-ld")
OA, PROV, SKOS = (rdflib.Namespace(n) for n in ("http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#", "http://www.w3.org/2004/02/skos/core#"))
named = lambda g: {t for t in g if not any(isinstance(n, rdflib.BNode) for n in t)}
print(json.dumps({"triples": [len(turtle), len(ld)], "same": named(turtle) == named(ld),
  "quotes": sorted(str(o) for o in turtle.objects(None, OA.exact)),
  "quotes_ld": sorted(str(o) for o in ld.objects(None, OA.exact)),
  "derived": len(list(turtle.subjects(PROV.wasDerivedFrom, None))), "concepts": len(set(turtle.subjects(rdflib.RDF.type, SKOS.Concept)))}))
"""
NETWORK = """
import json, sys, networkx
g = networkx.read_graphml(sys.argv[1])
print(json.dumps({"nodes": g.number_of_nodes(), "edges": g.number_of_edges(), "ids": sorted(d["id"] for _, d in g.nodes(data=True)),
  "begin": all(isinstance(d["begin"], int) for _, d in g.nodes(data=True) if "begin" in d)}))
"""


def check_linked_data(f, items):
    python = python_with("rdflib")
    for name, ending in (("turtle", "ttl"), ("jsonld", "jsonld")):
        expect(f.run("export", "-f", name, "-o", f"all.{ending}").returncode == 0, f"{name} is written")
    ld = json.loads((f.path / "all.jsonld").read_text())
    expect(len(ld["@graph"]) > len(items), "jsonld: everything is there")
    if not python:
        return
    read = subprocess.run([python, "-c", RDF, f.path / "all.ttl", f.path / "all.jsonld"], capture_output=True)
    if not expect(read.returncode == 0, "rdflib reads both", read.stderr.decode()[-1500:]):
        return
    found = json.loads(read.stdout)
    expect(found["triples"][0] == found["triples"][1] and found["same"], "both say the same", str(found["triples"]))
    wanted = sorted(i["quote"] for i in items if i["kind"] != "source")
    expect(found["quotes"] == wanted == found["quotes_ld"], "the words of every passage come back", f"{len(found['quotes'])} of {len(wanted)}")
    expect(found["derived"] == len(wanted) and found["concepts"] > 50, "who said it, and the vocabularies", str(found["concepts"]))


def check_network(f, items):
    f.run("export", "-f", "graphml", "-o", "all.graphml")
    G = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.parse(f.path / "all.graphml").getroot()
    keys = {k.get("id"): k.get("attr.type") for k in root.iter(G + "key")}
    nodes = {n.get("id") for n in root.iter(G + "node")}
    kinds = {"string": str, "long": int, "double": float, "boolean": lambda v: {"true": True, "false": False}[v]}
    try:
        for data in root.iter(G + "data"):
            kinds[keys[data.get("key")]](data.text or "")
    except (KeyError, ValueError) as error:
        expect(False, "graphml: every value is of its key's type", repr(error))
    expect(all({e.get("source"), e.get("target")} <= nodes for e in root.iter(G + "edge")), "graphml: every edge joins two nodes")
    if python := python_with("networkx"):
        read = subprocess.run([python, "-c", NETWORK, f.path / "all.graphml"], capture_output=True)
        if expect(read.returncode == 0, "networkx reads it", read.stderr.decode()[-1500:]):
            found = json.loads(read.stdout)
            expect(found["begin"] and {i["id"] for i in items} <= set(found["ids"]), "graphml: every item is a node")


def check_copy(f, items):
    copied = f.run("export", "-f", "sqlite", "-o", "copy.evd")
    expect(copied.returncode == 0, "a copy is made", copied.stderr.decode())
    base = sqlite3.connect(f.path / "copy.evd")
    expect(base.execute("PRAGMA integrity_check").fetchone() == ("ok",), "sqlite: whole")
    base.close()
    expect(f.run("export", "-f", "items", "-b", "copy.evd").stdout.splitlines() == f.run("export", "-f", "items").stdout.splitlines(), "sqlite: the same items")


def check_without_text(f, items):
    words = 6
    long = [i["quote"] for i in items if i["kind"] != "source" and len(i["quote"].split()) > 14]
    expect(len(long) > 50, "there are long quotations")
    for name in ("items", "html", "markdown", "turtle", "jsonld", "graphml", "docx", "xlsx"):
        f.run("export", "-f", name, "-o", "short", "--without-text", words)
        data = (f.path / "short").read_bytes()
        if data.startswith(b"PK"):
            book = zipfile.ZipFile(io.BytesIO(data))
            data = b"".join(book.read(n) for n in book.namelist())
        text = squeeze(data.decode())
        # Names and other attributes keep ten words: twelve in a row are a passage.
        told = [q for q in long if any(" ".join(part) in text for part in (q.split()[:12], q.split()[-12:]))]
        expect(not told, f"{name}: no more than the first words", str(told)[:400])
        hashes = [q for q in long if name != "html" and hashlib.sha256(q.encode()).hexdigest() in text]
        if name in ("items", "turtle", "jsonld", "graphml"):
            expect(len(hashes) == len(long), f"{name}: the hash of every one", f"{len(hashes)} of {len(long)}")
    for name in ("sqlite", "csv"):
        refused = f.run("export", "-f", name, "-o", "whole", "--without-text")
        expect(refused.returncode == 1 and b"whole" in refused.stderr, f"{name}: cannot be written without text", refused.stderr.decode())


def check_tables(f):
    """Out and into an empty base: every question of the manual is answered the same."""
    f.run("export", "-f", "csv", "-o", "tables")
    for table in (f.path / "tables").glob("*.csv"):
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf8"), newline="")):
            bad = [c for c in row if c[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and not re.fullmatch(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?", c)]
            if bad:
                expect(False, f"{table.name}: no cell runs", str(bad)[:300])
    loaded = f.run("load", "-b", "again.evd", "tables")
    expect(loaded.returncode == 0, "the tables are loaded", loaded.stderr.decode())
    questions = []
    for page in ("README.md", "cookbook.md", "reference.md"):
        for block in re.findall(r"^```ask\n(.*?)^```$", (ROOT / "docs" / "ask" / page).read_text(encoding="utf8"), re.M | re.S):
            questions += [q for q in re.split(r"\n(?![ |])", block.strip("\n")) if "$" not in q and "added" not in q]
    different = []
    asked = questions[::2]
    for question in asked:
        a, b = (f.run("ask", "-b", base, question, "-f", "json") for base in ("evidence.evd", "again.evd"))
        same = [re.sub(r'^  "base": ".*",$', "", out.stdout.decode(), flags=re.M) for out in (a, b)]  # the fingerprint says how it came in
        if same[0] != same[1] or a.returncode != b.returncode:
            different.append(question)
    expect(len(asked) > 36 and not different, f"{len(asked)} questions are answered the same from loaded tables", "\n".join(different))


def check_answers_only(f):
    items = [json.loads(l) for l in f.run("export", "-f", "items", "--ask", QUESTION).stdout.splitlines()]
    answer = f.ask(QUESTION, "--rows", "0")
    wanted = {w["item"] for row in answer["rows"] for one in row["witnesses"] for w in one}
    got = {i["id"] for i in items}
    expect(wanted <= got and len(got) < 200, "export --ask: the items of the answer", f"{len(wanted - got)} missing of {len(wanted)}")
    turtle = f.run("export", "-f", "turtle", "--ask", QUESTION).stdout.decode()
    expect(all(i in turtle for i in wanted), "turtle --ask: the same")
    table = f.run("export", "-f", "csv", "--ask", QUESTION, "--bom").stdout
    expect(table.startswith(b"\xef\xbb\xbf") and len(list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))) == len(answer["rows"]) + 1, "csv --ask: one table")
    ris = read_ris(f.run("export", "-f", "ris", "--ask", QUESTION).stdout.decode())
    expect(len(ris) == len(answer["sources"]), "ris --ask: the sources it cites")


def check_arguments(f):
    for arguments, words in [(("export", "-f", "papyrus"), ["no export format 'papyrus'", "bibtex, csl-json, csv"]),
                             (("export", "-f", "sqlite"), ["-o FILE"]), (("export", "-f", "csv"), ["-o FOLDER"]),
                             (("export", "-f", "ris", "--style", "telegraph"), ["no style 'telegraph'", "apa, chicago, harvard, vancouver"]),
                             (("ask", QUESTION, "--style", "telegraph"), ["no style 'telegraph'"]),
                             (("export", "-f", "ris", "--ask", "which colours?"), ["E"])]:
        refused = f.run(*arguments)
        expect(refused.returncode == 1 and all(w in refused.stderr.decode() for w in words), f"{' '.join(arguments)}: says what is wrong", refused.stderr.decode())
    for command in ("ask", "export"):
        shown = f.run(command, "--help").stdout.decode()
        for name in ("docx", "html", "csl-json", "vancouver"):
            expect(re.search(rf"^  {name}\s+\S", shown, re.M), f"{command} --help says what {name} is", shown)
        told = set(re.findall(r"^  ([a-z-]+) +[A-Za-z]", shown.split("Formats:")[1].split("Examples:")[0], re.M))
        page = (ROOT / "docs" / "formats" / "exports.md").read_text(encoding="utf8")
        untold = {name for name in told if f"`{name}`" not in page}
        expect(len(told) > 12 and not untold, f"docs/formats/exports.md tells of everything that {command} --help lists", str(untold))
    styled = {s: f.run("ask", QUESTION, "--style", s).stdout.decode() for s in ("apa", "vancouver", "harvard", "chicago")}
    expect(len(set(styled.values())) == 4, "each style prints its own references")


with Folder() as f:
    shutil.copytree(ROOT / "corpus" / "demo", f.path / "demo")
    f.run("ingest", "demo")
    items = f.items()
    answer = f.ask(QUESTION)
    check_page(f, answer)
    check_word(f, answer)
    check_workbook(f, answer)
    check_markdown(f, answer)
    check_answers_only(f)
    check_linked_data(f, items)
    check_network(f, items)
    check_copy(f, items)
    check_without_text(f, items)
    check_tables(f)
    check_arguments(f)
check_records()
finish()

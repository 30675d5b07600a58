#!/usr/bin/env python3
"""Documents of every format: the words are found verbatim, under their headings, on their page or slide; the work's record
is what the file says of itself."""
import json
import shutil
import subprocess

import _documents as make
from _program import Folder, expect, finish, witnesses

CLAIM = "Joint visits reduced waiting times by 12 days."
OTHER = "Lack of shared premises was the main barrier to joint visits."


def sources(folder):
    return {i["file"]: i for i in folder.items() if i["kind"] == "source"}


def quoted(items, name, words):
    """The items of a document whose words hold these, white space and divided words aside."""
    return [i for i in items if i["doc"] == name and words in " ".join(i["quote"].replace("\u00ad\n", "").split())]


def section(items, name, words):
    """The headings above a claim."""
    return next((i["place"]["section"] for i in quoted(items, name, words) if i["kind"] == "claim"), None)


with Folder() as f:
    f.write("page.html", make.html(
        f"<h1>Warm visits</h1><p>By Ann Roe</p><h2>Findings</h2><p>{CLAIM} {OTHER}</p><h2>Barriers</h2><ul><li>VAT rules</li><li>distance between offices</li></ul>",
        '<title>Warm visits | The Post</title><meta name="citation_title" content="Warm visits"><meta name="citation_author" content="Roe, Ann"><meta name="citation_author" content="Poe, Ben">'
        '<meta name="citation_publication_date" content="2019/05/24"><meta name="citation_doi" content="10.1234/visits.1"><meta name="citation_journal_title" content="Visits Quarterly">'))
    f.write("article.nxml", make.jats("Visits in rooms", f"<sec><title>Results</title><p>{CLAIM}</p><p>{OTHER}</p></sec>"))
    f.write("report.docx", make.docx(
        make.paragraph("Visits and offices", style="T"), make.paragraph("Results", style="H1"),
        make.paragraph("Joint visits ", make.deleted("increased"), make.inserted("reduced"), " waiting times by 12 days.", make.note_mark(1)),
        make.paragraph("Barriers", style="H1"), make.paragraph("VAT rules", item=(1, 0)), make.paragraph("distance between offices", item=(1, 0)),
        make.table(("Week", "Visits"), ("1", "40")), notes=["Counted at the door."], title="Something else"))
    f.write("deck.pptx", make.pptx(("Visits in brief", [(0, "A talk for councils")], None),
                                   ("What we found", [(0, CLAIM), (1, "Staff said that trust grew in the first year.")], "Tell them about the bus."),
                                   ("Barriers", [(0, "VAT rules"), (0, "distance between offices")], None)))
    f.write("codes.xlsx", make.xlsx(Studies=[["Study", "Finding", "Days"], ["Roe 2019", CLAIM, 12]]))
    f.write("codes.csv", f"Study,Finding\nRoe 2019,{CLAIM}\n")
    column = lambda x, top, lines: [(x, top + 12 * i, 10, w) for i, w in enumerate(lines)]
    head = lambda n: [(50, 20, 8, "Papers on visits, volume 7"), (290, 815, 8, str(n))]
    f.write("paper.pdf", make.pdf(
        head(1) + [(50, 60, 18, "Visits from one office")] + [(50, 100, 13, "Results")]
        + column(50, 130, ["The councils of the region sent their own people to", "the homes of those who had asked for help with a", "form, and kept a record of each. Joint visits redu-"])
        + column(310, 130, ["ced waiting times by 12 days. The people who were", "visited said that they had felt at ease, and that they", "would ask again; the visitors would go again."]),
        head(2) + column(50, 100, ["On the second page of this paper one more thing is", "said. Lack of shared premises was the main barrier", "to joint visits."])))
    f.write("notes.odt", make.odt(
        '<text:tracked-changes><text:changed-region><text:deletion><text:p>Joint visits did nothing.</text:p></text:deletion></text:changed-region></text:tracked-changes>'
        '<text:p text:style-name="Title">Visits in the open</text:p><text:h text:outline-level="1">Results</text:h>'
        f'<text:p>{CLAIM[:12]}<text:span text:style-name="B">{CLAIM[12:]}</text:span><text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Counted at the door.</text:p></text:note-body></text:note></text:p>'
        '<text:h text:outline-level="1">Barriers</text:h><text:list text:style-name="L"><text:list-item><text:p>VAT rules</text:p></text:list-item><text:list-item><text:p>distance between offices</text:p></text:list-item></text:list>'
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Weeks</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
        '<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>40</text:p></table:table-cell></table:table-row></table:table>',
        title="Something else", styles='<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'))
    f.write("notes.rtf", make.rtf(
        (15, "Visits on paper"), (1, "Results"), r"Joint visits {\deleted increased}{\revised reduced} waiting times by 12 days.{\super\chftn{\footnote \ltrpar\pard\plain {\super\chftn} Counted at the door.}}",
        (1, "Barriers"), ("item", "VAT rules"), ("item", "distance between offices"), r"{\field{\*\fldinst{ HYPERLINK \'22http://example.org\'22 }}{\fldrslt{Read on}}}.", title="Something else"))
    f.write("book.epub", make.epub("Visits, a book", f"<h1>Results</h1><p>{CLAIM}</p>", "<h1>Barriers</h1><ul><li>VAT rules</li><li>distance between offices</li></ul>"))
    done = f.run("ingest", "--json", ".")
    report = json.loads(done.stdout)
    expect(done.returncode == 0 and report["added"] == 10, "ten formats are read", done.stdout.decode() + done.stderr.decode())
    items, of = f.items(), sources(f)

    page = of["page.html"]
    expect((page["title"], page["authors"], page["date"], page["doi"], page["venue"]) == ("Warm visits", ["Ann Roe", "Ben Poe"], "2019-05-24", "10.1234/visits.1", "Visits Quarterly"), "a page's tags are its record", json.dumps(page))
    expect(section(items, "page.html", CLAIM) == "Findings", "a claim of a page stands under its heading", str(section(items, "page.html", CLAIM)))
    expect({i["name"] for i in items if i["doc"] == "page.html" and i["kind"] == "barrier"} >= {"VAT rules"}, "a page's list of barriers is one")
    expect(not quoted(items, "page.html", "rights reserved") and not quoted(items, "page.html", "Home"), "what surrounds a page is no text")

    article = of["article.nxml"]
    expect((article["title"], article["authors"], article["date"], article["doi"]) == ("Visits in rooms", ["Ann Roe"], "2019-02-04", "10.1234/rooms.5"), "an article's front matter is its record", json.dumps(article))
    expect(section(items, "article.nxml", CLAIM) == "Results", "a claim of an article stands in its section", str(section(items, "article.nxml", CLAIM)))

    expect(of["report.docx"]["title"] == "Visits and offices", "a title that is printed is believed before the file's properties", json.dumps(of["report.docx"]))
    expect(section(items, "report.docx", "Joint visits reduced waiting times by 12 days.") == "Results", "tracked changes are read as accepted", json.dumps([i["quote"] for i in items if i["doc"] == "report.docx"]))
    expect({i["name"] for i in items if i["doc"] == "report.docx" and i["kind"] == "barrier"} >= {"VAT rules", "distance between offices"}, "a Word list is a list")

    found = [i for i in quoted(items, "deck.pptx", CLAIM) if i["kind"] == "claim"]
    expect(found and found[0]["place"]["slide"] == 2 and section(items, "deck.pptx", CLAIM) == "What we found", "a bullet knows its slide and its title", json.dumps(found))
    expect({i["place"]["slide"] for i in items if i["doc"] == "deck.pptx" and i["kind"] == "barrier"} == {3}, "barriers of the third slide")
    expect(of["deck.pptx"]["title"] == "Visits in brief", "the first slide's title is the deck's", json.dumps(of["deck.pptx"]))

    expect(of["notes.odt"]["title"] == "Visits in the open", "the title of an OpenDocument text", json.dumps(of["notes.odt"]))
    expect(section(items, "notes.odt", CLAIM) == "Results", "its claims stand under their headings", json.dumps([i["quote"] for i in items if i["doc"] == "notes.odt"]))
    expect({i["name"] for i in items if i["doc"] == "notes.odt" and i["kind"] == "barrier"} >= {"VAT rules", "distance between offices"}, "and its lists are lists")
    expect(not quoted(items, "notes.odt", "did nothing"), "what was deleted is no text")
    expect(of["notes.rtf"]["title"] == "Visits on paper", "the title of an RTF file", json.dumps(of["notes.rtf"]))
    expect(section(items, "notes.rtf", CLAIM) == "Results", "its claims stand under their headings, its changes are read as accepted", json.dumps([i["quote"] for i in items if i["doc"] == "notes.rtf"]))
    expect({i["name"] for i in items if i["doc"] == "notes.rtf" and i["kind"] == "barrier"} >= {"VAT rules", "distance between offices"}, "and its lists are lists")
    expect((of["book.epub"]["title"], of["book.epub"]["authors"], of["book.epub"]["year"]) == ("Visits, a book", ["Ann Roe"], 2019), "what a book says of itself", json.dumps(of["book.epub"]))
    expect(section(items, "book.epub", CLAIM) == "Results", "its chapters in the order of the spine", json.dumps([i["quote"] for i in items if i["doc"] == "book.epub"]))
    expect({i["place"]["section"] for i in items if i["doc"] == "book.epub" and i["kind"] == "barrier"} == {"Barriers"}, "the second chapter's barriers")

    found = quoted(items, "paper.pdf", CLAIM)
    expect(found and found[0]["place"]["page"] == 1 and section(items, "paper.pdf", CLAIM) == "Results", "a sentence of a PDF that a column divides is whole", json.dumps(found))
    found = quoted(items, "paper.pdf", OTHER)
    expect(found and found[0]["place"]["page"] == 2, "a sentence of the second page", json.dumps(found))
    expect(not quoted(items, "paper.pdf", "volume 7"), "running heads are no text")
    expect(of["paper.pdf"]["title"] == "Visits from one office", "the largest line is the title", json.dumps(of["paper.pdf"]))

    expect(f.run("verify").returncode == 0, "every quotation stands in the stored text")
    for w in witnesses(f.ask("list claims")):
        expect(w["quote"], "a witness has words")

# The same text as a Word and an OpenDocument file, and as RTF that LibreOffice makes of them: the same passages at the same places.
office = shutil.which("soffice") or shutil.which("libreoffice")
if not office:
    print("skipped: RTF that LibreOffice writes (it is not installed)")
else:
    said = "Trust grew “slowly” – by 3 points – at Café Łódź, where p ≤ 0.05, β = 0.2 and 日本 took part."
    same = {
        "report.docx": make.docx(
            make.paragraph("Visits and offices", style="T"), make.paragraph("Results", style="H1"),
            make.paragraph("Joint visits ", make.deleted("increased"), make.inserted("reduced"), " waiting times by 12 days.", make.note_mark(1), " ", said, make.run("2", '<w:vertAlign w:val="superscript"/>'), make.run(" Nobody reads this.", "<w:vanish/>")),
            make.paragraph(OTHER, style="Q"), make.paragraph("Barriers", style="H2"), make.paragraph("VAT rules", item=(1, 0)), make.paragraph("rules of the second kind", item=(1, 1)), make.paragraph("distance between offices", item=(1, 0)),
            make.paragraph(make.run("What helped", "<w:b/>")), make.paragraph("These were said to help:"), make.paragraph("a shared office", item=(2, 0)), make.paragraph("a second person", item=(2, 0)),
            make.table(("Outcome", "Visits", "Others"), ("waiting days", "12", "24"), ("trust", "40", "37")), make.paragraph("After the table " + CLAIM.lower()), notes=["Counted at the door."]),
        "notes.odt": make.odt(
            '<text:p text:style-name="Title">Visits in the open</text:p><text:h text:style-name="Heading_20_1" text:outline-level="1">Results</text:h>'
            f'<text:p>{CLAIM[:12]}<text:span text:style-name="B">{CLAIM[12:]}</text:span><text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Counted at the door.</text:p></text:note-body></text:note> {said}</text:p>'
            '<text:h text:style-name="Heading_20_1" text:outline-level="1">Barriers</text:h><text:list text:style-name="L"><text:list-item><text:p>VAT rules</text:p></text:list-item><text:list-item><text:p>distance between offices</text:p></text:list-item></text:list>'
            '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Weeks</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
            '<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>40</text:p></table:table-cell></table:table-row></table:table>',
            styles='<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>')}
    for name, content in same.items():
        with Folder() as f:
            stem, kind = name.split(".")
            f.write(f"{kind}/{name}", content)
            subprocess.run([office, "--headless", f"-env:UserInstallation=file://{f.path}/profile", "--convert-to", "rtf", "--outdir", f.path / "rtf", f.path / kind / name], capture_output=True, timeout=180)
            if not expect((f.path / "rtf" / f"{stem}.rtf").exists(), f"LibreOffice makes RTF of {name}"):
                continue
            found = {}
            for folder in (kind, "rtf"):
                expect(f.run("ingest", "--base", f"{folder}.base", folder).returncode == 0, f"{name} as {folder} is read")
                lines = [json.loads(line) for line in f.run("export", "--base", f"{folder}.base", "-f", "items").stdout.decode().splitlines()]
                found[folder] = sorted((i["start"], i["end"], i["kind"], i.get("name") or "", i["quote"], i["place"]["section"]) for i in lines)
            expect(len(found["rtf"]) > 5 and found["rtf"] == found[kind], f"{name} and its RTF say the same",
                   "\n  ".join(map(str, [("only before", x) for x in found[kind] if x not in found["rtf"]] + [("only in RTF", x) for x in found["rtf"] if x not in found[kind]])))

with Folder() as f:  # pages that print other numbers than the file counts
    lines = [["The councils of the region sent their own people to the homes of those who asked.", "They kept a record of each visit and of what was said."],
             [CLAIM, "The people who were visited said that they would ask again for such visits."],
             ["On the last page of this part one more thing is said of it.", OTHER]]
    f.write("part.pdf", make.pdf(*([(50, 20, 8, "Papers on visits, volume 7"), (290, 815, 8, str(193 + n))] + [(50, 100 + 14 * i, 10, words) for i, words in enumerate(page)] for n, page in enumerate(lines))))
    f.run("ingest", "part.pdf")
    found = [i for i in quoted(f.items(), "part.pdf", CLAIM) if i["kind"] == "claim"]
    expect(found and found[0]["place"]["page"] == 2 and found[0]["printed_page"] == "194", "a passage knows its page by both numbers", json.dumps(found))
    answer = f.ask("list claims where printed page = 194")
    expect([w["printed_page"] for w in witnesses(answer)] and all(w["printed_page"] == "194" for w in witnesses(answer)), "and is found by the printed one", json.dumps(answer["rows"]))
    for form in ("table", "markdown", "plain"):
        out = f.run("ask", "list claims about waiting times", "-f", form).stdout.decode()
        expect("p. 194" in out and "p. 2" not in out, f"which is the one that is cited: {form}", out)
    expect("page 194 (page 2 of the file)" in f.run("show", found[0]["id"]).stdout.decode(), "show says both")

with Folder() as f:  # an archive is read as a folder, each file by itself
    f.write("in/box.zip", make.zipped({
        "a/page.html": make.html(f"<h1>Visits</h1><p>{CLAIM}</p>"), "b.txt": f"Visits\n\n{OTHER}\n", "a/broken.docx": make.docx(make.paragraph("x"))[:200],
        "../outside.txt": CLAIM, ".hidden": "x", "__MACOSX/b.txt": "x", "inner.zip": make.zipped({"c.txt": CLAIM})}))
    done = f.run("ingest", "--json", "in")
    report = json.loads(done.stdout)
    expect(done.returncode == 3 and report["added"] == 2 and report["failed"] == 3, "two of five files of an archive are read", json.dumps(report, indent=1))
    failed = {file["path"].split(" › ")[1]: file for file in report["files"] if file["outcome"] == "failed"}
    expect(set(failed) == {"a/broken.docx", "../outside.txt", "inner.zip"}, "the others are named", json.dumps(report, indent=1, ensure_ascii=False))
    expect(all(file["fix"] for file in failed.values()), "with what to do", json.dumps(failed))
    expect({i["doc"] for i in f.items() if i["kind"] == "claim"} == {"page.html", "b.txt"}, "claims of files in an archive", json.dumps([i["doc"] for i in f.items()]))
    again = json.loads(f.run("ingest", "--json", "in").stdout)
    expect(again["unchanged"] == 2 and again["added"] == 0, "what is unchanged in an archive is not read again", json.dumps(again))
    expect(f.run("verify").returncode == 0, "the base is whole")

with Folder() as f:  # thirty files, one of them broken
    kinds = [("html", lambda n: make.html(f"<h1>Paper {n}</h1><p>{CLAIM}</p>")), ("nxml", lambda n: make.jats(f"Paper {n}", f"<p>{CLAIM}</p>", f"10.1234/x.{n}")),
             ("docx", lambda n: make.docx(make.paragraph(f"Paper {n}", style="T"), make.paragraph(CLAIM))), ("pptx", lambda n: make.pptx((f"Paper {n}", [(0, CLAIM)], None))),
             ("pdf", lambda n: make.pdf([(50, 60, 18, f"Paper number {n}"), (50, 100, 10, CLAIM)])), ("txt", lambda n: f"Paper {n}\n\n{CLAIM}\n"), ("md", lambda n: f"# Paper {n}\n\n{CLAIM}\n")]
    for n in range(30):
        kind, content = kinds[n % len(kinds)]
        data = content(n)
        f.write(f"in/{n:02}.{kind}", data if n != 11 else data[: len(data) // 2])
    done = f.run("ingest", "in")
    out = done.stdout.decode()
    expect(done.returncode == 3, f"one of thirty fails: exit code 3, got {done.returncode}", out + done.stderr.decode())
    expect("30 files read: 29 added, 0 replaced, 0 unchanged, 1 failed." in out, "twenty-nine are added", out)
    expect("11.pdf" in out and "fetch it again" in out, "the broken one is named, with what to do", out)
    expect(len({i["doc"] for i in f.items() if i["kind"] == "claim"}) == 29, "each of the others has its claim")

with Folder() as f:  # files that other programs open are begun ahead of their turn, and nobody can tell
    pages = lambda n: make.pdf([(50, 60, 18, f"Paper number {n}"), (50, 100, 10, CLAIM), (50, 114, 10, OTHER)])
    for n in range(12):
        data = pages(n) if n % 3 else f"# Paper {n}\n\n{CLAIM}\n".encode()
        f.write(f"in/{n:02}.{'pdf' if n % 3 else 'md'}", data if n not in (4, 5) else data[: len(data) // 2])
    report = json.loads(f.run("ingest", "--json", "in").stdout)
    names = [file["path"].split("/")[-1].split("\\")[-1] for file in report["files"]]
    expect(names == sorted(names) and len(names) == 12, "the report has the files in their order", json.dumps(names))
    expect([n for n, file in zip(names, report["files"]) if file["outcome"] == "failed"] == ["04.pdf", "05.pdf"], "the broken ones are named in their place", json.dumps(report, indent=1))
    together = f.items()
    for n in (1, 2, 7):
        f.run("ingest", "-b", f"{n}.evd", f"in/{n:02}.pdf")
        alone = [json.loads(line) for line in f.run("export", "-b", f"{n}.evd", "-f", "items").stdout.decode().splitlines()]
        of = lambda items: [(i["id"], i["kind"], i["quote"], i["place"]) for i in items if i["doc"] == f"{n:02}.pdf"]
        expect(of(alone) == of(together) and len(of(alone)) > 1, f"{n:02}.pdf says the same alone", json.dumps([of(alone), of(together)], indent=1))
    again = json.loads(f.run("ingest", "--json", "in").stdout)
    expect(again["unchanged"] == 10 and again["failed"] == 2, "what is in the library is not begun again", json.dumps(again))

finish()

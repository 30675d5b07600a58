#!/usr/bin/env python3
"""What people coded is a person's word: coding tables with their mapping, exports of EPPI-Reviewer and projects of REFI-QDA answer
questions, quote their own words at their place, and stand above what the machine found of the same work."""
import json

import _documents as make
from _program import Folder, expect, finish, witnesses

# A survey that the machine reads as such, with two barriers, and its place in a coding table.
TRIAL = make.html(
    "<h1>Joint discharge in three towns</h1><h2>Methods</h2><p>We carried out a survey of 40 nurses in Wales.</p>"
    "<h2>Results</h2><p>Joint discharge reduced length of stay by two days in our survey.</p>"
    "<h2>Barriers</h2><ul><li>Lack of time</li><li>VAT rules</li></ul>",
    '<meta name="citation_title" content="Joint discharge in three towns"><meta name="citation_author" content="Roe, Ann">'
    '<meta name="citation_publication_date" content="2019"><meta name="citation_doi" content="10.1234/joint.1">')
HEADER = "Title,Authors,Year,DOI,Study design,N,Country,Barriers,VAT rules,Trust,Trust words,Page,Length of stay,Coder"
ROWS = [
    'Joint discharge in three towns,"Roe, A.; Poe, B.",2019,10.1234/joint.1,RCT,"1,200",Wales,"Staff turnover; Lack of time",no,yes,We came to trust each other,7,not reported,Ada',
    '"Wards that ""share""","Poe, C.",2021,,cohort study,80,Spain,none,no,no,,,not studied,Ben',
    ',,,,,,,,,,,,,',
    'A third study of shared wards,"Moe, D.",2022,,a hunch,30,Chile,Cold rooms,no,perhaps,,,not studied,Ben',
]
MAPPING = {
    "source": {"title": "Title", "authors": "Authors", "year": "Year", "doi": "DOI"},
    "study": {"design": "Study design", "sample size": "N", "country": "Country"},
    "codes": {
        "Barriers": {"kind": "barrier", "separator": ";"},
        "VAT rules": {"kind": "barrier", "name": "VAT rules"},
        "Trust": {"kind": "success factor", "name": "mutual trust", "quote": "Trust words", "page": "Page"},
        "Length of stay": {"kind": "outcome measure", "name": "length of stay"},
    },
    "coded by": {"column": "Coder"},
}


def table(*rows):
    return "\r\n".join([HEADER, *rows]) + "\r\n"


def ingest(folder, *paths, code=0):
    done = folder.run("ingest", "--json", *paths)
    expect(done.returncode == code, f"ingest ends with {code}", done.stdout.decode() + done.stderr.decode())
    return json.loads(done.stdout)


def labels(answer):
    return sorted(str(next(iter(row["values"].values()))) for row in answer["rows"])


def ask(folder, question):
    return labels(folder.ask(question))


# ---- a table beside its mapping -------------------------------------------------------------------------------------
with Folder() as f:
    f.write("in/trial.html", TRIAL)
    ingest(f, "in")
    before = [i for i in f.items() if i["kind"] == "study"]
    expect(len(before) == 1 and before[0]["design"] == "survey", "the machine reads a survey", before)
    expect(ask(f, "list barriers") == ["taxation rules", "time"], "and two barriers", ask(f, "list barriers"))

    f.write("in/coding.csv", table(*ROWS))
    f.write("in/coding.csv.mapping.json", json.dumps(MAPPING))
    report = ingest(f, "in")
    expect(len(report["files"]) == 2, "the mapping is no document", report)
    notes = " ".join(n for file in report["files"] for n in file.get("notes", []))
    expect("'perhaps' (row 5)" in notes, "words that say neither yes nor no are counted", notes)
    expect("'a hunch' (row 5)" in notes, "and designs that are none", notes)

    expect(len(f.ask("list held sources")["rows"]) == 3, "the row and the document are one source", ask(f, "list held sources"))
    studies = [i for i in f.items() if i["kind"] == "study"]
    trial = [s for s in studies if s.get("design") == "rct"]
    expect(len(studies) == 3 and len(trial) == 1, "the coded study stands in the place of the machine's", studies)
    expect(trial and trial[0]["country"] == "Wales" and trial[0].get("coded_by") == "Ada", "with what was coded", trial)
    expect(not any(s.get("design") == "survey" for s in studies), "what the machine took it for is not said any more")
    claims = f.ask("list claims from studies where design = rct")
    expect(any("two days" in w["quote"] for w in witnesses(claims)), "what rested on the machine's study rests on the coded one", claims)

    barriers = ask(f, "list barriers")
    expect("taxation rules" not in barriers, "what a person did not find is not there, whatever the machine read", barriers)
    expect(barriers == ["Cold rooms", "staff turnover", "time"], "each name in a cell is a code", barriers)
    time = f.ask('which sources name "lack of time"?')
    lack = list(witnesses(time))
    expect(len(time["rows"]) == 1 and [w["begin"] > 0 for w in lack] == [False, True], "coded and read, it is one source, and the person's word comes first", lack)

    trust = list(witnesses(f.ask('list success factors named in sources')))
    expect(len(trust) == 1 and trust[0]["quote"] == "We came to trust each other", "the words of the work are the quotation", trust)
    expect(trust and trust[0]["page"] == 7 and "coding.csv, row 2, column K" in trust[0]["section"], "with page, row and column", trust)
    expect(trust and trust[0]["source"]["doi"] == "10.1234/joint.1", "and the work as its source", trust)
    expect("coded by Ada" in json.dumps(f.ask("list success factors named in sources")), "the answer says whose word it is")
    shown = f.run("show", trust[0]["item"]).stdout.decode()
    expect("coded 'yes' in the column 'Trust' of coding.csv, row 2, by Ada" in shown and "human coding" in shown, "show says how it was coded", shown)

    shown = f.run("show", "trial.html").stdout.decode()
    expect("1 success factor\n" in shown and "Staff turnover" in shown and "mutual trust" in shown, "a source is shown with its codes", shown)
    expect("VAT rules" not in shown.split("\n1 study")[1], "and without what they outrank", shown)

    expect(len(ask(f, 'list sources coded for "mutual trust"')) == 2, "what was looked for is known", ask(f, 'list sources coded for "mutual trust"'))
    expect(f.run("verify").returncode == 0, "every quotation stands in its source", f.run("verify").stdout.decode())

    again = ingest(f, "in")
    expect(again["unchanged"] == 2, "read again, nothing changes", again)
    MAPPING["codes"]["Trust"]["other words"] = "yes"
    f.write("in/coding.csv.mapping.json", json.dumps(MAPPING))
    ingest(f, "in")
    expect(len(list(witnesses(f.ask("list success factors named in sources")))) == 2, "a changed mapping is read again")
    expect(f.run("remove", "coding.csv").returncode == 0, "the coding can be taken away")
    expect(ask(f, "list barriers") == ["taxation rules", "time"] and [i for i in f.items() if i["kind"] == "study"] == before, "and the machine's word stands again")
    expect("Ada" not in f.run("export", "-f", "items").stdout.decode(), "nothing of it stays")


# ---- what was looked for everywhere and found nowhere ------------------------------------------------------------------
with Folder() as f:
    f.write("trial.html", TRIAL)
    f.write("codes.csv", "Title,Year,DOI,Readmission\nJoint discharge in three towns,2019,10.1234/joint.1,no\nAnother study of shared wards,2020,,not studied\n")
    f.write("codes.csv.mapping.json", json.dumps({"source": {"title": "Title", "year": "Year", "doi": "DOI"},
                                                  "codes": {"Readmission": {"kind": "outcome measure", "name": "readmission rate"}}}))
    ingest(f, ".")
    gap = f.ask("is there evidence about readmissions?")["gap"]
    expect(gap["status"] == "not_studied" and "all 2 sources" in gap["why"], "a person coded every source: not studied", gap)
    f.write("other.html", TRIAL.replace("three towns", "four towns").replace("joint.1", "joint.2"))
    ingest(f, "other.html")
    gap = f.ask("is there evidence about readmissions?")["gap"]
    expect(gap["status"] == "not_found_by_machine" and "coded 2 of the 3 sources" in gap["why"], "of one that nobody coded that is not known", gap)
    rows = f.ask("which measures have no evidence?")["rows"]
    expect([(row["values"]["measure"], row["gap"]["status"]) for row in rows if "readmission" in row["values"]["measure"]] == [("readmission", "not_found_by_machine")],
           "a list of gaps holds what was only looked for", rows)
    expect("readmission" not in ask(f, "list measures"), "a list of what documents name does not", ask(f, "list measures"))
    gap = f.ask("is there evidence about mortality?")["gap"]
    expect(gap["status"] == "not_found_by_machine" and "coded" not in gap["why"], "nor of what nobody looked for", gap)
    nobody = f.ask("list sources that are coded for mortality")
    expect(not nobody["rows"] and "no coding that was read says so" in nobody["gap"]["why"] and not nobody.get("recall"),
           "that nobody coded is no finding of the machine's", nobody["gap"])

# ---- the order of reading does not matter -----------------------------------------------------------------------------
with Folder() as f, Folder() as g:
    for folder, order in ((f, ("trial.html", "coding.csv")), (g, ("coding.csv", "trial.html"))):
        folder.write("trial.html", TRIAL)
        folder.write("coding.csv", table(*ROWS))
        folder.write("coding.csv.mapping.json", json.dumps(MAPPING))
        for name in order:
            ingest(folder, name)
    # Of two files of one work, the key goes by which came first.
    one, other = ([{k: v for k, v in i.items() if k != "id"} for i in folder.items()] for folder in (f, g))
    expect(one == other, "the same evidence, whatever came first", [pair for pair in zip(one, other) if pair[0] != pair[1]][:2])

# ---- in an archive, as in a folder ------------------------------------------------------------------------------------
with Folder() as f, Folder() as g:
    ris = "TY  - JOUR\nTI  - Visits by two services\nAU  - Roe, Ann\nPY  - 2020\nER  - \n\nTY  - JOUR\nTI  - Rooms for two services\nAU  - Poe, Ben\nPY  - 2021\nER  - \n"
    files = {"trial.html": TRIAL, "codes/coding.csv": table(*ROWS), "codes/coding.csv.mapping.json": json.dumps(MAPPING), "found.ris": ris}
    for name, content in files.items():
        f.write(f"in/{name}", content)
    g.write("in/box.zip", make.zipped(files))
    ingest(f, "in")
    report = ingest(g, "in")
    expect(len(report["files"]) == 3, "a mapping in an archive is no document", report)
    expect("'a hunch' (row 5)" in " ".join(n for file in report["files"] for n in file.get("notes", [])), "it is read with its table", report)
    told = lambda folder: sorted((i["kind"], i.get("name") or i.get("title") or "", i["quote"], i.get("coded_by") or "") for i in folder.items())
    expect(told(f) == told(g), "an archive says what its files say in a folder", [x for x in told(f) if x not in told(g)] + [x for x in told(g) if x not in told(f)])
    expect(len(g.ask("list held sources")["rows"]) == 3, "a coded work and its document in it are one source", ask(g, "list held sources"))
    expect({i["file"] for i in g.items() if i["kind"] == "source"} == {"trial.html", "coding.csv", "found.ris"}, "records in it are works", g.items())
    expect(ingest(g, "in")["unchanged"] == 3, "and is not read again")
    expect(g.run("verify").returncode == 0, "the base is whole")
    g.write("in/alone.zip", make.zipped({"other.csv.mapping.json": json.dumps(MAPPING), "table.csv": table(*ROWS)}))
    report = ingest(g, "in", code=3)
    failed = [file for file in report["files"] if file["outcome"] == "failed"]
    expect(len(failed) == 1 and "other.csv, which does not stand beside it" in failed[0]["error"], "a mapping without its table is said", report)
    notes = " ".join(n for file in report["files"] for n in file.get("notes", []))
    expect("evident coding" in notes and "in the archive" in notes, "and a table that looks coded", notes)

# ---- workbooks, and the proposed mapping ------------------------------------------------------------------------------
with Folder() as f:
    sheet = [["Title", "Year", "DOI", "Barriers", "Success factor: trust"], ["One study of many rooms", 2020, "10.1234/rooms.1", "Cold rooms", "yes"],
             ["Another study of many rooms", 2021, "10.1234/rooms.2", "Long ways", "no"]]
    f.write("codes.xlsx", make.xlsx(About=[["How to code"]], Codes=sheet))
    f.write("plain.csv", "\n".join(",".join(map(str, row)) for row in sheet) + "\n")
    notes = json.dumps(ingest(f, "plain.csv")["files"])
    expect('evident coding "plain.csv" > "plain.csv.mapping.json"' in notes.replace('\\"', '"'), "a table that looks coded says how to make a mapping", notes)
    proposed = f.run("coding", "plain.csv")
    expect(proposed.returncode == 0, "a mapping is proposed", proposed.stderr.decode())
    mapping = json.loads(proposed.stdout)
    expect(mapping["source"] == {"title": "Title", "year": "Year", "doi": "DOI"}, "with the columns of the work", mapping)
    expect(mapping["codes"]["Success factor: trust"] == {"kind": "Success factor", "name": "trust"} and "Barriers" in mapping["codes"], "and the codes", mapping)
    f.write("codes.xlsx.mapping.json", proposed.stdout)
    ingest(f, "codes.xlsx")
    found = list(witnesses(f.ask("list barriers named in sources")))
    expect(any("codes.xlsx, sheet Codes, row 2, column D" in w["section"] for w in found), "sheet, row and column of a workbook", found)

    # ---- what is wrong is said, with what is there -------------------------------------------------------------------
    for wrong, told in (({**mapping, "codes": {"Barriers": "hurdle"}}, ("hurdle", "kinds: ", "success factor")),
                        ({**mapping, "codes": {"Bariers": "barrier"}}, ("'Bariers'", "columns there: ", "'Barriers'")),
                        ({**mapping, "sheet": "Code"}, ("'Code'", "sheets there: ", "'Codes'")),
                        ({**mapping, "source": {"year": "Year"}}, ("tells one work from another",)),
                        ({**mapping, "colour": "red"}, ("colour", "what may stand there"))):
        f.write("codes.xlsx.mapping.json", json.dumps(wrong))
        failed = f.run("ingest", "codes.xlsx")
        said = failed.stdout.decode()
        expect(failed.returncode == 3 and all(words in said for words in told), f"told of {told[0]}", said)
    f.write("codes.xlsx.mapping.json", "{\"source\": ")
    expect("is no JSON" in f.run("ingest", "codes.xlsx").stdout.decode(), "a mapping that is no JSON")
    f.write("alone/gone.csv.mapping.json", "{}")
    expect("does not stand beside it" in f.run("ingest", "alone").stdout.decode(), "a mapping without its table")

# ---- EPPI-Reviewer ----------------------------------------------------------------------------------------------------
EPPI = {"CodeSets": [{"SetName": "Coding", "SetId": 1, "Attributes": {"AttributesList": [
    {"AttributeId": 10, "AttributeName": "Barriers to joint work", "Attributes": {"AttributesList": [
        {"AttributeId": 11, "AttributeName": "Cold rooms"}, {"AttributeId": 12, "AttributeName": "VAT rules"}]}},
    {"AttributeId": 20, "AttributeName": "Study design", "Attributes": {"AttributesList": [{"AttributeId": 21, "AttributeName": "RCT"}]}},
    {"AttributeId": 30, "AttributeName": "What people wanted"}]}}],
    "References": [{"ItemId": 7, "Title": "Joint discharge in three towns", "Authors": "Roe A; Poe B;", "Year": "2019", "DOI": "10.1234/joint.1", "Abstract": "",
                    "Codes": [{"AttributeId": 11, "AdditionalText": "", "ItemAttributeFullTextDetails": [{"ItemDocumentId": 1, "TextFrom": 0, "TextTo": 0, "IsFromPDF": True,
                               "Text": "Page 4:\n[¬s]\"the rooms were cold\"[¬e]"}]},
                              {"AttributeId": 21, "AdditionalText": "", "ItemAttributeFullTextDetails": []},
                              {"AttributeId": 30, "AdditionalText": "tea", "ItemAttributeFullTextDetails": []}]}]}

with Folder() as f:
    f.write("trial.html", TRIAL)
    f.write("review.json", json.dumps(EPPI, ensure_ascii=False))
    report = ingest(f, ".")
    notes = " ".join(n for file in report["files"] for n in file.get("notes", []))
    expect("What people wanted" in notes and "review.json.mapping.json" in notes, "a code without a kind is named, with what to do", notes)
    barriers = ask(f, "list barriers")
    expect(barriers == ["Cold rooms", "time"], "the codes of a reviewing program, and what the other codes of the group say is not there", barriers)
    cold = list(witnesses(f.ask('which sources name "cold rooms"?')))
    expect(len(cold) == 1 and cold[0]["quote"] == "the rooms were cold" and cold[0]["page"] == 4, "the words that were marked, on their page", cold)
    expect("review.json, reference 1, code Coding: Barriers to joint work: Cold rooms" in cold[0]["section"], "and the code they were given", cold)
    expect([i["design"] for i in f.items() if i["kind"] == "study"] == ["rct"], "the design is the coded one")
    expect([i["name"] for i in f.items() if i["kind"] == "theme"] == ["What people wanted"], "what tells no kind is a theme")
    f.write("review.json.mapping.json", json.dumps({"codes": {"What people wanted": "success factor"}}))
    ingest(f, ".")
    expect(ask(f, "list success factors") == ["What people wanted"], "until a mapping gives it a kind", ask(f, "list success factors"))
    f.write("review.json.mapping.json", json.dumps({"codes": {"What people wanted": "wish"}}))
    expect("kinds: " in f.run("ingest", "review.json").stdout.decode(), "a kind that is none lists those there are")
    f.write("cut.json", json.dumps(EPPI)[:-20])
    expect("export it again" in f.run("ingest", "cut.json").stdout.decode(), "an export that was cut short")
    expect(f.run("verify").returncode == 0, "every quotation stands in its source")

# ---- REFI-QDA ---------------------------------------------------------------------------------------------------------
TALK = "Interview with a ward manager\r\n\r\nWe came to trust each other.\r\n\r\nBarriers\r\n\r\n- Café too far away\r\n- Long ways\r\n"


def qde(talk=TALK):
    def selection(words, *codes):
        at = talk.index(words)
        return (f'<PlainTextSelection guid="s{at}" name="{words}" startPosition="{at}" endPosition="{at + len(words)}" creatingUser="U1">'
                + "".join(f'<Coding guid="k{at}{c}" creatingUser="U1"><CodeRef targetGUID="{c}"/></Coding>' for c in codes) + "</PlainTextSelection>")
    return ('<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="Wards" origin="hand"><Users><User guid="u1" name="Ada Moe"/></Users>'
            '<CodeBook><Codes><Code guid="C1" name="Barriers" isCodable="true"><Code guid="C2" name="Distance" isCodable="true"/></Code>'
            '<Code guid="C3" name="Facilitators" isCodable="true"><Code guid="C4" name="Getting to know each other" isCodable="true"/></Code></Codes></CodeBook>'
            f'<Sources><TextSource guid="T1" name="Ward manager" plainTextPath="internal://T1.txt">{selection("Café too far away", "C2")}{selection("trust each other", "C4")}'
            '<Coding guid="k9"><CodeRef targetGUID="C1"/></Coding></TextSource><TextSource guid="T2" name="Lost" plainTextPath="internal://T2.txt"/></Sources>'
            '<Notes><Note guid="N1" name="memo"/></Notes></Project>')


with Folder() as f:
    f.write("wards.qdpx", make.zipped({"project.qde": qde(), "Sources/T1.txt": b"\xef\xbb\xbf" + TALK.encode()}))
    report = ingest(f, "wards.qdpx", code=3)
    paths = {file["path"]: file for file in report["files"]}
    expect("wards.qdpx › Ward manager" in paths and "not in the project" in paths["wards.qdpx › Lost"]["error"], "each text is a document, what is missing a failure", report)
    notes = " ".join(paths["wards.qdpx › Ward manager"]["notes"])
    expect("1 code is of a whole source" in notes and "not read: notes (1)" in notes, "what was not read is counted", notes)
    items = [i for i in f.items() if i.get("coded_by") == "Ada Moe"]
    expect(sorted((i["kind"], i["name"], i["quote"]) for i in items) ==
           [("barrier", "Distance", "Café too far away"), ("success_factor", "Getting to know each other", "trust each other")], "coded passages, in their kinds", items)
    text = (b"\xef\xbb\xbf" + TALK.encode())
    expect(all(text[i["start"]:i["end"]].decode() == i["quote"] for i in items), "at their place in the text", items)
    machine = [i["quote"] for i in f.items() if i["kind"] == "barrier" and not i.get("coded_by")]
    expect(machine == ["Long ways"], "what the machine found in the same words gives way", machine)
    expect(f.run("verify").returncode == 0, "every quotation stands in its source")
    f.write("boxed/box.zip", make.zipped({"wards.qdpx": make.zipped({"project.qde": qde(), "Sources/T1.txt": b"\xef\xbb\xbf" + TALK.encode()})}))
    boxed = ingest(f, "-b", "boxed.evd", "boxed", code=3)
    expect([file["path"].split(" › ", 1)[-1] for file in boxed["files"] if file["outcome"] == "added"] == ["wards.qdpx › Ward manager"], "a project in an archive is read as in a folder", boxed)
    f.write("links.qdpx", make.zipped({"project.qde": "<Project/>", "../Sources/T1.txt": "x"}))
    expect("without a text" in f.run("ingest", "links.qdpx").stdout.decode(), "a project without texts")
    f.write("cut.qdpx", make.zipped({"project.qde": qde()[:400]}))
    expect("export it again as a REFI-QDA project" in f.run("ingest", "cut.qdpx").stdout.decode(), "a project that was cut short")

finish()

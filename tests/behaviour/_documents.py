"""Builds small documents of every format that is read, of words of our own. Not a test."""
import io
import zipfile
from xml.sax.saxutils import escape


def zipped(files):
    """A ZIP archive of {name: content}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
OOXML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{OOXML}document.main+xml"/>'
         + "".join(f'<Override PartName="/word/{part}.xml" ContentType="{OOXML}{part}+xml"/>' for part in ("styles", "numbering", "footnotes")) + "</Types>")


def relations(**targets):
    lines = "".join(f'<Relationship Id="{i}" Type="{RELATION}{t.rstrip("0123456789")}" Target="{target}"/>' for i, (t, target) in enumerate(targets.items()))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'.replace('Id="', 'Id="r')


def package(main, files, title=None):
    core = f'<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:title>{title}</dc:title></cp:coreProperties>' if title else None
    return zipped({"[Content_Types].xml": TYPES, "_rels/.rels": relations(officeDocument=main), **({"docProps/core.xml": core} if core else {}), **files})


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(words, properties=""):
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*runs, style=None, item=None):
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>' if item else "")
    return f'<w:p><w:pPr>{properties}</w:pPr>{"".join(r if r.startswith("<") else run(r) for r in runs)}</w:p>'


def table(*rows):
    cell = lambda c: f"<w:tc>{paragraph(c)}</w:tc>"
    return "<w:tbl>" + "".join(f'<w:tr>{"".join(map(cell, row))}</w:tr>' for row in rows) + "</w:tbl>"


def docx(*body, notes=(), title=None):
    levels = lambda form: "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%{i + 1}."/></w:lvl>' for i in range(3))
    return package("word/document.xml", {
        "word/document.xml": f'<?xml version="1.0"?><w:document {W}><w:body>{"".join(body)}</w:body></w:document>',
        "word/_rels/document.xml.rels": relations(styles="styles.xml", numbering="numbering.xml", footnotes="footnotes.xml"),
        "word/styles.xml": f'<w:styles {W}>' + "".join(f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{n}"/></w:style>' for i, n in (("T", "Title"), ("H1", "heading 1"), ("H2", "heading 2"), ("Q", "Quote"), ("C", "caption"))) + "</w:styles>",
        "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels("bullet")}</w:abstractNum><w:abstractNum w:abstractNumId="1">{levels("decimal")}</w:abstractNum>'
                              '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
        "word/footnotes.xml": f'<w:footnotes {W}>' + "".join(f'<w:footnote w:id="{i + 2}">{paragraph(n)}</w:footnote>' for i, n in enumerate(notes)) + "</w:footnotes>",
    }, title)


def note_mark(number):
    return f'<w:r><w:footnoteReference w:id="{number + 1}"/></w:r>'


def inserted(words):
    return f"<w:ins>{run(words)}</w:ins>"


def deleted(words):
    return f"<w:del><w:r><w:delText>{escape(words)}</w:delText></w:r></w:del>"


P = 'xmlns:p="p" xmlns:a="a" xmlns:r="r"'


def pptx(*slides):
    """Slides as (title, [(level, words)], notes)."""
    def shape(kind, paragraphs):
        body = "".join(f'<a:p><a:pPr lvl="{level}"/><a:r><a:t>{escape(words)}</a:t></a:r></a:p>' for level, words in paragraphs)
        return f'<p:sp><p:nvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>'
    files = {"ppt/presentation.xml": f'<p:presentation {P}><p:sldIdLst>' + "".join(f'<p:sldId id="{256 + i}" r:id="r{i}"/>' for i in range(len(slides))) + "</p:sldIdLst></p:presentation>",
             "ppt/_rels/presentation.xml.rels": relations(**{f"slide{i}": f"slides/slide{i}.xml" for i in range(len(slides))})}
    for i, (title, bullets, notes) in enumerate(slides):
        # The body stands before the title in the file, as it may.
        shapes = shape('idx="1"', bullets) + shape('type="title"', [(0, title)]) + shape('type="sldNum"', [(0, str(i + 1))])
        files[f"ppt/slides/slide{i}.xml"] = f'<p:sld {P}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>'
        if notes:
            files[f"ppt/slides/_rels/slide{i}.xml.rels"] = relations(notesSlide=f"../notesSlides/notes{i}.xml")
            files[f"ppt/notesSlides/notes{i}.xml"] = f'<p:notes {P}><p:cSld><p:spTree>{shape("""type="body" """, [(0, notes)])}</p:spTree></p:cSld></p:notes>'
    return package("ppt/presentation.xml", files)


def xlsx(**sheets):
    """Sheets as lists of rows."""
    def cell(value):
        if isinstance(value, (int, float)):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    files = {"xl/workbook.xml": '<workbook xmlns:r="r"><sheets>' + "".join(f'<sheet name="{n}" sheetId="{i + 1}" r:id="r{i}"/>' for i, n in enumerate(sheets)) + "</sheets></workbook>",
             "xl/_rels/workbook.xml.rels": relations(**{f"worksheet{i}": f"worksheets/sheet{i}.xml" for i in range(len(sheets))})}
    for i, rows in enumerate(sheets.values()):
        files[f"xl/worksheets/sheet{i}.xml"] = "<worksheet><sheetData>" + "".join(f'<row>{"".join(map(cell, row))}</row>' for row in rows) + "</sheetData></worksheet>"
    return package("xl/workbook.xml", files)


def pdf(*pages):
    """Pages as lists of (left, top, size, words), points from the top left; Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        text = "".join(f"BT /F1 {size} Tf {left} {842 - top - size} Td ({words}) Tj ET\n" for left, top, size, words in
                       ((a, b, c, w.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")) for a, b, c, w in lines))
        objects.append(f"<< /Length {len(text.encode('cp1252'))} >>\nstream\n{text}endstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for i, body in enumerate(objects):
        places.append(len(out))
        out += f"{i + 1} 0 obj\n{body}\nendobj\n".encode("cp1252")
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{p:010} 00000 n \n".encode() for p in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()


O = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for n, u in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("meta", "meta")))


def odt(body, title=None, styles=""):
    """An OpenDocument text: the XML within office:text."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text",
                   "content.xml": f'{head}<office:document-content {O}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>',
                   "META-INF/manifest.xml": f'{head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
                                            + "".join(f'<manifest:file-entry manifest:full-path="{part}.xml" manifest:media-type="text/xml"/>' for part in ("content", "styles", "meta")) + "</manifest:manifest>",
                   "styles.xml": f'{head}<office:document-styles {O}><office:styles><style:style style:name="Title" style:family="paragraph"/><style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/><style:style style:name="Quotations" style:family="paragraph"/></office:styles></office:document-styles>',
                   "meta.xml": f'{head}<office:document-meta {O} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{f"<dc:title>{title}</dc:title>" if title else ""}</office:meta></office:document-meta>'})


RTF_HEAD = (r"{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f3\fbidi \froman\fcharset2\fprq2 Symbol;}}"
            r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql \fs24 \snext0 Normal;}{\s1\ql \outlinelevel0\b \sbasedon0 \snext0 heading 1;}{\s15\ql \fs56 \sbasedon0 \snext0 Title;}{\*\cs10 \additive Default Paragraph Font;}}"
            r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc23\levelnfcn23\levelstartat1{\leveltext\'01\u-3913 ?;}{\levelnumbers;}\f3}\listid7}}{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}")


def rtf(*paragraphs, title=None):
    """Paragraphs of RTF source as Word writes them: source, or (number of a style or "item", source)."""
    about = r"{\info{\title %s}{\author Ann Roe}{\creatim\yr2019\mo5\dy24}}" % title if title else ""
    body = ""
    for one in paragraphs:
        kind, words = one if isinstance(one, tuple) else (0, one)
        body += r"{\listtext\pard\plain\ltrpar \f3 \loch\af3\dbch\af0\hich\f3 \'b7\tab}" if kind == "item" else ""
        body += r"\pard\plain \ltrpar" + (r"\ls1\ilvl0" if kind == "item" else rf"\s{kind}") + r"\ql \rtlch\fcs1 \af0\afs24 \ltrch\fcs0 \f0\fs24 "
        body += r"{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid7 %s}{\insrsid7 " % words + "\n" + r"\par }"
    return (RTF_HEAD + about + body + "}").encode("cp1252")


def epub(title, *chapters, date="2019-05-24"):
    """A book of web pages, listed out of order in its manifest."""
    names = [f"ch{i}.xhtml" for i in range(len(chapters))]
    items = "".join(f'<item id="c{i}" href="Text/{n}" media-type="application/xhtml+xml"/>' for i, n in reversed(list(enumerate(names))))
    return zipped({"mimetype": "application/epub+zip",
                   "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
                   "OPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{title}</dc:title><dc:creator>Ann Roe</dc:creator><dc:date>{date}</dc:date></metadata>'
                                   f'<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest><spine><itemref idref="nav"/>{"".join(f"""<itemref idref="c{i}"/>""" for i in range(len(chapters)))}</spine></package>',
                   "OPS/nav.xhtml": "<html><body><nav><ol><li><a href='Text/ch0.xhtml'>Barriers and findings of everything</a></li></ol></nav></body></html>",
                   **{f"OPS/Text/{n}": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{chapter}</body></html>' for n, chapter in zip(names, chapters)}})


def html(body, head=""):
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body><nav><a href="/">Home</a> <a href="/n">News</a></nav><main>{body}</main><footer>All rights reserved</footer></body></html>'


def jats(title, body, doi="10.1234/rooms.5", abstract=""):
    return (f'<?xml version="1.0" encoding="UTF-8"?><article article-type="research-article" xml:lang="en"><front><journal-meta><journal-title-group><journal-title>Notes on Rooms</journal-title></journal-title-group></journal-meta>'
            f'<article-meta><article-id pub-id-type="doi">{doi}</article-id><title-group><article-title>{title}</article-title></title-group><contrib-group><contrib contrib-type="author"><name><surname>Roe</surname><given-names>Ann</given-names></name></contrib></contrib-group>'
            f'<pub-date pub-type="epub"><day>4</day><month>2</month><year>2019</year></pub-date><abstract>{abstract}</abstract></article-meta></front><body>{body}</body></article>')

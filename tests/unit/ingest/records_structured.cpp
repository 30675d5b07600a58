// BibTeX, XML, JSON, YAML and tables of records.
#include <catch2/catch.hpp>

#include "ingest/readers/bibliographic/latex.hpp"
#include "records_support.hpp"

using namespace evident;
using namespace evident::ingest;

TEST_CASE("TeX's accents and signs", "[records]") {
  WordStore store;
  CHECK(from_latex(R"(Erd{\H{o}}s and Caf\'e, {\"O}zge {\c{C}}etin, S{\o}ren, na\"{\i}ve)", store) ==
        "Erdős and Café, Özge Çetin, Søren, naïve");
  CHECK(from_latex(R"(``Trust'' \& cost -- \emph{a  view} of $\alpha$)", store) ==
        "“Trust” & cost – a view of α");
  CHECK(from_latex("plain words", store) == "plain words");
  CHECK(from_latex(R"(100\% of \unknown{these})", store) == "100% of these");
  CHECK(from_latex("\\", store) == "\\");
}

TEST_CASE("BibTeX: strings, joined pieces, quotation marks, braces within, numbers", "[records]") {
  const auto file = read_record_file(
      "a.bib",
      "A comment by me@example.org\n@string{js = \"Journal of \" # {Services}}\n@Article{roe:01,\n author = "
      "\"Roe, Jane and van der Berg, {\\'E}va and {The Trust Group} and others\",\n"
      " title = {Trust in {NHS} services}, journal = js, year = 2001, month = mar, pages = {1--9}, number = "
      "4,\n"
      " keywords = {trust, cost}, mine = {kept}\n}\n@comment{ignored, @article{no, title={No}}}\n");
  REQUIRE(file.format == "BibTeX");
  REQUIRE(file.records.size() == 1);
  const ReadRecord& r = file.records[0];
  CHECK(r.all("key") == "roe:01");
  CHECK(r.all("author") == "Roe, Jane|van der Berg, Éva|The Trust Group");
  CHECK(r.all("venue") == "Journal of Services");
  CHECK(r.all("title") == "Trust in NHS services");
  CHECK(r.find("title")->bytes == "Trust in {NHS} services");
  CHECK(r.all("date") == "2001-03");
  CHECK(r.all("pages") == "1-9");
  CHECK(r.all("issue") == "4");
  CHECK(r.all("other").find("kept") != std::string::npos);
}

TEST_CASE("BibTeX: names by their parts", "[records]") {
  const auto author = [](const std::string& names) {
    const auto file = read_record_file("a.bib", "@misc{a, author = {" + names + "}}");
    return file.records.empty() ? std::string() : file.records[0].all("author");
  };
  CHECK(author("Jane Q. Roe") == "Roe, Jane Q.");
  CHECK(author("Ludwig van Beethoven") == "van Beethoven, Ludwig");
  CHECK(author("King, Jr., Martin Luther") == "King, Martin Luther Jr.");
  CHECK(author("jean de la Fontaine") == "jean de la Fontaine");
  CHECK(author("{World Health Organization} AND Roe, J") == "World Health Organization|Roe, J");
  CHECK(author("family=Roe, given=Jane, prefix=von") == "von Roe, Jane");
  CHECK(author("Roe, A and ,").starts_with("Roe, A"));
}

TEST_CASE("BibTeX: what an entry takes over, and what was never closed", "[records]") {
  auto file = read_record_file("a.bib",
                               "@inbook{c, title = {Part}, crossref = {b}}\n@book{b, title = {Whole}, "
                               "publisher = {Press}, year = 1999, crossref = {c}}\n");
  REQUIRE(file.records.size() == 2);
  CHECK(file.records[0].all("venue") == "Whole");
  CHECK(file.records[0].all("publisher") == "Press");
  CHECK(file.records[0].year == 1999);
  file = read_record_file("a.bib",
                          "@article{a,\n title = {Open {brace},\n year = 2001\n}\n\n@article{b,\n title = "
                          "{Second}\n}\n@book(c, title = \"Third\")\n");
  REQUIRE(file.records.size() == 3);
  CHECK(file.records[1].all("title") == "Second");
  CHECK(file.records[2].all("title") == "Third");
  CHECK(read_record_file("a.bib", "@article{, title = {No key}}").records.at(0).all("title") == "No key");
}

TEST_CASE("EndNote's XML: styles within words, places in the file", "[records]") {
  const std::string text =
      "<?xml version=\"1.0\"?><xml><records><record><ref-type name=\"Journal "
      "Article\">17</ref-type><contributors><authors><author><style>Roe, "
      "J.</style></author></authors></contributors>"
      "<titles><title><style>Trust &amp; </style><style "
      "face=\"italic\">cost</style></title><secondary-title>Services</secondary-title></titles><pages>1-9</"
      "pages>"
      "<dates><year>2001</year><pub-dates><date>Mar "
      "3</date></pub-dates></dates><custom9>kept</custom9></record></records></xml>";
  const auto file = read_record_file("a.xml", text);
  REQUIRE(file.format == "EndNote XML");
  REQUIRE(file.records.size() == 1);
  const ReadRecord& r = file.records[0];
  CHECK(r.type == "article");
  CHECK(r.all("title") == "Trust & cost");
  CHECK(r.find("title")->bytes == "Trust &amp; </style><style face=\"italic\">cost");
  CHECK(r.all("date") == "2001-03-03");
  CHECK(r.find("other")->tag == "custom9");
}

TEST_CASE("XML that lies: entities, depth, an end that is missing", "[records]") {
  auto file = read_record_file(
      "a.xml",
      "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\"><!ENTITY f "
      "\"ffff\">]><xml><records><record><titles><title>A &e; &f;</title></titles></record></records></xml>");
  REQUIRE(file.records.size() == 1);
  CHECK(file.records[0].all("title") == "A &e; &f;");
  std::string deep = "<xml><records><record>";
  for (int i = 0; i < 200; ++i) deep += "<a>";
  CHECK(read_record_file("a.xml", deep).error.find("deep") != std::string::npos);
  file = read_record_file("a.xml",
                          "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID></"
                          "MedlineCitation></PubmedArticle><PubmedArticle><Med");
  CHECK(file.records.size() == 1);
  CHECK(file.error.find("not complete") != std::string::npos);
}

TEST_CASE("PubMed's XML, MODS, MARC and Word's sources", "[records]") {
  auto file = read_record_file(
      "a.xml",
      "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>12</PMID><Article><Journal><Title>Services</"
      "Title><JournalIssue><Volume>3</Volume><PubDate><Year>2013</Year><Month>Apr</Month></PubDate></"
      "JournalIssue></Journal>"
      "<ArticleTitle>Trust</ArticleTitle><Abstract><AbstractText Label=\"AIMS\">To "
      "ask.</AbstractText></Abstract><AuthorList><Author><LastName>Roe</LastName><ForeName>Jane</ForeName></"
      "Author><Author><CollectiveName>The "
      "Group</CollectiveName></Author></AuthorList></Article></MedlineCitation>"
      "<PubmedData><ArticleIdList><ArticleId "
      "IdType=\"doi\">10.1000/P</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>");
  REQUIRE(file.format == "PubMed XML");
  CHECK(file.records.at(0).all("author") == "Roe, Jane|The Group");
  CHECK(file.records.at(0).all("doi") == "10.1000/p");
  CHECK(file.records.at(0).all("date") == "2013-04");
  file = read_record_file(
      "a.xml",
      "<modsCollection><mods><titleInfo><title>Trust</title></titleInfo><name><namePart "
      "type=\"family\">Roe</namePart><namePart type=\"given\">Jane</namePart></name><relatedItem "
      "type=\"host\"><titleInfo><title>Services</title></titleInfo><part><detail "
      "type=\"volume\"><number>3</number></detail></part></relatedItem></mods></modsCollection>");
  REQUIRE(file.format == "MODS");
  CHECK(file.records.at(0).all("author") == "Roe, Jane");
  CHECK(file.records.at(0).all("venue") == "Services");
  CHECK(file.records.at(0).all("volume") == "3");
  file = read_record_file(
      "a.xml",
      "<collection><record><leader>00000nam a2200000 c 4500</leader><datafield tag=\"245\"><subfield "
      "code=\"a\">Trust :</subfield><subfield code=\"b\">a study</subfield></datafield><datafield "
      "tag=\"100\"><subfield code=\"a\">Roe, Jane</subfield></datafield></record></collection>");
  REQUIRE(file.format == "MARC XML");
  CHECK(file.records.at(0).all("title") == "Trust");
  CHECK(file.records.at(0).all("subtitle") == "a study");
  CHECK(file.records.at(0).type == "book");
  file = read_record_file("a.xml",
                          "<b:Sources "
                          "xmlns:b=\"x\"><b:Source><b:SourceType>Book</b:SourceType><b:Title>Trust</"
                          "b:Title><b:Year>1999</b:Year></b:Source></b:Sources>");
  REQUIRE(file.format == "Word sources");
  CHECK(file.records.at(0).year == 1999);
  CHECK(read_record_file("a.xml", "<Sources></Sources>").error.find("no record") != std::string::npos);
}

TEST_CASE("Zotero's RDF: a work and the journal it refers to", "[records]") {
  const auto file = read_record_file(
      "a.rdf",
      "<rdf:RDF xmlns:rdf=\"r\" xmlns:z=\"http://www.zotero.org/namespaces/export#\"><bib:Article "
      "rdf:about=\"#1\"><z:itemType>journalArticle</z:itemType><dcterms:isPartOf "
      "rdf:resource=\"urn:issn:1234-5678\"/>"
      "<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Roe</foaf:surname><foaf:givenName>Jane</"
      "foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors><dc:title>Trust</"
      "dc:title><dc:date>2001-02</dc:date></bib:Article>"
      "<bib:Journal "
      "rdf:about=\"urn:issn:1234-5678\"><dc:title>Services</dc:title><prism:volume>3</prism:volume></"
      "bib:Journal></rdf:RDF>");
  REQUIRE(file.format == "Zotero RDF");
  REQUIRE(file.records.size() == 1);
  CHECK(file.records[0].all("author") == "Roe, Jane");
  CHECK(file.records[0].all("venue") == "Services");
  CHECK(file.records[0].all("volume") == "3");
}

TEST_CASE("CSL-JSON, citation files and tables", "[records]") {
  auto file = read_record_file(
      "a.json",
      "[{\"id\": \"x\", \"type\": \"article-journal\", \"title\": \"Trust \\u0026 <i>cost</i>\", \"author\": "
      "[{\"family\": \"Roe\", \"given\": \"Jane\"}, {\"literal\": \"The Group\"}],"
      " \"issued\": {\"date-parts\": [[2011, 3]]}, \"DOI\": \"10.1000/J\", \"own\": 5}]");
  REQUIRE(file.format == "CSL-JSON");
  REQUIRE(file.records.size() == 1);
  CHECK(file.records[0].all("title") == "Trust & cost");
  CHECK(file.records[0].find("title")->bytes == "Trust \\u0026 <i>cost</i>");
  CHECK(file.records[0].all("author") == "Roe, Jane|The Group");
  CHECK(file.records[0].all("date") == "2011-03");
  CHECK(file.records[0].find("other")->tag == "own");
  file = read_record_file("CITATION.cff",
                          "cff-version: 1.2.0\ntitle: \"Träger\"\nauthors:\n  - family-names: Roe\n    "
                          "given-names: Jane\n    name-particle: von\ndate-released: "
                          "2020-01-02\nreferences:\n  - type: article\n    title: Trust\n    year: 2001\n");
  REQUIRE(file.format == "CFF");
  REQUIRE(file.records.size() == 2);
  CHECK(file.records[0].all("author") == "von Roe, Jane");
  CHECK(file.records[0].find("title")->bytes == "\"Träger\"");
  CHECK(file.records[0].all("date") == "2020-01-02");
  CHECK(file.records[1].type == "article");
  CHECK(read_record_file("a.cff", "---\ntest: 1\n").error.find("citation file") != std::string::npos);
  CHECK_FALSE(read_record_file("a.cff", "a: [1\n").error.empty());
  file = read_record_file(
      "a.csv",
      "Title,Authors,Year,DOI,Mine\n\"Trust, a \"\"study\"\"\",\"Roe, J.; Doe, J.\",2001,10.1000/t,kept\n");
  REQUIRE(file.format == "table of records");
  CHECK(file.records.at(0).all("title") == "Trust, a \"study\"");
  CHECK(file.records.at(0).all("author") == "Roe, J.|Doe, J.");
  CHECK(file.records.at(0).find("other")->tag == "Mine");
  file = read_record_file("a.tsv",
                          "title\tauthor\tyear\n\"Trust\" in services\tRoe, J\t2001\n\"Cost of "
                          "services\"\tDoe, J\t2002\n\"Cut off\tPoe, J\t2003\n");
  REQUIRE(file.records.size() == 3);
  CHECK(file.records[0].all("title") == "\"Trust\" in services");
  CHECK(file.records[1].all("title") == "Cost of services");
  CHECK(file.records[2].all("author") == "Poe, J");
}

TEST_CASE("identifiers are brought to one form", "[records]") {
  CHECK(plain_doi("doi:10.1002/(SICI)1097(199901)1:2<3::AID-X4>3.0.CO;2-B") ==
        "10.1002/(sici)1097(199901)1:2<3::aid-x4>3.0.co;2-b");
  CHECK(plain_doi("<a>10.1000/x</a>") == "10.1000/x");
  CHECK(plain_doi("10.1000/x; 10.1000/y") == "10.1000/x");
  CHECK(plain_doi("see https://doi.org/10.1000/A_b). Then") == "10.1000/a_b");
  CHECK(plain_doi("http://x?id=10.1016%2Fj.y") == "10.1016/j.y");
  CHECK(plain_doi("110.1000/x").empty());
  CHECK(plain_doi("10.1/x").empty());
  CHECK(plain_pmid("PMID: 123 [x]") == "123");
  CHECK(plain_pmid("123456789").empty());
  CHECK(plain_pmcid("PMC12 (free)") == "PMC12");
}

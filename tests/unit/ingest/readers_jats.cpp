// Articles in JATS: what is marked is what is read.
#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

namespace {

const std::string kArticle = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN" "JATS-journalpublishing1.dtd">
<article article-type="research-article" xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink">
<front><journal-meta><journal-title-group><journal-title>Notes on Rooms</journal-title></journal-title-group>
<publisher><publisher-name>Harbour Press</publisher-name></publisher></journal-meta>
<article-meta><article-id pub-id-type="doi">10.1234/rooms.5</article-id>
<title-group><article-title>Warm <italic>rooms</italic> of a town</article-title><subtitle>a survey</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Roe</surname><given-names>Ann</given-names></name></contrib>
<contrib contrib-type="author"><name><surname>Poe</surname><given-names>Ben J</given-names></name></contrib>
<aff><label>1</label>Harbour University, Leeds</aff></contrib-group>
<pub-date pub-type="collection"><year>2019</year></pub-date><pub-date pub-type="epub"><day>4</day><month>2</month><year>2019</year></pub-date>
<volume>3</volume><issue>1</issue><fpage>4</fpage><lpage>9</lpage>
<abstract><sec><title>Methods</title><p>We asked 40 guests.</p></sec><sec><title>Results</title><p>Guests came back more often.</p></sec></abstract>
<trans-abstract xml:lang="fr"><title>Résumé</title><p>Les visiteurs sont revenus plus souvent.</p></trans-abstract>
<kwd-group><kwd>heat</kwd><kwd>rooms</kwd></kwd-group>
<funding-group><award-group><funding-source>The Stove Fund</funding-source></award-group></funding-group></article-meta></front>
<body><sec><label>2</label><title>Findings</title>
<p>Rooms were warm<xref ref-type="bibr"><sup>1</sup></xref> all winter<fn><p>But for a week in May.</p></fn>. They offered:
<list list-type="order"><list-item><p>soup</p></list-item><list-item><p>tea</p><p>with milk</p></list-item></list> and went on.</p>
<sec><title>Numbers</title><table-wrap><label>Table 1</label><caption><p>Guests by week</p></caption>
<table><thead><tr><th>Week</th><th>Guests</th></tr></thead><tbody><tr><td>1</td><td>40</td></tr></tbody></table>
<table-wrap-foot><fn><p>Counted at the door.</p></fn></table-wrap-foot></table-wrap></sec>
<disp-quote><p>It was the kindest place in town.</p><attrib>A guest of sixty</attrib></disp-quote></sec></body>
<back><ack><p>We thank the guests.</p></ack><ref-list><title>References</title>
<ref id="a"><label>1.</label><element-citation publication-type="journal"><person-group person-group-type="author"><name><surname>Doe</surname><given-names>J</given-names></name><etal/></person-group>
<article-title>Stoves in halls</article-title><source>J Fire</source><year>2001</year><volume>3</volume><fpage>1</fpage><lpage>8</lpage><pub-id pub-id-type="doi">10.1/x</pub-id></element-citation></ref>
<ref id="b"><label>2.</label><mixed-citation>Coe K. <source>Halls</source>. Leeds: Harbour Press; 1999.</mixed-citation></ref></ref-list></back></article>)";

}  // namespace

TEST_CASE("an article's front matter is its record and its first lines") {
  const auto d = read("a.nxml", kArticle);
  CHECK(d.format == "jats");
  CHECK(kind(d, "Warm rooms of a town") == BlockKind::title);
  CHECK(kind(d, "a survey") == BlockKind::title);
  CHECK(kind(d, "Ann Roe, Ben J Poe") == BlockKind::metadata);
  CHECK(kind(d, "Notes on Rooms. 2019;3(1):4-9. doi: 10.1234/rooms.5") == BlockKind::metadata);
  std::string fields;
  for (const DocumentField& f : d.record) {
    CHECK(f.sure);
    fields += f.value + "|";
  }
  CHECK(fields ==
        "Warm rooms of a town|a survey|Ann Roe|Ben J Poe|2019-02-04|Notes on Rooms|Harbour "
        "Press|10.1234/rooms.5|The Stove Fund|");
}

TEST_CASE("structured abstracts keep their headings, translated ones their language") {
  const auto d = read("a.nxml", kArticle);
  CHECK(section(d, "Guests came back more often.") == "Abstract › Results");
  const Block& french = d.blocks[at(d, "Les visiteurs sont revenus plus souvent.")];
  CHECK(std::string(french.language.data(), 2) == "fr");
  CHECK(d.section(at(d, "Les visiteurs sont revenus plus souvent.")) == "Résumé");
  CHECK(std::string(d.blocks[at(d, "soup")].language.data(), 2) == "en");
}

TEST_CASE("sections, lists, notes, tables and quotations of an article") {
  const auto d = read("a.nxml", kArticle);
  CHECK(section(d, "soup") == "2 Findings");
  CHECK(kind(d, "Rooms were warm¹ all winter. They offered:") == BlockKind::paragraph);
  CHECK(parent(d, "soup") == "Rooms were warm¹ all winter. They offered:");
  CHECK(d.blocks[at(d, "tea")].marker == "2");
  CHECK(parent(d, "with milk") == "tea");
  CHECK(kind(d, "and went on.") == BlockKind::paragraph);
  CHECK(kind(d, "But for a week in May.") == BlockKind::footnote);
  CHECK(kind(d, "Table 1. Guests by week") == BlockKind::caption);
  CHECK(section(d, "Week\tGuests") == "2 Findings › Numbers");
  CHECK(d.blocks[at(d, "Week\tGuests")].header);
  CHECK_FALSE(d.blocks[at(d, "1\t40")].header);
  CHECK(kind(d, "Counted at the door.") == BlockKind::footnote);
  CHECK(parent(d, "A guest of sixty") == "It was the kindest place in town.");
  CHECK(section(d, "We thank the guests.") == "Acknowledgements");
  CHECK(broken_invariant(d) == "");
}

TEST_CASE("references are numbered items, written out where their parts alone are given") {
  const auto d = read("a.nxml", kArticle);
  const Block& first = d.blocks[at(d, "Doe J, et al. Stoves in halls. J Fire. 2001;3:1-8. doi: 10.1/x")];
  CHECK(first.kind == BlockKind::list_item);
  CHECK(first.marker == "1");
  CHECK(section(d, "Coe K. Halls. Leeds: Harbour Press; 1999.") == "References");
}

TEST_CASE("XML that is broken, deep or declares entities is refused") {
  const Cancel cancel;
  const auto refused = [&](const std::string& bytes) {
    const auto d = read_document("a.nxml", bytes, {}, cancel);
    REQUIRE_FALSE(d);
    CHECK_FALSE(d.error().fix.empty());
    return d.error();
  };
  const std::string head = "<?xml version=\"1.0\"?>\n";
  CHECK(refused(kArticle.substr(0, 2000)).message.find("XML is broken") != std::string::npos);
  std::string deep = head + "<article article-type=\"x\"><body>";
  for (int i = 0; i < 100'000; ++i) deep += "<sec>";
  CHECK(refused(deep).code == Code::limit);
  const std::string bomb =
      head +
      "<!DOCTYPE article [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM "
      "\"file:///etc/passwd\">]><article article-type=\"x\"><body><p>&b;&f;</p></body></article>";
  CHECK(refused(bomb).message.find("entities") != std::string::npos);
  CHECK(refused(head + "<article article-type=\"x\"><body><p>\xFF</p></body></article>")
            .message.find("UTF-8") != std::string::npos);
}

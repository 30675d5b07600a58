// What people coded: words for kinds and answers, coding tables, exports of reviewing programs, projects of qualitative analysis.
#include <catch2/catch.hpp>

#include "graph/base/keys.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/coding/eppi.hpp"
#include "ingest/coding/evidence.hpp"
#include "ingest/coding/kinds.hpp"
#include "ingest/coding/mapping.hpp"
#include "ingest/coding/meaning.hpp"
#include "ingest/coding/refi.hpp"
#include "ingest/coding/table.hpp"
#include "ingest/ingest.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;
using graph::Attribute;
using graph::Kind;

namespace {

const Lexicon& lexicon() {
  static const graph::Vocabulary vocabulary = *shipped_vocabulary();
  static const Lexicon all(vocabulary);
  return all;
}

CodedWorks coded(const std::string& csv, const std::string& mapping) {
  const auto table = read_document("codes.csv", csv, {}, {});
  REQUIRE(table.has_value());
  const auto rules = read_mapping("codes.csv.mapping.json", mapping);
  INFO((rules ? "" : rules.error().message));
  REQUIRE(rules.has_value());
  auto works = coded_table(*table, *rules, "codes.csv.mapping.json", lexicon(), {});
  INFO((works ? "" : works.error().message));
  REQUIRE(works.has_value());
  return std::move(*works);
}

graph::DocumentEvidence evidence_of(const CodedWork& work) {
  BibliographicRecord record;
  read_record(work, record);
  auto evidence = coded_evidence(work, record, {"codes.csv", "codes.csv", "coding table", 1}, record_identity(record), lexicon(), {});
  const auto fit = graph::check_evidence(evidence);
  INFO((fit ? "" : fit.error().message));
  CHECK(fit.has_value());
  return evidence;
}

std::vector<std::string> quotes(const graph::DocumentEvidence& evidence, Kind kind) {
  std::vector<std::string> all;
  for (const graph::Item& item : evidence.items)
    if (item.kind == kind && item.extractor == graph::kHumanCoding) all.push_back(item.passage.quote);
  return all;
}
std::size_t links(const graph::DocumentEvidence& evidence, graph::Edge edge) {
  return static_cast<std::size_t>(
      std::count_if(evidence.links.begin(), evidence.links.end(), [&](const graph::Link& link) { return link.edge == edge; }));
}

std::string error_of(const std::string& mapping) {
  const auto read = read_mapping("m.json", mapping);
  return read ? std::string() : read.error().message + " / " + read.error().fix;
}

constexpr const char* kMapping =
    R"({"source": {"title": "Title", "year": "Year"}, "study": {"design": "Design", "sample size": "N"},
        "codes": {"Barriers": {"kind": "barriers", "separator": ";"}, "Stay": {"kind": "outcome measure", "name": "length of stay"},
                  "Trust": {"kind": "success factor", "name": "mutual trust", "quote": "Words", "page": "Page"}}})";

}  // namespace

TEST_CASE("words name kinds as the schema does") {
  CHECK(meaning_of("Barriers")->kind == Kind::barrier);
  CHECK(meaning_of("facilitator")->kind == Kind::success_factor);
  const auto outcome = meaning_of("Outcome measures");
  REQUIRE(outcome);
  CHECK(outcome->kind == Kind::measure);
  REQUIRE(outcome->attributes.size() == 1);
  CHECK(outcome->attributes[0].first == Attribute::measure_kind);
  CHECK(meaning_of("finding")->attributes.size() == 1);
  CHECK(meaning_of("Intervention")->what == CodeMeaning::What::about);
  CHECK(meaning_of("population")->what == CodeMeaning::What::participants);
  CHECK_FALSE(meaning_of("cold rooms"));
  CHECK_FALSE(meaning_of("document"));  // a work holds codes and is none
  CHECK(group_meaning_of("Barriers to joint work")->kind == Kind::barrier);
  CHECK(group_meaning_of("Reported outcomes")->kind == Kind::measure);
  CHECK_FALSE(group_meaning_of("Rooms and ways"));
}

TEST_CASE("cells say yes, no, not reported, not studied, or nothing known") {
  const AnswerWords words;
  CHECK(words.of("Yes") == CodeAnswer::found);
  CHECK(words.of("✓") == CodeAnswer::found);
  CHECK(words.of(" NO ") == CodeAnswer::not_found);
  CHECK(words.of("-") == CodeAnswer::not_found);
  CHECK(words.of("NR") == CodeAnswer::no_result);
  CHECK(words.of("n/a") == CodeAnswer::not_studied);
  CHECK_FALSE(words.of("perhaps"));
  CHECK_FALSE(words.of(""));
}

TEST_CASE("a row is a work with its study and an item a code") {
  const CodedWorks works = coded(
      "Title,Year,Design,N,Barriers,Stay,Trust,Words,Page\n"
      "\"A \"\"long\"\" walk of some nurses\",2019,RCT,\"1,200\",cold rooms; long ways,not reported,yes,we trusted them,7\n\n"
      "A short walk of other nurses,2020,a hunch,few,none,no,perhaps,,\n,,,,,,,,\n",
      kMapping);
  REQUIRE(works.works.size() == 2);
  const auto first = evidence_of(works.works[0]), second = evidence_of(works.works[1]);
  CHECK(*first.items[0].text(Attribute::title) == "A \"long\" walk of some nurses");
  CHECK(*first.items[0].text(Attribute::depth) == "digest");
  CHECK(quotes(first, Kind::barrier) == std::vector<std::string>{"cold rooms", "long ways"});
  CHECK(quotes(first, Kind::success_factor) == std::vector<std::string>{"we trusted them"});
  CHECK(quotes(first, Kind::measure).empty());
  CHECK(links(first, graph::Edge::coded_for) == 4);
  CHECK(links(first, graph::Edge::looked_at) == 1);  // not reported: looked at
  CHECK(links(first, graph::Edge::rests_on) == 3);
  for (const graph::Item& item : first.items) {
    if (item.kind == Kind::study) {
      CHECK(item.is(Attribute::design, "rct"));
      CHECK(print_json(std::get<Json>(*item.find(Attribute::participants))) == R"([{"count":1200,"who":""}])");
    }
    if (item.kind == Kind::success_factor) {
      CHECK(item.passage.page == 7);
      CHECK(item.passage.section == "codes.csv, row 2, column H");
      CHECK(*item.text(Attribute::coded_by) == "codes.csv");
    }
  }
  CHECK(quotes(second, Kind::barrier).empty());
  CHECK(links(second, graph::Edge::coded_for) == 1);
  REQUIRE(works.notes.size() == 2);
  CHECK(works.notes[0].find("'perhaps' (row 4)") != std::string::npos);
  CHECK(works.notes[1].find("'a hunch' (row 4)") != std::string::npos);
}

TEST_CASE("a mapping that is wrong says what may stand there") {
  CHECK(error_of("{").find("no JSON") != std::string::npos);
  CHECK(error_of(R"({"codes": {"A": "barrier"}})").find("which columns tell the works") != std::string::npos);
  CHECK(error_of(R"({"source": {"title": "T"}, "codes": {}})").find("kinds: ") != std::string::npos);
  CHECK(error_of(R"({"source": {"titel": "T"}, "codes": {"A": "barrier"}})").find("title, authors") != std::string::npos);
  CHECK(error_of(R"({"source": {"title": "T"}, "codes": {"A": "hurdle"}})").find("success factor") != std::string::npos);
  CHECK(error_of(R"({"source": {"title": "T"}, "codes": {"A": {"kind": "claim", "attributes": {"colour": "red"}}}})").find("role") != std::string::npos);
  CHECK(error_of(R"({"source": {"title": "T"}, "study": {"design": {"column": "D", "values": {"x": "guess"}}}, "codes": {"A": "claim"}})").find("rct") !=
        std::string::npos);
  CHECK(error_of(R"({"source": {"title": "T"}, "codes": {"A": "barrier"}, "empty cells": "maybe"})").find("not coded") != std::string::npos);
}

TEST_CASE("a mapping is proposed from the header and the first rows") {
  const auto proposed = propose_mapping({"Study ID", "Title", "Year", "Study design", "Barriers", "Success factor: trust", "Notes"},
                                        {{"1", "A walk", "2019", "RCT", "cold rooms; long ways", "yes", "x2"}});
  REQUIRE(proposed);
  CHECK(proposed->codes);
  const auto read = read_mapping("p.json", proposed->json);
  REQUIRE(read.has_value());
  REQUIRE(read->codes.size() == 2);
  CHECK(read->codes[0].separator == ";");
  CHECK(read->codes[1].name == "trust");
  CHECK(read->codes[1].meaning.kind == Kind::success_factor);
  CHECK_FALSE(propose_mapping({"Day", "Visits"}, {{"1", "2"}}));
  CHECK_FALSE(propose_mapping({}, {}));
  CHECK(column_letters(0) == "A");
  CHECK(column_letters(27) == "AB");
}

TEST_CASE("codes of EPPI-Reviewer have the kind of their group, and marked words are the quotation") {
  const std::string json = R"({"CodeSets": [{"SetName": "Coding", "Attributes": {"AttributesList": [
    {"AttributeId": 10, "AttributeName": "Barriers", "Attributes": {"AttributesList": [{"AttributeId": 11, "AttributeName": "Cold rooms"}, {"AttributeId": 12, "AttributeName": "Long ways"}]}},
    {"AttributeId": 20, "AttributeName": "Study design", "Attributes": {"AttributesList": [{"AttributeId": 21, "AttributeName": "RCT"}]}},
    {"AttributeId": 40, "AttributeName": "Mood"}]}}],
    "References": [{"ItemId": 5, "Title": "A long walk of some nurses", "Authors": "Roe A; Poe B;", "Year": "2019", "Codes": [
      {"AttributeId": 11, "AdditionalText": "said twice", "ItemAttributeFullTextDetails": [{"Text": "Page 3:\n[¬s]\"the rooms were cold\"[¬e]"}]},
      {"AttributeId": 21}, {"AttributeId": 40, "AdditionalText": "glad"}, {"AttributeId": 99}]}, {"ItemId": 6}]})";
  CHECK(is_eppi_json(json));
  CHECK_FALSE(is_eppi_json(R"([{"title": "A"}])"));
  CodeKinds kinds;
  auto works = coded_eppi("e.json", json, kinds, lexicon(), {});
  REQUIRE(works.has_value());
  REQUIRE(works->works.size() == 1);
  const auto evidence = evidence_of(works->works[0]);
  CHECK(quotes(evidence, Kind::barrier) == std::vector<std::string>{"the rooms were cold"});
  CHECK(quotes(evidence, Kind::theme) == std::vector<std::string>{"glad"});
  CHECK(links(evidence, graph::Edge::coded_for) == 2);  // both barriers of the group
  CHECK(std::get<std::vector<std::string>>(*evidence.items[0].find(Attribute::authors)).size() == 2);
  for (const graph::Item& item : evidence.items) {
    if (item.kind == Kind::study) CHECK(item.is(Attribute::design, "rct"));
    if (item.kind == Kind::barrier) {
      CHECK(item.passage.page == 3);
      CHECK(item.passage.section == "e.json, reference 1, code Coding: Barriers: Cold rooms");
      CHECK(*item.text(Attribute::name) == "Cold rooms");
    }
  }
  CHECK(works->notes.size() == 3);  // Mood is a theme, 99 is unknown, 6 has no title
  const auto given = CodeKinds::read("m.json", R"({"codes": {"Mood": "success factor"}, "ignore": ["Barriers"]})");
  REQUIRE(given.has_value());
  works = coded_eppi("e.json", json, *given, lexicon(), {});
  const auto mapped = evidence_of(works->works[0]);
  CHECK(quotes(mapped, Kind::success_factor) == std::vector<std::string>{"glad"});
  CHECK(quotes(mapped, Kind::barrier).empty());
  CHECK_FALSE(CodeKinds::read("m.json", R"({"codes": {"Mood": "hurdle"}})").has_value());
}

TEST_CASE("a coded passage of a project stands at its place, however line ends are counted") {
  const auto project = [](const std::string& text, std::size_t from, std::size_t to) {
    const std::string qde =
        R"(<Project xmlns="urn:QDA-XML:project:1.0"><Users><User guid="U" name="Ada"/></Users><CodeBook><Codes><Code guid="A" name="Barriers">)"
        R"(<Code guid="B" name="Cold rooms"/></Code></Codes></CodeBook><Sources><TextSource name="Talk"><PlainTextContent>)" +
        text + R"(</PlainTextContent><PlainTextSelection name="the café was cold" startPosition=")" + std::to_string(from) + "\" endPosition=\"" +
        std::to_string(to) + R"("><Coding creatingUser="u"><CodeRef targetGUID="b"/></Coding></PlainTextSelection></TextSource></Sources></Project>)";
    CHECK(is_refi_project(qde));
    auto read = read_refi({"p.qde", qde, {}, {}}, {}, {});
    INFO((read ? "" : read.error().message));
    REQUIRE(read.has_value());
    REQUIRE(read->texts.size() == 1);
    return std::move(read->texts[0]);
  };
  const std::string unix_text = "Née Roe.\nWe said the café was cold.\n";
  const CodedText one = project(unix_text, 17, 34);
  REQUIRE(one.passages.size() == 1);
  const HumanCode& code = one.passages[0].code;
  CHECK(one.document.text.substr(code.begin, code.end - code.begin) == "the café was cold");
  CHECK(one.passages[0].coder == "Ada");
  CHECK(code.name == "Cold rooms");
  // Written by a program that counts the two bytes of a line's end once (&#13; keeps them in XML).
  const CodedText other = project("Née Roe.&#13;\nWe said the café was cold.&#13;\n", 17, 34);
  REQUIRE(other.passages.size() == 1);
  const HumanCode& second = other.passages[0].code;
  CHECK(other.document.text.substr(second.begin, second.end - second.begin) == "the café was cold");
  CHECK(project(unix_text, 17, 900).passages.empty());
}

TEST_CASE("a person's code takes the place of what the machine found in the same words") {
  const auto document = read_document("talk.txt", "Talk\n\nBarriers\n\n- Cold rooms\n- Long ways\n", {}, {});
  REQUIRE(document.has_value());
  CodedPassage one;
  one.code.meaning = *meaning_of("barrier");
  one.code.name = "draughts";
  one.code.begin = document->text.find("Cold");
  one.code.end = one.code.begin + 10;
  one.code.reason = "coded";
  one.coder = "Ada";
  graph::DocumentEvidence evidence;
  evidence.text = document->text;
  evidence.items.push_back({Kind::source, {}, {}, "sources", {}, {}});
  const Structure structure = structure_of(*document, {}, lexicon());
  Extraction extraction{*document, {}, {}, evidence, structure, lexicon()};
  const auto machine = [&](std::string_view words) {
    const auto at = static_cast<std::uint32_t>(document->text.find(words));
    extraction.add(Kind::barrier, at, at + static_cast<std::uint32_t>(words.size()), "lists", "listed");
  };
  machine("Cold rooms");
  machine("Long ways");
  add_passages(extraction, {one});
  REQUIRE(evidence.items.size() == 3);
  CHECK(evidence.items[1].passage.quote == "Long ways");
  CHECK(evidence.items[2].passage.quote == "Cold rooms");
  CHECK(evidence.items[2].extractor == graph::kHumanCoding);
  CHECK(*evidence.items[2].text(Attribute::name) == "draughts");
}

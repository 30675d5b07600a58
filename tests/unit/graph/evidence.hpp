// Evidence for tests: a document written line by line, items that quote it by their words.
#pragma once
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "graph/items.hpp"
#include "support/hash.hpp"

namespace evident::graph {

class Written {
 public:
  Written(std::string name, std::string text) {
    evidence.name = name;
    evidence.path = "/library/" + name;
    evidence.text = std::move(text);
    evidence.content_hash = sha256_hex(evidence.text);
    evidence.format = "text";
    const auto end = evidence.text.find('\n');
    Item source{Kind::source, {}, {}, "sources", "the first line", {}};
    source.passage = {0, end, evidence.text.substr(0, end), "", 0, 0, 1};
    source.set(Attribute::title, source.passage.quote);
    evidence.items.push_back(std::move(source));
  }
  // Quotes the nth place (from 0) where the words stand.
  std::uint32_t add(Kind kind, std::string_view words,
                    std::vector<std::pair<Attribute, Value>> attributes = {}, std::string belongs_to = {},
                    int nth = 0) {
    std::size_t at = evidence.text.find(words);
    for (; nth > 0; --nth) at = evidence.text.find(words, at + 1);
    REQUIRE(at != std::string::npos);
    Passage passage{at, at + words.size(), std::string(words), "Findings", 0, 0, 2};
    evidence.items.push_back(
        {kind, std::move(passage), std::move(attributes), "tests", "as written", std::move(belongs_to)});
    return static_cast<std::uint32_t>(evidence.items.size() - 1);
  }
  void link(std::uint32_t from, Edge edge, std::uint32_t to) {
    evidence.links.push_back({from, edge, to, "tests"});
  }
  void link(std::uint32_t from, Edge edge, std::string to) {
    evidence.links.push_back({from, edge, std::move(to), "tests"});
  }
  void candidate(Kind kind, std::string id, std::string label) {
    evidence.candidates.push_back({std::move(id), kind, std::move(label)});
  }

  DocumentEvidence evidence;
};

inline Value text(std::string_view value) { return std::string(value); }

inline Vocabulary small_vocabulary() {
  Vocabulary v;
  v.concepts.push_back({"urn:evident:measures/outcome-measure",
                        Kind::measure,
                        "measures",
                        "outcome measure",
                        {},
                        {},
                        "",
                        "",
                        "outcome"});
  v.concepts.push_back({"urn:evident:measures/readmissions",
                        Kind::measure,
                        "measures",
                        "readmissions",
                        {"readmission rate"},
                        {"urn:evident:measures/outcome-measure"},
                        "",
                        "",
                        "outcome"});
  return v;
}

}  // namespace evident::graph

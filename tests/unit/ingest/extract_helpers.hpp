// What the tests of extraction share: a document from text, and its items by kind.
#pragma once
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "ingest/ingest.hpp"
#include "ingest/readers/reader.hpp"
#include "support/limits.hpp"

namespace extraction_test {

inline const evident::graph::Vocabulary& vocabulary() {
  static const evident::graph::Vocabulary all = [] {
    auto read = evident::ingest::shipped_vocabulary();
    if (!read) FAIL(read.error().message);
    return *read;
  }();
  return all;
}

inline evident::graph::DocumentEvidence evidence_of(const std::string& name, const std::string& text) {
  const evident::Cancel cancel;
  auto document = evident::ingest::read_document(name, text, evident::Limits{}, cancel);
  if (!document) FAIL(document.error().message);
  auto evidence = evident::ingest::extract(*document, vocabulary());
  // Whatever a test looks at: every quotation stands where it says.
  for (const evident::graph::Item& item : evidence.items)
    CHECK(text.substr(item.passage.begin, item.passage.end - item.passage.begin) == item.passage.quote);
  return evidence;
}

inline std::vector<evident::graph::Item> of_kind(const evident::graph::DocumentEvidence& evidence,
                                                 evident::graph::Kind kind) {
  std::vector<evident::graph::Item> out;
  for (const auto& item : evidence.items)
    if (item.kind == kind) out.push_back(item);
  return out;
}

inline std::string text_of(const evident::graph::Item& item, evident::graph::Attribute attribute) {
  const std::string* value = item.text(attribute);
  return value ? *value : std::string();
}

// "name@group#rank" of each mention of a kind.
inline std::vector<std::string> mentions(const evident::graph::DocumentEvidence& evidence,
                                         evident::graph::Kind kind) {
  std::vector<std::string> out;
  for (const auto& item : of_kind(evidence, kind)) {
    std::string row = text_of(item, evident::graph::Attribute::name);
    if (const auto group = text_of(item, evident::graph::Attribute::group); !group.empty())
      row += "@" + group;
    if (const auto* rank = item.find(evident::graph::Attribute::rank))
      row += "#" + std::to_string(std::get<std::int64_t>(*rank));
    out.push_back(row);
  }
  return out;
}

inline const evident::graph::Item& claim_with(const evident::graph::DocumentEvidence& evidence,
                                              const std::string& words) {
  for (const auto& item : evidence.items)
    if (item.kind == evident::graph::Kind::claim && item.passage.quote.find(words) != std::string::npos)
      return item;
  FAIL("no claim holds: " << words);
  return evidence.items.front();
}

inline bool claims(const evident::graph::DocumentEvidence& evidence, const std::string& words) {
  for (const auto& item : evidence.items)
    if (item.kind == evident::graph::Kind::claim && item.passage.quote.find(words) != std::string::npos)
      return true;
  return false;
}

}  // namespace extraction_test

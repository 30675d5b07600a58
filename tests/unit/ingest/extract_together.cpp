// Documents that are read together have the evidence that each has alone.
#include <catch2/catch.hpp>

#include "ingest/extract/extract.hpp"
#include "ingest/ingest.hpp"
#include "ingest/link/lexicon.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;

namespace {

std::string told(const graph::DocumentEvidence& evidence) {
  std::string out = evidence.path + '\n' + evidence.text + '\n';
  for (const graph::Item& item : evidence.items) {
    out += std::string(graph::info(item.kind).name) + ' ' + std::to_string(item.passage.begin) + ' ' + item.passage.quote + ' ' +
           item.extractor + ' ' + item.reason + ' ' + item.belongs_to;
    for (const auto& [attribute, value] : item.attributes) {
      out += ' ' + std::string(graph::info(attribute).name);
      if (const auto* text = std::get_if<std::string>(&value)) out += '=' + *text;
    }
    out += '\n';
  }
  for (const graph::Link& link : evidence.links) out += std::to_string(link.from) + ' ' + link.reason + '\n';
  return out;
}

}  // namespace

TEST_CASE("documents that are read together have the evidence that each has alone") {
  const std::vector<std::string> texts = {
      "# Shorter waits\n\nBackground: Waits were long. Methods: We compared 120 patients in two clinics. Results: Waiting times fell "
      "by 12 % (95 % CI 8 to 16).\n\n## Barriers\n\n- lack of staff\n- old software\n",
      "# Bus fares\n\nCheaper fares led to more journeys in 2011. It is not clear whether jobs followed.\n",
      "# Air\n\n## Outcome measures\n\n- nitrogen dioxide\n- hospital admissions\n\nNo evidence of lower costs was found.\n"};
  const auto vocabulary = shipped_vocabulary();
  REQUIRE(vocabulary);
  const Lexicon lexicon(*vocabulary);
  std::vector<Document> documents;
  for (const std::string& text : texts)
    documents.push_back(*read_document(std::to_string(documents.size()) + ".md", text, Limits{}, Cancel{}));
  std::vector<const Document*> all;
  for (const Document& document : documents) all.push_back(&document);
  std::vector<std::string> steps;
  ExtractHooks hooks;
  hooks.step = [&](std::string_view step) { steps.emplace_back(step); };
  const auto together = extract_all(all, lexicon, hooks);
  REQUIRE(together.size() == documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) CHECK(told(together[i]) == told(extract(documents[i], *vocabulary)));
  CHECK(together[0].items.size() > 4);
  CHECK(steps.size() == extractors().size() + 7);
  CHECK(extract_all({}, lexicon).empty());
}

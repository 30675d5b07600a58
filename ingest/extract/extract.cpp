#include "ingest/extract/extract.hpp"

#include <deque>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/tokens.hpp"
#include "ingest/extract/passage_languages.hpp"
#include "ingest/extract/printed_pages.hpp"
#include "ingest/link/link.hpp"

namespace evident::ingest {
namespace {

// One document on its way through the steps.
struct Reading {
  const Document& document;
  graph::DocumentEvidence evidence = {};
  TokenisedText words{document.text};  // found once, for all that follows
  std::vector<Sentence> sentences = {};
  Structure structure = {};
  std::vector<SentenceLabel> labels = {};
  Extraction extraction;

  Reading(const Document& d, const Lexicon& lexicon)
      : document(d), extraction{d, sentences, labels, evidence, structure, lexicon} {
    evidence.name = d.name;
    evidence.path = d.path;
    evidence.content_hash = d.content_hash;
    evidence.format = d.format;
    evidence.text = d.text;
  }
};

}  // namespace

std::vector<graph::DocumentEvidence> extract_all(std::span<const Document* const> documents, const Lexicon& lexicon,
                                                 const ExtractHooks& hooks) {
  std::deque<Reading> all;  // which never move: extractions point into them
  const auto told = [&](std::string_view step) {
    if (hooks.step) hooks.step(step);
  };
  const auto each = [&](std::string_view step, const auto& run) {
    for (Reading& reading : all) {
      const TokenisedText::InScope scope(reading.words);
      run(reading);
    }
    told(step);
  };
  WordTable::renew_if_large();
  for (const Document* document : documents) all.emplace_back(*document, lexicon);
  told("words");
  each("sentences", [](Reading& r) { r.sentences = sentences_of(r.document); });
  each("structure", [&](Reading& r) { r.structure = structure_of(r.document, r.sentences, lexicon); });
  each("classification", [](Reading& r) { r.labels = classify(r.document, r.sentences, r.structure); });
  for (const Extractor& extractor : extractors()) each(extractor.name, [&](Reading& r) { extractor.run(r.extraction); });
  if (hooks.coded) each("coded", [&](Reading& r) { hooks.coded(r.extraction); });
  each("languages", [](Reading& r) { tell_languages(r.extraction); });
  each("printed pages", [](Reading& r) { tell_printed_pages(r.extraction); });
  each("links", [](Reading& r) { link_items(r.extraction); });
  std::vector<graph::DocumentEvidence> out;
  out.reserve(documents.size());
  for (Reading& reading : all) out.push_back(std::move(reading.evidence));
  return out;
}

}  // namespace evident::ingest

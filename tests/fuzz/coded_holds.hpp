// What must hold of coded works, whoever coded them: their evidence is fit to be kept.
#pragma once
#include "graph/base/keys.hpp"
#include "holds.hpp"
#include "ingest/coding/evidence.hpp"
#include "ingest/coding/table.hpp"
#include "ingest/ingest.hpp"
#include "support/text.hpp"

inline const evident::ingest::Lexicon& shipped_lexicon() {
  static const evident::graph::Vocabulary all = [] {
    auto read = evident::ingest::shipped_vocabulary();
    require(read.has_value());
    return *read;
  }();
  static const evident::ingest::Lexicon lexicon(all);
  return lexicon;
}

inline void coded_works_hold(const evident::Result<evident::ingest::CodedWorks>& works) {
  using namespace evident::ingest;
  if (!works) return require(!works.error().message.empty());
  for (const std::string& note : works->notes) require(!note.empty() && !evident::first_invalid_utf8(note));
  std::size_t number = 0;
  for (const CodedWork& work : works->works) {
    if (++number > 32) break;
    require(!evident::first_invalid_utf8(work.text));
    BibliographicRecord record;
    read_record(work, record);
    const auto evidence = coded_evidence(work, record, {"a", "a", "coding table", number}, record_identity(record), shipped_lexicon(), {});
    require(evident::graph::check_evidence(evidence).has_value());
    for (const evident::graph::Item& item : evidence.items)
      require(boundary(evidence.text, item.passage.begin) && boundary(evidence.text, item.passage.end));
  }
}

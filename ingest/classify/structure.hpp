// What each part of a document is about, told by its headings, lead-ins and inline labels; its genre; its
// described cases.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"
#include "ingest/classify/translated.hpp"
#include "ingest/document.hpp"
#include "ingest/link/lexicon.hpp"
#include "ingest/sentences/sentences.hpp"

namespace evident::ingest {

enum class Topic : std::uint8_t {
  none,
  background,
  aim,
  method,
  finding,
  discussion,
  conclusion,
  recommendation,
  dos,
  donts,
  negated,
  barrier,
  success_factor,
  hallmark,
  characteristic,
  measure,
  process_measure,
  outcome_measure,
  economic_measure,
  question,
  reference,
  further_reading,
  contents,
  acknowledgement,
  contacts,
  funding,
  case_study,
  review,
  evidence_base,
  opinion,
  summary,
  description,
  appendix,
};
std::string_view topic_name(Topic topic);
bool is_measure_topic(Topic topic);
// Lists of things that become mentions: measures, barriers, success factors, hallmarks.
bool is_list_topic(Topic topic);
// Parts in which nothing is asserted: references, contents, contacts …
bool is_apparatus(Topic topic);

// What these words announce as a heading or lead-in.
Topic topic_of(std::string_view words);

struct InlineLabel {
  Topic topic = Topic::none;
  std::uint32_t length = 0;  // bytes up to the words after the colon; 0: there is no label
};
// "Methods: We asked …": a label of at most six words before a colon.
InlineLabel inline_label(std::string_view text);

// Of measures: which side of the work a heading or label without a topic of its own names; none: it says nothing.
Topic measure_side(std::string_view words);

// "admissions; length of stay; costs.": nothing but short names.
bool is_bare_list(std::string_view words);

struct BlockContext {
  Topic topic = Topic::none;
  std::int32_t topic_block = -1;  // the heading or lead-in that says so
  std::string group;  // who is named by a heading or lead-in between the topic and the block, as printed
  std::int32_t case_number = -1;  // in Structure::cases
  bool lead_in = false;           // introduces the list items below it
  bool stray = false;             // a list item whose printed number does not belong to its list
};

struct Case {
  std::int32_t heading = -1;  // block; its words or a part of them are the title
  std::uint32_t quote_begin, quote_end;
  std::uint32_t title_begin, title_end;
  std::int32_t first, last;  // blocks [first, last)
  bool whole = false;        // the document is nothing else
  bool self_told = false;    // told by those who ran it, or by a report in their favour
};

struct Structure {
  std::string doc_type;  // choices of the schema
  std::string depth;
  bool invented = false;
  bool digest = false;         // told by somebody else
  bool abstract_like = false;  // short, without section headings: parts must be told from sentences
  std::vector<BlockContext> blocks;
  std::vector<Case> cases;
  std::vector<BlockLanguage> languages;   // one a block
  std::vector<Translation> translations;  // paragraphs that say in another language what others say
  std::vector<Topic> sentence_topics;          // one a sentence; inline labels count
  std::vector<std::uint32_t> sentence_begins;  // after an inline label or list mark

  // Rules that go by English words say nothing of it.
  bool in_other_language(std::int32_t block) const {
    return languages[static_cast<std::size_t>(block)].code != "en";
  }
};

Structure structure_of(const Document& document, const std::vector<Sentence>& sentences,
                       const Lexicon& lexicon);

}  // namespace evident::ingest

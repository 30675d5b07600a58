// Who took part in a described case, where, when, and what came of it, from the words of its description.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/spans.hpp"
#include "support/json.hpp"

namespace evident::ingest {

// The words of a document that are printed small behind a blank, found when first asked for.
class SmallWords {
 public:
  explicit SmallWords(std::string_view text) : text_(text) {}
  // Whether a word that begins so stands anywhere.
  bool any_begins_with(std::string_view word) const;

 private:
  std::string_view text_;
  mutable bool found_ = false;
  mutable std::vector<std::string_view> words_;  // ascending
};

struct CaseText {
  std::string_view text;  // the document's
  std::string title;
  std::vector<Span> sentences;      // that tell the case, without lists of factors, boxes and notes
  std::vector<bool> may_be_result;  // one a sentence: no aim, no plan
  const SmallWords* small;          // of that text
};

// Organisations that run or join in it, as printed, in the order of their first mention.
std::vector<std::string> case_partners(const CaseText& text);
// The parties a sentence names before "involved in the initiative", common nouns included.
std::vector<std::string> parties_involved(std::string_view sentence);
// Empty: the text does not say.
std::string case_location(const CaseText& text, const std::vector<std::string>& partners);
std::string case_period(const CaseText& text);
// Records {text, value, unit, attainment, self_reported}.
Json::Array case_results(const CaseText& text, bool self_reported);

}  // namespace evident::ingest

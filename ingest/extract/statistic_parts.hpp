// A statistic's own part of its sentence, and the group that it speaks of.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/cues.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/link/lexicon.hpp"

namespace evident::ingest {

struct StatisticPart {
  NumberExpression number;
  std::uint32_t begin = 0, end = 0;  // bytes within the sentence
  std::size_t first = 0, last = 0;   // words
  std::string group, of_what;
  std::string reason;
};

// Gives each number its own part of the sentence; parts[k].number is set.
void cut_parts(std::string_view words, const Tokens& tokens, std::vector<StatisticPart>& parts);
// "yet", "while", "with": opens a clause and says nothing of what is counted.
bool opens_clause(std::string_view word);

// Counts of the participants of the document's studies, as plain decimals.
std::vector<std::string> participants_of_studies(const Extraction& x);
// "base not stated; 256 answered in all" where one survey says how many answered, else empty.
std::string survey_base(const Extraction& x);

// Who a number is said of. people: matches of the cue list of that name over the same words.
class StatisticGroups {
 public:
  explicit StatisticGroups(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // "37% of the NHS", "15 teachers": words [first, last]; generic: "respondents", without saying which.
  bool own_group(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                 const std::vector<CueMatch>& people, std::size_t& first, std::size_t& last,
                 bool& generic) const;
  // As a person would name it.
  std::string named(std::string_view words, const Tokens& tokens, std::size_t first, std::size_t last) const;
  // "In the private sector, 23% …", "headteachers (81%)".
  bool phrase_before(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                     const std::vector<CueMatch>& people, std::string& found) const;
  // The part begins with people; else empty.
  // "Districts spent $14 million", "£3m out of the NHS": who pays or is paid.
  std::string payer(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                    const std::vector<CueMatch>& people) const;
  std::string subject(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                      const std::vector<CueMatch>& people) const;
  // The side of a comparison behind the number; else empty.
  std::string side_after(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                         const std::vector<CueMatch>& people) const;
  // The only group that the part names; else empty.
  std::string mentioned(const StatisticPart& part, std::string_view words) const;
  // "15% expects …": who is meant was said before.
  static bool points_back(const StatisticPart& part, const Tokens& tokens);
  // "Three quarters of the questioned": everybody who was asked.
  static bool asked_in_survey(const StatisticPart& part, const Tokens& tokens);
  static bool says_answered(const Tokens& tokens, const StatisticPart& part);

 private:
  const Lexicon& lexicon_;
};

}  // namespace evident::ingest

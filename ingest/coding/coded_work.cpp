#include "ingest/coding/coded_work.hpp"

#include <algorithm>
#include <charconv>

#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// "n/a" and "N.A." are one; marks that say yes or no by themselves stay.
std::string answer_key(std::string_view words) {
  std::string key = fold(words);
  return key.empty() ? squeeze(words) : key;
}

bool among(const std::vector<std::string>& list, const std::string& key) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& one) { return answer_key(one) == key; });
}

}  // namespace

std::pair<std::uint64_t, std::uint64_t> CodedWork::add_line(std::string_view label, std::string_view words) {
  const std::string clean = squeeze(words);
  if (clean.empty()) return {text.size(), text.size()};
  if (const std::string name = squeeze(label); !name.empty()) text += name + ": ";
  const std::uint64_t begin = text.size();
  text += clean;
  const std::uint64_t end = text.size();
  text += '\n';
  return {begin, end};
}

AnswerWords::AnswerWords()
    : found{"yes", "y", "true", "1", "x", "✓", "✔", "present", "found"},
      not_found{"no", "n", "false", "0", "✗", "✘", "-", "–", "—", "none", "absent", "not found"},
      no_result{"not reported", "nr", "n/r", "no result", "not stated"},
      not_studied{"not studied", "not measured", "not examined", "na", "n/a", "not applicable"} {}

std::optional<CodeAnswer> AnswerWords::of(std::string_view words) const {
  const std::string key = answer_key(words);
  if (key.empty()) return {};
  if (among(not_studied, key)) return CodeAnswer::not_studied;
  if (among(no_result, key)) return CodeAnswer::no_result;
  if (among(not_found, key)) return CodeAnswer::not_found;
  if (among(found, key)) return CodeAnswer::found;
  return {};
}

std::optional<std::string> choice_said(const Lexicon& lexicon, graph::Attribute attribute, std::string_view words) {
  const std::string key = label_key(words);
  if (key.empty()) return {};
  for (const graph::Choice& choice : graph::info(attribute).choices) {
    if (label_key(choice.id) == key) return std::string(choice.id);
    for (const std::string_view word : choice.words)
      if (!word.empty() && label_key(word) == key) return std::string(choice.id);
  }
  for (const std::uint32_t number : lexicon.exact(words, graph::Kind::concept_)) {
    const graph::Concept& entry = lexicon.vocabulary().concepts[number];
    if (graph::choice_named(attribute, entry.notation)) return entry.notation;
  }
  return {};
}

std::optional<std::int64_t> count_said(std::string_view words) {
  const std::size_t first = words.find_first_of("0123456789");
  if (first == std::string_view::npos) return {};
  std::string digits;
  for (std::size_t i = first; i < words.size(); ++i) {
    const bool digit = words[i] >= '0' && words[i] <= '9';
    const bool mark = words[i] == ',' && i + 3 < words.size() + 0 && words.substr(i + 1, 3).size() == 3 &&
                      words.substr(i + 1, 3).find_first_not_of("0123456789") == std::string_view::npos;
    if (!digit && !mark) break;
    if (digit) digits += words[i];
  }
  std::int64_t count = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (read.ec != std::errc() || count > 1'000'000'000) return {};
  return count;
}

}  // namespace evident::ingest

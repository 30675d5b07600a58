#include "ingest/link/bodies.hpp"

#include <algorithm>
#include <initializer_list>

namespace evident::ingest {
namespace {

bool capital(char c) { return c >= 'A' && c <= 'Z'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || capital(c) || static_cast<unsigned char>(c) >= 0x80; }
bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The word before `at` begins with a capital, and only a blank stands between.
bool capital_before(std::string_view text, std::size_t at) {
  if (at < 2 || text[at - 1] != ' ' || !letter(text[at - 2])) return false;
  auto begin = at - 2;
  while (begin > 0 && letter(text[begin - 1])) --begin;
  return capital(text[begin]);
}

}  // namespace

bool Bodies::named_by(const Tokens& sentence, std::size_t word) {
  if (part_of_name(sentence, word)) return true;
  std::string_view singular = sentence[word];
  if (singular.size() < 4) return false;
  const bool plural = singular.back() == 's';
  if (plural) singular.remove_suffix(1);
  const auto next = word + 1 < sentence.size() && !sentence.clause_before(word + 1) ? sentence[word + 1] : "";
  const auto before = word > 0 && !sentence.clause_before(word) ? sentence[word - 1] : "";
  // "the trust between them" is the idea again.
  const bool idea = is_one_of(next, {"of", "between", "in", "among", "that", "within"});
  const bool one = is_one_of(before, {"the", "this", "each", "every", "that", "its", "our", "a", "an"}) && !idea;
  if (!plural && !one && !is_one_of(next, {"board", "boards"})) return false;
  return ends_names(singular);
}

bool Bodies::part_of_name(const Tokens& sentence, std::size_t word) const {
  if (!sentence.capital(word)) return false;
  const bool before = word > 1 && !sentence.clause_before(word) && sentence.capital(word - 1);
  const bool after = word + 1 < sentence.size() && !sentence.clause_before(word + 1) && sentence.capital(word + 1);
  if (!before && !after) return false;
  std::size_t capitals = 0;
  for (std::size_t i = 0; i < sentence.size(); ++i) capitals += sentence.capital(i);
  return capitals * 3 < sentence.size() * 2;
}

bool Bodies::ends_names(std::string_view word) {
  const auto known = known_.find(std::string(word));
  if (known != known_.end()) return known->second;
  std::string name(word);
  if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
  int names = 0;
  for (auto at = document_.find(name); at != std::string_view::npos && names < 2; at = document_.find(name, at + 1)) {
    const auto end = at + name.size();
    const bool whole = end == document_.size() || !letter(document_[end]);
    names += whole && capital_before(document_, at);
  }
  return known_.emplace(word, names >= 2).first->second;
}

}  // namespace evident::ingest

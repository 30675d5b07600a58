#include "ingest/link/telling.hpp"

#include <algorithm>

#include "ingest/classify/word_memo.hpp"
#include "ingest/link/lexicon.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kStem = 6;

bool denial(std::string_view w) {
  return w == "not" || w == "no" || w == "never" || w == "cannot" || w == "without" || w == "neither" ||
         w == "nor" || w == "hardly" || w == "rarely" || w.ends_with("n't");
}

// The hash of a telling word, 0 of a denial, 1 of a word that says nothing by itself.
std::uint32_t told_by(std::string_view word) {
  if (denial(word)) return 0;
  if (word.size() <= 2 || is_function_word(word)) return 1;
  return std::max(telling_hash(word), 2u);
}

}  // namespace

std::uint32_t telling_hash(std::string_view word) {
  if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss")) word.remove_suffix(1);
  std::uint32_t h = 2166136261u;
  for (const char c : word.substr(0, kStem)) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

void telling_words(std::string_view text, TellingWords& out) {
  out.telling.clear();
  out.numbers.clear();
  out.denials = 0;
  const Tokens tokens(text);
  const WordMemo<told_by, std::uint64_t> told(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.number(i)) {
      out.numbers.push_back(tokens.word(i));
      continue;
    }
    const std::uint32_t hash = told(tokens, i);
    if (hash == 0)
      ++out.denials;
    else if (hash != 1)
      out.telling.push_back(hash);
  }
  std::sort(out.telling.begin(), out.telling.end());
  out.telling.erase(std::unique(out.telling.begin(), out.telling.end()), out.telling.end());
  std::sort(out.numbers.begin(), out.numbers.end());
}

}  // namespace evident::ingest

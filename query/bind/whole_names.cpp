#include "query/bind/whole_names.hpp"

#include <algorithm>
#include <vector>

#include "query/bind/names.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kWords = 8;  // of a name, on either side of the part that is unknown

struct Word {
  std::size_t begin, end;
};

// Words next to each other, at most a comma between two of them; those around [from, to) only.
std::vector<Word> words_around(std::string_view text, std::size_t from, std::size_t to) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = bare_word_length(text.substr(at));
    if (length == 0) {
      const char c = text[at];
      const bool apart = c != ' ' && c != ',' && c != '\n' && c != '\t';
      if (apart && at >= to) break;
      if (apart) words.clear();
      ++at;
      continue;
    }
    words.push_back({at, at + length});
    at += length;
  }
  const auto first = std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.begin >= from; });
  const auto before = static_cast<std::size_t>(first - words.begin());
  if (before > kWords) words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(before - kWords));
  return words;
}

bool known(const graph::Graph& graph, std::string_view name) {
  const auto nodes = all_named(graph, name);
  return std::any_of(nodes.begin(), nodes.end(), [&](auto node) { return in_use(graph, node); });
}
bool joins(std::string_view word) { return word == "and" || word == "or"; }

}  // namespace

std::string with_whole_name(const graph::Graph& graph, std::string_view question, const Diagnostic& problem) {
  if (problem.code != "E201" || problem.span.begin >= problem.span.end) return {};
  const std::size_t from = problem.span.begin, to = problem.span.end;
  if (bare_word_length(question.substr(from)) == 0) return {};  // it is quoted
  const auto words = words_around(question, from, to);
  std::size_t best_begin = 0, best_end = 0;
  for (const auto& first : words) {
    if (first.begin > from) break;
    bool joined = false, part_is_a_name = false;
    auto part = first.begin;
    for (auto word = words.begin() + (&first - words.data()); word != words.end(); ++word) {
      const auto text = question.substr(word->begin, word->end - word->begin);
      if (joins(text)) {
        part_is_a_name = part_is_a_name || (word->begin > part + 1 && known(graph, without_trailing_layout(question.substr(part, word->begin - part))));
        joined = true;
        part = std::next(word) == words.end() ? word->end : std::next(word)->begin;
        continue;
      }
      if (word->end < to || !joined || word->end - first.begin <= best_end - best_begin) continue;
      if (part_is_a_name || known(graph, question.substr(part, word->end - part))) continue;
      if (known(graph, question.substr(first.begin, word->end - first.begin))) {
        best_begin = first.begin;
        best_end = word->end;
      }
    }
  }
  if (best_end == 0) return {};
  std::string whole(question.substr(0, best_begin));
  whole += '"';
  whole += question.substr(best_begin, best_end - best_begin);
  whole += '"';
  whole += question.substr(best_end);
  return whole;
}

}  // namespace evident::query

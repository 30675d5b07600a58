// Words looked for in the texts: "mentioning "trust" and ("pooled" or "budget cycle")". Each phrase is a test
// of its own, so and, or and not are those of all tests. A phrase without "exactly" is its stems.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/names.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Kind;
using graph::KindRole;

namespace {

constexpr std::size_t kReadings = 64;  // of a loose phrase

// Stems of the texts that are nearly this one: at most one slip in a word of up to seven letters, two in a
// longer one.
std::vector<std::string> like(const graph::Graph& graph, const std::string& stem) {
  std::vector<std::string> found;
  const std::size_t slips = stem.size() < 4 ? 0 : stem.size() < 8 ? 1 : 2;
  for (std::size_t i = 0; i < graph.num_stems(); ++i) {
    const auto other = graph.stem_at(i);
    if (other.size() + slips < stem.size() || stem.size() + slips < other.size()) continue;
    if (edit_distance(stem, other, slips) <= slips) found.emplace_back(other);
  }
  return found;
}

bool has_own_words(Kind kind) {
  return graph::info(kind).role == KindRole::item && kind != Kind::study && kind != Kind::case_study;
}

}  // namespace

Test Binder::text_search(const TextSearch& search, const Kinds& kinds) {
  Test test = search_term(search);
  const std::string words = search_words(search, false);
  const bool own = std::all_of(kinds.begin(), kinds.end(), has_own_words);
  const bool works = std::all_of(kinds.begin(), kinds.end(), [](Kind kind) {
    return kind == Kind::source || kind == Kind::study || kind == Kind::case_study;
  });
  test.said = own     ? "{have|has} the words " + words
              : works ? "{have|has} passages with the words " + words
                      : "{are|is} named or spoken of in passages with the words " + words;
  const std::string how = ", in any inflection; exactly \"…\" asks for the very words";
  if (own)
    notice("N30", "searched were the words of the " + kinds_words(kinds) + " as they are quoted" + how);
  else
    notice("N30", "searched were the passages that the library holds of the " + kinds_words(kinds) +
                      ", not the whole texts" + how);
  return test;
}

Test Binder::search_term(const TextSearch& search) {
  using K = TextSearch::Kind;
  Test test;
  if (search.kind == K::phrase) {
    test.op = Test::Op::mentions;
    test.phrase.push_back(search_phrase(search.phrase));
    test.said = "{have|has} the words " + search_words(search, false);
    return test;
  }
  if (search.kind == K::negation) {
    const std::size_t before = searched_.size();
    test = search_term(search.parts[0]);
    searched_.resize(before);  // what must not stand there makes nothing more relevant
    test.negated = !test.negated;
    return test;
  }
  test.op = search.kind == K::all ? Test::Op::all : Test::Op::any;
  for (const TextSearch& part : search.parts) test.parts.push_back(search_term(part));
  return test;
}

Phrase Binder::search_phrase(const Name& name) {
  Phrase phrase;
  phrase.text = take(name_text(name, options_));
  phrase.exact = name.exact;
  const auto stems = graph::Graph::stems_of(phrase.text);
  if (stems.empty())
    stop("E241", "there are no words in \"" + phrase.text + "\" to look for", name.span,
         "name the words: list claims mentioning \"trust\"");
  phrase.either.push_back(stems);
  if (name.loose) {
    phrase.either.assign(1, {});
    for (const std::string& stem : stems) {
      std::vector<std::vector<std::string>> longer;
      for (const auto& begun : phrase.either)
        for (const std::string& other : like(graph_, stem)) {
          if (longer.size() >= kReadings) break;
          longer.push_back(begun);
          longer.back().push_back(other);
        }
      phrase.either = std::move(longer);
    }
    std::erase_if(phrase.either, [&](const auto& words) { return graph_.occurrences(words).empty(); });
    std::vector<std::string> read;
    for (const auto& words : phrase.either) {
      std::string one;
      for (const std::string& word : words) one += (one.empty() ? "" : " ") + word;
      read.push_back("\"" + one + "\"");
    }
    if (!read.empty())
      notice("N06", "~\"" + phrase.text + "\" is read as " + join_words(read, "or") + ", in any inflection");
    phrase.text = "~" + phrase.text;
  }
  searched_.push_back(phrase);
  return phrase;
}

std::string Binder::search_words(const TextSearch& search, bool inside) const {
  using K = TextSearch::Kind;
  if (search.kind == K::phrase) {
    const Name& name = search.phrase;
    return std::string(name.exact ? "exactly " : name.loose ? "~" : "") + "\"" +
           take(name_text(name, options_)) + "\"";
  }
  if (search.kind == K::negation) return "not " + search_words(search.parts[0], true);
  std::string words;
  for (const TextSearch& part : search.parts)
    words += (words.empty()              ? ""
              : search.kind == K::all ? " and "
                                         : " or ") +
             search_words(part, true);
  return inside ? "(" + words + ")" : words;
}

std::optional<Property> Binder::relevance(const Kinds& kinds, Span span) const {
  if (searched_.empty())
    stop("E242", "nothing was searched for, so nothing is more relevant than the rest", span,
         "search for words: list claims mentioning \"trust\" | sort by relevance");
  Property property;
  property.words = "relevance";
  property.type = graph::Type::number;
  property.search = searched_;
  for (const Kind kind : kinds) property.readings.push_back({kind, Reading::From::relevance, {}});
  return property;
}

}  // namespace evident::query

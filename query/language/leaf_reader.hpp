// What the leaves of the flat tree say: words, names, numbers, dates and values; the base of the builder in
// build.cpp, and seen by nobody else. Throws a Diagnostic for what has no reading; build() catches it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/language/ast.hpp"
#include "query/language/parse.hpp"
#include "query/language/tree.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query {

[[noreturn]] void refuse(std::string code, std::string message, Span span, std::string fix,
                         std::optional<Diagnostic::Edit> edit = {});

// "named by" of the verb "name"; empty when the vocabulary has no such participle.
std::string_view passive(std::string_view verb);

class LeafReader {
 protected:
  using Index = std::uint32_t;
  explicit LeafReader(const Tree& tree) : tree_(tree) {}

  Tag tag(Index i) const { return tree_.leaves[i].tag; }
  Index next(Index i) const { return tree_.leaves[i].next; }
  Index first(Index i) const { return i + 1; }
  bool has_children(Index i) const { return i + 1 < next(i); }
  Span span(Index i) const { return {tree_.leaves[i].begin, tree_.leaves[i].end}; }
  std::string_view text(Span s) const { return tree_.text.substr(s.begin, s.end - s.begin); }
  std::string_view text(Index i) const { return text(span(i)); }
  static Span joined(Span a, Span b) { return {a.begin, b.end}; }

  Term term(Index i, WordClasses classes) const;
  Term adjective(Index i) const;
  // "made only by": the participle "made by"; `only` is set.
  Term participle(Index i, std::optional<Quantity>& only) const;
  SetReference set_reference(Index i) const;
  Modifier::Clock clock(Index i) const;
  std::string quoted(Index i) const;
  Parameter parameter(Index i) const;
  Name name(Index i) const;
  Names names(Index i) const;
  std::int64_t count(Index i) const;
  Date date(Index i) const;
  Literal literal(Index i) const;
  static Comparison comparison(const std::string& word);
  Comparison comparison(Index i) const;
  Quantity quantity(Index i) const;

  // Terms with a connective between each two; one kind of connective, or it has two readings.
  template <class Term_, class Make>
  std::vector<Term_> joined_terms(Index begin, Index end, bool& any, const Make& make) const {
    std::vector<Term_> parts;
    std::string said, word = "and";
    Index last_start = begin;  // first term after the connective that was used first
    for (Index c = begin; c < end; c = next(c)) {
      if (tag(c) != Tag::connective) {
        parts.push_back(make(c, parts, word));
        continue;
      }
      word = connective_word(c);
      const std::string sense = word == "or" ? "or" : "and";
      if (said.empty()) {
        said = sense;
      } else if (said != sense) {
        mixed(c, last_start, end, said);
      }
      last_start = next(c);
    }
    any = said == "or";
    return parts;
  }
  // The suggestion brackets what the second connective joins, up to where the first is used again.
  [[noreturn]] void mixed(Index connective, Index from, Index end, const std::string& said) const;

  // Refuses a time that ends before it begins.
  void check_order(const Modifier& m) const;
  std::string connective_word(Index i) const;  // "and", "or", "but"

  const Tree& tree_;
};

}  // namespace evident::query

// The walk of bind(), one class over several files: bind.cpp, bind_gaps.cpp, bind_phrases.cpp and
// bind_clauses.cpp. For those files alone: what is thrown here is caught in bind().
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "query/bind/bind.hpp"
#include "query/bind/names.hpp"
#include "query/bind/plan.hpp"

namespace evident::query {

struct Stop {
  Diagnostic problem;
};
[[noreturn]] void stop(std::string code, std::string message, Span span, std::string fix);
// E240: what the language can say and nothing answers yet.
[[noreturn]] void not_yet(const std::string& what, Span span);
template <class T>
T take(tl::expected<T, Diagnostic> result) {
  if (!result) throw Stop{std::move(result.error())};
  return std::move(*result);
}

struct Lifted {  // a modifier that its nearest noun cannot take
  const Modifier* modifier;
  std::string noun;  // that noun
  Diagnostic problem;
};

Kinds kinds_of(const Things& things, const graph::Graph& graph);
Kinds noun_kinds(const NounPhrase& phrase);

class Binder {
 public:
  Binder(const graph::Graph& graph, const Question& question, const AskOptions& options)
      : graph_(graph), question_(question), options_(options) {}

  Plan run();

 private:
  // ---- bind.cpp
  void rows();
  void describe();
  void read_back();
  Test condition_of(const Condition& condition, const Kinds& kinds);
  void stage(const Stage& s);
  std::int64_t whole_number(const Stage& s) const;
  Order order(const SortKey& key, const Kinds& kinds);
  static const Term& property_term(const Expression& value);
  std::string text_of(Span span) const;
  void refuse_unanswered() const;
  std::string target_words(const Target& target) const;
  void notice(std::string code, std::string text);

  // ---- bind_gaps.cpp
  void gaps();
  bool is_subject_of_gaps(const Modifier& modifier) const;

  // ---- bind_phrases.cpp
  Things phrase(const NounPhrase& np, std::vector<Lifted>* lifted, const Modifier* left_out = nullptr);
  void take_lifted(const std::vector<Lifted>& modifiers, Things& things, const Kinds& kinds,
                   std::vector<Lifted>* further);
  void add(Things& things, Test test);
  Test modifier_test(const Modifier& m, const Kinds& kinds, std::vector<Lifted>* lifted);
  Test relation(const Modifier& m, const Kinds& kinds, std::vector<Lifted>* lifted);
  bool any_resolves(const Names& names, const Kinds& kinds) const;
  Test placed(const Modifier& m, const Kinds& kinds);
  Test named(const Modifier& m, const Kinds& kinds);

  // ---- bind_clauses.cpp
  Test predicate(const Predicate& p, const Kinds& kinds, std::vector<Lifted>* lifted);
  Test clause(const Clause& c, const Kinds& kinds, std::vector<Lifted>* lifted);
  std::vector<Link> ways(graph::Form form, const Clause& c, const Kinds& kinds) const;
  Test having(const Target& target, const Kinds& kinds, bool negated, Span span, std::vector<Lifted>* lifted);
  Test related(std::vector<Link> found, const Target& target, bool negated, const std::string& verb,
               std::vector<Lifted>* lifted);
  Test related_to_names(const std::vector<Link>& found, const Names& names, bool negated,
                        const std::string& verb);

  const graph::Graph& graph_;
  const Question& question_;
  const AskOptions& options_;
  Plan plan_;
  std::vector<std::string> timed_;  // nouns that took a time although the noun around them might have
};

}  // namespace evident::query

// The walk of bind(), one class over the files bind*.cpp. For those alone: what is thrown here is caught in
// bind().
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
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

// What "let" named, in the order of their names.
using Sets = std::map<std::string, std::shared_ptr<const Plan>, std::less<>>;

// What a value may be read from at a place of the question: the things asked about, the variables of a
// pattern, or the columns of a table.
struct RowKind {
  enum class Of { things, pattern, table } of = Of::things;
  Kinds kinds;  // things
  struct Variable {
    std::string name;
    Kinds kinds;
  };
  std::vector<Variable> variables;  // pattern
  std::vector<Shown> columns;       // names given with "as"; of a table all columns
};

class Binder {
 public:
  // text: of the whole question, which spans point into. sets: must outlive this.
  Binder(const graph::Graph& graph, const Query& query, const std::string& text, const AskOptions& options,
         const Sets& sets)
      : graph_(graph), question_(query), text_(text), options_(options), sets_(sets) {}

  Plan run();

 private:
  // ---- bind.cpp
  void rows();
  void subject();
  void describe();
  void read_back();
  std::string text_of(Span span) const;
  std::string target_words(const Target& target) const;
  void notice(std::string code, std::string text);

  // ---- bind_verdicts.cpp: share, all, most, whether
  void verdict(Plan::Shape shape);
  void whether();

  // ---- bind_sets.cpp
  Things named_set(const SetReference& reference) const;
  Things inner(const Query& query);

  // ---- bind_steps.cpp
  void stage(const Stage& s);
  void where(const Stage& s);
  void show(const Stage& s);
  void summarise(const Stage& s);
  void per(const GroupKey& key);
  void follow(const Stage& s);
  void combine(const Stage& s);
  void table_of(std::vector<Shown> columns);
  Step& new_step(Step::Kind kind);
  void then(const std::string& said);
  std::int64_t whole_number(const Stage& s) const;
  std::int64_t whole_number(const Parameter& parameter) const;

  // ---- bind_values.cpp
  Computed value(const Expression& expression, const RowKind& row);
  Computed path(const PropertyPath& path, const RowKind& row);
  Computed aggregate(const Aggregate& aggregate, const RowKind& row, Span span);
  std::string aggregate_words(const Aggregate& aggregate) const;
  Computed share_of(const NounPhrase& phrase, const RowKind& row, Span span);
  Computed key(const GroupKey& key, const RowKind& row);
  Computed::Hop hop(const NounPhrase& phrase, const Kinds& kinds, Span span, bool own_first = true);
  std::string name_of(const Computed& value, const std::string& alias, Span span) const;

  // ---- bind_conditions.cpp
  Test condition_of(const Condition& condition, const RowKind& row);
  Test measured(const Condition& condition, Computed left, const RowKind& row);
  Test along(const Condition& condition, const RowKind& row);

  // ---- bind_patterns.cpp
  void match();
  Pattern pattern_of(const std::vector<PatternPath>& paths, const RowKind* outer, RowKind& row);
  std::vector<std::vector<graph::Step>> ways(const PatternEdge& edge, const Kinds& from,
                                             const Kinds& to) const;
  std::size_t variable(const std::string& name, const RowKind& row, Span span) const;

  // ---- bind_gaps.cpp
  void gaps();
  void wanted_evidence(const NounPhrase& wanted);

  // ---- bind_views.cpp, bind_differ.cpp
  void missing_views();
  Test differing(const Clause& c, const Kinds& kinds);

  // ---- bind_map.cpp
  void gap_map(bool only_gaps);
  void map_across(const Term& noun, Span span);
  void map_by(const Expression& value, Span span);
  std::vector<Link> through_evidence(const Kinds& wanted) const;
  bool is_subject_of_gaps(const Modifier& modifier) const;

  // ---- bind_compare.cpp
  void compare();
  Across compared(const Target& target);
  bool figures_by_group(const Across& across) const;
  std::vector<Link> reporting(const Kinds& kinds, const Kinds& wanted) const;

  // ---- bind_phrases.cpp
  Things phrase(const NounPhrase& np, std::vector<Lifted>* lifted, const Modifier* left_out = nullptr);
  void take_lifted(const std::vector<Lifted>& modifiers, Things& things, const Kinds& kinds,
                   std::vector<Lifted>* further);
  void add(Things& things, Test test);
  Test modifier_test(const Modifier& m, const Kinds& kinds, std::vector<Lifted>* lifted);
  std::optional<Test> property_described(const Modifier& m, const Kinds& kinds) const;
  Test relation(const Modifier& m, const Kinds& kinds, std::vector<Lifted>* lifted);
  bool any_resolves(const Names& names, const Kinds& kinds) const;
  Test placed(const Modifier& m, const Kinds& kinds);
  Test named(const Modifier& m, const Kinds& kinds);

  // ---- bind_sayings.cpp: what do sources say, do partnerships save money
  void say();
  void claimed();
  std::size_t name_length(const std::vector<TextSearch>& words, std::size_t first) const;
  std::vector<graph::Node> named_by(const std::vector<TextSearch>& words, std::size_t first,
                                    std::size_t length) const;
  Test in_words_or_about(const std::vector<TextSearch>& words, std::size_t first, std::size_t length);
  void order_by_standing();

  // ---- bind_paths.cpp
  void connected();
  Things chain_end(const Name& name);

  // ---- bind_search.cpp
  Test text_search(const TextSearch& search, const Kinds& kinds);
  Test search_term(const TextSearch& search);
  Phrase search_phrase(const Name& name);
  std::string search_words(const TextSearch& search, bool inside) const;
  std::optional<Property> relevance(const Kinds& kinds, Span span) const;

  // ---- bind_clauses.cpp
  Test predicate(const Predicate& p, const Kinds& kinds, std::vector<Lifted>* lifted);
  Test clause(const Clause& c, const Kinds& kinds, std::vector<Lifted>* lifted);
  std::vector<Link> links_of(graph::Form form, const Clause& c, const Kinds& kinds) const;
  Test having(const Target& target, const Kinds& kinds, bool negated, Span span, std::vector<Lifted>* lifted);
  Test related(std::vector<Link> found, const Target& target, bool negated, const std::string& verb,
               std::vector<Lifted>* lifted);
  void nearest(const NounPhrase& np, const std::vector<Link>& found);
  Test related_to_names(const std::vector<Link>& found, const Names& names, bool negated,
                        const std::string& verb);
  void tell_name(const Name& name, const ResolvedName& hit);
  Test only_names(std::vector<Link> found, const Target& target, bool negated, const std::string& verb);
  Kinds object_kinds(const Target& target) const;
  Test unique(const Clause& c, const Kinds& kinds);
  Test is_a(const Clause& c, const Kinds& kinds);
  Quantity quantity_of(const std::optional<Quantity>& given) const;

  const graph::Graph& graph_;
  const Query& question_;
  const std::string& text_;
  const AskOptions& options_;
  const Sets& sets_;
  Plan plan_;
  bool grouping_ = false;           // inside summarise
  RowKind row_;                     // what the stages see
  std::vector<Phrase> searched_;    // what must stand in the text, for relevance
  std::vector<std::string> timed_;  // nouns that took a time although the noun around them might have
};

}  // namespace evident::query

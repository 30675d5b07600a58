// Words that could stand at a place of a question, before it is known which of them make sense there.
// Seen by the files of complete/ only.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/language/diagnose.hpp"

namespace evident::query::completing {

// In the order in which they are shown.
enum class Rank {
  name,
  value,
  example,
  property,
  quantity,
  noun,
  adjective,
  statement,
  verb,
  participle,
  link,
  keyword,
  mark
};

struct Offer {
  std::string text;
  std::string_view kind;
  std::string label;
  Rank rank = Rank::keyword;
  std::size_t order = 0;  // within its rank
  // What may follow, so that a whole question is made and its meaning can be tried; the first that reads
  // counts. Empty: the word may end a question.
  std::vector<std::string> goes_on{""};
  bool says_objects = false;  // the label is what it can go on to: "groups, studies"
  // The kind of what a name stands for, where it is the name of one thing only: the binder asks for nothing
  // else about it, so what is true of one such name after some words is true of all.
  std::optional<graph::Kind> alike = std::nullopt;
};

// Words of the language and the vocabulary that begin with `typed` (folded). Where nothing is typed only the
// first word for each thing is offered, and of the language's own words the main ones. Kinds of things,
// describing words and properties come by how many of them the library holds.
std::vector<Offer> words_expected(const graph::Graph& graph, const Failure& failure, std::string_view typed);

// The language's own words, with what they are for; keywords.cpp.
struct Keyword {
  std::string_view word, kind, label;
  Rank rank;
  std::string_view goes_on;
};
const std::vector<Keyword>& keywords();

// Names of the library that begin with `typed` as it was written, then those in which a later word does;
// those that are used most first.
std::vector<Offer> names_beginning(const graph::Graph& graph, std::string_view typed);
// What the first of them would have to work out.
void prepare_names(const graph::Graph& graph);
// Years in which sources were published, newest first.
std::vector<Offer> years_beginning(const graph::Graph& graph, std::string_view typed);

// Tries offers after `before`: which of them read, and make sense to the binder.
class Trials {
 public:
  Trials(const graph::Graph& graph, std::string_view before, const AskOptions& options);
  enum class Outcome { good, no_sense, unreadable, unknown };
  Outcome tried(Offer& offer);  // fills in a label that says what it can go on to

 private:
  Outcome tried_alone(Offer& offer);
  bool reads_to_its_end(const std::string& text) const;

  const graph::Graph& graph_;
  const AskOptions& options_;
  std::string before_;
  std::string closing_;       // brackets that stand open, and the question after a "let"
  bool broken_name_ = false;  // a name before the cursor is unknown: nothing can be bound
  std::vector<std::pair<graph::Kind, Outcome>> names_;  // what became of the first name of a kind
};

}  // namespace evident::query::completing

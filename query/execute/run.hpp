// One question being answered: its plan, and the answer as far as it has come. execute.cpp takes it step by step; what
// rows show, what is absent and what is noted beneath have a file each.
#pragma once
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/graph.hpp"
#include "graph/node_set.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/gaps.hpp"
#include "query/execute/quote.hpp"
#include "query/execute/sided.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

class Run {
 public:
  Run(const graph::Graph& graph, const Plan& plan, const AskOptions& options);
  tl::expected<Answer, Diagnostic> answer();

 private:
  static constexpr std::size_t kHardLimit = 10'000;  // rows
  static constexpr std::size_t kNearShown = 3;

  // Who says so is told from the quotations: then all are looked at.
  static std::size_t witnesses(const Plan& plan, const AskOptions& options);
  void things();
  // Lists that the operators know whole (words by how well they fit, works by influence, one thing by its id): only
  // what is shown is looked at further. False: it must be done in the general way.
  bool by_operators();
  void table();
  // The subject's set, with the counts on the way.
  graph::NodeSet narrowed();
  // What a document says again is one thing: the first telling stands for it and is quoted with the others.
  void once(graph::NodeSet& found);
  // The first test that asks for claims about the subject, whichever way.
  static const Test* evidence_test(std::span<const Test> tests);
  void set_kind(const std::vector<graph::Node>& nodes);
  // Whether the rows are what documents say, told apart by what it rests on.
  bool by_standing() const;
  // The noun that the rows have after all steps.
  const Things& counted_things() const;
  void cut(std::vector<graph::Node>& nodes, bool limited);
  void shown_of(std::size_t shown, std::size_t most);
  const Differing* asks_to_differ() const;
  void side_by_side(const graph::NodeSet& whole, const graph::NodeSet& asked);
  void path();
  void description();
  void tell(std::string code, std::string text);

  // The rows that are shown, their cells and quotations: run_rows.cpp.
  void fill(const std::vector<graph::Node>& nodes, const Test* about);
  // Who speaks in the passages of a row: the speaker printed, the group, else the work by its author.
  void add_speakers(Row& row);
  // The phrases of a search that the things themselves must have.
  static std::vector<const Phrase*> searched_for(const std::vector<Test>& tests);
  // The words as they stand in the passages of a row.
  void add_words_found(Row& row, const std::vector<const Phrase*>& searched);
  // The cells of a row and where each was read.
  void values(Row& row, Computer& computer);
  Row row_of(graph::Node n) const;
  void set_columns(const std::vector<graph::Node>& nodes);
  // Whether a condition or the order of the rows turns on the strength of evidence: then each row says what
  // it was reckoned from.
  bool asks_for_strength() const;
  void add_strength(Row& row) const;

  // What is not there, and what came near: run_absence.cpp.
  void find_gaps(const Test* about);
  // What a source says is missing, and what came near: after the rows, so that these come first in the list
  // of sources.
  void explain(const graph::NodeSet& found, const Test* about);
  // The thing that evidence was asked about by its name, where there is one.
  std::vector<graph::Node> named_things() const;
  std::string gaps_words(const Test* about) const;
  // A gap that a source states stands beside what was found.
  void beside();
  // Contradiction, support and coding are what a person recorded; no text says them.
  static bool asks_for(std::span<const Test> tests, std::initializer_list<graph::Edge> edges);
  bool asks_for(std::initializer_list<graph::Edge> edges) const;
  void nothing_found();
  // What the machine read and did not find may be there all the same: how often it is.
  void behind_absence();
  Gap gap_of(const Absence& absence);
  void add_gap(const Absence& absence);
  graph::NodeSet without_evidence(const graph::NodeSet& found);
  // Where nothing says all that was asked: what says most of it, and at least half.
  void said_in_part();

  // What stands under an answer: run_notes.cpp.
  static bool is_denied(const Test& test);
  void tell_only_cited(const std::vector<graph::Node>& nodes);
  // Never a bare yes: how many, of what kind, in how many sources.
  std::string said_by_kind(const std::vector<graph::Node>& nodes) const;
  // A share or a count of findings says how many passages there are, not how large an effect is.
  void documents_not_effects();
  // How far the words "case study" and "study" reach.
  void cover_cases(const graph::NodeSet& found);
  void about_sources();

  const graph::Graph& graph_;
  const Plan& plan_;
  const AskOptions& options_;
  Answer answer_;
  mutable Evaluator evaluator_;
  Quoter quoter_;
  std::optional<Gaps> gaps_;
  std::unique_ptr<Sided> sided_;
  std::unordered_map<graph::Node, Absence> absences_;
  std::optional<graph::NodeSet> before_;  // the subject's set before the test for evidence
  std::optional<Diagnostic> refused_;
  std::string way_;          // the counts on the way to the subject's set
  bool exceptions_ = false;  // the rows are those of which what is asked is not true
};

inline std::string count_words(std::size_t n, std::string_view words) {
  return std::to_string(n) + " " + std::string(words);
}
inline std::string count_words(std::size_t n, const Things& things) {
  return count_words(n, things.noun.empty() ? things.words : n == 1 ? things.noun_one : things.noun);
}

}  // namespace evident::query

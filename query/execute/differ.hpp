// Figures of groups on one question, side by side: what each says, and how far apart they lie.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "query/execute/quote.hpp"
#include "query/execute/sided.hpp"

namespace evident::query {

// A figure that is one exact number; nothing for a range or a bound.
std::optional<double> exact_figure(const graph::Graph& graph, graph::Node statistic);
// Whether two figures lie as far apart as was asked; shares are compared in points, whatever the amount is
// written in.
bool lie_apart(const Differing& asked, double a, double b, std::string_view unit);

// Every question that at least two of the sides answered in one study (or, without a study, in one work): the
// same words of what is counted, the same unit.
class PutToGroups {
 public:
  PutToGroups(Evaluator& evaluator, const Differing& asked);

  struct Question {
    std::vector<std::vector<graph::Node>> by_side;  // exact figures
  };
  // The question that the figure answers, where others answered it too.
  const Question* of(graph::Node statistic) const;
  bool differs(const Question& question) const;
  // Of each question that differs (or, negated, does not) the first figure of the first side.
  NodeSet first_figures(const NodeSet& subjects) const;
  // All figures of the question.
  static std::vector<graph::Node> figures(const Question& question);
  std::size_t questions() const;
  std::size_t differing() const;
  std::size_t inexact() const { return inexact_; }

 private:
  using Key = std::tuple<graph::Node, std::string, std::string>;
  std::optional<Key> key_of(graph::Node statistic) const;

  const graph::Graph& graph_;
  const Differing& asked_;
  Evaluator& evaluator_;
  std::map<Key, Question> questions_;
  std::size_t inexact_ = 0;
};

class Differences : public Sided {
 public:
  Differences(Evaluator& evaluator, Quoter& quoter, const Differing& asked);
  NodeSet rows(const NodeSet& subjects) override { return subjects; }
  std::vector<Column> columns(const std::vector<Column>& own) override;
  std::vector<Side> sides() const override;
  Support fill(Row& row) override;
  std::string summary(const NodeSet& rows) override;
  std::vector<Notice> notices(const NodeSet& subjects, const NodeSet& rows,
                              const Things& subject) const override;

 private:
  const graph::Graph& graph_;
  Quoter& quoter_;
  const Differing& asked_;
  PutToGroups put_;
  bool shown_ = false;
};

}  // namespace evident::query

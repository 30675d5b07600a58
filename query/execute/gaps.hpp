// Why evidence is not there: what a source says of it, what a study looked at, what came near.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

struct Absence {
  std::string status;
  std::string why;
  std::vector<graph::Node> stated_by;  // evidence statements
  std::vector<graph::Node> looked;     // studies
};

struct Near {
  std::string why;  // in the plural: "opinions, without data"
  std::string one;
  std::vector<graph::Node> claims;  // ascending
};

class Gaps {
 public:
  // evidence: a set of claims; must outlive this. links: from a thing to the claims it has.
  Gaps(const graph::Graph& graph, Evaluator& evaluator, const Things& evidence, std::vector<Link> links);

  // The status of the evidence about one thing; with_whole: what is stated of the literature as a whole
  // counts for every thing.
  Absence of(graph::Node thing, bool with_whole = true);
  // Of the evidence as a whole, when nothing was found. about: the thing that it was asked about, with what is narrower.
  Absence of_all(const std::vector<graph::Node>& about = {}) const;
  // Statements about the literature as a whole that fit; they stand beside whatever was found.
  std::vector<graph::Node> stated() const;
  // Claims that would count but for what makes evidence, about these things (nothing: about anything), by
  // reason.
  std::vector<Near> near(const NodeSet* about);

 private:
  struct Statement {
    graph::Node node;
    bool whole;      // about the literature, not about one thing
    bool none;       // strength none
    bool by_review;  // somebody searched for it
    NodeSet about;
  };
  bool study_fits(graph::Node study) const;
  // Of the sources that the library holds, those that a person coded for one of the things without coding it in them.
  std::size_t coded_without(const std::vector<graph::Node>& things) const;
  // "not studied" where a person coded every source; else not found by machine, and how many a person coded. what: of which.
  void unless_coded(Absence& absence, const std::vector<graph::Node>& things, std::string what) const;

  const graph::Graph& graph_;
  Evaluator& evaluator_;
  const Things& evidence_;
  std::vector<Link> links_;
  std::vector<Statement> statements_;
  std::optional<Things> relaxed_;
  std::size_t held_ = 0;  // sources that the library holds
};

// Whether the set is of claims, so that its absence can be explained.
bool is_evidence(const Things& things);
// Whether its claims must be evidence: of opinions nobody states a gap.
bool asks_for_evidence(const Things& things);
// "+12 opinions and 9 causally worded findings whose design does not carry it".
std::string left_out(const std::vector<Near>& near);

}  // namespace evident::query

// What share of the subject something is true of, and whether it is true of all, of most or of those named.
#pragma once
#include <string>

#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

struct Verdict {
  Share share;          // whole: the subject
  std::string verdict;  // "yes", "no", "none to check"; of a share empty, or "none to check"
  std::string summary;
  NodeSet shown;  // those of which it is true; where the verdict is no, those that are the exceptions
  bool exceptions = false;  // `shown` are those of which it is not true
};

// plan: of the shapes share, all, most and whether. subject: the things that are looked at.
Verdict verdict_of(Evaluator& evaluator, const Plan& plan, const NodeSet& subject);

}  // namespace evident::query

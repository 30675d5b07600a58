// A share counts those of which it is known that the statement holds, among those of which it is known at
// all. "All" and "most" are two-valued like every test: a thing without a value does not pass, and a notice
// counts such things. Nothing is true of all of nothing.
#include "query/execute/verdict.hpp"

#include <cmath>

#include "query/bind/said.hpp"
#include "query/execute/scope.hpp"

namespace evident::query {

namespace {

std::string counted(std::size_t n, const Things& things) {
  const std::string& words = things.noun.empty() ? things.words : n == 1 ? things.noun_one : things.noun;
  return std::to_string(n) + " " + words;
}

}  // namespace

Verdict verdict_of(Evaluator& evaluator, const Plan& plan, const NodeSet& subject) {
  using S = Plan::Shape;
  const Test& test = plan.asked[0];
  Verdict result;
  result.share.whole = subject.size();
  result.shown = evaluator.empty();
  const auto nothing = [&](std::string text) {
    result.verdict = "none to check";
    result.summary = std::move(text);
    return result;
  };
  if (subject.empty()) {
    evaluator.notice("N08", "there are no " + plan.subject.words + ": none to check");
    return nothing("None to check: there are no " + plan.subject.words + ".");
  }
  std::size_t cited = 0;
  subject.each([&](graph::Node n) { cited += is_only_cited(evaluator.graph(), n); });
  if (cited) evaluator.notice("N15", cited_words(cited, result.share.whole));
  const std::string said = in_number(test.said, true);
  if (plan.shape == S::share) {
    const auto judged = evaluator.judged(test, subject);
    result.share.part = judged.yes.size();
    result.share.known = judged.yes.size() + judged.no.size();
    result.shown = judged.yes;
    if (result.share.known == 0)
      return nothing("None to check: of none of the " + counted(result.share.whole, plan.subject) +
                     " is it known whether they " + said + ".");
    const double share =
        100.0 * static_cast<double>(result.share.part) / static_cast<double>(result.share.known);
    result.summary = share_words(result.share) + " " + plan.subject.noun + " " + said + ": " +
                     std::to_string(std::lround(share)) + "%.";
    return result;
  }
  const NodeSet passed = evaluator.passing(test, subject);
  const auto judged = evaluator.judged(test, subject);
  const std::size_t unknown = subject.size() - judged.yes.size() - judged.no.size();
  if (unknown)
    evaluator.notice("N01", "of " + std::to_string(unknown) + " of " +
                                counted(result.share.whole, plan.subject) + " it is not known whether they " +
                                said + "; they count as if they did not");
  result.share.known = result.share.whole;
  result.share.part = passed.size();
  const std::size_t part = result.share.part, whole = result.share.whole;
  // One name that stands in several lists: it is so when it is so of the thing in any of them.
  const bool one_name = plan.shape == S::whether && plan.quantity.kind == Quantity::Kind::at_least;
  const bool yes = plan.shape == S::most ? 2 * part > whole : one_name ? part > 0 : part == whole;
  result.verdict = yes ? "yes" : "no";
  result.shown = passed;
  if (!yes && plan.shape != S::most) {
    result.exceptions = true;
    result.shown = subject;
    result.shown -= passed;
  }
  if (plan.shape == S::whether && (whole == 1 || one_name)) {
    result.summary = (yes ? "Yes: " : "No: ") + plan.subject.words + " " +
                     (yes ? in_number(test.said, false)
                          : "is not found to; it was asked whether it " + in_number(test.said, false)) +
                     ".";
    return result;
  }
  result.summary = std::string(yes ? "Yes: " : "No: ") + std::to_string(part) + " of " +
                   counted(whole, plan.subject) + " " + said + " (" + std::to_string(whole) + " checked).";
  return result;
}

}  // namespace evident::query

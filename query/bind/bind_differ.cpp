// "differ by more than 10 points between "NHS" and "private sector"": figures of groups on one question.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/conditions.hpp"

namespace evident::query {

using graph::Kind;

Test Binder::differing(const Clause& c, const Kinds& kinds) {
  if (std::find(kinds.begin(), kinds.end(), Kind::statistic) == kinds.end())
    stop("E210", kinds_words(kinds) + " have no figures that could differ", c.span,
         "ask of figures: which statistics " + text_of(c.span));
  const Difference& given = *c.difference;
  Differing differing;
  differing.negated = c.negated;
  differing.comparison = given.amount ? given.comparison : Comparison::greater;
  std::string shown;
  for (const Name& name : given.groups.names) {
    const ResolvedName hit = take(resolve(graph_, name, {Kind::group}, options_));
    tell_name(name, hit);
    Across::Named side{hit.shown, {}};
    side.things.by_name = true;
    side.things.nodes = hit.nodes;
    side.things.words = side.things.said = "\"" + hit.shown + "\"";
    shown += (shown.empty() ? "\"" : " and \"") + hit.shown + "\"";
    differing.sides.push_back(std::move(side));
  }
  if (differing.sides.size() < 2)
    stop("E219", "a difference needs at least two groups", given.groups.span,
         "name another: between " + shown + " and \"…\"");
  std::string amount;
  if (given.amount) {
    const Literal literal = take(with_value(*given.amount, options_));
    const auto* number = std::get_if<double>(&literal.value);
    if (!number)
      stop("E220", "'" + text_of(given.amount->span) + "' is no number of points", given.amount->span,
           "write: by more than 10 points");
    differing.amount = *number;
    differing.relative = literal.percent;
    const std::string_view said = said_comparison(differing.comparison);  // "is over", or "is" alone
    amount = " by " + (said.size() > 3 ? std::string(said.substr(3)) : "exactly") + " " +
             said_value(literal) + (literal.percent ? "" : " points");
  }
  Test test;
  test.op = Test::Op::differ;
  test.said = (c.negated ? "{do|does} not differ" : "{differ|differs}") + amount + " between " + shown +
              ", asked the same question";
  test.words = "that differ" + amount;
  test.differing.push_back(std::move(differing));
  return test;
}

}  // namespace evident::query

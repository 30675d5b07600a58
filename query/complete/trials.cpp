// An offer reads when the slow pass gets to its end. It makes sense when some whole question that goes on
// from it is bound, or is refused only for what comes later.
#include <algorithm>

#include "query/bind/bind.hpp"
#include "query/complete/offers.hpp"
#include "query/language/parse.hpp"
#include "query/language/tree.hpp"

namespace evident::query::completing {
namespace {

// What closes the brackets that stand open, innermost first; and a question, where a "let" has none yet.
std::string closing_of(std::string_view text) {
  std::string closing;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && !(quoted && text[i - 1] == '\\')) quoted = !quoted;
    if (quoted) continue;
    const auto close = [&](std::string_view with) { closing.insert(0, with); };
    if (c == '(') close(")");
    if (c == '{') close("}");
    if (c == '[') close(i >= 2 && text[i - 2] == '<' ? "]-()" : "]->()");
    if ((c == ')' || c == '}') && !closing.empty()) closing.erase(0, 1);
    if (c == ']') closing.erase(0, closing.find(')') + 1);
  }
  const auto let = text.rfind("let ");
  if (let != std::string_view::npos && text.find(';', let) == std::string_view::npos)
    closing += "; list studies";
  return closing;
}

bool is_of_a_name(const std::string& code) {
  return code == "E201" || code == "E202" || code == "E203" || code == "E230";
}

}  // namespace

Trials::Trials(const graph::Graph& graph, std::string_view before, const AskOptions& options)
    : graph_(graph), options_(options), before_(before), closing_(closing_of(before)) {}

bool Trials::reads_to_its_end(const std::string& text) const {
  try {
    const auto failure = farthest_failure(text, options_.limits);
    return !failure.failed || failure.at >= text.size();
  } catch (const TooDeep&) {
    return false;
  }
}

Trials::Outcome Trials::tried(Offer& offer) {
  if (!offer.alike) return tried_alone(offer);
  for (const auto& [kind, outcome] : names_)
    if (kind == *offer.alike) return outcome;
  const auto outcome = tried_alone(offer);
  if (outcome != Outcome::unreadable) names_.emplace_back(*offer.alike, outcome);  // that is due to its letters
  return outcome;
}

// A whole question that reads shows that its beginning does; only where none reads is it looked for how far
// the beginning goes, which takes as long as reading it twice.
Trials::Outcome Trials::tried_alone(Offer& offer) {
  const auto whole = before_ + offer.text;
  if (broken_name_) return reads_to_its_end(whole) ? Outcome::unknown : Outcome::unreadable;
  bool read = false, refused = false, good = false;
  for (const auto& goes_on : offer.goes_on) {
    const auto question = read_if_possible(whole + goes_on + closing_, options_.limits);
    if (!question) continue;
    read = true;
    const auto plan = bind(graph_, *question, options_);
    const bool later =
        !plan && (plan.error().span.begin >= whole.size() || plan.error().code.starts_with("E3"));
    if (plan || later) {
      good = true;
      if (!offer.says_objects) return Outcome::good;
      offer.label += (offer.label.empty() ? "" : ", ") + goes_on.substr(1);
      continue;
    }
    const auto& problem = plan.error();
    if (problem.span.end <= before_.size() && is_of_a_name(problem.code)) {
      broken_name_ = true;
      return Outcome::unknown;
    }
    refused = true;
  }
  if (!read && !reads_to_its_end(whole)) return Outcome::unreadable;
  if (good) return Outcome::good;
  return refused ? Outcome::no_sense : Outcome::unknown;
}

}  // namespace evident::query::completing

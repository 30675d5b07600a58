// A group is heard where a claim (or, when nothing narrows the question, a mention or figure) is its word, or
// a speaker printed in the text bears its name; a group is heard through every narrower one. Who is only
// written about is found by what is said to be about it, by recommendations to it, and by its names in the
// text.
#include "query/execute/unheard.hpp"

#include <algorithm>

#include "query/bind/names.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Edge;
using graph::Kind;
using graph::Node;

Unheard::Unheard(Evaluator& evaluator, const Plan& plan)
    : graph_(evaluator.graph()),
      plan_(plan),
      claims_(evaluator.set_of(plan.among[0])),
      whole_(plan.among[0].tests.empty()) {
  claims_.each([&](Node claim) {
    if (const auto speaker = graph_.text(claim, Attribute::speaker); !speaker.empty())
      speakers_.push_back(" " + label_key(speaker) + " ");
  });
  std::sort(speakers_.begin(), speakers_.end());
  speakers_.erase(std::unique(speakers_.begin(), speakers_.end()), speakers_.end());
}

std::vector<std::string> Unheard::names_of(Node group) const {
  std::vector<std::string> names{std::string(graph_.label(group))};
  for (const auto number : graph_.list(group, Attribute::alternatives))
    names.emplace_back(graph_.string(number));
  return names;
}

bool Unheard::heard(Node group) const {
  for (const Node member : with_narrower(graph_, group)) {
    for (const Node n : graph_.in(member, Edge::named_by))
      if (graph_.kind(n) == Kind::claim ? claims_.has(n) : whole_) return true;
    for (const std::string& name : names_of(member)) {
      const std::string key = " " + label_key(name) + " ";
      if (std::any_of(speakers_.begin(), speakers_.end(),
                      [&](const std::string& speaker) { return speaker.find(key) != std::string::npos; }))
        return true;
    }
  }
  return false;
}

std::vector<Node> Unheard::spoken_of(Node group) const {
  std::vector<Node> found;
  const auto take = [&](Node n) {
    if ((whole_ && graph_.kind(n) != Kind::source) || claims_.has(n))
      found.push_back(first_telling(graph_, n));
  };
  for (const Node member : with_narrower(graph_, group)) {
    for (const Edge edge : {Edge::about, Edge::addressed_to})
      for (const Node n : graph_.in(member, edge)) take(n);
    for (const std::string& name : names_of(member))
      for (const Node n : graph_.mentioning(name)) take(n);
  }
  once(found);
  return found;
}

NodeSet Unheard::rows(const NodeSet& groups) {
  NodeSet silent(graph_.num_nodes()), top(graph_.num_nodes());
  groups.each([&](Node group) {
    ++groups_;
    if (heard(group))
      heard_.push_back(group);
    else
      silent.add(group);
  });
  silent_ = silent.size();
  silent.each([&](Node group) {
    const auto broader = graph_.out(group, Edge::broader);
    if (std::none_of(broader.begin(), broader.end(), [&](Node b) { return b != group && silent.has(b); }))
      top.add(group);
  });
  return top;
}

std::vector<Column> Unheard::columns(const std::vector<Column>& own) {
  shown_ = true;
  return {own.front(), {"what is known", "text"}, {"with it", "number"}};
}

Support Unheard::fill(Row& row) {
  Support support;
  const auto passages = spoken_of(row.node);
  for (const Node n : passages) add_set(support, {n});
  Gap gap;
  gap.status = "not_found_by_machine";
  gap.why = passages.empty() ? "not there"
                             : "only spoken of, in " + counted_words(passages.size(), "passage", "passages");
  if (shown_) {
    row.values[1] = gap.why;
    if (const std::size_t narrower = with_narrower(graph_, row.node).size() - 1)
      row.values[2] = static_cast<double>(narrower);
  }
  row.gap.push_back(std::move(gap));
  return support;
}

std::string Unheard::summary(const NodeSet& rows) {
  std::size_t spoken = 0;
  rows.each([&](Node n) { spoken += !spoken_of(n).empty(); });
  std::vector<std::string> names;
  for (const Node n : heard_) names.emplace_back(graph_.label(n));
  return "Of " + counted_words(groups_, "group", "groups") + " " + std::to_string(heard_.size()) +
         (heard_.size() == 1 ? " is" : " are") + " heard" +
         (names.empty() ? "" : ": " + join_words(names, "and")) + ". Of the others " +
         std::to_string(spoken) + (spoken == 1 ? " is" : " are") + " only spoken of, " +
         std::to_string(rows.size() - spoken) + " not there.";
}

std::vector<Notice> Unheard::notices(const NodeSet& groups, const NodeSet& rows, const Things&) const {
  std::string text = "looked for: the " + std::to_string(groups.size()) + " groups of the vocabulary, in " +
                     plan_.among[0].words;
  if (whole_) text += ", mentions and figures";
  const std::size_t below = silent_ - std::min(silent_, rows.size());
  if (below && plan_.steps.empty())
    text += "; " + std::to_string(below) + " narrower " + (below == 1 ? "one stands" : "ones stand") +
            " with the group above";
  return {{"N26", text + "; who is in no vocabulary is not missed"}};
}

}  // namespace evident::query

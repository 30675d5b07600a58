// Only figures that answer one question are set against each other: one study or work, the same words of what
// is counted, the same unit. A range or a bound ("over 40") has no distance to anything and is left out and
// counted.
#include "query/execute/differ.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "query/execute/columns.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Edge;
using graph::Kind;
using graph::Node;
namespace choice = graph::choice;

std::optional<double> exact_figure(const graph::Graph& graph, Node statistic) {
  const auto text = graph.text(statistic, Attribute::value);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return {};
  const auto meant = graph.choice(statistic, Attribute::comparator);
  for (const auto bound : {choice::comparator::lt, choice::comparator::gt, choice::comparator::range})
    if (meant && *meant == static_cast<std::uint8_t>(bound)) return {};
  return number;
}

bool lie_apart(const Differing& asked, double a, double b, std::string_view unit) {
  double distance = std::abs(a - b);
  if (!asked.amount) return distance > 0;
  if (asked.relative && unit != "%")
    distance = a == 0 ? (b == 0 ? 0 : INFINITY) : 100 * distance / std::abs(a);
  const double amount = *asked.amount, slack = 1e-9 * std::max(1.0, std::abs(amount));  // 0.3 - 0.1 is 0.2
  switch (asked.comparison) {
    case Comparison::greater:
      return distance > amount + slack;
    case Comparison::less:
      return distance < amount - slack;
    case Comparison::at_most:
      return distance <= amount + slack;
    case Comparison::equal:
      return std::abs(distance - amount) <= slack;
    case Comparison::not_equal:
      return std::abs(distance - amount) > slack;
    case Comparison::at_least:
      break;
  }
  return distance >= amount - slack;
}

PutToGroups::PutToGroups(Evaluator& evaluator, const Differing& asked)
    : graph_(evaluator.graph()), asked_(asked), evaluator_(evaluator) {
  const auto all = graph_.nodes(Kind::statistic);
  for (std::size_t side = 0; side < asked.sides.size(); ++side) {
    const NodeSet& members = evaluator.set_of(asked.sides[side].things);
    for (Node n = all.first; n < all.last && evaluator.step(); ++n) {
      const auto by = graph_.out(n, Edge::named_by);
      if (std::none_of(by.begin(), by.end(), [&](Node g) { return members.has(g); })) continue;
      const auto key = key_of(n);
      if (!key || first_telling(graph_, n) != n) continue;
      if (!exact_figure(graph_, n)) {
        ++inexact_;
        continue;
      }
      auto& by_side = questions_[*key].by_side;
      by_side.resize(asked.sides.size());
      by_side[side].push_back(n);
    }
  }
  std::erase_if(questions_, [](const auto& one) {
    return std::count_if(one.second.by_side.begin(), one.second.by_side.end(),
                         [](const auto& figures) { return !figures.empty(); }) < 2;
  });
}

// "agrees (thinks the board decides)", "think that the board decides": the question is the same. Who disagrees
// answers another: nobody said how many were undecided.
std::string question_put(std::string_view what) {
  if (const auto open = what.find(" ("); open != std::string_view::npos && what.ends_with(')')) {
    const std::string outer = label_key(what.substr(0, open));
    if (outer.find("disagree") == std::string::npos && outer.find(" not") == std::string::npos && !outer.starts_with("no "))
      what = what.substr(open + 2, what.size() - open - 3);
  }
  static constexpr std::array<std::string_view, 12> kHeld{{"think", "thinks", "thought", "believe", "believes", "believed",
                                                           "feel", "feels", "say", "says", "agree", "agrees"}};
  const auto word = [&] { return what.substr(0, what.find(' ')); };
  const auto next = [&] { what.remove_prefix(std::min(what.size(), word().size() + 1)); };
  if (what.find(' ') != std::string_view::npos && std::find(kHeld.begin(), kHeld.end(), word()) != kHeld.end()) {
    next();
    if (word() == "that") next();
  }
  return label_key(what);
}

std::optional<PutToGroups::Key> PutToGroups::key_of(Node statistic) const {
  const std::string what = question_put(graph_.text(statistic, Attribute::of_what));
  if (what.empty()) return {};
  const auto studies = graph_.out(statistic, Edge::rests_on);
  const Node asked_in = studies.empty() ? source_of(graph_, statistic) : studies.front();
  return Key{asked_in, what, std::string(graph_.text(statistic, Attribute::unit))};
}

const PutToGroups::Question* PutToGroups::of(Node statistic) const {
  const auto key = key_of(statistic);
  const auto known = key ? questions_.find(*key) : questions_.end();
  return known == questions_.end() ? nullptr : &known->second;
}

bool PutToGroups::differs(const Question& question) const {
  for (std::size_t i = 0; i < question.by_side.size(); ++i)
    for (std::size_t k = i + 1; k < question.by_side.size(); ++k)
      for (const Node a : question.by_side[i])
        for (const Node b : question.by_side[k])
          if (a != b && lie_apart(asked_, *exact_figure(graph_, a), *exact_figure(graph_, b),
                                  graph_.text(a, Attribute::unit)))
            return true;
  return false;
}

std::vector<Node> PutToGroups::figures(const Question& question) {
  std::vector<Node> all;
  for (const auto& figures : question.by_side) all.insert(all.end(), figures.begin(), figures.end());
  once(all);
  return all;
}

NodeSet PutToGroups::first_figures(const NodeSet& subjects) const {
  NodeSet first = evaluator_.empty();
  for (const auto& [key, question] : questions_) {
    if (differs(question) == asked_.negated) continue;
    for (const auto& figures : question.by_side) {
      const auto at = std::find_if(figures.begin(), figures.end(), [&](Node n) { return subjects.has(n); });
      if (at == figures.end()) continue;
      first.add(*at);
      break;
    }
  }
  return first;
}

std::size_t PutToGroups::questions() const { return questions_.size(); }
std::size_t PutToGroups::differing() const {
  return static_cast<std::size_t>(std::count_if(questions_.begin(), questions_.end(),
                                                [&](const auto& one) { return differs(one.second); }));
}

Differences::Differences(Evaluator& evaluator, Quoter& quoter, const Differing& asked)
    : graph_(evaluator.graph()), quoter_(quoter), asked_(asked), put_(evaluator, asked) {}

std::vector<Column> Differences::columns(const std::vector<Column>&) {
  shown_ = true;
  std::vector<Column> columns{{"of what", "text"}};
  for (const auto& side : asked_.sides) columns.push_back({side.words, "text"});
  columns.push_back({"difference", "text"});
  return columns;
}

std::vector<Side> Differences::sides() const {
  std::vector<Side> all;
  for (std::size_t i = 0; i < asked_.sides.size() && shown_; ++i) all.push_back({i + 1, "", 0, 0});
  return all;
}

Support Differences::fill(Row& row) {
  Support support;
  const auto* question = put_.of(row.node);
  if (!question) return support;
  add_set(support, PutToGroups::figures(*question));
  if (!shown_) return support;
  double least = INFINITY, most = -INFINITY;
  for (std::size_t i = 0; i < question->by_side.size(); ++i) {
    Cell cell;
    cell.status = question->by_side[i].empty() ? "asked_not_named" : "asked";
    cell.passages = question->by_side[i].size();
    std::string text;
    for (const Node n : question->by_side[i]) {
      const double number = *exact_figure(graph_, n);
      least = std::min(least, number);
      most = std::max(most, number);
      const auto cells = cells_for(graph_, n, {{"value", "text"}, {"base", "text"}});
      const std::string figure = std::get<std::string>(cells[0]) + " (" +
                                 (std::get<std::string>(cells[1]) == "base not stated" ? "" : "base: ") +
                                 std::get<std::string>(cells[1]) + ")";
      text += (text.empty() ? "" : "; ") + figure;
      cell.figures.push_back(figure);
      cell.witnesses.push_back(quoter_.witness(n));
    }
    cell.sources = cell.passages ? 1 : 0;
    row.values[i + 1] = text.empty() ? CellValue{} : CellValue{std::move(text)};
    read_in(graph_, question->by_side[i], row, i + 1);
    row.cells.push_back(std::move(cell));
  }
  const auto unit = graph_.text(row.node, Attribute::unit);
  row.values.back() = shown_number(std::round((most - least) * 1e6) / 1e6) + " " +
                      (unit != "%"         ? std::string(unit)
                       : most - least == 1 ? "point"
                                           : "points");
  return support;
}

std::string Differences::summary(const NodeSet&) {
  return std::to_string(put_.differing()) + " of " +
         counted_words(put_.questions(), "question that", "questions that") +
         " at least two of them answered " + (put_.differing() == 1 ? "differs so." : "differ so.");
}

std::vector<Notice> Differences::notices(const NodeSet&, const NodeSet&, const Things&) const {
  std::vector<Notice> all;
  if (put_.inexact())
    all.push_back({"N25", counted_words(put_.inexact(), "figure is", "figures are") +
                              " a range or a bound, and no distance to it is known; not compared"});
  return all;
}

}  // namespace evident::query

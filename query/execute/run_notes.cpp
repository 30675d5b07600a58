// What stands under an answer: how old its sources are, what is invented, how far its words reach, and what its counts
// do not say.
#include "query/execute/run.hpp"

#include <algorithm>
#include <functional>

#include "query/bind/names.hpp"
#include "query/execute/columns.hpp"
#include "query/execute/scope.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Kind;
using graph::Node;

namespace {

template <class Take>
void each_object(const std::vector<Test>& tests, Take&& take) {
  for (const Test& test : tests) {
    for (const Things& object : test.object) {
      take(object);
      each_object(object.tests, take);
    }
    each_object(test.parts, take);
  }
}

}  // namespace

bool Run::is_denied(const Test& test) {
  const auto of_its_text = [](const Link& link) { return link.subject == Kind::source && link.path.front().forwards; };
  return (test.negated && std::any_of(test.links.begin(), test.links.end(), of_its_text)) ||
         std::any_of(test.parts.begin(), test.parts.end(), is_denied);
}

void Run::tell_only_cited(const std::vector<Node>& nodes) {
  std::size_t cited = 0;
  for (const Node n : nodes) cited += is_only_cited(graph_, n);
  if (cited) tell("N15", cited_words(cited, nodes.size()));
}

std::string Run::said_by_kind(const std::vector<Node>& nodes) const {
  std::vector<std::pair<std::string, std::size_t>> kinds;
  std::vector<Node> sources;
  for (const Node n : nodes) {
    const std::string kind = kind_of_row(graph_, n);
    const auto known =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == kind; });
    if (known == kinds.end())
      kinds.emplace_back(kind, 1);
    else
      ++known->second;
    for (const Node a : evaluator_.appearances(n, 64)) sources.push_back(source_of(graph_, a));
  }
  const std::size_t works = works_among(graph_, std::move(sources));
  std::stable_sort(kinds.begin(), kinds.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> parts;
  for (const auto& [kind, n] : kinds) parts.push_back(std::to_string(n) + " × " + kind);
  return "Found in " + std::to_string(works) + " of " + count_words(answer_.searched.sources, "sources: ") +
         join_words(parts, "and") + ". This is what the sources say; judge them by their words below.";
}

void Run::documents_not_effects() {
  const auto claims = [](const Things& things) {
    return std::any_of(things.scans.begin(), things.scans.end(),
                       [](const Scan& s) { return s.kind == Kind::claim; });
  };
  bool counted = (plan_.shape == Plan::Shape::share || plan_.group) && claims(plan_.subject);
  const std::function<void(const std::vector<Test>&)> look = [&](const std::vector<Test>& tests) {
    for (const Test& test : tests) {
      using K = Quantity::Kind;
      const bool several = (test.quantity.kind == K::at_least && test.quantity.number > 1) ||
                           (test.quantity.kind == K::more_than && test.quantity.number > 0);
      counted = counted || (test.op == Test::Op::counted && several && claims(test.object[0]));
      look(test.parts);
    }
  };
  look(plan_.subject.tests);
  look(plan_.asked);
  counted = counted || (sided_ && !answer_.rows.empty() && plan_.shape != Plan::Shape::views);
  if (counted) tell("N18", "this counts what the documents in this library say, not effects");
}

void Run::cover_cases(const NodeSet& found) {
  const auto covers = [](const Things& things) {
    bool cases = false, told = false;
    for (const Scan& scan : things.scans) {
      if (scan.kind != Kind::case_study) continue;
      cases = true;
      for (const graph::Test& test : scan.condition) told = told || test.attribute == Attribute::reporting;
    }
    return cases && !told;
  };
  const auto is_case = [&](Node n) { return graph_.kind(n) == Kind::case_study; };
  const auto self_reported = [&](Node n) {
    return graph_.choice(n, Attribute::reporting) ==
           static_cast<std::uint8_t>(graph::choice::reporting::self_reported);
  };
  const auto say = [&](const NodeSet& set, const Things& things, bool subject) {
    std::size_t all = 0, cases = 0, told = 0;
    set.each([&](Node n) {
      ++all;
      cases += is_case(n);
      told += is_case(n) && self_reported(n);
    });
    if (!cases) return;
    const bool only_cases = things.noun.find("case") != std::string::npos;
    std::string text = subject ? "of these " : "of the ";
    text += count_words(all, things);
    if (!only_cases)
      text += ", " + std::to_string(cases) + (cases == 1 ? " is a described case" : " are described cases");
    text += (only_cases ? ", " : "; ") + std::to_string(told) +
            (told == 1 ? " is a self-reported example" : " are self-reported examples") +
            " told by those who ran it";
    tell("N12", text);
  };
  if (covers(plan_.subject)) say(found, plan_.subject, true);
  each_object(plan_.subject.tests, [&](const Things& object) {
    if (covers(object)) say(evaluator_.set_of(object), object, false);
  });
}

void Run::about_sources() {
  std::size_t dated = 0, invented = 0;
  int first = 0, last = 0;
  for (const SourceView& source : answer_.sources) {
    invented += source.invented;
    if (!source.year) continue;
    ++dated;
    first = first ? std::min(first, source.year) : source.year;
    last = std::max(last, source.year);
  }
  const std::size_t all = answer_.sources.size();
  if (!all) return;
  std::string text =
      std::to_string(dated) + " of " + count_words(all, all == 1 ? "source dated" : "sources dated");
  if (dated) text += ", " + std::to_string(first) + (first != last ? "-" + std::to_string(last) : "");
  tell("N10", text);
  if (invented)
    tell("N11", invented == all
                    ? "everything quoted here is invented, for demonstration"
                    : std::to_string(invented) + " of these sources " + (invented == 1 ? "is" : "are") +
                          " invented, for demonstration; what stands in " +
                          (invented == 1 ? "it" : "them") + " is marked");
}

}  // namespace evident::query

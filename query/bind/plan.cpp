// Prints a plan for `explain`: the operators in the order in which they narrow the set, conditions as the
// schema names them.
#include "query/bind/plan.hpp"

#include "query/bind/telling.hpp"

namespace evident::query {
namespace {

std::string print_condition(const graph::Condition& condition) {
  std::string text;
  for (const graph::Test& test : condition) {
    const auto& info = graph::info(test.attribute);
    text += text.empty() ? "" : " & ";
    text += info.name;
    for (std::size_t i = 0; i < test.values.size() && info.type == graph::Type::choice; ++i) {
      text += i ? "," : "=";
      text += info.choices[test.values[i]].id;
    }
  }
  return text;
}

std::string print_scan(const Scan& scan) {
  std::string text = "scan " + std::string(graph::info(scan.kind).name);
  if (!scan.condition.empty()) text += " [" + print_condition(scan.condition) + "]";
  return text;
}

std::string print_links(const std::vector<Link>& links) {
  std::string text;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (i) text += " | ";
    for (std::size_t s = 0; s < links[i].path.size(); ++s) {
      if (s) text += ' ';
      text += links[i].path[s].forwards ? '>' : '<';
      text += graph::info(links[i].path[s].edge).name;
    }
  }
  return text;
}

const char* name_of(Test::Op op) {
  switch (op) {
    case Test::Op::facet:
      return "facet";
    case Test::Op::related:
      return "semi";
    case Test::Op::counted:
      return "count";
    case Test::Op::only:
      return "only";
    case Test::Op::every:
      return "every";
    case Test::Op::missing:
      return "missing";
    case Test::Op::dated:
      return "dated";
    case Test::Op::among:
      return "find";
    case Test::Op::mentions:
      return "words";
    case Test::Op::all:
      return "all";
    case Test::Op::any:
      return "any";
    case Test::Op::between:
      return "between";
    case Test::Op::one_of:
      return "in";
    case Test::Op::contains:
      return "contains";
    case Test::Op::starts_with:
      return "starts";
    case Test::Op::computed:
      return "where";
    case Test::Op::exists:
      return "exists";
    case Test::Op::differ:
      return "differ";
    case Test::Op::compare:
      return "where";
  }
  return "";
}

std::string print_pattern(const Pattern& pattern) {
  std::string text;
  for (const auto& variable : pattern.variables)
    text += (text.empty() ? "" : ", ") + (variable.name.empty() ? "_" : variable.name) +
            (variable.outer ? "" : ": " + print_things(variable.things));
  for (const auto& edge : pattern.edges) {
    text += "; " + std::to_string(edge.from) + " ";
    for (std::size_t i = 0; i < edge.ways.size(); ++i)
      text += (i ? " | " : "") + print_links({{graph::Kind{}, graph::Kind{}, edge.ways[i]}});
    if (edge.most > 1) text += " *" + std::to_string(edge.least) + ".." + std::to_string(edge.most);
    text += " " + std::to_string(edge.to);
  }
  for (const Test& test : pattern.conditions) text += "; " + print_test(test);
  return text;
}

}  // namespace

std::string print_test(const Test& test) {
  std::string text = test.op == Test::Op::related && test.negated
                         ? "anti"
                         : (test.negated ? "not " : "") + std::string(name_of(test.op));
  std::string inside;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) inside += (inside.empty() ? "" : ", ") + part;
  };
  for (const Scan& facet : test.facets)
    add(std::string(graph::info(facet.kind).name) + " " + print_condition(facet.condition));
  add(print_links(test.links));
  if (test.op == Test::Op::counted) {
    static constexpr const char* kSigns[] = {"", "", "", "", ">=", "<=", "=", ">", "<"};
    add(kSigns[static_cast<std::size_t>(test.quantity.kind)] + std::to_string(test.quantity.number));
  }
  for (const Things& object : test.object) add(print_things(object));
  for (const Phrase& phrase : test.phrase) add((phrase.exact ? "exactly \"" : "\"") + phrase.text + "\"");
  add(test.property.words);
  for (const Computed& measured : test.measured) add(measured.words);
  for (const Differing& differing : test.differing)
    for (const auto& side : differing.sides) add(print_things(side.things));
  for (const Pattern& pattern : test.pattern) add(print_pattern(pattern));
  for (const Test& part : test.parts) add(print_test(part));
  return text + "(" + inside + ")";
}

std::string print_things(const Things& things) {
  std::string text;
  for (std::size_t i = 0; i < things.scans.size(); ++i)
    text += (i ? " + " : "") + print_scan(things.scans[i]);
  if (things.by_name) text += "find " + things.words + " (" + std::to_string(things.nodes.size()) + ")";
  if (things.query) text += "(" + print_plan(*things.query) + ")";
  for (const Test& test : things.tests) text += " · " + print_test(test);
  return text;
}

namespace {

std::string print_step(const Step& step) {
  using K = Step::Kind;
  std::string text;
  switch (step.kind) {
    case K::where:
      return print_test(step.tests[0]);
    case K::sort:
      for (const Order& order : step.sort)
        text += (text.empty() ? "sort(" : ", ") + order.value.words + (order.descending ? " desc" : "");
      return text + ")";
    case K::limit:
      return "limit(" + std::to_string(step.number) + ")";
    case K::skip:
      return "skip(" + std::to_string(step.number) + ")";
    case K::follow:
      return "follow(" + print_links(step.links) + ", " + print_things(step.other[0]) + ")";
    case K::unite:
      return "union(" + print_things(step.other[0]) + ")";
    case K::subtract:
      return "minus(" + print_things(step.other[0]) + ")";
    case K::intersect:
      return "intersect(" + print_things(step.other[0]) + ")";
  }
  return text;
}

std::string print_columns(const std::vector<Shown>& columns) {
  std::string text;
  for (const Shown& column : columns) text += (text.empty() ? "" : ", ") + column.name;
  return text;
}

}  // namespace

std::string print_plan(const Plan& plan) {
  using S = Plan::Shape;
  std::string text =
      !plan.connected.empty()
          ? "path(" + print_things(plan.connected[0].from) + ", " + print_things(plan.connected[0].to) + ", " +
                std::to_string(plan.connected[0].steps) + (plan.connected[0].one_source ? ", one source" : "") +
                (plan.connected[0].strongest ? ", strongest" : "") +
                (plan.connected[0].over.empty() ? ")" : ", over " + said_edges(plan.connected[0].over) + ")")
      : plan.pattern.empty() ? print_things(plan.subject) : "join(" + print_pattern(plan.pattern[0]) + ")";
  if (!plan.evidence.empty())
    text += " · gap(" + print_links(plan.evidence_links) + ", " + print_things(plan.evidence[0]) + ")";
  for (const Things& among : plan.among) text += " · unheard(" + print_things(among) + ")";
  if (plan.map) text += " · map(" + print_links(plan.map->links) + "; " + plan.map->property.words + ")";
  if (plan.across)
    text += " · beside(" + print_links(plan.across->links) + ", " + said_of(*plan.across) + ")";
  for (const Test& test : plan.asked)
    text += (plan.shape == S::share  ? " · share("
             : plan.shape == S::most ? " · most("
                                     : " · all(") +
            print_test(test) + ")";
  for (const Step& step : plan.steps) text += " · " + print_step(step);
  if (plan.group)
    text += " · group(" + print_columns(plan.group->keys) + "; " + print_columns(plan.group->values) + ")";
  else if (!plan.show.empty())
    text += " · show(" + print_columns(plan.show) + ")";
  for (const Step& step : plan.table_steps) text += " · " + print_step(step);
  if (!plan.table_show.empty()) text += " · show(" + print_columns(plan.table_show) + ")";
  if (plan.shape == S::number) text += " · count";
  return text;
}

}  // namespace evident::query

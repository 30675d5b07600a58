// Prints a plan for `explain`: the operators in the order in which they narrow the set, conditions as the
// schema names them.
#include "query/bind/plan.hpp"

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
    case Test::Op::compare:
      return "where";
  }
  return "";
}

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
  add(test.property.words);
  for (const Test& part : test.parts) add(print_test(part));
  return text + "(" + inside + ")";
}

}  // namespace

std::string print_things(const Things& things) {
  std::string text;
  for (std::size_t i = 0; i < things.scans.size(); ++i)
    text += (i ? " + " : "") + print_scan(things.scans[i]);
  if (things.by_name) text += "find " + things.words + " (" + std::to_string(things.nodes.size()) + ")";
  for (const Test& test : things.tests) text += " · " + print_test(test);
  return text;
}

std::string print_plan(const Plan& plan) {
  std::string text = print_things(plan.subject);
  if (!plan.evidence.empty())
    text += " · gap(" + print_links(plan.evidence_links) + ", " + print_things(plan.evidence[0]) + ")";
  for (const Order& order : plan.sort)
    text += " · sort(" + order.property.words + (order.descending ? " desc)" : ")");
  if (plan.skip || plan.limit)
    text += " · slice(" + std::to_string(plan.skip) + ", " +
            (plan.limit ? std::to_string(*plan.limit) : "all") + ")";
  if (plan.shape == Plan::Shape::number) text += " · count";
  return text;
}

}  // namespace evident::query

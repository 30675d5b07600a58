// A plan's steps, one after the other: each narrows, widens or moves the set, or changes its order. Every set
// on the way is kept, so that the words of a row can be followed back through the steps that it came by.
#include <algorithm>

#include "query/bind/said.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/order.hpp"

namespace evident::query {

using graph::Node;
using Kind = Step::Kind;

namespace {

std::vector<Node> members(const NodeSet& set) {
  std::vector<Node> nodes;
  set.each([&](Node n) { nodes.push_back(n); });
  return nodes;
}

const char* word_of(Kind kind) {
  return kind == Kind::unite ? "with " : kind == Kind::subtract ? "without " : "also among ";
}

}  // namespace

const Evaluator::Course& Evaluator::course(const Plan& plan) {
  if (const auto known = courses_.find(&plan); known != courses_.end()) return known->second;
  return course(plan, set_of(plan.subject));
}

const Evaluator::Course& Evaluator::course(const Plan& plan, NodeSet set) {
  Course course;
  course.again = leave_out_repeats(graph_, set);
  course.sets.push_back(set);
  std::vector<Node> nodes = members(set);
  bool ordered = false, sliced = false;
  // Of a limit or the rows shown only so many need be in order, where nothing is skipped and no later step sorts or
  // filters by what stands behind them.
  const auto in_order = [&](std::size_t most) {
    if (!ordered) order(graph_, *this, {}, nodes, most);
    ordered = true;
  };
  const auto most_after = [&](const Step& sort) {
    const std::size_t next = static_cast<std::size_t>(&sort - plan.steps.data()) + 1;
    if (next == plan.steps.size()) return rows_;
    return plan.steps[next].kind == Kind::limit ? plan.steps[next].number : ~std::size_t{0};
  };
  const auto become = [&](NodeSet next) {
    set = std::move(next);
    sliced = false;
  };
  for (const Step& s : plan.steps) {
    std::string said;
    switch (s.kind) {
      case Kind::where:
        become(passing(s.tests[0], set));
        said = s.tests[0].words.empty() ? in_number(s.tests[0].said, true) : s.tests[0].words;
        break;
      case Kind::subtract:
      case Kind::intersect:
      case Kind::unite: {
        const NodeSet& other = set_of(s.other[0]);
        NodeSet next = set;
        if (s.kind == Kind::subtract)
          next -= other;
        else if (s.kind == Kind::intersect)
          next &= other;
        else
          next |= other;
        become(std::move(next));
        said = word_of(s.kind) + s.other[0].words;
        break;
      }
      case Kind::follow:
        become(followed(s, set));
        said = s.other[0].words + " related to them";
        break;
      case Kind::sort:
        order(graph_, *this, s.sort, nodes, most_after(s));
        ordered = true;
        break;
      case Kind::limit:
      case Kind::skip: {
        in_order(s.kind == Kind::limit ? s.number : ~std::size_t{0});
        if (!sliced) course.whole = set;
        if (!sliced) course.total = nodes.size();
        sliced = true;
        const std::size_t n = std::min(s.number, nodes.size());
        if (s.kind == Kind::limit)
          nodes.resize(n);
        else
          nodes.erase(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(n));
        set = empty();
        for (const Node node : nodes) set.add(node);
        break;
      }
    }
    if (s.kind == Kind::unite || s.kind == Kind::follow) {
      course.again += leave_out_repeats(graph_, set);
      nodes = members(set);
      ordered = false;
    } else {
      std::erase_if(nodes, [&](Node n) { return !set.has(n); });
    }
    if (!said.empty()) course.way += " → " + std::to_string(set.size()) + " " + said;
    course.sets.push_back(set);
  }
  in_order(rows_);
  if (!sliced) course.whole = set;
  if (!sliced) course.total = nodes.size();
  course.limited = sliced;
  course.nodes = std::move(nodes);
  return courses_.insert_or_assign(&plan, std::move(course)).first->second;
}

NodeSet Evaluator::followed(const Step& s, const NodeSet& from) {
  const NodeSet& onto = set_of(s.other[0]);
  NodeSet found = empty();
  from.each([&](Node n) {
    if (!step()) return;
    for (const Node o : reached(s.links, n, onto)) found.add(o);
  });
  return found;
}

Support Evaluator::support(const Plan& plan, Node member, const Test* further) {
  // Where steps only order and cut, the subject says it all, and the whole need not be known.
  const bool only_cut = std::all_of(plan.steps.begin(), plan.steps.end(), [](const Step& s) {
    return s.kind == Kind::sort || s.kind == Kind::limit || s.kind == Kind::skip;
  });
  Support all = only_cut ? tested(plan.subject, member) : tested(plan, course(plan), plan.steps.size(), member);
  if (further) all = joined(all, support(*further, member));
  return with_own_words(std::move(all), member);
}

// What the tests and steps up to that one rest on for a member of the set that they leave.
Support Evaluator::tested(const Plan& plan, const Course& course, std::size_t steps, Node member) {
  if (steps == 0) return tested(plan.subject, member);
  const Step& s = plan.steps[steps - 1];
  const NodeSet& before = course.sets[steps - 1];
  const auto earlier = [&] { return tested(plan, course, steps - 1, member); };
  switch (s.kind) {
    case Kind::where:
      return joined(earlier(), support(s.tests[0], member));
    case Kind::intersect:
      return joined(earlier(), tested(s.other[0], member));
    case Kind::unite: {
      Support all;
      if (before.has(member)) all = with_own_words(earlier(), member);
      if (set_of(s.other[0]).has(member))
        for (const auto& set : support(s.other[0], member).sets) add_set(all, set);
      return all;
    }
    case Kind::follow: {
      Support all;
      before.each([&](Node from) {
        if (all.sets.size() >= kWitnesses) return;
        Support way;
        add_set(way, showing(s.links, from, member));
        if (way.sets.empty()) return;
        for (const auto& set : joined(way, tested(plan, course, steps - 1, from)).sets) add_set(all, set);
      });
      return all;
    }
    default:
      return earlier();
  }
}

}  // namespace evident::query

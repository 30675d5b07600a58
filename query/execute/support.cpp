// Walking forwards from one thing along the links of a test: for counts, and for the words a shown row rests
// on. A trail from the subject to an object yields the passages on it that show the link; what several tests
// rest on is joined so that every alternative of each appears at least once.
#include <algorithm>

#include "query/bind/names.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/scope.hpp"

namespace evident::query {

using graph::Edge;
using graph::Kind;
using graph::KindRole;
using graph::Node;

// The thing, then what is narrower; an item stands for itself.
std::vector<Node> Evaluator::starts(Node subject) {
  if (!is_thing(graph_.kind(subject)) || graph_.in(subject, Edge::broader).empty()) return {subject};
  auto all = with_narrower(graph_, subject);
  std::stable_partition(all.begin(), all.end(), [&](Node n) { return n == subject; });
  return all;
}

bool is_hierarchy(const Link& link) { return link.path.front().edge == Edge::broader; }

// Whether the link may be followed from this start for that subject: what is said of narrower things is said
// of it, but not what they stand under.
bool Evaluator::leaves(const Link& link, Node start, Node subject) const {
  return link.subject == graph_.kind(subject) && (start == subject || !is_hierarchy(link));
}

std::size_t Evaluator::distinct(const NodeSet& set) const {
  NodeSet things = empty();
  set.each([&](Node n) { things.add(first_telling(graph_, n)); });
  return things.size();
}

std::size_t Evaluator::count(const std::vector<Link>& links, Node subject, const NodeSet& objects,
                             std::size_t limit, bool narrower) {
  if (stamps_.empty()) stamps_.resize(graph_.num_nodes());
  ++epoch_;
  std::size_t found = 0;
  std::vector<Node> sources;
  std::vector<Node> trail;
  for (const Node start : narrower ? starts(subject) : std::vector<Node>{subject})
    for (const Link& link : links) {
      if (!leaves(link, start, subject)) continue;
      trail.assign(1, start);
      const bool more = walk(link, 0, trail, [&](const std::vector<Node>& t) {
        if (!objects.has(t.back())) return true;
        const Node thing = first_telling(graph_, t.back());
        if (graph_.kind(t.back()) == Kind::source) sources.push_back(t.back());
        found += stamps_[thing] != epoch_;
        stamps_[thing] = epoch_;
        return found < limit;
      });
      if (!more) return found;
    }
  told_again(std::move(sources));
  return found;
}

void Evaluator::told_again(std::vector<Node> sources) {
  std::size_t again = 0;
  works_among(graph_, std::move(sources), &again);
  told_again_ = std::max(told_again_, again);
}

std::vector<std::vector<Node>> Evaluator::trails(const std::vector<Link>& links, Node subject,
                                                 const NodeSet& objects) {
  std::vector<std::vector<Node>> found;
  std::vector<Node> trail;
  for (const Node start : starts(subject))
    for (const Link& link : links) {
      if (!leaves(link, start, subject)) continue;
      trail.assign(1, start);
      walk(link, 0, trail, [&](const std::vector<Node>& t) {
        if (objects.has(t.back())) found.push_back(t);
        return true;
      });
    }
  return found;
}

std::vector<Node> Evaluator::reached(const std::vector<Link>& links, Node subject, const NodeSet& objects) {
  std::vector<Node> found, trail;
  for (const Node start : starts(subject))
    for (const Link& link : links) {
      if (!leaves(link, start, subject)) continue;
      trail.assign(1, start);
      walk(link, 0, trail, [&](const std::vector<Node>& t) {
        if (objects.has(t.back())) found.push_back(t.back());
        return true;
      });
    }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// Where a source names the work: its references to it. None: nobody read them, or another source names it.
std::vector<Node> Evaluator::references_to(Node work, Node source) const {
  const auto citing = graph_.in(work, Edge::cites);  // ascending, and by kind: works that cite a known one may be thousands
  const graph::NodeRange references = graph_.nodes(Kind::reference);
  const auto first = std::lower_bound(citing.begin(), citing.end(), references.first);
  const auto last = std::lower_bound(first, citing.end(), references.last);
  std::vector<Node> found;
  std::copy_if(first, last, std::back_inserter(found),
               [&](Node n) { return source == graph::kNoNode || source_of(graph_, n) == source; });
  return found;
}

// The passages of a trail that show it: the most particular ones, not the whole work, study or case they
// stand in.
std::vector<Node> Evaluator::quotable(const std::vector<Node>& trail, Node subject) const {
  std::vector<Node> fine, coarse;
  for (std::size_t i = 1; i < trail.size(); ++i)
    if (graph_.kind(trail[i - 1]) == Kind::source && graph_.kind(trail[i]) == Kind::source)
      for (const auto& [citing, cited] : {std::pair(trail[i - 1], trail[i]), {trail[i], trail[i - 1]}})
        for (const Node n : references_to(cited, citing)) fine.push_back(n);
  for (const Node n : trail) {
    if (n == subject || !has_words(graph_, n)) continue;
    const Kind kind = graph_.kind(n);
    (kind == Kind::source || kind == Kind::study || kind == Kind::case_study ? coarse : fine).push_back(n);
  }
  // What has words of its own needs no title beside them.
  if (fine.empty() && subject != graph::kNoNode && graph::info(graph_.kind(subject)).role == KindRole::item)
    return fine;
  return fine.empty() ? coarse : fine;
}

Support joined(const Support& a, const Support& b) {
  if (a.sets.empty()) return b;
  if (b.sets.empty()) return a;
  Support all;
  const std::size_t n = std::max(a.sets.size(), b.sets.size());
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Node> set = a.sets[i % a.sets.size()];
    for (const Node node : b.sets[i % b.sets.size()])
      if (std::find(set.begin(), set.end(), node) == set.end()) set.push_back(node);
    add_set(all, std::move(set));
  }
  const bool all_known = a.total <= a.sets.size() && b.total <= b.sets.size();
  all.total = all_known ? all.sets.size() : std::max({all.sets.size(), a.total, b.total});
  return all;
}

namespace {

bool within(const std::vector<Node>& inner, const std::vector<Node>& outer) {
  return std::all_of(inner.begin(), inner.end(),
                     [&](Node n) { return std::find(outer.begin(), outer.end(), n) != outer.end(); });
}

// Of several sets the one that adds least to what is shown already.
const std::vector<Node>* fewest_new(const std::vector<std::vector<Node>>& sets,
                                    const std::vector<Node>& shown) {
  const auto added = [&](const std::vector<Node>& set) {
    return std::count_if(set.begin(), set.end(),
                         [&](Node n) { return std::find(shown.begin(), shown.end(), n) == shown.end(); });
  };
  const auto least = std::min_element(sets.begin(), sets.end(),
                                      [&](const auto& a, const auto& b) { return added(a) < added(b); });
  return least == sets.end() ? nullptr : &*least;
}

}  // namespace

void add_set(Support& support, std::vector<Node> set) {
  if (set.empty()) return;
  for (const auto& known : support.sets)
    if (within(known, set)) return;
  support.total -= std::erase_if(support.sets, [&](const auto& known) { return within(set, known); });
  ++support.total;
  if (support.sets.size() < Evaluator::kWitnesses) support.sets.push_back(std::move(set));
}

Support Evaluator::support(const Test& test, Node subject) {
  Support all;
  if (test.negated) return all;
  using Op = Test::Op;
  if (test.op == Op::all) {
    for (const Test& part : test.parts) all = joined(all, support(part, subject));
    return all;
  }
  if (test.op == Op::any) {
    for (const Test& part : test.parts) {
      if (!holds(part, subject)) continue;
      const Support one = support(part, subject);
      for (const auto& set : one.sets) add_set(all, set);
      all.total = std::max(all.total, one.total);
    }
    return all;
  }
  if (test.op == Op::mentions) {
    const TextHits& found = hits(test.phrase[0]);
    for (const auto& shown : found.of_thing(subject)) add_set(all, {found.hits[shown.hit].node});
    return all;
  }
  if (test.op != Op::related && test.op != Op::counted && test.op != Op::only && test.op != Op::every)
    return all;
  const Things& object = test.object[0];
  const NodeSet& objects = set_of(object);
  std::vector<Node> trail;
  // Of several passages that show the same object one is enough where objects are counted.
  const bool each_once = test.op == Op::counted || test.op == Op::every;
  NodeSet shown = each_once ? empty() : NodeSet();
  for (const Node start : starts(subject))
    for (const Link& link : test.links) {
      if (!leaves(link, start, subject)) continue;
      trail.assign(1, start);
      walk(link, 0, trail, [&](const std::vector<Node>& t) {
        const Node target = t.back();
        if (!objects.has(target) || (each_once && !shown.insert(first_telling(graph_, target)))) return true;
        std::vector<Node> set = quotable(t, subject);
        if ((!object.tests.empty() || object.query) && !object.by_name) {
          const Support further = tested(object, target);
          if (const auto* more = fewest_new(further.sets, set))
            for (const Node n : *more)
              if (std::find(set.begin(), set.end(), n) == set.end()) set.push_back(n);
        }
        add_set(all, std::move(set));
        return all.total < 10'000;
      });
    }
  if (!each_once || all.sets.empty()) return all;
  // What is counted is shown only by several together: by any `asked` of them, or by all.
  using K = Quantity::Kind;
  const auto asked = static_cast<std::size_t>(std::max<std::int64_t>(1, test.quantity.number)) +
                     (test.quantity.kind == K::more_than);
  const bool enough =
      test.op == Op::counted && (test.quantity.kind == K::at_least || test.quantity.kind == K::more_than);
  const std::size_t n = all.sets.size(), size = enough ? std::min(asked, n) : n;
  Support together;
  for (std::size_t first = 0; first < n; first += size) {
    std::vector<Node> set;
    for (std::size_t i = std::min(first, n - size); i < std::min(first, n - size) + size; ++i)
      for (const Node node : all.sets[i])
        if (std::find(set.begin(), set.end(), node) == set.end()) set.push_back(node);
    add_set(together, std::move(set));
  }
  together.total += all.total - n;
  return together;
}

bool Evaluator::holds(const Test& test, Node node) {
  // Words and what joins them are asked of the one thing, not of all that have them.
  if (test.op == Test::Op::mentions) return hits(test.phrase[0]).of_thing(node).empty() == test.negated;
  if (test.op == Test::Op::all || test.op == Test::Op::any) {
    const bool all = test.op == Test::Op::all;
    const auto held = [&](const Test& part) { return holds(part, node); };
    return (all ? std::all_of(test.parts.begin(), test.parts.end(), held)
                : std::any_of(test.parts.begin(), test.parts.end(), held)) != test.negated;
  }
  const std::size_t notices = notices_.size(), narrower = narrower_;
  NodeSet alone = empty();
  alone.add(node);
  const bool held = !passing(test, alone).empty();
  notices_.resize(notices, {});
  narrower_ = narrower;
  return held;
}

Support Evaluator::tested(const Things& things, Node member) {
  Support all;
  if (things.query) all = tested(*things.query, course(*things.query), things.query->steps.size(), member);
  for (const Test& test : things.tests) all = joined(all, support(test, member));
  return all;
}

Support Evaluator::support(const Things& things, Node member) {
  return with_own_words(tested(things, member), member);
}

Support Evaluator::with_own_words(Support all, Node member) const {
  const Kind kind = graph_.kind(member);
  if (!is_thing(kind) && has_words(graph_, member)) {
    if (all.sets.empty() && kind == Kind::source && !is_held(graph_, member))
      for (const Node n : references_to(member, graph::kNoNode)) add_set(all, {n});
    if (all.sets.empty()) {
      all.sets.push_back({member});
      all.total = 1;
      return all;
    }
    // A claim is shown by its own words; of a whole work, study or case what was found in it says more than
    // its title.
    if (kind != Kind::source && kind != Kind::study && kind != Kind::case_study)
      for (auto& set : all.sets)
        if (std::find(set.begin(), set.end(), member) == set.end()) set.insert(set.begin(), member);
    return all;
  }
  if (all.sets.empty())
    for (const Node n : appearances(member, kWitnesses * 8)) add_set(all, {n});
  return all;
}

std::vector<Node> Evaluator::along(const std::vector<graph::Step>& path, Node from) {
  std::vector<Node> at{from};
  for (const graph::Step& s : path) {
    std::vector<Node> next;
    for (const Node n : at) {
      const auto neighbours = s.forwards ? graph_.out(n, s.edge) : graph_.in(n, s.edge);
      if (!step(neighbours.size() + 1)) return {};
      next.insert(next.end(), neighbours.begin(), neighbours.end());
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    at = std::move(next);
  }
  return at;
}

std::vector<Node> Evaluator::showing(const std::vector<Link>& links, Node from, Node to) {
  std::vector<Node> found, trail;
  for (const Node start : starts(from))
    for (const Link& link : links) {
      if (!found.empty() || !leaves(link, start, from)) continue;
      trail.assign(1, start);
      walk(link, 0, trail, [&](const std::vector<Node>& t) {
        if (t.back() == to) found = quotable(t, from);
        return found.empty();
      });
    }
  return found;
}

// At the last step the thing is sought in its list, which may be long.
bool Evaluator::reaches(const std::vector<graph::Step>& path, Node to, std::vector<Node>& trail) {
  const graph::Step& s = path[trail.size() - 1];
  const auto next = s.forwards ? graph_.out(trail.back(), s.edge) : graph_.in(trail.back(), s.edge);
  if (trail.size() == path.size()) {
    if (!step() || !std::binary_search(next.begin(), next.end(), to)) return false;
    trail.push_back(to);
    return true;
  }
  for (const Node n : next) {
    if (!step()) return false;
    trail.push_back(n);
    if (reaches(path, to, trail)) return true;
    trail.pop_back();
  }
  return false;
}

std::vector<Node> Evaluator::trail(const std::vector<graph::Step>& path, Node from, Node to) {
  std::vector<Node> found;
  found.reserve(path.size() + 1);
  found.push_back(from);
  if (path.empty() ? from == to : reaches(path, to, found)) return found;
  return {};
}

std::vector<Node> Evaluator::appearances(Node node, std::size_t limit) const {
  std::vector<Node> found;
  if (!is_thing(graph_.kind(node))) {
    if (has_words(graph_, node)) found.push_back(node);
    return found;
  }
  for (const Edge edge :
       {Edge::names, Edge::about, Edge::named_by, Edge::addressed_to, Edge::looked_at, Edge::set_in, Edge::written_by})
    for (const Node n : graph_.in(node, edge)) {
      if (found.size() >= limit) return found;
      if (has_words(graph_, n) && std::find(found.begin(), found.end(), n) == found.end()) found.push_back(n);
    }
  return found;
}

}  // namespace evident::query

#include "query/execute/operators/reduce.hpp"

#include <algorithm>

namespace evident::query {

using graph::Node;

namespace {
constexpr double kFew = 4096;  // edges that are gathered in a list
}

void Live::reset() {
  untouched_ = true;
  size_ = domain_->size();
  form_ = domain_->plain() ? Form::plain : domain_->few() ? Form::few : Form::domain;
  if (form_ == Form::few) few_ = *domain_->few();
}
void Live::settle() {
  if (form_ != Form::domain) return;
  bits_ = domain_->bits();
  form_ = Form::bits;
}
void Live::index() {
  constexpr std::size_t kSearched = 64;  // so many are found by halving as fast as a word of bits is cleared
  if (form_ != Form::few || few_.size() <= kSearched) return;
  RangeBits bits(domain_->first(), domain_->last());
  for (const Node n : few_) bits.add(n);
  bits_ = std::move(bits);
  form_ = Form::bits;
}
void Live::become(std::vector<Node> few) {
  few_ = std::move(few);
  size_ = few_.size();
  form_ = Form::few;
  untouched_ = false;
}
void Live::become(RangeBits bits) {
  bits_ = std::move(bits);
  size_ = bits_.size();
  form_ = Form::bits;
  untouched_ = false;
}

Rooted rooted(const Program& program, std::size_t root) {
  const std::size_t n = program.domains.size();
  Rooted tree;
  tree.root = root;
  tree.parent.assign(n, root);
  tree.join.assign(n, 0);
  tree.children.resize(n);
  std::vector<std::size_t> open{root};
  std::vector<bool> seen(n);
  for (seen[root] = true; !open.empty();) {
    const std::size_t v = open.back();
    open.pop_back();
    tree.order.push_back(v);
    for (std::size_t j = 0; j < program.joins.size(); ++j) {
      const Join& join = program.joins[j];
      if (join.from != v && join.to != v) continue;
      const std::size_t w = join.other(v);
      if (seen[w]) continue;
      seen[w] = true;
      tree.parent[w] = v;
      tree.join[w] = j;
      tree.children[v].push_back(w);
      open.push_back(w);
    }
  }
  std::reverse(tree.order.begin(), tree.order.end());
  return tree;
}

Reducer::Reducer(const Program& program) : program_(program) {
  for (const Domain& domain : program.domains) live_.emplace_back(domain);
  for (const Exists& exists : program.exists) {
    inner_.push_back(std::make_unique<Reducer>(*exists.program));
    inner_trees_.push_back(rooted(*exists.program, exists.inside));
  }
}

void Reducer::reset() {
  for (Live& live : live_) live.reset();
}

void Reducer::run(const Rooted& tree, const std::vector<bool>& skip) {
  for (std::size_t i = 0; i < program_.exists.size(); ++i) {
    const Exists& exists = program_.exists[i];
    if (exists.variable < known_.size() && known_[exists.variable]) continue;
    Reducer& inner = *inner_[i];
    inner.reset();
    inner.run(inner_trees_[i], {});
    const Live& there = inner.live(exists.inside);
    Live& live = live_[exists.variable];
    if (live.form() == Live::Form::few) {
      std::vector<Node> left;
      for (const Node n : live.few())
        if (there.has(n) != exists.negated) left.push_back(n);
      live.become(std::move(left));
      continue;
    }
    live.settle();
    RangeBits left(live.domain().first(), live.domain().last());
    live.each([&](Node n) {
      if (there.has(n) != exists.negated) left.add(n);
    });
    live.become(std::move(left));
  }
  for (const std::size_t v : tree.order) {
    // What pushes little comes first: what is left of the parent then is asked the rest.
    std::vector<std::size_t> children = tree.children[v];
    std::erase_if(children, [&](std::size_t c) {
      return (!skip.empty() && skip[c] && live_[c].form() != Live::Form::few) ||
             always_there(tree.join[c], c, v);
    });
    std::sort(children.begin(), children.end(), [&](std::size_t a, std::size_t b) {
      const auto cost = [&](std::size_t c) {
        return static_cast<double>(live_[c].size()) * program_.fan(tree.join[c], c);
      };
      return cost(a) < cost(b);
    });
    for (const std::size_t c : children) semi_join(tree.join[c], c, v);
  }
}

bool always_there(const Join& join, const Domain& to, std::size_t variable, const Domain& from) {
  if (!join.single() || join.step.edge != graph::Edge::contains) return false;
  const std::size_t source = join.step.forwards ? join.from : join.to;
  if (source != variable || !to.plain() || !to.of_kind(graph::Kind::source)) return false;
  const auto& kinds = from.all_kinds();
  return std::all_of(kinds.begin(), kinds.end(), [](graph::Kind kind) {
    return graph::info(kind).role == graph::KindRole::item;
  });
}

bool Reducer::always_there(std::size_t j, std::size_t child, std::size_t parent) const {
  return live_[child].form() == Live::Form::plain &&
         query::always_there(program_.joins[j], live_[child].domain(), child, live_[parent].domain());
}

void Reducer::trace(Trace* trace) {
  trace_ = trace;
  for (auto& inner : inner_) inner->trace(trace);
}

void Reducer::semi_join(std::size_t j, std::size_t child, std::size_t parent) {
  Trace::Timed timed(trace_);
  const std::size_t before = live_[parent].size();
  const char* how = join_to(j, child, parent);
  timed.done([&] {
    return Trace::Operator{"semi-join " + program_.names[parent] + " with " + program_.names[child] + " over " +
                               std::string(graph::info(program_.joins[j].step.edge).name),
                           how, before, live_[parent].size(), 0};
  });
}

const char* Reducer::join_to(std::size_t j, std::size_t child, std::size_t parent) {
  const Join& join = program_.joins[j];
  Live &from = live_[child], &to = live_[parent];
  const double push = static_cast<double>(from.size()) * program_.fan(j, child);
  if (from.form() == Live::Form::few && (!join.has_lists() || push <= kFew)) {
    found_.clear();
    if (join.has_lists()) {
      for (const Node n : from.few()) {
        const auto next = join.next(child, n);
        found_.insert(found_.end(), next.begin(), next.end());
      }
      if (from.few().size() > 1) {
        std::sort(found_.begin(), found_.end());
        found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
      }
    } else {
      join.walk(child, from.few(), found_);
    }
    std::vector<Node> left;
    if (found_.size() > to.size()) to.index();
    for (const Node n : found_)
      if (to.has(n)) left.push_back(n);
    to.become(std::move(left));
    return join.has_lists() ? "push from few" : "walk from few";
  }
  if (to.form() == Live::Form::few) {
    std::vector<Node> left;
    if (to.size() > from.size()) from.index();
    for (const Node n : to.few()) {
      bool any = false;
      if (join.has_lists()) {
        for (const Node m : join.next(parent, n))
          if (from.has(m)) {
            any = true;
            break;
          }
      } else {
        join.walk(parent, {&n, 1}, found_);
        any = std::any_of(found_.begin(), found_.end(), [&](Node m) { return from.has(m); });
      }
      if (any) left.push_back(n);
    }
    to.become(std::move(left));
    return "pull into few";
  }
  const double pull = static_cast<double>(to.size()) * (1 + program_.fan(j, parent));
  RangeBits left(to.domain().first(), to.domain().last());
  if (push <= pull) {
    from.settle();
    const bool any = to.form() == Live::Form::plain;
    from.each([&](Node n) {
      for (const Node m : join.next(child, n))
        if (any ? to.domain().within(m) : to.has(m)) left.add(m);
    });
  } else {
    to.settle();
    if (static_cast<double>(from.domain().last() - from.domain().first()) < 8 * pull) from.settle();
    from.index();
    to.each([&](Node n) {
      for (const Node m : join.next(parent, n))
        if (from.has(m)) {
          left.add(n);
          break;
        }
    });
  }
  to.become(std::move(left));
  return push <= pull ? "push into bits" : "pull into bits";
}

}  // namespace evident::query

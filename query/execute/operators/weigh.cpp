#include "query/execute/operators/weigh.hpp"

#include <algorithm>

namespace evident::query {

using graph::Node;

Weigher::Weigher(const Program& program) : program_(program), reducer_(program) {
  const Rooted alone;  // the conditions on single things only
  reducer_.run(alone, {});
  for (std::size_t v = 0; v < program.domains.size(); ++v) reducer_.live(v).settle();
}

bool Weigher::can(const Program& program) {
  return program.is_tree() &&
         std::all_of(program.joins.begin(), program.joins.end(), [](const Join& join) { return join.has_lists(); });
}

// Nodes that are looked at from that root: of those that have just one match the lists tell.
double Weigher::cost(std::size_t root) {
  take_root(root);
  double all = 0;
  std::vector<double> reached(program_.domains.size());
  for (auto v = tree_.order.rbegin(); v != tree_.order.rend(); ++v) {  // parents first
    const auto size = static_cast<double>(program_.domains[*v].size());
    const std::size_t from = tree_.parent[*v];
    reached[*v] = *v == root ? size : std::min(size, reached[from] * program_.fan(tree_.join[*v], from));
    const bool by_list = *v != root && one_[*v] && program_.domains[*v].plain();
    all += by_list ? 0 : reached[*v];
  }
  return all;
}

void Weigher::take_root(std::size_t root) {
  tree_ = rooted(program_, root);
  one_.assign(program_.domains.size(), false);
  known_.assign(program_.domains.size(), {});
  constexpr std::size_t kKept = 65'536;
  for (const std::size_t v : tree_.order) {  // children first
    one_[v] = std::all_of(tree_.children[v].begin(), tree_.children[v].end(), [&](std::size_t c) {
      return one_[c] && always_there(program_.joins[tree_.join[c]], program_.domains[c], c, program_.domains[v]);
    });
    const std::size_t whole = program_.domains[v].last() - program_.domains[v].first();
    if (!one_[v] && whole <= kKept) known_[v].assign(whole, 0);
  }
}

std::uint64_t Weigher::weight(std::size_t variable, Node n) {
  if (one_[variable]) return 1;
  std::uint64_t* kept = nullptr;
  if (!known_[variable].empty()) {
    kept = &known_[variable][n - program_.domains[variable].first()];
    if (*kept) return *kept - 1;
  }
  std::uint64_t product = 1;
  for (const std::size_t c : tree_.children[variable]) {
    product *= along(variable, c, n);
    if (!product) break;
  }
  if (kept) *kept = product + 1;
  return product;
}

std::uint64_t Weigher::along(std::size_t variable, std::size_t child, Node n) {
  const auto next = program_.joins[tree_.join[child]].next(variable, n);
  const Live& live = reducer_.live(child);
  if (next.empty()) return 0;
  if (one_[child] && live.form() == Live::Form::plain && live.has(next.front()) && live.has(next.back()))
    return next.size();
  std::uint64_t sum = 0;
  for (const Node m : next)
    if (live.has(m)) sum += weight(child, m);
  return sum;
}

std::uint64_t Weigher::all() {
  std::size_t best = 0;
  double least = cost(0);
  for (std::size_t v = 1; v < program_.domains.size(); ++v)
    if (const double its = cost(v); its < least) best = v, least = its;
  return of(best, [](Node) { return true; });
}

}  // namespace evident::query

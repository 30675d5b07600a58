// The nodes that a name of a pattern may stand for, before any edge is followed: kinds, values of columns, and
// what only a slow test can tell, as bits. Made once for a question; asking it costs a few loads a node.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

// Bits over [first, last) only, so that a set of measures costs nothing of the claims.
class RangeBits {
 public:
  RangeBits() = default;
  RangeBits(graph::Node first, graph::Node last) { reset(first, last); }
  void reset(graph::Node first, graph::Node last) {
    base_ = first / 64 * 64;
    words_.assign((last - base_ + 63) / 64, 0);
  }
  void add(graph::Node n) { words_[(n - base_) / 64] |= std::uint64_t{1} << (n % 64); }
  // n: within the range.
  bool has(graph::Node n) const { return words_[(n - base_) / 64] >> (n % 64) & 1; }
  std::size_t size() const;
  bool empty() const;
  template <class Take>
  void each(graph::Node first, graph::Node last, Take&& take) const;
  template <class Take>
  void each(Take&& take) const {
    each(base_, static_cast<graph::Node>(base_ + words_.size() * 64), take);
  }
  void operator&=(const RangeBits& other);  // of the same range
  void operator|=(const RangeBits& other);
  void fill(graph::Node first, graph::Node last);
  void take(const graph::Graph& graph, graph::Kind kind, const graph::Condition& condition);
  graph::Node base() const { return base_; }
  std::vector<std::uint64_t>& words() { return words_; }
  const std::vector<std::uint64_t>& words() const { return words_; }

 private:
  graph::Node base_ = 0;
  std::vector<std::uint64_t> words_;
};

class Domain {
 public:
  // tests: further conditions on the variable; the evaluator answers those that no column can. missing: whether
  // it is told of how many a value is not known.
  Domain(Evaluator& evaluator, const Things& things, const std::vector<const Test*>& tests, bool missing = false);

  graph::Node first() const { return first_; }
  graph::Node last() const { return last_; }
  bool within(graph::Node n) const { return n >= first_ && n < last_; }
  bool has(graph::Node n) const {
    if (!within(n)) return false;
    if (plain_) return true;
    return fits(n);
  }
  // The same of a node that is within.
  bool fits(graph::Node n) const;
  // Every node of one kind, with no condition.
  bool plain() const { return plain_; }
  // Every node of its kinds that is in use, with no condition: what was worked out of these is true of another question.
  bool whole() const { return whole_; }
  const std::optional<std::vector<graph::Node>>& few() const { return few_; }
  void narrow(const RangeBits& to);  // also to these
  RangeBits bits() const { return kept_ ? *kept_ : made_bits(); }
  // How many there are, counted when it was made.
  std::size_t size() const { return size_; }
  void count();
  bool of_kind(graph::Kind kind) const { return kinds_.size() == 1 && kinds_[0].kind == kind; }
  const std::vector<graph::Kind>& all_kinds() const { return kind_list_; }
  // Which index or column is asked: "value bitmaps of wording".
  std::string how() const;

 private:
  struct ChoiceIs {
    graph::Choices column;
    std::uint64_t allowed;  // bit of the index
  };
  struct NumberIs {
    graph::Numbers column;
    Comparison comparison;
    double wanted;
  };
  struct OfKind {
    graph::Kind kind;
    graph::NodeRange range;
    std::vector<ChoiceIs> choices;
    std::vector<NumberIs> numbers;
    graph::Condition condition;  // the choices as the graph is asked for them
  };
  RangeBits made_bits() const;
  bool take(const graph::Graph& graph, const Test& test);
  void tell_missing(Evaluator& evaluator, const Test& test) const;
  void tell_missing_of_all(Evaluator& evaluator, const Test& test) const;
  void narrow_slowly(Evaluator& evaluator, const Test& test);
  bool fits(const OfKind& of, graph::Node n) const;

  const graph::Graph* graph_;
  std::vector<OfKind> kinds_;
  std::vector<graph::Kind> kind_list_;
  graph::Node first_ = 0, last_ = 0;
  bool plain_ = false, whole_ = false;
  std::optional<RangeBits> bits_;                // only these
  std::optional<RangeBits> kept_;                // all of them, once they were counted
  std::optional<std::vector<graph::Node>> few_;  // only these, ascending; all of them fit
  std::size_t size_ = 0;
};

template <class Take>
void RangeBits::each(graph::Node first, graph::Node last, Take&& take) const {
  if (first >= last) return;
  const std::size_t from = (first - base_) / 64, to = (last - base_ + 63) / 64;
  for (std::size_t i = from; i < to && i < words_.size(); ++i) {
    std::uint64_t word = words_[i];
    const auto begin = static_cast<graph::Node>(base_ + i * 64);
    if (begin < first) word &= ~std::uint64_t{0} << (first - begin);
    if (begin + 64 > last) word &= ~std::uint64_t{0} >> (begin + 64 - last);
    for (; word; word &= word - 1) take(static_cast<graph::Node>(begin + static_cast<unsigned>(std::countr_zero(word))));
  }
}

}  // namespace evident::query

// Semi-joins: of each variable of a tree the nodes that can still be in a match, from the leaves to the root.
//
// Cost: a step from child to parent either pushes (each node of the child to its neighbours: size times fanout)
// or pulls (each node of the parent looks for one neighbour: size times the fanout back, at worst). The cheaper
// is taken; sets that became small stay small lists, so that a question about one thing costs what is near it.
#pragma once
#include <vector>

#include "graph/graph.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/trace.hpp"

namespace evident::query {

// What is left of a domain.
class Live {
 public:
  enum class Form { plain, domain, bits, few };
  explicit Live(const Domain& domain) : domain_(&domain) { reset(); }

  void reset();
  Form form() const { return form_; }
  bool untouched() const { return untouched_; }
  std::size_t size() const { return size_; }
  const std::vector<graph::Node>& few() const { return few_; }
  const RangeBits& bits() const { return bits_; }
  const Domain& domain() const { return *domain_; }
  bool has(graph::Node n) const {
    switch (form_) {
      case Form::plain:
        return domain_->within(n);
      case Form::bits:
        return domain_->within(n) && bits_.has(n);
      case Form::domain:
        return domain_->has(n);
      default:
        return std::binary_search(few_.begin(), few_.end(), n);
    }
  }
  template <class Take>
  void each(graph::Node first, graph::Node last, Take&& take) const {
    if (form_ == Form::few) {
      for (const graph::Node n : few_)
        if (n >= first && n < last) take(n);
    } else if (form_ == Form::plain) {
      for (graph::Node n = first; n < last; ++n) take(n);
    } else {
      bits_.each(first, last, take);
    }
  }
  template <class Take>
  void each(Take&& take) const {
    each(domain_->first(), domain_->last(), take);
  }
  // For many questions, or for each(): bits in place of conditions.
  void settle();
  // Before more than a few questions are asked of more than a few: bits in place of their list.
  void index();
  void become(std::vector<graph::Node> few);  // ascending, all of the domain
  void become(RangeBits bits);
  std::vector<graph::Node>& scratch() { return few_; }

 private:
  const Domain* domain_;
  Form form_ = Form::plain;
  bool untouched_ = true;
  std::size_t size_ = 0;
  std::vector<graph::Node> few_;
  RangeBits bits_;
};

struct Rooted {  // a program's tree, seen from one variable
  std::size_t root = 0;
  std::vector<std::size_t> order;   // children before parents; the root is last
  std::vector<std::size_t> parent, join;
  std::vector<std::vector<std::size_t>> children;
};
Rooted rooted(const Program& program, std::size_t root);

// Every item stands in just one source, so asking for it leaves all of them. variable: the name of the source.
bool always_there(const Join& join, const Domain& to, std::size_t variable, const Domain& from);

class Reducer {
 public:
  explicit Reducer(const Program& program);
  // Bottom-up; those that `skip` says keep their parent as it is.
  void run(const Rooted& tree, const std::vector<bool>& skip);
  Live& live(std::size_t variable) { return live_[variable]; }
  void reset();
  // What stands for that name was found by the whole pattern before: what it must exist with is not looked for again.
  void know(std::size_t variable) { known_.resize(live_.size()), known_[variable] = true; }
  void trace(Trace* trace);
  const Program& program() const { return program_; }

 private:
  void semi_join(std::size_t join, std::size_t child, std::size_t parent);
  // Returns how it was done.
  const char* join_to(std::size_t join, std::size_t child, std::size_t parent);
  bool always_there(std::size_t join, std::size_t child, std::size_t parent) const;

  const Program& program_;
  std::vector<Live> live_;
  std::vector<graph::Node> found_;
  std::vector<std::unique_ptr<Reducer>> inner_;  // one an exists
  std::vector<Rooted> inner_trees_;
  std::vector<bool> known_;
  Trace* trace_ = nullptr;
};

}  // namespace evident::query

// Three values where two would lie: of a share it must be known how many things have no value. Kleene's
// strong logic over the tests; relations are always known, for the library is what is asked about.
#include "query/execute/evaluate.hpp"

namespace evident::query {

using graph::Node;

Evaluator::Judged Evaluator::judged(const Test& test, const NodeSet& subjects) {
  using Op = Test::Op;
  Judged result{empty(), empty()};
  switch (test.op) {
    case Op::all:
    case Op::any: {
      const bool all = test.op == Op::all;
      (all ? result.yes : result.no) = subjects;
      for (const Test& part : test.parts) {
        Judged one = judged(part, subjects);
        if (all) {
          result.yes &= one.yes;
          result.no |= one.no;
        } else {
          result.yes |= one.yes;
          result.no &= one.no;
        }
      }
      break;
    }
    case Op::facet:
      subjects.each([&](Node n) {
        const graph::Kind kind = graph_.kind(n);
        bool unknown = false, speaks = false;
        for (const Scan& facet : test.facets) {
          if (facet.kind != kind) continue;
          speaks = true;
          if (graph_.satisfies(n, facet.condition)) return result.yes.add(n);
          for (const graph::Test& one : facet.condition)
            unknown = unknown || (graph::info(one.attribute).type != graph::Type::boolean &&
                                  !graph_.has(n, one.attribute));
        }
        if (speaks && !unknown) result.no.add(n);
      });
      break;
    default: {
      result.yes = passing_plainly(test, subjects);
      result.no = subjects;
      result.no -= result.yes;
      const bool on_property = test.op == Op::compare || test.op == Op::between || test.op == Op::one_of ||
                               test.op == Op::contains || test.op == Op::starts_with;
      if (test.op == Op::dated || (on_property && test.property.type != graph::Type::boolean)) {
        std::vector<PropertyValue> held;
        NodeSet known = empty();
        result.no.each([&](Node n) {
          if (test.op == Op::dated) {
            const auto when = this->when(n, test.clock);
            if (when && (when->end <= test.within->begin || when->begin >= test.within->end)) known.add(n);
            return;
          }
          values(test.property, n, held);
          if (!held.empty()) known.add(n);
        });
        result.no &= known;
      }
    }
  }
  if (test.negated) std::swap(result.yes, result.no);
  return result;
}

}  // namespace evident::query

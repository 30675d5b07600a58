// "whose views are missing on "trust"": the groups of the vocabulary, against the claims in which they would
// speak.
#include "query/bind/binder.hpp"
#include "query/bind/said.hpp"

namespace evident::query {

using graph::Kind;

void Binder::missing_views() {
  plan_.shape = Plan::Shape::views;
  Things claims = phrase(*question_.subject, nullptr);
  if (question_.where) {
    RowKind row;
    row.kinds = {Kind::claim};
    add(claims, condition_of(*question_.where, row));
  }
  const auto groups = graph_.nodes(Kind::group);
  plan_.subject.by_name = true;
  for (graph::Node n = groups.first; n < groups.last; ++n)
    if (graph_.choice(n, graph::Attribute::candidate) != std::uint8_t{1}) plan_.subject.nodes.push_back(n);
  plan_.subject.words = plan_.subject.noun = "groups of the vocabulary";
  plan_.subject.noun_one = "group of the vocabulary";
  plan_.subject.said = plan_.subject.words;
  row_.kinds = {Kind::group};
  plan_.read_as = "the groups of the vocabulary that do not speak in " + in_number(claims.said, true) +
                  ": those only spoken of, and those not there at all";
  plan_.among.push_back(std::move(claims));
}

}  // namespace evident::query

// One pass a kind, in the order in which the values depend on one another: measures from their mentions,
// studies and evidence statements from themselves, claims from the study or case they rest on. A claim that
// overlaps a statement about the evidence speaks of the literature, not of the world: found by binary search
// over such passages.
#include "graph/mapped/derive.hpp"

#include <algorithm>

#include "graph/mapped/strength.hpp"

namespace evident::graph {
namespace {

void sample_size(Item& study) {
  const Value* value = study.find(Attribute::participants);
  const Json* json = value ? std::get_if<Json>(value) : nullptr;
  const Json::Array* entries = json ? json->array() : nullptr;
  if (!entries || entries->empty()) return;
  std::int64_t sum = 0;
  for (const Json& entry : *entries) {
    const Json* count = entry.find("count");
    const std::int64_t* number = count ? std::get_if<std::int64_t>(&count->value) : nullptr;
    if (!number || *number < 0 || *number > 1'000'000'000'000) return;
    sum += *number;
  }
  study.set(Attribute::sample_size, sum);
}

// A record is complete when it says who issued the work and what it is called.
void source_attributes(Draft& draft, Node node) {
  const bool held = draft.nodes[node].source == node;
  Item& source = draft.nodes[node].item;
  source.set(Attribute::holding, std::string(held ? "held" : "only_cited"));
  const Value* value = source.find(Attribute::authors);
  const auto* authors = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
  const bool named = (authors && !authors->empty()) || source.text(Attribute::publisher);
  source.set(Attribute::citation,
             std::string(named && source.text(Attribute::title) ? "complete" : "incomplete"));
}

void measure_kinds(Draft& draft) {
  const NodeRange mentions = draft.range(Kind::mention);
  for (Node mention = mentions.first; mention < mentions.last; ++mention) {
    const std::string* kind = draft.nodes[mention].item.text(Attribute::measure_kind);
    if (!kind) continue;
    for (const DraftEdge& e : draft.out(mention, Edge::names)) {
      Item& thing = draft.nodes[e.to].item;
      if (thing.kind == Kind::measure && !thing.text(Attribute::measure_kind))
        thing.set(Attribute::measure_kind, *kind);
    }
  }
}

// Whether a passage of one source overlaps a statement about the evidence in that source.
class LiteratureStatements {
 public:
  explicit LiteratureStatements(const Draft& draft) {
    const NodeRange range = draft.range(Kind::evidence_statement);
    for (Node node = range.first; node < range.last; ++node) {  // in order of source, then begin
      const DraftNode& n = draft.nodes[node];
      std::uint64_t reach = n.item.passage.end;
      if (!rows_.empty() && rows_.back().source == n.source) reach = std::max(reach, rows_.back().reach);
      rows_.push_back({n.source, n.item.passage.begin, reach});
    }
  }
  bool overlap(Node source, const Passage& passage) const {
    const auto after = std::partition_point(rows_.begin(), rows_.end(), [&](const Row& row) {
      return std::pair(row.source, row.begin) < std::pair(source, passage.end);
    });
    return after != rows_.begin() && (after - 1)->source == source && (after - 1)->reach > passage.begin;
  }

 private:
  struct Row {
    Node source;
    std::uint64_t begin;
    std::uint64_t reach;  // the furthest end so far in this source
  };
  std::vector<Row> rows_;
};

std::string_view why_not(const Item& claim, bool self_report, bool about_literature, bool has_design,
                         bool carries) {
  for (auto [role, reason] : {std::pair<std::string_view, std::string_view>{"opinion", "is_opinion"},
                              {"background", "is_background"},
                              {"recommendation", "is_recommendation"},
                              {"method", "is_method"},
                              {"question", "is_question"}})
    if (claim.is(Attribute::role, role)) return reason;
  if (self_report) return "is_self_report";
  if (about_literature) return "is_about_literature";
  if (!has_design) return "design_not_stated";
  return carries ? "role_not_stated" : "design_cannot_carry";
}

void claim_attributes(Draft& draft, Node node, const LiteratureStatements& literature) {
  Item& claim = draft.nodes[node].item;
  const Node source = draft.nodes[node].source;
  const auto studies = draft.out(node, Edge::rests_on);
  if (!studies.empty()) {
    const Item& study = draft.nodes[studies.front().to].item;
    for (Attribute a : {Attribute::design, Attribute::method})
      if (const std::string* value = study.text(a)) claim.set(a, *value);
  } else if (claim.is(Attribute::role, "opinion") ||
             draft.nodes[source].item.is(Attribute::doc_type, "opinion")) {
    claim.set(Attribute::design, std::string("opinion"));
    claim.set(Attribute::method, std::string("none"));
  }

  bool evaluated_case = false, told_case = false;
  for (const DraftEdge& e : draft.out(node, Edge::in_case)) {
    const Item& described = draft.nodes[e.to].item;
    evaluated_case |= described.is(Attribute::reporting, "evaluated");
    told_case |= described.is(Attribute::reporting, "self_reported");
  }
  const bool self_report = claim.holds(Attribute::self_reported) || (told_case && studies.empty());
  const bool result = claim.is(Attribute::role, "finding") || claim.is(Attribute::role, "conclusion");
  const bool about_literature = literature.overlap(source, claim.passage);
  const bool evidence = result && (!studies.empty() || evaluated_case) && !self_report && !about_literature;
  claim.set(Attribute::evidence, evidence);

  const std::string* design = claim.text(Attribute::design);
  const auto number = design ? choice_named(Attribute::design, *design) : std::nullopt;
  const bool carries = number && carries_causation(static_cast<choice::design>(*number));
  const bool worded = claim.is(Attribute::causal, "causal");
  claim.set(Attribute::warrant, std::string(!worded               ? "not_causal"
                                            : evidence && carries ? "carried"
                                                                  : "over_claim"));
  if (worded && !(evidence && carries))
    claim.set(Attribute::reason_not_evidence,
              std::string(why_not(claim, self_report, about_literature, design != nullptr, carries)));
  else if (result && about_literature)
    claim.set(Attribute::reason_not_evidence, std::string("is_about_literature"));
}

}  // namespace

void derive(Draft& draft) {
  for (NodeRange r = draft.range(Kind::source); r.first < r.last; ++r.first)
    source_attributes(draft, r.first);
  measure_kinds(draft);
  for (NodeRange r = draft.range(Kind::study); r.first < r.last; ++r.first)
    sample_size(draft.nodes[r.first].item);
  for (NodeRange r = draft.range(Kind::evidence_statement); r.first < r.last; ++r.first) {
    Item& statement = draft.nodes[r.first].item;
    if (!statement.text(Attribute::strength)) continue;
    statement.set(Attribute::gap, statement.is(Attribute::strength, "none") ||
                                      statement.is(Attribute::strength, "little") ||
                                      statement.is(Attribute::strength, "limited"));
  }
  const LiteratureStatements literature(draft);
  for (NodeRange r = draft.range(Kind::claim); r.first < r.last; ++r.first)
    claim_attributes(draft, r.first, literature);
  derive_strength(draft);
}

}  // namespace evident::graph

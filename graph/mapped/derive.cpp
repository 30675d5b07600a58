// One pass a kind, in the order in which the values depend on one another: measures from their mentions,
// studies and evidence statements from themselves, claims from the study or case they rest on. A claim that
// overlaps a statement about the evidence speaks of the literature, not of the world: found by binary search
// over such passages.
#include "graph/mapped/derive.hpp"

#include <algorithm>
#include <unordered_map>

#include "graph/mapped/strength.hpp"

namespace evident::graph {
namespace {

// The sum of the parts, when every one is counted.
std::optional<double> counted(std::string_view participants) {
  const auto json = participants.empty() ? Result<Json>(Json()) : parse_json(participants);
  const Json::Array* entries = json ? json->array() : nullptr;
  if (!entries || entries->empty()) return {};
  std::int64_t sum = 0;
  for (const Json& entry : *entries) {
    const Json* count = entry.find("count");
    const std::int64_t* number = count ? std::get_if<std::int64_t>(&count->value) : nullptr;
    if (!number || *number < 0 || *number > 1'000'000'000'000) return {};
    sum += *number;
  }
  return static_cast<double>(sum);
}
void sample_sizes(Draft& draft) {
  std::unordered_map<double, std::uint32_t> places;  // of numbers, each kept once; filled by the first sum
  const NodeRange studies = draft.range(Kind::study);
  for (Node study = studies.first; study < studies.last; ++study) {
    const auto sum = counted(draft.text(study, Attribute::participants));
    if (!sum) continue;
    if (places.empty())
      for (std::uint32_t i = 0; i < draft.numbers.size(); ++i) places.emplace(draft.numbers[i], i);
    const auto [at, fresh] = places.try_emplace(*sum, static_cast<std::uint32_t>(draft.numbers.size()));
    if (fresh) draft.numbers.push_back(*sum);
    draft.set(Kind::study, study - studies.first, Attribute::sample_size, at->second + 1);
  }
}

// A record is complete when it says who issued the work and what it is called.
void source_attributes(Draft& draft) {
  const NodeRange sources = draft.range(Kind::source);
  for (Node node = sources.first; node < sources.last; ++node) {
    const std::size_t at = node - sources.first;
    // Of a work that only a record tells of, nothing can be read.
    const bool held = draft.source_of(node) == node && !draft.is(node, Attribute::depth, choice::depth::record_only);
    draft.set_choice(Kind::source, at, Attribute::holding, held ? choice::holding::held : choice::holding::only_cited);
    const bool named = draft.cell(node, Attribute::authors) != 0 || draft.cell(node, Attribute::publisher) != 0;
    draft.set_choice(Kind::source, at, Attribute::citation,
                     named && draft.cell(node, Attribute::title) != 0 ? choice::citation::complete
                                                                      : choice::citation::incomplete);
  }
}

void measure_kinds(Draft& draft) {
  const NodeRange mentions = draft.range(Kind::mention), measures = draft.range(Kind::measure);
  for (Node mention = mentions.first; mention < mentions.last; ++mention) {
    const std::uint32_t kind = draft.cell(mention, Attribute::measure_kind);
    if (!kind) continue;
    for (const Node thing : draft.targets(mention, Edge::names))
      if (thing >= measures.first && thing < measures.last) {
        if (!draft.cell(thing, Attribute::measure_kind))
          draft.set(Kind::measure, thing - measures.first, Attribute::measure_kind, kind);
      } else if (draft.before && draft.before->kind(thing) == Kind::measure &&
                 !draft.before->has(thing, Attribute::measure_kind)) {
        const auto known = std::find_if(draft.overrides.begin(), draft.overrides.end(),
                                        [&](const Override& o) { return o.node == thing; });
        if (known == draft.overrides.end()) draft.overrides.push_back({thing, Attribute::measure_kind, kind});
      }
  }
}

// Whether a passage of one source overlaps a statement about the evidence in that source.
class LiteratureStatements {
 public:
  explicit LiteratureStatements(const Draft& draft) {
    const NodeRange range = draft.range(Kind::evidence_statement);
    const DraftKind& statements = draft.of(Kind::evidence_statement);
    for (Node node = range.first; node < range.last; ++node) {  // in order of source, then begin
      const std::size_t at = node - range.first;
      const std::uint64_t begin = statements.begins[at];
      std::uint64_t reach = begin + statements.lengths[at];
      const Node source = draft.source_of(node);
      if (!rows_.empty() && rows_.back().source == source) reach = std::max(reach, rows_.back().reach);
      rows_.push_back({source, begin, reach});
    }
  }
  bool overlap(Node source, std::uint64_t begin, std::uint64_t end) const {
    const auto after = std::partition_point(rows_.begin(), rows_.end(), [&](const Row& row) {
      return std::pair(row.source, row.begin) < std::pair(source, end);
    });
    return after != rows_.begin() && (after - 1)->source == source && (after - 1)->reach > begin;
  }

 private:
  struct Row {
    Node source;
    std::uint64_t begin;
    std::uint64_t reach;  // the furthest end so far in this source
  };
  std::vector<Row> rows_;
};

using Why = choice::reason_not_evidence;

Why why_not(std::uint32_t role, bool self_report, bool about_literature, bool has_design, bool carries) {
  for (const auto& [other, reason] : {std::pair{choice::role::opinion, Why::is_opinion},
                                      {choice::role::background, Why::is_background},
                                      {choice::role::recommendation, Why::is_recommendation},
                                      {choice::role::method, Why::is_method},
                                      {choice::role::question, Why::is_question}})
    if (role == static_cast<std::uint32_t>(other) + 1) return reason;
  if (self_report) return Why::is_self_report;
  if (about_literature) return Why::is_about_literature;
  if (!has_design) return Why::design_not_stated;
  return carries ? Why::role_not_stated : Why::design_cannot_carry;
}

void claim_attributes(Draft& draft, Node node, std::size_t at, const LiteratureStatements& literature) {
  const auto cell = [&](Attribute a) { return draft.cell(Kind::claim, at, a); };
  const auto is = [&](Attribute a, auto value) { return cell(a) == static_cast<std::uint32_t>(value) + 1; };
  const Node source = draft.source_of(node);
  const auto studies = draft.targets(node, Edge::rests_on);
  if (!studies.empty()) {
    for (const Attribute a : {Attribute::design, Attribute::method})
      if (const auto value = draft.cell(studies.front(), a)) draft.set(Kind::claim, at, a, value);
  } else if (is(Attribute::role, choice::role::opinion) ||
             draft.is(source, Attribute::doc_type, choice::doc_type::opinion)) {
    draft.set_choice(Kind::claim, at, Attribute::design, choice::design::opinion);
    draft.set_choice(Kind::claim, at, Attribute::method, choice::method::none);
  }

  bool evaluated_case = false, told_case = false;
  for (const Node described : draft.targets(node, Edge::in_case)) {
    evaluated_case |= draft.is(described, Attribute::reporting, choice::reporting::evaluated);
    told_case |= draft.is(described, Attribute::reporting, choice::reporting::self_reported);
  }
  const DraftKind& claims = draft.of(Kind::claim);
  const bool self_report = cell(Attribute::self_reported) == 2 || (told_case && studies.empty());
  const bool result =
      is(Attribute::role, choice::role::finding) || is(Attribute::role, choice::role::conclusion);
  const bool about_literature =
      literature.overlap(source, claims.begins[at], claims.begins[at] + claims.lengths[at]);
  const bool evidence = result && (!studies.empty() || evaluated_case) && !self_report && !about_literature;
  draft.set(Kind::claim, at, Attribute::evidence, evidence ? 2 : 1);

  const std::uint32_t design = cell(Attribute::design);
  const bool carries = design && carries_causation(static_cast<choice::design>(design - 1));
  const bool worded = is(Attribute::causal, choice::causal::causal);
  draft.set_choice(Kind::claim, at, Attribute::warrant,
                   !worded               ? choice::warrant::not_causal
                   : evidence && carries ? choice::warrant::carried
                                         : choice::warrant::over_claim);
  if (worded && !(evidence && carries))
    draft.set_choice(Kind::claim, at, Attribute::reason_not_evidence,
                     why_not(cell(Attribute::role), self_report, about_literature, design != 0, carries));
  else if (result && about_literature)
    draft.set_choice(Kind::claim, at, Attribute::reason_not_evidence, Why::is_about_literature);
}

}  // namespace

Result<void> derive(Draft& draft) {
  source_attributes(draft);
  measure_kinds(draft);
  sample_sizes(draft);
  const NodeRange statements = draft.range(Kind::evidence_statement);
  for (std::size_t at = 0; at < statements.size(); ++at) {
    const std::uint32_t strength = draft.cell(Kind::evidence_statement, at, Attribute::strength);
    if (!strength) continue;
    const auto value = static_cast<choice::strength>(strength - 1);
    const bool gap = value == choice::strength::none || value == choice::strength::little ||
                     value == choice::strength::limited;
    draft.set(Kind::evidence_statement, at, Attribute::gap, gap ? 2 : 1);
  }
  const LiteratureStatements literature(draft);
  const NodeRange claims = draft.range(Kind::claim);
  for (Node claim = claims.first; claim < claims.last; ++claim)
    claim_attributes(draft, claim, claim - claims.first, literature);
  return derive_strength(draft);
}

}  // namespace evident::graph

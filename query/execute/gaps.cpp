// The statuses are tried in the order of interface.md: what was found, then what a study looked at, then what
// a source says is missing; "not studied" needs a person's coding of every source, so without one an absence is only
// "not found by machine". Which stated gaps fit follows from the conditions on the evidence: causal words ask
// for causality, costs for cost.
#include "query/execute/gaps.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "query/bind/names.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Graph;
using graph::Kind;
using graph::Node;
namespace choice = graph::choice;

template <class E>
bool is(std::optional<std::uint8_t> held, E wanted) {
  return held && *held == static_cast<std::uint8_t>(wanted);
}

template <class Take>
void each_condition(const Things& things, Take&& take) {
  for (const Scan& scan : things.scans)
    for (const graph::Test& test : scan.condition) take(test);
  for (const Test& test : things.tests) {
    for (const Scan& facet : test.facets)
      for (const graph::Test& t : facet.condition) take(t);
    for (const Reading& reading : test.property.readings)
      if (reading.from == Reading::From::own) take(graph::Test{reading.attribute, {}});
  }
}

std::vector<choice::dimension> dimensions(const Things& evidence) {
  std::vector<choice::dimension> all;
  const auto add = [&](choice::dimension d) {
    if (std::find(all.begin(), all.end(), d) == all.end()) all.push_back(d);
  };
  each_condition(evidence, [&](const graph::Test& test) {
    switch (test.attribute) {
      case Attribute::warrant:
      case Attribute::causal:
        add(choice::dimension::causality);
        break;
      case Attribute::cost:
        add(choice::dimension::cost);
        break;
      case Attribute::design:
      case Attribute::method:
        add(choice::dimension::methods);
        break;
      case Attribute::direction:
      case Attribute::polarity:
        add(choice::dimension::outcomes);
        break;
      default:
        break;
    }
  });
  if (all.empty())
    all = {choice::dimension::quantity, choice::dimension::success, choice::dimension::outcomes};
  return all;
}

bool is_review(const Graph& graph, Node study) {
  const auto design = graph.choice(study, Attribute::design);
  return is(design, choice::design::literature_review) || is(design, choice::design::systematic_review) ||
         is(design, choice::design::meta_analysis);
}

// Whether who says so searched the literature: a review, or a document that reports one.
bool by_review(const Graph& graph, Node statement) {
  for (const Node study : graph.out(statement, Edge::rests_on)) return is_review(graph, study);
  const auto passage = graph.passage(statement);
  if (!passage) return false;
  if (is(graph.choice(passage->source, Attribute::doc_type), choice::doc_type::review)) return true;
  for (const Node n : graph.out(passage->source, Edge::contains))
    if (graph.kind(n) == Kind::study && is_review(graph, n)) return true;
  return false;
}

// The claim's conditions without what makes it evidence; nothing when nothing falls away.
std::optional<Things> relaxed(const Things& evidence) {
  Things things;
  bool changed = false;
  for (const Scan& scan : evidence.scans) {
    Scan loose{scan.kind, {}};
    for (const graph::Test& test : scan.condition) {
      if (test.attribute == Attribute::evidence) {
        changed = true;
      } else if (test.attribute == Attribute::warrant && test.values.size() == 1 &&
                 test.values[0] == static_cast<std::uint8_t>(choice::warrant::carried)) {
        loose.condition.push_back({Attribute::causal, {static_cast<std::uint8_t>(choice::causal::causal)}});
        changed = true;
      } else {
        loose.condition.push_back(test);
      }
    }
    things.scans.push_back(std::move(loose));
  }
  // Without any other condition everything would be near.
  const bool bare = std::all_of(things.scans.begin(), things.scans.end(),
                                [](const Scan& s) { return s.condition.empty(); });
  if (!changed || bare) return {};
  return things;
}

struct Reason {
  const char* one;
  const char* many;
};
constexpr Reason kReasons[] = {
    {"opinion", "opinions"},
    {"statement of background", "statements of background"},
    {"recommendation", "recommendations"},
    {"statement of method or aim", "statements of method or aim"},
    {"causally worded finding whose design does not carry it",
     "causally worded findings whose design does not carry it"},
    {"causally worded finding without a stated design", "causally worded findings without a stated design"},
    {"result that a partner reports of itself", "results that partners report of themselves"},
    {"question", "questions"},
    {"statement about the literature, not about the world",
     "statements about the literature, not about the world"},
    {"statement not known to be a result", "statements not known to be results"},
};
static_assert(std::size(kReasons) ==
              static_cast<std::size_t>(choice::reason_not_evidence::role_not_stated) + 1);

// Of claims that are not causally worded no reason is kept: their role says it.
std::size_t reason_of(const Graph& graph, Node claim) {
  using R = choice::reason_not_evidence;
  if (const auto reason = graph.choice(claim, Attribute::reason_not_evidence)) return *reason;
  R reason = R::role_not_stated;
  if (const auto role = graph.choice(claim, Attribute::role)) {
    if (is(role, choice::role::opinion)) reason = R::is_opinion;
    if (is(role, choice::role::background)) reason = R::is_background;
    if (is(role, choice::role::recommendation)) reason = R::is_recommendation;
    if (is(role, choice::role::method)) reason = R::is_method;
    if (is(role, choice::role::question)) reason = R::is_question;
  }
  if (reason == R::role_not_stated && is(graph.choice(claim, Attribute::self_reported), 1))
    reason = R::is_self_report;
  return static_cast<std::size_t>(reason);
}

std::string count_of(std::size_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

}  // namespace

bool is_evidence(const Things& things) {
  return !things.by_name && !things.scans.empty() &&
         std::all_of(things.scans.begin(), things.scans.end(),
                     [](const Scan& s) { return s.kind == Kind::claim; });
}

bool asks_for_evidence(const Things& things) {
  bool asks = false;
  each_condition(things,
                 [&](const graph::Test& test) { asks = asks || test.attribute == Attribute::evidence; });
  return asks;
}

std::string left_out(const std::vector<Near>& near) {
  std::vector<std::string> parts;
  for (const Near& one : near)
    parts.push_back(std::to_string(one.claims.size()) + " " + (one.claims.size() == 1 ? one.one : one.why));
  return parts.empty() ? "" : "+" + join_words(parts, "and");
}

Gaps::Gaps(const Graph& graph, Evaluator& evaluator, const Things& evidence, std::vector<Link> links)
    : graph_(graph),
      evaluator_(evaluator),
      evidence_(evidence),
      links_(std::move(links)),
      relaxed_(relaxed(evidence)),
      held_(graph.count(Kind::source, {{Attribute::holding, {static_cast<std::uint8_t>(choice::holding::held)}}})) {
  const auto wanted = dimensions(evidence);
  const auto range = graph.nodes(Kind::evidence_statement);
  for (Node n = range.first; n < range.last; ++n) {
    if (!is(graph.choice(n, Attribute::gap), 1)) continue;
    const auto dimension = graph.choice(n, Attribute::dimension);
    if (std::none_of(wanted.begin(), wanted.end(), [&](auto d) { return is(dimension, d); })) continue;
    Statement statement{n, true, is(graph.choice(n, Attribute::strength), choice::strength::none),
                        by_review(graph, n), NodeSet(graph.num_nodes())};
    for (const Node thing : graph.out(n, Edge::about)) {
      if (graph::info(graph.kind(thing)).role != graph::KindRole::named) continue;
      statement.whole = false;
      for (const Node narrower : with_narrower(graph, thing)) statement.about.add(narrower);
    }
    statements_.push_back(std::move(statement));
  }
}

std::vector<Node> Gaps::stated() const {
  std::vector<Node> all;
  for (const Statement& s : statements_)
    if (s.whole) all.push_back(s.node);
  return all;
}

// A study that looked at a thing says something about the evidence asked for only if its design could have
// yielded it.
bool Gaps::study_fits(Node study) const {
  bool fits = true;
  const auto design = graph_.choice(study, Attribute::design);
  each_condition(evidence_, [&](const graph::Test& test) {
    if (test.attribute == Attribute::warrant || test.attribute == Attribute::causal)
      fits = fits && design && graph::carries_causation(static_cast<choice::design>(*design));
    if (test.attribute == Attribute::cost) fits = fits && is(design, choice::design::economic_evaluation);
    if ((test.attribute == Attribute::design || test.attribute == Attribute::method) &&
        !test.values.empty()) {
      const auto held = graph_.choice(study, test.attribute);
      fits = fits && held && std::find(test.values.begin(), test.values.end(), *held) != test.values.end();
    }
  });
  return fits;
}

std::size_t Gaps::coded_without(const std::vector<Node>& things) const {
  std::vector<Node> coded, named;
  const auto source_of = [&](Node node) {
    const auto passage = graph_.passage(node);
    return passage ? passage->source : graph::kNoNode;
  };
  for (const Node one : things) {
    for (const Node study : graph_.in(one, Edge::coded_for)) coded.push_back(source_of(study));
    if (coded.empty()) continue;
    for (const Node mention : graph_.in(one, Edge::names)) named.push_back(source_of(mention));
    for (const Node claim : graph_.in(one, Edge::about)) named.push_back(source_of(claim));
  }
  std::sort(coded.begin(), coded.end());
  coded.erase(std::unique(coded.begin(), coded.end()), coded.end());
  std::erase_if(coded, [&](Node source) { return std::find(named.begin(), named.end(), source) != named.end(); });
  return coded.size();
}

void Gaps::unless_coded(Absence& absence, const std::vector<Node>& things, std::string what) const {
  const std::size_t coded = coded_without(things);
  absence.status = coded > 0 && coded >= held_ ? "not_studied" : "not_found_by_machine";
  if (absence.status == "not_studied")
    absence.why = "a person coded " + (coded == 1 ? std::string("the one source") : "all " + std::to_string(coded) + " sources") +
                  " for it, and none deals with it";
  else
    absence.why = std::move(what) + (coded == 0 ? "a person may still find " : "a person coded " + std::to_string(coded) + " of the " +
                                                                              std::to_string(held_) + " sources for it and did not find ");
}

Absence Gaps::of(Node thing, bool with_whole) {
  Absence absence;
  const auto claims = evaluator_.reached(links_, thing, evaluator_.set_of(evidence_));
  std::size_t better = 0, worse = 0, none = 0, both = 0, unclear = 0, unsaid = 0;
  for (const Node claim : claims) {
    const auto direction = graph_.choice(claim, Attribute::direction);
    if (!direction) ++unsaid;
    if (is(direction, choice::direction::positive)) ++better;
    if (is(direction, choice::direction::negative)) ++worse;
    if (is(direction, choice::direction::none)) ++none;
    if (is(direction, choice::direction::mixed)) ++both;
    if (is(direction, choice::direction::unclear)) ++unclear;
  }
  for (const Node looked_at : with_narrower(graph_, thing))
    for (const Node study : graph_.in(looked_at, Edge::looked_at))
      if (graph_.kind(study) == Kind::study && study_fits(study) &&
          std::find(absence.looked.begin(), absence.looked.end(), study) == absence.looked.end())
        absence.looked.push_back(study);
  bool review_found_none = false;
  for (const Statement& s : statements_) {
    if (s.whole ? !with_whole : !s.about.has(thing)) continue;
    absence.stated_by.push_back(s.node);
    review_found_none = review_found_none || (s.none && s.by_review);
  }
  if ((better && worse) || both) {
    absence.status = "mixed";
    absence.why =
        "the evidence points both ways: " + count_of(better, "result for better", "results for better") +
        ", " + std::to_string(worse) + " for worse" + (both ? ", " + std::to_string(both) + " mixed" : "");
  } else if (better || worse || unsaid) {
    absence.status = "effect_found";
    absence.why = "there is such evidence: " + count_of(claims.size(), "result", "results");
  } else if (none) {
    absence.status = "no_effect_found";
    absence.why = "it was looked for, and no effect was found: " + count_of(none, "result", "results");
  } else if (unclear || !absence.looked.empty()) {
    absence.status = "studied_no_finding";
    absence.why = unclear ? "it was studied, without a clear result"
                          : "a study looked at it, and reports no result of this kind";
  } else if (review_found_none) {
    absence.status = "searched_none_found";
    absence.why = "a review looked for it and found none";
  } else if (!absence.stated_by.empty()) {
    absence.status = "gap_stated";
    absence.why = "a source says itself that such evidence is missing or weak";
  } else {
    unless_coded(absence, with_narrower(graph_, thing), "nothing of this kind was found in the text; ");
    if (absence.status == "not_found_by_machine") absence.why += "it";
  }
  if (!claims.empty() && !absence.stated_by.empty()) absence.why += "; beside it, a source states a gap";
  return absence;
}

Absence Gaps::of_all(const std::vector<Node>& about) const {
  Absence absence;
  bool review_found_none = false;
  for (const Statement& s : statements_) {
    absence.stated_by.push_back(s.node);
    review_found_none = review_found_none || (s.none && s.by_review);
  }
  if (review_found_none) {
    absence.status = "searched_none_found";
    absence.why = "a review looked for " + evidence_.words + " and found none, in its own words below";
  } else if (!absence.stated_by.empty()) {
    absence.status = "gap_stated";
    absence.why = "no " + evidence_.words + " was found, and " +
                  (absence.stated_by.size() == 1 ? "a source says" : "sources say") + " so, in " +
                  (absence.stated_by.size() == 1 ? "its" : "their") + " own words below";
  } else {
    unless_coded(absence, about, "no " + evidence_.words + " was found in the text; ");
    if (absence.status == "not_found_by_machine") absence.why += "some";
  }
  return absence;
}

std::vector<Near> Gaps::near(const NodeSet* about) {
  if (!relaxed_) return {};
  NodeSet candidates = evaluator_.scan(*relaxed_);
  for (const Test& test : evidence_.tests) candidates = evaluator_.passing(test, candidates);
  candidates -= evaluator_.set_of(evidence_);
  NodeSet found = candidates;
  if (about) {
    found = NodeSet(graph_.num_nodes());
    about->each([&](Node thing) {
      for (const Node claim : evaluator_.reached(links_, thing, candidates)) found.add(claim);
    });
  }
  std::array<std::vector<Node>, std::size(kReasons)> groups;
  found.each([&](Node claim) { groups[reason_of(graph_, claim)].push_back(claim); });
  // What a source says of the literature stands above as a stated gap: it is no evidence that came near.
  groups[static_cast<std::size_t>(choice::reason_not_evidence::is_about_literature)].clear();
  std::vector<Near> all;
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (!groups[i].empty()) all.push_back({kReasons[i].many, kReasons[i].one, std::move(groups[i])});
  std::stable_sort(all.begin(), all.end(),
                   [](const Near& a, const Near& b) { return a.claims.size() > b.claims.size(); });
  return all;
}

}  // namespace evident::query

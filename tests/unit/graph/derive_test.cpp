// The rules of docs/warrant.md, one case each.
#include "graph/graph.hpp"
#include "graph/mapped/build.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

// A document with one claim in causal words, and whatever a test adds.
struct Case {
  Case()
      : written("a.txt",
                "Title\nJoint teams reduced admissions.\nWe ran a study.\nA case told.\nLittle evidence "
                "exists.\n") {
    claim = written.add(Kind::claim, "Joint teams reduced admissions.",
                        {{Attribute::role, text("finding")}, {Attribute::causal, text("causal")}});
  }
  void rests_on(std::string_view design, std::string_view method = "quantitative") {
    written.link(claim, Edge::rests_on,
                 written.add(Kind::study, "We ran a study.",
                             {{Attribute::design, text(design)}, {Attribute::method, text(method)}}));
  }
  void in_case(std::string_view reporting) {
    written.link(claim, Edge::in_case,
                 written.add(Kind::case_study, "A case told.", {{Attribute::reporting, text(reporting)}}));
  }
  void set(Attribute attribute, Value value) {
    written.evidence.items[claim].set(attribute, std::move(value));
  }

  Graph graph() const {
    auto g = build_graph(input_of({written.evidence}, small_vocabulary()));
    if (!g) FAIL(g.error().message);
    return std::move(*g);
  }
  // "evidence carried", "no over_claim is_opinion", …
  std::string verdict() const {
    const Graph g = graph();
    const Node n = g.nodes(Kind::claim).first;
    std::string said = g.choice(n, Attribute::evidence) == 1 ? "evidence" : "no";
    for (Attribute a : {Attribute::warrant, Attribute::reason_not_evidence})
      if (const auto c = g.choice(n, a)) said += " " + std::string(info(a).choices[*c].id);
    return said;
  }
  Written written;
  std::uint32_t claim;
};

TEST_CASE("a finding of a randomised trial in causal words is causal evidence") {
  Case c;
  c.rests_on("rct");
  CHECK(c.verdict() == "evidence carried");
  const Graph g = c.graph();
  CHECK(g.choice(g.nodes(Kind::claim).first, Attribute::design) ==
        static_cast<std::uint8_t>(choice::design::rct));
  CHECK(g.choice(g.nodes(Kind::claim).first, Attribute::method) ==
        static_cast<std::uint8_t>(choice::method::quantitative));
}
TEST_CASE("each design carries causal words or does not") {
  for (const Choice& design : info(Attribute::design).choices) {
    Case c;
    c.rests_on(design.id);
    const bool carries = design.id == "rct" || design.id == "quasi_experimental" ||
                         design.id == "natural_experiment" || design.id == "interrupted_time_series" ||
                         design.id == "meta_analysis";
    INFO(design.id);
    CHECK(c.verdict() == (carries ? "evidence carried" : "evidence over_claim design_cannot_carry"));
  }
}
TEST_CASE("words that are not causal need no warrant") {
  Case c;
  c.rests_on("survey");
  c.set(Attribute::causal, text("correlational"));
  CHECK(c.verdict() == "evidence not_causal");
}
TEST_CASE("only findings and conclusions are evidence, whatever they rest on") {
  for (auto [role, reason] : {std::pair{"opinion", "is_opinion"},
                              {"background", "is_background"},
                              {"recommendation", "is_recommendation"},
                              {"method", "is_method"},
                              {"question", "is_question"}}) {
    Case c;
    c.rests_on("rct");
    c.set(Attribute::role, text(role));
    CHECK(c.verdict() == "no over_claim " + std::string(reason));
  }
  Case unknown;
  unknown.rests_on("rct");
  unknown.set(Attribute::role, Value{});
  CHECK(unknown.verdict() == "no over_claim role_not_stated");
  Case conclusion;
  conclusion.rests_on("rct");
  conclusion.set(Attribute::role, text("conclusion"));
  CHECK(conclusion.verdict() == "evidence carried");
}
TEST_CASE("a finding that rests on nothing is no evidence") {
  Case c;
  CHECK(c.verdict() == "no over_claim design_not_stated");
}
TEST_CASE("an evaluated case makes evidence without a design; a told one makes none") {
  Case evaluated, told, told_and_studied;
  evaluated.in_case("evaluated");
  CHECK(evaluated.verdict() == "evidence over_claim design_not_stated");
  told.in_case("self_reported");
  CHECK(told.verdict() == "no over_claim is_self_report");
  told_and_studied.in_case("self_reported");
  told_and_studied.rests_on("rct");
  CHECK(told_and_studied.verdict() == "evidence carried");
}
TEST_CASE("a partner's report of its own result is no evidence, even of a trial") {
  Case c;
  c.rests_on("rct");
  c.set(Attribute::self_reported, true);
  CHECK(c.verdict() == "no over_claim is_self_report");
}
TEST_CASE("in an opinion piece a claim without a study has the design opinion") {
  Case c;
  c.written.evidence.items[0].set(Attribute::doc_type, text("opinion"));
  CHECK(c.verdict() == "no over_claim design_cannot_carry");
  const Graph g = c.graph();
  const Node n = g.nodes(Kind::claim).first;
  CHECK(g.choice(n, Attribute::design) == static_cast<std::uint8_t>(choice::design::opinion));
  CHECK(g.choice(n, Attribute::method) == static_cast<std::uint8_t>(choice::method::none));
}
TEST_CASE("a statement about the literature is no evidence about the world") {
  Case c;
  c.rests_on("systematic_review");
  c.written.add(Kind::evidence_statement, "reduced admissions.", {{Attribute::strength, text("mixed")}});
  CHECK(c.verdict() == "no over_claim is_about_literature");
  Case beside;  // another passage does not matter, nor the same place in another document
  beside.rests_on("rct");
  beside.written.add(Kind::evidence_statement, "Little evidence exists.");
  CHECK(beside.verdict() == "evidence carried");
  Case one;
  one.rests_on("rct");
  Written other("b.txt", one.written.evidence.text);
  other.add(Kind::evidence_statement, "Joint teams reduced admissions.");
  const auto g = build_graph(input_of({one.written.evidence, other.evidence}));
  CHECK(g->choice(g->nodes(Kind::claim).first, Attribute::evidence) == 1);
}
TEST_CASE("a long statement about the literature covers what stands later in it") {
  Case c;
  c.rests_on("rct");
  c.written.add(Kind::evidence_statement, "Title\nJoint teams reduced admissions.\nWe ran");
  c.written.add(Kind::evidence_statement, "Title");
  CHECK(c.verdict() == "no over_claim is_about_literature");
}
TEST_CASE("gaps are none, little and limited evidence") {
  for (const Choice& strength : info(Attribute::strength).choices) {
    Case c;
    c.written.add(Kind::evidence_statement, "Little evidence exists.",
                  {{Attribute::strength, text(strength.id)}});
    const Graph g = c.graph();
    INFO(strength.id);
    CHECK(g.choice(g.nodes(Kind::evidence_statement).first, Attribute::gap) ==
          (strength.id == "none" || strength.id == "little" || strength.id == "limited" ? 1 : 0));
  }
  Case unsaid;
  unsaid.written.add(Kind::evidence_statement, "Little evidence exists.");
  const Graph g = unsaid.graph();
  CHECK_FALSE(g.has(g.nodes(Kind::evidence_statement).first, Attribute::gap));
}
TEST_CASE("the sample size is the sum of the counts when every one is given") {
  const auto size = [](Json participants) {
    Case c;
    c.written.add(Kind::study, "We ran a study.", {{Attribute::participants, std::move(participants)}});
    const Graph g = c.graph();
    return g.number(g.nodes(Kind::study).first, Attribute::sample_size);
  };
  const auto entry = [](Json count) {
    return Json(Json::Object{{"count", std::move(count)}, {"who", Json("people")}});
  };
  CHECK(size(Json(Json::Array{entry(Json(12)), entry(Json(30))})) == 42.0);
  CHECK_FALSE(size(Json(Json::Array{entry(Json(12)), entry(Json(nullptr))})));
  CHECK_FALSE(size(Json(Json::Array{})));
  CHECK_FALSE(size(Json(Json::Array{Json(Json::Object{{"who", Json("people")}})})));
}
TEST_CASE("what kind of measure a candidate is comes from the first mention that says so") {
  Written w("a.txt", "Title\nTrust.\nTrust again.\nTrust thrice.\nReadmissions.\n");
  w.candidate(Kind::measure, "candidate:measure/trust", "trust");
  w.link(w.add(Kind::measure, "Trust thrice.", {{Attribute::measure_kind, text("outcome")}}), Edge::names,
         "candidate:measure/trust");
  w.link(w.add(Kind::measure, "Trust again.", {{Attribute::measure_kind, text("process")}}), Edge::names,
         "candidate:measure/trust");
  w.link(w.add(Kind::measure, "Trust."), Edge::names, "candidate:measure/trust");
  w.link(w.add(Kind::measure, "Readmissions.", {{Attribute::measure_kind, text("process")}}), Edge::names,
         "urn:evident:measures/readmissions");
  const auto g = build_graph(input_of({w.evidence}, small_vocabulary()));
  REQUIRE(g);
  CHECK(g->choice(g->named("trust")[0], Attribute::measure_kind) ==
        static_cast<std::uint8_t>(choice::measure_kind::process));
  for (Node n = g->nodes(Kind::measure).first; n < g->nodes(Kind::measure).last; ++n)
    if (g->id(n) == "urn:evident:measures/readmissions")
      CHECK(g->choice(n, Attribute::measure_kind) ==
            static_cast<std::uint8_t>(choice::measure_kind::outcome));
}

}  // namespace
}  // namespace evident::graph

// Small libraries made in code: documents whose text is the words of their items, one a line.
#pragma once
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/graph.hpp"
#include "graph/items.hpp"
#include "graph/mapped/build.hpp"
#include "query/answer.hpp"

namespace evident::query::testing {

using graph::Attribute;
using graph::Edge;
using graph::Item;
using graph::Kind;
using graph::Value;

using Attributes = std::vector<std::pair<Attribute, Value>>;

class Document {
 public:
  Document(std::string name, Attributes attributes) {
    evidence.name = evidence.path = std::move(name);
    evidence.content_hash = evidence.name;
    evidence.format = "text";
    const auto title = std::string("Title of ") + evidence.name;
    add(Kind::source, title, std::move(attributes));
    evidence.items[0].set(Attribute::file, evidence.name);
  }

  // An item with these words; returns its index.
  std::uint32_t add(Kind kind, std::string_view words, Attributes attributes = {},
                    std::string_view section = {}) {
    Item item;
    item.kind = kind;
    item.passage.begin = evidence.text.size();
    evidence.text += words;
    item.passage.end = evidence.text.size();
    evidence.text += '\n';
    item.passage.quote = words;
    item.passage.section = section;
    item.passage.paragraph = static_cast<int>(evidence.items.size()) + 1;
    item.attributes = std::move(attributes);
    item.extractor = "test";
    evidence.items.push_back(std::move(item));
    return static_cast<std::uint32_t>(evidence.items.size() - 1);
  }
  // A mention of a named thing, linked to its concept.
  std::uint32_t mention(Kind kind, std::string_view words, std::string concept_id,
                        Attributes attributes = {}) {
    const auto index = add(kind, words, std::move(attributes));
    link(index, Edge::names, std::move(concept_id));
    return index;
  }
  std::uint32_t claim(std::string_view words, std::string role, std::string causal,
                      std::vector<std::string> about = {}, Attributes more = {}) {
    more.emplace_back(Attribute::role, std::move(role));
    more.emplace_back(Attribute::causal, std::move(causal));
    const auto index = add(Kind::claim, words, std::move(more));
    for (auto& id : about) link(index, Edge::about, std::move(id));
    return index;
  }
  void link(std::uint32_t from, Edge edge, std::string to) {
    evidence.links.push_back({from, edge, std::move(to), "test"});
  }
  void link(std::uint32_t from, Edge edge, std::uint32_t to) {
    evidence.links.push_back({from, edge, to, "test"});
  }

  graph::DocumentEvidence evidence;
};

inline graph::Concept concept_of(std::string id, Kind kind, std::string label,
                                 std::vector<std::string> broader = {}, std::string measure_kind = {},
                                 std::vector<std::string> alternatives = {}) {
  graph::Concept c;
  c.id = std::move(id);
  c.kind = kind;
  c.scheme = "test";
  c.label = std::move(label);
  c.broader = std::move(broader);
  c.measure_kind = std::move(measure_kind);
  c.alternatives = std::move(alternatives);
  return c;
}

inline graph::Graph graph_of(const std::vector<Document>& documents, std::vector<graph::Concept> concepts) {
  graph::Vocabulary vocabulary;
  vocabulary.concepts = std::move(concepts);
  std::sort(vocabulary.concepts.begin(), vocabulary.concepts.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  std::vector<graph::DocumentEvidence> evidence;
  for (const Document& document : documents) evidence.push_back(document.evidence);
  auto graph = graph::build_graph(graph::input_of(evidence, std::move(vocabulary)));
  if (!graph) FAIL(graph.error().message);
  return std::move(*graph);
}

inline Answer answer(const graph::Graph& graph, std::string_view question, const AskOptions& options = {}) {
  auto result = ask(graph, question, options);
  if (!result) FAIL(result.error().code + ": " + result.error().message + " (" + std::string(question) + ")");
  return std::move(*result);
}
inline Diagnostic refused(const graph::Graph& graph, std::string_view question,
                          const AskOptions& options = {}) {
  const auto result = ask(graph, question, options);
  if (result) FAIL("was answered: " + std::string(question));
  return result.error();
}

// The labels of the rows, in order.
inline std::vector<std::string> labels(const graph::Graph& graph, const Answer& answer) {
  std::vector<std::string> all;
  for (const Row& row : answer.rows) all.emplace_back(graph.label(row.node));
  return all;
}
// Quotations of a row, each once.
inline std::vector<std::string> quotes(const Row& row) {
  std::vector<std::string> all;
  for (const auto& set : row.witnesses)
    for (const Witness& witness : set)
      if (std::find(all.begin(), all.end(), witness.quote) == all.end()) all.push_back(witness.quote);
  return all;
}
inline bool noticed(const Answer& answer, std::string_view code, std::string_view part = {}) {
  for (const Notice& notice : answer.notices)
    if (notice.code == code && notice.text.find(part) != std::string::npos) return true;
  return false;
}

// One library for most tests: a report with a survey, a trial, a digest, an opinion piece, slides with a
// review.
//   measures: waiting time, length of stay (outcome), trust (process), mutual trust (narrower than trust),
//   cost per case (economic) barriers: procurement, lack of trust, culture, bureaucracy; factors: leadership,
//   procurement skill groups: NHS, NHS managers (narrower), private sector
struct World {
  std::vector<Document> documents;
  std::vector<graph::Concept> concepts;
};
inline World partnership_world() {
  const std::string m = "urn:t:m/", b = "urn:t:b/", f = "urn:t:f/", g = "urn:t:g/", c = "urn:t:c/";
  std::vector<graph::Concept> concepts{
      concept_of(m + "waiting", Kind::measure, "waiting time", {}, "outcome", {"time to treatment"}),
      concept_of(m + "stay", Kind::measure, "length of stay", {}, "outcome"),
      concept_of(m + "falls", Kind::measure, "falls", {}, "outcome"),
      concept_of(m + "unused", Kind::measure, "quality of life", {}, "outcome"),
      concept_of(m + "trust", Kind::measure, "trust between partners", {}, "process"),
      concept_of(m + "mutual", Kind::measure, "mutual trust", {m + "trust"}, "process"),
      concept_of(m + "cost", Kind::measure, "cost per case", {}, "economic"),
      concept_of(b + "procurement", Kind::barrier, "procurement"),
      concept_of(b + "trust", Kind::barrier, "lack of trust"),
      concept_of(b + "culture", Kind::barrier, "culture"),
      concept_of(b + "bureaucracy", Kind::barrier, "bureaucracy"),
      concept_of(f + "leadership", Kind::success_factor, "leadership"),
      concept_of(f + "skill", Kind::success_factor, "procurement skill"),
      concept_of(g + "nhs", Kind::group, "NHS"),
      concept_of(g + "managers", Kind::group, "NHS managers", {g + "nhs"}),
      concept_of(g + "private", Kind::group, "private sector"),
      concept_of(g + "patients", Kind::group, "patients"),
      concept_of(c + "partnership", Kind::concept_, "partnership"),
  };
  const auto text = [](std::string s) { return Value(std::move(s)); };

  Document report("report.txt", {{Attribute::title, text("Working together")},
                                 {Attribute::publisher, text("Department of Examples")},
                                 {Attribute::year, Value(std::int64_t{2012})},
                                 {Attribute::doc_type, text("report")},
                                 {Attribute::depth, text("full_text")}});
  const auto survey =
      report.add(Kind::study, "We asked 120 people by questionnaire.",
                 {{Attribute::design, text("survey")}, {Attribute::method, text("quantitative")}});
  const auto named = [&](std::string_view words, std::string id, std::string group, std::int64_t rank) {
    const auto i = report.mention(Kind::barrier, words, std::move(id), {{Attribute::rank, Value(rank)}});
    report.link(i, Edge::named_by, std::move(group));
    report.link(i, Edge::rests_on, survey);
  };
  named("Buying services takes too long.", b + "procurement", g + "nhs", 1);
  named("Procurement.", b + "procurement", g + "private", 2);
  named("Partners do not trust us.", b + "trust", g + "managers", 2);
  named("A lack of trust.", b + "trust", g + "private", 1);
  named("Another culture.", b + "culture", g + "nhs", 3);
  named("Forms and more forms.", b + "bureaucracy", g + "private", 3);
  const auto case_of = [&](std::string_view title, std::string reporting) {
    return report.add(
        Kind::case_study, title,
        {{Attribute::title, text(std::string(title))}, {Attribute::reporting, text(std::move(reporting))}});
  };
  const auto alpha = case_of("Alpha town", "self_reported");
  const auto beta = case_of("Beta valley", "self_reported");
  const auto gamma = case_of("Gamma bay", "evaluated");
  const auto factor = [&](std::string_view words, std::string id, std::uint32_t described) {
    const auto i = report.mention(Kind::success_factor, words, std::move(id));
    report.link(i, Edge::in_case, described);
  };
  factor("strong leadership at Alpha", f + "leadership", alpha);
  factor("leaders who stayed in Beta", f + "leadership", beta);
  factor("leadership of the board in Gamma", f + "leadership", gamma);
  factor("a skilled buyer in Alpha", f + "skill", alpha);
  factor("a second skilled buyer in Alpha", f + "skill", alpha);
  factor("buyers with experience in Beta", f + "skill", beta);
  const auto self = report.claim("Our work cut falls by half.", "finding", "causal", {m + "falls"});
  report.link(self, Edge::in_case, alpha);
  const auto figure = report.add(
      Kind::statistic, "54% of the NHS agrees.",
      {{Attribute::value, text("54")}, {Attribute::unit, text("%")}, {Attribute::of_what, text("agrees")}});
  report.link(figure, Edge::named_by, g + "nhs");
  const auto half = report.add(Kind::statistic, "Between 70 and 80 firms replied.",
                               {{Attribute::value, text("70-80")}, {Attribute::unit, text("firms")}});
  report.link(half, Edge::named_by, g + "private");
  const auto advice = report.add(Kind::recommendation, "Ministers should say who buys.",
                                 {{Attribute::number, Value(std::int64_t{1})}});
  report.link(advice, Edge::about, b + "procurement");

  Document trial("trial.txt", {{Attribute::title, text("A trial of joint teams")},
                               {Attribute::authors, Value(std::vector<std::string>{"Able A.", "Baker, B."})},
                               {Attribute::year, Value(std::int64_t{2016})},
                               {Attribute::doc_type, text("study")},
                               {Attribute::depth, text("full_text")},
                               {Attribute::doi, text("10.1/x")}});
  const auto rct = trial.add(Kind::study, "Patients were randomised to joint teams.",
                             {{Attribute::design, text("rct")},
                              {Attribute::method, text("quantitative")},
                              {Attribute::country, text("England")},
                              {Attribute::period, text("between May 2011 and July 2012")},
                              {Attribute::participants,
                               Value(Json(Json::Array{Json::Object{{"count", 400}, {"who", "patients"}}}))}});
  trial.link(rct, Edge::looked_at, m + "stay");
  trial.mention(Kind::measure, "time from referral to treatment", m + "waiting");
  const auto effect = trial.claim("Joint teams reduced waiting time.", "finding", "causal", {m + "waiting"},
                                  {{Attribute::direction, text("positive")}});
  trial.link(effect, Edge::rests_on, rct);
  const auto about_stay = trial.mention(Kind::measure, "length of stay was recorded", m + "stay");
  trial.link(about_stay, Edge::rests_on, rct);

  Document interviews("interviews.txt",
                      {{Attribute::title, text("What managers say")},
                       {Attribute::authors, Value(std::vector<std::string>{"Jane van der Cook"})},
                       {Attribute::year, Value(std::int64_t{2003})},
                       {Attribute::doc_type, text("study")},
                       {Attribute::depth, text("digest")}});
  const auto talks = interviews.add(
      Kind::study, "Thirty managers were interviewed.",
      {{Attribute::design, text("qualitative_interviews")}, {Attribute::method, text("qualitative")}});
  const auto over = interviews.claim("Joint teams shorten length of stay.", "finding", "causal", {m + "stay"},
                                     {{Attribute::hedged, Value(true)}});
  interviews.link(over, Edge::rests_on, talks);
  interviews.mention(Kind::measure, "mutual trust", m + "mutual");
  interviews.mention(Kind::measure, "trust between the partners", m + "trust");
  const auto trusting = interviews.claim("Mutual trust and good results went together.", "finding",
                                         "correlational", {m + "mutual"});
  interviews.link(trusting, Edge::rests_on, talks);

  Document blog("blog.txt", {{Attribute::title, text("Why I believe in partnership")},
                             {Attribute::doc_type, text("opinion")},
                             {Attribute::depth, text("full_text")},
                             {Attribute::invented, Value(true)}});
  blog.claim("Partnership will shorten every stay.", "opinion", "causal", {m + "stay"});
  blog.claim("Partnership saves money per case.", "opinion", "none", {m + "cost", c + "partnership"},
             {{Attribute::cost, text("cost_benefit")}});
  blog.claim("The unions were never asked.", "opinion", "none", {c + "partnership"});

  Document slides("slides.md", {{Attribute::title, text("Do partnerships work?")},
                                {Attribute::authors, Value(std::vector<std::string>{"Dole D.", "Glen E."})},
                                {Attribute::doc_type, text("slides")},
                                {Attribute::depth, text("slides")}});
  slides.add(Kind::study, "A pilot review of the literature",
             {{Attribute::design, text("literature_review")}});
  slides.add(Kind::evidence_statement, "Few studies show causes",
             {{Attribute::dimension, text("causality")}, {Attribute::strength, text("little")}});
  slides.add(Kind::evidence_statement, "No study of costs and benefits",
             {{Attribute::dimension, text("cost")}, {Attribute::strength, text("none")}});
  return {{report, trial, interviews, blog, slides}, std::move(concepts)};
}
inline graph::Graph partnership_library() {
  World world = partnership_world();
  return graph_of(world.documents, std::move(world.concepts));
}

}  // namespace evident::query::testing

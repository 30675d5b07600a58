// docs/warrant.md and docs/strength.md, sentence by sentence.
#include <algorithm>
#include <map>

#include "graph/mapped/strength.hpp"
#include "reference/interpreter.hpp"
#include "support/text.hpp"

namespace evident::reference {
namespace {

std::string text_of(const Node& node, Attribute attribute) {
  const Value* value = node.find(attribute);
  const auto* text = value ? std::get_if<std::string>(value) : nullptr;
  return text ? *text : std::string();
}
bool holds(const Node& node, Attribute attribute) {
  const Value* value = node.find(attribute);
  return value && std::holds_alternative<bool>(*value) && std::get<bool>(*value);
}

struct Deriver {
  Library& l;

  // In the order of the documents' file names, then of the text.
  bool stands_before(const Node& a, const Node& b) const {
    const auto file = [&](const Node& n) { return text_of(l.nodes[n.document], Attribute::file); };
    return std::tuple(file(a), a.begin, a.end, a.id) < std::tuple(file(b), b.begin, b.end, b.id);
  }

  // A measure of which no vocabulary says what it is a measure of is what the first mention says.
  void measure(Id m) {
    if (!text_of(l.nodes[m], Attribute::measure_kind).empty()) return;
    const Node* first = nullptr;
    for (const Arrow& a : l.arrows)
      if (a.edge == Edge::names && a.to == m)
        if (const Node& n = l.nodes[a.from]; !text_of(n, Attribute::measure_kind).empty())
          if (!first || stands_before(n, *first)) first = &n;
    if (first) l.nodes[m].set(Attribute::measure_kind, text_of(*first, Attribute::measure_kind));
  }

  // "the sum of the participants' counts, when every one is given"
  void study(Node& n) {
    const Value* value = n.find(Attribute::participants);
    if (!value) return;
    std::int64_t sum = 0;
    for (const Json& entry : *std::get<Json>(*value).array()) {
      const auto* count = std::get_if<std::int64_t>(&entry.find("count")->value);
      if (!count) return;
      sum += *count;
    }
    n.set(Attribute::sample_size, sum);
  }

  // "its document was read"; "the record names an author or issuing body and a title"
  void source(Id s) {
    Node& n = l.nodes[s];
    const bool told_only = text_of(n, Attribute::depth) == "record_only";
    n.set(Attribute::holding, std::string(n.document == s && !told_only ? "held" : "only_cited"));
    const bool issued = n.find(Attribute::authors) || !text_of(n, Attribute::publisher).empty();
    n.set(Attribute::citation,
          std::string(issued && !text_of(n, Attribute::title).empty() ? "complete" : "incomplete"));
  }
  // "who wrote a work, as its record names them": the names of these libraries have no initials to be moved.
  void authors() {
    const std::size_t all = l.nodes.size();
    std::map<std::string, Id> known;
    for (Id s = 0; s < all; ++s) {
      const Value* value = l.nodes[s].kind == Kind::source ? l.nodes[s].find(Attribute::authors) : nullptr;
      if (!value) continue;
      const auto names = std::get<std::vector<std::string>>(*value);
      for (const std::string& name : names) {
        const auto [at, fresh] = known.try_emplace(label_key(name));
        if (fresh) {
          Node author;
          author.kind = Kind::author;
          author.id = "author:" + at->first;
          author.words = name;
          at->second = l.add(std::move(author));
        }
        l.link(s, Edge::written_by, at->second);
      }
    }
  }

  // "the source states a gap: none, little or limited evidence"
  void statement(Node& n) {
    const auto strength = text_of(n, Attribute::strength);
    if (!strength.empty())
      n.set(Attribute::gap, strength == "none" || strength == "little" || strength == "limited");
  }

  void claim(Id c) {
    Node& n = l.nodes[c];
    const auto role = text_of(n, Attribute::role);
    const bool result = role == "finding" || role == "conclusion";
    const Node* study = nullptr;  // "the first in the document, if several"
    bool evaluated = false, told = false;
    for (const Arrow& a : l.arrows) {
      if (a.from != c) continue;
      const Node& to = l.nodes[a.to];
      if (a.edge == Edge::rests_on && (!study || stands_before(to, *study))) study = &to;
      if (a.edge == Edge::in_case) {
        evaluated = evaluated || text_of(to, Attribute::reporting) == "evaluated";
        told = told || text_of(to, Attribute::reporting) == "self_reported";
      }
    }
    // "not a partner's report of its own result, and not told in a self-reported case without a study"
    const bool self_report = holds(n, Attribute::self_reported) || (told && !study);
    // "not a statement about how much evidence there is"
    bool about_literature = false;
    for (const Node& other : l.nodes)
      if (other.kind == Kind::evidence_statement && other.document == n.document)
        about_literature = about_literature || (other.begin < n.end && n.begin < other.end);
    const bool evidence = result && (study || evaluated) && !self_report && !about_literature;

    // "Its design and method are those of the study it rests on. Without a study, an opinion, and anything
    // said in an opinion piece, has the design opinion and the method none"
    if (study) {
      for (const Attribute a : {Attribute::design, Attribute::method})
        if (const auto text = text_of(*study, a); !text.empty()) n.set(a, text);
    } else if (role == "opinion" || text_of(l.nodes[n.document], Attribute::doc_type) == "opinion") {
      n.set(Attribute::design, std::string("opinion"));
      n.set(Attribute::method, std::string("none"));
    }
    const auto design = text_of(n, Attribute::design);
    const bool carries = !design.empty() && graph::carries_causation(static_cast<graph::choice::design>(
                                                *graph::choice_named(Attribute::design, design)));
    const bool causal = text_of(n, Attribute::causal) == "causal";
    const bool carried = causal && evidence && carries;
    n.set(Attribute::evidence, evidence);
    n.set(Attribute::warrant, std::string(!causal ? "not_causal" : carried ? "carried" : "over_claim"));
    // "For a causally worded claim that is not carried, the first of these that holds is the reason shown"
    std::string reason;
    if (causal && !carried) {
      reason = role == "opinion"          ? "is_opinion"
               : role == "background"     ? "is_background"
               : role == "recommendation" ? "is_recommendation"
               : role == "method"         ? "is_method"
               : role == "question"       ? "is_question"
               : self_report              ? "is_self_report"
               : about_literature         ? "is_about_literature"
               : design.empty()           ? "design_not_stated"
               : !carries                 ? "design_cannot_carry"
                                          : "role_not_stated";
    } else if (result && about_literature) {
      reason = "is_about_literature";
    }
    if (!reason.empty()) n.set(Attribute::reason_not_evidence, reason);
  }

  // ---- docs/strength.md
  // "Which way it points: its direction, unless that is unclear; else its polarity, unless that is neutral"
  std::string way(const Node& n) const {
    const auto direction = text_of(n, Attribute::direction), polarity = text_of(n, Attribute::polarity);
    if (!direction.empty() && direction != "unclear") return direction;
    return polarity == "neutral" ? "" : polarity;
  }
  // "A digest counts as the work that it digests"
  Id work(Id document) const {
    Id found = document;
    bool digest = false;
    for (const Arrow& a : l.arrows)
      if (a.from == document && a.edge == Edge::summary_of && (!digest || a.to < found))
        found = a.to, digest = true;
    return found;
  }
  bool speaks_of(Id claim, Id thing) const {
    return std::find(l.arrows.begin(), l.arrows.end(), Arrow{claim, Edge::about, thing}) != l.arrows.end();
  }
  static bool counted(const Node& study, Attribute attribute) {
    const Value* value = study.find(attribute);
    if (!value) return false;
    for (const Json& entry : *std::get<Json>(*value).array())
      if (const Json* count = entry.find("count"); count && std::get_if<std::int64_t>(&count->value))
        return true;
    return false;
  }

  void strength(Id c) {
    Node& n = l.nodes[c];
    if (!holds(n, Attribute::evidence)) return;  // "What is no evidence has no strength"
    const auto design = text_of(n, Attribute::design);
    const auto one_of = [&](std::initializer_list<const char*> all) {
      return std::any_of(all.begin(), all.end(), [&](const char* one) { return design == one; });
    };
    int level = 0;
    if (one_of(
            {"rct", "quasi_experimental", "natural_experiment", "interrupted_time_series", "meta_analysis"}))
      level = 2;
    if (one_of({"cohort", "case_control", "before_after", "systematic_review"})) level = 1;

    std::size_t agree = 1;
    std::size_t otherwise = 0;
    const Id own = work(n.document);
    for (const Arrow& a : l.arrows) {
      if (a.from != c || a.edge != Edge::about || way(n).empty()) continue;
      std::vector<Id> works{own}, against;
      for (Id o = 0; o < l.nodes.size(); ++o) {
        const Node& other = l.nodes[o];
        if (other.kind != Kind::claim || !holds(other, Attribute::evidence) || !speaks_of(o, a.to)) continue;
        const Id theirs = work(other.document);
        if (way(other) == way(n) && std::find(works.begin(), works.end(), theirs) == works.end())
          works.push_back(theirs);
        if (!way(other).empty() && way(other) != way(n) && theirs != own &&
            std::find(against.begin(), against.end(), theirs) == against.end())
          against.push_back(theirs);
      }
      agree = std::max(agree, works.size());
      otherwise = std::max(otherwise, against.size());
    }
    if (agree >= 2 && otherwise == 0) ++level;

    const Node* study = nullptr;
    for (const Arrow& a : l.arrows)
      if (a.from == c && a.edge == Edge::rests_on && (!study || stands_before(l.nodes[a.to], *study)))
        study = &l.nodes[a.to];
    const auto base = study ? text_of(*study, Attribute::base) : "";
    const bool stated =
        study && (study->find(Attribute::sample_size) || counted(*study, Attribute::participants) ||
                  counted(*study, Attribute::sites) || (!base.empty() && base != "base not stated"));
    if (!stated && !one_of({"literature_review", "systematic_review", "meta_analysis", "economic_evaluation",
                            "modelling", "opinion"}))
      --level;
    const auto standing = text_of(n, Attribute::standing);
    const bool second_hand = standing == "digest" || standing == "repeated" ||
                             text_of(l.nodes[n.document], Attribute::depth) == "digest";
    const bool beyond = text_of(n, Attribute::warrant) == "over_claim";
    const bool itself = text_of(n, Attribute::voice) == "organisation_self";
    level -= second_hand + beyond + itself;
    static constexpr const char* kLevels[] = {"weak", "limited", "moderate", "strong"};
    n.set(Attribute::rating, std::string(kLevels[std::clamp(level, 0, 3)]));

    // The terms in the engine's words, with what was found here.
    graph::StrengthTerms terms;
    if (!design.empty())
      terms.design = static_cast<graph::choice::design>(*graph::choice_named(Attribute::design, design));
    terms.agreeing = agree;
    terms.disagreeing = otherwise;
    terms.base_known = stated;
    terms.second_hand = second_hand;
    terms.beyond_design = beyond;
    terms.about_itself = itself;
    const auto voice = text_of(n, Attribute::voice);
    terms.speaker = text_of(n, Attribute::speaker);
    if (terms.speaker.empty() && !voice.empty())
      terms.speaker = std::string(
          graph::info(Attribute::voice).choices[*graph::choice_named(Attribute::voice, voice)].words.front());
    if (terms.speaker.empty()) terms.speaker = "author";
    n.set(Attribute::rating_terms, graph::strength_words(terms));
  }
};

}  // namespace

Library with_derived(Library library) {
  Deriver derive{library};
  for (Id i = 0; i < library.nodes.size(); ++i) {
    Node& n = library.nodes[i];
    if (n.kind == Kind::measure) derive.measure(i);
    if (n.kind == Kind::study) derive.study(n);
    if (n.kind == Kind::evidence_statement) derive.statement(n);
    if (n.kind == Kind::source) derive.source(i);
  }
  for (Id i = 0; i < library.nodes.size(); ++i)
    if (library.nodes[i].kind == Kind::claim) derive.claim(i);
  for (Id i = 0; i < library.nodes.size(); ++i)
    if (library.nodes[i].kind == Kind::claim) derive.strength(i);
  derive.authors();
  return library;
}

}  // namespace evident::reference

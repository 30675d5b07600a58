// What a source says about how much evidence there is. A word of quantity must stand with a word for
// evidence, and the sentence must speak of a body of work: "there was limited evidence of joint plans" among
// the findings of an interview study says something about plans, not about the literature.
#include <algorithm>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

// The lead-in above a bullet speaks of research: its bullets describe that research.
bool under_research(const Extraction& x, std::size_t s) {
  const auto b = static_cast<std::size_t>(x.sentences[s].block);
  const BlockContext& where = x.structure.blocks[b];
  if (where.topic == Topic::evidence_base) return true;
  const std::int32_t parent = x.document.blocks[b].parent;
  if (parent < 0) return false;
  const Tokens lead(x.document.words(x.document.blocks[static_cast<std::size_t>(parent)]));
  if (lead.size() > 12) return false;
  for (std::size_t i = 0; i < lead.size(); ++i)
    if (lead[i] == "research" || lead[i] == "evidence" || lead[i] == "literature" || lead[i] == "studies")
      return true;
  return false;
}

bool of_a_review(const Extraction& x) {
  if (x.structure.doc_type == "review") return true;
  return std::any_of(x.evidence.items.begin(), x.evidence.items.end(), [](const graph::Item& item) {
    return item.kind == graph::Kind::study &&
           (item.is(Attribute::design, "literature_review") ||
            item.is(Attribute::design, "systematic_review") || item.is(Attribute::design, "meta_analysis"));
  });
}

void run(Extraction& x) {
  const bool review = of_a_review(x);
  for (std::size_t s = 0; s < x.sentences.size(); ++s) {
    if (is_apparatus(x.structure.sentence_topics[s]) || x.structure.doc_type == "opinion") continue;
    const SentenceLabel& label = x.labels[s];
    if (label.role.empty() || label.role == "recommendation" || label.role == "method") continue;
    const Span span = trimmed(x.document.text, {x.structure.sentence_begins[s], x.sentences[s].end});
    if (span.empty()) continue;
    const Tokens tokens(std::string_view(x.document.text).substr(span.begin, span.end - span.begin));
    const auto amounts = cues("evidence").match(tokens);
    const auto nouns = cues("evidence-nouns").match(tokens);
    const auto dimensions = cues("evidence-dimensions").match(tokens);
    const CueMatch* amount = nullptr;
    const CueMatch* about = nullptr;
    const CueMatch* noun = nullptr;
    bool world = false;
    for (const CueMatch& m : nouns) {
      if (m.label == "about_evidence" && !about) about = &m;
      if ((m.label == "evidence" || m.label == "about_evidence") && !noun) noun = &m;
      world = world || m.label == "world";
    }
    const bool listed = under_research(x, s);
    if (!noun && !listed) continue;
    // The word of quantity that belongs to the word for evidence: just before it, or said of it ("remains
    // limited").
    for (const CueMatch& m : amounts) {
      bool near = listed && m.first <= 4;
      if (noun) {
        near = near || (m.first <= noun->first && noun->first <= m.last + 4) ||
               (m.first > noun->last && m.first - noun->last <= 8);
        if (m.label == "sufficient" && !(m.first <= noun->last && noun->first <= m.last + 2)) near = false;
      }
      if (!near) continue;
      if (!amount || m.weight > amount->weight ||
          (m.weight == amount->weight && m.last - m.first > amount->last - amount->first))
        amount = &m;
    }
    if (!amount) continue;
    if (!listed) {
      if (!about || world) continue;
      // Findings of an interview study or a survey speak of the world.
      const bool past =
          tokens.size() > 1 && tokens[0] == "there" && (tokens[1] == "was" || tokens[1] == "were");
      if (label.role == "finding" && past && !review) continue;
      // In a study of its own, "the evidence" needs to be a body of work.
      if (!review && x.structure.doc_type != "slides" && about->cue.starts_with("evidence") &&
          label.role == "finding" && x.structure.doc_type == "study")
        continue;
    }
    const CueMatch* what = nullptr;
    for (const CueMatch& m : dimensions)
      if (!what || m.weight > what->weight) what = &m;
    const std::uint32_t item_index = x.add(
        graph::Kind::evidence_statement, span.begin, span.end, "evidence_statements",
        "'" + tokens.join(amount->first, amount->last) + "' said of " +
            (noun ? "'" + tokens.join(noun->first, noun->last) + "'" : std::string("the research listed")));
    graph::Item& item = x.evidence.items[item_index];
    item.set(Attribute::dimension, std::string(what ? what->label : "quantity"));
    item.set(Attribute::strength, std::string(amount->label));
    const graph::Item& source = x.evidence.items.front();
    if (const std::string* title = source.text(Attribute::title)) item.set(Attribute::scope, *title);
  }
}

const RegisterExtractor registered{{"evidence_statements",
                                    {graph::Kind::evidence_statement},
                                    40,
                                    "a quantity with a word for evidence: stated gaps",
                                    run}};

}  // namespace
}  // namespace evident::ingest

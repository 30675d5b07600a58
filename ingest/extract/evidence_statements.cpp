// What a source says about how much evidence there is. A word of quantity must stand with a word for
// evidence, and the sentence must speak of a body of work: "there was limited evidence of joint plans" among
// the findings of an interview study says something about plans, not about the literature.
#include <algorithm>
#include <vector>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
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
  if (where.topic == Topic::evidence_base || x.structure.sentence_topics[s] == Topic::evidence_base) return true;
  // "What the review says" over a slide's bullets.
  const std::int32_t above = x.document.blocks[b].heading;
  if (x.document.slides && above >= 0) {
    const Tokens title(x.document.words(x.document.blocks[static_cast<std::size_t>(above)]));
    static constexpr WordSet kLooked("review", "literature", "research", "studies");
    static constexpr WordSet kSays("says", "say", "tells", "tell", "shows", "show", "found", "finds", "know");
    bool looked = false, says = false;
    for (std::size_t i = 0; i < title.size() && title.size() <= 8; ++i) {
      looked = looked || kLooked.contains(title[i]);
      says = says || kSays.contains(title[i]);
    }
    if (looked && says) return true;
  }
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

// One statement within a sentence: the words of quantity, what they are said of, and the clause.
struct Statement {
  const CueMatch* amount = nullptr;
  const CueMatch* noun = nullptr;
  std::size_t first = 0, last = 0;  // words
  bool both_ways = false;
  bool of_methods = false;  // it says of what kind the studies are
};

// How many words from `first` to `last` name a kind of study.
std::size_t kinds_of_study(const Tokens& tokens, std::size_t first, std::size_t last) {
  static constexpr WordSet kKinds("tests", "trials", "experiments", "surveys", "interviews", "counts", "descriptions",
                                  "groups", "evaluations", "audits", "simulations", "models", "observations",
                                  "measurements", "reports", "anecdotes", "comparisons", "cohorts", "registers");
  first = first > 3 ? first - 3 : 0;
  std::size_t kinds = 0;
  for (std::size_t i = first; i < tokens.size() && i <= last; ++i) kinds += kKinds.contains(tokens[i]);
  return kinds;
}

bool turns(const Tokens& tokens, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i <= to && i < tokens.size(); ++i)
    if (tokens[i] == "but" || tokens[i] == "while" || tokens[i] == "whereas" || tokens[i] == "on") return true;
  return false;
}

// Cues of this weight name what was (not) looked for themselves: "little is known", "nobody has measured".
constexpr int kCarriesItsNoun = 4;

// What a witness says or a visitor sees, whatever else stands beside it.
constexpr int kWitnessed = 5;

// Word i begins another statement: after a semicolon, or a joining word.
bool opens_statement(std::string_view words, const Tokens& tokens, std::size_t i) {
  const std::string_view w = tokens[i];
  if (w == "but" || w == "while" || w == "whereas" || w == "although") return true;
  if (!i || !tokens.clause_before(i)) return false;
  if (w == "and" || w == "yet" || w == "nor" || w == "though") return true;
  return words.substr(tokens.end(i - 1), tokens.begin(i) - tokens.end(i - 1)).find(';') !=
         std::string_view::npos;
}

// The statements of a sentence, each with its clause: "plenty of research on A, but few studies of B, and no
// study that sets costs against benefits" makes three.
std::vector<Statement> statements(std::string_view words, const Tokens& tokens,
                                  const std::vector<CueMatch>& amounts, const std::vector<CueMatch>& nouns,
                                  bool listed, bool dimension) {
  std::vector<Statement> out;
  for (const CueMatch& m : amounts) {
    // "A mixed-method study" says how it was done.
    if (m.label == "mixed" && m.last + 1 < tokens.size() && tokens[m.last] == "mixed" &&
        tokens[m.last + 1].starts_with("method"))
      continue;
    const CueMatch* noun = nullptr;
    for (const CueMatch& n : nouns) {
      if (n.label == "world") continue;
      const bool before = m.first <= n.last && n.first <= m.last + (m.label == "sufficient" ? 2u : 4u);
      const bool behind = m.first > n.last && m.first - n.last <= 14 && m.label != "sufficient";
      if (!before && !behind) continue;
      if (!noun || (before && !(m.first <= noun->last))) noun = &n;
    }
    // "… work on heat, but next to none on shade": of the same.
    bool inherited = false;
    for (std::uint32_t i = m.first; i <= m.last && !out.empty() && (!noun || noun == out.back().noun); ++i)
      if (tokens[i] == "none" && m.weight >= kCarriesItsNoun) {
        noun = out.back().noun;
        inherited = true;
        break;
      }
    // "Reliable figures on … are scarce": what is said of them counts, not what kind they are.
    const bool predicate = m.first > 0 && (tokens[m.first - 1] == "are" || tokens[m.first - 1] == "is" ||
                                           tokens[m.first - 1] == "remain" || tokens[m.first - 1] == "remains");
    if (predicate && !out.empty() && out.back().amount->label == "sufficient" && m.label != "sufficient" &&
        m.first > out.back().amount->last && !tokens.clause_before(m.first)) {
      out.back().amount = &m;
      continue;
    }
    // "Plenty of counts, a handful of trials": much of one kind of study, little of another.
    if (!out.empty() && out.back().amount->label == "sufficient" && (m.label == "little" || m.label == "limited") &&
        m.first > out.back().amount->last && kinds_of_study(tokens, out.back().amount->first, m.last + 4) > 1 &&
        !turns(tokens, out.back().amount->last, m.first)) {
      out.back().both_ways = out.back().of_methods = true;
      if (!out.back().noun) out.back().noun = noun;
      continue;
    }
    if (out.empty() ? false : out.back().of_methods && m.label != "none") continue;
    if (!noun && m.weight < kCarriesItsNoun && !listed) continue;
    // A bullet about research names what was looked for, if not the research: "no savings".
    if (listed && !noun && m.weight < kCarriesItsNoun && (!dimension || m.first > 4) &&
        !(m.first == 0 && m.label == "sufficient"))
      continue;
    // One clause says one thing: the heavier or longer words stay.
    if (!out.empty()) {
      bool apart = false;
      for (std::size_t i = out.back().amount->last + 1; i <= m.first && !apart; ++i)
        apart = opens_statement(words, tokens, i);
      const bool same_noun = noun && out.back().noun == noun && !inherited;
      if (!apart || same_noun || (listed && !noun && m.weight < kCarriesItsNoun)) {
        const CueMatch& held = *out.back().amount;
        // "No compelling evidence": the praise stands within the denial.
        if (m.label == "sufficient" && held.label != "sufficient" && m.first <= held.last + 1u) continue;
        // "A lot is known about A and very little about B": the one clause says both.
        out.back().both_ways =
            out.back().both_ways || (m.weight >= kCarriesItsNoun && held.weight >= kCarriesItsNoun &&
                                     (m.label == "sufficient") != (held.label == "sufficient") &&
                                     m.label != "mixed" && held.label != "mixed");
        if (m.weight > held.weight ||
            (m.weight == held.weight && m.last - m.first > held.last - held.first)) {
          out.back().amount = &m;
          if (noun) out.back().noun = noun;
        }
        continue;
      }
    }
    out.push_back({&m, noun, 0, 0, false, false});
  }
  for (std::size_t k = 0; k < out.size(); ++k) {
    out[k].last = tokens.size() - 1;
    if (!k) continue;
    std::size_t cut = out[k].amount->first;
    while (cut > out[k - 1].amount->last + 1 && !opens_statement(words, tokens, cut)) --cut;
    out[k - 1].last = cut - 1;
    // The joining word belongs to neither.
    while (cut < out[k].amount->first &&
           (tokens[cut] == "but" || tokens[cut] == "and" || tokens[cut] == "while" ||
            tokens[cut] == "whereas" || tokens[cut] == "yet"))
      ++cut;
    out[k].first = cut;
  }
  return out;
}

class EvidenceStatements {
 public:
  explicit EvidenceStatements(Extraction& x) : x_(x), review_(of_a_review(x)) {}

  void run() {
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) sentence(s);
  }

 private:
  void sentence(std::size_t s) {
    if (is_apparatus(x_.structure.sentence_topics[s])) return;
    const SentenceLabel& label = x_.labels[s];
    if (label.role == "recommendation") return;
    Span span = trimmed(x_.document.text, {x_.structure.sentence_begins[s], x_.sentences[s].end});
    if (span.empty()) return;
    // "Costs: nothing found": the label says what of.
    if (span.begin > x_.sentences[s].begin && x_.document.text[span.begin - 1] == ' ' &&
        x_.document.text[span.begin - 2] == ':')
      span = trimmed(x_.document.text, {x_.sentences[s].begin, x_.sentences[s].end});
    const std::string_view words =
        std::string_view(x_.document.text).substr(span.begin, span.end - span.begin);
    const Tokens tokens(words);
    const auto amounts = cues("evidence").match(tokens);
    if (amounts.empty()) return;
    const auto nouns = cues("evidence-nouns").match(tokens);
    const bool listed = under_research(x_, s);
    const bool dimension = listed && !cues("evidence-dimensions").match(tokens).empty();
    const auto found = statements(words, tokens, amounts, nouns, listed, dimension);
    for (const Statement& one : found) {
      if (!listed && !speaks_of_evidence(s, tokens, nouns, one)) continue;
      Span quote = found.size() == 1
                       ? span
                       : Span{span.begin + tokens.begin(one.first), span.begin + tokens.end(one.last)};
      if (one.last + 1 == tokens.size()) quote.end = span.end;
      if (one.first == 0) quote.begin = span.begin;
      put(tokens, one, quote);
    }
  }

  // Whether it is the body of work that is meant: not the world, and not what one study came upon.
  bool speaks_of_evidence(std::size_t s, const Tokens& tokens, const std::vector<CueMatch>& nouns,
                          const Statement& one) const {
    const SentenceLabel& label = x_.labels[s];
    // What is no claim (a fragment, a caption) must name research itself.
    if (label.role.empty() && !(one.noun && one.amount->weight >= kCarriesItsNoun)) return false;
    const CueMatch* about = nullptr;
    bool world = false;
    for (const CueMatch& m : nouns) {
      if (m.last < one.first || m.first > one.last) continue;
      if (m.label == "about_evidence" && !about) about = &m;
      world = world || m.label == "world";
      if (m.label == "world" && m.weight >= kWitnessed && !review_) return false;
    }
    // An opinion piece and a case example tell of the world unless they name research.
    const std::int32_t block = x_.sentences[s].block;
    const bool tells = x_.structure.doc_type == "opinion" ||
                       x_.structure.blocks[static_cast<std::size_t>(block)].case_number >= 0;
    const bool carries = one.amount->weight >= kCarriesItsNoun;
    if (tells && !about && !(carries && one.noun)) return false;
    if (label.role == "method" && !(carries && (about || one.amount->label == "none" || one.amount->weight > kCarriesItsNoun)))
      return false;
    bool told = false;  // of one occasion: the present tense speaks of what is known
    for (std::size_t i = one.first; i <= one.last && !told; ++i)
      told = tokens[i] == "was" || tokens[i] == "were" || tokens[i] == "found" || tokens[i] == "had";
    const bool predicated = one.noun && one.amount->first > one.noun->last && !told;
    if (world && !carries && !predicated) return false;
    if (!about && !carries) return false;
    // Findings of an interview study or a survey speak of the world.
    const bool past =
        tokens.size() > 1 && tokens[0] == "there" && (tokens[1] == "was" || tokens[1] == "were");
    if (label.role == "finding" && past && !review_) return false;
    // In a study of its own, "the evidence" needs to be a body of work.
    return review_ || carries || !told || x_.structure.doc_type == "slides" || !about ||
           !about->cue.starts_with("evidence") || label.role != "finding" || x_.structure.doc_type != "study";
  }

  void put(const Tokens& tokens, const Statement& one, Span quote) {
    const CueMatch* what = nullptr;
    const auto dimensions = cues("evidence-dimensions").match(tokens);
    for (const CueMatch& m : dimensions)
      if (m.first >= one.first && m.last <= one.last && (!what || m.weight > what->weight)) what = &m;
    const std::uint32_t index =
        x_.add(graph::Kind::evidence_statement, quote.begin, quote.end, "evidence_statements",
               "'" + tokens.join(one.amount->first, one.amount->last) + "' said of " +
                   (one.noun ? "'" + tokens.join(one.noun->first, one.noun->last) + "'"
                             : std::string("what was looked into")));
    graph::Item& item = x_.evidence.items[index];
    const std::string strength(one.both_ways ? "mixed" : one.amount->label);
    // Results that point both ways are results; how much there is of them is not said.
    item.set(Attribute::dimension, std::string(one.of_methods        ? "methods"
                                               : what                ? what->label
                                               : strength == "mixed" ? "outcomes"
                                                                     : "quantity"));
    item.set(Attribute::strength, strength);
    if (const std::string* title = x_.evidence.items.front().text(Attribute::title)) {
      const std::string scope = *title;
      x_.evidence.items[index].set(Attribute::scope, scope);
    }
  }

  Extraction& x_;
  bool review_;
};

void run(Extraction& x) { EvidenceStatements(x).run(); }

const RegisterExtractor registered{{"evidence_statements",
                                    {graph::Kind::evidence_statement},
                                    40,
                                    "a quantity with a word for evidence: stated gaps",
                                    run}};

}  // namespace
}  // namespace evident::ingest

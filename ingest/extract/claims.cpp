// Claims: sentences that classification gave a role.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/claim_depth.hpp"
#include "ingest/extract/effects.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

// "Jane Smith is professor of …", "Jane Smith was director of … and now chairs …": who an author is, not what
// the document says.
bool introduces_author(std::string_view words, const std::vector<std::string>& authors) {
  static constexpr std::array<std::string_view, 20> kVerbs{
      " is ",     " was ",     " has ",    " works ",   " worked ", " leads ", " chairs ",
      " writes ", " teaches ", " served ", " advises ", " runs ",   " holds ", " joined ",
      " manages ", " edits ", " directs ", " heads ", " lives ", " farms "};
  for (const std::string& author : authors) {
    if (author.size() < 6 || author.find(' ') == std::string::npos) continue;
    const std::size_t at = words.substr(0, author.size() + 14).find(author);  // after "Professor", "Sir"
    if (at == std::string_view::npos) continue;
    const std::string_view rest = words.substr(at + author.size());
    if (rest.starts_with(",")) return true;
    for (const std::string_view verb : kVerbs)
      if (rest.starts_with(verb)) return true;
  }
  return false;
}

// Where it is said that little or nothing is known, in reading order.
std::vector<Span> lacks_of_evidence(const Extraction& x) {
  std::vector<Span> out;
  for (const graph::Item& item : x.evidence.items)
    if (item.kind == graph::Kind::evidence_statement &&
        (item.is(Attribute::strength, "none") || item.is(Attribute::strength, "little") ||
         item.is(Attribute::strength, "limited")))
      out.push_back({static_cast<std::uint32_t>(item.passage.begin), static_cast<std::uint32_t>(item.passage.end)});
  std::sort(out.begin(), out.end(), [](const Span& l, const Span& r) { return l.begin < r.begin; });
  return out;
}

// A sentence that says so says nothing good, whatever it is that is not known.
bool lacks_evidence(const std::vector<Span>& lacks, Span sentence) {
  auto at = std::lower_bound(lacks.begin(), lacks.end(), sentence.begin,
                             [](const Span& lack, std::uint32_t begin) { return lack.begin < begin; });
  for (; at != lacks.end() && at->end <= sentence.end; ++at)
    if ((at->end - at->begin) * std::uint64_t{4} > (sentence.end - sentence.begin) * std::uint64_t{3}) return true;
  return false;
}

Json effects_json(const std::vector<EffectSize>& effects) {
  Json::Array all;
  for (const EffectSize& one : effects) {
    Json::Object row;
    if (!one.measure.empty()) row.emplace_back("measure", one.measure);
    const auto put = [&](const char* name, const std::optional<double>& value) {
      if (value) row.emplace_back(name, *value);
    };
    put("value", one.value);
    put("low", one.low);
    put("high", one.high);
    put("level", one.level);
    put("p", one.p);
    if (one.p && one.p_sign != '=') row.emplace_back("p_sign", std::string(1, one.p_sign));
    all.emplace_back(std::move(row));
  }
  return Json(std::move(all));
}

// What the sentence says of an effect, how sure it is, and of whom, after how long, against what, by whose measure.
void set_depth(graph::Item& item, std::string_view words, const SentenceLabel& label) {
  const auto put = [&](Attribute attribute, const std::optional<double>& value) {
    if (value) item.set(attribute, *value);
  };
  const auto effects = effects_of(words);
  if (const EffectSize* main = main_effect(effects)) {
    if (!main->measure.empty()) item.set(Attribute::effect_measure, std::string(main->measure));
    put(Attribute::effect, main->value);
    put(Attribute::interval_low, main->low);
    put(Attribute::interval_high, main->high);
    put(Attribute::interval_level, main->level);
    // "p > 0.05" is no p-value, and only bounded from below.
    const bool at_least = main->p && main->p_sign == '>';
    if (!at_least) put(Attribute::p_value, main->p);
    if (effects.size() > 1 || at_least) item.set(Attribute::effects, effects_json(effects));
  }
  if (label.role != "finding" && label.role != "conclusion" && label.role != "background" && label.role != "opinion" && effects.empty()) return;
  const Tokens tokens(words);
  const auto told = [&](Attribute attribute, std::optional<std::string> text) {
    if (text) item.set(attribute, std::move(*text));
  };
  told(Attribute::comparison, comparison_of(words, tokens));
  told(Attribute::population, population_of(words, tokens));
  told(Attribute::follow_up, follow_up_of(words, tokens));
  told(Attribute::measured_by, measured_by_of(words, tokens));
}

void run(Extraction& x) {
  std::vector<std::string> authors;
  if (!x.evidence.items.empty())
    if (const graph::Value* value = x.evidence.items.front().find(Attribute::authors))
      if (const auto* names = std::get_if<std::vector<std::string>>(value)) authors = *names;
  const std::vector<Span> lacks = lacks_of_evidence(x);
  std::int32_t biography = -1;  // the block that introduces an author
  for (std::size_t s = 0; s < x.sentences.size(); ++s) {
    const SentenceLabel& label = x.labels[s];
    if (label.role.empty() && !label.kept) continue;
    if (x.sentences[s].ordinal == 0 && !authors.empty() &&
        introduces_author(std::string_view(x.document.text)
                              .substr(x.sentences[s].begin, x.sentences[s].end - x.sentences[s].begin),
                          authors))
      biography = x.sentences[s].block;
    if (x.sentences[s].block == biography) continue;
    const Span span = trimmed(x.document.text, {x.structure.sentence_begins[s], x.sentences[s].end});
    if (span.empty()) continue;
    graph::Item& item =
        x.evidence.items[x.add(graph::Kind::claim, span.begin, span.end, "claims", label.reason)];
    item.attributes.reserve(12);
    if (!label.role.empty()) item.set(Attribute::role, label.role);
    if (!label.kept) {
      item.set(Attribute::polarity, lacks_evidence(lacks, span) ? "negative" : label.polarity);
      item.set(Attribute::causal, label.causal);
      item.set(Attribute::cost, label.cost);
      item.set(Attribute::hedged, label.hedged);
    }
    if (!label.direction.empty()) item.set(Attribute::direction, label.direction);
    set_depth(item, std::string_view(x.document.text).substr(span.begin, span.end - span.begin), label);
    if (!label.speaker.empty()) item.set(Attribute::speaker, label.speaker);
    if (!label.voice.empty()) item.set(Attribute::voice, label.voice);
    if (!label.standing.empty()) item.set(Attribute::standing, label.standing);
    if (label.voice == "organisation_self") item.set(Attribute::self_reported, true);
  }
}

const RegisterExtractor registered{{"claims",
                                    {graph::Kind::claim},
                                    50,
                                    "sentences that assert something, with role, wording, polarity and cost",
                                    run}};

}  // namespace
}  // namespace evident::ingest

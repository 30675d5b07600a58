// Mentions, claims and the like are linked as those of any document; what follows from the coding alone is linked here: every
// code rests on the coded study, and the study was coded for each thing, whether it was found or not.
#include "ingest/coding/evidence.hpp"

#include <algorithm>
#include <set>

#include "ingest/classify/structure.hpp"
#include "ingest/link/link.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::DocumentEvidence;
using graph::Edge;
using graph::Item;
using graph::Kind;

bool is_mention(Kind kind) { return graph::info(kind).role == graph::KindRole::named; }

// A thing by its name: of the vocabulary where it has it, else a candidate of the document.
class Things {
 public:
  Things(DocumentEvidence& evidence, const Lexicon& lexicon) : evidence_(evidence), lexicon_(lexicon) {
    for (const graph::Candidate& candidate : evidence.candidates) known_.insert(candidate.id);
  }
  std::pair<std::string, std::string> named(const std::string& name, Kind kind) {
    if (const auto fit = best_fit(lexicon_, name, kind))
      return {lexicon_.vocabulary().concepts[fit->concept_number].id, fit->reason};
    return candidate(name, kind);
  }
  // Of whatever kind has a thing of that name; nothing of the vocabulary: a concept.
  std::pair<std::string, std::string> of_any_kind(const std::string& name) {
    for (const Kind kind : {Kind::measure, Kind::barrier, Kind::success_factor})
      if (const auto fit = best_fit(lexicon_, name, kind))
        return {lexicon_.vocabulary().concepts[fit->concept_number].id, fit->reason};
    return candidate(name, Kind::concept_);
  }

 private:
  std::pair<std::string, std::string> candidate(const std::string& name, Kind kind) {
    std::string id = "candidate:" + std::string(graph::info(kind).name) + "/" + label_key(name);
    if (known_.insert(id).second) evidence_.candidates.push_back({id, kind, squeeze(name)});
    return {std::move(id), "no vocabulary holds '" + name + "'"};
  }
  DocumentEvidence& evidence_;
  const Lexicon& lexicon_;
  std::set<std::string> known_;
};

std::string name_of(const HumanCode& code, std::string_view text) {
  return squeeze(code.name.empty() ? text.substr(code.begin, code.end - code.begin) : std::string_view(code.name));
}

bool stands(const HumanCode& code, std::string_view text) { return code.begin < code.end && code.end <= text.size(); }

Item study_of(const CodedWork& work, const DocumentEvidence& evidence) {
  Item study{Kind::study, evidence.items.front().passage, work.study, std::string(graph::kHumanCoding), {}, {}};
  study.passage.section = work.section;
  study.reason = "the study that was coded in " + work.section;
  study.set(Attribute::coded_by, work.coder);
  std::vector<Json> asked;  // participants that codes name
  for (const HumanCode& code : work.codes)
    if (code.meaning.what == CodeMeaning::What::participants && code.answer == CodeAnswer::found)
      asked.push_back(Json::Object{{"count", Json()}, {"who", name_of(code, work.text)}});
  if (!asked.empty() && !study.find(Attribute::participants)) study.set(Attribute::participants, Json(Json::Array(asked)));
  return study;
}

void link(DocumentEvidence& evidence, std::uint32_t from, Edge edge, std::variant<std::uint32_t, std::string> to, std::string reason) {
  for (const graph::Link& known : evidence.links)
    if (known.from == from && known.edge == edge && known.to == to) return;
  evidence.links.push_back({from, edge, std::move(to), std::move(reason)});
}

// Items and links of the codes behind those of the evidence; both have the source first.
void append(DocumentEvidence& evidence, DocumentEvidence&& codes) {
  const auto shift = static_cast<std::uint32_t>(evidence.items.size()) - 1;
  std::move(codes.items.begin() + 1, codes.items.end(), std::back_inserter(evidence.items));
  for (graph::Link& one : codes.links) {
    if (one.from) one.from += shift;
    if (auto* to = std::get_if<std::uint32_t>(&one.to); to && *to) *to += shift;
    evidence.links.push_back(std::move(one));
  }
  for (graph::Candidate& candidate : codes.candidates)
    if (std::none_of(evidence.candidates.begin(), evidence.candidates.end(), [&](const auto& c) { return c.id == candidate.id; }))
      evidence.candidates.push_back(std::move(candidate));
}

}  // namespace

void read_record(const CodedWork& work, BibliographicRecord& record) {
  record.clear();
  record.begin = 0;
  record.end = work.text.size();
  for (const CodedWork::Field& field : work.fields) {
    const std::string_view words = std::string_view(work.text).substr(field.begin, field.end - field.begin);
    if (field.meaning.field == RecordField::author)
      add_authors(record, RecordField::author, field.tag, words, field.begin, field.end);
    else if (field.meaning.field == RecordField::pmid && !plain_pmid(words).empty())
      record.add(RecordField::pmid, field.tag, plain_pmid(words), field.begin, field.end);
    else
      put(record, field.meaning, field.tag, words, field.begin, field.end);
  }
  finish_record(record);
}

Item coded_item(const HumanCode& code, std::string_view text, std::string_view coder) {
  Item item{code.meaning.kind, {}, code.meaning.attributes, std::string(graph::kHumanCoding), code.reason, code.belongs_to};
  item.passage.begin = code.begin;
  item.passage.end = code.end;
  item.passage.quote = std::string(text.substr(code.begin, code.end - code.begin));
  item.passage.section = code.section;
  item.passage.page = code.page;
  for (const auto& [attribute, value] : code.attributes) item.set(attribute, value);
  const Kind table = is_mention(item.kind) ? Kind::mention : item.kind;
  for (const Attribute attribute : {Attribute::name, Attribute::text})
    if (graph::has(table, attribute) && !item.find(attribute)) item.set(attribute, name_of(code, text));
  item.set(Attribute::coded_by, std::string(coder));
  return item;
}

void link_codes(DocumentEvidence& evidence, std::uint32_t study, std::uint32_t first, const std::vector<const HumanCode*>& of,
                const std::vector<const HumanCode*>& others, const Lexicon& lexicon) {
  Things things(evidence, lexicon);
  for (std::uint32_t i = 0; i < of.size(); ++i) {
    const std::uint32_t item = first + i;
    const HumanCode& code = *of[i];
    const Kind kind = evidence.items[item].kind;
    if (kind == Kind::claim || kind == Kind::statistic || is_mention(kind)) link(evidence, item, Edge::rests_on, study, "coded of this study");
    if (kind == Kind::claim && !code.name.empty()) {
      const auto [thing, reason] = things.of_any_kind(code.name);
      link(evidence, item, Edge::about, thing, "coded of '" + code.name + "'");
      link(evidence, study, Edge::coded_for, thing, code.reason);
    }
    if (!is_mention(kind)) continue;
    std::string named;
    for (const graph::Link& known : evidence.links)
      if (known.from == item && known.edge == Edge::names)
        if (const auto* thing = std::get_if<std::string>(&known.to)) named = *thing;
    if (named.empty()) continue;
    link(evidence, study, Edge::coded_for, named, code.reason);
    if (kind == Kind::measure) link(evidence, study, Edge::looked_at, named, code.reason);
  }
  for (const HumanCode* code : others) {
    const std::string name = name_of(*code, evidence.text);
    if (name.empty()) continue;
    if (code->meaning.what == CodeMeaning::What::about) {
      const auto [thing, reason] = things.named(name, Kind::concept_);
      link(evidence, study, Edge::coded_for, thing, code->reason);
      if (code->answer == CodeAnswer::found) link(evidence, study, Edge::about, thing, code->reason);
    } else if (code->meaning.what == CodeMeaning::What::item && is_mention(code->meaning.kind)) {
      const auto [thing, reason] = things.named(name, code->meaning.kind);
      link(evidence, study, Edge::coded_for, thing, code->reason);
      if (code->answer == CodeAnswer::no_result && code->meaning.kind == Kind::measure)
        link(evidence, study, Edge::looked_at, thing, code->reason);
    } else if (code->meaning.what == CodeMeaning::What::item && code->meaning.kind == Kind::claim && !code->name.empty()) {
      const auto [thing, reason] = things.of_any_kind(code->name);
      link(evidence, study, Edge::coded_for, thing, code->reason);
    }
  }
}

DocumentEvidence coded_evidence(const CodedWork& work, const BibliographicRecord& record, const RecordPlace& place,
                                std::string_view identity, const Lexicon& lexicon,
                                const ExtractAll& extract) {
  RecordReading reading = reading_of(record, work.text, place, identity);
  DocumentEvidence extracted;
  if (const Document* const abstract[] = {&reading.document}; reading.abstract && extract) extracted = std::move(extract(abstract).front());
  DocumentEvidence evidence = record_evidence(std::move(reading), std::move(extracted));
  if (work.codes.empty() && work.study.empty()) return evidence;
  // Somebody else's summary of the work, which is more than its record.
  if (evidence.items.front().is(Attribute::depth, "record_only")) evidence.items.front().set(Attribute::depth, std::string("digest"));
  DocumentEvidence codes;
  codes.name = evidence.name;
  codes.path = evidence.path;
  codes.text = evidence.text;
  codes.items = {evidence.items.front(), study_of(work, evidence)};
  std::vector<const HumanCode*> of, others;
  for (const HumanCode& code : work.codes) {
    const bool item = code.meaning.what == CodeMeaning::What::item && code.answer == CodeAnswer::found && stands(code, work.text);
    (item ? of : others).push_back(&code);
    if (item) codes.items.push_back(coded_item(code, work.text, work.coder));
  }
  // No block is told, so that no rule of prose is applied to cells.
  Document document;
  document.name = codes.name;
  document.path = codes.path;
  document.text = codes.text;
  const Structure structure = structure_of(document, {}, lexicon);
  Extraction extraction{document, {}, {}, codes, structure, lexicon};
  link_items(extraction);
  link_codes(codes, 1, 2, of, others, lexicon);
  append(evidence, std::move(codes));
  return evidence;
}

}  // namespace evident::ingest

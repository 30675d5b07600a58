// The record's fields are surer than what the extractors make of its few lines, so they take the place of the
// source's attributes; what the abstract says is extracted as from any document.
#include "ingest/records/record_document.hpp"

#include <algorithm>

#include "ingest/readers/bibliographic/fields.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Item;
using graph::Kind;
using F = RecordField;

constexpr std::string_view kExtractor = "records";

std::string person(const FieldValue& value) {
  if (value.family.empty()) return squeeze(value.text);
  std::string name = squeeze(value.family);
  if (!value.given.empty()) name += ", " + squeeze(value.given);
  return name;
}

std::vector<std::string> people(const BibliographicRecord& record, F field) {
  std::vector<std::string> names;
  for (const FieldValue& value : record.fields) {
    if (value.field != field) continue;
    std::string name = person(value);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

void set_text(Item& item, Attribute attribute, std::string_view words) {
  if (std::string clean = squeeze(words); !clean.empty()) item.set(attribute, std::move(clean));
}

void set_texts(Item& item, const BibliographicRecord& record,
               std::initializer_list<std::pair<Attribute, F>> fields) {
  for (const auto& [attribute, field] : fields) set_text(item, attribute, record.text(field));
}

// What the source and the reference have in common.
void set_shared(Item& item, const BibliographicRecord& record) {
  const std::string title = squeeze(record.text(F::title));
  if (!title.empty()) item.set(Attribute::title, title);
  std::vector<std::string> names = people(record, F::author);
  if (names.empty()) names = people(record, F::editor);  // a collection is its editors'
  if (!names.empty()) item.set(Attribute::authors, std::move(names));
  if (const int year = record.year()) item.set(Attribute::year, std::int64_t{year});
  const std::string_view venue = record.text(F::venue);
  set_text(item, Attribute::venue, !venue.empty() ? venue : record.text(F::venue_abbreviation));
  set_texts(item, record,
            {{Attribute::publisher, F::publisher},
             {Attribute::doi, F::doi},
             {Attribute::url, F::url},
             {Attribute::pmid, F::pmid},
             {Attribute::volume, F::volume},
             {Attribute::issue, F::issue},
             {Attribute::pages, F::pages}});
}

// Genre only where the kind of work says it; an article may be anything.
std::string_view genre(RecordType type) {
  switch (type) {
    case RecordType::report:
      return "report";
    case RecordType::review:
      return "review";
    case RecordType::presentation:
      return "slides";
    default:
      return {};
  }
}

Json fields_of(const BibliographicRecord& record) {
  Json::Array all;
  for (const FieldValue& value : record.fields) {
    Json::Object one{{"field", name_of(value.field)}, {"tag", value.tag}};
    // An abstract is the document's text already.
    if (value.field != F::abstract) one.emplace_back("text", squeeze(value.text));
    one.emplace_back("begin", static_cast<std::int64_t>(value.begin - record.begin));
    one.emplace_back("end", static_cast<std::int64_t>(value.end - record.begin));
    all.push_back(std::move(one));
  }
  return all;
}

graph::Passage passage_of(const Document& document, std::uint64_t begin, std::uint64_t end) {
  graph::Passage passage;
  passage.begin = begin;
  passage.end = end;
  passage.quote = document.text.substr(begin, end - begin);
  return passage;
}

// The bytes of the title, else of the first field that has some, else all.
std::pair<std::uint64_t, std::uint64_t> told_by(const BibliographicRecord& record) {
  const FieldValue* title = record.find(F::title);
  for (const FieldValue& value : record.fields)
    if (!title && value.field != F::type && value.end > value.begin) title = &value;
  if (!title || title->end <= title->begin) return {0, record.end - record.begin};
  return {title->begin - record.begin, title->end - record.begin};
}

}  // namespace

std::string record_identity(const BibliographicRecord& record) {
  if (const std::string_view doi = record.text(F::doi); !doi.empty()) return "doi:" + std::string(doi);
  if (const std::string_view pmid = record.text(F::pmid); !pmid.empty()) return "pmid:" + std::string(pmid);
  std::string all(record.text(F::key));
  all += '\n' + label_key(record.text(F::title)) + '\n' + std::to_string(record.year()) + '\n';
  if (const FieldValue* author = record.find(F::author)) all += label_key(author->text);
  // Nothing at all is told apart by its words.
  if (record.find(F::title) == nullptr)
    for (const FieldValue& value : record.fields) all.append(1, '\n').append(value.text);
  return xxh128_hex(all).substr(0, 16);
}

Document record_document(const BibliographicRecord& record, std::string_view text, const RecordPlace& place,
                         std::string_view identity) {
  Document document;
  document.name = place.name;
  document.path = std::string(place.path) + "#" + std::string(identity);
  document.text = text.substr(record.begin, record.end - record.begin);
  // The same record in two files is two records.
  document.content_hash = sha256_hex(document.path + '\n' + document.text);
  document.format = std::string(place.format) + " record";
  std::vector<Block> blocks;
  const auto block = [&](const FieldValue& value, BlockKind kind) {
    if (value.end <= value.begin) return;
    Block b;
    b.kind = kind;
    b.begin = static_cast<std::uint32_t>(value.begin - record.begin);
    b.end = static_cast<std::uint32_t>(value.end - record.begin);
    blocks.push_back(b);
  };
  if (const FieldValue* title = record.find(F::title)) block(*title, BlockKind::title);
  for (const FieldValue& value : record.fields)
    if (value.field == F::abstract) block(value, BlockKind::paragraph);
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const Block& a, const Block& b) { return a.begin < b.begin; });
  for (Block& b : blocks)
    if (document.blocks.empty() || b.begin >= document.blocks.back().end)
      document.blocks.push_back(std::move(b));
  return document;
}

RecordReading reading_of(const BibliographicRecord& record, std::string_view text, const RecordPlace& place,
                         std::string_view identity) {
  RecordReading reading{record_document(record, text, place, identity), {}, {}, record.find(F::abstract) != nullptr};
  const Document& document = reading.document;
  const auto [begin, end] = told_by(record);
  Item& source = reading.source;
  source = {Kind::source, passage_of(document, begin, end), {}, std::string(kExtractor), "the title of its record", {}};
  set_shared(source, record);
  set_text(source, Attribute::subtitle, record.text(F::subtitle));
  if (const std::string_view date = record.text(F::date); !date.empty())
    source.set(Attribute::date, std::string(date));
  set_texts(source, record,
            {{Attribute::affiliation, F::affiliation},
             {Attribute::place, F::place},
             {Attribute::edition, F::edition},
             {Attribute::isbn, F::isbn},
             {Attribute::issn, F::issn},
             {Attribute::report_number, F::article_number},
             {Attribute::translated_title, F::other_title}});
  if (std::vector<std::string> names = people(record, F::editor); !names.empty())
    source.set(Attribute::editors, std::move(names));
  if (const std::string day = iso_date(record.text(F::accessed)); !day.empty()) source.set(Attribute::accessed, day);
  if (record.type != RecordType::unknown) source.set(Attribute::work_type, std::string(name_of(record.type)));
  std::vector<std::string> keywords;
  for (const FieldValue& value : record.fields)
    if (value.field == F::keyword) keywords.push_back(squeeze(value.text));
  if (!keywords.empty()) source.set(Attribute::keywords, std::move(keywords));
  if (const std::string_view kind = genre(record.type); !kind.empty())
    source.set(Attribute::doc_type, std::string(kind));
  source.set(Attribute::depth, std::string(reading.abstract ? "abstract" : "record_only"));
  source.set(Attribute::file, std::string(place.name));

  Item& reference = reading.reference;
  reference = {Kind::reference, passage_of(document, begin, end), {}, std::string(kExtractor), {}, {}};
  reference.reason = "record " + std::to_string(place.number) + " of " + std::string(place.name);
  reference.set(Attribute::number, static_cast<std::int64_t>(place.number));
  reference.set(Attribute::ref_kind, std::string("exported"));
  set_shared(reference, record);
  if (record.type != RecordType::unknown)
    reference.set(Attribute::work_type, std::string(name_of(record.type)));
  set_text(reference, Attribute::database, record.text(F::database));
  reference.set(Attribute::file, std::string(place.name));
  reference.set(Attribute::file_start, static_cast<std::int64_t>(record.begin));
  reference.set(Attribute::record_fields, fields_of(record));
  return reading;
}

graph::DocumentEvidence record_evidence(RecordReading reading, graph::DocumentEvidence evidence) {
  Document& document = reading.document;
  if (evidence.items.empty()) {
    evidence.name = std::move(document.name);
    evidence.path = std::move(document.path);
    evidence.content_hash = std::move(document.content_hash);
    evidence.format = std::move(document.format);
    evidence.text = std::move(document.text);
    evidence.items.push_back({Kind::source, {}, {}, {}, {}, {}});
  }
  Item& source = evidence.items.front();
  std::vector<std::pair<Attribute, graph::Value>> told;
  // What was read from the abstract and no record says: languages, funders, declared interests.
  for (auto& [attribute, value] : source.attributes)
    for (const Attribute kept : {Attribute::languages, Attribute::funder, Attribute::interests,
                                 Attribute::supported_by, Attribute::doc_type})
      if (attribute == kept) told.emplace_back(attribute, std::move(value));
  source.attributes = std::move(told);
  for (auto& [attribute, value] : reading.source.attributes) source.set(attribute, std::move(value));
  source.passage = std::move(reading.source.passage);
  source.extractor = std::move(reading.source.extractor);
  source.reason = std::move(reading.source.reason);
  evidence.items.push_back(std::move(reading.reference));
  return evidence;
}

}  // namespace evident::ingest

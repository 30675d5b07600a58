// Names of types and fields, the store of words, and what identifiers are brought to.
#include "ingest/readers/bibliographic/record.hpp"

#include <algorithm>
#include <cstring>

namespace evident::ingest {
namespace {

constexpr std::size_t kBlock = 64u << 10;

bool digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::string_view kTypes[] = {"unknown",
                                       "article",
                                       "preprint",
                                       "review",
                                       "book",
                                       "edited book",
                                       "chapter",
                                       "conference paper",
                                       "proceedings",
                                       "thesis",
                                       "report",
                                       "magazine article",
                                       "newspaper article",
                                       "web page",
                                       "dataset",
                                       "software",
                                       "patent",
                                       "standard",
                                       "legal",
                                       "video",
                                       "audio",
                                       "picture",
                                       "manuscript",
                                       "letter",
                                       "presentation",
                                       "reference entry",
                                       "trial registration",
                                       "other"};
static_assert(std::size(kTypes) == static_cast<std::size_t>(RecordType::other) + 1);

constexpr std::string_view kFields[] = {"type",
                                        "key",
                                        "title",
                                        "subtitle",
                                        "short title",
                                        "other title",
                                        "author",
                                        "editor",
                                        "translator",
                                        "contributor",
                                        "year",
                                        "date",
                                        "venue",
                                        "venue abbreviation",
                                        "series",
                                        "volume",
                                        "issue",
                                        "pages",
                                        "article number",
                                        "edition",
                                        "publisher",
                                        "place",
                                        "doi",
                                        "pmid",
                                        "pmcid",
                                        "isbn",
                                        "issn",
                                        "url",
                                        "language",
                                        "abstract",
                                        "keyword",
                                        "note",
                                        "affiliation",
                                        "accession",
                                        "database",
                                        "accessed",
                                        "attachment",
                                        "other"};
static_assert(std::size(kFields) == kRecordFields);

}  // namespace

std::string_view name_of(RecordType type) { return kTypes[static_cast<std::size_t>(type)]; }
std::string_view name_of(RecordField field) { return kFields[static_cast<std::size_t>(field)]; }

std::string_view WordStore::keep(std::string_view words) {
  char* to = room(words.size());
  if (!words.empty()) std::memcpy(to, words.data(), words.size());
  return taken(words.size());
}

char* WordStore::room(std::size_t most) {
  while (block_ < blocks_.size() && blocks_[block_].size - at_ < most) {
    ++block_;
    at_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t size = std::max(kBlock, most);
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    at_ = 0;
  }
  return blocks_[block_].bytes.get() + at_;
}

std::string_view WordStore::taken(std::size_t used) {
  const std::string_view words(blocks_[block_].bytes.get() + at_, used);
  at_ += used;
  return words;
}

void WordStore::clear() {
  // One long record does not make all that follow it keep its memory.
  if (blocks_.size() > 16) blocks_.resize(1);
  if (!blocks_.empty() && blocks_.front().size > 16 * kBlock) blocks_.clear();
  block_ = at_ = 0;
}

void BibliographicRecord::clear() {
  type = RecordType::unknown;
  begin = end = 0;
  fields.clear();
  words.clear();
}

const FieldValue* BibliographicRecord::find(RecordField field) const {
  for (const FieldValue& value : fields)
    if (value.field == field) return &value;
  return nullptr;
}

std::string_view BibliographicRecord::text(RecordField field) const {
  const FieldValue* value = find(field);
  return value ? value->text : std::string_view();
}

std::size_t BibliographicRecord::count(RecordField field) const {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [&](const FieldValue& value) { return value.field == field; }));
}

int BibliographicRecord::year() const {
  for (const RecordField field : {RecordField::year, RecordField::date}) {
    const std::string_view said = text(field);
    if (said.size() < 4 || !std::all_of(said.begin(), said.begin() + 4, digit)) continue;
    return (said[0] - '0') * 1000 + (said[1] - '0') * 100 + (said[2] - '0') * 10 + (said[3] - '0');
  }
  return 0;
}

// A DOI is "10.", a registrant of four digits or more (parts of it after points), "/" and anything that is no
// blank (ISO 26324, 4.2). Marks that only the sentence around it can have set are taken off its end.
std::string plain_doi(std::string_view words) {
  for (std::size_t at = words.find("10."); at != std::string_view::npos; at = words.find("10.", at + 3)) {
    if (at > 0 && digit(words[at - 1])) continue;
    std::size_t k = at + 3;
    while (k < words.size() && (digit(words[k]) || words[k] == '.')) ++k;
    std::size_t slash = k;
    if (words.substr(k, 3) == "%2F" || words.substr(k, 3) == "%2f")
      slash = k + 2;
    else if (k >= words.size() || words[k] != '/')
      continue;
    if (k - at < 7) continue;
    std::size_t end = slash + 1;
    // Older DOIs hold "<0364:CPWART>2.3.CO;2" or "[394:GCOARH]2.0"; otherwise such marks are of the text
    // around.
    const auto number_follows = [&](std::size_t i) { return i + 1 < words.size() && digit(words[i + 1]); };
    bool open = false;
    for (; end < words.size() && static_cast<unsigned char>(words[end]) > ' '; ++end) {
      const char c = words[end];
      if (c == '"' || c == '{' || c == '}') break;
      if ((c == '<' || c == '[' || c == ';') && !number_follows(end)) break;
      if ((c == '>' || c == ']') && !open) break;
      if (c == '<' || c == '[') open = true;
    }
    const std::string_view rest = words.substr(slash + 1, end - slash - 1);
    std::size_t kept = rest.size();
    const auto opened = [&] { return rest.substr(0, kept - 1).find('(') != std::string_view::npos; };
    while (kept > 0 &&
           (rest[kept - 1] == '.' || rest[kept - 1] == ',' || (rest[kept - 1] == ')' && !opened())))
      --kept;
    if (kept == 0) continue;
    std::string doi(words.substr(at, k - at));
    doi += '/';
    doi += rest.substr(0, kept);
    std::transform(doi.begin(), doi.end(), doi.begin(), lower);
    return doi;
  }
  return {};
}

std::string_view plain_pmid(std::string_view words) {
  std::size_t at = 0;
  while (at < words.size() && !digit(words[at])) ++at;
  std::size_t end = at;
  while (end < words.size() && digit(words[end])) ++end;
  // PubMed's numbers have eight digits at most (NLM); longer ones are of another database.
  return end - at >= 1 && end - at <= 8 ? words.substr(at, end - at) : std::string_view();
}

std::string plain_pmcid(std::string_view words) {
  for (std::size_t at = 0; at + 3 < words.size(); ++at) {
    if (lower(words[at]) != 'p' || lower(words[at + 1]) != 'm' || lower(words[at + 2]) != 'c') continue;
    std::size_t end = at + 3;
    while (end < words.size() && digit(words[end])) ++end;
    if (end > at + 3) return "PMC" + std::string(words.substr(at + 3, end - at - 3));
  }
  return {};
}

}  // namespace evident::ingest

// A bibliographic record as an export holds it: fields in the order of the file, each with the bytes it
// stands in. A field that nobody knows keeps its tag; nothing is left out.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest {

// What a work is, in the words of CSL 1.0.2 and RIS brought to one list.
enum class RecordType : std::uint8_t {
  unknown,
  article,
  preprint,
  review,
  book,
  edited_book,
  chapter,
  conference_paper,
  proceedings,
  thesis,
  report,
  magazine_article,
  newspaper_article,
  web_page,
  dataset,
  software,
  patent,
  standard,
  legal,
  video,
  audio,
  picture,
  manuscript,
  letter,
  presentation,
  reference_entry,
  trial,
  other,
};
std::string_view name_of(RecordType type);  // "article", "conference paper"

enum class RecordField : std::uint8_t {
  type,  // as printed; RecordType is BibliographicRecord::type
  key,   // the citation key, or the number within the database it came from
  title,
  subtitle,
  short_title,
  other_title,  // translated, original or running title
  author,
  editor,
  translator,
  contributor,  // with any other part in the work
  year,         // four digits
  date,         // ISO 8601, as exactly as it is known: 2005-07-15, 2005-07, 2005
  venue,        // the journal, book or meeting it stands in
  venue_abbreviation,
  series,
  volume,
  issue,
  pages,  // "193-194", or the first page
  article_number,
  edition,
  publisher,
  place,
  doi,    // lower case, without resolver
  pmid,   // digits
  pmcid,  // "PMC" and digits
  isbn,
  issn,
  url,
  language,
  abstract,
  keyword,
  note,
  affiliation,
  accession,  // the number under which a database holds it, when that is no PMID
  database,
  accessed,
  attachment,
  other,  // a tag that has no meaning here, with its words
};
constexpr std::size_t kRecordFields = static_cast<std::size_t>(RecordField::other) + 1;
std::string_view name_of(RecordField field);

// One field. All views are good until the record is cleared: into the file's text, or into the record's own
// words.
struct FieldValue {
  RecordField field = RecordField::other;
  std::string_view tag;   // as the file names it: "T1", "FAU", "journaltitle", "contributors/authors/author"
  std::string_view text;  // what it says, its lines joined and its marks of formatting taken off
  std::string_view family, given;  // of people; both empty: text is a name that nobody divided, as of a body
  std::uint64_t begin = 0;         // bytes of the file's text that it was read from
  std::uint64_t end = 0;
};

// Words that are not in the file as they are wanted; kept in blocks that serve record after record.
class WordStore {
 public:
  std::string_view keep(std::string_view words);
  // Room for at most that many bytes, given back but for the first `used` by the next keep() or room().
  char* room(std::size_t most);
  std::string_view taken(std::size_t used);
  void clear();

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Block> blocks_;
  std::size_t block_ = 0, at_ = 0;
};

struct BibliographicRecord {
  RecordType type = RecordType::unknown;
  std::uint64_t begin = 0;  // bytes of the file's text, from its first mark to past its last
  std::uint64_t end = 0;
  std::vector<FieldValue> fields;
  WordStore words;

  void clear();
  void add(RecordField field, std::string_view tag, std::string_view text, std::uint64_t at_begin,
           std::uint64_t at_end) {
    fields.push_back({field, tag, text, {}, {}, at_begin, at_end});
  }
  // The first field of that kind; null: there is none.
  const FieldValue* find(RecordField field) const;
  // Its words; empty: there is none.
  std::string_view text(RecordField field) const;
  std::size_t count(RecordField field) const;
  // The first four digits of its year or date; 0: not known.
  int year() const;
};

// What identifiers are brought to. Empty: the words hold none.
// DOI: ISO 26324; lower case, resolver, "doi:" and trailing marks taken off.
std::string plain_doi(std::string_view words);
std::string_view plain_pmid(std::string_view words);
std::string plain_pmcid(std::string_view words);

}  // namespace evident::ingest

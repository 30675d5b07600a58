// CSL-JSON (Citation Style Language 1.0.2, input data schema): an array of works, or an object with one under
// "items".
#include <algorithm>
#include <string>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/json_pieces.hpp"
#include "support/json.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"id", {F::key}},
    {"citation-key", {F::key}},
    {"title", {F::title}},
    {"title-short", {F::short_title}},
    {"shortTitle", {F::short_title}},
    {"original-title", {F::other_title}},
    {"container-title", {F::venue}},
    {"container-title-short", {F::venue_abbreviation}},
    {"journalAbbreviation", {F::venue_abbreviation}},
    {"collection-title", {F::series}},
    {"volume", {F::volume}},
    {"issue", {F::issue}},
    {"page", {F::pages}},
    {"number", {F::article_number}},
    {"edition", {F::edition}},
    {"publisher", {F::publisher}},
    {"publisher-place", {F::place}},
    {"DOI", {F::doi, Form::identifier}},
    {"PMID", {F::pmid}},
    {"PMCID", {F::pmcid, Form::identifier}},
    {"ISBN", {F::isbn, Form::number}},
    {"ISSN", {F::issn, Form::number}},
    {"URL", {F::url}},
    {"language", {F::language}},
    {"abstract", {F::abstract}},
    {"keyword", {F::keyword}},
    {"note", {F::note}},
    {"annote", {F::note}},
    {"type", {F::type}},
    {"source", {F::database}},
    {"archive_location", {F::other}},
    {"event", {F::other}},
    {"event-title", {F::other}},
};
struct Role {
  std::string_view name;
  F field;
};
constexpr Role kRoles[] = {
    {"author", F::author},
    {"editor", F::editor},
    {"translator", F::translator},
    {"container-author", F::contributor},
    {"collection-editor", F::contributor},
    {"director", F::contributor},
    {"recipient", F::contributor},
    {"interviewer", F::contributor},
    {"reviewed-author", F::contributor},
    {"illustrator", F::contributor},
    {"composer", F::contributor},
    {"original-author", F::contributor},
    {"editorial-director", F::contributor},
};
constexpr NamedType kTypes[] = {
    {"article-journal", RecordType::article},
    {"article", RecordType::preprint},
    {"article-magazine", RecordType::magazine_article},
    {"article-newspaper", RecordType::newspaper_article},
    {"book", RecordType::book},
    {"chapter", RecordType::chapter},
    {"paper-conference", RecordType::conference_paper},
    {"thesis", RecordType::thesis},
    {"report", RecordType::report},
    {"webpage", RecordType::web_page},
    {"post-weblog", RecordType::web_page},
    {"post", RecordType::web_page},
    {"dataset", RecordType::dataset},
    {"software", RecordType::software},
    {"patent", RecordType::patent},
    {"standard", RecordType::standard},
    {"legislation", RecordType::legal},
    {"legal_case", RecordType::legal},
    {"bill", RecordType::legal},
    {"motion_picture", RecordType::video},
    {"broadcast", RecordType::video},
    {"song", RecordType::audio},
    {"graphic", RecordType::picture},
    {"map", RecordType::picture},
    {"manuscript", RecordType::manuscript},
    {"personal_communication", RecordType::letter},
    {"speech", RecordType::presentation},
    {"entry-encyclopedia", RecordType::reference_entry},
    {"entry-dictionary", RecordType::reference_entry},
    {"entry", RecordType::reference_entry},
    {"review", RecordType::article},
    {"review-book", RecordType::article},
    {"periodical", RecordType::book},
};

std::string text_of(const Json& json) {
  if (const std::string* words = json.string()) return *words;
  if (std::holds_alternative<std::int64_t>(json.value) || std::holds_alternative<double>(json.value))
    return print_json(json);
  return {};
}
std::string member(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  return found ? text_of(*found) : std::string();
}

// Titles and abstracts hold <i>, <sub> and the like.
std::string without_tags(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == '<') {
      const std::size_t close = words.find('>', at);
      const char next = at + 1 < words.size() ? words[at + 1] : ' ';
      if (close != std::string_view::npos && close - at < 80 &&
          (next == '/' || (next >= 'a' && next <= 'z'))) {
        at = close;
        continue;
      }
    }
    out += words[at];
  }
  return out;
}

class Work {
 public:
  Work(BibliographicRecord& record, std::string_view text) : r_(record), text_(text) {}

  void take(std::string_view object) {
    r_.begin = static_cast<std::uint64_t>(object.data() - text_.data());
    r_.end = r_.begin + object.size();
    each_json_piece(object, [&](std::string_view name, std::string_view value) {
      member_of(name, value);
      return true;
    });
    finish_record(r_);
  }

 private:
  void member_of(std::string_view name, std::string_view value) {
    const auto json = parse_json(value);
    if (!json) return r_.add(F::other, name, value, at(value), at(value) + value.size());
    for (const Role& role : kRoles)
      if (role.name == name && json->array()) return people(role.field, name, value);
    if (name == "issued") return date(name, *json, value);
    if (name == "accessed") return keep(F::accessed, name, date_text(*json), value);
    // The bytes between the quotation marks.
    const bool quoted = value.size() >= 2 && value.front() == '"';
    const std::uint64_t begin = at(value) + quoted, end = at(value) + value.size() - quoted;
    std::string words = text_of(*json);
    if (words.empty() && json->array()) {
      for (const Json& one : *json->array())
        if (const std::string part = text_of(one); !part.empty())
          words.append(words.empty() ? "" : "; ").append(part);
    }
    if (words.empty()) {
      if (!json->is_null() && value != "\"\"" && value != "[]" && value != "{}")
        r_.add(F::other, name, value, at(value), at(value) + value.size());
      return;
    }
    if (name == "type") r_.type = type_among(kTypes, words);
    const Meaning meaning = meaning_of(kTags, name);
    if (meaning.field == F::title || meaning.field == F::abstract || meaning.field == F::venue)
      words = without_tags(words);
    const std::string_view kept = r_.words.keep(words);
    if (meaning.field == F::pmid) {
      if (const std::string_view pmid = plain_pmid(kept); !pmid.empty())
        return r_.add(F::pmid, name, pmid, begin, end);
    }
    if (meaning.field == F::keyword)
      return add_each(r_, F::keyword, name, kept, kept.find(';') != std::string_view::npos ? ";" : ",", begin,
                      end);
    put(r_, meaning, name, kept, begin, end);
  }

  void people(F field, std::string_view name, std::string_view value) {
    each_json_piece(value, [&](std::string_view, std::string_view one) {
      const auto json = parse_json(one);
      if (!json) return true;
      const std::uint64_t begin = at(one), end = begin + one.size();
      std::string family = member(*json, "family"), given = member(*json, "given");
      for (const std::string_view particle : {"non-dropping-particle", "dropping-particle"})
        if (const std::string words = member(*json, particle); !words.empty()) family = words + " " + family;
      if (const std::string suffix = member(*json, "suffix"); !suffix.empty())
        given += (given.empty() ? "" : " ") + suffix;
      std::string whole = member(*json, "literal");
      if (whole.empty()) whole = text_of(*json);
      if (whole.empty()) whole = family.empty() ? given : given.empty() ? family : family + ", " + given;
      if (whole.empty()) return true;
      const std::string_view kept = r_.words.keep(whole);
      r_.add(field, name, kept, begin, end);
      if (!family.empty() && !given.empty() && kept.size() == family.size() + given.size() + 2) {
        r_.fields.back().family = kept.substr(0, family.size());
        r_.fields.back().given = kept.substr(family.size() + 2);
      }
      return true;
    });
  }

  static std::string date_text(const Json& json) {
    if (const Json* parts = json.find("date-parts"); parts && parts->array() && !parts->array()->empty()) {
      std::string words;
      if (const Json::Array* first = parts->array()->front().array())
        for (const Json& part : *first)
          if (const std::string number = text_of(part); !number.empty())
            words += (words.empty() ? "" : "/") + number;
      if (!words.empty()) return words;
    }
    for (const std::string_view name : {"raw", "literal"})
      if (const std::string words = member(json, name); !words.empty()) return words;
    return text_of(json);
  }
  void date(std::string_view name, const Json& json, std::string_view value) {
    const std::string words = date_text(json);
    if (!words.empty()) add_date(r_, name, r_.words.keep(words), at(value), at(value) + value.size());
  }
  void keep(F field, std::string_view name, const std::string& words, std::string_view value) {
    if (!words.empty()) r_.add(field, name, r_.words.keep(words), at(value), at(value) + value.size());
  }

  std::uint64_t at(std::string_view part) const {
    return static_cast<std::uint64_t>(part.data() - text_.data());
  }

  BibliographicRecord& r_;
  std::string_view text_;
};

Result<void> read_works(std::string_view array, std::string_view text, const RecordSink& sink,
                        const Cancel& cancel) {
  BibliographicRecord record;
  Result<void> outcome;
  const bool whole = each_json_piece(array, [&](std::string_view, std::string_view value) {
    if (cancel.requested()) outcome = fail(Code::cancelled, "stopped while reading records");
    if (value.size() > kRecordBytes)
      outcome = fail(Code::limit, "a record has more than " + std::to_string(kRecordBytes) + " bytes",
                     "check the export");
    if (!outcome || value.front() != '{' || value.back() != '}') return outcome.has_value();
    record.clear();
    Work(record, text).take(value);
    outcome = sink(record);
    return outcome.has_value();
  });
  if (outcome && !whole)
    return fail(Code::bad_input, "is no well-formed JSON, or not complete", "export it again",
                {"", text.size(), text.size()});
  return outcome;
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  std::string_view body = text;
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  const std::string_view start = bare(body);
  if (start.starts_with('[')) return read_works(start, text, sink, cancel);
  std::string_view items;
  each_json_piece(start, [&](std::string_view name, std::string_view value) {
    if (name == "items" && value.starts_with('[')) items = value;
    return items.empty();
  });
  if (!items.empty()) return read_works(items, text, sink, cancel);
  if (json_value_end(start, 0) != start.size())
    return fail(Code::bad_input, "is no well-formed JSON, or not complete", "export it again");
  BibliographicRecord record;
  Work(record, text).take(start);
  return sink(record);
}

int recognise(std::string_view head, std::string_view) {
  std::string_view start = bare(head);
  std::string_view items;
  if (start.starts_with('{')) {
    const std::size_t found = start.substr(0, 512).find("\"items\"");
    if (found != std::string_view::npos) items = start.substr(found);
  }
  const std::size_t first = start.find_first_not_of(" \t\r\n", 1);
  const bool array = start.starts_with('[') && first != std::string_view::npos && start[first] == '{';
  const bool one = start.starts_with('{') && items.empty();
  if (!array && !one && items.empty()) return 0;
  const auto has = [&](std::string_view word) { return start.find(word) != std::string_view::npos; };
  const bool type = std::any_of(std::begin(kTypes), std::end(kTypes), [&](const NamedType& known) {
    return has("\"" + std::string(known.name) + "\"");
  });
  const bool work = has("\"type\"") && type && has("\"title\"") &&
                    (has("\"issued\"") || has("\"author\"") || has("\"container-title\""));
  if (!work) return 0;
  // An object of one work names its type itself, not in something within it.
  if (one) {
    bool own = false;
    each_json_piece(start, [&](std::string_view name, std::string_view value) {
      own = own || (name == "type" && value.starts_with('"'));
      return !own;
    });
    return own ? 80 : 0;
  }
  return 90;
}

const RegisterRecordFormat registered{
    {"CSL-JSON", {".json", ".csl"}, "CSL-JSON, as Zotero and Crossref give it", recognise, read}};

}  // namespace
}  // namespace evident::ingest

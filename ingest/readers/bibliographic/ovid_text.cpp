// Ovid's records as text: "<1>" begins one, a field's name stands on a line of its own and its words are
// indented below.
#include "ingest/readers/bibliographic/value_lines.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"Title", {F::title}},
    {"Chapter Title", {F::title}},
    {"Original Title", {F::other_title}},
    {"Author", {F::author, Form::people}},
    {"Authors", {F::author, Form::people}},
    {"Authors Full Name", {F::author, Form::people}},
    {"Editor", {F::editor, Form::people}},
    {"Abstract", {F::abstract}},
    {"Source", {F::other}},
    {"Author Keywords", {F::keyword, Form::list}},
    {"Keyword Heading", {F::keyword, Form::list}},
    {"MeSH Subject Headings", {F::keyword, Form::list}},
    {"Language", {F::language}},
    {"ISSN", {F::issn, Form::number}},
    {"ISSN Print", {F::issn, Form::number}},
    {"ISBN", {F::isbn, Form::number}},
    {"DOI Number", {F::doi, Form::identifier}},
    {"Digital Object Identifier", {F::doi, Form::identifier}},
    {"Accession Number", {F::accession}},
    {"Unique Identifier", {F::accession}},
    {"Institution", {F::affiliation}},
    {"Publication Type", {F::type}},
    {"Document Type", {F::type}},
    {"Publisher", {F::publisher}},
    {"Year of Publication", {F::date, Form::date}},
    {"Date of Publication", {F::date, Form::date}},
    {"Journal Name", {F::venue}},
    {"Database", {F::database}},
    {"Link to the Ovid Full Text or citation", {F::url}},
    {"Volume", {F::volume}},
    {"Issue Part", {F::issue}},
    {"Page", {F::pages}},
};

bool begins_record(std::string_view line) {
  return line.size() >= 3 && line.front() == '<' && line.back() == '>' &&
         std::all_of(line.begin() + 1, line.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
}
// A line of a few words that is not indented.
bool names_field(std::string_view line) {
  return !line.empty() && line.front() >= 'A' && line.front() <= 'Z' && line.size() <= 48 &&
         line.find_first_of(".,:;") == std::string_view::npos;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// "Nursing Science Quarterly.   28(2):103-106, April 2015."
void take_source(BibliographicRecord& record, const FieldValue& source) {
  const std::string_view words = source.text;
  const auto at = [&](std::size_t offset) {
    return source.end - source.begin == words.size() ? source.begin + offset : source.begin;
  };
  const auto end = [&](std::size_t offset) {
    return source.end - source.begin == words.size() ? source.begin + offset : source.end;
  };
  const auto add = [&](F field, std::size_t from, std::size_t to) {
    if (to > from) record.add(field, "Source", words.substr(from, to - from), at(from), end(to));
  };
  std::size_t stop = words.find(". ");
  if (stop == std::string_view::npos) stop = words.size() - (words.ends_with('.') ? 1 : 0);
  if (!record.find(F::venue)) add(F::venue, 0, stop);
  std::size_t k = stop;
  while (k < words.size() && !digit(words[k])) ++k;
  std::size_t to = k;
  while (to < words.size() && digit(words[to])) ++to;
  const bool volume = to < words.size() && (words[to] == '(' || words[to] == ':') && k - stop < 12;
  if (volume) {
    add(F::volume, k, to);
    if (words[to] == '(') {
      const std::size_t close = words.find(')', to);
      if (close != std::string_view::npos) {
        add(F::issue, to + 1, close);
        to = close + 1;
      }
    }
    if (to < words.size() && words[to] == ':') {
      std::size_t last = to + 1;
      while (last < words.size() && words[last] != ',' && words[last] != '.') ++last;
      add(F::pages, to + 1, last);
      to = last;
    }
  } else {
    to = stop;
  }
  if (to < words.size()) add_date(record, "Source", words.substr(to), at(to), end(words.size()));
}

// "Effects of …: a systematic review.[Review]", "Holstiege, Jakob 1", "English."
void tidy(BibliographicRecord& record) {
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    FieldValue& value = record.fields[i];
    if (value.field == F::title || value.field == F::other_title) {
      if (value.text.ends_with(']'))
        if (const std::size_t open = value.text.rfind('['); open != std::string_view::npos && open > 0)
          value.text = bare(value.text.substr(0, open));
      while (value.text.ends_with('.')) value.text.remove_suffix(1);
    } else if (value.field == F::author || value.field == F::editor) {
      if (value.text.ends_with("[Ed]") || value.text.ends_with("(Ed)")) {
        value.field = F::editor;
        value.text = bare(value.text.substr(0, value.text.size() - 4));
      }
      const auto mark = [](std::string_view words) {
        while (!words.empty() && (digit(words.back()) || words.back() == '*' || words.back() == '+' ||
                                  words.back() == ' ' || words.back() == ','))
          words.remove_suffix(1);
        return words;
      };
      value.text = mark(value.text);
      value.given = mark(value.given);
      value.family = bare(value.family);
    } else if (value.field == F::language || value.field == F::accession || value.field == F::keyword) {
      while (value.text.ends_with('.')) value.text.remove_suffix(1);
    }
  }
  for (std::size_t i = 0; i < record.fields.size(); ++i)
    if (record.fields[i].tag == "Source" && record.fields[i].field == F::other) {
      const FieldValue source = record.fields[i];
      take_source(record, source);
      break;
    }
}

constexpr NamedType kTypes[] = {
    {"journal article", RecordType::article},
    {"article", RecordType::article},
    {"book", RecordType::book},
    {"conference paper", RecordType::conference_paper},
    {"review", RecordType::review},
    {"journal", RecordType::article},
    {"book chapter", RecordType::chapter},
    {"dissertation", RecordType::thesis},
};

Result<void> close(RecordLines& in) {
  in.finish_value();
  tidy(in.record);
  const std::string_view kind = in.record.text(F::type);
  in.record.type = type_among(kTypes, kind.substr(0, kind.find_first_of(".:")));
  return in.end();
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  RecordLines in(text, sink, cancel);
  while (in.lines.next()) {
    const std::string_view line = in.lines.line(), words = bare(line);
    if (words.empty()) continue;
    if (begins_record(words)) {
      if (in.open()) EV_CHECK(close(in));
      EV_CHECK(in.begin());
    } else if (in.open() && line.front() != ' ' && line.front() != '\t' && names_field(words)) {
      // A record that lost its number begins where a field comes again that stands once only.
      in.value(words, meaning_of(kTags, words), {});
    } else if (in.open()) {
      in.go_on(words);
    }
    EV_CHECK(in.check_size("begin each record with its number, '<1>'"));
  }
  return in.open() ? close(in) : Result<void>();
}

int recognise(std::string_view head, std::string_view) {
  LineReader lines(head);
  int state = 0;
  for (int n = 0; n < 12 && lines.next(); ++n) {
    const std::string_view line = lines.line(), words = bare(line);
    if (words.empty()) continue;
    if (state == 0) {
      if (!begins_record(words)) return 0;
      state = 1;
    } else if (state == 1) {
      if (line.front() == ' ' || !names_field(words)) return 0;
      state = 2;
    } else {
      return line.front() == ' ' ? 85 : 0;
    }
  }
  return 0;
}

const RegisterRecordFormat registered{
    {"Ovid", {}, "Ovid's records as text with the names of their fields", recognise, read}};

}  // namespace
}  // namespace evident::ingest

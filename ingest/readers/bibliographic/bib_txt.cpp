// Bib.TXT: "[key]" on a line of its own, below it lines of "name: words".
#include "ingest/readers/bibliographic/value_lines.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"author", {F::author}},
    {"title", {F::title}},
    {"publisher", {F::publisher}},
    {"year", {F::date, Form::date}},
    {"address", {F::place}},
    {"doi", {F::doi, Form::identifier}},
    {"isbn", {F::isbn, Form::number}},
    {"issn", {F::issn, Form::number}},
    {"journal", {F::venue}},
    {"booktitle", {F::venue}},
    {"volume", {F::volume}},
    {"number", {F::issue}},
    {"issue", {F::issue}},
    {"pages", {F::pages}},
    {"url", {F::url}},
    {"type", {F::type}},
    {"abstract", {F::abstract}},
    {"pmid", {F::pmid}},
    {"editor", {F::editor}},
    {"keywords", {F::keyword, Form::list}},
};
constexpr NamedType kTypes[] = {{"article", RecordType::article},
                                {"book", RecordType::book},
                                {"chapter", RecordType::chapter},
                                {"thesis", RecordType::thesis}};

bool key_line(std::string_view line) {
  return line.size() > 2 && line.front() == '[' && line.back() == ']' &&
         line.find(' ') == std::string_view::npos;
}
std::string_view name_of_field(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && at < 24 &&
         ((line[at] >= 'a' && line[at] <= 'z') || line[at] == '-' || line[at] == '_'))
    ++at;
  return at >= 2 && line.substr(at, 1) == ":" ? line.substr(0, at) : std::string_view();
}

void names(RecordLines& in, F field, std::string_view tag, std::string_view words) {
  while (!words.empty()) {
    const std::size_t cut = std::min(words.find(" and "), words.size());
    const std::string_view one = bare(words.substr(0, cut));
    if (!one.empty()) add_person(in.record, field, tag, one, in.place(one), in.place(one) + one.size());
    words.remove_prefix(std::min(words.size(), cut + 5));
  }
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  RecordLines in(text, sink, cancel);
  while (in.lines.next()) {
    const std::string_view line = bare(in.lines.line());
    if (line.empty()) continue;
    if (key_line(line)) {
      if (in.open()) EV_CHECK(in.end());
      EV_CHECK(in.begin());
      in.record.type = RecordType::other;
      in.value("key", {F::key}, line.substr(1, line.size() - 2));
    } else if (!in.open()) {
      continue;
    } else if (const std::string_view name = name_of_field(line); !name.empty()) {
      const std::string_view words = bare(line.substr(name.size() + 1));
      const Meaning meaning = meaning_of(kTags, name);
      if (meaning.field == F::author || meaning.field == F::editor) {
        in.value(name, {}, {});
        names(in, meaning.field, name, words);
      } else {
        in.value(name, meaning, words);
      }
      if (name == "type") in.record.type = type_among(kTypes, words);
    } else {
      in.go_on(line);
    }
    EV_CHECK(in.check_size("begin each record with its key in brackets"));
  }
  return in.open() ? in.end() : Result<void>();
}

int recognise(std::string_view head, std::string_view) {
  LineReader lines(head);
  int fields = -1;
  for (int n = 0; n < 24 && lines.next(); ++n) {
    const std::string_view line = bare(lines.line());
    if (line.empty()) continue;
    if (fields < 0 && !key_line(line)) return 0;
    if (key_line(line))
      fields = std::max(fields, 0);
    else if (const std::string_view name = name_of_field(line);
             !name.empty() && meaning_of(kTags, name).field != F::other)
      ++fields;
    if (fields >= 2) return 80;
  }
  return 0;
}

const RegisterRecordFormat registered{{"Bib.TXT", {}, "Bib.TXT", recognise, read}};

}  // namespace
}  // namespace evident::ingest

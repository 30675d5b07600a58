// Biblioscape's tagged format: "--AU-- words", a record ended by a line of six hyphens.
#include "ingest/readers/bibliographic/value_lines.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"RT", {F::type}},
    {"AU", {F::author, Form::people}},
    {"ED", {F::editor, Form::people}},
    {"SA", {F::editor, Form::people}},
    {"TI", {F::title}},
    {"ST", {F::venue}},
    {"QT", {F::other_title}},
    {"NT", {F::note}},
    {"YP", {F::date, Form::date}},
    {"DT", {F::date, Form::date}},
    {"VL", {F::volume}},
    {"NB", {F::issue}},
    {"PS", {F::pages, Form::first_page}},
    {"PE", {F::pages, Form::last_page}},
    {"KW", {F::keyword, Form::list}},
    {"PB", {F::publisher}},
    {"PP", {F::place}},
    {"IS", {F::issn, Form::number}},
    {"AB", {F::abstract}},
    {"AD", {F::affiliation}},
    {"LG", {F::language}},
    {"AT", {F::url}},
    {"URL", {F::url}},
    {"ID", {F::key}},
};
constexpr NamedType kTypes[] = {
    {"journal article", RecordType::article},
    {"article", RecordType::article},
    {"journal", RecordType::article},
    {"book section", RecordType::chapter},
    {"book", RecordType::book},
    {"conference", RecordType::conference_paper},
    {"proceedings", RecordType::proceedings},
    {"report", RecordType::report},
    {"master thesis", RecordType::thesis},
    {"ph.d. thesis", RecordType::thesis},
    {"unpublished work", RecordType::manuscript},
};

// The name in "--AU--", empty when the line has none.
std::string_view tag_of(std::string_view line) {
  if (!line.starts_with("--")) return {};
  const std::size_t close = line.find("--", 2);
  if (close == std::string_view::npos || close < 4 || close > 6) return {};
  const std::string_view name = line.substr(2, close - 2);
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; })
             ? name
             : std::string_view();
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  RecordLines in(text, sink, cancel);
  while (in.lines.next()) {
    const std::string_view line = bare(in.lines.line());
    if (line == "------") {
      if (in.open()) EV_CHECK(in.end(in.lines.end()));
      continue;
    }
    if (const std::string_view name = tag_of(line); !name.empty()) {
      if (!in.open()) EV_CHECK(in.begin());
      const std::string_view words = bare(line.substr(name.size() + 4));
      in.value(name, meaning_of(kTags, name), words);
      if (name == "RT") in.record.type = type_among(kTypes, words);
    } else if (in.open()) {
      in.go_on(line);
    }
    EV_CHECK(in.check_size("end each record with a line '------'"));
  }
  return in.open() ? in.end() : Result<void>();
}

int recognise(std::string_view head, std::string_view) {
  LineReader lines(head);
  int tags = 0;
  while (lines.next()) {
    const std::string_view line = bare(lines.line());
    if (line == "------") return tags >= 2 ? 85 : 0;
    tags += !tag_of(line).empty();
    if (tags >= 4) return 85;
  }
  return 0;
}

const RegisterRecordFormat registered{{"Biblioscape", {}, "Biblioscape's format with tags", recognise, read}};

}  // namespace
}  // namespace evident::ingest

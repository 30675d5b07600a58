// INSPEC's tagged format: a line "Record … INSPEC …" begins a record, a field is "TI ~ words".
#include "ingest/readers/bibliographic/value_lines.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"TI", {F::title}},
    {"AU", {F::author, Form::people}},
    {"AB", {F::abstract}},
    {"PU", {F::publisher}},
    {"PY", {F::date, Form::date}},
    {"SO", {F::venue}},
    {"ID", {F::key}},
    {"RT", {F::type}},
    {"DE", {F::keyword, Form::list}},
    {"LA", {F::language}},
    {"AD", {F::affiliation}},
    {"AN", {F::accession}},
};
constexpr NamedType kTypes[] = {
    {"journal-paper", RecordType::article},
    {"conference-paper", RecordType::conference_paper},
    {"conference-paper; journal-paper", RecordType::article},
    {"book", RecordType::book},
    {"report", RecordType::report},
    {"dissertation", RecordType::thesis},
};

bool begins_record(std::string_view line) {
  return line.starts_with("Record") && line.size() < 80 && line.find("INSPEC", 6) != std::string_view::npos;
}
bool tag_of(std::string_view line) {
  return line.size() >= 4 && line[0] >= 'A' && line[0] <= 'Z' && line[1] >= 'A' && line[1] <= 'Z' &&
         line.substr(2, 2) == " ~";
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  RecordLines in(text, sink, cancel);
  while (in.lines.next()) {
    const std::string_view line = bare(in.lines.line());
    if (begins_record(line)) {
      if (in.open()) EV_CHECK(in.end());
      EV_CHECK(in.begin());
    } else if (in.open() && tag_of(line)) {
      const std::string_view name = line.substr(0, 2), words = bare(line.substr(4));
      in.value(name, meaning_of(kTags, name), words);
      if (name == "RT") in.record.type = type_among(kTypes, words);
    } else if (in.open() && in.in_value()) {
      in.go_on(line);
    }
    EV_CHECK(in.check_size("begin each record with 'Record'"));
  }
  return in.open() ? in.end() : Result<void>();
}

int recognise(std::string_view head, std::string_view) {
  LineReader lines(head);
  for (int n = 0; n < 20 && lines.next(); ++n)
    if (begins_record(bare(lines.line()))) return 90;
  return 0;
}

const RegisterRecordFormat registered{{"INSPEC", {}, "INSPEC's format with tags", recognise, read}};

}  // namespace
}  // namespace evident::ingest

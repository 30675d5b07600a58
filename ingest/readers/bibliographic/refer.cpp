// Refer and EndNote's tagged format (.enw; refer(1) of Bell Labs, EndNote's manual). A line of "%" and a
// character is a field; an empty line or the next %0 ends a record.
#include "ingest/readers/bibliographic/value_lines.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"%0", {F::type}},
    {"%A", {F::author, Form::person}},
    {"%B", {F::venue}},
    {"%C", {F::place}},
    {"%D", {F::date, Form::date}},
    {"%E", {F::editor, Form::person}},
    {"%F", {F::key}},
    {"%G", {F::language}},
    {"%H", {F::translator, Form::person}},
    {"%I", {F::publisher}},
    {"%J", {F::venue}},
    {"%K", {F::keyword, Form::list}},
    {"%L", {F::other}},
    {"%M", {F::accession}},
    {"%N", {F::issue}},
    {"%O", {F::note}},
    {"%P", {F::pages}},
    {"%Q", {F::other_title}},
    {"%R", {F::other, Form::identifier}},
    {"%S", {F::series}},
    {"%T", {F::title}},
    {"%U", {F::url}},
    {"%V", {F::volume}},
    {"%W", {F::database}},
    {"%X", {F::abstract}},
    {"%Y", {F::contributor, Form::person}},
    {"%Z", {F::note}},
    {"%7", {F::edition}},
    {"%8", {F::date, Form::date}},
    {"%?", {F::translator, Form::person}},
    {"%@", {F::issn, Form::number}},
    {"%!", {F::short_title}},
    {"%+", {F::affiliation}},
    {"%>", {F::attachment}},
    {"%[", {F::accessed}},
    {"%~", {F::database}},
    {"%&", {F::article_number}},
};
constexpr NamedType kTypes[] = {
    {"journal article", RecordType::article},
    {"book", RecordType::book},
    {"book section", RecordType::chapter},
    {"edited book", RecordType::edited_book},
    {"conference paper", RecordType::conference_paper},
    {"conference proceedings", RecordType::proceedings},
    {"thesis", RecordType::thesis},
    {"report", RecordType::report},
    {"magazine article", RecordType::magazine_article},
    {"newspaper article", RecordType::newspaper_article},
    {"web page", RecordType::web_page},
    {"electronic article", RecordType::article},
    {"encyclopedia", RecordType::reference_entry},
    {"dictionary", RecordType::reference_entry},
    {"patent", RecordType::patent},
    {"computer program", RecordType::software},
    {"dataset", RecordType::dataset},
    {"manuscript", RecordType::manuscript},
    {"unpublished work", RecordType::manuscript},
    {"personal communication", RecordType::letter},
    {"generic", RecordType::other},
};

bool tag_of(std::string_view line) {
  return line.size() >= 2 && line[0] == '%' && line[1] > ' ' && line[1] != '%' &&
         (line.size() == 2 || line[2] == ' ' || line[2] == '\t');
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  RecordLines in(text, sink, cancel);
  bool blank = true;
  while (in.lines.next()) {
    const std::string_view line = bare(in.lines.line());
    if (line.empty()) {
      blank = true;
      continue;
    }
    if (tag_of(line)) {
      const std::string_view name = line.substr(0, 2);
      if (in.open() && (blank || name == "%0")) EV_CHECK(in.end());
      if (!in.open()) EV_CHECK(in.begin());
      in.value(name, meaning_of(kTags, name), line.substr(2));
      if (name == "%0") in.record.type = type_among(kTypes, bare(line.substr(2)));
    } else if (in.open()) {
      // EndNote writes one keyword a line under one tag.
      in.tag() == "%K" ? in.another(line) : in.go_on(line);
    }
    blank = false;
    EV_CHECK(in.check_size("part the records by empty lines"));
  }
  return in.open() ? in.end() : Result<void>();
}

int recognise(std::string_view head, std::string_view extension) {
  LineReader lines(head);
  int tags = 0;
  for (int n = 0; n < 6 && lines.next(); ++n) {
    const std::string_view line = bare(lines.line());
    if (line.empty()) continue;
    if (!tag_of(line)) break;
    if (line.starts_with("%0 ")) return 92;
    ++tags;
  }
  if (extension == ".enw" || extension == ".ref") return tags ? 90 : 0;
  return tags >= 4 ? 60 : 0;
}

const RegisterRecordFormat registered{
    {"Refer", {".enw", ".ref"}, "Refer and EndNote's format with tags", recognise, read}};

}  // namespace
}  // namespace evident::ingest

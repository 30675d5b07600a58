// The mails of NEP (New Economics Papers, RePEc): numbered works, their authors below or behind "By:", an
// abstract, and lines of "Date:", "URL:", "Keywords:". The table of contents above the works is passed over.
#include "ingest/readers/bibliographic/value_lines.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"Date", {F::date, Form::date}}, {"By", {F::author}}, {"URL", {F::url}},
    {"Keywords", {F::keyword}},      {"JEL", {F::other}}, {"Abstract", {F::abstract}},
};

bool digit(char c) { return c >= '0' && c <= '9'; }

// "123. Title": where the title begins; 0: no such line.
std::size_t number_of(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && digit(line[at])) ++at;
  return at > 0 && at < 5 && line.substr(at, 2) == ". " ? at + 2 : 0;
}
std::string_view tag_of(std::string_view line) {
  for (const NamedTag& tag : kTags)
    if (line.starts_with(tag.name) && line.substr(tag.name.size(), 1) == ":")
      return line.substr(0, tag.name.size());
  return {};
}
bool rule(std::string_view line) {
  return line.size() > 20 && std::all_of(line.begin(), line.end(), [](char c) { return c == '-'; });
}

// "Uwe Cantner (University of Jena)": the body is no part of the name.
void add_author(RecordLines& in, std::string_view words) {
  const std::size_t open = words.find('(');
  const std::string_view name = bare(words.substr(0, open));
  if (name.empty()) return;
  const std::uint64_t at = in.place(name);
  add_person(in.record, F::author, "By", name, at, at + name.size());
  if (open == std::string_view::npos) return;
  std::string_view body = words.substr(open + 1);
  if (body.ends_with(')')) body.remove_suffix(1);
  if (!bare(body).empty())
    in.record.add(F::affiliation, "By", bare(body), in.place(bare(body)),
                  in.place(bare(body)) + bare(body).size());
}

enum class Part { before, title, authors, abstract, tagged };

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  RecordLines in(text, sink, cancel);
  // Numbers are counted twice where a table of contents stands above; the works are behind the last rule.
  std::size_t from = 0;
  {
    LineReader lines(text);
    while (lines.next()) {
      if (rule(bare(lines.line()))) from = lines.after();
      if (from == 0 && lines.begin() > 1u << 20) break;
    }
  }
  Part part = Part::before;
  while (in.lines.next()) {
    const std::string_view line = in.lines.line(), words = bare(line);
    if (in.lines.begin() < from) continue;
    const std::size_t title = line.empty() || !digit(line.front()) ? 0 : number_of(line);
    if (title) {
      if (in.open()) EV_CHECK(in.end());
      EV_CHECK(in.begin());
      in.record.type = RecordType::report;
      in.value("title", {F::title}, line.substr(title));
      part = Part::title;
    } else if (!in.open()) {
      continue;
    } else if (const std::string_view name = tag_of(words); !name.empty()) {
      part = name == "By" ? Part::authors : Part::tagged;
      const std::string_view value = bare(words.substr(name.size() + 1));
      if (name == "By") {
        in.finish_value();
        add_author(in, value);
        in.value("By", {}, {});
      } else if (name == "Keywords") {
        in.value(name, {}, {});
        add_each(in.record, F::keyword, name, value, ",;", in.place(value), in.place(value) + value.size());
      } else {
        in.value(name, meaning_of(kTags, name), value);
      }
    } else if (words.empty()) {
      if (part == Part::title)
        part = Part::authors;
      else if (part == Part::authors)
        part = Part::abstract;
    } else if (part == Part::title) {
      in.go_on(words);
    } else if (part == Part::authors && (line.front() == ' ' || in.tag() == "By")) {
      in.finish_value();
      add_author(in, words);
    } else if (in.tag() == "Abstract") {
      in.go_on(words);
    } else {
      in.value("Abstract", {F::abstract}, words);
      part = Part::abstract;
    }
    EV_CHECK(in.check_size("begin each work with its number"));
  }
  return in.open() ? in.end() : Result<void>();
}

int recognise(std::string_view head, std::string_view) {
  return head.find("nep.repec.org") < 4096 || (head.find("NEP: New Economics Papers") < 4096) ? 80 : 0;
}

const RegisterRecordFormat registered{
    {"RePEc NEP", {}, "the mails of NEP, New Economics Papers", recognise, read}};

}  // namespace
}  // namespace evident::ingest

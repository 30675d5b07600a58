// Harvard style as in "Cite them right" (Pears and Shields, 12th edition, 2022): up to three authors are named, of four or
// more the first; titles of what stands alone in italics, of parts in quotation marks; "(no date)".
#include "query/citations/style.hpp"

namespace evident::query {
namespace {

std::string inverted(const PersonName& name) {
  if (name.body || is_written_whole(name)) return family_of(name) + (name.given.empty() ? "" : " " + name.given);
  std::string text = family_of(name);
  if (const auto initials = initials_of(name, ".", "", true); !initials.empty()) text += ", " + initials;
  if (!name.suffix.empty()) text += ", " + name.suffix;
  return text;
}

void people(Line& line, const std::vector<PersonName>& names) {
  if (names.size() > 3) {
    line.add(inverted(names[0]) + " ").italic("et al.");
    return;
  }
  for (std::size_t i = 0; i < names.size(); ++i)
    line.add((i ? i + 1 == names.size() ? " and " : ", " : "") + inverted(names[i]));
}

std::string editors(const std::vector<PersonName>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto initials = names[i].body ? std::string() : initials_of(names[i], ".", "", true);
    text += (i ? i + 1 == names.size() ? " and " : ", " : "") + (initials.empty() ? "" : initials + " ") + family_of(names[i]);
  }
  return text + (names.size() == 1 ? " (ed.) " : " (eds) ");
}

std::string year(const Cited& cited) {
  const int year = cited.record->year;
  return (year ? std::to_string(year) : std::string("no date")) + (cited.letter.empty() ? "" : (year ? "" : " ") + cited.letter);
}

bool is_part(Record::Type type) {
  return type == Record::Type::article || type == Record::Type::chapter || type == Record::Type::conference_paper;
}

Runs in_text(const Cited& cited, const Locator& place) {
  const Record& r = *cited.record;
  const Short who = short_names(r, 3, " and ", "");
  Line line;
  line.add("(");
  if (who.is_title && !r.title.empty() && !is_part(r.type))
    line.italic(who.text);
  else if (who.is_title && !r.title.empty())
    line.add("‘" + who.text + "’");
  else
    line.add(who.text);
  if (query::who(r).size() > 3) line.add(" ").italic("et al.");
  line.add(", " + year(cited));
  return line.add(place_words(place) + ")").take();
}

void title(Line& line, const Record& r) {
  const std::string words = title_or_note(r);
  if (is_part(r.type))
    line.add("‘" + words + (r.translated_title.empty() ? "" : " [" + r.translated_title + "]") + "’");
  else if (r.title.empty())
    line.add(words);
  else
    line.italic(words);
  if (!r.translated_title.empty() && !is_part(r.type)) line.add(" [" + r.translated_title + "]");
  if (r.type == Record::Type::slides) line.add(" [Slides]");
  if (r.type == Record::Type::dataset) line.add(" [Data set]");
}

std::string edition(const Record& r) {
  return first_edition(r) ? std::string() : edition_words(r, "edn");
}

void pages(Line& line, const Record& r) {
  if (r.pages.empty()) return;
  const std::string range = page_range(r.pages, "–");
  line.add((range.find("–") == std::string::npos ? ", p. " : ", pp. ") + range);
}

void within(Line& line, const Record& r, bool behind_year) {
  if (r.type == Record::Type::article) {
    line.add(behind_year ? " " : ", ").italic(r.container);
    if (!r.volume.empty()) line.add(", " + r.volume);
    if (!r.issue.empty()) line.add((r.volume.empty() ? ", (" : "(") + r.issue + ")");
    if (r.pages.empty() && !r.number.empty()) line.add(", article " + r.number);
    pages(line, r);
    line.stop();
    return;
  }
  line.add(behind_year ? " in " : ", in ");
  if (!r.editors.empty() && !edited(r)) line.add(editors(r.editors));
  line.italic(r.container).stop();
  if (!edition(r).empty()) line.add(" " + edition(r)).stop();
  if (!issued_by_author(r)) line.add(" " + r.publisher);
  pages(line, r);
  line.stop();
}

void alone(Line& line, const Record& r) {
  line.stop();
  if (!edition(r).empty()) line.add(" " + edition(r)).stop();
  if (r.type == Record::Type::thesis) line.add(" Thesis").stop();
  if (!r.number.empty()) line.add(" Report no. " + r.number).stop();
  if (!r.container.empty() && r.container != r.publisher) line.add(" " + r.container).stop();
  if (!issued_by_author(r)) line.add(" " + r.publisher).stop();
}

Runs reference(const Cited& cited) {
  const Record& r = *cited.record;
  Line line;
  const auto names = who(r);
  if (names.empty()) {
    title(line, r);
    line.add(" (" + year(cited) + ")");
  } else {
    people(line, names);
    if (edited(r)) line.add(names.size() == 1 ? " (ed.)" : " (eds)");
    line.add(" (" + year(cited) + ") ");
    title(line, r);
  }
  if (is_part(r.type) && !r.container.empty())
    within(line, r, names.empty());
  else
    alone(line, r);
  if (address(r).empty()) return line.take();
  line.add(" Available at: " + address(r));
  const Day seen = day_of(r.accessed);
  if (r.doi.empty() && seen.day)
    line.add(" (Accessed: " + std::to_string(seen.day) + " " + month_name(seen.month) + " " + std::to_string(seen.year) + ")");
  return line.add(".").take();
}

const RegisterStyle kHarvard({"harvard", "Harvard as in Cite them right: author and date", false, in_text, reference});

}  // namespace
}  // namespace evident::query

// APA style: Publication Manual of the American Psychological Association, 7th edition (2020), chapters 8 to 10.
// Titles keep the capitals of the record: a program cannot tell a name from a word.
#include "query/citations/style.hpp"

namespace evident::query {
namespace {

std::string inverted(const PersonName& name) {
  if (name.body || is_written_whole(name)) return family_of(name) + (name.given.empty() ? "" : " " + name.given);
  std::string text = family_of(name);
  if (const auto initials = initials_of(name, ".", " ", true); !initials.empty()) text += ", " + initials;
  if (!name.suffix.empty()) text += ", " + name.suffix + (name.suffix == "Jr" || name.suffix == "Sr" ? "." : "");
  return text;
}

// Up to twenty; of more the first nineteen and the last (9.8).
std::string authors(const std::vector<PersonName>& names) {
  std::string text;
  const bool many = names.size() > 20;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    if (many && i >= 19 && !last) continue;
    if (i) text += many && last ? ", . . . " : last ? ", & " : ", ";
    text += inverted(names[i]);
  }
  return text;
}

// "E. Editor & F. Editor (Eds.)"
std::string editors(const std::vector<PersonName>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i) text += i + 1 == names.size() ? (names.size() > 2 ? ", & " : " & ") : ", ";
    const auto initials = names[i].body ? std::string() : initials_of(names[i], ".", " ", true);
    text += (initials.empty() ? "" : initials + " ") + family_of(names[i]);
  }
  return text + (names.size() == 1 ? " (Ed.)" : " (Eds.)");
}

std::string year(const Cited& cited) {
  const Record& r = *cited.record;
  if (!r.year) return "n.d." + (cited.letter.empty() ? "" : "-" + cited.letter);
  return std::to_string(r.year) + cited.letter;
}

// The whole date of what appears on a day: a page, slides (9.14).
std::string date(const Cited& cited) {
  const Record& r = *cited.record;
  std::string text = year(cited);
  const Day day = day_of(r.date);
  if (!day.month || !(r.type == Record::Type::web_page || r.type == Record::Type::slides)) return text;
  text += ", " + month_name(day.month);
  if (day.day) text += " " + std::to_string(day.day);
  return text;
}

bool stands_alone(Record::Type type) {  // its title is in italics: it is no part of something greater (9.19)
  return type != Record::Type::article && type != Record::Type::chapter && type != Record::Type::conference_paper;
}

Runs in_text(const Cited& cited, const Locator& place) {
  const Record& r = *cited.record;
  const Short who = short_names(r, 2, " & ", " et al.");
  Line line;
  line.add("(");
  if (!who.is_title || r.title.empty())
    line.add(who.text);
  else if (stands_alone(r.type))
    line.italic(who.text);
  else
    line.add("“" + who.text + ",” ");  // the comma stands within
  line.add((who.is_title && !r.title.empty() && !stands_alone(r.type) ? "" : ", ") + year(cited));
  return line.add(place_words(place, "p. ", "Slide ") + ")").take();
}

void edition_and_pages(Line& line, const Record& r) {
  std::string within;
  if (!r.edition.empty()) within = edition_words(r, "ed.");
  if (!r.pages.empty()) {
    const std::string range = page_range(r.pages, "–");
    within += (within.empty() ? "" : ", ") + std::string(range.find("–") == std::string::npos ? "p. " : "pp. ") + range;
  }
  if (!within.empty()) line.add(" (" + within + ")");
}

void title(Line& line, const Record& r) {
  const std::string words = title_or_note(r);
  if (stands_alone(r.type) && !r.title.empty())
    line.italic(words);
  else
    line.add(words);
  if (!r.translated_title.empty()) line.add(" [" + r.translated_title + "]");
  if (r.type == Record::Type::book && !r.edition.empty())
    line.add(" (" + edition_words(r, "ed.") + ")");
  if (r.type == Record::Type::report && !r.number.empty()) line.add(" (Report No. " + r.number + ")");
  if (r.type == Record::Type::slides) line.add(" [Slides]");
  if (r.type == Record::Type::dataset) line.add(" [Data set]");
  if (r.type == Record::Type::thesis) line.add(" [Thesis" + (r.publisher.empty() ? "" : ", " + r.publisher) + "]");
}

void where(Line& line, const Record& r) {
  if (r.type == Record::Type::chapter || r.type == Record::Type::conference_paper) {
    line.blank().add("In ");
    if (!r.editors.empty() && !edited(r)) line.add(editors(r.editors) + ", ");
    line.italic(r.container);
    edition_and_pages(line, r);
    line.stop();
  } else if (!r.container.empty()) {
    line.blank();
    if (r.type == Record::Type::article)
      line.italic(r.container);
    else
      line.add(r.container);
    if (r.type == Record::Type::article) {
      if (!r.volume.empty()) line.add(", ").italic(r.volume);
      if (!r.issue.empty()) line.add((r.volume.empty() ? ", (" : "(") + r.issue + ")");
      if (!r.pages.empty()) line.add(", " + page_range(r.pages, "–"));
      if (r.pages.empty() && !r.number.empty()) line.add(", Article " + r.number);
    }
    line.stop();
  }
  const bool named = issued_by_author(r) || r.type == Record::Type::article || r.type == Record::Type::thesis;
  if (!named && r.publisher != r.container) line.blank().add(r.publisher).stop();
}

Runs reference(const Cited& cited) {
  const Record& r = *cited.record;
  Line line;
  const auto names = who(r);
  if (names.empty()) {  // the title takes the author's place (9.12)
    title(line, r);
    line.stop().add(" (" + date(cited) + ").");
  } else {
    line.add(authors(names));
    if (edited(r)) line.add(names.size() == 1 ? " (Ed.)" : " (Eds.)");  // 10.2
    line.stop().add(" (" + date(cited) + "). ");
    title(line, r);
    line.stop();
  }
  where(line, r);
  const Day seen = day_of(r.accessed);
  if (!address(r).empty()) {
    line.blank();
    if (r.doi.empty() && seen.day && !r.year)  // what may change and has no date (9.16)
      line.add("Retrieved " + month_name(seen.month) + " " + std::to_string(seen.day) + ", " + std::to_string(seen.year) +
               ", from ");
    line.add(address(r));
  }
  return line.take();
}

const RegisterStyle kApa({"apa", "APA, 7th edition: author and date", false, in_text, reference});

}  // namespace
}  // namespace evident::query

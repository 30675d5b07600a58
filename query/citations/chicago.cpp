// Chicago style, author and date: The Chicago Manual of Style, 17th edition (2017), chapter 15. Up to three names in the
// text; in the list up to ten, of more the first seven. Given names as the record has them.
#include "query/citations/style.hpp"

namespace evident::query {
namespace {

// "JE" is printed "J. E.", as the Manual has initials (10.12).
std::string given(const PersonName& name) {
  const std::string initials = initials_of(name, ".", " ", true);
  const bool spelt = name.given.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos;
  return spelt ? name.given : initials.empty() ? name.given : initials;
}
std::string straight(const PersonName& name) {
  if (name.body || is_written_whole(name)) return family_of(name) + name.given;
  return (name.given.empty() ? "" : given(name) + " ") + family_of(name) + (name.suffix.empty() ? "" : " " + name.suffix);
}
std::string inverted(const PersonName& name) {
  if (name.body || is_written_whole(name)) return family_of(name) + name.given;
  return family_of(name) + (name.given.empty() ? "" : ", " + given(name)) +
         (name.suffix.empty() ? "" : ", " + name.suffix);
}

std::string people(const std::vector<PersonName>& names) {
  std::string text;
  const bool many = names.size() > 10;
  const std::size_t shown = many ? 7 : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    if (i) text += i + 1 == names.size() ? ", and " : ", ";
    text += i ? straight(names[i]) : inverted(names[i]);
  }
  return many ? text + ", et al." : text;
}

std::string editors(const std::vector<PersonName>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i) text += i + 1 == names.size() ? (names.size() > 2 ? ", and " : " and ") : ", ";
    text += straight(names[i]);
  }
  return text;
}

bool is_part(Record::Type type) {  // in quotation marks, not in italics
  return type == Record::Type::article || type == Record::Type::chapter || type == Record::Type::conference_paper ||
         type == Record::Type::web_page || type == Record::Type::slides || type == Record::Type::thesis;
}

std::string year(const Cited& cited) {
  const int year = cited.record->year;
  return year ? std::to_string(year) + cited.letter : "n.d." + (cited.letter.empty() ? "" : "-" + cited.letter);
}

Runs in_text(const Cited& cited, const Locator& place) {
  const Record& r = *cited.record;
  const Short who = short_names(r, 3, query::who(r).size() == 2 ? " and " : ", and ", " et al.");
  Line line;
  line.add("(");
  if (who.is_title && !r.title.empty() && !is_part(r.type))
    line.italic(who.text);
  else if (who.is_title && !r.title.empty())
    line.add("“" + who.text + (r.year ? "”" : ",”"));  // the comma stands within
  else
    line.add(who.text);
  const bool comma = !r.year && !(who.is_title && !r.title.empty() && is_part(r.type));
  line.add((comma ? ", " : " ") + year(cited));
  return line.add(place_words(place, "") + ")").take();
}

void title(Line& line, const Record& r) {
  const std::string words = title_or_note(r);
  const std::string translated = r.translated_title.empty() ? "" : " [" + r.translated_title + "]";
  if (r.title.empty()) {
    line.add(words).stop();
  } else if (is_part(r.type)) {
    const bool ends = std::string_view(".?!").find((words + translated).back()) != std::string_view::npos;
    line.add("“" + words + translated + (ends ? "”" : ".”"));
  } else {
    line.italic(words).add(translated).stop();
  }
}

std::string imprint(const Record& r) {
  if (r.publisher.empty()) return {};
  return (r.place.empty() ? "" : r.place + ": ") + r.publisher;
}
std::string edition(const Record& r) {
  return first_edition(r) ? std::string() : edition_words(r, "ed.");
}

void within(Line& line, const Record& r) {
  if (r.type == Record::Type::article) {
    line.add(" ").italic(r.container);
    if (!r.volume.empty()) line.add(" " + r.volume);
    if (!r.issue.empty()) line.add((r.volume.empty() ? ", no. " + r.issue : " (" + r.issue + ")"));
    const std::string where = r.pages.empty() ? r.number : page_range(r.pages, "–");
    if (!where.empty()) line.add((r.volume.empty() && r.issue.empty() ? ", " : ": ") + where);
    line.stop();
    return;
  }
  line.add(" In ").italic(r.container);
  if (!r.editors.empty() && !edited(r)) line.add(", edited by " + editors(r.editors));
  if (!edition(r).empty()) line.add(", " + edition(r));
  if (!r.pages.empty()) line.add(", " + page_range(r.pages, "–"));
  line.stop();
  if (!issued_by_author(r)) line.add(" " + imprint(r)).stop();
}

void alone(Line& line, const Record& r) {
  if (!edition(r).empty()) line.add(" " + edition(r)).stop();
  if (r.type == Record::Type::slides) line.add(" Slides.");
  if (r.type == Record::Type::thesis) line.add(" Thesis" + (r.publisher.empty() ? "" : ", " + r.publisher)).stop();
  if (!r.number.empty()) line.add(" Report no. " + r.number).stop();
  if (!r.container.empty() && r.container != r.publisher) line.add(" " + r.container).stop();
  if (!issued_by_author(r) && r.type != Record::Type::thesis) line.add(" " + imprint(r)).stop();
  const Day day = day_of(r.date);
  if (r.type == Record::Type::web_page && day.month)
    line.add(" " + month_name(day.month) + (day.day ? " " + std::to_string(day.day) : "") + ", " + std::to_string(day.year) + ".");
}

Runs reference(const Cited& cited) {
  const Record& r = *cited.record;
  Line line;
  const auto names = who(r);
  if (names.empty()) {
    title(line, r);
    line.add(" " + year(cited)).stop();
  } else {
    line.add(people(names));
    if (edited(r)) line.add(names.size() == 1 ? ", ed" : ", eds");
    line.stop().add(" " + year(cited)).stop().add(" ");
    title(line, r);
  }
  if ((r.type == Record::Type::article || r.type == Record::Type::chapter || r.type == Record::Type::conference_paper) &&
      !r.container.empty())
    within(line, r);
  else
    alone(line, r);
  if (address(r).empty()) return line.take();
  const Day seen = day_of(r.accessed);
  if (r.doi.empty() && seen.day)
    line.add(" Accessed " + month_name(seen.month) + " " + std::to_string(seen.day) + ", " + std::to_string(seen.year) + ".");
  return line.add(" " + address(r)).add(".").take();
}

const RegisterStyle kChicago({"chicago", "Chicago, 17th edition: author and date", false, in_text, reference});

}  // namespace
}  // namespace evident::query

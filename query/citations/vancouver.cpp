// Vancouver style: the ICMJE Recommendations' samples after "Citing Medicine" (NLM, 2nd edition, 2007-): numbers in the
// order of citing, up to six authors and "et al.", "[date unknown]" and its like for what is not known.
#include "query/citations/style.hpp"

namespace evident::query {
namespace {

std::string person(const PersonName& name) {
  if (name.body || is_written_whole(name)) return family_of(name) + name.given;
  const auto initials = initials_of(name, "", "", false);
  std::string text = family_of(name) + (initials.empty() ? "" : " " + initials);
  if (name.suffix.empty()) return text;
  static constexpr std::pair<std::string_view, std::string_view> kRanks[] = {{"II", "2nd"}, {"III", "3rd"}, {"IV", "4th"}};
  for (const auto& [roman, rank] : kRanks)
    if (name.suffix == roman) return text + " " + std::string(rank);
  return text + " " + name.suffix.substr(0, name.suffix.find('.'));
}

std::string people(const std::vector<PersonName>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 6; ++i) text += (i ? ", " : "") + person(names[i]);
  return names.size() > 6 ? text + ", et al" : text;
}

// "284-7" of "284-287".
std::string short_range(std::string_view pages) {
  const std::string range = page_range(pages, "-");
  const auto dash = range.find('-');
  if (dash == std::string::npos || range.find('-', dash + 1) != std::string::npos) return range;
  const std::string from = range.substr(0, dash);
  std::string to = range.substr(dash + 1);
  if (!is_number(from) || !is_number(to) || from.size() != to.size()) return range;
  std::size_t same = 0;
  while (same + 1 < to.size() && from[same] == to[same]) ++same;
  return from + "-" + to.substr(same);
}

Runs in_text(const Cited& cited, const Locator& place) {
  return {{"(" + std::to_string(cited.number) + place_words(place) + ")", false}};
}

std::string date(const Record& r, bool whole) {
  if (!r.year) return "[date unknown]";
  std::string text = std::to_string(r.year);
  const Day day = day_of(r.date);
  if (!whole || !day.month) return text;
  text += " " + month_name(day.month).substr(0, 3);
  return day.day ? text + " " + std::to_string(day.day) : text;
}

std::string seen(const Record& r) {
  const Day day = day_of(r.accessed);
  return day.day ? " [cited " + std::to_string(day.year) + " " + month_name(day.month).substr(0, 3) + " " +
                       std::to_string(day.day) + "]"
                 : std::string();
}

bool online(const Record& r) { return r.doi.empty() && !r.url.empty(); }

std::string title(const Record& r) {
  std::string text = title_or_note(r);
  if (!r.translated_title.empty()) text += " [" + r.translated_title + "]";
  if (r.type == Record::Type::slides) text += " [slides]";
  if (r.type == Record::Type::thesis) text += " [thesis]";
  if (r.type == Record::Type::dataset) text += " [dataset]";
  return text;
}

void imprint(Line& line, const Record& r) {
  line.add(" " + (r.place.empty() ? std::string("[place unknown]") : r.place) + ": " +
           (r.publisher.empty() ? std::string("[publisher unknown]") : r.publisher) + "; " + date(r, false));
  if (online(r)) line.add(seen(r));
  line.stop();
}

void edition(Line& line, const Record& r) {
  if (r.edition.empty() || first_edition(r)) return;
  line.add(" " + edition_words(r, "ed")).stop();
}

void journal(Line& line, const Record& r) {
  line.add(" " + r.container + (online(r) ? " [Internet]" : "")).stop().add(" " + date(r, true));
  if (online(r)) line.add(seen(r));
  std::string place = r.volume + (r.issue.empty() ? "" : "(" + r.issue + ")");
  if (!place.empty()) line.add(";" + place);
  if (!r.pages.empty())
    line.add(":" + short_range(r.pages));
  else if (!r.number.empty())
    line.add(":" + r.number);
  line.stop();
}

void chapter(Line& line, const Record& r) {
  line.add(" In: ");
  if (!r.editors.empty() && !edited(r)) line.add(people(r.editors) + (r.editors.size() == 1 ? ", editor" : ", editors")).stop().add(" ");
  line.add(r.container).stop();
  edition(line, r);
  imprint(line, r);
  if (!r.pages.empty()) line.add(" p. " + short_range(r.pages) + ".");
}

Runs reference(const Cited& cited) {
  const Record& r = *cited.record;
  Line line;
  if (const auto names = who(r); !names.empty())
    line.add(people(names) + (!edited(r) ? "" : names.size() == 1 ? ", editor" : ", editors")).stop().add(" ");
  const bool article = r.type == Record::Type::article && !r.container.empty();
  const bool part = (r.type == Record::Type::chapter || r.type == Record::Type::conference_paper) && !r.container.empty();
  line.add(title(r) + (online(r) && !article && !part ? " [Internet]" : "")).stop();
  if (article) {
    journal(line, r);
  } else if (part) {
    chapter(line, r);
  } else {
    edition(line, r);
    if (!r.container.empty() && r.container != r.publisher) line.add(" " + r.container).stop();
    imprint(line, r);
    if (!r.number.empty()) line.add(" Report No.: " + r.number + ".");
  }
  if (!r.language.empty() && r.language != "en")
    if (const auto name = language_name(r.language); !name.empty()) line.add(" " + name + ".");
  if (!r.doi.empty())
    line.add(" doi:" + r.doi);
  else if (!r.url.empty())
    line.add(" Available from: " + r.url);
  return line.take();
}

const RegisterStyle kVancouver(
    {"vancouver", "Vancouver (ICMJE, NLM): numbers in the order of citing", true, in_text, reference});

}  // namespace
}  // namespace evident::query

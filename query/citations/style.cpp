#include "query/citations/style.hpp"

#include <algorithm>
#include <map>

#include "support/text.hpp"

namespace evident::query {
namespace {

std::vector<Style>& registered() {
  static std::vector<Style> all;
  return all;
}

std::string sort_key(const Record& record) {
  std::string key;
  for (const PersonName& name : who(record)) key += fold(family_of(name) + " " + name.given) + "\x01";
  if (key.empty()) key = fold(record.title.empty() ? record.file : record.title) + "\x01";
  return key;
}

// Works that look the same in the text: by the longest short form that a style has.
std::string same_key(const Record& record) {
  return fold(short_names(record, 3, "&", "et al").text) + " " + std::to_string(record.year);
}

std::string letters(std::size_t n) {
  std::string text;
  for (++n; n > 0; n = (n - 1) / 26) text.insert(text.begin(), static_cast<char>('a' + (n - 1) % 26));
  return text;
}

}  // namespace

RegisterStyle::RegisterStyle(Style style) {
  auto& all = registered();
  all.insert(std::upper_bound(all.begin(), all.end(), style,
                              [](const Style& a, const Style& b) { return a.name < b.name; }),
             style);
}
const std::vector<Style>& styles() { return registered(); }
const Style* style_named(std::string_view name) {
  for (const Style& style : styles())
    if (style.name == name) return &style;
  return nullptr;
}

std::string plain(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) text += run.text;
  return text;
}

Bibliography::Bibliography(const Style& style, const std::vector<Record>& records) : style_(style) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    cited_.push_back({&records[i], i + 1, {}});
    order_.push_back(i);
  }
  if (style.numbered) return;
  std::vector<std::string> keys;
  for (const Record& record : records) keys.push_back(sort_key(record));
  std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    const auto year = [&](std::size_t i) { return records[i].year ? records[i].year : 9999; };
    if (keys[a] != keys[b]) return keys[a] < keys[b];
    if (year(a) != year(b)) return year(a) < year(b);
    return fold(records[a].title) < fold(records[b].title);
  });
  std::map<std::string, std::vector<std::size_t>> same;  // in the order of the list
  for (const std::size_t i : order_) same[same_key(records[i])].push_back(i);
  for (const auto& [key, all] : same)
    for (std::size_t n = 0; all.size() > 1 && n < all.size(); ++n) cited_[all[n]].letter = letters(n);
}

Runs Bibliography::in_text(std::size_t record, const Locator& place) const {
  return style_.in_text(cited_[record], place);
}

Runs Bibliography::reference(std::size_t record) const {
  Runs runs = style_.reference(cited_[record]);
  const Record& known = *cited_[record].record;
  std::string behind;
  std::string lacking;
  for (const std::string& what : lacks(known)) lacking += (lacking.empty() ? "" : ", ") + what;
  if (!lacking.empty()) behind += " [incomplete: add " + lacking + "]";
  for (const std::string& note : known.notes) behind += " [" + note + "]";
  if (!behind.empty()) runs.push_back({behind, false});
  return runs;
}

void Line::append(std::string_view text, bool italic) {
  if (text.empty()) return;
  if (!runs_.empty() && runs_.back().italic == italic)
    runs_.back().text += text;
  else
    runs_.push_back({std::string(text), italic});
}
Line& Line::add(std::string_view text) {
  append(text, false);
  return *this;
}
Line& Line::italic(std::string_view text) {
  append(text, true);
  return *this;
}
bool Line::ends_sentence() const {
  if (runs_.empty()) return true;
  std::string_view text = runs_.back().text;
  for (const std::string_view close : {"”", "’", ")"})  // “Why?” has its end within
    if (text.ends_with(close) && close != ")") text.remove_suffix(close.size());
  return text.empty() || std::string_view(".?!").find(text.back()) != std::string_view::npos;
}
Line& Line::stop() {
  if (!ends_sentence()) append(".", false);
  return *this;
}
Line& Line::blank() {
  if (!runs_.empty() && runs_.back().text.back() != ' ') append(" ", runs_.back().italic && false);
  return *this;
}

Short short_names(const Record& record, std::size_t most, std::string_view last, std::string_view others) {
  const std::vector<PersonName> names = who(record);
  if (names.empty()) {
    if (record.title.empty()) return {record.file.empty() ? "[author and title not known]" : record.file, true};
    return {record.title, true};
  }
  std::string text = family_of(names[0]);
  if (is_written_whole(names[0])) text = names[0].family;
  if (names.size() > most) return {text + std::string(others), false};
  for (std::size_t i = 1; i < names.size(); ++i)
    text += (i + 1 == names.size() ? std::string(last) : ", ") + family_of(names[i]);
  return {text, false};
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string place_words(const Locator& place, std::string_view page, std::string_view slide) {
  if (place.page) return ", " + std::string(page) + (place.printed_page.empty() ? std::to_string(place.page) : place.printed_page);
  if (place.slide) return ", " + std::string(slide) + std::to_string(place.slide);
  return place.paragraph ? ", para. " + std::to_string(place.paragraph) : std::string();
}

std::string ordinal(std::string_view edition) {
  std::string text(edition);
  if (!is_number(edition)) return text;
  const char unit = edition.back();
  const bool teen = edition.size() > 1 && edition[edition.size() - 2] == '1';
  return text + (teen ? "th" : unit == '1' ? "st" : unit == '2' ? "nd" : unit == '3' ? "rd" : "th");
}

namespace {

// The number of an edition as people print it; empty: it is none of these.
std::string edition_number(std::string_view printed) {
  static constexpr std::string_view kWords[] = {"first", "second",  "third",  "fourth", "fifth",
                                                "sixth", "seventh", "eighth", "ninth",  "tenth"};
  const std::string words = fold(printed);
  const std::size_t end = std::min(words.find(' '), words.size());
  std::string_view number = std::string_view(words).substr(0, end);
  std::string_view rest = trim(std::string_view(words).substr(end));
  while (rest.ends_with('.')) rest.remove_suffix(1);
  if (!rest.empty() && rest != "ed" && rest != "edn" && rest != "edition") return {};
  for (std::size_t i = 0; i < std::size(kWords); ++i)
    if (number == kWords[i]) return std::to_string(i + 1);
  for (const std::string_view ending : {"st", "nd", "rd", "th", "."})
    if (number.size() > ending.size() && number.ends_with(ending)) number.remove_suffix(ending.size());
  return is_number(number) ? std::string(number) : std::string();
}

}  // namespace

std::string edition_words(const Record& record, std::string_view word) {
  const std::string number = edition_number(record.edition);
  return number.empty() ? record.edition : ordinal(number) + " " + std::string(word);
}
bool first_edition(const Record& record) { return edition_number(record.edition) == "1"; }

std::string month_name(int month) {
  static constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
  return month >= 1 && month <= 12 ? kMonths[month - 1] : "";
}

Day day_of(std::string_view iso) {
  Day day;
  const auto digits = [&](std::size_t at, std::size_t n) {
    return iso.size() >= at + n && is_number(iso.substr(at, n)) ? std::stoi(std::string(iso.substr(at, n))) : 0;
  };
  day.year = digits(0, 4);
  if (day.year && iso.size() >= 7 && iso[4] == '-') day.month = digits(5, 2);
  if (day.month && iso.size() >= 10 && iso[7] == '-') day.day = digits(8, 2);
  return day;
}

std::string page_range(std::string_view pages, std::string_view dash) {
  std::string text;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i] == '-') {
      while (i + 1 < pages.size() && pages[i + 1] == '-') ++i;
      text += dash;
    } else if (pages.substr(i).starts_with("–")) {
      text += dash;
      i += 2;
    } else {
      text += pages[i];
    }
  }
  return text;
}

std::string doi_address(const Record& record) {
  return record.doi.empty() ? std::string() : "https://doi.org/" + record.doi;
}
std::string address(const Record& record) { return record.doi.empty() ? record.url : doi_address(record); }

std::string language_name(std::string_view iso) {
  if (const auto place = graph::choice_named(graph::Attribute::language, iso))
    return std::string(graph::info(graph::Attribute::language).choices[*place].words.front());
  return {};
}

std::string title_or_note(const Record& record) { return record.title.empty() ? "[title not known]" : record.title; }

bool edited(const Record& record) { return record.authors.empty() && !record.editors.empty(); }

bool issued_by_author(const Record& record) {
  if (record.publisher.empty()) return true;
  const auto names = who(record);
  return names.size() == 1 && names[0].body && fold(names[0].family) == fold(record.publisher);
}

}  // namespace evident::query

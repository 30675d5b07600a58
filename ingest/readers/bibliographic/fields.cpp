// Dates, names and identifiers as exports print them. Nothing here asks the locale or the clock.
#include "ingest/readers/bibliographic/fields.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace evident::ingest {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
bool blank(char c) { return static_cast<unsigned char>(c) <= ' '; }
bool letter(char c) { return upper(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

int number(std::string_view digits) {
  int n = 0;
  for (const char c : digits.substr(0, 6)) n = n * 10 + (c - '0');
  return n;
}

struct Date {
  int year = 0, month = 0, day = 0;
};

bool plausible_year(int year) { return year >= 1000 && year <= 2999; }

// Reads runs of digits and letters in their order and gives each its part by its form.
Date date_in(std::string_view words) {
  Date date;
  // Some export "20050715".
  if (words.size() >= 8 && std::all_of(words.begin(), words.begin() + 8, digit) &&
      (words.size() == 8 || !digit(words[8]))) {
    const Date whole{number(words.substr(0, 4)), number(words.substr(4, 2)), number(words.substr(6, 2))};
    if (plausible_year(whole.year) && whole.month >= 1 && whole.month <= 12 && whole.day >= 1 &&
        whole.day <= 31)
      return whole;
  }
  int before = 0;  // a number that stood before the year or the month
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    if (digit(words[at])) {
      while (end < words.size() && digit(words[end])) ++end;
      const int n = number(words.substr(at, end - at));
      if (end - at == 4 && !date.year && plausible_year(n)) {
        date.year = n;
      } else if (end - at <= 2 && n >= 1) {
        const bool numbered = date.year && !date.month && at > 0 &&
                              (words[at - 1] == '/' || words[at - 1] == '-' || words[at - 1] == '.');
        if (numbered && n <= 12)
          date.month = n;
        else if (date.month && !date.day && n <= 31)
          date.day = n;
        else if (!before)
          before = n;
      }
    } else if (letter(words[at])) {
      while (end < words.size() && letter(words[end])) ++end;
      if (!date.month) date.month = month_of(words.substr(at, end - at));
    } else {
      end = at + 1;
    }
    at = end;
  }
  // "15 July 2005", "07/2005"
  if (before && date.month && !date.day && before <= 31) date.day = before;
  if (before && date.year && !date.month && before <= 12) date.month = before;
  if (!date.month) date.day = 0;
  return date;
}

// Initials as MEDLINE has them: capitals only, at most four, hyphens and points allowed.
bool initials(std::string_view word) {
  std::size_t capitals = 0;
  for (const char c : word) {
    if (upper(c))
      ++capitals;
    else if (c != '.' && c != '-')
      return false;
  }
  return capitals >= 1 && capitals <= 4;
}

bool suffix(std::string_view word) {
  for (const std::string_view known : {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "2nd", "3rd"})
    if (same_word(word, known)) return true;
  return false;
}

}  // namespace

LineReader::LineReader(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

bool LineReader::next() {
  if (at_ >= text_.size()) return false;
  if (feed_ == std::string_view::npos || feed_ < at_) {
    const void* found = std::memchr(text_.data() + at_, '\n', text_.size() - at_);
    feed_ = found ? static_cast<std::size_t>(static_cast<const char*>(found) - text_.data()) : text_.size();
  }
  std::size_t end = feed_, next = std::min(feed_ + 1, text_.size());
  if (const void* found = std::memchr(text_.data() + at_, '\r', end - at_)) {
    end = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
    if (end + 1 != feed_ || feed_ == text_.size()) next = end + 1;
  }
  line_ = text_.substr(at_, end - at_);
  at_ = next;
  return true;
}

std::string_view bare(std::string_view words) {
  while (!words.empty() && blank(words.front())) words.remove_prefix(1);
  while (!words.empty() && blank(words.back())) words.remove_suffix(1);
  return words;
}

bool same_word(std::string_view words, std::string_view lower_case) {
  return words.size() == lower_case.size() && std::equal(words.begin(), words.end(), lower_case.begin(),
                                                         [](char a, char b) { return lower(a) == b; });
}

std::string_view number_in(std::string_view words) {
  const auto at = std::find_if(words.begin(), words.end(), digit);
  const auto end = std::find_if_not(at, words.end(), digit);
  return words.substr(static_cast<std::size_t>(at - words.begin()), static_cast<std::size_t>(end - at));
}

void JoinedLines::begin(std::string_view words, std::uint64_t at) {
  text_ = words;
  from_ = at;
  to_ = at + words.size();
  room_ = nullptr;
}

// The room doubles, so that a value of many lines is copied twice at most.
void JoinedLines::add(std::string_view words, std::uint64_t at, WordStore& store, std::string_view between) {
  if (words.empty()) return;
  if (text_.empty()) return begin(words, at);
  const std::size_t size = text_.size() + between.size() + words.size();
  if (!room_ || size > capacity_) {
    capacity_ = std::max<std::size_t>(2 * size, 256);
    char* room = store.room(capacity_);
    (void)store.taken(capacity_);
    std::memcpy(room, text_.data(), text_.size());
    room_ = room;
  }
  std::memcpy(room_ + text_.size(), between.data(), between.size());
  std::memcpy(room_ + text_.size() + between.size(), words.data(), words.size());
  text_ = {room_, size};
  to_ = at + words.size();
}

int month_of(std::string_view word) {
  static constexpr std::string_view kMonths[] = {"january janvier januar enero jänner",
                                                 "february février februar febrero fevrier",
                                                 "march mars märz marzo maerz mrz",
                                                 "april avril abril avr abr",
                                                 "may mai mayo",
                                                 "june juin juni junio",
                                                 "july juillet juli julio",
                                                 "august août agosto aout ago",
                                                 "september septembre septiembre",
                                                 "october octobre oktober octubre okt",
                                                 "november novembre noviembre",
                                                 "december décembre dezember diciembre decembre dez"};
  if (word.size() < 3) return 0;
  // "juin" and "juillet" open alike, and so do "mai" and "mars" with other months' short forms: a short form
  // is asked of English first.
  for (const bool english : {true, false})
    for (int m = 0; m < 12; ++m) {
      std::string_view names = kMonths[m];
      for (std::size_t n = 0; !names.empty(); ++n) {
        const std::string_view name = names.substr(0, names.find(' '));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        if ((n == 0) != english || word.size() > name.size()) continue;
        if (same_word(word, name.substr(0, word.size()))) return m + 1;
      }
    }
  return 0;
}

std::string iso_date(std::string_view words) {
  const Date date = date_in(words);
  if (!date.year) return {};
  std::string iso(4, '0');
  for (int k = 3, n = date.year; k >= 0; --k, n /= 10) iso[static_cast<std::size_t>(k)] = static_cast<char>('0' + n % 10);
  const auto two = [&](int n) {
    iso += '-';
    iso += static_cast<char>('0' + n / 10);
    iso += static_cast<char>('0' + n % 10);
  };
  if (date.month) two(date.month);
  if (date.day) two(date.day);
  return iso;
}

void add_date(BibliographicRecord& record, std::string_view tag, std::string_view words, std::uint64_t begin,
              std::uint64_t end) {
  const std::string found = iso_date(words);
  if (found.empty()) {
    if (!bare(words).empty()) record.add(RecordField::other, tag, words, begin, end);
    return;
  }
  char* room = record.words.room(found.size());
  std::copy(found.begin(), found.end(), room);
  const std::string_view iso = record.words.taken(found.size());
  if (!record.find(RecordField::year)) record.add(RecordField::year, tag, iso.substr(0, 4), begin, end);
  // The most exact date of the same year stands first.
  for (FieldValue& value : record.fields)
    if (value.field == RecordField::date) {
      if (value.text.size() < iso.size() && iso.starts_with(value.text))
        value = {RecordField::date, tag, iso, {}, {}, begin, end};
      return;
    }
  record.add(RecordField::date, tag, iso, begin, end);
}

void add_person(BibliographicRecord& record, RecordField field, std::string_view tag, std::string_view words,
                std::uint64_t begin, std::uint64_t end) {
  words = bare(words);
  while (!words.empty() && (words.back() == ';' || words.back() == ','))
    words = bare(words.substr(0, words.size() - 1));
  if (words.empty()) return;
  record.add(field, tag, words, begin, end);
  FieldValue& person = record.fields.back();
  const std::size_t comma = words.find(',');
  if (comma != std::string_view::npos) {
    person.family = bare(words.substr(0, comma));
    std::string_view rest = bare(words.substr(comma + 1));
    // "Family, Suffix, Given" beside "Family, Given, Suffix"
    const std::size_t second = rest.find(',');
    if (second != std::string_view::npos) {
      const std::string_view first = bare(rest.substr(0, second)), last = bare(rest.substr(second + 1));
      rest = suffix(first) && !last.empty() ? last : first;
    }
    person.given = rest;
    return;
  }
  const std::size_t gap = words.find_last_of(" \t");
  if (gap == std::string_view::npos) return;
  std::string_view last = words.substr(gap + 1), before = bare(words.substr(0, gap));
  if (suffix(last) && before.find(' ') != std::string_view::npos) {
    const std::size_t inner = before.find_last_of(" \t");
    last = before.substr(inner + 1);
    before = bare(before.substr(0, inner));
  }
  // A word of capitals before initials is a body or printed in capitals throughout: "WHO UK" stays whole.
  const bool lower_letters =
      std::any_of(before.begin(), before.end(), [](char c) { return !upper(c) && letter(c); });
  if (initials(last) && (lower_letters || last.find('.') != std::string_view::npos)) {
    person.family = before;
    person.given = last;
  }
}

void add_each(BibliographicRecord& record, RecordField field, std::string_view tag, std::string_view words,
              std::string_view marks, std::uint64_t begin, std::uint64_t end) {
  // Joined words do not stand in the text as they are: then each has the place of all.
  const bool in_text = end - begin == words.size();
  for (std::size_t at = 0; at <= words.size();) {
    std::size_t to = words.find_first_of(marks, at);
    if (to == std::string_view::npos) to = words.size();
    const std::string_view one = bare(words.substr(at, to - at));
    if (!one.empty()) {
      const auto from = begin + static_cast<std::uint64_t>(one.data() - words.data());
      const std::uint64_t b = in_text ? from : begin, e = in_text ? from + one.size() : end;
      if (field == RecordField::author || field == RecordField::editor)
        add_person(record, field, tag, one, b, e);
      else
        record.add(field, tag, one, b, e);
    }
    at = to + 1;
  }
}

bool add_identifier(BibliographicRecord& record, std::string_view tag, std::string_view words,
                    std::uint64_t begin, std::uint64_t end) {
  if (words.find("[pmid]") != std::string_view::npos) {
    if (const std::string_view pmid = plain_pmid(words); !pmid.empty()) {
      record.add(RecordField::pmid, tag, pmid, begin, end);
      return true;
    }
  }
  if (const std::string pmcid = plain_pmcid(words); !pmcid.empty() && words.size() < pmcid.size() + 10) {
    record.add(RecordField::pmcid, tag, record.words.keep(pmcid), begin, end);
    return true;
  }
  if (const std::string doi = plain_doi(words); !doi.empty() && words.size() < doi.size() + 40) {
    record.add(RecordField::doi, tag, record.words.keep(doi), begin, end);
    return true;
  }
  return false;
}

void add_standard_numbers(BibliographicRecord& record, std::string_view tag, std::string_view words,
                          std::uint64_t begin, std::uint64_t end) {
  const std::size_t before = record.fields.size();
  for (std::size_t at = 0; at < words.size();) {
    if (!digit(words[at])) {
      ++at;
      continue;
    }
    std::size_t to = at, digits = 0, hyphens = 0;
    while (to < words.size() && (digit(words[to]) || words[to] == '-' ||
                                 ((words[to] == 'X' || words[to] == 'x') && digits >= 7))) {
      words[to] == '-' ? ++hyphens : ++digits;
      ++to;
    }
    const std::string_view one = words.substr(at, to - at);
    const bool in_text = end - begin == words.size();
    const std::uint64_t b = in_text ? begin + at : begin, e = in_text ? begin + to : end;
    if (digits == 8 && (hyphens == 1 || hyphens == 0))
      record.add(RecordField::issn, tag, one, b, e);
    else if (digits == 10 || digits == 13)
      record.add(RecordField::isbn, tag, one, b, e);
    at = to;
  }
  if (record.fields.size() == before && !bare(words).empty())
    record.add(RecordField::other, tag, words, begin, end);
}

namespace {

void join_pages(BibliographicRecord& record, std::string_view tag, std::string_view last, std::uint64_t begin,
                std::uint64_t end) {
  for (std::size_t i = record.fields.size(); i-- > 0;) {
    FieldValue& pages = record.fields[i];
    if (pages.field != RecordField::pages) continue;
    pages.begin = std::min(pages.begin, begin);
    pages.end = std::max(pages.end, end);
    const std::string_view first = pages.text;
    // Some give both pages twice.
    if (last == first || first.find('-') != std::string_view::npos) return;
    char* room = record.words.room(first.size() + last.size() + 1);
    std::memcpy(room, first.data(), first.size());
    room[first.size()] = '-';
    std::memcpy(room + first.size() + 1, last.data(), last.size());
    pages.text = record.words.taken(first.size() + last.size() + 1);
    return;
  }
  record.add(RecordField::pages, tag, last, begin, end);
}

}  // namespace

void put(BibliographicRecord& record, Meaning meaning, std::string_view tag, std::string_view words,
         std::uint64_t begin, std::uint64_t end) {
  if (bare(words).empty()) return;
  switch (meaning.form) {
    case Form::words:
    case Form::first_page:
      return record.add(meaning.field, tag, words, begin, end);
    case Form::last_page:
      return join_pages(record, tag, words, begin, end);
    case Form::person:
      return add_person(record, meaning.field, tag, words, begin, end);
    case Form::date:
      return add_date(record, tag, words, begin, end);
    case Form::number:
      return add_standard_numbers(record, tag, words, begin, end);
    case Form::people:
    case Form::list:
      return add_each(record, meaning.field, tag, words, ";", begin, end);
    case Form::identifier:
      if (!add_identifier(record, tag, words, begin, end))
        record.add(RecordField::other, tag, words, begin, end);
      return;
  }
}

void add_authors(BibliographicRecord& record, RecordField field, std::string_view tag, std::string_view words,
                 std::uint64_t begin, std::uint64_t end) {
  if (words.find(';') != std::string_view::npos) return add_each(record, field, tag, words, ";", begin, end);
  const bool in_text = end - begin == words.size();
  if (words.find(" and ") != std::string_view::npos) {
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t cut = std::min(words.find(" and ", at), words.size());
      add_person(record, field, tag, words.substr(at, cut - at), in_text ? begin + at : begin,
                 in_text ? begin + cut : end);
      at = cut + 5;
    }
    return;
  }
  // Commas part authors when each part is a name with initials.
  const auto commas = std::count(words.begin(), words.end(), ',');
  if (commas >= 2 || (commas == 1 && words.find('.') < words.find(',')))
    return add_each(record, field, tag, words, ",", begin, end);
  add_person(record, field, tag, words, begin, end);
}

void finish_record(BibliographicRecord& record) {
  bool doi = false, pmid = false, pmcid = false;
  for (FieldValue& value : record.fields) {
    if (value.begin < record.begin || value.end < value.begin)
      value.begin = value.end = record.begin;  // of an empty element
    doi = doi || value.field == RecordField::doi;
    pmid = pmid || value.field == RecordField::pmid;
    pmcid = pmcid || value.field == RecordField::pmcid;
  }
  const std::string_view database = record.text(RecordField::database);
  const bool from_pubmed =
      same_word(database, "pubmed") || same_word(database, "medline") || same_word(database, "nlm");
  const std::size_t count = record.fields.size();
  for (std::size_t i = 0; i < count; ++i) {
    const FieldValue value = record.fields[i];
    const bool address = value.field == RecordField::url;
    if (!doi && (address || value.field == RecordField::note)) {
      const bool says = value.text.find("doi") != std::string_view::npos ||
                        value.text.find("DOI") != std::string_view::npos;
      if (const std::string found = says ? plain_doi(value.text) : std::string();
          !found.empty() && (address || value.text.size() < found.size() + 24)) {
        record.add(RecordField::doi, value.tag, record.words.keep(found), value.begin, value.end);
        doi = true;
      }
    }
    if (!pmcid && address && value.text.find("/PMC") != std::string_view::npos)
      if (const std::string found = plain_pmcid(value.text); !found.empty()) {
        record.add(RecordField::pmcid, value.tag, record.words.keep(found), value.begin, value.end);
        pmcid = true;
      }
    if (!pmid && address && value.text.find("pubmed") != std::string_view::npos) {
      const std::size_t slash =
          value.text.find_last_of('/', value.text.size() - (value.text.ends_with('/') ? 2 : 1));
      const std::string_view last =
          slash == std::string_view::npos ? std::string_view() : value.text.substr(slash + 1);
      if (const std::string_view found = plain_pmid(last);
          !found.empty() && last.size() <= found.size() + 1) {
        record.add(RecordField::pmid, value.tag, found, value.begin, value.end);
        pmid = true;
      }
    }
    if (!pmid && from_pubmed && value.field == RecordField::accession)
      if (const std::string_view found = plain_pmid(value.text); found.size() == value.text.size()) {
        record.add(RecordField::pmid, value.tag, found, value.begin, value.end);
        pmid = true;
      }
  }
}

}  // namespace evident::ingest

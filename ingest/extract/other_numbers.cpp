// One pass over the bytes. At each figure the words behind it say what it is; those before it how it is meant.
#include "ingest/extract/other_numbers.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <tuple>

#include "ingest/classify/languages.hpp"
#include "ingest/extract/numbers.hpp"

namespace evident::ingest {
namespace {

using Kind = OtherNumber::Kind;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || static_cast<unsigned char>(c) >= 0xC3; }

// Blanks of all kinds at `at`: how many bytes.
std::size_t blanks(std::string_view s, std::size_t at) {
  std::size_t n = 0;
  while (at + n < s.size()) {
    const std::string_view rest = s.substr(at + n);
    if (rest[0] == ' ' || rest[0] == '\n')
      n += 1;
    else if (rest.starts_with("\xC2\xA0"))
      n += 2;
    else if (rest.starts_with("\xE2\x80\xAF") || rest.starts_with("\xE2\x80\x89"))
      n += 3;
    else
      break;
  }
  return n;
}

// A figure at `at`, in ASCII or full width: its digit and length.
std::pair<char, std::size_t> figure_at(std::string_view s, std::size_t at) {
  if (at >= s.size()) return {0, 0};
  if (digit(s[at])) return {s[at], 1};
  if (s.substr(at).starts_with("\xEF\xBC") && at + 2 < s.size()) {
    const auto c = static_cast<unsigned char>(s[at + 2]);
    if (c >= 0x90 && c <= 0x99) return {static_cast<char>('0' + (c - 0x90)), 3};
  }
  return {0, 0};
}
std::size_t figures_from(std::string_view s, std::size_t at, std::string& digits) {
  const std::size_t begin = at;
  for (auto [d, n] = figure_at(s, at); n > 0; std::tie(d, n) = figure_at(s, at)) {
    digits += d;
    at += n;
  }
  return at - begin;
}

struct Figure {
  double value = 0;
  std::size_t end = 0;
  bool grouped = false;  // with marks between thousands
  bool whole = true;
};

std::optional<Figure> read_figure(std::string_view s, std::size_t at, bool decimal_comma) {
  std::string whole, fraction;
  std::size_t i = at + figures_from(s, at, whole);
  if (whole.empty() || whole.size() > 15) return std::nullopt;
  Figure out;
  while (i < s.size()) {
    // Three figures behind a mark of thousands, and no fourth.
    std::size_t mark = 0;
    const char thousands = decimal_comma ? '.' : ',';
    if (s[i] == thousands || s[i] == '\'')
      mark = 1;
    else if (decimal_comma)
      mark = s[i] == '\n' ? 0 : blanks(s, i);
    std::string group;
    const std::size_t size = mark ? figures_from(s, i + mark, group) : 0;
    if (!mark || group.size() != 3 || (whole.size() > 3 && !out.grouped) || whole == "0") break;
    whole += group;
    out.grouped = true;
    i += mark + size;
  }
  const char point = decimal_comma ? ',' : '.';
  if (i < s.size() && (s[i] == point || (!out.grouped && s[i] == '.') || s.substr(i).starts_with("．"))) {
    const std::size_t mark = s[i] == point || s[i] == '.' ? 1 : 3;
    if (const std::size_t size = figures_from(s, i + mark, fraction)) i += mark + size;
  }
  out.whole = fraction.empty();
  out.value = std::stod(whole + "." + (fraction.empty() ? "0" : fraction.substr(0, 12)));
  out.end = i;
  return out;
}

// Chinese numerals up to the hundreds: "十八", "一百二十", "十二点五".
std::optional<double> han_number(std::string_view s, std::size_t& at) {
  constexpr std::array<std::string_view, 10> kDigits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  double total = 0, current = 0, place = 0;
  bool any = false;
  while (at < s.size()) {
    const std::string_view c = s.substr(at, 3);
    const auto d = c == "两" ? kDigits.begin() + 2 : std::find(kDigits.begin(), kDigits.end(), c);
    if (d != kDigits.end()) {
      const auto value = static_cast<double>(d - kDigits.begin());
      if (place > 0)
        total += value * place, place /= 10;
      else
        current = value;
    } else if (c == "十" || c == "百") {
      total += (current == 0 ? 1 : current) * (c == "十" ? 10 : 100);
      current = 0;
    } else if (c == "点" && any) {
      place = 0.1;
      total += current;
      current = 0;
    } else {
      break;
    }
    any = true;
    at += 3;
  }
  return any ? std::optional(total + current) : std::nullopt;
}

struct Word {
  std::string_view written;
  double scale;           // of scales
  std::string_view unit;  // of currencies
};
// What is written straight behind or, in alphabets, behind blanks; the longest first.
constexpr std::array<Word, 20> kScales{{{"Milliarden", 1e9, ""}, {"Milliarde", 1e9, ""}, {"milliards", 1e9, ""},
                                        {"milliard", 1e9, ""},   {"Millionen", 1e6, ""}, {"millones", 1e6, ""},
                                        {"milhões", 1e6, ""},    {"Million", 1e6, ""},   {"millions", 1e6, ""},
                                        {"million", 1e6, ""},    {"millón", 1e6, ""},    {"milhão", 1e6, ""},
                                        {"Mrd.", 1e9, ""},       {"Mio.", 1e6, ""},      {"Tausend", 1e3, ""},
                                        {"mille", 1e3, ""},      {"mil", 1e3, ""},       {"亿", 1e8, ""},
                                        {"万", 1e4, ""},         {"千", 1e3, ""}}};
constexpr std::array<Word, 22> kCurrencies{{{"euros", 0, "EUR"},   {"Euros", 0, "EUR"},  {"Euro", 0, "EUR"},
                                            {"euro", 0, "EUR"},    {"EUR", 0, "EUR"},    {"欧元", 0, "EUR"},
                                            {"€", 0, "EUR"},       {"dólares", 0, "USD"}, {"dollars", 0, "USD"},
                                            {"US-Dollar", 0, "USD"}, {"Dollar", 0, "USD"}, {"USD", 0, "USD"},
                                            {"美元", 0, "USD"},    {"Pfund", 0, "GBP"},  {"libras", 0, "GBP"},
                                            {"livres sterling", 0, "GBP"}, {"英镑", 0, "GBP"}, {"£", 0, "GBP"},
                                            {"reais", 0, "BRL"},   {"人民币", 0, "CNY"}, {"元", 0, "CNY"},
                                            {"francs", 0, "CHF"}}};
constexpr std::array<std::string_view, 12> kPoints{"Prozentpunkten", "Prozentpunkte", "Prozentpunkt", "puntos porcentuales",
                                                   "punto porcentual", "pontos percentuais", "ponto percentual",
                                                   "points de pourcentage", "point de pourcentage", "个百分点",
                                                   "punti percentuali", "procentenheter"};
constexpr std::array<std::string_view, 12> kPercent{"%", "％", "Prozent", "por ciento", "por cento", "pour cent", "per cento",
                                                    "procent", "v. H.", "vH", "percent", "﹪"};
constexpr std::array<std::string_view, 26> kTime{
    "Jahre", "Jahr", "Monat", "Woche", "Tag", "Stunde", "Minute", "años", "año", "meses", "mes", "semanas", "días",
    "horas", "ans", "années", "année", "mois", "semaines", "jours", "heures", "anos", "岁", "年", "月", "天"};
// "95 %-KI", "IC del 95 %", "95％可信区间": how sure a figure is.
constexpr std::array<std::string_view, 9> kInterval{"KI", "CI", "IC", "Konfidenz", "-KI", "-Konfidenz", "置信区间", "可信区间", "CrI"};

struct Qualifier {
  std::string_view written, comparator;
};
constexpr std::array<Qualifier, 34> kQualifiers{{{"mehr als", "gt"},  {"über", "gt"},     {"mindestens", "gt"},
                                                 {"weniger als", "lt"}, {"unter", "lt"},  {"höchstens", "lt"},
                                                 {"knapp", "approx"}, {"etwa", "approx"}, {"rund", "approx"},
                                                 {"ungefähr", "approx"}, {"circa", "approx"}, {"ca.", "approx"},
                                                 {"más de", "gt"},    {"al menos", "gt"}, {"menos de", "lt"},
                                                 {"alrededor de", "approx"}, {"cerca de", "approx"}, {"unos", "approx"},
                                                 {"aproximadamente", "approx"}, {"plus de", "gt"}, {"au moins", "gt"},
                                                 {"moins de", "lt"},  {"environ", "approx"}, {"près de", "approx"},
                                                 {"mais de", "gt"},   {"pelo menos", "gt"}, {"超过", "gt"},
                                                 {"至少", "gt"},      {"不足", "lt"},     {"少于", "lt"},
                                                 {"大约", "approx"},  {"约", "approx"},   {"近", "approx"},
                                                 {"oltre", "gt"}}};

template <class List>
std::string_view first_of(std::string_view rest, const List& list) {
  for (const std::string_view one : list)
    if (rest.starts_with(one)) return one;
  return {};
}
// As first_of, where no letter of an alphabet goes on.
const Word* word_at(std::string_view rest, std::span<const Word> words) {
  for (const Word& w : words)
    if (rest.starts_with(w.written)) {
      const bool alphabet = letter(w.written.back()) && static_cast<unsigned char>(w.written.front()) < 0xE0;
      if (alphabet && rest.size() > w.written.size() && letter(rest[w.written.size()])) continue;
      return &w;
    }
  return nullptr;
}

class Scanner {
 public:
  Scanner(std::string_view sentence, std::string_view language)
      : s_(sentence), comma_(writes_decimal_comma(language)), han_(language == "zh" || language == "ja") {}

  std::vector<OtherNumber> run() {
    std::size_t i = 0;
    while (i < s_.size()) {
      if (s_.substr(i).starts_with("百分之")) {
        std::size_t at = i + std::string_view("百分之").size();
        std::optional<double> value;
        if (const auto f = read_figure(s_, at, false))
          value = f->value, at = f->end;
        else
          value = han_number(s_, at);
        if (value) put(Kind::share, i, at, decimal(*value), "%", "eq");
        i = std::max(at, i + 3);
        continue;
      }
      const auto [d, size] = figure_at(s_, i);
      if (!size) {
        ++i;
        continue;
      }
      // "COVID-19", "H1N1": part of a name.
      const bool in_name = i > 0 && (letter(s_[i - 1]) || (s_[i - 1] == '-' && i > 1 && letter(s_[i - 2]))) && !after_han(i);
      const auto figure = read_figure(s_, i, comma_);
      if (!figure) {
        ++i;
        continue;
      }
      i = in_name ? figure->end : number(i, *figure);
    }
    return std::move(found_);
  }

 private:
  // Han is written without blanks: a figure may follow at once.
  bool after_han(std::size_t i) const { return han_ && i >= 3 && static_cast<unsigned char>(s_[i - 3]) >= 0xE3; }

  void put(Kind kind, std::size_t begin, std::size_t end, std::string value, std::string unit, std::string_view comparator) {
    OtherNumber n;
    n.kind = kind;
    n.begin = static_cast<std::uint32_t>(begin);
    n.end = static_cast<std::uint32_t>(end);
    n.value = std::move(value);
    n.unit = std::move(unit);
    n.comparator = comparator;
    for (const Qualifier& q : kQualifiers) {
      std::string_view before = s_.substr(0, begin);
      while (before.ends_with(' ')) before.remove_suffix(1);
      if (comparator != "eq" || !ends_in(before, q.written)) continue;
      n.comparator = q.comparator;
      n.begin = static_cast<std::uint32_t>(before.size() - q.written.size());
      break;
    }
    found_.push_back(std::move(n));
  }

  // Also with a capital: a sentence may begin with it.
  static bool ends_in(std::string_view text, std::string_view words) {
    if (text.size() < words.size()) return false;
    const std::string_view last = text.substr(text.size() - words.size());
    return last.substr(1) == words.substr(1) && (last[0] == words[0] || (last[0] | 32) == words[0]);
  }

  // "p = ", "P＜", "n = " stand before it.
  bool of_test_or_sample(std::size_t begin) const {
    std::string_view before = s_.substr(0, begin);
    bool sign = false;
    while (!before.empty()) {
      const std::string_view mark = last_of(before, {" ", "=", "<", ">", "＝", "＜", "＞", "≤", "≥", "\xC2\xA0"});
      if (mark.empty()) break;
      sign = sign || (mark != " " && mark != "\xC2\xA0");
      before.remove_suffix(mark.size());
    }
    if (!sign || before.empty()) return false;
    const char c = before.back();
    const bool alone = before.size() == 1 || !letter(before[before.size() - 2]) || after_han(before.size() - 1);
    return alone && (c == 'p' || c == 'P' || c == 'n' || c == 'N');
  }
  static std::string_view last_of(std::string_view text, std::initializer_list<std::string_view> marks) {
    for (const std::string_view m : marks)
      if (text.ends_with(m)) return m;
    return {};
  }

  // Past the number that begins at `begin`.
  std::size_t number(std::size_t begin, const Figure& first) {
    if (of_test_or_sample(begin)) return first.end;
    Figure last = first;
    bool range = false;
    // "12 bis 15 %", "10–20％"
    std::size_t at = first.end + blanks(s_, first.end);
    constexpr std::array<std::string_view, 9> kTo{"–", "-", "—", "bis ", "a ", "à ", "至", "～", "~"};
    if (const std::string_view to = first_of(s_.substr(at), kTo); !to.empty()) {
      const std::size_t second = at + to.size() + blanks(s_, at + to.size());
      if (const auto f = read_figure(s_, second, comma_); f && f->value > first.value) {
        last = *f;
        range = true;
      }
    }
    std::size_t end = last.end, next = end + blanks(s_, end);
    double scale = 1;
    if (const Word* w = word_at(s_.substr(next), kScales)) {
      scale = w->scale;
      end = next + w->written.size();
      next = end + blanks(s_, end);
    }
    const auto value = [&] {
      return range ? decimal(first.value * scale) + "-" + decimal(last.value * scale) : decimal(first.value * scale);
    };
    const std::string_view comparator = range ? "range" : "eq";
    const std::string_view rest = s_.substr(next);
    if (const std::string_view p = first_of(rest, kPoints); !p.empty()) {
      put(Kind::points, begin, next + p.size(), value(), "percentage points", comparator);
      return next + p.size();
    }
    if (const std::string_view p = first_of(rest, kPercent); !p.empty()) {
      const std::size_t stop = next + p.size();
      const std::string_view behind = s_.substr(stop + blanks(s_, stop));
      if (first_of(behind, kInterval).empty() && !interval_before(begin)) put(Kind::share, begin, stop, value(), "%", comparator);
      return stop;
    }
    std::size_t of = next;
    for (const std::string_view link : {"de ", "d'", "d’"})
      if (scale > 1 && rest.starts_with(link)) of = next + link.size();
    if (const Word* w = word_at(s_.substr(of), kCurrencies)) {
      put(Kind::money, begin, of + w->written.size(), value(), std::string(w->unit), comparator);
      return of + w->written.size();
    }
    if (const auto [unit, from] = currency_before(begin); !unit.empty()) {
      put(Kind::money, from, end, value(), std::string(unit), comparator);
      return end;
    }
    if (!first_of(rest, kTime).empty() || (first.whole && !first.grouped && first.value >= 1800 && first.value < 2100) ||
        !first.whole)
      return end;
    if (const std::string noun = noun_at(next); !noun.empty()) put(Kind::count, begin, next + noun.size(), value(), noun, comparator);
    return end;
  }

  bool interval_before(std::size_t begin) const {
    const std::string_view before = s_.substr(begin > 12 ? begin - 12 : 0, std::min<std::size_t>(begin, 12));
    return before.find("IC ") != before.npos || before.find("KI ") != before.npos;
  }
  std::pair<std::string_view, std::size_t> currency_before(std::size_t begin) const {
    std::string_view before = s_.substr(0, begin);
    while (before.ends_with(' ')) before.remove_suffix(1);
    constexpr std::array<Qualifier, 6> kSigns{{{"R$", "BRL"}, {"US$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"$", "USD"}, {"¥", "CNY"}}};
    for (const Qualifier& sign : kSigns)
      if (before.ends_with(sign.written)) return {sign.comparator, before.size() - sign.written.size()};
    return {};
  }

  // The word behind a count: letters up to the next blank or mark; in Han the measure word.
  std::string noun_at(std::size_t at) const {
    if (at >= s_.size()) return {};
    if (han_) {
      constexpr std::array<std::string_view, 10> kMeasures{"名", "例", "人", "个", "家", "次", "位", "所", "项", "户"};
      return std::string(first_of(s_.substr(at), kMeasures));
    }
    std::size_t end = at;
    while (end < s_.size() && (letter(s_[end]) || (static_cast<unsigned char>(s_[end]) & 0xC0) == 0x80)) ++end;
    const std::string_view noun = s_.substr(at, end - at);
    return noun.size() > 3 ? std::string(noun) : std::string();
  }

  std::string_view s_;
  bool comma_, han_;
  std::vector<OtherNumber> found_;
};

}  // namespace

std::vector<OtherNumber> other_numbers(std::string_view sentence, std::string_view language) {
  return Scanner(sentence, language).run();
}

std::string sample_size(std::string_view sentence, std::string_view language) {
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if ((sentence[i] | 32) != 'n' || (i > 0 && letter(sentence[i - 1]))) continue;
    std::size_t at = i + 1 + blanks(sentence, i + 1);
    const std::string_view sign = sentence.substr(at).starts_with("=") ? "=" : sentence.substr(at).starts_with("＝") ? "＝" : "";
    if (sign.empty()) continue;
    at += sign.size();
    at += blanks(sentence, at);
    if (const auto f = read_figure(sentence, at, writes_decimal_comma(language)); f && f->whole) return decimal(f->value);
  }
  return {};
}

}  // namespace evident::ingest

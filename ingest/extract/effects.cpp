// Read from characters, not words: brackets, signs and points carry the meaning here. The text is first brought to
// plain signs (a middle dot between digits is a point, every dash a minus, every odd blank a blank) with the place
// of each in the original.
#include "ingest/extract/effects.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

namespace evident::ingest {
namespace {

struct Name {
  std::string_view words;
  std::string_view measure;
  bool letters;  // an abbreviation: it is an effect only with its number right behind it
};
// Longer names first where one begins another.
constexpr std::array<Name, 44> kNames{{
    {"odds ratio", "odds_ratio", false},
    {"risk ratio", "risk_ratio", false},
    {"relative risk reduction", "relative_reduction", false},
    {"relative risk", "risk_ratio", false},
    {"hazard ratio", "hazard_ratio", false},
    {"hazards ratio", "hazard_ratio", false},
    {"incidence rate ratio", "rate_ratio", false},
    {"rate ratio", "rate_ratio", false},
    {"prevalence ratio", "risk_ratio", false},
    {"standardised mean difference", "standardised_mean_difference", false},
    {"standardized mean difference", "standardised_mean_difference", false},
    {"weighted mean difference", "mean_difference", false},
    {"mean difference", "mean_difference", false},
    {"difference in means", "mean_difference", false},
    {"risk difference", "risk_difference", false},
    {"rate difference", "risk_difference", false},
    {"absolute risk reduction", "risk_difference", false},
    {"cohen's d", "standardised_mean_difference", false},
    {"cohen d", "standardised_mean_difference", false},
    {"hedges' g", "standardised_mean_difference", false},
    {"hedges g", "standardised_mean_difference", false},
    {"hedges's g", "standardised_mean_difference", false},
    {"effect size", "effect_size", false},
    {"correlation coefficient", "correlation", false},
    {"regression coefficient", "coefficient", false},
    {"number needed to treat", "number_needed", false},
    {"number needed to harm", "number_needed", false},
    {"aOR", "odds_ratio", true},
    {"AOR", "odds_ratio", true},
    {"ORs", "odds_ratio", true},
    {"OR", "odds_ratio", true},
    {"aRR", "risk_ratio", true},
    {"IRR", "rate_ratio", true},
    {"RR", "risk_ratio", true},
    {"aHR", "hazard_ratio", true},
    {"AHR", "hazard_ratio", true},
    {"HR", "hazard_ratio", true},
    {"SMD", "standardised_mean_difference", true},
    {"WMD", "mean_difference", true},
    {"MD", "mean_difference", true},
    {"ARR", "risk_difference", true},
    {"RD", "risk_difference", true},
    {"NNT", "number_needed", true},
    {"NNH", "number_needed", true},
}};
// One letter, read only with an equals sign: "r = 0.45", "d=0.3", "β = -0.21".
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kLetters{
    {{"r", "correlation"}, {"d", "standardised_mean_difference"}, {"g", "standardised_mean_difference"},
     {"B", "coefficient"}, {"b", "coefficient"}, {"ES", "effect_size"}}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
// The names that begin with that letter, in their order.
const std::vector<std::size_t>& names_with(char letter) {
  static const std::array<std::vector<std::size_t>, 256> all = [] {
    std::array<std::vector<std::size_t>, 256> by_letter;
    for (std::size_t n = 0; n < kNames.size(); ++n)
      by_letter[static_cast<unsigned char>(lower(kNames[n].words[0]))].push_back(n);
    return by_letter;
  }();
  return all[static_cast<unsigned char>(lower(letter))];
}

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80); }
bool latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool ascii(std::string_view words) {
  std::uint64_t all = 0;
  std::size_t i = 0;
  for (std::uint64_t eight; i + sizeof eight <= words.size(); i += sizeof eight) {
    std::memcpy(&eight, words.data() + i, sizeof eight);
    all |= eight;
  }
  for (; i < words.size(); ++i) all |= static_cast<unsigned char>(words[i]);
  return !(all & 0x8080808080808080u);
}

class Scanner {
 public:
  explicit Scanner(std::string_view words) : text_(words) {
    if (ascii(words)) return;  // plain already
    make_plain(words);
    text_ = plain_;
  }

  std::vector<EffectSize> run() {
    for (std::size_t i = 0; i < text_.size();) {
      const std::uint8_t may = signs(i);
      const std::size_t next = may & ~kWord && word_begins(i) ? read(i, may) : i;
      i = next > i ? next : may & kWord ? word_end(i) : i + 1;
    }
    return std::move(found_);
  }

 private:
  // What begins with the word at i, of which its first sign says what it may be; the place behind it, or i.
  std::size_t read(std::size_t i, std::uint8_t may) {
    std::size_t end = i;
    if (may & kName && opens_name(i))
      if (auto effect = named(i, end)) {
        behind(*effect, end);
        keep(*effect, i, end);
        return end;
      }
    if (may & kInterval && interval_mark(i)) return before_interval(i);
    if (may & kChance)
      if (const auto p = p_value(i, end)) {
        EffectSize alone;
        alone.p = p->first;
        alone.p_sign = p->second;
        // "improved by 3.1 points (p = 0.02)": of the last effect, where the p-value stands near and it has none.
        if (!found_.empty() && !found_.back().p && i - last_end_ < 40 && text_.find_first_of(".;", last_end_) >= i) {
          found_.back().p = alone.p;
          found_.back().p_sign = alone.p_sign;
          found_.back().end = place(end);
        } else {
          keep(alone, i, end);
        }
        last_end_ = end;
        return end;
      }
    return i;
  }

  void make_plain(std::string_view words) {
    plain_.reserve(words.size());
    at_.reserve(words.size() + 1);
    for (std::size_t i = 0; i < words.size();) {
      if (!(words[i] & 0x80)) {
        plain_ += words[i];
        at_.push_back(static_cast<std::uint32_t>(i++));
        continue;
      }
      const auto put = [&](std::string_view sign, std::size_t bytes) {
        for (const char c : sign) {
          plain_ += c;
          at_.push_back(static_cast<std::uint32_t>(i));
        }
        i += bytes;
      };
      const auto is = [&](std::string_view sign) { return words.substr(i, sign.size()) == sign; };
      if (is("\xC2\xB7") || is("\xCB\x99")) put(".", 2);                                 // · ˙
      else if (is("\xE2\x88\x99") || is("\xE2\x8B\x85")) put(".", 3);                    // ∙ ⋅
      else if (is("\xE2\x80\x90") || is("\xE2\x80\x91") || is("\xE2\x80\x92") || is("\xE2\x80\x93") ||
               is("\xE2\x80\x94") || is("\xE2\x88\x92") || is("\xEF\xBC\x8D") || is("\xEF\xB9\xA3"))
        put("-", 3);
      else if (is("\xC2\xA0")) put(" ", 2);
      else if (is("\xE2\x80\x89") || is("\xE2\x80\xAF") || is("\xE2\x80\x8A") || is("\xE2\x80\x82") || is("\xE2\x80\x83")) put(" ", 3);
      else if (is("\xE2\x89\xA4") || is("\xE2\xA9\xBD") || is("\xEF\xBC\x9C")) put("<", 3);  // ≤ ⩽ ＜
      else if (is("\xE2\x89\xA5") || is("\xE2\xA9\xBE") || is("\xEF\xBC\x9E")) put(">", 3);
      else if (is("\xEF\xBC\x9D")) put("=", 3);
      else if (is("\xEF\xBC\x88")) put("(", 3);
      else if (is("\xEF\xBC\x89")) put(")", 3);
      else if (is("\xEF\xBC\x8C")) put(",", 3);
      else if (is("\xEF\xBC\x9B")) put(";", 3);
      else if (is("\xEF\xBC\x9A")) put(":", 3);
      else if (is("\xE2\x80\x99")) put("'", 3);
      else put(words.substr(i, 1), 1);
    }
    at_.push_back(static_cast<std::uint32_t>(words.size()));
  }

  std::uint32_t place(std::size_t i) const { return at_.empty() ? static_cast<std::uint32_t>(i) : at_[i]; }

  // What a sign may be: part of a word, and the first of a name, of the words for an interval, of a p-value.
  static constexpr std::uint8_t kWord = 1, kName = 2, kInterval = 4, kChance = 8;
  std::uint8_t signs(std::size_t i) const {
    static constexpr std::array<std::uint8_t, 256> kSigns = [] {
      std::array<std::uint8_t, 256> all{};
      const auto mark = [&](char c, std::uint8_t what) { all[static_cast<unsigned char>(c)] |= what; };
      for (int c = 0; c < 256; ++c)
        if (letter(static_cast<char>(c)) || digit(static_cast<char>(c))) mark(static_cast<char>(c), kWord);
      for (const Name& name : kNames) {
        mark(name.words[0], kName);
        if (!name.letters && name.words[0] >= 'a') mark(static_cast<char>(name.words[0] - 32), kName);
      }
      for (const auto& [sign, measure] : kLetters) mark(sign[0], kName);
      mark('\xCE', kName);
      for (const char c : std::string_view("cCIK089")) mark(c, kInterval);
      for (const char c : std::string_view("pP")) mark(c, kChance);
      return all;
    }();
    return kSigns[static_cast<unsigned char>(text_[i])];
  }
  std::size_t word_end(std::size_t i) const {
    while (i < text_.size() && signs(i) & kWord) ++i;
    return i;
  }
  // Most words are turned away by their first two letters. A letter alone and one outside ASCII are looked at further.
  bool opens_name(std::size_t i) const {
    static const std::bitset<65536> kPairs = [] {
      std::bitset<65536> pairs;
      const auto mark = [&](char a, char b) { pairs.set(static_cast<unsigned char>(a) * 256u + static_cast<unsigned char>(b)); };
      const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
      for (const Name& name : kNames) {
        const char a = name.words[0], b = name.words[1];
        mark(a, b);
        if (name.letters) continue;
        mark(upper(a), b), mark(a, upper(b)), mark(upper(a), upper(b));
      }
      for (const auto& [sign, measure] : kLetters)
        if (sign.size() > 1) mark(sign[0], sign[1]);
      return pairs;
    }();
    if (word_ends(i + 1) || (text_[i] & 0x80)) return true;
    return kPairs[static_cast<unsigned char>(text_[i]) * 256u + static_cast<unsigned char>(text_[i + 1])];
  }
  bool word_begins(std::size_t i) const { return i == 0 || !(letter(text_[i - 1]) || digit(text_[i - 1])); }
  bool word_ends(std::size_t i) const { return i >= text_.size() || !(letter(text_[i]) || digit(text_[i])); }
  bool folded(std::size_t i, std::string_view words) const {
    if (i + words.size() > text_.size()) return false;
    for (std::size_t k = 0; k < words.size(); ++k)
      if (lower(text_[i + k]) != words[k]) return false;
    return true;
  }
  bool point_at(std::size_t i) const { return i < text_.size() && text_[i] == '.'; }
  std::size_t blanks(std::size_t i) const {
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\n' || text_[i] == '\t' || text_[i] == '\r')) ++i;
    return i;
  }

  // A decimal; "1,06" where a comma parts decimals, "1,204" where it parts thousands. i moves behind it.
  std::optional<double> number(std::size_t& i, bool sign = true) const {
    std::size_t k = i;
    std::string plain;
    if (sign && k < text_.size() && (text_[k] == '-' || text_[k] == '+')) {
      if (text_[k] == '-') plain += '-';
      k = blanks(k + 1);
    }
    const std::size_t first = k;
    while (k < text_.size() && digit(text_[k])) plain += text_[k++];
    const std::size_t whole = k - first;
    if (k + 1 < text_.size() && text_[k] == '.' && digit(text_[k + 1])) {
      plain += '.';
      if (whole == 0) plain.insert(plain.end() - 1, '0');
      for (++k; k < text_.size() && digit(text_[k]); ++k) plain += text_[k];
    } else if (whole && k + 1 < text_.size() && text_[k] == ',' && digit(text_[k + 1])) {
      std::size_t places = 0;
      while (k + 1 + places < text_.size() && digit(text_[k + 1 + places])) ++places;
      if (places == 3 && whole <= 3 && text_[first] != '0') {
        for (std::size_t p = 0; p < 3; ++p) plain += text_[k + 1 + p];
        k += 4;
      } else if (places <= 2 || text_[first] == '0') {
        plain += '.';
        for (std::size_t p = 0; p < places; ++p) plain += text_[k + 1 + p];
        k += 1 + places;
      }
    } else if (!whole) {
      return std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
    if (k < text_.size() && letter(text_[k]) && k + 1 < text_.size() && letter(text_[k + 1])) {
      // "1.5times" happens, "2nd" and "3D" are no numbers.
      if (folded(k, "st") || folded(k, "nd") || folded(k, "rd") || folded(k, "th")) return std::nullopt;
    }
    i = k;
    return value;
  }

  // Behind a name: brackets, signs and little words up to the number, and what it is an abbreviation of.
  std::optional<std::size_t> to_number(std::size_t i, bool letters) const {
    static constexpr std::array<std::string_view, 24> kFill{
        {"of", "was", "is", "were", "are", "for", "the", "be", "adjusted", "pooled", "estimated", "from", "at", "about",
         "approximately", "or", "rr", "hr", "md", "smd", "irr", "s", "being", "to"}};
    bool spelled = false;
    for (std::size_t words = 0; i < text_.size();) {
      const char c = text_[i];
      if (digit(c)) return i;
      if ((c == '.' || c == '-' || c == '+') && i + 1 < text_.size() && (digit(text_[i + 1]) || (c != '.' && point_at(blanks(i + 1))))) return i;
      if (c == '-' && i + 2 < text_.size() && text_[i + 1] == ' ' && digit(text_[i + 2]) && (text_[i - 1] == ' ' || text_[i - 1] == '=')) return i;
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '=' || c == ':' || c == ',' || c == '[' || c == '(' || c == ']' || c == ')' || c == '~') {
        if ((c == ')' || c == ']') && letters && !spelled) return std::nullopt;  // "(OR) 12 patients"
        ++i;
        continue;
      }
      if (!letter(c)) return std::nullopt;
      std::size_t end = i;
      while (end < text_.size() && letter(text_[end])) ++end;
      std::string word;
      for (std::size_t k = i; k < end; ++k) word += lower(text_[k]);
      const bool fill = std::find(kFill.begin(), kFill.end(), word) != kFill.end();
      if (!fill || (letters && word != "of" && word != "was" && word != "is" && word != "were")) return std::nullopt;
      if (word == "or" || word == "rr" || word == "hr" || word == "md" || word == "smd" || word == "irr") {
        if (text_[i] == 'o' || text_[i] == 'r' || text_[i] == 'h') return std::nullopt;  // a plain "or"
        spelled = true;
      }
      if (++words > 5) return std::nullopt;
      i = end;
    }
    return std::nullopt;
  }

  std::optional<EffectSize> named(std::size_t i, std::size_t& end) const {
    if (!word_begins(i) || !letter(text_[i]) || !opens_name(i)) return std::nullopt;
    for (const std::size_t n : names_with(text_[i])) {
      const Name& name = kNames[n];
      if (name.letters ? text_.compare(i, name.words.size(), name.words) != 0 : !folded(i, name.words)) continue;
      std::size_t behind = i + name.words.size();
      if (!name.letters && behind < text_.size() && text_[behind] == 's') ++behind;
      if (!word_ends(behind)) continue;
      const auto at = to_number(behind, name.letters);
      if (!at) return std::nullopt;
      auto effect = read_value(*at, name.measure, name.letters, end);
      // "12 OR 14 visits": without a sign between them only a decimal, or an interval behind it, makes it one.
      if (effect && name.letters && blanks(behind) == *at && text_.substr(*at, end - *at).find_first_of(".,") == std::string::npos) {
        std::size_t next = blanks(end);
        while (next < text_.size() && (text_[next] == '(' || text_[next] == '[' || text_[next] == ',' || text_[next] == ';' || text_[next] == ' ')) ++next;
        if (next >= text_.size() || !interval_mark(next)) return std::nullopt;
      }
      return effect;
    }
    if (!word_ends(i + 1) && !word_ends(i + 2)) return std::nullopt;  // of one or two signs, all of them
    for (const auto& [sign, measure] : kLetters) {
      if (text_.compare(i, sign.size(), sign) != 0 || !word_ends(i + sign.size())) continue;
      std::size_t k = blanks(i + sign.size());
      if (k >= text_.size() || text_[k] != '=') continue;
      k = blanks(k + 1);
      return read_value(k, measure, true, end);
    }
    if (text_.compare(i, 2, "\xCE\xB2") == 0) {  // β
      std::size_t k = blanks(i + 2);
      if (k < text_.size() && text_[k] == '=') return read_value(blanks(k + 1), "coefficient", true, end);
    }
    return std::nullopt;
  }

  std::optional<EffectSize> read_value(std::size_t at, std::string_view measure, bool letters, std::size_t& end) const {
    // "odds ratio (95% CI) 1.2": the interval's name stands before the value.
    EffectSize effect;
    effect.measure = measure;
    if (std::size_t level_end = 0; interval_words(at, level_end, effect.level)) {
      std::size_t k = level_end;
      while (k < text_.size() && (text_[k] == ')' || text_[k] == ']' || text_[k] == ' ' || text_[k] == '=' || text_[k] == ':' || text_[k] == ',')) ++k;
      at = k;
    }
    std::size_t k = at;
    const auto value = number(k);
    if (!value) return std::nullopt;
    const bool ratio = measure.ends_with("ratio");
    if (ratio && (*value < 0 || (k < text_.size() && text_[k] == '%'))) return std::nullopt;
    // "HR 72", "RR 135/80": a heart rate, a pressure.
    if (ratio && letters && (*value > 60 || (k < text_.size() && text_[k] == '/'))) return std::nullopt;
    if (measure == "correlation" && (*value > 1 || *value < -1)) return std::nullopt;
    effect.value = value;
    end = k;
    return effect;
  }

  // "95% CI", "95 per cent confidence interval", "CI", "CrI", "CI95%": its end and its level.
  bool interval_words(std::size_t i, std::size_t& end, std::optional<double>& level) const {
    std::size_t k = i;
    if (k >= text_.size()) return false;
    std::optional<double> of;
    if (digit(text_[k])) {
      if (text_[k] != '9' && text_[k] != '8' && text_[k] != '0') return false;  // no level begins otherwise
      const auto n = number(k, false);
      if (!n || *n < 80 || *n >= 100) return false;
      k = blanks(k);
      if (k < text_.size() && text_[k] == '%') {
        ++k;
      } else if (folded(k, "per cent")) {
        k += 8;
      } else if (folded(k, "percent")) {
        k += 7;
      } else if (!folded(k, "ci")) {
        return false;
      }
      of = n;
      k = blanks(k);
      if (k < text_.size() && text_[k] == '-') k = blanks(k + 1);
    } else if (!word_begins(i)) {
      return false;
    }
    std::size_t after = 0;
    if (k + 1 >= text_.size() || (lower(text_[k]) != 'c' && text_[k] != 'K' && text_[k] != 'I')) return false;
    // Most words with a "c" go on otherwise: "can", "change", "cost".
    if (const char second = lower(text_[k + 1]); second != 'o' && second != 'r' && second != 'i' && second != 'c' && second != '.') return false;
    for (const std::string_view words : {"confidence intervals", "confidence interval", "confidence limits", "credible interval",
                                         "credibility interval", "conf. interval", "confidence-interval"})
      if (folded(k, words)) {
        after = k + words.size();
        break;
      }
    if (!after) {
      if (text_.compare(k, 3, "CIs") == 0 || text_.compare(k, 3, "CrI") == 0 || text_.compare(k, 3, "CRI") == 0)
        after = k + 3;
      else if (text_.compare(k, 2, "CI") == 0 || text_.compare(k, 3, "C.I") == 0 || text_.compare(k, 2, "KI") == 0 || text_.compare(k, 2, "IC") == 0)
        after = k + (text_[k + 1] == '.' ? 3 : 2);
      else
        return false;
      std::size_t sub = blanks(after);
      if (!of && sub < text_.size() && digit(text_[sub])) {  // CI95, IC 95%
        std::size_t n_end = sub;
        const auto n = number(n_end, false);
        if (n && (*n == 95 || *n == 90 || *n == 99)) {
          of = n;
          after = n_end;
          const std::size_t sign = blanks(after);
          if (sign < text_.size() && text_[sign] == '%') after = sign + 1;
        }
      }
      if (!word_ends(after)) return false;
    }
    if (of) level = of;
    end = after;
    return true;
  }
  bool interval_mark(std::size_t i) const {
    std::size_t end = 0;
    std::optional<double> level;
    return word_begins(i) && (digit(text_[i]) || letter(text_[i])) && interval_words(i, end, level);
  }

  // "£", "€", "$" before a number; i moves behind it.
  void currency(std::size_t& i) const {
    for (const std::string_view sign : {"\xC2\xA3", "\xE2\x82\xAC", "$"})
      if (std::string_view(text_).substr(i, sign.size()) == sign) {
        i += sign.size();
        return;
      }
  }
  // "%", "mmHg", "cm2" behind a number, where a number may follow: i moves behind it.
  void unit_behind(std::size_t& i) const {
    std::size_t k = blanks(i);
    if (k < text_.size() && text_[k] == '%') {
      i = blanks(k + 1);
      return;
    }
    i = k;
    std::size_t end = k;
    while (end < text_.size() && (letter(text_[end]) || digit(text_[end]) || text_[end] == '/' || text_[end] == '^')) ++end;
    if (end == k || end - k > 9 || folded(k, "to ") || folded(k, "and ") || folded(k, "through") || digit(text_[k])) return;
    const std::size_t next = blanks(end);
    if (folded(next, "to ") || (next < text_.size() && (text_[next] == ',' || text_[next] == '-'))) i = next;
  }

  // "0.57 to 1.00", "[0.76, 1.46]", "from -5.3% to 43.2%", "between 1 and 3": its ends, printed either way round. The value
  // may stand before them: "(95% CI) was 1.9 (0.7 to 3.2)", "95% CI 1.9; 1.2, 3.1".
  bool interval(std::size_t& i, double& low, double& high, bool bare, std::optional<double>* value = nullptr) const {
    std::size_t k = i;
    bool between = false;
    while (k < text_.size()) {
      const char c = text_[k];
      if (c == ' ' || c == '\n' || c == '=' || c == ':' || c == ',' || c == ';' || c == '(' || c == '[' || (!bare && (c == ')' || c == ']'))) {
        ++k;
      } else if (folded(k, "from ")) {
        k += 5;
      } else if (folded(k, "of ")) {
        k += 3;
      } else if (folded(k, "was ")) {
        k += 4;
      } else if (folded(k, "between ")) {
        k += 8;
        between = true;
      } else if (!bare && (folded(k, "for the difference") || folded(k, "of the difference"))) {
        k += 18 - (text_[k] == 'o' || text_[k] == 'O');
      } else if (!bare && (folded(k, "for difference") || folded(k, "of difference"))) {
        k += 14 - (text_[k] == 'o' || text_[k] == 'O');
      } else if (!bare && folded(k, "diff")) {
        k += 4;
      } else if (folded(k, "[ci]") || folded(k, "(ci)")) {
        k += 4;
      } else if (text_.compare(k, 3, "CI)") == 0 || text_.compare(k, 3, "CI]") == 0) {
        k += 3;
      } else {
        break;
      }
    }
    currency(k);
    const auto first = number(k);
    if (!first) return false;
    unit_behind(k);
    if (value && k < text_.size() && (text_[k] == '(' || text_[k] == '[')) {
      std::size_t inside = k + 1;
      if (!interval(inside, low, high, true) || *first < low || *first > high) return false;
      *value = first;
      i = inside;
      return true;
    }
    if (folded(k, "to ")) {
      k += 3;
    } else if (folded(k, "at ")) {
      k += 3;
    } else if (between && folded(k, "and ")) {
      k += 4;
    } else if (folded(k, "- ") || (k < text_.size() && (text_[k] == '-' || text_[k] == ',' || text_[k] == ';' || text_[k] == ':'))) {
      // "0.5--0.2": a dash and a minus
      ++k;
    } else if (folded(k, "through ")) {
      k += 8;
    } else {
      return false;
    }
    k = blanks(k);
    currency(k);
    const auto second = number(k);
    if (!second) return false;
    if (k < text_.size() && text_[k] == '%') ++k;
    i = k;
    if (value && *second < *first) {  // "1.9; 1.2, 3.1"
      std::size_t third_at = blanks(k);
      if (third_at < text_.size() && (text_[third_at] == ',' || text_[third_at] == '-' || folded(third_at, "to "))) {
        third_at = blanks(third_at + (text_[third_at] == 't' ? 3 : 1));
        if (const auto third = number(third_at); third && *third >= *first) {
          *value = first;
          low = *second;
          high = *third;
          i = third_at;
          return true;
        }
      }
    }
    if (*second < *first && bare) return false;
    low = std::min(*first, *second);
    high = std::max(*first, *second);
    return true;
  }

  // Behind a value: the interval, then the p-value.
  void behind(EffectSize& effect, std::size_t& end) const {
    // "33 points, 95% CI", "0.22 L (95% CI": a unit of a word or two.
    std::size_t k = end;
    if (k < text_.size() && text_[k] == '%') end = ++k;
    for (std::size_t ahead = 0; ahead < 24 && k + ahead < text_.size(); ++ahead) {
      const std::size_t at = k + ahead;
      std::size_t words_end = 0;
      std::optional<double> level = effect.level;
      if ((digit(text_[at]) || letter(text_[at])) && word_begins(at) && interval_words(at, words_end, level)) {
        double low = 0, high = 0;
        std::size_t i = words_end;
        if (!interval(i, low, high, false)) break;
        effect.low = low;
        effect.high = high;
        effect.level = level;
        end = i;
        break;
      }
      if (text_[at] == '.' || text_[at] == ')') break;
      if (digit(text_[at]) && ahead > 0 && !latin(text_[at - 1])) break;  // another number; "cm2" is a unit
    }
    if (!effect.low && !effect.measure.empty()) {  // "1.23 [1.01, 1.50]", "0.85 (0.65-1.12)"
      std::size_t at = blanks(k);
      if (at < text_.size() && (text_[at] == '(' || text_[at] == '[')) {
        std::size_t i = at + 1;
        double low = 0, high = 0;
        if (interval(i, low, high, true) && effect.value && low <= *effect.value && *effect.value <= high) {
          effect.low = low;
          effect.high = high;
          end = i;
        }
      }
    }
    // The p-value: a few signs and words on, before another effect.
    for (std::size_t at = end; at < text_.size() && at < end + 40; ++at) {
      std::size_t p_end = 0;
      if (at > end && ((digit(text_[at]) && !latin(text_[at - 1])) || (text_[at] == ';' && at > end + 10) || text_[at] == '.')) break;
      if (auto p = p_value(at, p_end)) {
        effect.p = p->first;
        effect.p_sign = p->second;
        end = p_end;
        break;
      }
      std::size_t other = 0;
      if (named(at, other)) break;
    }
  }

  // "P = .03", "p<0.001", "p-value 0.382", "P for trend = 0.02".
  std::optional<std::pair<double, char>> p_value(std::size_t i, std::size_t& end) const {
    if (!word_begins(i) || (text_[i] != 'p' && text_[i] != 'P')) return std::nullopt;
    std::size_t k = i + 1;
    if (k < text_.size() && (text_[k] == 's' || text_[k] == 'S') && k + 1 < text_.size() && !letter(text_[k + 1])) ++k;
    if (!word_ends(k)) return std::nullopt;
    k = blanks(k);
    if (k < text_.size() && text_[k] == '-') k = blanks(k + 1);
    for (const std::string_view words : {"values", "value", "for trend", "for interaction", "interaction", "trend"})
      if (folded(k, words)) {
        k = blanks(k + words.size());
        break;
      }
    char sign = '=';
    bool signed_ = false;
    while (k < text_.size() && (text_[k] == '=' || text_[k] == '<' || text_[k] == '>' || text_[k] == ' ' || text_[k] == ':')) {
      if (text_[k] == '<' || text_[k] == '>') sign = text_[k];
      signed_ = signed_ || text_[k] != ' ';
      ++k;
    }
    for (const std::string_view words : {"of ", "was "})
      if (folded(k, words)) k += words.size();
    const auto value = number(k, false);
    if (!value || *value < 0 || *value > 1) return std::nullopt;
    if (!signed_ && std::string_view(text_).substr(i, k - i).find('.') == std::string_view::npos) return std::nullopt;  // "page p 1"
    end = k;
    return std::pair{*value, sign};
  }

  // An interval whose value has no name of its own stands behind the value: "a difference of 2.1 points (95% CI …)".
  std::size_t before_interval(std::size_t i) {
    std::size_t words_end = 0;
    EffectSize effect;
    interval_words(i, words_end, effect.level);
    double low = 0, high = 0;
    std::size_t end = words_end;
    std::optional<double> told;  // between the words for the interval and its ends
    if (!interval(end, low, high, false, &told)) return words_end;
    effect.low = low;
    effect.high = high;
    if (told) {
      effect.value = told;
      std::size_t name_end = i;  // "hazard ratio (HR); 95% CI …"
      while (name_end > 0 && (text_[name_end - 1] == ' ' || text_[name_end - 1] == ';' || text_[name_end - 1] == ',' || text_[name_end - 1] == '(')) --name_end;
      effect.measure = told_before(name_end, i);
      behind_p(effect, end);
      keep(effect, i, end);
      return end;
    }
    // "(p = 0.15, 95% CI -0.12 to 0.02)": both are of one effect.
    if (!found_.empty() && !found_.back().value && !found_.back().low && found_.back().p && i - last_end_ < 12) {
      effect.p = found_.back().p;
      effect.p_sign = found_.back().p_sign;
      const std::uint32_t begin = found_.back().begin;
      found_.pop_back();
      keep(effect, i, end);
      found_.back().begin = begin;
      return end;
    }
    // The last number before, not further than a few words and not across a sentence.
    const std::size_t from = i > 40 ? i - 40 : 0;
    std::size_t begin = i;
    for (std::size_t k = i; k-- > std::max(from, last_end_);) {
      if (!digit(text_[k])) continue;
      std::size_t first = k;
      while (first > 0 && (digit(text_[first - 1]) || (text_[first - 1] == '.' && first > 1 && digit(text_[first - 2])))) --first;
      if (first > 0 && latin(text_[first - 1])) {  // "cm2"
        k = first;
        continue;
      }
      if (first > 0 && text_[first - 1] == '.') --first;  // ".12"
      if (first > 0 && text_[first - 1] == '-' && (first < 2 || !digit(text_[first - 2]))) --first;
      std::size_t value_end = first;
      const auto value = number(value_end);
      if (!value || value_end < k) break;
      // "3 per 100 person-years (95% CI 1.9–2.7)": the number beside it is not its value.
      const auto within = [&](double v) { return low <= v && v <= high; };
      if (!within(*value) && !within(-*value)) break;
      effect.value = value;
      effect.measure = told_before(first, value_end);
      begin = first;
      break;
    }
    behind_p(effect, end);
    keep(effect, begin, end);
    return end;
  }
  void behind_p(EffectSize& effect, std::size_t& end) const {
    for (std::size_t at = end; at < text_.size() && at < end + 30; ++at) {
      std::size_t p_end = 0;
      if (at > end && digit(text_[at]) && !latin(text_[at - 1])) return;
      if (auto p = p_value(at, p_end)) {
        effect.p = p->first;
        effect.p_sign = p->second;
        end = p_end;
        return;
      }
    }
  }
  // What the words before a value call it.
  std::string_view told_before(std::size_t value, std::size_t value_end) const {
    const std::string_view unit = std::string_view(text_).substr(value_end, 8);
    if (unit.starts_with(" times") || unit.starts_with("-fold") || unit.starts_with(" fold")) return "ratio";
    const std::size_t from = value > 60 ? value - 60 : 0;
    std::string before;
    for (std::size_t k = from; k < value; ++k) before += lower(text_[k]);
    if (const auto stop = before.find_last_of(".;"); stop != std::string::npos) before.erase(0, stop);
    for (std::size_t at = before.size(); at-- > 0;)  // the last one
      for (const std::size_t n : names_with(before[at]))
        if (!kNames[n].letters && std::string_view(before).substr(at).starts_with(kNames[n].words)) return kNames[n].measure;
    const bool percent = value_end < text_.size() && text_[value_end] == '%';
    if (before.find("difference") != std::string::npos) return percent ? "risk_difference" : "mean_difference";
    return {};
  }

  void keep(EffectSize effect, std::size_t begin, std::size_t end) {
    effect.begin = place(begin);
    effect.end = place(end);
    last_end_ = end;
    found_.push_back(effect);
  }

  std::string_view text_;          // the words in plain signs
  std::string plain_;              // where they were not plain already: what text_ views,
  std::vector<std::uint32_t> at_;  // and the place of each of its signs in the words
  std::vector<EffectSize> found_;
  std::size_t last_end_ = 0;
};

}  // namespace

std::vector<EffectSize> effects_of(std::string_view words) {
  if (std::none_of(words.begin(), words.end(), digit)) return {};
  return Scanner(words).run();
}

const EffectSize* main_effect(const std::vector<EffectSize>& all) {
  const EffectSize* best = nullptr;
  const auto worth = [](const EffectSize& one) { return (one.low ? 4 : 0) + (one.value ? 2 : 0) + (one.measure.empty() ? 0 : 1); };
  for (const EffectSize& one : all)
    if (!best || worth(one) > worth(*best)) best = &one;
  return best;
}

}  // namespace evident::ingest

// A number counts a sample by what stands around it: a noun for those who are studied behind it, a verb of taking
// them in (randomised, enrolled, recruited), "a total of" before it, or "n =" beside such a noun. Each adds to a
// score; what speaks of a part (a group, those who dropped out, those screened) takes away.
#include "ingest/extract/sample_size.hpp"

#include <algorithm>
#include <optional>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// Those who are studied and stand in no cue list of people: animals, parts of bodies, what a laboratory tests.
constexpr WordSet kSubjects(
    "subjects", "volunteers", "animals", "rats", "mice", "dogs", "cats", "pigs", "piglets", "sheep", "lambs", "goats",
    "cows", "heifers", "calves", "steers", "bulls", "horses", "mares", "foals", "rabbits", "monkeys", "macaques",
    "chickens", "broilers", "hens", "alpacas", "beagles", "ewes", "sows", "gilts", "eyes", "knees", "hips", "teeth",
    "molars", "premolars", "incisors", "implants", "specimens", "pairs", "twins", "dyads", "couples", "neonates",
    "newborns", "infants", "nulliparas", "primiparas", "multiparas", "asthmatics", "diabetics", "hypertensives",
    "smokers", "nonsmokers", "drinkers", "alcoholics", "males", "females", "outpatients", "inpatients", "athletes",
    "runners", "cyclists", "swimmers", "soldiers", "recruits", "survivors", "sufferers", "deliveries", "pregnancies",
    "births", "operations", "procedures", "cycles", "embryos", "limbs", "legs", "hands", "breasts", "ears", "kidneys",
    "lesions", "wounds", "ulcers", "preschoolers", "primigravidae", "primigravidas", "nurslings", "centenarians", "homes", "toddlers", "schoolchildren", "octogenarians", "elderly",
    "individuals", "persons", "cases", "youth");
constexpr WordSet kTakenIn("randomised", "randomized", "randomly", "allocated", "assigned", "enrolled", "enroled",
                           "recruited", "entered", "included", "participated", "studied", "allotted", "registered",
                           "randomization", "randomisation");
constexpr WordSet kTookPart("received", "underwent", "evaluated", "investigated", "examined", "treated", "undergoing",
                            "admitted", "completed", "given", "analysed", "analyzed", "assessed", "compared", "tested",
                            "evaluable", "interviewed", "surveyed", "responded", "monitored", "took", "consented",
                            "divided", "selected", "observed", "followed", "scheduled", "performed", "conducted",
                            "involved", "involving", "involves", "carried", "comprised", "comprises", "consisted", "served",
                            "agreed", "includes", "including", "allergic", "suffering", "presenting", "attending");
// The heading of a part of a structured abstract, run on into it: "ANIMALS Five adult dogs".
constexpr WordSet kWhoHeading("participants", "patients", "subjects", "animals", "population", "sample", "volunteers");
// A part of the sample, or those before it was taken.
constexpr WordSet kPart("died", "withdrew", "withdrawn", "dropped", "discontinued", "excluded", "lost", "stopped",
                        "refused", "declined", "relapsed", "recurred", "failed", "experienced", "developed", "had",
                        "showed", "reported", "responded", "improved", "achieved", "exhibited", "remained",
                        "preferred", "chose", "required", "needed", "deaths", "switched", "crossed", "opted",
                        "demonstrated", "deteriorated", "survived", "stated", "became", "continued");
constexpr WordSet kBefore("screened", "invited", "eligible", "approached", "contacted", "mailed", "assessed", "considered",
                          "identified", "referred", "born", "registered", "interviewed");
constexpr WordSet kUnit("%", "per", "percent", "month", "months", "year", "years", "week", "weeks", "wk", "wks", "day",
                        "days", "d", "h", "hr", "hrs", "hour", "hours", "min", "mins", "minute", "minutes", "s", "sec",
                        "seconds", "times", "fold", "points", "point", "mg", "g", "kg", "ug", "mcg", "microg", "ml", "l", "dl",
                        "mm", "cm", "m", "km", "mmhg", "mmol", "nmol", "iu", "u", "units", "kcal", "mj", "gy", "hz", "khz",
                        "mhz", "degrees", "c", "f", "w", "ma", "v", "db", "bpm", "beats", "doses", "dose", "tablets",
                        "capsules", "courses", "sessions", "visits", "items", "item", "groups", "group", "arms", "arm",
                        "phases", "stages", "steps", "trials", "studies", "centres", "centers", "sites", "hospitals",
                        "clinics", "countries", "practices", "wards", "schools", "classes", "regimens", "treatments",
                        "interventions", "conditions", "episodes", "cigarettes", "pounds", "dollars", "yr", "yrs", "old",
                        "aged", "occasions", "questions", "factors", "variables", "domains", "scales", "types", "levels",
                        "cohorts", "parts", "questionnaires", "towns", "villages", "bed", "lead", "item");
constexpr WordSet kUnitBefore("£", "$", "€", "phase", "table", "figure", "age", "aged", "ages", "grade", "stage", "class",
                              "type", "day", "week", "month", "year", "version", "level", "score", "study", "group",
                              "group", "trial", "experiment", "p", "r", "t", "f", "z", "type", "cd", "il", "asa",
                              "nyha", "protocol", "least", "than", "most", "chapter", "vitamin", "hiv", "hpv", "lasting",
                              "for", "within", "after", "until", "every", "at", "under", "over", "above", "below");
constexpr WordSet kOfArm("placebo", "control", "controls", "arm", "arms", "received", "receive", "or", "plus", "versus", "vs",
                         "and", "group", "groups", "treatment", "alone", "either", "intervention", "care", "to", "with",
                         "mg", "daily", "dose", "therapy", "condition", "sham", "b", "a", "i", "ii", "c", "d", "iii");
constexpr WordSet kEach("each", "per", "either", "both");
constexpr WordSet kPhraseEnd("with", "in", "from", "and", "who", "that", "which", "at", "by", "for", "to", "were", "was",
                             "had", "on", "are", "is", "across", "during", "between", "or", "as", "has", "have", "than",
                             "into", "within", "through", "using", "but", "took", "after", "of", "received", "underwent",
                             "participated", "completed", "entered");

class SizeReader {
 public:
  SizeReader(std::string_view words, const Tokens& tokens)
      : words_(words), tokens_(tokens), nouns_(cues("sample").match(tokens)) {}

  std::vector<StatedSize> run() {
    const NumberWords numbers(tokens_);
    for (std::size_t i = 0; i < tokens_.size();) {
      const auto number = plain_number(numbers, tokens_, i);
      if (!number || number->value < 2 || number->value != static_cast<double>(static_cast<std::int64_t>(number->value))) {
        i += number ? number->length : 1;
        continue;
      }
      read(i, *number);
      i += number->length;
    }
    return std::move(found_);
  }

 private:
  std::string_view word(std::size_t i) const { return i < tokens_.size() ? tokens_[i] : std::string_view(); }

  // The text between two words: what marks stand there.
  std::string_view between(std::size_t a, std::size_t b) const {
    if (b >= tokens_.size()) return words_.substr(std::min<std::size_t>(tokens_.end(a), words_.size()));
    return words_.substr(tokens_.end(a), tokens_.begin(b) - tokens_.end(a));
  }

  bool noun(std::size_t i) const {
    if (i >= tokens_.size()) return false;
    if (kSubjects.contains(tokens_[i])) return true;
    for (const CueMatch& m : nouns_)
      if (m.label == "people" && m.first <= i && i <= m.last) return true;
    const std::string_view w = tokens_[i];
    return w.size() >= 6 && (w.ends_with("ists") || w.ends_with("ians") || w.ends_with("enters") || w.ends_with("goers"));
  }

  bool of_kind(std::size_t i) const {
    static constexpr WordSet kOfKind("type", "stage", "grade", "class", "asa", "level", "category");
    return plain_number(tokens_, i) && kOfKind.contains(tokens_[i - 1]);
  }

  // A decimal, a range, a ratio, a power: no count of anybody.
  bool whole_figure(std::size_t i, std::size_t next) const {
    const std::size_t begin = tokens_.begin(i), end = tokens_.end(next - 1);
    const char before = begin ? words_[begin - 1] : ' ', after = end < words_.size() ? words_[end] : ' ';
    if (before == '.' || before == '/' || before == ':' || before == '+' || before == '<' || before == '>' || before == '~') return false;
    if (after == '/' || after == ':' || after == '%' || after == '+') return false;
    if (after == '.' && end + 1 < words_.size() && words_[end + 1] >= '0' && words_[end + 1] <= '9') return false;
    const std::string_view gap = next < tokens_.size() ? between(next - 1, next) : std::string_view();
    if (next < tokens_.size() && tokens_.number(next) && gap.find_first_of("-") != std::string_view::npos) return false;
    if (i > 0 && tokens_.number(i - 1) && between(i - 1, i).find('-') != std::string_view::npos) return false;
    if (gap == "-") return false;  // "12-week", "2-arm"
    if (i > 0) {
      const std::string_view marks = between(i - 1, i);
      if (marks.find('<') != std::string_view::npos || marks.find('>') != std::string_view::npos ||
          marks.find("\xC2\xB1") != std::string_view::npos)
        return false;
      if (marks == "-" && word(i - 1).size() <= 3) return false;  // "CD-4"
    }
    return !(gap.find("\xC2\xB1") != std::string_view::npos);
  }

  void read(std::size_t i, const PlainNumber& number) {
    const std::size_t next = i + number.length;
    const auto n = static_cast<std::int64_t>(number.value);
    if (!whole_figure(i, next)) return;
    if (i > 0 && word(i - 1) == "n" && !(between(i - 1, i).find('=') == std::string_view::npos && !bracket_before(i - 1)))
      return equals(i, next, n);
    if (kUnit.contains(word(next)) || (number.digits && number.length == 1 && year_at(tokens_, i) && !noun(next))) return;
    if (i > 0 && !tokens_.clause_before(i) && kUnitBefore.contains(word(i - 1))) return;
    counted(i, next, n);
  }

  bool spelled_before(std::size_t i, std::int64_t n) const {
    for (std::size_t k = i > 7 ? i - 7 : 0; k < i; ++k)
      if (const auto number = plain_number(tokens_, k); number && k + number->length == i && static_cast<std::int64_t>(number->value) == n) return true;
    return false;
  }

  // "in each group", "12 each"; not "on each of five occasions".
  bool of_groups(std::size_t k) const {
    static constexpr WordSet kGroups("group", "groups", "arm", "arms", "treatment", "treatments", "condition", "cohort", "regimen", "side");
    return k + 1 >= tokens_.size() || kGroups.contains(tokens_[k + 1]) || between(k, k + 1).find_first_of(".,;)") != std::string_view::npos;
  }

  // "METHODS Single blind study in 120 children": the heading of a structured abstract, run on.
  bool under_methods() const {
    static constexpr WordSet kHeads("methods", "method", "materials", "methodology", "design", "setting", "procedure");
    bool capitals = false;
    for (std::size_t k = 0; k < tokens_.size() && k < 4; ++k) {
      const std::string_view printed = words_.substr(tokens_.begin(k), tokens_.end(k) - tokens_.begin(k));
      if (printed.size() < 3 || std::any_of(printed.begin(), printed.end(), [](char c) { return c >= 'a' && c <= 'z'; })) break;
      capitals = capitals || kHeads.contains(tokens_[k]);
    }
    return capitals;
  }

  bool bracket_before(std::size_t i) const { return i > 0 && between(i - 1, i).find('(') != std::string_view::npos; }

  // "patients (N = 112)": the noun stands before the bracket; "placebo (n = 35)": an arm.
  void equals(std::size_t i, std::size_t next, std::int64_t n) {
    StatedSize one{n, {}, {}, 3, false, i};
    const bool capital = words_[tokens_.begin(i - 1)] == 'N';
    std::size_t who = tokens_.size();
    bool closed = false;  // another bracket closes between the noun and this one
    for (std::size_t k = i - 1; k-- > 0 && i - 1 - k < 9;) {
      if (between(k, k + 1).find(')') != std::string_view::npos) closed = true;
      if (noun(k)) {
        who = k;
        break;
      }
      if (plain_number(tokens_, k)) break;
    }
    if (who < tokens_.size()) {
      bool arm = false;
      for (std::size_t k = who + 1; k < i - 1; ++k) arm = arm || kOfArm.contains(tokens_[k]);
      for (std::size_t k = who > 4 ? who - 4 : 0; k < who; ++k) arm = arm || plain_number(tokens_, k).has_value();
      if (!arm && !closed) {
        one.score = 6;
        name(one, who);
      } else {
        one.arm = true;
      }
    } else {
      one.arm = true;
    }
    if (one.arm) one.score = 1;
    // "N" is the whole, unless it stands beside a group: "Group A (N = 64)".
    if (capital && !(one.arm && beside_group(i - 1))) {
      one.score += 3;
      if (one.score >= kWholeSample - 1) one.arm = false;
    }
    if (taken_in(i, next) && !one.arm) one.score += 2;
    if (one.who.empty()) one.who = one.head = "participants";
    found_.push_back(std::move(one));
  }

  bool beside_group(std::size_t n) const {
    static constexpr WordSet kSide("group", "groups", "arm", "arms", "placebo", "control", "controls");
    for (std::size_t k = n > 3 ? n - 3 : 0; k < n; ++k)
      if (kSide.contains(tokens_[k])) return true;
    return false;
  }

  bool taken_in(std::size_t i, std::size_t next) const {
    for (std::size_t k = next; k < tokens_.size() && k < next + 25; ++k)
      if (kTakenIn.contains(tokens_[k])) return true;
    for (std::size_t k = i > 8 ? i - 8 : 0; k < i; ++k)
      if (kTakenIn.contains(tokens_[k])) return true;
    return false;
  }

  void name(StatedSize& one, std::size_t last) const {
    std::size_t first = last;
    while (first > 0 && last - first < 3 && !tokens_.clause_before(first) && !kPhraseEnd.contains(tokens_[first - 1]) &&
           !tokens_.number(first - 1) && !is_function_word(tokens_[first - 1]))
      --first;
    one.who = squeeze(words_.substr(tokens_.begin(first), tokens_.end(last) - tokens_.begin(first)));
    one.head = tokens_.join(last, last);
  }

  void counted(std::size_t i, std::size_t next, std::int64_t n) {
    // "One hundred and ninety-three (193) patients": told twice.
    if (const auto again = plain_number(tokens_, next); again && static_cast<std::int64_t>(again->value) == n && bracket_before(next))
      return;
    // The noun: within a few words, before the phrase ends; "One hundred and twenty consecutive adult patients".
    std::size_t who = tokens_.size();
    for (std::size_t k = next; k < tokens_.size() && k < next + 9; ++k) {
      if (k > next && between(k - 1, k).find_first_of("().;:") != std::string_view::npos) break;
      if (k > next && of_kind(k)) continue;  // "48 type 2 diabetic patients"
      if (tokens_[k] == "and" && who >= tokens_.size() && k > next && k + 1 < tokens_.size() && !plain_number(tokens_, k + 1) &&
          between(k - 1, k) == " ")
        continue;  // "4 psychologically and physically healthy adults"
      if (plain_number(tokens_, k) || kPhraseEnd.contains(tokens_[k])) break;
      if (noun(k)) who = k;
    }
    StatedSize one{n, {}, {}, 0, false, i};
    if (who < tokens_.size()) {
      one.score += 3;
      name_after(one, next, who);
    }
    const bool total = (i > 1 && word(i - 1) == "of" && word(i - 2) == "total") || (i > 0 && word(i - 1) == "total") ||
                       (i > 1 && word(i - 1) == "of" && (word(i - 2) == "sample" || word(i - 2) == "group" || word(i - 2) == "cohort" || word(i - 2) == "series"));
    if (total && (word(i - 2) == "total" || word(i - 1) == "total" || word(i - 2) == "sample")) one.score += 3;
    std::size_t behind = who < tokens_.size() ? who : next - 1;
    bool in = false, took = false, part = false, before = false, each = false;
    for (std::size_t k = behind + 1; k < tokens_.size() && k < behind + 26; ++k) {
      const std::string_view w = tokens_[k];
      const bool near = k < behind + 5;
      if (words_.substr(tokens_.end(k - 1), tokens_.begin(k) - tokens_.end(k - 1)).find_first_of(";") != std::string_view::npos) break;
      if (kTakenIn.contains(w)) in = true;
      if (k < behind + 10 && kTookPart.contains(w)) took = true;
      if (!in && !took && near && kPart.contains(w)) part = true;
      if (!in && !took && near && kBefore.contains(w)) before = true;
      if (near && kEach.contains(w) && !in && of_groups(k)) each = true;
    }
    for (std::size_t k = i > 9 ? i - 9 : 0; k < i; ++k) {
      const std::string_view w = tokens_[k];
      const bool near = k + 4 > i;
      if (kTakenIn.contains(w)) in = true;
      if (kTookPart.contains(w)) took = true;
      if (near && (w == "groups" || w == "group" || w == "arms")) each = true;
      if (near && (w == "only" || w == "whom" || w == "them" || w == "these" || w == "remaining" || w == "other" || w == "another" || w == "additional" || w == "further")) part = true;
    }
    if (who >= tokens_.size()) {
      // "212 were randomised", "318 completed": the verb alone tells that people are counted.
      const bool verb = (word(next) == "were" && (kTakenIn.contains(word(next + 1)) || kTakenIn.contains(word(next + 2)))) ||
                        kTakenIn.contains(word(next)) || word(next) == "completed";
      if (!verb && !total) return;
      one.who = one.head = "participants";
      part = part || !total;
      one.score += 2;
    }
    // "was performed in 48 patients", "gave it to 16 youths"
    static constexpr WordSet kPlaced("in", "to", "on", "among", "involving", "of", "from");
    const bool placed = i > 0 && who < tokens_.size() && kPlaced.contains(word(i - 1)) && !total;
    // "Of 285 women, 144 had …": the verb is that of the part behind it.
    if (placed && word(i - 1) == "of" && (i == 1 || (i < 5 && tokens_.capital(i - 1)))) {
      part = false;
      one.score += 1;
    }
    if (under_methods()) one.score += 1;
    one.score += in ? 4 : took ? 2 : placed ? 1 : 0;
    if (placed) one.score += 1;
    if (part) one.score -= 3;
    if (before) one.score -= 2;
    if (each) {
      one.score -= 3;
      one.arm = true;
    }
    // "126 of 544 patients": a part, and its whole.
    if (word(next) == "of" && plain_number(tokens_, next + 1)) one.score -= 3;
    if (word(next) == "of" && (word(next + 1) == "the" || word(next + 1) == "these" || word(next + 1) == "them")) one.score -= 3;
    if (i > 1 && word(i - 1) == "of" && plain_number(tokens_, i - 2)) one.score -= 1;
    // "38 grade III and one giant-cell", "three men and seven women": what the whole is made of.
    const bool told_twice = i > 0 && bracket_before(i) && spelled_before(i, n);
    if (bracket_before(i) && !told_twice) one.score -= 3;
    if (i > 0 && (word(i - 1) == "and" || word(i - 1) == "or") && !found_.empty() && found_.back().first + 8 > i) {
      one.score -= 2;
    }
    if (i < 2 || tokens_.clause_before(i)) one.score += 1;
    if (i > 0 && tokens_.capital(i - 1) && kWhoHeading.contains(word(i - 1))) one.score += 3;
    found_.push_back(std::move(one));
  }

  void name_after(StatedSize& one, std::size_t first, std::size_t last) const {
    while (first < last && (tokens_[first] == "of" || tokens_[first] == "the" || tokens_[first] == "consecutive")) ++first;
    one.who = squeeze(words_.substr(tokens_.begin(first), tokens_.end(last) - tokens_.begin(first)));
    one.head = tokens_.join(last, last);
  }

  std::string_view words_;
  const Tokens& tokens_;
  std::vector<CueMatch> nouns_;
  std::vector<StatedSize> found_;
};

}  // namespace

std::vector<StatedSize> stated_sizes(std::string_view words, const Tokens& tokens) {
  return SizeReader(words, tokens).run();
}

}  // namespace evident::ingest

#include "ingest/models/direction.hpp"

#include <algorithm>
#include <optional>

namespace evident::ingest::models {
namespace {

const std::vector<WordClass> kClasses{
    {"rise", "increas* rais* rise* rose elevat* grew grow* gain* higher greater more larger longer most high enhanc* augment* prolong* extend* doubl*"},
    {"fall", "decreas* reduc* lower lowers lowered lowering fewer less smaller shorter fell fall declin* drop* diminish* attenuat* suppress* low loss shorten* earlier faster"},
    {"better", "better improv* superior benefi* favour* favor* effective protect* success* prevent*"},
    {"worse", "worse worsen* inferior poorer impair* deteriorat* advers*"},
    {"differ", "differ* chang* effect effects affect* vary varied variation influenc* impact* interaction"},
    {"same", "similar* comparab* equal* equivalent same unchanged identical non-inferior noninferior unaffected constant stable ns"},
    {"denial", "no not nor neither without none non failed fail lack did didn't"},
    {"weight", "significan* statistical* substantial* marked* clear* considerabl* slight* trend nonsignificant insignificant"},
    {"against", "than versus vs compared comparison whereas while relative respectively"},
    {"side", "group groups arm arms placebo control controls treatment intervention treated baseline both all between among"},
    {"but", "but however although though except only"},
};

enum Kind : FeatureHash {
  kWord = 1, kPair, kTriple, kStem, kStemPair, kSkip, kBeginning, kEnd, kClass, kClassWord, kClassBefore, kClassAfter, kTwoClasses, kThreeClasses,
  kFourClasses, kLaterClasses, kFirstClass, kLastClass, kChance, kChanceAndClass, kFirstChance, kAllChance, kInterval, kTwoFigures, kTwoFiguresAndClass,
  kAlways, kLength
};
constexpr FeatureHash kEdge = 3;

std::optional<double> number(std::string_view text, const Mark& mark) {
  double value = 0, place = 0;
  for (std::uint32_t i = mark.begin; i < mark.end; ++i) {
    const char c = text[i];
    if (c == ',') continue;
    if (c == '.') {
      if (place > 0) return std::nullopt;
      place = 1;
    } else if (c >= '0' && c <= '9') {
      if (place > 0)
        value += (c - '0') * (place /= 10);
      else
        value = value * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  return value;
}

}  // namespace

DirectionFeatures::DirectionFeatures(std::uint32_t bits) : bits_(bits), word_classes_(kClasses), row_set_(bits) {}

void DirectionFeatures::read(std::string_view sentence) {
  marks_of(sentence, marks_);
  stems_.clear();
  sequence_.clear();
  for (std::uint32_t m = 0; m < marks_.size(); ++m) {
    const Mark& mark = marks_[m];
    if (mark.kind != Mark::Kind::word) {
      stems_.push_back(mark.hash);
      continue;
    }
    lower_.clear();
    for (std::uint32_t i = mark.begin; i < mark.end; ++i) lower_ += static_cast<char>(sentence[i] >= 'A' && sentence[i] <= 'Z' ? sentence[i] + 32 : sentence[i]);
    stems_.push_back(hash_of(std::string_view(lower_).substr(0, 5)));
    const std::uint32_t classes = word_classes_.of(lower_);
    for (std::uint32_t c = 0; c < kClasses.size(); ++c)
      if (classes >> c & 1) sequence_.push_back({c, m});
  }
}

void DirectionFeatures::words() {
  const std::size_t n = marks_.size();
  for (std::size_t i = 0; i < n; ++i) {
    add(join(kWord, marks_[i].hash));
    add(join(kStem, stems_[i]));
    if (i + 1 < n) add(join(kPair, marks_[i].hash, marks_[i + 1].hash));
    if (i + 1 < n) add(join(kStemPair, stems_[i], stems_[i + 1]));
    if (i + 2 < n) add(join(kSkip, marks_[i].hash, marks_[i + 2].hash));
    if (i + 2 < n) add(join(kTriple, marks_[i].hash, marks_[i + 1].hash, marks_[i + 2].hash));
  }
  if (n > 0) add(join(kBeginning, marks_[0].hash));
  add(join(kLength, std::min<std::size_t>(n / 8, 8)));
}

void DirectionFeatures::classes() {
  constexpr std::size_t kMost = 100;
  const std::size_t n = std::min(sequence_.size(), kMost);
  for (std::size_t a = 0; a < n; ++a) {
    const auto [c, at] = sequence_[a];
    add(join(kClass, c));
    add(join(kClassBefore, c, at > 0 ? marks_[at - 1].hash : kEdge));
    add(join(kClassAfter, c, at + 1 < marks_.size() ? marks_[at + 1].hash : kEdge));
    if (a + 1 < n) add(join(kTwoClasses, c, sequence_[a + 1].class_number));
    if (a + 2 < n) add(join(kThreeClasses, c, sequence_[a + 1].class_number, sequence_[a + 2].class_number));
    if (a + 3 < n) add(join(kFourClasses, c, sequence_[a + 1].class_number, join(sequence_[a + 2].class_number, sequence_[a + 3].class_number)));
    for (std::size_t b = a + 1; b < n; ++b) add(join(kLaterClasses, c, sequence_[b].class_number));
  }
  if (n > 0) {
    add(join(kFirstClass, sequence_[0].class_number, stems_[sequence_[0].mark]));
    add(join(kLastClass, sequence_[n - 1].class_number));
  }
}

// How likely chance is said to be ("p < 0.05"), whether an interval has 1 or 0 between its ends, which of two figures is larger.
void DirectionFeatures::figures(std::string_view sentence) {
  const std::size_t n = marks_.size();
  std::uint32_t first = 0, seen = 0;
  std::vector<double> plain;
  for (std::size_t i = 0; i < n; ++i) {
    const auto value = marks_[i].kind == Mark::Kind::number ? number(sentence, marks_[i]) : std::nullopt;
    if (!value) continue;
    const char sign = i > 0 ? marks_[i - 1].sign : '\0';
    const bool named = i > 1 && (sign == '=' || sign == '<' || sign == '>') && marks_[i - 2].end == marks_[i - 2].begin + 1 &&
                       (sentence[marks_[i - 2].begin] | 32) == 'p';
    if (named) {
      const std::uint32_t band = *value < 0.05 || (sign == '<' && *value <= 0.05) ? 1 : *value <= 0.1 ? 2 : 3;
      const std::uint32_t how = sign == '>' ? 4 : band;
      if (!first) first = how;
      seen |= 1u << how;
      continue;
    }
    // "0.65–1.12", "0.65 to 1.12": a dash of several bytes is several marks.
    std::size_t next = i + 1;
    while (next < n && next < i + 4 && marks_[next].kind == Mark::Kind::sign && marks_[next].sign != '(' && marks_[next].sign != '%') ++next;
    if (next == i + 1 && next < n && sentence.substr(marks_[next].begin, marks_[next].end - marks_[next].begin) == "to") ++next;
    const auto end = next > i + 1 && next < n && marks_[next].kind == Mark::Kind::number ? number(sentence, marks_[next]) : std::nullopt;
    if (end && *end > *value && *value > 0 && sign == '-' && *end < 1000)
      add(join(kInterval, 1));  // from below nought to above
    else if (end && *value < 1 && *end > 1)
      add(join(kInterval, 2));
    else if (end && *value > 1 && *end > *value)
      add(join(kInterval, 3));
    else if (end && *end < 1 && *end > *value)
      add(join(kInterval, 4));
    else
      plain.push_back(*value);
  }
  add(join(kFirstChance, first));
  add(join(kAllChance, seen));
  const bool two = plain.size() >= 2;
  const FeatureHash order = !two ? 0 : plain[0] > plain[1] ? 1 : plain[0] < plain[1] ? 2 : 3;
  add(join(kTwoFigures, order, std::min<std::size_t>(plain.size(), 4)));
  for (const auto& [c, at] : sequence_) {
    add(join(kChanceAndClass, c, first));
    add(join(kTwoFiguresAndClass, c, order));
  }
}

const Features& DirectionFeatures::make(std::string_view sentence) {
  features_.clear();
  read(sentence);
  words();
  classes();
  figures(sentence);
  features_.place.push_back(row(join(kAlways, 1)));
  row_set_.order(features_.own);
  return features_;
}

Result<DirectionModel> DirectionModel::make(const Model& model) {
  EV_TRY(Classifier classifier, Classifier::make(model, kDirectionFeatures));
  return DirectionModel(std::move(classifier));
}

}  // namespace evident::ingest::models

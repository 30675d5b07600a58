#include "ingest/models/causality.hpp"

#include <algorithm>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"

namespace evident::ingest::models {
namespace {

// Words that say that something is brought about, that it changes, that things go together; and those that turn such words into a
// condition, a denial, a purpose or a plan.
const std::vector<WordClass> kClasses{
    {"mode", "may might could can would"},
    {"duty", "should must need needs needed necessary warrant* recommend* require* consider* important essential urgent* future further"},
    {"chance", "possibly potentially perhaps likely potential possible probable promising presumably partly"},
    {"seeming", "suggest* appear* seem* indicat* hypothes* propose* speculat* support*"},
    {"showing", "show* demonstrat* found find* confirm* reveal* conclu* observ* prove* report* identif* highlight*"},
    {"cause",
     "caus* lead leads leading led result results resulting resulted effect effects impact impacts impacted influenc* affect* induc* produc* "
     "prevent* promot* inhibit* alleviat* attenuat* ameliorat* protect* contribut* trigger* elicit* suppress* stimulat* facilitat* mediat* "
     "modulat* exacerbat* ensur* allow* enabl* confer* attribut* restor* relie* eliminat* responsible due because thereby determin* play "
     "plays role roles"},
    {"change",
     "reduc* improv* enhanc* increas* decreas* lower lowers lowered lowering worsen* delay* shorten* prolong* impair* elevat* rise rises "
     "gain* loss accelerat* deteriorat* declin*"},
    {"benefit",
     "effective effectively effectiveness efficacy efficacious benefit* beneficial superior inferior noninferior success* useful safe safety "
     "feasible tolerated help helps helped helpful valuable advantage* option alternative"},
    {"together", "associat* correlat* relat* link* linked connection* concomitant*"},
    {"forecast", "predict* risk risks likel* odds independent* factor factors marker* biomarker* prognos* indicator* hazard"},
    {"comparison",
     "differ* higher compared than between greater fewer more less similar comparable versus vs equivalent equal better worse longer shorter"},
    {"frequency", "prevalen* frequen* common* incidence rate rates proportion percent majority most half"},
    {"denial", "not no nor neither without non lack lacking failed fail fails never unlikely unclear little unaffected unchanged unknown"},
    {"inquiry", "study studies evaluat* investigat* assess* trial* research* understanding explor* examin*"},
    {"size", "significant* statistical* substantial*"},
    {"treatment",
     "treatment* therap* intervention* program* supplement* administration surgery drug* dose* use exercise training diet* combination "
     "placebo randomi*"},
    {"to", "to"},
    {"by", "by through via"},
    {"in", "in among with"},
    {"being", "is are was were be been being"},
    {"having", "has have had"},
};

enum Kind : FeatureHash {
  kWord = 1, kPair, kBeginning, kTwoAtBeginning, kClass, kClassFive, kClassEnding, kClassAfterWord, kClassBeforeWord, kClassAfterTwo,
  kNextClass, kLaterClass, kNearClass, kThreeClasses, kFirstClass,
  kRead, kReadAndHedged, kWordAsRead, kCueLabel, kCue, kAlways, kLetters, kWordThenWord
};
constexpr FeatureHash kEdge = 3;  // beside the first and the last word

}  // namespace

CausalityFeatures::CausalityFeatures(std::uint32_t bits) : bits_(bits), word_classes_(kClasses) {}

void CausalityFeatures::read(std::string_view sentence) {
  marks_of(sentence, marks_);
  words_.clear();
  sequence_.clear();
  plain_ = " ";
  for (const Mark& mark : marks_) {
    if (mark.kind != Mark::Kind::word) {
      words_.push_back({mark.hash, mark.hash, mark.hash, 0, 0});
      plain_ += mark.kind == Mark::Kind::number ? '#' : mark.sign;
      plain_ += ' ';
      continue;
    }
    lower_.clear();
    for (std::uint32_t i = mark.begin; i < mark.end; ++i) lower_ += static_cast<char>(sentence[i] >= 'A' && sentence[i] <= 'Z' ? sentence[i] + 32 : sentence[i]);
    const std::string_view word = lower_;
    plain_ += lower_ + ' ';
    words_.push_back({mark.hash, hash_of(word.substr(0, 5)), hash_of(word.substr(0, 6)), word.size() > 4 ? hash_of(word.substr(word.size() - 2)) : 0, word_classes_.of(word)});
    for (std::uint32_t c = 0; c < kClasses.size(); ++c)
      if (words_.back().classes >> c & 1) sequence_.push_back({c, static_cast<std::uint32_t>(words_.size() - 1)});
  }
}

void CausalityFeatures::words() {
  const std::size_t n = words_.size();
  for (std::size_t i = 0; i < n; ++i) {
    add(join(kWord, words_[i].hash));
    if (i + 1 < n) add(join(kPair, words_[i].hash, words_[i + 1].hash));
  }
  if (n > 0) add(join(kBeginning, words_[0].hash));
  if (n > 1) add(join(kTwoAtBeginning, words_[0].hash, words_[1].hash));
}

void CausalityFeatures::classes() {
  for (const auto& [c, i] : sequence_) {
    const FeatureHash form = join(c, words_[i].ending);
    add(join(kClass, c));
    add(join(kClassFive, c, words_[i].five));
    add(join(kClassEnding, form));
    add(join(kClassAfterWord, form, i > 0 ? words_[i - 1].hash : kEdge));
    add(join(kClassBeforeWord, form, i + 1 < words_.size() ? words_[i + 1].hash : kEdge));
    add(join(kClassAfterTwo, c, i > 1 ? words_[i - 2].hash : kEdge));
  }
  if (!sequence_.empty()) add(join(kFirstClass, sequence_[0].class_number, words_[sequence_[0].word].five));
}

void CausalityFeatures::pairs() {
  constexpr std::size_t kNear = 4, kMost = 200;  // words of classes that are set against each other
  const std::size_t n = std::min(sequence_.size(), kMost);
  for (std::size_t a = 0; a < n; ++a) {
    const auto [first, at] = sequence_[a];
    if (a + 1 < n && sequence_[a + 1].word != at) add(join(kNextClass, first, sequence_[a + 1].class_number));
    if (a + 2 < n) add(join(kThreeClasses, first, sequence_[a + 1].class_number, sequence_[a + 2].class_number));
    for (std::size_t b = a + 1; b < n; ++b) {
      const auto [second, then] = sequence_[b];
      if (then == at) continue;
      add(join(kLaterClass, first, second));
      if (then - at <= kNear) add(join(kNearClass, first, second, words_[then].five));
    }
  }
}

// Parts of words and of what stands between two, three to five letters long; a word, by its beginning, and one that follows two to four later.
void CausalityFeatures::parts() {
  constexpr std::size_t kLeast = 3, kMost = 5, kNearest = 2, kFarthest = 4;
  for (std::size_t i = 0; i < plain_.size(); ++i) {
    FeatureHash h = kNoBytes;
    for (std::size_t k = 0; k < kMost && i + k < plain_.size(); ++k) {
      h = with_byte(h, static_cast<unsigned char>(plain_[i + k]));
      if (k + 1 >= kLeast) features_.shared.push_back(row(join(kLetters, h)));
    }
  }
  for (std::size_t i = 0; i < words_.size(); ++i)
    for (std::size_t k = i + kNearest; k <= std::min(words_.size() - 1, i + kFarthest); ++k)
      features_.shared.push_back(row(join(kWordThenWord, words_[i].six, words_[k].six)));
}

// What the rules of ingest/classify read there: the model learns where to believe them.
void CausalityFeatures::rules(std::string_view sentence) {
  const Tokens tokens(sentence);
  const FeatureHash read = hash_of(wording_of(tokens).causal);
  const auto always = [&](FeatureHash h) { features_.place.push_back(row(h)); };
  always(join(kAlways, 1));
  always(join(kRead, read));
  always(join(kReadAndHedged, is_hedged(tokens), read));
  for (const Word& word : words_) add(join(kWordAsRead, read, word.hash));
  for (const CueMatch& match : cues("causal").match(tokens)) {
    add(join(kCueLabel, hash_of(match.label)));
    add(join(kCue, hash_of(match.cue)));
  }
}

const Features& CausalityFeatures::make(std::string_view sentence) {
  features_.clear();
  read(sentence);
  words();
  classes();
  pairs();
  rules(sentence);
  parts();
  for (auto* rows : {&features_.own, &features_.shared}) {
    std::sort(rows->begin(), rows->end());
    rows->erase(std::unique(rows->begin(), rows->end()), rows->end());
  }
  return features_;
}

Result<CausalityModel> CausalityModel::make(const Model& model) {
  EV_TRY(Classifier classifier, Classifier::make(model, kCausalityFeatures));
  return CausalityModel(std::move(classifier));
}

}  // namespace evident::ingest::models

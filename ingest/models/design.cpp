#include "ingest/models/design.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/tokens.hpp"

namespace evident::ingest::models {
namespace {

// Parts of words and phrases that tell designs apart, over text of single blanks: " rats " is a word, "random" any that holds it.
constexpr std::array<std::string_view, 72> kCues{
    "random", "placebo", "blind", "crossover", "cross over", "allocat", "assigned", "controlled", "trial", "trials", "systematic review",
    "meta analy", "meta - analy", "protocol", "retrospective", "cohort", "case control", "case - control", "cross sectional",
    "cross - sectional", "review", "case report", "case series", "questionnaire", "interview", "prospective", "open label",
    "open - label", "double", "single - blind", "arm", "parallel", "phase", "secondary analysis", "post hoc", "pooled", "follow - up of",
    "non randomi", "nonrandomi", "quasi", "pilot", "versus", "groups", "group", "healthy volunteers", "sham", "usual care",
    "control group", "intention", "we searched", "medline", "included studies", "cluster", "factorial", "registered", "clinicaltrials",
    "isrctn", " rats ", " mice ", " dogs ", " animals ", " in vitro ", " cells ", "rationale and design", "study protocol",
    "baseline data", "expert opinion", "areas covered", "reliability", "validity", "correlates", "predictors"};

enum Kind : FeatureHash { kWord = 1, kPair, kTriple, kCue, kCueCount, kTwoCues, kAroundChance, kBesideChance, kLength, kNoAbstract, kTrialWords, kAlways };
enum Where : FeatureHash { kAnywhere = 1, kTitle, kAbstract };

}  // namespace

void DesignFeatures::words(FeatureHash where) {
  const std::size_t n = marks_.size();
  for (std::size_t i = 0; i < n; ++i)
    for (const FeatureHash place : {where, FeatureHash{kAnywhere}}) {
      add(join(kWord, place, marks_[i].hash));
      if (i + 1 < n) add(join(kPair, place, marks_[i].hash, marks_[i + 1].hash));
      if (i + 2 < n) add(join(kTriple, place, marks_[i].hash, join(marks_[i + 1].hash, marks_[i + 2].hash)));
    }
}

void DesignFeatures::cues(FeatureHash where) {
  found_.clear();
  for (std::uint32_t c = 0; c < kCues.size(); ++c) {
    std::size_t times = 0;
    for (std::size_t at = plain_.find(kCues[c]); at != std::string::npos && times < 3; at = plain_.find(kCues[c], at + kCues[c].size())) ++times;
    if (times == 0) continue;
    found_.push_back(c);
    for (const FeatureHash place : {where, FeatureHash{kAnywhere}}) {
      add_cue(join(kCue, place, c));
      add_cue(join(kCueCount, place, c, times));
    }
  }
  for (std::size_t a = 0; a < found_.size(); ++a)
    for (std::size_t b = a + 1; b < found_.size(); ++b)
      for (const FeatureHash place : {where, FeatureHash{kAnywhere}}) add_cue(join(kTwoCues, place, found_[a], found_[b]));
}

// "Randomly selected for a retest" is no trial: what stands around the word decides.
void DesignFeatures::around_chance(FeatureHash where) {
  constexpr std::size_t kNear = 4;
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    if (std::string_view(plain_).substr(word_at_[i], 6) != "random") continue;
    for (std::size_t k = i > kNear ? i - kNear : 0; k < std::min(marks_.size(), i + kNear + 1); ++k) {
      if (k == i) continue;
      for (const FeatureHash place : {where, FeatureHash{kAnywhere}}) {
        add_cue(join(kAroundChance, place, marks_[k].hash));
        add_cue(join(kBesideChance, place, k < i, marks_[k].hash));
      }
    }
  }
}

std::uint32_t DesignFeatures::part(std::string_view text, FeatureHash where) {
  marks_of(text, marks_);
  plain_ = " ";
  word_at_.clear();
  for (const Mark& mark : marks_) {
    word_at_.push_back(static_cast<std::uint32_t>(plain_.size()));
    if (mark.kind == Mark::Kind::number)
      plain_ += '#';
    else
      for (std::uint32_t i = mark.begin; i < mark.end; ++i) plain_ += static_cast<char>(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
    plain_ += ' ';
  }
  words(where);
  cues(where);
  around_chance(where);
  constexpr std::uint32_t kOfTrials = 10;  // so many of kCues, the first, speak of trials
  return static_cast<std::uint32_t>(std::count_if(found_.begin(), found_.end(), [](std::uint32_t cue) { return cue < kOfTrials; }));
}

std::uint32_t DesignFeatures::row_of_all(std::uint32_t bits) { return static_cast<std::uint32_t>(join(kAlways, 1) >> (64 - bits)); }

const Features& DesignFeatures::make(std::string_view title, std::string_view abstract) {
  features_.clear();
  const std::uint32_t trial_words = part(title, kTitle) + part(abstract, kAbstract);
  // Few words say little: what they do not say then counts.
  features_.place.push_back(row(join(kTrialWords, std::min(trial_words, 4u))));
  features_.place.push_back(row_of_all(bits_));
  add(join(kLength, std::min<std::size_t>(abstract.size() / 300, 8)));
  if (abstract.size() < 5) add(join(kNoAbstract, 1));
  for (auto* rows : {&features_.own, &features_.shared}) {
    std::sort(rows->begin(), rows->end());
    rows->erase(std::unique(rows->begin(), rows->end()), rows->end());
  }
  return features_;
}

std::string_view design_by_cues(std::string_view title, std::string_view abstract) {
  // The title names the design where it names one; among cues of one part the heavier wins, then the earlier.
  for (const std::string_view text : {title, abstract}) {
    const Tokens tokens(text);
    const CueMatch* best = nullptr;
    const auto matches = cues("designs").match(tokens);
    for (const CueMatch& match : matches)
      if (match.label != "rct" && (!best || match.weight > best->weight)) best = &match;
    if (best) return best->label;
  }
  return abstract.empty() ? "opinion" : "evaluation";
}

Result<DesignModel> DesignModel::make(const Model& model) {
  EV_TRY(Classifier classifier, Classifier::make(model, kDesignFeatures));
  return DesignModel(std::move(classifier));
}

DesignModel::Answer DesignModel::label(std::string_view title, std::string_view abstract) {
  const Labelled labelled = classifier_.classify(features_.make(title, abstract));
  const std::string_view name = classifier_.name(labelled.label);
  return {name == "other" ? design_by_cues(title, abstract) : name, labelled.score};
}

}  // namespace evident::ingest::models

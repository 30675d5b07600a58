#include "ingest/models/roles.hpp"

#include <algorithm>

namespace evident::ingest::models {
namespace {

// One number a kind of feature: the same words of two kinds are two features.
enum Kind : FeatureHash {
  kWord = 1, kPair, kTriple, kPrefix, kSuffix, kWordAndQuarter, kBeginning, kWordFromBeginning, kWordFromEnd,
  kNumbers = 20, kBrackets, kShares, kLength, kShape, kFromStart, kFromEnd, kTenth, kFromStartOfMany, kFromEndOfMany, kAlways,
  kTwentieth, kMany, kCut, kCutTenth, kCutFromStart,
  kStepTenth = 50, kStepFromStart, kStepFromEnd, kStepCut, kStepAlways, kStepBeginning, kStepWord
};
constexpr FeatureHash kNothing = 12345;

std::size_t at_most(std::size_t value, std::size_t most) { return std::min(value, most); }

}  // namespace

// Most features of a sentence are these: they are written one after the other into room that is there, not added to a list one by one.
void RoleFeatures::words(const std::vector<Mark>& marks, std::size_t quarter, Features& out) const {
  constexpr std::size_t kShared = 2, kOwn = 4;  // at most, of each mark
  const std::size_t n = marks.size(), shared_before = out.shared.size(), own_before = out.own.size();
  out.shared.resize(shared_before + kShared * n);
  out.own.resize(own_before + kOwn * n);
  std::uint32_t* shared = out.shared.data() + shared_before;
  std::uint32_t* own = out.own.data() + own_before;
  const FeatureHash in_quarter = join(kWordAndQuarter, quarter);
  for (std::size_t j = 0; j < n; ++j) {
    const Mark& mark = marks[j];
    const FeatureHash pair = join(kPair, mark.hash, j + 1 < n ? marks[j + 1].hash : kNothing);
    *shared++ = node(join(kWord, mark.hash));
    *shared++ = node(pair);
    if (j + 2 < n) *own++ = node(join(kTriple, pair, marks[j + 2].hash));
    if (mark.prefix) {
      *own++ = node(join(kPrefix, mark.prefix));
      *own++ = node(join(kSuffix, mark.suffix));
    }
    *own++ = node(join(in_quarter, mark.hash));
  }
  out.own.resize(static_cast<std::size_t>(own - out.own.data()));
}

void RoleFeatures::start_and_end(const std::vector<Mark>& marks, Features& out) const {
  FeatureHash beginning = kBeginning;
  for (std::size_t j = 0; j < at_most(marks.size(), 4); ++j) {
    beginning = join(beginning, marks[j].hash);
    out.shared.push_back(node(beginning));
    out.own.push_back(node(join(kWordFromBeginning, j, marks[j].hash)));
  }
  for (std::size_t j = 0; j < at_most(marks.size(), 3); ++j) out.own.push_back(node(join(kWordFromEnd, j, marks[marks.size() - 1 - j].hash)));
}

void RoleFeatures::place(const std::vector<Mark>& marks, std::size_t i, std::size_t n, bool cut_before, Features& out) const {
  std::size_t numbers = 0, brackets = 0, shares = 0;
  for (const Mark& mark : marks) {
    numbers += mark.kind == Mark::Kind::number;
    brackets += mark.sign == '(';
    shares += mark.sign == '%';
  }
  const std::size_t left = n - 1 - i, quarter = n > 1 ? at_most(i * 4 / n, 3) : 0, tenth = i * 10 / n;
  const auto add = [&](FeatureHash kind, FeatureHash value) { out.place.push_back(node(join(kind, value))); };
  add(kNumbers, at_most(numbers, 6));
  add(kBrackets, at_most(brackets, 4));
  add(kShares, at_most(shares, 3));
  add(kLength, at_most(marks.size() / 6, 8));
  add(kShape, (numbers > 0) * 4 + (brackets > 0) * 2 + (shares > 0) + 8 * quarter);
  add(kFromStart, at_most(i, 8));
  add(kFromEnd, at_most(left, 8));
  add(kTenth, tenth);
  add(kFromStartOfMany, join(at_most(i, 4), at_most(n, 15)));
  add(kFromEndOfMany, join(at_most(left, 4), at_most(n, 15)));
  add(kAlways, 1);
  add(kTwentieth, n > 1 ? i * 20 / (n - 1) : 0);
  add(kMany, at_most(n, 25));
  add(kCut, cut_before);
  add(kCutTenth, join(cut_before, tenth));
  add(kCutFromStart, join(cut_before, at_most(i, 3)));
}

void RoleFeatures::step(const std::vector<Mark>& marks, std::size_t i, std::size_t n, bool cut_before, Features& out) const {
  out.edge.push_back(edge(join(kStepTenth, i * 10 / n)));
  out.edge.push_back(edge(join(kStepFromStart, at_most(i, 4))));
  out.edge.push_back(edge(join(kStepFromEnd, at_most(n - 1 - i, 4))));
  out.edge.push_back(edge(join(kStepCut, cut_before)));
  out.edge.push_back(edge(join(kStepAlways, 1)));
  FeatureHash beginning = kStepBeginning;
  for (std::size_t j = 0; j < at_most(marks.size(), 3); ++j) {
    beginning = join(beginning, marks[j].hash);
    out.edge.push_back(edge(beginning));
  }
  const std::size_t before = out.edge.size();
  out.edge.resize(before + marks.size());
  std::uint32_t* words = out.edge.data() + before;
  for (const Mark& mark : marks) *words++ = edge(join(kStepWord, mark.hash));
}

std::span<const Features> RoleFeatures::make(std::span<const std::string_view> sentences) {
  const std::size_t n = sentences.size();
  if (features_.size() < n) {
    features_.resize(n);
    marks_.resize(n);
  }
  // Corpora that were cut into tokens come from other journals than those that were not.
  std::size_t spaced = 0;
  for (const auto& s : sentences) spaced += s.size() > 2 && s[s.size() - 2] == ' ';
  const bool cut_before = spaced * 2 > n;
  for (std::size_t i = 0; i < n; ++i) {
    Features& out = features_[i];
    out.clear();
    marks_of(sentences[i], marks_[i]);
    words(marks_[i], n > 1 ? at_most(i * 4 / n, 3) : 0, out);
    start_and_end(marks_[i], out);
    place(marks_[i], i, n, cut_before, out);
    step(marks_[i], i, n, cut_before, out);
    once_.begin();
    once_.apply(out.shared);
    once_.apply(out.own);
    once_.begin();
    once_.apply(out.edge);
  }
  return {features_.data(), n};
}

namespace {

// The third table, where there is one, is that of the context.
Model chain_of(const Model& model) {
  Model chain = model;
  if (chain.tables.size() > 2) chain.tables.resize(2);
  return chain;
}

}  // namespace

Result<RoleModel> RoleModel::make(const Model& model) {
  const bool in_context = model.tables.size() == 3;
  if (model.features != kRoleFeatures || (!in_context && model.tables.size() != 2) || !fits_chain(chain_of(model)) ||
      (in_context && (model.labels.size() != kRoleNumbers || !RoleContextModel::fits(model.tables[2]))))
    return made_for_another_version(model);
  return RoleModel(model);
}

RoleModel::RoleModel(const Model& model)
    : labels_(model.labels), chain_(chain_of(model)), features_(model.tables[0].bits, model.tables[1].bits), in_context_(model.tables.size() == 3) {
  if (in_context_) context_ = RoleContextModel(model.tables[2]);
}

void RoleModel::judge_in_context() {
  context_.judge(marginals_.node);
  const std::size_t labels = labels_.size();
  for (std::size_t i = 0; i < path_.size(); ++i) {
    const auto here = marginals_.node.begin() + static_cast<std::ptrdiff_t>(i * labels);
    path_[i] = static_cast<std::uint32_t>(std::max_element(here, here + static_cast<std::ptrdiff_t>(labels)) - here);
  }
}

std::span<const Labelled> RoleModel::label(std::span<const std::string_view> sentences) {
  chain_.score(features_.make(sentences), scores_);
  marginals(scores_, marginals_, false);
  if (in_context_) {
    path_.resize(sentences.size());
    judge_in_context();
  } else {
    best_path(scores_, path_);
  }
  out_.clear();
  for (std::size_t i = 0; i < sentences.size(); ++i)
    out_.push_back({path_[i], static_cast<float>(marginals_.node[i * labels_.size() + path_[i]])});
  return out_;
}

}  // namespace evident::ingest::models

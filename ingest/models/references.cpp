#include "ingest/models/references.hpp"

#include <algorithm>

namespace evident::ingest::models {
namespace {

// The model that chooses the parting lies in the third table, the fields' in the first two. In the fourth are flags, eight a byte: which of
// the rows that features are hashed to have a row in the first table. The fifth says in which order fields stand. The sixth to eighth judge whole
// readings: flags of rows again, the rows, and weights of facts. The ninth says in which fields words stand.
enum : std::size_t { kFieldRows, kFieldSteps, kPartingRows, kFieldFlags, kFieldOrder, kReadingFlags, kReadingRows, kReadingFactWeights, kFieldWords, kTables };

Model chain_of(const Model& model) {
  Model fields = model;
  fields.tables.resize(2);
  return fields;
}
Model parting_of(const Model& model) {
  Model parting = model;
  parting.labels = {"every_character", "marks_apart"};
  parting.tables = {model.tables[kPartingRows]};
  return parting;
}

KeptRows kept_of(const Table& flags) { return KeptRows({reinterpret_cast<const char*>(flags.numbers), std::size_t{1} << flags.bits}); }
bool fits_flags(const Table& flags, const Table& rows) { return flags.lanes == 1 && flags.bits >= 3 && kept_of(flags).size() <= std::size_t{1} << rows.bits; }

bool fits(const Model& model) {
  if (model.features != kReferenceFeatures || model.tables.size() != kTables) return false;
  const auto& t = model.tables;
  return fits_flags(t[kFieldFlags], t[kFieldRows]) && fits_flags(t[kReadingFlags], t[kReadingRows]) && fits_chain(chain_of(model)) &&
         fits_chain(parting_of(model)) && t[kFieldOrder].lanes == FieldOrder::kLanes && ReadingJudge::fits(t[kReadingRows], t[kReadingFactWeights]) &&
         t[kFieldWords].lanes == FieldWords::kLanes &&
         model.labels.size() <= 2 * FieldOrder::kMostFields &&
         std::all_of(model.labels.begin(), model.labels.end(), [](std::string_view l) { return l.starts_with("B-") || l.starts_with("I-"); });
}
static_assert(FieldOrder::kMostFields <= ReadingFeatures::kMostFields);

// The number of the field "other" among those of the labels, each counted where it is met first.
std::uint8_t between_of(const Model& model) {
  std::vector<std::string_view> fields;
  for (const std::string_view label : model.labels) {
    if (std::find(fields.begin(), fields.end(), label.substr(2)) != fields.end()) continue;
    if (label.substr(2) == "other") return static_cast<std::uint8_t>(fields.size());
    fields.push_back(label.substr(2));
  }
  return kBeforeFirst;
}

}  // namespace

Result<ReferenceModel> ReferenceModel::make(const Model& model) {
  if (!fits(model))
    return fail(Code::corrupt, "the model '" + std::string(model.name) + "' was made for another version of Evident", "fetch the program and its models anew");
  ReferenceModel out(model);
  if (out.fields_.size() > FieldOrder::kMostFields)
    return fail(Code::corrupt, "the model '" + std::string(model.name) + "' has too many fields", "fetch the program and its models anew");
  return out;
}

ReferenceModel::ReferenceModel(const Model& model)
    : between_(between_of(model)), parting_(parting_of(model)), chain_(chain_of(model)),
      of_words_(model.tables[kFieldFlags].bits + 3, model.tables[kFieldSteps].bits, model.tables[kPartingRows].bits, kept_of(model.tables[kFieldFlags])),
      order_(model.tables[kFieldOrder]), whole_(model.tables[kReadingFlags].bits + 3, between_, FieldWords(model.tables[kFieldWords]), kept_of(model.tables[kReadingFlags])),
      judge_(model.tables[kReadingRows], model.tables[kReadingFactWeights]) {
  for (const std::string_view label : model.labels) {
    const auto known = std::find(fields_.begin(), fields_.end(), label.substr(2));
    field_.push_back(static_cast<std::uint8_t>(known - fields_.begin()));
    begins_.push_back(label.starts_with('B'));
    if (known == fields_.end()) fields_.push_back(label.substr(2));
  }
}

void ReferenceModel::add_reading(float likelihood, Parting parting, float odds_of_first) {
  const auto way = static_cast<std::uint8_t>(parting);
  stand_.clear();
  for (std::size_t i = 0; i < path_.size();) {
    std::size_t end = i + 1;
    while (end < path_.size() && !begins_field(path_, end)) ++end;
    const std::uint8_t field = field_[path_[i]];
    pieces_.push_back({field, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)});
    if (field != between_) stand_.push_back(field);
    i = end;
  }
  const bool is_first_way = parting == Parting::every_character, is_likeliest = ways_.empty() || ways_.back() != way;
  ReadingFacts facts{};
  facts[kLikelihood] = likelihood;
  facts[kOrder] = order_.of(way, stand_);
  facts[kLikelierWay] = is_first_way == (odds_of_first > 0);
  facts[kLikeliestOfWay] = is_likeliest;
  if (is_first_way) {
    facts[kFirstWay] = 1;
    facts[kOrderOfFirstWay] = facts[kOrder];
    facts[kOddsOfFirstWay] = odds_of_first;
  }
  facts_.push_back(facts);
  ways_.push_back(way);
  begins_at_.push_back(static_cast<std::uint32_t>(pieces_.size()));
}

void ReferenceModel::find_readings(Parting parting, float odds_of_first) {
  // No reference is as long: it may not cost what a search does.
  constexpr std::size_t kLongest = 1000;
  constexpr std::size_t kReadings = 10;
  constexpr float kWindow = 10;
  chain_.score(of_words_.of_tokens(parting), scores_);
  if (scores_.n > kLongest) {
    if (!ways_.empty()) return;
    best_path(scores_, path_);
    return add_reading(0, parting, odds_of_first);
  }
  paths_.start(scores_, kWindow);
  float likelihood;
  for (std::size_t k = 0; k < kReadings && paths_.next(path_, likelihood); ++k) add_reading(likelihood, parting, odds_of_first);
  if (!ways_.empty()) return;
  best_path(scores_, path_);  // the search gave up
  add_reading(0, parting, odds_of_first);
}

std::size_t ReferenceModel::find_readings(std::string_view text) {
  constexpr float kSure = 1;  // of the way of parting: the other is not read
  pieces_.clear();
  begins_at_.assign(1, 0);
  facts_.clear();
  ways_.clear();
  of_words_.read(text);
  whole_.start(of_words_.tokens());
  if (of_words_.tokens().empty()) return 0;
  parting_.score(of_words_.of_string(), scores_);
  const float odds = scores_.at(0)[0] - scores_.at(0)[1];
  if (odds > -kSure) find_readings(Parting::every_character, odds);
  if (odds < kSure) find_readings(Parting::marks_apart, odds);
  if (ways_.size() > 1)
    for (std::size_t i = 0; i < ways_.size(); ++i) whole_.add(reading(i).pieces);
  return ways_.size();
}

std::span<const ReferenceModel::Field> ReferenceModel::fields_of(std::size_t i) {
  out_.clear();
  const auto& tokens = of_words_.tokens();
  for (const Piece& piece : reading(i).pieces)
    if (piece.field != between_) out_.push_back({fields_[piece.field], tokens[piece.begin].begin, tokens[piece.end - 1].end});
  return out_;
}

std::span<const ReferenceModel::Field> ReferenceModel::read(std::string_view text) {
  const std::size_t readings = find_readings(text);
  if (readings == 0) return {};
  return fields_of(readings == 1 ? 0 : judge_.best(whole_, facts_, ways_));
}

}  // namespace evident::ingest::models

#include "training/field_words.hpp"

#include <cstring>
#include <numeric>
#include <string_view>
#include <utility>

namespace evident::training {

using namespace ingest::models;

namespace {

std::size_t kind_of(std::string_view field) {
  static const std::map<std::string_view, FieldKind> kKinds{
      {"author", FieldKind::person},       {"editor", FieldKind::person},
      {"translator", FieldKind::person},   {"director", FieldKind::person},
      {"title", FieldKind::title},         {"booktitle", FieldKind::book},
      {"series", FieldKind::book},         {"journal", FieldKind::journal},
      {"publisher", FieldKind::publisher}, {"institution", FieldKind::publisher},
      {"location", FieldKind::place},      {"date", FieldKind::date}};
  const auto known = kKinds.find(field);
  return static_cast<std::size_t>(known == kKinds.end() ? FieldKind::other : known->second);
}

}  // namespace

void FieldWordCounts::add(const Reference& reference) {
  own_.clear();
  reference_tokens(reference.text, tokens_);
  std::size_t at = 0;
  for (const ReferenceToken& token : tokens_) {
    while (reference.fields[at].end <= token.begin) ++at;
    if (token.is_word()) own_[token.word][kind_of(reference_fields()[reference.fields[at].label])] = 1;
  }
  for (const auto& [word, counts] : own_)
    for (std::size_t k = 0; k < counts.size(); ++k) seen_[word][k] += counts[k];
}

WideTable FieldWordCounts::table() const {
  constexpr std::uint32_t kLeast = 2;
  std::vector<std::pair<FeatureHash, WordUse>> kept;
  for (const auto& [word, counts] : seen_)
    if (std::accumulate(counts.begin(), counts.end(), 0u) >= kLeast)
      kept.emplace_back(word, WordUse::of(counts));
  WideTable out;
  out.lanes = FieldWords::kLanes;
  out.bits = 1;
  while ((std::size_t{1} << out.bits) * 7 / 10 < kept.size()) ++out.bits;
  const std::uint32_t rows = 1u << out.bits;
  out.bytes.assign(std::size_t{rows} * out.lanes, '\0');
  for (const auto& [word, use] : kept) {
    auto at = static_cast<std::uint32_t>(word >> (64 - out.bits));
    const auto row = [&] { return out.bytes.data() + std::size_t{at} * out.lanes; };
    const auto is_free = [&] {
      std::uint32_t there;
      std::memcpy(&there, row(), sizeof there);
      return there == 0;
    };
    while (!is_free()) at = (at + 1) % rows;
    const std::uint32_t entry = FieldWords::mark_of(word) | std::uint32_t{use.code()} << 24;
    std::memcpy(row(), &entry, sizeof entry);
  }
  return out;
}

}  // namespace evident::training

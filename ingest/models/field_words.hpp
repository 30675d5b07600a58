// In which kind of field a word mostly stands in the labelled references: what nobody can tell by its shape,
// that Brescia is a place and Queriniana a publisher.
#pragma once
#include <array>
#include <cstdint>

#include "ingest/models/hashing.hpp"
#include "ingest/models/model_file.hpp"

namespace evident::ingest::models {

// Kinds of field that words tell apart.
enum class FieldKind : std::uint8_t { person, title, book, journal, publisher, place, date, other, count };
constexpr std::size_t kFieldKinds = static_cast<std::size_t>(FieldKind::count);

// What is known of a word: the kind of field that it mostly stands in, how surely, and how often it was seen.
class WordUse {
 public:
  WordUse() = default;  // nothing
  explicit WordUse(std::uint8_t code) : code_(code) {}
  // `seen`: in how many references the word stands in each kind of field.
  static WordUse of(const std::array<std::uint32_t, kFieldKinds>& seen);

  std::uint8_t code() const { return code_; }
  // 0: nothing is known; else one more than the kind of field.
  std::uint32_t kind() const { return code_ == 0 ? 0 : 1 + (code_ - 1u) / (kSurenesses * kFrequencies); }
  // From 1, where something is known.
  std::uint32_t sureness() const { return code_ == 0 ? 0 : 1 + (code_ - 1u) / kFrequencies % kSurenesses; }

 private:
  static constexpr std::uint32_t kSurenesses = 3, kFrequencies = 4;
  static_assert(kFieldKinds * kSurenesses * kFrequencies < 255);
  std::uint8_t code_ = 0;
};

// Reads the table: a row a word, three bytes of its hash and the code of its use, in the row that the hash
// names or the first free one behind.
class FieldWords {
 public:
  static constexpr std::uint32_t kLanes = 4;

  explicit FieldWords(const Table& table) : table_(table) {}
  WordUse of(FeatureHash word) const;
  // The three bytes, never all 0.
  static std::uint32_t mark_of(FeatureHash word) {
    const auto mark = static_cast<std::uint32_t>(word & 0xffffff);
    return mark == 0 ? 1 : mark;
  }

 private:
  Table table_;
};

}  // namespace evident::ingest::models

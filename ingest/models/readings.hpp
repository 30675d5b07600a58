// The readings of a reference, judged as wholes. A chain sees one word behind; which fields there are at all,
// whether a field twice, how long each is and what stands at its ends, it cannot know. Of the readings that
// it likes best these features tell the better ones.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "ingest/models/field_words.hpp"
#include "ingest/models/kept_rows.hpp"
#include "ingest/models/model_file.hpp"
#include "ingest/models/reference_tokens.hpp"

namespace evident::ingest::models {

// A field, or what stands between fields, as the tokens from `begin` up to `end`.
struct Piece {
  std::uint8_t field;
  std::uint32_t begin, end;
};

// What is known of a reading beside its features: how likely it is to the chain, how likely the order of its
// fields, and which way of parting.
enum ReadingFact : std::uint8_t {
  kLikelihood,
  kOrder,
  kOrderOfFirstWay,
  kOddsOfFirstWay,
  kLikelierWay,
  kLikeliestOfWay,
  kFirstWay,
  kReadingFacts
};
using ReadingFacts = std::array<float, kReadingFacts>;

// The features of the readings of one string, as rows of a table; training and reading share it. Marks at the
// ends of a field are taken to stand between fields, so that both ways of parting give the same. Pieces that
// several readings have are described once. Keeps its memory.
class ReadingFeatures {
 public:
  // Features are hashed to 2^bits rows, of which those of `kept` are given, by their numbers there; `between`
  // is the number of the field that is none. Fields have numbers below kMostFields.
  static constexpr std::uint8_t kMostFields = 32;
  ReadingFeatures(std::uint32_t bits, std::uint8_t between, const FieldWords& words, KeptRows kept = {})
      : bits_(bits), between_(between), words_(words), kept_(std::move(kept)) {}

  // Forgets the readings of another string; the tokens must outlive what is asked of this one.
  void start(const std::vector<ReferenceToken>& tokens);
  void add(std::span<const Piece> pieces);

  std::size_t pieces() const { return piece_rows_.size(); }
  std::size_t readings() const { return readings_.size(); }
  std::span<const std::uint32_t> rows_of_piece(std::size_t piece) const {
    return in(rows_, piece_rows_[piece]);
  }
  // Of a reading: its pieces by their numbers, and the rows of the whole.
  std::span<const std::uint32_t> pieces_of(std::size_t reading) const {
    return in(numbers_, readings_[reading].pieces);
  }
  std::span<const std::uint32_t> rows_of(std::size_t reading) const {
    return in(rows_, readings_[reading].rows);
  }

 private:
  struct Run {
    std::uint32_t begin, end;
  };
  struct Reading {
    Run pieces, rows;
  };
  // A field without the marks at its ends, the one before it, and where that ended.
  struct Core {
    std::uint8_t field, before;
    std::uint32_t begin, end, before_end;
    bool operator==(const Core&) const = default;
  };
  static std::span<const std::uint32_t> in(const std::vector<std::uint32_t>& all, Run run) {
    return std::span(all).subspan(run.begin, run.end - run.begin);
  }
  void put(FeatureHash kind, FeatureHash value) {
    const auto row = static_cast<std::uint32_t>(join(kind, value) >> (64 - bits_));
    if (kept_.has(row)) rows_.push_back(kept_.number(row));
  }
  const ReferenceToken& token(std::ptrdiff_t i) const;
  bool is_mark(std::size_t i) const { return (*tokens_)[i].kind == ReferenceToken::Kind::sign; }
  // The marks from one token up to another, with the spaces around them.
  FeatureHash marks(std::size_t begin, std::size_t end) const;
  // A field as far as its marks.
  struct Ends {
    std::size_t left, right;  // of the marks before it, and behind it
    FeatureHash marks_before, marks_behind;
  };
  Ends ends_of(const Core& core) const;
  std::uint32_t number_of(const Core& core);
  void describe(const Core& core);
  void describe_words(const Core& core);
  void describe_ends(const Core& core, const Ends& ends);
  void describe_uses(const Core& core, const Ends& ends);
  void describe_whole();
  FeatureHash use(std::ptrdiff_t i) const;
  FeatureHash rough_use(std::ptrdiff_t i) const;

  std::uint32_t bits_;
  std::uint8_t between_;
  FieldWords words_;
  KeptRows kept_;
  const std::vector<ReferenceToken>* tokens_ = nullptr;
  std::vector<WordUse> uses_;  // of each token
  std::vector<Core> cores_;    // of each piece
  std::vector<Run> piece_rows_;
  std::vector<Reading> readings_;
  std::vector<std::uint32_t> rows_, numbers_;
  std::vector<std::uint8_t> fields_;  // of the reading at hand, without what is between them
};

// Weights of the rows, a lane a way of parting, and of the facts: the better reading has the larger sum.
class ReadingJudge {
 public:
  static constexpr std::uint32_t kLanes = 2, kFactBits = 3;
  static_assert(kReadingFacts <= 1u << kFactBits);
  static bool fits(const Table& rows, const Table& facts) {
    return rows.lanes == kLanes && facts.lanes == 1 && facts.bits == kFactBits;
  }

  ReadingJudge(const Table& rows, const Table& facts);
  // The number of the best reading; `facts` and `ways` of each.
  std::size_t best(const ReadingFeatures& features, std::span<const ReadingFacts> facts,
                   std::span<const std::uint8_t> ways);

 private:
  Table rows_;
  ReadingFacts weights_;
  std::vector<std::array<std::int32_t, kLanes>> pieces_;
};

}  // namespace evident::ingest::models

// The fields of a reference string, by a chain over its words and marks.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/models/best_paths.hpp"
#include "ingest/models/chain.hpp"
#include "ingest/models/field_order.hpp"
#include "ingest/models/kept_rows.hpp"
#include "ingest/models/readings.hpp"
#include "ingest/models/reference_tokens.hpp"

namespace evident::ingest::models {

constexpr std::uint32_t kReferenceFeatures = 4;  // raise it with any change of what ReferenceFeatures, ReadingFeatures or the tokens make

// The labelled sets part a reference in two ways: in one every character belongs to a field ("In: Smith, J. (Ed.),"), in the
// others marks between fields are left out or stand by themselves. Which one a string is like is told from the string.
enum class Parting : std::uint8_t { every_character, marks_apart };

// The features of a string's tokens; training and reading share it. Keeps its memory from call to call.
class ReferenceFeatures {
 public:
  // `node_bits` counts the rows that a token's features are hashed to, of which those of `kept` are given, by their numbers there.
  ReferenceFeatures(std::uint32_t node_bits, std::uint32_t edge_bits, std::uint32_t parting_bits, KeptRows kept = {})
      : node_bits_(node_bits), edge_bits_(edge_bits), parting_bits_(parting_bits), kept_(std::move(kept)) {}

  // Sets the string that the others speak of; it must outlive them.
  void read(std::string_view text);
  const std::vector<ReferenceToken>& tokens() const { return tokens_; }
  // Of the whole string: for the choice of the parting.
  std::span<const Features> of_string();
  // Of each token.
  std::span<const Features> of_tokens(Parting parting);

 private:
  // What the surroundings of a token hold.
  struct Around {
    FeatureHash next_mark = 0, last_mark = 0;        // of the nearest marks
    std::uint8_t to_next_mark = 0, from_last_mark = 0;
    std::uint8_t next_cue = 0, last_cue = 0, to_next_cue = 0, from_last_cue = 0;
    std::uint8_t years_before = 0, points_before = 0, commas_before = 0, enclosed = 0;
    std::uint32_t clause_begin = 0, clause_end = 0;  // between two marks that part clauses
    std::uint8_t clause_cue = 0, clause_length = 0, clause_capitals = 0;
  };
  void look_around(std::string_view text);
  void look_along();
  void cut_clauses(std::string_view text);
  const ReferenceToken& token(std::ptrdiff_t i) const;
  FeatureHash clause(std::ptrdiff_t i) const;
  void own_features(std::ptrdiff_t i, Parting parting, Features& out) const;
  void add(FeatureHash kind, FeatureHash value, Features& out) const {
    const auto row = static_cast<std::uint32_t>(join(kind, value) >> (64 - node_bits_));
    if (kept_.has(row)) out.own.push_back(kept_.number(row));
  }

  std::uint32_t node_bits_, edge_bits_, parting_bits_;
  KeptRows kept_;
  std::vector<ReferenceToken> tokens_;
  std::vector<Around> around_;
  FeatureHash style_ = 0;  // of the string: where its year stands, whether it quotes, whether marks stand apart
  std::vector<Features> features_;
};

class ReferenceModel {
 public:
  // The model must have been made by the same features; opened by open_model().
  static Result<ReferenceModel> make(const Model& model);

  struct Field {
    std::string_view name;
    std::uint32_t begin, end;  // bytes of the string, with the marks that the labelled sets count to a field
  };
  // In the order of the string, without what stands between fields; valid until the next call.
  std::span<const Field> read(std::string_view text);

  // The likeliest readings of a string, of which read() gives the best; none of an empty string. For training; valid until the next call.
  struct Reading {
    std::span<const Piece> pieces;
    ReadingFacts facts;
    std::uint8_t way;  // of parting
  };
  std::size_t find_readings(std::string_view text);
  Reading reading(std::size_t i) const { return {std::span(pieces_).subspan(begins_at_[i], begins_at_[i + 1] - begins_at_[i]), facts_[i], ways_[i]}; }
  // What tells them apart; nothing where there is one only.
  const ReadingFeatures& features() const { return whole_; }
  std::span<const Field> fields_of(std::size_t reading);

 private:
  explicit ReferenceModel(const Model& model);
  void find_readings(Parting parting, float odds_of_first);
  void add_reading(float likelihood, Parting parting, float odds_of_first);
  bool begins_field(std::span<const std::uint32_t> path, std::size_t i) const {
    return i == 0 || begins_[path[i]] || field_[path[i]] != field_[path[i - 1]];
  }

  std::vector<std::string_view> fields_;  // their names
  // Of each label ("B-title" where a field begins, "I-title" where it goes on): its field, and whether it begins one.
  std::vector<std::uint8_t> field_;
  std::vector<bool> begins_;
  std::uint8_t between_ = kBeforeFirst;  // the field "other": no field but what stands between them
  ChainModel parting_, chain_;
  ReferenceFeatures of_words_;
  FieldOrder order_;
  ChainScores scores_;
  BestPaths paths_;
  std::vector<std::uint32_t> path_;
  std::vector<std::uint8_t> stand_;  // the fields of a path
  // The readings: the pieces of all, where those of each begin and those of the last end; facts and way of each.
  std::vector<Piece> pieces_;
  std::vector<std::uint32_t> begins_at_;
  std::vector<ReadingFacts> facts_;
  std::vector<std::uint8_t> ways_;
  ReadingFeatures whole_;
  ReadingJudge judge_;
  std::vector<Field> out_;
};

}  // namespace evident::ingest::models

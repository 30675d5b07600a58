// Railroad diagrams in box-drawing characters: a grammar rule as lines that are followed from left to right.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace evident::query::test {

// What a rule is made of.
struct Track {
  enum class Of { nothing, word, rule, sequence, choice, optional, repeat } of = Of::nothing;
  std::string text;          // word, rule
  std::vector<Track> parts;  // optional: one; repeat: what is repeated, then what stands between, if anything
  bool operator==(const Track&) const = default;
};

Track word(std::string text);
Track rule(std::string name);
// Without what is nothing; flat; of one part that part. "A, then any number of (B A)" is A repeated with B
// between.
Track sequence(std::vector<Track> parts);
Track choice(std::vector<Track> parts);  // of nothing and others: optional
Track optional(Track part);
Track repeat(Track part);  // once or more

std::size_t width(const Track& track);
// The lines of the diagram; a sequence wider than `widest` columns goes on in further lines.
std::string drawn(const Track& track, std::size_t widest = 100);

}  // namespace evident::query::test

// What a function says of single words, asked once for each distinct word of a text: texts repeat their
// words.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

// Of must say the same of a word every time. Remembered by the word's number, for each thread, as long as the
// same table of words is in use; bounded as that table is. What it says leaves the highest bit of Stored
// free.
template <std::uint32_t (*Of)(std::string_view), class Stored = std::uint32_t>
class WordMemo {
 public:
  explicit WordMemo(const Tokens& tokens) : words_(tokens.words()), known_(memory()) {
    if (known_.serial != words_.serial()) {
      known_.serial = words_.serial();
      known_.values.clear();
    }
    if (known_.values.size() < words_.size()) known_.values.resize(words_.size(), 0);
  }
  // Of the i-th of those tokens.
  std::uint32_t operator()(const Tokens& tokens, std::size_t i) const {
    Stored& value = known_.values[tokens.word(i)];
    if (value == 0) value = kKnown | Of(tokens[i]);
    return static_cast<std::uint32_t>(value & ~kKnown);
  }

 private:
  static constexpr Stored kKnown = Stored{1} << (sizeof(Stored) * 8 - 1);
  struct Memory {
    std::uint64_t serial = 0;
    std::vector<Stored> values;
  };
  static Memory& memory() {
    static thread_local Memory known;
    return known;
  }

  const WordTable& words_;
  Memory& known_;
};

// Whether any word of the tokens has one of these bits.
template <std::uint32_t (*Of)(std::string_view)>
bool any_word(const Tokens& tokens, std::uint32_t bits) {
  const WordMemo<Of> memo(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (memo(tokens, i) & bits) return true;
  return false;
}

}  // namespace evident::ingest

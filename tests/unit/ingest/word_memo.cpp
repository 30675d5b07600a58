// What is remembered of words: the same answer as asking again, across tables of words; fixed sets of words.
#include <catch2/catch.hpp>
#include <string>

#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"

using namespace evident::ingest;

namespace {

std::uint32_t length_of(std::string_view word) { return static_cast<std::uint32_t>(word.size()); }
std::uint32_t is_bus(std::string_view word) { return word == "bus" ? 4 : 0; }

}  // namespace

TEST_CASE("a memo says of each word what its function says", "[word_memo]") {
  const std::string text = "The bus was late; the BUS was full, and no bus came.";
  const TokenisedText once(text);
  const TokenisedText::InScope scope(once);
  for (int round = 0; round < 2; ++round) {
    const Tokens all(text), part(std::string_view(text).substr(18)), own("a tram is no bus");
    for (const Tokens* tokens : {&all, &part, &own}) {
      const WordMemo<length_of> memo(*tokens);
      for (std::size_t i = 0; i < tokens->size(); ++i) CHECK(memo(*tokens, i) == (*tokens)[i].size());
    }
    CHECK(any_word<is_bus>(all, 4));
    CHECK_FALSE(any_word<is_bus>(all, 2));
    CHECK_FALSE(any_word<is_bus>(Tokens("a tram"), 4));
    CHECK_FALSE(any_word<is_bus>(Tokens(""), 4));
  }
}

TEST_CASE("a word set holds its words and no others", "[word_set]") {
  static constexpr WordSet kWords("school", "schools", "a", "%", "£", "tenant", "of", "on", "no", "or");
  for (const std::string_view word : {"school", "schools", "a", "%", "£", "tenant", "of", "on", "no", "or"})
    CHECK(kWords.contains(word));
  for (const std::string_view word : {"", "schol", "schoolss", "an", "in", "o", "tenants", "nor", "$"})
    CHECK_FALSE(kWords.contains(word));
}

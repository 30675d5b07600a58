// Small questions about stretches of text that several extractors ask.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

struct Span {
  std::uint32_t begin = 0, end = 0;  // bytes of the document
  bool empty() const { return end <= begin; }
};

// Without white space, Markdown emphasis and a final full stop, semicolon, comma or colon around.
Span tidy(std::string_view text, Span span);
// Without white space and unpaired Markdown emphasis only.
Span trimmed(std::string_view text, Span span);
// The pieces of "a; b; c." or, where there is no semicolon and every piece is short, of "a, b and c".
// "Councils: (1) one number; (2) long contracts.": who stands before the first piece of a list.
struct ListOwner {
  std::string group;
  std::uint32_t words = 0;  // where the first piece begins behind the colon
  bool numbered = false;    // each piece bears the number of its place
};
std::optional<ListOwner> named_before_list(std::string_view text, const std::vector<Span>& pieces);
// Behind "(2) " at the beginning of a piece; the beginning itself when there is no number.
std::uint32_t past_number(std::string_view text, Span piece);

std::vector<Span> list_pieces(std::string_view text, Span span);
// "**Lead.** More words": the lead with its marks.
std::optional<Span> bold_lead(std::string_view text, Span span);
// "Escorts. Without an officer …": a first sentence of at most five words that says nothing by itself, but names what
// the rest tells; without its point.
std::optional<Span> label_sentence(std::string_view text, Span span);
// No small letter of the Latin alphabet, and that many capitals at least.
bool in_capitals(std::string_view text, std::size_t least);
// A year between 1900 and 2099.
std::optional<int> year_at(const Tokens& tokens, std::size_t i);

}  // namespace evident::ingest

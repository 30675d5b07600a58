#include "ingest/models/marks.hpp"

#include <array>

namespace evident::ingest::models {
namespace {

// The letter in lower case; 0: no letter.
constexpr std::array<unsigned char, 256> kLetters = [] {
  std::array<unsigned char, 256> all{};
  for (unsigned c = 0; c < all.size(); ++c) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital || (c >= 'a' && c <= 'z') || c >= 0x80)
      all[c] = static_cast<unsigned char>(capital ? c + 32 : c);
  }
  return all;
}();
constexpr unsigned char letter(char c) { return kLetters[static_cast<unsigned char>(c)]; }
// Corpora of abstracts write @ for a number.
constexpr bool is_digit(unsigned char c) { return (c >= '0' && c <= '9') || c == '@'; }
constexpr FeatureHash kNumber = hash_of("#");

// A character of a word, which is a letter or an apostrophe within.
constexpr FeatureHash folded(char c) { return letter(c) ? letter(c) : static_cast<unsigned char>('\''); }

Mark word_at(std::string_view text, std::size_t& i) {
  constexpr std::size_t kPrefix = 4;
  Mark mark;
  mark.kind = Mark::Kind::word;
  mark.begin = static_cast<std::uint32_t>(i);
  FeatureHash h = kNoBytes, prefix = 0;
  const std::size_t size = text.size(), behind_prefix = i + kPrefix;
  while (i < size) {
    unsigned char c = letter(text[i]);
    if (c == 0) {
      if (text[i] != '\'' || i + 1 >= size || letter(text[i + 1]) == 0) break;
      c = '\'';
    }
    h = with_byte(h, c);
    if (++i == behind_prefix) prefix = h;
  }
  mark.end = static_cast<std::uint32_t>(i);
  mark.hash = stir(h);
  if (i > behind_prefix) {
    mark.prefix = stir(prefix + 1);
    mark.suffix = stir((folded(text[i - 3]) << 16 | folded(text[i - 2]) << 8 | folded(text[i - 1])) + 7);
  }
  return mark;
}

std::size_t end_of_number(std::string_view text, std::size_t i) {
  const auto digit = [&](std::size_t at) { return at < text.size() && is_digit(static_cast<unsigned char>(text[at])); };
  while (digit(i) || (i < text.size() && (text[i] == '.' || text[i] == ',') && digit(i + 1))) ++i;
  return i;
}

}  // namespace

void marks_of(std::string_view text, std::vector<Mark>& marks) {
  marks.clear();
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c <= ' ') {
      ++i;
      continue;
    }
    if (letter(text[i])) {
      marks.push_back(word_at(text, i));
      continue;
    }
    const bool begins_point = c == '.' && i + 1 < text.size() && is_digit(static_cast<unsigned char>(text[i + 1]));
    Mark mark;
    mark.begin = static_cast<std::uint32_t>(i);
    if (is_digit(c) || begins_point) {
      i = end_of_number(text, i + begins_point);
      mark.kind = Mark::Kind::number;
      mark.hash = kNumber;
    } else {
      // Brackets as the Penn Treebank writes them.
      const std::string_view five = text.substr(i, 5);
      const bool bracket = five == "-LSB-" || five == "-RSB-";
      mark.sign = bracket ? (five[1] == 'L' ? '[' : ']') : static_cast<char>(c);
      i += bracket ? 5 : 1;
      mark.hash = stir(with_byte(kNoBytes, static_cast<unsigned char>(mark.sign)));
    }
    mark.end = static_cast<std::uint32_t>(i);
    marks.push_back(mark);
  }
}

}  // namespace evident::ingest::models

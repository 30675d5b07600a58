#include "ingest/models/marks.hpp"

namespace evident::ingest::models {
namespace {

constexpr bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; }
// Corpora of abstracts write @ for a number.
constexpr bool is_digit(unsigned char c) { return (c >= '0' && c <= '9') || c == '@'; }
constexpr unsigned char lower(unsigned char c) { return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c + 32) : c; }
constexpr FeatureHash kNumber = hash_of("#");

Mark word_at(std::string_view text, std::size_t& i) {
  Mark mark;
  mark.kind = Mark::Kind::word;
  mark.begin = static_cast<std::uint32_t>(i);
  FeatureHash h = kNoBytes, prefix = 0;
  std::uint32_t last = 0;
  std::size_t letters = 0;
  const auto letter = [&](std::size_t at) { return at < text.size() && is_letter(static_cast<unsigned char>(text[at])); };
  for (; letter(i) || (i < text.size() && text[i] == '\'' && letter(i + 1)); ++i) {
    const unsigned char c = lower(static_cast<unsigned char>(text[i]));
    h = with_byte(h, c);
    last = last << 8 | c;
    if (++letters == 4) prefix = h;
  }
  mark.end = static_cast<std::uint32_t>(i);
  mark.hash = stir(h);
  if (letters > 4) {
    mark.prefix = stir(prefix + 1);
    mark.suffix = stir((last & 0xffffffu) + 7);
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
    if (is_letter(c)) {
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

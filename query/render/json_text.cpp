#include "query/render/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "support/json.hpp"

namespace evident::query {
namespace {

// What stands behind the backslash for a byte (RFC 8259 section 7); 'u': its number; 0: the byte stands for
// itself.
constexpr std::array<char, 256> kEscapes = [] {
  std::array<char, 256> all{};
  for (std::size_t c = 0; c < 0x20; ++c) all[c] = 'u';
  all['\b'] = 'b';
  all['\t'] = 't';
  all['\n'] = 'n';
  all['\f'] = 'f';
  all['\r'] = 'r';
  all['"'] = '"';
  all['\\'] = '\\';
  return all;
}();

// Where the first byte from `i` on stands that has an escape. Eight bytes at a time: a byte of a word is below 0x20, or
// equal to another once both are put together by "exclusive or", where subtracting borrows into its highest bit.
std::size_t plain(std::string_view text, std::size_t i) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u, kHigh = kOnes << 7;
  for (std::uint64_t word = 0; i + 8 <= text.size(); i += 8) {
    std::memcpy(&word, text.data() + i, 8);
    const std::uint64_t quote = word ^ kOnes * '"', slash = word ^ kOnes * '\\';
    if (((word - kOnes * 0x20) & ~word & kHigh) | ((quote - kOnes) & ~quote & kHigh) | ((slash - kOnes) & ~slash & kHigh))
      break;
  }
  while (i < text.size() && !kEscapes[static_cast<unsigned char>(text[i])]) ++i;
  return i;
}

}  // namespace

void JsonText::quoted(std::string_view text) {
  put('"');
  std::size_t begin = 0;
  for (std::size_t i = plain(text, 0); i < text.size(); i = plain(text, i + 1)) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape = kEscapes[byte];
    put(text.substr(begin, i - begin));
    begin = i + 1;
    put('\\');
    put(escape);
    if (escape != 'u') continue;
    constexpr char kDigits[] = "0123456789ABCDEF";
    put(std::string_view("00"));
    put(kDigits[byte >> 4]);
    put(kDigits[byte & 15]);
  }
  put(text.substr(begin));
  put('"');
}

void JsonText::value(std::int64_t number) {
  element();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  put(std::string_view(digits, end));
}

void JsonText::value(double number) {
  if (number == std::floor(number) && std::abs(number) < 9e15)
    return value(static_cast<std::int64_t>(number));
  element();
  put(print_json(Json(number)));  // the same digits everywhere
}

}  // namespace evident::query

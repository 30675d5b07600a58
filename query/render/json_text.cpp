#include "query/render/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

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

}  // namespace

void JsonText::quoted(std::string_view text) {
  out_ += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape = kEscapes[byte];
    if (!escape) continue;
    out_.append(text, begin, i - begin);
    begin = i + 1;
    out_ += '\\';
    out_ += escape;
    if (escape != 'u') continue;
    constexpr char kDigits[] = "0123456789ABCDEF";
    out_ += "00";
    out_ += kDigits[byte >> 4];
    out_ += kDigits[byte & 15];
  }
  out_.append(text, begin);
  out_ += '"';
}

void JsonText::value(std::int64_t number) {
  element();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, end);
}

void JsonText::value(double number) {
  if (number == std::floor(number) && std::abs(number) < 9e15)
    return value(static_cast<std::int64_t>(number));
  element();
  out_ += print_json(Json(number));  // the same digits everywhere
}

}  // namespace evident::query

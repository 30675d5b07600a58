// Character sets by their names, through ICU.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace evident {

// Bytes in a named character set (IANA names and the WHATWG labels that ICU knows) as UTF-8, without a mark
// of byte order. What fits nowhere becomes U+FFFD. Nothing when the name is unknown.
std::optional<std::string> decode_as(std::string_view bytes, const std::string& charset);

// A character as UTF-8; U+FFFD for what is none (half of a surrogate pair, beyond U+10FFFF).
void append_character(std::string& out, char32_t character);

}  // namespace evident

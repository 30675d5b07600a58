// Cutting needs strings and brackets only.
#include "ingest/readers/bibliographic/json_pieces.hpp"

namespace evident::ingest {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t after_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && blank(text[at])) ++at;
  return at;
}
// at: on the opening mark; past the closing one.
std::size_t after_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      return at + 1;
  }
  return text.size();
}

}  // namespace

std::size_t json_value_end(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = after_string(text, at);
      if (depth == 0) return at;
      continue;
    }
    if (c == '[' || c == '{') {
      ++depth;
    } else if (c == ']' || c == '}') {
      if (depth == 0) return at;
      if (--depth == 0) return at + 1;
    } else if (depth == 0 && (c == ',' || blank(c))) {
      return at;
    }
    ++at;
  }
  return text.size();
}

bool each_json_piece(std::string_view text,
                     const std::function<bool(std::string_view, std::string_view)>& take) {
  std::size_t at = after_blanks(text, 0);
  if (at >= text.size() || (text[at] != '{' && text[at] != '[')) return false;
  const bool object = text[at] == '{';
  const char close = object ? '}' : ']';
  ++at;
  for (;;) {
    at = after_blanks(text, at);
    if (at >= text.size()) return false;
    if (text[at] == close) return true;
    std::string_view name;
    if (object) {
      if (text[at] != '"') return false;
      const std::size_t end = after_string(text, at);
      if (end < at + 2) return false;
      name = text.substr(at + 1, end - at - 2);
      at = after_blanks(text, end);
      if (at >= text.size() || text[at] != ':') return false;
      at = after_blanks(text, at + 1);
    }
    const std::size_t end = json_value_end(text, at);
    if (end == at) return false;
    if (!take(name, text.substr(at, end - at))) return true;
    at = after_blanks(text, end);
    if (at < text.size() && text[at] == ',')
      ++at;
    else if (at >= text.size() || text[at] != close)
      return false;
  }
}

}  // namespace evident::ingest

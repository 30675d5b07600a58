#include <algorithm>

#include "ingest/readers/rtf.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kWord = 32;  // letters of a control word, as the format has them at most

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

RtfTokens::Token RtfTokens::next() {
  using Kind = Token::Kind;
  while (at_ < bytes_.size() && (bytes_[at_] == '\r' || bytes_[at_] == '\n'))
    ++at_;  // lines are cut for nobody
  if (at_ >= bytes_.size()) return {};
  switch (bytes_[at_]) {
    case '{':
      ++at_;
      return {Kind::open, {}};
    case '}':
      ++at_;
      return {Kind::close, {}};
    case '\\':
      ++at_;
      return control();
    default:
      break;
  }
  const std::size_t end = std::min(bytes_.find_first_of("{}\\\r\n", at_), bytes_.size());
  const Token token{Kind::text, bytes_.substr(at_, end - at_)};
  at_ = end;
  return token;
}

RtfTokens::Token RtfTokens::control() {
  using Kind = Token::Kind;
  if (at_ >= bytes_.size()) return {};
  if (!letter(bytes_[at_])) {
    const std::string_view symbol = bytes_.substr(at_++, 1);
    if (symbol != "'") return {Kind::symbol, symbol};
    const int high = at_ < bytes_.size() ? hex(bytes_[at_]) : -1;
    const int low = high >= 0 && at_ + 1 < bytes_.size() ? hex(bytes_[at_ + 1]) : -1;
    if (low < 0) return {Kind::symbol, symbol};
    at_ += 2;
    return {Kind::byte, {}, true, high * 16 + low};
  }
  Token token{Kind::word, {}};
  std::size_t end = at_;
  while (end < bytes_.size() && end - at_ < kWord && letter(bytes_[end])) ++end;
  token.word = bytes_.substr(at_, end - at_);
  at_ = end;
  const bool negative = at_ < bytes_.size() && bytes_[at_] == '-';
  std::int64_t number = 0;
  for (end = at_ + negative; end < bytes_.size() && end - at_ < 11 && digit(bytes_[end]); ++end) {
    number = number * 10 + (bytes_[end] - '0');
    token.numbered = true;
  }
  if (token.numbered) at_ = end;
  token.number =
      static_cast<int>(std::clamp<std::int64_t>(negative ? -number : number, -2147483647, 2147483647));
  if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
  if (token.word == "bin" && token.number > 0)
    at_ += std::min(static_cast<std::size_t>(token.number), bytes_.size() - at_);
  return token;
}

}  // namespace evident::ingest

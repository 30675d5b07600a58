// Splits and folds in one pass over the bytes. Cues are English, so folding is ASCII lower case plus Latin-1
// and the typographic apostrophe; everything above U+2000 that is no letter parts words. ICU is not needed
// here, and this runs over every sentence of every document.
#include "ingest/classify/tokens.hpp"

namespace evident::ingest {
namespace {

bool ascii_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(unsigned char c) { return c >= '0' && c <= '9'; }

// The code point at i and its length; a broken byte is itself.
std::pair<char32_t, int> decode_at(std::string_view s, std::size_t i) {
  const auto c = static_cast<unsigned char>(s[i]);
  const auto tail = [&](std::size_t k) -> char32_t {
    return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) & 0x3Fu : 0u;
  };
  if (c < 0x80) return {c, 1};
  if (c >= 0xF0) return {((c & 7u) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3), 4};
  if (c >= 0xE0) return {((c & 15u) << 12) | (tail(1) << 6) | tail(2), 3};
  if (c >= 0xC0) return {((c & 31u) << 6) | tail(1), 2};
  return {c, 1};
}

bool wide_letter(char32_t c) {
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c < 0x2E80) return false;  // punctuation, superscripts, arrows, symbols
  if (c >= 0x3000 && c < 0x3040) return false;
  if (c >= 0xFF00 && c < 0xFF10) return false;
  return true;
}

}  // namespace

Tokens::Tokens(std::string_view text) {
  folded_.reserve(text.size());
  spans_.reserve(text.size() / 5 + 1);
  bool clause = true;
  std::size_t i = 0;
  while (i < text.size()) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto [cp, length] = decode_at(text, i);
    const bool letter = c < 0x80 ? ascii_letter(c) : wide_letter(cp);
    if (!letter && !digit(c)) {
      if (c == '%' || c == '$' || cp == 0xA3 || cp == 0x20AC) {
        const auto start = static_cast<std::uint32_t>(folded_.size());
        folded_ += cp == 0xA3 ? "£" : cp == 0x20AC ? "€" : std::string(1, static_cast<char>(c));
        spans_.push_back({static_cast<std::uint32_t>(i),
                          static_cast<std::uint32_t>(i + static_cast<std::size_t>(length)), start,
                          static_cast<std::uint32_t>(folded_.size()) - start, clause, false, false});
        clause = false;
      } else if (c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '.' || c == '!' ||
                 c == '?' || cp == 0x2013 || cp == 0x2014) {
        clause = true;
      } else if (c == '-' && i > 0 && text[i - 1] == ' ') {
        clause = true;
      }
      i += static_cast<std::size_t>(length);
      continue;
    }
    const std::size_t begin = i;
    const auto start = static_cast<std::uint32_t>(folded_.size());
    const bool capital = (c >= 'A' && c <= 'Z') || (cp >= 0xC0 && cp <= 0xDE);
    bool all_digits = true;
    while (i < text.size()) {
      const auto d = static_cast<unsigned char>(text[i]);
      const auto [p, n] = decode_at(text, i);
      if (d < 0x80 && (ascii_letter(d) || digit(d))) {
        all_digits = all_digits && digit(d);
        folded_ += static_cast<char>(d >= 'A' && d <= 'Z' ? d + 32 : d);
        ++i;
        continue;
      }
      if (d >= 0x80 && wide_letter(p)) {
        all_digits = false;
        const std::size_t at = folded_.size();
        folded_.append(text.substr(i, static_cast<std::size_t>(n)));
        if (p >= 0xC0 && p <= 0xDE)
          folded_[at + 1] = static_cast<char>(static_cast<unsigned char>(folded_[at + 1]) + 0x20);
        i += static_cast<std::size_t>(n);
        continue;
      }
      const std::size_t next = i + static_cast<std::size_t>(n);
      const bool more = next < text.size();
      const auto after = more ? static_cast<unsigned char>(text[next]) : 0;
      if ((d == '\'' || p == 0x2019) && more && ascii_letter(after)) {
        folded_ += '\'';
        i = next;
        continue;
      }
      if ((d == '.' || d == ',') && digit(static_cast<unsigned char>(text[i - 1])) && more && digit(after)) {
        folded_ += static_cast<char>(d);
        i = next;
        continue;
      }
      break;
    }
    std::size_t fold_length = folded_.size() - start;
    if (fold_length > 2 && folded_[folded_.size() - 2] == '\'' && folded_.back() == 's') {
      const std::string_view word = std::string_view(folded_).substr(start);
      if (word != "it's" && word != "that's" && word != "there's") {
        folded_.resize(folded_.size() - 2);
        fold_length -= 2;
      }
    }
    spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i), start,
                      static_cast<std::uint32_t>(fold_length), clause, capital, all_digits || digit(c)});
    clause = false;
  }
}

std::string Tokens::join(std::size_t first, std::size_t last) const {
  std::string out;
  for (std::size_t i = first; i <= last && i < size(); ++i) {
    if (!out.empty()) out += ' ';
    out += (*this)[i];
  }
  return out;
}

bool other_script(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto [cp, length] = decode_at(text, i);
    if (cp >= 0x370 && wide_letter(cp) && !(cp >= 0x1E00 && cp < 0x1F00)) return true;
    i += static_cast<std::size_t>(length);
  }
  return false;
}

}  // namespace evident::ingest

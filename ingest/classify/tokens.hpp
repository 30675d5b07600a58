// The words of a stretch of text, folded for comparison with cues.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest {

// Lower-case words of letters and digits; hyphens and slashes part words, a possessive 's is dropped, "%",
// "£", "$" and "€" are words of their own. Offsets count in the text that was split.
class Tokens {
 public:
  explicit Tokens(std::string_view text);

  std::size_t size() const { return spans_.size(); }
  bool empty() const { return spans_.empty(); }
  std::string_view operator[](std::size_t i) const {
    return std::string_view(folded_).substr(spans_[i].folded, spans_[i].folded_length);
  }
  std::uint32_t begin(std::size_t i) const { return spans_[i].begin; }
  std::uint32_t end(std::size_t i) const { return spans_[i].end; }
  // A comma, semicolon, colon, bracket or dash stands between word i - 1 and word i; true for the first word.
  bool clause_before(std::size_t i) const { return spans_[i].clause_before; }
  // The printed word begins with a capital letter.
  bool capital(std::size_t i) const { return spans_[i].capital; }
  bool number(std::size_t i) const { return spans_[i].number; }
  // Words [first, last] joined by blanks, folded.
  std::string join(std::size_t first, std::size_t last) const;

 private:
  struct Span {
    std::uint32_t begin, end, folded, folded_length;
    bool clause_before, capital, number;
  };
  std::string folded_;
  std::vector<Span> spans_;
};

// Whether any letter of the text is neither Latin nor a symbol: Han, kana, Cyrillic …
bool other_script(std::string_view text);

}  // namespace evident::ingest

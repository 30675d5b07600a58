#include "support/shorten.hpp"

#include <algorithm>

namespace evident {

bool first_words(std::string& text, std::size_t words) {
  static constexpr const char* kBlanks = " \t\r\n";
  std::size_t n = 0, at = 0;
  while (at < text.size()) {
    const auto begin = text.find_first_not_of(kBlanks, at);
    if (begin == std::string::npos) return false;
    if (n++ == words) {
      text.resize(at);
      text += words ? " …" : "…";
      return true;
    }
    at = std::min(text.find_first_of(kBlanks, begin), text.size());
  }
  return false;
}

}  // namespace evident

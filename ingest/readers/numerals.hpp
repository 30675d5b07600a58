// Numbers as word processors print them before the items of lists.
#pragma once
#include <algorithm>
#include <string>
#include <utility>

namespace evident::ingest {

inline std::string counted_in_roman(int n, bool capital) {
  static constexpr std::pair<int, const char*> kParts[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string out;
  for (const auto& [value, letters] : kParts)
    while (n >= value && out.size() < 20) {
      out += letters;
      n -= value;
    }
  if (capital)
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(c - 32); });
  return out;
}

// a … z, aa, bb …
inline std::string counted_in_letters(int n, bool capital) {
  n = std::max(n, 1);
  return std::string(static_cast<std::size_t>(std::clamp((n - 1) / 26 + 1, 1, 4)), static_cast<char>((capital ? 'A' : 'a') + (n - 1) % 26));
}

}  // namespace evident::ingest

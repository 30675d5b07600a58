#include "query/render/layout.hpp"

#include <algorithm>

#include "support/text.hpp"

namespace evident::query {

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 2);
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto begin = text.find_first_not_of(" \n", at);
    if (begin == std::string_view::npos) break;
    auto end = text.find_first_of(" \n", begin);
    if (end == std::string_view::npos) end = text.size();
    std::string_view word = text.substr(begin, end - begin);
    at = end;
    std::size_t wide = display_width(word);
    if (used && used + 1 + wide <= width) {
      line += ' ';
      line += word;
      used += 1 + wide;
      continue;
    }
    // A word that would fit a line of its own goes there; a wider one begins on what is left of this line.
    if (used && (wide <= width || width - used < 4)) {
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
    }
    while (wide > width - (used ? used + 1 : 0)) {
      const std::size_t room = width - (used ? used + 1 : 0);
      std::string_view part = clip_to_width(word, room);
      if (part.empty()) part = word.substr(0, used ? 0 : word.size());  // one grapheme wider than the line
      if (used && !part.empty()) line += ' ';
      line += part;
      word.remove_prefix(part.size());
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
      wide = display_width(word);
    }
    if (word.empty()) continue;
    if (used) line += ' ';
    line += word;
    used = display_width(line);
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

void add_wrapped(std::string& out, std::string_view text, std::string_view first, std::string_view rest,
                 std::size_t width) {
  const std::size_t indent = std::max(display_width(first), display_width(rest));
  const auto lines = wrap(text, width > indent + 10 ? width - indent : 10);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += i ? rest : first;
    out += lines[i];
    out += '\n';
  }
}

std::string padded(std::string_view text, std::size_t width) {
  std::string cell(text);
  const std::size_t wide = display_width(text);
  if (wide < width) cell.append(width - wide, ' ');
  return cell;
}

std::vector<std::size_t> share_width(std::vector<std::size_t> natural, std::size_t available,
                                     std::size_t between) {
  if (natural.empty()) return natural;
  const std::size_t gaps = between * (natural.size() - 1);
  std::size_t total = gaps;
  for (const std::size_t width : natural) total += width;
  while (total > available) {
    const auto widest = std::max_element(natural.begin(), natural.end());
    if (*widest <= 8) break;
    // Down to the second widest, or as far as needed, in one step.
    std::size_t second = 8;
    std::size_t sharing = 0;
    for (const std::size_t width : natural) {
      if (width == *widest)
        ++sharing;
      else
        second = std::max(second, width);
    }
    const std::size_t over = (total - available + sharing - 1) / sharing;
    const std::size_t target = std::max(second, *widest > over ? *widest - over : 8);
    const std::size_t top = *widest;
    for (std::size_t& width : natural)
      if (width == top) {
        total -= width - target;
        width = target;
      }
  }
  return natural;
}

}  // namespace evident::query

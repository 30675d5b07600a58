// Every part is drawn as a box of characters with one row at which the line enters and leaves it. Boxes are
// put beside each other at that row, or below each other between two rails.
#include "unit/query/railroad.hpp"

#include <algorithm>

namespace evident::query::test {
namespace {

using Line = std::u32string;
using Of = Track::Of;

struct Box {
  std::vector<Line> lines{U""};
  std::size_t entry = 0;
  std::size_t width() const { return lines.empty() ? 0 : lines[0].size(); }
};

constexpr char32_t kRail = U'─';

// Characters of one column alone, so none of four bytes.
Line line_of(std::string_view text) {
  Line line;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t length = c < 0x80 ? 1 : c < 0xE0 ? 2 : 3;
    char32_t code = length == 1 ? c : c & (0xFF >> (length + 1));
    for (std::size_t k = 1; k < length; ++k)
      code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3F);
    line.push_back(code);
    i += length;
  }
  return line;
}

Box leaf(const Line& text) { return {{text}, 0}; }

// With the rail drawn on to that width; other rows get blanks.
void widen(Box& box, std::size_t width) {
  for (std::size_t i = 0; i < box.lines.size(); ++i)
    box.lines[i].append(width - box.lines[i].size(), i == box.entry ? kRail : U' ');
}

Box beside(const Box& a, const Box& b) {
  Box result;
  result.entry = std::max(a.entry, b.entry);
  const auto below = std::max(a.lines.size() - a.entry, b.lines.size() - b.entry);
  result.lines.assign(result.entry + below, U"");
  const auto put = [&](const Box& box) {
    const auto top = result.entry - box.entry;
    for (std::size_t i = 0; i < result.lines.size(); ++i)
      result.lines[i] +=
          i >= top && i - top < box.lines.size() ? box.lines[i - top] : Line(box.width(), U' ');
  };
  put(a);
  put(b);
  return result;
}

Box box_of(const Track& track);

Box stacked(std::vector<Box> boxes) {
  std::size_t width = 0;
  for (const auto& box : boxes) width = std::max(width, box.width());
  Box result;
  result.lines.clear();
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    auto& box = boxes[i];
    widen(box, width);
    const bool first = i == 0, last = i + 1 == boxes.size();
    if (first) result.entry = box.entry;
    for (std::size_t row = 0; row < box.lines.size(); ++row) {
      const bool rail = row == box.entry;
      // Between the first entry and the last the rails run down.
      const bool inside = (row > box.entry || !first) && (row < box.entry || !last);
      const char32_t left = rail ? (first ? U'┬' : last ? U'└' : U'├') : inside ? U'│' : U' ';
      const char32_t right = rail ? (first ? U'┬' : last ? U'┘' : U'┤') : inside ? U'│' : U' ';
      const Line join(1, rail ? kRail : U' ');
      result.lines.push_back(Line(1, left) + join + box.lines[row] + join + Line(1, right));
    }
  }
  return result;
}

Box repeated(const Track& track) {
  auto box = box_of(track.parts[0]);
  auto back = track.parts.size() > 1 ? box_of(track.parts[1]) : leaf(U"");
  const auto width = std::max(box.width(), back.width() + 2);
  widen(box, width);
  // The way back runs leftwards below.
  Box way;
  way.lines = back.lines;
  way.entry = back.entry;
  for (std::size_t i = 0; i < way.lines.size(); ++i)
    way.lines[i] = (i == way.entry ? Line(U"◂─") : Line(U"  ")) + way.lines[i];
  std::vector<Box> both{box, way};
  auto result = stacked(std::move(both));
  return result;
}

Box box_of(const Track& track) {
  switch (track.of) {
    case Of::nothing:
      return leaf(U"──");
    case Of::word:
      return leaf(U" " + line_of(track.text) + U" ");
    case Of::rule:
      return leaf(U" ‹" + line_of(track.text) + U"› ");
    case Of::sequence: {
      auto result = box_of(track.parts[0]);
      for (std::size_t i = 1; i < track.parts.size(); ++i)
        result = beside(beside(result, leaf(U"─")), box_of(track.parts[i]));
      return result;
    }
    case Of::choice: {
      std::vector<Box> boxes;
      for (const auto& part : track.parts) boxes.push_back(box_of(part));
      return stacked(std::move(boxes));
    }
    case Of::optional:
      return stacked({leaf(U"──"), box_of(track.parts[0])});
    case Of::repeat:
      return repeated(track);
  }
  return {};
}

std::string utf8(const Line& line) {
  std::string out;
  for (const char32_t c : line) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      out += static_cast<char>(0xE0 | (c >> 12));
      out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return out;
}

std::string printed(const Box& box) {
  std::string out;
  for (auto line : box.lines) {
    while (!line.empty() && line.back() == U' ') line.pop_back();
    out += utf8(line) + "\n";
  }
  return out;
}

}  // namespace

Track word(std::string text) { return {Of::word, std::move(text), {}}; }
Track rule(std::string name) { return {Of::rule, std::move(name), {}}; }

Track optional(Track part) {
  if (part.of == Of::nothing || part.of == Of::optional) return part;
  return {Of::optional, {}, {std::move(part)}};
}

Track repeat(Track part) {
  if (part.of == Of::nothing || part.of == Of::repeat) return part;
  return {Of::repeat, {}, {std::move(part)}};
}

Track sequence(std::vector<Track> parts) {
  std::vector<Track> flat;
  for (auto& part : parts) {
    if (part.of == Of::nothing) continue;
    if (part.of == Of::sequence)
      flat.insert(flat.end(), part.parts.begin(), part.parts.end());
    else
      flat.push_back(std::move(part));
  }
  std::vector<Track> joined;
  for (auto& part : flat) {
    const bool any_number =
        part.of == Of::optional && part.parts[0].of == Of::repeat && part.parts[0].parts.size() == 1;
    if (any_number && !joined.empty()) {
      const Track& again = part.parts[0].parts[0];
      if (again == joined.back()) {
        joined.back() = repeat(joined.back());
        continue;
      }
      if (again.of == Of::sequence && again.parts.back() == joined.back()) {
        Track between = sequence({again.parts.begin(), again.parts.end() - 1});
        joined.back() = Track{Of::repeat, {}, {joined.back(), std::move(between)}};
        continue;
      }
    }
    joined.push_back(std::move(part));
  }
  if (joined.empty()) return {};
  if (joined.size() == 1) return joined[0];
  return {Of::sequence, {}, std::move(joined)};
}

Track choice(std::vector<Track> parts) {
  std::vector<Track> flat;
  bool nothing = false;
  for (auto& part : parts) {
    if (part.of == Of::nothing) {
      nothing = true;
    } else if (part.of == Of::choice) {
      flat.insert(flat.end(), part.parts.begin(), part.parts.end());
    } else {
      flat.push_back(std::move(part));
    }
  }
  std::vector<Track> once;
  for (auto& part : flat)
    if (std::find(once.begin(), once.end(), part) == once.end()) once.push_back(std::move(part));
  if (once.empty()) return {};
  Track all = once.size() == 1 ? once[0] : Track{Of::choice, {}, std::move(once)};
  return nothing ? optional(std::move(all)) : all;
}

std::size_t width(const Track& track) { return box_of(track).width(); }

std::string drawn(const Track& track, std::size_t widest) {
  const auto begun = [](const Box& box) { return beside(beside(leaf(U"──"), box), leaf(U"──")); };
  if (track.of != Of::sequence || width(track) + 4 <= widest) return printed(begun(box_of(track)));
  std::string out;
  Box line;
  bool first = true;
  for (const auto& part : track.parts) {
    auto box = box_of(part);
    if (first) {
      line = beside(leaf(U"──"), box);
      first = false;
    } else if (line.width() + 1 + box.width() + 4 > widest) {
      out += printed(beside(line, leaf(U"──▸"))) + "\n";
      line = beside(leaf(U"  ▸──"), box);
    } else {
      line = beside(beside(line, leaf(U"─")), box);
    }
  }
  return out + printed(beside(line, leaf(U"──")));
}

}  // namespace evident::query::test

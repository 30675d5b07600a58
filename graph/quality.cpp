#include "graph/quality.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace evident::graph {
namespace {

// From those that no rule was made with to those that most were made with.
constexpr std::array<std::string_view, 3> kSets{"documents kept apart", "other fields", "five documents"};
constexpr std::int64_t kEnough = 10;  // so few say next to nothing

constexpr std::array<std::string_view, 17> kColumns{
    "set",       "kind",          "attribute",      "value",  "documents",  "there",
    "found",     "right",         "precision",      "precision_low", "precision_high",
    "recall",    "recall_low",    "recall_high",    "f1",     "f1_low",     "f1_high"};

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

// Three cells: the value and the ends of its interval; the first may be empty.
bool read_figure(const std::string* cells, std::optional<Figure>& figure) {
  if (cells[0].empty()) return true;
  Figure read;
  if (!read_number(cells[0], read.value)) return false;
  if (!read_number(cells[1].empty() ? cells[0] : cells[1], read.low)) return false;
  if (!read_number(cells[2].empty() ? cells[0] : cells[2], read.high)) return false;
  figure = read;
  return true;
}

}  // namespace

Result<QualityCard> QualityCard::read(std::string_view text) {
  QualityCard card;
  bool head = true;
  std::size_t number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '\t');
    const auto wrong = [&](std::string what) {
      return fail(Code::corrupt, "the quality card cannot be read: line " + std::to_string(number) + ": " + std::move(what),
                  "make it anew with tests/measure/quality.py");
    };
    if (cells.size() != kColumns.size()) return wrong(std::to_string(cells.size()) + " cells");
    if (std::exchange(head, false)) {
      if (!std::equal(cells.begin(), cells.end(), kColumns.begin())) return wrong("other columns");
      continue;
    }
    QualityRow row{cells[0], cells[1], cells[2], cells[3], 0, 0, 0, 0, {}, {}, {}};
    if (!read_number(cells[4], row.documents) || !read_number(cells[5], row.there) || !read_number(cells[6], row.found) ||
        !read_number(cells[7], row.right) || !read_figure(&cells[8], row.precision) || !read_figure(&cells[11], row.recall) ||
        !read_figure(&cells[14], row.f1))
      return wrong("no number where one must stand");
    card.add(std::move(row));
  }
  return card;
}

const QualityRow* QualityCard::behind(std::string_view kind, std::string_view attribute, std::string_view value) const {
  const QualityRow* some = nullptr;
  for (const std::string_view set : kSets)
    for (const QualityRow& row : rows_)
      if (row.set == set && row.kind == kind && row.attribute == attribute && row.value == value && row.recall) {
        if (row.there >= kEnough) return &row;
        if (!some) some = &row;
      }
  return some;
}

}  // namespace evident::graph

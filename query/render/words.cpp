#include "query/render/words.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "support/text.hpp"

namespace evident::query {
namespace {
constexpr std::size_t kShortTitle =
    40;  // bytes: a short title helps to find a row, though it repeats the quotation
}

std::string number_text(double number) {
  if (number == std::floor(number) && std::abs(number) < 1e15)
    return std::to_string(static_cast<long long>(number));
  char text[64];  // as exact as a reader needs; JSON and CSV hold all digits
  const auto [end, error] =
      std::abs(number) >= 1 && std::abs(number) < 1e15
          ? std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, 2)
          : std::to_chars(text, text + sizeof text, number, std::chars_format::general, 3);
  return error == std::errc{} ? std::string(text, end) : std::string("?");
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i) text += between;
    text += parts[i];
  }
  return text;
}

std::string cell_text(const CellValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return printable(*text);
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "yes" : "no";
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return printable(join(*list, "; "));
  if (const auto* share = std::get_if<Share>(&value)) return share_words(*share);
  return {};
}

std::string printable(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) {
      clean += ' ';
    } else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      clean += ' ';  // U+0080 to U+009F
      ++i;
    } else {
      clean += text[i];
    }
  }
  return clean;
}

std::string quote_text(const Witness& witness) { return squeeze(printable(witness.quote)); }

std::string place_of(const Witness& witness) {
  std::string_view section = witness.section;
  if (const auto last = section.rfind("›"); last != std::string_view::npos)
    section = trim(section.substr(last + 3));
  std::string place;
  if (witness.page) place = "p. " + (witness.printed_page.empty() ? std::to_string(witness.page) : squeeze(printable(witness.printed_page)));
  if (witness.slide)
    place += (place.empty() ? "" : ", ") + std::string("slide ") + std::to_string(witness.slide);
  if (!section.empty() && !witness.page)
    place += (place.empty() ? "section “" : ", “") + squeeze(printable(section)) + "”";
  if (witness.paragraph && !witness.page && !witness.slide)
    place += (place.empty() ? "" : ", ") + std::string("paragraph ") + std::to_string(witness.paragraph);
  if (place.empty() && witness.begin && witness.begin == witness.end)  // it was loaded from a table
    place = "row " + std::to_string(witness.begin);
  return place;
}

Quotations quotations(const Row& row, std::size_t most) {
  Quotations all;
  std::vector<std::string_view> seen;
  for (std::size_t i = 0; i < row.witnesses.size(); ++i)
    for (const Witness& witness : row.witnesses[i]) {
      if (std::find(seen.begin(), seen.end(), witness.item) != seen.end()) continue;
      seen.push_back(witness.item);
      if (i == 0 || all.shown.size() < most)
        all.shown.push_back(&witness);
      else
        ++all.left_out;
    }
  all.left_out += row.witnesses_left_out;
  return all;
}

SideQuotations side_quotations(const Answer& answer, const Row& row, std::size_t most) {
  SideQuotations all;
  for (std::size_t i = 0; i < row.cells.size() && i < answer.sides.size(); ++i) {
    const Cell& cell = row.cells[i];
    // The studies in which a side was asked are the same in every row.
    if (cell.status == "asked_not_named") continue;
    const std::size_t shown = std::min(most, cell.witnesses.size());
    for (std::size_t w = 0; w < shown; ++w)
      all.shown.push_back({answer.columns[answer.sides[i].column].name, &cell.witnesses[w]});
    all.left_out += cell.witnesses.size() - shown + cell.witnesses_left_out;
  }
  return all;
}

std::vector<bool> repeats_quotation(const Answer& answer) {
  std::vector<bool> repeats(answer.columns.size(), !answer.rows.empty());
  for (std::size_t c = 0; c < repeats.size(); ++c) {
    std::size_t longest = 0;
    for (const Row& row : answer.rows) {
      const auto* text = std::get_if<std::string>(&row.values[c]);
      const bool quoted = text && !row.witnesses.empty() && !row.witnesses[0].empty() &&
                          *text == squeeze(row.witnesses[0][0].quote);
      if (!quoted) repeats[c] = false;
      if (quoted) longest = std::max(longest, text->size());
    }
    if (longest <= kShortTitle && answer.columns[c].name != "words") repeats[c] = false;
  }
  return repeats;
}

std::vector<std::string> record_lines(const SourceView& source) {
  std::vector<std::string> lines;
  if (source.reference.find('\n') == std::string::npos) return lines;
  for (std::size_t at = 0; at <= source.reference.size();) {
    const auto end = std::min(source.reference.find('\n', at), source.reference.size());
    lines.push_back(source.reference.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string headline(const Answer& answer) {
  if (answer.kind == Answer::Kind::none && answer.summary == "None found.")
    return "None: not found in " + answer.searched.scope + ".";
  return answer.summary;
}

std::string searched_text(const Answer& answer) {
  const auto counted = [](std::size_t n, const char* one, const char* many) {
    return std::to_string(n) + " " + (n == 1 ? one : many);
  };
  return answer.searched.scope + "; " + counted(answer.searched.studies, "study", "studies") + ", " +
         counted(answer.searched.claims, "claim", "claims");
}

}  // namespace evident::query

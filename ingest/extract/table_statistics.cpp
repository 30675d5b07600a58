// Statistics in tables: shares and sums of money, under the heading of their column and beside the label of
// their row.
#include <algorithm>
#include <string>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/extract/statistic_parts.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;
using Number = NumberExpression::Kind;

class TableStatistics {
 public:
  explicit TableStatistics(Extraction& x) : x_(x), text_(x.document.text), base_(survey_base(x)) {}

  // Cells of a table: shares, and sums of money, under a heading and beside a label.
  void run() {
    std::size_t header = 0;
    bool in_table = false;
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const Block& block = x_.document.blocks[b];
      if (block.kind != BlockKind::table_row) {
        in_table = false;
        continue;
      }
      if (block.header || !in_table) {
        header = b;
        in_table = true;
        if (block.header) continue;
      }
      if (is_apparatus(x_.structure.blocks[b].topic)) continue;
      row(b, header);
    }
  }

 private:
  std::string_view cell(const Block& row, std::size_t c) const {
    if (c >= row.cells.size()) return {};
    return text_.substr(row.cells[c].begin, row.cells[c].end - row.cells[c].begin);
  }

  // "District", "School", "Sector" over the labels of the rows: each row is a group.
  static bool names_places(std::string_view title) {
    const Tokens tokens(title);
    if (tokens.empty() || tokens.size() > 2) return false;
    static constexpr WordSet kPlaces("district", "region", "school", "sector", "group", "area", "county", "council", "borough",
                                     "site", "ward", "city", "town", "country", "state", "province", "municipality", "trust",
                                     "hospital", "respondents", "cohort", "arm");
    return kPlaces.contains(tokens[tokens.size() - 1]) || kPlaces.contains(tokens[0]);
  }

  // The column's title, and what the table is about by the caption over it.
  std::string told_of(const std::string& title, std::size_t header) const {
    if (header == 0 || x_.document.blocks[header - 1].kind != BlockKind::caption) return title;
    std::string caption = squeeze(x_.document.words(x_.document.blocks[header - 1]));
    // "Table 1. "
    if (const std::size_t stop = caption.find_first_of(".:"); stop != std::string::npos && stop < 12) {
      caption.erase(0, stop + 1);
      while (!caption.empty() && caption.front() == ' ') caption.erase(0, 1);
    }
    return caption.empty() ? title : title + ": " + caption;
  }

  void row(std::size_t b, std::size_t header) {
    const Block& block = x_.document.blocks[b];
    const Block& head = x_.document.blocks[header];
    if (block.cells.size() < 2) return;
    const std::string label = squeeze(cell(block, 0));
    const bool by_places = header != b && names_places(cell(head, 0));
    for (std::size_t c = 1; c < block.cells.size(); ++c) {
      const std::string_view words = cell(block, c);
      if (words.empty() || words.size() > 24) continue;
      const Tokens tokens(words);
      std::vector<NumberExpression> numbers = number_expressions(words, tokens);
      const std::string title = header != b ? squeeze(cell(head, c)) : std::string();
      const bool share_column =
          title.find('%') != std::string::npos || title.find("er cent") != std::string::npos;
      NumberExpression e;
      if (numbers.size() == 1 && (numbers[0].kind == Number::share || numbers[0].kind == Number::money || numbers[0].kind == Number::points) &&
          !numbers[0].in_words) {
        e = numbers[0];
      } else if (share_column && tokens.size() == 1) {
        const auto n = plain_number(tokens, 0);
        if (!n || !n->digits) continue;
        e.kind = Number::share;
        e.value = decimal(n->value);
        e.unit = "%";
      } else if (tokens.size() == 2 && (tokens[1] == "points" || tokens[1] == "point" || tokens[1] == "pts" || tokens[1] == "pp")) {
        // "+17 points"
        const auto n = plain_number(tokens, 0);
        if (!n || !n->digits) continue;
        e.kind = Number::points;
        e.value = (words.starts_with("-") || words.starts_with("–") || words.starts_with("−") ? "-" : "") + decimal(n->value);
        e.unit = "percentage points";
      } else {
        continue;
      }
      const std::uint32_t index =
          x_.add(Kind::statistic, block.cells[c].begin, block.cells[c].end, "table_statistics",
                 "a cell of a table, under '" + title + "', beside '" + label + "'");
      graph::Item& item = x_.evidence.items[index];
      item.set(Attribute::value, e.value);
      item.set(Attribute::unit, e.unit);
      item.set(Attribute::comparator, std::string(e.comparator));
      // The heading of a column is a group, or says what is counted.
      const Tokens words_of_title(title);
      const bool group = !cues("people").match(words_of_title).empty();
      item.set(Attribute::of_what, by_places                ? told_of(title, header)
                                   : group || title.empty() ? label
                                                            : label + ": " + title);
      if (group) {
        std::string who = title;
        if (const std::size_t bracket = who.find('('); bracket != std::string::npos) who.resize(bracket);
        who.erase(std::remove(who.begin(), who.end(), '%'), who.end());
        // "Share of pupils" in the row of a district: those of that district.
        if (const std::size_t of = who.find(" of "); by_places && of != std::string::npos)
          who = who.substr(of + 4) + " in " + label;
        item.set(Attribute::group, squeeze(who));
      } else if (by_places && e.kind != Number::money) {
        item.set(Attribute::group, label);
      } else if (!x_.structure.blocks[b].group.empty()) {
        item.set(Attribute::group, x_.structure.blocks[b].group);
      }
      item.belongs_to = label + "/" + title + "/" + e.value;
      if (e.kind == Number::share)
        item.set(Attribute::base, base_.empty() ? std::string("base not stated") : base_);
    }
  }

  Extraction& x_;
  std::string_view text_;
  std::string base_;
};

void run(Extraction& x) { TableStatistics(x).run(); }

const RegisterExtractor registered{
    {"table_statistics", {Kind::statistic}, 46, "shares and sums of money in the cells of tables", run}};

}  // namespace
}  // namespace evident::ingest

#include "query/render/outline.hpp"

#include <algorithm>

#include "query/render/words.hpp"
#include "support/hash.hpp"
#include "support/shorten.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

const Style& style_of(const Answer& answer, const RenderOptions& options) {
  for (const std::string_view name : {std::string_view(options.style), std::string_view(answer.style), kUsualStyle})
    if (const Style* style = style_named(name)) return *style;
  return styles().front();
}

// Columns with something in them that is not the quotation under the row.
std::vector<std::size_t> shown_columns(const Answer& answer) {
  std::vector<std::size_t> shown;
  const auto repeats = repeats_quotation(answer);
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    const bool filled = std::any_of(answer.rows.begin(), answer.rows.end(), [&](const Row& row) {
      return !std::holds_alternative<std::monostate>(row.values[c]);
    });
    if (filled && !repeats[c]) shown.push_back(c);
  }
  return shown;
}

OutlineRow outline_row(const Answer& answer, const Row& row, std::size_t number) {
  OutlineRow out{&row, number, {}, 0, {}, {}};
  constexpr std::size_t kAll = 1000;
  if (!row.cells.empty()) {
    const auto sides = side_quotations(answer, row, kAll);
    for (const OfSide& one : sides.shown) out.quotations.push_back({one.witness, one.side});
    out.left_out = sides.left_out;
  } else {
    const auto all = quotations(row, kAll);
    for (const Witness* witness : all.shown) out.quotations.push_back({witness, {}});
    out.left_out = all.left_out;
  }
  for (const Gap& gap : row.gap) {
    const bool said = std::any_of(row.values.begin(), row.values.end(), [&](const CellValue& value) {
      const auto* text = std::get_if<std::string>(&value);
      return text && *text == gap.why;
    });
    if (!said) out.why.push_back(printable(gap.why));
    for (const Witness& witness : gap.stated_by) {
      const auto same = [&](const Quoted& one) { return one.witness->item == witness.item; };
      if (std::none_of(out.quotations.begin(), out.quotations.end(), same)) out.stated_by.push_back({&witness, {}});
    }
  }
  return out;
}

void shorten(Witness& witness, std::size_t words) {
  const std::string whole = witness.quote;
  if (first_words(witness.quote, words)) witness.sha256 = sha256_hex(whole);
}

}  // namespace

void with_records(const graph::Graph& graph, Answer& answer) {
  answer.records.clear();
  for (const SourceView& source : answer.sources)
    answer.records.push_back(source.node == graph::kNoNode ? record_of(source) : record_of(graph, source.node));
  give_keys(answer.records);
}

void without_text(Answer& answer, std::size_t words) {
  const auto gap = [&](std::vector<Gap>& gaps) {
    for (Gap& one : gaps)
      for (Witness& witness : one.stated_by) shorten(witness, words);
  };
  for (Row& row : answer.rows) {
    const auto is_quotation = [&](const std::string& text) {
      return std::any_of(row.witnesses.begin(), row.witnesses.end(), [&](const std::vector<Witness>& set) {
        return std::any_of(set.begin(), set.end(), [&](const Witness& one) { return squeeze(one.quote) == text; });
      });
    };
    for (CellValue& value : row.values) {
      if (auto* text = std::get_if<std::string>(&value))
        first_words(*text, is_quotation(*text) ? words : std::max(words, kNameWords));
      if (auto* list = std::get_if<std::vector<std::string>>(&value))
        for (std::string& text : *list) first_words(text, std::max(words, kNameWords));
    }
    for (auto& set : row.witnesses)
      for (Witness& witness : set) shorten(witness, words);
    for (Cell& cell : row.cells)
      for (Witness& witness : cell.witnesses) shorten(witness, words);
    for (Origin& origin : row.passages) first_words(origin.quote, words);
    gap(row.gap);
  }
  gap(answer.gap);
  for (NearMiss& miss : answer.near_misses)
    for (Witness& witness : miss.witnesses) shorten(witness, words);
}

Outline outline_of(const Answer& answer, const RenderOptions& options) {
  Outline out;
  out.question = squeeze(printable(answer.question));
  out.read_as = printable(answer.read_as);
  out.headline = printable(headline(answer));
  out.columns = shown_columns(answer);
  for (std::size_t i = 0; i < answer.rows.size(); ++i) out.rows.push_back(outline_row(answer, answer.rows[i], i + 1));
  const auto say = [&](const char* label, const std::string& text) {
    if (!text.empty()) out.about.push_back({label, printable(text)});
  };
  say("Question", out.question);
  say("Read as", answer.read_as);
  say("Searched", answer.searched.scope.empty() ? "" : searched_text(answer));
  if (!answer.rows.empty())
    say("Rows", std::to_string(answer.rows.size()) +
                    (answer.rows.size() == answer.total_rows ? "" : " of " + std::to_string(answer.total_rows)));
  if (options.as_of) say("Library as of", options.as_of());
  say("Library's fingerprint", answer.base);
  say("Citations", std::string(style_of(answer, options).doc));
  say("Made by", options.version.empty() ? "" : "Evident " + options.version);
  return out;
}

Locator locator_of(const Witness& witness) {
  return {witness.page, witness.slide, witness.paragraph, witness.section, witness.printed_page};
}

std::string further_place(const Witness& witness) {
  if (witness.page || witness.slide) return {};
  Witness without = witness;
  without.paragraph = 0;
  return place_of(without);
}

std::vector<Record> records_of(const Answer& answer) {
  if (answer.records.size() == answer.sources.size()) return answer.records;
  std::vector<Record> records;
  for (const SourceView& source : answer.sources) records.push_back(record_of(source));
  give_keys(records);
  return records;
}

std::string language_of(const Record& record) {
  const bool plain = record.language.size() >= 2 && record.language.size() <= 3 &&
                     std::all_of(record.language.begin(), record.language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return plain ? record.language : std::string();
}

Citations::Citations(const Answer& answer, const RenderOptions& options)
    : style_(style_of(answer, options)), records_(records_of(answer)), list_(style_, records_), numbers_(records_.size()) {
  for (std::size_t i = 0; i < list_.order().size(); ++i) numbers_[list_.order()[i]] = i + 1;
}

Runs Citations::in_text(const Witness& witness) const { return list_.in_text(witness.source, locator_of(witness)); }

}  // namespace evident::query

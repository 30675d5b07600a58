#include "app/quality_card.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands.hpp"
#include "corpus/embedded.hpp"
#include "support/json.hpp"

namespace evident::app {
namespace {

using graph::Figure;
using graph::QualityRow;

std::string plain(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string what(const QualityRow& row) {
  std::string text = row.kind;
  if (!row.attribute.empty())
    text += row.attribute == "strict" ? ", with its key attributes" : ", " + row.attribute;
  if (!row.value.empty()) text += " = " + row.value;
  return plain(std::move(text));
}

std::string figure(const std::optional<Figure>& one) {
  if (!one) return "";
  return fmt::format("{:.2f} ({:.2f}–{:.2f})", one->value, one->low, one->high);
}

Json figure_json(const std::optional<Figure>& one) {
  if (!one) return nullptr;
  return Json::Object{{"value", one->value}, {"low", one->low}, {"high", one->high}};
}

std::string as_json(const graph::QualityCard& card) {
  Json::Array rows;
  for (const QualityRow& row : card.rows())
    rows.push_back(Json::Object{{"set", row.set},
                                {"kind", row.kind},
                                {"attribute", row.attribute.empty() ? Json(nullptr) : Json(row.attribute)},
                                {"value", row.value.empty() ? Json(nullptr) : Json(row.value)},
                                {"documents", row.documents},
                                {"there", row.there},
                                {"found", row.found},
                                {"right", row.right},
                                {"precision", figure_json(row.precision)},
                                {"recall", figure_json(row.recall)},
                                {"f1", figure_json(row.f1)}});
  return print_json(Json(Json::Object{{"quality", std::move(rows)}}), true) + "\n";
}

std::string as_table(const graph::QualityCard& card) {
  std::string out =
      "How much of what careful readers marked the machine finds (recall), how much of what it finds is right\n"
      "(precision), and both in one (F1), each with its 95% interval. Of your documents expect what the sets\n"
      "kept apart or of other fields say. docs/quality.md says how it was measured.\n";
  std::string set;
  for (const QualityRow& row : card.rows()) {
    if (row.set != set) {
      set = row.set;
      out += fmt::format("\n{}\n  {:<46} {:>6}  {:<17} {:<17} {}\n", set, "", "there", "precision", "recall", "F1");
    }
    out += fmt::format("  {:<46} {:>6}  {:<17} {:<17} {}\n", what(row), row.there, figure(row.precision),
                       figure(row.recall), figure(row.f1));
  }
  return out;
}

}  // namespace

Result<const graph::QualityCard*> quality_card() {
  static const auto card = graph::QualityCard::read(corpus::file("quality/card.tsv"));
  if (!card) return tl::unexpected(card.error());
  return &*card;
}

const graph::QualityCard* known_quality() {
  const auto card = quality_card();
  return card ? *card : nullptr;
}

int quality(bool json) {
  const auto card = quality_card();
  if (!card) return report(card.error());
  return print_out(json ? as_json(**card) : as_table(**card)) ? kDone : kBadBase;
}

}  // namespace evident::app

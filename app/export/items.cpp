// One JSON object a line, every item that the base now holds, in the order of documents and places.
#include <algorithm>
#include <array>
#include <map>

#include "app/export/format.hpp"
#include "graph/base.hpp"
#include "support/hash.hpp"
#include "support/json.hpp"
#include "support/shorten.hpp"

namespace evident::app {
namespace {

Json to_json(const graph::Value& value) {
  struct Visit {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool b) const { return b; }
    Json operator()(std::int64_t i) const { return i; }
    Json operator()(double d) const { return d; }
    Json operator()(const std::string& s) const { return s; }
    Json operator()(const std::vector<std::string>& list) const {
      Json::Array array;
      for (const auto& s : list) array.emplace_back(s);
      return array;
    }
    Json operator()(const Json& json) const { return json; }
  };
  return std::visit(Visit{}, value);
}

// The items' format knows twelve designs; the schema's finer ones are shown as the one they are kinds of, and
// stand beside it as "design_detail".
std::string_view design_of_items(std::string_view design) {
  static constexpr auto kBroader = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"natural_experiment", "quasi_experimental"},
      {"interrupted_time_series", "quasi_experimental"},
      {"case_control", "quasi_experimental"},
      {"before_after", "quasi_experimental"},
      {"cross_sectional", "survey"},
      {"focus_groups", "qualitative_interviews"},
      {"ethnography", "qualitative_interviews"},
      {"systematic_review", "literature_review"},
      {"meta_analysis", "literature_review"},
      {"modelling", "economic_evaluation"},
      {"mixed_methods", "evaluation"},
  });
  for (const auto& [fine, broad] : kBroader)
    if (design == fine) return broad;
  return design;
}

Json item_as_json(const graph::StoredItem& stored, const std::string& document) {
  const graph::Item& item = stored.item;
  Json::Object object{{"id", stored.key},
                      {"doc", document},
                      {"kind", graph::info(item.kind).name},
                      {"quote", item.passage.quote},
                      {"start", static_cast<std::int64_t>(item.passage.begin)},
                      {"end", static_cast<std::int64_t>(item.passage.end)}};
  // Every attribute the kind can have, null where the text does not say: readers need not know the schema.
  // Derived ones belong to answers, not to what was extracted.
  const auto& info = graph::info(item.kind);
  for (const graph::Attribute attribute : info.attributes) {
    if (std::find(info.derived.begin(), info.derived.end(), attribute) != info.derived.end()) continue;
    const graph::Value* value = item.find(attribute);
    Json shown = value ? to_json(*value) : Json();
    // Of a recommendation, polarity says whether it is to be done.
    if (item.kind == graph::Kind::recommendation && attribute == graph::Attribute::polarity)
      shown = item.is(attribute, "negative") ? "dont" : "do";
    if (attribute == graph::Attribute::design && value) {
      if (const auto* fine = std::get_if<std::string>(value); fine && design_of_items(*fine) != *fine) {
        object.emplace_back("design_detail", *fine);
        shown = std::string(design_of_items(*fine));
      }
    }
    object.emplace_back(std::string(graph::info(attribute).name), std::move(shown));
  }
  // A mention also has what its kind of mention can have (group, rank …).
  if (info.role == graph::KindRole::named)
    for (const graph::Attribute attribute : graph::info(graph::Kind::mention).attributes)
      if (!graph::has(item.kind, attribute)) {
        const graph::Value* value = item.find(attribute);
        object.emplace_back(std::string(graph::info(attribute).name), value ? to_json(*value) : Json());
      }
  object.emplace_back("place", Json::Object{{"section", item.passage.section},
                                            {"page", item.passage.page ? Json(item.passage.page) : Json()},
                                            {"slide", item.passage.slide ? Json(item.passage.slide) : Json()},
                                            {"paragraph", item.passage.paragraph}});
  object.emplace_back("extractor", item.extractor);
  object.emplace_back("reason", item.reason);
  return object;
}

// The quotation and whatever else is a passage of the text, cut to so many words; the whole one's hash beside it.
void hide_text(graph::Item& item, std::string& sha256, std::size_t words) {
  const std::string whole = item.passage.quote;
  if (first_words(item.passage.quote, words)) sha256 = sha256_hex(whole);
  words = std::max(words, kNameWords);
  first_words(item.reason, words);
  for (auto& [attribute, value] : item.attributes) {
    if (auto* text = std::get_if<std::string>(&value)) first_words(*text, words);
    if (auto* list = std::get_if<std::vector<std::string>>(&value))
      for (std::string& text : *list) first_words(text, words);
    if (std::holds_alternative<Json>(value)) value = std::monostate{};
  }
}

Result<std::string> write(const ExportJob& job) {
  EV_TRY(const graph::Base base, graph::Base::open(job.common.base, graph::Access::read));
  const std::vector<std::string> chosen = job.answer ? ids_of(*job.graph, *job.answer) : std::vector<std::string>();
  std::string out;
  std::map<std::int64_t, std::string> documents;  // each source comes before its items
  EV_CHECK(base.each_item([&](graph::StoredItem&& stored) {
    if (stored.follows() && !job.answer) return;  // its references are items, and say all of it
    if (stored.item.kind == graph::Kind::source)
      if (const std::string* file = stored.item.text(graph::Attribute::file)) documents[stored.id] = *file;
    if (job.answer && !std::binary_search(chosen.begin(), chosen.end(), stored.key)) return;
    std::string sha256;
    if (job.arguments.without_text) hide_text(stored.item, sha256, *job.arguments.without_text);
    Json json = item_as_json(stored, documents[stored.source]);
    if (!sha256.empty()) std::get<Json::Object>(json.value).emplace_back("quote_sha256", sha256);
    out += print_json(json);
    out += '\n';
  }));
  return out;
}

const RegisterExport kItems({.name = "items",
                             .doc = "every item, one JSON object a line",
                             .hides_text = true,
                             .write = write});

}  // namespace
}  // namespace evident::app

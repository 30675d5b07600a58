// evident correct, history, undo: what reviewers decide, kept beside what was extracted.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands.hpp"
#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::app {
namespace {

constexpr std::size_t kShown = 10, kLeastOfId = 4;
constexpr std::string_view kNotSameAs = "not same as";

// The one item whose key begins so.
Result<std::string> key_of(const graph::Base& base, const std::string& beginning) {
  EV_TRY(const auto items, base.items_with_key(beginning, kShown));
  if (items.size() == 1) return items[0].key;
  std::vector<std::string> keys;
  for (const graph::StoredItem& item : items) keys.push_back(item.key);
  if (keys.empty())
    return fail(Code::bad_argument, fmt::format("the library holds no item \u201C{}\u201D", beginning),
                "ids stand in the answers of 'evident ask -f json' and of 'evident candidates'");
  return fail(Code::bad_argument, fmt::format("\u201C{}\u201D is the beginning of several ids: {}", beginning, fmt::join(keys, ", ")), "write more of it");
}

// Whether this is the id of a source, or its beginning: "same as" is said of names too.
Result<bool> is_source(const graph::Base& base, const std::string& beginning) {
  if (beginning.size() < kLeastOfId) return false;
  EV_TRY(const auto items, base.items_with_key(beginning, 1));
  return !items.empty() && items[0].item.kind == graph::Kind::source;
}

// The id of a candidate, or of a concept too, by its id or name.
Result<std::string> concept_of(const graph::Base& base, const std::string& name, bool candidates_only) {
  EV_TRY(const auto candidates, base.candidates());
  EV_TRY(const graph::Vocabulary vocabulary, base.vocabulary());
  const std::string key = label_key(name);
  std::vector<std::string> found;
  for (const graph::Candidate& c : candidates)
    if (c.id == name || label_key(c.label) == key) found.push_back(c.id);
  for (const graph::Concept& c : vocabulary.concepts)
    if (c.id == name || ((!candidates_only || c.scheme == "reviewed") && label_key(c.label) == key)) found.push_back(c.id);
  if (found.size() == 1 || std::find(found.begin(), found.end(), name) != found.end())
    return found.size() == 1 ? found[0] : name;
  if (found.empty())
    return fail(Code::bad_argument, fmt::format("no candidate of this library has the name \u201C{}\u201D", name), "'evident candidates names' lists those that may be joined");
  return fail(Code::bad_argument, fmt::format("\u201C{}\u201D is the name of several things: {}", name, fmt::join(found, ", ")), "give the id");
}

Result<graph::Correction> decision_of(const graph::Base& base, const CorrectArguments& arguments, const std::string& change) {
  const auto equals = change.find('=');
  if (equals == std::string::npos || equals == 0)
    return fail(Code::bad_argument, fmt::format("\u201C{}\u201D is no FIELD=VALUE", change), "for example role=opinion");
  graph::Correction out;
  out.field = change.substr(0, equals);
  if (const auto attribute = std::find_if(graph::attributes().begin(), graph::attributes().end(),
                                          [&](const graph::AttributeInfo& a) {
                                            return std::find(a.words.begin(), a.words.end(), out.field) != a.words.end();
                                          });
      attribute != graph::attributes().end() && !graph::attribute_named(out.field))
    out.field = attribute->name;
  if (equals + 1 < change.size()) out.value = change.substr(equals + 1);
  out.by = squeeze(arguments.by);
  out.why = squeeze(arguments.why);
  if (out.why.empty()) return fail(Code::bad_argument, "a correction needs a reason", "write it after --why");
  const bool two = out.field == kNotSameAs;
  if (two || out.field == graph::kSameAs) {
    EV_TRY(const bool works, is_source(base, arguments.item));
    if (works || two) {
      out.field = two ? graph::kOtherWork : graph::kSameWork;
      EV_TRY(out.item, key_of(base, arguments.item));
      EV_TRY(out.value, key_of(base, out.value.value_or("")));
      return out;
    }
    EV_TRY(out.item, concept_of(base, arguments.item, true));
    EV_TRY(out.value, concept_of(base, out.value.value_or(""), false));
    return out;
  }
  EV_TRY(out.item, key_of(base, arguments.item));
  const std::string_view edge = std::string_view(out.field).substr(out.field.starts_with("not ") ? 4 : 0);
  if (const auto named = graph::edge_named(edge); named && graph::people_record(*named)) {
    EV_TRY(out.value, key_of(base, out.value.value_or("")));
  }
  return out;
}

Json as_json(const graph::Correction& c) {
  return Json::Object{{"number", c.number}, {"at", c.at}, {"item", c.item}, {"field", c.field}, {"value", c.value ? Json(*c.value) : Json()},
                      {"by", c.by}, {"why", c.why}, {"undone", c.undone.empty() ? Json() : Json(c.undone)}};
}

std::string line_of(const graph::Correction& c) {
  return fmt::format("{:>3}  {}  {}\n     {} = {}\n     {} ({}){}\n", c.number, c.at.substr(0, 10), c.item, c.field, c.value ? *c.value : "not said", c.why, c.by,
                     c.undone.empty() ? "" : "\n     taken back " + c.undone);
}

// The next question should not pay for the graph.
void refresh(const Common& common) { (void)graph::Graph::open(common.base, Files::real(), {.merge = true}); }

}  // namespace

int correct(const Common& common, const CorrectArguments& arguments) {
  auto base = graph::Base::open(common.base, graph::Access::write);
  if (!base) return report(base.error());
  std::vector<graph::Correction> decisions;  // all are read before any is stored
  for (const std::string& change : arguments.changes) {
    auto decision = decision_of(*base, arguments, change);
    if (!decision) return report(decision.error());
    decisions.push_back(std::move(*decision));
  }
  std::string out;
  for (const graph::Correction& decision : decisions) {
    const auto kept = base->correct(decision);
    if (!kept) return report(kept.error());
    out += fmt::format("correction {}: {} = {}; take it back with 'evident undo {}'\n", kept->number, kept->field, kept->value ? *kept->value : "not said", kept->number);
  }
  refresh(common);
  return print_out(out) ? kDone : kBadBase;
}

int corrections(const Common& common, const std::string& item, bool json) {
  auto base = graph::Base::open(common.base, graph::Access::read);
  if (!base) return report(base.error());
  std::string key = item;
  if (!item.empty() && !item.starts_with("candidate:")) {
    auto found = key_of(*base, item);
    if (!found) return report(found.error());
    key = std::move(*found);
  }
  const auto corrections = base->corrections(key);
  if (!corrections) return report(corrections.error());
  Json::Array list;
  std::string out;
  for (const graph::Correction& c : *corrections) {
    if (json)
      list.push_back(as_json(c));
    else
      out += line_of(c);
  }
  if (corrections->empty()) out = "Nobody has corrected anything here.\n";
  return print_out(json ? print_json(Json(std::move(list)), true) + "\n" : out) ? kDone : kBadBase;
}

int undo(const Common& common, std::int64_t number, const std::string& by) {
  auto base = graph::Base::open(common.base, graph::Access::write);
  if (!base) return report(base.error());
  const auto gone = base->undo(number, squeeze(by));
  if (!gone) return report(gone.error());
  refresh(common);
  return print_out(fmt::format("correction {} is taken back: {} of {} is again as it was read\n", number, gone->field, gone->item)) ? kDone : kBadBase;
}

}  // namespace evident::app

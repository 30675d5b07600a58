// Keys and digests are XXH3-128 over length-prefixed fields, so that no two different field lists meet in one
// byte string. A key leaves out the place and the attributes: those may be corrected by a better extractor
// without the item becoming another one.
#include "graph/base/keys.hpp"

#include <algorithm>
#include <unordered_map>

#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

void field(std::string& into, std::string_view value) {
  into.append(std::to_string(value.size())).push_back(':');
  into.append(value);
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

}  // namespace

std::string source_doi(const DocumentEvidence& evidence) {
  if (evidence.items.empty()) return {};
  const std::string* doi = evidence.items.front().text(Attribute::doi);
  return doi ? plain_doi(*doi) : std::string();
}
std::string plain_doi(std::string_view doi) {
  std::string lower = ascii_lower(trim(doi));
  if (const auto at = lower.find("10."); at != std::string::npos) lower.erase(0, at);
  return lower;
}

std::string source_key(const DocumentEvidence& evidence, unsigned ordinal) {
  std::string all;
  const std::string doi = source_doi(evidence);
  field(all, doi.empty() ? "content" : "doi");
  field(all, doi.empty() ? evidence.content_hash : doi);
  if (ordinal) field(all, std::to_string(ordinal));
  return xxh128_hex(all);
}

std::vector<std::string> item_keys(std::string_view source, const std::vector<Item>& items) {
  std::vector<std::string> keys(items.size());
  std::vector<std::size_t> order;
  for (std::size_t i = 1; i < items.size(); ++i) order.push_back(i);
  // The ordinal counts in reading order, whatever order the extractors ran in.
  std::stable_sort(order.begin(), order.end(), [&items](std::size_t a, std::size_t b) {
    return std::pair(items[a].passage.begin, items[a].passage.end) <
           std::pair(items[b].passage.begin, items[b].passage.end);
  });
  std::unordered_map<std::string, unsigned> seen;
  if (!items.empty()) keys[0] = std::string(source);
  for (std::size_t i : order) {
    std::string all;
    field(all, source);
    field(all, info(items[i].kind).name);
    field(all, items[i].belongs_to);
    field(all, squeeze(items[i].passage.quote));
    const unsigned ordinal = seen[all]++;
    field(all, std::to_string(ordinal));
    keys[i] = xxh128_hex(all);
  }
  return keys;
}

std::string value_text(const Value& value) {
  struct Print {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool b) const { return b ? "1" : "0"; }
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(double d) const { return print_json(Json(d)); }
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(const std::vector<std::string>& list) const {
      Json::Array array(list.begin(), list.end());
      return print_json(Json(std::move(array)));
    }
    std::string operator()(const Json& json) const { return print_json(json); }
  };
  return std::visit(Print{}, value);
}

std::string evidence_digest(const DocumentEvidence& evidence, const std::vector<std::string>& keys) {
  std::string all;
  for (std::string_view part : {std::string_view(evidence.name), std::string_view(evidence.content_hash)})
    field(all, part);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    const Item& item = evidence.items[i];
    std::string part;
    field(part, keys[i]);
    const Passage& p = item.passage;
    for (std::uint64_t n : {p.begin, p.end, static_cast<std::uint64_t>(p.page),
                            static_cast<std::uint64_t>(p.slide), static_cast<std::uint64_t>(p.paragraph)})
      field(part, std::to_string(n));
    for (std::string_view text : {std::string_view(p.quote), std::string_view(p.section),
                                  std::string_view(item.extractor), std::string_view(item.reason)})
      field(part, text);
    auto attributes = item.attributes;
    std::stable_sort(attributes.begin(), attributes.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [attribute, value] : attributes) {
      if (std::holds_alternative<std::monostate>(value)) continue;
      field(part, info(attribute).name);
      field(part, value_text(value));
    }
    parts.push_back(std::move(part));
  }
  for (const Link& link : evidence.links) {
    std::string part;
    field(part, keys[link.from]);
    field(part, info(link.edge).name);
    field(part, std::holds_alternative<std::string>(link.to) ? std::get<std::string>(link.to)
                                                             : keys[std::get<std::uint32_t>(link.to)]);
    field(part, link.reason);
    parts.push_back(std::move(part));
  }
  for (const Candidate& candidate : evidence.candidates) {
    std::string part;
    field(part, candidate.id);
    field(part, candidate.label);
    parts.push_back(std::move(part));
  }
  std::sort(parts.begin(), parts.end());
  for (const std::string& part : parts) field(all, part);
  return xxh128_hex(all);
}

std::vector<Attribute> stored_attributes(Kind kind) {
  const KindInfo& k = info(kind);
  if (k.role == KindRole::named) return info(Kind::mention).attributes;
  std::vector<Attribute> stored;
  for (Attribute a : k.attributes)
    if (std::find(k.derived.begin(), k.derived.end(), a) == k.derived.end()) stored.push_back(a);
  return stored;
}

bool fits(Attribute attribute, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return true;
  switch (info(attribute).type) {
    case Type::text:
    case Type::date:
      return std::holds_alternative<std::string>(value);
    case Type::integer:
    case Type::year:
      return std::holds_alternative<std::int64_t>(value);
    case Type::number:
      return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
    case Type::boolean:
      return std::holds_alternative<bool>(value);
    case Type::choice: {
      const std::string* id = std::get_if<std::string>(&value);
      return id && choice_named(attribute, *id);
    }
    case Type::texts:
      return std::holds_alternative<std::vector<std::string>>(value);
    case Type::records:
      return std::holds_alternative<Json>(value) && std::get<Json>(value).array();
  }
  return false;
}

Result<void> check_evidence(const DocumentEvidence& evidence) {
  const auto fault = [&evidence](const Item* item, std::string what) {
    std::string message =
        item ? "the extractor '" + item->extractor + "' made a " + std::string(info(item->kind).name) + " "
             : "the extraction ";
    Place place{evidence.path, {}, {}};
    if (item) place.begin = item->passage.begin, place.end = item->passage.end;
    return fail(Code::internal, message + std::move(what),
                "this is a mistake of Evident, not of the document", std::move(place));
  };
  if (evidence.items.empty() || evidence.items.front().kind != Kind::source)
    return fault(nullptr, "gave no source as its first item");
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    const Item& item = evidence.items[i];
    const KindRole role = info(item.kind).role;
    if (role == KindRole::concept_ || item.kind == Kind::mention)
      return fault(&item, "as an item, but it is none");
    const Passage& p = item.passage;
    if (p.begin > p.end || p.end > evidence.text.size() ||
        std::string_view(evidence.text).substr(p.begin, p.end - p.begin) != p.quote)
      return fault(&item, "whose quotation is not the text at its place");
    if (p.quote.empty() && i != 0) return fault(&item, "without a quotation");
    const std::vector<Attribute> allowed = stored_attributes(item.kind);
    for (const auto& [attribute, value] : item.attributes) {
      const std::string name(info(attribute).name);
      if (std::find(allowed.begin(), allowed.end(), attribute) == allowed.end())
        return fault(&item, "with the attribute '" + name + "', which it does not have");
      if (!fits(attribute, value))
        return fault(&item, "whose '" + name + "' is no value of it: " + value_text(value));
    }
  }
  for (const Link& link : evidence.links) {
    if (link.from >= evidence.items.size()) return fault(nullptr, "gave a link from no item");
    if (const auto* to = std::get_if<std::uint32_t>(&link.to); to && *to >= evidence.items.size())
      return fault(&evidence.items[link.from], "with a link to no item");
  }
  for (const Candidate& candidate : evidence.candidates)
    if (const KindRole role = info(candidate.kind).role;
        role != KindRole::named && role != KindRole::concept_)
      return fault(nullptr, "gave a candidate '" + candidate.id + "' of a kind that has none");
  return {};
}

}  // namespace evident::graph

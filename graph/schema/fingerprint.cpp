#include "graph/schema/fingerprint.hpp"

#include <string>

#include "graph/schema/schema.hpp"
#include "graph_code_version.hpp"
#include "support/hash.hpp"

namespace evident::graph {

std::string_view schema_fingerprint() {
  static const std::string value = [] {
    std::string all;
    const auto add = [&all](std::string_view part) { all.append(part).push_back('\n'); };
    for (const AttributeInfo& a : attributes()) {
      add(a.name);
      add(std::to_string(static_cast<int>(a.type)));
      for (const Choice& c : a.choices) add(c.id);
    }
    for (const KindInfo& k : kinds()) {
      add(k.name);
      add(std::to_string(static_cast<int>(k.role)));
      for (Attribute a : k.attributes) add(info(a).name);
      add("derived");
      for (Attribute a : k.derived) add(info(a).name);
    }
    for (const EdgeInfo& e : edges()) add(e.name);
    return xxh128_hex(all);
  }();
  return value;
}

std::string_view mapped_fingerprint() {
  static const std::string value = xxh128_hex(std::string(schema_fingerprint()) + kGraphCode);
  return value;
}

}  // namespace evident::graph

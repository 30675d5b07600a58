// GraphML (graphml.graphdrawing.org): every thing a node with its attributes under keys of their types, every link an edge
// with its kind. Keys are declared before anything uses them, so what stands in the base is written behind them at the end.
#include <map>

#include "graph/base/keys.hpp"
#include "graph/exchange/rdf.hpp"
#include "support/hash.hpp"
#include "support/json.hpp"
#include "support/shorten.hpp"

namespace evident::graph {
namespace {

// XML 1.0; what it cannot hold becomes U+FFFD.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '&') out += "&amp;";
    else if (byte == '<') out += "&lt;";
    else if (byte == '>') out += "&gt;";
    else if (byte == '"') out += "&quot;";
    else if (byte == '\r') out += "&#13;";
    else if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F) out += "\xEF\xBF\xBD";
    else if (byte == 0xEF && (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")) {
      out += "\xEF\xBF\xBD";
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string_view type_of(Type type) {
  switch (type) {
    case Type::boolean: return "boolean";
    case Type::integer:
    case Type::year: return "long";
    case Type::number: return "double";
    default: return "string";
  }
}

class Writing : public ContentsSink {
 public:
  explicit Writing(const Selection& selection) : selection_(selection) {}

  void item(const StoredItem& stored, std::string_view source, const std::optional<InText>&) override {
    const Item& item = stored.item;
    begin_node(stored.key);
    data("kind", "string", info(item.kind).name);
    std::string quote = item.passage.quote;
    const bool cut = selection_.words && first_words(quote, *selection_.words);
    data("label", "string", shortened(label_of(item, quote)));
    if (item.kind != Kind::source) data("source", "string", source);
    data("quote", "string", quote);
    if (cut) data("sha256", "string", sha256_hex(item.passage.quote));
    number("begin", item.passage.begin);
    number("end", item.passage.end);
    if (item.passage.page) number("page", static_cast<std::uint64_t>(item.passage.page));
    if (item.passage.slide) number("slide", static_cast<std::uint64_t>(item.passage.slide));
    if (item.passage.paragraph) number("paragraph", static_cast<std::uint64_t>(item.passage.paragraph));
    if (!item.passage.section.empty()) data("heading", "string", item.passage.section);
    if (!item.extractor.empty()) data("extractor", "string", item.extractor);
    if (!item.reason.empty()) data("reason", "string", shortened(item.reason));
    for (const auto& [attribute, value] : item.attributes) {
      if (std::holds_alternative<std::monostate>(value)) continue;
      const std::string name = "attribute_" + std::string(info(attribute).name);
      if (const auto* yes = std::get_if<bool>(&value))
        data(name, "boolean", *yes ? "true" : "false");
      else if (selection_.words && std::holds_alternative<Json>(value))
        continue;
      else
        data(name, type_of(info(attribute).type), shortened(value_text(value)));
    }
    body_ += "</node>\n";
    if (item.kind != Kind::source) edge(source, stored.key, info(Edge::contains).name, {});
  }

  void link(std::string_view from, Edge kind, std::string_view to, bool, std::string_view reason) override {
    edge(from, to, info(kind).name, reason);
  }

  void concept_entry(const Concept& c, bool candidate) override {
    begin_node(c.id);
    data("kind", "string", info(c.kind).name);
    data("label", "string", c.label);
    if (!c.scheme.empty()) data("scheme", "string", c.scheme);
    if (!c.notation.empty()) data("notation", "string", c.notation);
    if (!c.definition.empty()) data("definition", "string", c.definition);
    if (!c.alternatives.empty()) data("alternatives", "string", value_text(c.alternatives));
    if (!c.measure_kind.empty()) data("attribute_measure_kind", "string", c.measure_kind);
    if (candidate) data("candidate", "boolean", "true");
    body_ += "</node>\n";
    for (const std::string& broader : c.broader) edge(c.id, broader, info(Edge::broader).name, {});
  }

  std::string finish() {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
        "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
    for (const auto& [name, key] : keys_)
      out += "<key id=\"" + key.id + "\" for=\"node\" attr.name=\"" + name + "\" attr.type=\"" + key.type + "\"/>\n";
    out += "<key id=\"e0\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n"
           "<key id=\"e1\" for=\"edge\" attr.name=\"reason\" attr.type=\"string\"/>\n"
           "<graph id=\"library\" edgedefault=\"directed\">\n" +
           body_ + edges() + "</graph>\n</graphml>\n";
    return out;
  }

 private:
  struct Key {
    std::string id, type;
  };
  struct Link {
    std::string from, to, kind, reason;
  };

  std::string shortened(std::string words) const {
    if (selection_.words) first_words(words, std::max(*selection_.words, kNameWords));
    return words;
  }
  static std::string label_of(const Item& item, const std::string& quote) {
    for (const Attribute a : {Attribute::title, Attribute::name, Attribute::term})
      if (const std::string* text = item.text(a); text && !text->empty()) return *text;
    return quote;
  }
  void begin_node(std::string_view id) {
    nodes_.emplace(std::string(id), nodes_.size());
    body_ += "<node id=\"n" + std::to_string(nodes_.at(std::string(id))) + "\">";
    data("id", "string", id);
  }
  void data(std::string_view name, std::string_view type, std::string_view text) {
    const auto [key, fresh] = keys_.try_emplace(std::string(name));
    if (fresh) key->second = {"d" + std::to_string(keys_.size() - 1), std::string(type)};
    body_ += "<data key=\"" + key->second.id + "\">" + xml(text) + "</data>";
  }
  void number(std::string_view name, std::uint64_t value) { data(name, "long", std::to_string(value)); }
  void edge(std::string_view from, std::string_view to, std::string_view kind, std::string_view reason) {
    links_.push_back({std::string(from), std::string(to), std::string(kind), shortened(std::string(reason))});
  }
  // Of a selection only those whose two ends are there.
  std::string edges() const {
    std::string out;
    for (const Link& link : links_) {
      const auto from = nodes_.find(link.from), to = nodes_.find(link.to);
      if (from == nodes_.end() || to == nodes_.end()) continue;
      out += "<edge source=\"n" + std::to_string(from->second) + "\" target=\"n" + std::to_string(to->second) +
             "\"><data key=\"e0\">" + xml(link.kind) + "</data>" +
             (link.reason.empty() ? "" : "<data key=\"e1\">" + xml(link.reason) + "</data>") + "</edge>\n";
    }
    return out;
  }

  const Selection& selection_;
  std::map<std::string, Key> keys_;
  std::map<std::string, std::size_t> nodes_;
  std::vector<Link> links_;
  std::string body_;
};

}  // namespace

Result<std::string> as_graphml(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel) {
  Writing writing(selection);
  EV_CHECK(each_content(base, selection, cancel, writing));
  return writing.finish();
}

}  // namespace evident::graph

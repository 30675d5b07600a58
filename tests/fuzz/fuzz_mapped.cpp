// Any bytes as a mapped graph. The first try is as they come; the second gives them the header, the checksum
// and the table of sections of a small real file and takes the input as changes to it, so that the checks
// behind the checksum are reached. Whatever is believed is read through and through.
#include <cstdint>
#include <cstring>
#include <string>

#include "graph/mapped/build.hpp"
#include "graph/mapped/sealed_file.hpp"

namespace {

using namespace evident::graph;

std::string real_file() {
  DocumentEvidence document;
  document.name = "a.txt";
  document.text = "A title\nReadmission rates fell.\n";
  document.content_hash = "0";
  Item source{Kind::source, {0, 7, "A title", "", 0, 0, 1}, {}, "", "", ""};
  source.set(Attribute::authors, std::vector<std::string>{"Field, J.", "E. Peck"});
  source.set(Attribute::year, std::int64_t{2003});
  Item claim{Kind::claim, {8, 31, "Readmission rates fell.", "", 0, 0, 2}, {}, "", "", ""};
  claim.set(Attribute::role, std::string("finding"));
  Item mention{Kind::measure, {8, 25, "Readmission rates", "", 0, 0, 2}, {}, "", "", ""};
  document.items = {source, claim, mention};
  document.candidates.push_back({"candidate:measure/readmission rate", Kind::measure, "readmission rates"});
  document.links.push_back({2, Edge::names, std::string("candidate:measure/readmission rate"), ""});
  GraphInput input = input_of({document});
  // Rows of a table beside it, so that what the document has is in a few rows of many.
  const std::int64_t source_row = 1000;
  for (std::int64_t i = 0; i < 48; ++i) {
    const std::string words = "Row " + std::to_string(i);
    Item row{i ? Kind::claim : Kind::source, {8, 31, words, "", 0, 0, 0}, {}, "table", "", ""};
    if (i == 0) row.set(Attribute::file, std::string("rows.tsv"));
    input.items.push_back({source_row + i, (i ? "claim:" : "source:") + std::to_string(i + 1), source_row, 1, 1, std::move(row)});
  }
  auto bytes = build_mapped(std::move(input));
  if (!bytes) __builtin_trap();
  return std::move(*bytes);
}

volatile std::size_t sink;

void touch(std::string bytes) {
  const auto graph = Graph::from_bytes(owned_bytes(std::move(bytes)));
  if (!graph) return;
  std::size_t sum = graph->fingerprint().size();
  const auto read = [&sum](std::string_view text) {
    for (const char c : text) sum += static_cast<unsigned char>(c);
  };
  graph->each_node([&](Kind, Node n) {
    read(graph->id(n));
    read(graph->label(n));
    read(graph->reason(n));
    if (const auto p = graph->passage(n)) {
      read(p->quote);
      read(p->section);
      read(graph->label(p->source));
    }
    for (const AttributeInfo& a : attributes()) {
      sum += graph->has(n, a.id);
      switch (a.type) {
        case Type::text:
        case Type::date:
        case Type::records:
          read(graph->text(n, a.id));
          break;
        case Type::integer:
        case Type::number:
        case Type::year:
          sum += graph->number(n, a.id).has_value();
          break;
        case Type::boolean:
          sum += graph->choice(n, a.id).value_or(0);
          break;
        case Type::choice:
          if (const auto c = graph->choice(n, a.id)) read(a.choices[*c].id);
          break;
        case Type::texts:
          for (std::uint32_t s : graph->list(n, a.id)) read(graph->string(s));
          break;
      }
    }
    for (const EdgeInfo& e : edges()) {
      for (Node to : graph->out(n, e.id)) sum += graph->label(to).size();
      for (Node from : graph->in(n, e.id)) sum += graph->label(from).size();
      for (Node to : graph->neighbours(e.id, true)[n]) sum += to < graph->num_nodes();
    }
  });
  for (const KindInfo& k : kinds())
    for (const Attribute a : k.attributes) {
      if (info(a).type != Type::choice && info(a).type != Type::boolean) continue;
      NodeSet set(graph->num_nodes());
      graph->select(k.id, {{a, {0, 1}}}, set);
      sum += set.size() + graph->count(k.id, {{a, {1}}}) + graph->count_with(k.id, a);
      const auto column = graph->choices(k.id, a);
      for (NodeRange r = graph->nodes(k.id); r.first < r.last; ++r.first)
        if (const auto c = column[r.first]; c && info(a).type == Type::choice) read(info(a).choices[c - 1u].id);
    }
  sum += graph->verify().size() + graph->find("0123456789abcdef0123456789abcdef").has_value() +
         graph->find("claim:17").has_value() + graph->names_with("re").size();
  for (std::size_t i = 0; i < graph->num_names(); ++i) {
    const auto name = graph->name(i);
    read(name.shown);
    sum += graph->named(name.key).size();
    sum += graph->mentioning(name.key).size();
  }
  sum += graph->mentioning("readmission rates fell").size();
  sink = sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  touch(std::string(reinterpret_cast<const char*>(data), size));
  static const std::string kReal = real_file();
  std::string bytes = kReal;
  // Each three bytes: a place behind the header (two bytes, scaled) and a value.
  const std::size_t room = bytes.size() - sizeof(MappedHeader);
  for (std::size_t i = 0; i + 2 < size; i += 3)
    bytes[sizeof(MappedHeader) + (std::size_t{data[i]} * 256 + data[i + 1]) * room / 65536] =
        static_cast<char>(data[i + 2]);
  seal(bytes);
  touch(std::move(bytes));
  return 0;
}

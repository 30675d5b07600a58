// Rows of tables with a few items of documents among them: columns that are the same but for those, and ids of two
// forms, take few bytes and read as they were written.
#include <cstring>
#include <map>

#include "graph/graph.hpp"
#include "graph/mapped/build.hpp"
#include "graph/mapped/ints.hpp"
#include "graph/mapped/sealed_file.hpp"
#include "support/hash.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

constexpr int kRows = 2000;

// Claims "claim:1" … in a source of tables and, in documents before and behind it, claims with keys.
GraphInput mixed(int from = 1) {
  GraphInput input;
  std::int64_t row = 0;
  const auto add = [&](Kind kind, const std::string& key, std::int64_t source, std::uint64_t begin, const std::string& words) {
    Item item{kind, {begin, begin + words.size(), words, "", 0, 0, 0}, {}, "table", "a row", ""};
    if (kind == Kind::claim) item.set(Attribute::role, std::string("finding"));
    input.items.push_back({++row, key, source ? source : row, 1, 1, item});
    return row;
  };
  for (const char* name : {"a.txt", "m.tsv", "z.txt"}) {
    const bool table = name[0] == 'm';
    const auto source = add(Kind::source, table ? "source:1" : xxh128_hex(name), 0, 0, name);
    input.items.back().item.set(Attribute::file, std::string(name));
    for (int i = 0; i < (table ? kRows : 60); ++i) {
      const std::string number = std::to_string(i + from);
      add(Kind::claim, table ? "claim:" + number : xxh128_hex(name + number), source, table ? 10u + i : 7u * i, "Trust " + number);
      if (table) continue;
      Item& item = input.items.back().item;
      item.passage.paragraph = i + 1;
      item.passage.section = "Results";
      item.reason = "a cue";
      item.set(Attribute::hedged, i % 3 == 0);
      if (i % 2) item.set(Attribute::role, std::string("opinion"));
    }
  }
  return input;
}

Graph graph_of(GraphInput input) {
  auto graph = build_graph(std::move(input));
  if (!graph) FAIL(graph.error().message);
  return std::move(*graph);
}

void check_reads_as_written(const GraphInput& input) {
  const Graph g = graph_of(input);
  std::map<std::string, const Item*> items;
  for (const StoredItem& one : input.items) items[one.key] = &one.item;
  const auto role = g.choices(Kind::claim, Attribute::role), hedged = g.choices(Kind::claim, Attribute::hedged);
  NodeSet findings(g.num_nodes()), unhedged(g.num_nodes());
  g.select(Kind::claim, {{Attribute::role, {static_cast<std::uint8_t>(choice::role::finding)}}}, findings);
  g.select(Kind::claim, {{Attribute::hedged, {0}}}, unhedged);
  std::size_t seen = 0;
  g.each_node([&](Kind kind, Node n) {
    if (kind != Kind::claim && kind != Kind::source) return;
    ++seen;
    const std::string id(g.id(n));
    REQUIRE(items.contains(id));
    const Item& item = *items.at(id);
    CHECK(g.find(id) == n);
    const auto passage = g.passage(n);
    CHECK(passage->begin == item.passage.begin);
    CHECK(passage->quote == item.passage.quote);
    CHECK(passage->section == item.passage.section);
    CHECK(passage->paragraph == item.passage.paragraph);
    CHECK(g.reason(n) == item.reason);
    if (kind != Kind::claim) return;
    const bool finding = *item.text(Attribute::role) == "finding";
    CHECK(findings.has(n) == finding);
    CHECK(role[n] == *g.choice(n, Attribute::role) + 1);
    CHECK((g.choice(n, Attribute::role) == static_cast<std::uint8_t>(choice::role::finding)) == finding);
    const Value* held = item.find(Attribute::hedged);
    const std::optional<bool> said = held ? std::optional(std::get<bool>(*held)) : std::nullopt;
    CHECK(g.choice(n, Attribute::hedged).has_value() == said.has_value());
    CHECK(hedged[n] == (said ? *said + 1 : 0));
    CHECK(unhedged.has(n) == (said && !*said));
  });
  CHECK(seen == input.items.size());
  for (const char* absent : {"", "claim:", "claim:007", "claim:99999", "source:1x", "00000000000000000000000000000000"})
    CHECK_FALSE(g.find(absent));
  CHECK(g.damage().empty());
  CHECK(g.verify().empty());
}

TEST_CASE("a few items of documents among rows of tables read as they were written") {
  check_reads_as_written(mixed());
  check_reads_as_written(mixed(0));
  check_reads_as_written(mixed(5'000'000));
}
TEST_CASE("so do a few rows of tables among items of documents, and as many of each") {
  GraphInput input = mixed();
  const auto rename = [&input](int every) {
    for (StoredItem& one : input.items)
      if (one.item.kind == Kind::claim && one.id % every) one.key = xxh128_hex(one.key);
  };
  SECTION("few rows") { rename(50); }
  SECTION("half of them") { rename(2); }
  check_reads_as_written(input);
}
TEST_CASE("numbers of rows in any order are found") {
  GraphInput input = mixed();
  for (StoredItem& one : input.items)
    if (one.key.starts_with("claim:"))
      one.key = "claim:" + std::to_string(std::stoi(one.key.substr(6)) * 7919 % 1'000'003);
  check_reads_as_written(input);
}

TEST_CASE("what documents add to a graph of tables is what they hold, not a byte for each row") {
  GraphInput tables = mixed();
  std::erase_if(tables.items, [](const StoredItem& one) { return one.item.passage.section == "Results"; });
  const auto size = [](const GraphInput& input) { return build_mapped(input)->size(); };
  CHECK(size(mixed()) - size(tables) < 20'000);
}

TEST_CASE("the few rows of a column") {
  GrowingInts same, counting, many;
  for (std::size_t i = 0; i < 1000; ++i) {
    same.push(i == 3 || i == 900 ? 77'000 : 5);
    counting.push(i == 500 ? 2 : 100 + i);
    many.push(i % 8 ? 5 : i);
  }
  const PackedInts few = pack_few(same), sloped = pack_few(counting), dense = pack_few(many);
  CHECK(few.few);
  CHECK(few.bytes.size() == 2 * (4 + 4));
  CHECK(few.base == 5);
  CHECK(sloped.few);
  CHECK(sloped.sloped);
  CHECK(sloped.base == 100);
  CHECK_FALSE(dense.few);
  CHECK_FALSE(pack_few(counting, false).few);
}

// As in graph_test: whatever is accepted must be safe to read.
TEST_CASE("few rows with a fitting checksum and wrong numbers cannot be believed into a crash") {
  GraphInput input = mixed();
  std::erase_if(input.items, [](const StoredItem& one) { return one.id % 4 == 0 && one.item.kind == Kind::claim; });
  const auto bytes = build_mapped(std::move(input));
  REQUIRE(bytes);
  MappedHeader header;
  std::memcpy(&header, bytes->data(), sizeof header);
  std::size_t few = 0, refused = 0;
  bool safe = true;
  const auto read = [&](std::size_t at) {
    std::string broken = *bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x81);
    seal(broken);
    const auto graph = Graph::from_bytes(owned_bytes(broken));
    if (!graph) {
      ++refused;
      return;
    }
    for (const KindInfo& kind : kinds())
      for (const Attribute a : kind.attributes)
        if (info(a).type == Type::choice) {
          const auto column = graph->choices(kind.id, a);
          NodeSet set(graph->num_nodes());
          graph->select(kind.id, {{a, {0, 1}}}, set);
          for (NodeRange r = graph->nodes(kind.id); r.first < r.last; ++r.first)
            safe = safe && column[r.first] <= info(a).choices.size();
        }
    graph->each_node([&](Kind, Node n) {
      const auto found = graph->find(graph->id(n));
      safe = safe && (!found || *found < graph->num_nodes());
      (void)graph->passage(n);
    });
  };
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    SectionEntry entry;
    const std::size_t at = header.table + i * sizeof entry;
    std::memcpy(&entry, bytes->data() + at, sizeof entry);
    if (!entry.few) continue;
    ++few;
    for (std::size_t byte = 0; byte < sizeof entry; ++byte) read(at + byte);
    for (std::size_t byte = 0; byte < entry.size; byte += 1 + entry.size / 16) read(entry.offset + byte);
  }
  CHECK(safe);
  CHECK(few > 4);
  CHECK(refused > 0);
}

}  // namespace
}  // namespace evident::graph

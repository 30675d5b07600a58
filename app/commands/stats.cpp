// evident stats, verify and remove: what the base holds, whether it is whole, and how a source leaves it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "app/commands.hpp"
#include "app/with_graph.hpp"
#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::app {
namespace {

struct SourceRow {
  std::string file, title, genre, depth, key;
  bool invented = false;
  std::size_t items = 0;
};
struct Statistics {
  std::vector<SourceRow> sources;  // by file, then key; without those that are only cited
  std::map<graph::Kind, std::size_t> kinds;
  std::size_t self_reported = 0, only_cited = 0;
};

std::string words_of(const graph::Graph& graph, graph::Node node, graph::Attribute attribute) {
  const auto choice = graph.choice(node, attribute);
  if (!choice) return "not known";
  const graph::Choice& chosen = graph::info(attribute).choices[*choice];
  return std::string(chosen.words.empty() ? chosen.id : chosen.words.front());
}

// A work that is only cited stands in the source that cites it first.
Statistics statistics_of(const graph::Graph& graph) {
  using graph::Edge, graph::Kind, graph::Node, graph::NodeRange;
  Statistics all;
  const auto contains = graph.neighbours(Edge::contains, true), stands_in = graph.neighbours(Edge::contains, false);
  const NodeRange sources = graph.nodes(Kind::source);
  for (Node node = sources.first; node < sources.last; ++node) {
    if (!stands_in[node].empty()) {
      ++all.only_cited;
      continue;
    }
    SourceRow& row = all.sources.emplace_back();
    row.file = graph.text(node, graph::Attribute::file);
    row.title = squeeze(graph.text(node, graph::Attribute::title));
    row.genre = words_of(graph, node, graph::Attribute::doc_type);
    row.depth = words_of(graph, node, graph::Attribute::depth);
    row.invented = graph.choice(node, graph::Attribute::invented) == 1;
    graph.append_id(node, row.key);
    for (const Node item : contains[node]) row.items += item < sources.first || item >= sources.last;
  }
  std::sort(all.sources.begin(), all.sources.end(), [](const SourceRow& a, const SourceRow& b) {
    return std::tuple(std::string_view(a.file), a.key.size(), std::string_view(a.key)) <
           std::tuple(std::string_view(b.file), b.key.size(), std::string_view(b.key));
  });
  for (const graph::KindInfo& kind : graph::kinds())
    if ((kind.role == graph::KindRole::item || kind.id == Kind::source) && kind.id != Kind::mention)
      all.kinds[kind.id] = graph.nodes(kind.id).size();
  all.kinds[Kind::source] -= all.only_cited;
  const auto names = graph.neighbours(Edge::names, true);
  const NodeRange mentions = graph.nodes(Kind::mention);
  for (Node node = mentions.first; node < mentions.last; ++node)
    if (const auto things = names[node]; !things.empty()) ++all.kinds[graph.kind(things.front())];
  std::erase_if(all.kinds, [](const auto& entry) { return entry.second == 0; });
  const NodeRange cases = graph.nodes(Kind::case_study);
  for (Node node = cases.first; node < cases.last; ++node)
    all.self_reported += graph.choice(node, graph::Attribute::reporting) ==
                         static_cast<std::uint8_t>(graph::choice::reporting::self_reported);
  return all;
}

// Nobody reads a list of thousands: how many there are of each kind and depth, the most first.
constexpr std::size_t kListed = 60;
std::string summary_of(const std::vector<SourceRow>& sources) {
  struct Many {
    std::size_t sources = 0, items = 0;
  };
  std::map<std::string, Many> by_words;
  for (const SourceRow& row : sources) {
    Many& many = by_words[fmt::format("{}, {}{}", row.genre, row.depth, row.invented ? ", invented for demonstration" : "")];
    ++many.sources;
    many.items += row.items;
  }
  std::vector<std::pair<std::string, Many>> sorted(by_words.begin(), by_words.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second.sources > b.second.sources; });
  std::string out;
  for (const auto& [words, many] : sorted)
    out += fmt::format("{:>9}  {}; {} {}\n", many.sources, words, many.items, many.items == 1 ? "item" : "items");
  return out + "  ('list sources' names them, and so does 'evident stats --json')\n";
}

}  // namespace

int stats(const Common& common, bool json) {
  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());
  const auto counted = believed(common, *graph, statistics_of);
  if (!counted) return report(counted.error());
  const auto& [sources, kinds, self_reported, only_cited] = *counted;
  std::error_code ignored;
  const auto base_bytes = static_cast<std::int64_t>(std::filesystem::file_size(common.base, ignored));
  std::int64_t mapped_bytes = 0;
  for (const auto& file : graph::derived_files(common.base))
    if (std::filesystem::exists(file, ignored))
      mapped_bytes += static_cast<std::int64_t>(std::filesystem::file_size(file, ignored));

  if (json) {
    Json::Array list;
    for (const SourceRow& row : sources) {
      list.push_back(Json::Object{{"file", row.file},
                                  {"title", row.title},
                                  {"genre", row.genre},
                                  {"depth", row.depth},
                                  {"invented", row.invented},
                                  {"items", static_cast<std::int64_t>(row.items)}});
    }
    Json::Object by_kind;
    for (const auto& [kind, n] : kinds)
      by_kind.emplace_back(std::string(graph::info(kind).name), static_cast<std::int64_t>(n));
    return print_out(print_json(Json(Json::Object{{"sources", std::move(list)},
                                                  {"only_cited", static_cast<std::int64_t>(only_cited)},
                                                  {"items", std::move(by_kind)},
                                                  {"base_bytes", base_bytes},
                                                  {"graph_bytes", mapped_bytes}}),
                                true) +
                     "\n")
               ? kDone
               : kBadBase;
  }
  std::string out = fmt::format("{} {}\n", sources.size(), sources.size() == 1 ? "source" : "sources");
  if (sources.size() <= kListed)
    for (const SourceRow& row : sources) {
      out += fmt::format("  {:<44} {}, {}; {} {}{}\n", row.file, row.genre, row.depth, row.items,
                         row.items == 1 ? "item" : "items", row.invented ? "; invented for demonstration" : "");
    }
  else
    out += summary_of(sources);
  if (only_cited)
    out += fmt::format("and {} that {} only cited\n", only_cited, only_cited == 1 ? "is" : "are");
  out += "\n";
  for (const auto& [kind, n] : kinds)
    if (kind != graph::Kind::source) {
      out += fmt::format("{:>7}  {}", n, graph::info(kind).words[n == 1 ? 0 : 1]);
      if (kind == graph::Kind::case_study && self_reported)
        out += fmt::format(" ({} self-reported)", self_reported);
      out += "\n";
    }
  out += fmt::format("\nbase {:.1f} MiB, graph {:.1f} MiB\n", static_cast<double>(base_bytes) / 1048576,
                     static_cast<double>(mapped_bytes) / 1048576);
  return print_out(out) ? kDone : kBadBase;
}

int verify(const Common& common, bool repair) {
  auto base = graph::Base::open(common.base, graph::Access::read);
  if (!base) return report(base.error());
  auto wrong = base->verify();
  if (!wrong) return report(wrong.error());
  if (repair) {
    std::error_code ignored;
    for (const auto& file : graph::derived_files(common.base)) std::filesystem::remove(file, ignored);
  }
  auto graph = graph::Graph::open(common.base);
  if (!graph) wrong->push_back("the graph cannot be built: " + graph.error().message);
  if (graph)
    if (const std::string damage = graph->verify(); !damage.empty())
      wrong->push_back(damage + "; 'evident verify --repair' builds it again");
  std::size_t items = 0;
  if (auto read = base->each_item([&](graph::StoredItem&& stored) { items += !stored.follows(); }); !read) return report(read.error());
  std::string out;
  for (const auto& line : *wrong) out += line + "\n";
  if (wrong->empty()) {
    out = fmt::format(
        "{} quotations stand in their sources word for word; the base and its graph are whole.\n", items);
  } else {
    out += fmt::format("{} {} wrong.\n", wrong->size(), wrong->size() == 1 ? "thing is" : "things are");
  }
  if (!print_out(out)) return kBadBase;
  return wrong->empty() ? kDone : kBadBase;
}

int remove(const Common& common, const std::string& source) {
  auto base = graph::Base::open(common.base, graph::Access::write);
  if (!base) return report(base.error());
  auto removed = base->remove(source);
  if (!removed) return report(removed.error());
  if (*removed == 0)
    return report({Code::bad_argument,
                   fmt::format("no source of this library is called \u201C{}\u201D", source),
                   "'evident stats' lists them",
                   {}});
  std::error_code ignored;
  for (const auto& file : graph::derived_files(common.base)) std::filesystem::remove(file, ignored);
  std::filesystem::remove(prompt_history(common.base), ignored);  // questions may quote it
  (void)graph::Graph::open(common.base);
  return print_out(fmt::format("{} {} purged.\n", *removed, *removed == 1 ? "source" : "sources")) ? kDone
                                                                                                   : kBadBase;
}

}  // namespace evident::app

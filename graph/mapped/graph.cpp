// The read interface over a sealed file. One node is read through the column that holds it, and only its blocks are
// touched; what a loop takes (neighbours, choices, numbers, value sets) is touched whole when it is taken. Texts that
// do not lie in the file as they are read are made once and kept as long as the graph.
#include "graph/graph.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <mutex>
#include <unordered_map>

#include "graph/mapped/coded_text.hpp"
#include "graph/mapped/sealed_file.hpp"
#include "graph/mapped/text_index.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

// Texts made on demand, each once.
class MadeTexts {
 public:
  enum What : std::uint64_t { kId, kQuote, kLabel };
  template <class Make>
  std::string_view get(What what, Node node, Make&& make) const {
    const std::uint64_t key = static_cast<std::uint64_t>(what) << 32 | node;
    const std::lock_guard lock(mutex_);
    auto at = texts_.find(key);
    if (at == texts_.end()) at = texts_.emplace(key, make()).first;
    return at->second;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::uint64_t, std::string> texts_;  // its nodes, and so the texts, stay where they are
};

struct KindColumns {
  Node first = 0, count = 0;
  Bytes id_bytes, id_prefix;
  Ints id_numbers, id_strings, id_order;
  Ints labels, reasons, sections, begins, lengths, pages, slides, paragraphs;
  Ints text_offsets, words;
  Bytes text;
};

struct Adjacency {
  const SectionEntry *starts = nullptr, *has = nullptr, *ranks = nullptr, *targets = nullptr;
  Neighbours view;
};

std::string hex_of(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

constexpr std::uint64_t kQuoteIsLabel = ~std::uint32_t{0} - 1;  // as in draft.hpp

}  // namespace

struct Graph::Sections {
  std::unique_ptr<SealedFile> file;
  std::vector<Node> starts;  // kinds + 1
  std::vector<KindColumns> kinds;
  std::vector<Ints> cells;                         // kinds × attributes
  std::vector<const SectionEntry*> value_sets;     // kinds × attributes
  std::vector<std::array<Adjacency, 2>> edges;     // forwards, backwards
  Ints string_offsets, word_offsets, word_stem_offsets, word_stems, stems, posting_counts, posting_offsets;
  Bytes string_bytes, word_bytes, postings;
  const SectionEntry *numbers = nullptr, *lists = nullptr, *name_nodes = nullptr;
  Ints list_offsets, name_keys, name_shown, name_offsets;
  std::string_view fingerprint;
  std::uint32_t total_words = 0;
  std::size_t quotations = 0;
  MadeTexts made;

  Result<void> read();
  std::string_view string(std::uint64_t number) const {
    return string_bytes.get(string_offsets[number], string_offsets[number + 1]);
  }
  const KindColumns& of(Kind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
  const Ints& column(Kind kind, Attribute attribute) const {
    return cells[static_cast<std::size_t>(kind) * attributes().size() + static_cast<std::size_t>(attribute)];
  }
  std::uint32_t cell(Kind kind, Node node, Attribute attribute) const {
    const Ints& all = column(kind, attribute);
    return all ? static_cast<std::uint32_t>(all[node - of(kind).first]) : 0;
  }
  std::string_view codes(const KindColumns& k, Node node) const {
    const Node i = node - k.first;
    return k.text_offsets ? k.text.get(k.text_offsets[i], k.text_offsets[i + 1]) : std::string_view();
  }
  std::string quote(const KindColumns& k, Node node) const {
    std::string text;
    bool first = true;
    each_code(codes(k, node), [&](std::uint32_t word) {
      if (!std::exchange(first, false)) text += ' ';
      text += word_bytes.get(word_offsets[word], word_offsets[word + 1]);
    });
    return text;
  }
  std::span<const std::uint32_t> words32(const SectionEntry* entry, std::uint64_t begin, std::uint64_t end) const {
    if (!entry || begin >= end) return {};
    if (end > entry->count || entry->width != 4) {
      file->damaged(*entry, "a range outside");
      return {};
    }
    if (!file->touch(*entry, begin * 4, (end - begin) * 4)) return {};
    return {reinterpret_cast<const std::uint32_t*>(file->data(*entry)) + begin,
            static_cast<std::size_t>(end - begin)};
  }
  std::span<const Node> near(Node node, Edge edge, bool forwards) const {
    const Adjacency& a = edges[static_cast<std::size_t>(edge)][forwards ? 0 : 1];
    if (!a.targets) return {};
    const std::size_t i = node - static_cast<std::size_t>(a.targets->first);
    // The blocks that the view would read; it never reads beyond its sections.
    if (node < a.targets->first) return {};
    std::size_t list = i;
    if (a.has) {
      if (i / 64 >= a.has->count || !file->touch(*a.has, i / 64 * 8, 8) || !file->touch(*a.ranks, i / 64 * 4, 4)) return {};
      std::uint64_t word;
      std::uint32_t rank;
      std::memcpy(&word, file->data(*a.has) + i / 64 * 8, 8);
      std::memcpy(&rank, file->data(*a.ranks) + i / 64 * 4, 4);
      const std::uint64_t bit = std::uint64_t{1} << (i % 64);
      if (!(word & bit)) return {};
      list = rank + static_cast<std::size_t>(std::popcount(word & (bit - 1)));
    }
    if (!a.starts) return list < a.targets->count ? words32(a.targets, list, list + 1) : std::span<const Node>();
    if (list + 1 >= a.starts->count || !file->touch(*a.starts, list * 4, 8)) return {};
    std::uint32_t bounds[2];
    std::memcpy(bounds, file->data(*a.starts) + list * 4, 8);
    return words32(a.targets, bounds[0], bounds[1]);
  }
  // The place among sorted strings where one is or would be.
  std::uint64_t place_of(const Ints& sorted, std::string_view wanted) const {
    std::uint64_t low = 0, high = sorted.size();
    while (low < high) {
      const std::uint64_t middle = (low + high) / 2;
      if (string(sorted[middle]) < wanted)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }
};

Result<void> Graph::Sections::read() {
  const auto ints = [this](Part part, std::size_t of = 0, std::size_t by = 0) {
    return Ints(*file, file->find(part, of, by));
  };
  const auto bytes = [this](Part part, std::size_t of = 0) {
    const SectionEntry* entry = file->find(part, of);
    return Bytes(*file, entry && entry->width == 1 ? entry : nullptr);
  };
  const auto of_width = [this](Part part, std::size_t of, std::size_t by, unsigned width) {
    const SectionEntry* entry = file->find(part, of, by);
    return entry && entry->width == width ? entry : nullptr;
  };
  const auto unsound = [] {
    return fail(Code::corrupt, "the mapped graph is damaged in its ranges of nodes",
                "it is rebuilt from the evidence base");
  };
  const std::size_t width = attributes().size();
  const Ints kind_starts = ints(Part::kind_starts), kind_counts = ints(Part::kind_counts);
  if (kind_starts.size() != graph::kinds().size() + 1 || kind_counts.size() != graph::kinds().size()) return unsound();
  kinds.resize(graph::kinds().size());
  for (std::size_t k = 0; k <= kinds.size(); ++k) {
    starts.push_back(static_cast<Node>(kind_starts[k]));
    if (k && (starts[k] % 64 != 0 || starts[k] < starts[k - 1] || kind_counts[k - 1] > starts[k] - starts[k - 1]))
      return unsound();
  }
  if (starts[0] != 0 || starts.back() >= kQuoteIsLabel || file->damaged()) return unsound();
  cells.resize(kinds.size() * width);
  value_sets.resize(cells.size(), nullptr);
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    KindColumns& c = kinds[k];
    c.first = starts[k];
    c.count = static_cast<Node>(kind_counts[k]);
    c.id_bytes = bytes(Part::id_bytes, k);
    c.id_prefix = bytes(Part::id_prefix, k);
    for (const auto& [column, part] :
         {std::pair{&c.id_numbers, Part::id_numbers}, {&c.id_strings, Part::id_strings}, {&c.id_order, Part::id_order},
          {&c.labels, Part::labels}, {&c.reasons, Part::reasons}, {&c.sections, Part::sections},
          {&c.begins, Part::begins}, {&c.lengths, Part::lengths}, {&c.pages, Part::pages}, {&c.slides, Part::slides},
          {&c.paragraphs, Part::paragraphs}, {&c.text_offsets, Part::text_offsets},
          {&c.words, Part::lengths_in_words}})
      *column = ints(part, k);
    c.text = bytes(Part::text, k);
  }
  for (const SectionEntry& entry : file->table()) {
    const std::size_t at = std::size_t{entry.of} * width + entry.by;
    if (entry.part == Part::cells && at < cells.size() && entry.count >= kinds[entry.of].count)
      cells[at] = Ints(*file, &entry);
    const std::size_t words = (std::size_t{entry.of < kinds.size() ? kinds[entry.of].count : 0} + 63) / 64;
    if (entry.part == Part::value_sets && at < cells.size() && entry.width == 8 && words && entry.count % words == 1 % words)
      value_sets[at] = &entry;
  }
  edges.resize(graph::edges().size());
  for (std::size_t e = 0; e < edges.size(); ++e)
    for (std::size_t way = 0; way < 2; ++way) {
      Adjacency& a = edges[e][way];
      a.starts = of_width(Part::list_starts, e, way, 4);
      a.has = of_width(Part::has_list, e, way, 8);
      a.ranks = of_width(Part::list_ranks, e, way, 4);
      a.targets = of_width(Part::targets, e, way, 4);
      if (!a.targets) continue;
      if (a.has && (!a.ranks || a.ranks->count != a.has->count)) return unsound();
      Neighbours& v = a.view;
      v.targets_ = reinterpret_cast<const Node*>(file->data(*a.targets));
      v.starts_ = a.starts ? reinterpret_cast<const std::uint32_t*>(file->data(*a.starts)) : nullptr;
      v.has_ = a.has ? reinterpret_cast<const std::uint64_t*>(file->data(*a.has)) : nullptr;
      v.ranks_ = a.has ? reinterpret_cast<const std::uint32_t*>(file->data(*a.ranks)) : nullptr;
      v.first_ = static_cast<Node>(a.targets->first);
      v.edges_ = a.targets->count;
      v.lists_ = a.starts ? a.starts->count - 1 : a.targets->count;
      v.nodes_ = a.has ? a.has->count * 64 : v.lists_;
      if (a.starts && a.starts->count == 0) return unsound();
    }
  string_offsets = ints(Part::string_offsets);
  string_bytes = bytes(Part::string_bytes);
  word_offsets = ints(Part::word_offsets);
  word_bytes = bytes(Part::word_bytes);
  word_stem_offsets = ints(Part::word_stem_offsets);
  word_stems = ints(Part::word_stems);
  stems = ints(Part::stems);
  posting_counts = ints(Part::posting_counts);
  posting_offsets = ints(Part::posting_offsets);
  postings = bytes(Part::postings);
  numbers = of_width(Part::numbers, 0, 0, 8);
  lists = of_width(Part::lists, 0, 0, 4);
  list_offsets = ints(Part::list_offsets);
  name_keys = ints(Part::name_keys);
  name_shown = ints(Part::name_shown);
  name_offsets = ints(Part::name_offsets);
  name_nodes = of_width(Part::name_nodes, 0, 0, 4);
  const Bytes print = bytes(Part::fingerprint);
  fingerprint = print.get(0, print.size());
  if (const SectionEntry* entry = file->find(Part::postings)) total_words = static_cast<std::uint32_t>(entry->limit);
  if (const SectionEntry* entry = file->find(Part::posting_counts)) quotations = entry->first;
  return {};
}

Graph::Graph(std::unique_ptr<Sections> sections) : sections_(std::move(sections)) {}
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;
Graph::~Graph() = default;

Result<Graph> Graph::from_bytes(std::shared_ptr<const MappedFile> bytes) {
  auto sections = std::make_unique<Sections>();
  EV_TRY(sections->file, SealedFile::open(std::move(bytes)));
  EV_CHECK(sections->read());
  return Graph(std::move(sections));
}

std::string Graph::damage() const { return sections_->file->damage(); }
std::string Graph::verify() const {
  for (const SectionEntry& entry : sections_->file->table()) (void)sections_->file->touch(entry);
  return damage();
}
std::uint64_t Graph::file_size() const { return sections_->file->size(); }
std::vector<std::pair<std::string, std::uint64_t>> Graph::part_sizes() const {
  std::map<std::string, std::uint64_t> sizes;
  for (const SectionEntry& entry : sections_->file->table()) sizes[std::string(part_name(entry.part))] += entry.size;
  std::vector<std::pair<std::string, std::uint64_t>> sorted(sizes.begin(), sizes.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

Node Graph::num_nodes() const { return sections_->starts.back(); }
std::size_t Graph::count_nodes() const {
  std::size_t count = 0;
  for (const KindColumns& k : sections_->kinds) count += k.count;
  return count;
}
std::size_t Graph::num_edges() const {
  std::size_t count = 0;
  for (const auto& ways : sections_->edges) count += ways[0].view.num_edges();
  return count;
}
NodeRange Graph::nodes(Kind kind) const {
  const KindColumns& k = sections_->of(kind);
  return {k.first, k.first + k.count};
}
Kind Graph::kind(Node node) const {
  EV_REQUIRE(node < num_nodes());
  const auto& starts = sections_->starts;
  return static_cast<Kind>(std::upper_bound(starts.begin(), starts.end(), node) - starts.begin() - 1);
}

std::string_view Graph::id(Node node) const {
  const KindColumns& k = sections_->of(kind(node));
  const Node i = node - k.first;
  if (k.id_strings) return sections_->string(k.id_strings[i]);
  return sections_->made.get(MadeTexts::kId, node, [&] {
    if (k.id_numbers) return std::string(k.id_prefix.get(0, k.id_prefix.size())) + std::to_string(k.id_numbers[i]);
    return hex_of(k.id_bytes.get(std::uint64_t{i} * 16, std::uint64_t{i} * 16 + 16));
  });
}
std::string_view Graph::label(Node node) const {
  const KindColumns& k = sections_->of(kind(node));
  const std::uint64_t number = k.labels[node - k.first];
  if (number != kQuoteIsLabel) return sections_->string(number);
  return sections_->made.get(MadeTexts::kLabel, node, [&] { return squeeze(sections_->quote(k, node)); });
}
std::string_view Graph::reason(Node node) const {
  const KindColumns& k = sections_->of(kind(node));
  return k.reasons ? sections_->string(k.reasons[node - k.first]) : std::string_view();
}
std::optional<PassageView> Graph::passage(Node node) const {
  const Kind kind = this->kind(node);
  if (info(kind).role == KindRole::concept_ || info(kind).role == KindRole::named) return {};
  const KindColumns& k = sections_->of(kind);
  const Node i = node - k.first;
  const auto containing = in(node, Edge::contains);
  PassageView view;
  view.source = containing.empty() ? node : containing.front();
  if (const NodeRange sources = nodes(Kind::source); view.source < sources.first || view.source >= sources.last) {
    if (const SectionEntry* entry = sections_->file->find(Part::targets, static_cast<std::size_t>(Edge::contains), 1))
      sections_->file->damaged(*entry, "a passage in what is no source");
    return {};
  }
  view.begin = k.begins[i];
  view.end = view.begin + k.lengths[i];
  view.quote = sections_->made.get(MadeTexts::kQuote, node, [&] { return sections_->quote(k, node); });
  view.section = k.sections ? sections_->string(k.sections[i]) : std::string_view();
  view.page = static_cast<int>(k.pages[i]);
  view.slide = static_cast<int>(k.slides[i]);
  view.paragraph = static_cast<int>(k.paragraphs[i]);
  return view;
}

bool Graph::has(Node node, Attribute attribute) const { return sections_->cell(kind(node), node, attribute) != 0; }
std::string_view Graph::text(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::text || type == Type::date || type == Type::records);
  const std::uint32_t c = sections_->cell(kind(node), node, attribute);
  return c ? sections_->string(c) : std::string_view();
}
std::optional<double> Graph::number(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::integer || type == Type::number || type == Type::year);
  const std::uint32_t c = sections_->cell(kind(node), node, attribute);
  const SectionEntry* numbers = sections_->numbers;
  if (!c || !numbers || c > numbers->count || !sections_->file->touch(*numbers, (c - 1) * 8ull, 8)) return {};
  double value;
  std::memcpy(&value, sections_->file->data(*numbers) + (c - 1) * 8ull, 8);
  return value;
}
std::optional<std::uint8_t> Graph::choice(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::choice || type == Type::boolean);
  const std::uint32_t c = sections_->cell(kind(node), node, attribute);
  return c ? std::optional(static_cast<std::uint8_t>(c - 1)) : std::nullopt;
}
std::span<const std::uint32_t> Graph::list(Node node, Attribute attribute) const {
  EV_REQUIRE(info(attribute).type == Type::texts);
  const std::uint32_t c = sections_->cell(kind(node), node, attribute);
  if (c == 0) return {};
  return sections_->words32(sections_->lists, sections_->list_offsets[c - 1], sections_->list_offsets[c]);
}
std::string_view Graph::string(std::uint32_t number) const { return sections_->string(number); }

bool Graph::satisfies(Node node, const Condition& condition) const {
  const Kind k = kind(node);
  return std::all_of(condition.begin(), condition.end(), [&](const Test& test) {
    const std::uint32_t c = sections_->cell(k, node, test.attribute);
    return c != 0 && std::find(test.values.begin(), test.values.end(), c - 1) != test.values.end();
  });
}

std::span<const Node> Graph::out(Node node, Edge edge) const {
  EV_REQUIRE(node < num_nodes());
  return sections_->near(node, edge, true);
}
std::span<const Node> Graph::in(Node node, Edge edge) const {
  EV_REQUIRE(node < num_nodes());
  return sections_->near(node, edge, false);
}

Neighbours Graph::neighbours(Edge edge, bool forwards) const {
  const Adjacency& a = sections_->edges[static_cast<std::size_t>(edge)][forwards ? 0 : 1];
  for (const SectionEntry* entry : {a.targets, a.starts, a.has, a.ranks})
    if (entry && !sections_->file->touch(*entry)) return {};
  return a.view;
}
Choices Graph::choices(Kind kind, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::choice || type == Type::boolean);
  Choices column;
  const Ints& cells = sections_->column(kind, attribute);
  if (!cells || cells.entry()->width > 1 || cells.entry()->sloped || !sections_->file->touch(*cells.entry())) return column;
  column.base_ = static_cast<std::uint8_t>(cells.entry()->base);
  if (cells.entry()->width)
    column.cells_ = reinterpret_cast<const std::uint8_t*>(sections_->file->data(*cells.entry()));
  column.first_ = sections_->of(kind).first;
  column.size_ = sections_->of(kind).count;
  return column;
}
Numbers Graph::numbers(Kind kind, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::integer || type == Type::number || type == Type::year);
  Numbers column;
  const Ints& cells = sections_->column(kind, attribute);
  const SectionEntry* numbers = sections_->numbers;
  if (!cells || cells.entry()->width > 4 || cells.entry()->sloped || !numbers ||
      !sections_->file->touch(*cells.entry()) || !sections_->file->touch(*numbers))
    return column;
  column.base_ = static_cast<std::uint32_t>(cells.entry()->base);
  column.width_ = cells.entry()->width;
  column.cells_ = sections_->file->data(*cells.entry());
  column.numbers_ = reinterpret_cast<const double*>(sections_->file->data(*numbers));
  column.places_ = static_cast<std::uint32_t>(numbers->count);
  column.first_ = sections_->of(kind).first;
  column.size_ = sections_->of(kind).count;
  return column;
}
void Graph::select(Kind kind, const Condition& condition, NodeSet& into) const {
  const NodeRange range = nodes(kind);
  if (range.size() == 0) return;
  const std::size_t words = (std::size_t{range.size()} + 63) / 64;
  std::vector<std::uint64_t> all(words, ~std::uint64_t{0});
  if (range.size() % 64) all.back() = (std::uint64_t{1} << (range.size() % 64)) - 1;
  for (const Test& test : condition) {
    const std::size_t at =
        static_cast<std::size_t>(kind) * attributes().size() + static_cast<std::size_t>(test.attribute);
    const SectionEntry* sets = sections_->value_sets[at];
    std::vector<std::uint64_t> any(words, 0);
    if (sets) {
      const auto* all_sets = reinterpret_cast<const std::uint64_t*>(sections_->file->data(*sets));
      if (!sections_->file->touch(*sets, 0, 8)) continue;
      for (const std::uint8_t value : test.values) {
        if (value >= 64 || !(all_sets[0] >> value & 1)) continue;
        const std::uint64_t before = all_sets[0] & ((std::uint64_t{1} << value) - 1);
        const std::size_t begin = 1 + static_cast<std::size_t>(std::popcount(before)) * words;
        if (begin + words > sets->count || !sections_->file->touch(*sets, begin * 8, words * 8)) continue;
        for (std::size_t w = 0; w < words; ++w) any[w] |= all_sets[begin + w];
      }
    } else {
      const Choices column = choices(kind, test.attribute);
      for (Node node = range.first; node < range.last; ++node)
        if (const std::uint8_t c = column[node];
            c && std::find(test.values.begin(), test.values.end(), c - 1) != test.values.end())
          any[(node - range.first) / 64] |= std::uint64_t{1} << ((node - range.first) % 64);
    }
    for (std::size_t w = 0; w < words; ++w) all[w] &= any[w];
  }
  const auto set = into.words().subspan(range.first / 64, words);
  for (std::size_t w = 0; w < words; ++w) set[w] |= all[w];
}

std::optional<Node> Graph::find(std::string_view id) const {
  for (const KindColumns& k : sections_->kinds) {
    if (k.count == 0) continue;
    // Of a numbered kind the number is looked for, else the text; both in the order of the ids.
    const std::string_view prefix = k.id_prefix.get(0, k.id_prefix.size());
    std::uint64_t wanted = 0;
    if (k.id_numbers) {
      if (id.size() <= prefix.size() || id.size() - prefix.size() > 15 || id.compare(0, prefix.size(), prefix) != 0 ||
          (id[prefix.size()] == '0' && id.size() > prefix.size() + 1))
        continue;
      bool digits = true;
      for (const char c : id.substr(prefix.size())) {
        digits &= c >= '0' && c <= '9';
        wanted = wanted * 10 + static_cast<std::uint64_t>(c - '0');
      }
      if (!digits) continue;
    }
    Node low = 0, high = k.count;
    const auto place = [&](Node i) { return k.id_order ? static_cast<Node>(k.id_order[i]) : i; };
    const auto compare = [&](Node i) {
      const Node at = place(i);
      if (k.id_numbers) return k.id_numbers[at] < wanted ? -1 : k.id_numbers[at] > wanted ? 1 : 0;
      if (k.id_strings) return sections_->string(k.id_strings[at]).compare(id);
      return hex_of(k.id_bytes.get(std::uint64_t{at} * 16, std::uint64_t{at} * 16 + 16)).compare(id);
    };
    while (low < high) {
      const Node middle = low + (high - low) / 2;
      const int order = compare(middle);
      if (order == 0) return k.first + place(middle);
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  }
  return {};
}

std::size_t Graph::num_names() const { return sections_->name_keys.size(); }
Graph::NameEntry Graph::name(std::size_t i) const {
  const auto& s = *sections_;
  return {s.string(s.name_keys[i]), s.string(s.name_shown[i]),
          s.words32(s.name_nodes, s.name_offsets[i], s.name_offsets[i + 1])};
}
std::span<const Node> Graph::named(std::string_view key) const {
  const std::uint64_t at = sections_->place_of(sections_->name_keys, key);
  if (at == sections_->name_keys.size() || sections_->string(sections_->name_keys[at]) != key) return {};
  return name(at).nodes;
}

std::vector<Node> Graph::mentioning(std::string_view words) const {
  std::vector<Node> found;
  for (const Occurrence& one : occurrences(stems_of(words))) found.push_back(one.node);
  return found;
}

std::vector<std::string> Graph::stems_of(std::string_view words) { return graph::stems_of(words); }

std::vector<Graph::Occurrence> Graph::occurrences(const std::vector<std::string>& stems) const {
  const auto& s = *sections_;
  std::vector<std::uint64_t> wanted;
  for (const std::string& word : stems) {
    const std::uint64_t at = s.place_of(s.stems, word);
    if (at == s.stems.size() || s.string(s.stems[at]) != word) return {};
    wanted.push_back(at);
  }
  if (wanted.empty()) return {};
  std::vector<std::uint64_t> rarest = wanted;
  std::sort(rarest.begin(), rarest.end());
  rarest.erase(std::unique(rarest.begin(), rarest.end()), rarest.end());
  std::sort(rarest.begin(), rarest.end(),
            [&](auto a, auto b) { return s.posting_counts[a] < s.posting_counts[b]; });
  std::vector<Occurrence> found;
  found.reserve(s.posting_counts[rarest.front()]);
  const auto each = [&](std::uint64_t stem, auto&& take) {
    const auto bytes = s.postings.get(s.posting_offsets[stem], s.posting_offsets[stem + 1]);
    if (!each_posting(bytes, take)) s.file->damaged(*s.posting_offsets.entry(), "no postings");
  };
  each(rarest.front(), [&](Node node, std::uint32_t times) {
    if (node < num_nodes()) found.push_back({node, times});
  });
  if (wanted.size() == 1) return found;
  for (std::size_t r = 1; r < rarest.size() && !found.empty(); ++r) {
    std::size_t at = 0, kept = 0;
    each(rarest[r], [&](Node node, std::uint32_t) {
      while (at < found.size() && found[at].node < node) ++at;
      if (at < found.size() && found[at].node == node) found[kept++] = found[at++];
    });
    found.resize(kept);
  }
  // They are all there; whether next to each other is read from the words themselves.
  std::size_t kept = 0;
  std::vector<std::uint64_t> text;
  const WholeInts starts(s.word_stem_offsets), of_words(s.word_stems);
  for (const Occurrence& one : found) {
    text.clear();
    each_code(s.codes(s.of(kind(one.node)), one.node), [&](std::uint32_t word) {
      for (std::uint64_t i = starts[word], end = starts[word + 1]; i < end; ++i) text.push_back(of_words[i]);
    });
    std::uint32_t times = 0;
    for (auto at = text.begin(); (at = std::search(at, text.end(), wanted.begin(), wanted.end())) != text.end(); ++at)
      ++times;
    if (times) found[kept++] = {one.node, times};
  }
  found.resize(kept);
  return found;
}

std::uint32_t Graph::num_words(Node node) const {
  const KindColumns& k = sections_->of(kind(node));
  return k.words ? static_cast<std::uint32_t>(k.words[node - k.first]) : 0;
}
std::uint32_t Graph::num_words() const { return sections_->total_words; }
std::size_t Graph::num_quotations() const { return sections_->quotations; }
std::size_t Graph::num_stems() const { return sections_->stems.size(); }
std::string_view Graph::stem_at(std::size_t i) const { return sections_->string(sections_->stems[i]); }

std::string_view Graph::fingerprint() const { return sections_->fingerprint; }

}  // namespace evident::graph

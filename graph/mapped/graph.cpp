// The read interface over a sealed file. One node is read through the column that holds it, and only its blocks are
// touched; what a loop takes (neighbours, choices, numbers, value sets) is touched whole when it is taken. Texts that
// do not lie in the file as they are read are made once and kept as long as the graph.
#include "graph/graph.hpp"

#include <algorithm>
#include <charconv>
#include <array>
#include <cstring>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "graph/mapped/coded_text.hpp"
#include "graph/mapped/sealed_file.hpp"
#include "graph/mapped/text_index.hpp"
#include "support/hash.hpp"
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
  Ints id_numbers, id_strings, id_order, id_others, id_others_order;
  Ints labels, reasons, sections, begins, lengths, pages, slides, paragraphs;
  Ints text_blocks, text_offsets, words;
  Bytes text;
};

struct Adjacency {
  const SectionEntry *nodes = nullptr, *starts = nullptr, *has = nullptr, *ranks = nullptr, *targets = nullptr;
};

constexpr std::uint64_t kQuoteIsLabel = ~std::uint32_t{0} - 1;  // as in draft.hpp

// The first of 0 … size - 1 for which it is not less.
template <class Less>
std::uint64_t first_not(std::uint64_t size, Less&& less) {
  std::uint64_t low = 0, high = size;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (less(middle))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

// One file as columns: the graph itself, or an addition whose nodes stand behind those of their kind.
struct Layer {
  std::unique_ptr<SealedFile> file;
  std::vector<Node> starts;  // kinds + 1
  std::vector<KindColumns> kinds;
  std::vector<Ints> cells;                      // kinds × attributes
  std::vector<const SectionEntry*> value_sets, value_counts;  // kinds × attributes
  std::vector<std::array<Adjacency, 2>> edges;  // forwards, backwards
  Ints string_offsets, word_offsets, word_stem_offsets, word_stems, stems, posting_counts, posting_offsets;
  Bytes string_bytes, word_bytes, postings;
  const SectionEntry *numbers = nullptr, *lists = nullptr, *name_nodes = nullptr;
  Ints list_offsets, name_keys, name_shown, name_offsets;
  std::string_view fingerprint, state;
  std::uint32_t total_words = 0;
  std::size_t quotations = 0;
  Ints override_places, override_cells;

  // before: of an addition, the layer that it is added to.
  Result<void> read(const Layer* before);

  std::string_view string(std::uint64_t number) const {
    return string_bytes.get(string_offsets[number], string_offsets[number + 1]);
  }
  std::uint64_t num_strings() const { return string_offsets.size() ? string_offsets.size() - 1 : 0; }
  std::size_t num_numbers() const { return numbers ? numbers->count : 0; }
  double number(std::uint64_t i) const {
    double value = 0;
    if (i < num_numbers() && file->touch(*numbers, i * 8, 8)) std::memcpy(&value, file->data(*numbers) + i * 8, 8);
    return value;
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
    const std::uint64_t i = node - k.first;
    const auto offset = [&k](std::uint64_t at) { return k.text_blocks[at / kTextsInBlock] + k.text_offsets[at]; };
    return k.text_blocks ? k.text.get(offset(i), offset(i + 1)) : std::string_view();
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
  // An id that is kept as a string; else there is none.
  std::optional<std::string_view> id_string(const KindColumns& k, Node i) const {
    if (k.id_strings) return string(k.id_strings[i]);
    if (const std::uint64_t other = k.id_others[i]) return string(other);
    return {};
  }
  // Of the i-th of those whose ids are no strings.
  std::string common_id(const KindColumns& k, std::uint64_t i) const {
    if (k.id_numbers) return std::string(k.id_prefix.get(0, k.id_prefix.size())) + std::to_string(k.id_numbers[i]);
    return hex(k.id_bytes.get(i * 16, i * 16 + 16));
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
  // The neighbours of one node: only the blocks that hold them are touched.
  std::span<const Node> near(Node node, std::size_t edge, std::size_t way) const {
    const Adjacency& a = edges[edge][way];
    if (!a.targets) return {};
    std::size_t list;
    if (a.nodes) {
      const auto keys = words32(a.nodes, 0, a.nodes->count);
      const auto at = std::lower_bound(keys.begin(), keys.end(), node);
      if (at == keys.end() || *at != node) return {};
      list = static_cast<std::size_t>(at - keys.begin());
    } else {
      if (node < a.targets->first) return {};
      const std::size_t i = node - static_cast<std::size_t>(a.targets->first);
      list = i;
      if (a.has) {
        if (i / 64 >= a.has->count || !file->touch(*a.has, i / 64 * 8, 8) || !file->touch(*a.ranks, i / 64 * 4, 4))
          return {};
        std::uint64_t word;
        std::uint32_t rank;
        std::memcpy(&word, file->data(*a.has) + i / 64 * 8, 8);
        std::memcpy(&rank, file->data(*a.ranks) + i / 64 * 4, 4);
        const std::uint64_t bit = std::uint64_t{1} << (i % 64);
        if (!(word & bit)) return {};
        list = rank + static_cast<std::size_t>(std::popcount(word & (bit - 1)));
      }
    }
    if (!a.starts) return list < a.targets->count ? words32(a.targets, list, list + 1) : std::span<const Node>();
    if (list + 1 >= a.starts->count || !file->touch(*a.starts, list * 4, 8)) return {};
    std::uint32_t bounds[2];
    std::memcpy(bounds, file->data(*a.starts) + list * 4, 8);
    return words32(a.targets, bounds[0], bounds[1]);
  }
  bool touch(const Adjacency& a) const {
    for (const SectionEntry* entry : {a.nodes, a.targets, a.starts, a.has, a.ranks})
      if (entry && !file->touch(*entry)) return false;
    return true;
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
  std::span<const Node> nodes_of_name(std::uint64_t i) const {
    return words32(name_nodes, name_offsets[i], name_offsets[i + 1]);
  }
  std::vector<std::uint64_t> having(Kind kind, const Test& test) const;
  // How many of the kind have this cell; 0: have any.
  std::size_t count(Kind kind, Attribute attribute, std::size_t cell) const {
    const auto counts =
        value_counts[static_cast<std::size_t>(kind) * attributes().size() + static_cast<std::size_t>(attribute)];
    const auto found = words32(counts, cell, counts ? std::min<std::uint64_t>(cell + 1, counts->count) : 0);
    return found.empty() ? 0 : found[0];
  }
  std::optional<Node> find(std::string_view id) const;
  std::optional<Node> find_string(const KindColumns& k, std::string_view id) const;
  std::optional<Node> find_other(const KindColumns& k, std::string_view id) const;
  std::optional<Node> find_common(const KindColumns& k, std::string_view id) const;
  // The nodes whose quotation has all these stems next to each other, and how often.
  std::vector<Graph::Occurrence> occurrences(const std::vector<std::string>& words) const;
};

// Two sorted rows of texts as one. Where both have a text it is one.
class Merged {
 public:
  Merged() = default;
  template <class Text>
  Merged(std::uint64_t first, std::uint64_t second, Text&& place_in_first) : first_(first) {
    for (std::uint64_t i = 0; i < second; ++i) {
      const auto [place, equal] = place_in_first(i);
      insertions_.push_back({place, i, equal});
    }
    for (const Insertion& one : insertions_) {
      starts_.push_back(one.place + fresh_);
      fresh_ += !one.equal;
    }
  }
  std::uint64_t size() const { return first_ + fresh_; }
  struct Place {
    std::optional<std::uint64_t> first, second;
  };
  Place operator[](std::uint64_t i) const {
    // The insertions before i: their places in the whole row ascend.
    std::uint64_t low = 0, high = starts_.size();
    while (low < high) {
      const std::uint64_t middle = (low + high) / 2;
      if (starts_[middle] <= i)
        low = middle + 1;
      else
        high = middle;
    }
    if (low == 0) return {i, {}};
    const Insertion& last = insertions_[low - 1];
    if (starts_[low - 1] == i)
      return last.equal ? Place{last.place, last.second} : Place{{}, last.second};
    return {last.place + (i - starts_[low - 1]) - !last.equal, {}};
  }

 private:
  struct Insertion {
    std::uint64_t place;   // in the first row, where it stands or would
    std::uint64_t second;
    bool equal;
  };
  std::uint64_t first_ = 0, fresh_ = 0;
  std::vector<Insertion> insertions_;
  std::vector<std::uint64_t> starts_;  // of the insertions in the whole row
};

}  // namespace

struct Graph::Sections {
  Layer main;
  std::unique_ptr<Layer> added;
  Merged names, stems;  // of both, when there is an addition
  // Made when first asked for.
  mutable std::mutex mutex;
  mutable std::map<std::pair<std::size_t, std::size_t>, std::unique_ptr<Neighbours::Added>> added_edges;
  mutable std::map<std::uint64_t, std::vector<std::uint32_t>> added_cells;  // columns of an addition, unpacked
  mutable std::map<std::uint64_t, std::vector<std::uint8_t>> added_choices, changed_choices;
  mutable std::map<std::uint64_t, std::string> whole_columns;
  mutable std::vector<double> all_numbers;
  mutable std::map<std::uint64_t, std::vector<Node>> merged_nodes;
  MadeTexts made;

  // The file that holds a node.
  const Layer& layer(Kind kind, Node node) const {
    return added && node - main.of(kind).first >= main.of(kind).count ? *added : main;
  }
  // Its value, and the file whose strings it counts in.
  std::pair<std::uint32_t, const Layer*> cell(Kind kind, Node node, Attribute attribute) const {
    const Layer& l = layer(kind, node);
    if (added && &l == &main && added->override_places.size())
      if (const auto other = overridden(node, attribute)) return {*other, added.get()};
    return {l.cell(kind, node, attribute), &l};
  }
  std::optional<std::uint32_t> overridden(Node node, Attribute attribute) const {
    const Ints& places = added->override_places;
    const std::uint64_t wanted = std::uint64_t{node} << 8 | static_cast<std::uint64_t>(attribute);
    std::uint64_t low = 0, high = places.size();
    while (low < high) {
      const std::uint64_t middle = (low + high) / 2;
      if (places[middle] < wanted)
        low = middle + 1;
      else
        high = middle;
    }
    if (low == places.size() || places[low] != wanted) return {};
    return static_cast<std::uint32_t>(added->override_cells[low]);
  }
  // A column of the graph itself for loops: what all its values are more than, and the rest of each, if they differ. What
  // lies in the file as few values is made whole when it is first asked for.
  std::pair<std::uint64_t, const char*> whole(Kind kind, Attribute attribute) const {
    const Ints& cells = main.column(kind, attribute);
    const SectionEntry& e = *cells.entry();
    if (e.width && !e.few)
      return cells.touch() ? std::pair(static_cast<std::uint64_t>(e.base), cells.data())
                           : std::pair<std::uint64_t, const char*>(0, nullptr);
    const std::uint64_t base = cells.common();
    if (!e.few) return {base, nullptr};
    const std::lock_guard lock(mutex);
    std::string& all = whole_columns[static_cast<std::uint64_t>(kind) << 8 | static_cast<std::uint64_t>(attribute)];
    if (all.empty()) {
      const std::uint64_t count = main.of(kind).count;
      all.resize(count * e.width);
      for (std::uint64_t i = 0; i < count; ++i) std::memcpy(all.data() + i * e.width, &base, e.width);
      for (std::uint64_t j = 0; j < cells.num_few(); ++j)
        if (const std::uint64_t place = cells.few_place(j), value = cells.few_value(j); place < count)
          std::memcpy(all.data() + place * e.width, &value, e.width);
    }
    return {0, all.data()};
  }
  std::string_view string(std::uint64_t number) const {
    return added && number >= main.num_strings() ? added->string(number - main.num_strings()) : main.string(number);
  }
  double number(std::uint32_t cell) const {
    return added && cell > main.num_numbers() ? added->number(cell - 1 - main.num_numbers()) : main.number(cell - 1);
  }
  std::span<const Node> near(Node node, Edge edge, std::size_t way) const {
    const auto e = static_cast<std::size_t>(edge);
    const auto here = main.near(node, e, way);
    if (!added) return here;
    const auto there = added->near(node, e, way);
    if (there.empty()) return here;
    if (here.empty()) return there;
    const std::lock_guard lock(mutex);
    std::vector<Node>& all = merged_nodes[(std::uint64_t{node} << 8 | e) << 1 | way];
    if (all.empty()) std::merge(here.begin(), here.end(), there.begin(), there.end(), std::back_inserter(all));
    return all;
  }
  // The lists that the addition changes, for loops.
  const Neighbours::Added* changed(std::size_t edge, std::size_t way, Node num_nodes) const {
    const Adjacency& a = added->edges[edge][way];
    if (!a.targets || !a.nodes || !added->touch(a)) return nullptr;
    const std::lock_guard lock(mutex);
    auto& made_lists = added_edges[{edge, way}];
    if (made_lists) return made_lists.get();
    made_lists = std::make_unique<Neighbours::Added>();
    Neighbours::Added& all = *made_lists;
    const auto keys = added->words32(a.nodes, 0, a.nodes->count);
    all.set.assign((num_nodes + 63) / 64, 0);
    for (const Node key : keys) {
      const auto here = main.near(key, edge, way), there = added->near(key, edge, way);
      all.set[key / 64] |= std::uint64_t{1} << (key % 64);
      all.edges += there.size();
      if (here.empty()) {
        all.lists.push_back(there);
        continue;
      }
      std::vector<Node>& both = all.merged.emplace_back();
      both.reserve(here.size() + there.size());
      std::merge(here.begin(), here.end(), there.begin(), there.end(), std::back_inserter(both));
      all.lists.push_back(both);
    }
    std::uint32_t rank = 0;
    for (const std::uint64_t word : all.set) {
      all.ranks.push_back(rank);
      rank += static_cast<std::uint32_t>(std::popcount(word));
    }
    return &all;
  }
};

Result<void> Layer::read(const Layer* before) {
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
    if (!before && k && (starts[k] % 64 != 0 || starts[k] < starts[k - 1] || kind_counts[k - 1] > starts[k] - starts[k - 1]))
      return unsound();
    if (before && k < kinds.size() &&
        (starts[k] != before->kinds[k].first + before->kinds[k].count || kind_counts[k] > before->starts[k + 1] - starts[k]))
      return unsound();
  }
  if ((before ? starts.back() != before->starts.back() : starts[0] != 0 || starts.back() >= kQuoteIsLabel) || file->damaged())
    return unsound();
  cells.resize(kinds.size() * width);
  value_sets.resize(cells.size(), nullptr);
  value_counts.resize(cells.size(), nullptr);
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    KindColumns& c = kinds[k];
    c.first = starts[k];
    c.count = static_cast<Node>(kind_counts[k]);
    c.id_bytes = bytes(Part::id_bytes, k);
    c.id_prefix = bytes(Part::id_prefix, k);
    for (const auto& [column, part] :
         {std::pair{&c.id_numbers, Part::id_numbers}, {&c.id_strings, Part::id_strings}, {&c.id_order, Part::id_order},
          {&c.id_others, Part::id_others}, {&c.id_others_order, Part::id_others_order}, {&c.labels, Part::labels}, {&c.reasons, Part::reasons}, {&c.sections, Part::sections},
          {&c.begins, Part::begins}, {&c.lengths, Part::lengths}, {&c.pages, Part::pages}, {&c.slides, Part::slides},
          {&c.paragraphs, Part::paragraphs}, {&c.text_blocks, Part::text_blocks}, {&c.text_offsets, Part::text_offsets},
          {&c.words, Part::lengths_in_words}})
      *column = ints(part, k);
    c.text = bytes(Part::text, k);
    if (c.id_others && !c.id_others.entry()->few) return unsound();
  }
  for (const SectionEntry& entry : file->table()) {
    const std::size_t at = std::size_t{entry.of} * width + entry.by;
    if (entry.part == Part::cells && at < cells.size() && entry.count >= kinds[entry.of].count)
      cells[at] = Ints(*file, &entry);
    const std::size_t words = (std::size_t{entry.of < kinds.size() ? kinds[entry.of].count : 0} + 63) / 64;
    if (entry.part == Part::value_sets && at < cells.size() && entry.width == 8 && words && entry.count % words == 1 % words)
      value_sets[at] = &entry;
    if (entry.part == Part::value_counts && at < cells.size() && entry.width == 4) value_counts[at] = &entry;
  }
  edges.resize(graph::edges().size());
  for (std::size_t e = 0; e < edges.size(); ++e)
    for (std::size_t way = 0; way < 2; ++way) {
      Adjacency& a = edges[e][way];
      a.nodes = of_width(Part::list_nodes, e, way, 4);
      a.starts = of_width(Part::list_starts, e, way, 4);
      a.has = of_width(Part::has_list, e, way, 8);
      a.ranks = of_width(Part::list_ranks, e, way, 4);
      a.targets = of_width(Part::targets, e, way, 4);
      if (!a.targets) continue;
      if ((before != nullptr) != (a.nodes != nullptr) || (a.has && (!a.ranks || a.ranks->count != a.has->count)) ||
          (a.starts && a.starts->count == 0) || (a.nodes && (!a.starts || a.starts->count != a.nodes->count + 1)))
        return unsound();
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
  override_places = ints(Part::override_places);
  override_cells = ints(Part::override_cells);
  const Bytes print = bytes(Part::fingerprint), of_base = bytes(Part::state);
  fingerprint = print.get(0, print.size());
  state = of_base.get(0, of_base.size());
  if (const SectionEntry* entry = file->find(Part::postings)) total_words = static_cast<std::uint32_t>(entry->limit);
  if (const SectionEntry* entry = file->find(Part::posting_counts)) quotations = entry->first;
  return {};
}

// A set of bits by the places of a kind's nodes.
std::vector<std::uint64_t> Layer::having(Kind kind, const Test& test) const {
  const std::size_t size = of(kind).count, words = (size + 63) / 64;
  std::vector<std::uint64_t> any(words, 0);
  const auto wanted = [&test](std::uint64_t cell) {
    return cell && std::find(test.values.begin(), test.values.end(), cell - 1) != test.values.end();
  };
  const Ints& values = column(kind, test.attribute);
  const SectionEntry* sets =
      value_sets[static_cast<std::size_t>(kind) * attributes().size() + static_cast<std::size_t>(test.attribute)];
  if (!values || !words) return any;
  const SectionEntry& e = *values.entry();
  if (!e.sloped && (e.few || !e.width)) {
    if (wanted(values.common())) any.assign(words, ~std::uint64_t{0});
    for (std::uint64_t j = 0; j < values.num_few(); ++j) {
      const std::uint64_t place = values.few_place(j), bit = std::uint64_t{1} << (place % 64);
      if (place >= size) continue;
      any[place / 64] = wanted(values.few_value(j)) ? any[place / 64] | bit : any[place / 64] & ~bit;
    }
  } else if (sets) {
    const auto* all_sets = reinterpret_cast<const std::uint64_t*>(file->data(*sets));
    const bool readable = file->touch(*sets, 0, 8);
    for (const std::uint8_t value : test.values) {
      if (!readable || value >= 64 || !(all_sets[0] >> value & 1)) continue;
      const std::uint64_t before = all_sets[0] & ((std::uint64_t{1} << value) - 1);
      const std::size_t begin = 1 + static_cast<std::size_t>(std::popcount(before)) * words;
      if (begin + words > sets->count || !file->touch(*sets, begin * 8, words * 8)) continue;
      for (std::size_t w = 0; w < words; ++w) any[w] |= all_sets[begin + w];
    }
  } else {
    for (std::uint64_t i = 0; i < size; ++i)
      if (wanted(values[i])) any[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return any;
}

std::optional<Node> Layer::find(std::string_view id) const {
  for (const KindColumns& k : kinds) {
    if (k.count == 0) continue;
    const auto place = k.id_strings ? find_string(k, id) : find_common(k, id);
    if (place) return k.first + *place;
    if (const auto other = find_other(k, id)) return k.first + *other;
  }
  return {};
}

std::optional<Node> Layer::find_string(const KindColumns& k, std::string_view id) const {
  const auto place = [&](std::uint64_t i) { return k.id_order ? k.id_order[i] : i; };
  const auto text = [&](std::uint64_t i) { return string(k.id_strings[place(i)]); };
  const std::uint64_t i = first_not(k.count, [&](std::uint64_t at) { return text(at) < id; });
  if (i == k.count || text(i) != id || place(i) >= k.count) return {};
  return static_cast<Node>(place(i));
}

std::optional<Node> Layer::find_other(const KindColumns& k, std::string_view id) const {
  const std::uint64_t few = k.id_others.num_few();
  const auto place = [&](std::uint64_t i) { return k.id_others_order ? k.id_others_order[i] : i; };
  const auto text = [&](std::uint64_t i) { return string(k.id_others.few_value(place(i))); };
  const std::uint64_t i = first_not(few, [&](std::uint64_t at) { return text(at) < id; });
  if (i == few || text(i) != id) return {};
  const std::uint64_t node = k.id_others.few_place(place(i));
  return node < k.count ? std::optional(static_cast<Node>(node)) : std::nullopt;
}

// Of a numbered kind the number is looked for, else the bytes; both in the order of the ids.
std::optional<Node> Layer::find_common(const KindColumns& k, std::string_view id) const {
  std::uint64_t wanted = 0;
  if (k.id_numbers) {
    const std::string_view prefix = k.id_prefix.get(0, k.id_prefix.size());
    if (!id.starts_with(prefix)) return {};
    const std::string_view digits = id.substr(prefix.size());
    if (digits.empty() || digits.size() > 15 || (digits[0] == '0' && digits.size() > 1)) return {};
    for (const char c : digits) {
      if (c < '0' || c > '9') return {};
      wanted = wanted * 10 + static_cast<std::uint64_t>(c - '0');
    }
  }
  const std::uint64_t size = k.count - std::min<std::uint64_t>(k.count, k.id_others.num_few());
  const auto at = [&](std::uint64_t i) { return k.id_order ? k.id_order[i] : i; };
  const auto compare = [&](std::uint64_t i) {
    if (!k.id_numbers) return hex(k.id_bytes.get(at(i) * 16, at(i) * 16 + 16)).compare(id);
    const std::uint64_t number = k.id_numbers[at(i)];
    return number < wanted ? -1 : number > wanted ? 1 : 0;
  };
  const std::uint64_t i = first_not(size, [&](std::uint64_t one) { return compare(one) < 0; });
  if (i == size || compare(i) != 0) return {};
  // Others stand between: as many before it as there are with no more of these before them.
  const std::uint64_t rank = at(i);
  const std::uint64_t before = first_not(k.id_others.num_few(), [&](std::uint64_t j) {
    return k.id_others.few_place(j) - j <= rank;
  });
  return rank + before < k.count ? std::optional(static_cast<Node>(rank + before)) : std::nullopt;
}

std::vector<Graph::Occurrence> Layer::occurrences(const std::vector<std::string>& words) const {
  std::vector<std::uint64_t> wanted;
  for (const std::string& word : words) {
    const std::uint64_t at = place_of(stems, word);
    if (at == stems.size() || string(stems[at]) != word) return {};
    wanted.push_back(at);
  }
  if (wanted.empty()) return {};
  std::vector<std::uint64_t> rarest = wanted;
  std::sort(rarest.begin(), rarest.end());
  rarest.erase(std::unique(rarest.begin(), rarest.end()), rarest.end());
  std::sort(rarest.begin(), rarest.end(), [&](auto a, auto b) { return posting_counts[a] < posting_counts[b]; });
  std::vector<Graph::Occurrence> found;
  found.reserve(posting_counts[rarest.front()]);
  const auto each = [&](std::uint64_t stem, auto&& take) {
    const auto bytes = postings.get(posting_offsets[stem], posting_offsets[stem + 1]);
    if (!each_posting(bytes, take)) file->damaged(*posting_offsets.entry(), "no postings");
  };
  each(rarest.front(), [&](Node node, std::uint32_t times) {
    if (node < starts.back()) found.push_back({node, times});
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
  const WholeInts stem_starts(word_stem_offsets), of_words(word_stems);
  for (const Graph::Occurrence& one : found) {
    const auto kind = std::upper_bound(kinds.begin(), kinds.end(), one.node,
                                       [](Node node, const KindColumns& k) { return node < k.first; }) - 1;
    if (one.node - kind->first >= kind->count) continue;
    text.clear();
    each_code(codes(*kind, one.node), [&](std::uint32_t word) {
      for (std::uint64_t i = stem_starts[word], end = stem_starts[word + 1]; i < end; ++i) text.push_back(of_words[i]);
    });
    std::uint32_t times = 0;
    for (auto at = text.begin(); (at = std::search(at, text.end(), wanted.begin(), wanted.end())) != text.end(); ++at)
      ++times;
    if (times) found[kept++] = {one.node, times};
  }
  found.resize(kept);
  return found;
}

Graph::Graph(std::unique_ptr<Sections> sections) : sections_(std::move(sections)) {}
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;
Graph::~Graph() = default;

Result<Graph> Graph::from_bytes(std::shared_ptr<const MappedFile> bytes) {
  auto sections = std::make_unique<Sections>();
  EV_TRY(sections->main.file, SealedFile::open(std::move(bytes)));
  EV_CHECK(sections->main.read(nullptr));
  return Graph(std::move(sections));
}

Result<void> Graph::extend(std::shared_ptr<const MappedFile> bytes) {
  EV_REQUIRE(!sections_->added);
  auto added = std::make_unique<Layer>();
  EV_TRY(added->file, SealedFile::open(std::move(bytes)));
  EV_CHECK(added->read(&sections_->main));
  const auto merge = [&](auto row) {
    const Layer& first = sections_->main;
    return Merged((first.*row).size(), ((*added).*row).size(), [&](std::uint64_t i) {
      const auto text = added->string(((*added).*row)[i]);
      const std::uint64_t place = first.place_of(first.*row, text);
      return std::pair(place, place < (first.*row).size() && first.string((first.*row)[place]) == text);
    });
  };
  sections_->names = merge(&Layer::name_keys);
  sections_->stems = merge(&Layer::stems);
  if (added->file->damaged() || sections_->main.file->damaged())
    return fail(Code::corrupt, "the addition to the mapped graph is damaged", "it is built again");
  sections_->added = std::move(added);
  return {};
}

std::string Graph::damage() const {
  std::string damage = sections_->main.file->damage();
  if (damage.empty() && sections_->added) damage = sections_->added->file->damage();
  return damage;
}
std::string Graph::verify() const {
  for (const Layer* layer : {static_cast<const Layer*>(&sections_->main), static_cast<const Layer*>(sections_->added.get())})
    if (layer)
      for (const SectionEntry& entry : layer->file->table()) (void)layer->file->touch(entry);
  return damage();
}
std::uint64_t Graph::file_size() const {
  return sections_->main.file->size() + (sections_->added ? sections_->added->file->size() : 0);
}
std::vector<std::pair<std::string, std::uint64_t>> Graph::part_sizes() const {
  std::map<std::string, std::uint64_t> sizes;
  for (const SectionEntry& entry : sections_->main.file->table())
    sizes[std::string(part_name(entry.part))] += entry.size;
  if (sections_->added) sizes["addition"] = sections_->added->file->size();
  std::vector<std::pair<std::string, std::uint64_t>> sorted(sizes.begin(), sizes.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

std::span<const Node> Graph::kind_starts() const { return sections_->main.starts; }
std::size_t Graph::num_numbers() const { return sections_->main.num_numbers(); }
double Graph::number_at(std::size_t i) const { return sections_->main.number(i); }
std::uint64_t Graph::num_strings() const { return sections_->main.num_strings(); }
std::string_view Graph::state() const { return sections_->main.state; }

Node Graph::num_nodes() const { return sections_->main.starts.back(); }
std::size_t Graph::count_nodes() const {
  std::size_t count = 0;
  for (const KindInfo& kind : kinds()) count += nodes(kind.id).size();
  return count;
}
std::size_t Graph::num_edges() const {
  std::size_t count = 0;
  for (const Layer* layer : {static_cast<const Layer*>(&sections_->main), static_cast<const Layer*>(sections_->added.get())})
    if (layer)
      for (const auto& ways : layer->edges) count += ways[0].targets ? ways[0].targets->count : 0;
  return count;
}
NodeRange Graph::nodes(Kind kind) const {
  const KindColumns& k = sections_->main.of(kind);
  return {k.first, k.first + k.count + (sections_->added ? sections_->added->of(kind).count : 0)};
}
Kind Graph::kind(Node node) const {
  EV_REQUIRE(node < num_nodes());
  const auto& starts = sections_->main.starts;
  return static_cast<Kind>(std::upper_bound(starts.begin(), starts.end(), node) - starts.begin() - 1);
}

std::string_view Graph::id(Node node) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const Node i = node - k.first;
  if (const auto text = layer.id_string(k, i)) return *text;
  return sections_->made.get(MadeTexts::kId, node, [&] { return layer.common_id(k, i - k.id_others.few_before(i)); });
}
void Graph::append_id(Node node, std::string& to) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const Node i = node - k.first;
  if (const auto text = layer.id_string(k, i)) {
    to += *text;
    return;
  }
  const std::uint64_t common = i - k.id_others.few_before(i);
  if (!k.id_numbers) {
    to += layer.common_id(k, common);
    return;
  }
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, k.id_numbers[common]).ptr;
  to += k.id_prefix.get(0, k.id_prefix.size());
  to.append(digits, end);
}
std::string_view Graph::label(Node node) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const std::uint64_t number = k.labels[node - k.first];
  if (number != kQuoteIsLabel) return layer.string(number);
  return sections_->made.get(MadeTexts::kLabel, node, [&] { return squeeze(layer.quote(k, node)); });
}
std::string_view Graph::reason(Node node) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  return k.reasons ? layer.string(k.reasons[node - k.first]) : std::string_view();
}
std::optional<PassageView> Graph::passage(Node node) const {
  const Kind kind = this->kind(node);
  if (info(kind).role == KindRole::concept_ || info(kind).role == KindRole::named) return {};
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const Node i = node - k.first;
  const auto containing = in(node, Edge::contains);
  PassageView view;
  view.source = containing.empty() ? node : containing.front();
  if (const NodeRange sources = nodes(Kind::source); view.source < sources.first || view.source >= sources.last) {
    if (const SectionEntry* entry = layer.file->find(Part::targets, static_cast<std::size_t>(Edge::contains), 1))
      layer.file->damaged(*entry, "a passage in what is no source");
    return {};
  }
  view.begin = k.begins[i];
  view.end = view.begin + k.lengths[i];
  view.quote = sections_->made.get(MadeTexts::kQuote, node, [&] { return layer.quote(k, node); });
  view.section = k.sections ? layer.string(k.sections[i]) : std::string_view();
  view.page = static_cast<int>(k.pages[i]);
  view.slide = static_cast<int>(k.slides[i]);
  view.paragraph = static_cast<int>(k.paragraphs[i]);
  return view;
}

bool Graph::has(Node node, Attribute attribute) const {
  return sections_->cell(kind(node), node, attribute).first != 0;
}
std::string_view Graph::text(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::text || type == Type::date || type == Type::records);
  const auto [c, layer] = sections_->cell(kind(node), node, attribute);
  return c ? layer->string(c) : std::string_view();
}
std::optional<double> Graph::number(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::integer || type == Type::number || type == Type::year);
  const std::uint32_t c = sections_->cell(kind(node), node, attribute).first;
  return c ? std::optional(sections_->number(c)) : std::nullopt;
}
std::optional<std::uint8_t> Graph::choice(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::choice || type == Type::boolean);
  const std::uint32_t c = sections_->cell(kind(node), node, attribute).first;
  return c ? std::optional(static_cast<std::uint8_t>(c - 1)) : std::nullopt;
}
std::span<const std::uint32_t> Graph::list(Node node, Attribute attribute) const {
  EV_REQUIRE(info(attribute).type == Type::texts);
  const auto [c, layer] = sections_->cell(kind(node), node, attribute);
  if (c == 0) return {};
  return layer->words32(layer->lists, layer->list_offsets[c - 1], layer->list_offsets[c]);
}
std::string_view Graph::string(std::uint32_t number) const { return sections_->string(number); }

bool Graph::satisfies(Node node, const Condition& condition) const {
  const Kind k = kind(node);
  return std::all_of(condition.begin(), condition.end(), [&](const Test& test) {
    const std::uint32_t c = sections_->cell(k, node, test.attribute).first;
    return c != 0 && std::find(test.values.begin(), test.values.end(), c - 1) != test.values.end();
  });
}

std::span<const Node> Graph::out(Node node, Edge edge) const {
  EV_REQUIRE(node < num_nodes());
  return sections_->near(node, edge, 0);
}
std::span<const Node> Graph::in(Node node, Edge edge) const {
  EV_REQUIRE(node < num_nodes());
  return sections_->near(node, edge, 1);
}

Neighbours Graph::neighbours(Edge edge, bool forwards) const {
  const std::size_t e = static_cast<std::size_t>(edge), way = forwards ? 0 : 1;
  const Layer& main = sections_->main;
  const Adjacency& a = main.edges[e][way];
  Neighbours view;
  if (a.targets && main.touch(a)) {
    view.targets_ = reinterpret_cast<const Node*>(main.file->data(*a.targets));
    view.starts_ = a.starts ? reinterpret_cast<const std::uint32_t*>(main.file->data(*a.starts)) : nullptr;
    view.has_ = a.has ? reinterpret_cast<const std::uint64_t*>(main.file->data(*a.has)) : nullptr;
    view.ranks_ = a.has ? reinterpret_cast<const std::uint32_t*>(main.file->data(*a.ranks)) : nullptr;
    view.first_ = static_cast<Node>(a.targets->first);
    view.edges_ = a.targets->count;
    view.lists_ = a.starts ? a.starts->count - 1 : a.targets->count;
    view.nodes_ = a.has ? a.has->count * 64 : view.lists_;
  }
  if (sections_->added) view.added_ = sections_->changed(e, way, num_nodes());
  return view;
}
Choices Graph::choices(Kind kind, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::choice || type == Type::boolean);
  Choices column;
  const Layer& main = sections_->main;
  const Ints& cells = main.column(kind, attribute);
  column.first_ = main.of(kind).first;
  column.size_ = main.of(kind).count;
  if (cells && cells.entry()->width <= 1 && !cells.entry()->sloped) {
    const auto [base, data] = sections_->whole(kind, attribute);
    column.base_ = static_cast<std::uint8_t>(base);
    column.cells_ = reinterpret_cast<const std::uint8_t*>(data);
  }
  if (!sections_->added) return column;
  const Layer& added = *sections_->added;
  const std::uint64_t key = static_cast<std::uint64_t>(kind) << 8 | static_cast<std::uint64_t>(attribute);
  const std::lock_guard lock(sections_->mutex);
  auto [at, fresh] = sections_->added_choices.try_emplace(key);
  const KindColumns& k = added.of(kind);
  if (fresh)
    for (Node i = 0; i < k.count; ++i)
      at->second.push_back(static_cast<std::uint8_t>(added.cell(kind, k.first + i, attribute)));
  column.added_ = at->second.data();
  column.added_size_ = at->second.size();
  // Where the addition gives a node of the graph another value, the column is copied with it.
  const auto [changed, unknown] = sections_->changed_choices.try_emplace(key);
  if (unknown)
    for (std::uint64_t i = 0; i < added.override_places.size(); ++i) {
      const std::uint64_t place = added.override_places[i];
      const std::uint64_t node = place >> 8;
      if ((place & 255) != static_cast<std::uint64_t>(attribute) || node < column.first_ ||
          node - column.first_ >= column.size_)
        continue;
      if (changed->second.empty())
        for (std::size_t n = 0; n < column.size_; ++n)
          changed->second.push_back(static_cast<std::uint8_t>(column.base_ + (column.cells_ ? column.cells_[n] : 0)));
      changed->second[node - column.first_] = static_cast<std::uint8_t>(added.override_cells[i]);
    }
  if (!changed->second.empty()) {
    column.cells_ = changed->second.data();
    column.base_ = 0;
  }
  return column;
}
Numbers Graph::numbers(Kind kind, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::integer || type == Type::number || type == Type::year);
  Numbers column;
  const Layer& main = sections_->main;
  const Ints& cells = main.column(kind, attribute);
  const SectionEntry* numbers = main.numbers;
  column.first_ = main.of(kind).first;
  column.size_ = main.of(kind).count;
  if (numbers && main.file->touch(*numbers)) {
    column.numbers_ = reinterpret_cast<const double*>(main.file->data(*numbers));
    column.places_ = static_cast<std::uint32_t>(numbers->count);
  }
  if (cells && cells.entry()->width <= 4 && !cells.entry()->sloped) {
    const auto [base, data] = sections_->whole(kind, attribute);
    column.base_ = static_cast<std::uint32_t>(base);
    column.width_ = data ? cells.entry()->width : 0;
    column.cells_ = data;
  }
  if (!sections_->added) return column;
  const Layer& added = *sections_->added;
  const std::uint64_t key = static_cast<std::uint64_t>(kind) << 8 | static_cast<std::uint64_t>(attribute);
  const std::lock_guard lock(sections_->mutex);
  const auto [at, fresh] = sections_->added_cells.try_emplace(key);
  const KindColumns& k = added.of(kind);
  if (fresh)
    for (Node i = 0; i < k.count; ++i) at->second.push_back(added.cell(kind, k.first + i, attribute));
  column.added_ = at->second.data();
  column.added_size_ = at->second.size();
  std::vector<double>& all = sections_->all_numbers;
  if (all.empty()) {
    for (std::size_t i = 0; i < main.num_numbers(); ++i) all.push_back(main.number(i));
    for (std::size_t i = 0; i < added.num_numbers(); ++i) all.push_back(added.number(i));
  }
  column.numbers_ = all.data();
  column.places_ = static_cast<std::uint32_t>(all.size());
  return column;
}
void Graph::select(Kind kind, const Condition& condition, NodeSet& into) const {
  const Layer& main = sections_->main;
  const NodeRange range{main.of(kind).first, main.of(kind).first + main.of(kind).count};
  const std::size_t words = (std::size_t{range.size()} + 63) / 64;
  std::vector<std::uint64_t> all(words, ~std::uint64_t{0});
  if (range.size() % 64) all.back() = (std::uint64_t{1} << (range.size() % 64)) - 1;
  for (const Test& test : condition) {
    std::vector<std::uint64_t> any = main.having(kind, test);
    for (std::size_t w = 0; w < words; ++w) all[w] &= any[w];
  }
  if (sections_->added) {
    const Ints& places = sections_->added->override_places;
    for (std::uint64_t i = 0; i < places.size(); ++i) {
      const auto node = static_cast<Node>(places[i] >> 8);
      if (node < range.first || node >= range.last) continue;
      const std::uint64_t bit = std::uint64_t{1} << ((node - range.first) % 64);
      std::uint64_t& word = all[(node - range.first) / 64];
      word = satisfies(node, condition) ? word | bit : word & ~bit;
    }
    for (Node node = range.last; node < nodes(kind).last; ++node)
      if (satisfies(node, condition)) into.add(node);
  }
  const auto set = into.words().subspan(range.first / 64, words);
  for (std::size_t w = 0; w < words; ++w) set[w] |= all[w];
}

namespace {

// take(node) for the nodes of a kind whose value the addition changes.
template <class Take>
void each_overridden(const Layer& added, NodeRange range, Attribute attribute, Take&& take) {
  const Ints& places = added.override_places;
  for (std::uint64_t i = first_not(places.size(), [&](std::uint64_t at) { return places[at] >> 8 < range.first; });
       i < places.size() && places[i] >> 8 < range.last; ++i)
    if ((places[i] & 255) == static_cast<std::uint64_t>(attribute)) take(static_cast<Node>(places[i] >> 8));
}

}  // namespace

std::size_t Graph::count_with(Kind kind, Attribute attribute) const {
  const auto& s = *sections_;
  std::size_t count = s.main.count(kind, attribute, 0);
  if (!s.added) return count;
  const KindColumns& k = s.main.of(kind);
  each_overridden(*s.added, {k.first, k.first + k.count}, attribute, [&](Node node) {
    count += (s.cell(kind, node, attribute).first != 0) - (s.main.cell(kind, node, attribute) != 0);
  });
  return count + s.added->count(kind, attribute, 0);
}

std::size_t Graph::count(Kind kind, const Condition& condition) const {
  const auto& s = *sections_;
  if (condition.empty()) return nodes(kind).size();
  if (condition.size() == 1) {
    const Attribute attribute = condition[0].attribute;
    const std::set<std::uint8_t> values(condition[0].values.begin(), condition[0].values.end());
    const auto wanted = [&](std::uint32_t cell) { return cell && values.contains(static_cast<std::uint8_t>(cell - 1)); };
    std::size_t count = 0;
    for (const std::uint8_t value : values)
      count += s.main.count(kind, attribute, value + 1u) + (s.added ? s.added->count(kind, attribute, value + 1u) : 0);
    const KindColumns& k = s.main.of(kind);
    if (s.added)
      each_overridden(*s.added, {k.first, k.first + k.count}, attribute, [&](Node node) {
        count += wanted(s.cell(kind, node, attribute).first) - wanted(s.main.cell(kind, node, attribute));
      });
    return count;
  }
  NodeSet set(num_nodes());
  select(kind, condition, set);
  return set.size();
}

std::optional<Node> Graph::find(std::string_view id) const {
  const auto found = sections_->main.find(id);
  return found || !sections_->added ? found : sections_->added->find(id);
}

std::size_t Graph::num_names() const {
  return sections_->added ? sections_->names.size() : sections_->main.name_keys.size();
}
Graph::NameEntry Graph::name(std::size_t i) const {
  const auto& s = *sections_;
  const auto of = [](const Layer& layer, std::uint64_t at) {
    return NameEntry{layer.string(layer.name_keys[at]), layer.string(layer.name_shown[at]), layer.nodes_of_name(at)};
  };
  if (!s.added) return of(s.main, i);
  const auto place = s.names[i];
  if (!place.second) return of(s.main, *place.first);
  NameEntry fresh = of(*s.added, *place.second);
  if (!place.first) return fresh;
  NameEntry both = of(s.main, *place.first);
  const std::lock_guard lock(s.mutex);
  std::vector<Node>& all = s.merged_nodes[std::uint64_t{1} << 62 | *place.first];
  if (all.empty())
    std::merge(both.nodes.begin(), both.nodes.end(), fresh.nodes.begin(), fresh.nodes.end(), std::back_inserter(all));
  both.nodes = all;
  return both;
}
std::vector<std::size_t> Graph::names_with(std::string_view part) const {
  std::vector<std::size_t> found;
  const auto look = [&](const Layer& layer, auto&& take) {
    for (std::uint64_t i = 0; i < layer.name_keys.size(); ++i)
      if (const auto key = layer.string(layer.name_keys[i]);
          key.size() >= part.size() && ::memmem(key.data(), key.size(), part.data(), part.size()))
        take(i, key);
  };
  const auto& s = *sections_;
  if (!s.added) {
    look(s.main, [&](std::uint64_t i, std::string_view) { found.push_back(i); });
    return found;
  }
  for (const Layer* layer : {&s.main, static_cast<const Layer*>(s.added.get())})
    look(*layer, [&](std::uint64_t, std::string_view key) { found.push_back(place_of_name(key)); });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}
std::size_t Graph::place_of_name(std::string_view key) const {
  if (!sections_->added) return sections_->main.place_of(sections_->main.name_keys, key);
  return first_not(num_names(), [&](std::uint64_t at) { return name(at).key < key; });
}
std::span<const Node> Graph::named(std::string_view key) const {
  const std::size_t place = place_of_name(key);
  if (place == num_names()) return {};
  const NameEntry found = name(place);
  return found.key == key ? found.nodes : std::span<const Node>();
}

std::vector<Node> Graph::mentioning(std::string_view words) const {
  std::vector<Node> found;
  for (const Occurrence& one : occurrences(stems_of(words))) found.push_back(one.node);
  return found;
}

std::vector<std::string> Graph::stems_of(std::string_view words) { return graph::stems_of(words); }

std::vector<Graph::Occurrence> Graph::occurrences(const std::vector<std::string>& stems) const {
  std::vector<Occurrence> found = sections_->main.occurrences(stems);
  if (!sections_->added) return found;
  const std::vector<Occurrence> more = sections_->added->occurrences(stems);
  const auto middle = static_cast<std::ptrdiff_t>(found.size());
  found.insert(found.end(), more.begin(), more.end());
  std::inplace_merge(found.begin(), found.begin() + middle, found.end(),
                     [](const Occurrence& a, const Occurrence& b) { return a.node < b.node; });
  return found;
}

std::uint32_t Graph::num_words(Node node) const {
  const Kind kind = this->kind(node);
  const KindColumns& k = sections_->layer(kind, node).of(kind);
  return k.words ? static_cast<std::uint32_t>(k.words[node - k.first]) : 0;
}
std::uint32_t Graph::num_words() const {
  return sections_->main.total_words + (sections_->added ? sections_->added->total_words : 0);
}
std::size_t Graph::num_quotations() const {
  return sections_->main.quotations + (sections_->added ? sections_->added->quotations : 0);
}
std::size_t Graph::num_stems() const {
  return sections_->added ? sections_->stems.size() : sections_->main.stems.size();
}
std::string_view Graph::stem_at(std::size_t i) const {
  const auto& s = *sections_;
  if (!s.added) return s.main.string(s.main.stems[i]);
  const auto place = s.stems[i];
  return place.first ? s.main.string(s.main.stems[*place.first]) : s.added->string(s.added->stems[*place.second]);
}

std::string_view Graph::fingerprint() const {
  return sections_->added ? sections_->added->fingerprint : sections_->main.fingerprint;
}

}  // namespace evident::graph

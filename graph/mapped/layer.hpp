// One mapped file as columns, behind graph.hpp: the graph itself, or an addition to it.
#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/graph.hpp"
#include "graph/mapped/coded_text.hpp"
#include "graph/mapped/sealed_file.hpp"
#include "support/hash.hpp"

namespace evident::graph {

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

// How many values a choice can have, yes and no being two; 0 for what is no choice.
inline std::size_t values_of(const AttributeInfo& a) { return a.type == Type::boolean ? 2 : a.type == Type::choice ? a.choices.size() : 0; }

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
  // By kind: where the rows of its columns lie, and the marks of which of its nodes have neighbours.
  struct Rows {
    const SectionEntry* entry = nullptr;  // it begins with the row, or the mark, of node `begin`
    unsigned width = 0;                   // bytes a row; of marks, 0: a bit
    Node begin = 0, count = 0;
  };
  std::vector<std::vector<Rows>> rows;
  std::unique_ptr<std::atomic<unsigned>> rows_asked_for = std::make_unique<std::atomic<unsigned>>(0);  // of the disk
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
  // The words of a quotation until there are so many bytes.
  void append_quote_start(const KindColumns& k, Node node, std::size_t bytes, std::string& to) const {
    const std::size_t begin = to.size();
    bool first = true;
    each_code(codes(k, node).substr(0, 5 * bytes), [&](std::uint32_t word) {  // a word is a byte and its blank at least
      if (to.size() - begin >= bytes) return;
      if (!std::exchange(first, false)) to += ' ';
      to += word_bytes.get(word_offsets[word], word_offsets[word + 1]);
    });
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
  // Asks the memory for a node's cells, all at once, where reading one after the other waits for it each time. They are
  // not read: a damaged file does no harm.
  void ask_ahead(Kind kind, Node node) const {
    each_row(kind, node, [this](const SectionEntry& entry, std::uint64_t byte) { __builtin_prefetch(file->data(entry) + byte); });
  }
  // Asks the disk in the same way. Only for the first few nodes: a process that looks up one thing waits for them, and
  // where many are looked up most blocks have been seen.
  void will_read(Kind kind, Node node) const;
  // take(entry, byte): where a node's cells, and the marks of its neighbours, lie.
  template <class Take>
  void each_row(Kind kind, Node node, Take&& take) const {
    for (const Rows& all : rows[static_cast<std::size_t>(kind)]) {
      const Node i = node - all.begin;
      if (i < all.count) take(*all.entry, all.width ? std::uint64_t{i} * all.width : i / 64 * 8);
    }
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

}  // namespace evident::graph

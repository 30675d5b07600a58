// The one read interface: the evidence as a graph, all that query/ ever sees. Today a small file rebuilt
// whole; a faster file can take its place without a change here. Everything returned is a view that lives as
// long as the Graph.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/node_set.hpp"
#include "graph/schema/schema.hpp"
#include "support/files.hpp"
#include "support/result.hpp"

namespace evident::graph {

using Node =
    std::uint32_t;  // dense, ordered by kind, then by source and place (items) or by label (concepts)
using EdgeId = std::uint32_t;  // dense, ordered by source node, then edge kind, then target
inline constexpr Node kNoNode = ~Node{0};

struct PassageView {
  Node source;  // the source node
  std::uint64_t begin;
  std::uint64_t end;
  std::string_view quote;
  std::string_view section;
  int page;   // 0: none
  int slide;  // 0: none
  int paragraph;
};

struct NodeRange {
  Node first;
  Node last;  // one past
  Node size() const { return last - first; }
};

class Graph;

// The files that are made from a base and stand beside it: the mapped graph and what was added to it. They hold
// quotations; each may be missing and deleted at any time.
std::vector<std::filesystem::path> derived_files(const std::filesystem::path& base);

// The neighbours of many nodes along one kind of edge, one way: taken once before a loop. A view as long as the Graph.
class Neighbours {
 public:
  Neighbours() = default;
  // Ascending; empty for a node that has none. Inlined whatever it weighs: it is the inside of every loop.
  [[gnu::always_inline]] std::span<const Node> operator[](Node node) const {
    if (added_ && added_->has(node)) return (*added_)[node];
    std::size_t i = std::size_t{node} - first_;  // huge for a node before the first
    if (i >= nodes_) return {};
    if (has_) {  // a set of those that have some, and how many have before each word of it
      const std::uint64_t word = has_[i / 64], bit = std::uint64_t{1} << (i % 64);
      if (!(word & bit)) return {};
      i = ranks_[i / 64] + ones(word & (bit - 1));
      if (i >= lists_) return {};
    }
    if (!starts_) return {targets_ + i, 1};
    const std::uint32_t begin = starts_[i], end = starts_[i + 1];  // ascending up to the number of edges: checked
    return {targets_ + begin, end - begin};
  }
  std::size_t num_edges() const { return edges_ + (added_ ? added_->edges : 0); }

  // The lists of nodes that come one after the other, for the innermost loops: that of node n is
  // targets[starts[n - first]] up to targets[starts[n - first + 1]]; without starts targets[n - first] alone.
  struct Run {
    const Node* targets = nullptr;
    const std::uint32_t* starts = nullptr;
    Node first = 0;
  };
  // Nothing where the lists of [begin, end) do not stand like that, or an addition changes some.
  std::optional<Run> run(Node begin, Node end) const {
    if (begin < first_ || end <= begin || std::size_t{end} - first_ > nodes_) return {};
    if (added_ && added_->any(begin, end)) return {};
    if (!has_) return Run{targets_, starts_, first_};
    const Node from = begin - first_, to = end - first_;
    if (!bits_of(has_, from, to, true)) return {};
    const std::size_t rank = rank_of(from);
    if (rank + (to - from) > lists_) return {};
    return Run{starts_ ? targets_ : targets_ + rank, starts_ ? starts_ + rank : nullptr, begin};
  }
  // take(n) for those of [begin, end) that may have neighbours: all that have some, and perhaps others.
  template <class Take>
  void each_with_some(Node begin, Node end, Take&& take) const {
    if (!has_) {
      for (Node n = begin; n < end; ++n) take(n);
      return;
    }
    for (std::size_t at = begin / 64 * 64; at < end; at += 64) {
      std::uint64_t word = some_of(at) | (added_ ? added_->set[at / 64] : 0);
      if (at < begin) word &= ~std::uint64_t{0} << (begin - at);
      if (end - at < 64) word &= (std::uint64_t{1} << (end - at)) - 1;
      for (; word; word &= word - 1) take(static_cast<Node>(at + static_cast<std::size_t>(std::countr_zero(word))));
    }
  }

 private:
  friend class Graph;
  // How many bits are set, in line: without the instruction for it a call and a table otherwise.
  static std::size_t ones(std::uint64_t word) {
    word -= word >> 1 & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
    return static_cast<std::size_t>(((word + (word >> 4)) & 0x0f0f0f0f0f0f0f0fu) * 0x0101010101010101u >> 56);
  }
  // Whether all the bits of [begin, end), which is not empty, are like that.
  static bool bits_of(const std::uint64_t* set, Node begin, Node end, bool like) {
    if (begin >= end) return true;
    const std::uint64_t from = ~std::uint64_t{0} << (begin % 64), to = ~std::uint64_t{0} >> (63 - (end - 1) % 64);
    const std::uint64_t turn = like ? ~std::uint64_t{0} : 0;
    const std::size_t first = begin / 64, last = (end - 1) / 64;
    if (first == last) return ((set[first] ^ turn) & from & to) == 0;
    std::uint64_t other = ((set[first] ^ turn) & from) | ((set[last] ^ turn) & to);
    for (std::size_t i = first + 1; i < last && !other; ++i) other = set[i] ^ turn;
    return other == 0;
  }
  std::size_t rank_of(std::size_t i) const {
    return ranks_[i / 64] + ones(has_[i / 64] & ((std::uint64_t{1} << (i % 64)) - 1));
  }
  // Those of the 64 nodes from `at` on that have some, without an addition; there is a set.
  std::uint64_t some_of(std::size_t at) const {
    if (at >= std::size_t{first_} + nodes_ || at + 64 <= first_) return 0;
    if (at < first_) return has_[0] << (first_ - at);
    const std::size_t i = at - first_, rest = i % 64;
    std::uint64_t word = has_[i / 64] >> rest;
    if (rest && i - rest + 64 < nodes_) word |= has_[i / 64 + 1] << (64 - rest);
    return word;
  }
  // Lists of nodes whose neighbours an addition to the graph changes, whole.
  struct Added {
    std::vector<std::uint64_t> set;      // which nodes
    std::vector<std::uint32_t> ranks;    // how many before each word of the set
    std::vector<std::span<const Node>> lists;
    std::vector<std::vector<Node>> merged;  // what lists point to where both graphs have some
    std::size_t edges = 0;               // that the addition has
    bool has(Node node) const { return set[node / 64] >> (node % 64) & 1; }
    bool any(Node begin, Node end) const { return !bits_of(set.data(), begin, end, false); }
    std::span<const Node> operator[](Node node) const {
      const std::uint64_t before = set[node / 64] & ((std::uint64_t{1} << (node % 64)) - 1);
      return lists[ranks[node / 64] + ones(before)];
    }
  };
  const Added* added_ = nullptr;
  const Node* targets_ = nullptr;
  const std::uint32_t* starts_ = nullptr;  // none: one target each
  const std::uint64_t* has_ = nullptr;
  const std::uint32_t* ranks_ = nullptr;
  Node first_ = 0;
  std::size_t nodes_ = 0, lists_ = 0, edges_ = 0;
};

// A column of choices or booleans of one kind: the value's index + 1; 0 where it is missing, or where the kind
// has no such attribute.
class Choices {
 public:
  Choices() = default;
  std::uint8_t operator[](Node node) const {
    const std::size_t i = node - first_;
    if (i >= size_) return i - size_ < added_size_ ? added_[i - size_] : std::uint8_t{0};
    return static_cast<std::uint8_t>(base_ + (cells_ ? cells_[i] : 0));
  }

 private:
  friend class Graph;
  const std::uint8_t* cells_ = nullptr;  // none: all are base_
  std::uint8_t base_ = 0;
  Node first_ = 0;
  std::size_t size_ = 0;
  const std::uint8_t* added_ = nullptr;  // of the nodes behind those
  std::size_t added_size_ = 0;
};

// A column of numbers or years of one kind; NaN where it is missing, or where the kind has no such attribute.
class Numbers {
 public:
  Numbers() = default;
  double operator[](Node node) const {
    const std::uint32_t c = place(node);
    return c ? numbers_[c - 1] : std::numeric_limits<double>::quiet_NaN();
  }
  // Equal numbers have equal places, from 1 to num_places(); 0: missing. For grouping without comparing doubles.
  std::uint32_t place(Node node) const {
    const std::size_t i = node - first_;
    if (i >= size_) return i - size_ < added_size_ ? added_[i - size_] : 0;
    std::uint32_t c = 0;
    if (width_ == 1)
      c = static_cast<const std::uint8_t*>(cells_)[i];
    else if (width_ == 2)
      c = static_cast<const std::uint16_t*>(cells_)[i];
    else if (width_ == 4)
      c = static_cast<const std::uint32_t*>(cells_)[i];
    c += base_;
    return c <= places_ ? c : 0;
  }
  std::uint32_t num_places() const { return places_; }
  double at_place(std::uint32_t place) const { return numbers_[place - 1]; }

 private:
  friend class Graph;
  const void* cells_ = nullptr;
  unsigned width_ = 0;
  std::uint32_t base_ = 0, places_ = 0;
  const double* numbers_ = nullptr;
  Node first_ = 0;
  std::size_t size_ = 0;
  const std::uint32_t* added_ = nullptr;  // of the nodes behind those: places
  std::size_t added_size_ = 0;
};

class Graph {
 public:
  // The graph of an evidence base: the mapped file beside it when that is whole and of the base's present
  // state, else rebuilt from the base (and written again if the folder allows).
  struct Opening {
    bool rebuild = false;  // whatever the file is like
    bool merge = false;    // when additions are more than a sixteenth of it: as a writer does when it has finished
    // From so many nodes on, new documents are put behind the graph instead of building it anew: a small one is built
    // in less time than anybody notices.
    std::size_t extend_from = 50'000;
  };
  static Result<Graph> open(const std::filesystem::path& base, Files& files = Files::real());
  static Result<Graph> open(const std::filesystem::path& base, Files& files, const Opening& how);
  // From the bytes of a mapped file. Its header and table are checked at once, each block of 64 KiB when it is first
  // read: see damage().
  static Result<Graph> from_bytes(std::shared_ptr<const MappedFile> bytes);

  // One past the largest node. Between the ranges of two kinds there may be numbers that are no node.
  Node num_nodes() const;
  std::size_t count_nodes() const;
  std::size_t num_edges() const;
  NodeRange nodes(Kind kind) const;
  Kind kind(Node node) const;
  // take(kind, node) for every node, ascending.
  template <class Take>
  void each_node(Take&& take) const {
    for (const KindInfo& k : kinds())
      for (NodeRange r = nodes(k.id); r.first < r.last; ++r.first) take(k.id, r.first);
  }

  // Asks the memory for what is kept of nodes that are about to be shown; nothing is read.
  void ask_ahead(std::span<const Node> nodes) const;

  std::string_view id(Node node) const;     // item key, source key or concept IRI; stable
  void append_id(Node node, std::string& to) const;  // the same, without keeping it: for many
  std::string_view label(Node node) const;  // what people call it: title, name, prefLabel, else its quotation
  // The label's beginning, `bytes` of it or somewhat more, white space as it stands; not kept: for many.
  void append_label_start(Node node, std::size_t bytes, std::string& to) const;
  std::string_view reason(Node node) const;             // why the extractor took it; empty for concepts
  std::optional<PassageView> passage(Node node) const;  // nothing for concepts

  // Columns. A missing value is nothing, never zero or empty.
  bool has(Node node, Attribute attribute) const;
  std::string_view text(Node node, Attribute attribute) const;         // text, date; empty when missing
  std::optional<double> number(Node node, Attribute attribute) const;  // integer, number, year
  std::optional<std::uint8_t> choice(Node node,
                                     Attribute attribute) const;  // choice: its index; boolean: 0 or 1
  std::span<const std::uint32_t> list(Node node,
                                      Attribute attribute) const;  // texts: string numbers, see string()
  std::string_view string(std::uint32_t number) const;
  bool satisfies(Node node, const Condition& condition) const;

  // Neighbours along one kind of edge, ascending.
  std::span<const Node> out(Node node, Edge edge) const;
  std::span<const Node> in(Node node, Edge edge) const;

  // For loops over many nodes: the same as out() and in(), choice() and number().
  Neighbours neighbours(Edge edge, bool forwards) const;
  Choices choices(Kind kind, Attribute attribute) const;
  Numbers numbers(Kind kind, Attribute attribute) const;
  // Which nodes of a kind satisfy a condition: a bit each, the kind's first node, whose number 64 divides, the lowest of the
  // first word.
  std::vector<std::uint64_t> selected(Kind kind, const Condition& condition) const;
  // Adds the nodes of a kind that satisfy a condition; into: a set for num_nodes().
  void select(Kind kind, const Condition& condition, NodeSet& into) const;

  // How many of a kind satisfy a condition; how many have a value. Of single tests in no time.
  std::size_t count(Kind kind, const Condition& condition) const;
  std::size_t count_with(Kind kind, Attribute attribute) const;

  // The node with this id.
  std::optional<Node> find(std::string_view id) const;

  // Nodes whose label, alternative name or (sources) "Author Year" has this label_key(), ascending.
  std::span<const Node> named(std::string_view label_key) const;
  // All names, sorted by key, for completion and suggestions.
  struct NameEntry {
    std::string_view key;
    std::string_view shown;
    std::span<const Node> nodes;
  };
  std::size_t num_names() const;
  // Places of the names whose key has these bytes in it, ascending.
  std::vector<std::size_t> names_with(std::string_view part) const;
  std::size_t place_of_name(std::string_view key) const;  // of the first that is not less
  NameEntry name(std::size_t i) const;

  // Items whose quotation contains these words next to each other, ignoring case and inflection; ascending.
  std::vector<Node> mentioning(std::string_view words) const;
  // The same, with how often they stand in each.
  struct Occurrence {
    Node node;
    std::uint32_t times;
  };
  std::vector<Occurrence> occurrences(const std::vector<std::string>& stems) const;
  static std::vector<std::string> stems_of(std::string_view words);
  // The text index behind it: how many words a quotation has, how many all have, and the stems, sorted.
  std::uint32_t num_words(Node node) const;
  std::uint32_t num_words() const;
  std::size_t num_quotations() const;  // that have a word
  std::size_t num_stems() const;
  std::string_view stem_at(std::size_t i) const;

  // sha-like fingerprint of the base's state: same evidence, same fingerprint.
  std::string_view fingerprint() const;

  // For an addition to this graph: where the numbers of kinds begin (kinds + 1), its distinct numbers and strings.
  std::span<const Node> kind_starts() const;
  std::size_t num_numbers() const;
  double number_at(std::size_t i) const;
  std::uint64_t num_strings() const;
  std::string_view state() const;  // of the base it was made from
  // Puts new documents behind this graph: bytes of an addition that was made to it. Once.
  Result<void> extend(std::shared_ptr<const MappedFile> bytes);

  // What was found wrong in the file since it was opened; empty: nothing. An answer made from a damaged graph is not
  // to be believed: its parts may be empty. The file is then rebuilt: open(…, {.rebuild = true}).
  std::string damage() const;
  // Reads every block of the file: the same, of all of it.
  std::string verify() const;
  // What was worked out of this graph once and stays true while it is open, such as the order of a kind's names: made
  // by the first who asks for it by that name, which one T only may have. Safe from several threads.
  template <class T, class Make>
  std::shared_ptr<const T> kept(const std::string& name, Make&& make) const {
    if (auto known = kept_under(name)) return std::static_pointer_cast<const T>(std::move(known));
    auto made = std::make_shared<const T>(make());
    keep_under(name, made);
    return made;
  }

  // Bytes of the file, and of its parts by name, largest first.
  std::uint64_t file_size() const;
  std::vector<std::pair<std::string, std::uint64_t>> part_sizes() const;

  struct Sections;  // the file's sections as columns; graph/mapped/sections.hpp
  Graph(Graph&&) noexcept;
  Graph& operator=(Graph&&) noexcept;
  ~Graph();

 private:
  explicit Graph(std::unique_ptr<Sections> sections);
  std::shared_ptr<const void> kept_under(const std::string& name) const;
  void keep_under(const std::string& name, std::shared_ptr<const void> made) const;
  std::unique_ptr<Sections> sections_;
};

}  // namespace evident::graph

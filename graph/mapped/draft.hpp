// The graph while it is built: columns of each kind, filled in the order of documents, and edges by kind. Nothing is
// kept a node but what the columns need, so that ten million claims fit in memory.
#pragma once
#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/items.hpp"
#include "graph/mapped/build.hpp"
#include "graph/mapped/ints.hpp"
#include "graph/mapped/layout.hpp"
#include "graph/mapped/numbered.hpp"

namespace evident::graph {

bool is_hex_key(std::string_view id);  // 32 hexadecimal digits, as the base makes keys

// Ids in a row: 16 bytes each while all are 32 hexadecimal digits, else texts.
class DraftIds {
 public:
  void push(std::string_view id);
  std::size_t size() const { return size_; }
  std::string operator[](std::size_t i) const;
  bool hex() const { return ends_.size() == 0; }
  void spill(const Spilling& to) { bytes_.spill(to); }
  LargeString bytes();
  bool lost() const { return bytes_.lost(); }

 private:
  std::size_t size_ = 0;
  SpilledBytes bytes_;
  GrowingInts ends_;
};

struct DraftKind {
  DraftIds ids;
  GrowingInts labels, reasons, sections;  // numbers of strings
  GrowingInts begins, lengths, pages, slides, paragraphs;
  GrowingInts sources;      // 1 + its place among the nodes of Kind::source; 0: stands in no source
  SpilledBytes text;        // quotations as codes of words in the order of their first use
  GrowingInts text_ends;    // where each ends in `text`
  std::vector<GrowingInts> cells;  // by attribute; empty: missing everywhere
  std::size_t size() const { return ids.size(); }
};

// Edges of one kind by the node they leave, or enter; targets ascending, none twice.
struct Csr {
  Node first = 0;  // the first node that has one
  LargeVector<Node> keys;  // of an addition, whose nodes lie far apart: those that have some; else every node has a list
  LargeVector<std::uint32_t> offsets{0};
  LargeVector<Node> targets;
  std::span<const Node> operator[](Node node) const {
    std::size_t i = node - first;
    if (node < first) return {};
    if (!keys.empty()) {
      const auto at = std::lower_bound(keys.begin(), keys.end(), node);
      if (at == keys.end() || *at != node) return {};
      i = static_cast<std::size_t>(at - keys.begin());
    }
    if (i + 1 >= offsets.size()) return {};
    return std::span(targets).subspan(offsets[i], offsets[i + 1] - offsets[i]);
  }
};
using EdgeList = LargeVector<std::pair<Node, Node>>;
Csr csr_of(EdgeList edges, bool keyed = false);
Csr reversed(const Csr& csr);

// Another value for a node that an addition does not hold itself.
struct Override {
  Node node;
  Attribute attribute;
  std::uint32_t cell;
  auto operator<=>(const Override&) const = default;
};

struct Draft {
  Spilling spilling;
  const Graph* before = nullptr;  // the draft is an addition to this graph: its nodes follow those of their kind
  std::vector<Override> overrides;
  std::vector<DraftKind> kinds;  // by kind
  std::vector<Node> starts;      // kinds + 1: where each kind's numbers begin; multiples of 64 but in an addition
  std::vector<Csr> out;          // by edge kind
  NumberedTexts strings, words;
  std::vector<std::uint32_t> word_counts;
  std::vector<double> numbers;
  GrowingInts list_ends;  // of each list in `lists`
  SpilledNumbers lists;   // numbers of strings

  DraftKind& of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }
  const DraftKind& of(Kind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
  NodeRange range(Kind kind) const {
    const Node first = starts[static_cast<std::size_t>(kind)];
    return {first, first + static_cast<Node>(of(kind).size())};
  }
  bool holds(Node node) const {  // and not the graph before it
    const NodeRange here = range(kind(node));
    return node >= here.first && node < here.last;
  }
  Kind kind(Node node) const;
  std::size_t place(Node node) const { return node - starts[static_cast<std::size_t>(kind(node))]; }
  std::span<const Node> targets(Node node, Edge edge) const { return out[static_cast<std::size_t>(edge)][node]; }
  Node source_of(Node node) const;  // the source it stands in; kNoNode for concepts

  // 0: missing. As in the file: index + 1 of a choice, 1 no and 2 yes, number of a string, place of a number + 1.
  std::uint32_t cell(Kind kind, std::size_t place, Attribute attribute) const {
    const auto& all = of(kind).cells;
    const auto a = static_cast<std::size_t>(attribute);
    return a < all.size() && place < all[a].size() ? static_cast<std::uint32_t>(all[a][place]) : 0;
  }
  std::uint32_t cell(Node node, Attribute attribute) const { return cell(kind(node), place(node), attribute); }
  void set(Kind kind, std::size_t place, Attribute attribute, std::uint32_t value);
  template <class Choice>
  void set_choice(Kind kind, std::size_t place, Attribute attribute, Choice choice) {
    set(kind, place, attribute, static_cast<std::uint32_t>(choice) + 1);
  }
  template <class Choice>
  bool is(Node node, Attribute attribute, Choice choice) const {
    return cell(node, attribute) == static_cast<std::uint32_t>(choice) + 1;
  }
  bool holds(Node node, Attribute attribute) const { return cell(node, attribute) == 2; }
  std::string_view text(Node node, Attribute attribute) const { return strings[cell(node, attribute)]; }
  std::optional<double> number(Node node, Attribute attribute) const {
    const auto c = cell(node, attribute);
    return c ? std::optional(numbers[c - 1]) : std::nullopt;
  }
  std::vector<std::string_view> list(Kind kind, std::size_t place, Attribute attribute) const;
  std::vector<std::string_view> list(Node node, Attribute attribute) const {
    return list(kind(node), place(node), attribute);
  }
  std::string label(Node node) const;
  std::string quote(Kind kind, std::size_t place) const;
  std::string_view codes(Kind kind, std::size_t place) const;
};

// Takes evidence in the order of documents and makes the draft. Errors: Code::corrupt when the evidence contradicts
// itself, Code::limit.
class Drafter {
 public:
  // slack: whether numbers are left free in each kind for additions.
  explicit Drafter(bool slack = false);
  // An addition to a graph, which must outlive it: only of new sources. Code::limit when it has no room for them, or
  // when they change what it holds in a way that takes a graph built anew.
  // key_of_row: of an item that the graph before holds, for links that lead back to it.
  Drafter(const Graph& before, std::function<std::string(std::int64_t)> key_of_row);
  // Before anything is added: what is too much for memory goes where this says.
  void spill(const Spilling& to);
  // Sources in their order, each followed by what stands in it, by place. The first of a source's items is its own.
  Result<void> add(StoredItem&& item);
  void add(const Vocabulary& vocabulary);
  void add(const Candidate& candidate);
  // After all items and concepts.
  Result<void> add(const StoredLink& link);
  Result<Draft> finish();

 private:
  struct Concept_ {
    std::string key, id, label;
    std::string scheme, measure_kind, notation;
    std::vector<std::string> alternatives;
    std::vector<std::string> broader;
    std::optional<bool> candidate;
  };
  void append(Kind kind, std::string_view id, std::uint32_t label, const Item& item, std::size_t source);
  std::uint32_t cell(Attribute attribute, const Value& value);
  std::uint32_t number(double value);
  Result<void> place_concepts();
  void place_concept(Kind kind, const Concept_& c);
  Result<void> take_authors();
  void link_authors();
  Result<void> number_nodes();
  Result<void> number_rows();
  Node node_of(Kind kind, std::size_t place) const {
    return draft_.starts[static_cast<std::size_t>(kind)] + static_cast<Node>(place);
  }
  std::optional<Node> node_of_row(std::int64_t row) const;
  std::optional<Node> node_before(std::int64_t row) const;
  std::optional<Node> node_of_concept(const std::string& id) const;
  Result<void> place_kinds();
  bool changes_works() const;
  void link_works();
  std::vector<std::string> work_keys(Node node) const;
  static std::vector<std::string> work_keys(std::string_view doi, std::string_view title, std::optional<double> year);

  Draft draft_;
  std::function<std::string(std::int64_t)> key_of_row_;
  bool slack_ = false;
  bool changes_before_ = false;  // a label of the graph before would be another
  std::vector<std::vector<bool>> allowed_;  // by kind and attribute: what is stored
  bool numbered_ = false;
  std::int64_t current_source_ = 0;
  std::size_t source_place_ = 0;
  std::vector<std::vector<Concept_>> concepts_;  // by kind
  GrowingInts added_rows_;  // row ids of the items as they were added, until they are numbered, and the kinds
  LargeVector<std::uint8_t> added_kinds_;
  // Then by row id - first_row_: 1 + the place in its kind, 0 for none, and the kind; or, of rows far apart, sorted.
  LargeVector<std::uint32_t> row_places_;
  LargeVector<std::uint8_t> row_kinds_;
  std::int64_t first_row_ = 0;
  LargeVector<std::pair<std::int64_t, std::uint64_t>> rows_;  // row id to kind and place
  LargeVector<std::uint64_t> author_nodes_;  // by the number of an author: its place, or a node of the graph before
  std::unordered_map<std::string, Node> concept_nodes_;
  NumberTable number_places_;  // by their bits
  std::string codes_;          // of the quotation that is added
  std::vector<EdgeList> edges_;
};

// "Field, J.", "Field J", "J. Field", "Judith van der Field" → "Field", "van der Field".
std::string surname(std::string_view author);
// The same for all of "J. Field", "Field, J." and "Field J".
std::string author_key(std::string_view author);
bool has_names(const KindInfo& kind);
// What people may call a node, in the order of the keys: take(key, shown, nodes), the nodes ascending. False: the disk
// failed.
bool each_name(const Draft& draft, const std::function<void(std::string_view, std::string_view, std::span<const Node>)>& take);

}  // namespace evident::graph

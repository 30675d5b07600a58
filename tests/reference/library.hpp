// A library as plain lists: what the reference interpreter reads, and what a real graph is built from. Nodes
// are numbered by their place in the list.
#pragma once
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "graph/graph.hpp"
#include "graph/items.hpp"
#include "graph/mapped/build.hpp"
#include "reference/random.hpp"

namespace evident::reference {

using graph::Attribute;
using graph::Edge;
using graph::Kind;
using graph::Value;

using Id = std::size_t;
inline constexpr Id kNone = ~Id{0};

struct Node {
  Kind kind = Kind::claim;
  std::string id;     // what the graph calls it; unique
  std::string words;  // an item's quotation, a concept's preferred label
  std::vector<std::pair<Attribute, Value>> attributes;
  Id document = kNone;  // the source it stands in; a document is its own; kNone: a concept
  std::size_t begin = 0, end = 0;
  Kind named = Kind::measure;  // of a mention: the kind of what it names

  const Value* find(Attribute attribute) const;
  void set(Attribute attribute, Value value);
};
struct Arrow {
  Id from;
  Edge edge;
  Id to;
  bool operator==(const Arrow&) const = default;
};
struct Library {
  std::vector<Node> nodes;
  std::vector<Arrow> arrows;  // all but Edge::contains, which Node::document says

  Id add(Node node);
  void link(Id from, Edge edge, Id to);
};

bool is_concept(Kind kind);  // an entry of a vocabulary, not something that a document says

graph::Graph graph_of(const Library& library);
// Those nodes alone, and what links them. Whatever stands in a document that is not kept goes too.
Library restricted(const Library& library, const std::vector<bool>& kept);
std::string print(const Library& library);

// Up to about `size` nodes: documents with items, concepts in a hierarchy that may run in a circle, synonyms,
// missing values, dates of different precision, restatements, works that are only cited.
Library random_library(Random& random, std::size_t size);

}  // namespace evident::reference

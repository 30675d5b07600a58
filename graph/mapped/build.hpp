// From evidence to the mapped file's bytes. Deterministic: the same input gives the same bytes.
#pragma once
#include <string>
#include <vector>

#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "graph/items.hpp"
#include "graph/mapped/spilled.hpp"

namespace evident::graph {

struct GraphInput {
  Vocabulary vocabulary;
  std::vector<Candidate> candidates;
  std::vector<StoredItem>
      items;  // current ones; StoredItem::id unique, StoredItem::source names the source's item
  std::vector<StoredLink> links;
  std::string fingerprint;
};

// The bytes of a mapped file (docs/formats/mapped-graph.md). Derived attributes are computed here
// (derive.hpp).
Result<std::string> build_mapped(GraphInput input, const Spilling& spilling = {});

// A draft with everything in it, derived attributes but these (graph/mapped/draft.hpp).
struct Draft;
// state: of the base, for telling later what is new in it.
// The sections go to the file as they are made; to finish it is the caller's.
Result<void> encode_graph(Draft draft, std::string_view fingerprint, std::string_view state, WrittenFile& file);
Result<std::string> encode_graph(Draft draft, std::string_view fingerprint, std::string_view state = {});

// For tests and read-only folders: the graph without a file.
Result<Graph> build_graph(GraphInput input);

// One document's evidence as it would come out of a base, for tests: ids count from 1, keys are made as the
// base makes them.
GraphInput input_of(const std::vector<DocumentEvidence>& documents, Vocabulary vocabulary = {});

}  // namespace evident::graph

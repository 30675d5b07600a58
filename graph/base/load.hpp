// Storing rows of tables instead of documents: every row an item whose words are its own text. One
// transaction, or a file of its own that takes the base's name when it is whole.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "graph/base/sqlite.hpp"
#include "graph/items.hpp"

namespace evident::graph {

// One row as an item. Views live until the call returns.
struct TableItem {
  std::string_view key;
  Kind kind;
  std::int64_t source = 0;  // the row id of its source; 0: a source that stands for itself
  std::string_view name;    // of such a source's document
  std::uint64_t begin = 0, end = 0;
  std::string_view quote, section;
  std::int64_t page = 0, slide = 0, paragraph = 0;
  std::string_view extractor, reason, belongs_to;
  std::span<const Bound> values;  // one an attribute of stored_attributes(kind)
};

struct LoadOutcome {
  std::size_t items = 0, concepts = 0, links = 0;  // read from the tables
  std::size_t added = 0, changed = 0;              // of items, concepts and links; the rest was held already
};

class TableStore {
 public:
  virtual ~TableStore() = default;
  // A base that is not there yet is made; one that is there is added to. version: of the program.
  static Result<std::unique_ptr<TableStore>> open(const std::filesystem::path& base, std::string_view version);

  // The row id of an item that the base held before, or of a concept its number made negative; 0: neither.
  virtual Result<std::int64_t> held(std::string_view id) = 0;
  // Sources before what stands in them. Returns the row id. Code::conflict when the base holds the item from
  // a document and otherwise.
  virtual Result<std::int64_t> item(const TableItem& item) = 0;
  // Returns the number by which links name it.
  virtual Result<std::int64_t> add_concept(const Concept& entry) = 0;
  virtual Result<std::int64_t> add_candidate(const Candidate& candidate) = 0;
  // to_item or to_concept is 0. After all items.
  virtual Result<void> link(std::int64_t from, Edge edge, std::int64_t to_item, std::int64_t to_concept,
                            std::string_view reason) = 0;
  // Nothing is stored without it.
  virtual Result<LoadOutcome> finish() = 0;
};

}  // namespace evident::graph

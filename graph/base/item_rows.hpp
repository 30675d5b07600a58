// Rows of the item tables as items: what reading all of them and looking one up share.
#pragma once
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/base.hpp"
#include "graph/base/sqlite.hpp"

namespace evident::graph {

tl::unexpected<Error> damaged(std::string what);

// What item_of() reads, of the table `item`.
inline constexpr std::string_view kItemColumns =
    "id, key, kind, source, first_run, last_run, begin_byte, end_byte, quote, section, page, slide, "
    "paragraph, extractor, "
    "reason, belongs_to";
// Without its attributes.
Result<StoredItem> item_of(const Rows& rows);
// Of a source: itself first, then by place.
void order_items(std::vector<StoredItem>& items);

// Reads the attributes of one item after the other; a statement a kind, its columns known by number.
class AttributeReader {
 public:
  explicit AttributeReader(Database& database) : database_(database), tables_(kinds().size()) {}
  Result<void> read(std::int64_t row, Item& item);

 private:
  struct Table {
    explicit Table(Rows r) : rows(std::move(r)) {}
    Rows rows;
    std::vector<std::optional<Attribute>> columns;
  };
  Database& database_;
  std::vector<std::unique_ptr<Table>> tables_;
};

// Kinds of links by the numbers that stand in the table of links.
Result<std::vector<Edge>> edges_by_number(Database& database);
Result<Edge> edge_of(const std::vector<Edge>& edges, std::int64_t number);

}  // namespace evident::graph

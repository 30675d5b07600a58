// The rows behind a loaded item: written, read again, and the file in which a new base grows.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "graph/base/load.hpp"

namespace evident::graph {

inline constexpr std::string_view kTableFormat = "table";  // of the documents in which loaded items stand

// An item as the base holds it, in the form of a table's row.
struct HeldItem {
  TableItem view;
  std::int64_t source = 0;
  bool retired = false;
  std::vector<std::string> texts;  // what the view looks at
  std::vector<Bound> values;
};

class TableRows {
 public:
  Result<void> insert(Database& database, std::int64_t row, const TableItem& item, std::int64_t source,
                      std::int64_t document, std::int64_t run);
  Result<void> update(Database& database, std::int64_t row, const TableItem& item, std::int64_t run);
  Result<HeldItem> read(Database& database, std::int64_t row);

 private:
  Result<void> attributes(Database& database, std::int64_t row, const TableItem& item);
  std::vector<std::string> insert_, select_;  // by kind
  std::vector<Bound> bound_;
};

// Of a source, as source_doi() has it; empty when it has none.
std::string doi_of(const TableItem& source);

// A concept of a table: with its labels and broader ones, and its part of the fingerprint.
Result<Concept> concept_of(Database& database, std::string_view id);
Result<void> write_loaded(Database& database, const Concept& entry);

// NAME.loadingPID beside the base, locked while it is written; gone at the end unless it took the name.
class AsideFile {
 public:
  // Removes what a load that was killed left.
  static Result<std::unique_ptr<AsideFile>> make(const std::filesystem::path& base);
  ~AsideFile();
  AsideFile(const AsideFile&) = delete;
  AsideFile& operator=(const AsideFile&) = delete;
  const std::filesystem::path& path() const { return path_; }
  // To the disk, then the base's name. Code::conflict when there is a file of that name by now.
  Result<void> take_name();

 private:
  AsideFile(std::filesystem::path base, std::filesystem::path path, int lock)
      : base_(std::move(base)), path_(std::move(path)), lock_(lock) {}
  std::filesystem::path base_, path_;
  int lock_;
  bool named_ = false;
};

}  // namespace evident::graph

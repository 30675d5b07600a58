// Fills empty tables and indexes of an SQLite file at once, in its published format
// (https://www.sqlite.org/fileformat2.html): for rows that come in the order of their keys this is ten times as
// quick as INSERT. The file belongs to nobody else while it is written; SQLite's own integrity check is the test.
#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace evident::graph {

// The pages behind what SQLite wrote. Trees may be written by several threads at once.
class PageFile {
 public:
  static constexpr std::size_t kPage = 4096;

  static Result<std::unique_ptr<PageFile>> open(const std::filesystem::path& path);
  ~PageFile();
  PageFile(const PageFile&) = delete;
  PageFile& operator=(const PageFile&) = delete;

  // The first of that many new pages in a row.
  std::uint32_t allocate(std::uint32_t pages);
  void give_back(std::uint32_t first, std::uint32_t end);
  // Errors are kept until somebody asks for them.
  void write(std::uint32_t page, std::string_view bytes);
  Result<void> check() const;
  // The header tells SQLite about the new pages.
  Result<void> finish();

 private:
  PageFile(std::filesystem::path path, int fd, std::uint32_t pages)
      : path_(std::move(path)), fd_(fd), pages_(pages) {}
  Error error(int number) const;
  std::uint32_t free_list(std::string& header);

  std::filesystem::path path_;
  int fd_;
  mutable std::mutex mutex_;
  std::uint32_t pages_;  // in the file
  std::vector<std::uint32_t> free_;
  std::atomic<int> failed_{0};
};

// A row or a key as SQLite stores it.
class Record {
 public:
  void clear() {
    types_.clear();
    body_.clear();
  }
  void null() { types_.push_back(0); }
  void integer(std::int64_t value);
  void real(double value);
  void text(std::string_view value);
  // The whole of it: header and values.
  void append_to(std::string& out) const;

 private:
  std::string types_, body_;
};

// The tree of a table by row id, or of an index (or table without row ids) by its records. Rows come in
// ascending order; the caller answers for that.
class TreeWriter {
 public:
  enum class Of : std::uint8_t { rows, keys };
  TreeWriter(PageFile& file, std::uint32_t root, Of of);

  void row(std::int64_t id, const Record& record);
  void key(const Record& record);
  void finish();

 private:
  struct Child {
    std::uint32_t page;
    std::string separator;  // what stands behind the pointer to it in the page above
  };

  void put_payload(std::string_view payload);
  bool fits(std::string_view cell) const;
  void put(std::string_view cell);
  void place_key(std::string_view cell);
  void close_leaf(std::string separator);
  void begin_page();
  std::string page_bytes(std::uint8_t type, std::uint32_t rightmost) const;
  void write_page(std::string_view bytes, std::uint32_t& number);
  void flush();
  std::vector<Child> level_above(const std::vector<Child>& children);

  PageFile& file_;
  const std::uint32_t root_;
  const Of of_;
  std::string page_;  // being filled: cells from its end
  std::vector<std::uint16_t> cells_;
  std::size_t content_ = PageFile::kPage, last_size_ = 0, header_ = 8;
  std::int64_t last_id_ = 0;
  std::string payload_, cell_, pending_;
  bool has_pending_ = false;
  std::vector<Child> leaves_;
  std::string buffer_;  // finished pages from first_
  std::uint32_t first_ = 0, end_ = 0;
};

}  // namespace evident::graph

#include "training/tables.hpp"

#include <cstdio>
#include <cstdlib>

#include "support/files.hpp"

namespace evident::training {
namespace {

// The larger sets are packed; the system's own unpacker reads them.
Result<std::string> unpacked(const std::filesystem::path& path) {
  std::string out;
  FILE* pipe = popen(("zcat '" + path.string() + "'").c_str(), "r");
  if (!pipe) return fail(Code::io, "zcat cannot be started", "install gzip");
  char buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
  if (pclose(pipe) != 0) return fail(Code::bad_input, path.string() + " cannot be unpacked", "see whether the file is whole");
  return out;
}

}  // namespace

Result<TextTable> TextTable::read(const std::filesystem::path& path) {
  TextTable table;
  if (path.extension() == ".gz") {
    EV_TRY(table.bytes_, unpacked(path));
  } else {
    EV_TRY(table.bytes_, Files::real().read(path, 1u << 30));
  }
  const std::string_view all = table.bytes_;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    std::vector<std::pair<std::size_t, std::size_t>> cells;
    for (std::size_t cell = begin;;) {
      const std::size_t tab = std::min(all.find('\t', cell), end);
      cells.emplace_back(cell, tab);
      if (tab == end) break;
      cell = tab + 1;
    }
    if (table.heading_.empty())
      for (const auto& [from, to] : cells) table.heading_.emplace_back(all.substr(from, to - from));
    else
      table.rows_.push_back(std::move(cells));
    begin = end + 1;
  }
  if (table.rows_.empty()) return fail(Code::bad_input, path.string() + " holds no rows", "see whether the file is whole");
  return table;
}

std::string_view TextTable::cell(std::size_t row, std::size_t column) const {
  if (column >= rows_[row].size()) return {};
  const auto [from, to] = rows_[row][column];
  return std::string_view(bytes_).substr(from, to - from);
}

std::size_t TextTable::column_of(std::string_view name) const {
  for (std::size_t c = 0; c < heading_.size(); ++c)
    if (heading_[c] == name) return c;
  std::fprintf(stderr, "train: the table has no column '%.*s'\n", static_cast<int>(name.size()), name.data());
  std::exit(1);
}

}  // namespace evident::training

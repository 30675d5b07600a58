// Any bytes as a table: rows or an error, never a crash, and what was read reads the same when it is written as
// CSV. The first byte says which form they are in, or that they are a mapping.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holds.hpp"
#include "graph/tables/mapping.hpp"
#include "graph/tables/reader.hpp"

using evident::graph::TableForm;
using evident::graph::TableReader;

namespace {

using Rows = std::vector<std::vector<std::string>>;

bool read(std::string_view bytes, TableForm form, Rows& rows) {
  TableReader reader("fuzz", bytes, form);
  std::uint64_t row = 0, line = 0, offset = 0;
  for (;;) {
    const auto more = reader.next();
    if (!more) return require(!more.error().message.empty()), false;
    if (!*more) break;
    require(rows.empty() || reader.cells().size() == rows.front().size());
    require(reader.line() > line && reader.row() == rows.size() && (rows.empty() || reader.offset() > offset));
    row = reader.row(), line = reader.line(), offset = reader.offset();
    rows.emplace_back(reader.cells().begin(), reader.cells().end());
  }
  if (row > 0) {  // the last row again
    reader.seek(offset, row, line);
    const auto again = reader.next();
    require(again && *again && reader.row() == row && reader.line() == line);
    require(std::vector<std::string>(reader.cells().begin(), reader.cells().end()) == rows.back());
  }
  return true;
}

std::string as_csv(const Rows& rows) {
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      out += c ? ",\"" : "\"";
      for (const char byte : row[c]) out.append(byte == '"' ? 2 : 1, byte);
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 'm') {
    (void)evident::graph::read_mapping("fuzz.json", bytes);
    return 0;
  }
  Rows rows, again;
  if (!read(bytes, data[0] == 't' ? TableForm::tsv : TableForm::csv, rows)) return 0;
  require(read(as_csv(rows), TableForm::csv, again));
  require(again == rows);
  return 0;
}

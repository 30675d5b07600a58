// The files of tests/golden/wordings: headings and sentences by people who had not seen the cues.
#pragma once
#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

namespace wordings {

using Row = std::vector<std::string>;

// The rows below the names of the columns. Even rows were used to widen the cues, odd rows only for figures.
inline std::vector<Row> rows(const std::string& file) {
  std::ifstream in(std::string(EVIDENT_SOURCE_DIR) + "/tests/golden/wordings/" + file);
  std::vector<Row> out;
  std::string line;
  std::getline(in, line);  // names of the columns
  while (std::getline(in, line)) {
    Row row(1);
    for (const char c : line)
      if (c == '\t')
        row.emplace_back();
      else
        row.back() += c;
    out.push_back(std::move(row));
  }
  REQUIRE(out.size() > 100);
  return out;
}

}  // namespace wordings

// The labelled data as tables of text: a heading line, then one row a line, cut at tabs.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace evident::training {

class TextTable {
 public:
  static Result<TextTable> read(const std::filesystem::path& path);

  std::size_t rows() const { return rows_.size(); }
  // The text in that row under that heading.
  std::string_view at(std::size_t row, std::string_view column) const { return cell(row, column_of(column)); }
  std::string_view cell(std::size_t row, std::size_t column) const;
  std::size_t column_of(std::string_view name) const;

 private:
  std::string bytes_;  // the cells point into it; a table is moved only before it is read
  std::vector<std::string> heading_;
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> rows_;
};

}  // namespace evident::training

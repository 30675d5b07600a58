// Links of tables, kept until all items are known: sixteen bytes each.
#pragma once
#include <algorithm>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/base/load.hpp"
#include "graph/schema/schema.hpp"

namespace evident::graph {

struct WaitingLink {
  std::uint32_t from;  // row ids and concept numbers are below 2^32; checked where rows are made
  std::uint8_t edge;
  bool to_concept;
  std::uint32_t to;
  std::uint32_t reason;  // see LinkBuffer::reason()
  auto operator<=>(const WaitingLink&) const = default;
};

class LinkBuffer {
 public:
  void add(std::int64_t from, Edge edge, std::int64_t to_item, std::int64_t to_concept, std::string_view reason) {
    links_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint8_t>(edge), to_item == 0,
                      static_cast<std::uint32_t>(to_item ? to_item : to_concept), number(reason)});
  }
  // In the order of the items they leave, none twice. rows: one past the highest row id.
  std::span<const WaitingLink> sorted(std::size_t rows) {
    std::vector<std::size_t> begins(rows + 1, 0);
    for (const WaitingLink& link : links_) ++begins[link.from + 1];
    for (std::size_t i = 1; i <= rows; ++i) begins[i] += begins[i - 1];
    std::vector<WaitingLink> placed(links_.size());
    {
      std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
      for (const WaitingLink& link : links_) placed[next[link.from]++] = link;
    }
    for (std::size_t i = 0; i < rows; ++i)
      if (begins[i + 1] - begins[i] > 1)
        std::sort(placed.begin() + static_cast<std::ptrdiff_t>(begins[i]),
                  placed.begin() + static_cast<std::ptrdiff_t>(begins[i + 1]));
    placed.erase(std::unique(placed.begin(), placed.end()), placed.end());
    links_ = std::move(placed);
    return links_;
  }
  std::string_view reason(std::uint32_t number) const { return reasons_[number]; }
  // Another number than any link's when no link has that reason.
  std::uint32_t number_of(std::string_view reason) const {
    if (reason.empty()) return 0;
    const auto at = numbers_.find(std::string(reason));
    return at == numbers_.end() ? ~std::uint32_t{0} : at->second;
  }

 private:
  std::uint32_t number(std::string_view reason) {
    if (reason.empty()) return 0;
    const auto [at, fresh] =
        numbers_.try_emplace(std::string(reason), static_cast<std::uint32_t>(reasons_.size()));
    if (fresh) reasons_.push_back(at->first);
    return at->second;
  }
  std::vector<WaitingLink> links_;
  std::vector<std::string> reasons_{""};
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

// A store whose links wait.
class LinkingStore : public TableStore {
 public:
  Result<void> link(std::int64_t from, Edge edge, std::int64_t to_item, std::int64_t to_concept,
                    std::string_view reason) override {
    ++outcome_.links;
    links_.add(from, edge, to_item, to_concept, reason);
    return {};
  }

 protected:
  LinkBuffer links_;
  LoadOutcome outcome_;
};

}  // namespace evident::graph

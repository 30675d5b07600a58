// Distinct texts numbered from 0 in the order of their first use: one run of bytes and a table of numbers, no
// allocation a text.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/hash.hpp"

namespace evident::graph {

class NumberedTexts {
 public:
  NumberedTexts() : slots_(64, kFree) {}
  std::uint32_t number(std::string_view text) {
    std::size_t at = xxh64(text) & (slots_.size() - 1);
    while (slots_[at] != kFree) {
      if ((*this)[slots_[at]] == text) return slots_[at];
      at = (at + 1) & (slots_.size() - 1);
    }
    const auto fresh = static_cast<std::uint32_t>(ends_.size());
    slots_[at] = fresh;
    bytes_.append(text);
    ends_.push_back(bytes_.size());
    if (ends_.size() * 2 > slots_.size()) grow();
    return fresh;
  }
  std::string_view operator[](std::uint32_t number) const {
    const std::size_t begin = number ? ends_[number - 1] : 0;
    return std::string_view(bytes_).substr(begin, ends_[number] - begin);
  }
  std::size_t size() const { return ends_.size(); }
  const std::string& bytes() const { return bytes_; }

 private:
  static constexpr std::uint32_t kFree = ~std::uint32_t{0};
  void grow() {
    slots_.assign(slots_.size() * 2, kFree);
    for (std::uint32_t n = 0; n < ends_.size(); ++n) {
      std::size_t at = xxh64((*this)[n]) & (slots_.size() - 1);
      while (slots_[at] != kFree) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = n;
    }
  }
  std::string bytes_;
  std::vector<std::uint64_t> ends_;
  std::vector<std::uint32_t> slots_;  // a power of two of them
};

}  // namespace evident::graph

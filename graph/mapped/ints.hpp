// Whole numbers in as few bytes each as the largest needs: while a graph is built, and as they lie in the file.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "graph/large.hpp"

namespace evident::graph {

// Little-endian, as the file.
inline std::uint64_t load_int(const char* at, unsigned width) {
  const auto as = [at](auto value) {
    std::memcpy(&value, at, sizeof value);
    return std::uint64_t{value};
  };
  switch (width) {
    case 1: return as(std::uint8_t{});
    case 2: return as(std::uint16_t{});
    case 4: return as(std::uint32_t{});
    case 8: return as(std::uint64_t{});
    default: return 0;
  }
}

// A column that widens when a value needs it: 0 bytes each while all are 0, then 1, 2, 4 or 8.
class GrowingInts {
 public:
  std::size_t size() const { return size_; }
  unsigned width() const { return width_; }
  std::uint64_t operator[](std::size_t i) const { return width_ ? load_int(bytes_.data() + i * width_, width_) : 0; }
  void push(std::uint64_t value) {
    ++size_;
    if (width_) bytes_.append(width_, '\0');
    set(size_ - 1, value);
  }
  void set(std::size_t i, std::uint64_t value) {
    if (value >= limit_) widen(value);
    if (width_) std::memcpy(bytes_.data() + i * width_, &value, width_);
  }
  // Further values are 0.
  void resize(std::size_t size) {
    size_ = size;
    bytes_.resize(size * width_, '\0');
  }
  // Gives its memory back.
  void clear() { *this = GrowingInts(); }

 private:
  void widen(std::uint64_t value) {
    const unsigned width = value < 256 ? 1 : value < 65536 ? 2 : value < (std::uint64_t{1} << 32) ? 4 : 8;
    LargeString wide(size_ * width, '\0');
    if (width_)
      for (std::size_t i = 0; i < size_; ++i)
        std::memcpy(wide.data() + i * width, bytes_.data() + i * width_, width_);
    bytes_ = std::move(wide);
    width_ = width;
    limit_ = width == 8 ? ~std::uint64_t{0} : std::uint64_t{1} << (8 * width);
  }

  std::size_t size_ = 0;
  unsigned width_ = 0;
  std::uint64_t limit_ = 1;  // values from here on need more bytes; 8 bytes hold all but the largest
  LargeString bytes_;
};

// How a column lies in the file: value i is base + slope · i + the i-th number of `bytes`. A column that counts up
// with its rows, or is the same everywhere, takes no bytes; one that is so but for a few rows has the places of those,
// 4 bytes each, and then their values.
struct PackedInts {
  unsigned width = 0;
  bool sloped = false, few = false;
  std::int64_t base = 0;
  std::uint64_t count = 0;
  LargeString bytes;
};
// slope: whether a column that counts up may be told from one that does not.
PackedInts pack(const GrowingInts& values, bool slope = true);
// The same, of a column that may have its few other rows by themselves.
PackedInts pack_few(const GrowingInts& values, bool slope = true);
inline constexpr std::size_t kFewShare = 16;  // no more than a sixteenth of the rows are few

}  // namespace evident::graph

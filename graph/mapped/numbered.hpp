// Distinct texts numbered from 0 in the order of their first use: one run of bytes and two tables, no allocation a
// text. Of each text its hash is kept beside its number, so that texts are looked at only where they are equal.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "graph/mapped/ints.hpp"
#include "graph/mapped/spilled.hpp"
#include "support/hash.hpp"

namespace evident::graph {

// Numbers by the hash of what they stand for. Its parts grow one after the other and by a quarter, so that growing
// never takes twice the memory; places follow hashes, so that what grows is read and written in order.
class NumberTable {
 public:
  // The number with this hash for which same(number) is true; `fresh`, which is added, where there is none.
  template <class Same>
  std::uint32_t find_or_add(std::uint32_t hash, std::uint32_t fresh, Same&& same) {
    Part& part = parts_[hash >> (32 - kPartBits)];
    if ((part.used + 1) * 8 > part.slots.size() * 7) grow(part);
    std::size_t at = home(hash, part.slots.size());
    for (; part.slots[at].next; at = after(at, part.slots.size()))
      if (part.slots[at].hash == hash && same(part.slots[at].next - 1)) return part.slots[at].next - 1;
    part.slots[at] = {hash, fresh + 1};
    ++part.used;
    return fresh;
  }

 private:
  struct Slot {
    std::uint32_t hash = 0, next = 0;  // number + 1; 0: free
  };
  struct Part {
    LargeVector<Slot> slots;
    std::size_t used = 0;
  };
  static constexpr unsigned kPartBits = 4;
  static constexpr std::size_t kLeast = 8;  // slots

  static std::size_t home(std::uint32_t hash, std::size_t slots) {
    return static_cast<std::size_t>((std::uint64_t{hash << kPartBits} * slots) >> 32);
  }
  static std::size_t after(std::size_t at, std::size_t slots) { return at + 1 == slots ? 0 : at + 1; }
  static void grow(Part& part) {
    LargeVector<Slot> wider(part.slots.size() + part.slots.size() / 4 + kLeast);
    for (const Slot& slot : part.slots) {
      if (!slot.next) continue;
      std::size_t at = home(slot.hash, wider.size());
      while (wider[at].next) at = after(at, wider.size());
      wider[at] = slot;
    }
    part.slots = std::move(wider);
  }

  std::array<Part, std::size_t{1} << kPartBits> parts_;
};

class NumberedTexts {
 public:
  void spill(const Spilling& to) { bytes_.spill(to); }
  std::uint32_t number(std::string_view text) {
    const auto fresh = static_cast<std::uint32_t>(ends_.size());
    const std::uint32_t number = table_.find_or_add(static_cast<std::uint32_t>(xxh64(text) >> 32), fresh,
                                                    [&](std::uint32_t known) { return (*this)[known] == text; });
    if (number == fresh) {
      bytes_.append(text);
      ends_.push(bytes_.size());
    }
    return number;
  }
  std::string_view operator[](std::uint32_t number) const {
    return bytes_.view(number ? ends_[number - 1] : 0, ends_[number]);
  }
  // No text is numbered after this: what finds them is given back.
  void close() { table_ = NumberTable(); }
  std::size_t size() const { return ends_.size(); }
  const GrowingInts& ends() const { return ends_; }
  const SpilledBytes& bytes() const { return bytes_; }
  SpilledBytes& bytes() { return bytes_; }

 private:
  SpilledBytes bytes_;
  GrowingInts ends_;
  NumberTable table_;
};

}  // namespace evident::graph

// Distinct texts numbered from 0 in the order of their first use: one run of bytes and two tables, no allocation a
// text. Of each text its hash is kept beside its number, so that texts are looked at only where they are equal.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "graph/mapped/ints.hpp"
#include "graph/mapped/spilled.hpp"
#include "support/hash.hpp"

namespace evident::graph {

class NumberedTexts {
 public:
  NumberedTexts() : slots_(64) {}
  void spill(const Spilling& to) { bytes_.spill(to); }
  std::uint32_t number(std::string_view text) {
    const auto hash = static_cast<std::uint32_t>(xxh64(text) >> 32);
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].next; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at].hash == hash && (*this)[slots_[at].next - 1] == text) return slots_[at].next - 1;
    const auto fresh = static_cast<std::uint32_t>(ends_.size());
    slots_[at] = {hash, fresh + 1};
    bytes_.append(text);
    ends_.push(bytes_.size());
    if (ends_.size() * 4 > slots_.size() * 3) grow();
    return fresh;
  }
  std::string_view operator[](std::uint32_t number) const {
    return bytes_.view(number ? ends_[number - 1] : 0, ends_[number]);
  }
  std::size_t size() const { return ends_.size(); }
  const GrowingInts& ends() const { return ends_; }
  const SpilledBytes& bytes() const { return bytes_; }
  SpilledBytes& bytes() { return bytes_; }

 private:
  struct Slot {
    std::uint32_t hash = 0, next = 0;  // number + 1; 0: free
  };
  void grow() {
    LargeVector<Slot> wider(slots_.size() * 2);
    for (const Slot& slot : slots_) {
      if (!slot.next) continue;
      std::size_t at = slot.hash & (wider.size() - 1);
      while (wider[at].next) at = (at + 1) & (wider.size() - 1);
      wider[at] = slot;
    }
    slots_ = std::move(wider);
  }
  SpilledBytes bytes_;
  GrowingInts ends_;
  LargeVector<Slot> slots_;  // a power of two of them
};

}  // namespace evident::graph

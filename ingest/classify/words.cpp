// Open addressing over words that fit two machine words, which nearly all do; longer ones are told apart by
// their bytes. The bytes lie in chunks that never move.
#include "ingest/classify/words.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <string>

namespace evident::ingest {
namespace {

// More distinct words than the documents of one field hold; a table of this size is some megabytes.
constexpr std::size_t kLarge = 1u << 17;
constexpr std::size_t kChunk = 1u << 14;

std::shared_ptr<WordTable>& table() {
  static thread_local std::shared_ptr<WordTable> words = std::make_shared<WordTable>();
  return words;
}

}  // namespace

static_assert(std::endian::native == std::endian::little, "words are packed with their first byte lowest");

WordTable::WordTable() : slots_(1u << 13), mask_((1u << 13) - 1) {
  static std::atomic<std::uint64_t> made{0};
  serial_ = ++made;
  views_.reserve(1u << 12);
  number({});  // number 0: the empty word, which slots cannot hold
}

const std::shared_ptr<WordTable>& WordTable::current() { return table(); }

void WordTable::renew_if_large() {
  if (table()->size() > kLarge) renew();
}
void WordTable::renew() { table() = std::make_shared<WordTable>(); }

std::uint32_t WordTable::number(std::string_view folded) {
  if (folded.empty()) {
    if (views_.empty()) views_.emplace_back("", 0);
    return 0;
  }
  if (folded.size() > 16) {
    std::uint64_t low = 0xCBF29CE484222325u, high = 0x84222325CBF29CE4u;
    for (const char c : folded) {
      low = (low ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
      high = (high + static_cast<unsigned char>(c)) * 0x9E3779B97F4A7C15u;
    }
    return find(low, high, folded.size(), folded.data());
  }
  char bytes[16] = {};
  std::memcpy(bytes, folded.data(), folded.size());
  std::uint64_t low, high;
  std::memcpy(&low, bytes, 8);
  std::memcpy(&high, bytes + 8, 8);
  return find(low, high, folded.size(), nullptr);
}

std::uint32_t WordTable::long_ascii(const char* word, std::size_t size) {
  std::string folded(word, size);
  for (char& c : folded) c = static_cast<char>(c | 0x20);
  return number(folded);
}

const char* WordTable::keep(std::string_view text) {
  if (text.size() > room_) {
    const std::size_t size = std::max(kChunk, text.size());
    chunks_.push_back(std::make_unique<char[]>(size));
    next_ = chunks_.back().get();
    room_ = size;
  }
  char* const at = next_;
  std::memcpy(at, text.data(), text.size());
  next_ += text.size();
  room_ -= text.size();
  return at;
}

std::uint32_t WordTable::insert(Slot& slot, std::uint64_t low, std::uint64_t high, std::size_t size,
                                const char* text) {
  char bytes[16];
  if (!text) {
    std::memcpy(bytes, &low, 8);
    std::memcpy(bytes + 8, &high, 8);
  }
  const auto number = static_cast<std::uint32_t>(views_.size());
  views_.emplace_back(keep({text ? text : bytes, size}), size);
  slot = {low, high, static_cast<std::uint32_t>(size), number};
  if (views_.size() * 2 > slots_.size()) {
    std::vector<Slot> larger(slots_.size() * 2);
    mask_ = larger.size() - 1;
    for (const Slot& old : slots_) {
      if (old.size == 0) continue;
      std::uint64_t at = mix(old.low, old.high, old.size);
      while (larger[at & mask_].size != 0) ++at;
      larger[at & mask_] = old;
    }
    slots_ = std::move(larger);
  }
  return number;
}

}  // namespace evident::ingest

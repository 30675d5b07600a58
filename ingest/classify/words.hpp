// The distinct words of the texts a thread reads, each once and with a number, so that what is known of a
// word is looked up once a word and not once an occurrence.
#pragma once
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace evident::ingest {

// Where a word opens a cue: the list, the cue's place in it, and a sieve for the word behind: a bit for the
// opening() of each that the cue may go on with, all bits where any will do.
struct CueOpening {
  std::uint32_t list, cue;
  std::uint64_t next;
};

// Grows only; numbers and the views handed out stay valid as long as the table lives. One thread's own.
class WordTable {
 public:
  WordTable();
  WordTable(const WordTable&) = delete;
  WordTable& operator=(const WordTable&) = delete;

  // The table of this thread. Replaced by an empty one where it has grown past what one language's documents
  // hold; who keeps the pointer keeps the old table.
  static const std::shared_ptr<WordTable>& current();
  static void renew_if_large();
  static void renew();

  std::size_t size() const { return views_.size(); }
  std::string_view operator[](std::uint32_t number) const { return views_[number]; }
  // Tells tables apart for those who remember things by number.
  std::uint64_t serial() const { return serial_; }

  // The number of a folded word.
  std::uint32_t number(std::string_view folded);
  // The number of a stretch of ASCII letters and digits, which is folded here; `room` says how many bytes may
  // be read from its start.
  std::uint32_t number_of_ascii(const char* word, std::size_t size, std::size_t room) {
    if (size > 16) return long_ascii(word, size);
    // Bit 5 makes capitals small and leaves digits and small letters as they are.
    constexpr std::uint64_t kSmall = 0x2020202020202020u;
    std::uint64_t low = 0, high = 0;
    if (room >= 16) {
      std::memcpy(&low, word, 8);
      std::memcpy(&high, word + 8, 8);
      low |= kSmall;
      high |= kSmall;
      if (size < 8) low &= (std::uint64_t{1} << (size * 8)) - 1;
      high &= size <= 8 ? 0 : size == 16 ? ~std::uint64_t{0} : (std::uint64_t{1} << ((size - 8) * 8)) - 1;
    } else {
      char bytes[16] = {};
      for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(word[i] | 0x20);
      std::memcpy(&low, bytes, 8);
      std::memcpy(&high, bytes + 8, 8);
    }
    return find(low, high, size, nullptr);
  }

  // What the word may open in the cue lists of the program; filled by cues.cpp up to size().
  struct Opens {
    std::uint64_t lists = 0;        // a bit for each list that has such a cue
    std::uint64_t at_once = 0;      // of those, the lists with one that any word may follow
    std::uint32_t first_next = 0;   // in lists_before, where there are such lists
    std::uint32_t first_group = 0;  // in groups: one for each of those lists, ascending
    std::uint32_t opening = 0;      // the word's own bit in CueOpening::next
    std::uint32_t elements = 0;     // in element_bits
  };
  struct Group {
    std::uint32_t begin, end;  // in openings
    std::uint64_t next;        // all of theirs
  };
  std::vector<Opens> opens;
  std::vector<Group> groups;
  // For a word that opens cues, 64 times the lists of those that may go on with a word of that opening.
  std::vector<std::uint64_t> lists_before;
  std::vector<CueOpening> openings;
  // A bit for each element of cues that a word fits; words that fit none share the first row.
  std::vector<std::uint64_t> element_bits;

 private:
  struct Slot {
    std::uint64_t low = 0, high = 0;  // the bytes of a word of at most 16, else its hashes
    std::uint32_t size = 0, number = 0;
  };
  static std::uint64_t mix(std::uint64_t low, std::uint64_t high, std::size_t size) {
    std::uint64_t h = (low ^ (size * 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    h ^= (high + 0x2545F4914F6CDD1Du) * 0x9FB21C651E98DF25u;
    return h ^ (h >> 29);
  }
  std::uint32_t find(std::uint64_t low, std::uint64_t high, std::size_t size, const char* text) {
    for (std::uint64_t at = mix(low, high, size);; ++at) {
      Slot& slot = slots_[at & mask_];
      if (slot.size == size && slot.low == low && slot.high == high &&
          (!text || std::memcmp(views_[slot.number].data(), text, size) == 0))
        return slot.number;
      if (slot.size == 0) return insert(slot, low, high, size, text);
    }
  }
  std::uint32_t insert(Slot& slot, std::uint64_t low, std::uint64_t high, std::size_t size, const char* text);
  std::uint32_t long_ascii(const char* word, std::size_t size);
  const char* keep(std::string_view text);

  std::vector<Slot> slots_;
  std::uint64_t mask_ = 0, serial_ = 0;
  std::vector<std::string_view> views_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t room_ = 0;
  char* next_ = nullptr;
};

}  // namespace evident::ingest

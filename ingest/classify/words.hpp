// The distinct words of the texts a thread reads, each once and with a number, so that what is known of a
// word is looked up once a word and not once an occurrence.
#pragma once
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace evident::ingest {

// Where a word opens a cue: the list, the cue's place in it, and what decides of most without looking at the cue: a
// sieve for the word behind, a bit for the opening() of each that the cue may go on with, all bits where any will do;
// and the number of the element that the word behind has to fit.
struct CueOpening {
  static constexpr std::uint16_t kNone = 0xFFFF;  // no more words, or a gap
  std::uint32_t cue;
  std::uint16_t second;
  std::uint8_t list;
  bool anchored : 1;  // only at the beginning of a sentence
  bool goes_on : 1;   // there is more to it than its first word and `second`
  std::uint64_t next;
};

// A word of a text from which on a cue may be: its first word fits, and the word behind if it needs one.
struct CueStart {
  std::uint32_t at;
  std::uint32_t cue : 29, anchored : 1, needs_second : 1, goes_on : 1;
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

  // What the word may open in the cue lists of the program, and which elements of cues it fits; filled by cues.cpp up
  // to size(). Small, as every word of every text is looked at: it stays in the processor's nearer caches.
  static constexpr std::uint32_t kNoSieve = ~std::uint32_t{0};
  struct Opens {
    std::uint32_t begin = 0, end = 0;  // in openings
    std::uint32_t sieve = kNoSieve;    // in sieves, of a word that opens many
    std::uint32_t elements = 0;        // in elements: its first bucket
    std::uint16_t last_bucket = 0;     // as many ones as tell its buckets apart: an element's lowest bits say which it is in
    std::uint16_t opening = 0;         // the word's own bit in CueOpening::next
  };
  std::vector<Opens> opens;
  std::vector<CueOpening> openings;
  // Of such a word its openings by what may stand behind it, for each bit of CueOpening::next, and last those that any
  // word may follow: where each list begins and the last ends, then the lists, ascending, counted from its first opening.
  static constexpr std::size_t kSieves = 64;
  std::vector<std::uint16_t> sieves;
  // Buckets of eight, filled up with CueOpening::kNone; the first one is that of words that fit none.
  static constexpr std::size_t kBucket = 8;
  std::vector<std::uint16_t> elements;
  bool fits(const Opens& word, std::uint16_t element) const {
    typedef std::uint16_t Bucket __attribute__((vector_size(2 * kBucket)));
    Bucket some;
    std::memcpy(&some, elements.data() + word.elements + (element & word.last_bucket) * kBucket, sizeof some);
    const auto same = some == element;
    std::uint64_t any[2];
    std::memcpy(any, &same, sizeof any);
    return (any[0] | any[1]) != 0;
  }

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

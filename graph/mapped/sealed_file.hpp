// A mapped file that is believed block by block: header and table when it is opened, each block's checksum and rule
// when it is first touched. What does not fit is never read as data: the accessor gives an empty value and the file
// is known to be damaged, so that whoever asked refuses the answer and has it rebuilt.
#pragma once
#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/mapped/ints.hpp"
#include "graph/mapped/layout.hpp"
#include "support/files.hpp"
#include "support/result.hpp"

namespace evident::graph {

class SealedFile {
 public:
  // Code::corrupt when header or table are not what was written; Code::newer_version; Code::conflict for another
  // version or schema: rebuild. The time does not grow with the file, but for 8 bytes of checksum a block.
  static Result<std::unique_ptr<SealedFile>> open(std::shared_ptr<const MappedFile> bytes);

  std::span<const SectionEntry> table() const { return table_; }
  const SectionEntry* find(Part part, std::size_t of = 0, std::size_t by = 0) const;
  const char* data(const SectionEntry& entry) const { return bytes_.data() + entry.offset; }
  std::uint64_t size() const { return bytes_.size(); }

  // Whether bytes [begin, begin + length) of a section are what was written.
  bool touch(const SectionEntry& entry, std::uint64_t begin, std::uint64_t length) const {
    if (length == 0) return true;
    const std::uint64_t last = (begin + length - 1) / kBlock;
    for (std::uint64_t b = begin / kBlock; b <= last; ++b)
      if (state_[entry.first_block + b].load(std::memory_order_acquire) != kGood) return check_all(entry, b, last);
    return true;
  }
  bool touch(const SectionEntry& entry) const { return touch(entry, 0, entry.size); }

  // Asks the disk for the block of a byte of a section, unless it is whole in one or was seen.
  void will_read(const SectionEntry& entry, std::uint64_t byte) const;

  // What was found wrong first; empty: nothing.
  std::string damage() const;
  bool damaged() const;
  void damaged(const SectionEntry& entry, std::string_view what) const;

 private:
  enum : std::uint8_t { kUnseen, kGood, kBad };
  SealedFile() = default;
  bool check(const SectionEntry& entry, std::uint64_t block) const;
  bool check_all(const SectionEntry& entry, std::uint64_t first, std::uint64_t last) const;
  bool keeps_rule(const SectionEntry& entry, std::uint64_t block) const;

  std::shared_ptr<const MappedFile> file_;
  std::string_view bytes_;
  std::span<const SectionEntry> table_;
  const std::uint64_t* checksums_ = nullptr;
  std::unique_ptr<std::atomic<std::uint8_t>[]> state_;
  mutable std::atomic<bool> damaged_{false};
  mutable std::atomic<const SectionEntry*> where_{nullptr};
};

// A column of whole numbers as it lies in the file. A section that is not there: all are 0.
class Ints {
 public:
  Ints() = default;
  Ints(const SealedFile& file, const SectionEntry* entry)
      : file_(&file), entry_(entry), data_(entry ? file.data(*entry) : nullptr) {}
  explicit operator bool() const { return entry_ != nullptr; }
  std::uint64_t size() const { return entry_ ? entry_->count : 0; }
  std::uint64_t operator[](std::uint64_t i) const {
    if (!entry_) return 0;
    const SectionEntry& e = *entry_;
    if (i >= e.count) return wrong("a place outside");
    std::uint64_t value = static_cast<std::uint64_t>(e.base) + (e.sloped ? i : 0);
    if (e.few) {
      if (const std::uint64_t j = few_before(i); few_place(j) == i) return few_value(j);
    } else if (e.width) {
      if (!file_->touch(e, i * e.width, e.width)) return 0;
      value += load_int(data_ + i * e.width, e.width);
    }
    return within(value);
  }
  // What all rows have but for the few.
  std::uint64_t common() const { return entry_ ? within(static_cast<std::uint64_t>(entry_->base)) : 0; }
  // Of a column whose few other rows are by themselves: how many there are, where the j-th stands, and its value.
  std::uint64_t num_few() const { return entry_ && entry_->few ? entry_->size / (4 + entry_->width) : 0; }
  std::uint64_t few_place(std::uint64_t j) const {  // past the last: no place
    return j < num_few() && file_->touch(*entry_, j * 4, 4) ? load_int(data_ + j * 4, 4) : ~std::uint64_t{0};
  }
  std::uint64_t few_value(std::uint64_t j) const {
    const std::uint64_t at = num_few() * 4 + j * entry_->width;
    return j < num_few() && file_->touch(*entry_, at, entry_->width) ? within(load_int(data_ + at, entry_->width)) : 0;
  }
  // How many of them stand before place i.
  std::uint64_t few_before(std::uint64_t i) const {
    std::uint64_t low = 0, high = num_few();
    while (low < high) {
      const std::uint64_t middle = (low + high) / 2;
      if (few_place(middle) < i)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }
  const SectionEntry* entry() const { return entry_; }
  const char* data() const { return data_; }
  bool touch() const { return !entry_ || file_->touch(*entry_); }

 private:
  std::uint64_t within(std::uint64_t value) const {
    const SectionEntry& e = *entry_;
    return value < e.limit || e.rule == Rule::none || (e.rule == Rule::ascending && value == e.limit)
               ? value : wrong("a value outside");
  }
  std::uint64_t wrong(std::string_view what) const {
    file_->damaged(*entry_, what);
    return 0;
  }
  const SealedFile* file_ = nullptr;
  const SectionEntry* entry_ = nullptr;
  const char* data_ = nullptr;
};

// The same for loops: touched whole when it is made. A place outside, or a damaged file: 0.
class WholeInts {
 public:
  explicit WholeInts(const Ints& ints) {
    const SectionEntry* e = ints.entry();
    if (!e || !ints.touch()) return;
    data_ = ints.data();
    width_ = e->width;
    sloped_ = e->sloped;
    base_ = static_cast<std::uint64_t>(e->base);
    count_ = e->count;
  }
  std::uint64_t operator[](std::uint64_t i) const {
    return i < count_ ? base_ + (sloped_ ? i : 0) + load_int(data_ + i * width_, width_) : 0;
  }

 private:
  const char* data_ = nullptr;
  unsigned width_ = 0;
  bool sloped_ = false;
  std::uint64_t base_ = 0, count_ = 0;
};

class Bytes {
 public:
  Bytes() = default;
  Bytes(const SealedFile& file, const SectionEntry* entry) : file_(&file), entry_(entry) {}
  std::string_view get(std::uint64_t begin, std::uint64_t end) const {
    if (!entry_ || begin == end) return {};
    if (begin > end || end > entry_->size) {
      file_->damaged(*entry_, "a range outside");
      return {};
    }
    if (!file_->touch(*entry_, begin, end - begin)) return {};
    return {file_->data(*entry_) + begin, static_cast<std::size_t>(end - begin)};
  }
  std::uint64_t size() const { return entry_ ? entry_->size : 0; }

 private:
  const SealedFile* file_ = nullptr;
  const SectionEntry* entry_ = nullptr;
};

// Checksums and sizes of a file whose bytes were changed on purpose; fuzzing mends broken files with it. False: its
// table lies outside.
bool seal(std::string& bytes);

// Bytes that nobody mapped, as a mapped file.
std::shared_ptr<const MappedFile> owned_bytes(std::string bytes);

}  // namespace evident::graph

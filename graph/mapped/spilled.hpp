// What is too much for memory while a graph is built: bytes and numbers that are only added to, and records that are
// sorted. All stay in memory until they are more than a limit, and go to a file without a name then; where there is none (a folder
// that cannot be written, a full disk) they stay in memory.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/large.hpp"
#include "support/large_files.hpp"

namespace evident::graph {

// What was put aside is gone: the disk failed.
tl::unexpected<Error> scratch_lost();

// Where a builder puts what is too much, and how much is. As it is made: everything stays in memory.
struct Spilling {
  LargeFiles* files = nullptr;
  std::filesystem::path folder;
  std::size_t bytes = std::size_t{16} << 20;  // that a run of bytes, or the records of one sort, may hold in memory

  // For what is added one after the other and read in that order, which needs little memory.
  Spilling in_order() const { return {files, folder, bytes / 8}; }
  std::unique_ptr<ScratchFile> scratch() const { return files ? files->scratch(folder) : nullptr; }
};

// Texts one after the other. A view of one is good until the next append.
class SpilledBytes {
 public:
  void spill(const Spilling& to) { to_ = to; }
  SpilledBytes another() const {  // empty, and put aside as this is
    SpilledBytes other;
    other.spill(to_);
    return other;
  }
  std::uint64_t size() const { return spilled_ + tail_.size(); }
  void append(std::string_view text) {
    tail_.append(text);
    if (tail_.size() >= to_.bytes && to_.files) spill();
  }
  // Of one text: what was appended at once.
  std::string_view view(std::uint64_t begin, std::uint64_t end) const {
    if (begin >= spilled_)
      return std::string_view(tail_).substr(static_cast<std::size_t>(begin - spilled_), static_cast<std::size_t>(end - begin));
    return {looked_at(begin, end) + begin, static_cast<std::size_t>(end - begin)};
  }
  // All of it, in pieces.
  template <class Take>
  void each_piece(Take&& take) {
    constexpr std::uint64_t kPiece = 1u << 20;
    std::string piece;
    for (std::uint64_t at = 0; at < spilled_; at += kPiece) {
      piece.resize(static_cast<std::size_t>(std::min(kPiece, spilled_ - at)));
      lost_ = lost_ || !file_->read(at, piece.data(), piece.size());
      take(std::string_view(piece));
    }
    take(std::string_view(tail_));
  }
  // Whether the disk failed, so that views held what nobody wrote.
  bool lost() const { return lost_ || (file_ && file_->lost()); }

 private:
  void spill();
  const char* looked_at(std::uint64_t begin, std::uint64_t end) const;

  Spilling to_;
  std::unique_ptr<ScratchFile> file_;
  const char* map_ = nullptr;
  std::uint64_t spilled_ = 0;  // bytes of the file; `tail_` goes on from there
  LargeString tail_;
  bool lost_ = false;
  mutable std::vector<bool> seen_;  // parts of the file that were looked at since it was let go of
  mutable std::size_t seen_parts_ = 0;
};

// Numbers one after the other, 4 bytes each.
class SpilledNumbers {
 public:
  void spill(const Spilling& to) { bytes_.spill(to); }
  std::size_t size() const { return static_cast<std::size_t>(bytes_.size() / sizeof(std::uint32_t)); }
  void push(std::uint32_t number) { bytes_.append({reinterpret_cast<const char*>(&number), sizeof number}); }
  std::uint32_t operator[](std::size_t i) const {
    return number_at(bytes_.view(i * sizeof(std::uint32_t), (i + 1) * sizeof(std::uint32_t)).data());
  }
  // All of them, take(number) for each.
  template <class Take>
  void each(Take&& take) {
    bytes_.each_piece([&](std::string_view piece) {
      for (std::size_t at = 0; at < piece.size(); at += sizeof(std::uint32_t)) take(number_at(piece.data() + at));
    });
  }
  bool lost() const { return bytes_.lost(); }

 private:
  static std::uint32_t number_at(const char* at) {
    std::uint32_t number = 0;
    std::memcpy(&number, at, sizeof number);
    return number;
  }
  SpilledBytes bytes_;
};

// Records, each a run of bytes, in the order of Less; equal ones as they came. Runs are sorted in memory and merged.
template <class Less>
class SortedRecords {
 public:
  explicit SortedRecords(const Spilling& to, Less less = {}) : to_(to), less_(less) {}
  void add(std::string_view record) {
    const auto size = static_cast<std::uint32_t>(record.size());
    places_.push_back(bytes_.size());
    bytes_.append(reinterpret_cast<const char*>(&size), sizeof size).append(record);
    if (bytes_.size() + places_.size() * sizeof places_[0] >= to_.bytes && to_.files) end_run();
  }
  // Calls take(record) for each, the least first; the records are gone then. False: the disk failed.
  template <class Take>
  bool each(Take&& take) {
    if (runs_.empty()) {
      sort();
      for (const std::uint64_t place : places_) take(record_at(bytes_.data() + place));
      forget();
      return true;
    }
    if (!places_.empty()) end_run();
    return merge(take);
  }

 private:
  static constexpr std::size_t kPart = 1u << 18;  // bytes of a run written or read at once
  struct Run {
    std::uint64_t begin = 0, end = 0;  // in the file
    LargeString bytes;                 // or the run itself
  };
  // Reads one run from its beginning, a part at a time.
  class Reader {
   public:
    Reader(const Run& run, const ScratchFile* file) : run_(run), file_(file), next_(run.begin) { advance(); }
    bool over() const { return over_; }
    bool failed() const { return failed_; }
    std::string_view record() const { return record_; }
    void advance() {
      const char* size_at = have(sizeof(std::uint32_t));
      std::uint32_t size = 0;
      if (!size_at) return;
      std::memcpy(&size, size_at, sizeof size);
      at_ += sizeof size;
      if (const char* bytes = have(size)) record_ = {bytes, size};
      at_ += size;
    }

   private:
    // The next bytes of the run; nothing at its end.
    const char* have(std::size_t size) {
      if (!run_.bytes.empty()) {
        over_ = at_ + size > run_.bytes.size();
        return over_ ? nullptr : run_.bytes.data() + at_;
      }
      if (part_.size() - at_ < size) {
        part_.erase(0, at_);
        at_ = 0;
        const std::size_t held = part_.size();
        const auto more = static_cast<std::size_t>(std::min<std::uint64_t>(run_.end - next_, std::max(kPart, size)));
        part_.resize(held + more);
        failed_ = failed_ || !file_->read(next_, part_.data() + held, more);
        next_ += more;
      }
      over_ = failed_ || part_.size() - at_ < size || (size && part_.empty());
      return over_ ? nullptr : part_.data() + at_;
    }
    const Run& run_;
    const ScratchFile* file_;
    std::uint64_t next_;
    std::string part_;
    std::size_t at_ = 0;
    std::string_view record_;
    bool over_ = false, failed_ = false;
  };

  static std::string_view record_at(const char* at) {
    std::uint32_t size = 0;
    std::memcpy(&size, at, sizeof size);
    return {at + sizeof size, size};
  }
  void sort() {
    std::stable_sort(places_.begin(), places_.end(), [this](std::uint64_t a, std::uint64_t b) {
      return less_(record_at(bytes_.data() + a), record_at(bytes_.data() + b));
    });
  }
  void end_run() {
    sort();
    if (!file_) file_ = to_.scratch();
    Run run;
    run.begin = file_ ? file_->size() : 0;
    std::string part;
    const bool written = file_ && in_order([&](std::string_view record) {
      part.append(record);
      if (part.size() < kPart) return true;
      const bool appended = file_->append(part);
      part.clear();
      return appended;
    });
    if (written && file_->append(part))
      run.end = file_->size();
    else
      in_order([&run](std::string_view record) { return run.bytes.append(record), true; });
    runs_.push_back(std::move(run));
    places_.clear();
    bytes_.clear();
  }
  // The records of this run, each with its size before it, as long as put() returns true.
  template <class Put>
  bool in_order(Put&& put) const {
    return std::all_of(places_.begin(), places_.end(), [&](std::uint64_t place) {
      const char* at = bytes_.data() + place;
      return put({at, sizeof(std::uint32_t) + record_at(at).size()});
    });
  }
  void forget() { places_ = {}, bytes_ = {}, runs_ = {}, file_.reset(); }

  template <class Take>
  bool merge(Take&& take) {
    places_ = {}, bytes_ = {};
    std::vector<Reader> readers;
    readers.reserve(runs_.size());
    for (const Run& run : runs_) readers.emplace_back(run, file_.get());
    // The least record on top; of equal ones that of the earlier run.
    const auto later = [&](std::size_t a, std::size_t b) {
      if (less_(readers[a].record(), readers[b].record())) return false;
      return less_(readers[b].record(), readers[a].record()) || a > b;
    };
    std::vector<std::size_t> heap;
    for (std::size_t r = 0; r < readers.size(); ++r)
      if (!readers[r].over()) heap.push_back(r);
    std::make_heap(heap.begin(), heap.end(), later);
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), later);
      Reader& reader = readers[heap.back()];
      take(reader.record());
      reader.advance();
      if (reader.over())
        heap.pop_back();
      else
        std::push_heap(heap.begin(), heap.end(), later);
    }
    const bool whole = std::none_of(readers.begin(), readers.end(), [](const Reader& r) { return r.failed(); });
    readers.clear();
    forget();
    return whole;
  }

  Spilling to_;
  Less less_;
  LargeString bytes_;  // of this run: the size of each record, then the record
  LargeVector<std::uint64_t> places_;
  std::unique_ptr<ScratchFile> file_;
  std::vector<Run> runs_;
};

}  // namespace evident::graph

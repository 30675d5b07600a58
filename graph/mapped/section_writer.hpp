// The mapped file from its beginning to its end: each section goes out as it is made, with the checksums of its blocks;
// the table comes last, and the header is filled in then. Nothing of a section stays in memory.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/mapped/ints.hpp"
#include "graph/mapped/layout.hpp"
#include "support/large_files.hpp"
#include "support/result.hpp"

namespace evident::graph {

class SectionWriter {
 public:
  struct Key {
    Part part;
    std::size_t of = 0, by = 0;
  };
  explicit SectionWriter(WrittenFile& file);

  // Nothing is written of what is empty.
  void put_bytes(Key key, std::string_view bytes);
  template <class T, class A>
  void put(Key key, const std::vector<T, A>& values, Rule rule, std::uint64_t limit) {
    if (values.empty()) return;
    SectionEntry& e = begin(key);
    e.width = sizeof(T);
    e.count = values.size();
    e.rule = rule;
    e.limit = limit;
    append({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
  }
  // Nothing is written of a column that is 0 everywhere, unless its length is asked for.
  void put(Key key, const GrowingInts& values, std::uint64_t limit, Rule rule = Rule::below, bool slope = true);
  void put_few(Key key, const GrowingInts& values, std::uint64_t limit, bool slope = true);
  void put(Key key, const PackedInts& packed, std::uint64_t limit, Rule rule);

  // A section of which the bytes come in pieces; what its entry says besides is for the caller to fill in. The entry
  // is good until the next section.
  SectionEntry& begin(Key key);
  void append(std::string_view bytes);
  SectionEntry& last() { return table_.back(); }
  bool last_is(Part part) const { return !table_.empty() && table_.back().part == part; }

  // words: that all quotations have. Errors: the first of the file's.
  Result<void> finish(std::uint64_t words);

 private:
  void out(std::string_view bytes);
  void flush();
  void end_section();

  WrittenFile& file_;
  Result<void> state_;
  std::string waiting_;  // for the file
  std::uint64_t size_ = 0;
  std::string block_;  // of the section, as far as it has come
  std::vector<SectionEntry> table_;
  std::vector<std::vector<std::uint64_t>> checksums_;  // of each section's blocks
};

// A section of numbers of 4 bytes that come one after the other. Nothing else is written while it lives.
class NumberSection {
 public:
  NumberSection(SectionWriter& file, SectionWriter::Key key, Rule rule, std::uint64_t limit) : file_(file) {
    SectionEntry& e = file_.begin(key);
    e.width = sizeof(std::uint32_t);
    e.rule = rule;
    e.limit = limit;
  }
  NumberSection(const NumberSection&) = delete;
  NumberSection& operator=(const NumberSection&) = delete;
  ~NumberSection() { put(); }
  void push(std::uint32_t number) {
    some_.push_back(number);
    if (some_.size() == kAtOnce) put();
  }

 private:
  static constexpr std::size_t kAtOnce = 1u << 14;
  void put() {
    file_.last().count += some_.size();
    file_.append({reinterpret_cast<const char*>(some_.data()), some_.size() * sizeof(std::uint32_t)});
    some_.clear();
  }
  SectionWriter& file_;
  std::vector<std::uint32_t> some_;
};

}  // namespace evident::graph

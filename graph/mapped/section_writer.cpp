#include "graph/mapped/section_writer.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <tuple>

#include "graph/schema/fingerprint.hpp"
#include "support/hash.hpp"

namespace evident::graph {
namespace {

constexpr std::size_t kAtOnce = 1u << 20;  // bytes handed to the file

template <class T>
std::string_view bytes_of(const T* values, std::size_t count) {
  return {reinterpret_cast<const char*>(values), count * sizeof(T)};
}

}  // namespace

SectionWriter::SectionWriter(WrittenFile& file) : file_(file) { out(std::string(sizeof(MappedHeader), '\0')); }

void SectionWriter::out(std::string_view bytes) {
  size_ += bytes.size();
  if (waiting_.size() + bytes.size() > kAtOnce) flush();
  if (bytes.size() > kAtOnce) {
    if (state_) state_ = file_.append(bytes);
  } else {
    waiting_.append(bytes);
  }
}
void SectionWriter::flush() {
  if (state_ && !waiting_.empty()) state_ = file_.append(waiting_);
  waiting_.clear();
}

SectionEntry& SectionWriter::begin(Key key) {
  end_section();
  out(std::string((kSectionAlign - size_ % kSectionAlign) % kSectionAlign, '\0'));
  SectionEntry entry{};
  entry.part = key.part;
  entry.of = static_cast<std::uint8_t>(key.of);
  entry.by = static_cast<std::uint8_t>(key.by);
  entry.offset = size_;
  checksums_.emplace_back();
  return table_.emplace_back(entry);
}
void SectionWriter::append(std::string_view bytes) {
  table_.back().size += bytes.size();
  out(bytes);
  while (!bytes.empty()) {
    if (block_.empty() && bytes.size() >= kBlock) {
      checksums_.back().push_back(xxh64(bytes.substr(0, kBlock)));
      bytes.remove_prefix(kBlock);
      continue;
    }
    const std::size_t more = std::min<std::size_t>(kBlock - block_.size(), bytes.size());
    block_.append(bytes.substr(0, more));
    bytes.remove_prefix(more);
    if (block_.size() < kBlock) break;
    checksums_.back().push_back(xxh64(block_));
    block_.clear();
  }
}
void SectionWriter::end_section() {
  if (!block_.empty()) checksums_.back().push_back(xxh64(block_));
  block_.clear();
}

void SectionWriter::put_bytes(Key key, std::string_view bytes) {
  if (bytes.empty()) return;
  SectionEntry& e = begin(key);
  e.width = 1;
  e.count = bytes.size();
  append(bytes);
}
void SectionWriter::put(Key key, const GrowingInts& values, std::uint64_t limit, Rule rule, bool slope) {
  if (values.size() == 0 || (values.width() == 0 && key.part != Part::kind_counts && rule != Rule::ascending)) return;
  put(key, pack(values, slope), limit, rule);
}
void SectionWriter::put_few(Key key, const GrowingInts& values, std::uint64_t limit, bool slope) {
  if (values.size() && values.width()) put(key, pack_few(values, slope), limit, Rule::below);
}
void SectionWriter::put(Key key, const PackedInts& packed, std::uint64_t limit, Rule rule) {
  SectionEntry& e = begin(key);
  e.width = static_cast<std::uint8_t>(packed.width);
  e.sloped = packed.sloped;
  e.few = packed.few;
  e.base = packed.base;
  e.count = packed.count;
  e.rule = rule;
  e.limit = limit;
  append(packed.bytes);
}

Result<void> SectionWriter::finish(std::uint64_t words) {
  end_section();
  std::vector<std::size_t> order(table_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    const auto key = [](const SectionEntry& e) { return std::tie(e.part, e.of, e.by); };
    return key(table_[a]) < key(table_[b]);
  });
  out(std::string((8 - size_ % 8) % 8, '\0'));
  MappedHeader header{};
  std::memcpy(header.magic, kMappedMagic.data(), sizeof header.magic);
  header.version = kMappedVersion;
  header.sections = static_cast<std::uint32_t>(table_.size());
  header.table = size_;
  std::memcpy(header.schema, mapped_fingerprint().data(), sizeof header.schema);
  std::string table, sums;
  for (const std::size_t i : order) {
    SectionEntry& e = table_[i];
    if (e.part == Part::postings) e.limit = words;
    e.first_block = header.blocks;
    header.blocks += checksums_[i].size();
    table.append(bytes_of(&e, 1));
    sums.append(bytes_of(checksums_[i].data(), checksums_[i].size()));
  }
  out(table);
  out(sums);
  flush();
  header.size = size_;
  std::string checked(bytes_of(&header, 1).substr(0, sizeof header - sizeof header.checksum));
  header.checksum = xxh64(checked.append(table).append(sums));
  if (state_) state_ = file_.rewrite(0, bytes_of(&header, 1));
  return state_;
}

}  // namespace evident::graph

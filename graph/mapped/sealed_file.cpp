#include "graph/mapped/sealed_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>

#include "graph/schema/fingerprint.hpp"
#include "support/hash.hpp"

namespace evident::graph {
namespace {

constexpr auto kNames = std::to_array<std::string_view>({
#define PART(id) #id,
    EVIDENT_PARTS(PART)
#undef PART
});

class OwnedBytes : public MappedFile {
 public:
  explicit OwnedBytes(std::string_view bytes) : words_((bytes.size() + 7) / 8), size_(bytes.size()) {
    if (size_) std::memcpy(words_.data(), bytes.data(), size_);
  }
  std::string_view bytes() const override { return {reinterpret_cast<const char*>(words_.data()), size_}; }

 private:
  std::vector<std::uint64_t> words_;  // aligned for every section
  std::size_t size_;
};

std::uint64_t header_checksum(std::string_view bytes, const MappedHeader& header) {
  std::string checked(bytes.substr(0, sizeof header - sizeof header.checksum));
  checked.append(bytes.substr(header.table));
  return xxh64(checked);
}
std::uint64_t blocks_of(std::uint64_t size) { return (size + kBlock - 1) / kBlock; }

auto key_of(const SectionEntry& e) { return std::tuple(e.part, e.of, e.by); }

// Columns of which a reader takes no span.
bool may_be_few(Part part) {
  switch (part) {
    case Part::id_others:
    case Part::labels:
    case Part::reasons:
    case Part::sections:
    case Part::begins:
    case Part::lengths:
    case Part::pages:
    case Part::slides:
    case Part::paragraphs:
    case Part::cells:
      return true;
    default:
      return false;
  }
}
bool right_size(const SectionEntry& e) {
  if (!e.few) return e.size == e.count * e.width;
  return may_be_few(e.part) && e.width && e.size % (4 + e.width) == 0 && e.size / (4 + e.width) <= e.count;
}

// Every span that is later made from an entry lies in the file.
bool sound(const SectionEntry& e, const MappedHeader& header) {
  constexpr std::array<std::uint8_t, 5> kWidths{0, 1, 2, 4, 8};
  return static_cast<std::size_t>(e.part) < kNames.size() &&
         std::find(kWidths.begin(), kWidths.end(), e.width) != kWidths.end() && e.rule <= Rule::ascending &&
         e.offset % kSectionAlign == 0 && e.offset <= header.table && e.size <= header.table - e.offset &&
         e.count <= (std::uint64_t{1} << 40) && right_size(e) &&
         e.first_block <= header.blocks && blocks_of(e.size) <= header.blocks - e.first_block;
}

}  // namespace

std::string_view part_name(Part part) { return kNames[static_cast<std::size_t>(part)]; }

Result<std::unique_ptr<SealedFile>> SealedFile::open(std::shared_ptr<const MappedFile> file) {
  if (reinterpret_cast<std::uintptr_t>(file->bytes().data()) % 8 != 0)
    file = owned_bytes(std::string(file->bytes()));
  const std::string_view bytes = file->bytes();
  const auto unreadable = [](std::string what) {
    return fail(Code::corrupt, "the mapped graph is damaged in its header: " + std::move(what),
                "it is rebuilt from the evidence base");
  };
  MappedHeader header;
  if (bytes.size() < sizeof header) return unreadable("it is too short");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::string_view(header.magic, 8) != kMappedMagic) return unreadable("it is no mapped graph");
  if (header.version > kMappedVersion)
    return fail(Code::newer_version, "the mapped graph was written by a newer Evident");
  if (header.version < kMappedVersion || std::string_view(header.schema, 32) != mapped_fingerprint())
    return fail(Code::conflict, "the mapped graph was written by another version of Evident");
  if (header.size != bytes.size()) return unreadable("it is shorter or longer than it was written");
  file->read_sparsely();
  const std::uint64_t room = bytes.size();
  if (header.table < room) file->will_read(header.table, room - header.table);
  if (header.table > room || header.table % 8 != 0 || header.sections > 65536 || header.blocks > room / 8 ||
      header.table + header.sections * sizeof(SectionEntry) + header.blocks * 8 != room)
    return unreadable("its table of sections is not whole");
  if (header_checksum(bytes, header) != header.checksum) return unreadable("its checksum differs");

  auto sealed = std::unique_ptr<SealedFile>(new SealedFile);
  sealed->bytes_ = bytes;
  sealed->file_ = std::move(file);
  sealed->table_ = {reinterpret_cast<const SectionEntry*>(bytes.data() + header.table), header.sections};
  sealed->checksums_ = reinterpret_cast<const std::uint64_t*>(bytes.data() + header.table +
                                                              header.sections * sizeof(SectionEntry));
  for (std::size_t i = 0; i < sealed->table_.size(); ++i)
    if (!sound(sealed->table_[i], header) ||
        (i && key_of(sealed->table_[i - 1]) >= key_of(sealed->table_[i])))
      return unreadable("section " + std::to_string(i) + " lies outside the file or out of order");
  sealed->state_ = std::make_unique<std::atomic<std::uint8_t>[]>(header.blocks);
  return sealed;
}

const SectionEntry* SealedFile::find(Part part, std::size_t of, std::size_t by) const {
  const auto wanted = std::tuple(part, static_cast<std::uint8_t>(of), static_cast<std::uint8_t>(by));
  const auto at = std::lower_bound(table_.begin(), table_.end(), wanted,
                                   [](const SectionEntry& e, const auto& key) { return key_of(e) < key; });
  return at != table_.end() && key_of(*at) == wanted ? &*at : nullptr;
}

bool SealedFile::check_all(const SectionEntry& entry, std::uint64_t first, std::uint64_t last) const {
  const std::uint64_t begin = first * kBlock;
  file_->will_read(entry.offset + begin, std::min((last + 1) * kBlock, entry.size) - begin);
  for (std::uint64_t b = first; b <= last; ++b)
    if (state_[entry.first_block + b].load(std::memory_order_acquire) != kGood && !check(entry, b)) return false;
  return true;
}

void SealedFile::will_read(const SectionEntry& entry, std::uint64_t byte) const {
  const std::uint64_t block = byte / kBlock;
  if (entry.size <= kBlock || block >= blocks_of(entry.size)) return;
  if (state_[entry.first_block + block].load(std::memory_order_relaxed) == kUnseen)
    file_->will_read(entry.offset + block * kBlock, std::min(kBlock, entry.size - block * kBlock));
}

bool SealedFile::check(const SectionEntry& entry, std::uint64_t block) const {
  auto& state = state_[entry.first_block + block];
  if (state.load(std::memory_order_acquire) == kBad) return false;
  const std::uint64_t begin = block * kBlock, end = std::min(begin + kBlock, entry.size);
  const bool whole = end > begin && xxh64({data(entry) + begin, static_cast<std::size_t>(end - begin)}) ==
                                        checksums_[entry.first_block + block];
  const bool good = whole && keeps_rule(entry, block);
  state.store(good ? kGood : kBad, std::memory_order_release);
  if (!good) damaged(entry, whole ? "a value outside" : "its checksum differs");
  return good;
}

bool SealedFile::keeps_rule(const SectionEntry& entry, std::uint64_t block) const {
  if (entry.rule == Rule::none || entry.width == 0 || entry.sloped || entry.few) return true;
  const char* at = data(entry);
  const std::uint64_t begin = block * kBlock / entry.width,
                      end = std::min(entry.count, (block + 1) * kBlock / entry.width);
  const auto base = static_cast<std::uint64_t>(entry.base);
  const auto all = [&](auto zero) {
    using T = decltype(zero);
    const auto value = [at](std::uint64_t i) {
      T v;
      std::memcpy(&v, at + i * sizeof(T), sizeof(T));
      return v;
    };
    T most = 0;
    bool ascends = true;
    for (std::uint64_t i = begin; i < end; ++i) most = std::max(most, value(i));
    if (entry.rule == Rule::ascending)
      for (std::uint64_t i = std::max<std::uint64_t>(begin, 1); i < end; ++i) ascends &= value(i - 1) <= value(i);
    const std::uint64_t top = base + most;
    return ascends && (entry.rule == Rule::below ? top < entry.limit : top <= entry.limit);
  };
  switch (entry.width) {
    case 1: return all(std::uint8_t{});
    case 2: return all(std::uint16_t{});
    case 4: return all(std::uint32_t{});
    default: return all(std::uint64_t{});
  }
}

bool SealedFile::damaged() const { return damaged_.load(std::memory_order_acquire) || file_->lost(); }
void SealedFile::damaged(const SectionEntry& entry, std::string_view) const {
  const SectionEntry* none = nullptr;
  where_.compare_exchange_strong(none, &entry);
  damaged_.store(true, std::memory_order_release);
}
std::string SealedFile::damage() const {
  if (!damaged()) return {};
  const SectionEntry* where = where_.load();
  return "the mapped graph is damaged" +
         (where ? " in section " + std::string(part_name(where->part)) : ": its file was cut short");
}

bool seal(std::string& bytes) {
  MappedHeader header;
  if (bytes.size() < sizeof header) return false;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.size = bytes.size();
  if (header.table > bytes.size() || header.sections > 65536 || header.blocks > bytes.size() / 8 ||
      header.table + header.sections * sizeof(SectionEntry) + header.blocks * 8 != bytes.size())
    return false;
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    SectionEntry entry;
    std::memcpy(&entry, bytes.data() + header.table + i * sizeof entry, sizeof entry);
    if (entry.offset > header.table || entry.size > header.table - entry.offset ||
        entry.first_block > header.blocks || blocks_of(entry.size) > header.blocks - entry.first_block)
      continue;
    for (std::uint64_t b = 0; b < blocks_of(entry.size); ++b) {
      const std::uint64_t begin = b * kBlock, end = std::min(begin + kBlock, entry.size);
      const std::uint64_t sum = xxh64(std::string_view(bytes).substr(entry.offset + begin, end - begin));
      std::memcpy(bytes.data() + header.table + header.sections * sizeof entry + (entry.first_block + b) * 8, &sum, 8);
    }
  }
  std::memcpy(bytes.data(), &header, sizeof header);
  header.checksum = header_checksum(bytes, header);
  std::memcpy(bytes.data(), &header, sizeof header);
  return true;
}

std::shared_ptr<const MappedFile> owned_bytes(std::string bytes) { return std::make_shared<OwnedBytes>(bytes); }

}  // namespace evident::graph

// ZIP archives in memory (APPNOTE.TXT 6.3), through libzip; nothing is ever unpacked to the disk.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace evident {

// Whether libzip is there, which is loaded when it is first needed. Without it nothing is read or written.
bool can_unpack();

// What a hostile archive may cost; docs/limits.md.
struct ArchiveLimits {
  std::size_t entries = 20'000;
  std::uint64_t entry_bytes = 64ull << 20;  // of one entry, unpacked
  std::uint64_t all_bytes = 512ull << 20;   // of all that is unpacked
  std::uint64_t ratio = 250;                // of unpacked to packed bytes, for an entry above 1 MiB
};

class Archive {
 public:
  struct Entry {
    std::string name;            // UTF-8, as the archive gives it
    std::uint64_t size = 0;      // unpacked, as declared
    std::uint64_t packed = 0;    // as declared
    std::uint64_t index = 0;     // in the archive
    bool leads_outside = false;  // absolute, or with "..": the name of no file within a folder
  };

  // bytes must outlive the archive. Errors: bad_input (no archive, damaged), limit (too many entries),
  // internal (no libzip).
  static Result<Archive> open(std::string_view bytes, const ArchiveLimits& limits = {});

  // Files only, in the archive's order.
  const std::vector<Entry>& entries() const { return entries_; }
  // The first of that name, or null.
  const Entry* find(std::string_view name) const;
  // The bytes of one entry, checked against its checksum. Errors: limit (sizes and ratio, as declared or as
  // counted), bad_input (damaged, encrypted, a method of packing that is not known).
  Result<std::string> read(const Entry& entry);

  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

 private:
  struct Handle;
  Archive(std::unique_ptr<Handle> handle, const ArchiveLimits& limits);

  std::unique_ptr<Handle> handle_;
  ArchiveLimits limits_;
  std::vector<Entry> entries_;
  std::uint64_t unpacked_ = 0;
};

}  // namespace evident

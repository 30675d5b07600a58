// Sizes are bounded twice: by what the archive declares, before anything is unpacked, and by what comes out,
// while it does, because a hostile archive declares what it likes.
#include "support/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <array>

namespace evident {
namespace {

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

bool leads_outside(std::string_view name) {
  if (name.empty() || name[0] == '/' || name[0] == '\\') return true;
  if (name.size() > 1 && name[1] == ':') return true;  // C:\…
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t to = std::min(name.find_first_of("/\\", from), name.size());
    if (name.substr(from, to - from) == "..") return true;
    from = to + 1;
  }
  return std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

}  // namespace

struct Archive::Handle {
  zip_t* zip = nullptr;
  ~Handle() {
    if (zip) zip_discard(zip);
  }
};

Archive::Archive(std::unique_ptr<Handle> handle, const ArchiveLimits& limits)
    : handle_(std::move(handle)), limits_(limits) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(std::string_view bytes, const ArchiveLimits& limits) {
  const auto damaged = [](const char* why) {
    return fail(Code::bad_input, std::string("the archive cannot be opened: ") + why,
                "it may be damaged or cut short: fetch or save it again");
  };
  if (!can_unpack())
    return fail(Code::internal, "libzip, which reads archives, is not on this machine", "install libzip4 or a later one");
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (!source) return damaged(zip_error_strerror(&error));
  auto handle = std::make_unique<Handle>();
  handle->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (!handle->zip) {
    zip_source_free(source);
    return damaged(zip_error_strerror(&error));
  }
  const zip_int64_t count = zip_get_num_entries(handle->zip, 0);
  if (count < 0 || static_cast<std::uint64_t>(count) > limits.entries)
    return fail(Code::limit,
                "the archive has " + std::to_string(count) + " entries, more than the " +
                    std::to_string(limits.entries) + " that one may have",
                "split it into parts");
  Archive archive(std::move(handle), limits);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive.handle_->zip, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS, &stat) != 0)
      continue;
    if (!(stat.valid & ZIP_STAT_NAME)) continue;
    const std::string_view name = stat.name;
    if (name.ends_with('/')) continue;  // a folder
    archive.entries_.push_back({std::string(name), (stat.valid & ZIP_STAT_SIZE) ? stat.size : 0,
                                (stat.valid & ZIP_STAT_COMP_SIZE) ? stat.comp_size : 0,
                                static_cast<std::uint64_t>(i), leads_outside(name)});
  }
  return archive;
}

const Archive::Entry* Archive::find(std::string_view name) const {
  const auto at =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
  return at == entries_.end() ? nullptr : &*at;
}

Result<std::string> Archive::read(const Entry& entry) {
  const auto too_large = [&](std::uint64_t bytes) -> Result<std::string> {
    if (bytes > limits_.entry_bytes)
      return fail(Code::limit,
                  entry.name + " unpacks to more than the " + std::to_string(limits_.entry_bytes) +
                      " bytes that a file may have",
                  "leave it out, or split it");
    if (bytes > (1u << 20) && bytes / std::max<std::uint64_t>(entry.packed, 1) >= limits_.ratio)
      return fail(Code::limit,
                  entry.name + " unpacks to more than " + std::to_string(limits_.ratio) +
                      " times its packed size, as no document does",
                  "leave it out if you do not know where it comes from");
    if (unpacked_ + bytes > limits_.all_bytes)
      return fail(Code::limit,
                  "the archive unpacks to more than the " + std::to_string(limits_.all_bytes) +
                      " bytes that one may hold",
                  "split it into parts");
    return std::string();
  };
  if (auto fits = too_large(entry.size); !fits) return fits;
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(handle_->zip, entry.index, 0));
  const auto damaged = [&](zip_error_t* error) {
    const int code = zip_error_code_zip(error);
    if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP)
      return fail(Code::bad_input, entry.name + " is protected by a password",
                  "save it without a password, or unpack it first");
    return fail(Code::bad_input, entry.name + " cannot be unpacked: " + zip_error_strerror(error),
                "it may be damaged: fetch or save it again");
  };
  if (!file) return damaged(zip_get_error(handle_->zip));
  std::string out;
  out.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(entry.size, 16u << 20)));
  std::array<char, 1 << 16> piece;
  for (;;) {
    const zip_int64_t n = zip_fread(file.get(), piece.data(), piece.size());
    if (n < 0) return damaged(zip_file_get_error(file.get()));
    if (n == 0) break;
    out.append(piece.data(), static_cast<std::size_t>(n));
    if (auto fits = too_large(out.size()); !fits) return fits;
  }
  unpacked_ += out.size();
  return out;
}

}  // namespace evident

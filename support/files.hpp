// The only way to the file system: tests put a failing one in its place.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace evident {

// A read-only map of a whole file; unmapped at the end. An empty file maps to an empty view.
class MappedFile {
 public:
  virtual ~MappedFile() = default;
  virtual std::string_view bytes() const = 0;
  // Whether a part of the file could not be read (it was cut short by another program, or the disk failed): zeros
  // were read there instead, and whatever was made of them is not to be believed.
  virtual bool lost() const { return false; }
  // Only what will_read() names is fetched, in one go each: a look-up in a large file then costs what it looks at. Without
  // it the system reads ahead, as is good for a file that is read from end to end.
  virtual void read_sparsely() const {}
  virtual void will_read(std::size_t, std::size_t) const {}
  // Who reads a large file from front to back says how far it has come, so that it need not stay in memory.
  // The bytes before stay readable.
  virtual void release(std::size_t before) const { (void)before; }
};

class Files {
 public:
  virtual ~Files() = default;

  // The whole file. limit: files above that many bytes are Code::limit and are not read.
  virtual Result<std::string> read(const std::filesystem::path& path, std::uint64_t limit) = 0;
  virtual Result<std::unique_ptr<MappedFile>> map(const std::filesystem::path& path) = 0;
  // Written aside, flushed to the disk, renamed over path: a reader sees the old bytes or the new, never a
  // mixture. What a link names is replaced, not the link; a pipe or device is written to.
  virtual Result<void> write(const std::filesystem::path& path, std::string_view bytes) = 0;
  // Regular files below a folder (or the file itself), sorted by path bytewise; hidden files and folders are
  // left out.
  virtual Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& path) = 0;

  static Files& real();
};

}  // namespace evident

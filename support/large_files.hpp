// Files that are more than memory should hold: written piece by piece, or put aside while something is made. A file system
// that can do neither (tests have such) is just Files, and who asks keeps its bytes in memory.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "support/files.hpp"

namespace evident {

// A file that is written piece by piece: nobody sees it before it is whole. Given up unless it was finished.
class WrittenFile {
 public:
  virtual ~WrittenFile() = default;
  virtual Result<void> append(std::string_view bytes) = 0;
  // Other bytes in the place of some that were appended.
  virtual Result<void> rewrite(std::uint64_t at, std::string_view bytes) = 0;
  virtual Result<void> finish() = 0;
};

// A file without a name, gone at the end: for what is too much for memory while something is made of it.
class ScratchFile {
 public:
  virtual ~ScratchFile() = default;
  virtual std::uint64_t size() const = 0;
  // False: the disk is full, or failed; nothing was appended then.
  virtual bool append(std::string_view bytes) = 0;
  virtual bool read(std::uint64_t at, char* to, std::size_t size) const = 0;
  // A view of the whole file; an append may move it. It counts as memory of ours as far as it was looked at, until
  // release(). Nothing where it cannot be mapped.
  virtual const char* map() = 0;
  virtual void release() = 0;
  // Whether the disk failed under the view: what was read there is not to be believed.
  virtual bool lost() const = 0;
};

class LargeFiles : public Files {
 public:
  // What Files::write() would write, in pieces.
  virtual Result<std::unique_ptr<WrittenFile>> begin(const std::filesystem::path& path) = 0;
  // Nothing: the folder cannot be written.
  virtual std::unique_ptr<ScratchFile> scratch(const std::filesystem::path& folder) = 0;

  // Nothing: that file system has no such files.
  static LargeFiles* of(Files& files) { return dynamic_cast<LargeFiles*>(&files); }
};

}  // namespace evident

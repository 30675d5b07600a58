// The real file system behind support/files.hpp: POSIX calls, because durability needs fsync of file and
// folder.
#include "support/files.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "support/large_files.hpp"

namespace evident {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> system_error(const char* what, const fs::path& path, int number) {
  const std::string message = std::string(what) + " " + path.string() + ": " + std::strerror(number);
  const Place where{path.string(), {}, {}};
  switch (number) {
    case ENOENT:
      return fail(Code::not_found, path.string() + " does not exist", "check the spelling of the path",
                  where);
    case EACCES:
    case EPERM:
      return fail(Code::io, path.string() + " may not be read or written",
                  "ask for permission to it, or copy it to a folder of yours", where);
    case ENOSPC:
    case EDQUOT:
      return fail(Code::no_space, "the disk is full: " + message,
                  "free some space and run it again; what was finished is kept", where);
    case EFBIG:
      return fail(Code::no_space, "a file may not become so large here: " + message,
                  "write it to another disk, or raise the limit (ulimit -f)", where);
    default:
      return fail(Code::io, message, "", where);
  }
}

// A file descriptor closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

// A map whose file is cut short by another program, or whose disk fails, gives SIGBUS when the missing page is read.
// The handler puts a page of zeros there, marks the map as lost and lets the program go on: whoever reads a map asks
// lost() before believing what was made of it. A SIGBUS elsewhere is what it was before.
struct WatchedMap {
  std::atomic<char*> begin{nullptr};
  std::atomic<std::size_t> size{0};
  std::atomic<bool> lost{false};
};
constexpr std::size_t kWatched = 64;
WatchedMap watched_maps[kWatched];  // plain memory: a signal handler may not lock
struct sigaction action_before;

void on_bus_error(int signal, siginfo_t* info, void* context) {
  char* const address = static_cast<char*>(info->si_addr);
  for (WatchedMap& map : watched_maps) {
    char* const begin = map.begin.load();
    if (!begin || address < begin || address >= begin + map.size.load()) continue;
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    char* const at = begin + static_cast<std::size_t>(address - begin) / page * page;
    if (::mmap(at, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED) {
      map.lost.store(true);
      return;
    }
  }
  if (action_before.sa_flags & SA_SIGINFO) {
    action_before.sa_sigaction(signal, info, context);
  } else {
    ::sigaction(SIGBUS, &action_before, nullptr);
    ::raise(signal);
  }
}

WatchedMap* watch(void* address, std::size_t size) {
  static const bool installed = [] {
    struct sigaction action {};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    return ::sigaction(SIGBUS, &action, &action_before) == 0;
  }();
  for (WatchedMap& map : watched_maps) {
    char* none = nullptr;
    if (!installed || map.begin.load() || !map.begin.compare_exchange_strong(none, static_cast<char*>(address)))
      continue;
    map.lost.store(false);
    map.size.store(size);
    return &map;
  }
  return nullptr;  // more maps than are ever open at once: unwatched
}

class RealMap final : public MappedFile {
 public:
  // Keeps the file open, to see whether it was cut short.
  RealMap(void* address, std::size_t size, int file)
      : address_(address), size_(size), file_(file), watched_(size ? watch(address, size) : nullptr) {}
  ~RealMap() override {
    if (watched_) {
      watched_->size.store(0);
      watched_->begin.store(nullptr);
    }
    if (size_ > 0) ::munmap(address_, size_);
    if (file_ >= 0) ::close(file_);
  }
  std::string_view bytes() const override { return {static_cast<const char*>(address_), size_}; }
  void read_sparsely() const override { ::madvise(address_, size_, MADV_RANDOM); }
  void will_read(std::size_t begin, std::size_t length) const override {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t at = begin / page * page;
    ::madvise(static_cast<char*>(address_) + at, std::min(begin + length, size_) - at, MADV_WILLNEED);
  }
  // The rest of a last page that was cut within it reads as zeros without a signal: the size tells.
  bool lost() const override {
    struct stat status {};
    return (watched_ && watched_->lost.load()) ||
           (file_ >= 0 && ::fstat(file_, &status) == 0 && static_cast<std::size_t>(status.st_size) < size_);
  }
  void release(std::size_t before) const override {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    if (const std::size_t whole = std::min(before, size_) / page * page; whole > 0)
      ::madvise(address_, whole, MADV_DONTNEED);
  }

 private:
  void* address_;
  std::size_t size_;
  int file_;
  WatchedMap* watched_;
};

Result<void> append_to(int file, const fs::path& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      return system_error("cannot write", path, errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}
Result<void> flush_to_disk(int file, const fs::path& path) {
  if (::fsync(file) != 0 && errno != EINVAL && errno != EROFS) return system_error("cannot flush", path, errno);
  return {};
}

// Aside of its place until it is finished.
class RealWrittenFile final : public WrittenFile {
 public:
  RealWrittenFile(int file, fs::path to, fs::path aside) : file_(file), to_(std::move(to)), aside_(std::move(aside)) {}
  ~RealWrittenFile() override {
    if (!finished_) ::unlink(aside_.c_str());
  }
  Result<void> append(std::string_view bytes) override { return append_to(file_.get(), aside_, bytes); }
  Result<void> rewrite(std::uint64_t at, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t n = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_error("cannot write", aside_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(n));
      at += static_cast<std::uint64_t>(n);
    }
    return {};
  }
  Result<void> finish() override {
    EV_CHECK(flush_to_disk(file_.get(), aside_));
    if (::rename(aside_.c_str(), to_.c_str()) != 0) return system_error("cannot rename to", to_, errno);
    finished_ = true;
    const fs::path folder = to_.has_parent_path() ? to_.parent_path() : fs::path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() >= 0) ::fsync(directory.get());
    return {};
  }

 private:
  const Descriptor file_;
  const fs::path to_, aside_;
  bool finished_ = false;
};

class RealScratch final : public ScratchFile {
 public:
  explicit RealScratch(int file) : file_(file) {}
  ~RealScratch() override { unmap(); }
  std::uint64_t size() const override { return size_; }
  bool append(std::string_view bytes) override {
    std::uint64_t at = size_;
    while (!bytes.empty()) {
      // The system keeps in one what is written at once, up to two megabytes, and maps all of it for a look at one byte.
      const ssize_t n = ::pwrite(file_.get(), bytes.data(), std::min(bytes.size(), kWritten), static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
      at += static_cast<std::uint64_t>(n);
    }
    size_ = at;
    return true;
  }
  bool read(std::uint64_t at, char* to, std::size_t size) const override {
    while (size > 0) {
      const ssize_t n = ::pread(file_.get(), to, size, static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      to += n;
      at += static_cast<std::uint64_t>(n);
      size -= static_cast<std::size_t>(n);
    }
    return true;
  }
  // Longer than the file, so that it seldom has to be made anew: pages behind the end are valid once the file has them.
  const char* map() override {
    if (address_ && size_ <= mapped_) return address_;
    const std::size_t wanted = std::max<std::size_t>(std::size_t{1} << 28, size_ * 2);
    unmap();
    void* address = ::mmap(nullptr, wanted, PROT_READ, MAP_SHARED, file_.get(), 0);
    if (address == MAP_FAILED) return nullptr;
    address_ = static_cast<char*>(address);
    mapped_ = wanted;
    watched_ = watch(address_, mapped_);
    return address_;
  }
  void release() override {
    if (address_) ::madvise(address_, mapped_, MADV_DONTNEED);
  }
  bool lost() const override { return lost_ || (watched_ && watched_->lost.load()); }

 private:
  void unmap() {
    if (watched_) {
      lost_ = lost();
      watched_->size.store(0);
      watched_->begin.store(nullptr);
      watched_ = nullptr;
    }
    if (address_) ::munmap(address_, mapped_);
    address_ = nullptr;
  }

  static constexpr std::size_t kWritten = std::size_t{1} << 16;  // bytes

  const Descriptor file_;
  std::uint64_t size_ = 0;
  char* address_ = nullptr;
  std::size_t mapped_ = 0;
  WatchedMap* watched_ = nullptr;
  bool lost_ = false;
};

class RealFiles final : public LargeFiles {
 public:
  Result<std::string> read(const fs::path& path, std::uint64_t limit) override {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return system_error("cannot open", path, errno);
    if (S_ISDIR(status.st_mode))
      return fail(Code::bad_argument, path.string() + " is a folder", "name a file", {path.string(), {}, {}});
    if (static_cast<std::uint64_t>(status.st_size) > limit)
      return fail(Code::limit,
                  path.string() + " has " + std::to_string(status.st_size) + " bytes; the limit is " +
                      std::to_string(limit),
                  "split it, or raise the limit", {path.string(), {}, {}});
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t got = 0;
    for (;;) {  // a pipe or a growing file tells its size wrongly: read to the end, within the limit
      if (got == bytes.size()) bytes.resize(bytes.size() + 4096);
      const ssize_t n = ::read(file.get(), bytes.data() + got, bytes.size() - got);
      if (n < 0) {
        if (errno == EINTR) continue;
        return system_error("cannot read", path, errno);
      }
      if (n == 0) break;
      got += static_cast<std::size_t>(n);
      if (got > limit)
        return fail(Code::limit, path.string() + " is larger than " + std::to_string(limit) + " bytes",
                    "split it", {path.string(), {}, {}});
    }
    bytes.resize(got);
    return bytes;
  }

  Result<std::unique_ptr<MappedFile>> map(const fs::path& path) override {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return system_error("cannot open", path, errno);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return std::make_unique<RealMap>(nullptr, 0, -1);
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (address == MAP_FAILED) return system_error("cannot map", path, errno);
    return std::make_unique<RealMap>(address, size, ::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
  }

  Result<void> write(const fs::path& path, std::string_view bytes) override {
    std::error_code none;
    const fs::file_status there = fs::status(path, none);
    if (fs::exists(there) && !fs::is_regular_file(there) && !fs::is_directory(there)) {  // a pipe or device
      const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
      if (file.get() < 0) return system_error("cannot write", path, errno);
      EV_CHECK(append_to(file.get(), path, bytes));
      return flush_to_disk(file.get(), path);
    }
    EV_TRY(const auto file, begin(path));
    EV_CHECK(file->append(bytes));
    return file->finish();
  }
  Result<std::unique_ptr<WrittenFile>> begin(const fs::path& path) override {
    std::error_code none;
    const fs::file_status there = fs::status(path, none);
    if (fs::is_directory(there)) return fail(Code::bad_argument, path.string() + " is a folder", "name a file", {path.string(), {}, {}});
    if (fs::exists(there) && !fs::is_regular_file(there))
      return fail(Code::bad_argument, path.string() + " is a pipe or a device", "name a file", {path.string(), {}, {}});
    fs::path to = fs::exists(there) ? fs::canonical(path, none) : path;  // through a link, which stays
    fs::path aside = to;
    aside += ".new" + std::to_string(::getpid());
    const int file = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return system_error("cannot write", aside, errno);
    return std::make_unique<RealWrittenFile>(file, std::move(to), std::move(aside));
  }
  std::unique_ptr<ScratchFile> scratch(const fs::path& folder) override {
    const fs::path where = folder.empty() ? fs::path(".") : folder;
    int file = ::open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    for (unsigned n = 0; file < 0 && n < 100; ++n) {  // not every file system has files without a name
      const fs::path aside = where / (".evident-scratch" + std::to_string(::getpid()) + "-" + std::to_string(n));
      file = ::open(aside.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (file >= 0)
        ::unlink(aside.c_str());
      else if (errno != EEXIST)
        break;
    }
    if (file < 0) return nullptr;
    return std::make_unique<RealScratch>(file);
  }

  Result<std::vector<fs::path>> list(const fs::path& path) override {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (error || !fs::exists(status))
      return system_error("cannot find", path, error ? error.value() : ENOENT);
    std::vector<fs::path> found;
    if (!fs::is_directory(status)) {
      found.push_back(path);
      return found;
    }
    fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end;
    for (; !error && it != end; it.increment(error)) {
      const bool hidden = it->path().filename().native().starts_with('.');
      std::error_code ignored;
      if (it->is_directory(ignored)) {
        if (hidden) it.disable_recursion_pending();
      } else if (!hidden && it->is_regular_file(ignored)) {
        found.push_back(it->path());
      }
    }
    if (error) return system_error("cannot read the folder", path, error.value());
    std::sort(found.begin(), found.end(),
              [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    return found;
  }
};

}  // namespace

Files& Files::real() {
  static RealFiles files;
  return files;
}

}  // namespace evident

// Leaves are filled one after the other and written in runs of pages; the pages above them are made at the end
// from the list of leaves, level by level. In an index the key between two leaves stands in the page above them
// and in neither leaf. What is too long for a page goes to a run of overflow pages.
#include "graph/base/btree_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace evident::graph {
namespace {

constexpr std::size_t kPage = PageFile::kPage;
constexpr std::uint32_t kRun = 64;                              // pages written at once
constexpr std::uint32_t kLockPage = 0x40000000u / kPage + 1;  // SQLite's locks lie on it: never used

void big_endian(std::string& into, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) into.push_back(static_cast<char>(value >> shift));
}
void set_big_endian(char* at, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) at[i] = static_cast<char>(value >> (8 * (bytes - 1 - i)));
}
std::uint32_t get_big_endian(const char* at, int bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(at[i]);
  return value;
}

void varint(std::string& into, std::uint64_t value) {
  if (value < 128) {
    into.push_back(static_cast<char>(value));
    return;
  }
  if (value >> 56) {  // nine bytes, the last with all its bits
    for (int shift = 57; shift >= 8; shift -= 7)
      into.push_back(static_cast<char>(((value >> shift) & 0x7F) | 0x80));
    into.push_back(static_cast<char>(value));
    return;
  }
  int groups = 1;
  while (value >> (7 * groups)) ++groups;
  for (int g = groups - 1; g > 0; --g) into.push_back(static_cast<char>(((value >> (7 * g)) & 0x7F) | 0x80));
  into.push_back(static_cast<char>(value & 0x7F));
}

}  // namespace

// ---- file ----------------------------------------------------------------------------------------------

Error PageFile::error(int number) const {
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  return Error{full ? Code::no_space : Code::io,
               (full ? "the disk is full: " : "writing failed: ") + path_.string() + ": " + std::strerror(number),
               full ? "free some space and try again; nothing was stored" : "check the disk",
               Place{path_.string(), {}, {}}};
}

Result<std::unique_ptr<PageFile>> PageFile::open(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  std::unique_ptr<PageFile> file(new PageFile(path, fd, 0));
  char header[100];
  if (fd < 0 || ::pread(fd, header, sizeof header, 0) != static_cast<ssize_t>(sizeof header))
    return tl::unexpected(file->error(errno));
  if (get_big_endian(header + 16, 2) != kPage || header[20] != 0 || get_big_endian(header + 32, 4) != 0)
    return fail(Code::internal, "a new evidence base has another form than expected", "this is a mistake of Evident");
  file->pages_ = get_big_endian(header + 28, 4);
  return file;
}

PageFile::~PageFile() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint32_t PageFile::allocate(std::uint32_t pages) {
  const std::lock_guard lock(mutex_);
  std::uint32_t first = pages_ + 1;
  if (first <= kLockPage && first + pages > kLockPage) {
    for (std::uint32_t p = first; p < kLockPage; ++p) free_.push_back(p);
    first = kLockPage + 1;
  }
  pages_ = first + pages - 1;
  return first;
}

void PageFile::give_back(std::uint32_t first, std::uint32_t end) {
  const std::lock_guard lock(mutex_);
  for (; first < end; ++first) free_.push_back(first);
}

void PageFile::write(std::uint32_t page, std::string_view bytes) {
  auto at = static_cast<off_t>(page - 1) * static_cast<off_t>(kPage);
  while (!bytes.empty() && !failed_) {
    const ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      failed_ = errno;
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
    at += n;
  }
}

Result<void> PageFile::check() const {
  if (failed_) return tl::unexpected(error(failed_));
  return {};
}

// Pages that were allocated and not needed; returns the first page of the list.
std::uint32_t PageFile::free_list(std::string& header) {
  set_big_endian(header.data() + 36, static_cast<std::uint32_t>(free_.size()), 4);
  constexpr std::size_t kOnTrunk = kPage / 4 - 8;  // SQLite leaves the last six of a trunk unused, so do we
  std::uint32_t next = 0;
  std::size_t left = free_.size();
  while (left > 0) {
    const std::uint32_t trunk = free_[--left];
    const std::size_t leaves = std::min(left, kOnTrunk);
    std::string page(kPage, '\0');
    set_big_endian(page.data(), next, 4);
    set_big_endian(page.data() + 4, static_cast<std::uint32_t>(leaves), 4);
    for (std::size_t i = 0; i < leaves; ++i) set_big_endian(page.data() + 8 + 4 * i, free_[--left], 4);
    write(trunk, page);
    next = trunk;
  }
  return next;
}

Result<void> PageFile::finish() {
  std::string header(100, '\0');
  if (::pread(fd_, header.data(), header.size(), 0) != 100) return tl::unexpected(error(errno));
  const std::uint32_t first_free = free_list(header);
  const std::uint32_t changes = get_big_endian(header.data() + 24, 4) + 1;
  set_big_endian(header.data() + 24, changes, 4);
  set_big_endian(header.data() + 28, pages_, 4);
  set_big_endian(header.data() + 32, first_free, 4);
  set_big_endian(header.data() + 92, changes, 4);  // "the size in the header is valid for that change"
  write(1, header);
  if (!failed_ && ::ftruncate(fd_, static_cast<off_t>(pages_) * static_cast<off_t>(kPage)) != 0) failed_ = errno;
  return check();
}

// ---- records -------------------------------------------------------------------------------------------

void Record::integer(std::int64_t value) {
  if (value == 0 || value == 1) {
    types_.push_back(static_cast<char>(8 + value));
    return;
  }
  static constexpr int kSizes[] = {1, 2, 3, 4, 6, 8};
  for (int type = 0; type < 6; ++type) {
    const int bits = 8 * kSizes[type] - 1;
    if (type == 5 || (value >= -(std::int64_t{1} << bits) && value < (std::int64_t{1} << bits))) {
      types_.push_back(static_cast<char>(type + 1));
      big_endian(body_, static_cast<std::uint64_t>(value), kSizes[type]);
      return;
    }
  }
}
void Record::real(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, 8);
  types_.push_back(7);
  big_endian(body_, bits, 8);
}
void Record::text(std::string_view value) {
  varint(types_, 13 + 2 * value.size());
  body_.append(value);
}
void Record::append_to(std::string& out) const {
  const std::size_t size = types_.size();
  varint(out, size + 1 < 128 ? size + 1 : size + 2);  // the header counts itself; it is never longer than 16 KiB
  out.append(types_).append(body_);
}

// ---- trees ---------------------------------------------------------------------------------------------

TreeWriter::TreeWriter(PageFile& file, std::uint32_t root, Of of)
    : file_(file), root_(root), of_(of), page_(kPage, '\0') {}

// The payload as it stands in a cell: whole, or its beginning and the first overflow page.
void TreeWriter::put_payload(std::string_view payload) {
  constexpr std::size_t kLeast = (kPage - 12) * 32 / 255 - 23;
  const std::size_t most = of_ == Of::rows ? kPage - 35 : (kPage - 12) * 64 / 255 - 23;
  if (payload.size() <= most) {
    cell_.append(payload);
    return;
  }
  const std::size_t wanted = kLeast + (payload.size() - kLeast) % (kPage - 4);
  const std::size_t local = wanted <= most ? wanted : kLeast;
  cell_.append(payload.substr(0, local));
  payload.remove_prefix(local);
  const auto pages = static_cast<std::uint32_t>((payload.size() + kPage - 5) / (kPage - 4));
  const std::uint32_t first = file_.allocate(pages);
  big_endian(cell_, first, 4);
  std::string bytes;
  bytes.reserve(pages * kPage);
  for (std::uint32_t p = 0; p < pages; ++p) {
    big_endian(bytes, p + 1 < pages ? first + p + 1 : 0, 4);
    const std::size_t part = std::min(payload.size(), kPage - 4);
    bytes.append(payload.substr(0, part));
    payload.remove_prefix(part);
  }
  bytes.resize(pages * kPage, '\0');
  file_.write(first, bytes);
}

bool TreeWriter::fits(std::string_view cell) const {
  return header_ + 2 * (cells_.size() + 1) + cell.size() <= content_;
}
void TreeWriter::put(std::string_view cell) {
  content_ -= cell.size();
  last_size_ = cell.size();
  std::memcpy(page_.data() + content_, cell.data(), cell.size());
  cells_.push_back(static_cast<std::uint16_t>(content_));
}
void TreeWriter::begin_page() {
  cells_.clear();
  content_ = kPage;
}

std::string TreeWriter::page_bytes(std::uint8_t type, std::uint32_t rightmost) const {
  std::string bytes(page_);
  const std::size_t head = rightmost ? 12 : 8;
  std::memset(bytes.data(), 0, content_);
  bytes[0] = static_cast<char>(type);
  set_big_endian(bytes.data() + 3, static_cast<std::uint32_t>(cells_.size()), 2);
  set_big_endian(bytes.data() + 5, static_cast<std::uint32_t>(content_), 2);
  if (rightmost) set_big_endian(bytes.data() + 8, rightmost, 4);
  for (std::size_t i = 0; i < cells_.size(); ++i) set_big_endian(bytes.data() + head + 2 * i, cells_[i], 2);
  return bytes;
}

void TreeWriter::write_page(std::string_view bytes, std::uint32_t& number) {
  if (first_ + buffer_.size() / kPage == end_) {
    flush();
    first_ = file_.allocate(kRun);
    end_ = first_ + kRun;
  }
  number = first_ + static_cast<std::uint32_t>(buffer_.size() / kPage);
  buffer_.append(bytes);
}
void TreeWriter::flush() {
  if (!buffer_.empty()) file_.write(first_, buffer_);
  file_.give_back(first_ + static_cast<std::uint32_t>(buffer_.size() / kPage), end_);
  buffer_.clear();
  first_ = end_ = 0;
}

void TreeWriter::close_leaf(std::string separator) {
  std::uint32_t number = 0;
  write_page(page_bytes(of_ == Of::rows ? 0x0D : 0x0A, 0), number);
  leaves_.push_back({number, std::move(separator)});
  begin_page();
}

void TreeWriter::row(std::int64_t id, const Record& record) {
  payload_.clear();
  record.append_to(payload_);
  cell_.clear();
  varint(cell_, payload_.size());
  varint(cell_, static_cast<std::uint64_t>(id));
  put_payload(payload_);
  if (!fits(cell_)) {
    std::string separator;
    varint(separator, static_cast<std::uint64_t>(last_id_));
    close_leaf(std::move(separator));
  }
  put(cell_);
  last_id_ = id;
}

void TreeWriter::key(const Record& record) {
  payload_.clear();
  record.append_to(payload_);
  cell_.clear();
  varint(cell_, payload_.size());
  put_payload(payload_);
  if (has_pending_) place_key(pending_);
  std::swap(pending_, cell_);
  has_pending_ = true;
}
// Another key follows, so the leaf behind a separator is never empty.
void TreeWriter::place_key(std::string_view cell) {
  if (fits(cell))
    put(cell);
  else
    close_leaf(std::string(cell));
}

std::vector<TreeWriter::Child> TreeWriter::level_above(const std::vector<Child>& children) {
  // Which children stand under one page: as many as fit, and never a single one at the end.
  std::vector<std::size_t> begins{0};
  std::size_t used = 12;
  for (std::size_t i = 0; i + 1 < children.size(); ++i) {
    const std::size_t cell = 2 + 4 + children[i].separator.size();
    if (used + cell > kPage) {
      begins.push_back(i + 1);
      used = 12;
    } else {
      used += cell;
    }
  }
  if (begins.size() > 1 && begins.back() + 1 == children.size()) --begins.back();
  std::vector<Child> above;
  header_ = 12;
  for (std::size_t b = 0; b < begins.size(); ++b) {
    const std::size_t last = (b + 1 < begins.size() ? begins[b + 1] : children.size()) - 1;
    begin_page();
    for (std::size_t i = begins[b]; i < last; ++i) {
      cell_.clear();
      big_endian(cell_, children[i].page, 4);
      cell_.append(children[i].separator);
      put(cell_);
    }
    const std::string bytes = page_bytes(of_ == Of::rows ? 0x05 : 0x02, children[last].page);
    std::uint32_t number = root_;
    if (begins.size() == 1)
      file_.write(root_, bytes);
    else
      write_page(bytes, number);
    above.push_back({number, children[last].separator});
  }
  return above;
}

void TreeWriter::finish() {
  if (has_pending_) {
    if (fits(pending_)) {
      put(pending_);
    } else {  // the last key of the leaf moves up, so that this one has a leaf
      std::string separator(page_.data() + content_, last_size_);
      cells_.pop_back();
      content_ += last_size_;
      close_leaf(std::move(separator));
      put(pending_);
    }
  }
  if (leaves_.empty()) {
    file_.write(root_, page_bytes(of_ == Of::rows ? 0x0D : 0x0A, 0));
  } else {
    close_leaf({});
    for (std::vector<Child> level = std::move(leaves_); level.size() > 1;) level = level_above(level);
  }
  flush();
}

}  // namespace evident::graph

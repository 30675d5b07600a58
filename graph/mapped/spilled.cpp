#include "graph/mapped/spilled.hpp"

namespace evident::graph {
namespace {

constexpr std::uint64_t kPart = 1u << 16;  // bytes; what one look at the file brings into memory
constexpr std::size_t kLeastParts = 16;

}  // namespace

tl::unexpected<Error> scratch_lost() {
  return fail(Code::io, "what was put aside while the mapped graph was made could not be read again", "check the disk");
}

void SpilledBytes::spill() {
  if (!file_) file_ = to_.scratch();
  if (file_ && file_->append(tail_)) {
    if (const char* map = file_->map()) {
      map_ = map;
      spilled_ += tail_.size();
      tail_.clear();
      return;
    }
  }
  // All of it in memory from now on.
  LargeString all(static_cast<std::size_t>(spilled_), '\0');
  lost_ = lost_ || (spilled_ && !file_->read(0, all.data(), all.size()));
  all += tail_;
  tail_ = std::move(all);
  spilled_ = 0;
  file_.reset();
  to_.files = nullptr;
}

const char* SpilledBytes::looked_at(std::uint64_t begin, std::uint64_t end) const {
  // As much of the file as of its end may be in memory, then all is let go of.
  const std::size_t most = std::max<std::size_t>(to_.bytes / kPart, kLeastParts);
  if (seen_.size() * kPart < spilled_) seen_.resize(static_cast<std::size_t>(spilled_ / kPart + 1));
  for (std::uint64_t part = begin / kPart; part * kPart < end; ++part) {
    if (seen_[static_cast<std::size_t>(part)]) continue;
    if (seen_parts_ >= most) {
      file_->release();
      seen_.assign(seen_.size(), false);
      seen_parts_ = 0;
    }
    seen_[static_cast<std::size_t>(part)] = true;
    ++seen_parts_;
  }
  return map_;
}

}  // namespace evident::graph

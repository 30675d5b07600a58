#include <cstring>
#include <new>

#include "training/tasks.hpp"

namespace evident::training {

constexpr std::align_val_t kAlignment{64};

AlignedBytes::AlignedBytes(std::string_view bytes) : size_(bytes.size()), room_(static_cast<char*>(::operator new(bytes.size() + 1, kAlignment))) {
  std::memcpy(room_, bytes.data(), bytes.size());
}
AlignedBytes::~AlignedBytes() { ::operator delete(room_, kAlignment); }

}  // namespace evident::training

// Memory for what grows to many megabytes while a graph is built, straight from the system: it goes back as soon as it
// is given back, where the heap would keep holes as large as every size that an array had while it grew.
#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <string>
#include <vector>

namespace evident::graph {

template <class T>
struct LargeAllocator {
  using value_type = T;
  static constexpr std::size_t kLarge = std::size_t{256} << 10;  // bytes

  LargeAllocator() = default;
  template <class U>
  LargeAllocator(const LargeAllocator<U>&) {}
  T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    if (bytes < kLarge) return static_cast<T*>(::operator new(bytes));
    void* const at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) throw std::bad_alloc();
    return static_cast<T*>(at);
  }
  void deallocate(T* at, std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    if (bytes < kLarge)
      ::operator delete(at);
    else
      ::munmap(at, bytes);
  }
  template <class U>
  bool operator==(const LargeAllocator<U>&) const {
    return true;
  }
};

using LargeString = std::basic_string<char, std::char_traits<char>, LargeAllocator<char>>;
template <class T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace evident::graph

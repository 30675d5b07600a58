// Work done beside the caller's by a thread that is kept. To make a thread takes up to a tenth of a millisecond, which is
// much of the time of a question that two threads answer sooner than one.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>

namespace evident::query {

// What each of two threads writes for itself lies so many bytes apart: two lines of the cache, which are fetched in pairs.
// Threads that write to one line wait for each other.
inline constexpr std::size_t kApart = 128;

class SecondThread {
 public:
  // Begins at once. The kept thread does one work at a time; while it is busy others get a thread of their own.
  explicit SecondThread(std::function<void()> work);
  SecondThread(const SecondThread&) = delete;
  SecondThread& operator=(const SecondThread&) = delete;
  ~SecondThread();  // waits until it is done; what it threw is forgotten

  // Whether the machine has a processor for it.
  static bool has_processor();

  // Waits until it is done, and throws what it threw. Asked again: nothing.
  void join();

 private:
  struct Work;
  struct Kept;
  std::shared_ptr<Work> work_;
};

}  // namespace evident::query

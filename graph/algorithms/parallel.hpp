// Work in blocks over a few threads. What a block makes may depend on the block alone, so that a result is the
// same whatever the number of threads.
#pragma once
#include <algorithm>
#include <barrier>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace evident::graph {

// As many as are asked for, but no more than the machine has or there are blocks.
inline unsigned threads_for(unsigned asked, std::size_t blocks) {
  const unsigned has = std::max(1u, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::min<std::size_t>({std::max(1u, asked), has, std::max<std::size_t>(1, blocks)}));
}

// work(thread, meet) once a thread; meet() waits for all of them.
inline void on_threads(unsigned threads, const std::function<void(unsigned, const std::function<void()>&)>& work) {
  if (threads <= 1) {
    work(0, [] {});
    return;
  }
  std::barrier<> barrier(static_cast<std::ptrdiff_t>(threads));
  const std::function<void()> meet = [&] { barrier.arrive_and_wait(); };
  std::vector<std::jthread> others;
  for (unsigned t = 1; t < threads; ++t) others.emplace_back([&, t] { work(t, meet); });
  work(0, meet);
}

}  // namespace evident::graph

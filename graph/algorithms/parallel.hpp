// Work in rounds of blocks over a few threads. What a block makes may depend on the round before and on the block
// alone, so that a result is the same whatever the number of threads.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace evident::graph {

// As many as are asked for, but no more than the machine has or there are blocks.
inline unsigned threads_for(unsigned asked, std::size_t blocks) {
  const unsigned has = std::max(1u, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::min<std::size_t>({std::max(1u, asked), has, std::max<std::size_t>(1, blocks)}));
}

// work(thread, round, block) for every block of a round, once all of the round before are done. A thread takes
// the next block that is left, so one that the machine does not let run holds up nobody.
inline void in_rounds(unsigned threads, std::uint32_t rounds, std::uint32_t blocks,
                      const std::function<void(unsigned, std::uint32_t, std::uint32_t)>& work) {
  std::atomic<std::uint64_t> next{0};
  std::vector<std::atomic<std::uint32_t>> done(rounds);
  const auto run = [&](unsigned thread) {
    for (;;) {
      const std::uint64_t ticket = next.fetch_add(1, std::memory_order_relaxed);
      const std::uint64_t round = ticket / blocks;
      if (round >= rounds) return;
      if (round > 0)
        for (std::uint32_t seen; (seen = done[round - 1].load(std::memory_order_acquire)) < blocks;)
          done[round - 1].wait(seen, std::memory_order_acquire);
      work(thread, static_cast<std::uint32_t>(round), static_cast<std::uint32_t>(ticket % blocks));
      if (done[round].fetch_add(1, std::memory_order_acq_rel) + 1 == blocks) done[round].notify_all();
    }
  };
  std::vector<std::jthread> others;
  for (unsigned t = 1; t < threads; ++t) others.emplace_back([&run, t] { run(t); });
  run(0);
}

}  // namespace evident::graph

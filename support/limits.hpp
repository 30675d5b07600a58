// What a hostile or broken file may cost, and how a person stops the work. Every limit is documented in
// docs/limits.md.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace evident {

struct Limits {
  std::uint64_t document_bytes = 64ull << 20;  // a larger file is refused by name
  std::size_t line_bytes = 8u << 20;           // a longer line is no prose: refused
  std::size_t heading_depth = 12;              // deeper headings and bullets count as this deep
  std::size_t blocks = 1'000'000;              // blocks of one document
  std::size_t question_bytes = 64u << 10;
  std::size_t question_depth = 64;  // nested brackets
};

// Set from a signal handler or another thread; read in every long loop.
class Cancel {
 public:
  void request() noexcept { flag_.store(true, std::memory_order_relaxed); }
  void clear() noexcept { flag_.store(false, std::memory_order_relaxed); }  // before the next question
  bool requested() const noexcept { return flag_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> flag_{false};
};

// What one computation may cost; its threads share it.
class Budget {
 public:
  explicit Budget(std::uint64_t steps, const Cancel* cancel = nullptr) noexcept
      : most_(steps), cancel_(cancel) {}
  // Counts work; false: stop. Asked once for some hundreds of steps, not for each.
  bool spend(std::uint64_t steps) noexcept {
    const std::uint64_t used = used_.fetch_add(steps, std::memory_order_relaxed) + steps;
    if (used > most_ || (cancel_ && cancel_->requested())) over_.store(true, std::memory_order_relaxed);
    return !over();
  }
  bool over() const noexcept { return over_.load(std::memory_order_relaxed); }
  std::uint64_t used() const noexcept { return used_.load(std::memory_order_relaxed); }

 private:
  const std::uint64_t most_;
  const Cancel* cancel_;
  std::atomic<std::uint64_t> used_{0};
  std::atomic<bool> over_{false};
};

}  // namespace evident

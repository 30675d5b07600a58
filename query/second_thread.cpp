#include "query/second_thread.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace evident::query {
namespace {

// Waits a little without sleeping: a question's works come one after the other and take some tenths of a millisecond. Who
// sleeps is woken late, and maybe on another processor, whose caches hold nothing of what it does.
bool comes_soon(const std::atomic<bool>& flag) {
  constexpr std::chrono::microseconds kSoon{100};
  const auto end = std::chrono::steady_clock::now() + kSoon;
  while (!flag.load(std::memory_order_acquire)) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();  // to whoever else has work
  }
  return true;
}

}  // namespace

struct SecondThread::Work {
  std::function<void()> run;
  std::exception_ptr thrown;
  std::atomic<bool> done = false;
  std::mutex mutex;
  std::condition_variable told;
  std::thread own;  // where the kept thread was busy

  void begin() {
    try {
      run();
    } catch (...) {
      thrown = std::current_exception();
    }
  }
  void finish() {
    const std::lock_guard lock(mutex);
    done = true;
    told.notify_all();
  }
};

// One for the program. It is never taken down: at its end the thread waits for work, and ends with the process.
struct SecondThread::Kept {
  std::mutex mutex;
  std::condition_variable told;
  std::shared_ptr<Work> next;
  std::atomic<bool> has_next = false;
  bool begun = false, busy = false;

  static Kept& one() {
    static auto* const kept = new Kept;
    return *kept;
  }
  bool take(const std::shared_ptr<Work>& work) {
    {
      const std::lock_guard lock(mutex);
      if (busy) return false;
      if (!begun) std::thread([this] { serve(); }).detach();
      begun = busy = true;
      next = work;
      has_next = true;
    }
    told.notify_one();
    return true;
  }
  [[noreturn]] void serve() {
    for (;;) {
      std::shared_ptr<Work> work;
      comes_soon(has_next);
      {
        std::unique_lock lock(mutex);
        told.wait(lock, [this] { return next != nullptr; });
        work = std::exchange(next, nullptr);
        has_next = false;
      }
      work->begin();
      {  // free before it is told: who waited may have more
        const std::lock_guard lock(mutex);
        busy = false;
      }
      work->finish();
    }
  }
};

SecondThread::SecondThread(std::function<void()> work) : work_(std::make_shared<Work>()) {
  work_->run = std::move(work);
  if (!Kept::one().take(work_)) work_->own = std::thread([work = work_.get()] { work->begin(); });
}

bool SecondThread::has_processor() {
  static const bool has = std::thread::hardware_concurrency() > 1;  // to ask it reads a file of the system each time
  return has;
}

void SecondThread::join() {
  if (!work_) return;
  const std::shared_ptr<Work> work = std::move(work_);
  if (work->own.joinable()) {
    work->own.join();
  } else if (!comes_soon(work->done)) {
    std::unique_lock lock(work->mutex);
    work->told.wait(lock, [&] { return work->done.load(); });
  }
  if (work->thrown) std::rethrow_exception(work->thrown);
}

SecondThread::~SecondThread() {
  try {
    join();
  } catch (...) {
  }
}

}  // namespace evident::query

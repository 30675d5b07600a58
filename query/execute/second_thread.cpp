#include "query/execute/second_thread.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace evident::query {

struct SecondThread::Work {
  std::function<void()> run;
  std::exception_ptr thrown;
  bool done = false;
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
    }
    told.notify_one();
    return true;
  }
  [[noreturn]] void serve() {
    for (;;) {
      std::shared_ptr<Work> work;
      {
        std::unique_lock lock(mutex);
        told.wait(lock, [this] { return next != nullptr; });
        work = std::exchange(next, nullptr);
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

void SecondThread::join() {
  if (!work_) return;
  const std::shared_ptr<Work> work = std::move(work_);
  if (work->own.joinable()) {
    work->own.join();
  } else {
    std::unique_lock lock(work->mutex);
    work->told.wait(lock, [&] { return work->done; });
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

#include "query/second_thread.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using evident::query::SecondThread;

TEST_CASE("work beside the caller's is done when it was joined, on another thread that is kept") {
  std::thread::id first, again;
  SecondThread one([&] { first = std::this_thread::get_id(); });
  one.join();
  one.join();  // nothing more to wait for
  SecondThread other([&] { again = std::this_thread::get_id(); });
  other.join();
  CHECK(first != std::thread::id());
  CHECK(first != std::this_thread::get_id());
  CHECK(first == again);
}

TEST_CASE("works at a time each have a thread, and works within works") {
  std::atomic<int> began = 0, sum = 0;
  {
    std::vector<std::unique_ptr<SecondThread>> all;
    for (int i = 1; i <= 4; ++i)
      all.push_back(std::make_unique<SecondThread>([&, i] {
        ++began;
        while (began < 4) std::this_thread::yield();  // ends only if all four run at a time
        SecondThread inner([&] { sum += 10 * i; });
        sum += i;
      }));
  }  // waits
  CHECK(sum == 110);
}

TEST_CASE("what work throws is thrown where it is joined, and forgotten where it is not") {
  SecondThread one([] { throw std::runtime_error("lost"); });
  CHECK_THROWS_WITH(one.join(), "lost");
  { SecondThread other([] { throw std::runtime_error("lost"); }); }
  int done = 0;
  SecondThread next([&] { done = 1; });
  next.join();
  CHECK(done == 1);
}

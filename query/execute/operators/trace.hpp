// What the operators of a question did, for explain --analyze: how many went in and came out, how, how long.
#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace evident::query {

struct Trace {
  struct Operator {
    std::string what, how;
    std::size_t in = 0, out = 0;
    double ms = 0;
  };
  std::vector<Operator> operators;

  // Times one operator from here to done(); of no trace nothing.
  class Timed {
   public:
    explicit Timed(Trace* trace) : trace_(trace) {
      if (trace_) begin_ = std::chrono::steady_clock::now();
    }
    template <class Describe>
    void done(Describe&& describe) {
      if (!trace_) return;
      Operator one = describe();
      one.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin_).count();
      trace_->operators.push_back(std::move(one));
    }

   private:
    Trace* trace_;
    std::chrono::steady_clock::time_point begin_;
  };
};

}  // namespace evident::query

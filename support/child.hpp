// Another program, run on untrusted bytes with as little as it needs: no network, no files of ours, bounded
// memory, time and output. What it does wrong ends with it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident {

// What a program may cost; docs/limits.md.
struct ChildLimits {
  std::uint64_t memory = 2ull << 30;    // bytes of address space
  std::uint64_t output = 512ull << 20;  // bytes that it writes
  unsigned seconds = 120;               // of processor time, and of the clock
};

struct ChildOutcome {
  int exit_code = 0;   // of its own; 128 + the signal when one ended it
  std::string output;  // standard output
  std::string errors;  // standard error, its first 64 KiB
};

// The absolute path of a program on PATH, or empty.
std::string find_program(const std::string& name);

// Runs a program with these arguments and with input as its standard input (a file, so that it may be sought
// in), and waits for it. It gets no other descriptor and no variable of the environment but PATH and LC_ALL.
// Errors: not_found (no such program), limit (time, output), cancelled, io (no process can be made).
Result<ChildOutcome> run_child(const std::string& program, const std::vector<std::string>& arguments,
                               std::string_view input, const ChildLimits& limits, const Cancel& cancel);

}  // namespace evident

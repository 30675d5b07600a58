// evident label: classifies records from standard input, a line of JSON each way, in the same order.
#include "ingest/models/label.hpp"

#include <cstdio>
#include <iostream>

#include "app/commands.hpp"
#include "support/json.hpp"

namespace evident::app {
namespace {

constexpr std::size_t kLine = 64u << 20;     // bytes of a record; docs/limits.md
constexpr std::size_t kHeldBack = 64u << 10;  // written at once while more input is at hand

Result<void> label_line(ingest::models::Labeller& labeller, std::string_view line, std::string& out) {
  if (line.size() > kLine) return fail(Code::limit, "is longer than 64 MB", "give each abstract or section a line of its own");
  return labeller.label(line, out);
}

}  // namespace

int label(const Common& common, const std::string& task) {
  auto labeller = ingest::models::make_labeller(task);
  if (!labeller) return report(labeller.error());
  std::ios::sync_with_stdio(false);
  std::string line, out;
  std::size_t number = 0, wrong = 0;
  while (std::getline(std::cin, line)) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (auto labelled = label_line(**labeller, line, out); !labelled) {
      // The answer keeps its place, so that the lines of input and output still belong together.
      const std::string what = "line " + std::to_string(number) + " " + labelled.error().message;
      std::fprintf(stderr, "evident: %s\n  %s\n", what.c_str(), labelled.error().fix.c_str());
      out += "{\"error\": " + json_string(what) + "}";
      ++wrong;
    }
    out += '\n';
    const bool more_at_hand = std::cin.rdbuf()->in_avail() > 0;
    if (out.size() > kHeldBack || !more_at_hand) {
      if (!print_out(out)) return kBadBase;
      out.clear();
    }
    if (common.cancel->requested()) return kInterrupted;
  }
  if (!print_out(out)) return kBadBase;
  return wrong ? kSomeFilesFailed : kDone;
}

}  // namespace evident::app

// How long it takes to say what may stand at the end of a question that is still being written, and to find a name, in
// a library: medians and the longest, in one process whose files are warm, once it has prepared for it as the prompt does
// while the first words are typed. It measures and never fails.
//
//   bench_completion BASE [--unprepared] [QUESTION …]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/complete.hpp"
#include "support/text.hpp"

namespace {

using namespace evident;
using Clock = std::chrono::steady_clock;

template <class Work>
std::vector<double> times_of(int runs, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto begin = Clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  return times;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: bench_completion BASE [--unprepared] [QUESTION ...]\n"), 2;
  const auto graph = graph::Graph::open(argv[1]);
  if (!graph) return std::fprintf(stderr, "bench_completion: %s\n", graph.error().message.c_str()), 2;
  std::vector<std::string> questions(argv + 2, argv + argc);
  if (std::erase(questions, "--unprepared") == 0)
    std::printf("prepared in %.1f ms\n", times_of(1, [&] { query::prepare_to_complete(*graph); }).front());
  if (questions.empty())
    questions = {"",  "which m", "which outcome measures have ", "list claims about ", "list claims about tr",
                 "list claims about \"user satis", "list claims about zq", "list claims by ", "list sources named \"Differ",
                 "list studies | sort by ", "list claims since 20"};
  std::printf("%-36s %8s %12s %12s %12s\n", "completion of", "choices", "first, ms", "median, ms", "longest, ms");
  for (const std::string& text : questions) {
    std::size_t offered = 0;
    std::vector<double> times = times_of(15, [&] { offered = query::complete(*graph, text, text.size()).size(); });
    const double first = times.front();
    std::sort(times.begin(), times.end());
    std::printf("%-36s %8zu %12.3f %12.3f %12.3f\n", ("'" + text + "'").c_str(), offered, first, times[times.size() / 2],
                times.back());
  }
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < graph->num_names(); i += 1 + graph->num_names() / 1000) keys.emplace_back(graph->name(i).key);
  std::size_t found = 0;
  std::vector<double> times;
  for (const std::string& key : keys)
    times.push_back(times_of(1, [&] { found += graph->named(key).size(); }).front());
  std::sort(times.begin(), times.end());
  if (!times.empty())
    std::printf("a name among %zu: median %.4f ms, longest %.4f ms, %zu things found\n", graph->num_names(),
                times[times.size() / 2], times.back(), found);
  return 0;
}

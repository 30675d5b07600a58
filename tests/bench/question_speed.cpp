// How long a question takes to be read: to the syntax tree, and on to the plan over a small library. The questions
// are one of each shape the language has; each is read --rounds times, and what counts is the median over the
// questions of each one's median. Time of this thread alone. With --once everything is done once, for callgrind. It
// measures and never fails; the last lines are the figures of docs/quality.md.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "conformance/graph_text.hpp"
#include "query/bind/bind.hpp"
#include "query/language/parse.hpp"

namespace {

using namespace evident;
using namespace evident::query;

double microseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) * 1e-3;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

template <class Work>
double median_of(int rounds, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto begin = microseconds();
    work();
    times.push_back(microseconds() - begin);
  }
  return median(std::move(times));
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::istringstream in(conformance::read_file(file));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace

int main(int count, char** arguments) {
  const bool once = count > 1 && std::string(arguments[1]) == "--once";
  const int rounds = once ? 1 : count > 2 && std::string(arguments[1]) == "--rounds" ? std::stoi(arguments[2]) : 2001;
  const std::filesystem::path tests = std::filesystem::path(EVIDENT_SOURCE_DIR) / "tests";
  const auto questions = lines_of(tests / "bench/questions.ask");
  const conformance::World world(conformance::read_file(tests / "conformance/graphs/partnership.graph"), "partnership");
  AskOptions options;
  options.parameters = {{"topic", "waiting time"}, {"year", "2003"}, {"n", "5"}};
  options.today = 20'000;

  std::vector<double> trees, plans;
  std::size_t bytes = 0, bound = 0;
  for (const auto& text : questions) {
    const auto question = parse(text);
    if (!question) {
      fmt::print("{}", show_diagnostic(question.error(), text));
      continue;
    }
    const auto plan = bind(world.graph(), *question, options);
    const auto tree_time = median_of(rounds, [&] { return parse(text); });
    const auto plan_time = median_of(rounds, [&] { return bind(world.graph(), *parse(text), options); });
    bytes += text.size();
    trees.push_back(tree_time);
    if (plan) {
      plans.push_back(plan_time);
      ++bound;
    }
    fmt::print("{:7.2f} {:7.2f} us  {}{}\n", tree_time, plan_time, plan ? "" : plan.error().code + ": ", text);
  }
  if (trees.empty() || plans.empty()) return 1;
  double sum = 0;
  for (const double time : trees) sum += time;
  fmt::print("{} questions, {} read and {} bound, {} bytes\n", questions.size(), trees.size(), bound, bytes);
  fmt::print("to the syntax tree: median {:.1f} us, slowest {:.1f} us, {:.1f} MB/s\n", median(trees),
             *std::max_element(trees.begin(), trees.end()), static_cast<double>(bytes) / sum);
  fmt::print("to the plan: median {:.1f} us, slowest {:.1f} us\n", median(plans),
             *std::max_element(plans.begin(), plans.end()));
  return 0;
}

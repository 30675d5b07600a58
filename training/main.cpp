// Makes and measures the models that ship: `train make DATA MODELS [TASK…]`, `train measure DATA MODELS [TASK…]`.
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "support/files.hpp"
#include "training/tasks.hpp"

namespace evident::training {

const std::vector<Task>& tasks() {
  static const std::vector<Task> all{kRoles, kCausality, kDesign, kReferences, kDirection};
  return all;
}

namespace {

int report(const Error& error) {
  std::fprintf(stderr, "train: %s\n", error.message.c_str());
  if (!error.fix.empty()) std::fprintf(stderr, "  %s\n", error.fix.c_str());
  return 1;
}

int usage() {
  std::fputs("usage: train make|measure DATA MODELS [TASK...]\n"
             "  DATA    the folder of labelled sets, e.g. ../shared/data\n"
             "  MODELS  the folder of model files, e.g. corpus/models\n"
             "  TASK   ", stderr);
  for (const Task& task : tasks()) std::fprintf(stderr, " %s", task.name);
  std::fputs(" (default: all)\n", stderr);
  return 1;
}

int run(const Task& task, bool makes, const std::filesystem::path& data, const std::filesystem::path& models) {
  const auto path = models / task.file;
  if (makes) {
    auto bytes = task.make(data);
    if (!bytes) return report(bytes.error());
    if (auto written = Files::real().write(path, *bytes); !written) return report(written.error());
    std::printf("%s: %zu bytes\n", path.c_str(), bytes->size());
    return 0;
  }
  auto bytes = Files::real().read(path, 64u << 20);
  if (!bytes) return report(bytes.error());
  const auto figures = task.measure(data, AlignedBytes(*bytes).view());
  if (!figures) return report(figures.error());
  std::printf("## %s\n\n%s\n", task.name, figures->c_str());
  return 0;
}

}  // namespace
}  // namespace evident::training

int main(int argc, char** argv) {
  using namespace evident::training;
  if (argc < 4) return usage();
  const bool makes = std::strcmp(argv[1], "make") == 0;
  if (!makes && std::strcmp(argv[1], "measure") != 0) return usage();
  for (int i = 4; i < argc; ++i)
    if (std::none_of(tasks().begin(), tasks().end(), [&](const Task& t) { return std::strcmp(t.name, argv[i]) == 0; })) return usage();
  for (const Task& task : tasks()) {
    const bool wanted = argc == 4 || std::any_of(argv + 4, argv + argc, [&](const char* name) { return std::strcmp(task.name, name) == 0; });
    if (!wanted) continue;
    if (const int status = run(task, makes, argv[2], argv[3])) return status;
  }
  return 0;
}

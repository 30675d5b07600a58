// evident ingest: a line or a progress bar while it works, and a report at the end.
#include "ingest/ingest.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.hpp"
#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "support/json.hpp"

namespace evident::app {
namespace {

using What = ingest::FileReport::What;

std::string_view name_of(What what) {
  switch (what) {
    case What::added:
      return "added";
    case What::replaced:
      return "replaced";
    case What::unchanged:
      return "unchanged";
    case What::failed:
      return "failed";
  }
  return "";
}

std::size_t count(const ingest::IngestReport& report, What what) {
  std::size_t n = 0;
  for (const auto& file : report.files) n += file.what == what;
  return n;
}

Json as_json(const ingest::IngestReport& report) {
  Json::Array files;
  for (const auto& file : report.files) {
    Json::Object entry{{"path", file.path}, {"outcome", name_of(file.what)}};
    if (file.what == What::failed) {
      entry.emplace_back("code", code_name(file.error.code));
      entry.emplace_back("error", file.error.message);
      entry.emplace_back("fix", file.error.fix);
    } else {
      entry.emplace_back("items", static_cast<std::int64_t>(file.items));
      entry.emplace_back("retired", static_cast<std::int64_t>(file.retired));
    }
    if (!file.notes.empty()) entry.emplace_back("notes", Json::Array(file.notes.begin(), file.notes.end()));
    files.push_back(std::move(entry));
  }
  Json::Object kinds;
  for (const auto& [kind, n] : report.items_by_kind) kinds.emplace_back(kind, static_cast<std::int64_t>(n));
  return Json::Object{{"added", static_cast<std::int64_t>(count(report, What::added))},
                      {"replaced", static_cast<std::int64_t>(count(report, What::replaced))},
                      {"unchanged", static_cast<std::int64_t>(count(report, What::unchanged))},
                      {"failed", static_cast<std::int64_t>(count(report, What::failed))},
                      {"cancelled", report.cancelled},
                      {"files", std::move(files)},
                      {"items", std::move(kinds)}};
}

std::string plural(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string as_text(const ingest::IngestReport& report) {
  std::string out;
  for (const auto& file : report.files) {
    if (file.what != What::failed) continue;
    out += fmt::format("failed     {}\n           {}\n", file.path, file.error.message);
    if (!file.error.fix.empty()) out += fmt::format("           {}\n", file.error.fix);
  }
  for (const auto& file : report.files)
    if (file.what == What::replaced)
      out += fmt::format("replaced   {} ({}, {} no longer said)\n", file.path,
                         plural(file.items, "item", "items"), file.retired);
  for (const auto& file : report.files)
    for (const std::string& note : file.notes) out += fmt::format("note       {}\n           {}\n", file.path, note);
  out +=
      fmt::format("{} read: {} added, {} replaced, {} unchanged, {} failed.\n",
                  plural(report.files.size(), "file", "files"), count(report, What::added),
                  count(report, What::replaced), count(report, What::unchanged), count(report, What::failed));
  if (!report.items_by_kind.empty()) {
    std::string kinds;
    for (const auto& [kind, n] : report.items_by_kind) {
      if (n == 0) continue;
      std::string_view words = kind;
      if (const auto k = graph::kind_named(kind)) words = graph::info(*k).words[n == 1 ? 0 : 1];
      kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", n, words);
    }
    out += "Found in what was read now: " + kinds + ".\n";
  }
  if (report.cancelled) out += "Interrupted: the files above are kept, the rest was not read.\n";
  return out;
}

// The base is closed at the end: its caches are memory that the graph can do with.
Result<ingest::IngestReport> read_files(const Common& common, const IngestArguments& arguments) {
  EV_TRY(graph::Base base, graph::Base::open(common.base, graph::Access::create));
  ingest::IngestOptions options;
  options.version = EVIDENT_VERSION;
  options.without_cues_for = arguments.without_cues_for;
  const bool bar = is_terminal(STDERR_FILENO) && !arguments.json;
  if (bar)
    options.progress = [](const std::string& path, std::size_t at, std::size_t all) {
      constexpr int kWidth = 24;
      const int done = static_cast<int>((at - 1) * kWidth / (all == 0 ? 1 : all));
      fmt::print(stderr, "\r\x1b[K[{:#<{}}{:.<{}}] {}/{} {}", "", done, "", kWidth - done, at, all,
                 std::filesystem::path(path).filename().string());
      std::fflush(stderr);
    };
  const std::vector<std::filesystem::path> paths(arguments.paths.begin(), arguments.paths.end());
  auto outcome = ingest::ingest(base, paths, options, Files::real(), *common.cancel);
  if (bar) fmt::print(stderr, "\r\x1b[K");
  return outcome;
}

}  // namespace

int ingest(const Common& common, const IngestArguments& arguments) {
  const auto outcome = read_files(common, arguments);
  if (!outcome) return report(outcome.error());
  // The first question should not pay for the graph; if it cannot be built now, the question will say why.
  if (count(*outcome, What::added) + count(*outcome, What::replaced) > 0)
    (void)graph::Graph::open(common.base, Files::real(), {.merge = true});

  print_out(arguments.json ? print_json(as_json(*outcome), true) + "\n" : as_text(*outcome));
  if (outcome->cancelled) return kInterrupted;
  return count(*outcome, What::failed) > 0 ? kSomeFilesFailed : kDone;
}

}  // namespace evident::app

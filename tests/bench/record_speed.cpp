// How fast files of records are read, and duplicates found: records and megabytes a second of one core, and
// the memory that it takes. Without a file, records of RIS are made up to --megabytes. It measures and never
// fails.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/records/duplicates.hpp"
#include "support/files.hpp"

namespace {

using namespace evident;
using namespace evident::ingest;

double now() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}
long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

std::string made(std::size_t megabytes) {
  std::string text;
  text.reserve((megabytes << 20) + 4096);
  std::uint64_t n = 12345;
  const auto next = [&](std::uint64_t below) {
    return (n = n * 6364136223846793005u + 1442695040888963407u) >> 33 ? (n >> 33) % below : 0;
  };
  const auto words = [&](std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += fmt::format("{}w{}", i ? " " : "", next(20000));
    return out;
  };
  while (text.size() < megabytes << 20)
    text += fmt::format(
        "TY  - JOUR\nAU  - F{0}, A. B.\nAU  - G{1}, C.\nAU  - H{2}, D. E.\nTI  - {3}\nJF  - Journal of "
        "{4}\nPY  - {5}/03/05/\nVL  - {6}\nIS  - {7}\nSP  - {8}\nEP  - {9}\n"
        "DO  - 10.1000/{10}\nSN  - 1234-5678\nKW  - {11}\nKW  - {12}\nAB  - {13}\nUR  - "
        "https://example.org/{10}\nER  - \n\n",
        next(9000), next(9000), next(9000), words(12), words(2), 1990 + next(30), next(90), next(12),
        next(900), 900 + next(90), next(1u << 30), words(1), words(2), words(180));
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  std::string path;
  std::size_t megabytes = 64;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--megabytes" && i + 1 < argc)
      megabytes = static_cast<std::size_t>(std::atoll(argv[++i]));
    else
      path = argument;
  }
  std::unique_ptr<MappedFile> map;
  std::string own;
  if (path.empty())
    own = made(megabytes);
  else if (auto mapped = Files::real().map(path))
    map = std::move(*mapped);
  const std::string_view bytes = map ? map->bytes() : std::string_view(own);
  const std::filesystem::path name = path.empty() ? "made.ris" : path;
  const RecordFormat* format = record_format_of(name, bytes);
  if (!format) {
    fmt::print("{} is no file of records\n", name.string());
    return 0;
  }
  const Cancel cancel;
  double begun = now();
  const auto text = record_text(name, bytes, map.get());
  if (!text) return 0;
  const double decoded = now() - begun;
  begun = now();
  std::size_t fields = 0, released = 0;
  std::vector<ComparedRecord> citations;
  const auto read = read_records(
      name, *format, text->text,
      [&](const BibliographicRecord& record) -> Result<void> {
        fields += record.fields.size();
        if (map && record.begin > released + (16u << 20)) map->release(released = record.begin);
        return {};
      },
      {}, cancel);
  const double took = now() - begun;
  if (!read) return 0;
  const double size = static_cast<double>(bytes.size()) / 1e6;
  fmt::print(
      "{}: {} records, {} fields, {:.0f} MB; text {:.2f} s; read {:.2f} s: {:.0f} records/s, {:.0f} MB/s; "
      "peak memory {} MB\n",
      format->name, *read, fields, size, decoded, took, static_cast<double>(*read) / took, size / took,
      peak_megabytes());
  (void)read_records(
      name, *format, text->text,
      [&](const BibliographicRecord& record) -> Result<void> {
        if (citations.size() < 80000) citations.push_back(citation_of(record));
        return {};
      },
      {}, cancel);
  begun = now();
  const auto found = find_duplicates(citations);
  fmt::print("duplicates: {} records, {} groups, {:.1f} s\n", citations.size(), found.groups.size(),
             now() - begun);
  return 0;
}

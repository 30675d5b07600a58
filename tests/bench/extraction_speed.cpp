// How fast documents become evidence, in MB of text per second of one core: readers, sentences, structure and
// classification, each extractor, links, and all together. The files given are repeated up to --megabytes
// (0: not at all), once as one document and once as many, read --together as an ingest does or one by one; each figure is the best of --rounds. Heap allocations are counted,
// so that it shows when memory grows with the number of documents. It measures and never fails; the last
// lines are the figures of docs/quality.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/extract.hpp"
#include "ingest/ingest.hpp"
#include "ingest/link/lexicon.hpp"
#include "ingest/readers/reader.hpp"
#include "support/hash.hpp"

namespace {

std::atomic<std::uint64_t> allocations{0}, freed{0};

}  // namespace

// Counting only: the memory itself is malloc's. Not inlined: the compiler would take malloc and delete for a
// mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  if (memory) freed.fetch_add(1, std::memory_order_relaxed);
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  if (memory) freed.fetch_add(1, std::memory_order_relaxed);
  std::free(memory);
}

namespace {

using namespace evident;
using namespace evident::ingest;

// Time of this thread alone, so that a busy machine counts little.
double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct File {
  std::string name, bytes;
};

// Seconds by stage, in the order in which the stages run.
class Stages {
 public:
  void add(std::string_view name, double seconds) {
    const auto it =
        std::find_if(times_.begin(), times_.end(), [&](const auto& t) { return t.first == name; });
    auto& total = it == times_.end() ? times_.emplace_back(std::string(name), 0.0) : *it;
    total.second += seconds;
  }
  void least(const Stages& other) {
    if (times_.empty()) {
      times_ = other.times_;
      return;
    }
    for (std::size_t i = 0; i < times_.size(); ++i)
      times_[i].second = std::min(times_[i].second, other.times_[i].second);
  }
  void print(std::size_t bytes) const {
    double structural = 0;
    for (const auto& [name, seconds] : times_) {
      print(name, seconds, bytes);
      if (std::find(kStructural.begin(), kStructural.end(), name) != kStructural.end()) structural += seconds;
    }
    print("readers and structural extraction", structural, bytes);
  }

 private:
  // From bytes to what headings, lists, tables, cases and entries of reference lists say.
  static constexpr auto kStructural = std::to_array<std::string_view>(
      {"readers", "words", "sentences", "structure", "cases", "lists", "table_statistics", "references"});
  static void print(std::string_view name, double seconds, std::size_t bytes) {
    fmt::print("  {:<34} {:9.2f} ms {:9.1f} MB/s\n", name, seconds * 1e3,
               static_cast<double>(bytes) / 1e6 / std::max(seconds, 1e-9));
  }

  std::vector<std::pair<std::string, double>> times_;
};

// Documents from their bytes to their evidence, as many together as an ingest reads. Gives the number of items.
std::size_t pass(const std::vector<File>& files, std::size_t together, const Lexicon& lexicon, Stages& stages) {
  double last = now();
  const auto start = last;
  const auto lap = [&](std::string_view name) {
    const double time = now();
    stages.add(name, time - last);
    last = time;
  };
  std::size_t items = 0;
  ExtractHooks hooks;
  hooks.step = lap;
  for (std::size_t first = 0; first < files.size();) {
    std::vector<Document> documents;
    Together count(together);
    for (bool enough = false; first < files.size() && !enough; ++first) {
      auto document = read_document(files[first].name, files[first].bytes, Limits{}, Cancel{});
      if (!document) {
        fmt::print(stderr, "{}\n", document.error().message);
        std::exit(1);
      }
      enough = count.add(document->text.size());
      documents.push_back(std::move(*document));
    }
    std::vector<const Document*> some;
    for (const Document& document : documents) some.push_back(&document);
    lap("readers");
    for (const auto& evidence : extract_all(some, lexicon, hooks)) items += evidence.items.size();
  }
  stages.add("everything, bytes to items", now() - start);
  return items;
}

// Everything that was found, as text, for comparing two programs.
std::string everything(const graph::DocumentEvidence& evidence) {
  std::string out;
  const auto value = [](const graph::Value& v) -> std::string {
    if (const auto* b = std::get_if<bool>(&v)) return *b ? "true" : "false";
    if (const auto* i = std::get_if<std::int64_t>(&v)) return std::to_string(*i);
    if (const auto* d = std::get_if<double>(&v)) return fmt::format("{}", *d);
    if (const auto* s = std::get_if<std::string>(&v)) return *s;
    if (const auto* l = std::get_if<std::vector<std::string>>(&v))
      return fmt::format("[{}]", fmt::join(*l, "|"));
    if (const auto* j = std::get_if<Json>(&v)) return print_json(*j);
    return "-";
  };
  for (const graph::Item& item : evidence.items) {
    out += fmt::format("{} {}-{} {} p{} s{} b{}\n  {}\n  by {}: {}; of {}\n", graph::info(item.kind).name,
                       item.passage.begin, item.passage.end, item.passage.section, item.passage.page,
                       item.passage.slide, item.passage.paragraph, item.passage.quote, item.extractor,
                       item.reason, item.belongs_to);
    for (const auto& [attribute, v] : item.attributes)
      out += fmt::format("  {} = {}\n", graph::info(attribute).name, value(v));
  }
  for (const graph::Link& link : evidence.links)
    out += fmt::format("{} {} {} {}\n", link.from, graph::info(link.edge).name,
                       std::holds_alternative<std::string>(link.to) ? std::get<std::string>(link.to)
                                                                    : std::to_string(std::get<0>(link.to)),
                       link.reason);
  for (const graph::Candidate& c : evidence.candidates)
    out += fmt::format("{} {} {}\n", c.id, graph::info(c.kind).name, c.label);
  return out;
}

void measure(std::string_view title, const std::vector<File>& files, std::size_t together, const Lexicon& lexicon, int rounds) {
  std::size_t bytes = 0, items = 0;
  for (const File& file : files) bytes += file.bytes.size();
  Stages best;
  std::vector<std::uint64_t> per_round;
  std::uint64_t kept = 0;
  for (int r = 0; r < rounds; ++r) {
    Stages stages;
    const std::uint64_t before = allocations, gone = freed;
    items = pass(files, together, lexicon, stages);
    per_round.push_back(allocations - before);
    kept = (allocations - before) - (freed - gone);
    best.least(stages);
  }
  fmt::print("{}: {} document{}, {:.2f} MB, {} items\n", title, files.size(), files.size() == 1 ? "" : "s",
             static_cast<double>(bytes) / 1e6, items);
  best.print(bytes);
  fmt::print(
      "  heap: {:.0f} allocations a document in the first round, {:.0f} in the last, {:.2f} a kB of text; "
      "{} kept after the last\n",
      static_cast<double>(per_round.front()) / static_cast<double>(files.size()),
      static_cast<double>(per_round.back()) / static_cast<double>(files.size()),
      static_cast<double>(per_round.back()) / static_cast<double>(bytes) * 1e3, kept);
}

// The abstracts of a set of labelled sentences (doc_id in the first column, the sentence in the last), each as a text.
void read_abstracts(const std::string& tsv, std::vector<File>& files) {
  std::ifstream in(tsv);
  std::string line, id;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    const std::string_view all(line), sentence = all.substr(all.rfind('\t') + 1), document = all.substr(0, all.find('\t'));
    if (document != id) {
      id = document;
      files.push_back({id + ".txt", {}});
    }
    std::string& text = files.back().bytes;
    text.append(text.empty() ? "" : " ").append(sentence);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t megabytes = 5;
  std::size_t together = Together::kDocuments;
  int rounds = 3;
  bool dump = false, digest = false;
  std::vector<File> files;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--megabytes" && i + 1 < argc) {
      megabytes = std::strtoul(argv[++i], nullptr, 10);
    } else if (argument == "--rounds" && i + 1 < argc) {
      rounds = std::max(1, std::atoi(argv[++i]));
    } else if (argument == "--together" && i + 1 < argc) {
      together = std::max<std::size_t>(1, std::strtoul(argv[++i], nullptr, 10));
    } else if (argument == "--abstracts" && i + 1 < argc) {
      read_abstracts(argv[++i], files);
    } else if (argument == "--dump") {
      dump = true;
    } else if (argument == "--digest") {
      digest = true;
    } else {
      std::ifstream in(argument, std::ios::binary);
      files.push_back({argument, {std::istreambuf_iterator<char>(in), {}}});
    }
  }
  if (files.empty()) {
    fmt::print("usage: bench_extraction [--megabytes N] [--rounds N] [--together N] [--digest] [--abstracts TSV] FILE…\n");
    return 2;
  }
  auto vocabulary = shipped_vocabulary();
  if (!vocabulary) return 1;
  const Lexicon lexicon(*vocabulary);
  if (dump || digest) {
    for (const File& file : files) {
      auto document = read_document(file.name, file.bytes, Limits{}, Cancel{});
      const std::string all =
          document ? everything(extract(*document, *vocabulary)) : document.error().message;
      if (dump)
        fmt::print("== {}\n{}", file.name, all);
      else
        fmt::print("{} {}\n", xxh128_hex(all), file.name);
    }
    return 0;
  }
  measure("as given", files, together, lexicon, rounds);
  if (megabytes == 0) return 0;
  std::vector<File> many;
  std::string all;
  for (std::size_t size = 0; size < megabytes * 1'000'000;)
    for (const File& file : files) {
      size += file.bytes.size();
      many.push_back(file);
      all += file.bytes;
      all += "\n\n";
    }
  measure("many documents", many, together, lexicon, rounds);
  const std::vector<File> half = {{"half.txt", all.substr(0, all.find("\n\n", all.size() / 4))}};
  measure("a quarter of it as one document", half, together, lexicon, rounds);
  const std::vector<File> one = {{"one.txt", std::move(all)}};
  measure("one document", one, together, lexicon, rounds);
  return 0;
}

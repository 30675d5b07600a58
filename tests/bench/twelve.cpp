// The twelve questions of the bench over a library made of its tables: how long each takes prepared, and
// whether its rows are the expected ones.
//
//   bench_twelve BASE PARAMS.json [--expected EXPECTED.json] [--scale 100000] [--runs 25] [--only Q3] [--cpu] [--page]
//
// --page: also from the question's text to its first page (20 rows with the words they rest on, as JSON), in turns with
// the prepared question, and how much longer that takes.
// --cpu: the time of the processors, of all threads together, where the machine has other work.
//
// BASE: a library, or a mapped file. PARAMS: what the generator of the tables wrote beside them.
#include <malloc.h>
#include <nettle/sha1.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/prepared.hpp"
#include "query/render/shape.hpp"
#include "support/json.hpp"

namespace {

using namespace evident;
bool of_cpu = false, with_page = false;
double now() {
  timespec time{};
  clock_gettime(of_cpu ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) {
    std::fprintf(stderr, "bench_twelve: cannot read %s\n", path.c_str());
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

// "measure:17" is 17, and words are what the tables call them.
std::string cell(const Json& value) {
  static const std::map<std::string, std::string> kWords{
      {"randomised", "rct"},         {"quasi-experimental", "quasi_experimental"}, {"cross-sectional", "cross_sectional"},
      {"interview", "qualitative"},  {"single case", "case_study"},                {"literature review", "review"},
      {"neutral", "null"},           {"economic evaluation", "economic_evaluation"}};
  const auto* text = value.string();
  if (!text) return value.is_null() ? "" : print_json(value);
  if (const auto known = kWords.find(*text); known != kWords.end()) return known->second;
  const auto colon = text->find(':');
  const bool id = colon != std::string::npos && colon + 1 < text->size() &&
                  std::all_of(text->begin() + static_cast<std::ptrdiff_t>(colon) + 1, text->end(),
                              [](char c) { return c >= '0' && c <= '9'; }) &&
                  std::all_of(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(colon),
                              [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return id ? text->substr(colon + 1) : *text;
}
std::string set_of(const std::vector<const Json*>& parts) {
  std::vector<std::string> all;
  for (const Json* part : parts) {
    if (part->is_null()) continue;
    if (const auto* list = part->array())
      for (const Json& one : *list) all.push_back(cell(one));
    else
      all.push_back(cell(*part));
  }
  std::sort(all.begin(), all.end());
  std::string text = "[";
  for (const auto& one : all) text += (text.size() > 1 ? "," : "") + one;
  return text + "]";
}

// A row as the bench's other runners make it.
std::string line(const std::string& question, const Json::Array& row) {
  if (question == "Q6") return std::to_string(2 * std::get<std::int64_t>(row[0].value));
  std::string text;
  const std::size_t plain = question == "Q10" ? 5 : row.size();
  for (std::size_t i = 0; i < plain; ++i) text += (i ? "|" : "") + cell(row[i]);
  if (question == "Q10") text += "|" + set_of({&row[5]}) + "|" + set_of({&row[6], &row[7], &row[8]});
  return text;
}

std::string checksum(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (std::size_t i = 0; i < lines.size(); ++i) all += (i ? "\n" : "") + lines[i];
  std::uint8_t digest[SHA1_DIGEST_SIZE];
  sha1_ctx state;
  sha1_init(&state);
  sha1_update(&state, all.size(), reinterpret_cast<const std::uint8_t*>(all.data()));
  sha1_digest(&state, sizeof digest, digest);
  char text[13];
  for (int i = 0; i < 6; ++i) std::snprintf(text + 2 * i, 3, "%02x", digest[i]);
  return text;
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

std::string number(const Json& params, const char* name) {
  const Json* value = params.find(name);
  return value ? print_json(*value) : "0";
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kKept = 64 << 20;  // memory is kept between questions, as `evident session` does
  mallopt(M_MMAP_THRESHOLD, kKept);
  mallopt(M_TRIM_THRESHOLD, kKept);
  std::vector<std::string> files;
  std::string expected_file, scale = "100000", only;
  std::size_t runs = 25;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const auto value = [&] { return std::string(i + 1 < argc ? argv[++i] : ""); };
    if (argument == "--expected")
      expected_file = value();
    else if (argument == "--scale")
      scale = value();
    else if (argument == "--runs")
      runs = std::stoul(value());
    else if (argument == "--cpu")
      of_cpu = true;
    else if (argument == "--page")
      with_page = true;
    else if (argument == "--only")
      only = value();
    else
      files.push_back(argument);
  }
  if (files.size() != 2) {
    std::fprintf(stderr, "usage: bench_twelve BASE PARAMS.json [--expected FILE] [--scale N] [--runs N] [--only Qn] [--cpu] [--page]\n");
    return 2;
  }
  auto opened = [&]() -> Result<graph::Graph> {
    if (!files[0].ends_with(".graph")) return graph::Graph::open(files[0]);
    auto bytes = Files::real().map(files[0]);
    if (!bytes) return tl::unexpected(bytes.error());
    return graph::Graph::from_bytes(std::shared_ptr<const MappedFile>(std::move(*bytes)));
  }();
  if (!opened) {
    std::fprintf(stderr, "bench_twelve: %s\n", opened.error().message.c_str());
    return 2;
  }
  const auto params = parse_json(read_file(files[1]));
  std::optional<Json> expected;
  if (!expected_file.empty())
    if (auto all = parse_json(read_file(expected_file)))
      if (const Json* of_scale = all->find(scale)) expected = *of_scale;

  query::AskOptions options;
  options.parameters = {{"measure", "measure:" + number(*params, "q4_concept")},
                        {"from", "measure:" + number(*params, "q6_a")},
                        {"to", "measure:" + number(*params, "q6_b")},
                        {"least", number(*params, "q7_k")},
                        {"source", "source:" + number(*params, "q8_source")},
                        {"claim", "claim:1"}};
  bool fine = true;
  for (int q = 1; q <= 12; ++q) {
    const std::string name = "Q" + std::to_string(q);
    const std::string file = std::string(EVIDENT_SOURCE_DIR) + "/tests/bench/questions/" + name + ".ask";
    if ((!only.empty() && only != name) || !std::ifstream(file)) continue;
    const std::string text = read_file(file);
    double begin = now();
    auto prepared = query::Prepared::prepare(*opened, text, options);
    const double preparing = now() - begin;
    if (!prepared) {
      std::printf("%-4s %s\n", name.c_str(), query::show_diagnostic(prepared.error(), text).c_str());
      fine = false;
      continue;
    }
    std::vector<std::map<std::string, std::string>> sets(1);
    if (name == "Q10" && params->find("q10_ids")) {
      sets.clear();
      for (const Json& id : *params->find("q10_ids")->array()) sets.push_back({{"claim", "claim:" + print_json(id)}});
    }
    std::vector<double> times;
    std::vector<std::string> lines;
    std::string rows;
    for (std::size_t run = 0; run < runs && fine; ++run)
      for (const auto& set : sets) {
        rows.clear();
        begin = now();
        const auto total = prepared->rows(set, 0, nullptr, rows);
        times.push_back(now() - begin);
        if (!total) {
          std::printf("%-4s %s\n", name.c_str(), total.error().message.c_str());
          fine = false;
          break;
        }
        if (run) continue;
        const auto parsed = parse_json(rows);
        for (const Json& row : *parsed->array()) lines.push_back(line(name, *row.array()));
      }
    if (name == "Q9") {  // what is compared is what was found, not its order
      auto all = query::Prepared::prepare(*opened, text.substr(0, text.find('|')) + "| show id", options);
      rows.clear();
      if (!all || !all->rows({}, 0, nullptr, rows)) return 2;
      std::size_t sum = 0;
      const auto parsed = parse_json(rows);
      for (const Json& row : *parsed->array()) sum += std::stoul(cell((*row.array())[0]));
      lines.assign(1, std::to_string(parsed->array()->size()) + "|" + std::to_string(sum));
    }
    const std::size_t n = lines.size();
    const std::string sum = checksum(std::move(lines));
    std::string verdict;
    if (const Json* of = expected ? expected->find(name) : nullptr) {
      const bool right = of->find("sum") && of->find("sum")->string() && *of->find("sum")->string() == sum;
      verdict = right ? "right" : "WRONG";
      fine = fine && right;
    }
    std::string page;
    if (with_page && fine) {
      query::AskOptions first = options;
      first.rows = 20;  // as a session asks for a page
      first.witnesses = query::AskOptions::kOnPage;
      if (!sets.front().empty()) first.parameters["claim"] = sets.front().at("claim");
      std::vector<double> pages, more;
      std::string json;  // kept, as a session does
      for (std::size_t run = 0; run < runs; ++run) {
        rows.clear();  // in turns, so that a machine that is slower for a while is so for both
        begin = now();
        if (!prepared->rows(sets.front(), 0, nullptr, rows)) return 2;
        const double alone = now() - begin;
        begin = now();
        const auto answer = query::ask(*opened, text, first);
        if (!answer) return 2;
        json.clear();
        query::write_answer(*answer, "", true, false, json);
        pages.push_back(now() - begin);
        more.push_back(pages.back() - alone);
      }
      char text_of_page[96];
      std::snprintf(text_of_page, sizeof text_of_page, "  first page %8.4f (least %8.4f), more by %7.4f", median(pages),
                    *std::min_element(pages.begin(), pages.end()), median(more));
      page = text_of_page;
    }
    std::printf("%-4s %10.4f ms  (least %10.4f, preparing %8.3f)  %6zu rows  %s  %-9s %s%s\n", name.c_str(), median(times),
                *std::min_element(times.begin(), times.end()), preparing, n, sum.c_str(),
                std::string(prepared->way()).c_str(), verdict.c_str(), page.c_str());
  }
  return fine ? 0 : 1;
}

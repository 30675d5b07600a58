// What goes to a file while a graph is built comes back as it was, and the graph is the same to the byte.
#include "graph/mapped/spilled.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "graph/graph.hpp"
#include "graph/mapped/build.hpp"
#include "graph/mapped/numbered.hpp"
#include "unit/folder.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

Spilling tiny(const Folder& folder, std::size_t bytes = 256) {
  LargeFiles* files = LargeFiles::of(Files::real());
  REQUIRE(files);
  return {files, folder.path, bytes};
}
std::size_t files_in(const Folder& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder.path), {}));
}

struct ByBytes {
  bool operator()(std::string_view a, std::string_view b) const { return a < b; }
};
// Of which only the first letter is compared.
struct ByFirst {
  bool operator()(std::string_view a, std::string_view b) const { return a.substr(0, 1) < b.substr(0, 1); }
};

template <class Less>
std::vector<std::string> sorted(const std::vector<std::string>& records, const Spilling& to) {
  SortedRecords<Less> sorting(to);
  for (const std::string& record : records) sorting.add(record);
  std::vector<std::string> out;
  CHECK(sorting.each([&](std::string_view record) { out.emplace_back(record); }));
  return out;
}

std::vector<std::string> some_records() {
  std::vector<std::string> records;
  std::uint32_t n = 7;
  for (int i = 0; i < 3000; ++i) {
    n = n * 1664525u + 1013904223u;
    records.push_back(std::to_string(n % 977) + std::string(n >> 28, 'x') + (i % 5 ? "" : "#" + std::to_string(i)));
  }
  records.push_back(std::string(600'000, 'y'));  // more than is read at once
  records.emplace_back();
  records.push_back(std::string(300, '\0'));
  return records;
}

}  // namespace

TEST_CASE("records are sorted alike in memory, in runs on the disk, and where there is no disk") {
  const Folder folder;
  std::vector<std::string> records = some_records();
  const auto once = sorted<ByFirst>(records, {});
  CHECK(sorted<ByFirst>(records, tiny(folder)) == once);
  CHECK(sorted<ByFirst>(records, tiny(folder, 4096)) == once);
  Spilling nowhere = tiny(folder);
  nowhere.folder = folder.path / "missing";
  CHECK(sorted<ByFirst>(records, nowhere) == once);
  const auto by_bytes = sorted<ByBytes>(records, tiny(folder));
  std::stable_sort(records.begin(), records.end(), ByFirst());
  CHECK(once == records);  // equal ones as they came
  std::sort(records.begin(), records.end());
  CHECK(by_bytes == records);
  CHECK(sorted<ByBytes>({}, tiny(folder)).empty());
  CHECK(files_in(folder) == 0);
}

TEST_CASE("texts have the same numbers and bytes wherever they are kept") {
  const Folder folder;
  Spilling nowhere = tiny(folder);
  nowhere.folder = folder.path / "missing";
  NumberedTexts here, there, neither;
  there.spill(tiny(folder));
  neither.spill(nowhere);
  const std::vector<std::string> records = some_records();
  for (int round = 0; round < 2; ++round)
    for (const std::string& text : records) {
      const std::uint32_t number = here.number(text);
      REQUIRE(there.number(text) == number);
      REQUIRE(neither.number(text) == number);
    }
  for (NumberedTexts* texts : {&there, &neither}) {
    REQUIRE(texts->size() == here.size());
    for (std::uint32_t i = 0; i < here.size(); ++i) REQUIRE((*texts)[i] == here[i]);
    std::string all, expected;
    texts->bytes().each_piece([&](std::string_view piece) { all += piece; });
    here.bytes().each_piece([&](std::string_view piece) { expected += piece; });
    CHECK(all == expected);
    CHECK_FALSE(texts->bytes().lost());
  }
  CHECK(files_in(folder) == 0);
}

TEST_CASE("numbers are the same wherever they are kept") {
  const Folder folder;
  Spilling nowhere = tiny(folder);
  nowhere.folder = folder.path / "missing";
  for (const Spilling& to : {Spilling(), tiny(folder), tiny(folder, 4096), nowhere}) {
    SpilledNumbers numbers;
    numbers.spill(to);
    constexpr std::uint32_t kMany = 700'000;  // more than is read at once
    for (std::uint32_t i = 0; i < kMany; ++i) numbers.push(i * 2654435761u);
    REQUIRE(numbers.size() == kMany);
    std::uint32_t next = 0;
    bool same = true;
    numbers.each([&](std::uint32_t number) { same = same && number == next++ * 2654435761u; });
    CHECK(next == kMany);
    for (std::uint32_t i = 0; i < kMany; i += 977) same = same && numbers[kMany - 1 - i] == (kMany - 1 - i) * 2654435761u;
    CHECK(same);
    CHECK_FALSE(numbers.lost());
  }
  CHECK(files_in(folder) == 0);
}

TEST_CASE("a graph is the same to the byte when hardly anything of it may stay in memory") {
  const Folder folder;
  std::vector<DocumentEvidence> documents;
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    Written w("report" + number + ".txt", "Report " + number + " on lamps in " + std::string(static_cast<std::size_t>(i % 7), 'q') +
                                              " streets\nLamps lowered thefts in street " + number + " by a third.\n");
    const std::string spelled = i % 3 ? "Field, J." : "J Field";
    w.evidence.items[0].set(Attribute::authors, std::vector<std::string>{spelled, "Peck" + number + ", A."});
    w.evidence.items[0].set(Attribute::year, std::int64_t{1990 + i % 9});
    w.add(Kind::claim, "Lamps lowered thefts", {{Attribute::role, std::string("finding")}});
    documents.push_back(w.evidence);
  }
  const auto whole = build_mapped(input_of(documents));
  const auto spilled = build_mapped(input_of(documents), tiny(folder, 64));
  REQUIRE(whole);
  REQUIRE(spilled);
  CHECK(*whole == *spilled);
  CHECK(files_in(folder) == 0);
}

}  // namespace evident::graph

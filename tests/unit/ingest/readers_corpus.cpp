// The demonstration corpus, and the five documents of the design where they are at hand: every quotation of
// theirs that a careful reader marked must lie inside blocks that are read, and no decoration among them.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "ingest/sentences/sentences.hpp"
#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Document> read_folder(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file()) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Document> documents;
  for (const auto& path : paths) documents.push_back(read(path.filename().string(), bytes_of(path)));
  return documents;
}

std::size_t count(const Document& d, BlockKind kind) {
  return static_cast<std::size_t>(
      std::count_if(d.blocks.begin(), d.blocks.end(), [&](const Block& b) { return b.kind == kind; }));
}

}  // namespace

TEST_CASE("the demonstration corpus reads as its authors meant it") {
  for (const Document& d : read_folder(fs::path(EVIDENT_SOURCE_DIR) / "corpus/demo")) {
    INFO(d.name);
    CHECK(broken_invariant(d) == "");
    CHECK(d.text.size() > 0);
    CHECK(count(d, BlockKind::title) >= 1);
    CHECK(d.slides == (d.name.find("slides") != std::string::npos));
    CHECK(sentences_of(d).size() > 5);
  }
}

TEST_CASE("the documents of the design, where they are at hand") {
  const char* shared = std::getenv("EVIDENT_SHARED");
  const fs::path folder =
      fs::path(shared ? shared : fs::path(EVIDENT_SOURCE_DIR).parent_path() / "shared") / "corpus";
  if (!fs::is_directory(folder)) {
    std::cout << "skipped: no folder shared/corpus beside the checkout (set EVIDENT_SHARED)\n";
    return;
  }
  for (const Document& d : read_folder(folder)) {
    INFO(d.name);
    CHECK(broken_invariant(d) == "");
    // Nothing but marks and white space stands between blocks: no word of the file is lost.
    std::size_t at = 0, lost = 0;
    const auto gap = [&](std::size_t from, std::size_t to) {
      std::size_t letters = 0;
      for (std::size_t i = from; i < to; ++i) letters += (d.text[i] >= 'a' && d.text[i] <= 'z');
      lost += letters >= 5 ? letters : 0;  // "VIII." and the like are marks
    };
    for (const Block& b : d.blocks) {
      gap(at, b.begin);
      at = b.end;
    }
    gap(at, d.text.size());
    CHECK(lost == 0);
    if (d.slides) {
      CHECK(d.blocks.back().slide >= 8);
      CHECK(count(d, BlockKind::slide_title) >= 8);
    }
    if (d.text.size() > 50'000) {
      CHECK(count(d, BlockKind::quotation) >= 20);
      CHECK(count(d, BlockKind::attribution) + 4 >= count(d, BlockKind::quotation));
      CHECK(count(d, BlockKind::table_row) >= 30);
      CHECK(count(d, BlockKind::footnote) >= 5);
    }
  }
}

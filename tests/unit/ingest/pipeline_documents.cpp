#include <malloc.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "extract_helpers.hpp"
#include "ingest/extract/extractor.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;

TEST_CASE("extractors are sorted and documented, the version is stable") {
  const auto& all = evident::ingest::extractors();
  REQUIRE(all.size() >= 8);
  CHECK(all.front().name == "sources");
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].order <= all[i].order);
  for (const auto& x : all) CHECK_FALSE(x.doc.empty());
  CHECK(evident::ingest::extraction_version() == evident::ingest::extraction_version());
}

TEST_CASE("the same bytes give the same evidence, and the source comes first") {
  const std::string text =
      "# Cycling to school: a survey\n\nMay Poe and Ann Other, Journal of Small Wheels, March 2018\n\n## "
      "Methods\n\nA questionnaire survey was conducted with 120 parents in Scotland.\n\n## Findings\n\nSafe "
      "routes increased cycling. Parents were satisfied.\n";
  const auto a = evidence_of("cycling.md", text), b = evidence_of("cycling.md", text);
  REQUIRE(a.items.size() == b.items.size());
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    CHECK(a.items[i].passage.begin == b.items[i].passage.begin);
    CHECK(a.items[i].reason == b.items[i].reason);
    CHECK_FALSE(a.items[i].reason.empty());
    CHECK_FALSE(a.items[i].extractor.empty());
  }
  REQUIRE(a.items.front().kind == Kind::source);
  CHECK(text_of(a.items.front(), Attribute::title) == "Cycling to school: a survey");
  const auto* authors = a.items.front().find(Attribute::authors);
  REQUIRE(authors);
  CHECK(std::get<std::vector<std::string>>(*authors) == std::vector<std::string>{"May Poe", "Ann Other"});
  CHECK(text_of(a.items.front(), Attribute::date) == "2018-03");
  const auto studies = of_kind(a, Kind::study);
  REQUIRE(studies.size() == 1);
  CHECK(text_of(studies[0], Attribute::design) == "survey");
  CHECK(text_of(studies[0], Attribute::country) == "Scotland");
}

TEST_CASE("odd documents do not break the pipeline") {
  for (const char* text : {"x", "1.\n", "- \n-\n", "# \n\n## \n", "Methods:\n", ":::::", "**", "“", "a; b; c",
                           "Outcome measures:", "9. 9.\n8. 8.\n"}) {
    CAPTURE(text);
    const evident::Cancel cancel;
    auto document = evident::ingest::read_document("odd.txt", text, evident::Limits{}, cancel);
    if (!document) continue;
    const auto e = evident::ingest::extract(*document, vocabulary());
    CHECK(e.items.front().kind == Kind::source);
  }
}

TEST_CASE("memory in use does not grow with the number of documents") {
  std::ifstream in(std::string(EVIDENT_SOURCE_DIR) + "/corpus/demo/torbay-case-study.md");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  REQUIRE(text.size() > 1000);
  const auto in_use_after = [&](std::size_t documents) {
    for (std::size_t i = 0; i < documents; ++i) (void)evidence_of("torbay.md", text);
    return mallinfo2().uordblks;
  };
  const std::size_t before = in_use_after(20);  // what is remembered of words and cues is remembered by then
  if (before == 0) {
    WARN("not measured: this build's allocator does not say what is in use");
    return;
  }
  // Enough documents that what one of them kept would show beside the allocator's own ups and downs of a kilobyte.
  constexpr std::size_t kDocuments = 100, kLeast = 32;  // bytes that any allocation takes
  CHECK(in_use_after(kDocuments) < before + kDocuments * kLeast);
}

TEST_CASE("the demonstration corpus: every quotation is verbatim, every document has a source and claims") {
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(EVIDENT_SOURCE_DIR) + "/corpus/demo")) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    CAPTURE(entry.path().filename().string());
    const auto e = evidence_of(entry.path().filename().string(), text);
    CHECK_FALSE(of_kind(e, Kind::claim).empty());
    CHECK_FALSE(text_of(e.items.front(), Attribute::title).empty());
  }
}

TEST_CASE("ingest: one bad file loses nobody else's evidence, a second run reads nothing again") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("evident-pipeline-" + std::to_string(::getpid()));
  fs::create_directories(folder / "in");
  std::ofstream(folder / "in" / "a.md") << "# Bells\n\n## Findings\n\nBells raised punctuality.\n";
  std::ofstream(folder / "in" / "b.txt") << "";
  std::ofstream(folder / "in" / "c.md") << "# Barriers\n\n- Rust\n- Rain\n";
  auto base = evident::graph::Base::open(folder / "base.evd", evident::graph::Access::create);
  REQUIRE(base);
  const evident::Cancel cancel;
  std::size_t seen = 0;
  evident::ingest::IngestOptions options;
  options.progress = [&](const std::string&, std::size_t, std::size_t of) { seen += of == 3; };
  const auto first = evident::ingest::ingest(*base, {folder / "in", folder / "nowhere"}, options,
                                             evident::Files::real(), cancel);
  REQUIRE(first);
  using What = evident::ingest::FileReport::What;
  REQUIRE(first->files.size() == 4);
  CHECK(first->files[0].what == What::failed);  // the folder that does not exist
  CHECK(first->files[1].what == What::added);
  CHECK(first->files[2].what == What::failed);
  CHECK_FALSE(first->files[2].error.message.empty());
  CHECK(first->files[3].what == What::added);
  CHECK(first->items_by_kind.at("barrier") == 2);
  CHECK(seen == 3);
  const auto second =
      evident::ingest::ingest(*base, {folder / "in"}, options, evident::Files::real(), cancel);
  REQUIRE(second);
  CHECK(second->files[0].what == What::unchanged);
  CHECK(second->files[2].what == What::unchanged);
  evident::Cancel stopped;
  stopped.request();
  const auto third =
      evident::ingest::ingest(*base, {folder / "in"}, options, evident::Files::real(), stopped);
  REQUIRE(third);
  CHECK(third->cancelled);
  CHECK(third->files.empty());
  const auto wrong = base->verify();
  REQUIRE(wrong);
  CHECK(wrong->empty());
  fs::remove_all(folder);
}

// A person's code above what the machine found of the same work, whichever came first, until it goes.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>


#include "graph/base.hpp"

using namespace evident;
using namespace evident::graph;

namespace {

const std::string kText = "A paper of some length on wards\nWe asked 40 nurses.\nlack of time\nVAT rules\n";

Item item_of(Kind kind, std::string_view words, std::string extractor) {
  Item item{kind, {}, {}, std::move(extractor), "because", {}};
  item.passage.begin = kText.find(words);
  item.passage.end = item.passage.begin + words.size();
  item.passage.quote = std::string(words);
  return item;
}

// A document in which the machine found a survey and two barriers.
DocumentEvidence document() {
  DocumentEvidence d{"wards.txt", "/none/wards.txt", "hash of wards", "text", kText, {}, {}, {}};
  d.items.push_back(item_of(Kind::source, "A paper of some length on wards", "sources"));
  d.items[0].set(Attribute::title, std::string("A paper of some length on wards"));
  d.items[0].set(Attribute::year, std::int64_t{2019});
  d.items.push_back(item_of(Kind::study, "We asked 40 nurses.", "studies"));
  d.items.back().set(Attribute::design, std::string("survey"));
  d.items.back().set(Attribute::setting, std::string("wards"));
  for (const std::string_view words : {"lack of time", "VAT rules"}) {
    d.items.push_back(item_of(Kind::barrier, words, "lists"));
    d.items.back().set(Attribute::name, std::string(words));
    const std::string id = "candidate:barrier/" + std::string(words);
    d.candidates.push_back({id, Kind::barrier, std::string(words)});
    d.links.push_back({static_cast<std::uint32_t>(d.items.size() - 1), Edge::names, id, ""});
    d.links.push_back({static_cast<std::uint32_t>(d.items.size() - 1), Edge::rests_on, std::uint32_t{1}, ""});
  }
  return d;
}

// The row of a coding table about it: a trial, one barrier found and one looked for in vain.
DocumentEvidence row() {
  DocumentEvidence d{"codes.csv", "/none/codes.csv#1", "hash of a row", "coding table record", kText, {}, {}, {}};
  d.items.push_back(document().items[0]);
  d.items.push_back(item_of(Kind::study, "A paper of some length on wards", std::string(kHumanCoding)));
  d.items.back().set(Attribute::design, std::string("rct"));
  d.items.push_back(item_of(Kind::barrier, "lack of time", std::string(kHumanCoding)));
  d.items.back().set(Attribute::name, std::string("lack of time"));
  for (const std::string_view words : {"lack of time", "VAT rules"}) {
    const std::string id = "candidate:barrier/" + std::string(words);
    d.candidates.push_back({id, Kind::barrier, std::string(words)});
    d.links.push_back({1, Edge::coded_for, id, ""});
  }
  d.links.push_back({2, Edge::names, "candidate:barrier/lack of time", ""});
  return d;
}

struct Seen {
  std::vector<StoredItem> items;
  std::vector<StoredLink> links;
  std::size_t count(Kind kind) const {
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [&](const StoredItem& i) { return i.item.kind == kind; }));
  }
};
Seen read(const Base& base) {
  Seen seen;
  REQUIRE(base.each_item([&](StoredItem&& item) { seen.items.push_back(std::move(item)); }));
  REQUIRE(base.each_link([&](StoredLink&& link) { seen.links.push_back(std::move(link)); }));
  return seen;
}

struct Library {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("evident-human-codes-" + std::to_string(::getpid()) + ".evd");
  Base base;
  RunId run;
  Library() : base(open()), run(*base.begin_run("test")) {}
  ~Library() {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
  }
  Base open() {
    std::filesystem::remove(path);
    return std::move(*Base::open(path, Access::create));
  }
  void add_document() { REQUIRE(base.store(document(), run, "v").has_value()); }
  void add_row() {
    REQUIRE(base.store_records({row()}, {"/none/codes.csv", "hash", 1, true}, run, "v", [](const auto&, const auto&) {}).has_value());
  }
};

}  // namespace

TEST_CASE("a coded study stands in the place of the machine's, and what was looked for in vain is not named") {
  const bool document_first = GENERATE(true, false);
  Library library;
  if (document_first) library.add_document();
  library.add_row();
  if (!document_first) library.add_document();
  const Seen seen = read(library.base);
  REQUIRE(seen.count(Kind::source) == 1);
  REQUIRE(seen.count(Kind::study) == 1);
  CHECK(seen.items[1].item.kind == Kind::study);  // codes come first
  CHECK(seen.items[1].item.is(Attribute::design, "rct"));
  CHECK(*seen.items[1].item.text(Attribute::setting) == "wards");  // what the code does not say
  CHECK(seen.items[1].item.passage.end == 0);                      // it stands beside the text
  std::vector<std::string> barriers;
  for (const StoredItem& one : seen.items)
    if (one.item.kind == Kind::barrier) barriers.push_back(one.item.extractor + ": " + one.item.passage.quote);
  CHECK(barriers == std::vector<std::string>{std::string(kHumanCoding) + ": lack of time", "lists: lack of time"});
  for (const StoredLink& link : seen.links)
    if (link.edge == Edge::rests_on) CHECK(link.to_item == seen.items[1].id);
  CHECK(library.base.verify()->empty());
}

TEST_CASE("taken away, a coding leaves the machine's word as it was") {
  Library library;
  library.add_document();
  library.add_row();
  REQUIRE(library.base.remove("codes.csv").has_value());
  const Seen seen = read(library.base);
  CHECK(seen.count(Kind::barrier) == 2);
  REQUIRE(seen.count(Kind::study) == 1);
  for (const StoredItem& one : seen.items)
    if (one.item.kind == Kind::study) CHECK(one.item.is(Attribute::design, "survey"));
}

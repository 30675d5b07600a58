// Which records are one work, and which only look like it.
#include <catch2/catch.hpp>

#include "ingest/records/duplicates.hpp"

using namespace evident::ingest;

namespace {

ComparedRecord article() {
  ComparedRecord c;
  c.title = "Trust between partners in shared community services: a survey";
  c.authors = {"Roe, Jane", "Doe, John", "Poe, Ann"};
  c.year = 2011;
  c.venue = "Journal of Community Services";
  c.volume = "7";
  c.issue = "2";
  c.pages = "193-204";
  return c;
}
bool one_work(const ComparedRecord& a, const ComparedRecord& b) { return find_duplicates({a, b}).groups.size() == 1; }

}  // namespace

TEST_CASE("records of one work meet however they are written", "[duplicates]") {
  ComparedRecord other = article();
  CHECK(one_work(article(), other));
  other.title = "[Trust between partners in shared community services - a survey.] [German]";
  other.authors = {"Roe J", "Doe J", "Poe A"};
  other.venue = "J Community Serv";
  other.pages = "193-4";
  CHECK(one_work(article(), other));
  other = article();
  other.pages.clear();
  other.volume.clear();
  CHECK(one_work(article(), other));
  other = article();
  other.title = "Vertrauen zwischen Partnern gemeinsamer Dienste";  // translated
  other.authors.push_back("Loe, Kim");
  ComparedRecord original = article();
  original.authors.push_back("Loe, Kim");
  CHECK(one_work(original, other));
  other = article();
  other.pages = "194-204";  // a slip
  CHECK(one_work(article(), other));
  other = article();
  other.year = 2012;  // before print, in print
  CHECK(one_work(article(), other));
}

TEST_CASE("what only looks like one work stays apart", "[duplicates]") {
  ComparedRecord other = article();
  other.doi = "10.1000/b";
  ComparedRecord mine = article();
  mine.doi = "10.1000/a";
  CHECK_FALSE(one_work(mine, other));
  other = article();
  other.title = "Trust between partners in shared community services: part 2";
  mine = article();
  mine.title = "Trust between partners in shared community services: part 1";
  CHECK_FALSE(one_work(mine, other));
  other = article();
  other.pages = "512-519";
  other.volume = "9";
  CHECK_FALSE(one_work(article(), other));
  other = article();
  other.year = 2015;
  CHECK_FALSE(one_work(article(), other));
  other = article();
  other.title.clear();
  CHECK_FALSE(one_work(article(), other));
  other = article();
  other.authors = {"Wu, Li"};
  CHECK_FALSE(one_work(article(), other));
  ComparedRecord editorial;
  editorial.title = "Editorial";
  editorial.year = 2011;
  ComparedRecord another = editorial;
  CHECK_FALSE(one_work(editorial, another));
}

TEST_CASE("groups do not know the order of the records, and say why", "[duplicates]") {
  ComparedRecord other = article(), third = article(), alone = article();
  other.pages = "193";
  third.title += ".";
  alone.title = "Cost of shared services";
  alone.pages = "1-9";
  alone.volume = "1";
  const auto found = find_duplicates({article(), alone, other, third});
  REQUIRE(found.groups.size() == 1);
  CHECK(found.groups[0] == std::vector<std::uint32_t>{0, 2, 3});
  for (const Likeness& pair : found.pairs) {
    CHECK_FALSE(pair.reason.empty());
    CHECK(pair.score > 0.5);
    CHECK(pair.score <= 1);
  }
}

TEST_CASE("two that a reviewer keeps apart are in no group, and bring none with them", "[duplicates]") {
  const std::vector<ComparedRecord> alike{article(), article(), article()};
  CHECK(find_duplicates(alike).groups == std::vector<std::vector<std::uint32_t>>{{0, 1, 2}});
  CHECK(find_duplicates({article(), article()}, {{0, 1}}).groups.empty());
  CHECK(find_duplicates({article(), article()}, {{1, 0}}).pairs.empty());
  const auto found = find_duplicates(alike, {{1, 2}});  // the third may be either's
  CHECK(found.groups == std::vector<std::vector<std::uint32_t>>{{0, 1}});
  CHECK(found.pairs.size() == 1);
}

// ZIP archives: sizes are bounded as declared and as counted, names that leave the folder are told.
#include "support/archive.hpp"

#include <catch2/catch.hpp>

#include "fuzz/stored_zip.hpp"

using namespace evident;

TEST_CASE("an archive's files are read as they were put in") {
  const std::string bytes = stored_zip({{"a.txt", "words"}, {"folder/", ""}, {"folder/b.txt", "more words"}});
  auto archive = Archive::open(bytes);
  REQUIRE(archive);
  REQUIRE(archive->entries().size() == 2);
  CHECK(archive->entries()[0].name == "a.txt");
  const Archive::Entry* b = archive->find("folder/b.txt");
  REQUIRE(b);
  CHECK(archive->read(*b).value() == "more words");
  CHECK_FALSE(archive->find("c.txt"));
}

TEST_CASE("names that leave the folder are told") {
  const std::string bytes = stored_zip(
      {{"../a", ""}, {"b/../../c", ""}, {"/d", ""}, {"\\e", ""}, {"C:f", ""}, {"g..h", ""}, {"i/..j", ""}});
  const auto archive = Archive::open(bytes);
  REQUIRE(archive);
  std::string outside;
  for (const Archive::Entry& e : archive->entries()) outside += e.leads_outside ? '1' : '0';
  CHECK(outside == "1111100");
}

TEST_CASE("an archive's limits name what was met") {
  const std::string bytes = stored_zip({{"a", std::string(600, 'x')}, {"b", std::string(600, 'y')}});
  ArchiveLimits limits;
  limits.entries = 1;
  CHECK(Archive::open(bytes, limits).error().code == Code::limit);
  limits = {};
  limits.entry_bytes = 500;
  auto archive = Archive::open(bytes, limits);
  REQUIRE(archive);
  CHECK(archive->read(archive->entries()[0]).error().code == Code::limit);
  limits = {};
  limits.all_bytes = 1000;
  archive = Archive::open(bytes, limits);
  REQUIRE(archive);
  CHECK(archive->read(archive->entries()[0]));
  const auto second = archive->read(archive->entries()[1]);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Code::limit);
  CHECK(second.error().message.find("1000") != std::string::npos);
}

TEST_CASE("damaged archives are refused, whatever is wrong with them") {
  const std::string bytes = stored_zip({{"a.txt", "words that are long enough"}});
  CHECK(Archive::open("PK").error().code == Code::bad_input);
  CHECK(Archive::open(bytes.substr(0, bytes.size() - 10)).error().code == Code::bad_input);
  std::string changed = bytes;
  changed[40] ^= 1;  // within the words: the checksum tells
  auto archive = Archive::open(changed);
  REQUIRE(archive);
  const auto read = archive->read(archive->entries()[0]);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Code::bad_input);
  CHECK(read.error().message.find("a.txt") != std::string::npos);
}

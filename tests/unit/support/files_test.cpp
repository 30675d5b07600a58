#include "support/files.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "support/hash.hpp"
#include "support/large_files.hpp"
#include "unit/folder.hpp"

using namespace evident;
namespace fs = std::filesystem;

TEST_CASE("a file is written whole and read back") {
  Folder folder;
  Files& files = Files::real();
  const fs::path path = folder.path / "x.bin";
  REQUIRE(files.write(path, "one"));
  REQUIRE(files.write(path, std::string("two\0", 4)));
  CHECK(files.read(path, 100).value() == std::string("two\0", 4));
  CHECK(files.map(path).value()->bytes().size() == 4);
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);  // nothing is left beside it
  auto limited = files.read(path, 3);
  REQUIRE_FALSE(limited);
  CHECK(limited.error().code == Code::limit);
}

TEST_CASE("a file written in pieces is seen when it is finished, and not otherwise") {
  Folder folder;
  LargeFiles* files = LargeFiles::of(Files::real());
  REQUIRE(files);
  const fs::path path = folder.path / "x.bin";
  REQUIRE(files->write(path, "before"));
  {
    const auto file = files->begin(path).value();
    REQUIRE(file->append("some"));
  }
  CHECK(files->read(path, 100).value() == "before");
  const auto file = files->begin(path).value();
  REQUIRE(file->append("head"));
  REQUIRE(file->append(" and body"));
  REQUIRE(file->rewrite(0, "HEAD"));
  CHECK(files->read(path, 100).value() == "before");
  REQUIRE(file->finish());
  CHECK(files->read(path, 100).value() == "HEAD and body");
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
  CHECK_FALSE(files->begin(folder.path));
}

TEST_CASE("a scratch file has no name, and its view grows with it") {
  Folder folder;
  LargeFiles* files = LargeFiles::of(Files::real());
  REQUIRE(files);
  const auto scratch = files->scratch(folder.path);
  REQUIRE(scratch);
  REQUIRE(scratch->append("one"));
  CHECK(std::string_view(scratch->map(), 3) == "one");
  REQUIRE(scratch->append("two"));
  CHECK(std::string_view(scratch->map(), scratch->size()) == "onetwo");
  scratch->release();
  CHECK(std::string_view(scratch->map(), scratch->size()) == "onetwo");
  std::string part(3, ' ');
  CHECK(scratch->read(2, part.data(), 3));
  CHECK(part == "etw");
  CHECK_FALSE(scratch->read(4, part.data(), 3));
  CHECK_FALSE(scratch->lost());
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 0);
  CHECK_FALSE(files->scratch(folder.path / "missing"));
}

// Catch reports a signal that it gets; here the map's own handler has to be the one that is asked.
TEST_CASE("a mapped file that is cut short reads as zeros and is known to be lost, and nothing ends") {
  Folder folder;
  const fs::path path = folder.path / "x.bin";
  const std::size_t size = 5 * 4096;
  REQUIRE(Files::real().write(path, std::string(size, 'x')));
  const auto map = Files::real().map(path).value();
  CHECK(map->bytes()[0] == 'x');
  CHECK_FALSE(map->lost());
  SECTION("within a page") {
    fs::resize_file(path, size - 10);
    CHECK(map->bytes()[size - 1] == 0);
  }
  SECTION("before whole pages") {
    fs::resize_file(path, 4096);
    for (std::size_t at = 4096; at < size; at += 1000) CHECK(map->bytes()[at] == 0);
    CHECK(map->bytes()[0] == 'x');
  }
  SECTION("wholly") {
    fs::resize_file(path, 0);
    for (std::size_t at = 0; at < size; at += 1000) CHECK(map->bytes()[at] == 0);
  }
  CHECK(map->lost());
}

TEST_CASE("what cannot be read is named with what to do") {
  Folder folder;
  Files& files = Files::real();
  auto missing = files.read(folder.path / "missing.txt", 10);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Code::not_found);
  CHECK_FALSE(missing.error().fix.empty());
  CHECK(files.read(folder.path, 10).error().code == Code::bad_argument);
  CHECK(files.write(folder.path / "no" / "such" / "folder.txt", "x").error().code == Code::not_found);
}

TEST_CASE("folders are listed in a fixed order without hidden files") {
  Folder folder;
  fs::create_directories(folder.path / "b");
  fs::create_directories(folder.path / ".git");
  for (const char* name : {"b/2.txt", "a.txt", "b/1.txt", ".hidden", ".git/config"})
    std::ofstream(folder.path / name) << "x";
  const auto found = Files::real().list(folder.path).value();
  REQUIRE(found.size() == 3);
  CHECK(found[0].filename() == "a.txt");
  CHECK(found[1].filename() == "1.txt");
  CHECK(found[2].filename() == "2.txt");
}

TEST_CASE("hashes are the published ones") {
  CHECK(sha256_hex("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4 example
  CHECK(xxh128_hex("") == "99aa06d3014798d86001c324468d497f");                // xxHash's own vector
}

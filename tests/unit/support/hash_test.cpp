#include "support/hash.hpp"

#include <catch2/catch.hpp>

using namespace evident;

TEST_CASE("bytes as hexadecimal, and back") {
  const std::string bytes("\0\x7f\xff\n", 4);
  CHECK(hex(bytes) == "007fff0a");
  CHECK(bytes_of_hex(hex(bytes)) == bytes);
  CHECK(is_hex("007fff0a"));
  CHECK(is_hex(""));
  for (const char* none : {"0", "0A", "0g", "00 0"}) CHECK_FALSE(is_hex(none));
  CHECK(is_hex(xxh128_hex("a")));
  CHECK(hex(bytes_of_hex(sha256_hex("a"))) == sha256_hex("a"));
}

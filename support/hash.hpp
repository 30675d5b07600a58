#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace evident {

// Bytes as lower-case hexadecimal, and back.
std::string hex(std::string_view bytes);
bool is_hex(std::string_view text);  // lower-case digits, whole bytes of them
std::string bytes_of_hex(std::string_view text);  // of what is_hex()

// SHA-256 (FIPS 180-4) in lower-case hexadecimal: content addresses of documents.
std::string sha256_hex(std::string_view bytes);

// XXH3-128 in lower-case hexadecimal: keys of items and checksums of derived files; not against an adversary.
std::string xxh128_hex(std::string_view bytes);

// The same as two numbers.
struct Hash128 {
  std::uint64_t high = 0, low = 0;
  bool operator==(const Hash128&) const = default;
};
Hash128 xxh128(std::string_view bytes);

// XXH3-64: checksums of blocks and hash tables; not against an adversary.
std::uint64_t xxh64(std::string_view bytes);

}  // namespace evident

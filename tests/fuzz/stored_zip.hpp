// A ZIP archive whose entries are not packed, so that a fuzzer can change what stands in them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

inline std::uint32_t crc32_of(std::string_view bytes) {  // ISO 3309, as APPNOTE.TXT 4.4.7 asks for
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

inline std::string stored_zip(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string out, directory;
  const auto number = [](std::string& to, std::uint64_t n, int bytes) {
    for (int i = 0; i < bytes; ++i, n >>= 8) to += static_cast<char>(n);
  };
  for (const auto& [name, content] : files) {
    const std::size_t at = out.size();
    std::string common;
    number(common, 20, 2);  // version needed
    number(common, 0, 8);   // flags, method, time, date
    number(common, crc32_of(content), 4);
    number(common, content.size(), 4);
    number(common, content.size(), 4);
    number(common, name.size(), 2);
    number(common, 0, 2);
    out += "PK\x03\x04" + common + name + content;
    directory += "PK\x01\x02";
    number(directory, 20, 2);
    directory += common;
    number(directory, 0, 10);  // comment, disk, attributes
    number(directory, at, 4);
    directory += name;
  }
  const std::size_t at = out.size();
  out += directory + "PK\x05\x06";
  number(out, 0, 4);
  number(out, files.size(), 2);
  number(out, files.size(), 2);
  number(out, directory.size(), 4);
  number(out, at, 4);
  number(out, 0, 2);
  return out;
}

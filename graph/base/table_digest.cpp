#include "graph/base/table_digest.hpp"

#include <array>
#include <charconv>
#include <cstring>

#include "graph/schema/schema.hpp"

namespace evident::graph {
namespace {

// Lengths and numbers in eight bytes, the lowest first on every machine we build for.
void number(std::string& into, std::uint64_t n) {
  std::array<char, 8> bytes;
  std::memcpy(bytes.data(), &n, 8);
  into.append(bytes.data(), 8);
}
void field(std::string& into, std::string_view text) {
  number(into, text.size());
  into.append(text);
}
void cell(std::string& into, const Bound& value) {
  into.push_back(static_cast<char>('0' + value.index()));
  if (const auto* i = std::get_if<std::int64_t>(&value)) {
    number(into, static_cast<std::uint64_t>(*i));
  } else if (const auto* d = std::get_if<double>(&value)) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, d, 8);
    number(into, bits);
  } else if (const auto* s = std::get_if<std::string_view>(&value)) {
    field(into, *s);
  }
}

}  // namespace

std::string Lanes::hex() const {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t lane : {high, low})
    for (int shift = 60; shift >= 0; shift -= 4) text.push_back(kHex[(lane >> shift) & 15]);
  return text;
}

Lanes Lanes::from_hex(std::string_view text) {
  Lanes lanes;
  if (text.size() != 32) return lanes;
  std::from_chars(text.data(), text.data() + 16, lanes.high, 16);
  std::from_chars(text.data() + 16, text.data() + 32, lanes.low, 16);
  return lanes;
}

Hash128 digest_of(const TableItem& item, std::string& scratch) {
  scratch.clear();
  field(scratch, item.key);
  field(scratch, info(item.kind).name);
  for (const std::uint64_t n : {item.begin, item.end, static_cast<std::uint64_t>(item.page),
                                static_cast<std::uint64_t>(item.slide),
                                static_cast<std::uint64_t>(item.paragraph)})
    number(scratch, n);
  for (std::string_view text : {item.quote, item.section, item.extractor, item.reason, item.belongs_to})
    field(scratch, text);
  for (const Bound& value : item.values) cell(scratch, value);
  return xxh128(scratch);
}

Hash128 digest_of(const Concept& entry) {
  std::string all;
  for (std::string_view text :
       {std::string_view(entry.id), info(entry.kind).name, std::string_view(entry.scheme),
        std::string_view(entry.label), std::string_view(entry.notation), std::string_view(entry.definition),
        std::string_view(entry.measure_kind)})
    field(all, text);
  number(all, entry.alternatives.size());
  for (const std::string& text : entry.alternatives) field(all, text);
  for (const std::string& text : entry.broader) field(all, text);
  return xxh128(all);
}

Hash128 digest_of_link(std::uint64_t from, Edge edge, std::uint64_t to, std::string_view reason) {
  struct {
    std::uint64_t from, edge, to, reason;
  } const parts{from, xxh128(info(edge).name).low, to, reason.empty() ? 0 : xxh128(reason).low};
  return xxh128(std::string_view(reinterpret_cast<const char*>(&parts), sizeof parts));
}

}  // namespace evident::graph

// Which quotations hold a stem, and how often: for each stem its nodes, ascending, as differences. The place of a word
// in a quotation is read from the quotation's own code, which is as short as a list of places would be.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "graph/mapped/ints.hpp"

namespace evident::graph {

// The stems of a text's words, in order: what the text index holds and what is looked up in it.
std::vector<std::string> stems_of(std::string_view text);

// LEB128, least significant group first.
inline void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 128; value >>= 7) out.push_back(static_cast<char>(value | 128));
  out.push_back(static_cast<char>(value));
}
// A posting is twice the difference to the node before, plus one when the stem stands there more than once; then how
// often follows. Calls take(node, times); false: the bytes are no list of postings.
template <class Take>
bool each_posting(std::string_view bytes, Take&& take) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* const end = at + bytes.size();
  const auto varint = [&](std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; at < end && shift < 63; shift += 7) {
      const unsigned char byte = *at++;
      value |= std::uint64_t{byte & 127u} << shift;
      if (byte < 128) return true;
    }
    return false;
  };
  std::uint64_t node = 0;
  while (at < end) {
    std::uint64_t step, times = 1;
    if (!varint(step) || ((step & 1) && !varint(times))) return false;
    node += step >> 1;
    if (node >= kNoNode || times > ~std::uint32_t{0}) return false;
    take(static_cast<Node>(node), static_cast<std::uint32_t>(times));
  }
  return true;
}

// Two passes over all quotations in the order of nodes: the first measures each stem's list, the second writes it in
// its place, so that nothing but the lists themselves is in memory.
class TextIndexBuilder {
 public:
  // stems_of_words[starts[w]..starts[w + 1]): the stems of word w.
  TextIndexBuilder(std::size_t stems, std::span<const std::uint32_t> starts,
                   std::span<const std::uint32_t> stems_of_words);
  // Returns how many stems the quotation has.
  std::uint32_t measure(Node node, std::string_view codes);
  void allot();
  void add(Node node, std::string_view codes);

  const GrowingInts& counts() const { return counts_; }
  const GrowingInts& offsets() const { return offsets_; }
  const std::string& bytes() const { return bytes_; }
  std::uint64_t total_words() const { return total_; }
  std::size_t quotations() const { return quotations_; }  // that have a stem

 private:
  template <class Take>
  std::uint32_t each_stem(std::string_view codes, Take&& take);

  std::span<const std::uint32_t> starts_, stems_of_words_;
  std::vector<std::uint32_t> found_;
  std::vector<Node> last_;
  std::vector<std::uint64_t> at_;
  std::vector<std::uint32_t> documents_;
  GrowingInts counts_, offsets_;
  std::string bytes_;
  std::uint64_t total_ = 0;
  std::size_t quotations_ = 0;
};

}  // namespace evident::graph

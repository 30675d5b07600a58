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

// A first pass over all quotations in the order of nodes measures each stem's list; then each further pass makes the lists
// of as many stems as fit in memory, each in its place, so that nothing but these lists is in memory.
class TextIndexBuilder {
 public:
  // stems_of_words[starts[w]..starts[w + 1]): the stems of word w.
  TextIndexBuilder(std::size_t stems, std::span<const std::uint32_t> starts,
                   std::span<const std::uint32_t> stems_of_words);
  // Returns how many stems the quotation has.
  std::uint32_t measure(Node node, std::string_view codes);
  void end_measuring();

  const GrowingInts& counts() const { return counts_; }
  const GrowingInts& offsets() const { return offsets_; }
  std::uint64_t size() const { return offsets_[offsets_.size() - 1]; }  // of all lists together, in bytes
  std::uint64_t total_words() const { return total_; }
  std::size_t quotations() const { return quotations_; }  // that have a stem

  // Begins the lists of the next stems, those of one at least, of no more bytes together where that is more; false: all
  // were made. After all quotations were added once more, part() has them.
  bool next_part(std::size_t bytes);
  void add(Node node, std::string_view codes);
  std::string_view part() const { return bytes_; }

 private:
  // Calls take(stem, times) for each of the stems from `first` up to `last`; returns how many stems there are in all.
  template <class Take>
  std::uint32_t each_stem(std::string_view codes, std::uint32_t first, std::uint32_t last, Take&& take);

  std::span<const std::uint32_t> starts_, stems_of_words_;
  std::vector<std::uint32_t> found_;
  std::vector<Node> last_;
  std::vector<std::uint64_t> at_;  // how long each list is; of the lists of this part: where it goes on
  std::vector<std::uint32_t> documents_;
  GrowingInts counts_, offsets_;
  LargeString bytes_;
  std::uint32_t first_stem_ = 0, end_stem_ = 0;  // of this part
  std::uint64_t total_ = 0;
  std::size_t quotations_ = 0;
};

}  // namespace evident::graph

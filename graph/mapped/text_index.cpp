#include "graph/mapped/text_index.hpp"

#include <algorithm>
#include <bit>

#include "graph/mapped/coded_text.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

std::uint64_t varint_size(std::uint64_t value) {
  return value ? (static_cast<std::uint64_t>(std::bit_width(value)) + 6) / 7 : 1;
}

}  // namespace

// Han and kana are written without blanks: each is a stem, so that any run of them is found as a phrase.
std::vector<std::string> stems_of(std::string_view text) {
  const std::string key = label_key(text);
  std::vector<std::string> stems;
  for (std::size_t at = 0; at < key.size();) {
    std::size_t end = key.find(' ', at);
    if (end == std::string::npos) end = key.size();
    const std::string_view part = std::string_view(key).substr(at, end - at);
    if (std::any_of(part.begin(), part.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; })) {
      for (const Word& word : words(part)) stems.push_back(stem(part.substr(word.begin, word.end - word.begin)));
    } else if (end > at) {
      stems.push_back(stem(part));
    }
    at = end + 1;
  }
  return stems;
}

TextIndexBuilder::TextIndexBuilder(std::size_t stems, std::span<const std::uint32_t> starts,
                                   std::span<const std::uint32_t> stems_of_words)
    : starts_(starts), stems_of_words_(stems_of_words), last_(stems, 0), at_(stems, 0), documents_(stems, 0) {}

template <class Take>
std::uint32_t TextIndexBuilder::each_stem(std::string_view codes, Take&& take) {
  found_.clear();
  each_code(codes, [&](std::uint32_t word) {
    for (std::uint32_t i = starts_[word]; i < starts_[word + 1]; ++i) found_.push_back(stems_of_words_[i]);
  });
  const auto length = static_cast<std::uint32_t>(found_.size());
  std::sort(found_.begin(), found_.end());
  for (std::size_t i = 0; i < found_.size();) {
    std::size_t end = i + 1;
    while (end < found_.size() && found_[end] == found_[i]) ++end;
    take(found_[i], static_cast<std::uint32_t>(end - i));
    i = end;
  }
  return length;
}

std::uint32_t TextIndexBuilder::measure(Node node, std::string_view codes) {
  const std::uint32_t length = each_stem(codes, [&](std::uint32_t stem, std::uint32_t times) {
    at_[stem] += varint_size(std::uint64_t{node - last_[stem]} << 1 | (times > 1)) + (times > 1 ? varint_size(times) : 0);
    last_[stem] = node;
    ++documents_[stem];
  });
  total_ += length;
  quotations_ += length > 0;
  return length;
}

void TextIndexBuilder::allot() {
  offsets_.push(0);
  std::uint64_t end = 0;
  for (std::size_t stem = 0; stem < at_.size(); ++stem) {
    const std::uint64_t begin = end;
    end += at_[stem];
    at_[stem] = begin;
    offsets_.push(end);
    counts_.push(documents_[stem]);
    last_[stem] = 0;
  }
  bytes_.assign(end, '\0');
}

void TextIndexBuilder::add(Node node, std::string_view codes) {
  const auto put = [&](std::uint64_t& at, std::uint64_t value) {
    for (; value >= 128; value >>= 7) bytes_[at++] = static_cast<char>(value | 128);
    bytes_[at++] = static_cast<char>(value);
  };
  each_stem(codes, [&](std::uint32_t stem, std::uint32_t times) {
    put(at_[stem], std::uint64_t{node - last_[stem]} << 1 | (times > 1));
    if (times > 1) put(at_[stem], times);
    last_[stem] = node;
  });
}

}  // namespace evident::graph

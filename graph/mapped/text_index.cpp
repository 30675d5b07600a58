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
std::uint32_t TextIndexBuilder::each_stem(std::string_view codes, std::uint32_t first, std::uint32_t last, Take&& take) {
  found_.clear();
  std::uint32_t length = 0;
  each_code(codes, [&](std::uint32_t word) {
    for (std::uint32_t i = starts_[word]; i < starts_[word + 1]; ++i) {
      ++length;
      if (const std::uint32_t stem = stems_of_words_[i]; stem >= first && stem < last) found_.push_back(stem);
    }
  });
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
  const auto all = static_cast<std::uint32_t>(at_.size());
  const std::uint32_t length = each_stem(codes, 0, all, [&](std::uint32_t stem, std::uint32_t times) {
    at_[stem] += varint_size(std::uint64_t{node - last_[stem]} << 1 | (times > 1)) + (times > 1 ? varint_size(times) : 0);
    last_[stem] = node;
    ++documents_[stem];
  });
  total_ += length;
  quotations_ += length > 0;
  return length;
}

void TextIndexBuilder::end_measuring() {
  offsets_.push(0);
  std::uint64_t end = 0;
  for (std::size_t stem = 0; stem < at_.size(); ++stem) {
    offsets_.push(end += at_[stem]);
    counts_.push(documents_[stem]);
  }
  documents_ = {};
}

bool TextIndexBuilder::next_part(std::size_t bytes) {
  const auto all = static_cast<std::uint32_t>(at_.size());
  first_stem_ = end_stem_;
  if (first_stem_ == all) return false;
  const std::uint64_t begin = offsets_[first_stem_];
  do {
    at_[end_stem_] = offsets_[end_stem_] - begin;
    last_[end_stem_++] = 0;
  } while (end_stem_ < all && offsets_[end_stem_ + 1] - begin <= bytes);
  bytes_.assign(static_cast<std::size_t>(offsets_[end_stem_] - begin), '\0');
  return true;
}

void TextIndexBuilder::add(Node node, std::string_view codes) {
  const auto put = [&](std::uint64_t& at, std::uint64_t value) {
    for (; value >= 128; value >>= 7) bytes_[at++] = static_cast<char>(value | 128);
    bytes_[at++] = static_cast<char>(value);
  };
  each_stem(codes, first_stem_, end_stem_, [&](std::uint32_t stem, std::uint32_t times) {
    put(at_[stem], std::uint64_t{node - last_[stem]} << 1 | (times > 1));
    if (times > 1) put(at_[stem], times);
    last_[stem] = node;
  });
}

}  // namespace evident::graph

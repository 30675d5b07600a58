#include "ingest/extract/recommendation_wording.hpp"

#include <algorithm>
#include <charconv>

#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/advice.hpp"
#include "support/text.hpp"

namespace evident::ingest::wording {

int printed_number(std::string_view marker) {
  int n = 0;
  const auto [end, error] = std::from_chars(marker.data(), marker.data() + marker.size(), n);
  if (error == std::errc() && end == marker.data() + marker.size()) return n;
  int total = 0, before = 0;
  for (std::size_t i = marker.size(); i-- > 0;) {
    const char c = static_cast<char>(marker[i] | 0x20);
    const int value = c == 'i' ? 1 : c == 'v' ? 5 : c == 'x' ? 10 : c == 'l' ? 50 : 0;
    if (value == 0) return 0;
    total += value < before ? -value : value;
    before = std::max(before, value);
  }
  return total;
}

std::optional<std::pair<int, std::size_t>> labelled(std::string_view words) {
  std::size_t at = 0;
  while (at < words.size() && (words[at] == '*' || words[at] == '_' || words[at] == ' ')) ++at;
  const std::string_view rest = words.substr(at);
  std::size_t skip = 0;
  for (const std::string_view label : {"recommendation ", "proposal ", "action ", "key recommendation ", "r"})
    if (starts_with_ignoring_case(rest, label)) {
      skip = label.size();
      break;
    }
  if (skip == 0 || at + skip >= words.size()) return std::nullopt;
  std::size_t i = at + skip;
  const std::size_t digits = i;
  while (i < words.size() && words[i] >= '0' && words[i] <= '9') ++i;
  if (i == digits || i - digits > 3) return std::nullopt;
  const int number = std::stoi(std::string(words.substr(digits, i - digits)));
  // Only marks may part the number from the words.
  bool parted = i == words.size();
  while (i < words.size() && (std::string_view(":.-*_ )|").find(words[i]) != std::string_view::npos ||
                              words.substr(i, 3) == "–" || words.substr(i, 3) == "—")) {
    parted = parted || words[i] != ' ';
    i += words[i] == '\xE2' ? 3 : 1;
  }
  if (!parted) return std::nullopt;
  return std::pair(number, i);
}

bool states_a_fact(const Tokens& tokens) {
  for (std::size_t i = 1; i < tokens.size() && i < 14; ++i) {
    const std::string_view w = tokens[i];
    if (w == "should" || w == "must" || w == "to") return false;
    if (i > 1 && tokens.clause_before(i)) return false;
    if (tokens[i - 1] == "that" || tokens[i - 1] == "which" || tokens[i - 1] == "who" ||
        tokens[i - 1] == "what" || tokens[i - 1] == "how")
      return false;
    if (w == "is" || w == "are" || w == "was" || w == "were" || w == "has" || w == "have" || w == "had" ||
        w == "will" || w == "would" || w == "can" || w == "could" || w == "may" || w == "might" ||
        w == "did" || w == "does") {
      const std::string_view next = i + 1 < tokens.size() ? tokens[i + 1] : std::string_view{};
      return !(next == "recommended" || next == "needed" || next == "required" || next == "urged" ||
               next == "encouraged" || next == "essential" || next == "vital" || next == "advised");
    }
  }
  return false;
}

// Whether the word holds one of the letter groups below.
static std::uint32_t may_address(std::string_view word) {
  return word == "for" || word.find("aimed") != std::string_view::npos ||
         word.find("address") != std::string_view::npos || word.find("help") != std::string_view::npos;
}

Audiences::Audiences(const Document& document) {
  const auto& blocks = document.blocks;
  for (std::size_t p = 0; p < blocks.size(); ++p) {
    if (blocks[p].kind != BlockKind::paragraph) continue;
    if (!any_word<may_address>(Tokens(document.words(blocks[p])), 1)) continue;
    const std::string_view all = document.words(blocks[p]).substr(0, 400);
    if (all.find(" for ") == std::string_view::npos && all.find("aimed") == std::string_view::npos &&
        all.find("address") == std::string_view::npos && all.find("help") == std::string_view::npos)
      continue;
    std::string who = audience_in(all, Tokens(all));
    if (who.empty()) continue;
    const std::int32_t h = blocks[p].heading;
    // "This guide is for …" holds for all of it.
    bool whole = false;
    for (const std::string_view text :
         {"his guide", "his report", "his toolkit", "his handbook", "his briefing", "his document",
          "his paper", "his checklist", "his note", "his booklet", "his manual", "his guidance"})
      whole = whole || all.find(text) != std::string_view::npos;
    const int level = h < 0 || whole ? 0 : blocks[static_cast<std::size_t>(h)].level;
    std::size_t end = p + 1;
    while (end < blocks.size() &&
           !(level > 0 && blocks[end].kind == BlockKind::heading && blocks[end].level < std::max(level, 2)))
      ++end;
    all_.push_back({p, end, std::move(who)});
  }
}

bool asks_plainly(const Tokens& tokens) {
  static constexpr WordSet kConditions("when", "where", "if", "once", "while", "although", "though", "since", "as");
  static constexpr WordSet kSays("does", "did", "is", "are", "was", "were", "has", "had", "will", "would", "might",
                                 "may", "shows", "showed", "suggests", "makes", "made");
  static constexpr WordSet kThen("the", "it", "you", "they", "people", "your", "we", "he", "she", "this", "that",
                                 "there", "everybody", "everyone", "nobody");
  if (tokens.size() < 3 || kConditions.contains(tokens[0])) return false;
  if (kSays.contains(tokens[1])) return false;
  for (std::size_t i = 2; i + 1 < tokens.size(); ++i)
    // "Build it well, and the people come": what follows from it, no advice.
    if (tokens[i] == "and" && tokens.clause_before(i) && kThen.contains(tokens[i + 1])) return false;
  for (std::size_t i = 2; i + 1 < tokens.size(); ++i)
    if (tokens[i] == "and")
      for (std::size_t k = i + 1; k < tokens.size() && k < i + 8; ++k)
        if (tokens[k] == "would" || tokens[k] == "might" || tokens[k] == "will") return false;
  return true;
}

std::string_view Audiences::of(std::size_t block) const {
  for (auto it = all_.rbegin(); it != all_.rend(); ++it)
    if (it->first <= block && block < it->last) return it->who;
  return {};
}

}  // namespace evident::ingest::wording

// A scan proposes the ends at final points; each is accepted or refused by the word before it and the words
// behind it. ICU is asked only where the scan meets a script whose final marks it does not know. Marks and
// closing quotation marks behind a point are taken into the sentence they close. Line ends inside a block are
// blanks, never ends.
#include "ingest/sentences/sentences.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ingest/classify/word_set.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t any_length(std::string_view text, std::size_t at, std::initializer_list<std::string_view> list) {
  for (const auto s : list)
    if (at < text.size() && s[0] == text[at] && text.substr(at, s.size()) == s) return s.size();
  return 0;
}

// The final point at text[i]: its length in bytes, 0 when there is none.
std::size_t point(std::string_view t, std::size_t i) {
  if (t[i] == '.' || t[i] == '!' || t[i] == '?') return 1;
  if (static_cast<unsigned char>(t[i]) < 0x80) return 0;
  return any_length(t, i, {"…", "。", "！", "？", "．", "｡"});
}
bool ideographic(std::string_view t, std::size_t i) { return any_length(t, i, {"。", "！", "？", "｡"}) > 0; }

std::size_t blank_at(std::string_view t, std::size_t i) {
  if (i >= t.size()) return 0;
  if (blank(t[i])) return 1;
  if (static_cast<unsigned char>(t[i]) < 0x80) return 0;
  return any_length(
      t, i, {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE3\x80\x80", "\xE2\x80\xA8", "\xE2\x80\xA9"});
}

// Past the closing quotation marks, brackets, emphasis and note marks behind a point.
std::size_t past_closers(std::string_view t, std::size_t i) {
  while (i < t.size()) {
    const char c = t[i];
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '}') {
      ++i;
    } else if (c == '*' || c == '_') {
      // Closing emphasis stands at the word; opening emphasis has a blank before it, which would have ended
      // this loop.
      ++i;
    } else if (c == '[') {
      // [12], [3,4], [5-7], [^2]
      std::size_t k = i + 1;
      if (k < t.size() && t[k] == '^') ++k;
      const std::size_t from = k;
      while (k < t.size() && k - from < 24 &&
             (digit(t[k]) || t[k] == ',' || t[k] == '-' || t[k] == ' ' || t.substr(k, 3) == "–"))
        k += t.substr(k, 3) == "–" ? 3 : 1;
      if (k == from || k >= t.size() || t[k] != ']') return i;
      i = k + 1;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      const std::size_t n = any_length(t, i, {"”", "’", "»", "›", "」", "』", "）", "】", "》", "¹", "²",
                                              "³", "⁰", "⁴", "⁵", "⁶",  "⁷",  "⁸",  "⁹",  "†",  "‡"});
      if (n == 0) return i;
      i += n;
    } else {
      return i;
    }
  }
  return i;
}

// The word that ends at the point: its letters, inner points included ("e.g", "U.S", "al").
std::string_view word_before(std::string_view t, std::size_t dot) {
  std::size_t i = dot;
  while (i > 0 && dot - i < 16 &&
         (upper(t[i - 1]) || lower(t[i - 1]) || t[i - 1] == '.' ||
          static_cast<unsigned char>(t[i - 1]) >= 0x80)) {
    if (static_cast<unsigned char>(t[i - 1]) >= 0x80 &&
        any_length(t, i >= 3 ? i - 3 : 0, {"“", "‘", "—", "–"}))
      break;
    --i;
  }
  return t.substr(i, dot - i);
}

std::string lowered(std::string_view w) {
  std::string out(w);
  for (char& c : out)
    if (upper(c)) c = static_cast<char>(c + 32);
  return out;
}

// Words that open a sentence far more often than they follow an abbreviation.
bool opener(std::string_view w) {
  static constexpr WordSet kOpeners(
      "The", "This", "These", "Those", "That", "It", "They", "We", "He", "She", "I", "You", "In", "On",
      "At", "For", "However", "There", "But", "And", "If", "When", "While", "Although", "Our", "Their",
      "Its", "His", "Her", "As", "By", "To", "From", "With", "A", "An", "Some", "Many", "Most", "All", "No",
      "Not", "What", "Who", "How", "Why", "Where", "Both", "Each", "Such", "Another", "After", "Before",
      "Since", "Because", "So", "Then", "Thus", "Therefore", "Moreover", "Furthermore", "Overall",
      "Finally");
  return kOpeners.contains(w);
}

struct Behind {
  std::string_view word;  // the letters behind the gap, quotation marks and emphasis passed over
  char first = 0;         // its first byte
  bool mark = false;      // an opening quotation mark, bracket or emphasis stands before it
};
Behind behind(std::string_view t, std::size_t i) {
  Behind b;
  while (i < t.size()) {
    if (t[i] == '"' || t[i] == '\'' || t[i] == '(' || t[i] == '[' || t[i] == '*' || t[i] == '_') {
      b.mark = true;
      ++i;
    } else if (const std::size_t n = any_length(t, i, {"“", "‘", "«", "¿", "¡", "「", "『", "（"}); n > 0) {
      b.mark = true;
      i += n;
    } else {
      break;
    }
  }
  std::size_t k = i;
  while (k < t.size() && k - i < 24 && (upper(t[k]) || lower(t[k]))) ++k;
  b.word = t.substr(i, k - i);
  b.first = i < t.size() ? t[i] : '\0';
  return b;
}

// Does a sentence end with the point at dot, when the next words start at next?
bool ends(std::string_view t, std::size_t dot, std::size_t next, std::size_t start) {
  if (next >= t.size()) return true;
  if (ideographic(t, dot)) return true;
  const Behind b = behind(t, next);
  const bool small = lower(b.first);
  // iPP, eHealth: small letter, capital behind it; it may open a sentence.
  const bool brand = small && b.word.size() >= 2 && upper(b.word[1]);
  if (t[dot] == '!' || t[dot] == '?') return !small || brand;
  if (t[dot] != '.') return !small || brand;  // … and ．
  if (dot > start && t[dot - 1] == '.') {
    // Dots of omission: the sentence goes on unless a capital follows.
    return upper(b.first) || b.mark;
  }
  if (small && !brand) return false;
  // Nothing but a number, a letter or a mark stands before the point: the mark of a list.
  std::size_t from = start;
  while (from < dot && (t[from] == '*' || t[from] == '(' || t[from] == '_' || blank(t[from]))) ++from;
  const std::string_view before = t.substr(from, dot - from);
  if (before.size() <= 4 && !before.empty() &&
      std::all_of(before.begin(), before.end(), [](char c) { return digit(c) || c == '.'; }))
    return false;
  if (before.size() == 1) return false;
  const std::string_view word = word_before(t, dot);
  if (word.empty()) return true;
  const std::string l = lowered(word);
  // Always before what they belong to.
  static constexpr WordSet kBefore(
      "dr", "prof", "mr", "mrs", "ms", "messrs", "vs", "e.g", "i.e", "eg", "ie", "cf", "viz", "fig", "figs",
      "eq", "ch", "vol", "vols", "pp", "p", "paras", "approx", "ca", "nos", "capt", "lt", "sgt", "supt",
      "c.f", "resp", "incl", "dept", "univ", "assoc", "ph", "mio", "mrd", "tsd", "bzw", "vgl", "z.b", "d.h",
      "u.a", "sog", "p.ej", "p.ex");
  if (kBefore.contains(l)) return false;
  // Short forms that are words as well.
  static constexpr WordSet kShort("art", "app", "ed", "eds", "trans", "gen", "ext", "ref", "refs", "tel",
                                  "sec", "st", "v", "para", "col", "rev", "hon");
  if (kShort.contains(l)) return opener(b.word);
  static constexpr WordSet kOfNumbers("no", "nr", "est", "max", "min", "avg");
  if (kOfNumbers.contains(l)) return !(digit(b.first) || b.first == '\0');
  static constexpr WordSet kBehind("al", "etc", "seq", "ibid", "jr", "sr", "inc", "ltd", "co", "corp",
                                   "plc", "a.m", "p.m", "ph.d", "m.d", "b.a", "m.a");
  if (kBehind.contains(l)) {
    if (l == "al") return opener(b.word) && !(b.mark && digit(b.first));
    return upper(b.first) && (opener(b.word) || l == "etc" || l == "ph.d" || l == "m.d");
  }
  // Months and days before a number.
  static constexpr WordSet kMonths("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
                                   "nov", "dec");
  if (kMonths.contains(l)) return !digit(b.first);
  // Initials ("J. Smith", "J.E. Peck", "U.S. hospitals"): single letters between points.
  bool initials = upper(word[0]);
  for (std::size_t i = 0; i < word.size() && initials; ++i)
    initials = i % 2 == 0 ? upper(word[i]) : word[i] == '.';
  if (initials) {
    if (word.size() == 1 && word == "I") return true;  // "…than I. We"
    return b.word.size() >= 2 && opener(b.word);
  }
  return true;
}

// A bold lead "**Lead.** More": a sentence of its own, whatever follows it.
void trim_edges(std::string_view t, std::size_t& begin, std::size_t& end) {
  const auto shrink = [&] {
    while (begin < end)
      if (const std::size_t n = blank_at(t, begin))
        begin += n;
      else
        break;
    while (end > begin) {
      if (blank(t[end - 1]))
        --end;
      else if (end - begin >= 2 && t.substr(end - 2, 2) == "\xC2\xA0")
        end -= 2;
      else if (end - begin >= 3 && blank_at(t, end - 3) == 3)
        end -= 3;
      else
        break;
    }
  };
  shrink();
  std::size_t lead = begin;
  while (lead < end && t[lead] == '*') ++lead;
  const bool opened = lead > begin && lead - begin <= 3 && lead < end && !blank_at(t, lead);
  std::size_t tail = end;
  while (tail > begin && t[tail - 1] == '*') --tail;
  const std::size_t closing = end - tail;
  bool closes = closing > 0 && closing <= 3 && tail > lead;
  // A closing mark belongs to an opening one: at this sentence's start, or before it when what it closes ends
  // here.
  if (closes && !opened) {
    const bool inside = t.substr(begin, tail - begin).find(t.substr(tail, closing)) != std::string_view::npos;
    closes = !inside;
  }
  if (closes && opened) {
    const bool again = t.substr(lead, tail - lead).find(t.substr(tail, closing)) != std::string_view::npos;
    // "**A** and **B**": two stretches, the marks stay.
    if (again) return;
  }
  if (opened) begin = lead;
  if (closes) end = tail;
  shrink();
}

}  // namespace

namespace {

// A place behind a point, its closers and the blanks after them.
struct Proposal {
  std::size_t dot, stop, next;  // dot: the text's size when ICU vouches for the end
};

// The bytes at which a final point may begin, and those that tell of another script.
constexpr std::array<bool, 256> kTelling = [] {
  std::array<bool, 256> all{};
  for (const char c : {'.', '!', '?'}) all[static_cast<unsigned char>(c)] = true;
  for (int c = 0xD8; c <= 0xE1; ++c) all[static_cast<std::size_t>(c)] = true;
  for (const int c : {0xE2, 0xE3, 0xEF}) all[static_cast<std::size_t>(c)] = true;  // … 。 ！ and the like
  return all;
}();

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Both vectors are emptied first; they are given so that they keep their memory from block to block.
void split(std::string_view text, std::vector<Proposal>& proposals, Pairs& sentences) {
  proposals.clear();
  sentences.clear();
  bool foreign = false;  // a script whose ends ICU knows and the scan does not
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (!kTelling[c]) {
      ++i;
      continue;
    }
    if (c >= 0xD8 && c <= 0xE1) foreign = true;
    const std::size_t length = point(text, i);
    if (length == 0) {
      ++i;
      continue;
    }
    std::size_t end = i + length;
    std::size_t last = i;
    while (end < text.size()) {
      const std::size_t n = point(text, end);
      if (n == 0) break;
      last = end;
      end += n;
    }
    const std::size_t stop = past_closers(text, end);
    std::size_t next = stop;
    while (const std::size_t n = blank_at(text, next)) next += n;
    if (next > stop || next >= text.size() || ideographic(text, last))
      proposals.push_back({last, stop, next});
    i = std::max(end, i + 1);
  }
  if (foreign) {
    // Scripts whose final marks the scan does not know (danda, Arabic question mark, …): ICU's ends behind
    // them.
    std::string flat(text);
    std::replace_if(
        flat.begin(), flat.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    for (const std::size_t end : sentence_boundaries(flat)) {
      std::size_t stop = end;
      while (stop > 0 && blank(flat[stop - 1])) --stop;
      if (stop == 0 || end >= text.size() || static_cast<unsigned char>(text[stop - 1]) < 0x80) continue;
      proposals.push_back({text.size(), stop, end});
    }
    std::stable_sort(proposals.begin(), proposals.end(),
                     [](const Proposal& x, const Proposal& y) { return x.stop < y.stop; });
  }
  const auto add = [&](std::size_t begin, std::size_t end) {
    trim_edges(text, begin, end);
    if (begin < end)
      sentences.emplace_back(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
  };
  std::size_t start = 0;
  for (const Proposal& p : proposals) {
    if (p.next <= start) continue;
    if (p.dot < text.size() && !ends(text, p.dot, p.next, start)) continue;
    add(start, p.stop);
    start = p.next;
  }
  if (start < text.size()) add(start, text.size());
}

}  // namespace

Pairs split_sentences(std::string_view text) {
  std::vector<Proposal> proposals;
  Pairs sentences;
  split(text, proposals, sentences);
  return sentences;
}

std::vector<Sentence> sentences_of(const Document& document) {
  std::vector<Sentence> all;
  all.reserve(document.text.size() / 100 + 16);
  std::vector<Proposal> proposals;
  Pairs found;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& block = document.blocks[i];
    switch (block.kind) {
      case BlockKind::paragraph:
      case BlockKind::list_item:
      case BlockKind::quotation:
      case BlockKind::caption:
      case BlockKind::footnote:
        break;
      default:
        continue;
    }
    std::uint32_t ordinal = 0;
    split(document.words(block), proposals, found);
    for (const auto& [begin, end] : found)
      all.push_back({block.begin + begin, block.begin + end, static_cast<std::int32_t>(i), ordinal++});
    // A block of marks alone still counts once.
    if (ordinal == 0 && block.end > block.begin)
      all.push_back({block.begin, block.end, static_cast<std::int32_t>(i), 0});
  }
  return all;
}

}  // namespace evident::ingest

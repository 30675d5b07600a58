// Splits, folds and numbers words in one pass over the bytes. Cues are English, so folding is ASCII lower
// case plus Latin-1 and the typographic apostrophe; everything above U+2000 that is no letter parts words.
// ICU is not needed here, and this runs over every byte of every document, once.
#include "ingest/classify/tokens.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace evident::ingest {
namespace {

bool ascii_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(unsigned char c) { return c >= '0' && c <= '9'; }

enum Class : std::uint8_t { kOther, kAlnum, kClauseMark, kSymbol, kHyphen, kWide };
constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> all{};
  for (int c = 0; c < 256; ++c) {
    const bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    all[static_cast<std::size_t>(c)] = alnum ? kAlnum : c >= 0x80 ? kWide : kOther;
  }
  for (const char c : {',', ';', ':', '(', ')', '.', '!', '?'})
    all[static_cast<unsigned char>(c)] = kClauseMark;
  all['%'] = all['$'] = kSymbol;
  all['-'] = kHyphen;
  return all;
}();
Class class_of(char c) { return static_cast<Class>(kClasses[static_cast<unsigned char>(c)]); }

// The code point at i and its length; a broken byte is itself.
std::pair<char32_t, int> decode_at(std::string_view s, std::size_t i) {
  const auto c = static_cast<unsigned char>(s[i]);
  const auto tail = [&](std::size_t k) -> char32_t {
    return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) & 0x3Fu : 0u;
  };
  if (c < 0x80) return {c, 1};
  if (c >= 0xF0) return {((c & 7u) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3), 4};
  if (c >= 0xE0) return {((c & 15u) << 12) | (tail(1) << 6) | tail(2), 3};
  if (c >= 0xC0) return {((c & 31u) << 6) | tail(1), 2};
  return {c, 1};
}

bool wide_letter(char32_t c) {
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c < 0x2E80) return false;  // punctuation, superscripts, arrows, symbols
  if (c >= 0x3000 && c < 0x3040) return false;
  if (c >= 0xFF00 && c < 0xFF66) return (c >= 0xFF10 && c < 0xFF1A) || (c > 0xFF20 && c < 0xFF3B) || (c > 0xFF40 && c < 0xFF5B);
  return true;
}

// Han and kana: written without blanks, so each is a word.
bool ideograph(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}
// ，、。；：！？（）【】 and the like.
bool wide_clause_mark(char32_t c) {
  return c == 0x3001 || c == 0x3002 || c == 0x3010 || c == 0x3011 || c == 0xFF01 || c == 0xFF08 || c == 0xFF09 ||
         c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F;
}

// Past the word at i, whose folded form is appended: letters and digits, apostrophes between letters, points
// and commas between digits.
std::size_t fold_word(std::string_view text, std::size_t i, std::string& folded) {
  while (i < text.size()) {
    const auto d = static_cast<unsigned char>(text[i]);
    const auto [p, n] = decode_at(text, i);
    if (d < 0x80 && (ascii_letter(d) || digit(d))) {
      folded += static_cast<char>(d >= 'A' && d <= 'Z' ? d + 32 : d);
      ++i;
      continue;
    }
    if (p >= 0xFB00 && p <= 0xFB06) {
      static constexpr std::string_view kLigatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
      folded += kLigatures[p - 0xFB00];
      i += 3;
      continue;
    }
    if (d >= 0x80 && wide_letter(p)) {
      const bool alone = ideograph(p);
      if (alone && !folded.empty()) break;
      if (p >= 0xFF10 && p < 0xFF1A) {
        folded += static_cast<char>('0' + (p - 0xFF10));
        i += 3;
        continue;
      }
      const std::size_t at = folded.size();
      folded.append(text.substr(i, static_cast<std::size_t>(n)));
      if (p >= 0xC0 && p <= 0xDE && at + 1 < folded.size())
        folded[at + 1] = static_cast<char>(static_cast<unsigned char>(folded[at + 1]) + 0x20);
      i += static_cast<std::size_t>(n);
      if (alone) break;
      continue;
    }
    // A word that was divided at a line's end is one word; so are letters that were cast as one.
    if (p == 0xAD) {
      const std::size_t behind = i + 2 + (text.substr(i + 2).starts_with('\n') ? 1 : 0);
      if (behind >= text.size() || !ascii_letter(static_cast<unsigned char>(text[behind]))) break;
      i = behind;
      continue;
    }
    const std::size_t next = i + static_cast<std::size_t>(n);
    const bool more = next < text.size();
    const auto after = more ? static_cast<unsigned char>(text[next]) : 0;
    if ((d == '\'' || p == 0x2019) && more && ascii_letter(after)) {
      folded += '\'';
      i = next;
      continue;
    }
    if ((d == '.' || d == ',') && digit(static_cast<unsigned char>(text[i - 1])) && more && digit(after)) {
      folded += static_cast<char>(d);
      i = next;
      continue;
    }
    break;
  }
  if (folded.size() > 2 && folded[folded.size() - 2] == '\'' && folded.back() == 's' && folded != "it's" &&
      folded != "that's" && folded != "there's")
    folded.resize(folded.size() - 2);
  return i;
}

bool has_other_script(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    // ASCII many bytes at a time.
    const auto eight = [&](std::size_t at) {
      std::uint64_t bytes;
      std::memcpy(&bytes, text.data() + at, sizeof bytes);
      return bytes;
    };
    while (i + 16 <= text.size() && !((eight(i) | eight(i + 8)) & 0x8080808080808080u)) i += 16;
    if (i >= text.size()) break;
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const auto [cp, length] = decode_at(text, i);
    if (cp >= 0x370 && wide_letter(cp) && !(cp >= 0x1E00 && cp < 0x1F00)) return true;
    i += static_cast<std::size_t>(length);
  }
  return false;
}

thread_local const TokenisedText* innermost = nullptr;

}  // namespace

void Tokens::split(std::string_view text, Store& store) {
  WordTable& words = *store.words;
  std::vector<Span>& spans = store.spans;
  spans.reserve(text.size() / 5 + 1);
  const std::size_t size = text.size();
  std::string folded;
  std::uint32_t clause = kClause;
  const auto push = [&](std::size_t begin, std::size_t end, std::uint32_t number, std::uint32_t flags)
      __attribute__((always_inline)) {
    spans.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), number, flags | clause});
    clause = 0;
  };
  std::size_t i = 0;
  while (i < size) {
    const char c = text[i];
    const Class kind = class_of(c);
    bool letter = kind == kAlnum;
    std::uint32_t flags = 0;
    if (letter) {
      flags = (c >= 'A' && c <= 'Z' ? kCapital : 0u) | (digit(static_cast<unsigned char>(c)) ? kNumber : 0u);
      std::size_t end = i + 1;
      while (end < size && class_of(text[end]) == kAlnum) ++end;
      // Most words end here; an apostrophe, a point in a number or a letter of another alphabet goes on.
      const char d = end < size ? text[end] : ' ';
      if (d != '\'' && d != '.' && d != ',' && class_of(d) != kWide) {
        push(i, end, words.number_of_ascii(text.data() + i, end - i, size - i), flags);
        i = end;
        continue;
      }
      const bool goes_on =
          class_of(d) == kWide
              ? true
              : end + 1 < size && (d == '\'' ? ascii_letter(static_cast<unsigned char>(text[end + 1]))
                                             : digit(static_cast<unsigned char>(text[end - 1])) &&
                                                   digit(static_cast<unsigned char>(text[end + 1])));
      if (!goes_on) {
        push(i, end, words.number_of_ascii(text.data() + i, end - i, size - i), flags);
        i = end;
        continue;
      }
    } else {
      if (kind == kOther) {
        ++i;
        continue;
      }
      if (kind == kClauseMark || kind == kHyphen) {
        if (kind == kClauseMark || (i > 0 && text[i - 1] == ' ')) clause = kClause;
        ++i;
        continue;
      }
      if (kind == kSymbol) {
        push(i, i + 1, words.number(text.substr(i, 1)), 0);
        ++i;
        continue;
      }
      const auto [cp, length] = decode_at(text, i);
      if (!wide_letter(cp)) {
        if (cp == 0xA3 || cp == 0x20AC)
          push(i, i + static_cast<std::size_t>(length), words.number(cp == 0xA3 ? "£" : "€"), 0);
        else if (cp == 0xFF05)
          push(i, i + static_cast<std::size_t>(length), words.number("%"), 0);
        else if (cp == 0x2013 || cp == 0x2014 || wide_clause_mark(cp))
          clause = kClause;
        i += static_cast<std::size_t>(length);
        continue;
      }
      if (cp >= 0xC0 && cp <= 0xDE) flags = kCapital;
      if (cp >= 0xFF10 && cp < 0xFF1A) flags = kNumber;
    }
    folded.clear();
    const std::size_t end = fold_word(text, i, folded);
    push(i, end, words.number(folded), flags);
    i = end;
  }
}

std::shared_ptr<const Tokens::Store>& Tokens::nothing() {
  static thread_local std::shared_ptr<const Store> store;
  return store;
}
std::array<std::shared_ptr<Tokens::Store>, 8>& Tokens::spare() {
  static thread_local std::array<std::shared_ptr<Store>, 8> stores;
  return stores;
}
std::shared_ptr<Tokens::Store> Tokens::store() {
  constexpr std::size_t kShort = 1024;  // words; the room of longer texts is given back
  auto& stores = spare();
  for (std::shared_ptr<Store>& store : stores) {
    if (store && store.use_count() > 1) continue;
    if (store && store->spans.capacity() <= kShort) {
      store->spans.clear();
      store->cues.clear();
      store->cues_of.clear();
    } else {
      store = std::make_shared<Store>();
    }
    store->words = WordTable::current();
    return store;
  }
  return std::make_shared<Store>(Store{WordTable::current(), {}, {}, {}});
}
void Tokens::forget_words() {
  nothing().reset();
  spare() = {};
  WordTable::renew();
}

Tokens::Tokens(std::string_view text) {
  if (innermost && innermost->view(text, *this)) return;
  if (!innermost) WordTable::renew_if_large();
  if (text.empty()) {
    auto& store = nothing();
    if (!store || store->words != WordTable::current())
      store = std::make_shared<const Store>(Store{WordTable::current(), {}, {}, {}});
    words_ = store->words.get();
    store_ = store.get();
    owned_ = store;
    return;
  }
  std::shared_ptr<Store> owned = store();
  split(text, *owned);
  words_ = owned->words.get();
  spans_ = owned->spans.data();
  size_ = owned->spans.size();
  store_ = owned.get();
  owned_ = std::move(owned);
}

std::string Tokens::join(std::size_t first, std::size_t last) const {
  std::string out;
  for (std::size_t i = first; i <= last && i < size(); ++i) {
    if (!out.empty()) out += ' ';
    out += (*this)[i];
  }
  return out;
}

TokenisedText::TokenisedText(std::string_view text) : text_(text), other_script_(has_other_script(text)) {
  store_.words = WordTable::current();
  Tokens::split(text, store_);
  const auto& spans = store_.spans;
  buckets_.resize(text.size() / kBucket + 2, static_cast<std::uint32_t>(spans.size()));
  std::size_t bucket = 0;
  for (std::size_t i = 0; i < spans.size(); ++i)
    while (bucket * kBucket <= spans[i].begin) buckets_[bucket++] = static_cast<std::uint32_t>(i);
}

TokenisedText::InScope::InScope(const TokenisedText& text) : outer_(innermost) { innermost = &text; }
TokenisedText::InScope::~InScope() { innermost = outer_; }

std::size_t TokenisedText::at_or_after(std::size_t offset) const {
  std::size_t i = buckets_[offset / kBucket];
  while (i < store_.spans.size() && store_.spans[i].begin < offset) ++i;
  return i;
}

// A part is a view unless it cuts a word or a character: then its words are others.
bool TokenisedText::view(std::string_view part, Tokens& out) const {
  if (part.data() < text_.data() || part.data() > text_.data() + text_.size()) return false;
  const auto begin = static_cast<std::size_t>(part.data() - text_.data());
  const std::size_t end = begin + part.size();
  if (part.empty() || end > text_.size()) return false;
  const auto inside = [&](std::size_t at) {
    return at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80;
  };
  if (inside(begin) || inside(end)) return false;
  const std::size_t first = at_or_after(begin), last = at_or_after(end);
  const auto& spans = store_.spans;
  if ((first > 0 && spans[first - 1].end > begin) || (last > first && spans[last - 1].end > end))
    return false;
  out.spans_ = spans.data() + first;
  out.size_ = last - first;
  out.shift_ = static_cast<std::uint32_t>(begin);
  out.words_ = store_.words.get();
  out.store_ = &store_;
  return true;
}

bool other_script(std::string_view text) {
  if (innermost && !innermost->other_script_ && text.data() >= innermost->text_.data() &&
      text.data() + text.size() <= innermost->text_.data() + innermost->text_.size())
    return false;
  return has_other_script(text);
}

}  // namespace evident::ingest

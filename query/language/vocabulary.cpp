// Phrases live in a trie over lower-case letters in which every blank and hyphen is one separator; a node
// that ends phrases lists (class, word) pairs. Siblings are sorted and chained, so that the whole table is a
// few thousand small nodes, built once. Matching walks the text and remembers the last node of an asked class
// at which a word ended.
#include "query/language/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "graph/schema/schema.hpp"

namespace evident::query {
namespace {

namespace wc = word_class;

constexpr char kSeparator = ' ';

// Function words of the language and the openings of its stages. None may be part of a bare name, so that a
// forgotten preposition or verb is never swallowed by the name before it.
constexpr std::string_view kReserved[] = {
    "which", "what", "find", "show", "list", "describe", "how", "many", "are", "is", "was", "were", "be",
    "been", "do", "does", "did", "don't", "doesn't", "didn't", "have", "has", "had", "lack", "lacks", "and",
    "or", "but", "not", "no", "any", "some", "all", "only", "every", "both", "either", "exactly", "at",
    "than", "since", "before", "after", "between", "with", "without", "that", "who", "where", "named",
    "called", "published", "explain", "per", "sort", "limit", "skip", "true", "false", "missing", "the", "a",
    "an", "as", "there", "contains", "contain", "of", "from", "to", "mentioning", "containing", "added",
    "carried out", "conducted", "gathered", "collected", "connected", "linked", "related", "within", "across", "over",
    "differ", "differs", "mentioned", "discussed", "unique to",
    // two words that name a step or a time, though each alone may stand in a name
    "order by", "tell us", "sorted by", "ordered by", "last years", "last year", "past years", "past year"};

// Properties that come from an item's place in the base, not from an attribute (bind/vocabulary.cpp reads
// them).
constexpr std::string_view kPlaceProperties[] = {"id",    "identifier", "kind",  "name",   "label",  "text",
                                                 "words", "quotation",  "quote", "source", "sources",
                                                 "relevance", "page", "influence", "centrality", "cluster",
                                                 "separate group"};

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_word(unsigned char c) { return is_letter(c) || is_digit(c) || c == '_'; }

// Bytes of a Unicode space at i (U+00A0, U+2009, U+200B, U+202F, U+FEFF), or 0.
std::size_t unicode_space(std::string_view text, std::size_t i) {
  if (i >= text.size() || byte_at(text, i) < 0xC2) return 0;  // hot: no letter of ASCII begins one
  const auto rest = text.substr(i);
  if (rest.starts_with("\xC2\xA0")) return 2;
  for (std::string_view space : {"\xE2\x80\x89", "\xE2\x80\x8B", "\xE2\x80\xAF", "\xEF\xBB\xBF"})
    if (rest.starts_with(space)) return space.size();
  return 0;
}
std::size_t blanks(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (i + n < text.size()) {
    if (is_blank(text[i + n])) {
      ++n;
    } else if (const auto wide = unicode_space(text, i + n)) {
      n += wide;
    } else {
      break;
    }
  }
  return n;
}
// One step of a phrase in the text: the character it stands for, and its bytes (0 at the end).
struct Glyph {
  char c = 0;
  std::size_t bytes = 0;
};
// What a byte of ASCII that is no blank stands for; 0: it must be looked at with those behind it.
constexpr std::array<char, 256> kAlone = [] {
  std::array<char, 256> all{};
  for (int c = 1; c < 0x80; ++c)
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      all[static_cast<std::size_t>(c)] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  all['-'] = kSeparator;
  return all;
}();
Glyph glyph_behind(std::string_view text, std::size_t i);
inline Glyph glyph(std::string_view text, std::size_t i) {  // hot: every word of the grammar is tried by it
  if (i >= text.size()) return {};
  if (const char c = kAlone[byte_at(text, i)]) return {c, 1};
  return glyph_behind(text, i);
}
Glyph glyph_behind(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (c == '\0') return {c, 1};
  if (const auto n = blanks(text, i)) return {kSeparator, n};
  if (text.substr(i).starts_with("\xE2\x80\x99")) return {'\'', 3};  // a typographic apostrophe
  return {c, 1};
}
// "in-depth" does not begin with the word "in", nor "information"; a Unicode space or mark ends a word.
bool word_ends(std::string_view text, std::size_t i) {
  if (i >= text.size()) return true;
  if (byte_at(text, i) >= 0x80) {
    const auto rest = text.substr(i);
    return unicode_space(text, i) != 0 || rest.starts_with("\xE2\x80\x9C") ||
           rest.starts_with("\xE2\x80\x9D");
  }
  if (is_word(byte_at(text, i))) return false;
  return !(text[i] == '-' && i + 1 < text.size() && is_word(byte_at(text, i + 1)));
}

class Lexicon {
 public:
  Lexicon() {
    nodes_.push_back({});
    for (const auto& noun : graph::nouns())
      for (auto word : noun.words) add(word, wc::noun);
    for (const auto& adjective : graph::adjectives()) add(adjective.word, wc::adjective);
    for (const auto& relation : graph::relations()) {
      const auto form = relation.form == graph::Form::verb          ? wc::verb
                        : relation.form == graph::Form::participle  ? wc::participle
                        : relation.form == graph::Form::preposition ? wc::preposition
                                                                    : 0;
      for (auto word : relation.words) add(word, form);
    }
    for (auto word : kReserved) add(word, wc::reserved);
    for (auto word : kPlaceProperties) add(word, wc::property);
    for (const auto& attribute : graph::attributes()) {
      for (auto word : attribute.words)
        add(word, wc::property | (attribute.type == graph::Type::boolean ? wc::flag : 0));
      for (const auto& choice : attribute.choices)
        for (auto word : choice.words) {
          add(word, wc::choice | (attribute.id == graph::Attribute::direction ? wc::effect : 0));
          if (longest_exact(word, wc::reserved) == 0) add(word, wc::qualifier);
        }
    }
    for (const auto& [word, classes] : words_) entries_.push_back({word, classes});
  }

  WordMatch longest(std::string_view text, WordClasses classes) const {
    WordMatch best;
    std::uint32_t node = 0;
    for (std::size_t i = 0;;) {
      const auto step = glyph(text, i);
      if (step.bytes == 0) break;
      node = child(node, step.c);
      if (node == 0) break;
      i += step.bytes;
      const Node& here = nodes_[node];
      if ((here.classes & classes) != 0 && word_ends(text, i))
        best = {i, word_of(here, classes), here.classes};
    }
    return best;
  }

  std::span<const Entry> entries() const { return entries_; }

 private:
  struct Node {
    char c = 0;
    std::uint32_t first_child = 0;
    std::uint32_t next = 0;        // sibling, in the order of c
    std::uint32_t first_word = 0;  // index in spellings_ + 1
    WordClasses classes = 0;
  };
  struct Spelling {
    WordClasses classes;
    std::string_view word;
    std::uint32_t next;
  };

  std::uint32_t child(std::uint32_t node, char c) const {
    for (auto i = nodes_[node].first_child; i != 0; i = nodes_[i].next)
      if (nodes_[i].c >= c) return nodes_[i].c == c ? i : 0;
    return 0;
  }
  WordClasses longest_exact(std::string_view word, WordClasses classes) const {
    const auto match = longest(word, classes);
    return match.length == word.size() ? match.classes & classes : 0;
  }
  static std::string_view none() { return {}; }
  std::string_view word_of(const Node& node, WordClasses classes) const {
    for (auto i = node.first_word; i != 0; i = spellings_[i - 1].next)
      if ((spellings_[i - 1].classes & classes) != 0) return spellings_[i - 1].word;
    return none();
  }

  void add(std::string_view word, WordClasses classes) {
    if (word.empty() || classes == 0) return;
    words_[word] |= classes;
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < word.size();) {
      const auto step = glyph(word, i);
      node = child_or_new(node, step.c);
      i += step.bytes;
    }
    Node& end = nodes_[node];
    end.classes |= classes;
    for (auto i = end.first_word; i != 0; i = spellings_[i - 1].next)
      if (spellings_[i - 1].word == word) {
        spellings_[i - 1].classes |= classes;
        return;
      }
    // The first declared spelling of a class is the one we print, so later ones go to the end of the chain.
    auto* link = &end.first_word;
    while (*link != 0) link = &spellings_[*link - 1].next;
    *link = static_cast<std::uint32_t>(spellings_.size() + 1);
    spellings_.push_back({classes, word, 0});
  }
  std::uint32_t child_or_new(std::uint32_t node, char c) {
    std::uint32_t before = 0, after = nodes_[node].first_child;
    while (after != 0 && nodes_[after].c < c) {
      before = after;
      after = nodes_[after].next;
    }
    if (after != 0 && nodes_[after].c == c) return after;
    const auto made = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back({c, 0, after, 0, 0});
    (before == 0 ? nodes_[node].first_child : nodes_[before].next) = made;
    return made;
  }

  std::vector<Node> nodes_;
  std::vector<Spelling> spellings_;
  std::map<std::string_view, WordClasses> words_;
  std::vector<Entry> entries_;
};

const Lexicon& lexicon() {
  static const Lexicon instance;
  return instance;
}

bool capital(std::string_view text) { return !text.empty() && text[0] >= 'A' && text[0] <= 'Z'; }

// The word may be part of a bare name: bytes, or 0.
std::size_t name_word_length(std::string_view text) {
  const auto length = bare_word_length(text);
  if (length == 0) return 0;
  const auto match = longest_word(text, capital(text) ? wc::reserved | wc::preposition : kEndsName);
  return match.length == 0 ? length : 0;
}

}  // namespace

WordMatch longest_word(std::string_view text, WordClasses classes) {
  return lexicon().longest(text, classes);
}

std::span<const Entry> vocabulary() { return lexicon().entries(); }

bool is_best_first(std::string_view property) {
  return property == "relevance" || property == "influence" || property == "centrality";
}

std::size_t whole_phrase_length(std::string_view text, std::string_view phrase) {
  std::size_t i = 0;
  for (const char c : phrase) {
    const auto step = glyph(text, i);
    if (step.bytes == 0 || step.c != c) return 0;
    i += step.bytes;
  }
  return word_ends(text, i) ? i : 0;
}

std::size_t layout_length(std::string_view text) {
  std::size_t i = 0;
  for (;;) {
    i += blanks(text, i);
    if (i >= text.size() || text[i] != '#') return i;
    while (i < text.size() && text[i] != '\n') ++i;
  }
}

std::string_view without_trailing_layout(std::string_view text) {
  for (;;) {
    if (text.empty()) return text;
    if (is_blank(text.back())) {
      text.remove_suffix(1);
    } else if (text.size() >= 2 && unicode_space(text, text.size() - 2) == 2) {
      text.remove_suffix(2);
    } else if (text.size() >= 3 && unicode_space(text, text.size() - 3) == 3) {
      text.remove_suffix(3);
    } else {
      return text;
    }
  }
}

std::size_t bare_word_length(std::string_view text) {
  std::size_t i = 0;
  const auto mark = [&](std::size_t at) {  // what ends a word though its bytes are above 0x7f
    const auto rest = text.substr(at);
    return unicode_space(text, at) != 0 || rest.starts_with("\xE2\x80\x9C") ||
           rest.starts_with("\xE2\x80\x9D") || rest.starts_with("\xE2\x80\x98");
  };
  if (text.empty() || !is_letter(byte_at(text, 0)) || mark(0)) return 0;
  while (i < text.size()) {
    const auto c = byte_at(text, i);
    if (is_word(c)) {
      if (c >= 0x80 && mark(i)) break;
      ++i;
    } else if ((c == '-' || c == '\'' || c == '&' || c == '.') && i + 1 < text.size() &&
               is_word(byte_at(text, i + 1)) && !(byte_at(text, i + 1) >= 0x80 && mark(i + 1))) {
      ++i;
    } else {
      break;
    }
  }
  return i;
}

std::size_t bare_name_length(std::string_view text) {
  auto end = name_word_length(text);
  if (end == 0) return 0;
  for (;;) {
    auto next = end + blanks(text, end);
    if (next == end) return end;
    if (const auto of = phrase_length(text.substr(next), "of")) {
      next += of;
      next += blanks(text, next);
      if (const auto the = phrase_length(text.substr(next), "the")) next += the + blanks(text, next + the);
    }
    const auto length = name_word_length(text.substr(next));
    if (length == 0) return end;
    end = next + length;
  }
}

std::size_t identifier_length(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && byte_at(text, i) < 0x80 && is_word(byte_at(text, i))) ++i;
  return i == 0 || is_digit(byte_at(text, 0)) ? 0 : i;
}
bool is_identifier(std::string_view text) { return !text.empty() && identifier_length(text) == text.size(); }

WordMatch only_participle(std::string_view text) {
  const auto word = bare_word_length(text);
  auto after = word + blanks(text, word);
  const auto only = after == word ? 0 : phrase_length(text.substr(after), "only");
  if (only == 0) return {};
  after += only;
  after += blanks(text, after);
  constexpr std::size_t kLongestLink = 8;  // bytes of "by", "in", "to", "from"
  const auto joined = std::string(text.substr(0, word)) + " " + std::string(text.substr(after, kLongestLink));
  auto match = longest_word(joined, wc::participle);
  if (match.length <= word) return {};
  match.length += after - word - 1;
  return match;
}

std::string folded_word(std::string_view text) {
  std::string folded;
  for (std::size_t i = 0; i < text.size();) {
    const auto step = glyph(text, i);
    folded.push_back(step.c);
    i += step.bytes;
  }
  return folded;
}

}  // namespace evident::query

// At each word the longest thing that is known begins: a quotation, a time, an everyday phrase, a word of the
// vocabulary, a name of the library. Of equally long ones an everyday phrase wins over the vocabulary, and both
// over a name, unless it is written with a capital letter.
#include "query/rephrase/pieces.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "query/bind/names.hpp"
#include "query/bind/vocabulary.hpp"
#include "query/language/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query::rephrasing {
namespace {

namespace wc = word_class;
using Is = Piece::Is;

constexpr std::size_t kWords = 60;      // of a question that are looked at
constexpr std::size_t kNameWords = 6;   // of a name that is looked for
constexpr std::size_t kPhraseWords = 6; // of an everyday phrase

struct Declared {
  Is is;
  std::string_view phrases, in_ask;
};
constexpr Declared kDeclared[] = {
#define EVERYDAY(use, phrases, in_ask) {Is::use, phrases, in_ask},
#include "query/rephrase/everyday.def"
#undef EVERYDAY
};

bool digit(char c) { return c >= '0' && c <= '9'; }
bool capital(std::string_view word) { return !word.empty() && word[0] >= 'A' && word[0] <= 'Z'; }

struct Word {
  std::string folded;
  std::size_t begin = 0, end = 0;
};

// Words and numbers of the text, and quotations as one word each; punctuation is left out.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size() && words.size() < kWords;) {
    const auto rest = text.substr(i);
    std::size_t length = 0;
    if (rest[0] == '"' || rest.starts_with("\xE2\x80\x9C")) {
      const std::string_view mark = rest[0] == '"' ? "\"" : "\xE2\x80\x9D";
      const auto close = rest.find(mark, 1);
      if (close != std::string_view::npos) length = close + mark.size();
    } else if (digit(rest[0])) {
      while (length < rest.size() && (digit(rest[length]) || rest[length] == '%')) ++length;
    } else {
      length = bare_word_length(rest);
    }
    if (length != 0) words.push_back({folded_word(rest.substr(0, length)), i, i + length});
    i += length != 0 ? length : 1;
  }
  return words;
}

// The typed form of a possessive ("NHS's") is its word.
std::string_view without_possessive(std::string_view word) {
  for (std::string_view ending : {"'s", "\xE2\x80\x99s"})
    if (word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  return word;
}

class Reader {
 public:
  Reader(const graph::Graph& graph, std::string_view text, bool whole)
      : graph_(graph), text_(text), whole_(whole), words_(words_of(text)) {}

  std::vector<Piece> read() {
    std::vector<Piece> pieces;
    while (at_ < words_.size()) pieces.push_back(next());
    return pieces;
  }

 private:
  const graph::Graph& graph_;
  std::string_view text_;
  bool whole_;  // phrases that are whole questions count
  std::vector<Word> words_;
  std::size_t at_ = 0;

  std::string_view typed(std::size_t count) const {
    return text_.substr(words_[at_].begin, words_[at_ + count - 1].end - words_[at_].begin);
  }
  std::string folded(std::size_t count) const {
    std::string all = words_[at_].folded;
    for (std::size_t i = 1; i < count; ++i) all += " " + words_[at_ + i].folded;
    return all;
  }
  Piece take(Is is, std::string text, std::size_t count) {
    Piece piece{is, std::move(text), typed(count), false};
    at_ += count;
    return piece;
  }
  std::size_t left() const { return words_.size() - at_; }
  bool is_year(std::size_t i) const {
    return at_ + i < words_.size() && words_[at_ + i].folded.size() == 4 &&
           std::all_of(words_[at_ + i].folded.begin(), words_[at_ + i].folded.end(), digit);
  }
  const std::string& word(std::size_t i) const {
    static const std::string kNone;
    return at_ + i < words_.size() ? words_[at_ + i].folded : kNone;
  }

  // "since 2003", "between 2003 and 2010", "in the last 5 years", "2012".
  std::optional<Piece> time() {
    const auto& first = word(0);
    for (std::string_view before : {"since", "after", "before", "in", "from"})
      if (first == before && is_year(1)) {
        if ((word(2) == "to" || word(2) == "and") && is_year(3))
          return take(Is::time, "between " + word(1) + " and " + word(3), 4);
        return take(Is::time, (first == "from" ? "since " : first + " ") + word(1), 2);
      }
    if (first == "between" && is_year(1) && word(2) == "and" && is_year(3))
      return take(Is::time, "between " + word(1) + " and " + word(3), 4);
    if (first == "last" || first == "past") {
      const bool known = !word(1).empty() && (digit(word(1)[0]) || number_word(word(1)));
      if (known && (word(2) == "years" || word(2) == "year"))
        return take(Is::time, "in the last " + word(1) + " years", 3);
      if (word(1) == "year") return take(Is::time, "in the last 1 year", 2);
      if (word(1) == "decade") return take(Is::time, "in the last 10 years", 2);
    }
    if (is_year(0) && (first[0] == '1' || first[0] == '2')) return take(Is::time, "in " + first, 1);
    return {};
  }
  static bool number_word(std::string_view word) {
    constexpr std::array<std::string_view, 12> kNumbers = {"one",   "two",   "three", "four", "five",   "six",
                                                           "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
    return std::find(kNumbers.begin(), kNumbers.end(), word) != kNumbers.end();
  }

  const Everyday* everyday_at(std::size_t& count) const {
    const auto& table = everyday();
    for (count = std::min(left(), kPhraseWords); count > 0; --count) {
      const auto phrase = folded(count);
      const auto found = std::lower_bound(table.begin(), table.end(), phrase,
                                          [](const Everyday& e, std::string_view p) { return e.phrase < p; });
      if (found == table.end() || found->phrase != phrase) continue;
      if (whole_ || found->is != Is::whole) return &*found;
    }
    return nullptr;
  }

  // "NHS and private sector", of which the first part is a name of its own.
  bool is_list_of_names(std::size_t count) const {
    for (std::size_t i = 1; i + 1 < count; ++i) {
      if (word(i) != "and" && word(i) != "or") continue;
      const auto nodes = all_named(graph_, typed(i));
      if (std::any_of(nodes.begin(), nodes.end(), [&](auto n) { return in_use(graph_, n); })) return true;
    }
    return false;
  }
  // The longest run of words that the library has as a name in use: its label, quoted.
  std::string name_at(std::size_t& count) const {
    count = 0;
    if (word(0) == "the" && !capital(typed(1))) return {};  // the name is what follows
    for (count = std::min(left(), kNameWords); count > 0; --count) {
      const auto typed_name = without_possessive(typed(count));
      if (typed_name.size() < 3 || typed_name.find('?') != std::string_view::npos) continue;
      if (is_list_of_names(count)) continue;
      for (const auto node : all_named(graph_, typed_name))
        if (in_use(graph_, node)) return "\"" + std::string(typed_name) + "\"";
    }
    return {};
  }

  // Vocabulary words from here, in words of the text.
  std::size_t words_in(std::size_t bytes) const {
    const auto end = words_[at_].begin + bytes;
    std::size_t count = 0;
    while (at_ + count < words_.size() && words_[at_ + count].end <= end) ++count;
    return count;
  }
  // "report" after "barriers" is what they do.
  bool is_verb_here(const WordMatch& noun, const WordMatch& link) const {
    if (noun.length != link.length || (link.classes & wc::verb) == 0 || at_ == 0) return false;
    const auto* declared = noun_of(noun.word);
    return declared == nullptr || plural_of(*declared, noun.word) != noun.word;
  }
  std::optional<Piece> of_vocabulary(std::size_t longer_than) {
    const auto rest = text_.substr(words_[at_].begin);
    const auto noun = longest_word(rest, wc::noun);
    const auto before = longest_word(rest, wc::adjective | wc::qualifier);
    const auto link = longest_word(rest, wc::participle | wc::verb | wc::preposition);
    const auto property = longest_word(rest, wc::property);
    const auto longest = std::max({noun.length, before.length, link.length, property.length});
    const auto count = longest == 0 ? 0 : words_in(longest);
    if (count == 0 || count <= longer_than) return {};
    if (noun.length == longest && !is_verb_here(noun, link)) {
      const auto* declared = noun_of(noun.word);
      return take(Is::things, declared ? plural_of(*declared, noun.word) : std::string(noun.word), count);
    }
    if (before.length == longest) return take(Is::describing, std::string(before.word), count);
    if (link.length == longest) return take(Is::link, std::string(link.word), count);
    return take(Is::property, std::string(property.word), count);
  }

  std::optional<Piece> function_word() {
    const auto& w = word(0);
    const auto one_of = [&](std::initializer_list<std::string_view> list) {
      return std::find(list.begin(), list.end(), w) != list.end();
    };
    if (one_of({"and", "&", "versus", "vs"})) return take(Is::and_word, "and", 1);
    if (one_of({"or"})) return take(Is::or_word, "or", 1);
    if (one_of({"not", "no", "never", "nobody", "none", "neither", "nor", "don't", "doesn't", "didn't", "isn't",
                "aren't", "wasn't", "hasn't", "haven't", "can't", "cannot", "nothing"}))
      return take(Is::deny, "not", 1);
    if (one_of({"have", "has", "had", "with"})) return take(Is::have, "have", 1);
    if (one_of({"lack", "lacks", "lacking", "without", "missing"})) return take(Is::lack, "lack", 1);
    if (digit(w[0]) || number_word(w)) return take(Is::number, w, 1);
    if (const auto two = folded(std::min<std::size_t>(left(), 2));
        two == "at least" || two == "at most" || two == "more than" || two == "fewer than" || two == "less than")
      return take(Is::compare, two, 2);
    if (one_of({"over", "under", "above", "below"})) return take(Is::compare, w, 1);
    return {};
  }

  Piece next() {
    if (text_[words_[at_].begin] == '"' || static_cast<unsigned char>(text_[words_[at_].begin]) == 0xE2) {
      const auto quotation = std::string(typed(1));
      const auto inner = quotation[0] == '"' ? quotation.substr(1, quotation.size() - 2)
                                             : quotation.substr(3, quotation.size() - 6);
      const auto nodes = all_named(graph_, inner);
      const bool known = std::any_of(nodes.begin(), nodes.end(), [&](auto n) { return in_use(graph_, n); });
      return take(known ? Is::name : Is::quoted, "\"" + inner + "\"", 1);
    }
    if (auto when = time()) return *when;
    std::size_t phrase_words = 0, name_words = 0;
    const auto* phrase = everyday_at(phrase_words);
    const auto name = name_at(name_words);
    if (phrase == nullptr) phrase_words = 0;
    if (name.empty()) name_words = 0;
    // A name of several words, or one that is written as a name, is meant as one.
    if (name_words > phrase_words || (name_words != 0 && name_words == phrase_words && capital(typed(1)) && at_ > 0)) {
      if (name_words > 1 || capital(typed(1)))
        return take(Is::name, name, name_words);
    }
    if (phrase != nullptr && phrase->is != Is::filler) {
      const bool loose = phrase->is == Is::things || phrase->is == Is::also;
      if (auto vocabulary = of_vocabulary(loose ? phrase_words - 1 : phrase_words)) return *vocabulary;
      auto piece = take(phrase->is, std::string(phrase->in_ask), phrase_words);
      piece.everyday = true;
      return piece;
    }
    if (auto word_of_ask = function_word()) return *word_of_ask;
    if (auto vocabulary = of_vocabulary(phrase_words)) return *vocabulary;
    if (!name.empty() && phrase == nullptr) return take(Is::name, name, name_words);
    if (phrase != nullptr) return take(Is::filler, "", phrase_words);
    const auto reserved = longest_word(text_.substr(words_[at_].begin), wc::reserved);
    if (reserved.length != 0 && word(0) != "only" && word(0) != "exactly")
      return take(Is::filler, "", std::max<std::size_t>(1, words_in(reserved.length)));
    return take(Is::unknown, "", 1);
  }
};

}  // namespace

const std::vector<Everyday>& everyday() {
  static const auto table = [] {
    std::vector<Everyday> all;
    for (const auto& line : kDeclared)
      for (std::string_view left = line.phrases; !left.empty();) {
        const auto bar = std::min(left.find('|'), left.size());
        all.push_back({line.is, left.substr(0, bar), line.in_ask});
        left.remove_prefix(std::min(bar + 1, left.size()));
      }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.phrase < b.phrase; });
    return all;
  }();
  return table;
}

bool is_everyday_phrase(std::string_view text) {
  const auto folded = folded_word(text);
  const auto& table = everyday();
  return std::any_of(table.begin(), table.end(),
                     [&](const Everyday& e) { return e.phrase == folded && e.is != Is::filler; });
}

std::vector<Piece> pieces_of(const graph::Graph& graph, std::string_view text) {
  auto pieces = Reader(graph, text, true).read();
  const bool named = std::any_of(pieces.begin(), pieces.end(),
                                 [](const Piece& p) { return p.is == Is::name || p.is == Is::quoted; });
  return named ? Reader(graph, text, false).read() : pieces;
}

}  // namespace evident::query::rephrasing

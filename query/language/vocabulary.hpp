// The closed vocabulary of Ask: every word the schema declares and the language's own, matched longest first.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace evident::query {

// Classes of words; a word may be in several. A set of classes is their sum.
using WordClasses = std::uint32_t;
namespace word_class {
inline constexpr WordClasses noun = 1, adjective = 2, verb = 4, participle = 8, preposition = 16;
inline constexpr WordClasses property = 32;
inline constexpr WordClasses flag = 64;        // a property that holds or does not: "hedged"
inline constexpr WordClasses choice = 128;     // a value of a property: "slides"
inline constexpr WordClasses effect = 256;     // what "evidence of …" takes: "no effect"
inline constexpr WordClasses qualifier = 512;  // choices that may stand before a noun: "finished studies"
inline constexpr WordClasses reserved = 1024;  // words of the language itself, never part of a bare name
}  // namespace word_class

// The classes whose words end a bare name.
inline constexpr WordClasses kEndsName = word_class::noun | word_class::adjective | word_class::verb |
                                         word_class::participle | word_class::preposition |
                                         word_class::reserved;

struct WordMatch {
  std::size_t length = 0;   // bytes of the text; 0: no match
  std::string_view word;    // as declared, lower case
  WordClasses classes = 0;  // all classes of what was matched, also those not asked for
};

struct Entry {
  std::string_view word;
  WordClasses classes;
};

// The longest phrase of these classes that the text begins with. A blank or hyphen of a phrase matches
// blanks, line ends or one hyphen; case does not matter; the match must end where a word ends. Time grows
// with the phrase, not with the table.
WordMatch longest_word(std::string_view text, WordClasses classes);

// All words, sorted; for did-you-mean, completion and tests.
std::span<const Entry> vocabulary();

// Properties by which the best comes first, unless a question says otherwise: relevance, influence.
bool is_best_first(std::string_view property);

// "made only by": the participle "made by", with the bytes of the text.
WordMatch only_participle(std::string_view text);

// The text begins with this phrase (lower case, single blanks), by the same rules: bytes matched, or 0.
std::size_t whole_phrase_length(std::string_view text, std::string_view phrase);
inline std::size_t phrase_length(std::string_view text, std::string_view phrase) {
  // Nearly every phrase of the grammar that is tried differs in its first letter.
  const bool letter = !phrase.empty() && phrase[0] >= 'a' && phrase[0] <= 'z';
  if (letter && (text.empty() || (text[0] | 0x20) != phrase[0])) return 0;
  return whole_phrase_length(text, phrase);
}

// Blanks, line ends, Unicode spaces and comments that the text begins with.
std::size_t layout_length(std::string_view text);
// The text without layout at its end (comments stay).
std::string_view without_trailing_layout(std::string_view text);

// One word as a bare name may hold it: a letter, then letters, digits, and - ' & . _ inside.
std::size_t bare_word_length(std::string_view text);
// A name without quotation marks: words that are not vocabulary, or begin with a capital letter and are
// neither reserved nor prepositions; "of" may stand between two of them. Ends before trailing layout. 0:
// none.
std::size_t bare_name_length(std::string_view text);

// A letter or underscore, then letters, digits and underscores (ASCII): a name given with "as", a variable, a
// set, a parameter.
std::size_t identifier_length(std::string_view text);
bool is_identifier(std::string_view text);

// Lower case with single blanks in place of blanks and line ends: how a matched keyword is compared.
std::string folded_word(std::string_view text);

}  // namespace evident::query

// Text and UTF-8 positions. Every offset is a byte offset in UTF-8 unless a name says otherwise.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evident {

// The offset of the first byte that is not valid UTF-8 (RFC 3629), or nothing.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

std::size_t count_code_points(std::string_view text);
// Columns on a terminal: 2 for East Asian wide characters, 0 for combining marks (UAX #11).
std::size_t display_width(std::string_view text);
// The longest prefix no wider than that many columns, never cutting a grapheme cluster.
std::string_view clip_to_width(std::string_view text, std::size_t columns);

// The key by which labels meet: NFKC casefold, diacritics off, punctuation and hyphens to one blank, ends
// trimmed.
std::string fold(std::string_view text);
// fold(), then each word brought to its singular and British spelling to one form: "Readmission rates" =
// "readmission rate".
std::string label_key(std::string_view text);
// Snowball English stem of one folded word.
std::string stem(std::string_view folded_word);

// White space (Unicode) collapsed to single blanks, ends trimmed: how a quotation is compared and shown on
// one line.
std::string squeeze(std::string_view text);
std::string_view trim(std::string_view text);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);  // ASCII case

struct Word {
  std::uint32_t begin;  // byte offsets in the text that was split
  std::uint32_t end;
};
// Words of letters and digits with inner apostrophes, hyphens, points and commas between digits; Han and kana
// singly.
std::vector<Word> words(std::string_view text);

// Offsets at which sentences end (UAX #29 through ICU, English abbreviations suppressed), the last being
// text.size(). Raw boundaries: ingest/sentences mends what ICU gets wrong.
std::vector<std::size_t> sentence_boundaries(std::string_view text);

// Damerau-Levenshtein distance by code point, or limit + 1 when it is larger than limit.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

enum class Encoding : std::uint8_t { utf8, utf8_with_mark, utf16_le, utf16_be, windows_1252 };
std::string_view encoding_name(Encoding encoding);
struct Decoded {
  std::string text;  // UTF-8. For utf8 and utf8_with_mark the bytes of the file, unchanged, so that offsets
                     // are the file's
  Encoding encoding;
};
// By mark, else valid UTF-8, else UTF-16 without a mark, else Windows-1252 (which has no invalid input but
// five bytes). Nothing when the bytes are no text at all: NULs or many control characters.
std::optional<Decoded> decode(std::string bytes);

}  // namespace evident

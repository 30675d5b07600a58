// The only source file that sees ICU.
// Folding has a path without ICU for ASCII, which is nearly all text.
#include <unicode/brkiter.h>
#include <unicode/filteredbrk.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <array>
#include <cstring>
#include <memory>

#include "support/charset.hpp"
#include "support/divided.hpp"
#include "support/result.hpp"
#include "support/text.hpp"

namespace evident {
namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// Folded characters, with anything that is neither letter nor digit as one blank.
template <class Append>
void append_folded(char32_t c, std::string& out, bool& gap, Append append) {
  if (u_isalnum(static_cast<UChar32>(c)) || u_charType(static_cast<UChar32>(c)) == U_OTHER_LETTER) {
    if (gap && !out.empty()) out += ' ';
    gap = false;
    append();
  } else if (c != '\'' && c != 0x2019 && c != 0x2018 &&
             u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK) {
    gap = true;  // an apostrophe vanishes: "users'" = "users"
  }
}

void append_utf8(std::string& out, UChar32 c) {
  char buffer[4];
  std::int32_t n = 0;
  U8_APPEND_UNSAFE(buffer, n, c);
  out.append(buffer, static_cast<std::size_t>(n));
}

std::size_t width_of(UChar32 c) {
  const int type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

// The bytes from the start on that are ASCII, eight at a time.
std::size_t ascii_run(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data() + i, 8);
    if (bytes & 0x8080808080808080u) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  std::int64_t i = 0;
  while (i < length) {
    if (s[i] < 0x80) {
      i += static_cast<std::int64_t>(ascii_run(text.substr(static_cast<std::size_t>(i))));
      continue;
    }
    const std::int64_t at = i;
    UChar32 c;
    U8_NEXT(s, i, length, c);
    if (c < 0) return static_cast<std::size_t>(at);
  }
  return {};
}

std::size_t display_width(std::string_view text) {
  if (is_ascii(text)) return text.size();
  const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  std::size_t width = 0;
  for (std::int64_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(s, i, length, c);
    width += c < 0 ? 1 : width_of(c);
  }
  return width;
}

std::string_view clip_to_width(std::string_view text, std::size_t columns) {
  const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  std::size_t width = 0;
  std::int64_t i = 0;
  while (i < length) {
    std::int64_t next = i;
    UChar32 c;
    U8_NEXT(s, next, length, c);
    const std::size_t w = c < 0 ? 1 : width_of(c);
    if (width + w > columns) break;
    width += w;
    i = next;
  }
  return text.substr(0, static_cast<std::size_t>(i));
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  if (is_ascii(text)) {
    for (const char ch : text) {
      const auto c = static_cast<unsigned char>(ch);
      const bool upper = c >= 'A' && c <= 'Z';
      if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out += static_cast<char>(upper ? c + 32 : c);
      } else if (c != '\'') {
        gap = true;
      }
    }
    return out;
  }
  if (has_divided_words(text)) return fold(undivided(text));
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  static const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  EV_ENSURE(casefold && decompose);
  UErrorCode fine = U_ZERO_ERROR;
  const icu::UnicodeString source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  const icu::UnicodeString folded = decompose->normalize(casefold->normalize(source, fine), fine);
  for (std::int32_t i = 0; i < folded.length();) {
    const UChar32 c = folded.char32At(i);
    i += U16_LENGTH(c);
    append_folded(static_cast<char32_t>(c), out, gap, [&] { append_utf8(out, c); });
  }
  return out;
}

std::vector<std::size_t> sentence_boundaries(std::string_view text) {
  // The filtered iterator knows English abbreviations (CLDR suppressions); made once a thread, it is costly.
  struct Breaker {
    std::unique_ptr<icu::BreakIterator> iterator;
    Breaker() {
      UErrorCode status = U_ZERO_ERROR;
      const icu::Locale english("en");
      std::unique_ptr<icu::BreakIterator> plain(icu::BreakIterator::createSentenceInstance(english, status));
      std::unique_ptr<icu::FilteredBreakIteratorBuilder> builder(
          icu::FilteredBreakIteratorBuilder::createInstance(english, status));
      // ICU matches these at the end of longer words too ("ed." in "agreed."), so only forms that no word
      // ends in.
      for (const char* abbreviation : {"Dr.", "Prof.", "e.g.", "i.e.", "Fig.", "St.", "Mr.", "Mrs.", "Ms.",
                                       "Vol.", "Ltd.", "Inc.", "U.S.", "U.K."})
        builder->suppressBreakAfter(icu::UnicodeString::fromUTF8(abbreviation), status);
      iterator.reset(builder->build(plain.release(), status));
      EV_ENSURE(U_SUCCESS(status) && iterator);
    }
  };
  static thread_local Breaker breaker;
  std::vector<std::size_t> ends;
  if (text.empty()) return ends;
  UErrorCode status = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  breaker.iterator->setText(utext, status);
  EV_ENSURE(U_SUCCESS(status));
  breaker.iterator->first();
  for (std::int32_t at = breaker.iterator->next(); at != icu::BreakIterator::DONE;
       at = breaker.iterator->next())
    ends.push_back(static_cast<std::size_t>(at));
  utext_close(utext);
  if (ends.empty() || ends.back() != text.size()) ends.push_back(text.size());
  return ends;
}

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::utf8_with_mark:
      return "UTF-8 with a byte order mark";
    case Encoding::utf16_le:
      return "UTF-16, little endian";
    case Encoding::utf16_be:
      return "UTF-16, big endian";
    case Encoding::windows_1252:
      return "Windows-1252";
  }
  return "";
}

namespace {

std::optional<std::string> from_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) bytes.remove_suffix(1);
  std::string out;
  out.reserve(bytes.size());
  const auto unit = [&](std::size_t i) -> std::uint32_t {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return big_endian ? (a << 8 | b) : (b << 8 | a);
  };
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    std::uint32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 2 < bytes.size()) {
      const std::uint32_t low = unit(i + 2);
      if (low < 0xDC00 || low > 0xDFFF) return {};
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    } else if (c >= 0xD800 && c <= 0xDFFF) {
      return {};
    }
    append_utf8(out, static_cast<UChar32>(c));
  }
  return out;
}

// The WHATWG index for windows-1252, 0x80 to 0x9F; five bytes stand for themselves there.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// Texts hold no NUL and hardly any control character.
bool looks_binary(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return true;
  std::size_t odd = 0;
  const auto count = [&](std::string_view part) {
    for (const char ch : part) {
      const auto c = static_cast<unsigned char>(ch);
      odd += c < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1A;
    }
  };
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes.data() + i, 8);
    // Is any byte below 32? (Hacker's Delight, 6-1)
    if ((eight - 0x2020202020202020u) & ~eight & 0x8080808080808080u) count(bytes.substr(i, 8));
  }
  count(bytes.substr(i));
  return odd * 100 > bytes.size();
}

}  // namespace

std::optional<std::string> decode_as(std::string_view bytes, const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(charset.c_str(), &status), ucnv_close);
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open("UTF-8", &status), ucnv_close);
  if (U_FAILURE(status) || !from || !to) return {};
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  std::array<char, 1 << 14> piece;
  std::array<UChar, 1 << 12> pivot;
  UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  bool reset = true;
  do {
    char* target = piece.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, piece.data() + piece.size(), &source, source_end, pivot.data(),
                   &pivot_source, &pivot_target, pivot.data() + pivot.size(), reset, true, &status);
    reset = false;
    out.append(piece.data(), static_cast<std::size_t>(target - piece.data()));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) return {};
  if (out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
  return out;
}

void append_character(std::string& out, char32_t character) {
  const bool none = character > 0x10FFFF || (character >= 0xD800 && character < 0xE000);
  append_utf8(out, none ? 0xFFFD : static_cast<UChar32>(character));
}

std::optional<Decoded> decode(std::string bytes) {
  const std::string_view view = bytes;
  if (view.starts_with("\xEF\xBB\xBF")) {
    if (first_invalid_utf8(view) || looks_binary(view)) return {};
    return Decoded{std::move(bytes), Encoding::utf8_with_mark};
  }
  if (view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF")) {
    const bool big = view[0] == '\xFE';
    auto text = from_utf16(view.substr(2), big);
    if (!text || looks_binary(*text)) return {};
    return Decoded{std::move(*text), big ? Encoding::utf16_be : Encoding::utf16_le};
  }
  if (!first_invalid_utf8(view) && !looks_binary(view)) return Decoded{std::move(bytes), Encoding::utf8};
  // UTF-16 without a mark: Western text has a zero in every other byte.
  const std::size_t sample = std::min<std::size_t>(view.size(), 4096) & ~std::size_t{1};
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i + 1 < sample; i += 2) {
    even += view[i] == 0;
    odd += view[i + 1] == 0;
  }
  if (sample >= 4 && (even * 5 > sample * 2 || odd * 5 > sample * 2)) {
    const bool big = even > odd;
    auto text = from_utf16(view, big);
    if (text && !looks_binary(*text))
      return Decoded{std::move(*text), big ? Encoding::utf16_be : Encoding::utf16_le};
    return {};
  }
  if (looks_binary(view)) return {};
  std::string out;
  out.reserve(view.size() + view.size() / 8);
  for (const char ch : view) {
    const auto c = static_cast<unsigned char>(ch);
    append_utf8(out, c >= 0x80 && c < 0xA0 ? kWindows1252[c - 0x80] : c);
  }
  return Decoded{std::move(out), Encoding::windows_1252};
}

}  // namespace evident

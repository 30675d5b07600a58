#include "ingest/readers/rtf_letters.hpp"

#include <algorithm>
#include <utility>

#include "support/charset.hpp"

namespace evident::ingest {
namespace {

// From 0x20 and from 0xA0 on; '_' in the upper half: pieces of tall brackets and the like, which are no text.
constexpr std::u16string_view kSymbol =
    u" !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
constexpr std::u16string_view kSymbolUpper =
    u"€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…_—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑";
static_assert(kSymbol.size() == 0x7F - 0x20 && kSymbolUpper.size() == 0xE6 - 0xA0);

// As ICU names them.
std::string charset_of(int page) {
  if (page == 10000) return "macintosh";
  if (page == 10006) return "x-mac-greek";
  if (page == 10007) return "x-mac-cyrillic";
  if (page == 10029) return "x-mac-ce";
  if (page == 65001) return "UTF-8";
  if (page == 874 || page == 932 || page == 949 || page == 950 || (page >= 1250 && page <= 1258))
    return "windows-" + std::to_string(page);
  return "cp" + std::to_string(page);
}

}  // namespace

int rtf_page_of_charset(int charset) {
  static constexpr std::pair<int, int> kPages[] = {
      {0, 1252},   {77, 10000}, {128, 932},  {129, 949},  {134, 936},  {136, 950},
      {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255}, {178, 1256}, {186, 1257},
      {204, 1251}, {222, 874},  {238, 1250}, {254, 437},  {255, 850}};
  for (const auto& [number, page] : kPages)
    if (number == charset) return page;
  return 0;
}

std::string symbol_letter(unsigned char byte) {
  std::string out;
  if (byte >= 0x20 && byte < 0x7F) append_character(out, kSymbol[byte - 0x20]);
  if (byte >= 0xA0 && byte < 0xE6 && kSymbolUpper[byte - 0xA0] != u'_')
    append_character(out, kSymbolUpper[byte - 0xA0]);
  return out;
}

const RtfLetters::Page& RtfLetters::page_of(int page) {
  const auto known = pages_.find(page);
  if (known != pages_.end()) return known->second;
  if (pages_.size() > 100) page = 1252;  // no file needs as many
  Page& made = pages_[page];
  made.charset = charset_of(page);
  if (!decode_as("a", made.charset)) made.charset = "windows-1252";
  made.wide = page == 932 || page == 936 || page == 949 || page == 950 || page == 65001;
  for (int byte = 0x80; byte < 0x100 && !made.wide; ++byte) {
    const char one[] = {static_cast<char>(byte)};
    made.upper.push_back(decode_as({one, 1}, made.charset).value_or(""));
  }
  return made;
}

void RtfLetters::append(std::string& out, std::string_view bytes, int page) {
  if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    out += bytes;
    return;
  }
  const Page& of = page_of(page);
  if (of.wide) {
    out += decode_as(bytes, of.charset).value_or("");
    return;
  }
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      out += c;
    else
      out += of.upper[byte - 0x80];
  }
}

}  // namespace evident::ingest

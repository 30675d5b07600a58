// What the bytes of an RTF file mean: code pages by their numbers, the character sets of fonts, and the fonts
// whose letters are signs. Sources: Rich Text Format Specification 1.9.1, "Font Table"; Adobe's Symbol
// encoding as Unicode maps it.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest {

struct RtfFont {
  enum class Kind { letters, symbol, dingbats } kind = Kind::letters;
  int page = 0;  // code page; 0: the document's
};

// The code page of a font's \fcharsetN; 0: the document's.
int rtf_page_of_charset(int charset);

// A byte of the font Symbol: "α" for 'a'; empty where it has none.
std::string symbol_letter(unsigned char byte);

class RtfLetters {
 public:
  // Bytes of a code page as UTF-8; a page that is not known is read as Windows-1252.
  void append(std::string& out, std::string_view bytes, int page);

 private:
  struct Page {
    std::string charset;
    bool wide = false;               // several bytes a character
    std::vector<std::string> upper;  // of 0x80 to 0xFF, where one byte is a character
  };
  const Page& page_of(int page);
  std::map<int, Page> pages_;
};

}  // namespace evident::ingest

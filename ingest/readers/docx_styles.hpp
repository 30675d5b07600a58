// What the styles and the numbering of a Word file make of a paragraph.
#pragma once
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest {

class Composer;

struct DocxStyle {
  enum class As { text, title, subtitle, heading, quotation, caption, contents, code, list } as = As::text;
  int level = 0;     // headings, from 1
  std::string list;  // its number definition, empty: none
  int depth = 0;     // within it, from 0
  bool bold = false;
};

// What a style's name says, in Word's words or LibreOffice's. Names are English in the file whatever the program's language.
void style_by_name(std::string_view name, DocxStyle& style);

// What a style leaves open is as in the one that it is based on.
void inherit(DocxStyle& style, const DocxStyle& base);

// Opens what its style or its own outline level (0 to 8; 9: none) makes of a paragraph. False: nothing but an item of a list or text.
bool open_styled(Composer& out, const DocxStyle& style, int outline);

class DocxStyles {
 public:
  DocxStyles(const pugi::xml_document& styles, const pugi::xml_document& numbering);

  DocxStyle of(std::string_view style_id) const;  // inherited from what it is based on
  // The mark of the next item of a list ("3", "2.1", "b", "•"), counting. Ordered is set.
  std::string next_mark(const std::string& list, int depth, bool& ordered);

 private:
  struct Named {
    std::string based_on;
    DocxStyle own;
  };
  struct Level {
    std::string format = "bullet", text;
    int start = 1;
  };
  struct List {
    std::vector<Level> levels;
    std::vector<int> counts;
    std::string shared;  // lists of one abstract definition count on together
  };

  std::map<std::string, Named, std::less<>> styles_;
  std::map<std::string, List, std::less<>> abstract_;
  std::map<std::string, std::string, std::less<>> lists_;  // number definition to abstract definition
};

}  // namespace evident::ingest

// What the styles and the lists of an OpenDocument text make of a paragraph.
#pragma once
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest {

struct OdtStyle {
  enum class As { text, title, heading, quotation, caption, contents, code } as = As::text;
  int level = 0;  // headings, from 1
  bool bold = false, raised = false, hidden = false;
};

class OdtStyles {
 public:
  // styles.xml and content.xml; the latter's automatic styles are based on the former's.
  OdtStyles(const pugi::xml_node& styles, const pugi::xml_node& content);

  OdtStyle of(std::string_view style) const;  // with what it is based on
  // How items of a list are marked at a depth from 0: "•", or the number that they have.
  std::string mark(std::string_view list, int depth, int count, bool& ordered) const;
  int start(std::string_view list, int depth) const;

 private:
  struct Named {
    std::string based_on;
    OdtStyle own;
    bool bold_said = false;
  };
  struct Level {
    std::string format;  // "1", "a", "A", "i", "I"; empty: a bullet
    int start = 1;
  };
  void gather(const pugi::xml_node& all);
  const Level* level(std::string_view list, int depth) const;

  std::map<std::string, Named, std::less<>> styles_;
  std::map<std::string, std::vector<Level>, std::less<>> lists_;
};

}  // namespace evident::ingest

// Packages of Office Open XML (ECMA-376, ISO/IEC 29500-2): parts in a ZIP archive that name each other by
// relations.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.hpp"
#include "support/archive.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

class OfficePackage {
 public:
  struct Relation {
    std::string id, type,
        target;  // type: the last word of its IRI; target: a part's name, never outside the package
  };

  // bytes must outlive the package.
  static Result<OfficePackage> open(std::string_view bytes);
  // The part that a relation of the package calls its document; error when there is none.
  Result<std::string> main_part();
  std::vector<Relation> relations(std::string_view part);
  bool has(std::string_view part) const { return archive_.find(part) != nullptr; }
  Result<void> load(std::string_view part, pugi::xml_document& xml);
  // The same for a part that may be missing: an empty tree then.
  Result<void> load_if_there(std::string_view part, pugi::xml_document& xml);
  // Title and authors as the program filled them in: never sure.
  std::vector<DocumentField> properties();

 private:
  explicit OfficePackage(Archive archive) : archive_(std::move(archive)) {}
  Archive archive_;
};

// Title and authors ("A; B") as a program filled them in: never sure.
std::vector<DocumentField> file_properties(std::string_view title, std::string_view people);

// How surely a ZIP archive holds such a document: by the names in it.
int office_file(std::string_view bytes, std::string_view folder);

// A part as another one names it: "../media/x.png" in "word/document.xml" is "media/x.png"; empty when it leaves the package.
std::string part_beside(std::string_view part, std::string_view target);

// w:val of an element that is on or off: on when it is there and not denied.
bool is_on(const pugi::xml_node& node);
// A number in an attribute, within [least, most].
int number(std::string_view digits, int least, int most);

}  // namespace evident::ingest

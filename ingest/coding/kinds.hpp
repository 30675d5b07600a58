// What the codes of a reviewing program or of a project of qualitative analysis are: by their names and the groups they stand
// in, or as a mapping beside the file says. docs/formats/coding.md describes both.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/coding/coded_work.hpp"
#include "support/result.hpp"

namespace evident::ingest {

using CodePath = std::vector<std::string>;  // names, outermost first, the code's own last
std::string path_words(const CodePath& path, std::string_view between = " › ");

struct KindOfCode {
  CodeMeaning meaning;
  std::string name;                       // of the thing; empty: its words are the name
  CodeAnswer answer = CodeAnswer::found;
  std::optional<graph::Attribute> fact;   // what it says of the study: its design, its country; then name is the value
  std::size_t group = 0;                  // how many names of the path are its group, under which other codes stand beside it
  bool left_out = false;                  // as the mapping says
  bool known = true;                      // false: nothing tells a kind, and it is read as a theme
};

class CodeKinds {
 public:
  // json: {"codes": {"NAME or GROUP › NAME": "KIND"}, "ignore": ["NAME"]}; empty: no mapping. name: for errors.
  static Result<CodeKinds> read(std::string_view name, std::string_view json);

  // The nearest of the code and its groups that tells a kind; path must not be empty.
  KindOfCode of(const CodePath& path) const;
  // Names of the mapping that none of these codes has, for the report.
  std::vector<std::string> unused(const std::vector<CodePath>& paths) const;

 private:
  struct Given {
    std::string key, written;
    std::optional<CodeMeaning> meaning;  // nothing: left out
  };
  const Given* given(const CodePath& path, std::size_t size) const;
  std::vector<Given> given_;
};

// "study design", "country": what a group of codes, or a column, says of the study.
std::optional<graph::Attribute> study_fact_named(std::string_view words);

}  // namespace evident::ingest

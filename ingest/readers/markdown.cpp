// Markdown and what is built on it: Quarto documents and slide decks (.qmd), with YAML front matter.
#include "ingest/readers/outline.hpp"
#include "ingest/readers/reader.hpp"

namespace evident::ingest {
namespace {

int recognise(std::string_view bytes, std::string_view extension) {
  if (extension == ".md" || extension == ".markdown" || extension == ".qmd" || extension == ".rmd" ||
      extension == ".mdown")
    return 60;
  // Without an extension: YAML between rules, or headings marked by # near the top.
  const std::string_view head = bytes.substr(0, 4096);
  if (head.substr(0, 4) == "---\n" && head.find("\n---", 4) != std::string_view::npos)
    return extension.empty() ? 30 : 5;
  return extension.empty() && (head.substr(0, 2) == "# " || head.find("\n## ") != std::string_view::npos) ? 30
                                                                                                          : 5;
}

const RegisterReader registered{{"markdown",
                                 {".md", ".markdown", ".qmd", ".rmd", ".mdown"},
                                 "Markdown and Quarto, documents and slides",
                                 recognise,
                                 read_lines}};

}  // namespace
}  // namespace evident::ingest

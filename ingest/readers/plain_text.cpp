// Plain text: pasted abstracts, blog pages, reports converted from PDF with some Markdown left in them.
#include "ingest/readers/outline.hpp"
#include "ingest/readers/reader.hpp"

namespace evident::ingest {
namespace {

// Every text can be read as plain text, so this is the reader of last resort.
int recognise(std::string_view, std::string_view extension) {
  return extension == ".txt" || extension == ".text" ? 60 : 10;
}

const RegisterReader registered{
    {"text", {".txt", ".text"}, "plain text, also with Markdown in it", recognise, read_lines}};

}  // namespace
}  // namespace evident::ingest

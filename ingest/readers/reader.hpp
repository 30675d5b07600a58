// A reader turns the bytes of one file into a Document. One file a reader: it registers itself, nothing else
// is edited.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

struct Reader {
  std::string_view name;                     // "text", "markdown"
  std::vector<std::string_view> extensions;  // lower case with the point; a hint, never proof
  std::string_view doc;                      // one line for --help and docs
  // How surely these bytes are of this format: 0 no, 100 certain. extension is lower case with its point.
  int (*recognise)(std::string_view bytes, std::string_view extension);
  // text: decoded UTF-8 (Document::text). Fills blocks and slides; everything else is already set.
  Result<void> (*read)(Document& document, const Limits& limits, const Cancel& cancel);
};

// At namespace scope in the reader's source file: const RegisterReader registered{{...}};
struct RegisterReader {
  explicit RegisterReader(Reader reader);
};
// Sorted by name.
const std::vector<Reader>& readers();

// Decodes and reads one file's bytes with the surest reader. Errors (bad_input, limit) name the file, what is
// wrong and what to do: empty file, binary file, broken text, a line beyond the limit.
Result<Document> read_document(const std::filesystem::path& path, std::string bytes, const Limits& limits,
                               const Cancel& cancel);

}  // namespace evident::ingest

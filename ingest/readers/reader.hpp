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
  // How surely these bytes are of this format: 0 no, 100 certain. extension is lower case with its point. Readers of
  // text are shown decoded UTF-8, the others the file's bytes; these are asked first and taken from kSure on.
  int (*recognise)(std::string_view bytes, std::string_view extension);
  // For formats whose text is the file: Document::text is decoded already. Fills blocks and slides.
  Result<void> (*read)(Document& document, const Limits& limits, const Cancel& cancel) = nullptr;
  // For all others: makes text, blocks, slides and record out of the file's bytes. One of the two is set.
  Result<void> (*read_bytes)(Document& document, std::string_view bytes, const Limits& limits,
                             const Cancel& cancel) = nullptr;
  bool waits = false;  // for another program: worth being begun while something else is done (ahead.hpp)
};
inline constexpr int kSure = 50;

// At namespace scope in the reader's source file: const RegisterReader registered{{...}};
struct RegisterReader {
  explicit RegisterReader(Reader reader);
};
// Sorted by name.
const std::vector<Reader>& readers();

// Reads one file's bytes with the surest reader. Errors (bad_input, limit) name the file, what is wrong and what to do:
// empty file, binary file, broken text, a line beyond the limit. An archive of files is none: see archives.hpp.
Result<Document> read_document(const std::filesystem::path& path, std::string bytes, const Limits& limits,
                               const Cancel& cancel);

}  // namespace evident::ingest

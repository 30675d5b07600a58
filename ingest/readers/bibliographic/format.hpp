// Formats of files that list records of works: what reference managers and databases export. One file a
// format: it registers itself, nothing else is edited.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/readers/bibliographic/record.hpp"
#include "support/files.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"
#include "support/text.hpp"

namespace evident::ingest {

// Takes one record; what it needs later it copies, for the record's views go with the next one. An error ends
// the reading and is what read() returns.
using RecordSink = std::function<Result<void>(const BibliographicRecord&)>;

struct RecordFormat {
  std::string_view name;                     // "RIS"
  std::vector<std::string_view> extensions;  // lower case with the point; a hint, never proof
  std::string_view doc;                      // one line for --help and docs
  // How surely text is of this format: 0 no, 100 certain. head: the first kilobytes of UTF-8, perhaps cut
  // within a line; extension is lower case with its point. No document of prose may be taken: below 50
  // nothing is.
  int (*recognise)(std::string_view head, std::string_view extension);
  // Hands out one record after the other. Memory is bounded by the longest record, not by the file. A record
  // that cannot be made out in full is handed out as far as it goes; errors (bad_input, limit, cancelled) are
  // of the file.
  Result<void> (*read)(std::string_view text, const RecordSink& sink, const Limits& limits,
                       const Cancel& cancel);
};

// At namespace scope in the format's source file: const RegisterRecordFormat registered{{...}};
struct RegisterRecordFormat {
  explicit RegisterRecordFormat(RecordFormat format);
};
// Sorted by name.
const std::vector<RecordFormat>& record_formats();

// A file that is not UTF-8 is converted in memory, and may have that many bytes; UTF-8 is read where it
// stands.
constexpr std::uint64_t kConvertedBytes = 256u << 20;
// One record may have that many bytes; what has more is no record, but a mark that was never closed.
constexpr std::size_t kRecordBytes = 16u << 20;

// Text of a file of records: its bytes where they are UTF-8, else made of them. Each line that is no UTF-8 is
// read as Windows-1252, because exports are put together from files of several encodings.
struct RecordText {
  std::string_view text;  // into the bytes given or into own
  std::string own;
  Encoding encoding = Encoding::utf8;
  std::uint64_t mended_lines = 0;  // lines that were read as Windows-1252
};

// The format that is surest of a file with these bytes; null: it is no list of records.
const RecordFormat* record_format_of(const std::filesystem::path& path, std::string_view bytes);

// bytes: as they are in the file; good as long as the result is used. map: what they stand in, if anything,
// so that what was looked at need not stay in memory. Errors: bad_input (no text), limit (to be converted,
// and larger than kConvertedBytes).
Result<RecordText> record_text(const std::filesystem::path& path, std::string_view bytes,
                               const MappedFile* map = nullptr);

// The records of a file in their order; returns how many. Errors name the file, what is wrong and what to do:
// not one record, a limit, cancelled, or what the sink returned.
Result<std::size_t> read_records(const std::filesystem::path& path, const RecordFormat& format,
                                 std::string_view text, const RecordSink& sink, const Limits& limits,
                                 const Cancel& cancel);

}  // namespace evident::ingest

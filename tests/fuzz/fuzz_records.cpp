// Any bytes as a file of records of each format, whatever they look like: records whose fields lie within the
// file, or an error that says why.
#include <cstdint>
#include <string>

#include "holds.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/records/duplicates.hpp"
#include "ingest/records/record_document.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Cancel cancel;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)record_format_of("a.txt", bytes);
  const auto decoded = record_text("a.txt", bytes);
  if (!decoded) {
    require(!decoded.error().message.empty());
    return 0;
  }
  const std::string text(decoded->text);
  require(!first_invalid_utf8(text));
  for (const RecordFormat& format : record_formats()) {
    std::vector<ComparedRecord> citations;
    const auto read = read_records(
        "a.txt", format, text,
        [&](const BibliographicRecord& record) -> Result<void> {
          require(record.begin <= record.end && record.end <= text.size());
          require(boundary(text, record.begin) && boundary(text, record.end));
          for (const FieldValue& value : record.fields) {
            require(value.begin <= value.end && value.begin >= record.begin && value.end <= record.end);
            require(boundary(text, value.begin) && boundary(text, value.end));
            for (const std::string_view words : {value.text, value.family, value.given, value.tag})
              require(!first_invalid_utf8(words));
          }
          const std::string identity = record_identity(record);
          const auto evidence =
              record_evidence(reading_of(record, text, {"a.txt", "a.txt", format.name, 1}, identity));
          for (const graph::Item& item : evidence.items)
            require(evidence.text.substr(item.passage.begin, item.passage.end - item.passage.begin) ==
                    item.passage.quote);
          if (citations.size() < 64) citations.push_back(citation_of(record));
          return {};
        },
        {}, cancel);
    if (!read) require(!read.error().message.empty());
    (void)find_duplicates(citations);
  }
  return 0;
}

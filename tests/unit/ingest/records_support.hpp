// Reads bibliographic records from a text, for tests.
#pragma once
#include <string>
#include <vector>

#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {

struct ReadField {
  std::string field, tag, text, family, given, bytes;
};
struct ReadRecord {
  std::string type, bytes;
  int year = 0;
  std::vector<ReadField> fields;

  // The words of the fields of that name, joined by "|".
  std::string all(std::string_view name) const {
    std::string out;
    for (const ReadField& f : fields)
      if (f.field == name) out += (out.empty() ? "" : "|") + f.text;
    return out;
  }
  const ReadField* find(std::string_view name) const {
    for (const ReadField& f : fields)
      if (f.field == name) return &f;
    return nullptr;
  }
};
struct ReadFile {
  std::string format, error;
  std::vector<ReadRecord> records;
};

inline ReadFile read_record_file(const std::string& name, const std::string& bytes) {
  ReadFile out;
  const RecordFormat* format = record_format_of(name, bytes);
  if (!format) return out;
  out.format = std::string(format->name);
  auto text = record_text(name, bytes);
  if (!text) {
    out.error = text.error().message;
    return out;
  }
  const Cancel cancel;
  const auto take = [&](const BibliographicRecord& record) -> Result<void> {
    ReadRecord one{std::string(name_of(record.type)),
                   std::string(text->text.substr(record.begin, record.end - record.begin)),
                   record.year(),
                   {}};
    for (const FieldValue& value : record.fields)
      one.fields.push_back({std::string(name_of(value.field)), std::string(value.tag),
                            std::string(value.text), std::string(value.family), std::string(value.given),
                            std::string(text->text.substr(value.begin, value.end - value.begin))});
    out.records.push_back(std::move(one));
    return {};
  };
  if (auto read = read_records(name, *format, text->text, take, {}, cancel); !read)
    out.error = read.error().message;
  return out;
}

}  // namespace evident::ingest

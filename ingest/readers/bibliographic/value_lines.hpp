// What readers of tagged lines share: one value that may go on over lines, and a record that is put together
// of them.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {

class RecordLines {
 public:
  RecordLines(std::string_view text, const RecordSink& sink, const Cancel& cancel)
      : lines(text), sink_(sink), cancel_(cancel) {}

  LineReader lines;
  BibliographicRecord record;

  bool open() const { return open_; }
  // The record begins with the current line.
  Result<void> begin() {
    if (cancel_.requested()) return fail(Code::cancelled, "stopped while reading records");
    record.clear();
    record.begin = last_ = lines.begin();
    open_ = true;
    value_ = {};
    return {};
  }
  // A value begins: words are a part of the current line.
  void value(std::string_view tag, Meaning meaning, std::string_view words) {
    finish_value();
    tag_ = tag;
    meaning_ = meaning;
    words = bare(words);
    value_.begin(words, words.empty() ? lines.end() : place(words));
    last_ = std::max(last_, lines.begin() + static_cast<std::uint64_t>(bare(lines.line()).size()));
    last_ = std::max(last_, value_.to());
  }
  // The value goes on with a part of the current line.
  void go_on(std::string_view words) {
    words = bare(words);
    if (words.empty()) return;
    value_.add(words, place(words), record.words);
    last_ = place(words) + words.size();
  }
  // The next words are a value of their own under the same tag.
  void another(std::string_view words) { value(tag_, meaning_, words); }
  bool in_value() const { return !tag_.empty(); }
  std::string_view tag() const { return tag_; }
  std::uint64_t last() const { return last_; }
  std::uint64_t place(std::string_view words) const {
    return lines.begin() + static_cast<std::uint64_t>(words.data() - lines.line().data());
  }
  void finish_value() {
    if (!tag_.empty()) put(record, meaning_, tag_, value_.text(), value_.from(), value_.to());
    value_ = {};
  }
  // Hands the record out. at: past its last byte.
  Result<void> end(std::uint64_t at) {
    finish_value();
    tag_ = {};
    open_ = false;
    finish_record(record);
    record.end = at;
    for (const FieldValue& field : record.fields) record.end = std::max(record.end, field.end);
    return record.fields.empty() ? Result<void>() : sink_(record);
  }
  Result<void> end() { return end(last_); }
  Result<void> check_size(std::string_view advice) const {
    if (!open_ || lines.end() - record.begin <= kRecordBytes) return {};
    return fail(Code::limit, "a record has more than " + std::to_string(kRecordBytes) + " bytes",
                std::string(advice), {"", record.begin, lines.end()});
  }

 private:
  const RecordSink& sink_;
  const Cancel& cancel_;
  bool open_ = false;
  std::string_view tag_;
  Meaning meaning_;
  JoinedLines value_;
  std::uint64_t last_ = 0;
};

}  // namespace evident::ingest

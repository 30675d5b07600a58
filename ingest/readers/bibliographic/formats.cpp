// The registry of formats of record lists, and the way from a file's bytes to the text its format reads.
#include <algorithm>

#include "ingest/readers/archives.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kHead = 64u << 10;  // what a format is recognised by
constexpr std::size_t kPart = 16u << 20;  // what is looked at in one go

std::vector<RecordFormat>& registry() {
  static std::vector<RecordFormat> all;
  return all;
}

constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string_view without_leading_blanks(std::string_view text) {
  for (;;) {
    std::size_t at = 0;
    while (at < text.size() && static_cast<unsigned char>(text[at]) <= ' ') ++at;
    text.remove_prefix(at);
    if (!text.starts_with(kMark)) return text;
    text.remove_prefix(kMark.size());
  }
}

// The head without what is left of a character that its end cut; of an even size, for UTF-16.
std::string_view head_of(std::string_view bytes) {
  if (bytes.size() <= kHead) return bytes;
  std::string_view head = bytes.substr(0, kHead);
  std::size_t tail = 0;
  while (tail < 3 && (static_cast<unsigned char>(head[head.size() - 1 - tail]) & 0xC0) == 0x80) ++tail;
  if (static_cast<unsigned char>(head[head.size() - 1 - tail]) >= 0xC0) ++tail;
  if (first_invalid_utf8(head.substr(0, head.size() - tail))) return head;
  return head.substr(0, head.size() - tail);
}

// A mark of UTF-8 is no promise: what follows it may be put together from other files.
std::optional<Decoded> decoded_head(std::string_view bytes) {
  std::string_view head = head_of(bytes);
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  return decode(std::string(head));
}

std::string extension_of(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return extension;
}

// Part by part, so that a large file need not stay in memory.
bool all_utf8(std::string_view bytes, const MappedFile* map) {
  for (std::size_t at = 0; at < bytes.size();) {
    std::string_view part = bytes.substr(at, kPart);
    if (const auto invalid = first_invalid_utf8(part)) {
      // A character that the end of the part cuts is looked at with the next one.
      if (at + part.size() == bytes.size() || part.size() - *invalid > 3 || *invalid == 0) return false;
      part = part.substr(0, *invalid);
    }
    at += part.size();
    if (map) map->release(at);
  }
  return true;
}

bool wide(Encoding encoding) { return encoding == Encoding::utf16_le || encoding == Encoding::utf16_be; }

// Line by line: UTF-8 stays, anything else is Windows-1252.
void mend(std::string_view bytes, RecordText& into) {
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = bytes.find('\n', at);
    end = end == std::string_view::npos ? bytes.size() : end + 1;
    const std::string_view line = bytes.substr(at, end - at);
    at = end;
    if (!first_invalid_utf8(line)) {
      into.own += line;
      continue;
    }
    ++into.mended_lines;
    if (const auto decoded = decode(std::string(line))) {
      into.own += decoded->text;
      continue;
    }
    for (const char c : line)  // control characters beside bytes that fit nowhere
      if (static_cast<unsigned char>(c) < 0x80)
        into.own += c;
      else
        into.own += "\xEF\xBF\xBD";
  }
}

}  // namespace

RegisterRecordFormat::RegisterRecordFormat(RecordFormat format) {
  auto& all = registry();
  all.insert(std::upper_bound(all.begin(), all.end(), format,
                              [](const RecordFormat& a, const RecordFormat& b) { return a.name < b.name; }),
             std::move(format));
}

const std::vector<RecordFormat>& record_formats() { return registry(); }

const RecordFormat* record_format_of(const std::filesystem::path& path, std::string_view bytes) {
  auto head = decoded_head(bytes);
  if (!head) return nullptr;
  const std::string_view text = without_leading_blanks(head->text);
  const std::string extension = extension_of(path);
  const RecordFormat* surest = nullptr;
  int sure = 49;
  for (const RecordFormat& format : record_formats())
    if (const int how = format.recognise(text, extension); how > sure) {
      sure = how;
      surest = &format;
    }
  return surest;
}

Result<RecordText> record_text(const std::filesystem::path& path, std::string_view bytes,
                               const MappedFile* map) {
  const std::string name = name_of(path);
  const Place file{path.string(), {}, {}};
  const auto head = decoded_head(bytes);
  if (!head)
    return fail(Code::bad_input, name + " is no text: it holds zeros or control characters",
                "export it again as text", file);
  RecordText out;
  out.encoding = head->encoding;
  if (!wide(head->encoding) && all_utf8(bytes, map)) {
    out.encoding = bytes.starts_with(kMark) ? Encoding::utf8_with_mark : Encoding::utf8;
    out.text = bytes;
    return out;
  }
  if (bytes.size() > kConvertedBytes)
    return fail(Code::limit,
                name + " is not UTF-8 and has " + std::to_string(bytes.size()) + " bytes, more than the " +
                    std::to_string(kConvertedBytes) + " that can be converted",
                "export it as UTF-8, or in parts", file);
  if (wide(head->encoding)) {
    auto whole = decode(std::string(bytes));
    if (!whole)
      return fail(Code::bad_input, name + " is no text: it holds zeros or control characters",
                  "export it again as text", file);
    out.own = std::move(whole->text);
  } else {
    mend(bytes, out);
  }
  out.text = out.own;
  return out;
}

Result<std::size_t> read_records(const std::filesystem::path& path, const RecordFormat& format,
                                 std::string_view text, const RecordSink& sink, const Limits& limits,
                                 const Cancel& cancel) {
  const std::string name = name_of(path);
  std::size_t records = 0;
  auto done = format.read(
      text,
      [&](const BibliographicRecord& record) -> Result<void> {
        ++records;
        return sink(record);
      },
      limits, cancel);
  if (!done) {
    Error error = std::move(done.error());
    error.message = name + ": " + error.message;
    error.where.file = path.string();
    return tl::unexpected<Error>(std::move(error));
  }
  if (records == 0)
    return fail(Code::bad_input, name + " holds no record of " + std::string(format.name),
                "check that the export was finished, or give another format", {path.string(), {}, {}});
  return records;
}

}  // namespace evident::ingest

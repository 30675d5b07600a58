// evident records: what is read of files of bibliographic records, without an evidence base.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "support/files.hpp"
#include "support/json.hpp"

namespace evident::app {
namespace {

constexpr std::size_t kHeldBack = 256u << 10;  // bytes written at once

std::string line_of(const ingest::BibliographicRecord& record, std::size_t number, const std::string& file) {
  Json::Array fields;
  for (const ingest::FieldValue& value : record.fields) {
    Json::Object field{{"field", name_of(value.field)}, {"tag", value.tag}, {"text", value.text}};
    if (!value.family.empty()) field.emplace_back("family", value.family);
    if (!value.given.empty()) field.emplace_back("given", value.given);
    field.emplace_back("begin", static_cast<std::int64_t>(value.begin));
    field.emplace_back("end", static_cast<std::int64_t>(value.end));
    fields.push_back(std::move(field));
  }
  return print_json(Json::Object{{"file", file},
                                 {"number", static_cast<std::int64_t>(number)},
                                 {"type", name_of(record.type)},
                                 {"begin", static_cast<std::int64_t>(record.begin)},
                                 {"end", static_cast<std::int64_t>(record.end)},
                                 {"fields", std::move(fields)}}) +
         "\n";
}

Result<void> one_file(const Common& common, const RecordsArguments& arguments, const std::string& path) {
  EV_TRY(const auto map, Files::real().map(path));
  const ingest::RecordFormat* format = ingest::record_format_of(path, map->bytes());
  if (!format)
    return fail(Code::bad_input, path + " is no list of bibliographic records",
                "give an export of a reference manager or database: RIS, BibTeX, MEDLINE and others",
                {path, {}, {}});
  EV_TRY(const ingest::RecordText text, ingest::record_text(path, map->bytes(), map.get()));
  std::string out;
  std::size_t number = 0;
  const auto take = [&](const ingest::BibliographicRecord& record) -> Result<void> {
    ++number;
    if (text.own.empty() && number % 4096 == 0) map->release(record.begin);
    if (arguments.count) return {};
    out += line_of(record, number, path);
    if (out.size() < kHeldBack) return {};
    if (!print_out(out)) return fail(Code::io, "standard output is closed");
    out.clear();
    return {};
  };
  auto read = ingest::read_records(path, *format, text.text, take, {}, *common.cancel);
  if (read && arguments.count)
    out += fmt::format("{}: {}, {} {}{}\n", path, format->name, *read, *read == 1 ? "record" : "records",
                       text.mended_lines ? fmt::format(", {} lines not UTF-8", text.mended_lines) : "");
  if (!print_out(out)) return fail(Code::io, "standard output is closed");
  if (!read) return tl::unexpected<Error>(std::move(read.error()));
  return {};
}

}  // namespace

int records(const Common& common, const RecordsArguments& arguments) {
  if (arguments.duplicates) return duplicate_records(common, arguments);
  std::size_t failed = 0;
  for (const std::string& path : arguments.files) {
    auto done = one_file(common, arguments, path);
    if (done) continue;
    if (done.error().code == Code::cancelled) return kInterrupted;
    report(done.error());
    ++failed;
  }
  return failed ? kSomeFilesFailed : kDone;
}

}  // namespace evident::app

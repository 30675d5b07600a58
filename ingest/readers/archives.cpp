#include "ingest/readers/archives.hpp"

#include <algorithm>
#include <vector>

#include "support/archive.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool hidden(std::string_view name) {
  if (name.starts_with("__MACOSX/")) return true;
  for (std::size_t from = 0; from < name.size();) {
    if (name[from] == '.' && name.substr(from, 3) != "../") return true;
    const std::size_t slash = name.find('/', from);
    if (slash == std::string_view::npos) break;
    from = slash + 1;
  }
  return false;
}

bool zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

}  // namespace

std::string name_of(const std::filesystem::path& path) {
  std::string name = path.filename().string();
  if (const std::size_t at = name.rfind(kWithin); at != std::string::npos) name.erase(0, at + kWithin.size());
  return name;
}

bool is_archive_of_files(std::string_view bytes) {
  if (!zip(bytes)) return false;
  const auto archive = Archive::open(bytes);
  // Damaged: neither; where the name of its first entry still tells an Office file, that is what it was.
  if (!archive) return bytes.substr(0, 200).find("[Content_Types].xml") == std::string_view::npos;
  // Office files, OpenDocument files and EPUB books, projects of qualitative analysis (REFI-QDA 1.0).
  return !archive->find("[Content_Types].xml") && !archive->find("mimetype") && !archive->find("project.qde");
}

Result<void> each_file_within(const std::string& archive_path, std::string_view bytes,
                              const std::function<bool(std::string_view name)>& first,
                              const std::function<bool(std::string path, Result<std::string> bytes)>& take) {
  auto archive = Archive::open(bytes);
  if (!archive) {
    archive.error().where.file = archive_path;
    return tl::unexpected<Error>(std::move(archive.error()));
  }
  std::vector<const Archive::Entry*> files;
  for (const Archive::Entry& entry : archive->entries())
    if (!hidden(entry.name)) files.push_back(&entry);
  if (files.empty())
    return fail(Code::bad_input, "the archive holds no file", "check it, or leave it out",
                {archive_path, {}, {}});
  std::stable_sort(files.begin(), files.end(),
                   [](const auto* a, const auto* b) { return a->name < b->name; });
  std::stable_partition(files.begin(), files.end(), [&](const auto* entry) { return first(entry->name); });
  for (const Archive::Entry* entry : files) {
    std::string path = archive_path + std::string(kWithin) + entry->name;
    if (first_invalid_utf8(path))
      path = archive_path + std::string(kWithin) + "file " + std::to_string(entry->index + 1);
    const Place place{path, {}, {}};
    Result<std::string> content;
    if (entry->leads_outside) {
      content = fail(Code::bad_input, "the name of this file leads outside of the archive",
                     "unpack it by hand if you trust it", place);
    } else {
      content = archive->read(*entry);
      if (!content) content.error().where = place;
      if (content && zip(*content) && is_archive_of_files(*content))
        content = fail(Code::bad_input, "this is an archive within an archive", "unpack the outer one first",
                       place);
    }
    if (!take(std::move(path), std::move(content))) break;
  }
  return {};
}

}  // namespace evident::ingest

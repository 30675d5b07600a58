// ZIP archives of documents: each file in one is read as if it lay in a folder. Word, PowerPoint and Excel
// files and projects of qualitative analysis, which are archives as well, are none of these.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

bool is_archive_of_files(std::string_view bytes);

// What stands between an archive's path and the name of a file in it.
inline constexpr std::string_view kWithin = " › ";

// The name of a file without its folders, be it in an archive or not.
std::string name_of(const std::filesystem::path& path);

// Calls take with the path ("box.zip › report.html") and the bytes of each file, until it says false: those
// that first is true of before the others, else in the order of their names. Hidden files are left out. A
// file that cannot be unpacked, or that is named to leave its folder, comes as the error. Errors: those of
// Archive::open.
Result<void> each_file_within(const std::string& archive_path, std::string_view bytes,
                              const std::function<bool(std::string_view name)>& first,
                              const std::function<bool(std::string path, Result<std::string> bytes)>& take);

}  // namespace evident::ingest

#include "query/render/zip.hpp"

#include <zip.h>

namespace evident::query {

std::string zipped(const std::vector<ZipPart>& parts) {
  zip_source_t* archive_bytes = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  if (!archive_bytes) return {};
  zip_source_keep(archive_bytes);  // to read it when the archive is closed
  std::string out;
  zip_t* archive = zip_open_from_source(archive_bytes, ZIP_TRUNCATE, nullptr);
  if (!archive) {
    zip_source_free(archive_bytes);
    zip_source_free(archive_bytes);
    return {};
  }
  bool whole = true;
  for (const ZipPart& part : parts) {
    zip_source_t* bytes = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
    const zip_int64_t place = bytes ? zip_file_add(archive, part.name.c_str(), bytes, ZIP_FL_ENC_UTF_8) : -1;
    if (place < 0) {
      if (bytes) zip_source_free(bytes);
      whole = false;
      break;
    }
    // 1 January 1980, the first day of this format: no clock, and no time zone as set_mtime would have.
    const auto index = static_cast<zip_uint64_t>(place);
    whole = whole && zip_file_set_dostime(archive, index, 0, (1 << 5) | 1, 0) == 0;
    whole = whole && zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 6) == 0;
    // As made on MS-DOS without attributes, whatever this program runs on.
    whole = whole && zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_DOS, 0) == 0;
  }
  if (!whole || zip_close(archive) != 0) {
    zip_discard(archive);
    zip_source_free(archive_bytes);
    return {};
  }
  zip_stat_t size;
  zip_stat_init(&size);
  if (zip_source_stat(archive_bytes, &size) == 0 && zip_source_open(archive_bytes) == 0) {
    out.resize(size.size);
    if (zip_source_read(archive_bytes, out.data(), size.size) != static_cast<zip_int64_t>(size.size)) out.clear();
    zip_source_close(archive_bytes);
  }
  zip_source_free(archive_bytes);
  return out;
}

}  // namespace evident::query

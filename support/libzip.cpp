// The functions of libzip that are used, each loading the library when a first archive is read or written. libzip brings
// libcrypto, and the two took a sixth of the time that a new process needs to answer one question: most questions need
// neither. Where the library is missing, nothing can be opened, and Archive::open() says why.
#include <dlfcn.h>
#include <zip.h>

#include "support/archive.hpp"

namespace evident {
namespace {

void* library() {
  static void* const loaded = dlopen(EVIDENT_LIBZIP, RTLD_NOW | RTLD_LOCAL);
  return loaded;
}

template <class Function>
Function* found(const char* name) {
  return library() ? reinterpret_cast<Function*>(dlsym(library(), name)) : nullptr;
}

}  // namespace

bool can_unpack() { return library() != nullptr; }

}  // namespace evident

#define FORWARD(Result, name, parameters, arguments)                 \
  Result name parameters {                                           \
    using Nothing = Result;                                          \
    static auto* const real = evident::found<decltype(name)>(#name); \
    return real ? real arguments : Nothing();                        \
  }

extern "C" {
FORWARD(void, zip_discard, (zip_t * zip), (zip))
FORWARD(int, zip_close, (zip_t * zip), (zip))
FORWARD(zip_t*, zip_open_from_source, (zip_source_t * source, int flags, zip_error_t* error), (source, flags, error))
FORWARD(zip_int64_t, zip_get_num_entries, (zip_t * zip, zip_flags_t flags), (zip, flags))
FORWARD(zip_error_t*, zip_get_error, (zip_t * zip), (zip))

FORWARD(void, zip_error_init, (zip_error_t * error), (error))
FORWARD(int, zip_error_code_zip, (const zip_error_t* error), (error))
FORWARD(const char*, zip_error_strerror, (zip_error_t * error), (error))

FORWARD(void, zip_stat_init, (zip_stat_t * stat), (stat))
FORWARD(int, zip_stat_index, (zip_t * zip, zip_uint64_t index, zip_flags_t flags, zip_stat_t* stat), (zip, index, flags, stat))
FORWARD(zip_file_t*, zip_fopen_index, (zip_t * zip, zip_uint64_t index, zip_flags_t flags), (zip, index, flags))
FORWARD(zip_int64_t, zip_fread, (zip_file_t * file, void* into, zip_uint64_t size), (file, into, size))
FORWARD(zip_error_t*, zip_file_get_error, (zip_file_t * file), (file))
FORWARD(int, zip_fclose, (zip_file_t * file), (file))

FORWARD(zip_source_t*, zip_source_buffer_create, (const void* bytes, zip_uint64_t size, int free, zip_error_t* error),
        (bytes, size, free, error))
FORWARD(zip_source_t*, zip_source_buffer, (zip_t * zip, const void* bytes, zip_uint64_t size, int free), (zip, bytes, size, free))
FORWARD(void, zip_source_keep, (zip_source_t * source), (source))
FORWARD(void, zip_source_free, (zip_source_t * source), (source))
FORWARD(int, zip_source_open, (zip_source_t * source), (source))
FORWARD(zip_int64_t, zip_source_read, (zip_source_t * source, void* into, zip_uint64_t size), (source, into, size))
FORWARD(int, zip_source_close, (zip_source_t * source), (source))
FORWARD(int, zip_source_stat, (zip_source_t * source, zip_stat_t* stat), (source, stat))

FORWARD(zip_int64_t, zip_file_add, (zip_t * zip, const char* name, zip_source_t* source, zip_flags_t flags),
        (zip, name, source, flags))
FORWARD(int, zip_file_set_dostime, (zip_t * zip, zip_uint64_t index, zip_uint16_t time, zip_uint16_t date, zip_flags_t flags),
        (zip, index, time, date, flags))
FORWARD(int, zip_set_file_compression, (zip_t * zip, zip_uint64_t index, zip_int32_t method, zip_uint32_t level),
        (zip, index, method, level))
FORWARD(int, zip_file_set_external_attributes,
        (zip_t * zip, zip_uint64_t index, zip_flags_t flags, zip_uint8_t system, zip_uint32_t attributes),
        (zip, index, flags, system, attributes))
}

// Result<T> and the closed list of errors. Public functions of a folder return these; exceptions stay inside
// one source file.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace evident {

enum class Code : std::uint8_t {
  bad_question,   // the question cannot be read, or asks for what does not exist: exit 1
  bad_argument,   // a command was called wrongly: exit 1
  bad_input,      // a document cannot be read as what it claims to be
  not_found,      // a file, base, item or name does not exist
  conflict,       // another program holds what is needed
  io,             // the operating system refused: permission, broken disk
  no_space,       // the disk is full
  corrupt,        // what is on disk is not what was written
  foreign,        // a file of another program
  newer_version,  // written by a newer Evident
  limit,          // a documented limit of size, depth, time or memory
  cancelled,      // the user stopped it
  internal,       // a mistake of ours
};

// "no_space" for Code::no_space; for machines.
std::string_view code_name(Code code);

// Where something is wrong: a file and byte range, or a question and its byte range; unused fields stay
// empty.
struct Place {
  std::string file;
  std::optional<std::uint64_t> begin;
  std::optional<std::uint64_t> end;
};

struct Error {
  Code code = Code::internal;
  std::string message;  // what is wrong, one sentence, no full stop
  std::string fix;      // what to do about it; may be empty
  Place where;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Code code, std::string message, std::string fix = {}, Place where = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(fix), std::move(where)});
}

#define EV_JOIN_(a, b) a##b
#define EV_JOIN(a, b) EV_JOIN_(a, b)

// EV_TRY(auto text, read(path)); declares text, or returns the error.
#define EV_TRY(declaration, expression) EV_TRY_(EV_JOIN(ev_try_, __LINE__), declaration, expression)
#define EV_TRY_(temporary, declaration, expression)                                      \
  auto temporary = (expression);                                                         \
  if (!temporary) return tl::unexpected<::evident::Error>(std::move(temporary.error())); \
  declaration = std::move(*temporary)

// The same for Result<void>.
#define EV_CHECK(expression)                                                 \
  do {                                                                       \
    if (auto ev_check_ = (expression); !ev_check_)                           \
      return tl::unexpected<::evident::Error>(std::move(ev_check_.error())); \
  } while (false)

// Contracts, on in release: the caller broke a rule, or we did. Both print where and abort.
[[noreturn]] void contract_failed(const char* whose, const char* condition, const char* file, int line);
#define EV_REQUIRE(condition) \
  ((condition) ? void(0) : ::evident::contract_failed("caller", #condition, __FILE__, __LINE__))
#define EV_ENSURE(condition) \
  ((condition) ? void(0) : ::evident::contract_failed("evident", #condition, __FILE__, __LINE__))

}  // namespace evident

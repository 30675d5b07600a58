#include "support/result.hpp"

#include <cstdio>
#include <cstdlib>

namespace evident {

std::string_view code_name(Code code) {
  switch (code) {
    case Code::bad_question:
      return "bad_question";
    case Code::bad_argument:
      return "bad_argument";
    case Code::bad_input:
      return "bad_input";
    case Code::not_found:
      return "not_found";
    case Code::conflict:
      return "conflict";
    case Code::io:
      return "io";
    case Code::no_space:
      return "no_space";
    case Code::corrupt:
      return "corrupt";
    case Code::foreign:
      return "foreign";
    case Code::newer_version:
      return "newer_version";
    case Code::limit:
      return "limit";
    case Code::cancelled:
      return "cancelled";
    case Code::internal:
      return "internal";
  }
  return "internal";
}

void contract_failed(const char* whose, const char* condition, const char* file, int line) {
  std::fprintf(stderr, "evident: a promise of the %s was broken: %s (%s:%d). Please report this.\n", whose,
               condition, file, line);
  std::abort();
}

}  // namespace evident

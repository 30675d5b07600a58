#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "app/commands.hpp"

namespace evident::app {

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

int terminal_width() {
  if (const char* columns = std::getenv("COLUMNS"))
    if (const int n = std::atoi(columns); n >= 20 && n <= 1000) return n;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
  return 100;
}

bool wants_colour(int descriptor) {
  const char* no = std::getenv("NO_COLOR");  // https://no-color.org
  const char* term = std::getenv("TERM");
  return is_terminal(descriptor) && !(no && *no) && !(term && std::strcmp(term, "dumb") == 0);
}

bool wants_ascii() {
  // A pipe or file gets UTF-8 whatever the locale: the same input gives the same bytes.
  if (!is_terminal(STDOUT_FILENO)) return false;
  std::setlocale(LC_CTYPE, "");
  return std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0;
}

namespace {

int exit_code(Code code) {
  switch (code) {
    case Code::bad_question:
    case Code::bad_argument:
      return kWrongArguments;
    case Code::limit:
    case Code::no_space:
      return kLimit;
    case Code::cancelled:
      return kInterrupted;
    default:
      return kBadBase;
  }
}

}  // namespace

int report(const Error& error) {
  std::fprintf(stderr, "evident: %s\n", error.message.c_str());
  if (!error.fix.empty()) std::fprintf(stderr, "         %s\n", error.fix.c_str());
  return exit_code(error.code);
}

bool print_out(std::string_view text) {
  const bool fine =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!fine && errno != EPIPE)
    std::fprintf(stderr, "evident: cannot write the answer: %s\n", std::strerror(errno));
  return fine;
}

}  // namespace evident::app

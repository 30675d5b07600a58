#include "app/prompt/pager.hpp"

#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "app/commands.hpp"

namespace evident::app {
namespace {

int terminal_height() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

}  // namespace

bool print_paged(std::string_view text) {
  if (!is_terminal(STDOUT_FILENO) || std::count(text.begin(), text.end(), '\n') < terminal_height())
    return print_out(text);
  const char* pager = std::getenv("PAGER");
  // -R keeps the colours, -F and -X leave the text on the screen.
  FILE* pipe = ::popen(pager && *pager ? pager : "less -RFX", "w");
  if (!pipe) return print_out(text);
  std::fwrite(text.data(), 1, text.size(), pipe);  // a pager that was closed early is no error
  const int status = ::pclose(pipe);
  return status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 127 ? print_out(text) : true;
}

}  // namespace evident::app

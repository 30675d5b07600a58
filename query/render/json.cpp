#include "query/render/shape.hpp"

namespace evident::query {
namespace {

std::string render(const Answer& answer, const RenderOptions& options) {
  std::string out;
  write_answer(answer, options.version, true, true, out);
  return out + "\n";
}

const RegisterFormat kJson({"json", "for programs: everything an answer holds", render});

}  // namespace
}  // namespace evident::query

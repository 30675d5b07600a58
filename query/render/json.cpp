#include "query/render/shape.hpp"

namespace evident::query {
namespace {

std::string render(const Answer& answer, const RenderOptions& options) {
  return print_json(answer_json(answer, options.version, true), true) + "\n";
}

const RegisterFormat kJson({"json", "for programs: everything an answer holds", render});

}  // namespace
}  // namespace evident::query

#include "query/render/shape.hpp"

namespace evident::query {
namespace {

std::string render(const Answer& answer, const RenderOptions& options) {
  std::string out;
  for (const Row& row : answer.rows) out += print_json(row_json(answer, row)) + "\n";
  return out + print_json(answer_json(answer, options.version, false)) + "\n";
}

const RegisterFormat kJsonLines({"jsonl",
                                 "for programs: one row a line, then one line with the rest of the answer",
                                 render});

}  // namespace
}  // namespace evident::query

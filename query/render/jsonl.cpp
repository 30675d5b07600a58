#include "query/render/shape.hpp"

namespace evident::query {
namespace {

std::string render(const Answer& answer, const RenderOptions& options) {
  std::string out;
  for (const Row& row : answer.rows) {
    write_row(answer, row, out);
    out += '\n';
  }
  write_answer(answer, options.version, false, false, out);
  return out + "\n";
}

const RegisterFormat kJsonLines({"jsonl",
                                 "for programs: one row a line, then one line with the rest of the answer",
                                 render});

}  // namespace
}  // namespace evident::query

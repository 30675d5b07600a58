// evident load: tables into the base, and a line of what came of it.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "graph/graph.hpp"
#include "graph/tables/load.hpp"

namespace evident::app {

int load(const Common& common, const LoadArguments& arguments) {
  auto outcome =
      graph::load_tables(common.base, arguments.folder, arguments.mapping, EVIDENT_VERSION, *common.cancel);
  if (!outcome) {
    const int code = report(outcome.error());
    return outcome.error().code == Code::bad_input ? kWrongArguments : code;
  }
  const std::size_t all = outcome->items + outcome->concepts + outcome->links;
  const std::string out =
      fmt::format("{} items, {} concepts and {} edges read: {} added, {} changed, {} as they were.\n",
                  outcome->items, outcome->concepts, outcome->links, outcome->added, outcome->changed,
                  all - std::min(all, outcome->added + outcome->changed));
  // The first question should not pay for the graph; if it cannot be built now, the question will say why.
  if (outcome->added + outcome->changed > 0) (void)graph::Graph::open(common.base);
  return print_out(out) ? kDone : kBadBase;
}

}  // namespace evident::app

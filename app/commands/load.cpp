// evident load: tables into the base, and a line of what came of it.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "graph/tables/load.hpp"
#include "ingest/ingest.hpp"

namespace evident::app {
namespace {

// The vocabularies that an ingest would bring: with them from the start, the first document that is read later only
// adds to the library, and its graph need not be built anew.
Result<void> store_vocabularies(const Common& common) {
  EV_TRY(graph::Base base, graph::Base::open(common.base, graph::Access::write));
  EV_TRY(const graph::Vocabulary vocabulary, ingest::shipped_vocabulary());
  return base.store_vocabulary(vocabulary, ingest::extraction_version());
}

}  // namespace

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
  if (auto stored = store_vocabularies(common); !stored) return report(stored.error());
  if (outcome->added + outcome->changed > 0)
    (void)graph::Graph::open(common.base, Files::real(), {.merge = true});
  return print_out(out) ? kDone : kBadBase;
}

}  // namespace evident::app

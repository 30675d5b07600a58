// The graph of a base: its mapped file when that is whole and fresh, else built from the base and written
// beside it.
#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "graph/mapped/build.hpp"
#include "graph/mapped/format.hpp"

namespace evident::graph {
namespace {

Result<GraphInput> read_input(const Base& base) {
  GraphInput input;
  EV_TRY(input.fingerprint, base.fingerprint());
  EV_TRY(input.vocabulary, base.vocabulary());
  EV_TRY(input.candidates, base.candidates());
  EV_CHECK(base.each_item([&input](StoredItem&& item) { input.items.push_back(std::move(item)); }));
  EV_CHECK(base.each_link([&input](StoredLink&& link) { input.links.push_back(std::move(link)); }));
  return input;
}

constexpr int kAttempts = 5;

}  // namespace

Result<Graph> Graph::open(const std::filesystem::path& path, Files& files) {
  EV_TRY(const Base base, Base::open(path, Access::read));
  EV_TRY(std::string fingerprint, base.fingerprint());
  std::filesystem::path mapped = path;
  mapped += ".graph";
  if (auto file = files.map(mapped)) {
    auto graph = from_bytes(std::shared_ptr<const MappedFile>(std::move(*file)));
    if (graph && graph->fingerprint() == fingerprint) return graph;
  }
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    auto input = read_input(base);
    // Another program may have stored a document between two of our statements: then what was read is of two
    // states.
    EV_TRY(const std::string after, base.fingerprint());
    if (input && input->fingerprint != after) continue;
    if (!input) return tl::unexpected(std::move(input.error()));
    EV_TRY(std::string bytes, build_mapped(std::move(*input)));
    auto graph = from_bytes(owned_bytes(bytes));
    if (graph)
      (void)files.write(mapped, bytes);  // a folder that cannot be written costs time, not the answer
    return graph;
  }
  return fail(Code::conflict, "another program keeps changing the evidence base",
              "wait until it has finished and try again");
}

}  // namespace evident::graph

// The graph of a base: its mapped file when that is whole and fresh, else built from the base and written
// beside it.
#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "graph/mapped/build.hpp"
#include "graph/mapped/draft.hpp"
#include "graph/mapped/sealed_file.hpp"

namespace evident::graph {
namespace {

// Items go into columns as they are read: none is kept.
Result<Draft> draft_of(const Base& base) {
  Drafter drafter;
  Result<void> taken;
  EV_CHECK(base.each_item([&](StoredItem&& item) {
    if (taken) taken = drafter.add(std::move(item));
  }));
  EV_CHECK(taken);
  {
    EV_TRY(const Vocabulary vocabulary, base.vocabulary());
    drafter.add(vocabulary);
    EV_TRY(const std::vector<Candidate> candidates, base.candidates());
    for (const Candidate& candidate : candidates) drafter.add(candidate);
  }
  EV_CHECK(base.each_link([&](StoredLink&& link) {
    if (taken) taken = drafter.add(link);
  }));
  EV_CHECK(taken);
  return drafter.finish();
}

constexpr int kAttempts = 5;

}  // namespace

Result<Graph> Graph::open(const std::filesystem::path& path, Files& files, Rebuild rebuild) {
  EV_TRY(const Base base, Base::open(path, Access::read));
  EV_TRY(std::string fingerprint, base.fingerprint());
  std::filesystem::path mapped = path;
  mapped += ".graph";
  if (rebuild == Rebuild::no)
    if (auto file = files.map(mapped)) {
      auto graph = from_bytes(std::shared_ptr<const MappedFile>(std::move(*file)));
      if (graph && graph->fingerprint() == fingerprint) return graph;
    }
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    EV_TRY(const std::string before, base.fingerprint());
    auto draft = draft_of(base);
    // Another program may have stored a document between two of our statements: then what was read is of two
    // states.
    EV_TRY(const std::string after, base.fingerprint());
    if (before != after) continue;
    if (!draft) return tl::unexpected(std::move(draft.error()));
    EV_TRY(std::string bytes, encode_graph(std::move(*draft), before));
    // A folder that cannot be written costs time, not the answer.
    if (files.write(mapped, bytes))
      if (auto file = files.map(mapped))
        if (auto graph = from_bytes(std::shared_ptr<const MappedFile>(std::move(*file)));
            graph && graph->fingerprint() == before)
          return graph;
    return from_bytes(owned_bytes(std::move(bytes)));
  }
  return fail(Code::conflict, "another program keeps changing the evidence base",
              "wait until it has finished and try again");
}

}  // namespace evident::graph

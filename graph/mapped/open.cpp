// The graph of a base: its mapped file when that is whole and fresh, else built from the base and written
// beside it.
#include <malloc.h>

#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "graph/mapped/build.hpp"
#include "graph/mapped/draft.hpp"
#include "graph/mapped/sealed_file.hpp"

namespace evident::graph {
namespace {

// Items go into columns as they are read: none is kept.
Result<Draft> draft_of(const Base& base, Drafter drafter, std::int64_t since) {
  if (since == 0) ::malloc_trim(0);  // of what was done before, such as reading documents
  Result<void> taken;
  EV_CHECK(base.each_item(
      [&](StoredItem&& item) {
        if (taken) taken = drafter.add(std::move(item));
      },
      since));
  EV_CHECK(taken);
  {
    if (since == 0) {
      ::malloc_trim(0);  // of the items nothing is left but holes in the heap
      EV_TRY(const Vocabulary vocabulary, base.vocabulary());
      drafter.add(vocabulary);
    }
    EV_TRY(const std::vector<Candidate> candidates, base.candidates(since));
    for (const Candidate& candidate : candidates) drafter.add(candidate);
  }
  EV_CHECK(base.each_link(
      [&](StoredLink&& link) {
        if (taken) taken = drafter.add(link);
      },
      since));
  EV_CHECK(taken);
  return drafter.finish();
}

constexpr const char *kGraphEnding = ".graph", *kAddedEnding = ".graph.added";

std::filesystem::path beside(std::filesystem::path base, const char* ending) {
  base += ending;
  return base;
}

Result<Graph> mapped(const std::filesystem::path& path, Files& files) {
  EV_TRY(auto file, files.map(path));
  return Graph::from_bytes(std::shared_ptr<const MappedFile>(std::move(file)));
}

// The graph as it was, with what came since behind it: from the file of additions if that is of the base's present
// state, else made from the new sources alone. False: it takes a graph built anew.
Result<bool> extended(Graph& graph, const Base& base, const std::filesystem::path& path, Files& files) {
  const auto since = BaseState::of_text(graph.state());
  if (!since) return false;
  EV_TRY(const BaseState now, base.state());
  EV_TRY(const std::string fingerprint, base.fingerprint());
  const auto file_of_additions = beside(path, kAddedEnding);
  const std::string made_for = std::string(graph.fingerprint()) + " " + now.text();
  if (auto file = files.map(file_of_additions)) {
    auto bytes = std::shared_ptr<const MappedFile>(std::move(*file));
    if (const auto sealed = SealedFile::open(bytes)) {
      const SectionEntry* entry = (*sealed)->find(Part::state);
      const Bytes state(**sealed, entry && entry->width == 1 ? entry : nullptr);
      if (state.get(0, state.size()) == made_for && graph.extend(bytes)) return true;
    }
  }
  EV_TRY(const bool grew, base.only_grew(*since));
  if (!grew) return false;
  const auto key_of_row = [&base](std::int64_t row) { return base.key(row).value_or(std::string()); };
  auto draft = draft_of(base, Drafter(graph, key_of_row), since->last_item);
  if (!draft) return false;
  auto bytes = encode_graph(std::move(*draft), fingerprint, made_for);
  if (!bytes) return false;
  (void)files.write(file_of_additions, *bytes);  // a folder that cannot be written costs time, not the answer
  return graph.extend(owned_bytes(std::move(*bytes))).has_value();
}

// The graph written from the base, a part of it in memory at a time. False: it could not be written.
Result<bool> written_in_parts(const Base& base, const std::filesystem::path& to, std::string_view fingerprint,
                              LargeFiles& files) {
  const auto file = files.begin(to);
  if (!file) return false;
  EV_TRY(const BaseState state, base.state());
  Drafter drafter(true);
  drafter.spill({&files, to.parent_path()});
  EV_TRY(Draft draft, draft_of(base, std::move(drafter), 0));
  const auto encoded = encode_graph(std::move(draft), fingerprint, state.text(), **file);
  if (!encoded && encoded.error().code != Code::io && encoded.error().code != Code::no_space)
    return tl::unexpected<Error>(encoded.error());
  return encoded && (*file)->finish();
}

// The same in memory.
Result<std::string> encoded(const Base& base, std::string_view fingerprint) {
  EV_TRY(const BaseState state, base.state());
  EV_TRY(Draft draft, draft_of(base, Drafter(true), 0));
  return encode_graph(std::move(draft), fingerprint, state.text());
}

constexpr std::size_t kMergeShare = 16;

}  // namespace

std::vector<std::filesystem::path> derived_files(const std::filesystem::path& base) {
  return {beside(base, kGraphEnding), beside(base, kAddedEnding)};
}

Result<Graph> Graph::open(const std::filesystem::path& path, Files& files) { return open(path, files, Opening()); }
Result<Graph> Graph::open(const std::filesystem::path& path, Files& files, const Opening& how) {
  EV_TRY(const Base base, Base::open(path, Access::read));
  EV_TRY(const auto held, base.hold());  // one state, though another program may be storing documents
  EV_TRY(const std::string fingerprint, base.fingerprint());
  const auto file = beside(path, kGraphEnding);
  if (!how.rebuild)
    if (auto graph = mapped(file, files)) {
      if (graph->fingerprint() == fingerprint) return graph;
      const std::size_t nodes = graph->count_nodes();
      if (nodes >= how.extend_from) {
        const auto grown = extended(*graph, base, path, files);
        const bool much = how.merge && (graph->count_nodes() - nodes) * kMergeShare > nodes;
        if (grown && *grown && !much && graph->damage().empty()) return graph;
      }
    }
  // A folder that cannot be written costs time, not the answer. Another program may have written a newer one meanwhile.
  bool written = false;
  std::string bytes;
  if (LargeFiles* large = LargeFiles::of(files)) {
    EV_TRY(written, written_in_parts(base, file, fingerprint, *large));
  }
  if (!written) {
    EV_TRY(bytes, encoded(base, fingerprint));
    written = files.write(file, bytes).has_value();
  }
  if (written) {
    std::error_code ignored;
    std::filesystem::remove(beside(path, kAddedEnding), ignored);
    if (auto graph = mapped(file, files); graph && graph->fingerprint() == fingerprint) return graph;
  }
  if (bytes.empty()) {
    EV_TRY(bytes, encoded(base, fingerprint));
  }
  return from_bytes(owned_bytes(std::move(bytes)));
}

}  // namespace evident::graph

// Words looked for in quotations: where they stand, of what those passages speak, and how well they fit.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/bind/plan.hpp"

namespace evident::query {

struct TextHits {
  struct Hit {  // a passage that has the words, and how often
    graph::Node node;
    std::uint32_t times;
  };
  std::vector<Hit> hits;  // ascending
  double weight = 0, average = 1;  // of the words; of the length of passages
  // What a passage shows to be mentioned in these words: itself, the work, study and case it stands in, what
  // it names and speaks of.
  struct Shown {
    graph::Node thing;
    std::uint32_t hit;
  };
  const std::vector<Shown>& of() const;  // by thing, then hit; made when it is first asked for
  // Whether a thing is shown by its own words only, as everything that a passage says is.
  static bool only_own(graph::Kind kind);

  const graph::Graph* graph = nullptr;
  mutable std::optional<std::vector<Shown>> things;

  std::span<const Shown> of_thing(graph::Node thing) const;
  // BM25; worked out for those that are asked for.
  double score(const Hit& hit) const;
  // That of its best passage; 0 where the words stand in none.
  double score(graph::Node thing) const;
};

// Costs the occurrences of the rarest word, not the size of the library.
TextHits find_text(const graph::Graph& graph, const Phrase& phrase);
// Of words that were found already, ascending.
TextHits hits_of(const graph::Graph& graph, const std::vector<graph::Graph::Occurrence>& found);

// The words as they stand in that quotation, each form once: "Trust", "trusted".
std::vector<std::string> words_found(const Phrase& phrase, std::string_view quote);

}  // namespace evident::query

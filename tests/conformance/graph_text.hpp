// A small library written as text, one thing a line: the data that the scenarios ask about. README.md describes
// the format.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::conformance {

// What a file or scenario says that cannot be read: with its place.
struct TextError {
  std::string message;
};

class World {
 public:
  // Throws TextError; name stands in its messages.
  World(std::string_view text, std::string_view name);

  const graph::Graph& graph() const { return graph_; }
  // The short id that the file gives a thing, an item or a source.
  std::string short_id(graph::Node node) const;
  std::string short_id(const query::Witness& witness, const query::Answer& answer) const;
  // Whether those are the words that the file gives that item.
  bool has_words(std::string_view id, std::string_view words) const;

 private:
  static graph::Graph read(std::string_view text, std::string_view name, World& world);

  using Place = std::tuple<std::string, std::uint64_t, std::string>;  // file, first byte, kind
  std::map<Place, std::string> items_;
  std::map<std::string, std::string, std::less<>> words_;
  graph::Graph graph_;
};

std::string read_file(const std::filesystem::path& path);
std::vector<std::string> split(std::string_view text, char at, bool outside_quotes = true);

}  // namespace evident::conformance

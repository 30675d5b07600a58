// The data files that travel inside the program: vocabularies (SKOS Turtle) and cue lists (tab-separated).
#pragma once
#include <string_view>
#include <vector>

namespace evident::corpus {

struct File {
  std::string_view name;  // relative to corpus/, e.g. "vocabulary/measures.ttl"
  std::string_view bytes;
};

// Sorted by name; the bytes live as long as the program.
const std::vector<File>& files();

// The bytes of one file, empty when there is none of that name.
inline std::string_view file(std::string_view name) {
  for (const File& f : files())
    if (f.name == name) return f.bytes;
  return {};
}

}  // namespace evident::corpus

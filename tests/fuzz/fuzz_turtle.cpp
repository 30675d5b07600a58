// Any bytes as a vocabulary: an error or concepts that can be finished, never a crash.
#include <cstdint>
#include <string_view>

#include "graph/vocabulary/skos.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  evident::graph::Vocabulary vocabulary;
  if (evident::graph::read_skos("fuzz.ttl", {reinterpret_cast<const char*>(data), size}, vocabulary))
    (void)evident::graph::finish_vocabulary(vocabulary);
  return 0;
}

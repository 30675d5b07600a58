// Any bytes as an export of EPPI-Reviewer and as the mapping beside it.
#include <cstdint>
#include <string>

#include "coded_holds.hpp"
#include "ingest/coding/eppi.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 16) return 0;
  const Cancel cancel;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)is_eppi_json(bytes);
  const auto kinds = CodeKinds::read("m.json", bytes);
  if (!kinds) require(!kinds.error().message.empty());
  coded_works_hold(coded_eppi("a.json", bytes, kinds ? *kinds : CodeKinds(), shipped_lexicon(), cancel));
  return 0;
}

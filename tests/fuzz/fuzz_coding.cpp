// Any bytes as the mapping of a table, and as the table of a mapping: codes that stand in the rows, or an error that says why.
#include <cstdint>
#include <string>

#include "coded_holds.hpp"
#include "ingest/coding/mapping.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 16) return 0;
  const Cancel cancel;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  constexpr const char* kTable =
      "Title,Year,DOI,Design,N,Barriers,Trust,Words,Page\n"
      "\"A \"\"long\"\" walk\",2019,10.1234/a.1,RCT,\"1,200\",cold rooms; long ways,yes,we trusted them,7\n"
      "A short walk,2020,,hunch,few,none,perhaps,,x\n";
  constexpr const char* kMapping =
      R"({"source": {"title": "Title", "year": "Year"}, "study": {"design": "Design", "sample size": "N"},)"
      R"( "codes": {"Barriers": {"kind": "barrier", "separator": ";"}, "Trust": {"kind": "finding", "name": "trust", "quote": "Words"}}})";
  if (const auto mapping = read_mapping("m.json", bytes)) {
    static const auto table = read_document("a.csv", kTable, {}, cancel);
    coded_works_hold(coded_table(*table, *mapping, "m.json", shipped_lexicon(), cancel));
  } else {
    require(!mapping.error().message.empty() && !mapping.error().fix.empty());
  }
  static const auto mapping = read_mapping("m.json", kMapping);
  if (const auto table = read_document("a.csv", bytes, {}, cancel)) {
    coded_works_hold(coded_table(*table, *mapping, "m.json", shipped_lexicon(), cancel));
    const TableHead head = head_of(*table, 20);
    if (const auto proposed = propose_mapping(head.columns, head.rows)) {
      const auto read = read_mapping("p.json", proposed->json);
      require(read.has_value());
      coded_works_hold(coded_table(*table, *read, "p.json", shipped_lexicon(), cancel));
    }
  }
  return 0;
}

// Which records describe one work, as the published programs for systematic reviews do it: ASySD (Hair et al.
// 2023) and BibDedupe (Wagner 2024) compare records that share a key, field by field, and accept by explicit
// rules. Nothing is deleted: groups are offered with their reasons.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/readers/bibliographic/record.hpp"

namespace evident::ingest {

// What is compared of a record. Words as they were printed.
struct ComparedRecord {
  std::string title, venue, volume, issue, pages, doi, pmid;
  std::vector<std::string> authors;
  int year = 0;  // 0: not known
};
ComparedRecord citation_of(const BibliographicRecord& record);

// Two records and why they are one work.
struct Likeness {
  std::uint32_t one = 0, other = 0;  // places in the list given, one < other
  double score = 0;                  // 0 to 1: how alike their fields are
  std::string reason;                // "the same title, first page and volume"
};
struct DuplicateGroups {
  std::vector<Likeness> pairs;                     // those accepted, by place
  std::vector<std::vector<std::uint32_t>> groups;  // of two records and more, by their first
};

// Deterministic; linear in the records but for those that share a key, of which no more than kShared are
// compared.
constexpr std::size_t kShared = 128;
// apart: pairs of places that are known to be two works: none is offered, nor a group that holds it.
DuplicateGroups find_duplicates(const std::vector<ComparedRecord>& citations,
                                const std::vector<std::pair<std::uint32_t, std::uint32_t>>& apart = {});

}  // namespace evident::ingest

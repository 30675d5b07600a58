// What the parts of Base share.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "graph/base.hpp"
#include "graph/base/cited_works.hpp"
#include "graph/base/same_works.hpp"
#include "graph/base/sqlite.hpp"

namespace evident::graph {

// What follows from the sources all together.
struct Works {
  SameWorks same;
  CitedWorks cited;
  std::int64_t since = 0;
  bool given = false;  // the works that are only cited were handed on
};
// One state of the base, and what was made of it.
struct Held {
  Snapshot snapshot;
  std::shared_ptr<Works> works;
};

struct Base::Impl {
  std::unique_ptr<Database> database;
  Access access = Access::read;
  std::weak_ptr<Held> held;

  // Made once while a state is held and only read; items: with the works that are only cited.
  Result<std::shared_ptr<Works>> works(std::int64_t since, bool items);
  Result<std::shared_ptr<const SameWorks>> same() const;
};

inline constexpr std::string_view kNow = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')";

Result<std::string> meta(Database& database, std::string_view name);  // empty when it is not there
Result<void> set_meta(Database& database, std::string_view name, std::string_view value);

// The part of the fingerprint that changes with each source: a sum modulo 2^64 in two lanes, so that the
// order of ingest does not show and one source is exchanged without reading the others.
std::string contribution(std::string_view source_key, std::string_view name, std::string_view digest);
Result<void> change_fingerprint(Database& database, std::string_view remove,
                                std::string_view add);  // contributions, may be empty
std::string add_lanes(std::string_view sum, std::string_view contribution, bool subtract);
inline constexpr std::string_view kNoContributions = "00000000000000000000000000000000";

// The number under which links name a concept or candidate; a new one when it has none.
Result<std::int64_t> number_of_concept(Database& database, std::string_view id);
// A concept that came from a table is the vocabulary's from now on: takes its part out of the fingerprint.
Result<void> forget_loaded(Database& database, std::string_view id);

// Rewrites what removed text may still stand in: the write-ahead log, free pages, the mapped graph.
Result<void> purge(Database& database);

}  // namespace evident::graph

// Measures that one sentence of running text names or reports on. Which sentences are looked at, and whether
// a measure was named before, is for the caller.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

struct MeasurePhrase {
  std::size_t first = 0, last = 0;  // words of the quotation
  std::string name;                 // as printed
  std::string_view kind;            // choice of Attribute::measure_kind, empty: it cannot be told
  std::string reason;
  bool named = false;  // said to be a measure, whatever is known of the noun
  bool asked = false;  // one of several questions that somebody watches: "how many come, whether it opens"
};

enum class MeasureSetting : std::uint8_t {
  text,            // only what is said to be a measure
  method,          // and the known measures that are told to be looked at
  finding,         // and changes and levels of what is known to be one
  opinion,         // and changes by a stated amount
  described_case,  // and whatever is counted or changes
};

// "The main outcomes were A and B", "complaints fell by a third", "we had taken 1,260 calls": in reading
// order, none within another.
std::vector<MeasurePhrase> measure_phrases(std::string_view words, const Tokens& tokens,
                                           MeasureSetting setting);

// What the nouns of a name say of the kind of measure; empty: nothing.
std::string_view measure_kind_of(const Tokens& name);
// The same where something is listed as a measure: what was done ("visits made") is process, else what its
// nouns say, else an outcome.
std::string_view measure_kind_in_list(const Tokens& name);

}  // namespace evident::ingest

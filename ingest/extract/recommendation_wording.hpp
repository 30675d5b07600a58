// How recommendations are numbered and labelled, and whom a document says it is for. Seen by the extractor of
// recommendations only.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/classify/tokens.hpp"
#include "ingest/document.hpp"

namespace evident::ingest::wording {

// "3" and "IV" as printed before an item; 0: neither.
int printed_number(std::string_view marker);
// "Recommendation 3: Publish …", "R3. Publish …": the number, and where the words begin.
std::optional<std::pair<int, std::size_t>> labelled(std::string_view words);
// A statement of how things are: "The pilot will run until May". Such an item of a list recommends nothing.
bool states_a_fact(const Tokens& tokens);
// An instruction asks, unless it sets a condition ("take it away and they would come", "when we let …") or its
// first word is a noun ("research does …").
bool asks_plainly(const Tokens& tokens);

// "The process below is aimed at …" holds for the section around it, "This guide is for …" for all of it.
class Audiences {
 public:
  explicit Audiences(const Document& document);
  // Who is meant where this block stands; empty: nobody.
  std::string_view of(std::size_t block) const;

 private:
  struct Audience {
    std::size_t first, last;  // blocks
    std::string who;
  };
  std::vector<Audience> all_;
};

}  // namespace evident::ingest::wording

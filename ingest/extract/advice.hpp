// How a sentence, a list's lead-in or a heading asks for something to be done, and of whom.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/classify/tokens.hpp"
#include "ingest/extract/spans.hpp"

namespace evident::ingest {

struct Advice {
  bool negative = false;            // what should not be done
  bool weak = false;                // "needs to": advice only from somebody, or in a part that advises
  bool pronoun = false;             // "they should": advice only if the sentence before was
  std::size_t first = 0, last = 0;  // words of who should act; first > last: nobody is named
  bool actor = false;               // those words name who can act
  std::string cue;                  // "should"
};
// What this sentence recommends, or nothing: descriptions, expectations, views of those asked, what the law
// demands and questions recommend nothing. The text is the one that was split.
std::optional<Advice> advice_in(std::string_view text, const Tokens& tokens);

// "Use …", "Do not wait …", "Where possible, ask …", "To commission …".
struct Instruction {
  bool negative = false;
  bool infinitive = false;  // "To commission …"
};
std::optional<Instruction> instruction_in(std::string_view text, const Tokens& tokens);

// What the last sentence before a list says of it.
struct Lead {
  enum class Kind : std::uint8_t {
    none,
    advice,  // its items are what is recommended
    steps,   // its items are if they are instructions
    dont,    // its items are what not to do
  };
  Kind kind = Kind::none;
  std::string addressee;  // as printed
  std::string cue;
};
Lead lead_in(std::string_view sentence);

// Who is meant by a heading: "A call on national leaders", "Recommendations for schools", "What councils can
// do"; with `alone`, "Schools" too. Empty: nobody.
std::string addressee_of_heading(std::string_view heading, bool alone);
// Who is meant by a text that says so: "This guide is aimed at parish councils".
std::string audience_in(std::string_view text, const Tokens& tokens);

// The words without "the", "all" and the like before them.
std::string without_article(std::string_view words);

}  // namespace evident::ingest

// Names in running text: runs of capitalised words, the acronyms a document explains, and nouns that name who
// can act.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"
#include "ingest/document.hpp"

namespace evident::ingest {

// A run of capitalised words, with "of", "for" and the like between them: "Ministry of Defence".
struct ProperName {
  std::size_t first = 0, last = 0;   // words
  std::uint32_t begin = 0, end = 0;  // bytes of the text that was split; without a possessive 's
  bool bracketed = false;            // within round brackets: mostly the short form of the name before
  bool place = false;                // nothing but names of places
  bool organisation = false;         // holds a word such as Council, Trust, Ltd
};
std::vector<ProperName> proper_names(std::string_view text, const Tokens& tokens);

// Whether words [first, last] are one or several names of places.
std::vector<bool> words_of_places(const Tokens& tokens);

// The word that carries a noun phrase: the last one before "of", "for", "in", "with", "that" …
std::size_t head_of(const Tokens& tokens, std::size_t first, std::size_t last);
// Whether the phrase names who can act: ministers, NHS boards, schools, "Transport for London".
bool names_an_actor(const Tokens& tokens, std::string_view text, std::size_t first, std::size_t last);

// "Academic Health Science Networks (AHSNs)", "LOS (length of stay)": short forms by what they stand for.
class ShortForms {
 public:
  explicit ShortForms(const Document& document);
  // What the document says it stands for, or nothing. A plural s is passed over.
  std::string_view of(std::string_view short_form) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return long_forms_; }

 private:
  void long_form_behind(std::string_view text, std::size_t open, std::string_view inner);
  std::map<std::string, std::string, std::less<>> long_forms_;
};

}  // namespace evident::ingest

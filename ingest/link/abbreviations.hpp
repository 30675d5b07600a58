// Abbreviations that a document defines, "length of stay (LOS)" or "LOS (length of stay)", and the things that they
// stand for there. Only within that document.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/document.hpp"
#include "ingest/extract/names.hpp"
#include "ingest/link/lexicon.hpp"

namespace evident::ingest {

class Abbreviations {
 public:
  Abbreviations(const Document& document, const Lexicon& lexicon);

  struct Meaning {
    std::uint32_t concept_number;
    std::string reason;  // "'LOS' stands for 'length of stay' here"
  };
  struct Found {
    std::size_t first, last;  // words
    const Meaning* meaning;
  };
  // Where a text of the document says one thing of the vocabularies by a form that only the document explains: its
  // short form, or the long form of a label that is itself an abbreviation.
  std::vector<Found> find(std::string_view text, const Tokens& tokens) const;

  // The name with its short forms written out, and why; empty: it has none.
  std::pair<std::string, std::string> written_out(std::string_view name) const;

 private:
  void explain(const std::string& form, const std::string& short_form, const std::string& long_form,
               std::uint32_t concept_number);

  const Lexicon& lexicon_;
  ShortForms short_forms_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_first_word_;  // in forms_
  struct Form {
    std::string written;
    std::vector<std::uint32_t> words;
    bool as_written;  // capitals count
    Meaning meaning;
  };
  std::vector<Form> forms_;
};

}  // namespace evident::ingest

// Words that name a body here and an idea elsewhere: the "trust" of "Foundation Trust" is no trust.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

class Bodies {
 public:
  explicit Bodies(std::string_view document) : document_(document) {}

  // The word is part of a name ("Care Trust"), or means a body that the document names so ("the trust", "trust
  // board", "trusts"). In a line that writes most words with a capital, capitals say nothing.
  bool named_by(const Tokens& sentence, std::size_t word);

 private:
  bool part_of_name(const Tokens& sentence, std::size_t word) const;
  // The document has names of several words that end in this one, at least two of them.
  bool ends_names(std::string_view word);

  std::string_view document_;
  std::unordered_map<std::string, bool> known_;
};

}  // namespace evident::ingest

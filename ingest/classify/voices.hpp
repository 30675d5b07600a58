// Whose words a sentence gives: somebody quoted, named or reported, or another work.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

struct Speech {
  std::string speaker;     // as printed; empty: nobody else speaks
  std::string_view voice;  // choice of Attribute::voice; empty where an organisation is only cited
  bool other_work = false;
  bool asked = false;  // by a verb of saying, not of publishing
  std::string reason;
};

// "Jane Roe, Chair", "Panel member", "Tenant, Leeds": the line under a quotation.
std::string_view voice_of_attribution(std::string_view attribution);
// "(tenant, 43)" or "— a tenant" behind the closing mark of a quotation; empty where there is none.
std::string inline_attribution(std::string_view quotation);

// "Jane Roe argues", "one nurse said", "according to the Transport Board"; voices: the sentence's matches in
// corpus/cues/voices.tsv.
Speech speech_of(std::string_view words, const Tokens& tokens, const std::vector<CueMatch>& voices);

// "(Roe 2010)", "Roe et al. (2010)", "[12]": the words are taken from a cited work.
bool has_citation(std::string_view words);

}  // namespace evident::ingest

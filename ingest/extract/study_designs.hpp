// How a sentence names the design of a study, and whether it tells of one that was done here: each function reads the
// words of one sentence. Which sentences tell of which study is for studies.cpp.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

// The names of designs, and in sentences plain words for them.
std::vector<CueMatch> designs_told(const Tokens& tokens);
// Nothing where there is none; of equals the first.
const CueMatch* heaviest(const std::vector<CueMatch>& matches);
// Of several families.
bool several_designs(const std::vector<CueMatch>& designs);
// What designs are one study when one document tells both: reviews of any kind, trials of any kind.
std::string family(const std::string& design);
// "qualitative", "quantitative", "mixed", "none", or empty: by the words of the sentence and by the design.
std::string method_for(const std::string& design, const Tokens& tokens);

// "more trials are needed", "earlier surveys had put", "no evaluation to date", "reviews are often": the design is
// named, but nothing of that kind was done here.
bool others_work(const Tokens& tokens, const CueMatch& design);
bool tells_result(const Tokens& tokens);
bool has_we(const Tokens& tokens);
bool is_another(const Tokens& tokens);  // "a second survey"
bool was_done(const Tokens& tokens);    // fieldwork is told
// "In addition, six group talks were held", "Furthermore 1,002 inhabitants were questioned".
bool adds(const Tokens& tokens);
// Where the list of parts begins in "This report draws on a survey of tenants and three workshops"; npos: nowhere.
std::size_t draws_on(std::string_view said);

}  // namespace evident::ingest

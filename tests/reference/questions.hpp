// Random questions, made from the schema's words so that most of them can be asked of the library at hand.
#pragma once
#include <string>

#include "reference/library.hpp"

namespace evident::reference {

// positive: what is found only by what is there, so that more of the library never takes a row away: no "no",
// "not", "only", "every", "at most", "missing".
enum class Tone { any, positive };
std::string random_question(Random& random, const Library& library, Tone tone = Tone::any);

// Two phrases of which one can be said to have the other: "outcome measures", "qualitative evidence".
struct Having {
  std::string things, objects;
};
Having random_having(Random& random, const Library& library);
// A condition on what is called so, without "where"; a clause, as "are hedged".
struct Said {
  std::string things, said;
};
Said random_condition(Random& random, const Library& library);
Said random_clause(Random& random, const Library& library);

}  // namespace evident::reference

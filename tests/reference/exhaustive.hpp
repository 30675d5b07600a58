// Every small library with every short question.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "reference/library.hpp"

namespace evident::reference {

// All libraries of one document and up to that many further nodes: claims (one sort hedged), a study,
// measures, with every choice of the arrows that may stand between them.
std::vector<Library> small_libraries(std::size_t nodes);
// All that can be read among "which" and up to that many words of a dozen.
std::vector<std::string> short_questions(std::size_t words);
// All that say up to two things with the same words: statements with "no", "only", "not", "every" or a
// number, joined by "and" or "or".
std::vector<std::string> two_statements();

}  // namespace evident::reference

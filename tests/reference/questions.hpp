// Random questions, made from the schema's words so that most of them can be asked of the library at hand.
#pragma once
#include <string>

#include "reference/library.hpp"

namespace evident::reference {

std::string random_question(Random& random, const Library& library);

}  // namespace evident::reference

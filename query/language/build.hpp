// From the flat tree of the grammar to the syntax tree; what the grammar lets pass though it has no one
// reading
// ('and' and 'or' mixed, a month 13) is a diagnostic here.
#pragma once
#include "query/language/parse.hpp"
#include "query/language/tree.hpp"

namespace evident::query {

tl::expected<Question, Diagnostic> build(const Tree& tree);

}  // namespace evident::query

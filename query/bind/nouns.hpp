// A noun and its adjectives: which kinds are meant, and under what conditions.
#pragma once
#include <vector>

#include "query/answer.hpp"
#include "query/bind/names.hpp"
#include "query/bind/plan.hpp"
#include "query/language/ast.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

// Without the phrase's modifiers. Errors: E205 no such noun, E213 an adjective that does not fit. Notice:
// N09.
tl::expected<Things, Diagnostic> bind_noun(const NounPhrase& phrase, std::vector<Notice>& notices);
// "are qualitative", "are not hedged". Error: E213.
tl::expected<Test, Diagnostic> bind_adjectives(const Clause& clause, const Kinds& kinds);

}  // namespace evident::query

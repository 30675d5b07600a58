// The parts of a question in which something is recognised. Seen by rephrase.cpp and pieces.cpp only.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"

namespace evident::query::rephrasing {

struct Piece {
  enum class Is {
    things,      // text: a plural noun of Ask, with adjectives
    also,        // likewise, but only when the question names no other kind
    first,       // likewise, and before all other kinds
    describing,  // an adjective
    name,        // text: as the library prints it, quoted
    quoted,      // in quotation marks, and not in the library
    link,        // a participle, verb or preposition of the vocabulary; text: as declared
    have,        // have, has, with …
    lack,        // lack, without, missing: has none
    deny,        // not, no, never …
    number,
    compare,  // at least, over …
    time,     // text: "since 2003"
    clause,
    step,
    open,
    whole,
    joint,
    contrast,  // compare, differ
    property,
    and_word,
    or_word,
    filler,
    unknown
  } is = Is::unknown;
  std::string text;
  std::string_view typed;  // of the question
  bool everyday = false;   // it stands for a phrase of everyday.def
};

// Never empty pieces; together they hold every word of the text, in order. An everyday phrase that is a whole
// question is one only when the text names nothing of the library and quotes nothing.
std::vector<Piece> pieces_of(const graph::Graph& graph, std::string_view text);

// A phrase of everyday.def.
struct Everyday {
  Piece::Is is;
  std::string_view phrase, in_ask;
};
const std::vector<Everyday>& everyday();  // sorted by phrase
bool is_everyday_phrase(std::string_view text);  // and no filler

}  // namespace evident::query::rephrasing

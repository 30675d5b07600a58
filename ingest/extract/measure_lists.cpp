// Measures listed within running text below a heading that announces measures: "Some count what is done: hours
// open, staff trained. Others look at what comes of it: new members, reading scores." The words before the
// colon may say which side of the work a list is of.
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/measure_phrases.hpp"
#include "ingest/extract/spans.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

// A clause is no name of a measure.
bool is_clause(const Tokens& tokens) {
  static constexpr WordSet kVerbs("is", "are", "was", "were", "has", "have", "will", "should", "can", "must");
  static constexpr WordSet kOpen("whether", "what", "how", "if", "who");
  if (tokens.empty() || kOpen.contains(tokens[0])) return tokens.empty();
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (kVerbs.contains(tokens[i])) return true;
  return false;
}

void run(Extraction& x) {
  const std::string_view text = x.document.text;
  for (std::size_t s = 0; s < x.sentences.size(); ++s) {
    const Sentence& sentence = x.sentences[s];
    const auto b = static_cast<std::size_t>(sentence.block);
    const BlockKind kind = x.document.blocks[b].kind;
    const Topic topic = x.structure.blocks[b].topic;
    if (!is_measure_topic(topic) || kind != BlockKind::paragraph || x.structure.blocks[b].lead_in) continue;
    const std::string_view words = text.substr(sentence.begin, sentence.end - sentence.begin);
    const std::size_t colon = words.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 2 >= words.size() ||
        (words[colon + 1] != ' ' && words[colon + 1] != '\n'))
      continue;
    const auto pieces =
        list_pieces(text, {sentence.begin + static_cast<std::uint32_t>(colon) + 1, sentence.end});
    if (pieces.size() < 2) continue;
    const std::string_view label = words.substr(0, colon);
    const Topic said = topic_of(label);
    Topic side = is_measure_topic(topic) && topic != Topic::measure ? topic
                 : is_measure_topic(said) && said != Topic::measure ? said
                                                                    : measure_side(label);
    for (const Span& piece : pieces) {
      const std::string_view printed = text.substr(piece.begin, piece.end - piece.begin);
      const Tokens tokens(printed);
      if (tokens.size() > 14 || is_clause(tokens)) continue;
      bool known = false;
      for (const graph::Item& item : x.evidence.items)
        known = known || (item.kind == Kind::measure && item.passage.begin < piece.end &&
                          piece.begin < item.passage.end);
      if (known) continue;
      const std::uint32_t index = x.add(Kind::measure, piece.begin, piece.end, "measure lists",
                                        "listed after '" + squeeze(label) + "'");
      graph::Item& item = x.evidence.items[index];
      item.set(Attribute::name, squeeze(printed));
      item.set(Attribute::category, squeeze(label));
      item.belongs_to = squeeze(label);
      item.set(Attribute::measure_kind, std::string(side == Topic::process_measure    ? "process"
                                                    : side == Topic::outcome_measure  ? "outcome"
                                                    : side == Topic::economic_measure ? "economic"
                                                                                      : measure_kind_in_list(tokens)));
    }
  }
}

const RegisterExtractor registered{{"measure lists",
                                    {Kind::measure},
                                    31,
                                    "measures listed after a colon in text about measures",
                                    run}};

}  // namespace
}  // namespace evident::ingest

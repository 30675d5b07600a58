// Recommendations: numbered or bulleted items below a heading that announces them, lists of dos and don'ts,
// and sentences that say what should be done below such a heading.
#include <charconv>
#include <string>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

void run(Extraction& x) {
  const std::string_view text = x.document.text;
  for (std::size_t s = 0; s < x.sentences.size(); ++s) {
    const auto b = static_cast<std::size_t>(x.sentences[s].block);
    const Block& block = x.document.blocks[b];
    const BlockContext& where = x.structure.blocks[b];
    if (block.kind != BlockKind::list_item || x.sentences[s].ordinal != 0 || where.case_number >= 0) continue;
    const Topic topic = where.topic;
    const bool dos = topic == Topic::dos, donts = topic == Topic::donts;
    if (topic != Topic::recommendation && !dos && !donts) continue;
    Span quote = trimmed(text, {x.structure.sentence_begins[s], x.sentences[s].end});
    if (const auto lead = bold_lead(text, {block.begin, block.end});
        lead && x.labels[s].role == "recommendation")
      quote = *lead;
    if (quote.empty() || text[quote.end - 1] == '?') continue;
    if (!dos && !donts && x.labels[s].role != "recommendation") continue;
    graph::Item& item = x.evidence.items[x.add(
        graph::Kind::recommendation, quote.begin, quote.end, "recommendations",
        "listed under '" +
            (where.topic_block >= 0
                 ? squeeze(x.document.words(x.document.blocks[static_cast<std::size_t>(where.topic_block)]))
                 : std::string(topic_name(topic))) +
            "'")];
    std::string words = squeeze(item.passage.quote);
    std::erase(words, '*');
    item.set(Attribute::text, words);
    item.set(Attribute::section, item.passage.section);
    item.set(Attribute::polarity, std::string(donts ? "negative" : "positive"));
    int number = 0;
    const auto [end, error] =
        std::from_chars(block.marker.data(), block.marker.data() + block.marker.size(), number);
    if (block.ordered && error == std::errc() && number > 0)
      item.set(Attribute::number, static_cast<std::int64_t>(number));
    // "X should do": who comes before the modal verb.
    const Tokens tokens(words);
    for (std::size_t i = 1; i < tokens.size() && i < 9; ++i)
      if (tokens[i] == "should" || tokens[i] == "must" || (tokens[i] == "to" && i > 1)) {
        for (const Lexicon::Hit& hit : x.lexicon.find(tokens))
          if (hit.last < i &&
              x.lexicon.vocabulary().concepts[hit.concept_number].kind == graph::Kind::group) {
            item.set(Attribute::addressee,
                     words.substr(tokens.begin(0), tokens.end(i - 1) - tokens.begin(0)));
            break;
          }
        break;
      }
  }
}

const RegisterExtractor registered{{"recommendations",
                                    {graph::Kind::recommendation},
                                    45,
                                    "items under headings that announce recommendations, dos and don'ts",
                                    run}};

}  // namespace
}  // namespace evident::ingest

// Open research questions: questions listed under a heading that announces them.
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

void run(Extraction& x) {
  for (std::size_t s = 0; s < x.sentences.size(); ++s) {
    if (x.structure.sentence_topics[s] != Topic::question) continue;
    const Span span = trimmed(x.document.text, {x.structure.sentence_begins[s], x.sentences[s].end});
    if (span.empty() || x.document.text[span.end - 1] != '?') continue;
    graph::Item& item = x.evidence.items[x.add(graph::Kind::question, span.begin, span.end, "questions",
                                               "a question listed under a heading about open questions")];
    item.set(graph::Attribute::text, squeeze(item.passage.quote));
  }
}

const RegisterExtractor registered{
    {"questions", {graph::Kind::question}, 60, "questions under a heading about open questions", run}};

}  // namespace
}  // namespace evident::ingest

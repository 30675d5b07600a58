// Claims: sentences that classification gave a role.
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

void run(Extraction& x) {
  for (std::size_t s = 0; s < x.sentences.size(); ++s) {
    const SentenceLabel& label = x.labels[s];
    if (label.role.empty()) continue;
    const Span span = trimmed(x.document.text, {x.structure.sentence_begins[s], x.sentences[s].end});
    if (span.empty()) continue;
    graph::Item& item =
        x.evidence.items[x.add(graph::Kind::claim, span.begin, span.end, "claims", label.reason)];
    item.set(Attribute::role, label.role);
    item.set(Attribute::polarity, label.polarity);
    item.set(Attribute::causal, label.causal);
    item.set(Attribute::cost, label.cost);
    item.set(Attribute::hedged, label.hedged);
    if (!label.direction.empty()) item.set(Attribute::direction, label.direction);
    if (!label.speaker.empty()) item.set(Attribute::speaker, label.speaker);
    if (!label.voice.empty()) item.set(Attribute::voice, label.voice);
    if (!label.standing.empty()) item.set(Attribute::standing, label.standing);
    if (label.voice == "organisation_self") item.set(Attribute::self_reported, true);
  }
}

const RegisterExtractor registered{{"claims",
                                    {graph::Kind::claim},
                                    50,
                                    "sentences that assert something, with role, wording, polarity and cost",
                                    run}};

}  // namespace
}  // namespace evident::ingest

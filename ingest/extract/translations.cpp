// Translations: paragraphs of which classification found what they translate (ingest/classify/translated.hpp).
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

void run(Extraction& x) {
  for (const Translation& translation : x.structure.translations) {
    const Block &to = x.document.blocks[translation.block], &original = x.document.blocks[translation.original];
    const Span span = trimmed(x.document.text, {to.begin, to.end}),
               source = trimmed(x.document.text, {original.begin, original.end});
    if (span.empty() || source.empty()) continue;
    graph::Item& item = x.evidence.items[x.add(
        graph::Kind::translation_of, span.begin, span.end, "translations",
        "a paragraph in another language, in the order of the paragraphs before it, about as long")];
    item.set(Attribute::lang, std::string(translation.language));
    item.set(Attribute::source_lang, std::string(translation.original_language));
    item.set(Attribute::source_quote, x.document.text.substr(source.begin, source.end - source.begin));
    item.set(Attribute::source_start, static_cast<std::int64_t>(source.begin));
  }
}

const RegisterExtractor registered{{"translations",
                                    {graph::Kind::translation_of},
                                    80,
                                    "paragraphs in another language that follow their originals",
                                    run}};

}  // namespace
}  // namespace evident::ingest

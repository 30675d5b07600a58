// Translations: a run of paragraphs in another script that follows as many paragraphs of the first language
// is taken to translate them, one by one, in their order.
#include <algorithm>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

// "zh", "ja" or nothing that we can name.
std::string language_of(std::string_view words) {
  std::size_t kana = 0, han = 0;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto c = static_cast<unsigned char>(words[i]), d = static_cast<unsigned char>(words[i + 1]);
    kana += c == 0xE3 && d >= 0x81 && d <= 0x83;
    han += c >= 0xE4 && c <= 0xE9;
  }
  return kana > han / 8 && kana > 4 ? "ja" : han > 4 ? "zh" : "";
}

void run(Extraction& x) {
  std::vector<std::size_t> paragraphs;  // of both languages
  std::vector<bool> other;
  for (std::size_t b = 0; b < x.document.blocks.size(); ++b) {
    const Block& block = x.document.blocks[b];
    if (block.kind != BlockKind::paragraph || block.end - block.begin < 40) continue;
    paragraphs.push_back(b);
    other.push_back(!language_of(x.document.words(block)).empty());
  }
  for (std::size_t i = 0; i < paragraphs.size();) {
    if (!other[i]) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < paragraphs.size() && other[end]) ++end;
    const std::size_t n = end - i;
    std::size_t before = 0;
    while (before < i && !other[i - before - 1]) ++before;
    if (before >= n && (before == n || n > 1))
      for (std::size_t k = 0; k < n; ++k) {
        const Block& to = x.document.blocks[paragraphs[i + k]];
        const Block& from = x.document.blocks[paragraphs[i - n + k]];
        const Span span = trimmed(x.document.text, {to.begin, to.end}),
                   source = trimmed(x.document.text, {from.begin, from.end});
        if (span.empty() || source.empty()) continue;
        graph::Item& item =
            x.evidence
                .items[x.add(graph::Kind::translation_of, span.begin, span.end, "translations",
                             "a paragraph in another script, in the order of the paragraphs before it")];
        item.set(Attribute::lang, language_of(x.document.words(to)));
        item.set(Attribute::source_lang, std::string("en"));
        item.set(Attribute::source_quote, x.document.text.substr(source.begin, source.end - source.begin));
        item.set(Attribute::source_start, static_cast<std::int64_t>(source.begin));
      }
    i = end;
  }
}

const RegisterExtractor registered{{"translations",
                                    {graph::Kind::translation_of},
                                    80,
                                    "paragraphs in another script that follow their originals",
                                    run}};

}  // namespace
}  // namespace evident::ingest

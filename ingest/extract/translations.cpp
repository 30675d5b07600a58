// Translations: a run of paragraphs in another language that follows at least as many of the first is taken
// to translate the last of them, one by one, where lengths and figures allow it.
#include <algorithm>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/languages.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

struct Paragraph {
  std::size_t block;
  std::string_view language;
};

std::vector<std::string> numbers_of(std::string_view words) {
  std::vector<std::string> out;
  const Tokens tokens(words);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens.number(i) && tokens[i].size() < 8) out.emplace_back(tokens[i]);
  return out;
}

// A translation is about as long as its original (in bytes) and keeps its figures.
bool plausible(std::string_view original, std::string_view translation) {
  if (translation.size() * 4 < original.size() || original.size() * 4 < translation.size()) return false;
  const auto mine = numbers_of(original), theirs = numbers_of(translation);
  if (mine.empty() || theirs.empty()) return true;
  std::size_t kept = 0;
  for (const std::string& n : mine) kept += std::find(theirs.begin(), theirs.end(), n) != theirs.end();
  return kept * 2 >= std::min(mine.size(), theirs.size());
}

void run(Extraction& x) {
  std::vector<Paragraph> paragraphs;
  bool several = false;
  for (std::size_t b = 0; b < x.document.blocks.size(); ++b) {
    const Block& block = x.document.blocks[b];
    if (block.kind != BlockKind::paragraph || block.end - block.begin < 40) continue;
    std::string_view language = language_of(x.document.words(block));
    // What cannot be told goes with what stands around it.
    if (language.empty()) language = paragraphs.empty() ? "en" : paragraphs.back().language;
    several = several || (!paragraphs.empty() && paragraphs.back().language != language);
    paragraphs.push_back({b, language});
  }
  if (!several) return;
  std::size_t before = 0, from = 0;  // the run before this one begins there
  for (std::size_t i = 0; i < paragraphs.size();) {
    std::size_t end = i;
    while (end < paragraphs.size() && paragraphs[end].language == paragraphs[i].language) ++end;
    const std::size_t n = end - i;
    before = i - from;
    bool pairs = i > 0 && before >= n && (before == n || n > 1);
    const auto words = [&](std::size_t p) {
      return x.document.words(x.document.blocks[paragraphs[p].block]);
    };
    for (std::size_t k = 0; k < n && pairs; ++k) pairs = plausible(words(i - n + k), words(i + k));
    if (pairs)
      for (std::size_t k = 0; k < n; ++k) {
        const Block& to = x.document.blocks[paragraphs[i + k].block];
        const Block& original = x.document.blocks[paragraphs[i - n + k].block];
        const Span span = trimmed(x.document.text, {to.begin, to.end}),
                   source = trimmed(x.document.text, {original.begin, original.end});
        if (span.empty() || source.empty()) continue;
        graph::Item& item = x.evidence.items[x.add(
            graph::Kind::translation_of, span.begin, span.end, "translations",
            "a paragraph in another language, in the order of the paragraphs before it, about as long")];
        item.set(Attribute::lang, std::string(paragraphs[i + k].language));
        item.set(Attribute::source_lang, std::string(paragraphs[i - n + k].language));
        item.set(Attribute::source_quote, x.document.text.substr(source.begin, source.end - source.begin));
        item.set(Attribute::source_start, static_cast<std::int64_t>(source.begin));
      }
    // Two languages may take turns, paragraph by paragraph: a translation has no translation below it.
    from = pairs ? end : i;
    i = end;
  }
}

const RegisterExtractor registered{{"translations",
                                    {graph::Kind::translation_of},
                                    80,
                                    "paragraphs in another language that follow their originals",
                                    run}};

}  // namespace
}  // namespace evident::ingest

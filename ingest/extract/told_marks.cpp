// Hallmarks that prose announces by their number: "a good service shows five things: a; b; c". Somebody praises a
// kind of thing and says by what it is known; measures and what makes it succeed are told in other words.
#include <algorithm>
#include <string>

#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

// The words before the colon: "In our experience a good service shows five things".
bool announces_marks(const Tokens& tokens) {
  static constexpr WordSet kGood("good", "successful", "strong", "healthy", "working", "effective", "thriving", "lasting",
                                 "decent");
  static constexpr WordSet kShows("shows", "show", "has", "have", "shares", "share", "bears", "bear", "displays", "exhibits");
  static constexpr WordSet kThings("things", "marks", "signs", "features", "traits", "qualities", "characteristics",
                                   "hallmarks", "properties");
  static constexpr WordSet kCounts("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "these",
                                   "following");
  std::size_t good = tokens.size(), shows = tokens.size();
  for (std::size_t i = 0; i < tokens.size() && i < 24; ++i) {
    if (kGood.contains(tokens[i]) && good == tokens.size()) good = i;
    if (kShows.contains(tokens[i]) && good < i && i - good <= 5) shows = i;
    if (shows < i && i - shows <= 4 && kThings.contains(tokens[i]))
      for (std::size_t k = shows + 1; k < i; ++k)
        if (kCounts.contains(tokens[k])) return true;
  }
  return false;
}

// "A report of the Harbour Commission" in front: whose words unsigned text is.
std::string issuing_body(const Document& document) {
  for (std::size_t b = 0; b < document.blocks.size() && b < 8; ++b) {
    std::string line = squeeze(document.words(document.blocks[b]));
    for (const std::string_view opening : {"A report of the ", "A report by the ", "Report of the ", "Report by the ",
                                           "A report from the ", "The report of the ", "Final report of the "})
      if (line.starts_with(opening)) {
        line.erase(0, opening.size());
        return line.substr(0, line.find_first_of(",.;("));
      }
  }
  return {};
}

void run(Extraction& x) {
  if (x.document.slides) return;
  const std::string_view text = x.document.text;
  for (std::size_t s = 0; s < x.sentences.size(); ++s) {
    if (is_apparatus(x.structure.sentence_topics[s])) continue;
    const Block& block = x.document.blocks[static_cast<std::size_t>(x.sentences[s].block)];
    if (block.kind != BlockKind::paragraph) continue;
    const std::string_view words = text.substr(x.sentences[s].begin, x.sentences[s].end - x.sentences[s].begin);
    const std::size_t colon = words.find(": ");
    if (colon == std::string_view::npos || colon > 160 || words.find(';', colon) == std::string_view::npos) continue;
    if (!announces_marks(Tokens(words.substr(0, colon)))) continue;
    const auto pieces =
        list_pieces(text, {x.sentences[s].begin + static_cast<std::uint32_t>(colon) + 2, x.sentences[s].end});
    if (pieces.size() < 2) continue;
    const std::string_view lead = words.substr(0, colon);
    const BlockContext& where = x.structure.blocks[static_cast<std::size_t>(x.sentences[s].block)];
    const std::string& speaker = x.labels[s].speaker;
    const std::string group = !speaker.empty() ? speaker : !where.group.empty() ? where.group : issuing_body(x.document);
    for (const Span& piece : pieces) {
      graph::Item& item = x.evidence.items[x.add(graph::Kind::hallmark, piece.begin, piece.end, "told_marks",
                                                 "told after '" + squeeze(lead) + "'")];
      item.set(Attribute::name, squeeze(text.substr(piece.begin, piece.end - piece.begin)));
      if (group.empty()) continue;
      item.set(Attribute::group, group);
      item.belongs_to = group;
    }
  }
}

const RegisterExtractor registered{
    {"told_marks", {graph::Kind::hallmark}, 39, "features by which a good one is known, counted in prose", run}};

}  // namespace
}  // namespace evident::ingest

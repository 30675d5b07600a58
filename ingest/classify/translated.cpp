// Translations: a run of paragraphs in another language that follows at least as many of the first is taken
// to translate some of them in their order, where lengths and figures allow it. Which ones, words tell that
// both languages share ("relaciones", "relationships"); where none are shared, the last ones.
#include "ingest/classify/translated.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"

namespace evident::ingest {
namespace {

struct Paragraph {
  std::size_t block;
  std::string_view language;
};

std::vector<std::string> numbers_of(std::string_view words) {
  std::vector<std::string> out;
  const Tokens tokens(words);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens.number(i) && tokens[i].size() < 10) {
      // "1,4" and "4.312" here are "1.4" and "4,312" there.
      std::string digits;
      for (const char c : tokens[i])
        if (c >= '0' && c <= '9') digits += c;
      out.push_back(std::move(digits));
    }
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

// First letters of the long words: what related languages share.
std::unordered_set<std::string> stems_of(std::string_view words) {
  std::unordered_set<std::string> out;
  const Tokens tokens(words);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i].size() >= 5) out.emplace(tokens[i].substr(0, 4));
  return out;
}

// "Key words: …", "Funding: …": what is printed below an abstract is not translated with it.
bool printed_below(std::string_view words) {
  const InlineLabel label = inline_label(words);
  if (label.length && is_apparatus(label.topic)) return true;
  for (const CueMatch& m : cues("furniture").match(Tokens(words.substr(0, 40))))
    if (m.first == 0) return true;
  return false;
}

constexpr double kUnlikely = -1e9;

// How well a paragraph translates another: shared stems, shared figures, like length.
double likeness(std::string_view original, const std::unordered_set<std::string>& original_stems,
                std::string_view translation, const std::unordered_set<std::string>& stems) {
  if (!plausible(original, translation) || stems.empty()) return kUnlikely;
  std::size_t shared = 0;
  for (const std::string& stem : stems) shared += original_stems.contains(stem);
  // Figures cross every language: three that are kept are worth a stem in eight.
  const auto mine = numbers_of(original), theirs = numbers_of(translation);
  std::size_t kept = 0;
  for (const std::string& n : theirs) kept += std::find(mine.begin(), mine.end(), n) != mine.end();
  const double figures = theirs.size() >= 3 && kept >= 3 && kept * 4 >= theirs.size() * 3 ? 0.5 : 0.0;
  const double length = static_cast<double>(std::min(original.size(), translation.size())) /
                        static_cast<double>(std::max(original.size(), translation.size()));
  return 4.0 * static_cast<double>(shared) / static_cast<double>(stems.size()) + length + figures;
}

// For each of the translated paragraphs the number of its original, ascending; empty: they do not fit. Every
// pair must share words, not the whole only.
std::vector<std::size_t> aligned(const std::vector<std::string_view>& originals,
                                 const std::vector<std::string_view>& translations) {
  constexpr double kLeast = 0.9;  // like length and a stem in twelve, or better
  const std::size_t m = originals.size(), n = translations.size();
  std::vector<std::unordered_set<std::string>> original_stems;
  for (const std::string_view words : originals) original_stems.push_back(stems_of(words));
  // best[i][j]: the first i translations with originals before j.
  std::vector<std::vector<double>> best(n + 1, std::vector<double>(m + 1, kUnlikely));
  std::vector<std::vector<bool>> taken(n + 1, std::vector<bool>(m + 1, false));
  std::fill(best[0].begin(), best[0].end(), 0.0);
  for (std::size_t i = 1; i <= n; ++i) {
    const auto stems = stems_of(translations[i - 1]);
    for (std::size_t j = 1; j <= m; ++j) {
      best[i][j] = best[i][j - 1];
      const double here = likeness(originals[j - 1], original_stems[j - 1], translations[i - 1], stems);
      if (here < kLeast || best[i - 1][j - 1] + here < best[i][j]) continue;
      best[i][j] = best[i - 1][j - 1] + here;
      taken[i][j] = true;
    }
  }
  if (best[n][m] < 0) return {};
  std::vector<std::size_t> out(n);
  for (std::size_t i = n, j = m; i > 0; --j)
    if (taken[i][j]) out[--i] = j - 1;
  return out;
}

}  // namespace

std::vector<Translation> translations_of(const Document& document, const std::vector<BlockLanguage>& languages) {
  std::vector<Paragraph> paragraphs;
  bool several = false;
  for (std::size_t b = 0; b < document.blocks.size(); ++b) several = several || languages[b].code != languages[0].code;
  if (!several) return {};
  several = false;
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    if (block.kind != BlockKind::paragraph || block.end - block.begin < 40) continue;
    if (printed_below(document.words(block))) continue;
    std::string_view language = languages[b].own() ? languages[b].code : std::string_view();
    // "Accepted 3 March 2019 …": notes full of figures are in no language; what else cannot be told goes with what
    // stands around it.
    if (language.empty() && block.end - block.begin < 80) continue;  // key words, a place
    if (language.empty() && block.end - block.begin < 300 && numbers_of(document.words(block)).size() >= 2) continue;
    if (language.empty()) language = paragraphs.empty() ? "en" : paragraphs.back().language;
    several = several || (!paragraphs.empty() && paragraphs.back().language != language);
    paragraphs.push_back({b, language});
  }
  if (!several) return {};
  std::vector<Translation> found;
  constexpr std::size_t kMost = 40;  // paragraphs; a longer run is a text of its own
  std::size_t before = 0, from = 0;  // the run before this one begins there
  for (std::size_t i = 0; i < paragraphs.size();) {
    std::size_t end = i;
    while (end < paragraphs.size() && paragraphs[end].language == paragraphs[i].language) ++end;
    const std::size_t n = end - i;
    before = i - from;
    // By their order alone several, or one that does not lead back to the language in which the text began.
    bool pairs = i > 0 && before >= n && (n > 1 || (before == n && paragraphs[i].language != paragraphs[0].language));
    const auto words = [&](std::size_t p) {
      return document.words(document.blocks[paragraphs[p].block]);
    };
    constexpr std::size_t kFar = 24;  // paragraphs beyond the number of the translated ones
    std::vector<std::size_t> originals;
    if (i > 0 && before > 0 && n <= before && n <= kMost) {
      const std::size_t window = std::min(before, n + kFar);
      std::vector<std::string_view> from_words, to_words;
      for (std::size_t k = 0; k < window; ++k) from_words.push_back(words(i - window + k));
      for (std::size_t k = 0; k < n; ++k) to_words.push_back(words(i + k));
      originals = aligned(from_words, to_words);
      for (std::size_t& o : originals) o += i - window;
    }
    if (originals.empty() && pairs) {
      for (std::size_t k = 0; k < n && pairs; ++k) pairs = plausible(words(i - n + k), words(i + k));
      for (std::size_t k = 0; k < n && pairs; ++k) originals.push_back(i - n + k);
    }
    pairs = !originals.empty();
    if (pairs)
      for (std::size_t k = 0; k < n; ++k)
        found.push_back({paragraphs[i + k].block, paragraphs[originals[k]].block, paragraphs[i + k].language,
                         paragraphs[originals[k]].language});
    // Two languages may take turns, paragraph by paragraph: a translation has no translation below it.
    from = pairs ? end : i;
    i = end;
  }
  return found;
}

}  // namespace evident::ingest

#include "ingest/extract/own_reference.hpp"

#include <array>
#include <cctype>

#include "support/text.hpp"

namespace evident::ingest {

// What stands before the reference, up to its colon.
bool labels_own_work(std::string_view label) {
  const Tokens tokens(label);
  if (tokens.empty() || tokens.size() > 4) return false;
  static constexpr auto kLabels = std::to_array<std::string_view>(
      {"digest of", "a digest of", "summary of", "a summary of", "digest of a paper", "paper digested", "study",
       "study summarised", "paper summarised", "original publication", "published as", "how to cite",
       "suggested citation", "recommended citation", "please cite as", "to cite this report", "source", "reference", "full reference", "reviewed work", "work reviewed", "original", "original paper",
       "the article", "the report", "the book", "the work", "the original", "original article", "original study", "original report", "paper", "the paper", "the study", "article",
       "based on", "citation", "cite as", "cite this as", "study reviewed", "paper reviewed", "reporting on",
       "publication"});
  const std::string joined = tokens.join(0, tokens.size() - 1);
  for (const std::string_view known : kLabels)
    if (joined == known) return true;
  return false;
}

namespace {

// "J Labour Mobil 2021; 8: 114-131": a journal's line that names no title.
void read_journal_line(std::string_view words, Citation& work) {
  const Tokens tokens(words);
  for (std::size_t i = 1; i < tokens.size() && i < 12; ++i) {
    const auto year = year_at(tokens, i);
    if (!year) continue;
    const std::size_t after = tokens.end(i);
    if (after >= words.size() || (words[after] != ';' && words[after] != ':')) return;
    work.year = *year;
    work.venue = squeeze(trim(words.substr(0, tokens.begin(i))));
    work.title.clear();
    return;
  }
}

}  // namespace

std::optional<OwnReference> own_reference(const Extraction& x) {
  const std::string_view text = x.document.text;
  std::optional<OwnReference> found;
  std::size_t labelled = 0;
  for (std::size_t b = 0; b < x.document.blocks.size(); ++b) {
    const Block& block = x.document.blocks[b];
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::metadata &&
        block.kind != BlockKind::list_item && block.kind != BlockKind::footnote)
      continue;
    const std::string_view words = text.substr(block.begin, block.end - block.begin);
    if (words.size() > 900) continue;
    const bool below_label =
        block.heading >= 0 &&
        labels_own_work(x.document.words(x.document.blocks[static_cast<std::size_t>(block.heading)]));
    for (std::size_t line = 0; line < words.size();) {
      const std::size_t stop = std::min(words.find('\n', line), words.size());
      const std::string_view here = words.substr(line, stop - line);
      const std::size_t colon = here.substr(0, 40).find(':');
      const bool inline_label = colon != std::string_view::npos && labels_own_work(here.substr(0, colon));
      const bool label = inline_label || (below_label && line == 0);
      // A citation without a label stands at the very front.
      if (label || (b < 3 && !found)) {
        const std::size_t from = inline_label ? line + colon + 1 : line;
        const Span span = trimmed(text, {block.begin + static_cast<std::uint32_t>(from), block.end});
        if (!span.empty()) {
          const std::string_view cited = text.substr(span.begin, span.end - span.begin);
          OwnReference reference{span, parse_citation(cited), label};
          if (label && !reference.work.year) read_journal_line(cited, reference.work);
          if (label && (reference.work.title.empty() || reference.work.authors.empty()))
            read_journal_line(cited, reference.work);
          const Citation& work = reference.work;
          const bool whole = !work.authors.empty() && !work.title.empty() && work.year;
          if (label && (whole || (work.year && !work.venue.empty()))) {
            ++labelled;
            found = std::move(reference);
          } else if (!label && whole && !work.venue.empty() && Tokens(work.title).size() > 3) {
            found = std::move(reference);
          }
        }
        if (label) break;
      }
      line = stop + 1;
    }
  }
  if (labelled > 1) return std::nullopt;
  return found;
}

}  // namespace evident::ingest

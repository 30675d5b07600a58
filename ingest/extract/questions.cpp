// Open research questions: what is listed under a heading that announces them, direct or not; questions asked
// where the text has just said that some are open; and sentences that leave one open in so many words
// ("whether it lasts remains to be seen", cues of corpus/cues/questions.tsv). What is asked for effect, of
// respondents or of the reader is none.
#include <algorithm>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kLongestListed = 45;  // words

class Questions {
 public:
  explicit Questions(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    find_lists();
    headings();
    std::int32_t block = -1;
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      // Questions in a row stand in one paragraph.
      if (x_.sentences[s].block != block) announced_ = false;
      block = x_.sentences[s].block;
      sentence(s);
    }
  }

 private:
  // Bullets of a slide that all ask: a heading like "Next" says nothing against it.
  void find_lists() {
    asking_.resize(x_.document.blocks.size(), false);
    if (!x_.document.slides) return;
    for (std::size_t b = 0; b < x_.document.blocks.size();) {
      std::size_t end = b, asking = 0;
      while (end < x_.document.blocks.size() && x_.document.blocks[end].kind == BlockKind::list_item) {
        asking += trim(x_.document.words(x_.document.blocks[end])).ends_with('?');
        ++end;
      }
      if (end - b >= 2 && asking == end - b) std::fill(asking_.begin() + static_cast<std::ptrdiff_t>(b),
                                                       asking_.begin() + static_cast<std::ptrdiff_t>(end), true);
      b = std::max(end, b + 1);
    }
  }

  // Questions on lines of their own below a heading about open ones look like headings themselves.
  void headings() {
    for (std::size_t b = 1; b < x_.document.blocks.size(); ++b) {
      const Block& block = x_.document.blocks[b];
      if (block.kind != BlockKind::heading || !trim(x_.document.words(block)).ends_with('?')) continue;
      std::int32_t above = block.heading;
      for (int steps = 0; above >= 0 && steps < 6; ++steps) {
        const auto h = static_cast<std::size_t>(above);
        const std::string_view words = x_.document.words(x_.document.blocks[h]);
        if (!trim(words).ends_with('?')) {
          if (topic_of(words) == Topic::question && x_.document.blocks[h].kind != BlockKind::title)
            add(trimmed(text_, {block.begin, block.end}), "a question on a line of its own under '" + squeeze(words) + "'");
          break;
        }
        above = x_.document.blocks[h].heading;
      }
    }
  }

  void sentence(std::size_t s) {
    const Topic topic = x_.structure.sentence_topics[s];
    if (is_apparatus(topic) || topic == Topic::appendix) return;
    const Span span = trimmed(text_, {x_.structure.sentence_begins[s], x_.sentences[s].end});
    if (span.empty()) return;
    const std::string_view words = text_.substr(span.begin, span.end - span.begin);
    const Block& block = x_.document.blocks[static_cast<std::size_t>(x_.sentences[s].block)];
    if (words.ends_with('?')) {
      if (topic == Topic::question || topic == Topic::evidence_base || asking_[static_cast<std::size_t>(x_.sentences[s].block)])
        add(span, "a question listed under a heading about open questions");
      else if (announced_)
        add(span, "asked where the text says that questions are open");
      else if (words.find(": ") != std::string_view::npos && block.kind == BlockKind::paragraph)
        told(span, words, true);
      return;
    }
    if (topic == Topic::question && block.kind == BlockKind::list_item &&
        Tokens(words).size() <= kLongestListed) {
      add(span, "listed under a heading about open questions");
      return;
    }
    if (topic == Topic::question && block.kind == BlockKind::paragraph && asks_below(span, words)) return;
    if (topic == Topic::evidence_base && opens_asking(words)) {
      add(span, "an indirect question below a heading about what is known");
      return;
    }
    if (block.kind == BlockKind::paragraph || block.kind == BlockKind::list_item) told(span, words, false);
  }

  // "Whether children cycle more afterwards.": a question in itself, and no sentence that goes on to answer it.
  static bool opens_asking(std::string_view words) {
    const Tokens tokens(words);
    if (tokens.size() < 4 || tokens.size() > 30) return false;
    for (const CueMatch& m : cues("questions").match(tokens))
      if (m.label == "asks" && m.first == 0)
        for (std::size_t i = 1; i < tokens.size(); ++i) {
          if (tokens[i] == "is" && i + 2 < tokens.size() && (tokens[i + 1] == "not" || tokens[i + 1] == "unclear")) return false;
          if (tokens.clause_before(i)) return false;
          if (i + 1 == tokens.size()) return true;
        }
    return false;
  }

  // Prose below a heading about open questions: sentences with an asking word in them.
  bool asks_below(Span span, std::string_view words) {
    const Tokens tokens(words);
    if (tokens.size() < 4 || tokens.size() > kLongestListed) return false;
    // What is said of the literature is a statement about the evidence.
    if (tokens[0] == "little" || tokens[0] == "there" || !cues("evidence-nouns").match(tokens).empty()) return false;
    bool asks = false;
    for (const CueMatch& m : cues("questions").match(tokens)) {
      if (m.label == "settled") return false;
      asks = asks || m.label == "asks";
    }
    if (asks) add(span, "told below a heading about open questions");
    return asks;
  }

  // Says in words that something is not known yet.
  void told(Span span, std::string_view words, bool asked) {
    const Tokens tokens(words);
    if (tokens.size() < 4 || tokens.size() > 80) return;
    const auto found = cues("questions").match(tokens);
    const CueMatch* open = nullptr;
    bool asks = asked;
    for (const CueMatch& m : found) {
      if (m.label == "settled") return;
      if (m.label == "open" && !beside(tokens, m) && (!open || m.weight > open->weight)) open = &m;
      asks = asks || m.label == "asks";
    }
    if (!open) return;
    announced_ = true;
    // The asking word may be the cue's own.
    for (std::uint32_t i = open->first; i <= open->last && !asks; ++i)
      asks = tokens[i] == "whether" || tokens[i] == "how" || tokens[i] == "why" || tokens[i] == "what" ||
             tokens[i] == "which" || tokens[i] == "who" || tokens[i] == "if" || tokens[i] == "when";
    if (!asks) return;
    add(span, "left open: '" + tokens.join(open->first, open->last) + "'");
  }

  // "If the buyer is not clear what …", "assessors who did not know which": said in passing.
  static bool beside(const Tokens& tokens, const CueMatch& m) {
    for (std::size_t i = m.first > 4 ? m.first - 4 : 0; i < m.first; ++i)
      if (tokens[i] == "if" || tokens[i] == "who" || tokens[i] == "when" || tokens[i] == "unless" ||
          tokens[i] == "because")
        return true;
    return false;
  }

  void add(Span span, std::string reason) {
    graph::Item& item =
        x_.evidence
            .items[x_.add(graph::Kind::question, span.begin, span.end, "questions", std::move(reason))];
    item.set(graph::Attribute::text, squeeze(item.passage.quote));
  }

  Extraction& x_;
  std::string_view text_;
  std::vector<bool> asking_;  // blocks of a list of questions
  bool announced_ = false;    // this paragraph has said that questions are open
};

void run(Extraction& x) { Questions(x).run(); }

const RegisterExtractor registered{{"questions",
                                    {graph::Kind::question},
                                    60,
                                    "questions under a heading about open ones, or left open in words",
                                    run}};

}  // namespace
}  // namespace evident::ingest

// Barriers and success factors that running prose announces before it tells them: "What stops other landlords?
// Partly the contracts.", "Our members name three causes. …", and the sentences of a paragraph below a heading
// about what hindered or helped. Cues of corpus/cues/announcing.tsv; a question counts by the topic of its words.
#include <algorithm>
#include <optional>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/extract/spans.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

class Announced {
 public:
  explicit Announced(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    if (x_.document.slides) return;
    for (const graph::Item& item : x_.evidence.items)
      if (item.kind == Kind::barrier || item.kind == Kind::success_factor)
        taken_.push_back(item.passage.begin);
    std::sort(taken_.begin(), taken_.end());
    std::int32_t block = -1;
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      if (x_.sentences[s].block != block) {
        // An answer may go on in the next paragraph only if it says so.
        if (left_ > 0 && !goes_on(s)) left_ = 0;
        block = x_.sentences[s].block;
      }
      sentence(s);
    }
  }

 private:
  void sentence(std::size_t s) {
    const Block& block = x_.document.blocks[static_cast<std::size_t>(x_.sentences[s].block)];
    const Span span = trimmed(text_, {x_.structure.sentence_begins[s], x_.sentences[s].end});
    // Submissions number their paragraphs.
    const bool numbered = block.kind == BlockKind::list_item && block.ordered && !is_list_topic(x_.structure.sentence_topics[s]);
    // "What stands in the way?" heads its paragraph.
    if (span.empty() && block.kind == BlockKind::paragraph) {
      const Topic topic = x_.structure.sentence_topics[s];
      left_ = 0;
      if (topic == Topic::barrier || topic == Topic::success_factor)
        begin(kind_of(topic), 5, text_.substr(x_.sentences[s].begin, x_.sentences[s].end - x_.sentences[s].begin));
      return;
    }
    if (span.empty() || (block.kind != BlockKind::paragraph && !numbered)) {
      left_ = 0;
      return;
    }
    const std::string_view words = text_.substr(span.begin, span.end - span.begin);
    const Tokens tokens(words);
    if (tokens.size() < 2 || tokens.size() > 60) return;
    if (announces(tokens, words)) return;
    const bool pending = left_ > 0;
    if (pending && listed(s, span, words)) {
      left_ = 0;
    } else if (pending && answers(s, tokens, words)) {
      --left_;
      add(s, span, kind_, tokens, words, "told after '" + announced_by_ + "'");
    } else if (pending && !below_heading(s, tokens)) {
      left_ = 0;
    } else if (!pending && below_heading(s, tokens)) {
      const auto heading = static_cast<std::size_t>(
          x_.structure.blocks[static_cast<std::size_t>(x_.sentences[s].block)].topic_block);
      add(s, span, kind_of(x_.structure.sentence_topics[s]), tokens, words,
          "told below the heading '" + squeeze(x_.document.words(x_.document.blocks[heading])) + "'");
    }
  }

  static Kind kind_of(Topic topic) { return topic == Topic::barrier ? Kind::barrier : Kind::success_factor; }

  // A question about what hinders or helps, or a count of causes.
  bool announces(const Tokens& tokens, std::string_view words) {
    if (words.ends_with('?') && tokens.size() <= 18) {
      const Topic topic = topic_of(words);
      if (topic != Topic::barrier && topic != Topic::success_factor) return false;
      begin(kind_of(topic), 5, words);
      return true;
    }
    if (tokens.size() > 16 || (!words.ends_with('.') && !words.ends_with(':'))) return false;
    std::optional<int> count;
    for (const CueMatch& m : cues("announcing").match(tokens))
      // "The towns that did well had something in common." counts nothing, and tells it all the same.
      if (m.label == "count" || m.weight > 2) count = m.weight;
    if (!count) return false;
    for (const CueMatch& m : cues("announcing").match(tokens))
      if (m.label == "barriers" || m.label == "factors") {
        // "Harbour masters were asked for the three greatest difficulties."
        who_.clear();
        ranked_ = false;
        for (std::size_t i = 1; i < m.first; ++i) {
          if (i < 6 && who_.empty() && (tokens[i] == "were" || tokens[i] == "named" || tokens[i] == "name" ||
                                        tokens[i] == "gave" || tokens[i] == "give" || tokens[i] == "cited"))
            who_ = squeeze(words.substr(tokens.begin(0), tokens.end(i - 1) - tokens.begin(0)));
          ranked_ = ranked_ || tokens[i] == "greatest" || tokens[i] == "biggest" || tokens[i] == "main" || tokens[i] == "top";
        }
        if (!who_.empty() && is_pronoun(who_)) who_.clear();
        begin(m.label == "barriers" ? Kind::barrier : Kind::success_factor, *count, words);
        return true;
      }
    return false;
  }

  static bool is_pronoun(const std::string& who) {
    const Tokens tokens(who);
    return tokens.empty() || tokens[0] == "we" || tokens[0] == "they" || tokens[0] == "there" || tokens[0] == "these" ||
           tokens[0] == "our" || tokens[0] == "it" || tokens[0] == "he" || tokens[0] == "she";
  }

  void begin(Kind kind, int most, std::string_view words) {
    kind_ = kind;
    left_ = most;
    announced_by_ = squeeze(words);
  }

  bool answers(std::size_t s, const Tokens& tokens, std::string_view words) const {
    if (words.ends_with('?')) return false;
    for (const CueMatch& m : cues("announcing").match(tokens))
      if (m.label == "turns" && m.first == 0) return false;
    const std::string& role = x_.labels[s].role;
    return role != "recommendation" && role != "method" && role != "question";
  }

  // "In order of frequency these were: insurance; rivalry; tides.": all of them in one sentence.
  bool listed(std::size_t s, Span span, std::string_view words) {
    // "Cables, parking and salt.": nothing but names.
    const std::size_t colon = is_bare_list(words) && words.find(", ") != words.npos ? 0 : words.find(": ");
    if (colon == words.npos || colon > 80) return false;
    const std::size_t from = colon == 0 ? 0 : colon + 2;
    const auto pieces = list_pieces(text_, {span.begin + static_cast<std::uint32_t>(from), span.end});
    if (pieces.size() < 2) return false;
    const Tokens lead(words.substr(0, colon));
    bool ranked = ranked_;
    for (std::size_t i = 0; i < lead.size(); ++i)
      ranked = ranked || lead[i] == "order" || lead[i] == "ranked" || lead[i] == "most";
    std::int64_t rank = 0;
    for (const Span& piece : pieces) {
      const std::string_view here = text_.substr(piece.begin, piece.end - piece.begin);
      const std::size_t before = x_.evidence.items.size();
      add(s, piece, kind_, Tokens(here), here, "listed after '" + announced_by_ + "'");
      for (std::size_t i = before; i < x_.evidence.items.size(); ++i) {
        graph::Item& item = x_.evidence.items[i];
        if (ranked) item.set(Attribute::rank, ++rank);
        if (!who_.empty() && !item.find(Attribute::group)) {
          item.set(Attribute::group, who_);
          item.belongs_to = who_;
        }
      }
    }
    return true;
  }

  bool goes_on(std::size_t s) const {
    const Block& block = x_.document.blocks[static_cast<std::size_t>(x_.sentences[s].block)];
    if (block.kind != BlockKind::paragraph) return false;
    const Tokens tokens(text_.substr(x_.sentences[s].begin, x_.sentences[s].end - x_.sentences[s].begin));
    for (const CueMatch& m : cues("announcing").match(tokens))
      if (m.label == "further" && m.first == 0) return true;
    return false;
  }

  // Straight below such a heading, and itself bad or good.
  bool below_heading(std::size_t s, const Tokens& tokens) const {
    const Topic topic = x_.structure.sentence_topics[s];
    if (topic != Topic::barrier && topic != Topic::success_factor) return false;
    const auto b = static_cast<std::size_t>(x_.sentences[s].block);
    const BlockContext& where = x_.structure.blocks[b];
    if (where.lead_in || where.topic != topic || where.topic_block < 0) return false;
    // What stands in bold at the head of such a paragraph is the item, the rest explains it.
    const Block& block = x_.document.blocks[b];
    if (x_.document.words(block).starts_with("**") || label_sentence(text_, {block.begin, block.end})) return false;
    const Block& heading = x_.document.blocks[static_cast<std::size_t>(where.topic_block)];
    if (heading.kind != BlockKind::heading || x_.document.blocks[b].heading != where.topic_block) return false;
    const SentenceLabel& label = x_.labels[s];
    if (label.role != "finding" && label.role != "opinion" && label.role != "conclusion") return false;
    if (tokens.size() > 45 || tokens.size() < 4) return false;
    return label.polarity == (topic == Topic::barrier ? "negative" : "positive");
  }

  // Something within the sentence is a mention already.
  bool taken(Span span) const {
    const auto next = std::lower_bound(taken_.begin(), taken_.end(), span.begin);
    return next != taken_.end() && *next < span.end;
  }

  void add(std::size_t s, Span quote, Kind kind, const Tokens& tokens, std::string_view words, std::string reason) {
    if (taken(quote)) return;
    std::size_t first = 0;
    for (const CueMatch& m : cues("announcing").match(tokens))
      if ((m.label == "opens" || m.label == "further") && m.first == first && m.last + 1 < tokens.size())
        first = m.last + 1;
    const std::uint32_t index = x_.add(kind, quote.begin, quote.end, "announced", std::move(reason));
    std::string name = squeeze(words.substr(tokens.begin(first)));
    while (!name.empty() && (name.back() == '.' || name.back() == '*' || name.back() == '!')) name.pop_back();
    graph::Item& item = x_.evidence.items[index];
    item.set(Attribute::name, name);
    const BlockContext& where = x_.structure.blocks[static_cast<std::size_t>(x_.sentences[s].block)];
    if (where.case_number >= 0) {
      const Case& c = x_.structure.cases[static_cast<std::size_t>(where.case_number)];
      const std::string title = squeeze(text_.substr(c.title_begin, c.title_end - c.title_begin));
      item.set(Attribute::case_study, title);
      item.belongs_to = "case study: " + title;
      item.set(Attribute::group, item.belongs_to);
      if (c.self_told) item.set(Attribute::self_reported, true);
    } else if (!x_.labels[s].speaker.empty()) {
      item.set(Attribute::group, x_.labels[s].speaker);
      item.belongs_to = x_.labels[s].speaker;
    } else if (!where.group.empty()) {
      item.set(Attribute::group, where.group);
      item.belongs_to = where.group;
    } else if (x_.structure.doc_type == "opinion") {
      if (const auto* value = x_.evidence.items.front().find(Attribute::authors))
        if (const auto* authors = std::get_if<std::vector<std::string>>(value); authors && authors->size() == 1)
          x_.evidence.items[index].set(Attribute::group, std::string(authors->front()));
    }
  }

  Extraction& x_;
  std::string_view text_;
  std::vector<std::uint64_t> taken_;  // where mentions of lists and single sentences begin, ascending
  Kind kind_ = Kind::barrier;
  int left_ = 0;  // sentences that may still answer
  std::string announced_by_, who_;  // who named them, where the announcement says so
  bool ranked_ = false;
};

void run(Extraction& x) { Announced(x).run(); }

const RegisterExtractor registered{{"announced",
                                    {Kind::barrier, Kind::success_factor},
                                    38,
                                    "what prose says hindered or helped after it has announced it",
                                    run}};

}  // namespace
}  // namespace evident::ingest

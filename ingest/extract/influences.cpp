// Barriers and success factors told in running prose: cues of corpus/cues/influences.tsv say that something
// hinders or helps, and whether the thing stands before the cue ("X hampered …"), after it ("held back by X")
// or is the cue with what follows ("lack of X"). A sentence that denies or only asks about it names none.
#include <algorithm>
#include <string>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

// Words that part a noun phrase from what is said of it.
bool ends_phrase(std::string_view w) {
  static constexpr WordSet kEnds(
      "which", "that", "because", "when", "where", "while", "was", "were", "is", "are", "be", "been", "has",
      "have", "had", "means", "meant", "made", "makes", "make", "can", "could", "may", "might", "will",
      "would", "should", "did", "does", "do", "so", "but", "than", "if", "whereas", "although", "left",
      "leave", "leaves", "kept", "keeps", "keep", "added", "rather", "before", "until");
  return kEnds.contains(w);
}

struct Words {
  std::size_t first = 0, last = 0;
  bool empty = true;
};

class Influences {
 public:
  explicit Influences(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    if (x_.document.slides) return;
    std::vector<std::uint64_t> taken;  // where mentions of lists begin, ascending
    for (const graph::Item& item : x_.evidence.items)
      if (item.kind == Kind::barrier || item.kind == Kind::success_factor) taken.push_back(item.passage.begin);
    std::sort(taken.begin(), taken.end());
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const std::string& role = x_.labels[s].role;
      if (role != "finding" && role != "opinion" && role != "conclusion") continue;
      if (is_list_topic(x_.structure.sentence_topics[s]) &&
          x_.document.blocks[static_cast<std::size_t>(x_.sentences[s].block)].kind == BlockKind::list_item)
        continue;
      // Paragraphs below such a heading that begin in bold were taken as its items.
      const Block& block = x_.document.blocks[static_cast<std::size_t>(x_.sentences[s].block)];
      if (is_list_topic(x_.structure.sentence_topics[s]) && block.kind == BlockKind::paragraph &&
          (x_.document.words(block).starts_with("**") || label_sentence(text_, {block.begin, block.end})))
        continue;
      begin_ = x_.structure.sentence_begins[s];
      if (const auto next = std::lower_bound(taken.begin(), taken.end(), x_.sentences[s].begin);
          next != taken.end() && *next < x_.sentences[s].end)
        continue;
      words_ = text_.substr(begin_, x_.sentences[s].end - begin_);
      const Tokens tokens(words_);
      if (tokens.size() < 3 || tokens.size() > 80) continue;
      sentence(s, tokens);
    }
  }

 private:
  void sentence(std::size_t s, const Tokens& tokens) {
    const std::vector<CueMatch> found = cues("influences").match(tokens);
    if (found.empty()) return;
    for (const CueMatch& m : cues("influences-denied").match(tokens))
      if (m.label != "stands") return;
    if (listed(s, tokens, found) || outcome_with_cause(s, tokens, found)) return;

    const CueMatch* best = nullptr;
    bool reason = false;
    for (const CueMatch& m : found) reason = reason || m.label == "reason";
    const auto signal = [&](std::string_view side) {
      return std::any_of(found.begin(), found.end(), [&](const CueMatch& m) {
        return m.label.starts_with(side) && !m.label.ends_with("itself") && !m.label.ends_with("whole") &&
               !m.label.ends_with("condition");
      });
    };
    const bool hinders = signal("barrier"), helps = signal("factor");
    // Where both are said, the heavier words decide; a help that is held back is a barrier.
    for (const CueMatch& m : found) {
      if (!m.label.starts_with("barrier") && !m.label.starts_with("factor")) continue;
      if (m.label == "barrier_whole" && !reason && !hinders) continue;
      if (m.label == "factor_itself" && !helps) continue;
      if (m.label == "factor_condition" && !condition(s, tokens, m)) continue;
      if (!best || m.weight > best->weight) best = &m;
    }
    if (!best) return told_by_polarity(s, tokens, found);
    // "Because of the shortage of inspectors many grades are old": what is bad has its barrier, not its help.
    const bool because = best->label == "factor_after" && tokens[best->first] == "because";
    const bool without = best->label == "factor_condition" && tokens[best->first] == "without";
    const bool turned = (because || without) && x_.labels[s].polarity == "negative";
    const Kind kind = best->label.starts_with("barrier") || turned ? Kind::barrier : Kind::success_factor;
    Words name;
    if (best->label.ends_with("between"))
      name = between(tokens, *best);
    else if (best->label.ends_with("before"))
      name = before(tokens, best->first);
    else if (best->label.ends_with("after"))
      name = after(tokens, best->last + 1);
    else if (best->label.ends_with("itself"))
      name = itself(tokens, best->first, best->last);
    else if (best->label.ends_with("condition"))
      name = without && turned ? Words{best->first, after(tokens, best->last + 1).last, false}
                               : after(tokens, best->last + 1);
    else if (best->label.ends_with("says"))
      name = clause_of(tokens, *best);
    else
      name = whole(tokens, found);
    if (name.empty) return;
    put(s, kind, tokens, name, *best);
    // "It worked because A, because B and because C"
    if (best->label.ends_with("after") && tokens[best->last] == "because")
      for (std::size_t i = best->last + 2; i + 2 < tokens.size(); ++i)
        if (tokens[i] == "because") {
          const auto at = static_cast<std::uint32_t>(i);
          const Words more = after(tokens, i + 1);
          if (!more.empty) put(s, kind, tokens, more, {at, at, best->label, best->weight, best->cue});
        }
  }

  // "The obstacles most often named were A, B and C": one mention each.
  bool listed(std::size_t s, const Tokens& tokens, const std::vector<CueMatch>& found) {
    for (const CueMatch& m : found) {
      const bool told = m.label == "told_list";
      const Topic topic = told || m.label == "reason_list" ? spoken_of(s) : x_.structure.sentence_topics[s];
      const bool reasons = (told || m.label == "reason_list") && topic != Topic::none;
      if ((told || m.label == "reason_list") && !reasons) continue;
      if (told && !names_askers(tokens, m)) continue;
      if (!m.label.ends_with("list") || m.last + 1 >= tokens.size()) continue;
      Span rest{begin_ + tokens.begin(m.last + 1), x_.sentences[s].end};
      auto pieces = list_pieces(text_, rest);
      if (pieces.size() < (told ? 3u : 2u)) continue;
      for (Span& piece : pieces) {
        // "about A, about B, and about C"
        for (const std::string_view small : {"and ", "about ", "of "})
          if (text_.substr(piece.begin, piece.end - piece.begin).starts_with(small))
            piece.begin += static_cast<std::uint32_t>(small.size());
        if (piece.empty()) continue;
        mention(s,
                m.label.starts_with("barrier") || (reasons && topic == Topic::barrier) ? Kind::barrier
                                                                                      : Kind::success_factor,
                piece,
                text_.substr(piece.begin, piece.end - piece.begin), tokens.join(m.first, m.last));
        if (const std::string who = told ? askers(s, tokens, m) : std::string(); !who.empty()) {
          graph::Item& item = x_.evidence.items.back();
          item.set(Attribute::group, who);
          item.belongs_to = who;
        }
      }
      return true;
    }
    return false;
  }

  // What those asked speak of: the part's topic, else what the sentence before says hinders or helps.
  Topic spoken_of(std::size_t s) const {
    const Topic topic = x_.structure.sentence_topics[s];
    if (topic == Topic::barrier || topic == Topic::success_factor) return topic;
    if (s == 0 || x_.sentences[s - 1].block != x_.sentences[s].block) return Topic::none;
    const Tokens before(text_.substr(x_.sentences[s - 1].begin, x_.sentences[s - 1].end - x_.sentences[s - 1].begin));
    for (const CueMatch& m : cues("influences").match(before)) {
      if (m.label.starts_with("barrier") || m.label == "bad_outcome") return Topic::barrier;
      if (m.label.starts_with("factor") && m.label != "factor_itself") return Topic::success_factor;
    }
    return Topic::none;
  }

  // The words before the verb are those who were asked, or stand for them.
  static bool names_askers(const Tokens& tokens, const CueMatch& m) {
    if (m.first == 0) return false;
    if (tokens[m.first - 1] == "they") return true;
    for (const CueMatch& p : cues("people").match(tokens))
      if (p.last < m.first && p.label != "settings" && p.first < 6) return true;
    return false;
  }

  // "Parents, who had no list, talked about …"; "they" are those with whom the sentence before begins.
  std::string askers(std::size_t s, const Tokens& tokens, const CueMatch& m) const {
    if (tokens[m.first - 1] != "they") return opening_people(words_, tokens);
    if (s == 0 || x_.sentences[s - 1].block != x_.sentences[s].block) return {};
    const std::string_view words =
        text_.substr(x_.structure.sentence_begins[s - 1], x_.sentences[s - 1].end - x_.structure.sentence_begins[s - 1]);
    return opening_people(words, Tokens(words));
  }
  static std::string opening_people(std::string_view words, const Tokens& tokens) {
    for (const CueMatch& p : cues("people").match(tokens))
      if (p.first <= 2 && p.label != "settings" && tokens[p.last].ends_with("s"))
        return std::string(words.substr(tokens.begin(0), tokens.end(p.last) - tokens.begin(0)));
    return {};
  }

  // "Attendance collapsed when the bus was withdrawn", "reform sticks if losers are paid": something goes
  // well or badly, and what it hangs on follows.
  bool outcome_with_cause(std::size_t s, const Tokens& tokens, const std::vector<CueMatch>& found) {
    const CueMatch *good = nullptr, *bad = nullptr, *cause = nullptr, *condition = nullptr;
    for (const CueMatch& m : found) {
      if (m.label == "good_outcome" && !good) good = &m;
      if (m.label == "bad_outcome" && !bad) bad = &m;
      if (m.label == "cause" && (good || bad) && !cause) cause = &m;
      if (m.label == "condition" && good && !condition) condition = &m;
    }
    const CueMatch* joint = cause ? cause : condition;
    if (!joint || (good && bad)) return false;
    const CueMatch* what = good ? good : bad;
    if (what->first > joint->first) return false;
    const Words name = after(tokens, joint->last + 1);
    if (name.empty || name.last < name.first + 1) return false;
    put(s, good ? Kind::success_factor : Kind::barrier, tokens, name, *joint);
    return true;
  }

  // What a sentence says is bad is hindered by what follows "because", or by what its leading clause tells: "trees
  // died because nobody watered them", "when the rent falls behind, landlords leave"; a leading clause before
  // something good helps: "where both sides had named a deputy, it survived".
  void told_by_polarity(std::size_t s, const Tokens& tokens, const std::vector<CueMatch>& found) {
    const SentenceLabel& label = x_.labels[s];
    if (label.polarity != "negative" && label.polarity != "positive") return;
    if (!cues("evidence-nouns").match(tokens).empty()) return;  // about the study, not what it looks at
    for (const CueMatch& m : found) {
      if (m.label == "cause" && label.polarity == "negative" && m.first >= 2 && m.last + 2 < tokens.size() &&
          tokens[m.first - 1] != "not" && tokens[m.first - 1] != "only" && tokens[m.first - 1] != "perhaps" &&
          !tokens.number(m.last + 1)) {
        const Words name = after(tokens, m.last + 1);
        if (name.empty || name.last < name.first + 2) continue;
        put(s, Kind::barrier, tokens, name, m);
        return;
      }
      const bool leads = m.first == 0 || (m.first == 1 && (tokens[0] == "but" || tokens[0] == "and"));
      // "When the county withdrew the bus, it saved …" tells what happened once.
      const bool once = tokens[m.first] == "when" && label.causal != "conditional" && label.polarity == "negative";
      if (m.label == "condition" && leads && label.causal != "none" && !once) {
        std::size_t stop = m.last + 1;
        while (stop < tokens.size() && !tokens.clause_before(stop)) ++stop;
        if (stop < m.last + 3 || stop + 3 > tokens.size() || stop > 24 || !leads_with_state(tokens, m)) continue;
        const Polarity follows = polarity_of(Tokens(words_.substr(tokens.begin(stop))));
        if (follows.polarity != label.polarity) continue;
        put(s, label.polarity == "positive" ? Kind::success_factor : Kind::barrier, tokens,
            {m.last + 1, stop - 1, false}, m);
        return;
      }
    }
  }

  // "Where", "when" and "if" with what was so; "if these obstacles remain" names nothing.
  static bool leads_with_state(const Tokens& tokens, const CueMatch& m) {
    static constexpr WordSet kWords("where", "when", "if", "whenever", "wherever");
    return kWords.contains(tokens[m.first]) && !is_empty_word(tokens[m.last + 1]) && tokens[m.last + 1] != "these";
  }

  // "Carers named X as the chief reason", "we consider X to be indispensable".
  Words between(const Tokens& tokens, const CueMatch& m) const {
    std::size_t first = m.first + 1, last = m.last;
    while (last > first && tokens[last] != "as" && tokens[last] != "to" && tokens[last] != "the" &&
           tokens[last] != "a")
      --last;
    while (last > first &&
           (tokens[last - 1] == "as" || tokens[last - 1] == "to" || tokens[last - 1] == "the"))
      --last;
    if (last <= first) return {};
    return {first, last - 1, false};
  }

  // "Without X, nothing moves", "if X, tenants get …": only where it leads the sentence and something good or
  // bad is said to follow.
  bool condition(std::size_t s, const Tokens& tokens, const CueMatch& m) const {
    if (m.first > 0) return false;
    // "If these changes are to last": what is wanted, and nothing that helps.
    if (tokens[0] == "if")
      for (std::size_t i = 2; i + 2 < tokens.size() && i < 8 && !tokens.clause_before(i); ++i)
        if ((tokens[i] == "are" || tokens[i] == "is") && tokens[i + 1] == "to") return false;
    const SentenceLabel& label = x_.labels[s];
    if (label.causal != "conditional" && label.causal != "causal") return false;
    if (label.polarity != "positive" && tokens[m.first] == "if") return false;
    return true;
  }

  static bool is_empty_word(std::string_view w) {
    static constexpr WordSet kEmpty("it", "they", "this", "these", "that", "which", "there", "he", "she",
                                    "we", "i", "you", "who", "what", "those", "one", "none", "nothing",
                                    "something");
    return kEmpty.contains(w);
  }

  // The noun phrase before word `end`: from the clause's beginning, without adverbs and helping verbs around
  // it.
  Words before(const Tokens& tokens, std::size_t end) const {
    if (end == 0) return {};
    std::size_t last = end - 1;
    static constexpr WordSet kTail("has", "have", "had", "also", "often", "still", "continue", "continues",
                                   "continued", "to", "may", "can", "could", "might", "will", "would",
                                   "seriously", "severely", "considerably", "further", "and", "or", "that",
                                   "which", "did", "does", "largely", "greatly", "appear", "appears",
                                   "appeared", "tend", "tends", "now");
    while (last > 0 && kTail.contains(tokens[last])) --last;
    std::size_t first = last;
    while (first > 0 && last - first < 16 && !tokens.clause_before(first) && tokens[first - 1] != "that" &&
           tokens[first - 1] != "because" && tokens[first - 1] != "but" && tokens[first - 1] != "while")
      --first;
    static constexpr WordSet kHead("however", "also", "but", "and", "yet", "so", "then", "second", "first",
                                   "finally", "often", "sometimes", "meanwhile", "though");
    while (first < last && kHead.contains(tokens[first])) ++first;
    static constexpr WordSet kQuantities("each", "every", "both", "all", "such", "any", "no");
    if (is_empty_word(tokens[first]) || last < first || kTail.contains(tokens[last]) ||
        (is_empty_word(tokens[last]) && last - first < 4))
      return {};
    if (first == last && kQuantities.contains(tokens[first])) return {};
    if (first == last && tokens[first].size() < 4) return {};
    return {first, last, false};
  }

  Words after(const Tokens& tokens, std::size_t first) const {
    static constexpr WordSet kSkip("that", "by", "of", "the", "fact", "also", "to", "on", "upon", "both");
    while (first < tokens.size() && kSkip.contains(tokens[first]) && tokens[first] != "the") ++first;
    // "not the price but the feeling of …"
    if (first < tokens.size() && tokens[first] == "not")
      for (std::size_t i = first + 1; i < tokens.size() && i < first + 9; ++i)
        if (tokens[i] == "but") {
          first = i + 1;
          break;
        }
    if (first >= tokens.size()) return {};
    // "They succeeded when they reached tenants early": a clause of its own.
    const bool clause = first > 0 && (tokens[first - 1] == "when" || tokens[first - 1] == "where" ||
                                      tokens[first - 1] == "because" || tokens[first - 1] == "if");
    if (is_empty_word(tokens[first]) && !(clause && first + 3 < tokens.size() && tokens[first] != "it")) return {};
    std::size_t last = first;
    while (last + 1 < tokens.size() && last - first < 14 && !tokens.clause_before(last + 1) &&
           tokens[last + 1] != "which" && tokens[last + 1] != "because" && tokens[last + 1] != "but" &&
           tokens[last + 1] != "rather" &&
           !(tokens[last + 1] == "and" && last + 2 < tokens.size() && tokens[last + 2] == "by"))
      ++last;
    return {first, last, false};
  }

  Words itself(const Tokens& tokens, std::size_t first, std::size_t last) const {
    if (first > 0 && !tokens.clause_before(first) &&
        (tokens[first - 1] == "a" || tokens[first - 1] == "the" || tokens[first - 1] == "no" ||
         tokens[first - 1] == "their"))
      --first;
    while (last + 1 < tokens.size() && last - first < 12 && !tokens.clause_before(last + 1) &&
           !ends_phrase(tokens[last + 1]))
      ++last;
    if (last == first) return {};
    return {first, last, false};
  }

  // "Some traders feared the loss of parking": the clause itself.
  static Words clause_of(const Tokens& tokens, const CueMatch& m) {
    std::size_t first = m.first, last = m.last;
    while (first > 0 && !tokens.clause_before(first) && tokens[first - 1] != "and" && tokens[first - 1] != "but")
      --first;
    while (last + 1 < tokens.size() && last - first < 18 && !tokens.clause_before(last + 1) &&
           tokens[last + 1] != "because" && tokens[last + 1] != "but")
      ++last;
    return {first, last, false};
  }

  // The clause of the reason.
  Words whole(const Tokens& tokens, const std::vector<CueMatch>& found) const {
    for (const CueMatch& m : found)
      if (m.label == "reason" &&
          (tokens[m.first] == "because" || tokens[m.first] == "owing" || tokens[m.first] == "due" ||
           tokens[m.first] == "as" || tokens[m.first] == "since"))
        return after(tokens, m.last + 1);
    std::size_t last = 0;
    while (last + 1 < tokens.size() && last < 14 && !tokens.clause_before(last + 1)) ++last;
    return {0, last, false};
  }

  void put(std::size_t s, Kind kind, const Tokens& tokens, Words name, const CueMatch& cue) {
    // The quotation: the clauses that hold both the cue and the thing, or the sentence if it is short.
    Span quote{begin_, x_.sentences[s].end};
    if (tokens.size() > 14) {
      std::size_t first = std::min<std::size_t>(name.first, cue.first),
                  last = std::max<std::size_t>(name.last, cue.last);
      while (first > 0 && !tokens.clause_before(first)) --first;
      while (last + 1 < tokens.size() && !tokens.clause_before(last + 1)) ++last;
      quote = {begin_ + tokens.begin(first), begin_ + tokens.end(last)};
      if (last + 1 == tokens.size()) quote.end = x_.sentences[s].end;
    }
    mention(s, kind, quote,
            words_.substr(tokens.begin(name.first), tokens.end(name.last) - tokens.begin(name.first)),
            tokens.join(cue.first, cue.last));
  }

  void mention(std::size_t s, Kind kind, Span quote, std::string_view name, const std::string& cue) {
    quote = trimmed(text_, quote);
    if (quote.empty()) return;
    std::string printed = squeeze(name);
    std::erase(printed, '*');
    if (printed.empty()) return;
    const std::uint32_t index =
        x_.add(kind, quote.begin, quote.end, "influences",
               (kind == Kind::barrier ? "said to hinder: '" : "said to help: '") + cue + "'");
    graph::Item& item = x_.evidence.items[index];
    item.set(Attribute::name, printed);
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
    } else if (x_.structure.doc_type == "opinion") {
      if (const auto* value = x_.evidence.items.front().find(Attribute::authors))
        if (const auto* authors = std::get_if<std::vector<std::string>>(value);
            authors && authors->size() == 1) {
          const std::string author = authors->front();
          x_.evidence.items[index].set(Attribute::group, author);
        }
    }
  }

  Extraction& x_;
  std::string_view text_;
  std::string_view words_;   // of the present sentence
  std::uint32_t begin_ = 0;  // where they begin
};

void run(Extraction& x) { Influences(x).run(); }

const RegisterExtractor registered{{"influences",
                                    {Kind::barrier, Kind::success_factor},
                                    36,
                                    "what prose says hinders or helps, by the words beside it",
                                    run}};

}  // namespace
}  // namespace evident::ingest

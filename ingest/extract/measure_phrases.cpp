// Two ways of speaking of a measure. It is named as one ("the main outcomes were A and B", "the council
// should publish A"); or something is reported of it ("A fell by a third", "1,260 calls were taken"). The
// phrase for the measure is found from the sign: forward over a list of noun phrases, or back over the
// subject of a verb.
#include "ingest/extract/measure_phrases.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/measure_sentence.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
using namespace measures;

namespace {

class Finder : private MeasureSentence {
 public:
  using MeasureSentence::MeasureSentence;

  std::vector<MeasurePhrase> run() {
    naming_ = cues("measure-naming").match(t_);
    if (reports()) results_ = cues("results").match(t_);
    if (naming_.empty() && results_.empty() && (!reports() || t_.size() > 24) && !on_a_scale()) return {};
    heads_ = cues("measure-heads").match(t_);
    asked_list();
    scaled();
    named();
    if (reports()) {
      want_numbers();
      changed();
      if (setting_ != MeasureSetting::opinion) bare_figures();
      if (setting_ == MeasureSetting::described_case) counted();
      if (setting_ != MeasureSetting::opinion) acted_on();
      if (setting_ == MeasureSetting::described_case) felt();
    }
    std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return std::move(found_);
  }

 private:
  bool on_a_scale() const {
    for (std::size_t i = 3; i < t_.size(); ++i)
      if (t_[i] == "scale") return true;
    return false;
  }
  bool reports() const { return setting_ != MeasureSetting::text && setting_ != MeasureSetting::method; }

  // ---- named as a measure
  // ----------------------------------------------------------------------------------------

  void named() {
    for (const CueMatch& m : naming_) {
      const std::string reason = "named as a measure by '" + t_.join(m.first, m.last) + "'";
      if (m.label == "after" || m.label == "counts") {
        std::size_t from = m.last + 1;
        // "tracked, besides these, A, B and C": a list of three or more things that were tracked are measures.
        if (m.label == "counts" && from < t_.size()) {
          const std::size_t first = behind_aside(from);
          if (first < t_.size() && list_marks(first) >= 2) {
            tracked_list(first, reason);
            continue;
          }
        }
        const bool label = m.label == "after" && m.weight >= 3 && !kBe.contains(t_[m.last]) && ends_bare(m);
        // "the effect on A", "data on A": where it is told what was done or found, not in argument.
        if (m.label == "after" && m.weight < 3 &&
            (setting_ == MeasureSetting::text || setting_ == MeasureSetting::opinion))
          continue;
        if (from >= t_.size() || (label && !gap_has(from, ':'))) continue;
        if (t_.clause_before(from) && !gap_has(from, ':')) continue;
        list_after(from, m.weight >= 3, m.label == "counts", reason);
      } else if (m.label == "before") {
        const bool found = m.first > 0 && list_before(m.first - 1, m.weight >= 3, reason);
        // "Effects were assessed through A, B and C": what is not the measure is told by measures.
        if (!found && m.weight < 3 && m.last + 1 < t_.size() && !t_.clause_before(m.last + 1))
          list_after(m.last + 1, false, false, reason);
      } else if (m.label == "amount") {
        how_much(m, reason);
      }
    }
  }
  // Past ", besides these, " and the like.
  std::size_t behind_aside(std::size_t from) const {
    static constexpr WordSet kAside("besides", "alongside", "among", "amongst", "apart", "beyond", "inter");
    if (!t_.clause_before(from)) return from;
    if (!kAside.contains(t_[from])) return t_.size();
    for (std::size_t i = from + 1; i < t_.size() && i < from + 6; ++i)
      if (t_.clause_before(i)) return i;
    return t_.size();
  }
  // The pieces of such a list, whatever they are: "items reused, people in work, and what residents thought".
  void tracked_list(std::size_t from, const std::string& reason) {
    for (std::size_t first = from; first < t_.size();) {
      std::size_t last = first;
      while (last + 1 < t_.size() && !t_.clause_before(last + 1)) ++last;
      const std::size_t next = last + 1;
      if (t_[first] == "and" && first < last) ++first;
      if (!kNoElement.contains(t_[first]) && !t_.number(first))
        add(first, last, first, last, kind_of(first, last), reason, true);
      first = next;
    }
  }
  // The commas that part short pieces from here to the end of the sentence; a long piece is no item of a list.
  std::size_t list_marks(std::size_t from) const {
    std::size_t marks = 0, length = 0;
    for (std::size_t i = from; i < t_.size(); ++i, ++length) {
      if (i > from && t_.clause_before(i)) {
        if (length > 8 || !gap_has(i, ',')) return 0;
        length = 0;
        ++marks;
      }
    }
    return length <= 9 ? marks : 0;
  }

  // "Outcome measures" announces only with a colon; "the outcome was", "included", "judged by" without.
  bool ends_bare(const CueMatch& m) const {
    const std::string_view last = t_[m.last];
    return last.starts_with("outcome") || last.starts_with("measure") || last.starts_with("indicator");
  }

  // The end of the noun phrase that begins at `from`: before a mark, a verb, or "and".
  std::size_t element_end(std::size_t from) const {
    std::size_t last = from;
    while (last + 1 < t_.size() && last - from < 14) {
      const std::size_t next = last + 1;
      if (t_.clause_before(next)) {
        // What stands in brackets belongs to the name.
        if (!gap_has(next, '(')) break;
        std::size_t close = next;
        while (close + 1 < t_.size() && !gap_has(close + 1, ')') && close - next < 14) ++close;
        last = close;
        if (last + 1 < t_.size() && !gap_has(last + 1, ')')) break;
        if (last + 1 < t_.size() && gap_has(last + 1, ',')) break;
        continue;
      }
      if (t_[next] == "and" || t_[next] == "or" || kAfterElement.contains(t_[next])) break;
      if ((t_[next] == "at" || t_[next] == "from" || t_[next] == "in" || t_[next] == "with") &&
          next + 1 < t_.size() && (t_.number(next + 1) || t_[next + 1] == "baseline"))
        break;
      last = next;
    }
    while (last > from && is_function_word(t_[last])) --last;
    return last;
  }

  void list_after(std::size_t from, bool strong, bool verb, const std::string& reason) {
    struct Element {
      std::size_t first, last;
    };
    std::vector<Element> list;
    const bool colon = gap_has(from, ':');
    // "A and B cover, travel time, and falls": where the last has its comma, an "and" without one joins no things.
    bool serial = false;
    for (std::size_t i = from + 1; i < t_.size(); ++i) serial = serial || (t_[i] == "and" && gap_has(i, ','));
    bool joined = false;  // an "and" before the last
    for (std::size_t i = from; i < t_.size() && list.size() < 12;) {
      if (t_[i] == "and" || t_[i] == "or") {
        joined = true;
        ++i;
        continue;
      }
      if (!list.empty() &&
          (kAfterElement.contains(t_[i]) || t_[i].ends_with("ed") || t_[i].ends_with("ing")) &&
          !head_in(i, i))
        break;
      std::size_t last = element_end(i);
      if (serial && last + 2 < t_.size() && t_[last + 1] == "and" && !t_.clause_before(last + 1)) last = element_end(last + 2);
      // A bracket of several words explains the name and is no part of it.
      std::size_t named = last;
      for (std::size_t k = i + 1; k <= last; ++k)
        if (gap_has(k, '(') && last > k + 3) {
          named = k - 1;
          break;
        }
      list.push_back({i, named});
      if (last + 1 >= t_.size()) break;
      if (joined && !t_.clause_before(last + 1)) break;
      if (t_[last + 1] == "and" || t_[last + 1] == "or") {
        i = last + 1;
        continue;
      }
      if (!t_.clause_before(last + 1) || !(gap_has(last + 1, ',') || gap_has(last + 1, ';')) || joined) break;
      i = last + 1;
    }
    // A comma parts the things of a list only where an "and" follows or a colon stands before.
    if (!joined && !colon && list.size() > 1) list.erase(list.begin() + 1, list.end());
    bool first = true;
    for (const Element& e : list) {
      const bool plausible = strong ? strong_element(e.first, e.last) : weak_element(e.first, e.last, verb);
      // What follows something that is no measure is none either: the verb was about something else.
      if (first && !plausible) return;
      first = false;
      if (plausible) add(e.first, e.last, e.first, e.last, kind_of(e.first, e.last), reason, strong);
    }
  }

  bool strong_element(std::size_t first, std::size_t last) const {
    if (last - first > 14 || kNoElement.contains(t_[first]) || kNoSubject.contains(t_[first])) return false;
    // "missed bins" are counted things.
    const bool things = last == first + 1 && t_[first].ends_with("ed") && t_[last].size() > 3 && t_[last].ends_with("s");
    const bool participle = !things && (t_[first].ends_with("ed") || t_[first].ends_with("ly"));
    if (participle && (first == last || !head_in(first, last))) return false;
    if (first < last) return true;
    // One word: a noun, not what the outcomes were like.
    static constexpr std::array<std::string_view, 10> kLike{
        {"ent", "ive", "ful", "able", "ible", "ous", "ical", "ant", "less", "ary"}};
    const bool like =
        std::any_of(kLike.begin(), kLike.end(), [&](std::string_view e) { return t_[first].ends_with(e); });
    return !is_function_word(t_[first]) && (!like || head_in(first, last));
  }
  // A noun that is known to be a measure, or things counted by what was done: "tenancies saved".
  bool weak_element(std::size_t first, std::size_t last, bool verb) const {
    if (kNoSubject.contains(t_[first]) || t_[first] == "whether") return false;
    std::size_t bare = first;
    while (bare < last && kDeterminer.contains(t_[bare])) ++bare;
    if (const CueMatch* head = head_in(bare, last)) {
      // The head stands early or the phrase is short: not "a programme that cut costs".
      if (head->label == "frame") return head->first <= bare + 3 && last > head->last - (head->first > bare);
      return head->first <= bare + 4;
    }
    return verb && counted_by_deed(bare, last);
  }
  bool counted_by_deed(std::size_t first, std::size_t last) const {
    if (last < first + 1 || last > first + 6 || t_[last].size() < 5 || !t_[last].ends_with("ed")) {
      const bool known =
          last == first + 1 && (t_[last] == "made" || t_[last] == "taken" || t_[last] == "held" ||
                                t_[last] == "built" || t_[last] == "lost" || t_[last] == "given");
      if (!known) return false;
    }
    const std::string_view noun = t_[last - 1];
    return noun.size() > 3 && noun.ends_with('s') && !noun.ends_with("ss") && noun != "was";
  }

  bool list_before(std::size_t end, bool strong, const std::string& reason) {
    while (end > 0 && kBe.contains(t_[end])) --end;
    const std::size_t begin = subject_begin(end + 1, true);
    if (begin > end) return false;
    std::size_t from = after_adverbial(begin, end);
    // "we used the share of plans signed as an indicator"
    static constexpr WordSet kWho("we", "i", "they", "it", "authors", "researchers", "team", "board",
                                  "council", "study");
    static constexpr WordSet kTake("used", "use", "took", "take", "chose", "treated", "regard", "using");
    for (std::size_t i = from; i < end && i < from + 6; ++i)
      if (kTake.contains(t_[i]) && (t_[i] == "using" || (i > from && kWho.contains(t_[i - 1])))) from = i + 1;
    std::vector<std::pair<std::size_t, std::size_t>> list;
    std::size_t first = from;
    int depth = 0;
    for (std::size_t i = from; i <= end; ++i) {
      if (i > from && gap_has(i, '(')) ++depth;
      if (i > from && gap_has(i, ')') && depth > 0) --depth;
      const bool cut = i > first && depth == 0 && (t_[i] == "and" || gap_has(i, ',') || gap_has(i, ';'));
      if (!cut) continue;
      list.emplace_back(first, i - 1);
      first = t_[i] == "and" ? i + 1 : i;
    }
    if (first <= end) list.emplace_back(first, end);
    bool any = false;
    for (const auto& [a, b] : list) {
      std::size_t x = a;
      while (x < b && (t_[x] == "and" || t_[x] == "both")) ++x;
      if (strong ? !strong_element(x, b) : !weak_element(x, b, false)) continue;
      any = add(x, b, x, b, kind_of(x, b), reason, strong) || any;
    }
    return any;
  }

  // Where a piece "how many …", "whether …" begins: past an "and".
  std::size_t asks_at(std::size_t i) const {
    static constexpr WordSet kAsking("how", "whether", "what", "which");
    if (i < t_.size() && (t_[i] == "and" || t_[i] == "or")) ++i;
    return i + 1 < t_.size() && kAsking.contains(t_[i]) ? i : t_.size();
  }
  // "They look at how many come back, whether the gate is open, and how long a plot stays empty.": whoever watches
  // several such things measures each. What research asks is a question.
  void asked_list() {
    static constexpr WordSet kWatch("look", "looks", "looked", "count", "counts", "counted", "watch", "watches", "watched",
                                    "track", "tracks", "tracked", "record", "records", "recorded", "note", "notes", "noted",
                                    "log", "logs", "logged", "check", "checks", "checked", "monitor", "monitors",
                                    "monitored", "judge", "judged", "measure", "measures", "measured", "publish", "report");
    static constexpr WordSet kStudies("study", "paper", "review", "article", "research", "researchers", "authors", "we",
                                      "trial", "evaluation", "survey", "interviews", "questionnaire");
    for (std::size_t v = 0; v + 3 < t_.size(); ++v) {
      if (!kWatch.contains(t_[v])) continue;
      for (std::size_t i = v > 4 ? v - 4 : 0; i < v; ++i)
        if (kStudies.contains(t_[i])) return;
      std::size_t at = v + 1;
      if (t_[at] == "at" || t_[at] == "by" || t_[at] == "down" || t_[at] == "on") ++at;
      if (asks_at(at) == t_.size()) continue;
      std::vector<std::pair<std::size_t, std::size_t>> pieces;
      bool amount = false;
      for (std::size_t from = asks_at(at); from < t_.size();) {
        std::size_t last = from;
        while (last + 1 < t_.size() && !(t_.clause_before(last + 1) || (t_[last + 1] == "and" && asks_at(last + 1) < t_.size())))
          ++last;
        pieces.emplace_back(from, last);
        amount = amount || (t_[from] == "how" && how_much_of(t_[from + 1]));
        from = asks_at(last + 1);
      }
      if (pieces.size() < 2 || !amount) continue;
      for (const auto& [first, last] : pieces)
        if (last > first + 1 &&
            add(first, last, first, last, asked_kind(first, last),
                "'" + t_.join(first, first + 1) + "' after '" + std::string(t_[v]) + "'", true))
          found_.back().asked = true;
      return;
    }
  }
  static bool how_much_of(std::string_view w) {
    static constexpr WordSet kMuch("many", "much", "often", "long", "soon", "quickly", "far", "fast", "late");
    return kMuch.contains(w);
  }
  std::string_view asked_kind(std::size_t first, std::size_t last) const {
    if (t_[first] == "how" && (t_[first + 1] == "long" || t_[first + 1] == "quickly" || t_[first + 1] == "soon"))
      return "process";
    return kind_of(first, last);
  }

  // "teachers rated attention after lunch on a ten-point scale": what is put on a scale.
  void scaled() {
    static constexpr WordSet kRate("rated", "scored", "graded", "marked", "assessed", "judged", "ranked");
    for (std::size_t v = 1; v + 4 < t_.size(); ++v) {
      if (!kRate.contains(t_[v]) || kBe.contains(t_[v - 1])) continue;
      std::size_t on = v + 1;
      while (on + 2 < t_.size() && on < v + 10 && !(t_[on] == "on" || t_[on] == "from") && !t_.clause_before(on)) ++on;
      if (on == v + 1 || on + 2 >= t_.size() || t_.clause_before(on)) continue;
      bool scale = t_[on] == "from" && (t_.number(on + 1) || t_[on + 1] == "one" || t_[on + 1] == "nought");
      for (std::size_t i = on + 1; i < t_.size() && i < on + 6 && t_[on] == "on"; ++i) scale = scale || t_[i] == "scale";
      if (!scale) continue;
      std::size_t first = v + 1;
      while (first < on - 1 && kDeterminer.contains(t_[first])) ++first;
      if (kNoSubject.contains(t_[first])) continue;
      add(first, on - 1, first, on - 1, kind_of(first, on - 1), "put on a scale by '" + std::string(t_[v]) + "'");
    }
  }

  // "cannot say how many of its homes are damp"
  void how_much(const CueMatch& m, const std::string&) {
    static constexpr WordSet kAsks("count", "counted", "counts", "record", "recorded", "records", "say",
                                   "report", "publish", "measure", "measured", "track", "show", "shows",
                                   "know", "knows", "asked", "monitor", "logged", "noted", "estimate", "told",
                                   "assess", "assessed", "check", "state");
    if (m.first == 0) return;
    // "ought to publish, every year, how much of it went back": past an aside.
    std::size_t behind = m.first - 1;
    if (t_.clause_before(m.first)) {
      std::size_t aside = m.first - 1;
      while (aside > 1 && m.first - aside < 5 && !t_.clause_before(aside)) --aside;
      if (t_.clause_before(aside) && aside > 0) behind = aside - 1;
    }
    const std::string_view verb = t_[behind];
    const bool asked =
        kAsks.contains(verb) || (m.first > 1 && verb == "and" && kAsks.contains(t_[m.first - 2]));
    if (!asked) return;
    // "We know how much this means" counts nothing.
    if ((verb == "know" || verb == "knows" || verb == "say" || verb == "show" || verb == "shows") &&
        t_[m.last] != "many" && t_[m.last] != "often" && t_[m.last] != "long")
      return;
    std::size_t last = m.last;
    while (last + 1 < t_.size() && last - m.first < 16 && !t_.clause_before(last + 1) &&
           !(t_[last + 1] == "because" || t_[last + 1] == "so" || t_[last + 1] == "but" ||
             t_[last + 1] == "before"))
      ++last;
    if (last < m.last + 2) return;
    add(m.first, last, m.first, last,
        t_[m.last] == "long" || t_[m.last] == "quickly" || t_[m.last] == "soon" ? "process"
                                                                                : kind_of(m.first, last),
        "'" + t_.join(m.first, m.last) + "' after '" + std::string(verb) + "'");
  }

  // ---- changes and levels
  // ----------------------------------------------------------------------------------------

  void changed() {
    for (const CueMatch& m : results_) {
      const bool change = m.label == "change", level = m.label == "level", is = m.label == "is";
      if (!change && !level && !is) continue;
      if (m.first == 0) continue;
      // "to fall", "should rise", "will fall": wanted or foreseen.
      const std::string_view before = t_[m.first - 1];
      static constexpr WordSet kWanted("to", "will", "should", "would", "could", "may", "might", "can",
                                       "must", "not");
      if (kWanted.contains(before)) continue;
      std::size_t end = m.first - 1;
      while (end > 0 && (kBe.contains(t_[end]) || t_[end].ends_with("ly"))) --end;
      const std::size_t begin = subject_begin(end + 1, false);
      if (begin > end || kNoSubject.contains(t_[begin])) continue;
      std::size_t first = after_adverbial(begin, end);
      while (first < end && kDeterminer.contains(t_[first])) ++first;
      if (kNoSubject.contains(t_[first]) || end - first > 16) continue;
      if (t_[end] == "it" || t_[end] == "they" || t_[end] == "this") continue;
      if (is_function_word(t_[end]) && first == end) continue;
      const std::size_t last = clause_end(m.last);
      const NumberExpression* amount = number_in(m.first, last, true);
      if (!amount && is) amount = number_in(first, end, false);
      const CueMatch* head = head_in(first, end);
      // A verb that takes an object speaks of the object.
      if (change && takes_object(m)) continue;
      bool is_measure = false;
      switch (setting_) {
        case MeasureSetting::described_case:
          is_measure =
              change ? (amount || head)
              : head ? level || amount
                     : amount && figure(*amount) && amount->first <= m.last + 4 && short_subject(first, end);
          break;
        case MeasureSetting::finding:
          is_measure = head && (change || amount || level);
          break;
        case MeasureSetting::opinion:
          is_measure = head && change && amount && amount->kind != NumberExpression::Kind::duration;
          break;
        case MeasureSetting::text:
        case MeasureSetting::method:
          break;
      }
      if (!is_measure) continue;
      // A share of people that is in a state is counted below, and named by the state.
      const bool share = std::any_of(numbers().begin(), numbers().end(), [&](const NumberExpression& n) {
        return n.first >= begin && n.first <= end && n.kind != NumberExpression::Kind::duration &&
               !n.bracketed;
      });
      if (share && !change && setting_ == MeasureSetting::described_case) continue;
      add(begin, last, first, end, kind_of(first, end),
          "'" + t_.join(m.first, m.last) + "' said of " + (head ? "a measure" : "it with an amount"));
    }
  }
  // A share, rate or sum, not so many of something.
  static bool figure(const NumberExpression& n) {
    return n.kind != NumberExpression::Kind::count && n.kind != NumberExpression::Kind::duration;
  }
  bool short_subject(std::size_t first, std::size_t end) const { return end - first < 8; }
  bool takes_object(const CueMatch& m) const {
    if (m.last > m.first) return false;
    const std::size_t next = m.last + 1;
    if (next >= t_.size() || t_.clause_before(next)) return false;
    static constexpr WordSet kGoesOn(
        "by", "from", "to", "in", "for", "after", "at", "over", "across", "during", "on", "between", "among",
        "since", "and", "but", "as", "again", "back", "with", "sharply", "more", "less", "only", "further",
        "almost", "nearly", "while", "where", "when", "until", "within", "threefold", "then");
    const std::string_view w = t_[next];
    return !(kGoesOn.contains(w) || w.ends_with("ly") || w.ends_with("fold") || t_.number(next) ||
             number_in(next, next, true));
  }

  // "improved discharge rates", "a 39% space utilisation improvement", "no new infections"
  void acted_on() {
    for (const CueMatch& head : heads_) {
      if (head.label == "frame") continue;
      const CueMatch* change = nullptr;
      const CueMatch* state = nullptr;
      for (const CueMatch& r : results_) {
        if (r.label == "active" && r.last < head.first && head.first - r.last <= 3 &&
            !parted(r.last, head.first))
          change = &r;
        if (r.label == "active" && r.first > head.last && r.first - head.last <= 2 &&
            !parted(head.last, r.first) && r.last == r.first &&
            (t_[r.first].ends_with("ment") || t_[r.first].ends_with("tion")))
          state = &r;
        if (r.label == "state" && head.weight > 1 &&
            ((r.first > head.last && r.first - head.last <= 6) ||
             (r.last < head.first && head.first - r.last <= 6)))
          state = &r;
      }
      if ((!change && !state) || head.weight < 2) continue;
      static constexpr WordSet kWanted("to", "will", "should", "would", "could", "can", "must", "may",
                                       "might");
      if (change && change->first > 1 && kWanted.contains(t_[change->first - 1]) &&
          t_[change->first - 2] != "helped" && t_[change->first - 2] != "helps")
        continue;
      const bool in_case = setting_ == MeasureSetting::described_case;
      if (!in_case && (!change || head.weight < 2 || numbers().empty())) continue;
      std::size_t first = head.first, last = head.last;
      if (change) {
        first = change->first;
        if (first > 0 && kDeterminer.contains(t_[first - 1])) --first;
      } else {
        while (first > 0 && !t_.clause_before(first) && head.first - first < 8) --first;
        if (first < head.first && (t_[first] == "and" || t_[first] == "as" || t_[first] == "that")) ++first;
        while (last + 1 < t_.size() && last - head.last < 8 &&
               (!t_.clause_before(last + 1) || t_[last + 1] == "%"))
          ++last;
      }
      add(first, last, head.first, head.last, head.label,
          "measure '" + t_.join(head.first, head.last) + "' with " +
              (change ? "'" + t_.join(change->first, change->last) + "'" : "what is reported of it"));
    }
  }
  bool parted(std::size_t from, std::size_t to) const {
    for (std::size_t i = from + 1; i <= to; ++i)
      if (t_.clause_before(i) || t_[i] == "and" || t_[i] == "while") return true;
    return false;
  }

  // "Footfall: 312", "bed occupancy 84%", "2,300 trees planted": lines without a verb.
  void bare_figures() {
    if (t_.size() > 24) return;
    for (std::size_t i = 0; i < t_.size(); ++i)
      if (kBe.contains(t_[i]) && t_[i] != "now") return;
    std::size_t first = 0;
    for (std::size_t i = 1; i <= t_.size(); ++i) {
      if (i < t_.size() && !(t_.clause_before(i) && (gap_has(i, ',') || gap_has(i, ';')))) continue;
      bare_figure(first, i - 1);
      first = i;
    }
  }
  void bare_figure(std::size_t first, std::size_t last) {
    const NumberExpression* n = number_in(first, last, false);
    NumberExpression plain;  // "58 → 66"
    for (std::size_t i = first + 1; i <= last && !n; ++i)
      if (t_.number(i) && gap_has(i, ':')) {
        plain.first = plain.number = plain.last = i;
        n = &plain;
      }
    if (!n || n->last > last || last - first > 14) return;
    if (n->first == first) {
      if (n->last < last && counted_by_deed(n->last + 1, last))
        add(first, last, n->last + 1, last, activity_in(last, last) ? "process" : kind_of(first, last),
            "a number with what was done");
      return;
    }
    std::size_t name_first = first;
    // "Headline figure: homes let: 312"
    for (std::size_t i = first + 1; i < n->first; ++i)
      if (t_.clause_before(i) && !gap_has(i, '(') && !gap_has(i, ')') && gap(i) != "-" && gap(i) != "/")
        name_first = i;
    const std::size_t name_last = n->first - 1;
    const bool direct = last == n->last || t_.clause_before(n->first) || t_.clause_before(n->last + 1);
    if (!direct || name_last - name_first > 10) return;
    if (change_at(name_last) || is_function_word(t_[name_last])) return;
    if (!head_in(name_first, name_last) &&
        !(t_.clause_before(n->first) && counted_by_deed(name_first, name_last)))
      return;
    add(name_first, last, name_first, name_last, kind_of(name_first, name_last),
        "a figure right behind a measure");
  }

  // ---- counts and shares of a described case
  // -----------------------------------------------------------------------

  void counted() {
    const auto told = cues("case-results").match(t_);
    for (const CueMatch& m : told)
      if (m.label == "plan") return;
    if (!cues("designs").match(t_).empty()) return;  // who was asked, not what came of it
    for (const NumberExpression& n : numbers()) {
      if (n.kind == NumberExpression::Kind::duration || n.bracketed || n.pair) continue;
      std::size_t first = n.first;
      while (first > 0 && n.first - first < 14 && !kOpensClause.contains(t_[first - 1]) &&
             !(t_.clause_before(first) && !(gap_has(first, ',') && n.first - first < 1 && false)) &&
             !(t_[first - 1] == "and" && (first == n.first || verb_before(first - 1))))
        --first;
      const std::size_t last = clause_end(n.last);
      if (last == n.last && n.first == first) continue;
      if (taken(first, last)) continue;
      bool result = false, done = false, input = false, potential = false;
      for (const CueMatch& m : told) {
        if (m.first < first || m.first > last) continue;
        result = result || m.label == "result";
        done = done || m.label == "done";
        input = input || m.label == "input";
        potential = potential || m.label == "potential";
      }
      const bool count = n.kind == NumberExpression::Kind::count;
      const bool share = n.kind == NumberExpression::Kind::share;
      // "20% of the town is over 65" was always so.
      done = ((done || share) && past_in(first, last)) || activity_in(first, last);
      const bool in_words = count && !t_.number(n.number);
      const bool stressed = n.number > 0 && (t_[n.number - 1] == "just" || t_[n.number - 1] == "only" ||
                                             t_[n.number - 1] == "fewer" || t_[n.number - 1] == "nearly" ||
                                             t_[n.number - 1] == "almost" || t_[n.number - 1] == "over");
      const bool money = n.kind == NumberExpression::Kind::money;
      const bool valued = money && head_in(first, last) && !input;
      if (potential && !result && !share) continue;
      if (!(result || (done && !money && (!in_words || stressed)) || valued)) continue;
      if (input && !result) continue;
      // The name: what was counted and what was done or is so.
      std::size_t name_first = n.last + 1, name_last = last;
      if (n.last >= last || (n.last + 2 >= last && n.first > first + 2 && verb_before(n.first))) {
        name_first = n.first;
        while (name_first > first + 1 && n.first - name_first < 5 && !kBe.contains(t_[name_first - 1]))
          --name_first;
        name_last = last;
      }
      while (name_first < name_last && (t_[name_first] == "of" || t_[name_first] == "the" ||
                                        t_[name_first] == "all" || kBe.contains(t_[name_first])))
        ++name_first;
      if (name_first > name_last || name_first >= t_.size()) continue;
      // "£40,000 a year on rent" names no measure.
      if (money && name_first < name_last && (t_[name_first] == "a" || t_[name_first] == "per") &&
          (t_[name_first + 1] == "year" || t_[name_first + 1] == "month" || t_[name_first + 1] == "week"))
        continue;
      // "calls were taken": the verb that counts is the one after the noun.
      const bool activity = activity_in(first, last) && n.kind != NumberExpression::Kind::money;
      const std::string_view kind =
          activity && !(n.kind == NumberExpression::Kind::share && !on_time(first, last))
              ? "process"
              : kind_of(n.first, last);
      add(first, last, name_first, name_last, kind, "counted in a described case");
      if (found_.empty() || found_.back().first != first || found_.back().last != last) continue;
      // "had taken 1,260 calls in a year": "calls taken".
      const bool object = count && n.first > first && activity_in(n.first - 1, n.first - 1);
      if (object && n.last < last) {
        std::size_t end = n.last + 1;
        while (end < last && end < n.last + 4 && !is_function_word(t_[end + 1])) ++end;
        found_.back().name = printed(n.last + 1, end) + " " + std::string(t_[n.first - 1]);
      } else {
        found_.back().name = without_verbs(name_first, name_last, n);
      }
    }
  }
  bool past_in(std::size_t first, std::size_t last) const {
    static constexpr WordSet kPast("was", "were", "had", "has", "have", "went", "would", "did");
    for (std::size_t i = first; i <= last; ++i)
      if (kPast.contains(t_[i]) || (t_[i].size() > 4 && t_[i].ends_with("ed"))) return true;
    return false;
  }
  bool on_time(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < last; ++i)
      if ((t_[i] == "on" && t_[i + 1] == "time") || t_[i] == "within" || t_[i] == "answered") return true;
    return false;
  }
  // "disputes have been mediated": "disputes mediated".
  std::string without_verbs(std::size_t first, std::size_t last, const NumberExpression& n) const {
    std::string out;
    for (std::size_t i = first; i <= last; ++i) {
      if (kBe.contains(t_[i]) || (i >= n.first && i <= n.last)) continue;
      if (t_.clause_before(i) && i > first && gap_has(i, ',')) break;
      if (!out.empty()) out += ' ';
      out += squeeze(words_.substr(t_.begin(i), t_.end(i) - t_.begin(i)));
    }
    return out;
  }

  void felt() {
    for (const CueMatch& m : results_) {
      if (m.label != "felt" || m.first == 0) continue;
      const std::size_t begin = subject_begin(m.first, false), last = clause_end_of_saying(m.last);
      if (begin >= m.first || kNoSubject.contains(t_[begin])) continue;
      add(begin, last, begin, last, "outcome", "people of a described case tell how it was for them");
    }
  }
  std::size_t clause_end_of_saying(std::size_t i) const {
    std::size_t last = i;
    while (last + 1 < t_.size() && last - i < 20 && !t_.clause_before(last + 1) && t_[last + 1] != "but")
      ++last;
    return last;
  }
};

}  // namespace

std::vector<MeasurePhrase> measure_phrases(std::string_view words, const Tokens& tokens,
                                           MeasureSetting setting) {
  return Finder(words, tokens, setting).run();
}

std::string_view measure_kind_of(const Tokens& name) {
  for (const CueMatch& m : cues("measure-heads").match(name))
    if (m.label != "frame") return m.label;
  return {};
}

std::string_view measure_kind_in_list(const Tokens& name) {
  static constexpr WordSet kDone("held", "made", "run", "sent", "taken", "given", "done", "kept", "met", "paid",
                                 "built", "begun", "seen", "written", "drawn");
  const std::string_view heads = measure_kind_of(name);
  for (std::size_t i = 1; i < name.size() && heads.empty(); ++i)
    if (kDone.contains(name[i]) || (name[i].size() > 4 && name[i].ends_with("ed") && name[i] != "need"))
      return "process";
  return heads.empty() ? "outcome" : heads;
}

}  // namespace evident::ingest

// Polarity from a lexicon with negation, and the direction of an effect from what rose or fell: "reduced
// duplication" is good, "reduced quality" is bad. Good and bad words together make a sentence mixed only
// where it sets them against each other.
#include <algorithm>
#include <cstdlib>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"

namespace evident::ingest {
namespace {

// Looked up once: these are asked for every sentence.
const CueList& direction_cues() {
  static const CueList& list = cues("direction");
  return list;
}
const CueList& outcomes_cues() {
  static const CueList& list = cues("outcomes");
  return list;
}
const CueList& polarity_cues() {
  static const CueList& list = cues("polarity");
  return list;
}

// Words without one of which nothing is conceded, and nothing said to be little.
constexpr std::uint32_t kConcedes = 1, kBelittles = 2;
constexpr WordSet kConceding("despite", "spite");
constexpr WordSet kOnly("only", "barely", "merely", "just");
constexpr WordSet kFewer("fewer", "less");
std::uint32_t rare(std::string_view word) {
  return (kConceding.contains(word) ? kConcedes : 0) | (kOnly.contains(word) || kFewer.contains(word) ? kBelittles : 0);
}

std::uint32_t rare_words(const Tokens& tokens) {
  const WordMemo<rare> memo(tokens);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) bits |= memo(tokens, i);
  return bits;
}

struct Change {
  std::string_view value;                     // positive, negative, none, unclear, mixed
  std::size_t first, last;                    // the word of movement
  std::size_t noun_first = 1, noun_last = 0;  // what moved; empty: it is not told
};

bool overlaps(std::size_t a, std::size_t b, std::size_t c, std::size_t d) { return a <= d && c <= b; }

// Whether a mark parts words [from, to].
bool parted(const Tokens& tokens, std::size_t from, std::size_t to) {
  for (std::size_t i = from + 1; i <= to; ++i)
    if (tokens.clause_before(i)) return true;
  return false;
}

// What moved, among these words, by the labels for more being good and more being bad: the nearest behind the
// movement, else before it.
const CueMatch* moved_thing(const CueMatch& move, const std::vector<CueMatch>& words, std::string_view good,
                            std::string_view bad, std::size_t reach) {
  const CueMatch* nearest = nullptr;
  for (const CueMatch& n : words) {
    if ((n.label != good && n.label != bad) || (n.first <= move.last && n.last >= move.first)) continue;
    const bool behind = n.first > move.last;
    const std::size_t d =
        behind ? n.first - move.last : move.first - n.last + 2;  // an object is nearer than a subject
    if (d < reach) {
      reach = d;
      nearest = &n;
    }
  }
  return nearest;
}

struct Changes {
  std::vector<Change> told;
  int up = 0, down = 0;  // verbs of movement of things of which it is not known whether more is good
};

// Movements with the outcome that moved; a word of praise or blame beside the movement will do as well:
// "refused bookings rose".
Changes changes_of(const Tokens& tokens, const std::vector<CueMatch>& judged) {
  static constexpr WordSet kUp("rose", "risen", "rises", "grew", "grown", "grows", "doubled", "tripled",
                               "trebled", "quadrupled", "climbed", "soared", "increased", "surged", "expanded",
                               "multiplied", "up");
  static constexpr WordSet kDown("fell", "fallen", "falls", "dropped", "declined", "decreased", "shrank",
                                 "shrunk", "halved", "slumped", "plummeted", "dwindled", "slid", "dipped", "down");
  Changes out;
  auto moves = direction_cues().match(tokens);
  // "calls down 18%", "up a third"
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i)
    if ((tokens[i] == "down" || tokens[i] == "up") &&
        (tokens.number(i + 1) || tokens[i + 1] == "a" || tokens[i + 1] == "£" || tokens[i + 1] == "$")) {
      const auto at = static_cast<std::uint32_t>(i);
      moves.push_back({at, at, tokens[i] == "up" ? "up" : "down", 2, tokens[i]});
    }
  if (moves.empty()) return out;
  const auto nouns = outcomes_cues().match(tokens);
  for (const CueMatch& m : moves) {
    if (m.label == "none_of_these") continue;
    if (m.label == "better" || m.label == "worse" || m.label == "none" || m.label == "unclear" ||
        m.label == "mixed") {
      out.told.push_back({m.label == "better"  ? "positive"
                          : m.label == "worse" ? "negative"
                                               : m.label,
                          m.first, m.last});
      continue;
    }
    const bool up = m.label == "up";
    if (const CueMatch* noun = moved_thing(m, nouns, "good", "bad", 8)) {
      out.told.push_back({up == (noun->label == "good") ? "positive" : "negative", m.first, m.last,
                          noun->first, noun->last});
      continue;
    }
    const CueMatch* judgement = moved_thing(m, judged, "positive", "negative", 6);
    if (judgement && judgement->weight == 1 &&
        !parted(tokens, std::min<std::size_t>(m.first, judgement->first),
                std::max<std::size_t>(m.last, judgement->last)))
      out.told.push_back({up == (judgement->label == "positive") ? "positive" : "negative", m.first, m.last,
                          judgement->first, judgement->last});
    else if (kUp.contains(tokens[m.first]))
      ++out.up;
    else if (kDown.contains(tokens[m.first]))
      ++out.down;
  }
  return out;
}

// Words of praise and blame, turned round by what denies them or takes them away.
class Judgements {
 public:
  Judgements(const Tokens& tokens, const std::vector<CueMatch>& matches, const std::vector<Change>& changes)
      : tokens_(tokens), matches_(matches), changes_(changes), used_(matches.size(), false), rare_(rare_words(tokens)) {
    find_concession();
    find_others();
    for (const CueMatch& m : matches_) {
      if (m.label == "contrast") contrast = true;
      if ((m.label == "positive" || m.label == "negative") && counts(m)) judge(m);
    }
    if (const std::size_t only = only_so_many(); only < tokens_.size()) {
      // "Only 26% had any say" is little; "only 12% worry" is good.
      const bool blame = std::any_of(matches_.begin(), matches_.end(), [&](const CueMatch& m) {
        return m.label == "negative" && m.weight == 1 && m.first > only && !parted(tokens_, only, m.first);
      });
      if (!blame) bad += 2;
    }
    for (std::size_t i = 0; i < matches_.size(); ++i)
      if (!used_[i] && counts(matches_[i])) unused(matches_[i]);
  }

  int good = 0, bad = 0;
  bool contrast = false;
  bool denial = false;  // a statement denied as a whole, or something said to be little

 private:
  // "Despite some opposition, …": what is conceded does not count.
  void find_concession() {
    if (!(rare_ & kConcedes)) return;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (tokens_[i] == "despite" || (tokens_[i] == "spite" && i > 0 && tokens_[i - 1] == "in")) {
        concession_first_ = i;
        concession_last_ = i + 1;
        while (concession_last_ < tokens_.size() && !tokens_.clause_before(concession_last_))
          ++concession_last_;
        return;
      }
  }

  // "… sent more than those who had not": what is said of the others does not count.
  void find_others() {
    others_ = tokens_.size();
    for (std::size_t i = 1; i + 2 < tokens_.size(); ++i)
      if (tokens_[i] == "than" && (tokens_[i + 1] == "those" || tokens_[i + 1] == "others" || tokens_[i + 1] == "ones") &&
          tokens_[tokens_.size() - 1] == "not") {
        others_ = i;
        return;
      }
  }

  bool counts(const CueMatch& m) const {
    if (m.first >= concession_first_ && m.last < concession_last_) return false;
    if (m.first > others_) return false;
    // A movement decides for its own words.
    const bool moved = std::any_of(changes_.begin(), changes_.end(), [&](const Change& c) {
      if (c.value == "unclear") return false;
      return overlaps(m.first, m.last, c.first, c.last) ||
             (c.noun_first <= c.noun_last && overlaps(m.first, m.last, c.noun_first, c.noun_last));
    });
    if (moved && m.weight == 1) return false;
    return std::none_of(matches_.begin(), matches_.end(), [&](const CueMatch& o) {
      return o.label == "neutral" && overlaps(m.first, m.last, o.first, o.last) && o.weight >= m.weight;
    });
  }

  // "No study sets …", "Nobody …": a clause about nothing is denied as a whole.
  bool opens_denied_clause(const CueMatch& m) const {
    static constexpr WordSet kNone("no", "none", "nobody", "nothing", "neither");
    return kNone.contains(tokens_[m.first]) && tokens_.clause_before(m.first);
  }

  void judge(const CueMatch& m) {
    bool positive = m.label == "positive";
    std::size_t from = m.first;  // where the words that are denied begin
    if (!positive)
      for (std::size_t i = 0; i < matches_.size(); ++i) {
        const CueMatch& r = matches_[i];
        if (r.label == "removal" && r.last < m.first && m.first - r.last <= 6 &&
            !parted(tokens_, r.last, m.first)) {
          positive = true;
          from = r.first;
          used_[i] = true;
          break;
        }
      }
    // "Complaints are rare": what is bad is said to be little.
    if (!positive)
      for (std::size_t i = 0; i < matches_.size(); ++i)
        if (matches_[i].label == "rare" && matches_[i].first > m.last && matches_[i].first - m.last <= 6 &&
            !parted(tokens_, m.last, matches_[i].first)) {
          positive = true;
          used_[i] = true;
        }
    if (m.weight == 1) {
      std::size_t denied_by = matches_.size();
      for (std::size_t i = 0; i < matches_.size(); ++i) {
        const CueMatch& f = matches_[i];
        if ((f.label != "flip" && f.label != "denial") || f.last >= from) continue;
        const std::size_t reach = opens_denied_clause(f) ? 16 : !positive && f.label == "denial" ? 3 : 4;
        if (from - f.last <= reach && !parted(tokens_, f.last, from)) denied_by = i;
      }
      if (denied_by < matches_.size()) {
        positive = !positive;
        // "is not costly", "nobody complained": what denies something bad is no blame itself.
        if (positive)
          for (std::size_t i = 0; i < matches_.size(); ++i)
            used_[i] = used_[i] || overlaps(matches_[i].first, matches_[i].last, matches_[denied_by].first,
                                            matches_[denied_by].last);
      } else if (const std::size_t only = only_so_many();
                 !positive && only < m.first && !parted(tokens_, only, m.first)) {
        positive = true;
      }
    } else if (!positive) {
      denial = true;
    }
    (positive ? good : bad) += m.weight;
  }

  void unused(const CueMatch& m) {
    if (m.label == "denial") {
      denial = true;
      bad += m.weight;
    } else if (m.label == "rare") {
      // "Burglaries have ceased": less of it is better.
      const auto outcomes = outcomes_cues().match(tokens_);
      const bool good_riddance = std::any_of(outcomes.begin(), outcomes.end(), [&](const CueMatch& n) {
        return n.label == "bad" && n.last < m.first && m.first - n.last <= 6 && !parted(tokens_, n.last, m.first);
      });
      (good_riddance ? good : bad) += m.weight;
    } else if (m.label == "removal") {
      // "prevents evictions": what is taken away is an outcome of which less is better.
      const auto outcomes = outcomes_cues().match(tokens_);
      const bool good_riddance = std::any_of(outcomes.begin(), outcomes.end(), [&](const CueMatch& n) {
        return n.label == "bad" && n.first > m.last && n.first - m.last <= 5 &&
               !parted(tokens_, m.last, n.first);
      });
      good += good_riddance;
      bad += !good_riddance && m.weight == 1;
    } else if (m.label == "flip" && opens_denied_clause(m)) {
      denial = true;
      bad += 2;
    }
  }

  // The word "only" before a number; none: the number of words.
  std::size_t only_so_many() const {
    static constexpr WordSet kFew("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                                  "half", "some", "few", "third", "quarter", "handful", "minority", "fraction",
                                  "fifth", "sixth", "tenth", "twelfth", "once", "twice", "part");
    if (!(rare_ & kBelittles)) return tokens_.size();
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (!kOnly.contains(tokens_[i])) continue;
      // "just 11%" is little; "just two weeks" may be quick.
      if (tokens_[i] == "just" && !(i + 2 < tokens_.size() && tokens_.number(i + 1) &&
                                    (tokens_[i + 2] == "%" || tokens_[i + 2] == "per" || tokens_[i + 2] == "percent")))
        continue;
      const std::size_t n = i + 1 + (tokens_[i + 1] == "a" || tokens_[i + 1] == "about");
      if (n < tokens_.size() && (tokens_.number(n) || kFew.contains(tokens_[n]) ||
                                 (n + 1 < tokens_.size() && kFew.contains(tokens_[n + 1]) && tokens_[n] == "a")))
        return i;
    }
    // "one agreement only", "fewer than one in ten"
    for (std::size_t i = 0; i + 3 < tokens_.size(); ++i) {
      if (kFew.contains(tokens_[i]) && tokens_[i + 2] == "only") return i;
      if (kFewer.contains(tokens_[i]) && tokens_[i + 1] == "than" &&
          (tokens_[i + 3] == "in" || tokens_[i + 3] == "half" || tokens_[i + 3] == "third" ||
           tokens_[i + 3] == "quarter" || tokens_[i + 2] == "half"))
        return i;
    }
    return tokens_.size();
  }

  const Tokens& tokens_;
  const std::vector<CueMatch>& matches_;
  const std::vector<Change>& changes_;
  std::vector<bool> used_;
  const std::uint32_t rare_;
  std::size_t concession_first_ = 0, concession_last_ = 0;
  std::size_t others_ = 0;  // behind this word the others are spoken of
};

// One side has more or less than the other of something that nobody judges: "open longer than those without",
// "52 percent, compared with 47 percent".
void compare(const Tokens& tokens, int& good, int& bad) {
  static constexpr WordSet kMore("more", "longer", "higher", "larger", "greater", "earlier", "further", "oftener");
  static constexpr WordSet kLess("less", "fewer", "shorter", "lower", "smaller", "later", "poorer");
  static constexpr WordSet kAgainst("against", "versus", "vs", "compared", "than");
  std::size_t against = 0;
  for (std::size_t i = 1; i + 1 < tokens.size() && !against; ++i)
    if (kAgainst.contains(tokens[i])) against = i;
  if (!against) return;
  int more = 0;
  for (std::size_t i = 0; i < against; ++i) {
    if (against - i <= 9 && kMore.contains(tokens[i])) more = 1;
    if (against - i <= 9 && kLess.contains(tokens[i])) more = -1;
  }
  if (tokens[against] != "than" && more == 0) {
    const auto figure = [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i)
        if (tokens.number(i) && tokens[i].size() <= 3) return std::atoi(std::string(tokens[i]).c_str());
      return -1;
    };
    const int here = figure(0, against), there = figure(against + 1, std::min(tokens.size(), against + 6));
    if (here >= 0 && there >= 0 && here != there) more = here > there ? 1 : -1;
  }
  const auto outcomes = outcomes_cues().match(tokens);
  const bool less_is_better = std::any_of(outcomes.begin(), outcomes.end(), [&](const CueMatch& m) {
    return m.label == "bad" && m.first < against;
  });
  if (less_is_better) more = -more;
  good += more > 0;
  bad += more < 0;
}

}  // namespace

// "Those who have a year invest; those who have a week do not.": the same said of one and denied of another.
static bool denied_of_others(const Tokens& tokens) {
  static constexpr WordSet kVerbs("do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would",
                                  "can", "could");
  const std::size_t n = tokens.size();
  if (n < 8 || tokens[n - 1] != "not" || !kVerbs.contains(tokens[n - 2])) return false;
  for (std::size_t i = 3; i + 3 < n; ++i)
    if (tokens.clause_before(i)) return true;
  return false;
}

Polarity polarity_of(const Tokens& tokens) {
  const auto matches = polarity_cues().match(tokens);
  const Changes moved = changes_of(tokens, matches);
  const std::vector<Change>& changes = moved.told;
  const Judgements judged(tokens, matches, changes);
  int good = judged.good, bad = judged.bad;
  const bool denial = judged.denial, contrast = judged.contrast;
  Polarity out;
  int up = 0, down = 0, none = 0, other = 0;
  const Change* doubt = nullptr;  // "unlikely that …", "unclear whether …": what follows is not asserted
  for (const Change& c : changes)
    if (c.value == "unclear" && !doubt) doubt = &c;
  for (const Change& c : changes) {
    const bool turned = doubt && std::any_of(matches.begin(), matches.end(), [&](const CueMatch& m) {
                          return m.label == "contrast" && m.first > doubt->last && m.last < c.first;
                        });
    if (doubt && !turned && c.first > doubt->last && c.value != "unclear") {
      ++other;
      continue;
    }
    // "did not improve" is in the cues as a whole; a loose denial just before a movement counts the same.
    bool denied = false;
    for (const CueMatch& f : matches)
      denied = denied || (f.label == "flip" && f.last < c.first && c.first - f.last <= 2);
    if (denied && c.value != "none")
      ++none;
    else if (c.value == "positive")
      ++up;
    else if (c.value == "negative")
      ++down;
    else if (c.value == "none")
      ++none;
    else
      ++other;
  }
  if (up && down)
    out.direction = "mixed";
  else if (none)
    out.direction = "none";
  else if (up)
    out.direction = "positive";
  else if (down)
    out.direction = "negative";
  else if (other)
    out.direction = "unclear";
  // "it cannot be assumed that outcomes improve": the movement is not asserted.
  if (denial && (out.direction == "positive" || out.direction == "negative") && !contrast)
    out.direction = "unclear";
  good += up;
  bad += down + 2 * none;
  if (!good && !bad) {
    good = moved.up;
    bad = moved.down;
  }
  if (!good && !bad) compare(tokens, good, bad);
  if (denied_of_others(tokens)) {
    out.polarity = "mixed";
  } else if (good && bad) {
    if (contrast)
      out.polarity = "mixed";
    else if (denial)
      out.polarity = "negative";
    else
      out.polarity = good > bad ? "positive" : "negative";
  } else if (good) {
    out.polarity = "positive";
  } else if (bad) {
    out.polarity = "negative";
  }
  return out;
}

}  // namespace evident::ingest

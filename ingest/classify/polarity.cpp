// Polarity from a lexicon with negation, and the direction of an effect from what rose or fell: "reduced
// duplication" is good, "reduced quality" is bad. Good and bad words together make a sentence mixed only
// where it sets them against each other.
#include <algorithm>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_memo.hpp"

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

std::uint32_t concession(std::string_view word) { return word == "despite" || word == "spite"; }

struct Change {
  std::string_view value;                     // positive, negative, none, unclear, mixed
  std::size_t first, last;                    // the word of movement
  std::size_t noun_first = 1, noun_last = 0;  // what moved; empty: it is not told
};

// Movements with the outcome that moved: the nearest outcome behind the word, else before it.
std::vector<Change> changes_of(const Tokens& tokens) {
  std::vector<Change> out;
  const auto moves = direction_cues().match(tokens);
  const auto nouns = outcomes_cues().match(tokens);
  for (const CueMatch& m : moves) {
    if (m.label == "none_of_these") continue;
    if (m.label == "better" || m.label == "worse" || m.label == "none" || m.label == "unclear" ||
        m.label == "mixed") {
      out.push_back({m.label == "better"  ? "positive"
                     : m.label == "worse" ? "negative"
                                          : m.label,
                     m.first, m.last});
      continue;
    }
    const CueMatch* nearest = nullptr;
    std::size_t distance = 8;
    for (const CueMatch& n : nouns) {
      if (n.first <= m.last && n.last >= m.first) continue;
      const bool behind = n.first > m.last;
      const std::size_t d =
          behind ? n.first - m.last : m.first - n.last + 2;  // an object is nearer than a subject
      if (d < distance) {
        distance = d;
        nearest = &n;
      }
    }
    if (!nearest) continue;
    const bool up = m.label == "up", good = nearest->label == "good";
    out.push_back({up == good ? "positive" : "negative", m.first, m.last, nearest->first, nearest->last});
  }
  return out;
}

}  // namespace

Polarity polarity_of(const Tokens& tokens) {
  const auto matches = polarity_cues().match(tokens);
  const auto changes = changes_of(tokens);
  int good = 0, bad = 0;
  bool contrast = false;
  // "Despite some opposition, …": what is conceded does not count.
  std::size_t concession_first = 0, concession_last = 0;
  const bool concedes = any_word<concession>(tokens, 1);
  for (std::size_t i = 0; i < tokens.size() && concedes; ++i)
    if (tokens[i].ends_with("spite") &&
        (tokens[i] == "despite" || (tokens[i] == "spite" && i > 0 && tokens[i - 1] == "in"))) {
      concession_first = i;
      concession_last = i + 1;
      while (concession_last < tokens.size() && !tokens.clause_before(concession_last)) ++concession_last;
      break;
    }
  bool denial = false;  // a statement denied as a whole, or something said to be little
  const auto overlaps = [](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    return a <= d && c <= b;
  };
  for (const CueMatch& m : matches) {
    if (m.label == "contrast") contrast = true;
    if (m.label != "positive" && m.label != "negative") continue;
    if (m.first >= concession_first && m.last < concession_last) continue;
    // A movement decides for its own words.
    const bool moved = std::any_of(changes.begin(), changes.end(), [&](const Change& c) {
      if (c.value == "unclear") return false;
      return overlaps(m.first, m.last, c.first, c.last) ||
             (c.noun_first <= c.noun_last && overlaps(m.first, m.last, c.noun_first, c.noun_last));
    });
    if (moved && m.weight == 1) continue;
    const bool part_of_phrase = std::any_of(matches.begin(), matches.end(), [&](const CueMatch& o) {
      return o.label == "neutral" && overlaps(m.first, m.last, o.first, o.last) && o.weight >= m.weight;
    });
    if (part_of_phrase) continue;
    bool positive = m.label == "positive";
    if (m.weight == 1)
      for (const CueMatch& f : matches)
        if (f.label == "flip" && f.last < m.first && m.first - f.last <= 4) {
          bool parted = false;
          for (std::size_t i = f.last + 1; i <= m.first; ++i) parted = parted || tokens.clause_before(i);
          if (!parted) positive = !positive;
          break;
        }
    if (!positive && m.weight >= 2) denial = true;
    (positive ? good : bad) += m.weight;
  }
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
  if (good && bad) {
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

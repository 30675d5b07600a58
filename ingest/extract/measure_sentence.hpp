// The parts of one sentence in which measures are looked for: noun phrases, subjects, clauses, and what cue
// lists and numbers say of them. A piece of measure_phrases.cpp.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/measure_phrases.hpp"
#include "ingest/extract/numbers.hpp"
#include "support/text.hpp"

namespace evident::ingest::measures {

inline constexpr WordSet kBe("is", "are", "was", "were", "been", "be", "being", "has", "have", "had", "now",
                             "also", "did", "does", "then", "still", "since", "slowly", "just", "do",
                             "instead", "therefore", "however", "again", "alone");
inline constexpr WordSet kOpensClause("but", "while", "whereas", "that", "where", "because", "although",
                                      "though", "when", "if", "so", "which", "who", "unless", "yet");
inline constexpr WordSet kAdverbial("in", "by", "after", "since", "over", "during", "within", "at", "among",
                                    "across", "under", "for", "before", "throughout", "on", "as");
inline constexpr WordSet kNoSubject("it", "they", "this", "that", "these", "those", "he", "she", "we", "i",
                                    "you", "there", "which", "who", "results", "things", "people", "one",
                                    "others", "outcomes", "effectiveness", "findings");
inline constexpr WordSet kDeterminer("the", "a", "an", "our", "its", "their", "his", "her", "both", "each",
                                     "this", "these");
inline constexpr WordSet kAfterElement("which", "who", "that", "because", "while", "when", "where", "was",
                                       "were", "is", "are", "but", "so", "as", "though", "before", "if",
                                       "than", "rather", "landlord", "using", "until", "had", "should");
inline constexpr WordSet kNoElement("not", "that", "to", "as", "being", "positive", "good", "similar",
                                    "unclear", "mixed", "better", "higher", "lower", "worse", "the same",
                                    "more", "less", "by", "at", "whether", "required", "needed", "how",
                                    "different", "on", "in");

class MeasureSentence {
 public:
  MeasureSentence(std::string_view words, const Tokens& tokens, MeasureSetting setting)
      : words_(words), t_(tokens), setting_(setting) {}

 protected:
  // ---- what stands between two words
  // --------------------------------------------------------------------------

  std::string_view gap(std::size_t i) const {  // before word i
    return i == 0 ? words_.substr(0, t_.begin(0)) : words_.substr(t_.end(i - 1), t_.begin(i) - t_.end(i - 1));
  }
  bool gap_has(std::size_t i, char c) const { return gap(i).find(c) != std::string_view::npos; }
  std::string printed(std::size_t first, std::size_t last) const {
    std::string out = squeeze(words_.substr(t_.begin(first), t_.end(last) - t_.begin(first)));
    std::erase(out, '*');
    return out;
  }

  // ---- what is known of a stretch
  // ------------------------------------------------------------------------------

  const CueMatch* head_in(std::size_t first, std::size_t last, bool frames = true) const {
    const CueMatch* best = nullptr;
    for (const CueMatch& m : heads_)
      if (m.first >= first && m.last <= last && (frames || m.label != "frame") &&
          (!best || m.weight > best->weight))
        best = &m;
    return best;
  }
  const NumberExpression* number_in(std::size_t first, std::size_t last, bool durations) const {
    for (const NumberExpression& n : numbers())
      if (n.first >= first && n.first <= last && (durations || n.kind != NumberExpression::Kind::duration))
        return &n;
    return nullptr;
  }
  bool activity_in(std::size_t first, std::size_t last) const {
    for (const CueMatch& m : results_)
      if (m.label == "activity" && m.first >= first && m.last <= last) return true;
    return false;
  }
  std::string_view kind_of(std::size_t first, std::size_t last) const {
    // The head that decides is the first: "complaints about delays" are complaints.
    for (const CueMatch& m : heads_)
      if (m.first >= first && m.last <= last && m.label != "frame") return m.label;
    return "outcome";
  }

  bool taken(std::size_t first, std::size_t last) const {
    return std::any_of(found_.begin(), found_.end(),
                       [&](const MeasurePhrase& p) { return first <= p.last && last >= p.first; });
  }
  bool add(std::size_t first, std::size_t last, std::size_t name_first, std::size_t name_last,
           std::string_view kind, std::string reason, bool named = false) {
    if (taken(first, last)) return false;
    while (name_first < name_last && kDeterminer.contains(t_[name_first])) ++name_first;
    // "Resets, the bane of the desk,": what is put in is no part of the name.
    for (std::size_t i = name_first + 1; i <= name_last; ++i)
      if (t_.clause_before(i) && gap_has(i, ',')) {
        name_last = i - 1;
        break;
      }
    found_.push_back({first, last, printed(name_first, name_last), kind, std::move(reason), named});
    return true;
  }

  // The first word of the subject of the verb at v; v if there is none.
  std::size_t subject_begin(std::size_t v, bool list) const {
    std::size_t i = v;
    // "Strain, measured with the index, was lower": what is put in between is stepped over.
    if (i > 0 && i < t_.size() && t_.clause_before(i) && gap_has(i, ',') && !gap_has(i, ')')) {
      std::size_t k = i - 1;
      while (k > 0 && !t_.clause_before(k)) --k;
      if (k > 0 && gap_has(k, ',') && i - k < 14) i = k;
    }
    for (bool at_once = true; i > 0 && v - i < 24; at_once = false) {
      if (i < t_.size() && t_.clause_before(i) && !(at_once && i != v)) {
        if (gap_has(i, ')') && i > 0) {
          std::size_t open = i - 1;
          while (open > 0 && !gap_has(open, '(')) --open;
          if (open == 0) break;
          i = open;
          if (gap(open).find(')') != std::string_view::npos) break;
          at_once = true;
          // The word before the bracket goes on with the phrase.
          if (i == 0) break;
          --i;
          continue;
        }
        const bool hyphen = gap(i) == "-" || gap(i) == "/";
        if (!hyphen && !(list && (gap_has(i, ',') || gap_has(i, ';')) && i > 0)) break;
      }
      const std::string_view before = t_[i - 1];
      // "arrears among those who stayed": the clause belongs to the noun before it.
      const bool relative = (before == "who" || before == "that" || before == "which") && i > 1 && i < v &&
                            !t_.clause_before(i - 1) && !says(t_[i - 2]) && t_[i - 2] != "you" && t_[i - 2] != "us" &&
                            t_[i - 2] != "me" && t_[i - 2] != "them";
      if (kOpensClause.contains(before) && !relative) break;
      if (before == "and" || before == "or") {
        // Two clauses or two nouns: a verb before the "and" decides.
        bool verb = false;
        for (std::size_t k = i - 1; k-- > 0 && !t_.clause_before(k + 1);) {
          verb = verb || kBe.contains(t_[k]) || change_at(k);
          if (verb) break;
        }
        if (verb) break;
      }
      --i;
    }
    if (i < v && (t_[i] == "and" || t_[i] == "or")) ++i;
    return i;
  }
  static bool says(std::string_view w) {
    static constexpr WordSet kSays("said", "say", "says", "found", "find", "shows", "showed", "show",
                                   "suggests", "suggest", "reported", "reports", "report", "means", "meant",
                                   "estimates", "believe", "think", "thought", "estimated", "so", "claims",
                                   "told", "evidence");
    return kSays.contains(w);
  }
  bool change_at(std::size_t i) const {
    for (const CueMatch& m : results_)
      if ((m.label == "change" || m.label == "level" || m.label == "activity") && m.first <= i && i <= m.last)
        return true;
    return false;
  }

  // "In Aalst the number …", "After a year four in five …": where the subject itself begins.
  std::size_t after_adverbial(std::size_t first, std::size_t last) const {
    if (!kAdverbial.contains(t_[first])) return first;
    for (std::size_t i = first + 2; i <= last; ++i) {
      if (t_[i] == "the" || t_[i] == "a" || t_[i] == "an" || t_[i] == "average" || t_[i] == "all") return i;
      for (const NumberExpression& n : numbers())
        if (n.first == i && n.kind != NumberExpression::Kind::duration && t_[i - 1] != "the") return i;
      if (t_.clause_before(i) && gap_has(i, ',')) return i;
      // "By March 2014 monthly trips": a year ends the phrase of time.
      if (t_[i - 1].size() == 4 && t_.number(i - 1) && (t_[i - 1].starts_with("19") || t_[i - 1].starts_with("20"))) return i;
    }
    return first;
  }

  // The last word of the clause that goes on from word i.
  std::size_t clause_end(std::size_t i) const {
    std::size_t last = i;
    while (last + 1 < t_.size() && last - i < 24) {
      const std::size_t next = last + 1;
      if (kOpensClause.contains(t_[next])) break;
      if (t_.clause_before(next)) {
        const bool bracket = gap_has(next, '(') || gap_has(next, ')');
        const bool amount = t_[next] == "%" || t_[next] == "£" || t_[next] == "$" || t_[next] == "€" ||
                            gap(next) == "-" || gap(next) == "/";
        const bool goes_on = t_[next] == "from" || t_[next] == "to" || t_[next] == "compared" ||
                             t_[next] == "against" || t_[next] == "by" || t_[next] == "down" ||
                             t_[next] == "up" || t_[next] == "or";
        if (!bracket && !amount && !goes_on) break;
        if (!bracket && goes_on && !number_in(next, std::min(next + 5, t_.size() - 1), true)) break;
      }
      if (t_[next] == "and") {
        bool clause = false;
        for (std::size_t k = next + 1; k < t_.size() && k < next + 9 && !t_.clause_before(k); ++k)
          clause = clause || kBe.contains(t_[k]) || change_at(k);
        if (clause) break;
      }
      last = next;
    }
    return last;
  }

  bool verb_before(std::size_t i) const {
    for (std::size_t k = i; k-- > 0 && !t_.clause_before(k + 1);)
      if (kBe.contains(t_[k]) || change_at(k)) return true;
    return false;
  }

  std::string_view words_;
  const Tokens& t_;
  MeasureSetting setting_;
  std::vector<CueMatch> naming_, results_, heads_;
  std::vector<MeasurePhrase> found_;

  // None until they are wanted, and found when first asked for.
  void want_numbers() { numbers_wanted_ = true; }
  const std::vector<NumberExpression>& numbers() const {
    if (numbers_wanted_) numbers_ = number_expressions(words_, t_);
    numbers_wanted_ = false;
    return numbers_;
  }

 private:
  mutable bool numbers_wanted_ = false;
  mutable std::vector<NumberExpression> numbers_;
};

}  // namespace evident::ingest::measures

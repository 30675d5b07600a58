// Advice is told from cues (corpus/cues/recommending.tsv, advice.tsv, imperatives.tsv) and from the subject
// of the modal verb: who stands before it, and whether somebody else is made to say it.
#include "ingest/extract/advice.hpp"

#include <algorithm>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/names.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr WordSet kSaying("believe", "believes", "believed", "think", "thinks", "thought", "feel", "feels",
                          "felt", "say", "says", "said", "argue", "argues", "argued", "agree", "agrees",
                          "agreed", "suggest", "suggests", "suggested", "consider", "considers", "considered",
                          "conclude", "concludes", "concluded", "recommend", "recommends", "recommended",
                          "propose", "proposes", "proposed", "insist", "insists", "insisted", "state",
                          "states", "stated", "decided", "told", "warned", "warns", "asked", "claimed",
                          "claims", "claim", "expected", "announced", "ruled", "wanted", "recognise",
                          "recognised", "knew", "know", "realised", "noted", "reported", "stressed",
                          "emphasised", "hope", "hoped", "assume", "assumed");
// Those whose view is the document's own.
constexpr WordSet kOwn("we", "i", "panel", "commission", "committee", "report", "review", "inquiry",
                       "taskforce", "authors", "author", "paper", "group", "briefing", "study", "findings",
                       "evidence", "results", "guide");
constexpr WordSet kPronouns("they", "it", "this", "these", "that", "he", "she", "there", "which", "who",
                            "what", "one", "you");
constexpr WordSet kAdverbs("also", "therefore", "always", "then", "now", "still", "thus", "instead", "only",
                           "both", "all", "never", "too", "themselves", "itself", "again", "first",
                           "consequently", "accordingly", "ideally", "clearly", "simply", "either",
                           "certainly", "at", "least");
constexpr WordSet kSubordinators("if", "when", "where", "while", "although", "though", "in", "to", "for",
                                 "with", "after", "before", "as", "by", "at", "on", "however", "therefore",
                                 "finally", "but", "from", "given", "despite", "because", "since", "unless",
                                 "until", "first", "firstly", "second", "secondly", "third", "thirdly",
                                 "rather", "instead", "under", "without", "once", "whether", "during", "so",
                                 "yet", "ideally", "further", "furthermore", "moreover", "similarly",
                                 "likewise", "lastly", "nevertheless", "overall", "above", "equally",
                                 "alternatively", "otherwise", "consequently", "accordingly", "hence", "thus",
                                 "over");
constexpr WordSet kAppositions("working", "together", "with", "in", "including", "along", "alongside", "as",
                               "through", "supported", "led", "particularly", "especially", "such", "like",
                               "starting", "acting", "via", "not");
constexpr WordSet kArticles("the", "all", "every", "each", "any", "both", "our", "their", "a", "an", "some",
                            "and", "or", "that", "most", "these", "those");
constexpr WordSet kParticipleLike("able", "aware", "clear", "ready", "prepared", "responsible", "open",
                                  "willing", "careful", "bold", "wary", "transparent", "accountable",
                                  "proactive", "realistic", "honest", "involved", "committed", "ambitious",
                                  "flexible", "mindful", "alert", "cautious");

struct Words {
  std::size_t first = 1, last = 0;
  bool empty() const { return first > last; }
};

bool bracketed(std::string_view text, const Tokens& tokens, std::size_t i) {
  return tokens.begin(i) > 0 && text[tokens.begin(i) - 1] == '(';
}

// The clause that ends before word `end`: back to the comma, list of subjects and brackets included.
Words subject_before(std::string_view text, const Tokens& tokens, std::size_t end) {
  std::size_t last = end;
  while (last > 0 && (kAdverbs.contains(tokens[last - 1]) ||
                      (tokens[last - 1].size() > 4 && tokens[last - 1].ends_with("ly"))))
    --last;
  if (last == 0) return {};
  --last;
  const auto begin_of = [&](std::size_t i) {
    while (i > 0 && !tokens.clause_before(i)) --i;
    return i;
  };
  std::size_t first = begin_of(last);
  // "Clinical Commissioning Groups (CCGs) should".
  while (first > 0 && bracketed(text, tokens, first) && last - first < 4) {
    last = first - 1;
    first = begin_of(last);
  }
  // "The Department, working with schools, should".
  if (first > 0 && kAppositions.contains(tokens[first]) &&
      !kSubordinators.contains(tokens[begin_of(first - 1)])) {
    last = first - 1;
    first = begin_of(last);
    if (bracketed(text, tokens, first) && first > 0) {
      last = first - 1;
      first = begin_of(last);
    }
  }
  // "Schools, colleges and nurseries should".
  bool listed = false;
  for (std::size_t i = first; i <= last; ++i) listed = listed || tokens[i] == "and" || tokens[i] == "or";
  for (int steps = 0; listed && first > 0 && steps < 6; ++steps) {
    const std::size_t before = begin_of(first - 1);
    if (first - before > 7 || kSubordinators.contains(tokens[before])) break;
    const char mark = text[tokens.end(first - 1)];
    if (mark != ',' && mark != ')') break;
    first = before;
  }
  return {first, last};
}

Words without_articles(const Tokens& tokens, Words words) {
  while (!words.empty() && kArticles.contains(tokens[words.first])) {
    // "those who commission services" names somebody.
    if (tokens[words.first] == "those" && words.first < words.last && tokens[words.first + 1] == "who") break;
    ++words.first;
  }
  return words;
}

// The words from `from` up to `to`, "that", a verb or the end of the clause.
Words phrase_from(const Tokens& tokens, std::size_t from, bool stop_at_verb) {
  static const CueList& verbs = cues("imperatives");
  if (from >= tokens.size()) return {};
  std::size_t last = from;
  std::vector<CueMatch> found;
  if (stop_at_verb) found = verbs.match(tokens);
  const auto verb = [&](std::size_t i) {
    if (tokens[i] == "be" || tokens[i] == "should" || tokens[i] == "must") return true;
    if (tokens.capital(i)) return false;
    return std::any_of(found.begin(), found.end(), [&](const CueMatch& m) { return m.first == i; });
  };
  for (std::size_t i = from; i < tokens.size() && i < from + 16; ++i) {
    if (i > from && (tokens[i] == "to" || tokens[i] == "that" || tokens[i] == "which")) break;
    if (i > from && tokens.clause_before(i)) {
      // A list of names goes on: "ministers, councils and schools to …".
      bool more = false;
      for (std::size_t k = i; k < tokens.size() && k < i + 6; ++k) more = more || tokens[k] == "and";
      if (!more) break;
    }
    if (stop_at_verb && i > from && verb(i)) break;
    last = i;
  }
  // "ministers urgently review".
  while (last > from &&
         (kAdverbs.contains(tokens[last]) || (tokens[last].size() > 4 && tokens[last].ends_with("ly"))))
    --last;
  return {from, last};
}

// "be" and a participle after the modal verb: somebody else acts.
std::size_t passive_at(const Tokens& tokens, std::size_t after) {
  std::size_t i = after;
  while (i < tokens.size() &&
         (tokens[i] == "not" || tokens[i] == "always" || tokens[i] == "also" || tokens[i] == "never" ||
          tokens[i] == "only" || tokens[i] == "therefore" || tokens[i].ends_with("ly")))
    ++i;
  if (i + 1 >= tokens.size() || tokens[i] != "be") return 0;
  ++i;
  while (i + 1 < tokens.size() &&
         (tokens[i].ends_with("ly") || tokens[i] == "more" || tokens[i] == "better" || tokens[i] == "also"))
    ++i;
  const std::string_view w = tokens[i];
  if (kParticipleLike.contains(w)) return 0;
  static constexpr WordSet kIrregular(
      "made", "given", "done", "set", "put", "built", "held", "kept", "led", "run", "seen", "taken", "taught",
      "told", "brought", "found", "met", "paid", "sent", "spent", "shown", "drawn", "written", "known",
      "begun", "chosen", "cut", "borne", "let", "left", "sought", "won", "read", "understood");
  return w.ends_with("ed") || w.ends_with("en") || kIrregular.contains(w) ? i : 0;
}

void set_actor(Advice& out, std::string_view text, const Tokens& tokens, Words words) {
  words = without_articles(tokens, words);
  if (words.empty() || words.last - words.first > 24) return;
  out.first = words.first;
  out.last = words.last;
  out.actor = names_an_actor(tokens, text, words.first, words.last);
}

// "should be carried out by local authorities".
void set_agent(Advice& out, std::string_view text, const Tokens& tokens, std::size_t participle) {
  for (std::size_t i = participle + 1; i + 1 < tokens.size() && i < participle + 14; ++i) {
    if (tokens[i] != "by" || tokens[i + 1].ends_with("ing")) continue;
    Words words{i + 1, i + 1};
    while (words.last + 1 < tokens.size() && words.last - words.first < 8 &&
           !tokens.clause_before(words.last + 1) && !is_function_word(tokens[words.last + 1]) &&
           tokens[words.last + 1] != "before" && tokens[words.last + 1] != "when")
      ++words.last;
    set_actor(out, text, tokens, words);
    if (!out.actor) out.first = 1, out.last = 0;
    return;
  }
}

bool says_no(const Tokens& tokens, std::size_t from) {
  for (std::size_t i = from; i < tokens.size() && i < from + 3; ++i) {
    if (tokens[i] == "not" && i + 1 < tokens.size() && tokens[i + 1] == "only") return false;
    if (tokens[i] == "not" || tokens[i] == "never" || tokens[i] == "avoid" || tokens[i] == "stop" ||
        tokens[i] == "refrain")
      return true;
  }
  return false;
}

// After a modal verb. False: no advice.
bool read_modal(Advice& out, std::string_view text, const Tokens& tokens, const CueMatch& m) {
  Words subject = subject_before(text, tokens, m.first);
  if (subject.empty()) return false;
  // Who is made to say it, and the subject after them.
  for (std::size_t i = subject.last + 1; i-- > subject.first;) {
    const bool vital = tokens[i] == "vital" || tokens[i] == "essential" || tokens[i] == "important" ||
                       tokens[i] == "recommendation" || tokens[i] == "conclusion" || tokens[i] == "view";
    // "Secretary of State" says nothing.
    if (!vital && (tokens.capital(i) || !kSaying.contains(tokens[i]))) continue;
    bool own = vital;
    for (std::size_t k = subject.first; k < i; ++k) own = own || kOwn.contains(tokens[k]);
    for (std::size_t k = subject.first; k < i; ++k)
      if (tokens[k] == "respondents" || tokens[k] == "participants" || tokens[k] == "interviewees" ||
          tokens[k] == "%" || tokens[k] == "they" || tokens[k] == "you" || tokens[k] == "people")
        own = false;
    if (!own && i > subject.first) return false;
    if (i == subject.last) return false;
    subject.first = i + 1;
    break;
  }
  // Asked, or told of something: "how councils should plan", "the services which should".
  static constexpr WordSet kEmbedding("how", "what", "whether", "why", "because", "if", "unless", "than",
                                      "until", "when", "where", "as");
  for (std::size_t i = subject.first; i <= subject.last; ++i)
    if (kEmbedding.contains(tokens[i]) && !(tokens[i] == "as" && i > subject.first)) return false;
  // "our intention that this report should": but "organisations that provide care should".
  for (std::size_t i = subject.first + 1; i < subject.last; ++i)
    if (tokens[i] == "that" && !names_an_actor(tokens, text, i - 1, i - 1)) return false;
  const std::string_view near = tokens[subject.last];
  if (near == "which" || near == "who" || near == "that" || near == "nor" || near == "and" || near == "or" ||
      near == "but")
    return false;
  // A saying verb in an earlier clause of the sentence with somebody else as its subject.
  for (std::size_t i = 1; i < subject.first; ++i)
    if (kSaying.contains(tokens[i]) && !tokens.clause_before(i) && !tokens.capital(i)) {
      bool own = false;
      for (std::size_t k = i > 6 ? i - 6 : 0; k < i; ++k) own = own || kOwn.contains(tokens[k]);
      const bool reports = subject.first - i <= 3;
      if (!own && reports) return false;
    }
  if (tokens[subject.first] == "there") {
    out.pronoun = false;
    return tokens[m.last] == "should" || tokens[m.last] == "must" || tokens[m.last] == "to" ||
           tokens[m.last] == "be";
  }
  const Words bare = without_articles(tokens, subject);
  if (bare.empty() || (bare.first == bare.last && kPronouns.contains(tokens[bare.first]))) {
    out.pronoun = true;
  } else if (tokens[bare.first] == "we" || tokens[bare.first] == "i" || tokens[bare.first] == "you") {
    // Who speaks or reads: nobody is named.
  } else {
    const std::size_t participle = passive_at(tokens, tokens[m.last] == "be" ? m.last : m.last + 1);
    // "Museums should be allowed to charge": what they may do then is theirs.
    static constexpr WordSet kEnabled("allowed", "permitted", "required", "encouraged", "enabled", "obliged", "entitled",
                                      "empowered", "trusted", "trained");
    if (participle && kEnabled.contains(tokens[participle]) && participle + 1 < tokens.size() &&
        tokens[participle + 1] == "to") {
      set_actor(out, text, tokens, bare);
    } else if (participle) {
      set_agent(out, text, tokens, participle);
    } else {
      set_actor(out, text, tokens, bare);
    }
  }
  out.negative = says_no(tokens, m.last + 1) || tokens[subject.first] == "no";
  out.weak = m.label == "need";
  return true;
}

// "we recommend that X …", "we call on X to …", "X are urged to …", "it is vital that X …".
bool read_performative(Advice& out, std::string_view text, const Tokens& tokens, const CueMatch& m) {
  // Not asked, nor said by those asked.
  for (std::size_t i = 0; i < m.first; ++i)
    if (tokens[i] == "respondents" || tokens[i] == "participants" || tokens[i] == "interviewees" ||
        tokens[i] == "%" || tokens[i] == "whether")
      return false;
  const bool past = tokens[m.last] == "asked" || tokens[m.last] == "urged";
  if (m.label == "call" && past && m.first > 0 && m.last > m.first) return false;
  if (m.label == "call" && (tokens[m.first] == "is" || tokens[m.first] == "are")) {
    set_actor(out, text, tokens, subject_before(text, tokens, m.first));
    return out.actor;
  }
  std::size_t from = m.last + 1;
  if (from >= tokens.size()) return false;
  const std::string_view end = tokens[m.last];
  if (m.label == "vital" && (end == "to" || end == "for")) return end == "to" ? m.first <= 1 : false;
  const bool that = end == "that" || tokens[from] == "that";
  // "we want to", "the report asks how"
  static constexpr WordSet kAsked("to", "how", "what", "whether", "why", "if", "which");
  if (m.label == "call" && kAsked.contains(tokens[from])) return false;
  if (tokens[from] == "that" || tokens[from] == "for") ++from;
  if (from >= tokens.size()) return false;
  out.negative = says_no(tokens, from);
  if (m.label == "call" || that) {
    if (end == "for") return true;
    const Words words = phrase_from(tokens, from, m.label != "call");
    set_actor(out, text, tokens, words);
    if (!out.actor) {
      out.first = 1;
      out.last = 0;
    } else if (that) {
      for (std::size_t i = out.last + 1; i < tokens.size() && i < out.last + 4; ++i)
        out.negative = out.negative || tokens[i] == "not" || tokens[i] == "stop" || tokens[i] == "avoid";
    }
    return true;
  }
  return true;
}

}  // namespace

std::optional<Advice> advice_in(std::string_view text, const Tokens& tokens) {
  if (tokens.size() < 4 || tokens.size() > 120) return std::nullopt;
  static const CueList& list = cues("recommending");
  const auto matches = list.match(tokens);
  if (matches.empty()) return std::nullopt;
  for (const CueMatch& m : matches)
    if (m.label == "obligation") return std::nullopt;
  for (const CueMatch& m : matches) {
    Advice out;
    out.first = 1;
    bool advises = false;
    if (m.label == "consequence" && (tokens[m.first] == "should" || tokens[m.first] == "must")) {
      // "Ministers should make it clear": only of somebody who can act is it advice.
      CueMatch verb = m;
      verb.last = m.first;
      verb.label = "modal";
      advises = read_modal(out, text, tokens, verb) && out.actor;
    } else if (m.label == "modal" || m.label == "need") {
      // A remark or an expectation that begins at the same words has taken this one's place.
      const bool taken = std::any_of(matches.begin(), matches.end(), [&](const CueMatch& o) {
        return (o.label == "no_advice" || o.label == "consequence") && o.first <= m.last && m.first <= o.last;
      });
      if (taken) continue;
      advises = read_modal(out, text, tokens, m);
    } else if (m.label == "recommended") {
      const Words subject = subject_before(text, tokens, m.first);
      advises = !subject.empty() && m.first > 0;
      for (std::size_t i = 0; i < m.first; ++i)
        advises = advises && tokens[i] != "which" && tokens[i] != "that" && tokens[i] != "than" &&
                  tokens[i] != "as";
    } else if (m.label == "performative" || m.label == "call" || m.label == "vital") {
      advises = read_performative(out, text, tokens, m);
    }
    if (!advises) continue;
    out.cue = tokens.join(m.first, m.last);
    return out;
  }
  return std::nullopt;
}

std::optional<Instruction> instruction_in(std::string_view text, const Tokens& tokens) {
  (void)text;
  if (tokens.empty()) return std::nullopt;
  static const CueList& verbs = cues("imperatives");
  Instruction out;
  std::size_t i = 0;
  // "Where possible, use": up to the comma.
  if (kSubordinators.contains(tokens[0]) && tokens[0] != "to" && tokens[0] != "not") {
    for (std::size_t k = 1; k < tokens.size() && k < 18; ++k)
      if (tokens.clause_before(k)) {
        i = k;
        break;
      }
    if (i == 0) return std::nullopt;
  }
  while (i < tokens.size() &&
         (tokens[i] == "always" || tokens[i] == "also" || tokens[i] == "then" || tokens[i] == "please" ||
          tokens[i] == "and" || tokens[i] == "first" || tokens[i] == "only" || tokens[i] == "just" ||
          (tokens[i].size() > 4 && tokens[i].ends_with("ly") && tokens[i] != "apply" &&
           tokens[i] != "supply" && tokens[i] != "comply" && tokens[i] != "rely")))
    ++i;
  if (i >= tokens.size()) return std::nullopt;
  if (tokens[i] == "to" && i + 1 < tokens.size()) {
    out.infinitive = true;
    ++i;
  }
  // "not approve …" below "councils should:".
  const bool bare_not = tokens[i] == "not" && i + 1 < tokens.size();
  if (bare_not) ++i;
  if (tokens[i] == "never" || tokens[i] == "don't" || tokens[i] == "avoid" || tokens[i] == "stop" ||
      (tokens[i] == "do" && i + 1 < tokens.size() && tokens[i + 1] == "not")) {
    out.negative = true;
    return out;
  }
  // Only the words from here on: "Plan" in "Plan early", not in "The plan".
  const std::size_t last = std::min(tokens.size() - 1, i + 2);
  const std::string opening = tokens.join(i, last);
  // "Let me be clear": what the author is about to say.
  if (tokens[i] == "let" && i + 1 < tokens.size() && tokens[i + 1] == "me") return std::nullopt;
  for (const CueMatch& m : verbs.match(Tokens(opening)))
    if (m.first == 0) {
      // "Support from managers", "Access to jobs", "Lack of …": nouns.
      if (i + 1 < tokens.size() && !out.infinitive) {
        const std::string_view next = tokens[i + 1];
        if (next == "of" || next == "is" || next == "are" || next == "was" || next == "were" ||
            next == "should" || next == "must" || next == "will" || next == "can" || next == "has" ||
            next == "by" || next == "need" || next == "needs")
          return std::nullopt;
      }
      out.negative = bare_not;
      return out;
    }
  return std::nullopt;
}

Lead lead_in(std::string_view sentence) {
  Lead out;
  const Tokens tokens(sentence);
  if (tokens.empty() || tokens.size() > 60) return out;
  // "The panel believes the NCB should:", "Schools must not:".
  const std::string_view end = tokens[tokens.size() - 1];
  const bool modal_end =
      end == "should" || end == "must" || end == "to" || end == "not" || end == "never" || end == "also";
  if (modal_end || tokens.size() > 4)
    if (const auto advice = advice_in(sentence, tokens)) {
      const bool ends_so = modal_end;
      if (ends_so || advice->cue.find("recommend") != std::string::npos ||
          advice->cue.find("call") != std::string::npos || advice->cue.find("urge") != std::string::npos) {
        out.kind = advice->negative ? Lead::Kind::dont : Lead::Kind::advice;
        if (advice->actor)
          out.addressee = std::string(sentence.substr(
              tokens.begin(advice->first), tokens.end(advice->last) - tokens.begin(advice->first)));
        out.cue = advice->cue;
        return out;
      }
    }
  if (modal_end && tokens.size() >= 2) {
    // Too short for a sentence: "Schools should:", "You must:".
    for (std::size_t i = tokens.size(); i-- > 0;)
      if (tokens[i] == "should" || tokens[i] == "must") {
        out.kind = says_no(tokens, i + 1) ? Lead::Kind::dont : Lead::Kind::advice;
        out.cue = tokens[i];
        const Words words = i ? without_articles(tokens, subject_before(sentence, tokens, i)) : Words{};
        if (!words.empty() && names_an_actor(tokens, sentence, words.first, words.last))
          out.addressee = std::string(
              sentence.substr(tokens.begin(words.first), tokens.end(words.last) - tokens.begin(words.first)));
        return out;
      }
  }
  // "For farmers and growers:", "Local authorities:".
  if (tokens.size() <= 9) {
    const Words words = without_articles(tokens, {tokens[0] == "for" ? 1u : 0u, tokens.size() - 1});
    if (!words.empty() && names_an_actor(tokens, sentence, words.first, words.last) &&
        head_of(tokens, words.first, words.last) == words.last) {
      out.kind = Lead::Kind::steps;
      out.addressee = std::string(
          sentence.substr(tokens.begin(words.first), tokens.end(words.last) - tokens.begin(words.first)));
      out.cue = squeeze(sentence);
      return out;
    }
  }
  const CueMatch* best = nullptr;
  const auto matches = cues("advice").match(tokens);
  bool told = false;
  for (const CueMatch& m : matches) {
    told = told || m.label == "told";
    if (m.label != "audience" && m.label != "told" && (!best || m.weight > best->weight)) best = &m;
  }
  if (!best) return out;
  if (best->label == "items") {
    if (told) return out;
    out.kind = Lead::Kind::steps;
  } else if (best->label == "dont") {
    // "Mistakes that were made": short lead-ins only.
    if (told || tokens.size() > 10) return out;
    out.kind = Lead::Kind::dont;
  } else {
    out.kind = told ? Lead::Kind::none : Lead::Kind::advice;
  }
  out.cue = tokens.join(best->first, best->last);
  return out;
}

std::string without_article(std::string_view words) {
  const Tokens tokens(words);
  if (tokens.empty()) return squeeze(words);
  const Words bare = without_articles(tokens, {0, tokens.size() - 1});
  if (bare.empty()) return squeeze(words);
  return squeeze(words.substr(tokens.begin(bare.first)));
}

std::string addressee_of_heading(std::string_view heading, bool alone) {
  const Tokens tokens(heading);
  if (tokens.empty() || tokens.size() > 16) return {};
  const auto take = [&](std::size_t first, std::size_t last) -> std::string {
    const Words words = without_articles(tokens, {first, last});
    if (words.empty() || !names_an_actor(tokens, heading, words.first, words.last)) return {};
    // "The way to change the NHS" names nobody.
    if (words.first < words.last && !tokens.capital(words.first))
      for (const CueMatch& m : cues("imperatives").match(tokens))
        if (m.first == words.first) return {};
    return squeeze(
        heading.substr(tokens.begin(words.first), tokens.end(words.last) - tokens.begin(words.first)));
  };
  bool advises = topic_of(heading) == Topic::recommendation;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    advises = advises || tokens[i] == "implications" || tokens[i] == "lessons" || tokens[i] == "messages" ||
              tokens[i] == "priorities" || tokens[i] == "actions" || tokens[i] == "points" ||
              tokens[i] == "learning" || tokens[i] == "advice" || tokens[i] == "guidance";
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view w = tokens[i];
    // "for schools", "to ministers", "on national leaders": to the end of the heading.
    if ((i > 0 ? advises : alone) && i + 1 < tokens.size() &&
        (w == "for" || w == "to" || w == "on" || w == "upon")) {
      std::string found = take(i + 1, tokens.size() - 1);
      if (!found.empty()) return found;
    }
    // "What councils can do", "How commissioners can support change", "Schools should".
    if (i > 0 && (w == "can" || w == "should" || w == "must" || w == "could" || w == "need")) {
      std::size_t first = 0;
      while (first < i && (tokens[first] == "what" || tokens[first] == "how" || tokens[first] == "where" ||
                           tokens[first] == "why" || tokens.number(first)))
        ++first;
      if (first < i) {
        std::string found = take(first, i - 1);
        if (!found.empty()) return found;
      }
      if (i + 1 < tokens.size() && first == i && tokens.size() > i + 2) {
        // "What should government do?"
        std::size_t last = i + 1;
        while (last + 1 < tokens.size() && tokens[last + 1] != "do" && !tokens.clause_before(last + 1))
          ++last;
        std::string found = take(i + 1, last);
        if (!found.empty()) return found;
      }
    }
  }
  if (!alone || tokens.size() > 7) return {};
  std::size_t first = 0;
  while (first < tokens.size() && tokens.number(first)) ++first;
  if (first >= tokens.size()) return {};
  for (std::size_t i = first; i < tokens.size(); ++i)
    if (tokens[i].ends_with("ing") || tokens[i] == "of" || tokens[i] == "with" || tokens[i] == "in")
      return {};
  return take(first, tokens.size() - 1);
}

std::string audience_in(std::string_view text, const Tokens& tokens) {
  for (const CueMatch& m : cues("advice").match(tokens)) {
    if (m.label != "audience" || m.last + 1 >= tokens.size() || m.first < 2 || m.first > 14) continue;
    const std::size_t first = m.last + 1;
    std::size_t last = first;
    while (last + 1 < tokens.size() && last - first < 10 && !tokens.clause_before(last + 1) &&
           tokens[last + 1] != "seeking" && tokens[last + 1] != "who" && tokens[last + 1] != "that" &&
           tokens[last + 1] != "which" && tokens[last + 1] != "is" && tokens[last + 1] != "to" &&
           tokens[last + 1] != "wishing" && tokens[last + 1] != "looking" && tokens[last + 1] != "in")
      ++last;
    const Words words = without_articles(tokens, {first, last});
    if (words.empty() || !names_an_actor(tokens, text, words.first, words.last)) continue;
    // The text itself must be what is meant for somebody.
    for (std::size_t i = 0; i < m.first + 1; ++i)
      if (tokens[i] == "report" || tokens[i] == "guide" || tokens[i] == "guidance" ||
          tokens[i] == "process" || tokens[i] == "checklist" || tokens[i] == "toolkit" ||
          tokens[i] == "briefing" || tokens[i] == "paper" || tokens[i] == "section" ||
          tokens[i] == "advice" || tokens[i] == "document" || tokens[i] == "handbook" ||
          tokens[i] == "steps" || tokens[i] == "note" || tokens[i] == "chapter" ||
          tokens[i] == "recommendations" || tokens[i] == "booklet" || tokens[i] == "manual" ||
          tokens[i] == "slides")
        return squeeze(
            text.substr(tokens.begin(words.first), tokens.end(words.last) - tokens.begin(words.first)));
  }
  return {};
}

}  // namespace evident::ingest

// Words that a misspelt one could have been are compared by edit distance, phrase with phrase of as many
// words, and tried in the question, nearest first; what was expected is put into words for people.
#include "query/language/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "graph/schema/schema.hpp"
#include "support/text.hpp"

namespace evident::query::hinting {

namespace wc = word_class;

bool wordy(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_';
}

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string_view slice(std::string_view text, Span s) { return text.substr(s.begin, s.end - s.begin); }

bool empty(Span s) { return s.begin == s.end; }

Span token_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return span_of(text.size(), text.size());
  if (const auto bare = bare_word_length(text.substr(at))) return span_of(at, at + bare);
  std::size_t end = at;
  if (!wordy(text[at])) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return span_of(at, end);
  }
  while (end < text.size() && (wordy(text[end]) || ((text[end] == '-' || text[end] == '\'' ||
                                                     text[end] == '/' || text[end] == '.') &&
                                                    end + 1 < text.size() && wordy(text[end + 1]))))
    ++end;
  return span_of(at, end);
}

Span token_before(std::string_view text, std::size_t at) {
  const auto end = without_trailing_layout(text.substr(0, at)).size();
  auto begin = end;
  while (begin > 0 && (wordy(text[begin - 1]) || ((text[begin - 1] == '-' || text[begin - 1] == '\'') &&
                                                  begin > 1 && wordy(text[begin - 2]) && begin < end)))
    --begin;
  return span_of(begin, end);
}

Span next_token(std::string_view text, Span token) {
  return token_at(text, token.end + layout_length(text.substr(token.end)));
}

Diagnostic say(std::string code, std::string message, Span where, std::string fix,
               std::optional<Diagnostic::Edit> edit) {
  return {std::move(code), std::move(message), where, std::move(fix), {}, std::move(edit), {}};
}

std::string_view subject_noun(std::string_view text) {
  for (std::size_t at = layout_length(text); at < text.size();) {
    if (const auto noun = longest_word(text.substr(at), wc::noun); noun.length != 0) return noun.word;
    const auto token = token_at(text, at);
    at = token.end + layout_length(text.substr(token.end));
  }
  return {};
}
std::vector<std::string> properties_of(std::string_view noun_word) {
  std::vector<std::string> words;
  for (const auto& noun : graph::nouns())
    if (std::find(noun.words.begin(), noun.words.end(), noun_word) != noun.words.end())
      for (const auto& meaning : noun.meanings)
        for (const auto attribute : graph::info(meaning.kind).attributes) {
          const auto& own = graph::info(attribute).words;
          if (!own.empty() && std::find(words.begin(), words.end(), own.front()) == words.end())
            words.emplace_back(own.front());
        }
  return words;
}

namespace {

struct Candidate {
  std::string_view word;
  std::size_t distance;
  bool same_ending;
  bool begun;  // typed is how it begins: "hav" of "have"
  bool same_start;
  std::size_t length;  // bytes of the text that it stands for
};

// Words like the one that begins at `at`, nearest first. A phrase of n words is compared with the n words
// there.
std::vector<Candidate> like(std::string_view text, std::size_t at, WordClasses classes,
                            const std::vector<std::string_view>& keywords) {
  std::vector<Candidate> found;
  std::array<std::string, 6> typed;  // typed[n]: the n + 1 words at that place
  std::array<std::size_t, 6> ends{};
  std::size_t words = 0;
  for (auto token = token_at(text, at); words < typed.size() && !empty(token) && wordy(text[token.begin]);
       token = next_token(text, token)) {
    ends[words] = token.end;
    typed[words] = folded_word(text.substr(at, token.end - at));
    ++words;
  }
  if (words == 0) return found;
  const auto consider = [&](std::string_view word) {
    const auto n = static_cast<std::size_t>(std::count(word.begin(), word.end(), ' '));
    if (n >= words) return;
    const auto& mine = typed[n];
    const auto limit = mine.size() < 4 ? 1u : mine.size() < 9 ? 2u : 3u;
    if (mine.size() + limit < word.size() || word.size() + limit < mine.size() || mine.size() < 3) return;
    const auto folded = folded_word(word);
    if (folded == mine) return;
    const auto distance = edit_distance(mine, folded, limit);
    if (distance > limit || distance * 2 >= mine.size()) return;
    found.push_back({word, distance, (mine.back() == 's') == (word.back() == 's'), folded.starts_with(mine),
                     mine.front() == word.front(), ends[n] - at});
  };
  if (classes != 0)
    for (const auto& entry : vocabulary())
      if ((entry.classes & classes) != 0) consider(entry.word);
  for (auto keyword : keywords) consider(keyword);
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    if (a.distance != b.distance) return a.distance < b.distance;
    if (a.same_ending != b.same_ending) return a.same_ending;
    if (a.begun != b.begun) return a.begun;
    if (a.same_start != b.same_start) return a.same_start;
    if (a.length != b.length) return a.length > b.length;
    return a.word < b.word;
  });
  constexpr std::size_t kTried = 8;
  if (found.size() > kTried) found.resize(kTried);
  return found;
}

}  // namespace

Hint did_you_mean(const Context& c, std::size_t at, WordClasses classes,
                  const std::vector<std::string_view>& keywords, std::string_view code,
                  std::string_view message) {
  const Candidate* second_best = nullptr;
  const auto candidates = like(c.text, at, classes, keywords);
  const auto answer = [&](const Candidate& candidate) {
    const Span where = span_of(at, at + candidate.length);
    return say(std::string(code), fmt::format(fmt::runtime(message), slice(c.text, where)), where,
               fmt::format("did you mean '{}'?", candidate.word),
               Diagnostic::Edit{where, std::string(candidate.word)});
  };
  for (const auto& candidate : candidates) {
    const auto outcome = c.trial({span_of(at, at + candidate.length), std::string(candidate.word)});
    if (outcome == Trial::mends) return answer(candidate);
    if (outcome == Trial::helps && second_best == nullptr && candidate.same_start) second_best = &candidate;
  }
  return second_best != nullptr ? Hint(answer(*second_best)) : Hint();
}

std::vector<std::string> expected_words(const Context& c) {
  std::vector<std::string> words;
  const auto add = [&](WordClasses classes, std::string_view name) {
    if ((c.failure.classes & classes) != 0) words.emplace_back(name);
  };
  struct Family {
    std::string_view mark;  // where this keyword is expected, so are the others
    std::string_view name;
    std::vector<std::string_view> keywords;
  };
  static const std::vector<Family> kFamilies = {
      {"list all",
       "an opening (which, list, how many …)",
       {"which",
        "which of the",
        "which of",
        "what",
        "what is",
        "what are",
        "which are",
        "who is",
        "who are",
        "who",
        "list",
        "list all",
        "find",
        "find all",
        "show",
        "show me",
        "show all",
        "show me all",
        "give me",
        "give me all",
        "how many",
        "count",
        "describe",
        "tell me about",
        "gaps in",
        "the gaps in",
        "evidence gaps in",
        "what are the gaps in",
        "where are the gaps in",
        "what gaps are there in",
        "where are there gaps in",
        "are there gaps in",
        "are there any gaps in",
        "are there",
        "is there",
        "do",
        "does",
        "did",
        "do any",
        "does any",
        "are any",
        "is any",
        "do all",
        "do all of the",
        "does every",
        "does each",
        "are all",
        "are all of the",
        "is every",
        "is each",
        "do most",
        "do most of the",
        "are most",
        "are most of the",
        "is it true that",
        "is",
        "are",
        "was",
        "were",
        "can",
        "could",
        "will",
        "would",
        "has",
        "have",
        "had",
        "should",
        "must",
        "what do",
        "what does",
        "what did",
        "whose views are missing",
        "whose voices are missing",
        "who is not heard",
        "where is",
        "where are",
        "where was",
        "where were",
        "where do",
        "on what do",
        "how do",
        "gap map of",
        "a gap map of",
        "evidence map of",
        "evidence gap map of",
        "what share of",
        "what percentage of",
        "what proportion of",
        "compare",
        "how is",
        "how are",
        "by what chain is",
        "by what chain of claims is",
        "what links",
        "what connects",
        "which concepts link",
        "which concepts connect",
        "match",
        "let",
        "ask",
        "explain",
        "why not",
        "why is not",
        "check"}},
      {"at least",
       "how many (at least 3, no, only …)",
       {"at least",   "at most",  "more than", "over",         "greater than", "above", "less than",
        "fewer than", "under",    "below",     "exactly",      "no",           "only",  "only one",
        "only 1",     "just one", "a single",  "a single one", "every",        "all",   "any",
        "some",       "a",        "an"}},
      {"since",
       "a time (since 2003, in the last 5 years …)",
       {"in the last", "in the past", "within the last", "over the last", "during the last", "in", "since",
        "before", "after", "between", "from", "published", "carried out", "conducted", "gathered",
        "collected", "added"}},
      {"one",
       "",
       {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}},
      {"both", "", {"both", "either", "exactly"}},
      {"the", "", {"the"}},
      {"have",
       "have, lack or are …",
       {"have",    "has",    "had",       "lack",     "lacks",      "are",      "is",      "were",
        "was",     "be",     "have been", "has been", "do not",     "does not", "did not", "don't",
        "doesn't", "didn't", "are there", "is there", "were there", "exist",    "exists",  "do",
        "does",    "did",    "mention",   "mentions", "differ",     "differs"}},
      {"desc",
       "an order (desc, newest first …)",
       {"desc", "descending", "asc", "ascending", "newest first", "oldest first", "highest first",
        "lowest first", "largest first", "smallest first", "most first", "fewest first", "strongest first",
        "weakest first"}},
      {"did", "", {"do", "does", "did"}},
      {"named", "'named'", {"named", "called"}},
      {"mentioning", "'mentioning'", {"mentioning", "containing"}},
      {"that", "'that'", {"that", "who", "which"}},
      {"true", "", {"true", "false"}},
      {"order by", "'sort by'", {"sort by", "order by"}},
      {"summarize", "'summarise'", {"summarise", "summarize"}},
      {"top", "'limit'", {"limit", "first", "top"}},
      {"contain", "'contains'", {"contains", "contain"}},
      {"start with", "'starts with'", {"starts with", "start with"}},
      {"an", "", {"a", "an", "any", "some"}},
      {"exists", "'exists'", {"exist", "exists"}},
      {"according to whom",
       "'who says so'",
       {"who says so", "who says this", "who says it", "according to whom"}},
      {"number of",
       "a count or average (number of sources, average of sample size …)",
       {"number of", "count of", "average of", "average",    "avg of",   "mean of", "mean",
        "sum of",    "total of", "total",      "minimum of", "min of",   "lowest",  "maximum of",
        "max of",    "highest",  "median of",  "median",     "share of", "count"}},
      {"connected to",
       "'connected to'",
       {"connected to", "linked to", "related to", "connected with", "and"}},
      {"within one source",
       "'within one source'",
       {"within one source", "within one document", "in one source", "in one document"}},
      {"in at most", "'within'", {"within", "in at most"}}};

  add(wc::noun, "a kind of thing (measures, claims, studies …)");
  add(wc::adjective, "a describing word (outcome, causal, qualitative …)");
  add(wc::property, "a property (year, title …)");
  for (auto kind : c.failure.kinds) words.emplace_back(kind);
  add(wc::verb, "a verb (report, name, make …)");
  add(wc::participle, "what is done (reported by, found in …)");
  add(wc::preposition, "a link (about, from, in, by, among …)");
  std::vector<std::string_view> left = c.failure.keywords;
  for (const auto& family : kFamilies) {
    if (std::find(left.begin(), left.end(), family.mark) == left.end()) continue;
    if (!family.name.empty()) words.emplace_back(family.name);
    std::erase_if(left, [&](auto word) {
      return std::find(family.keywords.begin(), family.keywords.end(), word) != family.keywords.end();
    });
  }
  for (auto keyword : left) words.push_back(fmt::format("'{}'", keyword));
  if (words.empty()) words.emplace_back("the end of the question");
  return words;
}

}  // namespace evident::query::hinting

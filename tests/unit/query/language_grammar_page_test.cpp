// docs/ask/grammar.md is made from the types of the grammar: what is drawn there is what is read. Rules that
// are used once and are small are drawn where they are used; the others have a diagram of their own, and a
// question that goes through them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tao/pegtl/demangle.hpp>
#include <vector>

#include "query/language/grammar.hpp"
#include "query/language/tree.hpp"
#include "unit/query/language_questions.hpp"
#include "unit/query/railroad.hpp"

namespace evident::query::test {
namespace {

namespace pegtl = tao::pegtl;
namespace inner = tao::pegtl::internal;

template <typename... Rules>
using Rules_ = pegtl::type_list<Rules...>;

// "h_which" of grammar::h_which; empty for templates and PEGTL's own.
template <typename Rule>
std::string rule_name() {
  const std::string name(pegtl::demangle<Rule>());
  constexpr std::string_view kSpace = "evident::query::grammar::";
  if (!name.starts_with(kSpace) || name.find('<') != std::string::npos) return {};
  return name.substr(kSpace.size());
}

struct Grammar {
  std::map<std::string, Track> rules;
  std::vector<std::string> order;  // as they are met from the question inwards
};

template <typename Rule>
Track track_of(Grammar& grammar);

template <typename... Rules>
std::vector<Track> tracks(Grammar& grammar, Rules_<Rules...>) {
  return {track_of<Rules>(grammar)...};
}

// ---- what is matched by hand, and characters, in words for people
template <grammar::Phrase... phrases>
Track body(Grammar&, const grammar::kw<phrases...>*) {
  return choice({word(std::string(phrases.view()))...});
}
template <WordClasses classes>
Track body(Grammar&, const grammar::word<classes>*) {
  namespace wc = word_class;
  constexpr std::pair<WordClasses, const char*> kNames[] = {
      {wc::noun, "NOUN"},        {wc::adjective, "DESCRIBING WORD"},
      {wc::verb, "VERB"},        {wc::participle, "PARTICIPLE"},
      {wc::preposition, "LINK"}, {wc::property, "PROPERTY"},
      {wc::flag, "FLAG"},        {wc::choice, "VALUE"},
      {wc::effect, "EFFECT"}};
  std::vector<Track> all;
  for (const auto& [bit, name] : kNames)
    if ((classes & bit) != 0) all.push_back(word(name));
  return choice(std::move(all));
}
#define TERMINAL(rule, words) \
  Track body(Grammar&, const grammar::rule*) { return word(words); }
TERMINAL(describing, "DESCRIBING WORD")
TERMINAL(pure_property, "PROPERTY")
TERMINAL(grouping_word, "PROPERTY or NOUN")
TERMINAL(only_participle, "PARTICIPLE with only: \"made only by\"")
TERMINAL(declared_name, "NAME GIVEN BEFORE")
TERMINAL(declaration, "IDENTIFIER")
TERMINAL(bare_name, "WORDS OF A NAME")
TERMINAL(bare_word, "ANY WORD")
#undef TERMINAL
Track body(Grammar&, const grammar::layout*) { return {}; }

std::string characters(std::initializer_list<char32_t> list) {
  std::string text;
  for (const auto c : list) {
    if (c == 0x201C)
      text += "\u201c";
    else if (c == 0x201D)
      text += "\u201d";
    else
      text += static_cast<char>(c);
  }
  return text;
}
template <typename Peek, typename Peek::data_t... c>
Track body(Grammar&, const inner::one<inner::result_on_found::success, Peek, c...>*) {
  return choice({word(characters({static_cast<char32_t>(c)}))...});
}
template <char... c>
Track body(Grammar&, const inner::string<c...>*) {
  return word(std::string{c...});
}
Track body(Grammar&, const inner::eof*) { return {}; }
Track body(Grammar&, const inner::success*) { return {}; }

// ---- what joins rules
template <typename... Rules>
Track body(Grammar& grammar, const inner::seq<Rules...>*) {
  return sequence(tracks(grammar, Rules_<Rules...>()));
}
template <typename... Rules>
Track body(Grammar& grammar, const inner::sor<Rules...>*) {
  return choice(tracks(grammar, Rules_<Rules...>()));
}
template <typename... Rules>
Track body(Grammar& grammar, const inner::opt<Rules...>*) {
  return optional(sequence(tracks(grammar, Rules_<Rules...>())));
}
template <typename... Rules>
Track body(Grammar& grammar, const inner::star<Rules...>*) {
  return optional(repeat(sequence(tracks(grammar, Rules_<Rules...>()))));
}
template <typename... Rules>
Track body(Grammar& grammar, const inner::plus<Rules...>*) {
  return repeat(sequence(tracks(grammar, Rules_<Rules...>())));
}
template <typename... Rules>
Track body(Grammar&, const inner::at<Rules...>*) {
  return {};  // looks ahead and takes nothing
}
template <typename... Rules>
Track body(Grammar&, const inner::not_at<Rules...>*) {
  return {};
}

// Characters of literals; nothing else may come here.
Track body(Grammar&, const void*) { return word("UNKNOWN CHARACTERS"); }

// Literals are described by hand: their characters say less than a word.
const std::map<std::string, std::string>& literals() {
  static const std::map<std::string, std::string> kAll = {{"text", "\"TEXT\""},
                                                          {"number", "NUMBER"},
                                                          {"count", "WHOLE NUMBER"},
                                                          {"year", "YEAR"},
                                                          {"date", "DATE"},
                                                          {"parameter", "$NAME"},
                                                          {"set_name", "@NAME"},
                                                          {"digits", "DIGITS"},
                                                          {"identifier", "IDENTIFIER"},
                                                          {"number_word", "one … twelve"},
                                                          {"version_number", "1.0"},
                                                          {"path", "NAME.NAME …"},
                                                          {"relation", "EDGE or VERB"}};
  return kAll;
}

template <typename Rule>
Track track_of(Grammar& grammar) {
  using Body = typename Rule::rule_t;
  const auto name = rule_name<Rule>();
  if (const auto literal = literals().find(name); literal != literals().end()) return word(literal->second);
  if (name.empty() || std::is_same_v<Rule, Body>) return body(grammar, static_cast<const Body*>(nullptr));
  if (grammar.rules.emplace(name, Track{}).second) {
    grammar.order.push_back(name);
    auto made = body(grammar, static_cast<const Body*>(nullptr));
    grammar.rules[name] = std::move(made);
  }
  return rule(name);
}

// ---- the page

void count(const Track& track, std::map<std::string, int>& used) {
  if (track.of == Track::Of::rule) ++used[track.text];
  for (const auto& part : track.parts) count(part, used);
}

Track with(const Track& track, const std::map<std::string, Track>& inlined) {
  if (track.of == Track::Of::rule) {
    const auto found = inlined.find(track.text);
    return found == inlined.end() ? track : found->second;
  }
  if (track.parts.empty()) return track;
  std::vector<Track> parts;
  for (const auto& part : track.parts) parts.push_back(with(part, inlined));
  switch (track.of) {
    case Track::Of::sequence:
      return sequence(std::move(parts));
    case Track::Of::choice:
      return choice(std::move(parts));
    case Track::Of::optional:
      return optional(std::move(parts[0]));
    default: {
      Track again = track;
      again.parts = std::move(parts);
      return again;
    }
  }
}

// Small rules are drawn where they stand, until nothing is small any more.
void draw_small_rules_in_place(Grammar& grammar) {
  constexpr std::size_t kSmall = 30, kUsedOnce = 64;
  for (;;) {
    std::map<std::string, int> used;
    for (const auto& [name, track] : grammar.rules) count(track, used);
    std::map<std::string, Track> inlined;
    for (const auto& name : grammar.order) {
      if (name == "question" || !grammar.rules.contains(name)) continue;
      const auto& track = grammar.rules.at(name);
      std::map<std::string, int> inside;
      count(track, inside);
      const auto lines = drawn(track);
      const auto height = std::count(lines.begin(), lines.end(), '\n');
      const auto wide = width(track);
      const bool opening = name.starts_with("h_");
      if (!inside.contains(name) && !opening &&
          ((wide <= kSmall && height <= 2) || (used[name] == 1 && wide <= kUsedOnce && height <= 8)))
        inlined.emplace(name, track);
      if (!inlined.empty()) break;  // one after the other: what is put in place may make another large
    }
    if (inlined.empty()) return;
    for (auto& [name, track] : grammar.rules) track = with(track, inlined);
    for (const auto& [name, track] : inlined) grammar.rules.erase(name);
  }
}

// Rules by the beginning of their name, and some by name; the last group takes the rest.
struct Group {
  std::string_view prefix;
  std::set<std::string> names;
  const char *title, *words;
};
const Group kGroups[] = {
    {"-",
     {"question", "query", "head", "let"},
     "A question",
     "A version and named sets may stand before the question, steps after it, each behind a bar."},
    {"h_", {}, "Ways to begin", "The first that fits is taken, in the order of the diagram of all openings."},
    {"m_",
     {"modifier", "phrase", "phrase_core", "subject", "subject_phrase"},
     "Things and what describes them",
     "A modifier belongs to the nearest noun that can take it."},
    {"c_",
     {"predicate", "clause", "being"},
     "Statements",
     "What is said of the things that are asked about."},
    {"-", {"where", "condition", "condition_term", "comparison"}, "Conditions", "What properties must be."},
    {"stage_", {"stage", "pipe"}, "Steps", "Each works on what the steps before have left."},
    {"", {}, "Parts", "What the diagrams above are made of."},
};

std::string shown(const std::string& name) {
  static const std::map<std::string, std::string> kPrefixes = {
      {"h_", "question: "}, {"m_", "modifier: "}, {"c_", "statement: "}, {"stage_", "step: "}};
  std::string text = name;
  for (const auto& [prefix, words] : kPrefixes)
    if (name.starts_with(prefix)) text = words + name.substr(prefix.size());
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}
Track shown(const Track& track) {
  Track result = track;
  if (track.of == Track::Of::rule) result.text = shown(track.text);
  for (auto& part : result.parts) part = shown(part);
  return result;
}

// The shortest question that goes through each rule.
struct Trace {
  std::vector<std::string> rules;
  DeclaredNames declared;
};
template <typename Rule>
struct tracing : pegtl::normal<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input>
  [[nodiscard]] static bool match(Input& in, Trace& trace) {
    const auto before = trace.rules.size();
    const bool matched = pegtl::normal<Rule>::template match<A, M, Action, Control>(in, trace);
    static const std::string name = rule_name<Rule>();
    if (!matched || A == pegtl::apply_mode::nothing)
      trace.rules.resize(before);
    else if (!name.empty())
      trace.rules.push_back(name);
    return matched;
  }
};
std::map<std::string, std::string> examples() {
  std::map<std::string, std::string> shortest;
  for (const auto question : kQuestions) {
    Trace trace;
    pegtl::memory_input<> in(question.data(), question.data() + question.size(), "");
    if (!pegtl::parse<grammar::question, pegtl::nothing, tracing>(in, trace)) continue;
    for (const auto& name : trace.rules) {
      auto& known = shortest[name];
      if (known.empty() || question.size() < known.size()) known = question;
    }
  }
  return shortest;
}

std::string page() {
  Grammar grammar;
  track_of<grammar::question>(grammar);
  draw_small_rules_in_place(grammar);
  const auto questions = examples();
  std::string out =
      "# Grammar\n\n"
      "Made from the rules by which questions are read (`EVIDENT_UPDATE_GOLDEN=1` and the unit tests of "
      "`query` write it). A "
      "diagram is\nfollowed along its lines from the left to the right; `◂` marks a line that goes back, so "
      "that what "
      "stands above it may come again.\nSmall words stand as they are written, `‹…›` is another diagram, and "
      "capital letters "
      "are words of these lists:\n\n"
      "| in capital letters | is |\n| --- | --- |\n"
      "| NOUN, DESCRIBING WORD, VERB, PARTICIPLE, LINK, PROPERTY, VALUE | a word of [the "
      "schema](../schema.md): a kind of "
      "thing, what stands before one, `report`, `reported by`, `about`, `year`, a value of a property; FLAG "
      "is a property that "
      "holds or not, EFFECT what evidence may be of |\n"
      "| WORDS OF A NAME | a name without quotation marks: words that are none of the language, or that "
      "begin with a "
      "capital letter |\n"
      "| \"TEXT\", NUMBER, WHOLE NUMBER, YEAR, DATE | `\"trust\"` or `“trust”`, `12.5%`, `3`, `2010`, "
      "`2010-05` or `2010-05-31` |\n"
      "| $NAME, @NAME, IDENTIFIER, NAME.NAME … | a value given from outside, a set named by `let`, a name of "
      "your own, a way "
      "through things: `source.title` |\n\n"
      "A blank in a word also stands for a line end or one hyphen; capital letters do not matter; comments "
      "go from `#` to the end "
      "of the line.\nWhere several lines can be followed, the first that leads on is taken, and of two words "
      "the longer.\n";
  std::set<std::string> done;
  for (const auto& group : kGroups) {
    out += std::string("\n## ") + group.title + "\n\n" + group.words + "\n";
    for (const auto& name : grammar.order) {
      if (!grammar.rules.contains(name) || done.contains(name)) continue;
      if (!name.starts_with(group.prefix) && !group.names.contains(name)) continue;
      done.insert(name);
      out += "\n### " + shown(name) + "\n";
      if (const auto example = questions.find(name);
          example != questions.end() && name != "question" && name != "query" && name != "head")
        out += "\n`` " + example->second + " ``\n";
      out += "\n```text\n" + drawn(shown(grammar.rules.at(name))) + "```\n";
    }
  }
  return out;
}

}  // namespace
}  // namespace evident::query::test

TEST_CASE("the page of the grammar is the grammar") {
  using namespace evident::query::test;
  const std::string path = std::string(EVIDENT_SOURCE_DIR) + "/docs/ask/grammar.md";
  const auto made = page();
  CHECK(made.find("UNKNOWN") == std::string::npos);  // a rule that the page does not know
  if (std::getenv("EVIDENT_UPDATE_GOLDEN") != nullptr && std::getenv("CI") == nullptr) {
    std::ofstream(path, std::ios::binary) << made;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  const std::string written{std::istreambuf_iterator<char>(in), {}};
  const auto differ = std::mismatch(made.begin(), made.end(), written.begin(), written.end());
  INFO("the first difference: " << std::string(differ.first, std::min(differ.first + 80, made.end())));
  CHECK((made == written));
}

TEST_CASE("diagrams are drawn from left to right with their loops below") {
  using namespace evident::query::test;
  CHECK(drawn(sequence({word("a"), optional(word("b"))})) ==
        "── a ─┬─────┬──\n"
        "      └─ b ─┘\n");
  CHECK(drawn(repeat(word("a"))) ==
        "──┬─ a ─┬──\n"
        "  └─◂───┘\n");
  const auto list = sequence({rule("x"), optional(repeat(sequence({word(","), rule("x")})))});
  CHECK(drawn(list) ==
        "──┬─ ‹x› ─┬──\n"
        "  └─◂─ , ─┘\n");
  CHECK(drawn(choice({word("a"), sequence({word("b"), choice({word("c"), word("d")})}), word("e")})) ==
        "──┬─ a ─────────┬──\n"
        "  ├─ b ─┬─ c ─┬─┤\n"
        "  │     └─ d ─┘ │\n"
        "  └─ e ─────────┘\n");
  CHECK(choice({Track{}, word("a")}) == optional(word("a")));
  CHECK(sequence({Track{}, word("a")}) == word("a"));
}

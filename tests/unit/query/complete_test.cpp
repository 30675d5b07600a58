// What may stand at the cursor: over all prefixes of many questions nothing is offered that does not read on,
// and at chosen places the choices are what a person would look for.
#include "query/complete.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "query/language/diagnose.hpp"
#include "query/language/vocabulary.hpp"
#include "support/text.hpp"
#include "unit/query/evidence_world.hpp"
#include "unit/query/language_questions.hpp"

using namespace evident;
using namespace evident::query;
using namespace evident::query::testing;

namespace {

const graph::Graph& library() {
  static const auto world = partnership_world();
  static const auto graph = graph_of(world.documents, world.concepts);
  return graph;
}

std::vector<Choice> at_end(std::string_view text) { return complete(library(), text, text.size()); }

std::vector<std::string> texts(std::string_view text) {
  std::vector<std::string> all;
  for (const auto& choice : at_end(text)) all.push_back(choice.text);
  return all;
}
std::vector<std::string> first(std::string_view text, std::size_t n) {
  auto all = texts(text);
  all.resize(std::min(n, all.size()));
  return all;
}
bool offers(std::string_view text, std::string_view word) {
  const auto all = texts(text);
  return std::find(all.begin(), all.end(), word) != all.end();
}
using Words = std::vector<std::string>;

// Prefixes that end where a character ends, at words and inside them.
std::vector<std::string_view> prefixes(std::string_view question, std::size_t step) {
  std::vector<std::string_view> all;
  for (std::size_t n = 0; n <= question.size(); ++n) {
    const bool boundary = n == question.size() || (static_cast<unsigned char>(question[n]) & 0xC0) != 0x80;
    const bool word = n == question.size() || question[n] == ' ' || (n > 0 && question[n - 1] == ' ');
    if (boundary && (word || n % step == 0)) all.push_back(question.substr(0, n));
  }
  return all;
}

}  // namespace

TEST_CASE("whatever is offered reads at least to its end") {
  std::size_t choices = 0, places = 0;
  for (const auto question : test::kQuestions)
    for (const auto before : prefixes(question, 5)) {
      ++places;
      for (const auto& choice : at_end(before)) {
        ++choices;
        REQUIRE(choice.where.end == before.size());
        const auto inserted = std::string(before.substr(0, choice.where.begin)) + choice.text;
        const auto failure = farthest_failure(inserted, {});
        if (failure.failed && failure.at < inserted.size())
          FAIL_CHECK("after \"" << before << "\" is offered " << choice.text);
      }
    }
  CHECK(places > 1'500);
  CHECK(choices > 20'000);
}

TEST_CASE("the next word of a question is offered before it is typed") {
  // Counted where the beginning of the next word is typed, three letters of it.
  std::size_t words = 0, offered = 0;
  for (const auto question : test::kQuestions)
    for (std::size_t n = 1; n + 3 < question.size(); ++n) {
      if (question[n - 1] != ' ' || bare_word_length(question.substr(n)) < 4) continue;
      const auto word = question.substr(n, bare_word_length(question.substr(n)));
      if (longest_word(word, ~WordClasses{0}).length != word.size()) continue;  // a name
      ++words;
      const auto found = at_end(question.substr(0, n + 3));
      const bool there = std::any_of(found.begin(), found.end(), [&](const Choice& choice) {
        return folded_word(choice.text).find(folded_word(word)) != std::string::npos;
      });
      offered += there;
    }
  INFO(offered << " of " << words);
  CHECK(words > 300);
  CHECK(offered * 100 >= words * 95);
}

TEST_CASE("places of a question and what is offered there") {
  CHECK(first("", 4) == Words{"which", "list", "how many", "what do"});
  CHECK(texts("which barriers are reported by at least ") == Words{"2", "3", "10"});
  CHECK(first("list claims about \"trust between partners\" | ", 5) ==
        Words{"where", "sort by", "show", "limit", "summarise"});
  const auto had = first("which outcome measures have ", 9);
  CHECK(had ==
        Words{"at least", "at most", "more than", "fewer than", "exactly", "no", "only", "every", "any"});
  CHECK(offers("which outcome measures have ", "evidence"));
  CHECK(offers("which outcome measures have ", "causal"));
  CHECK(texts("list claims sor") == Words{"| sort by"});
  CHECK(offers("list claims since ", "2012"));
  CHECK(offers("match (c:cl", "claims"));
  CHECK(offers("match (c:claim)-[", "about"));
  CHECK(offers("match (c:claim)-[about]->(m:measure) where m.", "measure_kind"));
  CHECK_FALSE(offers("match (c:claim)-[about]->(m:measure) where m.", "sample_size"));
  CHECK(offers("let @good = list measures; list measures | minus ", "@good"));
  CHECK(offers("list sources where genre is ", "slides"));
  CHECK_FALSE(offers("list sources where genre is ", "survey"));
}

TEST_CASE("only what fits the things that are asked about") {
  SECTION("verbs and what is done") {
    CHECK(offers("which barriers are ", "reported by"));
    CHECK_FALSE(offers("which barriers are ", "addressed to"));
    CHECK(offers("which recommendations are ", "addressed to"));
    CHECK_FALSE(offers("which barriers ", "support"));
  }
  SECTION("properties") {
    CHECK(offers("list studies where ", "sample size"));
    CHECK_FALSE(offers("list barriers where ", "sample size"));
    CHECK(offers("list barriers | follow studies | sort by ", "sample size"));
  }
  SECTION("describing words") {
    CHECK(offers("list ", "outcome"));
    CHECK(offers("which claims are ", "hedged") == offers("list claims that are ", "hedged"));
    CHECK_FALSE(offers("which barriers are ", "qualitative"));
  }
  SECTION("times") {
    CHECK(offers("list claims ", "since"));
    CHECK_FALSE(offers("list barriers ", "since"));
  }
  SECTION("an order only where there is one") {
    CHECK(offers("list studies where sample size ", ">="));
    CHECK_FALSE(offers("list studies where design ", ">="));
    CHECK(offers("list studies where design ", "="));
  }
}

TEST_CASE("names of the library by their beginning") {
  const auto trust = at_end("list claims about tru");
  REQUIRE_FALSE(trust.empty());
  CHECK(trust[0].text == "\"trust between partners\"");
  CHECK(trust[0].kind == "name");
  CHECK(trust[0].label.starts_with("measure, "));
  CHECK(trust[0].where.begin == 18);
  // Inside quotation marks, over several words, and by a later word.
  CHECK(offers("list claims about \"mut", "\"mutual trust\""));
  CHECK(offers("list claims about mutual tr", "\"mutual trust\""));
  CHECK(offers("list barriers named by sect", "\"private sector\""));
  // Only what can stand there, and what documents speak of.
  CHECK(offers("list barriers named by ", "\"NHS\""));
  CHECK_FALSE(offers("list barriers named by ", "\"waiting time\""));
  CHECK_FALSE(offers("describe \"quality", "\"quality of life\""));
  for (const auto& choice : at_end("list claims about "))
    CHECK(choice.label.find(" 0 passages") == std::string::npos);
  const auto all = at_end("list claims about ");
  CHECK(std::count_if(all.begin(), all.end(), [](const Choice& c) { return c.kind == "name"; }) <= 8);
}

TEST_CASE("nothing is offered behind a mistake, and nothing is endless") {
  CHECK(texts("lits claims about ").empty());
  CHECK(texts("list claims | sort year ").empty());
  CHECK(texts("which claims about $to").empty());
  CHECK(texts("list " + std::string(100'000, '(')).empty());
  CHECK(texts("list claims about " + std::string(200, '(')).empty());
  CHECK(texts("list claims about \"\xE4\xBF\xA1").size() <= 8);
}

TEST_CASE("the text behind the cursor does not matter, and the order is always the same") {
  const std::string question = "list claims about trust | sort by year";
  const auto cut = complete(library(), question, 5), whole = at_end("list ");
  REQUIRE(cut.size() == whole.size());
  for (std::size_t i = 0; i < cut.size(); ++i) CHECK(cut[i].text == whole[i].text);
  std::set<std::string> seen;
  for (const auto& choice : whole) CHECK(seen.insert(choice.text).second);
  CHECK(texts("which measures have ") == texts("which measures have "));
}

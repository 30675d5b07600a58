// The words of a document are found once and shared: what a view shows must be what the part by itself would
// show, and cues found by way of word numbers must be those found by way of the words.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "corpus/embedded.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/tokens.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/classify/words.hpp"

using namespace evident::ingest;

namespace {

struct Seen {
  std::string word;
  std::uint32_t begin, end;
  bool clause, capital, number;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> seen(const Tokens& tokens) {
  std::vector<Seen> out;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    out.push_back({std::string(tokens[i]), tokens.begin(i), tokens.end(i), tokens.clause_before(i),
                   tokens.capital(i), tokens.number(i)});
  return out;
}

bool same(const std::vector<CueMatch>& a, const std::vector<CueMatch>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].first != b[i].first || a[i].last != b[i].last || a[i].label != b[i].label ||
        a[i].weight != b[i].weight || a[i].cue != b[i].cue)
      return false;
  return true;
}

const std::string kText =
    "Schools' budgets rose by 3.5% (£1,200 a pupil) – “it's the pupils' lot”, said Zoë Müller-O’Brien; 12 of "
    "the city's 40 schools didn't.\n- Bus fares: €2.50, $3 · 水質 改善 и воздух.\nIncomprehensibilities of "
    "antidisestablishmentarianism persist.";

}  // namespace

TEST_CASE("a part of a tokenised text has the words that it has by itself") {
  const TokenisedText tokenised(kText);
  const TokenisedText::InScope scope(tokenised);
  for (std::size_t begin = 0; begin < kText.size(); ++begin)
    for (std::size_t end = begin; end <= kText.size(); end += 1 + (end - begin) / 16) {
      const std::string_view part = std::string_view(kText).substr(begin, end - begin);
      const std::string copy(part);
      if (seen(Tokens(part)) != seen(Tokens(copy))) FAIL("'" << copy << "'");
    }
  SUCCEED();
}

TEST_CASE("a tokenised text ends with its scope, and the one around it counts again") {
  const std::string outer = "Trams carry commuters.", inner = "Buses carry pupils.";
  const TokenisedText first(outer), second(inner);
  const TokenisedText::InScope scope(first);
  {
    const TokenisedText::InScope within(second);
    CHECK(Tokens(inner)[0] == "buses");
    CHECK(Tokens(outer)[0] == "trams");
  }
  CHECK(Tokens(std::string_view(outer).substr(6))[0] == "carry");
  CHECK(Tokens(inner)[0] == "buses");
}

TEST_CASE("equal words have equal numbers, however they are printed and however many there are") {
  WordTable words;
  const std::string mixed =
      "Housing HOUSING Heterogeneousness";  // the last word is longer than two machine words
  CHECK(words.number_of_ascii(mixed.data(), 7, mixed.size()) == words.number("housing"));
  CHECK(words.number_of_ascii(mixed.data() + 8, 7, 7) == words.number("housing"));
  CHECK(words.number_of_ascii(mixed.data() + 16, 17, 17) == words.number("heterogeneousness"));
  std::vector<std::uint32_t> numbers;
  for (int i = 0; i < 30000; ++i) numbers.push_back(words.number("word" + std::to_string(i)));
  for (int i = 0; i < 30000; ++i) {
    REQUIRE(words.number("word" + std::to_string(i)) == numbers[static_cast<std::size_t>(i)]);
    REQUIRE(words[numbers[static_cast<std::size_t>(i)]] == "word" + std::to_string(i));
  }
  CHECK(words.number("") == 0);
  CHECK(words[0].empty());
}

TEST_CASE("cues of the program's lists are found as in a list that stands alone") {
  const std::vector<std::string> texts = {
      "There was no significant improvement in air quality, although residents said that fares should fall.",
      "We interviewed 40 head teachers; the aim of the study was to find out whether lessons lead to jobs.",
      "In conclusion, more research is needed into how housing associations work with councils.",
      "This may have been caused by delays in funding and a lack of trust between the partners",
      "To",
      "the",
      "It is not clear what"};
  for (const auto& file : evident::corpus::files()) {
    if (file.name.substr(0, 5) != "cues/") continue;
    const CueList alone(file.bytes);
    const CueList& shared = cues(file.name.substr(5, file.name.size() - 9));
    CHECK(alone.size() == shared.size());
    for (const std::string& text : texts) {
      INFO(file.name << ": " << text);
      CHECK(same(alone.match(Tokens(text)), shared.match(Tokens(text))));
      const TokenisedText tokenised(text);
      const TokenisedText::InScope scope(tokenised);
      // Of views that begin or end in the middle of a cue as well.
      const std::size_t step = text.size() / 6 + 1;
      for (std::size_t begin = 0; begin < text.size(); begin += step)
        for (std::size_t size = step; size <= text.size(); size += step) {
          const std::string_view part = std::string_view(text).substr(begin, size);
          INFO(part);
          CHECK(same(alone.match(Tokens(std::string(part))), shared.match(Tokens(part))));
        }
      CHECK(same(alone.match(Tokens(text)), shared.match(Tokens(text))));
    }
  }
}

TEST_CASE("cues that were added for one document can be left out") {
  const std::string tsv =
      "# cue\tindicates\tweight\twhy\tfor\n"
      "leads to\tcausal\t3\tsaid outright\n"
      "drives up\tcausal\t2\tof prices\tbus-fares-2011.txt\n"
      "pushes up\tcausal\t2\tof rents\trents-2014.md\r\n";
  const Tokens tokens(std::string_view("Scarcity drives up fares, pushes up rents and leads to debt."));
  const auto found = [&](const CueList& list) {
    std::vector<std::string> out;
    for (const CueMatch& m : list.match(tokens)) out.emplace_back(m.cue);
    return out;
  };
  using Names = std::vector<std::string>;
  CHECK(found(CueList(tsv)) == Names{"drives up", "pushes up", "leads to"});
  CHECK(found(CueList(tsv, "bus-fares-2011.txt")) == Names{"pushes up", "leads to"});
  CHECK(found(CueList(tsv, "rents-2014.md")) == Names{"drives up", "leads to"});
  CHECK(found(CueList(tsv, "another.txt")).size() == 3);
}

TEST_CASE("a set of words holds these words and no others") {
  static constexpr WordSet kSet("a", "of", "between", "antidisestablishmentarianism");
  CHECK(kSet.contains("between"));
  CHECK(kSet.contains("a"));
  CHECK(kSet.contains("antidisestablishmentarianism"));
  CHECK_FALSE(kSet.contains("betwixt"));
  CHECK_FALSE(kSet.contains("ab"));
  CHECK_FALSE(kSet.contains(""));
}

// A question in a person's own words is met with one that binds, and never with its opposite.
#include "query/rephrase/rephrase.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "query/bind/bind.hpp"
#include "query/rephrase/pieces.hpp"
#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using rephrasing::Piece;

namespace {

const evident::graph::Graph& library() {
  static const auto graph = partnership_library();
  return graph;
}
bool binds(const std::string& question) {
  const auto tree = parse(question);
  return tree && bind(library(), *tree);
}
std::string proposed(std::string_view text) {
  const auto other = rephrase(library(), text, {});
  return other ? other->question : "";
}

}  // namespace

TEST_CASE("everyday words are met with a question that says the same") {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"what are the main barriers?", "list barriers | sort by number of sources desc"},
      {"top 3 barriers", "list barriers | sort by number of sources desc | limit 3"},
      {"which barriers do the NHS and private sector agree on?",
       "list barriers named by \"NHS\" and \"private sector\""},
      {"NHS barriers", "list barriers named by \"NHS\""},
      {"recommendations for the NHS", "list recommendations addressed to \"NHS\""},
      {"who funded the studies?", "list sources | show title, funder"},
      {"how many people were interviewed?", "list studies | show name, participants, sample size"},
      {"which studies have fewer than 20 participants?", "list studies with sample size fewer than 20"},
      {"which outcomes lack causal evidence?", "list outcomes that have no causal evidence"},
      {"which claims contradict each other?", "list claims that contradict claims"},
      {"latest studies since 2010", "list studies since 2010 | sort by year desc"},
      {"papers from the last decade", "list papers in the last 10 years"},
      {"what makes it work?", "list success factors"},
      {"which claims are worded causally without a design that supports it?",
       "list causally worded claims that are over-claims"},
      {"list all studies with their design and sample size", "list studies | show title, design, sample size"},
  };
  for (const auto& [typed, meant] : kCases) {
    INFO(typed);
    CHECK(proposed(typed) == meant);
    CHECK(binds(proposed(typed)));
  }
}

TEST_CASE("what is left out of a proposal is said") {
  const auto other = rephrase(library(), "what works in horticulture?", {});
  REQUIRE(other);
  CHECK(other->question == "list success factors");
  CHECK(other->left_out == std::vector<std::string>{"horticulture"});
  const auto problem = refused(library(), "what works in horticulture?");
  CHECK(problem.code == "E105");
  CHECK(problem.fix == "try: list success factors   (leaves out 'horticulture')");
  REQUIRE(problem.edit);
  CHECK(problem.edit->text == "list success factors");
  CHECK(problem.expected.empty());
}

TEST_CASE("what is denied is never asked for") {
  for (std::string_view typed :
       {"which barriers were never horticultural?", "nobody grows claims", "no flowers in claims"})
    CHECK(proposed(typed).empty());
  CHECK(proposed("outcomes nobody has measured") == "list outcomes that have no evidence");
  CHECK(proposed("barriers not named by the private sector") == "list barriers that are not named by \"private sector\"");
}

TEST_CASE("a name in quotes that the library does not have is not passed over") {
  CHECK(proposed("anything on \"zebra crossings\" in the claims").empty());
}

TEST_CASE("whoever knows the language is told what is wrong, not what else could be asked") {
  CHECK(proposed("list claims | frobnicate 3").empty());
  CHECK(refused(library(), "list claims | frobnicate 3").fix.empty());
  CHECK(refused(library(), "list claims about").fix.empty());
  CHECK(refused(library(), "which mesures have causal evidence?").fix == "did you mean 'measures'?");
}

TEST_CASE("long texts and words of the pattern language are left alone") {
  CHECK(proposed(std::string(5000, 'x')).empty());
  CHECK(proposed("barriers (claims)").empty());
  CHECK(proposed("").empty());
  CHECK(proposed("\"").empty());
}

TEST_CASE("every everyday phrase stands for something that binds, and once") {
  std::set<std::string_view> seen;
  for (const auto& phrase : rephrasing::everyday()) {
    INFO(phrase.phrase);
    CHECK(seen.insert(phrase.phrase).second);
    const std::string in_ask(phrase.in_ask);
    switch (phrase.is) {
      case Piece::Is::things:
      case Piece::Is::first:
      case Piece::Is::also: CHECK(binds("list " + in_ask)); break;
      case Piece::Is::open: CHECK(binds(in_ask + " claims")); break;
      case Piece::Is::whole: CHECK(binds(in_ask)); break;
      case Piece::Is::describing: CHECK(binds("list " + in_ask + " claims")); break;
      case Piece::Is::step: {
        const auto first = in_ask.substr(0, in_ask.find('/'));
        CHECK((binds("list sources | " + first) || binds("list studies | " + first) ||
               binds("list barriers | " + first)));
        break;
      }
      case Piece::Is::clause: {
        const auto first = in_ask.substr(0, in_ask.find('/'));
        CHECK((binds("list claims that " + first) || binds("list measures that " + first)));
        break;
      }
      default: CHECK(in_ask.empty());
    }
  }
}

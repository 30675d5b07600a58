// Translations with their own figures, cases under labels, advice that is headed by its reader, tables of dos and
// don'ts, figures that stand in other places than behind a noun.
#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Names = std::vector<std::string>;

namespace {

Names quotes(const evident::graph::DocumentEvidence& found, Kind kind) {
  Names out;
  for (const auto& item : of_kind(found, kind)) out.push_back(item.passage.quote);
  return out;
}
bool has_figure(const evident::graph::DocumentEvidence& found, const std::string& value) {
  for (const auto& item : of_kind(found, Kind::statistic))
    if (text_of(item, Attribute::value) == value) return true;
  return false;
}

}  // namespace

TEST_CASE("a translation keeps its figures in its own way of writing them, and leaves out the key words") {
  const auto found = evidence_of(
      "a.txt",
      "Lamps on piers: a trial in one harbour\n\nAnna Roe, Ole Berg\n\nBACKGROUND. Falls on piers are common, and lamps are "
      "said to help those who walk there at night.\n\nRESULTS. Falls dropped from 4.5 to 2.1 a month, and 1,240 people crossed "
      "the pier after dark in the year that followed (6.8 v 6.1 a night).\n\nKey words: lamps; piers; the falls of the "
      "old\nFunding: Harbour Fund, grant 12/0071.\n\nZUSAMMENFASSUNG\n\nHINTERGRUND. Stürze auf Stegen sind häufig, und Lampen "
      "sollen denen helfen, die dort in der Nacht gehen.\n\nERGEBNISSE. Die Stürze sanken von 4,5 auf 2,1 im Monat, und 1.240 "
      "Menschen gingen im Jahr danach in der Dunkelheit über den Steg (6,8 gegenüber 6,1 in der Nacht).\n");
  const auto pairs = of_kind(found, Kind::translation_of);
  REQUIRE(pairs.size() == 2);
  CHECK(text_of(pairs[0], Attribute::lang) == "de");
  CHECK(text_of(pairs[0], Attribute::source_quote).find("Falls on piers are common") != std::string::npos);
  CHECK(text_of(pairs[1], Attribute::source_quote).find("Falls dropped from 4.5") != std::string::npos);
}

TEST_CASE("a numbered label above the title of a case, and facts on lines below it") {
  const auto found = evidence_of(
      "a.txt",
      "Three piers\n\nNordland Harbour Network\nSpring 2019\n\nWe went to three piers in the summer and talked to those who "
      "keep them.\n\nSTORY ONE\nThe long pier, Ostby\n\nWho: Ostby Harbour Trust + the rowing club\nWhen: 2012 to "
      "2016\n\nThe trust bought forty lamps. Falls went down from 44 a year to 9.\n\nWhat they say made the difference\n> spare "
      "lamps\n> a skipper with patience\n\nSTORY TWO\nThe short pier, Lund\n\nWho: nobody in particular\nWhen: "
      "2015\n\nNobody bought a lamp here. The pier was closed.\n\nWhat the two have in common\n\nPatience helped more than "
      "money.\n");
  const auto cases = of_kind(found, Kind::case_study);
  REQUIRE(cases.size() == 2);
  CHECK(text_of(cases[0], Attribute::title) == "The long pier, Ostby");
  CHECK(text_of(cases[0], Attribute::period) == "2012 to 2016");
  const auto* partners = cases[0].find(Attribute::partners);
  REQUIRE(partners);
  CHECK(std::get<Names>(*partners) == Names{"Ostby Harbour Trust", "the rowing club"});
  CHECK(mentions(found, Kind::success_factor)[0] == "spare lamps@case study: The long pier, Ostby");
  // What several cases have in common belongs to none of them.
  for (const std::string& factor : mentions(found, Kind::success_factor))
    if (factor.starts_with("Patience")) CHECK(factor.find("Lund") == std::string::npos);
}

TEST_CASE("a closer look before a colon tells a case; a closer look at something does not") {
  const auto deck = [](const std::string& title) {
    return of_kind(evidence_of("a.md", "# Piers\n\nAnna Roe\n\n---\n\n## Why lamps\n\n- Piers are dark\n\n---\n\n## " + title +
                                           "\n\n- Ostby Harbour Trust, 2012–2016\n- Falls down 12%\n\n---\n\n## Thanks\n\n- "
                                           "Anna\n"),
                   Kind::case_study);
  };
  REQUIRE(deck("A closer look: the pier at Ostby").size() == 1);
  CHECK(text_of(deck("A closer look: the pier at Ostby")[0], Attribute::title) == "the pier at Ostby");
  CHECK(deck("A closer look at the figures").empty());
}

TEST_CASE("advice is headed by those who are about to act, and by suggestions with an aside") {
  const std::string front = "Lamps on piers\n\nBy Anna Roe\n\nPiers are dark, and nobody mends the lamps on them.\n\n";
  const auto list = evidence_of("a.txt", front + "Suggestions, for what they are worth\n\na) Harbours: buy spare lamps first.\nb) "
                                                 "Insurers might pay for the lamps before they pay for the falls.\n");
  CHECK(of_kind(list, Kind::recommendation).size() == 2);
  const auto deck = evidence_of("a.md", "# Piers\n\nAnna Roe\n\n---\n\n## Why lamps\n\n- Piers are dark\n- Lamps are "
                                        "cheap\n\n---\n\n## If you are just starting\n\n1. Count the falls for a year\n2. Never buy "
                                        "one lamp alone\n\n---\n\n## Thanks\n\n- Anna\n");
  CHECK(of_kind(deck, Kind::recommendation).size() == 2);
  // What the reader of the book is told is no advice.
  const auto book = evidence_of("a.txt", front + "Before you read\n\nHarbours across the country must mend their steps by law, we "
                                                 "hear. What follows are stories.\n");
  CHECK(of_kind(book, Kind::recommendation).empty());
}

TEST_CASE("a table of dos and don'ts advises in both columns") {
  const auto found = evidence_of("a.md", "# Lamps on piers\n\nAnna Roe\n\n## Choosing lamps\n\nIf you buy lamps:\n\n| Do | Please "
                                         "don't |\n|---|---|\n| Ask the rowers first | Leave the cables bare |\n| Buy spares | "
                                         "Wait for a fall |\n");
  const auto advice = of_kind(found, Kind::recommendation);
  REQUIRE(advice.size() == 4);
  CHECK(advice[0].is(Attribute::polarity, "positive"));
  CHECK(advice[1].passage.quote == "Leave the cables bare");
  CHECK(advice[1].is(Attribute::polarity, "negative"));
}

TEST_CASE("an instruction with its consequence is no advice") {
  const auto found = evidence_of("a.txt", "Why piers should be lit\n\nBy Anna Roe\n\nI have kept a pier for nine years. Put a lamp at "
                                          "the end, and the rowers come. That is what I learned. Buy the lamps before the flags. "
                                          "Harbours should buy lamps.\n");
  for (const std::string& quote : quotes(found, Kind::recommendation)) CHECK(quote.find("rowers come") == std::string::npos);
}

TEST_CASE("what those who did well have in common is told in the sentences behind it") {
  const auto found = evidence_of("a.txt", "Why piers should be lit\n\nBy Anna Roe\n\nI have kept a pier for nine years.\n\nThe harbours "
                                          "that succeeded had one thing in common. They bought spare lamps. They asked the rowers "
                                          "before they asked the bank.\n");
  CHECK(of_kind(found, Kind::success_factor).size() == 2);
}

TEST_CASE("a cross-reference that slipped into a ranked list is no item") {
  const auto found = evidence_of("a.md", "# Lamps on piers\n\nAnna Roe\n\n## Survey\n\nWe asked 40 harbours.\n\n### What stands in the "
                                         "way?\n\n*Managers*\n\n1. Too little money\n2. Old cables\n3. Nobody to ask\n7. See also "
                                         "Prices, below\n");
  CHECK(mentions(found, Kind::barrier) == Names{"Too little money@Managers#1", "Old cables@Managers#2", "Nobody to ask@Managers#3"});
}

TEST_CASE("figures before and after, of people just named, spelt out, and behind a label") {
  const std::string front = "Lamps on piers: a trial\n\nAnna Roe\n\nBackground\n\nPiers are dark.\n\nResults\n\n";
  const auto money = evidence_of("a.txt", front + "The cost of a fall dropped from €410 to €295 after the lamps were bought.\n");
  CHECK(has_figure(money, "410"));
  CHECK(has_figure(money, "295"));
  const auto range = evidence_of("b.txt", front + "A lamp costs from €30 to €45 in most shops, the harbours said.\n");
  CHECK(has_figure(range, "30-45"));
  const auto of_these = evidence_of("c.txt", front + "Of the rowers asked, 29 said they felt safer; four had stopped rowing.\n");
  CHECK(has_figure(of_these, "29"));
  CHECK(has_figure(of_these, "4"));
  const auto share = evidence_of("d.txt", front + "A third of the 96 lamps were broken by the spring.\n");
  CHECK(has_figure(share, "33"));
  CHECK_FALSE(has_figure(share, "96"));
  const auto label = evidence_of("e.txt", front + "Median spend per lamp in the first year: £520 (the harbours' own figures).\n");
  REQUIRE(of_kind(label, Kind::statistic).size() == 1);
  CHECK(of_kind(label, Kind::statistic)[0].passage.quote.starts_with("Median spend"));
}

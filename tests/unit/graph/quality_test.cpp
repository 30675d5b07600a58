#include "graph/quality.hpp"

#include <catch2/catch.hpp>

using evident::graph::QualityCard;

namespace {
const std::string kHead =
    "# made\nset\tkind\tattribute\tvalue\tdocuments\tthere\tfound\tright\tprecision\tprecision_low\tprecision_high\trecall\t"
    "recall_low\trecall_high\tf1\tf1_low\tf1_high\n";
}

TEST_CASE("the quality card is read, empty figures and all") {
  const auto card = QualityCard::read(kHead +
                                      "five documents\tclaim\t\t\t5\t116\t110\t100\t0.909\t0.84\t0.95\t0.862\t0.79\t0.91\t0.885\t0.8\t0.9\n"
                                      "five documents\tquestion\t\t\t2\t3\t0\t0\t\t\t\t0.000\t0.0\t0.5\t\t\t\n");
  REQUIRE(card);
  REQUIRE(card->rows().size() == 2);
  CHECK(card->rows()[0].there == 116);
  CHECK(card->rows()[0].recall->value == Approx(0.862));
  CHECK(card->rows()[0].f1->high == Approx(0.9));
  CHECK(!card->rows()[1].precision);
  CHECK(card->rows()[1].recall->value == 0);
}

TEST_CASE("a damaged quality card is refused with its line") {
  const auto cells = QualityCard::read(kHead + "five documents\tclaim\n");
  REQUIRE(!cells);
  CHECK(cells.error().message.find("line 3") != std::string::npos);
  CHECK(!QualityCard::read("set\tkind\n"));
  CHECK(!QualityCard::read(kHead + "s\tclaim\t\t\tmany\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\n"));
  CHECK(QualityCard::read("")->rows().empty());
}

TEST_CASE("an absence rests on documents kept apart where they say enough") {
  QualityCard card;
  const auto row = [](std::string set, std::int64_t there) {
    evident::graph::QualityRow one;
    one.set = std::move(set);
    one.kind = "claim";
    one.there = there;
    one.recall = evident::graph::Figure{.5, .4, .6};
    return one;
  };
  card.add(row("five documents", 100));
  card.add(row("other fields", 900));
  card.add(row("documents kept apart", 5));
  CHECK(card.behind("claim", "", "")->set == "other fields");
  card.add(row("documents kept apart", 50));
  CHECK(card.behind("claim", "", "")->set == "documents kept apart");
  CHECK(card.behind("claim", "causal", "causal") == nullptr);
  QualityCard little;
  little.add(row("five documents", 3));
  CHECK(little.behind("claim", "", "")->there == 3);
}

#include "extract_helpers.hpp"
#include "ingest/extract/numbers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using evident::ingest::number_expressions;
using evident::ingest::Tokens;
using Rows = std::vector<std::string>;

namespace {

// "value unit comparator" of each number expression.
Rows numbers(const std::string& text) {
  Rows out;
  for (const auto& e : number_expressions(text, Tokens(text)))
    out.push_back(e.value + " " + e.unit + " " + std::string(e.comparator));
  return out;
}

// "value unit|group|what" of each statistic.
Rows statistics(const std::string& text) {
  Rows out;
  for (const auto& item : of_kind(evidence_of("report.md", text), Kind::statistic))
    out.push_back(text_of(item, Attribute::value) + " " + text_of(item, Attribute::unit) + "|" +
                  text_of(item, Attribute::group) + "|" + text_of(item, Attribute::of_what));
  return out;
}

std::string report(const std::string& body) {
  return "# Buses in three towns\n\n## Findings\n\n" + body + "\n";
}

}  // namespace

TEST_CASE("numbers as people write them") {
  CHECK(numbers("37% of drivers") == Rows{"37 % eq"});
  CHECK(numbers("thirty-five per cent of drivers") == Rows{"35 % eq"});
  CHECK(numbers("between 20% and 40% of homes") == Rows{"20-40 % range"});
  CHECK(numbers("70-80% of homes") == Rows{"70-80 % range"});
  CHECK(numbers("almost a quarter of pupils") == Rows{"25 % approx"});
  CHECK(numbers("Two-thirds of pupils") == Rows{"67 % approx"});
  CHECK(numbers("fewer than one in ten of the tenants") == Rows{"10 % lt"});
  CHECK(numbers("nine out of ten tenants") == Rows{"90 % eq"});
  CHECK(numbers("not a single tenant complained") == Rows{"0 % eq"});
  CHECK(numbers("the majority of tenants said") == Rows{"50 % gt"});
  CHECK(numbers("at least £1.6 million was spent") == Rows{"1600000 GBP gt"});
  CHECK(numbers("£20bn of costs") == Rows{"20000000000 GBP eq"});
  CHECK(numbers("€2-3 million a year") == Rows{"2000000-3000000 EUR range"});
  CHECK(numbers("six to eight weeks") == Rows{"6-8 weeks range"});
  CHECK(numbers("9,680+ trips were made") == Rows{"9680  gt"});
  CHECK(numbers("rose by 4 percentage points") == Rows{"4 percentage points eq"});
  CHECK(numbers("a rate of 3.2 per 1,000 births") == Rows{"3.2 per 1,000 births eq"});
}

TEST_CASE("what looks like a number of something and is not") {
  CHECK(numbers("a third party and the third sector").empty());
  CHECK(numbers("in May 2012, on page 14 of section 3").empty());
  CHECK(numbers("on 14 May and 3 June").empty());
  CHECK(numbers("a 95% confidence interval").empty());
  CHECK(numbers("half an hour later, half-heartedly").empty());
  CHECK(numbers("a quarter of an hour").empty());
}

TEST_CASE("two shares in a sentence are two statistics, each with its own words and group") {
  CHECK(statistics(report("24% of the NHS and 25% of private sector respondents buy buses second hand.")) ==
        Rows{"24 %|NHS|buy buses second hand", "25 %|private sector|buy buses second hand"});
  CHECK(statistics(report("54% of drivers think that shifts are too long; 41% do not.")) ==
        Rows{"54 %|drivers|think that shifts are too long",
             "41 %|drivers|do not (think that shifts are too long)"});
  CHECK(
      statistics(report(
          "Within councils, monthly meetings (82%) and shared records (78%) are the usual ways to check.")) ==
      Rows{"82 %|councils|monthly meetings", "78 %|councils|shared records are the usual ways to check"});
  CHECK(statistics(report("More than half (51%) of tenants expect rents to rise.")) ==
        Rows{"51 %|tenants|expect rents to rise"});
  const auto e = evidence_of("a.md", report("Nearly half of tenants (46%) have moved."));
  REQUIRE(of_kind(e, Kind::statistic).size() == 1);
  CHECK(text_of(of_kind(e, Kind::statistic)[0], Attribute::value) == "46");
  CHECK(text_of(of_kind(e, Kind::statistic)[0], Attribute::base) == "base not stated");
}

TEST_CASE("the figure before and the figure after") {
  CHECK(statistics(report("Evictions fell from 22 a year to six.")) == Rows{"22 |"
                                                                            "|Evictions fell",
                                                                            "6 |"
                                                                            "|Evictions fell"});
  const auto rows = statistics(report("Average time to let a home fell from 41 days to 26."));
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].substr(0, 8) == "26 days|");
}

TEST_CASE("lengths of time that say when are no statistics") {
  CHECK(statistics(report("In the next 12 months the council will act. Over five years much has changed."))
            .empty());
  CHECK(statistics(report("In Norway the permit takes 14 weeks on average.")) ==
        Rows{"14 weeks|Norway|In Norway the permit takes on average"});
}

TEST_CASE("money says what it is, and whether it was reached") {
  const auto e = evidence_of(
      "b.md", report("The scheme has saved £1.2m, with potential savings of £40 million over ten years."));
  const auto found = of_kind(e, Kind::statistic);
  REQUIRE(found.size() == 2);
  CHECK(text_of(found[0], Attribute::money) == "saving");
  CHECK(text_of(found[0], Attribute::attainment) == "achieved");
  CHECK(text_of(found[1], Attribute::attainment) == "potential");
  CHECK(text_of(found[1], Attribute::value) == "40000000");
}

TEST_CASE("shares in a table, by column") {
  const auto rows = statistics(
      "# Survey\n\n## Findings\n\n| Statement | Councils (%) | Landlords (%) |\n|---|---|---|\n| Rents are "
      "too high | 61 | 12 |\n"
      "| Repairs are slow | 40 | 55 |\n");
  CHECK(rows == Rows{"61 %|Councils|Rents are too high", "12 %|Landlords|Rents are too high",
                     "40 %|Councils|Repairs are slow", "55 %|Landlords|Repairs are slow"});
}

TEST_CASE("decimal commas, scores out of a number, sides of a comparison, items of one list") {
  CHECK(numbers("on average 7,2 times a season") == Rows{"7.2 times eq"});
  CHECK(numbers("about 1,384 pupils") == Rows{"1384  approx"});
  CHECK(numbers("rated 4.6 out of 5") == Rows{"4.6 out of 5 eq"});
  const auto sides = statistics(report("Punctuality reached 61% in pilot towns, against 48% in control towns."));
  REQUIRE(sides.size() == 2);
  CHECK(sides[0].starts_with("61 %|pilot towns|"));
  CHECK(sides[1].starts_with("48 %|control towns|"));
  const auto list = statistics(report("- 71% of hosts have one post\n- Just 12% have money for next year"));
  REQUIRE(list.size() == 2);
  CHECK(list[0].find("|hosts|") != std::string::npos);
  CHECK(list[1].find("|hosts|") != std::string::npos);
}

TEST_CASE("multiples, one of so many with the thing between, signs, currencies; pages and years of school are none") {
  CHECK(numbers("Owners were three times as likely to apply, and cycling more than doubled.") ==
        Rows{"3 times eq", "2 times gt"});
  CHECK(numbers("They met three times.") == Rows{"3  eq"});  // occasions: a count without a unit
  CHECK(numbers("Only one garden in eight employs anybody.") == Rows{"12.5 % eq"});
  CHECK(numbers("The share moved from 31 to 33 per cent.") == Rows{"31 % eq", "33 % eq"});
  CHECK(numbers("The difference was -7.4 points.") == Rows{"-7.4 points eq"});
  CHECK(numbers("It cost DKK 41,000.") == Rows{"41000 DKK eq"});
  for (const std::string& row : numbers("Museum Studies, 8(1), pp. 15-33"))
    CHECK(row.find("point") == std::string::npos);  // pages are no percentage points
}

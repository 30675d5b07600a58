// Numbers as reports tell them, measures in their tables and sentences, advice told of others.
#include <algorithm>

#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Names = std::vector<std::string>;

namespace {

const std::string kReport =
    "SMALL PIERS\nA report by the Pier Forum, 2019\n\nSUMMARY\n\nThis report sets out what we found in three years of "
    "visits.\n\n";

std::string findings(const std::string& words) { return kReport + "3. FINDINGS\n\n" + words + "\n"; }

// "value@group" of each figure.
Names figures(const std::string& text) {
  Names out;
  for (const auto& item : of_kind(evidence_of("a.txt", text), Kind::statistic))
    out.push_back(text_of(item, Attribute::value) + "@" + text_of(item, Attribute::group));
  return out;
}
bool holds(const Names& all, const std::string& one) { return std::find(all.begin(), all.end(), one) != all.end(); }

}  // namespace

TEST_CASE("what a number is of is no figure itself; a part of those just counted is") {
  const std::string told = "CASE STUDY 1: Lamps in Easter Bay\n\nThe parish lent lamps to boats from 2017. Of 63 skippers who "
                           "took one, 41 still had it after a year. Eleven crews came, four of whom had never landed there.\n";
  const Names found = figures(kReport + told);
  CHECK(std::any_of(found.begin(), found.end(), [](const std::string& f) { return f.starts_with("41@"); }));
  CHECK(std::any_of(found.begin(), found.end(), [](const std::string& f) { return f.starts_with("4@"); }));
  CHECK(std::none_of(found.begin(), found.end(), [](const std::string& f) { return f.starts_with("63@"); }));
}

TEST_CASE("counts between which something moved, and where") {
  const Names found = figures(findings("Between 2010 and 2018 the number of open landings in the bay fell from 212 to 87."));
  CHECK(found == Names{"212@the bay", "87@the bay"});
}

TEST_CASE("how old people are, what is imagined, and what is asked for are no figures") {
  CHECK(figures(findings("Waiting was longer for passengers over 70 than for others.")).empty());
  CHECK(figures(findings("A higher fee would drive away half of the firms.")).empty());
}

TEST_CASE("who pays, and whose part of the country it is") {
  CHECK(figures(findings("Councils spent £3 million on lamps in 2018.")) == Names{"3000000@Councils"});
  CHECK(figures(findings("In Norland a repair takes 18 weeks on average, while in other parts of the coast it takes about six "
                         "weeks."))
            .back() == "6@other parts of the coast");
}

TEST_CASE("rows of districts are groups") {
  const Names found = figures(findings("How many wait\n\nDistrict          Share of skippers     Change since 2016\n"
                                       "Eastbay           31%                   +17 points\n"
                                       "Westbay           22%                   +11 points"));
  CHECK(holds(found, "31@skippers in Eastbay"));
  CHECK(holds(found, "11@Westbay"));
}

TEST_CASE("criteria in a table, lists with an and inside, subjects behind a year") {
  const auto names = [](const std::string& text) {
    Names out;
    for (const auto& item : of_kind(evidence_of("a.txt", text), Kind::measure)) out.push_back(text_of(item, Attribute::name));
    return out;
  };
  CHECK(names(findings("Each pier was scored.\n\nCriterion\tA\tB\tC\nSteps are dry in winter\t4\t1\t2\nCost to the parish is "
                       "bearable\t3\t0\t2\nTotal\t7\t1\t4")) == Names{"Steps are dry in winter", "Cost to the parish is bearable"});
  const Names listed = names(kReport + "2. METHODS\n\nOutcomes were summer and winter traffic (boats counted on each day that "
                                       "the pier was open), waiting time, and injuries.\n");
  CHECK(holds(listed, "summer and winter traffic"));
  CHECK(holds(listed, "waiting time"));
  CHECK(holds(names(findings("By March 2017 yearly trips had risen from 640 to 1,150.")), "yearly trips"));
}

TEST_CASE("one of each clause that is recommended, and what is proposed after it was announced") {
  const auto advice = [](const std::string& text) {
    Names out;
    for (const auto& item : of_kind(evidence_of("a.txt", text), Kind::recommendation)) out.push_back(item.passage.quote);
    return out;
  };
  CHECK(advice(kReport + "4. CONCLUSIONS\n\nThey recommend that wardens check the steps each week, and that parishes pay for "
                         "the lamps.\n") == Names{"wardens check the steps each week", "parishes pay for the lamps"});
  const Names proposed = advice(
      "Light the piers\n\nBy Anna Roe\n\nI have landed in the dark for thirty years, and I am tired of it. My knees are worse.\n\n"
      "So here is my modest proposal. Small piers should be allowed to charge a fee, provided that it pays for a lamp.\n");
  REQUIRE(proposed.size() == 1);
  CHECK(proposed[0].starts_with("Small piers should"));
}

TEST_CASE("what makes it work, parted by commas and a long and") {
  const auto found = evidence_of("a.txt", kReport + "CASE STUDY 1: Lamps in Easter Bay\n\nThe parish lent lamps from 2017.\n\n"
                                                    "What made it work: wardens who know the boats, a dry shed at every pier and "
                                                    "a telephone that is answered at night.\n");
  Names names;
  for (const auto& item : of_kind(found, Kind::success_factor)) names.push_back(text_of(item, Attribute::name));
  CHECK(names == Names{"wardens who know the boats", "a dry shed at every pier", "a telephone that is answered at night"});
}

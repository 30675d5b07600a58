#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"

using namespace evident::ingest;

namespace {

std::string causal(const char* text) { return std::string(wording_of(Tokens(text)).causal); }
std::string polarity(const char* text) { return std::string(polarity_of(Tokens(text)).polarity); }
std::string direction(const char* text) { return std::string(polarity_of(Tokens(text)).direction); }

}  // namespace

TEST_CASE("tokens fold, split at hyphens and keep numbers, money and shares") {
  const Tokens t("The bus company’s cost-benefit figures: £1,250 (12.5%), don't they?");
  std::vector<std::string> words;
  for (std::size_t i = 0; i < t.size(); ++i) words.emplace_back(t[i]);
  CHECK(words == std::vector<std::string>{"the", "bus", "company", "cost", "benefit", "figures", "£", "1,250",
                                          "12.5", "%", "don't", "they"});
  CHECK(t.clause_before(6));
  CHECK_FALSE(t.clause_before(4));
  CHECK(t.capital(0));
  CHECK(other_script("两 people"));
  CHECK_FALSE(other_script("naïve — Grüße"));
  for (const std::string text : {"Buses run. 两 people wait.", "Buses run."}) {  // told of the parts of a text in scope as well
    const TokenisedText tokenised(text);
    const TokenisedText::InScope scope(tokenised);
    CHECK_FALSE(other_script(std::string_view(text).substr(0, 10)));
    CHECK(other_script(text) == (text.size() > 10));
    CHECK(other_script("两 people"));
  }
}

TEST_CASE("cues match prefixes, alternatives, gaps and the sentence's beginning; the longest wins") {
  const CueList list(
      "# comment\nlead|leads to; brings about\tcausal\t3\twhy\nimprov*\tbetter\t1\twhy\nno .. "
      "effect\tnone\t2\twhy\neffect\teffect\t1\twhy\n^however\tturn\t1\twhy\n");
  const auto m = list.match(Tokens("However, it leads to improvements, with no clear effect however."));
  REQUIRE(m.size() == 4);
  CHECK(m[0].label == "turn");
  CHECK(m[1].label == "causal");
  CHECK(m[2].label == "better");
  CHECK(m[3].label == "none");
}

TEST_CASE("wording: causal, conditional, correlational, none") {
  CHECK(causal("Free bus passes increased school attendance.") == "causal");
  CHECK(causal("Trust between landlords and councils explains the short void periods.") == "causal");
  CHECK(causal("The scheme failed because tenants were not consulted.") == "causal");
  CHECK(causal("Cycle lanes had no effect on shop takings.") == "causal");
  CHECK(causal("If councils pool their fleets, journeys get shorter.") == "conditional");
  CHECK(causal("Tutoring is essential for catching up in mathematics.") == "conditional");
  CHECK(causal("Savings that could be reached through joint buying are seldom pursued.") == "conditional");
  CHECK(causal("Damp homes were associated with more asthma.") == "correlational");
  CHECK(causal("Pupils in small schools were more likely to attend than pupils in large ones.") ==
        "correlational");
  CHECK(causal("There was no significant difference in reading scores between the groups.") == "none");
  CHECK(causal("The aim of the programme is to reduce emissions.") == "none");
  CHECK(causal("Councils invest in order to improve air quality.") == "none");
  CHECK(causal("We wanted to know how rents affect mobility.") == "none");
  CHECK(causal("Half of the tenants moved within a year.") == "none");
  CHECK(causal("There is no evidence that mergers lead to savings.") == "none");
  CHECK(causal("Officials found plans that reduce paperwork appealing.") == "none");
}

TEST_CASE("hedging and cost") {
  CHECK(is_hedged(Tokens("Smaller classes may help slow readers.")));
  CHECK(is_hedged(Tokens("The results suggest that wardens are valued.")));
  CHECK_FALSE(is_hedged(Tokens("Tenants were more likely to stay.")));
  CHECK_FALSE(is_hedged(Tokens("The survey ran in May 2009.")));
  CHECK(cost_of(Tokens("The new depot is cheaper to run.")) == "cost");
  CHECK(cost_of(Tokens("Insulation gave good value for money.")) == "cost_effectiveness");
  CHECK(cost_of(Tokens("A cost-benefit analysis of the tram favoured the northern route.")) ==
        "cost_benefit");
  CHECK(cost_of(Tokens("Tenants liked the warden.")) == "none");
}

TEST_CASE("polarity and direction of an effect are two things") {
  CHECK(polarity("Trams reduced congestion.") == "positive");
  CHECK(direction("Trams reduced congestion.") == "positive");
  CHECK(polarity("The cuts reduced the quality of teaching.") == "negative");
  CHECK(direction("The cuts reduced the quality of teaching.") == "negative");
  CHECK(direction("Mentoring made no difference to attainment.") == "none");
  CHECK(polarity("Mentoring made no difference to attainment.") == "negative");
  CHECK(polarity("Staff were pleased, but residents complained.") == "mixed");
  CHECK(polarity("The office is in the high street.") == "neutral");
  CHECK(polarity("The plan is not helpful.") == "negative");
  CHECK(polarity("Despite some opposition, the scheme succeeded.") == "positive");
  CHECK(direction("It cannot be assumed that attainment improves.") == "unclear");
}

TEST_CASE("no difference is read by the model where no list of cues has the wording, of sentences that compare alone") {
  const auto sure = [](const char* text) { return no_difference(text, Tokens(text)); };
  CHECK(sure("Loans were comparable in both groups (14.1 versus 14.3, P = 0.62).") >= 0.9f);
  CHECK(sure("Loans were significantly higher in the groups (P < 0.001).") == 0);
  CHECK(sure("The library opened in 1912.") == 0);
}

TEST_CASE("what denies something bad or takes it away is good") {
  CHECK(polarity("The permits are not costly.") == "positive");
  CHECK(polarity("Nobody in the three villages complained.") == "positive");
  CHECK(polarity("The wardens prevent most accidents.") == "positive");
  CHECK(polarity("The rules prevent wardens from helping.") == "negative");
  CHECK(polarity("Fitters solved the oldest problems first.") == "positive");
  CHECK(polarity("No garage in the district offers fair prices.") == "negative");
  CHECK(polarity("Only 12% of drivers had any support.") == "negative");
  CHECK(polarity("Only 12% of drivers still worry.") == "positive");
  CHECK(polarity("Cancelled journeys rose in the second winter.") == "negative");
  CHECK(polarity("Lettings doubled in the second winter.") == "positive");
}

TEST_CASE("two sides, and what is said to be rare") {
  CHECK(polarity("Depots with a canteen keep drivers longer than those without.") == "positive");
  CHECK(polarity("Breakdowns are rare.") == "positive");
  CHECK(polarity("Spare parts are rare.") == "negative");
  CHECK(polarity("Breakdowns down 18% on the coast line.") == "positive");
  CHECK(polarity("One depot only kept a record.") == "negative");
  CHECK(causal("In the north 52 per cent of drivers were in the scheme, against 47 per cent in the south.") ==
        "correlational");
}

TEST_CASE("clauses that set a condition or tell what comes of it") {
  CHECK(causal("When fares rise, commuters buy cars.") == "conditional");
  CHECK(causal("When the line closed in 1968, the town had two banks.") == "none");
  CHECK(causal("The contract pays by the mile, so drivers skip the villages.") == "causal");
  CHECK(causal("A small charge on each ticket would put this right.") == "conditional");
  CHECK(causal("A third of drivers would accept a longer shift.") == "none");
  CHECK(causal("She came through the door at noon.") == "none");
  CHECK(causal("The works council must approve change requests.") == "none");
}

TEST_CASE("the parts of an abstract are told together") {
  const std::vector<std::string_view> sentences{"Rural bus services have declined in many countries.",
                                                "This paper examines whether on-demand buses can replace them.",
                                                "Interviews were conducted with 24 drivers and passengers.",
                                                "The findings identified three kinds of passengers.",
                                                "Passengers without a car used the buses twice a week.",
                                                "The study has shown the value of local knowledge."};
  const char* expected[] = {"background", "aim", "method", "finding", "finding", "conclusion"};
  const auto roles = abstract_roles(sentences);
  REQUIRE(roles.size() == sentences.size());
  for (std::size_t i = 0; i < roles.size(); ++i) {
    CHECK(roles[i].role == expected[i]);
    CHECK(roles[i].probability > 0);
    CHECK(roles[i].probability <= 1);
  }
  CHECK(abstract_roles({}).empty());
}

TEST_CASE("headings and inline labels announce topics") {
  CHECK(topic_of("Background") == Topic::background);
  CHECK(topic_of("3. Barriers that might hold back house building") == Topic::barrier);
  CHECK(topic_of("Process measures") == Topic::process_measure);
  CHECK(topic_of("Main outcome measures:") == Topic::outcome_measure);
  CHECK(topic_of("Key findings") == Topic::finding);
  CHECK(topic_of("It is not:") == Topic::negated);
  CHECK(topic_of("DON'T") == Topic::donts);
  CHECK(topic_of("Do trams pay for themselves?") == Topic::none);
  CHECK(topic_of("Further reading") == Topic::further_reading);
  CHECK(topic_of("What the research does and does not tell us about the state of our older tram stops") ==
        Topic::none);
  const std::string text = "Methods: We asked 30 drivers.";
  const InlineLabel label = inline_label(text);
  CHECK(label.topic == Topic::method);
  CHECK(text.substr(label.length) == "We asked 30 drivers.");
  CHECK(inline_label("The bus was late: it rained.").length == 0);
  CHECK(is_bare_list("attendance; reading age; cost per pupil."));
  CHECK_FALSE(
      is_bare_list("Attendance rose in all schools that took part, and exclusions fell by a third in the "
                   "second year of the programme."));
}

TEST_CASE("what is doubted did not come about") {
  CHECK(polarity_of(
            Tokens("The groups differed, but it is very unlikely that the sites reduced waiting times."))
            .direction == "unclear");
  CHECK(polarity_of(Tokens("It is unclear whether costs fell, but the sites reduced waiting times."))
            .direction == "positive");
}

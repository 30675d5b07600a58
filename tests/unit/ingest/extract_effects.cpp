#include <catch2/catch.hpp>
#include <sstream>

#include "ingest/extract/effects.hpp"

using namespace evident::ingest;

namespace {
// "odds_ratio 1.23 [1.01, 1.5] 95% p=0.03", several parted by "; ".
std::string read(const char* words) {
  std::ostringstream out;
  for (const EffectSize& one : effects_of(words)) {
    if (out.tellp() > 0) out << "; ";
    out << (one.measure.empty() ? "?" : one.measure);
    if (one.value) out << ' ' << *one.value;
    if (one.low) out << " [" << *one.low << ", " << *one.high << ']';
    if (one.level) out << ' ' << *one.level << '%';
    if (one.p) out << " p" << one.p_sign << *one.p;
  }
  return out.str();
}
}  // namespace

TEST_CASE("ratios with their intervals and p-values, however they are written") {
  CHECK(read("Falls were rarer (OR 1.23 (95% CI 1.01–1.50; P = .03)).") == "odds_ratio 1.23 [1.01, 1.5] 95% p=0.03");
  CHECK(read("Deaths: hazard ratio, 0·75; 95% confidence interval, 0·57 to 1·00; p=0·047.") == "hazard_ratio 0.75 [0.57, 1] 95% p=0.047");
  CHECK(read("The pooled relative risk was 0.89 [95% CI 0.75, 1.06].") == "risk_ratio 0.89 [0.75, 1.06] 95%");
  CHECK(read("Readmission (RR=1.37; CI: 0.68-2.76, p-value = 0.382) did not differ.") == "risk_ratio 1.37 [0.68, 2.76] p=0.382");
  CHECK(read("Odds ratio (OR): 0.5; 95% confidence interval (CI): 0.3 to 0.9.") == "odds_ratio 0.5 [0.3, 0.9] 95%");
  CHECK(read("Visits did not change (aOR 0.428, 95% CI 0.155-1.187; P = .10).") == "odds_ratio 0.428 [0.155, 1.187] 95% p=0.1");
  CHECK(read("There was no effect (OR 1,06 [0,76–1,46]).") == "odds_ratio 1.06 [0.76, 1.46]");
  CHECK(read("Mortality was lower (HR 0.82, p < 0.01).") == "hazard_ratio 0.82 p<0.01");
  CHECK(read("The incidence rate ratio was 0.71 (99% CI 0.60 to 0.84).") == "rate_ratio 0.71 [0.6, 0.84] 99%");
  CHECK(read("Risk ratio 0.85 (0.65–1.12) for readmission.") == "risk_ratio 0.85 [0.65, 1.12]");
  CHECK(read("hazard ratio [HR] 0.55, p ≤ 0.001") == "hazard_ratio 0.55 p<0.001");
}

TEST_CASE("a sentence that breaks off behind a name or a sign has no effect") {
  for (const char* words : {"It was 3 to 1, r =", "It was 3 to 1 (OR -", "It was 3 to 1 (OR - ", "It was 3 to 1, 95% CI", "It was 3 to 1, \xCE\xB2 =", "It was 3 to 1, p"}) {
    INFO(words);
    CHECK(read(words).empty());
  }
  // Whether every sign was plain already or not makes no difference.
  CHECK(read("Deaths fell (HR 0.75, 95% CI 0.57-1.00) in the caf\xC3\xA9.") == read("Deaths fell (HR 0.75, 95% CI 0.57-1.00) in the hall."));
}

TEST_CASE("differences, sizes and coefficients") {
  CHECK(read("Scores fell (mean difference [MD] = −0.55, 95% CI −2.00–0.90; p = 0.45).") == "mean_difference -0.55 [-2, 0.9] 95% p=0.45");
  CHECK(read("SMD -0.31 (95% CI -0.50 to -0.12)") == "standardised_mean_difference -0.31 [-0.5, -0.12] 95%");
  CHECK(read("The effect was small (Cohen's d = 0.24).") == "standardised_mean_difference 0.24");
  CHECK(read("Attendance rose, with an effect size of 0.34, p=0.02.") == "effect_size 0.34 p=0.02");
  CHECK(read("Trust and speed went together (r = 0.446, p < 0.01).") == "correlation 0.446 p<0.01");
  CHECK(read("Income predicted attendance (β = −0.21; 95% CI −0.30 to −0.12).") == "coefficient -0.21 [-0.3, -0.12] 95%");
  CHECK(read("They read 2.1 points better, a difference of 2.1 points (95% CI 0.4 to 3.8).") == "mean_difference 2.1 [0.4, 3.8] 95%");
  CHECK(read("The load fell by 33 points (95% CI 20 to 47).") == "? 33 [20, 47] 95%");
  CHECK(read("Admissions rose (increase of 19.0%, 95% confidence interval -5.3% to 43.2%).") == "? 19 [-5.3, 43.2] 95%");
}

TEST_CASE("units, money, ends the other way round, and the value between the words and the ends") {
  CHECK(read("Fat fell (mean difference −28.1 cm2, 95% CI −49.9 cm2 to −6.3 cm2; p = 0.02).") == "mean_difference -28.1 [-49.9, -6.3] 95% p=0.02");
  CHECK(read("It cost more (difference £427, 95% CI: £56 - £787, p < 0.001).") == "mean_difference 427 [56, 787] 95% p<0.001");
  CHECK(read("They lost 7.3 kg (95% CI: −5.8 to −8.8 kg).") == "? 7.3 [-8.8, -5.8] 95%");
  CHECK(read("The mean difference between arms (95% CI) was 1.9 (0.7 to 3.2).") == "mean_difference 1.9 [0.7, 3.2] 95%");
  CHECK(read("Recovery was likelier [hazard ratio (HR); 95 % CI 1.9; 1.2, 3.1; p = 0.011].") == "hazard_ratio 1.9 [1.2, 3.1] 95% p=0.011");
  CHECK(read("Six more died (95% confidence interval for the difference 1.9% to 11.7%; P = 0.01).") == "? [1.9, 11.7] 95% p=0.01");
}

TEST_CASE("several in one sentence, and a p-value alone") {
  CHECK(read("Death fell by 45% (HR 0.55, p < 0.001) and stroke by 18% (HR 0.82, p = 0.01).") == "hazard_ratio 0.55 p<0.001; hazard_ratio 0.82 p=0.01");
  CHECK(read("Consistency improved in one group only (p < 0.01).") == "? p<0.01");
  CHECK(read("Pain (P=.03) and sleep (P=.2) were asked for.") == "? p=0.03; ? p=0.2");
  CHECK(read("Cure did not differ (p=0.15, 95% confidence interval (CI) -0.12 to 0.02).") == "? [-0.12, 0.02] 95% p=0.15");
}

TEST_CASE("what only looks like one") {
  CHECK(read("Heart rate (HR) reached 160 beats a minute; RR 135/80.") == "");
  CHECK(read("Either 12 OR 14 visits were made.") == "");
  CHECK(read("Give one or 2 tablets.") == "");
  CHECK(read("In 2012, 95% of tenants stayed, on page 12 to 14.") == "");
  CHECK(read("p. 12 of the report, and P 3 of the plan") == "");
  CHECK(read("The CI plan has 12 to 14 parts.") == "");
  CHECK(read("No number at all.") == "");
}

TEST_CASE("the effect that is shown, and where it stands") {
  const char* words = "Pain (p = 0.2) and falls (OR 0.8, 95% CI 0.7 to 0.9) were counted.";
  const auto all = effects_of(words);
  REQUIRE(main_effect(all));
  CHECK(main_effect(all)->measure == "odds_ratio");
  CHECK(std::string(words).substr(main_effect(all)->begin, 4) == "OR 0");
  CHECK(main_effect({}) == nullptr);
}

#include <catch2/catch.hpp>

#include "ingest/extract/numbers.hpp"
#include "ingest/extract/sample_size.hpp"

using namespace evident::ingest;

namespace {

// The number that is most surely the whole sample of the sentence; 0: none.
std::int64_t whole(const char* words) {
  const Tokens tokens(words);
  const StatedSize* best = nullptr;
  const auto all = stated_sizes(words, tokens);
  for (const StatedSize& one : all)
    if (!one.arm && one.score >= kWholeSample && (!best || one.score > best->score)) best = &one;
  return best ? best->count : 0;
}
std::int64_t arms(const char* words) {
  std::int64_t n = 0;
  for (const StatedSize& one : stated_sizes(words, Tokens(words))) n += one.arm;
  return n;
}

}  // namespace

TEST_CASE("the whole sample, however it is written") {
  CHECK(whole("Two hundred and fourteen tenants were randomly allocated to a caseworker or a letter.") == 214);
  CHECK(whole("Pupils (N = 96) were randomised to morning or afternoon lessons.") == 96);
  CHECK(whole("A total of 1,204 drivers were enrolled in spring.") == 1204);
  CHECK(whole("We recruited 58 consecutive adult patients with asthma.") == 58);
  CHECK(whole("The trial was carried out in 48 type 2 diabetic patients.") == 48);
  CHECK(whole("PARTICIPANTS Thirty-one volunteers aged 20 to 45 years.") == 31);
  CHECK(whole("After a run-in phase, 318 subjects were randomized to one of three spreads.") == 318);
  CHECK(whole("Twenty heifers were assigned to two diets.") == 20);
  CHECK(whole("METHODS Single-blind comparison in 120 children.") == 120);
  CHECK(whole("In a crossover study, 14 healthy subjects received, on each of 5 days, coffee or tea.") == 14);
  CHECK(whole("We gave it to 6 physically and mentally healthy adults.") == 6);
  CHECK(whole("One hundred and ninety-three (193) pupils were randomly assigned to one of the following: Group A (N = 64), Group B (N = 129).") == 193);
  CHECK(whole("Of the 64 women, 60 were randomly assigned to a midwife.") != 0);
}

TEST_CASE("a part, a dose, an age or a share is no sample") {
  CHECK(whole("Twelve patients withdrew before the second visit.") == 0);
  CHECK(whole("Patients received 40 mg of the drug twice daily for 12 weeks.") == 0);
  CHECK(whole("Participants were aged 18 to 65 years.") == 0);
  CHECK(whole("Pain fell in 38% of patients, by 2.5 points.") == 0);
  CHECK(whole("Of those screened, 400 were invited.") == 0);
  CHECK(whole("Seventeen patients in each group were followed up.") == 0);
}

TEST_CASE("groups are told apart from the whole") {
  CHECK(arms("They were assigned to the caseworker (n = 107) or to the letter (n = 107).") == 2);
  CHECK(whole("Patients (N = 112) received the drug (n = 75) or placebo (n = 37).") == 112);
  CHECK(whole("Twenty-four students took part, in two groups of 12 students each.") != 12);
}

TEST_CASE("numbers in words above ninety-nine") {
  const auto read = [](const char* words) { return plain_number(Tokens(words), 0); };
  CHECK(read("one hundred seventy-seven women")->value == 177);
  CHECK(read("eight hundred and six clients")->value == 806);
  CHECK(read("eight hundred and six clients")->length == 4);
  CHECK(read("two thousand one hundred people")->value == 2100);
  CHECK(read("three thousand and twelve people")->value == 3012);
  CHECK(read("one hundred and a half")->value == 100);
  CHECK(read("thirty five")->value == 35);
}

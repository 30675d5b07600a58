// Definitions and themes.
#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Rows = std::vector<std::string>;

namespace {

Rows definitions(const std::string& text) {
  Rows out;
  for (const auto& item : of_kind(evidence_of("terms.md", text), Kind::definition))
    out.push_back((text_of(item, Attribute::polarity) == "negative" ? "not " : "") +
                  text_of(item, Attribute::term) + ": " + text_of(item, Attribute::text));
  return out;
}
Rows themes(const std::string& text) {
  Rows out;
  for (const auto& item : of_kind(evidence_of("themes.md", text), Kind::theme))
    out.push_back(text_of(item, Attribute::name));
  return out;
}

}  // namespace

TEST_CASE("defining forms") {
  CHECK(definitions("# Fuel\n\nFuel poverty is defined as spending a tenth of income on heat.\n") ==
        Rows{"Fuel poverty: spending a tenth of income on heat."});
  CHECK(definitions("# Green roads\n\nMany lanes are narrow. By quiet lane we mean a road with fewer than "
                    "ten cars an hour.\n") == Rows{"quiet lane: a road with fewer than ten cars an hour."});
  CHECK(
      definitions("# Schools\n\nThe term 'off-rolling' refers to removing a pupil without an exclusion.\n") ==
      Rows{"off-rolling: removing a pupil without an exclusion."});
  CHECK(definitions("# Plots\n\nIn this report, 'allotment' is used to describe any plot rented from a "
                    "council.\n") == Rows{"allotment: any plot rented from a council."});
  CHECK(definitions("# Land\n\nA land trust is a body that holds land for a community.\n") ==
        Rows{"land trust: a body that holds land for a community."});
}

TEST_CASE("further defining forms") {
  CHECK(definitions("# Heat\n\nA heat bank is a warm public room where anyone may sit.\n") ==
        Rows{"heat bank: a warm public room where anyone may sit."});
  CHECK(definitions("# Homes\n\nFlats that stand empty for a year are known as dark flats.\n").size() == 1);
  CHECK(definitions("# Care\n\nRespite care consists of short stays that give carers a rest.\n") ==
        Rows{"Respite care: short stays that give carers a rest."});
  CHECK(definitions("# Roads\n\nParticipatory budgeting (PB) is a process by which residents decide.\n") ==
        Rows{"Participatory budgeting: a process by which residents decide."});
  CHECK(definitions("# Roads\n\nLate payers are those who pay after a month.\n") ==
        Rows{"Late payers: those who pay after a month."});
  CHECK(definitions("# Buses\n\nWhat do we mean by \"feeder bus\"? A bus that takes people to a train.\n") ==
        Rows{"feeder bus: A bus that takes people to a train."});
  CHECK(definitions(
            "# Buses\n\nThe board consists of six drivers. Hull is known as a city of buses. Cycling is "
            "the biggest worry of drivers.\n")
            .empty());
}

TEST_CASE("what a thing is like, how good it is and what happened define nothing") {
  CHECK(definitions("# Buses\n\nThe night bus is a lifeline. A good driver is the best advertisement that a "
                    "company can have. The route was closed in 2011. This is a form of waste.\n")
            .empty());
  CHECK(definitions("# Rivers\n\n## Findings\n\nA flood is an event that costs villages dearly.\n").empty());
}

TEST_CASE("what is X: what it is and what it is not; glossaries") {
  CHECK(definitions("# Streets\n\n## What is a fair street?\n\nA fair street is:\n\n- safe at night\n\nIt is "
                    "not:\n\n- a street without cars\n\n## Next\n\n- other things\n") ==
        Rows{"fair street: safe at night", "not fair street: a street without cars"});
  CHECK(
      definitions("# Heat\n\n## Glossary\n\n- **Heat pump**: a device that moves heat.\n- **U-value** – how "
                  "fast heat is lost.\n") ==
      Rows{"Heat pump: a device that moves heat.", "U-value: how fast heat is lost."});
}

TEST_CASE("themes are named in a sentence, listed below it or printed as headings") {
  CHECK(themes("# Plots\n\n## Findings\n\nFour themes emerged: time and energy; access to water, tools and "
               "seed; quarrels with neighbours; and the pull of winter.\n") ==
        Rows{"time and energy", "access to water, tools and seed", "quarrels with neighbours",
             "the pull of winter"});
  CHECK(themes("# Wards\n\n## Findings\n\nThe main themes arising from the interviews include the meaning of "
               "rest, noise at night, and the value of small talk.\n") ==
        Rows{"the meaning of rest", "noise at night", "the value of small talk"});
  CHECK(themes("# Schools\n\n## Findings\n\n### Theme 1: Waiting for help\n\nParents waited.\n\n### Theme 2: "
               "Being believed\n\nParents felt doubted.\n") == Rows{"Waiting for help", "Being believed"});
  CHECK(themes("# Schools\n\n## Findings\n\nThe following themes were identified:\n\n- **Cost.** Fares "
               "rose.\n- **Shame.** Pupils hid it.\n") == Rows{"Cost", "Shame"});
  CHECK(themes("# Parks\n\nThe park has a theme. Transcripts were coded into themes by two researchers.\n")
            .empty());
}

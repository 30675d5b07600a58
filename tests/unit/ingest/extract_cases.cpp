#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::Json;
using evident::graph::Attribute;
using evident::graph::Item;
using evident::graph::Kind;
using Names = std::vector<std::string>;

namespace {

Item only_case(const std::string& text) {
  const auto cases = of_kind(evidence_of("case.md", text), Kind::case_study);
  REQUIRE(cases.size() == 1);
  return cases.front();
}
Names names(const Item& item, Attribute attribute) {
  const auto* value = item.find(attribute);
  return value ? std::get<Names>(*value) : Names{};
}
// "text|value|unit" of each result, "?" before one that is only expected.
Names results(const Item& item) {
  Names out;
  const auto* value = item.find(Attribute::results);
  if (!value) return out;
  for (const Json& row : *std::get<Json>(*value).array()) {
    std::string line = *row.find("attainment")->string() == "potential" ? "?" : "";
    line += *row.find("text")->string() + "|" + evident::print_json(*row.find("value")) + "|" +
            (row.find("unit")->string() ? *row.find("unit")->string() : "-");
    out.push_back(line);
  }
  return out;
}

}  // namespace

TEST_CASE("parties, place, period and results of a case example") {
  const Item item = only_case(
      "# Open schools\n\n## Case example: Homework clubs in Bradford\n\nIn September 2016, Bradford "
      "Metropolitan "
      "District Council and the Bright Futures Trust opened homework clubs. The clubs were run together with "
      "Bradford "
      "College. Between September 2016 and July 2018, 2,340 pupils attended at least once; exclusions fell "
      "by 18%. "
      "Income is expected to reach £1.2 million a year. The scheme cost £240,000. The University of Leeds "
      "evaluated "
      "the clubs.\n\nWhat made it work: a head teacher who backs it; food.\n");
  CHECK(text_of(item, Attribute::title) == "Homework clubs in Bradford");
  CHECK(names(item, Attribute::partners) ==
        Names{"Bradford Metropolitan District Council", "Bright Futures Trust", "Bradford College"});
  CHECK(text_of(item, Attribute::location) == "Bradford");
  CHECK(text_of(item, Attribute::period) == "September 2016 to July 2018");
  CHECK(names(item, Attribute::critical_success_factors) == Names{"a head teacher who backs it", "food"});
  CHECK(results(item) == Names{"2,340 pupils attended at least once|2340|pupils",
                               "exclusions fell by 18%|18|%",
                               "?Income is expected to reach £1.2 million a year|1200000|GBP"});
}

TEST_CASE("parties joined by commas, appositions and 'between'; advisers are none") {
  const auto partners = [](const std::string& told) {
    return names(only_case("# Buses\n\n## Case study: clean buses\n\n" + told + "\n"), Attribute::partners);
  };
  CHECK(partners("Stagecoach West, a private bus company, and Gloucestershire County Council signed an "
                 "agreement.") == Names{"Stagecoach West", "Gloucestershire County Council"});
  CHECK(partners("Turning Wheel, Greenline and the Harbour Trust partnered to run the ferry.") ==
        Names{"Turning Wheel", "Greenline", "Harbour Trust"});
  CHECK(partners("The ferry is a joint venture between Norline, a Danish shipping company, and Portwell. An "
                 "analysis was "
                 "carried out by Ernsting.") == Names{"Norline", "Portwell"});
  CHECK(partners("It is a partnership between the county council, village schools and a bus operator.") ==
        Names{"county council", "village schools", "bus operator"});
  CHECK(partners("The Ministry of Transport (MoT) owned the land. The MoT worked with Harbour Homes Ltd.") ==
        Names{"Ministry of Transport", "Harbour Homes Ltd"});
}

TEST_CASE("cases under other headings, and parts that only hold cases") {
  const auto e = evidence_of("boxes.md",
                             "# Halls\n\n## Box 2: How Tower Hamlets filled its halls\n\nUse of halls rose "
                             "by 40%.\n\n### Key ingredients\n\n- "
                             "One price list\n- Trust between clubs and schools\n\n## Spotlight on "
                             "Ceredigion\n\nFive schools open at "
                             "weekends.\n\n## In practice: night classes\n\nThe city runs night "
                             "classes.\n\n## Case studies\n\n## Case study 3 "
                             "– Electric buses in Stroud\n\nBuses were bought.\n\n## Example 4: Car-free "
                             "days, Hexham\n\nFootfall rose by 12 "
                             "per cent.\n");
  Names titles;
  for (const Item& item : of_kind(e, Kind::case_study)) titles.push_back(text_of(item, Attribute::title));
  CHECK(titles == Names{"How Tower Hamlets filled its halls", "Ceredigion", "night classes",
                        "Electric buses in Stroud", "Car-free days, Hexham"});
  const auto cases = of_kind(e, Kind::case_study);
  CHECK(names(cases[0], Attribute::critical_success_factors) ==
        Names{"One price list", "Trust between clubs and schools"});
  CHECK(text_of(cases[4], Attribute::location) == "Hexham");
}

TEST_CASE("aims and what was put in are no results; nothing happening is one") {
  const Item item = only_case(
      "# Parks\n\n## Case study: a park in Leeds\n\nThe aim was to plant 5,000 trees. Leeds City Council "
      "provided a loan "
      "of £2 million. There have been no accidents and vandalism was cut by a third. The scheme improved air "
      "quality "
      "while reducing noise.\n");
  const Names found = results(item);
  REQUIRE(found.size() == 3);
  CHECK(found[0] == "There have been no accidents|0|accidents");
  CHECK(found[2] == "The scheme improved air quality while reducing noise|null|-");
}

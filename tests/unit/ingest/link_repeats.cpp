#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Edge;
using evident::graph::Kind;
using Rows = std::vector<std::string>;

namespace {

// "later words <- earlier words" of each link of that kind.
Rows links(const evident::graph::DocumentEvidence& e, Edge edge, Kind kind) {
  Rows out;
  for (const auto& link : e.links) {
    if (link.edge != edge || !std::holds_alternative<std::uint32_t>(link.to)) continue;
    if (e.items[link.from].kind != kind) continue;
    out.push_back(e.items[link.from].passage.quote.substr(0, 24) + " <- " +
                  e.items[std::get<std::uint32_t>(link.to)].passage.quote.substr(0, 24));
  }
  return out;
}

}  // namespace

TEST_CASE("a figure and a sentence said again are linked to their first telling") {
  const auto e = evidence_of(
      "streets.md",
      "# Fair streets\n\nA report for the council.\n\n## Summary\n\n62% of residents felt unsafe at night. "
      "Short "
      "crossings frighten older people and keep them at home.\n\n## Findings\n\nWe found that 62% "
      "of residents felt unsafe at night. 62% of shopkeepers sold less. Short crossings frighten older "
      "people and "
      "often keep them at home. Short crossings frighten young children and keep them at home.\n");
  CHECK(links(e, Edge::restates, Kind::statistic).size() == 1);
  CHECK(links(e, Edge::restates, Kind::claim) ==
        Rows{"Short crossings frighten <- Short crossings frighten"});
}

TEST_CASE("denials, other numbers and other words are other statements") {
  const auto e =
      evidence_of("wards.md",
                  "# Wards\n\nA report for the board.\n\n## One\n\nNight staff on the older wards need "
                  "longer breaks to rest.\n\n## Two\n\nNight staff on the older wards do not need "
                  "longer breaks to rest.\n\n## Three\n\nNight staff on the newer wards need shorter "
                  "breaks to rest.\n");
  CHECK(links(e, Edge::restates, Kind::claim).empty());
}

TEST_CASE("marks lead to the references they point to") {
  const auto e =
      evidence_of("kerbs.md",
                  "# Kerbs: a review\n\n## Findings\n\nKerbs were too high [2]. Roe (2010) measured "
                  "them in six towns. Nobody asked why [7].\n\n## References\n\n1. Roe J. High kerbs. "
                  "Journal of Streets. 2010;4(2):1-9.\n2. Doe A. Low kerbs. Journal of Streets. "
                  "2012;6(1):3-8.\n");
  const auto cited = links(e, Edge::cites, Kind::claim);
  REQUIRE(cited.size() == 2);
  CHECK(cited[0].ends_with("<- Doe A. Low kerbs. Journa"));
  CHECK(cited[1].ends_with("<- Roe J. High kerbs. Journ"));
  CHECK(links(e, Edge::cites, Kind::source).size() == 2);
}

TEST_CASE("a translation is linked to what its paragraph says, in any script") {
  const auto e = evidence_of("stops.md",
                             "# Bus stops in the valley\n\nBus stops in the valley were rebuilt in 2014 and "
                             "the number of passengers "
                             "rose by 12% in the first year, which was more than the council had planned "
                             "for.\n\nCafodd y safleoedd bws "
                             "yn y cwm eu hailadeiladu yn 2014 ac mae nifer y teithwyr wedi codi 12% yn y "
                             "flwyddyn gyntaf, sydd yn fwy "
                             "nag yr oedd y cyngor wedi ei gynllunio ar gyfer hyn.\n");
  const auto translations = of_kind(e, Kind::translation_of);
  REQUIRE(translations.size() == 1);
  CHECK(text_of(translations[0], Attribute::lang) == "cy");
  CHECK(text_of(translations[0], Attribute::source_lang) == "en");
  CHECK(links(e, Edge::translates, Kind::translation_of).size() == 1);
}

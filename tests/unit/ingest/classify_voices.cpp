#include "extract_helpers.hpp"
#include "ingest/classify/voices.hpp"

using namespace extraction_test;
using evident::graph::Attribute;

namespace {

const char* const kReport =
    "# Fair streets\n\nReport of the Commission on Streets\n\n## Methods\n\nWe interviewed 40 residents in "
    "2018.\n\n## Findings\n\nPrevious studies have shown that crossings help older people. Crossings save "
    "time "
    "(Smith et al., 2010). According to the Transport Board, half of crossings are too short. Ann Poe argues "
    "that kerbs matter most. Residents told us that lorries frighten them. \"I have not crossed that road in "
    "years,\" said one resident. In line with earlier work (Smith 2010), we found that kerbs were too "
    "high.\n\n"
    "> We would cycle if there were somewhere to leave the bike.\n\nShopkeeper, Milltown\n\n## "
    "Conclusions\n\n"
    "Streets need care.\n";

}  // namespace

TEST_CASE("who speaks, and whether it is repeated from another work") {
  const auto e = evidence_of("streets.md", kReport);
  const auto said = [&](const std::string& words) {
    const auto& claim = claim_with(e, words);
    return text_of(claim, Attribute::voice) + " | " + text_of(claim, Attribute::speaker) + " | " +
           text_of(claim, Attribute::standing);
  };
  CHECK(said("Previous studies") == "author |  | repeated");
  CHECK(said("save time") == "author |  | repeated");
  CHECK(said("half of crossings") == "author | Transport Board | repeated");
  CHECK(said("kerbs matter") == "named_person | Ann Poe | own");
  CHECK(said("lorries") == "participants_reported | Residents | own");
  CHECK(said("in years") == "participant_quoted | one resident | own");
  CHECK(said("too high") == "author |  | own");
  CHECK(said("somewhere to leave") == "participant_quoted | Shopkeeper, Milltown | own");
}

TEST_CASE("the line under a quotation") {
  using evident::ingest::inline_attribution;
  using evident::ingest::voice_of_attribution;
  CHECK(voice_of_attribution("Reference panel member") == "panel_member");
  CHECK(voice_of_attribution("Jane Roe, head of planning") == "named_person");
  CHECK(voice_of_attribution("Head teacher, rural school") == "participant_quoted");
  CHECK(inline_attribution("“We were cold.” (tenant, 43)") == "tenant, 43");
  CHECK(inline_attribution("“We were cold.” — Tenant, Hilltop") == "Tenant, Hilltop");
  CHECK(inline_attribution("“We were cold.”").empty());
}

TEST_CASE("marks of citation") {
  using evident::ingest::has_citation;
  CHECK(has_citation("Kerbs matter (Roe 2010)."));
  CHECK(has_citation("Kerbs matter (Roe and Doe, 2010; Poe et al., 2012)."));
  CHECK(has_citation("Roe (2010) found kerbs too high."));
  CHECK(has_citation("Kerbs matter [12, 14]."));
  CHECK_FALSE(has_citation("The survey (May 2018) covered six towns."));
  CHECK_FALSE(has_citation("Budgets fell (since 2010)."));
  CHECK_FALSE(has_citation("Costs (in 2018 prices) rose."));
}

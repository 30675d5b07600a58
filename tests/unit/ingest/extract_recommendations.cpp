#include "extract_helpers.hpp"
#include "ingest/extract/advice.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Rows = std::vector<std::string>;

namespace {

// "3 schools: Open the gates (not)" of each recommendation.
Rows advice(const evident::graph::DocumentEvidence& evidence) {
  Rows out;
  for (const auto& item : of_kind(evidence, Kind::recommendation)) {
    std::string row;
    if (const auto* number = item.find(Attribute::number))
      row += std::to_string(std::get<std::int64_t>(*number)) + " ";
    row += text_of(item, Attribute::addressee) + ": " + text_of(item, Attribute::text);
    if (text_of(item, Attribute::polarity) == "negative") row += " (not)";
    CHECK_FALSE(item.reason.empty());
    out.push_back(row);
  }
  return out;
}

Rows of(const std::string& text) { return advice(evidence_of("advice.md", text)); }

std::string who(std::string_view sentence) {
  const evident::ingest::Tokens tokens(sentence);
  const auto found = evident::ingest::advice_in(sentence, tokens);
  if (!found) return "no advice";
  if (!found->actor) return "nobody";
  return std::string(
      sentence.substr(tokens.begin(found->first), tokens.end(found->last) - tokens.begin(found->first)));
}

}  // namespace

TEST_CASE("who should act is the subject, the agent or the one called on") {
  CHECK(who("The Secretary of State for Transport should make it clear who pays.") ==
        "Secretary of State for Transport");
  CHECK(who("Schools, colleges and nurseries must publish their opening hours.") ==
        "Schools, colleges and nurseries");
  CHECK(who("County councils, working with bus operators, should publish readings.") == "County councils");
  CHECK(who("If rents rise, housing associations should freeze service charges.") == "housing associations");
  CHECK(who("Grants should be administered by district councils.") == "district councils");
  CHECK(who("We call on ministers to fund the scheme.") == "ministers");
  CHECK(who("The panel recommends that the Treasury fund low-emission zones.") == "Treasury");
  CHECK(who("We also recommend that Ofsted report on the use of halls.") == "Ofsted");
  CHECK(who("Landlords are urged to register.") == "Landlords");
  CHECK(who("It is vital that local authorities share their data.") == "local authorities");
  CHECK(who("The committee believes water companies should repair leaks sooner.") == "water companies");
  CHECK(who("Contracts should be measured by outcomes.") == "nobody");
  CHECK(who("Funding must be ring-fenced.") == "nobody");
}

TEST_CASE("expectations, remarks, inversions, laws and others' views are no advice") {
  for (const char* sentence :
       {"This should help clubs to plan their evenings.", "It should be noted that the figures are old.",
        "Should that fail, there is always the ferry.", "Owners who should have paid did not pay at all.",
        "The council says that drivers should use the ring road.",
        "The report asks how councils should plan homes.",
        "The law requires that councils must keep a register.",
        "Respondents felt that owners should be taxed more.", "Pupils must have been tired by then.",
        "The trees were planted along the road in May."})
    CHECK(std::string(sentence) + who(sentence) == std::string(sentence) + "no advice");
}

TEST_CASE("numbered recommendations keep their number; headings say whom they address") {
  CHECK(of("# Halls\n\n## Recommendations\n\n### For government\n\n1. The Department for Education should "
           "publish model "
           "agreements.\n2. Funding for caretakers to be ring-fenced.\n\n### For schools\n\n3. Name one "
           "person who "
           "answers the telephone.\n4. Governors to review opening hours.\n5. Avoid long forms.\n") ==
        Rows{"1 Department for Education: The Department for Education should publish model agreements.",
             "2 government: Funding for caretakers to be ring-fenced.",
             "3 schools: Name one person who answers the telephone.",
             "4 Governors: Governors to review opening hours.", "5 schools: Avoid long forms. (not)"});
}

TEST_CASE("bullets inherit the subject of the sentence above them, short forms are written out") {
  CHECK(of("# Air\n\nThe Clean Air Agency (CAA) was founded in 1990.\n\n## What next\n\nUntil the law is "
           "changed, the "
           "panel believes the CAA should:\n\n- plant hedges along school routes;\n- not approve new car "
           "parks.\n") == Rows{"Clean Air Agency (CAA): plant hedges along school routes;",
                               "Clean Air Agency (CAA): not approve new car parks. (not)"});
}

TEST_CASE("lists of dos and don'ts, tips and steps") {
  CHECK(of("# Allotments\n\n## Do\n\n- Ask the neighbours first\n\n## Don't\n\n- Hand over the keys\n\n## "
           "Tips for "
           "parish councils\n\n- Start small\n- Never promise water\n") ==
        Rows{": Ask the neighbours first", ": Hand over the keys (not)", "parish councils: Start small",
             "parish councils: Never promise water (not)"});
  CHECK(of("# Leasing\n\nThis guide is for housing associations.\n\n## How\n\nThe following steps are "
           "recommended:\n\n"
           "I. **Search:** use the land registry and ask around.\nII. **Letter:** do not threaten "
           "anybody.\n") == Rows{"1 housing associations: use the land registry and ask around.",
                                 "2 housing associations: do not threaten anybody. (not)"});
  // A list of what was done is no list of steps.
  CHECK(of("# Leasing\n\nThe project went through these steps:\n\n- Interviews with tenants\n- A survey of "
           "owners\n")
            .empty());
}

TEST_CASE("labelled paragraphs, headings and tables") {
  CHECK(of("# Tolls\n\n## The bridge\n\nRecommendation 1: Every town to have one toll-free "
           "day.\n\nRecommendation 2: "
           "The government should amend the Bridges Act.\n") ==
        Rows{"1 town: Every town to have one toll-free day.",
             "2 government: The government should amend the Bridges Act."});
  CHECK(of("# Tolls\n\n## Recommendation 3: Councils should employ a bridge officer\n\nOne officer pays for "
           "herself.\n") == Rows{"3 Councils: Councils should employ a bridge officer"});
  CHECK(of("# Tolls\n\n## Plan\n\n| No. | Action | Lead |\n|---|---|---|\n| 1 | Set up a repair fund | Homes "
           "Agency |\n"
           "| 2 | Publish the register | Districts |\n") ==
        Rows{"1 Homes Agency: Set up a repair fund", "2 Districts: Publish the register"});
}

TEST_CASE("advice in prose; not in cases, quotations, methods or lists of what helps") {
  const auto rows =
      of("# School streets\n\n## Outlook\n\nThis report asks what makes streets safe. Councils should close "
         "roads at "
         "school times. They should tell residents in good time.\n\n> “Drivers must slow down.”\n\n## "
         "Success factors\n\n- "
         "Set realistic goals\n- Staff should be trusted\n\n## Case study: Leafton\n\nThe council decided "
         "that it should "
         "act. Teachers must stand at the gate.\n");
  CHECK(rows == Rows{"Councils: Councils should close roads at school times.",
                     "Councils: They should tell residents in good time."});
}

TEST_CASE("bullets of a deck that tell what to do; labels that look like sentences; advice that goes on") {
  const std::string deck = "# Bells at night\n\n---\n\n# Findings\n\n- Trams ring at every stop\n- Noise fell by a third\n\n---\n\n# So...\n\n- "
                           "It keeps people awake\n- Drivers to check every bell\n- Do not ring after ten\n\n---\n\n# Next\n\n- Who "
                           "sleeps best?\n- Do bells wear out?\n";
  const auto e = evidence_of("deck.md", deck);
  CHECK(advice(e) == Rows{"Drivers: Drivers to check every bell", ": Do not ring after ten (not)"});
  CHECK(of_kind(e, Kind::question).size() == 2);
  CHECK(of("# Bells\n\n## What we recommend\n\n**To councils**\n\n- R1. Put a name against every stop.\n- R2. Don't ring after ten.\n") ==
        Rows{"1 councils: Put a name against every stop.", "2 councils: Don't ring after ten. (not)"});
}

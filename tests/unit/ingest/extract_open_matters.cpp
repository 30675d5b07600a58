// What is not known yet: statements about the evidence, and questions left open.
#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Rows = std::vector<std::string>;

namespace {

Rows statements(const std::string& text) {
  Rows out;
  for (const auto& item : of_kind(evidence_of("open.md", text), Kind::evidence_statement))
    out.push_back(text_of(item, Attribute::dimension) + " " + text_of(item, Attribute::strength));
  return out;
}
Rows questions(const std::string& text) {
  Rows out;
  for (const auto& item : of_kind(evidence_of("open.md", text), Kind::question))
    out.push_back(text_of(item, Attribute::text));
  return out;
}
const std::string kReport = "# Reading rooms\n\nThis report looks at reading rooms.\n\n## Findings\n\n";

}  // namespace

TEST_CASE("evidence is said to be there, or not, in many ways") {
  CHECK(statements(kReport + "No evaluation has set the cost of reading rooms against their benefits.\n") ==
        Rows{"cost none"});
  // The praise within a denial is no praise.
  CHECK(statements(kReport + "There is no compelling evidence that merging parks saves money.\n") ==
        Rows{"cost none"});
  CHECK(statements(kReport + "Studies disagree on whether bus lanes cause fewer accidents.\n") ==
        Rows{"causality mixed"});
  CHECK(statements(kReport + "Hardly any randomised trials of allotments have been published.\n") ==
        Rows{"methods little"});
  CHECK(statements(kReport + "There is strong evidence that meals at school improve attainment.\n") ==
        Rows{"outcomes sufficient"});
  CHECK(statements(kReport + "Next to nothing is known about what the scheme costs.\n") ==
        Rows{"cost little"});
}

TEST_CASE("what a witness gives and a visitor sees is no body of evidence") {
  CHECK(statements(kReport + "Evidence was submitted by nine councils. Inspectors found little evidence of "
                             "planning in two wards. Tenants must show proof of income.\n")
            .empty());
  CHECK(statements("# Heat\n\n## What is the evidence?\n\n- No spare parts\n").empty());
}

TEST_CASE("questions are open where a heading or the words say so") {
  CHECK(questions("# Parks\n\n## Questions for further research\n\n- Who uses parks at night?\n- How best to "
                  "count visits\n") == Rows{"Who uses parks at night?", "How best to count visits"});
  CHECK(
      questions("# Parks\n\n## Discussion\n\nWhether visits will last remains to be seen. We do not yet know "
                "why older people stay away.\n") ==
      Rows{"Whether visits will last remains to be seen.", "We do not yet know why older people stay away."});
  CHECK(questions("# Parks\n\n## Discussion\n\nSeveral questions remain unanswered. Does lighting bring more "
                  "visits?\n") == Rows{"Does lighting bring more visits?"});
}

TEST_CASE("what is asked for effect, of respondents or by the study itself is not left open") {
  CHECK(questions("# Parks\n\n## Discussion\n\nWho could be against trees? We asked respondents whether they "
                  "had a garden. It is clear why families come. How often do you visit?\n")
            .empty());
}

TEST_CASE("results that point both ways, scarce figures, ellipses, and words that are no amounts") {
  const auto said = [](const std::string& text) {
    std::vector<std::string> out;
    for (const auto& item : of_kind(evidence_of("e.md", "# Trams and sleep: a literature review\n\n## State of the evidence\n\n" + text + "\n"),
                                    Kind::evidence_statement))
      out.push_back(text_of(item, Attribute::dimension) + " " + text_of(item, Attribute::strength));
    return out;
  };
  using Said = std::vector<std::string>;
  CHECK(said("Studies of night trams point both ways.") == Said{"outcomes mixed"});
  CHECK(said("Reliable figures on the cost of bells are scarce.") == Said{"cost little"});
  CHECK(said("There is a good deal of work on noise, but next to none on dust.") == Said{"quantity sufficient", "quantity little"});
  CHECK(said("There are few studies of bells, and none that weighs costs against benefits.").back() == "cost none");
  CHECK(evidence_of("f.md", "# Bells\n\n## Findings\n\nA mixed-method study of six towns found that drivers like bells.\n").items.size() > 0);
  CHECK(of_kind(evidence_of("f.md", "# Bells\n\n## Findings\n\nA mixed-method study of six towns found that drivers like bells.\n"),
                Kind::evidence_statement)
            .empty());
}

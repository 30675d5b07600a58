// Shares, all, most, and yes or no of sets: with how many were checked, and never true of nothing.
#include <catch2/catch.hpp>

#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using Catch::Contains;
using Strings = std::vector<std::string>;

namespace {
const evident::graph::Graph& library() {
  static const auto graph = partnership_library();
  return graph;
}
}  // namespace

TEST_CASE("a share says of how many it is known") {
  const auto a = answer(library(), "what share of studies are qualitative?");
  REQUIRE(a.share.size() == 1);
  // The survey, the trial and the interviews say how; the review and the described cases do not.
  CHECK(a.share[0].part == 1);
  CHECK(a.share[0].known == 3);
  CHECK(a.share[0].whole == 7);
  CHECK(a.kind == Answer::Kind::number);
  CHECK_THAT(a.summary, Contains("1 of 3 known (of 7) studies are qualitative: 33%"));
  CHECK(labels(library(), a) == Strings{"Thirty managers were interviewed."});
  const auto whole = answer(library(), "what share of claims are hedged?");
  CHECK_THAT(whole.summary, Contains("1 of 7 claims are hedged: 14%"));
  CHECK(noticed(whole, "N18"));
  const auto not_one = answer(library(), "what share of sources do not report claims?");
  CHECK_THAT(not_one.summary, Contains("1 of 5 sources"));
}

TEST_CASE("the complement of a share is the rest of what is known") {
  const auto yes = answer(library(), "what share of studies are qualitative?").share[0];
  const auto no = answer(library(), "what share of studies are not qualitative?").share[0];
  CHECK(yes.known == no.known);
  CHECK(yes.part + no.part == yes.known);
}

TEST_CASE("all and most say how many were checked and show the exceptions") {
  const auto all = answer(library(), "do all case studies report \"leadership\"?");
  CHECK(all.verdict == "yes");
  CHECK(all.kind == Answer::Kind::yes_no);
  CHECK_THAT(all.summary, Contains("Yes: 3 of 3 case studies report"));
  CHECK_THAT(all.summary, Contains("(3 checked)"));
  CHECK(all.rows.size() == 3);
  const auto some = answer(library(), "do all case studies report \"procurement skill\"?");
  CHECK(some.verdict == "no");
  CHECK(labels(library(), some) == Strings{"Gamma bay"});
  CHECK_THAT(some.summary, Contains("No: 2 of 3"));
  CHECK(answer(library(), "do most case studies report \"procurement skill\"?").verdict == "yes");
  const auto half = answer(library(), "do most sources report statistics?");
  CHECK(half.verdict == "no");
  CHECK(labels(library(), half) == Strings{"Working together"});
}

TEST_CASE("nothing is true of all of nothing") {
  for (const char* question :
       {"do all trials before 1990 report measures?", "do most trials before 1990 report measures?",
        "what share of trials before 1990 are finished?"}) {
    INFO(question);
    const auto a = answer(library(), question);
    CHECK(a.kind == Answer::Kind::none);
    CHECK(a.verdict == "none to check");
    CHECK(a.share.empty());
    CHECK(noticed(a, "N08"));
  }
}

TEST_CASE("whether it is so of what is named") {
  const auto yes = answer(library(), "does \"waiting time\" have causal evidence?");
  CHECK(yes.verdict == "yes");
  CHECK(quotes(yes.rows[0]) == Strings{"Joint teams reduced waiting time."});
  const auto no = answer(library(), "does \"length of stay\" have causal evidence?");
  CHECK(no.verdict == "no");
  REQUIRE(no.rows.size() == 1);
  CHECK_FALSE(no.rows[0].gap.empty());
  CHECK(answer(library(), "is \"procurement\" named by NHS?").verdict == "yes");
  CHECK(answer(library(), "is \"procurement\" a barrier?").verdict == "yes");
}

TEST_CASE("sources by what is held of them, and records that lack something") {
  CHECK(answer(library(), "how many held sources are there?").number == 5);
  CHECK(answer(library(), "how many sources are only cited?").number == 0);
  CHECK(labels(library(), answer(library(), "list sources with incomplete citation")) ==
        Strings{"Why I believe in partnership"});
  CHECK(labels(library(), answer(library(), "list sources written by \"Able\"")) ==
        Strings{"A trial of joint teams"});
  CHECK(
      labels(library(), answer(library(), "which authors wrote at least 1 source about \"waiting time\"?")) ==
      Strings{"Able A.", "Baker, B."});
}

TEST_CASE("when something came into the library is asked of who keeps it") {
  AskOptions options;
  options.added = [](std::string_view) { return std::string("2026-03-14"); };
  CHECK(answer(library(), "list sources added since 2026-03", options).rows.size() == 5);
  CHECK(answer(library(), "list sources added since 2026-04", options).rows.empty());
  CHECK(refused(library(), "list sources added since 2026-03").code == "E218");
}

TEST_CASE("references in the style asked for") {
  const auto line = [&](const std::string& style) {
    return answer(library(), "list sources named \"trial\" | cite as " + style).sources[0].reference;
  };
  CHECK(line("vancouver") == "Able A, Baker B. A trial of joint teams. [place unknown]: [publisher unknown]; 2016. doi:10.1/x");
  CHECK(line("apa") == "Able, A., & Baker, B. (2016). A trial of joint teams. https://doi.org/10.1/x");
  CHECK(line("chicago") == "Able, A., and B. Baker. 2016. A trial of joint teams. https://doi.org/10.1/x.");
  CHECK(line("bibtex") ==
        "@misc{able2016, author = {Able, A. and Baker, B.}, title = {A trial of joint teams}, year = {2016}, "
        "doi = "
        "{10.1/x}}");
  CHECK(line("ris") ==
        "TY  - GEN\nAU  - Able, A.\nAU  - Baker, B.\nTI  - A trial of joint teams\nPY  - 2016\nDO  - 10.1/x\nID  - "
        "able2016\nER  - ");
  CHECK(line("footnotes").starts_with("[^1]: "));
  CHECK(line("markdown").starts_with("[@able2016]: "));
}

TEST_CASE("narrower and broader terms are others than the term itself") {
  CHECK(
      labels(library(), answer(library(), "which measures are narrower than \"trust between partners\"?")) ==
      Strings{"mutual trust"});
  CHECK(labels(library(), answer(library(), "which measures are broader than \"mutual trust\"?")) ==
        Strings{"trust between partners"});
  CHECK(answer(library(), "which measures are narrower than \"mutual trust\"?").rows.empty());
  CHECK(labels(library(), answer(library(), "which groups are a kind of \"NHS\"?")) ==
        Strings{"NHS managers"});
}

TEST_CASE("are there so many") {
  CHECK(answer(library(), "are there at least 2 case examples?").verdict == "yes");
  CHECK(answer(library(), "are there more than 2 case examples?").verdict == "no");
  CHECK(answer(library(), "are there no case examples?").verdict == "no");
}

TEST_CASE("unique to one, or to what is named") {
  CHECK(labels(library(), answer(library(), "which barriers are unique to \"private sector\"?")) ==
        Strings{"bureaucracy"});
  CHECK(answer(library(), "which success factors are unique to one case study?").rows.empty());
  CHECK(labels(library(), answer(library(), "which success factors are not unique to one case study?")) ==
        Strings{"leadership", "procurement skill"});
  CHECK(labels(library(), answer(library(), "which barriers are named by only \"private sector\"?")) ==
        Strings{"bureaucracy"});
}

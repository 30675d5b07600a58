// Quantities, lists of names, narrower terms, properties, time and order.
#include <catch2/catch.hpp>

#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using Strings = std::vector<std::string>;

namespace {
const evident::graph::Graph& library() {
  static const auto graph = partnership_library();
  return graph;
}
Strings found(std::string_view question, const AskOptions& options = {}) {
  return labels(library(), answer(library(), question, options));
}
}  // namespace

TEST_CASE("names joined by and must all hold, each with its words") {
  const auto a = answer(library(), "which barriers are named by \"NHS\" and \"private sector\"?");
  CHECK(labels(library(), a) == Strings{"lack of trust", "procurement"});
  CHECK(a.rows[0].witnesses[0].size() == 2);
  CHECK(quotes(a.rows[0]) == Strings{"Partners do not trust us.", "A lack of trust."});
  CHECK(quotes(a.rows[1]) == Strings{"Buying services takes too long.", "Procurement."});
  CHECK(found("which barriers are named by \"NHS\" or \"private sector\"?") ==
        Strings{"bureaucracy", "culture", "lack of trust", "procurement"});
}

TEST_CASE("narrower terms count unless exactly is said") {
  const auto wide = answer(library(), "which barriers are named by \"NHS\"?");
  CHECK(labels(library(), wide) == Strings{"culture", "lack of trust", "procurement"});
  CHECK(noticed(wide, "N04", "\"NHS\" +1 narrower"));
  const auto exact = answer(library(), "which barriers are named by exactly \"NHS\"?");
  CHECK(labels(library(), exact) == Strings{"culture", "procurement"});
  CHECK_FALSE(noticed(exact, "N04"));
}

TEST_CASE("a thing has what its narrower things have, but only things in use are listed") {
  const auto a = answer(library(), "which process measures have qualitative evidence?");
  CHECK(labels(library(), a) == Strings{"mutual trust", "trust between partners"});
  CHECK(noticed(a, "N04", "+1 narrower"));
  CHECK(quotes(a.rows[1]) == Strings{"Mutual trust and good results went together."});

  Document d("d.txt", {});
  d.mention(Kind::measure, "falls", "urn:m:falls");
  d.claim("Falls are bad.", "opinion", "none", {"urn:m:falls"});
  const auto graph = graph_of({d}, {concept_of("urn:m:safety", Kind::measure, "safety"),
                                    concept_of("urn:m:falls", Kind::measure, "falls", {"urn:m:safety"})});
  CHECK(labels(graph, answer(graph, "which measures have claims?")) == Strings{"falls"});
  CHECK(labels(graph, answer(graph, "list claims about \"safety\"")) == Strings{"Falls are bad."});
}

TEST_CASE("counts that rest on narrower terms say so") {
  const auto a = answer(library(), "which process measures are named by at least 1 study?");
  CHECK(a.rows.empty());
  const auto b = answer(library(), "which process measures have at least 1 finding?");
  CHECK(labels(library(), b) == Strings{"mutual trust", "trust between partners"});
  CHECK(noticed(b, "N04", "+1 narrower"));
}

TEST_CASE("a circle of broader terms ends") {
  Document d("d.txt", {});
  d.claim("A and B.", "opinion", "none", {"urn:m:a"});
  d.mention(Kind::measure, "b", "urn:m:b");
  const auto graph = graph_of({d}, {concept_of("urn:m:a", Kind::measure, "aaa", {"urn:m:b"}),
                                    concept_of("urn:m:b", Kind::measure, "bbb", {"urn:m:a"})});
  CHECK(labels(graph, answer(graph, "which measures have claims?")) == Strings{"aaa", "bbb"});
  CHECK(labels(graph, answer(graph, "list claims about \"bbb\"")) == Strings{"A and B."});
}

TEST_CASE("quantities count distinct things") {
  const auto three = answer(library(), "which success factors are shared by at least 3 case studies?");
  CHECK(labels(library(), three) == Strings{"leadership"});
  CHECK(three.rows[0].witnesses.size() == 1);
  CHECK(three.rows[0].witnesses[0].size() == 3);  // only together do they show it
  CHECK(noticed(three, "N12", "2 are self-reported examples"));
  // Two of the three buyers stand in one case.
  CHECK(found("which success factors are shared by exactly 2 case studies?") == Strings{"procurement skill"});
  CHECK(found("which success factors are shared by at most 2 case studies?") == Strings{"procurement skill"});
  CHECK(found("which success factors are shared by more than 2 case studies?") == Strings{"leadership"});
  CHECK(found("which success factors are shared by fewer than 3 case studies?") ==
        Strings{"procurement skill"});
  CHECK(found("which success factors are shared by every case study?").empty() == false);
}

TEST_CASE("only asks for at least one and no other") {
  CHECK(found("which barriers are named by only groups named \"private sector\"?") == Strings{"bureaucracy"});
  CHECK(found("which measures have only qualitative evidence?") ==
        Strings{"length of stay", "mutual trust", "trust between partners"});
  CHECK(found("which measures have only opinions?") == Strings{"cost per case"});
}

TEST_CASE("not is the complement") {
  CHECK(found("which barriers are not named by \"NHS\"?") == Strings{"bureaucracy"});
  CHECK(found("which sources do not report claims?") == Strings{"Do partnerships work?"});
  CHECK(found("which measures do not have claims?").empty());
}

TEST_CASE("counting gives a number with what was counted") {
  const auto a = answer(library(), "how many studies are qualitative?");
  CHECK(a.kind == Answer::Kind::number);
  CHECK(a.number == 1);
  CHECK(a.rows.size() == 1);
  CHECK(quotes(a.rows[0]) == Strings{"Thirty managers were interviewed."});
  const auto cases = answer(library(), "how many case studies are there?");
  CHECK(cases.number == 3);
  CHECK(noticed(cases, "N12", "2 are self-reported examples"));
  CHECK(answer(library(), "how many case examples are there?").number == 2);
  CHECK(answer(library(), "how many evaluated case studies are there?").number == 1);
  const auto studies = answer(library(), "how many studies are there?");
  CHECK(studies.number == 7);
  CHECK(noticed(studies, "N12", "3 are described cases"));
  CHECK(answer(library(), "how many trials have claims about \"culture\"?").number == 0);
}

TEST_CASE("conditions are two-valued and missing values are told") {
  const auto known = answer(library(), "list sources where doi = \"10.1/x\"");
  CHECK(labels(library(), known) == Strings{"A trial of joint teams"});
  CHECK(noticed(known, "N01", "4 of 5 sources have no known doi; they were left out"));
  const auto other = answer(library(), "list sources where doi != \"10.1/x\"");
  CHECK(other.rows.size() == 4);
  CHECK(noticed(other, "N01", "they were kept"));
  CHECK(found("list sources where year is missing").size() == 2);
  CHECK(found("list sources where year >= 2012") == Strings{"A trial of joint teams", "Working together"});
  CHECK(found("list claims where year = 2016") ==
        Strings{"Joint teams reduced waiting time."});  // the year of its source
  CHECK(found("list sources where title contains \"TOGETHER\"") == Strings{"Working together"});
  CHECK(found("list sources where genre is slides") == Strings{"Do partnerships work?"});
  CHECK(found("list statistics where value > 50%") == Strings{"54% of the NHS agrees."});
  CHECK(found("list statistics where value != 54%") == Strings{"Between 70 and 80 firms replied."});
  CHECK(found("list statistics where value > 75") == Strings{"Between 70 and 80 firms replied."});
  CHECK(found("list studies with sample size over 300") ==
        Strings{"Patients were randomised to joint teams."});
  CHECK(found("list barriers where rank = 1") == Strings{"lack of trust", "procurement"});
}

TEST_CASE("dates are intervals") {
  CHECK(found("list sources since 2012") == Strings{"A trial of joint teams", "Working together"});
  CHECK(found("list sources before 2012") == Strings{"What managers say"});
  CHECK(found("list sources in 2012") == Strings{"Working together"});
  CHECK(found("list sources between 2003 and 2012") == Strings{"What managers say", "Working together"});
  const auto straddling = answer(library(), "list sources since 2012-03");
  CHECK(labels(library(), straddling) == Strings{"A trial of joint teams"});
  CHECK(noticed(straddling, "N02", "1 of 5"));
  CHECK(noticed(straddling, "N01", "2 of 5"));
  // The trial gathered its data from 2011 to 2012 and was published in 2016.
  CHECK(found("list trials before 2013") == Strings{"Patients were randomised to joint teams."});
  CHECK(found("list trials since 2013").empty());
  AskOptions options;
  options.today = 19000;  // 2022-01-08
  CHECK(found("list sources in the last 8 years", options) == Strings{"A trial of joint teams"});
}

TEST_CASE("conditions on a date are intervals too, and take parameters") {
  Document early("early.txt", {{Attribute::date, Value(std::string("2003-05-17"))}});
  Document late("late.txt", {{Attribute::date, Value(std::string("2003-07-15"))}});
  const auto graph = graph_of({early, late}, {});
  CHECK(answer(graph, "list sources where date between 2003-05 and 2003-07").rows.size() == 2);
  CHECK(answer(graph, "list sources where date not between 2003-05 and 2003-06").rows.size() == 1);
  CHECK(answer(graph, "list sources where date in (2003-05, 2004)").rows.size() == 1);
  AskOptions options;
  options.parameters["from"] = "2003-06";
  CHECK(answer(graph, "list sources where date >= $from", options).rows.size() == 1);
  options.parameters["from"] = "2003";
  CHECK(answer(graph, "list sources where date >= $from", options).rows.size() == 2);
}

TEST_CASE("rows stand in a total order and can be cut") {
  CHECK(found("list barriers | sort by name desc") ==
        Strings{"procurement", "lack of trust", "culture", "bureaucracy"});
  CHECK(found("list sources | sort by year desc") == Strings{"A trial of joint teams", "Working together",
                                                             "What managers say", "Do partnerships work?",
                                                             "Why I believe in partnership"});
  CHECK(found("list sources | sort by year") == Strings{"What managers say", "Working together",
                                                        "A trial of joint teams", "Do partnerships work?",
                                                        "Why I believe in partnership"});
  CHECK(found("list sources | sort by number of claims desc | limit 1") ==
        Strings{"Why I believe in partnership"});
  const auto cut = answer(library(), "list barriers | skip 1 | limit 2");
  CHECK(labels(library(), cut) == Strings{"culture", "lack of trust"});
  CHECK(cut.total_rows == 4);
  AskOptions few;
  few.rows = 3;
  const auto limited = answer(library(), "list barriers", few);
  CHECK(limited.rows.size() == 3);
  CHECK(noticed(limited, "N05", "3 of 4"));
}

TEST_CASE("describing puts everything of that name on cards") {
  const auto a = answer(library(), "describe \"time to treatment\"");
  REQUIRE(a.rows.size() == 1);
  CHECK(std::get<std::string>(a.rows[0].values[0]) == "waiting time");
  CHECK(std::get<Strings>(a.rows[0].values[2]) == Strings{"time to treatment"});
  CHECK(std::get<Strings>(a.rows[0].values[6]) == Strings{"1 × finding"});
  CHECK(quotes(a.rows[0]) == Strings{"time from referral to treatment", "Joint teams reduced waiting time."});
  const auto parent = answer(library(), "describe \"trust between partners\"");
  CHECK(std::get<Strings>(parent.rows[0].values[4]) == Strings{"mutual trust"});

  const auto unknown = answer(library(), "describe \"unions\"");
  CHECK(unknown.kind == Answer::Kind::none);
  REQUIRE(unknown.near_misses.size() == 1);
  CHECK(unknown.near_misses[0].witnesses[0].quote == "The unions were never asked.");
}

TEST_CASE("every row has its words") {
  for (const char* question :
       {"list measures", "list barriers", "list success factors", "list groups", "list claims",
        "list sources", "list studies", "list case studies", "list statistics", "list recommendations",
        "list evidence statements", "list concepts", "which measures have no evidence?",
        "which sources report claims?", "which groups name barriers?"}) {
    const auto a = answer(library(), question);
    INFO(question);
    CHECK_FALSE(a.rows.empty());
    for (const Row& row : a.rows) {
      REQUIRE_FALSE(row.witnesses.empty());
      for (const auto& set : row.witnesses) {
        REQUIRE_FALSE(set.empty());
        for (const Witness& witness : set) {
          const auto passage = library().passage(witness.node);
          REQUIRE(passage);
          CHECK(witness.quote == passage->quote);
          CHECK(witness.source < a.sources.size());
        }
      }
    }
  }
}

TEST_CASE("a cancelled question says so") {
  evident::Cancel cancel;
  cancel.request();
  std::vector<Document> documents;
  documents.emplace_back("many.txt", Attributes{});
  for (int i = 0; i < 6000; ++i) documents.back().claim("Claim " + std::to_string(i), "opinion", "none");
  const auto graph = graph_of(documents, {});
  AskOptions options;
  options.cancel = &cancel;
  CHECK(refused(graph, "list claims", options).code == "E311");
}

TEST_CASE("what cannot be counted to its end is refused") {
  std::vector<Document> documents;
  documents.emplace_back("many.txt", Attributes{});
  for (int i = 0; i < 2000; ++i) documents.back().claim("Claim " + std::to_string(i), "opinion", "none");
  const auto graph = graph_of(documents, {});
  CHECK(refused(graph, "match (a:claim), (b:claim) | summarise count").code == "E310");
}

TEST_CASE("a share of things of which one of two statements is true") {
  const auto first = answer(library(), "what share of sources report barriers or report measures?");
  const auto second = answer(library(), "what share of sources report measures or report barriers?");
  REQUIRE(first.share.size() == 1);
  REQUIRE(second.share.size() == 1);
  CHECK(first.share[0].part == found("which sources report measures or report barriers?").size());
  CHECK(second.share[0].part == first.share[0].part);
}

TEST_CASE("broader are all terms above, as narrower are all below") {
  Document d("d.txt", {});
  for (const char* id : {"a", "b", "c"}) d.mention(Kind::measure, id, std::string("urn:m:") + id);
  const auto graph = graph_of({d}, {concept_of("urn:m:a", Kind::measure, "animal"),
                                    concept_of("urn:m:b", Kind::measure, "bird", {"urn:m:a"}),
                                    concept_of("urn:m:c", Kind::measure, "crow", {"urn:m:b"})});
  CHECK(labels(graph, answer(graph, "which measures are narrower than \"animal\"?")) ==
        Strings{"bird", "crow"});
  CHECK(labels(graph, answer(graph, "which measures are broader than \"crow\"?")) ==
        Strings{"animal", "bird"});
  CHECK(labels(graph, answer(graph, "which measures are broader than exactly \"crow\"?")) == Strings{"bird"});
}

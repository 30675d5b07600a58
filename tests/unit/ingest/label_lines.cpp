// evident label: what a line of JSON is answered, and what is wrong with a line.
#include <catch2/catch.hpp>

#include "ingest/models/design.hpp"
#include "ingest/models/label.hpp"
#include "ingest/models/word_classes.hpp"
#include "support/json.hpp"

using namespace evident;
using namespace evident::ingest::models;

namespace {

std::string said(std::string_view task, std::string_view line) {
  auto labeller = make_labeller(task);
  REQUIRE(labeller);
  std::string out;
  const auto done = (*labeller)->label(line, out);
  if (!done) CHECK(out.empty());
  return done ? out : "error: " + done.error().message;
}

}  // namespace

TEST_CASE("roles: a label and a score a sentence, under the record's own id") {
  const auto answer = parse_json(said("roles", R"({"id": "a\"1", "sentences": ["To assess benches in parks.", "We randomly assigned 40 parks to benches or none.",)"
                                               R"( "Visits rose by 12% (P < 0.01).", "In conclusion, benches should be considered."]})"));
  REQUIRE(answer);
  CHECK(*answer->find("id")->string() == "a\"1");
  REQUIRE(answer->find("labels")->array()->size() == 4);
  CHECK(answer->find("scores")->array()->size() == 4);
  const char* expected[] = {"OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"};
  for (std::size_t i = 0; i < 4; ++i) CHECK(*(*answer->find("labels")->array())[i].string() == expected[i]);
  CHECK(said("roles", R"({"id": 7, "sentences": []})") == R"({"id": 7, "labels": [], "scores": []})");
}

TEST_CASE("direction: what happened to an outcome, or that nothing did") {
  const auto answer = parse_json(said("direction", R"({"id": 1, "sentences": ["Falls did not differ between the groups (12% versus 13%, P = 0.61).",)"
                                                   R"( "Walking distance was significantly longer with benches (p < 0.001).",)"
                                                   R"( "Pain was significantly lower in the group with benches (P = 0.01).", ""]})"));
  REQUIRE(answer);
  const auto& labels = *answer->find("labels")->array();
  REQUIRE(labels.size() == 4);
  CHECK(*labels[0].string() == "no_difference");
  CHECK(*labels[1].string() == "increased");
  CHECK(*labels[2].string() == "decreased");
}

TEST_CASE("a line that cannot be read says what is wrong with it") {
  CHECK(said("roles", "{").find("is no JSON") != std::string::npos);
  CHECK(said("roles", "[1]") == "error: is no JSON object");
  CHECK(said("roles", R"({"sentences": []})") == "error: has no \"id\"");
  CHECK(said("roles", R"({"id": [1], "sentences": []})").find("neither text nor a number") != std::string::npos);
  CHECK(said("roles", R"({"id": "x"})").find("has no \"sentences\"") != std::string::npos);
  CHECK(said("roles", R"({"id": "x", "sentences": "one"})").find("has no \"sentences\"") != std::string::npos);
  CHECK(said("roles", R"({"id": "x", "sentences": ["one", 2]})").find("sentence 2") != std::string::npos);
  CHECK(said("roles", "{\"id\": \"x\", \"sentences\": [\"\xff\"]}").find("error: ") == 0);
}

TEST_CASE("designs that are no trial are told by their cues, the title first") {
  CHECK(design_by_cues("A cross-sectional survey of benches", "Reviewed the literature too.") == "cross_sectional");
  CHECK(design_by_cues("Benches", "We did a systematic review.") == "systematic_review");
  CHECK(design_by_cues("Benches", "They stand in parks.") == "evaluation");
  CHECK(design_by_cues("Why I like benches", "") == "opinion");
}

TEST_CASE("a word is of every class that names it or its beginning") {
  const WordClasses classes({{"a", "may caus*"}, {"b", "causal cause*"}, {"c", "x"}});
  CHECK(classes.of("may") == 1);
  CHECK(classes.of("mayor") == 0);
  CHECK(classes.of("causal") == 3);
  CHECK(classes.of("causes") == 3);
  CHECK(classes.of("caus") == 1);
  CHECK(classes.of("cau") == 0);
  CHECK(classes.of("") == 0);
}

TEST_CASE("what cannot be labelled is refused with what can") {
  const auto none = make_labeller("colours");
  REQUIRE_FALSE(none);
  CHECK(none.error().fix.find("roles") != std::string::npos);
}

#include "graph/vocabulary/skos.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "support/text.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

constexpr std::string_view kHead =
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix m: <urn:evident:measures/> .\n"
    "<urn:evident:measures> a skos:ConceptScheme .\n";

Result<Vocabulary> vocabulary_of(std::string_view body, std::string_view name = "test.ttl") {
  Vocabulary v;
  EV_CHECK(read_skos(name, std::string(kHead) + std::string(body), v));
  EV_CHECK(finish_vocabulary(v));
  return v;
}
std::string message_of(std::string_view body) {
  const auto v = vocabulary_of(body);
  return v ? "" : v.error().message;
}

TEST_CASE("concepts with labels, synonyms, place and the kind of their scheme") {
  const auto v = vocabulary_of(R"(
m:outcome-measure a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:prefLabel "outcome measure"@en .
m:stays a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:broader m:outcome-measure ;
  skos:prefLabel "length of stay"@en , "durée du séjour"@fr ; skos:altLabel "bed days"@en , "lit"@fr , "days in bed" ;
  skos:notation "LOS" ; skos:definition "How long people stay."@en .
m:long-stays a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:broader m:stays ; skos:prefLabel "long stays"@en-GB .
<urn:evident:barriers/cost> a skos:Concept ; skos:inScheme <urn:evident:barriers> ; skos:prefLabel "cost"@en .
<urn:evident:groups/carers> a skos:Concept ; skos:inScheme <urn:evident:groups> ; skos:prefLabel "carers"@en .
<urn:evident:success-factors/trust> a skos:Concept ; skos:inScheme <urn:evident:success-factors> ; skos:prefLabel "trust"@en .
<urn:evident:designs/rct> a skos:Concept ; skos:inScheme <urn:evident:designs> ; skos:prefLabel "trial"@en .
)");
  if (!v) FAIL(v.error().message);
  REQUIRE(v->concepts.size() == 7);
  const auto find = [&](std::string_view id) -> const Concept& {
    for (const Concept& c : v->concepts)
      if (c.id == id) return c;
    FAIL("no " << id);
    return v->concepts.front();
  };
  const Concept& stays = find("urn:evident:measures/stays");
  CHECK(stays.label == "length of stay");
  CHECK(stays.alternatives == std::vector<std::string>{"bed days", "days in bed"});
  CHECK(stays.notation == "LOS");
  CHECK(stays.definition == "How long people stay.");
  CHECK(stays.scheme == "measures");
  CHECK(stays.measure_kind == "outcome");
  CHECK(find("urn:evident:measures/long-stays").measure_kind == "outcome");
  CHECK(find("urn:evident:barriers/cost").kind == Kind::barrier);
  CHECK(find("urn:evident:groups/carers").kind == Kind::group);
  CHECK(find("urn:evident:success-factors/trust").kind == Kind::success_factor);
  CHECK(find("urn:evident:designs/rct").kind == Kind::concept_);
  CHECK(find("urn:evident:barriers/cost").measure_kind.empty());
}

TEST_CASE("skos:narrower is skos:broader from the other side") {
  const auto v = vocabulary_of(R"(
m:a a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:prefLabel "a" ; skos:narrower m:b .
m:b a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:prefLabel "b" .
)");
  REQUIRE(v);
  CHECK(v->concepts[1].broader == std::vector<std::string>{"urn:evident:measures/a"});
}

TEST_CASE("what is wrong is said with file and line") {
  CHECK(message_of("m:a a skos:Concept ;; ; \n  skos:prefLabel \"a\"@en ,, .\n").find("test.ttl:5") !=
        std::string::npos);
  CHECK(message_of("m:a a skos:Concept ; skos:prefLabel \"never closed .\n").find("test.ttl:") !=
        std::string::npos);
  CHECK(message_of("x:a a skos:Concept .\n").find("test.ttl") != std::string::npos);
  CHECK(message_of("\nm:a a skos:Concept ; skos:inScheme <urn:evident:measures> .\n")
            .find("test.ttl:5: the concept <urn:evident:measures/a> has no") != std::string::npos);
  CHECK(message_of("m:a a skos:Concept ; skos:prefLabel \"a\" .\n").find("in no scheme") !=
        std::string::npos);
  CHECK(message_of(
            "m:a a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:prefLabel \"a\", \"b\" .\n")
            .find("two") != std::string::npos);
  Vocabulary v;
  CHECK(read_skos("bad.ttl", "\xff\xfe", v).error().message.find("UTF-8") != std::string::npos);
}

TEST_CASE("brackets without end are a limit, not a crash; in text they do not count") {
  for (const char* open : {"[", "(", "[ <c> ", "[ #]\n", "[ <c> m:\\# , ", "[ <c> \"]\\\"]\" ; <d> "}) {
    std::string deep = "<a> <b> ";
    for (int i = 0; i < 100'000; ++i) deep += open;
    Vocabulary v;
    const auto done = read_skos("deep.ttl", deep, v);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == Code::limit);
  }
  CHECK(
      vocabulary_of("m:a a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:prefLabel \"a\" ; "
                    "skos:definition \"" +
                    std::string(500, '(') + "\" .\n"));
}

TEST_CASE("a vocabulary that contradicts itself is refused") {
  const std::string a =
      "m:a a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:prefLabel \"a thing\" ; skos:broader "
      "m:b .\n";
  CHECK(message_of(a).find("urn:evident:measures/b") != std::string::npos);
  const std::string b =
      "m:b a skos:Concept ; skos:inScheme <urn:evident:measures> ; skos:prefLabel \"b thing\" ";
  CHECK(message_of(a + b + ".\n").empty());
  CHECK(message_of(a + b + "; skos:altLabel \"A-Thing\" .\n").find("both have the label") !=
        std::string::npos);
  CHECK(message_of(a + b + "; skos:broader m:a .\n").find("under itself") != std::string::npos);
  Vocabulary twice;
  REQUIRE(read_skos("one", std::string(kHead) + b + ".\n", twice));
  REQUIRE(read_skos("two", std::string(kHead) + b + ".\n", twice));
  CHECK(finish_vocabulary(twice).error().message.find("twice") != std::string::npos);
}

TEST_CASE("the vocabularies that ship are sound") {
  Vocabulary v;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(EVIDENT_SOURCE_DIR) /
                                                               "corpus" / "vocabulary"))
    if (entry.path().extension() == ".ttl") files.insert(entry.path());
  REQUIRE(files.size() >= 6);
  for (const auto& file : files) {
    std::ostringstream all;
    all << std::ifstream(file, std::ios::binary).rdbuf();
    const auto done = read_skos(file.filename().string(), all.str(), v);
    if (!done) FAIL_CHECK(done.error().message);
  }
  const auto done = finish_vocabulary(v);
  if (!done) FAIL_CHECK(done.error().message);
  CHECK(v.concepts.size() > 100);
  for (const Concept& c : v.concepts) {
    INFO(c.id);
    if (c.kind == Kind::measure) CHECK_FALSE(c.measure_kind.empty());
    if (c.scheme == "designs") CHECK(choice_named(Attribute::design, c.notation));
    if (c.scheme == "methods") CHECK(choice_named(Attribute::method, c.notation));
  }
}

}  // namespace
}  // namespace evident::graph

// Candidates for support and contradiction within a document, scores of links, and abbreviations that it defines.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "extract_helpers.hpp"
#include "ingest/link/agreement.hpp"

using namespace evident;
using namespace extraction_test;
using graph::Attribute;
using graph::Edge;
using graph::Kind;

namespace {

// "may_contradict: FIRST WORDS -> FIRST WORDS: reason" of each such link.
std::vector<std::string> agreements(const graph::DocumentEvidence& e) {
  std::vector<std::string> out;
  for (const graph::Link& l : e.links) {
    if (l.edge != Edge::may_contradict && l.edge != Edge::may_support) continue;
    const auto words = [&](std::uint32_t item) { return e.items[item].passage.quote.substr(0, 12); };
    out.push_back(std::string(graph::info(l.edge).name) + ": " + words(l.from) + " -> " + words(std::get<0>(l.to)) + ": " +
                  l.reason);
  }
  return out;
}

bool any_holds(const std::vector<std::string>& all, const std::string& part) {
  for (const std::string& one : all)
    if (one.find(part) != std::string::npos) return true;
  return false;
}

std::string report(const std::string& first, const std::string& second) {
  return "# Discharge teams in two hospitals\n\n## Results\n\n" + first + "\n\nThe teams met every week.\n\n" + second + "\n";
}

}  // namespace

TEST_CASE("the same outcome with another direction may contradict") {
  const auto e = evidence_of(
      "teams.md", report("Joint discharge teams reduced length of stay among patients with hip fracture.",
                         "Joint discharge teams increased length of stay among patients with hip fracture."));
  const auto found = agreements(e);
  CAPTURE(found);
  REQUIRE(found.size() == 2);
  CHECK(any_holds(found, "may_contradict"));
  CHECK(any_holds(found, "both are about 'length of stay'; one says"));
}

TEST_CASE("the same outcome in the same direction may support, and a repetition does not") {
  const auto e = evidence_of("teams.md",
                             report("Joint discharge teams reduced length of stay among patients with hip fracture.",
                                    "Length of stay fell for patients with hip fracture once joint discharge teams had begun."));
  const auto found = agreements(e);
  CAPTURE(found);
  REQUIRE(found.size() == 2);
  CHECK(any_holds(found, "may_support"));
  const auto repeated = evidence_of("teams.md",
                                    report("Joint discharge teams reduced length of stay among patients with hip fracture.",
                                           "Joint discharge teams reduced length of stay among patients with hip fracture."));
  CHECK(agreements(repeated).empty());
}

TEST_CASE("other people, other matters and methods neither contradict nor support") {
  const auto none = [](const char* first, const char* second) {
    return agreements(evidence_of("teams.md", report(first, second))).empty();
  };
  CHECK(none("Joint discharge teams reduced length of stay among men with hip fracture.",
             "Joint discharge teams increased length of stay among women with hip fracture."));
  CHECK(none("Joint discharge teams reduced length of stay among patients with hip fracture.",
             "Joint discharge teams increased readmissions among patients with hip fracture."));
  CHECK(none("Joint discharge teams reduced length of stay among patients with hip fracture.",
             "In Norway, a new ward for stroke that the county had paid for increased length of stay."));
}

TEST_CASE("intervals say whether they overlap") {
  ingest::Said one, other;
  one.about = other.about = {7};
  one.words = other.words = one.all = other.all = {1, 2, 3, 4};
  one.outcome = ingest::Outcome::better;
  other.outcome = ingest::Outcome::unchanged;
  one.interval = {0.61, 0.89};
  other.interval = {0.85, 1.2};
  auto both = ingest::agreement(one, other);
  REQUIRE(both);
  CHECK(both->contradicts);
  CHECK(both->terms ==
        "one says better, the other no different; 100 % of their telling words are the same; their intervals (0.61 to 0.89, "
        "0.85 to 1.2) overlap");
  other.interval = {0.95, 1.2};
  both = ingest::agreement(one, other);
  REQUIRE(both);
  CHECK(both->terms.ends_with("do not overlap"));
  other.about = {8};
  CHECK_FALSE(ingest::agreement(one, other));
}

TEST_CASE("a mention has the score of its link and the reason") {
  const auto e = evidence_of("trams.md", "# Trams\n\n## Barriers\n\n- Bureaucracy\n- Problems with procurement\n- Rusty points\n");
  const auto barriers = of_kind(e, Kind::barrier);
  REQUIRE(barriers.size() == 3);
  const auto score = [&](std::size_t i) { return std::get<double>(*barriers[i].find(Attribute::link_score)); };
  CHECK(score(0) == 1.0);
  CHECK(score(1) >= 0.6);
  CHECK(score(1) < 1.0);
  CHECK(score(2) == 0.0);
  CHECK(text_of(barriers[0], Attribute::link_reason) == "same words as 'bureaucracy'");
  CHECK(text_of(barriers[2], Attribute::link_reason) == "no vocabulary holds 'Rusty points'");
}

TEST_CASE("an abbreviation means what its document says, in either order, and nothing elsewhere") {
  const auto linked = [](const std::string& text, const std::string& quote) {
    const auto e = evidence_of("stay.md", text);
    for (const auto& l : e.links)
      if (const auto* id = std::get_if<std::string>(&l.to);
          id && l.edge == Edge::about && *id == "urn:evident:measures/length-of-stay" &&
          e.items[l.from].passage.quote.find(quote) != std::string::npos)
        return l.reason;
    return std::string();
  };
  const std::string tail = "\n\nIn both hospitals LOS fell by two days after the new team had started its work.\n";
  CHECK(linked("# Teams\n\n## Results\n\nWe looked at length of stay (LOS) in two hospitals over three years." + tail,
               "LOS fell") == "'LOS' stands for 'length of stay' here");
  CHECK(linked("# Teams\n\n## Results\n\nWe looked at LOS (length of stay) in two hospitals over three years." + tail,
               "LOS fell") == "'LOS' stands for 'length of stay' here");
  CHECK(linked("# Teams\n\n## Results\n\nWe looked at how two hospitals fared over three years." + tail, "LOS fell").empty());
}

TEST_CASE("the same items whatever the number of threads and the order of the documents") {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(EVIDENT_SOURCE_DIR) + "/corpus/demo")) {
    std::ifstream in(entry.path(), std::ios::binary);
    files.emplace_back(entry.path().filename().string(), std::string{std::istreambuf_iterator<char>(in), {}});
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() > 10);
  const auto told = [&](std::size_t f) {
    auto document = ingest::read_document(files[f].first, files[f].second, Limits{}, Cancel{});
    if (!document) return document.error().message;
    const auto e = ingest::extract(*document, vocabulary());
    std::string all;
    for (const auto& item : e.items) {
      all += std::string(graph::info(item.kind).name) + std::to_string(item.passage.begin) + item.reason + item.belongs_to;
      for (const auto& [attribute, value] : item.attributes) {
        all += graph::info(attribute).name;
        if (const auto* text = std::get_if<std::string>(&value)) all += *text;
      }
    }
    for (const auto& l : e.links) all += std::to_string(l.from) + std::string(graph::info(l.edge).name) + l.reason;
    return all;
  };
  std::vector<std::string> alone(files.size());
  for (std::size_t f = 0; f < files.size(); ++f) alone[f] = told(f);
  vocabulary();
  std::vector<std::string> together(files.size());
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      // From the last to the first, so that each thread has met other words before.
      for (std::size_t n; (n = next++) < files.size();) together[files.size() - 1 - n] = told(files.size() - 1 - n);
    });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t f = 0; f < files.size(); ++f) CHECK(together[f] == alone[f]);
}

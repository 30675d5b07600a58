// Headings that authors of other fields would write, by people who had not seen the cues
// (tests/golden/wordings): how many are understood. Figures, with floors that must not be lost.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "ingest/classify/structure.hpp"
#include "wordings.hpp"

namespace {

using evident::ingest::topic_name;
using evident::ingest::topic_of;
using wordings::rows;

}  // namespace

TEST_CASE("headings that announce something are understood", "[measure]") {
  std::map<std::string, std::vector<std::string>> fair;
  for (const auto& row : rows("headings_also_fair.tsv")) fair[row[0]].push_back(row[2]);
  const bool show = std::getenv("EVIDENT_SHOW_MISSES");
  std::map<std::string, std::pair<int, int>> by_topic;  // right, all
  int right = 0, all = 0, false_alarms = 0, none = 0, held_out_right = 0, held_out = 0;
  std::size_t number = 0;  // even rows were used to widen the cues, odd rows only for the figure
  for (const auto& row : rows("headings.tsv")) {
    const bool odd = number++ % 2 == 1;
    const std::string found(topic_name(topic_of(row[0])));
    const auto& also = fair[row[0]];
    const bool good = found == row[1] || std::any_of(also.begin(), also.end(), [&](const std::string& other) {
                        return other.find(found) != std::string::npos;
                      });
    if (row[1] == "none") {
      ++none;
      false_alarms += !good;
    } else {
      ++all;
      right += good;
      held_out += odd;
      held_out_right += odd && good;
      ++by_topic[row[1]].second;
      by_topic[row[1]].first += good;
    }
    if (show && !good) std::cout << row[1] << "\t" << found << "\t" << row[0] << "\n";
  }
  REQUIRE(all > 1000);
  std::cout << "headings understood: " << right << " of " << all
            << "; taken for something they are not: " << false_alarms << " of " << none << "\n";
  std::cout << "headings of the odd rows, held out: " << held_out_right << " of " << held_out << "\n";
  for (const auto& [topic, count] : by_topic)
    std::cout << "  " << topic << " " << count.first << "/" << count.second << "\n";
  CHECK(right * 100 >= all * 70);
  CHECK(held_out_right * 100 >= held_out * 55);
  CHECK(false_alarms * 100 <= none * 10);
}

// Model files, chains and training on tiny invented data.
#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

#include "ingest/models/best_paths.hpp"
#include "ingest/models/chain.hpp"
#include "ingest/models/marks.hpp"
#include "ingest/models/model_file.hpp"
#include "ingest/models/portable_log.hpp"
#include "ingest/models/roles.hpp"
#include "ingest/models/row_set.hpp"
#include "training/against_rest.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

using namespace evident;
using namespace evident::ingest::models;
using namespace evident::training;

namespace {

std::vector<std::vector<std::string_view>> abstracts() {
  return {{"We wanted to know whether benches help.", "We asked 40 people in 2 parks.", "Most (80%) sat longer.", "Benches may help people to rest."},
          {"Little is known of lamps.", "We counted 12 streets.", "Falls fell by 5%.", "Lamps may prevent falls."},
          {"Little was known of paths.", "We measured 9 paths.", "Paths were 3% wider.", "Wider paths may help."},
          {"We wanted to know whether trees cool.", "We measured 7 squares.", "Squares were 2% cooler.", "Trees may cool squares."}};
}
const std::vector<std::string> kLabels{"BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"};

Settings small() {
  Settings s;
  s.labels = kLabels.size();
  s.node_bits = 10;
  s.node_lanes = 16;
  s.edge_bits = 8;
  s.edge_lanes = 16;
  s.rounds = 30;
  s.rate = 0.1;
  s.least_sequences = 1;
  s.runs = 2;
  return s;
}

std::string trained() {
  const Settings s = small();
  RoleFeatures features(s.node_bits, s.edge_bits);
  std::vector<Sequence> sequences;
  for (const auto& sentences : abstracts()) {
    const auto made = features.make(sentences);
    sequences.push_back({{made.begin(), made.end()}, {0, 1, 2, 3}});
  }
  std::vector<const Sequence*> all;
  for (const auto& sequence : sequences) all.push_back(&sequence);
  return write_model("roles", "Apache-2.0", kRoleFeatures, kLabels, train(all, s));
}

double path_score(const ChainScores& s, const std::vector<std::uint32_t>& path) {
  double sum = 0;
  for (std::size_t i = 0; i < s.n; ++i) sum += s.at(i)[path[i]] + (i ? s.step(i)[path[i - 1] * s.labels + path[i]] : 0);
  return sum;
}

}  // namespace

TEST_CASE("a set of rows puts them in order, each once", "[models]") {
  RowSet large(17), small_one(3);
  for (int round = 0; round < 2; ++round) {  // nothing is left from the round before
    std::vector<std::uint32_t> rows{131071, 5, 64, 5, 4096, 63, 0, 131071, 70000};
    large.order(rows);
    CHECK(rows == std::vector<std::uint32_t>{0, 5, 63, 64, 4096, 70000, 131071});
    rows = {7, 0, 7, 3};
    small_one.order(rows);
    CHECK(rows == std::vector<std::uint32_t>{0, 3, 7});
    rows.clear();
    large.order(rows);
    CHECK(rows.empty());
  }
}

TEST_CASE("training gives the same bytes each time, and the model knows what it was taught") {
  const std::string first = trained();
  CHECK(first == trained());
  const AlignedBytes bytes(first);
  const auto model = open_model(bytes.view());
  REQUIRE(model);
  CHECK(model->name == "roles");
  auto roles = RoleModel::make(*model);
  REQUIRE(roles);
  for (const auto& sentences : abstracts()) {
    const auto labelled = roles->label(sentences);
    REQUIRE(labelled.size() == 4);
    for (std::uint32_t i = 0; i < 4; ++i) {
      CHECK(labelled[i].label == i);
      CHECK(labelled[i].score > 0.5f);
      CHECK(labelled[i].score <= 1.0f);
    }
  }
  CHECK(roles->label({}).empty());
  const std::vector<std::string_view> empty_sentence{""};
  CHECK(roles->label(empty_sentence).size() == 1);
}

TEST_CASE("a damaged model file is refused, whichever byte it is") {
  const std::string good = trained();
  for (std::size_t at = 0; at < good.size(); at += at < 400 ? 1 : 97) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    const AlignedBytes bytes(bad);
    CHECK_FALSE(open_model(bytes.view()));
  }
  for (const std::size_t length : {std::size_t{0}, std::size_t{7}, std::size_t{47}, std::size_t{100}, good.size() - 1}) {
    const AlignedBytes bytes(good.substr(0, length));
    CHECK_FALSE(open_model(bytes.view()));
  }
  const AlignedBytes longer(good + "x");
  CHECK_FALSE(open_model(longer.view()));
}

TEST_CASE("a model made by other rules is refused") {
  const std::vector<WideTable> tables{{1, 16, std::vector<float>(32)}, {1, 16, std::vector<float>(32)}};
  const AlignedBytes other(write_model("roles", "Apache-2.0", kRoleFeatures + 1, kLabels, tables));
  CHECK_FALSE(RoleModel::make(*open_model(other.view())));
  const AlignedBytes narrow(write_model("roles", "Apache-2.0", kRoleFeatures, kLabels, {{1, 2, std::vector<float>(4)}, {1, 16, std::vector<float>(32)}}));
  CHECK_FALSE(RoleModel::make(*open_model(narrow.view())));
}

TEST_CASE("weights keep their size to a hundredth of the largest") {
  std::vector<float> weights{0, 1, -1, 0.5f, -0.01f, 0.3f, 0.02f, 0.9f};
  const AlignedBytes bytes(write_model("w", "Apache-2.0", 1, {"a"}, {{3, 1, weights}}));
  const auto model = open_model(bytes.view());
  REQUIRE(model);
  const Table& table = model->tables[0];
  for (std::uint32_t r = 0; r < 8; ++r) {
    const int n = *table.row(r);
    CHECK(std::fabs(table.scale * static_cast<float>(n * std::abs(n)) - weights[r]) < 0.01f);
  }
}

TEST_CASE("the best path and the probabilities are those of all paths tried one by one") {
  Random random(7);
  const auto number = [&] { return static_cast<float>(random.below(2000)) / 500.0f - 2.0f; };
  for (int trial = 0; trial < 20; ++trial) {
    ChainScores s;
    const std::size_t n = 1 + random.below(4), labels = 2 + random.below(2);
    std::vector<Features> edges(n);
    s.reset(n, labels);
    for (float& x : s.node) x = number();
    for (std::size_t i = 1; i < n; ++i) {
      Features alone;
      alone.edge = {static_cast<std::uint32_t>((i - 1) / 2)};
      edges[i] = alone;
      float* step = s.step(i, edges, 8).weights;
      if (i % 2 == 1)
        for (std::size_t k = 0; k < labels * labels; ++k) step[k] = number();
    }
    std::size_t paths = 1;
    for (std::size_t i = 0; i < n; ++i) paths *= labels;
    std::vector<double> at(n * labels), taken(s.matrices * labels * labels);
    std::vector<std::uint32_t> best;
    std::vector<double> all_scores;
    double most = -1e9, total = 0;
    for (std::size_t p = 0; p < paths; ++p) {
      std::vector<std::uint32_t> path;
      for (std::size_t i = 0, rest = p; i < n; ++i, rest /= labels) path.push_back(static_cast<std::uint32_t>(rest % labels));
      const double score = path_score(s, path), weight = std::exp(score);
      if (score > most) {
        most = score;
        best = path;
      }
      total += weight;
      all_scores.push_back(score);
      for (std::size_t i = 0; i < n; ++i) at[i * labels + path[i]] += weight;
      for (std::size_t i = 1; i < n; ++i) taken[s.matrix[i] * labels * labels + path[i - 1] * labels + path[i]] += weight;
    }
    std::vector<std::uint32_t> found;
    best_path(s, found);
    CHECK(found == best);
    constexpr float kWindow = 3;
    std::sort(all_scores.rbegin(), all_scores.rend());
    std::erase_if(all_scores, [&](double score) { return score < most - static_cast<double>(kWindow); });
    BestPaths next_best;
    next_best.start(s, kWindow);
    float score;
    for (std::size_t k = 0; k < all_scores.size(); ++k) {
      REQUIRE(next_best.next(found, score));
      CHECK((k > 0 || found == best));
      CHECK(score == Approx(all_scores[k]).margin(1e-5));
      CHECK(path_score(s, found) == Approx(all_scores[k]).margin(1e-5));
    }
    CHECK_FALSE(next_best.next(found, score));
    ChainMarginals m;
    marginals(s, m, true);
    for (std::size_t k = 0; k < at.size(); ++k) CHECK(m.node[k] == Approx(at[k] / total).margin(1e-6));
    for (std::size_t k = 0; k < taken.size(); ++k) CHECK(m.steps[k] == Approx(taken[k] / total).margin(1e-6));
  }
}

TEST_CASE("the exponential is that of the library to thirteen digits") {
  for (double x = -50; x < 50; x += 0.37) CHECK(portable_exp(x) == Approx(std::exp(x)).epsilon(1e-13));
  CHECK(portable_exp(-1e9) == 0);
  CHECK(std::isfinite(portable_exp(1e9)));
}

TEST_CASE("several exponentials at once are, bit by bit, what each is alone") {
  std::vector<double> values{0, -0.0, 1, -700, 700, -700.0000001, 1e9, -1e9};
  for (double x = -760; x < 760; x += 0.371) values.push_back(x);
  for (int k = -1000; k <= 1000; ++k) values.push_back(k * 0.34657359027997264);  // halves of ln 2
  for (std::size_t n = 0; n < 6; ++n) {  // whatever is left over behind whole steps
    std::vector<double> all(values.begin(), values.end() - static_cast<std::ptrdiff_t>(n));
    portable_exp(all);
    for (std::size_t i = 0; i < all.size(); ++i)
      if (std::bit_cast<std::uint64_t>(all[i]) != std::bit_cast<std::uint64_t>(portable_exp(values[i]))) FAIL("not so for " << values[i]);
  }
}

TEST_CASE("the logarithm is that of the library to fourteen digits") {
  for (double x = 1e-6; x < 1e9; x *= 1.37) CHECK(portable_log(x) == Approx(std::log(x)).epsilon(1e-14).margin(1e-15));
  CHECK(portable_log(1) == 0);
}

namespace {

// Texts of one label each; `own` are rows of features.
struct Taught {
  std::vector<Sequence> texts;
  void add(std::vector<std::uint32_t> own, std::vector<std::uint32_t> shared, std::uint32_t label) {
    Features f;
    f.own = std::move(own);
    f.shared = std::move(shared);
    f.place = {0};
    texts.push_back({{f}, {label}, 1});
  }
  std::vector<const Sequence*> all() const {
    std::vector<const Sequence*> out;
    for (const Sequence& s : texts) out.push_back(&s);
    return out;
  }
};

}  // namespace

TEST_CASE("a line against the rest tells labels by their features, and leaves out what is rare or not asked for") {
  Taught data;
  for (int i = 0; i < 10; ++i) {
    data.add({1, 4}, {8}, 0);
    data.add({2, 4}, {9}, 1);
    data.add({3, 4}, {9}, 2);
  }
  data.add({1, 5}, {8}, 0);
  RestSettings s;
  s.bits = 4;
  s.lanes = 4;
  s.labels = 3;
  s.least_sequences = 2;
  const WideTable table = against_rest(data.all(), s);
  const auto weight = [&](const WideTable& t, std::uint32_t row, std::uint32_t label) { return t.weights[row * 4 + label]; };
  for (std::uint32_t label = 0; label < 3; ++label)
    for (std::uint32_t row = 1; row <= 3; ++row) {
      INFO(label << " " << row);
      if (row == label + 1)
        CHECK(weight(table, row, label) > 0.3f);
      else
        CHECK(weight(table, row, label) < 0);
    }
  CHECK(std::fabs(weight(table, 4, 1)) < 0.05f);  // tells nothing
  CHECK(weight(table, 5, 0) == 0);                // seen once
  CHECK(weight(table, 8, 0) > 0);
  CHECK(table.weights == against_rest(data.all(), s).weights);
  s.with_shared = false;
  CHECK(weight(against_rest(data.all(), s), 8, 0) == 0);
}

TEST_CASE("the weights of a line are the best: its slope is zero there") {
  Taught data;
  for (int i = 0; i < 7; ++i) data.add({1}, {}, 0);
  for (int i = 0; i < 3; ++i) data.add({1}, {}, 1);
  for (int i = 0; i < 2; ++i) data.add({}, {}, 0);
  for (int i = 0; i < 8; ++i) data.add({}, {}, 1);
  RestSettings s;
  s.bits = 2;
  s.lanes = 2;
  s.labels = 2;
  s.cost = 2;
  const WideTable table = against_rest(data.all(), s);
  const double always = table.weights[0], word = table.weights[2];
  CHECK(table.weights[1] == 0);  // of two labels one line tells both
  const double weighed = 20.0 / (2 * 9);
  const auto chance = [](double x) { return 1 / (1 + std::exp(-x)); };
  const double telling = std::log((8.0 / (8 + 10)) / (4.0 / (4 + 12)));  // the column of all is 9 and 11 and once more
  const double slope_always = always + 2 * (10 * chance(always + word) + 10 * chance(always)) - 2 * (9 * weighed) +
                              2 * (weighed - 1) * (7 * chance(always + word) + 2 * chance(always));
  CHECK(slope_always == Approx(0).margin(2e-3));
  const double slope_word = word / telling + telling * (2 * (weighed * 7 * (chance(always + word) - 1) + 3 * chance(always + word)));
  CHECK(slope_word == Approx(0).margin(2e-3));
}

TEST_CASE("text cut into tokens beforehand has the marks of the text it came from") {
  const auto hashes = [](std::string_view text) {
    std::vector<Mark> marks;
    marks_of(text, marks);
    std::vector<FeatureHash> out;
    for (const Mark& m : marks) out.push_back(m.hash);
    return out;
  };
  CHECK(hashes("In 1,234 patients (age 4.5; P<.05) It's so.") == hashes("in @ patients ( age @ ; p < @ ) it's so ."));
  CHECK(hashes("[12]") == hashes("-LSB- @ -RSB-"));
  CHECK(hashes("  ").empty());
  std::vector<Mark> marks;
  marks_of("Zürich hat 5%", marks);
  REQUIRE(marks.size() == 4);
  CHECK(marks[0].end == 7);
  CHECK(marks[2].kind == Mark::Kind::number);
  CHECK(marks[3].sign == '%');
}

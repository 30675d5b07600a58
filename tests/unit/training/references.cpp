// Reference strings: their tokens, and a model of a few invented ones.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

#include "ingest/models/references.hpp"
#include "training/field_order.hpp"
#include "training/field_words.hpp"
#include "training/readings.hpp"
#include "training/reference_sets.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

using namespace evident;
using namespace evident::ingest::models;
using namespace evident::training;

namespace {

using Kind = ReferenceToken::Kind;

std::vector<std::string> words(std::string_view text) {
  std::vector<ReferenceToken> tokens;
  reference_tokens(text, tokens);
  std::vector<std::string> out;
  for (const auto& t : tokens) out.emplace_back(text.substr(t.begin, t.end - t.begin));
  return out;
}

std::vector<Kind> kinds(std::string_view text) {
  std::vector<ReferenceToken> tokens;
  reference_tokens(text, tokens);
  std::vector<Kind> out;
  for (const auto& t : tokens) out.push_back(t.kind);
  return out;
}

const std::vector<std::string> kLabels{"B-author", "I-author", "B-date", "I-date", "B-title", "I-title", "B-other", "I-other"};

// Fields by label and text, in order; the string is their texts with spaces between.
using Parts = std::vector<std::pair<std::string, std::string>>;
const std::vector<Parts>& taught() {
  static const std::vector<Parts> all{{{"author", "Lamb, A."}, {"date", "(1999)."}, {"title", "Benches in parks."}},
                                      {{"author", "Moor, B. and Fen, C."}, {"date", "(2004)."}, {"title", "Lamps and paths: a trial."}},
                                      {{"author", "Heath, D."}, {"date", "(2011)."}, {"title", "Trees."}},
                                      {{"author", "Ash, E. and Oak, F."}, {"date", "(2008)."}, {"title", "Who sits where."}}};
  return all;
}

std::string trained() {
  Settings s;
  s.labels = kLabels.size();
  s.node_bits = 10;
  s.node_lanes = 16;
  s.edge_bits = 4;
  s.edge_lanes = 64;
  s.steps_kept = 8;
  s.rounds = 30;
  s.rate = 0.1;
  s.least_sequences = 1;
  Settings partings;
  partings.labels = 2;
  partings.node_bits = 6;
  partings.node_lanes = 16;
  // Of 2,048 rows every other one is kept.
  const std::string flags(256, '\x55');
  ReferenceFeatures features(s.node_bits + 1, s.edge_bits, partings.node_bits, KeptRows(flags));
  std::vector<Sequence> sequences, strings;
  FieldOrderCounts order;
  for (const Parts& parts : taught()) {
    std::string text;
    Sequence sequence;
    std::vector<std::uint8_t> fields;
    for (const auto& [label, part] : parts) {
      const auto at = static_cast<std::uint32_t>(std::find(kLabels.begin(), kLabels.end(), "B-" + label) - kLabels.begin());
      const std::size_t tokens = words(part).size();
      for (std::size_t k = 0; k < tokens; ++k) sequence.labels.push_back(at + (k > 0));
      fields.push_back(static_cast<std::uint8_t>(at / 2));
      text += (text.empty() ? "" : " ") + part;
    }
    order.add(0, fields);
    features.read(text);
    const auto of_string = features.of_string();
    strings.push_back({{of_string.begin(), of_string.end()}, {0}});
    const auto of_tokens = features.of_tokens(Parting::every_character);
    sequence.places.assign(of_tokens.begin(), of_tokens.end());
    sequences.push_back(std::move(sequence));
  }
  std::vector<const Sequence*> all, all_strings;
  for (const auto& sequence : sequences) all.push_back(&sequence);
  for (const auto& sequence : strings) all_strings.push_back(&sequence);
  auto tables = train(all, s);
  for (auto& table : train(all_strings, partings)) tables.push_back(std::move(table));
  tables.push_back({8, 1, {}, flags});
  tables.push_back(order.table(kLabels.size() / 2));
  // A judge that goes by the chain alone.
  tables.push_back({3, 1, {}, std::string(8, '\xff')});
  tables.push_back({6, ReadingJudge::kLanes, std::vector<float>(64 * ReadingJudge::kLanes)});
  tables.push_back({ReadingJudge::kFactBits, 1, {1, 0, 0, 0, 0, 0, 0, 0}});
  tables.push_back(FieldWordCounts().table());
  return write_model("references", "Apache-2.0", kReferenceFeatures, kLabels, tables);
}

}  // namespace

TEST_CASE("a reference is cut into words, numbers and marks") {
  CHECK(words("Ash E. Trees. 2011;7(2):e27749–50.") ==
        std::vector<std::string>{"Ash", "E", ".", "Trees", ".", "2011", ";", "7", "(", "2", ")", ":", "e", "27749", "–", "50", "."});
  CHECK(words("“Über Bäume” \t ß") == std::vector<std::string>{"“", "Über", "Bäume", "”", "ß"});
  CHECK(words("").empty());
  CHECK(words("  ").empty());
  CHECK(words("\xe2\x80").size() == 1);  // a character that is cut short
  CHECK(kinds("1999 3021 7 12 123 12345 May J NHS BMJOPEN Ash Heath tree ( Ж") ==
        std::vector<Kind>{Kind::year, Kind::four_digits, Kind::one_digit, Kind::two_digits, Kind::three_digits, Kind::more_digits, Kind::month, Kind::initial,
                          Kind::short_capitals, Kind::capitals, Kind::short_name, Kind::name, Kind::word, Kind::sign, Kind::other_script});
}

TEST_CASE("the rows that are kept are counted through") {
  std::string flags(24, '\0');
  for (const std::uint32_t row : {0u, 5u, 63u, 64u, 130u, 191u}) flags[row / 8] = static_cast<char>(flags[row / 8] | 1 << (row % 8));
  const KeptRows kept(flags);
  CHECK(kept.size() == 6);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < 192; ++row) {
    if (!kept.has(row)) continue;
    CHECK(kept.number(row) == rows.size());
    rows.push_back(row);
  }
  CHECK(rows == std::vector<std::uint32_t>{0, 5, 63, 64, 130, 191});
  const KeptRows all;
  CHECK(all.has(7));
  CHECK(all.number(7) == 7);
}

TEST_CASE("words that tell fields apart are known in any case") {
  std::vector<ReferenceToken> tokens;
  reference_tokens("In EDS Vol bench", tokens);
  CHECK(tokens[0].cue != 0);
  CHECK(tokens[1].cue != 0);
  CHECK(tokens[0].cue != tokens[1].cue);
  CHECK(tokens[2].cue != 0);
  CHECK(tokens[3].cue == 0);
}

TEST_CASE("a model of references gives the fields that it was taught, by their bytes") {
  const std::string bytes = trained();
  CHECK(bytes == trained());
  const AlignedBytes aligned(bytes);
  const auto model = open_model(aligned.view());
  REQUIRE(model);
  auto reader = ReferenceModel::make(*model);
  REQUIRE(reader);
  for (const Parts& parts : taught()) {
    std::string text;
    for (const auto& [label, part] : parts) text += (text.empty() ? "" : " ") + part;
    Parts read;
    for (const auto& f : reader->read(text)) read.emplace_back(f.name, text.substr(f.begin, f.end - f.begin));
    CHECK(read == parts);
  }
  CHECK(reader->read("").empty());
  CHECK(reader->read(" \n").empty());
}

TEST_CASE("references that are measured are known again with other numbers and marks") {
  MeasuredReferences measured;
  measured.add("Ash E, Oak F. Benches and the rest that people take in parks. J Park Res. 2011;7:49.");
  CHECK(measured.has("E. Ash (2012). Benches and the rest that people take in parks, J Park Res 8, 50"));
  CHECK_FALSE(measured.has("Fen C. Benches and the paths that lead to them in towns. Streets. 2011;7:49."));
  CHECK_FALSE(measured.has("2011"));
}

TEST_CASE("a model of references made by other rules is refused") {
  std::vector<WideTable> tables{{1, 16, std::vector<float>(32)}, {1, 64, std::vector<float>(128)}, {1, 16, std::vector<float>(32)},
                                {3, 1, {}, std::string("\0\0\1\0\0\0\0\x80", 8)}, {1, FieldOrder::kLanes, {}, std::string(2 * FieldOrder::kLanes, '\0')},
                                {3, 1, {}, std::string("\0\0\1\0\0\0\0\x80", 8)}, {1, ReadingJudge::kLanes, std::vector<float>(4)}, {3, 1, std::vector<float>(8)},
                                {1, FieldWords::kLanes, {}, std::string(2 * FieldWords::kLanes, '\0')}};
  const auto refused = [&](std::uint32_t features, const std::vector<std::string>& labels, std::size_t count) {
    const std::string bytes = write_model("references", "Apache-2.0", features, labels, {tables.begin(), tables.begin() + static_cast<std::ptrdiff_t>(count)});
    const AlignedBytes aligned(bytes);
    return !ReferenceModel::make(*open_model(aligned.view()));
  };
  CHECK_FALSE(refused(kReferenceFeatures, kLabels, 9));
  CHECK(refused(kReferenceFeatures + 1, kLabels, 9));
  CHECK(refused(kReferenceFeatures, kLabels, 8));
  CHECK(refused(kReferenceFeatures, {"title"}, 9));
  for (const std::size_t judge : {5u, 6u, 7u, 8u}) {
    const WideTable right = tables[judge];
    tables[judge].lanes *= 2;
    if (right.bytes.empty()) tables[judge].weights.resize(right.weights.size() * 2);
    else tables[judge].bytes.resize(right.bytes.size() * 2);
    CHECK(refused(kReferenceFeatures, kLabels, 9));
    tables[judge] = right;
  }
  tables[4].lanes = FieldOrder::kLanes / 2;
  tables[4].bytes.resize(FieldOrder::kLanes);
  CHECK(refused(kReferenceFeatures, kLabels, 9));
  tables[4] = {1, FieldOrder::kLanes, {}, std::string(2 * FieldOrder::kLanes, '\0')};
  tables[3].bytes[1] = 1;  // a third row is kept, of two that there are
  CHECK(refused(kReferenceFeatures, kLabels, 9));
  tables[3].bytes[1] = 0;
  tables[3].bits = 2;
  tables[3].bytes.resize(4);
  CHECK(refused(kReferenceFeatures, kLabels, 9));
}

TEST_CASE("an order of fields that was seen is likelier than one that was not, each way of parting by itself") {
  FieldOrderCounts counts;
  for (int k = 0; k < 9; ++k) counts.add(0, std::array<std::uint8_t, 4>{0, 1, 2, 3});
  counts.add(0, std::array<std::uint8_t, 3>{0, 2, 3});
  counts.add(1, std::array<std::uint8_t, 2>{3, 0});
  const WideTable table = counts.table(5);
  CHECK(table.bytes == counts.table(5).bytes);
  REQUIRE(table.bytes.size() == (std::size_t{1} << table.bits) * FieldOrder::kLanes);
  const FieldOrder order(Table{reinterpret_cast<const std::int8_t*>(table.bytes.data()), table.bits, table.lanes, 0});
  const auto of = [&](std::uint8_t way, std::vector<std::uint8_t> fields) { return order.of(way, fields); };
  CHECK(of(0, {0, 1, 2, 3}) > of(0, {0, 2, 3}));
  CHECK(of(0, {0, 2, 3}) > of(0, {0, 2, 1, 3}));
  CHECK(of(0, {0, 1, 2, 3}) > of(0, {0, 1, 2, 3, 1}));
  CHECK(of(1, {3, 0}) > of(0, {3, 0}));
  CHECK(of(0, {}) < 0);
}

TEST_CASE("an order of fields by an empty table, or one that is full, ends") {
  const std::string empty(2 * FieldOrder::kLanes, '\0'), full(2 * FieldOrder::kLanes, '\1');
  const std::array<std::uint8_t, 2> fields{0, 1};
  for (const std::string& bytes : {empty, full}) {
    const FieldOrder order(Table{reinterpret_cast<const std::int8_t*>(bytes.data()), 1, FieldOrder::kLanes, 0});
    CHECK(order.of(0, fields) == 3 * FieldOrder::kUnit * -FieldOrder::kLeast);
  }
}

TEST_CASE("a word is known by the fields that it stands in, where two references have it") {
  const auto reference = [](std::string_view name, std::string_view place) {
    Reference r;
    r.add(reference_field("publisher"), name);
    r.add(reference_field("location"), place);
    return r;
  };
  FieldWordCounts counts;
  counts.add(reference("Bench Press,", "Oakham 1999"));
  counts.add(reference("Lamp Press,", "Oakham 2004"));
  counts.add(reference("Oakham Press,", "Fenwick"));
  const WideTable table = counts.table();
  CHECK(table.bytes == counts.table().bytes);
  const FieldWords words(Table{reinterpret_cast<const std::int8_t*>(table.bytes.data()), table.bits, table.lanes, 0});
  const auto kind = [](FieldKind k) { return 1 + static_cast<std::uint32_t>(k); };
  CHECK(words.of(hash_of("press")).kind() == kind(FieldKind::publisher));
  CHECK(words.of(hash_of("press")).sureness() == 3);
  CHECK(words.of(hash_of("oakham")).kind() == kind(FieldKind::place));
  CHECK(words.of(hash_of("oakham")).sureness() == 2);
  CHECK(words.of(hash_of("fenwick")).kind() == 0);
  CHECK(words.of(hash_of("1999")).kind() == 0);
  const std::string full(2 * FieldWords::kLanes, '\2');
  CHECK(FieldWords(Table{reinterpret_cast<const std::int8_t*>(full.data()), 1, FieldWords::kLanes, 0}).of(hash_of("press")).kind() == 0);
}

namespace {

// Two readings of a string of four words and a point: the fields 0 and 1 parted at the point, or all of it field 0.
void two_readings(std::string_view text, std::vector<ReferenceToken>& tokens, ReadingFeatures& features) {
  reference_tokens(text, tokens);
  features.start(tokens);
  features.add(std::array<Piece, 2>{{{0, 0, 3}, {1, 3, 5}}});
  features.add(std::array<Piece, 1>{{{0, 0, 5}}});
}

template <class Rows>
std::vector<std::uint32_t> copied(const Rows& rows) { return {rows.begin(), rows.end()}; }

}  // namespace

TEST_CASE("marks at the ends of a field make no other reading") {
  const WideTable none = FieldWordCounts().table();
  const FieldWords words(Table{reinterpret_cast<const std::int8_t*>(none.bytes.data()), none.bits, none.lanes, 0});
  ReadingFeatures features(12, 9, words);
  std::vector<ReferenceToken> tokens;
  reference_tokens("Ash E. Trees grow", tokens);
  features.start(tokens);
  features.add(std::array<Piece, 2>{{{0, 0, 3}, {1, 3, 5}}});
  features.add(std::array<Piece, 3>{{{0, 0, 2}, {9, 2, 3}, {1, 3, 5}}});
  CHECK(features.pieces() == 2);
  CHECK(copied(features.pieces_of(0)) == copied(features.pieces_of(1)));
  CHECK(copied(features.rows_of(0)) == copied(features.rows_of(1)));
}

TEST_CASE("the judge of readings finds what it was taught, and is the same each time") {
  const WideTable none = FieldWordCounts().table();
  const FieldWords words(Table{reinterpret_cast<const std::int8_t*>(none.bytes.data()), none.bits, none.lanes, 0});
  ReadingSettings s;
  s.bits = 12;
  s.least_lists = 2;
  s.rounds = 30;
  ReadingFeatures features(s.bits, 9, words);
  std::vector<ReferenceToken> tokens;
  std::vector<ReadingList> lists;
  for (const std::string_view text : {"Ash E. Trees grow", "Oak F. Paths bend", "Fen C. Lamps glow", "Moor B. Rain falls"}) {
    two_readings(text, tokens, features);
    ReadingList list;
    for (std::size_t p = 0; p < features.pieces(); ++p) list.pieces.push_back(copied(features.rows_of_piece(p)));
    // The chain likes the second better, wrongly.
    for (std::size_t r = 0; r < 2; ++r) list.readings.push_back({copied(features.pieces_of(r)), copied(features.rows_of(r)), {r == 0 ? 0.0f : 1.0f}, 0, r == 0 ? 1.0 : 0.0});
    lists.push_back(std::move(list));
  }
  const auto tables = teach_readings(lists, s);
  REQUIRE(tables.size() == 3);
  const std::string bytes = write_model("readings", "Apache-2.0", 1, {"any"}, tables);
  CHECK(bytes == write_model("readings", "Apache-2.0", 1, {"any"}, teach_readings(lists, s)));
  const AlignedBytes aligned(bytes);
  const auto model = open_model(aligned.view());
  REQUIRE(model);
  REQUIRE(ReadingJudge::fits(model->tables[1], model->tables[2]));
  ReadingJudge judge(model->tables[1], model->tables[2]);
  ReadingFeatures kept(s.bits, 9, words, KeptRows({reinterpret_cast<const char*>(model->tables[0].numbers), std::size_t{1} << model->tables[0].bits}));
  two_readings("Heath D. Boats sail", tokens, kept);
  const std::array<ReadingFacts, 2> facts{ReadingFacts{0}, ReadingFacts{1}};
  CHECK(judge.best(kept, facts, std::array<std::uint8_t, 2>{0, 0}) == 0);
}

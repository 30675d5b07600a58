// Reference strings: three sets that were labelled by hand or by publishers, whose licences allow a model to ship.
#include "ingest/models/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "training/field_order.hpp"
#include "training/field_words.hpp"
#include "training/readings.hpp"
#include "training/reference_sets.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

namespace evident::training {
namespace {

using namespace ingest::models;

// Where a field begins, and where it goes on.
const std::vector<std::string> kLabels = [] {
  std::vector<std::string> labels;
  for (const auto& name : reference_fields()) {
    labels.push_back("B-" + name);
    labels.push_back("I-" + name);
  }
  return labels;
}();

struct Set {
  const char* name;
  const char* train;
  Parting parting;
  std::size_t times;  // so often in the training, so that the small set is not lost among the large
  double weight_of_lists;  // in the training of the judge
};
constexpr Set kSets[]{{"refs_anystyle", "train.tsv", Parting::every_character, 6, 12},
                      {"refs_grobid", "train.tsv.gz", Parting::marks_apart, 1, 1},
                      {"refs_jats", "train.tsv", Parting::marks_apart, 1, 1}};

Settings field_settings() {
  Settings s;
  s.labels = kLabels.size();
  s.node_bits = 16;
  s.node_lanes = static_cast<std::uint32_t>(s.labels);
  s.edge_bits = 6;
  s.steps_kept = 12;
  s.edge_lanes = static_cast<std::uint32_t>(s.labels * s.labels);
  s.rounds = 6;
  s.averaged = 3;
  s.rate = 0.1;
  s.damping = 1;
  s.pull = 1e-5;
  s.left_out = 0.5;
  s.least_sequences = 1;
  return s;
}

// The rows that are kept are chosen after so many rounds of training with all of them.
constexpr std::uint32_t kAllRowsBits = 19;
constexpr std::size_t kRoundsWithAllRows = 1;

Settings parting_settings() {
  Settings s;
  s.labels = 2;
  s.node_bits = 17;
  s.node_lanes = 2;
  s.rounds = 6;
  s.averaged = 2;
  s.rate = 0.05;
  s.damping = 0.1;
  return s;
}
constexpr float kWeightOfEveryCharacter = 4;  // its references are few

struct Taught {
  std::vector<Reference> references;
  std::vector<const Set*> sets;           // of each of them
  std::vector<Sequence> fields, strings;  // of each
};

// The references by which readings are judged are read by models that have not seen them: each by one that was taught the other folds.
constexpr std::size_t kFolds = 5;
Settings fold_settings() {
  Settings s = field_settings();
  s.rounds = 4;
  s.averaged = 2;
  return s;
}
ReadingSettings reading_settings() {
  ReadingSettings s;
  s.bits = 18;
  return s;
}

Sequence sequence_of(const Reference& r, Parting parting, ReferenceFeatures& features) {
  const auto of_tokens = features.of_tokens(parting);
  Sequence sequence{{of_tokens.begin(), of_tokens.end()}, {}};
  std::size_t at = 0;
  for (const ReferenceToken& token : features.tokens()) {
    while (r.fields[at].end <= token.begin) ++at;
    sequence.labels.push_back(r.fields[at].label * 2 + (token.begin > r.fields[at].begin));
  }
  return sequence;
}

// Without what stands between them.
std::vector<std::uint8_t> fields_in_order(const Reference& r) {
  std::vector<std::uint8_t> out;
  for (const ReferenceField& field : r.fields)
    if (reference_fields()[field.label] != "other") out.push_back(static_cast<std::uint8_t>(field.label));
  return out;
}

Result<MeasuredReferences> measured_references(const std::filesystem::path& data) {
  MeasuredReferences out;
  for (const Set& set : kSets) {
    EV_TRY(const auto references, read_references(data / set.name / "dev.tsv"));
    for (const Reference& r : references) out.add(r.text);
  }
  return out;
}

Result<Taught> read_taught(const std::filesystem::path& data) {
  EV_TRY(MeasuredReferences measured, measured_references(data));
  ReferenceFeatures features(kAllRowsBits, field_settings().edge_bits, parting_settings().node_bits);
  Taught out;
  for (const Set& set : kSets) {
    EV_TRY(const auto references, read_references(data / set.name / set.train));
    for (const Reference& r : references) {
      features.read(r.text);
      if (features.tokens().empty() || measured.has(r.text)) continue;
      const auto of_string = features.of_string();
      const float weight = set.parting == Parting::every_character ? kWeightOfEveryCharacter : 1;
      out.strings.push_back({{of_string.begin(), of_string.end()}, {static_cast<std::uint32_t>(set.parting)}, weight});
      out.fields.push_back(sequence_of(r, set.parting, features));
      out.references.push_back(r);
      out.sets.push_back(&set);
    }
  }
  return out;
}

// In how many sequences each row is.
std::vector<std::uint32_t> sequences_of_rows(const std::vector<Sequence>& sequences, std::size_t rows) {
  std::vector<std::uint32_t> count(rows), last(rows);
  std::uint32_t number = 0;
  for (const Sequence& sequence : sequences) {
    ++number;
    for (const Features& f : sequence.places)
      for (const std::uint32_t row : f.own)
        if (std::exchange(last[row], number) != number) ++count[row];
  }
  return count;
}

// Flags of the rows whose weights matter most: large ones, and such as many references have.
std::string flags_of_rows(const std::vector<const Sequence*>& all, const std::vector<Sequence>& sequences) {
  Settings s = field_settings();
  s.node_bits = kAllRowsBits;
  s.rounds = kRoundsWithAllRows;
  const auto weights = std::move(train(all, s)[0].weights);
  const std::size_t rows = std::size_t{1} << kAllRowsBits;
  const auto count = sequences_of_rows(sequences, rows);
  std::vector<double> worth(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    double squares = 0;
    for (std::size_t k = 0; k < s.node_lanes; ++k) squares += static_cast<double>(weights[row * s.node_lanes + k]) * static_cast<double>(weights[row * s.node_lanes + k]);
    worth[row] = squares * count[row];
  }
  std::vector<std::uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return worth[a] > worth[b]; });
  std::string flags(rows / 8, '\0');
  for (std::size_t k = 0; k < std::size_t{1} << field_settings().node_bits; ++k) flags[order[k] / 8] = static_cast<char>(flags[order[k] / 8] | 1 << (order[k] % 8));
  return flags;
}

void keep_rows(const KeptRows& kept, std::vector<Sequence>& sequences) {
  for (Sequence& sequence : sequences)
    for (Features& f : sequence.places) {
      std::erase_if(f.own, [&](std::uint32_t row) { return !kept.has(row); });
      for (std::uint32_t& row : f.own) row = kept.number(row);
    }
}

// The tables of a model that judges no readings yet, taught by those of `numbers`, whose features are those of kept rows.
std::vector<WideTable> teach_fields(const Taught& taught, const std::vector<std::size_t>& numbers, const Settings& settings, const std::string& flags) {
  std::vector<const Sequence*> fields, strings;
  FieldOrderCounts order;
  for (const std::size_t i : numbers) {
    const Set& set = *taught.sets[i];
    fields.insert(fields.end(), set.times, &taught.fields[i]);
    strings.push_back(&taught.strings[i]);
    order.add(static_cast<std::uint8_t>(set.parting), fields_in_order(taught.references[i]));
  }
  auto tables = train(fields, settings);
  for (auto& table : train(strings, parting_settings())) tables.push_back(std::move(table));
  tables.push_back({kAllRowsBits - 3, 1, {}, flags});
  tables.push_back(order.table(reference_fields().size()));
  return tables;
}

// In which fields words stand, in those of `numbers`.
WideTable words_of(const Taught& taught, const std::vector<std::size_t>& numbers) {
  FieldWordCounts words;
  for (const std::size_t i : numbers) words.add(taught.references[i]);
  return words.table();
}

std::string write(std::vector<WideTable> tables, std::vector<WideTable> judge, WideTable words) {
  for (auto& table : judge) tables.push_back(std::move(table));
  tables.push_back(std::move(words));
  return write_model("references", "Apache-2.0", kReferenceFeatures, kLabels, tables);
}

// Judges nothing; but tells every feature of a reading.
std::vector<WideTable> blank_judge(std::uint32_t bits) {
  const std::size_t rows = std::size_t{1} << bits;
  std::vector<WideTable> out;
  out.push_back({bits - 3, 1, {}, std::string(rows / 8, '\xff')});
  out.push_back({bits, ReadingJudge::kLanes, std::vector<float>(rows * ReadingJudge::kLanes)});
  out.push_back({ReadingJudge::kFactBits, 1, std::vector<float>(std::size_t{1} << ReadingJudge::kFactBits)});
  return out;
}

// A field without the marks at its ends: sets differ in which of them they count to it.
using Bare = std::tuple<std::uint32_t, std::size_t, std::size_t>;
bool bare(std::string_view text, const ReferenceField& field, bool merges_containers, Bare& out) {
  thread_local std::vector<ReferenceToken> tokens;
  reference_tokens(text.substr(field.begin, field.end - field.begin), tokens);
  const auto is_sign = [](const ReferenceToken& t) { return t.kind == ReferenceToken::Kind::sign; };
  const auto first = std::find_if_not(tokens.begin(), tokens.end(), is_sign);
  if (first == tokens.end()) return false;
  const auto last = std::find_if_not(tokens.rbegin(), tokens.rend(), is_sign);
  const std::uint32_t label = merges_containers && reference_fields()[field.label] == "booktitle" ? reference_field("journal") : field.label;
  out = {label, field.begin + first->begin, field.begin + last->end};
  return true;
}

std::set<Bare> bare_fields(const Reference& r) {
  std::set<Bare> out;
  Bare one;
  for (const auto& f : r.fields)
    if (reference_fields()[f.label] != "other" && bare(r.text, f, r.merges_containers, one)) out.insert(one);
  return out;
}
std::set<Bare> bare_fields(const Reference& r, std::span<const ReferenceModel::Field> fields) {
  std::set<Bare> out;
  Bare one;
  for (const auto& [name, begin, end] : fields)
    if (const ReferenceField f{reference_field(name), begin, end}; bare(r.text, f, r.merges_containers, one)) out.insert(one);
  return out;
}

// How many are in both.
std::size_t common(const std::set<Bare>& a, const std::set<Bare>& b) {
  return static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [&](const Bare& one) { return b.contains(one); }));
}

// Nothing where there is nothing to choose.
std::optional<ReadingList> readings_of(const Reference& r, double weight, ReferenceModel& model) {
  const std::size_t readings = model.find_readings(r.text);
  const ReadingFeatures& features = model.features();
  const auto is = bare_fields(r);
  ReadingList out;
  out.weight = weight;
  double most = 0, least = 1;
  for (std::size_t i = 0; i < features.readings(); ++i) {
    const auto says = bare_fields(r, model.fields_of(i));
    const double worth = 2.0 * static_cast<double>(common(says, is)) / static_cast<double>(std::max<std::size_t>(1, says.size() + is.size()));
    const auto pieces = features.pieces_of(i), rows = features.rows_of(i);
    const auto reading = model.reading(i);
    out.readings.push_back({{pieces.begin(), pieces.end()}, {rows.begin(), rows.end()}, reading.facts, reading.way, worth});
    most = std::max(most, worth);
    least = std::min(least, worth);
  }
  if (readings < 2 || most == least) return {};
  for (std::size_t p = 0; p < features.pieces(); ++p) {
    const auto rows = features.rows_of_piece(p);
    out.pieces.emplace_back(rows.begin(), rows.end());
  }
  return out;
}

// The readings of the references of a fold, by a model that was taught the others, without those that are the same in the main.
Result<std::vector<ReadingList>> readings_of_fold(const Taught& taught, std::size_t fold, const std::string& flags) {
  MeasuredReferences held;
  for (std::size_t i = fold; i < taught.references.size(); i += kFolds) held.add(taught.references[i].text);
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < taught.references.size(); ++i)
    if (i % kFolds != fold && !held.has(taught.references[i].text)) others.push_back(i);
  const AlignedBytes bytes(write(teach_fields(taught, others, fold_settings(), flags), blank_judge(reading_settings().bits), words_of(taught, others)));
  EV_TRY(const Model opened, open_model(bytes.view()));
  EV_TRY(ReferenceModel model, ReferenceModel::make(opened));
  std::vector<ReadingList> out;
  for (std::size_t i = fold; i < taught.references.size(); i += kFolds)
    if (auto list = readings_of(taught.references[i], taught.sets[i]->weight_of_lists, model)) out.push_back(std::move(*list));
  return out;
}

// Each fold by itself, two at a time; their order is the same whichever is ready first.
Result<std::vector<ReadingList>> readings_of_all(const Taught& taught, const std::string& flags) {
  std::vector<ReadingList> out;
  for (std::size_t fold = 0; fold < kFolds; fold += 2) {
    std::future<Result<std::vector<ReadingList>>> beside;
    if (fold + 1 < kFolds) beside = std::async(std::launch::async, readings_of_fold, std::cref(taught), fold + 1, std::cref(flags));
    auto lists = readings_of_fold(taught, fold, flags);
    auto other = beside.valid() ? beside.get() : std::vector<ReadingList>{};
    if (!lists) return tl::unexpected(lists.error());
    if (!other) return tl::unexpected(other.error());
    std::move(lists->begin(), lists->end(), std::back_inserter(out));
    std::move(other->begin(), other->end(), std::back_inserter(out));
  }
  return out;
}

Result<std::string> make(const std::filesystem::path& data) {
  EV_TRY(Taught taught, read_taught(data));
  std::vector<const Sequence*> all;
  std::vector<std::size_t> numbers(taught.fields.size());
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  for (const std::size_t i : numbers) all.insert(all.end(), taught.sets[i]->times, &taught.fields[i]);
  const std::string flags = flags_of_rows(all, taught.fields);
  keep_rows(KeptRows(flags), taught.fields);
  EV_TRY(std::vector<ReadingList> lists, readings_of_all(taught, flags));
  return write(teach_fields(taught, numbers, field_settings(), flags), teach_readings(std::move(lists), reading_settings()), words_of(taught, numbers));
}

Result<std::string> measure(const std::filesystem::path& data, std::string_view bytes) {
  EV_TRY(const Model model, open_model(bytes));
  EV_TRY(ReferenceModel reader, ReferenceModel::make(model));
  std::string out;
  for (const Set& set : kSets) {
    EV_TRY(const auto references, read_references(data / set.name / "dev.tsv"));
    std::map<std::uint32_t, std::array<std::size_t, 3>> counts;  // right, said, gold
    std::size_t right = 0, said = 0, gold = 0, whole = 0;
    for (const Reference& r : references) {
      const auto is = bare_fields(r), says = bare_fields(r, reader.read(r.text));
      for (const Bare& b : is) ++counts[std::get<0>(b)][2];
      for (const Bare& b : says) {
        ++counts[std::get<0>(b)][1];
        counts[std::get<0>(b)][0] += is.contains(b);
        right += is.contains(b);
      }
      said += says.size();
      gold += is.size();
      whole += is == says;
    }
    out += fmt::format("{} dev: field F1 {:.2f} (exact, micro, marks at the ends of a field aside), whole reference {:.1f} % ({} references)\n\n", set.name,
                       200.0 * static_cast<double>(right) / static_cast<double>(said + gold),
                       100.0 * static_cast<double>(whole) / static_cast<double>(references.size()), references.size());
    out += "| field | precision | recall | fields |\n| --- | --- | --- | --- |\n";
    for (const auto& [label, c] : counts)
      out += fmt::format("| {} | {:.3f} | {:.3f} | {} |\n", reference_fields()[label], c[1] ? static_cast<double>(c[0]) / static_cast<double>(c[1]) : 0.0,
                         c[2] ? static_cast<double>(c[0]) / static_cast<double>(c[2]) : 0.0, c[2]);
    out += "\n";
  }
  return out;
}

}  // namespace

const Task kReferences{"references", "references.model", make, measure};

}  // namespace evident::training

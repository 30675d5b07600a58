// Reference strings: three sets that were labelled by hand or by publishers, whose licences allow a model to ship.
#include "ingest/models/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "training/tables.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

namespace evident::training {
namespace {

using namespace ingest::models;

// The sets' names for fields, brought together. A "container" is a journal's if the reference has a volume, else a book's.
const std::vector<std::string> kFields{"author", "editor", "translator", "director", "title", "booktitle", "journal", "series", "date", "volume",
                                       "issue", "pages", "publisher", "location", "institution", "edition", "note", "genre", "idno", "url",
                                       "citation-number", "other"};
const std::map<std::string_view, std::string_view> kSameAs{{"container-title", "booktitle"}, {"collection-title", "series"}, {"doi", "idno"},
                                                           {"isbn", "idno"}, {"biblscope", "pages"}, {"chapter", "title"}, {"medium", "genre"},
                                                           {"producer", "director"}, {"source", "note"}};

// Where a field begins, and where it goes on.
const std::vector<std::string> kLabels = [] {
  std::vector<std::string> labels;
  for (const auto& name : kFields) {
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
};
constexpr Set kSets[]{{"refs_anystyle", "train.tsv", Parting::every_character, 3},
                      {"refs_grobid", "train.tsv.gz", Parting::marks_apart, 1},
                      {"refs_jats", "train.tsv", Parting::marks_apart, 1}};

struct ReferenceField {
  std::uint32_t label;
  std::uint32_t begin, end;
};
// A reference with its fields by their bytes in it.
struct Reference {
  std::string text;
  std::vector<ReferenceField> fields;  // "other" too
  bool merges_containers = false;             // its set does not tell journals from books
};

std::uint32_t label_of(std::string_view name) { return static_cast<std::uint32_t>(std::find(kFields.begin(), kFields.end(), name) - kFields.begin()); }

Result<std::vector<Reference>> read_references(const std::filesystem::path& path) {
  EV_TRY(const TextTable table, TextTable::read(path));
  std::vector<Reference> out;
  const auto id = table.column_of("ref_id"), label = table.column_of("label"), text = table.column_of("text");
  for (std::size_t begin = 0; begin < table.rows();) {
    std::size_t end = begin;
    bool has_volume = false;
    for (; end < table.rows() && table.cell(end, id) == table.cell(begin, id); ++end) has_volume |= table.cell(end, label) == "volume";
    Reference& reference = out.emplace_back();
    for (; begin < end; ++begin) {
      std::string_view name = table.cell(begin, label);
      if (name == "container") {
        reference.merges_containers = true;
        name = has_volume ? "journal" : "booktitle";
      } else if (const auto same = kSameAs.find(name); same != kSameAs.end()) {
        name = same->second;
      }
      if (label_of(name) == kFields.size()) return fail(Code::bad_input, fmt::format("{}: '{}' is no field", path.string(), name));
      if (table.cell(begin, text).empty()) continue;
      if (!reference.text.empty()) reference.text += ' ';
      const auto from = static_cast<std::uint32_t>(reference.text.size());
      reference.text += table.cell(begin, text);
      reference.fields.push_back({label_of(name), from, static_cast<std::uint32_t>(reference.text.size())});
    }
  }
  return out;
}

Settings field_settings() {
  Settings s;
  s.labels = kLabels.size();
  s.node_bits = 16;
  s.node_lanes = 48;
  s.edge_bits = 4;
  s.steps_kept = 8;
  s.edge_lanes = static_cast<std::uint32_t>(s.labels * s.labels);
  s.rounds = 8;
  s.averaged = 3;
  s.rate = 0.1;
  s.damping = 1;
  s.pull = 1e-5;
  s.left_out = 0.4;
  s.least_sequences = 1;
  return s;
}

Settings parting_settings() {
  Settings s;
  s.labels = 2;
  s.node_bits = 14;
  s.node_lanes = 16;
  s.rounds = 6;
  s.averaged = 2;
  return s;
}

Result<std::string> make(const std::filesystem::path& data) {
  const Settings fields = field_settings(), partings = parting_settings();
  ReferenceFeatures features(fields.node_bits, fields.edge_bits, partings.node_bits);
  std::vector<Sequence> sequences, strings;
  std::vector<std::size_t> times;
  for (const Set& set : kSets) {
    EV_TRY(const auto references, read_references(data / set.name / set.train));
    for (const Reference& r : references) {
      features.read(r.text);
      if (features.tokens().empty()) continue;
      const auto of_string = features.of_string();
      strings.push_back({{of_string.begin(), of_string.end()}, {static_cast<std::uint32_t>(set.parting)}});
      const auto of_tokens = features.of_tokens(set.parting);
      Sequence sequence{{of_tokens.begin(), of_tokens.end()}, {}};
      std::size_t at = 0;
      for (const ReferenceToken& token : features.tokens()) {
        while (r.fields[at].end <= token.begin) ++at;
        sequence.labels.push_back(r.fields[at].label * 2 + (token.begin > r.fields[at].begin));
      }
      sequences.push_back(std::move(sequence));
      times.push_back(set.times);
    }
  }
  std::vector<const Sequence*> all, all_strings;
  for (std::size_t i = 0; i < sequences.size(); ++i) all.insert(all.end(), times[i], &sequences[i]);
  for (const Sequence& sequence : strings) all_strings.push_back(&sequence);
  auto tables = train(all, fields);
  for (auto& table : train(all_strings, partings)) tables.push_back(std::move(table));
  return write_model("references", "Apache-2.0", kReferenceFeatures, kLabels, tables);
}

// A field without the marks at its ends: sets differ in which of them they count to it.
using Bare = std::tuple<std::uint32_t, std::size_t, std::size_t>;
bool bare(std::string_view text, const ReferenceField& field, bool merges_containers, Bare& out) {
  static std::vector<ReferenceToken> tokens;
  reference_tokens(text.substr(field.begin, field.end - field.begin), tokens);
  const auto is_sign = [](const ReferenceToken& t) { return t.kind == ReferenceToken::Kind::sign; };
  const auto first = std::find_if_not(tokens.begin(), tokens.end(), is_sign);
  if (first == tokens.end()) return false;
  const auto last = std::find_if_not(tokens.rbegin(), tokens.rend(), is_sign);
  const std::uint32_t label = merges_containers && kFields[field.label] == "booktitle" ? label_of("journal") : field.label;
  out = {label, field.begin + first->begin, field.begin + last->end};
  return true;
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
      std::set<Bare> is, says;
      Bare one;
      for (const auto& f : r.fields)
        if (kFields[f.label] != "other" && bare(r.text, f, r.merges_containers, one)) is.insert(one);
      for (const auto& [name, begin, end] : reader.read(r.text))
        if (const ReferenceField f{label_of(name), begin, end}; bare(r.text, f, r.merges_containers, one)) says.insert(one);
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
      out += fmt::format("| {} | {:.3f} | {:.3f} | {} |\n", kFields[label], c[1] ? static_cast<double>(c[0]) / static_cast<double>(c[1]) : 0.0,
                         c[2] ? static_cast<double>(c[0]) / static_cast<double>(c[2]) : 0.0, c[2]);
    out += "\n";
  }
  return out;
}

}  // namespace

const Task kReferences{"references", "references.model", make, measure};

}  // namespace evident::training

#include "ingest/models/label.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ingest/models/causality.hpp"
#include "ingest/models/design.hpp"
#include "ingest/models/direction.hpp"
#include "ingest/models/references.hpp"
#include "ingest/models/roles.hpp"
#include "ingest/models/shipped.hpp"
#include "support/json.hpp"

namespace evident::ingest::models {
namespace {

constexpr std::size_t kMostSentences = 100'000;  // of one line: a chain of labels takes memory for each

// The record of a line and its id, printed as it came.
struct Record {
  Json json;
  std::string id;
};

Result<Record> read_record(std::string_view line) {
  auto json = parse_json(line);
  if (!json) return fail(Code::bad_input, "is no JSON: " + json.error().message, "each line must be one JSON object in UTF-8", json.error().where);
  if (!json->object()) return fail(Code::bad_input, "is no JSON object", "write {\"id\": \"...\", ...}");
  const Json* id = json->find("id");
  if (!id) return fail(Code::bad_input, "has no \"id\"", "give each record one, so that its answer can be told apart");
  if (id->array() || id->object()) return fail(Code::bad_input, "has an \"id\" that is neither text nor a number", "write {\"id\": \"...\", ...}");
  std::string printed = print_json(*id);
  return Record{std::move(*json), std::move(printed)};
}

Result<void> read_sentences(const Json& record, std::vector<std::string_view>& sentences) {
  sentences.clear();
  const Json* member = record.find("sentences");
  if (!member || !member->array()) return fail(Code::bad_input, "has no \"sentences\", a list of texts", "write {\"id\": \"...\", \"sentences\": [\"...\", ...]}");
  if (member->array()->size() > kMostSentences)
    return fail(Code::limit, fmt::format("has more than {} sentences", kMostSentences), "give each abstract or section a line of its own");
  for (const Json& sentence : *member->array()) {
    if (!sentence.string()) return fail(Code::bad_input, fmt::format("has something else than text as sentence {}", sentences.size() + 1), "every sentence is a JSON string");
    sentences.push_back(*sentence.string());
  }
  return {};
}

// {"id": ..., "labels": [...], "scores": [...]}
template <class NameOf>
void print_labels(const std::string& id, std::span<const Labelled> labels, NameOf name_of, std::string& out) {
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "{{\"id\": {}, \"labels\": [", id);
  for (std::size_t i = 0; i < labels.size(); ++i) fmt::format_to(to, "{}\"{}\"", i ? ", " : "", name_of(labels[i].label));
  out += "], \"scores\": [";
  for (std::size_t i = 0; i < labels.size(); ++i) fmt::format_to(to, "{}{:.4f}", i ? ", " : "", labels[i].score);
  out += "]}";
}

class RoleLabeller : public Labeller {
 public:
  RoleLabeller(Shipped shipped, RoleModel model) : shipped_(std::move(shipped)), model_(std::move(model)) {}
  Result<void> label(std::string_view line, std::string& out) override {
    EV_TRY(const Record record, read_record(line));
    EV_CHECK(read_sentences(record.json, sentences_));
    print_labels(record.id, model_.label(sentences_), [&](std::uint32_t label) { return model_.name(label); }, out);
    return {};
  }

 private:
  Shipped shipped_;
  RoleModel model_;
  std::vector<std::string_view> sentences_;
};

// {"author": ["..."], "title": "...", ...}: people are always lists; another field is one only if the string has it more than once.
void print_fields(std::string_view text, std::span<const ReferenceModel::Field> fields, std::string& out) {
  constexpr std::string_view kPeople[] = {"author", "editor", "translator", "director"};
  out += '{';
  std::size_t printed = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto same = [&](const ReferenceModel::Field& f) { return f.name == fields[i].name; };
    if (std::any_of(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(i), same)) continue;  // printed with the first
    const bool list = std::find(std::begin(kPeople), std::end(kPeople), fields[i].name) != std::end(kPeople) || std::count_if(fields.begin(), fields.end(), same) > 1;
    fmt::format_to(std::back_inserter(out), "{}\"{}\": {}", printed++ ? ", " : "", fields[i].name, list ? "[" : "");
    for (std::size_t k = i; k < fields.size(); ++k)
      if (same(fields[k])) out += (k > i ? ", " : "") + json_string(text.substr(fields[k].begin, fields[k].end - fields[k].begin));
    if (list) out += ']';
  }
  out += '}';
}

class ReferenceLabeller : public Labeller {
 public:
  ReferenceLabeller(Shipped shipped, ReferenceModel model) : shipped_(std::move(shipped)), model_(std::move(model)) {}
  Result<void> label(std::string_view line, std::string& out) override {
    EV_TRY(const Record record, read_record(line));
    EV_CHECK(read_sentences(record.json, strings_));
    out += "{\"id\": " + record.id + ", \"fields\": [";
    for (std::size_t i = 0; i < strings_.size(); ++i) {
      if (i) out += ", ";
      print_fields(strings_[i], model_.read(strings_[i]), out);
    }
    out += "]}";
    return {};
  }

 private:
  Shipped shipped_;
  ReferenceModel model_;
  std::vector<std::string_view> strings_;
};

// Any sentences, each judged by itself.
template <class M>
class SentenceLabeller : public Labeller {
 public:
  SentenceLabeller(Shipped shipped, M model) : shipped_(std::move(shipped)), model_(std::move(model)) {}
  Result<void> label(std::string_view line, std::string& out) override {
    EV_TRY(const Record record, read_record(line));
    EV_CHECK(read_sentences(record.json, sentences_));
    labels_.clear();
    for (const auto sentence : sentences_) labels_.push_back(model_.label(sentence));
    print_labels(record.id, labels_, [&](std::uint32_t label) { return model_.name(label); }, out);
    return {};
  }

 private:
  Shipped shipped_;
  M model_;
  std::vector<std::string_view> sentences_;
  std::vector<Labelled> labels_;
};

// A member that is text; missing and null are empty.
Result<std::string_view> text_member(const Json& record, std::string_view name) {
  const Json* member = record.find(name);
  if (!member || member->is_null()) return std::string_view{};
  if (!member->string()) return fail(Code::bad_input, fmt::format("has a \"{}\" that is no text", name), "write {\"id\": \"...\", \"title\": \"...\", \"abstract\": \"...\"}");
  return std::string_view(*member->string());
}

class DesignLabeller : public Labeller {
 public:
  DesignLabeller(Shipped shipped, DesignModel model) : shipped_(std::move(shipped)), model_(std::move(model)) {}
  Result<void> label(std::string_view line, std::string& out) override {
    EV_TRY(const Record record, read_record(line));
    EV_TRY(const auto title, text_member(record.json, "title"));
    EV_TRY(const auto abstract, text_member(record.json, "abstract"));
    if (title.empty() && abstract.empty()) return fail(Code::bad_input, "has neither \"title\" nor \"abstract\"", "write {\"id\": \"...\", \"title\": \"...\", \"abstract\": \"...\"}");
    const auto answer = model_.label(title, abstract);
    fmt::format_to(std::back_inserter(out), "{{\"id\": {}, \"labels\": [\"{}\"], \"scores\": [{:.4f}]}}", record.id, answer.design, answer.score);
    return {};
  }

 private:
  Shipped shipped_;
  DesignModel model_;
};

template <class L, class M>
Result<std::unique_ptr<Labeller>> labeller(std::string_view name) {
  EV_TRY(Shipped shipped, find_model(name));
  EV_TRY(M model, M::make(shipped.model));
  return std::make_unique<L>(std::move(shipped), std::move(model));
}

struct TaskOfLabels {
  std::string_view name;
  Result<std::unique_ptr<Labeller>> (*make)(std::string_view name);
};
constexpr TaskOfLabels kTasks[] = {{"roles", labeller<RoleLabeller, RoleModel>},
                                   {"causality", labeller<SentenceLabeller<CausalityModel>, CausalityModel>},
                                   {"design", labeller<DesignLabeller, DesignModel>},
                                   {"references", labeller<ReferenceLabeller, ReferenceModel>},
                                   {"direction", labeller<SentenceLabeller<DirectionModel>, DirectionModel>}};

}  // namespace

const std::vector<std::string_view>& label_tasks() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const auto& task : kTasks) all.push_back(task.name);
    return all;
  }();
  return names;
}

Result<std::unique_ptr<Labeller>> make_labeller(std::string_view task) {
  for (const auto& one : kTasks)
    if (one.name == task) return one.make(one.name);
  return fail(Code::bad_argument, "there is nothing to label as '" + std::string(task) + "'", fmt::format("label one of: {}", fmt::join(label_tasks(), ", ")));
}

}  // namespace evident::ingest::models

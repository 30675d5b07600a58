#include "ingest/coding/mapping.hpp"

#include <algorithm>

#include "graph/base/keys.hpp"
#include "ingest/coding/meaning.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;
using graph::Attribute;
using graph::Kind;

struct NamedField {
  std::string_view words;  // label_key() of what people call it
  Meaning meaning;
};
constexpr NamedField kFields[] = {
    {"title", {F::title}},
    {"author", {F::author, Form::people}},
    {"year", {F::date, Form::date}},
    {"doi", {F::doi, Form::identifier}},
    {"pmid", {F::pmid}},
    {"journal", {F::venue}},
    {"abstract", {F::abstract}},
    {"url", {F::url}},
    {"volume", {F::volume}},
    {"issue", {F::issue}},
    {"page", {F::pages}},
    {"publisher", {F::publisher}},
    {"keyword", {F::keyword, Form::list}},
    {"id", {F::key}},
};
constexpr std::string_view kFieldsSaid =
    "title, authors, year, doi, pmid, journal, abstract, url, volume, issue, pages, publisher, keywords, id";

// What a mapping may say of the study.
constexpr std::pair<std::string_view, Attribute> kStudy[] = {
    {"design", Attribute::design}, {"study design", Attribute::design}, {"method", Attribute::method},
    {"country", Attribute::country}, {"setting", Attribute::setting},   {"period", Attribute::period},
};

std::string joined(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& one : list) all += (all.empty() ? "" : ", ") + one;
  return all;
}

std::optional<CodeAnswer> answer_named(std::string_view word) {
  if (word == "yes") return CodeAnswer::found;
  if (word == "no") return CodeAnswer::not_found;
  if (word == "not reported") return CodeAnswer::no_result;
  if (word == "not studied") return CodeAnswer::not_studied;
  return {};
}

class MappingReader {
 public:
  explicit MappingReader(std::string_view name) : name_(name) {}

  Result<CodingMapping> read(std::string_view text) {
    auto parsed = parse_json(text);
    if (!parsed)
      return fail(Code::bad_input, name_ + " is no JSON: " + parsed.error().message,
                  parsed.error().fix.empty() ? "mend it there; an editor that knows JSON shows the place" : parsed.error().fix,
                  Place{name_, parsed.error().where.begin, {}});
    EV_CHECK(only(*parsed, "the mapping",
                  {"sheet", "header row", "source", "study", "codes", "yes", "no", "not reported", "not studied", "empty cells",
                   "coded by", "note"}));
    EV_CHECK(layout(*parsed));
    EV_CHECK(record(*parsed));
    EV_CHECK(study(*parsed));
    EV_CHECK(answers(*parsed));
    if (const Json* coder = parsed->find("coded by")) {
      EV_TRY(out_.coder, from_column(*coder, "\"coded by\""));
    }
    const Json* codes = parsed->find("codes");
    if (!codes || !codes->object() || codes->object()->empty())
      return wrong("says of no column that it holds codes", R"(write "codes": {"COLUMN": "KIND", …}; kinds: )" + meanings_known());
    for (const auto& [column, said] : *codes->object()) EV_CHECK(code(column, said));
    return std::move(out_);
  }

 private:
  tl::unexpected<Error> wrong(std::string what, std::string fix) const {
    return fail(Code::bad_input, name_ + " " + std::move(what), std::move(fix), Place{name_, {}, {}});
  }
  Result<void> only(const Json& json, const std::string& where, const std::vector<std::string>& allowed) const {
    if (!json.object()) return wrong(": " + where + " is no object", "write it in braces");
    for (const auto& [key, value] : *json.object())
      if (std::find(allowed.begin(), allowed.end(), key) == allowed.end())
        return wrong("says \"" + key + "\" in " + where + ", which means nothing there", "what may stand there: " + joined(allowed));
    return {};
  }
  Result<std::string> text(const Json& json, const std::string& where) const {
    if (const std::string* s = json.string(); s && !squeeze(*s).empty()) return *s;
    return wrong("has no text at " + where, "write it in quotation marks");
  }
  Result<std::string> text_at(const Json& json, std::string_view key, const std::string& where) const {
    const Json* value = json.find(key);
    if (!value) return std::string();
    return text(*value, where + ", \"" + std::string(key) + "\"");
  }
  Result<Words> words(const Json& json, const std::string& where) const {
    Words all;
    const Json* values = json.find("values");
    if (!values) return all;
    if (!values->object()) return wrong("has no object at " + where + ", \"values\"", R"(write {"WORDS IN CELLS": "WHAT THEY MEAN"})");
    for (const auto& [theirs, ours] : *values->object()) {
      EV_TRY(std::string meant, text(ours, where + ", \"values\", \"" + theirs + "\""));
      all.emplace_back(theirs, std::move(meant));
    }
    return all;
  }
  Result<FromColumn> from_column(const Json& json, const std::string& where) const {
    FromColumn from;
    if (json.object()) {
      EV_CHECK(only(json, where, {"column", "values"}));
      EV_TRY(from.column, text_at(json, "column", where));
      if (from.column.empty()) return wrong("names no column at " + where, R"(write {"column": "…"})");
      EV_TRY(from.values, words(json, where));
      return from;
    }
    EV_TRY(from.constant, text(json, where));
    return from;
  }

  Result<void> layout(const Json& json) {
    EV_TRY(out_.sheet, text_at(json, "sheet", "the mapping"));
    if (const Json* row = json.find("header row")) {
      const auto* number = std::get_if<std::int64_t>(&row->value);
      if (!number || *number < 1 || *number > 1'000'000)
        return wrong("gives no number of a row at \"header row\"", "write the number of the row that holds the names of the columns, as 1");
      out_.header = static_cast<std::size_t>(*number);
    }
    return {};
  }
  Result<void> record(const Json& json) {
    const Json* source = json.find("source");
    if (!source || !source->object())
      return wrong("does not say which columns tell the works", R"(write "source": {"title": "COLUMN", "year": "COLUMN", …})");
    for (const auto& [field, column] : *source->object()) {
      const auto known = record_field_named(field);
      if (!known) return wrong("says \"" + field + "\" in \"source\", which is no field of a work", "fields: " + std::string(kFieldsSaid));
      EV_TRY(std::string name, text(column, "\"source\", \"" + field + "\""));
      out_.record.emplace_back(*known, std::move(name));
    }
    const bool told = std::any_of(out_.record.begin(), out_.record.end(), [](const auto& one) {
      return one.first == F::title || one.first == F::doi || one.first == F::pmid;
    });
    if (!told) return wrong("names no column that tells one work from another", "give \"source\" a title, a doi or a pmid");
    return {};
  }
  Result<void> study(const Json& json) {
    const Json* study = json.find("study");
    if (!study) return {};
    if (!study->object()) return wrong("has no object at \"study\"", R"(write "study": {"design": "COLUMN", …})");
    for (const auto& [what, said] : *study->object()) {
      const std::string where = "\"study\", \"" + what + "\"";
      if (what == "sample size" || what == "population") {
        EV_TRY((what == "population" ? out_.population : out_.sample_size), text(said, where));
        continue;
      }
      const auto known = std::find_if(std::begin(kStudy), std::end(kStudy), [&](const auto& one) { return one.first == what; });
      if (known == std::end(kStudy))
        return wrong("says \"" + what + "\" in \"study\", which is nothing that is kept of a study",
                     "what may stand there: design, method, sample size, population, country, setting, period");
      FromColumn from;
      if (said.string()) {  // here a text is a column, not a constant
        EV_TRY(from.column, text(said, where));
      } else {
        EV_TRY(from, from_column(said, where));
      }
      EV_CHECK(known_values(known->second, from, where));
      out_.study.emplace_back(known->second, std::move(from));
    }
    return {};
  }
  // What words are said to mean must be something that the attribute can be.
  Result<void> known_values(Attribute attribute, const FromColumn& from, const std::string& where) const {
    const graph::AttributeInfo& info = graph::info(attribute);
    if (info.type != graph::Type::choice) return {};
    const auto check = [&](const std::string& word) -> Result<void> {
      if (graph::choice_named(attribute, word)) return {};
      std::vector<std::string> choices;
      for (const graph::Choice& choice : info.choices) choices.emplace_back(choice.id);
      return wrong("gives \"" + word + "\" at " + where + ", which is no " + std::string(info.name), "one of " + joined(choices));
    };
    for (const auto& [theirs, ours] : from.values) EV_CHECK(check(ours));
    return from.column.empty() ? check(from.constant) : Result<void>();
  }
  Result<void> answers(const Json& json) {
    for (const auto& [key, list] : {std::pair<std::string_view, std::vector<std::string>*>{"yes", &out_.answers.found},
                                    {"no", &out_.answers.not_found},
                                    {"not reported", &out_.answers.no_result},
                                    {"not studied", &out_.answers.not_studied}}) {
      const Json* said = json.find(key);
      if (!said) continue;
      if (!said->array()) return wrong("has no list at \"" + std::string(key) + "\"", R"(write ["WORD", "WORD"])");
      list->clear();
      for (const Json& word : *said->array()) {
        EV_TRY(std::string one, text(word, "\"" + std::string(key) + "\""));
        for (AnswerWords* all = &out_.answers; std::vector<std::string>* other : {&all->found, &all->not_found, &all->no_result, &all->not_studied})
          if (other != list) std::erase_if(*other, [&](const std::string& w) { return label_key(w) == label_key(one) && !label_key(w).empty(); });
        list->push_back(std::move(one));
      }
    }
    if (const Json* empty = json.find("empty cells")) {
      EV_TRY(const std::string word, text(*empty, "\"empty cells\""));
      out_.empty = answer_named(word);
      if (!out_.empty && word != "not coded")
        return wrong("gives \"" + word + "\" at \"empty cells\"", "one of yes, no, not reported, not studied, not coded");
    }
    return {};
  }

  Result<void> kind(const std::string& words, const std::string& where, CodeColumn& column) const {
    const auto meaning = meaning_of(words);
    if (!meaning) return wrong("gives the kind \"" + words + "\" at " + where + ", which there is not", "kinds: " + meanings_known());
    column.meaning = *meaning;
    return {};
  }
  Result<void> code(const std::string& name, const Json& said) {
    const std::string where = "\"codes\", \"" + name + "\"";
    CodeColumn column;
    column.column = name;
    if (const std::string* words = said.string()) {
      EV_CHECK(kind(*words, where, column));
      out_.codes.push_back(std::move(column));
      return {};
    }
    EV_CHECK(only(said, where, {"kind", "name", "separator", "quote", "page", "other words", "values", "attributes"}));
    EV_TRY(const std::string words, text_at(said, "kind", where));
    if (words.empty()) return wrong("gives no kind at " + where, "kinds: " + meanings_known());
    EV_CHECK(kind(words, where, column));
    EV_TRY(column.name, text_at(said, "name", where));
    EV_TRY(column.quote, text_at(said, "quote", where));
    EV_TRY(column.page, text_at(said, "page", where));
    EV_TRY(column.values, this->words(said, where));
    if (const Json* separator = said.find("separator")) {
      const std::string* mark = separator->string();
      if (!mark || mark->empty()) return wrong("has no mark at " + where + ", \"separator\"", R"(write for example ";")");
      column.separator = *mark;
    }
    EV_TRY(const std::string otherwise, text_at(said, "other words", where));
    column.otherwise = answer_named(otherwise);
    if (!otherwise.empty() && !column.otherwise)
      return wrong("gives \"" + otherwise + "\" at " + where + ", \"other words\"", "one of yes, no, not reported, not studied");
    if (const Json* attributes = said.find("attributes")) EV_CHECK(attributes_of(*attributes, where, column));
    out_.codes.push_back(std::move(column));
    return {};
  }
  Result<void> attributes_of(const Json& json, const std::string& where, CodeColumn& column) const {
    if (!json.object()) return wrong("has no object at " + where + ", \"attributes\"", R"(write {"role": "finding"})");
    const std::vector<Attribute> allowed = graph::stored_attributes(column.meaning.kind);
    for (const auto& [name, said] : *json.object()) {
      const auto attribute = graph::attribute_named(name);
      const bool has = attribute && std::find(allowed.begin(), allowed.end(), *attribute) != allowed.end();
      const bool plain = has && (graph::info(*attribute).type == graph::Type::choice || graph::info(*attribute).type == graph::Type::text);
      if (column.meaning.what != CodeMeaning::What::item || !plain) {
        std::vector<std::string> names;
        for (const Attribute a : allowed)
          if (graph::info(a).type == graph::Type::choice || graph::info(a).type == graph::Type::text) names.emplace_back(graph::info(a).name);
        return wrong("gives the attribute \"" + name + "\" at " + where + ", which such an item has not", "one of " + joined(names));
      }
      EV_TRY(FromColumn from, from_column(said, where + ", \"" + name + "\""));
      EV_CHECK(known_values(*attribute, from, where + ", \"" + name + "\""));
      column.attributes.emplace_back(*attribute, std::move(from));
    }
    return {};
  }

  const std::string name_;
  CodingMapping out_;
};

}  // namespace

std::optional<RecordField> record_field_named(std::string_view words) {
  const std::string key = label_key(words);
  for (const NamedField& field : kFields)
    if (key == field.words) return field.meaning.field;
  return {};
}

Meaning reading_of(RecordField field) {
  for (const NamedField& known : kFields)
    if (known.meaning.field == field) return known.meaning;
  return {};
}

std::vector<std::string> CodingMapping::columns() const {
  std::vector<std::string> all;
  const auto add = [&](const std::string& column) {
    if (!column.empty()) all.push_back(column);
  };
  for (const auto& [field, column] : record) add(column);
  for (const auto& [attribute, from] : study) add(from.column);
  add(sample_size);
  add(population);
  for (const CodeColumn& code : codes) {
    for (const std::string* column : {&code.column, &code.quote, &code.page}) add(*column);
    for (const auto& [attribute, from] : code.attributes) add(from.column);
  }
  add(coder.column);
  return all;
}

Result<CodingMapping> read_mapping(std::string_view name, std::string_view json) { return MappingReader(name).read(json); }

}  // namespace evident::ingest

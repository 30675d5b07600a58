#include "ingest/coding/kinds.hpp"

#include <algorithm>

#include "ingest/coding/meaning.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

tl::unexpected<Error> wrong(std::string_view name, std::string what, std::string fix) {
  return fail(Code::bad_input, std::string(name) + " " + std::move(what), std::move(fix), Place{std::string(name), {}, {}});
}

// "Group > Name", as people write it too.
std::string path_key(std::string_view words) {
  std::string key, part;
  const auto end_part = [&] {
    if (const std::string one = label_key(part); !one.empty()) key += (key.empty() ? "" : " › ") + one;
    part.clear();
  };
  for (std::size_t i = 0; i < words.size();) {
    std::size_t mark = 0;
    for (const std::string_view divider : {std::string_view("›"), std::string_view(">")})
      if (words.substr(i, divider.size()) == divider) mark = divider.size();
    if (mark) {
      end_part();
      i += mark;
    } else {
      part += words[i++];
    }
  }
  end_part();
  return key;
}

std::string key_of(const CodePath& path, std::size_t from, std::size_t size) {
  std::string key;
  for (std::size_t i = from; i < size; ++i) key += (key.empty() ? "" : " › ") + label_key(path[i]);
  return key;
}

}  // namespace

std::string path_words(const CodePath& path, std::string_view between) {
  std::string all;
  for (const std::string& name : path) all.append(all.empty() ? "" : between).append(squeeze(name));
  return all;
}

Result<CodeKinds> CodeKinds::read(std::string_view name, std::string_view json) {
  CodeKinds kinds;
  if (trim(json).empty()) return kinds;
  auto parsed = parse_json(json);
  if (!parsed)
    return fail(Code::bad_input, std::string(name) + " is no JSON: " + parsed.error().message, parsed.error().fix,
                Place{std::string(name), parsed.error().where.begin, {}});
  if (!parsed->object()) return wrong(name, "is no object", R"(write {"codes": {"NAME OF A CODE OR GROUP": "KIND"}})");
  for (const auto& [key, value] : *parsed->object()) {
    if (key == "note") continue;
    if (key == "ignore") {
      if (!value.array()) return wrong(name, "has no list at \"ignore\"", R"(write ["NAME"])");
      for (const Json& one : *value.array()) {
        if (!one.string()) return wrong(name, "names a code at \"ignore\" that is no text", "put it in quotation marks");
        kinds.given_.push_back({path_key(*one.string()), *one.string(), {}});
      }
    } else if (key == "codes") {
      if (!value.object()) return wrong(name, "has no object at \"codes\"", R"(write {"NAME OF A CODE OR GROUP": "KIND"})");
      for (const auto& [code, kind] : *value.object()) {
        const auto meaning = kind.string() ? meaning_of(*kind.string()) : std::nullopt;
        if (!meaning)
          return wrong(name, "gives the code \"" + code + "\" the kind " + print_json(kind) + ", which there is not", "kinds: " + meanings_known());
        kinds.given_.push_back({path_key(code), code, meaning});
      }
    } else {
      return wrong(name, "says \"" + key + "\", which means nothing beside such a file", "what may stand there: codes, ignore, note");
    }
  }
  return kinds;
}

// By the whole of the path's beginning, or by its last names.
const CodeKinds::Given* CodeKinds::given(const CodePath& path, std::size_t size) const {
  for (std::size_t from = 0; from < size; ++from) {
    const std::string key = key_of(path, from, size);
    for (const Given& one : given_)
      if (one.key == key) return &one;
  }
  return nullptr;
}

KindOfCode CodeKinds::of(const CodePath& path) const {
  static const AnswerWords answers;
  KindOfCode kind;
  std::size_t size = path.size();
  // "Lack of time › Yes": what was asked is the code, its own name the answer.
  if (size > 1)
    if (const auto answer = answers.of(path.back())) {
      kind.answer = *answer;
      --size;
    }
  for (std::size_t named = size; named > 0; --named) {
    const Given* said = given_.empty() ? nullptr : given(path, named);
    const bool own = named == size;
    if (said && !said->meaning) {
      kind.left_out = true;
      return kind;
    }
    std::optional<CodeMeaning> meaning = said ? said->meaning : group_meaning_of(path[named - 1]);
    if (!said && !own) kind.fact = study_fact_named(path[named - 1]);
    if (!meaning && !kind.fact) continue;
    if (meaning) kind.meaning = *meaning;
    kind.group = own ? named - 1 : named;
    // Coded to the group itself: the words are the name. A mapping that gives a code its kind gives its name too.
    kind.name = own && !said ? std::string() : squeeze(path[size - 1]);
    return kind;
  }
  kind.known = false;
  kind.group = size - 1;
  kind.name = squeeze(path[size - 1]);
  return kind;
}

std::vector<std::string> CodeKinds::unused(const std::vector<CodePath>& paths) const {
  std::vector<std::string> names;
  for (const Given& one : given_) {
    const bool used = std::any_of(paths.begin(), paths.end(), [&](const CodePath& path) {
      for (std::size_t size = 1; size <= path.size(); ++size)
        for (std::size_t from = 0; from < size; ++from)
          if (key_of(path, from, size) == one.key) return true;
      return false;
    });
    if (!used) names.push_back(one.written);
  }
  return names;
}

}  // namespace evident::ingest

// SKOS through serd's streaming Turtle reader: statements are gathered by subject, then each skos:Concept
// becomes a Concept. serd reports the line of a syntax error; for what is wrong with a concept the line is
// looked up by its name. English labels count (and those without a language); others are left out.
#include "graph/vocabulary/skos.hpp"

#include <serd/serd.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "support/text.hpp"

namespace evident::graph {
namespace {

constexpr std::string_view kSkos = "http://www.w3.org/2004/02/skos/core#";
constexpr std::string_view kType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

// What the statements say of one subject.
struct Subject {
  bool is_concept = false;
  std::string scheme;
  std::vector<std::string> labels, alternatives, broader, narrower;
  std::string notation, definition;
};

struct Reading {
  std::string_view name;
  SerdEnv* env = nullptr;
  std::map<std::string, Subject> subjects;
  std::optional<Error> error;
};

std::string_view view(const SerdNode& node) {
  return {reinterpret_cast<const char*>(node.buf), node.n_bytes};
}
bool is_name(const SerdNode& node) { return node.type == SERD_URI || node.type == SERD_CURIE; }

// The full IRI of a node that names something.
std::string iri(const SerdEnv* env, const SerdNode& node) {
  SerdNode full = serd_env_expand_node(env, &node);
  std::string text(full.buf ? view(full) : view(node));
  serd_node_free(&full);
  return text;
}

SerdStatus on_error(void* handle, const SerdError* error) {
  Reading& reading = *static_cast<Reading*>(handle);
  if (reading.error) return SERD_SUCCESS;
  char buffer[256];
  va_list arguments;
  va_copy(arguments, *error->args);
  std::vsnprintf(buffer, sizeof buffer, error->fmt, arguments);
  va_end(arguments);
  const std::string place =
      std::string(reading.name) + ":" + std::to_string(error->line) + ":" + std::to_string(error->col);
  reading.error = Error{Code::bad_input, place + ": not valid Turtle: " + std::string(trim(buffer)),
                        "see https://www.w3.org/TR/turtle/", Place{std::string(reading.name), {}, {}}};
  return SERD_SUCCESS;
}
SerdStatus on_base(void* handle, const SerdNode* uri) {
  return serd_env_set_base_uri(static_cast<Reading*>(handle)->env, uri);
}
SerdStatus on_prefix(void* handle, const SerdNode* name, const SerdNode* uri) {
  return serd_env_set_prefix(static_cast<Reading*>(handle)->env, name, uri);
}
SerdStatus on_statement(void* handle, SerdStatementFlags, const SerdNode*, const SerdNode* subject,
                        const SerdNode* predicate, const SerdNode* object, const SerdNode*,
                        const SerdNode* language) {
  Reading& reading = *static_cast<Reading*>(handle);
  if (!is_name(*subject)) return SERD_SUCCESS;  // blank nodes name no concept
  const std::string what = iri(reading.env, *predicate);
  Subject& s = reading.subjects[iri(reading.env, *subject)];
  if (what == kType) {
    s.is_concept |= is_name(*object) && iri(reading.env, *object) == std::string(kSkos) + "Concept";
    return SERD_SUCCESS;
  }
  if (!std::string_view(what).starts_with(kSkos)) return SERD_SUCCESS;
  const std::string_view property = std::string_view(what).substr(kSkos.size());
  if (is_name(*object)) {
    if (property == "inScheme" || property == "topConceptOf") s.scheme = iri(reading.env, *object);
    if (property == "broader") s.broader.push_back(iri(reading.env, *object));
    if (property == "narrower") s.narrower.push_back(iri(reading.env, *object));
  } else if (object->type == SERD_LITERAL) {
    const std::string text = squeeze(view(*object));
    const bool english = !language || !language->buf || view(*language).substr(0, 2) == "en";
    if (property == "prefLabel" && english) s.labels.push_back(text);
    if (property == "altLabel" && english) s.alternatives.push_back(text);
    if (property == "definition" && english && s.definition.empty()) s.definition = text;
    if (property == "notation") s.notation = text;
  }
  return SERD_SUCCESS;
}

std::string_view last_segment(std::string_view text) {
  const auto at = text.find_last_of(":/#");
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

// FILE:LINE of the first line that begins with a name ending in the concept's local name.
std::string place_of(std::string_view name, std::string_view turtle, std::string_view concept_iri) {
  const std::string_view local = last_segment(concept_iri);
  std::size_t line = 1;
  for (std::size_t at = 0; at < turtle.size(); ++line) {
    const std::size_t end = std::min(turtle.find('\n', at), turtle.size());
    std::string_view subject = turtle.substr(at, end - at);
    subject = subject.substr(0, std::min(subject.find_first_of(" \t\r"), subject.size()));
    if (!subject.empty() && subject.back() == '>') subject.remove_suffix(1);
    if (!local.empty() && subject.ends_with(local)) return std::string(name) + ":" + std::to_string(line);
    at = end + 1;
  }
  return std::string(name);
}

Kind kind_of_scheme(std::string_view scheme) {
  if (scheme == "measures") return Kind::measure;
  if (scheme == "barriers") return Kind::barrier;
  if (scheme == "success-factors") return Kind::success_factor;
  if (scheme == "groups") return Kind::group;
  return Kind::concept_;
}

// serd descends into brackets by recursion; a vocabulary has hardly any.
constexpr int kDepth = 64;

// The offset at which square or round brackets stand more than kDepth deep; strings, IRIs and comments are
// skipped.
std::optional<std::size_t> too_deep(std::string_view text) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\') {
      ++at;  // an escape in a local name
    } else if (c == '#' || c == '<') {
      at = std::min(text.find(c == '#' ? '\n' : '>', at), text.size());
    } else if (c == '"' || c == '\'') {
      const std::string long_quote(3, c);
      const std::string_view quote =
          text.substr(at, 3) == long_quote ? std::string_view(long_quote) : text.substr(at, 1);
      for (at += quote.size(); at < text.size() && text.substr(at, quote.size()) != quote; ++at)
        if (text[at] == '\\') ++at;
      at += quote.size() - 1;
    } else if (c == '[' || c == '(') {
      if (++depth > kDepth) return at;
    } else if ((c == ']' || c == ')') && depth > 0) {
      --depth;
    }
  }
  return {};
}

tl::unexpected<Error> wrong(std::string message) {
  return fail(Code::bad_input, std::move(message), "correct the vocabulary");
}

}  // namespace

Result<void> read_skos(std::string_view name, std::string_view turtle, Vocabulary& into) {
  if (const auto bad = first_invalid_utf8(turtle))
    return fail(Code::bad_input, std::string(name) + ": not UTF-8", "save it as UTF-8",
                Place{std::string(name), *bad, *bad + 1});
  if (const auto nul = turtle.find('\0'); nul != std::string_view::npos)
    return fail(Code::bad_input, std::string(name) + ": not text", "",
                Place{std::string(name), nul, nul + 1});
  if (const auto deep = too_deep(turtle))
    return fail(Code::limit, std::string(name) + ": brackets more than " + std::to_string(kDepth) + " deep",
                "", Place{std::string(name), *deep, *deep + 1});
  Reading reading;
  reading.name = name;
  const std::unique_ptr<SerdEnv, decltype(&serd_env_free)> env(serd_env_new(nullptr), &serd_env_free);
  reading.env = env.get();
  const std::unique_ptr<SerdReader, decltype(&serd_reader_free)> reader(
      serd_reader_new(SERD_TURTLE, &reading, nullptr, on_base, on_prefix, on_statement, nullptr),
      &serd_reader_free);
  serd_reader_set_strict(reader.get(), true);
  serd_reader_set_error_sink(reader.get(), on_error, &reading);
  const std::string text(turtle);  // serd wants an ending NUL
  const SerdStatus status =
      serd_reader_read_string(reader.get(), reinterpret_cast<const std::uint8_t*>(text.c_str()));
  if (reading.error) return tl::unexpected(std::move(*reading.error));
  if (status != SERD_SUCCESS && status != SERD_FAILURE)
    return wrong(std::string(name) +
                 ": not valid Turtle: " + reinterpret_cast<const char*>(serd_strerror(status)));

  std::map<std::string, std::vector<std::string>> broader_by_narrower;
  for (const auto& [id, s] : reading.subjects)
    for (const std::string& narrower : s.narrower) broader_by_narrower[narrower].push_back(id);
  for (auto& [id, s] : reading.subjects) {
    if (!s.is_concept) continue;
    const auto at = [&, &iri_of = id] {
      return place_of(name, turtle, iri_of) + ": the concept <" + iri_of + "> ";
    };
    if (s.labels.empty()) return wrong(at() + "has no skos:prefLabel in English");
    if (s.labels.size() > 1) return wrong(at() + "has two skos:prefLabels in English");
    if (label_key(s.labels.front()).empty()) return wrong(at() + "has a label without letters");
    if (s.scheme.empty()) return wrong(at() + "is in no scheme: add skos:inScheme");
    Concept c;
    c.id = id;
    c.scheme = last_segment(s.scheme);
    c.kind = kind_of_scheme(c.scheme);
    c.label = s.labels.front();
    c.alternatives = std::move(s.alternatives);
    c.broader = std::move(s.broader);
    if (const auto more = broader_by_narrower.find(id); more != broader_by_narrower.end())
      c.broader.insert(c.broader.end(), more->second.begin(), more->second.end());
    std::sort(c.broader.begin(), c.broader.end());
    c.broader.erase(std::unique(c.broader.begin(), c.broader.end()), c.broader.end());
    c.notation = std::move(s.notation);
    c.definition = std::move(s.definition);
    into.concepts.push_back(std::move(c));
  }
  return {};
}

Result<void> finish_vocabulary(Vocabulary& vocabulary) {
  auto& concepts = vocabulary.concepts;
  std::sort(concepts.begin(), concepts.end(), [](const Concept& a, const Concept& b) { return a.id < b.id; });
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < concepts.size(); ++i)
    if (!place.emplace(concepts[i].id, i).second)
      return wrong("the concept <" + concepts[i].id + "> is defined twice");

  // Folded, not label_key(): "case study" and "case studies" may name two designs.
  std::map<std::pair<std::string, std::string>, const Concept*> labels;  // scheme and folded label
  for (const Concept& c : concepts) {
    std::vector<std::string_view> names{c.label};
    names.insert(names.end(), c.alternatives.begin(), c.alternatives.end());
    for (std::string_view label : names) {
      const auto [at, fresh] = labels.try_emplace({c.scheme, fold(label)}, &c);
      if (!fresh && at->second != &c)
        return wrong("in the scheme " + c.scheme + " <" + at->second->id + "> and <" + c.id +
                     "> both have the label '" + std::string(label) + "'");
    }
    for (const std::string& broader : c.broader)
      if (!place.contains(broader))
        return wrong("the concept <" + c.id + "> stands under <" + broader +
                     ">, which no vocabulary defines");
  }

  // Depth first without recursion, so that a long chain costs no stack. 0 new, 1 open, 2 done.
  std::vector<std::uint8_t> state(concepts.size(), 0);
  for (std::size_t root = 0; root < concepts.size(); ++root) {
    std::vector<std::pair<std::size_t, std::size_t>> path;  // concept, next broader to look at
    if (state[root] == 0) path.emplace_back(root, 0), state[root] = 1;
    while (!path.empty()) {
      const std::size_t at = path.back().first;
      Concept& c = concepts[at];
      if (path.back().second < c.broader.size()) {
        const std::size_t next = place.at(c.broader[path.back().second++]);
        if (state[next] == 1) return wrong("the concept <" + concepts[next].id + "> stands under itself");
        if (state[next] == 0) path.emplace_back(next, 0), state[next] = 1;
        continue;
      }
      if (c.kind == Kind::measure && c.measure_kind.empty())
        for (const Choice& choice : info(Attribute::measure_kind).choices)
          if (c.id.ends_with("/" + std::string(choice.id) + "-measure")) c.measure_kind = choice.id;
      for (const std::string& broader : c.broader)
        if (c.measure_kind.empty()) c.measure_kind = concepts[place.at(broader)].measure_kind;
      state[at] = 2;
      path.pop_back();
    }
  }
  return {};
}

}  // namespace evident::graph

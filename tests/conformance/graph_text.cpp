// Lines become documents whose text is the words of their items, one a line; edges may lead to any id of the
// file, before or behind, so links are made when all lines are read.
#include "graph_text.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "graph/items.hpp"
#include "graph/mapped/build.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::conformance {
namespace {

using graph::Attribute;
using graph::Kind;
using graph::KindRole;
using graph::Type;

constexpr std::string_view kIri = "urn:test:";

struct Line {
  int number = 0;
  bool indented = false;
  std::string text;
};
struct Edge {
  std::size_t document;
  std::uint32_t item;
  graph::Edge edge;
  std::string to;
};

[[noreturn]] void bad(std::string_view name, int line, std::string message) {
  throw TextError{std::string(name) + ":" + std::to_string(line) + ": " + std::move(message)};
}

// "for # in 1..40:" before a line writes it so often, with the number in place of every #.
std::vector<Line> lines_of(std::string_view text, std::string_view name) {
  std::vector<Line> lines;
  std::istringstream in{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const bool indented = line.starts_with(' ');
    std::string content(trim(line));
    if (content.empty() || content[0] == '#') continue;
    if (!content.starts_with("for # in ")) {
      lines.push_back({number, indented, content});
      continue;
    }
    const auto dots = content.find(".."), colon = content.find(':');
    if (dots == std::string::npos || colon == std::string::npos || colon < dots)
      bad(name, number, "write: for # in 1..40: LINE");
    const int first = std::stoi(content.substr(9)), last = std::stoi(content.substr(dots + 2));
    for (int i = first; i <= last; ++i) {
      std::string copy;
      for (const char c : trim(std::string_view(content).substr(colon + 1)))
        copy += c == '#' ? std::to_string(i) : std::string(1, c);
      lines.push_back({number, indented, copy});
    }
  }
  return lines;
}

std::string unquoted(std::string_view text) {
  text = trim(text);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> all;
  for (const auto& part : split(text, '|')) all.push_back(unquoted(part));
  return all;
}

std::optional<graph::Value> value_of(Attribute attribute, const std::string& text) {
  switch (graph::info(attribute).type) {
    case Type::boolean:
      if (text == "yes") return graph::Value(true);
      if (text == "no") return graph::Value(false);
      return {};
    case Type::integer:
    case Type::year:
      return graph::Value(static_cast<std::int64_t>(std::stoll(text)));
    case Type::number:
      return graph::Value(std::stod(text));
    case Type::texts:
      return graph::Value(list_of(text));
    case Type::records: {
      auto json = parse_json(text);
      if (!json) return {};
      return graph::Value(std::move(*json));
    }
    case Type::choice:
      if (!graph::choice_named(attribute, text)) return {};
      return graph::Value(text);
    default:
      return graph::Value(unquoted(text));
  }
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw TextError{path.string() + ": cannot be read"};
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> split(std::string_view text, char at, bool outside_quotes) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      parts.back() += c;
      parts.back() += text[++i];
      continue;
    }
    if (c == '"' && outside_quotes) quoted = !quoted;
    if (c == at && !quoted) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  for (auto& part : parts) part = std::string(trim(part));
  return parts;
}

World::World(std::string_view text, std::string_view name) : graph_(read(text, name, *this)) {}

graph::Graph World::read(std::string_view text, std::string_view name, World& world) {
  graph::Vocabulary vocabulary;
  std::vector<graph::DocumentEvidence> documents;
  std::vector<graph::Candidate> candidates;
  std::vector<Edge> edges;
  struct Target {  // a concept's id, or an item
    std::string concept_id;
    std::size_t document = 0;
    std::uint32_t item = 0;
  };
  std::map<std::string, Target> targets;

  for (Line& line : lines_of(text, name)) {
    // KIND ID "words": part; part
    const auto colon = [&] {
      bool quoted = false;
      for (std::size_t i = 0; i < line.text.size(); ++i) {
        if (line.text[i] == '\\') ++i;
        else if (line.text[i] == '"') quoted = !quoted;
        else if (line.text[i] == ':' && !quoted) return i;
      }
      return line.text.size();
    }();
    const auto head = std::string_view(line.text).substr(0, colon);
    const auto tail = colon < line.text.size() ? std::string_view(line.text).substr(colon + 1) : "";
    const auto space = head.find(' '), quote = head.find('"');
    if (space == std::string_view::npos || quote == std::string_view::npos || quote < space)
      bad(name, line.number, "write: KIND ID \"words\": attribute = value; edge ID");
    const auto kind = graph::kind_named(head.substr(0, space));
    if (!kind) bad(name, line.number, "no kind is called " + std::string(head.substr(0, space)));
    const std::string id(trim(head.substr(space, quote - space)));
    const std::string words = unquoted(head.substr(quote));
    const KindRole role = graph::info(*kind).role;
    const bool is_concept = !line.indented && *kind != Kind::source;
    if (targets.contains(id)) bad(name, line.number, "two things are called " + id);
    if (is_concept && role != KindRole::named && role != KindRole::concept_)
      bad(name, line.number, "an item stands indented below its source");
    world.words_[id] = words;

    graph::Concept entry;
    graph::Item item{*kind, {}, {}, "test", {}, {}};
    bool candidate = false;
    std::string section, same_words;
    int page = 0, slide = 0;
    std::vector<std::pair<graph::Edge, std::string>> links;
    for (const auto& part : split(tail, ';')) {
      if (part.empty()) continue;
      const auto equals = part.find('=');
      const auto blank = part.find(' ');
      const std::string word = part.substr(0, blank);
      const std::string rest = blank == std::string::npos ? "" : std::string(trim(part.substr(blank)));
      if (equals != std::string::npos && (blank == std::string::npos || blank >= equals - 1)) {
        const std::string left(trim(part.substr(0, equals))), right(trim(part.substr(equals + 1)));
        const auto attribute = graph::attribute_named(left);
        if (!attribute) bad(name, line.number, "no attribute is called " + left);
        auto value = value_of(*attribute, right);
        if (!value) bad(name, line.number, right + " is no " + left);
        if (is_concept && *attribute == Attribute::measure_kind) entry.measure_kind = right;
        else if (is_concept && *attribute == Attribute::scheme) entry.scheme = right;
        else if (is_concept && *attribute == Attribute::notation) entry.notation = right;
        else if (is_concept) bad(name, line.number, left + " cannot be given to a thing");
        else item.set(*attribute, std::move(*value));
      } else if (word == "also") {
        entry.alternatives = list_of(rest);
      } else if (word == "candidate") {
        candidate = true;
      } else if (word == "broader" && is_concept) {
        for (const auto& one : split(rest, ' ')) entry.broader.push_back(std::string(kIri) + one);
      } else if (word == "section") {
        section = unquoted(rest);
      } else if (word == "page") {
        page = std::stoi(rest);
      } else if (word == "slide") {
        slide = std::stoi(rest);
      } else if (word == "words_of") {
        same_words = rest;
      } else if (const auto edge = graph::edge_named(word); edge && !is_concept) {
        for (const auto& one : split(rest, ' ')) links.emplace_back(*edge, one);
      } else {
        bad(name, line.number, "cannot be read: " + part);
      }
    }

    if (is_concept) {
      entry.id = std::string(kIri) + id;
      entry.kind = *kind;
      if (entry.scheme.empty()) entry.scheme = "test";
      entry.label = words;
      targets[id] = {entry.id};
      if (candidate)
        candidates.push_back({entry.id, *kind, words});
      else
        vocabulary.concepts.push_back(std::move(entry));
      continue;
    }
    if (!line.indented) {
      documents.emplace_back();
      auto& document = documents.back();
      const auto* file = item.text(Attribute::file);
      document.name = document.path = document.content_hash = file ? *file : id;
      document.format = "text";
      item.set(Attribute::file, document.name);
    } else if (documents.empty()) {
      bad(name, line.number, "an item stands below its source");
    }
    auto& document = documents.back();
    auto& passage = item.passage;
    passage.quote = words;
    if (!same_words.empty()) {
      const auto known = targets.find(same_words);
      if (known == targets.end()) bad(name, line.number, "words_of: nothing before is called " + same_words);
      const auto& other = document.items.at(known->second.item).passage;
      const auto at = other.quote.find(words);
      if (at == std::string::npos) bad(name, line.number, same_words + " does not have those words");
      passage.begin = other.begin + at;
    } else {
      passage.begin = document.text.size();
      document.text += words + "\n";
    }
    passage.end = passage.begin + words.size();
    passage.section = section;
    passage.page = page;
    passage.slide = slide;
    passage.paragraph = static_cast<int>(document.items.size()) + 1;
    const auto index = static_cast<std::uint32_t>(document.items.size());
    // The place of a mention is kept under the kind that the graph gives it.
    const std::string kept(role == KindRole::named ? "mention" : graph::info(*kind).name);
    world.items_[{document.name, passage.begin, kept}] = id;
    targets[id] = {{}, documents.size() - 1, index};
    for (auto& [edge, to] : links) edges.push_back({documents.size() - 1, index, edge, to});
    document.items.push_back(std::move(item));
  }
  if (documents.empty()) bad(name, 1, "a library has at least one source");
  documents.front().candidates = std::move(candidates);
  std::sort(vocabulary.concepts.begin(), vocabulary.concepts.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });

  auto input = graph::input_of(documents, std::move(vocabulary));
  std::vector<std::int64_t> first(1, 1);  // row id of each document's first item, as input_of() counts
  for (const auto& document : documents)
    first.push_back(first.back() + static_cast<std::int64_t>(document.items.size()));
  for (const Edge& edge : edges) {
    const auto to = targets.find(edge.to);
    if (to == targets.end()) throw TextError{std::string(name) + ": nothing is called " + edge.to};
    const bool thing = !to->second.concept_id.empty();
    input.links.push_back({first[edge.document] + edge.item, edge.edge,
                           thing ? 0 : first[to->second.document] + to->second.item, to->second.concept_id,
                           "test"});
  }
  auto graph = graph::build_graph(std::move(input));
  if (!graph) throw TextError{std::string(name) + ": " + graph.error().message};
  return std::move(*graph);
}

std::string World::short_id(graph::Node node) const {
  const auto id = graph_.id(node);
  if (id.starts_with(kIri)) return std::string(id.substr(kIri.size()));
  const auto passage = graph_.passage(node);
  if (!passage) return std::string(id);
  const auto found = items_.find({std::string(graph_.text(passage->source, Attribute::file)), passage->begin,
                                  std::string(graph::info(graph_.kind(node)).name)});
  return found == items_.end() ? std::string(id) : found->second;
}

std::string World::short_id(const query::Witness& witness, const query::Answer& answer) const {
  const auto found = items_.find({answer.sources.at(witness.source).file, witness.begin, witness.kind});
  return found == items_.end() ? "?" + witness.item : found->second;
}

bool World::has_words(std::string_view id, std::string_view words) const {
  const auto known = words_.find(id);
  return known != words_.end() && known->second == words;
}

}  // namespace evident::conformance

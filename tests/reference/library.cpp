#include "reference/library.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "graph/base/keys.hpp"

namespace evident::reference {

const Value* Node::find(Attribute attribute) const {
  for (const auto& [a, value] : attributes)
    if (a == attribute) return &value;
  return nullptr;
}
void Node::set(Attribute attribute, Value value) {
  for (auto& [a, v] : attributes)
    if (a == attribute) {
      v = std::move(value);
      return;
    }
  attributes.emplace_back(attribute, std::move(value));
}

Id Library::add(Node node) {
  nodes.push_back(std::move(node));
  return nodes.size() - 1;
}
void Library::link(Id from, Edge edge, Id to) {
  const Arrow arrow{from, edge, to};
  if (std::find(arrows.begin(), arrows.end(), arrow) == arrows.end()) arrows.push_back(arrow);
}

bool is_concept(Kind kind) {
  const auto role = graph::info(kind).role;
  return role == graph::KindRole::named || role == graph::KindRole::concept_;
}

graph::Graph graph_of(const Library& library) {
  graph::GraphInput input;
  input.fingerprint = "reference";
  const auto row = [](Id id) { return static_cast<std::int64_t>(id) + 1; };
  for (Id i = 0; i < library.nodes.size(); ++i) {
    const Node& node = library.nodes[i];
    if (is_concept(node.kind)) {
      graph::Concept entry;
      entry.id = node.id;
      entry.kind = node.kind;
      entry.scheme = "test";
      entry.label = node.words;
      if (const Value* names = node.find(Attribute::alternatives))
        entry.alternatives = std::get<std::vector<std::string>>(*names);
      if (const Value* kind = node.find(Attribute::measure_kind))
        entry.measure_kind = std::get<std::string>(*kind);
      for (const Arrow& arrow : library.arrows)
        if (arrow.from == i && arrow.edge == Edge::broader)
          entry.broader.push_back(library.nodes[arrow.to].id);
      input.vocabulary.concepts.push_back(std::move(entry));
      continue;
    }
    graph::StoredItem stored{row(i), node.id, row(node.document), 1, 1, {}};
    stored.item.kind = node.kind == Kind::mention ? node.named : node.kind;
    stored.item.passage = {node.begin, node.end, node.words, {}, 0, 0, 1};
    stored.item.attributes = node.attributes;
    input.items.push_back(std::move(stored));
  }
  std::sort(input.vocabulary.concepts.begin(), input.vocabulary.concepts.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  for (const Arrow& arrow : library.arrows) {
    if (arrow.edge == Edge::broader) continue;
    const bool concept_end = is_concept(library.nodes[arrow.to].kind);
    input.links.push_back({row(arrow.from), arrow.edge, concept_end ? 0 : row(arrow.to),
                           concept_end ? library.nodes[arrow.to].id : std::string(), "generated"});
  }
  auto graph = graph::build_graph(std::move(input));
  if (!graph) {
    std::fprintf(stderr, "the generated library is no graph: %s\n%s", graph.error().message.c_str(),
                 print(library).c_str());
    std::exit(2);
  }
  return std::move(*graph);
}

Library restricted(const Library& library, const std::vector<bool>& kept) {
  Library part;
  std::vector<Id> place(library.nodes.size(), kNone);
  for (Id i = 0; i < library.nodes.size(); ++i) {
    const Id document = library.nodes[i].document;
    if (kept[i] && (document == kNone || kept[document])) place[i] = part.add(library.nodes[i]);
  }
  for (Node& node : part.nodes)
    if (node.document != kNone) node.document = place[node.document];
  for (const Arrow& arrow : library.arrows)
    if (place[arrow.from] != kNone && place[arrow.to] != kNone)
      part.link(place[arrow.from], arrow.edge, place[arrow.to]);
  return part;
}

std::string print(const Library& library) {
  std::string text;
  for (Id i = 0; i < library.nodes.size(); ++i) {
    const Node& node = library.nodes[i];
    text += "  " + node.id + " " + std::string(graph::info(node.kind).name) + " \"" + node.words + "\"";
    if (node.document != kNone && node.document != i) text += " in " + library.nodes[node.document].id;
    for (const auto& [attribute, value] : node.attributes)
      text += " " + std::string(graph::info(attribute).name) + "=" + graph::value_text(value);
    for (const Arrow& arrow : library.arrows)
      if (arrow.from == i)
        text += " " + std::string(graph::info(arrow.edge).name) + ">" + library.nodes[arrow.to].id;
    text += "\n";
  }
  return text;
}

// ---- random libraries

namespace {

using Strings = std::vector<std::string>;

const Strings& concept_labels() {
  static const Strings all{"trust", "leadership", "delay", "wait times", "joint working", "respect", "NHS"};
  return all;
}

class Maker {
 public:
  Maker(Random& random, std::size_t size) : random_(random), size_(size) {}

  Library library() {
    const std::size_t concepts = 1 + random_.below(size_ / 2 + 1);
    for (std::size_t i = 0; i < concepts; ++i) add_concept();
    for (const Id a : concepts_)
      for (const Id b : concepts_)
        if (a != b && kind(a) == kind(b) && random_.one_in(3)) library_.link(a, Edge::broader, b);
    const std::size_t documents = 1 + random_.below(3);
    for (std::size_t i = 0; i < documents; ++i) add_document();
    while (library_.nodes.size() < size_) add_item();
    for (Id i = 0; i < library_.nodes.size(); ++i) connect(i);
    return std::move(library_);
  }

 private:
  Kind kind(Id id) const { return library_.nodes[id].kind; }
  std::string fresh(const char* prefix) {
    return prefix + std::to_string(random_.below(10)) + std::to_string(library_.nodes.size());
  }

  void add_concept() {
    static const std::vector<Kind> kinds{Kind::measure, Kind::measure,        Kind::measure,  Kind::barrier,
                                         Kind::group,   Kind::success_factor, Kind::concept_, Kind::hallmark};
    Node node;
    node.kind = random_.of(kinds);
    node.id = fresh("urn:t:");
    node.words = random_.of(concept_labels());
    if (random_.one_in(3)) node.set(Attribute::alternatives, Strings{random_.of(concept_labels())});
    if (node.kind == Kind::measure && !random_.one_in(3))
      node.set(Attribute::measure_kind, random_.of(Strings{"process", "outcome", "economic"}));
    concepts_.push_back(library_.add(std::move(node)));
  }

  Id place(Node node, Id document) {
    const Id self = library_.nodes.size();
    node.document = document == kNone ? self : document;
    if (node.begin == node.end) {
      node.begin = 100 * self;
      node.end = node.begin + node.words.size();
    }
    return library_.add(std::move(node));
  }

  void add_document() {
    Node node;
    node.kind = Kind::source;
    node.id = fresh("s");
    node.words = "Heading " + std::to_string(random_.below(3));
    node.set(Attribute::file, node.id + ".txt");
    attributes_of(node);
    documents_.push_back(place(std::move(node), kNone));
  }

  void add_item() {
    static const std::vector<Kind> kinds{
        Kind::claim,          Kind::claim,     Kind::claim,      Kind::claim,
        Kind::study,          Kind::study,     Kind::case_study, Kind::statistic,
        Kind::recommendation, Kind::mention,   Kind::mention,    Kind::evidence_statement,
        Kind::mention,        Kind::reference, Kind::source,     Kind::question};
    Node node;
    node.kind = random_.of(kinds);
    node.id = fresh("i");
    node.words = random_.of(Strings{"Joint teams wait less.", "It was so.", "Trust matters", "an item"}) +
                 (random_.one_in(3) ? "" : " " + std::to_string(library_.nodes.size()));
    if (node.kind == Kind::mention) {
      Strings none;
      std::vector<Id> nameable;
      for (const Id c : concepts_)
        if (graph::info(kind(c)).role == graph::KindRole::named) nameable.push_back(c);
      if (nameable.empty()) return void(node.kind = Kind::claim), finish(std::move(node));
      const Id thing = random_.of(nameable);
      node.named = kind(thing);
      attributes_of(node);
      const Id mention = place(std::move(node), random_.of(documents_));
      library_.link(mention, Edge::names, thing);
      return;
    }
    finish(std::move(node));
  }
  void finish(Node node) {
    if (node.kind == Kind::claim && random_.one_in(6))
      for (const Node& other : library_.nodes)
        if (other.kind == Kind::evidence_statement) {  // the same words, so that it is about the literature
          node.begin = other.begin;
          node.end = other.end;
          attributes_of(node);
          place(std::move(node), other.document);
          return;
        }
    attributes_of(node);
    place(std::move(node), random_.of(documents_));
  }

  // Values for some of the attributes that a kind may have.
  void attributes_of(Node& node) {
    const Kind schema_kind = node.kind;
    for (const Attribute attribute : graph::stored_attributes(schema_kind)) {
      if (attribute == Attribute::file || attribute == Attribute::alternatives) continue;
      const bool often = attribute == Attribute::role || attribute == Attribute::causal ||
                         attribute == Attribute::direction || attribute == Attribute::design ||
                         attribute == Attribute::year || attribute == Attribute::gap ||
                         attribute == Attribute::dimension || attribute == Attribute::strength ||
                         attribute == Attribute::value || attribute == Attribute::reporting;
      if (often ? random_.one_in(4) : !random_.one_in(4)) continue;
      if (auto value = value_of(attribute); !std::holds_alternative<std::monostate>(value))
        node.set(attribute, std::move(value));
    }
  }
  Value value_of(Attribute attribute) {
    using graph::Type;
    const auto& info = graph::info(attribute);
    switch (attribute) {
      case Attribute::date:
        return random_.of(Strings{"2003", "2003-05", "2003-05-17", "2004-12", "2005-12-31", "2004-02-29"});
      case Attribute::period:
        return random_.of(Strings{"2003", "between May 2002 and July 2004", "spring", "1999 to 2001"});
      case Attribute::value:
        return random_.of(Strings{"12", "54", "2.5", "70-80", "-3"});
      case Attribute::unit:
        return random_.of(Strings{"%", "people"});
      case Attribute::participants: {
        Json::Array entries;
        for (std::size_t n = random_.below(3) + 1; n > 0; --n)
          entries.push_back(
              Json::Object{{"count", random_.one_in(5) ? Json() : Json(static_cast<int>(random_.below(50)))},
                           {"who", "people"}});
        return Json(std::move(entries));
      }
      case Attribute::country:
      case Attribute::location:
        return random_.of(Strings{"England", "Norway", "the north of England"});
      default:
        break;
    }
    switch (info.type) {
      case Type::text:
        return random_.of(Strings{"Alpha", "beta two", "England", "12", "trust"});
      case Type::texts:
        return random_.one_in(2) ? Strings{random_.of(Strings{"Alpha", "Beta"})} : Strings{"Alpha", "gamma"};
      case Type::integer:
      case Type::year:
        return static_cast<std::int64_t>(info.type == Type::year ? 2002 + random_.below(4)
                                                                 : random_.below(4));
      case Type::number:
        return static_cast<double>(random_.below(8)) / 2;
      case Type::boolean:
        return !random_.one_in(3);
      case Type::choice:
        // The first ones more often, so that evidence comes about.
        if (attribute == Attribute::role && random_.one_in(2)) return std::string("finding");
        if (attribute == Attribute::causal && random_.one_in(2)) return std::string("causal");
        if (attribute == Attribute::design && random_.one_in(3)) return std::string("rct");
        return std::string(info.choices[random_.below(info.choices.size())].id);
      default:
        return {};
    }
  }

  // Some of the edges that relations of the schema speak of.
  void connect(Id i) {
    const Kind k = kind(i);
    const auto some = [&](Edge edge, const std::function<bool(Id)>& fits, std::size_t rarity) {
      for (Id to = 0; to < library_.nodes.size(); ++to)
        if (to != i && fits(to) && random_.one_in(rarity)) library_.link(i, edge, to);
    };
    const auto same_document = [&](Id to) {
      return library_.nodes[to].document == library_.nodes[i].document;
    };
    const auto of = [&](Kind wanted) {
      return [this, wanted, same_document](Id to) { return kind(to) == wanted && same_document(to); };
    };
    const auto group = [&](Id to) { return kind(to) == Kind::group; };
    const auto thing = [&](Id to) { return is_concept(kind(to)); };
    const bool says = k == Kind::claim || k == Kind::statistic || k == Kind::mention;
    if (says) {
      some(Edge::named_by, group, 3);
      some(Edge::in_case, of(Kind::case_study), 2);
      some(Edge::rests_on, of(Kind::study), 2);
    }
    if (k == Kind::claim || k == Kind::statistic || k == Kind::recommendation || k == Kind::study ||
        k == Kind::evidence_statement)
      some(Edge::about, thing, 3);
    if (k == Kind::evidence_statement) some(Edge::rests_on, of(Kind::study), 3);
    if (k == Kind::study) {
      some(
          Edge::looked_at, [&](Id to) { return kind(to) == Kind::measure; }, 3);
      some(Edge::describes, of(Kind::case_study), 4);
    }
    if (k == Kind::recommendation) some(Edge::addressed_to, group, 2);
    if (k == Kind::source)
      some(
          Edge::cites, [&](Id to) { return kind(to) == Kind::source; }, 4);
    if (k != Kind::source && !is_concept(k)) {  // at most one, as it is read out of a document
      std::vector<Id> earlier;
      for (Id to = 0; to < library_.nodes.size(); ++to)
        if (kind(to) == k && same_document(to) && library_.nodes[to].begin < library_.nodes[i].begin)
          earlier.push_back(to);
      if (!earlier.empty() && random_.one_in(4)) library_.link(i, Edge::restates, random_.of(earlier));
    }
  }

  Random& random_;
  std::size_t size_;
  Library library_;
  std::vector<Id> concepts_, documents_;
};

}  // namespace

Library random_library(Random& random, std::size_t size) { return Maker(random, size).library(); }

}  // namespace evident::reference

#include "reference/rules.hpp"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "query/answer.hpp"
#include "reference/engine.hpp"
#include "reference/questions.hpp"

namespace evident::reference {
namespace {

using Ids = std::vector<std::string>;

std::optional<query::Answer> answer(const graph::Graph& graph, const std::string& text) {
  auto answer = query::ask(graph, text, engine_options());
  return answer ? std::optional(std::move(*answer)) : std::nullopt;
}
std::optional<std::set<std::string>> rows(const graph::Graph& graph, const std::string& text) {
  const auto found = answer(graph, text);
  if (!found) return {};
  std::set<std::string> ids;
  for (const auto& row : found->rows) ids.insert(row.id);
  return ids;
}
std::string list(const std::set<std::string>& ids) {
  std::string text;
  for (const auto& id : ids) text += " " + id;
  return text.empty() ? " nothing" : text;
}
bool within(const std::set<std::string>& part, const std::set<std::string>& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

struct Case {
  Random& random;
  const Library& library;
  const graph::Graph& graph;
};
// Nothing: it could not be tried. Empty: it holds. Else what broke.
using Outcome = std::optional<std::string>;

Outcome partition(const Case& c, const std::string& one, const std::string& other, const std::string& all) {
  const auto a = rows(c.graph, one), b = rows(c.graph, other), whole = rows(c.graph, all);
  if (!a || !b || !whole) return {};
  std::set<std::string> both(*a);
  both.insert(b->begin(), b->end());
  const bool apart = a->size() + b->size() == both.size();
  if (apart && both == *whole) return "";
  return one + ":" + list(*a) + "\n" + other + ":" + list(*b) + "\n" + all + ":" + list(*whole);
}
Outcome inside(const Case& c, const std::string& narrow, const std::string& wide) {
  const auto a = rows(c.graph, narrow), b = rows(c.graph, wide);
  if (!a || !b) return {};
  if (within(*a, *b)) return "";
  return narrow + ":" + list(*a) + "\n" + wide + ":" + list(*b);
}

Outcome have_and_have_no(const Case& c) {
  const Having h = random_having(c.random, c.library);
  return partition(c, "which " + h.things + " have " + h.objects,
                   "which " + h.things + " have no " + h.objects, "which " + h.things);
}
Outcome where_and_where_not(const Case& c) {
  const Said s = random_condition(c.random, c.library);
  return partition(c, "list " + s.things + " where (" + s.said + ")",
                   "list " + s.things + " where not (" + s.said + ")", "list " + s.things);
}
Outcome are_and_are_not(const Case& c) {
  const Said s = random_clause(c.random, c.library);
  std::string negated = s.said;
  for (const auto& [yes, no] :
       {std::pair<std::string, std::string>{"are ", "are not "}, {"have ", "do not have "}})
    if (negated.starts_with(yes)) negated = no + negated.substr(yes.size());
  if (negated == s.said || s.said.starts_with("are not ") || s.said.find(" and ") != std::string::npos ||
      s.said.find(" or ") != std::string::npos || s.said.find(" but ") != std::string::npos)
    return {};
  return partition(c, "which " + s.things + " " + s.said, "which " + s.things + " " + negated,
                   "which " + s.things);
}
// What is about a narrower term is about the broader one.
Outcome narrower_within_broader(const Case& c) {
  std::vector<const Arrow*> arrows;
  for (const Arrow& a : c.library.arrows)
    if (a.edge == Edge::broader) arrows.push_back(&a);
  if (arrows.empty()) return {};
  const Arrow& arrow = *c.random.of(arrows);
  const Node &narrow = c.library.nodes[arrow.from], &wide = c.library.nodes[arrow.to];
  for (const Node* end : {&narrow, &wide}) {  // a name of several things is the union of what they mean
    std::size_t called = 0;
    for (const Node& node : c.library.nodes) {
      called += is_concept(node.kind) && node.words == end->words;
      if (const Value* others = node.find(Attribute::alternatives))
        called += std::get<std::vector<std::string>>(*others)[0] == end->words;
      if (const Value* title = node.find(Attribute::title))
        called += std::get<std::string>(*title) == end->words;
    }
    if (called != 1) return {};
  }
  static const std::vector<std::string> heads{"list claims about ",          "list statistics about ",
                                              "list studies about ",         "which barriers are named by ",
                                              "list recommendations about ", "list claims by ",
                                              "which sources name "};
  const std::string& head = c.random.of(heads);
  return inside(c, head + "\"" + narrow.words + "\"", head + "\"" + wide.words + "\"");
}
Outcome more_within_fewer(const Case& c) {
  const Having h = random_having(c.random, c.library);
  const std::string which = "which " + h.things + " have ";
  const auto k = c.random.below(3);
  const std::string low = std::to_string(k) + " ", high = std::to_string(k + 1) + " ";
  const Outcome least =
      inside(c, which + "at least " + high + h.objects, which + "at least " + low + h.objects);
  const Outcome most = inside(c, which + "at most " + low + h.objects, which + "at most " + high + h.objects);
  if (!least || !most) return {};
  if (*least + *most != "") return *least + *most;
  // One more than none is some; exactly none is none.
  const auto some = rows(c.graph, which + h.objects), one = rows(c.graph, which + "at least 1 " + h.objects);
  const auto no = rows(c.graph, which + "no " + h.objects),
             zero = rows(c.graph, which + "exactly 0 " + h.objects);
  if (some == one && no == zero) return "";
  return which + h.objects + ":" + list(*some) + "\nat least 1:" + list(*one) + "\nno:" + list(*no) +
         "\nexactly 0:" + list(*zero);
}

// A document with one item; returns the item.
Id add_document(Library& library, Kind kind) {
  Node document;
  document.kind = Kind::source;
  document.id = "unrelated-source";
  document.words = "Unrelated";
  document.set(Attribute::file, std::string("unrelated.txt"));
  document.document = library.nodes.size();
  Node item;
  item.kind = kind;
  item.id = "unrelated-item";
  item.words = "It rains in the mountains.";
  item.document = library.add(document);
  item.begin = 10;
  item.end = 30;
  return library.add(item);
}

// A further document that has nothing to do with the others.
Outcome the_unrelated_changes_nothing(const Case& c) {
  const std::string text = random_question(c.random, c.library, Tone::positive);
  const auto before = answer(c.graph, text);
  if (!before) return {};
  Library more = c.library;
  Node thing;
  thing.kind = Kind::concept_;
  thing.id = "unrelated-concept";
  thing.words = "weather in the mountains";
  const Id weather = more.add(thing);
  more.link(add_document(more, Kind::claim), Edge::about, weather);
  const auto after = answer(graph_of(more), text);
  Ids old, now;
  for (const auto& row : before->rows) old.push_back(row.id);
  if (after)
    for (const auto& row : after->rows)
      if (!row.id.starts_with("unrelated")) now.push_back(row.id);
  if (after && old == now) return "";
  return text + ":" + list({old.begin(), old.end()}) +
         "\nwith an unrelated document:" + (after ? list({now.begin(), now.end()}) : " an error");
}

// Any one of the sets of quotations under a row, with what those items stand in and rest on and the
// vocabulary, is enough for the row.
Outcome witnesses_are_enough(const Case& c) {
  const std::string text = random_question(c.random, c.library, Tone::positive);
  const auto found = answer(c.graph, text);
  if (!found || found->rows.empty()) return {};
  std::map<std::string, Id> place;
  for (Id i = 0; i < c.library.nodes.size(); ++i) place[c.library.nodes[i].id] = i;
  const auto& row = found->rows[c.random.below(found->rows.size())];
  if (row.witnesses.empty()) return text + ": no quotation under " + row.id;
  auto set = row.witnesses[c.random.below(row.witnesses.size())];
  const Arrow again{place.at(set[0].item), Edge::restates, place.at(row.id)};
  if (std::find(c.library.arrows.begin(), c.library.arrows.end(), again) != c.library.arrows.end())
    set = row.witnesses[0];  // "quoted beside what they repeat"
  std::vector<bool> kept(c.library.nodes.size());
  for (Id i = 0; i < kept.size(); ++i) kept[i] = is_concept(c.library.nodes[i].kind);
  kept[place.at(row.id)] = true;
  std::string quoted;
  for (const auto& witness : set) {
    kept[place.at(witness.item)] = true;
    quoted += " " + witness.item;
  }
  for (int round = 0; round < 2; ++round) {
    for (Id i = 0; i < kept.size(); ++i)
      if (kept[i] && c.library.nodes[i].document != kNone) kept[c.library.nodes[i].document] = true;
    for (const Arrow& a : c.library.arrows)
      if (kept[a.from] && (a.edge == Edge::rests_on || a.edge == Edge::in_case)) kept[a.to] = true;
  }
  Library few = restricted(c.library, kept);
  // What a measure is a measure of belongs to the vocabulary here, although it may have been read in a
  // mention.
  const Library derived = with_derived(c.library);
  for (Node& node : few.nodes)
    if (const Value* of = node.kind == Kind::measure
                              ? derived.nodes[place.at(node.id)].find(Attribute::measure_kind)
                              : nullptr)
      node.set(Attribute::measure_kind, *of);
  // Only what documents speak of is listed: a study that looked at them makes it so, and shows nothing else.
  std::vector<Id> spoken_of;
  for (Id i = 0; i < few.nodes.size(); ++i)
    if (is_concept(few.nodes[i].kind))
      for (const Arrow& a : c.library.arrows)
        if (a.edge != Edge::broader && c.library.nodes[a.to].id == few.nodes[i].id) spoken_of.push_back(i);
  const Id study = add_document(few, Kind::study);
  for (const Id thing : spoken_of) few.link(study, Edge::looked_at, thing);
  const auto alone = rows(graph_of(few), text);
  if (!alone) return {};  // a work that is named in the question is no longer there
  if (alone->contains(row.id)) return "";
  return text + ": the row " + row.id + " is shown by" + quoted + ", which alone yield" + list(*alone);
}

}  // namespace

bool rules_hold(std::uint64_t seed, std::size_t pairs, std::size_t size) {
  struct Rule {
    const char* name;
    Outcome (*holds)(const Case&);
    bool once;  // of libraries in which nothing is said twice: a thing may be said so and, elsewhere, not so
  };
  static constexpr Rule kRules[] = {
      {"'have E' and 'have no E' share the things out", have_and_have_no, true},
      {"'where p' and 'where not p' share the things out", where_and_where_not, true},
      {"'are p' and 'are not p' share the things out", are_and_are_not, true},
      {"what is about the narrower is about the broader", narrower_within_broader, true},
      {"k + 1 is within k, some is at least 1, none is exactly 0", more_within_fewer, true},
      {"what is unrelated changes nothing", the_unrelated_changes_nothing, false},
      {"the quotations alone still yield the row", witnesses_are_enough, false},
  };
  bool all = true;
  for (const Rule& rule : kRules) {
    std::size_t tried = 0;
    for (std::uint64_t n = seed; tried < pairs; ++n) {
      Random random(n * 7'368'787 + 11);
      Library library = random_library(random, 4 + random.below(size - 3));
      if (rule.once) std::erase_if(library.arrows, [](const Arrow& a) { return a.edge == Edge::restates; });
      const graph::Graph graph = graph_of(library);
      bool broken = false;
      for (int q = 0; q < 20 && tried < pairs && !broken; ++q) {
        const Outcome outcome = rule.holds({random, library, graph});
        tried += outcome.has_value();
        if (!outcome || outcome->empty()) continue;
        broken = true;
        std::printf("seed %llu breaks the rule: %s\n%s\n%s\n", static_cast<unsigned long long>(n), rule.name,
                    outcome->c_str(), print(library).c_str());
      }
      if (broken) {
        all = false;
        break;
      }
      if (n > seed + 50 * pairs) {
        std::printf("the rule could hardly be tried: %s\n", rule.name);
        return false;
      }
    }
    std::printf("%zu times: %s\n", tried, rule.name);
  }
  return all;
}

}  // namespace evident::reference

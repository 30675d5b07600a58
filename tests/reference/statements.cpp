// What is said of things: relations to other things, by kind and by name.
#include "reference/interpreter_class.hpp"

#include "support/text.hpp"

namespace evident::reference {

Holds Interpreter::predicate(const query::Predicate& p, const Kinds& kinds, Leftovers* left) {
  if (p.kind == query::Predicate::Kind::clause) return clause(p.clause, kinds, left);
  std::vector<Holds> parts;
  for (const auto& part : p.parts) parts.push_back(predicate(part, kinds, left));
  const bool any = p.kind == query::Predicate::Kind::any;
  return [parts, any](Id i) {
    std::size_t holding = 0;
    for (const Holds& part : parts) holding += part(i);
    return any ? holding > 0 : holding == parts.size();
  };
}

// "not is the complement"
Holds Interpreter::clause(const query::Clause& c, const Kinds& kinds, Leftovers* left) {
  using K = query::Clause::Kind;
  Holds holds;
  bool negated = c.negated;
  const Kinds wanted = object_kinds(c.object);
  switch (c.kind) {
    case K::lack:
      negated = !negated;
      [[fallthrough]];
    case K::have:
      holds = having(c.object, kinds, left);
      break;
    case K::adjective:
      holds = adjective(c, kinds);
      break;
    case K::kind: {  // "are findings about trust": are among those
      if (!c.object.phrase) refuse(kUncovered, "a kind");
      const Things among = things(*c.object.phrase, nullptr);
      bool fits = false;
      for (const Kind k : among.kinds) fits = fits || contains(kinds, k);
      if (!fits) refuse("E213", "never of that kind");
      holds = [set = among.set](Id i) { return set[i]; };
      break;
    }
    case K::unique:
    case K::mention:
    case K::differ:
      refuse(kUncovered, "this statement");
    case K::participle:
    case K::verb: {
      Ways found = ways(c.kind == K::verb ? Form::verb : Form::participle, c.word.word, kinds, wanted);
      if (found.empty() && c.kind == K::participle)  // "are about …"
        found = ways(Form::preposition, c.word.word, kinds, wanted);
      if (found.empty()) refuse("E210", c.word.word);
      holds = to_target(found, c.object, left);
    }
  }
  if (!negated) return holds;
  return [holds](Id i) { return !holds(i); };
}

Holds Interpreter::adjective(const query::Clause& c, const Kinds& kinds) {
  std::vector<Holds> all;
  for (const query::Term& term : c.adjectives) {
    std::vector<std::pair<Kind, graph::Condition>> facets;
    for (const Kind k : kinds) {
      const bool worded = term.word == "causal" && k == Kind::claim;
      if (const auto facet = adjective_for(worded ? "causally worded" : term.word, k))
        facets.emplace_back(k, *facet);
    }
    if (facets.empty()) refuse("E213", term.word);
    all.push_back([facets, this](Id i) {
      for (const auto& [k, facet] : facets)
        if (kind(i) == k && satisfies(i, facet)) return true;
      return false;
    });
  }
  return [all](Id i) { return std::all_of(all.begin(), all.end(), [i](const Holds& h) { return h(i); }); };
}

Holds Interpreter::having(const query::Target& target, const Kinds& kinds, Leftovers* left) {
  const Kinds wanted = object_kinds(target);
  Ways found = ways(Form::have, "", kinds, wanted);
  if (found.empty() && !wanted.empty()) found = any_way(kinds, wanted);
  if (found.empty()) refuse("E210", "have");
  return to_target(found, target, left);
}

Holds Interpreter::to_target(const Ways& ways, const query::Target& target, Leftovers* left) {
  if (target.quantity && (target.quantity->parameter || target.names)) refuse(kUncovered, "a quantity");
  return target.names ? to_names(ways, *target.names) : to_things(ways, target, left);
}

// "at least/at most/exactly/more than/fewer than n", "at most n … include zero"
bool Interpreter::quantity(const Quantity& q, std::size_t n) const {
  using K = Quantity::Kind;
  const auto asked = static_cast<std::size_t>(std::max<std::int64_t>(0, q.number));
  switch (q.kind) {
    case K::at_least:
      return n >= asked;
    case K::at_most:
      return n <= asked;
    case K::exactly:
      return n == asked;
    case K::more_than:
      return n > asked;
    case K::fewer_than:
      return n < asked;
    case K::no:
      return n == 0;
    default:
      return n > 0;
  }
}

Holds Interpreter::to_things(const Ways& ways, const query::Target& target, Leftovers* left) {
  const Quantity q = target.quantity.value_or(Quantity{});
  Things object;
  if (target.set) {
    const Found& set = named_set(*target.set);
    object.kinds = set.kinds;
    object.set = set.set;
  } else {
    object = things(*target.phrase, left);
  }
  if (q.kind == Quantity::Kind::only) {
    // "only = at least one and no other": of the same noun, where it is described further, else of anything
    // so related.
    const query::NounPhrase* np = target.phrase.get();
    Set others = none();
    if (np && (!np->adjectives.empty() || !np->modifiers.empty())) {
      query::NounPhrase bare;
      bare.noun = np->noun;
      Kinds kinds;
      others = noun(bare, kinds, nullptr);
    } else {
      for (Id i = 0; i < n_; ++i) others[i] = contains(objects_of(ways), kind(i)) && in_use(i);
    }
    for (Id i = 0; i < n_; ++i) others[i] = others[i] && !object.set[i];
    return [=, this](Id i) {
      return distinct(related(i, ways, object.set)) > 0 && distinct(related(i, ways, others)) == 0;
    };
  }
  if (q.kind == Quantity::Kind::every)  // "every X over an empty X → none to check, never yes"
    return [=, this](Id i) {
      const std::size_t all = distinct(object.set);
      return all > 0 && distinct(related(i, ways, object.set)) == all;
    };
  return [=, this](Id i) { return quantity(q, distinct(related(i, ways, object.set))); };
}

// "and between names asks for all of them, or for any"
Holds Interpreter::to_names(const Ways& found, const query::Names& names) {
  // "Broader than X" are all terms above X, as "narrower than X" are all below it; "exactly": those right
  // above.
  const bool above = std::all_of(found.begin(), found.end(), [](const graph::Relation* way) {
    return way->path.size() == 1 && way->path[0].edge == Edge::broader && !way->path[0].forwards;
  });
  std::vector<Resolved> all;
  for (query::Name name : names.names) {
    const bool right_above = name.exact;
    name.exact = name.exact || above;
    all.push_back(resolve(name, objects_of(found)));
    if (above && !right_above)
      for (const Id thing : all.back().things)
        for (Id i = 0; i < n_; ++i)
          all.back().set[i] = all.back().set[i] || (is_concept(kind(i)) && narrower(i)[thing]);
  }
  const bool any = names.mode == query::Names::Mode::any;
  return [=, this](Id i) {
    std::size_t holding = 0;
    for (const Resolved& one : all) {
      Ways fitting;
      for (const auto* way : found)
        if (contains(one.kinds, way->object)) fitting.push_back(way);
      holding += distinct(related(i, fitting, one.set)) > 0;
    }
    return any ? holding > 0 : holding == all.size();
  };
}

// "A name is what a document or a vocabulary calls something … Synonyms and narrower terms count; exactly
// leaves the narrower ones out." What no document speaks of gives way to what one does, a synonym to a
// preferred name, a work that is only cited to one that is held; "several things that are not one idea" are an error.
Interpreter::Resolved Interpreter::resolve(const query::Name& name, const Kinds& kinds) const {
  std::vector<Id> hits;
  for (const Id i : called(said_name(name)))
    if (contains(kinds, kind(i))) hits.push_back(i);
  if (hits.empty()) refuse("E201", said_name(name));
  const auto prefer = [&](const auto& better) {
    std::vector<Id> best;
    for (const Id i : hits)
      if (better(i)) best.push_back(i);
    if (!best.empty()) hits = best;
  };
  prefer([&](Id i) { return in_use(i); });
  const auto is_work = [&](Id i, bool held) { return kind(i) == Kind::source && (node(i).document == i) == held; };
  if (std::any_of(hits.begin(), hits.end(), [&](Id i) { return is_work(i, true); }))
    std::erase_if(hits, [&](Id i) { return is_work(i, false); });
  prefer([&](Id i) { return label_key(this->name(i)) == label_key(said_name(name)); });
  // "An author's name is also that of the one work the library has of them, and stands for all of several."
  for (const Id author : std::vector<Id>(hits)) {
    if (kind(author) != Kind::author) continue;
    std::vector<Id> theirs;
    for (const Id i : hits)
      if (linked(i, Edge::written_by, author)) theirs.push_back(i);
    std::erase_if(hits, [&](Id i) { return theirs.size() == 1 ? i == author : contains(theirs, i); });
  }
  for (const Id i : hits)
    if (hits.size() > 1 && (!is_concept(kind(i)) || kind(i) == Kind::group || kind(i) == Kind::author))
      refuse("E202", said_name(name));
  Resolved r{none(), {}, hits};
  for (const Id i : hits) {
    if (!contains(r.kinds, kind(i))) r.kinds.push_back(kind(i));
    const Set all = name.exact || !is_concept(kind(i)) ? Set() : narrower(i);
    for (Id j = 0; j < n_; ++j)
      if (j == i || (!all.empty() && all[j])) r.set[j] = true;
  }
  return r;
}

}  // namespace evident::reference

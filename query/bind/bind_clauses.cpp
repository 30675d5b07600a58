// A clause yields a test on the kinds of its subject: its word is looked up as a relation from those kinds,
// and its object is a phrase of its own, a quantity of things or names.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/names.hpp"
#include "query/bind/nouns.hpp"
#include "query/bind/said.hpp"
#include "query/bind/times.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using graph::Form;
using graph::Kind;

// ---- predicates

Test Binder::predicate(const Predicate& p, const Kinds& kinds, std::vector<Lifted>* lifted) {
  if (p.kind == Predicate::Kind::clause) return clause(p.clause, kinds, lifted);
  Test test;
  test.op = p.kind == Predicate::Kind::all ? Test::Op::all : Test::Op::any;
  for (const Predicate& part : p.parts) {
    test.parts.push_back(predicate(part, kinds, lifted));
    const char* between = test.op == Test::Op::all ? " and " : " or ";
    if (!test.said.empty()) test.said += between, test.words += between;
    test.said += test.parts.back().said;
    test.words += test.parts.back().words;
  }
  return test;
}

Test Binder::clause(const Clause& c, const Kinds& kinds, std::vector<Lifted>* lifted) {
  using K = Clause::Kind;
  Test test;
  switch (c.kind) {
    case K::have:
      return having(c.object, kinds, c.negated, c.span, lifted);
    case K::lack:
      return having(c.object, kinds, !c.negated, c.span, lifted);
    case K::kind:
      test = is_a(c, kinds);
      break;
    case K::unique:
      test = unique(c, kinds);
      break;
    case K::mention:
      test = text_search(*c.search, kinds);
      test.negated = test.negated != c.negated;
      if (c.negated) test.said = "{do|does} not " + in_number(test.said, true);
      break;
    case K::differ:
      test = differing(c, kinds);
      break;
    case K::adjective:
      test = take(bind_adjectives(c, kinds));
      break;
    case K::participle:
      test = related(links_of(Form::participle, c, kinds), c.object, c.negated,
                     (c.negated ? "{are|is} not " : "{are|is} ") + c.word.word, lifted);
      break;
    case K::verb:
      test = related(links_of(Form::verb, c, kinds), c.object, c.negated,
                     (c.negated ? "{do|does} not " : "") + c.word.word, lifted);
      break;
  }
  const auto written = text_of(c.span);
  test.words = "that " + (written.empty() ? in_number(test.said, true) : written);
  return test;
}

std::vector<Link> Binder::links_of(Form form, const Clause& c, const Kinds& kinds) const {
  const Kinds wanted = object_kinds(c.object);
  auto found = links(form, c.word.word, kinds, wanted);
  if (found.empty() && form == Form::participle) found = links(Form::preposition, c.word.word, kinds, wanted);
  if (!found.empty()) return found;
  const auto others = objects_of(links(form, c.word.word, kinds, {}));
  const std::string word = form == Form::participle ? "be " + c.word.word : c.word.word;
  if (!others.empty())
    stop("E210", kinds_words(kinds) + " cannot " + word + " " + target_words(c.object), c.span,
         "they can " + word + ": " + kinds_words(others));
  auto possible = sayable(kinds, form);
  if (possible.empty()) possible = sayable(kinds);
  stop("E210", kinds_words(kinds) + " cannot '" + word + "' anything",
       c.word.span.end > c.word.span.begin ? c.word.span : c.span,
       "of " + kinds_words(kinds) + " can be said: " + some_of(possible));
}

Test Binder::having(const Target& target, const Kinds& kinds, bool negated, Span span,
                    std::vector<Lifted>* lifted) {
  const Kinds wanted = object_kinds(target);
  auto found = links(Form::have, "", kinds, wanted);
  if (found.empty() && !wanted.empty()) found = any_links(kinds, wanted);
  if (found.empty())
    stop("E210", kinds_words(kinds) + " do not have " + target_words(target), span,
         "of " + kinds_words(kinds) + " can be said: " + some_of(sayable(kinds)));
  Test test =
      related(std::move(found), target, negated, negated ? "{do|does} not have" : "{have|has}", lifted);
  const bool absent = test.negated;
  const Quantity quantity = quantity_of(target.quantity);
  std::string_view object = test.object.empty() ? std::string_view{} : std::string_view(test.object[0].words);
  if (quantity.kind == Quantity::Kind::some || quantity.kind == Quantity::Kind::no)
    test.words =
        (absent ? "without " : "with ") + std::string(object.empty() ? target_words(target) : object);
  else
    test.words = "that " + in_number(test.said, true);
  if (absent && quantity.kind == Quantity::Kind::some && !test.object.empty())
    test.said = "{have|has} no " + in_number(test.object[0].said, false);
  return test;
}

// ---- relations

Test Binder::related(std::vector<Link> found, const Target& target, bool negated, const std::string& verb,
                     std::vector<Lifted>* lifted) {
  if (target.names && target.quantity) return only_names(std::move(found), target, negated, verb);
  if (target.names) return related_to_names(found, *target.names, negated, verb);
  Test test;
  test.links = std::move(found);
  test.quantity = quantity_of(target.quantity);
  const std::size_t timed = timed_.size();
  Things object = target.set ? named_set(*target.set) : phrase(*target.phrase, lifted);
  const bool both = std::any_of(test.links.begin(), test.links.end(),
                                [](const Link& link) { return is_dated(link.subject); });
  if (timed_.size() > timed && lifted && both)
    notice("N03", "the time is read as said of the " + timed_.back() +
                      "; to say it of something else, put it after that word");
  if (target.phrase && lifted) nearest(*target.phrase, test.links);
  using K = Quantity::Kind;
  switch (test.quantity.kind) {
    case K::some:
      test.op = Test::Op::related;
      break;
    case K::no:
      test.op = Test::Op::related;
      negated = !negated;
      break;
    case K::only: {
      test.op = Test::Op::only;
      Things universe;
      const auto* noun = target.phrase ? noun_of(target.phrase->noun.word) : nullptr;
      if (noun && (!target.phrase->adjectives.empty() || !target.phrase->modifiers.empty()))
        for (const auto& meaning : noun->meanings)
          universe.scans.push_back({meaning.kind, meaning.condition});
      else
        for (const Kind kind : objects_of(test.links)) universe.scans.push_back({kind, {}});
      test.universe.push_back(std::move(universe));
      break;
    }
    case K::every:
      test.op = Test::Op::every;
      break;
    default:
      test.op = Test::Op::counted;
  }
  test.negated = negated;
  test.said = verb + " " + said_quantity(test.quantity, object.said);
  test.object.push_back(std::move(object));
  return test;
}

// "claims from sources about trust": said of the nearest noun, though the one before it could take it too.
void Binder::nearest(const NounPhrase& np, const std::vector<Link>& found) {
  if (np.modifiers.empty()) return;
  const Modifier& last = np.modifiers.back();
  const std::string& word = last.word.word;
  if (last.kind != Modifier::Kind::relation || (word != "about" && word != "on" && word != "concerning"))
    return;
  Kinds subjects;
  for (const Link& link : found) subjects.push_back(link.subject);
  if (links(Form::preposition, word, subjects, object_kinds(last.target)).empty()) return;
  notice("N03", "\"" + text_of(last.span) + "\" is read as said of the " + np.noun.word +
                    "; to say it of something else, put it after that word");
}

static bool asks_for_broader(const std::vector<Link>& links) {
  return std::all_of(links.begin(), links.end(), [](const Link& link) {
    return link.path.size() == 1 && link.path[0].edge == graph::Edge::broader && !link.path[0].forwards;
  });
}

Test Binder::related_to_names(const std::vector<Link>& found, const Names& names, bool negated,
                              const std::string& verb) {
  const Kinds kinds = objects_of(found);
  Test all;
  all.op = names.mode == Names::Mode::any ? Test::Op::any : Test::Op::all;
  all.negated = negated;
  std::string shown;
  for (std::size_t i = 0; i < names.names.size(); ++i) {
    Name name = names.names[i];
    const bool above = asks_for_broader(found);
    name.exact = name.exact || above;  // else a term would be broader than itself
    ResolvedName hit = take(resolve(graph_, name, kinds, options_));
    if (above && !names.names[i].exact) hit.nodes = with_broader(graph_, hit.nodes);
    tell_name(name, hit);
    shown += (i == 0 ? "" : names.mode == Names::Mode::any ? " or " : " and ") + ("\"" + hit.shown + "\"");
    Test one;
    one.op = Test::Op::related;
    for (const Link& link : found)
      if (std::find(hit.kinds.begin(), hit.kinds.end(), link.object) != hit.kinds.end())
        one.links.push_back(link);
    if (hit.kinds.size() > 1) {
      std::vector<std::string> lists;
      for (const Kind kind : hit.kinds) lists.push_back(kind_word(kind, true));
      notice("N16", "\"" + hit.shown + "\" stands among the " + join_words(lists, "and the") +
                        "; all are meant. For one, write: " + lists.front() + " named \"" + hit.shown + "\"");
    }
    Things things;
    things.by_name = true;
    things.nodes = hit.nodes;
    things.words = things.said = "\"" + hit.shown + "\"";
    one.object.push_back(std::move(things));
    all.parts.push_back(std::move(one));
  }
  all.said = verb + " " + shown;
  if (all.parts.size() == 1) {
    all.parts[0].negated = negated;
    all.parts[0].said = all.said;
    return std::move(all.parts[0]);
  }
  return all;
}

// What a name took along, and what a loose one was taken for.
void Binder::tell_name(const Name& name, const ResolvedName& hit) {
  if (hit.narrower)
    notice("N04", "\"" + hit.shown + "\" +" + std::to_string(hit.narrower) + " narrower; write exactly \"" +
                      hit.shown + "\" to leave " + (hit.narrower == 1 ? "it" : "them") + " out");
  if (!hit.loosely.empty()) notice("N06", "~\"" + name.text + "\" is read as \"" + hit.loosely + "\"");
}

// "by only "NHS"": by that, and by nothing else of its kind.
Test Binder::only_names(std::vector<Link> found, const Target& target, bool negated,
                        const std::string& verb) {
  Test test = related_to_names(found, *target.names, false, verb + " only");
  Test only;
  only.op = Test::Op::only;
  only.negated = negated;
  only.said = test.said;
  const std::vector<Test> parts = test.parts.empty() ? std::vector<Test>{test} : test.parts;
  Things object, universe;
  object.by_name = true;
  for (const Test& part : parts) {
    only.links.insert(only.links.end(), part.links.begin(), part.links.end());
    for (const Things& things : part.object) {
      object.nodes.insert(object.nodes.end(), things.nodes.begin(), things.nodes.end());
      object.words += (object.words.empty() ? "" : " or ") + things.words;
    }
  }
  std::sort(object.nodes.begin(), object.nodes.end());
  object.said = object.words;
  for (const Kind kind : objects_of(only.links)) universe.scans.push_back({kind, {}});
  only.object.push_back(std::move(object));
  only.universe.push_back(std::move(universe));
  if (test.parts.empty() || test.op == Test::Op::any) return only;
  // All of several names: each of them, and nothing besides.
  Test all;
  all.op = Test::Op::all;
  all.negated = negated;
  all.said = test.said;
  only.negated = false;
  all.parts = std::move(test.parts);
  all.parts.push_back(std::move(only));
  return all;
}

// "are unique to one case study", "are unique to "NHS"": to so many, or to that, and to nothing else of the
// kind.
Test Binder::unique(const Clause& c, const Kinds& kinds) {
  const Kinds wanted = object_kinds(c.object);
  auto found = links(Form::participle, "reported by", kinds, wanted);
  if (found.empty() && !wanted.empty()) found = any_links(kinds, wanted);
  if (found.empty())
    stop("E210", kinds_words(kinds) + " cannot be unique to " + target_words(c.object), c.span,
         "of " + kinds_words(kinds) + " can be said: " + some_of(sayable(kinds)));
  const std::string verb = c.negated ? "{are|is} not unique to" : "{are|is} unique to";
  if (c.object.names) return only_names(std::move(found), c.object, c.negated, verb);
  Test test = related(std::move(found), c.object, false, verb, nullptr);
  if (test.op == Test::Op::related) {
    test.op = Test::Op::counted;
    test.quantity.kind = Quantity::Kind::exactly;
    test.quantity.number = 1;
  }
  test.negated = c.negated;
  return test;
}

// "are barriers", "are findings about trust".
Test Binder::is_a(const Clause& c, const Kinds& kinds) {
  if (!c.object.phrase)
    stop("E213", kinds_words(kinds) + " cannot be " + target_words(c.object), c.span,
         "they can be: " + some_of(adjectives_for(kinds), 16));
  Things things = phrase(*c.object.phrase, nullptr);
  const Kinds other = kinds_of(things, graph_);
  if (std::none_of(other.begin(), other.end(),
                   [&](Kind kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }))
    stop("E213", kinds_words(kinds) + " are never " + things.noun, c.span,
         "they can be: " + some_of(adjectives_for(kinds), 16));
  Test test;
  test.op = Test::Op::among;
  test.negated = c.negated;
  test.said = (c.negated ? "{are|is} not " : "{are|is} ") + in_number(things.said, true);
  test.object.push_back(std::move(things));
  return test;
}

Kinds Binder::object_kinds(const Target& target) const {
  if (target.phrase) return noun_kinds(*target.phrase);
  return target.set ? kinds_of(named_set(*target.set), graph_) : Kinds{};
}

Quantity Binder::quantity_of(const std::optional<Quantity>& given) const {
  Quantity quantity = given.value_or(Quantity{});
  if (quantity.parameter) quantity.number = whole_number(*quantity.parameter);
  return quantity;
}

}  // namespace evident::query

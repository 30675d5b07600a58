// A phrase yields a set of things: its noun, and a test for every modifier. A modifier that the noun cannot
// take is handed to the noun around it.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/conditions.hpp"
#include "query/bind/names.hpp"
#include "query/bind/nouns.hpp"
#include "query/bind/times.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using graph::Form;
using graph::Kind;

namespace {

bool is_time(const Modifier& m) {
  using K = Modifier::Kind;
  return m.kind == K::since || m.kind == K::before || m.kind == K::after || m.kind == K::between ||
         m.kind == K::in_year || m.kind == K::in_last;
}

// "in "England"": the country, setting or location of a study or case.
bool places(std::string_view word, const Kinds& kinds) {
  if (word != "in" && word != "from") return false;
  return std::any_of(kinds.begin(), kinds.end(), [](Kind kind) {
    return graph::has(kind, graph::Attribute::country) || graph::has(kind, graph::Attribute::location);
  });
}

}  // namespace

// lifted: null where there is no noun around this one. left_out: a modifier that the caller reads itself.
Things Binder::phrase(const NounPhrase& np, std::vector<Lifted>* lifted, const Modifier* left_out) {
  Things things = take(bind_noun(np, plan_.notices));
  const Kinds kinds = kinds_of(things, graph_);
  for (const Modifier& modifier : np.modifiers) {
    if (&modifier == left_out) continue;
    const std::size_t notices = plan_.notices.size();
    std::vector<Lifted> inner;
    const bool may_be_lifted =
        lifted && modifier.kind != Modifier::Kind::that && modifier.kind != Modifier::Kind::named;
    if (!may_be_lifted) add(things, modifier_test(modifier, kinds, &inner));
    if (may_be_lifted) try {
      add(things, modifier_test(modifier, kinds, &inner));
    } catch (const Stop& problem) {
      plan_.notices.resize(notices);
      lifted->push_back({&modifier, np.noun.word, problem.problem});
      continue;
    }
    if (lifted && is_time(modifier)) timed_.push_back(np.noun.word);
    take_lifted(inner, things, kinds, lifted);
  }
  if (!np.modifiers.empty() && !text_of(np.span).empty() && !left_out) things.words = text_of(np.span);
  return things;
}

void Binder::take_lifted(const std::vector<Lifted>& modifiers, Things& things, const Kinds& kinds,
                         std::vector<Lifted>* further) {
  for (const Lifted& one : modifiers) {
    const std::size_t notices = plan_.notices.size();
    try {
      std::vector<Lifted> inner;
      add(things, modifier_test(*one.modifier, kinds, &inner));
      take_lifted(inner, things, kinds, further);
      notice("N03", "\"" + text_of(one.modifier->span) + "\" is read as said of the " + kinds_words(kinds) +
                        ", not of the " + one.noun);
    } catch (const Stop&) {
      plan_.notices.resize(notices);
      if (!further) throw Stop{one.problem};
      further->push_back(one);
    }
  }
}

void Binder::add(Things& things, Test test) {
  things.looked_for = things.looked_for || (test.op == Test::Op::related && test.negated && !test.object.empty() &&
                                            kinds_of(test.object[0], graph_) == Kinds{Kind::claim});
  const bool first = things.said.find(" that ") == std::string::npos;
  things.said += (first ? " that " : " and ") + test.said;
  things.tests.push_back(std::move(test));
}

// ---- modifiers

Test Binder::modifier_test(const Modifier& m, const Kinds& kinds, std::vector<Lifted>* lifted) {
  using K = Modifier::Kind;
  Test test;
  if (m.clock == Modifier::Clock::added && !options_.added)
    stop("E218", "it is not known here when something came into the library", m.span,
         "ask when it was published: " + text_of(m.span).replace(0, 5, "published"));
  switch (m.kind) {
    case K::relation:
      test = relation(m, kinds, lifted);
      break;
    case K::mentioning:
      test = text_search(*m.search, kinds);
      break;
    case K::named:
      test = named(m, kinds);
      break;
    case K::with_test:
      test = take(bind_test(*m.test, kinds, options_));
      break;
    case K::with:
      if (auto described = property_described(m, kinds)) {
        test = std::move(*described);
        break;
      }
      test = having(m.target, kinds, false, m.span, lifted);
      break;
    case K::without:
      if (m.property) {
        test = take(missing_test(*m.property, kinds));
      } else {
        test = having(m.target, kinds, true, m.span, lifted);
      }
      break;
    case K::that:
      test = predicate(*m.predicate, kinds, lifted);
      break;
    default:
      test = take(bind_time(m, kinds, options_, text_of(m.span)));
  }
  if (const auto written = text_of(m.span); !written.empty()) test.words = written;
  return test;
}

// "with incomplete citation": a property and one of its values, where the word is also a kind of thing.
std::optional<Test> Binder::property_described(const Modifier& m, const Kinds& kinds) const {
  const NounPhrase* np = m.target.phrase.get();
  if (!np || m.target.quantity || np->adjectives.size() != 1 || !np->modifiers.empty()) return {};
  const auto property = property_of(np->noun.word, kinds);
  if (!property || property->type != graph::Type::choice) return {};
  PropertyTest test;
  test.property = np->noun;
  test.value.value = np->adjectives[0].word;
  test.value.word = true;
  test.value.span = np->adjectives[0].span;
  return take(bind_test(test, kinds, options_));
}

Test Binder::relation(const Modifier& m, const Kinds& kinds, std::vector<Lifted>* lifted) {
  const std::string& word = m.word.word;
  for (const Form form : {Form::preposition, Form::participle, Form::verb}) {
    const Kinds wanted = object_kinds(m.target);
    auto ways = links(form, word, kinds, wanted);
    if (ways.empty()) continue;
    if (m.target.names && places(word, kinds) && !any_resolves(*m.target.names, objects_of(ways))) break;
    return related(std::move(ways), m.target, false, "{are|is} " + word, lifted);
  }
  if (m.target.names && places(word, kinds)) return placed(m, kinds);
  stop("E210", kinds_words(kinds) + " cannot be '" + word + "' " + target_words(m.target), m.span,
       "of " + kinds_words(kinds) + " can be said: " + some_of(sayable(kinds)));
}

bool Binder::any_resolves(const Names& names, const Kinds& kinds) const {
  return std::any_of(names.names.begin(), names.names.end(),
                     [&](const Name& name) { return resolve(graph_, name, kinds, options_).has_value(); });
}

Test Binder::placed(const Modifier& m, const Kinds& kinds) {
  Test all;
  all.op = m.target.names->mode == Names::Mode::any ? Test::Op::any : Test::Op::all;
  for (const Name& name : m.target.names->names) {
    Test any;
    any.op = Test::Op::any;
    for (const char* word : {"country", "setting", "location"})
      if (auto property = property_of(word, kinds)) {
        Test one;
        one.op = Test::Op::contains;
        one.property = std::move(*property);
        one.values.push_back({take(name_text(name, options_))});
        any.parts.push_back(std::move(one));
      }
    all.parts.push_back(std::move(any));
    all.said += (all.said.empty() ? "{are|is} in \"" : " and \"") + name.text + "\"";
  }
  return all;
}

Test Binder::named(const Modifier& m, const Kinds& kinds) {
  Test test;
  test.op = Test::Op::among;
  Things things;
  things.by_name = true;
  for (const Name& name : m.target.names->names) {
    const std::string text = take(name_text(name, options_));
    bool hit = false;
    for (const auto node : all_named(graph_, text))
      if (std::find(kinds.begin(), kinds.end(), graph_.kind(node)) != kinds.end()) {
        things.nodes.push_back(node);
        hit = true;
      }
    if (!hit) throw Stop{unknown_name(graph_, name, text, kinds)};
    things.words += (things.words.empty() ? "\"" : " or \"") + text + "\"";
  }
  std::sort(things.nodes.begin(), things.nodes.end());
  things.said = things.words;
  test.said = "{are|is} called " + things.words;
  test.words = "called " + things.words;
  test.object.push_back(std::move(things));
  return test;
}

}  // namespace evident::query

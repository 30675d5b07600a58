// One pass over the tree, from the subject inwards. A phrase yields a set of things and hands modifiers that
// its noun cannot take to the noun around it; a clause yields a test on the kinds of its subject. Every word
// is looked up for the kinds at hand, so one word may mean several relations and one noun several kinds.
// Problems are thrown inside this file.
#include "query/bind/bind.hpp"

#include <algorithm>
#include <cstdlib>

#include "query/bind/conditions.hpp"
#include "query/bind/names.hpp"
#include "query/bind/nouns.hpp"
#include "query/bind/said.hpp"
#include "query/bind/times.hpp"
#include "query/bind/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Form;
using graph::Kind;

struct Stop {
  Diagnostic problem;
};
[[noreturn]] void stop(std::string code, std::string message, Span span, std::string fix) {
  throw Stop{trouble(std::move(code), std::move(message), span, std::move(fix))};
}
template <class T>
T take(tl::expected<T, Diagnostic> result) {
  if (!result) throw Stop{std::move(result.error())};
  return std::move(*result);
}

struct Lifted {  // a modifier that its nearest noun cannot take
  const Modifier* modifier;
  std::string noun;  // that noun
  Diagnostic problem;
};

Kinds kinds_of(const Things& things, const graph::Graph& graph) {
  Kinds kinds;
  const auto add = [&](Kind kind) {
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  };
  for (const Scan& scan : things.scans) add(scan.kind);
  for (const auto node : things.nodes) add(graph.kind(node));
  return kinds;
}

Kinds noun_kinds(const NounPhrase& phrase) {
  Kinds kinds;
  if (const auto* noun = noun_of(phrase.noun.word))
    for (const auto& meaning : noun->meanings) kinds.push_back(meaning.kind);
  return kinds;
}

class Binder {
 public:
  Binder(const graph::Graph& graph, const Question& question, const AskOptions& options)
      : graph_(graph), question_(question), options_(options) {}

  Plan run() {
    switch (question_.opening) {
      case Opening::describe:
        describe();
        break;
      case Opening::gaps:
        gaps();
        break;
      case Opening::any:
        plan_.shape = Plan::Shape::yes_no;
        rows();
        break;
      case Opening::how_many:
        plan_.shape = Plan::Shape::number;
        [[fallthrough]];
      default:
        rows();
    }
    for (const Stage& s : question_.stages) stage(s);
    return std::move(plan_);
  }

 private:
  // ---- the openings
  void rows() {
    if (!question_.subject)
      stop("E101", "the question names nothing to look for", question_.opening_span, "");
    std::vector<Lifted> lifted;
    plan_.subject = phrase(*question_.subject, nullptr);
    const Kinds kinds = kinds_of(plan_.subject, graph_);
    if (question_.predicate) add(plan_.subject, predicate(*question_.predicate, kinds, &lifted));
    take_lifted(lifted, plan_.subject, kinds, nullptr);
    if (question_.where) add(plan_.subject, condition_of(*question_.where, kinds));
    read_back();
  }

  void describe() {
    plan_.shape = Plan::Shape::description;
    plan_.subject.by_name = true;
    if (!question_.names || question_.names->names.empty())
      stop("E101", "'describe' needs a name", question_.opening_span, "write: describe \"trust\"");
    for (const Name& name : question_.names->names) {
      const std::string text = take(name_text(name, options_));
      auto found = all_named(graph_, text);
      std::vector<graph::Node> used;
      for (const auto node : found)
        if (in_use(graph_, node)) used.push_back(node);
      if (!used.empty()) found = std::move(used);
      if (found.empty()) {
        const Diagnostic problem = unknown_name(graph_, name, text, {});
        if (question_.names->names.size() > 1 || graph_.mentioning(text).empty()) throw Stop{problem};
        plan_.unknown_name = text;
        plan_.notices.push_back(
            {"N06", problem.message + (problem.fix.rfind("did you", 0) == 0 ? "; " + problem.fix : "")});
      }
      plan_.subject.nodes.insert(plan_.subject.nodes.end(), found.begin(), found.end());
      plan_.subject.words += (plan_.subject.words.empty() ? "\"" : ", \"") + text + "\"";
    }
    auto& nodes = plan_.subject.nodes;
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    plan_.subject.said = plan_.subject.words;
    plan_.read_as = "everything that is called " + plan_.subject.words;
  }

  void gaps() {
    plan_.shape = Plan::Shape::gaps;
    const NounPhrase& wanted = *question_.subject;
    const Kinds kinds = noun_kinds(wanted);
    if (kinds.size() != 1 || kinds[0] != Kind::claim)
      stop("E212", "gaps are looked for in evidence, findings or claims", wanted.noun.span,
           "write: gaps in causal evidence for outcome measures");
    const Modifier* about = nullptr;
    for (const Modifier& modifier : wanted.modifiers)
      if (!about && modifier.kind == Modifier::Kind::relation && is_subject_of_gaps(modifier))
        about = &modifier;
    plan_.evidence.push_back(phrase(wanted, nullptr, about));
    if (!about) {
      plan_.subject = of_kind(Kind::measure);
    } else if (about->target.phrase) {
      plan_.subject = phrase(*about->target.phrase, nullptr);
    } else {
      const Kinds objects = objects_of(links(Form::preposition, about->word.word, {Kind::claim}, {}));
      plan_.subject.by_name = true;
      for (const Name& name : about->target.names->names) {
        const auto found = take(resolve(graph_, name, objects, options_));
        plan_.subject.nodes.insert(plan_.subject.nodes.end(), found.things.begin(), found.things.end());
        plan_.subject.words += (plan_.subject.words.empty() ? "\"" : ", \"") + found.shown + "\"";
      }
      std::sort(plan_.subject.nodes.begin(), plan_.subject.nodes.end());
      plan_.subject.said = plan_.subject.words;
    }
    const Kinds subjects = kinds_of(plan_.subject, graph_);
    plan_.evidence_links = links(Form::have, "", subjects, {Kind::claim});
    if (plan_.evidence_links.empty())
      stop("E210", kinds_words(subjects) + " do not have evidence", wanted.span,
           "ask about measures, barriers, success factors or concepts");
    plan_.read_as = in_number(plan_.subject.said, true) + ", and for each whether there is any " +
                    in_number(plan_.evidence[0].said, false) + "; those for which there is are left out";
  }

  bool is_subject_of_gaps(const Modifier& modifier) const {
    const auto& word = modifier.word.word;
    if (word != "for" && word != "about" && word != "on" && word != "concerning") return false;
    if (modifier.target.names) return true;
    return modifier.target.phrase &&
           !links(Form::have, "", noun_kinds(*modifier.target.phrase), {Kind::claim}).empty();
  }

  void read_back() {
    std::string said = in_number(plan_.subject.said, true);
    plan_.read_as = plan_.shape == Plan::Shape::number   ? "the number of " + said
                    : plan_.shape == Plan::Shape::yes_no ? "what the sources hold of " + said
                                                         : said;
  }

  // ---- phrases
  static Things of_kind(Kind kind) {
    Things things;
    things.scans.push_back({kind, {}});
    things.words = things.noun = kind_word(kind, true);
    things.noun_one = kind_word(kind, false);
    things.said = "{" + kind_word(kind, true) + "|" + kind_word(kind, false) + "}";
    return things;
  }

  // lifted: null where there is no noun around this one. left_out: a modifier that the caller reads itself.
  Things phrase(const NounPhrase& np, std::vector<Lifted>* lifted, const Modifier* left_out = nullptr) {
    Things things = take(bind_noun(np, plan_.notices));
    const Kinds kinds = kinds_of(things, graph_);
    for (const Modifier& modifier : np.modifiers) {
      if (&modifier == left_out) continue;
      const std::size_t notices = plan_.notices.size();
      std::vector<Lifted> inner;
      try {
        add(things, modifier_test(modifier, kinds, &inner));
      } catch (const Stop& problem) {
        plan_.notices.resize(notices);
        if (!lifted || modifier.kind == Modifier::Kind::that || modifier.kind == Modifier::Kind::named) throw;
        lifted->push_back({&modifier, np.noun.word, problem.problem});
        continue;
      }
      if (lifted && is_time(modifier)) timed_.push_back(np.noun.word);
      take_lifted(inner, things, kinds, lifted);
    }
    if (!np.modifiers.empty() && !text_of(np.span).empty() && !left_out) things.words = text_of(np.span);
    return things;
  }

  static bool is_time(const Modifier& m) {
    using K = Modifier::Kind;
    return m.kind == K::since || m.kind == K::before || m.kind == K::after || m.kind == K::between ||
           m.kind == K::in_year || m.kind == K::in_last;
  }

  void take_lifted(const std::vector<Lifted>& modifiers, Things& things, const Kinds& kinds,
                   std::vector<Lifted>* further) {
    for (const Lifted& one : modifiers) {
      try {
        std::vector<Lifted> inner;
        add(things, modifier_test(*one.modifier, kinds, &inner));
        take_lifted(inner, things, kinds, further);
        notice("N03", "\"" + text_of(one.modifier->span) + "\" is read as said of the " + kinds_words(kinds) +
                          ", not of the " + one.noun);
      } catch (const Stop&) {
        if (!further) throw Stop{one.problem};
        further->push_back(one);
      }
    }
  }

  void add(Things& things, Test test) {
    const bool first = things.said.find(" that ") == std::string::npos;
    things.said += (first ? " that " : " and ") + test.said;
    things.tests.push_back(std::move(test));
  }

  // ---- modifiers
  Test modifier_test(const Modifier& m, const Kinds& kinds, std::vector<Lifted>* lifted) {
    using K = Modifier::Kind;
    Test test;
    switch (m.kind) {
      case K::relation:
        test = relation(m, kinds, lifted);
        break;
      case K::named:
        test = named(m, kinds);
        break;
      case K::with_test:
        test = take(bind_test(*m.test, kinds, options_));
        break;
      case K::with:
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

  Test relation(const Modifier& m, const Kinds& kinds, std::vector<Lifted>* lifted) {
    const std::string& word = m.word.word;
    for (const Form form : {Form::preposition, Form::participle, Form::verb}) {
      const Kinds wanted = m.target.phrase ? noun_kinds(*m.target.phrase) : Kinds{};
      auto ways = links(form, word, kinds, wanted);
      if (ways.empty()) continue;
      if (m.target.names && places(word, kinds) && !any_resolves(*m.target.names, objects_of(ways))) break;
      return related(std::move(ways), m.target, false, "{are|is} " + word, lifted);
    }
    if (m.target.names && places(word, kinds)) return placed(m, kinds);
    stop("E210", kinds_words(kinds) + " cannot be '" + word + "' " + target_words(m.target), m.span,
         "of " + kinds_words(kinds) + " can be said: " + some_of(sayable(kinds)));
  }

  bool any_resolves(const Names& names, const Kinds& kinds) const {
    return std::any_of(names.names.begin(), names.names.end(),
                       [&](const Name& name) { return resolve(graph_, name, kinds, options_).has_value(); });
  }

  // "in "England"": the country, setting or location of a study or case.
  static bool places(std::string_view word, const Kinds& kinds) {
    if (word != "in" && word != "from") return false;
    return std::any_of(kinds.begin(), kinds.end(), [](Kind kind) {
      return graph::has(kind, graph::Attribute::country) || graph::has(kind, graph::Attribute::location);
    });
  }
  Test placed(const Modifier& m, const Kinds& kinds) {
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

  Test named(const Modifier& m, const Kinds& kinds) {
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

  // ---- predicates
  Test predicate(const Predicate& p, const Kinds& kinds, std::vector<Lifted>* lifted) {
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

  Test clause(const Clause& c, const Kinds& kinds, std::vector<Lifted>* lifted) {
    using K = Clause::Kind;
    Test test;
    switch (c.kind) {
      case K::have:
        return having(c.object, kinds, c.negated, c.span, lifted);
      case K::lack:
        return having(c.object, kinds, !c.negated, c.span, lifted);
      case K::adjective:
        test = take(bind_adjectives(c, kinds));
        break;
      case K::participle:
        test = related(ways(Form::participle, c, kinds), c.object, c.negated,
                       (c.negated ? "{are|is} not " : "{are|is} ") + c.word.word, lifted);
        break;
      case K::verb:
        test = related(ways(Form::verb, c, kinds), c.object, c.negated,
                       (c.negated ? "{do|does} not " : "") + c.word.word, lifted);
        break;
    }
    const auto written = text_of(c.span);
    test.words = "that " + (written.empty() ? in_number(test.said, true) : written);
    return test;
  }

  std::vector<Link> ways(Form form, const Clause& c, const Kinds& kinds) const {
    const Kinds wanted = c.object.phrase ? noun_kinds(*c.object.phrase) : Kinds{};
    auto found = links(form, c.word.word, kinds, wanted);
    if (found.empty() && form == Form::participle)
      found = links(Form::preposition, c.word.word, kinds, wanted);
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

  Test having(const Target& target, const Kinds& kinds, bool negated, Span span,
              std::vector<Lifted>* lifted) {
    const Kinds wanted = target.phrase ? noun_kinds(*target.phrase) : Kinds{};
    auto found = links(Form::have, "", kinds, wanted);
    if (found.empty() && target.phrase) found = any_links(kinds, wanted);
    if (found.empty())
      stop("E210", kinds_words(kinds) + " do not have " + target_words(target), span,
           "of " + kinds_words(kinds) + " can be said: " + some_of(sayable(kinds)));
    Test test =
        related(std::move(found), target, negated, negated ? "{do|does} not have" : "{have|has}", lifted);
    const bool absent = test.negated;
    const Quantity quantity = target.quantity.value_or(Quantity{});
    std::string_view object =
        test.object.empty() ? std::string_view{} : std::string_view(test.object[0].words);
    if (quantity.kind == Quantity::Kind::some || quantity.kind == Quantity::Kind::no)
      test.words =
          (absent ? "without " : "with ") + std::string(object.empty() ? target_words(target) : object);
    else
      test.words = "that " + in_number(test.said, true);
    if (absent && quantity.kind == Quantity::Kind::some && !test.object.empty())
      test.said = "{have|has} no " + in_number(test.object[0].said, false);
    return test;
  }

  Test related(std::vector<Link> found, const Target& target, bool negated, const std::string& verb,
               std::vector<Lifted>* lifted) {
    if (target.names) return related_to_names(found, *target.names, negated, verb);
    Test test;
    test.links = std::move(found);
    test.quantity = target.quantity.value_or(Quantity{});
    const std::size_t timed = timed_.size();
    Things object = phrase(*target.phrase, lifted);
    if (timed_.size() > timed && lifted)
      notice("N03", "the time is read as said of the " + timed_.back() +
                        "; to say it of something else, put it after that word");
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
        const NounPhrase& np = *target.phrase;
        if (const auto* noun = noun_of(np.noun.word);
            noun && (!np.adjectives.empty() || !np.modifiers.empty()))
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

  Test related_to_names(const std::vector<Link>& found, const Names& names, bool negated,
                        const std::string& verb) {
    const Kinds kinds = objects_of(found);
    Test all;
    all.op = names.mode == Names::Mode::any ? Test::Op::any : Test::Op::all;
    all.negated = negated;
    std::string shown;
    for (std::size_t i = 0; i < names.names.size(); ++i) {
      const Name& name = names.names[i];
      const ResolvedName hit = take(resolve(graph_, name, kinds, options_));
      if (hit.narrower)
        notice("N04", "\"" + hit.shown + "\" +" + std::to_string(hit.narrower) +
                          " narrower; write exactly \"" + hit.shown + "\" to leave " +
                          (hit.narrower == 1 ? "it" : "them") + " out");
      if (!hit.loosely.empty()) notice("N06", "~\"" + name.text + "\" is read as \"" + hit.loosely + "\"");
      shown += (i == 0 ? "" : names.mode == Names::Mode::any ? " or " : " and ") + ("\"" + hit.shown + "\"");
      Test one;
      one.op = Test::Op::related;
      for (const Link& link : found)
        if (std::find(hit.kinds.begin(), hit.kinds.end(), link.object) != hit.kinds.end())
          one.links.push_back(link);
      if (hit.kinds.size() > 1) {
        std::vector<std::string> lists;
        for (const Kind kind : hit.kinds) lists.push_back(kind_word(kind, true));
        notice("N15", "\"" + hit.shown + "\" stands among the " + join_words(lists, "and the") +
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

  // ---- conditions and stages
  Test condition_of(const Condition& condition, const Kinds& kinds) {
    return take(bind_condition(condition, kinds, options_));
  }

  void stage(const Stage& s) {
    const Kinds kinds = kinds_of(plan_.subject, graph_);
    switch (s.kind) {
      case Stage::Kind::where:
        add(plan_.subject, condition_of(*s.where, kinds));
        if (plan_.shape != Plan::Shape::gaps) read_back();
        break;
      case Stage::Kind::sort:
        for (const SortKey& key : s.sort) plan_.sort.push_back(order(key, kinds));
        break;
      case Stage::Kind::show:
        for (const Term& term : s.show) plan_.show.push_back(take(bind_property(term, kinds)));
        break;
      case Stage::Kind::limit:
        plan_.limit = static_cast<std::size_t>(whole_number(s));
        break;
      case Stage::Kind::skip:
        plan_.skip = static_cast<std::size_t>(whole_number(s));
        break;
    }
  }

  std::int64_t whole_number(const Stage& s) const {
    if (const auto* number = std::get_if<std::int64_t>(&s.number)) return std::max<std::int64_t>(0, *number);
    const auto& parameter = std::get<Parameter>(s.number);
    const auto found = options_.parameters.find(parameter.name);
    if (found == options_.parameters.end())
      stop("E230", "$" + parameter.name + " has no value", parameter.span,
           "give a value: evident ask --set " + parameter.name + "=10");
    char* end = nullptr;
    const long long number = std::strtoll(found->second.c_str(), &end, 10);
    if (end == found->second.c_str() || *end || number < 0)
      stop("E220", "$" + parameter.name + " is \"" + found->second + "\", and here a whole number must stand",
           parameter.span, "give a number: evident ask --set " + parameter.name + "=10");
    return number;
  }

  Order order(const SortKey& key, const Kinds& kinds) {
    Order result;
    result.descending = key.descending;
    if (!key.count_of) {
      result.property = take(bind_property(key.property, kinds));
      return result;
    }
    result.links = any_links(kinds, noun_kinds(*key.count_of));
    if (result.links.empty())
      stop("E210", kinds_words(kinds) + " and " + key.count_of->noun.word + " are not related", key.span,
           "of " + kinds_words(kinds) + " can be said: " + some_of(sayable(kinds)));
    result.count_of.push_back(phrase(*key.count_of, nullptr));
    result.property.words = "number of " + result.count_of[0].words;
    result.property.type = graph::Type::number;
    return result;
  }

  // ---- words
  std::string text_of(Span span) const {
    if (span.begin >= span.end || span.end > question_.text.size()) return {};
    return squeeze(std::string_view(question_.text).substr(span.begin, span.end - span.begin));
  }
  std::string target_words(const Target& target) const {
    if (const auto written = text_of(target.span); !written.empty()) return written;
    if (target.phrase) return target.phrase->noun.word;
    return target.names && !target.names->names.empty() ? "\"" + target.names->names[0].text + "\"" : "that";
  }
  void notice(std::string code, std::string text) {
    for (const Notice& known : plan_.notices)
      if (known.code == code && known.text == text) return;
    plan_.notices.push_back({std::move(code), std::move(text)});
  }

  const graph::Graph& graph_;
  const Question& question_;
  const AskOptions& options_;
  Plan plan_;
  std::vector<std::string> timed_;  // nouns that took a time although the noun around them might have
};

}  // namespace

tl::expected<Plan, Diagnostic> bind(const graph::Graph& graph, const Question& question,
                                    const AskOptions& options) {
  try {
    return Binder(graph, question, options).run();
  } catch (Stop& problem) {
    return tl::unexpected(std::move(problem.problem));
  }
}

}  // namespace evident::query

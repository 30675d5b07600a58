// Nouns, what stands before and after them, and when they are dated.
#include "reference/interpreter_class.hpp"

#include <cstdio>
#include <cstdlib>

#include "support/text.hpp"

namespace evident::reference {

Day day(int year, int month, int day) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / 1} +
         days{day - 1};
}
Interval interval(int year, int month, int d) {
  if (d) return {day(year, month, d), day(year, month, d + 1)};
  if (month) return {day(year, month, 1), month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)};
  return {day(year, 1, 1), day(year + 1, 1, 1)};
}
std::optional<Interval> written_interval(const std::string& text) {  // "2003", "2003-05", "2003-05-17"
  int year = 0, month = 0, d = 0;
  char more = 0;
  const int read = std::sscanf(text.c_str(), "%d-%d-%d%c", &year, &month, &d, &more);
  if (read < 1 || read > 3) return {};
  return interval(year, month, d);
}
bool Interpreter::satisfies(Id i, const graph::Condition& condition) const {
  for (const graph::Test& test : condition) {
    const Value* value = node(i).find(test.attribute);
    if (!value) return false;
    std::optional<std::uint8_t> held;
    if (const auto* choice = std::get_if<std::string>(value))
      held = graph::choice_named(test.attribute, *choice);
    if (const auto* truth = std::get_if<bool>(value)) held = *truth;
    if (!held || !contains(test.values, *held)) return false;
  }
  return true;
}

// "A kind of thing may have describing words before it." What cannot be so described is none of them.
Set Interpreter::noun(const query::NounPhrase& phrase, Kinds& kinds, graph::Condition* condition) {
  const graph::Noun* noun = noun_called(phrase.noun.word);
  if (!noun) refuse("E205", phrase.noun.word);
  std::vector<graph::Noun::Meaning> meanings = noun->meanings;
  for (const query::Term& term : phrase.adjectives) {
    std::vector<graph::Noun::Meaning> described;
    for (auto meaning : meanings) {
      // N09: "'causal' before claims or findings is read as 'causally worded'"
      const bool worded =
          term.word == "causal" && meaning.kind == Kind::claim && noun->words[0] != "evidence";
      const auto more = adjective_for(worded ? "causally worded" : term.word, meaning.kind);
      if (!more) continue;
      meaning.condition.insert(meaning.condition.end(), more->begin(), more->end());
      described.push_back(std::move(meaning));
    }
    if (described.empty()) refuse("E213", term.word);
    meanings = std::move(described);
  }
  Set set = none();
  kinds.clear();
  for (const auto& meaning : meanings) {
    if (!contains(kinds, meaning.kind)) kinds.push_back(meaning.kind);
    if (condition) condition->insert(condition->end(), meaning.condition.begin(), meaning.condition.end());
    for (Id i = 0; i < n_; ++i)
      if (kind(i) == meaning.kind && in_use(i) && satisfies(i, meaning.condition)) set[i] = true;
  }
  return set;
}

// "A modifier belongs to the nearest thing before it"; one that this cannot take, to the noun around it.
Interpreter::Things Interpreter::things(const query::NounPhrase& phrase, Leftovers* left,
                                        const Modifier* except) {
  Things things;
  things.set = noun(phrase, things.kinds, &things.condition);
  for (const Modifier& m : phrase.modifiers) {
    if (&m == except) continue;
    Leftovers inner;
    try {
      take(things, modifier(m, things.kinds, &inner));
    } catch (const Refused& why) {
      if (!left || m.kind == Modifier::Kind::that || m.kind == Modifier::Kind::named) throw;
      left->push_back({&m, why});
      continue;
    }
    if (m.test)
      if (const auto attribute = property(m.test->property.word, things.kinds).attribute)
        things.condition.push_back({*attribute, {}});
    take_leftovers(inner, things, left);
  }
  return things;
}
void Interpreter::take_leftovers(const Leftovers& inner, Things& things, Leftovers* left) {
  for (const Leftover& one : inner) {
    try {
      Leftovers further;
      take(things, modifier(*one.modifier, things.kinds, &further));
      take_leftovers(further, things, left);
    } catch (const Refused&) {
      if (!left) throw one.why;
      left->push_back(one);
    }
  }
}

Holds Interpreter::modifier(const Modifier& m, const Kinds& kinds, Leftovers* left) {
  using K = Modifier::Kind;
  if ((m.clock != Modifier::Clock::unsaid && m.clock != Modifier::Clock::published) || m.years_parameter ||
      m.kind == K::mentioning)
    refuse(kUncovered, "this");
  switch (m.kind) {
    case K::relation:
      return relation(m, kinds, left);
    case K::named:
      return called_so(*m.target.names, kinds);
    case K::with_test:
      if (m.test->upper)
        return compared(m.test->property.word, m.test->comparison, {m.test->value, *m.test->upper}, true,
                        kinds);
      return one_compared(m.test->property.word, m.test->comparison, m.test->value, kinds);
    case K::with:
      return having(m.target, kinds, left);
    case K::without: {
      if (m.property) {
        const Property p = property(m.property->word, kinds);
        return [this, p](Id i) { return values(p, i).empty(); };
      }
      const Holds has = having(m.target, kinds, left);
      return [has](Id i) { return !has(i); };
    }
    case K::that:
      return predicate(*m.predicate, kinds, left);
    default:
      return dated(m, kinds);
  }
}

// A preposition stands for its relation; it may also be said with the words of a participle or a verb. "in
// England" is a place where no relation has a thing of that name.
Holds Interpreter::relation(const Modifier& m, const Kinds& kinds, Leftovers* left) {
  const std::string& word = m.word.word;
  const Kinds wanted = object_kinds(m.target);
  const bool place = m.target.names && (word == "in" || word == "from") &&
                     std::any_of(kinds.begin(), kinds.end(), [](Kind k) {
                       return graph::has(k, Attribute::country) || graph::has(k, Attribute::location);
                     });
  for (const Form form : {Form::preposition, Form::participle, Form::verb}) {
    const Ways found = ways(form, word, kinds, wanted);
    if (found.empty()) continue;
    if (place) {
      bool any = false;
      for (const query::Name& name : m.target.names->names) try {
          resolve(name, objects_of(found));
          any = true;
        } catch (const Refused&) {
        }
      if (!any) break;
    }
    return to_target(found, m.target, left);
  }
  if (place) return placed(*m.target.names, kinds);
  refuse("E210", word);
}

// "the country, setting or location of a study or case"
Holds Interpreter::placed(const query::Names& names, const Kinds& kinds) {
  std::vector<Property> places;
  for (const char* word : {"country", "setting", "location"}) try {
      places.push_back(property(word, kinds));
    } catch (const Refused&) {
    }
  std::vector<std::string> wanted;
  for (const query::Name& name : names.names) wanted.push_back(fold(said_name(name)));
  const bool any = names.mode == query::Names::Mode::any;
  return [=, this](Id i) {
    std::size_t found = 0;
    for (const auto& text : wanted) {
      bool here = false;
      for (const Property& place : places)
        for (const Scalar& value : values(place, i))
          here = here || fold(std::get<std::string>(value)).find(text) != std::string::npos;
      found += here;
    }
    return any ? found > 0 : found == wanted.size();
  };
}

// "measures named "trust"": those things themselves.
Holds Interpreter::called_so(const query::Names& names, const Kinds& kinds) {
  Set set = none();
  for (const query::Name& name : names.names) {
    bool hit = false;
    for (const Id i : called(said_name(name)))
      if (contains(kinds, kind(i))) set[i] = hit = true;
    if (!hit) refuse("E201", said_name(name));
  }
  return [set](Id i) { return set[i]; };
}

// "Property by class: source → published; study → fieldwork; claim, statistic … → its source's published";
// where it is not known when the data were gathered, "the year of publication was taken" (N14).
std::optional<Interval> Interpreter::when(Id i) const {
  const Kind k = kind(i);
  if (k == Kind::study || k == Kind::case_study)
    if (const Value* period = node(i).find(Attribute::period)) {
      const auto& text = std::get<std::string>(*period);
      int first = 0, last = 0;
      for (const Word& word : words(text)) {
        const std::string one = text.substr(word.begin, word.end - word.begin);
        if (one.size() != 4 || one.find_first_not_of("0123456789") != std::string::npos) continue;
        const int year = std::atoi(one.c_str());
        first = first ? std::min(first, year) : year;
        last = std::max(last, year);
      }
      if (first) return Interval{day(first, 1, 1), day(last + 1, 1, 1)};
    }
  if (node(i).document == kNone) return {};
  const Node& dated = k == Kind::reference || k == Kind::source ? node(i) : node(node(i).document);
  if (const Value* date = dated.find(Attribute::date)) return written_interval(std::get<std::string>(*date));
  if (const Value* year = dated.find(Attribute::year))
    return interval(static_cast<int>(std::get<std::int64_t>(*year)), 0, 0);
  return {};
}

// "An interval that straddles the bound is left out", as is what has no date.
Holds Interpreter::lies_within(Day begin, Day end) {
  return [=, this](Id i) {
    const auto time = when(i);
    return time && time->begin >= begin && time->end <= end;
  };
}

// "since d = start ≥ d.start; before d = end ≤ d.start; after d = start ≥ d.end; between a and b inclusive"
Holds Interpreter::dated(const Modifier& m, const Kinds& kinds) {
  using K = Modifier::Kind;
  if (std::none_of(kinds.begin(), kinds.end(), [](Kind k) { return !is_concept(k); }))
    refuse("E211", "no date");
  const auto read = [&](const auto& date, const auto& parameter) {
    if (date) return interval(date->year, date->month, date->day);
    const auto found = settings_.parameters.find(parameter->name);
    if (found == settings_.parameters.end()) refuse("E230", "$" + parameter->name);
    const auto written = written_interval(found->second);
    if (!written) refuse("E117", found->second);
    return *written;
  };
  if (m.kind == K::in_last) {
    const std::chrono::year_month_day now{Day{std::chrono::days{settings_.today}}};
    const auto year = static_cast<int>(now.year()) - static_cast<int>(m.years);
    return lies_within(day(year, static_cast<int>(static_cast<unsigned>(now.month())),
                           static_cast<int>(static_cast<unsigned>(now.day()))),
                       kEnd);
  }
  const Interval from = read(m.from, m.from_parameter);
  switch (m.kind) {
    case K::before:
      return lies_within(kBeginning, from.begin);
    case K::after:
      return lies_within(from.end, kEnd);
    case K::in_year:
      return lies_within(from.begin, from.end);
    case K::between: {
      const Interval to = read(m.to, m.to_parameter);
      if (from.begin > to.end) refuse("E214", "the wrong way round");
      return lies_within(from.begin, to.end);
    }
    default:
      return lies_within(from.begin, kEnd);
  }
}

}  // namespace evident::reference

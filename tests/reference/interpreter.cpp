// The library as the interpreter sees it, whole questions, their steps and the order of rows.
#include "reference/interpreter_class.hpp"

#include "support/text.hpp"

namespace evident::reference {

// "a thing is listed only when a document names it or speaks of it"
bool Interpreter::in_use(Id thing) const {
  if (!is_concept(kind(thing))) return true;
  for (const Arrow& a : l_.arrows)
    if (a.to == thing && a.edge != Edge::broader) return true;
  return false;
}

// "the thing and everything narrower; circles do no harm"
Set Interpreter::narrower(Id thing) const {
  Set all = none();
  all[thing] = true;
  for (std::size_t again = 0; again < n_; ++again)
    for (const Arrow& a : l_.arrows)
      if (a.edge == Edge::broader && all[a.to]) all[a.from] = true;
  return all;
}

// "what people call it: title, name, preferred label, else its quotation"
std::string Interpreter::name(Id i) const {
  const Node& n = node(i);
  if (is_concept(n.kind)) return n.words;
  for (const Attribute a : {Attribute::title, Attribute::name})
    if (const Value* value = n.find(a); value && !trim(std::get<std::string>(*value)).empty())
      return squeeze(std::get<std::string>(*value));
  if (n.kind == Kind::source)
    if (const Value* file = n.find(Attribute::file)) return std::get<std::string>(*file);
  return squeeze(n.words);
}

std::string Interpreter::said_name(const query::Name& name) const {
  if (!name.parameter) return name.text;
  const auto found = settings_.parameters.find(name.text);
  if (found == settings_.parameters.end()) refuse("E230", "$" + name.text);
  return found->second;
}

// Of concepts "label and synonyms"; of works and described cases the title, of works also the file and what a
// reader writes: "Alpha", "Alpha and Beta", "Alpha et al", with or without the year.
std::vector<Id> Interpreter::called(const std::string& text) const {
  std::vector<Id> found;
  const auto is = [&](const std::string& name) { return label_key(name) == label_key(text); };
  for (Id i = 0; i < n_; ++i) {
    const Node& n = node(i);
    bool hit = is_concept(n.kind) && is(n.words);
    if (const Value* others = n.find(Attribute::alternatives))
      for (const auto& other : std::get<std::vector<std::string>>(*others)) hit = hit || is(other);
    if (n.kind == Kind::source || n.kind == Kind::case_study)
      if (const Value* title = n.find(Attribute::title)) hit = hit || is(std::get<std::string>(*title));
    if (n.kind == Kind::source)
      if (const Value* file = n.find(Attribute::file)) hit = hit || is(std::get<std::string>(*file));
    if (const Value* value = n.kind == Kind::source ? n.find(Attribute::authors) : nullptr) {
      const auto& authors = std::get<std::vector<std::string>>(*value);
      std::vector<std::string> heads{authors[0]};
      if (authors.size() == 2) heads.push_back(authors[0] + " and " + authors[1]);
      if (authors.size() > 1) heads.push_back(authors[0] + " et al");
      for (const auto& author : authors) hit = hit || is(author);
      for (const auto& head : heads) {
        hit = hit || is(head);
        if (const Value* year = n.find(Attribute::year))
          hit = hit || is(head + " " + std::to_string(std::get<std::int64_t>(*year)));
      }
    }
    if (hit) found.push_back(i);
  }
  return found;
}

Set Interpreter::reached(const std::vector<graph::Step>& path, Id from) const {
  Set here = none();
  here[from] = true;
  for (const graph::Step& step : path) {
    Set there = none();
    for (Id a = 0; a < n_; ++a)
      for (Id b = 0; b < n_; ++b)
        if (here[a] && (step.forwards ? linked(a, step.edge, b) : linked(b, step.edge, a))) there[b] = true;
    here = there;
  }
  return here;
}

// The objects that a subject is related to: "a thing has what its narrower things have".
Set Interpreter::related(Id subject, const Ways& ways, const Set& objects) const {
  Set found = none();
  const Set starts = is_concept(kind(subject)) ? narrower(subject) : Set();
  for (const graph::Relation* way : ways) {
    if (way->subject != kind(subject)) continue;
    for (Id start = 0; start < n_; ++start) {
      // "what is said of narrower things is said of it, but not what they stand under"
      const bool hierarchy = way->path.front().edge == Edge::broader;
      if (start != subject && (hierarchy || starts.empty() || !starts[start])) continue;
      const Set there = reached(way->path, start);
      for (Id o = 0; o < n_; ++o)
        if (there[o] && objects[o] && kind(o) == way->object) found[o] = true;
    }
  }
  return found;
}

// "item to an earlier item of the same document that says the same; both count once"
bool Interpreter::same_thing(Id a, Id b) const { return telling_[a] == telling_[b]; }
// "the first telling stands for it"
Id Interpreter::first_telling(Id i, const Set& among) const {
  Id first = i;
  for (Id j = 0; j < n_; ++j)
    if (among[j] && same_thing(i, j) && node(j).begin < node(first).begin) first = j;
  return first;
}
// "Counts are of distinct things"
std::size_t Interpreter::distinct(const Set& things) const {
  std::size_t count = 0;
  for (Id i = 0; i < n_; ++i) count += things[i] && first_telling(i, things) == i;
  return count;
}

// "Default order: the label, then the id; after sort by, ties broken by label, id". What is missing comes
// last; numbers before words; of several values the first in the order asked for.
std::vector<Id> Interpreter::ordered(std::vector<Id> rows, const std::vector<const query::SortKey*>& keys,
                                     const Kinds& kinds) {
  using Key = std::tuple<bool, double, std::string>;  // missing, number, text
  std::vector<std::function<std::optional<Key>(Id)>> columns;
  for (const query::SortKey* by : keys) {
    const query::SortKey& key = *by;
    const bool descending = key.descending;
    using K = query::Expression::Kind;
    if (key.value.kind == K::aggregate) {
      if (key.value.aggregate.function != query::Aggregate::Function::count || !key.value.aggregate.things)
        refuse(kUncovered, "this");
      const query::NounPhrase& phrase = *key.value.aggregate.things;
      const Things counted = things(phrase, nullptr);
      const Kinds wanted = kinds_of(phrase);
      const Ways found = any_way(kinds, wanted);
      // Of what is related to nothing of its own kind the thing itself is meant.
      const bool themselves =
          std::all_of(wanted.begin(), wanted.end(), [&](Kind k) { return contains(kinds, k); });
      if (found.empty() && !themselves) refuse("E210", "number of");
      if (found.empty()) {
        columns.push_back([=](Id i) { return Key{false, counted.set[i] ? 1.0 : 0.0, ""}; });
        continue;
      }
      columns.push_back([=, this](Id i) {
        return Key{false, static_cast<double>(distinct(related(i, found, counted.set))), ""};
      });
      continue;
    }
    if (key.value.kind != K::property) refuse(kUncovered, "this");
    const Property p = property(one_step(key.value.property), kinds);
    columns.push_back([=, this](Id i) {
      std::optional<Key> best;
      for (const Scalar& value : values(p, i)) {
        Key k{false, 0, ""};
        if (const auto* number = std::get_if<double>(&value)) std::get<1>(k) = *number;
        if (const auto* truth = std::get_if<bool>(&value)) std::get<1>(k) = *truth;
        if (const auto* choice = std::get_if<std::uint8_t>(&value)) std::get<1>(k) = *choice;
        if (const auto* text = std::get_if<std::string>(&value)) {
          if (const auto number = number_in(*text))
            std::get<1>(k) = *number;
          else
            k = {false, 1e300, fold(*text)};
        }
        if (!best || (descending ? k > *best : k < *best)) best = k;
      }
      return best;
    });
  }
  const auto before = [&](Id a, Id b) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto left = columns[c](a), right = columns[c](b);
      if (left.has_value() != right.has_value()) return left.has_value();
      if (!left || *left == *right) continue;
      return keys[c]->descending ? *left > *right : *left < *right;
    }
    const auto by_label = fold(name(a)).compare(fold(name(b)));
    return by_label ? by_label < 0 : node(a).id < node(b).id;
  };
  std::stable_sort(rows.begin(), rows.end(), before);
  return rows;
}

std::size_t Interpreter::whole(const query::Stage& stage) const {
  if (const auto* number = std::get_if<std::int64_t>(&stage.number)) return static_cast<std::size_t>(*number);
  const auto& parameter = std::get<query::Parameter>(stage.number);
  const auto found = settings_.parameters.find(parameter.name);
  if (found == settings_.parameters.end()) refuse("E230", "$" + parameter.name);
  const auto number = number_in(found->second);
  if (!number || *number < 0) refuse("E220", found->second);
  return static_cast<std::size_t>(*number);
}

// "have no E: its rows automatically carry the status"
const query::Clause* Interpreter::lack() const {
  if (!question_.predicate || question_.predicate->kind != query::Predicate::Kind::clause) return nullptr;
  if (!question_.subject || !question_.subject->modifiers.empty()) return nullptr;
  const query::Clause& c = question_.predicate->clause;
  if (!c.object.phrase || (c.kind != query::Clause::Kind::have && c.kind != query::Clause::Kind::lack))
    return nullptr;
  const auto kind = c.object.quantity.value_or(Quantity{}).kind;
  if (kind != Quantity::Kind::some && kind != Quantity::Kind::no) return nullptr;
  const bool absent = (c.negated != (c.kind == query::Clause::Kind::lack)) != (kind == Quantity::Kind::no);
  const auto* noun = noun_called(c.object.phrase->noun.word);
  if (!absent || !noun) return nullptr;
  for (const auto& meaning : noun->meanings)
    if (meaning.kind != Kind::claim) return nullptr;
  return &c;
}

// "describe puts everything of that name on cards": of what documents speak of, where there is such. "A name
// that the base does not know falls back to counted text hits".
Meaning Interpreter::describe() {
  Set set = none();
  Meaning m;
  for (const query::Name& name : question_.names->names) {
    const auto found = called(said_name(name));
    const bool used = std::any_of(found.begin(), found.end(), [this](Id i) { return in_use(i); });
    for (const Id i : found)
      if (!used || in_use(i)) set[i] = true;
    if (!found.empty()) continue;
    const bool occurs = std::any_of(l_.nodes.begin(), l_.nodes.end(), [&](const Node& n) {
      return !is_concept(n.kind) && fold(n.words).find(fold(said_name(name))) != std::string::npos;
    });
    if (question_.names->names.size() > 1 || !occurs) refuse("E201", said_name(name));
    m.kind = Meaning::Kind::none;
  }
  for (Id i = 0; i < n_; ++i)
    if (set[i]) m.ids.push_back(node(i).id);
  std::sort(m.ids.begin(), m.ids.end());
  m.total = m.ids.size();
  return m;
}

// "let names what a question finds"
const Interpreter::Found& Interpreter::named_set(const query::SetReference& reference) const {
  const auto known = sets_.find(reference.name);
  if (known == sets_.end()) refuse("E206", reference.name);
  return known->second;
}

// The things asked about, with all that the sentence says of them.
Interpreter::Things Interpreter::subject() {
  Leftovers left;
  Things things;
  if (question_.set) {
    const Found& set = named_set(*question_.set);
    things.kinds = set.kinds;
    things.set = set.set;
  } else {
    things = this->things(*question_.subject, nullptr);
  }
  const auto O = question_.opening;
  const bool asked = O == query::Opening::share || O == query::Opening::all || O == query::Opening::most;
  if (question_.predicate && !asked) take(things, predicate(*question_.predicate, things.kinds, &left));
  if (question_.predicate && asked) predicate(*question_.predicate, things.kinds, &left);
  take_leftovers(left, things, nullptr);
  if (question_.where) take(things, condition(*question_.where, things.kinds));
  return things;
}

// "What a document says again is one thing: the first telling stands for it"
std::vector<Id> Interpreter::once(const Set& set) const {
  std::vector<Id> rows;
  for (Id i = 0; i < n_; ++i)
    if (set[i] && first_telling(i, set) == i) rows.push_back(i);
  return rows;
}

// "Steps are done from left to right: what limit cut off is not there for what follows."
void Interpreter::steps(Rows& r) {
  using K = query::Stage::Kind;
  std::vector<Id>& rows = r.shown;
  rows = ordered(std::move(rows), {}, r.things.kinds);
  bool cut = false;
  const auto keep = [&](const Holds& holds) { std::erase_if(rows, [&](Id i) { return !holds(i); }); };
  bool first = true;
  for (const query::Stage& stage : question_.stages) {
    if (stage.kind != K::limit && stage.kind != K::skip && stage.kind != K::sort && stage.kind != K::show)
      cut = false;
    switch (stage.kind) {
      case K::where:
        if (!first) keep(condition(*stage.where, r.things.kinds));  // before other steps: rows() has done it
        continue;
      case K::sort: {
        std::vector<const query::SortKey*> keys;
        for (const query::SortKey& key : stage.sort) keys.push_back(&key);
        rows = ordered(std::move(rows), keys, r.things.kinds);
        break;
      }
      case K::limit:
      case K::skip: {
        if (!cut) r.total = rows.size();
        cut = true;
        const auto n = static_cast<std::ptrdiff_t>(std::min(whole(stage), rows.size()));
        if (stage.kind == K::limit)
          rows.erase(rows.begin() + n, rows.end());
        else
          rows.erase(rows.begin(), rows.begin() + n);
        break;
      }
      case K::show:
        for (const query::NamedExpression& column : stage.columns) {
          if (column.value.kind != query::Expression::Kind::property) refuse(kUncovered, "a column");
          property(one_step(column.value.property), r.things.kinds);
        }
        break;
      case K::unite:
      case K::subtract:
      case K::intersect: {  // "compare things by identity, and take only sets of the same kind"
        const Found other =
            stage.set ? named_set(*stage.set) : Interpreter(raw_, *stage.query, settings_, sets_).found();
        bool common = false;
        for (const Kind k : other.kinds) common = common || contains(r.things.kinds, k);
        if (!common) refuse("E208", "nothing in common");
        if (stage.kind == K::unite) {
          Set all = other.set;
          for (const Id i : rows) all[i] = true;
          for (const Kind k : other.kinds)
            if (!contains(r.things.kinds, k)) r.things.kinds.push_back(k);
          rows = ordered(once(all), {}, r.things.kinds);
        } else {
          keep([&](Id i) { return other.set[i] == (stage.kind == K::intersect); });
        }
        break;
      }
      case K::follow: {  // "goes on to what is related"
        const Things onto = things(*stage.follow, nullptr);
        const Ways found = any_way(r.things.kinds, kinds_of(*stage.follow));
        if (found.empty()) refuse("E210", "follow");
        Set there = none();
        for (const Id i : rows) {
          const Set one = related(i, found, onto.set);
          for (Id o = 0; o < n_; ++o) there[o] = there[o] || one[o];
        }
        r.things.kinds = onto.kinds;
        rows = ordered(once(there), {}, r.things.kinds);
        break;
      }
      default:
        refuse(kUncovered, "this step");
    }
    first = false;
  }
  if (!cut) r.total = rows.size();
}

Interpreter::Rows Interpreter::rows() {
  Rows r;
  r.things = subject();
  for (const query::Stage& stage : question_.stages) {
    if (stage.kind != query::Stage::Kind::where) break;
    take(r.things, condition(*stage.where, r.things.kinds));
  }
  r.shown = once(r.things.set);
  steps(r);
  return r;
}

Interpreter::Found Interpreter::found() {
  using O = query::Opening;
  if (question_.opening != O::which && question_.opening != O::list) refuse("E207", "no set of things");
  if (question_.per || question_.who_says) refuse(kUncovered, "a grouping");
  const Rows r = rows();
  Found f{r.things.kinds, none()};
  for (const Id i : r.shown) f.set[i] = true;
  return f;
}

Meaning Interpreter::run() {
  using O = query::Opening;
  const O opening = question_.opening;
  if (!contains(std::vector<O>{O::which, O::list, O::how_many, O::any, O::describe, O::gaps, O::share, O::all,
                               O::most},
                opening) ||
      question_.quantity || question_.who_says)
    refuse(kUncovered, "this opening");
  if (is_grouped(question_)) {
    if (opening != O::which && opening != O::list && opening != O::how_many)
      refuse(kUncovered, "this grouping");
    return grouped();
  }
  if (opening == O::describe) {
    if (!question_.stages.empty()) refuse(kUncovered, "steps of a description");
    return describe();
  }
  if (opening == O::share || opening == O::all || opening == O::most) return verdict();
  Rows r;
  Things evidence;
  Ways have;
  if (opening == O::gaps) {
    // "gaps in E for X": the things looked through, by kind or by name; measures where none are said
    if (!question_.subject) refuse("E101", "nothing to look for");
    const query::NounPhrase& wanted = *question_.subject;
    const auto* noun = noun_called(wanted.noun.word);
    if (!noun || noun->meanings.size() != 1 || noun->meanings[0].kind != Kind::claim)
      refuse("E212", "no evidence");
    const Modifier* about = nullptr;
    for (const Modifier& m : wanted.modifiers) {
      if (about || m.kind != Modifier::Kind::relation ||
          !contains(std::vector<std::string>{"for", "about", "on", "concerning"}, m.word.word))
        continue;
      if (m.target.names || !ways(Form::have, "", kinds_of(*m.target.phrase), {Kind::claim}).empty())
        about = &m;
    }
    Things subject;
    evidence = things(wanted, nullptr, about);
    if (!about) {
      subject.kinds = {Kind::measure};
      for (Id i = 0; i < n_; ++i) subject.set.push_back(kind(i) == Kind::measure && in_use(i));
    } else if (about->target.phrase) {
      subject = things(*about->target.phrase, nullptr);
    } else {
      subject.set = none();
      const Kinds kinds = objects_of(ways(Form::preposition, about->word.word, {Kind::claim}, {}));
      for (const query::Name& name : about->target.names->names)
        for (const Id i : resolve(name, kinds).things) {
          subject.set[i] = true;
          if (!contains(subject.kinds, kind(i))) subject.kinds.push_back(kind(i));
        }
    }
    have = ways(Form::have, "", subject.kinds, {Kind::claim});
    if (have.empty()) refuse("E210", "have");
    Set without = none();
    for (const query::Stage& stage : question_.stages) {
      if (stage.kind != query::Stage::Kind::where) break;
      take(subject, condition(*stage.where, subject.kinds));
    }
    for (const Id i : once(subject.set)) without[i] = gap(i, evidence, have) != "effect_found";
    r.things = subject;
    r.shown = once(without);
    steps(r);
  } else {
    r = rows();
  }
  Meaning m;
  m.total = r.total;
  m.kind = opening == O::how_many ? Meaning::Kind::number
           : m.total == 0         ? Meaning::Kind::none
           : opening == O::any    ? Meaning::Kind::yes_no
                                  : Meaning::Kind::rows;
  for (const Id i : r.shown) m.ids.push_back(node(i).id);
  const bool moved =
      std::any_of(question_.stages.begin(), question_.stages.end(), [](const query::Stage& stage) {
        using K = query::Stage::Kind;
        return stage.kind == K::follow || stage.kind == K::unite;
      });
  if (opening == O::gaps && !moved)
    for (const Id i : r.shown) m.gaps.push_back(gap(i, evidence, have));
  if (opening == O::gaps) return m;
  if (const query::Clause* c = lack(); c && !moved) {
    const Kinds wanted = kinds_of(*c->object.phrase);
    Ways found = ways(Form::have, "", r.things.kinds, wanted);
    if (found.empty()) found = any_way(r.things.kinds, wanted);
    Leftovers said_of_the_rows;
    const Things absent = things(*c->object.phrase, &said_of_the_rows);
    for (const Id i : r.shown) m.gaps.push_back(gap(i, absent, found));
  }
  return m;
}

tl::expected<Meaning, Refused> meaning(const Library& library, const query::Question& question,
                                       const Settings& settings) {
  try {
    Interpreter::Sets sets;
    for (const query::Let& let : question.lets)
      sets[let.name] = Interpreter(library, let.query, settings, sets).found();
    return Interpreter(library, question, settings, std::move(sets)).run();
  } catch (Refused& refused) {
    return tl::unexpected(std::move(refused));
  }
}

}  // namespace evident::reference

// What is true of a set as a whole: shares, all and most; and counts of the things in groups.
#include <set>

#include "reference/interpreter_class.hpp"
#include "support/text.hpp"

namespace evident::reference {

// "A thing is known to be so or not when every property that the answer turns on has a value; what is related
// is always known." True, false, or not known; not known is neither (Kleene).
Interpreter::Judge Interpreter::judged(const query::Predicate& p, const Kinds& kinds, Leftovers* left) {
  using K = query::Clause::Kind;
  if (p.kind == query::Predicate::Kind::clause && p.clause.kind == K::adjective) {
    const query::Clause& c = p.clause;
    adjective(c, kinds);  // whether it can be said
    return [&c, kinds, this](Id i) -> std::optional<bool> {
      bool all = true, known = true;
      for (const query::Term& term : c.adjectives) {
        const bool worded = term.word == "causal" && kind(i) == Kind::claim;
        const auto facet = adjective_for(worded ? "causally worded" : term.word, kind(i));
        if (!facet) return std::nullopt;
        for (const graph::Test& test : *facet)
          if (!node(i).find(test.attribute) && graph::info(test.attribute).type != Type::boolean)
            known = false;
        all = all && satisfies(i, *facet);
      }
      if (!all && !known) return std::nullopt;
      return all != c.negated;
    };
  }
  if (p.kind == query::Predicate::Kind::clause) {
    if (p.clause.kind == K::kind) refuse(kUncovered, "a kind");
    return [holds = predicate(p, kinds, left)](Id i) -> std::optional<bool> { return holds(i); };
  }
  std::vector<Judge> parts;
  for (const auto& part : p.parts) parts.push_back(judged(part, kinds, left));
  const bool any = p.kind == query::Predicate::Kind::any;
  return [parts, any](Id i) -> std::optional<bool> {
    bool known = true;
    for (const Judge& part : parts) {
      const auto one = part(i);
      if (one && *one == any) return any;
      known = known && one;
    }
    return known ? std::optional(!any) : std::nullopt;
  };
}

// "A share is reckoned among the things of which it is known"; all and most "are two-valued, show the
// exceptions"; "most is more than half"; "of nothing nothing is said".
Meaning Interpreter::verdict() {
  using O = query::Opening;
  if (!question_.stages.empty()) refuse(kUncovered, "steps of a verdict");
  const Things things = subject();
  Leftovers left;
  const Holds holds = predicate(*question_.predicate, things.kinds, &left);
  const Judge judge = judged(*question_.predicate, things.kinds, &left);
  const std::vector<Id> rows = once(things.set);
  std::vector<Id> passing, failing, shown;
  std::size_t known = 0, part = 0;
  for (const Id i : rows) {
    (holds(i) ? passing : failing).push_back(i);
    const auto so = judge(i);
    known += so.has_value();
    part += so.value_or(false);
    if (so.value_or(false)) shown.push_back(i);
  }
  const auto text = [](std::size_t n) { return std::to_string(n); };
  Meaning m;
  m.kind = Meaning::Kind::none;
  if (question_.opening == O::share) {
    if (known == 0) return m;
    m.kind = Meaning::Kind::number;
    m.verdict = "share " + text(part) + " of " + text(known) + " (of " + text(rows.size()) + ")";
  } else {
    if (rows.empty()) return m;
    const bool most = question_.opening == O::most;
    const bool yes = most ? 2 * passing.size() > rows.size() : failing.empty();
    m.kind = Meaning::Kind::yes_no;
    m.verdict = (yes ? "yes " : "no ") + text(passing.size()) + " of " + text(rows.size());
    shown = yes || most ? passing : failing;
  }
  m.total = shown.size();
  for (const Id i : ordered(shown, {}, things.kinds)) m.ids.push_back(node(i).id);
  return m;
}

// "makes one row of each combination of values. What is counted are the distinct things of the group. A thing
// with several values of a key stands in several groups; what has no value stands together in the last."
// Counts by one property are covered.
Meaning Interpreter::grouped() {
  const query::GroupKey* key = question_.per ? &*question_.per : nullptr;
  for (const query::Stage& stage : question_.stages) {
    if (stage.kind == query::Stage::Kind::where && !key) continue;
    const auto count = [](const query::NamedExpression& column) {
      const auto& a = column.value.aggregate;
      return column.value.kind == query::Expression::Kind::aggregate && !a.things && !a.property &&
             a.function == query::Aggregate::Function::count;
    };
    if (key || stage.kind != query::Stage::Kind::summarise || stage.columns.size() != 1 ||
        stage.by.size() != 1 || !count(stage.columns[0]))
      refuse(kUncovered, "this grouping");
    key = &stage.by[0];
  }
  if (question_.opening != query::Opening::how_many && question_.per) refuse(kUncovered, "this grouping");
  Things things = subject();
  for (const query::Stage& stage : question_.stages)
    if (stage.kind == query::Stage::Kind::where) take(things, condition(*stage.where, things.kinds));
  if (!key->value || key->value->kind != query::Expression::Kind::property) refuse(kUncovered, "this key");
  if (key->noun) {
    query::NounPhrase phrase;
    phrase.noun = *key->noun;
    if (!any_way(things.kinds, kinds_of(phrase)).empty()) refuse(kUncovered, "groups by things");
  }
  const Property p = property(one_step(key->value->property), things.kinds);
  if (p.type == Type::records) refuse(kUncovered, "records");
  std::map<std::string, std::size_t> groups;
  for (const Id i : once(things.set)) {
    std::set<std::string> keys;
    for (const Scalar& value : values(p, i)) keys.insert(written(value, p));
    if (keys.empty()) keys.insert("missing");
    for (const std::string& one : keys) ++groups[one];
  }
  Meaning m;
  for (const auto& [value, count] : groups) m.ids.push_back(value + " × " + std::to_string(count));
  m.total = m.ids.size();
  m.kind = m.ids.empty() ? Meaning::Kind::none : Meaning::Kind::rows;
  return m;
}

// A value as a cell of a table shows it.
std::string Interpreter::written(const Scalar& value, const Property& p) const {
  if (const auto* text = std::get_if<std::string>(&value)) return squeeze(*text);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return std::to_string(*number);
  const auto& choice = graph::info(*p.attribute).choices[std::get<std::uint8_t>(value)];
  if (!choice.words.empty()) return std::string(choice.words[0]);
  std::string id(choice.id);
  std::replace(id.begin(), id.end(), '_', ' ');
  return id;
}

bool is_grouped(const query::Query& question) {
  return question.per ||
         std::any_of(question.stages.begin(), question.stages.end(),
                     [](const query::Stage& stage) { return stage.kind == query::Stage::Kind::summarise; });
}

}  // namespace evident::reference

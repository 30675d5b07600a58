// The steps after the bars, in their order. They see the things asked about, then the matches of a pattern,
// then the columns of a table, whichever the step before leaves.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/conditions.hpp"
#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using Of = RowKind::Of;

namespace {

bool on_rows(Plan::Shape shape) {  // whether a step may change which things are found
  using S = Plan::Shape;
  return shape == S::rows || shape == S::number || shape == S::yes_no || shape == S::gaps ||
         shape == S::table;
}

}  // namespace

void Binder::stage(const Stage& s) {
  using K = Stage::Kind;
  if (plan_.shape == Plan::Shape::path && s.kind != K::limit && s.kind != K::skip && s.kind != K::cite)
    stop("E217", "chains of passages can be cut short and cited, and nothing else", s.span,
         "write: | limit 3");
  switch (s.kind) {
    case K::where:
      return where(s);
    case K::sort: {
      Step& step = new_step(Step::Kind::sort);
      for (const SortKey& key : s.sort) step.sort.push_back({value(key.value, row_), key.descending});
      return;
    }
    case K::limit:
      new_step(Step::Kind::limit).number = static_cast<std::size_t>(whole_number(s));
      return;
    case K::skip:
      new_step(Step::Kind::skip).number = static_cast<std::size_t>(whole_number(s));
      return;
    case K::show:
      return show(s);
    case K::summarise:
      return summarise(s);
    case K::follow:
      return follow(s);
    case K::unite:
    case K::subtract:
    case K::intersect:
      return combine(s);
    case K::cite:
      plan_.style = s.style ? s.style->word : "harvard";
      return;
  }
}

Step& Binder::new_step(Step::Kind kind) {
  auto& steps = row_.of == Of::table ? plan_.table_steps : plan_.steps;
  steps.emplace_back();
  steps.back().kind = kind;
  return steps.back();
}

void Binder::then(const std::string& said) { plan_.read_as += "; then " + said; }

void Binder::where(const Stage& s) {
  Test test = condition_of(*s.where, row_);
  if (row_.of == Of::things && plan_.steps.empty()) {
    add(plan_.subject, std::move(test));
    if (plan_.shape != Plan::Shape::gaps) read_back();
    return;
  }
  then("those that " + in_number(test.said, true));
  if (row_.of == Of::pattern && plan_.steps.empty())
    plan_.pattern[0].conditions.push_back(std::move(test));
  else
    new_step(Step::Kind::where).tests.push_back(std::move(test));
}

namespace {

[[noreturn]] void called_twice(const std::string& name, const NamedExpression& column,
                               const std::string& text) {
  const auto fix = "give one another name: as " + name + "2";
  Diagnostic problem = trouble("E209", "two columns are called " + name, column.span, fix);
  const auto written = text.substr(column.span.begin, column.span.end - column.span.begin);
  if (const auto at = written.rfind(name); at != std::string::npos)
    problem.proposals.push_back(
        {{column.span, written.substr(0, at) + name + "2" + written.substr(at + name.size())}, {}});
  throw Stop{std::move(problem)};
}

}  // namespace

void Binder::show(const Stage& s) {
  std::vector<Shown> columns;
  for (const NamedExpression& column : s.columns) {
    Computed computed = value(column.value, row_);
    std::string name = name_of(computed, column.alias, column.span);
    const auto taken = [&](const std::string& n) {
      return std::any_of(columns.begin(), columns.end(), [&](const Shown& c) { return c.name == n; });
    };
    if (taken(name) && !column.alias.empty()) called_twice(name, column, text_);
    for (int i = 2; taken(name); ++i)
      if (const auto next = name + " " + std::to_string(i); !taken(next)) name = next;
    columns.push_back({std::move(computed), std::move(name)});
  }
  if (row_.of == Of::pattern) return table_of(std::move(columns));
  if (row_.of == Of::things) {
    row_.columns = columns;
    plan_.show = std::move(columns);
    return;
  }
  plan_.table_show = std::move(columns);
}

// From here on the rows are those of a table.
void Binder::table_of(std::vector<Shown> columns) {
  plan_.shape = Plan::Shape::table;
  row_.of = Of::table;
  row_.columns = columns;
  plan_.show = std::move(columns);
}

void Binder::summarise(const Stage& s) {
  if (row_.of == Of::table || !on_rows(plan_.shape))
    stop("E217", "'summarise' must come before 'show' and can stand only once", s.span,
         "put it after the things that it counts: list studies | summarise count by design");
  Grouping group;
  std::string said;
  for (const NamedExpression& column : s.columns) {
    if (column.value.kind != Expression::Kind::aggregate)
      stop("E217", "'summarise' takes counts, sums and the like, and this is none", column.span,
           "put it after by: … | summarise count by " + text_of(column.span));
    grouping_ = true;
    Computed computed = value(column.value, row_);
    grouping_ = false;
    std::string name = name_of(computed, column.alias, column.span);
    said += (said.empty() ? "" : ", ") + computed.words;
    group.values.push_back({std::move(computed), std::move(name)});
  }
  std::string by;
  for (const GroupKey& one : s.by) {
    Computed computed = key(one, row_);
    std::string name = name_of(computed, one.alias, one.span);
    by += (by.empty() ? " for each " : " and ") + name;
    group.keys.push_back({std::move(computed), std::move(name)});
  }
  then(said + by);
  std::vector<Shown> columns = group.keys;
  columns.insert(columns.end(), group.values.begin(), group.values.end());
  table_of(std::move(columns));
  plan_.group = std::move(group);
}

// "how many sources mention "trust" per year", "what share of studies are qualitative per country".
void Binder::per(const GroupKey& given) {
  Grouping group;
  Computed by = key(given, row_);
  std::string name = name_of(by, given.alias, given.span);
  Computed counted;
  counted.words = plan_.subject.noun;
  if (plan_.shape == Plan::Shape::share) {
    counted.op = Computed::Op::share;
    counted.tests = plan_.asked;
    counted.words = "share";
    plan_.asked.clear();
  } else {
    counted.op = Computed::Op::count;
  }
  then((counted.op == Computed::Op::share ? "the share" : "their number") + std::string(" for each ") + name);
  std::string counted_name = counted.words;
  group.keys.push_back({std::move(by), std::move(name)});
  group.values.push_back({std::move(counted), std::move(counted_name)});
  std::vector<Shown> columns = group.keys;
  columns.insert(columns.end(), group.values.begin(), group.values.end());
  table_of(std::move(columns));
  plan_.group = std::move(group);
}

void Binder::follow(const Stage& s) {
  if (row_.of != Of::things || !on_rows(plan_.shape))
    stop("E217", "'follow' goes on from things, and here are none", s.span,
         "put it after the things: list studies | follow claims");
  auto found = any_links(row_.kinds, noun_kinds(*s.follow));
  if (found.empty())
    stop("E210", kinds_words(row_.kinds) + " and " + s.follow->noun.word + " are not related", s.follow->span,
         "of " + kinds_words(row_.kinds) + " can be said: " + some_of(sayable(row_.kinds)));
  Step& step = new_step(Step::Kind::follow);
  step.links = std::move(found);
  step.other.push_back(phrase(*s.follow, nullptr));
  row_.kinds = kinds_of(step.other[0], graph_);
  row_.columns.clear();
  plan_.show.clear();
  then("the " + in_number(step.other[0].said, true) + " related to them");
}

void Binder::combine(const Stage& s) {
  using K = Stage::Kind;
  const char* word = s.kind == K::unite ? "union" : s.kind == K::subtract ? "minus" : "intersect";
  if (row_.of != Of::things || !on_rows(plan_.shape))
    stop("E217", "'" + std::string(word) + "' takes sets of things, and here is none", s.span,
         "put it before show and summarise");
  Things other = s.set ? named_set(*s.set) : inner(*s.query);
  const Kinds kinds = kinds_of(other, graph_);
  const bool common = std::any_of(kinds.begin(), kinds.end(), [&](graph::Kind kind) {
    return std::find(row_.kinds.begin(), row_.kinds.end(), kind) != row_.kinds.end();
  });
  if (!common)
    stop("E208", kinds_words(row_.kinds) + " and " + kinds_words(kinds) + " have nothing in common", s.span,
         "both sides of '" + std::string(word) + "' must be the same kind of thing: " + std::string(word) +
             " (list " + kind_word(row_.kinds.front(), true) + ")");
  if (s.kind == K::unite)
    for (const graph::Kind kind : kinds)
      if (std::find(row_.kinds.begin(), row_.kinds.end(), kind) == row_.kinds.end())
        row_.kinds.push_back(kind);
  then((s.kind == K::unite      ? "together with "
        : s.kind == K::subtract ? "without "
                                : "only those also among ") +
       in_number(other.said, true));
  Step& step = new_step(s.kind == K::unite      ? Step::Kind::unite
                        : s.kind == K::subtract ? Step::Kind::subtract
                                                : Step::Kind::intersect);
  step.other.push_back(std::move(other));
}

std::int64_t Binder::whole_number(const Stage& s) const {
  if (const auto* number = std::get_if<std::int64_t>(&s.number)) return std::max<std::int64_t>(0, *number);
  return whole_number(std::get<Parameter>(s.number));
}
std::int64_t Binder::whole_number(const Parameter& parameter) const {
  return take(parameter_number(parameter, options_));
}

}  // namespace evident::query

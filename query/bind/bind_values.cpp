// Expressions to values: where a path leads, which property it ends in, and what is counted over which
// things.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/conditions.hpp"
#include "query/bind/mend.hpp"
#include "query/bind/names.hpp"
#include "query/bind/nouns.hpp"
#include "query/bind/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Type;
using Op = Computed::Op;
using Of = RowKind::Of;
using Function = Aggregate::Function;

namespace {

// A step of a path as a word of the vocabulary: sample_size is "sample size".
std::string word_of(const Term& step) {
  std::string word = step.word;
  for (char& c : word) {
    if (c == '_') c = ' ';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return word;
}

const Shown* column_called(const RowKind& row, std::string_view name) {
  for (const Shown& column : row.columns)
    if (column.name == name) return &column;
  return nullptr;
}

std::string names_of(const RowKind& row) {
  std::vector<std::string> names;
  for (const Shown& column : row.columns) names.push_back(column.name);
  for (const auto& variable : row.variables)
    if (!variable.name.empty()) names.push_back(variable.name);
  return some_of(names);
}

[[noreturn]] void no_column(const std::string& words, const RowKind& row, Span span) {
  Diagnostic problem =
      trouble("E216", "'" + words + "' is no column here", span, "the columns are: " + names_of(row));
  std::vector<std::string> names;
  for (const Shown& column : row.columns) names.push_back(column.name);
  for (auto& near : near_misses(words, names)) {
    auto fix = "did you mean '" + near + "'?";
    problem.proposals.push_back({{span, std::move(near)}, std::move(fix)});
  }
  throw Stop{std::move(problem)};
}

Computed column_at(const RowKind& row, const Shown& column) {
  if (row.of != Of::table) return column.value;
  Computed computed;
  computed.op = Op::column;
  computed.column = static_cast<std::size_t>(&column - row.columns.data());
  computed.words = column.name;
  computed.type = column.value.type;
  return computed;
}

bool is_number(const Computed& computed) {
  switch (computed.type) {
    case Type::integer:
    case Type::number:
    case Type::year:
      return true;
    case Type::text:  // figures are kept as they were printed
      return computed.property && !computed.property->readings.empty() &&
             computed.property->readings[0].attribute == graph::Attribute::value &&
             computed.property->readings[0].from == Reading::From::own;
    default:
      return false;
  }
}

const char* word_for(Function function) {
  switch (function) {
    case Function::count:
      return "count";
    case Function::sum:
      return "sum";
    case Function::average:
      return "average";
    case Function::median:
      return "median";
    case Function::minimum:
      return "lowest";
    case Function::maximum:
      return "highest";
    case Function::share:
      return "share";
  }
  return "";
}

Op op_of(Function function) {
  switch (function) {
    case Function::sum:
      return Op::sum;
    case Function::average:
      return Op::average;
    case Function::median:
      return Op::median;
    case Function::minimum:
      return Op::minimum;
    case Function::maximum:
      return Op::maximum;
    default:
      return Op::count;
  }
}

}  // namespace

Computed Binder::value(const Expression& e, const RowKind& row) {
  using K = Expression::Kind;
  Computed computed;
  switch (e.kind) {
    case K::property:
      return path(e.property, row);
    case K::aggregate:
      return aggregate(e.aggregate, row, e.span);
    case K::literal: {
      const Literal literal = take(with_value(e.literal, options_));
      computed.op = Op::constant;
      computed.words = text_of(e.span);
      if (const auto* number = std::get_if<double>(&literal.value)) {
        computed.constant = *number;
      } else {
        computed.type = Type::text;
        computed.constant = said_value(literal);
      }
      return computed;
    }
    default:
      break;
  }
  computed.op = e.kind == K::add        ? Op::add
                : e.kind == K::subtract ? Op::subtract
                : e.kind == K::multiply ? Op::multiply
                                        : Op::divide;
  computed.words = text_of(e.span);
  for (const Expression& operand : e.operands) {
    computed.operands.push_back(value(operand, row));
    const Computed& side = computed.operands.back();
    if (!is_number(side) || side.op == Op::share)
      stop("E220", "'" + text_of(operand.span) + "' is no number, so it cannot be reckoned with",
           operand.span, "reckon with numbers: number of claims, sample size, year");
  }
  return computed;
}

// Hops to related things, then a property; without one, the things themselves.
Computed Binder::path(const PropertyPath& path, const RowKind& row) {
  Computed computed;
  computed.words = text_of(path.span);
  if (computed.words.empty() && !path.steps.empty()) computed.words = path.steps[0].word;
  if (path.steps.size() == 1)
    if (const Shown* column = column_called(row, path.steps[0].word)) return column_at(row, *column);
  if (row.of == Of::table) {
    if (const Shown* column = column_called(row, computed.words)) return column_at(row, *column);
    no_column(computed.words, row, path.span);
  }
  if (path.steps.size() == 1 && row.of == Of::things && word_of(path.steps[0]) == "relevance")
    if (auto property = relevance(row.kinds, path.span)) {
      computed.property = std::move(*property);
      computed.type = computed.property->type;
      return computed;
    }
  Kinds kinds = row.kinds;
  std::size_t first = 0;
  if (row.of == Of::pattern) {
    computed.variable = variable(path.steps[0].word, row, path.steps[0].span);
    kinds = row.variables[computed.variable].kinds;
    first = 1;
  }
  for (std::size_t i = first; i < path.steps.size(); ++i) {
    const Term& step = path.steps[i];
    const std::string word = word_of(step);
    const bool last = i + 1 == path.steps.size();
    if (last)
      if (auto property = property_of(word, kinds)) {
        computed.property = std::move(*property);
        computed.type = computed.property->type;
        return computed;
      }
    if (!noun_of(word) || path.steps.size() == 1) {
      if (!last || path.alias)
        stop("E216",
             "'" + step.word + "' is no property of " + kinds_words(kinds) + " and nothing related to them",
             step.span, kinds_words(kinds) + " have: " + some_of(properties_for(kinds), 24));
      take(bind_property({word, step.span}, kinds));  // says which there are
    }
    NounPhrase phrase;
    phrase.noun = {word, step.span};
    computed.hops.push_back(hop(phrase, kinds, step.span));
    kinds = kinds_of(computed.hops.back().things, graph_);
  }
  computed.type = Type::text;
  return computed;
}

// On to things of a kind: those at hand where they are of that kind themselves, else those related to them.
Computed::Hop Binder::hop(const NounPhrase& np, const Kinds& kinds, Span span, bool own_first) {
  Computed::Hop result;
  const Kinds wanted = noun_kinds(np);
  const bool themselves = std::all_of(wanted.begin(), wanted.end(), [&](graph::Kind kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  });
  const auto related = any_links(kinds, wanted);
  // In a group its own things are meant; of one thing, those that it is related to.
  if (!themselves || wanted.empty() || (!own_first && !related.empty())) {
    result.links = related;
    if (result.links.empty())
      stop("E210", kinds_words(kinds) + " and " + np.noun.word + " are not related", span,
           "of " + kinds_words(kinds) + " can be said: " + some_of(sayable(kinds)));
  }
  result.things = phrase(np, nullptr);
  return result;
}

// The same for every way of asking it: "lowest rank" is also "min of rank".
std::string Binder::aggregate_words(const Aggregate& a) const {
  const std::string of = a.property ? text_of(a.property->span) : a.things ? text_of(a.things->span) : "";
  if (a.matches) return "number of matches";
  if (of.empty()) return word_for(a.function);
  const bool ends = a.function == Function::minimum || a.function == Function::maximum;
  return std::string(a.function == Function::count ? "number" : word_for(a.function)) +
         (ends ? " " : " of ") + of;
}

Computed Binder::aggregate(const Aggregate& a, const RowKind& row, Span span) {
  const std::string words = aggregate_words(a);
  if (row.of == Of::table) {
    if (const Shown* column = column_called(row, words)) return column_at(row, *column);
    no_column(words, row, span);
  }
  if (a.function == Function::share) {
    if (!a.things) stop("E215", "'share of' needs things", span, "write: share of qualitative studies");
    Computed share = share_of(*a.things, row, span);
    share.words = words;
    return share;
  }
  Computed computed;
  if (a.matches) {
    if (row.of != Of::pattern || !grouping_)
      stop("E215", "'count of matches' counts what a pattern finds, in groups", span,
           "write: match (c:claim)-[about]->(m:measure) | summarise count of matches by m.name");
    computed.op = Op::matches;
    computed.words = words;
    return computed;
  }
  if (a.property) {
    computed = path(*a.property, row);
    if (a.function != Function::count) {
      if (!computed.property)
        stop("E215", "'" + std::string(word_for(a.function)) + "' needs a property", span,
             "name one: average of sample size");
      const bool ends = a.function == Function::minimum || a.function == Function::maximum;
      const bool ordered =
          computed.type == Type::date ||
          (computed.type == Type::choice && is_ordered(computed.property->readings[0].attribute));
      if (!is_number(computed) && !(ends && ordered))
        stop("E215",
             "'" + computed.property->words + "' is " +
                 (ends ? "neither a number nor in any order" : "no number") + ", so it has no " +
                 word_for(a.function),
             span, "count instead: summarise count by " + computed.property->words);
      if (is_number(computed)) computed.type = Type::number;
    } else {
      computed.type = Type::number;
    }
  } else if (a.things) {
    const RowKind::Variable* one = row.of == Of::pattern ? &row.variables.front() : nullptr;
    computed.hops.push_back(hop(*a.things, one ? one->kinds : row.kinds, span, grouping_));
    if (a.function != Function::count)
      stop("E215",
           "'" + std::string(word_for(a.function)) + "' needs a property of the " + a.things->noun.word, span,
           "name one: " + std::string(word_for(a.function)) + " of " + a.things->noun.word + ".sample_size");
  }
  computed.op = op_of(a.function);
  computed.words = words;
  return computed;
}

// The whole is what the noun alone names; what describes it says which part is meant.
Computed Binder::share_of(const NounPhrase& np, const RowKind& row, Span span) {
  Computed computed;
  computed.op = Op::share;
  computed.words = text_of(span);
  const Kinds kinds = row.of == Of::pattern ? row.variables.front().kinds : row.kinds;
  NounPhrase plain;
  plain.noun = np.noun;
  Computed::Hop whole = hop(plain, kinds, span);
  const Things part = phrase(np, nullptr);
  Test facet;
  facet.op = Test::Op::facet;
  facet.facets = part.scans;
  computed.tests.push_back(std::move(facet));
  computed.tests.insert(computed.tests.end(), part.tests.begin(), part.tests.end());
  if (!whole.links.empty()) computed.hops.push_back(std::move(whole));
  return computed;
}

// A word that is both a property and a kind of thing: the things where they are related, else the property.
Computed Binder::key(const GroupKey& key, const RowKind& row) {
  if (key.noun && row.of != Of::pattern) {
    const auto* noun = noun_of(key.noun->word);
    Kinds wanted;
    if (noun)
      for (const auto& meaning : noun->meanings) wanted.push_back(meaning.kind);
    if (!any_links(row.kinds, wanted).empty() || !key.value) {
      NounPhrase phrase;
      phrase.noun = *key.noun;
      Computed computed;
      computed.hops.push_back(hop(phrase, row.kinds, key.span));
      computed.words = noun ? std::string(noun->words[0]) : key.noun->word;
      computed.type = Type::text;
      return computed;
    }
  }
  if (!key.value) stop("E216", "there is nothing to group by", key.span, "write: by year");
  Computed computed = value(*key.value, row);
  if (computed.op != Op::property && computed.op != Op::column)
    stop("E217", "rows are grouped by a property or a kind of thing, not by something that is counted",
         key.span, "write: by year");
  return computed;
}

std::string Binder::name_of(const Computed& computed, const std::string& alias, Span span) const {
  if (!alias.empty()) return alias;
  if (computed.op == Op::property && computed.property && computed.hops.empty() && row_.of == Of::things)
    return computed.property->words;
  std::string words = computed.words.empty() ? text_of(span) : computed.words;
  return words.empty() ? "value" : words;
}

}  // namespace evident::query

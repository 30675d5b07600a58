// Canonical text. Every choice the grammar leaves open is made once: full verbs after and/or, brackets round
// what would otherwise attach elsewhere, signs in conditions, names in straight quotation marks.
// parse(print(q)) is q.
#include <algorithm>
#include <charconv>
#include <string_view>

#include "query/language/parse.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string name(const Name& n) {
  return std::string(n.loose   ? "~"
                     : n.exact ? "exactly "
                               : "") +
         (n.parameter ? "$" + n.text : quoted(n.text));
}
std::string names(const Names& all) {
  std::string out;
  for (std::size_t i = 0; i < all.names.size(); ++i) {
    if (i != 0) out += i + 1 < all.names.size() ? ", " : all.mode == Names::Mode::any ? " or " : " and ";
    out += name(all.names[i]);
  }
  return out;
}

std::string two_digits(int n) { return {static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)}; }
std::string date(const Date& d) {
  auto out = two_digits(d.year / 100) + two_digits(d.year % 100);
  if (d.month != 0) out += "-" + two_digits(d.month);
  if (d.day != 0) out += "-" + two_digits(d.day);
  return out;
}
std::string when(const std::optional<Date>& d, const std::optional<Parameter>& p) {
  return d ? date(*d) : p ? "$" + p->name : std::string();
}

std::string number(double n) {
  char digits[64];
  const auto end = std::to_chars(digits, digits + sizeof digits, n, std::chars_format::fixed);
  return {digits, end.ptr};
}
std::string literal(const Literal& l) {
  struct {
    const Literal& l;
    std::string operator()(double n) const { return number(n) + (l.percent ? "%" : ""); }
    std::string operator()(const std::string& s) const { return l.word ? s : quoted(s); }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(const Date& d) const { return date(d); }
    std::string operator()(const Parameter& p) const { return "$" + p.name; }
  } visitor{l};
  return std::visit(visitor, l.value);
}

std::string_view sign(Comparison c) {
  switch (c) {
    case Comparison::equal:
      return "=";
    case Comparison::not_equal:
      return "!=";
    case Comparison::less:
      return "<";
    case Comparison::at_most:
      return "<=";
    case Comparison::greater:
      return ">";
    case Comparison::at_least:
      return ">=";
  }
  return "=";
}

std::string quantity(const Quantity& q) {
  using Kind = Quantity::Kind;
  const auto counted = [&](std::string_view words) {
    return std::string(words) + " " + (q.parameter ? "$" + q.parameter->name : std::to_string(q.number));
  };
  switch (q.kind) {
    case Kind::some:
      return "any";
    case Kind::no:
      return "no";
    case Kind::only:
      return "only";
    case Kind::every:
      return "every";
    case Kind::at_least:
      return counted("at least");
    case Kind::at_most:
      return counted("at most");
    case Kind::exactly:
      return counted("exactly");
    case Kind::more_than:
      return counted("more than");
    case Kind::fewer_than:
      return counted("fewer than");
  }
  return {};
}

std::string search(const TextSearch& s, bool inside) {
  using Kind = TextSearch::Kind;
  if (s.kind == Kind::phrase) return name(s.phrase);
  if (s.kind == Kind::negation) return "not " + search(s.parts.front(), true);
  std::string out;
  for (std::size_t i = 0; i < s.parts.size(); ++i) {
    if (i != 0) out += s.kind == Kind::all ? " and " : " or ";
    out += search(s.parts[i], true);
  }
  return inside ? "(" + out + ")" : out;
}

std::string phrase(const NounPhrase& p);
std::string predicate(const Predicate& p, bool inside);

// brackets: what follows would attach to the phrase in here.
std::string target(const Target& t, bool brackets = false) {
  std::string out;
  if (t.quantity) out += quantity(*t.quantity) + " ";
  if (t.phrase) {
    out += brackets ? "(" + phrase(*t.phrase) + ")" : phrase(*t.phrase);
  }
  if (t.names) out += names(*t.names);
  if (t.set) out += "@" + t.set->name;
  return out;
}

std::string property_test(const PropertyTest& t) {
  if (t.upper) return t.property.word + " between " + literal(t.value) + " and " + literal(*t.upper);
  return t.property.word + " " + std::string(sign(t.comparison)) + " " + literal(t.value);
}

std::string clock(Modifier::Clock c) {
  switch (c) {
    case Modifier::Clock::unsaid:
      return {};
    case Modifier::Clock::published:
      return "published ";
    case Modifier::Clock::gathered:
      return "carried out ";
    case Modifier::Clock::added:
      return "added ";
  }
  return {};
}

// last: nothing of the same phrase follows.
std::string modifier(const Modifier& m, bool last) {
  using Kind = Modifier::Kind;
  switch (m.kind) {
    case Kind::relation:
      return m.word.word + " " + target(m.target, !last);
    case Kind::named:
      return "named " + target(m.target);
    case Kind::since:
      return clock(m.clock) + "since " + when(m.from, m.from_parameter);
    case Kind::before:
      return clock(m.clock) + "before " + when(m.from, m.from_parameter);
    case Kind::after:
      return clock(m.clock) + "after " + when(m.from, m.from_parameter);
    case Kind::between:
      return clock(m.clock) + "between " + when(m.from, m.from_parameter) + " and " +
             when(m.to, m.to_parameter);
    case Kind::in_year:
      return clock(m.clock) + "in " + when(m.from, m.from_parameter);
    case Kind::in_last:
      return clock(m.clock) + "in the last " +
             (m.years_parameter ? "$" + m.years_parameter->name : std::to_string(m.years)) + " years";
    case Kind::with_test:
      return "with " + property_test(*m.test);
    case Kind::with:
      return "with " + target(m.target, !last);
    case Kind::without:
      return "without " + (m.property ? m.property->word : target(m.target, !last));
    case Kind::mentioning:
      return "mentioning " + search(*m.search, !last);
    case Kind::that:
      return "that " + (last ? predicate(*m.predicate, true) : "(" + predicate(*m.predicate, false) + ")");
  }
  return {};
}

// From the modifier at `from` on.
std::string modifiers(const NounPhrase& p, std::size_t from = 0) {
  std::string out;
  for (std::size_t i = from; i < p.modifiers.size(); ++i)
    out += " " + modifier(p.modifiers[i], i + 1 == p.modifiers.size());
  return out;
}
std::string phrase(const NounPhrase& p) {
  std::string out;
  for (const auto& adjective : p.adjectives) out += adjective.word + " ";
  return out + p.noun.word + modifiers(p);
}

std::string difference(const Difference& d) {
  std::string out = "differ";
  if (d.amount) {
    const std::string_view words = d.comparison == Comparison::at_least  ? "at least "
                                   : d.comparison == Comparison::at_most ? "at most "
                                   : d.comparison == Comparison::less    ? "less than "
                                   : d.comparison == Comparison::equal   ? "exactly "
                                                                         : "more than ";
    out += " by " + std::string(words) + literal(*d.amount) + (d.amount->percent ? "" : " points");
  }
  return out + " between " + names(d.groups);
}

std::string clause(const Clause& k) {
  using Kind = Clause::Kind;
  switch (k.kind) {
    case Kind::have:
      return (k.negated ? "do not have " : "have ") + target(k.object);
    case Kind::lack:
      return "lack " + target(k.object);
    case Kind::participle:
      return (k.negated ? "are not " : "are ") + k.word.word + " " + target(k.object);
    case Kind::adjective:
      return (k.negated ? "are not " : "are ") + k.adjectives.front().word;
    case Kind::verb:
      return (k.negated ? "do not " : "") + k.word.word + " " + target(k.object);
    case Kind::kind:
      return (k.negated ? "are not any " : "are any ") + phrase(*k.object.phrase);
    case Kind::unique:
      return (k.negated ? "are not unique to " : "are unique to ") + target(k.object);
    case Kind::mention:
      return (k.negated ? "do not mention " : "mention ") + search(*k.search, false);
    case Kind::differ:
      return (k.negated ? "do not " : "") + difference(*k.difference);
  }
  return {};
}

// inside: after "that" or in another predicate, where several statements need brackets.
std::string predicate(const Predicate& p, bool inside) {
  if (p.kind == Predicate::Kind::clause) return clause(p.clause);
  std::string out;
  for (std::size_t i = 0; i < p.parts.size(); ++i) {
    if (i != 0) out += p.kind == Predicate::Kind::all ? " and " : " or ";
    out += predicate(p.parts[i], true);
  }
  return inside ? "(" + out + ")" : out;
}

std::string with_underscores(std::string word) {
  std::replace(word.begin(), word.end(), ' ', '_');
  return word;
}
std::string path(const PropertyPath& p) {
  if (p.steps.size() == 1) return p.steps.front().word;
  std::string out = p.steps.front().word;
  for (std::size_t i = 1; i < p.steps.size(); ++i) out += "." + with_underscores(p.steps[i].word);
  return out;
}

std::string aggregate(const Aggregate& a) {
  using Function = Aggregate::Function;
  if (a.matches) return "count of matches";
  if (!a.things && !a.property) return "count";
  const auto of = a.things ? phrase(*a.things) : path(*a.property);
  switch (a.function) {
    case Function::count:
      return "number of " + of;
    case Function::sum:
      return "sum of " + of;
    case Function::average:
      return "average of " + of;
    case Function::median:
      return "median of " + of;
    case Function::minimum:
      return "min of " + of;
    case Function::maximum:
      return "max of " + of;
    case Function::share:
      return "share of " + of;
  }
  return {};
}

std::string expression(const Expression& e, bool inside = false) {
  using Kind = Expression::Kind;
  std::string_view between;
  switch (e.kind) {
    case Kind::literal:
      return literal(e.literal);
    case Kind::property:
      return path(e.property);
    case Kind::aggregate:  // its phrase would take what follows
      return inside && e.aggregate.things ? "(" + aggregate(e.aggregate) + ")" : aggregate(e.aggregate);
    case Kind::add:
      between = " + ";
      break;
    case Kind::subtract:
      between = " - ";
      break;
    case Kind::multiply:
      between = " * ";
      break;
    case Kind::divide:
      between = " / ";
      break;
  }
  auto out = expression(e.operands[0], true) + std::string(between) + expression(e.operands[1], true);
  return inside ? "(" + out + ")" : out;
}

// A name after "as": in quotation marks unless it can stand without.
std::string as(const std::string& alias) {
  if (alias.empty()) return {};
  return " as " + (is_identifier(alias) ? alias : quoted(alias));
}
std::string group_key(const GroupKey& key) {
  return (key.value ? expression(*key.value) : key.noun->word) + as(key.alias);
}

template <class T, class Print>
std::string listed(const std::vector<T>& parts, const Print& print) {
  std::string out;
  for (const T& part : parts) out += (out.empty() ? "" : ", ") + print(part);
  return out;
}
std::string columns(const std::vector<NamedExpression>& all) {
  return listed(all, [](const NamedExpression& c) { return expression(c.value) + as(c.alias); });
}

std::string pattern(const PatternPath& p) {
  std::string out;
  for (std::size_t i = 0; i < p.nodes.size(); ++i) {
    if (i != 0) {
      const auto& edge = p.edges[i - 1];
      std::string relations;
      for (const auto& relation : edge.relations)
        relations += (relations.empty() ? "" : "|") + with_underscores(relation.word);
      if (edge.least != 1 || edge.most != 1)
        relations += "*" + std::to_string(edge.least) + ".." +
                     (edge.most == kMostHops ? "" : std::to_string(edge.most));
      out += edge.backwards ? "<-[" + relations + "]-" : "-[" + relations + "]->";
    }
    const auto& node = p.nodes[i];
    out += "(" + node.variable;
    if (node.noun) out += ":" + node.noun->word;
    if (!node.properties.empty()) {
      if (node.noun || !node.variable.empty()) out += " ";
      out += "{" +
             listed(node.properties,
                    [](const PropertyTest& t) { return t.property.word + ": " + literal(t.value); }) +
             "}";
    }
    out += ")";
  }
  return out;
}

std::string condition(const Condition& c, bool inside) {
  using Kind = Condition::Kind;
  const auto value = [&](std::size_t i) { return c.right ? path(*c.right) : literal(c.values[i]); };
  const auto left = c.left ? expression(*c.left) : c.property.word;
  switch (c.kind) {
    case Kind::compare:
      return left + " " + std::string(sign(c.comparison)) + " " + value(0);
    case Kind::missing:
      return left + (c.negated ? " is not missing" : " is missing");
    case Kind::between:
      return left + (c.negated ? " not between " : " between ") + value(0) + " and " + value(1);
    case Kind::one_of: {
      std::string out = left + (c.negated ? " not in (" : " in (");
      for (std::size_t i = 0; i < c.values.size(); ++i) out += (i != 0 ? ", " : "") + value(i);
      return out + ")";
    }
    case Kind::contains:
      return left + (c.negated ? " does not contain " : " contains ") + value(0);
    case Kind::starts_with:
      return left + (c.negated ? " does not start with " : " starts with ") + value(0);
    case Kind::negation:
      return "not " + condition(c.parts.front(), true);
    case Kind::exists:
      return "exists " + pattern(*c.pattern);
    case Kind::all:
    case Kind::any:
      break;
  }
  std::string out;
  for (std::size_t i = 0; i < c.parts.size(); ++i) {
    if (i != 0) out += c.kind == Kind::all ? " and " : " or ";
    out += condition(c.parts[i], true);
  }
  return inside ? "(" + out + ")" : out;
}

std::string query(const Query& q);

std::string stage(const Stage& s) {
  using Kind = Stage::Kind;
  const auto count = [&] {
    const auto* p = std::get_if<Parameter>(&s.number);
    return p != nullptr ? "$" + p->name : std::to_string(std::get<std::int64_t>(s.number));
  };
  const auto set = [&] { return s.set ? "@" + s.set->name : "(" + query(*s.query) + ")"; };
  switch (s.kind) {
    case Kind::where:
      return "where " + condition(*s.where, false);
    case Kind::limit:
      return "limit " + count();
    case Kind::skip:
      return "skip " + count();
    case Kind::show:
      return "show " + columns(s.columns);
    case Kind::summarise:
      return "summarise " + columns(s.columns) + (s.by.empty() ? "" : " by " + listed(s.by, group_key));
    case Kind::sort:
      return "sort by " + listed(s.sort, [](const SortKey& key) {
               const std::string value = expression(key.value);
               return value + (key.descending ? " desc" : is_best_first(value) ? " asc" : "");
             });
    case Kind::follow:
      return "follow " + phrase(*s.follow);
    case Kind::unite:
      return "union " + set();
    case Kind::subtract:
      return "minus " + set();
    case Kind::intersect:
      return "intersect " + set();
    case Kind::cite:
      return "cite" + (s.style ? " as " + s.style->word : std::string());
  }
  return {};
}

// The speakers of Opening::say, whose claims begin with "said by" them.
const Clause* speakers(const NounPhrase& claims) {
  if (claims.modifiers.empty() || claims.modifiers.front().kind != Modifier::Kind::that) return nullptr;
  const auto& said = *claims.modifiers.front().predicate;
  return said.kind == Predicate::Kind::clause && said.clause.word.word == "said by" ? &said.clause : nullptr;
}

std::string head(const Query& q) {
  const auto things = [&] { return q.set ? "@" + q.set->name : phrase(*q.subject); };
  switch (q.opening) {
    case Opening::which:
      return "which " + things();
    case Opening::list:
      return "list " + things();
    case Opening::how_many:
      return "how many " + things();
    case Opening::share:
      return "what share of " + things();
    case Opening::any:
      return "are there " + (q.quantity ? quantity(*q.quantity) : "any") + " " + things();
    case Opening::all:
      return "do all " + things();
    case Opening::most:
      return "do most " + things();
    case Opening::whether: {
      if (q.names) return "is it true that " + names(*q.names);
      std::string out = "is it true that";
      for (const auto& part : q.claim->parts) out += " " + name(part.phrase);
      return out;
    }
    case Opening::say:
      if (const auto* said = speakers(*q.subject))
        return "what do " + target(said->object) + " say" + modifiers(*q.subject, 1);
      return "what do sources say" + modifiers(*q.subject);
    case Opening::missing_views:
      return "whose views are missing" + modifiers(*q.subject);
    case Opening::describe:
      return "describe " + names(*q.names);
    case Opening::gaps:
      return "gaps in " + things();
    case Opening::gap_map:
      return "gap map of " + things();
    case Opening::compare:
      return "compare " + things() + " across " + (q.groups ? target(*q.groups) : group_key(*q.per));
    case Opening::path: {
      const auto& c = *q.connection;
      std::string out = "how is " + name(c.from) + " connected to " + name(c.to);
      if (c.steps_parameter) out += " within $" + c.steps_parameter->name + " steps";
      if (c.steps != 0) out += " within " + std::to_string(c.steps) + " steps";
      for (std::size_t i = 0; i < c.over.size(); ++i)
        out += (i ? " and " : " over ") + with_underscores(c.over[i].word);
      return out + (c.one_source ? " within one source" : "") + (c.strongest ? " by the strongest way" : "");
    }
    case Opening::match:
      return "match " + listed(q.patterns, pattern);
  }
  return {};
}

// "citations (measure …)": without brackets the last word before the statement would describe its first.
bool run_together(std::string_view before, std::string_view statement) {
  if (longest_word(statement, word_class::noun).length == 0) return false;
  for (std::size_t from = before.size(), words = 0; words < 5; ++words) {
    const auto blank = from == 0 ? std::string_view::npos : before.rfind(' ', from - 1);
    const auto word = before.substr(blank == std::string_view::npos ? 0 : blank + 1);
    if (longest_word(word, word_class::adjective | word_class::qualifier).length == word.size()) return true;
    if (blank == std::string_view::npos) return false;
    from = blank;
  }
  return false;
}

std::string query(const Query& q) {
  std::string out = head(q);
  if (q.predicate) {
    const auto statement = predicate(*q.predicate, false);
    out += run_together(out, statement) ? " (" + statement + ")" : " " + statement;
  }
  const bool by = q.opening == Opening::gaps || q.opening == Opening::gap_map;
  if (q.per && by) out += " by " + group_key(*q.per);
  if (q.where) out += " where " + condition(*q.where, false);
  if (q.per && !by && q.opening != Opening::compare) out += " per " + group_key(*q.per);
  if (q.who_says) out += ", and who says so";
  for (const auto& s : q.stages) out += " | " + stage(s);
  return out;
}

}  // namespace

std::string print(const Question& q) {
  std::string out;
  for (const auto& let : q.lets) out += "let @" + let.name + " = " + query(let.query) + "; ";
  if (q.explain) out += "explain ";
  if (q.why_not) out += "why not " + name(*q.why_not) + " in ";
  return out + query(q);
}

}  // namespace evident::query

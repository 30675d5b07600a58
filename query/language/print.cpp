// Canonical text. Every choice the grammar leaves open is made once: full verbs after and/or, brackets round
// what would otherwise attach elsewhere, signs in conditions, names in straight quotation marks.
// parse(print(q)) is q.
#include <charconv>

#include "query/language/parse.hpp"

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
    return std::string(words) + " " + std::to_string(q.number);
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
  return out;
}

std::string property_test(const PropertyTest& t) {
  if (t.upper) return t.property.word + " between " + literal(t.value) + " and " + literal(*t.upper);
  return t.property.word + " " + std::string(sign(t.comparison)) + " " + literal(t.value);
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
      return "since " + when(m.from, m.from_parameter);
    case Kind::before:
      return "before " + when(m.from, m.from_parameter);
    case Kind::after:
      return "after " + when(m.from, m.from_parameter);
    case Kind::between:
      return "between " + when(m.from, m.from_parameter) + " and " + when(m.to, m.to_parameter);
    case Kind::in_year:
      return "in " + when(m.from, m.from_parameter);
    case Kind::in_last:
      return "in the last " + std::to_string(m.years) + " years";
    case Kind::with_test:
      return "with " + property_test(*m.test);
    case Kind::with:
      return "with " + target(m.target, !last);
    case Kind::without:
      return "without " + (m.property ? m.property->word : target(m.target, !last));
    case Kind::that:
      return "that " + (last ? predicate(*m.predicate, true) : "(" + predicate(*m.predicate, false) + ")");
  }
  return {};
}

std::string phrase(const NounPhrase& p) {
  std::string out;
  for (const auto& adjective : p.adjectives) out += adjective.word + " ";
  out += p.noun.word;
  for (std::size_t i = 0; i < p.modifiers.size(); ++i)
    out += " " + modifier(p.modifiers[i], i + 1 == p.modifiers.size());
  return out;
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

std::string condition(const Condition& c, bool inside) {
  using Kind = Condition::Kind;
  const auto value = [&](std::size_t i) { return literal(c.values[i]); };
  switch (c.kind) {
    case Kind::compare:
      return c.property.word + " " + std::string(sign(c.comparison)) + " " + value(0);
    case Kind::missing:
      return c.property.word + (c.negated ? " is not missing" : " is missing");
    case Kind::between:
      return c.property.word + (c.negated ? " not between " : " between ") + value(0) + " and " + value(1);
    case Kind::one_of: {
      std::string out = c.property.word + (c.negated ? " not in (" : " in (");
      for (std::size_t i = 0; i < c.values.size(); ++i) out += (i != 0 ? ", " : "") + value(i);
      return out + ")";
    }
    case Kind::contains:
      return c.property.word + (c.negated ? " does not contain " : " contains ") + value(0);
    case Kind::starts_with:
      return c.property.word + (c.negated ? " does not start with " : " starts with ") + value(0);
    case Kind::negation:
      return "not " + condition(c.parts.front(), true);
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

std::string stage(const Stage& s) {
  using Kind = Stage::Kind;
  const auto count = [&] {
    const auto* p = std::get_if<Parameter>(&s.number);
    return p != nullptr ? "$" + p->name : std::to_string(std::get<std::int64_t>(s.number));
  };
  switch (s.kind) {
    case Kind::where:
      return "where " + condition(*s.where, false);
    case Kind::limit:
      return "limit " + count();
    case Kind::skip:
      return "skip " + count();
    case Kind::show: {
      std::string out = "show ";
      for (std::size_t i = 0; i < s.show.size(); ++i) out += (i != 0 ? ", " : "") + s.show[i].word;
      return out;
    }
    case Kind::sort: {
      std::string out = "sort by ";
      for (std::size_t i = 0; i < s.sort.size(); ++i) {
        const auto& key = s.sort[i];
        out +=
            (i != 0 ? ", " : "") + (key.count_of ? "number of " + phrase(*key.count_of) : key.property.word);
        if (key.descending) out += " desc";
      }
      return out;
    }
  }
  return {};
}

std::string_view opening(Opening o) {
  switch (o) {
    case Opening::which:
      return "which ";
    case Opening::list:
      return "list ";
    case Opening::how_many:
      return "how many ";
    case Opening::describe:
      return "describe ";
    case Opening::gaps:
      return "gaps in ";
    case Opening::any:
      return "are there any ";
  }
  return {};
}

}  // namespace

std::string print(const Question& q) {
  std::string out = q.explain ? "explain " : "";
  out += opening(q.opening);
  if (q.subject) out += phrase(*q.subject);
  if (q.names) out += names(*q.names);
  if (q.predicate) out += " " + predicate(*q.predicate, false);
  if (q.where) out += " where " + condition(*q.where, false);
  for (const auto& s : q.stages) out += " | " + stage(s);
  return out;
}

}  // namespace evident::query

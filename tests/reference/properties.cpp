// Properties of things, and conditions on them.
#include "reference/interpreter_class.hpp"

#include <cstdio>
#include <cstdlib>
#include <set>

#include "support/text.hpp"

namespace evident::reference {

std::optional<double> number_in(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || text[0] == ' ' || *end) return {};
  return number;
}

bool compares(double a, Comparison how, double b) {
  switch (how) {
    case Comparison::equal:
      return a == b;
    case Comparison::not_equal:
      return a != b;
    case Comparison::less:
      return a < b;
    case Comparison::at_most:
      return a <= b;
    case Comparison::greater:
      return a > b;
    case Comparison::at_least:
      return a >= b;
  }
  return false;
}

Interpreter::Property Interpreter::property(const std::string& word, const Kinds& kinds) const {
  Property p;
  for (const Kind k : kinds) {
    const auto reading = reading_of(word, k);
    if (!reading) continue;
    using From = Reading::From;
    const bool attribute =
        reading->from == From::own || reading->from == From::mentions || reading->from == From::document;
    // "One word for two lists of values means that of the first kind"
    const auto choice = [](Attribute a) { return graph::info(a).type == Type::choice; };
    if (attribute && p.attribute && *p.attribute != reading->attribute && choice(*p.attribute) &&
        choice(reading->attribute))
      continue;
    if (p.readings.empty())
      p.type = attribute                      ? graph::info(reading->attribute).type
               : reading->from == From::works || reading->from == From::page ? Type::number
                                              : Type::text;
    if (attribute && !p.attribute) p.attribute = reading->attribute;
    p.readings.emplace_back(k, *reading);
  }
  if (p.readings.empty()) refuse("E211", word);
  return p;
}

// All values that a thing has; none when it is missing.
std::vector<Scalar> Interpreter::values(const Property& p, Id i) const {
  std::vector<Scalar> found;
  const auto read = [&](Id of, Attribute attribute) {
    const Value* value = node(of).find(attribute);
    if (!value) return;
    if (const auto* text = std::get_if<std::string>(value)) {
      if (graph::info(attribute).type == Type::choice)
        found.push_back(*graph::choice_named(attribute, *text));
      else if (!text->empty())
        found.push_back(*text);
    }
    if (const auto* truth = std::get_if<bool>(value)) found.push_back(*truth);
    if (const auto* whole = std::get_if<std::int64_t>(value)) found.push_back(static_cast<double>(*whole));
    if (const auto* number = std::get_if<double>(value)) found.push_back(*number);
    if (const auto* texts = std::get_if<std::vector<std::string>>(value))
      for (const auto& text : *texts) found.push_back(text);
    if (std::holds_alternative<Json>(*value)) found.push_back(std::string("records"));
  };
  for (const auto& [k, reading] : p.readings) {
    if (k != kind(i)) continue;
    switch (reading.from) {
      case Reading::From::own:
        if (is_concept(k) && reading.attribute == Attribute::name)
          found.push_back(name(i));
        else if (is_concept(k) && reading.attribute == Attribute::scheme)
          found.push_back(std::string("test"));
        else if (is_concept(k) && reading.attribute == Attribute::candidate)
          found.push_back(false);
        else
          read(i, reading.attribute);
        break;
      case Reading::From::name:
        found.push_back(name(i));
        break;
      case Reading::From::words:
        found.push_back(node(i).words);
        break;
      case Reading::From::id:
        found.push_back(node(i).id);
        break;
      case Reading::From::page:  // these libraries give no pages
        break;
      case Reading::From::kind:
        found.push_back(std::string(graph::info(k).words.front()));
        break;
      case Reading::From::works: {  // "in how many works it is named or spoken of"
        std::set<Id> works;
        if (!is_concept(k)) works.insert(node(i).document);
        for (const Arrow& a : l_.arrows)
          if (is_concept(k) && a.to == i && a.edge != Edge::broader) works.insert(node(a.from).document);
        found.push_back(static_cast<double>(works.size()));
        break;
      }
      case Reading::From::mentions:
        for (const Arrow& a : l_.arrows)
          if (a.edge == Edge::names && a.to == i) read(a.from, reading.attribute);
        break;
      case Reading::From::document:
        read(node(i).document, reading.attribute);
        break;
    }
  }
  return found;
}

// "$name is a value given with --set"
Literal Interpreter::given(const Literal& literal) const {
  const auto* parameter = std::get_if<query::Parameter>(&literal.value);
  if (!parameter) return literal;
  const auto found = settings_.parameters.find(parameter->name);
  if (found == settings_.parameters.end()) refuse("E230", "$" + parameter->name);
  Literal value = literal;
  if (const auto number = number_in(found->second))
    value.value = *number;
  else
    value.value = found->second;
  return value;
}

// "A comparison with a missing value is false"; of several values any may fit; "!= is a true complement".
Holds Interpreter::one_compared(const std::string& word, Comparison how, const Literal& literal,
                                const Kinds& kinds) {
  if (how == Comparison::not_equal) {
    const Holds equal = one_compared(word, Comparison::equal, literal, kinds);
    return [equal](Id i) { return !equal(i); };
  }
  return compared(word, how, {literal}, false, kinds);
}

Holds Interpreter::compared(const std::string& word, Comparison how, const std::vector<Literal>& literals,
                            bool between, const Kinds& kinds) {
  const Property p = property(word, kinds);
  const bool ordering = between || how != Comparison::equal;
  const bool ordered = p.type != Type::boolean && p.type != Type::records &&
                       (p.type != Type::choice || p.attribute == Attribute::strength);
  if (ordering && !ordered) refuse("E221", word);

  std::vector<std::function<bool(const Scalar&, Comparison)>> wanted;
  std::vector<Interval> dates;
  bool percent = false;
  for (const Literal& one : literals) {
    const Literal literal = given(one);
    const auto* number = std::get_if<double>(&literal.value);
    const auto* text = std::get_if<std::string>(&literal.value);
    const auto* truth = std::get_if<bool>(&literal.value);
    const auto* date = std::get_if<query::Date>(&literal.value);
    percent = percent || (literal.percent && number);
    if (p.type == Type::date) {  // "dates are intervals", here too
      if (date)
        dates.push_back(interval(date->year, date->month, date->day));
      else if (number && *number >= 1 && *number <= 9999)
        dates.push_back(interval(static_cast<int>(*number), 0, 0));
      else if (const auto written = text ? written_interval(*text) : std::nullopt)
        dates.push_back(*written);
      else
        refuse("E220", word);
    } else if (p.type == Type::choice) {
      std::vector<std::uint8_t> values;
      const auto& choices = graph::info(*p.attribute).choices;
      for (std::size_t c = 0; text && c < choices.size(); ++c) {
        bool hit = fold(choices[c].id) == fold(*text);
        for (const auto& w : choices[c].words) hit = hit || fold(w) == fold(*text);
        if (hit) values.push_back(static_cast<std::uint8_t>(c));
      }
      if (values.empty()) refuse("E222", word);
      wanted.push_back([values](const Scalar& held, Comparison h) {
        const auto* choice = std::get_if<std::uint8_t>(&held);
        return choice &&
               (h == Comparison::equal ? contains(values, *choice) : compares(*choice, h, values[0]));
      });
    } else if (p.type == Type::boolean) {
      std::optional<bool> yes;
      if (truth) yes = *truth;
      if (text && (*text == "yes" || *text == "true")) yes = true;
      if (text && (*text == "no" || *text == "false")) yes = false;
      if (!yes) refuse("E220", word);
      wanted.push_back([yes](const Scalar& held, Comparison) { return std::get<bool>(held) == *yes; });
    } else if (number || (date && date->month == 0 && p.type != Type::text && p.type != Type::texts)) {
      const double n = number ? *number : date->year;
      wanted.push_back([n](const Scalar& held, Comparison h) {
        if (const auto* m = std::get_if<double>(&held)) return compares(*m, h, n);
        const auto* written = std::get_if<std::string>(&held);
        if (!written) return false;
        if (const auto m = number_in(*written)) return compares(*m, h, n);
        // "the number as a plain decimal, or a range 'a-b'": either end may fit.
        const auto dash = written->find('-', 1);
        if (dash == std::string::npos) return false;
        const auto low = number_in(written->substr(0, dash)), high = number_in(written->substr(dash + 1));
        return (low && compares(*low, h, n)) || (high && compares(*high, h, n));
      });
    } else {
      if (p.type == Type::integer || p.type == Type::number || p.type == Type::year) refuse("E220", word);
      std::string said = text ? *text : truth ? (*truth ? "true" : "false") : "";
      if (date) {
        char buffer[16];
        std::snprintf(buffer, sizeof buffer,
                      date->day     ? "%04d-%02d-%02d"
                      : date->month ? "%04d-%02d"
                                    : "%04d",
                      date->year, date->month, date->day);
        said = buffer;
      }
      wanted.push_back([said](const Scalar& held, Comparison h) {
        const auto* written = std::get_if<std::string>(&held);
        return written && compares(fold(*written).compare(fold(said)), h, 0);
      });
    }
  }
  if (p.type == Type::date) {
    if (between) return lies_within(dates[0].begin, dates[1].end);
    switch (how) {
      case Comparison::less:
        return lies_within(kBeginning, dates[0].begin);
      case Comparison::at_most:
        return lies_within(kBeginning, dates[0].end);
      case Comparison::greater:
        return lies_within(dates[0].end, kEnd);
      case Comparison::at_least:
        return lies_within(dates[0].begin, kEnd);
      default: {
        std::vector<Holds> any;
        for (const Interval& one : dates) any.push_back(lies_within(one.begin, one.end));
        return
            [any](Id i) { return std::any_of(any.begin(), any.end(), [i](const Holds& h) { return h(i); }); };
      }
    }
  }
  Holds fits = [=, this](Id i) {
    for (const Scalar& held : values(p, i)) {
      if (between) {
        if (wanted[0](held, Comparison::at_least) && wanted[1](held, Comparison::at_most)) return true;
      } else {
        for (const auto& one : wanted)
          if (one(held, how)) return true;
      }
    }
    return false;
  };
  if (!percent || !std::any_of(kinds.begin(), kinds.end(), [](Kind k) { return reading_of("unit", k); }))
    return fits;
  // "value > 50%" is about numbers that count per cent.
  const Property unit = property("unit", kinds);
  return [=, this](Id i) {
    for (const Scalar& held : values(unit, i))
      if (std::get<std::string>(held) == "%") return fits(i);
    return false;
  };
}

// "not" is the complement, "and" all, "or" any; "is missing" is true where there is no value.
Holds Interpreter::condition(const query::Condition& c, const Kinds& kinds) {
  using K = query::Condition::Kind;
  Holds holds;
  bool negated = c.negated;
  if (c.left || c.right) refuse(kUncovered, "this");
  switch (c.kind) {
    case K::exists:
      refuse(kUncovered, "this");
    case K::all:
    case K::any:
    case K::negation: {
      std::vector<Holds> parts;
      for (const auto& part : c.parts) parts.push_back(condition(part, kinds));
      const bool any = c.kind == K::any;
      negated = negated || c.kind == K::negation;
      holds = [parts, any](Id i) {
        std::size_t holding = 0;
        for (const Holds& part : parts) holding += part(i);
        return any ? holding > 0 : holding == parts.size();
      };
      break;
    }
    case K::missing: {
      const Property p = property(c.property.word, kinds);
      holds = [p, this](Id i) { return values(p, i).empty(); };
      break;
    }
    case K::contains:
    case K::starts_with: {
      const Property p = property(c.property.word, kinds);
      const Literal literal = given(c.values[0]);
      const auto* text = std::get_if<std::string>(&literal.value);
      if (!text) refuse("?", "text");
      holds = [p, part = fold(*text), inside = c.kind == K::contains, this](Id i) {
        for (const Scalar& held : values(p, i))
          if (const auto* whole = std::get_if<std::string>(&held)) {
            const auto at = fold(*whole).find(part);
            if (inside ? at != std::string::npos : at == 0) return true;
          }
        return false;
      };
      break;
    }
    case K::between:
    case K::one_of:
      holds = compared(c.property.word, Comparison::equal, c.values, c.kind == K::between, kinds);
      break;
    case K::compare:
      holds = one_compared(c.property.word, c.comparison, c.values[0], kinds);
  }
  if (!negated) return holds;
  return [holds](Id i) { return !holds(i); };
}

}  // namespace evident::reference

// A value is read in two steps: the things it is about (those of the row, moved along the hops), then what is
// read of them. Aggregates see every thing once, however many ways lead to it, and what has no value is
// counted for notice N01 and left out.
#include "query/execute/value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "query/execute/columns.hpp"
#include "query/execute/order.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Graph;
using graph::Node;
using Op = Computed::Op;
using From = Reading::From;

namespace {

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

std::optional<double> number_of(const PropertyValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string_view>(&value)) return number_in(*text);
  return {};
}

const Reading* reading_of(const Property& property, graph::Kind kind) {
  for (const Reading& reading : property.readings)
    if (reading.kind == kind) return &reading;
  return nullptr;
}

Atom atom_of(const PropertyValue& value, const Reading& reading) {
  if (const auto* number = std::get_if<double>(&value)) return {*number, -1, graph::kNoNode};
  if (const auto* truth = std::get_if<bool>(&value)) return {*truth, -1, graph::kNoNode};
  if (const auto* text = std::get_if<std::string_view>(&value)) return {squeeze(*text), -1, graph::kNoNode};
  const auto index = std::get<std::uint8_t>(value);
  return {choice_word(reading.attribute, index), static_cast<double>(index), graph::kNoNode};
}

void add(Value& value, Atom atom) {
  for (const Atom& known : value.atoms)
    if (known.value == atom.value && known.thing == atom.thing) return;
  value.atoms.push_back(std::move(atom));
}

OrderKey text_key(std::string_view text) {
  OrderKey key;
  key.missing = false;
  if (const auto number = number_in(text)) {
    key.number = *number;
  } else {
    key.number = 1e300;
    key.text = order_key(text);
  }
  return key;
}
OrderKey number_key(double number) { return {false, number, {}}; }

bool fits(const OrderKey& a, Comparison comparison, const OrderKey& b) {
  switch (comparison) {
    case Comparison::equal:
      return !before(a, b) && !before(b, a);
    case Comparison::not_equal:
      return before(a, b) || before(b, a);
    case Comparison::less:
      return before(a, b);
    case Comparison::at_most:
      return !before(b, a);
    case Comparison::greater:
      return before(b, a);
    case Comparison::at_least:
      return !before(a, b);
  }
  return false;
}

std::vector<OrderKey> keys_of(const Constant& constant) {
  if (const auto* number = std::get_if<double>(&constant.value)) return {number_key(*number)};
  if (const auto* text = std::get_if<std::string>(&constant.value)) return {text_key(*text)};
  if (const auto* truth = std::get_if<bool>(&constant.value)) return {number_key(*truth)};
  std::vector<OrderKey> keys;
  for (const auto index : std::get<std::vector<std::uint8_t>>(constant.value))
    keys.push_back(number_key(index));
  return keys;
}

double median_of(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  const std::size_t half = numbers.size() / 2;
  return numbers.size() % 2 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
}

}  // namespace

bool before(const OrderKey& a, const OrderKey& b) {
  return a.number != b.number ? a.number < b.number : a.text < b.text;
}

OrderKey key_of(const PropertyValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return number_key(*number);
  if (const auto* choice = std::get_if<std::uint8_t>(&value)) return number_key(*choice);
  if (const auto* truth = std::get_if<bool>(&value)) return number_key(*truth);
  return text_key(std::get<std::string_view>(value));
}
OrderKey key_of(const Atom& atom) {
  if (atom.rank >= 0) return number_key(atom.rank);
  if (const auto* number = std::get_if<double>(&atom.value)) return number_key(*number);
  if (const auto* truth = std::get_if<bool>(&atom.value)) return number_key(*truth);
  return text_key(std::get<std::string>(atom.value));
}
OrderKey key_of(const Value& value, bool descending) {
  OrderKey best;
  for (const Share& share : value.share)
    if (share.known) best = number_key(static_cast<double>(share.part) / static_cast<double>(share.known));
  for (const Atom& atom : value.atoms) {
    OrderKey key = key_of(atom);
    if (best.missing || (descending ? before(best, key) : before(key, best))) best = std::move(key);
  }
  return best;
}

static bool counts(Op op) { return op != Op::property && op != Op::minimum && op != Op::maximum; }

std::vector<Node> Computer::things_of(const Computed& computed, const Scope& scope) {
  const auto at = scope.things[computed.variable];
  std::vector<Node> things(at.begin(), at.end());
  for (const Computed::Hop& hop : computed.hops) {
    const NodeSet& onto = evaluator_.set_of(hop.things);
    std::vector<Node> next;
    for (const Node n : things) {
      if (hop.links.empty()) {
        if (onto.has(n)) next.push_back(n);
        continue;
      }
      for (const Node o : evaluator_.reached(hop.links, n, onto)) next.push_back(o);
    }
    std::vector<std::pair<Node, Node>> told;  // what is said twice is one thing
    for (const Node n : next) told.emplace_back(first_telling(evaluator_.graph(), n), n);
    std::erase_if(next, [&](Node n) { return evaluator_.graph().kind(n) != graph::Kind::source; });
    if (counts(computed.op)) evaluator_.told_again(std::move(next));
    std::sort(told.begin(), told.end());
    things.clear();
    for (std::size_t i = 0; i < told.size(); ++i)
      if (i == 0 || told[i].first != told[i - 1].first) things.push_back(told[i].second);
  }
  return things;
}

void Computer::tally(const Computed& computed, bool missing, std::string_view kind) {
  const auto [at, fresh] = tallies_.try_emplace(&computed);
  if (fresh) tallied_.push_back(&computed);
  at->second.missing += missing;
  ++at->second.whole;
  if (at->second.kind.empty()) at->second.kind = kind;
  if (at->second.kind != kind) at->second.kind = "things";
}

void Computer::tell() {
  for (const Computed* computed : tallied_) {
    const Tally& tally = tallies_.at(computed);
    Property words;
    words.words = computed->property ? computed->property->words : computed->words;
    evaluator_.missing(words, tally.missing, tally.whole, tally.kind, false);
  }
  tallied_.clear();
  tallies_.clear();
}

Value Computer::aggregate(const Computed& computed, const std::vector<Node>& things) {
  const Graph& graph = evaluator_.graph();
  Value value;
  std::vector<double> numbers;
  std::vector<Atom> words;  // of a choice or date: only the least and the greatest mean something
  for (const Node n : things) {
    evaluator_.values(*computed.property, n, held_);
    const Reading* reading = reading_of(*computed.property, graph.kind(n));
    bool any = false;
    for (const PropertyValue& held : held_) {
      if (const auto number = number_of(held)) {
        numbers.push_back(*number);
        any = true;
      } else if (computed.type == graph::Type::choice || computed.type == graph::Type::date) {
        words.push_back(atom_of(held, *reading));
        any = true;
      }
    }
    tally(computed, !any, graph::info(graph.kind(n)).words[1]);
  }
  if (!words.empty()) {
    const auto less = [](const Atom& a, const Atom& b) { return before(key_of(a), key_of(b)); };
    add(value, computed.op == Op::minimum ? *std::min_element(words.begin(), words.end(), less)
                                          : *std::max_element(words.begin(), words.end(), less));
    return value;
  }
  if (numbers.empty()) return value;
  double sum = 0;
  for (const double number : numbers) sum += number;
  double result = sum;
  if (computed.op == Op::average) result = sum / static_cast<double>(numbers.size());
  if (computed.op == Op::median) result = median_of(numbers);
  if (computed.op == Op::minimum) result = *std::min_element(numbers.begin(), numbers.end());
  if (computed.op == Op::maximum) result = *std::max_element(numbers.begin(), numbers.end());
  add(value, {result, -1, graph::kNoNode});
  return value;
}

Value Computer::arithmetic(const Computed& computed, const Scope& scope) {
  Value value;
  std::optional<double> sides[2];
  for (std::size_t i = 0; i < 2; ++i) {
    const Value side = this->value(computed.operands[i], scope);
    value.from.insert(value.from.end(), side.from.begin(), side.from.end());
    if (side.atoms.size() != 1) continue;
    if (const auto* number = std::get_if<double>(&side.atoms[0].value)) sides[i] = *number;
    if (const auto* text = std::get_if<std::string>(&side.atoms[0].value)) sides[i] = number_in(*text);
  }
  const bool known = sides[0] && sides[1] && !(computed.op == Op::divide && *sides[1] == 0);
  tally(computed, !known, "rows");
  if (!known) return value;
  const double a = *sides[0], b = *sides[1];
  add(value, {computed.op == Op::add        ? a + b
              : computed.op == Op::subtract ? a - b
              : computed.op == Op::multiply ? a * b
                                            : a / b,
              -1, graph::kNoNode});
  return value;
}

Value Computer::value(const Computed& computed, const Scope& scope, bool with_origins) {
  const Graph& graph = evaluator_.graph();
  Value value;
  switch (computed.op) {
    case Op::constant:
      if (const auto* number = std::get_if<double>(&computed.constant))
        add(value, {*number, -1, graph::kNoNode});
      else if (const auto* text = std::get_if<std::string>(&computed.constant))
        add(value, {*text, -1, graph::kNoNode});
      else if (const auto* truth = std::get_if<bool>(&computed.constant))
        add(value, {*truth, -1, graph::kNoNode});
      return value;
    case Op::column:
      return scope.columns[computed.column];
    case Op::matches:
      add(value, {static_cast<double>(scope.matches), -1, graph::kNoNode});
      return value;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
      return arithmetic(computed, scope);
    default:
      break;
  }
  const std::vector<Node> things = things_of(computed, scope);
  if (with_origins)
    for (const Node n : things) {
      if (value.from.size() >= evaluator_.witnesses()) break;
      origins(computed, n, value.from);
    }
  if (value.from.size() > evaluator_.witnesses()) value.from.resize(evaluator_.witnesses());
  if (computed.op == Op::count && !computed.property) {
    add(value, {static_cast<double>(things.size()), -1, graph::kNoNode});
  } else if (computed.op == Op::share) {
    NodeSet whole = evaluator_.empty();
    for (const Node n : things) whole.add(n);
    NodeSet yes = whole, known = whole;
    for (const Test& test : computed.tests) {
      const auto judged = evaluator_.judged(test, whole);
      NodeSet decided = judged.yes;
      decided |= judged.no;
      yes &= judged.yes;
      known &= decided;
    }
    value.share.push_back({yes.size(), known.size(), things.size()});
  } else if (computed.op == Op::property || computed.op == Op::count) {
    for (const Node n : things) {
      if (!computed.property) {
        add(value, {std::string(graph.label(n)), -1, n});
        continue;
      }
      const Reading* reading = reading_of(*computed.property, graph.kind(n));
      if (reading && reading->from == From::own && reading->attribute == graph::Attribute::participants) {
        const CellValue cell = participants_of(graph, n);
        if (const auto* all = std::get_if<std::vector<std::string>>(&cell))
          for (const std::string& one : *all) add(value, {one, -1, graph::kNoNode});
        continue;
      }
      evaluator_.values(*computed.property, n, held_);
      for (const PropertyValue& held : held_) add(value, atom_of(held, *reading));
    }
    if (computed.op == Op::count)
      value.atoms.assign(1, {static_cast<double>(value.atoms.size()), -1, graph::kNoNode});
  } else {
    Value result = aggregate(computed, things);
    result.from = std::move(value.from);
    return result;
  }
  return value;
}

void Computer::origins(const Computed& computed, Node thing, std::vector<Node>& from) const {
  if (computed.property) return origins_of(evaluator_, *computed.property, thing, from);
  for (const Node n : evaluator_.appearances(thing, 1)) from.push_back(n);
}

void origins_of(const Evaluator& evaluator, const Property& property, Node thing, std::vector<Node>& from) {
  const Graph& graph = evaluator.graph();
  const Reading* reading = reading_of(property, graph.kind(thing));
  if (!reading) return;
  const auto add_once = [&](Node n) {
    if (std::find(from.begin(), from.end(), n) == from.end()) from.push_back(n);
  };
  switch (reading->from) {
    case From::source:
    case From::citation:
      if (const Node source = source_of(graph, thing); source != graph::kNoNode && has_words(graph, source))
        add_once(source);
      break;
    case From::mentions:
      for (const Node mention : graph.in(thing, graph::Edge::names))
        if (graph.has(mention, reading->attribute) && from.size() < Evaluator::kWitnesses) add_once(mention);
      break;
    default:
      for (const Node n : evaluator.appearances(thing, Evaluator::kWitnesses)) add_once(n);
  }
}

bool Computer::holds(const Test& test, const Scope& scope) {
  const Value left = value(test.measured[0], scope);
  if (test.how == Test::Op::missing) return left.atoms.empty() && left.share.empty();
  const auto words_fit = [&](const Atom& atom, const Constant& constant) {
    const auto* held = std::get_if<std::string>(&atom.value);
    const auto* wanted = std::get_if<std::string>(&constant.value);
    if (!held || !wanted) return false;
    const std::string text = fold(*held), part = fold(*wanted);
    return test.how == Test::Op::contains ? text.find(part) != std::string::npos
                                          : text.compare(0, part.size(), part) == 0;
  };
  if (test.measured.size() == 2) {
    const Value right = value(test.measured[1], scope);
    for (const Atom& a : left.atoms)
      for (const Atom& b : right.atoms)
        if (fits(key_of(a), test.comparison, key_of(b))) return true;
    return false;
  }
  std::vector<OrderKey> held;
  for (const Atom& atom : left.atoms) held.push_back(key_of(atom));
  if (left.atoms.empty())
    if (const OrderKey share = key_of(left, false); !share.missing) held.push_back(share);
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (test.how == Test::Op::between) {
      if (fits(held[i], Comparison::at_least, keys_of(test.values[0]).front()) &&
          fits(held[i], Comparison::at_most, keys_of(test.values[1]).front()))
        return true;
      continue;
    }
    for (const Constant& constant : test.values) {
      if (test.how == Test::Op::contains || test.how == Test::Op::starts_with) {
        if (i < left.atoms.size() && words_fit(left.atoms[i], constant)) return true;
        continue;
      }
      for (const OrderKey& key : keys_of(constant))
        if (fits(held[i], test.how == Test::Op::one_of ? Comparison::equal : test.comparison, key))
          return true;
    }
  }
  return false;
}

CellValue cell_of(const Value& value) {
  if (!value.share.empty()) return value.share[0];
  if (value.atoms.empty()) return std::monostate{};
  if (value.atoms.size() == 1)
    return std::visit([](const auto& held) { return CellValue(held); }, value.atoms[0].value);
  std::vector<std::string> all;
  for (const Atom& atom : value.atoms) {
    if (const auto* number = std::get_if<double>(&atom.value))
      all.push_back(shown_number(*number));
    else if (const auto* truth = std::get_if<bool>(&atom.value))
      all.emplace_back(*truth ? "yes" : "no");
    else
      all.push_back(std::get<std::string>(atom.value));
  }
  return all;
}

std::string column_type(const Computed& computed) {
  if (computed.op == Op::share) return "share";
  return std::string(column_type(computed.type));
}

NodeSet Evaluator::measured(const Test& test, const NodeSet& subjects) {
  NodeSet passed = empty();
  Computer computer(*this);
  Scope scope;
  subjects.each([&](Node n) {
    if (!step()) return;
    scope.things.assign(1, std::span<const Node>(&n, 1));
    if (computer.holds(test, scope)) passed.add(n);
  });
  computer.tell();
  return passed;
}

}  // namespace evident::query

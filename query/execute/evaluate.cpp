// Semi-joins run backwards: from the objects along the reversed path to everything that reaches them, then up
// `broader`, so a question costs the edges it touches, once each. Only counts and the words of shown rows
// walk forwards from one thing. Logic is two-valued: a missing value fails the test, and `negated` is the
// complement.
#include "query/execute/evaluate.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/execute/cite.hpp"
#include "query/execute/differ.hpp"
#include "query/execute/sayings.hpp"
#include "query/execute/structure.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Graph;
using graph::Kind;
using graph::KindRole;
using graph::Node;
using graph::Type;

// The years of "between May 2011 and July 2012": from the first to the last that is printed.
std::optional<Period> years_in(std::string_view text) {
  int first = 0, last = 0;
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const auto digit = [&](std::size_t k) { return k < text.size() && text[k] >= '0' && text[k] <= '9'; };
    if ((i > 0 && digit(i - 1)) || !digit(i) || !digit(i + 1) || !digit(i + 2) || !digit(i + 3) ||
        digit(i + 4))
      continue;
    const int year = std::atoi(std::string(text.substr(i, 4)).c_str());
    if (year < 1500 || year > 2999) continue;
    first = first ? std::min(first, year) : year;
    last = std::max(last, year);
  }
  if (!first) return {};
  return Period{day_number(first, 1, 1), day_number(last + 1, 1, 1)};
}

void fill(NodeSet& set, graph::NodeRange range) {
  const auto words = set.words();
  for (Node n = range.first; n < range.last;)
    if (n % 64 == 0 && n + 64 <= range.last) {
      words[n / 64] = ~std::uint64_t{0};
      n += 64;
    } else {
      set.add(n++);
    }
}

// Whether there is one that is mentioned by more than its own words.
bool any_but_own(const Graph& graph, const NodeSet& subjects) {
  const auto words = subjects.words();
  for (const auto& info : graph::kinds()) {
    const auto range = graph.nodes(info.id);
    if (TextHits::only_own(info.id) || range.size() == 0) continue;
    for (Node n = range.first; n < range.last; n = (n / 64 + 1) * 64)
      if (words[n / 64] >> (n % 64))
        for (Node m = n; m < range.last && m / 64 == n / 64; ++m)
          if (subjects.has(m)) return true;
  }
  return false;
}

bool compares(std::optional<double> left, Comparison comparison, double right) {
  if (!left) return false;
  switch (comparison) {
    case Comparison::equal:
      return *left == right;
    case Comparison::not_equal:
      return *left != right;
    case Comparison::less:
      return *left < right;
    case Comparison::at_most:
      return *left <= right;
    case Comparison::greater:
      return *left > right;
    case Comparison::at_least:
      return *left >= right;
  }
  return false;
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

}  // namespace

Node source_of(const Graph& graph, Node node) {
  if (graph.kind(node) == Kind::source) return node;
  if (!has_words(graph, node)) return graph::kNoNode;
  const auto containing = graph.in(node, Edge::contains);
  return containing.empty() || graph.kind(containing.front()) != Kind::source ? graph::kNoNode : containing.front();
}

bool has_words(const Graph& graph, Node node) {
  const graph::KindRole role = graph::info(graph.kind(node)).role;
  return role != graph::KindRole::named && role != graph::KindRole::concept_;
}

std::optional<Period> period_of(const Graph& graph, Node node, Clock clock, bool* fallback) {
  const Kind kind = graph.kind(node);
  if (clock != Clock::published && (kind == Kind::study || kind == Kind::case_study)) {
    if (const auto printed = years_in(graph.text(node, Attribute::period))) return printed;
    if (fallback) *fallback = clock == Clock::unsaid;
  }
  if (clock == Clock::gathered) {  // of a claim or figure: of the study or case that it rests on
    for (const Edge edge : {Edge::rests_on, Edge::in_case})
      for (const Node of : graph.out(node, edge))
        if (const auto printed = years_in(graph.text(of, Attribute::period))) return printed;
    return {};
  }
  const auto published = [&](Node of) -> std::optional<Period> {
    if (graph::has(graph.kind(of), Attribute::date))
      if (const auto date = read_date(graph.text(of, Attribute::date))) return period_of(*date);
    if (const auto year = graph.number(of, Attribute::year))
      return period_of(Date{static_cast<int>(*year), 0, 0, {}});
    return {};
  };
  if (kind == Kind::reference) return published(node);
  const Node source = source_of(graph, node);
  return source == graph::kNoNode ? std::nullopt : published(source);
}

bool Evaluator::step(std::uint64_t n) {
  if (cancelled_ || steps_ > kSteps) return false;
  const std::uint64_t before = steps_;
  steps_ += n;
  if ((before ^ steps_) >> 12 && cancel_ && cancel_->requested()) cancelled_ = true;
  return !cancelled_ && steps_ <= kSteps;
}

std::optional<Diagnostic> Evaluator::problem() const {
  if (cancelled_) return trouble("E311", "stopped before the answer was complete", {}, "ask again");
  if (steps_ > kSteps)
    return trouble("E310", "this question needs more work than one question may cost", {},
                   "ask for fewer things: add a name or a date");
  return {};
}

void Evaluator::notice(std::string code, std::string text) {
  notices_.push_back({std::move(code), std::move(text)});
}

std::vector<Notice> Evaluator::notices() const {
  std::vector<Notice> all = notices_;
  if (narrower_)
    all.push_back({"N04", "+" + std::to_string(narrower_) + " narrower: " + std::to_string(narrower_) +
                              (narrower_ == 1 ? " is counted" : " are counted") +
                              " because of what is said of narrower terms, which count too"});
  if (told_again_)
    all.push_back({"N32", "up to " + std::to_string(told_again_) +
                              (told_again_ == 1 ? " source of a thing tells" : " sources of a thing tell") +
                              " of a work that another source tells of too, as its digest or its original; a "
                              "work counts once"});
  return all;
}

void Evaluator::join(const Evaluator& other) {
  notices_.insert(notices_.end(), other.notices_.begin(), other.notices_.end());
  narrower_ += other.narrower_;
  told_again_ = std::max(told_again_, other.told_again_);
  cancelled_ = cancelled_ || other.cancelled_;
  step(other.steps_);
}

const TextHits& Evaluator::hits(const Phrase& phrase) {
  const auto [known, fresh] = hits_.try_emplace({phrase.text, phrase.exact});
  if (fresh) {
    known->second = find_text(graph_, phrase);
    step(known->second.hits.size());
  }
  return known->second;
}

void Evaluator::found(const Phrase& phrase, const std::vector<graph::Graph::Occurrence>& found) {
  const auto [known, fresh] = hits_.try_emplace({phrase.text, phrase.exact});
  if (!fresh) return;
  known->second = hits_of(graph_, found);
  step(known->second.hits.size());
}

const NodeSet& Evaluator::set_of(const Things& things) {
  if (const auto known = sets_.find(&things); known != sets_.end()) return known->second;
  const bool kept =
      std::exchange(kept_, false);  // what is left out of the objects is left out, whatever is asked of them
  NodeSet set = scan(things);
  for (const Test& test : things.tests) set = passing(test, set);
  kept_ = kept;
  return sets_.emplace(&things, std::move(set)).first->second;
}

NodeSet Evaluator::scan(const Things& things) {
  NodeSet set = empty();
  if (things.query)
    for (const Node node : course(*things.query).nodes) set.add(node);
  for (const Node node : things.nodes) set.add(node);
  for (const Scan& one : things.scans) {
    const auto range = graph_.nodes(one.kind);
    const bool thing = is_thing(one.kind);
    if (!thing) {  // a whole kind, or its value bitmaps
      if (!step(range.size())) return set;
      if (one.condition.empty())
        fill(set, range);
      else
        graph_.select(one.kind, one.condition, set);
      continue;
    }
    for (Node node = range.first; node < range.last; ++node) {
      if (!step()) return set;
      if ((!thing || in_use(graph_, node, things.looked_for)) &&
          (one.condition.empty() || graph_.satisfies(node, one.condition)))
        set.add(node);
    }
  }
  return set;
}

// Everything of the link's subject kind that reaches the objects; direct: without going through narrower
// things.
NodeSet Evaluator::back(const Link& link, const NodeSet& objects, NodeSet* direct) {
  NodeSet frontier = empty();
  objects.each([&](Node n) {
    if (graph_.kind(n) == link.object) frontier.add(n);
  });
  for (auto s = link.path.rbegin(); s != link.path.rend(); ++s) {
    NodeSet next = empty();
    frontier.each([&](Node n) {
      const auto neighbours = s->forwards ? graph_.in(n, s->edge) : graph_.out(n, s->edge);
      step(neighbours.size() + 1);
      for (const Node m : neighbours) next.add(m);
    });
    frontier = std::move(next);
  }
  if (direct) *direct |= frontier;
  if (!is_thing(link.subject) || is_hierarchy(link)) return frontier;
  std::vector<Node> open;
  frontier.each([&](Node n) { open.push_back(n); });
  while (!open.empty() && step()) {
    const Node n = open.back();
    open.pop_back();
    for (const Node broader : graph_.out(n, Edge::broader))
      if (frontier.insert(broader)) open.push_back(broader);
  }
  return frontier;
}

NodeSet Evaluator::reaching(const std::vector<Link>& links, const NodeSet& objects, const NodeSet& subjects) {
  NodeSet all = empty(), direct = empty();
  for (const Link& link : links) {
    NodeSet found = back(link, objects, &direct);
    const auto range = graph_.nodes(link.subject);
    found.each([&](Node n) {
      if (n >= range.first && n < range.last) all.add(n);
    });
  }
  all &= subjects;
  direct &= all;
  narrower_ += all.size() - direct.size();
  return all;
}

bool enough(const Quantity& quantity, std::size_t found) {
  using K = Quantity::Kind;
  const auto asked = static_cast<std::size_t>(std::max<std::int64_t>(0, quantity.number));
  switch (quantity.kind) {
    case K::no:
      return found == 0;
    case K::at_least:
      return found >= asked;
    case K::at_most:
      return found <= asked;
    case K::exactly:
      return found == asked;
    case K::more_than:
      return found > asked;
    case K::fewer_than:
      return found < asked;
    default:
      return found > 0;
  }
}

NodeSet Evaluator::passing(const Test& test, const NodeSet& subjects) {
  if (!test.negated) return passing_plainly(test, subjects);
  kept_ = !kept_;
  NodeSet rest = subjects;
  rest -= passing_plainly(test, subjects);
  kept_ = !kept_;
  return rest;
}

NodeSet Evaluator::passing_plainly(const Test& test, const NodeSet& subjects) {
  using Op = Test::Op;
  NodeSet passed = empty();
  if (!step()) return passed;
  switch (test.op) {
    case Op::facet:
      subjects.each([&](Node n) {
        for (const Scan& facet : test.facets)
          if (facet.kind == graph_.kind(n) && graph_.satisfies(n, facet.condition)) passed.add(n);
      });
      break;
    case Op::related: {
      const std::size_t before = narrower_;
      passed = reaching(test.links, set_of(test.object[0]), subjects);
      if (test.negated) narrower_ = before;
      break;
    }
    case Op::only: {
      NodeSet others = set_of(test.universe[0]);
      others -= set_of(test.object[0]);
      passed = reaching(test.links, set_of(test.object[0]), subjects);
      passed -= reaching(test.links, others, subjects);
      break;
    }
    case Op::every:
    case Op::counted: {
      const NodeSet& objects = set_of(test.object[0]);
      using K = Quantity::Kind;
      const std::size_t whole = test.op == Op::every ? distinct(objects) : 0;
      if (test.op == Op::every && whole == 0)
        notices_.push_back({"N08", "no " + test.object[0].words + " to check"});
      const auto asked = static_cast<std::size_t>(std::max<std::int64_t>(0, test.quantity.number));
      const std::size_t most = test.op == Op::every ? whole : asked + 1;
      subjects.each([&](Node n) {
        const std::size_t found = count(test.links, n, objects, most);
        const bool ok = test.op == Op::every ? whole > 0 && found == whole : enough(test.quantity, found);
        if (!ok) return;
        passed.add(n);
        const bool more = test.quantity.kind == K::at_least || test.quantity.kind == K::more_than;
        if (test.op == Op::counted && more && !test.negated && !graph_.in(n, Edge::broader).empty())
          narrower_ += count(test.links, n, objects, found, false) < found;
      });
      break;
    }
    case Op::computed:
      passed = measured(test, subjects);
      break;
    case Op::differ:
      passed = PutToGroups(*this, test.differing[0]).first_figures(subjects);
      break;
    case Op::exists:  // holds of the rows of a pattern, match.cpp
      break;
    case Op::among: {
      passed = set_of(test.object[0]);
      passed &= subjects;
      break;
    }
    case Op::mentions:
      if (any_but_own(graph_, subjects)) {
        for (const auto& shown : hits(test.phrase[0]).of()) passed.add(shown.thing);
        passed &= subjects;
      } else {
        for (const auto& hit : hits(test.phrase[0]).hits)
          if (subjects.has(hit.node)) passed.add(hit.node);
      }
      break;
    case Op::all:
      passed = subjects;
      for (const Test& part : test.parts) passed = passing(part, passed);
      break;
    case Op::any:
      for (const Test& part : test.parts) passed |= passing(part, subjects);
      break;
    case Op::dated:
      passed = dated(test, subjects);
      break;
    default:
      passed = property_test(test, subjects);
  }
  return passed;
}

Structure& Evaluator::structure() {
  if (!structure_) structure_ = std::make_shared<Structure>(*this);
  return *structure_;
}

// ---- properties
// ------------------------------------------------------------------------------------------------------

void Evaluator::values(const Property& property, Node node, std::vector<PropertyValue>& into) {
  into.clear();
  const Kind kind = graph_.kind(node);
  const auto reading = std::find_if(property.readings.begin(), property.readings.end(),
                                    [&](const Reading& r) { return r.kind == kind; });
  if (reading == property.readings.end()) return;
  const auto read = [&](Node of) {
    if (of == graph::kNoNode || !graph_.has(of, reading->attribute)) return;
    switch (graph::info(reading->attribute).type) {
      case Type::choice:
        if (const auto value = graph_.choice(of, reading->attribute)) into.push_back(*value);
        break;
      case Type::boolean:
        if (const auto value = graph_.choice(of, reading->attribute)) into.push_back(*value != 0);
        break;
      case Type::integer:
      case Type::number:
      case Type::year:
        if (const auto value = graph_.number(of, reading->attribute)) into.push_back(*value);
        break;
      case Type::texts:
        for (const auto number : graph_.list(of, reading->attribute)) into.push_back(graph_.string(number));
        break;
      default:
        if (const auto value = graph_.text(of, reading->attribute); !value.empty()) into.push_back(value);
    }
  };
  using From = Reading::From;
  switch (reading->from) {
    case From::own:
      read(node);
      break;
    case From::source:
      read(source_of(graph_, node));
      break;
    case From::mentions:
      for (const Node mention : graph_.in(node, Edge::names)) read(mention);
      break;
    case From::label:
      into.push_back(graph_.label(node));
      break;
    case From::quote:
      if (const auto passage = graph_.passage(node)) into.push_back(passage->quote);
      break;
    case From::id:
      into.push_back(graph_.id(node));
      break;
    case From::page:
      if (const auto passage = graph_.passage(node); passage && passage->page)
        into.push_back(static_cast<double>(passage->page));
      break;
    case From::kind:
      into.push_back(graph::info(kind).words.front());
      break;
    case From::citation:
      scratch_ =
          source_of(graph_, node) == graph::kNoNode ? "" : view_of(graph_, source_of(graph_, node)).citation;
      if (!scratch_.empty()) into.push_back(std::string_view(scratch_));
      break;
    case From::standing:
      into.push_back(standing_rank(graph_, node));
      break;
    case From::relevance: {
      double score = 0;
      for (const Phrase& phrase : property.search) score += hits(phrase).score(node);
      if (score > 0) into.push_back(std::round(score * 1000) / 1000);  // finer is no better
      break;
    }
    case From::influence:
      if (const auto number = structure().influence(node)) into.push_back(*number);
      break;
    case From::centrality:
      if (const auto number = structure().centrality(property, node)) into.push_back(*number);
      break;
    case From::cluster:
      if (const auto group = structure().cluster(property, node); !group.empty()) into.push_back(group);
      break;
    case From::separate_group:
      if (const auto group = structure().separate_group(property, node); !group.empty()) into.push_back(group);
      break;
    case From::sources: {
      std::vector<Node> sources;
      for (const Node n : appearances(node, SIZE_MAX)) sources.push_back(source_of(graph_, n));
      told_again(sources);
      into.push_back(static_cast<double>(works_among(graph_, std::move(sources))));
      break;
    }
  }
}

bool Evaluator::fits(const Test& test, const std::vector<PropertyValue>& values) const {
  const auto one = [&](const PropertyValue& value, const Constant& constant, Comparison comparison) {
    if (const auto* choices = std::get_if<std::vector<std::uint8_t>>(&constant.value)) {
      const auto* index = std::get_if<std::uint8_t>(&value);
      if (!index) return false;
      if (comparison == Comparison::equal)
        return std::find(choices->begin(), choices->end(), *index) != choices->end();
      return compares(*index, comparison, choices->front());
    }
    if (const auto* truth = std::get_if<bool>(&constant.value)) {
      const auto* held = std::get_if<bool>(&value);
      return held && *held == *truth;
    }
    if (const auto* number = std::get_if<double>(&constant.value)) {
      if (const auto* held = std::get_if<double>(&value)) return compares(*held, comparison, *number);
      const auto* text = std::get_if<std::string_view>(&value);
      if (!text) return false;
      if (compares(number_in(*text), comparison, *number)) return true;
      const auto dash = text->find('-', 1);  // a range "70-80": either end may fit
      return dash != std::string_view::npos &&
             (compares(number_in(text->substr(0, dash)), comparison, *number) ||
              compares(number_in(text->substr(dash + 1)), comparison, *number));
    }
    const auto& wanted = std::get<std::string>(constant.value);
    const auto* text = std::get_if<std::string_view>(&value);
    if (!text) return false;
    const std::string left = fold(*text), right = fold(wanted);
    switch (test.op) {
      case Test::Op::contains:
        return left.find(right) != std::string::npos;
      case Test::Op::starts_with:
        return left.compare(0, right.size(), right) == 0;
      default:
        break;
    }
    const int order = left.compare(right);
    return compares(order < 0 ? -1.0 : order > 0 ? 1.0 : 0.0, comparison, 0);
  };
  for (const PropertyValue& value : values) {
    switch (test.op) {
      case Test::Op::between:
        if (one(value, test.values[0], Comparison::at_least) &&
            one(value, test.values[1], Comparison::at_most))
          return true;
        break;
      case Test::Op::one_of:
      case Test::Op::contains:
      case Test::Op::starts_with:
        for (const Constant& constant : test.values)
          if (one(value, constant, Comparison::equal)) return true;
        break;
      default:
        if (one(value, test.values[0], test.comparison)) return true;
    }
  }
  return false;
}

void Evaluator::missing(const Property& property, std::size_t without, std::size_t whole,
                        std::string_view kind, bool kept) {
  if (!without) return;
  notices_.push_back({"N01", std::to_string(without) + " of " + std::to_string(whole) + " " +
                                 std::string(kind) + (without == 1 ? " has no known " : " have no known ") +
                                 property.words + "; " + (without == 1 ? "it was " : "they were ") +
                                 (kept ? "kept" : "left out")});
}

std::string_view plural_of_members(const Graph& graph, const NodeSet& set) {
  std::string_view word = "things";
  bool mixed = false;
  set.each([&](Node n) {
    const auto plural = graph::info(graph.kind(n)).words[1];
    if (word != "things" && word != plural) mixed = true;
    word = plural;
  });
  return mixed ? "things" : word;
}

NodeSet Evaluator::property_test(const Test& test, const NodeSet& subjects) {
  NodeSet passed = empty();
  // One id is looked up; where nothing has just these letters, all are compared without case.
  if (test.op == Test::Op::compare && test.comparison == Comparison::equal && test.values.size() == 1 &&
      !test.property.readings.empty() &&
      std::all_of(test.property.readings.begin(), test.property.readings.end(),
                  [](const Reading& r) { return r.from == Reading::From::id; }))
    if (const auto* id = std::get_if<std::string>(&test.values[0].value))
      if (const auto found = graph_.find(*id)) {
        if (subjects.has(*found)) passed.add(*found);
        return passed;
      }
  std::vector<PropertyValue> held;
  std::size_t without = 0, whole = 0;
  subjects.each([&](Node n) {
    if (!step()) return;
    ++whole;
    values(test.property, n, held);
    if (held.empty()) ++without;
    if (test.op == Test::Op::missing ? held.empty() : fits(test, held)) passed.add(n);
  });
  if (test.op != Test::Op::missing && test.property.type != Type::boolean)
    missing(test.property, without, whole, plural_of_members(graph_, subjects), kept_);
  return passed;
}

std::optional<Period> Evaluator::when(Node node, Clock clock, bool* fallback) const {
  if (clock != Clock::added) return period_of(graph_, node, clock, fallback);
  const Node source = source_of(graph_, node);
  if (source == graph::kNoNode || !added_) return {};
  const auto day = read_date(added_(graph_.id(source)));
  return day ? std::optional(period_of(*day)) : std::nullopt;
}

NodeSet Evaluator::dated(const Test& test, const NodeSet& subjects) {
  NodeSet passed = empty();
  std::size_t without = 0, whole = 0, straddling = 0, published = 0;
  subjects.each([&](Node n) {
    if (!step()) return;
    ++whole;
    bool fallback = false;
    const auto when = this->when(n, test.clock, &fallback);
    if (!when) {
      ++without;
      return;
    }
    published += fallback;
    if (when->begin >= test.within->begin && when->end <= test.within->end)
      passed.add(n);
    else if (when->begin < test.within->end && when->end > test.within->begin)
      ++straddling;
  });
  const auto kind = plural_of_members(graph_, subjects);
  Property date;
  date.words = "date";
  missing(date, without, whole, kind, kept_);
  if (straddling)
    notices_.push_back({"N02", std::to_string(straddling) + " of " + std::to_string(whole) + " " +
                                   std::string(kind) +
                                   " are dated only so roughly that they may lie on either side; they were " +
                                   (kept_ ? "kept" : "left out")});
  if (published)
    notices_.push_back(
        {"N14", "of " + std::to_string(published) + " " + std::string(kind) +
                    " it is not known when the data were gathered; the date of publication was taken"});
  return passed;
}

}  // namespace evident::query

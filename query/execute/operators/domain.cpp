// A scan is its kinds; a condition that is one comparison with a column of the thing itself is kept as such.
// Everything else is asked of the evaluator once, when the question is prepared, and kept as bits.
#include "query/execute/operators/domain.hpp"

#include <algorithm>
#include <cmath>

#include "query/bind/names.hpp"

namespace evident::query {

using graph::Kind;
using graph::Node;

namespace {

bool compares(double left, Comparison comparison, double right) {
  switch (comparison) {
    case Comparison::equal:
      return left == right;
    case Comparison::not_equal:
      return left < right || left > right;
    case Comparison::less:
      return left < right;
    case Comparison::at_most:
      return left <= right;
    case Comparison::greater:
      return left > right;
    case Comparison::at_least:
      return left >= right;
  }
  return false;
}

std::optional<std::uint64_t> mask_of(const std::vector<std::uint8_t>& values) {
  std::uint64_t mask = 0;
  for (const auto value : values) {
    if (value >= 64) return {};
    mask |= std::uint64_t{1} << value;
  }
  return mask;
}

}  // namespace

std::size_t RangeBits::size() const {
  std::size_t n = 0;
  for (const auto word : words_) n += static_cast<std::size_t>(std::popcount(word));
  return n;
}
bool RangeBits::empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}
void RangeBits::fill(Node first, Node last) {
  for (Node n = first; n < last;) {
    if (n % 64 == 0 && n + 64 <= last) {
      words_[(n - base_) / 64] = ~std::uint64_t{0};
      n += 64;
    } else {
      add(n++);
    }
  }
}
void RangeBits::take(const graph::Graph& graph, graph::Kind kind, const graph::Condition& condition) {
  const std::vector<std::uint64_t> selected = graph.selected(kind, condition);
  std::uint64_t* const words = words_.data() + (graph.nodes(kind).first - base_) / 64;
  for (std::size_t w = 0; w < selected.size(); ++w) words[w] |= selected[w];
}
void RangeBits::operator&=(const RangeBits& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}
void RangeBits::operator|=(const RangeBits& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
}

// As a test of the evaluator tells it: of how many of those at hand the property is not known.
void Domain::tell_missing(Evaluator& evaluator, const Test& test) const {
  if (test.property.type == graph::Type::boolean) return;
  const auto plain_kind = [](const OfKind& of) { return of.choices.empty() && of.numbers.empty(); };
  if (!bits_ && !few_ && std::all_of(kinds_.begin(), kinds_.end(), plain_kind)) return tell_missing_of_all(evaluator, test);
  const RangeBits whole = bits();
  std::size_t without = 0, all = 0, kinds = 0;
  std::string_view words = "things";
  for (const OfKind& of : kinds_) {
    const Reading* reading = nullptr;
    for (const Reading& r : test.property.readings)
      if (r.kind == of.kind) reading = &r;
    const bool own = reading && reading->from == Reading::From::own;
    const bool choice = own && graph::info(reading->attribute).type == graph::Type::choice;
    const auto numbers = own && !choice ? graph_->numbers(of.kind, reading->attribute) : graph::Numbers();
    RangeBits some(first_, last_);
    some.fill(of.range.first, of.range.last);
    some &= whole;
    const std::size_t here = some.size();
    if (!own) {  // what is not read from an attribute of the thing itself is there for all of a kind, or for none
      without += reading ? 0 : here;
    } else if (choice) {  // as many as its value bitmaps hold have one
      graph::Condition any{{reading->attribute, {}}};
      for (std::size_t i = 0; i < graph::info(reading->attribute).choices.size(); ++i)
        any[0].values.push_back(static_cast<std::uint8_t>(i));
      RangeBits have(first_, last_);
      have.take(*graph_, of.kind, any);
      have &= whole;
      without += here - have.size();
    } else {
      whole.each(of.range.first, of.range.last, [&](Node n) { without += std::isnan(numbers[n]); });
    }
    all += here;
    if (here) words = graph::info(of.kind).words[1], ++kinds;
  }
  evaluator.missing(test.property, without, all, kinds == 1 ? words : "things", false);
}

// The same where no condition went before: the graph has counted them.
void Domain::tell_missing_of_all(Evaluator& evaluator, const Test& test) const {
  std::size_t without = 0, all = 0;
  for (const OfKind& of : kinds_) {
    const Reading* reading = nullptr;
    for (const Reading& r : test.property.readings)
      if (r.kind == of.kind) reading = &r;
    const std::size_t here = of.range.size();
    all += here;
    if (!reading)
      without += here;
    else if (reading->from == Reading::From::own)
      without += here - std::min(here, graph_->count_with(of.kind, reading->attribute));
  }
  const std::string_view words = kinds_.size() == 1 ? graph::info(kinds_[0].kind).words[1] : std::string_view("things");
  evaluator.missing(test.property, without, all, words, false);
}

Domain::Domain(Evaluator& evaluator, const Things& things, const std::vector<const Test*>& tests, bool missing)
    : graph_(&evaluator.graph()) {
  const graph::Graph& graph = *graph_;
  bool simple = !things.query && things.nodes.empty() && !things.by_name;
  for (const Scan& scan : things.scans) {
    for (const OfKind& known : kinds_) simple = simple && known.kind != scan.kind;
    OfKind of{scan.kind, graph.nodes(scan.kind), {}, {}, scan.condition};
    for (const graph::Test& test : scan.condition) {
      const auto mask = mask_of(test.values);
      simple = simple && mask;
      if (mask) of.choices.push_back({graph.choices(scan.kind, test.attribute), *mask});
    }
    kinds_.push_back(std::move(of));
  }
  const NodeSet* whole = nullptr;
  if (!simple) {  // by name, of another question, or of a kind in several ways
    whole = &evaluator.set_of(things);
    kinds_.clear();
    for (const auto& info : graph::kinds()) {
      const auto range = graph.nodes(info.id);
      bool any = false;
      for (Node n = range.first; n < range.last && !any; ++n) any = whole->has(n);
      if (any) kinds_.push_back({info.id, range, {}, {}, {}});
    }
  }
  std::erase_if(kinds_, [](const OfKind& of) { return of.range.size() == 0; });
  std::sort(kinds_.begin(), kinds_.end(),
            [](const OfKind& a, const OfKind& b) { return a.range.first < b.range.first; });
  for (const OfKind& of : kinds_) kind_list_.push_back(of.kind);
  if (!kinds_.empty()) first_ = kinds_.front().range.first, last_ = kinds_.back().range.last;
  if (whole) {
    bits_.emplace(first_, last_);
    for (const OfKind& of : kinds_)
      for (Node n = of.range.first; n < of.range.last; ++n)
        if (whole->has(n)) bits_->add(n);
  } else if (std::any_of(kinds_.begin(), kinds_.end(), [](const OfKind& of) { return is_thing(of.kind); })) {
    // A thing is one of those that something is said of.
    std::string name = things.looked_for ? "in use or looked for:" : "in use:";
    for (const Kind kind : kind_list_) name += " " + std::string(graph::info(kind).name);
    bits_ = *graph.kept<RangeBits>(name, [&] {
      RangeBits used(first_, last_);
      for (const OfKind& of : kinds_) {
        if (!is_thing(of.kind)) {
          used.fill(of.range.first, of.range.last);
          continue;
        }
        for (Node n = of.range.first; n < of.range.last; ++n)
          if (in_use(graph, n, things.looked_for)) used.add(n);
      }
      return used;
    });
  }
  whole_ = simple && !things.looked_for && things.tests.empty() && tests.empty() && std::all_of(kinds_.begin(), kinds_.end(), [](const OfKind& of) {
             return of.choices.empty() && of.condition.empty();
           });
  const auto see = [&](const Test& test) {
    const std::optional<Domain> before = missing ? std::optional(*this) : std::nullopt;
    if (!take(graph, test))
      narrow_slowly(evaluator, test);
    else if (before)
      before->tell_missing(evaluator, test);
  };
  if (simple)
    for (const Test& test : things.tests) see(test);
  for (const Test* test : tests) see(*test);
  if (bits_ && bits_->size() == last_ - first_) bits_.reset();
  count();
}

// Whether a column, or the table of ids, can tell.
bool Domain::take(const graph::Graph& graph, const Test& test) {
  kept_.reset();
  using Op = Test::Op;
  if (test.negated || (test.op != Op::compare && test.op != Op::one_of) || test.values.size() != 1) return false;
  const auto reading = [&](Kind kind) -> const Reading* {
    for (const Reading& r : test.property.readings)
      if (r.kind == kind) return &r;
    return nullptr;
  };
  for (const OfKind& of : kinds_)
    if (const Reading* r = reading(of.kind); r && r->from != Reading::From::own && r->from != Reading::From::id)
      return false;
  const Constant& constant = test.values[0];
  if (const auto* text = std::get_if<std::string>(&constant.value)) {
    if (test.op != Op::compare || test.comparison != Comparison::equal) return false;
    for (const OfKind& of : kinds_)
      if (const Reading* r = reading(of.kind); !r || r->from != Reading::From::id) return false;
    const auto found = graph.find(*text);
    if (!found) return false;  // perhaps in other letters
    std::vector<Node> one;
    if (within(*found) && (!few_ || std::binary_search(few_->begin(), few_->end(), *found)))
      one.push_back(*found);
    few_ = std::move(one);
    return true;
  }
  if (const auto* choices = std::get_if<std::vector<std::uint8_t>>(&constant.value)) {
    const auto mask = mask_of(*choices);
    if (!mask || (test.op == Op::compare && test.comparison != Comparison::equal)) return false;
    for (OfKind& of : kinds_) {
      const Reading* r = reading(of.kind);
      if (!r) {
        of.choices.push_back({graph::Choices(), 0});
        continue;
      }
      of.choices.push_back({graph.choices(of.kind, r->attribute), *mask});
      of.condition.push_back({r->attribute, *choices});
    }
    return true;
  }
  const auto* number = std::get_if<double>(&constant.value);
  if (!number || test.op != Op::compare) return false;
  for (const OfKind& of : kinds_)
    if (const Reading* r = reading(of.kind)) {
      const auto type = graph::info(r->attribute).type;
      if (type != graph::Type::integer && type != graph::Type::number && type != graph::Type::year) return false;
    }
  for (OfKind& of : kinds_) {
    const Reading* r = reading(of.kind);
    of.numbers.push_back({r ? graph.numbers(of.kind, r->attribute) : graph::Numbers(), test.comparison, *number});
  }
  return true;
}

void Domain::narrow_slowly(Evaluator& evaluator, const Test& test) {
  NodeSet subjects = evaluator.empty();
  bits().each([&](Node n) { subjects.add(n); });
  const NodeSet passed = evaluator.passing(test, subjects);
  RangeBits left(first_, last_);
  for (const OfKind& of : kinds_)
    for (Node n = of.range.first; n < of.range.last; ++n)
      if (passed.has(n)) left.add(n);
  narrow(left);
}

void Domain::narrow(const RangeBits& to) {
  kept_.reset();
  if (few_) {
    std::erase_if(*few_, [&](Node n) { return !to.has(n); });
  } else if (bits_) {
    *bits_ &= to;
  } else {
    bits_ = to;
  }
}

bool Domain::fits(const OfKind& of, Node n) const {
  for (const ChoiceIs& is : of.choices) {
    const std::uint8_t cell = is.column[n];
    if (!cell || !(is.allowed >> (cell - 1) & 1)) return false;
  }
  for (const NumberIs& is : of.numbers) {
    const double value = is.column[n];
    if (std::isnan(value) || !compares(value, is.comparison, is.wanted)) return false;
  }
  return true;
}

bool Domain::fits(Node n) const {
  if (few_) return std::binary_search(few_->begin(), few_->end(), n);
  if (bits_ && !bits_->has(n)) return false;
  for (const OfKind& of : kinds_)
    if (n < of.range.last) return n >= of.range.first && fits(of, n);
  return false;
}

RangeBits Domain::made_bits() const {
  RangeBits all(first_, last_);
  if (few_) {
    for (const Node n : *few_) all.add(n);
    return all;
  }
  for (const OfKind& of : kinds_) {
    if (of.choices.empty() && of.numbers.empty()) {
      all.fill(of.range.first, of.range.last);
    } else if (of.numbers.empty() && !of.condition.empty()) {
      all.take(*graph_, of.kind, of.condition);
    } else {
      for (Node n = of.range.first; n < of.range.last; ++n)
        if (fits(of, n)) all.add(n);
    }
  }
  if (bits_) all &= *bits_;
  return all;
}

std::string Domain::how() const {
  if (few_) return "by id";
  std::string choices, numbers;
  for (const OfKind& of : kinds_) {
    for (const graph::Test& test : of.condition)
      choices += (choices.empty() ? "" : ", ") + std::string(graph::info(test.attribute).name);
    if (!of.numbers.empty()) numbers = "a column of numbers";
  }
  std::string text = choices.empty() ? "" : "value bitmaps of " + choices;
  if (!numbers.empty()) text += (text.empty() ? "" : ", ") + numbers;
  if (bits_) text += (text.empty() ? "" : ", ") + std::string("bits kept with the question");
  return text.empty() ? "all of the kind" : text;
}

void Domain::count() {
  if (few_) {  // found by id: whatever else is asked of them
    auto few = std::move(*few_);
    few_.reset();
    std::erase_if(few, [&](Node n) { return !fits(n); });
    few_ = std::move(few);
    size_ = few_->size();
    return;
  }
  plain_ = kinds_.size() == 1 && !bits_ && kinds_[0].choices.empty() && kinds_[0].numbers.empty();
  if (!plain_) kept_ = made_bits();
  size_ = plain_ ? kinds_[0].range.size() : kept_->size();
}

}  // namespace evident::query

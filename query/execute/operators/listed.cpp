// Lists whose rows need no scan: one thing by its id, and things that hold words, the best or all of them.
//
// Words: the places of each word once, merged in the order of the nodes; scores only for what passes. The best
// k: all above the k-th score are taken, and only those that share it are told apart by their words.
#include "query/execute/operators/listed.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "query/execute/operators/domain.hpp"
#include "query/execute/operators/ranked.hpp"
#include "query/execute/operators/thing_reader.hpp"
#include "query/execute/order.hpp"
#include "query/execute/repeats.hpp"

namespace evident::query {

using graph::Kind;
using graph::Node;

namespace {

class Listed : public FastTable {
 public:
  Listed(const graph::Graph& graph, const Plan& plan) : graph_(graph), plan_(plan) {}

  std::size_t size() const override { return nodes_.size(); }
  std::size_t total() const override { return total_; }
  const std::vector<Node>* nodes() const override { return &nodes_; }
  void write(std::size_t row, std::string& json) const override {
    json += '[';
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (i) json += ',';
      readers_[i].write(nodes_[row], json);
    }
    json += ']';
  }
  std::vector<Column> columns() const override {
    std::vector<Column> all;
    for (const Shown& shown : plan_.show) all.push_back({shown.name, column_type(shown.value)});
    return all;
  }

 protected:
  bool read(Evaluator& evaluator, const std::vector<Kind>& kinds) {
    for (const Shown& shown : plan_.show) {
      auto reader = ThingReader::of(evaluator, shown.value, kinds);
      if (!reader) return false;
      readers_.push_back(std::move(*reader));
    }
    return !readers_.empty();
  }

  const graph::Graph& graph_;
  const Plan& plan_;
  std::vector<ThingReader> readers_;
  std::vector<Node> nodes_;
  std::size_t total_ = 0;
};

// "list claims where id = …".
class ById final : public Listed {
 public:
  using Listed::Listed;
  static std::unique_ptr<FastTable> of(Evaluator& evaluator, const Plan& plan) {
    if (!plan.steps.empty()) return {};
    auto list = std::make_unique<ById>(evaluator.graph(), plan);
    Things others = plan.subject;
    for (std::size_t i = 0; i < others.tests.size(); ++i) {
      const Test& test = others.tests[i];
      if (test.op != Test::Op::compare || test.negated || test.comparison != Comparison::equal ||
          test.values.size() != 1 || test.property.readings.empty())
        continue;
      const auto* id = std::get_if<std::string>(&test.values[0].value);
      const auto by_id = [](const Reading& r) { return r.from == Reading::From::id; };
      if (!id || !std::all_of(test.property.readings.begin(), test.property.readings.end(), by_id)) continue;
      list->id_ = *id;
      list->parameter_ = test.values[0].parameter;
      others.tests.erase(others.tests.begin() + static_cast<std::ptrdiff_t>(i));
      list->others_.emplace(evaluator, others, std::vector<const Test*>{});
      if (!list->read(evaluator, list->others_->all_kinds())) return {};
      return list;
    }
    return {};
  }

  bool set(std::string_view name, std::string_view value) override {
    if (parameter_.empty() || name != parameter_) return false;
    id_ = value;
    return true;
  }
  void trace(Trace* trace) override { trace_ = trace; }
  bool run(const Cancel*) override {
    Trace::Timed finding(trace_);
    const auto found = graph_.find(id_);
    if (!found) return false;  // perhaps in other letters
    nodes_.clear();
    if (others_->has(*found)) nodes_.push_back(*found);
    total_ = nodes_.size();
    finding.done([&] { return Trace::Operator{"find by id", "the index of ids", 1, total_, 0}; });
    return true;
  }

 private:
  std::string id_, parameter_;
  Trace* trace_ = nullptr;
  std::optional<Domain> others_;
};

// "list claims mentioning … | sort by relevance | limit 20".
class ByWords final : public Listed {
 public:
  using Listed::Listed;
  static std::unique_ptr<FastTable> of(Evaluator& evaluator, const Plan& plan) {
    const Things& subject = plan.subject;
    if (subject.scans.size() != 1 || subject.scans[0].kind != Kind::claim || subject.tests.size() != 1) return {};
    auto list = std::make_unique<ByWords>(evaluator.graph(), plan);
    if (!list->take(subject.tests[0], list->wanted_)) return {};
    for (const Step& step : plan.steps) {
      if (step.kind == Step::Kind::limit && list->sorted_ && !list->limit_) {
        list->limit_ = step.number;
        continue;
      }
      if (step.kind != Step::Kind::sort || list->sorted_ || step.sort.size() != 1) return {};
      const Computed& by = step.sort[0].value;
      if (by.op != Computed::Op::property || !by.hops.empty() || !by.property || by.property->search.empty() ||
          by.property->readings.empty() || by.property->readings[0].from != Reading::From::relevance ||
          !step.sort[0].descending)
        return {};
      for (const Phrase& phrase : by.property->search) {
        const auto at = list->number_of(phrase);
        if (!at) return {};
        list->scored_.push_back(*at);
      }
      list->sorted_ = true;
    }
    Things scan;
    scan.scans = subject.scans;
    list->domain_.emplace(evaluator, scan, std::vector<const Test*>{});
    if (!list->read(evaluator, {Kind::claim})) return {};
    const std::size_t passages = evaluator.graph().num_quotations();
    list->passages_ = static_cast<double>(passages);
    list->average_ = passages ? evaluator.graph().num_words() / static_cast<double>(passages) : 1;
    return list;
  }

  void trace(Trace* trace) override { trace_ = trace; }
  bool sliced() const override { return limit_.has_value(); }
  void tell(Evaluator& evaluator) const override {
    for (const Word& word : words_) evaluator.found(*word.phrase, word.found);
  }
  bool run(const Cancel* cancel) override {
    Trace::Timed finding(trace_);
    const Kind kind = Kind::claim;
    const auto range = graph_.nodes(kind);
    for (Word& word : words_) {
      word.found = graph_.occurrences(word.stems);
      word.all = static_cast<double>(word.found.size());
      const auto before = [](const graph::Graph::Occurrence& o, Node n) { return o.node < n; };
      word.first = static_cast<std::size_t>(
          std::lower_bound(word.found.begin(), word.found.end(), range.first, before) - word.found.begin());
      word.last = static_cast<std::size_t>(
          std::lower_bound(word.found.begin(), word.found.end(), range.last, before) - word.found.begin());
      if (cancel && cancel->requested()) return false;
    }
    nodes_.clear();
    // Long lists as sets of bits, where joining them costs no comparison; short ones are merged.
    std::size_t all = 0;
    for (const Word& word : words_) all += word.last - word.first;
    if (all >= range.size() / 64) {
      RangeBits found(range.first, range.last);
      evaluate(wanted_, found);
      found.each([&](Node n) { nodes_.push_back(n); });
    } else {
      evaluate(wanted_, nodes_);
    }
    if (!domain_->plain()) std::erase_if(nodes_, [&](Node n) { return !domain_->has(n); });
    for (const Node n : nodes_)
      if (first_telling(graph_, n) != n) return false;  // what is said again needs the general way
    total_ = nodes_.size();
    finding.done([&] {
      std::size_t places = 0;
      for (const Word& word : words_) places += word.found.size();
      return Trace::Operator{"find words", "postings of " + std::to_string(words_.size()) + " words", places, total_, 0};
    });
    Trace::Timed ordering(trace_);
    if (sorted_)
      by_relevance();
    else
      by_label(nodes_);
    ordering.done([&] {
      return Trace::Operator{sorted_ ? "the best by relevance" : "put in order", limit_ ? "without a full sort" : "sorted",
                             total_, nodes_.size(), 0};
    });
    return true;
  }

 private:
  struct Word {
    const Phrase* phrase;  // of the plan; the first that has these stems
    std::vector<std::string> stems;
    std::vector<graph::Graph::Occurrence> found;
    double all = 0;
    std::size_t first = 0, last = 0;  // those of claims
  };
  struct Wanted {
    enum class Op { word, all, any } op = Op::word;
    std::size_t word = 0;
    std::vector<Wanted> parts;
  };

  bool take(const Test& test, Wanted& into) {
    if (test.negated) return false;
    if (test.op == Test::Op::mentions) {
      const Phrase& phrase = test.phrase[0];
      if (phrase.exact || phrase.either.size() != 1) return false;
      into.word = words_.size();
      for (std::size_t i = 0; i < words_.size(); ++i)
        if (words_[i].stems == phrase.either[0]) into.word = i;
      if (into.word == words_.size()) words_.push_back({&phrase, phrase.either[0], {}, 0, 0, 0});
      return true;
    }
    if (test.op != Test::Op::all && test.op != Test::Op::any) return false;
    into.op = test.op == Test::Op::all ? Wanted::Op::all : Wanted::Op::any;
    into.parts.resize(test.parts.size());
    for (std::size_t i = 0; i < test.parts.size(); ++i)
      if (!take(test.parts[i], into.parts[i])) return false;
    return !into.parts.empty();
  }
  std::optional<std::size_t> number_of(const Phrase& phrase) const {
    if (phrase.exact || phrase.either.size() != 1) return {};
    for (std::size_t i = 0; i < words_.size(); ++i)
      if (words_[i].stems == phrase.either[0]) return i;
    return {};
  }

  void evaluate(const Wanted& wanted, RangeBits& into) const {  // into: empty
    if (wanted.op == Wanted::Op::word) {
      const Word& word = words_[wanted.word];
      for (std::size_t i = word.first; i < word.last; ++i) into.add(word.found[i].node);
      return;
    }
    const auto range = graph_.nodes(Kind::claim);
    evaluate(wanted.parts[0], into);
    for (std::size_t i = 1; i < wanted.parts.size(); ++i) {
      RangeBits part(range.first, range.last);
      evaluate(wanted.parts[i], part);
      if (wanted.op == Wanted::Op::all)
        into &= part;
      else
        into |= part;
    }
  }
  void evaluate(const Wanted& wanted, std::vector<Node>& into) const {
    if (wanted.op == Wanted::Op::word) {
      const Word& word = words_[wanted.word];
      into.reserve(word.last - word.first);
      for (std::size_t i = word.first; i < word.last; ++i) into.push_back(word.found[i].node);
      return;
    }
    evaluate(wanted.parts[0], into);
    std::vector<Node> part, both;
    for (std::size_t i = 1; i < wanted.parts.size(); ++i) {
      part.clear();
      both.clear();
      evaluate(wanted.parts[i], part);
      if (wanted.op == Wanted::Op::all)
        std::set_intersection(into.begin(), into.end(), part.begin(), part.end(), std::back_inserter(both));
      else
        std::set_union(into.begin(), into.end(), part.begin(), part.end(), std::back_inserter(both));
      std::swap(into, both);
    }
  }

  // As text_search.cpp reckons it.
  double score(const Word& word, std::uint32_t times, Node n) const {
    constexpr double kSaturation = 1.2, kLength = 0.75;
    const double weight = std::log(1 + (passages_ - word.all + 0.5) / (word.all + 0.5));
    const double tf = times;
    const double length = graph_.num_words(n) / average_;
    return weight * tf * (kSaturation + 1) / (tf + kSaturation * (1 - kLength + kLength * length));
  }

  void by_relevance() {
    std::vector<double> scores(nodes_.size(), 0);
    for (const std::size_t number : scored_) {
      const Word& word = words_[number];
      std::size_t at = word.first;
      for (std::size_t i = 0; i < nodes_.size(); ++i) {
        while (at < word.last && word.found[at].node < nodes_[i]) ++at;
        if (at < word.last && word.found[at].node == nodes_[i])
          scores[i] += score(word, word.found[at].times, nodes_[i]);
      }
    }
    for (double& one : scores) one = std::round(one * 1000) / 1000;
    std::vector<std::uint32_t> places(nodes_.size());
    std::iota(places.begin(), places.end(), 0u);
    const auto better = [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; };
    const std::size_t most = std::min(limit_.value_or(places.size()), places.size());
    if (most && most < places.size()) {
      std::nth_element(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(most) - 1, places.end(), better);
      const double least = scores[places[most - 1]];
      std::erase_if(places, [&](std::uint32_t p) { return scores[p] < least; });
    }
    std::sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
      return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
    });
    std::vector<Node> sorted;
    for (std::size_t i = 0; i < places.size();) {
      std::size_t end = i;
      std::vector<Node> same;
      for (; end < places.size() && scores[places[end]] == scores[places[i]]; ++end) same.push_back(nodes_[places[end]]);
      if (same.size() > 1) by_label(same);
      sorted.insert(sorted.end(), same.begin(), same.end());
      i = end;
    }
    if (limit_) sorted.resize(most);
    nodes_ = std::move(sorted);
  }

  void by_label(std::vector<Node>& nodes) const {
    std::vector<std::pair<std::string, Node>> keys;
    for (const Node n : nodes) keys.emplace_back(order_key(graph_.label(n)), n);
    std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : graph_.id(a.second) < graph_.id(b.second);
    });
    for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = keys[i].second;
  }

  std::vector<Word> words_;
  Wanted wanted_;
  std::vector<std::size_t> scored_;  // words, as often as they were searched for
  std::optional<std::size_t> limit_;
  bool sorted_ = false;
  std::optional<Domain> domain_;
  double passages_ = 0, average_ = 1;
  Trace* trace_ = nullptr;
};

}  // namespace

std::unique_ptr<FastTable> listed_of(Evaluator& evaluator, const Plan& plan) {
  if (plan.shape != Plan::Shape::rows || plan.show.empty() || plan.by_standing || plan.who_says ||
      !plan.asked.empty() || plan.subject.query || !plan.subject.nodes.empty() || plan.subject.by_name)
    return {};
  if (auto list = ById::of(evaluator, plan)) return list;
  if (auto list = ByWords::of(evaluator, plan)) return list;
  return ranked_of(evaluator, plan);
}

}  // namespace evident::query

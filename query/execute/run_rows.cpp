// The rows that are shown: their columns and cells, where each was read, and their quotations.
#include "query/execute/run.hpp"

#include <algorithm>

#include "query/execute/cite.hpp"
#include "query/execute/columns.hpp"
#include "query/execute/sayings.hpp"
#include "query/execute/text_search.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Kind;
using graph::Node;

void Run::fill(const std::vector<Node>& nodes, const Test* about) {
  set_columns(nodes);
  const std::vector<const Phrase*> searched = searched_for(plan_.subject.tests);
  const bool by_words =
      plan_.show.empty() && !searched.empty() && plan_.shape != Plan::Shape::gaps && !by_standing();
  if (by_words) answer_.columns.push_back({"words found", "list"});
  const bool missing = about && about->op == Test::Op::related && about->negated != exceptions_;
  Computer computer(evaluator_);
  answer_.rows.reserve(nodes.size());
  for (const Node n : nodes) {
    Row row = row_of(n);
    values(row, computer);
    if (plan_.shape == Plan::Shape::gaps) {
      // What a later step brought in was not looked through for gaps: nothing is said of it.
      if (const auto known = absences_.find(n); known != absences_.end()) {
        row.gap.push_back(gap_of(known->second));
        if (plan_.show.empty()) row.values.back() = row.gap[0].why;
      }
    } else if (missing) {
      row.gap.push_back(gap_of(gaps_->of(n)));
    }
    const Test* asked = plan_.asked.empty() || exceptions_ ? nullptr : &plan_.asked[0];
    Support support = evaluator_.support(plan_, n, asked);
    for (const Node again : graph_.in(n, graph::Edge::restates)) {
      if (support.sets.size() < Evaluator::kWitnesses) support.sets.push_back({again});
      ++support.total;
    }
    if (sided_)
      // What is silent is not shown by its words elsewhere.
      if (Support cells = sided_->fill(row); !cells.sets.empty() || plan_.shape == Plan::Shape::views)
        support = std::move(cells);
    if (by_words) add_words_found(row, searched);
    quoter_.add(row, support);
    if (plan_.who_says) add_speakers(row);
    answer_.rows.push_back(std::move(row));
  }
  if (plan_.who_says) answer_.columns.push_back({"who says so", "list"});
  computer.tell();
}

void Run::add_speakers(Row& row) {
  std::vector<std::string> speakers;
  std::vector<Node> from;
  for (const auto& set : row.witnesses)
    for (const Witness& witness : set) {
      std::string speaker = speaker_of(graph_, witness.node);
      if (speaker.empty()) speaker = answer_.sources[witness.source].citation;
      if (std::find(from.begin(), from.end(), witness.node) == from.end()) from.push_back(witness.node);
      if (std::find(speakers.begin(), speakers.end(), speaker) == speakers.end())
        speakers.push_back(std::move(speaker));
    }
  add_origins(graph_, from, row);
  row.values.push_back(speakers.empty() ? CellValue{} : CellValue{std::move(speakers)});
}

std::vector<const Phrase*> Run::searched_for(const std::vector<Test>& tests) {
  std::vector<const Phrase*> all;
  for (const Test& test : tests) {
    if (test.negated) continue;
    for (const Phrase& phrase : test.phrase) all.push_back(&phrase);
    for (const Phrase* phrase : searched_for(test.parts)) all.push_back(phrase);
  }
  return all;
}

void Run::add_words_found(Row& row, const std::vector<const Phrase*>& searched) {
  std::vector<std::string> words;
  std::vector<Node> from;
  for (const Phrase* phrase : searched) {
    const TextHits& found = evaluator_.hits(*phrase);
    for (const auto& shown : found.of_thing(row.node)) {
      if (from.size() >= Evaluator::kWitnesses) break;
      const Node passage = found.hits[shown.hit].node;
      for (std::string& one : words_found(*phrase, graph_.passage(passage)->quote))
        if (std::find(words.begin(), words.end(), one) == words.end()) words.push_back(std::move(one));
      from.push_back(passage);
    }
  }
  row.values.back() = std::move(words);
  row.origins.pop_back();
  add_origins(graph_, from, row);
}

void Run::values(Row& row, Computer& computer) {
  if (plan_.show.empty() && by_standing()) {
    row.values = sayings_cells(graph_, row.node);
    for (std::size_t i = 0; i < row.values.size(); ++i) add_origins(graph_, {row.node}, row);
    return;
  }
  if (plan_.show.empty()) {
    row.values = cells_for(graph_, row.node, answer_.columns);
    add_strength(row);
    for (const Column& column : answer_.columns)
      add_origins(graph_, origins_of(evaluator_, row.node, column), row);
    return;
  }
  Scope scope;
  scope.things.emplace_back(&row.node, 1);
  for (const Shown& shown : plan_.show) {
    const Value value = computer.value(shown.value, scope, true);
    row.values.push_back(cell_of(value));
    add_origins(graph_, value.from, row);
  }
}

Row Run::row_of(Node n) const {
  Row row;
  row.node = n;
  row.id = std::string(graph_.id(n));
  row.kind = std::string(graph::info(graph_.kind(n)).name);
  return row;
}

void Run::set_columns(const std::vector<Node>& nodes) {
  if (!plan_.show.empty()) {
    for (const Shown& shown : plan_.show) answer_.columns.push_back({shown.name, column_type(shown.value)});
    return;
  }
  if (by_standing()) {
    answer_.columns = sayings_columns();
    return;
  }
  std::vector<Kind> kinds;
  const auto add = [&](Kind kind) {
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  };
  if (plan_.steps.empty())
    for (const Scan& scan : plan_.subject.scans) add(scan.kind);
  for (const Node n : nodes) add(graph_.kind(n));
  answer_.columns = columns_for(kinds);
  if (plan_.shape == Plan::Shape::gaps) answer_.columns.push_back({"what is known", "text"});
  if (asks_for_strength() && std::find(kinds.begin(), kinds.end(), Kind::claim) != kinds.end())
    for (const char* name : {"strength", "strength terms"}) answer_.columns.push_back({name, "text"});
  if (sided_) answer_.columns = sided_->columns(answer_.columns);
}

bool Run::asks_for_strength() const {
  const auto of_property = [](const Property& property) {
    return std::any_of(property.readings.begin(), property.readings.end(),
                       [](const Reading& r) { return r.attribute == Attribute::rating; });
  };
  const auto of_scans = [](const std::vector<Scan>& scans) {
    for (const Scan& scan : scans)
      for (const graph::Test& test : scan.condition)
        if (test.attribute == Attribute::rating) return true;
    return false;
  };
  const std::function<bool(const std::vector<Test>&)> of_tests = [&](const std::vector<Test>& tests) {
    return std::any_of(tests.begin(), tests.end(), [&](const Test& test) {
      return of_property(test.property) || of_scans(test.facets) || of_tests(test.parts);
    });
  };
  bool asks = of_scans(plan_.subject.scans) || of_tests(plan_.subject.tests);
  for (const Step& step : plan_.steps) {
    asks = asks || of_tests(step.tests);
    for (const Order& order : step.sort)
      asks = asks || (order.value.property && of_property(*order.value.property));
  }
  return asks;
}

void Run::add_strength(Row& row) const {
  if (graph_.kind(row.node) != Kind::claim) return;
  for (std::size_t c = 0; c < answer_.columns.size(); ++c) {
    if (answer_.columns[c].name == "strength")
      row.values[c] = choice_text(graph_, row.node, Attribute::rating);
    if (answer_.columns[c].name == "strength terms")
      row.values[c] = std::string(graph_.text(row.node, Attribute::rating_terms));
  }
}

}  // namespace evident::query

// The columns are the values that the library has, in the order of the vocabulary or of their size; a design
// that some study has is a column though no evidence came of it. What is in a cell is counted once however
// often it is said. An empty cell is looked into as the opening "gaps in" does, with the evidence of that
// column only.
#include "query/execute/gap_map.hpp"

#include <algorithm>
#include <array>

#include "query/bind/names.hpp"
#include "query/execute/columns.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Kind;
using graph::Node;
using graph::Type;

namespace {

// Of a choice the attribute it is read from; else nothing.
std::optional<Attribute> choice_attribute(const Property& property) {
  if (property.type != Type::choice || property.readings.empty()) return {};
  return property.readings.front().attribute;
}

constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"effect_found", "evidence"},
    {"mixed", "effects both ways"},
    {"no_effect_found", "no effect found"},
    {"studied_no_finding", "looked at, no clear finding"},
    {"searched_none_found", "a review found none"},
    {"gap_stated", "gap stated"},
    {"not_studied", "not studied"},
    {"not_found_by_machine", "none found"},
};

std::string status_words(std::string_view status) {
  for (const auto& [id, words] : kWords)
    if (id == status) return std::string(words);
  return std::string(status);
}

}  // namespace

GapMap::GapMap(Evaluator& evaluator, Quoter& quoter, const Plan& plan)
    : graph_(evaluator.graph()), evaluator_(evaluator), quoter_(quoter), plan_(plan), map_(*plan.map) {}

NodeSet GapMap::rows(const NodeSet& subjects) {
  settle();
  for (Mapped& column : columns_) {
    subjects.each([&](Node n) {
      const auto found = passages(column, n);
      column.passages.insert(column.passages.end(), found.begin(), found.end());
    });
    once(column.passages);
  }
  if (!map_.only_gaps) return subjects;
  NodeSet with_gaps = evaluator_.empty();
  subjects.each([&](Node n) {
    if (std::any_of(columns_.begin(), columns_.end(),
                    [&](const Mapped& column) { return passages(column, n).empty(); }))
      with_gaps.add(n);
  });
  return with_gaps;
}

void GapMap::settle() {
  std::vector<PropertyValue> values;
  const auto take = [&](Node carrier) {
    if (!evaluator_.step()) return;
    evaluator_.values(map_.property, carrier, values);
    without_ += values.empty();
    for (const PropertyValue& value : values) add_value(carrier, value);
  };
  if (map_.of_claims) {
    evaluator_.set_of(plan_.evidence[0]).each(take);
  } else {
    std::vector<Kind> seen;
    for (const Link& link : map_.links) {
      if (std::find(seen.begin(), seen.end(), link.object) != seen.end()) continue;
      seen.push_back(link.object);
      const auto range = graph_.nodes(link.object);
      for (Node n = range.first; n < range.last; ++n) take(n);
    }
  }
  add_studied_choices();
  if (columns_.size() > kMost) {
    std::stable_sort(columns_.begin(), columns_.end(),
                     [](const Mapped& a, const Mapped& b) { return a.carriers.size() > b.carriers.size(); });
    left_out_ = columns_.size() - kMost;
    columns_.resize(kMost);
  }
  std::sort(columns_.begin(), columns_.end(), [](const Mapped& a, const Mapped& b) {
    return a.order != b.order ? a.order < b.order : a.words < b.words;
  });
  for (Mapped& column : columns_) {
    if (plan_.evidence.empty()) continue;
    column.evidence = plan_.evidence[0];
    if (map_.of_claims && column.choice)
      for (Scan& scan : column.evidence.scans)
        scan.condition.push_back({*choice_attribute(map_.property), {*column.choice}});
    column.gaps = std::make_unique<Gaps>(graph_, evaluator_, column.evidence, plan_.evidence_links);
  }
}

void GapMap::add_value(Node carrier, const PropertyValue& value) {
  Mapped* column = nullptr;
  if (const auto* number = std::get_if<double>(&value))
    column = &column_of(shown_number(*number), *number, {});
  else if (const auto* choice = std::get_if<std::uint8_t>(&value))
    column = &column_of(choice_word(*choice_attribute(map_.property), *choice), *choice, *choice);
  else if (const auto* truth = std::get_if<bool>(&value))
    column = &column_of(*truth ? map_.property.words : "not " + map_.property.words, *truth ? 0 : 1, {});
  else
    column = &column_of(std::string(std::get<std::string_view>(value)), 0, {});
  column->carriers.add(carrier);
}

// What some study was, though nothing is claimed on it; and what no study was.
void GapMap::add_studied_choices() {
  const auto attribute = choice_attribute(map_.property);
  if (!attribute || !graph::has(Kind::study, *attribute)) return;
  const auto studies = graph_.nodes(Kind::study);
  for (Node n = studies.first; n < studies.last; ++n)
    if (const auto choice = graph_.choice(n, *attribute))
      column_of(choice_word(*attribute, *choice), *choice, *choice);
  const auto& choices = graph::info(*attribute).choices;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const auto index = static_cast<std::uint8_t>(i);
    if (std::none_of(columns_.begin(), columns_.end(), [&](const Mapped& m) { return m.choice == index; }) &&
        !choices[i].words.empty())
      absent_.push_back(choice_word(*attribute, index));
  }
}

GapMap::Mapped& GapMap::column_of(const std::string& words, double order,
                                  std::optional<std::uint8_t> choice) {
  for (Mapped& column : columns_)
    if (column.words == words) return column;
  Mapped& column = columns_.emplace_back();
  column.words = words;
  column.order = order;
  column.choice = choice;
  column.carriers = evaluator_.empty();
  return column;
}

// What the thing has under that column, each once; of claims only evidence.
std::vector<Node> GapMap::passages(const Mapped& column, Node thing) {
  std::vector<Node> found;
  for (const auto& trail : evaluator_.trails(map_.links, thing, column.carriers)) {
    const Node passage = passage_of(graph_, trail);
    if (passage == graph::kNoNode) continue;
    if (graph_.kind(passage) == Kind::claim && !plan_.evidence.empty() &&
        !evaluator_.set_of(plan_.evidence[0]).has(passage))
      continue;
    found.push_back(first_telling(graph_, passage));
  }
  once(found);
  return found;
}

GapMap::Known GapMap::known(Mapped& column, Node thing) {
  Known known{passages(column, thing), {}};
  const bool exact = map_.of_claims && column.choice;  // whether the evidence is that of the column alone
  if (column.gaps && (exact || known.passages.empty())) known.absence = column.gaps->of(thing, false);
  if (exact && (known.passages.empty() || column.gaps)) return known;
  if (!known.passages.empty()) {
    known.absence.status = "effect_found";
  } else if (known.absence.stated_by.empty()) {
    known.absence.status = "not_found_by_machine";
    known.absence.why = "nothing of this kind was found in the text; a person may still find it";
  } else {
    known.absence.status = "gap_stated";
    known.absence.why = "a source says itself that such evidence is missing or weak";
  }
  known.absence.looked.clear();
  return known;
}

std::vector<Column> GapMap::columns(const std::vector<Column>& own) {
  std::vector<Column> all{naming_columns(own).front()};
  if (own.front().name == "kind" && own.size() > 1) all = naming_columns(own);
  first_ = all.size();
  for (const Mapped& column : columns_) all.push_back({column.words, "text"});
  return all;
}

std::vector<Side> GapMap::sides() const {
  std::vector<Side> all;
  for (std::size_t i = 0; i < columns_.size() && first_; ++i) {
    const Behind works = behind(graph_, columns_[i].passages);
    const std::size_t n = columns_[i].passages.size();
    all.push_back({first_ + i,
                   n ? counted_words(n, "passage", "passages") + ", " +
                           counts_words(works.sources.size(), works.studies.size())
                     : "nothing about these things",
                   works.sources.size(), works.studies.size()});
  }
  return all;
}

Support GapMap::fill(Row& row) {
  Support support;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Known here = known(columns_[i], row.node);
    for (const Node n : here.passages) add_set(support, {n});
    if (!first_) continue;
    const Behind works = behind(graph_, here.passages);
    Cell cell;
    cell.status = here.absence.status;
    cell.why = here.absence.why;
    cell.passages = here.passages.size();
    cell.sources = works.sources.size();
    cell.studies = works.studies.size();
    std::vector<Node> record = here.passages;
    if (record.empty()) {
      record = here.absence.stated_by;
      record.insert(record.end(), here.absence.looked.begin(), here.absence.looked.end());
    }
    for (const Node n : record) {
      if (cell.witnesses.size() < Evaluator::kWitnesses)
        cell.witnesses.push_back(quoter_.witness(n));
      else
        ++cell.witnesses_left_out;
    }
    row.values[first_ + i] = cell_words(cell);
    read_in(graph_, record, row, first_ + i);
    row.cells.push_back(std::move(cell));
  }
  return support;
}

// "3 in 2 sources", "1 in 1 source; no effect found", "gap stated".
std::string GapMap::cell_words(const Cell& cell) const {
  if (!cell.passages) return status_words(cell.status);
  std::string text =
      std::to_string(cell.passages) + " in " + counted_words(cell.sources, "source", "sources");
  if (cell.status != "effect_found") text += "; " + status_words(cell.status);
  return text;
}

std::string GapMap::summary(const NodeSet& rows) {
  if (columns_.empty())
    return "No columns: of nothing behind these is the " + map_.property.words + " known.";
  std::array<std::size_t, std::size(kWords)> counts{};
  std::size_t filled = 0, cells = 0;
  rows.each([&](Node n) {
    for (Mapped& column : columns_) {
      const Known here = known(column, n);
      ++cells;
      filled += !here.passages.empty();
      if (!here.passages.empty()) continue;
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += kWords[i].first == here.absence.status;
    }
  });
  std::string text = std::to_string(filled) + " of " + counted_words(cells, "cell", "cells") +
                     (filled == 1 ? " holds" : " hold") + " something";
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i]) text += "; " + std::to_string(counts[i]) + " " + std::string(kWords[i].second);
  return text + ".";
}

std::vector<Notice> GapMap::notices(const NodeSet&, const NodeSet&, const Things&) const {
  std::vector<Notice> all;
  if (without_ && map_.of_claims)
    all.push_back({"N01", "of " + counted_words(without_, "piece", "pieces") + " of evidence the " +
                              map_.property.words + " is not known; " +
                              (without_ == 1 ? "it stands" : "they stand") + " in no column"});
  if (left_out_)
    all.push_back(
        {"N23", std::to_string(left_out_) + " more columns are possible; those with most are shown"});
  if (!absent_.empty())
    all.push_back({"N24", "nothing in the library is of these, so they have no column: " +
                              some_of(absent_, absent_.size())});
  return all;
}

}  // namespace evident::query

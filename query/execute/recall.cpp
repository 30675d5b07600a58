#include "query/execute/recall.hpp"

#include <algorithm>
#include <cstdio>

#include "query/bind/said.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Kind;

constexpr std::size_t kShown = 3;

// What a derived attribute of claims was reckoned from.
struct Behind {
  Kind kind;
  Attribute attribute;
  std::vector<std::string_view> values;  // empty: those that are asked for
};
std::vector<Behind> behind(Kind kind, Attribute attribute) {
  if (kind != Kind::claim) return {{kind, attribute, {}}};
  switch (attribute) {
    case Attribute::warrant:
      return {{Kind::claim, Attribute::causal, {"causal"}}};
    case Attribute::evidence:
      return {{Kind::claim, Attribute::role, {"finding", "conclusion"}}};
    case Attribute::design:
    case Attribute::method:
      return {{Kind::study, attribute, {}}};
    default:
      return {{kind, attribute, {}}};
  }
}

// "findings", "causally worded claims", else "claims with that wording".
std::string plural_of(Kind kind, Attribute attribute, std::string_view value) {
  const auto choice = graph::choice_named(attribute, value);
  const std::string many(graph::info(kind).words.size() > 1 ? graph::info(kind).words[1] : graph::info(kind).words[0]);
  const auto means = [&](const graph::Condition& condition) {
    return choice && condition.size() == 1 && condition[0].attribute == attribute &&
           condition[0].values == std::vector<std::uint8_t>{*choice};
  };
  for (const graph::Noun& noun : graph::nouns())
    if (noun.meanings.size() == 1 && noun.meanings[0].kind == kind && means(noun.meanings[0].condition))
      return std::string(noun.words.size() > 1 ? noun.words[1] : noun.words[0]);
  for (const graph::Adjective& adjective : graph::adjectives())
    if (adjective.kind == kind && means(adjective.condition)) return std::string(adjective.word) + " " + many;
  const auto& words = graph::info(attribute).words;
  std::string said = many + " by their " + std::string(words.empty() ? graph::info(attribute).name : words[0]);
  if (choice) said += " (" + std::string(graph::info(attribute).choices[*choice].id) + ")";
  std::replace(said.begin(), said.end(), '_', ' ');
  return said;
}

class Collector {
 public:
  explicit Collector(const graph::QualityCard& card) : card_(card) {}

  void things(const Things& all) {
    for (const Scan& one : all.scans) scan(one);
    if (all.query) plan(*all.query);
    for (const Test& test : all.tests) tests(test);
  }
  void tests(const Test& test) {
    for (const Scan& one : test.facets) scan(one);
    // "where design = cohort"
    for (const Constant& constant : test.values)
      if (const auto* choices = std::get_if<std::vector<std::uint8_t>>(&constant.value))
        for (const Reading& reading : test.property.readings)
          if (reading.from == Reading::From::own) condition(reading.kind, {reading.attribute, *choices});
    for (const Things& object : test.object) things(object);
    for (const Test& part : test.parts) tests(part);
    for (const Pattern& one : test.pattern) pattern(one);
  }
  void plan(const Plan& plan) {
    things(plan.subject);
    for (const Test& test : plan.asked) tests(test);
    for (const Pattern& one : plan.pattern) pattern(one);
    for (const Things& one : plan.evidence) things(one);
    if (plan.map)
      for (const Reading& reading : plan.map->property.readings)
        if (reading.from == Reading::From::own)
          for (const Behind& one : behind(reading.kind, reading.attribute))
            add(one.kind, one.attribute, {});
  }

  std::vector<Recall> worst() {
    std::stable_sort(found_.begin(), found_.end(), [](const Recall& a, const Recall& b) { return a.value < b.value; });
    if (found_.size() > kShown) found_.resize(kShown);
    return std::move(found_);
  }

 private:
  void pattern(const Pattern& pattern) {
    for (const Pattern::Variable& variable : pattern.variables) things(variable.things);
  }
  void scan(const Scan& scan) {
    take(std::string(graph::info(scan.kind).words.size() > 1 ? graph::info(scan.kind).words[1] : graph::info(scan.kind).words[0]),
         graph::info(scan.kind).name, {}, {});
    for (const graph::Test& test : scan.condition) condition(scan.kind, test);
  }
  void condition(Kind kind, const graph::Test& test) {
    for (const Behind& one : behind(kind, test.attribute)) {
      if (!one.values.empty()) {
        for (const std::string_view value : one.values) add(one.kind, one.attribute, value);
        continue;
      }
      const auto& choices = graph::info(one.attribute).choices;
      for (const std::uint8_t value : test.values)
        if (value < choices.size())
          add(one.kind, one.attribute, choices[value].id);
        else if (choices.empty() && value == 1)
          add(one.kind, one.attribute, "true");
    }
  }
  void add(Kind kind, Attribute attribute, std::string_view value) {
    take(plural_of(kind, attribute, value), graph::info(kind).name, graph::info(attribute).name, value);
  }
  void take(std::string words, std::string_view kind, std::string_view attribute, std::string_view value) {
    const graph::QualityRow* row = card_.behind(kind, attribute, value);
    if (!row) return;
    if (std::any_of(found_.begin(), found_.end(), [&](const Recall& r) { return r.of == words; })) return;
    found_.push_back({std::move(words), row->recall->value, row->recall->low, row->recall->high,
                      static_cast<std::size_t>(row->there), row->set});
  }

  const graph::QualityCard& card_;
  std::vector<Recall> found_;
};

bool is_absence(std::string_view status) {
  return status == "not_found_by_machine" || status == "gap_stated" || status == "searched_none_found" ||
         status == "studied_no_finding" || status == "not_studied";
}

std::string hundredths(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

}  // namespace

std::vector<Recall> recall_behind(const Plan& plan, const graph::QualityCard& card) {
  Collector collector(card);
  collector.plan(plan);
  return collector.worst();
}

std::string recall_words(const std::vector<Recall>& all) {
  std::string text;
  for (const Recall& one : all)
    text += (text.empty() ? "of " : ", of ") + one.of + " " + hundredths(one.value) + " (" + hundredths(one.low) + "–" +
            hundredths(one.high) + ")";
  return text;
}

bool tells_absence(const Answer& answer) {
  if (answer.kind == Answer::Kind::none && !answer.searched.scope.empty() && !answer.summary.starts_with("Plan: "))
    return true;
  if (answer.kind == Answer::Kind::number && answer.share.empty() && answer.number == 0) return true;
  return std::any_of(answer.rows.begin(), answer.rows.end(), [](const Row& row) {
    return std::any_of(row.gap.begin(), row.gap.end(), [](const Gap& gap) { return is_absence(gap.status); }) ||
           std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return is_absence(cell.status); });
  });
}

}  // namespace evident::query

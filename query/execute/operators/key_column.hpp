// A property by which rows are grouped, as small numbers in the order in which rows stand: the words of a
// value are looked up for rows that are written, never while counting.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

class KeyColumn {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  enum class Form {
    listed,  // nodes of a small range: a code each, in the order of their words
    nodes,   // of a large one: the place in the range, or among the few that are left
    choice,
    number,
  };
  // Nothing where the property is not one value, read of the thing itself.
  static std::optional<KeyColumn> of(const graph::Graph& graph, const Program& program, const Computed& key);

  std::size_t variable() const { return variable_; }
  Form form() const { return form_; }
  // Before a run. few: all that is left of its variable, which outlives the run; or null.
  void settle(const std::vector<graph::Node>* few);
  bool among_few() const { return few_ != nullptr; }
  std::uint32_t size() const { return size_; }
  // Each code is one thing: two of them never mean the same.
  bool one_thing() const { return one_thing_; }
  // Codes stand in the order of rows, and no two of them stand at one place.
  bool in_order() const { return in_order_; }
  // n: of the variable's domain; kNone where it cannot be in a match.
  std::uint32_t code(graph::Node n) const {
    switch (form_) {
      case Form::listed:
        return codes_[n - first_];
      case Form::choice:
        return choice_code(n);
      case Form::number:
        return number_code(n);
      default:
        return few_ ? place_among_few(n) : n - first_;
    }
  }
  // The same of many.
  void codes(const graph::Node* nodes, std::size_t n, std::uint32_t* into) const;
  // The thing behind a code of nodes, for its words: the first of several of one name.
  graph::Node node(std::uint32_t code) const;
  // The same where it is the only one.
  graph::Node only_node(std::uint32_t code) const;
  CellValue cell(std::uint32_t code) const;
  void write(std::uint32_t code, std::string& json) const;
  OrderKey order(std::uint32_t code) const;
  std::string identity(std::uint32_t code) const;
  bool missing(std::uint32_t code) const;
  bool missing_of(graph::Node n) const {
    const std::uint32_t its = code(n);
    return its != kNone && missing(its);
  }
  bool may_be_missing() const { return form_ == Form::choice || form_ == Form::number || (listed_ && listed_->has_missing); }
  const std::string& words() const { return words_; }

 private:
  void list(const Program& program);
  std::uint32_t choice_code(graph::Node n) const;
  std::uint32_t number_code(graph::Node n) const;
  std::uint32_t place_among_few(graph::Node n) const;
  std::string_view text(graph::Node n) const;

  const graph::Graph* graph_ = nullptr;
  std::size_t variable_ = 0;
  Form form_ = Form::nodes;
  Reading::From from_ = Reading::From::id;
  bool thing_ = false;  // the thing itself, by its label
  std::optional<graph::Attribute> attribute_;  // of texts of the thing's own
  bool one_thing_ = false, in_order_ = false;
  std::uint32_t size_ = 0;
  graph::Node first_ = 0, last_ = 0;
  struct Listed {  // of nodes that have a code each
    std::vector<std::uint32_t> codes;  // from the first of the domain on
    std::vector<graph::Node> nodes;    // by code
    std::vector<bool> several;         // by code: whether several things have that name
    bool any_several = false, in_order = true, has_missing = false;  // the last: its code is the last
  };
  std::shared_ptr<const Listed> listed_;
  const std::uint32_t* codes_ = nullptr;  // of these
  const std::vector<graph::Node>* few_ = nullptr;
  struct OfKind {
    graph::NodeRange range;
    graph::Attribute attribute;
    graph::Choices choices;
    graph::Numbers numbers;
    std::span<const std::uint32_t> codes;  // of numbers, by their places
  };
  struct Numbers {  // of one or several kinds, kept with the graph
    std::vector<double> values;                     // by code, ascending
    std::vector<std::vector<std::uint32_t>> codes;  // one list a kind, by their places
  };
  static Numbers numbers_of(const std::vector<OfKind>& kinds);
  std::vector<OfKind> kinds_;
  std::shared_ptr<const Numbers> numbers_;
  mutable std::vector<std::string> written_;  // by code, as JSON, once it was asked for
  std::string words_;
};

}  // namespace evident::query

#include "query/execute/operators/key_column.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "query/execute/columns.hpp"
#include "query/execute/operators/cell_reader.hpp"
#include "query/execute/operators/in_order.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Node;
using graph::Type;
using From = Reading::From;

namespace {

constexpr std::size_t kListed = 65'536;  // nodes of a range that get codes in order
constexpr std::size_t kNumbers = 65'536;

void write_number(double number, std::string& json) { json += shown_number(number); }

// The nodes of a range in the order of rows, by their ids or by a text.
struct InOrder {
  std::vector<Node> nodes;
  // One each: the first place of those whose words are equal once they are squeezed; and the same of those that the
  // order cannot tell apart.
  std::vector<std::uint32_t> same, tied;
};
template <class TextOf>
InOrder put_in_order(const graph::Graph& graph, const std::vector<Node>& nodes, bool by_id, bool by_text, TextOf&& text) {
  std::vector<OrderKey> keys;
  keys.reserve(nodes.size());
  std::string id;
  for (const Node n : nodes) {
    id.clear();
    if (by_id) graph.append_id(n, id);
    keys.push_back(key_of(PropertyValue(by_id ? std::string_view(id) : text(n))));
  }
  const auto places = places_in_order(keys, [&](std::size_t a, std::size_t b) {
    if (by_text)
      if (const int order = text(nodes[a]).compare(text(nodes[b]))) return order < 0;
    return graph.id(nodes[a]) < graph.id(nodes[b]);
  });
  InOrder all;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const Node n = nodes[places[i]];
    const bool same = by_text && i && squeeze(text(all.nodes.back())) == squeeze(text(n));
    const bool tied = i && !before(keys[places[i - 1]], keys[places[i]]);
    all.nodes.push_back(n);
    all.same.push_back(same ? all.same.back() : i);
    all.tied.push_back(tied ? all.tied.back() : i);
  }
  return all;
}

}  // namespace

// The numbers of all kinds in order, and for each kind the code of what stands at a place of its column.
KeyColumn::Numbers KeyColumn::numbers_of(const std::vector<OfKind>& kinds) {
  Numbers all;
  for (const OfKind& of : kinds) {
    std::vector<bool> used(of.numbers.num_places() + 1);  // several columns may share their numbers
    for (Node n = of.range.first; n < of.range.last; ++n) used[of.numbers.place(n)] = true;
    for (std::uint32_t place = 1; place < used.size(); ++place)
      if (used[place]) all.values.push_back(of.numbers.at_place(place));
  }
  std::sort(all.values.begin(), all.values.end());
  all.values.erase(std::unique(all.values.begin(), all.values.end()), all.values.end());
  for (const OfKind& of : kinds) {
    auto& codes = all.codes.emplace_back();
    codes.push_back(static_cast<std::uint32_t>(all.values.size()));  // missing
    for (std::uint32_t place = 1; place <= of.numbers.num_places(); ++place)
      codes.push_back(static_cast<std::uint32_t>(
          std::lower_bound(all.values.begin(), all.values.end(), of.numbers.at_place(place)) - all.values.begin()));
  }
  return all;
}

// Gives each node of a small range a code, in the order of rows.
void KeyColumn::list(const Program& program) {
  const Domain& domain = program.domains[variable_];
  form_ = Form::listed;
  // Those that no edge of the pattern leads to are in no match.
  const auto in_a_match = [&](Node n) {
    return domain.has(n) && std::all_of(program.joins.begin(), program.joins.end(), [&](const Join& join) {
             return (join.from != variable_ && join.to != variable_) || !join.has_lists() ||
                    !join.next(variable_, n).empty();
           });
  };
  // A key that may be missing has its own place for those without it.
  const auto no_key = [&](Node n) { return attribute_ && text(n).empty(); };
  const bool by_id = from_ == From::id && !attribute_ && !thing_;
  const bool by_text = from_ != From::id && !thing_;
  const auto text_of = [&](Node n) { return text(n); };
  const std::string words = by_id        ? "id"
                            : attribute_ ? std::string(graph::info(*attribute_).name)
                            : by_text    ? "label"
                                         : "thing";
  std::string kinds;
  for (const graph::Kind kind : domain.all_kinds()) kinds += " " + std::string(graph::info(kind).name);
  // All of a range are put in order once; a domain that is a small part of it is put in order alone.
  constexpr std::size_t kPart = 8;
  const auto listed = [&] {
    std::shared_ptr<const InOrder> ordered;
    if (domain.size() * kPart < domain.last() - domain.first()) {
      std::vector<Node> some;
      for (Node n = domain.first(); n < domain.last(); ++n)
        if (in_a_match(n) && !no_key(n)) some.push_back(n);
      ordered = std::make_shared<const InOrder>(put_in_order(*graph_, some, by_id, by_text, text_of));
    } else {
      ordered = graph_->kept<InOrder>("in order by " + words + kinds, [&] {
        std::vector<Node> all;
        for (const graph::Kind kind : domain.all_kinds())
          for (auto range = graph_->nodes(kind); range.first < range.last; ++range.first)
            if (!no_key(range.first)) all.push_back(range.first);
        return put_in_order(*graph_, all, by_id, by_text, text_of);
      });
    }
    Listed all;
    all.codes.assign(domain.last() - domain.first(), kNone);
    std::optional<std::size_t> last;  // place of the one before it
    for (std::size_t i = 0; i < ordered->nodes.size(); ++i) {
      const Node n = ordered->nodes[i];
      if (!in_a_match(n)) continue;
      const bool same = last && ordered->same[*last] == ordered->same[i];
      const bool tied = last && ordered->tied[*last] == ordered->tied[i];
      last = i;
      if (same) {
        all.several.back() = true;
        all.any_several = true;
      } else {
        if (tied) all.in_order = false;
        all.nodes.push_back(n);
        all.several.push_back(false);
      }
      all.codes[n - domain.first()] = static_cast<std::uint32_t>(all.nodes.size() - 1);
    }
    for (Node n = domain.first(); attribute_ && n < domain.last(); ++n)
      if (in_a_match(n) && no_key(n)) {
        all.has_missing = true;
        all.codes[n - domain.first()] = static_cast<std::uint32_t>(all.nodes.size());
      }
    return all;
  };
  // What hangs on no condition of the question is the same for the next.
  bool of_graph = domain.whole();
  std::string name = "codes by " + words + kinds;
  for (const Join& join : program.joins)
    if ((join.from == variable_ || join.to == variable_) && join.has_lists()) {
      of_graph = of_graph && !join.name().empty();
      name += (join.from == variable_ ? " from " : " to ") + join.name();
    }
  listed_ = of_graph ? graph_->kept<Listed>(name, listed) : std::make_shared<const Listed>(listed());
  codes_ = listed_->codes.data();
  in_order_ = listed_->in_order;
  one_thing_ = (one_thing_ || by_text) && !listed_->any_several;
  size_ = static_cast<std::uint32_t>(listed_->nodes.size()) + listed_->has_missing;
}

std::optional<KeyColumn> KeyColumn::of(const graph::Graph& graph, const Program& program, const Computed& key) {
  if (key.op != Computed::Op::property || !key.hops.empty()) return {};
  KeyColumn column;
  column.graph_ = &graph;
  column.variable_ = key.variable;
  column.words_ = key.words;
  const Domain& domain = program.domains[key.variable];
  column.first_ = domain.first();
  column.last_ = domain.last();
  if (!key.property) {
    column.thing_ = column.one_thing_ = true;
    column.from_ = From::label;
  } else {
    for (const graph::Kind kind : domain.all_kinds()) {
      const Reading* reading = nullptr;
      for (const Reading& r : key.property->readings)
        if (r.kind == kind) reading = &r;
      if (!reading) return {};
      const bool first = kind == domain.all_kinds().front();
      if (!first && reading->from != column.from_) return {};
      column.from_ = reading->from;
      if (reading->from == From::id || reading->from == From::label) continue;
      if (reading->from != From::own) return {};
      OfKind of{graph.nodes(kind), reading->attribute, {}, {}, {}};
      const Type type = graph::info(reading->attribute).type;
      if (type == Type::text && (first || column.attribute_ == reading->attribute)) {
        column.attribute_ = reading->attribute;
        continue;
      }
      if (column.attribute_) return {};
      if (!first && type != graph::info(column.kinds_.front().attribute).type) return {};
      if (type == Type::choice)
        of.choices = graph.choices(kind, reading->attribute);
      else if (type == Type::number || type == Type::integer || type == Type::year)
        of.numbers = graph.numbers(kind, reading->attribute);
      else
        return {};
      if (!first && type == Type::choice && of.attribute != column.kinds_.front().attribute) return {};
      column.kinds_.push_back(of);
    }
    // Different things of one name are one group, so all names must be known.
    if (column.from_ != From::id && column.kinds_.empty() && domain.last() - domain.first() > kListed) return {};
    column.one_thing_ = column.from_ == From::id;
  }
  if (domain.all_kinds().empty()) return {};
  if (!column.kinds_.empty()) {
    const auto& attribute = graph::info(column.kinds_.front().attribute);
    if (attribute.type == Type::choice) {
      column.form_ = Form::choice;
      column.size_ = static_cast<std::uint32_t>(attribute.choices.size()) + 1;
      column.in_order_ = true;
    } else {
      column.form_ = Form::number;
      std::string name = "numbers of";
      for (const OfKind& of : column.kinds_) {
        name += ' ';
        name += graph::info(graph.kind(of.range.first)).name;
        name += ':';
        name += graph::info(of.attribute).name;
      }
      column.numbers_ = graph.kept<Numbers>(name, [&] { return numbers_of(column.kinds_); });
      if (column.numbers_->values.size() > kNumbers) return {};
      column.size_ = static_cast<std::uint32_t>(column.numbers_->values.size()) + 1;
      column.in_order_ = true;
      for (std::size_t k = 0; k < column.kinds_.size(); ++k) column.kinds_[k].codes = column.numbers_->codes[k];
    }
  } else if (domain.last() - domain.first() <= kListed) {
    column.list(program);
  }
  if (column.form_ != Form::nodes) column.written_.resize(column.size_);
  return column;
}

void KeyColumn::settle(const std::vector<Node>* few) {
  if (form_ != Form::nodes) return;
  few_ = few;
  size_ = few ? static_cast<std::uint32_t>(few->size()) : last_ - first_;
}

std::uint32_t KeyColumn::choice_code(Node n) const {
  for (const OfKind& of : kinds_)
    if (n < of.range.last) {
      const std::uint8_t cell = of.choices[n];
      return cell ? cell - 1u : size_ - 1;
    }
  return kNone;
}
std::uint32_t KeyColumn::number_code(Node n) const {
  for (const OfKind& of : kinds_)
    if (n < of.range.last) return of.codes[of.numbers.place(n)];
  return kNone;
}
std::uint32_t KeyColumn::place_among_few(Node n) const {
  const auto at = std::lower_bound(few_->begin(), few_->end(), n);
  return at != few_->end() && *at == n ? static_cast<std::uint32_t>(at - few_->begin()) : kNone;
}

void KeyColumn::codes(const Node* nodes, std::size_t n, std::uint32_t* into) const {
  const bool one_kind = kinds_.size() == 1;
  if (form_ == Form::choice && one_kind) {
    const graph::Choices cells = kinds_[0].choices;
    const std::uint32_t without = size_ - 1;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t cell = cells[nodes[i]];
      into[i] = cell ? cell - 1 : without;
    }
  } else if (form_ == Form::number && one_kind) {
    const graph::Numbers cells = kinds_[0].numbers;
    const std::uint32_t* const of_place = kinds_[0].codes.data();
    for (std::size_t i = 0; i < n; ++i) into[i] = of_place[cells.place(nodes[i])];
  } else {
    for (std::size_t i = 0; i < n; ++i) into[i] = code(nodes[i]);
  }
}

Node KeyColumn::only_node(std::uint32_t code) const {
  if (form_ == Form::listed && (code >= listed_->nodes.size() || listed_->several[code])) return graph::kNoNode;
  return node(code);
}
Node KeyColumn::node(std::uint32_t code) const {
  if (form_ == Form::listed) return listed_->nodes[code];
  if (form_ == Form::nodes) return few_ ? (*few_)[code] : first_ + code;
  return graph::kNoNode;
}
bool KeyColumn::missing(std::uint32_t code) const {
  return may_be_missing() && code + 1 == size_;
}
std::string_view KeyColumn::text(Node n) const {
  if (attribute_) return graph_->text(n, *attribute_);
  return from_ == From::id ? graph_->id(n) : graph_->label(n);
}

CellValue KeyColumn::cell(std::uint32_t code) const {
  if (missing(code)) return std::monostate{};
  if (form_ == Form::choice)
    return choice_word(kinds_.front().attribute, static_cast<std::uint8_t>(code));
  if (form_ == Form::number) return numbers_->values[code];
  return thing_ ? std::string(text(node(code))) : squeeze(text(node(code)));
}

void KeyColumn::write(std::uint32_t code, std::string& json) const {
  if (code < written_.size() && !written_[code].empty()) {
    json += written_[code];
    return;
  }
  const std::size_t begin = json.size();
  if (form_ == Form::nodes && from_ == From::id && !attribute_ && !thing_) return write_id(*graph_, node(code), json);
  const CellValue value = cell(code);
  if (const auto* number = std::get_if<double>(&value))
    write_number(*number, json);
  else if (const auto* words = std::get_if<std::string>(&value))
    json += json_string(*words);
  else
    json += "null";
  if (code < written_.size()) written_[code] = json.substr(begin);
}

OrderKey KeyColumn::order(std::uint32_t code) const {
  OrderKey key;
  if (missing(code)) return key;
  if (form_ == Form::choice || form_ == Form::number)
    return key_of(PropertyValue(form_ == Form::choice ? static_cast<double>(code) : numbers_->values[code]));
  if (attribute_ || from_ != From::id) return key_of(PropertyValue(text(node(code))));
  std::string id;
  graph_->append_id(node(code), id);
  return key_of(PropertyValue(std::string_view(id)));
}

std::string KeyColumn::identity(std::uint32_t code) const {
  if (missing(code)) return {};
  if (form_ == Form::number) return shown_number(numbers_->values[code]);
  if (form_ == Form::choice) return choice_word(kinds_.front().attribute, static_cast<std::uint8_t>(code));
  return thing_ ? std::string(graph_->id(node(code))) : squeeze(text(node(code)));
}

}  // namespace evident::query

#include "query/execute/operators/cell_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "query/execute/columns.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Node;
using graph::Type;
using From = Reading::From;

namespace {

// Each byte of the word that is `byte` as its highest bit; no other bit is set.
std::uint64_t bytes_that_are(std::uint64_t word, unsigned char byte) {
  constexpr std::uint64_t kLow = 0x7f7f7f7f7f7f7f7fu;
  const std::uint64_t other = word ^ byte * 0x0101010101010101u;
  return ~(((other & kLow) + kLow) | other | kLow);
}

// Whether a text can be written as it is: no blank to squeeze, nothing to escape, ASCII. Eight bytes at a time.
bool is_ready(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080u;
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  std::uint64_t blank_before = 0;  // as the lowest byte's highest bit
  for (std::size_t at = 0; at < text.size(); at += 8) {
    std::uint64_t word = 0x6161616161616161u;
    std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
    // Above 0x1f: adding 0x60 to seven bits carries into the eighth.
    const std::uint64_t control = ~((word & ~kHigh) + 0x6060606060606060u) & kHigh;
    const std::uint64_t bad = control | (word & kHigh) | bytes_that_are(word, 0x7f) | bytes_that_are(word, '"') |
                              bytes_that_are(word, '\\');
    const std::uint64_t blanks = bytes_that_are(word, ' ');
    if (bad || (blanks & (blanks << 8 | blank_before))) return false;
    blank_before = blanks >> 56;
  }
  return true;
}

void write_number(double number, std::string& json) {
  char digits[32];
  if (number == std::floor(number) && std::abs(number) < 1e15) {
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, static_cast<long long>(number));
    json.append(digits, end);
  } else {
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    json.append(digits, end);
  }
}

}  // namespace

void write_text(std::string_view text, std::string& json) {
  if (is_ready(text)) {
    json += '"';
    json += text;
    json += '"';
  } else {
    json += json_string(squeeze(text));
  }
}

void write_id(const graph::Graph& graph, Node n, std::string& json) {
  const std::size_t begin = json.size();
  json += '"';
  graph.append_id(n, json);
  if (const auto id = std::string_view(json).substr(begin + 1); is_ready(id)) {
    json += '"';
  } else {
    const std::string words(id);
    json.resize(begin);
    write_text(words, json);
  }
}

std::optional<CellReader> CellReader::of(const graph::Graph& graph, const Computed& computed,
                                         const std::vector<graph::Kind>& kinds) {
  if (computed.op != Computed::Op::property || !computed.hops.empty() || !computed.property) return {};
  CellReader reader;
  reader.graph_ = &graph;
  reader.is_id_ = !kinds.empty();
  for (const graph::Kind kind : kinds) {
    const Reading* found = nullptr;
    for (const Reading& r : computed.property->readings)
      if (r.kind == kind) found = &r;
    OfKind of{graph.nodes(kind).last, found ? std::optional(*found) : std::nullopt, Type::text};
    reader.is_id_ = reader.is_id_ && found && found->from == From::id;
    if (found) switch (found->from) {
        case From::own:
          of.type = graph::info(found->attribute).type;
          if (of.type == Type::texts || of.type == Type::records || of.type == Type::boolean) return {};
          break;
        case From::id:
        case From::label:
        case From::quote:
          break;
        case From::page:
          of.type = Type::integer;
          break;
        default:
          return {};
      }
    reader.kinds_.push_back(of);
  }
  std::sort(reader.kinds_.begin(), reader.kinds_.end(),
            [](const OfKind& a, const OfKind& b) { return a.last < b.last; });
  return reader;
}

const CellReader::OfKind* CellReader::of(Node n) const {
  for (const OfKind& of : kinds_)
    if (n < of.last) return of.reading ? &of : nullptr;
  return nullptr;
}

std::string_view CellReader::text(const OfKind& of, Node n) const {
  switch (of.reading->from) {
    case From::id:
      return graph_->id(n);
    case From::label:
      return graph_->label(n);
    case From::quote: {
      const auto passage = graph_->passage(n);
      return passage ? passage->quote : std::string_view();
    }
    default:
      return graph_->text(n, of.reading->attribute);
  }
}

CellValue CellReader::cell(Node n) const {
  const OfKind* kind = of(n);
  if (!kind) return std::monostate{};
  if (kind->reading->from == From::page) {
    const auto passage = graph_->passage(n);
    return passage && passage->page ? CellValue(static_cast<double>(passage->page)) : CellValue();
  }
  if (kind->type == Type::choice) {
    const auto choice = graph_->choice(n, kind->reading->attribute);
    return choice ? CellValue(choice_word(kind->reading->attribute, *choice)) : CellValue();
  }
  if (kind->type == Type::integer || kind->type == Type::number || kind->type == Type::year) {
    const auto number = graph_->number(n, kind->reading->attribute);
    return number ? CellValue(*number) : CellValue();
  }
  const auto words = text(*kind, n);
  const bool always = kind->reading->from != From::own;
  return words.empty() && !always ? CellValue() : CellValue(squeeze(words));
}

void CellReader::write(Node n, std::string& json) const {
  const OfKind* kind = of(n);
  if (kind && kind->reading->from == From::id) return write_id(*graph_, n, json);
  if (kind && kind->reading->from != From::page && kind->type != Type::choice && kind->type != Type::integer &&
      kind->type != Type::number && kind->type != Type::year) {
    const auto words = text(*kind, n);
    if (words.empty() && kind->reading->from == From::own)
      json += "null";
    else
      write_text(words, json);
    return;
  }
  const CellValue value = cell(n);
  if (const auto* number = std::get_if<double>(&value))
    write_number(*number, json);
  else if (const auto* words = std::get_if<std::string>(&value))
    json += json_string(*words);
  else
    json += "null";
}

OrderKey CellReader::order(Node n) const {
  const OfKind* kind = of(n);
  if (!kind) return {};
  if (kind->type == Type::choice) {
    const auto choice = graph_->choice(n, kind->reading->attribute);
    return choice ? key_of(PropertyValue(static_cast<double>(*choice))) : OrderKey{};
  }
  if (kind->reading->from == From::id) {
    std::string id;
    graph_->append_id(n, id);
    return key_of(PropertyValue(is_ready(id) ? std::string_view(id) : std::string_view(id = squeeze(id))));
  }
  const CellValue value = cell(n);
  if (const auto* number = std::get_if<double>(&value)) return key_of(PropertyValue(*number));
  if (const auto* words = std::get_if<std::string>(&value)) return key_of(PropertyValue(std::string_view(*words)));
  return {};
}

std::string CellReader::identity(Node n) const {
  const CellValue value = cell(n);
  if (const auto* number = std::get_if<double>(&value)) return shown_number(*number);
  if (const auto* words = std::get_if<std::string>(&value)) return *words;
  return {};
}

}  // namespace evident::query

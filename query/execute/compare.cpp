// A side tells of a thing where a passage joins the two (a mention that names the thing and is named by the
// group, or stands in the case or work), narrower things and narrower groups included. A side that tells of
// some other thing of the same kind was asked, or had its say, and did not name this one; a side that tells
// of none was never asked.
#include "query/execute/compare.hpp"

#include <algorithm>

#include "query/bind/names.hpp"
#include "query/execute/columns.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Edge;
using graph::Kind;
using graph::KindRole;
using graph::Node;

std::string counted_words(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

namespace {

void once(std::vector<Node>& nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

// The passage of a way that is nearest to the thing; a way without one in between is shown by its end.
Node passage_of(const graph::Graph& graph, const std::vector<Node>& trail) {
  for (const Node n : trail) {
    const Kind kind = graph.kind(n);
    if (kind != Kind::source && kind != Kind::study && kind != Kind::case_study && graph.passage(n)) return n;
  }
  return graph.passage(trail.back()) ? trail.back() : graph::kNoNode;
}

// Works and studies behind passages, each once.
void behind(const graph::Graph& graph, const std::vector<Node>& passages, std::vector<Node>& sources,
            std::vector<Node>& studies) {
  for (const Node n : passages) {
    sources.push_back(source_of(graph, n));
    for (const Node study : graph.out(n, Edge::rests_on)) studies.push_back(study);
    if (graph.kind(n) == Kind::study) studies.push_back(n);
  }
  once(sources);
  once(studies);
}

std::string counts(std::size_t sources, std::size_t studies) {
  std::string text = counted_words(sources, "source", "sources");
  if (studies) text += ", " + counted_words(studies, "study", "studies");
  return text;
}

std::string figure_words(const graph::Graph& graph, Node statistic) {
  const auto cells = cells_for(graph, statistic, {{"value", "text"}, {"of what", "text"}, {"base", "text"}});
  const auto text = [&](std::size_t i) {
    const auto* held = std::get_if<std::string>(&cells[i]);
    return held ? *held : std::string();
  };
  std::string words = text(0);
  if (!text(1).empty()) words += " " + text(1);
  const std::string base = text(2);
  return words + " (" + (base == "base not stated" ? base : "base: " + base) + ")";
}

}  // namespace

SideBySide::SideBySide(Evaluator& evaluator, Quoter& quoter, const Across& across)
    : graph_(evaluator.graph()), evaluator_(evaluator), quoter_(quoter), across_(across) {}

NodeSet SideBySide::told_of(const NodeSet& subjects) {
  settle(subjects);
  NodeSet all = evaluator_.empty();
  for (Compared& side : sides_) {
    side.told = evaluator_.reaching(across_.links, side.members, subjects);
    subjects.each([&](Node n) {  // a figure about it is something said of it
      if (!found(side, n).figures.empty()) side.told.add(n);
    });
    all |= side.told;
  }
  look_around(subjects);
  return all;
}

// What is compared; of a kind the sides that tell of most.
void SideBySide::settle(const NodeSet& subjects) {
  for (const auto& named : across_.named) {
    sides_.emplace_back();
    sides_.back().words = named.words;
    sides_.back().members = evaluator_.set_of(named.things);
  }
  if (across_.everything.empty()) return;
  std::vector<std::pair<std::size_t, Node>> found;
  evaluator_.set_of(across_.everything[0]).each([&](Node n) {
    NodeSet one = evaluator_.empty();
    for (const Node member : is_thing(graph_.kind(n)) ? with_narrower(graph_, n) : std::vector<Node>{n})
      one.add(member);
    std::size_t told = 0;
    subjects.each([&](Node subject) { told += !evaluator_.reached(across_.links, subject, one).empty(); });
    if (told) found.emplace_back(told, n);
  });
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  left_out_ = found.size() > kMost ? found.size() - kMost : 0;
  found.resize(found.size() - left_out_);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  for (const auto& [told, node] : found) {
    sides_.emplace_back();
    sides_.back().words = std::string(graph_.label(node));
    sides_.back().members = evaluator_.empty();
    for (const Node member :
         is_thing(graph_.kind(node)) ? with_narrower(graph_, node) : std::vector<Node>{node})
      sides_.back().members.add(member);
  }
}

// Everything that a side says of things of these kinds: what it was asked, and how many speak for it.
void SideBySide::look_around(const NodeSet& subjects) {
  std::vector<Kind> kinds;
  subjects.each([&](Node n) {
    if (kinds.empty() || kinds.back() != graph_.kind(n)) kinds.push_back(graph_.kind(n));
  });
  for (Compared& side : sides_) {
    for (const Kind kind : kinds) {
      const auto range = graph_.nodes(kind);
      for (Node n = range.first; n < range.last && evaluator_.step(); ++n) {
        Found all = found(side, n);
        side.passages.insert(side.passages.end(), all.passages.begin(), all.passages.end());
        side.passages.insert(side.passages.end(), all.figures.begin(), all.figures.end());
      }
    }
    once(side.passages);
    behind(graph_, side.passages, side.sources, side.studies);
  }
}

SideBySide::Found SideBySide::found(const Compared& side, Node thing) {
  Found all;
  for (const auto& trail : evaluator_.trails(across_.links, thing, side.members))
    if (const Node passage = passage_of(graph_, trail); passage != graph::kNoNode)
      all.passages.push_back(first_telling(graph_, passage));
  once(all.passages);
  if (!is_thing(graph_.kind(thing))) return all;
  for (const Node about : with_narrower(graph_, thing))
    for (const Node n : graph_.in(about, Edge::about)) {
      if (graph_.kind(n) != Kind::statistic) continue;
      const auto by = graph_.out(n, Edge::named_by);
      if (std::any_of(by.begin(), by.end(), [&](Node g) { return side.members.has(g); }))
        all.figures.push_back(first_telling(graph_, n));
    }
  once(all.figures);
  return all;
}

std::vector<Column> SideBySide::columns(const std::vector<Column>& own) {
  std::vector<Column> columns;
  for (const Column& column : own)
    if (column.type == "text") columns.push_back(column);
  columns.push_back({"told by", "text"});
  first_ = columns.size();
  for (const Compared& side : sides_) columns.push_back({side.words, "text"});
  return columns;
}

std::vector<Side> SideBySide::sides() const {
  std::vector<Side> all;
  for (std::size_t i = 0; i < sides_.size() && first_; ++i)
    all.push_back({first_ + i, base_of(sides_[i]), sides_[i].sources.size(), sides_[i].studies.size()});
  return all;
}

Support SideBySide::fill(Row& row) {
  Support support;
  if (first_) row.values[first_ - 1] = who(row.node);
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    const Found here = found(sides_[i], row.node);
    for (const auto& nodes : {here.passages, here.figures})
      for (const Node n : nodes) add_set(support, {n});
    if (!first_) continue;
    row.cells.push_back(cell(sides_[i], here));
    const Cell& cell = row.cells.back();
    std::vector<std::string> parts;
    if (cell.ranks.size() == 1) parts.push_back("rank " + shown_number(cell.ranks[0]));
    if (cell.ranks.size() > 1) {
      std::string ranks;
      for (const double rank : cell.ranks) ranks += (ranks.empty() ? "ranks " : ", ") + shown_number(rank);
      parts.push_back(ranks);
    }
    if (cell.sources) parts.push_back(counts(cell.sources, cell.studies));
    for (const auto& figure : cell.figures) parts.push_back(figure);
    std::string text = cell.status == "named"             ? "named"
                       : cell.status == "asked"           ? "asked"
                       : cell.status == "asked_not_named" ? "asked, not named"
                                                          : "never asked";
    for (std::size_t p = 0; p < parts.size(); ++p) text += (p ? "; " : ": ") + parts[p];
    row.values[first_ + i] = std::move(text);
    std::vector<Node> read = here.passages;
    read.insert(read.end(), here.figures.begin(), here.figures.end());
    add_origins(graph_, read, row);
    row.origins[first_ + i] = std::move(row.origins.back());
    row.origins.pop_back();
  }
  return support;
}

Cell SideBySide::cell(const Compared& side, const Found& found) {
  Cell cell;
  std::vector<Node> passages = found.passages;
  passages.insert(passages.end(), found.figures.begin(), found.figures.end());
  if (passages.empty()) {
    cell.status = side.passages.empty() ? "never_asked" : "asked_not_named";
    cell.why = side.passages.empty()
                   ? "nothing of this kind is told by " + side.words + " anywhere in the library"
                   : side.words + " names others of this kind (" + base_of(side) + ")";
    for (const Node study : side.studies) cell.witnesses.push_back(quoter_.witness(study));
    return cell;
  }
  cell.status = found.passages.empty() ? "asked" : "named";
  std::vector<Node> sources, studies;
  behind(graph_, passages, sources, studies);
  cell.passages = passages.size();
  cell.sources = sources.size();
  cell.studies = studies.size();
  for (const Node n : found.passages)
    if (graph::has(graph_.kind(n), Attribute::rank) || graph_.kind(n) == Kind::mention)
      if (const auto rank = graph_.number(n, Attribute::rank);
          rank && std::find(cell.ranks.begin(), cell.ranks.end(), *rank) == cell.ranks.end())
        cell.ranks.push_back(*rank);
  for (const Node n : found.figures) cell.figures.push_back(figure_words(graph_, n));
  for (const Node n : passages) {
    if (cell.witnesses.size() < Evaluator::kWitnesses)
      cell.witnesses.push_back(quoter_.witness(n));
    else
      ++cell.witnesses_left_out;
  }
  return cell;
}

// "both", "all 3", "only NHS", "NHS and patients".
std::string SideBySide::who(Node thing) const {
  std::vector<std::string> names;
  for (const Compared& side : sides_)
    if (side.told.has(thing)) names.push_back(side.words);
  if (names.size() == 1) return "only " + names[0];
  if (names.size() == sides_.size())
    return names.size() == 2 ? "both" : "all " + std::to_string(names.size());
  return join_words(names, "and");
}

// "1 source, 1 study (survey; 120 people)".
std::string SideBySide::base_of(const Compared& side) const {
  if (side.passages.empty()) return "nothing in this library";
  std::string text = counts(side.sources.size(), side.studies.size());
  std::vector<std::string> bases;
  for (const Node study : side.studies) {
    std::vector<std::string> parts;
    if (const auto design = choice_text(graph_, study, Attribute::design); !design.empty())
      parts.push_back(design);
    const auto people = participants_of(graph_, study);
    if (const auto* list = std::get_if<std::vector<std::string>>(&people))
      parts.insert(parts.end(), list->begin(), list->end());
    else
      parts.emplace_back("base not stated");
    bases.push_back(some_of(parts, 4));
  }
  for (std::size_t i = 0; i < bases.size(); ++i) text += (i ? "; " : " (") + bases[i];
  if (!bases.empty()) text += ")";
  if (!bases.empty()) return text;
  bool group = false;
  side.members.each([&](Node n) {
    group = group || graph_.kind(n) == Kind::group;
    if (graph_.kind(n) == Kind::case_study)
      if (const auto told = choice_text(graph_, n, Attribute::reporting); !told.empty()) text += ", " + told;
  });
  return group ? text + ", no study: base not stated" : text;
}

std::string SideBySide::summary(const NodeSet& rows) {
  std::size_t shared = 0, some = 0;
  std::vector<std::size_t> only(sides_.size());
  rows.each([&](Node n) {
    std::size_t count = 0, last = 0;
    for (std::size_t i = 0; i < sides_.size(); ++i)
      if (sides_[i].told.has(n)) ++count, last = i;
    if (count == sides_.size())
      ++shared;
    else if (count == 1)
      ++only[last];
    else
      ++some;
  });
  std::vector<std::string> parts{std::to_string(shared) + " told of by " +
                                 (sides_.size() == 2 ? "both" : "all " + std::to_string(sides_.size()))};
  if (some) parts.push_back(std::to_string(some) + " by some of them");
  for (std::size_t i = 0; i < sides_.size(); ++i)
    parts.push_back(std::to_string(only[i]) + " only by " + sides_[i].words);
  std::string text = join_words(parts, "and") + ". Who speaks:";
  for (std::size_t i = 0; i < sides_.size(); ++i)
    text += (i ? "; " : " ") + sides_[i].words + ", " + base_of(sides_[i]);
  return text + ".";
}

}  // namespace evident::query

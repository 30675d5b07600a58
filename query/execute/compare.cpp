// A side tells of a thing where a passage joins the two (a mention that names the thing and is named by the
// group, or stands in the case or work), narrower things and narrower groups included. A side that tells of
// some other thing of the same kind was asked, or had its say, and did not name this one; a side that tells
// of none was never asked.
#include "query/execute/compare.hpp"

#include <algorithm>

#include "query/bind/names.hpp"
#include "query/execute/columns.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Edge;
using graph::Kind;
using graph::Node;

namespace {

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

SideBySide::SideBySide(Evaluator& evaluator, Quoter& quoter, const Plan& plan)
    : graph_(evaluator.graph()),
      evaluator_(evaluator),
      quoter_(quoter),
      plan_(plan),
      across_(*plan.across),
      map_(plan.shape == Plan::Shape::map) {}

NodeSet SideBySide::rows(const NodeSet& subjects) {
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
  return map_ ? subjects : all;
}

SideBySide::Compared& SideBySide::add_side(std::string words) {
  sides_.emplace_back();
  sides_.back().words = std::move(words);
  sides_.back().members = evaluator_.empty();
  return sides_.back();
}

// What is compared; of a kind the sides that tell of most.
void SideBySide::settle(const NodeSet& subjects) {
  for (const auto& named : across_.named) add_side(named.words).members = evaluator_.set_of(named.things);
  std::vector<std::pair<std::size_t, Node>> found;
  const auto members = [&](Node n) {
    NodeSet all = evaluator_.empty();
    for (const Node member : is_thing(graph_.kind(n)) ? with_narrower(graph_, n) : std::vector<Node>{n})
      all.add(member);
    return all;
  };
  for (const Things& everything : across_.everything)
    evaluator_.set_of(everything).each([&](Node n) {
      const NodeSet one = members(n);
      std::size_t told = 0;
      subjects.each([&](Node subject) { told += !evaluator_.reached(across_.links, subject, one).empty(); });
      if (told) found.emplace_back(told, n);
    });
  const std::size_t most = map_ ? kMostOfMap : kMost;
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  left_out_ = found.size() > most ? found.size() - most : 0;
  found.resize(found.size() - left_out_);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  for (const auto& [told, node] : found) add_side(std::string(graph_.label(node))).members = members(node);
  for (Compared& side : sides_)
    side.members.each([&](Node n) { side.groups = side.groups || graph_.kind(n) == Kind::group; });
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
    side.works = behind(graph_, side.passages);
  }
}

// Of claims a map counts only evidence.
bool SideBySide::counts(Node passage) {
  return graph_.kind(passage) != Kind::claim || plan_.evidence.empty() ||
         evaluator_.set_of(plan_.evidence[0]).has(passage);
}

SideBySide::Found SideBySide::found(const Compared& side, Node thing) {
  Found all;
  for (const auto& trail : evaluator_.trails(across_.links, thing, side.members))
    if (const Node passage = passage_of(graph_, trail); passage != graph::kNoNode && counts(passage))
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
  std::vector<Column> columns = naming_columns(own);
  if (!map_) columns.push_back({"told by", "text"});
  first_ = columns.size();
  for (const Compared& side : sides_) columns.push_back({side.words, "text"});
  return columns;
}

std::vector<Side> SideBySide::sides() const {
  std::vector<Side> all;
  for (std::size_t i = 0; i < sides_.size() && first_; ++i) {
    const Behind& works = sides_[i].works;
    all.push_back({first_ + i, base_of(sides_[i]), works.sources.size(), works.studies.size()});
  }
  return all;
}

Support SideBySide::fill(Row& row) {
  Support support;
  if (first_ && !map_) row.values[first_ - 1] = who(row.node);
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    const Found here = found(sides_[i], row.node);
    std::vector<Node> passages = here.passages;
    passages.insert(passages.end(), here.figures.begin(), here.figures.end());
    for (const Node n : passages) add_set(support, {n});
    if (!first_) continue;
    row.cells.push_back(cell(sides_[i], here));
    row.values[first_ + i] = cell_words(sides_[i], row.cells.back());
    read_in(graph_, passages, row, first_ + i);
  }
  return support;
}

// "named: rank 2; 1 source, 1 study", "asked, not named".
std::string SideBySide::cell_words(const Compared& side, const Cell& cell) const {
  std::vector<std::string> parts;
  std::string ranks;
  for (const double rank : cell.ranks) ranks += (ranks.empty() ? "" : ", ") + shown_number(rank);
  if (!ranks.empty()) parts.push_back((cell.ranks.size() == 1 ? "rank " : "ranks ") + ranks);
  if (cell.sources && (side.groups || cell.studies))
    parts.push_back(counts_words(cell.sources, cell.studies));
  parts.insert(parts.end(), cell.figures.begin(), cell.figures.end());
  std::string text = cell.status == "named"   ? "named"
                     : cell.status == "asked" ? "asked"
                     : side.groups ? cell.status == "asked_not_named" ? "asked, not named" : "never asked"
                                   : "not named";
  for (std::size_t p = 0; p < parts.size(); ++p) text += (p ? "; " : ": ") + parts[p];
  return text;
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
    for (const Node study : side.works.studies) cell.witnesses.push_back(quoter_.witness(study));
    return cell;
  }
  cell.status = found.passages.empty() ? "asked" : "named";
  const Behind works = behind(graph_, passages);
  cell.passages = passages.size();
  cell.sources = works.sources.size();
  cell.studies = works.studies.size();
  for (const Node n : found.passages)
    if (graph::has(graph_.kind(n), Attribute::rank))
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
  std::string text = counts_words(side.works.sources.size(), side.works.studies.size());
  std::vector<std::string> bases;
  for (const Node study : side.works.studies) {
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
  side.members.each([&](Node n) {
    if (graph_.kind(n) == Kind::case_study)
      if (const auto told = choice_text(graph_, n, Attribute::reporting); !told.empty()) text += ", " + told;
  });
  return side.groups ? text + ", no study: base not stated" : text;
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
  if (sides_.empty()) return "No columns: nothing of that kind tells of these.";
  std::string speak = "Who speaks:";
  for (std::size_t i = 0; i < sides_.size(); ++i)
    speak += (i ? "; " : " ") + sides_[i].words + ", " + base_of(sides_[i]);
  if (map_) {
    std::size_t filled = 0;
    for (const Compared& side : sides_) rows.each([&](Node n) { filled += side.told.has(n); });
    return std::to_string(filled) + " of " + counted_words(rows.size() * sides_.size(), "cell", "cells") +
           (filled == 1 ? " holds" : " hold") + " something. " + speak + ".";
  }
  std::vector<std::string> parts{std::to_string(shared) + " told of by " +
                                 (sides_.size() == 2 ? "both" : "all " + std::to_string(sides_.size()))};
  if (some) parts.push_back(std::to_string(some) + " by some of them");
  for (std::size_t i = 0; i < sides_.size(); ++i)
    parts.push_back(std::to_string(only[i]) + " only by " + sides_[i].words);
  return join_words(parts, "and") + ". " + speak + ".";
}

std::vector<Notice> SideBySide::notices(const NodeSet& subjects, const NodeSet& rows,
                                        const Things& subject) const {
  std::vector<Notice> all;
  const std::size_t others = subjects.size() - std::min(subjects.size(), rows.size());
  if (others && !map_ && !rows.empty() && plan_.steps.empty())
    all.push_back({"N22", std::to_string(others) + " other " +
                              (others == 1 ? subject.noun_one + " is" : subject.noun + " are") +
                              " told of by none of them"});
  if (left_out_)
    all.push_back({"N23", std::to_string(left_out_) +
                              " more could stand side by side; those that tell of most are shown, for others "
                              "name them: across …"});
  return all;
}

}  // namespace evident::query

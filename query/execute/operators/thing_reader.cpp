#include "query/execute/operators/thing_reader.hpp"

#include <algorithm>

#include "query/bind/names.hpp"
#include "query/execute/columns.hpp"
#include "query/execute/repeats.hpp"
#include "support/json.hpp"

namespace evident::query {

using graph::Kind;
using graph::Node;

namespace {

// Whether only the kind is asked of them.
bool any_of_kinds(const Things& things) {
  return !things.query && !things.by_name && things.nodes.empty() && things.tests.empty() &&
         std::all_of(things.scans.begin(), things.scans.end(), [](const Scan& scan) { return scan.condition.empty(); });
}

}  // namespace

std::optional<ThingReader> ThingReader::of(Evaluator& evaluator, const Computed& computed,
                                           const std::vector<Kind>& kinds) {
  if (computed.op != Computed::Op::property || !computed.property) return {};
  ThingReader reader;
  reader.graph_ = &evaluator.graph();
  std::vector<Kind> at = kinds;
  for (const Computed::Hop& hop : computed.hops) {
    if (hop.links.empty()) return {};
    Hop one;
    if (any_of_kinds(hop.things)) {
      for (const Scan& scan : hop.things.scans)
        if (evaluator.graph().nodes(scan.kind).size() > 0 && std::find(one.kinds.begin(), one.kinds.end(), scan.kind) == one.kinds.end())
          one.kinds.push_back(scan.kind);
      one.looked_for = hop.things.looked_for;
    } else {
      one.kinds = one.onto.emplace(evaluator, hop.things, std::vector<const Test*>{}).all_kinds();
    }
    for (const Link& link : hop.links) {
      if (std::find(at.begin(), at.end(), link.subject) == at.end()) continue;
      if (is_thing(link.subject)) return {};  // narrower ones count too
      const bool any = !one.onto && std::find(one.kinds.begin(), one.kinds.end(), link.object) != one.kinds.end();
      const bool used = !is_thing(link.object) || (link.path.back().forwards && is_use(link.path.back().edge));
      one.ways.push_back({link.subject, link.object, link.path, any && used});
    }
    at = one.kinds;
    reader.hops_.push_back(std::move(one));
  }
  Computed last = computed;
  last.hops.clear();
  reader.reader_ = CellReader::of(evaluator.graph(), last, at);
  if (!reader.reader_) return {};
  return reader;
}

bool ThingReader::leads_to(const Hop& hop, const Way& way, Node n) const {
  if (graph_->kind(n) != way.object) return false;
  if (way.leads_there) return true;
  if (hop.onto) return hop.onto->has(n);
  return std::find(hop.kinds.begin(), hop.kinds.end(), way.object) != hop.kinds.end() &&
         in_use(*graph_, n, hop.looked_for);
}

void ThingReader::follow(const Hop& hop, const std::vector<Node>& from, std::vector<Node>& to) const {
  to.clear();
  for (const Node n : from) {
    const Kind kind = graph_->kind(n);
    for (const Way& way : hop.ways) {
      if (way.subject != kind) continue;
      if (way.path.size() == 1) {
        for (const Node m : near(way.path[0], n))
          if (leads_to(hop, way, m)) to.push_back(m);
        continue;
      }
      level_.assign(1, n);
      for (const graph::Step& step : way.path) {
        const std::size_t size = level_.size();
        for (std::size_t i = 0; i < size; ++i) {
          const auto next = near(step, level_[i]);
          level_.insert(level_.end(), next.begin(), next.end());
        }
        level_.erase(level_.begin(), level_.begin() + static_cast<std::ptrdiff_t>(size));
      }
      for (const Node m : level_)
        if (leads_to(hop, way, m)) to.push_back(m);
    }
  }
  if (to.size() < 2) return;
  std::sort(to.begin(), to.end());
  to.erase(std::unique(to.begin(), to.end()), to.end());
  // What is said twice is one thing, and stands where it is said first.
  bool again = false;
  for (const Node n : to) again = again || first_telling(*graph_, n) != n;
  if (!again) return;
  std::vector<std::pair<Node, Node>> told;
  for (const Node n : to) told.emplace_back(first_telling(*graph_, n), n);
  std::sort(told.begin(), told.end());
  to.clear();
  for (std::size_t i = 0; i < told.size(); ++i)
    if (i == 0 || told[i].first != told[i - 1].first) to.push_back(told[i].second);
}

void ThingReader::write(Node n, std::string& json) const {
  if (hops_.empty()) return reader_->write(n, json);
  things_.assign(1, n);
  for (const Hop& hop : hops_) {
    follow(hop, things_, next_);
    std::swap(things_, next_);
  }
  if (things_.size() == 1) return reader_->write(things_[0], json);
  struct Told {
    std::string alone, among;  // among others all are texts
  };
  std::vector<Told> values;
  for (const Node thing : things_) {
    Told told;
    const CellValue value = reader_->cell(thing);
    if (const auto* number = std::get_if<double>(&value)) {
      told.alone = shown_number(*number);
      told.among = json_string(told.alone);
    } else if (const auto* words = std::get_if<std::string>(&value)) {
      told.alone = told.among = json_string(*words);
    } else {
      continue;
    }
    if (std::none_of(values.begin(), values.end(), [&](const Told& t) { return t.alone == told.alone; }))
      values.push_back(std::move(told));
  }
  if (values.empty()) {
    json += "null";
  } else if (values.size() == 1) {
    json += values[0].alone;
  } else {
    for (std::size_t i = 0; i < values.size(); ++i) (json += i ? ',' : '[') += values[i].among;
    json += ']';
  }
}

}  // namespace evident::query

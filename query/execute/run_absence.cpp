// What is not there: whether a source says so, whether somebody looked, what came near, and how much the machine
// overlooks.
#include "query/execute/run.hpp"

#include <algorithm>

#include "query/execute/recall.hpp"

namespace evident::query {

using graph::Node;

void Run::find_gaps(const Test* about) {
  if (!plan_.evidence.empty())
    gaps_.emplace(graph_, evaluator_, plan_.evidence[0], plan_.evidence_links);
  else if (about)
    gaps_.emplace(graph_, evaluator_, about->object[0], about->links);
  else if (is_evidence(plan_.subject) && asks_for_evidence(plan_.subject))
    gaps_.emplace(graph_, evaluator_, plan_.subject, std::vector<Link>{});
}

void Run::explain(const NodeSet& found, const Test* about) {
  const bool asks_gaps = !plan_.evidence.empty();
  if (!gaps_) {
    if (found.empty()) nothing_found();
    return;
  }
  if (found.empty() && !asks_gaps)
    add_gap(gaps_->of_all(named_things()));
  else if (sided_ || (!asks_gaps && !(about && about->negated)))
    beside();
  NodeSet subjects = asks_gaps ? found : *before_;
  if (about && about->negated && !found.empty()) subjects = found;
  const auto near = gaps_->near(about || asks_gaps ? &subjects : nullptr);
  for (const Near& one : near) {
    NearMiss miss;
    miss.why = one.claims.size() == 1 ? one.one : one.why;
    miss.count = one.claims.size();
    for (std::size_t i = 0; i < one.claims.size() && i < kNearShown; ++i)
      miss.witnesses.push_back(quoter_.witness(one.claims[i]));
    answer_.near_misses.push_back(std::move(miss));
  }
  if (const auto words = left_out(near); !words.empty())
    tell("N13", words + ", not counted as " + gaps_words(about));
}

std::vector<Node> Run::named_things() const {
  const std::vector<Node>* found = nullptr;
  for (const Test& test : plan_.subject.tests) {
    if (test.op != Test::Op::related || test.negated || test.object.size() != 1 || !test.object[0].by_name) continue;
    if (found) return {};
    found = &test.object[0].nodes;
  }
  return found ? *found : std::vector<Node>();
}

std::string Run::gaps_words(const Test* about) const {
  return !plan_.evidence.empty() ? plan_.evidence[0].noun
         : about                 ? about->object[0].noun
                                 : plan_.subject.noun;
}

void Run::beside() {
  const auto stated = gaps_->stated();
  if (stated.empty()) return;
  Gap gap;
  gap.status = "gap_stated";
  gap.why = "a source says that such evidence is missing or weak";
  for (const Node n : stated) gap.stated_by.push_back(quoter_.witness(n));
  answer_.gap.push_back(std::move(gap));
}

bool Run::asks_for(std::span<const Test> tests, std::initializer_list<graph::Edge> edges) {
  return std::any_of(tests.begin(), tests.end(), [&](const Test& test) {
    return asks_for(test.parts, edges) || std::any_of(test.links.begin(), test.links.end(), [&](const Link& link) {
             return std::any_of(link.path.begin(), link.path.end(), [&](const graph::Step& step) {
               return std::find(edges.begin(), edges.end(), step.edge) != edges.end();
             });
           });
  });
}

bool Run::asks_for(std::initializer_list<graph::Edge> edges) const {
  return asks_for(plan_.subject.tests, edges) || asks_for(plan_.asked, edges);
}

void Run::nothing_found() {
  Gap gap;
  gap.status = "not_found_by_machine";
  gap.why = asks_for({graph::Edge::contradicts, graph::Edge::supports})
                ? "nobody has recorded such a pair; 'may contradict' and 'may support' ask for those that a rule found"
            : asks_for({graph::Edge::coded_for})
                ? "no coding that was read says so; coding is what people did, and no text is read for it"
                : "nothing of this kind was found in the text; a person may still find it";
  answer_.gap.push_back(std::move(gap));
}

void Run::behind_absence() {
  if (!options_.card || !answer_.searched.read || !tells_absence(answer_)) return;
  if (asks_for({graph::Edge::coded_for})) return;  // the machine had no part in it
  const graph::QualityCard* card = options_.card();
  if (!card) return;
  answer_.recall = recall_behind(plan_, *card);
  if (answer_.recall.empty()) return;
  tell("N33", "the machine does not find all that is there: " + recall_words(answer_.recall) +
                  ", as measured on documents in which people marked it; 'evident stats --quality' says more");
}

Gap Run::gap_of(const Absence& absence) {
  Gap gap;
  gap.status = absence.status;
  gap.why = absence.why;
  for (const Node n : absence.stated_by) gap.stated_by.push_back(quoter_.witness(n));
  if (absence.status == "studied_no_finding")
    for (const Node n : absence.looked) gap.stated_by.push_back(quoter_.witness(n));
  return gap;
}

void Run::add_gap(const Absence& absence) { answer_.gap.push_back(gap_of(absence)); }

NodeSet Run::without_evidence(const NodeSet& found) {
  NodeSet without(graph_.num_nodes());
  found.each([&](Node n) {
    Absence absence = gaps_->of(n);
    if (absence.status == "effect_found") return;
    absences_.emplace(n, std::move(absence));
    without.add(n);
  });
  if (without.empty() && !found.empty())
    answer_.summary = "No gaps: for " +
                      (plan_.subject.by_name ? plan_.subject.words
                                             : "each of the " + count_words(found.size(), plan_.subject)) +
                      (plan_.evidence[0].noun.ends_with('s') ? " there are " : " there is ") +
                      plan_.evidence[0].noun + ".";
  return without;
}

void Run::said_in_part() {
  if (plan_.shape != Plan::Shape::yes_no || plan_.subject.tests.empty()) return;
  const std::vector<Test>& parts = plan_.subject.tests[0].parts;
  const NodeSet all = evaluator_.scan(plan_.subject);
  std::unordered_map<Node, std::size_t> spoken;
  for (const Test& part : parts) evaluator_.passing(part, all).each([&](Node n) { ++spoken[n]; });
  std::vector<std::pair<std::size_t, Node>> near;
  for (const auto& [node, n] : spoken)
    if (2 * n >= parts.size()) near.emplace_back(parts.size() - n, node);
  std::sort(near.begin(), near.end());
  if (near.empty()) return;
  NearMiss miss;
  miss.why = near.size() == 1 ? "statement that says a part of it" : "statements that say a part of it";
  miss.count = near.size();
  for (std::size_t i = 0; i < near.size() && i < kNearShown; ++i)
    miss.witnesses.push_back(quoter_.witness(near[i].second));
  answer_.near_misses.push_back(std::move(miss));
}

}  // namespace evident::query

// The subject's set is narrowed test by test, so that an empty answer can name the step that emptied it. Rows
// are put in a total order (sort keys, then label, then id) and only those shown get cells and quotations.
// Absences, near misses, the scope of the search and the age of the sources are added to the same answer,
// never in its place.
#include "query/execute/execute.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>

#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/execute/cite.hpp"
#include "query/execute/columns.hpp"
#include "query/execute/compare.hpp"
#include "query/execute/describe.hpp"
#include "query/execute/differ.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/gap_map.hpp"
#include "query/execute/gaps.hpp"
#include "query/execute/match.hpp"
#include "query/execute/operators/fast_table.hpp"
#include "query/execute/order.hpp"
#include "query/execute/paths.hpp"
#include "query/execute/quote.hpp"
#include "query/execute/recall.hpp"
#include "query/execute/sayings.hpp"
#include "query/execute/structure.hpp"
#include "query/execute/scope.hpp"
#include "query/execute/table.hpp"
#include "query/execute/unheard.hpp"
#include "query/execute/value.hpp"
#include "query/execute/verdict.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Graph;
using graph::Kind;
using graph::Node;

constexpr std::size_t kHardLimit = 10'000;
constexpr std::size_t kNearShown = 3;

std::string count_words(std::size_t n, std::string_view words) {
  return std::to_string(n) + " " + std::string(words);
}
std::string count_words(std::size_t n, const Things& things) {
  return count_words(n, things.noun.empty() ? things.words : n == 1 ? things.noun_one : things.noun);
}

class Run {
 public:
  Run(const Graph& graph, const Plan& plan, const AskOptions& options)
      : graph_(graph),
        plan_(plan),
        options_(options),
        evaluator_(graph, options.cancel, options.added),
        quoter_(graph, answer_, witnesses(plan, options)) {
    evaluator_.show_witnesses(witnesses(plan, options));
    if (plan.shape != Plan::Shape::table) evaluator_.show_rows(options.rows == 0 ? kHardLimit : std::min(options.rows, kHardLimit));
  }

  tl::expected<Answer, Diagnostic> answer() {
    answer_.canonical = plan_.canonical;
    answer_.read_as = plan_.read_as;
    answer_.notices = plan_.notices;
    answer_.searched = searched(graph_);
    answer_.base = std::string(graph_.fingerprint());
    if (plan_.shape == Plan::Shape::description)
      description();
    else if (plan_.shape == Plan::Shape::table)
      table();
    else if (plan_.shape == Plan::Shape::path)
      path();
    else
      things();
    if (refused_) return tl::unexpected(std::move(*refused_));
    if (auto problem = evaluator_.problem()) return tl::unexpected(std::move(*problem));
    for (Notice& notice : evaluator_.notices()) tell(std::move(notice.code), std::move(notice.text));
    about_sources();
    behind_absence();
    if (!plan_.style.empty()) cite_in(graph_, answer_.sources, answer_.style = plan_.style);
    std::stable_sort(answer_.notices.begin(), answer_.notices.end(),
                     [](const Notice& a, const Notice& b) { return a.code < b.code; });
    return std::move(answer_);
  }

 private:
  // Who says so is told from the quotations: then all are looked at.
  static std::size_t witnesses(const Plan& plan, const AskOptions& options) {
    return plan.who_says ? AskOptions::kWitnesses
                         : std::clamp<std::size_t>(options.witnesses, 1, AskOptions::kWitnesses);
  }

  // ---- rows
  // ----------------------------------------------------------------------------------------------------------
  void things() {
    if (by_operators()) return;
    NodeSet found = narrowed();
    once(found);
    using S = Plan::Shape;
    const bool asked = !plan_.asked.empty();
    const Test* about = evidence_test(asked ? plan_.asked : plan_.subject.tests);
    if (asked && about) before_ = found;
    find_gaps(about);
    NodeSet start = found;
    if (asked) {
      Verdict verdict = verdict_of(evaluator_, plan_, found);
      answer_.summary = std::move(verdict.summary);
      answer_.verdict = std::move(verdict.verdict);
      if (answer_.verdict != "none to check") answer_.share.push_back(verdict.share);
      exceptions_ = verdict.exceptions;
      start = std::move(verdict.shown);
    } else if (plan_.shape == S::gaps) {
      start = without_evidence(found);
    } else if (plan_.shape == S::compare || plan_.shape == S::map) {
      if (plan_.across)
        sided_ = std::make_unique<SideBySide>(evaluator_, quoter_, plan_);
      else
        sided_ = std::make_unique<GapMap>(evaluator_, quoter_, plan_);
      start = sided_->rows(found);
    } else if (plan_.shape == S::views) {
      sided_ = std::make_unique<Unheard>(evaluator_, plan_);
      start = sided_->rows(found);
    } else if (const Differing* differing = asks_to_differ()) {
      sided_ = std::make_unique<Differences>(evaluator_, quoter_, *differing);
    }
    const auto& course = evaluator_.course(plan_, start);
    std::vector<Node> nodes = course.nodes;
    answer_.total_rows = course.total;
    if (nodes.empty() && !start.empty() && course.total == 0) answer_.emptied_by = way_ + course.way;
    set_kind(nodes);
    if (by_standing() && !nodes.empty()) {
      std::vector<Node> all;
      course.whole.each([&](Node n) { all.push_back(n); });
      answer_.summary = sayings_summary(graph_, all);
    }
    cut(nodes, course.limited);
    fill(nodes, about);
    if (sided_) side_by_side(course.whole, found);
    if (plan_.by_standing && found.empty()) said_in_part();
    explain(start.empty() ? found : course.whole, about);
    cover_cases(found);
    documents_not_effects();
  }

  // Lists that the operators know whole (words by how well they fit, works by influence, one thing by its id): only
  // what is shown is looked at further. False: it must be done in the general way.
  bool by_operators() {
    const Things& subject = plan_.subject;
    if (options_.plainly || plan_.shape != Plan::Shape::rows || !plan_.asked.empty() || !plan_.evidence.empty() ||
        by_standing() || plan_.who_says || asks_to_differ() || evidence_test(subject.tests) ||
        (is_evidence(subject) && asks_for_evidence(subject)))
      return false;
    for (const Scan& scan : subject.scans)
      if (scan.kind == Kind::case_study ||
          (scan.kind == Kind::source && graph_.neighbours(graph::Edge::summary_of, true).num_edges() > 0))
        return false;
    const std::size_t told = evaluator_.notices().size();
    const auto fast = FastTable::of(graph_, plan_, {}, &evaluator_);
    if (!fast || !fast->nodes() || !fast->run(options_.cancel) || fast->total() == 0) {
      evaluator_.forget_notices(told);
      return false;
    }
    fast->tell(evaluator_);
    std::vector<Node> nodes = *fast->nodes();
    answer_.total_rows = fast->total();
    set_kind(nodes);
    cut(nodes, fast->sliced());
    fill(nodes, nullptr);
    documents_not_effects();
    return true;
  }

  void table() {
    std::optional<NodeSet> found;
    if (plan_.pattern.empty()) {
      found = narrowed();
      once(*found);
      const auto& course = evaluator_.course(plan_, *found);
      if (course.nodes.empty() && !found->empty()) answer_.emptied_by = way_ + course.way;
    }
    const std::size_t most = options_.rows == 0 ? kHardLimit : std::min(options_.rows, kHardLimit);
    if (plan_.group && plan_.pattern.empty())
      answer_.summary = groups_summary(evaluator_, plan_);
    const bool cut_off = fill_table(evaluator_, plan_, most, options_.plainly, answer_, quoter_);
    // Part of the rows is an answer, part of a count is none.
    if (cut_off && plan_.group)
      refused_ = trouble("E310", "the pattern has too many matches to be counted", {},
                         "ask for fewer things: add a name or a condition");
    answer_.number = static_cast<double>(answer_.total_rows);
    if (answer_.rows.empty() && answer_.total_rows == 0) {
      answer_.kind = Answer::Kind::none;
      answer_.summary = "None found.";
      if (answer_.gap.empty()) nothing_found();
    }
    shown_of(answer_.rows.size(), most);
    if (cut_off)
      tell("N20", "the pattern has more than " + std::to_string(Matcher::kMatches) +
                      " matches; only these were looked through, so the answer is not whole");
    if (found) cover_cases(*found);
    documents_not_effects();
  }

  // The subject's set, with the counts on the way.
  NodeSet narrowed() {
    NodeSet set = evaluator_.scan(plan_.subject);
    std::string way = count_words(set.size(), plan_.subject);
    if (set.empty() && !plan_.subject.scans.empty()) {
      Things whole;
      std::string words;
      for (const Scan& scan : plan_.subject.scans) {
        whole.scans.push_back({scan.kind, {}});
        words += (words.empty() ? "" : " and ") + kind_word(scan.kind, true);
      }
      if (words != plan_.subject.noun) way = count_words(evaluator_.scan(whole).size(), words) + " → " + way;
    }
    for (const Test& test : plan_.subject.tests) {
      if (set.empty()) break;
      if (!before_ && evidence_test({&test, 1})) before_ = set;
      set = evaluator_.passing(test, set);
      way += " → " + count_words(set.size(), test.words.empty() ? in_number(test.said, true) : test.words);
    }
    if (!before_) before_ = set;
    if (set.empty()) answer_.emptied_by = way;
    way_ = std::move(way);
    return set;
  }

  // What a document says again is one thing: the first telling stands for it and is quoted with the others.
  void once(NodeSet& found) {
    std::vector<Node> sources;
    found.each([&](Node n) {
      if (graph_.kind(n) == Kind::source) sources.push_back(n);
    });
    std::size_t told = 0;
    const std::size_t works = works_among(graph_, std::move(sources), &told);
    if (told)
      tell("N32", std::to_string(told) + (told == 1 ? " of these sources tells" : " of these sources tell") +
                      " of a work that another of them tells of too, as its digest or its original: " +
                      count_words(works, works == 1 ? "work" : "works"));
    const std::size_t again = leave_out_repeats(graph_, found);
    if (!again) return;
    tell("N17",
         std::to_string(again) + (again == 1 ? " says" : " say") +
             " again what stands elsewhere in the same document; each thing is counted once and quoted "
             "wherever it is said");
  }

  // The first test that asks for claims about the subject, whichever way.
  static const Test* evidence_test(std::span<const Test> tests) {
    for (const Test& test : tests) {
      // Claims that contradict or support claims are no evidence that a thing has or lacks.
      const bool between_claims = !test.links.empty() && test.links[0].subject == Kind::claim;
      if (!test.object.empty() && is_evidence(test.object[0]) && test.op != Test::Op::among && !between_claims) return &test;
      if (const Test* inner = evidence_test(test.parts)) return inner;
    }
    return nullptr;
  }

  void find_gaps(const Test* about) {
    if (!plan_.evidence.empty())
      gaps_.emplace(graph_, evaluator_, plan_.evidence[0], plan_.evidence_links);
    else if (about)
      gaps_.emplace(graph_, evaluator_, about->object[0], about->links);
    else if (is_evidence(plan_.subject) && asks_for_evidence(plan_.subject))
      gaps_.emplace(graph_, evaluator_, plan_.subject, std::vector<Link>{});
  }

  // What a source says is missing, and what came near: after the rows, so that these come first in the list
  // of sources.
  void explain(const NodeSet& found, const Test* about) {
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

  // The thing that evidence was asked about by its name, where there is one.
  std::vector<Node> named_things() const {
    const std::vector<Node>* found = nullptr;
    for (const Test& test : plan_.subject.tests) {
      if (test.op != Test::Op::related || test.negated || test.object.size() != 1 || !test.object[0].by_name) continue;
      if (found) return {};
      found = &test.object[0].nodes;
    }
    return found ? *found : std::vector<Node>();
  }

  std::string gaps_words(const Test* about) const {
    return !plan_.evidence.empty() ? plan_.evidence[0].noun
           : about                 ? about->object[0].noun
                                   : plan_.subject.noun;
  }

  // A gap that a source states stands beside what was found.
  void beside() {
    const auto stated = gaps_->stated();
    if (stated.empty()) return;
    Gap gap;
    gap.status = "gap_stated";
    gap.why = "a source says that such evidence is missing or weak";
    for (const Node n : stated) gap.stated_by.push_back(quoter_.witness(n));
    answer_.gap.push_back(std::move(gap));
  }

  // Contradiction, support and coding are what a person recorded; no text says them.
  static bool asks_for(std::span<const Test> tests, std::initializer_list<graph::Edge> edges) {
    return std::any_of(tests.begin(), tests.end(), [&](const Test& test) {
      return asks_for(test.parts, edges) || std::any_of(test.links.begin(), test.links.end(), [&](const Link& link) {
               return std::any_of(link.path.begin(), link.path.end(), [&](const graph::Step& step) {
                 return std::find(edges.begin(), edges.end(), step.edge) != edges.end();
               });
             });
    });
  }
  bool asks_for(std::initializer_list<graph::Edge> edges) const {
    return asks_for(plan_.subject.tests, edges) || asks_for(plan_.asked, edges);
  }

  void nothing_found() {
    Gap gap;
    gap.status = "not_found_by_machine";
    gap.why = asks_for({graph::Edge::contradicts, graph::Edge::supports})
                  ? "nobody has recorded such a pair; 'may contradict' and 'may support' ask for those that a rule found"
              : asks_for({graph::Edge::coded_for})
                  ? "no coding that was read says so; coding is what people did, and no text is read for it"
                  : "nothing of this kind was found in the text; a person may still find it";
    answer_.gap.push_back(std::move(gap));
  }

  // What the machine read and did not find may be there all the same: how often it is.
  void behind_absence() {
    if (!options_.card || !answer_.searched.read || !tells_absence(answer_)) return;
    if (asks_for({graph::Edge::coded_for})) return;  // the machine had no part in it
    const graph::QualityCard* card = options_.card();
    if (!card) return;
    answer_.recall = recall_behind(plan_, *card);
    if (answer_.recall.empty()) return;
    tell("N33", "the machine does not find all that is there: " + recall_words(answer_.recall) +
                    ", as measured on documents in which people marked it; 'evident stats --quality' says more");
  }

  Gap gap_of(const Absence& absence) {
    Gap gap;
    gap.status = absence.status;
    gap.why = absence.why;
    for (const Node n : absence.stated_by) gap.stated_by.push_back(quoter_.witness(n));
    if (absence.status == "studied_no_finding")
      for (const Node n : absence.looked) gap.stated_by.push_back(quoter_.witness(n));
    return gap;
  }
  void add_gap(const Absence& absence) { answer_.gap.push_back(gap_of(absence)); }

  NodeSet without_evidence(const NodeSet& found) {
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

  void set_kind(const std::vector<Node>& nodes) {
    using S = Plan::Shape;
    answer_.number = static_cast<double>(answer_.total_rows);
    if (!plan_.asked.empty()) {
      answer_.kind = answer_.verdict == "none to check" ? Answer::Kind::none
                     : plan_.shape == S::share          ? Answer::Kind::number
                                                        : Answer::Kind::yes_no;
      if (plan_.shape == S::share && !answer_.share.empty())
        answer_.number =
            static_cast<double>(answer_.share[0].part) / static_cast<double>(answer_.share[0].known);
      return;
    }
    if (plan_.shape == S::number) {
      answer_.kind = Answer::Kind::number;
      answer_.summary = count_words(answer_.total_rows, counted_things()) + ".";
      tell_only_cited(nodes);
      return;
    }
    if (plan_.shape == S::yes_no && plan_.quantity.kind != Quantity::Kind::some) {
      const bool yes = enough(plan_.quantity, answer_.total_rows);
      answer_.kind = Answer::Kind::yes_no;
      answer_.verdict = yes ? "yes" : "no";
      answer_.summary =
          (yes ? "Yes: there are " : "No: there are ") + count_words(answer_.total_rows, plan_.subject) + ".";
      return;
    }
    if (answer_.total_rows == 0) {
      answer_.kind = Answer::Kind::none;
      if (answer_.summary.empty()) answer_.summary = "None found.";
      return;
    }
    if (plan_.shape != S::yes_no) {
      // What nobody has read lacks whatever is asked for.
      if (std::any_of(plan_.subject.tests.begin(), plan_.subject.tests.end(), is_denied)) tell_only_cited(nodes);
      return;
    }
    answer_.kind = Answer::Kind::yes_no;
    answer_.summary = said_by_kind(nodes);
  }

  static bool is_denied(const Test& test) {
    const auto of_its_text = [](const Link& link) { return link.subject == Kind::source && link.path.front().forwards; };
    return (test.negated && std::any_of(test.links.begin(), test.links.end(), of_its_text)) ||
           std::any_of(test.parts.begin(), test.parts.end(), is_denied);
  }
  void tell_only_cited(const std::vector<Node>& nodes) {
    std::size_t cited = 0;
    for (const Node n : nodes) cited += is_only_cited(graph_, n);
    if (cited) tell("N15", cited_words(cited, nodes.size()));
  }

  // Never a bare yes: how many, of what kind, in how many sources.
  std::string said_by_kind(const std::vector<Node>& nodes) const {
    std::vector<std::pair<std::string, std::size_t>> kinds;
    std::vector<Node> sources;
    for (const Node n : nodes) {
      const std::string kind = kind_of_row(graph_, n);
      const auto known =
          std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == kind; });
      if (known == kinds.end())
        kinds.emplace_back(kind, 1);
      else
        ++known->second;
      for (const Node a : evaluator_.appearances(n, 64)) sources.push_back(source_of(graph_, a));
    }
    const std::size_t works = works_among(graph_, std::move(sources));
    std::stable_sort(kinds.begin(), kinds.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::string> parts;
    for (const auto& [kind, n] : kinds) parts.push_back(std::to_string(n) + " × " + kind);
    return "Found in " + std::to_string(works) + " of " + count_words(answer_.searched.sources, "sources: ") +
           join_words(parts, "and") + ". This is what the sources say; judge them by their words below.";
  }

  // Whether the rows are what documents say, told apart by what it rests on.
  bool by_standing() const {
    return plan_.by_standing && std::all_of(plan_.kinds.begin(), plan_.kinds.end(), [](Kind kind) {
             return kind == Kind::claim || kind == Kind::recommendation || kind == Kind::evidence_statement;
           });
  }

  // Where nothing says all that was asked: what says most of it, and at least half.
  void said_in_part() {
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

  // The noun that the rows have after all steps.
  const Things& counted_things() const {
    for (auto step = plan_.steps.rbegin(); step != plan_.steps.rend(); ++step)
      if (step->kind == Step::Kind::follow) return step->other[0];
    return plan_.subject;
  }

  void cut(std::vector<Node>& nodes, bool limited) {
    const std::size_t most = options_.rows == 0 || limited ? kHardLimit : std::min(options_.rows, kHardLimit);
    if (nodes.size() <= most) return;
    nodes.resize(most);
    if (!limited) shown_of(most, most);
  }
  void shown_of(std::size_t shown, std::size_t most) {
    if (shown < most || answer_.total_rows <= shown) return;
    tell("N05", std::to_string(shown) + " of " + std::to_string(answer_.total_rows) +
                    " are shown; for more write | limit " +
                    std::to_string(std::min(answer_.total_rows, kHardLimit)));
  }

  void fill(const std::vector<Node>& nodes, const Test* about) {
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

  // Who speaks in the passages of a row: the speaker printed, the group, else the work by its author.
  void add_speakers(Row& row) {
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

  const Differing* asks_to_differ() const {
    for (const Test& test : plan_.subject.tests)
      if (test.op == Test::Op::differ) return &test.differing[0];
    return nullptr;
  }

  void side_by_side(const NodeSet& whole, const NodeSet& asked) {
    answer_.sides = sided_->sides();
    if (!whole.empty()) answer_.summary = sided_->summary(whole);
    for (Notice& notice : sided_->notices(asked, whole, plan_.subject))
      tell(std::move(notice.code), std::move(notice.text));
  }

  // The phrases of a search that the things themselves must have.
  static std::vector<const Phrase*> searched_for(const std::vector<Test>& tests) {
    std::vector<const Phrase*> all;
    for (const Test& test : tests) {
      if (test.negated) continue;
      for (const Phrase& phrase : test.phrase) all.push_back(&phrase);
      for (const Phrase* phrase : searched_for(test.parts)) all.push_back(phrase);
    }
    return all;
  }

  // The words as they stand in the passages of a row.
  void add_words_found(Row& row, const std::vector<const Phrase*>& searched) {
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

  // The cells of a row and where each was read.
  void values(Row& row, Computer& computer) {
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

  Row row_of(Node n) const {
    Row row;
    row.node = n;
    row.id = std::string(graph_.id(n));
    row.kind = std::string(graph::info(graph_.kind(n)).name);
    return row;
  }

  void set_columns(const std::vector<Node>& nodes) {
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

  // Whether a condition or the order of the rows turns on the strength of evidence: then each row says what
  // it was reckoned from.
  bool asks_for_strength() const {
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
  void add_strength(Row& row) const {
    if (graph_.kind(row.node) != Kind::claim) return;
    for (std::size_t c = 0; c < answer_.columns.size(); ++c) {
      if (answer_.columns[c].name == "strength")
        row.values[c] = choice_text(graph_, row.node, Attribute::rating);
      if (answer_.columns[c].name == "strength terms")
        row.values[c] = std::string(graph_.text(row.node, Attribute::rating_terms));
    }
  }

  // A share or a count of findings says how many passages there are, not how large an effect is.
  void documents_not_effects() {
    const auto claims = [](const Things& things) {
      return std::any_of(things.scans.begin(), things.scans.end(),
                         [](const Scan& s) { return s.kind == Kind::claim; });
    };
    bool counted = (plan_.shape == Plan::Shape::share || plan_.group) && claims(plan_.subject);
    const std::function<void(const std::vector<Test>&)> look = [&](const std::vector<Test>& tests) {
      for (const Test& test : tests) {
        using K = Quantity::Kind;
        const bool several = (test.quantity.kind == K::at_least && test.quantity.number > 1) ||
                             (test.quantity.kind == K::more_than && test.quantity.number > 0);
        counted = counted || (test.op == Test::Op::counted && several && claims(test.object[0]));
        look(test.parts);
      }
    };
    look(plan_.subject.tests);
    look(plan_.asked);
    counted = counted || (sided_ && !answer_.rows.empty() && plan_.shape != Plan::Shape::views);
    if (counted) tell("N18", "this counts what the documents in this library say, not effects");
  }

  // How far the words "case study" and "study" reach.
  void cover_cases(const NodeSet& found) {
    const auto covers = [](const Things& things) {
      bool cases = false, told = false;
      for (const Scan& scan : things.scans) {
        if (scan.kind != Kind::case_study) continue;
        cases = true;
        for (const graph::Test& test : scan.condition) told = told || test.attribute == Attribute::reporting;
      }
      return cases && !told;
    };
    const auto is_case = [&](Node n) { return graph_.kind(n) == Kind::case_study; };
    const auto self_reported = [&](Node n) {
      return graph_.choice(n, Attribute::reporting) ==
             static_cast<std::uint8_t>(graph::choice::reporting::self_reported);
    };
    const auto say = [&](const NodeSet& set, const Things& things, bool subject) {
      std::size_t all = 0, cases = 0, told = 0;
      set.each([&](Node n) {
        ++all;
        cases += is_case(n);
        told += is_case(n) && self_reported(n);
      });
      if (!cases) return;
      const bool only_cases = things.noun.find("case") != std::string::npos;
      std::string text = subject ? "of these " : "of the ";
      text += count_words(all, things);
      if (!only_cases)
        text += ", " + std::to_string(cases) + (cases == 1 ? " is a described case" : " are described cases");
      text += (only_cases ? ", " : "; ") + std::to_string(told) +
              (told == 1 ? " is a self-reported example" : " are self-reported examples") +
              " told by those who ran it";
      tell("N12", text);
    };
    if (covers(plan_.subject)) say(found, plan_.subject, true);
    each_object(plan_.subject.tests, [&](const Things& object) {
      if (covers(object)) say(evaluator_.set_of(object), object, false);
    });
  }
  template <class Take>
  static void each_object(const std::vector<Test>& tests, Take&& take) {
    for (const Test& test : tests) {
      for (const Things& object : test.object) {
        take(object);
        each_object(object.tests, take);
      }
      each_object(test.parts, take);
    }
  }

  // ---- paths
  void path() {
    const Connected& asked = plan_.connected[0];
    // Over chosen edges no more are looked for than a limit leaves; what is skipped before it must be found.
    std::size_t most = kChains, skipped = 0;
    const bool stops_early = !asked.over.empty() && !asked.one_source && !asked.strongest;
    for (const Step& step : stops_early ? plan_.steps : std::vector<Step>{}) {
      if (step.kind == Step::Kind::skip) skipped += step.number;
      if (step.kind == Step::Kind::limit) most = std::min(most, skipped + step.number);
    }
    Chains all = chains(evaluator_, asked, most);
    answer_.columns = {{"steps", "number"}, {"chain", "text"}};
    if (asked.strongest) answer_.columns.push_back({"weakest link", "text"});
    answer_.total_rows = all.found.size();
    answer_.number = static_cast<double>(all.found.size());
    if (all.found.empty()) {
      const std::string steps = count_words(asked.steps, asked.steps == 1 ? "step" : "steps");
      answer_.kind = Answer::Kind::none;
      answer_.summary = "None: no chain of at most " + steps + " leads from " + asked.from.words + " to " +
                        asked.to.words + (asked.one_source ? " in one source." : ".");
      answer_.emptied_by = count_words(all.near, all.near == 1 ? "thing" : "things") + " within " + steps +
                           " of " + asked.to.words + " → 0 of them " + asked.from.words;
      nothing_found();
      if (all.beside.empty()) return;
      NearMiss miss;
      miss.why = all.beside.size() == 1 ? "source speaks of both, but not in one passage"
                                        : "sources speak of both, but not in one passage";
      miss.count = all.beside.size();
      for (std::size_t i = 0; i < all.beside.size() && i < 2; ++i)
        for (const Node n : {all.beside[i].first, all.beside[i].second})
          miss.witnesses.push_back(quoter_.witness(n));
      answer_.near_misses.push_back(std::move(miss));
      return;
    }
    if (all.more)
      tell("N31", "there are more chains; the shortest " + std::to_string(all.found.size()) + " are shown");
    for (const Step& step : plan_.steps) {
      const auto n = static_cast<std::ptrdiff_t>(std::min(step.number, all.found.size()));
      if (step.kind == Step::Kind::limit)
        all.found.erase(all.found.begin() + n, all.found.end());
      else
        all.found.erase(all.found.begin(), all.found.begin() + n);
    }
    if (asked.strongest)
      tell("N45", "a chain is as strong as its weakest passage; the strongest come first, then the shortest. "
                  "Strength is that of one piece of evidence (docs/strength.md); what is no evidence has none");
    for (const Chain& chain : all.found) answer_.rows.push_back(chain_row(graph_, chain, asked.strongest, quoter_));
  }

  // ---- describe
  // ------------------------------------------------------------------------------------------------------
  void description() {
    if (!plan_.unknown_name.empty()) {
      answer_.kind = Answer::Kind::none;
      answer_.summary =
          "Nothing in this library is called \"" + plan_.unknown_name + "\", but the words occur.";
      const auto hits = graph_.mentioning(plan_.unknown_name);
      NearMiss miss;
      miss.why = hits.size() == 1 ? "passage with these words" : "passages with these words";
      miss.count = hits.size();
      for (std::size_t i = 0; i < hits.size() && i < 8; ++i)
        miss.witnesses.push_back(quoter_.witness(hits[i]));
      answer_.near_misses.push_back(std::move(miss));
      return;
    }
    const auto& course = evaluator_.course(plan_);
    std::vector<Node> nodes = course.nodes;
    answer_.total_rows = course.total;
    set_kind(nodes);
    cut(nodes, course.limited);
    if (plan_.show.empty())
      answer_.columns = description_columns();
    else
      set_columns(nodes);
    Computer computer(evaluator_);
    for (const Node n : nodes) {
      Row row = row_of(n);
      if (plan_.show.empty())
        row.values = describe(graph_, n);
      else
        values(row, computer);
      quoter_.add(row, description_support(graph_, evaluator_, n));
      answer_.rows.push_back(std::move(row));
    }
  }

  // ---- what stands under every answer
  // --------------------------------------------------------------------------------
  void about_sources() {
    std::size_t dated = 0, invented = 0;
    int first = 0, last = 0;
    for (const SourceView& source : answer_.sources) {
      invented += source.invented;
      if (!source.year) continue;
      ++dated;
      first = first ? std::min(first, source.year) : source.year;
      last = std::max(last, source.year);
    }
    const std::size_t all = answer_.sources.size();
    if (!all) return;
    std::string text =
        std::to_string(dated) + " of " + count_words(all, all == 1 ? "source dated" : "sources dated");
    if (dated) text += ", " + std::to_string(first) + (first != last ? "-" + std::to_string(last) : "");
    tell("N10", text);
    if (invented)
      tell("N11", invented == all
                      ? "everything quoted here is invented, for demonstration"
                      : std::to_string(invented) + " of these sources " + (invented == 1 ? "is" : "are") +
                            " invented, for demonstration; what stands in " +
                            (invented == 1 ? "it" : "them") + " is marked");
  }

  void tell(std::string code, std::string text) {
    for (const Notice& known : answer_.notices)
      if (known.code == code && known.text == text) return;
    answer_.notices.push_back({std::move(code), std::move(text)});
  }

  const Graph& graph_;
  const Plan& plan_;
  const AskOptions& options_;
  Answer answer_;
  mutable Evaluator evaluator_;
  Quoter quoter_;
  std::optional<Gaps> gaps_;
  std::unique_ptr<Sided> sided_;
  std::unordered_map<Node, Absence> absences_;
  std::optional<NodeSet> before_;  // the subject's set before the test for evidence
  std::optional<Diagnostic> refused_;
  std::string way_;          // the counts on the way to the subject's set
  bool exceptions_ = false;  // the rows are those of which what is asked is not true
};

}  // namespace

tl::expected<Answer, Diagnostic> execute(const Graph& graph, const Plan& plan, const AskOptions& options) {
  return Run(graph, plan, options).answer();
}

}  // namespace evident::query

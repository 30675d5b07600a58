// The subject's set is narrowed test by test, so that an empty answer can name the step that emptied it. Rows
// are put in a total order (sort keys, then label, then id) and only those shown get cells and quotations.
// Absences, near misses, the scope of the search and the age of the sources are added to the same answer,
// never in its place.
#include "query/execute/execute.hpp"

#include <algorithm>

#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/execute/cite.hpp"
#include "query/execute/compare.hpp"
#include "query/execute/describe.hpp"
#include "query/execute/differ.hpp"
#include "query/execute/gap_map.hpp"
#include "query/execute/match.hpp"
#include "query/execute/operators/fast_table.hpp"
#include "query/execute/paths.hpp"
#include "query/execute/sayings.hpp"
#include "query/execute/run.hpp"
#include "query/execute/scope.hpp"
#include "query/execute/structure.hpp"
#include "query/execute/table.hpp"
#include "query/execute/unheard.hpp"
#include "query/execute/verdict.hpp"

namespace evident::query {

using graph::Graph;
using graph::Kind;
using graph::Node;

Run::Run(const Graph& graph, const Plan& plan, const AskOptions& options)
    : graph_(graph),
      plan_(plan),
      options_(options),
      evaluator_(graph, options.cancel, options.added),
      quoter_(graph, answer_.sources, witnesses(plan, options)) {
  evaluator_.show_witnesses(witnesses(plan, options));
  if (plan.shape != Plan::Shape::table) evaluator_.show_rows(options.rows == 0 ? kHardLimit : std::min(options.rows, kHardLimit));
}

tl::expected<Answer, Diagnostic> Run::answer() {
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

std::size_t Run::witnesses(const Plan& plan, const AskOptions& options) {
  return plan.who_says ? AskOptions::kWitnesses
                       : std::clamp<std::size_t>(options.witnesses, 1, AskOptions::kWitnesses);
}

void Run::things() {
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

bool Run::by_operators() {
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

void Run::table() {
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

NodeSet Run::narrowed() {
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

void Run::once(NodeSet& found) {
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

const Test* Run::evidence_test(std::span<const Test> tests) {
  for (const Test& test : tests) {
    // Claims that contradict or support claims are no evidence that a thing has or lacks.
    const bool between_claims = !test.links.empty() && test.links[0].subject == Kind::claim;
    if (!test.object.empty() && is_evidence(test.object[0]) && test.op != Test::Op::among && !between_claims) return &test;
    if (const Test* inner = evidence_test(test.parts)) return inner;
  }
  return nullptr;
}

void Run::set_kind(const std::vector<Node>& nodes) {
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

bool Run::by_standing() const {
  return plan_.by_standing && std::all_of(plan_.kinds.begin(), plan_.kinds.end(), [](Kind kind) {
           return kind == Kind::claim || kind == Kind::recommendation || kind == Kind::evidence_statement;
         });
}

const Things& Run::counted_things() const {
  for (auto step = plan_.steps.rbegin(); step != plan_.steps.rend(); ++step)
    if (step->kind == Step::Kind::follow) return step->other[0];
  return plan_.subject;
}

void Run::cut(std::vector<Node>& nodes, bool limited) {
  const std::size_t most = options_.rows == 0 || limited ? kHardLimit : std::min(options_.rows, kHardLimit);
  if (nodes.size() <= most) return;
  nodes.resize(most);
  if (!limited) shown_of(most, most);
}

void Run::shown_of(std::size_t shown, std::size_t most) {
  if (shown < most || answer_.total_rows <= shown) return;
  tell("N05", std::to_string(shown) + " of " + std::to_string(answer_.total_rows) +
                  " are shown; for more write | limit " +
                  std::to_string(std::min(answer_.total_rows, kHardLimit)));
}

const Differing* Run::asks_to_differ() const {
  for (const Test& test : plan_.subject.tests)
    if (test.op == Test::Op::differ) return &test.differing[0];
  return nullptr;
}

void Run::side_by_side(const NodeSet& whole, const NodeSet& asked) {
  answer_.sides = sided_->sides();
  if (!whole.empty()) answer_.summary = sided_->summary(whole);
  for (Notice& notice : sided_->notices(asked, whole, plan_.subject))
    tell(std::move(notice.code), std::move(notice.text));
}

void Run::path() {
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

void Run::description() {
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

void Run::tell(std::string code, std::string text) {
  for (const Notice& known : answer_.notices)
    if (known.code == code && known.text == text) return;
  answer_.notices.push_back({std::move(code), std::move(text)});
}

tl::expected<Answer, Diagnostic> execute(const Graph& graph, const Plan& plan, const AskOptions& options) {
  return Run(graph, plan, options).answer();
}

}  // namespace evident::query

// One pass over the tree, from the subject inwards: the openings and the stages here, phrases, relations and
// gaps in the other files of binder.hpp. Every word is looked up for the kinds at hand, so one word may mean
// several relations and one noun several kinds. Problems are thrown inside the binder and caught here.
#include "query/bind/bind.hpp"

#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/bind/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Kind;

[[noreturn]] void stop(std::string code, std::string message, Span span, std::string fix) {
  throw Stop{trouble(std::move(code), std::move(message), span, std::move(fix))};
}

Kinds kinds_of(const Things& things, const graph::Graph& graph) {
  Kinds kinds;
  const auto add = [&](Kind kind) {
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  };
  for (const Scan& scan : things.scans) add(scan.kind);
  for (const auto node : things.nodes) add(graph.kind(node));
  if (things.query)
    for (const Kind kind : things.query->kinds) add(kind);
  return kinds;
}

Kinds noun_kinds(const NounPhrase& phrase) {
  Kinds kinds;
  if (const auto* noun = noun_of(phrase.noun.word))
    for (const auto& meaning : noun->meanings) kinds.push_back(meaning.kind);
  return kinds;
}

Plan Binder::run() {
  using S = Plan::Shape;
  switch (question_.opening) {
    case Opening::missing_views:
      missing_views();
      break;
    case Opening::path:
      connected();
      break;
    case Opening::describe:
      describe();
      break;
    case Opening::gaps:
      gaps();
      break;
    case Opening::compare:
      compare();
      break;
    case Opening::gap_map:
      gap_map(false);
      break;
    case Opening::match:
      match();
      break;
    case Opening::share:
      verdict(S::share);
      break;
    case Opening::all:
      verdict(S::all);
      break;
    case Opening::most:
      verdict(S::most);
      break;
    case Opening::whether:
      whether();
      break;
    case Opening::any:
      plan_.shape = S::yes_no;
      plan_.quantity = quantity_of(question_.quantity);
      rows();
      break;
    case Opening::how_many:
      plan_.shape = S::number;
      [[fallthrough]];
    case Opening::which:
    case Opening::list:
      rows();
      break;
    case Opening::say:
      say();
  }
  if (plan_.shape != S::table) row_.kinds = kinds_of(plan_.subject, graph_);
  if (question_.per && plan_.shape != S::gaps && plan_.shape != S::compare && plan_.shape != S::map)
    per(*question_.per);
  for (const Stage& s : question_.stages) stage(s);
  order_by_standing();
  if (row_.of == RowKind::Of::pattern) {  // nothing was said of what to show: the things that have a name
    std::vector<Shown> all;
    for (std::size_t i = 0; i < row_.variables.size(); ++i) {
      if (row_.variables[i].name.empty()) continue;
      all.push_back({{}, row_.variables[i].name});
      all.back().value.variable = i;
      all.back().value.type = graph::Type::text;
      all.back().value.words = row_.variables[i].name;
    }
    table_of(std::move(all));
  }
  plan_.kinds = row_.kinds;
  if (question_.who_says && plan_.shape == S::table)
    stop("E217", "'who says so' is asked of things, and here are groups or matches", question_.span,
         "ask without 'per', 'summarise' and 'match'");
  plan_.who_says = question_.who_says;
  return std::move(plan_);
}

// ---- the openings

// What is asked about: things of a kind, or what a set holds.
void Binder::subject() {
  if (question_.set)
    plan_.subject = named_set(*question_.set);
  else if (question_.subject)
    plan_.subject = phrase(*question_.subject, nullptr);
  else
    stop("E101", "the question names nothing to look for", question_.opening_span, "");
}

void Binder::rows() {
  std::vector<Lifted> lifted;
  subject();
  row_.kinds = kinds_of(plan_.subject, graph_);
  if (question_.predicate) add(plan_.subject, predicate(*question_.predicate, row_.kinds, &lifted));
  take_lifted(lifted, plan_.subject, row_.kinds, nullptr);
  if (question_.where) add(plan_.subject, condition_of(*question_.where, row_));
  read_back();
}

void Binder::describe() {
  plan_.shape = Plan::Shape::description;
  plan_.subject.by_name = true;
  if (!question_.names || question_.names->names.empty())
    stop("E101", "'describe' needs a name", question_.opening_span, "write: describe \"trust\"");
  for (const Name& name : question_.names->names) {
    const std::string text = take(name_text(name, options_));
    auto found = all_named(graph_, text);
    std::vector<graph::Node> used;
    for (const auto node : found)
      if (in_use(graph_, node)) used.push_back(node);
    if (!used.empty()) found = std::move(used);
    if (found.empty()) {
      const Diagnostic problem = unknown_name(graph_, name, text, {});
      if (question_.names->names.size() > 1 || graph_.mentioning(text).empty()) throw Stop{problem};
      plan_.unknown_name = text;
      plan_.notices.push_back(
          {"N06", problem.message + (problem.fix.rfind("did you", 0) == 0 ? "; " + problem.fix : "")});
    }
    plan_.subject.nodes.insert(plan_.subject.nodes.end(), found.begin(), found.end());
    plan_.subject.words += (plan_.subject.words.empty() ? "\"" : ", \"") + text + "\"";
  }
  auto& nodes = plan_.subject.nodes;
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  plan_.subject.said = plan_.subject.words;
  read_back();
}

void Binder::read_back() {
  using S = Plan::Shape;
  const std::string said = in_number(plan_.subject.said, true);
  const std::string asked = plan_.asked.empty() ? "" : in_number(plan_.asked[0].said, true);
  switch (plan_.shape) {
    case S::number:
      plan_.read_as = "the number of " + said;
      break;
    case S::yes_no:
      plan_.read_as = "what the sources hold of " + said;
      break;
    case S::description:
      plan_.read_as = "everything that is called " + said;
      break;
    case S::share:
      plan_.read_as = "of the " + said + ", those of which it is known that they " + asked;
      break;
    case S::all:
    case S::whether:
      plan_.read_as = "of " + said + ", whether they all " + asked;
      break;
    case S::most:
      plan_.read_as = "of the " + said + ", whether more than half " + asked;
      break;
    case S::compare:
      plan_.read_as = said + ", side by side for " + (plan_.across ? said_of(*plan_.across) : "");
      break;
    case S::map:
      plan_.read_as = said + ", against " +
                      (plan_.map ? "each " + plan_.map->property.words : said_of(*plan_.across)) + ": " +
                      (plan_.map && !plan_.evidence.empty() ? in_number(plan_.evidence[0].said, true)
                                                            : "the passages that tell of them") +
                      ", counted, or in which way there are none";
      break;
    default:
      plan_.read_as = said;
  }
}

// ---- words

std::string Binder::text_of(Span span) const {
  if (span.begin >= span.end || span.end > text_.size()) return {};
  return squeeze(std::string_view(text_).substr(span.begin, span.end - span.begin));
}

std::string Binder::target_words(const Target& target) const {
  if (const auto written = text_of(target.span); !written.empty()) return written;
  if (target.phrase) return target.phrase->noun.word;
  return target.names && !target.names->names.empty() ? "\"" + target.names->names[0].text + "\"" : "that";
}

void Binder::notice(std::string code, std::string text) {
  for (const Notice& known : plan_.notices)
    if (known.code == code && known.text == text) return;
  plan_.notices.push_back({std::move(code), std::move(text)});
}

tl::expected<Plan, Diagnostic> bind(const graph::Graph& graph, const Question& question,
                                    const AskOptions& options) {
  try {
    Sets sets;
    std::string said;
    std::vector<Notice> notices;
    for (const Let& let : question.lets) {
      Plan plan = Binder(graph, let.query, question.text, options, sets).run();
      if (plan.shape != Plan::Shape::rows)
        stop("E207", "@" + let.name + " is no set of things, so nothing can be done with it", let.span,
             "name what 'which' or 'list' finds: let @" + let.name + " = list measures;");
      said += "@" + let.name + " is: " + plan.read_as + "; ";
      notices.insert(notices.end(), plan.notices.begin(), plan.notices.end());
      sets.emplace(let.name, std::make_shared<const Plan>(std::move(plan)));
    }
    Plan plan = Binder(graph, question, question.text, options, sets).run();
    for (const Let& let : question.lets)
      if (sets.at(let.name).use_count() == 1)
        plan.notices.push_back({"N21", "@" + let.name + " is named and never used"});
    plan.read_as = said + plan.read_as;
    plan.notices.insert(plan.notices.begin(), notices.begin(), notices.end());
    return plan;
  } catch (Stop& problem) {
    return tl::unexpected(std::move(problem.problem));
  }
}

}  // namespace evident::query

// One pass over the tree, from the subject inwards: the openings and the stages here, phrases, relations and
// gaps in the other files of binder.hpp. Every word is looked up for the kinds at hand, so one word may mean
// several relations and one noun several kinds. Problems are thrown inside the binder and caught here.
#include "query/bind/bind.hpp"

#include <algorithm>
#include <cstdlib>

#include "query/bind/binder.hpp"
#include "query/bind/conditions.hpp"
#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/bind/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Kind;

[[noreturn]] void stop(std::string code, std::string message, Span span, std::string fix) {
  throw Stop{trouble(std::move(code), std::move(message), span, std::move(fix))};
}

[[noreturn]] void not_yet(const std::string& what, Span span) {
  stop("E240", what + " can be asked, but cannot be answered yet", span, "");
}

Kinds kinds_of(const Things& things, const graph::Graph& graph) {
  Kinds kinds;
  const auto add = [&](Kind kind) {
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  };
  for (const Scan& scan : things.scans) add(scan.kind);
  for (const auto node : things.nodes) add(graph.kind(node));
  return kinds;
}

Kinds noun_kinds(const NounPhrase& phrase) {
  Kinds kinds;
  if (const auto* noun = noun_of(phrase.noun.word))
    for (const auto& meaning : noun->meanings) kinds.push_back(meaning.kind);
  return kinds;
}

// Parts of a question that stand beside its subject; whoever answers one takes its line away.
void Binder::refuse_unanswered() const {
  if (!question_.lets.empty()) not_yet("'let'", question_.lets.front().span);
  if (question_.set) not_yet("a set", question_.set->span);
  if (question_.quantity) not_yet("how many there are", question_.quantity->span);
  if (question_.per) not_yet("a grouping", question_.per->span);
  if (question_.who_says) not_yet("who says so", question_.span);
}

Plan Binder::run() {
  refuse_unanswered();
  switch (question_.opening) {
    case Opening::share:
    case Opening::all:
    case Opening::most:
    case Opening::whether:
    case Opening::missing_views:
    case Opening::gap_map:
    case Opening::compare:
    case Opening::path:
    case Opening::match:
      not_yet("this", question_.opening_span);
    case Opening::describe:
      describe();
      break;
    case Opening::gaps:
      gaps();
      break;
    case Opening::any:
      plan_.shape = Plan::Shape::yes_no;
      rows();
      break;
    case Opening::how_many:
      plan_.shape = Plan::Shape::number;
      [[fallthrough]];
    case Opening::which:
    case Opening::list:
    case Opening::say:
      rows();
  }
  for (const Stage& s : question_.stages) stage(s);
  return std::move(plan_);
}

// ---- the openings

void Binder::rows() {
  if (!question_.subject) stop("E101", "the question names nothing to look for", question_.opening_span, "");
  std::vector<Lifted> lifted;
  plan_.subject = phrase(*question_.subject, nullptr);
  const Kinds kinds = kinds_of(plan_.subject, graph_);
  if (question_.predicate) add(plan_.subject, predicate(*question_.predicate, kinds, &lifted));
  take_lifted(lifted, plan_.subject, kinds, nullptr);
  if (question_.where) add(plan_.subject, condition_of(*question_.where, kinds));
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
  std::string said = in_number(plan_.subject.said, true);
  plan_.read_as = plan_.shape == Plan::Shape::number        ? "the number of " + said
                  : plan_.shape == Plan::Shape::yes_no      ? "what the sources hold of " + said
                  : plan_.shape == Plan::Shape::description ? "everything that is called " + said
                                                            : said;
}

// ---- conditions and stages

Test Binder::condition_of(const Condition& condition, const Kinds& kinds) {
  return take(bind_condition(condition, kinds, options_));
}

void Binder::stage(const Stage& s) {
  const Kinds kinds = kinds_of(plan_.subject, graph_);
  switch (s.kind) {
    case Stage::Kind::where:
      add(plan_.subject, condition_of(*s.where, kinds));
      if (plan_.shape != Plan::Shape::gaps) read_back();
      break;
    case Stage::Kind::sort:
      for (const SortKey& key : s.sort) plan_.sort.push_back(order(key, kinds));
      break;
    case Stage::Kind::show:
      for (const NamedExpression& column : s.columns) {
        if (column.value.kind != Expression::Kind::property || !column.alias.empty())
          not_yet("this column", column.span);
        plan_.show.push_back(take(bind_property(property_term(column.value), kinds)));
      }
      break;
    case Stage::Kind::limit:
      plan_.limit = static_cast<std::size_t>(whole_number(s));
      break;
    case Stage::Kind::skip:
      plan_.skip = static_cast<std::size_t>(whole_number(s));
      break;
    case Stage::Kind::summarise:
    case Stage::Kind::follow:
    case Stage::Kind::unite:
    case Stage::Kind::subtract:
    case Stage::Kind::intersect:
    case Stage::Kind::cite:
      not_yet("this step", s.span);
  }
}

std::int64_t Binder::whole_number(const Stage& s) const {
  if (const auto* number = std::get_if<std::int64_t>(&s.number)) return std::max<std::int64_t>(0, *number);
  const auto& parameter = std::get<Parameter>(s.number);
  const auto found = options_.parameters.find(parameter.name);
  if (found == options_.parameters.end())
    stop("E230", "$" + parameter.name + " has no value", parameter.span,
         "give a value: evident ask --set " + parameter.name + "=10");
  char* end = nullptr;
  const long long number = std::strtoll(found->second.c_str(), &end, 10);
  if (end == found->second.c_str() || *end || number < 0)
    stop("E220", "$" + parameter.name + " is \"" + found->second + "\", and here a whole number must stand",
         parameter.span, "give a number: evident ask --set " + parameter.name + "=10");
  return number;
}

// The one step of a plain property.
const Term& Binder::property_term(const Expression& value) {
  if (value.property.alias || value.property.steps.size() != 1) not_yet("this value", value.span);
  return value.property.steps.front();
}

Order Binder::order(const SortKey& key, const Kinds& kinds) {
  Order result;
  result.descending = key.descending;
  if (key.value.kind == Expression::Kind::property) {
    result.property = take(bind_property(property_term(key.value), kinds));
    return result;
  }
  const Aggregate& count = key.value.aggregate;
  if (key.value.kind != Expression::Kind::aggregate || count.function != Aggregate::Function::count ||
      !count.things)
    not_yet("an order by this", key.span);
  result.links = any_links(kinds, noun_kinds(*count.things));
  if (result.links.empty())
    stop("E210", kinds_words(kinds) + " and " + count.things->noun.word + " are not related", key.span,
         "of " + kinds_words(kinds) + " can be said: " + some_of(sayable(kinds)));
  result.count_of.push_back(phrase(*count.things, nullptr));
  result.property.words = "number of " + result.count_of[0].words;
  result.property.type = graph::Type::number;
  return result;
}

// ---- words

std::string Binder::text_of(Span span) const {
  if (span.begin >= span.end || span.end > question_.text.size()) return {};
  return squeeze(std::string_view(question_.text).substr(span.begin, span.end - span.begin));
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
    return Binder(graph, question, options).run();
  } catch (Stop& problem) {
    return tl::unexpected(std::move(problem.problem));
  }
}

}  // namespace evident::query

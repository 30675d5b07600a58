// The conditions are asked of the one thing, each for itself, so that all that fails is told and not only what
// fails first. What it has instead is read from the same places as the condition reads.
#include "query/execute/why_not.hpp"

#include <algorithm>
#include <map>

#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/bind/times.hpp"
#include "query/execute/columns.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/quote.hpp"
#include "query/execute/sayings.hpp"
#include "query/execute/scope.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Graph;
using graph::Kind;
using graph::Node;

constexpr std::size_t kShown = 3;

class WhyNot {
 public:
  WhyNot(const Graph& graph, const Plan& plan, const AskOptions& options)
      : graph_(graph),
        plan_(plan),
        options_(options),
        evaluator_(graph, options.cancel, options.added),
        quoter_(graph, answer_.sources, Evaluator::kWitnesses) {}

  tl::expected<Answer, Diagnostic> run(const Name& name) {
    const auto given = name_text(name, options_);
    if (!given) return tl::unexpected(given.error());
    const std::string& item = *given;
    answer_.canonical = plan_.canonical;
    answer_.read_as = plan_.read_as;
    answer_.searched = searched(graph_);
    answer_.base = std::string(graph_.fingerprint());
    answer_.columns = {{"condition", "text"}, {"met", "text"}, {"what it has", "text"}};
    using S = Plan::Shape;
    if (plan_.shape == S::table || plan_.shape == S::path || plan_.shape == S::description ||
        plan_.shape == S::compare)
      return tl::unexpected(trouble("E244", "this question does not look for things one by one", {},
                                    "ask it of a question that begins with which or list"));
    if (auto problem = find(name, item)) return tl::unexpected(std::move(*problem));
    membership();
    for (const Test& test : plan_.subject.tests) condition(test);
    for (const Test& test : plan_.asked) condition(test);
    if (failed_.empty()) later();
    summarise();
    if (auto problem = evaluator_.problem()) return tl::unexpected(std::move(*problem));
    answer_.total_rows = answer_.rows.size();
    answer_.number = static_cast<double>(failed_.size());
    return std::move(answer_);
  }

 private:
  std::optional<Diagnostic> find(const Name& name, const std::string& item) {
    const auto found = all_named(graph_, item);
    std::vector<Node> fitting;
    for (const Node n : found)
      if (std::find(plan_.kinds.begin(), plan_.kinds.end(), graph_.kind(n)) != plan_.kinds.end())
        fitting.push_back(n);
    if (fitting.empty()) fitting = found;
    if (fitting.empty()) {  // an item by its words
      for (const Node n : graph_.mentioning(item))
        if (std::find(plan_.kinds.begin(), plan_.kinds.end(), graph_.kind(n)) != plan_.kinds.end())
          fitting.push_back(n);
      if (fitting.size() > 1)
        return trouble("E202",
                       "these words stand in " + std::to_string(fitting.size()) + " " + kinds_words(plan_.kinds), name.span,
                       "say more of its words, or give the id that -f json shows");
    }
    const auto& among = fitting;
    if (among.empty()) {
      return unknown_name(graph_, name, item, {});
    }
    node_ = among.front();
    for (const Node n : among)  // of several lists the one where documents speak of it
      if (in_use(graph_, n)) {
        node_ = n;
        break;
      }
    name_ = "\"" + std::string(graph_.label(node_)) + "\"";
    return {};
  }

  void row(const std::string& condition, bool met, std::string instead, const std::vector<Node>& passages) {
    Row row;
    row.node = node_;
    row.id = std::string(graph_.id(node_));
    row.kind = std::string(graph::info(graph_.kind(node_)).name);
    row.values = {condition, std::string(met ? "yes" : "no"),
                  instead.empty() ? CellValue{} : CellValue{std::move(instead)}};
    row.origins.resize(2);
    add_origins(graph_, passages, row);
    std::vector<Witness> witnesses;
    for (const Node n : passages)
      if (has_words(graph_, n) && witnesses.size() < kShown) witnesses.push_back(quoter_.witness(n));
    for (Witness& witness : witnesses) row.witnesses.push_back({std::move(witness)});
    if (passages.size() > kShown) row.witnesses_left_out = passages.size() - kShown;
    answer_.rows.push_back(std::move(row));
    if (!met) failed_.push_back(condition);
  }

  // ---- being one of the things at all
  void membership() {
    const Things& things = plan_.subject;
    const bool among = evaluator_.scan(things).has(node_);
    const Kind kind = graph_.kind(node_);
    std::string instead;
    if (!among) {
      instead = "it is a " + kind_word(kind, false);
      for (const Scan& scan : things.scans)
        if (scan.kind == kind) instead = held(scan.condition);
    }
    const std::string noun = things.noun.empty() ? things.words : things.noun_one;
    row("is " + (things.by_name || things.noun_one == things.noun ? noun : article(noun)), among, instead, evaluator_.appearances(node_, kShown));
    if (among && !in_use(graph_, node_))
      row("is named or spoken of in a document", false, "no document that is here names it", {});
  }
  static std::string article(const std::string& noun) {
    if (noun.empty()) return noun;
    return (std::string("aeiou").find(noun[0]) == std::string::npos ? "a " : "an ") + noun;
  }
  // "measure kind: process".
  std::string held(const graph::Condition& condition) const {
    std::string text;
    for (const graph::Test& test : condition) {
      if (graph_.satisfies(node_, {test})) continue;
      const auto& info = graph::info(test.attribute);
      const auto value = graph_.choice(node_, test.attribute);
      const std::string word(info.words.front());
      text += text.empty() ? "" : "; ";
      if (!value)
        text += "no known " + word;
      else if (info.type == graph::Type::boolean)
        text += word + ": " + (*value ? "yes" : "no");
      else
        text += word + ": " + choice_word(test.attribute, *value);
    }
    return text;
  }

  // ---- conditions
  void condition(const Test& test) {
    if (test.op == Test::Op::all && !test.negated) {
      for (const Test& part : test.parts) condition(part);
      return;
    }
    const bool met = evaluator_.holds(test, node_);
    std::vector<Node> passages;
    std::string instead;
    if (!met && test.negated && reads_property(test)) {
      instead = value_of(test.property);
    } else if (met || test.negated) {
      const Support support = test.negated ? shown_without_not(test) : evaluator_.support(test, node_);
      for (const auto& set : support.sets)
        for (const Node n : set)
          if (std::find(passages.begin(), passages.end(), n) == passages.end()) passages.push_back(n);
      if (!met) instead = "it does, in " + passages_words(std::max<std::size_t>(1, passages.size()));
    } else {
      instead = has_instead(test, passages);
    }
    row(in_number(test.said, false), met, std::move(instead), passages);
  }
  static bool reads_property(const Test& test) {
    using Op = Test::Op;
    return test.op == Op::compare || test.op == Op::missing || test.op == Op::between || test.op == Op::one_of ||
           test.op == Op::contains || test.op == Op::starts_with;
  }
  Support shown_without_not(const Test& test) {
    Test plain = test;
    plain.negated = false;
    kept_.push_back(std::make_unique<Test>(std::move(plain)));  // what was found is kept by address
    return evaluator_.support(*kept_.back(), node_);
  }
  static std::string passages_words(std::size_t n) {
    return std::to_string(n) + (n == 1 ? " passage" : " passages");
  }

  std::string has_instead(const Test& test, std::vector<Node>& passages) {
    using Op = Test::Op;
    switch (test.op) {
      case Op::related:
      case Op::counted:
      case Op::only:
      case Op::every:
        return related_instead(test, passages);
      case Op::mentions:
        return "the words do not stand there";
      case Op::dated: {
        const auto period = period_of(graph_, node_, test.clock);
        if (!period) return "it is not dated";
        const Node source = source_of(graph_, node_);
        const auto year = source == graph::kNoNode ? std::nullopt : graph_.number(source, Attribute::year);
        return year ? "it is dated " + shown_number(*year) : "it is dated otherwise";
      }
      case Op::facet: {
        std::string text;
        for (const Scan& facet : test.facets)
          if (facet.kind == graph_.kind(node_)) text = held(facet.condition);
        return text;
      }
      case Op::any: {
        std::string text;
        for (const Test& part : test.parts) {
          const std::string one = has_instead(part, passages);
          if (!one.empty() && text.find(one) == std::string::npos) text += (text.empty() ? "" : "; ") + one;
        }
        return text;
      }
      case Op::among:
        return "it is not among them";
      case Op::computed:
      case Op::exists:
        return {};
      default:
        return value_of(test.property);
    }
  }

  std::string value_of(const Property& property) {
    std::vector<PropertyValue> values;
    evaluator_.values(property, node_, values);
    if (values.empty()) return "no known " + property.words;
    std::string text;
    for (const PropertyValue& value : values) {
      text += text.empty() ? property.words + ": " : ", ";
      if (const auto* number = std::get_if<double>(&value)) text += shown_number(*number);
      if (const auto* words = std::get_if<std::string_view>(&value)) text += std::string(*words);
      if (const auto* truth = std::get_if<bool>(&value)) text += *truth ? "yes" : "no";
      if (const auto* choice = std::get_if<std::uint8_t>(&value))
        text += choice_word(attribute_of(property), *choice);
    }
    return text;
  }
  Attribute attribute_of(const Property& property) const {
    for (const Reading& reading : property.readings)
      if (reading.kind == graph_.kind(node_)) return reading.attribute;
    return property.readings.front().attribute;
  }

  // How many it has of what was asked for, and what else of the kind.
  std::string related_instead(const Test& test, std::vector<Node>& passages) {
    NodeSet whole = evaluator_.empty();
    for (const Link& link : test.links) {
      const auto range = graph_.nodes(link.object);
      for (Node n = range.first; n < range.last; ++n) whole.add(n);
    }
    const NodeSet& asked = evaluator_.set_of(test.object[0]);
    const auto all = evaluator_.reached(test.links, node_, whole);
    std::vector<Node> fitting, others;
    for (const Node n : all) (asked.has(n) ? fitting : others).push_back(n);
    std::string text;
    if (test.op != Test::Op::related)
      text = std::to_string(evaluator_.count(test.links, node_, asked, all.size() + 1)) + " such";
    if (all.empty()) return text.empty() ? "nothing of the kind is said of it" : text;
    std::map<std::string, std::size_t> kinds;
    for (const Node n : others) {
      const bool saying = graph_.kind(n) == Kind::claim;
      ++kinds[saying ? evidence_kind(graph_, n) : kind_word(graph_.kind(n), false)];
      passages.push_back(n);
    }
    std::erase_if(passages, [&](Node n) { return !has_words(graph_, n); });
    for (const auto& [kind, n] : kinds) {
      text += text.empty() ? "" : ", ";
      text += std::to_string(n) + " × " + kind;
    }
    if (passages.empty()) {  // things by name: say which
      std::string names;
      for (std::size_t i = 0; i < others.size() && i < kShown; ++i)
        names += (i ? ", " : "") + std::string(graph_.label(others[i]));
      if (!names.empty()) text += ": " + names + (others.size() > kShown ? " …" : "");
    }
    return text;
  }

  // ---- what is done with the things afterwards
  void later() {
    const Node first = first_telling(graph_, node_);
    const auto& course = evaluator_.course(plan_);
    const auto at = std::find(course.nodes.begin(), course.nodes.end(), node_);
    if (at != course.nodes.end()) return;
    if (first != node_ && course.sets[0].has(first) && graph_.kind(node_) != Kind::source) {
      row("is said for the first time", false, "it says again what is counted already", {first});
      return;
    }
    bool before = true;
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      const bool after = course.sets[i + 1].has(node_);
      if (before && !after) {
        step(plan_.steps[i]);
        return;
      }
      before = after;
    }
  }
  void step(const Step& s) {
    using K = Step::Kind;
    switch (s.kind) {
      case K::where:
        condition(s.tests[0]);
        return;
      case K::limit:
      case K::skip:
        return row("stands among those kept by " + std::string(s.kind == K::limit ? "limit " : "skip ") +
                       std::to_string(s.number),
                   false, "it passes all conditions, and others stand before it", {});
      case K::subtract:
        return row("is not among " + s.other[0].words, false, "it is among them",
                   evaluator_.appearances(node_, kShown));
      case K::intersect:
        return row("is also among " + s.other[0].words, false, "it is not among them", {});
      default:
        return row("stays after the step", false, "the step goes on to other things", {});
    }
  }

  void summarise() {
    answer_.kind = Answer::Kind::rows;
    if (failed_.empty()) {
      answer_.summary = name_ + " is in the answer: it meets every condition.";
      return;
    }
    answer_.summary = name_ + " is not in the answer: of " + std::to_string(answer_.rows.size()) +
                      (answer_.rows.size() == 1 ? " condition" : " conditions") + " it does not meet " +
                      std::to_string(failed_.size()) + ": that it " +
                      join_words(failed_, "and that it") + ".";
  }

  const Graph& graph_;
  const Plan& plan_;
  const AskOptions& options_;
  Answer answer_;
  Evaluator evaluator_;
  Quoter quoter_;
  Node node_ = graph::kNoNode;
  std::string name_;
  std::vector<std::string> failed_;
  std::vector<std::unique_ptr<Test>> kept_;
};

}  // namespace

tl::expected<Answer, Diagnostic> explain_absence(const Graph& graph, const Plan& plan, const Name& item,
                                                 const AskOptions& options) {
  return WhyNot(graph, plan, options).run(item);
}

}  // namespace evident::query

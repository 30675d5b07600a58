// conformance_coverage: how often the scenarios that are read exercise each rule and keyword of the grammar, each
// word of the vocabulary in each of its classes and each relation of the schema. One a line: count, what, name.
// The lists come from the grammar's types, the vocabulary and the schema themselves.
#include <algorithm>
#include <iostream>
#include <map>
#include <tao/pegtl/demangle.hpp>
#include <tao/pegtl/visit.hpp>

#include "query/bind/bind.hpp"
#include "query/language/grammar.hpp"
#include "query/language/parse.hpp"
#include "query/language/tree.hpp"
#include "scenario.hpp"

namespace evident::conformance {
namespace {

namespace pegtl = tao::pegtl;
namespace grammar = query::grammar;
namespace wc = query::word_class;

using Counts = std::map<std::pair<std::string, std::string>, std::size_t>;
using Hits = std::vector<std::pair<std::string, std::string>>;
struct Trace {
  Hits hits;
  query::DeclaredNames declared;  // the variables of a pattern, as the grammar wants them
};

constexpr std::pair<query::WordClasses, const char*> kClasses[] = {
    {wc::noun, "noun"},
    {wc::adjective, "adjective"},
    {wc::verb, "verb"},
    {wc::participle, "participle"},
    {wc::preposition, "preposition"},
    {wc::property, "property"},
    {wc::choice | wc::qualifier | wc::effect, "value"},
};

// "h_which" of grammar::h_which; empty for templates.
template <typename Rule>
std::string rule_name() {
  std::string name(pegtl::demangle<Rule>());
  constexpr std::string_view kSpace = "evident::query::grammar::";
  if (!name.starts_with(kSpace) || name.find('<') != std::string::npos) return {};
  return name.substr(kSpace.size());
}

void word_hit(Hits& hits, std::string_view text, query::WordClasses asked) {
  const auto match = query::longest_word(text, asked);
  for (const auto& [bits, name] : kClasses)
    if ((match.classes & asked & bits) != 0) hits.emplace_back(name, query::folded_word(match.word));
}
template <grammar::Phrase... phrases>
void hit(const grammar::kw<phrases...>*, std::string_view text, Hits& hits) {
  std::string_view longest;
  ((longest = query::phrase_length(text, phrases.view()) != 0 && phrases.view().size() > longest.size()
                  ? phrases.view()
                  : longest),
   ...);
  hits.emplace_back("keyword", longest);
}
template <query::WordClasses classes>
void hit(const grammar::word<classes>*, std::string_view text, Hits& hits) {
  word_hit(hits, text, classes);
}
void hit(const grammar::describing*, std::string_view text, Hits& hits) {
  word_hit(hits, text, wc::adjective | wc::qualifier);
}
void hit(const grammar::pure_property*, std::string_view text, Hits& hits) { word_hit(hits, text, wc::property); }
void hit(const void*, std::string_view, Hits&) {}

// Notes what matched, and takes back what a failed rule had noted.
template <typename Rule>
struct tracing : pegtl::normal<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input>
  [[nodiscard]] static bool match(Input& in, Trace& trace) {
    Hits& hits = trace.hits;
    const auto before = hits.size();
    const auto text = grammar::rest(in);
    const bool matched = pegtl::normal<Rule>::template match<A, M, Action, Control>(in, trace);
    if (!matched || A == pegtl::apply_mode::nothing) {
      hits.resize(before);
      return matched;
    }
    static const std::string name = rule_name<Rule>();
    if (!name.empty()) hits.emplace_back("rule", name);
    hit(static_cast<const Rule*>(nullptr), text, hits);
    return true;
  }
};

template <grammar::Phrase... phrases>
void list(const grammar::kw<phrases...>*, Counts& counts) {
  ((counts[{"keyword", std::string(phrases.view())}]), ...);
}
void list(const void*, Counts&) {}
template <typename Rule>
struct lister {
  static void visit(Counts& counts) {
    if (const auto name = rule_name<Rule>(); !name.empty()) (void)counts[{"rule", name}];
    list(static_cast<const Rule*>(nullptr), counts);
  }
};

std::string path_of(const std::vector<graph::Step>& path) {
  std::string text;
  for (const auto& step : path) text += (step.forwards ? " >" : " <") + std::string(graph::info(step.edge).name);
  return text;
}
const char* form_of(graph::Form form) {
  constexpr const char* kForms[] = {"verb", "participle", "preposition", "have"};
  return kForms[static_cast<std::size_t>(form)];
}
std::string relation_of(const graph::Relation& relation) {
  return std::string(form_of(relation.form)) + " " + std::string(graph::info(relation.subject).name) + " " +
         std::string(graph::info(relation.object).name) + path_of(relation.path);
}

using Links = std::vector<query::Link>;
void links_of(const query::Things& things, Links& all);
void links_of(const std::vector<query::Test>& tests, Links& all) {
  for (const auto& test : tests) {
    all.insert(all.end(), test.links.begin(), test.links.end());
    for (const auto& object : test.object) links_of(object, all);
    links_of(test.parts, all);
  }
}
void links_of(const query::Things& things, Links& all) { links_of(things.tests, all); }

// A relation is exercised by a question that is bound to it and says one of its words.
void relations(const query::Plan& plan, const Hits& hits, Counts& counts) {
  Links all = plan.evidence_links;
  links_of(plan.subject, all);
  for (const auto& evidence : plan.evidence) links_of(evidence, all);
  for (const auto& relation : graph::relations()) {
    const bool bound = std::any_of(all.begin(), all.end(), [&](const query::Link& link) {
      return link.subject == relation.subject && link.object == relation.object &&
             path_of(link.path) == path_of(relation.path);
    });
    const bool said = relation.form == graph::Form::have ||
                      std::any_of(hits.begin(), hits.end(), [&](const auto& hit) {
                        return hit.first == form_of(relation.form) &&
                               std::find(relation.words.begin(), relation.words.end(), hit.second) !=
                                   relation.words.end();
                      });
    counts[{"relation", relation_of(relation)}] += bound && said;
  }
}

}  // namespace
}  // namespace evident::conformance

int main() {
  using namespace evident::conformance;
  using namespace evident;
  try {
    const auto folder = std::filesystem::path(EVIDENT_SOURCE_DIR) / "tests/conformance";
    Counts counts;
    pegtl::visit<grammar::question, lister>(counts);
    for (const auto& entry : query::vocabulary())
      for (const auto& [bits, name] : kClasses)
        if ((entry.classes & bits) != 0) (void)counts[{name, query::folded_word(entry.word)}];
    for (const auto& relation : graph::relations()) (void)counts[{"relation", relation_of(relation)}];
    Worlds worlds(folder / "graphs");
    for (const auto& file : scenario_files({folder}))
      for (const Scenario& s : read_scenarios(file)) {
        const auto tree = query::parse(s.question, s.options.limits);
        if (!tree) continue;
        Trace trace;
        pegtl::memory_input<pegtl::tracking_mode::lazy> in(s.question, "");
        if (!pegtl::parse<grammar::question, pegtl::nothing, tracing>(in, trace)) continue;
        for (const auto& one : trace.hits) ++counts[one];
        if (const auto plan = query::bind(worlds.of(s).graph(), *tree, s.options))
          relations(*plan, trace.hits, counts);
      }
    for (const auto& [what, count] : counts)
      std::cout << count << "\t" << what.first << "\t" << what.second << "\n";
  } catch (const TextError& error) {
    std::cerr << error.message << "\n";
    return 2;
  }
}

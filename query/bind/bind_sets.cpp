// Sets of things that other questions yield: named by "let", or in brackets.
#include "query/bind/binder.hpp"
#include "query/bind/mend.hpp"
#include "query/bind/names.hpp"
#include "query/bind/said.hpp"

namespace evident::query {

Things Binder::named_set(const SetReference& reference) const {
  const auto found = sets_.find(reference.name);
  if (found == sets_.end()) {
    std::string known;
    std::vector<std::string> names;
    for (const auto& [name, plan] : sets_) {
      known += (known.empty() ? "@" : ", @") + name;
      names.push_back(name);
    }
    Diagnostic problem = trouble(
        "E206", "no set is called @" + reference.name, reference.span,
        known.empty() ? "name it first: let @" + reference.name + " = list measures; list @" + reference.name
                      : "these are named: " + known);
    for (const auto& near : near_misses(reference.name, names))
      problem.proposals.push_back({{reference.span, "@" + near}, "did you mean @" + near + "?"});
    throw Stop{std::move(problem)};
  }
  Things things;
  things.query = found->second;
  things.words = things.noun = things.noun_one = "@" + reference.name;
  things.said = "{things|thing} of @" + reference.name;
  return things;
}

Things Binder::inner(const Query& query) {
  Plan plan = Binder(graph_, query, text_, options_, sets_).run();
  if (plan.shape != Plan::Shape::rows)
    stop("E207", "what stands in brackets is no set of things", query.span,
         "put a question there that begins with 'which' or 'list'");
  for (const Notice& one : plan.notices) notice(one.code, one.text);
  Things things;
  things.words = things.noun = things.noun_one = plan.subject.words;
  things.said = in_number(plan.read_as, true);
  things.query = std::make_shared<const Plan>(std::move(plan));
  return things;
}

}  // namespace evident::query

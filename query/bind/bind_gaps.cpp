// The opening "gaps in": what evidence is wanted, and the things that are looked through for want of it.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using graph::Form;
using graph::Kind;

namespace {

Things of_kind(Kind kind) {
  Things things;
  things.scans.push_back({kind, {}});
  things.words = things.noun = kind_word(kind, true);
  things.noun_one = kind_word(kind, false);
  things.said = "{" + kind_word(kind, true) + "|" + kind_word(kind, false) + "}";
  return things;
}

}  // namespace

void Binder::gaps() {
  plan_.shape = Plan::Shape::gaps;
  if (question_.per) return gap_map(true);
  wanted_evidence(*question_.subject);
  plan_.read_as = in_number(plan_.subject.said, true) + ", and for each whether there is any " +
                  in_number(plan_.evidence[0].said, false) + "; those for which there is are left out";
}

// "causal evidence for outcome measures": the evidence, and the things it is wanted for.
void Binder::wanted_evidence(const NounPhrase& wanted) {
  const Kinds kinds = noun_kinds(wanted);
  if (kinds.size() != 1 || kinds[0] != Kind::claim)
    stop("E212", "gaps are looked for in evidence, findings or claims", wanted.noun.span,
         "write: gaps in causal evidence for outcome measures");
  const Modifier* about = nullptr;
  for (const Modifier& modifier : wanted.modifiers)
    if (!about && modifier.kind == Modifier::Kind::relation && is_subject_of_gaps(modifier))
      about = &modifier;
  plan_.evidence.push_back(phrase(wanted, nullptr, about));
  if (!about) {
    plan_.subject = of_kind(Kind::measure);
  } else if (about->target.phrase) {
    plan_.subject = phrase(*about->target.phrase, nullptr);
  } else {
    const Kinds objects = objects_of(links(Form::preposition, about->word.word, {Kind::claim}, {}));
    plan_.subject.by_name = true;
    for (const Name& name : about->target.names->names) {
      const auto found = take(resolve(graph_, name, objects, options_));
      plan_.subject.nodes.insert(plan_.subject.nodes.end(), found.things.begin(), found.things.end());
      plan_.subject.words += (plan_.subject.words.empty() ? "\"" : ", \"") + found.shown + "\"";
    }
    std::sort(plan_.subject.nodes.begin(), plan_.subject.nodes.end());
    plan_.subject.said = plan_.subject.words;
  }
  plan_.subject.looked_for = true;
  const Kinds subjects = kinds_of(plan_.subject, graph_);
  plan_.evidence_links = links(Form::have, "", subjects, {Kind::claim});
  if (plan_.evidence_links.empty())
    stop("E210", kinds_words(subjects) + " do not have evidence", wanted.span,
         "ask about measures, barriers, success factors or concepts");
}

bool Binder::is_subject_of_gaps(const Modifier& modifier) const {
  const auto& word = modifier.word.word;
  if (word != "for" && word != "about" && word != "on" && word != "concerning") return false;
  if (modifier.target.names) return true;
  return modifier.target.phrase &&
         !links(Form::have, "", noun_kinds(*modifier.target.phrase), {Kind::claim}).empty();
}

}  // namespace evident::query

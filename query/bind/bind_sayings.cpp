// "What do sources say about trust?" and "do partnerships save money?": what documents say, whatever it rests
// on, told apart by that. The second is answered by what is said in these words or of the things that they
// name.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/names.hpp"
#include "query/bind/nouns.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using graph::Kind;
using graph::Node;

namespace {

const Kinds kSayings{Kind::claim, Kind::recommendation, Kind::evidence_statement};
constexpr std::size_t kLongestName = 4;  // words

// Verbs of effect, as stems: what happened is told by the direction of a statement, whatever its verb, and
// "no effect on admissions" answers whether something reduced them.
constexpr std::string_view kEffects[] = {
    "affect", "avoid", "boost", "bring", "caus", "chang", "cut", "decreas", "deliv", "enhanc", "harm", "help", "improv",
    "increas", "lead", "lengthen", "lower", "make", "prevent", "produc", "rais", "reduc", "result", "save", "shorten",
    "work", "worsen"};

bool is_effect(const TextSearch& word) {
  const auto stems = graph::Graph::stems_of(word.phrase.text);
  return !word.phrase.parameter && stems.size() == 1 &&
         std::find(std::begin(kEffects), std::end(kEffects), stems[0]) != std::end(kEffects);
}

Things all_sayings(const std::string& words) {
  Things things;
  for (const Kind kind : kSayings) things.scans.push_back({kind, {}});
  things.noun = things.words = words + "s";
  things.noun_one = words;
  things.said = "{statements|a statement}";
  return things;
}

}  // namespace

// The subject's noun is "claims"; what is recommended and what is said about the evidence belong to it.
void Binder::say() {
  plan_.by_standing = true;
  plan_.subject = all_sayings("statement");
  std::vector<Lifted> none;
  for (const Modifier& modifier : question_.subject->modifiers)
    add(plan_.subject, modifier_test(modifier, kSayings, &none));
  take_lifted(none, plan_.subject, kSayings, nullptr);
  row_.kinds = kSayings;
  if (question_.where) add(plan_.subject, condition_of(*question_.where, row_));
  read_back();
}

void Binder::claimed() {
  plan_.by_standing = true;
  plan_.shape = Plan::Shape::yes_no;
  plan_.subject = all_sayings("statement");
  row_.kinds = kSayings;
  Test all;
  all.op = Test::Op::all;
  const TextSearch& claim = *question_.claim;
  std::vector<TextSearch> words =
      claim.kind == TextSearch::Kind::phrase ? std::vector<TextSearch>{claim} : claim.parts;
  if (!std::all_of(words.begin(), words.end(), is_effect)) std::erase_if(words, is_effect);
  for (std::size_t i = 0; i < words.size();) {
    const std::size_t length = std::max<std::size_t>(1, name_length(words, i));
    all.parts.push_back(in_words_or_about(words, i, length));
    all.said += (all.said.empty() ? "{speak|speaks} of " : " and ") + all.parts.back().words;
    all.words += (all.words.empty() ? "that speak of " : " and ") + all.parts.back().words;
    i += length;
  }
  add(plan_.subject, std::move(all));
  if (question_.where) add(plan_.subject, condition_of(*question_.where, row_));
  notice("N30",
         "looked for were statements that have all of these words, in any inflection, or are about what they name; "
         "which way they point is shown, not asked");
  read_back();
}

// How many of the words from there on are together the name of a thing.
std::size_t Binder::name_length(const std::vector<TextSearch>& words, std::size_t first) const {
  for (std::size_t length = std::min(kLongestName, words.size() - first); length > 0; --length)
    if (!named_by(words, first, length).empty()) return length;
  return 0;
}

std::vector<Node> Binder::named_by(const std::vector<TextSearch>& words, std::size_t first,
                                   std::size_t length) const {
  std::vector<std::string> parts;
  for (std::size_t i = first; i < first + length; ++i)
    parts.push_back(take(name_text(words[i].phrase, options_)));
  std::vector<Node> nodes;
  // Words that only join others are not among them: "quality of life" is "quality" and "life".
  for (const std::string_view between : {" ", " of ", " of the ", " and "}) {
    std::string name = parts[0];
    for (std::size_t i = 1; i < length; ++i) name += std::string(between) + parts[i];
    for (const Node node : all_named(graph_, name))
      if (is_thing(graph_.kind(node)) && graph_.kind(node) != Kind::author && in_use(graph_, node))
        for (const Node narrower : with_narrower(graph_, node)) nodes.push_back(narrower);
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

// These words in the text, or said of what they name.
Test Binder::in_words_or_about(const std::vector<TextSearch>& words, std::size_t first, std::size_t length) {
  Test any;
  any.op = Test::Op::any;
  Test text;
  text.op = Test::Op::all;
  std::string shown;
  for (std::size_t i = first; i < first + length; ++i) {
    text.parts.push_back(search_term(words[i]));
    shown += (shown.empty() ? "" : " ") + words[i].phrase.text;
  }
  any.parts.push_back(length == 1 ? Test(text.parts[0]) : std::move(text));
  Test about;
  about.op = Test::Op::related;
  Things things;
  things.by_name = true;
  things.nodes = named_by(words, first, length);
  things.words = things.said = "\"" + shown + "\"";
  about.links = links(graph::Form::preposition, "about", kSayings, kinds_of(things, graph_));
  about.object.push_back(std::move(things));
  if (!about.links.empty() && !about.object[0].nodes.empty()) any.parts.push_back(std::move(about));
  any.words = any.said = "\"" + shown + "\"";
  return any;
}

// Without another order what rests on more comes first.
void Binder::order_by_standing() {
  if (!plan_.by_standing || row_.of == RowKind::Of::table) return;
  using K = Step::Kind;
  const auto at = std::find_if(plan_.steps.begin(), plan_.steps.end(), [](const Step& s) {
    return s.kind == K::sort || s.kind == K::limit || s.kind == K::skip || s.kind == K::follow ||
           s.kind == K::unite;
  });
  if (at != plan_.steps.end() && at->kind == K::sort) return;
  Property property;
  property.words = "kind of evidence";
  property.type = graph::Type::number;
  for (const Kind kind : kSayings) property.readings.push_back({kind, Reading::From::standing, {}});
  Step step;
  step.kind = K::sort;
  step.sort.emplace_back();
  step.sort[0].value.words = property.words;
  step.sort[0].value.property = std::move(property);
  plan_.steps.insert(at, std::move(step));
}

}  // namespace evident::query

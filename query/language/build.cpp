// Questions: their openings, their stages, and the sentences that are another way to ask one of them. A
// Diagnostic is thrown inside the builder for what has more than one reading and caught in build(); nothing
// else throws.
#include "query/language/build.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "query/language/builder.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query {

namespace wc = word_class;

Question Builder::question() const {
  constexpr std::size_t kMostLets = 20;
  Question q;
  q.text = std::string(tree_.text);
  for (Index i = 0; i < tree_.leaves.size(); i = next(i)) {
    switch (tag(i)) {
      case Tag::version: {
        int major = 0;
        std::from_chars(text(i).data(), text(i).data() + text(i).size(), major);
        if (major != 1)
          refuse("E125",
                 fmt::format("this question is for version {} of the language; this is version 1", text(i)),
                 span(i), "write: ask 1.0;", Diagnostic::Edit{span(i), "1.0"});
        break;
      }
      case Tag::let: {
        Let let;
        const auto set = set_reference(first(i));
        let.name = set.name;
        let.span = set.span;
        query(let.query, next(first(i)));
        for (const auto& other : q.lets)
          if (other.name == let.name)
            refuse("E126", fmt::format("@{} is already the name of a set", let.name), let.span,
                   fmt::format("give it another name: @{}2", let.name),
                   Diagnostic::Edit{let.span, fmt::format("@{}2", let.name)});
        if (q.lets.size() == kMostLets)
          refuse("E305", fmt::format("a question names at most {} sets", kMostLets), let.span,
                 "ask it as several questions");
        q.lets.push_back(std::move(let));
        break;
      }
      case Tag::explain:
        q.explain = true;
        break;
      case Tag::why_not:
        q.why_not = name(first(i));
        break;
      default:
        query(q, i);
    }
  }
  return q;
}

// ---- openings

bool Builder::opened(Query& q, Index i) const {
  const auto open = [&](Opening opening) {
    q.opening = opening;
    q.opening_span = span(i);
    return true;
  };
  switch (tag(i)) {
    case Tag::open_which:
      return open(Opening::which);
    case Tag::open_list:
    case Tag::clusters:
    case Tag::separate_groups:
      return open(Opening::list);
    case Tag::open_how_many:
      return open(Opening::how_many);
    case Tag::open_share:
      return open(Opening::share);
    case Tag::open_describe:
      return open(Opening::describe);
    case Tag::open_gaps:
      return open(Opening::gaps);
    case Tag::open_gap_map:
      return open(Opening::gap_map);
    case Tag::open_any:
      return open(Opening::any);
    case Tag::open_all:
      return open(Opening::all);
    case Tag::open_most:
      return open(Opening::most);
    case Tag::open_whether:
      return open(Opening::whether);
    case Tag::open_compare:
      return open(Opening::compare);
    case Tag::open_match:
      return open(Opening::match);
    default:
      return false;
  }
}

void Builder::query(Query& q, Index i) const {
  q.span = span(i);
  std::vector<Stage> before;  // steps that the opening itself asks for
  for (Index c = first(i); c < next(i); c = next(c)) {
    if (tag(c) == Tag::clusters) before = in_groups("cluster", c);
    if (tag(c) == Tag::separate_groups) before = in_groups("separate group", c);
    if (opened(q, c)) continue;
    switch (tag(c)) {
      case Tag::phrase:
        q.subject = phrase(c);
        break;
      case Tag::set_name:
        q.set = set_reference(c);
        break;
      case Tag::quantity:
        q.quantity = quantity(c);
        break;
      case Tag::names:
        q.names = names(c);
        break;
      case Tag::claim:
        q.claim = claim(c);
        break;
      case Tag::predicate:
        q.predicate = predicate(c);
        break;
      case Tag::be:
        q.predicate = single(clause(c));
        break;
      case Tag::where:
        q.where = condition(first(c));
        break;
      case Tag::per:
        q.per = group_key(first(c));
        break;
      case Tag::property:  // compare … across genre
        q.per = group_by(c);
        break;
      case Tag::target:
        q.groups = target(c);
        break;
      case Tag::pattern:
        q.patterns.push_back(pattern(c));
        break;
      case Tag::say:
      case Tag::missing_views:
        say(q, c);
        break;
      case Tag::who:
        who(q, c);
        break;
      case Tag::where_is:
        where_is(q, c);
        break;
      case Tag::groups_differ:
        groups_differ(q, c);
        break;
      case Tag::path_opening:
        q.opening = Opening::path;
        q.opening_span = span(first(c));
        q.connection = connection(c);
        break;
      case Tag::who_says:
        q.who_says = true;
        break;
      case Tag::ranked_by:
        before = ranked(c);
        break;
      default:
        q.stages.push_back(stage(c));
    }
  }
  q.stages.insert(q.stages.begin(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
  finish(q);
}

// What stands in one place of the text and belongs in another place of the tree.
void Builder::finish(Query& q) const {
  switch (q.opening) {
    case Opening::any: {
      if (q.predicate) {  // the things of which it holds: are there any?
        auto predicate = std::move(*q.predicate);
        q.predicate.reset();
        if (q.subject) {
          q.subject->modifiers.push_back(that(std::move(predicate)));
        } else {
          q.predicate = std::move(predicate);
        }
      }
      if (!q.quantity) break;
      const auto kind = q.quantity->kind;
      if (kind == Quantity::Kind::only || kind == Quantity::Kind::every)
        refuse("E118", fmt::format("'{}' does not say how many there should be", text(q.quantity->span)),
               q.quantity->span, "write: are there any", Diagnostic::Edit{q.quantity->span, "any"});
      if (kind == Quantity::Kind::some) q.quantity.reset();
      break;
    }
    case Opening::gap_map:
    case Opening::gaps:
      if (!q.per && q.subject) q.per = trailing_by(*q.subject);
      if (!q.per && q.opening == Opening::gap_map) {
        const Span end{q.subject ? q.subject->span.end : q.set->span.end,
                       q.subject ? q.subject->span.end : q.set->span.end};
        refuse("E127", "a gap map needs 'by' and what its columns are", q.opening_span,
               fmt::format("write: gap map of {} by design", text(q.subject ? q.subject->span : q.set->span)),
               Diagnostic::Edit{end, " by design"});
      }
      break;
    case Opening::compare: {
      const auto* things = q.groups ? q.groups->phrase.get() : nullptr;
      if (things == nullptr || q.groups->quantity || !things->adjectives.empty() ||
          !things->modifiers.empty())
        break;
      q.per.emplace();
      q.per->span = things->span;
      q.per->noun = things->noun;
      q.groups.reset();
      break;
    }
    default:
      break;
  }
}

// "what do X say about Y": claims said by X about Y; "whose views are missing on Y": claims about Y.
void Builder::say(Query& q, Index i) const {
  q.opening = tag(i) == Tag::say ? Opening::say : Opening::missing_views;
  q.opening_span = span(first(i));
  NounPhrase claims;
  claims.noun = {"claims", q.opening_span};
  claims.span = span(i);
  for (Index c = next(first(i)); c < next(i); c = next(c)) {
    if (tag(c) != Tag::target) {
      claims.modifiers.push_back(modifier(c));
      continue;
    }
    Clause said;
    said.kind = Clause::Kind::participle;
    said.word = {"said by", span(c)};
    said.object = target(c);
    said.span = said.object.span;
    const auto* who = said.object.phrase.get();
    const bool everybody = who != nullptr && who->noun.word == "sources" && !said.object.quantity &&
                           who->adjectives.empty() && who->modifiers.empty();
    if (!everybody) claims.modifiers.push_back(that(single(std::move(said))));
  }
  q.subject = std::move(claims);
}

// "who makes claims": speakers that make claims; "who says that …": that make claims mentioning its words.
void Builder::who(Query& q, Index i) const {
  q.opening = Opening::which;
  q.opening_span = span(first(i));
  NounPhrase speakers;
  speakers.noun = {"speakers", q.opening_span};
  speakers.span = q.opening_span;
  q.subject = std::move(speakers);
  const Index said = next(first(i));
  if (tag(said) != Tag::claim) {
    q.predicate = predicate(said);
    return;
  }
  NounPhrase claims;
  claims.noun = {"claims", span(said)};
  claims.span = span(said);
  Modifier mentioning;
  mentioning.kind = Modifier::Kind::mentioning;
  mentioning.search = claim(said);
  if (mentioning.search->parts.size() == 1) {
    auto only = std::move(mentioning.search->parts.front());
    mentioning.search = std::move(only);
  }
  mentioning.span = span(said);
  claims.modifiers.push_back(std::move(mentioning));
  Clause make;
  make.kind = Clause::Kind::verb;
  make.word = {"make", span(said)};
  make.object.phrase = std::make_unique<NounPhrase>(std::move(claims));
  make.object.span = make.span = span(said);
  q.predicate = single(std::move(make));
}

// "where is trust mentioned": which sources mention trust.
void Builder::where_is(Query& q, Index i) const {
  q.opening = Opening::which;
  q.opening_span = span(first(i));
  NounPhrase sources;
  sources.noun = {"sources", q.opening_span};
  sources.span = q.opening_span;
  q.subject = std::move(sources);
  Clause mention;
  mention.kind = Clause::Kind::verb;
  mention.word = {"mention", span(i)};
  mention.object.names = names(next(first(i)));
  mention.object.span = mention.object.names->span;
  mention.span = span(i);
  q.predicate = single(std::move(mention));
}

// "where do A and B differ by more than 20 points": which statistics differ … between A and B.
void Builder::groups_differ(Query& q, Index i) const {
  q.opening = Opening::which;
  q.opening_span = span(first(i));
  NounPhrase statistics;
  statistics.noun = {"statistics", q.opening_span};
  statistics.span = q.opening_span;
  Clause differ;
  differ.kind = Clause::Kind::differ;
  differ.span = span(i);
  differ.difference = difference(i);
  for (Index c = next(next(first(i))); c < next(i); c = next(c))
    if (tag(c) != Tag::by_amount) statistics.modifiers.push_back(modifier(c));
  q.subject = std::move(statistics);
  q.predicate = single(std::move(differ));
}

Connection Builder::connection(Index i) const {
  constexpr std::int64_t kMostSteps = 6;
  Connection k;
  k.span = span(i);
  const Index from = next(first(i)), to = next(from);
  k.from = name(from);
  k.to = name(to);
  for (Index c = next(to); c < next(i); c = next(c)) {
    if (tag(c) == Tag::one_source) {
      k.one_source = true;
    } else if (tag(c) == Tag::strongest_way) {
      k.strongest = true;
    } else if (tag(c) == Tag::over_edges) {
      for (Index e = first(c); e < next(c); e = next(e)) {
        auto word = folded_word(text(e));
        std::replace(word.begin(), word.end(), '_', ' ');
        k.over.push_back({std::move(word), span(e)});
      }
    } else if (tag(first(c)) == Tag::parameter) {
      k.steps_parameter = parameter(first(c));
      k.steps = 0;
    } else {
      k.steps = count(first(c));
      k.steps_parameter.reset();
      if (k.steps < 1 || k.steps > kMostSteps)
        refuse("E303", fmt::format("a connection has from 1 to {} steps", kMostSteps), span(first(c)),
               fmt::format("write: within {} steps", kMostSteps),
               Diagnostic::Edit{span(first(c)), std::to_string(kMostSteps)});
    }
  }
  return k;
}

// ---- stages

Stage Builder::stage(Index i) const {
  using Kind = Stage::Kind;
  Stage s;
  s.span = span(i);
  const auto number = [&](Kind kind) {
    s.kind = kind;
    const Index c = first(i);
    if (tag(c) == Tag::parameter) {
      s.number = parameter(c);
    } else {
      s.number = count(c);
    }
  };
  const auto other_set = [&](Kind kind) {
    s.kind = kind;
    if (tag(first(i)) == Tag::set_name) {
      s.set = set_reference(first(i));
    } else {
      s.query = std::make_unique<Query>();
      query(*s.query, first(i));
    }
  };
  switch (tag(i)) {
    case Tag::stage_where:
      s.kind = Kind::where;
      s.where = condition(first(i));
      break;
    case Tag::stage_limit:
      number(Kind::limit);
      break;
    case Tag::stage_skip:
      number(Kind::skip);
      break;
    case Tag::stage_show:
      s.kind = Kind::show;
      for (Index c = first(i); c < next(i); c = next(c)) s.columns.push_back(column(c));
      break;
    case Tag::stage_summarise:
      s.kind = Kind::summarise;
      for (Index c = first(i); c < next(i); c = next(c)) {
        if (tag(c) == Tag::column) {
          s.columns.push_back(column(c));
        } else {
          s.by.push_back(group_key(c));
        }
      }
      if (auto& things = s.columns.back().value.aggregate.things; s.by.empty() && things)
        if (auto key = trailing_by(*things)) s.by.push_back(std::move(*key));
      break;
    case Tag::stage_follow:
      s.kind = Kind::follow;
      s.follow = phrase(first(i));
      break;
    case Tag::stage_union:
      other_set(Kind::unite);
      break;
    case Tag::stage_minus:
      other_set(Kind::subtract);
      break;
    case Tag::stage_intersect:
      other_set(Kind::intersect);
      break;
    case Tag::stage_cite:
      s.kind = Kind::cite;
      if (has_children(i)) s.style = Term{folded_word(text(first(i))), span(first(i))};
      break;
    default:
      s.kind = Kind::sort;
      for (Index c = first(i); c < next(i); c = next(c)) s.sort.push_back(sort_key(c));
  }
  return s;
}

SortKey Builder::sort_key(Index i) const {
  SortKey key;
  key.span = span(i);
  const Index value = first(i);
  key.value = expression(value);
  const auto& steps = key.value.property.steps;
  // What fits best comes first, unless the question says otherwise.
  if (key.value.kind == Expression::Kind::property && steps.size() == 1 && is_best_first(steps[0].word))
    key.descending = true;
  if (next(value) < next(i)) {
    key.descending = false;
    const auto word = folded_word(text(next(value)));
    for (const std::string_view down : {"desc", "descending", "newest first", "highest first",
                                        "largest first", "most first", "strongest first"})
      key.descending |= word == down;
  }
  return key;
}

static Expression property_called(std::string word, Span span) {
  Expression e;
  e.kind = Expression::Kind::property;
  e.span = e.property.span = span;
  e.property.steps.push_back({std::move(word), span});
  return e;
}

// "by influence", "the 20 most influential": sorted, the best first, and so many of them.
std::vector<Stage> Builder::ranked(Index i) const {
  std::vector<Stage> stages(1);
  stages[0].kind = Stage::Kind::sort;
  stages[0].span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    if (tag(c) != Tag::ranking) {
      stages.emplace_back();
      stages.back().kind = Stage::Kind::limit;
      stages.back().span = span(c);
      stages.back().number = count(c);
      continue;
    }
    const bool central = folded_word(text(c)).find("central") != std::string::npos;
    stages[0].sort.emplace_back();
    stages[0].sort[0].span = span(c);
    stages[0].sort[0].descending = true;
    stages[0].sort[0].value = property_called(central ? "centrality" : "influence", span(c));
  }
  return stages;
}

// "clusters of measures": those that are in one, counted by it, the largest first.
std::vector<Stage> Builder::in_groups(std::string property, Index i) const {
  const auto counted = [&] {
    Expression e;
    e.kind = Expression::Kind::aggregate;
    e.span = e.aggregate.span = span(i);
    return e;
  };
  std::vector<Stage> stages(3);
  stages[0].kind = Stage::Kind::where;
  Condition& in_one = stages[0].where.emplace();
  in_one.kind = Condition::Kind::missing;
  in_one.negated = true;
  in_one.property = {property, span(i)};
  in_one.span = span(i);
  stages[1].kind = Stage::Kind::summarise;
  stages[1].columns.push_back({counted(), {}, span(i)});
  stages[1].by.emplace_back();
  stages[1].by[0].value = property_called(std::move(property), span(i));
  stages[1].by[0].span = span(i);
  stages[2].kind = Stage::Kind::sort;
  stages[2].sort.push_back({counted(), true, span(i)});
  for (Stage& s : stages) s.span = span(i);
  return stages;
}

tl::expected<Question, Diagnostic> build(const Tree& tree) {
  try {
    return Builder(tree).question();
  } catch (Diagnostic& diagnostic) {
    return tl::unexpected(std::move(diagnostic));
  }
}

}  // namespace evident::query

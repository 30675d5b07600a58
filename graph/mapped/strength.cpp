// Two passes: who says what of which thing, then each claim against what the other works say of the same.
#include "graph/mapped/strength.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace evident::graph {
namespace {

using Rating = choice::rating;

int level(Rating rating) { return static_cast<int>(rating); }

// Which way the evidence points. A direction of effect and a polarity of the same name are the same sign.
enum Sign : std::uint8_t { kPositive, kNegative, kNone, kMixed, kSigns };

// What the rule reads, of a graph that stands already, as a draft gives it.
class Standing {
 public:
  explicit Standing(const Graph& graph) : graph_(graph) {}
  std::uint32_t cell(Node node, Attribute attribute) const {
    const Type type = info(attribute).type;
    if (type == Type::choice || type == Type::boolean) {
      const auto value = graph_.choice(node, attribute);
      return value ? *value + 1u : 0;
    }
    return graph_.has(node, attribute) ? 1 : 0;
  }
  template <class Choice>
  bool is(Node node, Attribute attribute, Choice choice) const {
    return cell(node, attribute) == static_cast<std::uint32_t>(choice) + 1;
  }
  std::string_view text(Node node, Attribute attribute) const { return graph_.text(node, attribute); }
  std::span<const Node> targets(Node node, Edge edge) const { return graph_.out(node, edge); }
  Node source_of(Node node) const {
    const auto in = graph_.in(node, Edge::contains);
    return in.empty() ? node : in.front();
  }

 private:
  const Graph& graph_;
};

// Nothing where the text does not say.
template <class From>
std::optional<Sign> sign_of(const From& from, Node claim) {
  const auto direction = from.cell(claim, Attribute::direction);
  using D = choice::direction;
  for (const auto& [value, sign] :
       {std::pair{D::positive, kPositive}, {D::negative, kNegative}, {D::none, kNone}, {D::mixed, kMixed}})
    if (direction == static_cast<std::uint32_t>(value) + 1) return sign;
  const auto polarity = from.cell(claim, Attribute::polarity);
  using P = choice::polarity;
  for (const auto& [value, sign] :
       {std::pair{P::positive, kPositive}, {P::negative, kNegative}, {P::mixed, kMixed}})
    if (polarity == static_cast<std::uint32_t>(value) + 1) return sign;
  return {};
}
template <class From>
bool is_evidence(const From& from, Node claim) {
  return from.cell(claim, Attribute::evidence) == 2;
}

bool counted_records(std::string_view records) {
  const auto json = records.empty() ? Result<Json>(Json()) : parse_json(records);
  const Json::Array* entries = json ? json->array() : nullptr;
  return entries && std::any_of(entries->begin(), entries->end(), [](const Json& entry) {
           const Json* count = entry.find("count");
           return count && std::get_if<std::int64_t>(&count->value);
         });
}

template <class From>
bool states_base(const From& from, Node study) {
  if (from.cell(study, Attribute::sample_size) || counted_records(from.text(study, Attribute::participants)) ||
      counted_records(from.text(study, Attribute::sites)))
    return true;
  const auto base = from.text(study, Attribute::base);
  return !base.empty() && base != "base not stated";
}

// A digest stands for the work that it digests.
template <class From>
Node work_of(const From& from, Node source) {
  const auto digested = from.targets(source, Edge::summary_of);
  return digested.empty() ? source : digested.front();
}

// Which works say what of each thing, counted once, so that weighing a claim costs no more than its own things.
class Sayings {
 public:
  template <class From>
  void add(const From& from, Node claim) {
    const auto sign = sign_of(from, claim);
    if (!is_evidence(from, claim) || !sign) return;
    const Node work = work_of(from, from.source_of(claim));
    for (const Node thing : from.targets(claim, Edge::about)) add(thing, work, *sign);
  }
  void add(Node thing, Node work, Sign sign) { all_.push_back({thing, work, static_cast<std::uint8_t>(1u << sign)}); }
  void count() {
    std::sort(all_.begin(), all_.end(), [](const Saying& a, const Saying& b) {
      return std::tie(a.thing, a.work, a.signs) < std::tie(b.thing, b.work, b.signs);
    });
    std::size_t kept = 0;  // one entry a thing and work
    for (const Saying& s : all_) {
      if (kept && all_[kept - 1].thing == s.thing && all_[kept - 1].work == s.work)
        all_[kept - 1].signs |= s.signs;
      else
        all_[kept++] = s;
    }
    all_.resize(kept);
    for (const Saying& s : all_) {
      Count& count = counts_[s.thing];
      for (std::uint8_t sign = 0; sign < kSigns; ++sign) {
        count.same[sign] += s.signs >> sign & 1;
        count.other[sign] += (s.signs & ~(1u << sign)) != 0;
      }
    }
  }
  // Works that say this of the thing, and works but `own` that say otherwise.
  std::pair<std::size_t, std::size_t> of(Node thing, Sign sign, Node own) const {
    const auto known = counts_.find(thing);
    if (known == counts_.end()) return {1, 0};
    const auto mine = std::lower_bound(all_.begin(), all_.end(), std::pair(thing, own),
                                       [](const Saying& s, const auto& wanted) {
                                         return std::pair(s.thing, s.work) < wanted;
                                       });
    const bool here = mine != all_.end() && mine->thing == thing && mine->work == own;
    const bool says_so = here && (mine->signs >> sign & 1), says_other = here && (mine->signs & ~(1u << sign));
    return {known->second.same[sign] + !says_so, known->second.other[sign] - says_other};
  }

 private:
  struct Saying {
    Node thing, work;
    std::uint8_t signs;
  };
  struct Count {
    std::array<std::size_t, kSigns> same{}, other{};
  };
  std::vector<Saying> all_;
  std::unordered_map<Node, Count> counts_;
};

// Of several things that a claim is about, the one on which most works agree; disagreement on any counts.
template <class From>
void weigh(const From& from, Node claim, const Sayings& sayings, StrengthTerms& terms) {
  const auto sign = sign_of(from, claim);
  if (!sign) return;
  const Node own = work_of(from, from.source_of(claim));
  for (const Node thing : from.targets(claim, Edge::about)) {
    const auto [agreeing, disagreeing] = sayings.of(thing, *sign, own);
    terms.agreeing = std::max(terms.agreeing, agreeing);
    terms.disagreeing = std::max(terms.disagreeing, disagreeing);
  }
}

template <class From>
StrengthTerms terms_of(const From& from, Node claim, const Sayings& sayings) {
  const Node source = from.source_of(claim);
  StrengthTerms terms;
  if (const auto design = from.cell(claim, Attribute::design))
    terms.design = static_cast<choice::design>(design - 1);
  const auto studies = from.targets(claim, Edge::rests_on);
  terms.base_known = !studies.empty() && states_base(from, studies.front());
  terms.second_hand = from.is(claim, Attribute::standing, choice::standing::digest) ||
                      from.is(claim, Attribute::standing, choice::standing::repeated) ||
                      from.is(source, Attribute::depth, choice::depth::digest);
  terms.beyond_design = from.is(claim, Attribute::warrant, choice::warrant::over_claim);
  terms.about_itself = from.is(claim, Attribute::voice, choice::voice::organisation_self);
  terms.speaker = from.text(claim, Attribute::speaker);
  if (const auto voice = from.cell(claim, Attribute::voice); terms.speaker.empty() && voice)
    terms.speaker = info(Attribute::voice).choices[voice - 1].words.front();
  if (terms.speaker.empty()) terms.speaker = "author";
  weigh(from, claim, sayings, terms);
  return terms;
}

// What the graph before says of things that an addition speaks of as well: all of it that is weighed anew.
struct Touched {
  std::vector<Node> claims;  // of the graph before, evidence about such a thing
  bool too_many = false;
};
constexpr std::size_t kMostTouched = 200'000;

Touched touched(const Draft& draft, Sayings& sayings) {
  const Graph& before = *draft.before;
  const Standing standing(before);
  const auto evidence_about = [&](const std::set<Node>& things, Touched& into) {
    std::set<Node> claims;
    std::size_t looked_at = 0;
    for (const Node thing : things)
      for (const Node claim : before.in(thing, Edge::about)) {
        if (++looked_at > kMostTouched) {
          into.too_many = true;
          return claims;
        }
        if (before.kind(claim) == Kind::claim && is_evidence(standing, claim) && sign_of(standing, claim))
          claims.insert(claim);
      }
    return claims;
  };
  std::set<Node> things;
  const NodeRange fresh = draft.range(Kind::claim);
  for (Node claim = fresh.first; claim < fresh.last; ++claim)
    if (is_evidence(draft, claim) && sign_of(draft, claim))
      for (const Node thing : draft.targets(claim, Edge::about))
        if (!draft.holds(thing)) things.insert(thing);
  Touched result;
  const std::set<Node> claims = evidence_about(things, result);
  result.claims.assign(claims.begin(), claims.end());
  // To weigh them anew, everything that is said of all that they are about.
  for (const Node claim : claims)
    for (const Node thing : before.out(claim, Edge::about)) things.insert(thing);
  for (const Node claim : evidence_about(things, result)) {
    const Node work = work_of(standing, standing.source_of(claim));
    for (const Node thing : before.out(claim, Edge::about))
      if (things.contains(thing)) sayings.add(thing, work, *sign_of(standing, claim));
  }
  return result;
}

}  // namespace

Rating starting_strength(std::optional<choice::design> design) {
  if (!design) return Rating::weak;
  if (carries_causation(*design)) return Rating::moderate;
  switch (*design) {
    case choice::design::cohort:
    case choice::design::case_control:
    case choice::design::before_after:
    case choice::design::systematic_review:
      return Rating::limited;
    default:
      return Rating::weak;
  }
}

bool has_a_base(std::optional<choice::design> design) {
  if (!design) return true;
  switch (*design) {
    case choice::design::literature_review:
    case choice::design::systematic_review:
    case choice::design::meta_analysis:
    case choice::design::economic_evaluation:
    case choice::design::modelling:
    case choice::design::opinion:
      return false;
    default:
      return true;
  }
}

Rating strength_of(const StrengthTerms& terms) {
  int at = level(starting_strength(terms.design));
  at += terms.agreeing >= 2 && terms.disagreeing == 0;
  at -= has_a_base(terms.design) && !terms.base_known;
  at -= terms.second_hand;
  at -= terms.beyond_design;
  at -= terms.about_itself;
  return static_cast<Rating>(std::clamp(at, level(Rating::weak), level(Rating::strong)));
}

std::string strength_words(const StrengthTerms& terms) {
  const auto& ratings = info(Attribute::rating).choices;
  std::string text =
      terms.design
          ? std::string(
                info(Attribute::design).choices[static_cast<std::size_t>(*terms.design)].words.front())
          : "no design stated";
  text +=
      ": " + std::string(ratings[static_cast<std::size_t>(starting_strength(terms.design))].words.front());
  text += terms.agreeing == 1 ? "; 1 independent work says so"
                              : "; " + std::to_string(terms.agreeing) + " independent works agree";
  if (terms.disagreeing)
    text += ", " + std::to_string(terms.disagreeing) +
            (terms.disagreeing == 1 ? " says otherwise" : " say otherwise");
  else if (terms.agreeing >= 2)
    text += ": one up";
  if (has_a_base(terms.design)) text += terms.base_known ? "; base stated" : "; base not stated: one down";
  text += terms.second_hand ? "; at second hand: one down" : "; at first hand";
  if (terms.beyond_design) text += "; worded beyond its design: one down";
  if (terms.about_itself) text += "; an organisation about itself: one down";
  return text + "; says: " + terms.speaker;
}

Result<void> derive_strength(Draft& draft) {
  Sayings sayings;
  const NodeRange claims = draft.range(Kind::claim);
  for (Node claim = claims.first; claim < claims.last; ++claim) sayings.add(draft, claim);
  Touched before;
  if (draft.before) before = touched(draft, sayings);
  if (before.too_many) return fail(Code::limit, "too much is said already of what the new documents speak of");
  sayings.count();
  for (Node claim = claims.first; claim < claims.last; ++claim) {
    if (!is_evidence(draft, claim)) continue;
    const StrengthTerms terms = terms_of(draft, claim, sayings);
    const std::size_t at = claim - claims.first;
    draft.set_choice(Kind::claim, at, Attribute::rating, strength_of(terms));
    draft.set(Kind::claim, at, Attribute::rating_terms, draft.strings.number(strength_words(terms)));
  }
  for (const Node claim : before.claims) {
    const StrengthTerms terms = terms_of(Standing(*draft.before), claim, sayings);
    const std::string words = strength_words(terms);
    if (words == draft.before->text(claim, Attribute::rating_terms)) continue;
    draft.overrides.push_back({claim, Attribute::rating, static_cast<std::uint32_t>(strength_of(terms)) + 1});
    draft.overrides.push_back({claim, Attribute::rating_terms, draft.strings.number(words)});
  }
  return {};
}

}  // namespace evident::graph

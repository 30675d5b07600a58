// Two passes: who says what of which thing, then each claim against what the other works say of the same.
#include "graph/mapped/strength.hpp"

#include <algorithm>
#include <array>
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

// Nothing where the text does not say.
std::optional<Sign> sign_of(const Draft& draft, std::size_t claim) {
  const auto direction = draft.cell(Kind::claim, claim, Attribute::direction);
  using D = choice::direction;
  for (const auto& [value, sign] :
       {std::pair{D::positive, kPositive}, {D::negative, kNegative}, {D::none, kNone}, {D::mixed, kMixed}})
    if (direction == static_cast<std::uint32_t>(value) + 1) return sign;
  const auto polarity = draft.cell(Kind::claim, claim, Attribute::polarity);
  using P = choice::polarity;
  for (const auto& [value, sign] :
       {std::pair{P::positive, kPositive}, {P::negative, kNegative}, {P::mixed, kMixed}})
    if (polarity == static_cast<std::uint32_t>(value) + 1) return sign;
  return {};
}

bool counted_records(std::string_view records) {
  const auto json = records.empty() ? Result<Json>(Json()) : parse_json(records);
  const Json::Array* entries = json ? json->array() : nullptr;
  return entries && std::any_of(entries->begin(), entries->end(), [](const Json& entry) {
           const Json* count = entry.find("count");
           return count && std::get_if<std::int64_t>(&count->value);
         });
}

bool states_base(const Draft& draft, Node study) {
  if (draft.cell(study, Attribute::sample_size) || counted_records(draft.text(study, Attribute::participants)) ||
      counted_records(draft.text(study, Attribute::sites)))
    return true;
  const auto base = draft.text(study, Attribute::base);
  return !base.empty() && base != "base not stated";
}

// A digest stands for the work that it digests.
Node work_of(const Draft& draft, Node source) {
  const auto digested = draft.targets(source, Edge::summary_of);
  return digested.empty() ? source : digested.front();
}

// Which works say what of each thing, counted once, so that weighing a claim costs no more than its own things.
class Sayings {
 public:
  explicit Sayings(const Draft& draft) {
    const NodeRange claims = draft.range(Kind::claim);
    for (Node claim = claims.first; claim < claims.last; ++claim) {
      const std::size_t at = claim - claims.first;
      const auto sign = sign_of(draft, at);
      if (draft.cell(Kind::claim, at, Attribute::evidence) != 2 || !sign) continue;
      const Node work = work_of(draft, draft.source_of(claim));
      for (const Node thing : draft.targets(claim, Edge::about))
        all_.push_back({thing, work, static_cast<std::uint8_t>(1u << *sign)});
    }
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
void weigh(const Draft& draft, Node claim, std::size_t at, const Sayings& sayings, StrengthTerms& terms) {
  const auto sign = sign_of(draft, at);
  if (!sign) return;
  const Node own = work_of(draft, draft.source_of(claim));
  for (const Node thing : draft.targets(claim, Edge::about)) {
    const auto [agreeing, disagreeing] = sayings.of(thing, *sign, own);
    terms.agreeing = std::max(terms.agreeing, agreeing);
    terms.disagreeing = std::max(terms.disagreeing, disagreeing);
  }
}

StrengthTerms terms_of(const Draft& draft, Node claim, std::size_t at, const Sayings& sayings) {
  const Node source = draft.source_of(claim);
  StrengthTerms terms;
  if (const auto design = draft.cell(Kind::claim, at, Attribute::design))
    terms.design = static_cast<choice::design>(design - 1);
  const auto studies = draft.targets(claim, Edge::rests_on);
  terms.base_known = !studies.empty() && states_base(draft, studies.front());
  terms.second_hand = draft.is(claim, Attribute::standing, choice::standing::digest) ||
                      draft.is(claim, Attribute::standing, choice::standing::repeated) ||
                      draft.is(source, Attribute::depth, choice::depth::digest);
  terms.beyond_design = draft.is(claim, Attribute::warrant, choice::warrant::over_claim);
  terms.about_itself = draft.is(claim, Attribute::voice, choice::voice::organisation_self);
  terms.speaker = draft.text(claim, Attribute::speaker);
  if (const auto voice = draft.cell(claim, Attribute::voice); terms.speaker.empty() && voice)
    terms.speaker = info(Attribute::voice).choices[voice - 1].words.front();
  if (terms.speaker.empty()) terms.speaker = "author";
  weigh(draft, claim, at, sayings, terms);
  return terms;
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

void derive_strength(Draft& draft) {
  const Sayings sayings(draft);
  const NodeRange claims = draft.range(Kind::claim);
  for (Node claim = claims.first; claim < claims.last; ++claim) {
    const std::size_t at = claim - claims.first;
    if (draft.cell(Kind::claim, at, Attribute::evidence) != 2) continue;
    const StrengthTerms terms = terms_of(draft, claim, at, sayings);
    draft.set_choice(Kind::claim, at, Attribute::rating, strength_of(terms));
    draft.set(Kind::claim, at, Attribute::rating_terms, draft.strings.number(strength_words(terms)));
  }
}

}  // namespace evident::graph

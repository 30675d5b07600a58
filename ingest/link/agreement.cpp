// Two claims are of one matter when they are about the same thing and at least two in five of their telling words
// are the same, words of change aside ("fell", "higher"); not when one names men and the other women. They say the
// opposite when their outcomes differ, or when nearly the same words are denied in one of them.
#include "ingest/link/agreement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

#include "ingest/link/lexicon.hpp"
#include "ingest/link/telling.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Item;
using graph::Kind;

constexpr double kOneMatter = 0.4, kSameWords = 0.75;
constexpr std::size_t kFewest = 3;    // telling words
constexpr std::size_t kNearest = 64;  // claims of one matter that one is compared with
constexpr std::size_t kMost = 8;      // candidates of one claim

// Words of change say which way, not what of.
const std::vector<std::uint32_t>& change_words() {
  static const std::vector<std::uint32_t> all = [] {
    std::vector<std::uint32_t> out;
    for (const std::string_view w :
         {"increase", "increased", "decrease", "decreased", "reduce", "reduced", "reduction", "rise", "rose", "risen",
          "fall", "fell", "fallen", "drop", "dropped", "improve", "improved", "improvement", "worsen", "worsened", "worse",
          "better", "higher", "lower", "more", "less", "fewer", "greater", "smaller", "grew", "grow", "shrank", "declined",
          "decline", "longer", "shorter", "gain", "gained", "lost", "loss", "significant", "significantly", "difference",
          "differ", "differed", "effect", "effects", "change", "changed", "impact", "showed", "found", "study", "results"})
      out.push_back(telling_hash(w));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }();
  return all;
}

bool has(const std::vector<std::uint32_t>& words, std::uint32_t word) {
  return std::binary_search(words.begin(), words.end(), word);
}

// One speaks of men and the other of women: not the same comparison.
bool of_different_people(const Said& one, const Said& other) {
  static const auto pairs = [] {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kPairs{{{"men", "women"},
                                                                                   {"male", "female"},
                                                                                   {"boys", "girls"},
                                                                                   {"older", "younger"},
                                                                                   {"adults", "children"},
                                                                                   {"urban", "rural"},
                                                                                   {"public", "private"},
                                                                                   {"intervention", "control"},
                                                                                   {"treatment", "control"},
                                                                                   {"north", "south"},
                                                                                   {"northern", "southern"},
                                                                                   {"east", "west"},
                                                                                   {"staff", "patients"},
                                                                                   {"short", "long"}}};
    std::array<std::pair<std::uint32_t, std::uint32_t>, kPairs.size()> out;
    for (std::size_t i = 0; i < kPairs.size(); ++i) out[i] = {telling_hash(kPairs[i].first), telling_hash(kPairs[i].second)};
    return out;
  }();
  return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
    const bool a = has(one.all, pair.first), b = has(one.all, pair.second), c = has(other.all, pair.first),
               d = has(other.all, pair.second);
    return (a && !b && d && !c) || (b && !a && c && !d);
  });
}

double dice(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return a.empty() || b.empty() ? 0
                                : 2.0 * static_cast<double>(shared(a, b)) / static_cast<double>(a.size() + b.size());
}

// "95% CI 0.61 to 0.89": the two figures behind "CI".
std::optional<std::pair<double, double>> interval_in(std::string_view text) {
  const std::size_t at = text.find("CI");
  if (at == std::string_view::npos) return std::nullopt;
  const std::string window(text.substr(at + 2, 40));
  std::array<double, 2> found{};
  std::size_t n = 0;
  for (std::size_t i = 0; i < window.size() && n < 2;) {
    if (window[i] < '0' || window[i] > '9') {
      ++i;
      continue;
    }
    char* end = nullptr;
    found[n++] = std::strtod(window.c_str() + i, &end);
    i = static_cast<std::size_t>(end - window.c_str());
  }
  if (n < 2 || found[0] > found[1]) return std::nullopt;
  return std::pair(found[0], found[1]);
}

std::string_view way(Outcome outcome) {
  return outcome == Outcome::better ? "better" : outcome == Outcome::worse ? "worse" : "no different";
}

}  // namespace

bool is_matter(std::string_view id) {
  constexpr std::array<std::string_view, 8> kBegin{
      "urn:evident:measures/", "urn:evident:barriers/", "urn:evident:success-factors/", "candidate:measure/",
      "candidate:barrier/",    "candidate:success_factor/", "candidate:hallmark/",      "candidate:concept/"};
  return std::any_of(kBegin.begin(), kBegin.end(), [&](std::string_view b) { return id.starts_with(b); });
}

std::optional<Said> said_by(const Item& claim, std::string_view quote) {
  const std::string* role = claim.text(Attribute::role);
  if (!role || *role == "method" || *role == "question" || *role == "recommendation") return std::nullopt;
  Said out;
  if (claim.is(Attribute::direction, "positive")) out.outcome = Outcome::better;
  if (claim.is(Attribute::direction, "negative")) out.outcome = Outcome::worse;
  if (claim.is(Attribute::direction, "none")) out.outcome = Outcome::unchanged;
  TellingWords words;
  telling_words(quote, words);
  out.all = std::move(words.telling);
  const auto& change = change_words();
  std::set_difference(out.all.begin(), out.all.end(), change.begin(), change.end(), std::back_inserter(out.words));
  out.denied = words.denials % 2 == 1;
  out.interval = interval_in(quote);
  return out;
}

std::optional<Agreement> agreement(const Said& one, const Said& other) {
  if (one.words.size() < kFewest || other.words.size() < kFewest) return std::nullopt;
  const bool known = one.outcome && other.outcome;
  const bool may_deny = one.denied != other.denied && !(known && *one.outcome == *other.outcome);
  if (!known && !may_deny) return std::nullopt;  // most pairs: before anything is compared
  Agreement out;
  auto i = one.about.begin();
  for (auto j = other.about.begin(); i != one.about.end() && j != other.about.end() && *i != *j;) *i < *j ? ++i : ++j;
  if (i == one.about.end() || !std::binary_search(other.about.begin(), other.about.end(), *i)) return std::nullopt;
  out.thing = *i;
  const double same = may_deny ? dice(one.all, other.all) : 0, alike = known ? dice(one.words, other.words) : 0;
  const auto share = [](double part) { return fmt::format("{:.0f} % of their telling words are the same", part * 100); };
  if (may_deny && same >= kSameWords) {
    out.contradicts = true;
    out.likeness = same;
    out.terms = "nearly the same words, denied in one of them; " + share(same);
  } else if (known && alike >= kOneMatter) {
    out.contradicts = *one.outcome != *other.outcome;
    out.likeness = alike;
    out.terms = out.contradicts ? fmt::format("one says {}, the other {}; ", way(*one.outcome), way(*other.outcome))
                                : fmt::format("both say {}; ", way(*one.outcome));
    out.terms += share(alike);
  } else {
    return std::nullopt;
  }
  if (of_different_people(one, other)) return std::nullopt;
  if (one.interval && other.interval) {
    const bool apart = one.interval->second < other.interval->first || other.interval->second < one.interval->first;
    out.terms += fmt::format("; their intervals ({:g} to {:g}, {:g} to {:g}) {}", one.interval->first, one.interval->second,
                             other.interval->first, other.interval->second, apart ? "do not overlap" : "overlap");
  }
  return out;
}

namespace {

// Things of the document by number, in the order in which claims speak of them.
class Things {
 public:
  std::uint32_t number(const std::string& id) {
    const auto [at, fresh] = numbers_.emplace(id, static_cast<std::uint32_t>(ids_.size()));
    if (fresh) ids_.push_back(id);
    return at->second;
  }
  const std::string& id(std::uint32_t number) const { return ids_[number]; }
  std::size_t size() const { return ids_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> ids_;
};

std::string label_of(const Extraction& x, const std::string& id) {
  const auto& concepts = x.lexicon.vocabulary().concepts;
  const auto at = std::lower_bound(concepts.begin(), concepts.end(), id,
                                   [](const graph::Concept& c, const std::string& wanted) { return c.id < wanted; });
  if (at != concepts.end() && at->id == id) return at->label;
  for (const graph::Candidate& c : x.evidence.candidates)
    if (c.id == id) return c.label;
  return id;
}

}  // namespace

void link_agreements(Extraction& x) {
  auto& links = x.evidence.links;
  Things things;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> about;  // by claim
  std::unordered_set<std::uint64_t> restated;
  for (const graph::Link& link : links) {
    if (link.edge == Edge::restates) restated.insert(std::uint64_t{link.from} << 32 | std::get<0>(link.to));
    if (link.edge != Edge::about || x.evidence.items[link.from].kind != Kind::claim) continue;
    if (const auto* id = std::get_if<std::string>(&link.to); id && is_matter(*id)) about[link.from].push_back(things.number(*id));
  }
  if (about.size() < 2) return;
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> earlier(things.size());  // claim, its place in said
  std::vector<std::size_t> times(things.size());  // how many claims are about each
  for (const auto& [claim, matters] : about)
    for (const std::uint32_t thing : matters) ++times[thing];
  std::vector<Said> said;
  std::vector<std::uint8_t> found(x.evidence.items.size());  // of each claim
  for (std::uint32_t i = 1; i < x.evidence.items.size(); ++i) {
    const auto of = about.find(i);
    if (of == about.end()) continue;
    // What no other claim is about is compared with nothing.
    if (std::none_of(of->second.begin(), of->second.end(), [&](std::uint32_t thing) { return times[thing] > 1; })) continue;
    const graph::Passage& passage = x.evidence.items[i].passage;
    auto mine = said_by(x.evidence.items[i], std::string_view(x.document.text).substr(passage.begin, passage.end - passage.begin));
    if (!mine) continue;
    mine->about = std::move(of->second);
    std::sort(mine->about.begin(), mine->about.end());
    std::vector<std::uint32_t> compared;
    for (const std::uint32_t thing : mine->about)
      for (const auto& [claim, place] : earlier[thing]) {
        if (found[i] >= kMost || found[claim] >= kMost) continue;
        if (std::find(compared.begin(), compared.end(), claim) != compared.end()) continue;
        compared.push_back(claim);
        if (x.evidence.items[claim].passage.paragraph == x.evidence.items[i].passage.paragraph) continue;
        if (restated.contains(std::uint64_t{i} << 32 | claim) || restated.contains(std::uint64_t{claim} << 32 | i)) continue;
        const auto both = agreement(*mine, said[place]);
        if (!both) continue;
        const Edge edge = both->contradicts ? Edge::may_contradict : Edge::may_support;
        const std::string reason = "both are about '" + label_of(x, things.id(both->thing)) + "'; " + both->terms;
        links.push_back({i, edge, claim, reason});
        links.push_back({claim, edge, i, reason});
        ++found[i], ++found[claim];
      }
    const auto place = static_cast<std::uint32_t>(said.size());
    for (const std::uint32_t thing : mine->about) {
      if (earlier[thing].size() >= kNearest) earlier[thing].erase(earlier[thing].begin());
      earlier[thing].push_back({i, place});
    }
    said.push_back(std::move(*mine));
  }
}

}  // namespace evident::ingest

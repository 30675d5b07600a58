// evident candidates: what the rules offer to a reviewer across all sources of a library, and nothing of which counts
// until a person says so: claims that may contradict or support one another, names that may mean one thing.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "app/commands.hpp"
#include "graph/base.hpp"
#include "ingest/link/agreement.hpp"
#include "ingest/link/near_names.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::app {
namespace {

constexpr std::size_t kNearest = 64;  // claims about one thing that one is compared with

struct Claim {
  std::string key, quote, file;
  std::int64_t source = 0;
  int paragraph = 0;
  ingest::Said said;
};
struct Pair {
  std::size_t one, other;
  ingest::Agreement agreement;
};
struct Group {
  graph::Kind kind;
  std::vector<std::pair<std::string, std::size_t>> names;  // as written, in how many places
};

struct Library {
  std::vector<Claim> claims;
  std::unordered_map<std::int64_t, std::size_t> rows;  // of claims
  std::vector<std::string> things;                     // labels by number
  std::unordered_set<std::uint64_t> restated;
  std::unordered_map<std::string, std::size_t> named;  // how often each candidate is named
};

Result<Library> read(const graph::Base& base) {
  Library out;
  std::unordered_map<std::int64_t, std::string> files;
  EV_CHECK(base.each_item([&](graph::StoredItem&& stored) {
    if (stored.item.kind == graph::Kind::source)
      if (const auto* file = stored.item.text(graph::Attribute::file)) files[stored.id] = *file;
    if (stored.item.kind != graph::Kind::claim) return;
    auto said = ingest::said_by(stored.item);
    if (!said) return;
    out.rows[stored.id] = out.claims.size();
    out.claims.push_back({stored.key, squeeze(stored.item.passage.quote), files[stored.source], stored.source,
                          stored.item.passage.paragraph, std::move(*said)});
  }));
  std::unordered_map<std::string, std::string> labels;
  EV_TRY(const graph::Vocabulary vocabulary, base.vocabulary());
  for (const graph::Concept& entry : vocabulary.concepts) labels[entry.id] = entry.label;
  EV_TRY(const std::vector<graph::Candidate> candidates, base.candidates());
  for (const graph::Candidate& candidate : candidates) labels.emplace(candidate.id, candidate.label);
  std::unordered_map<std::string, std::uint32_t> numbers;
  EV_CHECK(base.each_link([&](graph::StoredLink&& link) {
    const auto from = out.rows.find(link.from);
    if (link.edge == graph::Edge::names) ++out.named[link.to_concept];
    if (from == out.rows.end()) return;
    if (link.edge == graph::Edge::restates)
      if (const auto to = out.rows.find(link.to_item); to != out.rows.end())
        out.restated.insert(std::uint64_t{from->second} << 32 | to->second);
    if (link.edge != graph::Edge::about || !ingest::is_matter(link.to_concept)) return;
    const auto [at, fresh] = numbers.emplace(link.to_concept, static_cast<std::uint32_t>(out.things.size()));
    if (fresh) out.things.push_back(labels.contains(link.to_concept) ? labels[link.to_concept] : link.to_concept);
    out.claims[from->second].said.about.push_back(at->second);
  }));
  for (Claim& claim : out.claims) std::sort(claim.said.about.begin(), claim.said.about.end());
  return out;
}

std::vector<Pair> pairs_of(const Library& library, bool contradictions) {
  std::vector<Pair> out;
  std::vector<std::vector<std::size_t>> earlier(library.things.size());
  std::vector<std::size_t> compared;
  for (std::size_t i = 0; i < library.claims.size(); ++i) {
    const Claim& mine = library.claims[i];
    compared.clear();
    for (const std::uint32_t thing : mine.said.about)
      for (const std::size_t k : earlier[thing]) {
        const Claim& theirs = library.claims[k];
        if (theirs.source == mine.source && theirs.paragraph == mine.paragraph) continue;
        if (std::find(compared.begin(), compared.end(), k) != compared.end()) continue;
        compared.push_back(k);
        if (library.restated.contains(std::uint64_t{i} << 32 | k) || library.restated.contains(std::uint64_t{k} << 32 | i))
          continue;
        if (const auto both = ingest::agreement(theirs.said, mine.said); both && both->contradicts == contradictions)
          out.push_back({k, i, *both});
      }
    for (const std::uint32_t thing : mine.said.about) {
      if (earlier[thing].size() >= kNearest) earlier[thing].erase(earlier[thing].begin());
      earlier[thing].push_back(i);
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Pair& a, const Pair& b) { return a.agreement.likeness > b.agreement.likeness; });
  return out;
}

Result<std::vector<Group>> groups_of(const graph::Base& base, const Library& library) {
  EV_TRY(std::vector<graph::Candidate> candidates, base.candidates());
  EV_TRY(const graph::Vocabulary vocabulary, base.vocabulary());
  std::map<std::pair<graph::Kind, std::string>, std::map<std::string, std::pair<std::string, std::size_t>>> found;  // by key, by id
  for (const graph::Candidate& c : candidates) {
    const auto times = library.named.find(c.id);
    if (times == library.named.end()) continue;  // of speakers and the like
    if (std::string key = ingest::near_key(c.label); !key.empty())
      found[{c.kind, std::move(key)}].try_emplace(c.id, squeeze(c.label), times->second);
  }
  for (const graph::Concept& c : vocabulary.concepts) {
    const auto times = library.named.find(c.id);
    const auto group = found.find({c.kind, ingest::near_key(c.label)});
    if (group != found.end())
      group->second.try_emplace(c.id, c.label + " (vocabulary)", times == library.named.end() ? 0 : times->second);
  }
  std::vector<Group> out;
  for (const auto& [key, names] : found) {
    if (names.size() < 2) continue;
    Group group{key.first, {}};
    for (const auto& [id, name] : names) group.names.push_back(name);
    out.push_back(std::move(group));
  }
  return out;
}

std::string places(std::size_t n) { return fmt::format("{} {}", n, n == 1 ? "place" : "places"); }

Json of_claim(const Claim& claim) {
  return Json(Json::Object{{"item", Json(claim.key)}, {"quote", Json(claim.quote)}, {"doc", Json(claim.file)}});
}

}  // namespace

int candidates(const Common& common, const CandidatesArguments& arguments) {
  auto base = graph::Base::open(common.base, graph::Access::read);
  if (!base) return report(base.error());
  const auto library = read(*base);
  if (!library) return report(library.error());
  std::string out;
  Json::Array json;
  if (arguments.what == "names") {
    const auto groups = groups_of(*base, *library);
    if (!groups) return report(groups.error());
    out += fmt::format("{} of names may each mean one thing\n", groups->size() == 1 ? "1 group" : fmt::format("{} groups", groups->size()));
    for (std::size_t g = 0; g < groups->size() && g < arguments.most; ++g) {
      const Group& group = (*groups)[g];
      Json::Array names;
      out += fmt::format("\n{:>3}  {}: the same telling words, or words for the same\n", g + 1, graph::info(group.kind).words[0]);
      for (const auto& [name, times] : group.names) {
        out += fmt::format("     {} ({})\n", name, places(times));
        names.push_back(Json(name));
      }
      json.push_back(Json(Json::Object{{"kind", Json(std::string(graph::info(group.kind).name))}, {"names", Json(std::move(names))}}));
    }
  } else {
    const bool contradictions = arguments.what == "contradictions";
    const auto pairs = pairs_of(*library, contradictions);
    out += fmt::format("{} {} {} one another; candidates, found by rule, until a person confirms them\n", pairs.size(),
                       pairs.size() == 1 ? "pair of claims" : "pairs of claims", contradictions ? "may contradict" : "may support");
    for (std::size_t p = 0; p < pairs.size() && p < arguments.most; ++p) {
      const Claim &one = library->claims[pairs[p].one], &other = library->claims[pairs[p].other];
      const std::string reason = fmt::format("both are about \u201C{}\u201D; {}", library->things[pairs[p].agreement.thing], pairs[p].agreement.terms);
      out += fmt::format("\n{:>3}  {}\n", p + 1, reason);
      for (const Claim* claim : {&one, &other})
        out += fmt::format("     {}  \u201C{}\u201D ({})\n", claim->key.substr(0, 8), claim->quote, claim->file);
      json.push_back(Json(Json::Object{{"may", Json(contradictions ? "contradict" : "support")},
                                       {"reason", Json(reason)},
                                       {"claims", Json(Json::Array{of_claim(one), of_claim(other)})}}));
    }
  }
  return print_out(arguments.json ? print_json(Json(std::move(json))) + "\n" : out) ? kDone : kBadBase;
}

}  // namespace evident::app

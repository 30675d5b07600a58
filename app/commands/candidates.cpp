// evident candidates: what the rules offer to a reviewer across all sources of a library, and nothing of which counts
// until a person says so: claims that may contradict or support one another, figures that several sources may have from
// one of them, names that may mean one thing.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "app/commands.hpp"
#include "graph/base.hpp"
#include "ingest/link/agreement.hpp"
#include "ingest/link/near_names.hpp"
#include "ingest/link/telling.hpp"
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
// A statistic and its words, the number itself left out.
struct Figure {
  std::string key, quote, file;
  std::int64_t source = 0;
  std::vector<std::uint32_t> words;
};
struct Restated {
  const Figure *one, *other;
  double likeness;
  std::string printed;  // the number
};
struct Name {
  std::string id, label;
  bool in_vocabulary = false;
  std::size_t places = 0;
};
struct Group {
  graph::Kind kind;
  std::vector<Name> names;
};

struct Library {
  std::vector<Claim> claims;
  std::map<std::string, std::vector<Figure>> figures;  // by value and unit
  std::unordered_map<std::int64_t, std::size_t> rows;  // of claims
  std::vector<std::string> things;                     // labels by number
  std::unordered_set<std::uint64_t> settled;  // pairs that restate one another, or that a person has decided
  std::unordered_map<std::string, std::size_t> named;  // how often each candidate is named
};

void keep_figure(const graph::StoredItem& stored, const std::string& file, Library& into) {
  const std::string* value = stored.item.text(graph::Attribute::value);
  if (!value) return;
  const std::string* unit = stored.item.text(graph::Attribute::unit);
  const std::string* of_what = stored.item.text(graph::Attribute::of_what);
  const std::string* group = stored.item.text(graph::Attribute::group);
  std::string said = stored.item.passage.quote;
  for (const std::string* more : {of_what, group})
    if (more) said += " " + *more;
  ingest::TellingWords words;
  ingest::telling_words(said, words);
  into.figures[unit ? *value + " " + *unit : *value].push_back(
      {stored.key, squeeze(stored.item.passage.quote), file, stored.source, std::move(words.telling)});
}

// The same number of the same unit in two sources, of two telling words at least and half of the fewer ones.
std::vector<Restated> restated_figures(const Library& library) {
  std::vector<Restated> out;
  for (const auto& [printed, figures] : library.figures)
    for (std::size_t i = 0; i < figures.size() && i < kNearest; ++i)
      for (std::size_t k = 0; k < i; ++k) {
        const Figure &one = figures[k], &other = figures[i];
        const std::size_t fewer = std::min(one.words.size(), other.words.size());
        const std::size_t same = ingest::shared(one.words, other.words);
        if (one.source == other.source || same < 2 || same * 2 < fewer) continue;
        out.push_back({&one, &other, static_cast<double>(same) / static_cast<double>(fewer), printed});
      }
  std::stable_sort(out.begin(), out.end(), [](const Restated& a, const Restated& b) { return a.likeness > b.likeness; });
  return out;
}

std::uint64_t pair_of(std::size_t one, std::size_t other) {
  return std::uint64_t{std::min(one, other)} << 32 | std::max(one, other);
}
void settle(std::size_t one, std::size_t other, Library& into) { into.settled.insert(pair_of(one, other)); }

// What a person refused is no link; it is in the history alone.
Result<void> settle_decided(const graph::Base& base, Library& into) {
  EV_TRY(const std::vector<graph::Correction> corrections, base.corrections());
  if (corrections.empty()) return {};
  std::unordered_map<std::string_view, std::size_t> row_of;
  for (std::size_t i = 0; i < into.claims.size(); ++i) row_of.emplace(into.claims[i].key, i);
  for (const graph::Correction& c : corrections) {
    if (!c.undone.empty() || !c.value) continue;
    const auto one = row_of.find(c.item), other = row_of.find(*c.value);
    if (one != row_of.end() && other != row_of.end()) settle(one->second, other->second, into);
  }
  return {};
}

Result<Library> read(const graph::Base& base) {
  Library out;
  std::unordered_map<std::int64_t, std::string> files;
  EV_CHECK(base.each_item([&](graph::StoredItem&& stored) {
    if (stored.item.kind == graph::Kind::source)
      if (const auto* file = stored.item.text(graph::Attribute::file)) files[stored.id] = *file;
    if (stored.item.kind == graph::Kind::statistic) keep_figure(stored, files[stored.source], out);
    if (stored.item.kind != graph::Kind::claim) return;
    auto said = ingest::said_by(stored.item, stored.item.passage.quote);
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
    if (link.edge == graph::Edge::restates || graph::people_record(link.edge))
      if (const auto to = out.rows.find(link.to_item); to != out.rows.end()) settle(from->second, to->second, out);
    if (link.edge != graph::Edge::about || !ingest::is_matter(link.to_concept)) return;
    const auto [at, fresh] = numbers.emplace(link.to_concept, static_cast<std::uint32_t>(out.things.size()));
    if (fresh) out.things.push_back(labels.contains(link.to_concept) ? labels[link.to_concept] : link.to_concept);
    out.claims[from->second].said.about.push_back(at->second);
  }));
  for (Claim& claim : out.claims) std::sort(claim.said.about.begin(), claim.said.about.end());
  EV_CHECK(settle_decided(base, out));
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
        if (library.settled.contains(pair_of(i, k))) continue;
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
  std::map<std::pair<graph::Kind, std::string>, std::map<std::string, Name>> found;  // by key, by id
  for (const graph::Candidate& c : candidates) {
    const auto times = library.named.find(c.id);
    if (times == library.named.end()) continue;  // of speakers and the like
    if (std::string key = ingest::near_key(c.label); !key.empty())
      found[{c.kind, std::move(key)}].try_emplace(c.id, Name{c.id, squeeze(c.label), false, times->second});
  }
  for (const graph::Concept& c : vocabulary.concepts) {
    const auto times = library.named.find(c.id);
    const auto group = found.find({c.kind, ingest::near_key(c.label)});
    if (group != found.end())
      group->second.try_emplace(c.id, Name{c.id, c.label, true, times == library.named.end() ? 0 : times->second});
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

template <class Said>
Json of_passage(const Said& said) {
  return Json(Json::Object{{"item", Json(said.key)}, {"quote", Json(said.quote)}, {"doc", Json(said.file)}});
}
template <class Said>
std::string line_of(const Said& said) {
  return fmt::format("     {}  \u201C{}\u201D ({})\n", said.key.substr(0, 8), said.quote, said.file);
}

}  // namespace

int candidates(const Common& common, const CandidatesArguments& arguments) {
  if (arguments.what == "duplicates") return duplicate_sources(common, arguments);
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
      for (const Name& name : group.names) {
        out += fmt::format("     {}{} ({})\n", name.label, name.in_vocabulary ? " (vocabulary)" : "", places(name.places));
        names.push_back(Json(Json::Object{{"id", Json(name.id)}, {"name", Json(name.label)}, {"vocabulary", name.in_vocabulary},
                                          {"places", static_cast<std::int64_t>(name.places)}}));
      }
      json.push_back(Json(Json::Object{{"kind", Json(std::string(graph::info(group.kind).name))}, {"names", Json(std::move(names))}}));
    }
    if (!groups->empty()) out += "\nJoin two: evident correct 'NAME' 'same as=NAME' --why REASON; 'evident undo' parts them again.\n";
  } else if (arguments.what == "figures") {
    const auto pairs = restated_figures(*library);
    out += fmt::format("{} may have one figure from one another\n", pairs.size() == 1 ? "1 pair of sources" : fmt::format("{} pairs of sources", pairs.size()));
    for (std::size_t p = 0; p < pairs.size() && p < arguments.most; ++p) {
      const auto& [one, other, likeness, printed] = pairs[p];
      const std::string reason = fmt::format("both say {}; {:.0f} % of the telling words of the shorter are in the other", printed, likeness * 100);
      out += fmt::format("\n{:>3}  {}\n", p + 1, reason) + line_of(*one) + line_of(*other);
      json.push_back(Json(Json::Object{{"may", Json("restate")},
                                       {"reason", Json(reason)},
                                       {"statistics", Json(Json::Array{of_passage(*one), of_passage(*other)})}}));
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
      out += line_of(one) + line_of(other);
      json.push_back(Json(Json::Object{{"may", Json(contradictions ? "contradict" : "support")},
                                       {"reason", Json(reason)},
                                       {"claims", Json(Json::Array{of_passage(one), of_passage(other)})}}));
    }
    const std::string_view edge = graph::info(contradictions ? graph::Edge::contradicts : graph::Edge::supports).name;
    if (!pairs.empty())
      out += fmt::format("\nConfirm a pair: evident correct ID {0}=ID --why REASON; refuse it: evident correct ID 'not {0}=ID' --why REASON.\n", edge);
  }
  return print_out(arguments.json ? print_json(Json(std::move(json))) + "\n" : out) ? kDone : kBadBase;
}

}  // namespace evident::app

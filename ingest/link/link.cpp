// Links follow from places and words: a mention names the concept whose label fits, a claim is about the
// concepts named in its words, text inside a case belongs to the case, findings rest on the study they were
// found in. Where two studies could be meant, none is taken.
#include "ingest/link/link.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "ingest/classify/cues.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Item;
using graph::Kind;

bool is_mention(Kind kind) {
  return kind == Kind::measure || kind == Kind::barrier || kind == Kind::success_factor ||
         kind == Kind::hallmark;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

// Labels too common in any text to say what a claim is about.
bool too_common(std::string_view key) {
  static constexpr std::array<std::string_view, 30> kCommon{{"time",
                                                             "activity",
                                                             "reach",
                                                             "partners",
                                                             "providers",
                                                             "staff",
                                                             "implementation",
                                                             "coverage",
                                                             "delivery",
                                                             "policy",
                                                             "partnership working",
                                                             "joint working",
                                                             "communities",
                                                             "people",
                                                             "experience",
                                                             "involvement",
                                                             "learning",
                                                             "evaluation",
                                                             "experts",
                                                             "researchers",
                                                             "health service",
                                                             "public services",
                                                             "managers",
                                                             "investment",
                                                             "contract",
                                                             "services",
                                                             "support",
                                                             "funding",
                                                             "training",
                                                             "trusts"}};
  return std::find(kCommon.begin(), kCommon.end(), key) != kCommon.end();
}

// A single word must stand as the label writes it, or in its plural: "falls" are no "did not fall".
bool written_as(const graph::Concept& entry, std::string_view word) {
  const auto fits = [&](const std::string& label) {
    const std::string folded = fold(label);
    return word == folded ||
           (word.size() == folded.size() + 1 && word.back() == 's' && word.starts_with(folded));
  };
  return fits(entry.label) || std::any_of(entry.alternatives.begin(), entry.alternatives.end(), fits);
}

class Linker {
 public:
  explicit Linker(Extraction& x)
      : x_(x), items_(x.evidence.items), concepts_(x.lexicon.vocabulary().concepts) {}

  void run() {
    find_cases_and_studies();
    own_mentions();
    for (std::uint32_t i = 1; i < items_.size(); ++i) {
      Item& item = items_[i];
      place(i);
      if (is_mention(item.kind))
        mention(i);
      else if (item.kind == Kind::claim)
        claim(i);
      else if (item.kind == Kind::evidence_statement || item.kind == Kind::recommendation ||
               item.kind == Kind::statistic)
        about(i);
      if (item.kind == Kind::recommendation)
        if (const std::string* who = item.text(Attribute::addressee)) link_group(i, *who, Edge::addressed_to);
    }
    describe();
  }

 private:
  void link(std::uint32_t from, Edge edge, std::variant<std::uint32_t, std::string> to, std::string reason) {
    x_.evidence.links.push_back({from, edge, std::move(to), std::move(reason)});
  }

  std::string candidate(Kind kind, std::string_view label) {
    const std::string name(graph::info(kind).name);
    std::string id = "candidate:" + name + "/" + label_key(label);
    if (candidate_ids_.insert(id).second) x_.evidence.candidates.push_back({id, kind, squeeze(label)});
    return id;
  }

  void find_cases_and_studies() {
    case_items_.assign(x_.structure.cases.size(), 0);
    std::map<std::uint64_t, std::size_t> regions;
    for (std::size_t c = 0; c < x_.structure.cases.size(); ++c)
      regions.emplace(x_.structure.cases[c].quote_begin, c);
    for (std::uint32_t i = 1; i < items_.size(); ++i) {
      if (items_[i].kind == Kind::study) studies_.push_back(i);
      if (items_[i].kind == Kind::evidence_statement) evidence_statements_.insert(items_[i].passage.begin);
      if (items_[i].kind != Kind::case_study) continue;
      const auto c = regions.find(items_[i].passage.begin);
      if (c == regions.end())
        named_case_ = i;
      else
        case_items_[c->second] = i;
    }
  }

  // Short names of the document's own mentions, to be found in its claims.
  void own_mentions() {
    for (std::uint32_t i = 1; i < items_.size(); ++i) {
      if (!is_mention(items_[i].kind)) continue;
      const std::string* name = items_[i].text(Attribute::name);
      if (!name) continue;
      const Tokens tokens(*name);
      if (tokens.size() < 2 || tokens.size() > 4) continue;
      std::vector<std::string> keys;
      for (std::size_t k = 0; k < tokens.size(); ++k) keys.push_back(x_.lexicon.key(tokens[k]));
      auto& same_opening = own_[keys.front()];
      if (same_opening.size() < 64) same_opening.push_back({keys, i});
    }
  }

  std::int32_t block_of(const Item& item) const { return item.passage.paragraph - 1; }

  void place(std::uint32_t i) {
    const Item& item = items_[i];
    if (item.kind == Kind::case_study || item.kind == Kind::study || block_of(item) < 0) return;
    const BlockContext& where = x_.structure.blocks[static_cast<std::size_t>(block_of(item))];
    const bool can = item.kind == Kind::claim || item.kind == Kind::statistic || is_mention(item.kind);
    if (!can) return;
    if (where.case_number >= 0) {
      if (const std::uint32_t c = case_items_[static_cast<std::size_t>(where.case_number)]) {
        link(i, Edge::in_case, c, "stands in the description of the case");
        if (!whole_document_case()) return;
      }
    } else if (named_case_ && is_mention(item.kind) && item.kind != Kind::measure) {
      link(i, Edge::in_case, named_case_, "the document is a study of this case");
    }
    rest(i, where);
  }

  bool whole_document_case() const { return x_.structure.cases.size() == 1 && x_.structure.cases[0].whole; }

  void rest(std::uint32_t i, const BlockContext& where) {
    const Item& item = items_[i];
    if (x_.structure.doc_type == "opinion" || studies_.empty()) return;
    if (item.kind == Kind::claim && !item.is(Attribute::role, "finding") &&
        !item.is(Attribute::role, "conclusion"))
      return;
    if (studies_.size() == 1 && !(x_.structure.doc_type == "report" && x_.evidence.text.size() > 20000)) {
      if (item.kind == Kind::measure && is_measure_topic(where.topic)) {
        link(studies_.front(), Edge::looked_at, i, "listed among the study's measures");
      }
      link(i, Edge::rests_on, studies_.front(), "the document reports one study");
      return;
    }
    if (x_.document.slides) {
      // The study last spoken of.
      std::uint32_t before = 0;
      for (const std::uint32_t s : studies_)
        if (items_[s].passage.begin <= item.passage.begin) before = s;
      if (before && item.kind == Kind::claim)
        link(i, Edge::rests_on, before, "the study last spoken of on the slides");
      return;
    }
    const std::string section = lower(item.passage.section);
    const bool survey_part = section.find("survey") != std::string::npos ||
                             item.is(Attribute::voice, "survey_group") ||
                             (is_mention(item.kind) && item.find(Attribute::rank));
    const bool panel_part = item.is(Attribute::voice, "panel_member");
    std::uint32_t found = 0;
    int count = 0;
    for (const std::uint32_t s : studies_) {
      if (survey_part && !items_[s].is(Attribute::design, "survey")) continue;
      if (!survey_part && (!panel_part || !items_[s].is(Attribute::design, "expert_panel"))) continue;
      found = s;
      ++count;
    }
    if (count == 1)
      link(i, Edge::rests_on, found,
           survey_part ? "reported with the survey's results" : "a view of the panel");
  }

  void mention(std::uint32_t i) {
    const std::string* stored = items_[i].text(Attribute::name);
    if (!stored) return;
    const std::string name = *stored;
    const Kind kind = items_[i].kind;
    auto fit = best_fit(x_.lexicon, name, kind);
    // Hallmarks have no vocabulary of their own: they share the names of success factors.
    std::string shared;
    if (!fit && kind == Kind::hallmark) {
      if (const auto other = best_fit(x_.lexicon, name, Kind::success_factor))
        shared = concepts_[other->concept_number].label;
    }
    if (fit) {
      const graph::Concept& entry = concepts_[fit->concept_number];
      link(i, Edge::names, entry.id, fit->reason);
      items_[i].set(Attribute::concept_, lower_label(entry.label));
      if (kind == Kind::measure && !items_[i].find(Attribute::measure_kind) && !entry.measure_kind.empty())
        items_[i].set(Attribute::measure_kind, entry.measure_kind);
    } else {
      const std::string label = shared.empty() ? name : shared;
      link(i, Edge::names, candidate(kind, label),
           shared.empty() ? "no vocabulary holds '" + name + "'" : "has the words of '" + shared + "'");
      items_[i].set(Attribute::concept_, lower_label(label));
    }
    if (const std::string* group = items_[i].text(Attribute::group))
      if (group->substr(0, 12) != "case study: ") {
        const std::string who = *group;
        link_group(i, who, Edge::named_by);
      }
  }

  // "NHS" keeps its capitals, "Short contracts" loses the one at its beginning.
  static std::string lower_label(std::string label) {
    if (label.size() > 1 && label[0] >= 'A' && label[0] <= 'Z' && !(label[1] >= 'A' && label[1] <= 'Z'))
      label[0] = static_cast<char>(label[0] + 32);
    return label;
  }

  void link_group(std::uint32_t i, std::string_view printed, Edge edge) {
    std::string who = squeeze(printed);
    if (const auto same = x_.lexicon.exact(who, Kind::group); !same.empty()) {
      link(i, edge, concepts_[same.front()].id, "named as '" + who + "'");
      return;
    }
    // "NHS respondents", "the private sector executives": the group with a word that only says they were
    // asked.
    const Tokens tokens(who);
    std::size_t last = tokens.size();
    while (last > 1 && (tokens[last - 1] == "respondents" || tokens[last - 1] == "representatives" ||
                        tokens[last - 1] == "participants" || tokens[last - 1] == "people"))
      --last;
    if (last < tokens.size()) {
      const std::string shorter = who.substr(0, tokens.end(last - 1));
      for (const std::string& attempt : {shorter, shorter + " sector"})
        if (const auto same = x_.lexicon.exact(attempt, Kind::group); !same.empty()) {
          link(i, edge, concepts_[same.front()].id,
               "'" + who + "' are of the group '" + concepts_[same.front()].label + "'");
          return;
        }
    }
    link(i, edge, candidate(Kind::group, who), "named as '" + who + "'");
  }

  void claim(std::uint32_t i) {
    about(i);
    if (const std::string* speaker = items_[i].text(Attribute::speaker)) {
      const std::string who = *speaker;
      link_group(i, who, Edge::named_by);
    }
  }

  // What the words name: labels of the vocabularies and the document's own mentions, the longest first.
  void about(std::uint32_t i) {
    const Tokens tokens(items_[i].passage.quote);
    std::set<std::string> linked;
    std::vector<std::string> labels;
    std::vector<bool> used(tokens.size(), false);
    const auto note = [&](const std::string& label) {
      std::string shown = lower(label);
      if (std::find(labels.begin(), labels.end(), shown) == labels.end()) labels.push_back(std::move(shown));
    };
    // In "no cost-benefit evidence" the words for costs and benefits say which evidence, not what it is
    // about.
    const auto dimensions = evidence_statements_.contains(items_[i].passage.begin)
                                ? cues("evidence-dimensions").match(tokens)
                                : std::vector<CueMatch>{};
    const auto names_dimension = [&](std::size_t first, std::size_t last) {
      return std::any_of(dimensions.begin(), dimensions.end(),
                         [&](const CueMatch& m) { return m.first <= last && first <= m.last; });
    };
    const std::size_t most = 8;
    for (std::size_t t = 0; t < tokens.size() && linked.size() < most; ++t) {
      const auto own = own_.find(x_.lexicon.key(tokens[t]));
      if (own == own_.end()) continue;
      for (const auto& [keys, m] : own->second) {
        if (m == i || t + keys.size() > tokens.size()) continue;
        bool same = true;
        for (std::size_t k = 1; k < keys.size() && same; ++k) same = x_.lexicon.key(tokens[t + k]) == keys[k];
        if (!same) continue;
        const std::string to = named_concept(m);
        if (to.empty() || !linked.insert(to).second) continue;
        link(i, Edge::about, to,
             "the document's own '" + *items_[m].text(Attribute::name) + "' in its words");
        note(*items_[m].text(Attribute::name));
      }
    }
    for (const Lexicon::Hit& hit : x_.lexicon.find(tokens)) {
      const graph::Concept& entry = concepts_[hit.concept_number];
      if (linked.size() >= most) break;
      if (entry.kind == Kind::concept_) continue;  // designs and methods say how, not what of
      if (is_class_of_measures(entry)) continue;
      if (hit.first == hit.last && !written_as(entry, tokens[hit.first])) continue;
      if (names_dimension(hit.first, hit.last)) continue;
      const std::string words = tokens.join(hit.first, hit.last);
      if (too_common(words) || (hit.first == hit.last && is_function_word(tokens[hit.first]))) continue;
      if (!linked.insert(entry.id).second) continue;
      link(i, Edge::about, entry.id, "'" + words + "' in its words");
      note(entry.label);
    }
    if (items_[i].kind == Kind::claim || items_[i].kind == Kind::evidence_statement)
      if (!labels.empty()) items_[i].set(Attribute::about, labels);
  }

  // The concept that a mention was found to name; mentions are linked in order, so this may look one up.
  std::string named_concept(std::uint32_t m) {
    if (const auto it = named_.find(m); it != named_.end()) return it->second;
    std::string to;
    const std::string name = *items_[m].text(Attribute::name);
    if (const auto fit = best_fit(x_.lexicon, name, items_[m].kind))
      to = concepts_[fit->concept_number].id;
    else
      to = candidate(items_[m].kind, name);
    return named_.emplace(m, to).first->second;
  }

  void describe() {
    if (studies_.size() != 1) return;
    const std::uint32_t study = studies_.front();
    std::uint32_t one = named_case_;
    if (!one && whole_document_case()) one = case_items_.front();
    if (one) link(study, Edge::describes, one, "the study is of this case");
  }

  Extraction& x_;
  std::vector<Item>& items_;
  const std::vector<graph::Concept>& concepts_;
  std::vector<std::uint32_t> studies_, case_items_;
  std::uint32_t named_case_ = 0;
  std::set<std::uint64_t> evidence_statements_;  // where they begin
  std::set<std::string> candidate_ids_;
  std::map<std::string, std::vector<std::pair<std::vector<std::string>, std::uint32_t>>> own_;
  std::map<std::uint32_t, std::string> named_;
};

}  // namespace

void link_items(Extraction& extraction) { Linker(extraction).run(); }

}  // namespace evident::ingest

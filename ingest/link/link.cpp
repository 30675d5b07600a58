// Links follow from places and words: a mention names the concept whose label fits, a claim is about the
// concepts named in its words, text inside a case belongs to the case, findings rest on the study they were
// found in. Where two studies could be meant, none is taken.
#include "ingest/link/link.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "ingest/classify/cues.hpp"
#include "ingest/link/abbreviations.hpp"
#include "ingest/link/agreement.hpp"
#include "ingest/link/bodies.hpp"
#include "ingest/link/repeats.hpp"
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

// A single word must stand as the label writes it, or in its plural: "falls" are no "did not fall".
bool written_as(const std::vector<std::string>& folded_labels, std::string_view word) {
  return std::any_of(folded_labels.begin(), folded_labels.end(), [&](const std::string& folded) {
    return word == folded ||
           (word.size() == folded.size() + 1 && word.back() == 's' && word.starts_with(folded));
  });
}

class Linker {
 public:
  explicit Linker(Extraction& x)
      : x_(x), items_(x.evidence.items), concepts_(x.lexicon.vocabulary().concepts), bodies_(x.document.text),
        abbreviations_(x.document, x.lexicon) {}

  void run() {
    find_cases_and_studies();
    own_mentions();
    full_names();
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
      if (item.kind == Kind::statistic)
        if (const std::string* who = item.text(Attribute::group); who && !who->starts_with("case study: "))
          link_group(i, *who, Edge::named_by);
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
      if (items_[i].kind == Kind::evidence_statement) evidence_statements_.push_back(items_[i].passage.begin);
      if (items_[i].kind != Kind::case_study) continue;
      const auto c = regions.find(items_[i].passage.begin);
      if (c == regions.end())
        named_case_ = i;
      else
        case_items_[c->second] = i;
    }
    std::sort(evidence_statements_.begin(), evidence_statements_.end());
    std::uint32_t latest = 0;
    for (const std::uint32_t s : studies_) {
      studies_by_place_.push_back({items_[s].passage.begin, s});
      surveys_.add(s, items_[s].is(Attribute::design, "survey"));
      panels_.add(s, items_[s].is(Attribute::design, "expert_panel"));
    }
    std::sort(studies_by_place_.begin(), studies_by_place_.end());
    for (auto& [place, s] : studies_by_place_) s = latest = std::max(latest, s);
  }

  // Short names of the document's own mentions, to be found in its claims.
  void own_mentions() {
    std::unordered_set<std::string> known;  // kind and name
    for (std::uint32_t i = 1; i < items_.size(); ++i) {
      if (!is_mention(items_[i].kind)) continue;
      const std::string* name = items_[i].text(Attribute::name);
      if (!name) continue;
      const Tokens tokens(in_text(items_[i], *name));
      if (tokens.size() < 2 || tokens.size() > 4) continue;
      Own own{{}, static_cast<std::uint32_t>(tokens.size()), i};
      for (std::size_t k = 0; k < tokens.size(); ++k) own.keys[k] = x_.lexicon.key_number(tokens, k);
      // The same name again says nothing new.
      if (!known.insert(std::to_string(static_cast<int>(items_[i].kind)) + *name).second) continue;
      own_openings_.set(own.keys[0] % own_openings_.size());
      auto& same_opening = own_[own.keys[0]];
      if (same_opening.size() < 64) same_opening.push_back(own);
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
      const auto behind =
          std::upper_bound(studies_by_place_.begin(), studies_by_place_.end(), item.passage.begin,
                           [](std::uint64_t at, const auto& study) { return at < study.first; });
      const std::uint32_t before = behind == studies_by_place_.begin() ? 0 : std::prev(behind)->second;
      if (before && item.kind == Kind::claim)
        link(i, Edge::rests_on, before, "the study last spoken of on the slides");
      return;
    }
    // Neighbours stand in one section.
    if (item.passage.section != section_) {
      section_ = item.passage.section;
      survey_section_ = lower(section_).find("survey") != std::string::npos;
    }
    const bool survey_part = survey_section_ || item.is(Attribute::voice, "survey_group") ||
                             (is_mention(item.kind) && item.find(Attribute::rank));
    if (!survey_part && !item.is(Attribute::voice, "panel_member")) return;
    const Only& only = survey_part ? surveys_ : panels_;
    if (only.count == 1)
      link(i, Edge::rests_on, only.study,
           survey_part ? "reported with the survey's results" : "a view of the panel");
  }

  void mention(std::uint32_t i) {
    const std::string* stored = items_[i].text(Attribute::name);
    if (!stored) return;
    const std::string name = *stored;
    const Kind kind = items_[i].kind;
    const std::string_view words = in_text(items_[i], name);
    auto fit = best_fit(x_.lexicon, words, kind);
    if (!fit)
      if (const auto [written, why] = abbreviations_.written_out(name); !written.empty())
        if ((fit = best_fit(x_.lexicon, written, kind))) fit->reason = why + "; " + fit->reason;
    // Hallmarks have no vocabulary of their own: they share the names of success factors.
    std::string shared;
    if (!fit && kind == Kind::hallmark) {
      if (const auto other = best_fit(x_.lexicon, words, Kind::success_factor))
        shared = concepts_[other->concept_number].label;
    }
    if (fit) {
      const graph::Concept& entry = concepts_[fit->concept_number];
      link(i, Edge::names, entry.id, fit->reason);
      score(i, fit->score, fit->reason);
      items_[i].set(Attribute::concept_, lower_label(entry.label));
      if (kind == Kind::measure && !items_[i].find(Attribute::measure_kind) && !entry.measure_kind.empty())
        items_[i].set(Attribute::measure_kind, entry.measure_kind);
    } else {
      const std::string label = shared.empty() ? name : shared;
      std::string reason = shared.empty() ? "no vocabulary holds '" + name + "'" : "has the words of '" + shared + "'";
      score(i, shared.empty() ? 0.0 : kLinkThreshold, reason);
      link(i, Edge::names, candidate(kind, label), std::move(reason));
      items_[i].set(Attribute::concept_, lower_label(label));
    }
    if (const std::string* group = items_[i].text(Attribute::group))
      if (group->substr(0, 12) != "case study: ") {
        const std::string who = *group;
        link_group(i, who, Edge::named_by);
      }
  }

  void score(std::uint32_t i, double score, const std::string& reason) {
    items_[i].attributes.emplace_back(Attribute::link_score, std::round(score * 100) / 100);
    items_[i].attributes.emplace_back(Attribute::link_reason, reason);
  }

  // The same words where they stand in the document, if they do: those were parted already.
  std::string_view in_text(const Item& item, std::string_view name) const {
    const std::string_view text = x_.document.text;
    if (item.passage.quote != name) return name;
    return text.substr(item.passage.begin, item.passage.end - item.passage.begin);
  }

  // "NHS" keeps its capitals, "Short contracts" loses the one at its beginning.
  static std::string lower_label(std::string label) {
    if (label.size() > 1 && label[0] >= 'A' && label[0] <= 'Z' && !(label[1] >= 'A' && label[1] <= 'Z'))
      label[0] = static_cast<char>(label[0] + 32);
    return label;
  }

  // An office that the document names once in full is that office where it is named short: "Secretary of
  // State" is the "Secretary of State for Health". Only names of at least two words, and only one full name.
  void full_names() {
    std::vector<std::string> names;
    for (const Item& item : items_)
      for (const Attribute a : {Attribute::addressee, Attribute::speaker})
        if (const std::string* who = item.text(a))
          if (who->find(' ') != std::string::npos) names.push_back(squeeze(*who));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
      // Sorted: the names that go on from this one follow it at once.
      std::size_t longer = 0, found = 0;
      for (std::size_t k = i + 1; k < names.size() && names[k].starts_with(names[i]); ++k)
        if (names[k].substr(names[i].size()).starts_with(" for ")) found = k, ++longer;
      if (longer == 1) full_names_[names[i]] = names[found];
    }
  }

  // A group or a person; the same few are named again and again.
  void link_group(std::uint32_t i, const std::string& printed, Edge edge) {
    auto known = groups_.find(printed);
    if (known == groups_.end()) known = groups_.emplace(printed, group_named(printed)).first;
    link(i, edge, known->second.first, known->second.second);
  }
  // Its concept or candidate, and why.
  std::pair<std::string, std::string> group_named(std::string_view printed) {
    std::string who = squeeze(printed);
    if (const auto full = full_names_.find(who); full != full_names_.end())
      return group_named(std::string(full->second));
    if (const auto same = x_.lexicon.exact(who, Kind::group); !same.empty())
      return {concepts_[same.front()].id, "named as '" + who + "'"};
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
        if (const auto same = x_.lexicon.exact(attempt, Kind::group); !same.empty())
          return {concepts_[same.front()].id,
                  "'" + who + "' are of the group '" + concepts_[same.front()].label + "'"};
    }
    return {candidate(Kind::group, who), "named as '" + who + "'"};
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
    static const CueList &dimension_cues = cues("evidence-dimensions"), &common_cues = cues("common-labels");
    const graph::Passage& passage = items_[i].passage;
    const Tokens tokens(
        std::string_view(x_.document.text).substr(passage.begin, passage.end - passage.begin));  // its quote
    std::vector<std::string_view> linked;                                                        // few
    const auto first_link = [&](std::string_view to) {
      if (std::find(linked.begin(), linked.end(), to) != linked.end()) return false;
      linked.push_back(to);
      return true;
    };
    std::vector<std::string> labels;
    const auto note = [&](const std::string& label) {
      std::string shown = lower(label);
      if (std::find(labels.begin(), labels.end(), shown) == labels.end()) labels.push_back(std::move(shown));
    };
    // In "no cost-benefit evidence" the words for costs and benefits say which evidence, not what it is
    // about.
    const auto dimensions =
        std::binary_search(evidence_statements_.begin(), evidence_statements_.end(), items_[i].passage.begin)
            ? dimension_cues.match(tokens)
            : std::vector<CueMatch>{};
    const auto names_dimension = [&](std::size_t first, std::size_t last) {
      return std::any_of(dimensions.begin(), dimensions.end(),
                         [&](const CueMatch& m) { return m.first <= last && first <= m.last; });
    };
    // Labels that stand in any text say nothing of what it is about.
    const auto common = common_cues.match(tokens);
    const auto too_common = [&](std::size_t first, std::size_t last) {
      return std::any_of(common.begin(), common.end(), [&](const CueMatch& m) {
        if (m.first != first || m.last != last) return false;
        if (m.label != "modifier") return true;
        // "the public" are people, "public managers" are not.
        return last + 1 < tokens.size() && !tokens.clause_before(last + 1) &&
               !is_function_word(tokens[last + 1]);
      });
    };
    const std::size_t most = 8;
    for (std::size_t t = 0; t < tokens.size() && linked.size() < most; ++t) {
      const std::uint32_t key = x_.lexicon.key_number(tokens, t);
      if (!own_openings_[key % own_openings_.size()]) continue;
      const auto same_opening = own_.find(key);
      if (same_opening == own_.end()) continue;
      for (const Own& own : same_opening->second) {
        if (own.item == i || t + own.size > tokens.size()) continue;
        bool same = true;
        for (std::size_t k = 1; k < own.size && same; ++k)
          same = x_.lexicon.key_number(tokens, t + k) == own.keys[k];
        if (!same) continue;
        const std::string& to = named_concept(own.item);
        if (to.empty() || !first_link(to)) continue;
        link(i, Edge::about, to,
             "the document's own '" + *items_[own.item].text(Attribute::name) + "' in its words");
        note(*items_[own.item].text(Attribute::name));
      }
    }
    const std::string_view quote = std::string_view(x_.document.text).substr(passage.begin, passage.end - passage.begin);
    for (const Abbreviations::Found& found : abbreviations_.find(quote, tokens)) {
      const graph::Concept& entry = concepts_[found.meaning->concept_number];
      if (linked.size() >= most) break;
      if (is_class_of_measures(entry) || !first_link(entry.id)) continue;
      link(i, Edge::about, entry.id, found.meaning->reason);
      note(entry.label);
    }
    for (const Lexicon::Hit& hit : x_.lexicon.find(tokens)) {
      const graph::Concept& entry = concepts_[hit.concept_number];
      if (linked.size() >= most) break;
      if (entry.kind == Kind::concept_) continue;  // designs and methods say how, not what of
      if (hit.first == hit.last && is_function_word(tokens[hit.first])) continue;
      if (is_class_of_measures(entry)) continue;
      if (hit.first == hit.last &&
          !written_as(x_.lexicon.folded_labels(hit.concept_number), tokens[hit.first]))
        continue;
      if (names_dimension(hit.first, hit.last)) continue;
      if (too_common(hit.first, hit.last)) continue;
      if (hit.first == hit.last && entry.kind != Kind::group && bodies_.named_by(tokens, hit.first)) continue;
      if (!first_link(entry.id)) continue;
      link(i, Edge::about, entry.id, "'" + tokens.join(hit.first, hit.last) + "' in its words");
      note(entry.label);
    }
    if (items_[i].kind == Kind::claim || items_[i].kind == Kind::evidence_statement)
      if (!labels.empty()) items_[i].set(Attribute::about, labels);
  }

  // The concept that a mention was found to name; mentions are linked in order, so this may look one up.
  const std::string& named_concept(std::uint32_t m) {
    if (const auto it = named_.find(m); it != named_.end()) return it->second;
    std::string to;
    const std::string name = *items_[m].text(Attribute::name);
    auto fit = best_fit(x_.lexicon, in_text(items_[m], name), items_[m].kind);
    if (!fit)
      if (const std::string written = abbreviations_.written_out(name).first; !written.empty())
        fit = best_fit(x_.lexicon, written, items_[m].kind);
    to = fit ? concepts_[fit->concept_number].id : candidate(items_[m].kind, name);
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
  Bodies bodies_;
  Abbreviations abbreviations_;
  std::vector<std::uint32_t> studies_, case_items_;
  std::uint32_t named_case_ = 0;
  std::vector<std::uint64_t> evidence_statements_;  // where they begin, ascending
  // Where studies begin, ascending, with the last item among them so far.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> studies_by_place_;
  struct Only {  // the studies of one design: how many, and the last
    std::uint32_t study = 0;
    int count = 0;
    void add(std::uint32_t s, bool is) {
      if (is) study = s, ++count;
    }
  } surveys_, panels_;
  std::string section_;  // of the item looked at last
  bool survey_section_ = false;
  std::map<std::string, std::string> full_names_;                                // short name: the full one
  std::unordered_map<std::string, std::pair<std::string, std::string>> groups_;  // as printed
  std::unordered_set<std::string> candidate_ids_;
  struct Own {  // a mention of the document by the keys of its name
    std::array<std::uint32_t, 4> keys;
    std::uint32_t size, item;
  };
  std::unordered_map<std::uint32_t, std::vector<Own>> own_;  // by the first key
  std::bitset<4096> own_openings_;                           // most words open none
  std::unordered_map<std::uint32_t, std::string> named_;
};

}  // namespace

void link_items(Extraction& extraction) {
  Linker(extraction).run();
  link_repeats(extraction);
  link_works(extraction);
  link_agreements(extraction);
}

}  // namespace evident::ingest

// Studies a document reports: sentences that tell a design with how it was done. Sentences of one design are
// one study, told once: the fullest telling is its quotation. On slides a heading or bullet that begins with
// a design is one.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/sample_size.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/extract/study_designs.hpp"
#include "ingest/extract/study_item.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

struct Telling {
  std::size_t sentence;
  std::string design;
  int design_weight;
  int score;
  std::string cue;
  std::string head;  // of the people it counts
  bool another;      // "a second survey"
};

class Studies {
 public:
  explicit Studies(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    if (x_.structure.doc_type == "opinion") return;
    if (x_.document.slides)
      on_slides();
    else
      in_prose();
  }

 private:
  std::string_view words(std::size_t s) const {
    return text_.substr(x_.structure.sentence_begins[s],
                        x_.sentences[s].end - x_.structure.sentence_begins[s]);
  }

  // Read once: the same sentence is asked about as a telling, as a part of one, and among all of the document.
  const Sample& sample_at(std::size_t s) const {
    const auto [known, fresh] = samples_.try_emplace(s);
    if (fresh) known->second = sample_of(words(s), Tokens(words(s)));
    return known->second;
  }

  void on_slides() {
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const Block& block = x_.document.blocks[b];
      const std::string_view printed = x_.document.words(block);
      const Tokens tokens(printed);
      // Under "What we did" plain words for designs count, and the design may stand behind who was asked.
      const Topic topic = x_.structure.blocks[b].topic;
      const bool methods = topic == Topic::method;
      const auto matches = methods ? designs_told(tokens) : cues("designs").match(tokens);
      const CueMatch* design = heaviest(matches);
      if (!design || tokens.size() > 30 || others_work(tokens, *design)) continue;
      const bool heading = block.kind == BlockKind::heading || block.kind == BlockKind::slide_title;
      if (heading && design->weight >= 4 && tokens.size() <= 6 && design->last + 1 >= tokens.size()) {
        // The heading with the bullets right below it.
        std::size_t end = b;
        while (end + 1 < x_.document.blocks.size()) {
          const Block& next = x_.document.blocks[end + 1];
          if (next.kind != BlockKind::list_item || next.level > 1) break;
          ++end;
        }
        add({block.begin, x_.document.blocks[end].end}, *design, tokens, "the heading names the design");
      } else if (block.kind == BlockKind::list_item &&
                 (design->first <= 1 || (methods && design->weight >= 4)) && tokens[0] != "no" &&
                 tokens[0] != "few" && tokens[0] != "little" && tokens[0] != "lack" &&
                 (design->last < tokens.size() - 1 || methods) &&
                 x_.structure.blocks[b].topic != Topic::review &&
                 !is_list_topic(x_.structure.blocks[b].topic) &&
                 x_.structure.blocks[b].topic != Topic::question &&
                 x_.structure.blocks[b].topic != Topic::finding) {
        add(trimmed(text_, {block.begin, block.end}), *design, tokens,
            "a bullet that begins with the design");
      }
    }
  }

  void in_prose() {
    std::vector<Telling> tellings;
    const std::string title_design = design_in_title();
    const bool one = document_is_one();
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const auto b = static_cast<std::size_t>(x_.sentences[s].block);
      const Block& block = x_.document.blocks[b];
      const Topic topic = x_.structure.sentence_topics[s];
      if (block.kind == BlockKind::quotation || block.kind == BlockKind::caption || is_apparatus(topic) ||
          topic == Topic::recommendation || topic == Topic::dos || topic == Topic::donts ||
          other_script(words(s)))
        continue;
      const Tokens tokens(words(s));
      const auto designs = designs_told(tokens);
      const CueMatch* design = heaviest(designs);
      if (!design || others_work(tokens, *design)) continue;
      const SentenceLabel& label = x_.labels[s];
      if (label.role == "recommendation" || label.role == "question") continue;
      int done = 0, aim = 0;
      for (const CueMatch& m : cues("roles").match(tokens)) {
        if (m.label == "method") done += m.weight;
        if (m.label == "aim") aim += m.weight;
      }
      // "We also spoke to": fieldwork that was done, in words that are no part of an abstract.
      const bool fieldwork = !document_is_one() && was_done(tokens);
      const bool in_methods = topic == Topic::method || topic == Topic::review;
      const Sample& sample = sample_at(s);
      const bool counted = (!sample.people.empty() && sample.people.front().count > 0) ||
                           !sample.bodies.empty() || !sample.works.empty();
      const bool dated = period_of(words(s), tokens, false).has_value();
      // A study is told by what was done: a verb of method, people counted or a time of fieldwork, not by a
      // mere mention.
      int score = design->weight + (in_methods ? 6 : 0) + std::min(done, 6) + (counted ? 6 : 0) +
                  (dated ? 3 : 0) + (aim ? 1 : 0);
      // "Longitudinal study of 402 care leavers": a design with its sample, and nothing that others found.
      const bool plain =
          counted && design->weight >= 6 && label.standing != "repeated" && !tells_result(tokens);
      // "We visited eleven areas": what the authors did, wherever they tell it.
      const bool ours = has_we(tokens) && fieldwork;
      if (label.role == "finding" && !in_methods && topic != Topic::summary && !(ours && counted)) score -= 4;
      // How a report came about is told in one breath: "we met five times, took evidence and ran a survey".
      if (ours && several_designs(designs)) score += 3;
      if (fieldwork && counted && done == 0) score += 3;
      if (label.role == "opinion" && done == 0 && !dated && !(fieldwork && counted) && !plain) score -= 6;
      // "An evaluation by the University of Wye followed 240 households": told of a case or a programme.
      const bool outside = design->label == "evaluation" && design->weight >= 8;
      if (outside) score += 6;
      if (title_design == design->label) score += 4;
      if (label.role == "background" && !plain && one) score -= 3;
      const bool told = (in_methods && design->weight >= 4) || done >= 3 || counted ||
                        (dated && design->weight >= 4) || label.role == "method" || outside ||
                        (label.role == "finding" && design->cue == "carried out a study of");
      if (one && (!fallback_ || fallback_->score < score) && score >= 4 &&
          (in_methods || label.role == "method") && (done > 0 || counted || dated || has_we(tokens)))
        fallback_ = Telling{s,
                            std::string(design->label),
                            design->weight,
                            score,
                            tokens.join(design->first, design->last),
                            {},
                            false};
      if (!told || score < 10) continue;
      if (x_.structure.blocks[b].case_number >= 0 && !in_methods &&
          design->cue.find("study") == std::string_view::npos &&
          design->cue.find("evaluat") == std::string_view::npos)
        continue;
      tellings.push_back(
          {s, std::string(design->label), design->weight, score, tokens.join(design->first, design->last),
           sample.people.empty() ? std::string() : sample.people.front().head, is_another(tokens)});
    }
    // A review counts the designs of others' studies; its own is the review.
    if (family(title_design) == family("literature_review"))
      for (Telling& t : tellings)
        if (family(t.design) != family(title_design)) t.design = title_design;
    if (one) keep_methods(tellings, !title_design.empty());
    const std::size_t before = x_.evidence.items.size();
    if (tellings.empty() && !title_design.empty()) from_title(title_design);
    // The title's design is the study's, unless a sentence names a clearer one.
    if (tellings.empty() && one && !title_design.empty() && x_.evidence.items.size() == before &&
        !(fallback_ && fallback_->design_weight >= 5))
      without_design(title_design);
    // A document that is a study reports one, however faintly it names its design.
    if (tellings.empty() && one && fallback_ && x_.evidence.items.size() == before)
      tellings.push_back(*fallback_);
    if (tellings.empty() && one && x_.evidence.items.size() == before) without_design(title_design);
    merge(tellings);
    if (!one)
      listed_parts(tellings);
    else if (family(title_design) != "review")
      settle_size(before);
  }

  struct Size {
    StatedSize stated;
    std::size_t sentence = 0;
  };
  // The whole sample of a document that reports one study, wherever it is stated most surely; and the arms told.
  std::optional<Size> whole_sample(std::vector<std::int64_t>& arms) const {
    std::optional<Size> best;
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const Topic topic = x_.structure.sentence_topics[s];
      const std::string_view role = x_.labels[s].role;
      if (is_apparatus(topic) || role == "recommendation" || role == "question" || x_.labels[s].standing == "repeated" ||
          other_script(words(s)))
        continue;
      const Tokens tokens(words(s));
      for (StatedSize& one : stated_sizes(words(s), tokens)) {
        if (one.arm) arms.push_back(one.count);
        const bool own = has_we(tokens) || tokens[0] == "this";
        one.score += (topic == Topic::method || role == "method" ? 1 : 0) -
                     (!own && (role == "background" || role == "finding" || role == "conclusion") ? 1 : 0);
        if (!one.arm && one.score >= kWholeSample && (!best || one.score > best->stated.score)) best = Size{std::move(one), s};
      }
    }
    return best;
  }

  // What the text states of the whole outweighs what was counted part by part: groups are no further people.
  void settle_size(std::size_t from) {
    constexpr int kSure = 7;
    std::vector<std::int64_t> arms;
    const auto best = whole_sample(arms);
    if (!best) return;
    std::vector<std::size_t> studies;
    for (std::size_t i = from; i < x_.evidence.items.size(); ++i)
      if (x_.evidence.items[i].kind == Kind::study) studies.push_back(i);
    const Json::Object whole{{"count", best->stated.count}, {"who", best->stated.who}};
    if (studies.empty()) {
      if (best->stated.score < kSure - 2) return;
      const Span span = trimmed(text_, {x_.structure.sentence_begins[best->sentence], x_.sentences[best->sentence].end});
      if (span.empty()) return;
      const std::uint32_t index =
          x_.add(Kind::study, span.begin, span.end, "studies", "tells how many took part in the study that the document reports");
      StudyFacts facts;
      read(best->sentence, facts, false);
      whole_part(best->sentence, true, facts);
      const Tokens tokens(words(best->sentence));
      bool random = false;
      for (std::size_t i = 0; i < tokens.size(); ++i) random = random || tokens[i].starts_with("randomi") || tokens[i] == "randomly";
      fill(index, random ? "rct" : "", facts, words(best->sentence));
      x_.evidence.items[index].set(Attribute::participants, Json(Json::Array{Json(whole)}));
      return;
    }
    if (studies.size() != 1) return;
    graph::Item& study = x_.evidence.items[studies[0]];
    Json::Array kept;
    std::int64_t rest = 0, all = 0;
    bool holds = false, counted = false, only_arms = true;
    const graph::Value* told = study.find(Attribute::participants);
    if (const Json* parts = told ? std::get_if<Json>(told) : nullptr)
      for (const Json& part : *parts->array()) {
        const Json* count = part.find("count");
        const std::int64_t* given = count ? std::get_if<std::int64_t>(&count->value) : nullptr;
        const std::int64_t n = given ? *given : 0;
        counted = counted || n > 0;
        all += n;
        if (n == best->stated.count) {
          if (!holds) kept.insert(kept.begin(), part);
          holds = true;
          continue;
        }
        rest += n;
        const bool arm = std::find(arms.begin(), arms.end(), n) != arms.end();
        only_arms = only_arms && arm;
        if (n > 0 && !arm) kept.push_back(part);
      }
    if (counted && all == best->stated.count) return;  // its parts add up to it
    if (holds && (rest == best->stated.count || best->stated.score >= kSure + 2)) kept.resize(1);
    if (!holds && counted && !only_arms && best->stated.score < kSure) return;
    if (!holds) kept = {Json(whole)};
    study.set(Attribute::participants, Json(std::move(kept)));
  }

  // "This report draws on a survey of tenants, a review of the literature and three workshops": parts that no
  // other sentence tells of.
  void listed_parts(const std::vector<Telling>& tellings) {
    std::vector<std::string> known;
    for (const Telling& t : tellings) known.push_back(family(t.design));
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const Block& here = x_.document.blocks[static_cast<std::size_t>(x_.sentences[s].block)];
      if (here.kind != BlockKind::paragraph || is_apparatus(x_.structure.sentence_topics[s])) continue;
      const std::string_view said = words(s);
      const std::size_t at = draws_on(said);
      if (at == std::string_view::npos) continue;
      const std::uint32_t begin = x_.structure.sentence_begins[s];
      const auto pieces = list_pieces(text_, {begin + static_cast<std::uint32_t>(at), x_.sentences[s].end});
      if (pieces.size() < 2) continue;
      std::vector<std::pair<Span, const CueMatch*>> parts;
      std::vector<std::vector<CueMatch>> matches;
      matches.reserve(pieces.size());
      for (const Span& piece : pieces) {
        const std::string_view part = text_.substr(piece.begin, piece.end - piece.begin);
        matches.push_back(cues("designs").match(Tokens(part)));
        if (const CueMatch* design = heaviest(matches.back())) parts.emplace_back(piece, design);
      }
      if (parts.size() < 2) continue;
      for (const auto& [piece, design] : parts) {
        const std::string kind = family(std::string(design->label));
        if (std::find(known.begin(), known.end(), kind) != known.end()) continue;
        known.push_back(kind);
        const std::string_view part = text_.substr(piece.begin, piece.end - piece.begin);
        add(piece, *design, Tokens(part), "named among what the document draws on");
      }
    }
  }
  bool document_is_one() const {
    return x_.structure.doc_type == "study" || x_.structure.doc_type == "case_study" ||
           x_.structure.doc_type == "review";
  }
  std::string design_in_title() const {
    for (const Block& block : x_.document.blocks) {
      if (block.kind != BlockKind::title) continue;
      const auto matches = cues("designs").match(Tokens(x_.document.words(block)));
      if (const CueMatch* design = heaviest(matches); design && design->weight >= 3)
        return std::string(design->label);
    }
    return {};
  }

  // A title that names the design, and a part about methods that does not repeat it.
  void from_title(const std::string& design) {
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      if (x_.structure.sentence_topics[s] != Topic::method || x_.labels[s].role != "method") continue;
      const Span span = trimmed(text_, {x_.structure.sentence_begins[s], x_.sentences[s].end});
      const std::uint32_t index =
          x_.add(Kind::study, span.begin, span.end, "studies",
                 "the title names the design, the part about methods tells the study");
      StudyFacts facts;
      read(s, facts, true);
      whole_part(s, true, facts);
      fill(index, design, facts, words(s));
      return;
    }
  }

  // No design is named: the genre tells it, and the sentence on methods that counts or dates the most is the
  // study.
  void without_design(const std::string& titled) {
    const std::string design = !titled.empty()                         ? titled
                               : x_.structure.doc_type == "case_study" ? "single_case_study"
                               : x_.structure.doc_type == "review"     ? "literature_review"
                                                                       : "";
    std::size_t best = x_.sentences.size();
    int most = 0;
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const Tokens tokens(words(s));
      if (x_.labels[s].role != "method" && !(has_we(tokens) && was_done(tokens))) continue;
      if (x_.structure.sentence_topics[s] == Topic::aim || x_.labels[s].role == "recommendation") continue;
      const Sample& sample = sample_at(s);
      const int score = (sample.people.empty() ? 0 : 3) + (sample.sites.empty() ? 0 : 2) +
                        (sample.works.empty() ? 0 : 2) + (period_of(words(s), tokens, true) ? 2 : 0) +
                        (x_.structure.sentence_topics[s] == Topic::method ? 1 : 0);
      if (score <= most) continue;
      most = score;
      best = s;
    }
    if (best == x_.sentences.size() || most < 2) return;
    const Span span = trimmed(text_, {x_.structure.sentence_begins[best], x_.sentences[best].end});
    if (span.empty()) return;
    const std::uint32_t index = x_.add(Kind::study, span.begin, span.end, "studies",
                                       "tells how the study was done; its title or genre tells the design");
    StudyFacts facts;
    read(best, facts, true);
    whole_part(best, true, facts);
    fill(index, design, facts, words(best));
  }

  // What is told in the part about methods is the study; what other parts mention may be another's.
  void keep_methods(std::vector<Telling>& tellings, bool titled) const {
    const auto in_methods = [&](const Telling& t) {
      return x_.structure.sentence_topics[t.sentence] == Topic::method ||
             x_.structure.sentence_topics[t.sentence] == Topic::review;
    };
    if (std::none_of(tellings.begin(), tellings.end(), in_methods)) {
      if (titled)
        std::erase_if(tellings, [&](const Telling& t) {
          return x_.structure.sentence_topics[t.sentence] == Topic::background;
        });
      return;
    }
    std::erase_if(tellings, [&](const Telling& t) {
      return !in_methods(t) && x_.structure.sentence_topics[t.sentence] != Topic::none;
    });
  }

  // One document of a study reports one study, whatever its parts are called; a long report may report
  // several.
  void merge(std::vector<Telling>& tellings) {
    if (tellings.empty()) return;
    const bool one = document_is_one();
    std::map<std::string, std::vector<const Telling*>> groups;
    for (const Telling& t : tellings) groups[one ? part_of_one(t, tellings) : family(t.design)].push_back(&t);
    std::vector<std::vector<const Telling*>> ordered;
    for (const auto& [name, list] : groups) {
      if (one) {
        ordered.push_back(list);
        continue;
      }
      for (auto& part : by_sample(list)) ordered.push_back(std::move(part));
    }
    std::sort(ordered.begin(), ordered.end(),
              [](const auto& a, const auto& b) { return a.front()->sentence < b.front()->sentence; });
    for (const Telling& t : tellings) tellings_.push_back(t.sentence);
    for (const auto& list : ordered) tell(list, one);
  }

  // A study may hold a survey beside its other work: a sentence of its own that says who answered. What is
  // added with people of its own is a study of its own.
  std::string part_of_one(const Telling& t, const std::vector<Telling>& tellings) const {
    if (!t.head.empty() && adds(Tokens(words(t.sentence))) && t.sentence > tellings.front().sentence &&
        family(t.design) != family(tellings.front().design))
      return family(t.design);
    if (t.design != "survey" || t.head.empty()) return {};
    const bool other = std::any_of(tellings.begin(), tellings.end(), [](const Telling& o) {
      return o.design != "survey" && o.design != "mixed_methods" && o.score >= 12 && o.design_weight >= 5;
    });
    return other ? "survey" : std::string();
  }

  // Two surveys of a report are told apart by whom they counted: tenants in one, landlords in the other.
  static std::vector<std::vector<const Telling*>> by_sample(const std::vector<const Telling*>& list) {
    std::vector<std::vector<const Telling*>> parts;
    std::vector<std::string> heads;
    static constexpr std::array<std::string_view, 8> kAnyone{{"people", "respondents", "participants",
                                                              "respondent", "individuals", "interviewees",
                                                              "members", ""}};
    for (const Telling* t : list) {
      const bool named =
          t->score >= 14 && std::find(kAnyone.begin(), kAnyone.end(), t->head) == kAnyone.end();
      std::size_t part = parts.empty() ? 0 : parts.size() - 1;
      if (named) {
        const auto known = std::find(heads.begin(), heads.end(), t->head);
        if (known != heads.end()) {
          part = static_cast<std::size_t>(known - heads.begin());
        } else if (!parts.empty() && !heads[part].empty() &&
                   (t->another || t->sentence > parts[part].back()->sentence + 1)) {
          part = parts.size();
        }
      }
      if (part == parts.size()) {
        parts.emplace_back();
        heads.push_back(named ? t->head : std::string());
      } else if (named && heads[part].empty()) {
        heads[part] = t->head;
      }
      parts[part].push_back(t);
    }
    return parts;
  }

  void tell(const std::vector<const Telling*>& list, bool one) {
    const Telling* best = list.front();
    for (const Telling* t : list)
      if (t->score > best->score) best = t;
    const Telling* heaviest_design = best;
    for (const Telling* t : list)
      // A questionnaire beside interviews is their second part, whatever its name weighs.
      if (t->design_weight > heaviest_design->design_weight && t->score >= 10 &&
          !(t->design == "survey" && best->design == "qualitative_interviews"))
        heaviest_design = t;
    if (!one && best->score < 12) return;
    // Neighbouring sentences that tell of the same study belong to its quotation.
    std::size_t first = best->sentence, last = best->sentence;
    const auto told = [&](std::size_t s) {
      return std::any_of(list.begin(), list.end(), [&](const Telling* t) {
        return t->sentence == s && !t->another && (t->design != best->design || counts(s));
      });
    };
    // Before it may stand how the same study was done and who was asked.
    const auto of_another = [&](std::size_t s) {
      return std::binary_search(tellings_.begin(), tellings_.end(), s) &&
             std::none_of(list.begin(), list.end(), [&](const Telling* t) { return t->sentence == s; });
    };
    const auto same = [&](std::size_t s) {
      return (answers_only(s) && !of_another(s)) ||
             std::any_of(list.begin(), list.end(), [&](const Telling* t) {
               return t->sentence == s && !t->another && t->design == best->design;
             });
    };
    for (std::size_t more = 0;
         more < 2 && first > 0 && x_.sentences[first - 1].block == x_.sentences[first].block &&
         (told(first - 1) || (!one && same(first - 1)));
         ++more)
      --first;
    if (last + 1 < x_.sentences.size() && x_.sentences[last + 1].block == x_.sentences[last].block &&
        told(last + 1))
      ++last;
    // Who was asked and who answered often stands in the next sentences.
    for (std::size_t more = 0; more < 2 && last + 1 < x_.sentences.size() &&
                               x_.sentences[last + 1].block == x_.sentences[last].block &&
                               answers_only(last + 1) && !of_another(last + 1);
         ++more)
      ++last;
    const Span span = trimmed(text_, {x_.structure.sentence_begins[first], x_.sentences[last].end});
    const std::uint32_t index = x_.add(Kind::study, span.begin, span.end, "studies",
                                       "cue '" + heaviest_design->cue + "' with how it was done");
    StudyFacts facts;
    for (std::size_t s = first; s <= last; ++s) read(s, facts, true);
    std::string everything;
    if (one)
      for (std::size_t s = 0; s < x_.sentences.size(); ++s)
        if (x_.structure.sentence_topics[s] == Topic::method) {
          everything += words(s);
          everything += ' ';
        }
    for (const Telling* t : list) {
      everything += words(t->sentence);
      everything += ' ';
      read(t->sentence, facts, one && (facts.people.empty() || facts.people.front().count == 0));
    }
    whole_part(best->sentence, one, facts);
    fill(index, heaviest_design->design, facts, everything);
  }

  // "497 people replied (35%)", "Invitations went to 1,420 people"; not a sentence that tells another study.
  bool answers_only(std::size_t s) const {
    static constexpr std::array<std::string_view, 14> kAnswered{
        {"replied", "responded", "returned", "answered", "invited", "invitations", "sent", "response",
         "completed", "respondents", "approached", "agreed", "recruited", "eligible"}};
    const Tokens tokens(words(s));
    bool answered = false, number = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      answered = answered || std::find(kAnswered.begin(), kAnswered.end(), tokens[i]) != kAnswered.end();
      number = number || tokens.number(i);
    }
    return answered && number && (counts(s) || sample_at(s).asked);
  }

  bool counts(std::size_t s) const {
    const Sample& sample = sample_at(s);
    return !sample.people.empty() && sample.people.front().count > 0;
  }

  void read(std::size_t s, StudyFacts& facts, bool samples) const {
    const std::string_view said = words(s);
    const Tokens tokens(said);
    const Sample& sample = sample_at(s);
    if (samples) facts.count(sample);
    // What a survey found stands in its part about methods, too.
    if (x_.labels[s].role != "finding" || samples)
      facts.frame(said, tokens, sample,
                  x_.structure.sentence_topics[s] == Topic::method && x_.labels[s].role != "background");
    if (facts.country.empty()) facts.country = country_of(tokens).value_or("");
    objects(s, said, tokens, facts);
  }

  // What the aim names; at most four things, in the order of the text.
  void objects(std::size_t s, std::string_view said, const Tokens& tokens, StudyFacts& facts) const {
    if (facts.looked_at.size() >= 4) return;
    if (x_.labels[s].role != "method" && x_.structure.sentence_topics[s] != Topic::aim) return;
    for (std::string& object : objects_of(said, tokens))
      if (facts.looked_at.size() < 4 &&
          std::find(facts.looked_at.begin(), facts.looked_at.end(), object) == facts.looked_at.end())
        facts.looked_at.push_back(std::move(object));
  }

  // What is told elsewhere: of a document's one study anywhere that methods and aims are told, of a report's
  // in the same paragraph or the same part about methods.
  void whole_part(std::size_t near, bool one, StudyFacts& facts) const {
    constexpr std::size_t kFar = 40;  // sentences; a report's next study has a part of its own
    const bool in_methods = x_.structure.sentence_topics[near] == Topic::method;
    // A paragraph that tells of several studies does not say whose its other sentences are.
    const bool alone = std::none_of(tellings_.begin(), tellings_.end(), [&](std::size_t t) {
      return t != near && x_.sentences[t].block == x_.sentences[near].block;
    });
    const bool found = !facts.people.empty() && facts.people.front().count > 0;
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      if (s == near || other_script(words(s))) continue;
      const Topic topic = x_.structure.sentence_topics[s];
      const std::size_t distance = s > near ? s - near : near - s;
      const bool told_as_method = topic == Topic::method || topic == Topic::review;
      const bool here = alone && x_.sentences[s].block == x_.sentences[near].block;
      if (one ? !told_as_method && topic != Topic::aim && x_.labels[s].role != "method"
              : !here && !(in_methods && told_as_method && distance <= kFar))
        continue;
      if (x_.labels[s].voice == "survey_group") continue;
      // What another study is told of is not this one's.
      if (!one && std::binary_search(tellings_.begin(), tellings_.end(), s)) continue;
      read(s, facts, one ? told_as_method || !found : in_methods && !found);
    }
    if (!one) return;
    // The larger project is often told before the methods.
    for (std::size_t s = 0; s < x_.sentences.size() && facts.part_of.empty(); ++s)
      if (x_.labels[s].role == "background")
        facts.part_of = larger_project_of(words(s), Tokens(words(s))).value_or("");
  }

  std::string country_of_document() const {
    std::map<std::string, int> counted;
    for (std::size_t s = 0; s < x_.sentences.size() && s < 400; ++s)
      if (const auto c = country_of(Tokens(words(s)))) ++counted[*c];
    std::string best;
    int n = 0;
    for (const auto& [name, count] : counted)
      if (count > n) {
        best = name;
        n = count;
      }
    return best;
  }

  void add(Span span, const CueMatch& design, const Tokens& tokens, std::string reason) {
    if (span.empty()) return;
    const std::uint32_t index = x_.add(Kind::study, span.begin, span.end, "studies", std::move(reason));
    const std::string_view words = text_.substr(span.begin, span.end - span.begin);
    const Tokens all(words);
    (void)tokens;
    StudyFacts facts;
    const Sample sample = sample_of(words, all);
    facts.count(sample);
    facts.frame(words, all, sample, true);
    facts.country = country_of(all).value_or("");
    tell_study(x_.evidence.items[index], std::string(design.label), facts, words);
  }

  void fill(std::uint32_t index, const std::string& design, StudyFacts& facts, std::string_view told) {
    if (facts.country.empty()) facts.country = country_of_document();
    tell_study(x_.evidence.items[index], design, facts, told);
  }

  Extraction& x_;
  std::string_view text_;
  mutable std::unordered_map<std::size_t, Sample> samples_;  // by sentence
  std::optional<Telling> fallback_;    // the best of those too faint to be told by themselves
  std::vector<std::size_t> tellings_;  // sentences that tell of any study, ascending
};

void run(Extraction& x) { Studies(x).run(); }

const RegisterExtractor registered{
    {"studies", {Kind::study}, 10, "sentences that tell a design and how it was done", run}};

}  // namespace
}  // namespace evident::ingest

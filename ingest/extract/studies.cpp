// Studies a document reports: sentences that tell a design with how it was done. Sentences of one design are
// one study, told once: the fullest telling is its quotation. On slides a heading or bullet that begins with
// a design is one.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
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
};

bool person_noun(std::string_view w) {
  static constexpr std::array<std::string_view, 62> kNouns{
      {"people",        "patients",      "participants", "respondents",   "managers",      "staff",
       "interviewees",  "informants",    "individuals",  "adults",        "children",      "women",
       "men",           "residents",     "tenants",      "teachers",      "pupils",        "students",
       "parents",       "carers",        "users",        "nurses",        "doctors",       "gps",
       "practitioners", "professionals", "clinicians",   "officers",      "officials",     "leaders",
       "executives",    "directors",     "households",   "families",      "employees",     "workers",
       "members",       "personnel",     "stakeholders", "experts",       "volunteers",    "passengers",
       "drivers",       "cyclists",      "commuters",    "applicants",    "claimants",     "landlords",
       "schools",       "practices",     "hospitals",    "organisations", "organizations", "sites",
       "studies",       "papers",        "trials",       "councillors",   "chairs",        "commissioners",
       "providers",     "evaluations"}};
  return std::find(kNouns.begin(), kNouns.end(), w) != kNouns.end();
}

// "30 public-sector managers", "10 single depth interviews were carried out with key informants".
void participants_of(const Tokens& tokens, std::string_view words,
                     std::vector<std::pair<std::int64_t, std::string>>& out) {
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const auto n = number_at(tokens, i);
    if (!n || year_at(tokens, i) || *n == 1 || *n == 0) continue;
    if (i + 1 < tokens.size() &&
        (tokens[i + 1] == "%" || tokens[i + 1] == "per" || tokens[i + 1] == "months" ||
         tokens[i + 1] == "years" || tokens[i + 1] == "weeks"))
      continue;
    if (i > 0 && (tokens[i - 1] == "£" || tokens[i - 1] == "$" || tokens[i - 1] == "phase" ||
                  tokens[i - 1] == "over" || tokens[i - 1] == "aged"))
      continue;
    std::size_t end = 0;
    bool interviews = false;
    for (std::size_t k = i + 1; k < tokens.size() && k <= i + 5; ++k) {
      if (tokens.number(k) || (k > i + 1 && tokens.clause_before(k))) break;
      if (tokens[k] == "of" || tokens[k] == "with" || tokens[k] == "in" || tokens[k] == "from" ||
          tokens[k] == "and") {
        if (end || interviews) break;
        if (tokens[k] != "of") break;
      }
      if (person_noun(tokens[k])) end = k;
      interviews = interviews || tokens[k] == "interviews" || tokens[k] == "questionnaires";
    }
    if (end == 0 && interviews) {
      // "n interviews … with WHOM"
      for (std::size_t k = i + 1; k + 1 < tokens.size() && k < i + 12; ++k)
        if (tokens[k] == "with") {
          std::size_t last = k + 1;
          while (last + 1 < tokens.size() && last < k + 5 && !tokens.clause_before(last + 1) &&
                 !is_function_word(tokens[last + 1]))
            ++last;
          out.emplace_back(
              *n, std::string(words.substr(tokens.begin(k + 1), tokens.end(last) - tokens.begin(k + 1))));
          break;
        }
      continue;
    }
    if (end == 0) continue;
    if (tokens[end] == "studies" || tokens[end] == "papers" || tokens[end] == "trials" ||
        tokens[end] == "sites" || tokens[end] == "evaluations")
      continue;
    out.emplace_back(*n,
                     std::string(words.substr(tokens.begin(i + 1), tokens.end(end) - tokens.begin(i + 1))));
  }
}

// "between May and July 2012", "from April 2001 to March 2005", "during the summer of 2012", "since 1997".
std::optional<std::string> period_of(const Tokens& tokens, std::string_view words) {
  static constexpr std::array<std::string_view, 6> kOpen{
      {"between", "from", "during", "since", "in", "published"}};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto open = std::find(kOpen.begin(), kOpen.end(), tokens[i]);
    if (open == kOpen.end()) continue;
    std::size_t last = 0;
    bool two = false;
    for (std::size_t k = i + 1; k < tokens.size() && k <= i + 8; ++k) {
      if (k > i + 1 && tokens.clause_before(k)) break;
      if (tokens[k] == "and" || tokens[k] == "to") two = true;
      if (year_at(tokens, k)) {
        last = k;
        if (*open == "since" || *open == "in" || *open == "during") break;
        if (two) break;
      }
    }
    if (!last) continue;
    if ((*open == "between" || *open == "from") && !two) continue;
    if (*open == "in" && last > i + 2) continue;
    const std::size_t first = *open == "since" ? i : i + 1;
    if (*open == "published" || *open == "in") continue;
    return squeeze(words.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first)));
  }
  return std::nullopt;
}

std::optional<std::string> country_of(const Tokens& tokens) {
  for (const CueMatch& m : cues("countries").match(tokens)) return std::string(m.label);
  return std::nullopt;
}

std::string method_for(const std::string& design, const Tokens& tokens) {
  int qualitative = 0, quantitative = 0, mixed = 0;
  for (const CueMatch& m : cues("methods").match(tokens))
    (m.label == "qualitative" ? qualitative : m.label == "quantitative" ? quantitative : mixed) += m.weight;
  if (mixed) return "mixed";
  if (design == "qualitative_interviews" || design == "focus_groups" || design == "ethnography" ||
      design == "expert_panel")
    return "qualitative";
  if (design == "rct" || design == "quasi_experimental" || design == "survey" || design == "cohort" ||
      design == "meta_analysis" || design == "before_after" || design == "economic_evaluation" ||
      design == "modelling" || design == "interrupted_time_series" || design == "case_control" ||
      design == "cross_sectional")
    return "quantitative";
  if (design == "literature_review" || design == "systematic_review") return "none";
  if (design == "mixed_methods") return "mixed";
  if (qualitative && quantitative) return "mixed";
  return qualitative ? "qualitative" : quantitative ? "quantitative" : "";
}

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

  static const CueMatch* heaviest(const std::vector<CueMatch>& matches) {
    const CueMatch* best = nullptr;
    for (const CueMatch& m : matches)
      if (!best || m.weight > best->weight) best = &m;
    return best;
  }

  void on_slides() {
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const Block& block = x_.document.blocks[b];
      const std::string_view printed = x_.document.words(block);
      const Tokens tokens(printed);
      const auto matches = cues("designs").match(tokens);
      const CueMatch* design = heaviest(matches);
      if (!design || tokens.size() > 30) continue;
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
      } else if (block.kind == BlockKind::list_item && design->first <= 1 && tokens[0] != "no" &&
                 tokens[0] != "few" && tokens[0] != "little" && tokens[0] != "lack" &&
                 design->last < tokens.size() - 1 && x_.structure.blocks[b].topic != Topic::review &&
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
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const auto b = static_cast<std::size_t>(x_.sentences[s].block);
      const Block& block = x_.document.blocks[b];
      const Topic topic = x_.structure.sentence_topics[s];
      if (block.kind == BlockKind::quotation || block.kind == BlockKind::caption || is_apparatus(topic) ||
          topic == Topic::recommendation || topic == Topic::dos || topic == Topic::donts ||
          other_script(words(s)))
        continue;
      const Tokens tokens(words(s));
      const auto designs = cues("designs").match(tokens);
      const CueMatch* design = heaviest(designs);
      if (!design) continue;
      const SentenceLabel& label = x_.labels[s];
      if (label.role == "recommendation" || label.role == "question") continue;
      int done = 0, aim = 0;
      for (const CueMatch& m : cues("roles").match(tokens)) {
        if (m.label == "method") done += m.weight;
        if (m.label == "aim") aim += m.weight;
      }
      const bool in_methods = topic == Topic::method || topic == Topic::review;
      std::vector<std::pair<std::int64_t, std::string>> who;
      participants_of(tokens, words(s), who);
      const bool dated = period_of(tokens, words(s)).has_value();
      // A study is told by what was done: a verb of method, people counted or a time of fieldwork, not by a
      // mere mention.
      int score = design->weight + (in_methods ? 6 : 0) + std::min(done, 6) + (who.empty() ? 0 : 6) +
                  (dated ? 3 : 0) + (aim ? 1 : 0);
      if (label.role == "finding" && !in_methods) score -= 4;
      if (label.role == "opinion" && done == 0 && !dated) score -= 6;
      if (title_design == design->label) score += 4;
      if (label.role == "background") score -= 3;
      const bool told = in_methods || done >= 3 || !who.empty() || (dated && design->weight >= 4) ||
                        label.role == "method" ||
                        (label.role == "finding" && design->cue == "carried out a study of");
      if (!told || score < 10) continue;
      if (x_.structure.blocks[b].case_number >= 0 && !in_methods &&
          design->cue.find("study") == std::string_view::npos &&
          design->cue.find("evaluat") == std::string_view::npos)
        continue;
      tellings.push_back(
          {s, std::string(design->label), design->weight, score, tokens.join(design->first, design->last)});
    }
    const bool one = x_.structure.doc_type == "study" || x_.structure.doc_type == "case_study" ||
                     x_.structure.doc_type == "review";
    if (one) keep_methods(tellings, !title_design.empty());
    if (tellings.empty() && !title_design.empty()) from_title(title_design);
    merge(tellings);
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
      std::vector<std::pair<std::int64_t, std::string>> who;
      std::string period;
      whole_part(s, who, period);
      fill(index, design, Tokens(words(s)), who, period, country_of_document());
      return;
    }
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
    const bool one = x_.structure.doc_type == "study" || x_.structure.doc_type == "case_study" ||
                     x_.structure.doc_type == "review";
    std::map<std::string, std::vector<const Telling*>> groups;
    for (const Telling& t : tellings) groups[one ? std::string() : family(t.design)].push_back(&t);
    std::vector<const std::vector<const Telling*>*> ordered;
    for (const auto& [name, list] : groups) ordered.push_back(&list);
    std::sort(ordered.begin(), ordered.end(),
              [](const auto* a, const auto* b) { return a->front()->sentence < b->front()->sentence; });
    for (const auto* list : ordered) tell(*list, one);
  }

  static std::string family(const std::string& design) {
    if (design == "literature_review" || design == "systematic_review" || design == "meta_analysis")
      return "review";
    if (design == "quasi_experimental" || design == "cohort" || design == "before_after" || design == "rct")
      return "trial";
    return design;
  }

  void tell(const std::vector<const Telling*>& list, bool one) {
    const Telling* best = list.front();
    for (const Telling* t : list)
      if (t->score > best->score) best = t;
    const Telling* heaviest_design = best;
    for (const Telling* t : list)
      if (t->design_weight > heaviest_design->design_weight && t->score >= 10) heaviest_design = t;
    if (!one && best->score < 12) return;
    // Neighbouring sentences that tell of the same study belong to its quotation.
    std::size_t first = best->sentence, last = best->sentence;
    const auto told = [&](std::size_t s) {
      return std::any_of(list.begin(), list.end(), [&](const Telling* t) {
        return t->sentence == s && (t->design != best->design || counts(s));
      });
    };
    if (first > 0 && x_.sentences[first - 1].block == x_.sentences[first].block && told(first - 1)) --first;
    if (last + 1 < x_.sentences.size() && x_.sentences[last + 1].block == x_.sentences[last].block &&
        told(last + 1))
      ++last;
    const Span span = trimmed(text_, {x_.structure.sentence_begins[first], x_.sentences[last].end});
    const std::uint32_t index = x_.add(Kind::study, span.begin, span.end, "studies",
                                       "cue '" + heaviest_design->cue + "' with how it was done");
    std::vector<std::pair<std::int64_t, std::string>> who;
    std::string period, country;
    for (std::size_t s = first; s <= last; ++s) {
      const Tokens tokens(words(s));
      if (!only_invited(tokens)) participants_of(tokens, words(s), who);
      if (period.empty()) period = period_of(tokens, words(s)).value_or("");
      if (country.empty()) country = country_of(tokens).value_or("");
    }
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
      const Tokens tokens(words(t->sentence));
      if (who.empty() && one && !only_invited(tokens)) participants_of(tokens, words(t->sentence), who);
      if (period.empty() && one) period = period_of(tokens, words(t->sentence)).value_or("");
      if (country.empty()) country = country_of(tokens).value_or("");
    }
    const bool bodies_only =
        std::none_of(who.begin(), who.end(), [](const auto& part) { return !is_body(part.second); });
    if (one && bodies_only) who.clear();
    if (one || list.size() > 1 || heaviest_design->design == "survey")
      whole_part(best->sentence, who, period);
    if (country.empty()) country = country_of_document();
    fill(index, heaviest_design->design, Tokens(everything), who, period, country);
  }

  bool counts(std::size_t s) const {
    std::vector<std::pair<std::int64_t, std::string>> who;
    participants_of(Tokens(words(s)), words(s), who);
    return !who.empty();
  }

  // Numbers and times told elsewhere in the part about methods.
  void whole_part(std::size_t near, std::vector<std::pair<std::int64_t, std::string>>& who,
                  std::string& period) const {
    std::vector<std::pair<std::int64_t, std::string>> bodies;
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      if (x_.structure.sentence_topics[s] != Topic::method ||
          x_.structure.sentence_topics[near] != Topic::method)
        continue;
      const Tokens tokens(words(s));
      if (who.empty() && !only_invited(tokens)) {
        participants_of(tokens, words(s), who);
        if (std::none_of(who.begin(), who.end(), [](const auto& part) { return !is_body(part.second); })) {
          if (bodies.empty()) bodies = who;
          who.clear();
        }
      }
      if (period.empty()) period = period_of(tokens, words(s)).value_or("");
    }
    if (who.empty()) who = bodies;
  }

  // Those asked are not those who took part.
  static bool only_invited(const Tokens& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if ((tokens[i] == "sent" && i + 1 < tokens.size() && tokens[i + 1] == "to") || tokens[i] == "invited" ||
          tokens[i] == "eligible" || tokens[i] == "distributed")
        return true;
    return false;
  }

  // Practices, schools, sites: bodies that took part, not people.
  static bool is_body(const std::string& who) {
    const Tokens tokens(who);
    if (tokens.empty()) return false;
    static constexpr std::array<std::string_view, 10> kBodies{
        {"practices", "schools", "hospitals", "organisations", "organizations", "sites", "households",
         "families", "providers", "chairs"}};
    return std::find(kBodies.begin(), kBodies.end(), tokens[tokens.size() - 1]) != kBodies.end();
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
    std::vector<std::pair<std::int64_t, std::string>> who;
    participants_of(all, words, who);
    (void)tokens;
    fill(index, std::string(design.label), all, who, period_of(all, words).value_or(""),
         country_of(all).value_or(""));
  }

  void fill(std::uint32_t index, const std::string& design, const Tokens& all,
            const std::vector<std::pair<std::int64_t, std::string>>& who, const std::string& period,
            const std::string& country) {
    graph::Item& item = x_.evidence.items[index];
    item.set(Attribute::design, design);
    if (const std::string method = method_for(design, all); !method.empty())
      item.set(Attribute::method, method);
    if (!who.empty()) {
      Json::Array rows;
      for (const auto& [count, name] : who)
        rows.push_back(Json::Object{{"count", count}, {"who", squeeze(name)}});
      item.set(Attribute::participants, Json(std::move(rows)));
    }
    if (!country.empty()) item.set(Attribute::country, country);
    if (!period.empty()) item.set(Attribute::period, period);
    bool ongoing = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      ongoing = ongoing || all[i] == "ongoing";
      if (all[i] == "rate" && i > 0 && all[i - 1] == "response")
        for (std::size_t k = i + 1; k + 1 < all.size() && k < i + 5; ++k)
          if (all[k + 1] == "%" && number_at(all, k))
            item.set(Attribute::response_rate, static_cast<double>(*number_at(all, k)));
    }
    if (ongoing) item.set(Attribute::status, std::string("ongoing"));
    looked_at(item);
  }

  // What the aim names: "to examine X", "whether X"; up to the end of its clause.
  void looked_at(graph::Item& item) const {
    std::vector<std::string> found;
    for (std::size_t s = 0; s < x_.sentences.size() && found.size() < 3; ++s) {
      if (x_.labels[s].role != "method" && x_.structure.sentence_topics[s] != Topic::aim) continue;
      const Tokens tokens(words(s));
      for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const std::string_view w = tokens[i];
        const bool verb = w == "investigate" || w == "examine" || w == "explore" || w == "exploring" ||
                          w == "assess" || w == "evaluate" || w == "examines" || w == "explores" ||
                          w == "investigates" || w == "whether";
        if (!verb) continue;
        std::size_t last = i + 1;
        while (last + 1 < tokens.size() && last < i + 14 && !tokens.clause_before(last + 1)) ++last;
        found.push_back(
            squeeze(words(s).substr(tokens.begin(i + 1), tokens.end(last) - tokens.begin(i + 1))));
        break;
      }
    }
    if (!found.empty()) item.set(Attribute::looked_at, found);
  }

  Extraction& x_;
  std::string_view text_;
};

void run(Extraction& x) { Studies(x).run(); }

const RegisterExtractor registered{
    {"studies", {Kind::study}, 10, "sentences that tell a design and how it was done", run}};

}  // namespace
}  // namespace evident::ingest

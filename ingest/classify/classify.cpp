// The role of a sentence comes from the part it stands in, then from its own cues, then from its place; its
// wording, polarity, cost and hedging from its words alone (wording.cpp, polarity.cpp). Lists of measures,
// barriers, questions and works assert nothing: their items get no role.
#include "ingest/classify/classify.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/other_languages.hpp"
#include "ingest/classify/sentence_signs.hpp"
#include "ingest/classify/voices.hpp"
#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/advice.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// Looked up once: these are asked for every sentence.
const CueList& designs_cues() {
  static const CueList& list = cues("designs");
  return list;
}
const CueList& furniture_cues() {
  static const CueList& list = cues("furniture");
  return list;
}
const CueList& roles_cues() {
  static const CueList& list = cues("roles");
  return list;
}
const CueList& voices_cues() {
  static const CueList& list = cues("voices");
  return list;
}

bool has_label(const std::vector<CueMatch>& matches, std::string_view label, int weight = 1) {
  return std::any_of(matches.begin(), matches.end(),
                     [&](const CueMatch& m) { return m.label == label && m.weight >= weight; });
}
int points(const std::vector<CueMatch>& matches, std::string_view label) {
  int sum = 0;
  for (const CueMatch& m : matches)
    if (m.label == label) sum += m.weight;
  return sum;
}
std::string cue_reason(const std::vector<CueMatch>& matches, std::string_view label, const Tokens& tokens) {
  for (const CueMatch& m : matches)
    if (m.label == label) return "cue '" + tokens.join(m.first, m.last) + "'";
  return {};
}

// In hundredths: "0.93".
std::string probability_text(float probability) {
  const int hundredths = static_cast<int>(probability * 100 + 0.5f);
  return std::string(hundredths >= 100 ? "1." : "0.") + (hundredths % 100 < 10 ? "0" : "") + std::to_string(hundredths % 100);
}

// "model of roles 0.93: finding"; empty for what no model read.
std::string model_reason(const AbstractRole& read) {
  if (read.probability <= 0) return {};
  return "model of roles " + probability_text(read.probability) + ": " + std::string(read.role);
}

class Classifier {
 public:
  Classifier(const Document& document, const std::vector<Sentence>& sentences, const Structure& structure)
      : document_(document), sentences_(sentences), structure_(structure) {}

  std::vector<SentenceLabel> run() {
    labels_.resize(sentences_.size());
    tokens_.reserve(sentences_.size());
    for (std::size_t s = 0; s < sentences_.size(); ++s) tokens_.emplace_back(words(s));
    find_translated();
    prepare_abstract();
    for (std::size_t s = 0; s < sentences_.size(); ++s) label(s);
    if (document_.slides) inherit_on_slides();
    return std::move(labels_);
  }

 private:
  std::string_view words(std::size_t s) const {
    return std::string_view(document_.text)
        .substr(structure_.sentence_begins[s], sentences_[s].end - structure_.sentence_begins[s]);
  }
  const Block& block(std::size_t s) const {
    return document_.blocks[static_cast<std::size_t>(sentences_[s].block)];
  }
  const BlockContext& context(std::size_t s) const {
    return structure_.blocks[static_cast<std::size_t>(sentences_[s].block)];
  }

  // Within a case that is a part of the document; a document that is one case has parts of its own.
  bool in_case_example(std::size_t s) const {
    const std::int32_t c = context(s).case_number;
    return c >= 0 && (!structure_.cases[static_cast<std::size_t>(c)].whole ||
                      structure_.sentence_topics[s] == Topic::description);
  }

  // A report's summary says in short what was found. What stands before its question is background.
  static std::vector<std::string_view> summary_roles(const std::vector<Tokens>& sentences) {
    std::vector<std::string_view> roles(sentences.size(), "finding");
    std::size_t asked = 0;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      const auto cues = roles_cues().match(sentences[s]);
      const int aim = points(cues, "aim"), method = points(cues, "method");
      if (aim >= 4 || method >= 6) {
        if (roles[0] == "finding" && asked == 0 && s > 0)
          std::fill(roles.begin(), roles.begin() + static_cast<std::ptrdiff_t>(s), "background");
        asked = s + 1;
        roles[s] = "aim";
      } else if (points(cues, "conclusion") >= 4) {
        roles[s] = "conclusion";
      }
    }
    return roles;
  }

  // What a translation says was said before.
  void find_translated() {
    translated_.resize(document_.blocks.size(), false);
    for (const Translation& translation : structure_.translations) translated_[translation.block] = true;
  }
  bool in_other_language(std::size_t s) const { return structure_.in_other_language(sentences_[s].block); }

  // "Do not start before …", "Sergeants to brief every patrol", "Ministry: move it to …".
  bool instructs(std::string_view text, const Tokens& tokens) const {
    if (tokens.size() < 3 || tokens.size() > 40) return false;
    if (const auto told = instruction_in(text, tokens); told && !told->infinitive) return true;
    for (std::size_t i = 1; i < 6 && i + 2 < tokens.size(); ++i) {
      if (tokens.clause_before(i) && i < 4) {
        const std::string_view rest = text.substr(tokens.begin(i));
        const auto told = instruction_in(rest, Tokens(rest));
        if (told && !told->infinitive && text[tokens.end(i - 1)] == ':') return true;
      }
      // A plural that is to do something, and no other verb before.
      if (tokens[i] == "to" && tokens[i - 1].ends_with("s") && !tokens[i - 1].ends_with("ss")) {
        const std::string_view rest = text.substr(tokens.begin(i));
        if (instruction_in(rest, Tokens(rest))) return i == 1 || !tokens[0].ends_with("ing");
      }
    }
    return false;
  }

  // Runs of prose without a topic in short documents are read as one abstract.
  void prepare_abstract() {
    abstract_.resize(sentences_.size());
    const bool study = structure_.doc_type == "study" || structure_.doc_type == "case_study" ||
                       structure_.doc_type == "review";
    const bool report = structure_.doc_type == "report";  // only its summary is read so
    if (!study && !report) return;
    std::vector<std::size_t> run;
    const auto finish = [&] {
      if (report) {
        std::vector<Tokens> part;
        part.reserve(run.size());
        for (const std::size_t s : run) part.push_back(tokens_[s]);
        const auto roles = summary_roles(part);
        for (std::size_t i = 0; i < run.size(); ++i) abstract_[run[i]].role = roles[i];
      } else {
        std::vector<std::string_view> part;
        part.reserve(run.size());
        for (const std::size_t s : run) part.push_back(words(s));
        const auto roles = abstract_roles(part);
        for (std::size_t i = 0; i < run.size(); ++i) abstract_[run[i]] = roles[i];
      }
      run.clear();
    };
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      const Topic topic = structure_.sentence_topics[s];
      const bool item = block(s).kind == BlockKind::list_item && topic == Topic::summary;
      const bool prose =
          (block(s).kind == BlockKind::paragraph || item) && !other_script(words(s)) && !in_other_language(s);
      if (prose && ((topic == Topic::none && study) || topic == Topic::summary)) {
        run.push_back(s);
      } else if (topic != Topic::none) {
        finish();
      }
    }
    finish();
    if (study) read_beside_headings();
  }

  // Parts of an abstract that a heading, a list or a table can announce as well.
  static bool is_part_of_abstract(Topic topic) {
    return topic == Topic::background || topic == Topic::aim || topic == Topic::method || topic == Topic::finding ||
           topic == Topic::discussion || topic == Topic::conclusion;
  }

  // Where headings say what a sentence does they win; what the model of roles would have said, had they not been there, is told
  // beside it. It knows abstracts, so that longer documents are not asked.
  void read_beside_headings() {
    constexpr std::size_t kLongestAbstract = 40;  // sentences
    std::vector<std::size_t> all;
    bool headed = false;
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      const BlockKind kind = block(s).kind;
      const Topic topic = structure_.sentence_topics[s];
      const bool part = is_part_of_abstract(topic);
      if (kind != BlockKind::paragraph && !(kind == BlockKind::list_item && part)) continue;
      if (!part && topic != Topic::none && topic != Topic::summary) continue;
      if (other_script(words(s)) || in_other_language(s)) continue;
      headed = headed || part;
      all.push_back(s);
      if (all.size() > kLongestAbstract) return;
    }
    if (!headed) return;
    std::vector<std::string_view> sentences;
    sentences.reserve(all.size());
    for (const std::size_t s : all) sentences.push_back(words(s));
    const auto roles = model_roles(sentences);
    beside_.resize(sentences_.size());
    for (std::size_t i = 0; i < all.size(); ++i)
      if (is_part_of_abstract(structure_.sentence_topics[all[i]])) beside_[all[i]] = roles[i];
  }

  void label(std::size_t s) {
    SentenceLabel& out = labels_[s];
    const Tokens& tokens = tokens_[s];
    if (!assertable(s)) return;
    if (in_other_language(s)) {
      out = label_in_other_language(document_, sentences_[s], words(s), tokens, structure_,
                                    structure_.sentence_topics[s]);
      return;
    }
    const auto roles = roles_cues().match(tokens);
    const auto voices = voices_cues().match(tokens);
    decide_role(s, roles, voices, out);
    if (out.role.empty()) return;
    if (!beside_.empty())
      if (const std::string model = model_reason(beside_[s]); !model.empty()) out.reason += "; " + model;
    const Wording wording = wording_of(tokens);
    out.causal = wording.causal;
    out.cost = cost_of(tokens);
    out.hedged = is_hedged(tokens);
    const Polarity polarity = polarity_of(tokens);
    out.polarity = out.role == "method" ? "neutral" : std::string(polarity.polarity);
    if (out.role == "recommendation") {
      // What is recommended is held to be good, what is advised against bad; a hoped-for effect is no effect.
      out.polarity = advises_against(words(s), tokens) ? "negative" : "positive";
      if (out.causal != "conditional") out.causal = "none";
    }
    if (out.role == "method") {
      // How work was done, or what for, relates nothing.
      out.causal = "none";
      out.hedged = false;
    } else if (out.role == "finding" || out.role == "conclusion") {
      if (wording.causal != "none" || polarity.direction == "none")
        out.direction = polarity.direction;
      else if (!polarity.direction.empty() && (has_label(roles, "finding") || context(s).case_number >= 0))
        out.direction = polarity.direction;
      if (lists_themes(tokens)) out.polarity = "neutral";
      if (polarity.direction.empty()) read_difference(s, out);
    }
    if (!wording.reason.empty() && out.causal != "none")
      out.reason += "; worded " + out.causal + " by " + wording.reason;
    decide_voice(s, voices, out);
  }

  // Where the rules read no direction, the model may: nothing was found to differ. Whether that is good it does not know, and
  // the polarity stays that of the words.
  void read_difference(std::size_t s, SentenceLabel& out) const {
    const float sure = no_difference(words(s), tokens_[s]);
    if (sure <= 0) return;
    out.direction = "none";
    out.reason += "; model of direction " + probability_text(sure) + ": no difference";
  }

  bool assertable(std::size_t s) const {
    const Block& b = block(s);
    const Tokens& tokens = tokens_[s];
    const std::string_view text = words(s);
    switch (b.kind) {
      case BlockKind::paragraph:
      case BlockKind::list_item:
      case BlockKind::quotation:
      case BlockKind::caption:
        break;
      default:
        return false;
    }
    // A "sentence" of hundreds of words is a table or a list that lost its marks.
    if (tokens.size() < 2 || tokens.size() > 400) return false;
    if (translated_[static_cast<std::size_t>(sentences_[s].block)]) return false;
    if (!in_other_language(s) && other_script(text)) return false;
    if (structure_.invented && tokens[0] == "invented" && sentences_[s].block <= 1) return false;
    if (is_apparatus(structure_.sentence_topics[s])) return false;
    if (b.kind == BlockKind::caption && tokens.size() < 8) return false;
    // Front matter that the reader took for prose: an unfinished line above the first heading.
    if (b.kind == BlockKind::paragraph && !document_.slides && b.heading < 0 && sentences_[s].block < 6 &&
        !text.empty() && std::isalnum(static_cast<unsigned char>(text.back())))
      return false;
    if (const InlineLabel data =
            inline_label(std::string_view(document_.text).substr(b.begin, b.end - b.begin));
        data.length && is_apparatus(data.topic))
      return false;
    if (text.ends_with('?') || text.ends_with("?”") || text.ends_with("?\"")) return false;
    const Topic topic = structure_.sentence_topics[s];
    if (topic == Topic::question) return false;
    const auto furniture = furniture_cues().match(tokens);
    if (has_label(furniture, "decoration") || has_label(furniture, "site") || has_label(furniture, "credit"))
      return false;
    if (text.find("http") != std::string_view::npos && tokens.size() < 20) return false;
    // Thanks, names and addresses: no verb to assert with.
    if (tokens[0] == "thank" || (tokens.size() > 4 && (tokens[0] == "i" || tokens[0] == "we") &&
                                 tokens[1] == "would" && tokens[2] == "like" && tokens[3] == "to"))
      return false;
    return true;
  }

  void decide_role(std::size_t s, const std::vector<CueMatch>& roles, const std::vector<CueMatch>& voices,
                   SentenceLabel& out) {
    const Block& b = block(s);
    const Topic topic = structure_.sentence_topics[s];
    const Tokens& tokens = tokens_[s];
    const std::string_view text = words(s);
    const bool item = b.kind == BlockKind::list_item;
    const auto set = [&](std::string_view role, std::string reason) {
      out.role = role;
      out.reason = std::move(reason);
    };
    const auto under = [&] {
      const std::int32_t t = context(s).topic_block;
      if (t < 0 || topic != context(s).topic) return "in the part '" + std::string(topic_name(topic)) + "'";
      return "under '" + squeeze(document_.words(document_.blocks[static_cast<std::size_t>(t)])) + "'";
    };
    if (document_.slides) return decide_on_slide(s, roles, out);
    if (item && is_list_topic(topic) && tokens.size() < 14 && !has_label(voices, "survey")) return;
    if (item && topic == Topic::review && tokens.size() < 8) return;
    if (is_measure_topic(topic) && !text.ends_with('.')) return;
    if (is_list_topic(topic) && structure_.sentence_begins[s] != sentences_[s].begin)
      return;  // "Success factors: a; b; c."
    if (is_list_topic(topic) && b.kind == BlockKind::paragraph && is_bare_list(document_.words(b))) return;
    if (topic == Topic::negated && item) return;
    const bool lead_in = context(s).lead_in && text.ends_with(':');
    if (lead_in && tokens.size() < 8) return;
    const bool survey =
        has_label(voices, "survey") && (structure_.doc_type == "report" || structure_.doc_type == "study");
    if (b.kind == BlockKind::quotation) return set("opinion", "a quotation");
    if (structure_.doc_type == "opinion") {
      if (says_should(roles) ||
          (recommends(roles) && has_label(voices, "first_person") && has_label(roles, "opinion")))
        return set("recommendation", cue_reason(roles, "recommendation", tokens));
      if (instruction_in(text, tokens) && text.ends_with('.') && text.find(" and you ") == text.npos &&
          !bids_and_tells(tokens))
        return set("recommendation", "an instruction");
      return set("opinion", "an opinion piece");
    }
    if ((topic == Topic::dos || topic == Topic::donts) && item) return;
    const bool reports_view = has_label(roles, "opinion");
    if (recommends(roles) && topic != Topic::method && topic != Topic::background && !survey) {
      const bool need = !std::any_of(roles.begin(), roles.end(), [&](const CueMatch& m) {
        return m.label == "recommendation" && !m.cue.starts_with("need") && !m.cue.starts_with("has|have");
      });
      if (!need || topic == Topic::recommendation)
        return set("recommendation", cue_reason(roles, "recommendation", tokens));
    }
    if (in_case_example(s)) {
      if (has_label(roles, "aim") && topic != Topic::finding)
        return set("method", cue_reason(roles, "aim", tokens));
      return set("finding", "told of a described case");
    }
    const int aim = points(roles, "aim"), method = points(roles, "method"),
              finding = points(roles, "finding"), conclusion = points(roles, "conclusion");
    if (topic != Topic::method && topic != Topic::aim && told_by_those_asked(tokens))
      return set("finding", "what those who were asked said");
    switch (topic) {
      case Topic::background:
        if (aim >= 4 || (method >= 6 && !structure_.digest))
          return set("method", cue_reason(roles, aim >= 4 ? "aim" : "method", tokens));
        return set("background", under());
      case Topic::aim:
      case Topic::method:
      case Topic::review:
        if (topic == Topic::review && !item && method == 0 && aim == 0 && !structure_.abstract_like)
          return set("finding", under());
        if (!surveyed(text, tokens).empty()) return set("finding", cue_reason(voices, "survey", tokens));
        if (finding >= 6 && method == 0 && aim == 0)
          return set("finding", cue_reason(roles, "finding", tokens));
        return set("method", under());
      case Topic::finding:
      case Topic::evidence_base:
      case Topic::hallmark:
        return set("finding", under());
      case Topic::barrier:
      case Topic::success_factor:
      case Topic::characteristic:
        if (asks_for_names(tokens)) return set("method", "says what was asked");
        return set(structure_.doc_type == "report" && !survey ? "opinion" : "finding", under());
      case Topic::measure:
      case Topic::process_measure:
      case Topic::outcome_measure:
      case Topic::economic_measure:
        return set("method", under());
      case Topic::discussion:
      case Topic::conclusion:
        if (finding >= 6 && topic == Topic::discussion && conclusion == 0)
          return set("finding", cue_reason(roles, "finding", tokens));
        return set("conclusion", under());
      case Topic::recommendation:
        if (survey) return set("finding", cue_reason(voices, "survey", tokens));
        if (item && sentences_[s].ordinal == 0) return set("recommendation", under());
        if (instructs(text, tokens)) return set("recommendation", under());
        return set("opinion", under());
      case Topic::opinion:
        return set("opinion", under());
      default:
        break;
    }
    if (survey) return set("finding", cue_reason(voices, "survey", tokens));
    if (const AbstractRole& in_abstract = abstract_[s]; !in_abstract.role.empty()) {
      if (reports_view && in_abstract.role != "conclusion")
        return set("opinion", cue_reason(roles, "opinion", tokens));
      const std::string_view role = in_abstract.role == "aim" ? "method" : in_abstract.role;
      const std::string cue = cue_reason(roles, in_abstract.role, tokens);
      const std::string model = model_reason(in_abstract);
      return set(role, cue.empty() ? (model.empty() ? "by its place in a summary" : model) : model.empty() ? cue : cue + "; " + model);
    }
    if (finding >= 6 || (finding >= 3 && tells_share(tokens)))
      return set("finding", cue_reason(roles, "finding", tokens));
    if (method >= 6 || (aim >= 4 && method >= 3))
      return set("method", cue_reason(roles, method ? "method" : "aim", tokens));
    if (context(s).case_number >= 0) return set("finding", "told of a described case");
    if (structure_.doc_type == "report" && gives_sum(tokens)) return set("finding", "a sum of money that a report gives");
    if (defines_term(text)) return set("background", "says what a word means");
    if (aim >= 8) return set("method", cue_reason(roles, "aim", tokens));
    set("opinion", "prose of a document that reports no data here");
  }

  // A slide's bullets are claims under findings or as loose statements; names of things to list are none.
  void decide_on_slide(std::size_t s, const std::vector<CueMatch>& roles, SentenceLabel& out) {
    const Topic topic = structure_.sentence_topics[s];
    const BlockContext& where = context(s);
    const Tokens& tokens = tokens_[s];
    std::string_view text = trim(words(s));
    if (block(s).kind != BlockKind::list_item && block(s).kind != BlockKind::paragraph) return;
    if (is_list_topic(topic) || topic == Topic::review || topic == Topic::aim) return;
    // "Not the same as …": what stands below is said of nothing.
    if (topic == Topic::negated && block(s).kind == BlockKind::list_item) return;
    if (opens_case_with_names(s)) return;
    const std::string under =
        where.topic_block >= 0
            ? "under '" +
                  squeeze(document_.words(document_.blocks[static_cast<std::size_t>(where.topic_block)])) +
                  "'"
            : std::string("a slide's statement");
    const bool colon = text.ends_with(':');
    const auto designs = designs_cues().match(tokens);
    if (has_label(designs, "evaluation", 3) && topic != Topic::finding && text.ends_with('.')) return;
    if (where.lead_in) {
      // A heading in disguise says something only when it judges: "Importance of …:", "Tensions with …:".
      if (polarity_of(tokens).polarity == "neutral" || topic_of(text) == topic || tokens.size() < 3) return;
    } else if (colon && tokens.size() < 4) {
      return;
    } else if (tokens.size() < 3 && topic != Topic::finding) {
      return;
    }
    if (is_list_topic(where.topic)) return;
    std::string_view role = "background";
    switch (topic) {
      case Topic::finding:
      case Topic::evidence_base:
        role = "finding";
        break;
      case Topic::conclusion:
      case Topic::discussion:
        role = "conclusion";
        break;
      case Topic::recommendation:
        role = "recommendation";
        break;
      case Topic::method:
        role = "method";
        break;
      default:
        if (recommends(roles)) role = "recommendation";
        // Before or between the parts that say so, a result is known by its wording.
        else if (told_as_result(s)) role = "finding";
    }
    if (topic != Topic::finding && topic != Topic::evidence_base && topic != Topic::method &&
        topic != Topic::background && instructs(text, tokens))
      role = "recommendation";
    out.role = role;
    out.reason = under;
  }

  // "Harbour Trust, two boatyards and the town, 2014–2018" as the first line of a case: who and when, no statement.
  bool opens_case_with_names(std::size_t s) const {
    const std::int32_t number = context(s).case_number;
    if (number < 0 || sentences_[s].block != structure_.cases[static_cast<std::size_t>(number)].first) return false;
    const Tokens& tokens = tokens_[s];
    if (tokens.size() < 3 || !tokens.capital(0)) return false;
    const std::string_view last = tokens[tokens.size() - 1];
    if (!(tokens.number(tokens.size() - 1) && last.size() == 4 && (last.starts_with("19") || last.starts_with("20"))))
      return false;
    static constexpr WordSet kVerbs("is", "are", "was", "were", "has", "have", "had", "can", "will", "may", "fell", "rose",
                                    "down", "up", "since");
    for (std::size_t i = 1; i < tokens.size(); ++i)
      if (kVerbs.contains(tokens[i]) || (tokens[i].size() > 4 && tokens[i].ends_with("ed"))) return false;
    return true;
  }

  // "Rents rose no faster than next door", "Parking charges make the biggest difference", on a slide that is
  // headed neither as background nor as a list.
  bool told_as_result(std::size_t s) const {
    const BlockContext& where = context(s);
    if (where.topic_block >= 0) return false;
    const Tokens& tokens = tokens_[s];
    if (!polarity_of(tokens).direction.empty()) return true;
    return wording_of(tokens).causal != "none" && sentences_[s].block > 8;
  }

  // A bullet without a judgement of its own shares that of the bullet it stands under.
  void inherit_on_slides() {
    std::vector<std::int32_t> of_block(document_.blocks.size(), -1);
    for (std::size_t s = 0; s < sentences_.size(); ++s)
      if (of_block[static_cast<std::size_t>(sentences_[s].block)] < 0)
        of_block[static_cast<std::size_t>(sentences_[s].block)] = static_cast<std::int32_t>(s);
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      SentenceLabel& out = labels_[s];
      const std::int32_t parent = block(s).parent;
      if (out.role.empty() || parent < 0 || out.polarity != "neutral") continue;
      const std::int32_t above = of_block[static_cast<std::size_t>(parent)];
      if (above >= 0 && !labels_[static_cast<std::size_t>(above)].role.empty())
        out.polarity = labels_[static_cast<std::size_t>(above)].polarity;
    }
  }

  void decide_voice(std::size_t s, const std::vector<CueMatch>& voices, SentenceLabel& out) {
    const Block& b = block(s);
    out.standing = structure_.digest ? "digest" : "own";
    if (b.kind == BlockKind::quotation) {
      // A quotation of several paragraphs has its attribution under the last.
      std::size_t next = static_cast<std::size_t>(sentences_[s].block) + 1;
      while (next < document_.blocks.size() && document_.blocks[next].kind == BlockKind::quotation &&
             document_.blocks[next].parent >= 0)
        ++next;
      out.speaker = inline_attribution(document_.words(b));
      if (out.speaker.empty() && next < document_.blocks.size() &&
          document_.blocks[next].kind == BlockKind::attribution)
        out.speaker = squeeze(document_.words(document_.blocks[next]));
      if (!out.speaker.empty()) out.reason += " of '" + out.speaker + "'";
      out.voice = voice_of_attribution(out.speaker);
      // A box without a name in a report repeats the report's own words.
      if (out.speaker.empty() && structure_.doc_type != "study" && structure_.doc_type != "case_study")
        out.voice = "author";
      return;
    }
    if (context(s).case_number >= 0 &&
        structure_.cases[static_cast<std::size_t>(context(s).case_number)].self_told &&
        (out.role == "finding" || out.role == "conclusion")) {
      out.voice = "organisation_self";
      return;
    }
    if (has_label(voices, "survey") && structure_.doc_type != "opinion") {
      out.speaker = surveyed(words(s), tokens_[s]);
      // A share of patients who were admitted is no answer to a survey.
      if (!out.speaker.empty() || names_asked(tokens_[s])) {
        out.voice = "survey_group";
        return;
      }
    }
    if (has_label(voices, "panel")) {
      out.voice = "panel_member";
      return;
    }
    const bool own_words = has_label(voices, "first_person") || out.role == "method";
    Speech speech =
        own_words && structure_.doc_type == "opinion" ? Speech{} : speech_of(words(s), tokens_[s], voices);
    // Where results are told, a body that "said" something was asked.
    if (speech.other_work && !speech.speaker.empty() && speech.asked && out.role == "finding") {
      speech.other_work = false;
      speech.voice = "participants_reported";
    }
    // What a digest says of its work and what the work cites are the digest's.
    if (!structure_.digest && out.role != "method" && !compares_with_others(tokens_[s]) &&
        (speech.other_work || has_citation(words(s)))) {
      out.standing = "repeated";
      out.reason += speech.other_work ? "; " + speech.reason : "; cites a work";
    }
    if (!speech.speaker.empty() && out.role != "method") {
      out.speaker = std::move(speech.speaker);
      if (!speech.voice.empty()) {
        out.voice = speech.voice;
        out.reason += "; " + speech.reason;
        return;
      }
    }
    out.voice = has_label(voices, "participants") && structure_.doc_type != "opinion"
                    ? "participants_reported"
                    : "author";
  }

  const Document& document_;
  const std::vector<Sentence>& sentences_;
  const Structure& structure_;
  std::vector<Tokens> tokens_;
  std::vector<AbstractRole> abstract_;  // roles of prose without headings
  std::vector<AbstractRole> beside_;    // what the model says of sentences whose part a heading names; empty: it was not asked
  std::vector<bool> translated_;            // blocks that translate others
  std::vector<SentenceLabel> labels_;
};

}  // namespace

std::vector<SentenceLabel> classify(const Document& document, const std::vector<Sentence>& sentences,
                                    const Structure& structure) {
  return Classifier(document, sentences, structure).run();
}

}  // namespace evident::ingest

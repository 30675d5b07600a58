#include "ingest/classify/other_languages.hpp"

#include <algorithm>
#include <array>

#include "graph/schema/schema.hpp"
#include "ingest/classify/cues.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

std::string_view language_name(std::string_view code) {
  for (const graph::Choice& choice : graph::info(graph::Attribute::language).choices)
    if (choice.id == code) return choice.words.front();
  return code;
}

std::string_view role_under(Topic topic) {
  switch (topic) {
    case Topic::background:
      return "background";
    case Topic::aim:
    case Topic::method:
      return "method";
    case Topic::finding:
      return "finding";
    case Topic::discussion:
    case Topic::conclusion:
      return "conclusion";
    case Topic::recommendation:
      return "recommendation";
    case Topic::opinion:
      return "opinion";
    default:
      return {};
  }
}

// The cues of each role weighed; the heaviest, the earlier in the list of roles among equals.
std::string_view role_by_cues(const std::vector<CueMatch>& cues, const CueMatch*& by) {
  constexpr std::array<std::string_view, 5> kRoles{"finding", "conclusion", "method", "background", "recommendation"};
  std::string_view best;
  int most = 0;
  for (const std::string_view role : kRoles) {
    int points = 0;
    const CueMatch* first = nullptr;
    for (const CueMatch& m : cues) {
      if (m.label != role && !(role == "finding" && m.label == "no_effect")) continue;
      points += m.weight;
      if (!first) first = &m;
    }
    if (points > most) {
      most = points;
      best = role;
      by = first;
    }
  }
  return best;
}

}  // namespace

SentenceLabel label_in_other_language(const Document& document, const Sentence& sentence, std::string_view words,
                                      const Tokens& tokens, const Structure& structure, Topic topic) {
  SentenceLabel out;
  const auto block = static_cast<std::size_t>(sentence.block);
  const bool item = document.blocks[block].kind == BlockKind::list_item;
  if (tokens.size() < 4 || (item && is_list_topic(topic))) return out;
  if (words.ends_with("？") || words.starts_with("¿")) return out;
  out.kept = true;
  const auto found = cues("other-languages").match(tokens);
  const CueMatch* by = nullptr;
  const std::string_view by_cue = role_by_cues(found, by);
  const std::string_view by_part = role_under(topic);
  const BlockContext& where = structure.blocks[block];
  if (document.blocks[block].kind == BlockKind::quotation) {
    out.role = "opinion";
    out.reason = "a quotation";
  } else if (!by_part.empty() && !(by_part == "conclusion" && by_cue == "recommendation")) {
    out.role = by_part;
    const bool own = where.topic_block >= 0 && topic == where.topic;
    out.reason = own ? "under '" + squeeze(document.words(document.blocks[static_cast<std::size_t>(where.topic_block)])) + "'"
                     : "in the part '" + std::string(topic_name(topic)) + "'";
  } else if (!by_cue.empty()) {
    out.role = by_cue;
    out.reason = "cue '" + std::string(words.substr(tokens.begin(by->first), tokens.end(by->last) - tokens.begin(by->first))) + "'";
  } else {
    out.reason = "a sentence in " + std::string(language_name(structure.languages[block].code)) +
                 ", kept word for word; nothing tells what it does";
    return out;
  }
  if (out.role == "finding" || out.role == "conclusion") {
    for (const CueMatch& m : found)
      if (m.label == "no_effect") out.direction = "none";
    out.standing = "own";
  }
  out.voice = out.reason == "a quotation" ? "" : "author";
  return out;
}

}  // namespace evident::ingest

#include "query/bind/nouns.hpp"

#include <algorithm>

#include "query/bind/names.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using graph::Kind;

namespace {

tl::unexpected<Diagnostic> stop(std::string code, std::string message, Span span, std::string fix) {
  return tl::unexpected(trouble(std::move(code), std::move(message), span, std::move(fix)));
}

// The describing words of these kinds; some have none.
std::string offered(const std::string& opening, const Kinds& kinds) {
  const auto words = adjectives_for(kinds);
  return words.empty() ? "no describing word fits " + kinds_words(kinds) : opening + some_of(words, 16);
}

}  // namespace

tl::expected<Things, Diagnostic> bind_noun(const NounPhrase& np, std::vector<Notice>& notices) {
  const auto* noun = noun_of(np.noun.word);
  if (!noun)
    return stop("E205", "'" + np.noun.word + "' is no kind of thing that a library holds", np.noun.span, "");
  Things things;
  for (const auto& meaning : noun->meanings) things.scans.push_back({meaning.kind, meaning.condition});
  const std::string plural = plural_of(*noun, np.noun.word);
  std::vector<std::string> said;
  std::string head;
  if (noun->meanings.size() == 1) {
    head = "{" + kind_word(things.scans[0].kind, true) + "|" + kind_word(things.scans[0].kind, false) + "}";
    if (!things.scans[0].condition.empty()) said.push_back(said_condition(things.scans[0].condition));
  } else {
    head = "{" + plural + "|" + std::string(noun->words[0]) + "}";
  }
  std::string words;
  for (const Term& adjective : np.adjectives) {
    words += adjective.word + " ";
    std::string word = adjective.word;
    const bool claims = std::any_of(things.scans.begin(), things.scans.end(),
                                    [](const Scan& s) { return s.kind == Kind::claim; });
    if (word == "causal" && claims && noun->words[0] != "evidence") {
      word = "causally worded";
      notices.push_back(
          {"N09", "\"causal " + plural + "\" is read as " + plural +
                      " that are causally worded, whatever their design can carry; for the rest write "
                      "\"causal evidence\""});
    }
    Kinds kinds;
    for (const Scan& scan : things.scans) kinds.push_back(scan.kind);
    const auto facets = adjective_scans(word, kinds);
    if (facets.empty())
      return stop("E213", plural + " cannot be '" + adjective.word + "'", adjective.span,
                  offered("before " + plural + " can stand: ", kinds));
    std::vector<Scan> kept;
    for (Scan& scan : things.scans)
      for (const Scan& facet : facets)
        if (facet.kind == scan.kind) {
          scan.condition.insert(scan.condition.end(), facet.condition.begin(), facet.condition.end());
          kept.push_back(scan);
        }
    things.scans = std::move(kept);
    said.push_back(said_condition(facets[0].condition));
  }
  things.words = things.noun = words + plural;
  things.noun_one = words + std::string(singular_of(*noun, np.noun.word));
  things.said = head;
  if (!said.empty()) {
    things.said += " that {are|is} ";
    for (std::size_t i = 0; i < said.size(); ++i) things.said += (i ? ", " : "") + said[i];
  }
  return things;
}

tl::expected<Test, Diagnostic> bind_adjectives(const Clause& c, const Kinds& kinds) {
  Test all;
  all.op = Test::Op::all;
  all.negated = c.negated;
  all.said = c.negated ? "{are|is} not " : "{are|is} ";
  for (std::size_t i = 0; i < c.adjectives.size(); ++i) {
    const Term& adjective = c.adjectives[i];
    std::string word = adjective.word;
    if (word == "causal" && std::find(kinds.begin(), kinds.end(), Kind::claim) != kinds.end())
      word = "causally worded";
    Test facet;
    facet.facets = adjective_scans(word, kinds);
    if (facet.facets.empty())
      return stop("E213", kinds_words(kinds) + " cannot be '" + adjective.word + "'", adjective.span,
                  offered("they can be: ", kinds));
    all.said += (i ? " and " : "") + said_condition(facet.facets[0].condition);
    all.parts.push_back(std::move(facet));
  }
  if (all.parts.size() == 1) {
    all.parts[0].negated = all.negated;
    all.parts[0].said = all.said;
    return std::move(all.parts[0]);
  }
  return all;
}

}  // namespace evident::query

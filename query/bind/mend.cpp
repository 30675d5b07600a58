// Whoever finds a problem knows what could stand in its place, but not whether the question then runs: that
// is tried here. Two proposals need the words around the place and are made here too: a condition that is
// about a kind of thing named before it, and a comparison of what has no order.
#include "query/bind/mend.hpp"

#include <algorithm>
#include <iterator>

#include "query/bind/bind.hpp"
#include "query/bind/vocabulary.hpp"
#include "query/language/suggest.hpp"
#include "query/language/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

using hinting::slice;
using hinting::token_before;
using Proposal = Diagnostic::Proposal;

bool runs(const graph::Graph& graph, std::string_view text, const Diagnostic::Edit& edit,
          const AskOptions& options) {
  const auto question = read_if_possible(edited(text, edit), options.limits);
  if (!question) return false;
  const auto plan = bind(graph, *question, options);
  return plan || plan.error().span.begin >= edit.where.begin + edit.text.size();
}

// The kind of thing that ends before `at`: its words, at most three, and where they begin.
const graph::Noun* noun_before(std::string_view text, std::size_t at, std::size_t& begin) {
  const graph::Noun* found = nullptr;
  auto start = at;
  const auto end = without_trailing_layout(text.substr(0, at)).size();
  for (int words = 0; words < 3 && start > 0; ++words) {
    start = token_before(text, start).begin;
    const auto match = longest_word(text.substr(start), word_class::noun);
    if (match.length == 0 || start + match.length != end) continue;
    found = noun_of(match.word);
    begin = start;
  }
  return found;
}

// "reported by studies where sample size > 100": `where` is always about what is asked for.
void with_in_place_of_where(std::string_view text, Diagnostic& problem) {
  const auto where = token_before(text, problem.span.begin);
  if (folded_word(slice(text, where)) != "where") return;
  std::size_t begin = 0;
  const auto* noun = noun_before(text, where.begin, begin);
  if (!noun) return;
  const Kinds having = kinds_with_property(folded_word(slice(text, problem.span)));
  const bool has = std::any_of(noun->meanings.begin(), noun->meanings.end(), [&](const auto& meaning) {
    return std::find(having.begin(), having.end(), meaning.kind) != having.end();
  });
  if (!has) return;
  auto end = text.find_first_of("|?;", where.end);
  if (end == std::string_view::npos) end = text.size();
  const auto rest = without_trailing_layout(text.substr(where.end, end - where.end));
  const auto noun_text = without_trailing_layout(text.substr(begin, where.begin - begin));
  problem.proposals.push_back(
      {{where, "with"}, "write: " + std::string(noun_text) + " with" + std::string(rest)});
}

// "design over survey": the fix says "write: design is survey"; after "with" there stands no "is".
void value_in_place_of_order(std::string_view text, Diagnostic& problem) {
  constexpr std::string_view kWrite = "write: ", kIs = " is ";
  if (!problem.fix.starts_with(kWrite)) return;
  auto statement = problem.fix.substr(kWrite.size());
  const auto is = statement.find(kIs);
  if (is == std::string::npos) return;
  const auto before = token_before(text, problem.span.begin);
  if (folded_word(slice(text, before)) == "with") {
    statement.replace(is, kIs.size(), " ");
    problem.proposals.push_back({{problem.span, statement}, "write: with " + statement});
  } else {
    problem.proposals.push_back({{problem.span, statement}, problem.fix});
  }
}

}  // namespace

std::vector<std::string> near_misses(std::string_view typed, const std::vector<std::string>& words) {
  constexpr std::size_t kSlips = 2;
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const auto& word : words) {
    const auto distance = edit_distance(fold(typed), fold(word), kSlips);
    if (distance <= kSlips && distance * 2 < typed.size()) near.emplace_back(distance, word);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> found;
  for (auto& [distance, word] : near) found.push_back(std::move(word));
  return found;
}

Diagnostic mended(const graph::Graph& graph, std::string_view question, Diagnostic problem,
                  const AskOptions& options) {
  if (problem.edit) return problem;
  if (problem.code == "E211") with_in_place_of_where(question, problem);
  if (problem.code == "E221") value_in_place_of_order(question, problem);
  for (auto& proposal : problem.proposals) {
    if (!runs(graph, question, proposal.edit, options)) continue;
    problem.edit = std::move(proposal.edit);
    if (!proposal.fix.empty()) problem.fix = std::move(proposal.fix);
    break;
  }
  problem.proposals.clear();
  return problem;
}

}  // namespace evident::query

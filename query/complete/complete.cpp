// The question is read up to the word at the cursor, and once more up to each of the words before it, since
// "public pri" may be the beginning of one name. What the slow pass expected there becomes offers; each is
// tried, so that nothing is offered that does not read or makes no sense for what is asked about.
#include "query/complete.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "graph/schema/schema.hpp"
#include "query/complete/offers.hpp"
#include "query/language/suggest.hpp"
#include "query/language/tree.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query {
namespace {

using namespace completing;  // NOLINT: its own words

constexpr std::size_t kNames = 8;  // offered at once
constexpr std::size_t kWordsBack = 4;

// Where the words that are being written begin.
struct Place {
  enum class Of { words, name, path, relation } of = Of::words;
  std::size_t begin = 0;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t begin_of_word(std::string_view text, std::size_t end) {
  auto begin = end;
  while (begin > 0 &&
         (hinting::wordy(text[begin - 1]) || ((text[begin - 1] == '-' || text[begin - 1] == '\'') &&
                                              begin > 1 && hinting::wordy(text[begin - 2]))))
    --begin;
  return begin;
}

// The quotation mark that stands open, or nothing.
std::optional<std::size_t> open_quote(std::string_view text) {
  std::optional<std::size_t> open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && open) {
      ++i;
    } else if (text[i] == '"') {
      open = open ? std::nullopt : std::optional(i);
    } else if (text[i] == '#' && !open) {
      i = std::min(text.find('\n', i), text.size());
    }
  }
  return open;
}

std::vector<Place> places(std::string_view text) {
  using Of = Place::Of;
  if (const auto quote = open_quote(text)) return {{Of::name, *quote}};
  auto begin = begin_of_word(text, text.size());
  const char before = begin > 0 ? text[begin - 1] : ' ';
  if (before == '$') return {};
  if (before == '@') return {{Of::words, begin - 1}};
  if (before == '.' && begin > 1 && hinting::wordy(text[begin - 2])) return {{Of::path, begin}};
  const auto bracket = text.find_last_of("[]");
  if (bracket != std::string_view::npos && text[bracket] == '[' && bracket > 0 && text[bracket - 1] == '-')
    return {{Of::relation, begin}};
  std::vector<Place> all{{Of::words, begin}};
  while (all.size() <= kWordsBack) {
    auto end = begin;
    while (end > 0 && is_blank(text[end - 1])) --end;
    const auto word = begin_of_word(text, end);
    if (word == end || end == begin) break;
    all.push_back({Of::words, word});
    begin = word;
  }
  return all;
}

std::vector<Offer> sets_of(std::string_view text) {
  std::vector<Offer> offers;
  for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    const auto length = identifier_length(text.substr(at + 1));
    const auto name = text.substr(at, length + 1);
    const bool known =
        std::any_of(offers.begin(), offers.end(), [&](const Offer& o) { return o.text == name; });
    if (length != 0 && !known)
      offers.push_back({std::string(name), "set", "named by let", Rank::name, offers.size(), {""}});
  }
  return offers;
}

// Things of a pattern and columns that were named, as values.
std::vector<Offer> declared_in(std::string_view text) {
  std::vector<Offer> offers;
  const auto add = [&](std::string name, std::string_view label) {
    offers.push_back({std::move(name),
                      "property",
                      std::string(label),
                      Rank::name,
                      offers.size(),
                      {"", " is missing", " = 1"}});
  };
  std::set<std::string> seen;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto as = phrase_length(text.substr(i), "as");
    const bool word = as != 0 && (i == 0 || is_blank(text[i - 1]));
    if (!word && text[i] != '(') continue;
    const auto at = word ? i + as + layout_length(text.substr(i + as)) : i + 1;
    const auto length = identifier_length(text.substr(std::min(at, text.size())));
    if (length == 0 || (!word && text.substr(at + length, 1) != ":")) continue;
    const auto name = std::string(text.substr(at, length));
    if (seen.insert(name).second)
      add(word ? name : name + ".name", word ? "a column named here" : "a thing of the pattern");
  }
  return offers;
}

std::vector<Offer> edges() {
  std::vector<Offer> offers;
  for (const auto& edge : graph::edges())
    offers.push_back(
        {std::string(edge.name), "edge", std::string(edge.doc), Rank::verb, offers.size(), {""}});
  return offers;
}

std::vector<Offer> steps_of_a_path() {
  std::vector<Offer> offers;
  const auto add = [&](std::string name, std::string_view doc) {
    std::replace(name.begin(), name.end(), ' ', '_');
    std::replace(name.begin(), name.end(), '-', '_');
    offers.push_back({std::move(name),
                      "property",
                      std::string(doc),
                      Rank::property,
                      offers.size(),
                      {"", " is missing", " = 1"}});
  };
  add("name", "what it is called");
  add("text", "its quotation");
  add("id", "its identifier");
  for (const auto& attribute : graph::attributes())
    if (!attribute.words.empty()) add(std::string(attribute.words.front()), attribute.doc);
  return offers;
}

void keep_beginning(std::vector<Offer>& offers, std::string_view typed) {
  const auto folded = folded_word(typed);
  std::erase_if(offers, [&](const Offer& o) { return !folded_word(o.text).starts_with(folded); });
}
void append(std::vector<Offer>& offers, std::vector<Offer> more) {
  std::move(more.begin(), more.end(), std::back_inserter(offers));
}

bool expects(const Failure& failure, std::string_view kind) {
  return std::find(failure.kinds.begin(), failure.kinds.end(), kind) != failure.kinds.end();
}

std::vector<Offer> offers_at(const graph::Graph& graph, std::string_view text, const Place& place,
                             const Limits& limits) {
  using Of = Place::Of;
  const auto before = text.substr(0, place.begin), typed = text.substr(place.begin);
  std::vector<Offer> offers;
  if (place.of == Of::path) offers = steps_of_a_path();
  if (place.of == Of::relation) offers = edges();
  keep_beginning(offers, typed);
  if (place.of == Of::path || place.of == Of::relation) return offers;
  const auto failure = farthest_failure(before, limits);
  if (failure.at < before.size()) return {};
  // A value of a property, or a column: names of things make no sense there.
  const bool value = (failure.classes & (word_class::choice | word_class::property)) != 0;
  if (expects(failure, "a name in quotes") && !value)
    append(offers, names_beginning(graph, place.of == Of::name ? typed.substr(1) : typed));
  if (place.of == Of::name) return offers;
  if (expects(failure, "a set (@name)")) {
    auto sets = sets_of(before);
    keep_beginning(sets, typed);
    append(offers, std::move(sets));
  }
  if ((failure.classes & word_class::property) != 0) {
    auto declared = declared_in(before);
    keep_beginning(declared, typed);
    append(offers, std::move(declared));
  }
  if (expects(failure, "a year or date") && !value) append(offers, years_beginning(graph, typed));
  append(offers, words_expected(graph, failure, folded_word(typed)));
  return offers;
}

struct Good {
  Choice choice;
  Rank rank;
  std::size_t order;
};

void try_offers(const graph::Graph& graph, std::string_view text, const Place& place,
                const AskOptions& options, std::vector<Good>& found) {
  Trials trials(graph, text.substr(0, place.begin), options);
  const Span where{static_cast<std::uint32_t>(place.begin), static_cast<std::uint32_t>(text.size())};
  std::vector<std::pair<Offer, Trials::Outcome>> readable;
  std::size_t names = 0;
  bool some_good = false;
  for (auto& offer : offers_at(graph, text, place, options.limits)) {
    const bool name = offer.kind == "name";
    if (name && names == kNames) continue;
    const auto outcome = trials.tried(offer);
    if (outcome == Trials::Outcome::unreadable) continue;
    if (name && outcome != Trials::Outcome::no_sense) ++names;
    some_good = some_good || outcome == Trials::Outcome::good;
    readable.emplace_back(std::move(offer), outcome);
  }
  // Where nothing at all makes sense the mistake stands before the cursor.
  for (auto& [offer, outcome] : readable)
    if (outcome != Trials::Outcome::no_sense || (!some_good && offer.kind != "name"))
      found.push_back({{std::move(offer.text), std::string(offer.kind), std::move(offer.label), where},
                       offer.rank,
                       offer.order});
}

}  // namespace

void prepare_to_complete(const graph::Graph& graph) {
  prepare_names(graph);
  complete(graph, "list ", 5);  // counts how many things each word holds of
}

std::vector<Choice> complete(const graph::Graph& graph, std::string_view text, std::size_t cursor,
                             const AskOptions& options) {
  text = text.substr(0, cursor);
  if (text.size() > options.limits.question_bytes) return {};
  std::vector<Good> found;
  try {
    for (const auto& place : places(text)) try_offers(graph, text, place, options, found);
  } catch (const TooDeep&) {
    return {};
  }
  std::stable_sort(found.begin(), found.end(), [](const Good& a, const Good& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.order < b.order;
  });
  std::vector<Choice> choices;
  std::set<std::string> seen;  // the same text may be reached from two places, or be of two kinds
  for (auto& good : found)
    if (seen.insert(std::string(text.substr(0, good.choice.where.begin)) + good.choice.text).second)
      choices.push_back(std::move(good.choice));
  return choices;
}

}  // namespace evident::query

// What was expected where reading stopped, as words: every class of the vocabulary from the schema's
// declarations in their order, the language's own from keywords.cpp.
#include "query/complete/offers.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "graph/schema/schema.hpp"
#include "query/bind/names.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query::completing {
namespace {

namespace wc = word_class;
using graph::Form;
using graph::Kind;
using graph::Type;

std::string text(std::string_view words) { return std::string(words); }
std::string after(std::string_view words) { return " " + std::string(words); }

// How many things of the library a condition holds of.
std::size_t held(const graph::Graph& graph, Kind kind, const graph::Condition& condition) {
  return graph.count(kind, condition);
}
// Declarations with how often they hold, the most frequent first.
template <class Declared>
struct Counted {
  const Declared* declared;
  std::size_t count;
};
template <class Declared, class Count>
std::vector<Counted<Declared>> most_frequent_first(std::span<const Declared> all, const Count& count) {
  std::vector<Counted<Declared>> counted;
  for (const auto& declared : all) counted.push_back({&declared, count(declared)});
  std::stable_sort(counted.begin(), counted.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  return counted;
}
std::string with_count(std::string_view doc, std::size_t count) {
  return text(doc) + (doc.empty() ? "" : "; ") + std::to_string(count) + " here";
}

// Gathers offers that begin with what was typed, each word once a rank.
class Collection {
 public:
  explicit Collection(std::string_view typed) : typed_(typed) {}

  bool wanted(std::string_view word) const { return folded_word(word).starts_with(typed_); }
  bool typed() const { return !typed_.empty(); }
  // main: the first word for what it means; the others only when their beginning is typed.
  void add(std::string_view word, std::string_view kind, std::string_view label, Rank rank, bool main,
           std::vector<std::string> goes_on = {""}, bool says_objects = false) {
    if (word.empty() || (!main && !typed()) || !wanted(word)) return;
    if (const auto at = places_.find({rank, text(word)}); at != places_.end()) {  // what may follow adds up
      auto& known = offers_[at->second].goes_on;
      for (auto& more : goes_on)
        if (std::find(known.begin(), known.end(), more) == known.end()) known.push_back(std::move(more));
      return;
    }
    places_.emplace(std::pair{rank, text(word)}, offers_.size());
    // Synonyms after the words they stand for.
    offers_.push_back({text(word), kind, text(label), rank, offers_.size() + (main ? 0 : 10'000),
                       std::move(goes_on), says_objects});
  }
  // Something that begins otherwise than what was typed for it: "sort by" with its bar.
  void add_for(std::string_view word, std::string offered, std::string_view kind, std::string_view label) {
    if (wanted(word))
      offers_.push_back({std::move(offered), kind, text(label), Rank::keyword, offers_.size(), {""}});
  }
  std::vector<Offer> take() { return std::move(offers_); }

 private:
  std::string_view typed_;
  std::vector<Offer> offers_;
  std::map<std::pair<Rank, std::string>, std::size_t> places_;
};

// The plural; the singular only where the plural does not begin so.
void nouns(const graph::Graph& graph, Collection& all) {
  const auto count = [&](const graph::Noun& noun) {
    std::size_t sum = 0;
    for (const auto& meaning : noun.meanings) sum += held(graph, meaning.kind, meaning.condition);
    return sum;
  };
  for (const auto& [noun, here] : most_frequent_first(graph::nouns(), count))
    for (std::size_t i = 0; i < noun->words.size(); i += 2) {
      const auto one = noun->words[i], many = noun->words[std::min(i + 1, noun->words.size() - 1)];
      const auto label = with_count(noun->doc, here);
      const std::vector<std::string> goes_on{"", " say"};
      all.add(many, "kind of thing", label, Rank::noun, i == 0, goes_on);
      if (all.typed() && !all.wanted(many)) all.add(one, "kind of thing", label, Rank::noun, i == 0, goes_on);
    }
}

void adjectives(const graph::Graph& graph, Collection& all) {
  const auto count = [&](const graph::Adjective& a) { return held(graph, a.kind, a.condition); };
  for (const auto& [adjective, here] : most_frequent_first(graph::adjectives(), count))
    all.add(adjective->word, "describing word", adjective->doc, Rank::adjective, true,
            {"", after(kind_word(adjective->kind, true))});
  for (const auto& kind : graph::kinds())
    for (const auto attribute : kind.attributes) {
      const auto& info = graph::info(attribute);
      const std::vector<std::string> goes_on{"", after(kind_word(kind.id, true))};
      if (info.type == Type::boolean && !info.words.empty())
        all.add(info.words.front(), "describing word", info.doc, Rank::adjective, false, goes_on);
      for (const auto& choice : info.choices)
        for (const auto word : choice.words)
          if ((longest_word(word, wc::qualifier).length) == word.size())
            all.add(word, "describing word", choice.doc, Rank::adjective, false, goes_on);
    }
}

void relations(Collection& all, Form form, std::string_view kind, Rank rank) {
  for (const auto& relation : graph::relations()) {
    if (relation.form != form) continue;
    const auto object = kind_word(relation.object, true);
    const bool both = form == Form::verb && relation.words.size() > 1;  // report, reports
    for (std::size_t i = 0; i < relation.words.size(); ++i) {
      const auto word = relation.words[i];
      const bool inflected = both && i % 2 == 1 && word.starts_with(relation.words[i - 1]);
      if (inflected && all.wanted(relation.words[i - 1])) continue;
      all.add(word, kind, "", rank, i == 0, {after(object)}, true);
    }
  }
}

// Those that are known of most things first: what people ask about is what the library holds.
void properties(const graph::Graph& graph, Collection& all) {
  const std::vector<std::string> goes_on{"", " is missing", " 1"};
  for (const std::string_view word : {"name", "text", "source", "sources", "kind", "id"})
    all.add(word, "property",
            word == "name"      ? "what it is called"
            : word == "text"    ? "its quotation"
            : word == "source"  ? "the work it stands in"
            : word == "sources" ? "in how many works it is named"
            : word == "kind"    ? "what kind of thing it is"
                                : "its identifier",
            Rank::property, true, goes_on);
  const auto known = [&](const graph::AttributeInfo& attribute) {
    std::size_t count = 0;
    for (const auto& kind : graph::kinds())
      if (graph::has(kind.id, attribute.id)) count += graph.count_with(kind.id, attribute.id);
    return count;
  };
  for (const auto& [attribute, count] : most_frequent_first(graph::attributes(), known))
    for (std::size_t i = 0; i < attribute->words.size(); ++i)
      all.add(attribute->words[i], "property", attribute->doc, Rank::property, i == 0, goes_on);
}

void flags(Collection& all) {
  for (const auto& attribute : graph::attributes())
    if (attribute.type == Type::boolean && !attribute.words.empty())
      all.add(attribute.words.front(), "property", attribute.doc, Rank::property, true, {""});
}

void values(Collection& all, bool effects_only) {
  for (const auto& attribute : graph::attributes()) {
    if (effects_only && attribute.id != graph::Attribute::direction) continue;
    for (const auto& choice : attribute.choices)
      for (std::size_t i = 0; i < choice.words.size(); ++i) {
        const bool effect = longest_word(choice.words[i], wc::effect).length == choice.words[i].size();
        all.add(choice.words[i], "value", choice.doc, Rank::value, effects_only ? effect : i == 0, {""});
      }
  }
}

// "have" and "lack" with each kind of thing that something can have.
std::vector<std::string> what_is_had() {
  std::vector<std::string> all;
  for (const auto& relation : graph::relations())
    if (relation.form == Form::have)
      if (auto object = after(kind_word(relation.object, true));
          std::find(all.begin(), all.end(), object) == all.end())
        all.push_back(std::move(object));
  return all;
}

void language(Collection& all, const std::vector<std::string_view>& expected) {
  const auto known = [&](std::string_view word) {
    return std::find(expected.begin(), expected.end(), word) != expected.end();
  };
  const auto goes_on = [](const Keyword& k) {
    return k.word == "have" || k.word == "lack" ? what_is_had() : std::vector<std::string>{text(k.goes_on)};
  };
  // One word may be expected as several things: "which" opens a question or goes on from a noun. Elsewhere
  // than where all of its kind can stand it is offered only once its beginning is typed.
  const bool opens = known("match"), tests = known("contains");
  const auto here = [&](const Keyword& k) {
    if (k.kind == "opening") return opens;
    if (k.kind == "condition" && k.word != "where")
      return tests || (k.word == "exists" && known("not") && !known("are"));
    if (k.kind == "statement") return !opens && !tests;
    if (k.kind == "step" && k.word != "|") return !opens;
    if (k.word == "exactly") return !known("true") || known("at least");
    if (k.word == "true" || k.word == "false") return !known("number of");  // a column of "true" says nothing
    return k.word != "count" || !opens;
  };
  for (const auto& k : keywords())
    if (known(k.word == "is not" ? "is" : k.word) && here(k))
      all.add(k.word, k.kind, k.label, k.rank, true, goes_on(k));
  if (known("|") && all.typed())
    for (const auto& k : keywords())
      if (k.kind == "step" && k.word != "|" && all.wanted(k.word))
        all.add_for(k.word, "| " + text(k.word), k.kind, k.label);
  for (const auto word : expected)
    if (word.size() > 1) all.add(word, "word", "", Rank::keyword, false, {""});
}

}  // namespace

std::vector<Offer> words_expected(const graph::Graph& graph, const Failure& failure, std::string_view typed) {
  Collection all(typed);
  const auto expects = [&](WordClasses classes) { return (failure.classes & classes) != 0; };
  if (expects(wc::noun)) nouns(graph, all);
  if (expects(wc::adjective)) adjectives(graph, all);
  if (expects(wc::verb)) relations(all, Form::verb, "verb", Rank::verb);
  if (expects(wc::participle)) relations(all, Form::participle, "what is done", Rank::participle);
  if (expects(wc::preposition)) relations(all, Form::preposition, "link", Rank::link);
  if (expects(wc::property)) properties(graph, all);
  if (expects(wc::flag)) flags(all);
  if (expects(wc::choice)) values(all, false);
  if (expects(wc::effect)) values(all, true);
  language(all, failure.keywords);
  const auto examples = [&](std::string_view kind, std::string_view offered, std::string_view label,
                            std::initializer_list<std::string_view> texts,
                            const std::vector<std::string>& goes_on) {
    if (std::find(failure.kinds.begin(), failure.kinds.end(), kind) == failure.kinds.end()) return;
    for (const auto example : texts) all.add(example, offered, label, Rank::example, true, goes_on);
  };
  // A bare number where "at least 2" can be said too would have two meanings; as a column it says nothing.
  const bool counted =
      std::find(failure.keywords.begin(), failure.keywords.end(), "at least") != failure.keywords.end();
  if (!expects(wc::choice) && !expects(wc::property) && !counted)
    examples("a number", "number", "any number", {"2", "3", "10"}, {"", " sources"});
  examples("=, !=, <, <=, > or >=", "sign", "compares", {"=", "!=", ">=", "<=", ">", "<"}, {" 1", " \"x\""});
  return all.take();
}

}  // namespace evident::query::completing

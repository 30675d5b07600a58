// Each function makes the text of one construct for the kinds of thing it is said of.
#include "reference/questions.hpp"

#include "reference/schema_words.hpp"

namespace evident::reference {
namespace {

using graph::Form;
using graph::Type;
using Strings = std::vector<std::string>;

class Asker {
 public:
  Asker(Random& random, const Library& library, Tone tone)
      : random_(random), library_(library), positive_(tone == Tone::positive) {}

  std::string question() {
    if (!positive_ && random_.one_in(25)) return "describe " + name({});
    if (!positive_ && random_.one_in(8)) return gaps() + stages({Kind::measure});
    const graph::Noun& noun = some_noun();
    const Kinds kinds = kinds_of(noun);
    if (!positive_ && random_.one_in(8))
      return one({"what share of ", "do all ", "do most ", "what percentage of "}) + phrase(noun, 1) + " " +
             predicate(kinds, 1);
    if (!positive_ && random_.one_in(20))
      return "how many " + phrase(noun, 1) + " are there per " + property(kinds);
    if (!positive_ && random_.one_in(20))
      return "list " + phrase(noun, 1) + " | summarise count by " + property(kinds);
    if (!positive_ && random_.one_in(12)) {
      const std::string set =
          "let @a = list " + phrase(noun, 1) + (random_.one_in(2) ? stages(kinds) : "") + "; ";
      std::string word;
      if (random_.one_in(2))
        return set + "list @a" + (random_.one_in(2) ? " where " + condition(kinds, 0) : "");
      const graph::Noun& other = some_noun();
      const Ways found = some_way(Form::have, kinds_of(other), word);
      if (found.empty()) return set + "list " + phrase(noun, 0) + " | minus @a";
      return "let @a = list " + phrase(noun_for(found[0]->object), 1) + "; which " + phrase(other, 0) +
             one({" have ", " do not have "}) + quantifier() + "@a";
    }
    std::string text =
        positive_ ? "list " : one({"which ", "list ", "which ", "how many ", "are there any "});
    text += phrase(noun, 2);
    if (random_.one_in(2)) text += " " + predicate(kinds, 2);
    if (random_.one_in(5)) text += " where " + condition(kinds, 1);
    return text +
           (!positive_ && (text.starts_with("which") || text.starts_with("list")) ? stages(kinds) : "");
  }

  Having having() {
    for (;;) {
      const graph::Noun& noun = some_noun();
      std::string word;
      if (const Ways found = some_way(Form::have, kinds_of(noun), word); !found.empty())
        return {phrase(noun, 1), phrase(noun_for(found[0]->object), 0)};
    }
  }
  Said with_condition() {
    const graph::Noun& noun = some_noun();
    return {phrase(noun, 0), condition(kinds_of(noun), 1)};
  }
  Said with_clause() {
    const graph::Noun& noun = some_noun();
    return {phrase(noun, 0), clause(kinds_of(noun), 0)};
  }

 private:
  const std::string& one(const Strings& choices) { return choices[random_.below(choices.size())]; }

  static Kinds kinds_of(const graph::Noun& noun) {
    Kinds kinds;
    for (const auto& meaning : noun.meanings) kinds.push_back(meaning.kind);
    return kinds;
  }
  // Nouns of what the library holds, mostly.
  const graph::Noun& some_noun() {
    for (int tries = 0;; ++tries) {
      const auto& noun = graph::nouns()[random_.below(graph::nouns().size())];
      const Kinds kinds = kinds_of(noun);
      for (const Node& node : library_.nodes)
        if (contains(kinds, node.kind) || tries > 40) return noun;
    }
  }
  const graph::Noun& noun_for(Kind kind) {
    std::vector<const graph::Noun*> fitting;
    for (const auto& noun : graph::nouns())
      if (contains(kinds_of(noun), kind)) fitting.push_back(&noun);
    return *random_.of(fitting);
  }

  std::string phrase(const graph::Noun& noun, int depth) {
    const Kinds kinds = kinds_of(noun);
    std::string text;
    if (random_.one_in(7))
      if (const std::string word = adjective(kinds); !word.empty()) text += word + " ";
    // Its words are a singular, a plural and so on; "evidence" stands alone.
    text += std::string(noun.words[random_.below((noun.words.size() + 1) / 2) * 2 + (noun.words.size() > 1)]);
    while (depth > 0 && random_.one_in(4)) text += " " + modifier(kinds, depth - 1);
    return text;
  }
  std::string adjective(const Kinds& kinds) {
    const Kind kind = random_.of(kinds);
    Strings words;
    for (const auto& a : graph::adjectives())
      if (a.kind == kind) words.emplace_back(a.word);
    for (const auto attribute : graph::info(kind).attributes) {
      const auto& info = graph::info(attribute);
      if (info.type == Type::boolean && attribute != Attribute::candidate)
        words.emplace_back(info.words.front());
      for (const auto& choice : info.choices)
        if (!choice.words.empty() && random_.one_in(4)) words.emplace_back(choice.words.front());
    }
    return words.empty() ? "" : one(words);
  }

  bool has_name(Kind kind) const {
    return std::any_of(library_.nodes.begin(), library_.nodes.end(), [kind](const Node& node) {
      return node.kind == kind && (is_concept(kind) || ((kind == Kind::source || kind == Kind::case_study) &&
                                                        node.find(Attribute::title)));
    });
  }
  std::string name(const Kinds& kinds) {
    Strings names;
    for (const Node& node : library_.nodes) {
      const bool fits = kinds.empty() || contains(kinds, node.kind);
      if (!fits && !random_.one_in(20)) continue;
      if (is_concept(node.kind)) names.push_back(node.words);
      if (const Value* others = node.find(Attribute::alternatives))
        names.push_back(std::get<Strings>(*others)[0]);
      if (node.kind == Kind::source || node.kind == Kind::case_study)
        if (const Value* title = node.find(Attribute::title)) names.push_back(std::get<std::string>(*title));
    }
    const std::string text = names.empty() || random_.one_in(60) ? one({"nobody", "trust"}) : one(names);
    if (contains(names, "trust") && random_.one_in(4)) return "$topic";
    return (random_.one_in(5) ? "exactly \"" : "\"") + text + "\"";
  }
  std::string names(const Kinds& kinds) {
    switch (random_.below(6)) {
      case 0:
        return name(kinds) + " and " + name(kinds);
      case 1:
        return name(kinds) + " or " + name(kinds);
      default:
        return name(kinds);
    }
  }
  std::string quantity() {
    if (random_.one_in(2)) return "";
    if (positive_) return one({"at least ", "more than "}) + std::to_string(random_.below(3)) + " ";
    return one({"at least ", "at most ", "exactly ", "more than ", "fewer than "}) +
           std::to_string(random_.below(3)) + " ";
  }
  std::string quantifier() {
    return positive_ || random_.one_in(2) ? quantity() : one({"no ", "only ", "every ", "any "});
  }

  // An object of a relation that there is.
  std::string target(const Ways& found, int depth) {
    const Kind object = random_.of(found)->object;
    if (has_name(object) && !random_.one_in(3)) return names({object});
    return quantifier() + phrase(noun_for(object), depth);
  }
  Ways some_way(Form form, const Kinds& kinds, std::string& word) {
    Ways possible;
    for (const auto& relation : graph::relations())
      if (relation.form == form && contains(kinds, relation.subject)) possible.push_back(&relation);
    if (possible.empty()) return {};
    const auto* way = random_.of(possible);
    if (form != Form::have) word = std::string(way->words[random_.below(way->words.size())]);
    return {way};
  }

  std::string date() { return one({"2002", "2003", "2004", "2003-05", "2003-05-17", "2004-12", "$year"}); }
  std::string modifier(const Kinds& kinds, int depth) {
    std::string word;
    switch (random_.below(14)) {
      case 0:
        return one({"since ", "before ", "after "}) + date();
      case 1:
        return "between " + one({"2002", "2003", "2003-05"}) + " and " +
               one({"2003", "2004", "2003-05", "2004-12"});
      case 2:
        return one({"in 2003", "in 2004", "in the last 18 years"});
      case 3:
        for (const Kind kind : kinds)
          if (has_name(kind)) return "named " + names(kinds);
        return "since 2002";
      case 4:
        return "with " + test(kinds);
      case 5:
        return positive_ ? "with " + test(kinds) : "without " + property(kinds);
      case 6:
        if (const Ways found = some_way(Form::have, kinds, word); !found.empty())
          return one(positive_ ? Strings{"with ", "with at least 2 "}
                               : Strings{"with ", "with at least 2 ", "with exactly 1 ", "without "}) +
                 phrase(noun_for(found[0]->object), depth);
        return "since 2003";
      case 7:
        if (contains(kinds, Kind::study) || contains(kinds, Kind::case_study))
          return "in " + one({"\"England\"", "\"Norway\" or \"England\""});
        [[fallthrough]];
      case 8:
      case 9:
        if (const Ways found = some_way(Form::participle, kinds, word); !found.empty())
          return word + " " + target(found, depth);
        return "before 2004";
      case 10:
        if (depth > 0) return "that " + clause(kinds, depth - 1);
        [[fallthrough]];
      default:
        if (const Ways found = some_way(Form::preposition, kinds, word); !found.empty())
          return word + " " + target(found, depth);
        return "since 2004";
    }
  }

  std::string clause(const Kinds& kinds, int depth) {
    std::string word;
    const bool no = !positive_ && random_.one_in(4);
    const std::string dont = no ? "do not " : "", are = no ? "are not " : "are ";
    switch (random_.below(7)) {
      case 0:
      case 1:
        if (const Ways found = some_way(Form::have, kinds, word); !found.empty())
          return dont + "have " + quantifier() + phrase(noun_for(found[0]->object), depth);
        [[fallthrough]];
      case 2:
        if (const Ways found = some_way(Form::have, kinds, word); !positive_ && !found.empty())
          return "lack " + phrase(noun_for(found[0]->object), depth);
        [[fallthrough]];
      case 3:
        if (const Ways found = some_way(Form::verb, kinds, word); !found.empty())
          return dont + word + " " + target(found, depth);
        [[fallthrough]];
      case 4:
        if (const Ways found = some_way(Form::participle, kinds, word); !found.empty())
          return are + word + " " + target(found, depth);
        [[fallthrough]];
      case 5:
        if (const Ways found = some_way(Form::preposition, kinds, word); !found.empty())
          return are + word + " " + target(found, depth);
        [[fallthrough]];
      default:
        if (const std::string adjectives = adjective(kinds); !adjectives.empty()) return are + adjectives;
        return "are named \"trust\"";
    }
  }
  std::string predicate(const Kinds& kinds, int depth) {
    std::string text = clause(kinds, depth);
    if (!random_.one_in(3)) return text;
    const std::string connective = one({" and ", " or ", " but "});
    for (std::size_t n = 1 + random_.below(2); n > 0; --n)
      text += connective + (depth > 1 && random_.one_in(4) ? "(" + predicate(kinds, depth - 1) + ")"
                                                           : clause(kinds, depth - 1));
    return text;
  }

  std::string property(const Kinds& kinds) {
    const Kind kind = random_.of(kinds);
    if (random_.one_in(6))
      return one(positive_ ? Strings{"name", "year"} : Strings{"name", "name", "sources", "year", "id"});
    const auto& attributes = graph::info(kind).attributes;
    return std::string(graph::info(attributes[random_.below(attributes.size())]).words.front());
  }
  // A value that may be held by what is so called.
  std::string value(const std::string& property, bool& ordered) {
    ordered = true;
    for (const auto& info : graph::attributes()) {
      if (!contains(info.words, property)) continue;
      switch (info.type) {
        case Type::choice: {
          ordered = info.id == Attribute::strength;
          Strings words;
          for (const auto& choice : info.choices)
            if (!choice.words.empty()) words.emplace_back(choice.words.front());
          if (!words.empty()) return one(words);
          break;
        }
        case Type::boolean:
          ordered = false;
          return one({"true", "false"});
        case Type::date:
        case Type::year:
          return date();
        case Type::integer:
        case Type::number:
          return one({"0", "1", "2", "1.5", "$n"});
        default:
          if (property == "value") return one({"12", "50%", "54", "75", "2"});
      }
      break;
    }
    return property == "sources" ? one({"0", "1", "2"})
                                 : one({"\"Alpha\"", "\"trust\"", "\"gamma\"", "12", "\"England\""});
  }
  Strings comparisons(bool ordered) const {
    Strings all{" = "};
    if (!positive_) all.push_back(" != ");
    if (ordered) all.insert(all.end(), {" at least ", " over ", " under ", " at most "});
    return all;
  }
  std::string test(const Kinds& kinds) {
    const std::string word = property(kinds);
    bool ordered = true;
    const std::string wanted = value(word, ordered);
    return word + one(comparisons(ordered)) + wanted;
  }
  std::string comparison(const Kinds& kinds) {
    const std::string word = property(kinds);
    bool ordered = true;
    const std::string wanted = value(word, ordered);
    switch (random_.below(7)) {
      case 0:
        return word + (positive_ ? " is not missing" : one({" is missing", " is not missing"}));
      case 1:
        return word + (positive_ ? " in (" : one({" in (", " not in ("})) + wanted + ", " +
               value(word, ordered) + ")";
      case 2:
        if (ordered)
          return word + (positive_ ? " between " : one({" between ", " not between "})) + wanted + " and " +
                 value(word, ordered);
        [[fallthrough]];
      case 3:
        return word + (positive_ ? " is " : one({" is ", " is not "})) + wanted;
      case 4:
        if (wanted[0] == '"')
          return word +
                 (positive_ ? " contains " : one({" contains ", " does not contain ", " starts with "})) +
                 "\"a\"";
        [[fallthrough]];
      default:
        return word + one(comparisons(ordered)) + wanted;
    }
  }
  std::string condition(const Kinds& kinds, int depth) {
    const auto term = [&] {
      const std::string inner =
          depth > 0 && random_.one_in(5) ? "(" + condition(kinds, depth - 1) + ")" : comparison(kinds);
      return (!positive_ && random_.one_in(5) ? "not " : "") + inner;
    };
    std::string text = term();
    if (random_.one_in(3)) {
      const std::string connective = one({" and ", " or "});
      for (std::size_t n = 1 + random_.below(2); n > 0; --n) text += connective + term();
    }
    return text;
  }

  std::string gaps() {
    std::string text = "gaps in ";
    if (!random_.one_in(3)) text += adjective({Kind::claim}) + " ";
    text += one({"evidence", "evidence", "findings", "claims", "conclusions"});
    if (random_.one_in(6)) text += " since 2003";
    if (random_.one_in(2)) return text;
    static const Kinds things{Kind::measure,        Kind::measure,  Kind::barrier,
                              Kind::success_factor, Kind::concept_, Kind::hallmark};
    return text + " for " + (random_.one_in(4) ? name(things) : phrase(noun_for(random_.of(things)), 1));
  }

  std::string stages(const Kinds& kinds) {
    std::string text;
    if (random_.one_in(10)) {
      const graph::Noun& noun = noun_for(random_.of(kinds));
      text += one({" | union (list ", " | minus (list ", " | intersect (list "}) + phrase(noun, 1) + ")";
    }
    if (random_.one_in(10)) {
      std::string word;
      const Form form = random_.one_in(2) ? Form::have : Form::participle;
      if (const Ways found = some_way(form, kinds, word); !found.empty()) {
        const graph::Noun& noun = noun_for(found[0]->object);
        return text + " | follow " + phrase(noun, 1) + cuts();
      }
    }
    if (random_.one_in(10)) text += " | where " + condition(kinds, 1);
    if (random_.one_in(3)) {
      text += " | sort by " + sort_key(kinds);
      if (random_.one_in(3)) text += ", " + sort_key(kinds);
    }
    text += cuts();
    if (random_.one_in(8)) text += " | where " + condition(kinds, 0) + cuts();
    return text;
  }
  std::string cuts() {
    std::string text;
    if (random_.one_in(8)) text += " | skip " + one({"1", "2"});
    if (random_.one_in(8)) text += " | limit " + one({"1", "2", "5", "$n"});
    return text;
  }
  std::string sort_key(const Kinds& kinds) {
    std::string word;
    std::string text = property(kinds);
    if (random_.one_in(3))
      if (const Ways found = some_way(random_.one_in(2) ? Form::have : Form::participle, kinds, word);
          !found.empty())
        text = "number of " + phrase(noun_for(found[0]->object), 1);
    return text + one({"", " desc", " asc"});
  }

  Random& random_;
  const Library& library_;
  bool positive_;
};

}  // namespace

std::string random_question(Random& random, const Library& library, Tone tone) {
  return Asker(random, library, tone).question();
}
Having random_having(Random& random, const Library& library) {
  return Asker(random, library, Tone::any).having();
}
Said random_condition(Random& random, const Library& library) {
  return Asker(random, library, Tone::any).with_condition();
}
Said random_clause(Random& random, const Library& library) {
  return Asker(random, library, Tone::any).with_clause();
}

}  // namespace evident::reference

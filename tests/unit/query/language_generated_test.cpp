// Generated questions: every production of the grammar is drawn at random with words of the vocabulary, so
// that whatever can be said is read, printed and read again as the same. Broken questions: a diagnostic that
// stays inside the text.
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "query/language/parse.hpp"
#include "query/language/vocabulary.hpp"
#include "unit/query/language_questions.hpp"

using namespace evident::query;
namespace wc = evident::query::word_class;

namespace {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}

  std::uint64_t below(std::uint64_t n) {  // splitmix64
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return (z ^ (z >> 31)) % n;
  }

  std::string question() {
    std::string q = one({"", "", "", "explain "});
    switch (below(6)) {
      case 0:
        return q + one({"describe ", "tell me about "}) + names() + mark();
      case 1:
        return q + one({"gaps in ", "what are the gaps in "}) + phrase(2) + mark() + stages();
      case 2:
        return q + one({"are there any ", "is there "}) + phrase(2) + mark();
      case 3:
        return q + "what do " + names() + " say " + modifier(1) + mark();
      default:
        return q + one({"which ", "what ", "list ", "find ", "show me ", "how many "}) + one({"", "the "}) +
               phrase(3) + one({"", "", " are there"}) + (below(3) ? " " + predicate(3) : "") +
               (below(4) ? "" : " where " + condition(3)) + mark() + stages();
    }
  }

 private:
  std::string one(std::vector<std::string> choices) { return choices[below(choices.size())]; }
  std::string mark() { return one({"", "?", " ?", "."}); }
  std::string word(WordClasses classes) {
    for (;;) {
      const auto& entry = vocabulary()[below(vocabulary().size())];
      if (entry.classes & classes) return std::string(entry.word);
    }
  }
  std::string name() {
    return one({"\"NHS\"", "\"private sector\"", "trust", "quality of life", "$topic", "exactly \"x \\\" y\"",
                "~\"shred\"", "the \"A\"", "\xE2\x80\x9Ctrust \"and\" respect\xE2\x80\x9D", "\"信任\"",
                "Department of Health"});
  }
  std::string names() {
    switch (below(4)) {
      case 0:
        return name() + " and " + name();
      case 1:
        return name() + ", " + name() + " or " + name();
      case 2:
        return "both " + name() + " and " + name();
      default:
        return name();
    }
  }
  std::string quantity() {
    return one({"", "", "at least 3 ", "at most two ", "exactly 1 ", "more than 10 ", "fewer than 4 ", "no ",
                "only ", "every ", "any ", "3 or more ", "the "});
  }
  std::string adjective(bool& last) {
    const auto text = word(wc::adjective);
    last = false;
    return text + " ";
  }
  std::string phrase(int depth) {
    std::string text;
    for (auto n = below(3); n > 0; --n) {
      bool last;
      text += adjective(last);
    }
    text += word(wc::noun);
    if (depth > 0)
      for (auto n = below(3); n > 0; --n) text += " " + modifier(depth - 1);
    return text;
  }
  std::string target(int depth) {
    if (depth <= 0 || below(2)) return names();
    return quantity() + (below(3) ? phrase(depth - 1) : "(" + phrase(depth - 1) + ")");
  }
  std::string date() { return one({"2003", "2010-05", "2016-02-29", "$year"}); }
  std::string modifier(int depth) {
    switch (below(12)) {
      case 0:
        return "since " + date();
      case 1:
        return "before " + date();
      case 2:
        return "published after " + date();
      case 3:
        return "between 1990 and " + one({"2003", "2010-05", "$year"});
      case 4:
        return "in the last " + one({"5", "ten"}) + " years";
      case 5:
        return "in 2003";
      case 6:
        return "named " + names();
      case 7:
        return "with " + word(wc::property) + " " + one({"at least ", "over ", "= ", "!= "}) + value();
      case 8:
        return "without " + word(below(2) ? wc::noun : wc::property);
      case 9:
        return word(wc::participle) + " " + target(depth);
      case 10:
        return depth > 0 ? "that " + (below(2) ? "(" + predicate(depth - 1) + ")" : clause(depth - 1))
                         : "since 2003";
      default:
        return word(wc::preposition) + " " + target(depth);
    }
  }
  std::string clause(int depth) {
    switch (below(6)) {
      case 0:
        return one({"have ", "do not have ", "has "}) + quantity() + phrase(depth);
      case 1:
        return "lack " + phrase(depth);
      case 2:
        return one({"are ", "are not ", "is "}) + word(wc::participle) + " " + target(depth);
      case 3:
        return one({"are ", "are not "}) + word(wc::adjective);
      case 4:
        return one({"are ", "is not "}) + word(wc::preposition) + " " + target(depth);
      default:
        return one({"", "do not "}) + word(wc::verb) + " " + target(depth);
    }
  }
  std::string predicate(int depth) {
    const auto term = [&] {
      return depth > 0 && below(5) == 0 ? "(" + predicate(depth - 1) + ")" : clause(depth);
    };
    std::string text = term();
    const auto connective = one({" and ", " or ", " but "});
    for (auto n = below(3); n > 0; --n) text += connective + term();
    return text;
  }
  std::string value() {
    return one({"3", "-2.5", "50%", "three", "2003-05", "\"some text\"", "$p", "true", "private sector",
                word(wc::choice)});
  }
  std::string comparison() {
    const auto property = word(wc::property);
    switch (below(8)) {
      case 0:
        return property + one({" is missing", " is not missing"});
      case 1:
        return property + one({" in (", " not in ("}) + value() + ", " + value() + ")";
      case 2:
        return property + one({" between ", " not between "}) + value() + " and " + value();
      case 3:
        return property + one({" contains ", " does not contain ", " starts with "}) + "\"x\"";
      case 4:
        return property + one({" is ", " is not "}) + value();
      case 5:
        return property + one({" at least ", " is over "}) + value();
      case 6:
        return word(wc::flag);
      default:
        return property + one({" = ", " != ", "<", " <= ", "> ", ">="}) + value();
    }
  }
  std::string condition(int depth) {
    const auto term = [&]() -> std::string {
      if (depth > 0 && below(5) == 0) return one({"", "not "}) + "(" + condition(depth - 1) + ")";
      return one({"", "", "not "}) + comparison();
    };
    std::string text = term();
    const auto connective = one({" and ", " or "});
    for (auto n = below(3); n > 0; --n) text += connective + term();
    return text;
  }
  std::string stages() {
    std::string text;
    for (auto n = below(3); n > 0; --n) {
      switch (below(5)) {
        case 0:
          text += " | where " + condition(2);
          break;
        case 1:
          text += " | limit " + one({"5", "ten", "$n"});
          break;
        case 2:
          text += "\n| skip 2";
          break;
        case 3:
          text += " | show " + word(wc::property) + ", " + word(wc::property);
          break;
        default:
          text += " | sort by " + word(wc::property) + one({"", " desc", " newest first"}) + ", number of " +
                  phrase(1) + one({"", " asc", " most first"});
      }
    }
    return text;
  }

  std::uint64_t state_;
};

}  // namespace

TEST_CASE("generated questions are read, or have a reason; printed and read again they are the same") {
  Generator generator(20260101);
  std::size_t accepted = 0, total = 6000;
  for (std::size_t i = 0; i < total; ++i) {
    const auto text = generator.question();
    const auto question = parse(text);
    if (!question) {
      // The generator mixes words freely, so that some lists and times have two readings or none.
      INFO(text << "\n" << show_diagnostic(question.error(), text));
      CHECK(question.error().span.end <= text.size());
      continue;
    }
    ++accepted;
    const auto printed = print(*question);
    INFO(text << "\n" << printed);
    const auto again = parse(printed);
    REQUIRE(again);
    REQUIRE(same(*question, *again));
    REQUIRE(print(*again) == printed);
  }
  INFO(accepted << " of " << total);
  CHECK(accepted * 10 > total * 9);
}

TEST_CASE("broken questions end in a diagnostic inside the text, and its change helps") {
  Generator random(7);
  std::size_t edits = 0;
  for (int i = 0; i < 4000; ++i) {
    std::string text(test::kQuestions[random.below(std::size(test::kQuestions))]);
    for (auto n = random.below(3) + 1; n > 0 && !text.empty(); --n) {
      const auto at = random.below(text.size());
      switch (random.below(3)) {
        case 0:
          text.erase(at, random.below(4) + 1);
          break;
        case 1:
          text.insert(at, 1, "()|\"'=,x 9#\xC3"[random.below(12)]);
          break;
        default:
          std::swap(text[at], text[random.below(text.size())]);
      }
    }
    const auto question = parse(text);
    if (question) continue;
    const auto& error = question.error();
    INFO(text << "\n" << show_diagnostic(error, text));
    REQUIRE(error.span.begin <= error.span.end);
    REQUIRE(error.span.end <= text.size());
    REQUIRE_FALSE(error.message.empty());
    REQUIRE((!error.fix.empty() || !error.expected.empty()));
    if (!error.edit) continue;
    ++edits;
    const auto changed =
        text.substr(0, error.edit->where.begin) + error.edit->text + text.substr(error.edit->where.end);
    const auto again = parse(changed);
    INFO(changed);
    if (!again) REQUIRE(again.error().span.end > error.edit->where.begin);
  }
  CHECK(edits > 200);
}

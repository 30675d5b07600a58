// The vocabulary comes from the schema: every word of it can be said where its class belongs, and matching
// keeps to words.
#include <catch2/catch.hpp>
#include <string>

#include "query/language/parse.hpp"
#include "query/language/vocabulary.hpp"

using namespace evident::query;
namespace wc = evident::query::word_class;

namespace {
void is_read(const std::string& text) {
  const auto question = parse(text);
  if (!question) UNSCOPED_INFO(show_diagnostic(question.error(), text));
  CHECK(question);
}
}  // namespace

TEST_CASE("every word of the schema can be asked with") {
  std::size_t words = 0;
  for (const auto& entry : vocabulary()) {
    const std::string word(entry.word);
    INFO(word);
    if (entry.classes & wc::noun) is_read("list " + word);
    if (entry.classes & wc::adjective) is_read("list " + word + " claims");
    if (entry.classes & wc::verb) is_read("which sources " + word + " \"x\"");
    if (entry.classes & wc::participle) {
      is_read("which claims are " + word + " \"x\"");
      is_read("list claims " + word + " \"x\" since 2003");
    }
    if (entry.classes & wc::preposition) is_read("list claims " + word + " \"x\"");
    if (entry.classes & wc::property) {
      is_read("list claims where " + word + " = 1 | sort by " + word + " desc | show " + word);
      is_read("list claims with " + word + " at least 2");
    }
    if (entry.classes & wc::flag) is_read("list claims where not " + word);
    if (entry.classes & wc::choice) is_read("list claims where title = " + word);
    ++words;
  }
  CHECK(words > 300);
}

TEST_CASE("the longest word wins and words end where they end") {
  CHECK(longest_word("case studies report", wc::noun).word == "case studies");
  CHECK(longest_word("case\n  studies", wc::noun).length == 14);
  CHECK(longest_word("Case-Studies", wc::noun).word == "case studies");
  CHECK(longest_word("cost benefit evidence", wc::adjective).word == "cost-benefit");
  CHECK(longest_word("cost evidence", wc::adjective).word == "cost");
  CHECK(longest_word("claims.", wc::noun).length == 6);
  CHECK(longest_word("claimsmanship", wc::noun).length == 0);
  CHECK(longest_word("claims-based", wc::noun).length == 0);
  CHECK(longest_word("claimsé", wc::noun).length == 0);
  CHECK(longest_word("claims\xC2\xA0x", wc::noun).length == 6);
  CHECK(longest_word("", wc::noun).length == 0);
  CHECK(longest_word("claims", wc::adjective).length == 0);
  CHECK(phrase_length("at  least 3", "at least") == 9);
  CHECK(phrase_length("at leastways", "at least") == 0);
  CHECK(phrase_length("don\xE2\x80\x99t", "don't") == 7);
  CHECK(layout_length(" # comment\n\t x") == 13);
}

TEST_CASE("a bare name is made of words that are not vocabulary, or capitalised") {
  const auto name = [](std::string_view text) { return std::string(text.substr(0, bare_name_length(text))); };
  CHECK(name("public private partnership since 2003") == "public private partnership");
  CHECK(name("NHS and private sector") == "NHS");
  CHECK(name("Department of Health in England") == "Department of Health");
  CHECK(name("quality of life?") == "quality of life");
  CHECK(name("quality of claims") == "quality");
  CHECK(name("Better Care Group, trust") == "Better Care Group");
  CHECK(name("cost") == "");
  CHECK(name("which") == "");
  CHECK(name("trust order by year") == "trust");
  CHECK(name("O'Brien & Sons") == "O'Brien");
  CHECK(name("信任 2003") == "信任");
  CHECK(name("\"trust\"") == "");
}

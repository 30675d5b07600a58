#include "support/text.hpp"

#include <catch2/catch.hpp>

using namespace evident;

TEST_CASE("invalid UTF-8 is found at its offset") {
  CHECK_FALSE(first_invalid_utf8("plain"));
  CHECK_FALSE(first_invalid_utf8("caf\xC3\xA9 \xE2\x80\x99 \xF0\x9F\x98\x80"));
  CHECK(first_invalid_utf8("abc\xC3(") == 3u);
  CHECK(first_invalid_utf8("\xED\xA0\x80") == 0u);      // a surrogate
  CHECK(first_invalid_utf8("\xC0\xAF") == 0u);          // overlong
  CHECK(first_invalid_utf8("\xF4\x90\x80\x80") == 0u);  // beyond U+10FFFF
  CHECK(first_invalid_utf8("ok\xE2\x80") == 2u);        // cut short
}

TEST_CASE("labels meet whatever their case, hyphens, plural, spelling and accents") {
  CHECK(label_key("Readmission rates") == label_key("readmission-rate"));
  CHECK(label_key("Users' quality of life") == label_key("user quality of life"));
  CHECK(label_key("organisation") == label_key("Organization"));
  CHECK(label_key("Zürich") == label_key("ZURICH"));
  CHECK(label_key("programmes") == label_key("program"));
  CHECK(label_key("carers’ experience") == label_key("carers' experience"));
  CHECK(label_key("policies") == label_key("policy"));
  CHECK(label_key("access") == "access");  // no plural
  CHECK(label_key("crisis") == "crisis");
  CHECK(label_key("trust") != label_key("thrust"));
  CHECK(label_key("\xEF\xAC\x81nance") == label_key("finance"));  // the ligature fi
  CHECK(label_key(" — ") == "");
}

TEST_CASE("folding keeps words of other scripts") {
  CHECK(fold("英国的 PCT") == "英国的 pct");
  CHECK(fold("Straße") == "strasse");
}

TEST_CASE("words carry their byte offsets") {
  const std::string_view text = "Carers’ and co-workers' 3,230 people (4.6%) 信任.";
  std::vector<std::string> found;
  for (const Word& w : words(text)) found.emplace_back(text.substr(w.begin, w.end - w.begin));
  CHECK(found ==
        std::vector<std::string>{"Carers", "and", "co-workers", "3,230", "people", "4.6", "信", "任"});
}

TEST_CASE("squeeze and trim know Unicode blanks") {
  CHECK(squeeze("  a\xC2\xA0\r\n\tb \xE2\x80\x89 c ") == "a b c");
  CHECK(trim("\xEF\xBB\xBF x y \xC2\xA0") == "x y");
  CHECK(trim(" \n ") == "");
}

TEST_CASE("widths on a terminal") {
  CHECK(display_width("trust") == 5);
  CHECK(display_width("信任") == 4);
  CHECK(display_width("e\xCC\x81") == 1);
  CHECK(clip_to_width("信任x", 3) == "信");
  CHECK(clip_to_width("abc", 9) == "abc");
}

TEST_CASE("edit distance counts a swap once and stops at the limit") {
  CHECK(edit_distance("mesures", "measures", 2) == 1);
  CHECK(edit_distance("whcih", "which", 2) == 1);
  CHECK(edit_distance("barrier", "measure", 2) == 3);
  CHECK(edit_distance("", "ab", 2) == 2);
  CHECK(edit_distance("é", "e", 2) == 1);
}

TEST_CASE("encodings are told apart") {
  CHECK(decode("plain")->encoding == Encoding::utf8);
  CHECK(decode("\xEF\xBB\xBFplain")->encoding == Encoding::utf8_with_mark);
  CHECK(decode("\xEF\xBB\xBFplain")->text.size() == 8);  // offsets stay the file's
  const auto french = decode("d\xE9j\xE0 \x93vu\x94");
  REQUIRE(french);
  CHECK(french->encoding == Encoding::windows_1252);
  CHECK(french->text == "déjà “vu”");
  const auto little = decode(std::string("\xFF\xFEh\0i\0\x3D\xD8\x00\xDE", 10));
  REQUIRE(little);
  CHECK(little->encoding == Encoding::utf16_le);
  CHECK(little->text == "hi\xF0\x9F\x98\x80");
  const auto big = decode(std::string("\0h\0e\0l\0l\0o", 10));
  REQUIRE(big);
  CHECK(big->encoding == Encoding::utf16_be);
  CHECK(big->text == "hello");
  CHECK_FALSE(
      decode(std::string("\x7F"
                         "ELF\x02\0\0\0\0\0\0\0",
                         12)));
  CHECK_FALSE(decode(std::string("\xFF\xFE\x00\xDC", 4)));  // a lone low surrogate
}

TEST_CASE("sentence boundaries leave abbreviations alone") {
  const std::string_view text = "Dr. Gray agreed. It fell by 3.5%. Why?";
  const auto ends = sentence_boundaries(text);
  REQUIRE(ends.size() == 3);
  CHECK(text.substr(0, ends[0]) == "Dr. Gray agreed. ");
  CHECK(ends.back() == text.size());
  CHECK(sentence_boundaries("").empty());
}

TEST_CASE("stems meet across inflection and spelling") {
  CHECK(stem("randomised") == stem("randomized"));
  CHECK(stem("improving") == stem("improved"));
}

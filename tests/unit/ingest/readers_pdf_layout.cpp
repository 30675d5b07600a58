// What pdftotext says of a page, and what is made of it: running heads, columns, divided words, notes,
// headings.
#include "ingest/readers/pdf.hpp"
#include "readers_support.hpp"
#include "support/text.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

namespace {

// A page of an invented file; words are 5 points a letter wide.
class Sheet {
 public:
  Sheet& block() {
    out_ += "<block>";
    return *this;
  }
  Sheet& line(int left, int top, int size, const std::string& words) {
    out_ += "<line>";
    int x = left;
    std::string word;
    for (const char c : words + " ") {
      if (c != ' ') {
        word += c;
        continue;
      }
      const int width = static_cast<int>(count_code_points(word)) * size / 2;
      out_ += "<word xMin=\"" + std::to_string(x) + "\" yMin=\"" + std::to_string(top) + "\" xMax=\"" +
              std::to_string(x + width) + "\" yMax=\"" + std::to_string(top + size) + "\">" + word +
              "</word>\n";
      x += width + size / 3;
      word.clear();
    }
    out_ += "</line>";
    return *this;
  }
  Sheet& page() {
    out_ += "<page width=\"595\" height=\"842\">";
    return *this;
  }
  Document document() const {
    auto pages = pdf::read_words(out_);
    REQUIRE(pages);
    Document d;
    d.name = "a.pdf";
    d.page_labels = pdf::arrange_pages(*pages);
    const Cancel cancel;
    REQUIRE(pdf::write_text(d, *pages, {}, cancel));
    CHECK(broken_invariant(d) == "");
    return d;
  }

 private:
  std::string out_;
};

constexpr std::string_view kWho[] = {"Anna", "Berta", "Clara"};  // what is the same on every page is a running head

Sheet three_pages() {
  Sheet s;
  for (int p = 1; p <= 3; ++p) {
    s.page().block().line(50, 20, 8, "Papers on rooms, volume 7");
    if (p == 1) s.block().line(50, 60, 18, "Warm rooms of a town");
    s.block().line(50, 100, 10, std::string(kWho[p - 1]) + " and the guests who came to the rooms were glad,");
    s.line(50, 112, 10, "from the first week on, as all of them said, of the coop-");
    s.line(50, 124, 10, "erative spirit that they met there, and of soup and tea");
    s.line(50, 136, 10, "on the stove in the largest of the rooms for all of the");
    s.block().line(350, 100, 10, "people who stayed with " + std::string(kWho[p - 1]) + " till the evening, whoever");
    s.line(350, 112, 10, "came, and of the lamps that stood in the windows when");
    s.line(350, 124, 10, "nights were long and the road not safe for walking.");
    if (p < 3) s.block().line(350, 154, 10, "A sentence runs from the foot of a page to the top of");
    s.block().line(50, 820, 8, std::to_string(p + 6));
  }
  return s;
}

}  // namespace

TEST_CASE("what is printed on every page is no text") {
  const Document d = three_pages().document();
  for (const Block& b : d.blocks) {
    const std::string words(d.words(b));
    CHECK(words.find("volume 7") == std::string::npos);
    CHECK(words != "7");
  }
  CHECK(kind(d, "Warm rooms of a town") == BlockKind::title);
}

TEST_CASE("paragraphs go on in the next column, and divided words are whole") {
  const Document d = three_pages().document();
  std::size_t found = 0;
  for (std::size_t i = 0; i < d.blocks.size(); ++i) {
    const std::string words = squeeze(d.words(d.blocks[i]));
    found +=
        words ==
        "Anna and the guests who came to the rooms were glad, from the first week on, as all of them said, of the cooperative "
        "spirit that they met there, and of soup and tea on the stove in the largest of the rooms for all of the people who "
        "stayed with Anna till the evening, whoever came, and of the lamps that stood in the windows when nights were long and the "
        "road not safe for walking.";
    CHECK(words.find("coop-") == std::string::npos);
  }
  CHECK(found == 1);
  CHECK(d.text.find("coop\xC2\xAD\nerative") != std::string::npos);
  CHECK(fold("coop\xC2\xAD\nerative") == "cooperative");
}

TEST_CASE("a last line with room behind it ends its paragraph in the column") {
  Sheet s;
  s.page().block().line(50, 60, 18, "Warm rooms of a town");
  s.block().line(50, 100, 10, "The first of the rooms was opened in the winter of a");
  s.line(50, 112, 10, "year in which the river froze, and nobody had thought");
  s.line(50, 124, 10, "of it before");
  s.block().line(350, 100, 10, "and the list of those who came grew long, as the town");
  s.line(350, 112, 10, "had none of its own, and no other place that was warm");
  s.line(350, 124, 10, "enough to sit in for longer than an hour in the evening.");
  const Document d = s.document();
  CHECK(std::any_of(d.blocks.begin(), d.blocks.end(), [&](const Block& b) {
    return squeeze(d.words(b)) == "The first of the rooms was opened in the winter of a year in which the river froze, and "
                                  "nobody had thought of it before";
  }));
}

TEST_CASE("words know their page, also in a block that began on the one before") {
  const Document d = three_pages().document();
  for (int p = 1; p <= 3; ++p) {
    const std::size_t at = d.text.find("stayed with " + std::string(kWho[p - 1]));
    REQUIRE(at != std::string::npos);
    CHECK(d.page_at(0, static_cast<std::uint32_t>(at)) == p);
  }
}

TEST_CASE("printed numbers of pages that are not their places are kept") {
  const Document d = three_pages().document();
  CHECK(d.page_labels == std::vector<std::string>{"7", "8", "9"});
}

TEST_CASE("a hyphen of its own stays") {
  Sheet s;
  s.page().block().line(50, 100, 10, "A well-known room was open to all who came to it, and this well-");
  s.line(50, 112, 10, "known room had a stove.");
  const Document d = s.document();
  CHECK(squeeze(d.words(d.blocks[0])) ==
        "A well-known room was open to all who came to it, and this well-known room had a stove.");
}

TEST_CASE("notes stand below the paragraph that they interrupt") {
  Sheet s;
  s.page().block().line(50, 100, 10, "The rooms were open on every day of the week, and in the evening");
  s.line(50, 112, 10, "the guests were asked what they would like to do on the day that");
  s.block().line(50, 780, 7, "1 But for one week in May.");
  s.page().block().line(50, 100, 10, "followed it, as a rule.");
  const Document d = s.document();
  REQUIRE(d.blocks.size() == 2);
  CHECK(squeeze(d.words(d.blocks[0])).ends_with("on the day that followed it, as a rule."));
  CHECK(d.blocks[1].kind == BlockKind::footnote);
  CHECK(d.page_at(1, d.blocks[1].begin) == 1);
}

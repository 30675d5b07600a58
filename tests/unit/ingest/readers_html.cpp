// Web pages: what is text, what is around it, and what the page says of itself.
#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

namespace {

std::string page(const std::string& body, const std::string& head = "") {
  return "<!DOCTYPE html><html lang=\"en\"><head>" + head + "</head><body>" + body + "</body></html>";
}

std::string field(const Document& document, DocumentField::Name name) {
  for (const DocumentField& f : document.record)
    if (f.name == name) return f.value;
  return "";
}

constexpr const char* kText =
    "<p>The rooms were kept warm all winter, and nobody who came to them was asked to pay for the heat.</p>"
    "<p>Guests stayed for two hours on average; those who lived alone stayed for longer than the others "
    "did.</p>";

}  // namespace

TEST_CASE("what surrounds a page's text is left out") {
  const auto d = read("a.html", page(std::string(R"(<header><a href="/">The Harbour Post</a></header>
    <nav><ul><li><a href="/a">Home</a></li><li><a href="/b">News</a></li></ul></nav>
    <div class="cookie-notice">We would like to set cookies on your machine.</div>
    <main><h1>Warm rooms</h1>)") + kText +
                                     R"(
      <div class="related-links"><h2>More like this</h2><a href="/c">Cold rooms</a></div></main>
    <aside>Buy our calendar</aside><footer>All rights reserved</footer><script>var a = "<p>no</p>";</script>)"));
  CHECK(d.format == "html");
  CHECK(kind(d, "Warm rooms") == BlockKind::title);
  for (const char* around :
       {"Harbour Post", "Home", "cookies", "More like this", "Cold rooms", "calendar", "rights", "var a"})
    CHECK(d.text.find(around) == std::string::npos);
  CHECK(d.blocks.size() == 3);
  CHECK(broken_invariant(d) == "");
}

TEST_CASE("a part that holds most of a page is its text, whatever it is called") {
  const auto d = read(
      "a.html", page("<div class=\"sidebar-widget\"><h1>Warm rooms</h1>" + std::string(kText) + "</div>"));
  CHECK(d.blocks.size() == 3);
}

TEST_CASE("a heading that stands outside of the text is still the title") {
  const auto d = read(
      "a.html", page("<div class=\"hero\"><h1>Warm rooms</h1></div><main>" + std::string(kText) + "</main>"));
  CHECK(kind(d, "Warm rooms") == BlockKind::title);
}

TEST_CASE("headings, lists, quotations and captions keep their kinds") {
  const auto d = read("a.html", page("<h1>Warm rooms</h1><h2>What helped</h2>" + std::string(kText) + R"(
    <p>Three things helped:</p>
    <ul><li>a stove<ul><li>with wood</li></ul></li><li><p>soup</p><p>made by guests</p></li></ul>
    <ol start="3"><li>third</li><li>fourth</li></ol>
    <blockquote><p>It was the kindest place in town.</p><footer>A guest of sixty</footer></blockquote>
    <h3>How many came</h3><figure><img src="a.png" alt="bars"><figcaption>Guests by week</figcaption></figure>)"));
  CHECK(kind(d, "What helped") == BlockKind::heading);
  CHECK(section(d, "How many came") == "What helped");
  CHECK(parent(d, "a stove") == "Three things helped:");
  CHECK(parent(d, "with wood") == "a stove");
  CHECK(d.blocks[at(d, "with wood")].level == 2);
  CHECK(kind(d, "made by guests") == BlockKind::paragraph);
  CHECK(parent(d, "made by guests") == "soup");
  CHECK(d.blocks[at(d, "third")].marker == "3");
  CHECK(d.blocks[at(d, "third")].ordered);
  CHECK(kind(d, "It was the kindest place in town.") == BlockKind::quotation);
  CHECK(kind(d, "A guest of sixty") == BlockKind::attribution);
  CHECK(parent(d, "A guest of sixty") == "It was the kindest place in town.");
  CHECK(kind(d, "Guests by week") == BlockKind::caption);
  CHECK(broken_invariant(d) == "");
}

TEST_CASE("cells stand in their columns, spans and all") {
  const auto d =
      read("a.html",
           page(R"(<h1>Warm rooms</h1><table><thead><tr><th>Place</th><th colspan="2">Rooms</th></tr></thead>
    <tr><td rowspan="2">North</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr></table>)"));
  const Block& head = d.blocks[1];
  CHECK(head.header);
  CHECK(head.cells.size() == 3);
  const Block& second = d.blocks[3];
  REQUIRE(second.cells.size() == 3);
  CHECK(second.cells[0].begin == second.cells[0].end);
  CHECK(d.text.substr(second.cells[2].begin, second.cells[2].end - second.cells[2].begin) == "5");
  CHECK(broken_invariant(d) == "");
}

TEST_CASE("a table that only places things on the page is none") {
  const auto d =
      read("a.html", page("<table><tr><td><h1>Warm rooms</h1>" + std::string(kText) + "</td></tr></table>"));
  CHECK(kind(d, "Warm rooms") == BlockKind::title);
  CHECK(d.blocks.size() == 3);
}

TEST_CASE("marks above the line do not run into words") {
  const auto d = read(
      "a.html",
      page("<h1>Warm rooms</h1><p>Guests came back<sup>1,2</sup> and 40 m<sup>2</sup> were enough.</p>"));
  CHECK(kind(d, "Guests came back¹,² and 40 m² were enough.") == BlockKind::paragraph);
}

TEST_CASE("a page's record comes from its tags, the surest first") {
  const std::string head = R"(<title>Warm rooms | The Harbour Post</title>
    <meta property="og:title" content="Warm rooms, and more">
    <meta name="DC.creator" content="Nobody">
    <meta name="citation_title" content="Warm rooms of a town">
    <meta name="citation_author" content="Roe, Ann"><meta name="citation_author" content="Ben Poe">
    <meta name="citation_publication_date" content="2019/05/24">
    <meta name="citation_doi" content="10.1234/rooms.5">
    <script type="application/ld+json">{"@context": "https://schema.org", "@type": "ScholarlyArticle", "headline": "Other words",
      "author": [{"@type": "Person", "name": "Somebody Else"}], "publisher": {"name": "Harbour Press"}}</script>)";
  const auto d = read("a.html", page("<h1>Warm rooms</h1>" + std::string(kText), head));
  CHECK(field(d, DocumentField::Name::title) == "Warm rooms of a town");
  CHECK(field(d, DocumentField::Name::author) == "Ann Roe");
  CHECK(field(d, DocumentField::Name::date) == "2019/05/24");
  CHECK(field(d, DocumentField::Name::doi) == "10.1234/rooms.5");
  CHECK(field(d, DocumentField::Name::publisher) == "Harbour Press");
  CHECK(d.record.back().sure == false);
}

TEST_CASE("the character set is that of the mark, the tag, or the bytes") {
  const std::string western =
      "<html><head><meta charset=\"iso-8859-1\"></head><body><h1>Caf\xE9 rooms</h1><p>Tea cost \x80 "
      "2.</p></body></html>";
  CHECK(kind(read("a.html", western), "Café rooms") == BlockKind::title);
  CHECK(kind(read("a.html", western), "Tea cost € 2.") == BlockKind::paragraph);
  const std::string cyrillic =
      "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; "
      "charset=windows-1251\"></head><body><h1>\xD2\xE5\xEF\xEB\xEE</h1></body></html>";
  CHECK(read("a.html", cyrillic).text.find("Тепло") != std::string::npos);
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("<html><body><h1>Warm rooms</h1></body></html>")) wide += {c, '\0'};
  CHECK(kind(read("a.html", wide), "Warm rooms") == BlockKind::title);
}

TEST_CASE("pages that nest without end are refused") {
  const Cancel cancel;
  const auto refused = [&](const std::string& bytes) {
    const auto d = read_document("a.html", bytes, {}, cancel);
    REQUIRE_FALSE(d);
    CHECK(d.error().code == Code::limit);
    CHECK(d.error().message.starts_with("a.html: "));
  };
  const auto times = [](const std::string& s, int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += s;
    return out;
  };
  refused("<html>" + times("<div>", 100'000));
  refused("<html>" + times("<div></x>", 100'000));
  refused("<html>" + times("<div><table><td></div>", 50'000));
  refused("<html>" + times("<p><b>x", 50'000));
  refused("<html><p" + times(" a1=b", 10'000) + ">");
}

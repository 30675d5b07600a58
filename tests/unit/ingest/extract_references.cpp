#include "extract_helpers.hpp"
#include "ingest/extract/citation.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using evident::ingest::Citation;
using evident::ingest::parse_citation;

namespace {

// "authors | title | year | venue | publisher"
std::string parts(std::string_view words, bool footnote = false) {
  const Citation c = parse_citation(words, footnote);
  std::string out;
  for (const std::string& author : c.authors) out += (out.empty() ? "" : "; ") + author;
  return out + " | " + c.title + " | " + (c.year ? std::to_string(*c.year) : "") + " | " + c.venue + " | " +
         c.publisher;
}

std::string title_of(std::string_view words) { return parse_citation(words, true).title; }

}  // namespace

TEST_CASE("bibliographic styles") {
  CHECK(parts("Roe J. High kerbs. Journal of Streets. 2010;4(2):1-9.") ==
        "Roe J | High kerbs | 2010 | Journal of Streets | ");
  CHECK(
      parts(
          "Brown A, Lee C. Hedges and particles: a field trial. Atmospheric Environment 2012;46:112-9. doi: "
          "10.1016/j.atmosenv.2012.01.001") ==
      "Brown A; Lee C | Hedges and particles: a field trial | 2012 | Atmospheric Environment | ");
  CHECK(
      parts(
          "Garcia, M., Svensson, P., & Okafor, T. B. (2016). Bus fleets and urban air. *Journal of Transport "
          "Geography*, 54(2), 201–210. https://doi.org/10.1016/j.jtrangeo.2016.06.004") ==
      "Garcia, M; Svensson, P; Okafor, T. B | Bus fleets and urban air | 2016 | Journal of Transport "
      "Geography | ");
  CHECK(parts("Department for Environment, Food and Rural Affairs (2017) Improving air quality: national "
              "plan. London: "
              "Defra.") ==
        "Department for Environment, Food and Rural Affairs | Improving air quality: national plan | 2017 |  "
        "| Defra");
  CHECK(parts("Smith, J. and Patel, R. (2014). *Schools as community hubs*. London: Institute Press.") ==
        "Smith, J; Patel, R | Schools as community hubs | 2014 |  | Institute Press");
  CHECK(parts("Jones, P., \"Counting cars in small towns\", Town Planning Review, vol. 83, no. 4, 2012, pp. "
              "413-430.") == "Jones, P | Counting cars in small towns | 2012 | Town Planning Review | ");
  CHECK(parts("Taylor, Ann, The Bypass Years (Oxford: Clarendon Press, 1998), p. 44.") ==
        "Taylor, Ann | The Bypass Years | 1998 |  | Clarendon Press");
  CHECK(parts("Housing Office: *Homes for all: a plan* (2011, Housing Office)") ==
        "Housing Office | Homes for all: a plan | 2011 |  | Housing Office");
  CHECK(parts("World Road Union. Road safety guidelines: global update. Geneva: WRU; 2006.") ==
        "World Road Union | Road safety guidelines: global update | 2006 |  | WRU");
  CHECK(parts("[Open all hours](https://www.example.org/hours) (Local Trust, 2019)") ==
        " | Open all hours | 2019 |  | Local Trust");
  CHECK(parts("Prof. Ann Reed, Dr Tom Hale and Eve Marsh: *Trams in small towns* (2015, Rail Press)") ==
        "Ann Reed; Tom Hale; Eve Marsh | Trams in small towns | 2015 |  | Rail Press");
}

TEST_CASE("footnotes: titles before authors, remarks before works") {
  CHECK(parts("Counted once a year. See What Is a Bus Worth? Ann E Carter, Ph.D., Transp J 2011; 36:247-281. "
              "www.example.org/doi/full/10.1056/TJ1011",
              true) == "Ann E Carter | What Is a Bus Worth? | 2011 | Transp J | ");
  CHECK(title_of("From Small Change To Real Change: The Street as a Test Site. Mary Lou Hart Oxford Business "
                 "Review (May-June 1999). <http://example.org/1999/05>") ==
        "From Small Change To Real Change: The Street as a Test Site");
  CHECK(
      parts(
          "Policy Note 04/12 – Buying Buses: Material for Departments. 9 May 2012. <http://example.org/note>",
          true) == " | Policy Note 04/12 – Buying Buses: Material for Departments | 2012 |  | ");
  CHECK(parts("To take two billion out of the budget. See, for example, http://example.org/a", true) ==
        " |  |  |  | ");
  CHECK(parse_citation("See Lee 2010, https://doi.org/10.1000/ab(1)2.").doi == "10.1000/ab(1)2");
}

TEST_CASE("entries of lists, notes and the document's own reference") {
  const auto e =
      evidence_of("homes.md",
                  "# Empty homes\n\n## How to cite this report\n\nHomes Panel (2019) *Empty homes: a plan*. "
                  "London: Homes Panel.\n\n"
                  "## Findings\n\nHomes stand empty.\n\n## Notes\n\n1. P. Wilks and D. Brown, 'Who owns "
                  "empty homes?', Housing "
                  "Studies, 29 (2014), pp. 33–51.\n2. All figures are for March.\n\n## Further reading\n\n1. "
                  "Ann Hill: *Squats* "
                  "(1999, Ash Press)\n\nTells how squats came about.\n\nhttps://example.org/squats\n");
  const auto found = of_kind(e, Kind::reference);
  REQUIRE(found.size() == 3);
  CHECK(text_of(found[0], Attribute::ref_kind) == "self");
  CHECK(text_of(found[0], Attribute::title) == "Empty homes: a plan");
  CHECK(text_of(found[1], Attribute::ref_kind) == "footnote");
  CHECK(text_of(found[1], Attribute::title) == "Who owns empty homes?");
  CHECK(text_of(found[2], Attribute::ref_kind) == "further_reading");
  CHECK(text_of(found[2], Attribute::url) == "https://example.org/squats");
}

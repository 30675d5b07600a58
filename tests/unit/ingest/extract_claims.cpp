#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;

TEST_CASE("sections decide the role; advice is advice anywhere") {
  const auto e = evidence_of("heat.md",
                             "# Heat networks in three towns\n\n## Background\n\nHeat networks are one of "
                             "the oldest forms of district energy.\n\n## Methods\n\nWe interviewed 22 "
                             "tenants.\n\n## Findings\n\nTenants in new flats paid less for heat. Landlords "
                             "should publish their tariffs.\n\n## Conclusions\n\nClear bills build trust.\n");
  CHECK(text_of(claim_with(e, "oldest forms"), Attribute::role) == "background");
  CHECK(text_of(claim_with(e, "22 tenants"), Attribute::role) == "method");
  CHECK(text_of(claim_with(e, "paid less"), Attribute::role) == "finding");
  CHECK(text_of(claim_with(e, "should publish"), Attribute::role) == "recommendation");
  CHECK(text_of(claim_with(e, "Clear bills"), Attribute::role) == "conclusion");
  const auto studies = of_kind(e, Kind::study);
  REQUIRE(studies.size() == 1);
  CHECK(text_of(studies[0], Attribute::design) == "qualitative_interviews");
}

TEST_CASE("a heading wins, and what the model of roles would have said stands beside it") {
  const auto e = evidence_of("a.txt",
                             "Reading groups in libraries: a randomised trial\n\n"
                             "BACKGROUND: Few trials have looked at reading groups in libraries.\n"
                             "METHODS: We randomly assigned 120 borrowers of four libraries to a weekly group or to usual lending.\n"
                             "RESULTS: Borrowers in groups took out 14 books on average, the others 9 (p = 0.02).\n"
                             "CONCLUSIONS: We randomly assigned borrowers. Reading groups may raise lending.\n");
  const auto claims = of_kind(e, Kind::claim);
  REQUIRE(claims.size() == 5);
  CHECK(text_of(claims[1], Attribute::role) == "method");
  CHECK(claims[1].reason.starts_with("under 'METHODS'; model of roles "));
  CHECK(claims[1].reason.find(": method") != std::string::npos);
  CHECK(text_of(claims[3], Attribute::role) == "conclusion");
  CHECK(claims[3].reason.starts_with("under 'CONCLUSIONS'; model of roles "));
}

TEST_CASE("limited evidence of something in the world is a finding, of research it is a stated gap") {
  const auto study = evidence_of(
      "tram.txt",
      "Joint ticketing in two cities\n\nMethods\nInterviews were conducted with 12 "
      "operators.\n\nFindings\nThere was limited evidence of joint planning between the operators.\n");
  CHECK(of_kind(study, Kind::evidence_statement).empty());
  CHECK(claims(study, "limited evidence of joint planning"));
  const auto review =
      evidence_of("review.md",
                  "# Joint ticketing: a literature review\n\n## Methods\n\nWe searched four databases and "
                  "included 31 studies.\n\n## Findings\n\nThere is little evidence on costs. Few studies "
                  "compared joint tickets with single ones.\n");
  const auto gaps = of_kind(review, Kind::evidence_statement);
  REQUIRE(gaps.size() == 2);
  CHECK(text_of(gaps[0], Attribute::strength) == "little");
  CHECK(text_of(gaps[0], Attribute::dimension) == "cost");
}

TEST_CASE("decoration, affiliations, contents and works assert nothing") {
  const auto e = evidence_of(
      "page.txt",
      "School meals and learning\n\nJane Roe and John Doe\nDepartment of Education, University of Nowhere, "
      "High Street, Nowhere, NW1 1AA, UK.\n\nBackground\nMany pupils skip breakfast.\n\nThe image shows a "
      "blue bar on the left side.\n\nFindings\nBreakfast clubs raised attendance.\n\nReferences\n1. Roe J. "
      "Breakfast and bells. Journal of School Meals. 2011;4(2):1-9.\n");
  CHECK(claims(e, "Breakfast clubs raised"));
  CHECK_FALSE(claims(e, "University of Nowhere"));
  CHECK_FALSE(claims(e, "blue bar"));
  CHECK_FALSE(claims(e, "Breakfast and bells"));
}

TEST_CASE("an opinion piece holds opinions, and rests on no study") {
  const auto e =
      evidence_of("blog.txt",
                  "Why I love the night bus\n\n3 March 2015\n\nI have driven the night bus for years. My "
                  "passengers talk to me because nobody else is awake. I think that night buses make a city "
                  "kinder.\n\nI know what my critics say. They want me to count heads. My answer is that you "
                  "cannot count kindness, and I will not try.\n");
  CHECK(text_of(e.items.front(), Attribute::doc_type) == "opinion");
  for (const auto& c : of_kind(e, Kind::claim)) CHECK(text_of(c, Attribute::role) == "opinion");
  for (const auto& l : e.links) CHECK(l.edge != evident::graph::Edge::rests_on);
}

TEST_CASE("quotations have their speakers, survey shares their groups") {
  const auto e = evidence_of(
      "libraries.md",
      "# A survey of libraries\n\n## Methods\n\nAn online questionnaire was sent to librarians between May "
      "and June 2014. 300 librarians answered.\n\n## Findings\n\n62% of public librarians think that opening "
      "hours are too short.\n\n> “We need evenings and Sundays.”\n\nLibrarian, large town\n\n> “Nobody asks "
      "the readers.”\n>\n> Branch manager\n");
  const auto& share = claim_with(e, "opening hours");
  CHECK(text_of(share, Attribute::voice) == "survey_group");
  CHECK(text_of(share, Attribute::speaker) == "public librarians");
  CHECK(text_of(share, Attribute::role) == "finding");
  const auto studies = of_kind(e, Kind::study);
  REQUIRE(studies.size() == 1);
  CHECK(text_of(studies[0], Attribute::design) == "survey");
}

TEST_CASE("an invented document says so") {
  const auto e = evidence_of(
      "made-up.txt",
      "Invented for a test: nothing here is real.\n\nTrams of Nowhere\n\nFindings\nTrams were on time.\n");
  CHECK(e.items.front().holds(Attribute::invented));
  CHECK_FALSE(claims(e, "Invented"));
}

TEST_CASE(
    "works listed below a heading are references, and paragraphs in another script translate their "
    "originals") {
  const auto e =
      evidence_of("bikes.md",
                  "# Bikes for nurses\n\n## Findings\n\nBikes raised punctuality among the nurses of the "
                  "town.\n\n护士的自行车提高了城里护士的准时率,这是调查的主要结果。\n\n## References\n\n1. "
                  "Roe J, Doe A. Wheels on wards. Journal of Small Wheels. 2011;4(2):1-9. doi: "
                  "10.1234/wheels.11\n2. Poe M. Bells. Nowhere: Town Press; 2015.\n");
  const auto works = of_kind(e, Kind::reference);
  REQUIRE(works.size() == 2);
  CHECK(text_of(works[0], Attribute::title) == "Wheels on wards");
  CHECK(text_of(works[0], Attribute::doi) == "10.1234/wheels.11");
  CHECK(text_of(works[0], Attribute::ref_kind) == "citation");
  const auto translations = of_kind(e, Kind::translation_of);
  REQUIRE(translations.size() == 1);
  CHECK(text_of(translations[0], Attribute::lang) == "zh");
  CHECK(text_of(translations[0], Attribute::source_quote) ==
        "Bikes raised punctuality among the nurses of the town.");
}

TEST_CASE("advice is what should be done, in opinion pieces too; sentences in another language are no claims") {
  const auto piece = evidence_of("o.txt", "Let the trams ring\n\nBy Ada Fenwick\n\nI like bells, and my street has none. I miss them.\n\nThe "
                                          "council should put one on every corner. In my view it is cheap.\n");
  CHECK(text_of(claim_with(piece, "should put"), Attribute::role) == "recommendation");
  CHECK(text_of(claim_with(piece, "should put"), Attribute::polarity) == "positive");
  const auto abstract = evidence_of(
      "a.txt", "Bells and sleep in tram towns: a survey\n\nBACKGROUND: Trams ring in many towns.\n\nMETHODS: We asked 40 residents how they "
               "slept.\n\nRESULTS: Residents near a stop slept worse than others in the town.\n\nRESUMEN: Los tranvías suenan en "
               "muchas ciudades y los vecinos que viven cerca de las paradas duermen peor que los demás.\n");
  CHECK(claims(abstract, "slept worse"));
  CHECK_FALSE(claims(abstract, "tranvías"));
}

// Formats with tags: what they say, and what programs get wrong in them.
#include <catch2/catch.hpp>

#include "records_support.hpp"

using namespace evident;
using namespace evident::ingest;

TEST_CASE("a RIS record with its places", "[records]") {
  const auto file = read_record_file("a.ris",
                                     "TY  - JOUR\nAU  - Roe, Jane A.\nAU  - Doe, John, Jr.\nTI  - Trust in\n "
                                     " shared services\nJF  - Journal of Services\n"
                                     "PY  - 2011/03/05/\nVL  - 7\nIS  - 2\nSP  - 193\nEP  - 194\nDO  - "
                                     "https://doi.org/10.1000/ABC.1.\nXX  - kept\nER  - \n");
  REQUIRE(file.format == "RIS");
  REQUIRE(file.records.size() == 1);
  const ReadRecord& r = file.records[0];
  CHECK(r.type == "article");
  CHECK(r.year == 2011);
  CHECK(r.all("title") == "Trust in shared services");
  CHECK(r.find("title")->bytes == "Trust in\n  shared services");
  CHECK(r.all("author") == "Roe, Jane A.|Doe, John, Jr.");
  CHECK(r.find("author")->family == "Roe");
  CHECK(r.all("date") == "2011-03-05");
  CHECK(r.all("pages") == "193-194");
  CHECK(r.find("pages")->bytes == "193\nEP  - 194");
  CHECK(r.all("doi") == "10.1000/abc.1");
  CHECK(r.find("doi")->bytes == "https://doi.org/10.1000/ABC.1.");
  CHECK(r.all("other") == "kept");
  CHECK(r.find("other")->tag == "XX");
  CHECK(r.bytes.ends_with("ER  - "));
}

TEST_CASE("a line of an abstract that begins with ER ends nothing", "[records]") {
  const auto file = read_record_file("a.ris",
                                     "TY  - JOUR\nTI  - Cells\nAB  - We looked at\nER - positive cells "
                                     "and\nER stress.\nKW  - cells\nstress\nER  -\n");
  REQUIRE(file.records.size() == 1);
  CHECK(file.records[0].all("abstract") == "We looked at ER - positive cells and ER stress.");
  CHECK(file.records[0].all("keyword") == "cells|stress");
}

TEST_CASE("records without their end, with numbers between them, and with other line ends", "[records]") {
  const auto file =
      read_record_file("a.txt",
                       "\xEF\xBB\xBF"
                       "1.\r\nTY  - JOUR\r\nTI  - One\r\n2.\rTY  - BOOK\rTI  - Two\rER  - words\r\n");
  REQUIRE(file.records.size() == 2);
  CHECK(file.records[0].all("title") == "One");
  CHECK(file.records[1].all("title") == "Two");
  CHECK(file.records[1].type == "book");
}

TEST_CASE("a file whose lines have several encodings", "[records]") {
  const auto file =
      read_record_file("a.ris", "TY  - JOUR\nAU  - M\xFCller, A\nTI  - Z\xC3\xBCrich\nER  - \n");
  REQUIRE(file.records.size() == 1);
  CHECK(file.records[0].all("author") == "Müller, A");
  CHECK(file.records[0].all("title") == "Zürich");
}

TEST_CASE("RIS without any TY says what is wrong", "[records]") {
  const auto file = read_record_file("a.ris", "TI  - Lost\nER  - \n");
  CHECK(file.records.empty());
  CHECK(file.error.find("no record") != std::string::npos);
}

TEST_CASE("MEDLINE: indented lines, a full name and its short form, both places of the DOI", "[records]") {
  const auto file = read_record_file("a.nbib",
                                     "PMID- 123456\nTI  - Trust in shared\n      services.\nFAU - Roe, "
                                     "Jane\nAU  - Roe J\nAU  - Solo S\nDP  - 2009 May-Jun\n"
                                     "AID - 10.1000/x [doi]\nLID - 10.1000/x [doi]\nPMC - PMC99\nMH  - "
                                     "Humans\nAB  - BACKGROUND: Words\n      go on.\n\n"
                                     "PMID-77\nTI  - Next\n");
  REQUIRE(file.format == "MEDLINE");
  REQUIRE(file.records.size() == 2);
  const ReadRecord& r = file.records[0];
  CHECK(r.all("pmid") == "123456");
  CHECK(r.all("title") == "Trust in shared services.");
  CHECK(r.all("author") == "Roe, Jane|Solo S");
  CHECK(r.all("date") == "2009-05");
  CHECK(r.all("doi") == "10.1000/x");
  CHECK(r.all("pmcid") == "PMC99");
  CHECK(r.all("abstract") == "BACKGROUND: Words go on.");
  CHECK(file.records[1].all("pmid") == "77");
}

TEST_CASE("Web of Science: values a line each, full names before short ones, ER alone", "[records]") {
  const auto file = read_record_file("a.txt",
                                     "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Roe, J\n   "
                                     "Doe, J\nAF Roe, Jane\n   Doe, John\nTI ER stress in\n   partnerships\n"
                                     "SO SERVICES\nPD DEC 16\nPY 2020\nBP 1\nEP 9\nDE trust; cost\nDI "
                                     "10.1000/w\nER\n\nPT J\nTI No end\nEF\n");
  REQUIRE(file.format == "Web of Science");
  REQUIRE(file.records.size() == 2);
  const ReadRecord& r = file.records[0];
  CHECK(r.all("author") == "Roe, Jane|Doe, John");
  CHECK(r.all("title") == "ER stress in partnerships");
  CHECK(r.all("date") == "2020-12-16");
  CHECK(r.all("pages") == "1-9");
  CHECK(r.all("keyword") == "trust|cost");
}

TEST_CASE("Refer, Biblioscape, INSPEC, Ovid, NEP and Bib.TXT", "[records]") {
  auto file = read_record_file("a.enw",
                               "%0 Journal Article\n%A Roe, Jane\n%T Trust\n%J Services\n%D 2001\n%P "
                               "1-9\n\n%T Another\n%A Doe, John\n");
  REQUIRE(file.records.size() == 2);
  CHECK(file.records[0].all("venue") == "Services");
  file = read_record_file("a.txt", "--AU-- Roe, J.; Doe, J.\n--TI-- Trust\n--PS-- 1\n--PE-- 9\n------\n");
  REQUIRE(file.format == "Biblioscape");
  CHECK(file.records[0].all("author") == "Roe, J.|Doe, J.");
  CHECK(file.records[0].all("pages") == "1-9");
  file = read_record_file("a.txt", "Record 1 from INSPEC\n\nTI ~ Trust\nAU ~ Roe, J\nRT ~ Journal-Paper\n");
  REQUIRE(file.format == "INSPEC");
  CHECK(file.records[0].type == "article");
  file = read_record_file("a.txt",
                          "<1>\nAuthor\n  Roe, Jane 1;  Doe, John 2\nTitle\n  Trust.[Review]\nSource\n  "
                          "Services Quarterly.   28(2):103-106, April 2015.\n");
  REQUIRE(file.format == "Ovid");
  CHECK(file.records[0].all("author") == "Roe, Jane|Doe, John");
  CHECK(file.records[0].all("title") == "Trust");
  CHECK(file.records[0].all("venue") == "Services Quarterly");
  CHECK(file.records[0].all("volume") == "28");
  CHECK(file.records[0].all("pages") == "103-106");
  CHECK(file.records[0].all("date") == "2015-04");
  file = read_record_file(
      "a.txt",
      "nep.repec.org\n\n1. Trust at work\nDate: 2005-11-07\nBy: Jane Roe (A University)\nJohn Doe "
      "(Another)\nURL: http://example.org\nWhat they found.\nKeywords: Trust, Work\n");
  REQUIRE(file.format == "RePEc NEP");
  CHECK(file.records[0].all("author") == "Jane Roe|John Doe");
  CHECK(file.records[0].all("abstract") == "What they found.");
  file =
      read_record_file("a.txt", "[Roe01]\n  author: Jane Roe and John Doe\n  title: Trust\n  year: 2001\n");
  REQUIRE(file.format == "Bib.TXT");
  CHECK(file.records[0].all("author") == "Jane Roe|John Doe");
}

TEST_CASE("prose is no list of records", "[records]") {
  CHECK(read_record_file("a.txt", "Trust in services.\n\nER is short for emergency room - and PT for part.\n")
            .format.empty());
  CHECK(
      read_record_file("a.md", "# Title\n\nCite it as:\n\n@article{roe, title = {Trust}}\n").format.empty());
  CHECK(read_record_file("a.csv", "group,trust,cost\nnurses,1,2\n").format.empty());
  CHECK(read_record_file("a.json", "{\"sentences\": [\"a\"]}").format.empty());
  CHECK(read_record_file("a.xml", "<article><front/></article>").format.empty());
}

// RTF: groups and their formatting, letters of every code page, lists, tables, notes, tracked changes, and
// what is no text.
#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

namespace {

constexpr std::string_view kHead =
    R"({\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\froman\fcharset2 Symbol{\*\falt Greek};}{\f2\fnil\fcharset204 Times New Roman Cyr;})"
    R"({\f3\fnil\fcharset128 MS Mincho;}{\f4\fnil\fcharset2 Wingdings;}{\f5\fmodern\fcharset0 Courier New;}}{\colortbl;\red0\green0\blue0;})"
    R"({\stylesheet{\ql\fs20 \snext0 Normal;}{\s1\sb240\outlinelevel0\b \sbasedon0 \snext0 heading 1;}{\s2\outlinelevel1\b heading 2;}{\s3 Title;}{\s4 Quote;}{\s5 caption;})"
    R"({\s6\sbasedon1 My part;}{\s7\outlinelevel2 Own;}{\s8 toc 1;}{\s9\ls2\ilvl0 List Number;}{\*\cs10\b strong;}})"
    R"({\*\listtable{\list\listtemplateid1{\listlevel\levelnfc23\levelstartat1{\leveltext\'01\u-3913 ?;}{\levelnumbers;}\f1}{\listname ;}\listid11})"
    R"({\list{\listlevel\levelnfc0\levelstartat1{\leveltext\'02\'00.;}{\levelnumbers\'01;}}{\listlevel\levelnfc4\levelstartat1{\leveltext\'02\'01);}{\levelnumbers\'01;}}\listid12}})"
    R"({\*\listoverridetable{\listoverride\listid11\listoverridecount0\ls1}{\listoverride\listid12\listoverridecount0\ls2}}{\*\generator Some Writer;})";

std::string rtf(std::string_view body) { return std::string(kHead) + std::string(body) + "}"; }
Document read_rtf(std::string_view body) { return read("a.rtf", rtf(body)); }
const Block& block(const Document& d, std::string_view words) { return d.blocks[at(d, words)]; }

}  // namespace

TEST_CASE("RTF: styles, formatting and groups") {
  const Document d = read_rtf(
      R"(\pard\plain \s3 {\loch Visits in the open}\par )"
      "\n"
      R"(\pard\plain \s1\outlinelevel0\b {\rtlch\fcs1 \ab\af0 \ltrch\fcs0 \insrsid1 Results}{\*\bkmkstart x}{\*\bkmkend x}\par \pard\plain Joint visits )"
      R"({\b reduced} waiting times by x{\super 2} in all.{\v Hidden words.}\par{\pard\s6 Inner part\par}\pard\plain\s7 Own heading\par\pard\plain )"
      R"(\s4 They came to us.\par\pard\plain\s5 Table 1. Visits by week\par\pard\plain\s8 Results\tab 7\par\pard\plain{\b All of this is bold}\par\pard\plain One line\line and another.\par )"
      R"(\pard\plain\outlinelevel1 Told by its level\par)");
  CHECK(kind(d, "Visits in the open") == BlockKind::title);
  CHECK(kind(d, "Results") == BlockKind::heading);
  CHECK(kind(d, "Joint visits reduced waiting times by x² in all.") == BlockKind::paragraph);
  CHECK(section(d, "Joint visits reduced waiting times by x² in all.") == "Results");
  CHECK(kind(d, "Inner part") == BlockKind::heading);
  CHECK(kind(d, "Own heading") == BlockKind::heading);
  CHECK(kind(d, "They came to us.") == BlockKind::quotation);
  CHECK(kind(d, "Table 1. Visits by week") == BlockKind::caption);
  CHECK(kind(d, "Results 7") == BlockKind::furniture);
  CHECK(kind(d, "All of this is bold") == BlockKind::heading);
  CHECK(kind(d, "One line\nand another.") == BlockKind::paragraph);
  CHECK(kind(d, "Told by its level") == BlockKind::heading);
  CHECK(d.text.find("Hidden") == std::string::npos);
  CHECK(d.format == "rtf");
}

TEST_CASE("RTF: letters") {
  const Document d = read_rtf(
      R"(\pard Caf\'e9 \'93quoted\'94 \'80 5 and {\f2 \'ef\'f0\'e8\'e2\'e5\'f2} and {\f3 \'93\'fa\'96\'7b} end.\par )"
      R"(The rate {\f1 a} was {\f1\'a3}\~0.05 {\f1 \u-3999 ?}, {\f4 J\u-4022 ?}done.\par )"
      R"(Wide \u8211\'96 \uc2\u233\'c3\'a9 \uc0\u55357\u56832 \uc1 {\uc0\u20013}! no\_break soft\-hyphen \{brace\} \emdash\ldblquote so\rdblquote\par )"
      R"({\upr{plain alternative}{\*\ud the \u945 ?-rate}} of it.\par)");
  at(d, "Café “quoted” € 5 and привет and 日本 end.");
  at(d, "The rate α was ≤\u00A00.05 α, done.");
  at(d, "Wide – é 😀中! no‑break softhyphen {brace} —“so”");
  at(d, "the α-rate of it.");
  // The document's own code page where no font says another.
  at(read("b.rtf", R"({\rtf1\ansi\ansicpg1251\pard \'cf\'f0\'e8\'e2\'e5\'f2, world.\par})"),
     "Привет, world.");
  at(read("b.rtf", R"({\rtf1\mac\pard Caf\'8e of the world.\par})"), "Café of the world.");
}

TEST_CASE("RTF: lists") {
  const Document d = read_rtf(
      R"(\pard Barriers were:\par{\listtext\pard\plain\f1 \'b7\tab}\pard\ls1\ilvl0 VAT rules\par{\listtext\pard\plain\f5 o\tab}\pard\ls1\ilvl1 inner matter\par )"
      R"(\pard Steps:\par{\listtext 1.\tab}\pard\ls2\ilvl0 Ask first\par{\listtext (a)\tab}\pard\ls2\ilvl1 in writing\par{\listtext 2.\tab}\pard\ls2\ilvl0 Go there\par )"
      R"(\pard Others:\par\pard\ls2\ilvl0 Counted one\par\pard\s9 Counted two\par\pard\ls2\ilvl1 Counted a\par )"
      R"(\pard Old ones:\par{\pntext\f1\'B7\tab}{\*\pn\pnlvlblt\pnf1{\pntxtb\'B7}}\pard First of old\par{\pntext\f0 3.\tab}\pard Third of old\par)");
  CHECK(kind(d, "VAT rules") == BlockKind::list_item);
  CHECK(block(d, "VAT rules").marker == "•");
  CHECK(parent(d, "VAT rules") == "Barriers were:");
  CHECK(block(d, "inner matter").level == 2);
  CHECK_FALSE(block(d, "inner matter").ordered);
  CHECK(parent(d, "inner matter") == "VAT rules");
  CHECK(block(d, "Ask first").marker == "1");
  CHECK(block(d, "Ask first").ordered);
  CHECK(block(d, "in writing").marker == "a");
  CHECK(block(d, "Go there").marker == "2");
  CHECK(block(d, "Counted one").marker == "1");
  CHECK(block(d, "Counted two").marker == "2");
  CHECK(block(d, "Counted a").marker == "a");
  CHECK(block(d, "First of old").marker == "•");
  CHECK(block(d, "Third of old").marker == "3");
  CHECK(block(d, "Third of old").ordered);
}

TEST_CASE("RTF: tables") {
  const Document d = read_rtf(
      R"(\trowd\trhdr\cellx2000\cellx4000\cellx6000\pard\intbl Week\cell Visits\par and more\cell Cost\cell\row)"
      R"(\trowd\clvmgf\cellx2004\cellx6010\pard\intbl 1\cell both columns\cell\row)"
      R"(\trowd\clvmrg\cellx2000\cellx4000\cellx6000\pard\intbl\cell {\ls1 40}{\footnote\pard\plain Counted at the door.}\cell\pard\intbl\itap2 inner\nestcell{\*\nesttableprops\trowd\cellx900\nestrow}{\nonesttables\par}\pard\intbl 3\cell\row)"
      R"(\pard Between them.\par\trowd\cellx9000\pard\s1\intbl A frame\par\pard\intbl around words.\cell\row\pard After it.\par)");
  const Block& head = block(d, "Week\tVisits and more\tCost");
  CHECK(head.kind == BlockKind::table_row);
  CHECK(head.header);
  CHECK(block(d, "1\tboth columns").cells.size() == 3);
  const Block& last = block(d, "40¹\tinner 3");
  REQUIRE(last.cells.size() == 3);
  CHECK(d.text.substr(last.cells[1].begin, last.cells[1].end - last.cells[1].begin) == "40¹");
  CHECK_FALSE(last.header);
  CHECK(kind(d, "Counted at the door.") == BlockKind::footnote);
  CHECK(at(d, "Counted at the door.") == at(d, "40¹\tinner 3") + 1);
  CHECK(kind(d, "A frame") == BlockKind::heading);
  CHECK(kind(d, "around words.") == BlockKind::paragraph);
}

TEST_CASE("RTF: notes, boxes, changes, fields and what is no text") {
  const Document d = read_rtf(
      R"({\info{\title A name of a file}{\author Roe, Ann; Ben Poe}{\operator Somebody}{\creatim\yr2019\mo5\dy24}{\doccomm Not this}}{\header\pard Running head\par}{\footerf foot\par})"
      R"(\pard Joint visits {\deleted increased}{\revised reduced} waiting{\super\chftn{\footnote \pard\plain\s9{\super\chftn} Counted at the {\b door}.\par Twice.}} times.\par )"
      R"(First half {\deleted\par}and second half{\footnote\ftnalt\pard An endnote.}.\par )"
      R"(See {\field{\*\fldinst{ HYPERLINK "http://example.org/" }}{\fldrslt{\ul the page}}}.{\*\annotation{\*\atnref 1}Not this.}{\xe{\v Not this}}{\pict\pngblip\bin5 {{{\b89abcdef}\par )"
      R"(Here{\shp{\*\shpinst\shpleft10{\sp{\sn shapeType}{\sv Not this}}{\shptxt \pard\s1 In a box\par\pard Its words here.\par}}{\shprslt{\*\do\dptxbx{\dptxbxtext Not this again\par}}}} it is.\par )"
      R"({\object\objemb{\*\objclass Not.This}{\*\objdata 0102}{\result An object.}}\par{\mmath{\*\moMath{\mr\mscr0 E=mc}{\mf{\mfPr{\mtype Not this}}{\mnum 1}}}{\mmathPict Not this}}\par)");
  at(d, "Joint visits reduced waiting¹ times.");
  at(d, "Counted at the door.\nTwice.");
  CHECK(kind(d, "Counted at the door.\nTwice.") == BlockKind::footnote);
  at(d, "First half and second half².");
  CHECK(block(d, "An endnote.").marker == "2");
  at(d, "See the page.");
  at(d, "Here it is.");
  CHECK(kind(d, "In a box") == BlockKind::heading);
  CHECK(section(d, "Its words here.") == "In a box");
  at(d, "An object.");
  at(d, "E=mc1");
  for (const char* gone : {"Not this", "Running", "foot\n", "HYPERLINK", "89abcdef", "increased", "Somebody"})
    CHECK(d.text.find(gone) == std::string::npos);
  REQUIRE(d.record.size() == 3);
  CHECK(d.record[0].value == "A name of a file");
  CHECK(d.record[1].value == "Roe, Ann");
  CHECK(d.record[2].value == "Ben Poe");
  CHECK_FALSE(d.record[0].sure);
}

TEST_CASE("RTF: what is damaged is said") {
  const Cancel cancel;
  const auto cut = read_document("a.rtf", rtf(R"(\pard Some words.\par Others{)"), {}, cancel);
  REQUIRE_FALSE(cut);
  CHECK(cut.error().message.find("ends in the middle") != std::string::npos);
  CHECK_FALSE(read_document("a.rtf", R"({\rtf1{\pict\bin9999999 x})", {}, cancel));
  const auto deep = read_document("a.rtf", R"({\rtf1 )" + std::string(100'000, '{') + "x", {}, cancel);
  REQUIRE_FALSE(deep);
  CHECK(deep.error().code == Code::limit);
  const auto empty = read_document("a.rtf", R"({\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard\par})", {}, cancel);
  REQUIRE_FALSE(empty);
  CHECK(empty.error().message.find("holds no text") != std::string::npos);
  // Groups that end the text early, words without a group, numbers beyond all bounds.
  for (const char* odd : {R"({\rtf1 a}} b)", R"({\rtf1\u99999999999 ?\b-99999999999999 a\'zz\'4\*})",
                          R"({\rtf1{\footnote}\cell\row\cell\row{\upr{\*\ud}}{\shptxt\cell x\row} a\par})"}) {
    const auto read_anyway = read_document("a.rtf", odd, {}, cancel);
    if (read_anyway) CHECK(broken_invariant(*read_anyway).empty());
  }
}

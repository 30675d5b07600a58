// Which language a passage is in, measured on sentences written for it (languages.tsv), and what follows for mixed
// documents. The figures: build/dev/tests/test_ingest "[languages]" -s
#include <array>
#include <fstream>
#include <iostream>
#include <map>

#include "extract_helpers.hpp"
#include "ingest/classify/languages.hpp"

using namespace evident::ingest;
using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;

namespace {

std::vector<std::pair<std::string, std::string>> sentences() {
  std::ifstream in(std::string(EVIDENT_SOURCE_DIR) + "/tests/unit/ingest/languages.tsv");
  std::vector<std::pair<std::string, std::string>> out;
  for (std::string line; std::getline(in, line);)
    if (const auto tab = line.find('\t'); tab != std::string::npos && line[0] != '#')
      out.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  return out;
}

std::string language(const evident::graph::Item& item) {
  return text_of(item, Attribute::language) + " by " + text_of(item, Attribute::language_by);
}

}  // namespace

TEST_CASE("the language of single sentences, and of three together", "[languages]") {
  const auto all = sentences();
  REQUIRE(all.size() >= 180);
  std::map<std::string, std::array<int, 3>> by_language;  // how many, told rightly, told wrongly
  std::size_t right = 0, wrong = 0;
  for (const auto& [code, words] : all) {
    auto& [n, told, mistaken] = by_language[code];
    const std::string_view said = language_of(words);
    ++n, told += said == code, mistaken += !said.empty() && said != code;
    right += said == code, wrong += !said.empty() && said != code;
    if (!said.empty() && said != code) std::cout << "  taken for " << said << ": " << words << '\n';
  }
  for (const auto& [code, counts] : by_language)
    std::cout << code << ": " << counts[1] << " of " << counts[0] << " told, " << counts[2] << " taken for another\n";
  std::size_t together = 0, threes = 0;
  for (std::size_t i = 0; i + 2 < all.size(); ++i)
    if (all[i].first == all[i + 2].first) {
      ++threes;
      together += language_of(all[i].second + " " + all[i + 1].second + " " + all[i + 2].second) == all[i].first;
    }
  std::cout << "language of one sentence: " << right << " of " << all.size() << " told, " << wrong
            << " wrongly; of three together " << together << " of " << threes << '\n';
  CHECK(static_cast<double>(right) >= 0.88 * static_cast<double>(all.size()));
  CHECK(static_cast<double>(wrong) <= 0.01 * static_cast<double>(all.size()));
  CHECK(static_cast<double>(together) >= 0.995 * static_cast<double>(threes));
}

TEST_CASE("each passage of a mixed document has its own language", "[languages]") {
  const auto evidence = evidence_of("mixed.txt",
                                    "Joint working in two towns\n\nResults\n\n"
                                    "In the northern town, admissions fell by 12 per cent after the teams had merged. "
                                    "Managers said that trust had grown between the services, and that fewer patients "
                                    "were sent from one office to the next.\n\n"
                                    "Die Befragten in der südlichen Stadt berichteten, dass die Zusammenarbeit nach der "
                                    "Fusion schwieriger geworden sei. Nur 34,5 % der Beschäftigten waren mit dem neuen "
                                    "Plan zufrieden.\n\nConclusion\n\n"
                                    "Mergers need time and leaders who explain what will change.\n");
  CHECK(language(claim_with(evidence, "admissions fell")) == "en by words");
  CHECK(language(claim_with(evidence, "Die Befragten")) == "de by words");
  CHECK(text_of(claim_with(evidence, "Die Befragten"), Attribute::role) == "finding");
  CHECK(claims(evidence, "Mergers need time"));
  CHECK(of_kind(evidence, Kind::translation_of).empty());
  bool german = false;
  for (const auto& item : of_kind(evidence, Kind::statistic))
    german = german || (text_of(item, Attribute::value) == "34.5" && text_of(item, Attribute::language) == "de");
  CHECK(german);
}

TEST_CASE("what is too short to tell is in the language around it", "[languages]") {
  const auto evidence = evidence_of("zh.md",
                                    "# 社区合作\n\n## 障碍\n\n我们在两个社区进行了访谈，居民提到以下困难。\n\n"
                                    "- 缺乏信任\n- IT\n\n两个社区共用一笔家庭护理经费，效果尚不清楚。\n");
  const auto barriers = of_kind(evidence, Kind::barrier);
  REQUIRE(barriers.size() == 2);
  CHECK(language(barriers[0]) == "zh by script");
  CHECK(language(barriers[1]) == "zh by around");
}

TEST_CASE("roles in five languages: by headings and by cues", "[languages]") {
  struct Row {
    const char *text, *claim, *role;
  };
  const auto row = GENERATE(
      Row{"Ergebnisse\n\nDie Wartezeiten sanken in allen Gemeinden deutlich. Die Kosten änderten sich nicht.\n", "Die Wartezeiten",
          "finding"},
      Row{"Conclusiones\n\nLa colaboración redujo los reingresos. Se recomienda extender el programa a otras regiones.\n",
          "Se recomienda", "recommendation"},
      Row{"Méthodes\n\nNous avons interrogé quarante enseignants dans neuf écoles de la région.\n", "Nous avons", "method"},
      Row{"Introdução\n\nNão se sabe se o programa chegou às famílias mais pobres da cidade.\n", "Não se sabe", "background"},
      Row{"结果：合作组的再入院率低于对照组。差异无统计学意义。\n", "合作组", "finding"});
  const auto evidence = evidence_of("some.txt", std::string("Titel der Arbeit\n\n") + row.text);
  CHECK(text_of(claim_with(evidence, row.claim), Attribute::role) == row.role);
}

TEST_CASE("numbers as other languages write them", "[languages]") {
  struct Row {
    const char *sentence, *value, *unit, *comparator;
  };
  const auto row = GENERATE(
      Row{"Die Kosten sanken um 1.234,5 Euro je Person und Jahr.", "1234.5", "EUR", "eq"},
      Row{"Rund 12,3 % der Befragten waren mit dem Plan zufrieden.", "12.3", "%", "approx"},
      Row{"Die Ausgaben der Gemeinden stiegen um mehr als 3,5 Mio. Euro.", "3500000", "EUR", "gt"},
      Row{"Les dépenses ont baissé de 2,4 millions d'euros dans les communes.", "2400000", "EUR", "eq"},
      Row{"La tasa de reingresos fue del 14,5 por ciento en los hospitales.", "14.5", "%", "eq"},
      Row{"A taxa de reinternamento baixou 3,2 pontos percentuais nos hospitais.", "3.2", "percentage points", "eq"},
      Row{"合作组的再入院率为百分之十八，对照组更高。", "18", "%", "eq"},
      Row{"合作组的再入院率为１２.３％，对照组更高。", "12.3", "%", "eq"},
      Row{"两家医院的费用减少了约2.5亿元，效果明显。", "250000000", "CNY", "approx"},
      Row{"Entre el 10 % y el 12 % no hay diferencia, pero 20 – 25 % de los pacientes volvieron.", "20-25", "%", "range"});
  const auto evidence = evidence_of("some.txt", std::string("Titel\n\n") + row.sentence + "\n");
  bool found = false;
  for (const auto& item : of_kind(evidence, Kind::statistic))
    found = found || (text_of(item, Attribute::value) == row.value && text_of(item, Attribute::unit) == row.unit &&
                      text_of(item, Attribute::comparator) == row.comparator);
  CAPTURE(row.sentence);
  CHECK(found);
}

TEST_CASE("p-values, samples, confidence levels and years are no statistics of their own", "[languages]") {
  const auto evidence = evidence_of(
      "some.txt",
      "Titel\n\nErgebnisse\n\nIn der Gruppe mit Planung wurden 12,3 % eingewiesen (95 %-KI 10,1 bis 14,5; p = 0,03; n = 617). "
      "Die Daten wurden im Jahr 2019 von den Gemeinden erhoben und 2021 ausgewertet.\n");
  const auto statistics = of_kind(evidence, Kind::statistic);
  REQUIRE(statistics.size() == 1);
  CHECK(text_of(statistics[0], Attribute::value) == "12.3");
  CHECK(text_of(statistics[0], Attribute::base) == "617");
}

TEST_CASE("Chinese sentences end with their own marks", "[languages]") {
  const auto evidence = evidence_of("zh.txt", "社区合作研究\n\n结果：等候时间减少了三分之一！费用没有变化。为什么会这样？今后应当继续研究。\n");
  CHECK(claim_with(evidence, "费用").passage.quote == "费用没有变化。");
  CHECK(claim_with(evidence, "等候").passage.quote == "等候时间减少了三分之一！");
}

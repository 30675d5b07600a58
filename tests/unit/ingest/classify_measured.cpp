// Cue classifiers against labelled data of others, which no cue was taken from. The figures are printed; the
// floors keep later changes from spoiling them. The data lie beside the repository and are not a part of it:
// absent, the tests say so.
#include <catch2/catch.hpp>
#include <cctype>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "ingest/classify/classify.hpp"

using namespace evident::ingest;

namespace {

std::vector<std::vector<std::string>> rows(const std::string& file) {
  std::ifstream in(std::string(EVIDENT_SOURCE_DIR) + "/../shared/data/" + file);
  std::vector<std::vector<std::string>> out;
  std::string line;
  std::getline(in, line);  // names of the columns
  while (std::getline(in, line)) {
    std::vector<std::string> fields;
    std::stringstream parts(line);
    for (std::string field; std::getline(parts, field, '\t');) fields.push_back(field);
    out.push_back(fields);
  }
  return out;
}

double macro_f1(const std::vector<std::pair<std::string, std::string>>& gold_and_said,
                const std::string& title) {
  std::set<std::string> labels;
  std::map<std::string, int> right, gold, said;
  for (const auto& [g, p] : gold_and_said) {
    labels.insert(g);
    ++gold[g];
    ++said[p];
    right[g] += g == p;
  }
  double sum = 0;
  std::cout << title << ":";
  for (const std::string& label : labels) {
    const double f1 = gold[label] + said[label] ? 2.0 * right[label] / (gold[label] + said[label]) : 0;
    std::cout << ' ' << label << ' ' << f1;
    sum += f1;
  }
  std::cout << " macro " << sum / static_cast<double>(labels.size()) << " n " << gold_and_said.size() << '\n';
  return sum / static_cast<double>(labels.size());
}

}  // namespace

TEST_CASE("roles of sentences in computer science abstracts", "[measure]") {
  const auto data = rows("roles_csabstruct/dev.tsv");
  if (data.empty()) {
    WARN("skipped: roles_csabstruct is not there");
    return;
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  std::vector<std::string_view> sentences;
  std::vector<std::string> gold;
  const auto finish = [&] {
    const auto roles = abstract_roles(sentences);
    for (std::size_t i = 0; i < gold.size(); ++i) {
      const auto role = roles[i].role;
      const std::string said = role == "aim" ? "objective" : role == "finding" || role == "conclusion" ? "result" : std::string(role);
      if (gold[i] != "other") pairs.emplace_back(gold[i], said);
    }
    sentences.clear();
    gold.clear();
  };
  std::string document;
  for (const auto& row : data) {
    if (row.size() < 5) continue;
    if (row[0] != document) finish();
    document = row[0];
    sentences.emplace_back(row[4]);
    gold.push_back(row[3]);
  }
  finish();
  CHECK(macro_f1(pairs, "roles, csabstruct dev") > 0.45);
}

TEST_CASE("roles of sentences in medical abstracts", "[measure]") {
  const auto data = rows("roles_pubmed20k_sample/dev.tsv");
  if (data.empty()) {
    WARN("skipped: roles_pubmed20k_sample is not there");
    return;
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  std::vector<std::string_view> sentences;
  std::vector<std::string> gold;
  const std::map<std::string, std::string> names{{"background", "BACKGROUND"},
                                                 {"aim", "OBJECTIVE"},
                                                 {"method", "METHODS"},
                                                 {"finding", "RESULTS"},
                                                 {"conclusion", "CONCLUSIONS"}};
  const auto finish = [&] {
    const auto roles = abstract_roles(sentences);
    for (std::size_t i = 0; i < gold.size(); ++i)
      pairs.emplace_back(gold[i], names.at(std::string(roles[i].role)));
    sentences.clear();
    gold.clear();
  };
  std::string document;
  for (const auto& row : data) {
    if (row.size() < 5) continue;
    if (row[0] != document) finish();
    document = row[0];
    sentences.emplace_back(row[4]);
    std::string label = row[3];
    for (char& c : label) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    gold.push_back(label);
  }
  finish();
  CHECK(macro_f1(pairs, "roles, pubmed 20k sample dev") > 0.6);
}

TEST_CASE("causal wording in news sentences", "[measure]") {
  const auto data = rows("causal_news/dev.tsv");
  if (data.empty()) {
    WARN("skipped: causal_news is not there");
    return;
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& row : data) {
    if (row.size() < 3) continue;
    const auto wording = wording_of(Tokens(row[2])).causal;
    pairs.emplace_back(row[1], wording == "causal" || wording == "conditional" ? "1" : "0");
  }
  CHECK(macro_f1(pairs, "causal wording, causal_news dev") > 0.5);
}

TEST_CASE("wording of medical conclusions", "[measure]") {
  const auto data = rows("causal_pubmed/train.tsv");
  if (data.empty()) {
    WARN("skipped: causal_pubmed is not there");
    return;
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& row : data) {
    if (row.size() < 4) continue;
    const Tokens tokens(row[3]);
    const std::string causal(wording_of(tokens).causal);
    // There a hedged causal sentence is called conditional.
    const bool relation = causal == "causal" || causal == "conditional";
    pairs.emplace_back(row[1], !relation           ? causal
                               : is_hedged(tokens) ? "conditional_causal"
                                                   : "direct_causal");
  }
  CHECK(macro_f1(pairs, "wording, causal_pubmed train") > 0.5);
}

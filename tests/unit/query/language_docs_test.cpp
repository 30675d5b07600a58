// The pages for people are tests: every question of the manual is read, every message of
// docs/ask/errors.md is given word for word, and every code that the sources can give is explained there.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "query/language/parse.hpp"

using namespace evident::query;

namespace {

std::string file(const std::string& name) {
  std::ifstream in(std::string(EVIDENT_SOURCE_DIR) + "/" + name, std::ios::binary);
  REQUIRE(in);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Block {
  std::string language, text, heading;
};
std::vector<Block> blocks(const std::string& markdown) {
  std::vector<Block> found;
  std::istringstream lines(markdown);
  std::string heading;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) found.push_back({line.substr(3), "", heading});
    } else if (inside) {
      found.back().text += line + "\n";
    } else if (line.starts_with("## ")) {
      heading = line.substr(3);
    }
  }
  return found;
}

std::string message(const std::string& question) {
  const auto result = parse(question);
  return result ? "read as: " + print(*result) : show_diagnostic(result.error(), question);
}

// Writes the messages below the questions of docs/ask/errors.md anew.
void update_messages() {
  const std::string page = "docs/ask/errors.md";
  std::istringstream lines(file(page));
  std::string out, question;
  enum class In { text, asked, message } in = In::text;
  for (std::string line; std::getline(lines, line);) {
    if (in == In::message && line != "```") continue;
    out += line + "\n";
    if (line == "```ask") {
      in = In::asked;
      question.clear();
    } else if (line == "```text" && !question.empty()) {
      in = In::message;
      out += message(question.substr(0, question.size() - 1));
      question.clear();
    } else if (line == "```") {
      in = In::text;
    } else if (in == In::asked) {
      question += line + "\n";
    }
  }
  std::ofstream(std::string(EVIDENT_SOURCE_DIR) + "/" + page, std::ios::binary) << out;
}

}  // namespace

TEST_CASE("every question of the manual is read, printed and read again") {
  std::size_t questions = 0;
  for (const char* page : {"README.md", "reference.md", "cookbook.md", "semantics.md"}) {
    const auto all = blocks(file(std::string("docs/ask/") + page));
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].language != "ask" || (i + 1 < all.size() && all[i + 1].language == "text")) continue;
      std::istringstream lines(all[i].text);
      for (std::string question; std::getline(lines, question); ++questions) {
        const auto result = parse(question);
        if (!result) FAIL_CHECK(show_diagnostic(result.error(), question));
        if (result) {
          const auto again = parse(print(*result));
          CHECK((again && same(*result, *again)));
        }
      }
    }
  }
  CHECK(questions > 150);
}

TEST_CASE("the introduction fits on two pages") {
  std::istringstream words(file("docs/ask/README.md"));
  CHECK(std::distance(std::istream_iterator<std::string>(words), {}) <= 950);
}

TEST_CASE("every message is the one that the page shows") {
  if (std::getenv("EVIDENT_UPDATE_GOLDEN") != nullptr) return update_messages();
  const auto all = blocks(file("docs/ask/errors.md"));
  std::size_t messages = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto code = all[i].heading.substr(0, 4);
    if (all[i].language == "ask") {
      REQUIRE(i + 1 < all.size());
      auto question = all[i].text;
      question.pop_back();
      const auto given = message(question);
      CHECK(given == all[i + 1].text);
      CHECK(given.starts_with("error[" + code + "]"));
      ++messages;
    } else if (i == 0 || all[i - 1].language != "ask") {  // questions that cannot stand in a text file
      const auto question = code == "E100"   ? std::string("list claims about \"\xFF\"")
                            : code == "E301" ? "list claims about " + std::string(100'000, '(')
                                             : std::string();
      CHECK(message(question) == all[i].text);
    }
  }
  CHECK(messages > 30);
}

TEST_CASE("a fix that says what to write does mend the question when it is taken") {
  std::size_t taken = 0;
  for (const auto& block : blocks(file("docs/ask/errors.md"))) {
    if (block.language != "ask") continue;
    const auto question = block.text.substr(0, block.text.size() - 1);
    const auto problem = parse(question).error();
    INFO(problem.code << " " << question << " | " << problem.fix);
    const bool says_what = problem.fix.starts_with("write: ") || problem.fix.starts_with("write \"") ||
                           problem.fix.starts_with("write | ") || problem.fix.starts_with("did you mean");
    if (says_what) CHECK(problem.edit.has_value());
    if (!problem.edit) continue;
    const auto mended = question.substr(0, problem.edit->where.begin) + problem.edit->text +
                        question.substr(problem.edit->where.end);
    CHECK(parse(mended).has_value());
    ++taken;
    // "write: X" is what then stands there.
    const auto written = problem.fix.starts_with("write: ") ? problem.fix.substr(7) : std::string();
    if (!written.empty() && written.find(',') == std::string::npos)
      CHECK(mended.find(written.substr(0, written.find(" …"))) != std::string::npos);
  }
  CHECK(taken > 30);
}

TEST_CASE("carets stand under the words, however wide the characters before them are") {
  const auto shown = [](const std::string& question) { return show_diagnostic(parse(question).error(), question); };
  const auto carets_under = [&](const std::string& before, const std::string& word, std::size_t column) {
    const auto text = shown(before + word + " 2003");
    INFO(text);
    const auto line = text.find("\n  | ", text.find("\n  | ") + 1);
    CHECK(text.substr(line + 5, text.find('\n', line + 1) - line - 5) ==
          std::string(column, ' ') + std::string(word.size(), '^'));
  };
  carets_under("list claims about \"trust\" ", "sinc", 26);
  carets_under("list claims about \"\u516c\u79c1\" ", "sinc", 25);  // two columns each
  carets_under("list claims about \"caf\u00e9\" ", "sinc", 25);
  carets_under("list claims about \"cafe\u0301\" ", "sinc", 25);  // a combining mark has no column
  carets_under("list claims\tabout \"a\" ", "sinc", 22);           // a tabulator is shown as one blank
  carets_under("list claims\nabout \"a\" ", "sinc", 10);           // the line of the mistake alone is shown
}

TEST_CASE("every code of the sources is explained, and no other") {
  const std::regex pattern("\"(E[13][0-9][0-9])\"");
  std::set<std::string> in_sources, in_page;
  const auto folder = std::filesystem::path(EVIDENT_SOURCE_DIR) / "query" / "language";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".cpp") continue;
    const auto text = file("query/language/" + entry.path().filename().string());
    for (std::sregex_iterator i(text.begin(), text.end(), pattern), end; i != end; ++i)
      in_sources.insert((*i)[1]);
  }
  std::istringstream page(file("docs/ask/errors.md"));
  for (std::string line; std::getline(page, line);)
    if (line.starts_with("## E")) in_page.insert(line.substr(3, 4));
  CHECK(in_sources == in_page);
}

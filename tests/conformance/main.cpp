// conformance [--write] [--only TEXT] [--until-first] FILE-OR-FOLDER …: runs the scenarios of these files through
// ask(), and checks of every scenario, whatever it expects, what holds for all questions.
#include <algorithm>
#include <fstream>
#include <iostream>

#include "query/prepared.hpp"
#include "query/language/parse.hpp"
#include "raw_questions.hpp"
#include "scenario.hpp"
#include "support/text.hpp"

using namespace evident;
using namespace evident::conformance;
namespace fs = std::filesystem;

namespace {

std::vector<graph::Node> nodes(const query::Answer& answer) {
  std::vector<graph::Node> all;
  for (const auto& row : answer.rows) all.push_back(row.node);
  return all;
}

// What holds for every question that reads: its canonical text is the same question with the same answer, and
// explaining it does not fail. Empty, or what does not hold.
std::string broken_rule(const World& world, const Scenario& s, const query::Answer& answer) {
  const auto tree = query::parse(s.question, s.options.limits);
  if (!tree) return "ask() answers what parse() refuses";
  const auto& printed = answer.canonical;
  const auto again = query::parse(printed);
  if (!again) return "its canonical text cannot be read: " + printed;
  // A name without quotation marks that holds "and" is one only where the library has it: the rest is the same.
  if (query::print(*tree) == printed && !query::same(*tree, *again)) return "its canonical text is another question: " + printed;
  if (query::print(*again) != printed) return "its canonical text prints as another: " + printed;
  const auto same = query::ask(world.graph(), printed, s.options);
  if (!same) return "its canonical text is refused: " + same.error().message + ": " + printed;
  if (same->kind != answer.kind || same->number != answer.number || nodes(*same) != nodes(answer))
    return "its canonical text has another answer: " + printed;
  if (tree->explain) return {};
  const auto explained = query::ask(world.graph(), "explain " + printed, s.options);
  if (!explained) return "it cannot be explained: " + explained.error().message;
  if (explained->read_as != answer.read_as) return "explained, it is read as " + explained->read_as;
  return {};
}

// A fix that is offered as a change of the text leaves the error behind, wherever the next one is.
std::string broken_fix(const Scenario& s, const query::Diagnostic& problem) {
  if (!problem.edit) return {};
  const auto& edit = *problem.edit;
  if (edit.where.begin > edit.where.end || edit.where.end > s.question.size()) return "its fix is out of place";
  std::string changed = s.question.substr(0, edit.where.begin) + edit.text;
  const auto end = changed.size();
  changed += s.question.substr(edit.where.end);
  const auto again = query::parse(changed, s.options.limits);
  if (!again && again.error().span.begin < end && again.error().code == problem.code)
    return "its fix does not help: " + changed;
  return {};
}

// Its rows alone are those of the whole answer.
std::string broken_rows(const World& world, const Scenario& s) {
  query::AskOptions all = s.options;
  all.rows = 0;
  const auto answer = query::ask(world.graph(), s.question, all);
  all.plainly = true;
  if (const auto plain = query::ask(world.graph(), s.question, all); plain && answer) {
    const auto* format = query::format_named("json");
    if (format->render(*plain, {}) != format->render(*answer, {}))
      return "enumerated match by match, it has another answer: " + format->render(*plain, {});
  } else if (plain && !answer) {
    return "enumerated match by match, it has an answer";
  }
  all.plainly = false;
  auto prepared = query::Prepared::prepare(world.graph(), s.question, all);
  if (!answer || !prepared) return answer || !prepared ? "" : "it can be prepared, but not answered";
  for (int time = 0; time < 2; ++time) {
    std::string rows;
    const auto total = prepared->rows({}, 0, nullptr, rows);
    if (!total) return "its rows alone are refused: " + total.error().message;
    if (rows != query::cells_json(*answer)) return "its rows alone are others: " + rows;
    if (*total != answer->total_rows) return "its rows alone are so many: " + std::to_string(*total);
  }
  return {};
}

void print(const char* sign, const std::vector<std::string>& lines) {
  for (const auto& line : lines) std::cout << "    " << sign << " " << line << "\n";
}

void write(const fs::path& file, const std::vector<std::pair<Scenario, std::vector<std::string>>>& changes) {
  std::vector<std::string> lines;
  {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
  }
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    const auto& [s, actual] = *change;
    const auto at = lines.begin();
    lines.erase(at + static_cast<std::ptrdiff_t>(s.expectation_begin),
                at + static_cast<std::ptrdiff_t>(s.expectation_end));
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(s.expectation_begin), actual.begin(), actual.end());
  }
  std::ofstream out(file);
  for (const auto& line : lines) out << line << "\n";
}

// Columns of a table as wide as their widest cell.
std::vector<std::string> aligned(std::vector<std::string> lines) {
  std::vector<std::size_t> widths;
  const auto cells = [](const std::string& line) { return split(line, '|', false); };
  for (const auto& line : lines)
    if (line.starts_with("  |")) {
      const auto row = cells(line);
      widths.resize(std::max(widths.size(), row.size()));
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    }
  for (auto& line : lines)
    if (line.starts_with("  |")) {
      const auto row = cells(line);
      line = "  |";
      for (std::size_t i = 1; i + 1 < row.size(); ++i)
        line += " " + row[i] + std::string(widths[i] - display_width(row[i]), ' ') + " |";
    }
  return lines;
}

struct Options {
  bool write = false, until_first = false;
  std::string only;
  std::vector<fs::path> files;
};

int run(const Options& options, const fs::path& folder) {
  Worlds worlds(folder / "graphs");
  std::size_t passed = 0, failed = 0, known = 0;
  std::map<std::string, std::string> codes;
  for (const auto& file : options.files) {
    std::vector<std::pair<Scenario, std::vector<std::string>>> changes;
    for (Scenario& s : read_scenarios(file)) {
      if (!s.code.empty() && !codes.emplace(s.code, file.string()).second)
        throw TextError{file.string() + ": two scenarios are called " + s.code};
      if ((s.code + " " + s.title).find(options.only) == std::string::npos) continue;
      const World& world = worlds.of(s);
      Cancel cancel;
      if (s.cancelled) {
        cancel.request();
        s.options.cancel = &cancel;
      }
      const auto result = s.why_not.empty()
                              ? query::ask(world.graph(), s.question, s.options)
                              : query::why_not(world.graph(), s.question, s.why_not, s.options);
      const auto actual =
          result ? answered(world, *result, s.expectation) : refused(result.error(), s.question);
      std::string broken =
          !result ? broken_fix(s, result.error()) : s.why_not.empty() ? broken_rule(world, s, *result) : "";
      if (result && broken.empty() && s.why_not.empty()) broken = broken_rows(world, s);
      const bool agrees = agree(s.expectation, actual) && broken.empty();
      if (agrees && s.todo.empty()) {
        ++passed;
        continue;
      }
      if (options.write && broken.empty() && s.writable && s.todo.empty()) {
        changes.emplace_back(s, aligned(actual));
        continue;
      }
      if (!agrees && !s.todo.empty()) {
        ++known;
        std::cout << "known to fail: " << s.code << " " << s.title << ": " << s.todo << "\n";
        continue;
      }
      ++failed;
      std::cout << file.string() << ":" << s.line << ": " << s.code << " " << s.title << "\n    ? " << s.question
                << "\n";
      if (agrees) {
        std::cout << "    passes: take the line 'todo:' away\n";
      } else if (!broken.empty()) {
        std::cout << "    ! " << broken << "\n";
      }
      if (!agree(s.expectation, actual)) {
        print("-", s.expectation);
        print("+", aligned(actual));
      }
      if (options.until_first) return 1;
    }
    if (!changes.empty()) {
      write(file, changes);
      std::cout << file.string() << ": " << changes.size() << " expectations written; read each of them\n";
    }
  }
  std::cout << passed + failed + known << " scenarios in " << options.files.size() << " files: " << passed
            << " pass, " << failed << " fail, " << known << " known to fail\n";
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    Options options;
    const fs::path folder = fs::path(EVIDENT_SOURCE_DIR) / "tests/conformance";
    for (int i = 1; i < argc; ++i) {
      const std::string_view argument = argv[i];
      if (argument == "--write") {
        options.write = true;
      } else if (argument == "--until-first") {
        options.until_first = true;
      } else if (argument == "--only" && i + 1 < argc) {
        options.only = argv[++i];
      } else if (argument == "--raw") {
        return ask_raw_questions(folder, i + 1 < argc ? std::stoul(argv[i + 1]) : 0);
      } else if (argument.starts_with("--")) {
        std::cerr << "usage: conformance [--write] [--until-first] [--only TEXT] [FILE-OR-FOLDER …]\n"
                     "       conformance --raw [LEAST]\n";
        return 2;
      } else {
        options.files.emplace_back(argument);
      }
    }
    if (options.files.empty()) options.files.push_back(folder);
    options.files = scenario_files(options.files);
    return run(options, folder);
  } catch (const TextError& error) {
    std::cerr << error.message << "\n";
    return 2;
  }
}

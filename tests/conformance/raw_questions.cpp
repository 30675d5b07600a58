#include "raw_questions.hpp"

#include <iostream>
#include <sstream>

#include "query/language/parse.hpp"
#include "scenario.hpp"
#include "support/text.hpp"

namespace evident::conformance {
namespace {

constexpr int kAccepted = 3;  // proposals that a person takes one after the other before giving up

// The question after the proposal was taken: the change of the text that the error offers; else a whole question
// after "try:" or "write:"; else the first name it offers in place of the unknown one. Empty: there is none.
std::string after_proposal(const std::string& question, const query::Diagnostic& problem) {
  if (problem.edit)
    return question.substr(0, problem.edit->where.begin) + problem.edit->text +
           question.substr(problem.edit->where.end);
  for (const std::string_view opening : {"try: ", "write: ", "to see them: "})
    if (problem.fix.starts_with(opening)) {
      const auto whole = problem.fix.substr(opening.size());
      if (query::parse(whole)) return whole;
    }
  if (problem.fix.starts_with("did you mean \"") || problem.fix.starts_with("choose one: ")) {
    const auto first = problem.fix.find('"');
    const auto last = problem.fix.find('"', first + 1);
    if (first == std::string::npos || last == std::string::npos) return {};
    return question.substr(0, problem.span.begin) + problem.fix.substr(first, last + 1 - first) +
           question.substr(problem.span.end);
  }
  return {};
}

}  // namespace

int ask_raw_questions(const std::filesystem::path& folder, std::size_t floor) {
  Worlds worlds(folder / "graphs");
  std::istringstream in(read_file(folder / "raw_questions.txt"));
  const World* world = nullptr;
  std::size_t all = 0, answered = 0, proposed = 0;
  for (std::string line; std::getline(in, line);) {
    std::string question(trim(line));
    if (question.empty() || question[0] == '#') continue;
    if (question.starts_with("library: ")) {
      world = &worlds.named(question.substr(9));
      continue;
    }
    if (!world) throw TextError{"raw_questions.txt: 'library: NAME' comes first"};
    ++all;
    std::cout << "? " << question << "\n";
    auto result = query::ask(world->graph(), question);
    bool runs = result.has_value();
    answered += runs;
    for (int step = 0; !runs && step < kAccepted; ++step) {
      std::cout << "    " << result.error().code << " " << result.error().message << " | " << result.error().fix
                << "\n";
      question = after_proposal(question, result.error());
      if (question.empty()) break;
      std::cout << "  > " << question << "\n";
      result = query::ask(world->graph(), question);
      runs = result.has_value();
      proposed += runs;
    }
    if (!runs)
      std::cout << "    NOTHING THAT RUNS\n";
    else
      std::cout << "    = " << result->read_as << (result->rows.empty() ? " (none)" : "") << "\n";
  }
  std::cout << all << " questions: " << answered << " answered, " << proposed
            << " met with a proposal that runs, " << all - answered - proposed << " with nothing that runs\n";
  return answered + proposed >= floor ? 0 : 1;
}

}  // namespace evident::conformance

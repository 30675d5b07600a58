// A scenario: a library, a question and what the answer must be. README.md describes the format.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "graph_text.hpp"
#include "query/answer.hpp"

namespace evident::conformance {

struct Scenario {
  std::filesystem::path file;
  int line = 0;      // of "scenario:", from 1
  std::string code;  // "HAVE-001", with "/2" for the second row of its examples
  std::string title;
  std::string graph;         // a name, or
  std::string inline_graph;  // the text of a library of its own
  std::string question;
  query::AskOptions options;
  bool cancelled = false;
  std::shared_ptr<graph::QualityCard> card;  // of the extraction behind the library; options point to it
  std::string why_not;  // the thing of which it is asked why it is not in the answer
  std::string todo;  // why it is known to fail
  std::vector<std::string> expectation;
  std::size_t expectation_begin = 0, expectation_end = 0;  // lines of the file, from 0, one past the end
  // What is expected is written from it: it is no row of examples, or the first of rows that all expect the same.
  bool writable = true;
};

std::vector<Scenario> read_scenarios(const std::filesystem::path& file);

// The .askt files among these files and below these folders, sorted.
std::vector<std::filesystem::path> scenario_files(const std::vector<std::filesystem::path>& paths);

// The libraries of scenarios, each read once.
class Worlds {
 public:
  explicit Worlds(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const World& named(const std::string& name);
  const World& of(const Scenario& scenario);

 private:
  std::filesystem::path folder_;
  std::map<std::string, std::unique_ptr<World>> worlds_;
};

// What the answer is, in the format of an expectation: with the keys and columns that `wanted` has.
std::vector<std::string> answered(const World& world, const query::Answer& answer,
                                  const std::vector<std::string>& wanted);
std::vector<std::string> refused(const query::Diagnostic& problem, std::string_view question);

// Whether they say the same, rows in any order where the expectation says so.
bool agree(std::vector<std::string> expected, std::vector<std::string> actual);

}  // namespace evident::conformance

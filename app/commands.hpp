// The commands of the program: main.cpp reads the arguments, each file of commands/ does one thing with them.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::app {

// Exit codes, a contract with scripts.
enum Exit : int {
  kDone = 0,
  kWrongArguments = 1,
  kBadBase = 2,
  kSomeFilesFailed = 3,
  kLimit = 4,
  kInterrupted = 130
};

struct Common {
  std::filesystem::path base;
  Cancel* cancel = nullptr;
};

struct IngestArguments {
  std::vector<std::string> paths;
  bool json = false;
  std::string without_cues_for;  // a document's name; see ingest::IngestOptions
};
int ingest(const Common& common, const IngestArguments& arguments);

struct AskArguments {
  std::string question;  // "-": from standard input
  std::string format;    // empty: a table
  std::string style;     // of citations; empty: as usual
  std::string output;    // a file; empty: standard output
  std::map<std::string, std::string> parameters;
  bool byte_order_mark = false;
  bool explain = false;  // how the question was read, without the answer
  bool analyze = false;  // with what each operator did and how long it took
  std::string why_not;   // the id or name of what is not in the answer; empty: the answer itself
  std::size_t rows = 100;
};
int ask(const Common& common, const AskArguments& arguments);

struct CompleteArguments {
  std::string question;
  std::int64_t at = -1;  // characters before the cursor; negative: all
};
int complete(const Common& common, const CompleteArguments& arguments);

// Questions of a program, a line of JSON each way, until its input ends.
int session(const Common& common);

struct MapArguments {
  std::string rows = "outcome measures", columns = "design";
  AskArguments ask;  // but for the question
};
int map(const Common& common, const MapArguments& arguments);

// Questions at a terminal, one after the other, until Ctrl-D.
int prompt(const Common& common);
// What was typed there, for the arrow keys; beside the library, gone with what is removed from it.
std::filesystem::path prompt_history(const std::filesystem::path& base);

struct ExportArguments {
  std::string format = "items";
  std::string output;  // a file, or for tables a folder; empty: standard output
  std::string ask;     // a question: only its answer is written; empty: everything
  std::string style;   // of citations; empty: as usual
  std::optional<std::size_t> without_text;  // so many words of each quotation at most
  bool byte_order_mark = false;             // of an answer as CSV
};
int export_library(const Common& common, const ExportArguments& arguments);

struct LoadArguments {
  std::string folder;
  std::string mapping;  // empty: mapping.json in the folder, if it is there
};
int load(const Common& common, const LoadArguments& arguments);

struct CandidatesArguments {
  std::string what = "contradictions";  // or support, figures, names, duplicates
  std::size_t most = 50;
  bool json = false;
};
int candidates(const Common& common, const CandidatesArguments& arguments);
int duplicate_sources(const Common& common, const CandidatesArguments& arguments);  // that may be one work

struct CorrectArguments {
  std::string item;                  // an item's id or the beginning of it; a candidate concept's id or name
  std::vector<std::string> changes;  // FIELD=VALUE
  std::string why, by;
};
// A person's word above the machine's: it is kept beside what was extracted, and can be taken back.
int correct(const Common& common, const CorrectArguments& arguments);
int corrections(const Common& common, const std::string& item, bool json);  // item empty: all
int undo(const Common& common, std::int64_t number, const std::string& by);

struct RecordsArguments {
  std::vector<std::string> files;
  bool count = false;  // only how many there are
  bool duplicates = false, json = false;  // which may be one work
  std::size_t most = 50;
};
// What is read of files of bibliographic records.
// Prints a mapping for a table in which people coded.
int propose_mapping(const Common& common, const std::string& table);
int records(const Common& common, const RecordsArguments& arguments);
int duplicate_records(const Common& common, const RecordsArguments& arguments);

// Classifies records from standard input, a line of JSON each way.
int label(const Common& common, const std::string& task);

int show(const Common& common, const std::string& what);
int stats(const Common& common, bool json);
int quality(bool json);  // how well extraction was measured to do
int verify(const Common& common, bool repair);
int remove(const Common& common, const std::string& source);

// terminal.cpp: what the terminal can do, and how errors are printed.
bool is_terminal(int descriptor);
int terminal_width();               // 100 when unknown
bool wants_colour(int descriptor);  // a terminal, and NO_COLOR is not set
bool wants_ascii();                 // the locale's character set is not UTF-8
// "evident: what is wrong" and a line with what to do; returns the exit code that belongs to it.
int report(const Error& error);
// Writes everything or reports; false when standard output is closed or full.
bool print_out(std::string_view text);

}  // namespace evident::app

// The only main, and the only file that knows CLI11: reads the arguments and calls a command.
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "app/commands.hpp"
#include "app/export/format.hpp"
#include "ingest/models/label.hpp"
#include "query/answer.hpp"
#include "query/citations/style.hpp"

namespace {

evident::Cancel cancelled;

void on_interrupt(int) {
  if (cancelled.requested())
    _exit(evident::app::kInterrupted);  // asked twice: at once; SQLite rolls back by itself
  cancelled.request();
}

std::string format_names() {
  std::string names;
  for (const auto& format : evident::query::formats())
    names += (names.empty() ? "" : ", ") + std::string(format.name);
  return names;
}

std::string style_names() {
  std::string names;
  for (const auto& style : evident::query::styles()) names += (names.empty() ? "" : ", ") + std::string(style.name);
  return names;
}

// "  csv        for a spreadsheet: …" of each that is registered.
template <class Registered>
std::string described(const char* heading, const Registered& all) {
  std::string text = std::string("\n") + heading + ":\n";
  for (const auto& one : all) {
    std::string name(one.name);
    name.resize(std::max<std::size_t>(name.size(), 10), ' ');
    text += "  " + name + " " + std::string(one.doc) + "\n";
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace evident;
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit is an error of write(), not a death

  CLI::App app{"Evident: what do your documents say, who says it, on what evidence, and what is missing?"};
  app.name("evident");
  app.set_version_flag("--version", std::string("evident ") + EVIDENT_VERSION);
  app.footer(
      "\nWithout a command, on a terminal: questions one after the other over the evidence base.\n"
      "\nExamples:\n  evident ingest reports/\n  evident ask 'which outcome measures have causal "
      "evidence?'\n  evident ask 'which barriers are named by both \"NHS\" and \"private sector\"?'\n\n"
      "Exit codes: 0 done; 1 the question or the arguments are wrong; 2 the base cannot be opened or is "
      "damaged;\n"
      "3 done, but some files failed; 4 a limit stopped it; 130 interrupted.\n");

  app::Common common;
  common.cancel = &cancelled;
  common.base = "evidence.evd";
  if (const char* base = std::getenv("EVIDENT_BASE"); base && *base) common.base = base;
  int exit_code = 0;
  const auto with_base = [&](CLI::App* command) {
    command->add_option("-b,--base", common.base,
                        "the evidence base (default: $EVIDENT_BASE, else evidence.evd here)");
    return command;
  };

  with_base(&app);

  app::IngestArguments ingest;
  auto* command = with_base(app.add_subcommand("ingest", "read files and folders into the evidence base"));
  command->add_option("PATH", ingest.paths, "files and folders; folders are read with all that is in them")
      ->required();
  command->add_flag("--json", ingest.json, "the report as JSON");
  // For measuring how general the cues are (tests/measure/quality.py); not shown.
  command->add_option("--without-cues-for", ingest.without_cues_for)->group("");
  command->footer(
      "\nExamples:\n  evident ingest reports/ slides.md\n  evident ingest -b partnerships.evd reports/\n");
  command->callback([&] { exit_code = app::ingest(common, ingest); });

  app::LoadArguments load;
  command = with_base(app.add_subcommand(
      "load", "read tables of things and of edges (.csv, .tsv) into the evidence base"));
  command->add_option("FOLDER", load.folder, "the folder in which the tables lie")->required();
  command->add_option("--mapping", load.mapping,
                      "what the tables hold, when they are not as export writes them (default: mapping.json in "
                      "FOLDER)");
  command->footer(
      "\nOne table a kind of thing or edge, its columns named in the first line, as 'evident export -f csv' "
      "writes them.\nEverything is stored or, after an error, nothing.\n"
      "\nExamples:\n  evident load tables/\n  evident load -b partnerships.evd tables/ --mapping theirs.json\n");
  command->callback([&] { exit_code = app::load(common, load); });

  app::AskArguments ask;
  const auto add_question = [&](CLI::App* to) {
    to->add_option("QUESTION", ask.question, "the question; - reads it from standard input")->required();
    to->add_option_function<std::vector<std::string>>(
          "--set",
          [&](const std::vector<std::string>& pairs) {
            for (const auto& pair : pairs) {
              const auto equals = pair.find('=');
              if (equals == std::string::npos || equals == 0)
                throw CLI::ValidationError("--set", "needs name=value, not '" + pair + "'");
              ask.parameters[pair.substr(0, equals)] = pair.substr(equals + 1);
            }
          },
          "a value for $name in the question, as name=value")
        ->take_all()
        ->expected(1)
        ->allow_extra_args(false);
  };
  command = with_base(app.add_subcommand("ask", "answer a question, with the exact words behind every row"));
  add_question(command);
  command->add_option("-f,--format", ask.format, "how to print the answer: " + format_names());
  command->add_option("--rows", ask.rows, "rows shown at most (0: as many as allowed)");
  command->add_flag("--bom", ask.byte_order_mark, "begin CSV with a byte order mark, for spreadsheets");
  command->add_option("--style", ask.style, "how sources are cited: " + style_names());
  command->add_option("-o,--output", ask.output, "the file to write (default: standard output)");
  command->footer(
      described("Formats", query::formats()) + described("Styles of citations", query::styles()) +
      "\nExamples:\n  evident ask 'which outcome measures have causal evidence?'\n  evident ask 'which "
      "measures lack cost-benefit evidence?' -f markdown\n"
      "  evident ask 'list claims about $topic' --set topic=trust -f csv\n"
      "  evident ask 'list evidence about trust' -f html --style apa -o trust.html\n");
  command->callback([&] { exit_code = app::ask(common, ask); });

  command = with_base(app.add_subcommand("explain", "say how a question is read, without answering it"));
  add_question(command);
  command->add_flag("--analyze", ask.analyze, "answer it too, and say what each step did and how long it took");
  command->footer(
      "\nExamples:\n  evident explain 'which measures lack cost-benefit evidence?'\n"
      "  evident explain --analyze 'match (c:claim)-[about]->(m:measure) | summarise count of c by m.name'\n");
  command->callback([&] {
    ask.explain = true;
    exit_code = app::ask(common, ask);
  });

  command = with_base(app.add_subcommand(
      "why-not", "why something is not in an answer: each condition, and what it has instead"));
  add_question(command);
  command->add_option("ITEM", ask.why_not, "the name of a thing, or an item's id")->required();
  command->add_option("-f,--format", ask.format, "how to print the answer: " + format_names());
  command->footer(
      "\nExamples:\n  evident why-not 'which outcome measures have causal evidence?' 'quality of life'\n"
      "  evident why-not 'list claims since 2010' 955e3fef5673e3cb177f10e2fe22c1a\n");
  command->callback([&] { exit_code = app::ask(common, ask); });

  app::CompleteArguments complete_arguments;
  command = with_base(app.add_subcommand("complete", "what may stand at a place of a question, as JSON"));
  command->add_option("QUESTION", complete_arguments.question, "the question as far as it is written")->required();
  command->add_option("--at", complete_arguments.at, "how many characters stand before the cursor (default: all)");
  command->footer(
      "\nEach choice has its text, what kind of word it is, what it means, and the characters it replaces.\n"
      "\nExamples:\n  evident complete 'which outcome measures have '\n  evident complete 'list claims about tr'\n");
  command->callback([&] { exit_code = app::complete(common, complete_arguments); });

  command = with_base(app.add_subcommand("session", "answer the questions of a program: a line of JSON each way"));
  command->footer(
      "\nReads from standard input; docs/session.md says what.\n"
      "\nExamples:\n  echo '{\"ask\": \"list measures\", \"rows\": 3}' | evident session\n");
  command->callback([&] { exit_code = app::session(common); });

  app::MapArguments map;
  command = with_base(app.add_subcommand(
      "map", "an evidence gap map: how much there is in each cell, or how there is nothing"));
  command->add_option("--rows", map.rows, "what stands in the rows: things as a question names them")
      ->capture_default_str();
  command
      ->add_option("--columns", map.columns,
                   "a property of the evidence (design, method, year), or a kind of thing (group, source)")
      ->capture_default_str();
  command->add_option("-f,--format", map.ask.format, "how to print the map: " + format_names());
  command->add_flag("--bom", map.ask.byte_order_mark, "begin CSV with a byte order mark, for spreadsheets");
  command->footer(
      "\nExamples:\n  evident map\n  evident map --rows 'causal evidence for measures' --columns method\n"
      "  evident map --rows barriers --columns group -f csv\n");
  command->callback([&] { exit_code = app::map(common, map); });

  app::ExportArguments export_arguments;
  command = with_base(app.add_subcommand("export", "write everything the library holds, or what answers a question"));
  command->add_option("-f,--format", export_arguments.format, "one of those below")->capture_default_str();
  command->add_option("-o,--output", export_arguments.output, "the file, or for tables the folder, to write (default: standard output)");
  command->add_option("--ask", export_arguments.ask, "a question: only what answers it is written");
  command->add_option("--style", export_arguments.style, "how sources are cited: " + style_names());
  constexpr std::size_t kWords = 20;
  auto* without = command->add_option_function<std::string>(
      "--without-text",
      [&](const std::string& words) {
        export_arguments.without_text = words.empty() ? kWords : static_cast<std::size_t>(std::stoul(words));
      },
      "for what leaves the house: of each quotation so many words at most (default: 20), and the hash of the whole");
  without->expected(0, 1)->check(CLI::Range(0, 100'000))->type_name("[WORDS]");
  command->add_flag("--bom", export_arguments.byte_order_mark, "begin the CSV of an answer with a byte order mark, for spreadsheets");
  command->footer(described("Formats", app::export_formats()) + described("Styles of citations", query::styles()) +
                  "\nExamples:\n  evident export -f items -o items.jsonl\n  evident export -f csv -o tables/\n"
                  "  evident export -f ris --ask 'list evidence about trust' -o trust.ris\n"
                  "  evident export -f html --without-text 15 -o shared.html\n");
  command->callback([&] { exit_code = app::export_library(common, export_arguments); });

  app::CandidatesArguments offered;
  command = with_base(app.add_subcommand(
      "candidates", "what a reviewer may confirm: claims that may contradict or support one another, figures said again, names that may mean one thing, sources that may be one work"));
  command->add_option("WHAT", offered.what, "contradictions, support, figures, names or duplicates")
      ->check(CLI::IsMember({"contradictions", "support", "figures", "names", "duplicates"}))
      ->capture_default_str();
  command->add_option("--most", offered.most, "how many to print, the likeliest first")->capture_default_str();
  command->add_flag("--json", offered.json, "as JSON");
  command->footer("\nExamples:\n  evident candidates\n  evident candidates support --most 10\n  evident candidates names --json\n");
  command->callback([&] { exit_code = app::candidates(common, offered); });

  app::CorrectArguments decision;
  decision.by = "reviewer";
  if (const char* user = std::getenv("USER"); user && *user) decision.by = user;
  const auto by_whom = [&](CLI::App* to) {
    to->add_option("--by", decision.by, "who says so (default: $USER)");
    return to;
  };
  command = by_whom(with_base(app.add_subcommand(
      "correct", "a reviewer's word above the machine's: what was extracted stays, and it can be taken back")));
  command->add_option("ITEM", decision.item, "an item's id or the beginning of it, or a candidate's name or id")->required();
  command->add_option("FIELD=VALUE", decision.changes, "what to set; nothing after the = says that the text does not say it")->required();
  command->add_option("--why", decision.why, "the reason, which is shown with the item from now on")->required();
  command->footer(
      "\nA field is a property of the item (docs/schema.md), its value as a question says it. Between two claims:\n"
      "contradicts=ID or supports=ID confirms what 'evident candidates' offers, 'not contradicts=ID' refuses it.\n"
      "Of two names that mean one thing: 'same as=NAME'.\n"
      "\nExamples:\n  evident correct 6b7dc85f role=opinion --why 'no data stand behind it'\n"
      "  evident correct 6b7dc85f contradicts=955e3fef --why 'same patients, opposite result' --by 'A. Reviewer'\n"
      "  evident correct 'lack of agreed budgets' 'same as=absence of agreed budgets' --why 'one barrier'\n"
      "  evident correct 3f2a91c0 'same as=91bc77de' --why 'the preprint of the article'\n"
      "  evident correct 3f2a91c0 'not same as=91bc77de' --why 'part 1 and part 2'\n");
  command->callback([&] { exit_code = app::correct(common, decision); });

  std::string of_item;
  bool history_as_json = false;
  command = with_base(app.add_subcommand("history", "what reviewers corrected, when and why; of one item, or all"));
  command->add_option("ITEM", of_item, "an item's id or the beginning of it (default: all)");
  command->add_flag("--json", history_as_json, "as JSON");
  command->footer("\nExamples:\n  evident history\n  evident history 6b7dc85f --json\n");
  command->callback([&] { exit_code = app::corrections(common, of_item, history_as_json); });

  std::int64_t number = 0;
  command = by_whom(with_base(app.add_subcommand("undo", "take a correction back; it stays in the history")));
  command->add_option("N", number, "the number of the correction, as 'evident history' prints it")->required();
  command->footer("\nExamples:\n  evident undo 3\n");
  command->callback([&] { exit_code = app::undo(common, number, decision.by); });

  std::string what;
  command = with_base(app.add_subcommand(
      "show", "one item, source or concept: its words in their context, its links, its history"));
  command->add_option("ITEM", what, "an item's id or the beginning of it, a file's name, or a concept's name")
      ->required();
  command->footer(
      "\nExamples:\n  evident show 6b7dc85f\n  evident show report.md\n  evident show mortality\n");
  command->callback([&] { exit_code = app::show(common, what); });

  app::RecordsArguments record_files;
  command = app.add_subcommand("records", "what is read of files of bibliographic records: a line of JSON each");
  command->add_option("FILE", record_files.files, "exports of reference managers and databases; docs/formats/bibliographic.md says which")
      ->required();
  command->add_flag("--count", record_files.count, "only the format and how many records there are");
  command->add_flag("--duplicates", record_files.duplicates, "instead, groups of records that may be one work; docs/duplicates.md says how");
  command->add_option("--most", record_files.most, "of the groups, how many to print")->capture_default_str();
  command->add_flag("--json", record_files.json, "the groups as JSON");
  command->footer(
      "\nExamples:\n  evident records --count export.ris\n  evident records library.bib | head -1\n"
      "  evident records --duplicates pubmed.nbib scopus.ris\n");
  command->callback([&] { exit_code = app::records(common, record_files); });

  std::string table;
  command = app.add_subcommand("coding", "a mapping for a table in which people coded works, proposed from its header");
  command->add_option("TABLE", table, "a .csv, .tsv or .xlsx file, a row a work")->required();
  command->footer(
      "\nLook through what it prints, correct it, and keep it beside the table under the table's name and '.mapping.json':\n"
      "'evident ingest' then reads every coded cell as a person's word. docs/formats/coding.md describes it.\n"
      "\nExamples:\n  evident coding coding.xlsx > coding.xlsx.mapping.json\n");
  command->callback([&] { exit_code = app::propose_mapping(common, table); });

  std::string task;
  std::string tasks;
  for (const auto name : ingest::models::label_tasks()) tasks += (tasks.empty() ? "" : ", ") + std::string(name);
  command = app.add_subcommand("label", "classify sentences and records from standard input: a line of JSON each way");
  command->add_option("WHAT", task, tasks)->required();
  command->footer(
      "\nEach line is {\"id\": \"...\", \"sentences\": [\"...\", ...]}, the sentences of an abstract or section in order,\n"
      "or for design {\"id\", \"title\", \"abstract\"}; its answer is {\"id\", \"labels\", \"scores\"}, in the same order. A line that cannot be read gets {\"error\"}.\n"
      "docs/label.md says more.\n"
      "\nExamples:\n  evident label roles < abstracts.jsonl\n"
      "  echo '{\"id\": 1, \"sentences\": [\"We asked 40 nurses.\", \"Most agreed.\"]}' | evident label roles\n");
  command->callback([&] { exit_code = app::label(common, task); });

  bool json = false, quality = false;
  command = with_base(app.add_subcommand("stats", "what the base holds and how deeply it was read"));
  command->add_flag("--json", json, "as JSON");
  command->add_flag("--quality", quality, "instead, how well extraction was measured to do, kind by kind; needs no base");
  command->footer("\nExamples:\n  evident stats\n  evident stats --json\n  evident stats --quality\n");
  command->callback([&] { exit_code = quality ? app::quality(json) : app::stats(common, json); });

  bool repair = false;
  command = with_base(
      app.add_subcommand("verify", "check every quotation against its source and the base's integrity"));
  command->add_flag("--repair", repair, "rebuild what is derived");
  command->footer("\nExamples:\n  evident verify\n  evident verify --repair\n");
  command->callback([&] { exit_code = app::verify(common, repair); });

  command = with_base(app.add_subcommand("remove", "purge a source everywhere; nothing of it is kept"));
  command->add_option("SOURCE", what, "the file's name or path")->required();
  command->footer("\nExamples:\n  evident remove report.md\n");
  command->callback([&] { exit_code = app::remove(common, what); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? app::kDone : app::kWrongArguments;
  }
  if (!app.get_subcommands().empty()) return exit_code;
  std::error_code ignored;
  if (app::is_terminal(STDIN_FILENO) && app::is_terminal(STDOUT_FILENO) &&
      std::filesystem::exists(common.base, ignored))
    return app::prompt(common);
  std::fputs(app.help().c_str(), stderr);
  return app::kWrongArguments;
}

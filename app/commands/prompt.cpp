// evident on a terminal: questions one after the other, with history, completion and a pager.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <future>
#include <optional>

#include "app/ask_once.hpp"
#include "app/with_graph.hpp"
#include "app/prompt/line_editor.hpp"
#include "app/prompt/pager.hpp"
#include "query/complete.hpp"
#include "support/text.hpp"

namespace evident::app {
namespace {

struct Session {
  const Common& common;
  AskArguments arguments;
  const query::Format* format;
  std::optional<graph::Graph> graph;  // of the library as it was before the last question
  std::string last_question;
  std::string proposal;  // the last question as its error proposes it
  bool ended = false;
  std::future<void> ready;  // the last member: waited for before the graph goes

  // What the first completion needs is worked out while the question's first words are typed.
  void get_ready() {
    if (graph && !ready.valid())
      ready = std::async(std::launch::async, [this] { query::prepare_to_complete(*graph); });
  }
  // Opened anew before each question, so that it sees what was read in the meantime.
  bool open() {
    auto opened = graph::Graph::open(common.base);
    if (!opened) return report(opened.error()), false;
    if (ready.valid()) ready.get();
    graph.emplace(std::move(*opened));
    return true;
  }
  void ask(const std::string& question) {
    if (!open()) return;
    last_question = question;
    const auto asked = believed(common, *graph, [&](const graph::Graph& whole) {
      return ask_once(whole, question, common, arguments, *format);
    });
    if (!asked) {
      report(asked.error());
      return;
    }
    proposal = asked->mended;
    if (asked->exit == kDone) {
      print_paged(asked->answer);
      return;
    }
    std::fputs(asked->problem.c_str(), stderr);
    if (!proposal.empty()) std::fputs("  yes asks it with this change.\n", stderr);
  }
};

// What can be said beside questions. No question begins with one of these words.
struct PromptCommand {
  std::string_view word, argument, doc;
  void (*run)(Session&, const std::string& argument);
};
void help(Session&, const std::string&);

constexpr std::array kCommands = {
    PromptCommand{"help", "", "this text", &help},
    PromptCommand{"yes", "", "ask what the last error proposes",
                  [](Session& session, const std::string&) {
                    if (session.proposal.empty()) {
                      report({Code::bad_argument, "nothing is proposed", "ask a question", {}});
                      return;
                    }
                    fmt::print("{}\n", session.proposal);
                    session.ask(std::string(session.proposal));
                  }},
    PromptCommand{"item", "ID", "an item, file or concept: its words in their context, its history",
                  [](Session& session, const std::string& id) { app::show(session.common, id); }},
    PromptCommand{"stats", "", "what the library holds",
                  [](Session& session, const std::string&) { app::stats(session.common, false); }},
    PromptCommand{"set", "NAME=VALUE", "a value for $NAME in questions",
                  [](Session& session, const std::string& pair) {
                    const auto equals = pair.find('=');
                    if (equals == std::string::npos || equals == 0) {
                      report({Code::bad_argument, "'set' needs a name and a value", "set topic=trust", {}});
                      return;
                    }
                    session.arguments.parameters[pair.substr(0, equals)] = pair.substr(equals + 1);
                  }},
    PromptCommand{"format", "NAME", "how answers are printed: table, plain, markdown, json …",
                  [](Session& session, const std::string& name) {
                    const auto format = choose_format(name);
                    if (format && (*format)->binary)
                      report({Code::bad_argument, "'" + name + "' is no text for a terminal",
                              "ask outside of the prompt: evident ask -f " + name + " -o FILE QUESTION", {}});
                    else if (format)
                      session.format = *format;
                    else
                      report(format.error());
                  }},
    PromptCommand{"quit", "", "leave (also Ctrl-D)",
                  [](Session& session, const std::string&) { session.ended = true; }},
};

void help(Session&, const std::string&) {
  std::string text =
      "Ask in one English sentence; a step after a bar | goes on from it:\n\n"
      "  which outcome measures have causal evidence?\n"
      "  which barriers are named by both \"NHS\" and \"private sector\"?\n"
      "  list claims about trust | sort by year desc | limit 5\n"
      "  gaps in cost-benefit evidence for outcome measures\n"
      "  describe \"trust\"\n"
      "  explain which measures lack cost-benefit evidence?\n\n"
      "Tab shows what may stand at the cursor. A line that begins with | adds a step to the last question.\n"
      "A question goes on in the next line after a bar, a comma, an open bracket or quotation mark.\n"
      "Arrow up: earlier questions; Ctrl-R: search in them; Ctrl-C: stop a question.\n\n";
  for (const auto& command : kCommands)
    text += fmt::format("  {:<18} {}\n", fmt::format("{} {}", command.word, command.argument), command.doc);
  text += "\nThe language on two pages: docs/ask/README.md\n";
  print_paged(text);
}

// The command that this line is, and what stands after its word.
const PromptCommand* command_of(std::string_view line, std::string& argument) {
  const auto blank = std::min(line.find(' '), line.size());
  for (const auto& command : kCommands) {
    if (line.substr(0, blank) != command.word && !(command.word == "quit" && line == "exit")) continue;
    argument = trim(line.substr(blank));
    if (command.argument.empty() == argument.empty()) return &command;
  }
  return nullptr;
}

// What may stand at the cursor of the line, after the lines before it; a line that begins with a bar goes on
// from the last question. The editor knows one place for all choices: the first, so what stands between it
// and the place of a choice goes before that.
Choices choices(const Session& session, const std::string& lines, std::string_view line) {
  std::string before = lines.empty() ? "" : lines + "\n";
  if (trim(before + std::string(line)).starts_with('|') && !session.last_question.empty())
    before = session.last_question + "\n" + before;
  const auto text = before + std::string(line);
  query::AskOptions options;
  options.parameters = session.arguments.parameters;
  auto found = query::complete(*session.graph, text, text.size(), options);
  std::erase_if(found, [&](const auto& choice) { return choice.where.begin < before.size(); });
  Choices all{line.size(), {}};
  for (const auto& choice : found) all.begin = std::min(all.begin, choice.where.begin - before.size());
  for (auto& choice : found) {
    const auto at = choice.where.begin - before.size();
    all.choices.push_back({std::string(line.substr(all.begin, at - all.begin)) + choice.text,
                           choice.label.empty() ? choice.kind : choice.kind + ": " + choice.label});
  }
  return all;
}

// The question goes on in the next line: a bar, comma or semicolon at its end, an open bracket or quotation.
bool goes_on(std::string_view text) {
  int brackets = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && quoted)
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && c == '#')
      i = std::min(text.find('\n', i), text.size());
    else if (!quoted && c == '(')
      ++brackets;
    else if (!quoted && c == ')')
      --brackets;
  }
  const auto last = text.find_last_not_of(" \t\n");
  return quoted || brackets > 0 ||
         (last != std::string_view::npos &&
          std::string_view("|,;").find(text[last]) != std::string_view::npos);
}

}  // namespace

std::filesystem::path prompt_history(const std::filesystem::path& base) { return base.string() + ".history"; }

int prompt(const Common& common) {
  const auto format = choose_format("");
  Session session{common, {}, *format, {}, {}, {}, false, {}};
  if (!session.open()) return kBadBase;
  std::string question;  // the lines so far
  LineEditor editor(prompt_history(common.base),
                    [&](std::string_view line) { return choices(session, question, line); });
  fmt::print("evident {}: ask a question, or type help. The library: {}\n", EVIDENT_VERSION,
             common.base.string());
  std::string line;
  while (!session.ended) {
    common.cancel->clear();
    session.get_ready();
    const auto read = editor.read(question.empty() ? "ask> " : "...> ", line);
    if (read == LineEditor::Read::end) break;
    if (read == LineEditor::Read::interrupted) {  // away with what was typed
      question.clear();
      continue;
    }
    const bool nothing = trim(line).empty();
    if (question.empty() && nothing) continue;
    std::string argument;
    if (const auto* command = question.empty() ? command_of(trim(line), argument) : nullptr) {
      editor.remember(line);
      command->run(session, argument);
      continue;
    }
    question += (question.empty() ? "" : "\n") + line;
    if (!nothing && goes_on(question)) continue;
    if (trim(question).starts_with('|') && !session.last_question.empty())
      question = session.last_question + "\n" + question;
    std::string one_line = question;
    if (question.find('#') == std::string::npos) std::replace(one_line.begin(), one_line.end(), '\n', ' ');
    editor.remember(one_line);
    session.ask(question);
    question.clear();
  }
  std::fputc('\n', stdout);
  return kDone;
}

}  // namespace evident::app

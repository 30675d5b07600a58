#include "app/prompt/line_editor.hpp"

#include <histedit.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdio>

#include "app/commands.hpp"

namespace evident::app {
namespace {

constexpr std::size_t kShown = 24;  // choices listed at once; more would push the question off the screen
constexpr int kRemembered = 1000;

// The bytes that all choices begin with, never ending inside a character.
std::string common_beginning(const std::vector<Choice>& choices) {
  std::string common = choices.front().text;
  for (const auto& choice : choices) {
    const auto differ =
        std::mismatch(common.begin(), common.end(), choice.text.begin(), choice.text.end()).first;
    common.erase(differ, common.end());
  }
  while (!common.empty() && (static_cast<unsigned char>(choices.front().text[common.size()]) & 0xC0) == 0x80)
    common.pop_back();
  return common;
}

void list_choices(const std::vector<Choice>& choices) {
  std::size_t widest = 0;
  const auto shown = std::min(choices.size(), kShown);
  for (std::size_t i = 0; i < shown; ++i) widest = std::max(widest, choices[i].text.size());
  std::fputc('\n', stdout);
  for (std::size_t i = 0; i < shown; ++i)
    std::printf("  %-*s  %s\n", static_cast<int>(widest), choices[i].text.c_str(), choices[i].note.c_str());
  if (choices.size() > shown) std::printf("  and %zu more\n", choices.size() - shown);
  std::fflush(stdout);
}

}  // namespace

struct LineEditor::State {
  std::filesystem::path file;
  Complete complete;
  std::string prompt;
  EditLine* editor = nullptr;
  History* history = nullptr;
  bool interrupted = false;

  static State& of(EditLine* editor) {
    void* self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<State*>(self);
  }
  static char* show_prompt(EditLine* editor) { return of(editor).prompt.data(); }

  // A key like any other while a line is typed: a signal that comes between two reads would be lost.
  static unsigned char on_interrupt(EditLine* editor, int) {
    of(editor).interrupted = true;
    return CC_NEWLINE;
  }
  static unsigned char on_tab(EditLine* editor, int) {
    State& state = of(editor);
    const LineInfo* line = el_line(editor);
    const std::string_view before(line->buffer, static_cast<std::size_t>(line->cursor - line->buffer));
    const auto found = state.complete(before);
    if (found.choices.empty()) return CC_REFRESH_BEEP;
    const auto typed = before.substr(std::min(found.begin, before.size()));
    auto common = common_beginning(found.choices);
    if (found.choices.size() == 1 && !common.ends_with('"')) common += ' ';
    if (common.size() > typed.size() || (found.choices.size() == 1 && common != typed)) {
      // libedit counts characters.
      const auto characters = std::count_if(typed.begin(), typed.end(), [](char c) { return (c & 0xC0) != 0x80; });
      el_deletestr(editor, static_cast<int>(characters));
      if (el_insertstr(editor, common.c_str()) != 0) return CC_REFRESH_BEEP;
      return CC_REFRESH;
    }
    list_choices(found.choices);
    return CC_REDISPLAY;
  }
};

LineEditor::LineEditor(std::filesystem::path file, Complete complete) : state_(std::make_unique<State>()) {
  std::setlocale(LC_CTYPE, "");  // libedit reads characters of the locale
  state_->file = std::move(file);
  state_->complete = std::move(complete);
  state_->editor = el_init("evident", stdin, stdout, stderr);
  state_->history = history_init();
  HistEvent event;
  ::history(state_->history, &event, H_SETSIZE, kRemembered);
  ::history(state_->history, &event, H_SETUNIQUE, 1);
  ::history(state_->history, &event, H_LOAD, state_->file.c_str());
  auto* editor = state_->editor;
  el_set(editor, EL_CLIENTDATA, state_.get());
  el_set(editor, EL_PROMPT_ESC, &State::show_prompt, '\1');
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_HIST, ::history, state_->history);
  el_set(editor, EL_SIGNAL, 1);
  el_set(editor, EL_ADDFN, "ask-complete", "what may stand here", &State::on_tab);
  el_set(editor, EL_SETTY, "-d", "-isig", nullptr);
  el_set(editor, EL_ADDFN, "ask-interrupt", "throw the line away", &State::on_interrupt);
  el_set(editor, EL_BIND, "^C", "ask-interrupt", nullptr);
  el_set(editor, EL_BIND, "^I", "ask-complete", nullptr);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_source(editor, nullptr);  // the user's ~/.editrc
}

LineEditor::~LineEditor() {
  history_end(state_->history);
  el_end(state_->editor);
}

LineEditor::Read LineEditor::read(const std::string& prompt, std::string& line) {
  state_->prompt = prompt;
  state_->interrupted = false;
  int count = 0;
  const char* text = el_gets(state_->editor, &count);
  if (state_->interrupted) return Read::interrupted;
  if (!text || count <= 0) return Read::end;
  line.assign(text, static_cast<std::size_t>(count));
  while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
  return Read::line;
}

void LineEditor::remember(const std::string& line) {
  HistEvent event;
  ::history(state_->history, &event, H_ENTER, line.c_str());
  ::history(state_->history, &event, H_SAVE, state_->file.c_str());
}

}  // namespace evident::app

// A line typed at a terminal: editing, history and completion, by libedit. The only file pair that knows it.
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evident::app {

struct Choice {
  std::string text;  // what would stand there
  std::string note;  // what kind of word it is; may be empty
};
// What may stand at the cursor in place of the bytes from `begin` to the cursor; best first.
struct Choices {
  std::size_t begin = 0;
  std::vector<Choice> choices;
};

class LineEditor {
 public:
  using Complete = std::function<Choices(std::string_view before_cursor)>;

  // `history` is read now and written, readable by its owner alone, after each remember(); a history that
  // cannot be read or written is no error.
  LineEditor(std::filesystem::path history, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  enum class Read { line, interrupted, end };
  // One line without its line end into `line`.
  Read read(const std::string& prompt, std::string& line);
  void remember(const std::string& line);  // one line

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evident::app

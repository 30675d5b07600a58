// JSON written straight into text, without building a Json first: for answers of some hundred kilobytes.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evident::query {

// Writes what print_json() prints of the same values. The caller closes what it opens, and gives each member
// of an object its key before its value.
class JsonText {
 public:
  // Appends to `out`, which must outlive this. indented: as print_json().
  explicit JsonText(std::string& out, bool indented = false) : out_(out), indented_(indented) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name) {
    element();
    quoted(name);
    out_ += indented_ ? ": " : ":";
    after_key_ = true;
  }
  void value(std::string_view text) {
    element();
    quoted(text);
  }
  void value(const char* text) { value(std::string_view(text)); }
  void value(std::int64_t number);
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) void value(Number number) {
    value(static_cast<std::int64_t>(number));
  }
  void value(double number);  // null where it is not finite: JSON has neither NaN nor infinity
  void value(bool truth) {
    element();
    out_ += truth ? "true" : "false";
  }
  void null() {
    element();
    out_ += "null";
  }
  void member(std::string_view name, const auto& of) {
    key(name);
    value(of);
  }

 private:
  void element() {  // what stands before a value of an array or a key
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (depth_ == 0) return;
    if (!empty_) out_ += ',';
    empty_ = false;
    line();
  }
  void open(char bracket) {
    element();
    out_ += bracket;
    ++depth_;
    empty_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!empty_) line();
    out_ += bracket;
    empty_ = false;
  }
  void line() {
    if (!indented_) return;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }
  void quoted(std::string_view text);

  std::string& out_;
  const bool indented_;
  bool empty_ = true, after_key_ = false;  // of the innermost that is open
  std::size_t depth_ = 0;
};

}  // namespace evident::query

// JSON written straight into text, without building a Json first: for answers of some hundred kilobytes.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace evident::query {

// A name that stands in the program, and needs no escapes: checked when it is compiled.
class JsonName {
 public:
  template <std::size_t N>
  consteval JsonName(const char (&name)[N]) : text_(name, N - 1) {
    for (const char c : text_)
      if (c < 0x20 || c == '"' || c == '\\' || c > 0x7E) throw "a name that needs escapes";
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// Writes what print_json() prints of the same values. The caller closes what it opens, and gives each member
// of an object its key before its value.
class JsonText {
 public:
  // Appends to `out`, which must outlive this; all stands there once this is gone. indented: as print_json().
  explicit JsonText(std::string& out, bool indented = false)
      : out_(out), indented_(indented), buffer_(std::make_unique_for_overwrite<char[]>(kBuffer)) {}
  JsonText(const JsonText&) = delete;
  JsonText& operator=(const JsonText&) = delete;
  ~JsonText() { flush(); }

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(JsonName name) {
    element();
    const std::string_view text = name.text();
    if (text.size() + 3 > kBuffer - used_) flush();
    char* to = buffer_.get() + used_;
    *to++ = '"';
    std::memcpy(to, text.data(), text.size());
    to += text.size();
    *to++ = '"';
    *to++ = ':';
    used_ += text.size() + 3;
    await_value();
  }
  void any_key(std::string_view name) {
    element();
    quoted(name);
    put(':');
    await_value();
  }
  bool indented() const { return indented_; }
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
    put(std::string_view(truth ? "true" : "false"));
  }
  void null() {
    element();
    put(std::string_view("null"));
  }
  void member(JsonName name, const auto& of) {
    key(name);
    value(of);
  }
  // What another wrote of an array, not indented: its elements with the commas between them.
  void elements(std::string_view written) {
    if (written.empty()) return;
    element();
    put(written);
  }

 private:
  void await_value() {
    if (indented_) put(' ');
    after_key_ = true;
  }
  void element() {  // what stands before a value of an array or a key
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (depth_ == 0) return;
    if (!empty_) put(',');
    empty_ = false;
    line();
  }
  void open(char bracket) {
    element();
    put(bracket);
    ++depth_;
    empty_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!empty_) line();
    put(bracket);
    empty_ = false;
  }
  void line() {
    if (!indented_) return;
    put('\n');
    for (std::size_t i = 0; i < depth_; ++i) put(std::string_view("  "));
  }
  void quoted(std::string_view text);
  // What is written one byte after the other is gathered before it goes to `out_`.
  void put(char byte) {
    if (used_ == kBuffer) flush();
    buffer_[used_++] = byte;
  }
  void put(std::string_view bytes) {
    if (bytes.size() > kBuffer - used_) {
      flush();
      if (bytes.size() > kBuffer) {
        out_.append(bytes);
        return;
      }
    }
    std::memcpy(buffer_.get() + used_, bytes.data(), bytes.size());
    used_ += bytes.size();
  }
  void flush() {
    out_.append(buffer_.get(), used_);
    used_ = 0;
  }

  static constexpr std::size_t kBuffer = 32'768;
  std::string& out_;
  const bool indented_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
  bool empty_ = true, after_key_ = false;  // of the innermost that is open
  std::size_t depth_ = 0;
};

}  // namespace evident::query

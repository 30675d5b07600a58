// JSON (RFC 8259) without RapidJSON in any header.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/result.hpp"

namespace evident {

// A parsed or built value. Objects keep the order of their members.
struct Json {
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value = nullptr;

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool b) : value(b) {}
  Json(int i) : value(static_cast<std::int64_t>(i)) {}
  Json(std::int64_t i) : value(i) {}
  Json(double d) : value(d) {}
  Json(std::string s) : value(std::move(s)) {}
  Json(std::string_view s) : value(std::string(s)) {}
  Json(const char* s) : value(std::string(s)) {}
  Json(Array a) : value(std::move(a)) {}
  Json(Object o) : value(std::move(o)) {}

  // The member of that name, or null when this is no object or has none.
  const Json* find(std::string_view name) const;
  const std::string* string() const { return std::get_if<std::string>(&value); }
  const Array* array() const { return std::get_if<Array>(&value); }
  const Object* object() const { return std::get_if<Object>(&value); }
  bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }
};

// At most 64 levels deep and valid UTF-8; the error's place is the byte offset.
Result<Json> parse_json(std::string_view text);
// One line, or indented by two blanks. Numbers print the shortest form that reads back the same.
std::string print_json(const Json& json, bool indented = false);
// text as a JSON string with its quotation marks.
std::string json_string(std::string_view text);

}  // namespace evident

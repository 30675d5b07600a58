#include "query/render/json_text.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <string>
#include <vector>

#include "support/json.hpp"

using namespace evident;
using evident::query::JsonText;

namespace {

void write(JsonText& to, const Json& json) {
  if (const auto* object = json.object()) {
    to.begin_object();
    for (const auto& [name, value] : *object) {
      to.any_key(name);
      write(to, value);
    }
    to.end_object();
  } else if (const auto* array = json.array()) {
    to.begin_array();
    for (const Json& value : *array) write(to, value);
    to.end_array();
  } else if (const auto* text = json.string()) {
    to.value(*text);
  } else if (const auto* number = std::get_if<std::int64_t>(&json.value)) {
    to.value(*number);
  } else if (const auto* real = std::get_if<double>(&json.value)) {
    to.value(*real);
  } else if (const auto* truth = std::get_if<bool>(&json.value)) {
    to.value(*truth);
  } else {
    to.null();
  }
}

}  // namespace

TEST_CASE("an array written in two parts is the array written in one") {
  const auto half = [](const std::vector<int>& numbers) {
    std::string text;
    {
      JsonText to(text);
      to.begin_array();
      for (const int n : numbers) to.value(n);
    }
    return text.substr(1);
  };
  for (const std::size_t first : {0u, 1u, 3u}) {
    const std::vector<int> all{1, 20, 300};
    const std::vector<int> front(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first)), back(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
    std::string text;
    {
      JsonText to(text);
      to.begin_object();
      to.key("numbers");
      to.begin_array();
      for (const int n : front) to.value(n);
      to.elements(half(back));
      to.end_array();
      to.member("after", true);
      to.end_object();
    }
    CHECK(text == R"({"numbers":[1,20,300],"after":true})");
  }
}

TEST_CASE("JSON written straight into text is what print_json prints") {
  std::string every;
  for (int c = 0; c < 128; ++c) every += static_cast<char>(c);
  const double endless = std::numeric_limits<double>::infinity();
  const Json json(Json::Object{
      {"empty", Json::Object{}},
      {"none", Json::Array{}},
      {every, every + "é 信" + every},
      {"nested", Json::Array{Json::Array{Json::Array{}, 1}, Json::Object{{"a", nullptr}, {"b", Json::Array{true, false}}}, ""}},
      {"numbers", Json::Array{0, -1, std::numeric_limits<std::int64_t>::min(), 0.1, -2.5e-300, 1e22, 3.0, -0.0, 1e15 + 0.5,
                              endless}}});
  for (const bool indented : {false, true}) {
    std::string text = "before ";
    {
      JsonText to(text, indented);
      write(to, json);
    }
    CHECK(text == "before " + print_json(json, indented));
  }
}

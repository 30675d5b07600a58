#include "support/json.hpp"

#include <catch2/catch.hpp>

using namespace evident;

TEST_CASE("JSON keeps order, text and numbers") {
  const std::string text = R"({"b":[1,2.5,null,true],"a":"\"quoted\" é 信\u0000"})";
  auto json = parse_json(text);
  REQUIRE(json);
  CHECK(json->object()->front().first == "b");
  CHECK(json->find("a")->string()->size() == std::string("\"quoted\" é 信").size() + 1);
  CHECK(parse_json(print_json(*json))->find("b")->array()->size() == 4);
  CHECK(print_json(*parse_json(print_json(*json))) == print_json(*json));
  CHECK(print_json(Json(0.1)) == "0.1");
  CHECK(print_json(Json(3.0)) == "3");
}

TEST_CASE("bad JSON says where, and depth is limited") {
  auto bad = parse_json("{\"a\": }");
  REQUIRE_FALSE(bad);
  CHECK(bad.error().code == Code::bad_input);
  CHECK(bad.error().where.begin == 6u);
  CHECK_FALSE(parse_json("\"\xC3(\""));
  auto deep = parse_json(std::string(1'000'000, '['));
  REQUIRE_FALSE(deep);
  CHECK(deep.error().code == Code::limit);
  CHECK(parse_json(std::string(64, '[') + std::string(64, ']')));
}

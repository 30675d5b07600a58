// Another program gets what it needs and nothing else, and ends when it takes too much.
#include "support/child.hpp"

#include <catch2/catch.hpp>
#include <chrono>

using namespace evident;

namespace {
Result<ChildOutcome> shell(const std::string& script, const ChildLimits& limits = {}, std::string_view input = "") {
  const Cancel cancel;
  return run_child("sh", {"-c", script}, input, limits, cancel);
}
}  // namespace

TEST_CASE("a program's input, output, errors and exit code are passed on") {
  const auto done = shell("cat; echo wrong >&2; exit 7", {}, "some words");
  REQUIRE(done);
  CHECK(done->output == "some words");
  CHECK(done->errors == "wrong\n");
  CHECK(done->exit_code == 7);
  CHECK(shell("kill -9 $$")->exit_code == 137);
}

TEST_CASE("a program gets no other descriptor and no variable of ours") {
  CHECK(shell("ls /proc/self/fd | wc -l")->output.find('4') != std::string::npos);  // the fourth is the folder
  CHECK(shell("env | grep -v -E '^(PATH|LC_ALL|PWD|OLDPWD|SHLVL|_)=' | wc -l")->output.find('0') != std::string::npos);
}

TEST_CASE("a program writes no file and reaches no network") {
  CHECK(shell("echo x > /tmp/evident-child-$$ && cat /tmp/evident-child-$$; rm -f /tmp/evident-child-$$")->output.empty());
  const Cancel cancel;
  if (find_program("python3").empty()) return;
  const auto socket = run_child("python3", {"-c", "import socket; socket.socket()"}, "", {}, cancel);
  REQUIRE(socket);
  CHECK(socket->exit_code == 1);
  CHECK(socket->errors.find("PermissionError") != std::string::npos);
}

TEST_CASE("a program that takes too long or says too much is ended") {
  ChildLimits limits;
  limits.seconds = 1;
  const auto begin = std::chrono::steady_clock::now();
  CHECK(shell("sleep 60", limits).error().code == Code::limit);
  CHECK(shell("exec >&- 2>&-; sleep 60", limits).error().code == Code::limit);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
  limits = {};
  limits.output = 10'000;
  CHECK(shell("yes", limits).error().code == Code::limit);
  Cancel cancel;
  cancel.request();
  CHECK(run_child("sleep", {"60"}, "", {}, cancel).error().code == Code::cancelled);
}

TEST_CASE("a program that is not there is named") {
  const Cancel cancel;
  const auto done = run_child("no-such-program", {}, "", {}, cancel);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == Code::not_found);
  CHECK(done.error().message.find("no-such-program") != std::string::npos);
}

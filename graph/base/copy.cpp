#include "graph/base/copy.hpp"

#include "graph/base.hpp"
#include "graph/base/sqlite.hpp"

namespace evident::graph {
namespace fs = std::filesystem;
namespace {

// Base::open says what is wrong with a file that is no base of ours; then the file itself, as its folder allows.
Result<std::unique_ptr<Database>> opened(const fs::path& base) {
  EV_CHECK(Base::open(base, Access::read));
  auto database = Database::open(base, Database::Mode::read_write);
  if (database && (*database)->number("SELECT count(*) FROM meta")) return database;
  return Database::open(base, Database::Mode::immutable);
}

}  // namespace

Result<void> copy_base(const fs::path& base, const fs::path& to) {
  std::error_code error;
  if (fs::equivalent(base, to, error))
    return fail(Code::bad_argument, "'" + to.string() + "' is the base itself", "give the copy another name");
  EV_TRY(auto database, opened(base));
  if (const fs::file_status there = fs::status(to, error); fs::exists(there) && !fs::is_regular_file(there))
    return fail(Code::bad_argument, "'" + to.string() + "' is no file", "name a file", Place{to.string(), {}, {}});
  fs::path aside = to;
  aside += ".new";
  fs::remove(aside, error);
  const std::string name = aside.string();
  if (auto copied = database->run("VACUUM INTO ?", {Bound(std::string_view(name))}); !copied) {
    fs::remove(aside, error);
    if (copied.error().code == Code::io)  // it names the base, which was only read
      return fail(Code::io, "'" + to.string() + "' cannot be written", "check whether its disk is full", Place{to.string(), {}, {}});
    return copied;
  }
  fs::rename(aside, to, error);
  if (!error) return {};
  const std::string why = error.message();
  fs::remove(aside, error);
  return fail(Code::io, "'" + to.string() + "' cannot be written: " + why, "check the permissions of its folder",
              Place{to.string(), {}, {}});
}

Result<std::vector<RunInfo>> runs_of(const fs::path& base) {
  EV_TRY(auto database, opened(base));
  std::vector<RunInfo> runs;
  Rows rows = database->query("SELECT id, version, started, finished FROM run ORDER BY id");
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return runs;
    runs.push_back({rows.integer(0), rows.string(1), rows.string(2), rows.string(3)});
  }
}

}  // namespace evident::graph

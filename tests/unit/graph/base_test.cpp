// The evidence base as its users lean on it: reopened, stored again, replaced, killed, refused, purged.
#include "graph/base.hpp"

#include <sched.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "graph/base/keys.hpp"
#include "graph/graph.hpp"
#include "unit/graph/evidence.hpp"
#include "unit/folder.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

Written report(std::string_view body = "Beds fell by a third.\nTrust matters.\n",
               std::string name = "report.txt") {
  Written w(std::move(name), "A report\n" + std::string(body));
  for (std::string_view line : {"Beds fell by a third.", "Beds rose.", "Trust matters."})
    if (w.evidence.text.find(line) != std::string::npos)
      w.add(Kind::claim, line, {{Attribute::role, text("finding")}});
  return w;
}
Base open(const fs::path& path, Access access) {
  auto base = Base::open(path, access);
  if (!base) FAIL(base.error().message);
  return std::move(*base);
}
StoreOutcome store(Base& base, const DocumentEvidence& evidence, std::string_view version = "1") {
  const auto run = base.begin_run("test");
  REQUIRE(run);
  auto outcome = base.store(evidence, *run, version);
  if (!outcome) FAIL(outcome.error().message);
  REQUIRE(base.finish_run(*run));
  return *outcome;
}
std::map<std::string, StoredItem> items_of(const Base& base) {
  std::map<std::string, StoredItem> items;
  const auto done =
      base.each_item([&](StoredItem&& item) { items.emplace(item.item.passage.quote, std::move(item)); });
  if (!done) FAIL(done.error().message);
  return items;
}
// For what Base does not offer: a look at the tables, a fault made on purpose.
std::string sql(const fs::path& path, const std::string& statement) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  std::string result;
  char* message = nullptr;
  const auto row = [](void* into, int, char** values, char**) {
    static_cast<std::string*>(into)->append(values[0] ? values[0] : "NULL").append("\n");
    return 0;
  };
  const int status = sqlite3_exec(handle, statement.c_str(), row, &result, &message);
  if (message) result = message;
  sqlite3_free(message);
  sqlite3_close(handle);
  return status == SQLITE_OK ? result : "error: " + result;
}
void write(const fs::path& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }
std::string read(const fs::path& path) {
  std::ostringstream all;
  all << std::ifstream(path, std::ios::binary).rdbuf();
  return all.str();
}
void check_sound(const Base& base) {
  const auto wrong = base.verify();
  REQUIRE(wrong);
  for (const std::string& fault : *wrong) FAIL_CHECK(fault);
}

TEST_CASE("what was stored is there after reopening, with every attribute") {
  Folder folder;
  Written w = report();
  w.evidence.items[0].set(Attribute::authors, std::vector<std::string>{"Ann Other", "Ö. \"Quote\" O'Hara"});
  w.evidence.items[1].set(Attribute::hedged, true);
  w.add(Kind::study, "Beds fell by a third.",
        {{Attribute::participants,
          Json(Json::Array{Json(Json::Object{{"count", Json(12)}, {"who", Json("managers")}})})},
         {Attribute::response_rate, 62.5}});
  w.link(1, Edge::rests_on, 3);
  w.candidate(Kind::success_factor, "candidate:success_factor/trust", "trust");
  w.link(w.add(Kind::success_factor, "Trust", {{Attribute::rank, std::int64_t{2}}}), Edge::names,
         "candidate:success_factor/trust");
  {
    Base base = open(folder.base(), Access::create);
    REQUIRE(base.store_vocabulary(small_vocabulary(), "v1"));
    CHECK(store(base, w.evidence).what == StoreOutcome::What::added);
  }
  const Base base = open(folder.base(), Access::read);
  auto items = items_of(base);
  CHECK(items.size() == 5 - 1);  // the study quotes what a claim quotes
  CHECK(std::get<std::vector<std::string>>(*items.at("A report").item.find(Attribute::authors))[1] ==
        "Ö. \"Quote\" O'Hara");
  CHECK(items.at("Trust").item.kind == Kind::success_factor);
  CHECK(std::get<std::int64_t>(*items.at("Trust").item.find(Attribute::rank)) == 2);
  CHECK(items.at("Trust matters.").item.reason == "as written");
  CHECK(*base.text(items.at("A report").id) == w.evidence.text);
  std::vector<StoredLink> links;
  REQUIRE(base.each_link([&](StoredLink&& link) { links.push_back(std::move(link)); }));
  CHECK(links.size() == 2);
  CHECK(base.candidates()->size() == 1);
  const auto vocabulary = base.vocabulary();
  REQUIRE(vocabulary->concepts.size() == 2);
  CHECK(vocabulary->concepts[1].alternatives == std::vector<std::string>{"readmission rate"});
  CHECK(vocabulary->concepts[1].broader.size() == 1);
  check_sound(base);
}

TEST_CASE("single items are found as reading all of them finds them") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  REQUIRE(base.store_vocabulary(small_vocabulary(), "v1"));
  Written w = report("Beds fell by a third.\nBeds rose.\nTrust matters.\n");
  w.evidence.items[1].set(Attribute::hedged, true);
  w.link(1, Edge::rests_on, w.add(Kind::study, "Beds rose."));
  w.candidate(Kind::success_factor, "candidate:success_factor/trust", "trust");
  w.link(w.add(Kind::success_factor, "Trust"), Edge::names, "candidate:success_factor/trust");
  store(base, w.evidence);
  store(base, report("Beds rose.\n", "other.txt").evidence);

  std::vector<StoredItem> all;
  REQUIRE(base.each_item([&](StoredItem&& item) { all.push_back(std::move(item)); }));
  std::map<std::int64_t, std::vector<std::string>> links, of_source;
  const auto words = [](const StoredLink& l) {
    return std::string(info(l.edge).name) + " " + std::to_string(l.to_item) + l.to_concept + " " + l.reason;
  };
  REQUIRE(base.each_link([&](StoredLink&& link) { links[link.from].push_back(words(link)); }));
  REQUIRE(links.size() == 2);
  for (const StoredItem& item : all) {
    of_source[item.source].push_back(item.key);
    const auto by_key = base.items_with_key(item.key, 9);
    REQUIRE(by_key);
    REQUIRE(by_key->size() == 1);
    const auto by_row = base.item(item.id);
    REQUIRE((by_row && *by_row));
    for (const StoredItem& found : {by_key->front(), **by_row}) {
      CHECK(found.id == item.id);
      CHECK(found.source == item.source);
      CHECK(found.item.passage.quote == item.item.passage.quote);
      REQUIRE(found.item.attributes.size() == item.item.attributes.size());
      for (const auto& [attribute, value] : item.item.attributes) {
        REQUIRE(found.item.find(attribute));
        CHECK(value_text(*found.item.find(attribute)) == value_text(value));
      }
      CHECK(found.item.reason == item.item.reason);
    }
    std::vector<std::string> leaving;
    const auto links_of_item = base.links_from(item.id);
    REQUIRE(links_of_item);
    for (const StoredLink& link : *links_of_item) leaving.push_back(words(link));
    CHECK(leaving == links[item.id]);
  }
  for (const auto& [source, keys] : of_source) {
    std::vector<std::string> found;
    const auto items = base.items_of(source);
    REQUIRE(items);
    for (const StoredItem& item : *items) found.push_back(item.key);
    CHECK(found == keys);
  }
  std::vector<std::string> keys;
  const auto every = base.items_with_key("", 100);
  REQUIRE(every);
  for (const StoredItem& item : *every) keys.push_back(item.key);
  CHECK(keys.size() == all.size());
  CHECK(std::is_sorted(keys.begin(), keys.end()));
  CHECK(base.items_with_key("", 2)->size() == 2);
  CHECK(base.items_with_key("no such key", 9)->empty());
  CHECK((*base.entry(small_vocabulary().concepts[1].id))->alternatives == small_vocabulary().concepts[1].alternatives);
  CHECK_FALSE(*base.entry("urn:none"));

  // What a document no longer says is not found, and no link leads to it.
  Written less = report("Beds fell by a third.\n");
  store(base, less.evidence);
  for (const StoredItem& item : all)
    if (item.item.kind == Kind::study) {
      CHECK(base.items_with_key(item.key, 9)->empty());
      CHECK_FALSE(*base.item(item.id));
    }
  for (const StoredItem& item : all) {
    const auto leaving = base.links_from(item.id);
    REQUIRE(leaving);
    for (const StoredLink& link : *leaving) CHECK(link.edge != Edge::rests_on);
  }
}

TEST_CASE("the same document again changes nothing") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  const Written w = report();
  store(base, w.evidence);
  CHECK(*base.is_current(w.evidence.path, w.evidence.content_hash, "1"));
  CHECK_FALSE(*base.is_current(w.evidence.path, w.evidence.content_hash, "2"));
  CHECK_FALSE(*base.is_current(w.evidence.path, "other", "1"));
  CHECK_FALSE(*base.is_current("/elsewhere", w.evidence.content_hash, "1"));
  const auto before = items_of(base);
  const std::string fingerprint = *base.fingerprint();
  const StoreOutcome again = store(base, w.evidence, "2");
  CHECK(again.what == StoreOutcome::What::unchanged);
  CHECK(again.retired == 0);
  CHECK(*base.fingerprint() == fingerprint);
  const auto after = items_of(base);
  CHECK(after.at("Trust matters.").id == before.at("Trust matters.").id);
  CHECK(after.at("Trust matters.").first_run == 1);
  CHECK(after.at("Trust matters.").last_run == 2);
}

TEST_CASE("a changed document retires what it no longer says and keeps the rest") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  store(base, report().evidence);
  const auto before = items_of(base);
  const std::string fingerprint = *base.fingerprint();
  const StoreOutcome outcome = store(base, report("An added line.\nBeds rose.\nTrust matters.\n").evidence);
  CHECK(outcome.what == StoreOutcome::What::replaced);
  CHECK(outcome.items == 3);
  CHECK(outcome.retired == 1);
  CHECK(*base.fingerprint() != fingerprint);
  const auto after = items_of(base);
  CHECK(after.size() == 3);
  CHECK(after.at("Trust matters.").id == before.at("Trust matters.").id);
  CHECK(after.at("Trust matters.").key == before.at("Trust matters.").key);
  CHECK(after.at("Trust matters.").item.passage.begin != before.at("Trust matters.").item.passage.begin);
  CHECK(after.at("Beds rose.").first_run == 2);
  CHECK(after.at("A report").key == before.at("A report").key);  // the file is the same source
  check_sound(base);  // the retired one too is verbatim, in the text it stood in
  CHECK(sql(folder.base(), "SELECT quote || ' ' || retired_run FROM item WHERE retired_run IS NOT NULL") ==
        "Beds fell by a third. 2\n");
  CHECK(sql(folder.base(), "SELECT count(*) FROM document") == "2\n");

  // Said again: the same item, as old as it was.
  store(base, report().evidence);
  CHECK(items_of(base).at("Beds fell by a third.").id == before.at("Beds fell by a third.").id);
  CHECK(*base.fingerprint() == fingerprint);
}

TEST_CASE("a moved file is the same source; a DOI joins two versions; two works do not meet") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  Written w = report();
  store(base, w.evidence);
  const std::string key = items_of(base).at("A report").key;
  w.evidence.path = "/archive/report.txt";
  CHECK(store(base, w.evidence).what == StoreOutcome::What::unchanged);
  CHECK(*base.is_current("/archive/report.txt", w.evidence.content_hash, "1"));

  Written preprint = report("Beds rose.\n", "preprint.txt"),
          published = report("Beds rose.\nTrust matters.\n", "published.txt");
  preprint.evidence.items[0].set(Attribute::doi, text("10.1000/ABC"));
  published.evidence.items[0].set(Attribute::doi, text("https://doi.org/10.1000/abc"));
  CHECK(store(base, preprint.evidence).what == StoreOutcome::What::added);
  CHECK(store(base, published.evidence).what == StoreOutcome::What::replaced);
  CHECK(sql(folder.base(), "SELECT count(*) FROM source") == "2\n");

  Written other = report("Trust matters.\n", "other.txt");
  other.evidence.path = "/library/published.txt";  // another work takes its path
  other.evidence.items[0].set(Attribute::doi, text("10.1000/xyz"));
  CHECK(store(base, other.evidence).what == StoreOutcome::What::added);
  check_sound(base);
}

TEST_CASE("two files of one work that both exist are two sources: neither retires the other") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  Written full = report("Beds fell by a third.\nTrust matters.\n", "full.txt"),
          abstract = report("Trust matters.\n", "abstract.txt");
  for (Written* w : {&full, &abstract}) {
    w->evidence.path = (folder.path / w->evidence.name).string();
    write(w->evidence.path, w->evidence.text);
    w->evidence.items[0].set(Attribute::doi, text("10.1000/abc"));
  }
  store(base, full.evidence);
  CHECK(store(base, abstract.evidence).what == StoreOutcome::What::added);
  CHECK(store(base, full.evidence).what == StoreOutcome::What::unchanged);
  CHECK(sql(folder.base(), "SELECT count(*) FROM item WHERE retired_run IS NOT NULL") == "0\n");
}

TEST_CASE("keys: stable, apart for two cases and for repetitions, blind to place and attributes") {
  Written one("a.txt", "Title\nTrust.\nTrust.\n"), two("a.txt", "Title\nMore.\nTrust.\nTrust.\n");
  one.add(Kind::success_factor, "Trust.", {}, "case study: One");
  one.add(Kind::success_factor, "Trust.", {}, "case study: Two");
  one.add(Kind::success_factor, "Trust.", {}, "case study: Two", 1);
  two.add(Kind::success_factor, "Trust.", {{Attribute::rank, std::int64_t{1}}}, "case study: Two",
          1);  // another order of extraction
  two.add(Kind::success_factor, "Trust.", {}, "case study: Two");
  two.add(Kind::success_factor, "Trust.", {}, "case study: One");
  const auto a = item_keys("source", one.evidence.items), b = item_keys("source", two.evidence.items);
  CHECK(a[1] != a[2]);
  CHECK(a[2] != a[3]);
  CHECK(a[1] == b[3]);
  CHECK(a[2] == b[2]);
  CHECK(a[3] == b[1]);
  CHECK(item_keys("another source", one.evidence.items)[1] != a[1]);
}

TEST_CASE("the fingerprint does not know the order of ingest, but every word") {
  Folder first, second, third;
  const Written a = report("Beds rose.\n", "a.txt"), b = report("Trust matters.\n", "b.txt");
  Written changed = report("Trust matters.\n", "b.txt");
  changed.evidence.items[1].set(Attribute::hedged, true);
  const auto fingerprint = [](const Folder& folder, const std::vector<const Written*>& documents,
                              std::string_view vocabulary) {
    Base base = open(folder.base(), Access::create);
    REQUIRE(base.store_vocabulary(small_vocabulary(), vocabulary));
    for (const Written* w : documents) store(base, w->evidence);
    return *base.fingerprint();
  };
  const std::string ab = fingerprint(first, {&a, &b}, "v");
  CHECK(ab == fingerprint(second, {&b, &a}, "v"));
  CHECK(ab != fingerprint(third, {&a, &changed}, "v"));
  CHECK(ab != fingerprint(second, {}, "w"));
}

TEST_CASE("killed in the middle of a document: what was committed is there, the rest is not") {
  Folder folder;
  {
    Base base = open(folder.base(), Access::create);
    store(base, report("Beds rose.\n", "kept.txt").evidence);
  }
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    // A whole document, then one that dies inside its transaction: SQLite's own hook is called before the
    // commit is durable.
    auto base = Base::open(folder.base(), Access::write);
    if (!base ||
        !base->store(report("Trust matters.\n", "second.txt").evidence, *base->begin_run("child"), "1"))
      ::_exit(2);
    sqlite3* handle = nullptr;
    sqlite3_open(folder.base().c_str(), &handle);
    sqlite3_exec(handle,
                 "BEGIN IMMEDIATE; DELETE FROM link; DELETE FROM claim; UPDATE document SET text = 'gone'",
                 nullptr, nullptr, nullptr);
    sqlite3_db_cacheflush(handle);  // the half-done pages are in the log now
    ::_exit(7);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WEXITSTATUS(status) == 7);
  Base base = open(folder.base(), Access::write);
  const auto items = items_of(base);
  CHECK(items.count("Beds rose.") == 1);
  CHECK(items.count("Trust matters.") == 1);
  check_sound(base);
}

TEST_CASE("a newer base is refused and left alone") {
  Folder folder;
  { store(*std::make_unique<Base>(open(folder.base(), Access::create)), report().evidence); }
  sql(folder.base(), "PRAGMA user_version = 9");
  const std::string before = read(folder.base());
  for (Access access : {Access::read, Access::write, Access::create}) {
    const auto base = Base::open(folder.base(), access);
    REQUIRE_FALSE(base);
    CHECK(base.error().code == Code::newer_version);
    CHECK(base.error().message.find("9") != std::string::npos);
    CHECK_FALSE(base.error().fix.empty());
  }
  CHECK(read(folder.base()) == before);
}

TEST_CASE("what is no evidence base is refused and left alone") {
  Folder folder;
  const auto refused = [](const fs::path& path, Code code) {
    const std::string before = read(path);
    for (Access access : {Access::read, Access::write, Access::create}) {
      const auto base = Base::open(path, access);
      REQUIRE_FALSE(base);
      CHECK(base.error().code == code);
    }
    CHECK(read(path) == before);
  };
  write(folder.path / "notes.txt",
        "These are my notes, and nobody else's. They are long enough to be a database header, or so one "
        "might think.");
  refused(folder.path / "notes.txt", Code::foreign);
  write(folder.path / "short", "x");
  refused(folder.path / "short", Code::foreign);
  write(folder.path / "almost", std::string("SQLite format 3\0", 16) + std::string(2000, 'x'));
  refused(folder.path / "almost", Code::foreign);
  sql(folder.path / "address-book.db", "CREATE TABLE person (name)");
  refused(folder.path / "address-book.db", Code::foreign);
  refused(folder.path, Code::foreign);

  CHECK(Base::open(folder.path / "none.evd", Access::read).error().code == Code::not_found);
  CHECK(Base::open(folder.path / "none.evd", Access::write).error().code == Code::not_found);
  CHECK(Base::open(folder.path / "no" / "folder.evd", Access::create).error().code == Code::not_found);
  CHECK_FALSE(fs::exists(folder.path / "none.evd"));
  write(folder.path / "empty", "");
  CHECK(Base::open(folder.path / "empty", Access::read).error().code == Code::foreign);
  CHECK(Base::open(folder.path / "empty", Access::create));
}

TEST_CASE("evidence that breaks a rule is refused whole") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  const auto run = *base.begin_run("test");
  const auto refused = [&](const DocumentEvidence& evidence) {
    const auto outcome = base.store(evidence, run, "1");
    CHECK_FALSE(outcome);
    if (!outcome) CHECK(outcome.error().code == Code::internal);
  };
  Written shifted = report(), undeclared = report(), unknown = report(), nowhere = report();
  shifted.evidence.items[1].passage.begin += 1;
  undeclared.evidence.items[1].set(Attribute::doi, text("10.1/x"));
  unknown.evidence.items[1].set(Attribute::role, text("hearsay"));
  nowhere.link(1, Edge::about, "urn:evident:nowhere");
  for (const Written* w : {&shifted, &undeclared, &unknown, &nowhere}) refused(w->evidence);
  refused(DocumentEvidence{});
  CHECK(items_of(base).empty());
}

TEST_CASE("a concept that leaves the vocabulary stays as long as an item names it") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  REQUIRE(base.store_vocabulary(small_vocabulary(), "v1"));
  Written w = report();
  w.link(w.add(Kind::measure, "Beds"), Edge::names, "urn:evident:measures/readmissions");
  store(base, w.evidence);
  REQUIRE(base.store_vocabulary(Vocabulary{}, "v2"));
  CHECK(base.vocabulary()->concepts.size() == 1);
  CHECK(Graph::open(folder.base()));
  check_sound(base);
  w.evidence.items.pop_back();
  w.evidence.links.clear();
  store(base, w.evidence);
  CHECK(base.vocabulary()->concepts.empty());
}

TEST_CASE("remove leaves no byte of the quotation, in any file beside the base") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  store(base, report("Beds rose.\n", "kept.txt").evidence);
  store(base, report("Trust matters.\n", "secret.txt").evidence);
  store(base, report("Beds fell by a third.\n", "secret.txt").evidence);  // an older version too
  REQUIRE(Graph::open(folder.base()));
  const auto found = [&folder](std::string_view words) {
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder.path))
      files += read(entry.path()).find(words) != std::string::npos;
    return files;
  };
  CHECK(found("Trust matters") > 0);
  CHECK(*base.remove("no such source") == 0);
  const auto removed = base.remove("secret.txt");
  if (!removed) FAIL(removed.error().message);
  CHECK(*removed == 1);
  CHECK(found("Trust matters") == 0);
  CHECK(found("Beds fell") == 0);
  CHECK(found("secret.txt") == 0);
  CHECK(found("Beds rose") > 0);
  check_sound(base);
  Folder fresh;
  Base other = open(fresh.base(), Access::create);
  store(other, report("Beds rose.\n", "kept.txt").evidence);
  CHECK(*other.fingerprint() == *base.fingerprint());
}

TEST_CASE("a purge that a reader holds up is said and taken up later") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  store(base, report().evidence);
  sqlite3* reader = nullptr;
  REQUIRE(sqlite3_open(folder.base().c_str(), &reader) == SQLITE_OK);
  REQUIRE(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM item", nullptr, nullptr, nullptr) == SQLITE_OK);
  const auto removed = base.remove("report.txt");
  REQUIRE_FALSE(removed);
  CHECK(removed.error().code == Code::conflict);
  CHECK(items_of(base).empty());
  sqlite3_close_v2(reader);
  // closing does not end it while its statement is open; sqlite3_exec leaves none
  CHECK(base.remove("report.txt"));
  for (const auto& entry : fs::directory_iterator(folder.path))
    CHECK(read(entry.path()).find("Beds fell") == std::string::npos);
}

TEST_CASE("verify finds what somebody else changed") {
  Folder folder;
  { store(*std::make_unique<Base>(open(folder.base(), Access::create)), report().evidence); }
  sql(folder.base(),
      "UPDATE item SET quote = 'Beds soared.' WHERE quote LIKE 'Beds%'; UPDATE document SET digest = 'x'");
  const auto wrong = open(folder.base(), Access::read).verify();
  REQUIRE(wrong);
  REQUIRE(wrong->size() == 2);
  CHECK((*wrong)[0].find("Beds soared.") != std::string::npos);
}

TEST_CASE("another program that writes is waited for, then named as the reason") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  const auto run = *base.begin_run("test");
  sqlite3* writer = nullptr;
  REQUIRE(sqlite3_open(folder.base().c_str(), &writer) == SQLITE_OK);
  REQUIRE(sqlite3_exec(writer, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  const auto outcome = base.store(report().evidence, run, "1");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Code::conflict);
  sqlite3_exec(writer, "ROLLBACK", nullptr, nullptr, nullptr);
  CHECK(base.store(report().evidence, run, "1"));
  sqlite3_close(writer);
}

TEST_CASE(
    "a base written under other declarations is migrated when it is opened to write, and readable before") {
  Folder folder;
  { store(*std::make_unique<Base>(open(folder.base(), Access::create)), report().evidence); }
  sql(folder.base(),
      "ALTER TABLE claim DROP COLUMN hedged; ALTER TABLE claim ADD COLUMN shoe_size INTEGER; DROP TABLE "
      "theme; CREATE TABLE theme (item INTEGER PRIMARY KEY);"
      "UPDATE meta SET value = 'older' WHERE name = 'schema'");
  CHECK(items_of(open(folder.base(), Access::read)).size() == 3);
  Base base = open(folder.base(), Access::write);
  Written w = report();
  w.evidence.items[1].set(Attribute::hedged, true);
  store(base, w.evidence);
  CHECK(items_of(base).at("Beds fell by a third.").item.holds(Attribute::hedged));
  CHECK(sql(folder.base(), "SELECT count(*) FROM pragma_table_info('claim') WHERE name = 'shoe_size'") ==
        "0\n");
  check_sound(base);
}

TEST_CASE("the tables say which values they take") {
  Folder folder;
  { store(*std::make_unique<Base>(open(folder.base(), Access::create)), report().evidence); }
  CHECK(sql(folder.base(), "UPDATE claim SET role = 'hearsay'").substr(0, 6) == "error:");
  CHECK(sql(folder.base(), "UPDATE claim SET hedged = 3").substr(0, 6) == "error:");
  CHECK(sql(folder.base(), "UPDATE claim SET role = 'opinion'").empty());
}

// ---- the mapped graph beside it
// ------------------------------------------------------------------------------------

TEST_CASE(
    "the mapped graph is written beside the base, used when fresh, rebuilt when stale, damaged or gone") {
  Folder folder;
  Base base = open(folder.base(), Access::create);
  store(base, report().evidence);
  const fs::path mapped = folder.path / "evidence.evd.graph";
  const auto claims = [&folder] {
    auto graph = Graph::open(folder.base());
    if (!graph) FAIL(graph.error().message);
    return graph->nodes(Kind::claim).size();
  };
  CHECK(claims() == 2);
  REQUIRE(fs::exists(mapped));
  const std::string fresh = read(mapped);
  const auto written = fs::last_write_time(mapped);
  CHECK(claims() == 2);
  CHECK(fs::last_write_time(mapped) == written);

  for (std::size_t at : {std::size_t{0}, std::size_t{50}, fresh.size() / 2, fresh.size() - 1}) {
    std::string broken = fresh;
    broken[at] = static_cast<char>(broken[at] ^ 1);
    write(mapped, broken);
    CHECK(claims() == 2);
    CHECK(read(mapped) == fresh);
    write(mapped, fresh.substr(0, at));
    CHECK(claims() == 2);
    CHECK(read(mapped) == fresh);
  }
  store(base, report("Beds rose.\n", "second.txt").evidence);
  CHECK(claims() == 3);
  CHECK(read(mapped) != fresh);
  fs::remove(mapped);
  CHECK(claims() == 3);
}

TEST_CASE("a base in a folder that cannot be written is read all the same") {
  Folder folder;
  { store(*std::make_unique<Base>(open(folder.base(), Access::create)), report().evidence); }
  fs::permissions(folder.base(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
  fs::permissions(folder.path, fs::perms(0555));
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(3);  // nobody: permissions do not bind root
    auto graph = Graph::open(folder.base());
    ::_exit(graph && graph->nodes(Kind::claim).size() == 2 ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
  fs::permissions(folder.path, fs::perms(0755));
  CHECK_FALSE(fs::exists(folder.path / "evidence.evd.graph"));
}

// A file system on which nothing works: the answer does not depend on the mapped file.
class BrokenFiles : public Files {
 public:
  Result<std::string> read(const fs::path&, std::uint64_t) override { return fail(Code::io, "broken"); }
  Result<std::unique_ptr<MappedFile>> map(const fs::path&) override { return fail(Code::io, "broken"); }
  Result<void> write(const fs::path&, std::string_view) override {
    ++writes;
    return fail(Code::no_space, "full");
  }
  Result<std::vector<fs::path>> list(const fs::path&) override { return fail(Code::io, "broken"); }
  int writes = 0;
};

TEST_CASE("a mapped file that can be neither read nor written costs no answer") {
  Folder folder;
  { store(*std::make_unique<Base>(open(folder.base(), Access::create)), report().evidence); }
  BrokenFiles files;
  const auto graph = Graph::open(folder.base(), files);
  REQUIRE(graph);
  CHECK(graph->nodes(Kind::claim).size() == 2);
  CHECK(files.writes == 1);
}

// On a file system of half a megabyte of our own; where the machine does not allow one, this says so.
TEST_CASE("a full disk is said, and what was committed stays") {
  Folder folder;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", folder.path.c_str(), "tmpfs", 0, "size=512k") != 0)
      ::_exit(77);
    auto base = Base::open(folder.base(), Access::create);
    if (!base) ::_exit(2);
    const RunId run = *base->begin_run("test");
    std::size_t stored = 0;
    std::optional<Error> error;
    while (!error && stored < 1000) {
      Written w = report("Trust matters.\n", "report" + std::to_string(stored) + ".txt");
      w.evidence.text += std::string(20000, 'x');
      w.evidence.content_hash = sha256_hex(w.evidence.text + w.evidence.name);
      if (auto outcome = base->store(w.evidence, run, "1"))
        ++stored;
      else
        error = outcome.error();
    }
    if (!error || stored == 0) ::_exit(3);
    if (error->code != Code::no_space) ::_exit(4);
    const auto again = Base::open(folder.base(), Access::read);
    if (!again) ::_exit(5);
    std::size_t sources = 0;
    if (!again->each_item([&sources](StoredItem&& item) { sources += item.item.kind == Kind::source; }))
      ::_exit(6);
    if (sources != stored) ::_exit(7);
    const auto wrong = again->verify();
    ::_exit(wrong && wrong->empty() ? 0 : 8);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  if (WEXITSTATUS(status) == 77)
    WARN("skipped: this machine does not let us mount a small file system");
  else
    CHECK(status == 0);
}

}  // namespace
}  // namespace evident::graph

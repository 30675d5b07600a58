// The tables around items are written out; those of kinds are made from the declarations, a column an
// attribute and a CHECK where the declarations say which values there are. A change to the former raises
// kBaseVersion and has its migration here; the latter are migrated by their fingerprint.
#include "graph/base/sql_schema.hpp"

#include "graph/base/keys.hpp"

namespace evident::graph {
namespace {

std::string column(Attribute attribute) {
  const AttributeInfo& a = info(attribute);
  const std::string name = sql_name(a.name);
  switch (a.type) {
    case Type::text:
    case Type::date:
      return name + " TEXT";
    case Type::integer:
    case Type::year:
      return name + " INTEGER";
    case Type::number:
      return name + " REAL";
    case Type::boolean:
      return name + " INTEGER CHECK (" + name + " IN (0, 1))";
    case Type::texts:
    case Type::records:
      return name + " TEXT CHECK (" + name +
             " LIKE '[%]')";  // a JSON array; json_valid is barred from untrusted schemas
    case Type::choice: {
      std::string check;
      for (const Choice& c : a.choices) check += (check.empty() ? "'" : ", '") + std::string(c.id) + "'";
      return name + " TEXT CHECK (" + name + " IN (" + check + "))";
    }
  }
  return name;
}

constexpr std::string_view kTables = R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE run (id INTEGER PRIMARY KEY, version TEXT NOT NULL, started TEXT NOT NULL, finished TEXT);
CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED,
  document INTEGER NOT NULL REFERENCES document(id),
  begin_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL CHECK (begin_byte <= end_byte),
  quote TEXT NOT NULL,
  section TEXT NOT NULL,
  page INTEGER NOT NULL,
  slide INTEGER NOT NULL,
  paragraph INTEGER NOT NULL,
  extractor TEXT NOT NULL,
  reason TEXT NOT NULL,
  belongs_to TEXT NOT NULL,
  first_run INTEGER NOT NULL REFERENCES run(id),
  last_run INTEGER NOT NULL REFERENCES run(id),
  retired_run INTEGER REFERENCES run(id));
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED,
  version INTEGER NOT NULL,
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  name TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  format TEXT NOT NULL,
  extraction_version TEXT NOT NULL,
  digest TEXT NOT NULL,
  text TEXT NOT NULL,
  first_run INTEGER NOT NULL REFERENCES run(id),
  last_run INTEGER NOT NULL REFERENCES run(id),
  UNIQUE (source, version));
CREATE UNIQUE INDEX document_current ON document(source) WHERE current;
CREATE INDEX document_hash ON document(content_hash);
CREATE TABLE document_path (path TEXT PRIMARY KEY, source INTEGER NOT NULL REFERENCES item(id)) WITHOUT ROWID;
CREATE INDEX document_path_source ON document_path(source);
CREATE TABLE source_doi (source INTEGER PRIMARY KEY REFERENCES item(id), doi TEXT NOT NULL);
CREATE INDEX source_doi_doi ON source_doi(doi);
CREATE TABLE candidate (
  source INTEGER NOT NULL REFERENCES item(id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (source, id)) WITHOUT ROWID;
CREATE TABLE concept (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  scheme TEXT NOT NULL,
  label TEXT NOT NULL,
  notation TEXT NOT NULL,
  definition TEXT NOT NULL,
  measure_kind TEXT NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  loaded INTEGER NOT NULL DEFAULT 0 CHECK (loaded IN (0, 1))) WITHOUT ROWID;
CREATE TABLE concept_label (
  concept TEXT NOT NULL REFERENCES concept(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (concept, ordinal)) WITHOUT ROWID;
CREATE TABLE concept_broader (
  concept TEXT NOT NULL REFERENCES concept(id) ON DELETE CASCADE,
  broader TEXT NOT NULL REFERENCES concept(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (concept, broader)) WITHOUT ROWID;
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  item_key TEXT NOT NULL,
  attribute TEXT NOT NULL,
  value TEXT,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  undone TEXT);
CREATE INDEX correction_item ON correction(item_key);
CREATE TABLE coverage (
  source INTEGER NOT NULL REFERENCES item(id),
  dimension TEXT NOT NULL,
  coded_by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (source, dimension, coded_by)) WITHOUT ROWID;
)sql";

// A million items have some millions of links: kinds of edges and concepts are numbers in them.
constexpr std::string_view kLinkTables = R"sql(
CREATE TABLE edge_kind (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE concept_id (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE link (
  from_item INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  edge INTEGER NOT NULL,
  to_item INTEGER,
  to_concept INTEGER,
  reason TEXT NOT NULL,
  PRIMARY KEY (from_item, ordinal),
  CHECK ((to_item IS NULL) <> (to_concept IS NULL))) WITHOUT ROWID;
)sql";

constexpr std::string_view kIndexes = R"sql(
CREATE UNIQUE INDEX IF NOT EXISTS item_key ON item(key);
CREATE INDEX IF NOT EXISTS item_source ON item(source, begin_byte);
CREATE INDEX IF NOT EXISTS item_retired ON item(retired_run) WHERE retired_run IS NOT NULL;
)sql";

}  // namespace

std::vector<Kind> kinds_with_table() {
  std::vector<Kind> found;
  for (const KindInfo& k : kinds())
    if (k.role != KindRole::concept_ && k.id != Kind::mention) found.push_back(k.id);
  return found;
}

std::string sql_name(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string kind_table(Kind kind, std::string_view name) {
  std::string sql = "CREATE TABLE " + sql_name(name) + " (\n  item INTEGER PRIMARY KEY REFERENCES item(id)";
  for (Attribute a : stored_attributes(kind)) sql += ",\n  " + column(a);
  return sql + ");\n";
}

std::string fixed_tables() { return std::string(kTables).append(kLinkTables).append(kIndexes); }

std::string number_edges() {
  std::string sql;
  for (const EdgeInfo& e : edges())
    sql += "INSERT OR IGNORE INTO edge_kind (name) VALUES ('" + std::string(e.name) + "');\n";
  return sql;
}

std::string create_statements() {
  std::string sql = fixed_tables();
  for (Kind kind : kinds_with_table()) sql += kind_table(kind, info(kind).name);
  sql += number_edges();
  sql += "PRAGMA application_id = " + std::to_string(kApplicationId) + ";\n";
  sql += "PRAGMA user_version = " + std::to_string(kBaseVersion) + ";\n";
  return sql;
}

std::string second_format() {
  std::string sql = "ALTER TABLE link RENAME TO link_1;\n";
  sql.append(kLinkTables).append(kIndexes).append(number_edges());
  sql +=
      "INSERT OR IGNORE INTO edge_kind (name) SELECT DISTINCT edge FROM link_1;\n"
      "INSERT INTO concept_id (id) SELECT DISTINCT to_concept FROM link_1 WHERE to_concept IS NOT NULL;\n"
      "INSERT INTO link SELECT l.from_item, row_number() OVER (PARTITION BY l.from_item ORDER BY l.id) - 1, "
      "e.number, l.to_item, c.number, l.reason FROM link_1 l JOIN edge_kind e ON e.name = l.edge LEFT JOIN "
      "concept_id c ON c.id = l.to_concept;\n"
      "DROP TABLE link_1;\n"
      "ALTER TABLE concept ADD COLUMN loaded INTEGER NOT NULL DEFAULT 0 CHECK (loaded IN (0, 1));\n"
      "PRAGMA user_version = 2;\n";
  return sql;
}

std::string second_format_to_read() {
  std::string sql(kLinkTables);
  for (std::size_t at = 0; (at = sql.find("CREATE TABLE", at)) != std::string::npos; at += 17)
    sql.insert(at + 6, " TEMP");
  sql +=
      "INSERT INTO temp.edge_kind (name) SELECT DISTINCT edge FROM main.link;\n"
      "INSERT INTO temp.concept_id (id) SELECT DISTINCT to_concept FROM main.link WHERE to_concept IS NOT "
      "NULL;\n"
      "INSERT INTO temp.link SELECT l.from_item, row_number() OVER (PARTITION BY l.from_item ORDER BY l.id) "
      "- 1, e.number, l.to_item, c.number, l.reason FROM main.link l JOIN temp.edge_kind e ON e.name = "
      "l.edge LEFT JOIN temp.concept_id c ON c.id = l.to_concept;\n"
      "CREATE TEMP VIEW concept AS SELECT *, 0 AS loaded FROM main.concept;\n";
  return sql;
}

}  // namespace evident::graph

// The tables around items are written out; those of kinds are made from the declarations, a column an
// attribute and a CHECK where the declarations say which values there are. A change to the former raises
// kBaseVersion; the latter are migrated by their fingerprint.
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
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED,
  document INTEGER NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
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
CREATE INDEX item_source ON item(source, begin_byte);
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
CREATE TABLE link (
  id INTEGER PRIMARY KEY,
  from_item INTEGER NOT NULL REFERENCES item(id),
  edge TEXT NOT NULL,
  to_item INTEGER REFERENCES item(id),
  to_concept TEXT,
  reason TEXT NOT NULL,
  CHECK ((to_item IS NULL) <> (to_concept IS NULL)));
CREATE INDEX link_from ON link(from_item);
CREATE INDEX link_to ON link(to_item) WHERE to_item IS NOT NULL;
CREATE INDEX link_concept ON link(to_concept) WHERE to_concept IS NOT NULL;
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
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))) WITHOUT ROWID;
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

std::string_view fixed_tables() { return kTables; }

std::string create_statements() {
  std::string sql(kTables);
  for (Kind kind : kinds_with_table()) sql += kind_table(kind, info(kind).name);
  sql += "PRAGMA application_id = " + std::to_string(kApplicationId) + ";\n";
  sql += "PRAGMA user_version = " + std::to_string(kBaseVersion) + ";\n";
  return sql;
}

}  // namespace evident::graph

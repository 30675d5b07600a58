// A record is the work of another source when both have one DOI and titles that agree, or one PMID, or one
// title, year and first author with nothing that speaks against it. Documents come before records, abstracts
// before bare records; two documents are never joined. What is less sure is offered by 'evident candidates
// duplicates'.
#include "graph/base/same_works.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "graph/base/impl.hpp"
#include "graph/base/keys.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

constexpr std::size_t kTellingTitle = 20;  // letters of a title that may be a work's own; "Editorial" is not

struct Work {
  std::int64_t source = 0;
  bool record = false, abstract = false;
  std::string key, doi, pmid, title, author, venue, pages;
  std::int64_t year = 0;
};

std::string first_author(std::string_view json) {
  const auto list = parse_json(json);
  const Json::Array* names = list ? list->array() : nullptr;
  const std::string* first = names && !names->empty() ? names->front().string() : nullptr;
  if (!first) return {};
  const std::string_view name = *first;
  const std::size_t comma = name.find(',');
  // Family names stand before the comma, or last.
  if (comma != std::string_view::npos) return label_key(name.substr(0, comma));
  const std::size_t gap = name.rfind(' ');
  return label_key(gap == std::string_view::npos ? name : name.substr(gap + 1));
}

bool differ(std::string_view a, std::string_view b) { return !a.empty() && !b.empty() && a != b; }

// A subtitle may be left out.
bool titles_agree(std::string_view a, std::string_view b) {
  return a.empty() || b.empty() || a == b ||
         (std::min(a.size(), b.size()) >= kTellingTitle && (a.starts_with(b) || b.starts_with(a)));
}

bool same_work(const Work& a, const Work& b) {
  if (differ(a.doi, b.doi) || differ(a.pmid, b.pmid)) return false;
  if (!a.doi.empty() && a.doi == b.doi) return titles_agree(a.title, b.title);
  if (!a.pmid.empty() && a.pmid == b.pmid) return titles_agree(a.title, b.title);
  if (a.title.size() < kTellingTitle || a.title != b.title || a.year == 0 || a.year != b.year) return false;
  if (differ(a.author, b.author)) return false;
  return !(differ(a.venue, b.venue) && differ(a.pages, b.pages));
}

std::vector<std::string> keys_of(const Work& work) {
  std::vector<std::string> keys;
  if (!work.doi.empty()) keys.push_back("doi " + work.doi);
  if (!work.pmid.empty()) keys.push_back("pmid " + work.pmid);
  if (work.year && work.title.size() >= kTellingTitle)
    keys.push_back(std::to_string(work.year) + " " + work.title);
  return keys;
}

Result<std::vector<Work>> works_of(Database& database) {
  Rows rows = database.query(
      "SELECT i.id, i.key, d.format LIKE '% record', s.depth = 'abstract', s.doi, s.pmid, s.title, s.year, "
      "s.authors, s.venue, s.pages FROM "
      "document d JOIN item i ON i.id = d.source JOIN source s ON s.item = i.id WHERE d.current");
  std::vector<Work> works;
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) break;
    works.push_back({rows.integer(0), rows.integer(2) != 0, rows.integer(3) != 0, rows.string(1),
                     plain_doi(rows.text(4)), rows.string(5), label_key(rows.text(6)),
                     first_author(rows.text(8)), label_key(rows.text(9)), rows.string(10), rows.integer(7)});
  }
  std::sort(works.begin(), works.end(), [](const Work& a, const Work& b) {
    return std::tuple(a.record, !a.abstract, std::string_view(a.key)) <
           std::tuple(b.record, !b.abstract, std::string_view(b.key));
  });
  return works;
}

}  // namespace

Result<SameWorks> same_works(Database& database) {
  SameWorks same;
  EV_TRY(const std::int64_t any,
         database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'record_file'"));
  if (!any) return same;
  EV_TRY(const std::vector<Work> works, works_of(database));
  std::unordered_map<std::string, std::vector<std::size_t>> known;  // by key: those that stand for themselves
  Rows items = database.query("SELECT id FROM item WHERE source = ? AND kind <> 'reference'");
  for (std::size_t w = 0; w < works.size(); ++w) {
    const Work& work = works[w];
    const std::vector<std::string> keys = keys_of(work);
    std::size_t found = works.size();
    if (work.record)
      for (const std::string& key : keys) {
        const auto at = known.find(key);
        if (at == known.end()) continue;
        for (const std::size_t other : at->second)
          if (other < found && same_work(works[other], work)) found = other;
      }
    if (found == works.size()) {
      for (const std::string& key : keys) known[key].push_back(w);
      continue;
    }
    same.of.emplace(work.source, works[found].source);
    same.records[works[found].source].push_back(work.source);
    items.again({Bound(work.source)});
    for (;;) {
      EV_TRY(const bool more, items.next());
      if (!more) break;
      if (items.integer(0) != work.source) same.hidden.insert(items.integer(0));
    }
  }
  return same;
}

}  // namespace evident::graph

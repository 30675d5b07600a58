#include "graph/base/work_identity.hpp"

#include <algorithm>
#include <tuple>

#include "graph/base/keys.hpp"
#include "graph/mapped/draft.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

constexpr std::size_t kTellingTitle = 20;  // letters of a title that may be a work's own; "Editorial" is not

bool differ(std::string_view a, std::string_view b) { return !a.empty() && !b.empty() && a != b; }

// A subtitle may be left out.
bool titles_agree(const Work& one, const Work& other) {
  const std::string_view a = one.whole, b = other.whole;
  return a.empty() || b.empty() || a == b ||
         (std::min(a.size(), b.size()) >= kTellingTitle && (a.starts_with(b) || b.starts_with(a)));
}
bool one_title(const Work& a, const Work& b) {
  if (a.title.empty() || b.title.empty()) return false;
  return a.title == b.title || a.whole == b.whole || a.title == b.whole || a.whole == b.title;
}

std::string first_author(const std::vector<std::string>& authors) {
  return authors.empty() ? std::string() : author_family(authors.front());
}
std::string first_author(std::string_view json) {
  const auto list = parse_json(json);
  const Json::Array* names = list ? list->array() : nullptr;
  const std::string* first = names && !names->empty() ? names->front().string() : nullptr;
  return first ? author_family(*first) : std::string();
}

constexpr std::string_view kStoredWorks =
    "SELECT i.id, i.key, d.format LIKE '% record', s.depth = 'abstract', s.doi, s.pmid, s.title, s.year, s.authors, "
    "s.venue, s.pages, s.subtitle FROM document d JOIN item i ON i.id = d.source JOIN source s ON s.item = i.id "
    "WHERE d.current";

Work stored_work(const Rows& rows) {
  Work work;
  work.item = rows.integer(0);
  work.key = rows.string(1);
  work.record = rows.integer(2) != 0;
  work.abstract = rows.integer(3) != 0;
  work.doi = plain_doi(rows.text(4));
  work.pmid = rows.string(5);
  work.title = work.whole = label_key(rows.text(6));
  if (!work.title.empty() && !rows.text(11).empty()) work.whole += " " + label_key(rows.text(11));
  work.year = rows.integer(7);
  work.author = first_author(rows.text(8));
  work.venue = label_key(rows.text(9));
  work.pages = rows.string(10);
  return work;
}

}  // namespace

// Particles are written or left out: the last word counts.
std::string author_family(std::string_view name) {
  const std::string family = label_key(surname(name));
  const std::size_t gap = family.rfind(' ');
  return gap == std::string::npos ? family : family.substr(gap + 1);
}

bool same_work(const Work& a, const Work& b) {
  if (differ(a.doi, b.doi) || differ(a.pmid, b.pmid)) return false;
  if (!a.doi.empty() && a.doi == b.doi) return titles_agree(a, b);
  if (!a.pmid.empty() && a.pmid == b.pmid) return titles_agree(a, b);
  if (!one_title(a, b) || a.year == 0 || a.year != b.year || differ(a.author, b.author)) return false;
  const bool telling = std::min(a.title.size(), b.title.size()) >= kTellingTitle;
  if (!telling && (!(a.reference || b.reference) || a.author.empty() || a.author != b.author)) return false;
  return !(differ(a.venue, b.venue) && differ(a.pages, b.pages));
}

std::vector<std::string> work_keys(const Work& work) {
  std::vector<std::string> keys;
  if (!work.doi.empty()) keys.push_back("doi " + work.doi);
  if (!work.pmid.empty()) keys.push_back("pmid " + work.pmid);
  if (work.year == 0) return keys;
  const std::string year = std::to_string(work.year) + " ";
  const std::size_t least = work.record ? kTellingTitle : 1;
  if (work.title.size() >= least) keys.push_back(year + work.title);
  if (work.whole != work.title && work.whole.size() >= least) keys.push_back(year + work.whole);
  return keys;
}

Work work_of(const Item& item) {
  const auto text = [&](Attribute attribute) {
    const std::string* words = item.text(attribute);
    return words ? *words : std::string();
  };
  Work work;
  work.reference = item.kind == Kind::reference;
  work.doi = plain_doi(text(Attribute::doi));
  work.pmid = text(Attribute::pmid);
  work.title = work.whole = label_key(text(Attribute::title));
  work.venue = label_key(text(Attribute::venue));
  work.pages = text(Attribute::pages);
  if (const Value* authors = item.find(Attribute::authors))
    if (const auto* list = std::get_if<std::vector<std::string>>(authors)) work.author = first_author(*list);
  if (const Value* year = item.find(Attribute::year))
    if (const auto* number = std::get_if<std::int64_t>(year)) work.year = *number;
  return work;
}

bool stands_before(const Work& one, const Work& other) {
  return std::tuple(one.record, !one.abstract, std::string_view(one.key)) <
         std::tuple(other.record, !other.abstract, std::string_view(other.key));
}

Result<void> each_stored_work(Database& database, const std::function<void(Work&&)>& take) {
  Rows rows = database.query(kStoredWorks);
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return {};
    take(stored_work(rows));
  }
}

Result<std::vector<Work>> stored_works(Database& database, const std::vector<std::int64_t>& sources) {
  std::string of_one(kStoredWorks);
  of_one.append(" AND d.source = ?");
  Rows rows = database.query(of_one);
  std::vector<Work> works;
  for (const std::int64_t source : sources) {
    rows.again({Bound(source)});
    EV_TRY(const bool found, rows.next());
    if (found) works.push_back(stored_work(rows));
  }
  std::sort(works.begin(), works.end(), stands_before);
  return works;
}

}  // namespace evident::graph

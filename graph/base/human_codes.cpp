#include "graph/base/human_codes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "graph/items.hpp"

namespace evident::graph {
namespace {

// What stands in the sources that are one work.
struct Coded {
  std::vector<std::int64_t> studies;
  std::unordered_set<std::int64_t> looked_for, named;  // numbers of concepts
};

Result<std::int64_t> number_of(Database& database, Edge edge) {
  return database.number("SELECT number FROM edge_kind WHERE name = ?", {Bound(info(edge).name)});
}

class Ranking {
 public:
  Ranking(Database& database, SameWorks& same, std::int64_t coded_for, std::int64_t names)
      : same_(same),
        coded_for_(coded_for),
        names_(names),
        items_(database.query("SELECT id, kind, extractor FROM item WHERE source = ? AND retired_run IS NULL ORDER BY id")),
        links_(database.query("SELECT edge, to_concept FROM link WHERE from_item = ? AND to_concept IS NOT NULL")) {}

  Result<void> read_codes(std::int64_t source, Coded& codes) {
    EV_TRY(const auto items, items_of(source));
    for (const auto& [id, study, coded] : items) {
      if (!coded) continue;
      if (study) codes.studies.push_back(id);
      EV_CHECK(each_concept(id, [&](std::int64_t edge, std::int64_t thing) {
        if (edge == coded_for_) codes.looked_for.insert(thing);
        if (edge == names_) codes.named.insert(thing);
      }));
    }
    return {};
  }
  Result<void> outrank(std::int64_t source, const Coded& codes) {
    EV_TRY(const auto items, items_of(source));
    std::vector<std::int64_t> studies;
    for (const auto& [id, study, coded] : items) {
      if (coded) continue;
      if (study) studies.push_back(id);
      bool refused = false;
      EV_CHECK(each_concept(id, [&](std::int64_t edge, std::int64_t thing) {
        refused = refused || (edge == names_ && codes.looked_for.contains(thing) && !codes.named.contains(thing));
      }));
      if (refused) same_.hidden.insert(id);
    }
    if (studies.size() != 1 || codes.studies.empty()) return {};
    same_.hidden.insert(studies.front());
    same_.instead.emplace(studies.front(), codes.studies.front());
    return {};
  }

 private:
  struct OneItem {
    std::int64_t id;
    bool study, coded;
  };
  Result<std::vector<OneItem>> items_of(std::int64_t source) {
    std::vector<OneItem> all;
    items_.again({Bound(source)});
    for (;;) {
      EV_TRY(const bool more, items_.next());
      if (!more) return all;
      all.push_back({items_.integer(0), items_.text(1) == "study", items_.text(2) == kHumanCoding});
    }
  }
  template <class Take>
  Result<void> each_concept(std::int64_t item, Take&& take) {
    links_.again({Bound(item)});
    for (;;) {
      EV_TRY(const bool more, links_.next());
      if (!more) return {};
      take(links_.integer(0), links_.integer(1));
    }
  }

  SameWorks& same_;
  const std::int64_t coded_for_, names_;
  Rows items_, links_;
};

}  // namespace

Result<std::vector<std::int64_t>> coded_sources(Database& database) {
  std::vector<std::int64_t> found;
  Rows rows = database.query("SELECT DISTINCT source FROM coverage ORDER BY source");
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return found;
    found.push_back(rows.integer(0));
  }
}

Result<void> let_codes_outrank(Database& database, const std::vector<std::int64_t>& coded, SameWorks& same) {
  EV_TRY(const std::int64_t coded_for, number_of(database, Edge::coded_for));
  EV_TRY(const std::int64_t names, number_of(database, Edge::names));
  Ranking ranking(database, same, coded_for, names);
  std::map<std::int64_t, Coded> works;  // by the source that is shown
  for (const std::int64_t source : coded) EV_CHECK(ranking.read_codes(source, works[same.shown(source)]));
  for (const auto& [shown, codes] : works) EV_CHECK(ranking.outrank(shown, codes));
  return {};
}

Result<void> note_codes(Database& database, std::int64_t source, const DocumentEvidence& evidence, std::int64_t run) {
  EV_CHECK(database.run("DELETE FROM coverage WHERE source = ?", {Bound(source)}));
  std::set<std::pair<std::string, std::string>> seen;  // what codes lead to and whose they are; nothing: that there are some
  const auto coder = [&](const Item& item) {
    const std::string* who = item.text(Attribute::coded_by);
    return who ? *who : std::string();
  };
  for (const Item& item : evidence.items)
    if (item.extractor == kHumanCoding) seen.emplace(std::string(), coder(item));
  for (const Link& link : evidence.links)
    if (const auto* thing = std::get_if<std::string>(&link.to); thing && evidence.items[link.from].extractor == kHumanCoding)
      seen.emplace(*thing, coder(evidence.items[link.from]));
  for (const auto& [dimension, who] : seen)
    EV_CHECK(database.run("INSERT INTO coverage VALUES (?, ?, ?, (SELECT started FROM run WHERE id = ?))",
                          {Bound(source), Bound(dimension), Bound(who), Bound(run)}));
  return {};
}

}  // namespace evident::graph

// evident candidates duplicates, evident records --duplicates: sources, or records of files, that may be one
// work. Groups are offered; nothing is joined until a reviewer says so, and nothing removed.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "app/commands.hpp"
#include "graph/base.hpp"
#include "graph/base/decided_works.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/records/duplicates.hpp"
#include "support/files.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::app {
namespace {

// What is compared, and how people know it.
struct Compared {
  std::vector<ingest::ComparedRecord> citations;
  std::vector<std::string> names;  // an item's key, or a record's key in its file
  std::vector<std::string> files;
};

ingest::ComparedRecord citation_of(const graph::Item& source) {
  using graph::Attribute;
  ingest::ComparedRecord out;
  const auto text = [&](Attribute attribute) {
    const std::string* words = source.text(attribute);
    return words ? *words : std::string();
  };
  out.title = text(Attribute::title);
  if (const std::string subtitle = text(Attribute::subtitle); !subtitle.empty()) out.title += ": " + subtitle;
  out.venue = text(Attribute::venue);
  out.volume = text(Attribute::volume);
  out.issue = text(Attribute::issue);
  out.pages = text(Attribute::pages);
  out.doi = ingest::plain_doi(text(Attribute::doi));
  out.pmid = text(Attribute::pmid);
  if (const graph::Value* year = source.find(Attribute::year))
    if (const auto* number = std::get_if<std::int64_t>(year)) out.year = static_cast<int>(*number);
  if (const graph::Value* authors = source.find(Attribute::authors))
    if (const auto* list = std::get_if<std::vector<std::string>>(authors)) out.authors = *list;
  return out;
}

std::string line_of(const ingest::ComparedRecord& c) {
  std::string line =
      c.authors.empty() ? std::string("?") : c.authors.front() + (c.authors.size() > 1 ? " et al." : "");
  line += c.year ? fmt::format(" ({})", c.year) : " (no year)";
  line += " " + (c.title.empty() ? std::string("no title") : squeeze(c.title));
  for (const auto& [words, before] : {std::pair{&c.venue, ". "}, {&c.volume, " "}, {&c.pages, ":"}})
    if (!words->empty()) line += before + squeeze(*words);
  return line;
}

std::string print(const Compared& all, const ingest::DuplicateGroups& found, std::string_view what,
                  std::size_t most, bool as_json) {
  Json::Array json;
  std::string out =
      fmt::format("{} of {} may each be one work; nothing is joined or removed\n",
                  found.groups.size() == 1 ? "1 group" : fmt::format("{} groups", found.groups.size()), what);
  // By group, so that each pair is looked at once.
  std::map<std::uint32_t, std::vector<const ingest::Likeness*>> by_group;
  std::vector<std::uint32_t> group_of(all.citations.size(), 0);
  for (std::uint32_t g = 0; g < found.groups.size(); ++g)
    for (const std::uint32_t member : found.groups[g]) group_of[member] = g;
  for (const ingest::Likeness& pair : found.pairs) by_group[group_of[pair.one]].push_back(&pair);
  for (std::size_t g = 0; g < found.groups.size() && g < most; ++g) {
    auto& pairs = by_group[static_cast<std::uint32_t>(g)];
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto* a, const auto* b) { return a->score > b->score; });
    const ingest::Likeness& surest = *pairs.front();
    out += fmt::format("\n{:>3}  {:.2f}  {}\n", g + 1, surest.score, surest.reason);
    Json::Array members;
    for (const std::uint32_t member : found.groups[g]) {
      out += fmt::format("     {}  {} ({})\n", all.names[member].substr(0, 16),
                         line_of(all.citations[member]), all.files[member]);
      members.push_back(Json(Json::Object{{"item", Json(all.names[member])},
                                          {"title", Json(all.citations[member].title)},
                                          {"doc", Json(all.files[member])}}));
    }
    json.push_back(Json(Json::Object{{"may", Json("be one work")},
                                     {"score", Json(surest.score)},
                                     {"reason", Json(surest.reason)},
                                     {"sources", Json(std::move(members))}}));
  }
  return as_json ? print_json(Json(std::move(json))) + "\n" : out;
}

// Pairs that a reviewer said to be two works, by their places.
Result<std::vector<std::pair<std::uint32_t, std::uint32_t>>> kept_apart(const graph::Base& base, const Compared& all) {
  EV_TRY(const std::vector<graph::Correction> corrections, base.corrections());
  const graph::DecidedWorks decided(corrections);
  std::unordered_map<std::string_view, std::uint32_t> place;
  for (std::uint32_t i = 0; i < all.names.size(); ++i) place.emplace(all.names[i], i);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart;
  for (const auto& [key, other_key] : decided.other) {
    const auto one = place.find(key), other = place.find(other_key);
    if (one != place.end() && other != place.end()) apart.push_back(std::minmax(one->second, other->second));
  }
  std::sort(apart.begin(), apart.end());
  return apart;
}

}  // namespace

int duplicate_sources(const Common& common, const CandidatesArguments& arguments) {
  auto base = graph::Base::open(common.base, graph::Access::read);
  if (!base) return report(base.error());
  Compared all;
  auto read = base->each_item([&](graph::StoredItem&& stored) {
    if (stored.item.kind != graph::Kind::source) return;
    all.citations.push_back(citation_of(stored.item));
    all.names.push_back(stored.key);
    const std::string* file = stored.item.text(graph::Attribute::file);
    all.files.push_back(file ? *file : std::string());
  });
  if (!read) return report(read.error());
  const auto apart = kept_apart(*base, all);
  if (!apart) return report(apart.error());
  const ingest::DuplicateGroups found = ingest::find_duplicates(all.citations, *apart);
  std::string out = print(all, found, "sources", arguments.most, arguments.json);
  if (!arguments.json && !found.groups.empty())
    out += "\nConfirm two: evident correct ID 'same as=ID' --why REASON, the second being the one that stays; refuse them: evident "
           "correct ID 'not same as=ID' --why REASON; 'evident undo' takes either back.\n";
  return print_out(out) ? kDone : kBadBase;
}

int duplicate_records(const Common& common, const RecordsArguments& arguments) {
  Compared all;
  for (const std::string& path : arguments.files) {
    auto map = Files::real().map(path);
    if (!map) return report(map.error());
    const ingest::RecordFormat* format = ingest::record_format_of(path, (*map)->bytes());
    if (!format)
      return report({Code::bad_input,
                     path + " is no list of bibliographic records",
                     "give an export of a reference manager or database",
                     {path, {}, {}}});
    auto text = ingest::record_text(path, (*map)->bytes(), map->get());
    if (!text) return report(text.error());
    auto done = ingest::read_records(
        path, *format, text->text,
        [&](const ingest::BibliographicRecord& record) -> Result<void> {
          all.citations.push_back(ingest::citation_of(record));
          std::string key(record.text(ingest::RecordField::key));
          all.names.push_back(key.empty() ? std::to_string(all.citations.size()) : std::move(key));
          all.files.push_back(path);
          return {};
        },
        {}, *common.cancel);
    if (!done) return done.error().code == Code::cancelled ? kInterrupted : report(done.error());
  }
  return print_out(
             print(all, ingest::find_duplicates(all.citations), "records", arguments.most, arguments.json))
             ? kDone
             : kBadBase;
}

}  // namespace evident::app

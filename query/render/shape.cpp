#include "query/render/shape.hpp"

#include <algorithm>

#include <cmath>

namespace evident::query {
namespace {

Json number_json(double number) {
  if (number == std::floor(number) && std::abs(number) < 9e15) return static_cast<std::int64_t>(number);
  return number;
}
Json size_json(std::uint64_t n) { return static_cast<std::int64_t>(n); }
Json place_json(int n) { return n ? Json(static_cast<std::int64_t>(n)) : Json(nullptr); }
Json text_json(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json texts_json(const std::vector<std::string>& texts) {
  Json::Array array;
  for (const auto& text : texts) array.emplace_back(text);
  return array;
}

// Names and values in turn, moved into place: a list in braces would copy each and all that is in it.
void add_members(Json::Object&) {}
template <class Value, class... Others>
void add_members(Json::Object& object, const char* name, Value&& value, Others&&... others) {
  object.emplace_back(name, std::forward<Value>(value));
  add_members(object, std::forward<Others>(others)...);
}
template <class... Members>
Json::Object members(Members&&... all) {
  Json::Object object;
  object.reserve(sizeof...(all) / 2);
  add_members(object, std::forward<Members>(all)...);
  return object;
}

Json::Object share_json(const Share& share) {
  return {
      {"part", size_json(share.part)}, {"known", size_json(share.known)}, {"whole", size_json(share.whole)}};
}

Json cell_json(const CellValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<double>(&value)) return number_json(*number);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return texts_json(*list);
  if (const auto* share = std::get_if<Share>(&value)) return share_json(*share);
  return nullptr;
}

// Where each value was read; the words only where no quotation of the row has them.
Json origins_json(const Answer& answer, const Row& row) {
  std::vector<std::string_view> quoted;
  for (const auto& set : row.witnesses)
    for (const Witness& witness : set) quoted.push_back(witness.item);
  std::sort(quoted.begin(), quoted.end());
  Json::Object from;
  for (std::size_t c = 0; c < row.origins.size(); ++c) {
    Json::Array all;
    for (const std::uint32_t place : row.origins[c]) {
      const Origin& origin = row.passages[place];
      Json::Object one = members("item", origin.item,
                 "doc", origin.doc,
                 "begin", size_json(origin.begin),
                 "end", size_json(origin.end));
      if (!std::binary_search(quoted.begin(), quoted.end(), std::string_view(origin.item)))
        one.emplace_back("quote", origin.quote);
      all.emplace_back(std::move(one));
    }
    from.emplace_back(answer.columns[c].name, std::move(all));
  }
  return from;
}

Json source_json(const SourceView& source) {
  return members("title", text_json(source.title),
                 "authors", texts_json(source.authors),
                 "year", place_json(source.year),
                 "doi", text_json(source.doi));
}

Json witness_json(const Answer& answer, const Witness& witness) {
  const SourceView& source = answer.sources[witness.source];
  return members("item", witness.item,
                 "kind", witness.kind,
                 "quote", witness.quote,
                 "doc", source.file,
                 "begin", size_json(witness.begin),
                 "end", size_json(witness.end),
                 "page", place_json(witness.page),
                 "slide", place_json(witness.slide),
                 "paragraph", place_json(witness.paragraph),
                 "section", text_json(witness.section),
                 "source", source_json(source),
                 "citation", source.citation,
                 "badges", texts_json(witness.badges));
}

Json witnesses_json(const Answer& answer, const std::vector<Witness>& witnesses) {
  Json::Array array;
  array.reserve(witnesses.size());
  for (const Witness& witness : witnesses) array.push_back(witness_json(answer, witness));
  return array;
}

Json gap_json(const Answer& answer, const Gap& gap) {
  return Json::Object{
      {"status", gap.status}, {"why", gap.why}, {"stated_by", witnesses_json(answer, gap.stated_by)}};
}

Json cell_json(const Answer& answer, const Side& side, const Cell& cell) {
  Json::Array ranks;
  for (const double rank : cell.ranks) ranks.push_back(number_json(rank));
  Json::Object object = members("column", answer.columns[side.column].name,
                 "status", cell.status,
                 "why", text_json(cell.why),
                 "passages", size_json(cell.passages),
                 "sources", size_json(cell.sources),
                 "studies", size_json(cell.studies),
                 "ranks", std::move(ranks),
                 "figures", texts_json(cell.figures),
                 "witnesses", witnesses_json(answer, cell.witnesses));
  if (cell.witnesses_left_out) object.emplace_back("witnesses_left_out", size_json(cell.witnesses_left_out));
  return object;
}

Json hops_json(const Row& row) {
  Json::Array hops;
  for (const Hop& hop : row.hops)
    hops.push_back(Json::Object{{"from", Json::Object{{"id", hop.from_id}, {"name", hop.from}}},
                                {"to", Json::Object{{"id", hop.to_id}, {"name", hop.to}}},
                                {"items", texts_json(hop.items)}});
  return hops;
}

std::string_view kind_name(Answer::Kind kind) {
  switch (kind) {
    case Answer::Kind::rows:
      return "rows";
    case Answer::Kind::number:
      return "number";
    case Answer::Kind::yes_no:
      return "yes_no";
    case Answer::Kind::none:
      return "none";
  }
  return "";
}

Json value_json(const Answer& answer) {
  switch (answer.kind) {
    case Answer::Kind::number:
      return number_json(answer.number);
    case Answer::Kind::yes_no:
      return answer.verdict.empty() ? answer.summary : answer.verdict;
    case Answer::Kind::rows:
      return size_json(answer.total_rows);
    case Answer::Kind::none:
      return nullptr;
  }
  return nullptr;
}

}  // namespace

Json row_json(const Answer& answer, const Row& row) {
  Json::Object values;
  for (std::size_t c = 0; c < answer.columns.size(); ++c)
    values.emplace_back(answer.columns[c].name, cell_json(row.values[c]));
  Json::Array sets;
  for (const auto& set : row.witnesses) sets.push_back(witnesses_json(answer, set));
  Json::Object object = members("id", row.id,
                 "kind", row.kind,
                 "values", std::move(values),
                 "witnesses", std::move(sets));
  if (!row.origins.empty()) object.emplace_back("from", origins_json(answer, row));
  if (row.witnesses_left_out) object.emplace_back("witnesses_left_out", size_json(row.witnesses_left_out));
  if (!row.hops.empty()) object.emplace_back("hops", hops_json(row));
  for (const Gap& gap : row.gap) object.emplace_back("gap", gap_json(answer, gap));
  if (!row.cells.empty()) {
    Json::Array cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      cells.push_back(cell_json(answer, answer.sides[i], row.cells[i]));
    object.emplace_back("cells", std::move(cells));
  }
  return object;
}

Json answer_json(const Answer& answer, std::string_view version, bool with_rows) {
  Json::Object object{
      {"question", answer.question}, {"canonical", answer.canonical}, {"read_as", answer.read_as}};
  Json::Array columns;
  for (const Column& column : answer.columns)
    columns.push_back(Json::Object{{"name", column.name}, {"type", column.type}});
  object.emplace_back("columns", std::move(columns));
  if (!answer.sides.empty()) {
    Json::Array sides;
    for (const Side& side : answer.sides)
      sides.push_back(Json::Object{{"column", answer.columns[side.column].name},
                                   {"base", side.base},
                                   {"sources", size_json(side.sources)},
                                   {"studies", size_json(side.studies)}});
    object.emplace_back("sides", std::move(sides));
  }
  if (with_rows) {
    Json::Array rows;
    for (const Row& row : answer.rows) rows.push_back(row_json(answer, row));
    object.emplace_back("rows", std::move(rows));
  }
  object.emplace_back("total_rows", size_json(answer.total_rows));
  Json::Object result{{"kind", kind_name(answer.kind)}, {"value", value_json(answer)}};
  if (!answer.summary.empty()) result.emplace_back("text", answer.summary);
  for (const Share& share : answer.share)
    for (auto& member : share_json(share)) result.push_back(std::move(member));
  object.emplace_back("answer", std::move(result));
  object.emplace_back("searched", Json::Object{{"sources", size_json(answer.searched.sources)},
                                               {"studies", size_json(answer.searched.studies)},
                                               {"claims", size_json(answer.searched.claims)},
                                               {"scope", answer.searched.scope}});
  if (!answer.recall.empty()) {
    Json::Array recall;
    for (const Recall& one : answer.recall)
      recall.push_back(Json::Object{{"of", one.of}, {"recall", one.value}, {"low", one.low}, {"high", one.high},
                                    {"there", size_json(one.there)}, {"set", one.set}});
    object.emplace_back("recall", std::move(recall));
  }
  for (const Gap& gap : answer.gap) object.emplace_back("gap", gap_json(answer, gap));
  if (!answer.near_misses.empty()) {
    Json::Array misses;
    for (const NearMiss& miss : answer.near_misses)
      misses.push_back(Json::Object{{"why", miss.why},
                                    {"count", size_json(miss.count)},
                                    {"witnesses", witnesses_json(answer, miss.witnesses)}});
    object.emplace_back("near_misses", std::move(misses));
  }
  if (!answer.emptied_by.empty()) object.emplace_back("emptied_by", answer.emptied_by);
  Json::Array sources;
  for (const SourceView& source : answer.sources) {
    Json one = source_json(source);
    auto& members = std::get<Json::Object>(one.value);
    members.emplace_back("doc", source.file);
    members.emplace_back("genre", text_json(source.genre));
    members.emplace_back("depth", text_json(source.depth));
    members.emplace_back("invented", source.invented);
    members.emplace_back("citation", source.citation);
    members.emplace_back("reference", source.reference);
    sources.push_back(std::move(one));
  }
  object.emplace_back("sources", std::move(sources));
  Json::Array notices;
  for (const Notice& notice : answer.notices)
    notices.push_back(Json::Object{{"code", notice.code}, {"text", notice.text}});
  object.emplace_back("notices", std::move(notices));
  object.emplace_back("base", answer.base);
  object.emplace_back("version", version);
  return object;
}

}  // namespace evident::query

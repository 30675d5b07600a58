// Written straight into text: a page of twenty rows holds half a megabyte, and building it as values first
// took as long as finding it.
#include "query/render/shape.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "query/render/json_text.hpp"
#include "query/second_thread.hpp"

namespace evident::query {
namespace {

class Shape {
 public:
  Shape(const Answer& answer, std::string& out, bool indented) : answer_(answer), json_(out, indented) {}

  void row(const Row& row);
  void answer(std::string_view version, bool with_rows);

 private:
  void text_or_null(JsonName name, const std::string& text) {
    json_.key(name);
    if (text.empty())
      json_.null();
    else
      json_.value(text);
  }
  void place(JsonName name, int n) {
    json_.key(name);
    if (n)
      json_.value(n);
    else
      json_.null();
  }
  void texts(const std::vector<std::string>& texts) {
    json_.begin_array();
    for (const auto& text : texts) json_.value(text);
    json_.end_array();
  }
  void texts(JsonName name, const std::vector<std::string>& all) {
    json_.key(name);
    texts(all);
  }
  template <class Of>
  void list(JsonName name, const Of& of) {
    json_.key(name);
    json_.begin_array();
    of();
    json_.end_array();
  }

  void share(const Share& share) {
    json_.member("part", share.part);
    json_.member("known", share.known);
    json_.member("whole", share.whole);
  }
  void cell(const CellValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return json_.value(*text);
    if (const auto* number = std::get_if<double>(&value)) return json_.value(*number);
    if (const auto* truth = std::get_if<bool>(&value)) return json_.value(*truth);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return texts(*list);
    const auto* of = std::get_if<Share>(&value);
    if (!of) return json_.null();
    json_.begin_object();
    share(*of);
    json_.end_object();
  }

  void origins(const Row& row);
  void source(const SourceView& source) {
    text_or_null("title", source.title);
    texts("authors", source.authors);
    place("year", source.year);
    text_or_null("doi", source.doi);
  }
  void witness(const Witness& witness);
  void witnesses(const std::vector<Witness>& all) {
    json_.begin_array();
    for (const Witness& one : all) witness(one);
    json_.end_array();
  }
  void gap(const Gap& gap) {
    json_.key("gap");
    json_.begin_object();
    json_.member("status", gap.status);
    json_.member("why", gap.why);
    json_.key("stated_by");
    witnesses(gap.stated_by);
    json_.end_object();
  }
  void cell(const Side& side, const Cell& cell);
  void end(JsonName name, const std::string& id, const std::string& thing) {
    json_.key(name);
    json_.begin_object();
    json_.member("id", id);
    json_.member("name", thing);
    json_.end_object();
  }
  void hop(const Hop& hop) {
    json_.begin_object();
    end("from", hop.from_id, hop.from);
    end("to", hop.to_id, hop.to);
    texts("items", hop.items);
    json_.end_object();
  }
  void rows();
  void value();
  void result();
  void searched();
  void recall();
  void near_misses();
  void sources();

  const Answer& answer_;
  JsonText json_;
};

// Where each value was read; the words only where no quotation of the row has them.
void Shape::origins(const Row& row) {
  std::vector<std::string_view> quoted;
  for (const auto& set : row.witnesses)
    for (const Witness& witness : set) quoted.push_back(witness.item);
  std::sort(quoted.begin(), quoted.end());
  std::vector<char> shown(row.passages.size());  // with its words
  for (std::size_t i = 0; i < shown.size(); ++i)
    shown[i] = !std::binary_search(quoted.begin(), quoted.end(), std::string_view(row.passages[i].item));
  json_.key("from");
  json_.begin_object();
  for (std::size_t c = 0; c < row.origins.size(); ++c) {
    json_.any_key(answer_.columns[c].name);
    json_.begin_array();
    for (const std::uint32_t place : row.origins[c]) {
      const Origin& origin = row.passages[place];
      json_.begin_object();
      json_.member("item", origin.item);
      json_.member("doc", origin.doc);
      json_.member("begin", origin.begin);
      json_.member("end", origin.end);
      if (shown[place]) json_.member("quote", origin.quote);
      json_.end_object();
    }
    json_.end_array();
  }
  json_.end_object();
}

void Shape::witness(const Witness& witness) {
  const SourceView& of = answer_.sources[witness.source];
  json_.begin_object();
  json_.member("item", witness.item);
  json_.member("kind", witness.kind);
  json_.member("quote", witness.quote);
  json_.member("doc", of.file);
  json_.member("begin", witness.begin);
  json_.member("end", witness.end);
  place("page", witness.page);
  if (!witness.printed_page.empty()) json_.member("printed_page", witness.printed_page);
  place("slide", witness.slide);
  place("paragraph", witness.paragraph);
  text_or_null("section", witness.section);
  json_.key("source");
  json_.begin_object();
  source(of);
  json_.end_object();
  json_.member("citation", of.citation);
  texts("badges", witness.badges);
  json_.end_object();
}

void Shape::cell(const Side& side, const Cell& cell) {
  json_.begin_object();
  json_.member("column", answer_.columns[side.column].name);
  json_.member("status", cell.status);
  text_or_null("why", cell.why);
  json_.member("passages", cell.passages);
  json_.member("sources", cell.sources);
  json_.member("studies", cell.studies);
  list("ranks", [&] {
    for (const double rank : cell.ranks) json_.value(rank);
  });
  texts("figures", cell.figures);
  json_.key("witnesses");
  witnesses(cell.witnesses);
  if (cell.witnesses_left_out) json_.member("witnesses_left_out", cell.witnesses_left_out);
  json_.end_object();
}

void Shape::row(const Row& row) {
  json_.begin_object();
  json_.member("id", row.id);
  json_.member("kind", row.kind);
  json_.key("values");
  json_.begin_object();
  for (std::size_t c = 0; c < answer_.columns.size(); ++c) {
    json_.any_key(answer_.columns[c].name);
    cell(row.values[c]);
  }
  json_.end_object();
  list("witnesses", [&] {
    for (const auto& set : row.witnesses) witnesses(set);
  });
  if (!row.origins.empty()) origins(row);
  if (row.witnesses_left_out) json_.member("witnesses_left_out", row.witnesses_left_out);
  if (!row.hops.empty())
    list("hops", [&] {
      for (const Hop& one : row.hops) hop(one);
    });
  for (const Gap& one : row.gap) gap(one);
  if (!row.cells.empty())
    list("cells", [&] {
      for (std::size_t i = 0; i < row.cells.size(); ++i) cell(answer_.sides[i], row.cells[i]);
    });
  json_.end_object();
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

void Shape::value() {
  switch (answer_.kind) {
    case Answer::Kind::number:
      return json_.value(answer_.number);
    case Answer::Kind::yes_no:
      return json_.value(answer_.verdict.empty() ? answer_.summary : answer_.verdict);
    case Answer::Kind::rows:
      return json_.value(answer_.total_rows);
    case Answer::Kind::none:
      return json_.null();
  }
  json_.null();
}

void Shape::result() {
  json_.key("answer");
  json_.begin_object();
  json_.member("kind", kind_name(answer_.kind));
  json_.key("value");
  value();
  if (!answer_.summary.empty()) json_.member("text", answer_.summary);
  for (const Share& one : answer_.share) share(one);
  json_.end_object();
}

void Shape::searched() {
  json_.key("searched");
  json_.begin_object();
  json_.member("sources", answer_.searched.sources);
  json_.member("studies", answer_.searched.studies);
  json_.member("claims", answer_.searched.claims);
  json_.member("scope", answer_.searched.scope);
  json_.end_object();
}

void Shape::recall() {
  if (answer_.recall.empty()) return;
  list("recall", [&] {
    for (const Recall& one : answer_.recall) {
      json_.begin_object();
      json_.member("of", one.of);
      json_.member("recall", one.value);
      json_.member("low", one.low);
      json_.member("high", one.high);
      json_.member("there", one.there);
      json_.member("set", one.set);
      json_.end_object();
    }
  });
}

void Shape::near_misses() {
  if (answer_.near_misses.empty()) return;
  list("near_misses", [&] {
    for (const NearMiss& miss : answer_.near_misses) {
      json_.begin_object();
      json_.member("why", miss.why);
      json_.member("count", miss.count);
      json_.key("witnesses");
      witnesses(miss.witnesses);
      json_.end_object();
    }
  });
}

void Shape::sources() {
  list("sources", [&] {
    for (const SourceView& one : answer_.sources) {
      json_.begin_object();
      source(one);
      json_.member("doc", one.file);
      text_or_null("genre", one.genre);
      text_or_null("depth", one.depth);
      json_.member("invented", one.invented);
      json_.member("citation", one.citation);
      json_.member("reference", one.reference);
      json_.end_object();
    }
  });
}

// A page's rows are half a megabyte at most and some tenths of a millisecond: the second half is written by a second
// thread.
void Shape::rows() {
  constexpr std::size_t kPays = 10;
  const std::size_t all = answer_.rows.size(), mine = all >= kPays && !json_.indented() && SecondThread::has_processor() ? all / 2 : all;
  std::string rest;
  std::optional<SecondThread> second;
  if (mine < all)
    second.emplace([&] {
      Shape other(answer_, rest, false);
      other.json_.begin_array();
      for (std::size_t i = mine; i < all; ++i) other.row(answer_.rows[i]);
    });
  list("rows", [&] {
    for (std::size_t i = 0; i < mine; ++i) row(answer_.rows[i]);
    if (!second) return;
    second->join();
    json_.elements(std::string_view(rest).substr(1));
  });
}

void Shape::answer(std::string_view version, bool with_rows) {
  json_.begin_object();
  json_.member("question", answer_.question);
  json_.member("canonical", answer_.canonical);
  json_.member("read_as", answer_.read_as);
  list("columns", [&] {
    for (const Column& column : answer_.columns) {
      json_.begin_object();
      json_.member("name", column.name);
      json_.member("type", column.type);
      json_.end_object();
    }
  });
  if (!answer_.sides.empty())
    list("sides", [&] {
      for (const Side& side : answer_.sides) {
        json_.begin_object();
        json_.member("column", answer_.columns[side.column].name);
        json_.member("base", side.base);
        json_.member("sources", side.sources);
        json_.member("studies", side.studies);
        json_.end_object();
      }
    });
  if (with_rows) rows();
  json_.member("total_rows", answer_.total_rows);
  result();
  searched();
  recall();
  for (const Gap& one : answer_.gap) gap(one);
  near_misses();
  if (!answer_.emptied_by.empty()) json_.member("emptied_by", answer_.emptied_by);
  sources();
  list("notices", [&] {
    for (const Notice& notice : answer_.notices) {
      json_.begin_object();
      json_.member("code", notice.code);
      json_.member("text", notice.text);
      json_.end_object();
    }
  });
  json_.member("base", answer_.base);
  json_.member("version", version);
  json_.end_object();
}

}  // namespace

void write_row(const Answer& answer, const Row& row, std::string& out) { Shape(answer, out, false).row(row); }

void write_answer(const Answer& answer, std::string_view version, bool with_rows, bool indented,
                  std::string& out) {
  Shape(answer, out, indented).answer(version, with_rows);
}

}  // namespace evident::query

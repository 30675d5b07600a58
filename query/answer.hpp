// What a question yields: rows with the words they rest on, and for what is absent, what was looked through.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/graph.hpp"
#include "graph/quality.hpp"
#include "query/citations/record.hpp"
#include "query/language/parse.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::query {

struct Share {  // of `whole` things `known` are known to be so or not, and `part` are
  std::size_t part = 0, known = 0, whole = 0;
};
// "3 of 5 known (of 7)", "3 of 5".
std::string share_words(const Share& share);
using CellValue = std::variant<std::monostate, std::string, double, bool, std::vector<std::string>, Share>;

struct SourceView {  // the work a quotation stands in
  graph::Node node = graph::kNoNode;
  std::string file, title, doi, genre, depth, publisher, venue, url,
      citation;           // citation: author-date, "incomplete: add …" where it is
  std::string reference;  // the full line for a list of sources
  std::vector<std::string> authors;
  int year = 0;  // 0: not known
  bool invented = false;
};

struct Witness {  // exact words and their place
  graph::Node node = graph::kNoNode;
  std::string item;  // stable id
  std::string kind;
  std::string quote, section;
  std::uint64_t begin = 0, end = 0;
  int page = 0, slide = 0, paragraph = 0;
  std::string printed_page;         // where it is not the page's number in the file
  std::size_t source = 0;           // index in Answer::sources
  std::vector<std::string> badges;  // "opinion", "self-reported", "invented", "digest", speaker …
  std::string sha256;  // of the whole quotation, where `quote` is only its beginning; else empty
};

struct Origin {  // the passage that a value was read from
  std::string item, quote, doc;
  std::uint64_t begin = 0, end = 0;
};

struct Gap {
  std::string status;  // effect_found, mixed, no_effect_found, studied_no_finding, searched_none_found,
                       // gap_stated, not_studied, not_found_by_machine
  std::string why;     // one sentence
  std::vector<Witness> stated_by;
};

// Of a comparison or a map: what is known of the row's thing for one of its sides.
struct Cell {
  std::string
      status;       // of a comparison: named, asked, asked_not_named, never_asked; of a map: as Gap::status
  std::string why;  // one sentence; empty where the passages say it
  std::size_t passages = 0, sources = 0, studies = 0;  // each counted once
  std::vector<double> ranks;                           // in the side's own lists
  std::vector<std::string> figures;                    // "54% agree (base not stated)"
  std::vector<Witness> witnesses;
  std::size_t witnesses_left_out = 0;
};
struct Side {              // what is compared, or a column of a map
  std::size_t column = 0;  // index in Answer::columns
  std::string base;        // what speaks for it as a whole: "1 source, 1 study (survey, 120 people)"
  std::size_t sources = 0, studies = 0;
};

struct Column {
  std::string name, type;  // text, number, year, boolean, list, share
};
struct Hop {  // of a chain of things: two of them, and the passages that speak of both
  std::string from, from_id, to, to_id;
  std::vector<std::string> items;
};
struct Row {
  graph::Node node = graph::kNoNode;
  std::string id, kind;                             // stable id and kind of what the row is about
  std::vector<CellValue> values;                    // one a column
  std::vector<std::vector<Witness>> witnesses;      // minimal sets; any one is enough
  std::size_t witnesses_left_out = 0;               // beyond the cap of 16
  std::vector<Gap> gap;                             // none or one
  std::vector<Hop> hops;                            // of a chain
  std::vector<Cell> cells;                          // one a side
  std::vector<Origin> passages;                     // in which its values were read, each once
  std::vector<std::vector<std::uint32_t>> origins;  // one a column: which of `passages`
};
struct NearMiss {  // "causally worded, but …"
  std::string why;
  std::vector<Witness> witnesses;
  std::size_t count = 0;
};
struct Notice {
  std::string code, text;  // N01 …
};
struct Recall {  // how much of something extraction finds where it is there, with its 95% interval
  std::string of;  // "causally worded claims"
  double value = 0, low = 0, high = 0;
  std::size_t there = 0;  // on so many of them it was measured
  std::string set;        // in which documents
};

struct Answer {
  enum class Kind { rows, number, yes_no, none } kind = Kind::rows;
  double number = 0;         // number: the count; yes_no: how many things were found
  std::string summary;       // number, yes_no and none: the answer as a sentence
  std::string verdict;       // of a question that is answered by yes or no: "yes", "no", "none to check"
  std::vector<Share> share;  // of "what share of", and of "do all": none or one
  std::string question, canonical, read_as;
  std::vector<Column> columns;
  std::vector<Side> sides;          // of a comparison or a map
  std::vector<Row> rows;            // those shown
  std::size_t total_rows = 0;       // before limit
  std::vector<SourceView> sources;  // numbered from 1 in what people see
  std::vector<Record> records;      // one a source, for formats that cite: with_records(); may be empty
  std::string style;                // "cite as": how its sources are cited; empty: as usual
  struct Searched {
    std::size_t sources = 0, studies = 0, claims = 0;
    std::size_t read = 0;  // documents whose text the machine read
    std::string scope;  // "5 documents (1 full report, 2 abstracts or digests, slides, an opinion piece)"
  } searched;
  std::vector<Recall> recall;  // where something was not found: of what was asked for, worst first
  std::vector<Gap> gap;  // of the whole answer, none or one
  std::vector<NearMiss> near_misses;
  std::string emptied_by;  // "41 measures → 6 outcome measures → 0 that have causal evidence"
  std::vector<Notice> notices;
  std::string base;  // the graph's fingerprint
};

struct AskOptions {
  std::map<std::string, std::string> parameters;  // --set
  std::size_t rows = 100;                         // shown at most; 0: the hard limit of 10,000
  // Quotations shown under a row at most; what is beyond them is counted. kOnPage are what fits on a page of many rows.
  std::size_t witnesses = kWitnesses;
  static constexpr std::size_t kWitnesses = 16, kOnPage = 4;
  Limits limits;
  const Cancel* cancel = nullptr;
  // The ISO date on which a source (its id) came into the library; empty: not known. None: nobody can say.
  std::function<std::string(std::string_view source)> added;
  // How well the library's items were extracted, asked for where an absence is told; empty or null: nobody can say.
  std::function<const graph::QualityCard*()> card;
  bool plainly = false;    // patterns by enumeration only: what the operators must agree with, for tests
  std::int32_t today = 0;  // days since 1970-01-01, for "in the last n years"; 0: the clock
};

// Reads, binds, runs and cites. Diagnostics of E1xx (reading) and E2xx (meaning), E3xx (limits).
tl::expected<Answer, Diagnostic> ask(const graph::Graph& graph, std::string_view question,
                                     const AskOptions& options = {});

// Why an item is not in the answer to a question: its conditions one a row, whether the item (an id or a name)
// meets each, and what it has instead. Diagnostics as of ask(), E244 for questions that look for no things.
tl::expected<Answer, Diagnostic> why_not(const graph::Graph& graph, std::string_view question,
                                         std::string_view item, const AskOptions& options = {});

// Fills the records of an answer's sources, with all that the library knows of them.
void with_records(const graph::Graph& graph, Answer& answer);
// What may leave the house: every quotation and other text cut to its first `words` words, with the SHA-256 of the whole
// quotation. 0: no words at all.
void without_text(Answer& answer, std::size_t words);

// An output format is one file that registers itself.
struct RenderOptions {
  int width = 100;  // columns of the terminal
  bool colour = false;
  bool ascii = false;
  bool byte_order_mark = false;  // csv
  std::string style;             // of citations, see citations/style.hpp; empty: the answer's, else the usual one
  std::string version;
  std::function<std::string()> as_of;  // the day of the library's newest source, ISO 8601; none: nobody can say
};
struct Format {
  std::string_view name;  // "table"
  std::string_view doc;
  std::string (*render)(const Answer& answer, const RenderOptions& options);
  bool cites = false;   // wants with_records()
  bool binary = false;  // no text: not for a terminal
};
struct RegisterFormat {
  explicit RegisterFormat(Format format);
};
const std::vector<Format>& formats();  // sorted by name
const Format* format_named(std::string_view name);

}  // namespace evident::query

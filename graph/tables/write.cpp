// Things in the order of each_item(), which does not know when they were read; edges in the order of the things
// they join. So the same evidence gives the same bytes, and loading and writing it again does too.
#include "graph/tables/write.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <tuple>
#include <unordered_map>

#include "graph/base/keys.hpp"
#include "graph/tables/mapping.hpp"
#include "graph/tables/table.hpp"
#include "support/spreadsheet.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

// Written aside; takes its name with all others when everything is there.
class CsvFile {
 public:
  explicit CsvFile(fs::path path) : path_(std::move(path)), aside_(path_) {
    aside_ += ".new";
    file_ = std::fopen(aside_.c_str(), "wb");
    note(file_ != nullptr);
  }
  ~CsvFile() {
    if (file_) std::fclose(file_);
    if (!named_) std::remove(aside_.c_str());
  }
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  // A text; one that a spreadsheet would run gets an apostrophe, which the reader takes off again.
  void cell(std::string_view text) {
    const bool runs = runs_as_formula(text);
    plain(text, runs ? "'" : "");
  }
  // A number or whatever else no document wrote.
  void plain(std::string_view text, std::string_view before = {}) {
    if (begun_) line_.push_back(',');
    begun_ = true;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      line_.append(before).append(text);
      return;
    }
    line_.push_back('"');
    line_.append(before);
    for (const char c : text) {
      line_.push_back(c);
      if (c == '"') line_.push_back(c);
    }
    line_.push_back('"');
  }
  void number(std::int64_t n, bool empty_if_zero = true) {
    plain(n == 0 && empty_if_zero ? std::string() : std::to_string(n));
  }
  void end() {
    line_ += "\r\n";
    begun_ = false;
    if (line_.size() > (1u << 16)) flush();
    ++rows_;
  }
  std::size_t rows() const { return rows_; }
  Result<void> finish() {
    flush();
    if (file_) note(std::fflush(file_) == 0 && ::fsync(::fileno(file_)) == 0);
    if (file_) note(std::fclose(file_) == 0);
    file_ = nullptr;
    if (error_ == 0) return {};
    if (error_ == ENOSPC || error_ == EDQUOT || error_ == EFBIG)
      return fail(Code::no_space, "the disk is full: '" + path_.string() + "' cannot be written", "free some space and run it again",
                  Place{path_.string(), {}, {}});
    return fail(Code::io, "'" + path_.string() + "' cannot be written", "check the disk and the permissions of the folder",
                Place{path_.string(), {}, {}});
  }
  Result<void> take_name() {
    std::error_code error;
    fs::rename(aside_, path_, error);
    if (error)
      return fail(Code::io, "'" + path_.string() + "' cannot be written: " + error.message(), "",
                  Place{path_.string(), {}, {}});
    named_ = true;
    return {};
  }

 private:
  void flush() {
    if (file_ && !line_.empty()) note(std::fwrite(line_.data(), 1, line_.size(), file_) == line_.size());
    line_.clear();
  }
  // The first thing that went wrong.
  void note(bool fine) {
    if (!fine && error_ == 0) error_ = errno != 0 ? errno : EIO;
  }
  fs::path path_, aside_;
  std::FILE* file_ = nullptr;
  std::string line_;
  bool begun_ = false, named_ = false;
  int error_ = 0;
  std::size_t rows_ = 0;
};

constexpr Cell kPlaces[] = {Cell::id,    Cell::source,    Cell::quote,     Cell::begin,  Cell::end,       Cell::heading,
                            Cell::page,  Cell::slide,     Cell::paragraph, Cell::extractor, Cell::reason, Cell::belongs_to};
constexpr Cell kOfConcepts[] = {Cell::id,         Cell::label,        Cell::scheme,      Cell::notation,
                                Cell::definition, Cell::alternatives, Cell::measure_kind, Cell::candidate};

std::string cell_of(const Value& value) {
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  return value_text(value);
}

class Writing {
 public:
  Writing(const Base& base, fs::path folder, const Cancel& cancel)
      : base_(base), folder_(std::move(folder)), cancel_(cancel) {}

  Result<WriteOutcome> run() {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error || !fs::is_directory(folder_, error))
      return fail(Code::io, "the folder '" + folder_.string() + "' cannot be made",
                  "give a folder that can be written", Place{folder_.string(), {}, {}});
    EV_CHECK(refuse_others());
    EV_CHECK(concepts());
    EV_CHECK(items());
    EV_CHECK(edges());
    WriteOutcome outcome;
    for (auto& [name, file] : files_) EV_CHECK(file->finish());
    if (cancel_.requested()) return fail(Code::cancelled, "interrupted; nothing was written");
    for (const fs::path& path : stale_) fs::remove(path, error);  // also of kinds that this base does not have
    for (auto& [name, file] : files_) {
      EV_CHECK(file->take_name());
      ++outcome.tables;
      outcome.rows += file->rows() - 1;
    }
    return outcome;
  }

 private:
  // What stands there already would be loaded together with ours.
  Result<void> refuse_others() {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".tsv" || (extension == ".csv" && !rule_by_name(entry.path().filename().string())))
        return fail(Code::conflict, "'" + entry.path().string() + "' stands there, and is no table of an export",
                    "give an empty folder", Place{entry.path().string(), {}, {}});
      if (extension == ".csv") stale_.push_back(entry.path());
    }
    return {};
  }

  CsvFile& file(std::string_view name, const std::function<void(CsvFile&)>& header) {
    std::unique_ptr<CsvFile>& file = files_[std::string(name)];
    if (!file) {
      file = std::make_unique<CsvFile>(folder_ / (std::string(name) + ".csv"));
      header(*file);
      file->end();
    }
    return *file;
  }

  // ---- concepts ----
  Result<void> concepts() {
    EV_TRY(const Vocabulary vocabulary, base_.vocabulary());
    EV_TRY(const std::vector<Candidate> candidates, base_.candidates());
    for (const Concept& c : vocabulary.concepts) concept_row(c, false);
    for (const Candidate& c : candidates)
      concept_row({c.id, c.kind, "", c.label, {}, {}, "", "", ""}, true);
    for (const Concept& c : vocabulary.concepts)
      for (const std::string& broader : c.broader) {
        CsvFile& out = edge_file(Edge::broader);
        out.cell(c.id);
        out.cell(broader);
        out.cell("");
        out.end();
      }
    return {};
  }
  static bool has_cell(Kind kind, Cell cell) { return cell != Cell::measure_kind || kind == Kind::measure; }
  void concept_row(const Concept& c, bool candidate) {
    CsvFile& out = file(info(c.kind).name, [&c](CsvFile& header) {
      for (const Cell cell : kOfConcepts)
        if (has_cell(c.kind, cell)) header.cell(cell_name(cell));
    });
    for (const Cell cell : kOfConcepts) {
      if (!has_cell(c.kind, cell)) continue;
      switch (cell) {
        case Cell::id:
          out.cell(c.id);
          break;
        case Cell::label:
          out.cell(c.label);
          break;
        case Cell::scheme:
          out.cell(c.scheme);
          break;
        case Cell::notation:
          out.cell(c.notation);
          break;
        case Cell::definition:
          out.cell(c.definition);
          break;
        case Cell::alternatives:
          out.cell(c.alternatives.empty() ? std::string() : value_text(c.alternatives));
          break;
        case Cell::measure_kind:
          out.cell(c.measure_kind);
          break;
        default:
          out.cell(candidate ? "true" : "");
      }
    }
    out.end();
  }

  // ---- items ----
  Result<void> items() {
    bool stopped = false;
    auto read = base_.each_item([&](StoredItem&& stored) {
      if (stopped || (order_.size() % 4096 == 0 && cancel_.requested())) {
        stopped = true;
        return;
      }
      item_row(stored);
    });
    if (!read) return read;
    if (stopped) return fail(Code::cancelled, "interrupted; nothing was written");
    return {};
  }
  void item_row(const StoredItem& stored) {
    const Item& item = stored.item;
    const bool mention = info(item.kind).role == KindRole::named;
    const std::vector<Attribute> columns = stored_attributes(item.kind);
    CsvFile& out = file(mention ? info(Kind::mention).name : info(item.kind).name, [&](CsvFile& header) {
      for (const Cell cell : kPlaces) header.cell(cell_name(cell));
      if (mention) header.cell(cell_name(Cell::kind));
      for (const Attribute a : columns) header.cell(info(a).name);
    });
    const Passage& p = item.passage;
    out.cell(stored.key);
    out.cell(stored.source == stored.id ? std::string_view() : id_of(stored.source));
    out.cell(p.quote);
    out.number(static_cast<std::int64_t>(p.begin), false);
    out.number(static_cast<std::int64_t>(p.end), false);
    out.cell(p.section);
    out.number(p.page);
    out.number(p.slide);
    out.number(p.paragraph);
    out.cell(item.extractor);
    out.cell(item.reason);
    out.cell(item.belongs_to);
    if (mention) out.cell(info(item.kind).name);
    for (const Attribute a : columns) {
      const Value* value = item.find(a);
      const bool number = value && (std::holds_alternative<std::int64_t>(*value) || std::holds_alternative<double>(*value));
      if (number)
        out.plain(cell_of(*value));
      else
        out.cell(value ? cell_of(*value) : std::string());
    }
    out.end();
    remember(stored);
  }
  void remember(const StoredItem& stored) {
    if (stored.follows()) {
      order_.push_back(ids_.size());
      ids_ += stored.key;
      places_of_cited_[stored.id] = static_cast<std::uint32_t>(order_.size());
      return;
    }
    const auto row = static_cast<std::size_t>(stored.id);
    if (places_.size() <= row) places_.resize(row + row / 2 + 1, 0);
    order_.push_back(ids_.size());
    ids_ += stored.key;
    places_[row] = static_cast<std::uint32_t>(order_.size());
  }
  // From 1; 0: no current item.
  std::uint32_t place(std::int64_t row) const {
    if (row < 0) {
      const auto cited = places_of_cited_.find(row);
      return cited == places_of_cited_.end() ? 0 : cited->second;
    }
    return static_cast<std::size_t>(row) < places_.size() ? places_[static_cast<std::size_t>(row)] : 0;
  }
  std::string_view at_place(std::uint32_t place) const {
    const std::size_t begin = order_[place - 1], end = place < order_.size() ? order_[place] : ids_.size();
    return std::string_view(ids_).substr(begin, end - begin);
  }
  std::string_view id_of(std::int64_t row) const { return place(row) ? at_place(place(row)) : std::string_view(); }

  // ---- edges ----
  struct Row {
    Edge edge;
    std::uint32_t from, to;  // places; concepts behind all items
    std::uint32_t reason;
    auto operator<=>(const Row&) const = default;
  };
  CsvFile& edge_file(Edge edge) {
    return file(info(edge).name, [](CsvFile& header) {
      for (std::string_view name : {"from", "to", "reason"}) header.cell(name);
    });
  }
  Result<void> edges() {
    // Numbered in the order of their texts, so that rows sort alike whatever the order of reading.
    std::map<std::string, std::uint32_t> concepts, reasons;
    std::vector<Row> rows;
    EV_CHECK(base_.each_link([&](StoredLink&& link) {
      const std::uint32_t from = place(link.from);
      if (!from || (link.to_item && !place(link.to_item))) return;
      Row row{link.edge, from, 0, reasons.emplace(link.reason, reasons.size()).first->second};
      row.to = link.to_item ? place(link.to_item)
                            : kConcept + concepts.emplace(link.to_concept, concepts.size()).first->second;
      rows.push_back(row);
    }));
    const auto in_order = [](std::map<std::string, std::uint32_t>& names, std::vector<std::string_view>& texts) {
      std::vector<std::uint32_t> now(names.size());
      for (auto& [text, number] : names) {
        now[number] = static_cast<std::uint32_t>(texts.size());
        texts.push_back(text);
      }
      return now;
    };
    std::vector<std::string_view> ids, words;
    const auto concept_now = in_order(concepts, ids), reason_now = in_order(reasons, words);
    for (Row& row : rows) {
      if (row.to >= kConcept) row.to = kConcept + concept_now[row.to - kConcept];
      row.reason = reason_now[row.reason];
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const Row& row : rows) {
      CsvFile& out = edge_file(row.edge);
      out.cell(at_place(row.from));
      out.cell(row.to >= kConcept ? ids[row.to - kConcept] : at_place(row.to));
      out.cell(words[row.reason]);
      out.end();
    }
    return {};
  }
  static constexpr std::uint32_t kConcept = 1u << 31;

  const Base& base_;
  const fs::path folder_;
  const Cancel& cancel_;
  std::vector<fs::path> stale_;
  std::map<std::string, std::unique_ptr<CsvFile>> files_;
  std::string ids_;                  // of all items, one behind the other
  std::vector<std::size_t> order_;   // where each begins
  std::vector<std::uint32_t> places_;  // by row id
  std::unordered_map<std::int64_t, std::uint32_t> places_of_cited_;
};

}  // namespace

Result<WriteOutcome> write_tables(const Base& base, const fs::path& folder, const Cancel& cancel) {
  return Writing(base, folder, cancel).run();
}

}  // namespace evident::graph

// RTF files (Rich Text Format Specification 1.9.1), as Word, LibreOffice and others write them: read as Word
// documents are, by their styles and lists, tracked changes as accepted, notes and text boxes below the
// paragraph in which they are anchored.
#include "ingest/readers/rtf.hpp"

#include <algorithm>
#include <utility>

#include "ingest/readers/compose.hpp"
#include "ingest/readers/grid.hpp"
#include "ingest/readers/numerals.hpp"
#include "ingest/readers/office.hpp"
#include "ingest/readers/reader.hpp"
#include "support/text.hpp"

namespace evident::ingest {

DocxStyle RtfStyles::of(int style) const {
  DocxStyle out;
  for (int steps = 0; steps < 12; ++steps) {  // a style may be based on itself in a broken file
    const auto at = styles.find(style);
    if (at == styles.end()) break;
    inherit(out, at->second.own);
    style = at->second.based_on;
  }
  return out;
}

const RtfStyles::Level* RtfStyles::level(int list, int depth) const {
  const auto id = lists.find(list);
  const auto at = id == lists.end() ? definitions.end() : definitions.find(id->second);
  if (at == definitions.end() || at->second.empty()) return nullptr;
  return &at->second[std::min(static_cast<std::size_t>(depth), at->second.size() - 1)];
}

namespace {

constexpr int kSameEdge = 30;  // twips by which programs let one edge of a table waver

class Writer final : public RtfSink {
 public:
  Writer(Composer& out, const RtfStyles& styles) : out_(out), styles_(styles) {}

  void take(RtfPart part) override {
    if (auto* row = std::get_if<RtfRow>(&part)) {
      rows_.push_back(std::move(*row));
      return;
    }
    end_table();
    write(std::get<RtfParagraph>(part));
  }
  bool goes_on() override { return out_.goes_on(); }

  void end_table() {
    if (!rows_.empty()) table(std::exchange(rows_, {}));
  }

 private:
  void write(RtfParagraph& p) {
    open(p);
    runs(p);
    out_.close();
    boxes();
    notes();
  }

  void open(const RtfParagraph& p) {
    const DocxStyle style = styles_.of(p.style);
    using As = DocxStyle::As;
    const bool in_list = p.listed || p.list != 0 || style.as == As::list || !style.list.empty();
    if (open_styled(out_, style, p.outline)) return;
    if (in_list) {
      const int list = p.list != 0 ? p.list : number(style.list, 0, 1'000'000),
                depth = p.list != 0 ? p.depth : style.depth;
      bool ordered = false;
      const std::string mark = mark_of(p, list, depth, ordered);
      out_.item(depth + 1, ordered, mark);
    } else {
      out_.open(BlockKind::paragraph);
    }
  }

  // As printed, without brackets and points; counted where nothing is printed.
  std::string mark_of(const RtfParagraph& p, int list, int depth, bool& ordered) {
    const RtfStyles::Level* level = styles_.level(list, depth);
    if (level && (level->format == 23 || level->format == 255)) return "•";
    std::string_view printed = trim(p.mark);
    while (!printed.empty() && std::string_view(".):- ").find(printed.back()) != std::string_view::npos)
      printed.remove_suffix(1);
    while (!printed.empty() && std::string_view("( ").find(printed.front()) != std::string_view::npos)
      printed.remove_prefix(1);
    // "o" is a bullet that Word prints, in a font of its own.
    const bool counts = std::any_of(printed.begin(), printed.end(), [](char c) {
      return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    });
    ordered = level ? true : counts && trim(p.mark) != "o";
    if (!ordered) return "•";
    if (counts) return std::string(printed);
    int& count = counts_[{list, depth}];
    count = count == 0 ? level->start : count + 1;
    counts_.erase(counts_.upper_bound({list, depth}), counts_.lower_bound({list + 1, 0}));
    if (level->format == 1 || level->format == 2) return counted_in_roman(count, level->format == 1);
    if (level->format == 3 || level->format == 4) return counted_in_letters(count, level->format == 3);
    return std::to_string(count);
  }

  void runs(RtfParagraph& p) {
    std::size_t note = 0;
    using Kind = RtfParagraph::Stretch::Kind;
    for (std::size_t i = 0; i < p.stretches.size(); ++i) {
      const auto& stretch = p.stretches[i];
      const std::size_t end = i + 1 < p.stretches.size() ? p.stretches[i + 1].begin : p.text.size();
      const std::string_view words = std::string_view(p.text).substr(stretch.begin, end - stretch.begin);
      if (stretch.kind == Kind::line_break) {
        out_.line_break();
      } else if (stretch.kind == Kind::note) {
        const std::string mark = std::to_string(++marks_);
        out_.raised(mark);
        notes_.emplace_back(mark, std::move(p.notes[note++]));
      }
      out_.bold(stretch.bold);
      stretch.raised ? out_.raised(words) : out_.words(words);
    }
    std::move(p.boxes.begin(), p.boxes.end(), std::back_inserter(boxes_));
  }

  // Notes and boxes stand below what they are anchored in; within a table, below the table.
  void boxes() {
    if (in_table_) return;
    for (RtfStory& box : std::exchange(boxes_, {})) {
      for (RtfPart& part : box.parts) take(std::move(part));
      end_table();
    }
  }
  void notes() {
    if (in_table_) return;
    for (auto& [mark, note] : std::exchange(notes_, {})) {
      out_.open(BlockKind::footnote).marker = mark;
      bool first = true;
      each_paragraph(note, [&](RtfParagraph& p) {
        if (!std::exchange(first, false)) out_.line_break();
        runs(p);
      });
      out_.close();
    }
  }
  template <class Take>
  static void each_paragraph(RtfStory& story, Take&& take) {
    for (RtfPart& part : story.parts) {
      if (auto* p = std::get_if<RtfParagraph>(&part))
        take(*p);
      else
        for (auto& cell : std::get<RtfRow>(part).cells)
          for (RtfParagraph& q : cell) take(q);
    }
  }

  void table(std::vector<RtfRow> rows) {
    std::size_t columns = 0;
    for (const RtfRow& row : rows) columns = std::max(columns, row.cells.size());
    // One cell, or one column: a frame around text.
    if (columns <= 1) {
      for (RtfRow& row : rows)
        for (auto& cell : row.cells)
          for (RtfParagraph& p : cell) write(p);
      return;
    }
    in_table_ = true;
    out_.close();
    const std::vector<int> edges = edges_of(rows);
    Grid grid(out_);
    bool first = true;
    for (RtfRow& row : rows) {
      if (!out_.goes_on()) break;
      grid.row(first || (row.shape && row.shape->header));
      first = false;
      std::size_t column = 0;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const bool known = row.shape && i < row.shape->columns.size();
        const std::size_t end = known ? edge(edges, row.shape->columns[i].right) : column + 1;
        grid.cell(end > column ? end - column : 1);
        column = std::max(end, column + 1);
        if (known && row.shape->columns[i].goes_on) continue;
        for (RtfParagraph& p : row.cells[i]) {
          runs(p);
          out_.blank();
        }
      }
      grid.end_row();
    }
    in_table_ = false;
    boxes();
    notes();
  }
  // Where columns of any row end: a cell that runs over several spans them.
  static std::vector<int> edges_of(const std::vector<RtfRow>& rows) {
    std::vector<int> all;
    const RtfRow::Shape* last = nullptr;
    for (const RtfRow& row : rows) {
      if (!row.shape || row.shape.get() == last) continue;
      last = row.shape.get();
      for (const RtfRow::Column& column : last->columns) all.push_back(column.right);
    }
    std::sort(all.begin(), all.end());
    std::vector<int> edges;
    for (const int right : all)
      if (edges.empty() || right - std::int64_t{kSameEdge} > edges.back()) edges.push_back(right);
    return edges;
  }
  // The number of columns up to an edge.
  static std::size_t edge(const std::vector<int>& edges, int right) {
    return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), right) - edges.begin());
  }

  Composer& out_;
  const RtfStyles& styles_;
  std::vector<RtfRow> rows_;
  std::vector<std::pair<std::string, RtfStory>> notes_;
  std::vector<RtfStory> boxes_;
  std::map<std::pair<int, int>, int> counts_;  // of the items of lists, by list and depth
  int marks_ = 0;
  bool in_table_ = false;
};

int recognise(std::string_view bytes, std::string_view) { return bytes.starts_with("{\\rtf") ? 95 : 0; }

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  Composer out(document, limits, cancel, Composer::Judge::words);
  RtfStyles styles;
  Writer writer(out, styles);
  EV_TRY(const RtfInfo info, parse_rtf(bytes, limits, styles, writer));
  writer.end_table();
  document.record = file_properties(info.title, info.author);
  return out.finish();
}

const RegisterReader registered{
    {"rtf", {".rtf"}, "RTF documents, as Word and LibreOffice write them", recognise, nullptr, read}};

}  // namespace
}  // namespace evident::ingest

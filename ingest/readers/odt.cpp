// OpenDocument texts (OASIS OpenDocument 1.2 and later, ISO/IEC 26300): headings by their level, lists with their numbers, tables
// with spans; notes and text boxes follow the paragraph in which they are anchored. Deleted text, comments and indexes are no text.
#include "ingest/readers/anchored.hpp"
#include "ingest/readers/odt.hpp"

#include "ingest/readers/grid.hpp"
#include "ingest/readers/office.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/xml.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kRepeats = 200;  // of one cell or row: what goes on beyond is the empty rest of a sheet

class Odt {
 public:
  Odt(Composer& out, const OdtStyles& styles) : out_(out), styles_(styles) {}

  void blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      if (!out_.goes_on()) return;
      const std::string_view name = local_name(node);
      if (name == "p" || name == "h") {
        paragraph(node, name == "h");
      } else if (name == "list") {
        list(node, value(node, "style-name"), 0);
      } else if (name == "table") {
        table(node);
      } else if (name == "section" || name == "index-body" || name == "numbered-paragraph" || name == "text-box") {
        blocks(node);
      } else if (name == "frame") {
        find_boxes(node);
        boxes();
      }
    }
  }

 private:
  void paragraph(const pugi::xml_node& p, bool heading) {
    const OdtStyle style = styles_.of(value(p, "style-name"));
    if (style.hidden) return;
    using As = OdtStyle::As;
    if (heading && style.as != As::title) {
      out_.heading(attribute(p, "outline-level") ? number(value(p, "outline-level"), 1, 12) : std::max(style.level, 1));
    } else {
      switch (style.as) {
        case As::title: out_.open(BlockKind::title); break;
        case As::heading: out_.heading(std::max(style.level, 1)); break;
        case As::quotation: out_.open(BlockKind::quotation); break;
        case As::caption: out_.open(BlockKind::caption); break;
        case As::contents: out_.open(BlockKind::furniture); break;
        case As::code: out_.open(BlockKind::code); break;
        case As::text: out_.open(BlockKind::paragraph); break;
      }
    }
    runs(p, style.bold, false);
    end_paragraph();
  }
  void end_paragraph() {
    out_.close();
    boxes();
    notes();
  }

  void runs(const pugi::xml_node& parent, bool bold, bool raised) {
    for (const pugi::xml_node& node : parent.children()) {
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        out_.bold(bold);
        raised ? out_.raised(node.value()) : out_.words(node.value());
        continue;
      }
      const std::string_view name = local_name(node);
      if (name == "span") {
        const OdtStyle style = styles_.of(value(node, "style-name"));
        if (!style.hidden) runs(node, bold || style.bold, raised || style.raised);
      } else if (name == "s" || name == "tab") {
        out_.blank();
      } else if (name == "line-break") {
        out_.line_break();
      } else if (name == "note") {
        note_mark(node);
      } else if (name == "ruby") {
        runs(child(node, "ruby-base"), bold, raised);
      } else if (name == "frame" || name == "g" || name == "custom-shape") {
        find_boxes(node);
      } else if (name != "annotation" && name != "tracked-changes" && name != "hidden-text" && name != "hidden-paragraph" &&
                 name != "script" && !name.starts_with("bookmark") && !name.starts_with("change") && name != "soft-page-break") {
        runs(node, bold, raised);  // links, fields, marks
      }
    }
  }

  void note_mark(const pugi::xml_node& note) {
    const std::string mark = text_of(child(note, "note-citation"));
    out_.raised(mark);
    anchored_.add_note(mark.substr(0, 16), child(note, "note-body"));
  }
  // Notes stand below what they are anchored in; within a table, below the table.
  void notes() {
    if (in_table_ == 0) anchored_.write_notes(out_, [&](const pugi::xml_node& p) { runs(p, false, false); });
  }
  void find_boxes(const pugi::xml_node& node) {
    for (const pugi::xml_node& inner : node.children()) {
      if (local_name(inner) == "text-box")
        anchored_.add_box(inner);
      else
        find_boxes(inner);
    }
  }
  void boxes() {
    if (in_table_ == 0) anchored_.write_boxes([&](const pugi::xml_node& box) { blocks(box); });
  }

  // An inner list has its own style or goes on with that of the outer one.
  void list(const pugi::xml_node& node, std::string_view style, int depth) {
    if (!value(node, "style-name").empty()) style = value(node, "style-name");
    int& last = counts_[std::string(style) + "/" + std::to_string(depth)];
    if (depth > 0 || value(node, "continue-numbering") != "true") last = 0;
    for (const pugi::xml_node& item : node.children()) {
      const std::string_view name = local_name(item);
      if ((name != "list-item" && name != "list-header") || !out_.goes_on()) continue;
      if (name == "list-item") {
        if (attribute(item, "start-value")) last = number(value(item, "start-value"), 0, 100'000);
        else last = last == 0 ? styles_.start(style, depth) : last + 1;
      }
      bool first = true;
      for (const pugi::xml_node& inner : item.children()) {
        const std::string_view kind = local_name(inner);
        if (kind == "list") {
          list(inner, style, depth + 1);
        } else if (kind == "h") {  // numbered headings stand in lists
          paragraph(inner, true);
        } else if (kind == "p") {
          const OdtStyle of = styles_.of(value(inner, "style-name"));
          if (of.hidden) continue;
          bool ordered = false;
          const std::string mark = styles_.mark(style, depth, last, ordered);
          if (of.as == OdtStyle::As::heading) out_.heading(std::max(of.level, 1));
          else if (first) out_.item(depth + 1, ordered, mark);
          else out_.continuation();
          runs(inner, of.bold, false);
          end_paragraph();
          first = false;
        }
      }
    }
  }

  // Rows stand in groups and headers too.
  template <class Take>
  static void each_row(const pugi::xml_node& table, bool header, Take&& take) {
    for (const pugi::xml_node& node : table.children()) {
      const std::string_view name = local_name(node);
      if (name == "table-row")
        take(node, header);
      else if (name == "table-header-rows" || name == "table-rows" || name == "table-row-group")
        each_row(node, header || name == "table-header-rows", take);
    }
  }
  static std::size_t repeated(const pugi::xml_node& node, const char* name) {
    return static_cast<std::size_t>(attribute(node, name) ? number(value(node, name), 1, static_cast<int>(kRepeats)) : 1);
  }
  static std::size_t columns_of(const pugi::xml_node& row) {
    std::size_t columns = 0;
    for (const pugi::xml_node& cell : row.children()) columns += repeated(cell, "number-columns-repeated");
    return columns;
  }
  void table(const pugi::xml_node& table) {
    std::size_t columns = 0;
    each_row(table, false, [&](const pugi::xml_node& row, bool) { columns = std::max(columns, columns_of(row)); });
    // One column: a frame around text.
    if (columns <= 1) {
      each_row(table, false, [&](const pugi::xml_node& row, bool) {
        for (const pugi::xml_node& cell : row.children()) blocks(cell);
      });
      return;
    }
    ++in_table_;
    out_.close();
    Grid grid(out_);
    bool first = true;
    each_row(table, false, [&](const pugi::xml_node& row, bool header) {
      if (!out_.goes_on()) return;
      grid.row(first || header);
      first = false;
      for (const pugi::xml_node& one : row.children()) {
        if (local_name(one) != "table-cell" || !out_.goes_on()) continue;  // those that a span covers are told by the span
        for (std::size_t n = repeated(one, "number-columns-repeated"); n > 0; --n) {
          grid.cell(repeated(one, "number-columns-spanned"), repeated(one, "number-rows-spanned"));
          cell(one);
        }
      }
      grid.end_row();
    });
    --in_table_;
    boxes();
    notes();
  }
  void cell(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "p" || name == "h") {
        runs(node, false, false);
        out_.blank();
      } else if (name == "list" || name == "list-item" || name == "list-header" || name == "section" || name == "table" ||
                 name.starts_with("table-")) {
        cell(node);
      }
    }
  }

  Composer& out_;
  const OdtStyles& styles_;
  std::map<std::string, int> counts_;  // of the items of lists, by style and depth
  Anchored anchored_;
  int in_table_ = 0;
};

int recognise(std::string_view bytes, std::string_view) {
  // The first file of the archive is stored as it is and names the format.
  return bytes.starts_with("PK\x03\x04") && bytes.substr(0, 128).find("application/vnd.oasis.opendocument.text") != std::string_view::npos ? 95 : 0;
}

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  EV_TRY(OfficePackage package, OfficePackage::open(bytes));
  pugi::xml_document content, styles, meta;
  EV_CHECK(package.load("content.xml", content));
  EV_CHECK(package.load_if_there("styles.xml", styles));
  EV_CHECK(package.load_if_there("meta.xml", meta));
  const pugi::xml_node about = child(child(meta, "document-meta"), "meta");
  const auto add = [&](DocumentField::Name name, std::string words) {
    if (!words.empty()) document.record.push_back({name, std::move(words), "its file properties", false});
  };
  add(DocumentField::Name::title, text_of(child(about, "title")));
  const std::string first = text_of(child(about, "initial-creator"));
  add(DocumentField::Name::author, first.empty() ? text_of(child(about, "creator")) : first);
  const pugi::xml_node whole = child(content, "document-content");
  const OdtStyles of(child(styles, "document-styles"), whole);
  Composer out(document, limits, cancel, Composer::Judge::words);
  Odt(out, of).blocks(child(child(whole, "body"), "text"));
  return out.finish();
}

const RegisterReader registered{{"odt", {".odt", ".ott"}, "OpenDocument texts, as LibreOffice writes them", recognise, nullptr, read}};

}  // namespace
}  // namespace evident::ingest

// Word files: styles tell headings and lists, tracked changes are read as accepted (what was inserted stands,
// what was deleted does not), notes and text boxes follow the paragraph in which they are anchored.
#include <algorithm>
#include <map>

#include "ingest/readers/anchored.hpp"
#include "ingest/readers/docx_styles.hpp"
#include "ingest/readers/grid.hpp"
#include "ingest/readers/office.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/xml.hpp"

namespace evident::ingest {
namespace {

class Docx {
 public:
  Docx(Composer& out, const pugi::xml_document& styles, const pugi::xml_document& numbering,
       const pugi::xml_document& footnotes, const pugi::xml_document& endnotes)
      : out_(out), styles_(styles, numbering) {
    gather_notes(child(footnotes, "footnotes"), footnotes_);
    gather_notes(child(endnotes, "endnotes"), endnotes_);
  }

  void run(const pugi::xml_node& body) {
    blocks(body);
    out_.close();
    notes();
  }

 private:
  using Notes = std::map<std::string, pugi::xml_node, std::less<>>;

  static void gather_notes(const pugi::xml_node& all, Notes& notes) {
    for (const pugi::xml_node& note : all.children()) {
      const std::string_view type = value(note, "type");
      if (type.empty() || type == "normal") notes.emplace(std::string(value(note, "id")), note);
    }
  }

  void blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      if (!out_.goes_on()) return;
      const std::string_view name = local_name(node);
      if (name == "p") {
        paragraph(node);
      } else if (name == "tbl") {
        table(node);
      } else if (name == "AlternateContent") {
        blocks(chosen(node));
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "moveTo" ||
                 name == "customXml" || name == "smartTag") {
        blocks(node);
      }
    }
  }

  // Of one content in several forms, the one that needs least.
  static pugi::xml_node chosen(const pugi::xml_node& alternatives) {
    if (const pugi::xml_node choice = child(alternatives, "Choice")) return choice;
    return child(alternatives, "Fallback");
  }

  void paragraph(const pugi::xml_node& p) {
    const pugi::xml_node properties = child(p, "pPr");
    if (joins_) {  // the mark that ended the paragraph above is deleted
      runs(p);
    } else {
      open(properties);
      runs(p);
    }
    joins_ = static_cast<bool>(child(child(properties, "rPr"), "del"));
    if (joins_) return;
    out_.close();
    boxes();
    notes();
  }

  void open(const pugi::xml_node& properties) {
    const DocxStyle style = styles_.of(value(child(properties, "pStyle"), "val"));
    all_bold_ = style.bold;
    const pugi::xml_node outline = child(properties, "outlineLvl"), direct = child(properties, "numPr");
    const int outline_level = outline ? number(value(outline, "val"), 0, 9) : 9;
    std::string list(value(child(direct, "numId"), "val"));
    int depth = direct ? number(value(child(direct, "ilvl"), "val"), 0, 8) : style.depth;
    if (!direct) list = style.list;
    using As = DocxStyle::As;
    if ((style.as == As::heading || outline_level < 9) && !list.empty() && list != "0") {
      bool ordered = false;
      (void)styles_.next_mark(list, depth, ordered);  // numbers of headings are not stored
    }
    if (open_styled(out_, style, outline_level)) return;
    if ((!list.empty() && list != "0") || style.as == As::list) {
      bool ordered = false;
      const std::string mark = list.empty() ? "•" : styles_.next_mark(list, depth, ordered);
      out_.item(depth + 1, ordered, mark);
    } else {
      out_.open(BlockKind::paragraph);
    }
  }

  void runs(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "r") {
        run_words(node);
      } else if (name == "AlternateContent") {
        runs(chosen(node));
      } else if (name == "hyperlink" || name == "ins" || name == "moveTo" || name == "smartTag" ||
                 name == "sdt" || name == "sdtContent" || name == "fldSimple" || name == "customXml" ||
                 name == "dir" || name == "bdo") {
        runs(node);
      } else if (name == "oMath" || name == "oMathPara") {
        out_.words(text_of(node));
      }
    }
  }

  void run_words(const pugi::xml_node& r) {
    const pugi::xml_node properties = child(r, "rPr");
    if (is_on(child(properties, "vanish"))) return;
    const bool raised = value(child(properties, "vertAlign"), "val") == "superscript";
    const pugi::xml_node b = child(properties, "b");
    out_.bold(b ? is_on(b) : all_bold_);
    for (const pugi::xml_node& node : r.children()) {
      const std::string_view name = local_name(node);
      if (name == "t") {
        raised ? out_.raised(node.text().get()) : out_.words(node.text().get());
      } else if (name == "tab") {
        out_.blank();
      } else if (name == "br" || name == "cr") {
        const std::string_view type = value(node, "type");
        type.empty() || type == "textWrapping" ? out_.line_break() : out_.blank();
      } else if (name == "noBreakHyphen") {
        out_.words("‑");
      } else if (name == "footnoteReference" || name == "endnoteReference") {
        note_mark(node, name == "footnoteReference" ? footnotes_ : endnotes_);
      } else if (name == "AlternateContent") {
        find_boxes(chosen(node));
      } else if (name == "drawing" || name == "pict" || name == "object") {
        find_boxes(node);
      } else if (name == "ruby") {
        runs(child(node, "rubyBase"));
      }
    }
  }

  void note_mark(const pugi::xml_node& node, const Notes& all) {
    const auto note = all.find(value(node, "id"));
    if (note == all.end()) return;
    const std::string mark = std::to_string(++marks_);
    out_.raised(mark);
    anchored_.add_note(mark, note->second);
  }

  // Notes stand below what they are anchored in; within a table, below the table.
  void notes() {
    if (in_table_ == 0) anchored_.write_notes(out_, [&](const pugi::xml_node& p) { runs(p); });
  }

  void find_boxes(const pugi::xml_node& node) {
    for (const pugi::xml_node& inner : node.children()) {
      if (local_name(inner) == "txbxContent")
        anchored_.add_box(inner);
      else if (local_name(inner) == "AlternateContent")
        find_boxes(chosen(inner));
      else
        find_boxes(inner);
    }
  }
  void boxes() {
    if (in_table_ == 0) anchored_.write_boxes([&](const pugi::xml_node& box) { blocks(box); });
  }

  void table(const pugi::xml_node& tbl) {
    std::size_t rows = 0, columns = 0;
    for (const pugi::xml_node& tr : tbl.children()) {
      if (local_name(tr) != "tr") continue;
      ++rows;
      std::size_t here = 0;
      for (const pugi::xml_node& tc : tr.children()) here += local_name(tc) == "tc";
      columns = std::max(columns, here);
    }
    // One cell, or one column: a frame around text.
    if (columns <= 1) {
      for (const pugi::xml_node& tr : tbl.children())
        for (const pugi::xml_node& tc : tr.children())
          if (local_name(tc) == "tc") blocks(tc);
      return;
    }
    ++in_table_;
    out_.close();
    Grid grid(out_);
    bool first = true;
    for (const pugi::xml_node& tr : tbl.children()) {
      if (local_name(tr) != "tr" || child(child(tr, "trPr"), "del") || !out_.goes_on()) continue;
      grid.row(first || is_on(child(child(tr, "trPr"), "tblHeader")));
      first = false;
      for (const pugi::xml_node& node : tr.children()) {
        const pugi::xml_node tc = local_name(node) == "sdt" ? child(child(node, "sdtContent"), "tc") : node;
        if (local_name(tc) != "tc") continue;
        const pugi::xml_node properties = child(tc, "tcPr"), merged = child(properties, "vMerge");
        grid.cell(static_cast<std::size_t>(number(value(child(properties, "gridSpan"), "val"), 1, 200)));
        if (merged && value(merged, "val") != "restart") continue;  // the cell above goes on
        cell(tc);
      }
      grid.end_row();
    }
    --in_table_;
    boxes();
    notes();
  }

  void cell(const pugi::xml_node& tc) {
    for (const pugi::xml_node& node : tc.children()) {
      const std::string_view name = local_name(node);
      if (name == "p") {
        runs(node);
        out_.blank();
      } else if (name == "tbl") {
        for (const pugi::xml_node& tr : node.children())
          for (const pugi::xml_node& inner : tr.children())
            if (local_name(inner) == "tc") cell(inner);
      } else if (name == "sdt" || name == "sdtContent") {
        cell(node);
      }
    }
  }

  Composer& out_;
  DocxStyles styles_;
  Notes footnotes_, endnotes_;
  Anchored anchored_;
  int marks_ = 0, in_table_ = 0;
  bool joins_ = false, all_bold_ = false;
};

int recognise(std::string_view bytes, std::string_view) { return office_file(bytes, "word/document"); }

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  EV_TRY(OfficePackage package, OfficePackage::open(bytes));
  EV_TRY(const std::string main, package.main_part());
  pugi::xml_document body, styles, numbering, footnotes, endnotes;
  EV_CHECK(package.load(main, body));
  for (const auto& relation : package.relations(main)) {
    if (relation.type == "styles") EV_CHECK(package.load_if_there(relation.target, styles));
    if (relation.type == "numbering") EV_CHECK(package.load_if_there(relation.target, numbering));
    if (relation.type == "footnotes") EV_CHECK(package.load_if_there(relation.target, footnotes));
    if (relation.type == "endnotes") EV_CHECK(package.load_if_there(relation.target, endnotes));
  }
  document.record = package.properties();
  Composer out(document, limits, cancel, Composer::Judge::words);
  Docx(out, styles, numbering, footnotes, endnotes).run(child(child(body, "document"), "body"));
  return out.finish();
}

const RegisterReader registered{{"docx", {".docx", ".docm"}, "Word documents", recognise, nullptr, read}};

}  // namespace
}  // namespace evident::ingest

// PowerPoint files: slides in the order of the presentation, each with its title, its bullets as a tree under
// it, its tables, and what the speaker noted below.
#include <algorithm>

#include "ingest/readers/grid.hpp"
#include "ingest/readers/office.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/xml.hpp"

namespace evident::ingest {
namespace {

class Pptx {
 public:
  explicit Pptx(Composer& out) : out_(out) {}

  void slide(const pugi::xml_node& tree, int number) {
    out_.set_slide(number);
    pugi::xml_node title;
    find_title(tree, title);
    if (title) {
      out_.open(number == 1 ? BlockKind::title : BlockKind::slide_title);
      for (const pugi::xml_node& p : child(title, "txBody").children())
        if (local_name(p) == "p") {
          runs(p);
          out_.blank();
        }
      out_.close();
    }
    shapes(tree, title);
  }

  void notes(const pugi::xml_node& tree) {
    for (const pugi::xml_node& shape : tree.children()) {
      if (local_name(shape) != "sp" || place(shape) != "body") continue;
      for (const pugi::xml_node& p : child(shape, "txBody").children()) {
        if (local_name(p) != "p") continue;
        out_.open(BlockKind::paragraph);
        runs(p);
        out_.close();
      }
    }
  }

 private:
  // What a shape is on its slide: "title", "body" …; "none": no placeholder, as text boxes are.
  static std::string_view place(const pugi::xml_node& shape) {
    const pugi::xml_node ph = child(child(child(shape, "nvSpPr"), "nvPr"), "ph");
    if (!ph) return "none";
    const std::string_view type = value(ph, "type");
    return type.empty() ? "body" : type;
  }

  void find_title(const pugi::xml_node& tree, pugi::xml_node& title) const {
    for (const pugi::xml_node& shape : tree.children()) {
      if (title) return;
      if (local_name(shape) == "grpSp") find_title(shape, title);
      if (local_name(shape) != "sp") continue;
      const std::string_view type = place(shape);
      if ((type == "title" || type == "ctrTitle") && !text_of(child(shape, "txBody")).empty()) title = shape;
    }
  }

  void shapes(const pugi::xml_node& tree, const pugi::xml_node& title) {
    for (const pugi::xml_node& shape : tree.children()) {
      if (!out_.goes_on()) return;
      const std::string_view name = local_name(shape);
      if (name == "grpSp") shapes(shape, title);
      if (name == "AlternateContent")
        shapes(child(shape, "Choice") ? child(shape, "Choice") : child(shape, "Fallback"), title);
      if (name == "graphicFrame") table(child(child(child(shape, "graphic"), "graphicData"), "tbl"));
      if (name != "sp" || shape == title) continue;
      const std::string_view type = place(shape);
      if (type == "sldNum" || type == "ftr" || type == "hdr" || type == "dt") continue;
      for (const pugi::xml_node& p : child(shape, "txBody").children())
        if (local_name(p) == "p") paragraph(p, type);
    }
  }

  void paragraph(const pugi::xml_node& p, std::string_view type) {
    const pugi::xml_node properties = child(p, "pPr");
    const int depth = number(value(properties, "lvl"), 0, 8);
    const bool counted = static_cast<bool>(child(properties, "buAutoNum"));
    const bool marked = counted || child(properties, "buChar") || child(properties, "buBlip");
    // Bodies have bullets unless they are taken off; subtitles and boxes have none unless they are put on.
    const bool bullet = marked || (type == "body" && !child(properties, "buNone"));
    if (!counted || depth != depth_) count_ = 0;
    depth_ = depth;
    if (type == "subTitle" && !marked) {
      out_.open(BlockKind::metadata);
    } else if (bullet) {
      out_.item(depth + 1, counted, counted ? std::to_string(++count_) : "•");
    } else {
      out_.open(BlockKind::paragraph);
    }
    runs(p);
    out_.close();
  }

  void runs(const pugi::xml_node& p) {
    for (const pugi::xml_node& run : p.children()) {
      const std::string_view name = local_name(run);
      if (name == "br") {
        out_.line_break();
      } else if (name == "r" || name == "fld") {
        const pugi::xml_node properties = child(run, "rPr");
        const std::string words = child(run, "t").text().get();
        out_.bold(value(properties, "b") == "1" || value(properties, "b") == "true");
        number(value(properties, "baseline"), -200000, 200000) > 0 ? out_.raised(words) : out_.words(words);
      } else if (name == "m" || name == "oMath") {
        out_.words(text_of(run));
      }
    }
  }

  void table(const pugi::xml_node& tbl) {
    if (!tbl) return;
    out_.close();
    Grid grid(out_);
    bool first = true;
    for (const pugi::xml_node& tr : tbl.children()) {
      if (local_name(tr) != "tr" || !out_.goes_on()) continue;
      grid.row(first);
      first = false;
      for (const pugi::xml_node& tc : tr.children()) {
        // A cell that another covers is there and empty.
        if (local_name(tc) != "tc") continue;
        grid.cell();
        if (value(tc, "hMerge") == "1" || value(tc, "vMerge") == "1") continue;
        for (const pugi::xml_node& p : child(tc, "txBody").children())
          if (local_name(p) == "p") {
            runs(p);
            out_.blank();
          }
      }
      grid.end_row();
    }
  }

  Composer& out_;
  int count_ = 0, depth_ = 0;
};

int recognise(std::string_view bytes, std::string_view) { return office_file(bytes, "ppt/presentation"); }

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  EV_TRY(OfficePackage package, OfficePackage::open(bytes));
  EV_TRY(const std::string main, package.main_part());
  pugi::xml_document presentation;
  EV_CHECK(package.load(main, presentation));
  const auto parts = package.relations(main);
  const auto part_of = [](const std::vector<OfficePackage::Relation>& all,
                          std::string_view id) -> std::string {
    for (const auto& relation : all)
      if (relation.id == id) return relation.target;
    return {};
  };
  document.record = package.properties();
  document.slides = true;
  Composer out(document, limits, cancel, Composer::Judge::words);
  Pptx deck(out);
  int number = 0;
  for (const pugi::xml_node& entry : child(child(presentation, "presentation"), "sldIdLst").children()) {
    if (local_name(entry) != "sldId" || !out.goes_on()) continue;
    // Two attributes are called id; the relation's has a prefix.
    std::string_view id;
    for (const pugi::xml_attribute& a : entry.attributes())
      if (const std::string_view name = a.name(); name.find(':') != std::string_view::npos) id = a.value();
    const std::string part = part_of(parts, id);
    ++number;
    if (part.empty()) continue;
    pugi::xml_document slide;
    EV_CHECK(package.load(part, slide));
    deck.slide(child(child(child(slide, "sld"), "cSld"), "spTree"), number);
    for (const auto& relation : package.relations(part)) {
      if (relation.type != "notesSlide" || !package.has(relation.target)) continue;
      pugi::xml_document notes;
      EV_CHECK(package.load(relation.target, notes));
      deck.notes(child(child(child(notes, "notes"), "cSld"), "spTree"));
    }
  }
  return out.finish();
}

const RegisterReader registered{
    {"pptx", {".pptx", ".pptm"}, "PowerPoint presentations", recognise, nullptr, read}};

}  // namespace
}  // namespace evident::ingest

// What only the whole document tells, in this order: quotations and who is quoted, the title and what stands
// before it, lines that are repeated (running heads, boxes, labels), ranks, slides; then one walk over the
// blocks with a stack of open headings makes levels and links. Blocks are never inserted or removed here, so
// indices stay.
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "ingest/readers/outline.hpp"
#include "ingest/readers/shape.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

class Arranger {
 public:
  Arranger(Document& document, Outline& outline, const Limits& limits)
      : document_(document),
        blocks_(document.blocks),
        traits_(outline.traits),
        outline_(outline),
        limits_(limits) {}

  void run() {
    end_of_page();
    quotations();
    find_title();
    affiliations();
    parts();
    repeated();
    empty_headings();
    ranks();
    sibling_labels();
    slides();
    link();
  }

 private:
  std::string_view words(std::size_t i) const { return document_.words(blocks_[i]); }
  bool heading(std::size_t i) const { return i < blocks_.size() && blocks_[i].kind == BlockKind::heading; }
  bool candidate(std::size_t i) const { return heading(i) && traits_[i].candidate; }
  void become(std::size_t i, BlockKind kind) {
    blocks_[i].kind = kind;
    traits_[i].rank = 0;
    traits_[i].candidate = false;
  }
  std::size_t next_content(std::size_t i) const {
    ++i;
    while (i < blocks_.size() && blocks_[i].kind == BlockKind::furniture) ++i;
    return i;
  }

  // ---- what a web page prints below its text ----

  // The titles of other pages, as a list below "Most read"; and whatever readers wrote, to the end. A page has its
  // comments in its second half.
  void end_of_page() {
    for (std::size_t i = 1; i < blocks_.size(); ++i) {
      if (blocks_[i].kind != BlockKind::furniture && blocks_[i].kind != BlockKind::heading) continue;
      if (heads_other_pages(words(i))) {
        std::size_t k = i + 1;
        while (k < blocks_.size() && blocks_[k].kind == BlockKind::list_item) leave_out(k++);
        if (k > i + 1) leave_out(i);
      } else if (heads_comments(words(i)) && i * 2 > blocks_.size()) {
        for (std::size_t k = i; k < blocks_.size(); ++k) leave_out(k);
        return;
      }
    }
  }
  void leave_out(std::size_t i) {
    become(i, BlockKind::furniture);
    traits_[i].marked = traits_[i].lead_in = false;
    blocks_[i].level = 0;
    blocks_[i].ordered = false;
    blocks_[i].marker.clear();
    blocks_[i].parent = -1;
    blocks_[i].header = false;
    blocks_[i].cells.clear();
  }

  // ---- quotations ----

  void quotations() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      std::size_t last = i;
      std::int32_t first = static_cast<std::int32_t>(i);
      if (blocks_[i].kind == BlockKind::quotation) {
        if (blocks_[i].parent >= 0) first = blocks_[i].parent;
      } else if (blocks_[i].kind == BlockKind::paragraph) {
        const Quoting q = quoting(words(i));
        if (q == Quoting::opens) {
          // A quotation over several paragraphs: each may open again, the last one closes.
          for (std::size_t k = i + 1;
               k < blocks_.size() && k <= i + 4 && blocks_[k].kind == BlockKind::paragraph; ++k) {
            const Quoting r = quoting(words(k));
            if (r == Quoting::closes || r == Quoting::whole) last = k;
            if (r != Quoting::opens && r != Quoting::none) break;
          }
          if (last == i) continue;
        } else if (q != Quoting::whole || words(i).size() < 12) {
          continue;
        }
        for (std::size_t k = i; k <= last; ++k) {
          blocks_[k].kind = BlockKind::quotation;
          blocks_[k].parent = k == i ? -1 : first;
        }
      } else {
        continue;
      }
      attribute(last + 1, first);
      i = last;
    }
  }

  void attribute(std::size_t i, std::int32_t quotation) {
    if (i >= blocks_.size()) return;
    Block& block = blocks_[i];
    const bool plain = (block.kind == BlockKind::heading && !traits_[i].marked) ||
                       block.kind == BlockKind::paragraph || block.kind == BlockKind::metadata ||
                       (block.kind == BlockKind::list_item && block.parent < 0 &&
                        (block.marker == "–" || block.marker == "-") &&
                        (i + 1 >= blocks_.size() || blocks_[i + 1].kind != BlockKind::list_item));
    if (!plain || traits_[i].blanks > 2) return;
    const std::string_view t = words(i);
    if (section_name(t)) return;
    const std::size_t next = next_content(i);
    const bool ends_there = next >= blocks_.size() || blocks_[next].kind == BlockKind::heading ||
                            blocks_[next].kind == BlockKind::quotation;
    const bool dashed = block.kind == BlockKind::list_item && t.size() < 160 && !ends_sentence(t);
    if (!attribution_like(t) && !dashed && !(name_line(t) && (traits_[i].joined || ends_there))) return;
    // "NHS leaders must act" opens what follows it; a speaker's line does not run on in a list.
    if (traits_[i].lead_in) return;
    become(i, BlockKind::attribution);
    block.begin += static_cast<std::uint32_t>(dash_length(t));
    block.parent = quotation;
    block.level = 0;
    block.marker.clear();
  }

  // ---- title ----

  void find_title() {
    for (const Block& b : blocks_)
      if (b.kind == BlockKind::title) return;
    find_title_line();
    for (std::size_t i = 0; i < blocks_.size() && i < 30; ++i)
      if (blocks_[i].kind == BlockKind::title) return credits_below(i);
  }
  void find_title_line() {
    std::size_t remarks = 0;
    for (std::size_t i = 0; i < blocks_.size() && i < 30; ++i) {
      const BlockKind kind = blocks_[i].kind;
      if (kind == BlockKind::metadata || kind == BlockKind::furniture) continue;
      if (kind == BlockKind::paragraph && words(i).size() <= 200 && remarks++ == 0) continue;
      if (kind != BlockKind::heading) return;
      const std::string_view t = words(i);
      if (traits_[i].candidate && (credit_line(t) || author_line(t))) {
        become(i, BlockKind::metadata);
        continue;
      }
      if (traits_[i].marked) {
        if (traits_[i].rank > 6 && !bold_title(i)) return;
        // The first of several of its depth is a section, unless it is the only outermost one.
        const auto same = std::count_if(traits_.begin(), traits_.end(), [&](const Trait& r) {
          return r.marked && r.rank == traits_[i].rank;
        });
        const bool outermost = std::none_of(traits_.begin(), traits_.end(), [&](const Trait& r) {
          return r.marked && r.rank > 0 && r.rank < traits_[i].rank;
        });
        if (!outermost || section_name(t) || (traits_[i].rank > 1 && traits_[i].rank <= 6 && same > 1))
          return;
        become(i, BlockKind::title);
        return;
      }
      if (section_name(t)) return;
      const std::size_t next = i + 1;
      const bool another = candidate(next) && !section_name(words(next)) && !group_label(words(next));
      if (another && all_capitals(t) && !all_capitals(words(next)) &&
          (t.find('\n') != std::string_view::npos || organisation_line(t))) {
        become(i, BlockKind::metadata);
        continue;
      }
      become(i, BlockKind::title);
      subtitle(next);
      return;
    }
  }
  // "(a) Department of Ports, Leeds; (b) Harbour Trust" straight below the names it belongs to.
  void affiliations() {
    for (std::size_t i = 1; i < blocks_.size() && i < 12; ++i)
      if (blocks_[i].kind == BlockKind::list_item && blocks_[i - 1].kind == BlockKind::metadata &&
          traits_[i].blanks <= 1 &&
          (address_line(words(i)) || (organisation_line(words(i).substr(0, 80)) && !ends_sentence(words(i))) ||
           (author_line(words(i - 1)) && words(i - 1).find('(') != std::string_view::npos))) {
        become(i, BlockKind::metadata);
        blocks_[i].marker.clear();
        blocks_[i].level = 0;
        blocks_[i].ordered = false;
      }
  }

  // Marked lines straight below the title that are names, or that end in the year in which it was held or
  // printed: credits, however large they were printed.
  void credits_below(std::size_t title) {
    for (std::size_t i = title + 1; i < blocks_.size() && i <= title + 5; ++i) {
      if (blocks_[i].kind == BlockKind::metadata) continue;
      if (!heading(i)) return;
      const std::string_view t = words(i);
      const bool emphasised = t.size() > 4 && (t[0] == '*' || t[0] == '_') && t.back() == t[0];
      const auto w = short_words(t, 24);
      const bool dated = !w.empty() && w.size() < 24 && w.back().size() == 4 &&
                         (w.back().starts_with("19") || w.back().starts_with("20"));
      const bool signs = author_line(t) || credit_line(t) || date_line(t) ||
                         (dated && t.find(',') != std::string_view::npos && (emphasised || !traits_[i].marked));
      if (signs && !section_name(t)) become(i, BlockKind::metadata);
    }
  }
  bool bold_title(std::size_t i) const {
    return traits_[i].rank >= kRankPart && traits_[i].rank != kRankRunIn && traits_[i].depth == 0;
  }

  // A second title line: it stands by itself under the first, and what follows it is not its text.
  void subtitle(std::size_t i) {
    if (!candidate(i) || traits_[i].blanks > 2) return;
    const std::string_view t = words(i);
    if (section_name(t) || group_label(t) || author_line(t) || credit_line(t)) return;
    const std::size_t next = i + 1;
    const bool apart = next < blocks_.size() && (traits_[next].blanks >= 2 ||
                                                 blocks_[next].kind == BlockKind::metadata || heading(next));
    if (apart && count_words(t, 40) >= 4) become(i, BlockKind::title);
  }

  // Headings that the table of contents names.
  void parts() {
    if (outline_.contents.empty()) return;
    const std::unordered_set<std::string> contents(outline_.contents.begin(), outline_.contents.end());
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (candidate(i) && contents.contains(fold(words(i)))) traits_[i].rank = kRankPart;
  }

  // ---- repeated lines ----

  void repeated() {
    std::unordered_map<std::string, std::vector<std::size_t>> places;
    std::string title;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].kind == BlockKind::title && title.empty() && words(i).size() < 200)
        title = fold(words(i));
      if (candidate(i) || loose_line(i)) places[fold(words(i))].push_back(i);
    }
    for (const auto& [key, at] : places) {
      if (key == title && !key.empty()) {
        for (const std::size_t i : at) become(i, BlockKind::furniture);
        continue;
      }
      if (at.size() < 2 || (!candidate(at[0]) && !(at.size() >= 3 && running_head(at)))) continue;
      const std::string_view t = words(at[0]);
      if (group_label(t) || traits_[at[0]].rank == kRankPart) continue;
      if (at.size() >= 3 && running_head(at)) {
        for (const std::size_t i : at) become(i, BlockKind::furniture);
        continue;
      }
      if (at.size() >= 3 && heads_boxes(at)) {
        for (const std::size_t i : at) traits_[i].rank = kRankLabel;
        boxes_.insert(at.begin(), at.end());
        continue;
      }
      if (!section_name(t) && count_words(t, 6) <= 4)
        for (const std::size_t i : at) traits_[i].rank = kRankLabel;
    }
  }
  // A short line by itself that is no statement: it may be printed on every page.
  bool loose_line(std::size_t i) const {
    return blocks_[i].kind == BlockKind::paragraph && words(i).size() < 80 && !ends_sentence(words(i)) &&
           !ends_with_colon(words(i)) && words(i).find('\n') == std::string_view::npos;
  }
  // Printed over every page: it cuts sentences in two, stands at page breaks or page numbers, or heads
  // nothing.
  bool running_head(const std::vector<std::size_t>& at) const {
    std::size_t signs = 0;
    for (const std::size_t i : at) {
      const bool page = traits_[i].break_before ||
                        (i > 0 && blocks_[i - 1].kind == BlockKind::furniture && page_number(words(i - 1))) ||
                        (i + 1 < blocks_.size() && blocks_[i + 1].kind == BlockKind::furniture &&
                         page_number(words(i + 1)));
      const bool cuts = i > 0 && i + 1 < blocks_.size() && blocks_[i - 1].kind == BlockKind::paragraph &&
                        !ends_sentence(words(i - 1)) && !ends_with_colon(words(i - 1)) &&
                        starts_lower(words(i + 1));
      const bool heads_nothing = next_content(i) >= blocks_.size();
      signs += page || cuts || heads_nothing;
    }
    return signs * 2 >= at.size();
  }
  // "survey finding": a line over one or two lines without a final point; the text around goes on behind
  // them.
  bool heads_boxes(const std::vector<std::size_t>& at) const {
    std::size_t signs = 0;
    for (const std::size_t i : at) signs += i + 1 < blocks_.size() && boxed(i + 1);
    return signs * 2 >= at.size();
  }
  bool boxed(std::size_t i) const {
    return blocks_[i].kind == BlockKind::paragraph && words(i).size() < 400 && !traits_[i].lead_in &&
           !ends_sentence(words(i));
  }

  // A line that looks like a heading but heads nothing is text, or a credit among the credits.
  void empty_headings() {
    std::size_t all = 0, tight = 0;
    for (std::size_t i = 0; i + 1 < blocks_.size(); ++i) {
      all += candidate(i);
      tight += candidate(i) && traits_[i + 1].blanks <= 1;
    }
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!candidate(i)) continue;
      const std::size_t next = next_content(i);
      if (next >= blocks_.size()) {
        become(i, traits_[i].front ? BlockKind::metadata : BlockKind::paragraph);
      } else if (next > i + 1 && traits_[i].rank == kRankCapitals) {
        become(i, BlockKind::metadata);  // an organisation's line above the contents
      } else if (traits_[next].blanks >= 3 && tight * 10 >= all * 7 && traits_[i].rank == kRankOrdinary &&
                 count_words(words(i), 4) == 4 && !group_label(words(i)) && !section_name(words(i))) {
        become(i, BlockKind::caption);  // the chart below it did not survive the conversion
      }
    }
  }

  // ---- ranks ----

  void ranks() {
    std::size_t ordinary = 0;
    bool numbered = false, outer = false;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!heading(i)) continue;
      Trait& trait = traits_[i];
      if (trait.candidate && trait.rank == kRankCapitals && group_label(words(i))) trait.rank = kRankLabel;
      if (trait.depth > 0) {
        if (!numbered) outer = ordinary <= 1;
        numbered = true;
        trait.rank =
            static_cast<std::uint8_t>((outer ? kRankNumberedOuter : kRankNumberedInner) + trait.depth);
      } else if (trait.rank >= kRankPart && trait.rank <= kRankOrdinary && !section_name(words(i))) {
        ++ordinary;
      }
    }
    // Capitals and numbers over the same tier of sections.
    if (numbered && outer)
      for (Trait& trait : traits_)
        if (trait.rank == kRankCapitals) trait.rank = kRankNumberedOuter + 1;
    // A heading straight over another of its kind stands outside it.
    for (std::size_t i = 0; i + 1 < blocks_.size(); ++i)
      if (candidate(i) && candidate(i + 1) && traits_[i].rank == kRankOrdinary &&
          traits_[i + 1].rank == kRankOrdinary && traits_[i + 1].blanks < 2)
        traits_[i].rank -= 5;
  }

  // "Councils" over a ranked list and "Gardeners" over the next: labels of one tier, although the second is no
  // group that we know.
  void sibling_labels() {
    std::size_t before = blocks_.size();
    for (std::size_t i = 0; i + 1 < blocks_.size(); ++i) {
      if (!heading(i)) continue;
      const bool over_list = blocks_[i + 1].kind == BlockKind::list_item && count_words(words(i), 5) <= 4;
      if (over_list && before < i && candidate(i) && traits_[before].rank == kRankLabel &&
          traits_[i].rank == kRankOrdinary && !section_name(words(i)) &&
          blocks_[i + 1].ordered == blocks_[before + 1].ordered &&
          std::all_of(blocks_.begin() + static_cast<std::ptrdiff_t>(before) + 1,
                      blocks_.begin() + static_cast<std::ptrdiff_t>(i), [](const Block& b) {
                        return b.kind == BlockKind::list_item || b.kind == BlockKind::furniture;
                      }))
        traits_[i].rank = kRankLabel;
      before = over_list ? i : blocks_.size();
    }
  }

  // ---- slides ----

  void slides() {
    std::size_t list = 0, text = 0, long_text = 0, heads = 0, at_rules = 0, apart = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const std::size_t n = words(i).size();
      switch (blocks_[i].kind) {
        case BlockKind::list_item:
          (n < 250 ? list : long_text) += n;
          break;
        case BlockKind::heading:
          ++heads;
          at_rules += traits_[i].break_before;
          apart += traits_[i].blanks >= 2;
          list += n;
          break;
        case BlockKind::furniture:
        case BlockKind::metadata:
        case BlockKind::title:
          continue;
        case BlockKind::paragraph:
          (n < 200 ? list : long_text) += n;
          break;
        default:
          break;
      }
      text += n;
    }
    const bool quarto =
        document_.name.size() > 4 && document_.name.substr(document_.name.size() - 4) == ".qmd";
    const bool sparse = text > 0 && list * 10 >= text * 6 && long_text * 10 <= text * 4;
    // A deck of bullets may put two headings between rules.
    const bool bullets = text > 0 && list * 10 >= text * 8;
    const bool ruled = outline_.rules >= 2 && at_rules >= 2 && at_rules * (bullets ? 3 : 2) >= heads;
    const bool parted = apart >= 3 && apart * 10 >= heads * 7;
    if (!(outline_.slide_format || (sparse && heads >= 2 && (ruled || parted || (quarto && heads >= 3)))))
      return;
    document_.slides = true;
    // What opens a slide: a rule; else a heading set apart by empty lines; else # and ##.
    const bool by_marks = outline_.slide_format || quarto;
    int ruled_rank = -1;  // of the headings behind rules, where it is the same for all
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (ruled && heading(i) && traits_[i].break_before)
        ruled_rank = ruled_rank == -1 || ruled_rank == traits_[i].rank ? traits_[i].rank : -2;
    int slide = 1;
    bool filled = false;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const bool head = heading(i);
      bool opens = traits_[i].break_before;
      if (head && ruled && traits_[i].marked && traits_[i].rank == ruled_rank) opens = true;
      if (head && by_marks && traits_[i].marked && traits_[i].rank <= 2) opens = true;
      if (head && !ruled && !by_marks && traits_[i].blanks >= 2) opens = true;
      const bool after_title = i > 0 && blocks_[i - 1].kind == BlockKind::title && head &&
                               traits_[i].blanks < 2 && !traits_[i].break_before && !by_marks;
      if (opens && filled && !after_title) {
        ++slide;
        titled_ = false;
      }
      filled = filled || (blocks_[i].kind != BlockKind::furniture && blocks_[i].kind != BlockKind::metadata);
      blocks_[i].slide = slide;
      if (head && !titled_ && (opens || traits_[i].break_before || !filled_slide(i))) {
        blocks_[i].kind = BlockKind::slide_title;
        traits_[i].rank = traits_[i].rank == 1 && by_marks ? 1 : kRankSlide;
      }
      titled_ = titled_ || blocks_[i].kind == BlockKind::slide_title || blocks_[i].kind == BlockKind::title;
    }
  }
  // Something stands above block i on its slide.
  bool filled_slide(std::size_t i) const { return i > 0 && blocks_[i - 1].slide == blocks_[i].slide; }

  // ---- levels and links ----

  void link() {
    struct Frame {
      std::uint8_t rank;
      std::int32_t block;
    };
    std::vector<Frame> open;
    bool in_box = false, box_filled = false;
    std::size_t below_box = 0;  // how many headings are open around a box
    bool boxed_text = false;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      Block& block = blocks_[i];
      const bool head = block.kind == BlockKind::heading || block.kind == BlockKind::slide_title;
      // A box stands within its section, whatever the size of its heading; the section goes on behind it.
      if (boxed_text && (!traits_[i].boxed || traits_[i].box_begins)) {
        open.resize(std::min(open.size(), below_box));
        boxed_text = false;
      }
      if (head && traits_[i].box_begins) {
        boxed_text = true;
        below_box = open.size();
        if (!open.empty()) traits_[i].rank = std::max<std::uint8_t>(traits_[i].rank, open.back().rank + 1);
      }
      if (in_box && !head && block.kind != BlockKind::furniture) {
        if (boxed(i)) {
          box_filled = true;
        } else if (box_filled || block.kind != BlockKind::paragraph) {
          open.pop_back();  // the text around the box goes on
          in_box = false;
        }
      }
      if (head) {
        in_box = false;
        while (!open.empty() && open.back().rank >= traits_[i].rank) open.pop_back();
      }
      block.heading = open.empty() || block.kind == BlockKind::title ? -1 : open.back().block;
      if (!head) continue;
      open.push_back({traits_[i].rank, static_cast<std::int32_t>(i)});
      block.level = static_cast<int>(std::min(open.size(), limits_.heading_depth));
      if (boxes_.contains(i)) {
        in_box = true;
        box_filled = false;
      }
    }
  }

  Document& document_;
  std::vector<Block>& blocks_;
  std::vector<Trait>& traits_;
  Outline& outline_;
  const Limits& limits_;
  std::unordered_set<std::size_t> boxes_;
  bool titled_ = false;
};

}  // namespace

void arrange(Document& document, Outline& outline, const Limits& limits) {
  Arranger(document, outline, limits).run();
}

}  // namespace evident::ingest

// What is anchored in a paragraph of an office document and stands below it: notes and text boxes. Within a table they wait
// for its end. Shared by the readers of office documents, whose paragraphs are all called "p".
#pragma once
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ingest/readers/compose.hpp"
#include "ingest/readers/xml.hpp"

namespace evident::ingest {

class Anchored {
 public:
  void add_note(std::string mark, const pugi::xml_node& body) { notes_.emplace_back(std::move(mark), body); }
  void add_box(const pugi::xml_node& box) { boxes_.push_back(box); }

  // blocks(box) writes what stands in one; it may add others.
  template <class Blocks>
  void write_boxes(Blocks&& blocks) {
    for (const pugi::xml_node& box : std::exchange(boxes_, {})) blocks(box);
  }
  // runs(p) writes the words of a paragraph; it may add notes, which wait.
  template <class Runs>
  void write_notes(Composer& out, Runs&& runs) {
    for (const auto& [mark, body] : std::exchange(notes_, {})) {
      out.open(BlockKind::footnote).marker = mark;
      bool first = true;
      for (const pugi::xml_node& p : body.children()) {
        if (local_name(p) != "p") continue;
        if (!first) out.line_break();
        runs(p);
        first = false;
      }
      out.close();
    }
  }

 private:
  std::vector<std::pair<std::string, pugi::xml_node>> notes_;
  std::vector<pugi::xml_node> boxes_;
};

}  // namespace evident::ingest

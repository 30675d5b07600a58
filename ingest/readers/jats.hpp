// The parts of a JATS article (ANSI/NISO Z39.96): jats.cpp walks its body, jats_front.cpp its front matter,
// jats_references.cpp writes an entry of its list of references.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "ingest/readers/compose.hpp"

namespace evident::ingest {

class JatsWalk {
 public:
  JatsWalk(Document& document, const Limits& limits, const Cancel& cancel)
      : document_(document), out_(document, limits, cancel, Composer::Judge::run_ins) {}

  Result<void> run(const pugi::xml_node& article);

 private:
  // ---- jats.cpp
  void parts(const pugi::xml_node& node, int level);  // what stands in a section
  void part(const pugi::xml_node& node, int level);
  bool is_part(const pugi::xml_node& node) const;
  void section(const pugi::xml_node& node, int level, const char* unnamed = nullptr);
  void paragraph(const pugi::xml_node& node, int level, BlockKind kind = BlockKind::paragraph);
  void inline_words(const pugi::xml_node& node, int level);
  void list(const pugi::xml_node& node, int depth, int level);
  void definitions(const pugi::xml_node& node);
  void quotation(const pugi::xml_node& node, int level);
  void caption(const pugi::xml_node& node, int level);
  void table(const pugi::xml_node& node, int level);
  void note(const pugi::xml_node& node, int level);
  void pending_notes(int level);
  void back(const pugi::xml_node& node);
  void references(const pugi::xml_node& node, int level);

  // ---- jats_front.cpp
  void front(const pugi::xml_node& front, bool own);
  void authors(const pugi::xml_node& meta, bool own);
  void journal_line(const pugi::xml_node& journal, const pugi::xml_node& meta, bool own);
  void abstract(const pugi::xml_node& node);
  void record(DocumentField::Name name, std::string value);

  Document& document_;
  Composer out_;
  std::vector<pugi::xml_node> notes_;  // met within a paragraph, written below it
};

// An entry of the list of references, its parts in the order of medical journals where it is not printed as a
// whole.
std::string jats_citation(const pugi::xml_node& citation);

}  // namespace evident::ingest

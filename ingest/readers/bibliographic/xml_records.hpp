// Records in XML: cut out of the file one after the other, each parsed by itself, so that a file of any size
// needs the memory of its largest record. Entities of a file's own are not expanded and nothing outside of it
// is fetched.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/record.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

constexpr std::size_t kXmlDepth = 100;  // elements within elements

class XmlElement;

// One parsed element and what is in it; views are good until the next parse().
class XmlTree {
 public:
  XmlTree();
  ~XmlTree();
  // slice: one whole element; at: where it begins in the file's text. Errors: bad_input.
  Result<void> parse(std::string_view slice, std::uint64_t at);
  XmlElement root() const;

 private:
  friend class XmlElement;
  struct Attribute {
    std::string_view name, value;
  };
  struct Node {
    std::string_view name;  // without prefix; empty: text
    std::string_view text;
    std::uint32_t next = 0;   // sibling; 0: none
    std::uint32_t child = 0;  // first; 0: none
    std::uint32_t attributes = 0, attributes_end = 0;
    std::uint64_t begin = 0, end = 0;  // of text in the file's text
  };
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
};

// A place in a tree; an element that is not there has no name, no text and no children.
class XmlElement {
 public:
  XmlElement() = default;
  explicit operator bool() const { return tree_ != nullptr; }
  std::string_view name() const;
  std::string_view attribute(std::string_view name) const;  // by its name without prefix
  XmlElement child(std::string_view name) const;            // the first of that name
  XmlElement first() const;                                 // element, whatever its name
  XmlElement next() const;                                  // the next sibling element
  // child("a").child("b") …
  XmlElement path(std::initializer_list<std::string_view> names) const;
  void each(std::string_view name, const std::function<void(const XmlElement&)>& take) const;  // "" for all
  // All text in it, white space single, ends trimmed.
  std::string_view text(WordStore& store) const;
  // The bytes of the file's text from its first to its last words; both 0 when it has none.
  std::pair<std::uint64_t, std::uint64_t> place() const;

 private:
  friend class XmlTree;
  XmlElement(const XmlTree* tree, std::uint32_t at) : tree_(tree), at_(at) {}
  const XmlTree::Node& node() const { return tree_->nodes_[at_]; }
  const XmlTree* tree_ = nullptr;
  std::uint32_t at_ = 0;
};

// Adds an element's text under a field; nothing when it is blank. tag: its path for people.
void add_xml(BibliographicRecord& record, RecordField field, std::string_view tag, const XmlElement& element);

// Hands out each outermost element of one of these names (without prefix). Errors: limit (too deep, too
// large), bad_input (an element that is not closed: what came before it was handed out), cancelled, or what
// take returns.
Result<void> each_xml_record(std::string_view text, std::initializer_list<std::string_view> names,
                             const std::function<Result<void>(const XmlElement& element, std::uint64_t begin,
                                                              std::uint64_t end)>& take,
                             const Cancel& cancel);

// The same for a reader whose elements are each a record: fill(record, element) takes what it says, then it is finished
// and handed to the sink.
Result<void> read_xml_records(std::string_view text, std::initializer_list<std::string_view> names,
                              const std::function<void(BibliographicRecord& record, const XmlElement& element)>& fill,
                              const RecordSink& sink, const Cancel& cancel);

// The name of the outermost element without its prefix; empty: this is no XML.
std::string_view xml_root(std::string_view head);

}  // namespace evident::ingest

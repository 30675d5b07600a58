// The library as linked data: vocabularies in SKOS, passages as Web Annotation selectors, who derived what in PROV-O, works
// in Dublin Core and BIBO. docs/formats/exports.md says which attribute becomes what. One model, written as Turtle or JSON-LD.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/exchange/contents.hpp"

namespace evident::graph {

struct Resource;
struct Term {
  enum class Is { iri, text, resource, list } is = Is::text;
  std::string value;             // IRI or text
  std::string datatype;          // of a text, as prefix:name; empty: plain
  std::string language;          // of a text, BCP 47
  std::vector<Resource> nested;  // resource: one without a name; list: its members, each a resource of which only the IRI counts
};
struct Resource {
  std::string iri;  // empty: without a name
  std::vector<std::pair<std::string, std::vector<Term>>> properties;  // by prefix:name; "a" is the type
  void add(std::string_view property, Term term);
};
Term iri(std::string value);
Term literal(std::string value, std::string datatype = {}, std::string language = {});

// Prefixes and what they stand for, sorted.
std::span<const std::pair<std::string_view, std::string_view>> prefixes();
std::string expanded(std::string_view name);  // of prefix:name

// take(resource) for each; the same name may come twice (an item, then its links).
class ResourceSink {
 public:
  virtual ~ResourceSink() = default;
  virtual void take(const Resource& resource) = 0;
};
Result<void> each_resource(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel,
                           ResourceSink& sink);

Result<std::string> as_turtle(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel);
Result<std::string> as_json_ld(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel);
// GraphML with typed keys: things are nodes, links are edges.
Result<std::string> as_graphml(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel);

}  // namespace evident::graph

// JSON-LD 1.1, a resource a line. Names are prefix:name everywhere, so that the context holds prefixes alone.
#include "graph/exchange/rdf.hpp"
#include "support/json.hpp"

namespace evident::graph {
namespace {

std::string shortest(const std::string& iri) {
  for (const auto& [prefix, stands_for] : prefixes())
    if (iri.starts_with(stands_for)) return std::string(prefix) + ":" + iri.substr(stands_for.size());
  return iri;
}

Json object(const Resource& resource);

Json value(const Term& term) {
  switch (term.is) {
    case Term::Is::iri:
      return Json::Object{{"@id", shortest(term.value)}};
    case Term::Is::resource:
      return object(term.nested.front());
    case Term::Is::list: {
      Json::Array members;
      for (const Resource& member : term.nested) members.push_back(Json::Object{{"@id", shortest(member.iri)}});
      return Json::Object{{"@list", std::move(members)}};
    }
    case Term::Is::text:
      break;
  }
  if (!term.language.empty()) return Json::Object{{"@value", term.value}, {"@language", term.language}};
  if (!term.datatype.empty()) return Json::Object{{"@value", term.value}, {"@type", term.datatype}};
  return term.value;
}

Json object(const Resource& resource) {
  Json::Object all;
  if (!resource.iri.empty()) all.emplace_back("@id", shortest(resource.iri));
  for (const auto& [property, terms] : resource.properties) {
    Json::Array values;
    for (const Term& term : terms) {
      if (property == "a")
        values.emplace_back(shortest(term.value));
      else
        values.push_back(value(term));
    }
    const std::string name = property == "a" ? "@type" : property;
    if (values.size() == 1)
      all.emplace_back(name, std::move(values.front()));
    else
      all.emplace_back(name, std::move(values));
  }
  return all;
}

class Lines : public ResourceSink {
 public:
  Lines() {
    Json::Object context;
    for (const auto& [prefix, stands_for] : prefixes())
      context.emplace_back(std::string(prefix), Json::Object{{"@id", stands_for}, {"@prefix", true}});
    out_ = "{\"@context\":" + print_json(Json(std::move(context))) + ",\n\"@graph\":[";
  }
  void take(const Resource& resource) override {
    out_ += first_ ? "\n" : ",\n";
    first_ = false;
    out_ += print_json(object(resource));
  }
  std::string finish() { return std::move(out_) + "\n]}\n"; }

 private:
  std::string out_;
  bool first_ = true;
};

}  // namespace

Result<std::string> as_json_ld(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel) {
  Lines lines;
  EV_CHECK(each_resource(base, selection, cancel, lines));
  return lines.finish();
}

}  // namespace evident::graph

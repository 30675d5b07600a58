#include "graph/exchange/rdf.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

#include "graph/base/copy.hpp"
#include "graph/base/keys.hpp"
#include "support/hash.hpp"
#include "support/json.hpp"
#include "support/shorten.hpp"

namespace evident::graph {
namespace {

constexpr auto kPrefixes = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"bibo", "http://purl.org/ontology/bibo/"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"ev", "urn:evident:schema:"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"oa", "http://www.w3.org/ns/oa#"},
    {"prov", "http://www.w3.org/ns/prov#"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"skos", "http://www.w3.org/2004/02/skos/core#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
});

// What may not stand in an IRI (RFC 3987) is coded by its bytes.
std::string coded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F || std::string_view("<>\"{}|\\^`%").find(c) != std::string_view::npos) {
      char code[4];
      std::snprintf(code, sizeof code, "%%%02X", byte);
      out += code;
    } else {
      out += c;
    }
  }
  return out;
}
// A concept's id is its IRI; other names get one.
std::string concept_iri(std::string_view id) {
  if (id.starts_with("candidate:")) return "urn:evident:" + coded(id);
  const bool named = id.find(':') != std::string_view::npos && id.find(' ') == std::string_view::npos;
  return named ? coded(id) : "urn:evident:concept:" + coded(id);
}
std::string item_iri(std::string_view key) { return "urn:evident:item:" + coded(key); }

std::string class_of(Kind kind) {  // "ev:SuccessFactor"
  std::string name = "ev:";
  bool capital = true;
  for (const char c : info(kind).name) {
    if (c == '_') {
      capital = true;
      continue;
    }
    name += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    capital = false;
  }
  return name;
}

std::string_view work_type(const Item& source) {
  if (source.is(Attribute::doc_type, "slides")) return "bibo:Slideshow";
  if (source.is(Attribute::doc_type, "report")) return "bibo:Report";
  if (source.text(Attribute::venue)) return "bibo:AcademicArticle";
  return "bibo:Document";
}

// Attributes of a source that others' vocabularies have; the rest are our own.
struct Shared {
  Attribute attribute;
  std::string_view property;
};
constexpr auto kShared = std::to_array<Shared>({{Attribute::title, "dcterms:title"},
                                                {Attribute::subtitle, "bibo:shortDescription"},
                                                {Attribute::publisher, "dcterms:publisher"},
                                                {Attribute::doi, "bibo:doi"},
                                                {Attribute::url, "bibo:uri"},
                                                {Attribute::languages, "dcterms:language"},
                                                {Attribute::volume, "bibo:volume"},
                                                {Attribute::issue, "bibo:issue"},
                                                {Attribute::pages, "bibo:pages"},
                                                {Attribute::pmid, "bibo:pmid"},
                                                {Attribute::edition, "bibo:edition"},
                                                {Attribute::isbn, "bibo:isbn"},
                                                {Attribute::issn, "bibo:issn"},
                                                {Attribute::report_number, "bibo:number"},
                                                {Attribute::keywords, "dcterms:subject"}});

class Writing : public ContentsSink {
 public:
  Writing(const Selection& selection, ResourceSink& sink) : selection_(selection), sink_(sink) {}

  void runs(const std::vector<RunInfo>& runs) {
    for (const RunInfo& run : runs) {
      Resource activity{"urn:evident:run:" + std::to_string(run.id), {}};
      activity.add("a", iri("prov:Activity"));
      activity.add("prov:startedAtTime", literal(run.started, "xsd:dateTime"));
      if (!run.finished.empty()) activity.add("prov:endedAtTime", literal(run.finished, "xsd:dateTime"));
      activity.add("prov:wasAssociatedWith", iri("urn:evident:program:" + coded(run.version)));
      sink_.take(activity);
      if (!programs_.insert(run.version).second) continue;
      Resource program{"urn:evident:program:" + coded(run.version), {}};
      program.add("a", iri("prov:SoftwareAgent"));
      program.add("rdfs:label", literal("Evident " + run.version));
      sink_.take(program);
    }
  }

  void item(const StoredItem& stored, std::string_view source, const std::optional<InText>& in_text) override {
    Resource r{item_iri(stored.key), {}};
    const Item& item = stored.item;
    r.add("a", iri(class_of(item.kind)));
    r.add("a", iri("prov:Entity"));
    if (item.kind == Kind::source) {
      work(r, item);
    } else {
      r.add("a", iri("oa:Annotation"));
      r.add("oa:hasTarget", target(stored, source, in_text));
      r.add("prov:wasDerivedFrom", iri(item_iri(source)));
      attributes(r, item);
    }
    r.add("prov:wasGeneratedBy", iri("urn:evident:run:" + std::to_string(stored.first_run)));
    if (!item.extractor.empty()) {
      r.add("prov:wasAttributedTo", iri("urn:evident:extractor:" + coded(item.extractor)));
      extractors_.insert(item.extractor);
    }
    if (!item.reason.empty()) r.add("ev:reason", literal(shortened(item.reason)));
    if (!item.belongs_to.empty()) r.add("ev:belongsTo", literal(shortened(item.belongs_to)));
    if (item.kind == Kind::source) author_list(r, item);  // last, as a list ends what Turtle writes of its subject
    sink_.take(r);
  }

  void link(std::string_view from, Edge edge, std::string_view to, bool to_concept, std::string_view) override {
    Resource r{item_iri(from), {}};
    used_edges_.insert(edge);
    r.add("ev:" + std::string(info(edge).name), iri(to_concept ? concept_iri(to) : item_iri(to)));
    sink_.take(r);
  }

  void concept_entry(const Concept& c, bool candidate) override {
    Resource r{concept_iri(c.id), {}};
    r.add("a", iri("skos:Concept"));
    r.add("a", iri(class_of(c.kind)));
    r.add("skos:prefLabel", literal(c.label, "", "en"));
    for (const std::string& label : c.alternatives) r.add("skos:altLabel", literal(label, "", "en"));
    for (const std::string& broader : c.broader) r.add("skos:broader", iri(concept_iri(broader)));
    if (!c.notation.empty()) r.add("skos:notation", literal(c.notation));
    if (!c.definition.empty()) r.add("skos:definition", literal(c.definition, "", "en"));
    const std::string scheme = c.scheme.empty() ? "candidates" : c.scheme;
    r.add("skos:inScheme", iri("urn:evident:" + coded(scheme)));
    schemes_.insert(scheme);
    if (!c.measure_kind.empty()) r.add("ev:measure_kind", choice(Attribute::measure_kind, c.measure_kind));
    if (candidate) r.add("ev:candidate", literal("true", "xsd:boolean"));
    sink_.take(r);
  }

  // What the names that were used mean.
  void finish() {
    for (const std::string& name : extractors_) {
      Resource r{"urn:evident:extractor:" + coded(name), {}};
      r.add("a", iri("prov:SoftwareAgent"));
      r.add("rdfs:label", literal(name));
      sink_.take(r);
    }
    for (const std::string& name : schemes_) {
      Resource r{"urn:evident:" + coded(name), {}};
      r.add("a", iri("skos:ConceptScheme"));
      r.add("rdfs:label", literal(name));
      sink_.take(r);
    }
    for (const Attribute a : used_) describe("ev:" + std::string(info(a).name), info(a).words.front(), info(a).doc);
    for (const Edge e : used_edges_) describe("ev:" + std::string(info(e).name), info(e).words, info(e).doc);
    for (const auto& [a, place] : choices_) {
      const Choice& c = info(a).choices[place];
      Resource r{choice_iri(a, c.id), {}};
      r.add("a", iri("skos:Concept"));
      r.add("skos:inScheme", iri("ev:" + std::string(info(a).name)));
      r.add("skos:prefLabel", literal(std::string(c.words.empty() || c.words.front().empty() ? c.id : c.words.front()), "", "en"));
      if (!c.doc.empty()) r.add("skos:definition", literal(std::string(c.doc), "", "en"));
      sink_.take(r);
    }
  }

 private:
  static std::string choice_iri(Attribute attribute, std::string_view id) {
    return expanded("ev:" + std::string(info(attribute).name)) + ":" + std::string(id);
  }
  Term choice(Attribute attribute, std::string_view id) {
    used_.insert(attribute);
    if (const auto place = choice_named(attribute, id)) choices_.insert({attribute, *place});
    return iri(choice_iri(attribute, id));
  }
  void describe(std::string name, std::string_view label, std::string_view doc) {
    Resource r{expanded(name), {}};
    r.add("a", iri("rdf:Property"));
    r.add("rdfs:label", literal(std::string(label), "", "en"));
    r.add("rdfs:comment", literal(std::string(doc), "", "en"));
    sink_.take(r);
  }
  std::string shortened(std::string words) const {
    if (selection_.words) first_words(words, std::max(*selection_.words, kNameWords));
    return words;
  }

  // The passage: which source, which words, where in its text.
  Term target(const StoredItem& stored, std::string_view source, const std::optional<InText>& in_text) const {
    const Passage& p = stored.item.passage;
    Resource place;
    place.add("a", iri("oa:SpecificResource"));
    place.add("oa:hasSource", iri(item_iri(source)));
    Resource words;
    words.add("a", iri("oa:TextQuoteSelector"));
    std::string quote = p.quote;
    const bool cut = selection_.words && first_words(quote, *selection_.words);
    words.add("oa:exact", literal(quote));
    if (in_text && !selection_.words) {
      if (!in_text->before.empty()) words.add("oa:prefix", literal(in_text->before));
      if (!in_text->after.empty()) words.add("oa:suffix", literal(in_text->after));
    }
    if (cut) words.add("ev:sha256", literal(sha256_hex(p.quote)));
    place.add("oa:hasSelector", resource(std::move(words)));
    if (in_text) {
      Resource at;
      at.add("a", iri("oa:TextPositionSelector"));
      at.add("oa:start", literal(std::to_string(in_text->begin), "xsd:nonNegativeInteger"));
      at.add("oa:end", literal(std::to_string(in_text->end), "xsd:nonNegativeInteger"));
      place.add("oa:hasSelector", resource(std::move(at)));
    }
    Resource bytes;
    bytes.add("a", iri("oa:DataPositionSelector"));
    bytes.add("oa:start", literal(std::to_string(p.begin), "xsd:nonNegativeInteger"));
    bytes.add("oa:end", literal(std::to_string(p.end), "xsd:nonNegativeInteger"));
    place.add("oa:hasSelector", resource(std::move(bytes)));
    if (p.page) place.add("ev:page", literal(std::to_string(p.page), "xsd:integer"));
    if (p.slide) place.add("ev:slide", literal(std::to_string(p.slide), "xsd:integer"));
    if (p.paragraph) place.add("ev:paragraph", literal(std::to_string(p.paragraph), "xsd:integer"));
    if (!p.section.empty()) place.add("ev:section", literal(p.section));
    return resource(std::move(place));
  }
  static Term resource(Resource r) {
    Term term;
    term.is = Term::Is::resource;
    term.nested.push_back(std::move(r));
    return term;
  }

  void attributes(Resource& r, const Item& item) {
    for (const auto& [attribute, value] : item.attributes) attribute_of(r, "ev:" + std::string(info(attribute).name), attribute, value);
  }
  void attribute_of(Resource& r, const std::string& property, Attribute attribute, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return;
    if (property.starts_with("ev:")) used_.insert(attribute);
    if (const auto* yes = std::get_if<bool>(&value)) {
      r.add(property, literal(*yes ? "true" : "false", "xsd:boolean"));
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      r.add(property, literal(std::to_string(*whole), "xsd:integer"));
    } else if (const auto* number = std::get_if<double>(&value)) {
      r.add(property, literal(print_json(Json(*number)), "xsd:double"));
    } else if (const auto* words = std::get_if<std::string>(&value)) {
      if (info(attribute).type == Type::choice)
        r.add(property, choice(attribute, *words));
      else
        r.add(property, literal(shortened(*words)));
    } else if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
      for (const std::string& one : *list) r.add(property, literal(shortened(one)));
    } else if (!selection_.words) {
      r.add(property, literal(value_text(value), "rdf:JSON"));
    }
  }

  void work(Resource& r, const Item& source) {
    r.add("a", iri(std::string(work_type(source))));
    for (const auto& [attribute, value] : source.attributes) {
      const auto shared = std::find_if(kShared.begin(), kShared.end(), [a = attribute](const Shared& s) { return s.attribute == a; });
      if (shared != kShared.end()) {
        attribute_of(r, std::string(shared->property), attribute, value);
      } else if (attribute == Attribute::authors) {
        if (const auto* names = std::get_if<std::vector<std::string>>(&value); names && !names->empty()) authors(r, *names);
      } else if (attribute == Attribute::year) {
        if (const auto* year = std::get_if<std::int64_t>(&value)) issued(r, source, *year);
      } else if (attribute == Attribute::date) {
        if (const auto* date = std::get_if<std::string>(&value)) r.add("dcterms:date", literal(*date, date->size() == 10 ? "xsd:date" : ""));
      } else if (attribute == Attribute::venue) {
        if (const auto* venue = std::get_if<std::string>(&value)) {
          Resource in;
          in.add("a", iri("bibo:Periodical"));
          in.add("dcterms:title", literal(*venue));
          r.add("dcterms:isPartOf", resource(std::move(in)));
        }
      } else {
        attribute_of(r, "ev:" + std::string(info(attribute).name), attribute, value);
      }
    }
  }
  static void issued(Resource& r, const Item&, std::int64_t year) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%04lld", static_cast<long long>(year));
    r.add("dcterms:issued", literal(digits, "xsd:gYear"));
  }
  static std::string agent_iri(const std::string& name) { return "urn:evident:author:" + coded(name); }
  // In their order.
  static void author_list(Resource& r, const Item& source) {
    const Value* value = source.find(Attribute::authors);
    const auto* names = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
    if (!names || names->empty()) return;
    Term list;
    list.is = Term::Is::list;
    for (const std::string& name : *names) list.nested.push_back({agent_iri(name), {}});
    r.add("bibo:authorList", std::move(list));
  }
  // Each an agent.
  void authors(Resource& r, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const std::string agent = agent_iri(name);
      r.add("dcterms:creator", iri(agent));
      if (!agents_.insert(name).second) continue;
      Resource person{agent, {}};
      person.add("a", iri("foaf:Agent"));
      person.add("foaf:name", literal(name));
      sink_.take(person);
    }
  }

  const Selection& selection_;
  ResourceSink& sink_;
  std::set<std::string> programs_, extractors_, schemes_, agents_;
  std::set<Attribute> used_;
  std::set<Edge> used_edges_;
  std::set<std::pair<Attribute, std::uint8_t>> choices_;
};

}  // namespace

void Resource::add(std::string_view property, Term term) {
  for (auto& [name, terms] : properties)
    if (name == property) {
      terms.push_back(std::move(term));
      return;
    }
  properties.emplace_back(std::string(property), std::vector<Term>{});
  properties.back().second.push_back(std::move(term));
}
Term iri(std::string value) {
  Term term;
  term.is = Term::Is::iri;
  term.value = expanded(value);
  return term;
}
Term literal(std::string value, std::string datatype, std::string language) {
  return {Term::Is::text, std::move(value), std::move(datatype), std::move(language), {}};
}

std::span<const std::pair<std::string_view, std::string_view>> prefixes() { return kPrefixes; }
std::string expanded(std::string_view name) {
  const auto colon = name.find(':');
  if (colon != std::string_view::npos)
    for (const auto& [prefix, stands_for] : kPrefixes)
      if (name.substr(0, colon) == prefix) return std::string(stands_for) + std::string(name.substr(colon + 1));
  return std::string(name);
}

Result<void> each_resource(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel,
                           ResourceSink& sink) {
  EV_TRY(const auto runs, runs_of(base));
  Writing writing(selection, sink);
  writing.runs(runs);
  EV_CHECK(each_content(base, selection, cancel, writing));
  writing.finish();
  return {};
}

}  // namespace evident::graph

// CITATION.cff (Citation File Format 1.2.0, Druskat et al. 2021): the work itself, its preferred citation and
// its references, each a record. YAML is read by libyaml, event by event; aliases are not followed.
#include <yaml.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr std::size_t kBytes = 4u << 20;  // a file; YAML is not read in parts
constexpr std::size_t kDepth = 32;
constexpr std::size_t kNodes = 200'000;

struct Node {
  std::string name;  // within a mapping
  std::string text;  // of a scalar
  std::vector<Node> children;
  bool sequence = false;
  std::size_t begin = 0, end = 0;  // bytes

  const Node* find(std::string_view wanted) const {
    for (const Node& child : children)
      if (child.name == wanted) return &child;
    return nullptr;
  }
  std::string_view of(std::string_view wanted) const {
    const Node* child = find(wanted);
    return child ? std::string_view(child->text) : std::string_view();
  }
};

// Where each character begins: libyaml counts characters.
std::vector<std::uint32_t> character_places(std::string_view text) {
  std::vector<std::uint32_t> places;
  places.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) places.push_back(static_cast<std::uint32_t>(i));
  places.push_back(static_cast<std::uint32_t>(text.size()));
  return places;
}

class Loader {
 public:
  explicit Loader(std::string_view text) : text_(text), places_(character_places(text)) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  ~Loader() { yaml_parser_delete(&parser_); }

  Result<Node> load() {
    std::vector<Node> open;
    Node done;
    bool have = false;
    std::size_t nodes = 0;
    const auto close = [&](Node node) {
      if (open.empty()) {
        if (!have) done = std::move(node);
        have = true;
        return;
      }
      Node& parent = open.back();
      if (!parent.sequence && !key_ready_) {  // the name of the next value
        key_ = node.text;
        key_ready_ = true;
        return;
      }
      parent.children.push_back(std::move(node));
    };
    for (;;) {
      yaml_event_t event;
      if (!yaml_parser_parse(&parser_, &event)) {
        const std::size_t at = byte(parser_.problem_mark.index);
        return fail(
            Code::bad_input,
            std::string("is no well-formed YAML: ") + (parser_.problem ? parser_.problem : "unreadable"),
            "mend it in an editor", {"", at, at});
      }
      const yaml_event_type_t type = event.type;
      Node node;
      node.begin = byte(event.start_mark.index);
      node.end = byte(event.end_mark.index);
      if (type == YAML_SCALAR_EVENT)
        node.text.assign(reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length);
      yaml_event_delete(&event);
      if (type == YAML_STREAM_END_EVENT || type == YAML_DOCUMENT_END_EVENT) break;
      if (++nodes > kNodes || open.size() > kDepth)
        return fail(Code::limit, "its YAML is deeper or larger than a citation's", "give a CITATION.cff");
      if (type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT) {
        if (!open.empty() && key_ready_ && !open.back().sequence) {
          node.name = key_;
          key_ready_ = false;
          open.back().children.push_back(std::move(node));
        } else {
          close(std::move(node));
        }
      } else if (type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT) {
        node.sequence = type == YAML_SEQUENCE_START_EVENT;
        if (!open.empty() && !open.back().sequence) {
          node.name = key_ready_ ? key_ : std::string();
          key_ready_ = false;
        }
        open.push_back(std::move(node));
      } else if (type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT) {
        Node whole = std::move(open.back());
        open.pop_back();
        whole.end = std::max(whole.end, node.begin);
        if (open.empty()) {
          done = std::move(whole);
          have = true;
        } else {
          open.back().children.push_back(std::move(whole));
        }
        key_ready_ = false;
      }
    }
    return done;
  }

 private:
  std::size_t byte(std::size_t character) const { return places_[std::min(character, places_.size() - 1)]; }

  std::string_view text_;
  std::vector<std::uint32_t> places_;
  yaml_parser_t parser_{};
  std::string key_;
  bool key_ready_ = false;
};

constexpr NamedTag kTags[] = {
    {"title", {F::title}},
    {"doi", {F::doi, Form::identifier}},
    {"abstract", {F::abstract}},
    {"url", {F::url}},
    {"repository", {F::url}},
    {"repository-code", {F::url}},
    {"journal", {F::venue}},
    {"collection-title", {F::venue}},
    {"volume", {F::volume}},
    {"issue", {F::issue}},
    {"start", {F::pages, Form::first_page}},
    {"end", {F::pages, Form::last_page}},
    {"date-released", {F::date, Form::date}},
    {"date-published", {F::date, Form::date}},
    {"year", {F::date, Form::date}},
    {"edition", {F::edition}},
    {"isbn", {F::isbn, Form::number}},
    {"issn", {F::issn, Form::number}},
    {"notes", {F::note}},
    {"pmcid", {F::pmcid, Form::identifier}},
    {"type", {F::type}},
    {"database", {F::database}},
    {"section", {F::other}},
};
constexpr NamedType kTypes[] = {
    {"article", RecordType::article},
    {"magazine-article", RecordType::magazine_article},
    {"newspaper-article", RecordType::newspaper_article},
    {"book", RecordType::book},
    {"conference-paper", RecordType::conference_paper},
    {"proceedings", RecordType::proceedings},
    {"conference", RecordType::proceedings},
    {"dataset", RecordType::dataset},
    {"data", RecordType::dataset},
    {"thesis", RecordType::thesis},
    {"report", RecordType::report},
    {"manual", RecordType::report},
    {"patent", RecordType::patent},
    {"standard", RecordType::standard},
    {"website", RecordType::web_page},
    {"blog", RecordType::web_page},
    {"unpublished", RecordType::manuscript},
    {"video", RecordType::video},
    {"software", RecordType::software},
    {"software-code", RecordType::software},
};

class Work {
 public:
  Work(BibliographicRecord& record, std::string_view text) : r_(record), text_(text) {}

  void take(const Node& work, bool root) {
    r_.begin = root ? 0 : work.begin;
    r_.end = work.end;
    std::string month;
    for (const Node& part : work.children) {
      if (root && (part.name == "references" || part.name == "preferred-citation")) continue;
      if (part.name == "authors")
        people(part, F::author);
      else if (part.name == "editors")
        people(part, F::editor);
      else if (part.name == "translators")
        people(part, F::translator);
      else if (part.name == "publisher" || part.name == "institution")
        entity(part, F::publisher);
      else if (part.name == "conference")
        entity(part, F::venue);
      else if (part.name == "identifiers")
        identifiers(part);
      else if (part.name == "keywords")
        for (const Node& k : part.children) keep(F::keyword, "keywords", k);
      else if (part.name == "languages")
        for (const Node& l : part.children) keep(F::language, "languages", l);
      else if (part.children.empty())
        scalar(part);
      else
        keep_all(part.name, part);
    }
    if (const std::string_view m = work.of("month"); !m.empty() && r_.find(F::year)) {
      const FieldValue year = *r_.find(F::year);
      add_date(r_, "year", r_.words.keep(std::string(year.text) + "/" + std::string(m)), year.begin,
               year.end);
    }
    r_.type = type_among(kTypes, work.of("type"), root ? RecordType::software : RecordType::other);
    finish_record(r_);
  }

 private:
  void keep(F field, std::string_view tag, const Node& node) {
    if (!bare(node.text).empty())
      r_.add(field, r_.words.keep(tag), r_.words.keep(bare(node.text)), node.begin, node.end);
  }
  void keep_all(std::string_view tag, const Node& node) {
    if (node.children.empty()) return keep(F::other, tag, node);
    for (const Node& child : node.children)
      if (child.children.empty())
        keep(F::other, child.name.empty() ? tag : std::string_view(child.name), child);
  }
  void scalar(const Node& part) {
    const std::string_view words = r_.words.keep(bare(part.text));
    const Meaning meaning = meaning_of(kTags, part.name);
    if (part.name == "pmid" && !plain_pmid(words).empty())
      return r_.add(F::pmid, "pmid", plain_pmid(words), part.begin, part.end);
    put(r_, meaning, r_.words.keep(part.name), words, part.begin, part.end);
  }
  void entity(const Node& part, F field) {
    if (const Node* name = part.find("name")) keep(field, part.name, *name);
    if (const Node* city = part.find("city")) keep(F::place, "city", *city);
  }
  void people(const Node& list, F field) {
    for (const Node& one : list.children) {
      std::string family(one.of("family-names")), given(one.of("given-names"));
      if (const std::string_view particle = one.of("name-particle"); !particle.empty())
        family = std::string(particle) + " " + family;
      if (const std::string_view suffix = one.of("name-suffix"); !suffix.empty())
        given += " " + std::string(suffix);
      std::string whole = family.empty() ? std::string(one.of("name")) : family;
      if (whole.empty()) whole = one.of("alias");
      if (!family.empty() && !given.empty()) whole += ", " + given;
      if (!whole.empty())
        add_person(r_, field, list.name == "authors" ? "authors" : "editors", r_.words.keep(whole), one.begin,
                   one.end);
    }
  }
  void identifiers(const Node& list) {
    for (const Node& one : list.children)
      if (const Node* value = one.find("value")) {
        const std::string_view kind = one.of("type"), words = r_.words.keep(bare(value->text));
        put(r_, kind == "url" ? Meaning{F::url, Form::words} : Meaning{F::other, Form::identifier},
            "identifiers", words, value->begin, value->end);
      }
  }

  BibliographicRecord& r_;
  std::string_view text_;
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  if (text.size() > kBytes)
    return fail(Code::limit, "has more than " + std::to_string(kBytes) + " bytes",
                "a CITATION.cff is short; check the file");
  EV_TRY(const Node root, Loader(text).load());
  if (root.find("cff-version") == nullptr || root.find("title") == nullptr)
    return fail(Code::bad_input, "names no cff-version and title, so it is no citation file",
                "see https://citation-file-format.github.io");
  BibliographicRecord record;
  std::vector<std::pair<const Node*, bool>> works{{&root, true}};
  if (const Node* preferred = root.find("preferred-citation")) works.emplace_back(preferred, false);
  if (const Node* references = root.find("references"))
    for (const Node& one : references->children) works.emplace_back(&one, false);
  for (const auto& [work, is_root] : works) {
    if (cancel.requested()) return fail(Code::cancelled, "stopped while reading records");
    record.clear();
    Work(record, text).take(*work, is_root);
    EV_CHECK(sink(record));
  }
  return {};
}

int recognise(std::string_view head, std::string_view extension) {
  const bool says = head.starts_with("cff-version:") || head.find("\ncff-version:") != std::string_view::npos;
  return extension == ".cff" ? 90
         : says && head.find("\ntitle:") != std::string_view::npos &&
                 head.find("\nauthors:") != std::string_view::npos
             ? 70
             : 0;
}

const RegisterRecordFormat registered{
    {"CFF", {".cff"}, "CITATION.cff, how a program or data set asks to be cited", recognise, read}};

}  // namespace
}  // namespace evident::ingest

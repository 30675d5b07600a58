// MARC 21 in XML (Library of Congress, "MARC 21 Format for Bibliographic Data"), in a collection or in a
// library's answer to a search (SRU). Fields are named by their tag, subfields by "$" and a letter.
#include <string>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/xml_records.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

// ISBD's marks between subfields are no part of them.
std::string_view without_isbd(std::string_view words) {
  words = bare(words);
  while (!words.empty() && (words.back() == '/' || words.back() == ':' || words.back() == ';' ||
                            words.back() == '=' || words.back() == ','))
    words = bare(words.substr(0, words.size() - 1));
  return words;
}

class Marc {
 public:
  explicit Marc(BibliographicRecord& record) : r_(record) {}

  void take(const XmlElement& root) {
    const std::string_view leader = root.child("leader").text(r_.words);
    // Leader/07 is the bibliographic level, /06 the type of record.
    const char level = leader.size() > 7 ? leader[7] : ' ', type = leader.size() > 6 ? leader[6] : ' ';
    r_.type = level == 'a' || level == 'b' ? RecordType::article
              : type == 'a' || type == 't' ? RecordType::book
              : type == 'g'                ? RecordType::video
              : type == 'i' || type == 'j' ? RecordType::audio
                                           : RecordType::other;
    root.each("controlfield", [&](const XmlElement& field) {
      add_xml(r_, field.attribute("tag") == "001" ? F::key : F::other, r_.words.keep(field.attribute("tag")),
              field);
    });
    root.each("datafield", [&](const XmlElement& field) { data(field); });
    if (level == 'a' || level == 'b') {
      const std::string_view host = r_.text(F::venue);
      if (host.empty()) r_.type = RecordType::article;
    }
  }

 private:
  XmlElement sub(const XmlElement& field, std::string_view code) const {
    XmlElement found;
    field.each("subfield", [&](const XmlElement& one) {
      if (!found && one.attribute("code") == code) found = one;
    });
    return found;
  }
  void add(F field, std::string_view tag, const XmlElement& element) {
    const std::string_view words = without_isbd(element.text(r_.words));
    const auto [begin, end] = element.place();
    if (!words.empty()) r_.add(field, r_.words.keep(tag), words, begin, end);
  }
  void put_in(Meaning meaning, std::string_view tag, const XmlElement& element) {
    const auto [begin, end] = element.place();
    put(r_, meaning, r_.words.keep(tag), without_isbd(element.text(r_.words)), begin, end);
  }

  void data(const XmlElement& field) {
    const std::string_view tag = field.attribute("tag");
    if (tag == "100" || tag == "700") {
      person(field, tag);
    } else if (tag == "110" || tag == "710") {
      if (!r_.find(F::author) || tag == "110") add(F::author, tag, sub(field, "a"));
    } else if (tag == "245") {
      add(F::title, "245$a", sub(field, "a"));
      add(F::subtitle, "245$b", sub(field, "b"));
      add(F::other, "245$c", sub(field, "c"));
    } else if (tag == "246") {
      add(F::other_title, "246$a", sub(field, "a"));
    } else if (tag == "250") {
      add(F::edition, "250$a", sub(field, "a"));
    } else if (tag == "260" || tag == "264") {
      add(F::place, "264$a", sub(field, "a"));
      add(F::publisher, "264$b", sub(field, "b"));
      put_in({F::date, Form::date}, "264$c", sub(field, "c"));
    } else if (tag == "020") {
      put_in({F::isbn, Form::number}, "020$a", sub(field, "a"));
    } else if (tag == "022") {
      put_in({F::issn, Form::number}, "022$a", sub(field, "a"));
    } else if (tag == "024") {
      put_in({F::other, Form::identifier}, "024$a", sub(field, "a"));
    } else if (tag == "041") {
      add(F::language, "041$a", sub(field, "a"));
    } else if (tag == "300") {
      add(F::other, "300$a", sub(field, "a"));
    } else if (tag == "490" || tag == "440" || tag == "830") {
      if (!r_.find(F::series)) add(F::series, "490$a", sub(field, "a"));
    } else if (tag == "500" || tag == "501" || tag == "546") {
      add(F::note, tag, sub(field, "a"));
    } else if (tag == "502") {
      r_.type = RecordType::thesis;
      add(F::publisher, "502$c", sub(field, "c"));
      add(F::note, "502$b", sub(field, "b"));
    } else if (tag == "520") {
      add(F::abstract, "520$a", sub(field, "a"));
    } else if (tag.substr(0, 1) == "6") {
      keyword(field, tag);
    } else if (tag == "773") {
      host(field);
    } else if (tag == "856") {
      add(F::url, "856$u", sub(field, "u"));
    } else {
      field.each("subfield", [&](const XmlElement& one) {
        add(F::other, std::string(tag) + "$" + std::string(one.attribute("code")), one);
      });
    }
  }

  void person(const XmlElement& field, std::string_view tag) {
    bool editor = false, translator = false, author = tag == "100", told = false;
    field.each("subfield", [&](const XmlElement& one) {
      if (one.attribute("code") != "4" && one.attribute("code") != "e") return;
      const std::string_view role = without_isbd(one.text(r_.words));
      told = true;
      editor = editor || role == "edt" || same_word(role, "editor") || same_word(role, "herausgeber");
      translator = translator || role == "trl" || same_word(role, "translator");
      author = author || role == "aut" || same_word(role, "author") || same_word(role, "verfasser");
    });
    const F as = author       ? F::author
                 : editor     ? F::editor
                 : translator ? F::translator
                 : told       ? F::contributor
                              : F::author;
    put_in({as, Form::person}, std::string(tag) + "$a", sub(field, "a"));
  }

  void keyword(const XmlElement& field, std::string_view tag) {
    if (tag == "655") return add(F::other, "655$a", sub(field, "a"));
    std::string words;
    field.each("subfield", [&](const XmlElement& one) {
      const std::string_view code = one.attribute("code");
      if (code.size() != 1 || code[0] < 'a' || code[0] > 'z') return;
      words.append(words.empty() ? "" : " / ").append(without_isbd(one.text(r_.words)));
    });
    const auto [begin, end] = field.place();
    if (!words.empty()) r_.add(F::keyword, r_.words.keep(tag), r_.words.keep(words), begin, end);
  }

  // "volume:28", "pages:447-473", or "28 (2015) 2, 103-106" in $g.
  void host(const XmlElement& field) {
    add(F::venue, "773$t", sub(field, "t"));
    put_in({F::issn, Form::number}, "773$x", sub(field, "x"));
    put_in({F::isbn, Form::number}, "773$z", sub(field, "z"));
    field.each("subfield", [&](const XmlElement& one) {
      if (one.attribute("code") != "g") return;
      const std::string_view words = one.text(r_.words);
      const std::size_t colon = words.find(':');
      const std::string_view name = words.substr(0, colon);
      const std::string_view value = colon == std::string_view::npos ? words : bare(words.substr(colon + 1));
      const F as = same_word(name, "volume")   ? F::volume
                   : same_word(name, "number") ? F::issue
                   : same_word(name, "pages")  ? F::pages
                                               : F::other;
      const auto [begin, end] = one.place();
      if (same_word(name, "year")) return add_date(r_, "773$g", value, begin, end);
      if (!value.empty()) r_.add(as, "773$g", as == F::other ? words : value, begin, end);
      if (colon == std::string_view::npos) {
        add_date(r_, "773$g", words, begin, end);
        if (const std::size_t pages = words.find("Seite "); pages != std::string_view::npos)
          r_.add(F::pages, "773$g", bare(words.substr(pages + 6)), begin, end);
      }
    });
  }

  BibliographicRecord& r_;
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return read_xml_records(
      text, {"record"},
      [](BibliographicRecord& record, const XmlElement& element) {
        const XmlElement wrapped = element.path({"recordData", "record"});
        Marc(record).take(wrapped ? wrapped : element);
      },
      sink, cancel);
}

int recognise(std::string_view head, std::string_view) {
  const std::string_view root = xml_root(head);
  if (root != "collection" && root != "record" && root != "searchRetrieveResponse" && root != "OAI-PMH")
    return 0;
  return head.find("datafield") != std::string_view::npos ? 90 : 0;
}

const RegisterRecordFormat registered{{"MARC XML", {".xml", ".marcxml"}, "MARC 21 in XML", recognise, read}};

}  // namespace
}  // namespace evident::ingest

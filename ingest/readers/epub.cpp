// EPUB books (EPUB 3.3, also 2.0.1): web pages in a ZIP archive, read in the order of the package's spine.
#include <map>

#include "ingest/readers/html.hpp"
#include "ingest/readers/office.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/xml.hpp"
#include "support/archive.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::string_view kContainer = "META-INF/container.xml";

int recognise(std::string_view bytes, std::string_view) {
  // The first file of the archive is stored as it is and names the format.
  return bytes.starts_with("PK\x03\x04") && bytes.substr(0, 128).find("application/epub+zip") != std::string_view::npos ? 95 : 0;
}

Result<void> load(Archive& archive, std::string_view part, pugi::xml_document& xml) {
  const Archive::Entry* entry = archive.find(part);
  if (!entry)
    return fail(Code::bad_input, "its part " + std::string(part.substr(0, 200)) + " is missing", "the book may be damaged: fetch it again");
  EV_TRY(const std::string bytes, archive.read(*entry));
  auto loaded = load_xml(xml, bytes);
  if (!loaded) loaded.error().message = std::string(part) + ": " + loaded.error().message;
  return loaded;
}

// "Text/Chapter%201.xhtml#begin" without what stands behind the name.
std::string file_of(std::string_view href) {
  std::string name;
  href = href.substr(0, href.find('#'));
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; };
  for (std::size_t i = 0; i < href.size(); ++i) {
    const bool coded = href[i] == '%' && i + 2 < href.size() && digit(href[i + 1]) >= 0 && digit(href[i + 2]) >= 0;
    name += coded ? static_cast<char>(digit(href[i + 1]) * 16 + digit(href[i + 2])) : href[i];
    if (coded) i += 2;
  }
  return name;
}

// What the book says of itself: Dublin Core.
std::vector<DocumentField> record_of(const pugi::xml_node& metadata) {
  using Name = DocumentField::Name;
  std::vector<DocumentField> record;
  const auto add = [&](Name name, std::string value) {
    if (!value.empty()) record.push_back({name, std::move(value), "its Dublin Core", true});
  };
  bool title = false;
  for (const pugi::xml_node& one : metadata.children()) {
    const std::string_view name = local_name(one);
    std::string words = text_of(one);
    if (name == "title" && !title) add(Name::title, std::move(words)), title = true;
    else if (name == "creator") add(Name::author, std::move(words));
    else if (name == "publisher") add(Name::publisher, std::move(words));
    else if (name == "date" && words.size() >= 4) add(Name::date, words.substr(0, 10));
    else if (name == "identifier" && words.find("10.") != std::string::npos && words.find('/') != std::string::npos && words.find("doi") != std::string::npos)
      add(Name::doi, words.substr(words.find("10.")));
  }
  return record;
}

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  EV_TRY(Archive archive, Archive::open(bytes));
  pugi::xml_document container, package;
  EV_CHECK(load(archive, kContainer, container));
  const std::string part = part_beside("", value(child(child(child(container, "container"), "rootfiles"), "rootfile"), "full-path"));
  EV_CHECK(load(archive, part, package));
  const pugi::xml_node book = child(package, "package");
  document.record = record_of(child(book, "metadata"));
  struct File {
    std::string part;
    bool page = false;
  };
  std::map<std::string, File, std::less<>> files;  // by id
  for (const pugi::xml_node& item : child(book, "manifest").children()) {
    const std::string_view type = value(item, "media-type");
    const bool navigation = value(item, "properties").find("nav") != std::string_view::npos;
    files.emplace(std::string(value(item, "id")), File{part_beside(part, file_of(value(item, "href"))),
                                                       !navigation && (type == "application/xhtml+xml" || type == "text/html")});
  }
  Composer out(document, limits, cancel, Composer::Judge::words);
  for (const pugi::xml_node& entry : child(book, "spine").children()) {
    const auto file = files.find(value(entry, "idref"));
    if (file == files.end() || !file->second.page || value(entry, "linear") == "no" || !out.goes_on()) continue;
    const Archive::Entry* there = archive.find(file->second.part);
    if (!there) continue;
    EV_TRY(const std::string page, archive.read(*there));
    EV_CHECK(html::add_page(page, limits, out));
  }
  return out.finish();
}

const RegisterReader registered{{"epub", {".epub"}, "EPUB books, in the order of their chapters", recognise, nullptr, read}};

}  // namespace
}  // namespace evident::ingest

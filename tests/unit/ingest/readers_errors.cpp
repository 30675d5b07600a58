// Encodings, line ends, and what is refused with which words.
#include <algorithm>

#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

namespace {

Error refused(std::string_view name, std::string bytes, const Limits& limits = {}) {
  const Cancel cancel;
  auto document = read_document(std::string(name), std::move(bytes), limits, cancel);
  REQUIRE_FALSE(document);
  CHECK(document.error().where.file == name);
  CHECK(document.error().message.find(name) != std::string::npos);
  return document.error();
}

std::string utf16(std::u16string_view text, bool big, bool mark) {
  std::string bytes;
  const auto put = [&](char16_t c) {
    const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
    bytes += big ? high : low;
    bytes += big ? low : high;
  };
  if (mark) put(0xFEFF);
  for (const char16_t c : text) put(c);
  return bytes;
}

}  // namespace

TEST_CASE("every encoding gives the same words") {
  const std::u16string wide = u"Caf\u00e9 care\r\n\r\nTea is served at four, and it costs nothing.\r\n";
  for (const bool big : {false, true})
    for (const bool mark : {false, true}) {
      const auto d = read("a.txt", utf16(wide, big, mark));
      CHECK(d.encoding == (big ? Encoding::utf16_be : Encoding::utf16_le));
      CHECK(kind(d, "Café care") == BlockKind::title);
      CHECK(kind(d, "Tea is served at four, and it costs nothing.") == BlockKind::paragraph);
    }
  const auto western = read("a.txt", "Caf\xE9 care\n\nTea costs \x80 2 and is served at four o'clock.\n");
  CHECK(western.encoding == Encoding::windows_1252);
  CHECK(kind(western, "Café care") == BlockKind::title);
  CHECK(kind(western, "Tea costs € 2 and is served at four o'clock.") == BlockKind::paragraph);
}

TEST_CASE("offsets are those of the file, its mark included") {
  const std::string bytes = "\xEF\xBB\xBF# Title\n\nBody é here.\n";
  const auto d = read("a.md", bytes);
  CHECK(d.encoding == Encoding::utf8_with_mark);
  CHECK(d.text == bytes);
  const Block& title = d.blocks[at(d, "Title")];
  CHECK(bytes.substr(title.begin, title.end - title.begin) == "Title");
  CHECK(title.begin == 5);
  CHECK(title.kind == BlockKind::title);
}

TEST_CASE("all line ends part lines alike") {
  for (const std::string end : {"\n", "\r\n", "\r", "\u2028", "\u0085"}) {
    const auto d =
        read("a.txt", "Line ends" + end + end + "One paragraph of text stands here, for the test." + end +
                          end + "- a" + end + "- b" + end);
    REQUIRE(d.blocks.size() == 4);
    CHECK(kind(d, "Line ends") == BlockKind::title);
    CHECK(kind(d, "b") == BlockKind::list_item);
  }
}

TEST_CASE("form feeds count pages") {
  const auto d =
      read("a.txt",
           "Paged\n\nThe first page has this sentence on it.\n\fThe second page has this sentence on it.\n");
  CHECK(d.blocks[at(d, "The first page has this sentence on it.")].page == 1);
  CHECK(d.blocks[at(d, "The second page has this sentence on it.")].page == 2);
}

TEST_CASE("files that are no text are refused") {
  CHECK(refused("e.txt", "").message == "e.txt is empty");
  CHECK(refused("w.txt", " \n\t\r\n\xC2\xA0").code == Code::bad_input);
  CHECK(refused("w.txt", "\xEF\xBB\xBF\n").message.find("white space") != std::string::npos);
  const Error binary = refused("b.txt", std::string("MZ\x90\0\x03\0\0\0\x04", 9) + std::string(200, '\1'));
  CHECK(binary.code == Code::bad_input);
  CHECK(binary.message.find("byte 3 is zero") != std::string::npos);
  CHECK_FALSE(binary.fix.empty());
  CHECK(refused("n.txt", std::string("some text\0more", 14)).code == Code::bad_input);
  CHECK(refused("p.txt", "%PDF-1.7\n...").message.find("PDF") != std::string::npos);
  CHECK(refused("z.md", std::string("PK\x03\x04", 4) + "zzz").message.find("ZIP") != std::string::npos);
  CHECK(refused("d.jsonl", "{\"kind\": \"claim\"}\n{\"kind\": \"claim\"}\n").message.find("JSON data") != std::string::npos);
  CHECK(refused("h.html", "<!DOCTYPE html><html><nav>Home</nav></html>").message.find("holds no text") !=
        std::string::npos);
}

TEST_CASE("UTF-8 with broken bytes is refused with the place") {
  const std::string text = "Ward “seven” — a long walk.\n\nIt is \xFF far.\n";
  const Error error = refused("u.txt", text);
  CHECK(error.code == Code::bad_input);
  REQUIRE(error.where.begin);
  CHECK(*error.where.begin == text.find('\xFF'));
  CHECK(error.message.find("byte " + std::to_string(text.find('\xFF'))) != std::string::npos);
}

TEST_CASE("limits say what was too large, and where") {
  Limits limits;
  limits.document_bytes = 100;
  CHECK(refused("big.txt", std::string(101, 'x'), limits).code == Code::limit);
  limits = {};
  limits.line_bytes = 50;
  const Error line = refused("l.txt", "short\nalso short\n" + std::string(60, 'y') + "\n", limits);
  CHECK(line.code == Code::limit);
  CHECK(line.message.find("line 3 is 60 bytes long") != std::string::npos);
  limits = {};
  limits.blocks = 20;
  std::string many;
  for (int i = 0; i < 60; ++i) many += "A paragraph that says little but is one.\n\n";
  CHECK(refused("m.txt", many, limits).code == Code::limit);
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += "and on it goes\n";
  CHECK(refused("m.txt", lines, limits).code == Code::limit);
}

TEST_CASE("depth is cut at the limit") {
  Limits limits;
  limits.heading_depth = 3;
  std::string text = "Deep\n\n";
  for (int i = 0; i < 8; ++i)
    text += std::string(static_cast<std::size_t>(i) * 2, ' ') + "- level " + std::to_string(i) + "\n";
  const Cancel cancel;
  const auto d = read_document("deep.txt", text, limits, cancel);
  REQUIRE(d);
  CHECK(d->blocks.back().level == 3);
  CHECK(d->words(d->blocks[static_cast<std::size_t>(d->blocks.back().parent)]) == "level 6");
}

TEST_CASE("a cancelled read stops") {
  Cancel cancel;
  cancel.request();
  const auto d = read_document("a.txt", "Some text.", {}, cancel);
  REQUIRE_FALSE(d);
  CHECK(d.error().code == Code::cancelled);
}

TEST_CASE("the registry is sorted, and extensions choose the reader") {
  const auto& all = readers();
  REQUIRE(all.size() >= 2);
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const Reader& a, const Reader& b) { return a.name < b.name; }));
  CHECK(read("a.TXT", "Words here.").format == "text");
  CHECK(read("a.Md", "Words here.").format == "markdown");
  CHECK(read("a.txt", "<!DOCTYPE html><html><p>Words here.</p></html>").format == "html");
  CHECK(read("a.html", "Words about <b>tags</b> here.").format == "text");
  CHECK(read("a.csv", "study,design\nRoe 2019,trial\n").format == "csv");
  CHECK(read("a.csv", "Words here.").format == "text");
  CHECK(read("README", "# Words\n\n## Here\n\nAnd here.\n").format == "markdown");
}

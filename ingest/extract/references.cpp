// References: entries below a heading about references or further reading, citing footnotes (an address, a
// DOI or a year with capitalised words), and the document's reference to itself. Fields are taken where the
// entry's marks part them.
#include <algorithm>
#include <charconv>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

std::string address_in(std::string_view text) {
  std::size_t at = text.find("http");
  if (at == std::string_view::npos) at = text.find("www.");
  if (at == std::string_view::npos) return {};
  std::size_t end = at;
  while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' && text[end] != '>' &&
         text[end] != '"' && text[end] != ')')
    ++end;
  while (end > at && (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ';')) --end;
  return std::string(text.substr(at, end - at));
}

std::string doi_in(std::string_view text) {
  for (std::size_t at = text.find("10."); at != std::string_view::npos; at = text.find("10.", at + 3)) {
    std::size_t slash = at + 3;
    while (slash < text.size() && text[slash] >= '0' && text[slash] <= '9') ++slash;
    if (slash - at < 7 || slash >= text.size() || text[slash] != '/') continue;
    std::size_t end = slash;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' && text[end] != '>') ++end;
    while (end > slash && (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ';')) --end;
    return std::string(text.substr(at, end - at));
  }
  return {};
}

class References {
 public:
  explicit References(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const Block& block = x_.document.blocks[b];
      const Topic topic = x_.structure.blocks[b].topic;
      if (block.kind == BlockKind::footnote)
        footnote(b);
      else if ((topic == Topic::reference || topic == Topic::further_reading) &&
               (block.kind == BlockKind::list_item || block.kind == BlockKind::paragraph ||
                block.kind == BlockKind::metadata))
        entry(b, topic);
    }
  }

 private:
  std::uint32_t add(std::size_t b, Span span, std::string_view kind, std::string reason) {
    const Block& block = x_.document.blocks[b];
    const std::uint32_t index =
        x_.add(graph::Kind::reference, span.begin, span.end, "references", std::move(reason));
    graph::Item& item = x_.evidence.items[index];
    item.set(Attribute::ref_kind, std::string(kind));
    int number = 0;
    const auto [end, error] =
        std::from_chars(block.marker.data(), block.marker.data() + block.marker.size(), number);
    if (error == std::errc() && number > 0) item.set(Attribute::number, static_cast<std::int64_t>(number));
    const std::string words = item.passage.quote;
    if (const std::string url = address_in(words); !url.empty()) item.set(Attribute::url, url);
    if (const std::string doi = doi_in(words); !doi.empty()) item.set(Attribute::doi, doi);
    const Tokens tokens(words);
    for (std::size_t i = tokens.size(); i-- > 0;)
      if (const auto year = year_at(tokens, i)) {
        item.set(Attribute::year, static_cast<std::int64_t>(*year));
        break;
      }
    return index;
  }

  void footnote(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const Span span = trimmed(text_, {block.begin, block.end});
    if (span.empty()) return;
    const std::string words(text_.substr(span.begin, span.end - span.begin));
    // A remark cites nothing.
    if (address_in(words).empty() && doi_in(words).empty()) return;
    add(b, span, "footnote", "a footnote with an address or identifier");
  }

  void entry(std::size_t b, Topic topic) {
    const Block& block = x_.document.blocks[b];
    const Span span = trimmed(text_, {block.begin, block.end});
    if (span.empty()) return;
    const std::string words(text_.substr(span.begin, span.end - span.begin));
    const bool numbered = block.kind == BlockKind::list_item;
    const Tokens tokens(words);
    bool year = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) year = year || year_at(tokens, i).has_value();
    // Below an entry of a reading list stand its description and its address: they are no entries.
    if (topic == Topic::further_reading && (!numbered || (!year && address_in(words).empty()))) return;
    if (topic == Topic::reference && !year && address_in(words).empty() && !numbered) return;
    const bool source = x_.evidence.items.front().passage.begin == span.begin;
    graph::Item& item =
        x_.evidence
            .items[add(b, span,
                       source                            ? "self"
                       : topic == Topic::further_reading ? "further_reading"
                                                         : "citation",
                       source ? "the document's reference to itself" : "listed under a heading about works")];
    if (source) {
      for (const Attribute a : {Attribute::title, Attribute::authors, Attribute::venue})
        if (const graph::Value* value = x_.evidence.items.front().find(a)) {
          const graph::Value copy = *value;
          item.set(a, copy);
        }
      return;
    }
    fields(item, words, b);
  }

  // "Body: *Title* (2011, Publisher)", "Doe J, Roe A. Title. Journal 2011;…", "Doe J. "Title". …".
  void fields(graph::Item& item, const std::string& words, std::size_t b) {
    const std::size_t star = words.find('*'),
                      close = star == std::string::npos ? star : words.find('*', star + 1);
    if (close != std::string::npos) {
      item.set(Attribute::title, squeeze(std::string_view(words).substr(star + 1, close - star - 1)));
      std::string who = words.substr(0, star);
      while (!who.empty() && (who.back() == ' ' || who.back() == ':' || who.back() == '.')) who.pop_back();
      if (!who.empty()) item.set(Attribute::authors, std::vector<std::string>{who});
      const std::size_t open = words.find('(', close), end = words.rfind(')');
      if (open != std::string::npos && end != std::string::npos && end > open) {
        const std::string inner = words.substr(open + 1, end - open - 1);
        const std::size_t comma = inner.find(", ");
        if (comma != std::string::npos) item.set(Attribute::publisher, inner.substr(comma + 2));
      }
      // The address may stand below the entry.
      for (std::size_t k = b + 1; k < x_.document.blocks.size() && k < b + 4 && !item.find(Attribute::url);
           ++k) {
        if (x_.document.blocks[k].kind == BlockKind::list_item && x_.document.blocks[k].ordered) break;
        if (const std::string url = address_in(x_.document.words(x_.document.blocks[k])); !url.empty())
          item.set(Attribute::url, url);
      }
      return;
    }
    // Authors end at the first ". " after initials, the title at the next.
    const std::size_t stop = words.find(". ");
    if (stop == std::string::npos || stop > 300) return;
    const std::size_t next = words.find(". ", stop + 2);
    if (next == std::string::npos) return;
    std::vector<std::string> authors;
    std::size_t from = 0;
    const std::string who = words.substr(0, stop);
    while (from <= who.size()) {
      std::size_t to = who.find(',', from);
      if (to == std::string::npos) to = who.size();
      const std::string name = squeeze(std::string_view(who).substr(from, to - from));
      if (!name.empty() && name != "et al") authors.push_back(name);
      from = to + 1;
    }
    item.set(Attribute::authors, authors);
    item.set(Attribute::title, squeeze(std::string_view(words).substr(stop + 2, next - stop - 2)));
  }

  Extraction& x_;
  std::string_view text_;
};

void run(Extraction& x) { References(x).run(); }

const RegisterExtractor registered{
    {"references",
     {graph::Kind::reference},
     70,
     "entries under headings about works, citing footnotes, the reference to itself",
     run}};

}  // namespace
}  // namespace evident::ingest

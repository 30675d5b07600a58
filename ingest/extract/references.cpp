// References: entries below a heading about references or further reading, citing footnotes (an address, a
// DOI or a year with capitalised words), and the document's reference to itself. Fields are taken where the
// entry's marks part them.
#include <algorithm>
#include <array>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/citation.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/own_reference.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

// "12", "[12]" and "¹²".
int printed_number(std::string_view marker) {
  static constexpr auto kRaised =
      std::to_array<std::string_view>({"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"});
  int number = 0;
  for (std::size_t i = 0; i < marker.size();) {
    int digit = -1;
    std::size_t length = 1;
    if (marker[i] >= '0' && marker[i] <= '9') digit = marker[i] - '0';
    for (std::size_t d = 0; d < kRaised.size(); ++d)
      if (marker.substr(i).starts_with(kRaised[d])) {
        digit = static_cast<int>(d);
        length = kRaised[d].size();
      }
    if (digit < 0 && marker[i] != '[' && marker[i] != ']' && marker[i] != '^' && marker[i] != '(' &&
        marker[i] != ')')
      return 0;
    if (digit >= 0) number = number * 10 + digit;
    if (number > 9999) return 0;
    i += length;
  }
  return number;
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
      else if ((block.kind == BlockKind::paragraph || block.kind == BlockKind::metadata) && self_reference(b))
        continue;
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
    if (const int number = printed_number(block.marker); number > 0)
      item.set(Attribute::number, static_cast<std::int64_t>(number));
    return index;
  }

  void fill(graph::Item& item, const Citation& citation) {
    if (!citation.url.empty()) item.set(Attribute::url, citation.url);
    if (!citation.doi.empty()) item.set(Attribute::doi, citation.doi);
    if (citation.year) item.set(Attribute::year, static_cast<std::int64_t>(*citation.year));
    if (!citation.authors.empty()) item.set(Attribute::authors, citation.authors);
    if (!citation.title.empty()) item.set(Attribute::title, citation.title);
    if (!citation.publisher.empty()) item.set(Attribute::publisher, citation.publisher);
    if (!citation.venue.empty()) item.set(Attribute::venue, citation.venue);
  }
  static std::string told_by(const Citation& citation) {
    return citation.style.empty() ? std::string() : "; its parts told by " + citation.style;
  }

  void footnote(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const Span span = trimmed(text_, {block.begin, block.end});
    if (span.empty()) return;
    const std::string_view words = text_.substr(span.begin, span.end - span.begin);
    const Citation citation = parse_citation(words, true);
    // A remark cites nothing; without an address, names and a year must stand where a citation has them.
    const bool addressed = !citation.url.empty() || !citation.doi.empty();
    if (!addressed && !(citation.year && !citation.title.empty() && !citation.authors.empty() &&
                        citation.style != "full stops, title first"))
      return;
    const std::uint32_t index = add(b, span, "footnote",
                                    (addressed ? "a footnote with an address or identifier"
                                               : "a footnote with names, a title and a year") +
                                        told_by(citation));
    fill(x_.evidence.items[index], citation);
  }

  // "Suggested citation: …", or the paragraph below a heading "How to cite this report".
  bool self_reference(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const std::string_view all = x_.document.words(block);
    const std::size_t colon = all.substr(0, 60).find(':');
    std::uint32_t begin = block.end;
    const auto about_citing = [](std::string_view label) {
      const Tokens tokens(label);
      if (tokens.size() > 8) return false;
      for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i] == "cite" || tokens[i] == "cited" || tokens[i] == "citing" ||
            (tokens[i] == "citation" && tokens.size() > 1))
          return true;
      return false;
    };
    if (colon != std::string_view::npos && about_citing(all.substr(0, colon)))
      begin = block.begin + static_cast<std::uint32_t>(colon) + 1;
    else if (block.heading >= 0 && static_cast<std::size_t>(block.heading) + 1 == b &&
             about_citing(x_.document.words(x_.document.blocks[static_cast<std::size_t>(block.heading)])))
      begin = block.begin;
    if (begin >= block.end) return labelled_work(b, all, colon);
    const Span span = trimmed(text_, {begin, block.end});
    if (span.empty() || span.end - span.begin < 20) return false;
    const Citation citation = parse_citation(text_.substr(span.begin, span.end - span.begin));
    if (citation.title.empty()) return false;
    fill(x_.evidence.items[add(b, span, "self", "says how to cite the document" + told_by(citation))],
         citation);
    return true;
  }

  // "The article: Doe, J.: Title. In: Journal 2010": the work that a digest tells of; "See also: Title (Series, No. 5)".
  bool labelled_work(std::size_t b, std::string_view all, std::size_t colon) {
    const Topic topic = x_.structure.blocks[b].topic;
    if (colon == std::string_view::npos || colon > 40 || topic == Topic::reference || topic == Topic::further_reading)
      return false;
    const std::string_view label = all.substr(0, colon);
    const bool own = x_.structure.digest && labels_own_work(label);
    const bool further = !own && topic_of(label) == Topic::further_reading;
    if (!own && !further) return false;
    const Block& block = x_.document.blocks[b];
    const Span span = trimmed(text_, {block.begin + (own ? 0 : static_cast<std::uint32_t>(colon) + 1), block.end});
    const std::string_view cited = trim(all.substr(colon + 1));
    const Citation citation = parse_citation(cited);
    if (citation.title.empty() || span.empty() || Tokens(cited).size() > 80) return false;
    const bool addressed = !citation.url.empty() || !citation.doi.empty();
    const bool series = cited.find("(") != std::string_view::npos && cited.find("No. ") != std::string_view::npos;
    if (own && (citation.authors.empty() || !citation.year)) return false;
    if (further && !citation.year && !addressed && !series) return false;
    fill(x_.evidence.items[add(b, span, own ? "self" : "further_reading",
                               "behind the label '" + squeeze(label) + "'" + told_by(citation))],
         citation);
    return true;
  }

  // Below "Notes" or "Endnotes" stand works and remarks.
  bool under_notes(std::size_t b) const {
    const std::int32_t h = x_.structure.blocks[b].topic_block;
    if (h < 0) return false;
    const Tokens tokens(x_.document.words(x_.document.blocks[static_cast<std::size_t>(h)]));
    for (std::size_t i = 0; i < tokens.size() && i < 4; ++i)
      if (tokens[i] == "notes" || tokens[i] == "endnotes" || tokens[i] == "footnotes") return true;
    return false;
  }

  void entry(std::size_t b, Topic topic) {
    const Block& block = x_.document.blocks[b];
    Span span = trimmed(text_, {block.begin, block.end});
    if (span.empty()) return;
    // "1 Jensen, K. …": numbered without a point.
    int printed = 0;
    std::size_t digits = 0;
    while (span.begin + digits < span.end && text_[span.begin + digits] >= '0' && text_[span.begin + digits] <= '9') ++digits;
    if (digits > 0 && digits <= 3 && span.begin + digits + 1 < span.end && text_[span.begin + digits] == ' ' &&
        text_[span.begin + digits + 1] >= 'A' && text_[span.begin + digits + 1] <= 'Z') {
      printed = printed_number(text_.substr(span.begin, digits));
      span.begin += static_cast<std::uint32_t>(digits) + 1;
    }
    const std::string_view words = text_.substr(span.begin, span.end - span.begin);
    const bool numbered = block.kind == BlockKind::list_item || printed > 0;
    const Tokens tokens(words);
    bool year = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) year = year || year_at(tokens, i).has_value();
    const bool note = under_notes(b);
    const Citation citation = parse_citation(words, note);
    year = year || citation.undated;
    const bool addressed = !citation.url.empty() || !citation.doi.empty();
    const bool marked = citation.style == "italics" || citation.style == "a colon after the names" ||
                        citation.style == "a year in brackets after the names" ||
                        citation.style == "a link's words" ||
                        (citation.style == "quotation marks" && !citation.authors.empty());
    // Below an entry of a reading list stand its description and its address: they are no entries.
    if (topic == Topic::further_reading) {
      if (!numbered && !(marked && (year || addressed) && !citation.title.empty())) return;
      if (numbered && !year && !addressed && !marked) return;
    }
    if (topic == Topic::reference && !year && !addressed && !numbered) return;
    // Prose that speaks of the list is no entry of it.
    if (!numbered && !marked && citation.authors.empty() && !addressed && tokens.size() > 60) return;
    // A note that only remarks on something.
    if (!year && !addressed && !marked && citation.authors.empty()) return;
    if (note && !addressed && citation.title.empty()) return;
    // An address by itself belongs to the entry above it.
    if (!numbered && addressed && !year && citation.title.empty()) return;
    const bool source = x_.evidence.items.front().passage.begin == span.begin;
    graph::Item& item =
        x_.evidence.items[add(b, span,
                              source                            ? "self"
                              : topic == Topic::further_reading ? "further_reading"
                              : note                            ? "footnote"
                                                                : "citation",
                              source ? "the document's reference to itself"
                              : x_.structure.blocks[b].topic_block < 0
                                  ? "names, a year and where it appeared" + told_by(citation)
                                  : "listed under a heading about works" + told_by(citation))];
    fill(item, citation);
    if (printed > 0) item.set(Attribute::number, static_cast<std::int64_t>(printed));
    if (source) {
      for (const Attribute a : {Attribute::title, Attribute::authors, Attribute::venue})
        if (const graph::Value* value = x_.evidence.items.front().find(a)) {
          const graph::Value copy = *value;
          item.set(a, copy);
        }
      return;
    }
    // The address may stand below the entry.
    for (std::size_t k = b + 1; k < x_.document.blocks.size() && k < b + 4 && !item.find(Attribute::url);
         ++k) {
      const Block& next = x_.document.blocks[k];
      if (next.kind == BlockKind::heading || next.kind == BlockKind::footnote ||
          (next.kind == BlockKind::list_item && next.level <= block.level))
        break;
      const std::string_view below = x_.document.words(next);
      const std::string url = address_in(below);
      if (url.empty()) continue;
      // An address within another entry is that entry's.
      if (!numbered && Tokens(below.substr(0, below.find("http"))).size() > 6) break;
      item.set(Attribute::url, url);
      if (const std::string doi = doi_in(url); !doi.empty() && !item.find(Attribute::doi))
        item.set(Attribute::doi, doi);
    }
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

// Described cases: regions that a heading "Case study: TITLE" opens, documents that are one case, and a
// project that a single case study names in quotation marks. Whether it was evaluated or is told by its
// partners decides what its results are worth.
#include <algorithm>
#include <array>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

class Cases {
 public:
  explicit Cases(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    for (std::size_t c = 0; c < x_.structure.cases.size(); ++c) region(c);
    if (x_.structure.cases.empty()) named_project();
  }

 private:
  void region(std::size_t c) {
    const Case& found = x_.structure.cases[c];
    const std::uint32_t index = x_.add(Kind::case_study, found.quote_begin, found.quote_end, "cases",
                                       "a heading that announces a case");
    graph::Item& item = x_.evidence.items[index];
    const std::string title = squeeze(text_.substr(found.title_begin, found.title_end - found.title_begin));
    item.set(Attribute::title, title);
    std::string evidence;
    for (std::int32_t b = found.first; b < found.last; ++b) {
      const Block& block = x_.document.blocks[static_cast<std::size_t>(b)];
      if (block.kind == BlockKind::quotation || block.kind == BlockKind::attribution) continue;
      const std::string_view words = x_.document.words(block);
      evidence += words;
      evidence += ' ';
      labelled(item, block);
    }
    if (!item.find(Attribute::location)) {
      const std::size_t in = title.rfind(" in ");
      if (in != std::string::npos && in + 4 < title.size() && title[in + 4] >= 'A' && title[in + 4] <= 'Z')
        item.set(Attribute::location, title.substr(in + 4));
    }
    results(item, c);
    std::string front;
    for (std::size_t b = 0; b < x_.document.blocks.size() && b < 6; ++b) {
      front += x_.document.words(x_.document.blocks[b]);
      front += ' ';
    }
    bool evaluated = false, told = false;
    const Tokens all(evidence + front);
    for (const CueMatch& m : cues("voices").match(all)) {
      told = told || m.label == "self_reported";
      evaluated = evaluated || (m.label == "evaluated" && m.cue != "study of");
    }
    told = told || found.self_told;
    item.set(Attribute::reporting,
             std::string(!told && (evaluated || x_.structure.digest) ? "evaluated" : "self_reported"));
  }

  // "Critical success factors: a; b.", "Partners: a, b", "Location: X", "Period: X".
  void labelled(graph::Item& item, const Block& block) {
    const std::string_view words = x_.document.words(block);
    const std::size_t colon = words.substr(0, 60).find(':');
    if (colon == std::string_view::npos) return;
    const Tokens label(words.substr(0, colon));
    if (label.empty() || label.size() > 4) return;
    const std::string_view head = label[0], tail = label[label.size() - 1];
    const Span rest = trimmed(text_, {block.begin + static_cast<std::uint32_t>(colon) + 1, block.end});
    Span clean = rest;
    while (clean.begin < clean.end && (text_[clean.begin] == '*' || text_[clean.begin] == ' ')) ++clean.begin;
    if (clean.empty()) return;
    const auto names = [&] {
      std::vector<std::string> out;
      for (const Span& piece : list_pieces(text_, clean))
        out.push_back(squeeze(text_.substr(piece.begin, piece.end - piece.begin)));
      return out;
    };
    const InlineLabel kind = inline_label(words);
    if (kind.topic == Topic::success_factor)
      item.set(Attribute::critical_success_factors, names());
    else if (head == "partners" || tail == "partners")
      item.set(Attribute::partners, names());
    else if (head == "location" || head == "place" || head == "where")
      item.set(Attribute::location, squeeze(text_.substr(clean.begin, clean.end - clean.begin)));
    else if (head == "period" || head == "dates" || head == "when" || head == "timescale")
      item.set(Attribute::period, squeeze(text_.substr(clean.begin, clean.end - clean.begin)));
  }

  // Sentences of the case that tell what came of it: an effect with a direction, or a number.
  void results(graph::Item& item, std::size_t c) {
    Json::Array rows;
    const Case& found = x_.structure.cases[c];
    const auto first =
        std::lower_bound(x_.sentences.begin(), x_.sentences.end(), found.first,
                         [](const Sentence& sentence, std::int32_t b) { return sentence.block < b; });
    for (auto s = static_cast<std::size_t>(first - x_.sentences.begin());
         s < x_.sentences.size() && x_.sentences[s].block < found.last; ++s) {
      if (x_.labels[s].role != "finding" || x_.labels[s].direction.empty()) continue;
      const std::string_view words = text_.substr(x_.structure.sentence_begins[s],
                                                  x_.sentences[s].end - x_.structure.sentence_begins[s]);
      rows.push_back(Json::Object{{"text", squeeze(words)}, {"value", nullptr}, {"unit", nullptr}});
    }
    if (!rows.empty()) item.set(Attribute::results, Json(std::move(rows)));
  }

  // A single case study of something "known as the 'X project'".
  void named_project() {
    const bool single =
        std::any_of(x_.evidence.items.begin(), x_.evidence.items.end(), [](const graph::Item& i) {
          return i.kind == Kind::study && i.is(Attribute::design, "single_case_study");
        });
    if (!single) return;
    static constexpr std::array<std::string_view, 5> kCalled{
        {"referred to as ", "known as ", "called ", "named ", "entitled "}};
    for (const Sentence& sentence : x_.sentences) {
      const std::string_view words = text_.substr(sentence.begin, sentence.end - sentence.begin);
      for (const std::string_view called : kCalled) {
        const std::size_t at = words.find(called);
        if (at == std::string_view::npos) continue;
        std::size_t open = at + called.size();
        if (words.substr(open, 4) == "the ") open += 4;
        if (words.substr(open, 2) == "a ") open += 2;
        const std::string_view rest = words.substr(open);
        std::string_view mark, close;
        if (rest.starts_with("\""))
          mark = close = "\"";
        else if (rest.starts_with("'"))
          mark = close = "'";
        else if (rest.starts_with("“"))
          mark = "“", close = "”";
        else if (rest.starts_with("‘"))
          mark = "‘", close = "’";
        else
          continue;
        const std::size_t end = rest.find(close, mark.size());
        if (end == std::string_view::npos || end > 80 || end == mark.size()) continue;
        // The quotation goes from the noun phrase that is named.
        std::size_t from = words.rfind(" of a ", at);
        from = from == std::string_view::npos ? at : from + 6;
        const std::uint32_t index =
            x_.add(Kind::case_study, sentence.begin + static_cast<std::uint32_t>(from),
                   sentence.begin + static_cast<std::uint32_t>(open + end + close.size()), "cases",
                   "the project that the case study names");
        x_.evidence.items[index].set(Attribute::title,
                                     std::string(rest.substr(mark.size(), end - mark.size())));
        x_.evidence.items[index].set(Attribute::reporting, std::string("evaluated"));
        for (const graph::Item& item : x_.evidence.items)
          if (item.kind == Kind::study)
            if (const std::string* country = item.text(Attribute::country)) {
              const std::string where = *country;
              x_.evidence.items[index].set(Attribute::location, where);
              break;
            }
        return;
      }
    }
  }

  Extraction& x_;
  std::string_view text_;
};

void run(Extraction& x) { Cases(x).run(); }

const RegisterExtractor registered{{"cases",
                                    {Kind::case_study},
                                    20,
                                    "headings that announce a case, and the project a case study names",
                                    run}};

}  // namespace
}  // namespace evident::ingest

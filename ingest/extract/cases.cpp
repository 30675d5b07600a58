// Described cases: regions that a heading "Case study: TITLE" opens, documents that are one case, and a
// project that a single case study names in quotation marks. Whether it was evaluated or is told by its
// partners decides what its results are worth.
#include <algorithm>
#include <array>
#include <optional>

#include "ingest/classify/case_titles.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/advice.hpp"
#include "ingest/extract/case_facts.hpp"
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
  explicit Cases(Extraction& x) : x_(x), text_(x.document.text), small_(text_) {}

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
    const Telling front = front_telling();
    bool evaluated = front.evaluated, told = front.told;
    for (std::int32_t b = found.first; b < found.last; ++b) {
      const Block& block = x_.document.blocks[static_cast<std::size_t>(b)];
      if (block.kind == BlockKind::quotation || block.kind == BlockKind::attribution) continue;
      telling(block, told, evaluated);
      labelled(item, block);
      listed_factor(item, static_cast<std::size_t>(b));
    }
    const CaseText told_text = tell(found, title);
    told_factors(item, told_text);
    if (!item.find(Attribute::partners))
      if (auto partners = case_partners(told_text); !partners.empty())
        item.set(Attribute::partners, std::move(partners));
    if (!item.find(Attribute::location)) {
      std::vector<std::string> partners;
      if (const auto* value = item.find(Attribute::partners))
        if (const auto* names = std::get_if<std::vector<std::string>>(value)) partners = *names;
      if (std::string place = case_location(told_text, partners); !place.empty())
        item.set(Attribute::location, std::move(place));
    }
    if (!item.find(Attribute::period))
      if (std::string period = case_period(told_text); !period.empty())
        item.set(Attribute::period, std::move(period));
    told = told || found.self_told;
    item.set(Attribute::reporting,
             std::string(!told && (evaluated || x_.structure.digest) ? "evaluated" : "self_reported"));
    const bool self_reported = item.is(Attribute::reporting, "self_reported");
    if (Json::Array rows = case_results(told_text, self_reported); !rows.empty())
      item.set(Attribute::results, Json(std::move(rows)));
  }

  // Whether the words say that those who run a case tell it, or that somebody evaluated it.
  void telling(const Block& block, bool& told, bool& evaluated) const {
    static const CueList& voices = cues("voices");
    for (const CueMatch& m : voices.match(Tokens(x_.document.words(block)))) {
      told = told || m.label == "self_reported";
      evaluated = evaluated || (m.label == "evaluated" && m.cue != "study of");
    }
  }
  struct Telling {  // without initialisers: clang wants them only once the class around it is complete
    bool told, evaluated;
  };
  // Of the document's first blocks.
  const Telling& front_telling() {
    if (!front_) {
      front_.emplace();
      for (std::size_t b = 0; b < x_.document.blocks.size() && b < 6; ++b)
        telling(x_.document.blocks[b], front_->told, front_->evaluated);
    }
    return *front_;
  }

  // "Critical success factors: a; b.", "Partners: a, b", "Location: X", "Period: X"; or such a label as a
  // heading and the words below it.
  void labelled(graph::Item& item, const Block& block) {
    const std::string_view words = x_.document.words(block);
    const std::size_t colon = words.substr(0, 60).find(':');
    if (colon == std::string_view::npos) {
      const auto b = static_cast<std::size_t>(&block - x_.document.blocks.data());
      if (block.kind != BlockKind::paragraph && block.kind != BlockKind::metadata) return;
      if (block.heading < 0 || static_cast<std::size_t>(block.heading) + 1 != b) return;
      const std::string_view above =
          x_.document.words(x_.document.blocks[static_cast<std::size_t>(block.heading)]);
      if (Tokens(above).size() <= 3) field(item, above, Topic::none, {block.begin, block.end});
      return;
    }
    // "Who: …" and "When: …" may stand on lines of one paragraph; a line without a label goes on with the one before.
    std::uint32_t from = block.begin;
    while (from < block.end) {
      const std::string_view rest = text_.substr(from, block.end - from);
      std::size_t stop = rest.find('\n');
      while (stop != rest.npos && !labels_fact(rest.substr(stop + 1))) stop = rest.find('\n', stop + 1);
      const std::string_view part = rest.substr(0, stop);
      if (const std::size_t at = part.substr(0, 60).find(':'); at != part.npos)
        field(item, part.substr(0, at), inline_label(part).topic,
              trimmed(text_, {from + static_cast<std::uint32_t>(at) + 1, from + static_cast<std::uint32_t>(part.size())}));
      if (stop == rest.npos) break;
      from += static_cast<std::uint32_t>(stop) + 1;
    }
  }

  static bool labels_fact(std::string_view line) {
    line = line.substr(0, line.find('\n'));
    const std::size_t colon = line.substr(0, 30).find(':');
    if (colon == line.npos) return false;
    const Tokens label(line.substr(0, colon));
    return !label.empty() && label.size() <= 4 && fact_lines(line) > 0;
  }

  void field(graph::Item& item, std::string_view label_words, Topic topic, Span clean) {
    const Tokens label(label_words);
    if (label.empty() || label.size() > 4) return;
    const std::string_view head = label[0], tail = label[label.size() - 1];
    while (clean.begin < clean.end && (text_[clean.begin] == '*' || text_[clean.begin] == ' ')) ++clean.begin;
    if (clean.empty()) return;
    const std::string_view value = text_.substr(clean.begin, clean.end - clean.begin);
    const auto names = [&] {
      std::vector<std::string> out;
      // "the parish council + the fruit group"
      const bool plus = value.find(" + ") != value.npos && value.find(';') == value.npos;
      for (std::size_t at = 0; plus && at <= value.size();) {
        const std::size_t stop = std::min(value.find(" + ", at), value.size());
        out.push_back(squeeze(value.substr(at, stop - at)));
        at = stop + 3;
      }
      if (plus) return out;
      // "Who: nobody in particular"
      if (const Tokens first(value); !first.empty() && (first[0] == "nobody" || first[0] == "none")) return out;
      for (const Span& piece : list_pieces(text_, clean))
        out.push_back(squeeze(text_.substr(piece.begin, piece.end - piece.begin)));
      return out;
    };
    const auto is = [](std::string_view word, std::initializer_list<std::string_view> words) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (topic == Topic::success_factor || is(head, {"lessons", "ingredients"}) ||
        is(tail, {"lessons", "ingredients"})) {
      if (topic == Topic::success_factor || is_bare_list(value))
        item.set(Attribute::critical_success_factors, names());
    } else if (is(head, {"partners", "who"}) || is(tail, {"partners", "involved"})) {
      if (value.size() < 400) item.set(Attribute::partners, names());
    } else if (value.size() > 160) {
      return;
    } else if (is(head, {"location", "place", "where", "area", "setting", "region"})) {
      item.set(Attribute::location, squeeze(value));
    } else if (is(head, {"period", "dates", "when", "timescale", "date", "duration", "timeframe"})) {
      item.set(Attribute::period, squeeze(value));
    }
  }

  // "The keys to success were trust, one solicitor and patience."
  void told_factors(graph::Item& item, const CaseText& told) {
    if (item.find(Attribute::critical_success_factors)) return;
    for (const Span& span : told.sentences) {
      const std::string_view words = text_.substr(span.begin, span.end - span.begin);
      if (words.find("success") == std::string_view::npos) continue;
      const Tokens tokens(words);
      std::size_t noun = 0, success = 0;
      for (std::size_t i = 0; i < tokens.size() && i < 12; ++i) {
        if (!noun && (tokens[i] == "keys" || tokens[i] == "key" || tokens[i] == "factors" ||
                      tokens[i] == "ingredients" || tokens[i] == "secrets" || tokens[i] == "reasons"))
          noun = i + 1;
        if (noun && tokens[i] == "success") success = i + 1;
        if (!noun || !success || i + 1 >= tokens.size()) continue;
        if (tokens[i] != "were" && tokens[i] != "was" && tokens[i] != "are" && tokens[i] != "include" &&
            tokens[i] != "included")
          continue;
        std::vector<std::string> out;
        for (const Span& piece : list_pieces(text_, {span.begin + tokens.begin(i + 1), span.end}))
          out.push_back(squeeze(text_.substr(piece.begin, piece.end - piece.begin)));
        if (!out.empty()) item.set(Attribute::critical_success_factors, std::move(out));
        return;
      }
    }
  }

  // "Key ingredients" above bullets: each is a factor.
  void listed_factor(graph::Item& item, std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const BlockContext& where = x_.structure.blocks[b];
    if (block.kind != BlockKind::list_item || where.topic != Topic::success_factor || where.lead_in ||
        where.stray)
      return;
    Span whole = trimmed(text_, {block.begin, block.end});
    if (const auto bold = bold_lead(text_, whole)) whole = *bold;
    const Span name = tidy(text_, whole);
    if (name.empty()) return;
    std::vector<std::string> factors;
    if (const auto* value = item.find(Attribute::critical_success_factors))
      if (const auto* known = std::get_if<std::vector<std::string>>(value)) factors = *known;
    factors.push_back(squeeze(text_.substr(name.begin, name.end - name.begin)));
    item.set(Attribute::critical_success_factors, std::move(factors));
  }

  // The sentences that tell the case: prose and bullets, no factors, quotations, notes or labelled lines.
  CaseText tell(const Case& found, const std::string& title) const {
    CaseText out{text_, title, {}, {}, &small_};
    const auto first =
        std::lower_bound(x_.sentences.begin(), x_.sentences.end(), found.first,
                         [](const Sentence& sentence, std::int32_t b) { return sentence.block < b; });
    for (auto s = static_cast<std::size_t>(first - x_.sentences.begin());
         s < x_.sentences.size() && x_.sentences[s].block < found.last; ++s) {
      const Block& block = x_.document.blocks[static_cast<std::size_t>(x_.sentences[s].block)];
      const Topic topic = x_.structure.sentence_topics[s];
      if (block.kind == BlockKind::list_item) {
        const std::string_view words =
            text_.substr(x_.sentences[s].begin, x_.sentences[s].end - x_.sentences[s].begin);
        if (instruction_in(words, Tokens(words))) continue;
      }
      if (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item) continue;
      if (is_list_topic(topic) || is_apparatus(topic) || topic == Topic::recommendation ||
          topic == Topic::question)
        continue;
      if (x_.labels[s].voice == "survey_group" && !found.whole) continue;
      out.sentences.push_back({x_.structure.sentence_begins[s], x_.sentences[s].end});
      const std::string& role = x_.labels[s].role;
      out.may_be_result.push_back(role != "method" && role != "recommendation" && role != "background");
    }
    return out;
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
        for (const Sentence& other : x_.sentences)
          if (auto partners = parties_involved(text_.substr(other.begin, other.end - other.begin));
              !partners.empty()) {
            x_.evidence.items[index].set(Attribute::partners, std::move(partners));
            break;
          }
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
  SmallWords small_;
  std::optional<Telling> front_;
};

void run(Extraction& x) { Cases(x).run(); }

const RegisterExtractor registered{{"cases",
                                    {Kind::case_study},
                                    20,
                                    "headings that announce a case, and the project a case study names",
                                    run}};

}  // namespace
}  // namespace evident::ingest

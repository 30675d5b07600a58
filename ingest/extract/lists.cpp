// Measures, barriers, success factors and hallmarks that a document lists: bullets and ranked items below a
// heading or lead-in that announces them, and "Label: a; b; c." within a paragraph. Each is a mention with
// the group whose word it is. Left out: items that only introduce further items, lines with survey shares,
// lists under "it is not", stray lines.
#include <algorithm>
#include <charconv>

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

Kind kind_of(Topic topic) {
  switch (topic) {
    case Topic::barrier:
      return Kind::barrier;
    case Topic::hallmark:
      return Kind::hallmark;
    case Topic::success_factor:
    case Topic::characteristic:
      return Kind::success_factor;
    default:
      return Kind::measure;
  }
}

std::string case_title(const Extraction& x, std::int32_t number) {
  const Case& c = x.structure.cases[static_cast<std::size_t>(number)];
  return squeeze(std::string_view(x.document.text).substr(c.title_begin, c.title_end - c.title_begin));
}

// Whether the words of a heading or lead-in rank what stands below: by number, or as an answer to a survey
// question.
bool announces_ranking(std::string_view words) {
  const Tokens tokens(words);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i] == "ranked" || tokens[i] == "ranking" || tokens[i] == "top" || tokens[i] == "most" ||
        tokens[i] == "popular" || tokens[i] == "frequently")
      return true;
  return false;
}

class Lists {
 public:
  explicit Lists(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const Block& block = x_.document.blocks[b];
      if (block.kind == BlockKind::list_item || block.kind == BlockKind::paragraph) {
        if (inline_list(b) || paragraph_list(b)) continue;
        if (block.kind == BlockKind::list_item) list_item(b);
      }
    }
  }

 private:
  // "Outcome measures: admissions; costs."
  bool inline_list(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const InlineLabel label = inline_label(text_.substr(block.begin, block.end - block.begin));
    if (!label.length || !is_list_topic(label.topic) || label.topic == Topic::characteristic) return false;
    if (block.begin + label.length >= block.end) return false;
    Span rest = trimmed(text_, {block.begin + label.length, block.end});
    if (rest.empty()) return false;
    // A label before prose ("Barriers: we found that …. Another …") introduces no list.
    const auto pieces = list_pieces(text_, rest);
    const std::string_view words = text_.substr(rest.begin, rest.end - rest.begin);
    const std::size_t stop = words.find(". ");
    if (stop != std::string_view::npos && stop + 2 < words.size()) return false;
    if (pieces.size() == 1 && Tokens(words).size() > 16) return false;
    for (const Span& piece : pieces) {
      const std::string printed = squeeze(text_.substr(block.begin, label.length));
      add(b, label.topic, piece, piece, "listed after '" + printed + "'", printed);
    }
    return true;
  }

  // "admissions; costs." below a heading, or after a run-in label that the reader took for one.
  bool paragraph_list(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const Topic topic = x_.structure.blocks[b].topic;
    if (block.kind != BlockKind::paragraph || !is_list_topic(topic) || topic == Topic::characteristic ||
        x_.structure.blocks[b].lead_in)
      return false;
    if (!is_bare_list(x_.document.words(block))) return false;
    const std::string heading = squeeze(
        x_.document.words(x_.document.blocks[static_cast<std::size_t>(x_.structure.blocks[b].topic_block)]));
    for (const Span& piece : list_pieces(text_, {block.begin, block.end}))
      add(b, topic, piece, piece, "listed under '" + heading + "'", heading);
    return true;
  }

  void list_item(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const BlockContext& where = x_.structure.blocks[b];
    if (!is_list_topic(where.topic) || where.lead_in || where.stray || is_survey_share(b)) return;
    Span whole = trimmed(text_, {block.begin, block.end});
    if (whole.empty() || text_[whole.end - 1] == '?') return;
    const std::string heading =
        where.topic_block >= 0
            ? squeeze(x_.document.words(x_.document.blocks[static_cast<std::size_t>(where.topic_block)]))
            : std::string();
    Span quote = first_sentence(whole);
    Span name = quote;
    if (const auto lead = bold_lead(text_, whole)) {
      quote = name = *lead;
    } else {
      const std::string_view words = text_.substr(quote.begin, quote.end - quote.begin);
      const Tokens tokens(words);
      if (tokens.size() > 6) {
        // The short name of a long item ends where its explanation begins.
        for (const std::string_view mark : {": ", "; ", " – ", " — ", " - ", " ("}) {
          const std::size_t at = words.find(mark);
          if (at == std::string_view::npos) continue;
          const Tokens before(words.substr(0, at));
          if (before.size() < 2 || before.size() > 12) continue;
          name.end = quote.begin + static_cast<std::uint32_t>(at);
          if (mark == ": ") quote.end = name.end;
          break;
        }
      }
    }
    add(b, where.topic, quote, tidy(text_, name), "listed under '" + heading + "'", heading);
  }

  Span first_sentence(Span whole) const {
    const std::string_view words = text_.substr(whole.begin, whole.end - whole.begin);
    std::size_t at = words.find(". ");
    while (at != std::string_view::npos && at + 2 < words.size()) {
      const char next = words[at + 2];
      const bool abbreviation =
          at >= 2 && (words.substr(at - 2, 2) == "eg" || words.substr(at - 1, 1) == "." ||
                      words.substr(at - 2, 2) == ".g" || words.substr(at - 2, 2) == ".e");
      if (!abbreviation && ((next >= 'A' && next <= 'Z') || next == '"'))
        return {whole.begin, whole.begin + static_cast<std::uint32_t>(at) + 1};
      at = words.find(". ", at + 2);
    }
    return whole;
  }

  bool is_survey_share(std::size_t b) const {
    const Tokens tokens(x_.document.words(x_.document.blocks[b]));
    for (const CueMatch& m : cues("voices").match(tokens))
      if (m.label == "survey") return true;
    return false;
  }

  void add(std::size_t b, Topic topic, Span quote, Span name, std::string reason, std::string category) {
    if (quote.empty() || name.empty()) return;
    const BlockContext& where = x_.structure.blocks[b];
    const Block& block = x_.document.blocks[b];
    const Kind kind = kind_of(topic);
    const std::uint32_t index = x_.add(kind, quote.begin, quote.end, "lists", std::move(reason));
    graph::Item& item = x_.evidence.items[index];
    std::string printed = squeeze(text_.substr(name.begin, name.end - name.begin));
    printed.erase(std::remove(printed.begin(), printed.end(), '*'), printed.end());
    while (!printed.empty() && (printed.back() == '.' || printed.back() == ',')) printed.pop_back();
    item.set(Attribute::name, printed);
    while (!category.empty() && (category.back() == ':' || category.back() == '*' || category.back() == ' '))
      category.pop_back();
    while (!category.empty() && category.front() == '*') category.erase(category.begin());
    item.set(Attribute::category, category);
    if (topic == Topic::process_measure) item.set(Attribute::measure_kind, std::string("process"));
    if (topic == Topic::outcome_measure) item.set(Attribute::measure_kind, std::string("outcome"));
    if (topic == Topic::economic_measure) item.set(Attribute::measure_kind, std::string("economic"));
    std::string group = where.group;
    if (where.case_number >= 0) {
      const std::string title = case_title(x_, where.case_number);
      item.set(Attribute::case_study, title);
      group = "case study: " + title;
      if (x_.structure.cases[static_cast<std::size_t>(where.case_number)].self_told)
        item.set(Attribute::self_reported, true);
    } else if (group.empty() && x_.structure.doc_type == "opinion") {
      if (const auto* value = x_.evidence.items.front().find(Attribute::authors))
        if (const auto* authors = std::get_if<std::vector<std::string>>(value);
            authors && authors->size() == 1)
          group = authors->front();
    }
    if (kind != Kind::measure && !group.empty())
      item.set(Attribute::group, group);
    else if (!where.group.empty())
      item.set(Attribute::group, where.group);
    item.belongs_to = group.empty() ? category : group;
    if (kind == Kind::measure || block.kind != BlockKind::list_item || !block.ordered) return;
    int rank = 0;
    const auto [end, error] =
        std::from_chars(block.marker.data(), block.marker.data() + block.marker.size(), rank);
    if (error != std::errc() || rank <= 0) return;
    // Numbered steps are no ranking; numbers below a group of respondents are.
    if (!where.group.empty() || announces_ranking(category))
      item.set(Attribute::rank, static_cast<std::int64_t>(rank));
  }

  Extraction& x_;
  std::string_view text_;
};

void run(Extraction& x) { Lists(x).run(); }

const RegisterExtractor registered{{"lists",
                                    {Kind::measure, Kind::barrier, Kind::success_factor, Kind::hallmark},
                                    30,
                                    "items of lists that a heading or lead-in announces",
                                    run}};

}  // namespace
}  // namespace evident::ingest

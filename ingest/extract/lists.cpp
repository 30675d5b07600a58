// Measures, barriers, success factors and hallmarks that a document lists: bullets and ranked items below a
// heading or lead-in that announces them, and "Label: a; b; c." within a paragraph. Each is a mention with
// the group whose word it is. Left out: items that only introduce further items, lines with survey shares,
// lists under "it is not", stray lines.
#include <algorithm>
#include <charconv>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/measure_phrases.hpp"
#include "ingest/extract/names.hpp"
#include "ingest/extract/numbers.hpp"
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
        if (inline_list(b) || paragraph_list(b) || bold_paragraph(b) || unmarked_line(b)) continue;
        if (block.kind == BlockKind::list_item) list_item(b);
      } else if (block.kind == BlockKind::table_row) {
        table_row(b);
      }
    }
  }

 private:
  // "Outcome measures: admissions; costs."
  bool inline_list(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    bool any = false;
    for (std::uint32_t from = block.begin; from < block.end;) {
      // "**Why it worked:** a; b. **Why it stopped:** c."
      std::uint32_t to = block.end;
      const std::string_view here = text_.substr(0, block.end);
      for (std::size_t at = here.find("**", from + 3); at < block.end; at = here.find("**", at + 2))
        if (here[at - 1] == ' ' && inline_label(text_.substr(at, block.end - at)).length) {
          to = static_cast<std::uint32_t>(at) - 1;
          break;
        }
      any = inline_part(b, from, to) || any;
      from = to < block.end ? to + 1 : block.end;
    }
    return any;
  }

  bool inline_part(std::size_t b, std::uint32_t begin, std::uint32_t end) {
    const InlineLabel label = inline_label(text_.substr(begin, end - begin));
    if (!label.length || !is_list_topic(label.topic) || label.topic == Topic::characteristic) return false;
    if (begin + label.length >= end) return false;
    Span rest = trimmed(text_, {begin + label.length, end});
    if (rest.empty()) return false;
    // A label before prose ("Barriers: we found that …. Another …") introduces no list.
    const auto pieces = list_pieces(text_, rest);
    const std::string_view words = text_.substr(rest.begin, rest.end - rest.begin);
    const std::size_t stop = words.find(". ");
    if (stop != std::string_view::npos && stop + 2 < words.size()) return false;
    if (pieces.size() == 1 && Tokens(words).size() > 16) return false;
    if (pieces.size() == 1 && names_none(Tokens(words))) return false;
    for (const Span& piece : pieces) {
      if (is_measure_topic(label.topic) && asserts(text_.substr(piece.begin, piece.end - piece.begin))) continue;
      const std::string printed = squeeze(text_.substr(begin, label.length));
      add(b, label.topic, piece, piece, "listed after '" + printed + "'", printed);
    }
    return true;
  }

  // "Key ingredients: none that we could find.", "Barriers: not reported".
  static bool names_none(const Tokens& tokens) {
    static constexpr WordSet kNone("none", "nil", "unknown");
    static constexpr WordSet kBehind("that", "was", "we", "reported", "known", "named");
    if (tokens.empty()) return false;
    if (tokens[0] == "nothing") return tokens.size() == 1 || kBehind.contains(tokens[1]);
    return kNone.contains(tokens[0]) || (tokens[0] == "not" && tokens.size() < 4 && tokens.size() > 1);
  }

  // "secondary outcomes were …" in a list of measures is a sentence, and read as one.
  static bool asserts(std::string_view words) {
    const Tokens tokens(words);
    for (std::size_t i = 1; i < tokens.size() && i < 5; ++i)
      if (tokens[i] == "was" || tokens[i] == "were" || tokens[i] == "is" || tokens[i] == "are") return true;
    return false;
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
    const std::vector<Span> pieces = list_pieces(text_, {block.begin, block.end});
    // "Again in order of frequency." says something of the list below it.
    if (pieces.size() < 2 && b + 1 < x_.document.blocks.size() &&
        x_.document.blocks[b + 1].kind != BlockKind::heading)
      return false;
    const auto who = is_measure_topic(topic) ? std::nullopt : named_before_list(text_, pieces);
    std::int64_t rank = 0;
    for (Span piece : pieces) {
      const std::size_t before = x_.evidence.items.size();
      if (who && rank == 0) piece.begin = who->words;
      if (who) piece.begin = past_number(text_, piece);
      add(b, topic, piece, piece, "listed under '" + heading + "'", heading);
      ++rank;
      for (std::size_t i = before; who && i < x_.evidence.items.size(); ++i) {
        graph::Item& item = x_.evidence.items[i];
        item.set(Attribute::group, who->group);
        item.belongs_to = who->group;
        if (who->numbered) item.set(Attribute::rank, rank);
      }
    }
    return true;
  }

  // "**Fear of blame.** Officers hesitate …", two or more of them below a heading that announces a list.
  bool bold_paragraph(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const BlockContext& where = x_.structure.blocks[b];
    if (block.kind != BlockKind::paragraph || !is_list_topic(where.topic) || is_measure_topic(where.topic) ||
        where.lead_in)
      return false;
    const auto opening = [&](const Block& at) {
      const auto bold = bold_lead(text_, {at.begin, at.end});
      return bold ? bold : label_sentence(text_, {at.begin, at.end});
    };
    const auto lead = opening(block);
    if (!lead || lead->end >= block.end ||
        Tokens(text_.substr(lead->begin, lead->end - lead->begin)).size() > 9)
      return false;
    bool sibling = false;
    for (const int step : {-1, 1})
      for (int k = 1; k <= 3 && !sibling; ++k) {
        const auto other = static_cast<std::int64_t>(b) + step * k;
        if (other < 0 || other >= static_cast<std::int64_t>(x_.document.blocks.size())) break;
        const auto o = static_cast<std::size_t>(other);
        sibling = x_.document.blocks[o].kind == BlockKind::paragraph &&
                  x_.structure.blocks[o].topic_block == where.topic_block &&
                  opening(x_.document.blocks[o]).has_value();
      }
    if (!sibling) return false;
    const std::string heading =
        where.topic_block >= 0
            ? squeeze(x_.document.words(x_.document.blocks[static_cast<std::size_t>(where.topic_block)]))
            : std::string();
    add(b, where.topic, *lead, tidy(text_, *lead), "set off at the head of a paragraph under '" + heading + "'", heading);
    return true;
  }

  // Lines without any mark below a heading that announces a list: each is one short sentence or less, and nothing
  // else stands there.
  bool unmarked_line(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const BlockContext& where = x_.structure.blocks[b];
    if (block.kind != BlockKind::paragraph || !is_list_topic(where.topic) || where.topic == Topic::characteristic ||
        where.lead_in || where.topic_block < 0 || block.heading != where.topic_block)
      return false;
    if (unmarked_below_ != block.heading) {
      unmarked_below_ = block.heading;
      std::size_t lines = 0;
      unmarked_ = true;
      for (auto k = static_cast<std::size_t>(block.heading) + 1; k < x_.document.blocks.size() && unmarked_; ++k) {
        const Block& line = x_.document.blocks[k];
        if (line.kind == BlockKind::heading || line.kind == BlockKind::slide_title) break;
        if (line.kind == BlockKind::furniture) continue;
        const std::string_view words = trim(x_.document.words(line));
        unmarked_ = line.kind == BlockKind::paragraph && words.size() < 130 && !words.ends_with(':') &&
                    !words.ends_with('?') && words.find(". ") == words.npos && Tokens(words).size() <= 15;
        ++lines;
      }
      unmarked_ = unmarked_ && lines >= 3;
    }
    if (!unmarked_) return false;
    list_item(b);
    return true;
  }

  // Tables with a column "Barrier" or "Outcome measures", and perhaps one that ranks or says who named it.
  void table_row(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const auto words = [&](std::size_t c) {
      return text_.substr(block.cells[c].begin, block.cells[c].end - block.cells[c].begin);
    };
    if (block.header) {
      columns_.clear();
      rank_column_ = group_column_ = -1;
      for (std::size_t c = 0; c < block.cells.size(); ++c) {
        const Tokens tokens(words(c));
        if (tokens.empty() || tokens.size() > 6) continue;
        const Topic topic = topic_of(words(c));
        if (names_criteria(tokens) && c == 0 && block.cells.size() > 1) {
          columns_.push_back({c, Topic::measure, {}});
          continue;
        }
        const bool main = topic == Topic::barrier || topic == Topic::success_factor ||
                          topic == Topic::hallmark || is_measure_topic(topic);
        if (main) columns_.push_back({c, topic, {}});
        if (tokens[0] == "rank" || tokens[0] == "ranking" || tokens[0] == "place" || tokens[0] == "order" ||
            tokens[0] == "position")
          rank_column_ = static_cast<int>(c);
        if (topic == Topic::none &&
            (tokens[tokens.size() - 1] == "by" || tokens[0] == "group" || tokens[0] == "sector" ||
             tokens[0] == "who" || tokens[0] == "stakeholder" || tokens[0] == "respondents"))
          group_column_ = static_cast<int>(c);
      }
      // A row that is all columns of lists is a matrix of something else.
      if (columns_.size() > 3) columns_.clear();
      if (columns_.empty()) columns_of_groups(b);
      table_ = static_cast<std::int32_t>(b);
      header_ = b;
      return;
    }
    if (table_ < 0 || static_cast<std::size_t>(table_) + 1 != b) {
      columns_.clear();
      return;
    }
    table_ = static_cast<std::int32_t>(b);
    for (const auto& [c, announced, who_column] : columns_) {
      if (c >= block.cells.size()) continue;
      const Topic topic = announced == Topic::measure ? side_in_row(block, c) : announced;
      const Span cell = trimmed(text_, {block.cells[c].begin, block.cells[c].end});
      if (cell.empty()) continue;
      const std::string_view printed = text_.substr(cell.begin, cell.end - cell.begin);
      const Tokens tokens(printed);
      if (tokens.empty() || tokens.size() > 25 || printed.ends_with('?') || printed.find('<') != printed.npos)
        continue;
      bool letters = false;
      for (std::size_t i = 0; i < tokens.size(); ++i) letters = letters || !tokens.number(i);
      if (is_measure_topic(topic) && (tokens[0] == "total" || tokens[0] == "sum" || tokens[0] == "overall")) continue;
      const bool answer = tokens[0] == "yes" || tokens[0] == "no" || tokens[0] == "high" || tokens[0] == "low";
      if (!letters || (answer && tokens.size() < 2))
        continue;
      const Block& header = x_.document.blocks[header_];
      const std::string heading =
          squeeze(text_.substr(header.cells[c].begin, header.cells[c].end - header.cells[c].begin));
      const std::size_t before = x_.evidence.items.size();
      const auto pieces =
          printed.find(';') != printed.npos ? list_pieces(text_, cell) : std::vector<Span>{cell};
      for (const Span& piece : pieces)
        add(b, topic, piece, tidy(text_, piece), "in the column '" + heading + "' of a table", heading);
      if (!who_column.empty())
        for (std::size_t i = before; i < x_.evidence.items.size(); ++i) {
          x_.evidence.items[i].set(Attribute::group, who_column);
          x_.evidence.items[i].belongs_to = who_column;
        }
      if (group_column_ >= 0 && static_cast<std::size_t>(group_column_) < block.cells.size())
        if (const std::string who = squeeze(words(static_cast<std::size_t>(group_column_))); !who.empty())
          for (std::size_t i = before; i < x_.evidence.items.size(); ++i) {
            x_.evidence.items[i].set(Attribute::group, who);
            x_.evidence.items[i].belongs_to = who;
          }
      if (rank_column_ < 0 || static_cast<std::size_t>(rank_column_) >= block.cells.size()) continue;
      const Tokens rank(words(static_cast<std::size_t>(rank_column_)));
      if (rank.size() != 1) continue;
      if (const auto n = plain_number(rank, 0); n && n->value >= 1 && n->value < 100)
        for (std::size_t i = before; i < x_.evidence.items.size(); ++i)
          if (x_.evidence.items[i].kind != Kind::measure)
            x_.evidence.items[i].set(Attribute::rank, static_cast<std::int64_t>(n->value));
    }
  }

  // "Criterion | A | B": what each was judged by stands in the first column.
  static bool names_criteria(const Tokens& tokens) {
    static constexpr WordSet kCriteria("criterion", "criteria", "indicator", "indicators", "measure", "measures", "metric",
                                       "metrics", "yardstick");
    return tokens.size() == 1 && kCriteria.contains(tokens[0]);
  }

  // Under a heading about barriers or success, "Order | Managers | Partners": a ranked list for each group.
  void columns_of_groups(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const Topic topic = x_.structure.blocks[b].topic;
    if (rank_column_ != 0 || block.cells.size() < 2 || block.cells.size() > 5 || !is_list_topic(topic) ||
        is_measure_topic(topic))
      return;
    for (std::size_t c = 1; c < block.cells.size(); ++c) {
      const std::string who =
          squeeze(text_.substr(block.cells[c].begin, block.cells[c].end - block.cells[c].begin));
      const Tokens tokens(who);
      if (tokens.empty() || tokens.size() > 5 || tokens.number(0)) continue;
      static constexpr WordSet kFigures("share", "percent", "percentage", "%", "score", "number", "count",
                                        "mentions", "frequency", "votes", "n", "total");
      bool figures = false;
      for (std::size_t i = 0; i < tokens.size(); ++i) figures = figures || kFigures.contains(tokens[i]);
      if (!figures) columns_.push_back({c, topic, who});
    }
  }

  // A row of measures may say in a cell of its own which side of the work they are of.
  Topic side_in_row(const Block& block, std::size_t named) const {
    for (std::size_t c = 0; c < block.cells.size(); ++c) {
      if (c == named) continue;
      const std::string_view cell =
          text_.substr(block.cells[c].begin, block.cells[c].end - block.cells[c].begin);
      if (Tokens(cell).size() > 2) continue;
      if (const Topic side = measure_side(cell); side != Topic::none) return side;
    }
    return Topic::measure;
  }

  void list_item(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    const BlockContext& where = x_.structure.blocks[b];
    if (!is_list_topic(where.topic) || where.lead_in || where.stray) return;
    Span whole = trimmed(text_, {block.begin, block.end});
    // "**Access.** One in six flats …": the bold words are the item, whatever share follows them.
    if (is_survey_share(b) && !bold_lead(text_, whole)) return;
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
          // "And always: time lost": what only joins the item to the list is no name.
          if (mark == ": " && before.size() < 4 && !before.empty() &&
              (before[0] == "and" || before[0] == "but" || before[0] == "also" || before[0] == "plus")) {
            name.begin = quote.begin + static_cast<std::uint32_t>(at + mark.size());
            break;
          }
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
    if (topic == Topic::measure)
      item.set(Attribute::measure_kind, std::string(measure_kind_in_list(Tokens(printed))));
    std::string group =
        where.group.empty() && where.case_number < 0 ? who_lists(where.topic_block) : where.group;
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
    else if (kind == Kind::measure && where.case_number < 0 && !group.empty())
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

  // "The charity lists five features:", "They outline six features:" after a sentence about a source.
  std::string who_lists(std::int32_t lead) {
    if (lead < 0) return {};
    if (lead == asked_lead_) return asked_group_;
    asked_lead_ = lead;
    asked_group_.clear();
    const auto l = static_cast<std::size_t>(lead);
    const Block& block = x_.document.blocks[l];
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item) return {};
    std::string_view words = trim(x_.document.words(block));
    if (const std::size_t stop =
            words.size() > 1 ? words.substr(0, words.size() - 1).rfind(". ") : words.npos;
        stop != std::string_view::npos)
      words = words.substr(stop + 2);
    const Tokens tokens(words);
    for (const CueMatch& m : cues("listing").match(tokens)) {
      if (m.label != "lists" || m.first == 0 || m.first > 10) continue;
      std::size_t first = m.first;
      while (first > 0 && !tokens.clause_before(first)) --first;
      if (first == m.first) continue;
      std::size_t bare = first;
      while (bare < m.first && (tokens[bare] == "the" || tokens[bare] == "all" || tokens[bare] == "most"))
        ++bare;
      if (bare == m.first) continue;
      const std::string_view subject = tokens[bare];
      const bool pronoun =
          bare + 1 == m.first &&
          (subject == "they" || subject == "it" || subject == "authors" || subject == "researchers" ||
           subject == "article" || subject == "paper" || subject == "book" || subject == "he" ||
           subject == "she" || subject == "author" || subject == "study");
      if (pronoun)
        asked_group_ = source_before(l);
      else if (subject != "we" && subject != "i" && subject != "this" && subject != "these" &&
               subject != "our" && names_an_actor(tokens, words, bare, m.first - 1))
        asked_group_ =
            squeeze(words.substr(tokens.begin(bare), tokens.end(m.first - 1) - tokens.begin(bare)));
      break;
    }
    return asked_group_;
  }

  // The last name of which the paragraphs before say that it wrote or said something.
  std::string source_before(std::size_t lead) const {
    for (std::size_t b = lead + 1; b-- > 0 && b + 3 > lead;) {
      const Block& block = x_.document.blocks[b];
      if (block.kind != BlockKind::paragraph) break;
      const std::string_view words = x_.document.words(block);
      const Tokens tokens(words);
      if (tokens.size() > 400) break;
      const auto says = cues("listing").match(tokens);
      std::string found;
      for (const ProperName& name : proper_names(words, tokens))
        for (const CueMatch& m : says)
          if (m.first == name.last + 1 || (m.first == name.last + 2 && tokens.number(name.last + 1)))
            found = squeeze(words.substr(name.begin, name.end - name.begin));
      if (!found.empty()) return found;
    }
    return {};
  }

  Extraction& x_;
  std::string_view text_;
  struct Column {
    std::size_t cell;
    Topic topic;
    std::string group;  // whose list it is, if the column's head says so
  };
  std::vector<Column> columns_;  // of the present table
  std::int32_t table_ = -1;                             // its last row so far
  std::size_t header_ = 0;
  int rank_column_ = -1, group_column_ = -1;
  std::int32_t unmarked_below_ = -1;  // the heading last asked about, and whether an unmarked list stands below it
  bool unmarked_ = false;
  std::int32_t asked_lead_ = -1;
  std::string asked_group_;
};

void run(Extraction& x) { Lists(x).run(); }

const RegisterExtractor registered{{"lists",
                                    {Kind::measure, Kind::barrier, Kind::success_factor, Kind::hallmark},
                                    30,
                                    "items of lists that a heading or lead-in announces",
                                    run}};

}  // namespace
}  // namespace evident::ingest

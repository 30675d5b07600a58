// Recommendations: items of lists whose heading or lead-in says that they are advice, numbered and labelled
// recommendations, columns of a table, and sentences that say what somebody should do. Who should act is the
// sentence's own subject or agent, else the lead-in's, else the heading's, else the audience a text names.
// Views of those asked, quotations, described cases and lists of what helps are none.
#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/advice.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/names.hpp"
#include "ingest/extract/recommendation_wording.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

using wording::labelled;
using wording::printed_number;
using wording::states_a_fact;

bool is_heading(BlockKind kind) { return kind == BlockKind::heading || kind == BlockKind::slide_title; }

class Recommendations {
 public:
  explicit Recommendations(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    find_leads();
    std::size_t s = 0;
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const std::size_t first = s;
      while (s < x_.sentences.size() && static_cast<std::size_t>(x_.sentences[s].block) == b) ++s;
      const Block& block = x_.document.blocks[b];
      if (is_heading(block.kind))
        heading(b);
      else if (block.kind == BlockKind::table_row)
        table_row(b);
      else if ((block.kind == BlockKind::list_item || block.kind == BlockKind::paragraph) && first < s)
        sentences(b, first, s);
    }
  }

 private:
  struct Found {
    std::size_t block = 0;
    Span quote;
    std::string reason;
    bool negative = false;
    int number = 0;
    std::string addressee;  // as printed
  };

  std::string_view words(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  std::string words_of(std::int32_t block) const {
    return block < 0 ? std::string()
                     : squeeze(x_.document.words(x_.document.blocks[static_cast<std::size_t>(block)]));
  }

  // ---- leads ----------------------------------------------------------------------------------------------

  // Which block introduces each list item. A numbered list goes on after paragraphs and quotations that
  // stand between its items.
  void find_leads() {
    const auto& blocks = x_.document.blocks;
    lead_of_.assign(blocks.size(), -1);
    std::int32_t numbered_lead = -1;
    int last_number = 0;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const Block& block = blocks[b];
      if (is_heading(block.kind)) {
        numbered_lead = -1;
        last_number = 0;
      }
      if (block.kind != BlockKind::list_item) continue;
      const int number = block.ordered ? printed_number(block.marker) : 0;
      if (block.parent >= 0) {
        lead_of_[b] = block.parent;
      } else if (b > 0 && blocks[b - 1].kind == BlockKind::paragraph && x_.structure.blocks[b - 1].lead_in) {
        lead_of_[b] = static_cast<std::int32_t>(b) - 1;
      } else if (number > 1 && number == last_number + 1) {
        lead_of_[b] = numbered_lead;
      } else if (b > 0 && blocks[b - 1].kind == BlockKind::list_item) {
        std::int32_t before = static_cast<std::int32_t>(b) - 1;
        while (before >= 0 && blocks[static_cast<std::size_t>(before)].level > block.level &&
               blocks[static_cast<std::size_t>(before)].kind == BlockKind::list_item)
          --before;
        if (before >= 0 && blocks[static_cast<std::size_t>(before)].kind == BlockKind::list_item)
          lead_of_[b] = lead_of_[static_cast<std::size_t>(before)];
      }
      if (number > 0 && block.level <= 1) {
        numbered_lead = lead_of_[b];
        last_number = number;
      }
    }
  }

  const Lead& lead(std::int32_t block) {
    const auto it = leads_.find(block);
    if (it != leads_.end()) return it->second;
    std::string_view all = trim(x_.document.words(x_.document.blocks[static_cast<std::size_t>(block)]));
    Lead found;
    if (x_.structure.blocks[static_cast<std::size_t>(block)].lead_in) {
      // Its last sentence; bold words may end with the stop inside their marks.
      for (const std::string_view stop : {". ", ".** ", "? "})
        if (const std::size_t at = all.rfind(stop);
            at != std::string_view::npos && at + stop.size() < all.size())
          all = all.substr(at + stop.size());
      found = lead_in(all);
    }
    return leads_.emplace(block, std::move(found)).first->second;
  }

  // Whether at least half of the items below this lead are instructions.
  bool mostly_instructions(std::int32_t lead_block) {
    const auto it = instructive_.find(lead_block);
    if (it != instructive_.end()) return it->second;
    int items = 0, instructions = 0;
    for (auto b = static_cast<std::size_t>(lead_block) + 1; b < lead_of_.size() && items < 40; ++b) {
      if (is_heading(x_.document.blocks[b].kind)) break;
      if (lead_of_[b] != lead_block) continue;
      ++items;
      const Block& block = x_.document.blocks[b];
      const Span rest = after_label(trimmed(text_, {block.begin, block.end}));
      const std::string_view opening = words(rest).substr(0, 120);
      instructions += instruction_in(opening, Tokens(opening)).has_value();
    }
    return instructive_.emplace(lead_block, instructions * 2 >= items && instructions > 0).first->second;
  }

  // ---- addressees -----------------------------------------------------------------------------------------

  const std::string& heading_addressee(std::size_t b) {
    const bool recommends = x_.structure.blocks[b].topic == Topic::recommendation;
    const auto [known, fresh] =
        addressee_of_heading_.try_emplace({x_.document.blocks[b].heading, recommends});
    if (fresh) known->second = heading_addressee(x_.document.blocks[b].heading, recommends);
    return known->second;
  }
  std::string heading_addressee(std::int32_t h, bool recommends) const {
    for (int steps = 0; h >= 0 && steps < 4; ++steps) {
      const auto at = static_cast<std::size_t>(h);
      const Block& block = x_.document.blocks[at];
      if (!is_heading(block.kind)) return {};
      const bool announces = topic_of(x_.document.words(block)) == Topic::recommendation;
      std::string found = addressee_of_heading(x_.document.words(block), recommends);
      if (!found.empty()) return found;
      if (announces || block.heading == h) return {};
      h = block.heading;
    }
    return {};
  }

  std::string inherited(std::size_t b, bool instruction) {
    for (std::int32_t l = lead_of_[b]; l >= 0; l = lead_of_[static_cast<std::size_t>(l)]) {
      if (!lead(l).addressee.empty()) return lead(l).addressee;
      if (const auto it = addressee_of_block_.find(l); it != addressee_of_block_.end() && !it->second.empty())
        return it->second;
      if (lead_of_[static_cast<std::size_t>(l)] >= l) break;
    }
    if (const std::string& found = heading_addressee(b); !found.empty()) return found;
    const BlockContext& where = x_.structure.blocks[b];
    if (where.topic == Topic::recommendation && !where.group.empty()) return where.group;
    if (!instruction) return {};
    if (!audiences_) audiences_.emplace(x_.document);
    return std::string(audiences_->of(b));
  }

  std::string printed(std::string who) {
    if (who.empty()) return who;
    who = without_article(who);
    std::erase(who, '*');
    if (!short_forms_) short_forms_.emplace(x_.document);
    if (const std::string_view meant = short_forms_->of(who); !meant.empty())
      return std::string(meant) + " (" + who + ")";
    return who;
  }

  // ---- where they stand -----------------------------------------------------------------------------------

  // "Strategy: understand …", "**Strategy:** understand …".
  Span after_label(Span whole, std::string* label = nullptr) const {
    const std::string_view all = words(whole);
    const std::size_t colon = all.substr(0, 60).find(':');
    if (colon == std::string_view::npos || colon + 2 >= all.size()) return whole;
    const std::string_view before = all.substr(0, colon);
    if (Tokens(before).size() > 6 || before.find(". ") != std::string_view::npos ||
        before.find("http") != std::string_view::npos)
      return whole;
    std::size_t at = colon + 1;
    while (at < all.size() && (all[at] == '*' || all[at] == '_' || all[at] == ' ' || all[at] == '\n')) ++at;
    if (at >= all.size()) return whole;
    if (label) *label = squeeze(before);
    return {whole.begin + static_cast<std::uint32_t>(at), whole.end};
  }

  // Of a sentence: without a closing reference "(see page 4)".
  Span without_pointer(Span span) const {
    const std::string_view all = words(span);
    const std::size_t open = all.rfind(" (");
    if (open == std::string_view::npos || open < 12) return span;
    const std::string_view tail = all.substr(open + 2);
    if ((starts_with_ignoring_case(tail, "see ") || starts_with_ignoring_case(tail, "section ") ||
         starts_with_ignoring_case(tail, "page ") || starts_with_ignoring_case(tail, "paragraph ")) &&
        tail.size() < 100 && tail.find(')') + 3 > tail.size())
      span.end = span.begin + static_cast<std::uint32_t>(open);
    return span;
  }

  // A document that is one case may advise; a case told within a report does not.
  bool in_case_example(const BlockContext& where) const {
    return where.case_number >= 0 && !x_.structure.cases[static_cast<std::size_t>(where.case_number)].whole;
  }

  void heading(std::size_t b) {
    pending_ = 0;
    const Block& block = x_.document.blocks[b];
    const BlockContext& where = x_.structure.blocks[b];
    if (in_case_example(where) || is_apparatus(where.topic)) return;
    const std::string_view all = x_.document.words(block);
    if (const auto label = labelled(all)) {
      if (label->second + 12 >= all.size()) {
        pending_ = label->first;
        return;
      }
      const Span span = trimmed(text_, {block.begin + static_cast<std::uint32_t>(label->second), block.end});
      const Tokens tokens(words(span));
      const auto advice = advice_in(words(span), tokens);
      const auto instruction = instruction_in(words(span), tokens);
      if (tokens.size() < 3 || (!advice && !instruction)) {
        pending_ = label->first;
        return;
      }
      add({b, span, "a heading 'Recommendation " + std::to_string(label->first) + "'",
           (advice && advice->negative) || (instruction && instruction->negative), label->first,
           advice && advice->actor ? actor(words(span), tokens, *advice) : inherited(b, false)});
      return;
    }
    if (where.topic != Topic::recommendation || where.topic_block == static_cast<std::int32_t>(b)) return;
    Span span = trimmed(text_, {block.begin, block.end});
    int number = 0;
    std::uint32_t at = span.begin;
    while (at < span.end && text_[at] >= '0' && text_[at] <= '9') ++at;
    if (at > span.begin && at - span.begin < 3 && at + 1 < span.end &&
        (text_[at] == '.' || text_[at] == ')')) {
      number = printed_number(text_.substr(span.begin, at - span.begin));
      span = trimmed(text_, {at + 1, span.end});
    }
    if (span.empty() || text_[span.end - 1] == '?') return;
    const Tokens tokens(words(span));
    if (const auto advice = advice_in(words(span), tokens); advice && !advice->pronoun && !advice->weak)
      add({b, span, "a heading below '" + words_of(where.topic_block) + "', with '" + advice->cue + "'",
           advice->negative, number, advice->actor ? actor(words(span), tokens, *advice) : std::string()});
  }

  static std::string actor(std::string_view text, const Tokens& tokens, const Advice& advice) {
    return std::string(
        text.substr(tokens.begin(advice.first), tokens.end(advice.last) - tokens.begin(advice.first)));
  }

  // Tables with a column of recommendations or actions, and perhaps one that says who is to act.
  void table_row(std::size_t b) {
    const Block& block = x_.document.blocks[b];
    if (block.header) {
      column_ = who_column_ = number_column_ = do_column_ = dont_column_ = -1;
      table_ = b;
      for (std::size_t c = 0; c < block.cells.size() && c < 6; ++c) {
        const std::string_view cell = text_.substr(block.cells[c].begin, block.cells[c].end - block.cells[c].begin);
        const Topic topic = Tokens(cell).size() <= 6 ? topic_of(cell) : Topic::none;
        if (topic == Topic::dos && do_column_ < 0) do_column_ = static_cast<int>(c);
        if (topic == Topic::donts && dont_column_ < 0) dont_column_ = static_cast<int>(c);
      }
      if (do_column_ >= 0 && dont_column_ >= 0) return;  // "Do | Don't": both columns advise
      do_column_ = dont_column_ = -1;
      for (std::size_t c = 0; c < block.cells.size(); ++c) {
        const std::string_view cell =
            text_.substr(block.cells[c].begin, block.cells[c].end - block.cells[c].begin);
        const Tokens tokens(cell);
        if (tokens.empty() || tokens.size() > 5) continue;
        const std::string_view w = tokens[0];
        if (column_ < 0 && w != "key" &&
            (topic_of(cell) == Topic::recommendation || w == "action" || w == "ask" || w == "recommended"))
          column_ = static_cast<int>(c);
        if (w == "lead" || w == "owner" || w == "responsible" || w == "responsibility" || w == "who" ||
            w == "addressee" || (w == "for" && tokens.size() < 4) || w == "led")
          who_column_ = static_cast<int>(c);
        if (w == "no" || w == "number" || w == "ref" || cell == "#") number_column_ = static_cast<int>(c);
      }
      return;
    }
    if (do_column_ >= 0 && b == table_ + 1) {
      table_ = b;
      advised(b, do_column_, false);
      advised(b, dont_column_, true);
      return;
    }
    if (column_ < 0 || b != table_ + 1 || static_cast<std::size_t>(column_) >= block.cells.size()) return;
    table_ = b;
    const Cell& cell = block.cells[static_cast<std::size_t>(column_)];
    const Span span = trimmed(text_, {cell.begin, cell.end});
    const Tokens tokens(words(span));
    if (span.empty() || tokens.size() < 3 || states_a_fact(tokens)) return;
    const auto advice = advice_in(words(span), tokens);
    Found found{b, span, "a row of a table of recommendations", advice && advice->negative, 0, {}};
    if (advice && advice->actor) found.addressee = actor(words(span), tokens, *advice);
    if (who_column_ >= 0 && static_cast<std::size_t>(who_column_) < block.cells.size()) {
      const Cell& who = block.cells[static_cast<std::size_t>(who_column_)];
      const Span name = tidy(text_, {who.begin, who.end});
      if (!name.empty()) found.addressee = squeeze(words(name));
    }
    if (number_column_ >= 0 && static_cast<std::size_t>(number_column_) < block.cells.size()) {
      const Cell& number = block.cells[static_cast<std::size_t>(number_column_)];
      const Span digits = tidy(text_, {number.begin, number.end});
      if (!digits.empty()) found.number = printed_number(words(digits));
    }
    add(std::move(found));
  }

  // A cell of a column "Do" or "Don't".
  void advised(std::size_t b, int column, bool negative) {
    const Block& block = x_.document.blocks[b];
    if (static_cast<std::size_t>(column) >= block.cells.size()) return;
    const Cell& cell = block.cells[static_cast<std::size_t>(column)];
    const Span span = trimmed(text_, {cell.begin, cell.end});
    if (span.empty()) return;
    const Tokens tokens(words(span));
    if (tokens.size() < 2 || words(span).ends_with('?')) return;
    add({b, span, negative ? "in the column of what not to do" : "in the column of what to do", negative, 0, {}});
  }

  void sentences(std::size_t b, std::size_t first, std::size_t end) {
    const Block& block = x_.document.blocks[b];
    const BlockContext& where = x_.structure.blocks[b];
    if (in_case_example(where) || where.topic == Topic::negated || where.topic == Topic::question ||
        is_apparatus(where.topic) || where.stray)
      return;
    const bool item = block.kind == BlockKind::list_item;
    if (item && is_list_topic(where.topic)) return;
    std::size_t from = first;
    last_addressee_.clear();
    bool before = false;  // the sentence before recommended something
    if (item) {
      before = opening_item(b, first);
      from = before ? first + 1 : first;
    } else if (opening_paragraph(b, first)) {
      before = true;
      from = first + 1;
    }
    for (std::size_t s = from; s < end; ++s) before = sentence(b, s, before, s == first) || announces_proposal(s);
  }

  // A paragraph "Recommendation 3: …", or the first below a heading "Recommendation 3".
  bool opening_paragraph(std::size_t b, std::size_t s) {
    const Block& block = x_.document.blocks[b];
    const std::string_view all = x_.document.words(block);
    int number = pending_;
    std::uint32_t begin = x_.sentences[s].begin;
    if (const auto label = labelled(all)) {
      number = label->first;
      begin = block.begin + static_cast<std::uint32_t>(label->second);
    } else if (pending_ == 0) {
      return false;
    }
    pending_ = 0;
    std::uint32_t end = x_.sentences[s].end;
    // The label may have been taken for a sentence of its own.
    for (std::size_t k = s; end <= begin && k < x_.sentences.size(); ++k) end = x_.sentences[k].end;
    const Span span = trimmed(text_, {begin, end});
    if (span.empty() || words(span).ends_with('?')) return false;
    const Tokens tokens(words(span));
    const auto advice = advice_in(words(span), tokens);
    const auto instruction = instruction_in(words(span), tokens);
    if (!advice && !instruction && states_a_fact(tokens)) return false;
    std::string who =
        advice && advice->actor ? actor(words(span), tokens, *advice) : own_subject(words(span), tokens);
    if (who.empty()) who = inherited(b, instruction.has_value());
    add({b, span, "labelled as recommendation " + std::to_string(number),
         (advice && advice->negative) || (instruction && instruction->negative), number, std::move(who)});
    return true;
  }

  // "The Secretary of State to decide": who stands before the infinitive.
  static std::string own_subject(std::string_view text, const Tokens& tokens) {
    for (std::size_t i = 1; i + 1 < tokens.size() && i < 10; ++i) {
      if (i > 1 && tokens.clause_before(i) && text[tokens.end(i - 1)] != ',' &&
          text[tokens.end(i - 1)] != ')')
        return {};
      if (tokens[i] != "to") continue;
      if (tokens[i + 1] == "be" || tokens[i + 1] == "the") return {};
      for (std::size_t k = 0; k < i; ++k)
        if (tokens[k] == "be" || tokens[k] == "is" || tokens[k] == "are" || tokens.number(i + 1)) return {};
      std::size_t first = 0;
      while (first < i && (tokens[first] == "the" || tokens[first] == "all")) ++first;
      if (first >= i || !names_an_actor(tokens, text, first, i - 1)) return {};
      return std::string(text.substr(tokens.begin(first), tokens.end(i - 1) - tokens.begin(first)));
    }
    return {};
  }

  // The first words of a list item. True: they are a recommendation.
  bool opening_item(std::size_t b, std::size_t s) {
    const Block& block = x_.document.blocks[b];
    const BlockContext& where = x_.structure.blocks[b];
    Lead::Kind kind = Lead::Kind::none;
    std::string reason;
    const std::int32_t lead_block = lead_of_[b];
    if (lead_block >= 0) {
      const Lead& above = lead(lead_block);
      kind = above.kind;
      if (kind != Lead::Kind::none) reason = "listed after '" + above.cue + "'";
    }
    const bool dos = where.topic == Topic::dos, donts = where.topic == Topic::donts;
    if (dos || donts || (kind == Lead::Kind::none && where.topic == Topic::recommendation)) {
      kind = donts ? Lead::Kind::dont : Lead::Kind::advice;
      reason = "listed under '" + words_of(where.topic_block) + "'";
    }
    if (kind == Lead::Kind::none && !is_list_topic(where.topic) && block.heading >= 0) {
      const Tokens above(x_.document.words(x_.document.blocks[static_cast<std::size_t>(block.heading)]));
      for (std::size_t i = 0; i < above.size() && i < 6; ++i)
        if (above[i] == "lessons") {
          kind = Lead::Kind::steps;
          reason = "listed under '" + words_of(block.heading) + "'";
        }
    }
    // A bullet among conclusions may tell somebody what to do.
    if (kind == Lead::Kind::none && x_.document.slides && x_.labels[s].role == "recommendation") {
      kind = Lead::Kind::advice;
      reason = "a bullet that tells what to do";
    }
    if (kind == Lead::Kind::none) return false;
    if (x_.labels[s].voice == "survey_group" || x_.labels[s].voice == "participants_reported") return false;

    Span whole = trimmed(text_, {block.begin, block.end});
    int number = block.ordered ? printed_number(block.marker) : 0;
    if (const auto label = labelled(words(whole))) {
      number = label->first;
      whole.begin += static_cast<std::uint32_t>(label->second);
    }
    // The label or bold words that open the item, else its first sentence.
    std::string label;
    Span quote{whole.begin, std::min(whole.end, x_.sentences[s].end)};
    // "R3." may have been taken for a sentence of its own.
    for (std::size_t k = s + 1; quote.end <= quote.begin && k < x_.sentences.size() &&
                                x_.sentences[k].block == x_.sentences[s].block;
         ++k)
      quote.end = std::min(whole.end, x_.sentences[k].end);
    std::size_t bold_end = 0;
    if (const auto bold = bold_lead(text_, whole)) {
      const std::string_view inner = words(*bold);
      const bool is_label = inner.size() > 3 && (inner[inner.size() - 3] == ':' ||
                                                 (bold->end < whole.end && text_[bold->end] == ':'));
      if (!is_label) {
        quote = *bold;
        bold_end = bold->end;
      }
    }
    if (!bold_end) {
      const Span rest = after_label(whole, &label);
      // "Avoid stigma: use cards" is advice from its first word; "Understand: …" is a label all the same in
      // bold.
      const bool advises = block.begin < block.end && text_[whole.begin] != '*' &&
                           instruction_in(label, Tokens(label)).has_value();
      if (rest.begin != whole.begin && !advises) {
        const bool who = names_a_body(label);
        const std::string_view opening = words(rest).substr(0, 300);
        const Tokens tokens(opening);
        if (who || instruction_in(opening, tokens) || advice_in(opening, tokens) ||
            (kind == Lead::Kind::steps && lead_block >= 0 && mostly_instructions(lead_block))) {
          quote.begin = rest.begin;
          // The sentence that the label was cut from may have ended with the label.
          for (std::size_t k = s; quote.end <= quote.begin + 3 && k < x_.sentences.size() &&
                                  x_.sentences[k].block == x_.sentences[s].block;
               ++k)
            quote.end = x_.sentences[k].end;
        } else {
          label.clear();
        }
        if (!who) label.clear();
      } else {
        label.clear();
      }
    }
    quote = trimmed(text_, quote);
    if (quote.empty() || text_[quote.end - 1] == '?') return false;
    quote = without_pointer(quote);
    const Tokens tokens(words(quote));
    if (tokens.empty()) return false;
    const auto advice = advice_in(words(quote), tokens);
    const auto instruction = instruction_in(words(quote), tokens);
    bool accept = dos || donts || advice || instruction;
    if (!accept && kind == Lead::Kind::steps && lead_block >= 0) accept = mostly_instructions(lead_block);
    // "Teachers:" introduces advice only where its items are instructions.
    if (kind == Lead::Kind::steps && lead_block >= 0 && !lead(lead_block).addressee.empty() &&
        !mostly_instructions(lead_block))
      return false;
    // "Funders might pay for a bookkeeper first": politely, in a list of advice.
    if (!accept && kind == Lead::Kind::advice) accept = suggests_politely(words(quote), tokens);
    if (!accept && kind != Lead::Kind::steps)
      accept = !states_a_fact(tokens) && !(where.lead_in && tokens.size() < 6);
    if (!accept) return false;
    if (is_list_topic(x_.structure.sentence_topics[s])) return false;

    Found found{b, quote, reason, kind == Lead::Kind::dont, number, {}};
    // "Avoid long meetings" in a list of things to do; in a list of don'ts it is turned round already.
    if (kind != Lead::Kind::dont)
      found.negative = (advice && advice->negative) || (instruction && instruction->negative);
    if (!label.empty())
      found.addressee = label;
    else if (advice && advice->actor)
      found.addressee = actor(words(quote), tokens, *advice);
    else if (!instruction)
      found.addressee = own_subject(words(quote), tokens);
    if (found.addressee.empty()) found.addressee = trailing_lead(block);
    if (found.addressee.empty()) found.addressee = inherited(b, true);
    add(std::move(found));
    return true;
  }

  static bool suggests_politely(std::string_view text, const Tokens& tokens) {
    static constexpr WordSet kPolite("might", "could", "may");
    static constexpr WordSet kStates("be", "have", "not", "also", "well", "seem", "become", "need", "find", "feel", "lose");
    for (std::size_t i = 1; i + 1 < tokens.size() && i < 7; ++i)
      if (kPolite.contains(tokens[i]))
        return !kStates.contains(tokens[i + 1]) && names_an_actor(tokens, text, 0, i - 1);
    return false;
  }

  static bool names_a_body(std::string_view label) {
    if (label.empty()) return false;
    const Tokens tokens(label);
    return !tokens.empty() && tokens.size() < 8 && names_an_actor(tokens, label, 0, tokens.size() - 1);
  }

  // "(Lead: Department for Transport)" at the end of an item.
  std::string trailing_lead(const Block& block) const {
    const std::string_view all = trim(x_.document.words(block));
    if (all.empty() || (all.back() != ')' && all.back() != ']')) return {};
    const std::size_t open = all.find_last_of("([");
    if (open == std::string_view::npos || all.size() - open > 90) return {};
    const std::string_view inner = all.substr(open + 1, all.size() - open - 2);
    const std::size_t colon = inner.find(':');
    if (colon == std::string_view::npos) return {};
    const Tokens label(inner.substr(0, colon));
    if (label.empty() || label.size() > 3) return {};
    if (label[0] == "lead" || label[0] == "action" || label[0] == "owner" || label[0] == "responsible" ||
        label[0] == "for" || label[0] == "responsibility" || label[0] == "by")
      return squeeze(inner.substr(colon + 1));
    return {};
  }

  // Prose below the list of a part speaks of more than the list's addressees.
  bool after_a_list(std::size_t b) const {
    for (std::size_t k = b; k-- > 0 && !is_heading(x_.document.blocks[k].kind);)
      if (x_.document.blocks[k].kind == BlockKind::list_item) return true;
    return false;
  }

  static bool asks_research(const Tokens& tokens) {
    static constexpr WordSet kWork("research", "studies", "study", "work", "investigation", "inquiry", "trials",
                                   "evaluations", "evaluation", "analyses", "reviews");
    bool work = false, whether = false;
    for (std::size_t i = 0; i < 4 && i < tokens.size(); ++i) work = work || kWork.contains(tokens[i]);
    for (std::size_t i = 3; i < tokens.size(); ++i)
      whether = whether || tokens[i] == "whether" || tokens[i] == "how" || tokens[i] == "why" || tokens[i] == "what" ||
                tokens[i] == "which";
    return work && whether;
  }

  // "So here is my modest proposal.": what follows is asked for, whoever is its subject.
  bool announces_proposal(std::size_t s) const {
    const Tokens tokens(text_.substr(x_.sentences[s].begin, x_.sentences[s].end - x_.sentences[s].begin));
    if (tokens.size() < 3 || tokens.size() > 10) return false;
    static constexpr WordSet kNames("proposal", "proposals", "suggestion", "suggestions", "recommendation", "recommendations",
                                    "plea", "request");
    bool own = false, here = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      here = here || tokens[i] == "here" || tokens[i] == "is" || tokens[i] == "are" || tokens[i] == "make" || tokens[i] == "have";
      own = own || tokens[i] == "my" || tokens[i] == "our" || tokens[i] == "i" || tokens[i] == "we";
      if (own && here && kNames.contains(tokens[i]) && i + 1 == tokens.size()) return true;
    }
    return false;
  }

  // "They recommend that A, and that B": one of each clause behind "that"; nothing where there is only one.
  bool several_clauses(std::size_t b, Span quote, const Advice& advice) {
    if (advice.cue.find("recommend") == std::string::npos && advice.cue.find("advise") == std::string::npos &&
        advice.cue.find("propose") == std::string::npos)
      return false;
    const std::string_view all = words(quote);
    std::size_t at = all.find(" that ");
    if (at == std::string_view::npos || at > 60 || all.find(" and that ", at) == std::string_view::npos) return false;
    at += 6;
    while (at < all.size()) {
      std::size_t stop = std::min(all.find(" and that ", at), all.size());
      const Span clause = tidy(text_, {quote.begin + static_cast<std::uint32_t>(at), quote.begin + static_cast<std::uint32_t>(stop)});
      const std::string sentence = "we recommend that " + std::string(words(clause));
      const Tokens tokens(sentence);
      const auto one = advice_in(sentence, tokens);
      add({b, clause, "says '" + advice.cue + "', one of several", one && one->negative, 0,
           one && one->actor ? actor(sentence, tokens, *one) : std::string()});
      if (stop == all.size()) break;
      at = stop + 10;
    }
    return true;
  }

  // A sentence that stands by itself. True: it recommends something.
  bool sentence(std::size_t b, std::size_t s, bool before, bool first) {
    const SentenceLabel& label = x_.labels[s];
    const bool opinion = x_.structure.doc_type == "opinion";
    const Topic topic = x_.structure.sentence_topics[s];
    if (label.role.empty() || label.role == "method" || label.role == "background" || is_list_topic(topic))
      return false;
    Span span = trimmed(text_, {x_.structure.sentence_begins[s], x_.sentences[s].end});
    if (span.empty() || words(span).ends_with('?')) return false;
    if (label.role != "recommendation") {
      if (label.role == "finding" && !before) return false;
      const std::string_view all = words(span);
      if (all.find("should") == std::string_view::npos && all.find("must") == std::string_view::npos &&
          all.find("need") == std::string_view::npos && all.find("call") == std::string_view::npos &&
          all.find("recommend") == std::string_view::npos && all.find("ought") == std::string_view::npos &&
          all.find("could do ") == std::string_view::npos && all.find("would do") == std::string_view::npos)
        return false;
    }
    if (label.voice == "survey_group" || label.voice == "participant_quoted") return false;
    Span quote = span;
    // Sentences begin after the marks of emphasis.
    const Block& block = x_.document.blocks[b];
    if (const auto bold = bold_lead(text_, first ? Span{block.begin, block.end} : span)) quote = *bold;
    Tokens tokens(words(quote));
    auto advice = advice_in(words(quote), tokens);
    if (!advice && quote.end != span.end) {
      quote = span;
      tokens = Tokens(words(quote));
      advice = advice_in(words(quote), tokens);
    }
    // "First, pay for the bus. Second, …": an instruction in prose that asks.
    if (const auto instruction = instruction_in(words(quote), tokens);
        !advice && instruction && label.role == "recommendation" && !(before && block.kind == BlockKind::list_item) && !words(quote).ends_with(':') &&
        wording::asks_plainly(tokens)) {
      Found found{b, without_pointer(quote), "an instruction", instruction->negative, 0, {}};
      if (first && block.ordered) found.number = printed_number(block.marker);
      if (topic == Topic::recommendation && !after_a_list(b)) found.addressee = inherited(b, true);
      add(std::move(found));
      return true;
    }
    if (!advice) return false;
    // "Further research should examine whether …" leaves a question open.
    if (asks_research(tokens)) return false;
    const bool part = topic == Topic::recommendation;
    if (advice->pronoun && !before) return false;
    if (advice->weak && !part && !(advice->actor && (label.role != "opinion" || !opinion))) return false;
    if (advice->weak && label.role == "finding") return false;
    // "Claims ought to be dated …", "It ought to …" go on with what the sentence before asked for.
    if (opinion && !advice->actor && !before && advice->cue.find("recommend") == std::string::npos &&
        advice->cue.find("call") == std::string::npos && advice->cue.find("urge") == std::string::npos &&
        !part)
      return false;
    // "Schools should": what they should do stands in the list below.
    if (x_.structure.blocks[b].lead_in && s + 1 < x_.sentences.size() && x_.sentences[s + 1].block != x_.sentences[s].block &&
        std::isalpha(static_cast<unsigned char>(words(span).back())) && tokens.size() < 12)
      return false;
    // "Barriers: schools must …" states a part of something else.
    if (x_.structure.blocks[b].lead_in && s + 1 < x_.sentences.size() && words(span).ends_with(':'))
      return false;
    if (several_clauses(b, quote, *advice)) return true;
    Found found{b, without_pointer(quote), "says '" + advice->cue + "'", advice->negative, 0, {}};
    if (first && block.ordered) found.number = printed_number(block.marker);
    if (advice->actor)
      found.addressee = actor(words(quote), tokens, *advice);
    else if (advice->pronoun)
      found.addressee = last_addressee_;
    else if ((part && !after_a_list(b)) || block.kind == BlockKind::list_item)
      found.addressee = inherited(b, false);
    add(std::move(found));
    return true;
  }

  void add(Found found) {
    if (found.quote.empty() || !seen_.insert(found.quote.begin).second) return;
    graph::Item& item =
        x_.evidence.items[x_.add(graph::Kind::recommendation, found.quote.begin, found.quote.end,
                                 "recommendations", std::move(found.reason))];
    std::string text = squeeze(item.passage.quote);
    std::erase(text, '*');
    item.set(Attribute::text, text);
    item.set(Attribute::section, item.passage.section);
    item.set(Attribute::polarity, std::string(found.negative ? "negative" : "positive"));
    if (found.number > 0) item.set(Attribute::number, static_cast<std::int64_t>(found.number));
    // "Recommendations" heads them, and is nobody.
    const std::string who = topic_of(found.addressee) == Topic::recommendation ? std::string() : printed(found.addressee);
    if (!who.empty()) item.set(Attribute::addressee, who);
    last_addressee_ = found.addressee;
    addressee_of_block_.emplace(static_cast<std::int32_t>(found.block), found.addressee);
  }

  Extraction& x_;
  std::string_view text_;
  std::vector<std::int32_t> lead_of_;
  std::map<std::int32_t, Lead> leads_;
  std::map<std::int32_t, bool> instructive_;
  std::map<std::int32_t, std::string> addressee_of_block_;
  std::set<std::uint32_t> seen_;
  std::optional<wording::Audiences> audiences_;
  std::map<std::pair<std::int32_t, bool>, std::string>
      addressee_of_heading_;  // below it, in a part that advises
  std::optional<ShortForms> short_forms_;
  std::string last_addressee_;
  int pending_ = 0;  // the number of a heading "Recommendation 3"
  int column_ = -1, who_column_ = -1, number_column_ = -1, do_column_ = -1, dont_column_ = -1;
  std::size_t table_ = 0;
};

void run(Extraction& x) { Recommendations(x).run(); }

const RegisterExtractor registered{
    {"recommendations",
     {graph::Kind::recommendation},
     45,
     "lists and tables of advice, labelled recommendations, sentences that say what "
     "somebody should do",
     run}};

}  // namespace
}  // namespace evident::ingest

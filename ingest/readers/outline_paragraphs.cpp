// What one line or the joined lines of a paragraph are: furniture, credits of the document, or running text,
// out of which headings that are run in and the speaker of a quotation are taken.
#include <algorithm>
#include <string_view>

#include "ingest/readers/outline_builder.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest {
namespace {

// A star behind a word that closes no emphasis: somewhere below there is a note to it.
bool has_star(std::string_view t) {
  for (std::size_t at = t.find('*'); at != std::string_view::npos; at = t.find('*', at + 1)) {
    const bool lone = (at == 0 || t[at - 1] != '*') &&
                      (at + 1 == t.size() || (t[at + 1] != '*' && (t[at + 1] == ' ' || t[at + 1] == ')' ||
                                                                   t[at + 1] == '.' || t[at + 1] == ',')));
    if (lone && at > 0 && t[at - 1] != ' ' &&
        std::count(t.begin(), t.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(at, 400)), '*') %
                2 ==
            0)
      return true;
  }
  return false;
}

}  // namespace

bool OutlineBuilder::small_furniture(const Line& line, std::string_view t) {
  if (t.size() > 4000) return false;
  const bool dots =
      t.size() < 200 &&
      (t.find(".....") != std::string_view::npos || t.find(". . . .") != std::string_view::npos) &&
      t.back() >= '0' && t.back() <= '9';
  if (dots) contents_entry(t.substr(0, t.find(". .") < t.find("...") ? t.find(". .") : t.find("...")));
  if (!dots && !page_number(t) && !site_leftover(t) && !decoration(t)) return false;
  emit(BlockKind::furniture, line.begin, line.end, line);
  return true;
}

// Credits of the document: authors, dates, affiliations. Anywhere only where the words leave no doubt.
bool OutlineBuilder::credits(const Line& line, std::string_view t) {
  const bool early = front_ && document_.blocks.size() < 40;
  const std::size_t near = document_.blocks.size();
  bool is = date_line(t) || person_line(t) || credit_label(t) || (early && byline(t));
  if (!is && early) {
    const bool titled = seen_heading_ || has_title_;
    is = journal_line(t) || address_line(t) || (titled && (credit_line(t) || author_line(t)));
    // A line in italics under the title says what the document is.
    is = is || (titled && near > 0 && t.size() > 2 && t.size() < 400 && (t[0] == '*' || t[0] == '_') &&
                t[1] != t[0] && t.back() == t[0] && t.find(t[0], 1) == t.size() - 1);
    if (!is && titled && t.size() < 120 && !ends_sentence(t) && near > 0) {
      // "BMJ Open, August 2019" under the authors, and what stands under "Designed by".
      const auto w = short_words(t, 20);
      const bool dated = !w.empty() && w.size() <= 14 && w.back().size() == 4 &&
                         (w.back().substr(0, 2) == "19" || w.back().substr(0, 2) == "20");
      is = (dated && t.find(',') != std::string_view::npos);
    }
  }
  if (!is && t.size() < 60 && near > 0 && title_like(t)) {
    const Block& before = document_.blocks.back();
    is = before.kind == BlockKind::metadata && credit_label(document_.words(before));
  }
  if (!is && t.size() < 160 && !ends_sentence(t) && !ends_with_colon(t)) {
    const std::string l = ascii_lower(t.substr(0, 24));
    for (const std::string_view cue :
         {"supported by ", "sponsored by ", "funded by ", "designed by ", "printed by "})
      is = is || std::string_view(l).substr(0, cue.size()) == cue;
  }
  if (!is) return false;
  emit(BlockKind::metadata, line.begin, line.end, line);
  close_lists();
  return true;
}

// "2.14 Opening hours have …": reports number their paragraphs. The number with its blanks, 0 when there is none.
static std::size_t paragraph_number(std::string_view t) {
  std::size_t i = 0, parts = 0;
  // "B2.  Parents talked …"; "R1." and "Q1." number what is recommended and asked.
  if (t.size() > 4 && t[0] >= 'A' && t[0] <= 'Z' && t[0] != 'R' && t[0] != 'Q' && t[1] >= '0' && t[1] <= '9') i = parts = 1;
  while (i < t.size() && t[i] >= '0' && t[i] <= '9') {
    const std::size_t from = i;
    while (i < t.size() && t[i] >= '0' && t[i] <= '9') ++i;
    if (i - from > 3) return 0;
    ++parts;
    if (i >= t.size() || t[i] != '.') break;
    ++i;
  }
  if (parts < 2 || parts > 4 || i >= t.size()) return 0;
  const std::size_t blank = leading_blanks(t.substr(i));
  const std::size_t words = i + blank;
  return blank > 0 && words < t.size() && t[words] >= 'A' && t[words] <= 'Z' && ends_sentence(t) ? words : 0;
}

void OutlineBuilder::paragraph(const Line& line, std::size_t begin, std::size_t end) {
  begin += paragraph_number(span(begin, end));
  const std::string_view t = span(begin, end);
  const bool indented = !open_.empty() && line.indent > open_.front().indent && line.blanks > 0;
  std::int32_t parent = -1;
  if (indented) {
    while (open_.size() > 1 && open_.back().indent >= line.indent) open_.pop_back();
    parent = open_.back().block;
  } else {
    close_lists();
  }
  // One short remark may stand among the credits; running text ends them.
  if (t.size() > 200 || ++front_paragraphs_ > 1) front_ = false;
  starred_before_ = starred_before_ || has_star(t);
  if (caption_like(t)) {
    emit(BlockKind::caption, begin, end, line);
    return;
  }
  if (said_and_signed(line, begin, t)) return;
  RunIn start = run_in_at_start(t);
  if (start.end == start.begin && bare_labels_) start = bare_label(t);
  std::size_t from = 0;
  if (start.end > start.begin) {
    heading(begin + start.begin, begin + start.end, line, kRankRunIn, true);
    from = start.body;
  }
  while (from < t.size()) {
    const RunIn next = run_in_inside(t, from);
    const std::size_t until = next.end > next.begin ? next.begin : t.size();
    std::size_t stop = until;
    while (stop > from && (t[stop - 1] == '*' || t[stop - 1] == '_') && until < t.size()) --stop;
    stop -= trailing_blanks(t.substr(from, stop - from));
    if (stop > from) {
      emit(BlockKind::paragraph, begin + from, begin + stop, line).parent = parent;
      trait().lead_in =
          ends_with_colon(t.substr(from, stop - from)) || ends_with_ellipsis(t.substr(from, stop - from));
    }
    if (until == t.size()) break;
    heading(begin + next.begin, begin + next.end, line, kRankRunIn, true);
    from = next.body;
  }
}

// “Words.” – Speaker, on one line: two blocks.
bool OutlineBuilder::said_and_signed(const Line& line, std::size_t begin, std::string_view t) {
  const bool curly = t.substr(0, 3) == "“";
  if (!curly && t[0] != '"') return false;
  const std::size_t close = t.find(curly ? "”" : "\"", 1);
  if (close == std::string_view::npos) return false;
  const std::size_t behind = close + (curly ? 3 : 1);
  const std::size_t blank = leading_blanks(t.substr(behind));
  const std::string_view rest = t.substr(behind + blank);
  const bool dash = rest.substr(0, 3) == "—" || rest.substr(0, 3) == "–" || rest.substr(0, 2) == "- ";
  const bool bracket = !rest.empty() && rest.front() == '(' && rest.back() == ')' &&
                       attribution_like(rest.substr(1, rest.size() - 2));
  if (rest.size() > 160 || !((dash && attribution_like(rest)) || bracket)) return false;
  emit(BlockKind::quotation, begin, begin + behind, line);
  const auto quotation = static_cast<std::int32_t>(document_.blocks.size()) - 1;
  const std::size_t from = behind + blank + (bracket ? 1 : dash_length(rest));
  if (from < t.size())
    emit(BlockKind::attribution, begin + from, begin + t.size() - (bracket ? 1 : 0), line).parent = quotation;
  return true;
}

}  // namespace evident::ingest

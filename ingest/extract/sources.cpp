// The document itself: title, authors, date, venue, DOI, genre, depth, funder. What the front matter prints
// is taken first, then a journal line, then the document's reference to itself; what none of them says stays
// empty.
#include <algorithm>
#include <array>
#include <cctype>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/people.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/front_matter.hpp"
#include "ingest/extract/own_reference.hpp"
#include "ingest/extract/source_credits.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/divided.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

class Source {
 public:
  explicit Source(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    find_front();
    std::uint32_t begin = 0, end = 0;
    if (title_ >= 0) {
      begin = block(title_).begin;
      end = block(front_end_ >= 0 ? front_end_ : title_).end;
    }
    const auto own = own_reference(x_);
    if (own) take(*own);
    journal_line();
    const Span self = own ? Span{} : self_reference();
    if (title_ < 0 && !lines_.empty()) begin = lines_.begin, end = lines_.end;
    if (own && !own->work.title.empty() && (!x_.structure.digest || title_ < 0))
      begin = own->span.begin, end = own->span.end;
    if (title_ < 0 && !self.empty()) begin = self.begin, end = self.end;
    if (begin >= end && journal_ >= 0) begin = block(journal_).begin, end = block(journal_).end;
    if (begin >= end) {
      for (const Block& b : x_.document.blocks)
        if (b.kind != BlockKind::furniture && b.end > b.begin) {
          begin = b.begin;
          end = std::min<std::uint32_t>(b.end, b.begin + 200);
          break;
        }
    }
    if (begin >= end) begin = 0, end = static_cast<std::uint32_t>(text_.size());
    while (end < text_.size() && end > begin && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80)
      ++end;
    std::string reason = title_ >= 0     ? "the document's title"
                         : !self.empty() ? "the document's reference to itself"
                                         : "the document's first lines";
    take_record(reason);
    const std::uint32_t index = x_.add(Kind::source, begin, end, "sources", std::move(reason));
    fill(x_.evidence.items[index]);
  }

 private:
  const Block& block(std::int32_t i) const { return x_.document.blocks[static_cast<std::size_t>(i)]; }
  std::string words(std::int32_t i) const {
    std::string out = squeeze(x_.document.words(block(i)));
    for (std::size_t at = 0; (at = out.find("**", at)) != out.npos;) out.erase(at, 2);
    while (!out.empty() && (out.front() == '*' || out.front() == '_')) out.erase(out.begin());
    while (!out.empty() && (out.back() == '*' || out.back() == '_')) out.pop_back();
    return out;
  }

  // Whether words() of a block would be more words than that: most paragraphs are turned away so, without
  // being copied. What words() parts and joins otherwise than Tokens do is left to it.
  bool longer_than(std::int32_t b, std::size_t most) const {
    const std::string_view printed = x_.document.words(block(b));
    if (printed.size() <= most || printed.find("**") != printed.npos || has_divided_words(printed) ||
        printed.find('\xE1') != printed.npos || printed.find('\xEF') != printed.npos)
      return false;
    return Tokens(printed).size() > most;
  }

  void find_front() {
    const auto n = static_cast<std::int32_t>(x_.document.blocks.size());
    for (std::int32_t b = 0; b < n && b < 40 && title_ < 0; ++b)
      if (block(b).kind == BlockKind::title) title_ = b;
    if (title_ >= 0) title_text_ = words(title_);
    pass_series_name();
    lines_in_front();
    credits_by_name();
    for (std::int32_t b = 0; b < n; ++b) {
      const Block& here = block(b);
      const bool front = here.kind == BlockKind::metadata;
      const bool near = title_ >= 0 && b > title_ && b <= title_ + 6;
      if (here.kind == BlockKind::title && b > title_ && subtitle_.empty()) {
        subtitle_ = words(b);
        front_end_ = b;
        continue;
      }
      if (!front) continue;
      const std::string line = words(b);
      const Tokens tokens(line);
      if (tokens.empty()) continue;
      if (const Date d = date_in(tokens); !d.empty() && date_.empty() && tokens.size() <= 40) date_ = d;
      if (doi_.empty()) doi_ = doi_in(line);
      if (near && front_end_ == b - 1) front_end_ = b;
      if (near && front_end_ < 0 && b == title_ + 1) front_end_ = b;
      credit(line, tokens);
      if (authors_.empty() && !labelled_as_other(b) && !journal_like(line) && !in_capitals(line, 4))
        byline(line, b);
      // Names on lines of their own: "author:" with a list below it.
      else if (names_block_ >= 0 && b - names_block_ <= 2 && !labelled_as_other(b) && tokens.size() <= 5)
        if (const std::string name = person_name(line); !name.empty() && authors_.back() != name) {
          authors_.push_back(name);
          names_block_ = b;
        }
      if (names_block_ < 0 && authors_.size() == 1 && authors_.front() == line) names_block_ = b;
    }
    early_date();
    if (front_end_ >= 0 && block(front_end_).end > block(title_).begin + 600) front_end_ = -1;
    editors();
  }

  // The name of a series or of a body, or the links of a site, are not the title: the next heading is, if it
  // follows soon.
  void pass_series_name() {
    if (title_ < 0) return;
    const std::string_view printed = trim(x_.document.words(block(title_)));
    const auto lines = static_cast<std::size_t>(std::count(printed.begin(), printed.end(), '\n')) + 1;
    const bool body = in_capitals(title_text_) && names_a_body(title_text_) &&
                      (x_.document.slides || Tokens(title_text_).size() <= 8 * lines) &&
                      title_text_.find_first_of(":?") == title_text_.npos;
    // "Opinion", "Comment": a section of the paper.
    const bool label = topic_of(title_text_) == Topic::opinion && Tokens(title_text_).size() <= 2;
    if (!is_masthead(title_text_) && !body && !label) return;
    is_masthead_ = !body && !label;
    const auto n = static_cast<std::int32_t>(x_.document.blocks.size());
    for (std::int32_t b = title_ + 1; b < n && b <= title_ + 4; ++b) {
      if (block(b).kind != BlockKind::heading && block(b).kind != BlockKind::title &&
          block(b).kind != BlockKind::slide_title)
        continue;
      const std::string words_here = words(b);
      // A section of the site ("COMMENT") is none either.
      if (in_capitals(words_here, 4) && Tokens(words_here).size() <= 2) continue;
      if (!date_in(Tokens(words_here)).empty() && Tokens(words_here).size() <= 8) continue;
      if (is_masthead(words_here)) continue;
      if (topic_of(words_here) != Topic::none && (body || Tokens(words_here).size() <= 2)) continue;
      const auto bars = std::count(title_text_.begin(), title_text_.end(), '|');
      if (venue_.empty() && !body && bars < 2 && title_text_.find('>') == title_text_.npos) venue_ = title_text_;
      title_ = b;
      title_text_ = words_here;
      is_masthead_ = false;
      asked_title(b);
      return;
    }
  }
  // "Present and correct?" with "Absence from school" on the next line: a title that asks goes on with what it
  // asks of.
  void asked_title(std::int32_t b) {
    if (!title_text_.ends_with('?') || b + 1 >= static_cast<std::int32_t>(x_.document.blocks.size())) return;
    const Block& next = block(b + 1);
    if (next.kind != BlockKind::heading && next.kind != BlockKind::title) return;
    const std::string_view between = text_.substr(block(b).end, next.begin - block(b).end);
    if (std::count(between.begin(), between.end(), '\n') != 1 || topic_of(words(b + 1)) != Topic::none) return;
    title_text_ += ' ' + words(b + 1);
    front_end_ = b + 1;
  }

  static bool names_a_body(std::string_view line) {
    static constexpr WordSet kBodies("college", "university", "institute", "department", "council", "centre",
                                     "center", "office", "ministry", "society", "association", "foundation",
                                     "commission", "agency", "service", "network", "unit", "school", "board",
                                     "academy", "bureau", "authority", "parliament", "assembly", "government", "court",
                                     "inspectorate", "trust", "federation", "laboratory");
    const Tokens tokens(line);
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (kBodies.contains(tokens[i])) return true;
    return false;
  }

  // Title, authors and date on lines of one paragraph; a title in capitals with its subtitle on the next line.
  void lines_in_front() {
    const auto n = static_cast<std::int32_t>(x_.document.blocks.size());
    if (title_ >= 0) {
      const std::string_view printed = trim(x_.document.words(block(title_)));
      const std::size_t stop = printed.find('\n');
      if (stop != printed.npos && squeeze(printed) == title_text_ && is_masthead(printed.substr(0, stop))) {
        if (venue_.empty()) venue_ = squeeze(printed.substr(0, stop));
        title_text_ = squeeze(printed.substr(stop));
      } else if (stop != printed.npos && squeeze(printed) == title_text_ && in_capitals(printed.substr(0, stop)) &&
          !in_capitals(printed.substr(stop))) {
        title_text_ = squeeze(printed.substr(0, stop));
        subtitle_ = squeeze(printed.substr(stop));
      }
    }
    for (std::int32_t b = 0; b < n && b < (title_ < 0 ? 1 : title_ + 5); ++b) {
      const Block& here = block(b);
      if (here.kind != BlockKind::paragraph || (title_ >= 0 && b < title_) || here.end - here.begin > 400)
        continue;
      const FrontLines front = front_lines(text_, {here.begin, here.end});
      // Without a line of names the paragraph may be the title above a line of names.
      const bool above_names = b + 1 < n && block(b + 1).kind == BlockKind::metadata &&
                               !people_in(words(b + 1)).empty() && Tokens(words(b)).size() <= 40 &&
                               !words(b).ends_with('.');
      if (title_ < 0) {
        const Span title = front.title.empty() && above_names ? Span{here.begin, here.end} : front.title;
        if (title.empty()) continue;
        title_text_ = squeeze(text_.substr(title.begin, title.end - title.begin));
        lines_ = {here.begin, here.end};
      }
      if (!front.authors.empty() && authors_.empty()) authors_ = front.authors;
      if (date_.empty()) date_ = front.date;
    }
  }

  // "Written by A and B", "By A", "Digest by A for B, May 2022": a short line anywhere in front or at the
  // end.
  void credits_by_name() {
    const auto n = static_cast<std::int32_t>(x_.document.blocks.size());
    const auto try_line = [&](std::int32_t b) {
      if (!authors_.empty() || block(b).kind == BlockKind::quotation || block(b).kind == BlockKind::list_item)
        return;
      // Most blocks open with none of the words below.
      const bool above_title = title_ >= 0 && b < title_ + 2;
      const std::string_view printed = trim(x_.document.words(block(b)));
      const std::size_t first = printed.find_first_not_of("*_");
      if (!above_title && (first == std::string_view::npos ||
                           std::string_view("WBbADSRTEPCL").find(printed[first]) == std::string_view::npos))
        return;
      if (longer_than(b, 160)) return;
      const std::string line = words(b);
      if (line.size() > 160) return;
      // "Posted on 3 May 2019 by A": the name stands behind the date.
      if (const std::size_t by = line.find(" by ");
          by != line.npos && !date_in(Tokens(line.substr(0, by))).empty() && by < 60) {
        if (auto found = people_in(line.substr(by + 4)); !found.empty()) authors_ = std::move(found);
        if (date_.empty()) date_ = date_in(Tokens(line));
        if (!authors_.empty()) return;
      }
      for (const std::string_view opening :
           {"Written by ", "By ", "by ", "Authors: ", "Author: ", "Digest by ", "Summary by ", "Review by ",
            "Report by ", "Text by ", "Edited by ", "Posted by ", "Presented by ", "Presenter: ", "Presenters: ",
            "Speaker: ", "Speakers: ", "Compiled by ", "Prepared by ", "Words by ", "Words: ", "A paper by ",
            "A report by ", "An essay by ", "Researched and written by ", "Author(s): ", "Lead author: "}) {
        std::string_view rest = line;
        if (!rest.starts_with(opening)) continue;
        rest.remove_prefix(opening.size());
        if (const std::size_t stop = rest.find(" for "); stop != std::string_view::npos)
          rest = rest.substr(0, stop);
        if (auto found = people_in(rest); !found.empty()) authors_ = std::move(found);
        if (const Date d = date_in(Tokens(line)); date_.empty() && !d.empty()) date_ = d;
        return;
      }
      // "Smith J, Roe AB, Poe C.": names as indexes print them, above the title.
      if (above_title && line.find(',') != std::string::npos && line.size() < 300 && !journal_like(line)) {
        auto names = cited_people(line);
        if (const auto whole = people_in(line); whole.size() >= names.size()) names = whole;
        std::size_t initials = 0;
        const Tokens tokens(line);
        for (std::size_t i = 1; i < tokens.size(); ++i)
          initials +=
              tokens[i].size() <= 2 && tokens.capital(i) && tokens.capital(i - 1) && !tokens.number(i);
        if (names.size() >= 2 && initials >= names.size()) authors_ = names;
      }
    };
    for (std::int32_t b = 0; b < n && b < 30; ++b) try_line(b);
    for (std::int32_t b = std::max<std::int32_t>(30, n - 4); b < n; ++b) try_line(b);
    if (n <= 30 && n > 4)
      for (std::int32_t b = n - 4; b < n; ++b) try_line(b);
  }

  // "J Made Up Res. 2013;13(1):4": a journal's line, whose short words are no people.
  static bool journal_like(std::string_view line) {
    for (std::size_t i = 0; i + 5 < line.size(); ++i) {
      const bool year = (line[i] == '1' || line[i] == '2') && line[i + 4] == ';' && line[i + 1] >= '0' &&
                        line[i + 1] <= '9';
      if (year) return true;
    }
    return line.find("doi") != std::string_view::npos;
  }

  // "3 May 2019 · 5 min read": a date on a short line of its own near the top, or behind "Posted on"; a line
  // that ends in its year ("Prepared for the Port Board, August 2021"); a line at the very end.
  void early_date() {
    const auto n = static_cast<std::int32_t>(x_.document.blocks.size());
    for (std::int32_t b = 0; b < n && b < 10 && date_.empty(); ++b) date_ = date_of_line(b);
    for (std::int32_t b = 0; b < n && b < 8 && date_.empty(); ++b) date_ = date_at_end(b);
    for (std::int32_t b = n - 1; b >= 0 && b >= n - 3 && date_.empty(); --b)
      if (!longer_than(b, 60) && words(b).size() <= 60) date_ = date_of_line(b);
  }
  Date date_of_line(std::int32_t b) const {
    const BlockKind kind = block(b).kind;
    if (kind == BlockKind::quotation || kind == BlockKind::list_item) return {};
    if (longer_than(b, 14)) return {};
    const std::string line = words(b);
    const Tokens tokens(line);
    if (line.size() > 120 || tokens.empty() || tokens.size() > 14) return {};
    const Date d = date_in(tokens);
    if (d.iso().size() < 7) return {};  // a bare year may be anything
    // "Tabled 14 May 2023     Office of the Auditor": behind a word that says so.
    static constexpr WordSet kIssued("posted", "published", "tabled", "issued", "dated", "released", "printed");
    return tokens.size() <= 9 || kIssued.contains(tokens[0]) ? d : Date{};
  }
  // The year of a title may be that of what it tells of.
  Date date_at_end(std::int32_t b) const {
    const BlockKind kind = block(b).kind;
    if (kind != BlockKind::paragraph && kind != BlockKind::metadata) return {};
    const std::string_view all = x_.document.words(block(b));
    for (std::size_t from = 0; from < all.size() && from < 600;) {
      const std::size_t to = std::min(all.find('\n', from), all.size());
      const std::string_view line = trim(all.substr(from, to - from));
      const Tokens tokens(line);
      if (!tokens.empty() && tokens.size() <= 24 && !line.ends_with('.') && year_at(tokens, tokens.size() - 1))
        return date_in(tokens);
      // "Housing Quarterly 2020, 35(4): 611–634"
      const std::size_t bracket = line.find('(');
      if (tokens.size() <= 20 && bracket != line.npos && bracket > 0 && line[bracket - 1] >= '0' &&
          line[bracket - 1] <= '9' && !date_in(tokens).empty() && tokens.capital(0))
        return date_in(tokens);
      from = to + 1;
    }
    return {};
  }

  // Names under "Contributors", "Designed by" are not the authors; under "Report editors" and "Authors" they
  // are.
  bool labelled_as_other(std::int32_t b) const {
    const std::int32_t h = block(b).heading;
    if (h < 0) return false;
    const Topic topic = topic_of(x_.document.words(block(h)));
    return topic == Topic::contacts || topic == Topic::acknowledgement || topic == Topic::contents;
  }

  void editors() {
    for (std::int32_t b = 0; b + 1 < static_cast<std::int32_t>(x_.document.blocks.size()); ++b) {
      const Tokens tokens(x_.document.words(block(b)));
      if (tokens.empty() || tokens.size() > 3) continue;
      const std::string_view last = tokens[tokens.size() - 1];
      const bool label = last == "editors" || last == "authors" || tokens[0] == "authors" ||
                         tokens.join(0, 1) == "written by" || (tokens.size() == 1 && last == "author");
      if (!label || block(b).kind == BlockKind::paragraph) continue;
      std::vector<std::string> names;
      for (std::int32_t k = b + 1;
           k < static_cast<std::int32_t>(x_.document.blocks.size()) && names.size() < 12; ++k) {
        if (block(k).kind == BlockKind::heading) break;
        const std::string_view all = x_.document.words(block(k));
        const std::size_t before = names.size();
        std::size_t from = 0;
        while (from < all.size()) {
          std::size_t to = all.find('\n', from);
          if (to == std::string_view::npos) to = all.size();
          for (const std::string& name : people_in(all.substr(from, to - from))) names.push_back(name);
          from = to + 1;
        }
        if (names.size() == before) break;
      }
      if (!names.empty() && authors_.empty()) authors_ = names;
    }
  }

  void byline(const std::string& line, std::int32_t) {
    std::string_view rest = line;
    for (const std::string_view opening :
         {"Digest of a paper by ", "Digest of ", "By ", "Written by ", "Case study. Digest of "})
      if (rest.starts_with(opening)) rest.remove_prefix(opening.size());
    auto found = people_in(rest);
    if (found.empty()) return;
    authors_ = std::move(found);
    // "A, B and C, Venue, March 2019": what stands between the last name and the date.
    const std::string& last = authors_.back();
    const std::size_t at = rest.find(last);
    if (at == std::string_view::npos) return;
    std::string_view tail = rest.substr(at + last.size());
    while (!tail.empty() && (tail.front() == ',' || tail.front() == ' ' || tail.front() == '.'))
      tail.remove_prefix(1);
    const std::size_t comma = tail.find(", ");
    if (comma == std::string_view::npos || !starts_upper(tail) || tail[0] == '(') return;
    const std::string_view venue = tail.substr(0, comma);
    if (!date_in(Tokens(tail.substr(comma))).empty() && Tokens(venue).size() <= 8)
      venue_ = std::string(venue);
  }

  void credit(const std::string& line, const Tokens& tokens) {
    for (std::size_t i = 0; i + 1 < tokens.size() && i < 6; ++i) {
      const bool supported = tokens[i] == "supported" && tokens[i + 1] == "by";
      const bool funded = tokens[i] == "funded" && tokens[i + 1] == "by";
      const bool published = tokens[i] == "published" && tokens[i + 1] == "by";
      if ((!supported && !funded && !published) || i + 2 >= tokens.size()) continue;
      std::string who = line.substr(tokens.begin(i + 2));
      while (!who.empty() && (who.back() == '.' || who.back() == ' ')) who.pop_back();
      if (Tokens(who).size() > 10) continue;
      if (supported) supporters_.push_back(who);
      if (funded) funders_.push_back(who);
      if (published && publisher_.empty()) publisher_ = who;
    }
  }

  // A document that tells of one work, or says how to cite itself, is that work.
  void take(const OwnReference& own) {
    const Citation& work = own.work;
    if (!work.title.empty()) {
      if (subtitle_.empty() && own.labelled) subtitle_ = title_text_;
      title_text_ = work.title;
      is_masthead_ = false;
      if (!work.authors.empty()) authors_ = work.authors;
    }
    if (work.year) {
      date_ = {};
      date_.year = *work.year;
    }
    if (!work.venue.empty()) venue_ = work.venue;
    if (!work.doi.empty()) doi_ = work.doi;
    if (!work.publisher.empty() && publisher_.empty()) publisher_ = work.publisher;
  }

  // "J Made Up Res. 2013;13(1):4. doi: …": the venue stands before the year.
  void journal_line() {
    for (std::int32_t b = 0; b < static_cast<std::int32_t>(x_.document.blocks.size()) && b < 12; ++b) {
      if (block(b).kind != BlockKind::metadata && block(b).kind != BlockKind::paragraph) continue;
      if (longer_than(b, 40)) continue;
      const std::string line = words(b);
      const Tokens tokens(line);
      if (tokens.size() > 40) continue;
      for (std::size_t i = 1; i < tokens.size(); ++i) {
        if (!year_at(tokens, i)) continue;
        const std::size_t after = tokens.end(i);
        const bool volume =
            after < line.size() && (line[after] == ';' || (line[after] == ':' && after + 1 < line.size()));
        const bool abbreviated = tokens.begin(i) >= 2 && line[tokens.begin(i) - 2] == '.';
        if (volume && abbreviated) {
          journal_ = b;
          if (venue_.empty())
            venue_ = std::string(trim(std::string_view(line).substr(0, tokens.begin(i) - 2)));
          if (date_.empty()) date_ = date_in(tokens);
        }
        break;
      }
      if (doi_.empty()) doi_ = doi_in(line);
    }
    if (doi_.empty() && title_ >= 0) {
      // A DOI printed once, at the head of the document.
      doi_ = doi_in(text_.substr(0, std::min<std::size_t>(text_.size(), 600)));
    }
  }

  // "Reference: Doe J. and Roe A. "Title". Journal, May, 2003; 11 (6), 4-9.": one reference, with the title
  // in quotation marks.
  Span self_reference() {
    if (title_ >= 0 && !x_.structure.digest && !is_masthead_) return {};
    if (is_masthead_ && !title_text_.empty()) {
      if (venue_.empty()) venue_ = title_text_;
      title_text_.clear();
    }
    Span found;
    int count = 0;
    for (std::int32_t b = 0; b < static_cast<std::int32_t>(x_.document.blocks.size()); ++b) {
      const Block& here = block(b);
      const Topic topic = x_.structure.blocks[static_cast<std::size_t>(b)].topic;
      const InlineLabel label = inline_label(x_.document.words(here));
      const bool labelled =
          label.length && label.topic == Topic::reference && label.length < here.end - here.begin;
      if (here.kind == BlockKind::heading || here.kind == BlockKind::title ||
          (topic != Topic::reference && !labelled))
        continue;
      ++count;
      found = trimmed(text_, {here.begin + (labelled ? label.length : 0), here.end});
    }
    if (count != 1 || found.empty()) return {};
    const std::string_view line = text_.substr(found.begin, found.end - found.begin);
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"\"", "\""},
                                      {"“", "”"},
                                      {"‘", "’"},
                                      {" '", "'."},
                                      {" '", "',"}}) {
      const std::size_t at = line.find(open);
      if (at == std::string_view::npos) continue;
      const std::size_t end = line.find(close, at + open.size());
      if (end == std::string_view::npos) continue;
      if (title_text_.empty()) title_text_ = squeeze(line.substr(at + open.size(), end - at - open.size()));
      std::string_view who = trim(line.substr(0, at));
      while (!who.empty() && who.back() == '.' && who.size() > 1 && who[who.size() - 2] == '.')
        who.remove_suffix(1);
      if (authors_.empty()) authors_ = cited_people(who);
      std::string_view tail = line.substr(end + close.size());
      while (!tail.empty() && (tail.front() == '.' || tail.front() == ',' || tail.front() == ' '))
        tail.remove_prefix(1);
      const std::size_t comma = tail.find_first_of(",;.");
      if (venue_.empty() && comma != std::string_view::npos && starts_upper(tail))
        venue_ = std::string(tail.substr(0, comma));
      if (date_.empty()) date_ = date_in(Tokens(tail));
      if (doi_.empty()) doi_ = doi_in(line);
      return found;
    }
    if (title_ >= 0) return {};
    if (date_.empty()) date_ = date_in(Tokens(line));
    return found;
  }

  // "Doe J.E. and Roe E." as printed: names parted by "and", ";" or a comma after initials.
  static std::vector<std::string> cited_people(std::string_view who) {
    std::vector<std::string> out;
    std::string rest(who);
    for (const std::string_view mark : {" and ", " & "}) {
      std::size_t at = 0;
      while ((at = rest.find(mark, at)) != std::string::npos) rest.replace(at, mark.size(), "; ");
    }
    std::size_t from = 0;
    for (std::size_t i = 0; i <= rest.size(); ++i) {
      const bool cut =
          i == rest.size() || rest[i] == ';' ||
          (rest[i] == ',' && i > 1 && (rest[i - 1] == '.' || (rest[i - 1] >= 'A' && rest[i - 1] <= 'Z')));
      if (!cut) continue;
      const std::string_view name = trim(std::string_view(rest).substr(from, i - from));
      if (!name.empty() && starts_upper(name) && Tokens(name).size() <= 5) out.emplace_back(name);
      from = i + 1;
    }
    return out;
  }

  // What the file itself says of the work, in fields, is believed before what its words were found to say; what programs
  // fill in by themselves only where these say nothing.
  void take_record(std::string& reason) {
    using Name = DocumentField::Name;
    const bool no_authors = authors_.empty(), no_funders = funders_.empty();
    std::string_view authors_from, origin;
    std::array<bool, 16> set{};
    for (const DocumentField& field : x_.document.record) {
      const std::string value = squeeze(field.value);
      if (value.empty()) continue;
      bool& taken = set[static_cast<std::size_t>(field.name)];
      const auto text = [&](std::string& to) {
        if (taken || !(field.sure || to.empty())) return;
        to = value;
        taken = true;
        if (field.sure) origin = field.origin;
      };
      switch (field.name) {
        case Name::title:
          text(title_text_);
          break;
        case Name::subtitle:
          text(subtitle_);
          break;
        case Name::venue:
          text(venue_);
          break;
        case Name::publisher:
          text(publisher_);
          break;
        case Name::url:
          text(url_);
          break;
        case Name::doi:
          if (std::string doi = doi_in(value); !doi.empty() && !taken && (field.sure || doi_.empty())) {
            doi_ = std::move(doi);
            taken = true;
          }
          break;
        case Name::date:
          if (const Date date = date_of(value); !date.empty() && !taken && (field.sure || date_.empty())) {
            date_ = date;
            taken = true;
          }
          break;
        case Name::author:
          if (!(field.sure || no_authors) || !(authors_from.empty() || authors_from == field.origin)) break;
          if (authors_from.empty()) authors_.clear();
          authors_from = field.origin;
          authors_.push_back(value);
          break;
        case Name::funder:
          if ((field.sure || no_funders) && std::find(funders_.begin(), funders_.end(), value) == funders_.end())
            funders_.push_back(value);
          break;
      }
    }
    if (!origin.empty()) reason += "; the record from " + std::string(origin);
  }
  // ISO 8601 as records give it, also with other marks between its numbers; else as front matter prints dates.
  static Date date_of(std::string_view written) {
    std::array<int, 3> number{};
    std::size_t at = 0, i = 0;
    for (; i < written.size() && at < 3; ++i) {
      const char c = written[i];
      if (c >= '0' && c <= '9') {
        number[at] = std::min(number[at] * 10 + (c - '0'), 99999);
      } else if (c == '-' || c == '/' || c == '.') {
        ++at;
      } else {
        break;
      }
    }
    Date d{number[0], number[1], number[2]};
    if (d.year < 1400 || d.year > 2200 || (i < written.size() && written[i] != 'T' && written[i] != ' '))
      return date_in(Tokens(written));
    if (d.month > 12) d.month = 0;
    if (d.day > 31 || !d.month) d.day = 0;
    return d;
  }

  void fill(graph::Item& item) {
    const auto put = [&](Attribute attribute, const std::string& value) {
      if (!value.empty()) item.set(attribute, value);
    };
    put(Attribute::title, title_text_);
    put(Attribute::subtitle, subtitle_);
    if (authors_.empty()) signed_at_end();
    if (!authors_.empty()) item.set(Attribute::authors, authors_);
    if (!date_.empty()) {
      item.set(Attribute::year, static_cast<std::int64_t>(date_.year));
      put(Attribute::date, date_.iso());
    }
    put(Attribute::venue, venue_);
    if (publisher_.empty()) publisher_ = masthead();
    put(Attribute::publisher, publisher_);
    put(Attribute::doi, doi_);
    put(Attribute::url, url_);
    put(Attribute::affiliation, affiliation());
    item.set(Attribute::doc_type, x_.structure.doc_type);
    item.set(Attribute::languages, languages());
    item.set(Attribute::depth, x_.structure.depth);
    if (x_.structure.invented) item.set(Attribute::invented, true);
    const Credits credits = credits_of(x_, std::move(funders_), std::move(supporters_));
    if (!credits.funders.empty()) item.set(Attribute::funder, credits.funders);
    if (!credits.supporters.empty()) item.set(Attribute::supported_by, credits.supporters);
    put(Attribute::interests, credits.interests);
    if (!credits.panel.empty()) item.set(Attribute::panel, credits.panel);
    put(Attribute::file, x_.document.name);
  }

  // An opinion piece is signed below: "Professor Jane Doe CBE, Chair of …".
  void signed_at_end() {
    const auto n = static_cast<std::int32_t>(x_.document.blocks.size());
    for (std::int32_t b = n - 1; b >= 0 && b >= n - 5; --b) {
      const Block& here = block(b);
      if (here.kind != BlockKind::metadata && here.kind != BlockKind::attribution &&
          here.kind != BlockKind::paragraph)
        continue;
      // Whose words a quotation are is no signature.
      if (here.kind == BlockKind::attribution && here.parent >= 0 && x_.structure.doc_type != "opinion")
        continue;
      if (longer_than(b, 40)) continue;
      const std::string line = words(b);
      if (Tokens(line).size() > 40 || line.empty() || line.back() == '.') continue;
      const std::size_t comma = line.find(',');
      const std::string name = person_name(std::string_view(line).substr(0, comma));
      if (name.empty()) continue;
      authors_ = {name};
      return;
    }
  }

  // A body's name in capitals above the title.
  std::string masthead() const {
    if (title_ <= 0) return {};
    std::string joined;
    for (std::int32_t b = 0; b < title_ && b < 8; ++b) {
      const std::string line = words(b);
      if (!in_capitals(line, 1)) return {};
      if (!joined.empty()) joined += ' ';
      joined += line;
    }
    if (Tokens(joined).size() < 2 || Tokens(joined).size() > 12) return {};
    std::string out;
    bool start = true;
    const Tokens tokens(joined);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      std::string word(tokens[i]);
      if (start || !is_function_word(word))
        word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
      if (!out.empty()) out += ' ';
      out += word;
      start = false;
    }
    return out;
  }

  std::string affiliation() const {
    for (std::int32_t b = 0; b < static_cast<std::int32_t>(x_.document.blocks.size()) && b < 12; ++b) {
      if (block(b).kind != BlockKind::metadata) continue;
      const std::string line = words(b);
      for (const std::string_view body : {"University", "Institute", "School", "College", "Hospital"}) {
        const std::size_t at = line.find(body);
        if (at != std::string::npos && line.find(',') != std::string::npos && people_in(line).empty()) {
          // Without the street.
          std::size_t end = line.find(',', at);
          return line.substr(0, end);
        }
      }
    }
    return {};
  }

  // Those in which a paragraph at least stands, the first first.
  std::vector<std::string> languages() const {
    std::vector<std::string> out;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < x_.document.blocks.size(); ++i) {
      const Block& b = x_.document.blocks[i];
      letters += b.end - b.begin;
      if (b.end - b.begin < 40 || b.kind == BlockKind::furniture || b.kind == BlockKind::metadata) continue;
      const BlockLanguage& told = x_.structure.languages[i];
      const std::string_view language = told.own() ? told.code : std::string_view();
      // A quotation in another language is no language of the document.
      if (language.empty() || (!out.empty() && b.kind != BlockKind::paragraph)) continue;
      if (std::find(out.begin(), out.end(), language) == out.end()) out.emplace_back(language);
    }
    if (out.empty() && letters > 40) out.emplace_back("en");
    return out;
  }

  Extraction& x_;
  std::string_view text_;
  std::int32_t title_ = -1, front_end_ = -1, journal_ = -1;
  std::int32_t names_block_ = -1;  // a line of front matter that is one author's name
  std::string title_text_, subtitle_, venue_, publisher_, doi_, url_;
  bool is_masthead_ = false;  // the title is only the name of a series
  std::vector<std::string> authors_, funders_, supporters_;
  Date date_;
  Span lines_;  // a paragraph in front that holds title and authors
};

void run(Extraction& x) { Source(x).run(); }

const RegisterExtractor registered{
    {"sources", {Kind::source}, 0, "front matter, journal line and the document's reference to itself", run}};

}  // namespace
}  // namespace evident::ingest

// Structure comes before words: a sentence is judged by the heading chain, list lead-ins and inline labels
// above it. Headings of plain text have unreliable levels, so a heading that only names a group ("NHS") hands
// on to the heading before it in reading order, and case examples end at the next heading that is no part of
// a case.
#include "ingest/classify/structure.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "ingest/classify/case_titles.hpp"
#include "ingest/classify/citing.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/genre.hpp"
#include "ingest/classify/labels.hpp"
#include "ingest/classify/whose.hpp"
#include "ingest/classify/word_set.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool is_heading(BlockKind kind) {
  return kind == BlockKind::heading || kind == BlockKind::slide_title || kind == BlockKind::title;
}

bool ends_with_colon(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.back() == '*' || text.back() == '_')) text.remove_suffix(1);
  return !text.empty() && (text.back() == ':' || text.ends_with("..."));
}

int list_number(const std::string& marker) {
  int n = 0;
  const auto [end, error] = std::from_chars(marker.data(), marker.data() + marker.size(), n);
  return error == std::errc() && end == marker.data() + marker.size() ? n : 0;
}

class Builder {
 public:
  Builder(const Document& document, const std::vector<Sentence>& sentences, const Lexicon& lexicon)
      : document_(document), sentences_(sentences), lexicon_(lexicon) {}

  Structure build() {
    out_.blocks.resize(document_.blocks.size());
    out_.languages = languages_of(document_);
    out_.translations = translations_of(document_, out_.languages);
    topics_.resize(document_.blocks.size(), Topic::none);
    previous_heading_.resize(document_.blocks.size(), -1);
    group_only_.resize(document_.blocks.size(), false);
    list_lead_.resize(document_.blocks.size(), -1);
    std::int32_t last_heading = -1;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      previous_heading_[b] = last_heading;
      if (is_heading(block.kind)) {
        last_heading = static_cast<std::int32_t>(b);
        topics_[b] = topic_of(document_.words(block));
        group_only_[b] = topics_[b] == Topic::none && names_group_only(document_.words(block), lexicon_);
      } else if (block.kind == BlockKind::paragraph || block.kind == BlockKind::list_item) {
        // Lead-ins of lists are found by their children below.
        if (block.parent >= 0) out_.blocks[static_cast<std::size_t>(block.parent)].lead_in = true;
        if (block.kind == BlockKind::list_item && block.parent < 0 && b > 0) {
          const Block& before = document_.blocks[b - 1];
          if (before.kind == BlockKind::paragraph &&
              (ends_with_colon(document_.words(before)) || trim(document_.words(before)).ends_with(',') ||
               labels_list(document_.words(before)) ||
               points_below(document_.words(before)))) {
            out_.blocks[b - 1].lead_in = true;
            list_lead_[b] = static_cast<std::int32_t>(b) - 1;
          } else if (before.kind == BlockKind::list_item) {
            list_lead_[b] =
                list_lead_[b - 1];  // items of one list share the lead-in before the first of them
          }
        }
      }
    }
    for (std::size_t b = 0; b < document_.blocks.size(); ++b)
      if (document_.blocks[b].kind == BlockKind::list_item &&
          ends_with_colon(document_.words(document_.blocks[b])))
        out_.blocks[b].lead_in = true;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b)
      if (out_.blocks[b].lead_in && topics_[b] == Topic::none) {
        const Topic announced = topic_of(lead_words(b));
        // "Inside the firm" above deeper bullets opens no table of contents, and no case.
        const bool item = document_.blocks[b].kind == BlockKind::list_item;
        const bool list = is_list_topic(announced) || announced == Topic::dos || announced == Topic::donts ||
                          announced == Topic::negated || announced == Topic::question ||
                          announced == Topic::recommendation;
        if (!item || list) topics_[b] = announced;
      }
    annexes_with_parts();
    lessons_that_instruct();
    find_parallel_groups();
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) place(b);
    mark_strays();
    announce_cases();
    find_cases();
    find_genre(document_, sentences_, topics_, out_);
    whole_case();
    who_tells();
    place_slides();
    place_sentences();
    return std::move(out_);
  }

 private:
  // "Annex: the survey" over parts of its own that give the answers: they decide, and not the annex's name.
  void annexes_with_parts() {
    for (std::size_t h = 0; h < document_.blocks.size(); ++h) {
      if (topics_[h] != Topic::method || !is_heading(document_.blocks[h].kind)) continue;
      const Tokens words(document_.words(document_.blocks[h]));
      if (words.empty() || (words[0] != "annex" && words[0] != "appendix")) continue;
      for (std::size_t b = h + 1; b < document_.blocks.size(); ++b) {
        if (!is_heading(document_.blocks[b].kind)) continue;
        if (document_.blocks[b].heading == static_cast<std::int32_t>(h)) topics_[h] = Topic::appendix;
        break;  // the first heading behind it is one of its own, or ends it
      }
    }
  }

  // "What others can learn": a list of lessons is advice where at least half of its items are instructions.
  void lessons_that_instruct() {
    for (std::size_t h = 0; h < document_.blocks.size(); ++h) {
      if (!is_heading(document_.blocks[h].kind) ||
          (topics_[h] != Topic::success_factor && topics_[h] != Topic::finding && topics_[h] != Topic::conclusion))
        continue;
      const Tokens words(document_.words(document_.blocks[h]));
      bool lessons = false;
      for (std::size_t i = 0; i < words.size(); ++i)
        lessons = lessons || words[i] == "lessons" || words[i] == "lesson" || words[i] == "learn";
      if (!lessons) continue;
      std::size_t items = 0, instructions = 0;
      for (std::size_t b = h + 1; b < document_.blocks.size() && !is_heading(document_.blocks[b].kind); ++b) {
        if (document_.blocks[b].kind != BlockKind::list_item) continue;
        ++items;
        const Tokens tokens(document_.words(document_.blocks[b]).substr(0, 60));
        for (const CueMatch& m : cues("imperatives").match(tokens))
          if (m.first == 0 || (m.first <= 2 && tokens[0] == "do")) {
            ++instructions;
            break;
          }
      }
      if (items > 1 && instructions * 2 >= items) topics_[h] = Topic::recommendation;
    }
  }

  // Ranked lists beside each other below one heading about barriers or success, each under a line of its own:
  // the lines say whose lists they are.
  void find_parallel_groups() {
    std::map<std::int32_t, std::vector<std::size_t>> below;  // by the heading with the topic
    for (std::size_t b = 0; b + 1 < document_.blocks.size(); ++b) {
      const Block& next = document_.blocks[b + 1];
      if (next.kind != BlockKind::list_item || !next.ordered || list_number(next.marker) != 1) continue;
      const Block& label = document_.blocks[b];
      const bool line = is_heading(label.kind) || (label.kind == BlockKind::paragraph && out_.blocks[b].lead_in);
      if (!line || topics_[b] != Topic::none) continue;
      const std::size_t size = Tokens(document_.words(label)).size();
      if (size == 0 || size > 5) continue;
      const std::int32_t above = label.heading;
      if (above < 0) continue;
      const Topic topic = topics_[static_cast<std::size_t>(above)];
      if (topic == Topic::barrier || topic == Topic::success_factor || topic == Topic::hallmark)
        below[above].push_back(b);
    }
    for (const auto& [above, labels] : below)
      if (labels.size() > 1)
        for (const std::size_t b : labels)
          if (group_in_lead_in(document_.words(document_.blocks[b])).empty()) group_only_[b] = true;
  }

  // "… if it has the following features.": the last sentence points at the list without a colon.
  static bool points_below(std::string_view words) {
    words = trim(words);
    if (words.empty() || words.back() != '.') return false;
    const std::size_t stop = words.substr(0, words.size() - 1).rfind(". ");
    const Tokens last(stop == std::string_view::npos ? words : words.substr(stop + 2));
    if (last.size() > 30) return false;
    for (std::size_t i = 0; i < last.size(); ++i)
      if (last[i] == "following" || (last[i] == "below" && i + 3 > last.size()) ||
          (last[i] == "these" && i + 1 == last.size()))
        return true;
    return false;
  }

  // "*Council staff*", "Landlords": a short line above a list that says who or what, without a final point.
  bool labels_list(std::string_view words) const {
    words = trim(words);
    if (words.size() > 60 || words.empty() || words.find('\n') != std::string_view::npos) return false;
    const bool emphasised =
        words.size() > 2 && (words.front() == '*' || words.front() == '_') && words.back() == words.front();
    std::string_view bare = words;
    while (!bare.empty() && (bare.back() == '*' || bare.back() == '_')) bare.remove_suffix(1);
    if (bare.empty() || bare.back() == '.' || bare.back() == '!' || bare.back() == '?') return false;
    return emphasised || names_group_only(words, lexicon_);
  }

  // A long paragraph introduces its list with its last sentence.
  std::string_view lead_words(std::size_t b) const {
    std::string_view words = document_.words(document_.blocks[b]);
    if (words.size() > 100) {
      const std::size_t stop = words.substr(0, words.size() - 1).rfind(". ");
      if (stop != std::string_view::npos) words = words.substr(stop + 2);
    }
    return words;
  }

  std::int32_t lead_in_of(std::size_t b) const {
    const Block& block = document_.blocks[b];
    if (block.kind != BlockKind::list_item) return -1;
    if (block.parent >= 0) return block.parent;
    return list_lead_[b];
  }

  // group_in_lead_in() of a block, once.
  const std::string& led_group(std::size_t b) {
    const auto [known, fresh] = led_groups_.try_emplace(b);
    if (fresh) known->second = group_in_lead_in(document_.words(document_.blocks[b]));
    return known->second;
  }

  void place(std::size_t b) {
    BlockContext& context = out_.blocks[b];
    const BlockKind kind = document_.blocks[b].kind;
    // An entry without a heading over it: what follows an essay, or a line among the last.
    if (b >= 3 && (kind == BlockKind::paragraph || kind == BlockKind::list_item || kind == BlockKind::metadata) &&
        cites_work(document_.words(document_.blocks[b]))) {
      context.topic = Topic::reference;
      const std::int32_t above = document_.blocks[b].heading;
      if (above >= 0 && (topics_[static_cast<std::size_t>(above)] == Topic::reference ||
                         topics_[static_cast<std::size_t>(above)] == Topic::further_reading)) {
        context.topic = topics_[static_cast<std::size_t>(above)];
        context.topic_block = above;
      }
      return;
    }
    for (std::int32_t lead = lead_in_of(b); lead >= 0; lead = lead_in_of(static_cast<std::size_t>(lead))) {
      const auto l = static_cast<std::size_t>(lead);
      if (context.group.empty()) {
        context.group = led_group(l);
        if (context.group.empty() &&
            (group_only_[l] || names_group_only(document_.words(document_.blocks[l]), lexicon_)))
          context.group = std::string(group_words(l));
      }
      if (topics_[l] != Topic::none) {
        context.topic = topics_[l];
        context.topic_block = lead;
        break;
      }
    }
    const bool from_lead_in = context.topic != Topic::none;
    std::int32_t heading =
        is_heading(document_.blocks[b].kind) ? previous_heading_[b] : document_.blocks[b].heading;
    if (heading < 0 && !is_heading(document_.blocks[b].kind)) heading = previous_heading_[b];
    if (is_heading(document_.blocks[b].kind) && topics_[b] != Topic::none) {
      context.topic = topics_[b];
      context.topic_block = static_cast<std::int32_t>(b);
      return;
    }
    // Characteristics are told from a list of factors by the heading above them.
    std::int32_t passed = -1;  // the nearest heading between without a topic of its own
    for (int steps = 0; heading >= 0 && steps < 8; ++steps) {
      const auto h = static_cast<std::size_t>(heading);
      if (group_only_[h]) {
        if (context.group.empty()) context.group = std::string(group_words(h));
        heading = previous_heading_[h];
        continue;
      }
      if (context.group.empty() && topics_[h] != Topic::none) context.group = led_group(h);
      if (!from_lead_in && topics_[h] != Topic::none) {
        context.topic = topics_[h];
        context.topic_block = heading;
      }
      if (context.topic == Topic::measure && passed >= 0) {
        const Topic side = measure_side(document_.words(document_.blocks[static_cast<std::size_t>(passed)]));
        if (side != Topic::none) {
          context.topic = side;
          context.topic_block = passed;
        }
      }
      if (context.topic != Topic::none) return;
      if (passed < 0 && !group_only_[h]) passed = heading;
      const std::int32_t outer = document_.blocks[h].heading;
      if (outer == heading || document_.blocks[h].kind == BlockKind::title) return;
      heading = outer;
    }
  }

  std::string_view group_words(std::size_t b) const {
    std::string_view words = trim(document_.words(document_.blocks[b]));
    while (!words.empty() && (words.back() == ':' || words.back() == '*' || words.back() == '.'))
      words.remove_suffix(1);
    while (!words.empty() && (words.front() == '*' || words.front() == '#')) words.remove_prefix(1);
    return trim(words);
  }

  // Ranked lists count upwards by one. A number that jumps, with the words of another item of the same
  // document, slipped in from a neighbouring list.
  void mark_strays() {
    std::int32_t before = -1;
    std::unordered_set<std::string> seen;  // number and words of every ordered item so far
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      if (block.kind != BlockKind::list_item || !block.ordered) {
        if (is_heading(block.kind) || block.kind == BlockKind::paragraph) before = -1;
        continue;
      }
      const int number = list_number(block.marker);
      if (number == 0) continue;
      if (before >= 0) {
        const int last = list_number(document_.blocks[static_cast<std::size_t>(before)].marker);
        // "7. See also Prices, above" in a list of five: a cross-reference slipped in.
        if (number != last + 1 && points_elsewhere(document_.words(block))) out_.blocks[b].stray = true;
        if (number > last + 1 || number <= last) {
          if (seen.count(block.marker + " " + squeeze(document_.words(block)))) out_.blocks[b].stray = true;
          // Backwards within one list without a new start at 1 is never the list's own numbering.
          if (number < last && number != 1) out_.blocks[b].stray = true;
        }
      }
      if (out_.blocks[b].stray) continue;
      before = static_cast<std::int32_t>(b);
      seen.insert(block.marker + " " + squeeze(document_.words(block)));
    }
  }

  static bool points_elsewhere(std::string_view words) {
    const Tokens tokens(words);
    if (tokens.size() < 2 || tokens.size() > 12) return false;
    return tokens[0] == "see" || tokens[0] == "cf" || tokens[0] == "ditto" ||
           (tokens[0] == "as" && (tokens[1] == "above" || tokens[1] == "before"));
  }

  // Titles of cases that carry no label of their own: headings right below one that announces cases ("Case
  // studies", "Stories from five towns"), and headings of two or more parts that each list what made it work
  // behind the same label.
  void announce_cases() {
    announced_.assign(document_.blocks.size(), false);
    if (document_.slides) return;
    // "STORY ONE" alone above it announces it already.
    const auto labelled_above = [&](std::size_t h) {
      return h > 0 && document_.blocks[h - 1].kind == BlockKind::heading && topics_[h - 1] == Topic::case_study &&
             after_case_label(document_.words(document_.blocks[h - 1])) >= document_.words(document_.blocks[h - 1]).size();
    };
    const auto may_be_title = [&](std::size_t h) {
      return !labelled_above(h) && document_.blocks[h].kind == BlockKind::heading && !group_only_[h] &&
             (topics_[h] == Topic::none || topics_[h] == Topic::description);
    };
    std::map<std::int32_t, std::vector<std::size_t>> below;  // heading: those right below it
    std::map<std::string, std::vector<std::size_t>> labelled;
    std::vector<std::size_t> with_facts;  // above lines of facts: one is enough
    std::size_t heading = document_.blocks.size(), facts = 0;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      if (is_heading(block.kind)) {
        heading = b;
        if (may_be_title(b) && block.heading >= 0) below[block.heading].push_back(b);
        continue;
      }
      if (heading == document_.blocks.size() || !may_be_title(heading)) continue;
      if (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item) continue;
      const std::string_view words = document_.words(block);
      // The facts of a case stand on lines of one paragraph, or are a paragraph each.
      if (b == heading + 1) facts = 0;
      if (block.kind == BlockKind::paragraph && b <= heading + 4) {
        const std::size_t before = facts;
        facts += fact_lines(words);
        if (before < 2 && facts >= 2) with_facts.push_back(heading);
      }
      const InlineLabel label = inline_label(words);
      if (label.topic != Topic::success_factor) continue;
      auto& parts = labelled[fold(words.substr(0, std::min<std::size_t>(words.find(':'), 40)))];
      if (parts.empty() || parts.back() != heading) parts.push_back(heading);
    }
    const auto announce = [&](const std::vector<std::size_t>& titles, std::size_t least = 2) {
      if (titles.size() < least) return false;
      for (const std::size_t h : titles) {
        announced_[h] = true;
        topics_[h] = Topic::case_study;
      }
      // What stands below them is judged anew.
      for (const std::size_t h : titles)
        for (std::size_t b = h;
             b < document_.blocks.size() && (b == h || !is_heading(document_.blocks[b].kind)); ++b) {
          const BlockContext before = out_.blocks[b];
          out_.blocks[b] = {};
          out_.blocks[b].lead_in = before.lead_in;
          out_.blocks[b].stray = before.stray;
          place(b);
        }
      return true;
    };
    for (auto& [h, titles] : below)
      if (std::count_if(titles.begin(), titles.end(), [&](std::size_t t) { return dated_line_below(t); }) >= 2 &&
          titles.size() <= 12)
        announce(titles);
    for (auto& [label, parts] : labelled) announce(parts);
    announce(with_facts, 1);
    std::vector<std::size_t> boxes;
    for (std::size_t b = 0; b + 1 < document_.blocks.size(); ++b)
      if (may_be_title(b) && boxed_case(document_.words(document_.blocks[b]), document_.words(document_.blocks[b + 1])))
        boxes.push_back(b);
    announce(boxes, 1);
    for (auto& [h, titles] : below) {
      const auto parent = static_cast<std::size_t>(h);
      if (document_.blocks[parent].kind != BlockKind::heading) continue;
      if (topics_[parent] != Topic::none && topics_[parent] != Topic::case_study &&
          topics_[parent] != Topic::finding)
        continue;
      const Tokens tokens(document_.words(document_.blocks[parent]));
      if (tokens.size() > 10) continue;
      const std::vector<CueMatch> announced = cues("case-parts").match(tokens);
      if (std::none_of(announced.begin(), announced.end(),
                       [](const CueMatch& m) { return m.label == "cases"; }))
        continue;
      if (announce(titles) && topics_[parent] == Topic::case_study) topics_[parent] = Topic::none;
    }
  }

  // "*Portlenny Council, Quay Trust*", "*West coast, since 2004*" straight below a heading: names and a time, no
  // sentence.
  bool dated_line_below(std::size_t h) const {
    if (h + 1 >= document_.blocks.size()) return false;
    const Block& line = document_.blocks[h + 1];
    if (line.kind != BlockKind::paragraph && line.kind != BlockKind::metadata) return false;
    const std::string_view words = trim(document_.words(line));
    if (words.size() > 220 || words.ends_with('.') || words.find(". ") != words.npos || words.find(',') == words.npos)
      return false;
    for (std::size_t i = 0; i + 4 <= words.size(); ++i)
      if ((words.substr(i, 2) == "19" || words.substr(i, 2) == "20") && words[i + 2] >= '0' && words[i + 2] <= '9' &&
          words[i + 3] >= '0' && words[i + 3] <= '9')
        return true;
    return false;
  }

  // A case that a paragraph opens: "CASE EXAMPLE 2" with the title on the next line, "--- Case study: The
  // mill
  // ---", "Example 1: The mill. In 2015 …", or a title line above lines of facts.
  struct Opened {
    std::uint32_t begin = 0, end = 0;  // the title
    bool told_here = false;            // the text goes on in this paragraph
  };
  std::optional<Opened> case_paragraph(std::size_t b) const {
    const Block& block = document_.blocks[b];
    if (block.kind != BlockKind::paragraph || document_.slides) return std::nullopt;
    const std::string_view words = document_.words(block);
    std::size_t from = 0;
    while (from < words.size() && from < 8 &&
           (words[from] == '-' || words[from] == '=' || words[from] == '[' || words[from] == '*' ||
            words[from] == '>' || words[from] == ' ' || words[from] == '#'))
      ++from;
    const std::size_t line_end = std::min(words.find('\n'), words.size());
    const std::string_view line = words.substr(from, line_end - std::min(from, line_end));
    const auto span = [&](std::size_t first, std::size_t last, bool here) -> std::optional<Opened> {
      while (last > first && (words[last - 1] == '-' || words[last - 1] == '=' || words[last - 1] == '*' ||
                              words[last - 1] == ' ' || words[last - 1] == ']' || words[last - 1] == '.' ||
                              words[last - 1] == '\n'))
        --last;
      while (first < last &&
             (words[first] == ']' || words[first] == ' ' || words[first] == '*' || words[first] == ':'))
        ++first;
      if (last < first + 4 || last - first > 120) return std::nullopt;
      return Opened{block.begin + static_cast<std::uint32_t>(first),
                    block.begin + static_cast<std::uint32_t>(last), here};
    };
    const bool says_case = starts_with_ignoring_case(line, "case ");
    const auto example_number = [&] {
      if (!starts_with_ignoring_case(line, "example ") || line.size() < 9) return false;
      const bool letter = line[8] >= 'A' && line[8] <= 'F' &&
                          (line.size() == 9 || !std::isalpha(static_cast<unsigned char>(line[9])));
      return (line[8] >= '0' && line[8] <= '9') || letter;
    };
    const bool says_example = example_number();
    if (says_case || says_example) {
      const Tokens opening(line.substr(0, 40));
      const bool label =
          says_example ||
          (opening.size() > 1 && (opening[1] == "study" || opening[1] == "example" || opening.number(1)));
      std::size_t title = label ? after_case_label(line) : 0;
      // "Case study of …" in running text is none: a mark or a number must part label and title.
      if (title == 0) return std::nullopt;
      if (title < line.size()) {
        const std::string_view mark = line.substr(0, title);
        if (mark.find_first_of(":.]0123456789") == std::string_view::npos &&
            mark.find("–") == std::string_view::npos && mark.find(" - ") == std::string_view::npos)
          return std::nullopt;
      }
      if (title >= line.size()) {
        if (line_end >= words.size()) return std::nullopt;
        const std::size_t second = std::min(words.find('\n', line_end + 1), words.size());
        return span(line_end + 1, second, second < words.size());
      }
      const std::size_t stop = line.find(". ", title);
      if (stop != std::string_view::npos) return span(from + title, from + stop, true);
      if (line_end < words.size() && line.size() < 90) return span(from + title, line_end, true);
      return line.size() < 110 ? span(from + title, line_end, false) : std::nullopt;
    }
    // "The mill\nWho: …\nWhere: …"
    if (line_end < words.size() && line.size() < 90 && line.find(':') == std::string_view::npos &&
        !line.ends_with('.') && fact_lines(words, line_end + 1) >= 2)
      return span(from, line_end, true);
    return std::nullopt;
  }

  // A paragraph that is, or begins with, a short line without a final point.
  std::optional<Opened> title_line(std::size_t b) const {
    if (b >= document_.blocks.size() || document_.blocks[b].kind != BlockKind::paragraph) return std::nullopt;
    const std::string_view words = document_.words(document_.blocks[b]);
    const std::size_t stop = std::min(words.find('\n'), words.size());
    if (stop > 90 || stop < 4 || words[stop - 1] == '.' || words[stop - 1] == ':' || words[stop - 1] == ',' ||
        words.substr(0, stop).find(':') != std::string_view::npos)
      return std::nullopt;
    const std::uint32_t begin = document_.blocks[b].begin;
    return Opened{begin, begin + static_cast<std::uint32_t>(stop), stop < words.size()};
  }

  void find_cases() {
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      const auto opened = out_.blocks[b].case_number < 0 ? case_paragraph(b) : std::nullopt;
      if (opened) {
        Case found;
        found.heading = static_cast<std::int32_t>(b);
        found.title_begin = found.quote_begin = opened->begin;
        found.title_end = found.quote_end = opened->end;
        found.quote_begin = block.begin;
        found.first = static_cast<std::int32_t>(opened->told_here ? b : b + 1);
        std::size_t end = b + 1;
        while (end < document_.blocks.size() && !is_heading(document_.blocks[end].kind) &&
               !case_paragraph(end))
          ++end;
        while (end > b + 1 && (document_.blocks[end - 1].kind == BlockKind::quotation ||
                               document_.blocks[end - 1].kind == BlockKind::attribution ||
                               document_.blocks[end - 1].kind == BlockKind::furniture ||
                               document_.blocks[end - 1].kind == BlockKind::footnote))
          --end;
        found.last = static_cast<std::int32_t>(end);
        for (auto i = static_cast<std::size_t>(found.first); i < end; ++i)
          out_.blocks[i].case_number = static_cast<std::int32_t>(out_.cases.size());
        if (found.last > found.first) out_.cases.push_back(found);
        continue;
      }
      if (!is_heading(block.kind) || topics_[b] != Topic::case_study) continue;
      const std::string_view words = document_.words(block);
      std::size_t title = after_case_label(words);
      if (announced_[b] && (title == 0 || title >= words.size())) title = after_number(words);
      std::uint32_t title_begin = block.begin + static_cast<std::uint32_t>(title), title_end = block.end;
      std::size_t told_from = b + 1;
      if (title >= words.size()) {
        // "Case study" above the heading that is its title.
        const bool titled = b + 1 < document_.blocks.size() &&
                            document_.blocks[b + 1].kind == BlockKind::heading &&
                            topics_[b + 1] == Topic::none && block.kind == BlockKind::heading &&
                            !ends_with_plural_label(words);
        if (titled) {
          title_begin = document_.blocks[b + 1].begin;
          title_end = document_.blocks[b + 1].end;
          told_from = b + 2;
        } else if (const auto line = title_line(b + 1); line && !ends_with_plural_label(words)) {
          // "EXAMPLE B", and its title on the next line.
          title_begin = line->begin;
          title_end = line->end;
          told_from = line->told_here ? b + 1 : b + 2;
        } else if (words.find(':') == std::string_view::npos && Tokens(words).size() > 3 &&
                   !ends_with_plural_label(words) && block.kind != BlockKind::title) {
          title_begin = block.begin;
        } else {
          continue;
        }
      }
      Case found;
      found.heading = static_cast<std::int32_t>(b);
      found.quote_begin = block.begin;
      found.quote_end = std::max(block.end, title_end);  // "CASE A" and the title below it
      found.title_begin = title_begin;
      found.title_end = title_end;
      found.first = static_cast<std::int32_t>(told_from);
      std::size_t end = told_from;
      const bool whole = block.kind == BlockKind::title;
      found.whole = whole;
      // A box ends where the text around it goes on.
      const auto outside = [&](std::size_t k) {
        return !whole && !is_heading(document_.blocks[k].kind) && document_.blocks[k].heading < static_cast<std::int32_t>(b) &&
               document_.blocks[b].kind == BlockKind::heading;
      };
      while (end < document_.blocks.size() && !outside(end) && (whole || end == told_from || !case_paragraph(end)) &&
             (whole || !is_heading(document_.blocks[end].kind) || part_of_case(b, end)))
        ++end;
      // Words of others between a case and the next heading are no part of it.
      while (!whole && end > told_from &&
             (document_.blocks[end - 1].kind == BlockKind::quotation ||
              document_.blocks[end - 1].kind == BlockKind::attribution ||
              document_.blocks[end - 1].kind == BlockKind::furniture ||
              document_.blocks[end - 1].kind == BlockKind::footnote))
        --end;
      found.last = static_cast<std::int32_t>(end);
      for (std::size_t i = told_from; i < end; ++i)
        out_.blocks[i].case_number = static_cast<std::int32_t>(out_.cases.size());
      out_.cases.push_back(found);
    }
  }

  // A document that is one case study, and says so, is a case from its title to its end.
  void whole_case() {
    if (out_.doc_type != "case_study" || !out_.cases.empty()) return;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      if (block.kind != BlockKind::title) continue;
      std::uint32_t begin = block.begin;
      while (begin < block.end && (document_.text[begin] == '*' || document_.text[begin] == ' ')) ++begin;
      const auto last = static_cast<std::int32_t>(document_.blocks.size());
      out_.cases.push_back({static_cast<std::int32_t>(b), block.begin, block.end, begin, block.end,
                            static_cast<std::int32_t>(b) + 1, last, true});
      for (std::size_t i = b + 1; i < document_.blocks.size(); ++i) out_.blocks[i].case_number = 0;
      return;
    }
  }

  // A case example in a report is told in its favour; another document may say that its partners tell it.
  void who_tells() {
    bool told = false;
    for (std::size_t b = 0; b < document_.blocks.size() && b < 8; ++b)
      for (const CueMatch& m : cues("voices").match(Tokens(document_.words(document_.blocks[b]))))
        told = told || m.label == "self_reported";
    for (Case& c : out_.cases) c.self_told = told || (!c.whole && out_.doc_type == "report" && !out_.digest);
  }

  bool part_of_case(std::size_t heading, std::size_t b) const {
    const Topic topic = topics_[b];
    if (topic == Topic::case_study) return false;
    const Block& block = document_.blocks[b];
    const bool deeper = block.kind == BlockKind::heading && block.level > document_.blocks[heading].level;
    // A box with a figure of the survey stands beside the case, wherever the page had room.
    for (const CueMatch& m : cues("case-parts").match(Tokens(document_.words(block))))
      if ((m.label == "beside" && m.first < 6) || m.label == "beyond") return false;
    return deeper && topic != Topic::none && !is_apparatus(topic) && topic != Topic::recommendation;
  }

  // Slides after the last findings discuss them; before, they set the scene.
  void place_slides() {
    if (!document_.slides) return;
    std::int32_t last_findings = -1;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b)
      if (is_heading(document_.blocks[b].kind) && topics_[b] == Topic::finding)
        last_findings = static_cast<std::int32_t>(b);
    for (std::size_t b = 0; b < document_.blocks.size(); ++b)
      if (out_.blocks[b].topic == Topic::none)
        out_.blocks[b].topic = last_findings >= 0 && static_cast<std::int32_t>(b) > last_findings
                                   ? Topic::conclusion
                                   : Topic::background;
  }

  void place_sentences() {
    out_.sentence_topics.resize(sentences_.size(), Topic::none);
    out_.sentence_begins.resize(sentences_.size());
    Topic sticky = Topic::none;
    std::int32_t block = -1;
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      const Sentence& sentence = sentences_[s];
      if (sentence.block != block) {
        sticky = Topic::none;
        block = sentence.block;
      }
      out_.sentence_begins[s] = sentence.begin;
      const InlineLabel label = inline_label(
          std::string_view(document_.text).substr(sentence.begin, sentence.end - sentence.begin));
      if (label.length && label.length < sentence.end - sentence.begin) {
        sticky = label.topic;
        out_.sentence_begins[s] = sentence.begin + label.length;
      } else if (const Topic alone = lone_label(document_, sentence); alone != Topic::none) {
        sticky = alone;
        out_.sentence_begins[s] = sentence.end;  // it says nothing itself
      }
      out_.sentence_topics[s] =
          sticky != Topic::none ? sticky : out_.blocks[static_cast<std::size_t>(block)].topic;
    }
  }

  const Document& document_;
  const std::vector<Sentence>& sentences_;
  const Lexicon& lexicon_;
  Structure out_;
  std::vector<Topic> topics_;                   // of headings and lead-ins themselves
  std::vector<std::int32_t> previous_heading_;  // in reading order
  std::vector<bool> group_only_;
  std::unordered_map<std::size_t, std::string> led_groups_;
  std::vector<std::int32_t> list_lead_;  // of items without a parent: the paragraph before their list
  std::vector<bool> announced_;          // headings that are titles of cases by their place
};

}  // namespace

Structure structure_of(const Document& document, const std::vector<Sentence>& sentences,
                       const Lexicon& lexicon) {
  return Builder(document, sentences, lexicon).build();
}

}  // namespace evident::ingest

// Sentences, notes and entries by people who had not seen the cues (tests/golden/wordings), each read within
// a document of its own where such words stand: how many become the item they are. The rules were worked on
// with the even rows only; the odd rows are the held-out half. EVIDENT_SHOW_MISSES=1 prints what is missed of
// the even half.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>

#include "extract_helpers.hpp"
#include "wordings.hpp"
#include "support/text.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Item;
using evident::graph::Kind;

namespace {

using wordings::Row;
using wordings::rows;

std::vector<std::string> choices(const std::string& value) {
  std::vector<std::string> out(1);
  for (const char c : value)
    if (c == '|')
      out.emplace_back();
    else
      out.back() += c;
  return out;
}
bool is_one_of(const std::string& value, const std::string& fair) {
  const auto all = choices(fair);
  return std::find(all.begin(), all.end(), value) != all.end();
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 128)
      out.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!out.back().empty())
      out.emplace_back();
  if (out.back().empty()) out.pop_back();
  return out;
}
// Share of words in common (Dice), or 1 where the shorter one stands within the longer.
double alike(const std::string& a, const std::string& b) {
  const auto left = words_of(a);
  auto right = words_of(b);
  const double all = static_cast<double>(left.size() + right.size());
  if (all == 0) return 0;
  int common = 0;
  for (const std::string& w : left)
    if (const auto at = std::find(right.begin(), right.end(), w); at != right.end()) {
      right.erase(at);
      ++common;
    }
  return 2 * common / all;
}

bool fragment(const std::string& text) {
  for (const char* end : {".", "?", "!", ".”", ".\"", ".’", "\"."})
    if (text.ends_with(end)) return false;
  return true;
}

// The words as a document: a sentence in a paragraph of a section, a fragment as a bullet below a heading.
std::string report(const std::string& section, const std::string& words) {
  return "# Local services in five districts\n\nThis report looks at services in five districts.\n\n## " +
         section + "\n\nThe work took place in five districts.\n\n" + words +
         "\n\nThe districts differ in size.\n";
}
std::string bullets(const std::string& heading, const std::string& words) {
  return "# Local services in five districts\n\nThis report looks at services in five districts.\n\n## " +
         heading + "\n\n- " + words + "\n";
}

struct Tally {
  int all = 0, found = 0, right = 0, second = 0, none = 0, taken = 0;
};
struct Tallies {
  Tally half[2];  // even rows, odd rows
  std::string misses;
  void miss(std::size_t row, const std::string& what) {
    if (row % 2 == 0 && std::getenv("EVIDENT_SHOW_MISSES")) misses += what + "\n";
  }
  void print(const std::string& what, const std::string& first, const std::string& other = {}) const {
    std::cout << misses;
    for (int h = 0; h < 2; ++h) {
      std::cout << what << (h ? " (odd rows, held out): " : " (even rows): ") << "found " << half[h].found
                << " of " << half[h].all;
      if (!first.empty()) std::cout << "; of these " << first << " " << half[h].right;
      if (!other.empty()) std::cout << ", " << other << " " << half[h].second;
      std::cout << "; false " << half[h].taken << " of " << half[h].none << "\n";
    }
  }
  // Floors in per cent.
  void check(int found, int taken) const {
    for (const Tally& t : half) {
      CHECK(t.found * 100 >= t.all * found);
      CHECK(t.taken * 100 <= t.none * taken);
    }
  }
};

}  // namespace

TEST_CASE("statements about the evidence in other people's words", "[measure]") {
  Tallies out;
  const auto all = rows("evidence_statements.tsv");
  for (std::size_t r = 0; r < all.size(); ++r) {
    Tally& t = out.half[r % 2];
    const std::string& words = all[r][0];
    const auto evidence = evidence_of(
        "words.md", fragment(words) ? bullets("What is the evidence?", words) : report("Findings", words));
    std::vector<Item> items;
    for (const Item& item : of_kind(evidence, Kind::evidence_statement))
      if (words.find(item.passage.quote) != std::string::npos || item.passage.quote.find(words) == 0)
        items.push_back(item);
    if (all[r][1] == "not") {
      ++t.none;
      t.taken += !items.empty();
      if (!items.empty()) out.miss(r, "FALSE\t" + words + "\t" + items[0].reason);
      continue;
    }
    ++t.all;
    if (items.empty()) {
      out.miss(r, "MISSED\t" + words + "\t" + all[r][1] + "\t" + all[r][2]);
      continue;
    }
    ++t.found;
    bool dimension = false, strength = false;
    for (const Item& item : items) {
      dimension = dimension || is_one_of(text_of(item, Attribute::dimension), all[r][1]);
      strength = strength || is_one_of(text_of(item, Attribute::strength), all[r][2]);
    }
    t.right += dimension;
    t.second += strength;
    if (!dimension || !strength)
      out.miss(r, "OTHER\t" + words + "\t" + all[r][1] + " " + all[r][2] + "\tnot " +
                      text_of(items[0], Attribute::dimension) + " " + text_of(items[0], Attribute::strength) +
                      "\t" + items[0].reason);
  }
  out.print("evidence statements", "dimension", "strength");
  out.check(68, 12);
}

TEST_CASE("open questions in other people's words", "[measure]") {
  Tallies out;
  Tally prose[2];
  const auto all = rows("questions.tsv");
  for (std::size_t r = 0; r < all.size(); ++r) {
    Tally& t = out.half[r % 2];
    const std::string& words = all[r][0];
    const bool open = all[r][1] == "open";
    const bool asked = words.ends_with('?');
    const auto found = [&](const std::string& text) {
      for (const Item& item : of_kind(evidence_of("words.md", text), Kind::question))
        if (alike(item.passage.quote, words) >= 0.5) return true;
      return false;
    };
    // What is listed under a heading about questions is one; in running prose the words must tell.
    const bool listed = found(fragment(words) || asked ? bullets("Questions for further research", words)
                                                       : report("Discussion", words));
    const bool told = found(report("Discussion", words));
    if (open) {
      ++t.all;
      t.found += listed;
      if (!listed) out.miss(r, "MISSED\t" + words);
      if (asked) {
        ++prose[r % 2].all;
        prose[r % 2].found += told;
        if (!told) out.miss(r, "MISSED in prose\t" + words);
      }
    } else {
      ++t.none;
      t.taken += told;
      if (told) out.miss(r, "FALSE\t" + words);
    }
  }
  out.print("questions", {});
  for (int h = 0; h < 2; ++h)
    std::cout << "  printed with a question mark, in prose" << (h ? " (odd rows): " : " (even rows): ")
              << prose[h].found << " of " << prose[h].all << "\n";
  out.check(85, 8);
}

TEST_CASE("definitions in other people's words", "[measure]") {
  Tallies out;
  const auto all = rows("definitions.tsv");
  for (std::size_t r = 0; r < all.size(); ++r) {
    Tally& t = out.half[r % 2];
    const std::string& words = all[r][0];
    const auto evidence =
        evidence_of("words.md", fragment(words) || words.find(": ") < 30 ? bullets("Terms used", words)
                                                                         : report("Background", words));
    std::vector<Item> items;
    for (const Item& item : of_kind(evidence, Kind::definition))
      if (alike(item.passage.quote, words) >= 0.3) items.push_back(item);
    if (all[r][1] == "not") {
      ++t.none;
      t.taken += !items.empty();
      if (!items.empty()) out.miss(r, "FALSE\t" + words + "\t" + items[0].reason);
      continue;
    }
    ++t.all;
    t.found += !items.empty();
    bool named = false;
    for (const Item& item : items)
      named = named || words_of(text_of(item, Attribute::term)) == words_of(all[r][1]);
    t.right += named;
    if (!named)
      out.miss(r, (items.empty() ? "MISSED\t" : "OTHER " + text_of(items[0], Attribute::term) + "\t") +
                      words + "\t" + all[r][1]);
  }
  out.print("definitions", "term");
  out.check(50, 12);
}

TEST_CASE("references in other people's styles", "[measure]") {
  Tallies out;
  std::map<std::string, std::pair<int, int>> fields[2];
  const auto all = rows("references.tsv");
  for (std::size_t r = 0; r < all.size(); ++r) {
    Row row = all[r];
    row.resize(6);
    Tally& t = out.half[r % 2];
    const bool remark = row[2] == "not" || row[1] == "not";
    // A note begins with a raised number, a bracketed mark or a bare number.
    const unsigned char first = static_cast<unsigned char>(row[0][0]);
    const bool note =
        first >= 128 || row[0].starts_with("[^") || (std::isdigit(first) && row[0].find(". ") > 3) || remark;
    const auto evidence =
        evidence_of("words.md", "# Local services\n\nThis report looks at services.\n\n## " +
                                    std::string(note ? "Notes" : "References") + "\n\n" + row[0] + "\n");
    const auto items = of_kind(evidence, Kind::reference);
    if (remark) {
      ++t.none;
      t.taken += !items.empty();
      if (!items.empty()) out.miss(r, "FALSE\t" + row[0] + "\t" + items[0].reason);
      continue;
    }
    ++t.all;
    t.found += items.size() == 1;
    if (items.size() != 1) {
      out.miss(r, std::to_string(items.size()) + " FOUND\t" + row[0]);
      continue;
    }
    const Item& item = items[0];
    std::string authors, printed;
    if (const auto* value = item.find(Attribute::authors))
      for (const std::string& author : std::get<std::vector<std::string>>(*value))
        authors += (authors.empty() ? "" : "|") + author;
    std::string year;
    if (const auto* value = item.find(Attribute::year)) year = std::to_string(std::get<std::int64_t>(*value));
    const std::string got[] = {authors, text_of(item, Attribute::title), year,
                               text_of(item, Attribute::publisher), text_of(item, Attribute::doi)};
    const char* const names[] = {"authors", "title", "year", "publisher", "doi"};
    bool right = true;
    for (std::size_t f = 0; f < 5; ++f) {
      if (f == 3 && row[f + 1].empty()) continue;  // what counts as a publisher of an article is open
      const bool same = words_of(got[f]) == words_of(row[f + 1]);
      ++fields[r % 2][names[f]].second;
      fields[r % 2][names[f]].first += same;
      right = right && same;
      if (!same)
        out.miss(r, std::string(names[f]) + " '" + got[f] + "' not '" + row[f + 1] + "'\t" + row[0] + "\t" +
                        item.reason);
    }
    t.right += right;
  }
  out.print("references", "all fields");
  for (int h = 0; h < 2; ++h) {
    std::cout << "  fields" << (h ? " (odd rows):" : " (even rows):");
    for (const auto& [name, count] : fields[h])
      std::cout << " " << name << " " << count.first << "/" << count.second;
    std::cout << "\n";
  }
  out.check(85, 20);
}

namespace {

void measure_influences(const std::string& file, Kind kind, const std::string& heading, int floor, int most) {
  Tallies out;
  const auto all = rows(file);
  for (std::size_t r = 0; r < all.size(); ++r) {
    Tally& t = out.half[r % 2];
    const std::string& words = all[r][0];
    // Bullets keep their marks, a bold or plain label its colon.
    const bool bullet = words.starts_with("- ") || words.starts_with("• ") || words.starts_with("– ") ||
                        words.starts_with("→ ");
    const std::string text =
        bullet && words.find(": ") == std::string::npos && words.find('?') == std::string::npos
            ? "# Local services in five districts\n\nThis report looks at services in five "
              "districts.\n\n## " +
                  heading + "\n\n" + words + "\n"
            : report("Findings", words);
    const auto evidence = evidence_of("words.md", text);
    const auto items = of_kind(evidence, kind);
    if (all[r][1] == "not") {
      bool any = false;
      for (const Item& item : items)
        if (words.find(item.passage.quote) != std::string::npos) any = true;
      ++t.none;
      t.taken += any;
      if (any) out.miss(r, "FALSE\t" + words + "\t" + items[0].reason);
      continue;
    }
    ++t.all;
    bool found = false, named = false;
    for (const Item& item : items) {
      const std::string name = text_of(item, Attribute::name);
      const bool this_one = alike(item.passage.quote, all[r][1]) >= 0.5 || alike(name, all[r][2]) >= 0.5 ||
                            (item.passage.quote.find(all[r][1]) != std::string::npos &&
                             alike(item.passage.quote, words) >= 0.5);
      found = found || this_one;
      named = named || (this_one && (alike(name, all[r][2]) >= 0.6 || alike(name, all[r][1]) >= 0.6));
    }
    t.found += found;
    t.right += named;
    if (!named)
      out.miss(r, (found ? "OTHER '" + text_of(items[0], Attribute::name) + "'\t" : "MISSED\t") + words +
                      "\t" + all[r][2]);
  }
  out.print(file.substr(0, file.find('.')), "well named");
  out.check(floor, most);
}

}  // namespace

TEST_CASE("barriers in other people's words", "[measure]") {
  measure_influences("barriers.tsv", Kind::barrier, "Barriers", 62, 10);
}

TEST_CASE("success factors in other people's words", "[measure]") {
  measure_influences("success_factors.tsv", Kind::success_factor, "What helped", 40, 12);
}

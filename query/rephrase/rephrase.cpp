// The question is built up from "list THINGS", one recognised piece after the other; after each, what was built
// must still bind, else the piece is tried another way and then left out. Nothing is run.
#include "query/rephrase/rephrase.hpp"

#include <algorithm>
#include <utility>

#include "query/bind/bind.hpp"
#include "query/bind/names.hpp"
#include "query/language/parse.hpp"
#include "query/language/vocabulary.hpp"
#include "query/rephrase/pieces.hpp"

namespace evident::query {
namespace {

using rephrasing::Piece;
using Is = Piece::Is;

constexpr std::size_t kLongest = 400;  // bytes of a question that people type without knowing the language

// Ways in which a name may belong to what is asked about, likeliest first; "%" stands for the name.
constexpr std::string_view kByName[] = {
    "about %",    "named by %",   "made by %", "reported by %",  "addressed to %",
    "written by %", "that examine %", "that mention %", "that report %", "that report claims about %",
    "that have %", "by %",  "from %",       "named in %", "of %",
    "for %",      "named %",      "where term contains %", "in %", "mentioning %"};
// Ways in which other things may belong to it.
constexpr std::string_view kByThings[] = {"about %",     "that have %",  "that report %",  "reported by %",
                                          "named by %",  "from %",       "in %",           "made by %",
                                          "supported by %", "addressed to %", "that mention %"};

constexpr std::string_view kByCounted[] = {"reported by %", "named by %", "in %", "supported by %", "that have %",
                                           "that report %"};

class Builder {
 public:
  Builder(const graph::Graph& graph, const AskOptions& options, std::vector<Piece> pieces)
      : graph_(graph), options_(options), pieces_(std::move(pieces)), used_(pieces_.size(), false) {}

  std::optional<Rephrased> build() {
    if (const auto whole = whole_question(); !whole.empty()) return finished(whole);
    if (const auto sides = contrast(); !sides.empty()) return finished(sides);
    if (!subject()) return {};
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (used_[i]) continue;
      switch (pieces_[i].is) {
        case Is::describing: describe(i); break;
        case Is::name: name(i); break;
        case Is::quoted:
        case Is::unknown: words(i); break;
        case Is::things: other_things(i); break;
        case Is::clause: clause(i); break;
        case Is::time: time(i); break;
        case Is::compare: sample(i); break;
        case Is::property: property(i); break;
        default: break;
      }
    }
    steps();
    opening();
    return finished(text());
  }

 private:
  const graph::Graph& graph_;
  const AskOptions& options_;
  std::vector<Piece> pieces_;
  std::vector<bool> used_;
  std::string open_ = "list ", before_, things_, after_, steps_;

  std::string text() const { return open_ + before_ + things_ + after_ + steps_; }
  bool runs(const std::string& question) const {
    const auto tree = parse(question, options_.limits);
    return tree && bind(graph_, *tree, options_);
  }
  bool extend(const std::string& more) {
    const auto kept = after_;
    after_ += " " + more;
    if (runs(text())) return true;
    after_ = kept;
    return false;
  }
  static std::string filled(std::string_view way, std::string_view with) {
    std::string made(way);
    made.replace(made.find('%'), 1, with);
    return made;
  }
  bool has(Is is) const {
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& p) { return p.is == is; });
  }
  // The piece before, over words that say nothing; or none.
  const Piece* before(std::size_t i) const {
    while (i-- > 0)
      if (pieces_[i].is != Is::filler) return &pieces_[i];
    return nullptr;
  }
  bool take_before(std::size_t i, Is is) {
    while (i-- > 0) {
      if (pieces_[i].is == Is::filler) continue;
      if (pieces_[i].is != is || used_[i]) return false;
      return used_[i] = true;
    }
    return false;
  }

  // An everyday phrase that is a whole question, when nothing else of the library is named.
  std::string whole_question() {
    if (has(Is::compare)) return {};  // of which a part is asked for
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (pieces_[i].is == Is::whole && runs(pieces_[i].text)) {
        used_[i] = true;
        for (std::size_t j = 0; j < pieces_.size(); ++j)  // its things are those of the question it stands for
          if (pieces_[j].is == Is::things || pieces_[j].is == Is::also || pieces_[j].is == Is::open) used_[j] = true;
        return pieces_[i].text;
      }
    return {};
  }

  // Two or more names set side by side.
  std::string contrast() {
    if (!has(Is::contrast)) return {};
    std::vector<std::string> names;
    std::string things = "barriers";
    for (const auto& piece : pieces_) {
      if (piece.is == Is::name) names.push_back(piece.text);
      if (piece.is == Is::things && things == "barriers") things = piece.text;
    }
    if (names.size() < 2) return {};
    const auto question = "compare " + things + " across " + join_words(names, "and");
    if (!runs(question)) return {};
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      used_[i] = pieces_[i].is == Is::name || pieces_[i].is == Is::contrast || pieces_[i].text == things;
    return question;
  }

  bool starts_with(std::size_t i, std::string before) {
    before_ = std::move(before);
    things_ = pieces_[i].text;
    if (!runs(text())) {
      before_.clear();
      if (!runs(text())) return false;
    }
    used_[i] = true;
    return true;
  }
  bool subject() {
    for (const Is is : {Is::first, Is::things, Is::also})
      for (std::size_t i = 0; i < pieces_.size(); ++i) {
        if (pieces_[i].is != is) continue;
        std::size_t first = i;  // the words that describe it, right before it
        while (first > 0 && pieces_[first - 1].is == Is::describing) --first;
        const bool denied = first > 0 && pieces_[first - 1].is == Is::deny;
        if (denied) continue;
        std::string before;
        for (std::size_t j = first; j < i; ++j) before += pieces_[j].text + " ";
        if (!starts_with(i, before)) continue;
        if (!before_.empty())
          for (std::size_t j = first; j < i; ++j) used_[j] = true;
        return true;
      }
    if (has(Is::property))
      for (std::string_view things : {"studies", "sources"})
        for (const auto& piece : pieces_)
          if (piece.is == Is::property && runs("list " + std::string(things) + " | show name, " + piece.text)) {
            things_ = things;
            return true;
          }
    if (has(Is::name) || has(Is::quoted) || has(Is::unknown)) things_ = "claims";
    if (things_.empty() && has(Is::time)) things_ = "sources";
    return !things_.empty() && runs(text());
  }

  void describe(std::size_t i) {
    std::size_t next = i;  // of other things, which take it with them
    while (next < pieces_.size() && pieces_[next].is == Is::describing) ++next;
    if (next < pieces_.size() && pieces_[next].is == Is::things && !used_[next]) return;
    const bool denied = before(i) != nullptr && before(i)->is == Is::deny;
    if (denied) {
      if (extend("that are not " + pieces_[i].text)) used_[i] = take_before(i, Is::deny);
      return;
    }
    const auto kept = before_;
    before_ += pieces_[i].text + " ";
    used_[i] = runs(text());
    if (!used_[i]) before_ = kept;
    if (!used_[i]) used_[i] = extend("that are " + pieces_[i].text);
  }

  // Names that are meant together: joined by "and" or "or", or by a word such as "common to".
  std::string names_from(std::size_t i, std::vector<std::size_t>& taken) {
    std::string names = pieces_[i].text;
    taken = {i};
    std::string_view join;
    for (std::size_t j = i + 1; j < pieces_.size(); ++j) {
      if (pieces_[j].is == Is::filler) continue;
      if (pieces_[j].is == Is::and_word || pieces_[j].is == Is::or_word) {
        join = pieces_[j].text;
        continue;
      }
      if (pieces_[j].is != Is::name || (join.empty() && !has(Is::joint))) break;
      names += " " + std::string(join.empty() ? "and" : join) + " " + pieces_[j].text;
      taken.push_back(j);
      join = {};
    }
    return names;
  }
  // With the word that stands before it, else in the likeliest way that the schema has.
  bool joined(const std::string& with, const Piece* link, bool denied, const std::string_view* ways, std::size_t count) {
    const auto attempt = [&](const std::string& way) {
      if (!denied) return extend(way);
      return extend("but not " + way) || extend("that are not " + way);
    };
    if (link != nullptr && link->is == Is::link) {
      if (attempt(link->text + " " + with)) return true;
      if (!denied && extend("that " + link->text + " " + with)) return true;
      if (denied && extend("that do not " + link->text + " " + with)) return true;
    }
    for (std::size_t w = 0; w < count; ++w) {
      const auto way = filled(ways[w], with);
      if (denied && (way.starts_with("that ") || way.starts_with("where "))) continue;
      if (attempt(way)) return true;
    }
    return false;
  }
  std::size_t index(const Piece* piece) const { return static_cast<std::size_t>(piece - pieces_.data()); }
  void name(std::size_t i) {
    const auto* link = before(i);
    const auto* deny = link != nullptr && link->is == Is::link ? before(index(link)) : link;
    const bool denied = deny != nullptr && deny->is == Is::deny;
    std::vector<std::size_t> taken;
    const auto names = names_from(i, taken);
    bool placed = joined(names, link, denied, kByName, std::size(kByName));
    if (!placed && taken.size() > 1) {
      taken = {i};
      placed = joined(pieces_[i].text, link, denied, kByName, std::size(kByName));
    }
    if (!placed) return;
    for (const auto j : taken) used_[j] = true;
    if (denied) used_[index(deny)] = true;
  }

  void clause(std::size_t i) {  // one of several, "/" between them
    const auto attempt = [&] {
      for (std::string_view left = pieces_[i].text; !left.empty() && !used_[i];) {
        const auto end = std::min(left.find('/'), left.size());
        used_[i] = extend("that " + std::string(left.substr(0, end)));
        left.remove_prefix(std::min(end + 1, left.size()));
      }
    };
    attempt();
    if (used_[i] || !before_.empty() || !after_.empty()) return;
    const auto kept = std::exchange(things_, "claims");  // "what do the sources disagree on"
    attempt();
    if (!used_[i]) things_ = kept;
  }

  // Words that are no name here: when the texts hold them, they are looked for there.
  void words(std::size_t i) {
    std::size_t last = i;
    std::string phrase(pieces_[i].typed);
    if (pieces_[i].is == Is::unknown)
      while (last + 1 < pieces_.size() && pieces_[last + 1].is == Is::unknown)
        phrase += " " + std::string(pieces_[++last].typed);
    if (pieces_[i].is == Is::quoted) phrase = phrase.substr(1, phrase.size() - 2);
    const auto* link = before(i);
    if (phrase.size() < 3 || (link != nullptr && link->is == Is::deny)) return;
    const auto quoted = "\"" + phrase + "\"";
    if (!extend("where term contains " + quoted) &&  // of definitions
        (graph_.mentioning(phrase).empty() || !extend("mentioning " + quoted)))
      return;
    for (auto j = i; j <= last; ++j) used_[j] = true;
  }

  void other_things(std::size_t i) {
    std::size_t first = i;
    while (first > 0 && pieces_[first - 1].is == Is::describing && !used_[first - 1]) --first;
    std::string what;
    for (std::size_t j = first; j < i; ++j)
      if (pieces_[i].text.find(pieces_[j].text) == std::string::npos) what += pieces_[j].text + " ";
    what += pieces_[i].text;
    const auto* link = before(first);
    bool placed = false;
    if (link != nullptr && (link->is == Is::deny || link->is == Is::lack)) {
      placed = extend("that have no " + what);
      if (placed) take_before(first, link->is);
    } else if (link != nullptr && link->is == Is::number) {
      const auto count = index(link);
      const auto* compare = before(count);
      const bool compared = compare != nullptr && compare->is == Is::compare;
      const auto counted = (compared ? compare->text + " " : "") + link->text + " " + what;
      const auto* verb = compared ? before(index(compare)) : compare;
      placed = joined(counted, verb, false, kByCounted, std::size(kByCounted));
      if (placed) {
        used_[count] = true;
        if (compared) used_[index(compare)] = true;
      }
    } else {
      placed = joined(what, link, false, kByThings, std::size(kByThings));
    }
    if (placed)
      for (auto j = first; j <= i; ++j) used_[j] = true;
  }

  void time(std::size_t i) {
    used_[i] = extend(pieces_[i].text);
    if (!used_[i] && pieces_[i].text.starts_with("in "))  // a year alone may be of something else
      used_[i] = extend("published " + pieces_[i].text);
  }
  // What is denied is asked for as missing; else it is shown.
  void property(std::size_t i) {
    const auto* link = before(i);
    if (link != nullptr && (link->is == Is::deny || link->is == Is::lack)) {
      used_[i] = extend("without " + pieces_[i].text) && take_before(i, link->is);
      return;
    }
    for (std::string_view first : {"title", "name", "text"}) {
      if (first == pieces_[i].text) continue;
      const auto kept = steps_;
      steps_ = kept.empty() ? " | show " + std::string(first) + ", " + pieces_[i].text
                            : kept + ", " + pieces_[i].text;
      used_[i] = runs(text());
      if (used_[i]) return;
      steps_ = kept;
    }
  }
  // "fewer than 20 people": of whom there are how many in the study.
  void sample(std::size_t i) {
    if (i + 1 >= pieces_.size() || pieces_[i + 1].is != Is::number || used_[i + 1]) return;
    const bool people = i + 2 < pieces_.size() &&
                        (pieces_[i + 2].is == Is::whole || pieces_[i + 2].text == "participants");
    const bool other = i + 2 < pieces_.size() && pieces_[i + 2].is == Is::things;
    if (other || !extend("with sample size " + pieces_[i].text + " " + pieces_[i + 1].text)) return;
    used_[i] = used_[i + 1] = true;
    if (people) used_[i + 2] = true;
    take_before(i, Is::whole);
  }

  void steps() {
    const auto add = [&](const std::string& step) {
      const auto kept = steps_;
      steps_ += " | " + step;
      if (runs(text())) return true;
      steps_ = kept;
      return false;
    };
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (used_[i] || pieces_[i].is != Is::step) continue;
      for (std::string_view left = pieces_[i].text; !left.empty() && !used_[i];) {  // the first that fits
        const auto end = std::min(left.find('/'), left.size());
        const std::string step(left.substr(0, end));
        used_[i] = steps_.find(step) != std::string::npos || add(step);
        left.remove_prefix(std::min(end + 1, left.size()));
      }
    }
    for (std::size_t i = 0; i < pieces_.size() && steps_.find("sort") != std::string::npos; ++i)
      if (!used_[i] && pieces_[i].is == Is::number) used_[i] = add("limit " + pieces_[i].text);
  }
  void opening() {
    for (std::size_t i = 0; i < pieces_.size() && steps_.empty(); ++i) {
      if (pieces_[i].is != Is::open || used_[i]) continue;
      const auto kept = open_;
      open_ = pieces_[i].text + " ";
      used_[i] = runs(text());
      if (!used_[i]) open_ = kept;
    }
  }

  std::optional<Rephrased> finished(std::string question) const {
    Rephrased made;
    made.question = std::move(question);
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const auto& piece = pieces_[i];
      if (used_[i]) {
        ++made.said;
        made.everyday = made.everyday || piece.everyday;
        continue;
      }
      switch (piece.is) {
        case Is::deny:
        case Is::lack:
        case Is::clause:
        case Is::quoted: return {};  // what was denied would be asked for, and what was quoted would not
        case Is::filler:
        case Is::link:
        case Is::have:
        case Is::also:
        case Is::first:
        case Is::joint:
        case Is::contrast:
        case Is::open:
        case Is::and_word:
        case Is::or_word: break;
        default: made.left_out.emplace_back(piece.typed);
      }
    }
    if (made.said == 0) return {};
    return made;
  }
};

// Whether the change that the diagnostic offers makes a question that binds.
bool offers_a_question(const graph::Graph& graph, const Diagnostic& problem, std::string_view text,
                       const AskOptions& options) {
  if (!problem.edit) return false;
  const auto tree = parse(mended_text(problem, text), options.limits);
  return tree && bind(graph, *tree, options);
}

// Errors of whoever writes in words of their own; the others are about one sign or word of Ask.
bool may_be_own_words(std::string_view code) {
  for (std::string_view known : {"E101", "E105", "E107", "E108", "E110", "E111", "E121", "E201", "E205", "E210", "E213"})
    if (code == known) return true;
  return false;
}
// It stops where Ask has more to say: what may follow helps more.
bool breaks_off(std::string_view text) {
  const auto end = without_trailing_layout(text);
  const auto last = end.substr(end.find_last_of(' ') + 1);
  const auto word = longest_word(last, word_class::preposition | word_class::verb | word_class::reserved);
  return word.length != 0 && word.length == last.size();
}

// It offers names to choose from, or the places of the words that are no name.
bool helps_with_the_name(const Diagnostic& problem) {
  return problem.code == "E201" && !problem.fix.empty() && !problem.fix.starts_with("try: describe");
}

}  // namespace

std::optional<Rephrased> rephrase(const graph::Graph& graph, std::string_view text, const AskOptions& options) {
  // Whoever writes steps, patterns or sets knows the language: there the exact message helps more.
  if (text.size() > kLongest || text.find_first_of("|@$(){}[]~=<>") != std::string_view::npos) return {};
  auto pieces = rephrasing::pieces_of(graph, text);
  // One everyday word alone says too little.
  const auto filler = [](const Piece& piece) { return piece.is == Is::filler; };
  const auto first = std::find_if_not(pieces.begin(), pieces.end(), filler);
  if (first != pieces.end() && first->is == Is::also && first->typed.find(' ') == std::string_view::npos &&
      std::all_of(first + 1, pieces.end(), filler) && pieces.size() <= 2)
    return {};
  return Builder(graph, options, std::move(pieces)).build();
}

Diagnostic with_proposal(const graph::Graph& graph, std::string_view text, Diagnostic problem,
                         const AskOptions& options) {
  if (!may_be_own_words(problem.code) || helps_with_the_name(problem)) return problem;
  if (problem.code == "E108" && breaks_off(text)) return problem;
  const auto misread = text.substr(problem.span.begin, problem.span.end - problem.span.begin);
  const bool misspelt = !rephrasing::is_everyday_phrase(misread);
  if (misspelt && offers_a_question(graph, problem, text, options)) return problem;
  const auto other = rephrase(graph, text, options);
  if (!other) {  // what the library holds can always be asked
    if (problem.code == "E111") problem.fix = "try: list sources";
    return problem;
  }
  const bool of_meaning = problem.code.starts_with("E2");
  const bool whole = other->left_out.empty();
  // A name that the library does not have is the answer, and a question without it another one.
  if (of_meaning && !whole) return problem;
  const bool enough = other->everyday || problem.code == "E111" || !problem.edit;
  if (!whole && !enough) return problem;
  const bool lists_what_can_stand = of_meaning && !problem.fix.empty() && problem.code != "E201";
  problem.fix = (lists_what_can_stand ? problem.fix + "; or try: " : "try: ") + other->question;
  if (!whole) {
    std::string words;
    for (const auto& word : other->left_out) words += (words.empty() ? "'" : ", '") + word + "'";
    problem.fix += "   (leaves out " + words + ")";
  }
  problem.expected.clear();
  problem.edit = Diagnostic::Edit{{0, static_cast<std::uint32_t>(text.size())}, other->question};
  return problem;
}

}  // namespace evident::query

// A body is a funder only where the words say that it paid for this work: the work stands before the verb, or
// the sentence stands in a part about funding or in the front matter. What a described service cost is
// nothing here.
#include "ingest/extract/source_credits.hpp"

#include <algorithm>
#include <utility>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/people.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_memo.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// Whether the word holds one of the letter groups by which statements of credit are known.
std::uint32_t may_credit(std::string_view word) {
  for (const std::string_view part :
       {"und", "rant", "upport", "nterest", "ponsor", "ommission", "inanc", "elp", "paid"})
    if (word.find(part) != std::string_view::npos) return 1;
  return 0;
}

class CreditReader {
 public:
  CreditReader(const Extraction& x, std::vector<std::string> funders, std::vector<std::string> supporters)
      : x_(x) {
    out_.funders = std::move(funders);
    out_.supporters = std::move(supporters);
  }

  Credits run() {
    funding_statements();
    panel();
    return std::move(out_);
  }

 private:
  const Block& block(std::int32_t i) const { return x_.document.blocks[static_cast<std::size_t>(i)]; }

  // "This work was funded by X." anywhere; "Funding: X" as a label; interests likewise.
  void funding_statements() {
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const Block& here = x_.document.blocks[b];
      if (here.kind != BlockKind::paragraph && here.kind != BlockKind::list_item &&
          here.kind != BlockKind::footnote && here.kind != BlockKind::metadata)
        continue;
      const std::string_view printed = x_.document.words(here);
      const Topic topic = x_.structure.blocks[b].topic;
      const InlineLabel label = inline_label(printed);
      if (label.length && label.length < printed.size() && label.length < 60) {
        if (label.topic == Topic::funding) {
          bodies(printed.substr(label.length), out_.funders);
          continue;
        }
        if (about_interests(printed.substr(0, label.length))) {
          set_interests(printed.substr(label.length));
          continue;
        }
      }
      if (topic == Topic::contacts && out_.interests.empty() && under_interests(here)) {
        set_interests(printed);
        continue;
      }
      if (!any_word<may_credit>(Tokens(printed), 1)) continue;
      if (printed.find("und") == std::string_view::npos && printed.find("rant") == std::string_view::npos &&
          printed.find("upport") == std::string_view::npos &&
          printed.find("nterest") == std::string_view::npos &&
          printed.find("ponsor") == std::string_view::npos &&
          printed.find("ommission") == std::string_view::npos &&
          printed.find("inanc") == std::string_view::npos && printed.find("elp") == std::string_view::npos &&
          printed.find("paid") == std::string_view::npos)
        continue;
      std::size_t from = 0;
      while (from < printed.size()) {
        std::size_t to = printed.find(". ", from);
        to = to == std::string_view::npos ? printed.size() : to + 1;
        credit_sentence(printed.substr(from, to - from), topic, here.kind == BlockKind::metadata);
        from = to;
      }
    }
  }

  void credit_sentence(std::string_view words, Topic topic, bool front) {
    const Tokens tokens(words);
    if (tokens.size() < 3 || tokens.size() > 120) return;
    const auto matches = cues("credits").match(tokens);
    const bool apart = front || topic == Topic::funding || topic == Topic::acknowledgement;
    const CueMatch *work = nullptr, *pays = nullptr, *helps = nullptr, *declares = nullptr;
    for (const CueMatch& m : matches) {
      if (m.label == "work" && !work) work = &m;
      if (m.label == "funder" && !pays) pays = &m;
      if (m.label == "supporter" && !helps) helps = &m;
      if (m.label == "interests" && !declares && words.find("nterest") != std::string_view::npos)
        declares = &m;
    }
    if (declares && words.find("eclare") != std::string_view::npos) set_interests(words);
    const auto of_work = [&](const CueMatch& m) {
      // Between the work and the cue stands little: "the review found that the scheme, funded by …".
      return apart || (work && work->first <= m.first && m.first <= work->last + 6 && work->first <= 6);
    };
    bool paid = false;
    for (const CueMatch& m : matches) {
      if (m.label != "funder" || (!paid && !of_work(m))) continue;
      paid = true;  // "supported by a grant from X and sponsored by Y"
      bodies(words.substr(tokens.end(m.last)), out_.funders);
    }
    if (helps && (!pays || helps->first > pays->last + 3)) {
      if (tokens[helps->first] == "for") {
        // "X for supporting this work": the name stands before.
        const std::size_t bare_begin = tokens.begin(0);
        if (helps->first > 0 && helps->first <= 6 && starts_upper(words.substr(bare_begin)))
          bodies(words.substr(bare_begin, tokens.end(helps->first - 1) - bare_begin), out_.supporters);
      } else if (of_work(*helps)) {
        bodies(words.substr(tokens.end(helps->last)), out_.supporters);
      }
    }
  }

  // "the Land Trust, Kerb Ltd and the Roads Fund (grant 7)": names that begin with a capital letter.
  static void bodies(std::string_view words, std::vector<std::string>& out) {
    std::string rest = squeeze(words);
    for (const std::string_view opening : {"a grant from ", "grants from ", "funding from ", "by "})
      if (starts_with_ignoring_case(rest, opening)) rest.erase(0, opening.size());
    std::size_t end = rest.find_first_of(".;(:[");
    for (const std::string_view stop :
         {" to ", " which ", " who ", " as part ", " under ", " through ", " in 1", " in 2", " with ",
          " but ", " whose ", " via ", " from ", " is ", " was ", " are ", " has "})
      end = std::min(end, rest.find(stop));
    // "X and sponsored by Y": another verb follows.
    for (std::size_t at = rest.find(" and "); at != std::string::npos; at = rest.find(" and ", at + 5))
      if (at + 5 < rest.size() && rest[at + 5] >= 'a' && rest[at + 5] <= 'z' &&
          rest.compare(at + 5, 4, "the ") != 0 && rest.compare(at + 5, 3, "by ") != 0 &&
          rest.compare(at + 5, 5, "from ") != 0)
        end = std::min(end, at);
    rest.resize(std::min(end, rest.size()));
    for (const std::string_view mark : {" and the ", ", and ", " and by ", " and from ", "; "}) {
      std::size_t at = 0;
      while ((at = rest.find(mark, at)) != std::string::npos) rest.replace(at, mark.size(), ", ");
    }
    std::size_t from = 0;
    while (from <= rest.size()) {
      std::size_t to = rest.find(", ", from);
      if (to == std::string::npos) to = rest.size();
      std::string_view name = trim(std::string_view(rest).substr(from, to - from));
      from = to + 2;
      if (starts_with_ignoring_case(name, "the ")) name.remove_prefix(4);
      while (!name.empty() && (name.back() == ',' || name.back() == '*' || name.back() == '_'))
        name.remove_suffix(1);
      if (!starts_upper(name) || Tokens(name).size() > 10) {
        if (!name.empty()) break;
        continue;
      }
      if (std::find(out.begin(), out.end(), name) == out.end()) out.emplace_back(name);
    }
  }

  static bool about_interests(std::string_view words) {
    for (const CueMatch& m : cues("credits").match(Tokens(words)))
      if (m.label == "interests") return true;
    return false;
  }
  bool under_interests(const Block& here) const {
    return here.heading >= 0 && about_interests(x_.document.words(block(here.heading)));
  }
  void set_interests(std::string_view words) {
    const std::string said = squeeze(words);
    if (out_.interests.find(said) != std::string::npos) return;
    if (!out_.interests.empty()) out_.interests += ' ';
    if (out_.interests.size() < 2000) out_.interests += said;
  }

  // Names under "Members of the panel", "Steering group": a line each, with what they are.
  void panel() {
    for (std::int32_t b = 0; b < static_cast<std::int32_t>(x_.document.blocks.size()); ++b) {
      const Block& title = block(b);
      if (title.kind == BlockKind::furniture || title.end - title.begin > 90) continue;
      if (title.kind == BlockKind::list_item || title.kind == BlockKind::quotation ||
          title.kind == BlockKind::attribution)
        continue;
      const Tokens tokens(x_.document.words(title));
      if (tokens.empty() || tokens.size() > 9) continue;
      bool members = false, body = false;
      for (const CueMatch& m : cues("credits").match(tokens)) {
        members = members || (m.label == "members" && (m.first == 0 || tokens.size() <= 4));
        body = body || m.label == "body" || m.label == "members";
      }
      if (!members || !body) continue;
      std::vector<std::string> found;
      for (std::int32_t k = b + 1; k < static_cast<std::int32_t>(x_.document.blocks.size()); ++k) {
        const Block& here = block(k);
        if (here.kind == BlockKind::heading || here.kind == BlockKind::title ||
            here.kind == BlockKind::slide_title)
          break;
        const std::string_view all = x_.document.words(here);
        const std::size_t before = found.size();
        std::size_t from = 0;
        while (from < all.size() && found.size() < 200) {
          std::size_t to = all.find('\n', from);
          if (to == std::string_view::npos) to = all.size();
          member(all.substr(from, to - from), found);
          from = to + 1;
        }
        if (found.size() == before && here.kind != BlockKind::furniture) break;
      }
      if (found.size() >= 2) out_.panel.insert(out_.panel.end(), found.begin(), found.end());
    }
  }
  static void member(std::string_view line, std::vector<std::string>& found) {
    std::string words;
    for (const char c : line) {
      if (c == '\t')
        words += ", ";
      else if (c != '*' && c != '|')
        words += c;
    }
    words = squeeze(words);
    if (words.empty() || Tokens(words).size() > 30) return;
    std::size_t end = words.find_first_of(",(:;");
    for (const std::string_view mark : {" – ", " — ", " - "}) end = std::min(end, words.find(mark));
    if (person_name(std::string_view(words).substr(0, end)).empty()) return;
    while (!words.empty() && (words.back() == '.' || words.back() == ';')) words.pop_back();
    found.push_back(words);
  }

  const Extraction& x_;
  Credits out_;
};

}  // namespace

Credits credits_of(const Extraction& extraction, std::vector<std::string> funders,
                   std::vector<std::string> supporters) {
  return CreditReader(extraction, std::move(funders), std::move(supporters)).run();
}

}  // namespace evident::ingest

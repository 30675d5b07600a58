// Predicates over one line or paragraph. They read words and punctuation only, never positions, so that a
// rule that holds for one document holds for all; cue lists are general knowledge of the genres. Long texts
// leave at once, so that each call costs a bounded number of bytes, except where it must look at the end.
#include "ingest/readers/cue_words.hpp"

namespace evident::ingest {

using namespace cue_words;

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (upper(c)) c = static_cast<char>(c + 32);
  return out;
}

namespace {

bool edge_mark(char c) {
  switch (c) {
    case '(':
    case ')':
    case '[':
    case ']':
    case '*':
    case '_':
    case ',':
    case ';':
    case ':':
    case '.':
    case '!':
    case '?':
    case '"':
    case '\'':
      return true;
    default:
      return false;
  }
}

}  // namespace

std::vector<std::string_view> short_words(std::string_view text, std::size_t most) {
  std::vector<std::string_view> words;
  words.reserve(std::min(most, text.size() / 6 + 1));
  std::size_t i = 0;
  while (i < text.size() && words.size() < most) {
    const std::size_t blank = text[i] == ' '             ? 1
                              : letter_or_digit(text[i]) ? 0
                                                         : leading_blanks(text.substr(i, 3));
    if (blank > 0) {
      i += blank;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && text[end] != ' ' && text[end] != '\t' && text[end] != '\n' &&
           text[end] != '\r')
      ++end;
    std::string_view w = text.substr(i, end - i);
    while (!w.empty() && edge_mark(w.front())) w.remove_prefix(1);
    while (!w.empty() && edge_mark(w.back())) w.remove_suffix(1);
    if (!w.empty()) words.push_back(w);
    i = end;
  }
  return words;
}

std::size_t count_words(std::string_view text, std::size_t most) {
  std::size_t n = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank && !inside && ++n >= most) return n;
    inside = !blank;
  }
  return n;
}

std::string_view without_emphasis(std::string_view text) {
  while (!text.empty() && (text.front() == '*' || text.front() == '_')) text.remove_prefix(1);
  return strip_emphasis_tail(text.substr(leading_blanks(text)));
}

bool ends_sentence(std::string_view text) {
  if (!text.empty() && text.back() == '.') return true;
  if (!text.empty() && (lower(text.back()) || upper(text.back()))) return false;
  text = strip_closers(text);
  if (drop_tail(text, {".", "!", "?", "…", "。", "！", "？", "．"})) return true;
  // "seen.[12]": the note mark's bracket is gone by now, its digits and opening are not.
  if (text.empty() || !digit(text.back())) return false;
  while (!text.empty() && (digit(text.back()) || text.back() == ',' || text.back() == '-'))
    text.remove_suffix(1);
  if (text.size() < 2 || text.back() != '[') return false;
  text.remove_suffix(1);
  return text.back() == '.' || text.back() == '!' || text.back() == '?';
}

bool ends_with_colon(std::string_view text) {
  text = strip_emphasis_tail(text);
  return ends_with(text, ":") || ends_with(text, "：");
}

bool breaks_off(std::string_view text) {
  text = strip_emphasis_tail(text);
  const std::size_t blank = text.find_last_of(" \n");
  if (blank == std::string_view::npos || text.size() > 400) return false;
  return listed(text.substr(blank + 1),
                "|should|must|will|shall|would|could|can|may|is|are|was|were|be|by|to|that|with|as|ought|who|which|"
                "includes|include|included|requires|require|needs|");
}

bool ends_with_ellipsis(std::string_view text) {
  text = strip_emphasis_tail(text);
  return ends_with(text, "...") || ends_with(text, "…");
}

bool starts_lower(std::string_view text) {
  text = without_emphasis(text);
  return !text.empty() && lower(text[0]);
}

bool all_capitals(std::string_view text) {
  int capitals = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lower(text[i])) return false;
    if (static_cast<unsigned char>(text[i]) == 0xC3 && i + 1 < text.size() &&
        static_cast<unsigned char>(text[i + 1]) >= 0xA0)
      return false;
    capitals += upper(text[i]);
  }
  return capitals >= 2;
}

// "Success factors: clear scope, one budget, a named lead": a label and its list on one line.
static bool label_with_list(std::string_view t) {
  const std::size_t colon = t.find(": ");
  if (colon == std::string_view::npos || colon < 3 || colon + 2 >= t.size() || !lower(t[colon + 2]))
    return false;
  const std::string_view list = t.substr(colon + 2);
  return list.find(", ") != std::string_view::npos &&
         (t[colon - 1] == 's' || list.find(" and ") == std::string_view::npos);
}

static std::string_view behind_quoted_words(std::string_view text) {
  struct Pair {
    std::string_view open, close;
  };
  static constexpr Pair kPairs[] = {{"“", "”: "}, {"‘", "’: "}, {"\"", "\": "}};
  for (const auto& [open, close] : kPairs)
    if (text.starts_with(open))
      if (const std::size_t at = text.find(close, open.size()); at != std::string_view::npos && at < 80)
        return text.substr(at + close.size());
  return {};
}

bool title_like(std::string_view text, std::size_t most_words, std::size_t most_bytes) {
  if (text.size() < 2 || text.size() > most_bytes) return false;
  // “Nobody asked us”: tenants and repairs: somebody's words, and what of them behind a colon.
  if (const std::string_view rest = behind_quoted_words(text); !rest.empty())
    return title_like(rest, most_words, most_bytes);
  if (starts_listed(text, "|...|…|“|\"|‘|http|www.|<|![|©|@|")) return false;
  std::string_view t = without_emphasis(text);
  if (t.size() < 2 || text[0] == '|') return false;
  // "**Location:** two towns": a label and its value.
  if (text[0] == '*' &&
      (text.find(":**") != std::string_view::npos || text.find("**:") != std::string_view::npos)) {
    if (text.size() < 4 || text.substr(text.size() - 3) != ":**") return false;
  }

  if (!letter(t[0]) && !digit(t[0]) && !starts_with_any(t, {"(", "£", "€", "¿", "¡", "‘"})) return false;
  const char last = t.back();
  if (last == '.' || last == ';' || last == ',' || last == ':' || ends_with(t, "：") || ends_with(t, "。") ||
      ends_with(t, "…") || last == '=' || last == '|')
    return false;
  if (last == '-' || ends_with(t, "–")) return false;
  // EVALUATION OF "MUSIC NEXT DOOR" quotes a name; a line that closes what it did not open is speech.
  if (last == '"' && std::count(t.begin(), t.end(), '"') % 2 != 0) return false;
  if (ends_with(t, "”") && t.find("“") == std::string_view::npos) return false;
  int commas = 0, letters = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const char c = t[i];
    commas += c == ',';
    letters += letter(c);
    if (c == '%' || c == '@' || c == '\t') return false;
    if (c == ';' || (c == ':' && t.substr(i, 3) == "://")) return false;
    // A sentence's end inside, behind a word that is no initial or short form: this is running text.
    if (c == '.' && i + 2 < t.size() && t[i + 1] == ' ' && capitalised(t.substr(i + 2)) && i >= 4 &&
        lower(t[i - 1]) && lower(t[i - 2]) && lower(t[i - 3]))
      return false;
  }
  if (letters < 2 || commas > 2 || label_with_list(t)) return false;
  // "(jd)": who wrote what stands above.
  if (t.front() == '(' && t.back() == ')' && t.size() <= 6) return false;
  // Ideographs stand without blanks: three bytes each, at most twenty.
  if (static_cast<unsigned char>(t[0]) >= 0xE3 && t.size() > 60) return false;
  return count_words(t, most_words + 1) <= most_words;
}

std::size_t label_and_value(std::string_view text) {
  const std::size_t from = text.find_first_not_of("*_");
  if (from == std::string_view::npos || from > 3 || !upper(text[from])) return 0;
  const std::size_t colon = text.substr(0, 44).find(':', from);
  if (colon == std::string_view::npos || colon + 2 >= text.size()) return 0;
  const std::string_view label = strip_emphasis_tail(text.substr(from, colon - from));
  if (label.size() < 3 || count_words(label, 5) > 4) return 0;
  for (const char c : label)
    if (!letter(c) && c != ' ' && c != '(' && c != ')' && c != '-' && c != '/' && c != '\'') return 0;
  const std::size_t value = text.find_first_not_of(" *_", colon + 1);
  return value != std::string_view::npos && value > colon + 1 && value < text.size() ? colon : 0;
}

bool section_name(std::string_view text) {
  if (text.size() > 60) return false;
  text = without_emphasis(text);
  while (!text.empty() && (text.back() == ':' || text.back() == '.')) text.remove_suffix(1);
  return listed_folded(
      text,
      "|abstract|summary|executive summary|background|introduction|context|foreword|preface|"
      "objective|objectives|aim|aims|aims and objectives|purpose|rationale|design|study design|"
      "setting|design and setting|participants|sample|method|methods|methodology|"
      "materials and methods|design and methods|approach|data|data sources|data collection|"
      "data analysis|analysis|measures|outcome measures|main outcome measures|interventions|"
      "intervention|results|findings|key findings|main findings|results and discussion|"
      "discussion|limitations|strengths and limitations|conclusion|conclusions|"
      "discussion and conclusions|implications|implications for practice|"
      "implications for policy|implications for research|recommendations|key messages|"
      "key points|reference|references|bibliography|further reading|notes|sources|appendix|"
      "appendices|annex|acknowledgements|acknowledgments|funding|declaration of interests|"
      "competing interests|conflicts of interest|glossary|contents|table of contents|"
      "interpretation|questions|next steps|");
}

bool reference_section(std::string_view text) {
  if (text.size() > 60) return false;
  text = without_emphasis(text);
  while (!text.empty() && (text.back() == ':' || text.back() == '.')) text.remove_suffix(1);
  return listed_folded(
      text,
      "|reference|references|bibliography|further reading|sources|works cited|literature|notes|"
      "references and further reading|endnotes|footnotes|sources and further reading|"
      "useful links|");
}

bool group_label(std::string_view text) {
  if (text.size() > 60) return false;
  const auto words = short_words(text, 9);
  if (words.empty() || words.size() > 7) return false;
  bool group = false;
  for (const auto w : words) {
    if (listed_folded(w,
                      "|nhs|sector|sectors|private|public|third|voluntary|independent|government|governments|"
                      "patients|carers|clinicians|doctors|nurses|gps|staff|managers|commissioners|providers|"
                      "respondents|users|councils|charities|charity|unions|partners|professionals|citizens|"
                      "families|hospitals|trusts|industry|suppliers|employers|employees|leaders|politicians|"
                      "payers|insurers|academics|researchers|experts|organisations|organizations|ccgs|"
                      "stakeholders|authorities|practitioners|companies|do|don't|don’t|dos|don'ts|don’ts|"
                      "pharmacists|volunteers|residents|schools|ministers|policymakers|administrators|"
                      "physicians|contractors|group|groups|businesses|"))
      group = true;
    else if (!listed_folded(
                 w,
                 "|and|or|other|all|local|of|the|from|service|social|care|health|both|non-nhs|community|"
                 "primary|front-line|frontline|senior|mental|acute|central|national|federal|state|&|"
                 "general|business|not-for-profit|nonprofit|non-profit|by|practice|hospital|"))
      return false;
  }
  return group;
}

bool reference_like(std::string_view text) {
  if (text.size() > 1200) return false;
  if (text.find("doi") != std::string_view::npos || text.find("http") != std::string_view::npos ||
      text.find("www.") != std::string_view::npos)
    return true;
  for (std::size_t i = 0; i + 5 < text.size(); ++i)
    if (text[i] == '(' && year(text.substr(i + 1, 4)) &&
        (text[i + 5] == ')' || text[i + 5] == ',' || text[i + 5] == ';'))
      return true;
  return false;
}

namespace {

// The names that head a run-in paragraph. Fewer than section_name: "Data: …" or "Sources: …" may be plain
// prose.
bool run_in_name(std::string_view name) {
  return listed_folded(
      name,
      "|abstract|background|introduction|context|objective|objectives|aim|aims|purpose|design|"
      "study design|setting|settings|design and setting|setting and participants|participants|"
      "sample|population|method|methods|methodology|materials and methods|design and methods|"
      "methods and findings|methods and results|data sources|study selection|data extraction|"
      "data collection|data analysis|intervention|interventions|main outcome measures|"
      "outcome measures|main outcomes and measures|measurements|result|results|main results|"
      "finding|findings|key findings|main findings|principal findings|discussion|limitation|"
      "limitations|conclusion|conclusions|main conclusions|authors' conclusions|"
      "conclusions and relevance|interpretation|implications|implications for practice|"
      "practice implications|recommendations|reference|references|originality/value|"
      "research limitations/implications|design/methodology/approach|");
}

// The length of the name that ends at the colon, 0 when there is none: whole words, the first with a capital.
std::size_t name_before(std::string_view text, std::size_t colon) {
  std::size_t end = colon;
  while (end > 0 && (text[end - 1] == '*' || text[end - 1] == '_')) --end;
  std::size_t best = 0;
  for (std::size_t i = end, words = 0; i > 0 && end - i <= 40 && words < 5; --i) {
    const bool starts = i == 1 || text[i - 2] == ' ' || text[i - 2] == '\n' || text[i - 2] == '\t' ||
                        text[i - 2] == '*' || text[i - 2] == '_';
    if (!starts) continue;
    ++words;
    if (upper(text[i - 1]) && run_in_name(text.substr(i - 1, end - i + 1))) best = end - i + 1;
  }
  return best;
}

}  // namespace

RunIn run_in_at_start(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (text[at] == '*' || text[at] == '_')) ++at;
  const bool emphasised = at > 0;
  const std::string_view head = text.substr(at, 48);
  for (std::size_t i = 1; i < head.size(); ++i) {
    const char c = head[i];
    const bool closes = emphasised && (c == '*' || c == '_');
    const bool dash = c == ' ' && (head.substr(i, 5) == " – " || head.substr(i, 5) == " — ");
    if (c != ':' && !closes && !dash && !(c == '.' && (emphasised || all_capitals(head.substr(0, i))))) {
      if (c == '\n') return {};
      continue;
    }
    if (!upper(head[0]) || !run_in_name(head.substr(0, i))) return {};
    if (dash && !all_capitals(head.substr(0, i))) return {};
    RunIn found{at, at + i, at + i + (dash ? 5 : 1)};
    while (found.body < text.size() &&
           (text[found.body] == '*' || text[found.body] == '_' || text[found.body] == ':'))
      ++found.body;
    const std::size_t blank = leading_blanks(text.substr(found.body));
    if (blank == 0 && found.body < text.size()) return {};
    found.body += blank;
    return found;
  }
  return {};
}

RunIn bare_label(std::string_view text) {
  if (text.size() < 40 || !upper(text[0])) return {};
  // The longest name of at most four words that a capital letter follows.
  RunIn found;
  std::size_t words = 0;
  for (std::size_t i = 0; i + 1 < std::min<std::size_t>(text.size(), 48) && words < 4; ++i) {
    if (text[i] != ' ') continue;
    ++words;
    if (upper(text[i + 1]) && i + 2 < text.size() && run_in_name(text.substr(0, i))) found = {0, i, i + 1};
  }
  return found;
}

RunIn run_in_inside(std::string_view text, std::size_t from) {
  for (std::size_t colon = text.find(':', from); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    if (colon + 1 >= text.size()) return {};
    const std::size_t window = std::max(from, colon > 64 ? colon - 64 : 0);
    const std::size_t length = name_before(text.substr(window, colon - window), colon - window);
    if (length == 0) continue;
    std::size_t end = colon;
    while (end > from && (text[end - 1] == '*' || text[end - 1] == '_')) --end;
    const std::size_t begin = end - length;
    std::size_t before = begin;
    while (before > from && (text[before - 1] == '*' || text[before - 1] == '_')) --before;
    const std::string_view head = text.substr(from, before - from);
    const std::size_t blank = trailing_blanks(head);
    if (blank == 0 || !ends_sentence(head.substr(0, head.size() - blank))) continue;
    RunIn found{begin, end, colon + 1};
    while (found.body < text.size() && (text[found.body] == '*' || text[found.body] == '_')) ++found.body;
    const std::size_t after = leading_blanks(text.substr(found.body));
    if (after == 0) continue;
    found.body += after;
    return found;
  }
  return {};
}

}  // namespace evident::ingest

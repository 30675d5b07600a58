// Credits and furniture: dates, names, affiliations, journal lines, leftovers of web pages, descriptions of
// pictures, captions, speakers' lines, notes and quotation marks. As in shape.cpp, each judges one stretch of
// text by itself, and the lists are general knowledge of the genres.
#include "ingest/readers/cue_words.hpp"

namespace evident::ingest {

using namespace cue_words;

bool date_line(std::string_view text) {
  if (text.size() > 50) return false;
  const auto words = short_words(text, 7);
  if (words.empty() || words.size() > 6) return false;
  bool dated = false;
  for (const auto w : words) {
    if (year(w) || month(w)) {
      dated = true;
    } else if (w.size() >= 8 && w.size() <= 10 && digit(w[0])) {
      if (!std::all_of(w.begin(), w.end(),
                       [](char c) { return digit(c) || c == '-' || c == '/' || c == '.'; }))
        return false;
      dated = true;
    } else if (digit(w[0])) {
      const std::size_t n = w.find_first_not_of("0123456789");
      if (n != std::string_view::npos && !among(w.substr(n), {"st", "nd", "rd", "th"})) return false;
    } else if (!listed_folded(
                   w,
                   "|of|published|updated|date|posted|on|monday|tuesday|wednesday|thursday|friday|saturday|"
                   "sunday|spring|summer|autumn|winter|revised|")) {
      return false;
    }
  }
  return dated;
}

bool byline(std::string_view text) {
  if (text.size() > 160) return false;
  std::size_t pieces = 0, dates = 0;
  for (std::size_t from = 0; from < text.size();) {
    std::size_t to = text.size(), skip = 0;
    for (const std::string_view mark : {" | ", " · ", " • "})
      if (const std::size_t at = text.find(mark, from); at < to) to = at, skip = mark.size();
    const std::string_view piece = text.substr(from, to - from);
    const auto words = short_words(piece, 8);
    if (words.empty() || words.size() > 6) return false;
    dates += date_line(piece);
    ++pieces;
    from = to + skip;
  }
  return pieces >= 2 && dates == 1;
}

bool person_line(std::string_view text) {
  if (text.size() > 300) return false;
  if (const auto first = short_words(text, 1); first.empty() || !honorific(first[0])) return false;
  if (ends_sentence(text) || ends_with_colon(text)) return false;
  const auto words = short_words(text, 41);
  if (words.size() < 2 || words.size() > 40) return false;
  if (!capitalised(words[1])) return false;
  // "Dr Foster reports …" is a sentence: behind the name stands its end, a comma or letters of honour.
  for (std::size_t i = 1; i < words.size() && i < 7; ++i) {
    if (!capitalised(words[i]) && !among(words[i], {"of", "de", "van", "der", "von"})) return false;
    if (i + 1 == words.size()) return true;
    const char behind = words[i].data()[words[i].size()];
    if (behind == ',' || behind == '(') return true;
  }
  return false;
}

bool author_line(std::string_view text) {
  if (text.size() < 8 || text.size() > 600) return false;
  text = without_emphasis(text);
  if (ends_with_colon(text) || text.back() == '?') return false;
  const auto words = short_words(text, 90);
  if (words.size() < 4) return false;
  std::size_t capitals = 0, others = 0, joints = 0;
  int depth = 0;
  const char* at = text.data();
  for (const auto w : words) {
    for (; at < w.data(); ++at) {
      depth += *at == '(';
      depth -= *at == ')';
      joints += (*at == ',' || *at == ';') && depth == 0;
    }
    if (depth > 0) continue;  // an affiliation
    if (among(w, {"and", "&", "with", "y", "und", "et", "·", "•", "|"}))
      ++joints;
    else if (capitalised(w) || digit(w[0]))
      ++capitals;
    else if (!listed(w, "|de|van|der|von|den|di|da|la|le|et|al|the|colleagues|of|del|dos|du|do|ten|ter|zu|") &&
             !starts_with_any(w, {"al-", "el-"}))
      ++others;
  }
  // Two to four words a name, and something between names.
  return others == 0 && joints >= 1 && capitals >= 2 * joints && capitals <= 5 * (joints + 1);
}

bool name_line(std::string_view text) {
  if (text.size() > 45) return false;
  const auto words = short_words(text, 6);
  if (words.size() < 2 || words.size() > 4) return false;
  return std::all_of(words.begin(), words.end(), [](std::string_view w) {
    if (post_nominal(w)) return true;
    if (!capitalised(w) || section_name(w)) return false;
    if (w.size() == 1) return true;  // an initial
    return std::any_of(w.begin(), w.end(), lower) && std::none_of(w.begin(), w.end(), digit);
  });
}

bool address_line(std::string_view text) {
  if (text.size() > 400 || text.size() < 12) return false;
  const std::string l = ascii_lower(text);
  static constexpr std::array<std::string_view, 12> kPlaces = {
      "university", "school", "department", "institute", "hospital", "college",
      "street",     " road",  "faculty",    "centre",    "center",   "unit,"};
  const bool body = std::any_of(kPlaces.begin(), kPlaces.end(),
                                [&](std::string_view p) { return l.find(p) != std::string::npos; });
  if (!body) return false;
  const auto commas = std::count(text.begin(), text.end(), ',');
  if (commas < 2) return false;
  // Address words are capitalised; prose about a university is not.
  const auto words = short_words(text, 60);
  const auto small = std::count_if(words.begin(), words.end(), [](std::string_view w) {
    return lower(w[0]) && !among(w, {"of", "and", "for", "the", "in", "at"});
  });
  return static_cast<std::size_t>(small) * 8 <= words.size();
}

bool journal_line(std::string_view text) {
  if (text.size() > 400 || count_words(text, 41) > 40) return false;
  text = without_emphasis(text);
  const std::string l = ascii_lower(text);
  if (l.find("doi:") != std::string::npos || l.find("epub ") != std::string::npos ||
      l.find("pmid") != std::string::npos || l.find("issn") != std::string::npos ||
      l.find("isbn") != std::string::npos || starts_with_any(l, {"https://doi.org", "doi.org"}))
    return true;
  // 2013;13(2):… or "BMJ Open, August 2019": a year with a volume, or a short line that ends in a year.
  for (std::size_t i = 0; i + 5 < text.size(); ++i)
    if (text[i + 4] == ';' && year(text.substr(i, 4)) &&
        digit(text[text[i + 5] == ' ' && i + 6 < text.size() ? i + 6 : i + 5]))
      return true;
  return volume_line(text);
}

// "Journal of Ports, Vol. 12, No. 3, pp. 201-219", "Harbour Studies 23 (2015) 45–58", "Port Review, 8(1)":
// a title in capitals, a volume and an issue or pages, and no sentence.
bool volume_line(std::string_view text) {
  const auto words = short_words(text, 26);
  if (words.size() < 3 || words.size() > 25 || !capitalised(words[0])) return false;
  std::size_t numbers = 0, names = 0, others = 0, capitals = 0;
  for (const auto w : words) {
    if (std::any_of(w.begin(), w.end(), digit))
      ++numbers;
    else if (listed_folded(w, "|vol|volume|no|issue|number|pp|pages|p|part|supplement|suppl|"))
      ++names;
    else if (capitalised(w))
      ++capitals;
    else if (!listed(w, "|of|and|for|the|in|on|&|de|für|"))
      ++others;
  }
  const bool bracket = text.find('(') != std::string_view::npos && numbers >= 2;
  return others == 0 && capitals >= 1 && numbers >= 1 && (names >= 2 || (names >= 1 && numbers >= 2) || bracket) &&
         !ends_with_colon(text);
}

bool credit_line(std::string_view text) {
  if (text.size() > 400) return false;
  return starts_listed_folded(
      without_emphasis(text),
      "|by |supported by|sponsored by|funded by|commissioned by|prepared by|prepared for|"
      "written by|edited by|designed by|published by|published in|produced by|author:|authors:|"
      "editor:|editors:|correspondence|email:|e-mail:|keywords:|key words:|received:|accepted:|"
      "received |citation:|cite this|copyright|digest of|summary of|abstract of|opinion by|"
      "a digest of|a summary of|presented at|presentation to|paper presented|contact:|"
      "for further information|version |report to|submitted to|first published|published |"
      "posted by|posted on|posted in |date:|source:|journal:|affiliation|an opinion by|comment by|photograph|"
      "translated by|with support from|tel:|institution:|published:|publisher:|publication date|"
      "date of publication|commissioned:|presenter:|presenters:|presented by|speaker:|speakers:|updated |"
      "last updated|last reviewed|funder:|funders:|isbn|issn|compiled by|drafted by|researched by|"
      "words by|report by|reported by|a report by|digest by|digest prepared by|summary by|summarised by|"
      "summary prepared by|reviewed by|a paper by|a study by|an essay by|lead author|organisation:|");
}

bool credit_label(std::string_view text) {
  if (text.size() > 40) return false;
  return listed_folded(without_emphasis(text),
                       "|report editors|report editor|editors|editor|sub-editor|sub-editors|contributors|"
                       "contributor|author|authors|report authors|designed by|design by|edited by|"
                       "written by|photography|published by|produced by|project team|research team|contact|"
                       "contacts|printed by|publisher|editorial team|about the author|about the authors|"
                       "advisory group|report author|supported by|with contributions from|commissioned by|"
                       "sponsored by|");
}

bool organisation_line(std::string_view text) {
  if (text.size() > 90) return false;
  const auto words = short_words(text, 13);
  if (words.empty() || words.size() > 12) return false;
  return std::any_of(words.begin(), words.end(), [](std::string_view w) {
    return listed_folded(
        w,
        "|department|university|institute|centre|center|ministry|council|commission|committee|"
        "foundation|press|ltd|limited|office|agency|association|federation|society|college|"
        "network|confederation|board|parliament|academy|inc|");
  });
}

bool page_number(std::string_view text) {
  if (text.size() > 40 || std::none_of(text.begin(), text.end(), digit)) return false;
  std::string l = ascii_lower(without_emphasis(text));
  // The dashes and bars around a number.
  std::string kept;
  for (const char c : l)
    if (c != '-' && c != '|' && c != '[' && c != ']') kept += c;
  const auto words = short_words(kept, 6);
  if (words.empty() || words.size() > 4) return false;
  const auto number = [](std::string_view w) {
    return !w.empty() && w.size() <= 4 && std::all_of(w.begin(), w.end(), digit);
  };
  if (words.size() == 1 && year(words[0])) return false;  // "(2008)" below a title
  if (words.size() == 1)
    return number(words[0]) || (words[0].size() <= 5 && words[0][0] == 'p' && number(words[0].substr(1)));
  if (words[0] == "page" || words[0] == "p" || words[0] == "slide" || words[0] == "seite")
    return number(words[1]) &&
           (words.size() == 2 ||
            (words.size() == 4 && (words[2] == "of" || words[2] == "/") && number(words[3])));
  return words.size() == 3 && number(words[0]) && (words[1] == "of" || words[1] == "/") && number(words[2]);
}

std::size_t slide_mark(std::string_view text) {
  std::size_t i = text.find_first_not_of("[(-= *#");
  if (i == std::string_view::npos || i > 4 || !starts_listed_folded(text.substr(i, 8), "|slide |folie |"))
    return 0;
  i += 6;
  const auto number = [&] {
    const std::size_t from = i;
    while (i < text.size() && digit(text[i])) ++i;
    return i > from && i - from <= 3;
  };
  if (!number()) return 0;
  for (const std::string_view of : {" of ", "/", " / "})
    if (text.substr(i, of.size()) == of) {
      i += of.size();
      if (!number()) return 0;
      break;
    }
  const std::size_t end = i;
  while (i < text.size() && (text[i] == ']' || text[i] == ')' || text[i] == '*' || text[i] == '=')) ++i;
  i += leading_blanks(text.substr(i));
  if (i == text.size()) return i;
  for (const std::string_view mark : {":", ".", "|", "–", "—", "-"})
    if (text.substr(i, mark.size()) == mark) {
      i += mark.size();
      i += leading_blanks(text.substr(i));
      return i == text.size() || upper(text[i]) || digit(text[i]) || text[i] == '"' ? i : 0;
    }
  return end < i && text[end] == ']' ? i : 0;
}

// What a button or a link of a page's frame says.
static bool menu_word(std::string_view t) {
  return listed_folded(t,
                       "|home|menu|search|log in|login|sign in|sign up|sign out|register|subscribe|donate|join|"
                       "join us|contact|contact us|about|about us|news|events|help|shop|basket|my account|"
                       "accept all|accept|reject all|settings|manage cookies|newsletter|newsletters|support us|"
                       "facebook|twitter|x|linkedin|whatsapp|email|e-mail|print|instagram|youtube|bluesky|"
                       "mastodon|reddit|telegram|threads|copy link|");
}

// "Home / Reports / Housing", "Home > News": where on a site a page stands.
static bool trail_of_pages(std::string_view t) {
  if (t.size() > 120 || !starts_listed_folded(t, "|home|")) return false;
  t = t.substr(4);
  t.remove_prefix(leading_blanks(t));
  return starts_with_any(t, {"/", ">", "»", "›", "|", "→"});
}

// "Search   Donate   Log in", "Share: Facebook LinkedIn Email": links beside each other and nothing else.
static bool menu_line(std::string_view t) {
  if (t.size() > 120) return false;
  std::size_t links = 0;
  bool shared = false;
  for (const std::string_view opening : {"Share: ", "Share on: ", "Share via: ", "Follow us: ", "Share "})
    if (!shared && t.starts_with(opening)) {
      t.remove_prefix(opening.size());
      shared = true;
    }
  if (shared) {
    for (const auto w : short_words(t, 12)) {
      if (!menu_word(w)) return false;
      ++links;
    }
    return links > 0;
  }
  for (std::size_t from = 0; from < t.size();) {
    std::size_t to = std::min({t.find("  ", from), t.find(" | ", from), t.find(" · ", from), t.size()});
    std::string_view link = t.substr(from, to - from);
    if (!menu_word(link)) return false;
    ++links;
    while (to < t.size() && (t[to] == ' ' || t[to] == '|' || static_cast<unsigned char>(t[to]) >= 0x80)) ++to;
    from = to;
  }
  return links >= 2;
}

bool site_leftover(std::string_view text) {
  if (text.size() > 300) return false;
  // "~ Papers for busy people ~": a motto between ornaments.
  if (text.size() > 4 && text.size() < 120)
    for (const std::string_view ornament : {"~ ", "~~ ", "=== ", "-- ", "• ", "✻ ", "❦ "}) {
      const std::string behind = " " + std::string(ornament.substr(0, ornament.size() - 1));
      if (text.starts_with(ornament) && text.ends_with(behind)) return true;
    }
  std::string_view t = without_emphasis(text);
  if (starts_listed_folded(
          t,
          "|we use cookies|this site uses cookies|this website uses cookies|by continuing to use|"
          "accept cookies|cookie settings|cookie policy|© |copyright ©|all rights reserved|"
          "skip to |you are here:|sign up to our|sign up for our|subscribe to our|share this|"
          "share on |tweet this|follow us on|posted in |filed under|tagged |printed from|"
          "retrieved from http|loading...|javascript |please enable javascript|your browser|"
          "click here to|click to |log in to|leave a reply|leave a comment|this entry was posted|"
          "comments are closed|be the first to comment|advertisement |advert |story continues|article continues|"
          "continue reading|reply stop|to unsubscribe|next issue:|next issue |in the next issue|"))
    return true;
  if (trail_of_pages(t) || menu_line(t)) return true;
  while (!t.empty() && (t.back() == '.' || t.back() == '!' || t.back() == '>' || t.back() == ' '))
    t.remove_suffix(1);
  if (t.size() > 45) return false;
  if (menu_word(t)) return true;
  if (listed_folded(t,
                    "|no comments yet|no comments|comments|share|tweet|print|email|print this page|"
                    "email this page|back to top|top|back|next|previous|home|menu|search|read more|more|"
                    "subscribe|log in|login|sign in|sign up|register|advertisement|related articles|"
                    "related posts|related content|most read|download pdf|download|view pdf|full text|"
                    "next article|previous article|next page|previous page|previous post|next post|"
                    "privacy policy|terms and conditions|terms of use|contact us|about us|site map|sitemap|"
                    "cookies|accessibility|facebook|twitter|linkedin|whatsapp|join the conversation|"
                    "add a comment|post a comment|view all|show more|close|skip navigation|"
                    "this page is intentionally left blank|this page intentionally left blank|"
                    "intentionally left blank|"))
    return true;
  if (std::none_of(t.begin(), t.end(), digit)) return false;
  const auto words = short_words(t, 4);
  return words.size() == 2 && digit(words[0][0]) &&
         among(ascii_lower(words[1]), {"comment", "comments", "shares", "likes", "views", "replies"});
}

bool heads_other_pages(std::string_view text) {
  std::string_view t = without_emphasis(text);
  while (!t.empty() && (t.back() == ':' || t.back() == ' ')) t.remove_suffix(1);
  return t.size() <= 45 &&
         listed_folded(t,
                       "|most read|most popular|most viewed|most shared|most commented|trending|trending now|popular now|"
                       "related articles|related posts|related stories|related content|more stories|more on this story|"
                       "you may also like|you might also like|recommended for you|read next|latest news|latest posts|"
                       "recent posts|recent comments|editor's picks|also in this issue|elsewhere on this site|");
}

bool heads_comments(std::string_view text) {
  std::string_view t = without_emphasis(text);
  while (!t.empty() && (t.back() == ':' || t.back() == ' ')) t.remove_suffix(1);
  if (t.size() > 45) return false;
  if (listed_folded(t, "|leave a comment|leave a reply|join the conversation|reader comments|readers' comments|add a comment|"))
    return true;
  const auto words = short_words(t, 3);
  if (words.size() != 2) return false;
  const bool counted = !words[0].empty() && digit(words[0][0]), behind = !words[1].empty() && digit(words[1][0]);
  const auto comments = [](std::string_view w) {
    return among(ascii_lower(w), {"comment", "comments", "replies", "responses"});
  };
  return (counted && comments(words[1])) || (behind && comments(words[0]) && t.find('(') != std::string_view::npos);
}

bool decoration(std::string_view text) {
  const std::string_view t = without_emphasis(text);
  if (starts_listed(t, "|![](|![ ](|<img|[Image|[image|[Picture|[Photo|[Logo|[logo|[Icon|[Decorative|"))
    return t.size() < 600;
  // An image link whose words are a file's name or nothing.
  if (starts_with_any(t, {"!["}) && (t.back() == ')' || t.back() == ']') && t.size() < 400) return true;
  if (t.empty() || (t[0] != 't' && t[0] != 'T' && t[0] != 'a' && t[0] != 'A')) return false;
  const std::string article = ascii_lower(t.substr(0, 5));
  const std::size_t at = starts_with_any(article, {"the ", "this ", "a ", "an "}) ? article.find(' ') + 1 : 0;
  if (at == 0) return false;
  const std::string_view behind = t.substr(0, 400).substr(at);
  const auto opening = short_words(behind, 7);
  if (opening.size() < 4) return false;
  // The subject stands in the first four words, a verb of showing follows it.
  static constexpr List kPictures =
      "|image|picture|photo|photograph|illustration|logo|icon|graphic|screenshot|";
  static constexpr List kSurfaces = "|background|layout|page|slide|cover|design|border|";
  static constexpr List kVerbs =
      "|features|feature|shows|show|depicts|is|has|contains|consists|displays|includes|"
      "illustrates|appears|portrays|comprises|";
  bool picture = false, surface = false, verb = false;
  for (std::size_t i = 0; i < opening.size() && !verb; ++i) {
    if (picture || surface) verb = listed_folded(opening[i], kVerbs);
    picture = picture || (i < 4 && listed_folded(opening[i], kPictures));
    surface = surface || (i < 4 && listed_folded(opening[i], kSurfaces));
    if (i >= 3 && !picture && !surface) return false;
  }
  if (!verb) return false;
  const auto words = short_words(behind, 60);
  static constexpr List kSeen =
      "|color|colour|colors|colours|colored|coloured|teal|blue|green|red|yellow|orange|purple|"
      "white|black|grey|gray|brown|rectangle|rectangular|block|blocks|square|circle|stripe|"
      "strip|bar|corner|vertical|horizontal|solid|gradient|left|right|top|bottom|bottom-right|"
      "top-left|top-right|bottom-left|shape|shapes|logo|decorative|border|abstract|pattern|"
      "smiling|wearing|foreground|silhouette|centered|centred|font|";
  const auto seen =
      std::count_if(words.begin(), words.end(), [](std::string_view w) { return listed_folded(w, kSeen); });
  return seen >= 2 || (picture && seen >= 1);
}

bool caption_like(std::string_view text) {
  if (text.size() > 400) return false;
  text = without_emphasis(text);
  if (text.empty() || std::string_view("fFtTcCeEgGdD").find(text[0]) == std::string_view::npos) return false;
  const std::string l = ascii_lower(text.substr(0, 16));
  std::size_t at = 0;
  for (const std::string_view name :
       {"figure ", "fig. ", "fig ", "table ", "chart ", "exhibit ", "graph ", "diagram "})
    if (std::string_view(l).substr(0, name.size()) == name) {
      at = name.size();
      break;
    }
  if (at == 0 || at >= text.size()) return false;
  const std::size_t from = at;
  while (at < text.size() &&
         (digit(text[at]) || (text[at] == '.' && at + 1 < text.size() && digit(text[at + 1]))))
    ++at;
  if (at == from && upper(text[at])) ++at;
  if (at == from) return false;
  while (at < text.size() && (lower(text[at]) && at - from < 4)) ++at;  // 2a
  std::string_view rest = strip_emphasis_tail(text.substr(at));
  if (rest.empty()) return true;
  if (starts_listed(rest, "|:|.| –| —| -|)|*|_|")) return true;
  return rest[0] == ' ' && rest.size() > 1 && upper(rest[1]) && !ends_sentence(rest);
}

std::size_t dash_length(std::string_view text) {
  if (text.empty() || (text[0] != '-' && text[0] != '~' && text[0] != '\xE2')) return 0;
  for (const std::string_view dash : {"—", "–", "―", "-", "~"})
    if (text.substr(0, dash.size()) == dash) return dash.size() + leading_blanks(text.substr(dash.size()));
  return 0;
}

bool attribution_like(std::string_view text) {
  if (text.size() < 3 || text.size() > 160) return false;
  std::string_view t = without_emphasis(text);
  const std::size_t dash = dash_length(t);
  const bool dashed = dash > 0;
  t.remove_prefix(dash);
  if (t.empty() || ends_with_colon(t) || t.back() == '?') return false;
  if (count_words(t, 20) > 18) return false;
  if (dashed) return letter(t[0]) || t[0] == '(';
  if (ends_sentence(t) && t.back() == '.') t.remove_suffix(1);
  if (t.find(". ") != std::string_view::npos && !honorific(t.substr(0, t.find(". ")))) return false;
  const std::string l = ascii_lower(t);
  if (l.find("submitted to") != std::string::npos || l.find("told ") != std::string::npos ||
      starts_with_any(l, {"anonymous", "member of", "quoted in"}))
    return true;
  if (section_name(t)) return false;
  // The first piece, up to a comma, bracket or preposition, names a role, or the whole is a person with one.
  const auto words = short_words(t, 20);
  if (words.empty()) return false;
  if (honorific(words[0])) return true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string w = ascii_lower(words[i]);
    const char* behind = words[i].data() + words[i].size();
    const bool last = i + 1 == words.size();
    const bool cut = last || *behind == ',' || *behind == '(' || *behind == ';' || *behind == ':' ||
                     listed(words[i + 1], "|of|at|for|in|from|with|to|on|–|—|-|and|");
    if (!cut) continue;
    if (role_noun(w)) return true;
    if (!last && *behind == ',') {
      // "Jane Doe, director of …"
      const bool name =
          i >= 1 && i <= 3 &&
          std::all_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, capitalised);
      for (std::size_t k = i + 1; name && k < words.size() && k < i + 6; ++k)
        if (role_noun(ascii_lower(words[k]))) return true;
      return false;
    }
    return false;
  }
  return false;
}

std::size_t note_mark(std::string_view text) {
  if (text.empty() || (static_cast<unsigned char>(text[0]) < 0x80 && text[0] != '[' && text[0] != '<'))
    return 0;
  std::size_t i = 0;
  while (true) {
    bool found = false;
    for (const std::string_view s : {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "†", "‡"})
      if (text.substr(i, s.size()) == s) {
        i += s.size();
        found = true;
        break;
      }
    if (!found) break;
  }
  if (i > 0) return i < text.size() && i <= 12 ? i : 0;
  if (text.substr(0, 2) == "[^") {
    const std::size_t close = text.substr(0, 40).find("]:");
    if (close != std::string_view::npos) return close + 2;
  }
  if (text.size() > 5 && text.substr(0, 5) == "<sup>") {
    const std::size_t close = text.substr(0, 30).find("</sup>");
    if (close != std::string_view::npos && close <= 9) return close + 6;
  }
  return 0;
}

Quoting quoting(std::string_view text) {
  std::string_view t = without_emphasis(text);
  // Note marks behind the closing mark, and a point, still leave the paragraph wholly quoted.
  const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  while (!t.empty() && !ascii(t.back()) && drop_tail(t, {"¹", "²", "³", "⁰", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"})) {
  }
  if (t.size() > 3 && (t.back() == '.' || t.back() == ',') &&
      (ends_with(t.substr(0, t.size() - 1), "”") || t[t.size() - 2] == '"'))
    t.remove_suffix(1);
  if (t.empty() || (ascii(t.front()) && t.front() != '"' && ascii(t.back()) && t.back() != '"'))
    return Quoting::none;
  struct Pair {
    std::string_view open, close;
  };
  static constexpr Pair kPairs[] = {{"“", "”"}, {"«", "»"}, {"„", "“"}, {"「", "」"}, {"『", "』"}};
  for (const auto& [open, close] : kPairs) {
    const bool begins = t.substr(0, open.size()) == open;
    const std::size_t first = t.find(close, begins ? open.size() : 0);
    const bool closes = t.size() > close.size() && ends_with(t, close);
    if (begins && first == std::string_view::npos) return Quoting::opens;
    if (begins && closes && first == t.size() - close.size()) return Quoting::whole;
    if (begins && closes && t.find(open, open.size()) < first) return Quoting::whole;  // one inside the other
    if (begins) return Quoting::none;
    if (closes && t.find(open) == std::string_view::npos && open != "„") return Quoting::closes;
  }
  if (t.size() > 2 && (t.front() == '"' || t.back() == '"')) {
    const auto marks = std::count(t.begin(), t.end(), '"');
    if (t.front() == '"' && t.back() == '"' && marks == 2) return Quoting::whole;
    if (t.front() == '"' && marks == 1) return Quoting::opens;
    if (t.back() == '"' && marks == 1) return Quoting::closes;
  }
  return Quoting::none;
}

}  // namespace evident::ingest

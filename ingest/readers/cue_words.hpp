// Letters, words and lists of cues: what shape.cpp and credits.cpp judge by. Seen by these two files only.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "ingest/readers/lines.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest::cue_words {

using Views = std::initializer_list<std::string_view>;

inline bool digit(char c) { return c >= '0' && c <= '9'; }
inline bool upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool letter_or_digit(char c) { return digit(c) || upper(c) || lower(c); }
inline bool letter(char c) { return upper(c) || lower(c) || static_cast<unsigned char>(c) >= 0xC3; }

inline bool among(std::string_view word, Views list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// A list of cues is one string, "|first|second|"; what most texts are turned away by is known when the
// program is compiled.
class List {
 public:
  template <class Text>
  consteval List(const Text& text) : all(text) {
    for (std::size_t at = 1; at < all.size();) {
      const std::size_t end = all.find('|', at);
      const std::string_view one = all.substr(at, end - at);
      openings_ |= one.size() < 2 ? ~std::uint64_t{0} : opening(one);
      lengths_ |= length(one);
      at = end + 1;
    }
  }
  bool may_hold(std::string_view text) const { return (lengths_ & length(text)) && may_open(text); }
  bool may_open(std::string_view text) const { return text.size() < 2 || (openings_ & opening(text)); }
  // The same of a text whose capitals are not small yet.
  bool may_open_folded(std::string_view text) const {
    if (text.size() < 2) return true;
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const char two[] = {small(text[0]), small(text[1])};
    return openings_ & opening({two, 2});
  }

  std::string_view all;

 private:
  static constexpr std::uint64_t opening(std::string_view t) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::size_t>(static_cast<unsigned char>(t[i]));
    };
    return std::uint64_t{1} << ((byte(0) * 5 + byte(1) * 11) % 64);
  }
  static constexpr std::uint64_t length(std::string_view t) {
    return std::uint64_t{1} << (t.size() < 63 ? t.size() : 63);
  }
  std::uint64_t openings_ = 0, lengths_ = 0;
};

// Is text one of them?
inline bool listed(std::string_view text, const List& list) {
  if (text.empty() || !list.may_hold(text)) return false;
  const std::string_view all = list.all;
  for (std::size_t at = all.find(text); at != std::string_view::npos; at = all.find(text, at + 1))
    if (at > 0 && all[at - 1] == '|' && all[at + text.size()] == '|') return true;
  return false;
}

// Does text begin with one of them?
inline bool starts_listed(std::string_view text, const List& list) {
  if (text.empty() || !list.may_open(text)) return false;
  const std::string_view all = list.all;
  for (std::size_t at = 1; at < all.size();) {
    const std::size_t end = all.find('|', at);
    if (text[0] == all[at] && text.substr(0, end - at) == all.substr(at, end - at)) return true;
    at = end + 1;
  }
  return false;
}

// The same, capitals or not: the list is in small letters.
inline bool listed_folded(std::string_view text, const List& list) {
  return list.may_open_folded(text) && listed(ascii_lower(text), list);
}
inline bool starts_listed_folded(std::string_view text, const List& list) {
  return list.may_open_folded(text) && starts_listed(ascii_lower(text), list);
}

inline bool starts_with_any(std::string_view text, Views list) {
  return !text.empty() && std::any_of(list.begin(), list.end(), [&](std::string_view s) {
    return s[0] == text[0] && text.substr(0, s.size()) == s;
  });
}

inline bool ends_with(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

// Takes one of the tails off the end.
inline bool drop_tail(std::string_view& text, Views tails) {
  for (const auto t : tails)
    if (ends_with(text, t)) {
      text.remove_suffix(t.size());
      return true;
    }
  return false;
}

inline bool capitalised(std::string_view word) {
  if (word.empty()) return false;
  const auto c = static_cast<unsigned char>(word[0]);
  // Latin-1 capitals À to Þ are C3 80 to C3 9E.
  return upper(word[0]) || (c == 0xC3 && word.size() > 1 && static_cast<unsigned char>(word[1]) <= 0x9E);
}

inline bool year(std::string_view w) {
  return w.size() == 4 && std::all_of(w.begin(), w.end(), digit) && (w[0] == '1' || w[0] == '2') &&
         (w.substr(0, 2) == "19" || w.substr(0, 2) == "20" || w.substr(0, 2) == "18");
}

inline bool month(std::string_view w) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  const std::string l = ascii_lower(w);
  if (l.size() < 3) return false;
  return std::any_of(kMonths.begin(), kMonths.end(), [&](std::string_view m) {
    return m == l || (m.substr(0, 3) == l) || (l == "sept" && m == "september");
  });
}

inline bool honorific(std::string_view w) {
  return listed(w, "|Professor|Prof|Dr|Sir|Dame|Lord|Lady|Baroness|Mr|Mrs|Ms|Miss|Rt|Rev|");
}

inline bool post_nominal(std::string_view w) {
  return listed(w, "|CBE|OBE|MBE|KBE|DBE|PhD|MD|MSc|MPH|FRCP|FRCGP|RN|Jr|QC|KC|FRS|");
}

inline bool role_noun(std::string_view w) {
  return listed(w,
                "|sister|porter|matron|dentist|teacher|driver|member|members|executive|officer|director|"
                "directors|manager|managers|chair|chairman|"
                "chairwoman|provider|respondent|participant|interviewee|informant|patient|carer|"
                "caregiver|nurse|doctor|gp|physician|consultant|surgeon|clinician|commissioner|"
                "commissioners|minister|secretary|professor|worker|therapist|pharmacist|lead|leader|head|"
                "president|governor|trustee|councillor|spokesperson|spokesman|spokeswoman|advisor|"
                "adviser|partner|user|resident|volunteer|relative|parent|mother|father|daughter|son|"
                "coordinator|co-ordinator|administrator|practitioner|researcher|academic|official|staff|"
                "ceo|cfo|coo|supplier|contractor|midwife|paramedic|psychologist|representative|delegate|"
                "panellist|panelist|author|editor|student|trainee|owner|founder|accountant|analyst|"
                "sponsor|employee|employer|contributor|expert|planner|policymaker|");
}

// The last character that counts: emphasis marks behind it are passed over.
inline std::string_view strip_emphasis_tail(std::string_view text) {
  while (!text.empty() && (text.back() == '*' || text.back() == '_')) text.remove_suffix(1);
  return text.substr(0, text.size() - trailing_blanks(text));
}

inline std::string_view strip_closers(std::string_view text) {
  while (!text.empty() && !letter_or_digit(text.back()) && text.back() != '.') {
    if (drop_tail(text, {"”", "’", "»", "\"", "'", ")", "]", "*", "_", "›", "）", "」", "』"})) continue;
    if (drop_tail(text, {"¹", "²", "³", "⁰", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"})) continue;
    break;
  }
  return text;
}

}  // namespace evident::ingest::cue_words

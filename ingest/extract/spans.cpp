#include "ingest/extract/spans.hpp"

#include "ingest/classify/word_set.hpp"
namespace evident::ingest {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool ends_with_nbsp(std::string_view s) { return s.size() >= 2 && s.substr(s.size() - 2) == "\xC2\xA0"; }

Span shrink(std::string_view text, Span span, std::string_view front, std::string_view back) {
  while (span.begin < span.end &&
         (blank(text[span.begin]) || front.find(text[span.begin]) != std::string_view::npos))
    ++span.begin;
  while (span.end > span.begin) {
    const char c = text[span.end - 1];
    if (blank(c) || back.find(c) != std::string_view::npos)
      --span.end;
    else if (ends_with_nbsp(text.substr(span.begin, span.end - span.begin)))
      span.end -= 2;
    else
      break;
  }
  return span;
}

}  // namespace

Span tidy(std::string_view text, Span span) { return shrink(text, span, "*_", "*_.;,:"); }

Span trimmed(std::string_view text, Span span) {
  if (!span.empty()) {  // most have nothing to be taken off
    const char first = text[span.begin], last = text[span.end - 1];
    if (!blank(first) && first != '*' && !blank(last) && last != '*' && last != '\xA0') return span;
  }
  span = shrink(text, span, "", "");
  const std::string_view words = text.substr(span.begin, span.end - span.begin);
  const bool opens = words.substr(0, 2) == "**";
  const bool closes = words.size() > 2 && words.substr(words.size() - 2) == "**";
  if (opens && closes && words.find("**", 2) == words.size() - 2) return span;
  if (opens && words.find("**", 2) == std::string_view::npos)
    span.begin += 2;
  else if (closes && words.find("**") == words.size() - 2)
    span.end -= 2;
  return shrink(text, span, "", "");
}

std::uint32_t past_number(std::string_view text, Span piece) {
  std::uint32_t at = piece.begin;
  const bool bracket = at < piece.end && text[at] == '(';
  if (bracket) ++at;
  const std::uint32_t digits = at;
  while (at < piece.end && at < digits + 2 && text[at] >= '0' && text[at] <= '9') ++at;
  if (at == digits || at >= piece.end || (text[at] != ')' && (bracket || text[at] != '.'))) return piece.begin;
  ++at;
  while (at < piece.end && blank(text[at])) ++at;
  return at;
}

std::optional<ListOwner> named_before_list(std::string_view text, const std::vector<Span>& pieces) {
  if (pieces.size() < 2) return std::nullopt;
  const std::string_view first = text.substr(pieces[0].begin, pieces[0].end - pieces[0].begin);
  const std::size_t colon = first.find(": ");
  if (colon == std::string_view::npos || colon > 50) return std::nullopt;
  const Tokens label(first.substr(0, colon));
  if (label.empty() || label.size() > 5 || !label.capital(0)) return std::nullopt;
  ListOwner out;
  out.group = std::string(first.substr(0, colon));
  out.words = pieces[0].begin + static_cast<std::uint32_t>(colon) + 2;
  std::size_t numbers = past_number(text, {out.words, pieces[0].end}) > out.words;
  for (std::size_t i = 1; i < pieces.size(); ++i) numbers += past_number(text, pieces[i]) > pieces[i].begin;
  out.numbered = numbers == pieces.size();
  // Without numbers the label must be a plural: those who answered, and no part of the thing.
  if (!out.numbered && !(label[label.size() - 1].ends_with("s") && !label[label.size() - 1].ends_with("ss")))
    return std::nullopt;
  return out;
}

std::vector<Span> list_pieces(std::string_view text, Span span) {
  const std::string_view words = text.substr(span.begin, span.end - span.begin);
  const bool semicolons = words.find(';') != std::string_view::npos;
  std::vector<Span> pieces;
  const auto take = [&](std::size_t from, std::size_t to) {
    const Span piece = tidy(
        text, {span.begin + static_cast<std::uint32_t>(from), span.begin + static_cast<std::uint32_t>(to)});
    if (!piece.empty()) pieces.push_back(piece);
  };
  std::size_t from = 0;
  int depth = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == '(') ++depth;
    if (words[i] == ')' && depth > 0) --depth;
    if (depth > 0) continue;
    const bool cut = semicolons ? words[i] == ';' : words[i] == ',';
    if (!cut) continue;
    take(from, i);
    from = i + 1;
  }
  take(from, words.size());
  bool joined = false;  // "a, b, and c"
  if (!pieces.empty() && text.substr(pieces.back().begin, 4) == "and ") {
    pieces.back().begin += 4;
    joined = true;
  }
  if (semicolons) return pieces;
  // "a, b of some length and c of some length": what the last comma leaves is two things.
  if (pieces.size() >= 2 && !joined) {
    const Span last = pieces.back();
    const std::string_view both = text.substr(last.begin, last.end - last.begin);
    const std::size_t at = both.find(" and ");
    if (at != std::string_view::npos && both.find(" and ", at + 5) == std::string_view::npos && Tokens(both).size() > 9 &&
        Tokens(both.substr(0, at)).size() <= 9 && Tokens(both.substr(at + 5)).size() <= 9) {
      pieces.back() = tidy(text, {last.begin, last.begin + static_cast<std::uint32_t>(at)});
      pieces.push_back(tidy(text, {last.begin + static_cast<std::uint32_t>(at) + 5, last.end}));
      joined = true;
    }
  }
  for (const Span& piece : pieces)
    if (Tokens(text.substr(piece.begin, piece.end - piece.begin)).size() > 9) return {tidy(text, span)};
  // "full understanding of all partners' ambitions, resources and skills": one thing that has a list in it.
  if (pieces.size() == 2 && !joined) {
    const Tokens first(text.substr(pieces[0].begin, pieces[0].end - pieces[0].begin));
    const Tokens last(text.substr(pieces[1].begin, pieces[1].end - pieces[1].begin));
    bool of = false;
    for (std::size_t i = 1; i < first.size(); ++i) of = of || first[i] == "of";
    if (of && first.size() >= 5 && last.size() == 3 && last[1] == "and") return {tidy(text, span)};
  }
  // "a, b and c": the last comma-less pair.
  if (pieces.size() >= 2 && !joined) {
    const Span last = pieces.back();
    const std::size_t at = text.substr(last.begin, last.end - last.begin).find(" and ");
    if (at != std::string_view::npos) {
      pieces.back() = tidy(text, {last.begin, last.begin + static_cast<std::uint32_t>(at)});
      pieces.push_back(tidy(text, {last.begin + static_cast<std::uint32_t>(at) + 5, last.end}));
    }
  }
  return pieces;
}

std::optional<Span> bold_lead(std::string_view text, Span span) {
  const std::string_view words = text.substr(span.begin, span.end - span.begin);
  if (words.substr(0, 2) != "**") return std::nullopt;
  const std::size_t close = words.find("**", 2);
  if (close == std::string_view::npos || close < 5) return std::nullopt;
  return Span{span.begin, span.begin + static_cast<std::uint32_t>(close) + 2};
}

std::optional<Span> label_sentence(std::string_view text, Span span) {
  const std::string_view words = text.substr(span.begin, span.end - span.begin);
  const std::size_t stop = words.substr(0, 60).find(". ");
  if (stop == std::string_view::npos || stop < 3 || stop + 12 > words.size()) return std::nullopt;
  const Tokens tokens(words.substr(0, stop));
  if (tokens.empty() || tokens.size() > 5 || tokens.number(0) || !tokens.capital(0)) return std::nullopt;
  static constexpr WordSet kVerbs("is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "can", "could",
                                  "will", "would", "may", "might", "must", "should", "need", "needs", "it", "they",
                                  "we", "this", "there", "not", "first", "second", "dr", "mr", "mrs", "prof");
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (kVerbs.contains(tokens[i])) return std::nullopt;
  return Span{span.begin, span.begin + static_cast<std::uint32_t>(stop)};
}

bool in_capitals(std::string_view text, std::size_t least) {
  std::size_t capitals = 0;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') return false;
    capitals += c >= 'A' && c <= 'Z';
  }
  return capitals >= least;
}

std::optional<int> year_at(const Tokens& tokens, std::size_t i) {
  if (i >= tokens.size() || tokens[i].size() != 4) return std::nullopt;
  int year = 0;
  for (const char c : tokens[i]) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  return year >= 1900 && year <= 2099 ? std::optional(year) : std::nullopt;
}

}  // namespace evident::ingest

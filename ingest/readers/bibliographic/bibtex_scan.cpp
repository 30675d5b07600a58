// What people write wrongly is read as they meant it: a value that is never closed ends where the next entry
// begins; an entry without a key, a comma that is missing between fields, and a brace that closes a
// parenthesis are let pass.
#include "ingest/readers/bibliographic/bibtex_scan.hpp"

#include <algorithm>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {
namespace {

bool blank(char c) { return static_cast<unsigned char>(c) <= ' '; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
// What a name of a field, type or string may hold.
bool in_name(char c) {
  return !blank(c) && c != '{' && c != '}' && c != '(' && c != ')' && c != ',' && c != '=' && c != '"' &&
         c != '#' && c != '%' && c != '@';
}
std::string lower(std::string_view words) {
  std::string out(words);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

constexpr std::size_t kStrings = 10'000;         // definitions that are remembered
constexpr std::size_t kStringBytes = 64u << 10;  // a definition, and a value put together of several

}  // namespace

bool BibtexScanner::entry_begins_here(std::size_t at) const {
  if (at >= text_.size() || text_[at] != '@') return false;
  std::size_t k = at + 1;
  while (k < text_.size() && letter(text_[k])) ++k;
  if (k - at < 2 || k - at > 32) return false;
  while (k < text_.size() && (text_[k] == ' ' || text_[k] == '\t')) ++k;
  if (k >= text_.size() || (text_[k] != '{' && text_[k] != '(')) return false;
  ++k;
  while (k < text_.size() && blank(text_[k])) ++k;
  const std::size_t key = k;
  while (k < text_.size() && in_name(text_[k]) && k - key < 256) ++k;
  while (k < text_.size() && (text_[k] == ' ' || text_[k] == '\t')) ++k;
  return k < text_.size() && text_[k] == ',';
}

void BibtexScanner::skip_blanks() {
  for (;;) {
    while (at_ < text_.size() && blank(text_[at_])) ++at_;
    if (here() != '%') return;
    while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  }
}

std::string_view BibtexScanner::name() {
  skip_blanks();
  const std::size_t from = at_;
  while (at_ < text_.size() && in_name(text_[at_])) ++at_;
  return text_.substr(from, at_ - from);
}

// From behind the opening mark to the closing one at depth nought, which is passed.
std::string_view BibtexScanner::delimited(char close) {
  const std::size_t from = at_;
  int depth = 0;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '\\' && at_ + 1 < text_.size()) {
      at_ += 2;
      continue;
    }
    if (c == close && depth == 0) return text_.substr(from, at_++ - from);
    if (c == '{') ++depth;
    if (c == '}' && depth > 0) --depth;
    if (c == '\n' && entry_begins_here(at_ + 1)) break;  // it was never closed
    if (at_ - from > kRecordBytes) break;
    ++at_;
  }
  std::size_t end = at_;
  while (end > from && (blank(text_[end - 1]) || text_[end - 1] == '}' || text_[end - 1] == ',')) --end;
  return text_.substr(from, end - from);
}

bool BibtexScanner::value(BibtexField& field, WordStore& store) {
  std::string joined;
  std::size_t pieces = 0;
  bool named = false;
  std::string_view last;
  for (;;) {
    skip_blanks();
    const char c = here();
    std::string_view piece;
    if (c == '{') {
      ++at_;
      piece = delimited('}');
    } else if (c == '"') {
      ++at_;
      piece = delimited('"');
    } else {
      const std::size_t from = at_;
      // A number, a name of a @string, or words that somebody forgot to enclose.
      while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '#' && text_[at_] != '}' &&
             text_[at_] != '\n' && text_[at_] != '\r' && !(text_[at_] == ')' && at_ > from))
        ++at_;
      piece = bare(text_.substr(from, at_ - from));
      if (piece.empty() && pieces == 0) return false;
      if (const auto found = strings_.find(lower(piece));
          found != strings_.end() && !piece.empty() && !digit(piece.front())) {
        if (pieces == 0) field.begin = from;
        joined += found->second;
        named = true;
        field.end = from + piece.size();
        last = {};
        ++pieces;
        skip_blanks();
        if (here() != '#' || joined.size() > kStringBytes) break;
        ++at_;
        continue;
      }
    }
    const auto begin = static_cast<std::size_t>(piece.data() - text_.data());
    if (pieces == 0) field.begin = begin;
    field.end = begin + piece.size();
    last = piece;
    joined += piece;
    ++pieces;
    skip_blanks();
    if (here() != '#' || joined.size() > kStringBytes) break;
    ++at_;
  }
  field.value = pieces == 1 && !named ? last : store.keep(joined);
  return true;
}

bool BibtexScanner::find_entry() {
  for (;;) {
    const std::size_t found = text_.find('@', at_);
    if (found == std::string_view::npos) {
      at_ = text_.size();
      return false;
    }
    // An address in a comment is no entry.
    std::size_t k = found + 1;
    while (k < text_.size() && letter(text_[k])) ++k;
    std::size_t open = k;
    while (open < text_.size() && blank(text_[open]) && open - k < 64) ++open;
    at_ = found;
    if (k > found + 1 && open < text_.size() && (text_[open] == '{' || text_[open] == '(') &&
        (found == 0 || !in_name(text_[found - 1])))
      return true;
    at_ = found + 1;
  }
}

bool BibtexScanner::next(BibtexEntry& entry, WordStore& store) {
  while (find_entry())
    if (read_entry(entry, store)) return true;
  return false;
}

bool BibtexScanner::read_entry(BibtexEntry& entry, WordStore& store) {
  entry.fields.clear();
  entry.begin = at_++;
  entry.type = name();
  skip_blanks();
  const char close = here() == '(' ? ')' : '}';
  ++at_;
  const std::string type = lower(entry.type);
  if (type == "comment" || type == "preamble") {
    (void)delimited(close);
    return false;
  }
  if (type == "string") {
    const std::string_view word = name();
    skip_blanks();
    BibtexField field;
    if (here() == '=') {
      ++at_;
      WordStore own;
      if (value(field, own) && strings_.size() < kStrings && field.value.size() <= kStringBytes)
        strings_[lower(word)] = field.value;
      skip_blanks();
      if (here() == close) ++at_;
    }
    return false;
  }
  // The key may be missing: "@article{, title = …" and "@article{title = …".
  const std::size_t from = at_;
  skip_blanks();
  std::size_t k = at_;
  while (k < text_.size() && text_[k] != ',' && text_[k] != '=' && text_[k] != '}' && text_[k] != '\n' &&
         text_[k] != '{' && text_[k] != '"')
    ++k;
  if (k < text_.size() && (text_[k] == ',' || text_[k] == close || text_[k] == '\n')) {
    entry.key = bare(text_.substr(at_, k - at_));
    at_ = k;
  } else {
    entry.key = {};
    at_ = from;
  }
  for (;;) {
    skip_blanks();
    while (here() == ',') {
      ++at_;
      skip_blanks();
    }
    const char c = here();
    if (c == '\0' && at_ >= text_.size()) break;
    if (c == '}' || c == ')') {  // whichever it was opened with
      ++at_;
      break;
    }
    if (c == '@' && entry_begins_here(at_)) break;
    BibtexField field;
    field.name = name();
    skip_blanks();
    if (field.name.empty() || here() != '=') {
      if (field.name.empty()) ++at_;  // what is no field is passed over
      continue;
    }
    ++at_;
    if (value(field, store)) entry.fields.push_back(field);
    if (at_ - entry.begin > kRecordBytes) break;
  }
  entry.end = at_;
  return true;
}

}  // namespace evident::ingest

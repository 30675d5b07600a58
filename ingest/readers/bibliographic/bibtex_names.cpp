// A name is cut into words at blanks and ties outside braces; words that begin with a small letter are the
// particle.
#include "ingest/readers/bibliographic/bibtex_names.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/latex.hpp"

namespace evident::ingest {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Cuts at depth nought where the predicate finds a separator; returns the separator's length there, or 0.
template <class Separator>
std::vector<std::string_view> cut(std::string_view words, Separator&& separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t at = 0; at < words.size();) {
    const char c = words[at];
    if (c == '\\' && at + 1 < words.size()) {
      at += 2;
      continue;
    }
    if (c == '{') ++depth;
    if (c == '}' && depth > 0) --depth;
    const std::size_t length = depth == 0 ? separator(at) : 0;
    if (length) {
      parts.push_back(words.substr(begin, at - begin));
      begin = at + length;
      at = begin;
    } else {
      ++at;
    }
  }
  parts.push_back(words.substr(begin));
  return parts;
}

std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> all =
      cut(name, [&](std::size_t at) -> std::size_t { return blank(name[at]) || name[at] == '~'; });
  std::erase_if(all, [](std::string_view word) { return word.empty(); });
  return all;
}

// One group of braces around everything.
bool one_group(std::string_view name) {
  if (name.size() < 2 || name.front() != '{' || name.back() != '}' || name.substr(1, 1) == "\\") return false;
  int depth = 0;
  for (std::size_t at = 0; at < name.size(); ++at) {
    depth += name[at] == '{';
    depth -= name[at] == '}';
    if (depth == 0) return at + 1 == name.size();
  }
  return false;
}

class Namer {
 public:
  Namer(BibliographicRecord& record, RecordField field, std::string_view tag)
      : record_(record), field_(field), tag_(tag) {}

  void add(std::string_view name, std::uint64_t begin, std::uint64_t end) {
    begin_ = begin;
    end_ = end;
    name = bare(name);
    while (name.ends_with(',')) name = bare(name.substr(0, name.size() - 1));
    if (name.empty()) return;
    if (same_word(name, "others")) return record_.add(RecordField::other, tag_, "others", begin, end);
    if (one_group(name)) return whole(name.substr(1, name.size() - 2));
    if (name.find('=') != std::string_view::npos && labelled(name)) return;
    const auto parts = cut(name, [&](std::size_t at) -> std::size_t { return name[at] == ','; });
    if (parts.size() == 1) return plain(name);
    const std::string_view given = bare(parts.size() > 2 ? parts[2] : parts[1]);
    const std::string_view junior = parts.size() > 2 ? bare(parts[1]) : std::string_view();
    put(bare(parts[0]), given, junior);
  }

 private:
  void whole(std::string_view name) {
    record_.add(field_, tag_, from_latex(name, record_.words), begin_, end_);
  }

  void put(std::string_view family, std::string_view given, std::string_view junior) {
    std::string first(from_latex(given, record_.words));
    if (!junior.empty()) first.append(first.empty() ? "" : " ").append(from_latex(junior, record_.words));
    const std::string last(from_latex(family, record_.words));
    if (last.empty() && first.empty()) return;
    if (first.empty() || last.empty())
      return record_.add(field_, tag_, record_.words.keep(last.empty() ? first : last), begin_, end_);
    const std::string_view both = record_.words.keep(last + ", " + first);
    record_.add(field_, tag_, both, begin_, end_);
    record_.fields.back().family = both.substr(0, last.size());
    record_.fields.back().given = both.substr(last.size() + 2);
  }

  // "First von Last": the particle runs from the first to the last word in small letters, the last word
  // excepted.
  void plain(std::string_view name) {
    const std::vector<std::string_view> words = words_of(name);
    if (words.size() == 1) return whole(words.front());
    std::size_t from = 0;
    while (from + 1 < words.size() && !begins_lower(words[from])) ++from;
    const std::string_view last = name.substr(static_cast<std::size_t>(words[from].data() - name.data()));
    if (from == 0) return put(name, {}, {});
    put(last, name.substr(0, static_cast<std::size_t>(words[from].data() - name.data())), {});
  }

  // "given=John, family=Doe, prefix=van" (biblatex 3.5).
  bool labelled(std::string_view name) {
    std::string_view family, given, prefix, suffix;
    for (const std::string_view part :
         cut(name, [&](std::size_t at) -> std::size_t { return name[at] == ','; })) {
      const std::size_t equals = part.find('=');
      const std::string_view label = bare(part.substr(0, equals));
      if (equals == std::string_view::npos) return false;
      const std::string_view value = bare(part.substr(equals + 1));
      if (label == "family")
        family = value;
      else if (label == "given")
        given = value;
      else if (label == "prefix")
        prefix = value;
      else if (label == "suffix")
        suffix = value;
      else if (label != "id" && !label.ends_with("-i") && label != "useprefix")
        return false;
    }
    if (family.empty() && given.empty()) return false;
    std::string last(prefix);
    last.append(prefix.empty() ? "" : " ").append(family);
    put(record_.words.keep(last), given, suffix);
    return true;
  }

  BibliographicRecord& record_;
  const RecordField field_;
  const std::string_view tag_;
  std::uint64_t begin_ = 0, end_ = 0;
};

}  // namespace

void add_bibtex_names(BibliographicRecord& record, RecordField field, std::string_view tag,
                      std::string_view words, std::uint64_t begin, std::uint64_t end) {
  const bool in_text = end - begin == words.size();
  const auto is_and = [&](std::size_t at) -> std::size_t {
    if (!blank(words[at])) return 0;
    std::size_t k = at;
    while (k < words.size() && blank(words[k])) ++k;
    if (words.size() - k < 3 || !same_word(words.substr(k, 3), "and")) return 0;
    if (k + 3 == words.size()) return k + 3 - at;
    return blank(words[k + 3]) ? k + 3 - at : 0;
  };
  Namer namer(record, field, tag);
  for (const std::string_view name : cut(words, is_and)) {
    const std::string_view one = bare(name);
    const auto from = begin + static_cast<std::uint64_t>(one.data() - words.data());
    namer.add(one, in_text ? from : begin, in_text ? from + one.size() : end);
  }
}

}  // namespace evident::ingest

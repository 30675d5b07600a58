// Cues are indexed by their first word (or its prefix), so a sentence costs a few hash look-ups a word
// whatever the number of cues. Each file is read once for the life of the program.
#include "ingest/classify/cues.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "corpus/embedded.hpp"
#include "support/result.hpp"

namespace evident::ingest {
namespace {

std::string_view next_field(std::string_view& line, char separator) {
  const std::size_t at = line.find(separator);
  const std::string_view field = line.substr(0, at);
  line = at == std::string_view::npos ? std::string_view{} : line.substr(at + 1);
  return field;
}

std::size_t opening(std::string_view word) {
  const auto byte = [&](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0u; };
  return byte(0) * 256u + byte(1);
}

}  // namespace

CueList::CueList(std::string_view tsv) {
  while (!tsv.empty()) {
    std::string_view line = next_field(tsv, '\n');
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    std::string_view written = next_field(line, '\t');
    const std::string_view label = next_field(line, '\t');
    const std::string_view number = next_field(line, '\t');
    int weight = 1;
    std::from_chars(number.data(), number.data() + number.size(), weight);
    while (!written.empty()) {
      std::string_view cue = next_field(written, ';');
      while (!cue.empty() && cue.front() == ' ') cue.remove_prefix(1);
      if (!cue.empty()) add(cue, label, weight);
    }
  }
  for (const auto& [prefix, list] : by_prefix_)
    if (std::find(prefix_lengths_.begin(), prefix_lengths_.end(), prefix.size()) == prefix_lengths_.end())
      prefix_lengths_.push_back(prefix.size());
  std::sort(prefix_lengths_.begin(), prefix_lengths_.end());
}

void CueList::add(std::string_view written, std::string_view label, int weight) {
  Cue cue{{}, std::string(written), std::string(label), weight, false};
  std::string_view rest = written;
  if (!rest.empty() && rest.front() == '^') {
    cue.anchored = true;
    rest.remove_prefix(1);
  }
  while (!rest.empty()) {
    std::string_view part = next_field(rest, ' ');
    if (part.empty()) continue;
    Element element;
    if (part != "..")
      while (!part.empty()) {
        std::string_view form = next_field(part, '|');
        const bool prefix = form.size() > 1 && form.back() == '*';
        if (prefix) form.remove_suffix(1);
        element.forms.push_back({std::string(form), prefix});
      }
    cue.elements.push_back(std::move(element));
  }
  EV_ENSURE(!cue.elements.empty() && !cue.elements.front().forms.empty());
  const auto index = static_cast<std::uint32_t>(cues_.size());
  for (const Form& form : cue.elements.front().forms) {
    EV_ENSURE(!form.prefix || form.word.size() >= 2);
    (form.prefix ? by_prefix_ : by_word_)[form.word].push_back(index);
    (form.prefix ? prefix_opening_ : word_opening_).set(opening(form.word));
  }
  cues_.push_back(std::move(cue));
}

bool CueList::extends(const Cue& cue, const Tokens& tokens, std::size_t from, std::size_t element,
                      std::size_t& last) const {
  if (element == cue.elements.size()) {
    last = from - 1;
    return true;
  }
  const Element& e = cue.elements[element];
  if (e.forms.empty()) {
    for (std::size_t skip = 0; skip <= 4; ++skip)
      if (extends(cue, tokens, from + skip, element + 1, last)) return true;
    return false;
  }
  if (from >= tokens.size()) return false;
  const std::string_view word = tokens[from];
  for (const Form& form : e.forms)
    if (form.prefix ? word.substr(0, form.word.size()) == form.word : word == form.word)
      return extends(cue, tokens, from + 1, element + 1, last);
  return false;
}

std::vector<CueMatch> CueList::match(const Tokens& tokens) const {
  std::vector<CueMatch> found;
  std::string key;
  const auto consider = [&](const std::vector<std::uint32_t>& list, std::size_t at) {
    for (const std::uint32_t index : list) {
      const Cue& cue = cues_[index];
      std::size_t last = 0;
      if ((cue.anchored && at != 0) || !extends(cue, tokens, at + 1, 1, last)) continue;
      if (cue.elements.size() == 1) last = at;
      found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(last), cue.label,
                       cue.weight, cue.written});
    }
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view word = tokens[i];
    const std::size_t open = opening(word);
    if (word_opening_[open]) {
      key.assign(word);
      if (const auto it = by_word_.find(key); it != by_word_.end()) consider(it->second, i);
    }
    if (!prefix_opening_[open]) continue;
    for (const std::size_t length : prefix_lengths_) {
      if (length > word.size()) break;
      key.assign(word.substr(0, length));
      if (const auto it = by_prefix_.find(key); it != by_prefix_.end()) consider(it->second, i);
    }
  }
  // Matches come by their first word, so one lies within another when an earlier one, or a longer one that
  // begins with it, reaches as far: the farthest end so far is all that must be known.
  std::vector<CueMatch> kept;
  std::uint32_t farthest = 0;  // one past the last word of any match that begins earlier
  for (std::size_t from = 0; from < found.size();) {
    std::size_t to = from;
    std::uint32_t longest = 0;
    for (; to < found.size() && found[to].first == found[from].first; ++to)
      longest = std::max(longest, found[to].last + 1);
    for (std::size_t i = from; i < to; ++i)
      if (found[i].last + 1 == longest && farthest < found[i].last + 1) kept.push_back(found[i]);
    farthest = std::max(farthest, longest);
    from = to;
  }
  return kept;
}

const CueList& cues(std::string_view name) {
  static const auto* const lists = [] {
    auto* all = new std::map<std::string, CueList, std::less<>>;
    for (const corpus::File& file : corpus::files())
      if (file.name.substr(0, 5) == "cues/")
        all->emplace(std::string(file.name.substr(5, file.name.size() - 9)), CueList(file.bytes));
    return all;
  }();
  const auto it = lists->find(name);
  EV_REQUIRE(it != lists->end());
  return it->second;
}

}  // namespace evident::ingest

// Cues are indexed by their first word (or its prefix). For the lists of the program the cues that a word
// opens are looked up once for each distinct word, for all lists together (WordTable::opens); a sentence then
// costs one test a word, whatever the number of cues. Whether a word fits a further element of a cue is one bit
// (WordTable::element_bits). Each file is read once for the life of the program.
#include "ingest/classify/cues.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <memory>
#include <span>

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

// Few of the words that may stand behind a word go on with one of its cues: two letters turn most away.
std::uint32_t sieve_bit(std::string_view word) {
  const std::size_t open = opening(word);
  return static_cast<std::uint32_t>(open / 256 * 7 + open % 256 * 3) % 64;
}

// Set by leave_out_cues_for().
std::string& left_out_document() {
  static std::string document;
  return document;
}
bool lists_are_read = false;

}  // namespace

// All lists of the program, with one index over their first words.
class CueLists {
 public:
  CueLists() {
    lists_are_read = true;
    for (const corpus::File& file : corpus::files()) {
      if (file.name.substr(0, 5) != "cues/") continue;
      auto list = std::make_unique<CueList>(file.bytes, left_out_document());
      list->number_ = static_cast<std::uint32_t>(lists_.size());
      EV_ENSURE(list->number_ < 64);  // a list is a bit of WordTable::Opens
      list->own_ = {};
      list->index_into(index_, list->number_);
      number_elements(*list);
      const std::uint64_t name = CueName::hash_of(file.name.substr(5, file.name.size() - 9));
      std::size_t at = name;
      for (; names_[at % names_.size()].list; ++at) EV_ENSURE(names_[at % names_.size()].name != name);
      names_[at % names_.size()] = {name, list.get()};
      lists_.push_back(std::move(list));
    }
    index_.finish();
    elements_.finish();
  }

  const CueList* find(CueName name) const {
    for (std::size_t at = name.hash;; ++at) {
      const Named& named = names_[at % names_.size()];
      if (!named.list || named.name == name.hash) return named.list;
    }
  }
  // What is not known yet of the table's words.
  void resolve(WordTable& words) const {
    const std::size_t row = numbers_.size() / 64 + 1;
    if (words.element_bits.empty()) words.element_bits.resize(row);
    std::vector<CueOpening> found;
    for (std::size_t w = words.opens.size(); w < words.size(); ++w) {
      const std::string_view word = words[static_cast<std::uint32_t>(w)];
      found.clear();
      elements_.openings_of(word, found);
      const std::size_t fits = found.empty() ? 0 : words.element_bits.size();
      if (!found.empty()) words.element_bits.resize(fits + row);
      for (const CueOpening& element : found)
        words.element_bits[fits + element.cue / 64] |= std::uint64_t{1} << element.cue % 64;
      found.clear();
      index_.openings_of(word, found);
      std::stable_sort(found.begin(), found.end(),
                       [](const CueOpening& a, const CueOpening& b) { return a.list < b.list; });
      WordTable::Opens opens;
      opens.first_group = static_cast<std::uint32_t>(words.groups.size());
      opens.opening = sieve_bit(word);
      opens.elements = static_cast<std::uint32_t>(fits);
      for (const CueOpening& opening : found) {
        const auto at = static_cast<std::uint32_t>(words.openings.size());
        if (!(opens.lists >> opening.list & 1)) words.groups.push_back({at, at, 0});
        ++words.groups.back().end;
        words.groups.back().next |= opening.next;
        opens.lists |= std::uint64_t{1} << opening.list;
        words.openings.push_back(opening);
      }
      std::uint64_t lists = opens.lists;
      for (std::size_t g = opens.first_group; g < words.groups.size(); ++g, lists &= lists - 1)
        if (words.groups[g].next == ~std::uint64_t{0}) opens.at_once |= lists & (~lists + 1);
      if (opens.lists != 0) {
        opens.first_next = static_cast<std::uint32_t>(words.lists_before.size());
        words.lists_before.resize(opens.first_next + 64);
        lists = opens.lists;
        for (std::size_t g = opens.first_group; g < words.groups.size(); ++g, lists &= lists - 1)
          for (std::size_t next = 0; next < 64; ++next)
            if (words.groups[g].next >> next & 1)
              words.lists_before[opens.first_next + next] |= lists & (~lists + 1);
      }
      words.opens.push_back(opens);
    }
  }

  static const CueLists& all() {
    static const auto* const lists = new CueLists;
    return *lists;
  }

 private:
  struct Named {
    std::uint64_t name = 0;  // CueName::hash
    const CueList* list = nullptr;
  };

  // The same words are the same element in all lists.
  void number_elements(CueList& list) {
    for (CueList::Element& element : list.elements_) {
      if (element.gap()) continue;
      const auto [known, fresh] =
          numbers_.emplace(list.printed(element), static_cast<std::uint32_t>(numbers_.size()));
      element.number = known->second;
      if (!fresh) continue;
      for (std::uint32_t f = element.begin; f < element.end; ++f)
        elements_.add(list.word(list.forms_[f]), list.forms_[f].prefix, {0, element.number, 0});
    }
  }

  std::vector<std::unique_ptr<CueList>> lists_;
  std::array<Named, 256> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // of elements, as printed
  CueIndex elements_;                                       // their words: CueOpening::cue is the number
  CueIndex index_;
};

void CueIndex::add(std::string_view word, bool prefix, CueOpening opening) {
  (prefix ? by_prefix_ : by_word_)[std::string(word)].push_back(opening);
  (prefix ? prefix_opening_ : word_opening_).set(ingest::opening(word));
}

void CueIndex::finish() {
  for (const auto& [prefix, list] : by_prefix_)
    if (std::find(prefix_lengths_.begin(), prefix_lengths_.end(), prefix.size()) == prefix_lengths_.end())
      prefix_lengths_.push_back(prefix.size());
  std::sort(prefix_lengths_.begin(), prefix_lengths_.end());
}

void CueIndex::openings_of(std::string_view word, std::vector<CueOpening>& out) const {
  const std::size_t open = opening(word);
  std::string key;
  if (word_opening_[open]) {
    key.assign(word);
    if (const auto it = by_word_.find(key); it != by_word_.end())
      out.insert(out.end(), it->second.begin(), it->second.end());
  }
  if (!prefix_opening_[open]) return;
  for (const std::size_t length : prefix_lengths_) {
    if (length > word.size()) break;
    key.assign(word.substr(0, length));
    if (const auto it = by_prefix_.find(key); it != by_prefix_.end())
      out.insert(out.end(), it->second.begin(), it->second.end());
  }
}

CueList::CueList(std::string_view tsv, std::string_view left_out) {
  while (!tsv.empty()) {
    std::string_view line = next_field(tsv, '\n');
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    std::string_view written = next_field(line, '\t');
    const std::string_view label = next_field(line, '\t');
    const std::string_view number = next_field(line, '\t');
    next_field(line, '\t');  // why
    const std::string_view document = next_field(line, '\t');
    if (!document.empty() && document == left_out) continue;
    int weight = 1;
    std::from_chars(number.data(), number.data() + number.size(), weight);
    while (!written.empty()) {
      std::string_view cue = next_field(written, ';');
      while (!cue.empty() && cue.front() == ' ') cue.remove_prefix(1);
      if (!cue.empty()) add(cue, label, weight);
    }
  }
  index_into(own_, 0);
  own_.finish();
}

void CueList::add(std::string_view written, std::string_view label, int weight) {
  const auto begin = static_cast<std::uint32_t>(elements_.size());
  Cue cue{begin, begin, std::string(written), std::string(label), weight, false};
  std::string_view rest = written;
  if (!rest.empty() && rest.front() == '^') {
    cue.anchored = true;
    rest.remove_prefix(1);
  }
  while (!rest.empty()) {
    std::string_view part = next_field(rest, ' ');
    if (part.empty()) continue;
    Element element{static_cast<std::uint32_t>(forms_.size()), 0, 0};
    if (part != "..")
      while (!part.empty()) {
        std::string_view form = next_field(part, '|');
        const bool prefix = form.size() > 1 && form.back() == '*';
        if (prefix) form.remove_suffix(1);
        EV_ENSURE(!prefix || form.size() >= 2);
        forms_.push_back(
            {static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(form.size()), prefix});
        letters_ += form;
      }
    element.end = static_cast<std::uint32_t>(forms_.size());
    elements_.push_back(element);
  }
  cue.end = static_cast<std::uint32_t>(elements_.size());
  EV_ENSURE(cue.begin < cue.end && !elements_[cue.begin].gap());
  cues_.push_back(std::move(cue));
}

void CueList::index_into(CueIndex& index, std::uint32_t number) const {
  for (std::uint32_t c = 0; c < cues_.size(); ++c) {
    const Cue& cue = cues_[c];
    std::uint64_t next = ~std::uint64_t{0};
    if (cue.end - cue.begin > 1 && !elements_[cue.begin + 1].gap()) {
      next = 0;
      const Element& second = elements_[cue.begin + 1];
      for (std::uint32_t f = second.begin; f < second.end; ++f)
        next |= std::uint64_t{1} << sieve_bit(word(forms_[f]));
    }
    const Element& first = elements_[cue.begin];
    for (std::uint32_t f = first.begin; f < first.end; ++f)
      index.add(word(forms_[f]), forms_[f].prefix, {number, c, next});
  }
}

std::string CueList::printed(const Element& element) const {
  std::string out;
  for (std::uint32_t f = element.begin; f < element.end; ++f) {
    out += word(forms_[f]);
    out += forms_[f].prefix ? "*|" : "|";
  }
  return out;
}

[[gnu::always_inline]] inline bool CueList::fits(const Element& element, const Tokens& tokens, std::size_t at) const {
  if (number_ != kAlone) {
    const WordTable& words = tokens.words();
    const std::size_t row = words.opens[tokens.word(at)].elements;
    return words.element_bits[row + element.number / 64] >> element.number % 64 & 1;
  }
  for (std::uint32_t f = element.begin; f < element.end; ++f)
    if (forms_[f].prefix ? tokens[at].starts_with(word(forms_[f])) : tokens[at] == word(forms_[f]))
      return true;
  return false;
}

bool CueList::extends(const Cue& cue, const Tokens& tokens, std::size_t from, std::uint32_t element,
                      std::size_t& last) const {
  for (; element < cue.end; ++element, ++from) {
    const Element& e = elements_[element];
    if (e.gap()) {
      // Most gaps end here: none of the next words fits what stands behind the gap.
      const Element* behind =
          element + 1 < cue.end && !elements_[element + 1].gap() ? &elements_[element + 1] : nullptr;
      for (std::size_t skip = 0; skip <= 4; ++skip) {
        if (behind && from + skip >= tokens.size()) return false;
        if (behind && !fits(*behind, tokens, from + skip)) continue;
        if (extends(cue, tokens, from + skip, element + 1, last)) return true;
      }
      return false;
    }
    if (from >= tokens.size() || !fits(e, tokens, from)) return false;
  }
  last = from - 1;
  return true;
}

void CueList::consider(std::uint32_t index, const Tokens& tokens, std::size_t at,
                       std::vector<CueMatch>& found) const {
  const Cue& cue = cues_[index];
  std::size_t last = at;
  if (cue.anchored && at != 0) return;
  if (cue.end - cue.begin > 1) {
    // The word behind decides of most.
    const Element& second = elements_[cue.begin + 1];
    if (!second.gap() && (at + 1 >= tokens.size() || !fits(second, tokens, at + 1))) return;
    if (!extends(cue, tokens, at + 1, cue.begin + 1, last)) return;
  }
  found.push_back(
      {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(last), cue.label, cue.weight, cue.written});
}

// For each word the lists that may have a cue from it on: it opens one, and the word behind goes on with it.
// Found once for a text and all lists.
const std::uint64_t* CueList::lists_at(const Tokens& tokens) {
  const Tokens::Store& store = *tokens.store_;
  if (store.cues.size() != store.spans.size()) {
    WordTable& words = *store.words;
    if (words.opens.size() < words.size()) CueLists::all().resolve(words);
    const std::size_t size = store.spans.size();
    store.cues.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
      const WordTable::Opens& here = words.opens[store.spans[i].word];
      if (here.lists == 0) continue;
      const std::uint32_t next = i + 1 < size ? words.opens[store.spans[i + 1].word].opening : 64;
      store.cues[i] = next < 64 ? words.lists_before[here.first_next + next] : here.at_once;
    }
  }
  return store.cues.data() + (tokens.spans_ - store.spans.data());
}

// The lists that may have a cue anywhere in these words.
std::uint64_t CueList::lists_in(const Tokens& tokens) {
  const Tokens::Store& store = *tokens.store_;
  const auto first = static_cast<std::size_t>(tokens.spans_ - store.spans.data());
  if (store.stretches.empty()) store.stretches.resize(store.spans.size());
  Tokens::Store::Stretch& known = store.stretches[first];
  if (known.size != tokens.size()) {
    const std::uint64_t* const lists = lists_at(tokens);
    known = {0, tokens.size()};
    for (std::size_t i = 0; i < tokens.size(); ++i) known.cues |= lists[i];
  }
  return known.cues;
}

std::vector<CueMatch> CueList::match(const Tokens& tokens) const {
  if (tokens.empty()) return {};
  if (number_ != kAlone && !(lists_in(tokens) >> number_ & 1)) return {};
  static thread_local std::vector<CueMatch> found;
  found.clear();
  if (number_ != kAlone) {
    const std::uint64_t* const lists = lists_at(tokens);
    const WordTable& words = tokens.words();
    const std::uint64_t bit = std::uint64_t{1} << number_;
    const std::size_t size = tokens.size();
    for (std::size_t i = 0; i < size; ++i) {
      if (!(lists[i] & bit)) {  // most words
        while (i + 4 < size && !((lists[i + 1] | lists[i + 2] | lists[i + 3] | lists[i + 4]) & bit)) i += 4;
        continue;
      }
      const WordTable::Opens& here = words.opens[tokens.word(i)];
      const auto rank = static_cast<std::size_t>(std::popcount(here.lists & (bit - 1)));
      const WordTable::Group& group = words.groups[here.first_group + rank];
      // Nothing stands behind the last word: only what needs nothing, or a gap, is tried.
      const std::uint64_t next =
          i + 1 < size ? std::uint64_t{1} << words.opens[tokens.word(i + 1)].opening : ~std::uint64_t{0};
      for (const CueOpening& opening : std::span(words.openings).subspan(group.begin, group.end - group.begin))
        if ((opening.next & next) == next) consider(opening.cue, tokens, i, found);
    }
  } else {
    std::vector<CueOpening> openings;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      openings.clear();
      own_.openings_of(tokens[i], openings);
      for (const CueOpening& opening : openings) consider(opening.cue, tokens, i, found);
    }
  }
  if (found.empty()) return {};
  if (found.size() == 1) return {found.front()};
  // Matches come by their first word, so one lies within another when an earlier one, or a longer one that
  // begins with it, reaches as far: the farthest end so far is all that must be known.
  std::vector<CueMatch> kept;
  kept.reserve(found.size());
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

const CueList& cues(CueName name) {
  const CueList* list = CueLists::all().find(name);
  EV_REQUIRE(list);
  return *list;
}

void make_cues() { CueLists::all(); }

void leave_out_cues_for(std::string_view document) {
  EV_REQUIRE(!lists_are_read);
  left_out_document() = document;
}

}  // namespace evident::ingest

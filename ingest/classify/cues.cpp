// Cues are indexed by their first word (or its prefix). For the lists of the program the cues that a word opens, and the
// further elements of cues that it fits, are looked up once for each distinct word (WordTable::opens). Where cues may
// begin in a text, by their first word and the word behind, is found once for all lists (Tokens::Store::cues); a list
// then looks at its own few. Each file is read once for the life of the program.
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
      EV_ENSURE(list->number_ < 256);  // CueOpening::list
      list->own_ = {};
      number_elements(*list);
      list->index_into(index_, list->number_);
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
    if (words.elements.empty()) words.elements.resize(WordTable::kBucket, CueOpening::kNone);
    std::vector<CueOpening> found;
    for (std::size_t w = words.opens.size(); w < words.size(); ++w) {
      const std::string_view word = words[static_cast<std::uint32_t>(w)];
      WordTable::Opens opens;
      opens.opening = static_cast<std::uint16_t>(sieve_bit(word));
      found.clear();
      elements_.openings_of(word, found);
      put_elements(found, opens, words);
      opens.begin = static_cast<std::uint32_t>(words.openings.size());
      index_.openings_of(word, words.openings);
      opens.end = static_cast<std::uint32_t>(words.openings.size());
      if (opens.end - opens.begin > kFewOpenings) sift(opens, words);
      words.opens.push_back(opens);
    }
  }

  // Where cues of all lists may begin in a text: the words are looked at once, whatever the number of lists.
  void mark(const Tokens::Store& store) const {
    WordTable& words = *store.words;
    if (words.opens.size() < words.size()) resolve(words);
    struct Start {
      CueStart start;
      std::uint32_t list;
    };
    static thread_local std::vector<Start> found;
    found.clear();
    store.cues_of.assign(lists_.size() + 1, 0);
    const std::size_t size = store.spans.size();
    const WordTable::Opens* here = size ? &words.opens[store.spans[0].word] : nullptr;
    for (std::size_t i = 0; i < size; ++i) {
      const WordTable::Opens* const behind = i + 1 < size ? &words.opens[store.spans[i + 1].word] : nullptr;
      const auto take = [&](const CueOpening& opening) {
        const bool needs_second = opening.second != CueOpening::kNone;
        if (needs_second && (!behind || !words.fits(*behind, opening.second))) return;
        found.push_back({{static_cast<std::uint32_t>(i), opening.cue, opening.anchored, needs_second, opening.goes_on}, opening.list});
        ++store.cues_of[opening.list + 1u];
      };
      const CueOpening* const openings = words.openings.data() + here->begin;
      if (here->sieve == WordTable::kNoSieve) {
        for (std::uint32_t o = 0; o < here->end - here->begin; ++o) take(openings[o]);
      } else {  // those that any word may follow and those of the word behind, in the order of all
        const std::uint16_t* const lists = words.sieves.data() + here->sieve;
        const std::uint16_t *any = lists + lists[WordTable::kSieves], *const any_end = lists + lists[WordTable::kSieves + 1];
        const std::uint16_t *own = any_end, *own_end = any_end;
        if (behind) own = lists + lists[behind->opening], own_end = lists + lists[behind->opening + 1];
        while (any != any_end || own != own_end)
          take(openings[own == own_end || (any != any_end && *any < *own) ? *any++ : *own++]);
      }
      here = behind;
    }
    for (std::size_t list = 0; list < lists_.size(); ++list) store.cues_of[list + 1] += store.cues_of[list];
    store.cues.resize(found.size());
    std::array<std::uint32_t, 256> to;
    std::copy(store.cues_of.begin(), store.cues_of.end() - 1, to.begin());
    for (const Start& one : found) store.cues[to[one.list]++] = one.start;
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

  static constexpr std::uint32_t kFewOpenings = 4;
  static void sift(WordTable::Opens& opens, WordTable& words) {
    constexpr std::uint64_t kAny = ~std::uint64_t{0};
    std::vector<std::uint16_t> lists(WordTable::kSieves + 2);
    for (std::size_t list = 0; list <= WordTable::kSieves; ++list) {
      lists[list] = static_cast<std::uint16_t>(lists.size());
      for (std::uint32_t o = opens.begin; o < opens.end; ++o)
        if (const std::uint64_t next = words.openings[o].next; list == WordTable::kSieves ? next == kAny : next != kAny && (next >> list & 1))
          lists.push_back(static_cast<std::uint16_t>(o - opens.begin));
    }
    lists[WordTable::kSieves + 1] = static_cast<std::uint16_t>(lists.size());
    EV_ENSURE(lists.size() < 65536);
    opens.sieve = static_cast<std::uint32_t>(words.sieves.size());
    words.sieves.insert(words.sieves.end(), lists.begin(), lists.end());
  }

  // Into as few buckets as hold them.
  static void put_elements(const std::vector<CueOpening>& found, WordTable::Opens& opens, WordTable& words) {
    if (found.empty()) return;
    opens.elements = static_cast<std::uint32_t>(words.elements.size());
    for (std::size_t buckets = 1;; buckets *= 2) {
      words.elements.resize(opens.elements);
      words.elements.resize(opens.elements + buckets * WordTable::kBucket, CueOpening::kNone);
      const bool all = std::all_of(found.begin(), found.end(), [&](const CueOpening& element) {
        const auto first = words.elements.begin() + opens.elements + static_cast<std::ptrdiff_t>(element.cue % buckets * WordTable::kBucket);
        const auto last = first + WordTable::kBucket;
        const auto at = std::find_if(first, last, [&](std::uint16_t e) { return e == CueOpening::kNone || e == element.cue; });
        if (at != last) *at = static_cast<std::uint16_t>(element.cue);
        return at != last;
      });
      opens.last_bucket = static_cast<std::uint16_t>(buckets - 1);
      if (all) return;
    }
  }

  // The same words are the same element in all lists.
  void number_elements(CueList& list) {
    for (std::size_t e = 0; e < list.elements_.size(); ++e) {
      const CueList::Element& element = list.elements_[e];
      if (element.gap()) continue;
      const auto [known, fresh] = numbers_.emplace(list.printed(element), static_cast<std::uint16_t>(numbers_.size()));
      list.numbers_[e] = known->second;
      if (!fresh) continue;
      EV_ENSURE(numbers_.size() < CueOpening::kNone);
      for (std::uint32_t f = element.begin; f < element.end; ++f)
        elements_.add(list.word(list.forms_[f]), list.forms_[f].prefix, {known->second, CueOpening::kNone, 0, false, false, 0});
    }
  }

  std::vector<std::unique_ptr<CueList>> lists_;
  std::array<Named, 256> names_;
  std::unordered_map<std::string, std::uint16_t> numbers_;  // of elements, as printed
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
  Cue cue{std::string(written), std::string(label), weight, false};
  std::string_view rest = written;
  if (!rest.empty() && rest.front() == '^') {
    cue.anchored = true;
    rest.remove_prefix(1);
  }
  while (!rest.empty()) {
    std::string_view part = next_field(rest, ' ');
    if (part.empty()) continue;
    Element element{static_cast<std::uint32_t>(forms_.size()), 0};
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
  EV_ENSURE(begin < elements_.size() && !elements_[begin].gap());
  cues_.push_back(std::move(cue));
  extents_.push_back({begin, static_cast<std::uint32_t>(elements_.size())});
  numbers_.resize(elements_.size(), kGap);
}

void CueList::index_into(CueIndex& index, std::uint32_t number) const {
  for (std::uint32_t c = 0; c < cues_.size(); ++c) {
    const Extent extent = extents_[c];
    std::uint64_t next = ~std::uint64_t{0};
    std::uint16_t number_of_second = CueOpening::kNone;
    if (extent.end - extent.begin > 1 && !elements_[extent.begin + 1].gap()) {
      next = 0;
      const Element& second = elements_[extent.begin + 1];
      number_of_second = numbers_[extent.begin + 1];
      for (std::uint32_t f = second.begin; f < second.end; ++f)
        next |= std::uint64_t{1} << sieve_bit(word(forms_[f]));
    }
    const bool goes_on = extent.end - extent.begin > (number_of_second == CueOpening::kNone ? 1 : 2);
    const Element& first = elements_[extent.begin];
    for (std::uint32_t f = first.begin; f < first.end; ++f)
      index.add(word(forms_[f]), forms_[f].prefix,
                {c, number_of_second, static_cast<std::uint8_t>(number), cues_[c].anchored, goes_on, next});
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

[[gnu::always_inline]] inline bool CueList::fits(std::uint32_t element, const Tokens& tokens, std::size_t at) const {
  if (number_ != kAlone) {
    const WordTable& words = tokens.words();
    return words.fits(words.opens[tokens.word(at)], numbers_[element]);
  }
  for (std::uint32_t f = elements_[element].begin; f < elements_[element].end; ++f)
    if (forms_[f].prefix ? tokens[at].starts_with(word(forms_[f])) : tokens[at] == word(forms_[f]))
      return true;
  return false;
}

bool CueList::extends(Extent elements, const Tokens& tokens, std::size_t from, std::size_t& last) const {
  const auto gap = [this](std::uint32_t element) { return number_ != kAlone ? numbers_[element] == kGap : elements_[element].gap(); };
  for (; elements.begin < elements.end; ++elements.begin, ++from) {
    if (gap(elements.begin)) {
      // Most gaps end here: none of the next words fits what stands behind the gap.
      const std::uint32_t behind = elements.begin + 1;
      const bool told = behind < elements.end && !gap(behind);
      for (std::size_t skip = 0; skip <= 4; ++skip) {
        if (told && from + skip >= tokens.size()) return false;
        if (told && !fits(behind, tokens, from + skip)) continue;
        if (extends({behind, elements.end}, tokens, from + skip, last)) return true;
      }
      return false;
    }
    if (from >= tokens.size() || !fits(elements.begin, tokens, from)) return false;
  }
  last = from - 1;
  return true;
}

// known: so many of its elements are known to fit.
[[gnu::always_inline]] inline void CueList::consider(std::uint32_t index, const Tokens& tokens, std::size_t at, std::uint32_t known,
                                                     bool goes_on, std::vector<Found>& found) const {
  std::size_t last = at + known - 1;
  if (goes_on) {
    const auto [begin, end] = extents_[index];
    if (!extends({begin + known, end}, tokens, at + known, last)) return;
  }
  found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(last), index});
}

CueMatch CueList::told(const Found& found) const {
  const Cue& cue = cues_[found.cue];
  return {found.first, found.last, cue.label, cue.weight, cue.written};
}

void CueList::find_all(const Tokens& tokens, std::vector<Found>& found) const {
  const Tokens::Store& store = *tokens.store_;
  if (store.cues_of.empty()) CueLists::all().mark(store);
  const std::size_t size = tokens.size(), first = static_cast<std::size_t>(tokens.spans_ - store.spans.data());
  const CueStart* const end = store.cues.data() + store.cues_of[number_ + 1];
  const CueStart* const begin = store.cues.data() + store.cues_of[number_];
  const CueStart* start = std::lower_bound(begin, end, first,
                                           [](const CueStart& s, std::size_t at) { return s.at < at; });
  for (; start < end && start->at < first + size; ++start) {
    const std::size_t i = start->at - first;
    if ((start->anchored && i != 0) || (start->needs_second && i + 1 == size)) continue;  // the word behind is another sentence's
    consider(start->cue, tokens, i, start->needs_second ? 2 : 1, start->goes_on, found);
  }
}

std::vector<CueMatch> CueList::match(const Tokens& tokens) const {
  if (tokens.empty()) return {};
  static thread_local std::vector<Found> found;
  found.clear();
  if (number_ != kAlone) {
    find_all(tokens, found);
  } else {
    std::vector<CueOpening> openings;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      openings.clear();
      own_.openings_of(tokens[i], openings);
      for (const CueOpening& opening : openings)
        if (!opening.anchored || i == 0)
          consider(opening.cue, tokens, i, 1, opening.goes_on, found);
    }
  }
  if (found.empty()) return {};
  if (found.size() == 1) return {told(found.front())};
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
      if (found[i].last + 1 == longest && farthest < found[i].last + 1) kept.push_back(told(found[i]));
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

// Marks that cite: "[4]", a raised number, "(Roe 2010)". A mark counts only where the document's own
// references hold the entry it points to.
#include <algorithm>
#include <cstring>
#include <map>

#include "ingest/classify/structure.hpp"
#include "ingest/classify/tokens.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/repeats.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Item;
using graph::Kind;

// The raised digit at byte i and its length; -1: none.
std::pair<int, std::size_t> raised_digit(std::string_view s, std::size_t i) {
  const auto at = [&](std::size_t k) { return k < s.size() ? static_cast<unsigned char>(s[k]) : 0u; };
  if (at(i) == 0xC2) {
    if (at(i + 1) == 0xB9) return {1, 2};
    if (at(i + 1) == 0xB2) return {2, 2};
    if (at(i + 1) == 0xB3) return {3, 2};
  }
  if (at(i) == 0xE2 && at(i + 1) == 0x81 && (at(i + 2) == 0xB0 || (at(i + 2) >= 0xB4 && at(i + 2) <= 0xB9)))
    return {static_cast<int>(at(i + 2) - 0xB0), 3};
  return {-1, 0};
}

// Eight bytes of ASCII without an opening bracket: no mark stands there.
bool plain(const char* words) {
  std::uint64_t bytes;
  std::memcpy(&bytes, words, 8);
  const std::uint64_t bracket = bytes ^ 0x5B5B5B5B5B5B5B5Bu;  // '['
  const std::uint64_t zero = (bracket - 0x0101010101010101u) & ~bracket;
  return ((bytes | zero) & 0x8080808080808080u) == 0;
}

class Works {
 public:
  explicit Works(Extraction& x) : x_(x), items_(x.evidence.items) {}

  void run() {
    for (std::uint32_t i = 1; i < items_.size(); ++i)
      if (items_[i].kind == Kind::reference) reference(i);
    for (std::uint32_t i = 1; i < items_.size(); ++i) {
      const Kind kind = items_[i].kind;
      if (kind == Kind::translation_of)
        translation(i);
      else if (!(footnotes_.empty() && numbered_.empty() && by_year_.empty()) &&
               (kind == Kind::claim || kind == Kind::statistic || kind == Kind::recommendation))
        cited(i);
    }
  }

 private:
  void link(std::uint32_t from, Edge edge, std::uint32_t to, std::string reason) {
    x_.evidence.links.push_back({from, edge, to, std::move(reason)});
  }

  void reference(std::uint32_t i) {
    const Item& item = items_[i];
    const std::string* kind = item.text(Attribute::ref_kind);
    if (kind && *kind == "self") {
      if (x_.structure.digest)
        link(0, Edge::summary_of, i, "somebody else's digest of the work it refers to");
      return;
    }
    link(0, Edge::cites, i, item.reason);
    if (const graph::Value* number = item.find(Attribute::number))
      if (const auto* n = std::get_if<std::int64_t>(number)) {
        if (kind && *kind == "footnote")
          footnotes_.emplace(*n, i);
        else if (kind && *kind == "citation")
          numbered_.emplace(*n, i);
      }
    if (const graph::Value* year = item.find(Attribute::year))
      if (const auto* y = std::get_if<std::int64_t>(year)) by_year_[*y].push_back(i);
  }

  void cited(std::uint32_t i) {
    const Item& item = items_[i];
    std::vector<std::uint32_t> found;
    const auto take = [&](std::uint32_t to, const std::string& mark) {
      if (std::find(found.begin(), found.end(), to) != found.end()) return;
      found.push_back(to);
      link(i, Edge::cites, to, "carries the mark '" + mark + "'");
    };
    // A raised number may stand behind the full stop.
    const std::string_view all = x_.document.text;
    const std::size_t end = std::min<std::size_t>(all.size(), item.passage.end + 8);
    const std::string_view words = all.substr(item.passage.begin, end - item.passage.begin);
    const std::size_t own = item.passage.quote.size();
    bool behind = false;  // something other than marks stands between the sentence and the place
    for (std::size_t k = 0; k < words.size();) {
      if (k + 8 <= own && plain(words.data() + k)) {
        k += 8;
        continue;
      }
      if (k < own && static_cast<unsigned char>(words[k]) < 0x80 && words[k] != '[') {
        ++k;
        continue;
      }
      const auto [digit, length] = raised_digit(words, k);
      if (digit < 0) {
        if (k >= own && words[k] != '.' && words[k] != '"' && static_cast<unsigned char>(words[k]) < 0x80)
          behind = true;
        if (k < own && words[k] == '[') bracket(words.substr(0, own), k, take);
        ++k;
        continue;
      }
      std::int64_t n = 0;
      std::size_t at = k;
      for (auto next = raised_digit(words, at); next.first >= 0 && n < 1000; next = raised_digit(words, at)) {
        n = n * 10 + next.first;
        at += next.second;
      }
      // A power or an area ("10 km²") is no mark.
      const bool unit = k > 0 && (words[k - 1] == 'm' || (words[k - 1] >= '0' && words[k - 1] <= '9'));
      if (!behind && !unit) {
        const auto note = footnotes_.find(n);
        if (note != footnotes_.end())
          take(note->second, std::to_string(n));
        else if (const auto entry = numbered_.find(n); entry != numbered_.end())
          take(entry->second, std::to_string(n));
      }
      k = at > k ? at : k + length;
    }
    by_name(words.substr(0, own), take);
  }

  template <class Take>
  void bracket(std::string_view words, std::size_t k, Take&& take) const {
    const std::size_t close = words.find(']', k);
    if (close == std::string_view::npos || close - k > 24) return;
    std::int64_t n = 0;
    bool any = false;
    for (std::size_t c = k + 1; c <= close; ++c) {
      if (words[c] >= '0' && words[c] <= '9') {
        n = n * 10 + (words[c] - '0');
        any = true;
        if (n > 100000) return;
        continue;
      }
      if (any)
        if (const auto entry = numbered_.find(n); entry != numbered_.end())
          take(entry->second, "[" + std::to_string(n) + "]");
      n = 0;
      any = false;
      if (words[c] != ',' && words[c] != ' ' && words[c] != ']' && words[c] != '-') return;
    }
  }

  // "Roe (2010)", "(Roe and Doe, 2010; Poe et al., 2012)": a year, and before it a name that the entry of
  // that year holds.
  template <class Take>
  void by_name(std::string_view words, Take&& take) const {
    if (words.find('(') == std::string_view::npos || by_year_.empty()) return;
    const Tokens tokens(words);
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      if (tokens[i].size() < 4) continue;
      const std::string_view digits = tokens[i].substr(0, 4);
      if (!digits.starts_with("19") && !digits.starts_with("20")) continue;
      std::int64_t year = 0;
      for (const char c : digits) year = c >= '0' && c <= '9' && year >= 0 ? year * 10 + (c - '0') : -1;
      const auto same = by_year_.find(year);
      if (year < 0 || same == by_year_.end()) continue;
      for (const std::uint32_t to : same->second) {
        // The opening of the entry as printed: authors may be parted from titles wrongly.
        const Tokens printed(std::string_view(items_[to].passage.quote).substr(0, 80));
        bool named = false;
        for (std::size_t k = i; k-- > 0 && k + 9 > i && !named;) {
          if (!tokens.capital(k) || tokens[k].size() < 2) continue;
          for (std::size_t a = 0; a < printed.size(); ++a)
            named = named || (printed[a].size() > 1 && printed[a] == tokens[k]);
        }
        if (named) take(to, tokens.join(i, i));
      }
    }
  }

  void translation(std::uint32_t i) {
    const graph::Value* start = items_[i].find(Attribute::source_start);
    const std::string* words = items_[i].text(Attribute::source_quote);
    const auto* begin = start ? std::get_if<std::int64_t>(start) : nullptr;
    if (!begin || !words) return;
    const auto from = static_cast<std::uint64_t>(*begin);
    if (translatable_.empty()) {
      for (std::uint32_t k = 1; k < items_.size(); ++k)
        if (items_[k].kind == Kind::claim || items_[k].kind == Kind::study || items_[k].kind == Kind::theme)
          translatable_.push_back({items_[k].passage.begin, k});
      std::sort(translatable_.begin(), translatable_.end());
    }
    std::vector<std::uint32_t> within;
    for (auto at = std::lower_bound(translatable_.begin(), translatable_.end(), std::pair{from, 0u});
         at != translatable_.end() && at->first < from + words->size(); ++at)
      if (items_[at->second].passage.end <= from + words->size()) within.push_back(at->second);
    std::sort(within.begin(), within.end());
    for (const std::uint32_t k : within)
      link(i, Edge::translates, k, "stands in the paragraph that is translated");
  }

  Extraction& x_;
  const std::vector<Item>& items_;
  std::map<std::int64_t, std::uint32_t> footnotes_, numbered_;
  std::map<std::int64_t, std::vector<std::uint32_t>> by_year_;
  // Where what can be told again in another language begins, ascending, with the item.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> translatable_;
};

}  // namespace

void link_works(Extraction& extraction) { Works(extraction).run(); }

}  // namespace evident::ingest

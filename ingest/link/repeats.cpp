// Candidates meet in buckets by min-wise hashes of their telling words, so that the work grows with the text;
// a bucket that is full takes no more. Words agree by their first letters: "disagreed" is "disagree".
#include "ingest/link/repeats.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <unordered_map>

#include "ingest/classify/tokens.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Item;
using graph::Kind;

constexpr std::size_t kBucket = 16, kStem = 6;
constexpr std::size_t kLong = 12;  // telling words of a sentence that may differ by one
constexpr double kSameWords = 0.8;

std::uint32_t hash_of(std::string_view word) {
  if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss")) word.remove_suffix(1);
  std::uint32_t h = 2166136261u;
  for (const char c : word.substr(0, kStem)) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}
std::uint32_t mixed(std::uint32_t h, std::uint32_t salt) {
  h ^= salt * 0x9E3779B9u;
  h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
  h = (h ^ (h >> 13)) * 0xC2B2AE35u;
  return h ^ (h >> 16);
}

bool denial(std::string_view w) {
  return w == "not" || w == "no" || w == "never" || w == "cannot" || w == "without" || w == "neither" ||
         w == "nor" || w == "hardly" || w == "rarely" || w.ends_with("n't");
}

struct Words {
  std::vector<std::uint32_t> telling;  // ascending, each once
  std::vector<std::string> numbers;    // ascending
  int denials = 0;
};

Words words_of(std::string_view text) {
  Words out;
  const Tokens tokens(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.number(i))
      out.numbers.emplace_back(tokens[i]);
    else if (denial(tokens[i]))
      ++out.denials;
    else if (tokens[i].size() > 2 && !is_function_word(tokens[i]))
      out.telling.push_back(hash_of(tokens[i]));
  }
  std::sort(out.telling.begin(), out.telling.end());
  out.telling.erase(std::unique(out.telling.begin(), out.telling.end()), out.telling.end());
  std::sort(out.numbers.begin(), out.numbers.end());
  return out;
}

std::size_t shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t n = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j)
      ++n, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  return n;
}

bool said_in_words(Kind kind) {
  return kind == Kind::claim || kind == Kind::recommendation || kind == Kind::evidence_statement ||
         kind == Kind::definition;
}
bool is_mention(Kind kind) {
  return kind == Kind::measure || kind == Kind::barrier || kind == Kind::success_factor ||
         kind == Kind::hallmark;
}

// "the NHS", "NHS respondents": the words that only say that they were asked are left out.
std::vector<std::uint32_t> group_words(std::string_view printed) {
  std::vector<std::uint32_t> out;
  const Tokens tokens(printed);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view w = tokens[i];
    if (is_function_word(w) || w == "respondents" || w == "representatives" || w == "participants" ||
        w == "people" || w == "sector" || w == "individuals" || w == "those" || w == "surveyed")
      continue;
    out.push_back(hash_of(w));
  }
  std::sort(out.begin(), out.end());
  return out;
}
std::vector<std::uint32_t> group_of(const Item& item) {
  const std::string* printed = item.text(Attribute::group);
  return printed ? group_words(*printed) : std::vector<std::uint32_t>();
}

class Repeats {
 public:
  explicit Repeats(Extraction& x) : x_(x), items_(x.evidence.items) {}

  void run() {
    order();
    for (const std::uint32_t i : order_) {
      const Item& item = items_[i];
      if (item.kind == Kind::statistic)
        statistic(i);
      else if (said_in_words(item.kind))
        sentence(i);
      else if (is_mention(item.kind))
        mention(i);
    }
  }

 private:
  // In the order of the text, whatever extractor came first.
  void order() {
    for (std::uint32_t i = 1; i < items_.size(); ++i) order_.push_back(i);
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return items_[a].passage.begin < items_[b].passage.begin;
    });
  }

  void link(std::uint32_t from, std::uint32_t to, std::string reason) {
    x_.evidence.links.push_back({from, Edge::restates, to, std::move(reason)});
  }

  void sentence(std::uint32_t i) {
    const Item& item = items_[i];
    Words mine = words_of(item.passage.quote);
    if (mine.telling.size() < 5) return;
    std::array<std::uint32_t, 4> least;
    for (std::uint32_t salt = 0; salt < least.size(); ++salt) {
      least[salt] = std::numeric_limits<std::uint32_t>::max();
      for (const std::uint32_t h : mine.telling) least[salt] = std::min(least[salt], mixed(h, salt + 1));
    }
    std::uint32_t best = 0;
    double best_score = 0;
    for (std::uint32_t salt = 0; salt < least.size(); ++salt) {
      const auto found = buckets_.find(bucket(item.kind, salt, least[salt]));
      if (found == buckets_.end()) continue;
      for (const std::uint32_t other : found->second) {
        const Words& theirs = words_.at(other);
        if (theirs.numbers != mine.numbers || theirs.denials != mine.denials) continue;
        if (items_[other].passage.end > item.passage.begin || repeated_from(other) != other) continue;
        // Words exchanged for others say something else: "wards need nurses", "wards need doctors".
        const std::size_t common = shared(mine.telling, theirs.telling);
        const std::size_t less = std::min(mine.telling.size(), theirs.telling.size());
        if (less - common > (less >= kLong ? 1u : 0u) || !same_speaker(item, items_[other])) continue;
        const double score = 2.0 * static_cast<double>(common) /
                             static_cast<double>(mine.telling.size() + theirs.telling.size());
        if (score >= kSameWords && score > best_score) {
          best = other;
          best_score = score;
        }
      }
    }
    if (best) {
      link(i, best, best_score > 0.999 ? "the same words" : "nearly the same words");
      first_[i] = best;
    }
    for (std::uint32_t salt = 0; salt < least.size(); ++salt) {
      auto& here = buckets_[bucket(item.kind, salt, least[salt])];
      if (here.size() < kBucket) here.push_back(i);
    }
    words_.emplace(i, std::move(mine));
  }
  // Two people who say the same are two who say it.
  static bool same_speaker(const Item& a, const Item& b) {
    const std::string *one = a.text(Attribute::speaker), *other = b.text(Attribute::speaker);
    if (!one || !other || *one == *other) return true;
    const bool asked = a.is(Attribute::voice, "survey_group") && b.is(Attribute::voice, "survey_group");
    return asked && group_words(*one) == group_words(*other);
  }
  static std::uint64_t bucket(Kind kind, std::uint32_t salt, std::uint32_t hash) {
    return (static_cast<std::uint64_t>(kind) << 40) ^ (static_cast<std::uint64_t>(salt) << 36) ^ hash;
  }
  // What an item repeats, or itself: links lead to the first telling.
  std::uint32_t repeated_from(std::uint32_t i) const {
    const auto it = first_.find(i);
    return it == first_.end() ? i : it->second;
  }

  void statistic(std::uint32_t i) {
    const Item& item = items_[i];
    const std::string* value = item.text(Attribute::value);
    if (!value) return;
    const std::string* unit = item.text(Attribute::unit);
    Figure mine{i, words_of(item.passage.quote), group_of(item)};
    const std::string* of_what = item.text(Attribute::of_what);
    if (of_what) {
      Words more = words_of(*of_what);
      mine.words.telling.insert(mine.words.telling.end(), more.telling.begin(), more.telling.end());
      std::sort(mine.words.telling.begin(), mine.words.telling.end());
      mine.words.telling.erase(std::unique(mine.words.telling.begin(), mine.words.telling.end()),
                               mine.words.telling.end());
    }
    // The group is compared by itself.
    std::erase_if(mine.words.telling, [&](std::uint32_t h) {
      return std::binary_search(mine.group.begin(), mine.group.end(), h);
    });
    auto& same = figures_[*value + '\x1f' + (unit ? *unit : std::string())];
    for (const Figure& other : same) {
      if (repeated_from(other.item) != other.item || !agree(mine, other)) continue;
      link(i, other.item, "the same figure of the same group, in words that agree");
      first_[i] = other.item;
      break;
    }
    if (same.size() < kBucket * 2) same.push_back(std::move(mine));
  }
  struct Figure {
    std::uint32_t item;
    Words words;
    std::vector<std::uint32_t> group;
  };
  bool agree(const Figure& a, const Figure& b) const {
    const Item &later = items_[a.item], &earlier = items_[b.item];
    if (later.passage.paragraph == earlier.passage.paragraph) return false;
    const std::string *mine = later.text(Attribute::comparator),
                      *theirs = earlier.text(Attribute::comparator);
    if (mine && theirs && *mine != *theirs && *mine != "approx" && *theirs != "approx") return false;
    const bool both = !a.group.empty() && !b.group.empty();
    if (both && a.group != b.group) return false;
    const std::string *one = later.text(Attribute::case_study), *other = earlier.text(Attribute::case_study);
    if ((one != nullptr) != (other != nullptr) || (one && *one != *other)) return false;
    const std::size_t common = shared(a.words.telling, b.words.telling);
    const std::size_t least = std::min(a.words.telling.size(), b.words.telling.size());
    if (least == 0) return false;
    const double part = static_cast<double>(common) / static_cast<double>(least);
    return both ? common >= 1 && part >= 0.5 : common >= 2 && part >= 0.6;
  }

  void mention(std::uint32_t i) {
    const Item& item = items_[i];
    const std::string* name = item.text(Attribute::name);
    if (!name) return;
    const std::string* group = item.text(Attribute::group);
    const std::string* at = item.text(Attribute::case_study);
    const std::string key = std::to_string(static_cast<int>(item.kind)) + '\x1f' +
                            (group ? *group : std::string()) + '\x1f' + (at ? *at : std::string()) + '\x1f' +
                            label_key(*name);
    const auto [found, fresh] = named_.emplace(key, i);
    if (fresh || items_[found->second].passage.paragraph == item.passage.paragraph) return;
    link(i, found->second, "the same name of the same group");
  }

  Extraction& x_;
  const std::vector<Item>& items_;
  std::vector<std::uint32_t> order_;
  std::unordered_map<std::uint32_t, Words> words_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> buckets_;
  std::unordered_map<std::uint32_t, std::uint32_t> first_;
  std::map<std::string, std::vector<Figure>> figures_;
  std::unordered_map<std::string, std::uint32_t> named_;
};

}  // namespace

void link_repeats(Extraction& extraction) { Repeats(extraction).run(); }

}  // namespace evident::ingest

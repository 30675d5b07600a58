// Candidates meet in buckets by min-wise hashes of their telling words, so that the work grows with the text;
// a bucket that is full takes no more. Words agree by their first letters: "disagreed" is "disagree".
#include "ingest/link/repeats.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <unordered_map>

#include "ingest/link/lexicon.hpp"
#include "ingest/link/telling.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Item;
using graph::Kind;

constexpr std::size_t kBucket = 16;
constexpr std::size_t kLong = 12;  // telling words of a sentence that may differ by one
constexpr double kSameWords = 0.8;

std::uint32_t mixed(std::uint32_t h, std::uint32_t salt) {
  h ^= salt * 0x9E3779B9u;
  h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
  h = (h ^ (h >> 13)) * 0xC2B2AE35u;
  return h ^ (h >> 16);
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
    out.push_back(telling_hash(w));
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
  explicit Repeats(Extraction& x) : x_(x), items_(x.evidence.items), first_(x.evidence.items.size()) {}

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

  // The words of an item: a part of the document, where they were found already.
  std::string_view said(const Item& item) const {
    return std::string_view(x_.document.text)
        .substr(item.passage.begin, item.passage.end - item.passage.begin);
  }

  void sentence(std::uint32_t i) {
    const Item& item = items_[i];
    telling_words(said(item), mine_);
    if (mine_.telling.size() < 5) return;
    std::array<std::uint32_t, 4> least;
    for (std::uint32_t salt = 0; salt < least.size(); ++salt) {
      least[salt] = std::numeric_limits<std::uint32_t>::max();
      for (const std::uint32_t h : mine_.telling) least[salt] = std::min(least[salt], mixed(h, salt + 1));
    }
    const auto here = static_cast<std::uint32_t>(told_.size());
    std::uint32_t best = 0;
    double best_score = 0;
    for (std::uint32_t salt = 0; salt < least.size(); ++salt) {
      Bucket& bucket = buckets_.at(key(item.kind, salt, least[salt]));
      for (std::uint32_t e = bucket.first; e != kNone; e = entries_[e].next) {
        Told& theirs = told_[entries_[e].told];
        if (best_score == 1.0 || theirs.seen == here) continue;
        theirs.seen = here;
        if (theirs.denials != mine_.denials || !std::ranges::equal(numbers(theirs), mine_.numbers)) continue;
        if (items_[theirs.item].passage.end > item.passage.begin || first_[theirs.item]) continue;
        // Words exchanged for others say something else: "wards need nurses", "wards need doctors".
        const auto words = telling(theirs);
        const std::size_t less = std::min(mine_.telling.size(), words.size());
        const std::size_t common = std::ranges::equal(mine_.telling, words)
                                       ? less
                                       : shared(std::span<const std::uint32_t>(mine_.telling), words);
        if (less - common > (less >= kLong ? 1u : 0u) || !same_speaker(item, items_[theirs.item])) continue;
        const double score =
            2.0 * static_cast<double>(common) / static_cast<double>(mine_.telling.size() + words.size());
        if (score >= kSameWords && score > best_score) {
          best = theirs.item;
          best_score = score;
        }
      }
      if (bucket.size < kBucket) {
        const auto entry = static_cast<std::uint32_t>(entries_.size());
        entries_.push_back({here, kNone});
        (bucket.size++ ? entries_[bucket.last].next : bucket.first) = entry;
        bucket.last = entry;
      }
    }
    if (best) {
      link(i, best, best_score > 0.999 ? "the same words" : "nearly the same words");
      first_[i] = best;
    }
    told_.push_back({i, static_cast<std::uint32_t>(hashes_.size()),
                     static_cast<std::uint32_t>(mine_.telling.size()),
                     static_cast<std::uint32_t>(mine_.numbers.size()), mine_.denials, kNone});
    hashes_.insert(hashes_.end(), mine_.telling.begin(), mine_.telling.end());
    hashes_.insert(hashes_.end(), mine_.numbers.begin(), mine_.numbers.end());
  }
  // Two people who say the same are two who say it.
  static bool same_speaker(const Item& a, const Item& b) {
    const std::string *one = a.text(Attribute::speaker), *other = b.text(Attribute::speaker);
    if (!one || !other || *one == *other) return true;
    const bool asked = a.is(Attribute::voice, "survey_group") && b.is(Attribute::voice, "survey_group");
    return asked && group_words(*one) == group_words(*other);
  }
  static std::uint64_t key(Kind kind, std::uint32_t salt, std::uint32_t hash) {
    return ((static_cast<std::uint64_t>(kind) + 1) << 40) ^ (static_cast<std::uint64_t>(salt) << 36) ^ hash;
  }
  // A sentence whose words are hashes_[begin, begin + telling), its numbers the next ones.
  struct Told {
    std::uint32_t item, begin, telling, numbers;
    int denials;
    std::uint32_t seen;  // by which of told_ it was last looked at
  };
  std::span<const std::uint32_t> telling(const Told& t) const {
    return std::span(hashes_).subspan(t.begin, t.telling);
  }
  std::span<const std::uint32_t> numbers(const Told& t) const {
    return std::span(hashes_).subspan(t.begin + t.telling, t.numbers);
  }
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Bucket {
    std::uint64_t key = 0;  // 0: free
    std::uint32_t first = kNone, last = kNone, size = 0;
  };
  struct Entry {
    std::uint32_t told, next;
  };
  // Open addressing: four buckets a sentence.
  class Buckets {
   public:
    // Valid until the next one is asked for.
    Bucket& at(std::uint64_t key) {
      if (used_ * 2 >= slots_.size()) grow();
      Bucket& found = slot(slots_, key);
      if (found.key == 0) {
        found.key = key;
        ++used_;
      }
      return found;
    }

   private:
    static Bucket& slot(std::vector<Bucket>& slots, std::uint64_t key) {
      std::uint64_t at = key * 0x9E3779B97F4A7C15u >> 20;
      while (slots[at & (slots.size() - 1)].key != 0 && slots[at & (slots.size() - 1)].key != key) ++at;
      return slots[at & (slots.size() - 1)];
    }
    void grow() {
      std::vector<Bucket> larger(slots_.size() * 4);
      for (const Bucket& old : slots_)
        if (old.key != 0) slot(larger, old.key) = old;
      slots_ = std::move(larger);
    }
    std::vector<Bucket> slots_ = std::vector<Bucket>(64);
    std::size_t used_ = 0;
  };

  struct Figure {
    std::uint32_t item;
    bool read = false;  // words and group are those of the item
    TellingWords words{};
    std::vector<std::uint32_t> group{};
  };
  // Few figures stand twice in a document: their words are read when another is found.
  void statistic(std::uint32_t i) {
    const Item& item = items_[i];
    const std::string* value = item.text(Attribute::value);
    if (!value) return;
    const std::string* unit = item.text(Attribute::unit);
    auto& same = figures_[*value + '\x1f' + (unit ? *unit : std::string())];
    Figure mine{i};
    for (Figure& other : same) {
      if (first_[other.item]) continue;
      read(mine);
      read(other);
      if (!agree(mine, other)) continue;
      link(i, other.item, "the same figure of the same group, in words that agree");
      first_[i] = other.item;
      break;
    }
    if (same.size() < kBucket * 2) same.push_back(std::move(mine));
  }
  void read(Figure& figure) {
    if (figure.read) return;
    figure.read = true;
    const Item& item = items_[figure.item];
    std::vector<std::uint32_t>& telling = figure.words.telling;
    figure.group = group_of(item);
    telling_words(said(item), figure.words);
    if (const std::string* of_what = item.text(Attribute::of_what)) {
      telling_words(*of_what, mine_);
      telling.insert(telling.end(), mine_.telling.begin(), mine_.telling.end());
      std::sort(telling.begin(), telling.end());
      telling.erase(std::unique(telling.begin(), telling.end()), telling.end());
    }
    // The group is compared by itself.
    std::erase_if(telling, [&](std::uint32_t h) { return std::binary_search(figure.group.begin(), figure.group.end(), h); });
  }
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
  std::vector<std::uint32_t> first_;  // what an item repeats, 0: nothing; links lead to the first telling
  TellingWords mine_;                        // of the item looked at
  std::vector<Told> told_;
  std::vector<std::uint32_t> hashes_;
  std::vector<Entry> entries_;
  Buckets buckets_;
  std::unordered_map<std::string, std::vector<Figure>> figures_;
  std::unordered_map<std::string, std::uint32_t> named_;
};

}  // namespace

void link_repeats(Extraction& extraction) { Repeats(extraction).run(); }

}  // namespace evident::ingest

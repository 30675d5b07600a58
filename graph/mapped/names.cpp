// The names table: for things and concepts their label and synonyms, for described cases their title, for
// documents their title, file name and what a reader of the literature writes: "Field", "Field and Peck
// 2003", "Field et al 2003".
#include <algorithm>
#include <cstring>
#include <tuple>

#include "graph/mapped/draft.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

// How good a name is for being shown when several are one key.
enum Rank : int { kLabel, kAlternative, kAuthors, kFile };

// A name as it is sorted: who it names, how many bytes its key has, the key, what is shown.
struct Row {
  std::uint32_t key_size = 0;
  std::uint8_t rank = 0;
  Node node = 0;
  std::string_view key, shown;

  static constexpr std::size_t kHead = sizeof key_size + sizeof rank + sizeof node;
  explicit Row(std::string_view record) {
    std::memcpy(&key_size, record.data(), sizeof key_size);
    std::memcpy(&rank, record.data() + sizeof key_size, sizeof rank);
    std::memcpy(&node, record.data() + sizeof key_size + sizeof rank, sizeof node);
    key = record.substr(kHead, key_size);
    shown = record.substr(kHead + key_size);
  }
  static void write(std::string& record, std::string_view key, Rank rank, Node node, std::string_view shown) {
    const auto key_size = static_cast<std::uint32_t>(key.size());
    const auto rank_byte = static_cast<std::uint8_t>(rank);
    record.assign(reinterpret_cast<const char*>(&key_size), sizeof key_size);
    record.append(reinterpret_cast<const char*>(&rank_byte), sizeof rank_byte);
    record.append(reinterpret_cast<const char*>(&node), sizeof node);
    record.append(key).append(shown);
  }
};
struct ByKey {
  bool operator()(std::string_view a, std::string_view b) const {
    const Row x(a), y(b);
    return std::tie(x.key, x.rank, x.node, x.shown) < std::tie(y.key, y.rank, y.node, y.shown);
  }
};

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}
bool is_initials(std::string_view word) {  // "J", "J.E.", "JE"
  const auto letters = std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return letters > 0 && letters <= 3 && std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
         });
}

class Collector {
 public:
  explicit Collector(const Spilling& to) : rows_(to) {}
  void add(Node node, std::string_view shown, Rank rank) {
    const std::string key = label_key(shown);
    if (key.empty()) return;
    Row::write(record_, key, rank, node, shown);
    rows_.add(record_);
  }
  void add_authors(const Draft& draft, Node node) {
    const auto authors = draft.list(node, Attribute::authors);
    if (authors.empty()) return;
    std::vector<std::string> surnames;
    for (const std::string_view author : authors)
      if (std::string name = surname(author); !name.empty()) surnames.push_back(std::move(name));
    if (surnames.empty()) return;
    for (const std::string& name : surnames) add(node, name, kAuthors);
    std::vector<std::string> heads{surnames.front()};
    if (surnames.size() == 2) {
      heads.push_back(surnames[0] + " and " + surnames[1]);
      heads.push_back(surnames[0] + " & " + surnames[1]);
    }
    if (surnames.size() > 1) heads.push_back(surnames.front() + " et al");
    const auto year = draft.number(node, Attribute::year);
    for (const std::string& head : heads) {
      if (head != surnames.front()) add(node, head, kAuthors);
      if (year) add(node, head + " " + std::to_string(static_cast<std::int64_t>(*year)), kAuthors);
    }
  }
  void add_file(Node node, std::string_view file) {
    if (file.empty()) return;
    add(node, file, kFile);
    if (const auto point = file.rfind('.'); point != std::string_view::npos && point > 0)
      add(node, file.substr(0, point), kFile);
  }
  template <class Take>
  bool each(Take&& take) {
    std::string key, shown;
    std::vector<Node> nodes;
    const auto end_name = [&] {
      if (nodes.empty()) return;
      std::sort(nodes.begin(), nodes.end());
      nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
      take(key, shown, nodes);
      nodes.clear();
    };
    const bool whole = rows_.each([&](std::string_view record) {
      const Row row(record);
      if (nodes.empty() || row.key != key) {
        end_name();
        key = row.key;
        shown = row.shown;
      }
      nodes.push_back(row.node);
    });
    end_name();
    return whole;
  }

 private:
  SortedRecords<ByKey> rows_;
  std::string record_;
};

}  // namespace

std::string surname(std::string_view author) {
  const std::string clean = squeeze(author);
  if (const auto comma = clean.find(','); comma != std::string::npos) return clean.substr(0, comma);
  auto parts = split_words(clean);
  while (parts.size() > 1 && is_initials(parts.back())) parts.pop_back();
  if (parts.empty()) return {};
  std::size_t first = parts.size() - 1;
  while (first > 0 && parts[first - 1][0] >= 'a' && parts[first - 1][0] <= 'z')
    --first;  // particles: "van der"
  std::string name;
  for (; first < parts.size(); ++first) name.append(name.empty() ? "" : " ").append(parts[first]);
  return name;
}

std::string author_key(std::string_view author) {
  const std::string clean = squeeze(author);
  const auto parts = split_words(clean);
  std::size_t first = 0;
  while (first + 1 < parts.size() && is_initials(parts[first])) ++first;
  std::string name;
  for (std::size_t i = 0; i < parts.size(); ++i)
    name.append(i ? " " : "").append(parts[(first + i) % parts.size()]);
  return label_key(name);
}

bool has_names(const KindInfo& kind) {
  return kind.role == KindRole::named || kind.role == KindRole::concept_ || kind.id == Kind::source ||
         kind.id == Kind::case_study;
}

bool each_name(const Draft& draft,
               const std::function<void(std::string_view, std::string_view, std::span<const Node>)>& take) {
  Collector names(draft.spilling);
  for (const KindInfo& kind : kinds()) {
    if (!has_names(kind)) continue;
    const bool thing = kind.role == KindRole::named || kind.role == KindRole::concept_;
    const NodeRange range = draft.range(kind.id);
    for (Node node = range.first; node < range.last; ++node) {
      if (thing) {
        names.add(node, draft.label(node), kLabel);
        for (const std::string_view other : draft.list(node, Attribute::alternatives))
          names.add(node, other, kAlternative);
        continue;
      }
      if (const auto title = draft.text(node, Attribute::title); !title.empty())
        names.add(node, squeeze(title), kLabel);
      if (kind.id != Kind::source) continue;
      names.add_authors(draft, node);
      names.add_file(node, draft.text(node, Attribute::file));
    }
  }
  return names.each(take);
}

}  // namespace evident::graph

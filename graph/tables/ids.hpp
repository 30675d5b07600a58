// From the ids of a table to rows. Ids that end in a number ("17", "claim:17") cost eight bytes each, others
// a string.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evident::graph {

class Ids {
 public:
  // False when the id is there already. row is not 0.
  bool add(std::string_view id, std::int64_t row) {
    Split split;
    if (!parts(id, split)) return others_.emplace(std::string(id), row).second;
    if (!others_.empty() && others_.contains(std::string(id))) return false;
    std::vector<std::int64_t>& rows = numbered(split.prefix);
    if (split.number < rows.size()) {
      if (rows[split.number]) return false;
      rows[split.number] = row;
      return true;
    }
    // No more than eight places for each id: a table may count its rows by telephone numbers.
    if (split.number > 1024 + 8 * (added_ + 1)) return others_.emplace(std::string(id), row).second;
    if (split.number >= rows.capacity()) rows.reserve(split.number + split.number / 2 + 64);
    rows.resize(split.number + 1);
    rows[split.number] = row;
    ++added_;
    return true;
  }
  // 0: not there.
  std::int64_t find(std::string_view id) const {
    Split split;
    if (parts(id, split)) {
      const std::vector<std::int64_t>* rows = nullptr;
      if (last_ && last_prefix_ == split.prefix) {
        rows = last_;
      } else if (const auto at = numbered_.find(split.prefix); at != numbered_.end()) {
        rows = last_ = &at->second;
        last_prefix_ = at->first;
      }
      if (rows && split.number < rows->size() && (*rows)[split.number]) return (*rows)[split.number];
    }
    if (others_.empty()) return 0;
    const auto at = others_.find(std::string(id));
    return at == others_.end() ? 0 : at->second;
  }

 private:
  struct Split {
    std::string_view prefix;
    std::size_t number = 0;
  };
  // A number as anybody writes it, behind nothing or behind a colon.
  static bool parts(std::string_view id, Split& split) {
    std::size_t at = id.size();
    while (at > 0 && id.size() - at < 10 && id[at - 1] >= '0' && id[at - 1] <= '9') --at;
    if (at == id.size() || id.size() - at > 9 || (id[at] == '0' && id.size() - at > 1)) return false;
    if (at > 0 && id[at - 1] != ':') return false;
    split.prefix = id.substr(0, at);
    for (std::size_t i = at; i < id.size(); ++i)
      split.number = split.number * 10 + static_cast<std::size_t>(id[i] - '0');
    return true;
  }
  std::vector<std::int64_t>& numbered(std::string_view prefix) {
    const auto at = numbered_.find(prefix);
    return at != numbered_.end() ? at->second : numbered_[std::string(prefix)];
  }

  std::map<std::string, std::vector<std::int64_t>, std::less<>> numbered_;
  mutable const std::vector<std::int64_t>* last_ = nullptr;
  mutable std::string_view last_prefix_;
  std::unordered_map<std::string, std::int64_t> others_;
  std::size_t added_ = 0;
};

}  // namespace evident::graph

// What reviewers decided about pairs of sources: of each pair the last word counts.
#pragma once
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "graph/corrections.hpp"

namespace evident::graph {

// Sources by the keys of their items; in `other` the lesser first.
struct DecidedWorks {
  // In the order of the words; the second is the one that stays where nothing else tells.
  std::vector<std::pair<std::string, std::string>> same;
  std::set<std::pair<std::string, std::string>> other;

  DecidedWorks() = default;
  // Of all corrections in their order, whatever they are about.
  explicit DecidedWorks(const std::vector<Correction>& corrections);
  void say(const std::string& one, const std::string& other_key, bool are_one);
  bool empty() const { return same.empty() && other.empty(); }
  bool are_two(const std::string& one, const std::string& other_key) const;
};

}  // namespace evident::graph

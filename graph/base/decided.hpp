// What people decided, laid over what was extracted while a base is read. Few rows: all are in memory.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/base.hpp"
#include "graph/base/sqlite.hpp"

namespace evident::graph {

struct DecidedLinks {
  std::vector<StoredLink> added;  // by the item they leave
  std::unordered_set<std::string> without;  // of extracted links, as leaves_out writes them

  bool leaves_out(const StoredLink& link) const;
};

class Decided {
 public:
  static Result<Decided> of(Database& database);

  // Sets what was corrected and says so in the item's reason.
  Result<void> correct(StoredItem& stored) const;
  // The concept that a link to this one means.
  const std::string& concept_meant(const std::string& id) const;
  // Whether a candidate is given by the vocabulary instead, under its own or another's name.
  bool in_vocabulary(std::string_view candidate) const;
  Result<DecidedLinks> links(Database& database) const;

 private:
  friend Result<void> merge_names(Database& database, Vocabulary& vocabulary);
  std::unordered_map<std::string, std::vector<Correction>> by_item_;  // attributes
  std::vector<Correction> links_;
  std::unordered_map<std::string, std::string> meant_;  // every end of it is a concept of its own
  std::unordered_set<std::string> ends_;
};

// Names that mean one thing become names of it; a candidate that got a further name becomes a concept of the scheme
// "reviewed". Keeps the order by id.
Result<void> merge_names(Database& database, Vocabulary& vocabulary);

// Keeps up to date what tells that corrections differ; after every change to them, in the same transaction.
Result<void> note_corrections(Database& database);

}  // namespace evident::graph

// Authors are no items: every source names its own, and all spellings of one are one node. A library of a million
// records may name two million of them, so what is written in sources is sorted, not kept.
#include <algorithm>
#include <array>
#include <cstring>

#include "graph/mapped/draft.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

constexpr std::uint64_t kKnown = std::uint64_t{1} << 32;  // of an author that the graph before holds: with its node

// Texts and a number in one record, sorted by the texts in their order.
template <std::size_t kTexts>
struct Entry {
  std::uint32_t number = 0;
  std::array<std::string_view, kTexts> texts;

  Entry() = default;
  explicit Entry(std::string_view record) {
    std::memcpy(&number, record.data(), sizeof number);
    std::size_t at = sizeof number;
    for (std::string_view& text : texts) {
      std::uint32_t size = 0;
      std::memcpy(&size, record.data() + at, sizeof size);
      text = record.substr(at + sizeof size, size);
      at += sizeof size + size;
    }
  }
  void write(std::string& record) const {
    record.assign(reinterpret_cast<const char*>(&number), sizeof number);
    for (const std::string_view text : texts) {
      const auto size = static_cast<std::uint32_t>(text.size());
      record.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
    }
  }
  struct Less {
    bool operator()(std::string_view a, std::string_view b) const { return Entry(a).texts < Entry(b).texts; }
  };
};
using Naming = Entry<2>;  // the key of an author and how a source, the number, writes the name
using Shown = Entry<3>;   // what authors are sorted by, the id and the name of the author with a number

}  // namespace

// One author for all spellings that differ in punctuation or in where the initials stand; nobody is guessed to be
// somebody else. The longest spelling is shown.
Result<void> Drafter::take_authors() {
  const DraftKind& sources = draft_.of(Kind::source);
  const auto a = static_cast<std::size_t>(Attribute::authors);
  if (a >= sources.cells.size()) return {};
  Spilling little = draft_.spilling;  // all that sources say is in memory now
  little.bytes /= 4;
  SortedRecords<Naming::Less> namings(little);
  std::string record;
  for (std::size_t s = 0; s < sources.cells[a].size(); ++s)
    for (const std::string_view author : draft_.list(Kind::source, s, Attribute::authors)) {
      Naming naming;
      const std::string written = squeeze(author), key = author_key(written);
      if (key.empty()) continue;
      naming.number = static_cast<std::uint32_t>(s);
      naming.texts = {key, written};
      naming.write(record);
      namings.add(record);
    }

  SortedRecords<Shown::Less> shown(little);
  std::string key, name;
  const auto end_author = [&] {
    if (key.empty()) return;
    const std::string id = "author:" + key;
    if (const auto known = draft_.before ? draft_.before->find(id) : std::nullopt) {
      const auto before = draft_.before->label(*known);
      if (before.size() < name.size() || (before.size() == name.size() && name < before)) changes_before_ = true;
      author_nodes_.push_back(kKnown | *known);
      return;
    }
    Shown entry;
    const std::string sorted_by = label_key(name);
    entry.number = static_cast<std::uint32_t>(author_nodes_.size());
    entry.texts = {sorted_by, id, name};
    entry.write(record);
    shown.add(record);
    author_nodes_.push_back(0);
  };
  bool whole = namings.each([&](std::string_view one) {
    const Naming naming(one);
    const std::string_view written = naming.texts[1];
    if (naming.texts[0] != key) {
      end_author();
      key = naming.texts[0];
      name.clear();
    }
    if (name.size() < written.size() || (name.size() == written.size() && written < name)) name = written;
    edges_[static_cast<std::size_t>(Edge::written_by)].emplace_back(naming.number,
                                                                   static_cast<std::uint32_t>(author_nodes_.size()));
  });
  end_author();
  whole = whole && shown.each([&](std::string_view one) {
    const Shown entry(one);
    Concept_ author;
    author.id = entry.texts[1];
    author.label = entry.texts[2];
    const std::string family = surname(author.label);
    const bool person = std::count(author.label.begin(), author.label.end(), ' ') < 4 &&
                        author.label.find(" of ") == std::string::npos;
    if (person && family != author.label) author.alternatives.push_back(family);
    author_nodes_[entry.number] = draft_.of(Kind::author).size();
    place_concept(Kind::author, author);
  });
  if (!whole) return scratch_lost();
  return {};
}

// From places of sources and numbers of authors to nodes.
void Drafter::link_authors() {
  for (auto& [source, author] : edges_[static_cast<std::size_t>(Edge::written_by)]) {
    const std::uint64_t at = author_nodes_[author];
    source = node_of(Kind::source, source);
    author = at & kKnown ? static_cast<Node>(at) : node_of(Kind::author, at);
  }
  author_nodes_ = {};
}

}  // namespace evident::graph

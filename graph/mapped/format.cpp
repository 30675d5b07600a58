// Reading a mapped file: the header is compared, the section table bounds every span, then each section is
// checked against the others in one pass over the file, so that no later reader needs a check. What the
// checks cannot see (a wrong letter in a quotation) the checksum sees.
#include "graph/mapped/format.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "graph/schema/fingerprint.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

constexpr std::array<std::string_view, kSections> kNames{
    "fingerprint",   "kind_starts", "string_offsets",  "string_bytes", "ids",        "labels",
    "reasons",       "passages",    "column_starts",   "cells",        "numbers",    "list_offsets",
    "lists",         "out_offsets", "targets",         "edge_kinds",   "in_offsets", "in_sources",
    "in_edges",      "name_keys",   "name_shown",      "name_offsets", "name_nodes", "stems",
    "token_offsets", "tokens",      "posting_offsets", "postings"};

class OwnedBytes : public MappedFile {
 public:
  explicit OwnedBytes(std::string_view bytes) : words_((bytes.size() + 7) / 8), size_(bytes.size()) {
    if (size_) std::memcpy(words_.data(), bytes.data(), size_);
  }
  std::string_view bytes() const override { return {reinterpret_cast<const char*>(words_.data()), size_}; }

 private:
  std::vector<std::uint64_t> words_;  // aligned for every section
  std::size_t size_;
};

tl::unexpected<Error> damaged(Section section, std::string what) {
  return fail(
      Code::corrupt,
      "the mapped graph is damaged in section " + std::string(section_name(section)) + ": " + std::move(what),
      "it is rebuilt from the evidence base");
}

template <class T>
bool take(std::span<const T>& into, std::string_view bytes) {
  if (bytes.size() % sizeof(T) != 0) return false;
  into = {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  return true;
}

// 0 = first ≤ second ≤ … ≤ last, count + 1 of them.
bool are_offsets(std::span<const std::uint32_t> offsets, std::size_t count, std::size_t last) {
  return offsets.size() == count + 1 && offsets.front() == 0 && offsets.back() == last &&
         std::is_sorted(offsets.begin(), offsets.end());
}
bool all_below(std::span<const std::uint32_t> values, std::size_t limit) {
  return std::all_of(values.begin(), values.end(), [limit](std::uint32_t v) { return v < limit; });
}
bool strictly_ascending(std::span<const std::uint32_t> values) {
  return std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end();
}

class Checker {
 public:
  explicit Checker(const Graph::Sections& s)
      : s_(s),
        n_(s.ids.size()),
        m_(s.targets.size()),
        strings_(s.string_offsets.empty() ? 0 : s.string_offsets.size() - 1) {}

  Result<void> all() const {
    EV_CHECK(strings());
    EV_CHECK(nodes());
    EV_CHECK(columns());
    EV_CHECK(forward_edges());
    EV_CHECK(backward_edges());
    EV_CHECK(names());
    return text_index();
  }

 private:
  Result<void> strings() const {
    if (!are_offsets(s_.string_offsets, strings_, s_.string_bytes.size()) || strings_ == 0 ||
        s_.string_offsets[1] != 0)
      return damaged(Section::string_offsets, "not ascending, or the first string is not empty");
    return {};
  }
  Result<void> nodes() const {
    if (n_ >= kNoNode || !are_offsets(s_.kind_starts, kinds().size(), n_))
      return damaged(Section::kind_starts, "not the ranges of the nodes");
    for (auto [section, column] :
         {std::pair{Section::ids, s_.ids}, {Section::labels, s_.labels}, {Section::reasons, s_.reasons}})
      if (column.size() != n_ || !all_below(column, strings_))
        return damaged(section, "not one string a node");
    if (s_.passages.size() != n_) return damaged(Section::passages, "not one a node");
    constexpr auto source = static_cast<std::size_t>(Kind::source);
    for (const PassageRecord& p : s_.passages) {
      if (p.source != kNoNode &&
          (p.source < s_.kind_starts[source] || p.source >= s_.kind_starts[source + 1]))
        return damaged(Section::passages, "a passage in what is no source");
      if (p.begin > p.end || p.quote >= strings_ || p.section >= strings_)
        return damaged(Section::passages, "a range or a string outside");
    }
    return {};
  }
  Result<void> columns() const {
    if (s_.list_offsets.empty() || !are_offsets(s_.list_offsets, s_.list_offsets.size() - 1, s_.lists.size()))
      return damaged(Section::list_offsets, "not ascending");
    if (!all_below(s_.lists, strings_)) return damaged(Section::lists, "a string outside");
    const std::size_t width = attributes().size();
    if (s_.column_starts.size() != kinds().size() * width)
      return damaged(Section::column_starts, "of another schema");
    for (const KindInfo& k : kinds()) {
      const auto kind = static_cast<std::size_t>(k.id);
      const std::size_t rows = s_.kind_starts[kind + 1] - s_.kind_starts[kind];
      for (const AttributeInfo& a : attributes()) {
        const std::uint32_t start = s_.column_starts[kind * width + static_cast<std::size_t>(a.id)];
        if ((start != kNoColumn) != graph::has(k.id, a.id))
          return damaged(Section::column_starts, "of another schema");
        if (start == kNoColumn) continue;
        if (start > s_.cells.size() || rows > s_.cells.size() - start)
          return damaged(Section::column_starts, "a column outside");
        if (!all_below(s_.cells.subspan(start, rows), cell_limit(a)))
          return damaged(Section::cells, "a value of " + std::string(a.name) + " outside");
      }
    }
    return {};
  }
  std::size_t cell_limit(const AttributeInfo& a) const {
    switch (a.type) {
      case Type::text:
      case Type::date:
      case Type::records:
        return strings_;
      case Type::integer:
      case Type::number:
      case Type::year:
        return s_.numbers.size() + 1;
      case Type::boolean:
        return 3;
      case Type::choice:
        return a.choices.size() + 1;
      case Type::texts:
        return s_.list_offsets.size();
    }
    return 0;
  }
  Result<void> forward_edges() const {
    if (!are_offsets(s_.out_offsets, n_, m_)) return damaged(Section::out_offsets, "not ascending");
    if (!all_below(s_.targets, n_)) return damaged(Section::targets, "a node outside");
    if (s_.edge_kinds.size() != m_) return damaged(Section::edge_kinds, "not one an edge");
    for (std::uint8_t k : s_.edge_kinds)
      if (k >= graph::edges().size()) return damaged(Section::edge_kinds, "no such kind of edge");
    for (std::size_t v = 0; v < n_; ++v)
      for (std::size_t e = s_.out_offsets[v]; e + 1 < s_.out_offsets[v + 1]; ++e)
        if (std::pair(s_.edge_kinds[e], s_.targets[e]) >= std::pair(s_.edge_kinds[e + 1], s_.targets[e + 1]))
          return damaged(Section::targets, "edges out of order");
    return {};
  }
  Result<void> backward_edges() const {
    if (!are_offsets(s_.in_offsets, n_, m_)) return damaged(Section::in_offsets, "not ascending");
    if (s_.in_sources.size() != m_ || !all_below(s_.in_sources, n_))
      return damaged(Section::in_sources, "a node outside");
    if (s_.in_edges.size() != m_ || !all_below(s_.in_edges, m_))
      return damaged(Section::in_edges, "an edge outside");
    for (std::size_t v = 0; v < n_; ++v)
      for (std::size_t i = s_.in_offsets[v]; i < s_.in_offsets[v + 1]; ++i) {
        const std::uint32_t from = s_.in_sources[i], e = s_.in_edges[i];
        if (s_.targets[e] != v || e < s_.out_offsets[from] || e >= s_.out_offsets[from + 1])
          return damaged(Section::in_edges, "not the edge that comes in");
        if (i + 1 < s_.in_offsets[v + 1] &&
            std::pair(s_.edge_kinds[e], from) >=
                std::pair(s_.edge_kinds[s_.in_edges[i + 1]], s_.in_sources[i + 1]))
          return damaged(Section::in_sources, "edges out of order");
      }
    return {};
  }
  Result<void> sorted_strings(Section section, std::span<const std::uint32_t> numbers) const {
    if (!all_below(numbers, strings_)) return damaged(section, "a string outside");
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i)
      if (s_.string(numbers[i]) >= s_.string(numbers[i + 1])) return damaged(section, "out of order");
    return {};
  }
  Result<void> names() const {
    EV_CHECK(sorted_strings(Section::name_keys, s_.name_keys));
    if (s_.name_shown.size() != s_.name_keys.size() || !all_below(s_.name_shown, strings_))
      return damaged(Section::name_shown, "not one a name");
    if (!are_offsets(s_.name_offsets, s_.name_keys.size(), s_.name_nodes.size()))
      return damaged(Section::name_offsets, "not ascending");
    if (!all_below(s_.name_nodes, n_)) return damaged(Section::name_nodes, "a node outside");
    for (std::size_t i = 0; i < s_.name_keys.size(); ++i)
      if (!strictly_ascending(
              s_.name_nodes.subspan(s_.name_offsets[i], s_.name_offsets[i + 1] - s_.name_offsets[i])))
        return damaged(Section::name_nodes, "out of order");
    return {};
  }
  Result<void> text_index() const {
    EV_CHECK(sorted_strings(Section::stems, s_.stems));
    if (!are_offsets(s_.token_offsets, n_, s_.tokens.size()))
      return damaged(Section::token_offsets, "not ascending");
    if (!all_below(s_.tokens, s_.stems.size())) return damaged(Section::tokens, "a stem outside");
    if (!are_offsets(s_.posting_offsets, s_.stems.size(), s_.postings.size()) ||
        s_.postings.size() != s_.tokens.size())
      return damaged(Section::posting_offsets, "not ascending, or not one a token");
    if (!all_below(s_.postings, s_.tokens.size())) return damaged(Section::postings, "a token outside");
    for (std::size_t stem = 0; stem < s_.stems.size(); ++stem) {
      const auto places = s_.postings.subspan(s_.posting_offsets[stem],
                                              s_.posting_offsets[stem + 1] - s_.posting_offsets[stem]);
      if (!strictly_ascending(places)) return damaged(Section::postings, "out of order");
      for (std::uint32_t place : places)
        if (s_.tokens[place] != stem) return damaged(Section::postings, "not where the stem stands");
    }
    return {};
  }

  const Graph::Sections& s_;
  std::size_t n_, m_, strings_;
};

}  // namespace

std::string_view section_name(Section section) { return kNames[static_cast<std::size_t>(section)]; }

Result<std::unique_ptr<Graph::Sections>> read_sections(std::shared_ptr<const MappedFile> file) {
  if (reinterpret_cast<std::uintptr_t>(file->bytes().data()) % 8 != 0)
    file = owned_bytes(std::string(file->bytes()));
  const std::string_view bytes = file->bytes();
  const auto unreadable = [](std::string what) {
    return fail(Code::corrupt, "the mapped graph is damaged in its header: " + std::move(what),
                "it is rebuilt from the evidence base");
  };
  if (bytes.size() < sizeof(MappedHeader)) return unreadable("it is too short");
  MappedHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::string_view(header.magic, 8) != kMappedMagic) return unreadable("it is no mapped graph");
  if (header.version > kMappedVersion)
    return fail(Code::newer_version, "the mapped graph was written by a newer Evident");
  if (header.version < kMappedVersion || std::string_view(header.schema, 32) != mapped_fingerprint())
    return fail(Code::conflict, "the mapped graph was written by another version of Evident");
  if (header.size != bytes.size()) return unreadable("it is shorter or longer than it was written");
  if (xxh128_hex(bytes.substr(sizeof header)) != std::string_view(header.checksum, 32))
    return unreadable("its checksum differs");
  if (header.sections != kSections || bytes.size() < sizeof header + kSections * sizeof(SectionEntry))
    return unreadable("its table of sections is not whole");

  std::array<std::string_view, kSections> parts;
  for (std::size_t i = 0; i < kSections; ++i) {
    SectionEntry entry;
    std::memcpy(&entry, bytes.data() + sizeof header + i * sizeof entry, sizeof entry);
    if (entry.offset % 8 != 0 || entry.offset > bytes.size() || entry.size > bytes.size() - entry.offset)
      return damaged(static_cast<Section>(i), "it lies outside the file");
    parts[i] = bytes.substr(entry.offset, entry.size);
  }
  auto sections = std::make_unique<Graph::Sections>();
  Graph::Sections& s = *sections;
  s.bytes = std::move(file);
  const auto part = [&parts](Section section) { return parts[static_cast<std::size_t>(section)]; };
  s.fingerprint = part(Section::fingerprint);
  s.string_bytes = part(Section::string_bytes);
#define EV_TAKE(name)                     \
  if (!take(s.name, part(Section::name))) \
  return damaged(Section::name, "its size is no multiple of its elements'")
  EV_TAKE(kind_starts);
  EV_TAKE(string_offsets);
  EV_TAKE(ids);
  EV_TAKE(labels);
  EV_TAKE(reasons);
  EV_TAKE(passages);
  EV_TAKE(column_starts);
  EV_TAKE(cells);
  EV_TAKE(numbers);
  EV_TAKE(list_offsets);
  EV_TAKE(lists);
  EV_TAKE(out_offsets);
  EV_TAKE(targets);
  EV_TAKE(edge_kinds);
  EV_TAKE(in_offsets);
  EV_TAKE(in_sources);
  EV_TAKE(in_edges);
  EV_TAKE(name_keys);
  EV_TAKE(name_shown);
  EV_TAKE(name_offsets);
  EV_TAKE(name_nodes);
  EV_TAKE(stems);
  EV_TAKE(token_offsets);
  EV_TAKE(tokens);
  EV_TAKE(posting_offsets);
  EV_TAKE(postings);
#undef EV_TAKE
  EV_CHECK(Checker(s).all());
  return sections;
}

void seal(std::string& bytes) {
  EV_REQUIRE(bytes.size() >= sizeof(MappedHeader));
  MappedHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.size = bytes.size();
  const std::string checksum = xxh128_hex(std::string_view(bytes).substr(sizeof header));
  EV_ENSURE(checksum.size() == sizeof header.checksum);
  std::memcpy(header.checksum, checksum.data(), sizeof header.checksum);
  std::memcpy(bytes.data(), &header, sizeof header);
}

std::shared_ptr<const MappedFile> owned_bytes(std::string bytes) {
  return std::make_shared<OwnedBytes>(bytes);
}

std::vector<std::string> stems_of(std::string_view text) {
  const std::string key = label_key(text);
  std::vector<std::string> stems;
  for (std::size_t at = 0; at < key.size();) {
    std::size_t end = key.find(' ', at);
    if (end == std::string::npos) end = key.size();
    if (end > at) stems.push_back(stem(std::string_view(key).substr(at, end - at)));
    at = end + 1;
  }
  return stems;
}

}  // namespace evident::graph

// The mapped file in memory: its header, its sections as spans, and the one function that believes bytes.
// docs/formats/mapped-graph.md says what each section holds.
#pragma once
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "graph/graph.hpp"
#include "support/files.hpp"
#include "support/result.hpp"

namespace evident::graph {

static_assert(std::endian::native == std::endian::little,
              "the mapped file is little-endian and is not converted");

// Raised when the layout or the rules behind derived attributes change: an older file is then rebuilt from
// the base.
inline constexpr std::uint32_t kMappedVersion = 1;
inline constexpr std::string_view kMappedMagic{"EVGRAPH\n", 8};

enum class Section : std::uint32_t {
  fingerprint,
  kind_starts,
  string_offsets,
  string_bytes,
  ids,
  labels,
  reasons,
  passages,
  column_starts,
  cells,
  numbers,
  list_offsets,
  lists,
  out_offsets,
  targets,
  edge_kinds,
  in_offsets,
  in_sources,
  in_edges,
  name_keys,
  name_shown,
  name_offsets,
  name_nodes,
  stems,
  token_offsets,
  tokens,
  posting_offsets,
  postings,
};
inline constexpr std::size_t kSections = static_cast<std::size_t>(Section::postings) + 1;
std::string_view section_name(Section section);

struct MappedHeader {
  char magic[8];
  std::uint32_t version;
  std::uint32_t sections;
  std::uint64_t size;  // of the whole file, in bytes
  char schema[32];     // mapped_fingerprint()
  char checksum[32];   // xxh128_hex of everything behind the header
};
static_assert(sizeof(MappedHeader) == 88);
struct SectionEntry {
  std::uint64_t offset;  // in bytes from the start of the file, a multiple of 8
  std::uint64_t size;    // in bytes
};
struct PassageRecord {
  std::uint64_t begin, end;
  std::uint32_t source;          // kNoNode: this node has no passage
  std::uint32_t quote, section;  // string numbers
  std::int32_t page, slide, paragraph;
};
static_assert(sizeof(PassageRecord) == 40);

// In column_starts: this kind has no such attribute.
inline constexpr std::uint32_t kNoColumn = ~std::uint32_t{0};

struct Graph::Sections {
  std::shared_ptr<const MappedFile> bytes;  // keeps every span alive
  std::string_view fingerprint;
  std::span<const std::uint32_t> kind_starts;     // kinds + 1
  std::span<const std::uint32_t> string_offsets;  // strings + 1
  std::string_view string_bytes;
  std::span<const std::uint32_t> ids, labels, reasons;  // a string number each node
  std::span<const PassageRecord> passages;              // one each node
  std::span<const std::uint32_t> column_starts;  // kinds × attributes: where the column begins in cells
  std::span<const std::uint32_t> cells;          // 0: missing
  std::span<const double> numbers;
  std::span<const std::uint32_t> list_offsets, lists;  // lists of string numbers
  std::span<const std::uint32_t> out_offsets, targets;
  std::span<const std::uint8_t> edge_kinds;
  std::span<const std::uint32_t> in_offsets, in_sources, in_edges;
  std::span<const std::uint32_t> name_keys, name_shown, name_offsets, name_nodes;
  std::span<const std::uint32_t> stems;            // string numbers, sorted by their strings
  std::span<const std::uint32_t> token_offsets;    // nodes + 1
  std::span<const std::uint32_t> tokens;           // numbers of stems, in the order of the quotation
  std::span<const std::uint32_t> posting_offsets;  // stems + 1
  std::span<const std::uint32_t> postings;         // places in tokens, ascending

  std::string_view string(std::uint32_t number) const {
    return string_bytes.substr(string_offsets[number], string_offsets[number + 1] - string_offsets[number]);
  }
};

// Checks everything and believes nothing: offsets, ranges, order, numbers of strings and nodes. Code::corrupt
// names the section; Code::newer_version and Code::conflict (other declarations, older version) mean:
// rebuild.
Result<std::unique_ptr<Graph::Sections>> read_sections(std::shared_ptr<const MappedFile> bytes);

// Writes size and checksum into the header of a file that is otherwise complete; fuzzing mends broken files
// with it.
void seal(std::string& bytes);

// Bytes that nobody mapped, as a mapped file.
std::shared_ptr<const MappedFile> owned_bytes(std::string bytes);

// The stems of a text's words, in order: what the text index holds and what is looked up in it.
std::vector<std::string> stems_of(std::string_view text);

}  // namespace evident::graph

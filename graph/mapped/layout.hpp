// How the mapped file is laid out: header, sections, then the table of sections and the checksums of their blocks.
// docs/formats/mapped-graph.md says what each section holds.
#pragma once
#include <bit>
#include <cstdint>
#include <string_view>

namespace evident::graph {

static_assert(std::endian::native == std::endian::little,
              "the mapped file is little-endian and is not converted");

// Raised when the layout changes: an older file is then rebuilt from the base.
inline constexpr std::uint32_t kMappedVersion = 3;
inline constexpr std::string_view kMappedMagic{"EVGRAPH\n", 8};
inline constexpr std::uint64_t kBlock = 64 * 1024;   // bytes under one checksum
inline constexpr std::uint64_t kSectionAlign = 64;   // bytes
inline constexpr std::uint64_t kTextsInBlock = 64;   // quotations whose offsets count from one place

// In a column of labels: the label is the quotation with its white space squeezed.
inline constexpr std::uint32_t kQuoteIsLabel = ~std::uint32_t{0} - 1;

// What a section holds; `of` and `by` in the table say of which kind, attribute, edge or way.
#define EVIDENT_PARTS(PART)                                                                                       \
  PART(fingerprint) PART(state) PART(kind_starts) PART(kind_counts) PART(string_offsets) PART(string_bytes)                   \
  PART(word_offsets) PART(word_bytes) PART(word_stem_offsets) PART(word_stems)                                    \
  PART(stems) PART(posting_counts) PART(posting_offsets) PART(postings)                                           \
  PART(id_bytes) PART(id_prefix) PART(id_numbers) PART(id_strings) PART(id_order)                                 \
  PART(id_others) PART(id_others_order)                                                                           \
  PART(labels) PART(reasons) PART(sections) PART(begins) PART(lengths) PART(pages) PART(slides) PART(paragraphs)  \
  PART(text_blocks) PART(text_offsets) PART(text) PART(lengths_in_words)                                                            \
  PART(cells) PART(value_counts) PART(value_sets) PART(numbers) PART(list_offsets) PART(lists)                                       \
  PART(list_nodes) PART(list_starts) PART(has_list) PART(list_ranks) PART(targets) PART(override_places) PART(override_cells)                                                 \
  PART(name_keys) PART(name_shown) PART(name_offsets) PART(name_nodes)
enum class Part : std::uint16_t {
#define PART(id) id,
  EVIDENT_PARTS(PART)
#undef PART
};
std::string_view part_name(Part part);

// What every value of a section keeps to; checked with a block's checksum, so that no reader needs a check.
enum class Rule : std::uint8_t {
  none,
  below,      // base + value < limit
  ascending,  // each at least the one before it, none above limit
};

struct MappedHeader {
  char magic[8];
  std::uint32_t version;
  std::uint32_t sections;
  std::uint64_t size;       // of the whole file, in bytes
  std::uint64_t table;      // where the table of sections begins
  std::uint64_t blocks;     // checksums behind the table, u64 each
  char schema[32];          // mapped_fingerprint()
  std::uint64_t checksum;   // XXH3-64 of the header before it, the table and the blocks' checksums
};
static_assert(sizeof(MappedHeader) == 80);

struct SectionEntry {
  Part part;
  std::uint8_t of = 0;      // kind or edge
  std::uint8_t by = 0;      // attribute, or 0 forwards and 1 backwards
  std::uint8_t width = 1;   // bytes of a value; 0: no bytes, all are base (+ place)
  std::uint8_t sloped = 0;  // value i is base + i + what stands there, else base + what stands there
  Rule rule = Rule::none;
  std::uint8_t few = 0;  // no value a row: the u32 places of the rows that have another, then `width` bytes each of theirs
  std::uint64_t offset = 0;  // in bytes from the start of the file
  std::uint64_t size = 0;    // in bytes
  std::uint64_t count = 0;   // of values, or of the rows of few
  std::int64_t base = 0;
  std::uint64_t limit = 0;
  std::uint64_t first = 0;   // lists of neighbours: the node of the first list
  std::uint64_t first_block = 0;  // XXH3-64 of block k of this section is checksum first_block + k
};
static_assert(sizeof(SectionEntry) == 64);

}  // namespace evident::graph

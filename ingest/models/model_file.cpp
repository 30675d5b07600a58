#include "ingest/models/model_file.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "support/hash.hpp"

namespace evident::ingest::models {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

constexpr char kMagic[8] = {'E', 'V', 'M', 'O', 'D', 'E', 'L', '\n'};
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kUnhashed = 24;  // magic, version, reserved, checksum
constexpr std::uint32_t kMostBits = 24, kMostLanes = 4096, kMostTables = 16, kMostLabels = 256;

struct Head {
  char magic[8];
  std::uint32_t version;
  std::uint32_t reserved;
  std::uint64_t checksum;  // of all that follows
  std::uint64_t file_bytes;
  std::uint32_t features;
  std::uint32_t tables;
  std::uint32_t labels;
  std::uint32_t text_bytes;  // name, licence, labels: one a line, after the directory
};
static_assert(sizeof(Head) == 48);

struct Entry {
  std::uint32_t bits, lanes;
  float scale;
  std::uint32_t reserved;
  std::uint64_t offset;
};
static_assert(sizeof(Entry) == 24);

std::size_t aligned(std::size_t n) { return (n + kAlignment - 1) / kAlignment * kAlignment; }

tl::unexpected<Error> damaged(std::string what) {
  return fail(Code::corrupt, "a model file is damaged: " + what, "fetch the program and its models anew");
}

bool take_line(std::string_view& text, std::string_view& line) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return false;
  line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return true;
}

Result<void> read_text(std::string_view text, std::uint32_t labels, Model& model) {
  if (!take_line(text, model.name) || !take_line(text, model.licence)) return damaged("its name is cut short");
  for (std::uint32_t i = 0; i < labels; ++i) {
    std::string_view label;
    if (!take_line(text, label) || label.empty()) return damaged("a label is missing");
    model.labels.push_back(label);
  }
  if (!text.empty()) return damaged("more labels than it says");
  return {};
}

Result<Table> read_table(std::string_view bytes, const Entry& entry, std::size_t least_offset) {
  if (entry.bits > kMostBits || entry.bits == 0 || entry.lanes == 0 || entry.lanes > kMostLanes)
    return damaged("a table of an impossible size");
  if (!std::isfinite(entry.scale) || entry.scale < 0) return damaged("a scale that is no number");
  const std::uint64_t size = (std::uint64_t{1} << entry.bits) * entry.lanes;
  if (entry.offset % kAlignment != 0 || entry.offset < least_offset || entry.offset > bytes.size() || size > bytes.size() - entry.offset)
    return damaged("a table lies outside of it");
  return Table{reinterpret_cast<const std::int8_t*>(bytes.data() + entry.offset), entry.bits, entry.lanes, entry.scale};
}

}  // namespace

Result<Model> open_model(std::string_view bytes) {
  EV_REQUIRE(reinterpret_cast<std::uintptr_t>(bytes.data()) % 16 == 0);
  Head head;
  if (bytes.size() < sizeof head) return damaged("it ends in its head");
  std::memcpy(&head, bytes.data(), sizeof head);
  if (std::memcmp(head.magic, kMagic, sizeof kMagic) != 0)
    return fail(Code::foreign, "this is no model file", "name a file that Evident's training made");
  if (head.version > kVersion) return fail(Code::newer_version, "a model file of a newer Evident", "use the newer program");
  if (head.version != kVersion || head.reserved != 0) return damaged("its version is unknown");
  if (head.file_bytes != bytes.size()) return damaged("it is not as long as it says");
  if (head.checksum != xxh64(bytes.substr(kUnhashed))) return damaged("its checksum is another");
  if (head.tables == 0 || head.tables > kMostTables || head.labels == 0 || head.labels > kMostLabels) return damaged("an impossible number of tables or labels");
  const std::size_t text_at = sizeof head + head.tables * sizeof(Entry);
  if (text_at > bytes.size() || head.text_bytes > bytes.size() - text_at) return damaged("its labels are cut short");
  Model model;
  model.features = head.features;
  EV_CHECK(read_text(bytes.substr(text_at, head.text_bytes), head.labels, model));
  for (std::uint32_t t = 0; t < head.tables; ++t) {
    Entry entry;
    std::memcpy(&entry, bytes.data() + sizeof head + t * sizeof entry, sizeof entry);
    EV_TRY(const Table table, read_table(bytes, entry, text_at + head.text_bytes));
    model.tables.push_back(table);
  }
  return model;
}

std::string write_model(std::string_view name, std::string_view licence, std::uint32_t features,
                        const std::vector<std::string>& labels, const std::vector<WideTable>& tables) {
  std::string text = std::string(name) + "\n" + std::string(licence) + "\n";
  for (const auto& label : labels) text += label + "\n";
  Head head{};
  std::memcpy(head.magic, kMagic, sizeof kMagic);
  head.version = kVersion;
  head.features = features;
  head.tables = static_cast<std::uint32_t>(tables.size());
  head.labels = static_cast<std::uint32_t>(labels.size());
  head.text_bytes = static_cast<std::uint32_t>(text.size());
  std::vector<Entry> entries;
  std::size_t at = aligned(sizeof head + tables.size() * sizeof(Entry) + text.size());
  for (const WideTable& table : tables) {
    float most = 0;
    for (const float w : table.weights) most = std::max(most, std::fabs(w));
    entries.push_back(Entry{table.bits, table.lanes, most / (127.0f * 127.0f), 0, at});
    at = aligned(at + (table.bytes.empty() ? table.weights.size() : table.bytes.size()));
  }
  head.file_bytes = at;
  std::string out(at, '\0');
  std::memcpy(out.data() + sizeof head, entries.data(), entries.size() * sizeof(Entry));
  std::memcpy(out.data() + sizeof head + entries.size() * sizeof(Entry), text.data(), text.size());
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const std::string& raw = tables[t].bytes;
    EV_REQUIRE((raw.empty() ? tables[t].weights.size() : raw.size()) == (std::size_t{1} << tables[t].bits) * tables[t].lanes);
    std::copy(raw.begin(), raw.end(), out.begin() + static_cast<std::ptrdiff_t>(entries[t].offset));
    char* numbers = out.data() + entries[t].offset;
    const float scale = entries[t].scale;
    for (const float w : tables[t].weights) {
      const int size = scale > 0 ? std::min(static_cast<int>(std::floor(std::sqrt(std::fabs(w) / scale) + 0.5f)), 127) : 0;
      *numbers++ = static_cast<char>(w < 0 ? -size : size);
    }
  }
  std::memcpy(out.data(), &head, sizeof head);
  head.checksum = xxh64(std::string_view(out).substr(kUnhashed));
  std::memcpy(out.data(), &head, sizeof head);
  return out;
}

}  // namespace evident::ingest::models

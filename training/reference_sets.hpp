// The labelled sets of reference strings: how they are read, and kept apart from what is measured.
#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/models/reference_tokens.hpp"
#include "support/result.hpp"

namespace evident::training {

// The sets' names for fields, brought together; "other" is what stands between fields.
const std::vector<std::string>& reference_fields();
// The number of that name; one past the last where there is none.
std::uint32_t reference_field(std::string_view name);

struct ReferenceField {
  std::uint32_t label;
  std::uint32_t begin, end;
};
// A reference with its fields by their bytes in it.
struct Reference {
  std::string text;
  std::vector<ReferenceField> fields;  // "other" too
  bool merges_containers = false;      // its set does not tell journals from books

  void add(std::uint32_t label, std::string_view part);
};

Result<std::vector<Reference>> read_references(const std::filesystem::path& path);

// References that are measured must not be among those that teach, though the sets share some: a reference is taken for one of them when
// half of its runs of eight words (numbers aside; fewer where it is shorter) are theirs.
class MeasuredReferences {
 public:
  void add(std::string_view text);
  bool has(std::string_view text);

 private:
  const std::vector<ingest::models::FeatureHash>& runs(std::string_view text);

  std::set<ingest::models::FeatureHash> known_;
  std::vector<ingest::models::ReferenceToken> tokens_;
  std::vector<ingest::models::FeatureHash> runs_;
};

}  // namespace evident::training

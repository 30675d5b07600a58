#include "training/reference_sets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "training/tables.hpp"

namespace evident::training {

using ingest::models::FeatureHash;
using ingest::models::ReferenceToken;

const std::vector<std::string>& reference_fields() {
  static const std::vector<std::string> all{"author", "editor", "translator", "director", "title", "booktitle", "journal", "series", "date", "volume",
                                            "issue", "pages", "publisher", "location", "institution", "edition", "note", "genre", "idno", "url",
                                            "citation-number", "other"};
  return all;
}

std::uint32_t reference_field(std::string_view name) {
  const auto& all = reference_fields();
  return static_cast<std::uint32_t>(std::find(all.begin(), all.end(), name) - all.begin());
}

void Reference::add(std::uint32_t label, std::string_view part) {
  if (!text.empty()) text += ' ';
  const auto from = static_cast<std::uint32_t>(text.size());
  text += part;
  fields.push_back({label, from, static_cast<std::uint32_t>(text.size())});
}

namespace {

// A "container" is a journal's if the reference has a volume, else a book's.
const std::map<std::string_view, std::string_view> kSameAs{{"container-title", "booktitle"}, {"collection-title", "series"}, {"doi", "idno"},
                                                           {"isbn", "idno"}, {"biblscope", "pages"}, {"chapter", "title"}, {"medium", "genre"},
                                                           {"producer", "director"}, {"source", "note"}};

}  // namespace

Result<std::vector<Reference>> read_references(const std::filesystem::path& path) {
  EV_TRY(const TextTable table, TextTable::read(path));
  std::vector<Reference> out;
  const auto id = table.column_of("ref_id"), label = table.column_of("label"), text = table.column_of("text");
  for (std::size_t begin = 0; begin < table.rows();) {
    std::size_t end = begin;
    bool has_volume = false;
    for (; end < table.rows() && table.cell(end, id) == table.cell(begin, id); ++end) has_volume |= table.cell(end, label) == "volume";
    Reference& reference = out.emplace_back();
    for (; begin < end; ++begin) {
      std::string_view name = table.cell(begin, label);
      if (name == "container") {
        reference.merges_containers = true;
        name = has_volume ? "journal" : "booktitle";
      } else if (const auto same = kSameAs.find(name); same != kSameAs.end()) {
        name = same->second;
      }
      if (reference_field(name) == reference_fields().size()) return fail(Code::bad_input, fmt::format("{}: '{}' is no field", path.string(), name));
      if (!table.cell(begin, text).empty()) reference.add(reference_field(name), table.cell(begin, text));
    }
  }
  return out;
}

void MeasuredReferences::add(std::string_view text) {
  for (const FeatureHash run : runs(text)) known_.insert(run);
}

bool MeasuredReferences::has(std::string_view text) {
  const auto& all = runs(text);
  const auto known = std::count_if(all.begin(), all.end(), [&](FeatureHash run) { return known_.contains(run); });
  return !all.empty() && known * 2 >= std::ssize(all);
}

const std::vector<FeatureHash>& MeasuredReferences::runs(std::string_view text) {
  constexpr std::size_t kLength = 8;
  reference_tokens(text, tokens_);
  std::erase_if(tokens_, [](const ReferenceToken& t) { return t.kind <= ReferenceToken::Kind::sign; });
  runs_.clear();
  const std::size_t length = std::min(kLength, tokens_.size());
  for (std::size_t i = 0; length > 0 && i + length <= tokens_.size(); ++i) {
    FeatureHash run = 0;
    for (std::size_t k = i; k < i + length; ++k) run = ingest::models::join(run, tokens_[k].word);
    runs_.push_back(run);
  }
  return runs_;
}

}  // namespace evident::training

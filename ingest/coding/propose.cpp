// A mapping made from a table's header and some of its rows, to be looked through by a person.
#include <algorithm>
#include <set>

#include "ingest/coding/kinds.hpp"
#include "ingest/coding/mapping.hpp"
#include "ingest/coding/meaning.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

struct Synonym {
  std::string_view key, means;  // label_key() of a header, and the word of the mapping
};
constexpr Synonym kRecord[] = {
    {"title", "title"},       {"article title", "title"}, {"study title", "title"},      {"author", "authors"},  {"first author", "authors"},
    {"year", "year"},         {"publication year", "year"}, {"year of publication", "year"}, {"doi", "doi"},      {"pmid", "pmid"},
    {"pubmed id", "pmid"},    {"journal", "journal"},     {"abstract", "abstract"},      {"study id", "id"},     {"id", "id"},
    {"url", "url"},           {"link", "url"},
};
constexpr Synonym kStudyWords[] = {
    {"study design", "design"}, {"design", "design"},           {"study type", "design"},  {"country", "country"},
    {"setting", "setting"},     {"sample size", "sample size"}, {"n", "sample size"},      {"number of participant", "sample size"},
    {"population", "population"}, {"participant", "population"}, {"method", "method"},      {"sample", "population"},
};
template <std::size_t N>
std::string_view means(const Synonym (&known)[N], const std::string& key) {
  for (const Synonym& one : known)
    if (one.key == key) return one.means;
  return {};
}

}  // namespace

std::optional<graph::Attribute> study_fact_named(std::string_view words) {
  const std::string_view fact = means(kStudyWords, label_key(words));
  if (fact == "design") return graph::Attribute::design;
  if (fact == "method") return graph::Attribute::method;
  if (fact == "country") return graph::Attribute::country;
  if (fact == "setting") return graph::Attribute::setting;
  return {};
}

namespace {

// What the cells of a column look like.
struct Look {
  bool answers = true;     // yes, no and the like only
  bool any = false;        // some are filled
  std::size_t semicolons = 0;
};
Look look_of(const std::vector<std::vector<std::string>>& rows, std::size_t column) {
  static const AnswerWords words;
  Look look;
  for (const auto& row : rows) {
    if (column >= row.size() || row[column].empty()) continue;
    look.any = true;
    look.answers = look.answers && words.of(row[column]).has_value();
    look.semicolons += row[column].find(';') != std::string::npos;
  }
  look.answers = look.answers && look.any;
  return look;
}

// "Barrier: lack of time" → barrier and "lack of time".
std::pair<std::string, std::string> kind_and_name(const std::string& header) {
  for (const std::string_view mark : {":", " - ", " – ", "/"}) {
    const std::size_t at = header.find(mark);
    if (at == std::string::npos) continue;
    if (meaning_of(header.substr(0, at))) return {squeeze(header.substr(0, at)), squeeze(header.substr(at + mark.size()))};
  }
  return {};
}

}  // namespace

std::optional<ProposedMapping> propose_mapping(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
  Json::Object source, study, codes;
  std::set<std::string> taken;
  std::vector<std::size_t> rest;
  for (std::size_t c = 0; c < header.size(); ++c) {
    const std::string key = label_key(header[c]);
    if (key.empty()) continue;
    const std::string_view field = means(kRecord, key), fact = means(kStudyWords, key);
    if (!field.empty() && taken.insert(std::string(field)).second)
      source.emplace_back(std::string(field), header[c]);
    else if (!fact.empty() && taken.insert(std::string(fact)).second)
      study.emplace_back(std::string(fact), header[c]);
    else
      rest.push_back(c);
  }
  // A work is told, and by more than one column.
  if (source.size() < 2 || !(taken.contains("title") || taken.contains("doi") || taken.contains("pmid"))) return {};
  for (const std::size_t c : rest) {
    const Look look = look_of(rows, c);
    if (const auto [kind, name] = kind_and_name(header[c]); !name.empty() && look.answers) {
      codes.emplace_back(header[c], Json::Object{{"kind", kind}, {"name", name}});
    } else if (const auto group = group_meaning_of(header[c]); group && !look.answers) {
      Json::Object code{{"kind", meaning_of(header[c]) ? header[c] : std::string(graph::info(group->kind).words.front())}};
      if (look.semicolons) code.emplace_back("separator", ";");
      codes.emplace_back(header[c], std::move(code));
    } else if (look.answers) {
      codes.emplace_back(header[c], Json::Object{{"kind", "theme"}, {"name", header[c]}});
    }
  }
  const bool like_codes = !codes.empty();
  if (!like_codes && rest.empty()) return {};
  if (!like_codes) codes.emplace_back(header[rest.front()], "theme");
  Json::Object mapping;
  mapping.emplace_back("note", "proposed from the header: look through it, give each code its kind, then delete this line. Kinds: " + meanings_known());
  mapping.emplace_back("source", std::move(source));
  if (!study.empty()) mapping.emplace_back("study", std::move(study));
  mapping.emplace_back("codes", std::move(codes));
  mapping.emplace_back("yes", Json::Array{"yes", "y", "1", "x"});
  mapping.emplace_back("no", Json::Array{"no", "n", "0"});
  mapping.emplace_back("not reported", Json::Array{"not reported", "NR"});
  mapping.emplace_back("not studied", Json::Array{"not studied", "NA"});
  mapping.emplace_back("empty cells", "not coded");
  return ProposedMapping{print_json(Json(std::move(mapping)), true) + "\n", like_codes};
}

}  // namespace evident::ingest

#include "ingest/readers/office.hpp"

#include <algorithm>

#include "ingest/readers/xml.hpp"
#include "support/text.hpp"

namespace evident::ingest {

std::string part_beside(std::string_view part, std::string_view target) {
  std::vector<std::string_view> steps;
  const auto walk = [&](std::string_view path) {
    for (std::size_t from = 0; from <= path.size();) {
      const std::size_t to = std::min(path.find('/', from), path.size());
      const std::string_view step = path.substr(from, to - from);
      if (step == "..") {
        if (steps.empty()) return false;
        steps.pop_back();
      } else if (!step.empty() && step != ".") {
        steps.push_back(step);
      }
      from = to + 1;
    }
    return true;
  };
  const std::size_t slash = part.rfind('/');
  if (!target.starts_with('/') && slash != std::string_view::npos && !walk(part.substr(0, slash))) return {};
  if (!walk(target)) return {};
  std::string out;
  for (const std::string_view step : steps) out += (out.empty() ? "" : "/") + std::string(step);
  return out;
}

Result<OfficePackage> OfficePackage::open(std::string_view bytes) {
  EV_TRY(Archive archive, Archive::open(bytes));
  return OfficePackage(std::move(archive));
}

std::vector<OfficePackage::Relation> OfficePackage::relations(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::string folder(slash == std::string_view::npos ? "" : part.substr(0, slash + 1));
  const std::string name(slash == std::string_view::npos ? part : part.substr(slash + 1));
  std::vector<Relation> out;
  pugi::xml_document xml;
  if (!load_if_there(folder + "_rels/" + name + ".rels", xml)) return out;
  for (const pugi::xml_node& relation : child(xml, "Relationships").children()) {
    if (value(relation, "TargetMode") == "External") continue;
    const std::string_view type = value(relation, "Type");
    out.push_back({std::string(value(relation, "Id")), std::string(type.substr(type.rfind('/') + 1)),
                   part_beside(part, value(relation, "Target"))});
  }
  return out;
}

Result<std::string> OfficePackage::main_part() {
  for (const Relation& relation : relations(""))
    if (relation.type == "officeDocument" && has(relation.target)) return relation.target;
  return fail(Code::bad_input, "the document's main part is missing",
              "the file may be damaged: open and save it again");
}

Result<void> OfficePackage::load(std::string_view part, pugi::xml_document& xml) {
  const Archive::Entry* entry = archive_.find(part);
  if (!entry)
    return fail(Code::bad_input, "its part " + std::string(part) + " is missing",
                "the file may be damaged: open and save it again");
  EV_TRY(const std::string bytes, archive_.read(*entry));
  auto loaded = load_xml(xml, bytes);
  if (!loaded) loaded.error().message = std::string(part) + ": " + loaded.error().message;
  return loaded;
}

Result<void> OfficePackage::load_if_there(std::string_view part, pugi::xml_document& xml) {
  return has(part) ? load(part, xml) : Result<void>();
}

std::vector<DocumentField> OfficePackage::properties() {
  pugi::xml_document xml;
  if (!load_if_there("docProps/core.xml", xml)) return {};
  const pugi::xml_node core = child(xml, "coreProperties");
  return file_properties(text_of(child(core, "title")), text_of(child(core, "creator")));
}

std::vector<DocumentField> file_properties(std::string_view title, std::string_view people) {
  std::vector<DocumentField> out;
  const auto add = [&](DocumentField::Name name, std::string value) {
    if (!value.empty()) out.push_back({name, std::move(value), "its file properties", false});
  };
  // Programs leave what a template was called.
  if (std::string words = squeeze(title); !words.starts_with("Microsoft") && words != "PowerPoint Presentation")
    add(DocumentField::Name::title, std::move(words));
  for (std::size_t from = 0; from <= people.size();) {
    const std::size_t to = std::min(people.find(';', from), people.size());
    add(DocumentField::Name::author, squeeze(people.substr(from, to - from)));
    from = to + 1;
  }
  // When a file was saved is not when its work came out.
  return out;
}

int office_file(std::string_view bytes, std::string_view folder) {
  if (!bytes.starts_with("PK\x03\x04") || bytes.find("[Content_Types].xml") == std::string_view::npos)
    return 0;
  return bytes.find(folder) != std::string_view::npos ? 95 : 0;
}

bool is_on(const pugi::xml_node& node) {
  if (!node) return false;
  const std::string_view v = value(node, "val");
  return v != "0" && v != "false" && v != "off" && v != "none";
}

int number(std::string_view digits, int least, int most) {
  long n = 0;
  bool negative = false;
  for (std::size_t i = 0; i < digits.size() && i < 9; ++i) {
    if (i == 0 && digits[i] == '-') {
      negative = true;
      continue;
    }
    if (digits[i] < '0' || digits[i] > '9') break;
    n = n * 10 + (digits[i] - '0');
  }
  return static_cast<int>(std::clamp<long>(negative ? -n : n, least, most));
}

}  // namespace evident::ingest

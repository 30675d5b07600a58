// The form is that of the exports of EPPI-Reviewer 4 to 6: "CodeSets" with "Attributes" within "AttributesList", "References" with
// "Codes", each an "AttributeId" with what the person wrote ("AdditionalText") and marked ("ItemAttributeFullTextDetails").
// Whatever a reference says besides is kept in its text.
#include "ingest/coding/eppi.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

struct NamedMember {
  std::string_view name;
  Meaning meaning;
};
constexpr NamedMember kMembers[] = {
    {"Title", {F::title}},         {"Authors", {F::author, Form::people}}, {"Year", {F::date, Form::date}}, {"DOI", {F::doi, Form::identifier}},
    {"PubMedId", {F::pmid}},       {"ParentTitle", {F::venue}},            {"Abstract", {F::abstract}},     {"URL", {F::url}},
    {"Volume", {F::volume}},       {"Issue", {F::issue}},                  {"Pages", {F::pages}},           {"Publisher", {F::publisher}},
    {"Keywords", {F::keyword, Form::list}}, {"ItemId", {F::key}},          {"City", {F::place}},            {"Edition", {F::edition}},
};

std::string words_of(const Json* json) {
  if (!json) return {};
  if (const std::string* text = json->string()) return squeeze(*text);
  if (const auto* number = std::get_if<std::int64_t>(&json->value)) return std::to_string(*number);
  return {};
}

struct Attribute {
  CodePath path;
  KindOfCode kind;
  std::string group;  // key of the group it stands in
};

// What somebody marked in a text or on the page of a PDF, where the program writes 'Page 3:' and the words between its marks.
struct Excerpt {
  std::string words;
  int page = 0;
};
std::vector<Excerpt> excerpts_of(const Json& details) {
  std::vector<Excerpt> all;
  const std::string* text = details.find("Text") ? details.find("Text")->string() : nullptr;
  if (!text) return all;
  constexpr std::string_view kBegin = "[¬s]", kEnd = "[¬e]";
  int page = 0;
  if (text->starts_with("Page "))
    if (const auto number = count_said(std::string_view(*text).substr(0, 12)); number && *number < 1'000'000) page = static_cast<int>(*number);
  const auto plain = [](std::string_view words) {
    std::string clean = squeeze(words);
    if (clean.size() > 1 && clean.front() == '"' && clean.back() == '"') clean = squeeze(std::string_view(clean).substr(1, clean.size() - 2));
    return clean;
  };
  bool marked = false;
  for (std::size_t at = 0; (at = text->find(kBegin, at)) != std::string::npos;) {
    at += kBegin.size();
    const std::size_t end = std::min(text->find(kEnd, at), text->size());
    if (std::string words = plain(std::string_view(*text).substr(at, end - at)); !words.empty()) all.push_back({std::move(words), page});
    marked = true;
    at = end;
  }
  if (!marked)
    if (std::string words = plain(*text); !words.empty()) all.push_back({std::move(words), page});
  return all;
}

class Reader {
 public:
  Reader(std::string_view name, const CodeKinds& kinds, const Lexicon& lexicon) : name_(name), kinds_(kinds), lexicon_(lexicon) {}

  Result<CodedWorks> run(std::string_view text, const Cancel& cancel) {
    auto parsed = parse_json(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
    if (!parsed)
      return fail(Code::bad_input, std::string(name_) + " is no whole JSON: " + parsed.error().message, "export it again from EPPI-Reviewer",
                  Place{std::string(name_), parsed.error().where.begin, {}});
    if (const Json* sets = parsed->find("CodeSets"); sets && sets->array())
      for (const Json& set : *sets->array()) tree(set, "SetName", {});
    const Json* references = parsed->find("References");
    if (!references || !references->array() || references->array()->empty())
      return fail(Code::bad_input, std::string(name_) + " is an export of EPPI-Reviewer without references",
                  "export the coding report as JSON with the references that were coded", Place{std::string(name_), {}, {}});
    std::size_t number = 0;
    for (const Json& one : *references->array()) {
      if (cancel.requested()) return fail(Code::cancelled, "stopped while reading " + std::string(name_));
      reference(one, ++number);
    }
    tell();
    return std::move(out_);
  }

 private:
  // parse_json bounds how deep this goes.
  void tree(const Json& node, std::string_view name_member, CodePath path) {
    const std::string name = words_of(node.find(name_member));
    if (!name.empty()) path.push_back(name);
    const std::string id = words_of(node.find("AttributeId"));
    if (!id.empty() && !path.empty()) {
      Attribute attribute{path, kinds_.of(path), {}};
      attribute.group = path_words({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(std::min(attribute.kind.group, path.size()))});
      groups_[attribute.group].push_back(id);
      paths_.push_back(path);
      attributes_.emplace(id, std::move(attribute));
    }
    const Json* below = node.find("Attributes");
    const Json* list = below ? below->find("AttributesList") : nullptr;
    if (list && list->array())
      for (const Json& one : *list->array()) tree(one, "AttributeName", path);
  }

  void reference(const Json& json, std::size_t number) {
    if (!json.object()) return;
    CodedWork work;
    work.coder = std::string(name_);
    work.section = std::string(name_) + ", reference " + std::to_string(number);
    bool told = false;
    for (const auto& [member, value] : *json.object()) {
      const std::string words = words_of(&value);
      if (words.empty() || words == "0") continue;
      const auto [begin, end] = work.add_line(member, words);
      const auto known = std::find_if(std::begin(kMembers), std::end(kMembers), [&, name = std::string_view(member)](const auto& m) { return m.name == name; });
      if (known == std::end(kMembers) || begin == end) continue;
      work.fields.push_back({known->meaning, std::string(known->name), begin, end});
      told = told || known->meaning.field == F::title || known->meaning.field == F::doi;
    }
    if (!told) {
      ++untold_;
      return;
    }
    std::set<std::string> given, used_groups;
    if (const Json* codes = json.find("Codes"); codes && codes->array())
      for (const Json& one : *codes->array()) {
        const std::string id = words_of(one.find("AttributeId"));
        const auto attribute = attributes_.find(id);
        if (attribute == attributes_.end()) {
          ++unknown_;
          continue;
        }
        given.insert(id);
        if (attribute->second.kind.left_out) {
          ++left_out_;
          continue;
        }
        code(work, one, attribute->second);
        used_groups.insert(attribute->second.group);
      }
    // Who gave a code of a group looked for the others of it.
    for (const std::string& group : used_groups)
      for (const std::string& id : groups_[group]) {
        const Attribute& other = attributes_.at(id);
        const KindOfCode& kind = other.kind;
        if (given.contains(id) || !kind.known || kind.left_out || kind.fact || kind.name.empty() || kind.answer != CodeAnswer::found) continue;
        HumanCode code = code_of(work, other);
        code.answer = CodeAnswer::not_found;
        code.reason = "another code of '" + group + "' was given in " + std::string(name_) + ", not this one";
        work.codes.push_back(std::move(code));
      }
    out_.works.push_back(std::move(work));
  }

  HumanCode code_of(const CodedWork& work, const Attribute& attribute) const {
    HumanCode code;
    code.meaning = attribute.kind.meaning;
    code.name = attribute.kind.name;
    code.answer = attribute.kind.answer;
    code.section = work.section + ", code " + path_words(attribute.path, ": ");
    code.belongs_to = path_words(attribute.path);
    code.reason = "coded '" + path_words(attribute.path) + "' in " + std::string(name_);
    return code;
  }
  void code(CodedWork& work, const Json& json, const Attribute& attribute) {
    if (!attribute.kind.known) themes_.insert(path_words(attribute.path));
    const CodePath group(attribute.path.begin(), attribute.path.end() - 1);
    const std::string label = path_words(attribute.path), additional = words_of(json.find("AdditionalText"));
    const std::string arm = words_of(json.find("ArmTitle"));
    std::vector<std::pair<Excerpt, std::pair<std::uint64_t, std::uint64_t>>> quotes;
    if (const Json* details = json.find("ItemAttributeFullTextDetails"); details && details->array())
      for (const Json& one : *details->array())
        for (Excerpt& excerpt : excerpts_of(one)) {
          const auto place = work.add_line(label, excerpt.words);
          quotes.emplace_back(std::move(excerpt), place);
        }
    // What the person wrote is the quotation where nothing was marked, else it stands beside it.
    if (!additional.empty()) {
      const auto place = work.add_line(label, additional);
      if (quotes.empty()) quotes.emplace_back(Excerpt{additional, 0}, place);
    }
    if (quotes.empty()) quotes.emplace_back(Excerpt{attribute.path.back(), 0}, work.add_line(path_words(group), attribute.path.back()));
    if (attribute.kind.fact) return fact(work, attribute);
    for (const auto& [excerpt, place] : quotes) {
      HumanCode code = code_of(work, attribute);
      code.begin = place.first;
      code.end = place.second;
      code.page = excerpt.page;
      if (!arm.empty()) code.reason += ", of the arm '" + arm + "'";
      if (code.name.empty() && excerpt.words.size() > kLongestName) code.name = squeeze(attribute.path.back());
      work.codes.push_back(std::move(code));
    }
  }
  // "Study design › Randomised trial".
  void fact(CodedWork& work, const Attribute& attribute) {
    const graph::Attribute what = *attribute.kind.fact;
    const std::string& words = attribute.kind.name;
    if (std::any_of(work.study.begin(), work.study.end(), [&](const auto& known) { return known.first == what; })) return;
    if (graph::info(what).type != graph::Type::choice)
      work.study.emplace_back(what, words);
    else if (const auto choice = choice_said(lexicon_, what, words))
      work.study.emplace_back(what, *choice);
    else
      facts_.insert(path_words(attribute.path));
  }

  static std::string listed(const std::set<std::string>& names) {
    std::string all;
    std::size_t shown = 0;
    for (const std::string& name : names) {
      if (shown++ == 5) return all + " …";
      all += (all.empty() ? "'" : ", '") + name + "'";
    }
    return all;
  }
  void tell() {
    const std::string mapping = "'" + std::string(name_) + ".mapping.json'";
    const auto note = [&](std::size_t count, const std::string& one, const std::string& many) {
      if (count) out_.notes.push_back(count == 1 ? "1 " + one : std::to_string(count) + " " + many);
    };
    if (!themes_.empty())
      note(themes_.size(), "code has a name that tells no kind and is read as a theme: " + listed(themes_) + "; give it a kind in " + mapping,
           "codes have names that tell no kind and are read as themes: " + listed(themes_) + "; give them kinds in " + mapping);
    if (!facts_.empty())
      note(facts_.size(), "code of the study is no value that is known: " + listed(facts_), "codes of the study are no values that are known: " + listed(facts_));
    note(unknown_, "code was given that the file does not describe", "codes were given that the file does not describe");
    note(left_out_, "code was left out, as the mapping says", "codes were left out, as the mapping says");
    note(untold_, "reference has neither title nor DOI and was left out", "references have neither title nor DOI and were left out");
    for (const std::string& name : kinds_.unused(paths_)) out_.notes.push_back("the mapping names the code '" + name + "', which is not in the file");
  }

  static constexpr std::size_t kLongestName = 120;  // bytes: what is longer is a passage
  const std::string_view name_;
  const CodeKinds& kinds_;
  const Lexicon& lexicon_;
  CodedWorks out_;
  std::unordered_map<std::string, Attribute> attributes_;  // by their ids
  std::map<std::string, std::vector<std::string>> groups_;  // ids of the codes of each
  std::vector<CodePath> paths_;
  std::set<std::string> themes_, facts_;
  std::size_t unknown_ = 0, left_out_ = 0, untold_ = 0;
};

}  // namespace

bool is_eppi_json(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || head[first] != '{') return false;
  if (head.find("\"CodeSets\"") != std::string_view::npos) return true;
  return head.find("\"References\"") != std::string_view::npos &&
         (head.find("\"ItemId\"") != std::string_view::npos || head.find("\"AttributeId\"") != std::string_view::npos);
}

Result<CodedWorks> coded_eppi(std::string_view name, std::string_view json, const CodeKinds& kinds, const Lexicon& lexicon, const Cancel& cancel) {
  return Reader(name, kinds, lexicon).run(json, cancel);
}

}  // namespace evident::ingest

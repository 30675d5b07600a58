// Places are counted in code points of the plain text. Programs differ in whether the mark of byte order and the first half of a
// line's end count: the names of selections, which are mostly their words, tell which.
#include "ingest/coding/refi.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "ingest/coding/evidence.hpp"
#include "ingest/readers/archives.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/xml.hpp"
#include "support/archive.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::string_view kProject = "project.qde", kInternal = "internal://", kMark = "\xEF\xBB\xBF";
constexpr std::size_t kSelections = 1'000'000;
constexpr std::size_t kDirectory = 4u << 20;  // bytes at the end of an archive in which the names of its files stand

std::string lower(std::string_view words) {
  std::string out(words);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::size_t number_of(std::string_view digits) {
  std::size_t n = 0;
  if (digits.empty() || digits.size() > 9) return std::string::npos;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::string::npos;
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  return n;
}

// Byte offsets of code points, counted in one of four ways.
struct Counting {
  bool mark = false;         // the mark of byte order counts
  bool pairs_are_one = false;  // CR LF counts once
};
constexpr std::array<Counting, 4> kCountings{{{false, false}, {false, true}, {true, false}, {true, true}}};
std::vector<std::uint32_t> offsets_of(std::string_view text, const Counting& counting) {
  std::vector<std::uint32_t> offsets;
  for (std::size_t i = !counting.mark && text.starts_with(kMark) ? kMark.size() : 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (counting.pairs_are_one && text[i] == '\n' && i > 0 && text[i - 1] == '\r') continue;
    offsets.push_back(static_cast<std::uint32_t>(i));
  }
  offsets.push_back(static_cast<std::uint32_t>(text.size()));
  return offsets;
}

struct Selection {
  std::size_t from = 0, to = 0;  // code points
  std::string name;
  std::vector<std::pair<std::string, std::string>> codes;  // guid of the code, and of who gave it
};

class Project {
 public:
  Project(const std::filesystem::path& path, const CodeKinds& kinds, const Limits& limits, const Cancel& cancel)
      : path_(path.string()), name_(name_of(path)), kinds_(kinds), limits_(limits), cancel_(cancel) {}

  Result<RefiProject> read(std::string_view bytes) {
    std::string xml_bytes;
    if (is_archive(bytes)) {
      EV_TRY(archive_, open(bytes));
      const Archive::Entry* entry = project_in(*archive_);
      if (!entry) return wrong("holds no project.qde", "export it again as a REFI-QDA project");
      EV_TRY(xml_bytes, archive_->read(*entry));
    } else {
      xml_bytes = std::string(bytes);
    }
    pugi::xml_document xml;
    auto loaded = load_xml(xml, xml_bytes);
    if (!loaded) return wrong("has a project.qde that cannot be read: " + loaded.error().message, "export it again as a REFI-QDA project");
    const pugi::xml_node project = child(xml, "Project");
    if (!project) return wrong("holds no project of REFI-QDA", "export it again as a REFI-QDA project");
    for (const pugi::xml_node& user : child(project, "Users").children())
      if (local_name(user) == "User") users_.emplace(lower(value(user, "guid")), squeeze(value(user, "name")));
    codes(child(child(project, "CodeBook"), "Codes"), {});
    for (const pugi::xml_node& source : child(project, "Sources").children()) {
      if (source.type() != pugi::node_element) continue;
      if (cancel_.requested()) return fail(Code::cancelled, "stopped while reading " + name_);
      EV_CHECK(this->source(source));
    }
    for (const std::string_view part : {"Notes", "Cases", "Sets", "Graphs", "Links", "Variables"}) {
      std::size_t count = 0;
      for (const pugi::xml_node& one : child(project, part.data()).children()) count += one.type() == pugi::node_element;
      if (count) others_[lower(part)] += count;
    }
    tell();
    return std::move(out_);
  }

  static bool is_archive(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }
  static const Archive::Entry* project_in(const Archive& archive) {
    for (const Archive::Entry& entry : archive.entries())
      if (lower(entry.name) == kProject) return &entry;
    return nullptr;
  }

 private:
  static Result<std::optional<Archive>> open(std::string_view bytes) {
    EV_TRY(Archive archive, Archive::open(bytes));
    return std::optional<Archive>(std::move(archive));
  }
  tl::unexpected<Error> wrong(std::string what, std::string fix) const {
    return fail(Code::bad_input, name_ + " " + std::move(what), std::move(fix), Place{path_, {}, {}});
  }

  // load_xml bounds how deep this goes.
  void codes(const pugi::xml_node& below, const CodePath& above) {
    for (const pugi::xml_node& code : below.children()) {
      if (local_name(code) != "Code") continue;
      CodePath path = above;
      if (std::string name = squeeze(value(code, "name")); !name.empty()) path.push_back(std::move(name));
      if (!path.empty()) {
        paths_.push_back(path);
        codes_.emplace(lower(value(code, "guid")), std::pair(path, kinds_.of(path)));
      }
      codes(code, path);
    }
  }

  Result<void> source(const pugi::xml_node& source) {
    const std::string_view kind = local_name(source);
    if (kind == "TextSource") return text(source, source);
    // A PDF, a picture: the text that the program made of it is what was coded.
    const pugi::xml_node representation = child(source, "Representation");
    for (const pugi::xml_node& part : source.children()) {
      if (local_name(part) == "PDFSelection" || local_name(part) == "PictureSelection" || local_name(part) == "AudioSelection" ||
          local_name(part) == "VideoSelection")
        for (const pugi::xml_node& one : part.children()) areas_ += local_name(one) == "Coding";
      if (local_name(part) == "Transcript") EV_CHECK(text(part, source));
    }
    if (representation) return text(representation, source);
    if (kind == "PDFSource") return whole_file(source);
    others_["sources that are no text"] += kind != "AudioSource" && kind != "VideoSource";
    return {};
  }

  std::string path_within(const pugi::xml_node& named) {
    std::string name = squeeze(value(named, "name"));
    if (name.empty()) name = "text " + std::to_string(out_.texts.size() + 1);
    std::replace(name.begin(), name.end(), '/', '_');
    const std::string base = name;
    for (std::size_t n = 2; !names_.insert(name).second; ++n) name = base + " (" + std::to_string(n) + ")";
    return path_ + std::string(kWithin) + name;
  }
  // The bytes of "internal://GUID.txt"; nothing where the file is not in the project.
  Result<std::optional<std::string>> bytes_of(std::string_view at) {
    if (!at.starts_with(kInternal) || !archive_) return std::optional<std::string>();
    const std::string wanted = lower(at.substr(kInternal.size()));
    for (const Archive::Entry& entry : archive_->entries()) {
      const std::string name = lower(entry.name);
      if (entry.leads_outside || !(name == "sources/" + wanted || name == wanted)) continue;
      EV_TRY(std::string bytes, archive_->read(entry));
      return std::optional<std::string>(std::move(bytes));
    }
    return std::optional<std::string>();
  }
  void failed(const std::string& path, Error error) { out_.failed.emplace_back(path, std::move(error)); }

  // where: the element with the text and its selections; named: that with the name.
  Result<void> text(const pugi::xml_node& where, const pugi::xml_node& named) {
    const std::string path = path_within(named);
    std::string bytes = child(where, "PlainTextContent").text().get();
    if (bytes.empty()) {
      auto found = bytes_of(value(where, "plainTextPath"));
      if (!found) {
        failed(path, std::move(found.error()));
        return {};
      }
      if (!*found) {
        failed(path, Error{Code::bad_input, "the text of '" + squeeze(value(named, "name")) + "' is not in the project",
                           "export the project with its sources, not as links to them", Place{path_, {}, {}}});
        return {};
      }
      bytes = std::move(**found);
    }
    auto document = read_document(path, std::move(bytes), limits_, cancel_);
    if (!document) {
      if (document.error().code == Code::cancelled) return tl::unexpected<Error>(std::move(document.error()));
      failed(path, std::move(document.error()));
      return {};
    }
    CodedText out{std::move(*document), {}};
    // The same text beside the project is another document: the one must not take the codes of the other.
    out.document.content_hash = sha256_hex(out.document.content_hash + "\ncoded in " + name_);
    // Where a reader wrote the words down anew, places in the file say nothing.
    const bool as_it_is = std::any_of(readers().begin(), readers().end(), [&](const ingest::Reader& reader) {
      return reader.name == out.document.format && reader.read;
    });
    if (as_it_is) EV_CHECK(passages(where, out));
    if (!as_it_is) others_["texts that are files of another format"] += 1;
    out_.texts.push_back(std::move(out));
    return {};
  }
  Result<void> whole_file(const pugi::xml_node& source) {
    const std::string path = path_within(source);
    auto bytes = bytes_of(value(source, "path"));
    if (bytes && *bytes) {
      auto document = read_document(path, std::move(**bytes), limits_, cancel_);
      if (document) {
        out_.texts.push_back({std::move(*document), {}});
        return {};
      }
      if (document.error().code == Code::cancelled) return tl::unexpected<Error>(std::move(document.error()));
      failed(path, std::move(document.error()));
      return {};
    }
    if (!bytes) failed(path, std::move(bytes.error()));
    if (bytes) others_["sources whose file is not in the project"] += 1;
    return {};
  }

  Result<void> passages(const pugi::xml_node& where, CodedText& out) {
    std::vector<Selection> selections;
    for (const pugi::xml_node& node : where.children()) {
      if (local_name(node) == "Coding") ++whole_;
      if (local_name(node) != "PlainTextSelection") continue;
      Selection one{number_of(value(node, "startPosition")), number_of(value(node, "endPosition")), squeeze(value(node, "name")), {}};
      for (const pugi::xml_node& coding : node.children())
        if (local_name(coding) == "Coding")
          one.codes.emplace_back(lower(value(child(coding, "CodeRef"), "targetGUID")), lower(value(coding, "creatingUser")));
      if (!one.codes.empty()) selections.push_back(std::move(one));
      if (selections.size() > kSelections)
        return fail(Code::limit, "the project has more than " + std::to_string(kSelections) + " coded passages in one text", "export it in parts",
                    Place{path_, {}, {}});
    }
    const std::vector<std::uint32_t> offsets = counted(out.document.text, selections);
    for (const Selection& one : selections) passage(one, offsets, out);
    std::stable_sort(out.passages.begin(), out.passages.end(), [](const CodedPassage& a, const CodedPassage& b) {
      return std::pair(a.code.begin, a.code.end) < std::pair(b.code.begin, b.code.end);
    });
    return {};
  }
  // The way of counting by which the most selections begin with their names.
  static std::vector<std::uint32_t> counted(std::string_view text, const std::vector<Selection>& selections) {
    std::vector<std::uint32_t> best;
    std::size_t most = 0;
    for (const Counting& counting : kCountings) {
      std::vector<std::uint32_t> offsets = offsets_of(text, counting);
      std::size_t fitting = 0;
      for (const Selection& one : selections) {
        if (one.name.size() < 4 || one.from >= one.to || one.to >= offsets.size()) continue;
        const std::string words = squeeze(text.substr(offsets[one.from], offsets[one.to] - offsets[one.from]));
        const std::string_view name = std::string_view(one.name).substr(0, one.name.ends_with("...") ? one.name.size() - 3 : one.name.size());
        fitting += words.starts_with(name);
      }
      if (best.empty() || fitting > most) {
        most = fitting;
        best = std::move(offsets);
      }
    }
    return best;
  }
  void passage(const Selection& selection, const std::vector<std::uint32_t>& offsets, CodedText& out) {
    if (selection.from >= selection.to || selection.to >= offsets.size()) {
      outside_ += selection.codes.size();
      return;
    }
    const std::string_view text = out.document.text;
    std::size_t begin = offsets[selection.from], end = offsets[selection.to];
    const auto blank = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) <= ' '; };
    while (begin < end && blank(begin)) ++begin;
    while (end > begin && blank(end - 1)) --end;
    if (begin == end) {
      outside_ += selection.codes.size();
      return;
    }
    for (const auto& [guid, user] : selection.codes) {
      const auto known = codes_.find(guid);
      if (known == codes_.end()) {
        ++unknown_;
        continue;
      }
      const auto& [path, kind] = known->second;
      if (kind.left_out) {
        ++left_out_;
        continue;
      }
      if (!kind.known) themes_.insert(path_words(path));
      // What a code says of the study, and answers but yes, are no passages of some kind: they are themes of the text.
      CodedPassage one;
      const bool theme = kind.fact || kind.meaning.what != CodeMeaning::What::item || kind.answer != CodeAnswer::found;
      one.code.meaning = theme ? CodeMeaning{} : kind.meaning;
      one.code.name = theme || (kind.name.empty() && end - begin > kLongestName) ? squeeze(path.back()) : kind.name;
      one.code.begin = begin;
      one.code.end = end;
      one.code.belongs_to = path_words(path);
      const auto who = users_.find(user);
      one.coder = who == users_.end() || who->second.empty() ? name_ : who->second;
      one.code.reason = "coded '" + path_words(path) + "'" + (one.coder == name_ ? "" : " by " + one.coder) + " in " + name_;
      out.passages.push_back(std::move(one));
    }
  }

  void tell() {
    const auto note = [&](std::size_t count, const std::string& one, const std::string& many) {
      if (count) out_.notes.push_back(count == 1 ? "1 " + one : std::to_string(count) + " " + many);
    };
    if (!themes_.empty()) {
      std::string some;
      std::size_t shown = 0;
      for (const std::string& name : themes_)
        if (shown++ < 5) some += (some.empty() ? "'" : ", '") + name + "'";
      some += themes_.size() > 5 ? " …" : "";
      const std::string mapping = "; give kinds in '" + name_ + ".mapping.json'";
      note(themes_.size(), "code has a name that tells no kind and is read as a theme: " + some + mapping,
           "codes have names that tell no kind and are read as themes: " + some + mapping);
    }
    note(outside_, "code is of a place that the text does not have, and was left out", "codes are of places that the texts do not have, and were left out");
    note(unknown_, "code was given that the code book does not have", "codes were given that the code book does not have");
    note(left_out_, "code was left out, as the mapping says", "codes were left out, as the mapping says");
    note(whole_, "code is of a whole source and was left out: it has no words to quote", "codes are of whole sources and were left out: they have no words to quote");
    note(areas_, "code is of an area of a page, picture or recording and was left out: it has no words to quote",
         "codes are of areas of pages, pictures or recordings and were left out: they have no words to quote");
    std::string rest;
    for (const auto& [what, count] : others_)
      if (count) rest += (rest.empty() ? "" : ", ") + what + " (" + std::to_string(count) + ")";
    if (!rest.empty()) out_.notes.push_back("not read: " + rest);
    for (const std::string& name : kinds_.unused(paths_)) out_.notes.push_back("the mapping names the code '" + name + "', which is not in the project");
  }

  static constexpr std::size_t kLongestName = 120;  // bytes: what is longer is a passage
  const std::string path_, name_;
  const CodeKinds& kinds_;
  const Limits& limits_;
  const Cancel& cancel_;
  std::optional<Archive> archive_;
  RefiProject out_;
  std::map<std::string, std::string> users_;
  std::map<std::string, std::pair<CodePath, KindOfCode>> codes_;
  std::vector<CodePath> paths_;
  std::set<std::string> names_, themes_;
  std::map<std::string, std::size_t> others_;
  std::size_t outside_ = 0, unknown_ = 0, left_out_ = 0, whole_ = 0, areas_ = 0;
};

}  // namespace

bool is_refi_project(std::string_view bytes) {
  if (!Project::is_archive(bytes)) {
    const std::string_view head = bytes.substr(0, 4096);
    return head.find("urn:QDA-XML:project") != std::string_view::npos && head.find("Project") != std::string_view::npos;
  }
  if (lower(bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), kDirectory))).find(kProject) == std::string::npos) return false;
  const auto archive = Archive::open(bytes);
  return archive && Project::project_in(*archive);
}

Result<RefiProject> read_refi(const CodingFile& file, const Limits& limits, const Cancel& cancel) {
  EV_TRY(const CodeKinds kinds, CodeKinds::read(file.mapping_name, file.mapping));
  return Project(file.path, kinds, limits, cancel).read(file.bytes);
}

void add_passages(Extraction& extraction, const std::vector<CodedPassage>& passages) {
  auto& items = extraction.evidence.items;
  struct Reach {
    std::uint64_t begin, end;  // end: the furthest so far
  };
  std::map<graph::Kind, std::vector<Reach>> coded;
  for (const CodedPassage& one : passages) {
    std::vector<Reach>& all = coded[one.code.meaning.kind];
    all.push_back({one.code.begin, all.empty() ? one.code.end : std::max(all.back().end, one.code.end)});
  }
  std::erase_if(items, [&](const graph::Item& item) {
    const auto of_kind = coded.find(item.kind);
    if (of_kind == coded.end()) return false;
    const auto after = std::lower_bound(of_kind->second.begin(), of_kind->second.end(), item.passage.end,
                                        [](const Reach& reach, std::uint64_t end) { return reach.begin < end; });
    return after != of_kind->second.begin() && std::prev(after)->end > item.passage.begin;
  });
  for (const CodedPassage& one : passages) {
    graph::Item item = coded_item(one.code, extraction.document.text, one.coder);
    item.passage = extraction.passage(static_cast<std::uint32_t>(one.code.begin), static_cast<std::uint32_t>(one.code.end));
    items.push_back(std::move(item));
  }
}

}  // namespace evident::ingest

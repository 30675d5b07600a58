// The front matter of an article: as lines of the text, for people, and as the fields of its record.
#include <algorithm>
#include <array>

#include "ingest/readers/jats.hpp"
#include "ingest/readers/xml.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::string_view kOrigin = "its JATS front matter";

std::string two(std::string number) { return number.size() == 1 ? "0" + number : number; }
bool digits(const std::string& s, std::size_t most) {
  return !s.empty() && s.size() <= most &&
         std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string iso(const pugi::xml_node& date) {
  std::string out = text_of(child(date, "year"));
  if (!digits(out, 4)) return {};
  const std::string month = text_of(child(date, "month")), day = text_of(child(date, "day"));
  if (!digits(month, 2)) return out;
  out += "-" + two(month);
  if (digits(day, 2)) out += "-" + two(day);
  return out;
}

// The date of the issue, as precise as the first publication in the same year gives it.
std::string published(const pugi::xml_node& meta) {
  std::string issue, online, other;
  for (const pugi::xml_node& date : meta.children()) {
    if (local_name(date) != "pub-date") continue;
    const std::string type = std::string(value(date, "pub-type")) + std::string(value(date, "date-type")) +
                             std::string(value(date, "publication-format"));
    const std::string when = iso(date);
    if (when.empty() || type.find("pmc") != std::string::npos) continue;
    if (type.find("ppub") != std::string::npos || type.find("collection") != std::string::npos ||
        type.find("print") != std::string::npos)
      issue = issue.empty() ? when : issue;
    else if (type.find("epub") != std::string::npos || type.find("electronic") != std::string::npos)
      online = online.empty() ? when : online;
    else
      other = other.empty() ? when : other;
  }
  const std::string best = !issue.empty() ? issue : !online.empty() ? online : other;
  return online.size() > best.size() && online.substr(0, 4) == best.substr(0, 4) ? online : best;
}

}  // namespace

void JatsWalk::record(DocumentField::Name name, std::string value) {
  if (!value.empty()) document_.record.push_back({name, std::move(value), kOrigin, true});
}

void JatsWalk::front(const pugi::xml_node& front, bool own) {
  using Name = DocumentField::Name;
  const bool stub = local_name(front) == "front-stub";
  const pugi::xml_node meta = stub ? front : child(front, "article-meta"),
                       journal = child(front, "journal-meta");
  const pugi::xml_node titles = child(meta, "title-group");
  const std::string title = text_of(child(titles, "article-title")),
                    subtitle = text_of(child(titles, "subtitle"));
  if (own) {
    out_.open(BlockKind::title);
    out_.words(title);
    if (!subtitle.empty()) {
      out_.open(BlockKind::title);
      out_.words(subtitle);
    }
    record(Name::title, title);
    record(Name::subtitle, subtitle);
  } else if (!title.empty()) {
    out_.heading(1);
    out_.words(title);
  }
  out_.close();
  for (const pugi::xml_node& other : titles.children())
    if (local_name(other) == "trans-title-group") {
      out_.open(BlockKind::metadata);
      out_.words(text_of(other));
      out_.close();
    }
  authors(meta, own);
  journal_line(journal, meta, own);
  for (const pugi::xml_node& inner : meta.children()) {
    const std::string_view name = local_name(inner);
    if (name == "abstract" || name == "trans-abstract") abstract(inner);
  }
  for (const pugi::xml_node& words : meta.children()) {
    if (local_name(words) != "kwd-group") continue;
    std::string all;
    for (const pugi::xml_node& word : words.children())
      if (local_name(word) == "kwd") all += (all.empty() ? "" : "; ") + text_of(word);
    out_.open(BlockKind::metadata);
    if (!all.empty()) out_.words("Keywords: " + all);
    out_.close();
  }
  const pugi::xml_node notes = child(meta, "author-notes");
  for (const pugi::xml_node& inner : notes.children())
    if (local_name(inner) == "fn") note(inner, 1);
  if (!own) return;
  const pugi::xml_node funding = child(meta, "funding-group");
  for (const pugi::xml_node& award : funding.children()) {
    if (local_name(award) != "award-group") continue;
    const pugi::xml_node source = child(award, "funding-source");
    const pugi::xml_node institution = child(child(source, "institution-wrap"), "institution");
    record(Name::funder, text_of(institution ? institution : source));
  }
}

void JatsWalk::authors(const pugi::xml_node& meta, bool own) {
  std::string line;
  std::vector<std::string> places;
  const auto place = [&](const pugi::xml_node& aff) {
    std::string words;
    for (const pugi::xml_node& inner : aff.children()) {
      if (local_name(inner) == "label" || local_name(inner) == "sup" || local_name(inner) == "email")
        continue;
      if (inner.type() == pugi::node_pcdata) words += inner.value();
      if (inner.type() == pugi::node_element) words += " " + text_of(inner);
    }
    words = squeeze(words);
    if (!words.empty()) places.push_back(std::move(words));
  };
  for (const pugi::xml_node& group : meta.children()) {
    if (local_name(group) == "aff") place(group);
    if (local_name(group) != "contrib-group") continue;
    for (const pugi::xml_node& contrib : group.children()) {
      if (local_name(contrib) == "aff") place(contrib);
      const std::string_view type = value(contrib, "contrib-type");
      if (local_name(contrib) != "contrib" || (!type.empty() && type != "author")) continue;
      pugi::xml_node name = child(contrib, "name");
      if (!name) name = child(child(contrib, "name-alternatives"), "name");
      std::string who = squeeze(text_of(child(name, "given-names")) + " " + text_of(child(name, "surname")));
      if (const std::string suffix = text_of(child(name, "suffix")); !suffix.empty() && !who.empty())
        who += " " + suffix;
      if (who.empty()) who = text_of(child(contrib, "string-name"));
      // A group's members stand within it.
      if (who.empty())
        for (const pugi::xml_node& words : child(contrib, "collab").children())
          if (words.type() == pugi::node_pcdata || local_name(words) == "institution")
            who = squeeze(who + " " +
                          (words.type() == pugi::node_pcdata ? words.value() : text_of(words).c_str()));
      if (who.empty()) continue;
      line += (line.empty() ? "" : ", ") + who;
      if (own) record(DocumentField::Name::author, std::move(who));
      for (const pugi::xml_node& aff : contrib.children())
        if (local_name(aff) == "aff") place(aff);
    }
  }
  places.insert(places.begin(), line);
  for (const std::string& words : places) {
    out_.open(BlockKind::metadata);
    out_.words(words);
    out_.close();
  }
}

// "BMC Example. 2015;15:31. doi: 10.1234/abcd"
void JatsWalk::journal_line(const pugi::xml_node& journal, const pugi::xml_node& meta, bool own) {
  using Name = DocumentField::Name;
  pugi::xml_node titled = child(child(journal, "journal-title-group"), "journal-title");
  if (!titled) titled = child(journal, "journal-title");
  const std::string venue = text_of(titled), date = published(meta);
  std::string doi;
  for (const pugi::xml_node& id : meta.children())
    if (local_name(id) == "article-id" && value(id, "pub-id-type") == "doi") doi = text_of(id);
  std::string line = venue.empty() ? "" : venue + ". ";
  line += date.substr(0, 4);
  const std::string volume = text_of(child(meta, "volume")), issue = text_of(child(meta, "issue"));
  std::string pages = text_of(child(meta, "fpage"));
  if (pages.empty()) pages = text_of(child(meta, "elocation-id"));
  if (const std::string last = text_of(child(meta, "lpage")); !last.empty() && last != pages)
    pages += "-" + last;
  if (!volume.empty()) line += ";" + volume;
  if (!issue.empty()) line += "(" + issue + ")";
  if (!pages.empty()) line += ":" + pages;
  if (!line.empty()) line += ".";
  if (!doi.empty()) line += " doi: " + doi;
  out_.open(BlockKind::metadata);
  out_.words(line);
  out_.close();
  if (!own) return;
  record(Name::date, date);
  record(Name::venue, venue);
  record(Name::publisher, text_of(child(child(journal, "publisher"), "publisher-name")));
  record(Name::doi, doi);
}

void JatsWalk::abstract(const pugi::xml_node& node) {
  // A picture with a line under it, or a list of highlights, is no abstract.
  const std::string_view type = value(node, "abstract-type");
  if (type == "graphical" || type == "toc") return;
  const std::string_view language = value(node, "lang");
  pugi::xml_node article = node.parent();
  while (article && !attribute(article, "lang") && article.parent()) article = article.parent();
  if (!language.empty()) out_.set_language(language);
  section(node, 1, "Abstract");
  out_.set_language(value(article, "lang"));
}

}  // namespace evident::ingest

// References in the common styles, as far as a record goes: Harvard (as everywhere else), Vancouver (ICMJE
// Recommendations), APA (7th edition), BibTeX, RIS, and what Markdown
// tools read. What a record lacks is said, not
// papered over.
#include <algorithm>

#include "query/execute/cite.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

// "Field" and "J.E." of "Field J.E.", "Field, J.E." and "J.E. Field"; a body has no initials.
std::pair<std::string, std::string> split_name(const std::string& author) {
  const std::string family = family_name(author);
  std::string rest = squeeze(author);
  if (const auto at = rest.find(family); at != std::string::npos) rest.erase(at, family.size());
  std::erase(rest, ',');
  std::string initials;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const bool first = i == 0 || rest[i - 1] == ' ' || rest[i - 1] == '.' || rest[i - 1] == '-';
    const bool capital = rest[i] >= 'A' && rest[i] <= 'Z';
    if (capital && (first || (i && rest[i - 1] >= 'A' && rest[i - 1] <= 'Z'))) initials += rest[i];
  }
  return {family, initials};
}

std::string names(const SourceView& source, std::string_view style) {
  std::string text;
  for (std::size_t i = 0; i < source.authors.size(); ++i) {
    const auto [family, initials] = split_name(source.authors[i]);
    const bool last = i > 0 && i + 1 == source.authors.size();
    if (style == "vancouver") {
      text += (i ? ", " : "") + family + (initials.empty() ? "" : " " + initials);
    } else if (style == "bibtex") {
      text += (i ? " and " : "") + (initials.empty() ? "{" + family + "}" : family);
      for (std::size_t k = 0; k < initials.size(); ++k)
        text += (k ? " " : ", ") + std::string(1, initials[k]) + ".";
    } else {
      text += (last ? ", & " : i ? ", " : "") + family;
      for (std::size_t k = 0; k < initials.size(); ++k)
        text += (k ? " " : ", ") + std::string(1, initials[k]) + ".";
    }
  }
  return text.empty() ? source.publisher : text;
}

std::string with_point(std::string text) {
  if (!text.empty() && std::string_view(".?!").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : " ") + part;
  return text;
}

// A record as reference managers read it: a line a field, the kind of work first.
std::string ris(const SourceView& source) {
  std::string text;
  const auto field = [&](std::string_view tag, const std::string& value) {
    if (!value.empty()) text += std::string(tag) + "  - " + squeeze(value) + "\n";
  };
  field("TY", source.genre == "report"   ? "RPRT"
              : source.genre == "slides" ? "SLIDE"
              : source.venue.empty()     ? "GEN"
                                         : "JOUR");
  for (const std::string& author : source.authors) {
    const auto [family, initials] = split_name(author);
    std::string name = family;
    for (std::size_t k = 0; k < initials.size(); ++k) name += (k ? "" : ", ") + std::string(1, initials[k]) + ".";
    field("AU", name);
  }
  field("TI", source.title);
  field("PY", source.year ? std::to_string(source.year) : "");
  field("T2", source.venue);
  field("PB", source.publisher);
  field("DO", source.doi);
  field("UR", source.url);
  field("ID", citation_key(source));
  return text + "ER  - ";
}

}  // namespace

std::string citation_key(const SourceView& source) {
  std::string key;
  const std::string who = !source.authors.empty()     ? family_name(source.authors[0])
                          : !source.publisher.empty() ? source.publisher
                          : source.title.empty()      ? source.file
                                                      : source.title;
  for (const char c : fold(who))
    if (c != ' ') key += c;
  if (key.size() > 24) key.resize(24);
  return key + (source.year ? std::to_string(source.year) : "nd");
}

std::string reference_in(const SourceView& source, std::string_view style, std::size_t number) {
  const std::string who = names(source, style);
  const std::string title = source.title.empty() ? "[incomplete: add title]" : source.title;
  const std::string author = who.empty() ? "[incomplete: add author]" : who;
  const std::string issuer = source.publisher == who ? "" : source.publisher;
  if (style == "vancouver")
    return join({with_point(author), with_point(title), with_point(source.venue), with_point(issuer),
                 source.year ? std::to_string(source.year) + "." : "[date unknown].",
                 source.doi.empty() ? "" : "doi:" + source.doi});
  if (style == "apa")
    return join({author, "(" + (source.year ? std::to_string(source.year) : std::string("n.d.")) + ").",
                 with_point(title), with_point(source.venue), with_point(issuer),
                 source.doi.empty() ? source.url : "https://doi.org/" + source.doi});
  if (style == "bibtex") {
    std::string text = "@misc{" + citation_key(source);
    const auto field = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) text += ", " + std::string(name) + " = {" + value + "}";
    };
    field("author", who);
    field("title", source.title);
    field("year", source.year ? std::to_string(source.year) : "");
    field("howpublished", source.venue);
    field("publisher", issuer);
    field("doi", source.doi);
    field("url", source.url);
    return text + "}";
  }
  if (style == "ris") return ris(source);
  if (style == "markdown") return "[@" + citation_key(source) + "]: " + source.reference;
  if (style == "footnotes") return "[^" + std::to_string(number) + "]: " + source.reference;
  return source.reference;
}

}  // namespace evident::query

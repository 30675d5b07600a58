#include "reference/exhaustive.hpp"

#include "query/language/parse.hpp"

namespace evident::reference {
namespace {

enum class Sort { measure, claim, hedged, study };

Library document() {
  Library library;
  Node source;
  source.kind = Kind::source;
  source.id = "s";
  source.words = "A report";
  source.set(Attribute::file, std::string("s.txt"));
  source.document = 0;
  library.add(std::move(source));
  return library;
}

void add(Library& library, Sort sort) {
  const Id i = library.nodes.size();
  Node node;
  node.id = "n" + std::to_string(i);
  if (sort == Sort::measure) {
    node.kind = Kind::measure;
    node.words = std::string(1, static_cast<char>('a' + static_cast<char>(i) - 1));
  } else {
    node.kind = sort == Sort::study ? Kind::study : Kind::claim;
    node.words = "Words of " + node.id;
    node.document = 0;
    node.begin = 100 * i;
    node.end = node.begin + 10;
    if (node.kind == Kind::claim) node.set(Attribute::role, std::string("finding"));
    if (sort == Sort::hedged) node.set(Attribute::hedged, true);
  }
  library.add(std::move(node));
}

std::vector<Arrow> possible_arrows(const Library& library) {
  std::vector<Arrow> arrows;
  for (Id a = 1; a < library.nodes.size(); ++a)
    for (Id b = 1; b < library.nodes.size(); ++b) {
      const Kind from = library.nodes[a].kind, to = library.nodes[b].kind;
      if (from == Kind::claim && to == Kind::measure) arrows.push_back({a, Edge::about, b});
      if (from == Kind::claim && to == Kind::study) arrows.push_back({a, Edge::rests_on, b});
      if (from == Kind::study && to == Kind::measure) arrows.push_back({a, Edge::looked_at, b});
      if (from == Kind::measure && to == Kind::measure && a != b) arrows.push_back({a, Edge::broader, b});
      if (from == Kind::claim && to == Kind::claim && b < a) arrows.push_back({a, Edge::restates, b});
    }
  return arrows;
}

void grow(const Library& library, Sort least, std::size_t nodes, std::vector<Library>& all) {
  const auto arrows = possible_arrows(library);
  for (std::size_t chosen = 0; chosen < std::size_t{1} << arrows.size(); ++chosen) {
    Library one = library;
    std::size_t restating = 0;
    for (std::size_t a = 0; a < arrows.size(); ++a)
      if (chosen >> a & 1) {
        one.link(arrows[a].from, arrows[a].edge, arrows[a].to);
        restating += arrows[a].edge == Edge::restates && arrows[a].from == library.nodes.size() - 1;
      }
    if (restating < 2) all.push_back(std::move(one));  // a sentence says one earlier sentence again
  }
  if (nodes == 0) return;
  for (const Sort sort : {Sort::measure, Sort::claim, Sort::hedged, Sort::study})
    if (sort >= least) {
      Library more = library;
      add(more, sort);
      grow(more, sort, nodes - 1, all);
    }
}

void extend(const std::string& text, std::size_t words, std::vector<std::string>& all) {
  static const std::vector<std::string> kWords{"measures", "claims", "evidence", "hedged", "have",
                                               "are",      "about",  "no",       "not",    "only",
                                               "and",      "or",     "\"a\""};
  if (query::parse(text)) all.push_back(text);
  if (words == 0) return;
  for (const auto& word : kWords) extend(text + " " + word, words - 1, all);
}

}  // namespace

std::vector<Library> small_libraries(std::size_t nodes) {
  std::vector<Library> all;
  grow(document(), Sort::measure, nodes, all);
  return all;
}

std::vector<std::string> two_statements() {
  std::vector<std::string> terms;
  for (const char* things : {"measures", "claims", "evidence", "hedged claims"}) {
    for (const char* verb : {"have ", "do not have "})
      for (const char* quantity : {"", "no ", "only ", "every ", "at least 2 ", "at most 1 "})
        terms.push_back(std::string(verb) + quantity + things);
    terms.push_back(std::string("lack ") + things);
  }
  for (const char* are : {"are ", "are not "})
    for (const char* said : {"hedged", "about \"a\"", "about exactly \"a\"", "about \"a\" and \"b\""})
      terms.push_back(std::string(are) + said);
  std::vector<std::string> all;
  for (const char* subject : {"which measures ", "which claims ", "which hedged claims "})
    for (const auto& term : terms) {
      all.push_back(subject + term);
      for (const char* joint : {" and ", " or "})
        for (const auto& other : terms) all.push_back(subject + term + joint + other);
    }
  std::erase_if(all, [](const std::string& text) { return !query::parse(text); });
  return all;
}

std::vector<std::string> short_questions(std::size_t words) {
  std::vector<std::string> all;
  extend("which", words, all);
  return all;
}

}  // namespace evident::reference

// Told by the title, by what the text calls itself, who speaks, and the parts that papers, reports and opinion pieces
// have.
#include "ingest/classify/genre.hpp"

#include <algorithm>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/labels.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool is_heading(BlockKind kind) {
  return kind == BlockKind::heading || kind == BlockKind::slide_title || kind == BlockKind::title;
}

}  // namespace

void find_genre(const Document& document, const std::vector<Sentence>& sentences, const std::vector<Topic>& topics,
                Structure& out) {
  std::string_view first = document.text;
  first = trim(first.substr(0, std::min<std::size_t>(first.size(), 400)));
  first = trim(first.substr(0, first.find('\n')));
  while (!first.empty() && (first.front() == '#' || first.front() == '*' || first.front() == '_' ||
                            first.front() == ' ' || first.front() == '\xEF' || first.front() == '\xBB' ||
                            first.front() == '\xBF' || first.front() == '>'))
    first.remove_prefix(1);
  out.invented = starts_with_ignoring_case(first, "invented");
  const Tokens all(document.text);
  const std::size_t total = all.size();
  int report = 0, review = 0, cases = 0, study = 0, opinion = 0, digest = 0, site = 0;
  std::size_t person = 0;
  for (const CueMatch& m : cues("genres").match(all)) {
    const bool early = m.first < 60;
    if (m.label == "report")
      report += m.weight;
    else if (m.label == "review")
      review += m.weight * (early ? 3 : 1);
    else if (m.label == "case_study")
      cases += m.weight * (early ? 3 : 1);
    else if (m.label == "study")
      study += m.weight;
    else if (m.label == "comment")
      site += m.first < 60 || m.first + 80 > total ? 1 : 0;
    else if (m.label == "digest")
      digest += m.weight;
    else if (m.label == "opinion" && m.weight == 1)
      ++person;
    else if (m.label == "opinion")
      opinion += early ? 6 : 0;
  }
  for (const CueMatch& m : cues("voices").match(all))
    if (m.label == "digest") digest += m.weight * (m.first < 80 ? 2 : 1);
  int sections = 0, methods = 0, lists = 0;
  for (const Sentence& sentence : sentences) {
    const Topic label = lone_label(document, sentence);
    sections += label == Topic::background || label == Topic::method || label == Topic::finding ||
                label == Topic::conclusion;
    methods += label == Topic::method;
  }
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    if (is_heading(block.kind)) {
      sections += topics[b] == Topic::background || topics[b] == Topic::method ||
                  topics[b] == Topic::finding || topics[b] == Topic::conclusion;
      methods += topics[b] == Topic::method;
    } else if (block.kind == BlockKind::paragraph || block.kind == BlockKind::list_item) {
      const InlineLabel label = inline_label(document.words(block));
      sections += label.topic == Topic::background || label.topic == Topic::method ||
                  label.topic == Topic::finding || label.topic == Topic::conclusion;
      methods += label.topic == Topic::method;
      lists += block.kind == BlockKind::list_item;
    }
  }
  std::string_view title;
  for (const Block& block : document.blocks)
    if (block.kind == BlockKind::title) {
      title = document.words(block);
      break;
    }
  // Parts that reports have and papers do not: several cases, a table of contents, recommendations.
  int parts = out.cases.size() > 1 ? 4 : 0;
  for (const Topic topic : topics)
    parts += topic == Topic::contents ? 2 : topic == Topic::recommendation ? 1 : 0;
  const Tokens title_tokens(title);
  const auto titled = [&](std::string_view label) {
    for (const CueMatch& m : cues("genres").match(title_tokens))
      if (m.label == label && m.weight >= 3) return true;
    return false;
  };
  // Somebody speaks to readers, or the page says that it is a comment.
  const bool personal = (person * 60 > total && sections == 0) ||
                        (person * 120 > total && site > 0 && methods == 0 && lists < 6);
  // A short text whose title names a design reports that study.
  std::string_view design;
  int design_weight = 3;
  for (const CueMatch& m : cues("designs").match(title_tokens))
    if (m.weight > design_weight) {
      design = m.label;
      design_weight = m.weight;
    }
  const bool review_design =
      design == "systematic_review" || design == "literature_review" || design == "meta_analysis";
  // "A report by the Coastal Trust", "Final report to the Fund" right below the title.
  bool called_report = false;
  for (std::size_t b = 0; b < document.blocks.size() && b < 5; ++b) {
    const BlockKind kind = document.blocks[b].kind;
    if (kind != BlockKind::metadata && kind != BlockKind::title && kind != BlockKind::heading) continue;
    const Tokens words(document.words(document.blocks[b]));
    // "REPORT 11 / 2023", "Audit report no. 4"
    for (std::size_t i = 0; i + 1 < words.size() && words.size() <= 7; ++i)
      called_report = called_report || (words[i] == "report" && (words.number(i + 1) || words[i + 1] == "no" ||
                                                                 words[i + 1] == "number"));
    for (std::size_t i = 0; i + 1 < words.size() && words.size() <= 24; ++i)
      called_report = called_report || (words[i] == "report" && (words[i + 1] == "by" || words[i + 1] == "to" ||
                                                                 words[i + 1] == "for" || words[i + 1] == "of"));
  }
  if (document.slides)
    out.doc_type = "slides";
  else if (called_report && design.empty() && !personal)
    out.doc_type = "report";
  else if (!design.empty() && total < 3000 && !personal)
    out.doc_type = review_design                                             ? "review"
                    : design.ends_with("case_study") && out.cases.size() < 2 ? "case_study"
                                                                              : "study";
  else if (titled("opinion") || (personal && methods == 0 && study * 40 < static_cast<int>(total)))
    out.doc_type = "opinion";
  else if (titled("review") || (review >= 12 && methods > 0 && total < 3000))
    out.doc_type = "review";
  else if (report + parts >= 6 && total > 800)
    out.doc_type = "report";
  else if (titled("case_study") || cases >= 9)
    out.doc_type = total > 3000 || out.cases.size() > 1 ? "report" : "case_study";
  else if (total > 3000 && methods < 3)
    out.doc_type = "report";
  else if (methods > 0 || study * 30 > static_cast<int>(total))
    out.doc_type = report >= 6 && study < 8 ? "report" : "study";
  else if (report > 0 || sections > 0 || lists > 8)
    out.doc_type = "report";
  else if (std::count_if(document.blocks.begin(), document.blocks.end(),
                         [](const Block& b) { return is_heading(b.kind); }) > 3 &&
           person * 100 < total)
    out.doc_type = "report";  // parts under headings, and nobody who speaks of himself
  else
    out.doc_type = study > 0 ? "study" : "opinion";
  bool record = false;  // a journal line or identifier among the front matter
  for (const Block& block : document.blocks)
    if (block.kind == BlockKind::metadata) {
      const std::string_view words = document.words(block);
      record = record || words.find("doi") != std::string_view::npos ||
               words.find("Epub") != std::string_view::npos || words.find("DOI") != std::string_view::npos;
    }
  out.digest = out.doc_type != "slides" && out.doc_type != "opinion" && digest >= 3 && total < 3000;
  out.abstract_like = sections == 0 && !document.slides && total < 1200;
  if (document.slides)
    out.depth = "slides";
  else if (out.digest)
    out.depth = "digest";
  else if (total < 800 && record)
    out.depth = "abstract";
  else
    out.depth = "full_text";
}

}  // namespace evident::ingest

// For arbitrary bytes and arbitrary mixtures of document parts: blocks and sentences keep their promises.
#include <random>

#include "ingest/sentences/sentences.hpp"
#include "readers_support.hpp"

namespace evident::ingest::test {

namespace {
bool boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}
}  // namespace

std::string broken_invariant(const Document& d) {
  const auto say = [](std::size_t block, const char* what) {
    return "block " + std::to_string(block) + ": " + what;
  };
  std::size_t last = 0;
  for (std::size_t i = 0; i < d.blocks.size(); ++i) {
    const Block& b = d.blocks[i];
    if (b.begin >= b.end || b.end > d.text.size()) return say(i, "outside the text");
    if (b.begin < last) return say(i, "overlaps the one before");
    last = b.end;
    if (!boundary(d.text, b.begin) || !boundary(d.text, b.end)) return say(i, "cuts a character");
    const auto here = static_cast<std::int32_t>(i);
    if (b.heading < -1 || b.heading >= here) return say(i, "heading does not point back");
    if (b.heading >= 0) {
      const Block& h = d.blocks[static_cast<std::size_t>(b.heading)];
      if (h.kind != BlockKind::heading && h.kind != BlockKind::slide_title) return say(i, "heading is none");
      if ((b.kind == BlockKind::heading || b.kind == BlockKind::slide_title) && h.level >= b.level &&
          b.level < 12)
        return say(i, "heading is not above");
    }
    if (b.parent < -1 || b.parent >= here) return say(i, "parent does not point back");
    if (b.kind == BlockKind::attribution &&
        (b.parent < 0 || d.blocks[static_cast<std::size_t>(b.parent)].kind != BlockKind::quotation))
      return say(i, "attribution without a quotation");
    if (b.kind == BlockKind::list_item && b.level < 1) return say(i, "item without a level");
    if ((b.kind == BlockKind::table_row) != !b.cells.empty()) return say(i, "cells");
    for (const Cell& c : b.cells)
      if (c.begin > c.end || c.begin < b.begin || c.end > b.end || !boundary(d.text, c.begin) ||
          !boundary(d.text, c.end))
        return say(i, "cell outside");
  }
  const auto sentences = sentences_of(d);
  std::size_t end = 0;
  for (const Sentence& s : sentences) {
    const Block& b = d.blocks[static_cast<std::size_t>(s.block)];
    if (s.begin < end || s.begin >= s.end || s.begin < b.begin || s.end > b.end)
      return "a sentence leaves its block or order";
    if (!boundary(d.text, s.begin) || !boundary(d.text, s.end)) return "a sentence cuts a character";
    end = s.end;
  }
  return "";
}

}  // namespace evident::ingest::test

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

namespace {

void check(std::string_view name, const std::string& bytes) {
  const Cancel cancel;
  const auto d = read_document(std::string(name), bytes, {}, cancel);
  if (!d) {
    CHECK_FALSE(d.error().message.empty());
    return;
  }
  const std::string broken = broken_invariant(*d);
  if (!broken.empty()) FAIL(broken << "\nin\n" << bytes);
}

}  // namespace

TEST_CASE("arbitrary bytes keep the promises of documents") {
  std::mt19937 random(20240601);
  for (int round = 0; round < 4000; ++round) {
    std::string bytes(random() % 200, '\0');
    for (char& c : bytes) c = static_cast<char>(round % 2 ? 9 + random() % 118 : random() % 256);
    check(round % 3 ? "a.txt" : "a.md", bytes);
  }
}

TEST_CASE("arbitrary mixtures of parts keep the promises of documents") {
  static const char* const kParts[] = {"# ",
                                       "## ",
                                       "- ",
                                       "  - ",
                                       " - ",
                                       "1. ",
                                       "2. ",
                                       "12. ",
                                       "a) ",
                                       "IV. ",
                                       "• ",
                                       "* ",
                                       "**",
                                       "*",
                                       "> ",
                                       "> — Ann, nurse\n",
                                       "| a | b |\n",
                                       "|--|--|\n",
                                       "x\ty\n",
                                       "\tz\tw\n",
                                       "“",
                                       "”",
                                       "\"",
                                       "²",
                                       "[^1]: ",
                                       "---\n",
                                       "===\n",
                                       "```\n",
                                       "<!--",
                                       "-->",
                                       "\n",
                                       "\n\n",
                                       "\n\n\n\n",
                                       "\r\n",
                                       "\f",
                                       "\u2028",
                                       "\xC2\xA0",
                                       "Background: ",
                                       "Methods: ",
                                       "NHS\n",
                                       "A short line\n",
                                       "Reference panel member\n",
                                       "Dr Ann Lee\n",
                                       "12 May 2019\n",
                                       "This is a sentence. ",
                                       "It cost £5.[3] ",
                                       "e.g. ",
                                       "so it went on",
                                       ": ",
                                       "...",
                                       "。",
                                       "第一句。",
                                       "title: x\n",
                                       "Foreword\tp3\n",
                                       "The image shows a blue block on the left.\n",
                                       "Page 3 of 9\n",
                                       "by Ann Lee\n",
                                       "Table 1: Words\n",
                                       "survey finding\n",
                                       "(ward sister)",
                                       " — porter\n",
                                       "\xEF\xBB\xBF"};
  std::mt19937 random(7);
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    const std::size_t n = 1 + random() % 40;
    for (std::size_t i = 0; i < n; ++i) text += kParts[random() % std::size(kParts)];
    check(round % 2 ? "a.txt" : "a.qmd", text);
  }
}

TEST_CASE("deep and long inputs are read in time that grows with their size") {
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "- x\n";
  check("deep.md", deep);
  for (const char* part : {"“a\n\n", "```\n", "<!-- \n", "> ", "* ", "[^", "**a ", "a: ", "a|b\n", "\"x\" - ",
                           "1. a\n\n", "Background: ", "a. "}) {
    std::string text;
    while (text.size() < 400'000) text += part;
    check("long.md", text);
  }
}

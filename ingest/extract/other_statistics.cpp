// Statistics in other languages than English, where the writing alone tells them: shares, points, sums of money, and
// counts in what a sentence is known to report. Each is quoted with its clause; whom it is of is left unsaid.
#include <algorithm>
#include <array>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/other_numbers.hpp"
#include "ingest/extract/spans.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

// Where clauses of a sentence end: behind a comma or semicolon that no figure follows.
std::vector<std::uint32_t> clause_ends(std::string_view words) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if ((words[i] == ',' || words[i] == ';') && (words[i + 1] == ' ' || words[i + 1] == '\n'))
      out.push_back(static_cast<std::uint32_t>(i + 1));
    for (const std::string_view mark : {"，", "；"})
      if (words.substr(i).starts_with(mark)) out.push_back(static_cast<std::uint32_t>(i + mark.size()));
  }
  out.push_back(static_cast<std::uint32_t>(words.size()));
  return out;
}

// What is left of the clause without the number, and without what stands in brackets behind it.
std::string counted(std::string_view clause, std::size_t begin, std::size_t end) {
  std::string left(clause.substr(0, begin));
  left += ' ';
  left += clause.substr(end);
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}})
    for (std::size_t at = left.find(open); at != std::string::npos; at = left.find(open)) {
      const std::size_t to = left.find(close, at);
      left.erase(at, to == std::string::npos ? std::string::npos : to + close.size() - at);
    }
  std::string out = squeeze(left);
  constexpr std::array<std::string_view, 9> kMarks{".", ",", ";", " ", "。", "，", "；", "！", "("};
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view mark : kMarks)
      if (out.ends_with(mark)) out.resize(out.size() - mark.size()), cut = true;
  }
  return out;
}

void in_sentence(Extraction& x, std::size_t s) {
  const Sentence& sentence = x.sentences[s];
  const std::uint32_t begin = x.structure.sentence_begins[s];
  const std::string_view words = std::string_view(x.document.text).substr(begin, sentence.end - begin);
  const std::string_view language = x.structure.languages[static_cast<std::size_t>(sentence.block)].code;
  const std::vector<OtherNumber> numbers = other_numbers(words, language);
  if (numbers.empty()) return;
  const bool reported = x.labels[s].role == "finding" || x.labels[s].role == "conclusion";
  const std::vector<std::uint32_t> ends = clause_ends(words);
  const std::string base = sample_size(words, language);
  for (const OtherNumber& n : numbers) {
    if (n.kind == OtherNumber::Kind::count && !reported) continue;
    const auto clause = std::lower_bound(ends.begin(), ends.end(), n.end);
    std::uint32_t from = 0;
    for (const std::uint32_t end : ends)
      if (end <= n.begin) from = end;
    Span quote = trimmed(x.document.text, {begin + from, begin + *clause});
    while (quote.end > quote.begin && (x.document.text[quote.end - 1] == ',' || x.document.text[quote.end - 1] == ';'))
      --quote.end;
    if (quote.empty()) continue;
    graph::Item& item = x.evidence.items[x.add(Kind::statistic, quote.begin, quote.end, "other_statistics",
                                               "a number as this language writes it")];
    item.set(Attribute::value, n.value);
    item.set(Attribute::unit, n.unit);
    const std::string_view said = std::string_view(x.document.text).substr(quote.begin, quote.end - quote.begin);
    const std::size_t at = begin + n.begin - quote.begin;
    if (const std::string what = counted(said, at, std::min<std::size_t>(begin + n.end - quote.begin, said.size())); !what.empty())
      item.set(Attribute::of_what, what);
    item.set(Attribute::comparator, std::string(n.comparator));
    item.belongs_to = "/" + n.value;
    if (n.kind == OtherNumber::Kind::share)
      item.set(Attribute::base, base.empty() ? "base not stated" : base);
    else
      item.set(Attribute::attainment, std::string("achieved"));
  }
}

void run(Extraction& x) {
  std::vector<bool> translated(x.document.blocks.size(), false);
  for (const Translation& t : x.structure.translations) translated[t.block] = true;
  for (std::size_t s = 0; s < x.sentences.size(); ++s) {
    const std::int32_t block = x.sentences[s].block;
    if (!x.structure.in_other_language(block) || translated[static_cast<std::size_t>(block)]) continue;
    if (x.structure.sentence_begins[s] >= x.sentences[s].end || is_apparatus(x.structure.sentence_topics[s])) continue;
    in_sentence(x, s);
  }
}

const RegisterExtractor registered{
    {"other_statistics", {Kind::statistic}, 46, "numbers in other languages than English, as these write them", run}};

}  // namespace
}  // namespace evident::ingest

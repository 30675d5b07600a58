#include "ingest/classify/labels.hpp"

#include "ingest/classify/word_set.hpp"

namespace evident::ingest {
namespace {

// "How we did it. We interviewed …", "What does it mean? Cool rooms …": a question that heads its paragraph.
bool asks_as_label(const Document& document, const Sentence& sentence, std::string_view words) {
  const Block& block = document.blocks[static_cast<std::size_t>(sentence.block)];
  if (block.kind != BlockKind::paragraph || sentence.begin != block.begin || sentence.end + 20 > block.end) return false;
  static constexpr WordSet kAsking("how", "what", "why", "who", "where", "strengths", "limitations", "lessons",
                                   "implications");
  const Tokens tokens(words);
  if (tokens.empty() || tokens.size() > 8) return false;
  if (kAsking.contains(tokens[0])) return tokens.size() >= 2;
  // "Study design. The researchers …", "Main results. …"
  const Topic topic = tokens.size() <= 3 ? topic_of(words.substr(0, words.size() - 1)) : Topic::none;
  return topic == Topic::background || topic == Topic::aim || topic == Topic::method || topic == Topic::finding ||
         topic == Topic::discussion || topic == Topic::conclusion || topic == Topic::question;
}

}  // namespace

// "METHODS." as a sentence of its own: the label of what follows.
Topic lone_label(const Document& document, const Sentence& sentence) {
  const std::string_view words =
      std::string_view(document.text).substr(sentence.begin, sentence.end - sentence.begin);
  if (words.size() < 4 || words.size() > 40 || (words.back() != '.' && words.back() != '?')) return Topic::none;
  if (asks_as_label(document, sentence, words)) return topic_of(words.substr(0, words.size() - 1));
  if (words.back() != '.') return Topic::none;
  for (const char c : words)
    if (!(c >= 'A' && c <= 'Z') && c != ' ' && c != '&' && c != '/' && c != '.') return Topic::none;
  return topic_of(words.substr(0, words.size() - 1));
}

}  // namespace evident::ingest

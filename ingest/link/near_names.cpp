#include "ingest/link/near_names.hpp"

#include <algorithm>
#include <vector>

#include "ingest/classify/cues.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {

std::string near_key(std::string_view name) {
  const Tokens tokens(name);
  std::vector<std::string> words(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (!is_function_word(tokens[i])) words[i] = stem(label_key(tokens[i]));
  for (const CueMatch& m : cues("near-words").match(tokens)) {
    for (std::size_t i = m.first; i <= m.last; ++i) words[i].clear();
    if (m.label != "nothing") words[m.first] = m.label;
  }
  std::erase(words, "");
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::string key;
  for (const std::string& word : words) key += (key.empty() ? "" : " ") + word;
  return key;
}

}  // namespace evident::ingest

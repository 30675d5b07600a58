// Scripts tell most languages apart; those in Latin letters differ in their commonest little words, of which
// a paragraph of prose is always full.
#include "ingest/extract/languages.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "ingest/classify/word_memo.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kOpening = 400;  // bytes

struct Language {
  std::string_view code;
  std::array<std::string_view, 28> words;  // filled up with empty ones
};
// The commonest little words; languages may share some, what else a paragraph holds tells them apart.
constexpr std::array<Language, 11> kLatin{{
    {"en",
     {"the", "of", "and", "to", "is", "that", "for", "with", "was", "are", "by", "this", "were", "from",
      "which", "have", "in", "on", "it", "not", "be", "as", "has", "their", "we", "who", "but", "than"}},
    {"fr",
     {"les", "des", "une", "dans", "est", "pour", "qui", "sur", "aux", "du", "sont", "par", "cette", "avec",
      "et", "ont", "le", "la", "de", "un", "en", "que", "nous", "ce", "plus", "ne", "pas", "au"}},
    {"de",
     {"der", "die", "und", "das", "ist", "nicht", "mit", "den", "für", "von", "eine", "werden", "auf",
      "wurde", "sich", "auch", "zu", "im", "des", "dem", "wir", "ein", "als", "bei", "wurden", "ob", "sind",
      "oder"}},
    {"es",
     {"los", "las", "una", "por", "para", "con", "del", "que", "fueron", "entre", "como", "más", "el", "se",
      "y", "su", "de", "la", "en", "un", "lo", "al", "sobre", "han", "pero", "este", "ha", "sin"}},
    {"it",
     {"gli", "della", "che", "sono", "delle", "nel", "con", "per", "dei", "alla", "questo", "anche", "una",
      "più", "di", "è", "la", "il", "un", "le", "si", "da", "non", "del", "ha", "e", "al", "i"}},
    {"pt",
     {"os", "uma", "não", "para", "com", "dos", "das", "foram", "são", "mais", "pelo", "entre", "em", "ao",
      "também", "à", "de", "que", "e", "da", "do", "na", "no", "um", "por", "se", "as", "o"}},
    {"nl",
     {"het", "een", "van", "niet", "zijn", "voor", "met", "wordt", "deze", "werd", "naar", "ook", "aan",
      "bij", "door", "zich", "de", "en", "te", "dat", "die", "op", "maar", "werden", "wij", "om", "uit",
      "als"}},
    {"cy",
     {"yn", "yr", "ac", "ar", "mae", "wedi", "gan", "oedd", "eu", "gyfer", "hyn", "fod", "sydd", "bod", "ei",
      "neu", "y", "i", "o", "am", "ond", "na", "a'r", "i'r", "gyda", "roedd", "hynny", "er"}},
    {"pl",
     {"się", "nie", "jest", "oraz", "przez", "dla", "które", "który", "były", "na", "z", "w", "do", "od",
      "tym", "ich", "i", "że", "po", "jak", "ale", "są", "za", "była", "być", "tych", "lub", "przy"}},
    {"ga",
     {"agus", "bhí", "ar", "na", "sa", "chun", "atá", "ag", "seo", "leis", "nó", "ina", "gur", "den", "siad",
      "tá", "an", "go", "le", "is", "do", "de", "go", "ach", "mar", "níos", "ná", "féin"}},
    {"sv",
     {"och", "att", "det", "som", "inte", "för", "med", "är", "av", "till", "ett", "har", "kan", "från",
      "den", "eller", "en", "på", "om", "vi", "de", "var", "men", "hade", "mer", "när", "också", "hos"}},
}};

// A bit for each language that has the word among its commonest.
std::uint32_t languages_with(std::string_view word) {
  std::uint32_t bits = 0;
  for (std::size_t k = 0; k < kLatin.size(); ++k)
    if (std::find(kLatin[k].words.begin(), kLatin[k].words.end(), word) != kLatin[k].words.end())
      bits |= 1u << k;
  return bits;
}

bool all_ascii(std::string_view words) {
  std::size_t i = 0;
  for (; i + 8 <= words.size(); i += 8) {
    std::uint64_t bytes;
    std::memcpy(&bytes, words.data() + i, 8);
    if (bytes & 0x8080808080808080u) return false;
  }
  for (; i < words.size(); ++i)
    if (static_cast<unsigned char>(words[i]) >= 0x80) return false;
  return true;
}

std::string_view by_script(std::string_view words) {
  if (all_ascii(words)) return {};
  std::size_t kana = 0, han = 0, hangul = 0, cyrillic = 0, greek = 0, arabic = 0, hebrew = 0, indic = 0;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto c = static_cast<unsigned char>(words[i]), d = static_cast<unsigned char>(words[i + 1]);
    if (c < 0xC4) continue;
    kana += c == 0xE3 && d >= 0x81 && d <= 0x83;
    han += c >= 0xE4 && c <= 0xE9;
    hangul += c >= 0xEA && c <= 0xED;
    cyrillic += c == 0xD0 || c == 0xD1;
    greek += c == 0xCE || c == 0xCF;
    arabic += c == 0xD8 || c == 0xD9;
    hebrew += c == 0xD7;
    indic += c == 0xE0 && d >= 0xA4 && d <= 0xA5;
  }
  if (kana > han / 8 && kana > 4) return "ja";
  if (han > 4) return "zh";
  const std::array<std::pair<std::size_t, std::string_view>, 6> rest{
      {{hangul, "ko"}, {cyrillic, "ru"}, {greek, "el"}, {arabic, "ar"}, {hebrew, "he"}, {indic, "hi"}}};
  for (const auto& [count, code] : rest)
    if (count > 20) return code;
  return {};
}

}  // namespace

std::string_view language_of(std::string_view words) {
  if (const std::string_view script = by_script(words); !script.empty()) return script;
  if (words.size() > kOpening) {
    std::size_t end = kOpening;  // no word is cut, unless it is all there is
    while (end > 0 && words[end] != ' ' && words[end] != '\n') --end;
    words = words.substr(0, end ? end : kOpening);
  }
  const Tokens tokens(words);
  if (tokens.size() < 6) return {};
  std::array<std::size_t, kLatin.size()> hits{};
  const WordMemo<languages_with> languages(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    for (std::uint32_t bits = languages(tokens, i); bits != 0; bits &= bits - 1)
      ++hits[static_cast<std::size_t>(std::countr_zero(bits))];
  const std::size_t best =
      static_cast<std::size_t>(std::max_element(hits.begin(), hits.end()) - hits.begin());
  // Every sixth word at least; another language must be clearly ahead of English.
  if (hits[best] * 5 < tokens.size() || (best != 0 && hits[best] < 2 * hits[0] + 2)) return {};
  return kLatin[best].code;
}

}  // namespace evident::ingest

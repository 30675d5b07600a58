// Scripts tell most languages apart; those in Latin letters differ in their commonest little words, of which
// a paragraph of prose is always full, and in how their longer words begin and end.
#include "ingest/classify/languages.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <initializer_list>

#include "ingest/classify/word_memo.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kOpening = 400;  // bytes

struct Language {
  std::string_view code;
  std::array<std::string_view, 48> words;  // filled up with empty ones
};
// The commonest little words; languages may share some, what else a paragraph holds tells them apart.
constexpr std::array<Language, 11> kLatin{{
    {"en",
     {"the", "of", "and", "to", "is", "that", "for", "with", "was", "are", "by", "this", "were", "from", "which", "have", "in", "on", "it", "not", "be", "as", "has", "their", "we", "who", "but", "than", "an", "or", "at", "our", "been", "between", "these", "after", "they", "also", "less", "all", "said", "there", "did", "had", "no", "more", "most"}},
    {"fr",
     {"les", "des", "une", "dans", "est", "pour", "qui", "sur", "aux", "du", "sont", "par", "cette", "avec", "et", "ont", "le", "la", "de", "un", "en", "que", "nous", "ce", "plus", "ne", "pas", "au", "été", "entre", "ou", "leur", "d'une", "a", "se", "ces", "qu'il", "l'étude", "s'est", "il", "y", "avait", "leurs"}},
    {"de",
     {"der", "die", "und", "das", "ist", "nicht", "mit", "den", "für", "von", "eine", "werden", "auf", "wurde", "sich", "auch", "zu", "im", "des", "dem", "wir", "ein", "als", "bei", "wurden", "ob", "sind", "oder", "einer", "durch", "nach", "zum", "zur", "aus", "wie", "kein", "haben", "dass", "ihre", "sie", "vor", "nur", "mehr", "zwei", "dies", "noch"}},
    {"es",
     {"los", "las", "una", "por", "para", "con", "del", "que", "fueron", "entre", "como", "más", "el", "se", "y", "su", "de", "la", "en", "un", "lo", "al", "sobre", "han", "pero", "este", "ha", "sin", "fue", "sus", "son", "no", "es", "o", "esta", "muy", "qué", "hay", "les", "poco", "nadie", "antes"}},
    {"it",
     {"gli", "della", "che", "sono", "delle", "nel", "con", "per", "dei", "alla", "questo", "anche", "una", "più", "di", "è", "la", "il", "un", "le", "si", "da", "non", "del", "ha", "e", "al", "i", "dalla", "degli", "nella", "stato", "stati", "tra", "ma", "come", "hanno", "ci", "dopo", "loro", "abbiamo", "suoi", "questa", "sul"}},
    {"pt",
     {"os", "uma", "não", "para", "com", "dos", "das", "foram", "são", "mais", "pelo", "entre", "em", "ao", "também", "à", "de", "que", "e", "da", "do", "na", "no", "um", "por", "se", "as", "o", "foi", "pela", "nos", "nas", "seus", "aos", "é", "sobre", "há", "muito", "ninguém", "lhe", "a", "antes"}},
    {"nl",
     {"het", "een", "van", "niet", "zijn", "voor", "met", "wordt", "deze", "werd", "naar", "ook", "aan", "bij", "door", "zich", "de", "en", "te", "dat", "die", "op", "maar", "werden", "wij", "om", "uit", "als", "er", "over", "nog", "meer", "dan", "geen", "hebben", "hun", "één", "beide", "heeft", "heb", "hij", "ze", "kan", "tussen"}},
    {"cy",
     {"yn", "yr", "ac", "ar", "mae", "wedi", "gan", "oedd", "eu", "gyfer", "hyn", "fod", "sydd", "bod", "ei", "neu", "y", "i", "o", "am", "ond", "na", "a'r", "i'r", "gyda", "roedd", "hynny", "er", "rhwng", "ni", "eraill", "pan", "fel"}},
    {"pl",
     {"się", "nie", "jest", "oraz", "przez", "dla", "które", "który", "były", "na", "z", "w", "do", "od", "tym", "ich", "i", "że", "po", "jak", "ale", "są", "za", "była", "być", "tych", "lub", "przy", "między", "został", "tego", "jego", "o", "niż", "był", "jej", "czy", "przed", "bardzo", "nikt", "jeden", "ma", "nad"}},
    {"ga",
     {"agus", "bhí", "ar", "na", "sa", "chun", "atá", "ag", "seo", "leis", "nó", "ina", "gur", "den", "siad", "tá", "an", "go", "le", "is", "do", "de", "ach", "mar", "níos", "ná", "féin", "ní", "idir"}},
    {"sv",
     {"och", "att", "det", "som", "inte", "för", "med", "är", "av", "till", "ett", "har", "kan", "från", "den", "eller", "en", "på", "om", "vi", "de", "var", "men", "hade", "mer", "när", "också", "hos", "mellan", "detta", "efter", "dem", "deras", "hur", "två", "få", "bara", "mot"}},
}};

constexpr std::size_t kEn = 0, kFr = 1, kDe = 2, kEs = 3, kIt = 4, kPt = 5, kNl = 6, kCy = 7, kPl = 8, kGa = 9, kSv = 10;

bool holds(std::string_view word, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return word.find(part) != std::string_view::npos; });
}
bool ends(std::string_view word, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return word.size() > part.size() + 1 && word.ends_with(part); });
}
bool begins(std::string_view word, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return word.starts_with(part); });
}

// How each language writes its words: letters, beginnings and endings that others hardly have.
std::uint32_t written_as(std::string_view w) {
  if (w.size() < 3) return 0;
  std::uint32_t bits = 0;
  const auto say = [&](std::size_t language, bool so) { bits |= so ? 1u << language : 0u; };
  say(kFr, begins(w, {"l'", "d'", "qu'", "n'", "s'", "c'", "j'"}) || holds(w, {"ê", "œ", "û", "î"}) ||
               ends(w, {"eux", "eaux", "ité", "ités", "aient", "ées", "ère", "ique", "iques", "aire"}));
  say(kDe, holds(w, {"ß", "ä", "ü"}) || ends(w, {"ung", "ungen", "keit", "heit", "lich", "lichen", "schaft", "ischen"}));
  say(kEs, holds(w, {"ñ"}) || ends(w, {"ción", "ciones", "idad", "idades", "aron", "ieron"}));
  say(kIt, begins(w, {"dell'", "nell'", "all'", "un'", "l'"}) || ends(w, {"zione", "zioni", "ità", "ggio", "tti", "tto"}));
  say(kPt, holds(w, {"ã", "õ"}) || ends(w, {"ção", "ções", "dade", "dades", "ência", "aram", "eram"}));
  say(kNl, holds(w, {"ij", "aa", "uu"}) || ends(w, {"heid", "lijk", "lijke", "atie", "aties"}));
  say(kCy, holds(w, {"ŵ", "ŷ", "wy", "yw", "dd"}) && !holds(w, {"add", "ddle", "way"}));
  say(kPl, holds(w, {"ł", "ą", "ę", "ż", "ś", "ć", "ź", "rz", "cz"}));
  say(kGa, begins(w, {"bh", "mh", "gc", "bp", "dt"}));
  say(kSv, holds(w, {"å"}) || ends(w, {"ningen", "ningar", "arna", "heten", "ande"}));
  return bits;
}

// A bit for each language that has the word among its commonest, and sixteen further for how it is written.
std::uint32_t languages_with(std::string_view word) {
  std::uint32_t bits = 0;
  for (std::size_t k = 0; k < kLatin.size(); ++k)
    if (std::find(kLatin[k].words.begin(), kLatin[k].words.end(), word) != kLatin[k].words.end()) bits |= 1u << k;
  return bits | written_as(word) << 16;
}
static_assert(kLatin.size() < 15 && kLatin[kEn].code == "en" && kLatin[kSv].code == "sv");

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

// By the letters that are most of the text: a name in another script makes no other language.
std::string_view by_script(std::string_view words) {
  if (all_ascii(words)) return {};
  std::size_t kana = 0, han = 0, hangul = 0, cyrillic = 0, ukrainian = 0, greek = 0, arabic = 0, hebrew = 0, indic = 0,
              latin = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto c = static_cast<unsigned char>(words[i]);
    if (c < 0x80) {
      latin += (c | 32u) >= 'a' && (c | 32u) <= 'z';
      continue;
    }
    if (c < 0xC4 || i + 1 >= words.size()) continue;
    const auto d = static_cast<unsigned char>(words[i + 1]);
    kana += c == 0xE3 && d >= 0x81 && d <= 0x83;
    han += c >= 0xE4 && c <= 0xE9;
    hangul += c >= 0xEA && c <= 0xED;
    cyrillic += c == 0xD0 || c == 0xD1;
    ukrainian += c == 0xD1 && (d == 0x94 || d == 0x96 || d == 0x97);
    greek += c == 0xCE || c == 0xCF;
    arabic += c == 0xD8 || c == 0xD9;
    hebrew += c == 0xD7;
    indic += c == 0xE0 && d >= 0xA4 && d <= 0xA5;
  }
  // A character of these stands for a word or half of one.
  if (kana > 2 && kana > han / 8 && (kana + han) * 3 > latin) return "ja";
  if (han > 2 && han * 3 > latin) return "zh";
  const std::array<std::pair<std::size_t, std::string_view>, 6> rest{
      {{hangul, "ko"}, {cyrillic, ukrainian > 0 ? "uk" : "ru"}, {greek, "el"}, {arabic, "ar"}, {hebrew, "he"}, {indic, "hi"}}};
  for (const auto& [count, code] : rest)
    if (count > 5 && count > latin) return code;
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
  if (tokens.size() < 4) return {};
  std::array<std::size_t, kLatin.size()> common{}, score{};
  std::array<std::uint32_t, kLatin.size()> first{};
  std::uint32_t several = 0;  // languages that have more than one word of the text among their commonest
  const WordMemo<languages_with> languages(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t of = languages(tokens, i);
    for (std::uint32_t bits = of & 0xFFFFu; bits != 0; bits &= bits - 1) {
      const auto k = static_cast<std::size_t>(std::countr_zero(bits));
      if (common[k]++ == 0)
        first[k] = tokens.word(i);
      else if (first[k] != tokens.word(i))
        several |= 1u << k;
    }
    for (std::uint32_t bits = of >> 16; bits != 0; bits &= bits - 1)
      ++score[static_cast<std::size_t>(std::countr_zero(bits))];
  }
  for (std::size_t k = 0; k < score.size(); ++k) score[k] += 2 * common[k];
  const auto best = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  std::size_t second = 0;
  for (std::size_t k = 0; k < score.size(); ++k)
    if (k != best) second = std::max(second, score[k]);
  if (common[best] == 0) return {};
  // Every fifth word at least, or far more than speaks for any other language.
  if (score[best] * 5 < tokens.size() * 2 && (score[best] < 3 || score[best] < 2 * second + 1)) return {};
  // Another language than English by two of its words, and clearly ahead of English and of its neighbours.
  if (best != kEn) {
    const bool two = (several >> best & 1) || score[best] >= 2 * common[best] + 2;
    if (!two || score[best] < 2 * score[kEn] + 3 || score[best] == second) return {};
  }
  return kLatin[best].code;
}

std::vector<BlockLanguage> languages_of(const Document& document) {
  const std::size_t n = document.blocks.size();
  std::vector<BlockLanguage> out(n);
  std::array<std::pair<std::string_view, std::size_t>, 24> bytes{};  // of each language, in the order of the text
  for (std::size_t b = 0; b < n; ++b) {
    const Block& block = document.blocks[b];
    if (block.kind == BlockKind::furniture || block.kind == BlockKind::code) continue;
    const std::string_view words = document.words(block), code = language_of(words);
    if (code.empty()) continue;
    const bool latin = std::any_of(kLatin.begin(), kLatin.end(), [&](const Language& l) { return l.code == code; });
    out[b] = {code, latin ? "words" : "script"};
    for (auto& [language, size] : bytes)
      if (language == code || language.empty()) {
        language = code;
        size += words.size();
        break;
      }
  }
  const auto most = std::max_element(bytes.begin(), bytes.end(),
                                     [](const auto& x, const auto& y) { return x.second < y.second; });
  const BlockLanguage of_document = most->second > 0 ? BlockLanguage{most->first, "document"} : BlockLanguage{"en", "assumed"};
  std::string_view before;
  for (std::size_t b = 0; b < n; ++b) {
    if (!out[b].code.empty()) {
      before = out[b].code;
      continue;
    }
    std::size_t end = b;
    while (end < n && out[end].code.empty()) ++end;
    const std::string_view after = end < n ? out[end].code : std::string_view();
    const bool agree = !before.empty() && (before == after || (after.empty() && before == of_document.code));
    for (; b < end; ++b) out[b] = agree ? BlockLanguage{before, "around"} : of_document;
    --b;
  }
  return out;
}

bool writes_decimal_comma(std::string_view language) {
  constexpr std::array<std::string_view, 10> kComma{"de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ru", "uk"};
  return std::find(kComma.begin(), kComma.end(), language) != kComma.end();
}

}  // namespace evident::ingest

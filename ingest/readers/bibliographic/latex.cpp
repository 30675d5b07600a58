// TeX read as far as bibliographies need it: accents, letters of other alphabets, signs, and commands whose
// argument is the text. Everything else stays as it is written. Accents that Unicode has composed with a
// letter are taken from tables; another letter gets the combining mark behind it (Unicode, chapter 7.9).
#include "ingest/readers/bibliographic/latex.hpp"

#include <algorithm>
#include <string>

namespace evident::ingest {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct Accent {
  char command;
  std::string_view combining;
  std::string_view composed;  // a letter of ASCII, then what the accent makes of it
};
constexpr Accent kAccents[] = {
    {'`', "\u0300", "AÀEÈIÌOÒUÙNǸaàeèiìoòuùnǹWẀwẁYỲyỳ"},
    {'\'', "\u0301", "AÁCĆEÉGǴIÍLĹNŃOÓRŔSŚUÚYÝZŹaácćeégǵiílĺnńoórŕsśuúyýzźKḰkḱMḾmḿPṔpṕWẂwẃ"},
    {'^', "\u0302", "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷ"},
    {'~', "\u0303", "AÃIĨNÑOÕUŨaãiĩnñoõuũYỸyỹEẼeẽ"},
    {'"', "\u0308", "AÄEËIÏOÖUÜYŸaäeëiïoöuüyÿHḦhḧWẄwẅXẌxẍ"},
    {'=', "\u0304", "AĀEĒIĪOŌUŪaāeēiīoōuūYȲyȳ"},
    {'.', "\u0307", "CĊEĖGĠIİZŻcċeėgġzżAȦaȧOȮoȯBḂbḃDḊdḋ"},
    {'u', "\u0306", "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭ"},
    {'v', "\u030C", "CČDĎEĚLĽNŇRŘSŠTŤZŽcčdďeělľnňrřsštťzžAǍaǎIǏiǐOǑoǒUǓuǔGǦgǧ"},
    {'H', "\u030B", "OŐUŰoőuű"},
    {'c', "\u0327", "CÇGĢKĶLĻNŅRŖSŞTŢcçgģkķlļnņrŗsştţEȨeȩ"},
    {'k', "\u0328", "AĄEĘIĮUŲaąeęiįuųOǪoǫ"},
    {'r', "\u030A", "AÅUŮaåuů"},
    {'d', "\u0323", "AẠEẸIỊOỌUỤaạeẹiịoọuụSṢsṣTṬtṭHḤhḥNṆnṇRṚrṛDḌdḍLḶlḷ"},
    {'b', "\u0331", "DḎdḏLḺlḻNṈnṉTṮtṯ"},
};

struct Sign {
  std::string_view command, text;
};
constexpr Sign kSigns[] = {
    {"aa", "å"},
    {"AA", "Å"},
    {"ae", "æ"},
    {"AE", "Æ"},
    {"oe", "œ"},
    {"OE", "Œ"},
    {"o", "ø"},
    {"O", "Ø"},
    {"l", "ł"},
    {"L", "Ł"},
    {"ss", "ß"},
    {"SS", "SS"},
    {"i", "ı"},
    {"j", "ȷ"},
    {"dh", "ð"},
    {"DH", "Ð"},
    {"th", "þ"},
    {"TH", "Þ"},
    {"dj", "đ"},
    {"DJ", "Đ"},
    {"ng", "ŋ"},
    {"NG", "Ŋ"},
    {"textendash", "–"},
    {"textemdash", "—"},
    {"textquoteright", "’"},
    {"textquoteleft", "‘"},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"textquotesingle", "'"},
    {"ldots", "…"},
    {"dots", "…"},
    {"textellipsis", "…"},
    {"copyright", "©"},
    {"textcopyright", "©"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"textdegree", "°"},
    {"degree", "°"},
    {"pounds", "£"},
    {"textsterling", "£"},
    {"euro", "€"},
    {"texteuro", "€"},
    {"EUR", "€"},
    {"textmu", "µ"},
    {"S", "§"},
    {"P", "¶"},
    {"dag", "†"},
    {"textbackslash", "\\"},
    {"textasciitilde", "~"},
    {"textasciicircum", "^"},
    {"textunderscore", "_"},
    {"textless", "<"},
    {"textgreater", ">"},
    {"textbar", "|"},
    {"textbullet", "•"},
    {"textperiodcentered", "·"},
    {"guillemotleft", "«"},
    {"guillemotright", "»"},
    {"glqq", "„"},
    {"grqq", "“"},
    {"flqq", "«"},
    {"frqq", "»"},
    {"guilsinglleft", "‹"},
    {"guilsinglright", "›"},
    {"quotedblbase", "„"},
    {"textexclamdown", "¡"},
    {"textquestiondown", "¿"},
    {"LaTeX", "LaTeX"},
    {"TeX", "TeX"},
    {"BibTeX", "BibTeX"},
    {"alpha", "α"},
    {"beta", "β"},
    {"gamma", "γ"},
    {"delta", "δ"},
    {"epsilon", "ε"},
    {"varepsilon", "ε"},
    {"zeta", "ζ"},
    {"eta", "η"},
    {"theta", "θ"},
    {"iota", "ι"},
    {"kappa", "κ"},
    {"lambda", "λ"},
    {"mu", "μ"},
    {"nu", "ν"},
    {"xi", "ξ"},
    {"pi", "π"},
    {"rho", "ρ"},
    {"sigma", "σ"},
    {"tau", "τ"},
    {"upsilon", "υ"},
    {"phi", "φ"},
    {"chi", "χ"},
    {"psi", "ψ"},
    {"omega", "ω"},
    {"Gamma", "Γ"},
    {"Delta", "Δ"},
    {"Theta", "Θ"},
    {"Lambda", "Λ"},
    {"Xi", "Ξ"},
    {"Pi", "Π"},
    {"Sigma", "Σ"},
    {"Phi", "Φ"},
    {"Psi", "Ψ"},
    {"Omega", "Ω"},
    {"times", "×"},
    {"pm", "±"},
    {"leq", "≤"},
    {"le", "≤"},
    {"geq", "≥"},
    {"ge", "≥"},
    {"neq", "≠"},
    {"approx", "≈"},
    {"sim", "∼"},
    {"cdot", "·"},
    {"infty", "∞"},
    {"rightarrow", "→"},
    {"to", "→"},
    {"leftarrow", "←"},
    {"circ", "°"},
    {"prime", "′"},
    {"textsuperscript", ""},
    {"textsubscript", ""},
    {"quad", " "},
    {"qquad", " "},
    {"newline", " "},
    {"par", " "},
    {"noopsort", ""},
    {"protect", ""},
    {"relax", ""},
};

// Commands that only say how their argument looks.
constexpr std::string_view kFormats[] = {"textit",
                                         "textbf",
                                         "textsc",
                                         "textrm",
                                         "texttt",
                                         "textsf",
                                         "textsl",
                                         "textup",
                                         "textmd",
                                         "textnormal",
                                         "emph",
                                         "mathrm",
                                         "mathit",
                                         "mathbf",
                                         "mathcal",
                                         "mathsf",
                                         "mathtt",
                                         "mbox",
                                         "hbox",
                                         "text",
                                         "uppercase",
                                         "lowercase",
                                         "url",
                                         "path",
                                         "href",
                                         "it",
                                         "bf",
                                         "em",
                                         "sc",
                                         "rm",
                                         "tt",
                                         "sl",
                                         "sf",
                                         "mkbibquote",
                                         "mkbibemph",
                                         "mkbibitalic",
                                         "mkbibbold",
                                         "enquote",
                                         "ensuremath",
                                         "natexlab",
                                         "bibnamedelima",
                                         "textsuperscript",
                                         "textsubscript"};

std::string_view composed(const Accent& accent, char base) {
  const std::string_view table = accent.composed;
  for (std::size_t at = 0; at < table.size();) {
    const char letter_here = table[at++];
    std::size_t end = at + 1;
    while (end < table.size() && (static_cast<unsigned char>(table[end]) & 0xC0) == 0x80) ++end;
    if (letter_here == base) return table.substr(at, end - at);
    at = end;
  }
  return {};
}

class Reader {
 public:
  Reader(std::string_view in, std::string& out) : in_(in), out_(out) {}

  void run() {
    while (at_ < in_.size()) step();
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
  }

 private:
  char here(std::size_t ahead = 0) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0'; }
  void gap() {
    if (!out_.empty() && out_.back() != ' ') out_ += ' ';
  }

  void step() {
    const char c = in_[at_];
    if (blank(c)) {
      gap();
      ++at_;
    } else if (c == '{' || c == '}' || c == '$') {
      ++at_;  // of grouping and of mathematics
    } else if (c == '~') {
      gap();
      ++at_;
    } else if (c == '\\') {
      command();
    } else if (c == '`' && here(1) == '`') {
      out_ += "“";
      at_ += 2;
    } else if (c == '\'' && here(1) == '\'') {
      out_ += "”";
      at_ += 2;
    } else if (c == '-' && here(1) == '-') {
      const bool longer = here(2) == '-';
      out_ += longer ? "—" : "–";
      at_ += longer ? 3 : 2;
    } else {
      out_ += c;
      ++at_;
    }
  }

  void command() {
    ++at_;
    if (at_ >= in_.size()) {
      out_ += '\\';
      return;
    }
    const char c = in_[at_];
    if (!letter(c)) {
      for (const Accent& accent : kAccents)
        if (accent.command == c) {
          ++at_;
          return accented(accent);
        }
      ++at_;
      if (c == '\\' || blank(c) || c == ',' || c == ';' || c == ':' || c == '!') {
        if (c != '!') gap();
      } else if (c != '/' && c != '-' && c != '(' && c != ')') {
        out_ += c;  // \& \% \{ \_
      }
      return;
    }
    std::size_t end = at_;
    while (end < in_.size() && letter(in_[end])) ++end;
    const std::string_view name = in_.substr(at_, end - at_);
    if (name.size() == 1)
      for (const Accent& accent : kAccents)
        if (accent.command == name[0] &&
            (end >= in_.size() || blank(in_[end]) || in_[end] == '{' || in_[end] == '\\')) {
          at_ = end;
          return accented(accent);
        }
    for (const Sign& sign : kSigns)
      if (sign.command == name) {
        out_ += sign.text;
        at_ = end;
        if (here() == '{' && here(1) == '}')
          at_ += 2;
        else
          while (blank(here()) && !sign.text.empty() &&
                 static_cast<unsigned char>(sign.text.front()) >= 0x80 && sign.text != "…")
            ++at_;
        return;
      }
    at_ = end;
    if (std::find(std::begin(kFormats), std::end(kFormats), name) != std::end(kFormats)) {
      while (blank(here())) ++at_;
      return;
    }
    if (here() == '{') return;  // a command of somebody's own: its argument is the text
    out_ += '\\';
    out_ += name;
  }

  // The accent stands over the next letter, which may be in braces or be \i or \j.
  void accented(const Accent& accent) {
    std::size_t depth = 0;
    while (blank(here()) || here() == '{') {
      depth += here() == '{';
      ++at_;
    }
    if (here() == '\\' && (here(1) == 'i' || here(1) == 'j') && !letter(here(2))) {
      put(accent, here(1));
      at_ += 2;
      while (blank(here())) ++at_;
      if (here() == '{' && here(1) == '}') at_ += 2;
    } else if (here() == '\\' && here(1) != '\0') {
      const std::size_t before = out_.size();
      command();  // \'{\aa}: the mark goes behind what came of it
      if (out_.size() > before) out_ += accent.combining;
    } else if (here() == '}' || here() == '\0') {
      if (accent.command == '~' || accent.command == '^' || accent.command == '`' || accent.command == '\'')
        out_ += accent.command;
    } else if (static_cast<unsigned char>(here()) < 0x80) {
      put(accent, here());
      ++at_;
    } else {
      std::size_t end = at_ + 1;
      while (end < in_.size() && (static_cast<unsigned char>(in_[end]) & 0xC0) == 0x80) ++end;
      out_ += in_.substr(at_, end - at_);
      out_ += accent.combining;
      at_ = end;
    }
    while (depth > 0 && here() == '}') {
      ++at_;
      --depth;
    }
  }
  void put(const Accent& accent, char base) {
    const std::string_view one = composed(accent, base);
    if (!one.empty()) {
      out_ += one;
    } else {
      out_ += base;
      out_ += accent.combining;
    }
  }

  std::string_view in_;
  std::string& out_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view from_latex(std::string_view words, WordStore& store) {
  while (!words.empty() && blank(words.front())) words.remove_prefix(1);
  while (!words.empty() && blank(words.back())) words.remove_suffix(1);
  bool plain = true;
  for (std::size_t i = 0; i < words.size() && plain; ++i) {
    const char c = words[i];
    plain = c != '\\' && c != '{' && c != '}' && c != '$' && c != '~' && c != '\n' && c != '\r' &&
            c != '\t' && c != '`' &&
            !((c == ' ' || c == '-' || c == '\'') && i + 1 < words.size() && words[i + 1] == c);
  }
  if (plain) return words;
  std::string out;
  out.reserve(words.size());
  Reader(words, out).run();
  return store.keep(out);
}

bool begins_lower(std::string_view word) {
  std::size_t at = 0;
  int depth = 0;
  while (at < word.size()) {
    const char c = word[at];
    if (c == '{') {
      ++depth;
      // A group that begins with a command is one letter for BibTeX ("special character").
      if (depth == 1 && at + 1 < word.size() && word[at + 1] == '\\') {
        std::size_t k = at + 2;
        const std::size_t begin = k;
        while (k < word.size() && letter(word[k])) ++k;
        const std::string_view name = word.substr(begin, k - begin);
        for (const std::string_view known : {"ss", "ae", "oe", "aa", "o", "l", "i", "j"})
          if (name == known) return true;
        for (; k < word.size() && word[k] != '}'; ++k)
          if (letter(word[k])) return word[k] >= 'a';
        if (name.size() > 1) return false;
        return !name.empty() && name[0] >= 'a';
      }
    } else if (c == '}') {
      --depth;
    } else if (depth == 0) {
      if (letter(c)) return c >= 'a';
      if (static_cast<unsigned char>(c) >= 0x80) {
        // Lower case of Latin-1 and Latin Extended-A: à to ÿ, and there every second letter.
        const auto a = static_cast<unsigned char>(c);
        const auto b = at + 1 < word.size() ? static_cast<unsigned char>(word[at + 1]) : 0u;
        if (a == 0xC3) return b >= 0x9F;
        return false;
      }
      if (c == '\\') {
        std::size_t k = at + 1;
        while (k < word.size() && !letter(word[k])) ++k;
        return k < word.size() && word[k] >= 'a';
      }
    }
    ++at;
  }
  return false;
}

}  // namespace evident::ingest

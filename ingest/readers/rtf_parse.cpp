// Groups nest, and formatting that is set in one ends with it; the text of a group goes where the group's
// first word says: to the document, to a table of fonts, styles or lists, or nowhere. What is not known is
// passed over, as the format asks: the word alone, or the whole group where it begins with \*.
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "ingest/readers/bounds.hpp"
#include "ingest/readers/rtf.hpp"
#include "ingest/readers/rtf_letters.hpp"
#include "support/charset.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kTable = 10'000;  // fonts, styles, lists of one file
constexpr std::size_t kLevels = 9;      // of a list, as the format has them
constexpr std::size_t kColumns = 1'000;
constexpr std::size_t kName = 300;    // bytes of the name of a font or style
constexpr std::size_t kSteps = 4096;  // tokens between two looks at whether to go on

class Parser {
 public:
  Parser(std::string_view bytes, const Limits& limits, RtfStyles& styles, RtfSink& sink)
      : tokens_(bytes), limits_(limits), styles_(styles), sink_(sink) {}

  Result<RtfInfo> run() {
    using Kind = RtfTokens::Token::Kind;
    for (std::size_t steps = 1;; ++steps) {
      const RtfTokens::Token token = tokens_.next();
      if (token.kind != Kind::text && token.kind != Kind::byte) {
        flush();
        to_skip_ = 0;
      }
      if (token.kind != Kind::word && token.kind != Kind::symbol) star_ = first_ = false;
      switch (token.kind) {
        case Kind::end:
          return fail(
              Code::bad_input,
              "it ends in the middle: " + std::to_string(states_.size()) + " of its groups are never closed",
              "fetch it again, or open it in a word processor and save it as Word (.docx)");
        case Kind::open:
          open();
          break;
        case Kind::close:
          close();
          if (states_.empty()) {
            if (error_) return tl::unexpected<Error>(std::move(*error_));
            return std::move(info_);
          }
          break;
        case Kind::word:
          word(token);
          break;
        case Kind::symbol:
          symbol(token.word[0]);
          break;
        case Kind::text:
          plain(token.word);
          break;
        case Kind::byte: {
          const char one = static_cast<char>(token.number);
          plain({&one, 1});
          break;
        }
      }
      if (states_.size() > kMarkupDepth)
        return fail(Code::limit, "its groups are nested more than " + std::to_string(kMarkupDepth) + " deep",
                    "open it in a word processor and save it as Word (.docx)");
      if (error_) return tl::unexpected<Error>(std::move(*error_));
      if (steps % kSteps == 0 && !sink_.goes_on()) return std::move(info_);  // who takes the parts says why
    }
  }

 private:
  using Token = RtfTokens::Token;
  using Stretch = RtfParagraph::Stretch;
  enum class Into : std::uint8_t { text, skip, fonts, styles, lists, overrides, info, title, author, mark };

  struct State {
    Into into = Into::text;
    Into alternative = Into::skip;  // where the other form of what is skipped goes (\upr … \ud)
    bool bold = false, raised = false, hidden = false, deleted = false, in_table = false;
    bool ends_story = false;
    int font = 0, replaced = 1;  // replaced: characters that follow each \u for old readers
    int style = 0, outline = 9, list = 0, depth = 0;
  };
  struct Story {
    bool note = false;
    RtfParagraph paragraph;
    bool joins = false;  // the mark that ended the paragraph so far is deleted: it has its properties
    std::vector<RtfParagraph> cell;
    std::vector<std::vector<RtfParagraph>> cells;
    std::shared_ptr<RtfRow::Shape> shape;
    bool shape_done = false, covered = false;
    std::vector<RtfPart> parts;  // of inner stories; those of the text are handed out
  };
  struct Known {
    void (*act)(Parser&, const Token&);
    bool text_only = true;     // means nothing but in the text
    bool destination = false;  // may stand behind \*
  };
  static const std::unordered_map<std::string_view, Known>& known();

  State& now() { return states_.back(); }
  Story& story() { return stories_.back(); }
  RtfParagraph& paragraph() { return stories_.back().paragraph; }

  void open() {
    if (states_.empty()) {
      states_.emplace_back();
      stories_.emplace_back();
    } else {
      State inner = now();
      inner.ends_story = false;
      states_.push_back(inner);
    }
    first_ = true;
  }

  void close() {
    if (states_.empty()) return;
    if (now().ends_story)
      end_story();
    else if (states_.size() == 1)
      end_parts();
    states_.pop_back();
  }

  void word(const Token& token) {
    const bool star = std::exchange(star_, false), first = std::exchange(first_, false);
    if (states_.empty()) return;
    if (now().into == Into::skip) {
      if (token.word == "ud" && now().alternative != Into::skip)
        now().into = std::exchange(now().alternative, Into::skip);
      return;
    }
    const auto at = known().find(token.word);
    if (at == known().end() || (star && !at->second.destination)) {
      // Properties of formulas hold words as well: \mdPr, \mfPr …
      if (star || (first && token.word.starts_with('m') && token.word.ends_with("Pr")))
        now().into = Into::skip;
      return;
    }
    if (!at->second.text_only || now().into == Into::text) at->second.act(*this, token);
  }

  void symbol(char c) {
    if (c != '*') star_ = first_ = false;
    if (states_.empty() || now().into == Into::skip) {
      if (c == '*') star_ = first_;
      return;
    }
    switch (c) {
      case '*':
        star_ = first_;
        break;
      case '\\':
      case '{':
      case '}':
        plain({&c, 1});
        break;
      case '~':
        put("\u00A0");
        break;
      case '_':
        put("‑");
        break;
      case '\t':
        put(" ");
        break;
      case '\r':
      case '\n':
        if (now().into == Into::text) end_paragraph();
        break;
      default:
        break;
    }
  }

  // ---- characters

  RtfFont font() const {
    const State& state = states_.back();
    if (state.into != Into::text && state.into != Into::mark) return {};
    const auto at = fonts_.find(state.font);
    return at == fonts_.end() ? RtfFont{} : at->second;
  }

  void plain(std::string_view bytes) {
    const std::size_t skipped = std::min(to_skip_, bytes.size());
    to_skip_ -= skipped;
    bytes.remove_prefix(skipped);
    if (bytes.empty() || states_.empty() || now().into == Into::skip) return;
    const RtfFont of = font();
    if (of.kind != RtfFont::Kind::letters) {
      flush();
      for (const char c : bytes)
        if (of.kind == RtfFont::Kind::symbol) put(symbol_letter(static_cast<unsigned char>(c)));
      return;
    }
    const int page = of.page != 0 ? of.page : page_;
    if (page != raw_page_) flush();
    raw_page_ = page;
    raw_ += bytes;
  }
  void flush() {
    if (raw_.empty()) return;
    std::string words;
    letters_.append(words, std::exchange(raw_, {}), raw_page_);
    put(words);
  }

  void character(int number) {
    to_skip_ = static_cast<std::size_t>(now().replaced);
    const auto c = static_cast<char32_t>(number < 0 ? number + 0x10000 : number);
    const char32_t high = std::exchange(high_, 0);
    std::string out;
    if (c >= 0xD800 && c < 0xDC00) {
      high_ = c;
      return;
    }
    if (c >= 0xDC00 && c < 0xE000 && high != 0) {
      append_character(out, 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00));
    } else if (c >= 0xF020 && c < 0xF100) {  // a byte of a font of signs
      if (font().kind == RtfFont::Kind::symbol) out = symbol_letter(static_cast<unsigned char>(c & 0xFF));
    } else {
      append_character(out, c);
    }
    put(out);
  }

  void put(std::string_view words) {
    if (words.empty() || states_.empty()) return;
    switch (now().into) {
      case Into::text:
        put_text(words);
        break;
      case Into::mark:
        paragraph().mark += words;
        break;
      case Into::title:
        info_.title += words;
        break;
      case Into::author:
        info_.author += words;
        break;
      case Into::fonts:
      case Into::styles:
        put_name(words);
        break;
      default:
        break;
    }
  }
  void put_text(std::string_view words) {
    const State& state = now();
    if (state.hidden || state.deleted) return;
    stretch(Stretch::Kind::words);
    paragraph().text += words;
  }
  void stretch(Stretch::Kind kind) {
    RtfParagraph& p = paragraph();
    const State& state = now();
    if (kind == Stretch::Kind::words && !p.stretches.empty() && p.stretches.back().kind == kind &&
        p.stretches.back().bold == state.bold && p.stretches.back().raised == state.raised)
      return;
    p.stretches.push_back({static_cast<std::uint32_t>(p.text.size()), kind, state.bold, state.raised});
  }

  // Entries of the tables of fonts and styles end with a semicolon, the name before it.
  void put_name(std::string_view words) {
    for (std::size_t end = words.find(';'); end != std::string_view::npos; end = words.find(';')) {
      add_name(words.substr(0, end));
      words.remove_prefix(end + 1);
      now().into == Into::fonts ? end_font() : end_style();
    }
    add_name(words);
  }
  void add_name(std::string_view words) { name_ += words.substr(0, kName - std::min(kName, name_.size())); }
  void end_font() {
    if (font_signs_)
      entry_.kind = name_.starts_with("Symbol") ? RtfFont::Kind::symbol : RtfFont::Kind::dingbats;
    if (fonts_.size() < kTable) fonts_[font_number_] = entry_;
    begin_font(0);
  }
  void begin_font(int number) {
    font_number_ = number;
    font_signs_ = false;
    entry_ = {};
    name_.clear();
  }
  void end_style() {
    style_by_name(std::string_view(name_).substr(std::min(name_.find_first_not_of(' '), name_.size())),
                  style_.own);
    if (style_.own.as == DocxStyle::As::text && style_outline_ < 9) {
      style_.own.as = DocxStyle::As::heading;
      style_.own.level = style_outline_ + 1;
    }
    if (style_number_ >= 0 && styles_.styles.size() < kTable) styles_.styles.emplace(style_number_, style_);
    begin_style();
  }
  void begin_style() {
    style_number_ = 0;
    style_outline_ = 9;
    style_ = {};
    name_.clear();
  }

  // ---- paragraphs, rows, stories

  void end_paragraph(bool of_cell = false) {
    Story& in = story();
    RtfParagraph& p = in.paragraph;
    const State& state = now();
    if (!std::exchange(in.joins, false)) set_properties(p, state);
    if (!of_cell && !state.in_table && (!in.cell.empty() || !in.cells.empty())) end_row();
    if (!p.empty()) {
      if (of_cell || state.in_table) {
        wait();
        in.cell.push_back(std::move(p));
      } else {
        hand_out(std::move(p));
      }
    }
    p = {};
  }
  static void set_properties(RtfParagraph& p, const State& state) {
    p.style = state.style;
    p.outline = state.outline;
    p.list = state.list;
    p.depth = state.depth;
  }
  void par() {
    if (!now().deleted) return end_paragraph();
    if (paragraph().empty() || story().joins) return;
    set_properties(paragraph(), now());
    story().joins = true;
  }
  void end_cell() {
    end_paragraph(true);
    if (++cells_ > kTableCells) refuse("its tables have more than " + std::to_string(kTableCells) + " cells");
    story().cells.push_back(std::exchange(story().cell, {}));
  }
  void end_row() {
    Story& in = story();
    if (!in.cell.empty()) in.cells.push_back(std::exchange(in.cell, {}));
    in.shape_done = true;
    if (in.cells.empty()) return;
    wait();
    hand_out(RtfRow{in.shape, std::exchange(in.cells, {})});
  }
  RtfRow::Shape& shape(bool fresh) {
    Story& in = story();
    if (fresh || in.shape_done || !in.shape) {
      in.shape = std::make_shared<RtfRow::Shape>();
      in.shape_done = in.covered = false;
    }
    return *in.shape;
  }

  void hand_out(RtfPart part) {
    if (stories_.size() > 1) {
      wait();
      story().parts.push_back(std::move(part));
      return;
    }
    if (std::holds_alternative<RtfParagraph>(part)) waiting_ = 0;
    sink_.take(std::move(part));
  }
  // Notes, boxes and rows wait for what they stand below, or for the table's end.
  void wait() {
    if (++waiting_ > limits_.blocks)
      refuse("it has more than " + std::to_string(limits_.blocks) +
             " paragraphs, notes and rows in one table");
  }
  void refuse(std::string what) {
    if (!error_) error_ = Error{Code::limit, std::move(what), "split the document into parts", {}};
  }

  void begin_story(bool note) {
    State& state = now();
    if (state.hidden || state.deleted || state.ends_story || states_.size() == 1) {
      state.into = Into::skip;
      return;
    }
    const int font = state.font, replaced = state.replaced;
    state = {};
    state.font = font;
    state.replaced = replaced;
    state.ends_story = true;
    stories_.emplace_back();
    story().note = note;
  }
  void end_parts() {
    now().in_table = false;
    now().deleted = false;
    end_paragraph();
  }
  void end_story() {
    end_parts();
    RtfStory done{std::move(story().parts)};
    const bool note = story().note;
    stories_.pop_back();
    wait();
    if (note) stretch(Stretch::Kind::note);
    (note ? paragraph().notes : paragraph().boxes).push_back(std::move(done));
  }

  // ---- what the words do

  template <Into into>
  static void go(Parser& p, const Token&) {
    p.now().into = into;
  }
  template <bool State::*flag>
  static void turn(Parser& p, const Token& t) {
    p.now().*flag = !t.numbered || t.number != 0;
  }
  static void nothing(Parser&, const Token&) {}
  static void mark(Parser& p, const Token&) {
    p.paragraph().listed = true;
    p.paragraph().mark.clear();
    p.now().into = Into::mark;
  }
  static void plain_letters(Parser& p, const Token&) {
    State& s = p.now();
    s.bold = s.raised = s.hidden = s.deleted = false;
    s.font = p.default_font_;
  }
  static void plain_paragraph(Parser& p, const Token&) {
    State& s = p.now();
    s.style = s.list = s.depth = 0;
    s.outline = 9;
    s.in_table = false;
  }
  static int depth(const Token& t) { return std::clamp(t.number, 0, static_cast<int>(kLevels) - 1); }
  RtfStyles::Level& list_level() {
    if (levels_.empty()) levels_.emplace_back();
    return levels_.back();
  }

  RtfTokens tokens_;
  const Limits& limits_;
  RtfStyles& styles_;
  RtfSink& sink_;
  std::vector<State> states_;
  std::vector<Story> stories_;  // the text, and what is open in it
  RtfInfo info_;
  std::optional<Error> error_;
  bool star_ = false, first_ = false;  // \* came; the group has said nothing yet
  std::size_t to_skip_ = 0, waiting_ = 0, cells_ = 0;
  int page_ = 1252, raw_page_ = 1252, default_font_ = 0;
  std::string raw_;
  char32_t high_ = 0;
  RtfLetters letters_;
  std::map<int, RtfFont> fonts_;
  // The entry of a table that is being read.
  std::string name_;
  int font_number_ = 0, style_number_ = 0, style_outline_ = 9, override_ = 0;
  bool font_signs_ = false;
  RtfFont entry_;
  RtfStyles::Named style_;
  std::vector<RtfStyles::Level> levels_;
};

const std::unordered_map<std::string_view, Parser::Known>& Parser::known() {
  using P = Parser;
  using T = const Token&;
  const auto to_skip = Known{go<Into::skip>, false, true};
  const auto through = Known{nothing, true, true};
  // clang-format off
  static const std::unordered_map<std::string_view, Known> kKnown{
      // Groups that are no text, though they need not begin with \*.
      {"header", to_skip}, {"headerl", to_skip}, {"headerr", to_skip}, {"headerf", to_skip}, {"footer", to_skip}, {"footerl", to_skip},
      {"footerr", to_skip}, {"footerf", to_skip}, {"pict", to_skip}, {"nonshppict", to_skip}, {"shprslt", to_skip}, {"sp", to_skip},
      {"fldinst", to_skip}, {"colortbl", to_skip}, {"filetbl", to_skip}, {"tc", to_skip}, {"tcn", to_skip}, {"xe", to_skip},
      {"nonesttables", to_skip}, {"mmathPict", to_skip}, {"annotation", to_skip}, {"atnid", to_skip}, {"atnauthor", to_skip},
      {"objdata", to_skip}, {"objclass", to_skip}, {"objname", to_skip}, {"objalias", to_skip}, {"ftnsep", to_skip}, {"ftnsepc", to_skip},
      {"aftnsep", to_skip}, {"aftnsepc", to_skip}, {"generator", to_skip}, {"revtbl", to_skip}, {"falt", to_skip}, {"panose", to_skip},
      // Groups that are text although they begin with \*.
      {"shpinst", through}, {"do", through}, {"moMath", through}, {"moMathPara", through},
      {"shptxt", {[](P& p, T) { p.begin_story(false); }, true, true}},
      {"dptxbxtext", {[](P& p, T) { p.begin_story(false); }, true, true}},
      {"footnote", {[](P& p, T) { p.begin_story(true); }, true, true}},
      {"upr", {[](P& p, T) { p.now().alternative = std::exchange(p.now().into, Into::skip); }, false}},
      // Tables.
      {"fonttbl", {[](P& p, T) { p.now().into = Into::fonts; p.begin_font(0); }, true, true}},
      {"stylesheet", {[](P& p, T) { p.now().into = Into::styles; p.begin_style(); }, true, true}},
      {"listtable", {go<Into::lists>, true, true}},
      {"listoverridetable", {go<Into::overrides>, true, true}},
      {"info", {go<Into::info>, true, true}},
      {"title", {[](P& p, T) { if (p.now().into == Into::info) p.now().into = Into::title; }, false}},
      {"author", {[](P& p, T) { if (p.now().into == Into::info) p.now().into = Into::author; }, false}},
      {"listtext", {mark, true, true}},
      {"pntext", {mark, true, true}},
      // Code pages and fonts.
      {"ansicpg", {[](P& p, T t) { if (t.number > 0) p.page_ = t.number; }}},
      {"mac", {[](P& p, T) { p.page_ = 10000; }}},
      {"pc", {[](P& p, T) { p.page_ = 437; }}},
      {"pca", {[](P& p, T) { p.page_ = 850; }}},
      {"deff", {[](P& p, T t) { p.now().font = p.default_font_ = t.number; }}},
      {"f", {[](P& p, T t) { p.now().into == Into::fonts ? p.begin_font(t.number) : void(p.now().font = t.number); }, false}},
      {"fcharset", {[](P& p, T t) { p.entry_.page = rtf_page_of_charset(t.number); p.font_signs_ = t.number == 2; }, false}},
      {"cpg", {[](P& p, T t) { if (t.number > 0) p.entry_.page = t.number; }, false}},
      {"u", {[](P& p, T t) { p.character(t.number); }, false}},
      {"uc", {[](P& p, T t) { p.now().replaced = std::clamp(t.number, 0, 100); }, false}},
      // Letters.
      {"plain", {plain_letters, false}},
      {"b", {turn<&State::bold>}},
      {"v", {turn<&State::hidden>}},
      {"deleted", {turn<&State::deleted>}},
      {"mvf", {turn<&State::deleted>}},  // moved from here
      {"super", {turn<&State::raised>}},
      {"sub", {[](P& p, T) { p.now().raised = false; }}},
      {"nosupersub", {[](P& p, T) { p.now().raised = false; }}},
      {"up", {[](P& p, T t) { p.now().raised = !t.numbered || t.number > 0; }}},
      {"dn", {[](P& p, T) { p.now().raised = false; }}},
      // Characters.
      {"tab", {[](P& p, T) { p.put(" "); }}},
      {"page", {[](P& p, T) { p.put(" "); }}},
      {"column", {[](P& p, T) { p.put(" "); }}},
      {"emspace", {[](P& p, T) { p.put(" "); }}},
      {"enspace", {[](P& p, T) { p.put(" "); }}},
      {"qmspace", {[](P& p, T) { p.put(" "); }}},
      {"emdash", {[](P& p, T) { p.put("—"); }, false}},
      {"endash", {[](P& p, T) { p.put("–"); }, false}},
      {"bullet", {[](P& p, T) { p.put("•"); }, false}},
      {"lquote", {[](P& p, T) { p.put("‘"); }, false}},
      {"rquote", {[](P& p, T) { p.put("’"); }, false}},
      {"ldblquote", {[](P& p, T) { p.put("“"); }, false}},
      {"rdblquote", {[](P& p, T) { p.put("”"); }, false}},
      {"line", {[](P& p, T) { if (!p.now().hidden && !p.now().deleted) p.stretch(Stretch::Kind::line_break); }}},
      // Paragraphs. In the table of styles the same words say what a style is.
      {"par", {[](P& p, T) { p.par(); }}},
      {"sect", {[](P& p, T) { p.end_paragraph(); }}},
      {"pard", {plain_paragraph}},
      {"s", {[](P& p, T t) { (p.now().into == Into::styles ? p.style_number_ : p.now().style) = t.number; }, false}},
      {"cs", {[](P& p, T) { if (p.now().into == Into::styles) p.style_number_ = -1; }, false}},
      {"ds", {[](P& p, T) { if (p.now().into == Into::styles) p.style_number_ = -1; }, false}},
      {"ts", {[](P& p, T) { if (p.now().into == Into::styles) p.style_number_ = -1; }, false}},
      {"sbasedon", {[](P& p, T t) { p.style_.based_on = t.number; }, false}},
      {"outlinelevel", {[](P& p, T t) { (p.now().into == Into::styles ? p.style_outline_ : p.now().outline) = std::clamp(t.number, 0, 9); }, false}},
      {"ls", {[](P& p, T t) {
                if (p.now().into == Into::styles) p.style_.own.list = std::to_string(t.number);
                else if (p.now().into == Into::overrides && p.styles_.lists.size() < kTable) p.styles_.lists[t.number] = p.override_;
                else p.now().list = t.number;
              }, false}},
      {"ilvl", {[](P& p, T t) { (p.now().into == Into::styles ? p.style_.own.depth : p.now().depth) = depth(t); }, false}},
      // Lists.
      {"list", {[](P& p, T) { p.levels_.clear(); }, false}},
      {"listlevel", {[](P& p, T) { if (p.levels_.size() < kLevels) p.levels_.emplace_back(); }, false}},
      {"levelnfc", {[](P& p, T t) { p.list_level().format = t.number; }, false}},
      {"levelstartat", {[](P& p, T t) { p.list_level().start = std::clamp(t.number, 0, 100'000); }, false}},
      {"listid", {[](P& p, T t) {
                    if (p.now().into == Into::overrides) p.override_ = t.number;
                    else if (p.now().into == Into::lists && p.styles_.definitions.size() < kTable) p.styles_.definitions[t.number] = p.levels_;
                  }, false}},
      // Tables of the text.
      {"intbl", {[](P& p, T) { p.now().in_table = true; }}},
      {"itap", {[](P& p, T t) { p.now().in_table = t.number > 0; }}},
      {"trowd", {[](P& p, T) { p.shape(true); }}},
      {"trhdr", {[](P& p, T) { p.shape(false).header = true; }}},
      {"clvmrg", {[](P& p, T) { p.shape(false); p.story().covered = true; }}},
      {"cellx", {[](P& p, T t) {
                   auto& columns = p.shape(false).columns;
                   if (columns.size() < kColumns) columns.push_back({t.number, std::exchange(p.story().covered, false)});
                 }}},
      {"cell", {[](P& p, T) { p.end_cell(); }}},
      {"nestcell", {[](P& p, T) { p.end_paragraph(true); }}},
      {"row", {[](P& p, T) { p.end_row(); }}},
  };
  // clang-format on
  return kKnown;
}

}  // namespace

Result<RtfInfo> parse_rtf(std::string_view bytes, const Limits& limits, RtfStyles& styles, RtfSink& sink) {
  return Parser(bytes, limits, styles, sink).run();
}

}  // namespace evident::ingest

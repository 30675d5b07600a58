// A block's words are appended to the document's text as they come; what separates blocks is an empty line,
// and a line's end between items and rows of one list or table. arrange() then settles what only the whole
// document tells, as it does for text files.
#include "ingest/readers/compose.hpp"
#include "ingest/readers/bounds.hpp"

#include <algorithm>

#include "ingest/readers/shape.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

// What no text holds: control characters, U+FEFF, the noncharacters of U+FFFE. Their bytes, 0 for none.
std::size_t unprintable(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c < 0x20 || c == 0x7F) return 1;
  if (c == 0xC2 && i + 1 < text.size()) {
    const auto d = static_cast<unsigned char>(text[i + 1]);
    return d >= 0x80 && d < 0xA0 ? 2 : 0;
  }
  if (text.substr(i, 3) == "\xEF\xBB\xBF" || text.substr(i, 3) == "\xEF\xBF\xBE" ||
      text.substr(i, 3) == "\xEF\xBF\xBF")
    return 3;
  return 0;
}

constexpr std::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

}  // namespace

void Composer::set_language(std::string_view code) {
  const bool known = code.size() >= 2 && (code.size() == 2 || code[2] == '-' || code[2] == '_');
  for (std::size_t i = 0; i < 2; ++i) language_[i] = known ? static_cast<char>(code[i] | 0x20) : '\0';
}

Block& Composer::open(BlockKind kind) {
  close();
  block_ = Block{};
  block_.kind = kind;
  block_.page = page_;
  block_.slide = slide_;
  block_.language = language_;
  rank_ = 0;
  all_bold_ = true;
  gap_ = false;
  open_ = true;
  const bool first = document_.blocks.empty();
  const bool tight = !first && document_.blocks.back().kind == kind &&
                     (kind == BlockKind::list_item || kind == BlockKind::table_row);
  if (!first) document_.text += tight ? "\n" : "\n\n";
  begin_ = static_cast<std::uint32_t>(document_.text.size());
  return block_;
}

Block& Composer::heading(int level) {
  Block& block = open(BlockKind::heading);
  rank_ = std::clamp(level, 1, static_cast<int>(limits_.heading_depth));
  items_.clear();
  return block;
}

Block& Composer::item(int level, bool ordered, std::string_view marker) {
  Block& block = open(BlockKind::list_item);
  block.level = std::clamp(level, 1, static_cast<int>(limits_.heading_depth));
  block.ordered = ordered;
  block.marker = std::string(marker.substr(0, 16));
  return block;
}

Block& Composer::continuation() {
  Block& block = open(BlockKind::paragraph);  // closes the item, which it then goes on
  block.parent = items_.empty() ? -1 : items_.back();
  return block;
}

void Composer::next_cell() {
  if (!open_ || block_.kind != BlockKind::table_row) return;
  std::string& text = document_.text;
  if (!block_.cells.empty()) {
    block_.cells.back().end = static_cast<std::uint32_t>(text.size());
    text += '\t';
  }
  const auto at = static_cast<std::uint32_t>(text.size());
  block_.cells.push_back({at, at});
  gap_ = false;
  if (++cells_ > kTableCells && !error_)
    error_ = Error{Code::limit,
                   "its tables have more than " + std::to_string(kTableCells) + " cells",
                   "split the document into parts",
                   {}};
}

void Composer::words(std::string_view text) {
  std::string& out = document_.text;
  for (std::size_t i = 0; i < text.size();) {
    if (space(text[i])) {
      gap_ = true;
      ++i;
      continue;
    }
    if (const std::size_t skip = unprintable(text, i)) {
      i += skip;
      continue;
    }
    if (!open_) open(BlockKind::paragraph);
    const std::size_t start = block_.cells.empty() ? begin_ : block_.cells.back().begin;
    if (gap_ && out.size() > start && out.back() != '\n') out += ' ';
    gap_ = false;
    std::size_t end = i;
    while (end < text.size() && !space(text[end]) && !unprintable(text, end)) ++end;
    out.append(text, i, end - i);
    all_bold_ = all_bold_ && bold_;
    i = end;
  }
  if (out.size() > limits_.document_bytes && !error_)
    error_ = Error{Code::limit,
                   "its text has more than " + std::to_string(limits_.document_bytes) + " bytes",
                   "split the document into parts",
                   {}};
}

void Composer::blank() { gap_ = true; }

void Composer::line_break() {
  std::string& out = document_.text;
  if (!open_ || !block_.cells.empty()) return blank();
  while (out.size() > begin_ && out.back() == ' ') out.pop_back();
  if (out.size() > begin_ && out.back() != '\n') out += '\n';
  gap_ = false;
}

void Composer::raised(std::string_view text) {
  const bool marks = !text.empty() && text.size() < 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == ',' || c == '-' || c == ' ' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  if (!marks) return words(text);
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9')
      out += kRaised[c - '0'];
    else
      out += c;
  words(out);
}

void Composer::bold(bool on) { bold_ = on; }

void Composer::close() {
  if (!open_) return;
  open_ = false;
  std::string& text = document_.text;
  if (!block_.cells.empty()) block_.cells.back().end = static_cast<std::uint32_t>(text.size());
  while (text.size() > begin_ && space(text.back())) text.pop_back();
  const std::size_t blanks = leading_blanks(std::string_view(text).substr(begin_));
  if (begin_ + blanks >= text.size()) {
    // Nothing in it: the separator goes as well.
    text.resize(begin_);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return;
  }
  const std::uint32_t begin = begin_ + static_cast<std::uint32_t>(blanks),
                      end = static_cast<std::uint32_t>(text.size());
  for (Cell& cell : block_.cells) {
    cell.begin = std::clamp(cell.begin, begin, end);
    cell.end = std::clamp(cell.end, begin, end);
  }
  judge(begin, end);
}

Block& Composer::add(Block block, std::uint32_t begin, std::uint32_t end) {
  block.begin = begin;
  block.end = end;
  Trait trait;
  trait.blanks = 1;
  trait.front = front_;
  document_.blocks.push_back(std::move(block));
  outline_.traits.push_back(trait);
  return document_.blocks.back();
}

void Composer::part_heading(std::uint32_t begin, std::uint32_t end, std::uint8_t rank) {
  Block block = block_;
  block.kind = BlockKind::heading;
  add(std::move(block), begin, end);
  outline_.traits.back().rank = rank;
  outline_.traits.back().marked = true;
  items_.clear();
}

std::int32_t Composer::parent_of_item(int level) {
  const auto depth = static_cast<std::size_t>(level);
  const auto here = static_cast<std::int32_t>(document_.blocks.size());
  if (items_.size() >= depth) items_.resize(depth - 1);
  const auto led_in = [&]() -> std::int32_t {
    // The paragraph straight above that ends with a colon.
    if (here == 0) return -1;
    const Block& before = document_.blocks.back();
    if (before.kind == BlockKind::list_item) return before.level == level ? before.parent : -1;
    return before.kind == BlockKind::paragraph && outline_.traits.back().lead_in ? here - 1 : -1;
  };
  const std::int32_t parent = items_.empty() || items_.back() < 0 ? led_in() : items_.back();
  while (items_.size() + 1 < depth) items_.push_back(items_.empty() ? -1 : items_.back());
  items_.push_back(here);
  return parent;
}

void Composer::judge(std::uint32_t begin, std::uint32_t end) {
  const std::string_view text = std::string_view(document_.text).substr(begin, end - begin);
  switch (block_.kind) {
    case BlockKind::heading:
      part_heading(begin, end, static_cast<std::uint8_t>(rank_));
      return;
    case BlockKind::slide_title:
      add(block_, begin, end);
      outline_.traits.back().rank = kRankSlide;
      outline_.traits.back().marked = true;
      items_.clear();
      return;
    case BlockKind::list_item:
      if (judge_ == Judge::words && (site_leftover(text) || decoration(text))) {
        block_.kind = BlockKind::furniture;
        block_.level = 0;
        block_.ordered = false;
        block_.marker.clear();
        add(block_, begin, end);
        return;
      }
      block_.parent = parent_of_item(block_.level);
      add(block_, begin, end);
      return;
    case BlockKind::paragraph:
      return paragraph(begin, end);
    case BlockKind::attribution:
      block_.parent = -1;
      for (std::size_t i = document_.blocks.size(); i-- > 0;) {
        if (document_.blocks[i].kind != BlockKind::quotation) break;
        block_.parent =
            document_.blocks[i].parent >= 0 ? document_.blocks[i].parent : static_cast<std::int32_t>(i);
        break;
      }
      if (block_.parent < 0) block_.kind = BlockKind::paragraph;
      add(block_, begin, end);
      return;
    default:
      if (block_.kind != BlockKind::table_row) items_.clear();
      add(block_, begin, end);
      return;
  }
}

bool Composer::furniture_or_credits(std::string_view t) const {
  const bool early = front_ && document_.blocks.size() < 40;
  if (date_line(t) || person_line(t) || credit_label(t)) return true;
  if (!early) return false;
  const bool titled = std::any_of(document_.blocks.begin(), document_.blocks.end(), [](const Block& b) {
    return b.kind == BlockKind::title || b.kind == BlockKind::heading;
  });
  return byline(t) || journal_line(t) || address_line(t) || (titled && (credit_line(t) || author_line(t)));
}

void Composer::paragraph(std::uint32_t begin, std::uint32_t end) {
  const std::string_view t = std::string_view(document_.text).substr(begin, end - begin);
  const bool continues = block_.parent >= 0;  // an item
  if (!continues) items_.clear();
  if (judge_ == Judge::words && !continues) {
    if (t.size() < 4000 && (page_number(t) || site_leftover(t) || decoration(t))) {
      block_.kind = BlockKind::furniture;
      add(block_, begin, end);
      return;
    }
    if (t.size() < 400 && furniture_or_credits(t)) {
      block_.kind = BlockKind::metadata;
      add(block_, begin, end);
      return;
    }
    if (t.size() > 200 || ++paragraphs_in_front_ > 1) front_ = false;
    if (caption_like(t)) {
      block_.kind = BlockKind::caption;
      add(block_, begin, end);
      return;
    }
    if (all_bold_ && title_like(t) && !starts_lower(t)) return part_heading(begin, end, kRankOrdinary);
  }
  std::uint32_t from = 0;
  if (const RunIn start = run_in_at_start(t); start.end > start.begin) {
    part_heading(begin + static_cast<std::uint32_t>(start.begin),
                 begin + static_cast<std::uint32_t>(start.end), kRankRunIn);
    from = static_cast<std::uint32_t>(start.body);
  }
  if (begin + from >= end) return;
  const std::string_view rest = std::string_view(document_.text).substr(begin + from, end - begin - from);
  const bool lead_in = ends_with_colon(rest) || ends_with_ellipsis(rest);
  add(block_, begin + from, end);
  outline_.traits.back().lead_in = lead_in;
}

bool Composer::goes_on() {
  if (error_) return false;
  if (document_.blocks.size() > limits_.blocks) {
    error_ = Error{Code::limit,
                   "it has more than " + std::to_string(limits_.blocks) + " paragraphs, items and rows",
                   "split the document into parts",
                   {}};
  } else if (cancel_.requested()) {
    error_ = Error{Code::cancelled, "stopped", "", {}};
  }
  return !error_;
}

Result<void> Composer::finish() {
  close();
  if (!goes_on()) return tl::unexpected<Error>(std::move(*error_));
  document_.text += '\n';
  arrange(document_, outline_, limits_);
  return {};
}

}  // namespace evident::ingest

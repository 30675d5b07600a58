// For a person at a terminal: how the question was read, the rows as a table whose cells wrap by display
// width, under each row its quotations with their place, and then whatever an honest answer owes: gaps, near
// misses, notes, scope, sources. Only our own marks turn to ASCII; quotations stay as they are.
#include <algorithm>

#include "query/render/layout.hpp"
#include "query/render/words.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kQuotations = 3, kSideQuotations = 2;
constexpr std::size_t kBetween = 2;

class Table {
 public:
  Table(const Answer& answer, const RenderOptions& options)
      : answer_(answer),
        options_(options),
        width_(static_cast<std::size_t>(std::clamp(options.width, 40, 200))) {}

  std::string text() {
    labelled("Question", printable(squeeze(answer_.question)));
    if (!answer_.read_as.empty()) labelled("Read as", printable(answer_.read_as));
    out_ += '\n';
    if (const auto line = headline(answer_); !line.empty()) {
      add_wrapped(out_, ours(line), start(kBold), "", width_);
      end_style();
      out_ += '\n';
    }
    rows();
    gaps();
    near_misses();
    feet();
    return std::move(out_);
  }

 private:
  static constexpr const char* kBold = "\033[1m";
  static constexpr const char* kDim = "\033[2m";
  static constexpr const char* kPlain = "\033[0m";

  std::string start(const char* style) const { return options_.colour ? style : ""; }
  std::string styled(const char* style, const std::string& text) const {
    return options_.colour && !text.empty() ? style + text + kPlain : text;
  }
  void end_style() {
    if (!options_.colour) return;
    const bool line = !out_.empty() && out_.back() == '\n';
    if (line) out_.pop_back();
    out_ += kPlain;
    if (line) out_ += '\n';
  }

  // Our own marks for a poor terminal.
  std::string ours(std::string text) const {
    if (!options_.ascii) return text;
    static constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
        {"“", "\""}, {"”", "\""}, {"→", "->"}, {"×", "x"}, {"…", "..."},
        {"›", ">"},  {"·", "-"},  {"–", "-"},  {"─", "-"}};
    for (const auto& [mark, plain] : kMarks)
      for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + plain.size()))
        text.replace(at, mark.size(), plain);
    return text;
  }

  void labelled(std::string_view label, const std::string& text) {
    const std::string first = std::string(label) + ": ";
    std::string block;
    add_wrapped(block, ours(text), first, std::string(first.size(), ' '), width_);
    if (options_.colour) block = kBold + first + kPlain + block.substr(first.size());
    out_ += block;
  }

  void rows() {
    if (answer_.rows.empty()) return;
    const auto repeats = repeats_quotation(answer_);
    std::vector<std::size_t> shown;
    for (std::size_t c = 0; c < answer_.columns.size(); ++c) {
      const bool filled = std::any_of(answer_.rows.begin(), answer_.rows.end(), [&](const Row& row) {
        return !std::holds_alternative<std::monostate>(row.values[c]);
      });
      if (!repeats[c] && filled) shown.push_back(c);
    }
    std::vector<std::vector<std::string>> cells;
    std::vector<std::size_t> natural;
    for (const std::size_t c : shown) natural.push_back(display_width(answer_.columns[c].name));
    for (const Row& row : answer_.rows) {
      std::vector<std::string> line;
      for (std::size_t i = 0; i < shown.size(); ++i) {
        line.push_back(ours(cell_text(row.values[shown[i]])));
        natural[i] = std::max(natural[i], display_width(line.back()));
      }
      cells.push_back(std::move(line));
    }
    const auto widths = share_width(natural, width_, kBetween);
    if (!shown.empty()) header(shown, widths);
    for (std::size_t r = 0; r < answer_.rows.size(); ++r) {
      if (!shown.empty()) line(shown, cells[r], widths);
      row_quotations(answer_.rows[r], r + 1, shown.empty());
    }
    out_ += '\n';
  }

  void header(const std::vector<std::size_t>& shown, const std::vector<std::size_t>& widths) {
    std::vector<std::string> names;
    std::string rule;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      names.push_back(printable(answer_.columns[shown[i]].name));
      rule.append(i ? kBetween : 0, ' ');
      for (std::size_t k = 0; k < widths[i]; ++k) rule += options_.ascii ? "-" : "─";
    }
    const std::size_t from = out_.size();
    line(shown, names, widths, true);
    if (options_.colour) {
      std::string lines = out_.substr(from);
      lines.pop_back();
      out_.resize(from);
      out_ += styled(kBold, lines) + "\n";
    }
    out_ += rule + "\n";
  }

  void line(const std::vector<std::size_t>& shown, const std::vector<std::string>& cells,
            const std::vector<std::size_t>& widths, bool names = false) {
    std::vector<std::vector<std::string>> wrapped;
    std::size_t height = 1;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      wrapped.push_back(wrap(cells[i], widths[i]));
      height = std::max(height, wrapped.back().size());
    }
    for (std::size_t h = 0; h < height; ++h) {
      std::string text;
      for (std::size_t i = 0; i < shown.size(); ++i) {
        const std::string cell = h < wrapped[i].size() ? wrapped[i][h] : std::string();
        const bool number = !names && answer_.columns[shown[i]].type == "number";
        const std::size_t wide = display_width(cell);
        if (i) text.append(kBetween, ' ');
        if (number && wide < widths[i]) text.append(widths[i] - wide, ' ');
        text += number ? cell : padded(cell, widths[i]);
      }
      while (!text.empty() && text.back() == ' ') text.pop_back();
      out_ += text + "\n";
    }
  }

  void row_quotations(const Row& row, std::size_t number, bool numbered) {
    if (!row.cells.empty()) {
      const auto all = side_quotations(answer_, row, kSideQuotations);
      for (const OfSide& one : all.shown) quotation(*one.witness, "    " + printable(one.side) + ": ");
      more_passages(all.left_out);
      return;
    }
    const auto all = quotations(row, kQuotations);
    for (const Witness* witness : all.shown) {
      quotation(*witness, numbered ? std::to_string(number) + ". " : std::string("    "));
      numbered = false;
    }
    more_passages(all.left_out);
    for (const Gap& gap : row.gap) {
      const bool said = std::any_of(row.values.begin(), row.values.end(), [&](const CellValue& v) {
        const auto* text = std::get_if<std::string>(&v);
        return text && *text == gap.why;
      });
      if (!said) add_wrapped(out_, ours(gap.why), "    Why: ", "         ", width_);
      for (const Witness& witness : gap.stated_by)
        if (first_time(witness)) quotation(witness, "    Why: ");
    }
  }

  void more_passages(std::size_t n) {
    if (n)
      out_ +=
          "    " + ours("… and " + std::to_string(n) + (n == 1 ? " more passage" : " more passages")) + "\n";
  }

  void quotation(const Witness& witness, const std::string& first) {
    const std::string open = options_.ascii ? "\"" : "“", close = options_.ascii ? "\"" : "”";
    std::string tail = " [" + std::to_string(witness.source + 1) + "]";
    if (const auto place = place_of(witness); !place.empty()) tail = " (" + ours(place) + ")" + tail;
    if (!witness.badges.empty()) tail += " {" + printable(join(witness.badges, ", ")) + "}";
    std::string block;
    add_wrapped(block, open + quote_text(witness) + close + tail, first,
                std::string(display_width(first), ' '), width_);
    out_ += block;
  }

  bool first_time(const Witness& witness) {
    if (std::find(stated_.begin(), stated_.end(), witness.item) != stated_.end()) return false;
    stated_.push_back(witness.item);
    return true;
  }

  void gaps() {
    for (const Gap& gap : answer_.gap) {
      labelled(answer_.rows.empty() ? "Why" : "Beside it", printable(gap.why));
      for (const Witness& witness : gap.stated_by) quotation(witness, "    ");
      out_ += '\n';
    }
    if (!answer_.emptied_by.empty()) {
      labelled("Step by step", printable(answer_.emptied_by));
      out_ += '\n';
    }
  }

  void near_misses() {
    if (answer_.near_misses.empty()) return;
    out_ += styled(kBold, "Near, but not counted") + "\n";
    for (const NearMiss& miss : answer_.near_misses) {
      add_wrapped(out_, ours(std::to_string(miss.count) + " " + miss.why), "  ", "  ", width_);
      for (const Witness& witness : miss.witnesses) quotation(witness, "    ");
      if (miss.count > miss.witnesses.size())
        out_ += "    " + ours("… and " + std::to_string(miss.count - miss.witnesses.size()) + " more") + "\n";
    }
    out_ += '\n';
  }

  void feet() {
    for (const Notice& notice : answer_.notices) labelled("Note", printable(notice.text));
    if (!answer_.searched.scope.empty()) labelled("Searched", printable(searched_text(answer_)));
    if (answer_.sources.empty()) return;
    out_ += '\n' + styled(kBold, "Sources") + "\n";
    for (std::size_t i = 0; i < answer_.sources.size(); ++i) {
      const SourceView& source = answer_.sources[i];
      const std::string number = "[" + std::to_string(i + 1) + "] ";
      if (const auto lines = record_lines(source); !lines.empty()) {
        out_ += number + ours(printable(source.file)) + "\n";
        for (const std::string& line : lines) out_ += printable(line) + "\n";
        continue;
      }
      add_wrapped(out_,
                  ours(printable(source.reference + (source.file.empty() ? "" : " (" + source.file + ")"))),
                  number, std::string(number.size(), ' '), width_);
    }
  }

  const Answer& answer_;
  const RenderOptions& options_;
  std::size_t width_;
  std::string out_;
  std::vector<std::string> stated_;  // gaps whose words were already printed under a row
};

std::string render(const Answer& answer, const RenderOptions& options) {
  return Table(answer, options).text();
}

const RegisterFormat kTable({"table",
                             "for a person at a terminal: rows with the words they rest on under each",
                             render});

}  // namespace
}  // namespace evident::query

// Names with their escapes, counts, dates and values as they stand in the text, and the mixing of
// connectives, which is the same for names, statements and conditions. Words are looked up again in the
// vocabulary, so that a Term holds the declared spelling.
#include "query/language/leaf_reader.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "query/language/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

namespace wc = word_class;

constexpr std::int64_t kLargestCount = 1'000'000'000;

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

}  // namespace

void refuse(std::string code, std::string message, Span span, std::string fix,
            std::optional<Diagnostic::Edit> edit) {
  throw Diagnostic{std::move(code), std::move(message), span, std::move(fix), {}, std::move(edit), {}};
}

std::string_view passive(std::string_view verb) {
  std::string stem(verb);
  const auto known = [](const std::string& participle) -> std::string_view {
    const auto found = longest_word(participle, wc::participle);
    return found.length == participle.size() ? found.word : std::string_view();
  };
  for (const auto& [base, participle] : {std::pair<std::string_view, std::string>{"find", "found by"},
                                         {"give", "given by"},
                                         {"make", "made by"},
                                         {"say", "said by"}})
    if (stem == base) return known(participle);
  if (stem.ends_with('y')) {
    stem.replace(stem.size() - 1, 1, "i");
  } else if (stem.ends_with('e')) {
    stem.pop_back();
  }
  return known(stem + "ed by");
}

void LeafReader::check_order(const Modifier& m) const {
  if (!m.from || !m.to) return;
  const auto key = [](const Date& d) { return (d.year * 100 + d.month) * 100 + d.day; };
  const auto after = [](const Date& d) {
    return (d.year * 100 + (d.month == 0 ? 12 : d.month)) * 100 + (d.day == 0 ? 31 : d.day);
  };
  if (key(*m.from) <= after(*m.to)) return;
  const std::string begin(text(m.from->span)), end(text(m.to->span));
  const Span both = joined(m.from->span, m.to->span);
  refuse("E122", "this time ends before it begins", both, fmt::format("write: between {} and {}", end, begin),
         Diagnostic::Edit{both, end + std::string(text(Span{m.from->span.end, m.to->span.begin})) + begin});
}

std::string LeafReader::connective_word(Index i) const { return folded_word(text(i)); }

Term LeafReader::term(Index i, WordClasses classes) const {
  return {std::string(longest_word(text(i), classes).word), span(i)};
}

Term LeafReader::adjective(Index i) const {
  const auto word = longest_word(text(i), wc::adjective);
  if (word.length == text(i).size()) return {std::string(word.word), span(i)};
  return term(i, wc::qualifier);
}

Term LeafReader::participle(Index i, std::optional<Quantity>& only) const {
  if (longest_word(text(i), wc::participle).length == text(i).size()) return term(i, wc::participle);
  only = Quantity{Quantity::Kind::only, 0, {}, span(i)};
  return {std::string(only_participle(text(i)).word), span(i)};
}

SetReference LeafReader::set_reference(Index i) const { return {folded_word(text(i).substr(1)), span(i)}; }

Modifier::Clock LeafReader::clock(Index i) const {
  const auto word = folded_word(text(i));
  return word == "published" ? Modifier::Clock::published
         : word == "added"   ? Modifier::Clock::added
                             : Modifier::Clock::gathered;
}

std::string LeafReader::quoted(Index i) const {
  const auto raw = text(i);
  if (raw.front() != '"') return std::string(raw.substr(3, raw.size() - 6));  // curly: no escapes inside
  std::string out;
  for (std::size_t k = 1; k + 1 < raw.size(); ++k) {
    if (raw[k] != '\\') {
      out.push_back(raw[k]);
      continue;
    }
    const char c = raw[++k];
    if (c != 'u') {
      out.push_back(c == 'n' ? '\n' : c == 't' ? '\t' : c);
      continue;
    }
    std::uint32_t code = 0;
    const auto close = raw.find('}', k);
    std::from_chars(raw.data() + k + 2, raw.data() + close, code, 16);
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
      const auto at = tree_.leaves[i].begin + static_cast<std::uint32_t>(k) - 1;
      refuse("E119", "this escape is no character", {at, at + static_cast<std::uint32_t>(close - k) + 2},
             "write the character itself");
    }
    append_utf8(out, code);
    k = close;
  }
  return out;
}

Parameter LeafReader::parameter(Index i) const { return {std::string(text(i).substr(1)), span(i)}; }

Name LeafReader::name(Index i) const {
  Name n;
  n.span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    switch (tag(c)) {
      case Tag::exact:
        n.exact = true;
        break;
      case Tag::loose:
        n.loose = true;
        break;
      case Tag::parameter:
        n.parameter = true;
        n.text = parameter(c).name;
        break;
      case Tag::text:
        n.quoted = true;
        n.text = quoted(c);
        if (trim(n.text).empty())
          refuse("E119", "this name is empty", span(c), "write a name between the quotation marks");
        break;
      default:
        n.text = squeeze(text(c));
    }
  }
  return n;
}

Names LeafReader::names(Index i) const {
  Names all;
  all.span = span(i);
  bool said_all = false, said_any = false;
  for (Index c = first(i); c < next(i); c = next(c)) {
    if (tag(c) == Tag::name) {
      all.names.push_back(name(c));
      continue;
    }
    const auto word = folded_word(text(c));
    const bool all_of = word == "both" || word.ends_with("and");
    const bool any_of = word == "either" || word.ends_with("or");
    if ((all_of && said_any) || (any_of && said_all))
      refuse("E120", "'and' and 'or' are mixed in this list of names, so it could be read two ways", span(c),
             "use one of them, or say it twice: are reported by \"A\" and are reported by \"B\"");
    said_all |= all_of;
    said_any |= any_of;
  }
  all.mode = said_any ? Names::Mode::any : Names::Mode::all;
  return all;
}

std::int64_t LeafReader::count(Index i) const {
  if (tag(i) == Tag::number_word) {
    static constexpr std::string_view kWords[] = {"one",   "two",   "three", "four", "five",   "six",
                                                  "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
    const auto word = folded_word(text(i));
    for (std::size_t n = 0; n < std::size(kWords); ++n)
      if (word == kWords[n]) return static_cast<std::int64_t>(n + 1);
  }
  const auto digits = text(i);
  std::int64_t n = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (read.ec != std::errc{} || n > kLargestCount)
    refuse("E303", "this number is larger than anything that can be counted here", span(i),
           "write a smaller number");
  return n;
}

Date LeafReader::date(Index i) const {
  const auto digits = text(i);
  Date d;
  d.span = span(i);
  const auto part = [&](std::size_t from, std::size_t length) {
    int n = 0;
    std::from_chars(digits.data() + from, digits.data() + from + length, n);
    return n;
  };
  d.year = part(0, 4);
  if (digits.size() >= 7) d.month = part(5, 2);
  if (digits.size() >= 10) d.day = part(8, 2);
  static constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
  const bool month_bad = digits.size() >= 7 && (d.month < 1 || d.month > 12);
  const bool day_bad = digits.size() >= 10 && !month_bad &&
                       (d.day < 1 || d.day > kDays[d.month - 1] || (d.month == 2 && d.day == 29 && !leap));
  if (d.year == 0 || month_bad || day_bad)
    refuse("E117", fmt::format("'{}' is not a date I can read", digits), d.span,
           "write a year (2010), a month (2010-03) or a day (2010-03-15)");
  return d;
}

Literal LeafReader::literal(Index i) const {  // a value, or what stands in its place
  const Index c = tag(i) == Tag::value ? first(i) : i;
  Literal l;
  l.span = span(c);
  switch (tag(c)) {
    case Tag::date:
      l.value = date(c);
      break;
    case Tag::number: {
      auto digits = text(c);
      if (digits.back() == '%') {
        l.percent = true;
        digits.remove_suffix(1);
      }
      double n = 0;
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), n);
      if (read.ec != std::errc{} || std::fabs(n) > 1e15)
        refuse("E303", "this number is larger than anything that can be counted here", l.span,
               "write a smaller number");
      l.value = n;
      break;
    }
    case Tag::number_word:
      l.value = static_cast<double>(count(c));
      break;
    case Tag::text:
      l.value = quoted(c);
      break;
    case Tag::parameter:
      l.value = parameter(c);
      break;
    case Tag::boolean:
      l.value = folded_word(text(c)) == "true";
      break;
    case Tag::choice:
    case Tag::effect:
      l.value = std::string(longest_word(text(c), wc::choice).word);
      l.word = true;
      break;
    default:
      l.value = squeeze(text(c));
      l.word = true;
  }
  return l;
}

Comparison LeafReader::comparison(const std::string& word) {
  if (word == "=" || word == "exactly") return Comparison::equal;
  if (word == "!=" || word == "<>") return Comparison::not_equal;
  if (word == "<" || word == "less than" || word == "fewer than" || word == "under" || word == "below")
    return Comparison::less;
  if (word == "<=" || word == "at most") return Comparison::at_most;
  if (word == ">=" || word == "at least") return Comparison::at_least;
  return Comparison::greater;  // > more than, over, greater than, above
}

Comparison LeafReader::comparison(Index i) const {
  return tag(i) == Tag::compare_sign ? comparison(std::string(text(i))) : comparison(folded_word(text(i)));
}

Quantity LeafReader::quantity(Index i) const {
  Quantity q;
  q.span = span(i);
  bool or_more = false, or_fewer = false;
  for (Index c = first(i); c < next(i); c = next(c)) {
    switch (tag(c)) {
      case Tag::compare_word:
        switch (comparison(c)) {
          case Comparison::at_least:
            q.kind = Quantity::Kind::at_least;
            break;
          case Comparison::at_most:
            q.kind = Quantity::Kind::at_most;
            break;
          case Comparison::less:
            q.kind = Quantity::Kind::fewer_than;
            break;
          case Comparison::equal:
            q.kind = Quantity::Kind::exactly;
            break;
          default:
            q.kind = Quantity::Kind::more_than;
        }
        break;
      case Tag::quantifier: {
        const auto word = folded_word(text(c));
        q.kind = word == "no"                       ? Quantity::Kind::no
                 : word == "only"                   ? Quantity::Kind::only
                 : word == "every" || word == "all" ? Quantity::Kind::every
                                                    : Quantity::Kind::some;
        break;
      }
      case Tag::or_more:
        or_more = true;
        break;
      case Tag::or_fewer:
        or_fewer = true;
        break;
      case Tag::only_one:
        q.kind = Quantity::Kind::exactly;
        q.number = 1;
        break;
      case Tag::parameter:
        q.parameter = parameter(c);
        break;
      case Tag::bare_number:
        refuse("E118",
               fmt::format("'{}' alone could mean at least {} or exactly {}", text(c), text(c), text(c)),
               span(c), fmt::format("write: at least {}", text(c)),
               Diagnostic::Edit{span(c), fmt::format("at least {}", text(c))});
      default:
        q.number = count(c);
    }
  }
  if (or_more) q.kind = Quantity::Kind::at_least;
  if (or_fewer) q.kind = Quantity::Kind::at_most;
  return q;
}

void LeafReader::mixed(Index connective, Index from, Index end, const std::string& said) const {
  Index last = next(connective);
  for (Index c = last; c < end; c = next(c)) {
    if (tag(c) == Tag::connective) {
      const auto word = connective_word(c);
      if ((word == "or" ? "or" : "and") == said) break;
    } else {
      last = c;
    }
  }
  const Span part = joined(span(from), span(last));
  refuse("E120", "'and' and 'or' are mixed without brackets, so this could be read two ways",
         span(connective), fmt::format("put brackets round one part, for example ({})", text(part)),
         Diagnostic::Edit{part, fmt::format("({})", text(part))});
}

}  // namespace evident::query

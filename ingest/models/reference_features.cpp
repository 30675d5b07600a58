#include "ingest/models/references.hpp"

#include <algorithm>

namespace evident::ingest::models {
namespace {

using Kind = ReferenceToken::Kind;

// One number a kind of feature; those that look at neighbours add how far away, counted from kFar.
enum : FeatureHash {
  kAlways = 1, kWordTriple, kKindsAround, kKindsAfter, kKindsBefore, kTenth, kFromStart, kFromEnd, kTenthAndKind, kEnclosed,
  kEnclosedAndKind, kYears, kYearsAndKind, kYearsAndWord, kStyleAndKind, kStyleAndYears, kStyleTenthKind, kNextMark, kLastMark,
  kMarks, kMarksAndKind, kPointsAndYears, kCommasAndYears, kPointsAndKind, kStyleAndWord, kStyleAndPair, kStyleAndPairBefore,
  kNextCue, kLastCue, kCuesAndKind, kClauseCue, kClauseCueAndKind, kClauseCapitals, kClauseCapitalsAndKind, kClauseAfter,
  kClauseBefore, kClauseAfterAndKind, kClauseBeforeAndKind, kClauses, kClauseWord, kClauseMark, kClauseMarks, kClauseMarksAndCapitals,
  kPartingKinds, kPartingPairBefore, kPartingPair, kPartingCue, kPartingCues,
  kStepAlways, kStepSpace, kStepParting, kStepAfterMark, kStringWord, kStringKinds, kStringShapes, kStringStyle,
  kWordAt = 1000, kShapeAt = 1100, kKindAt = 1200, kSuffixAt = 1300, kPrefixAt = 1400, kWordPairAt = 1500, kShapePairAt = 1600,
  kShapeTripleAt = 1700, kPartingWordAt = 1800, kPartingShapeAt = 1900, kFar = 50
};

template <class T>
std::uint8_t at_most(T value, T most) { return static_cast<std::uint8_t>(std::min(value, most)); }

std::uint8_t distance_band(std::size_t tokens) { return tokens == 0 ? 0 : tokens < 4 ? 1 : tokens < 9 ? 2 : 3; }

constexpr FeatureHash at(FeatureHash kind, std::ptrdiff_t offset) { return kind + static_cast<FeatureHash>(static_cast<std::ptrdiff_t>(kFar) + offset); }

const ReferenceToken kStart = [] {
  ReferenceToken token;
  token.kind = Kind::start;
  token.word = token.shape = token.suffix = token.prefix = hash_of("<start>");
  return token;
}();
const ReferenceToken kEnd = [] {
  ReferenceToken token;
  token.kind = Kind::end;
  token.word = token.shape = token.suffix = token.prefix = hash_of("<end>");
  return token;
}();

FeatureHash number(Kind kind) { return static_cast<FeatureHash>(kind); }

// Which sort of mark a token is; 0: none.
FeatureHash sort_of_mark(const ReferenceToken& token) {
  constexpr FeatureHash kPoint = hash_of("."), kComma = hash_of(","), kColon = hash_of(":"), kSemicolon = hash_of(";");
  if (token.kind != Kind::sign) return 0;
  return token.word == kPoint ? 1 : token.word == kComma ? 2 : token.word == kColon || token.word == kSemicolon ? 3 : 4;
}

// Marks that join words rather than part clauses.
bool joins(std::string_view mark) { return mark == "-" || mark == "'" || mark == "’" || mark == "&" || mark == "/" || mark == "–"; }

}  // namespace

const ReferenceToken& ReferenceFeatures::token(std::ptrdiff_t i) const {
  if (i < 0) return kStart;
  return i < std::ssize(tokens_) ? tokens_[static_cast<std::size_t>(i)] : kEnd;
}

void ReferenceFeatures::read(std::string_view text) {
  reference_tokens(text, tokens_);
  around_.assign(tokens_.size(), {});
  look_around(text);
  look_along();
  cut_clauses(text);
}

// What was met before each token.
void ReferenceFeatures::look_around(std::string_view text) {
  std::size_t years = 0, points = 0, commas = 0, open = 0, signs = 0, apart = 0, first_year = 0;
  bool quoting = false, quotes = false;
  const std::size_t n = tokens_.size();
  for (std::size_t i = 0; i < n; ++i) {
    const ReferenceToken& t = tokens_[i];
    const std::string_view word = text.substr(t.begin, t.end - t.begin);
    if (word == "“" || word == "«" || word == "‘") quoting = quotes = true;
    if (word == "\"") {
      quoting = !quoting;
      quotes = true;
    }
    if (word == "(") ++open;
    around_[i].enclosed = static_cast<std::uint8_t>(quoting * 2 + (open > 0));
    if (word == "”" || word == "»") quoting = false;
    if (word == ")" && open) --open;
    around_[i].years_before = at_most<std::size_t>(years, 2);
    around_[i].points_before = at_most<std::size_t>(points, 6);
    around_[i].commas_before = at_most<std::size_t>(commas, 6);
    if (t.kind == Kind::year && years++ == 0) first_year = 1 + i * 4 / n;
    points += word == ".";
    commas += word == ",";
    if (t.kind != Kind::sign) continue;
    ++signs;
    apart += t.after_space && (i + 1 == n || tokens_[i + 1].after_space);
  }
  style_ = join(first_year, quotes, apart * 3 > signs);
}

// The nearest marks and cues on both sides.
void ReferenceFeatures::look_along() {
  // What was met on the way to a token, from one end of the string or the other.
  struct Met {
    FeatureHash mark;
    std::size_t from_mark = 0, from_cue = 0;
    std::uint8_t cue = 0;

    void pass(const ReferenceToken& token) {
      ++from_mark;
      ++from_cue;
      if (token.kind == Kind::sign) {
        mark = token.word;
        from_mark = 0;
      }
      if (token.cue) {
        cue = token.cue;
        from_cue = 0;
      }
    }
  };
  const std::size_t n = tokens_.size();
  Met behind{hash_of("<end>")};
  for (std::size_t i = n; i-- > 0; behind.pass(tokens_[i])) {
    Around& a = around_[i];
    a.next_mark = behind.mark;
    a.to_next_mark = at_most<std::size_t>(behind.from_mark, 8);
    a.next_cue = behind.cue;
    a.to_next_cue = distance_band(behind.from_cue);
  }
  Met before{hash_of("<start>")};
  for (std::size_t i = 0; i < n; before.pass(tokens_[i++])) {
    Around& a = around_[i];
    a.last_mark = before.mark;
    a.from_last_mark = at_most<std::size_t>(before.from_mark, 8);
    a.last_cue = before.cue;
    a.from_last_cue = distance_band(before.from_cue);
  }
}

void ReferenceFeatures::cut_clauses(std::string_view text) {
  const std::size_t n = tokens_.size();
  const auto parts = [&](std::size_t i) { return tokens_[i].kind == Kind::sign && !joins(text.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin)); };
  for (std::size_t begin = 0; begin < n;) {
    std::size_t end = begin, capitals = 0, small = 0;
    std::uint8_t cue = 0;
    for (; end < n && !parts(end); ++end) {
      const ReferenceToken& t = tokens_[end];
      if (!cue) cue = t.cue;
      capitals += t.kind >= Kind::initial && t.kind <= Kind::name;
      small += t.kind == Kind::word;
    }
    const std::size_t length = end - begin;
    Around whole;
    whole.clause_begin = static_cast<std::uint32_t>(begin);
    whole.clause_end = static_cast<std::uint32_t>(end);
    whole.clause_cue = cue;
    whole.clause_length = length <= 1 ? 0 : length <= 2 ? 1 : length <= 4 ? 2 : length <= 8 ? 3 : 4;
    whole.clause_capitals = capitals + small == 0 ? 0 : small == 0 ? 1 : capitals * 2 > small ? 2 : 3;
    for (; begin < n && begin <= end; ++begin) {
      Around& a = around_[begin];
      a.clause_begin = whole.clause_begin;
      a.clause_end = whole.clause_end;
      a.clause_cue = whole.clause_cue;
      a.clause_length = whole.clause_length;
      a.clause_capitals = whole.clause_capitals;
    }
  }
}

FeatureHash ReferenceFeatures::clause(std::ptrdiff_t i) const {
  if (i < 0 || i >= std::ssize(around_)) return i < 0 ? 1 : 2;
  const Around& a = around_[static_cast<std::size_t>(i)];
  return join(a.clause_cue + 10u, a.clause_length, a.clause_capitals);
}

std::span<const Features> ReferenceFeatures::of_string() {
  if (features_.empty()) features_.resize(1);
  Features& out = features_[0];
  out.clear();
  const auto put = [&](FeatureHash kind, FeatureHash value) { out.own.push_back(static_cast<std::uint32_t>(join(kind, value) >> (64 - parting_bits_))); };
  put(kStringStyle, style_);
  for (std::ptrdiff_t i = 0; i < std::ssize(tokens_); ++i) {
    put(kStringWord, token(i).word);
    put(kStringKinds, join(number(token(i).kind), number(token(i + 1).kind), number(token(i + 2).kind)));
    put(kStringShapes, join(token(i).shape, token(i + 1).shape, token(i + 2).shape));
  }
  return {features_.data(), 1};
}

std::span<const Features> ReferenceFeatures::of_tokens(Parting parting) {
  const std::size_t n = tokens_.size();
  if (features_.size() < n) features_.resize(n);
  const auto edge = [&](FeatureHash kind, FeatureHash value) { return static_cast<std::uint32_t>(join(kind, value) >> (64 - edge_bits_)); };
  for (std::size_t i = 0; i < n; ++i) {
    Features& out = features_[i];
    out.clear();
    own_features(static_cast<std::ptrdiff_t>(i), parting, out);
    out.edge.push_back(edge(kStepAlways, 1));
    out.edge.push_back(edge(kStepSpace, tokens_[i].after_space));
    out.edge.push_back(edge(kStepParting, join(tokens_[i].after_space, static_cast<FeatureHash>(parting))));
    out.edge.push_back(edge(kStepAfterMark, join(sort_of_mark(token(static_cast<std::ptrdiff_t>(i) - 1)), tokens_[i].after_space)));
  }
  return {features_.data(), n};
}

void ReferenceFeatures::own_features(std::ptrdiff_t i, Parting parting, Features& out) const {
  const auto put = [&](FeatureHash kind, FeatureHash value) { add(kind, value, out); };
  const auto kinds = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
    FeatureHash h = 0;
    for (std::ptrdiff_t k = from; k <= to; ++k) h = h * 31 + number(token(i + k).kind);
    return stir(h);
  };
  const ReferenceToken& t = token(i);
  const Around& a = around_[static_cast<std::size_t>(i)];
  const FeatureHash kind = number(t.kind);
  const auto n = std::ssize(tokens_);
  put(kAlways, 1);
  for (std::ptrdiff_t k = -3; k <= 3; ++k) {
    put(at(kWordAt, k), token(i + k).word);
    put(at(kShapeAt, k), token(i + k).shape);
    put(at(kKindAt, k), number(token(i + k).kind));
  }
  for (std::ptrdiff_t k = -1; k <= 1; ++k) {
    put(at(kSuffixAt, k), token(i + k).suffix);
    put(at(kPrefixAt, k), token(i + k).prefix);
  }
  for (std::ptrdiff_t k = -2; k <= 1; ++k) {
    put(at(kWordPairAt, k), join(token(i + k).word, token(i + k + 1).word));
    put(at(kShapePairAt, k), join(token(i + k).shape, token(i + k + 1).shape));
  }
  for (std::ptrdiff_t k = -2; k <= 0; ++k) put(at(kShapeTripleAt, k), join(token(i + k).shape, token(i + k + 1).shape, token(i + k + 2).shape));
  const FeatureHash pair_before = join(token(i - 1).word, t.word), pair = join(t.word, token(i + 1).word);
  put(kWordTriple, join(pair_before, token(i + 1).word));
  put(kKindsAround, kinds(-4, 4));
  put(kKindsAfter, kinds(0, 4));
  put(kKindsBefore, kinds(-4, 0));

  const auto tenth = static_cast<FeatureHash>(i * 10 / n);
  put(kTenth, tenth);
  put(kFromStart, static_cast<FeatureHash>(std::min<std::ptrdiff_t>(i, 6)));
  put(kFromEnd, static_cast<FeatureHash>(std::min<std::ptrdiff_t>(n - 1 - i, 6)));
  put(kTenthAndKind, join(tenth, kind));
  put(kEnclosed, a.enclosed);
  put(kEnclosedAndKind, join(a.enclosed, kind));
  put(kYears, a.years_before);
  put(kYearsAndKind, join(a.years_before, kind));
  put(kYearsAndWord, join(a.years_before, t.word));
  put(kStyleAndKind, join(style_, kind));
  put(kStyleAndYears, join(style_, a.years_before));
  put(kStyleTenthKind, join(style_, tenth, kind));
  put(kStyleAndWord, join(style_, t.word));
  put(kStyleAndPair, join(style_, pair));
  put(kStyleAndPairBefore, join(style_, pair_before));

  const FeatureHash marks = join(a.next_mark, a.last_mark);
  put(kNextMark, join(a.next_mark, a.to_next_mark));
  put(kLastMark, join(a.last_mark, a.from_last_mark));
  put(kMarks, marks);
  put(kMarksAndKind, join(marks, kind));
  put(kPointsAndYears, join(a.points_before, a.years_before));
  put(kCommasAndYears, join(a.commas_before, a.years_before));
  put(kPointsAndKind, join(a.points_before, kind));
  const FeatureHash cues = join(a.next_cue, a.last_cue);
  put(kNextCue, join(a.next_cue, a.to_next_cue));
  put(kLastCue, join(a.last_cue, a.from_last_cue));
  put(kCuesAndKind, join(cues, kind));

  const auto begin = static_cast<std::ptrdiff_t>(a.clause_begin), end = static_cast<std::ptrdiff_t>(a.clause_end);
  const FeatureHash capitals = join(a.clause_capitals, a.clause_length), after = clause(end + 1 < n ? end + 1 : n), before = clause(begin - 2);
  const FeatureHash clause_marks = join(token(end).word, token(begin - 1).word);
  put(kClauseCue, join(a.clause_cue, a.clause_length));
  put(kClauseCueAndKind, join(a.clause_cue, kind));
  put(kClauseCapitals, capitals);
  put(kClauseCapitalsAndKind, join(capitals, kind));
  put(kClauseAfter, after);
  put(kClauseBefore, before);
  put(kClauseAfterAndKind, join(after, kind));
  put(kClauseBeforeAndKind, join(before, kind));
  put(kClauses, join(after, join(a.clause_cue, a.clause_capitals), before));
  put(kClauseWord, join(token(begin).word, a.clause_capitals));
  put(kClauseMark, token(end).word);
  put(kClauseMarks, clause_marks);
  put(kClauseMarksAndCapitals, join(clause_marks, capitals));

  const auto way = static_cast<FeatureHash>(parting) + 1;
  for (std::ptrdiff_t k = -1; k <= 1; ++k) {
    put(at(kPartingWordAt, k), join(token(i + k).word, way));
    put(at(kPartingShapeAt, k), join(token(i + k).shape, way));
  }
  put(kPartingKinds, join(kinds(-2, 2), way));
  put(kPartingPairBefore, join(pair_before, way));
  put(kPartingPair, join(pair, way));
  put(kPartingCue, join(a.clause_cue, kind, way));
  put(kPartingCues, join(cues, way));
}

}  // namespace evident::ingest::models

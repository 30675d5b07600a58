#include "ingest/models/readings.hpp"

#include <algorithm>
#include <cstdlib>

namespace evident::ingest::models {
namespace {

using Kind = ReferenceToken::Kind;

// One number a kind of feature.
enum : FeatureHash {
  kLength = 1,
  kFirstKind,
  kLastKind,
  kEndKinds,
  kMarksBefore,
  kMarksBehind,
  kMarksAround,
  kFieldAndMarks,
  kFieldAndKinds,
  kCapitals,
  kCue,
  kHolds,
  kSentences,
  kCommas,
  kPoints,
  kColons,
  kOpen,
  kAtStart,
  kAtEnd,
  kNames,
  kBeginning,
  kEnding,
  kMarksAndLength,
  kFieldAndCapitals,
  kField,
  kThere,
  kAgain,
  kTogether,
  kPair,
  kTriple,
  kFields,
  kFirst,
  kLast,
  kFirstThree,
  kLastThree,
  kAllThere,
  kMainUse,
  kUse,
  kFirstUse,
  kLastUse,
  kUsesBefore,
  kUsesBehind,
  kMainUseAndLength,
  kMainUseAndField,
  kMarksAndFirstUse,
  kMarksAndLastUse
};
constexpr std::uint8_t kNoField = 0xfe;

template <class T>
FeatureHash at_most(T value, T most) {
  return static_cast<FeatureHash>(std::min(value, most));
}

FeatureHash band(std::uint32_t words) {
  return words <= 3 ? words : words <= 5 ? 4 : words <= 8 ? 5 : words <= 12 ? 6 : words <= 20 ? 7 : 8;
}

FeatureHash number(const ReferenceToken& token) { return static_cast<FeatureHash>(token.kind); }

const ReferenceToken kStart = [] {
  ReferenceToken token;
  token.kind = Kind::start;
  return token;
}();
const ReferenceToken kEnd = [] {
  ReferenceToken token;
  token.kind = Kind::end;
  return token;
}();

// What a field holds.
struct Held {
  std::uint32_t words = 0, capitals = 0, small = 0, initials = 0, names = 0, numbers = 0, years = 0,
                months = 0;
  std::uint32_t commas = 0, points = 0, colons = 0, sentences = 0, cues = 0;
  int open = 0, quoted = 0;

  void add_mark(FeatureHash mark) {
    constexpr FeatureHash kComma = hash_of(","), kPoint = hash_of("."), kColon = hash_of(":"),
                          kSemicolon = hash_of(";");
    constexpr FeatureHash kOpens[]{hash_of("("), hash_of("[")}, kCloses[]{hash_of(")"), hash_of("]")};
    constexpr FeatureHash kQuotes[]{hash_of("“"), hash_of("«")}, kUnquotes[]{hash_of("”"), hash_of("»")},
        kQuote = hash_of("\"");
    const auto among = [&](const FeatureHash(&marks)[2]) { return mark == marks[0] || mark == marks[1]; };
    commas += mark == kComma;
    points += mark == kPoint;
    colons += mark == kColon || mark == kSemicolon;
    open += among(kOpens) - among(kCloses);
    quoted += among(kQuotes) - among(kUnquotes);
    if (mark == kQuote) quoted ^= 1;
  }
  void add(const ReferenceToken& token) {
    if (token.kind == Kind::sign) return add_mark(token.word);
    ++words;
    initials += token.kind == Kind::initial;
    capitals += token.kind >= Kind::initial && token.kind <= Kind::name;
    names += token.kind == Kind::name || token.kind == Kind::short_name;
    small += token.kind == Kind::word;
    years += token.kind == Kind::year;
    months += token.kind == Kind::month;
    numbers += token.kind >= Kind::four_digits && token.kind <= Kind::more_digits;
    if (token.cue) cues |= 1u << token.cue;
  }
  // How many of the words begin with a capital, in six bands.
  FeatureHash share_of_capitals() const {
    const std::uint32_t all = capitals + small;
    if (all == 0 || small == 0) return all != 0;
    return capitals * 4 > all * 3 ? 2
           : capitals * 2 > all   ? 3
           : capitals * 4 > all   ? 4
           : capitals > 0         ? 5
                                  : 6;
  }
};

}  // namespace

const ReferenceToken& ReadingFeatures::token(std::ptrdiff_t i) const {
  if (i < 0) return kStart;
  return i < std::ssize(*tokens_) ? (*tokens_)[static_cast<std::size_t>(i)] : kEnd;
}

void ReadingFeatures::start(const std::vector<ReferenceToken>& tokens) {
  tokens_ = &tokens;
  cores_.clear();
  piece_rows_.clear();
  readings_.clear();
  rows_.clear();
  numbers_.clear();
  uses_.clear();
  for (const ReferenceToken& t : tokens) uses_.push_back(t.is_word() ? words_.of(t.word) : WordUse());
}

FeatureHash ReadingFeatures::marks(std::size_t begin, std::size_t end) const {
  const auto& tokens = *tokens_;
  FeatureHash h = begin == 0 ? 1 : end == tokens.size() ? 2 : 3;
  for (std::size_t i = begin; i < end; ++i) h = join(h, tokens[i].word, FeatureHash{tokens[i].after_space});
  return end < tokens.size() ? join(h, FeatureHash{tokens[end].after_space}) : h;
}

void ReadingFeatures::add(std::span<const Piece> pieces) {
  const auto first = static_cast<std::uint32_t>(numbers_.size());
  fields_.clear();
  std::uint8_t before = kNoField;
  std::uint32_t before_end = 0;
  for (const Piece& piece : pieces) {
    Core core{piece.field, before, piece.begin, piece.end, before_end};
    while (core.begin < core.end && is_mark(core.begin)) ++core.begin;
    while (core.end > core.begin && is_mark(core.end - 1)) --core.end;
    if (core.begin == core.end) continue;
    numbers_.push_back(number_of(core));
    if (core.field != between_) fields_.push_back(core.field);
    before = core.field;
    before_end = core.end;
  }
  const auto from = static_cast<std::uint32_t>(rows_.size());
  describe_whole();
  readings_.push_back({{first, static_cast<std::uint32_t>(numbers_.size())},
                       {from, static_cast<std::uint32_t>(rows_.size())}});
}

std::uint32_t ReadingFeatures::number_of(const Core& core) {
  const auto known = std::find(cores_.begin(), cores_.end(), core);
  const auto number = static_cast<std::uint32_t>(known - cores_.begin());
  if (known != cores_.end()) return number;
  cores_.push_back(core);
  const auto from = static_cast<std::uint32_t>(rows_.size());
  describe(core);
  piece_rows_.push_back({from, static_cast<std::uint32_t>(rows_.size())});
  return number;
}

void ReadingFeatures::describe(const Core& core) {
  const Ends ends = ends_of(core);
  describe_words(core);
  describe_ends(core, ends);
  describe_uses(core, ends);
}

void ReadingFeatures::describe_words(const Core& core) {
  const FeatureHash field = core.field + 1u;
  Held held;
  for (std::uint32_t i = core.begin; i < core.end; ++i) {
    const ReferenceToken& t = (*tokens_)[i];
    held.add(t);
    constexpr FeatureHash kPoint = hash_of("."), kQuestion = hash_of("?"), kExclamation = hash_of("!");
    const bool ends =
        t.kind == Kind::sign && (t.word == kPoint || t.word == kQuestion || t.word == kExclamation);
    const ReferenceToken &last = token(std::ptrdiff_t{i} - 1), &next = token(std::ptrdiff_t{i} + 1);
    held.sentences += ends && i > core.begin && i + 1 < core.end && next.after_space &&
                      next.kind >= Kind::initial && last.kind == Kind::word && last.end - last.begin > 3;
  }
  const auto put_of = [&](FeatureHash kind, FeatureHash value) { put(kind, join(value, field)); };
  const FeatureHash length = band(held.words), capitals = held.share_of_capitals();
  put_of(kLength, length);
  put_of(kCapitals, join(capitals, length));
  for (FeatureHash cue = 1; cue < 32; ++cue)
    if (held.cues >> cue & 1) put_of(kCue, cue);
  put_of(kHolds, (held.years > 0) + 2 * (held.months > 0) + 4 * (held.numbers > 0) + 8 * (held.capitals > 0) +
                     FeatureHash{16} * (held.small > 0));
  put_of(kSentences, at_most(held.sentences, 3u));
  put_of(kCommas, at_most(held.commas, 4u));
  put_of(kPoints, at_most(held.points, 4u));
  put_of(kColons, at_most(held.colons, 2u));
  put_of(kOpen, static_cast<FeatureHash>((held.open + 1000) * 16 + held.quoted + 8));
  put_of(kNames, at_most(held.initials, 4u) * 8 + at_most(held.names, 4u));
  put_of(kMarksAndLength, join(capitals, at_most(held.commas, 3u) * 16 + at_most(held.points, 3u) * 4 +
                                             at_most(held.sentences, 2u)));
  put_of(kFieldAndCapitals, join(FeatureHash{core.before}, capitals, length));
  put_of(kField, core.before);
}

ReadingFeatures::Ends ReadingFeatures::ends_of(const Core& core) const {
  std::size_t left = core.begin, right = core.end;
  while (left > core.before_end && is_mark(left - 1)) --left;
  while (right < tokens_->size() && is_mark(right)) ++right;
  return {left, right, marks(left, core.begin), marks(core.end, right)};
}

void ReadingFeatures::describe_ends(const Core& core, const Ends& ends) {
  const FeatureHash field = core.field + 1u;
  const auto begin = std::ptrdiff_t{core.begin}, end = std::ptrdiff_t{core.end};
  const auto& [left, right, marks_before, marks_behind] = ends;
  const ReferenceToken &first = token(begin), &last = token(end - 1),
                       &before = token(static_cast<std::ptrdiff_t>(left) - 1),
                       &behind = token(static_cast<std::ptrdiff_t>(right));
  const auto put_of = [&](FeatureHash kind, FeatureHash value) { put(kind, join(value, field)); };
  put_of(kFirstKind, number(first));
  put_of(kLastKind, number(last));
  put_of(kEndKinds, join(number(first), number(last)));
  put_of(kMarksBefore, marks_before);
  put_of(kMarksBehind, marks_behind);
  put_of(kMarksAround, join(marks_before, marks_behind));
  put_of(kFieldAndMarks, join(marks_before, FeatureHash{core.before}));
  put_of(kFieldAndKinds, join(FeatureHash{core.before}, number(before), number(first)));
  put_of(kBeginning, join(marks_before, number(first), number(before)));
  put_of(kEnding, join(marks_behind, number(last), number(behind)));
  put_of(kAtStart, left == 0);
  put_of(kAtEnd, right == tokens_->size());
}

// What is known of a word; of other tokens their kind.
FeatureHash ReadingFeatures::use(std::ptrdiff_t i) const {
  const ReferenceToken& t = token(i);
  return t.is_word() ? uses_[static_cast<std::size_t>(i)].code() : 256 + number(t);
}

// Without how often it was seen; of other tokens that they are none.
FeatureHash ReadingFeatures::rough_use(std::ptrdiff_t i) const {
  if (!token(i).is_word()) return 256 + (i < 0 || i >= std::ssize(*tokens_));
  const WordUse& u = uses_[static_cast<std::size_t>(i)];
  return u.kind() * 4 + u.sureness();
}

// In which fields its words stand elsewhere.
void ReadingFeatures::describe_uses(const Core& core, const Ends& ends) {
  const FeatureHash field = core.field + 1u;
  std::array<std::uint32_t, kFieldKinds + 1> words{}, sureness{};
  std::uint32_t all = 0;
  for (std::uint32_t i = core.begin; i < core.end; ++i) {
    if (!(*tokens_)[i].is_word()) continue;
    ++words[uses_[i].kind()];
    sureness[uses_[i].kind()] += uses_[i].sureness();
    ++all;
  }
  const auto share = [&](std::size_t kind) -> FeatureHash {
    const std::uint32_t n = words[kind];
    return all == 0 ? 0 : n == 0 ? 1 : n * 4 <= all ? 2 : n * 2 <= all ? 3 : n < all ? 4 : 5;
  };
  const auto main =
      static_cast<std::size_t>(std::max_element(sureness.begin(), sureness.end()) - sureness.begin());
  const auto put_of = [&](FeatureHash kind, FeatureHash value) { put(kind, join(value, field)); };
  const FeatureHash main_use = main * 8 + share(main);
  put_of(kMainUse, main_use);
  for (std::size_t kind = 0; kind < words.size(); ++kind)
    if (words[kind]) put_of(kUse, kind * 8 + share(kind));
  put_of(kMainUseAndLength, join(main_use, band(core.end - core.begin)));
  put_of(kMainUseAndField, join(main, FeatureHash{core.before}));
  const auto begin = std::ptrdiff_t{core.begin}, end = std::ptrdiff_t{core.end};
  const auto& [left, right, marks_before, marks_behind] = ends;
  put_of(kFirstUse, use(begin));
  put_of(kLastUse, use(end - 1));
  put_of(kUsesBefore, join(rough_use(static_cast<std::ptrdiff_t>(left) - 1), rough_use(begin)));
  put_of(kUsesBehind, join(rough_use(end - 1), rough_use(static_cast<std::ptrdiff_t>(right))));
  put_of(kMarksAndFirstUse, join(marks_before, rough_use(begin)));
  put_of(kMarksAndLastUse, join(marks_behind, rough_use(end - 1)));
}

void ReadingFeatures::describe_whole() {
  constexpr std::size_t kMost = kMostFields;
  std::array<std::uint8_t, kMost> count{};
  const auto field = [&](std::size_t k) { return FeatureHash{fields_[k]}; };
  const std::size_t n = fields_.size();
  for (const std::uint8_t f : fields_) count[f] = static_cast<std::uint8_t>(at_most<int>(count[f] + 1, 3));
  FeatureHash there = 0;
  for (FeatureHash a = 0; a < kMost; ++a) {
    if (!count[a]) continue;
    there |= FeatureHash{1} << a;
    put(kThere, a);
    if (count[a] > 1) put(kAgain, a * 4 + count[a]);
    for (FeatureHash b = a + 1; b < kMost; ++b)
      if (count[b]) put(kTogether, a * kMost + b);
  }
  put(kAllThere, there);
  put(kFields, at_most<std::size_t>(n, 12));
  for (std::size_t k = 0; k + 1 < n; ++k) put(kPair, field(k) * kMost + field(k + 1));
  for (std::size_t k = 0; k + 2 < n; ++k)
    put(kTriple, (field(k) * kMost + field(k + 1)) * kMost + field(k + 2));
  if (n == 0) return;
  put(kFirst, field(0));
  put(kLast, field(n - 1));
  if (n < 3) return;
  put(kFirstThree, (field(0) * kMost + field(1)) * kMost + field(2));
  put(kLastThree, (field(n - 1) * kMost + field(n - 2)) * kMost + field(n - 3));
}

namespace {

std::int32_t weight(std::int8_t n) { return n * std::abs(n); }

}  // namespace

ReadingJudge::ReadingJudge(const Table& rows, const Table& facts) : rows_(rows) {
  for (std::uint32_t k = 0; k < kReadingFacts; ++k)
    weights_[k] = facts.scale * static_cast<float>(weight(facts.row(k)[0]));
}

std::size_t ReadingJudge::best(const ReadingFeatures& features, std::span<const ReadingFacts> facts,
                               std::span<const std::uint8_t> ways) {
  pieces_.assign(features.pieces(), {});
  for (std::size_t p = 0; p < pieces_.size(); ++p)
    for (const std::uint32_t row : features.rows_of_piece(p))
      for (std::size_t way = 0; way < kLanes; ++way) pieces_[p][way] += weight(rows_.row(row)[way]);
  std::size_t best = 0;
  float most = 0;
  for (std::size_t r = 0; r < features.readings(); ++r) {
    std::int32_t sum = 0;
    for (const std::uint32_t piece : features.pieces_of(r)) sum += pieces_[piece][ways[r]];
    for (const std::uint32_t row : features.rows_of(r)) sum += weight(rows_.row(row)[ways[r]]);
    float score = rows_.scale * static_cast<float>(sum);
    for (std::size_t k = 0; k < kReadingFacts; ++k) score += weights_[k] * facts[r][k];
    if (r > 0 && score <= most) continue;
    most = score;
    best = r;
  }
  return best;
}

}  // namespace evident::ingest::models

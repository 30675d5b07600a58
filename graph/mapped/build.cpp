// Draft to bytes, a section after the other, each part of the draft given back once it is written. The layout is
// docs/formats/mapped-graph.md. Deterministic: the same evidence gives the same bytes.
#include "graph/mapped/build.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "graph/base/keys.hpp"
#include "graph/mapped/coded_text.hpp"
#include "graph/mapped/derive.hpp"
#include "graph/mapped/draft.hpp"
#include "graph/mapped/sealed_file.hpp"
#include "graph/mapped/section_writer.hpp"
#include "graph/mapped/text_index.hpp"
#include "graph/schema/fingerprint.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

// What most ids of a kind look like.
struct IdForm {
  enum What { strings, keys, numbers } what = strings;
  std::string prefix;  // of numbers
  bool fits(std::string_view id) const {
    return what == keys ? is_hex_key(id) : what == numbers && prefix_of_number(id) == prefix;
  }
  // "claim:" of "claim:17": what stands before a whole number without leading zeros; nothing when none stands there.
  static std::optional<std::string_view> prefix_of_number(std::string_view id) {
    std::size_t at = id.size();
    while (at > 0 && id[at - 1] >= '0' && id[at - 1] <= '9') --at;
    const std::size_t digits = id.size() - at;
    if (digits == 0 || digits > 15 || (id[at] == '0' && digits > 1)) return {};
    return id.substr(0, at);
  }
};

IdForm form_of(const DraftIds& ids) {
  if (ids.hex()) return {IdForm::keys, {}};
  // The prefix that most ids have, if one is had by more than half: every other one cancels one of its votes.
  std::string prefix;
  std::size_t votes = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::string id = ids[i];
    const auto of_this = IdForm::prefix_of_number(id);
    if (!of_this || is_hex_key(id)) continue;
    if (votes == 0) prefix = *of_this;
    votes = *of_this == prefix ? votes + 1 : votes - 1;
  }
  for (IdForm form : {IdForm{IdForm::keys, {}}, IdForm{IdForm::numbers, prefix}}) {
    std::size_t fitting = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) fitting += form.fits(ids[i]);
    if (fitting >= ids.size() - ids.size() / kFewShare) return form;
  }
  return {};
}

class Encoder {
 public:
  using Key = SectionWriter::Key;
  Encoder(Draft draft, WrittenFile& file) : draft_(std::move(draft)), file_(file) {}

  Result<void> encode(std::string_view fingerprint, std::string_view state) {
    file_.put_bytes({Part::fingerprint}, fingerprint);
    file_.put_bytes({Part::state}, state);
    const std::vector<std::uint32_t> starts(draft_.starts.begin(), draft_.starts.end());
    file_.put({Part::kind_starts}, starts, Rule::ascending, starts.back());
    GrowingInts counts;
    for (const DraftKind& k : draft_.kinds) counts.push(k.size());
    file_.put({Part::kind_counts}, counts, starts.back() + 1ull);
    // What is written is given back: first what the names do not need, for they take most.
    edges();
    number_ids();
    const Words coded = words();
    columns(false);
    EV_CHECK(names());
    overrides();
    columns(true);
    values();
    EV_CHECK(text(coded));
    strings();
    if (draft_.strings.size() >= kQuoteIsLabel) return fail(Code::limit, "more than four thousand million texts");
    if (lost_ || draft_.lists.lost() || draft_.strings.bytes().lost()) return scratch_lost();
    return file_.finish(total_words_);
  }

 private:
  static constexpr std::uint64_t num_strings() { return std::uint64_t{1} << 32; }  // not known until all are written

  // Of the kinds that each_name() gives names, or of the others.
  void columns(bool named) {
    for (const KindInfo& kind : kinds()) {
      DraftKind& k = draft_.of(kind.id);
      const auto of = static_cast<std::size_t>(kind.id);
      if (k.size() == 0 || has_names(kind) != named) continue;
      ids(kind.id);
      file_.put_few({Part::labels, of}, k.labels, num_strings());
      file_.put_few({Part::reasons, of}, k.reasons, num_strings());
      file_.put_few({Part::sections, of}, k.sections, num_strings());
      file_.put_few({Part::begins, of}, k.begins, kAny);
      file_.put_few({Part::lengths, of}, k.lengths, kAny);
      file_.put_few({Part::pages, of}, k.pages, kAny);
      file_.put_few({Part::slides, of}, k.slides, kAny);
      file_.put_few({Part::paragraphs, of}, k.paragraphs, kAny);
      for (const Attribute a : kind.attributes) {
        const auto by = static_cast<std::size_t>(a);
        if (by >= k.cells.size() || k.cells[by].width() == 0) continue;
        k.cells[by].resize(k.size());
        const Type type = info(a).type;
        PackedInts cells = pack_few(k.cells[by], false);
        const bool many = cells.width && !cells.few;  // of the others a condition is met without sets
        file_.put({Part::cells, of, by}, cells, cell_limit(info(a)), Rule::below);
        const bool of_values = type == Type::choice || type == Type::boolean;
        if (many && of_values) value_sets(of, by, k.cells[by], cell_limit(info(a)));
        value_counts({Part::value_counts, of, by}, k.cells[by], of_values ? cell_limit(info(a)) : 1);
      }
      DraftKind texts;
      texts.text = std::move(k.text);
      texts.text_ends = std::move(k.text_ends);
      k = std::move(texts);
    }
  }
  // What the cells of several kinds refer to.
  void values() {
    const std::size_t known = draft_.before ? draft_.before->num_numbers() : 0;
    file_.put({Part::numbers}, bits_of({draft_.numbers.begin() + static_cast<std::ptrdiff_t>(known), draft_.numbers.end()}),
        Rule::none, 0);
    file_.put({Part::list_offsets}, offsets_of(draft_.list_ends), draft_.lists.size(), Rule::ascending);
    if (draft_.lists.size() == 0) return;
    const auto strings_before = static_cast<std::uint32_t>(draft_.before ? draft_.before->num_strings() : 0);
    NumberSection lists(file_, {Part::lists}, Rule::none, 0);
    draft_.lists.each([&](std::uint32_t string) { lists.push(string + strings_before); });
  }
  std::uint64_t cell_limit(const AttributeInfo& a) const {
    switch (a.type) {
      case Type::boolean: return 3;
      case Type::choice: return a.choices.size() + 1;
      case Type::texts: return draft_.list_ends.size() + 1;
      case Type::integer:
      case Type::number:
      case Type::year: return draft_.numbers.size() + 1;
      default: return num_strings();
    }
  }
  // How many have a value; of choices and booleans also how many have each.
  void value_counts(Key key, const GrowingInts& cells, std::uint64_t limit) {
    std::vector<std::uint32_t> counts(limit, 0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::uint64_t c = cells[i];
      counts[0] += c != 0;
      if (c && c < limit) ++counts[c];
    }
    file_.put(key, counts, Rule::none, 0);
  }
  // A set of bits for each value, so that a condition is met by whole words. Small kinds are as fast without.
  void value_sets(std::size_t of, std::size_t by, const GrowingInts& cells, std::uint64_t limit) {
    if (cells.size() < kSetsFrom || draft_.before) return;
    const std::size_t words = (cells.size() + 63) / 64;
    std::vector<std::vector<std::uint64_t>> sets(limit - 1);
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (const std::uint64_t c = cells[i]) {
        sets[c - 1].resize(words);
        sets[c - 1][i / 64] |= std::uint64_t{1} << (i % 64);
      }
    std::vector<std::uint64_t> all{0};  // first which values are there
    EV_ENSURE(sets.size() <= 64);
    for (std::size_t value = 0; value < sets.size(); ++value) {
      if (sets[value].empty()) continue;
      all[0] |= std::uint64_t{1} << value;
      all.insert(all.end(), sets[value].begin(), sets[value].end());
    }
    file_.put({Part::value_sets, of, by}, all, Rule::none, 0);
  }
  // What ids of each kind look like, and the numbers of those, as strings, that look otherwise.
  void number_ids() {
    for (std::size_t kind = 0; kind < draft_.kinds.size(); ++kind) {
      const DraftIds& ids = draft_.kinds[kind].ids;
      IdForm& form = id_forms_.emplace_back(form_of(ids));
      GrowingInts& others = other_ids_.emplace_back();
      if (form.what == IdForm::keys && ids.hex()) continue;
      for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::string id = ids[i];
        others.push(form.fits(id) ? 0 : draft_.strings.number(id));
      }
    }
  }
  // Ids as most of the kind's are: keys, or numbers behind what all of those begin with. A few others are strings; when
  // they are many, all are.
  void ids(Kind kind) {
    const auto of = static_cast<std::size_t>(kind);
    DraftIds ids = std::move(draft_.of(kind).ids);
    const IdForm& form = id_forms_[of];
    const GrowingInts others = std::exchange(other_ids_[of], {});
    const bool all_keys = form.what == IdForm::keys && ids.hex(), all_strings = form.what == IdForm::strings;
    GrowingInts numbers;
    LargeString bytes;
    LargeVector<std::uint32_t> strings;
    if (all_keys) bytes = ids.bytes();
    for (std::size_t i = 0; i < others.size(); ++i) {
      if (all_strings || !form.fits(ids[i]))
        strings.push_back(static_cast<std::uint32_t>(others[i]));
      else if (form.what == IdForm::numbers)
        numbers.push(std::stoull(ids[i].substr(form.prefix.size())));
      else
        bytes += bytes_of_hex(ids[i]);
    }
    if (all_strings) {
      file_.put({Part::id_strings, of}, others, num_strings());
    } else if (!strings.empty()) {
      file_.put_few({Part::id_others, of}, others, num_strings(), false);
      EV_ENSURE(file_.last().few);
    }
    file_.put_bytes({Part::id_bytes, of}, bytes);
    if (form.what == IdForm::numbers) file_.put_bytes({Part::id_prefix, of}, form.prefix);
    if (numbers.size()) file_.put({Part::id_numbers, of}, pack(numbers), kAny, Rule::below);
    order({all_strings ? Part::id_order : Part::id_others_order, of}, strings.size(), [&](auto a, auto b) {
      return draft_.strings[strings[a]] < draft_.strings[strings[b]];
    });
    const auto key = [&](std::uint32_t i) { return std::string_view(bytes).substr(i * 16, 16); };
    if (!bytes.empty()) order({Part::id_order, of}, bytes.size() / 16, [&](auto a, auto b) { return key(a) < key(b); });
    if (numbers.size())
      order({Part::id_order, of}, numbers.size(), [&](auto a, auto b) { return numbers[a] < numbers[b]; });
    lost_ = lost_ || ids.lost();
  }
  // The places in that order, unless they are in it.
  template <class Less>
  void order(Key key, std::size_t size, Less&& less) {
    LargeVector<std::uint32_t> sorted(size);
    std::iota(sorted.begin(), sorted.end(), 0u);
    std::stable_sort(sorted.begin(), sorted.end(), less);
    if (std::is_sorted(sorted.begin(), sorted.end())) return;
    GrowingInts places;
    for (const std::uint32_t i : sorted) places.push(i);
    file_.put(key, places, size);
  }

  void edges() {
    for (const EdgeInfo& edge : graph::edges()) {
      const auto of = static_cast<std::size_t>(edge.id);
      const Csr back = reversed(draft_.out[of]);
      lists(of, 0, draft_.out[of]);
      draft_.out[of] = Csr();
      lists(of, 1, back);
    }
  }
  // The lists of the nodes from `first` on. One target each: no offsets. Some or most nodes without any: a set of those
  // that have some, the number of such nodes before each word of it, and offsets of theirs alone.
  void lists(std::size_t of, std::size_t by, const Csr& csr) {
    if (csr.targets.empty()) return;
    if (!csr.keys.empty()) {
      file_.put({Part::list_nodes, of, by}, csr.keys, Rule::ascending, draft_.starts.back());
      file_.put({Part::list_starts, of, by}, csr.offsets, Rule::ascending, csr.targets.size());
      file_.put({Part::targets, of, by}, csr.targets, Rule::below, draft_.starts.back());
      return;
    }
    const std::size_t nodes = csr.offsets.size() - 1;
    std::size_t with = 0;
    for (std::size_t i = 0; i < nodes; ++i) with += csr.offsets[i + 1] > csr.offsets[i];
    const Node limit = draft_.starts.back();
    file_.put({Part::targets, of, by}, csr.targets, Rule::below, limit);
    file_.last().first = csr.first;
    const bool single = csr.targets.size() == with;
    const bool sparse = single ? with < nodes : with * 2 < nodes;
    if (sparse) {
      std::vector<std::uint64_t> has((nodes + 63) / 64, 0);
      std::vector<std::uint32_t> ranks(has.size(), 0), offsets{0};
      for (std::size_t i = 0; i < nodes; ++i) {
        if (i % 64 == 0) ranks[i / 64] = static_cast<std::uint32_t>(offsets.size() - 1);
        if (csr.offsets[i + 1] == csr.offsets[i]) continue;
        has[i / 64] |= std::uint64_t{1} << (i % 64);
        offsets.push_back(csr.offsets[i + 1]);
      }
      file_.put({Part::has_list, of, by}, has, Rule::none, 0);
      file_.put({Part::list_ranks, of, by}, ranks, Rule::ascending, offsets.size() - 1);
      if (!single) file_.put({Part::list_starts, of, by}, offsets, Rule::ascending, csr.targets.size());
    } else if (!single) {
      file_.put({Part::list_starts, of, by}, csr.offsets, Rule::ascending, csr.targets.size());
    }
  }

  void overrides() {
    std::sort(draft_.overrides.begin(), draft_.overrides.end());
    GrowingInts places, cells;
    for (const Override& o : draft_.overrides) {
      places.push(std::uint64_t{o.node} << 8 | static_cast<std::uint64_t>(o.attribute));
      cells.push(o.cell);
    }
    file_.put({Part::override_places}, places, kAny);
    file_.put({Part::override_cells}, cells, num_strings());
  }

  // There may be more names than nodes: they go to the disk until what finds strings is given back.
  Result<void> names() {
    enum Column { kKey, kShown, kNodes, kColumns };  // the last is how many there are
    SpilledNumbers rows, nodes;
    rows.spill(draft_.spilling.in_order());
    nodes.spill(draft_.spilling.in_order());
    const bool whole = each_name(draft_, [&](std::string_view key, std::string_view best, std::span<const Node> named) {
      rows.push(draft_.strings.number(key));
      rows.push(draft_.strings.number(best));
      rows.push(static_cast<std::uint32_t>(named.size()));
      for (const Node node : named) nodes.push(node);
    });
    if (!whole) return scratch_lost();
    draft_.strings.close();
    const auto column = [&](Column which) {
      GrowingInts values;
      std::size_t at = 0;
      std::uint64_t sum = 0;
      if (which == kNodes) values.push(0);
      rows.each([&](std::uint32_t value) {
        if (at++ % kColumns == which) values.push(which == kNodes ? sum += value : value);
      });
      return values;
    };
    file_.put({Part::name_keys}, column(kKey), num_strings());
    file_.put({Part::name_shown}, column(kShown), num_strings());
    file_.put({Part::name_offsets}, column(kNodes), nodes.size(), Rule::ascending);
    if (nodes.size()) {
      NumberSection written(file_, {Part::name_nodes}, Rule::below, draft_.starts.back());
      nodes.each([&](std::uint32_t node) { written.push(node); });
    }
    lost_ = lost_ || rows.lost() || nodes.lost();
    return {};
  }

  struct Words {
    std::vector<std::uint32_t> rank_of;               // by their first numbers, as the draft's texts have them
    std::vector<std::uint32_t> first_starts, stems;  // of each by its first number, the numbers of its stems
    std::size_t num_stems = 0;
  };
  // Words get their final numbers, the most frequent first; stems theirs in the order of the alphabet.
  Words words() {
    const std::size_t words = draft_.words.size();
    std::vector<std::uint32_t> by_rank(words), rank_of(words);
    std::iota(by_rank.begin(), by_rank.end(), 0u);
    std::stable_sort(by_rank.begin(), by_rank.end(),
                     [&](auto a, auto b) { return draft_.word_counts[a] > draft_.word_counts[b]; });
    GrowingInts word_ends, stem_ends, stem_numbers;
    std::string word_bytes;
    NumberedTexts stems;
    std::vector<std::uint32_t> starts{0}, stems_of_word;
    word_ends.push(0);
    for (std::size_t r = 0; r < words; ++r) {
      rank_of[by_rank[r]] = static_cast<std::uint32_t>(r);
      const std::string_view word = draft_.words[by_rank[r]];
      word_bytes.append(word);
      word_ends.push(word_bytes.size());
      for (const std::string& stem : stems_of(word)) stems_of_word.push_back(stems.number(stem));
      starts.push_back(static_cast<std::uint32_t>(stems_of_word.size()));
    }
    std::vector<std::uint32_t> sorted(stems.size()), renumbered(stems.size());
    std::iota(sorted.begin(), sorted.end(), 0u);
    std::sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return stems[a] < stems[b]; });
    GrowingInts stem_strings;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      renumbered[sorted[i]] = static_cast<std::uint32_t>(i);
      stem_strings.push(draft_.strings.number(stems[sorted[i]]));
    }
    for (std::uint32_t& stem : stems_of_word) {
      stem = renumbered[stem];
      stem_numbers.push(stem);
    }
    for (const std::uint32_t s : starts) stem_ends.push(s);
    file_.put({Part::word_offsets}, word_ends, word_bytes.size(), Rule::ascending);
    file_.put_bytes({Part::word_bytes}, word_bytes);
    file_.put({Part::word_stem_offsets}, stem_ends, stems_of_word.size(), Rule::ascending);
    file_.put({Part::word_stems}, stem_numbers, stems.size());
    file_.put({Part::stems}, stem_strings, num_strings());

    Words all{std::move(rank_of), {0}, {}, sorted.size()};
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint32_t r = all.rank_of[w];
      all.stems.insert(all.stems.end(), stems_of_word.begin() + starts[r], stems_of_word.begin() + starts[r + 1]);
      all.first_starts.push_back(static_cast<std::uint32_t>(all.stems.size()));
    }
    return all;
  }

  // The texts and the index over the stems of their words.
  Result<void> text(const Words& words) {
    TextIndexBuilder index(words.num_stems, words.first_starts, words.stems);
    for (std::size_t kind = 0; kind < draft_.kinds.size(); ++kind) texts(kind, words.rank_of, index);
    index.end_measuring();
    file_.put({Part::posting_counts}, index.counts(), std::uint64_t{1} << 32);
    if (file_.last_is(Part::posting_counts)) file_.last().first = index.quotations();
    file_.put({Part::posting_offsets}, index.offsets(), index.size(), Rule::ascending);
    total_words_ = index.total_words();
    if (index.size()) postings(index);
    const auto lost = [](const DraftKind& k) { return k.text.lost(); };
    if (std::any_of(draft_.kinds.begin(), draft_.kinds.end(), lost)) return scratch_lost();
    for (DraftKind& k : draft_.kinds) {
      k.text = SpilledBytes();
      k.text_ends.clear();
    }
    return {};
  }
  void postings(TextIndexBuilder& index) {
    SectionEntry& postings = file_.begin({Part::postings});
    postings.width = 1;
    postings.count = index.size();
    const std::size_t part = std::max<std::size_t>(draft_.spilling.bytes * kPostings, index.size() / kPostingParts);
    while (index.next_part(part)) {
      for (std::size_t kind = 0; kind < draft_.kinds.size(); ++kind)
        for (std::size_t i = 0; i < draft_.kinds[kind].text_ends.size() && draft_.kinds[kind].text.size(); ++i)
          index.add(node_of(kind, i), draft_.codes(static_cast<Kind>(kind), i));
      file_.append(index.part());
    }
  }
  // The quotations of a kind with the final numbers of their words.
  void texts(std::size_t kind, const std::vector<std::uint32_t>& rank_of, TextIndexBuilder& index) {
    const DraftKind& k = draft_.kinds[kind];
    if (k.text.size() == 0) return;
    file_.begin({Part::text, kind}).width = 1;
    std::string coded;
    GrowingInts lengths, blocks, within;
    std::uint64_t block = 0, size = 0;
    const auto begins = [&](std::size_t i) {
      if (i % kTextsInBlock == 0) blocks.push(block = size);
      within.push(size - block);
    };
    const std::size_t quotations = k.text_ends.size();
    for (std::size_t i = 0; i < quotations; ++i) {
      begins(i);
      const std::string_view codes = draft_.codes(static_cast<Kind>(kind), i);
      const std::size_t before = coded.size();
      each_code(codes, [&](std::uint32_t word) { append_code(coded, rank_of[word]); });
      size += coded.size() - before;
      if (coded.size() >= kCodedAtOnce) {
        file_.append(coded);
        coded.clear();
      }
      lengths.push(index.measure(node_of(kind, i), codes));
    }
    begins(quotations);
    file_.append(coded);
    file_.last().count = size;
    file_.put({Part::text_blocks, kind}, blocks, size, Rule::ascending);
    file_.put({Part::text_offsets, kind}, within, size + 1);
    file_.put({Part::lengths_in_words, kind}, lengths, kAny);
  }

  Node node_of(std::size_t kind, std::size_t place) const { return draft_.starts[kind] + static_cast<Node>(place); }

  void strings() {
    SpilledBytes& bytes = draft_.strings.bytes();
    file_.put({Part::string_offsets}, offsets_of(draft_.strings.ends()), bytes.size(), Rule::ascending);
    if (bytes.size() == 0) return;
    SectionEntry& e = file_.begin({Part::string_bytes});
    e.width = 1;
    e.count = bytes.size();
    bytes.each_piece([this](std::string_view piece) { file_.append(piece); });
  }

  static std::vector<std::uint64_t> bits_of(const std::vector<double>& numbers) {
    std::vector<std::uint64_t> bits(numbers.size());
    if (!bits.empty()) std::memcpy(bits.data(), numbers.data(), bits.size() * sizeof(double));
    return bits;
  }
  static GrowingInts offsets_of(const GrowingInts& ends) {
    GrowingInts offsets;
    offsets.push(0);
    for (std::size_t i = 0; i < ends.size(); ++i) offsets.push(ends[i]);
    return offsets;
  }

  static constexpr std::uint64_t kAny = std::uint64_t{1} << 63;
  static constexpr std::size_t kSetsFrom = 1024;
  // A part of the postings may be so many times what else is kept in memory, and no less than one in so many of all: each
  // costs a pass over all quotations, and more passes for more quotations would grow faster than they do.
  static constexpr std::size_t kPostings = 16, kPostingParts = 4;
  static constexpr std::size_t kCodedAtOnce = std::size_t{1} << 16;  // bytes of quotations

  Draft draft_;
  std::vector<IdForm> id_forms_;  // by kind
  std::vector<GrowingInts> other_ids_;
  SectionWriter file_;
  std::uint64_t total_words_ = 0;
  bool lost_ = false;  // something that was put aside
};

class InMemory final : public WrittenFile {
 public:
  Result<void> append(std::string_view more) override {
    bytes.append(more);
    return {};
  }
  Result<void> rewrite(std::uint64_t at, std::string_view other) override {
    bytes.replace(static_cast<std::size_t>(at), other.size(), other);
    return {};
  }
  Result<void> finish() override { return {}; }
  std::string bytes;
};

// Documents by file name, then key; in each the source itself, then by place: what the builder wants.
void put_in_order(GraphInput& input) {
  std::unordered_map<std::int64_t, std::tuple<std::string, std::size_t, std::string>> documents;
  for (const StoredItem& stored : input.items)
    if (stored.id == stored.source) {
      const std::string* file = stored.item.text(Attribute::file);
      documents[stored.id] = {file ? *file : std::string(), stored.key.size(), stored.key};
    }
  static const std::tuple<std::string, std::size_t, std::string> kNowhere;
  const auto document = [&](const StoredItem& s) -> const auto& {
    const auto at = documents.find(s.source);
    return at == documents.end() ? kNowhere : at->second;
  };
  std::sort(input.items.begin(), input.items.end(), [&](const StoredItem& a, const StoredItem& b) {
    const auto& x = document(a);
    const auto& y = document(b);
    if (x != y) return x < y;
    const auto place = [](const StoredItem& s) {
      return std::tuple(s.id != s.source, s.item.passage.begin, s.item.passage.end, s.key.size(),
                        std::string_view(s.key));
    };
    return place(a) < place(b);
  });
}

}  // namespace

Result<void> encode_graph(Draft draft, std::string_view fingerprint, std::string_view state, WrittenFile& file) {
  EV_CHECK(derive(draft));
  return Encoder(std::move(draft), file).encode(fingerprint, state);
}
Result<std::string> encode_graph(Draft draft, std::string_view fingerprint, std::string_view state) {
  InMemory file;
  EV_CHECK(encode_graph(std::move(draft), fingerprint, state, file));
  return std::move(file.bytes);
}

Result<std::string> build_mapped(GraphInput input, const Spilling& spilling) {
  put_in_order(input);
  Drafter drafter;
  drafter.spill(spilling);
  for (StoredItem& item : input.items) EV_CHECK(drafter.add(std::move(item)));
  drafter.add(input.vocabulary);
  for (const Candidate& candidate : input.candidates) drafter.add(candidate);
  for (const StoredLink& link : input.links) EV_CHECK(drafter.add(link));
  EV_TRY(Draft draft, drafter.finish());
  return encode_graph(std::move(draft), input.fingerprint);
}

Result<Graph> build_graph(GraphInput input) {
  EV_TRY(std::string bytes, build_mapped(std::move(input)));
  return Graph::from_bytes(owned_bytes(std::move(bytes)));
}
GraphInput input_of(const std::vector<DocumentEvidence>& documents, Vocabulary vocabulary) {
  GraphInput input;
  input.vocabulary = std::move(vocabulary);
  std::string digests;
  std::int64_t next = 1;
  std::unordered_set<std::string> candidates, taken;
  for (const DocumentEvidence& document : documents) {
    EV_REQUIRE(!document.items.empty());
    const std::int64_t first = next;
    std::string key = source_key(document);
    for (unsigned ordinal = 1; !taken.insert(key).second; ++ordinal) key = source_key(document, ordinal);
    const std::vector<std::string> keys = item_keys(key, document.items);
    digests += evidence_digest(document, keys);
    for (std::size_t i = 0; i < document.items.size(); ++i) {
      StoredItem stored{next++, keys[i], first, 1, 1, document.items[i]};
      if (i == 0 && !stored.item.text(Attribute::file)) stored.item.set(Attribute::file, document.name);
      input.items.push_back(std::move(stored));
    }
    for (const Link& link : document.links) {
      const auto* item = std::get_if<std::uint32_t>(&link.to);
      input.links.push_back({first + link.from, link.edge, item ? first + *item : 0,
                             item ? std::string() : std::get<std::string>(link.to), link.reason});
    }
    for (const Candidate& candidate : document.candidates)
      if (candidates.insert(candidate.id).second) input.candidates.push_back(candidate);
  }
  input.fingerprint = xxh128_hex(digests);
  return input;
}

}  // namespace evident::graph

// Items come in the order of documents, so each kind's columns are simply appended to; concepts are few and sorted.
// Then every kind gets its range of numbers and links are translated from row and concept ids to nodes. Mentions of
// named things become nodes of Kind::mention; what they mention is found through their `names` edge.
#include "graph/mapped/draft.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_set>

#include "graph/base/keys.hpp"
#include "graph/mapped/coded_text.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

tl::unexpected<Error> unusable(std::string what) {
  return fail(Code::corrupt, "the evidence base contradicts itself: " + std::move(what),
              "run 'evident verify'");
}

constexpr Node kAlign = 64;  // a kind's set of nodes is whole words
constexpr std::size_t kSlackShare = 8, kSlackLeast = 512;
constexpr std::uint64_t kGoldenRatio = 0x9e3779b97f4a7c15;  // spreads the bits of numbers (Knuth: TAOCP 3, 6.4)

}  // namespace

bool is_hex_key(std::string_view id) { return id.size() == 32 && is_hex(id); }

void DraftIds::push(std::string_view id) {
  if (hex() && is_hex_key(id)) {
    bytes_.append(bytes_of_hex(id));
    ++size_;
    return;
  }
  if (hex()) {  // from now on as texts
    SpilledBytes texts = bytes_.another();
    for (std::size_t i = 0; i < size_; ++i) {
      texts.append(evident::hex(bytes_.view(i * 16, i * 16 + 16)));
      ends_.push(texts.size());
    }
    bytes_ = std::move(texts);
  }
  bytes_.append(id);
  ends_.push(bytes_.size());
  ++size_;
}

std::string DraftIds::operator[](std::size_t i) const {
  if (hex()) return evident::hex(bytes_.view(i * 16, i * 16 + 16));
  return std::string(bytes_.view(i ? ends_[i - 1] : 0, ends_[i]));
}
LargeString DraftIds::bytes() {
  LargeString all;
  all.reserve(static_cast<std::size_t>(bytes_.size()));
  bytes_.each_piece([&all](std::string_view piece) { all.append(piece); });
  return all;
}

Csr csr_of(EdgeList edges, bool keyed) {
  Csr csr;
  if (edges.empty()) return csr;
  if (!std::is_sorted(edges.begin(), edges.end())) std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  csr.first = edges.front().first;
  if (keyed) {
    for (const auto& [from, to] : edges) {
      if (csr.keys.empty() || csr.keys.back() != from) {
        csr.keys.push_back(from);
        csr.offsets.push_back(csr.offsets.back());
      }
      ++csr.offsets.back();
      csr.targets.push_back(to);
    }
    return csr;
  }
  csr.offsets.assign(edges.back().first - csr.first + 2, 0);
  csr.targets.reserve(edges.size());
  for (const auto& [from, to] : edges) {
    ++csr.offsets[from - csr.first + 1];
    csr.targets.push_back(to);
  }
  std::partial_sum(csr.offsets.begin(), csr.offsets.end(), csr.offsets.begin());
  return csr;
}

Csr reversed(const Csr& csr) {
  Csr back;
  if (csr.targets.empty()) return back;
  if (!csr.keys.empty()) {
    EdgeList edges;
    for (std::size_t i = 0; i < csr.keys.size(); ++i)
      for (std::uint32_t e = csr.offsets[i]; e < csr.offsets[i + 1]; ++e) edges.emplace_back(csr.targets[e], csr.keys[i]);
    return csr_of(std::move(edges), true);
  }
  const auto [least, most] = std::minmax_element(csr.targets.begin(), csr.targets.end());
  back.first = *least;
  back.offsets.assign(*most - back.first + 2, 0);
  for (const Node to : csr.targets) ++back.offsets[to - back.first + 1];
  std::partial_sum(back.offsets.begin(), back.offsets.end(), back.offsets.begin());
  LargeVector<std::uint32_t> next(back.offsets.begin(), back.offsets.end() - 1);
  back.targets.resize(csr.targets.size());
  for (std::size_t i = 0; i + 1 < csr.offsets.size(); ++i)
    for (std::uint32_t e = csr.offsets[i]; e < csr.offsets[i + 1]; ++e)
      back.targets[next[csr.targets[e] - back.first]++] = csr.first + static_cast<Node>(i);
  return back;
}

Kind Draft::kind(Node node) const {
  if (before) return before->kind(node);
  return static_cast<Kind>(std::upper_bound(starts.begin(), starts.end(), node) - starts.begin() - 1);
}
Node Draft::source_of(Node node) const {
  const Kind k = kind(node);
  const std::uint64_t source = of(k).sources[node - starts[static_cast<std::size_t>(k)]];
  return source ? starts[static_cast<std::size_t>(Kind::source)] + static_cast<Node>(source - 1) : kNoNode;
}
void Draft::set(Kind kind, std::size_t place, Attribute attribute, std::uint32_t value) {
  DraftKind& k = of(kind);
  const auto a = static_cast<std::size_t>(attribute);
  EV_ENSURE(has(kind, attribute));
  if (k.cells.size() <= a) k.cells.resize(attributes().size());
  if (k.cells[a].size() <= place) k.cells[a].resize(std::max(place + 1, k.size()));
  k.cells[a].set(place, value);
}
std::vector<std::string_view> Draft::list(Kind kind, std::size_t place, Attribute attribute) const {
  std::vector<std::string_view> texts;
  if (const auto c = cell(kind, place, attribute))
    for (std::size_t i = c > 1 ? list_ends[c - 2] : 0; i < list_ends[c - 1]; ++i)
      texts.push_back(strings[lists[i]]);
  return texts;
}
std::string_view Draft::codes(Kind kind, std::size_t place) const {
  const DraftKind& k = of(kind);
  const std::size_t begin = place ? k.text_ends[place - 1] : 0;
  return k.text.view(begin, k.text_ends[place]);
}
std::string Draft::quote(Kind kind, std::size_t place) const {
  std::string text;
  bool first = true;
  each_code(codes(kind, place), [&](std::uint32_t word) {
    if (!std::exchange(first, false)) text += ' ';
    text += words[word];
  });
  return text;
}
std::string Draft::label(Node node) const {
  const Kind k = kind(node);
  const auto number = static_cast<std::uint32_t>(of(k).labels[place(node)]);
  return number == kQuoteIsLabel ? squeeze(quote(k, place(node))) : std::string(strings[number]);
}

Drafter::Drafter(const Graph& before, std::function<std::string(std::int64_t)> key_of_row) : Drafter() {
  draft_.before = &before;
  key_of_row_ = std::move(key_of_row);
  // Equal numbers have equal places in the graph and in the addition.
  for (std::uint32_t i = 0; i < before.num_numbers(); ++i) number(before.number_at(i));
}

Drafter::Drafter(bool slack) : slack_(slack) {
  draft_.kinds.resize(kinds().size());
  concepts_.resize(kinds().size());
  edges_.resize(graph::edges().size());
  allowed_.assign(kinds().size(), std::vector<bool>(attributes().size()));
  for (const KindInfo& kind : kinds())
    for (const Attribute a : stored_attributes(kind.id))
      allowed_[static_cast<std::size_t>(kind.id)][static_cast<std::size_t>(a)] = true;
  draft_.strings.number("");
}

void Drafter::spill(const Spilling& to) {
  draft_.spilling = to;
  Spilling of_strings = to;  // looked up by their hashes: how much of them is in memory matters little
  of_strings.bytes = to.bytes / 4;
  draft_.strings.spill(of_strings);
  draft_.lists.spill(to.in_order());
  for (DraftKind& k : draft_.kinds) {
    k.text.spill(to.in_order());
    k.ids.spill(to.in_order());
  }
}

std::uint32_t Drafter::number(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const auto fresh = static_cast<std::uint32_t>(draft_.numbers.size());
  const std::uint32_t at =
      number_places_.find_or_add(static_cast<std::uint32_t>(bits * kGoldenRatio >> 32), fresh, [&](std::uint32_t known) {
        return std::bit_cast<std::uint64_t>(draft_.numbers[known]) == bits;
      });
  if (at == fresh) draft_.numbers.push_back(value);
  return at + 1;
}

// 0 for what is missing: nothing, an empty text, an empty list.
std::uint32_t Drafter::cell(Attribute attribute, const Value& value) {
  struct Encode {
    Drafter& self;
    Attribute attribute;
    std::uint32_t operator()(std::monostate) const { return 0; }
    std::uint32_t operator()(bool b) const { return b ? 2 : 1; }
    std::uint32_t operator()(std::int64_t i) const { return self.number(static_cast<double>(i)); }
    std::uint32_t operator()(double d) const { return self.number(d); }
    std::uint32_t operator()(const std::string& s) const {
      if (info(attribute).type != Type::choice) return self.draft_.strings.number(s);
      const auto choice = choice_named(attribute, s);
      EV_ENSURE(choice.has_value());
      return *choice + 1u;
    }
    std::uint32_t operator()(const std::vector<std::string>& list) const {
      if (list.empty()) return 0;
      for (const std::string& s : list) self.draft_.lists.push(self.draft_.strings.number(s));
      self.draft_.list_ends.push(self.draft_.lists.size());
      return static_cast<std::uint32_t>(self.draft_.list_ends.size());
    }
    std::uint32_t operator()(const Json& json) const {
      const Json::Array* array = json.array();
      return array && array->empty() ? 0 : self.draft_.strings.number(print_json(json));
    }
  };
  return std::visit(Encode{*this, attribute}, value);
}

void Drafter::append(Kind kind, std::string_view id, std::uint32_t label, const Item& item, std::size_t source) {
  DraftKind& k = draft_.of(kind);
  const std::size_t at = k.size();
  k.ids.push(id);
  k.labels.push(label);
  k.reasons.push(draft_.strings.number(item.reason));
  const Passage& p = item.passage;
  k.sections.push(draft_.strings.number(p.section));
  k.begins.push(p.begin);
  k.lengths.push(p.end - p.begin);
  k.pages.push(static_cast<std::uint32_t>(p.page));
  k.slides.push(static_cast<std::uint32_t>(p.slide));
  k.paragraphs.push(static_cast<std::uint32_t>(p.paragraph));
  k.sources.push(source);
  each_word(p.quote, [&](std::string_view word) {
    const std::uint32_t n = draft_.words.number(word);
    if (n == draft_.word_counts.size()) draft_.word_counts.push_back(0);
    ++draft_.word_counts[n];
    append_code(codes_, n);
  });
  k.text.append(codes_);
  codes_.clear();
  k.text_ends.push(k.text.size());
  for (const auto& [attribute, value] : item.attributes)
    if (const std::uint32_t c = cell(attribute, value)) draft_.set(kind, at, attribute, c);
}

Result<void> Drafter::add(StoredItem&& stored) {
  EV_REQUIRE(!numbered_);
  Item& item = stored.item;
  const KindRole role = info(item.kind).role;
  if (role == KindRole::concept_ || item.kind == Kind::mention)
    return unusable("item " + stored.key + " is a " + std::string(info(item.kind).name) + ", which is no item");
  if (stored.id == stored.source) {
    if (item.kind != Kind::source)
      return unusable("item " + stored.key + " contains itself but is no source");
    current_source_ = stored.source;
    source_place_ = draft_.of(Kind::source).size();
  }
  if (stored.source != current_source_ || current_source_ == 0)
    return unusable("item " + stored.key + " stands in no source");
  for (const auto& [attribute, value] : item.attributes) {
    if (!allowed_[static_cast<std::size_t>(item.kind)][static_cast<std::size_t>(attribute)] ||
        !fits(attribute, value))
      return unusable("item " + stored.key + ", a " + std::string(info(item.kind).name) +
                      ", cannot have the " + std::string(info(attribute).name) + " '" + value_text(value) + "'");
  }
  if (item.passage.begin > item.passage.end) return unusable("item " + stored.key + " ends before it begins");
  // What people call a source or an item: title, name, for sources the file, else its words.
  std::uint32_t label = kQuoteIsLabel;
  for (Attribute a : {Attribute::title, Attribute::name})
    if (const std::string* text = item.text(a); label == kQuoteIsLabel && text && !trim(*text).empty())
      label = draft_.strings.number(squeeze(*text));
  if (label == kQuoteIsLabel && item.kind == Kind::source)
    if (const std::string* file = item.text(Attribute::file)) label = draft_.strings.number(*file);
  if (role == KindRole::named) item.kind = Kind::mention;
  added_rows_.push(static_cast<std::uint64_t>(stored.id));
  added_kinds_.push_back(static_cast<std::uint8_t>(item.kind));
  append(item.kind, stored.key, label, item, source_place_ + 1);
  return {};
}

void Drafter::add(const Vocabulary& vocabulary) {
  for (const Concept& c : vocabulary.concepts) {
    Concept_ one{label_key(c.label), c.id, c.label, c.scheme, c.measure_kind, c.notation,
                 c.alternatives,     c.broader, false};
    concepts_[static_cast<std::size_t>(c.kind)].push_back(std::move(one));
  }
}
void Drafter::add(const Candidate& candidate) {
  if (draft_.before && draft_.before->find(candidate.id)) return;
  Concept_ one;
  one.key = label_key(candidate.label);
  one.id = candidate.id;
  one.label = candidate.label;
  one.candidate = true;
  concepts_[static_cast<std::size_t>(candidate.kind)].push_back(std::move(one));
}

Result<void> Drafter::place_concepts() {
  for (const KindInfo& kind : kinds()) {
    auto& all = concepts_[static_cast<std::size_t>(kind.id)];
    std::sort(all.begin(), all.end(), [](const Concept_& a, const Concept_& b) {
      return std::tie(a.key, a.id) < std::tie(b.key, b.id);
    });
    for (const Concept_& c : all) place_concept(kind.id, c);
    if (kind.id == Kind::author) EV_CHECK(take_authors());
  }
  return {};
}
void Drafter::place_concept(Kind kind, const Concept_& c) {
  Item item{kind, {}, {}, {}, {}, {}};
  item.set(Attribute::name, c.label);
  if (!c.scheme.empty()) item.set(Attribute::scheme, c.scheme);
  if (!c.alternatives.empty()) item.set(Attribute::alternatives, c.alternatives);
  if (!c.measure_kind.empty() && kind == Kind::measure) item.set(Attribute::measure_kind, c.measure_kind);
  if (!c.notation.empty() && has(kind, Attribute::notation)) item.set(Attribute::notation, c.notation);
  if (c.candidate) item.set(Attribute::candidate, *c.candidate);
  append(kind, c.id, draft_.strings.number(c.label), item, 0);
}

Result<void> Drafter::number_nodes() {
  numbered_ = true;
  EV_CHECK(place_concepts());
  number_places_ = NumberTable();  // nothing is added any more
  EV_CHECK(place_kinds());
  for (const KindInfo& kind : kinds())
    for (std::size_t i = 0; i < concepts_[static_cast<std::size_t>(kind.id)].size(); ++i)
      if (const Concept_& c = concepts_[static_cast<std::size_t>(kind.id)][i];
          !concept_nodes_.emplace(c.id, node_of(kind.id, i)).second)
        return unusable("two items have the id " + c.id);
  for (const DraftKind& k : draft_.kinds) {
    const auto kind = static_cast<Kind>(&k - draft_.kinds.data());
    for (std::size_t i = 0; i < k.size(); ++i) {
      const std::uint64_t source = k.sources[i];
      if (source == 0) continue;
      const Node from = node_of(Kind::source, source - 1), to = node_of(kind, i);
      if (from != to) edges_[static_cast<std::size_t>(Edge::contains)].emplace_back(from, to);
    }
  }
  link_authors();
  for (const auto& all : concepts_)
    for (const Concept_& c : all)
      for (const std::string& broader : c.broader) {
        const auto found = concept_nodes_.find(broader);
        if (found == concept_nodes_.end())
          return unusable("the concept " + c.id + " stands under '" + broader + "', which does not exist");
        edges_[static_cast<std::size_t>(Edge::broader)].emplace_back(concept_nodes_.at(c.id), found->second);
      }
  concepts_.clear();
  return number_rows();
}

// Rows are found by their place among all from the first to the last where few are missing between them, else by search.
Result<void> Drafter::number_rows() {
  const GrowingInts added = std::exchange(added_rows_, {});
  const auto kinds = std::exchange(added_kinds_, {});
  if (kinds.empty()) return {};
  const auto row = [&](std::size_t i) { return static_cast<std::int64_t>(added[i]); };
  const auto twice = [](std::int64_t id) { return unusable("two items have the row " + std::to_string(id)); };
  std::int64_t last = first_row_ = row(0);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    first_row_ = std::min(first_row_, row(i));
    last = std::max(last, row(i));
  }
  const auto span = static_cast<std::uint64_t>(last - first_row_) + 1;
  const bool dense = span <= kinds.size() * 4;
  if (dense) {
    row_places_.assign(span, 0);
    row_kinds_.assign(span, 0);
  }
  std::vector<std::uint32_t> places(draft_.kinds.size(), 0);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::uint32_t place = places[kinds[i]]++;
    if (!dense) {
      rows_.emplace_back(row(i), std::uint64_t{kinds[i]} << 32 | place);
      continue;
    }
    const auto at = static_cast<std::size_t>(row(i) - first_row_);
    if (row_places_[at]) return twice(row(i));
    row_places_[at] = place + 1;
    row_kinds_[at] = kinds[i];
  }
  std::sort(rows_.begin(), rows_.end());
  for (std::size_t i = 1; i < rows_.size(); ++i)
    if (rows_[i].first == rows_[i - 1].first) return twice(rows_[i].first);
  return {};
}

Result<void> Drafter::place_kinds() {
  if (const Graph* before = draft_.before) {
    const auto starts = before->kind_starts();
    for (std::size_t k = 0; k < draft_.kinds.size(); ++k) {
      draft_.starts.push_back(before->nodes(static_cast<Kind>(k)).last);
      if (changes_before_ || draft_.kinds[k].size() > starts[k + 1] - draft_.starts[k])
        return fail(Code::limit, "the mapped graph has no room for what is new");
    }
    draft_.starts.push_back(starts.back());
    return {};
  }
  std::uint64_t next = 0;
  for (const DraftKind& k : draft_.kinds) {
    draft_.starts.push_back(static_cast<Node>(next));
    const std::size_t free = slack_ ? k.size() / kSlackShare + kSlackLeast : 0;
    next = (next + k.size() + free + kAlign - 1) / kAlign * kAlign;
    if (next >= kQuoteIsLabel) return fail(Code::limit, "more than four thousand million items");
  }
  draft_.starts.push_back(static_cast<Node>(next));
  return {};
}

std::optional<Node> Drafter::node_of_concept(const std::string& id) const {
  if (const auto found = concept_nodes_.find(id); found != concept_nodes_.end()) return found->second;
  return draft_.before ? draft_.before->find(id) : std::nullopt;
}

std::optional<Node> Drafter::node_of_row(std::int64_t row) const {
  if (!row_places_.empty()) {
    if (row < first_row_ || static_cast<std::uint64_t>(row - first_row_) >= row_places_.size()) return {};
    const auto at = static_cast<std::size_t>(row - first_row_);
    if (row_places_[at] == 0) return {};
    return node_of(static_cast<Kind>(row_kinds_[at]), row_places_[at] - 1);
  }
  const auto found = std::lower_bound(rows_.begin(), rows_.end(), std::pair(row, std::uint64_t{0}));
  if (found == rows_.end() || found->first != row) return {};
  return node_of(static_cast<Kind>(found->second >> 32), found->second & 0xffffffffu);
}

std::optional<Node> Drafter::node_before(std::int64_t row) const {
  const std::string key = key_of_row_(row);
  return key.empty() ? std::nullopt : draft_.before->find(key);
}

Result<void> Drafter::add(const StoredLink& link) {
  if (!numbered_) EV_CHECK(number_nodes());
  const auto from = node_of_row(link.from);
  if (!from)
    return unusable("a link leaves item " + std::to_string(link.from) + ", which does not exist");
  const auto id = [&] {
    const Kind k = draft_.kind(*from);
    return draft_.of(k).ids[draft_.place(*from)];
  };
  std::optional<Node> to;
  if (link.to_item != 0) {
    to = node_of_row(link.to_item);
    if (!to && draft_.before) to = node_before(link.to_item);
    if (!to)
      return unusable("a link of item " + id() + " ends at item " + std::to_string(link.to_item) +
                      ", which does not exist");
  } else {
    to = node_of_concept(link.to_concept);
    if (!to)
      return unusable("a link of item " + id() + " ends at the concept '" + link.to_concept +
                      "', which does not exist");
  }
  edges_[static_cast<std::size_t>(link.edge)].emplace_back(*from, *to);
  return {};
}

// By what a work is known: its DOI, or its title with its year.
std::vector<std::string> Drafter::work_keys(Node node) const {
  const auto text = [&](Attribute a) {
    return has(draft_.kind(node), a) ? draft_.text(node, a) : std::string_view();
  };
  return work_keys(text(Attribute::doi), text(Attribute::title), draft_.number(node, Attribute::year));
}
std::vector<std::string> Drafter::work_keys(std::string_view doi, std::string_view title, std::optional<double> year) {
  std::vector<std::string> keys;
  if (!trim(doi).empty()) keys.push_back("doi " + fold(doi));
  if (year && !label_key(title).empty())
    keys.push_back("title " + label_key(title) + " " + std::to_string(static_cast<std::int64_t>(*year)));
  return keys;
}

// A digest names the work by an entry of its own. The work may be here too, and so may other digests of it: all of
// them are linked to the one node that stands for it, the work itself or else the first such entry.
void Drafter::link_works() {
  EdgeList& summaries = edges_[static_cast<std::size_t>(Edge::summary_of)];
  std::map<Node, std::vector<Node>> digests;  // to the entries they name
  std::sort(summaries.begin(), summaries.end());
  for (const auto& [digest, entry] : summaries) digests[digest].push_back(entry);
  if (digests.empty()) return;
  std::map<std::string, Node> works;
  const auto offer = [&](Node node) {
    for (std::string& key : work_keys(node)) works.try_emplace(std::move(key), node);
  };
  const NodeRange sources = draft_.range(Kind::source);
  for (Node n = sources.first; n < sources.last; ++n)
    if (!digests.count(n)) offer(n);
  for (const auto& [digest, entries] : digests)
    for (const Node entry : entries) offer(entry);
  for (const auto& [digest, entries] : digests)
    for (const Node entry : entries)
      for (const std::string& key : work_keys(entry))
        if (const Node work = works.at(key); work != digest) summaries.emplace_back(digest, work);
}

// Whether a work that is new here is one that a digest of the graph before tells of, or there is a new digest.
bool Drafter::changes_works() const {
  if (!edges_[static_cast<std::size_t>(Edge::summary_of)].empty()) return true;
  std::unordered_set<std::string> fresh;
  const NodeRange sources = draft_.range(Kind::source);
  for (Node s = sources.first; s < sources.last; ++s)
    for (std::string& key : work_keys(s)) fresh.insert(std::move(key));
  const Graph& before = *draft_.before;
  const NodeRange held = before.nodes(Kind::source);
  if (before.neighbours(Edge::summary_of, true).num_edges() == 0) return false;
  for (Node s = held.first; s < held.last; ++s)
    for (const Node entry : before.out(s, Edge::summary_of)) {
      const auto text = [&](Attribute a) {
        return has(before.kind(entry), a) ? before.text(entry, a) : std::string_view();
      };
      const auto year = has(before.kind(entry), Attribute::year) ? before.number(entry, Attribute::year) : std::nullopt;
      for (const std::string& key : work_keys(text(Attribute::doi), text(Attribute::title), year))
        if (fresh.contains(key)) return true;
    }
  return false;
}

Result<Draft> Drafter::finish() {
  if (!numbered_) EV_CHECK(number_nodes());
  if (!draft_.before)
    link_works();
  else if (changes_works())
    return fail(Code::limit, "the new documents change what stands for a work");
  row_places_ = {};  // no link is added any more
  row_kinds_ = {};
  rows_ = {};
  for (EdgeList& list : edges_) {
    draft_.out.push_back(csr_of(std::move(list), draft_.before != nullptr));
    list = EdgeList();
  }
  return std::move(draft_);
}

}  // namespace evident::graph

// Draft to bytes. Strings are stored once and numbered in the order of their first use; columns are arrays of
// u32 cells a kind and attribute; the text index is the stemmed quotations one after the other with the
// places of each stem. The layout is docs/formats/mapped-graph.md; read_sections() is run on the result
// before anybody sees it as a graph.
#include "graph/mapped/build.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "graph/base/keys.hpp"
#include "graph/mapped/derive.hpp"
#include "graph/mapped/format.hpp"
#include "graph/schema/fingerprint.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

class Strings {
 public:
  Strings() { number(""); }
  std::uint32_t number(std::string_view text) {
    const auto [at, fresh] =
        numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(numbers_.size()));
    if (fresh) {
      bytes_.append(text);
      offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    }
    return at->second;
  }
  const std::string& bytes() const { return bytes_; }
  const std::vector<std::uint32_t>& offsets() const { return offsets_; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::string bytes_;
  std::vector<std::uint32_t> offsets_{0};
};

class Encoder {
 public:
  explicit Encoder(const Draft& draft) : draft_(draft) {}

  Result<std::string> encode(std::string_view fingerprint) {
    put(Section::fingerprint, fingerprint);
    put(Section::kind_starts, draft_.kind_starts);
    nodes();
    columns();
    edges();
    names();
    text_index();
    if (strings_.bytes().size() > ~std::uint32_t{0} || cells_ > ~std::uint32_t{0})
      return fail(Code::limit, "more than 4 GiB of text in one mapped graph");
    put(Section::string_offsets, strings_.offsets());
    put(Section::string_bytes, std::string_view(strings_.bytes()));
    return assemble();
  }

 private:
  void put(Section section, std::string_view bytes) { parts_[static_cast<std::size_t>(section)] = bytes; }
  template <class T>
  void put(Section section, const std::vector<T>& values) {
    put(section, std::string_view(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)));
  }

  void nodes() {
    std::vector<std::uint32_t> ids, labels, reasons;
    std::vector<PassageRecord> passages;
    for (const DraftNode& n : draft_.nodes) {
      ids.push_back(strings_.number(n.id));
      labels.push_back(strings_.number(n.label));
      reasons.push_back(strings_.number(n.item.reason));
      const Passage& p = n.item.passage;
      passages.push_back({p.begin, p.end, n.source, strings_.number(p.quote), strings_.number(p.section),
                          p.page, p.slide, p.paragraph});
    }
    put(Section::ids, ids);
    put(Section::labels, labels);
    put(Section::reasons, reasons);
    put(Section::passages, passages);
  }

  void columns() {
    const std::size_t width = attributes().size();
    std::vector<std::uint32_t> starts(kinds().size() * width, kNoColumn);
    std::vector<std::uint32_t> cells;
    for (const KindInfo& kind : kinds()) {
      const NodeRange range = draft_.range(kind.id);
      for (Attribute a : kind.attributes) {
        std::uint32_t& start =
            starts[static_cast<std::size_t>(kind.id) * width + static_cast<std::size_t>(a)];
        if (start != kNoColumn) continue;
        start = static_cast<std::uint32_t>(cells.size());
        cells.resize(cells.size() + range.size(), 0);
      }
      for (Node node = range.first; node < range.last; ++node)
        for (const auto& [attribute, value] : draft_.nodes[node].item.attributes) {
          const std::uint32_t start =
              starts[static_cast<std::size_t>(kind.id) * width + static_cast<std::size_t>(attribute)];
          EV_ENSURE(start != kNoColumn);
          cells[start + (node - range.first)] = cell(attribute, value);
        }
    }
    cells_ = cells.size();
    put(Section::column_starts, starts);
    put(Section::cells, cells);
    put(Section::numbers, numbers_);
    put(Section::list_offsets, list_offsets_);
    put(Section::lists, lists_);
  }
  std::uint32_t number(double value) {
    numbers_.push_back(value);
    return static_cast<std::uint32_t>(numbers_.size());
  }
  // 0 for what is missing: nothing, an empty text, an empty list.
  std::uint32_t cell(Attribute attribute, const Value& value) {
    struct Encode {
      Encoder& self;
      Attribute attribute;
      std::uint32_t operator()(std::monostate) const { return 0; }
      std::uint32_t operator()(bool b) const { return b ? 2 : 1; }
      std::uint32_t operator()(std::int64_t i) const { return self.number(static_cast<double>(i)); }
      std::uint32_t operator()(double d) const { return self.number(d); }
      std::uint32_t operator()(const std::string& s) const {
        if (info(attribute).type != Type::choice) return self.strings_.number(s);
        const auto choice = choice_named(attribute, s);
        EV_ENSURE(choice.has_value());
        return *choice + 1u;
      }
      std::uint32_t operator()(const std::vector<std::string>& list) const {
        if (list.empty()) return 0;
        for (const std::string& s : list) self.lists_.push_back(self.strings_.number(s));
        self.list_offsets_.push_back(static_cast<std::uint32_t>(self.lists_.size()));
        return static_cast<std::uint32_t>(self.list_offsets_.size() - 1);
      }
      std::uint32_t operator()(const Json& json) const {
        const Json::Array* array = json.array();
        return array && array->empty() ? 0 : self.strings_.number(print_json(json));
      }
    };
    return std::visit(Encode{*this, attribute}, value);
  }

  void edges() {
    const std::size_t m = draft_.edges.size();
    std::vector<std::uint32_t> targets(m), in_offsets(draft_.nodes.size() + 1, 0), order(m), in_sources(m);
    std::vector<std::uint8_t> edge_kinds(m);
    for (std::size_t e = 0; e < m; ++e) {
      targets[e] = draft_.edges[e].to;
      edge_kinds[e] = static_cast<std::uint8_t>(draft_.edges[e].kind);
      ++in_offsets[draft_.edges[e].to + 1];
    }
    std::partial_sum(in_offsets.begin(), in_offsets.end(), in_offsets.begin());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
      const DraftEdge &x = draft_.edges[a], &y = draft_.edges[b];
      return std::tie(x.to, x.kind, x.from) < std::tie(y.to, y.kind, y.from);
    });
    for (std::size_t i = 0; i < m; ++i) in_sources[i] = draft_.edges[order[i]].from;
    put(Section::out_offsets, draft_.out_offsets);
    put(Section::targets, targets);
    put(Section::edge_kinds, edge_kinds);
    put(Section::in_offsets, in_offsets);
    put(Section::in_sources, in_sources);
    put(Section::in_edges, order);
  }

  void names() {
    std::vector<std::uint32_t> keys, shown, offsets{0}, nodes;
    for (const NameRow& row : names_of(draft_)) {
      keys.push_back(strings_.number(row.key));
      shown.push_back(strings_.number(row.shown));
      nodes.insert(nodes.end(), row.nodes.begin(), row.nodes.end());
      offsets.push_back(static_cast<std::uint32_t>(nodes.size()));
    }
    put(Section::name_keys, keys);
    put(Section::name_shown, shown);
    put(Section::name_offsets, offsets);
    put(Section::name_nodes, nodes);
  }

  void text_index() {
    std::unordered_map<std::string, std::uint32_t> first_numbers;
    std::vector<std::uint32_t> token_offsets{0}, tokens;
    for (const DraftNode& n : draft_.nodes) {
      for (std::string& word : stems_of(n.item.passage.quote))
        tokens.push_back(
            first_numbers.try_emplace(std::move(word), static_cast<std::uint32_t>(first_numbers.size()))
                .first->second);
      token_offsets.push_back(static_cast<std::uint32_t>(tokens.size()));
    }
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted(first_numbers.begin(),
                                                                   first_numbers.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::uint32_t> renumbered(sorted.size()), stems;
    for (const auto& [word, old] : sorted) {
      renumbered[old] = static_cast<std::uint32_t>(stems.size());
      stems.push_back(strings_.number(word));
    }
    std::vector<std::uint32_t> posting_offsets(stems.size() + 1, 0), postings(tokens.size());
    for (std::uint32_t& token : tokens) {
      token = renumbered[token];
      ++posting_offsets[token + 1];
    }
    std::partial_sum(posting_offsets.begin(), posting_offsets.end(), posting_offsets.begin());
    std::vector<std::uint32_t> next(posting_offsets.begin(), posting_offsets.end() - 1);
    for (std::size_t place = 0; place < tokens.size(); ++place)
      postings[next[tokens[place]]++] = static_cast<std::uint32_t>(place);
    put(Section::stems, stems);
    put(Section::token_offsets, token_offsets);
    put(Section::tokens, tokens);
    put(Section::posting_offsets, posting_offsets);
    put(Section::postings, postings);
  }

  std::string assemble() const {
    MappedHeader header{};
    std::memcpy(header.magic, kMappedMagic.data(), sizeof header.magic);
    header.version = kMappedVersion;
    header.sections = kSections;
    std::memcpy(header.schema, mapped_fingerprint().data(), sizeof header.schema);
    std::array<SectionEntry, kSections> table{};
    std::uint64_t at = sizeof header + sizeof table;
    for (std::size_t i = 0; i < kSections; ++i) {
      at = (at + 7) / 8 * 8;
      table[i] = {at, parts_[i].size()};
      at += parts_[i].size();
    }
    std::string bytes(at, '\0');
    std::memcpy(bytes.data(), &header, sizeof header);
    std::memcpy(bytes.data() + sizeof header, table.data(), sizeof table);
    for (std::size_t i = 0; i < kSections; ++i)
      parts_[i].copy(bytes.data() + table[i].offset, parts_[i].size());
    seal(bytes);
    return bytes;
  }

  const Draft& draft_;
  Strings strings_;
  std::vector<double> numbers_;
  std::vector<std::uint32_t> list_offsets_{0}, lists_;
  std::size_t cells_ = 0;
  std::array<std::string, kSections> parts_;
};

}  // namespace

Result<std::string> build_mapped(GraphInput input) {
  const std::string fingerprint = input.fingerprint;
  EV_TRY(Draft draft, draft_of(std::move(input)));
  derive(draft);
  return Encoder(draft).encode(fingerprint);
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

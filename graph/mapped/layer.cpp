#include "graph/mapped/layer.hpp"

#include "graph/mapped/text_index.hpp"

namespace evident::graph {

Result<void> Layer::read(const Layer* before) {
  const auto ints = [this](Part part, std::size_t of = 0, std::size_t by = 0) {
    return Ints(*file, file->find(part, of, by));
  };
  const auto bytes = [this](Part part, std::size_t of = 0) {
    const SectionEntry* entry = file->find(part, of);
    return Bytes(*file, entry && entry->width == 1 ? entry : nullptr);
  };
  const auto of_width = [this](Part part, std::size_t of, std::size_t by, unsigned width) {
    const SectionEntry* entry = file->find(part, of, by);
    return entry && entry->width == width ? entry : nullptr;
  };
  const auto unsound = [] {
    return fail(Code::corrupt, "the mapped graph is damaged in its ranges of nodes",
                "it is rebuilt from the evidence base");
  };
  const std::size_t width = attributes().size();
  const Ints kind_starts = ints(Part::kind_starts), kind_counts = ints(Part::kind_counts);
  if (kind_starts.size() != graph::kinds().size() + 1 || kind_counts.size() != graph::kinds().size()) return unsound();
  kinds.resize(graph::kinds().size());
  for (std::size_t k = 0; k <= kinds.size(); ++k) {
    starts.push_back(static_cast<Node>(kind_starts[k]));
    if (!before && k && (starts[k] % 64 != 0 || starts[k] < starts[k - 1] || kind_counts[k - 1] > starts[k] - starts[k - 1]))
      return unsound();
    if (before && k < kinds.size() &&
        (starts[k] != before->kinds[k].first + before->kinds[k].count || kind_counts[k] > before->starts[k + 1] - starts[k]))
      return unsound();
  }
  if ((before ? starts.back() != before->starts.back() : starts[0] != 0 || starts.back() >= kQuoteIsLabel) || file->damaged())
    return unsound();
  cells.resize(kinds.size() * width);
  value_sets.resize(cells.size(), nullptr);
  value_counts.resize(cells.size(), nullptr);
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    KindColumns& c = kinds[k];
    c.first = starts[k];
    c.count = static_cast<Node>(kind_counts[k]);
    c.id_bytes = bytes(Part::id_bytes, k);
    c.id_prefix = bytes(Part::id_prefix, k);
    for (const auto& [column, part] :
         {std::pair{&c.id_numbers, Part::id_numbers}, {&c.id_strings, Part::id_strings}, {&c.id_order, Part::id_order},
          {&c.id_others, Part::id_others}, {&c.id_others_order, Part::id_others_order}, {&c.labels, Part::labels}, {&c.reasons, Part::reasons}, {&c.sections, Part::sections},
          {&c.begins, Part::begins}, {&c.lengths, Part::lengths}, {&c.pages, Part::pages}, {&c.slides, Part::slides},
          {&c.paragraphs, Part::paragraphs}, {&c.text_blocks, Part::text_blocks}, {&c.text_offsets, Part::text_offsets},
          {&c.words, Part::lengths_in_words}})
      *column = ints(part, k);
    c.text = bytes(Part::text, k);
    if (c.id_others && !c.id_others.entry()->few) return unsound();
  }
  for (const SectionEntry& entry : file->table()) {
    const std::size_t at = std::size_t{entry.of} * width + entry.by;
    // Their values number words, so the check of their blocks must be that of those words.
    if (entry.part == Part::cells && at < cells.size() && entry.by < width)
      if (const std::size_t values = values_of(attributes()[entry.by]); values && (entry.rule != Rule::below || entry.limit > values + 1))
        return unsound();
    if (entry.part == Part::cells && at < cells.size() && entry.count >= kinds[entry.of].count)
      cells[at] = Ints(*file, &entry);
    const std::size_t words = (std::size_t{entry.of < kinds.size() ? kinds[entry.of].count : 0} + 63) / 64;
    if (entry.part == Part::value_sets && at < cells.size() && entry.width == 8 && words && entry.count % words == 1 % words)
      value_sets[at] = &entry;
    if (entry.part == Part::value_counts && at < cells.size() && entry.width == 4) value_counts[at] = &entry;
  }
  edges.resize(graph::edges().size());
  for (std::size_t e = 0; e < edges.size(); ++e)
    for (std::size_t way = 0; way < 2; ++way) {
      Adjacency& a = edges[e][way];
      a.nodes = of_width(Part::list_nodes, e, way, 4);
      a.starts = of_width(Part::list_starts, e, way, 4);
      a.has = of_width(Part::has_list, e, way, 8);
      a.ranks = of_width(Part::list_ranks, e, way, 4);
      a.targets = of_width(Part::targets, e, way, 4);
      if (!a.targets) continue;
      // They are read as they lie, so the check of their blocks must be that of nodes.
      if (a.targets->rule != Rule::below || a.targets->limit > starts.back() || a.targets->base || a.targets->sloped)
        return unsound();
      if ((before != nullptr) != (a.nodes != nullptr) || (a.has && (!a.ranks || a.ranks->count != a.has->count)) ||
          (a.starts && a.starts->count == 0) || (a.nodes && (!a.starts || a.starts->count != a.nodes->count + 1)))
        return unsound();
    }
  rows.resize(kinds.size());
  for (const SectionEntry& entry : file->table()) {
    if (entry.few || !entry.width || entry.of >= kinds.size()) continue;
    const KindColumns& of = kinds[entry.of];
    if (entry.part >= Part::id_bytes && entry.part <= Part::cells && entry.count == of.count)
      rows[entry.of].push_back({&entry, entry.width, of.first, of.count});
  }
  for (const auto& ways : edges)
    for (const Adjacency& a : ways) {
      if (!a.targets || a.nodes) continue;
      const SectionEntry& entry = a.has ? *a.has : a.starts ? *a.starts : *a.targets;
      const std::uint64_t count = a.has ? entry.count * 64 : entry.count;
      const Node first = static_cast<Node>(a.targets->first);
      for (std::size_t k = 0; k < kinds.size(); ++k)
        if (kinds[k].count && first <= kinds[k].first && kinds[k].first - first < count)
          rows[k].push_back({&entry, a.has ? 0u : 4u, first, static_cast<Node>(count)});
    }
  string_offsets = ints(Part::string_offsets);
  string_bytes = bytes(Part::string_bytes);
  word_offsets = ints(Part::word_offsets);
  word_bytes = bytes(Part::word_bytes);
  word_stem_offsets = ints(Part::word_stem_offsets);
  word_stems = ints(Part::word_stems);
  stems = ints(Part::stems);
  posting_counts = ints(Part::posting_counts);
  posting_offsets = ints(Part::posting_offsets);
  postings = bytes(Part::postings);
  numbers = of_width(Part::numbers, 0, 0, 8);
  lists = of_width(Part::lists, 0, 0, 4);
  list_offsets = ints(Part::list_offsets);
  name_keys = ints(Part::name_keys);
  name_shown = ints(Part::name_shown);
  name_offsets = ints(Part::name_offsets);
  name_nodes = of_width(Part::name_nodes, 0, 0, 4);
  override_places = ints(Part::override_places);
  override_cells = ints(Part::override_cells);
  const Bytes print = bytes(Part::fingerprint), of_base = bytes(Part::state);
  fingerprint = print.get(0, print.size());
  state = of_base.get(0, of_base.size());
  if (const SectionEntry* entry = file->find(Part::postings)) total_words = static_cast<std::uint32_t>(entry->limit);
  if (const SectionEntry* entry = file->find(Part::posting_counts)) quotations = entry->first;
  return {};
}

// A set of bits by the places of a kind's nodes.
std::vector<std::uint64_t> Layer::having(Kind kind, const Test& test) const {
  const std::size_t size = of(kind).count, words = (size + 63) / 64;
  std::vector<std::uint64_t> any(words, 0);
  const auto wanted = [&test](std::uint64_t cell) {
    return cell && std::find(test.values.begin(), test.values.end(), cell - 1) != test.values.end();
  };
  const Ints& values = column(kind, test.attribute);
  const SectionEntry* sets =
      value_sets[static_cast<std::size_t>(kind) * attributes().size() + static_cast<std::size_t>(test.attribute)];
  if (!values || !words) return any;
  const SectionEntry& e = *values.entry();
  if (!e.sloped && (e.few || !e.width)) {
    if (wanted(values.common())) any.assign(words, ~std::uint64_t{0});
    for (std::uint64_t j = 0; j < values.num_few(); ++j) {
      const std::uint64_t place = values.few_place(j), bit = std::uint64_t{1} << (place % 64);
      if (place >= size) continue;
      any[place / 64] = wanted(values.few_value(j)) ? any[place / 64] | bit : any[place / 64] & ~bit;
    }
  } else if (sets) {
    const auto* all_sets = reinterpret_cast<const std::uint64_t*>(file->data(*sets));
    const bool readable = file->touch(*sets, 0, 8);
    for (const std::uint8_t value : test.values) {
      if (!readable || value >= 64 || !(all_sets[0] >> value & 1)) continue;
      const std::uint64_t before = all_sets[0] & ((std::uint64_t{1} << value) - 1);
      const std::size_t begin = 1 + static_cast<std::size_t>(std::popcount(before)) * words;
      if (begin + words > sets->count || !file->touch(*sets, begin * 8, words * 8)) continue;
      for (std::size_t w = 0; w < words; ++w) any[w] |= all_sets[begin + w];
    }
  } else {
    for (std::uint64_t i = 0; i < size; ++i)
      if (wanted(values[i])) any[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return any;
}

void Layer::will_read(Kind kind, Node node) const {
  constexpr unsigned kRows = 8;
  if (rows_asked_for->load(std::memory_order_relaxed) >= kRows || (*rows_asked_for)++ >= kRows) return;
  each_row(kind, node, [&](const SectionEntry& entry, std::uint64_t byte) { file->will_read(entry, byte); });
}

std::optional<Node> Layer::find(std::string_view id) const {
  for (const KindColumns& k : kinds) {
    if (k.count == 0) continue;
    auto place = k.id_strings ? find_string(k, id) : find_common(k, id);
    if (!place) place = find_other(k, id);
    if (!place) continue;
    will_read(static_cast<Kind>(&k - kinds.data()), k.first + *place);
    return k.first + *place;
  }
  return {};
}

std::optional<Node> Layer::find_string(const KindColumns& k, std::string_view id) const {
  const auto place = [&](std::uint64_t i) { return k.id_order ? k.id_order[i] : i; };
  const auto text = [&](std::uint64_t i) { return string(k.id_strings[place(i)]); };
  const std::uint64_t i = first_not(k.count, [&](std::uint64_t at) { return text(at) < id; });
  if (i == k.count || text(i) != id || place(i) >= k.count) return {};
  return static_cast<Node>(place(i));
}

std::optional<Node> Layer::find_other(const KindColumns& k, std::string_view id) const {
  const std::uint64_t few = k.id_others.num_few();
  const auto place = [&](std::uint64_t i) { return k.id_others_order ? k.id_others_order[i] : i; };
  const auto text = [&](std::uint64_t i) { return string(k.id_others.few_value(place(i))); };
  const std::uint64_t i = first_not(few, [&](std::uint64_t at) { return text(at) < id; });
  if (i == few || text(i) != id) return {};
  const std::uint64_t node = k.id_others.few_place(place(i));
  return node < k.count ? std::optional(static_cast<Node>(node)) : std::nullopt;
}

// Of a numbered kind the number is looked for, else the bytes; both in the order of the ids.
std::optional<Node> Layer::find_common(const KindColumns& k, std::string_view id) const {
  std::uint64_t wanted = 0;
  if (k.id_numbers) {
    const std::string_view prefix = k.id_prefix.get(0, k.id_prefix.size());
    if (!id.starts_with(prefix)) return {};
    const std::string_view digits = id.substr(prefix.size());
    if (digits.empty() || digits.size() > 15 || (digits[0] == '0' && digits.size() > 1)) return {};
    for (const char c : digits) {
      if (c < '0' || c > '9') return {};
      wanted = wanted * 10 + static_cast<std::uint64_t>(c - '0');
    }
  }
  const std::uint64_t size = k.count - std::min<std::uint64_t>(k.count, k.id_others.num_few());
  const auto at = [&](std::uint64_t i) { return k.id_order ? k.id_order[i] : i; };
  const auto compare = [&](std::uint64_t i) {
    if (!k.id_numbers) return hex(k.id_bytes.get(at(i) * 16, at(i) * 16 + 16)).compare(id);
    const std::uint64_t number = k.id_numbers[at(i)];
    return number < wanted ? -1 : number > wanted ? 1 : 0;
  };
  const std::uint64_t i = first_not(size, [&](std::uint64_t one) { return compare(one) < 0; });
  if (i == size || compare(i) != 0) return {};
  // Others stand between: as many before it as there are with no more of these before them.
  const std::uint64_t rank = at(i);
  const std::uint64_t before = first_not(k.id_others.num_few(), [&](std::uint64_t j) {
    return k.id_others.few_place(j) - j <= rank;
  });
  return rank + before < k.count ? std::optional(static_cast<Node>(rank + before)) : std::nullopt;
}

std::vector<Graph::Occurrence> Layer::occurrences(const std::vector<std::string>& words) const {
  std::vector<std::uint64_t> wanted;
  for (const std::string& word : words) {
    const std::uint64_t at = place_of(stems, word);
    if (at == stems.size() || string(stems[at]) != word) return {};
    wanted.push_back(at);
  }
  if (wanted.empty()) return {};
  std::vector<std::uint64_t> rarest = wanted;
  std::sort(rarest.begin(), rarest.end());
  rarest.erase(std::unique(rarest.begin(), rarest.end()), rarest.end());
  std::sort(rarest.begin(), rarest.end(), [&](auto a, auto b) { return posting_counts[a] < posting_counts[b]; });
  std::vector<Graph::Occurrence> found;
  const auto bytes_of = [&](std::uint64_t stem) { return postings.get(posting_offsets[stem], posting_offsets[stem + 1]); };
  found.reserve(std::min<std::uint64_t>(posting_counts[rarest.front()], bytes_of(rarest.front()).size()));  // a posting takes bytes
  const auto each = [&](std::uint64_t stem, auto&& take) {
    if (!each_posting(bytes_of(stem), take)) file->damaged(*posting_offsets.entry(), "no postings");
  };
  each(rarest.front(), [&](Node node, std::uint32_t times) {
    if (node < starts.back()) found.push_back({node, times});
  });
  if (wanted.size() == 1) return found;
  for (std::size_t r = 1; r < rarest.size() && !found.empty(); ++r) {
    std::size_t at = 0, kept = 0;
    each(rarest[r], [&](Node node, std::uint32_t) {
      while (at < found.size() && found[at].node < node) ++at;
      if (at < found.size() && found[at].node == node) found[kept++] = found[at++];
    });
    found.resize(kept);
  }
  // They are all there; whether next to each other is read from the words themselves.
  std::size_t kept = 0;
  std::vector<std::uint64_t> text;
  const WholeInts stem_starts(word_stem_offsets), of_words(word_stems);
  for (const Graph::Occurrence& one : found) {
    const auto kind = std::upper_bound(kinds.begin(), kinds.end(), one.node,
                                       [](Node node, const KindColumns& k) { return node < k.first; }) - 1;
    if (one.node - kind->first >= kind->count) continue;
    text.clear();
    each_code(codes(*kind, one.node), [&](std::uint32_t word) {
      for (std::uint64_t i = stem_starts[word], end = stem_starts[word + 1]; i < end; ++i) text.push_back(of_words[i]);
    });
    std::uint32_t times = 0;
    for (auto at = text.begin(); (at = std::search(at, text.end(), wanted.begin(), wanted.end())) != text.end(); ++at)
      ++times;
    if (times) found[kept++] = {one.node, times};
  }
  found.resize(kept);
  return found;
}

}  // namespace evident::graph

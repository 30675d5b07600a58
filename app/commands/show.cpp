// evident show: one item with its words in their context, or a source with what was found in it, or a concept
// with where it is named.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/commands.hpp"
#include "graph/base.hpp"
#include "support/text.hpp"

namespace evident::app {
namespace {

constexpr std::size_t kContext = 240;  // bytes of context on either side

std::string show_value(const graph::Value& value) {
  struct Visit {
    std::string operator()(std::monostate) const { return "not said"; }
    std::string operator()(bool b) const { return b ? "yes" : "no"; }
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(double d) const { return fmt::format("{}", d); }
    std::string operator()(const std::string& s) const { return squeeze(s); }
    std::string operator()(const std::vector<std::string>& list) const {
      return fmt::format("{}", fmt::join(list, "; "));
    }
    std::string operator()(const Json& json) const { return print_json(json); }
  };
  return std::visit(Visit{}, value);
}

// Text from the nearest blank before `from`, never inside a UTF-8 sequence.
std::size_t blank_before(std::string_view text, std::size_t at, std::size_t reach) {
  std::size_t from = at > reach ? at - reach : 0;
  while (from < at && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
  if (from == 0) return 0;
  const auto blank = text.find_first_of(" \n", from);
  return blank == std::string_view::npos || blank >= at ? from : blank + 1;
}
std::size_t blank_after(std::string_view text, std::size_t at, std::size_t reach) {
  std::size_t to = std::min(text.size(), at + reach);
  if (to == text.size()) return to;
  const auto blank = text.find_last_of(" \n", to);
  if (blank != std::string_view::npos && blank > at) return blank;
  while (to > at && (static_cast<unsigned char>(text[to]) & 0xC0) == 0x80) --to;
  return to;
}

struct Library {
  std::vector<graph::StoredItem> items;
  std::vector<graph::StoredLink> links;
  std::map<std::int64_t, std::size_t> by_id;
  std::map<std::string, std::string> concept_labels;  // by id

  std::string concept_label(const std::string& id) const {
    const auto it = concept_labels.find(id);
    return it == concept_labels.end() ? id : "\u201C" + it->second + "\u201D";
  }
  const graph::StoredItem* find(std::int64_t id) const {
    const auto it = by_id.find(id);
    return it == by_id.end() ? nullptr : &items[it->second];
  }
};

std::string place(const graph::Item& item) {
  const graph::Passage& p = item.passage;
  std::string out;
  const auto add = [&](std::string part) { out += (out.empty() ? "" : ", ") + part; };
  if (p.page) add(fmt::format("page {}", p.page));
  if (p.slide) add(fmt::format("slide {}", p.slide));
  if (!p.section.empty()) add("under \u201C" + p.section + "\u201D");
  if (p.paragraph && !p.slide) add(fmt::format("paragraph {}", p.paragraph));
  return out;
}

std::string name_of(const graph::Item& item) {
  for (const auto attribute :
       {graph::Attribute::title, graph::Attribute::name, graph::Attribute::text, graph::Attribute::file})
    if (const std::string* text = item.text(attribute)) return squeeze(*text);
  return squeeze(item.passage.quote);
}

std::string short_line(std::string_view text, std::size_t width) {
  const std::string line = squeeze(text);
  const auto clipped = clip_to_width(line, width);
  return clipped.size() == line.size() ? line : std::string(clipped) + "\u2026";
}

// Keys that were made may be cut; ids of tables are what people gave.
std::string short_id(const std::string& key, std::size_t digits) {
  const bool made = key.size() == 32 && key.find_first_not_of("0123456789abcdef") == std::string::npos;
  return made ? key.substr(0, digits) : key;
}

std::string show_item(const Library& library, const graph::StoredItem& stored, const std::string& text,
                      std::string_view file) {
  const graph::Item& item = stored.item;
  std::string out = fmt::format("{}: {}\n\n", graph::info(item.kind).words.front(), name_of(item));
  const bool bold = wants_colour(STDOUT_FILENO);
  const std::string_view on = bold ? "\x1b[1m" : "\u27E6", off = bold ? "\x1b[0m" : "\u27E7";
  if (item.passage.end > item.passage.begin && item.passage.end <= text.size()) {
    const std::string_view all = text;
    const std::size_t from = blank_before(all, item.passage.begin, kContext),
                      to = blank_after(all, item.passage.end, kContext);
    out += fmt::format(
        "  {}{}{}{}{}{}{}\n\n", from > 0 ? "\u2026 " : "",
        squeeze(all.substr(from, item.passage.begin - from)) + (from < item.passage.begin ? " " : ""), on,
        squeeze(item.passage.quote), off,
        (to > item.passage.end ? " " : "") + squeeze(all.substr(item.passage.end, to - item.passage.end)),
        to < all.size() ? " \u2026" : "");
  }
  const bool of_table = text.empty();  // docs/formats/tables.md
  out += fmt::format("where      {}{}{} ({})\n", file, place(item).empty() ? "" : ", ", place(item),
                     of_table ? fmt::format("row {}", item.passage.begin)
                              : fmt::format("bytes {} to {}", item.passage.begin, item.passage.end));
  out += fmt::format("why        {} (extractor: {})\n",
                     !item.reason.empty() ? item.reason
                     : of_table           ? "it stands in a table that was loaded"
                                          : "no reason was kept",
                     item.extractor);
  for (const auto& [attribute, value] : item.attributes)
    if (!std::holds_alternative<std::monostate>(value))
      out += fmt::format("{:<10} {}\n",
                         graph::info(attribute).words.empty() ? graph::info(attribute).name
                                                              : graph::info(attribute).words.front(),
                         show_value(value));
  for (const auto& link : library.links) {
    if (link.from == stored.id) {
      std::string target = library.concept_label(link.to_concept);
      if (const auto* other = library.find(link.to_item))
        target = fmt::format("{} \u201C{}\u201D", graph::info(other->item.kind).words.front(),
                             short_line(name_of(other->item), 70));
      out += fmt::format("{:<10} {}{}\n", graph::info(link.edge).words, target,
                         link.reason.empty() ? "" : " (" + link.reason + ")");
    } else if (link.to_item == stored.id && link.edge != graph::Edge::contains) {
      if (const auto* other = library.find(link.from))
        out += fmt::format("from       {} \u201C{}\u201D, which {} this\n",
                           graph::info(other->item.kind).words.front(), short_line(name_of(other->item), 70),
                           graph::info(link.edge).words);
    }
  }
  out += fmt::format("history    first found in run {}, last in run {}\nid         {}\n", stored.first_run,
                     stored.last_run, stored.key);
  return out;
}

std::string show_source(const Library& library, const graph::StoredItem& source, const std::string& text) {
  const auto* file = source.item.text(graph::Attribute::file);
  std::string out = show_item(library, source, text, file ? *file : "");
  std::map<graph::Kind, std::vector<const graph::StoredItem*>> by_kind;
  for (const auto& item : library.items)
    if (item.source == source.id && item.id != source.id) by_kind[item.item.kind].push_back(&item);
  for (const auto& [kind, items] : by_kind) {
    out += fmt::format("\n{} {}\n", items.size(), graph::info(kind).words[items.size() == 1 ? 0 : 1]);
    for (const auto* item : items)
      out += fmt::format("  {}  {}\n", short_id(item->key, 8), short_line(name_of(item->item), 84));
  }
  return out;
}

}  // namespace

int show(const Common& common, const std::string& what) {
  auto base = graph::Base::open(common.base, graph::Access::read);
  if (!base) return report(base.error());
  Library library;
  if (auto read = base->each_item([&](graph::StoredItem&& item) {
        library.by_id[item.id] = library.items.size();
        library.items.push_back(std::move(item));
      });
      !read)
    return report(read.error());
  if (auto read =
          base->each_link([&](graph::StoredLink&& link) { library.links.push_back(std::move(link)); });
      !read)
    return report(read.error());
  auto vocabulary = base->vocabulary();
  if (!vocabulary) return report(vocabulary.error());
  auto candidates = base->candidates();
  if (!candidates) return report(candidates.error());

  for (const auto& entry : vocabulary->concepts) library.concept_labels[entry.id] = entry.label;
  for (const auto& candidate : *candidates) library.concept_labels[candidate.id] = candidate.label;

  const auto file_of = [&](const graph::StoredItem& item) -> std::string {
    const auto* source = library.find(item.source);
    const auto* file = source ? source->item.text(graph::Attribute::file) : nullptr;
    return file ? *file : "";
  };

  std::vector<const graph::StoredItem*> found;
  const std::string key = label_key(what);
  for (const auto& item : library.items) {
    const bool by_id = what.size() >= 4 && item.key.starts_with(what);
    const bool by_name = item.item.kind == graph::Kind::source &&
                         (file_of(item) == what || label_key(name_of(item.item)) == key);
    if (by_id || by_name) found.push_back(&item);
    if (item.key == what) {  // "claim:1" is also the beginning of "claim:10"
      found = {&item};
      break;
    }
  }
  if (found.size() == 1) {
    auto text = base->text(found[0]->source);
    if (!text) return report(text.error());
    const bool source = found[0]->item.kind == graph::Kind::source;
    return print_out(source ? show_source(library, *found[0], *text)
                            : show_item(library, *found[0], *text, file_of(*found[0])))
               ? kDone
               : kBadBase;
  }
  if (found.size() > 1) {
    std::string out = fmt::format("\u201C{}\u201D is the beginning of {} ids:\n", what, found.size());
    for (const auto* item : found)
      out += fmt::format("  {}  {}: {}\n", short_id(item->key, 12),
                         graph::info(item->item.kind).words.front(), short_line(name_of(item->item), 80));
    print_out(out);
    return kWrongArguments;
  }

  // A concept: by any of its names.
  std::string out;
  const auto show_concept = [&](const std::string& id, graph::Kind kind, const std::string& label,
                                const std::vector<std::string>& others, const std::string& definition) {
    out += fmt::format("{}{}: {}\n", out.empty() ? "" : "\n", graph::info(kind).words.front(), label);
    if (!others.empty()) out += fmt::format("also called {}\n", fmt::join(others, ", "));
    if (!definition.empty()) out += definition + "\n";
    std::size_t shown = 0;
    for (const auto& link : library.links) {
      if (link.to_concept != id) continue;
      if (const auto* item = library.find(link.from)) {
        out += fmt::format("  {}  {} {}: \u201C{}\u201D ({})\n", short_id(item->key, 8),
                           graph::info(item->item.kind).words.front(), graph::info(link.edge).words,
                           short_line(item->item.passage.quote, 84), file_of(*item));
        ++shown;
      }
    }
    if (shown == 0) out += "  in the vocabulary; no document of this library names it\n";
  };
  for (const auto& entry : vocabulary->concepts) {
    const bool hit = entry.id == what || label_key(entry.label) == key ||
                     std::any_of(entry.alternatives.begin(), entry.alternatives.end(),
                                 [&](const auto& a) { return label_key(a) == key; });
    if (hit) show_concept(entry.id, entry.kind, entry.label, entry.alternatives, entry.definition);
  }
  for (const auto& candidate : *candidates)
    if (candidate.id == what || label_key(candidate.label) == key)
      show_concept(candidate.id, candidate.kind, candidate.label, {},
                   "named in documents, in no vocabulary yet");
  if (out.empty())
    return report({Code::bad_argument,
                   fmt::format("nothing in this library has the id or name \u201C{}\u201D", what),
                   "ids stand in the answers of 'evident ask -f json'; sources are listed by 'evident stats'",
                   {}});
  return print_out(out) ? kDone : kBadBase;
}

}  // namespace evident::app

// evident show: one item with its words in their context, or a source with what was found in it, or a concept
// with where it is named. Found by key in the base and by name and neighbours in the graph: nothing else is
// read.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/commands.hpp"
#include "app/with_graph.hpp"
#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "support/text.hpp"

namespace evident::app {
namespace {

constexpr std::size_t kContext = 240;  // bytes of context on either side
constexpr std::size_t kListed =
    100;  // ids, links to it and passages at most; how many more there are is said

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

std::string place(const graph::Item& item) {
  const graph::Passage& p = item.passage;
  std::string out;
  const auto add = [&](std::string part) { out += (out.empty() ? "" : ", ") + part; };
  if (const std::string* printed = item.text(graph::Attribute::printed_page); printed && p.page)
    add(fmt::format("page {} (page {} of the file)", *printed, p.page));
  else if (p.page)
    add(fmt::format("page {}", p.page));
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

class Show {
 public:
  Show(const graph::Graph& graph, const graph::Base& base) : graph_(graph), base_(base) {}

  struct Shown {
    std::string text;
    int exit = kDone;
  };
  Result<Shown> of(const std::string& what) const;

 private:
  Result<std::vector<graph::StoredItem>> found(const std::string& what) const;
  Result<std::string> item(const graph::StoredItem& stored, const std::string& text) const;
  Result<std::string> source(const graph::StoredItem& source, const std::string& text) const;
  Result<std::vector<graph::StoredItem>> items_of(const graph::StoredItem& source) const;
  Result<std::vector<graph::StoredLink>> links_to(const graph::StoredItem& stored, std::size_t& more) const;
  Result<std::string> concepts(const std::string& what) const;
  std::string passages(graph::Node thing) const;

  std::string file_of(const graph::StoredItem& stored) const {
    const auto node = graph_.find(stored.key);
    const auto passage = node ? graph_.passage(*node) : std::nullopt;
    return passage ? std::string(graph_.text(passage->source, graph::Attribute::file)) : std::string();
  }
  static std::string more_of(std::size_t more, std::string_view what) {
    return more ? fmt::format("  \u2026 and {} more {}\n", more, what) : std::string();
  }

  const graph::Graph& graph_;
  const graph::Base& base_;
};

// Sources by the name of their file or their title, everything by the beginning of its id.
Result<std::vector<graph::StoredItem>> Show::found(const std::string& what) const {
  std::vector<graph::StoredItem> all;
  if (what.size() >= 4) {
    EV_TRY(all, base_.items_with_key(what, kListed + 1));
    if (!all.empty() && all.front().key == what) return all;
  }
  const std::string key = label_key(what);
  for (const graph::Node node : graph_.named(key)) {
    if (graph_.kind(node) != graph::Kind::source) continue;
    EV_TRY(auto same, base_.items_with_key(graph_.id(node), 1));
    if (same.empty()) continue;
    const std::string* file = same[0].item.text(graph::Attribute::file);
    const bool known =
        std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.id == same[0].id; });
    if (!known && ((file && *file == what) || label_key(name_of(same[0].item)) == key))
      all.push_back(std::move(same[0]));
  }
  return all;
}

// Links have no index by what they lead to: the graph knows from where, the base how.
Result<std::vector<graph::StoredLink>> Show::links_to(const graph::StoredItem& stored,
                                                      std::size_t& more) const {
  std::vector<graph::StoredLink> links;
  const auto node = graph_.find(stored.key);
  if (!node) return links;
  std::set<graph::Node> from;
  for (const auto& edge : graph::edges())
    if (edge.id != graph::Edge::contains)
      for (const graph::Node n : graph_.in(*node, edge.id)) from.insert(n);
  more = from.size() > kListed ? from.size() - kListed : 0;
  std::size_t taken = 0;
  for (const graph::Node n : from) {
    if (taken++ == kListed) break;
    EV_TRY(const auto items, base_.items_with_key(graph_.id(n), 1));
    if (items.empty()) continue;
    if (stored.follows() && items[0].item.kind == graph::Kind::reference)  // no link of the base says so
      links.push_back({items[0].id, graph::Edge::cites, stored.id, {}, {}});
    EV_TRY(auto leaving, base_.links_from(items[0].id));
    for (auto& link : leaving)
      if (link.to_item == stored.id && link.edge != graph::Edge::contains) links.push_back(std::move(link));
  }
  return links;
}

Result<std::string> Show::item(const graph::StoredItem& stored, const std::string& text) const {
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
  // What was coded in a table or a reviewing program stands there, not in the text of the work.
  const bool beside = item.extractor == graph::kHumanCoding && item.passage.paragraph == 0;
  if (beside) {
    out += fmt::format("where      {}, of {}\n", item.passage.section, file_of(stored));
    if (item.passage.page) out += fmt::format("           page {} of the work, as it was coded\n", item.passage.page);
  } else {
    out +=
        fmt::format("where      {}{}{} ({})\n", file_of(stored), place(item).empty() ? "" : ", ", place(item),
                    of_table ? fmt::format("row {}", item.passage.begin)
                             : fmt::format("bytes {} to {}", item.passage.begin, item.passage.end));
  }
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
  EV_TRY(auto links, base_.links_from(stored.id));
  std::size_t more = 0;
  EV_TRY(auto incoming, links_to(stored, more));
  std::move(incoming.begin(), incoming.end(), std::back_inserter(links));
  std::stable_sort(links.begin(), links.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  for (const auto& link : links) {
    const bool leaves = link.from == stored.id;
    if (leaves && link.to_item == 0) {
      const auto thing = graph_.find(link.to_concept);
      out += fmt::format("{:<10} {}{}\n", graph::info(link.edge).words,
                         thing ? "\u201C" + std::string(graph_.label(*thing)) + "\u201D" : link.to_concept,
                         link.reason.empty() ? "" : " (" + link.reason + ")");
      continue;
    }
    EV_TRY(const auto other, base_.item(leaves ? link.to_item : link.from));
    if (!other) continue;
    const std::string said = fmt::format("{} \u201C{}\u201D", graph::info(other->item.kind).words.front(),
                                         short_line(name_of(other->item), 70));
    if (leaves)
      out += fmt::format("{:<10} {}{}\n", graph::info(link.edge).words, said,
                         link.reason.empty() ? "" : " (" + link.reason + ")");
    else
      out += fmt::format("from       {}, which {} this\n", said, graph::info(link.edge).words);
  }
  if (const auto node = graph_.find(stored.key); node && item.kind == graph::Kind::reference)  // it follows, and is not stored
    for (const graph::Node work : graph_.out(*node, graph::Edge::cites))
      out += fmt::format("{:<10} {} \u201C{}\u201D ({})\n", graph::info(graph::Edge::cites).words,
                         graph::info(graph_.kind(work)).words.front(), short_line(graph_.label(work), 70),
                         graph_.id(work));
  out += more_of(more, "that lead to it");
  out += fmt::format("history    first found in run {}, last in run {}\nid         {}\n", stored.first_run,
                     stored.last_run, stored.key);
  return out;
}

// What stands in a source as answers have it: without what a person's code outranks, with the codes that stand in records of it.
Result<std::vector<graph::StoredItem>> Show::items_of(const graph::StoredItem& source) const {
  EV_TRY(std::vector<graph::StoredItem> items, base_.items_of(source.id));
  const auto node = graph_.find(source.key);
  if (!node) return items;
  std::set<std::string> shown;
  for (const graph::Node n : graph_.out(*node, graph::Edge::contains))
    if (graph_.kind(n) != graph::Kind::source) shown.insert(std::string(graph_.id(n)));
  std::erase_if(items, [&](const graph::StoredItem& one) { return one.id != source.id && shown.erase(one.key) == 0; });
  for (const std::string& key : shown) {
    EV_TRY(auto further, base_.items_with_key(key, 1));
    std::move(further.begin(), further.end(), std::back_inserter(items));
  }
  return items;
}

Result<std::string> Show::source(const graph::StoredItem& source, const std::string& text) const {
  EV_TRY(std::string out, item(source, text));
  EV_TRY(const auto items, items_of(source));
  std::map<graph::Kind, std::vector<const graph::StoredItem*>> by_kind;
  for (const auto& item : items)
    if (item.id != source.id) by_kind[item.item.kind].push_back(&item);
  for (const auto& [kind, items_of_kind] : by_kind) {
    out += fmt::format("\n{} {}\n", items_of_kind.size(),
                       graph::info(kind).words[items_of_kind.size() == 1 ? 0 : 1]);
    for (const auto* one : items_of_kind)
      out += fmt::format("  {}  {}\n", short_id(one->key, 8), short_line(name_of(one->item), 84));
  }
  return out;
}

// Where a thing is named or spoken of, by kind, then by source and place.
std::string Show::passages(graph::Node thing) const {
  std::vector<std::pair<graph::Node, graph::Edge>> from;
  for (const auto& edge : graph::edges())
    for (const graph::Node n : graph_.in(thing, edge.id))
      if (graph::info(graph_.kind(n)).role == graph::KindRole::item || graph_.kind(n) == graph::Kind::source)
        from.emplace_back(n, edge.id);
  std::sort(from.begin(), from.end());
  std::string out;
  for (std::size_t i = 0; i < from.size() && i < kListed; ++i) {
    const auto [node, edge] = from[i];
    const auto passage = graph_.passage(node);
    if (!passage) continue;
    const auto named = graph_.out(node, graph::Edge::names);  // a mention is of the kind of what it names
    const graph::Kind kind = graph_.kind(named.empty() ? node : named.front());
    out += fmt::format("  {}  {} {}: \u201C{}\u201D ({})\n", short_id(std::string(graph_.id(node)), 8),
                       graph::info(kind).words.front(), graph::info(edge).words,
                       short_line(passage->quote, 84), graph_.text(passage->source, graph::Attribute::file));
  }
  if (from.empty()) out = "  in the vocabulary; no document of this library names it\n";
  return out + more_of(from.size() > kListed ? from.size() - kListed : 0,
                       "passages; 'evident ask' lists them: list claims about \u2026");
}

// Those that have that id, or any name like that: of the vocabulary first.
Result<std::string> Show::concepts(const std::string& what) const {
  std::vector<graph::Node> things;
  if (const auto node = graph_.find(what)) things.push_back(*node);
  for (const graph::Node node : graph_.named(label_key(what)))
    if (std::find(things.begin(), things.end(), node) == things.end()) things.push_back(node);
  std::vector<std::string> known, others;
  for (const graph::Node node : things) {
    const auto& kind = graph::info(graph_.kind(node));
    if (kind.role != graph::KindRole::named && kind.role != graph::KindRole::concept_) continue;
    EV_TRY(const auto entry, base_.entry(graph_.id(node)));
    std::string out =
        fmt::format("{}: {}\n", kind.words.front(), entry ? entry->label : std::string(graph_.label(node)));
    if (entry && !entry->alternatives.empty())
      out += fmt::format("also called {}\n", fmt::join(entry->alternatives, ", "));
    const std::string definition = entry ? entry->definition : "named in documents, in no vocabulary yet";
    if (!definition.empty()) out += definition + "\n";
    (entry ? known : others).push_back(out + passages(node));
  }
  std::move(others.begin(), others.end(), std::back_inserter(known));
  return fmt::format("{}", fmt::join(known, "\n"));
}

Result<Show::Shown> Show::of(const std::string& what) const {
  EV_TRY(const auto items, found(what));
  if (items.size() == 1) {
    EV_TRY(const std::string text, base_.text(items[0].source));
    EV_TRY(std::string shown,
           items[0].item.kind == graph::Kind::source ? source(items[0], text) : item(items[0], text));
    return Shown{std::move(shown)};
  }
  if (items.size() > 1) {
    const bool more = items.size() > kListed;
    std::string out = fmt::format("\u201C{}\u201D is the beginning of {}{} ids:\n", what,
                                  more ? "more than " : "", more ? kListed : items.size());
    for (std::size_t i = 0; i < items.size() && i < kListed; ++i)
      out +=
          fmt::format("  {}  {}: {}\n", short_id(items[i].key, 12),
                      graph::info(items[i].item.kind).words.front(), short_line(name_of(items[i].item), 80));
    return Shown{std::move(out), kWrongArguments};
  }
  EV_TRY(std::string out, concepts(what));
  if (out.empty())
    return fail(Code::bad_argument,
                fmt::format("nothing in this library has the id or name \u201C{}\u201D", what),
                "ids stand in the answers of 'evident ask -f json'; sources are listed by 'evident stats'");
  return Shown{std::move(out)};
}

}  // namespace

int show(const Common& common, const std::string& what) {
  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());
  const auto base = graph::Base::open(common.base, graph::Access::read);
  if (!base) return report(base.error());
  const auto held = base->hold();
  if (!held) return report(held.error());
  const auto shown =
      believed(common, *graph, [&](const graph::Graph& whole) { return Show(whole, *base).of(what); });
  if (!shown) return report(shown.error());
  if (!*shown) return report(shown->error());
  return print_out((*shown)->text) ? (*shown)->exit : kBadBase;
}

}  // namespace evident::app

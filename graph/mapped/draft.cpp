// Input to nodes and edges. Every item and concept gets a sort key, one sort gives the final order, then
// links are translated from row and concept ids to node numbers. Mentions of named things become nodes of
// Kind::mention; what they mention is found through their `names` edge.
#include "graph/mapped/draft.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "graph/base/keys.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

tl::unexpected<Error> unusable(std::string what) {
  return fail(Code::corrupt, "the evidence base contradicts itself: " + std::move(what),
              "run 'evident verify'");
}

// What people call a source or an item: title, name, for sources the file, else its words.
std::string label_of(const Item& item) {
  for (Attribute a : {Attribute::title, Attribute::name})
    if (const std::string* text = item.text(a); text && !trim(*text).empty()) return squeeze(*text);
  if (item.kind == Kind::source)
    if (const std::string* file = item.text(Attribute::file)) return *file;
  return squeeze(item.passage.quote);
}

struct Waiting {
  DraftNode node;
  std::int64_t row = 0;      // item row id; 0 for concepts
  std::size_t document = 0;  // the place of its document among the documents
  std::string key;           // label_key of concepts
  bool is_document = false;  // the source node of a document, which stands before the works it mentions
};

class Drafter {
 public:
  explicit Drafter(GraphInput input) : input_(std::move(input)) {}

  Result<Draft> run() {
    EV_CHECK(order_documents());
    EV_CHECK(take_items());
    take_concepts();
    take_authors();
    EV_CHECK(place());
    EV_CHECK(link());
    return std::move(draft_);
  }

 private:
  // Documents by file name, then key: independent of the order in which they came in.
  Result<void> order_documents() {
    std::vector<std::tuple<std::string, std::string, std::int64_t>> documents;
    for (const StoredItem& stored : input_.items) {
      if (stored.id != stored.source) continue;
      if (stored.item.kind != Kind::source)
        return unusable("item " + stored.key + " contains itself but is no source");
      const std::string* file = stored.item.text(Attribute::file);
      documents.emplace_back(file ? *file : std::string(), stored.key, stored.id);
    }
    std::sort(documents.begin(), documents.end());
    for (std::size_t i = 0; i < documents.size(); ++i) document_of_[std::get<2>(documents[i])] = i;
    return {};
  }

  Result<void> take_items() {
    waiting_.reserve(input_.items.size() + input_.vocabulary.concepts.size() + input_.candidates.size());
    for (StoredItem& stored : input_.items) {
      const auto document = document_of_.find(stored.source);
      if (document == document_of_.end()) return unusable("item " + stored.key + " stands in no source");
      Waiting w;
      w.row = stored.id;
      w.document = document->second;
      w.is_document = stored.id == stored.source;
      w.node.id = std::move(stored.key);
      w.node.item = std::move(stored.item);
      Item& item = w.node.item;
      const KindRole role = info(item.kind).role;
      if (role == KindRole::concept_ || item.kind == Kind::mention)
        return unusable("item " + w.node.id + " is a " + std::string(info(item.kind).name) +
                        ", which is no item");
      const auto allowed = stored_attributes(item.kind);
      for (const auto& [attribute, value] : item.attributes)
        if (std::find(allowed.begin(), allowed.end(), attribute) == allowed.end() || !fits(attribute, value))
          return unusable("item " + w.node.id + ", a " + std::string(info(item.kind).name) +
                          ", cannot have the " + std::string(info(attribute).name) + " '" +
                          value_text(value) + "'");
      if (item.passage.begin > item.passage.end)
        return unusable("item " + w.node.id + " ends before it begins");
      w.node.label = label_of(item);
      if (role == KindRole::named) item.kind = Kind::mention;
      waiting_.push_back(std::move(w));
    }
    return {};
  }

  Waiting& add_concept(std::string id, Kind kind, std::string label) {
    Waiting w;
    w.key = label_key(label);
    w.node.id = std::move(id);
    w.node.item.kind = kind;
    w.node.label = label;
    w.node.item.set(Attribute::name, std::move(label));
    waiting_.push_back(std::move(w));
    return waiting_.back();
  }
  void take_concepts() {
    for (Concept& c : input_.vocabulary.concepts) {
      Item& item = add_concept(c.id, c.kind, c.label).node.item;
      item.set(Attribute::scheme, c.scheme);
      if (!c.alternatives.empty()) item.set(Attribute::alternatives, c.alternatives);
      if (!c.measure_kind.empty() && c.kind == Kind::measure)
        item.set(Attribute::measure_kind, c.measure_kind);
      if (!c.notation.empty() && has(c.kind, Attribute::notation)) item.set(Attribute::notation, c.notation);
      item.set(Attribute::candidate, false);
    }
    for (Candidate& c : input_.candidates)
      add_concept(c.id, c.kind, c.label).node.item.set(Attribute::candidate, true);
  }

  // One author for all spellings that differ in punctuation or in where the initials stand; nobody is guessed
  // to be somebody else. The longest spelling is shown.
  void take_authors() {
    std::map<std::string, std::string> shown;
    for (const Waiting& w : waiting_) {
      if (w.row == 0 || w.node.item.kind != Kind::source) continue;
      const Value* value = w.node.item.find(Attribute::authors);
      const auto* authors = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
      if (!authors) continue;
      for (const std::string& author : *authors) {
        const std::string written = squeeze(author), key = author_key(written);
        if (key.empty()) continue;
        std::string& best = shown[key];
        if (best.size() < written.size() || (best.size() == written.size() && written < best)) best = written;
        authorship_.emplace_back(w.row, "author:" + key);
      }
    }
    for (auto& [key, name] : shown) {
      const std::string family = surname(name);
      const bool person =
          std::count(name.begin(), name.end(), ' ') < 4 && name.find(" of ") == std::string::npos;
      Item& item = add_concept("author:" + key, Kind::author, name).node.item;
      if (person && family != name) item.set(Attribute::alternatives, std::vector<std::string>{family});
    }
  }

  Result<void> place() {
    const auto order = [](const Waiting& w) {
      const Passage& p = w.node.item.passage;
      return std::tuple(w.node.item.kind, w.document, !w.is_document, p.begin, p.end, std::string_view(w.key),
                        std::string_view(w.node.id));
    };
    std::sort(waiting_.begin(), waiting_.end(),
              [&order](const Waiting& a, const Waiting& b) { return order(a) < order(b); });
    if (waiting_.size() >= kNoNode) return fail(Code::limit, "more than four thousand million items");

    draft_.kind_starts.assign(kinds().size() + 1, 0);
    for (const Waiting& w : waiting_) ++draft_.kind_starts[static_cast<std::size_t>(w.node.item.kind) + 1];
    std::partial_sum(draft_.kind_starts.begin(), draft_.kind_starts.end(), draft_.kind_starts.begin());
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      const Waiting& w = waiting_[i];
      const bool fresh = w.row != 0 ? node_of_row_.emplace(w.row, static_cast<Node>(i)).second
                                    : node_of_concept_.emplace(w.node.id, static_cast<Node>(i)).second;
      if (!fresh) return unusable("two items have the id " + w.node.id);
    }
    return {};
  }

  Result<void> link() {
    std::vector<Node> document_node(document_of_.size());
    for (const auto& [row, document] : document_of_) document_node[document] = node_of_row_.at(row);
    draft_.nodes.reserve(waiting_.size());
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      Waiting& w = waiting_[i];
      w.node.source = w.row != 0 ? document_node[w.document] : kNoNode;
      if (w.row != 0 && w.node.source != i)
        draft_.edges.push_back({w.node.source, Edge::contains, static_cast<Node>(i)});
      draft_.nodes.push_back(std::move(w.node));
    }
    for (const StoredLink& link : input_.links) {
      const auto from = node_of_row_.find(link.from);
      if (from == node_of_row_.end())
        return unusable("a link leaves item " + std::to_string(link.from) + ", which does not exist");
      const std::string& id = draft_.nodes[from->second].id;
      Node to = kNoNode;
      if (link.to_item != 0) {
        const auto found = node_of_row_.find(link.to_item);
        if (found == node_of_row_.end())
          return unusable("a link of item " + id + " ends at item " + std::to_string(link.to_item) +
                          ", which does not exist");
        to = found->second;
      } else {
        const auto found = node_of_concept_.find(link.to_concept);
        if (found == node_of_concept_.end())
          return unusable("a link of item " + id + " ends at the concept '" + link.to_concept +
                          "', which does not exist");
        to = found->second;
      }
      draft_.edges.push_back({from->second, link.edge, to});
    }
    for (const auto& [row, author] : authorship_)
      draft_.edges.push_back({node_of_row_.at(row), Edge::written_by, node_of_concept_.at(author)});
    for (const Concept& c : input_.vocabulary.concepts)
      for (const std::string& broader : c.broader) {
        const auto found = node_of_concept_.find(broader);
        if (found == node_of_concept_.end())
          return unusable("the concept " + c.id + " stands under '" + broader + "', which does not exist");
        draft_.edges.push_back({node_of_concept_.at(c.id), Edge::broader, found->second});
      }
    link_works();
    std::sort(draft_.edges.begin(), draft_.edges.end());
    draft_.edges.erase(std::unique(draft_.edges.begin(), draft_.edges.end()), draft_.edges.end());
    draft_.out_offsets.assign(draft_.nodes.size() + 1, 0);
    for (const DraftEdge& e : draft_.edges) ++draft_.out_offsets[e.from + 1];
    std::partial_sum(draft_.out_offsets.begin(), draft_.out_offsets.end(), draft_.out_offsets.begin());
    return {};
  }

  // By what a work is known: its DOI, or its title with its year.
  static std::vector<std::string> work_keys(const Item& item) {
    std::vector<std::string> keys;
    if (const std::string* doi = item.text(Attribute::doi); doi && !trim(*doi).empty())
      keys.push_back("doi " + fold(*doi));
    const std::string* title = item.text(Attribute::title);
    const Value* year = item.find(Attribute::year);
    const auto* number = year ? std::get_if<std::int64_t>(year) : nullptr;
    if (title && number && !label_key(*title).empty())
      keys.push_back("title " + label_key(*title) + " " + std::to_string(*number));
    return keys;
  }

  // A digest names the work by an entry of its own. The work may be here too, and so may other digests of it:
  // all of them are linked to the one node that stands for it, the work itself or else the first such entry.
  void link_works() {
    std::map<Node, std::vector<Node>> digests;  // to the entries they name
    for (const DraftEdge& e : draft_.edges)
      if (e.kind == Edge::summary_of) digests[e.from].push_back(e.to);
    if (digests.empty()) return;
    std::map<std::string, Node> works;
    const auto offer = [&](Node node) {
      for (std::string& key : work_keys(draft_.nodes[node].item)) works.try_emplace(std::move(key), node);
    };
    const NodeRange sources = draft_.range(Kind::source);
    for (Node n = sources.first; n < sources.last; ++n)
      if (!digests.count(n)) offer(n);
    for (const auto& [digest, entries] : digests)
      for (const Node entry : entries) offer(entry);
    for (const auto& [digest, entries] : digests)
      for (const Node entry : entries)
        for (const std::string& key : work_keys(draft_.nodes[entry].item))
          if (const Node work = works.at(key); work != digest)
            draft_.edges.push_back({digest, Edge::summary_of, work});
  }

  GraphInput input_;
  std::unordered_map<std::int64_t, std::size_t>
      document_of_;  // source row id to its place among the documents
  std::vector<Waiting> waiting_;
  std::vector<std::pair<std::int64_t, std::string>> authorship_;  // a source's row id and an author's id
  std::unordered_map<std::int64_t, Node> node_of_row_;
  std::unordered_map<std::string, Node> node_of_concept_;
  Draft draft_;
};

}  // namespace

std::span<const DraftEdge> Draft::out(Node node, Edge kind) const {
  const auto first = edges.begin() + out_offsets[node], last = edges.begin() + out_offsets[node + 1];
  const auto from = std::partition_point(first, last, [kind](const DraftEdge& e) { return e.kind < kind; });
  const auto to = std::partition_point(from, last, [kind](const DraftEdge& e) { return e.kind == kind; });
  return {from, to};
}

Result<Draft> draft_of(GraphInput input) { return Drafter(std::move(input)).run(); }

}  // namespace evident::graph

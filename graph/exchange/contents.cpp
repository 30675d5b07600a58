#include "graph/exchange/contents.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "support/hash.hpp"
#include "support/shorten.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

constexpr std::size_t kAround = 32;  // characters before and after, as the Web Annotation model's examples have

class Walk {
 public:
  Walk(const Selection& selection, const Cancel& cancel, ContentsSink& sink)
      : selection_(selection), cancel_(cancel), sink_(sink) {}

  Result<void> run(const std::filesystem::path& path) {
    EV_TRY(const Base base, Base::open(path, Access::read));
    EV_TRY(const auto held, base.hold());
    EV_TRY(const Base texts, Base::open(path, Access::read));  // each_item() reads ahead on the other
    EV_CHECK(items(base, texts));
    EV_CHECK(links(base));
    return concepts(base);
  }

 private:
  bool wanted(std::string_view id) const {
    return selection_.everything || std::binary_search(selection_.ids.begin(), selection_.ids.end(), id);
  }

  Result<void> items(const Base& base, const Base& texts) {
    Result<void> failed;
    EV_CHECK(base.each_item([&](StoredItem&& stored) {
      if (!failed || cancel_.requested()) return;
      if (stored.source == stored.id) sources_[stored.id] = stored.key;
      if (!wanted(stored.key)) return;
      keys_.emplace(stored.id, stored.key);
      failed = item(texts, stored);
    }));
    if (cancel_.requested()) return fail(Code::cancelled, "interrupted; nothing was written");
    return failed;
  }

  Result<void> item(const Base& texts, StoredItem& stored) {
    if (stored.source != text_of_) {
      EV_TRY(text_, texts.text(stored.source));
      text_of_ = stored.source;
      bytes_ = points_ = 0;
    }
    const auto in_text = place(stored.item.passage);
    const auto source = sources_.find(stored.source);
    sink_.item(stored, source == sources_.end() ? std::string_view(stored.key) : std::string_view(source->second), in_text);
    return {};
  }

  // Items come in the order of their places, so that the text is counted through once.
  std::optional<InText> place(const Passage& passage) {
    if (passage.end > text_.size() || passage.begin >= passage.end ||
        std::string_view(text_).substr(passage.begin, passage.end - passage.begin) != passage.quote)
      return {};
    if (passage.begin < bytes_) bytes_ = points_ = 0;
    points_ += count_code_points(std::string_view(text_).substr(bytes_, passage.begin - bytes_));
    bytes_ = passage.begin;
    InText found;
    found.begin = points_;
    found.end = points_ + count_code_points(passage.quote);
    const auto is_inside = [&](std::size_t at) { return (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80; };
    std::size_t from = passage.begin;
    for (std::size_t n = 0; n < kAround && from > 0; ++n)
      for (--from; from > 0 && is_inside(from);) --from;
    found.before = text_.substr(from, passage.begin - from);
    std::size_t to = passage.end;
    for (std::size_t n = 0; n < kAround && to < text_.size(); ++n)
      for (++to; to < text_.size() && is_inside(to);) ++to;
    found.after = text_.substr(passage.end, to - passage.end);
    return found;
  }

  Result<void> links(const Base& base) {
    return base.each_link([&](StoredLink&& link) {
      const auto from = keys_.find(link.from);
      if (from == keys_.end()) return;
      if (link.to_item) {
        if (const auto to = keys_.find(link.to_item); to != keys_.end())
          sink_.link(from->second, link.edge, to->second, false, link.reason);
      } else {
        concepts_.insert(link.to_concept);
        sink_.link(from->second, link.edge, shown(link.to_concept), true, link.reason);
      }
    });
  }

  // Of a selection the concepts that it names or that its items lead to, and what stands above them.
  Result<void> concepts(const Base& base) {
    EV_TRY(const Vocabulary vocabulary, base.vocabulary());
    EV_TRY(const std::vector<Candidate> candidates, base.candidates());
    std::vector<std::string> todo(concepts_.begin(), concepts_.end());
    todo.insert(todo.end(), selection_.ids.begin(), selection_.ids.end());
    const auto known = [&](const std::string& id) {
      const auto at = std::lower_bound(vocabulary.concepts.begin(), vocabulary.concepts.end(), id,
                                       [](const Concept& c, const std::string& key) { return c.id < key; });
      return at != vocabulary.concepts.end() && at->id == id ? &*at : nullptr;
    };
    for (std::set<std::string> seen; !todo.empty();) {
      const std::string id = std::move(todo.back());
      todo.pop_back();
      if (!seen.insert(id).second) continue;
      concepts_.insert(id);
      if (const Concept* entry = known(id)) todo.insert(todo.end(), entry->broader.begin(), entry->broader.end());
    }
    for (const Concept& entry : vocabulary.concepts)
      if (selection_.everything || concepts_.contains(entry.id)) sink_.concept_entry(entry, false);
    for (const Candidate& c : candidates)
      if (selection_.everything || concepts_.contains(c.id)) sink_.concept_entry(shown(c), true);
    return {};
  }

  // A candidate may be called by a whole sentence of its document, which must not leave by its name.
  std::string shown(const std::string& id) const {
    std::string first = id;
    if (!selection_.words || !id.starts_with("candidate:") || !first_words(first, kNameWords)) return id;
    return id.substr(0, id.find('/') + 1) + sha256_hex(id).substr(0, 32);
  }
  Concept shown(const Candidate& c) const {
    Concept entry{shown(c.id), c.kind, "", c.label, {}, {}, "", "", ""};
    if (selection_.words) first_words(entry.label, kNameWords);
    return entry;
  }

  const Selection& selection_;
  const Cancel& cancel_;
  ContentsSink& sink_;
  std::unordered_map<std::int64_t, std::string> sources_, keys_;  // by row id; keys_: of what was written
  std::set<std::string> concepts_;
  std::string text_;  // of the source with that row id, counted up to a byte
  std::int64_t text_of_ = 0;
  std::uint64_t bytes_ = 0, points_ = 0;
};

}  // namespace

Result<void> each_content(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel,
                          ContentsSink& sink) {
  return Walk(selection, cancel, sink).run(base);
}

}  // namespace evident::graph

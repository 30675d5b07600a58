#include "ingest/extract/printed_pages.hpp"

namespace evident::ingest {

void tell_printed_pages(Extraction& x) {
  using graph::Attribute;
  const std::vector<std::string>& labels = x.document.page_labels;
  if (labels.empty()) return;
  for (graph::Item& item : x.evidence.items) {
    const auto page = static_cast<std::size_t>(item.passage.page);
    const graph::Kind table = graph::info(item.kind).role == graph::KindRole::named ? graph::Kind::mention : item.kind;
    if (page == 0 || page > labels.size() || !graph::has(table, Attribute::printed_page)) continue;
    const std::string& label = labels[page - 1];
    if (!label.empty() && label != std::to_string(page)) item.set(Attribute::printed_page, label);
  }
}

}  // namespace evident::ingest

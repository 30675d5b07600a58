#include "ingest/extract/passage_languages.hpp"

#include "ingest/classify/structure.hpp"

namespace evident::ingest {

void tell_languages(Extraction& x) {
  using graph::Attribute;
  using graph::Kind;
  for (graph::Item& item : x.evidence.items) {
    switch (item.kind) {
      case Kind::source:
      case Kind::study:
      case Kind::case_study:
      case Kind::reference:
      case Kind::translation_of:  // has its own
        continue;
      default:
        break;
    }
    if (item.passage.paragraph < 1) continue;
    const BlockLanguage& told = x.structure.languages[static_cast<std::size_t>(item.passage.paragraph) - 1];
    item.attributes.emplace_back(Attribute::language, std::string(told.code));
    item.attributes.emplace_back(Attribute::language_by, std::string(told.told_by));
  }
}

}  // namespace evident::ingest

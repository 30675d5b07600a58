// A bibliographic record as a source of its own: its fields as the source's attributes and as a reference
// item, its abstract as text to be read like any other.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "graph/items.hpp"
#include "ingest/document.hpp"
#include "ingest/readers/bibliographic/record.hpp"

namespace evident::ingest {

// Where a record stands.
struct RecordPlace {
  std::string_view path;    // of the file
  std::string_view name;    // of the file, without folders
  std::string_view format;  // "RIS"
  std::size_t number = 0;   // from 1
};

// What tells a record from the others of its file whatever stands before it: its DOI, its PMID, or a digest
// of its key, title, year and first author.
std::string record_identity(const BibliographicRecord& record);

// The record's own bytes with blocks over its title and abstract, so that places count from the record's
// beginning.
Document record_document(const BibliographicRecord& record, std::string_view text, const RecordPlace& place,
                         std::string_view identity);

// extract: what is made of a document with an abstract; evidence of a record without one needs none.
graph::DocumentEvidence record_evidence(
    const BibliographicRecord& record, std::string_view text, const RecordPlace& place,
    std::string_view identity, const std::function<graph::DocumentEvidence(const Document&)>& extract);

}  // namespace evident::ingest
